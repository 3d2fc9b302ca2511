/* Typed words, and where they stand in a text; see words.h. */
#include "loader/words.h"

#include "common/utf8.h"
#include "normalizer/normalizer.h"

enum { CHUNK_MAX = 1024, SCAN_MAX = 1 << 20 };

/* ---- typed --------------------------------------------------------------------------------------------- */

/* A letter or digit as FTS5's ascii tokenizer sees them in folded text. */
static bool in_token(char c)
{
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char) c >= 0x80;
}

/* The next token of @s from *at on; len 0 at the end. */
static struct span next_token(struct span s, size_t *at)
{
        size_t begin;

        while (*at < s.len && !in_token(s.ptr[*at]))
                ++*at;
        begin = *at;
        while (*at < s.len && in_token(s.ptr[*at]))
                ++*at;
        return (struct span) { s.ptr + begin, *at - begin };
}

static size_t count_tokens(struct span s)
{
        size_t n = 0, at = 0;

        while (next_token(s, &at).len)
                n++;
        return n;
}

/* The words of one run of typed text without blanks. */
static void add_chunk(struct words *out, struct arena *arena, struct span chunk)
{
        struct span cut = { chunk.ptr, chunk.len < CHUNK_MAX ? chunk.len : CHUNK_MAX };
        struct span folded = span_of(norm_folded(arena, cut));
        struct span lowered = span_of(norm_lowered(arena, cut));
        bool parallel = count_tokens(folded) == count_tokens(lowered);
        size_t at = 0, at_lowered = 0;

        while (out->n < WORDS_MAX) {
                struct span token = next_token(folded, &at);
                struct span exact = next_token(lowered, &at_lowered);

                if (!token.len)
                        return;
                out->folded[out->n] = token;
                if (parallel && !span_eq(token, exact)) {
                        out->exact[out->n] = exact;
                        out->marked |= 1ull << out->n;
                }
                out->n++;
        }
}

/* " and the curly ones */
static size_t quote_at(const char *p)
{
        if (*p == '"')
                return 1;
        return strncmp(p, "\u201C", 3) == 0 || strncmp(p, "\u201D", 3) == 0 ? 3 : 0;
}

