/* One name a slot, the later one stays; when the names together are too long, all are forgotten. See name_cache.h. */
#include "rules/name_cache.h"

enum { SLOTS = 2048, PRINTED_MAX = 256, BYTES_MAX = 1024 * 1024 };

struct cached_name {
        struct span printed, name; /* name.ptr NULL = free */
};

static uint32_t hash_of(struct span s)
{
        uint32_t hash = 2166136261u; /* FNV-1a */

        for (size_t i = 0; i < s.len; i++)
                hash = (hash ^ (unsigned char) s.ptr[i]) * 16777619u;
        return hash ^ hash >> 16;
}

const char *name_cache_get(struct name_cache *cache, struct arena *arena, struct span printed, const struct norm_names *known)
{
        struct cached_name *slot;
        const char *name;

        if (printed.len > PRINTED_MAX)
                return norm_unit_name(arena, printed, known);
        if (cache->arena.total > BYTES_MAX)
                name_cache_release(cache);
        if (!cache->slots)
                cache->slots = arena_array(&cache->arena, SLOTS, sizeof(*cache->slots));
        slot = &cache->slots[hash_of(printed) % SLOTS];
        if (slot->name.ptr && span_eq(slot->printed, printed))
                return arena_strndup(arena, slot->name);
        name = norm_unit_name(arena, printed, known);
        slot->printed = (struct span) { arena_strndup(&cache->arena, printed), printed.len };
        slot->name = span_of(arena_strdup(&cache->arena, name));
        return name;
}

void name_cache_release(struct name_cache *cache)
{
        arena_release(&cache->arena);
        cache->slots = NULL;
}
