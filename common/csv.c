/* One pass over the text, cells collected a row at a time; see csv.h. */
#include "common/csv.h"

#include "common/buf.h"

enum { COLUMNS_MAX = 64 };

/* Read one cell at @*p; returns false where a closing quote is missing. @*last: the cell ended its line. */
static bool read_cell(const char **p, const char *end, char separator, struct buf *cell, bool *last)
{
        const char *s = *p;
        bool quoted = s < end && *s == '"';

        buf_clear(cell);
        if (quoted) {
                for (s++; s < end; s++) {
                        if (*s == '"' && (++s >= end || *s != '"'))
                                break;
                        buf_putc(cell, *s);
                }
                if (s > end || (s == end && end[-1] != '"'))
                        return false;
        }
        for (; s < end && *s != separator && *s != '\n'; s++) {
                if (*s != '\r')
                        buf_putc(cell, *s);
        }
        *last = s >= end || *s == '\n';
        *p = s < end ? s + 1 : s;
        return true;
}

static size_t count_lines(const char *p, const char *end)
{
        size_t n = 0;

        while ((p = memchr(p, '\n', (size_t) (end - p)))) {
                n++;
                p++;
        }
        return n;
}

size_t csv_read_all(struct csv *out, struct arena *arena, struct span text, char separator)
{
        const char *p = text.ptr, *end = text.ptr + text.len;
        struct buf cell = { 0 };
        size_t room = 0, lines_room = 0, n_lines = 0, newlines = 0;

        *out = (struct csv) { 0 };
        while (p < end) {
                const char *cells[COLUMNS_MAX];
                const char *begin = p;
                size_t n = 0, line = newlines + 1;
                bool last = false;

                while (!last) {
                        if (n == COLUMNS_MAX || !read_cell(&p, end, separator, &cell, &last)) {
                                buf_release(&cell);
                                return line;
                        }
                        cells[n++] = arena_strndup(arena, buf_span(&cell));
                }
                newlines += count_lines(begin, p);
                if (n == 1 && !*cells[0])
                        continue;
                if (!out->header) {
                        out->columns = n;
                        out->header = arena_array(arena, n, sizeof(*out->header));
                        memcpy(out->header, cells, n * sizeof(*cells));
                        continue;
                }
                const char ***row = arena_grow(arena, &out->rows, &out->n, &room, sizeof(*row));
                *(size_t *) arena_grow(arena, &out->lines, &n_lines, &lines_room, sizeof(line)) = line;
                *row = NULL;
                if (n > out->columns)
                        continue;
                *row = arena_array(arena, out->columns, sizeof(**row));
                for (size_t i = 0; i < out->columns; i++)
                        (*row)[i] = i < n ? cells[i] : "";
        }
        buf_release(&cell);
        return 0;
}

size_t csv_read(struct csv *out, struct arena *arena, struct span text, char separator)
{
        size_t line = csv_read_all(out, arena, text, separator);

        for (size_t i = 0; i < out->n; i++) {
                if (out->rows[i])
                        continue;
                line = out->lines[i];
                out->n = i; /* what stands before it can be read */
        }
        return line;
}

int csv_column(const struct csv *csv, const char *name)
{
        for (size_t i = 0; i < csv->columns; i++) {
                if (strcmp(csv->header[i], name) == 0)
                        return (int) i;
        }
        return -1;
}

const char *csv_cell(const struct csv *csv, size_t row, const char *name)
{
        int column = csv_column(csv, name);

        return column < 0 ? "" : csv->rows[row][column];
}

void csv_put(struct buf *out, struct span cell)
{
        size_t i = 0;

        while (i < cell.len && cell.ptr[i] != ',' && cell.ptr[i] != '"' && cell.ptr[i] != '\n' && cell.ptr[i] != '\r')
                i++;
        if (i == cell.len) {
                buf_add_span(out, cell);
                return;
        }
        buf_putc(out, '"');
        for (i = 0; i < cell.len; i++) {
                if (cell.ptr[i] == '"')
                        buf_putc(out, '"');
                buf_putc(out, cell.ptr[i]);
        }
        buf_putc(out, '"');
}
