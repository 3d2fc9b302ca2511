/* The table of characters that match text replaces, match_map.def, and the look-up into it. */
#ifndef NORMALIZER_MATCH_MAP_H
#define NORMALIZER_MATCH_MAP_H

#include <stddef.h>
#include <stdint.h>

enum map_kind { MAP_TEXT, MAP_WIDE, MAP_HOMOGLYPH };

struct map_row {
        uint32_t first, last;
        enum map_kind kind;
        const char *to;
};

static const struct map_row match_map[] = {
#define MAP(first, last, kind, to) { first, last, kind, to },
#include "normalizer/match_map.def"
#undef MAP
};

/* The row of @cp or NULL. */
static inline const struct map_row *match_map_find(uint32_t cp)
{
        size_t low = 0, high = sizeof(match_map) / sizeof(match_map[0]);

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (cp > match_map[middle].last)
                        low = middle + 1;
                else if (cp < match_map[middle].first)
                        high = middle;
                else
                        return &match_map[middle];
        }
        return NULL;
}

#endif
