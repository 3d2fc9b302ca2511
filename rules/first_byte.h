/*
 * The rows of a table by the first byte of a word that each has, in the order of the table: what may begin at a place in the text is looked for
 * among few rows.
 */
#ifndef RULES_FIRST_BYTE_H
#define RULES_FIRST_BYTE_H

#include "common/arena.h"

struct first_byte_index {
        uint16_t begin[257]; /* of each byte's rows, in rows */
        uint16_t *rows;
};

/* @words: where the word of row 0 is kept, a const char *; the others follow at @stride bytes. At most 65,535 rows. */
void first_byte_index_make(struct first_byte_index *out, struct arena *arena, const void *words, size_t n, size_t stride);

/* FOR_FIRST_BYTE(row, &index, 'S') use(&table[*row]); */
#define FOR_FIRST_BYTE(row, index, byte) \
        for (const uint16_t *row = (index)->rows + (index)->begin[(unsigned char) (byte)], *row##_end = (index)->rows + (index)->begin[(unsigned char) (byte) + 1]; row < row##_end; row++)

#endif
