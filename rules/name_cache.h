/*
 * The canonical names of organisations made last, by the words they were printed with: an office's documents name the same few hundred
 * bodies over and over, and a name is much dearer to make than to look up.
 *
 * Lives with the rule set, from document to document; what it gives is copied, so the memory it takes is bounded and may go at any time.
 */
#ifndef RULES_NAME_CACHE_H
#define RULES_NAME_CACHE_H

#include "common/arena.h"
#include "normalizer/normalizer.h"

struct name_cache {
        struct arena arena;
        struct cached_name *slots;
};

/* norm_unit_name(arena, printed, known); @known is the same at each call. */
const char *name_cache_get(struct name_cache *cache, struct arena *arena, struct span printed, const struct norm_names *known);
void name_cache_release(struct name_cache *cache);

#endif
