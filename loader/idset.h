/*
 * A set of row ids: one flat table of numbers. Ids are any numbers but 0; who needs two kinds in one set gives one of them a minus.
 */
#ifndef LOADER_IDSET_H
#define LOADER_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct idset {
        struct idset_slot {
                int64_t block;
                uint64_t ids;   /* of the block's 64, a bit each; 0 = the slot is free */
        } *slots;
        size_t used, room;      /* a power of two, at most half of it used */
};

/* true when @id was not in it before */
bool idset_add(struct idset *set, int64_t id);
bool idset_has(const struct idset *set, int64_t id);
/* Each id once, in no order: *at begins with 0; 0 = there are no more. Nothing may be added meanwhile. */
int64_t idset_next(const struct idset *set, size_t *at);
void idset_clear(struct idset *set);
void idset_release(struct idset *set);

#endif
