/*
 * Archives for tests: documents and records written by hand go in, rows come out through a connection of plain SQLite that knows nothing of us.
 */
#ifndef TESTS_UNIT_ARCHIVE_MAKER_H
#define TESTS_UNIT_ARCHIVE_MAKER_H

#include "loader/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena made; /* everything a test makes */
static struct archive *archive;
static char archive_path[64];

static inline void remove_archive(void)
{
        char name[128];

        snprintf(name, sizeof(name), "%s-wal", archive_path);
        unlink(name);
        snprintf(name, sizeof(name), "%s-shm", archive_path);
        unlink(name);
        unlink(archive_path);
}

static inline int open_archive(enum archive_mode mode, struct buf *message)
{
        return archive_open(&archive, archive_path, mode, message);
}

static inline int new_archive(void **state)
{
        struct buf message = { 0 };

        (void) state;
        snprintf(archive_path, sizeof(archive_path), "/tmp/test_archive_%d.db", (int) getpid());
        remove_archive();
        arena_reset(&made);
        if (open_archive(ARCHIVE_WRITE, &message) || archive_run_begin(archive, "0.1.0", "1-test")) {
                fprintf(stderr, "%s\n", message.ptr ? message.ptr : archive_message(archive));
                return -1;
        }
        return 0;
}

static inline int drop_archive(void **state)
{
        (void) state;
        archive_close(archive);
        archive = NULL;
        remove_archive();
        arena_release(&made);
        return 0;
}

/* ---- reading ---- */

