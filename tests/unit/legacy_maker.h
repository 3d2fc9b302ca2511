/*
 * An encoder into the old Vietnamese encodings, from the project's own tables, for tests.
 */
#ifndef TESTS_UNIT_LEGACY_MAKER_H
#define TESTS_UNIT_LEGACY_MAKER_H

#include "common/buf.h"
#include "common/csv.h"
#include "common/utf8.h"

#include <stdio.h>
#include <stdlib.h>

struct legacy_maker {
        struct csv table;
        struct arena arena;
};

/* @name: "tcvn3" */
static inline void legacy_maker_open(struct legacy_maker *m, const char *name)
{
        struct buf text = { 0 };
        char path[512];
        FILE *f;
        int c;

        *m = (struct legacy_maker) { 0 };
        snprintf(path, sizeof(path), "%s/extractor/tables/%s.csv", SOURCE_ROOT, name);
        f = fopen(path, "r");
        if (!f)
                abort();
        while ((c = getc(f)) != EOF)
                buf_putc(&text, (char) c);
        fclose(f);
        if (csv_read(&m->table, &m->arena, (struct span) { arena_strndup(&m->arena, buf_span(&text)), text.len }, ',') != 0)
                abort(); /* no assert(): a release build is tested as well */
        buf_release(&text);
}

/* Append @text as the encoding's bytes. What the table lacks - capitals with tones in TCVN3 - is written in ASCII or dropped to '?'. */
static inline void legacy_maker_put(const struct legacy_maker *m, struct buf *out, const char *text)
{
        const char *end = text + strlen(text);
        unsigned len;

        for (const char *p = text; p < end; p += len) {
                size_t row = 0;

                if (utf8_decode(p, end, &len) < 0x80) {
                        buf_putc(out, *p);
                        continue;
                }
                while (row < m->table.n && !(strlen(m->table.rows[row][1]) == len && memcmp(m->table.rows[row][1], p, len) == 0))
                        row++;
                if (row == m->table.n) {
                        buf_putc(out, '?');
                        continue;
                }
                for (const char *hex = m->table.rows[row][0]; *hex; hex += hex[2] ? 3 : 2)
                        buf_putc(out, (char) strtol((char[]) { hex[0], hex[1], 0 }, NULL, 16));
        }
}

static inline void legacy_maker_close(struct legacy_maker *m)
{
        arena_release(&m->arena);
}

#endif
