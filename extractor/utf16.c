/* Strict UTF-16; see utf16.h. */
#include "extractor/utf16.h"

#include "common/utf8.h"

static uint32_t unit_at(const unsigned char *p, bool big_endian)
{
        return big_endian ? (uint32_t) p[0] << 8 | p[1] : (uint32_t) p[1] << 8 | p[0];
}

bool utf16_decode(struct span *out, struct arena *arena, struct span units, bool big_endian, size_t *bad)
{
        const unsigned char *s = (const unsigned char *) units.ptr;
        char *text = arena_alloc(arena, units.len / 2 * 3 + 1), *to = text; /* a unit needs 3 bytes at most, a pair 4 */
        size_t i = 0;

        while (i + 2 <= units.len) {
                uint32_t cp = unit_at(s + i, big_endian);
                uint32_t low = cp >= 0xD800 && cp <= 0xDBFF && i + 4 <= units.len ? unit_at(s + i + 2, big_endian) : 0;

                if (low >= 0xDC00 && low <= 0xDFFF) {
                        cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                        i += 2;
                } else if (cp >= 0xD800 && cp <= 0xDFFF) {
                        break;
                }
                to += utf8_encode(to, cp);
                i += 2;
        }
        *bad = i;
        *out = (struct span) { text, (size_t) (to - text) };
        return i == units.len;
}
