/*
 * A set of row ids: open addressing, linear probing, no deletion. Ids are given by SQLite, one after another, so nobody chooses them to collide; and those near each
 * other, which are mostly asked for together, share a slot, a bit each: of an instrument in eight the set stays in the processor's cache where it would not.
 */
#include "loader/idset.h"

#include "common/arena.h"

#include <stdlib.h>
#include <string.h>

enum { SLOT_BITS = 6 };

static int64_t block_of(int64_t id)
{
        return id >> SLOT_BITS;
}

static uint64_t bit_of(int64_t id)
{
        return UINT64_C(1) << ((uint64_t) id & ((1 << SLOT_BITS) - 1));
}

/* Of the block, or where it belongs. */
static struct idset_slot *slot_of(const struct idset *set, int64_t block)
{
        size_t i = (size_t) ((uint64_t) block * 0x9E3779B97F4A7C15u >> 20) & (set->room - 1);

        while (set->slots[i].ids && set->slots[i].block != block)
                i = (i + 1) & (set->room - 1);
        return &set->slots[i];
}

static void make_room(struct idset *set)
{
        struct idset_slot *old = set->slots;
        size_t room = set->room;

        set->room = room ? room * 2 : 256;
        set->slots = calloc(set->room, sizeof(*set->slots));
        if (!set->slots)
                memory_exhausted(set->room * sizeof(*set->slots));
        for (size_t i = 0; i < room; i++) {
                if (old[i].ids)
                        *slot_of(set, old[i].block) = old[i];
        }
        free(old);
}

bool idset_add(struct idset *set, int64_t id)
{
        struct idset_slot *slot;

        if (set->used * 2 >= set->room)
                make_room(set);
        slot = slot_of(set, block_of(id));
        if (!id || (slot->ids & bit_of(id)))
                return false;
        set->used += !slot->ids;
        slot->block = block_of(id);
        slot->ids |= bit_of(id);
        return true;
}

bool idset_has(const struct idset *set, int64_t id)
{
        return set->used && (slot_of(set, block_of(id))->ids & bit_of(id));
}

int64_t idset_next(const struct idset *set, size_t *at)
{
        while (*at < set->room << SLOT_BITS) {
                const struct idset_slot *slot = &set->slots[*at >> SLOT_BITS];
                unsigned bit = *at & ((1 << SLOT_BITS) - 1);

                *at += slot->ids >> bit ? 1 : (size_t) (1 << SLOT_BITS) - bit;
                if (slot->ids >> bit & 1)
                        return slot->block * (1 << SLOT_BITS) + bit;
        }
        return 0;
}

void idset_clear(struct idset *set)
{
        if (set->used)
                memset(set->slots, 0, set->room * sizeof(*set->slots));
        set->used = 0;
}

void idset_release(struct idset *set)
{
        free(set->slots);
        *set = (struct idset) { 0 };
}
