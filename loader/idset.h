/*
 * A set of row ids: one flat table of numbers. Ids are any numbers but 0; who needs two kinds in one set gives one of them a minus.
 */
#ifndef LOADER_IDSET_H
#define LOADER_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct idset {
        int64_t *slots; /* a power of two, at most half of them used; 0 = free */
        size_t n, room;
};

/* true when @id was not in it before */
bool idset_add(struct idset *set, int64_t id);
bool idset_has(const struct idset *set, int64_t id);
void idset_clear(struct idset *set);
void idset_release(struct idset *set);

#endif
