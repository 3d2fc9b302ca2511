/* See output.h. */
#include "cli/output.h"

#include "cli/terminal.h"
#include "common/csv.h"
#include "common/json.h"
#include "common/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
        COLUMNS_MAX = 32,
        SAMPLE_ROWS = 1000,  /* that decide the widths */
        PAD_MAX = 60,        /* a longer cell pushes its own row, not all the others */
        NARROWEST = 12,      /* no column is squeezed below this */
        GAP = 2,
};

struct text_row {
        struct span cells[COLUMNS_MAX];
};

struct output {
        enum output_format format;
        size_t terminal; /* columns, 0 = no terminal */
        const char *view;
        bool card, excel_safe;
        bool begun;      /* a row of this answer has come */
        size_t columns;
        size_t source[COLUMNS_MAX]; /* the answer's column that is shown here */
        const char *names[COLUMNS_MAX];
        bool numeric[COLUMNS_MAX], hidden[COLUMNS_MAX], in_words[COLUMNS_MAX];
        size_t widths[COLUMNS_MAX];
        bool laid_out;
        struct text_row *rows; /* until laid out */
        size_t n_rows, room_rows;
        struct arena arena;    /* of the answer */
        struct arena row;      /* of a row past the sample */
        struct buf line;
};

static bool reader_gone;

bool output_reader_gone(void)
{
        return reader_gone;
}

/* Non-zero ends an answer early; what else can go wrong in writing is found by the last flush. */
static int put(struct span s)
{
        if (s.len && fwrite(s.ptr, 1, s.len, stdout) != s.len && errno == EPIPE)
                reader_gone = true;
        return reader_gone;
}

struct output *output_new(const struct cli *cli)
{
        struct output *out = calloc(1, sizeof(*out));

        if (!out)
                memory_exhausted(sizeof(*out));
        out->format = cli->format;
        out->excel_safe = cli->excel_safe;
        out->terminal = terminal_columns(STDOUT_FILENO);
        return out;
}

void output_free(struct output *out)
{
        arena_release(&out->arena);
        arena_release(&out->row);
        buf_release(&out->line);
        free(out);
}

/* ---- aligned text ---- */

/* A cell as it will be shown: ids in words, nothing a terminal would obey. */
static struct span shown(struct output *out, struct arena *arena, size_t column, const char *cell)
{
        if (!cell)
                return SPAN("");
        buf_clear(&out->line);
        terminal_put_safe(&out->line, span_of(out->in_words[column] ? value_word(out->names[column], cell) : cell), BLANKS_SPACED);
        return (struct span) { arena_strndup(arena, buf_span(&out->line)), out->line.len };
}

static void measure(struct output *out)
{
        for (size_t c = 0; c < out->columns; c++) {
                bool empty = true;

                for (size_t i = 0; i < out->n_rows; i++) {
                        size_t width = terminal_width(out->rows[i].cells[c]);

                        empty = empty && !width;
                        if (width > out->widths[c])
                                out->widths[c] = width;
                }
                /* a column that says nothing in the whole answer is left out; with more rows to come nobody knows */
                out->hidden[c] = empty && out->n_rows < SAMPLE_ROWS;
        }
}

static size_t total_width(const struct output *out)
{
        size_t total = 0;

        for (size_t c = 0; c < out->columns; c++)
                total += out->hidden[c] ? 0 : out->widths[c] + GAP;
        return total ? total - GAP : 0;
}

/* Take from the widest column until the row fits the terminal. */
static void squeeze(struct output *out)
{
        size_t total = total_width(out);

        while (total > out->terminal) {
                size_t widest = 0;

                for (size_t c = 1; c < out->columns; c++) {
                        if (out->hidden[widest] || (!out->hidden[c] && out->widths[c] > out->widths[widest]))
                                widest = c;
                }
                if (out->widths[widest] <= NARROWEST)
                        return;
                out->widths[widest]--;
                total--;
        }
}

/* The piece of @rest that goes on this line; whole words where a word fits. */
static struct span next_piece(const struct output *out, struct span *rest, size_t width)
{
        struct span piece = *rest;

        if (out->terminal) {
                piece.len = terminal_fit(*rest, width);
                if (piece.len < rest->len && rest->ptr[piece.len] != ' ') {
                        size_t space = piece.len;

                        while (space > 0 && piece.ptr[space - 1] != ' ')
                                space--;
                        if (space > 1)
                                piece.len = space;
                }
        }
        rest->ptr += piece.len;
        rest->len -= piece.len;
        while (rest->len && rest->ptr[0] == ' ' && piece.len) {
                rest->ptr++;
                rest->len--;
        }
        while (piece.len && piece.ptr[piece.len - 1] == ' ')
                piece.len--;
        return piece;
}

