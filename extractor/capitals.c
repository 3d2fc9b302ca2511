/* See capitals.h; the tables of Unicode are regular here but for a few turns. */
#include "extractor/capitals.h"

#include "common/utf8.h"

uint32_t capital_letter(uint32_t cp)
{
        if (cp < 0x80)
                return cp >= 'a' && cp <= 'z' ? cp - 0x20 : cp;
        if (cp >= 0xE0 && cp <= 0xFE)
                return cp == 0xF7 ? cp : cp - 0x20; /* U+00F7 is the division sign */
        if (cp == 0xFF)
                return 0x178;
        if (cp >= 0x100 && cp <= 0x17E) {
                if (cp == 0x131) /* dotless i */
                        return 'I';
                if (cp == 0x138 || cp == 0x149)
                        return cp;
                if ((cp >= 0x139 && cp <= 0x148) || cp >= 0x179) /* here the small letter is even */
                        return cp % 2 ? cp : cp - 1;
                return cp == 0x178 ? cp : cp & ~1u;
        }
        if (cp == 0x1A1 || cp == 0x1B0) /* ơ ư */
                return cp - 1;
        return cp >= 0x1EA0 && cp <= 0x1EF9 ? cp & ~1u : cp;
}

void buf_add_capitals(struct buf *out, struct span s)
{
        const char *end = s.ptr + s.len;

        for (const char *p = s.ptr; p < end;) {
                unsigned len;
                uint32_t cp = utf8_decode(p, end, &len);
                char letter[4];

                buf_add(out, letter, utf8_encode(letter, capital_letter(cp)));
                p += len;
        }
}
