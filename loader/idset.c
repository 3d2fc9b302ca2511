/* A set of row ids: open addressing, linear probing, no deletion. Ids are given by SQLite, one after another, so nobody chooses them to collide. */
#include "loader/idset.h"

#include "common/arena.h"

#include <stdlib.h>
#include <string.h>

/* Ids near each other, which are mostly asked for together, share a block of slots; blocks are strewn. */
static size_t place_of(const struct idset *set, int64_t id)
{
        enum { BLOCK_BITS = 5 };
        uint64_t block = ((uint64_t) id >> BLOCK_BITS) * 0x9E3779B97F4A7C15u >> 20, within = (uint64_t) id & ((1 << BLOCK_BITS) - 1);
        size_t i = (size_t) (block << BLOCK_BITS | within) & (set->room - 1);

        while (set->slots[i] && set->slots[i] != id)
                i = (i + 1) & (set->room - 1);
        return i;
}

static void make_room(struct idset *set)
{
        int64_t *old = set->slots;
        size_t room = set->room;

        set->room = room ? room * 2 : 1024;
        set->slots = calloc(set->room, sizeof(*set->slots));
        if (!set->slots)
                memory_exhausted(set->room * sizeof(*set->slots));
        for (size_t i = 0; i < room; i++) {
                if (old[i])
                        set->slots[place_of(set, old[i])] = old[i];
        }
        free(old);
}

bool idset_add(struct idset *set, int64_t id)
{
        size_t i;

        if (set->n * 2 >= set->room)
                make_room(set);
        i = place_of(set, id);
        if (!id || set->slots[i])
                return false;
        set->slots[i] = id;
        set->n++;
        return true;
}

bool idset_has(const struct idset *set, int64_t id)
{
        return set->n && set->slots[place_of(set, id)] != 0;
}

void idset_clear(struct idset *set)
{
        if (set->n)
                memset(set->slots, 0, set->room * sizeof(*set->slots));
        set->n = 0;
}

void idset_release(struct idset *set)
{
        free(set->slots);
        *set = (struct idset) { 0 };
}
