/*
 * A document number read as people write it, and its canonical key (domain.md 1.2 for the shapes, 1.8 for the noise).
 *
 *     key = number [suffix] ("/" year)? separator mark { separator mark }
 *
 * The text is cleaned first (markdown, escapes, placeholders, dashes), so the parser sees digits, letters, "/", "-" and spaces.
 */
#include "normalizer/normalizer.h"

#include "common/error.h"
#include "common/utf8.h"
#include "normalizer/display.h"
#include "normalizer/folded.h"
#include "normalizer/letters.h"
#include "normalizer/tone.h"

enum {
        TEXT_MAX = 1024, /* bytes; what is longer is no number */
        WORDS_MAX = 16,  /* in front of the number */
        DIGITS_MAX = 7,
        MARK_MAX = 32,   /* bytes; the longest known, ĐCTUBTWMTTQVN, has 15 */
};

struct reader {
        const char *p, *end;
        const struct norm_abbrs *abbrs;
        struct arena *arena;
        struct norm_key *key;
        struct buf out;     /* the key so far */
        bool after_word;    /* a type word or "số" stood before the number */
        bool lower;         /* the first mark was in lower case: so may the others be */
};

struct token {
        struct span text;
        bool upper; /* shaped like an abbreviation: QĐ, TTg, BGD&ĐT, QH14 */
        bool lower; /* no capital at all */
        unsigned letters;
};

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
        return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c & 0x80);
}

/* The digit that @c is or is taken for by a scanner; 0 = none. */
static char digit_of(char c)
{
        switch (c) {
        case 'O': case 'o':
                return '0';
        case 'l': case 'I':
                return '1';
        default:
                return is_digit(c) ? c : '\0';
        }
}

/* Match text without markdown marks, escapes and line breaks; placeholders of a blank ("....", "____") are spaces. */
static struct span clean(struct arena *arena, struct span s)
{
        struct norm_text text;
        struct span in;
        char *copy;

        norm_match_text(&text, arena, display_composed(arena, s));
        in = text.text;
        copy = arena_strndup(arena, in);
        s = (struct span) { copy, 0 };
        for (size_t i = 0; i < in.len; i++) {
                char c = in.ptr[i], before = i ? in.ptr[i - 1] : ' ', after = i + 1 < in.len ? in.ptr[i + 1] : ' ';

                if (c == '\\' || c == '*' || c == '`')
                        continue;
                if (c == '_')
                        c = is_alnum(before) && is_alnum(after) ? '-' : ' ';
                if (c == '\n' || c == '\r' || (c == '.' && (before == '.' || after == '.')))
                        c = ' ';
                copy[s.len++] = c;
        }
        return s;
}

static void skip_spaces(struct reader *r)
{
        while (r->p < r->end && *r->p == ' ')
                r->p++;
}

static char peek(const struct reader *r)
{
        return r->p < r->end ? *r->p : '\0';
}

/* Take the character @c after any spaces; otherwise nothing is taken. */
static bool take(struct reader *r, char c)
{
        const char *p = r->p;

        skip_spaces(r);
        if (peek(r) == c) {
                r->p++;
                return true;
        }
        r->p = p;
        return false;
}

/* Length of the digit token at the cursor, O and l included when a true digit is among them; 0 = none. */
static unsigned digits_at(const struct reader *r)
{
        unsigned n = 0, sure = 0;

        for (const char *p = r->p; p < r->end && digit_of(*p); p++) {
                n++;
                sure += is_digit(*p);
        }
        return sure ? n : 0;
}

/* Over one word, and the hyphen of a mark in front of the number, "QĐ-UBND số 12"; but "Số-QĐ/TU" has a blank number. */
static void skip_word(struct reader *r)
{
        const char *word = r->p;
        unsigned width;

        for (; r->p < r->end && is_alnum(*r->p) && !is_digit(*r->p); r->p += width)
                utf8_decode(r->p, r->end, &width);
        if (r->end - r->p > 1 && *r->p == '-' && is_alnum(r->p[1]) && !folded_equal((struct span) { word, (size_t) (r->p - word) }, SPAN("so")))
                r->p++;
        r->after_word = true;
}

/* Over words and signs to where the number starts, or should stand: "Số: /BC-UBND". False: there is none. */
static bool skip_words(struct reader *r)
{
        for (unsigned words = 0; r->p < r->end && words < WORDS_MAX;) {
                char c = *r->p;
                bool glued = r->end - r->p > 1 && r->p[1] != ' ';

                if (c == '?' || digits_at(r) || ((c == '/' || c == '-') && (glued || r->after_word)))
                        return true;
                if (is_alnum(c)) {
                        skip_word(r);
                        words++;
                } else {
                        r->p++;
                }
        }
        return false;
}

static void add_digits(struct buf *out, const char *p, unsigned n)
{
        for (unsigned i = 0; i < n; i++)
                buf_putc(out, digit_of(p[i]));
}

/* "7" -> "07", "66.7". False: too many digits for a number. */
static bool read_number(struct reader *r)
{
        unsigned n = digits_at(r), part = 0;

        if (n > DIGITS_MAX)
                return false;
        if (n == 1)
                buf_putc(&r->out, '0');
        add_digits(&r->out, r->p, n);
        r->p += n;
        if (r->end - r->p > 2 && *r->p == '.') {
                while (part < 3 && r->p + 1 + part < r->end && is_digit(r->p[1 + part]))
                        part++;
        }
        if ((part == 1 || part == 2) && r->p + 1 + part < r->end && r->p[1 + part] == '/') {
                buf_add(&r->out, r->p, part + 1);
                r->p += part + 1;
        }
        r->key->number = arena_strndup(r->arena, buf_span(&r->out));
        return true;
}

