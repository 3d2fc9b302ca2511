/* Names and symbols; see fonts.h. */
#include "extractor/fonts.h"

#include <strings.h>

static bool begins(struct span name, const char *with)
{
        size_t len = strlen(with);

        return name.len >= len && strncasecmp(name.ptr, with, len) == 0;
}

static bool holds(struct span name, const char *what)
{
        for (size_t i = 0; i + strlen(what) <= name.len; i++) {
                if (begins((struct span) { name.ptr + i, name.len - i }, what))
                        return true;
        }
        return false;
}

/* ".VnTime", ".VnArial NarrowH"; some systems lost the dot; "VNSTCVN3" and its like say it in full. */
static enum font tcvn3(struct span name)
{
        if (begins(name, ".vn") || begins(name, "vntime") || begins(name, "vnarial") || holds(name, "tcvn3"))
                return name.ptr[name.len - 1] == 'H' ? FONT_TCVN3_CAPITALS : FONT_TCVN3;
        return FONT_PLAIN;
}

enum font font_by_name(struct span name)
{
        while (name.len && *name.ptr == ' ')
                name = (struct span) { name.ptr + 1, name.len - 1 };
        if (begins(name, "vni-") || begins(name, "vni "))
                return FONT_VNI;
        if (begins(name, "vps"))
                return FONT_VPS;
        if (begins(name, "symbol"))
                return FONT_SYMBOL;
        if (begins(name, "wingdings") || begins(name, "webdings"))
                return FONT_DINGBATS;
        return name.len ? tcvn3(name) : FONT_PLAIN;
}

bool font_named_in(struct span markup)
{
        const char *p = markup.ptr, *end = p + markup.len;

        while (p < end && (p = memchr(p, '"', (size_t) (end - p))) && ++p < end) {
                if (memchr(".VvSsWw", *p, 7))
                        return true;
                p = memchr(p, '"', (size_t) (end - p));
                if (!p)
                        break;
                p++;
        }
        return false;
}

enum legacy font_legacy(enum font font)
{
        switch (font) {
        case FONT_TCVN3:
        case FONT_TCVN3_CAPITALS:
                return LEGACY_TCVN3;
        case FONT_VNI:
                return LEGACY_VNI;
        case FONT_VPS:
                return LEGACY_VPS;
        default:
                return LEGACY_NONE;
        }
}

/* Adobe's Symbol encoding; the signs of ASCII that are not here are themselves. */
static const uint16_t symbols[256] = {
        ['"'] = 0x2200, ['$'] = 0x2203, ['\''] = 0x220B, ['*'] = 0x2217, ['-'] = 0x2212, ['@'] = 0x2245,
        ['A'] = 0x391, 0x392, 0x3A7, 0x394, 0x395, 0x3A6, 0x393, 0x397, 0x399, 0x3D1, 0x39A, 0x39B, 0x39C, 0x39D, 0x39F, 0x3A0, 0x398, 0x3A1, 0x3A3, 0x3A4,
        0x3A5, 0x3C2, 0x3A9, 0x39E, 0x3A8, 0x396,
        ['a'] = 0x3B1, 0x3B2, 0x3C7, 0x3B4, 0x3B5, 0x3C6, 0x3B3, 0x3B7, 0x3B9, 0x3D5, 0x3BA, 0x3BB, 0x3BC, 0x3BD, 0x3BF, 0x3C0, 0x3B8, 0x3C1, 0x3C3, 0x3C4,
        0x3C5, 0x3D6, 0x3C9, 0x3BE, 0x3C8, 0x3B6,
        [0xA2] = 0x2032, 0x2264, 0x2044, 0x221E, [0xAB] = 0x2194, 0x2190, 0x2191, 0x2192, 0x2193, 0xB0, 0xB1, 0x2033, 0x2265, 0xD7, 0x221D, 0x2202, 0x2022, 0xF7,
        0x2260, 0x2261, 0x2248, 0x2026, [0xBE] = 0x2015, [0xC5] = 0x2295, 0x2205, 0x2229, 0x222A, [0xCE] = 0x2208, 0x2209, 0x2220, 0x2207,
        [0xD5] = 0x220F, 0x221A, 0x22C5, 0xAC, 0x2227, 0x2228, 0x21D4, 0x21D0, [0xDE] = 0x21D2, [0xE5] = 0x2211, [0xF2] = 0x222B,
};

/* The bullets, boxes, ticks and arrows of Wingdings that office documents use. */
static const uint16_t dingbats[256] = {
        ['l'] = 0x25CF, ['n'] = 0x25A0, 0x25A1, ['q'] = 0x2751, ['v'] = 0x2756, [0x9F] = 0x2022, [0xA7] = 0x25AA, 0x25FB, [0xD8] = 0x27A2,
        [0xDF] = 0x2190, 0x2192, [0xE8] = 0x2794, [0xF0] = 0x21E8, [0xFB] = 0x2717, 0x2713, 0x2612, 0x2611,
};

uint32_t font_symbol(enum font font, unsigned byte)
{
        if (byte < 0x20 || byte > 0xFF)
                return 0;
        if (font == FONT_DINGBATS)
                return dingbats[byte];
        if (font != FONT_SYMBOL)
                return 0;
        return symbols[byte] ? symbols[byte] : byte < 0x7F ? byte : 0;
}