static void pad(struct buf *line, size_t width)
{
        buf_reserve(line, width);
        memset(line->ptr + line->len, ' ', width);
        line->len += width;
}

static void put_cell(struct output *out, size_t c, struct span piece, bool last)
{
        bool behind = !out->numeric[c]; /* what the column has room for */
        size_t width = last && behind ? 0 : terminal_width(piece);
        size_t room = out->widths[c] > width ? out->widths[c] - width : 0;

        if (!behind)
                pad(&out->line, room);
        buf_add_span(&out->line, piece);
        if (!last)
                pad(&out->line, (behind ? room : 0) + GAP);
}

static int print_row(struct output *out, const struct text_row *row)
{
        struct text_row rest = *row;
        bool more = true;

        while (more) {
                more = false;
                buf_clear(&out->line);
                for (size_t c = 0; c < out->columns; c++) {
                        if (out->hidden[c])
                                continue;
                        put_cell(out, c, next_piece(out, &rest.cells[c], out->widths[c]), c + 1 == out->columns);
                        more |= rest.cells[c].len > 0;
                }
                while (out->line.len && out->line.ptr[out->line.len - 1] == ' ')
                        out->line.len--;
                buf_putc(&out->line, '\n');
                if (put(buf_span(&out->line)))
                        return 1;
        }
        return 0;
}

static int lay_out(struct output *out)
{
        struct text_row titles = { 0 };

        out->laid_out = true;
        for (size_t c = 0; c < out->columns && !out->card; c++) {
                titles.cells[c] = span_of(column_title(out->names[c]));
                out->widths[c] = terminal_width(titles.cells[c]);
        }
        measure(out);
        if (out->terminal)
                squeeze(out);
        for (size_t c = 0; c < out->columns && !out->terminal; c++)
                out->widths[c] = out->widths[c] < PAD_MAX ? out->widths[c] : PAD_MAX;
        if (!out->card && print_row(out, &titles))
                return 1;
        for (size_t i = 0; i < out->n_rows; i++) {
                if (print_row(out, &out->rows[i]))
                        return 1;
        }
        return 0;
}

static struct text_row *keep_row(struct output *out)
{
        return arena_grow(&out->arena, &out->rows, &out->n_rows, &out->room_rows, sizeof(struct text_row));
}

/* One row turned on its side: title and value of each column that has one. */
static int card_row(struct output *out, const struct answer_row *row)
{
        if (out->n_rows)
                keep_row(out); /* an empty line between two cards */
        for (size_t c = 0; c < out->columns; c++) {
                struct span value = shown(out, &out->arena, c, row->cells[out->source[c]]);
                struct text_row *kept;

                if (!value.len)
                        continue;
                kept = keep_row(out);
                kept->cells[0] = span_of(column_title(out->names[c]));
                kept->cells[1] = value;
        }
        return 0;
}

static int text_row(struct output *out, const struct answer_row *row)
{
        struct text_row *kept;

        if (out->card)
                return card_row(out, row);

        if (out->laid_out) {
                struct text_row now = { 0 };
                int r;

                for (size_t c = 0; c < out->columns; c++)
                        now.cells[c] = shown(out, &out->row, c, row->cells[out->source[c]]);
                r = print_row(out, &now);
                arena_reset(&out->row);
                return r;
        }
        kept = keep_row(out);
        for (size_t c = 0; c < out->columns; c++)
                kept->cells[c] = shown(out, &out->arena, c, row->cells[out->source[c]]);
        return out->n_rows == SAMPLE_ROWS ? lay_out(out) : 0;
}

/* ---- machine forms ---- */

static int csv_line(struct output *out, const char *const *cells, size_t n)
{
        struct buf cell = { 0 };

        buf_clear(&out->line);
        for (size_t c = 0; c < n; c++) {
                struct span s = span_of(cells[c] ? cells[c] : "");

                if (c)
                        buf_putc(&out->line, ',');
                if (out->terminal) {
                        buf_clear(&cell);
                        terminal_put_safe(&cell, s, BLANKS_SPACED);
                        s = buf_span(&cell);
                }
                if (out->excel_safe && s.len && strchr("=+-@\t\r", s.ptr[0])) {
                        struct buf guarded = { 0 };

                        buf_putc(&guarded, '\'');
                        buf_add_span(&guarded, s);
                        csv_put(&out->line, buf_span(&guarded));
                        buf_release(&guarded);
                        continue;
                }
                csv_put(&out->line, s);
        }
        buf_putc(&out->line, '\n'); /* RFC 4180 has CRLF; every reader takes LF, and cut, grep and sort want it */
        buf_release(&cell);
        return put(buf_span(&out->line));
}

