/*
 * An older archive becomes one of this version, in one transaction, with a copy of what it was beside it.
 *
 * schema.sql is the only statement of the shape. It is made once more in memory and compared: what the archive has otherwise is made anew, a table
 * with the columns it shares with its former self. What cannot be told from the shape, the values of a new column, says migrations/N.sql, the
 * step to version N; CONTRIBUTING.md tells how to write one. Comments and white space of a statement make no difference.
 *
 * The archive may be anybody's file: its statements are compared and dropped, never run.
 */
#include "loader/internal.h"

#include <errno.h>

enum { BACKUPS = 100, BACKUP_PAGES = 4096 };

struct object {
        const char *type, *name, *table, *sql;
};

struct objects {
        struct object *items;
        size_t n, room;
};

static int fail(struct archive *archive)
{
        return archive_fail(archive, "migration");
}

static void free_sql(char **sql)
{
        sqlite3_free(*sql);
}

/* Takes a statement of sqlite3_mprintf(). */
static int run(struct archive *archive, char *sql)
{
        cleanup(free_sql) char *owned = sql;

        if (!sql)
                memory_exhausted(0);
        return sqlite3_exec(archive->db, owned, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail(archive);
}

static void finalizep(sqlite3_stmt **stmt)
{
        sqlite3_finalize(*stmt);
}

/* ---- comparing ----------------------------------------------------------------------------------------- */

static const char *column(struct arena *arena, sqlite3_stmt *stmt, int n)
{
        const char *text = (const char *) sqlite3_column_text(stmt, n);

        return arena_strdup(arena, text ? text : "");
}

static int read_objects(struct archive *archive, struct objects *out, sqlite3 *db)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        int rc = sqlite3_prepare_v2(db, embedded_find(loader_queries, "queries/migrate-find-objects.sql").ptr, -1, &stmt, NULL);

        if (rc != SQLITE_OK)
                return fail(archive);
        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
                struct object *o = arena_grow(&archive->scratch, &out->items, &out->n, &out->room, sizeof(*o));

                *o = (struct object) { column(&archive->scratch, stmt, 0), column(&archive->scratch, stmt, 1), column(&archive->scratch, stmt, 2),
                        column(&archive->scratch, stmt, 3) };
        }
        return rc == SQLITE_DONE ? 0 : fail(archive);
}

static int read_shape(struct archive *archive, struct objects *out)
{
        sqlite3 *db = NULL;
        int r = 0;

        if (sqlite3_open(":memory:", &db) != SQLITE_OK || sqlite3_exec(db, embedded_find(loader_queries, "schema.sql").ptr, NULL, NULL, NULL) != SQLITE_OK)
                r = archive_complain(archive, "migration: this program's own schema cannot be made");
        if (!r)
                r = read_objects(archive, out, db);
        sqlite3_close(db);
        return r;
}

/* The next character that counts, and past it: white space is one space, a comment none. 0 at the end. */
static char next_char(const char **sql)
{
        bool space = false;

        for (;;) {
                if (strncmp(*sql, "--", 2) == 0)
                        *sql += strcspn(*sql, "\n");
                else if (**sql && strchr(" \t\n", **sql))
                        ++*sql;
                else
                        break;
                space = true;
        }
        if (space)
                return **sql ? ' ' : '\0';
        return **sql ? *(*sql)++ : '\0';
}

static bool same_statement(const char *a, const char *b)
{
        char x, y;

        do {
                x = next_char(&a);
                y = next_char(&b);
        } while (x == y && x);
        return x == y;
}

static const struct object *find(const struct objects *list, const struct object *wanted)
{
        for (size_t i = 0; i < list->n; i++) {
                if (strcmp(list->items[i].type, wanted->type) == 0 && strcmp(list->items[i].name, wanted->name) == 0)
                        return &list->items[i];
        }
        return NULL;
}

static bool holds_same(const struct objects *list, const struct object *o)
{
        const struct object *other = find(list, o);

        return other && same_statement(other->sql, o->sql);
}

static bool is(const struct object *o, const char *type)
{
        return strcmp(o->type, type) == 0;
}

/* ---- changing the shape -------------------------------------------------------------------------------- */

/* It keeps no text of its own: nothing can be copied out of it. */
static bool is_fulltext(const struct object *o)
{
        return strcmp(o->name, "document_fts") == 0;
}

