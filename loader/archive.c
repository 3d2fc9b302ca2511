/*
 * Opening an archive: is it one, is it ours, do we understand it - and making one where there is none.
 *
 * An archive is a file somebody may have been given, so its schema is not trusted: no functions with side effects from views or triggers,
 * no writing to the shadow tables of full text.
 */
#include "loader/internal.h"

#include <errno.h>

static int exec(struct archive *archive, const char *sql)
{
        if (sqlite3_exec(archive->db, sql, NULL, NULL, NULL) != SQLITE_OK)
                return archive_fail(archive, "archive");
        return 0;
}

int archive_pragma(struct archive *archive, const char *sql, int64_t *out)
{
        sqlite3_stmt *stmt = NULL;
        int rc = sqlite3_prepare_v2(archive->db, sql, -1, &stmt, NULL);
        int r = 0;

        if (rc == SQLITE_OK)
                rc = sqlite3_step(stmt);
        if (rc == SQLITE_ROW)
                *out = sqlite3_column_int64(stmt, 0);
        else
                r = archive_fail(archive, "archive");
        sqlite3_finalize(stmt);
        return r;
}

int archive_complain(struct archive *archive, const char *sentence)
{
        buf_clear(&archive->message);
        buf_puts(&archive->message, sentence);
        return ERROR_ARCHIVE;
}

/* Inside one transaction, so that two programs that make the same archive at once end with one. */
static int create(struct archive *archive)
{
        int64_t tables = 0;
        char tail[256];
        int r;

        r = exec(archive, "BEGIN IMMEDIATE");
        if (r)
                return r;
        r = archive_pragma(archive, "SELECT count(*) FROM sqlite_schema", &tables);
        if (!r && tables == 0) {
                r = exec(archive, embedded_find(loader_queries, "schema.sql").ptr);
                snprintf(tail, sizeof(tail),
                        ARCHIVE_FULLTEXT "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", ARCHIVE_APPLICATION, ARCHIVE_VERSION);
                return r ? r : exec(archive, tail);
        }
        return r ? r : exec(archive, "ROLLBACK");
}

static int identify(struct archive *archive, bool *empty, bool *older)
{
        int64_t application = 0, version = 0, tables = 0;
        int r;

        *older = false;
        r = archive_pragma(archive, "PRAGMA application_id", &application);
        if (!r)
                r = archive_pragma(archive, "PRAGMA user_version", &version);
        if (!r)
                r = archive_pragma(archive, "SELECT count(*) FROM sqlite_schema", &tables);
        *empty = tables == 0 && application == 0;
        if (r || (*empty && archive->mode == ARCHIVE_WRITE))
                return r;
        if (application != ARCHIVE_APPLICATION)
                return archive_complain(archive, *empty ? "the file is empty" : "it is an SQLite file of another program");
        if (version > ARCHIVE_VERSION)
                return archive_complain(archive, "it was made by a newer version of this program");
        if (version < 1)
                return archive_complain(archive, "its version is unknown");
        *older = version < ARCHIVE_VERSION;
        return 0;
}

/*
 * Every row stored refers to rows that the same function wrote or found a moment before; looking them up once more, some 270 times a
 * document, was a third of the time of storing. Programs with assertions, so the tests, do look; a release does not, and `verify`
 * checks whole archives.
 */
#ifdef NDEBUG
#define FOREIGN_KEYS "OFF"
#else
#define FOREIGN_KEYS "ON"
#endif

