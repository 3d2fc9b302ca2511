/* register import: a list of known documents, one a line, becomes a witness beside the documents. */
#include "cli/cli.h"
#include "cli/details.h"

#include "common/csv.h"
#include "common/utf8.h"
#include "normalizer/normalizer.h"
#include "rules/rules.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { REGISTER_MAX = 256 << 20 };

enum column { TYPE, KEY, DATE, ISSUER, EFFECTIVE, TITLE, COLUMNS };

/* What offices call the columns, folded. */
static const char *const names[COLUMNS][5] = {
        [TYPE] = { "type", "loai", "loai van ban", "ten loai", "ten loai van ban" },
        [KEY] = { "key", "so ky hieu", "so, ky hieu", "so hieu", "so ky hieu van ban" },
        [DATE] = { "date", "ngay ban hanh", "ngay van ban", "ngay thang", "ngay, thang, nam" },
        [ISSUER] = { "issuer", "co quan ban hanh", "noi ban hanh", "ten co quan, to chuc ban hanh", "tac gia" },
        [EFFECTIVE] = { "effective", "ngay hieu luc", "ngay co hieu luc", "hieu luc", "thoi diem co hieu luc" },
        [TITLE] = { "title", "trich yeu", "trich yeu noi dung", "ten loai va trich yeu noi dung van ban", "ten van ban" },
};

struct import {
        struct cli *cli;
        const char *path;
        struct lexicon lexicon;
        struct csv csv;
        int columns[COLUMNS]; /* -1 = the file has none */
        struct register_row *rows;
        size_t n, room, bad;
};

static void bad_row(struct import *in, size_t row, const char *code, const char *message, const char *cell)
{
        COMPLAIN(REGISTER_BAD_ROW, safe(in->path), in->csv.lines[row], code, message, safe(cell));
        in->bad++;
}

static char separator_of(struct span text)
{
        size_t best = 0, head = text.len ? strcspn(text.ptr, "\r\n") : 0;
        char separator = ',';

        for (const char *s = ",;\t"; *s; s++) {
                size_t n = 0;

                for (size_t i = 0; i < head; i++)
                        n += text.ptr[i] == *s;
                if (n > best) {
                        best = n;
                        separator = *s;
                }
        }
        return separator;
}

static bool find_columns(struct import *in)
{
        for (int c = 0; c < COLUMNS; c++) {
                in->columns[c] = -1;
                for (size_t i = in->csv.columns; i-- > 0;) {
                        const char *folded = norm_folded(&in->cli->arena, span_of(in->csv.header[i]));

                        for (size_t k = 0; k < ARRAY_LEN(names[c]); k++)
                                in->columns[c] = strcmp(folded, names[c][k]) == 0 ? (int) i : in->columns[c];
                }
        }
        return in->columns[KEY] >= 0;
}

/* On one line, without spaces around it. */
static const char *cell(const struct import *in, size_t row, enum column column)
{
        const char *text = in->columns[column] < 0 ? "" : in->csv.rows[row][in->columns[column]];
        struct buf out = { 0 };
        const char *line;

        for (; *text; text++) {
                if (!strchr(" \t\r\n", *text))
                        buf_putc(&out, *text);
                else if (out.len && text[1] && !strchr(" \t\r\n", text[1]))
                        buf_putc(&out, ' ');
        }
        line = arena_strndup(&in->cli->arena, buf_span(&out));
        buf_release(&out);
        return line;
}

/* "2016-04-05" or "05/4/2016", "" for nothing; NULL when it is no day. */
static const char *day(struct arena *arena, const char *text)
{
        static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        int y = 0, m = 0, d = 0, used = 0;
        char sep[2][2];

        if (!*text)
                return "";
        if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || text[used])
                if (sscanf(text, "%2d%1[/.-]%2d%1[/.-]%4d%n", &d, sep[0], &m, sep[1], &y, &used) != 5 || text[used])
                        return NULL;
        if (y < 1900 || y > 2200 || m < 1 || m > 12 || d < 1 || d > days[m - 1])
                return NULL;
        return arena_printf(arena, "%04d-%02d-%02d", y, m, d);
}