void output_put_object(struct json *j, const struct answer_row *row)
{
        json_open(j, '{');
        for (size_t c = 0; c < row->columns; c++) {
                json_key(j, row->names[c]);
                if (row->cells[c] && row->numeric[c])
                        json_literal(j, row->cells[c]);
                else
                        json_text(j, row->cells[c]);
        }
        json_close(j, '}');
}

static int ndjson_line(struct output *out, const struct answer_row *row)
{
        struct json j = { .out = &out->line };

        buf_clear(&out->line);
        output_put_object(&j, row);
        buf_putc(&out->line, '\n');
        output_json_line(buf_span(&out->line));
        return reader_gone;
}

/* C1 controls and turning marks are legal in JSON text; a terminal gets them as escapes, which means the same to a parser. */
static void put_json_safe(struct span line)
{
        struct buf out = { 0 };
        const char *p = line.ptr, *end = line.ptr + line.len;
        unsigned len;

        for (; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if ((cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069))
                        buf_printf(&out, "\\u%04x", (unsigned) cp);
                else
                        buf_add(&out, p, len);
        }
        put(buf_span(&out));
        buf_release(&out);
}

void output_json_line(struct span line)
{
        static int terminal = -1;

        if (terminal < 0)
                terminal = isatty(STDOUT_FILENO);
        if (terminal)
                put_json_safe(line);
        else
                put(line);
}

/* ---- */

static void show_column(struct output *out, const struct answer_row *row, size_t source)
{
        size_t c = out->columns;

        if (c == COLUMNS_MAX)
                return;
        out->source[c] = source;
        out->names[c] = arena_strdup(&out->arena, row->names[source]);
        out->numeric[c] = row->numeric[source] && !out->card;
        out->in_words[c] = has_value_words(out->names[c]);
        out->columns++;
}

/* The answer's column of that name, in Vietnamese where it has both; row->columns when there is none. */
static size_t find_column(const struct answer_row *row, struct span name)
{
        static const char vi[] = "_vi";
        size_t found = row->columns;

        for (size_t i = 0; i < row->columns; i++) {
                const char *own = row->names[i];

                if (strncmp(own, name.ptr, name.len) != 0)
                        continue;
                if (!own[name.len])
                        found = i;
                else if (message_language == DIAG_VI && strcmp(own + name.len, vi) == 0)
                        return i;
        }
        return found;
}

/* Which columns are shown: those of the view that the answer has. */
static void choose_columns(struct output *out, const struct answer_row *row)
{
        const char *p = out->view;

        for (size_t i = 0; i < row->columns && !p; i++)
                show_column(out, row, i);
        while (p && *p) {
                size_t len = strcspn(p, " "), column = find_column(row, (struct span) { p, len });

                if (column < row->columns)
                        show_column(out, row, column);
                p += len;
                p += strspn(p, " ");
        }
}

int output_row(void *context, const struct answer_row *row)
{
        struct output *out = context;
        bool first = !out->begun;

        out->begun = true;
        switch (out->format) {
        case OUTPUT_NDJSON:
                return ndjson_line(out, row);
        case OUTPUT_CSV:
                if (first && out->excel_safe)
                        put(SPAN("\xEF\xBB\xBF"));
                return (first && csv_line(out, row->names, row->columns)) || csv_line(out, row->cells, row->columns);
        default:
                if (first)
                        choose_columns(out, row);
                return text_row(out, row);
        }
}

void output_begin(struct output *out, const char *view)
{
        out->view = view;
        out->card = out->begun = out->laid_out = false;
        out->columns = out->n_rows = out->room_rows = 0;
        out->rows = NULL;
        memset(out->widths, 0, sizeof(out->widths));
        arena_reset(&out->arena);
}

void output_begin_card(struct output *out, const char *view)
{
        output_begin(out, view);
        out->card = true;
}

void output_end(struct output *out)
{
        if (out->format != OUTPUT_TEXT || !out->begun || out->laid_out || reader_gone)
                return;
        if (out->card)
                out->columns = 2;
        lay_out(out);
}
