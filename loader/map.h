/*
 * A bounded map from strings to small values, the loader's memory of rows it has just looked up.
 *
 * It holds what fits and forgets everything at once when full: its content is never needed, only quicker than asking SQLite.
 */
#ifndef LOADER_MAP_H
#define LOADER_MAP_H

#include "common/arena.h"

struct map_slot {
        uint64_t hash; /* 0 = free */
        struct span key;
        void *value;
};

struct map {
        struct arena arena; /* keys and values */
        struct map_slot *slots; /* a power of two, at most half of them used */
        size_t n, room;
        bool forgot; /* something was dropped since map_init: a missing entry proves nothing */
};

/* At most @limit entries. */
void map_init(struct map *map, size_t limit);
void map_release(struct map *map);
/* Forget everything. */
void map_clear(struct map *map);
/* The value of @key, or NULL. */
void *map_find(const struct map *map, struct span key);
/* A zeroed value of @size bytes for @key, which must not be in the map yet; lives until the next map_add() or map_clear(). */
void *map_add(struct map *map, struct span key, size_t size);

/* "a|b|c" in @arena, NULL as nothing: a key of several parts. (Three look-ups a citation: printf would be seen in a profile.) */
struct span map_key(struct arena *arena, const char *a, const char *b, const char *c);

/* FNV-1a with a finishing mix; never 0. The same on every machine. */
uint64_t map_hash(struct span s);

#endif
