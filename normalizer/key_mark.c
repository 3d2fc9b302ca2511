/*
 * The marks of a document number: where they end (domain.md 1.8), and how each is spelled.
 */
#include "normalizer/key_reader.h"

#include "common/utf8.h"
#include "normalizer/folded.h"
#include "normalizer/letters.h"
#include "normalizer/tone.h"

enum { MARK_MAX = 32 }; /* bytes; the longest known, ĐCTUBTWMTTQVN, has 15 */

struct token {
        struct span text;
        bool upper; /* shaped like an abbreviation: QĐ, TTg, BGD&ĐT, QH14 */
        bool lower; /* no capital at all */
        unsigned letters;
};

/* Look at the token under the cursor. False: no letters of an abbreviation there. */
static bool token_at(const struct reader *r, struct token *token)
{
        const char *p = r->p;
        bool capitals = false;
        unsigned width;

        *token = (struct token) { .upper = true, .lower = true };
        for (; p < r->end; p += width) {
                uint32_t cp = utf8_decode(p, r->end, &width);
                const struct letter *letter = letter_of(cp);

                if (p > r->p && ((cp >= '0' && cp <= '9') || (cp == '&' && p + 1 < r->end && is_alnum(p[1]))))
                        continue;
                if (!letter || letter->kind == LETTER_NONE)
                        break;
                if (letter->tone || letter->kind == LETTER_FOREIGN) {
                        if (cp >= 0x80)
                                return false; /* Sở, Tài: a word */
                }
                token->letters++;
                if (letter_is_upper(cp)) {
                        token->lower = false;
                        capitals = true;
                } else if (!capitals || cp >= 0x80 || !(strchr("gryih", (int) cp) || (p + 1 < r->end && p[1] >= 'A' && p[1] <= 'Z'))) { /* TTg, CTr; QNaPC */
                        token->upper = false;
                }
        }
        while (p > r->p && p[-1] == '&') /* what followed it was no letter */
                p--;
        token->text = (struct span) { r->p, (size_t) (p - r->p) };
        return token->letters > 0 && token->text.len <= MARK_MAX;
}

/* Does the table know @text, and which spelling is its? A written Đ is never taken away: ĐT is not DT. */
static const char *known_mark(const struct norm_abbrs *abbrs, struct span text)
{
        const char *known = abbrs ? norm_abbrs_find(abbrs, text) : NULL;

        if (!known || lowered_equal(span_of(known), text))
                return known;
        for (size_t i = 0; i < text.len; i++) {
                if (text.ptr[i] & 0x80)
                        return NULL;
        }
        return known;
}

/* "CT.UBND" of the table, or a desk of few capitals: VPCP-V.I. Any other dot ends the mark. */
static void extend_over_dot(const struct reader *r, struct token *token)
{
        struct reader behind = *r;
        struct token second;
        struct span whole;

        behind.p = token->text.ptr + token->text.len;
        if (!r->abbrs || peek(&behind) != '.')
                return;
        behind.p++;
        if (!token_at(&behind, &second))
                return;
        whole = (struct span) { token->text.ptr, token->text.len + 1 + second.text.len };
        if (known_mark(r->abbrs, whole) || (second.upper && !second.lower && second.text.len <= 3))
                token->text = whole;
}

/* The canonical spelling of a mark; a term number behind it stays: ubtvqh13 -> UBTVQH13. */
static const char *spell_mark(const struct reader *r, const struct token *token)
{
        struct span stem = token->text, text = token->text;
        const char *known = known_mark(r->abbrs, text);
        struct buf upper = { 0 };
        const char *spelled;
        unsigned width;

        if (known)
                return arena_strdup(r->arena, known);
        while (stem.len && is_digit(stem.ptr[stem.len - 1]))
                stem.len--;
        if (token->lower && stem.len == text.len) {
                while (stem.len && strchr("ivx", stem.ptr[stem.len - 1]))
                        stem.len--;
        }
        known = stem.len < text.len ? known_mark(r->abbrs, stem) : NULL;
        if (known)
                buf_puts(&upper, known);
        else
                stem.len = 0;
        for (const char *p = text.ptr + stem.len; p < text.ptr + text.len; p += width) {
                char bytes[4];
                uint32_t cp = utf8_decode(p, text.ptr + text.len, &width);

                buf_add(&upper, bytes, utf8_encode(bytes, token->lower ? letter_upper(cp) : cp));
        }
        spelled = arena_strndup(r->arena, buf_span(&upper));
        buf_release(&upper);
        return spelled;
}