/* The rows of @sql as "a|b\nc|d", null as "-". What is not committed is not seen. */
static inline const char *rows(const char *sql)
{
        sqlite3 *plain = NULL;
        sqlite3_stmt *stmt = NULL;
        struct buf out = { 0 };
        const char *text;
        int rc;

        assert_int_equal(sqlite3_open_v2(archive_path, &plain, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
        if (sqlite3_prepare_v2(plain, sql, -1, &stmt, NULL) != SQLITE_OK)
                fail_msg("%s: %s", sql, sqlite3_errmsg(plain));
        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
                for (int i = 0; i < sqlite3_column_count(stmt); i++) {
                        const char *cell = (const char *) sqlite3_column_text(stmt, i);

                        buf_printf(&out, "%s%s", i ? "|" : out.len ? "\n" : "", cell ? cell : "-");
                }
        }
        assert_int_equal(rc, SQLITE_DONE);
        sqlite3_finalize(stmt);
        sqlite3_close(plain);
        text = arena_strndup(&made, buf_span(&out));
        buf_release(&out);
        return text;
}

#define assert_rows(sql, expected) assert_string_equal(rows(sql), expected)

/* Change the archive behind the loader's back. */
static inline void meddle(const char *sql)
{
        sqlite3 *plain = NULL;

        assert_int_equal(sqlite3_open(archive_path, &plain), SQLITE_OK);
        if (sqlite3_exec(plain, sql, NULL, NULL, NULL) != SQLITE_OK)
                fail_msg("%s: %s", sql, sqlite3_errmsg(plain));
        sqlite3_close(plain);
}

/* The counts that are kept are those a recount gives. */
static inline void assert_counts(void)
{
        assert_rows("SELECT i.key, i.series, k.citations, k.documents, count(c.id), count(DISTINCT c.document_id) FROM instrument i "
                "LEFT JOIN citation_count k ON k.instrument_id = i.id "
                "LEFT JOIN citation c ON c.instrument_id = i.id AND c.class <> 'self' GROUP BY i.id "
                "HAVING ifnull(k.citations, 0) <> count(c.id) OR ifnull(k.documents, 0) <> count(DISTINCT c.document_id)", "");
        assert_rows("SELECT type, issuer_id, nullif(CAST(substr(date, 1, 4) AS INTEGER), 0), count(*) FROM document GROUP BY 1, 2, 3 "
                "EXCEPT SELECT type, issuer_id, year, documents FROM document_count", "");
        assert_rows("SELECT count(*) FROM document EXCEPT SELECT ifnull(sum(documents), 0) FROM document_count", "");
}

/* The whole of it is sound, full text included. */
static inline void assert_sound(void)
{
        assert_rows("PRAGMA integrity_check", "ok");
        assert_rows("PRAGMA foreign_key_check", "");
        meddle("INSERT INTO document_fts (document_fts) VALUES ('integrity-check')");
        assert_rows("SELECT count(*) FROM document EXCEPT SELECT count(*) FROM document_fts_docsize", "");
        assert_counts();
}

/* ---- making ---- */

struct sheet {
        struct document doc;
        struct record rec;
};

static inline struct range find(const struct sheet *sheet, const char *words)
{
        const char *at = strstr(sheet->doc.text.ptr, words);
        uint32_t begin = at ? (uint32_t) (at - sheet->doc.text.ptr) : 0;

        return at ? (struct range) { begin, begin + (uint32_t) strlen(words) } : RANGE_NONE;
}

/* A document of that text; its bytes are those of path and text. */
static inline struct sheet *sheet_new(const char *path, const char *text)
{
        struct sheet *sheet = arena_alloc(&made, sizeof(*sheet));

        sheet->doc = (struct document) { .path = path, .media_type = "text/plain", .encoding = "UTF-8", .bytes = strlen(text), .text = span_of(text) };
        snprintf(sheet->doc.sha256, sizeof(sheet->doc.sha256), "%016llx%048llx", (unsigned long long) map_hash(span_of(text)), 0ull);
        return sheet;
}

/* "22/2016/TT-BTTTT" has its year in the number, as the rules read it. */
static inline struct rec_number number_made(const char *key)
{
        const char *slash = key ? strchr(key, '/') : NULL;
        bool yearly = slash && strspn(slash + 1, "0123456789") == 4 && slash[5] == '/';

        return (struct rec_number) { .status = key ? NUMBER_FULL : NUMBER_ABSENT, .key = key, .year = yearly ? atoi(slash + 1) : 0 };
}

static inline void sheet_head(struct sheet *sheet, const char *type, const char *key, const char *date, const char *issuer, const char *province)
{
        struct rec_document *d = &sheet->rec.document;

        d->type.name = type;
        d->number = number_made(key);
        d->date = (struct rec_date) { .iso = date, .precision = date ? PRECISION_DAY : PRECISION_NONE };
        d->issuer.name = issuer;
        d->province = province;
}

static inline struct rec_citation *sheet_cite(struct sheet *sheet, const char *type, const char *key, const char *date, const char *issuer)
{
        struct record *rec = &sheet->rec;
        struct rec_citation *c = arena_grow(&made, &rec->citations, &rec->n_citations, &rec->room_citations, sizeof(*c));

        c->id = (unsigned) rec->n_citations;
        c->class = key ? CITATION_NUMBERED : CITATION_NAMED;
        c->type.name = type;
        c->number = number_made(key);
        c->date = (struct rec_date) { .iso = date, .precision = date ? PRECISION_DAY : PRECISION_NONE };
        c->issuer.name = issuer;
        c->relation = "can_cu";
        c->rule = "test";
        if (key)
                c->span = find(sheet, key);
        return c;
}

static inline int store(const struct sheet *sheet, enum source_outcome outcome)
{
        const struct archive_item item = { .doc = &sheet->doc, .record = &sheet->rec, .normalizer_version = "1", .rules_version = "1-test", .mtime = 1700000000,
                .outcome = outcome, .code = outcome == SOURCE_FAILED ? DIAG_not_a_zip : outcome == SOURCE_SKIPPED ? DIAG_unknown_format : DIAG_NONE };

        return archive_store(archive, &item);
}

static inline void load(const struct sheet *sheet)
{
        if (store(sheet, SOURCE_LOADED))
                fail_msg("%s: %s", sheet->doc.path, archive_message(archive));
}

static inline void commit(void)
{
        if (archive_commit(archive))
                fail_msg("%s", archive_message(archive));
        assert_counts();
}

#endif
