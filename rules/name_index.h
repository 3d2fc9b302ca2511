/*
 * Rows of a table by a word of theirs: a hash from strings to lists of row numbers, filled once, asked for every citation.
 */
#ifndef RULES_NAME_INDEX_H
#define RULES_NAME_INDEX_H

#include "common/arena.h"

struct name_index {
        struct name_slot {
                const char *name; /* NULL = free */
                uint16_t *rows;
                size_t n, room;
        } *slots;
        size_t mask;
};

/* Room for @names names; more than 60,000 rows are an error of the caller. */
void name_index_init(struct name_index *index, struct arena *arena, size_t names);
/* @name is borrowed; rows of one name keep the order in which they came. */
void name_index_add(struct name_index *index, struct arena *arena, const char *name, size_t row);
/* NULL when no row has that name. */
const struct name_slot *name_index_find(const struct name_index *index, const char *name);

#endif
