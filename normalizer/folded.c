/* A folded form read code point by code point; see folded.h. */
#include "normalizer/folded.h"

#include "common/utf8.h"
#include "normalizer/match_map.h"
#include "normalizer/normalizer.h"

/* What @cp counts as: 0 nothing, ' ' white space, else a folded code point. */
static uint32_t folded_one(uint32_t cp)
{
        const struct map_row *row;

        if (cp < 0x80)
                return cp == ' ' || (cp >= '\t' && cp <= '\r') ? ' ' : norm_fold(cp);
        row = cp == 0x256 || norm_fold(cp) < 0x80 ? NULL : match_map_find(cp);
        if (row && row->kind == MAP_WIDE)
                return norm_fold(cp - 0xFEE0);
        if (row && row->kind == MAP_TEXT)
                return (unsigned char) row->to[0];
        return norm_fold(cp);
}

uint32_t folded_next(struct folded_reader *r)
{
        while (r->p < r->end) {
                unsigned width;
                uint32_t cp = folded_one(utf8_decode(r->p, r->end, &width));

                if (cp && cp != ' ' && r->space && r->started) {
                        r->space = false;
                        return ' ';
                }
                r->p += width;
                if (cp == ' ') {
                        r->space = true;
                } else if (cp) {
                        r->space = false;
                        r->started = true;
                        return cp;
                }
        }
        return 0;
}

/* FNV-1a over code points, with a start that fits an enum */
uint32_t folded_hash_step(uint32_t hash, uint32_t cp)
{
        return (hash ^ cp) * 16777619u;
}

uint32_t folded_hash_add(uint32_t hash, struct span word)
{
        struct folded_reader r = { .p = word.ptr, .end = word.ptr + word.len };
        uint32_t cp;

        while ((cp = folded_next(&r)))
                hash = folded_hash_step(hash, cp);
        return hash;
}

uint32_t folded_hash_end(uint32_t hash)
{
        return hash ^ hash >> 15;
}

uint32_t folded_hash(struct span s)
{
        return folded_hash_end(folded_hash_add(FOLDED_HASH_START, s));
}

bool folded_equal(struct span a, struct span b)
{
        struct folded_reader ra = { .p = a.ptr, .end = a.ptr + a.len }, rb = { .p = b.ptr, .end = b.ptr + b.len };
        uint32_t cp;

        do {
                cp = folded_next(&ra);
                if (cp != folded_next(&rb))
                        return false;
        } while (cp);
        return true;
}

bool lowered_equal(struct span a, struct span b)
{
        unsigned na, nb;

        while (a.len && b.len) {
                if (norm_lower(utf8_decode(a.ptr, a.ptr + a.len, &na)) != norm_lower(utf8_decode(b.ptr, b.ptr + b.len, &nb)))
                        return false;
                a = (struct span) { a.ptr + na, a.len - na };
                b = (struct span) { b.ptr + nb, b.len - nb };
        }
        return !a.len && !b.len;
}