/* Views, indexes and triggers that are not as they have to be, and the indexes of tables that are not: they hold nothing of their own. */
static int drop_old(struct archive *archive, const struct objects *have, const struct objects *want)
{
        int r = 0;

        for (size_t i = 0; !r && i < have->n; i++) {
                const struct object *o = &have->items[i];
                const struct object table = { "table", o->table, NULL, NULL }, *mine = find(have, &table);

                if (!is(o, "table") && (!is(o, "index") || !holds_same(want, o) || !mine || !holds_same(want, mine)))
                        r = run(archive, sqlite3_mprintf("DROP %s \"%w\"", is(o, "view") ? "VIEW" : is(o, "index") ? "INDEX" : "TRIGGER", o->name));
        }
        return r;
}

static int set_aside(struct archive *archive, const struct objects *have, const struct objects *want)
{
        int r = 0;

        for (size_t i = 0; !r && i < have->n; i++) {
                if (is(&have->items[i], "table") && !holds_same(want, &have->items[i]))
                        r = run(archive, is_fulltext(&have->items[i]) ? sqlite3_mprintf("DROP TABLE document_fts") :
                                sqlite3_mprintf("ALTER TABLE \"%w\" RENAME TO \"was_%w\"", have->items[i].name, have->items[i].name));
        }
        return r;
}

static int copy_rows(struct archive *archive, const char *table)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        cleanup(free_sql) char *was = sqlite3_mprintf("was_%s", table);
        const char *columns;

        if (sqlite3_prepare_v2(archive->db, embedded_find(loader_queries, "queries/migrate-find-common-columns.sql").ptr, -1, &stmt, NULL) != SQLITE_OK)
                return fail(archive);
        sqlite3_bind_text(stmt, sqlite3_bind_parameter_index(stmt, ":was"), was, -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, sqlite3_bind_parameter_index(stmt, ":now"), table, -1, SQLITE_STATIC);
        if (sqlite3_step(stmt) != SQLITE_ROW)
                return fail(archive);
        columns = (const char *) sqlite3_column_text(stmt, 0);
        return columns ? run(archive, sqlite3_mprintf("INSERT INTO \"%w\" (%s) SELECT %s FROM \"%w\"", table, columns, columns, was)) : 0;
}

/* The words of all documents, folded and put in again. */
static int fill_fulltext(struct archive *archive)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        int rc = SQLITE_DONE, r = run(archive, sqlite3_mprintf("%s", ARCHIVE_FULLTEXT));

        if (!r && sqlite3_prepare_v2(archive->db, embedded_find(loader_queries, "queries/migrate-read-texts.sql").ptr, -1, &stmt, NULL) != SQLITE_OK)
                return fail(archive);
        while (!r && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
                fulltext_add(archive, sqlite3_column_int64(stmt, 0), span_of((const char *) sqlite3_column_text(stmt, 1)),
                        (struct span) { (const char *) sqlite3_column_text(stmt, 2), (size_t) sqlite3_column_bytes(stmt, 2) });
                if (archive->fulltext.text.len >= BATCH_TEXT)
                        r = fulltext_flush(archive);
        }
        if (!r && rc != SQLITE_DONE)
                return fail(archive);
        return r ? r : fulltext_flush(archive);
}

/* What is missing now; tables first, then what rests on them: the order of the list. */
static int make_new(struct archive *archive, const struct objects *have, const struct objects *want)
{
        struct objects now = { 0 };
        int r = read_objects(archive, &now, archive->db);

        for (size_t i = 0; !r && i < want->n; i++) {
                const struct object *o = &want->items[i];

                if (find(&now, o))
                        continue;
                r = run(archive, sqlite3_mprintf("%s", o->sql));
                if (!r && is(o, "table") && find(have, o))
                        r = is_fulltext(o) ? fill_fulltext(archive) : copy_rows(archive, o->name);
        }
        return r;
}

static int drop_aside(struct archive *archive, const struct objects *have, const struct objects *want)
{
        int r = 0;

        for (size_t i = 0; !r && i < have->n; i++) {
                if (is(&have->items[i], "table") && !holds_same(want, &have->items[i]) && !is_fulltext(&have->items[i]))
                        r = run(archive, sqlite3_mprintf("DROP TABLE \"was_%w\"", have->items[i].name));
        }
        return r;
}

