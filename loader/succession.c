/*
 * Bodies that took over from others: ministries and departments merged in 2025, provinces in July of that year.
 *
 * A document names the body of its time and keeps that name. Who asks for a body may ask for those it took over from as well: the name asked for is then
 * looked for in each of its former forms. A province stands for all its bodies: "Sở Nội vụ tỉnh An Giang" was also "Sở Nội vụ tỉnh Kiên Giang".
 */
#define _GNU_SOURCE /* memmem() */
#include "loader/internal.h"

#include "common/csv.h"

enum { NAMES = 64 }; /* forms of one name */

int succession_begin(struct archive *archive)
{
        struct values v = statement(archive, STATEMENT_find_any_succession);
        struct csv csv;
        int64_t any = 0;
        int r = statement_value(archive, &v, &any);

        if (r || any)
                return r;
        if (csv_read(&csv, &archive->scratch, embedded_find(loader_tables, "succession.csv"), ','))
                return ERROR_SYSTEM;
        for (size_t i = 0; !r && i < csv.n; i++) {
                const char *predecessor = csv_cell(&csv, i, "predecessor"), *successor = csv_cell(&csv, i, "successor");
                const char *since = csv_cell(&csv, i, "since"), *source = csv_cell(&csv, i, "source");

                v = statement(archive, STATEMENT_insert_unit_succession);
                put_text(&v, predecessor);
                put_text(&v, successor);
                put_text(&v, *since ? since : NULL);
                put_text(&v, *source ? source : NULL);
                put_text(&v, norm_folded(&archive->scratch, span_of(predecessor)));
                put_text(&v, norm_folded(&archive->scratch, span_of(successor)));
                r = statement_run(archive, &v);
        }
        return r;
}

bool succession_named(const char *folded, const char *names)
{
        for (const char *line = names; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
                size_t len = strcspn(line, "\n");

                if (memmem(folded, strlen(folded), line, len))
                        return true;
        }
        return false;
}

/* @name with @successor in it replaced by @predecessor, whole words; a part of the successor's name alone is all of the predecessor's. NULL = another body. */
static const char *former(struct arena *arena, const char *name, const char *predecessor, const char *successor)
{
        size_t len = strlen(successor);
        const char *at = strstr(name, successor);

        if (at && (at == name || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
                return arena_printf(arena, "%.*s%s%s", (int) (at - name), name, predecessor, at + len);
        return strlen(name) >= 8 && strstr(successor, name) ? predecessor : NULL;
}

static bool is_new(const char *const *names, size_t n, const char *name)
{
        for (size_t i = 0; i < n; i++) {
                if (strcmp(names[i], name) == 0)
                        return false;
        }
        return true;
}

static const char *cell(sqlite3_stmt *stmt, int column)
{
        return (const char *) sqlite3_column_text(stmt, column);
}

/* Once a succession, however many names it changes. */
static void tell(struct arena *arena, const struct question *question, const char **told, size_t *n, sqlite3_stmt *stmt)
{
        const struct succession succession = { cell(stmt, 2), cell(stmt, 3), cell(stmt, 4), cell(stmt, 5) };

        if (!question->on_succession || !is_new(told, *n, succession.predecessor))
                return;
        told[(*n)++] = arena_strdup(arena, succession.predecessor);
        question->on_succession(question->succession_context, &succession);
}

int succession_names(struct archive *archive, const char **out, const char *folded, const struct question *question)
{
        struct arena *arena = &archive->scratch;
        const char *names[NAMES] = { folded }, *told[NAMES];
        sqlite3_stmt *stmt = NULL;
        size_t n = 1, n_told = 0;
        int rc = SQLITE_DONE;

        *out = folded;
        if (sqlite3_prepare_v2(archive->db, embedded_find(loader_queries, "queries/find-successions.sql").ptr, -1, &stmt, NULL) != SQLITE_OK)
                return archive_fail(archive, "find_successions");
        for (size_t i = 0; i < n; i++) {
                while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && n < NAMES) {
                        const char *name = former(arena, names[i], cell(stmt, 0), cell(stmt, 1));

                        if (!name || !is_new(names, n, name))
                                continue;
                        tell(arena, question, told, &n_told, stmt);
                        names[n++] = arena_strdup(arena, name);
                        *out = arena_printf(arena, "%s\n%s", *out, name);
                }
                sqlite3_reset(stmt);
        }
        sqlite3_finalize(stmt);
        return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : archive_fail(archive, "find_successions");
}