static void read_row(struct import *in, size_t row)
{
        struct arena *arena = &in->cli->arena;
        const char *texts[COLUMNS];
        struct register_row out = { 0 }, *kept;
        struct norm_key key;

        if (!in->csv.rows[row]) {
                bad_row(in, row, "register_cells", msg(MSG_REGISTER_CELLS), "");
                return;
        }
        for (int c = 0; c < COLUMNS; c++)
                texts[c] = cell(in, row, (enum column) c);
        out.date = day(arena, texts[DATE]);
        out.effective = day(arena, texts[EFFECTIVE]);
        if (norm_key_parse(&key, arena, span_of(texts[KEY]), &in->lexicon.abbrs) || key.partial) {
                bad_row(in, row, "register_key", msg(MSG_REGISTER_KEY), texts[KEY]);
        } else if (!out.date || !out.effective) {
                bad_row(in, row, "register_date", msg(MSG_REGISTER_DATE), out.date ? texts[EFFECTIVE] : texts[DATE]);
        } else {
                out.key = key.key;
                out.type = texts[TYPE];
                out.issuer = texts[ISSUER];
                out.title = texts[TITLE];
                kept = arena_grow(arena, &in->rows, &in->n, &in->room, sizeof(*kept));
                *kept = out;
        }
}

static bool read_text(struct import *in, struct span *out)
{
        FILE *file = fopen(in->path, "rb");
        struct buf text = { 0 };
        char block[1 << 16];
        size_t n = 0;
        bool ok;

        while (file && text.len <= REGISTER_MAX && (n = fread(block, 1, sizeof(block), file)) > 0)
                buf_add(&text, block, n);
        ok = file && !ferror(file) && text.len <= REGISTER_MAX;
        if (!ok)
                COMPLAIN(REGISTER_UNREADABLE, safe(in->path), in_words(strerror(text.len > REGISTER_MAX ? EFBIG : errno)));
        if (file)
                fclose(file);
        *out = (struct span) { arena_strndup(&in->cli->arena, buf_span(&text)), text.len };
        buf_release(&text);
        if (span_starts(*out, SPAN("\xEF\xBB\xBF")))
                *out = (struct span) { out->ptr + 3, out->len - 3 };
        return ok;
}

static bool read_rows(struct import *in)
{
        struct buf why = { 0 };
        struct span text;
        size_t line;
        bool ok = read_text(in, &text) && lexicon_load(&in->lexicon, &in->cli->arena, in->cli->rules_dir, &why) == 0;

        if (why.len)
                complain_text(why.ptr);
        buf_release(&why);
        if (!ok)
                return false;
        if (!utf8_is_valid(text) || memchr(text.ptr, 0, text.len)) {
                COMPLAIN(REGISTER_NOT_UTF8, safe(in->path));
                return false;
        }
        line = csv_read_all(&in->csv, &in->cli->arena, text, separator_of(text));
        if (line) {
                COMPLAIN(REGISTER_BROKEN, safe(in->path), line);
                return false;
        }
        if (!find_columns(in)) {
                COMPLAIN(REGISTER_NO_KEY, safe(in->path));
                return false;
        }
        for (size_t i = 0; i < in->csv.n; i++)
                read_row(in, i);
        return true;
}

static int write_rows(struct import *in)
{
        struct register_counts counts = { 0 };
        struct archive *archive;
        struct buf why = { 0 };
        const char *slash = in->path ? strrchr(in->path, '/') : NULL;
        int r = archive_open(&archive, in->cli->archive_path, ARCHIVE_WRITE, &why);

        if (r) {
                complain_text(why.ptr);
                buf_release(&why);
                return exit_code_of(r);
        }
        r = archive_register_import(archive, in->path ? in->rows : NULL, in->n, slash ? slash + 1 : in->path, &counts);
        if (r)
                complain_text(archive_message(archive));
        else
                COMPLAIN(REGISTER_DONE, counts.rows, counts.changed, counts.linked, in->bad);
        archive_close(archive);
        if (r)
                return exit_code_of(r);
        return in->bad ? EXIT_CODE_SOME_FAILED : EXIT_CODE_DONE;
}

int cmd_register(struct cli *cli)
{
        struct import in = { .cli = cli, .path = cli->n_args == 2 ? cli->args[1] : NULL };
        static struct register_row none;

        if (cli->n_args < 1 || cli->n_args > 2 || strcmp(cli->args[0], "import") != 0) {
                COMPLAIN(REGISTER_USAGE);
                return usage(cli);
        }
        in.rows = &none;
        if (in.path) {
                in.rows = NULL;
                if (!read_rows(&in))
                        return EXIT_CODE_USAGE;
                if (!in.rows)
                        in.rows = &none; /* a file without rows is not the program's own register */
        }
        return write_rows(&in);
}