/* The steps between the versions, then what is counted from the rows. */
static int run_steps(struct archive *archive, int from)
{
        char path[64];
        int r = 0;

        for (int version = from + 1; !r && version <= ARCHIVE_VERSION; version++) {
                struct span step;

                snprintf(path, sizeof(path), "migrations/%d.sql", version);
                step = embedded_find(loader_queries, path);
                r = run(archive, sqlite3_mprintf("%s", step.ptr ? step.ptr : ""));
        }
        return r ? r : run(archive, sqlite3_mprintf("%s", embedded_find(loader_queries, "queries/recount.sql").ptr));
}

static int change(struct archive *archive, int from)
{
        struct objects have = { 0 }, want = { 0 };
        int r = read_objects(archive, &have, archive->db);

        if (!r)
                r = read_shape(archive, &want);
        if (!r)
                r = drop_old(archive, &have, &want);
        if (!r)
                r = set_aside(archive, &have, &want);
        if (!r)
                r = make_new(archive, &have, &want);
        if (!r)
                r = run_steps(archive, from);
        return r ? r : drop_aside(archive, &have, &want);
}

/* ---- the copy ------------------------------------------------------------------------------------------ */

/* "archive.db.version-1"; where there is one already "archive.db.version-1.2": nobody's copy is overwritten. */
static int name_backup(struct archive *archive, const char *path, int version)
{
        for (int i = 1; i < BACKUPS; i++) {
                buf_clear(&archive->backup);
                buf_printf(&archive->backup, "%s" ARCHIVE_BACKUP "%d", path, version);
                if (i > 1)
                        buf_printf(&archive->backup, ".%d", i);
                if (access(archive->backup.ptr, F_OK))
                        return 0;
        }
        return archive_complain(archive, "migration: there are too many copies of older versions beside it");
}

static int copy_pages(struct archive *archive, sqlite3 *from, sqlite3 *to)
{
        sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
        int rc = backup ? SQLITE_OK : sqlite3_errcode(to);

        while (rc == SQLITE_OK)
                rc = sqlite3_backup_step(backup, BACKUP_PAGES);
        if (backup)
                sqlite3_backup_finish(backup);
        if (rc == SQLITE_DONE)
                return 0;
        buf_clear(&archive->message);
        buf_printf(&archive->message, "migration: the copy %s cannot be written: %s", archive->backup.ptr, sqlite3_errstr(rc));
        return ERROR_BUSY;
}

/* Under another name until it is whole and on the disk: a name that says backup is one. */
static int back_up(struct archive *archive, const char *path, int version)
{
        struct buf part = { 0 };
        sqlite3 *from = NULL, *to = NULL;
        int r = name_backup(archive, path, version);

        buf_printf(&part, "%s" ARCHIVE_BACKUP "part", path);
        unlink(part.ptr);
        if (!r && sqlite3_open_v2(path, &from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_open(part.ptr, &to) == SQLITE_OK)
                r = copy_pages(archive, from, to);
        else if (!r)
                r = fail(archive);
        sqlite3_close(from);
        sqlite3_close(to);
        if (!r && rename(part.ptr, archive->backup.ptr)) {
                archive_complain(archive, "migration: the copy beside it cannot be given its name");
                r = ERROR_BUSY;
        }
        if (r)
                unlink(part.ptr);
        buf_release(&part);
        return r;
}

/* ---- */

static int migrate_locked(struct archive *archive, const char *path)
{
        int64_t version = 0;
        int r = archive_pragma(archive, "PRAGMA user_version", &version);

        if (r || version >= ARCHIVE_VERSION) /* another program was faster */
                return r ? r : run(archive, sqlite3_mprintf("ROLLBACK"));
        r = back_up(archive, path, (int) version);
        if (!r)
                r = change(archive, (int) version);
        return r ? r : run(archive, sqlite3_mprintf("PRAGMA user_version = %d; COMMIT", ARCHIVE_VERSION));
}

int archive_migrate(struct archive *archive, const char *path)
{
        int r = run(archive, sqlite3_mprintf("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; BEGIN IMMEDIATE"));

        if (!r)
                r = migrate_locked(archive, path);
        if (r && !sqlite3_get_autocommit(archive->db))
                sqlite3_exec(archive->db, "ROLLBACK", NULL, NULL, NULL);
        if (r)
                buf_clear(&archive->backup);
        arena_reset(&archive->scratch);
        if (!r) /* a log that cannot be emptied now is emptied another time */
                sqlite3_exec(archive->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
        return r ? r : run(archive, sqlite3_mprintf("PRAGMA legacy_alter_table = OFF"));
}
