/*
 * Lower case and folded text: the forms that words are compared and searched in (domain.md 6.3).
 *
 * Latin goes by the table of letters; the few other code points of a text are decomposed by ICU.
 */
#include "normalizer/normalizer.h"

#include "common/utf8.h"
#include "normalizer/icu.h"
#include "normalizer/letters.h"
#include "normalizer/match_map.h"
#include "normalizer/tone.h"

uint32_t norm_lower(uint32_t cp)
{
        const struct letter *letter = letter_of(cp);

        return letter ? letter->lower : cp;
}

uint32_t norm_fold(uint32_t cp)
{
        const struct letter *letter = letter_of(cp);

        if (letter)
                return letter->fold;
        if (cp == 0x256)
                return 'd';
        return cp >= 0x300 && cp <= 0x36F ? 0 : cp;
}

struct folder {
        struct buf *out;
        size_t begin; /* where this text's folded form starts in out */
};

/* Append a code point of a decomposition: marks dropped, lower case; signs, which the tokenizer would take for letters, become a space. */
static void fold_part(struct folder *f, uint32_t cp)
{
        struct buf *out = f->out;
        char bytes[4];

        if (cp >= 0x300 && cp <= 0x36F)
                return;
        if (cp >= 0x80 && (U_MASK(icu()->u_charType((UChar32) cp)) & (U_GC_P_MASK | U_GC_S_MASK | U_GC_Z_MASK)))
                cp = ' ';
        if (cp == ' ' && out->len > f->begin && out->ptr[out->len - 1] == ' ')
                return;
        cp = letter_of(cp) ? letter_of(cp)->fold : (uint32_t) icu()->u_tolower((UChar32) cp);
        buf_add(out, bytes, utf8_encode(bytes, cp));
}

/* A code point outside the table of letters, or a sign, or one that match text replaces. */
static void fold_other(struct folder *f, uint32_t cp)
{
        const struct map_row *row = match_map_find(cp);
        UErrorCode status = U_ZERO_ERROR;
        UChar parts[32];
        int32_t n, i = 0;

        if (cp == 0x256)
                cp = 'd';
        else if (row && row->kind == MAP_WIDE)
                cp -= 0xFEE0;
        else if (row && row->kind == MAP_TEXT) {
                for (const char *p = row->to; *p; p++)
                        fold_part(f, (unsigned char) *p);
                return;
        }
        n = icu()->unorm2_getDecomposition(icu()->unorm2_getNFDInstance(&status), (UChar32) cp, parts, (int32_t) ARRAY_LEN(parts), &status);
        if (U_FAILURE(status) || n < 0) {
                fold_part(f, cp);
                return;
        }
        while (i < n) {
                UChar32 part;

                U16_NEXT(parts, i, n, part);
                fold_part(f, (uint32_t) part);
        }
}

/* White space is a space. */
static const char ascii_folded[] =
        "\0\1\2\3\4\5\6\7\10     \16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37"
        " !\"#$%&'()*+,-./0123456789:;<=>?@abcdefghijklmnopqrstuvwxyz[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\177";

/*
 * The row of the letter at @p, and its length in bytes in @width: those of the table that take two or three bytes and fold to one, as all of
 * Vietnamese does. NULL for the rest. Twice as fast as decoding; all text goes through here on its way into full text.
 */
static inline const struct letter *plain_letter(const unsigned char *p, size_t left, unsigned *width)
{
        const struct letter *letter = NULL;

        if (left >= 2 && p[0] >= 0xC3 && p[0] < 0xC9 && (p[1] & 0xC0) == 0x80) { /* U+00C0-U+023F */
                letter = &letters[(unsigned) (p[0] & 0x1F) << 6 | (p[1] & 0x3F)];
                *width = 2;
        } else if (left >= 3 && p[0] == 0xE1 && p[1] >= 0xB8 && p[1] <= 0xBB && (p[2] & 0xC0) == 0x80) { /* U+1E00-U+1EFF */
                letter = &letters[0x250 + ((unsigned) (p[1] & 0x03) << 6 | (p[2] & 0x3F))];
                *width = 3;
        }
        return letter && letter->kind != LETTER_NONE && letter->fold < 0x80 ? letter : NULL;
}

void norm_fold_text(struct buf *out, struct span s)
{
        struct folder f = { out, out->len };
        const char *p = s.ptr, *end = s.ptr + s.len;
        bool after_space = false; /* what was written last is one */
        char *to;

        buf_reserve(out, s.len);
        to = out->ptr + out->len;
        while (p < end) {
                unsigned char c = (unsigned char) *p;
                const struct letter *letter;
                unsigned width;
                uint32_t cp;

                if (c < 0x80) {
                        bool space = ascii_folded[c] == ' ';

                        p++;
                        *to = ascii_folded[c];
                        to += !(space & after_space);
                        after_space = space;
                        continue;
                }
                letter = plain_letter((const unsigned char *) p, (size_t) (end - p), &width);
                if (letter) {
                        *to++ = (char) letter->fold;
                        p += width;
                        after_space = false;
                        continue;
                }
                cp = utf8_decode(p, end, &width);
                letter = letter_of(cp);
                p += width;
                if (cp == UTF8_BAD)
                        continue;
                if (letter && letter->kind != LETTER_NONE) { /* never longer than it was, so there is room */
                        to += utf8_encode(to, letter->fold);
                        after_space = false;
                        continue;
                }
                out->len = (size_t) (to - out->ptr);
                fold_other(&f, cp);
                buf_reserve(out, (size_t) (end - p));
                to = out->ptr + out->len;
                after_space = out->len > f.begin && to[-1] == ' ';
        }
        out->len = (size_t) (to - out->ptr);
        *to = '\0';
}

char *norm_folded(struct arena *arena, struct span s)
{
        struct buf folded = { 0 };
        char *copy;

        norm_fold_text(&folded, s);
        copy = arena_strndup(arena, buf_span(&folded));
        buf_release(&folded);
        return copy;
}

char *norm_lowered(struct arena *arena, struct span s)
{
        struct span lower = { arena_alloc(arena, s.len + 1), 0 };
        char *start = (char *) lower.ptr, *to = start;
        const char *end = s.ptr + s.len;
        unsigned width;

        for (const char *p = s.ptr; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);

                if (cp == UTF8_BAD)
                        continue;
                if (cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0)
                        cp = ' ';
                if (cp != ' ' || to == start || to[-1] != ' ')
                        to += utf8_encode(to, norm_lower(cp));
        }
        lower.len = (size_t) (to - start);
        return tone_placed(arena, lower);
}

/* Has @s a small letter? */
static bool has_lower(struct span s)
{
        const char *end = s.ptr + s.len;
        unsigned width;

        for (const char *p = s.ptr; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);
                const struct letter *letter = letter_of(cp);

                if (letter && letter->kind != LETTER_NONE && letter->lower == cp)
                        return true;
        }
        return false;
}

char *norm_sentence_case(struct arena *arena, struct span s)
{
        char *copy = arena_strndup(arena, s), *to = copy;
        const char *end = s.ptr + s.len;
        bool first = true;
        unsigned width;

        if (has_lower(s))
                return copy;
        for (const char *p = s.ptr; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);

                if (cp == UTF8_BAD)
                        continue;
                to += utf8_encode(to, first ? cp : norm_lower(cp));
                first = first && (!letter_of(cp) || letter_of(cp)->kind == LETTER_NONE);
        }
        *to = '\0';
        return copy;
}
