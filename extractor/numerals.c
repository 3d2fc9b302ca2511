/* See numerals.h. */
#include "extractor/numerals.h"

#include <stdio.h>

static size_t write_decimal(char out[static 32], uint32_t value, int digits)
{
        return (size_t) snprintf(out, 32, "%0*u", digits, value);
}

/* 27 is "aa", 28 "bb", as word processors count; from 23 rounds on decimal, so that it ends. */
static size_t write_letters(char out[static 32], uint32_t value, char first)
{
        size_t len = (value - 1) / 26 + 1;

        if (value == 0 || len > 23)
                return write_decimal(out, value, 1);
        memset(out, first + (char) ((value - 1) % 26), len);
        return len;
}

static size_t write_roman(char out[static 32], uint32_t value, bool upper)
{
        static const struct {
                uint32_t value;
                const char *letters;
        } steps[] = {
                { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" }, { 40, "xl" },
                { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" },
        };
        size_t len = 0;

        if (value == 0 || value > 3999)
                return write_decimal(out, value, 1);
        for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
                for (; value >= steps[i].value; value -= steps[i].value) {
                        for (const char *p = steps[i].letters; *p; p++)
                                out[len++] = upper ? (char) (*p - 0x20) : *p;
                }
        }
        return len;
}

/* Up to ninety-nine; five behind a ten is "lăm", one behind twenty and more "mốt". */
static size_t write_vietnamese(char out[static 32], uint32_t value)
{
        static const char *const words[] = { "kh\u00F4ng", "m\u1ED9t", "hai", "ba", "b\u1ED1n", "n\u0103m", "s\u00E1u", "b\u1EA3y", "t\u00E1m", "ch\u00EDn" };
        uint32_t tens = value / 10, ones = value % 10;
        const char *last = ones == 5 && tens ? "l\u0103m" : ones == 1 && tens > 1 ? "m\u1ED1t" : words[ones];

        if (value > 99)
                return write_decimal(out, value, 1);
        if (tens == 0)
                return (size_t) snprintf(out, 32, "%s", last);
        return (size_t) snprintf(out, 32, "%s%s%s%s%s", tens > 1 ? words[tens] : "", tens > 1 ? " " : "",
                tens > 1 ? "m\u01B0\u01A1i" : "m\u01B0\u1EDDi", ones ? " " : "", ones ? last : "");
}

size_t numeral_write(char out[static 32], enum numerals style, uint32_t value)
{
        switch (style) {
        case NUMERALS_DECIMAL_ZERO:
                return write_decimal(out, value, 2);
        case NUMERALS_LOWER_LETTER:
                return write_letters(out, value, 'a');
        case NUMERALS_UPPER_LETTER:
                return write_letters(out, value, 'A');
        case NUMERALS_LOWER_ROMAN:
                return write_roman(out, value, false);
        case NUMERALS_UPPER_ROMAN:
                return write_roman(out, value, true);
        case NUMERALS_VIETNAMESE:
                return write_vietnamese(out, value);
        case NUMERALS_NONE:
                return 0;
        default:
                return write_decimal(out, value, 1);
        }
}
