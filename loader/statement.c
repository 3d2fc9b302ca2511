/* Statements: prepared once from queries/, bound in the order of their parameters, stepped with one mapping of errors. */
#include "loader/internal.h"

static const char *const files[STATEMENT_COUNT] = {
#define STATEMENT_FILE(name) [STATEMENT_##name] = #name,
        STATEMENTS(STATEMENT_FILE)
#undef STATEMENT_FILE
};

static int code_of(int rc)
{
        switch (rc & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
                return ERROR_BUSY;
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_IOERR:
                return ERROR_SYSTEM;
        default:
                return ERROR_ARCHIVE;
        }
}

int archive_fail(struct archive *archive, const char *what)
{
        int rc = sqlite3_extended_errcode(archive->db); /* SQLITE_NOMEM when there is no handle */

        if (rc == SQLITE_NOMEM)
                memory_exhausted(0);
        buf_clear(&archive->message);
        buf_printf(&archive->message, "%s: %s", what, sqlite3_errmsg(archive->db));
        return code_of(rc);
}

static struct span file_of(enum statement_id id)
{
        char path[64];
        size_t n;

        snprintf(path, sizeof(path), "queries/%s.sql", files[id]);
        n = strlen(path);
        for (size_t i = 0; i < n; i++) {
                if (path[i] == '_')
                        path[i] = '-';
        }
        return embedded_find(loader_queries, path);
}

struct values statement(struct archive *archive, enum statement_id id)
{
        struct span sql;

        if (!archive->statements[id]) {
                sql = file_of(id);
                sqlite3_prepare_v3(archive->db, sql.ptr, (int) sql.len, SQLITE_PREPARE_PERSISTENT, &archive->statements[id], NULL);
        }
        return (struct values) { .stmt = archive->statements[id], .name = files[id] };
}

void put_int(struct values *v, int64_t value)
{
        if (v->feed)
                *feed_cell(v) = (struct cell) { .kind = CELL_INT, .integer = value };
        else if (v->stmt)
                sqlite3_bind_int64(v->stmt, ++v->n, value);
}

static void put_null(struct values *v)
{
        if (v->feed)
                *feed_cell(v) = (struct cell) { .kind = CELL_NULL };
        else if (v->stmt)
                sqlite3_bind_null(v->stmt, ++v->n);
}

void put_id(struct values *v, int64_t id)
{
        if (id)
                put_int(v, id);
        else
                put_null(v);
}

void put_real(struct values *v, double value)
{
        if (v->feed)
                *feed_cell(v) = (struct cell) { .kind = CELL_REAL, .real = value };
        else if (v->stmt)
                sqlite3_bind_double(v->stmt, ++v->n, value);
}

void put_span(struct values *v, struct span text)
{
        if (v->feed)
                *feed_cell(v) = (struct cell) { .kind = CELL_TEXT, .text = text.ptr ? text.ptr : "", .len = text.len };
        else if (v->stmt)
                sqlite3_bind_text64(v->stmt, ++v->n, text.ptr ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

void put_text(struct values *v, const char *text)
{
        if (text)
                put_span(v, span_of(text));
        else
                put_null(v);
}

void put_blob(struct values *v, struct span bytes)
{
        if (v->stmt)
                sqlite3_bind_blob64(v->stmt, ++v->n, bytes.ptr ? bytes.ptr : "", bytes.len, SQLITE_STATIC);
}

void put_range(struct values *v, struct range range)
{
        bool set = range_is_set(range);

        for (int i = 0; i < 2; i++) {
                if (set)
                        put_int(v, i ? range.end : range.begin);
                else
                        put_null(v);
        }
}

int statement_next(struct archive *archive, struct values *v)
{
        int rc = v->stmt ? sqlite3_step(v->stmt) : SQLITE_ERROR;
        int r = 0;

        if (rc == SQLITE_ROW)
                return 1;
        if (rc != SQLITE_DONE)
                r = archive_fail(archive, v->name);
        sqlite3_reset(v->stmt);
        return r;
}

void statement_end(struct values *v)
{
        sqlite3_reset(v->stmt);
}

int statement_run(struct archive *archive, struct values *v)
{
        int r;

        do {
                r = statement_next(archive, v);
        } while (r > 0);
        return r;
}

int statement_value(struct archive *archive, struct values *v, int64_t *out)
{
        int r = statement_next(archive, v);

        if (r <= 0)
                return r;
        *out = column_int(v, 0);
        statement_end(v);
        return 0;
}
