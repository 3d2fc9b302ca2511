/*
 * VIQR (RFC 1456): Vietnamese in ASCII, marks typed behind the letter: "Tu+. do" is "Tự do", "dda~" is "đã".
 *
 * Full stops, question marks and apostrophes are marks too, so a word is decoded only where a Vietnamese syllable comes out; where one comes
 * out without the last signs, those are punctuation. "address" and "C++" stay as they are. A backslash keeps the sign behind it.
 */
#include "extractor/capitals.h"
#include "extractor/legacy.h"
#include "extractor/syllable.h"

#include "common/utf8.h"

enum { WORD_MAX = 24 };

static bool is_ascii_letter(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The letter with this sign behind it, or 0. */
static uint32_t shaped(char c, char sign)
{
        static const char from[] = "aeoaoud", signs[] = "^^^(++d";
        static const uint16_t to[] = { 0xE2, 0xEA, 0xF4, 0x103, 0x1A1, 0x1B0, 0x111 };
        char small = (char) (c | 0x20);

        for (size_t i = 0; i < sizeof(from) - 1; i++) {
                if (from[i] == small && signs[i] == (is_ascii_letter(sign) ? (sign | 0x20) : sign))
                        return small == c ? to[i] : capital_letter(to[i]);
        }
        return 0;
}

static uint32_t tone_of(char c)
{
        switch (c) {
        case '`':
                return 0x300;
        case '\'':
                return 0x301;
        case '?':
                return 0x309;
        case '~':
                return 0x303;
        case '.':
                return 0x323;
        default:
                return 0;
        }
}

static bool is_vowel(char c)
{
        return is_ascii_letter(c) && strchr("aeiouyAEIOUY", c);
}

/* Decode one word's letters and signs; tones come as combining marks behind their vowel, and a sign behind anything else is itself. */
static size_t decode_word(char *out, struct span word)
{
        bool vowel = false; /* the letter before was one */
        size_t n = 0;

        for (size_t i = 0; i < word.len; i++) {
                uint32_t cp = i + 1 < word.len ? shaped(word.ptr[i], word.ptr[i + 1]) : 0, tone = vowel ? tone_of(word.ptr[i]) : 0;

                vowel = is_vowel(word.ptr[i]);
                i += cp != 0;
                n += utf8_encode(out + n, cp ? cp : tone ? tone : (unsigned char) word.ptr[i]);
        }
        return n;
}

/* "thie^t" is no syllable and yet a word with a shape inside. */
static bool has_shape_inside(struct span word)
{
        for (size_t i = 0; i + 2 < word.len; i++) {
                if (is_vowel(word.ptr[i]) && shaped(word.ptr[i], word.ptr[i + 1]) && is_ascii_letter(word.ptr[i + 2]))
                        return word.len > 3;
        }
        return false;
}

/* "QDD", "HDDND", "SGDDDT": no English word in capitals with DD is without a vowel. */
static bool is_abbreviation(struct span word)
{
        for (size_t i = 0; i < word.len; i++) {
                if (word.ptr[i] < 'A' || word.ptr[i] > 'Z' || is_vowel(word.ptr[i]))
                        return false;
        }
        return word.len > 2;
}

/* Of three the last two are one letter: "GDDDT" is GDĐT. */
static void put_abbreviation(struct buf *out, struct span word)
{
        for (size_t i = 0; i < word.len; i++) {
                size_t run = 0;

                while (i + run < word.len && word.ptr[i + run] == 'D')
                        run++;
                if (run && run % 2 == 0) {
                        buf_puts(out, "\u0110");
                        i++;
                } else {
                        buf_putc(out, word.ptr[i]);
                }
        }
}

/* @core is the beginning of @word that may be a syllable. */
static bool put_syllable(struct buf *out, struct span word, struct span core)
{
        char text[WORD_MAX * 3];
        size_t n = decode_word(text, core);

        if (!syllable_is_valid((struct span) { text, n }))
                return false;
        buf_add(out, text, n);
        buf_add(out, core.ptr + core.len, word.len - core.len);
        return true;
}

static void put_word(struct buf *out, struct span word)
{
        struct span core = word;
        char text[WORD_MAX * 3];

        if (word.len > WORD_MAX) {
                buf_add_span(out, word);
                return;
        }
        do {
                if (put_syllable(out, word, core))
                        return;
                core.len--;
        } while (core.len && !is_ascii_letter(core.ptr[core.len]));
        core.len++; /* up to its last letter */
        if (is_abbreviation(core))
                put_abbreviation(out, core);
        else if (has_shape_inside(core))
                buf_add(out, text, decode_word(text, core));
        else
                buf_add_span(out, core);
        buf_add(out, core.ptr + core.len, word.len - core.len);
}

void viqr_decode(struct buf *out, struct span text)
{
        const char *p = text.ptr, *end = p + text.len;

        while (p < end) {
                const char *word = p;

                if (!is_ascii_letter(*p)) {
                        if (*p == '\\' && p + 1 < end && (tone_of(p[1]) || strchr("^(+\\d", p[1])) && p[1])
                                p++;
                        buf_putc(out, *p++);
                        continue;
                }
                while (p < end && (is_ascii_letter(*p) || (tone_of(*p) && *p != p[-1]) || *p == '^' || *p == '(' || *p == '+')) /* "bà....." */
                        p++;
                put_word(out, (struct span) { word, (size_t) (p - word) });
        }
}
