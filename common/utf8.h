/*
 * UTF-8, one code point at a time. Strict: overlong forms, surrogates and values past U+10FFFF are bad.
 */
#ifndef COMMON_UTF8_H
#define COMMON_UTF8_H

#include "common/span.h"

#define UTF8_BAD 0xFFFFFFFFu

/*
 * The code point at @p, its length in bytes in @len. Bad or cut sequence: UTF8_BAD and @len = 1.
 * Needs p < end.
 */
static inline uint32_t utf8_decode(const char *p, const char *end, unsigned *len)
{
        const unsigned char *s = (const unsigned char *) p;
        size_t left = (size_t) (end - p);

        *len = 1;
        if (s[0] < 0x80)
                return s[0];
        if (s[0] >= 0xC2 && s[0] <= 0xDF && left >= 2 && (s[1] & 0xC0) == 0x80) {
                *len = 2;
                return (uint32_t) (s[0] & 0x1F) << 6 | (s[1] & 0x3F);
        }
        if ((s[0] & 0xF0) == 0xE0 && left >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80) {
                uint32_t cp = (uint32_t) (s[0] & 0x0F) << 12 | (uint32_t) (s[1] & 0x3F) << 6 | (s[2] & 0x3F);

                if (cp < 0x800 || (cp >= 0xD800 && cp <= 0xDFFF))
                        return UTF8_BAD;
                *len = 3;
                return cp;
        }
        if ((s[0] & 0xF8) == 0xF0 && left >= 4 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80) {
                uint32_t cp = (uint32_t) (s[0] & 0x07) << 18 | (uint32_t) (s[1] & 0x3F) << 12 | (uint32_t) (s[2] & 0x3F) << 6 | (s[3] & 0x3F);

                if (cp < 0x10000 || cp > 0x10FFFF)
                        return UTF8_BAD;
                *len = 4;
                return cp;
        }
        return UTF8_BAD;
}

/*
 * Behind the letters at @p that are plain: valid, of at most three bytes, no C0 control, DEL, '&', '<' or ']', nor U+FFFE and U+FFFF. Stops at the first that is not, which
 * may be good UTF-8 all the same; @end when all are plain. About 1 GB/s, whatever the language.
 */
const char *utf8_skip_plain(const char *p, const char *end);

/* Write @cp (valid) to @out, which has room for 4 bytes; returns the length in bytes. */
static inline unsigned utf8_encode(char *out, uint32_t cp)
{
        if (cp < 0x80) {
                out[0] = (char) cp;
                return 1;
        }
        if (cp < 0x800) {
                out[0] = (char) (0xC0 | cp >> 6);
                out[1] = (char) (0x80 | (cp & 0x3F));
                return 2;
        }
        if (cp < 0x10000) {
                out[0] = (char) (0xE0 | cp >> 12);
                out[1] = (char) (0x80 | (cp >> 6 & 0x3F));
                out[2] = (char) (0x80 | (cp & 0x3F));
                return 3;
        }
        out[0] = (char) (0xF0 | cp >> 18);
        out[1] = (char) (0x80 | (cp >> 12 & 0x3F));
        out[2] = (char) (0x80 | (cp >> 6 & 0x3F));
        out[3] = (char) (0x80 | (cp & 0x3F));
        return 4;
}

/* NUL and other controls are letters like any other. */
bool utf8_is_valid(struct span s);

#endif
