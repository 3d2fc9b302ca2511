/*
 * Find the next byte that may need work, sixteen at a time.
 *
 * Nearly all of a text needs no change, so both the question "is it clean?" and the copying between two changes
 * run at the speed of this loop. A suspect() function looks at sixteen positions at once and says which may need
 * work; it may suspect too much, never too little. GNU C vectors: SSE2 or NEON, without an intrinsic.
 */
#ifndef NORMALIZER_SCAN_H
#define NORMALIZER_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t bytes16 __attribute__((vector_size(16)));

enum { SCAN_AHEAD = 4 }; /* bytes behind its own sixteen that a suspect() may look at */

/* 0xFF where @v equals @byte */
#define BYTES_ARE(v, byte) ((bytes16) ((v) == (uint8_t) (byte)))

static inline bytes16 bytes_at(const uint8_t *p)
{
        bytes16 v;

        memcpy(&v, p, sizeof(v));
        return v;
}

/* 0xFF where @v is an ASCII letter: a-z become 0x66-0x7F, the upper end of the signed bytes. */
static inline bytes16 bytes_alpha(bytes16 v)
{
        typedef int8_t signed16 __attribute__((vector_size(16)));

        return (bytes16) ((signed16) ((v | 0x20) + 5) > (int8_t) 0x65);
}

/* Index of the first byte with its top bit set, or 16. */
static inline unsigned bytes_first(bytes16 v)
{
        uint64_t half[2];

        memcpy(half, &v, sizeof(half));
        half[0] &= 0x8080808080808080u;
        half[1] &= 0x8080808080808080u;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        if (half[0])
                return (unsigned) __builtin_ctzll(half[0]) / 8;
        return half[1] ? 8 + (unsigned) __builtin_ctzll(half[1]) / 8 : 16;
#else
        if (half[0])
                return (unsigned) __builtin_clzll(half[0]) / 8;
        return half[1] ? 8 + (unsigned) __builtin_clzll(half[1]) / 8 : 16;
#endif
}

/*
 * The first offset in [@i, @len) that @suspect (top bit set = suspected) points at, or @len. Behind the text it sees zeros.
 */
static inline __attribute__((always_inline)) size_t scan_until(const uint8_t *p, size_t i, size_t len, bytes16 (*suspect)(const uint8_t *))
{
        uint8_t tail[16 + 16 + SCAN_AHEAD] = { 0 };
        unsigned first;

        if (len - i >= 16 + SCAN_AHEAD) {
                first = bytes_first(suspect(p + i));
                if (first < 16)
                        return i + first;
                i += 16;
        }
        for (; len - i >= 64 + SCAN_AHEAD; i += 64) {
                bytes16 a = suspect(p + i), b = suspect(p + i + 16), c = suspect(p + i + 32), d = suspect(p + i + 48);

                if (bytes_first(a | b | c | d) < 16)
                        break;
        }
        for (; len - i >= 16 + SCAN_AHEAD; i += 16) {
                first = bytes_first(suspect(p + i));
                if (first < 16)
                        return i + first;
        }
        memcpy(tail, p + i, len - i);
        first = bytes_first(suspect(tail));
        if (first == 16)
                first += bytes_first(suspect(tail + 16));
        return i + first < len ? i + first : len;
}

#endif