/* ARCHIVE_OLDER: it has to be opened for writing first. */
static int set_up(struct archive *archive, const char *path)
{
        bool empty, older;
        int r;

        sqlite3_busy_timeout(archive->db, 5000);
        sqlite3_db_config(archive->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(archive->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        /*
         * Of an archive that is made now: pages of 8 KB are written in half as many steps as those of 4, a twentieth of the time of an ingest, and take as much
         * room. (Of 16 KB, documents of 10 KB fill half.)
         */
        r = exec(archive, "PRAGMA page_size = 8192; PRAGMA temp_store = MEMORY");
        if (!r)
                r = identify(archive, &empty, &older);
        if (r || archive->mode == ARCHIVE_READ)
                return r || !older ? r : ARCHIVE_OLDER;
        /* (Questions go without a large cache: they mostly see a page once, and a small one stays in the processor's.) */
        /* a checkpoint every 64 MB: a page that changes with each batch is then written to its place once for many batches */
        r = exec(archive, "PRAGMA cache_size = -32768; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192; PRAGMA journal_size_limit = 67108864");
        if (!r && empty)
                r = create(archive);
        if (!r && older)
                r = archive_migrate(archive, path);
        if (!r)
                r = exec(archive, "PRAGMA foreign_keys = " FOREIGN_KEYS);
        return r ? r : identity_init(archive);
}

int archive_set_durable(struct archive *archive)
{
        return exec(archive, "PRAGMA synchronous = FULL");
}

/*
 * trichluc_folded(text): letters without marks, lower case, for questions about words in columns that are not in full text. Of no use to
 * the schema, which every SQLite must understand.
 */
static void folded(sqlite3_context *context, int n, sqlite3_value **values)
{
        struct buf out = { 0 };
        const char *text = (const char *) sqlite3_value_text(values[0]);

        (void) n;
        if (!text)
                return;
        norm_fold_text(&out, (struct span) { text, (size_t) sqlite3_value_bytes(values[0]) });
        sqlite3_result_text64(context, out.ptr ? out.ptr : "", out.len, SQLITE_TRANSIENT, SQLITE_UTF8);
        buf_release(&out);
}

static bool text_of(sqlite3_value *value, const char **out)
{
        *out = (const char *) sqlite3_value_text(value);
        return *out != NULL;
}

/* trichluc_may_be(series_known, series): may a citation that states the first mean the instrument with the second? */
static void may_be(sqlite3_context *context, int n, sqlite3_value **values)
{
        const char *known, *series;

        (void) n;
        sqlite3_result_int(context, text_of(values[0], &known) && text_of(values[1], &series) && series_may_be(known, series));
}

/* trichluc_other_number(path, key): the number a file is named after when it is not that of the key; else null (filename.c). */
static void other_number(sqlite3_context *context, int n, sqlite3_value **values)
{
        const char *path, *key;
        char found[FILENAME_NUMBER];

        (void) n;
        if (text_of(values[0], &path) && text_of(values[1], &key) && filename_other_number(found, path, key))
                sqlite3_result_text(context, found, -1, SQLITE_TRANSIENT);
}

/* trichluc_named(folded, names): is one of the names, a line each, part of the folded name? */
static void named(sqlite3_context *context, int n, sqlite3_value **values)
{
        const char *folded, *names;

        (void) n;
        if (text_of(values[0], &folded) && text_of(values[1], &names))
                sqlite3_result_int(context, succession_named(folded, names));
}

static bool exists(const char *path)
{
        return access(path, F_OK) == 0;
}

/*
 * An archive in WAL mode on a disk that cannot be written to: SQLite would have to make its -shm file and cannot. Without a -wal file (has_log()) nothing
 * is pending, and the file may be read as one that does not change.
 */
static int open_immutable(sqlite3 **db, const char *path)
{
        struct buf uri = { 0 };
        int rc;

        buf_puts(&uri, "file:");
        for (const char *p = path; *p; p++) {
                if (strchr("?#%", *p))
                        buf_printf(&uri, "%%%02X", (unsigned char) *p);
                else
                        buf_putc(&uri, *p);
        }
        buf_puts(&uri, "?immutable=1");
        rc = sqlite3_open_v2(uri.ptr, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
        buf_release(&uri);
        return rc;
}

static bool has_log(const char *path)
{
        struct buf log = { 0 };
        bool found;

        buf_printf(&log, "%s-wal", path);
        found = exists(log.ptr);
        buf_release(&log);
        return found;
}

static int open_read(struct archive *archive, const char *path)
{
        int64_t n;
        int rc = sqlite3_open_v2(path, &archive->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);

        if (rc != SQLITE_OK || archive_pragma(archive, "SELECT count(*) FROM sqlite_schema", &n) == 0)
                return rc;
        rc = sqlite3_errcode(archive->db);
        if (has_log(path) || (rc != SQLITE_CANTOPEN && rc != SQLITE_READONLY))
                return SQLITE_OK; /* set_up() meets it again and says it */
        sqlite3_close(steal(&archive->db));
        return open_immutable(&archive->db, path);
}

static int open_one(struct archive **out, const char *path, enum archive_mode mode, struct buf *message)
{
        struct archive *archive = calloc(1, sizeof(*archive));
        int rc, r;

        *out = NULL;
        if (!archive)
                memory_exhausted(sizeof(*archive));
        archive->mode = mode;
        if (mode == ARCHIVE_READ)
                rc = open_read(archive, path);
        else
                rc = sqlite3_open_v2(path, &archive->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
        if (rc == SQLITE_OK)
                rc = sqlite3_create_function(archive->db, "trichluc_folded", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, folded, NULL, NULL);
        if (rc == SQLITE_OK)
                rc = cut_init(archive);
        if (rc == SQLITE_OK)
                rc = reach_init(archive);
        if (rc == SQLITE_OK)
                rc = sqlite3_create_function(archive->db, "trichluc_may_be", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, may_be, NULL, NULL);
        if (rc == SQLITE_OK)
                rc = sqlite3_create_function(archive->db, "trichluc_named", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, named, NULL, NULL);
        if (rc == SQLITE_OK)
                rc = sqlite3_create_function(archive->db, "trichluc_other_number", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, other_number, NULL, NULL);
        if (rc == SQLITE_OK)
                rc = feed_init(archive);
        if (rc == SQLITE_OK && mode == ARCHIVE_WRITE)
                rc = tokenizer_init(archive);
        r = rc == SQLITE_OK ? set_up(archive, path) : archive_fail(archive, "open");
        if (r) {
                buf_printf(message, "%s: %s", path, archive_message(archive));
                archive_close(archive);
                return r;
        }
        *out = archive;
        return 0;
}

/* An older archive is opened for writing once, which migrates it, and then as asked. */
static int open_older(struct archive **out, const char *path, struct buf *message)
{
        struct archive *writer;
        struct buf backup, why = { 0 };
        int r = open_one(&writer, path, ARCHIVE_WRITE, &why);

        buf_clear(message);
        if (r)
                buf_printf(message, "it was made by an older version of this program and cannot be brought to this one: %s", why.ptr);
        buf_release(&why);
        if (r)
                return r;
        backup = writer->backup;
        writer->backup = (struct buf) { 0 };
        archive_close(writer);
        r = open_one(out, path, ARCHIVE_READ, message);
        if (r)
                buf_release(&backup);
        else
                (*out)->backup = backup;
        return r;
}

void archive_single_thread(void)
{
        sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int archive_open(struct archive **out, const char *path, enum archive_mode mode, struct buf *message)
{
        int r;

        *out = NULL;
        if (mode == ARCHIVE_READ && !exists(path)) {
                buf_printf(message, "%s: there is no archive: %s", path, strerror(errno));
                return ERROR_USAGE;
        }
        r = open_one(out, path, mode, message);
        return r == ARCHIVE_OLDER ? open_older(out, path, message) : r;
}

const char *archive_backup(const struct archive *archive)
{
        return archive->backup.len ? archive->backup.ptr : NULL;
}

void archive_close(struct archive *archive)
{
        if (!archive)
                return;
        for (int i = 0; i < STATEMENT_COUNT; i++)
                sqlite3_finalize(archive->statements[i]);
        cut_end(archive);
        sqlite3_close(archive->db); /* an open transaction is rolled back */
        map_release(&archive->units);
        map_release(&archive->instruments);
        map_release(&archive->types);
        map_release(&archive->rules);
        map_release(&archive->marks);
        map_release(&archive->cities);
        feeds_release(archive);
        free(archive->fulltext.entries);
        buf_release(&archive->fulltext.text);
        counts_release(archive);
        arena_release(&archive->scratch);
        buf_release(&archive->message);
        buf_release(&archive->backup);
        free(archive);
}

const char *archive_message(const struct archive *archive)
{
        return archive->message.ptr ? archive->message.ptr : "";
}
