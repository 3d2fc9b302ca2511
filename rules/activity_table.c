/*
 * Tasks in table rows (domain.md 2.2, 5): the head row names the columns - STT, Nội dung, Đơn vị chủ trì, Đơn vị phối hợp, Thời gian,
 * Kinh phí, Sản phẩm - and each row below is one task. Tables of a DOCX, and tables of plain text with pipes or tabs.
 */
#include "rules/facts.h"
#include "rules/frame.h"

#include <ctype.h>

enum {
        TABLE_COLUMNS = 24,
        HEAD_ROWS = 3, /* a head of two rows, and a row of column numbers */
};

struct cell {
        struct range text;
        unsigned column, columns;
};

struct row {
        struct cell cells[TABLE_COLUMNS];
        size_t n;
};

struct table {
        struct run *run;
        const char *fields[TABLE_COLUMNS]; /* of labels.csv, NULL = unnamed */
        unsigned rows;     /* seen so far, the head included */
        bool headed;
        const struct rec_name *lead; /* of the row above, for cells merged downwards */
        size_t n_lead;
        size_t section;    /* behind the last one above the row */
};

static bool all_digits(const struct run *run, struct range r)
{
        for (uint32_t i = r.begin; i < r.end; i++) {
                if (!isdigit((unsigned char) run->lower[i]) && !strchr(" .()=+-", run->lower[i]))
                        return false;
        }
        return range_is_set(r);
}

/* The field a head cell names: "Đơn vị chủ trì", "Kinh phí (triệu đồng)". */
static const char *head_field(const struct run *run, struct range r)
{
        uint32_t end;
        const struct fact_word *word;

        r = fact_trim(run, r);
        word = fact_at(run, FACT_LABEL, r.begin, r.end, &end);
        if (!word)
                return NULL;
        end = fact_trim(run, (struct range) { end, r.end }).begin;
        if (end >= r.end || strchr("(,/-", run->lower[end]) || fact_word_is(run, end, r.end, SPAN("và")) || strcmp(word->value, "noi_dung") == 0 || strcmp(word->value, "kinh_phi") == 0)
                return word->value;
        return NULL;
}

static bool has_field(const struct table *t, const char *field)
{
        for (size_t i = 0; i < TABLE_COLUMNS; i++) {
                if (t->fields[i] && strcmp(t->fields[i], field) == 0)
                        return true;
        }
        return false;
}

/* A row of the head: names its columns. A second head row ("Chủ trì" | "Phối hợp" under "Phân công") names finer. */
static bool read_head(struct table *t, const struct row *row)
{
        const char *fields[TABLE_COLUMNS] = { NULL };
        size_t named = 0, numbers = 0;

        for (size_t i = 0; i < row->n; i++) {
                const char *field = head_field(t->run, row->cells[i].text);

                numbers += all_digits(t->run, row->cells[i].text);
                named += field != NULL;
                for (unsigned k = 0; field && k < row->cells[i].columns && row->cells[i].column + k < TABLE_COLUMNS; k++)
                        fields[row->cells[i].column + k] = field;
        }
        if (numbers && numbers == row->n)
                return t->headed; /* the row of column numbers */
        if (numbers || named < (t->headed ? 1 : 2) || 2 * named < row->n)
                return false;
        for (size_t i = 0; i < TABLE_COLUMNS; i++) {
                if (fields[i])
                        t->fields[i] = fields[i];
        }
        t->headed = true;
        return true;
}

/* Does the table tell tasks: something to do, and who or when? */
static bool tells_tasks(const struct table *t)
{
        return t->headed && has_field(t, "noi_dung") && (has_field(t, "chu_tri") || has_field(t, "thoi_gian") || has_field(t, "phoi_hop"));
}

static void row_read(struct table *t, const struct row *row)
{
        struct run *run = t->run;
        struct rec_activity a = { 0 };
        struct range span = RANGE_NONE;
        size_t told = 0;

        for (size_t i = 0; i < row->n; i++) {
                const struct cell *cell = &row->cells[i];
                const char *field = cell->column < TABLE_COLUMNS ? t->fields[cell->column] : NULL;

                span.begin = span.end ? span.begin : cell->text.begin;
                span.end = cell->text.end;
                if (!field || cell->columns > 2)
                        continue;
                if (strcmp(field, "thu_tu") == 0) {
                        a.number = a.number ? a.number : fact_text(run, fact_trim(run, cell->text));
                } else if (strcmp(field, "noi_dung") == 0 && !a.title) {
                        a.title_span = fact_trim(run, cell->text);
                        a.title = fact_text(run, a.title_span);
                } else if (activity_set(run, &a, field, fact_trim(run, cell->text))) {
                        told++;
                }
        }
        /* a row of title alone groups those below it */
        if (!a.title || !range_is_set(a.title_span) || !told)
                return;
        if (!a.lead.n && has_field(t, "chu_tri") && t->n_lead) {
                for (size_t i = 0; i < t->n_lead; i++)
                        *(struct rec_name *) arena_grow(run->arena, &a.lead.items, &a.lead.n, &a.lead.room, sizeof(*t->lead)) = t->lead[i];
        }
        t->lead = a.lead.items;
        t->n_lead = a.lead.n;
        a.span = span;
        while (t->section < run->out->n_sections && run->out->sections[t->section].span.begin < span.begin)
                t->section++;
        a.section = (unsigned) t->section;
        *activity_add(run) = a;
}

