/*
 * A document number read as people write it, and its canonical key (domain.md 1.2 for the shapes, 1.8 for the noise).
 *
 *     key = number [suffix] ("/" year)? separator mark { separator mark }
 *
 * The text is cleaned first (markdown, escapes, placeholders, dashes), so the parser sees digits, letters, "/", "-" and spaces.
 */
#include "normalizer/key_reader.h"

#include "common/error.h"
#include "common/utf8.h"
#include "normalizer/display.h"
#include "normalizer/folded.h"

enum {
        TEXT_MAX = 1024, /* bytes; what is longer is no number */
        DIGITS_MAX = 7,
};

/* Nothing but digits, ASCII letters, "Đ", '/' and '-', as nearly every number is: clean() would not change it. */
static bool is_clean(struct span s)
{
        for (size_t i = 0; i < s.len; i++) {
                if (is_alnum(s.ptr[i]) && !(s.ptr[i] & 0x80))
                        continue;
                if (s.ptr[i] == '/' || s.ptr[i] == '-')
                        continue;
                if (i + 1 == s.len || s.ptr[i] != '\xC4' || s.ptr[i + 1] != '\x90')
                        return false;
                i++;
        }
        return true;
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

static bool word_is_one_of(const struct reader *r, const char *const *list)
{
        for (; r->word.len && *list; list++) {
                if (folded_equal(r->word, span_of(*list)))
                        return true;
        }
        return false;
}

static const char *const so[] = { "so", NULL };
/* A number behind these is a part of a date or of a document. */
static const char *const counted[] = { "ngay", "thang", "nam", "quy", "dieu", "khoan", "muc", "chuong", "phan", NULL };

/* Over one word, and the hyphen of a mark in front of the number, "QĐ-UBND số 12"; but "Số-QĐ/TU" has a blank number. */
static void skip_word(struct reader *r)
{
        unsigned width;

        r->word.ptr = r->p;
        for (; r->p < r->end && is_alnum(*r->p) && !is_digit(*r->p); r->p += width)
                utf8_decode(r->p, r->end, &width);
        r->word.len = (size_t) (r->p - r->word.ptr);
        if (r->end - r->p > 1 && *r->p == '-' && is_alnum(r->p[1]) && !word_is_one_of(r, so))
                r->p++;
}

/* Over words and signs to where the number starts, or should stand: "Số: /BC-UBND". False: there is none. */
static bool skip_words(struct reader *r)
{
        while (r->p < r->end) {
                char c = *r->p;

                if (c == '?' || ((c == '/' || c == '-') && (r->word.len ? word_is_one_of(r, so) : r->end - r->p > 1 && r->p[1] != ' ')))
                        return true;
                if (digits_at(r)) {
                        if (!word_is_one_of(r, counted))
                                return true;
                        r->p += digits_at(r); /* letters taken for digits among them: "ngày I1" */
                        while (r->p < r->end && (is_digit(*r->p) || *r->p == '/' || *r->p == '-'))
                                r->p++;
                } else if (is_alnum(c)) {
                        skip_word(r);
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

/* The year behind number and "/": read, or '?' when its place is left blank. False: what follows is no year. */
static bool read_year(struct reader *r)
{
        struct reader ahead = *r;
        const char *end, *year_at;
        unsigned n;
        int year = 0;

        skip_spaces(&ahead);
        year_at = ahead.p;
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
        buf_putc(&r->out, '/');
        if (n == 4)
                add_digits(&r->out, year_at, n);
        else
                buf_putc(&r->out, '?');
        return true;
}

/* "a", "bis" before a separator, in lower case; "08 a/2010" as well. */
static void read_suffix(struct reader *r)
{
        static const char *const words[] = { "bis", "ter", "quater" };
        const char *p = r->p, *end;
        struct reader after = *r;
        char *lower;
        unsigned width;
        bool known = false;

        if (peek(r) == ' ' && r->end - p > 2 && p[2] == '/' && !digit_of(p[1]))
                p++;
        for (end = p; end < r->end && is_alnum(*end) && !is_digit(*end); end += width)
                utf8_decode(end, r->end, &width);
        if (end == p || end - p > 8)
                return;
        after.p = end;
        if (!key_lost_separator(&after))
                skip_spaces(&after);
        if (peek(&after) && !strchr("/- ", peek(&after)))
                return;
        lower = norm_lowered(r->arena, (struct span) { p, (size_t) (end - p) });
        for (size_t i = 0; i < ARRAY_LEN(words); i++)
                known |= strcmp(lower, words[i]) == 0;
        if (!known && strlen(lower) != 1 && strcmp(lower, "\xC4\x91" /* đ */) != 0)
                return;
        if (digit_of(*lower)) /* "4L": written in lower case it would be read as 41 */
                return;
        r->key->suffix = lower;
        buf_puts(&r->out, lower);
        r->p = end;
}

/* Behind number and suffix: year and marks. A number alone must be called one: "22/2016/?", "số 22" -> "22/?". */
static bool read_rest(struct reader *r)
{
        struct norm_key *key = r->key;
        char separator = take(r, '/') ? '/' : take(r, '-') ? '-' : '\0';
        bool dated = separator == '/' && read_year(r), called;

        if (dated)
                separator = take(r, '/') ? '/' : take(r, '-') ? '-' : '\0';
        if (!separator && key_lost_separator(r))
                separator = dated ? '/' : '-';
        if (separator)
                key_read_marks(r, separator);
        if (key->n_marks)
                return true;
        called = take(r, '?') || dated || r->word.len;
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
        if (!is_clean(s))
                s = clean(arena, s);
        r.p = s.ptr;
        r.end = s.ptr + s.len;
        ok = read_key(&r);
        out->key = ok ? arena_strndup(arena, buf_span(&r.out)) : NULL;
        buf_release(&r.out);
        return ok ? 0 : ERROR_USAGE;
}
