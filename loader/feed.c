/*
 * The rows of one document on their way into their tables.
 *
 * A document has some two hundred rows, and a statement a row spends more on beginning and ending than on the row: cursors opened, the place in the
 * table and in each index looked for from the root. So the rows of a table are gathered and put in by one statement, which reads
 * them through a virtual table of this connection: the cursors stay where the last row went, and the next one belongs behind it.
 * The virtual table has no name in the schema, which any SQLite must understand.
 *
 * Tables are filled in the order of enum statement_id, owners before what they own. OR ROLLBACK in these statements keeps SQLite from copying
 * each page it touches for the case that one row fails: such a row ends the batch (loader.h).
 */
#include "loader/internal.h"

/* ---- gathering ----------------------------------------------------------------------------------------- */

struct values feed_row(struct archive *archive, enum statement_id id)
{
        struct feed *feed = &archive->feeds[id];

        feed->rows++;
        return (struct values) { .feed = feed };
}

struct cell *feed_cell(struct values *v)
{
        struct feed *feed = v->feed;

        if (feed->n == feed->room) {
                feed->room = feed->room ? feed->room * 2 : 256;
                feed->cells = realloc(feed->cells, feed->room * sizeof(*feed->cells));
                if (!feed->cells)
                        memory_exhausted(feed->room * sizeof(*feed->cells));
        }
        return &feed->cells[feed->n++];
}

static void feed_clear(struct feed *feed)
{
        enum { KEPT_CELLS = 1 << 16 };

        feed->n = feed->rows = 0;
        if (feed->room <= KEPT_CELLS) /* else one huge document came by */
                return;
        free(feed->cells);
        *feed = (struct feed) { 0 };
}

void feeds_clear(struct archive *archive)
{
        for (int i = 0; i < FEEDS; i++)
                feed_clear(&archive->feeds[i]);
}

void feeds_release(struct archive *archive)
{
        for (int i = 0; i < FEEDS; i++)
                free(archive->feeds[i].cells);
}

int feed_flush(struct archive *archive, enum statement_id id)
{
        struct feed *feed = &archive->feeds[id];
        struct values v;
        int r;

        if (!feed->rows)
                return 0;
        v = statement(archive, id);
        archive->feeding = feed;
        r = statement_run(archive, &v);
        feed_clear(feed);
        return r;
}

int feeds_flush(struct archive *archive)
{
        int r = 0;

        for (int i = 0; !r && i < FEEDS; i++)
                r = feed_flush(archive, (enum statement_id) i);
        return r;
}

/* ---- the virtual table --------------------------------------------------------------------------------- */

struct feed_table {
        sqlite3_vtab base;
        struct archive *archive;
};

struct feed_cursor {
        sqlite3_vtab_cursor base;
        const struct cell *row, *end;
        size_t columns;
};

static int feed_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
        struct feed_table *table;
        int rc;

        (void) argc, (void) argv, (void) error;
        rc = sqlite3_declare_vtab(db, "CREATE TABLE x (c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, "
                                      "c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c37, c38, c39, c40, c41, c42, c43, c44)");
        if (rc != SQLITE_OK)
                return rc;
        table = sqlite3_malloc(sizeof(*table));
        if (!table)
                return SQLITE_NOMEM;
        *table = (struct feed_table) { .archive = aux };
        *out = &table->base;
        return SQLITE_OK;
}

static int feed_disconnect(sqlite3_vtab *table)
{
        sqlite3_free(table);
        return SQLITE_OK;
}

static int feed_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
        (void) table;
        info->estimatedCost = 100;
        info->estimatedRows = 100;
        return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
        struct feed_cursor *cursor = sqlite3_malloc(sizeof(*cursor));

        (void) table;
        if (!cursor)
                return SQLITE_NOMEM;
        *cursor = (struct feed_cursor) { 0 };
        *out = &cursor->base;
        return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *cursor)
{
        sqlite3_free(cursor);
        return SQLITE_OK;
}

static int feed_filter(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int argc, sqlite3_value **argv)
{
        struct feed_cursor *cursor = (struct feed_cursor *) base;
        const struct feed *feed = ((struct feed_table *) base->pVtab)->archive->feeding;

        (void) plan, (void) plan_text, (void) argc, (void) argv;
        cursor->row = feed->cells;
        cursor->end = feed->cells + feed->n;
        cursor->columns = feed->n / feed->rows;
        return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *base)
{
        struct feed_cursor *cursor = (struct feed_cursor *) base;

        cursor->row += cursor->columns;
        return SQLITE_OK;
}

static int feed_eof(sqlite3_vtab_cursor *base)
{
        struct feed_cursor *cursor = (struct feed_cursor *) base;

        return cursor->row >= cursor->end;
}

static int feed_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
        const struct cell *cell = &((struct feed_cursor *) base)->row[column];

        switch (cell->kind) {
        case CELL_NULL:
                break;
        case CELL_INT:
                sqlite3_result_int64(context, cell->integer);
                break;
        case CELL_REAL:
                sqlite3_result_double(context, cell->real);
                break;
        case CELL_TEXT:
                sqlite3_result_text64(context, cell->text, cell->len, SQLITE_STATIC, SQLITE_UTF8);
                break;
        }
        return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
        (void) base;
        *id = 0;
        return SQLITE_OK;
}

int feed_init(struct archive *archive)
{
        /* no xCreate: it can be read but not made part of a schema */
        static const sqlite3_module module = { .xConnect = feed_connect, .xDisconnect = feed_disconnect, .xBestIndex = feed_best_index, .xOpen = feed_open,
                .xClose = feed_close, .xFilter = feed_filter, .xNext = feed_next, .xEof = feed_eof, .xColumn = feed_column, .xRowid = feed_rowid };

        return sqlite3_create_module(archive->db, "feed", &module, archive);
}
