/*
 * The rows of a table by the first byte of a word that each has, in the order of the table: whose word stands at a place in the text is looked for
 * among few rows.
 */
#ifndef RULES_FIRST_BYTE_H
#define RULES_FIRST_BYTE_H

#include "common/arena.h"
#include "common/span.h"

struct first_byte_row {
        const char *word;
        uint32_t len; /* of the word */
        uint32_t row; /* of the table */
};

struct first_byte_index {
        uint16_t begin[257]; /* of each byte's rows, in rows */
        struct first_byte_row *rows;
};

/* @words: where the word of row 0 is kept, a const char *; the others follow at @stride bytes. At most 65,535 rows. The words stay where they are. */
void first_byte_index_make(struct first_byte_index *out, struct arena *arena, const void *words, size_t n, size_t stride);

/* From @row on the first whose word @text begins with; @end = none. */
static inline const struct first_byte_row *first_byte_next(const struct first_byte_row *row, const struct first_byte_row *end, struct span text)
{
        /* most words that begin alike end otherwise */
        while (row < end && (row->len > text.len || row->word[row->len - 1] != text.ptr[row->len - 1] || memcmp(row->word, text.ptr, row->len) != 0))
                row++;
        return row;
}

/* FOR_WORDS_AT(found, &index, text) use(&table[found->row], found->len); each row whose word @text (a span) begins with; the empty word is none */
#define FOR_WORDS_AT(found, index, text) \
        for (const struct first_byte_row *found##_end = (index)->rows + (index)->begin[(text).len ? (unsigned char) *(text).ptr + 1 : 1], \
                     *found = first_byte_next((index)->rows + (index)->begin[(text).len ? (unsigned char) *(text).ptr : 1], found##_end, text); \
             found < found##_end; found = first_byte_next(found + 1, found##_end, text))

#endif