static void add_mark(struct reader *r, char separator, const struct token *token)
{
        const char *mark = spell_mark(r, token);

        if (!r->key->n_marks) {
                r->key->first_separator = separator;
                r->lower = token->lower;
        }
        buf_putc(&r->out, separator);
        buf_puts(&r->out, mark);
        if (r->key->n_marks < ARRAY_LEN(r->key->marks))
                r->key->marks[r->key->n_marks++] = mark;
        r->p = token->text.ptr + token->text.len;
}

/*
 * May @token be a mark? @spaced: white space stood beside the separator, so only what is clearly an abbreviation will do:
 * "12/KH - Sở Tài chính" stops before Sở, "24/QĐ-TTg - V/v" before V.
 */
static bool acceptable(const struct reader *r, const struct token *token, bool spaced)
{
        if (token->upper)
                return !spaced || token->letters > 1;
        if (spaced)
                return false;
        if (token->lower)
                return r->key->n_marks == 0 || r->lower;
        return known_mark(r->abbrs, token->text) != NULL;
}

/* One mark behind @separator, which has been taken. */
static bool read_mark(struct reader *r, char separator, bool spaced)
{
        struct token token;

        if (peek(r) == ' ') {
                spaced = true;
                skip_spaces(r);
        }
        if (!token_at(r, &token) || !acceptable(r, &token, spaced))
                return false;
        extend_over_dot(r, &token);
        add_mark(r, separator, &token);
        return true;
}

/* A hyphen lost between marks, "4977 / BVHTTDL  VP": an abbreviation that is no syllable and ends there. */
static bool read_mark_after_space(struct reader *r)
{
        struct token token;

        skip_spaces(r);
        if (!token_at(r, &token) || !token.upper || token.letters < 2 || token.letters > 8 || is_syllable(token.text))
                return false;
        if (token.text.ptr + token.text.len < r->end && is_alnum(token.text.ptr[token.text.len]))
                return false;
        add_mark(r, '-', &token);
        return true;
}

void key_read_marks(struct reader *r, char separator)
{
        struct reader before = *r;
        bool spaced = false;

        while (read_mark(r, separator, spaced)) {
                before = *r;
                spaced = peek(r) == ' ';
                skip_spaces(r);
                separator = peek(r);
                if (separator == '-' || separator == '/') {
                        r->p++;
                        continue;
                }
                if (spaced && r->key->n_marks == 1 && read_mark_after_space(r))
                        before = *r;
                break;
        }
        r->p = before.p;
}

/* Bodies whose numbers had no type in former times, "150 CP": issuers.csv has their dates. */
static const char *const bare_issuers[] = { "CP", "HĐBT", "TTg", NULL };

bool key_lost_separator(const struct reader *r)
{
        struct reader ahead = *r;
        struct token token;

        skip_spaces(&ahead);
        if (!token_at(&ahead, &token) || !token.upper || token.letters < 2)
                return false;
        ahead.p += token.text.len;
        if (ahead.end - ahead.p > 1 && (*ahead.p == '/' || *ahead.p == '-') && is_alnum(ahead.p[1]))
                return true;
        for (size_t i = 0; r->word.len && bare_issuers[i]; i++) {
                if (span_eq(token.text, span_of(bare_issuers[i])))
                        return peek(&ahead) != '-' && peek(&ahead) != '/';
        }
        return false;
}
