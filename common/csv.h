/*
 * Comma-separated tables as the project keeps them (RFC 4180): UTF-8, LF or CRLF, quotes doubled inside quotes, first line the header.
 */
#ifndef COMMON_CSV_H
#define COMMON_CSV_H

#include "common/arena.h"
#include "common/span.h"

struct csv {
        const char **header;
        size_t columns;
        const char ***rows; /* rows[i][column], never NULL: a missing cell is "" */
        size_t *lines;      /* where rows[i] begins, 1 = the first line of the text */
        size_t n;
};

/*
 * Read the whole table. Strings live in @arena. A row with too many cells is an error.
 * Returns 0, or the number of the first bad line (1 = the header).
 */
size_t csv_read(struct csv *out, struct arena *arena, struct span text, char separator);
/* Likewise, and a row with too many cells is no error: rows[i] is NULL. */
size_t csv_read_all(struct csv *out, struct arena *arena, struct span text, char separator);
/* The column of that name, or -1. */
int csv_column(const struct csv *csv, const char *name);
/* rows[row][column of that name]; "" when there is no such column. */
const char *csv_cell(const struct csv *csv, size_t row, const char *name);

/* One cell as output, quoted where it must be. */
struct buf;
void csv_put(struct buf *out, struct span cell);

#endif
