/*
 * VIQR (RFC 1456): Vietnamese in ASCII, marks typed behind the letter: "Tu+. do" is "Tự do", "dda~" is "đã".
 *
 * Full stops, question marks and apostrophes are marks too, so a word is decoded only where a Vietnamese syllable comes out; where one comes
 * out without the last sign, that sign is punctuation. "address" and "C++" stay as they are. A backslash keeps the sign behind it.
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

/* Decode one word's letters and signs; tones come as combining marks behind their vowel. */
static size_t decode_word(char *out, struct span word)
{
        size_t n = 0;

        for (size_t i = 0; i < word.len; i++) {
                uint32_t cp = i + 1 < word.len ? shaped(word.ptr[i], word.ptr[i + 1]) : 0;

                if (cp)
                        i++;
                else
                        cp = tone_of(word.ptr[i]);
                n += utf8_encode(out + n, cp ? cp : (unsigned char) word.ptr[i]);
        }
        return n;
}

static void put_word(struct buf *out, struct span word)
{
        char text[WORD_MAX * 3];

        for (size_t less = 0; word.len <= WORD_MAX && less < 2 && less < word.len; less++) {
                struct span core = { word.ptr, word.len - less };
                size_t n = decode_word(text, core);

                if (less && is_ascii_letter(core.ptr[core.len]))
                        break;
                if (!syllable_is_valid((struct span) { text, n }))
                        continue;
                buf_add(out, text, n);
                buf_add(out, core.ptr + core.len, less);
                return;
        }
        buf_add_span(out, word);
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
                while (p < end && (is_ascii_letter(*p) || tone_of(*p) || *p == '^' || *p == '(' || *p == '+'))
                        p++;
                put_word(out, (struct span) { word, (size_t) (p - word) });
        }
}