/* "a", "bis" before a separator, in lower case. */
static void read_suffix(struct reader *r)
{
        static const char *const words[] = { "bis", "ter", "quater" };
        const char *p = r->p, *end = r->p;
        struct reader after = *r;
        char *lower;
        unsigned width;
        bool known = false;

        while (end < r->end && is_alnum(*end) && !is_digit(*end)) {
                utf8_decode(end, r->end, &width);
                end += width;
        }
        if (end == p || end - p > 8)
                return;
        after.p = end;
        skip_spaces(&after);
        if (peek(&after) != '/' && peek(&after) != '-' && peek(&after) != '\0')
                return;
        lower = norm_lowered(r->arena, (struct span) { p, (size_t) (end - p) });
        for (size_t i = 0; i < ARRAY_LEN(words); i++)
                known |= strcmp(lower, words[i]) == 0;
        if (!known && strlen(lower) != 1 && strcmp(lower, "\xC4\x91" /* đ */) != 0)
                return;
        r->key->suffix = lower;
        buf_puts(&r->out, lower);
        r->p = end;
}

/* The year behind number and "/": read, or '?' when its place is left blank. False: what follows is no year. */
static bool read_year(struct reader *r)
{
        struct reader ahead = *r;
        const char *end;
        unsigned n;
        int year = 0;

        skip_spaces(&ahead);
        n = digits_at(&ahead);
        if (n == 4 || n == 2) {
                for (unsigned i = 0; i < n; i++)
                        year = year * 10 + digit_of(ahead.p[i]) - '0';
                ahead.p += n;
        } else if (peek(&ahead) == '?') {
                ahead.p++;
        }
        end = ahead.p;
        if (end < ahead.end && is_alnum(*end))
                return false;
        skip_spaces(&ahead);
        if (n == 4 && (year < 1900 || year > 2099))
                return false;
        if (n != 4 && peek(&ahead) != '/')
                return false;
        if (n != 4 && n != 0 && year != 19 && year != 20) /* 12/20.../NĐ-CP: the century is printed before the blank */
                return false;
        r->p = end;
        r->key->year = n == 4 ? year : 0;
        r->key->partial |= n != 4;
        if (n == 4)
                buf_printf(&r->out, "/%d", year);
        else
                buf_puts(&r->out, "/?");
        return true;
}

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
                } else if (!capitals || cp >= 0x80 || !strchr("gryih", (int) cp)) {
                        token->upper = false;
                }
        }
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

static void read_marks(struct reader *r, char separator)
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

/* "105 TC/ĐT", "31/2013 QĐ-UBND": the separator is lost, the mark goes on with one. */
static bool lost_separator(const struct reader *r)
{
        struct reader ahead = *r;
        struct token token;

        if (peek(r) != ' ')
                return false;
        skip_spaces(&ahead);
        if (!token_at(&ahead, &token) || !token.upper)
                return false;
        ahead.p += token.text.len;
        return ahead.end - ahead.p > 1 && (*ahead.p == '/' || *ahead.p == '-') && is_alnum(ahead.p[1]);
}

/* Behind number and suffix: year and marks. A number alone must be called one: "22/2016/?", "số 22" -> "22/?". */
static bool read_rest(struct reader *r)
{
        struct norm_key *key = r->key;
        char separator = take(r, '/') ? '/' : take(r, '-') ? '-' : '\0';
        bool dated = separator == '/' && read_year(r), called;

        if (dated)
                separator = take(r, '/') ? '/' : take(r, '-') ? '-' : '\0';
        if (!separator && lost_separator(r))
                separator = dated ? '/' : '-';
        if (separator)
                read_marks(r, separator);
        if (key->n_marks)
                return true;
        called = take(r, '?') || dated || r->after_word;
        skip_spaces(r);
        if (is_digit(peek(r)) || !key->number || !called) /* 30/4/2020 is a date */
                return false;
        buf_puts(&r->out, "/?");
        key->partial = true;
        return true;
}

static bool read_key(struct reader *r)
{
        if (!skip_words(r))
                return false;
        if (digits_at(r)) {
                if (!read_number(r))
                        return false;
                read_suffix(r);
        } else {
                take(r, '?');
                buf_putc(&r->out, '?');
                r->key->partial = true;
        }
        return read_rest(r);
}

int norm_key_parse(struct norm_key *out, struct arena *arena, struct span s, const struct norm_abbrs *abbrs)
{
        struct reader r = { .abbrs = abbrs, .arena = arena, .key = out };
        bool ok;

        *out = (struct norm_key) { 0 };
        if (s.len > TEXT_MAX)
                return ERROR_USAGE;
        s = clean(arena, s);
        r.p = s.ptr;
        r.end = s.ptr + s.len;
        ok = read_key(&r);
        out->key = ok ? arena_strndup(arena, buf_span(&r.out)) : NULL;
        buf_release(&r.out);
        return ok ? 0 : ERROR_USAGE;
}