static void take_row(struct table *t, const struct row *row)
{
        if (row->n == 0)
                return;
        /* a head is repeated on each page */
        if ((t->rows++ < HEAD_ROWS || t->headed) && read_head(t, row))
                return;
        if (tells_tasks(t))
                row_read(t, row);
}

static struct cell *row_cell(struct row *row, unsigned column, unsigned columns, struct range text)
{
        struct cell *last = row->n ? &row->cells[row->n - 1] : NULL;

        if (last && last->column == column) {
                last->text.end = text.end; /* the next paragraph of the cell */
                return last;
        }
        if (row->n == TABLE_COLUMNS)
                return NULL;
        row->cells[row->n] = (struct cell) { text, column, columns };
        return &row->cells[row->n++];
}

/* The rows of the DOCX table that begins at line @i; returns the line behind it. */
static size_t block_table(struct run *run, size_t i)
{
        const struct block *first = run->lines[i].block;
        struct table table = { .run = run };
        struct row row = { .n = 0 };
        unsigned at = first->row;

        for (; i < run->n_lines; i++) {
                const struct block *b = run->lines[i].block;

                if (run->lines[i].blank)
                        continue;
                if (!b || b->table != first->table)
                        break;
                if (b->row != at) {
                        take_row(&table, &row);
                        row.n = 0;
                        at = b->row;
                }
                row_cell(&row, b->column, b->columns, run->lines[i].text);
        }
        take_row(&table, &row);
        return i;
}

/* Where the cell that begins at @at ends: at the next bar, or at the next tab. */
static uint32_t cell_end(const struct run *run, uint32_t at, uint32_t end, bool tabs)
{
        const char *bar = tabs ? NULL : memchr(run->lower + at, '|', end - at);

        if (!tabs)
                return bar ? (uint32_t) (bar - run->lower) : end;
        while (at < end && !(run->lower[at] == ' ' && is_tab_at(run, at)))
                at++;
        return at;
}

/* "| 1 | Title | Sở A |", or the same with tabs: the cells of one line; an empty cell keeps its column. */
static void text_row(const struct run *run, struct row *row, struct range line, bool tabs)
{
        unsigned column = 0;
        uint32_t at = line.begin;

        row->n = 0;
        while (!tabs && at < line.end && (run->lower[at] == ' ' || run->lower[at] == '|'))
                at++;
        while (at < line.end) {
                uint32_t end = cell_end(run, at, line.end, tabs);
                struct range text = fact_trim(run, (struct range) { at, end });

                if (range_is_set(text))
                        row_cell(row, column, 1, text);
                column++;
                at = end + 1;
        }
}

static bool is_pipe_row(const struct run *run, const struct line *line)
{
        const char *bar = memchr(run->lower + line->whole.begin, '|', line->whole.end - line->whole.begin);

        return bar && memchr(bar + 1, '|', (size_t) (run->lower + line->whole.end - bar - 1));
}

/* Two tabs at least: three cells, of which the last may be empty. */
static bool is_tab_row(const struct run *run, const struct line *line)
{
        struct span display = span_sub(run->norm->display, norm_origin(run->norm, line->whole));
        const char *tab = run->norm->origin ? memchr(display.ptr, '\t', display.len) : NULL;

        return tab && memchr(tab + 1, '\t', display.len - (size_t) (tab + 1 - display.ptr));
}

static bool is_text_row(const struct run *run, const struct line *line, bool tabs)
{
        return tabs ? is_tab_row(run, line) : is_pipe_row(run, line);
}

static size_t text_table(struct run *run, size_t i, bool tabs)
{
        struct table table = { .run = run };
        struct row row;

        for (; i < run->n_lines && (run->lines[i].blank || is_text_row(run, &run->lines[i], tabs)); i++) {
                if (run->lines[i].blank)
                        continue;
                text_row(run, &row, run->lines[i].whole, tabs);
                take_row(&table, &row);
        }
        return i;
}

void activity_tables_find(struct run *run)
{
        for (size_t i = 0; i < run->n_lines;) {
                const struct line *line = &run->lines[i];

                if (!line->blank && line->block && line->block->table)
                        i = block_table(run, i);
                else if (!line->blank && is_pipe_row(run, line))
                        i = text_table(run, i, false);
                else if (!line->blank && is_tab_row(run, line))
                        i = text_table(run, i, true);
                else
                        i++;
        }
}