static bool is_blank(char c)
{
        return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The words from @from on are one term. */
static void end_term(struct words *out, size_t from, bool prefix)
{
        if (out->n == from)
                return;
        out->first |= 1ull << from;
        out->last |= 1ull << (out->n - 1);
        if (prefix && out->folded[out->n - 1].len >= 2)
                out->prefix |= 1ull << (out->n - 1);
}

static void split(struct words *out, struct arena *arena, const char *p)
{
        bool quoted = false;
        size_t term = 0;

        while (*p && out->n < WORDS_MAX) {
                size_t quote = quote_at(p), len = 0;

                if (quote || is_blank(*p)) {
                        if (quote) {
                                end_term(out, term, false);
                                term = out->n;
                                quoted = !quoted;
                        }
                        p += quote ? quote : 1;
                        continue;
                }
                while (p[len] && !is_blank(p[len]) && !quote_at(p + len))
                        len++;
                add_chunk(out, arena, (struct span) { p, len });
                if (!quoted) {
                        end_term(out, term, p[len - 1] == '*');
                        term = out->n;
                }
                p += len;
        }
        end_term(out, term, false);
}

/* "quyet dinh" "30 2020 nd cp" "phu"* : tokens hold neither quotes nor blanks, so nothing needs escaping */
static const char *match_text(struct arena *arena, const struct words *words)
{
        struct buf out = { 0 };
        const char *text;

        for (size_t i = 0; i < words->n; i++) {
                uint64_t bit = 1ull << i;

                buf_puts(&out, words->first & bit ? i ? " \"" : "\"" : " ");
                buf_add_span(&out, words->folded[i]);
                if (words->last & bit)
                        buf_puts(&out, words->prefix & bit ? "\"*" : "\"");
        }
        text = arena_strndup(arena, buf_span(&out));
        buf_release(&out);
        return text;
}

void words_parse(struct words *out, struct arena *arena, const char *typed)
{
        *out = (struct words) { 0 };
        if (typed)
                split(out, arena, typed);
        if (out->n)
                out->match = match_text(arena, out);
}

/* ---- found --------------------------------------------------------------------------------------------- */

/*
 * A walk over the words of a text with two shift-and automata, one that takes the folded spelling and one that wants the exact one. Bit i of
 * the state says: the words of the term up to i have just been read.
 */
struct walk {
        const struct words *words;
        struct arena *arena;
        struct span text;
        uint64_t state, exact_state, exact_terms;
        size_t begins[WORDS_MAX]; /* of the last words, a ring */
        size_t n_words;
        char folded[128]; /* of the current word; a longer one matches nothing */
        size_t len;
        struct buf other;
};

static bool spelled(const struct walk *w, size_t i, struct span word)
{
        return span_eq(span_of(norm_lowered(w->arena, word)), w->words->exact[i]) ||
                (w->words->prefix >> i & 1 && span_starts(span_of(norm_lowered(w->arena, word)), w->words->exact[i]));
}

static void match_word(const struct walk *w, struct span word, uint64_t *folded, uint64_t *exact)
{
        const struct words *words = w->words;
        struct span mine = { w->folded, w->len };

        *folded = *exact = 0;
        for (size_t i = 0; i < words->n; i++) {
                uint64_t bit = 1ull << i;

                if (!(words->prefix & bit ? span_starts(mine, words->folded[i]) : span_eq(mine, words->folded[i])))
                        continue;
                *folded |= bit;
                if (!(words->marked & bit) || spelled(w, i, word))
                        *exact |= bit;
        }
}

/* Words of the term that ends with bit @last. */
static unsigned term_length(const struct words *words, uint64_t last)
{
        unsigned n = 1;

        for (; !(words->first & last); last >>= 1)
                n++;
        return n;
}

static void end_word(struct hits *out, struct walk *w, size_t begin, size_t end)
{
        uint64_t folded, exact, ended;

        w->begins[w->n_words++ % WORDS_MAX] = begin;
        match_word(w, (struct span) { w->text.ptr + begin, end - begin }, &folded, &exact);
        w->state = (w->state << 1 | w->words->first) & folded;
        w->exact_state = (w->exact_state << 1 | w->words->first) & exact;
        w->exact_terms |= w->exact_state & w->words->last;
        for (ended = w->state & w->words->last; ended && out->n < HITS_MAX; ended &= ended - 1) {
                uint64_t last = ended & -ended;
                size_t first = w->n_words - term_length(w->words, last);

                out->items[out->n++] = (struct hit) { w->begins[first % WORDS_MAX], end, last, w->exact_state & last };
        }
}

static void add_byte(struct walk *w, char c)
{
        if (w->len < sizeof(w->folded))
                w->folded[w->len] = c;
        w->len += w->len < sizeof(w->folded);
}

/* Fold one code point into the word. Returns false when it is a separator. */
static bool take(struct walk *w, uint32_t cp, struct span bytes)
{
        uint32_t folded;

        if (cp < 0x80) {
                char c = (char) cp;

                if (c >= 'A' && c <= 'Z')
                        c = (char) (c + 'a' - 'A');
                if (in_token(c))
                        add_byte(w, c);
                return in_token(c);
        }
        folded = norm_fold(cp);
        if (folded == 0) /* a mark of its own belongs to the letter before */
                return w->len > 0;
        if (folded < 0x80) {
                add_byte(w, (char) folded);
                return true;
        }
        buf_clear(&w->other);
        norm_fold_text(&w->other, bytes);
        for (size_t i = 0; i < w->other.len; i++) {
                if (!in_token(w->other.ptr[i]))
                        return false;
                add_byte(w, w->other.ptr[i]);
        }
        return true;
}

void words_find(struct hits *out, const struct words *words, struct span text, struct arena *arena)
{
        struct walk w = { .words = words, .arena = arena, .text = text };
        const char *end = text.ptr + (text.len < SCAN_MAX ? text.len : SCAN_MAX);
        const char *word = NULL;
        unsigned width;

        out->n = 0;
        arena_reset(arena);
        for (const char *p = text.ptr; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);

                if (cp != UTF8_BAD && take(&w, cp, (struct span) { p, width })) {
                        word = word ? word : p;
                        continue;
                }
                if (word && w.len)
                        end_word(out, &w, (size_t) (word - text.ptr), (size_t) (p - text.ptr));
                word = NULL;
                w.len = 0;
                if (out->n == HITS_MAX && w.exact_terms == words->last)
                        break;
        }
        if (word && w.len)
                end_word(out, &w, (size_t) (word - text.ptr), (size_t) (end - text.ptr));
        out->exact = w.exact_terms == words->last;
        buf_release(&w.other);
}
