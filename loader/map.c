/* A bounded map from strings to small values: open addressing, linear probing, no deletion. */
#include "loader/map.h"

#include <stdlib.h>

uint64_t map_hash(struct span s)
{
        uint64_t h = 0xCBF29CE484222325u;

        for (size_t i = 0; i < s.len; i++)
                h = (h ^ (unsigned char) s.ptr[i]) * 0x100000001B3u;
        h ^= h >> 32;
        return h ? h : 1;
}

/* Where a key belongs; eight bytes at a time, the keys are long and asked for often. */
static uint64_t slot_hash(struct span s)
{
        uint64_t h = s.len * 0x9E3779B97F4A7C15u, word;

        for (; s.len >= 8; s.ptr += 8, s.len -= 8) {
                memcpy(&word, s.ptr, 8);
                h = (h ^ word) * 0xFF51AFD7ED558CCDu;
                h ^= h >> 32;
        }
        word = 0;
        if (s.len)
                memcpy(&word, s.ptr, s.len);
        h = (h ^ word) * 0xC4CEB9FE1A85EC53u;
        h ^= h >> 29;
        return h ? h : 1;
}

void map_init(struct map *map, size_t limit)
{
        *map = (struct map) { .room = 16 };
        while (map->room < limit * 2)
                map->room *= 2;
        map->slots = calloc(map->room, sizeof(*map->slots));
        if (!map->slots)
                memory_exhausted(map->room * sizeof(*map->slots));
        arena_init(&map->arena);
}

void map_release(struct map *map)
{
        free(map->slots);
        arena_release(&map->arena);
        *map = (struct map) { 0 };
}

void map_clear(struct map *map)
{
        memset(map->slots, 0, map->room * sizeof(*map->slots));
        arena_reset(&map->arena);
        map->n = 0;
        map->forgot = true;
}

/*
 * The slot of @key or the free one it belongs in; NULL after 64 steps. Keys come from documents, and someone who
 * chooses them to collide shall not make every look-up long: the map then forgets instead.
 */
static struct map_slot *slot_of(const struct map *map, struct span key, uint64_t hash)
{
        size_t i = hash & (map->room - 1);

        for (int steps = 0; steps < 64; steps++, i = (i + 1) & (map->room - 1)) {
                struct map_slot *slot = &map->slots[i];

                if (!slot->hash || (slot->hash == hash && span_eq(slot->key, key)))
                        return slot;
        }
        return NULL;
}

void *map_find(const struct map *map, struct span key)
{
        const struct map_slot *slot = slot_of(map, key, slot_hash(key));

        return slot ? slot->value : NULL;
}

void *map_add(struct map *map, struct span key, size_t size)
{
        uint64_t hash = slot_hash(key);
        struct map_slot *slot = map->n < map->room / 2 ? slot_of(map, key, hash) : NULL;

        if (!slot) {
                map_clear(map);
                slot = slot_of(map, key, hash);
        }
        *slot = (struct map_slot) { hash, { arena_strndup(&map->arena, key), key.len }, arena_alloc(&map->arena, size) };
        map->n++;
        return slot->value;
}

struct span map_key(struct arena *arena, const char *a, const char *b, const char *c)
{
        const struct span parts[] = { span_of(a), span_of(b), span_of(c) };
        struct span key = { arena_alloc(arena, parts[0].len + parts[1].len + parts[2].len + ARRAY_LEN(parts)), 0 };
        char *to = (char *) key.ptr;

        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
                if (parts[i].len)
                        memcpy(to + key.len, parts[i].ptr, parts[i].len);
                key.len += parts[i].len;
                to[key.len] = i + 1 < ARRAY_LEN(parts) ? '|' : '\0';
                key.len += i + 1 < ARRAY_LEN(parts);
        }
        return key;
}
