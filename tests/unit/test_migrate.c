/*
 * An archive of version 1 becomes one of today: the same rows, the shape of a new archive, a copy of what it was - or, when that goes wrong, nothing
 * at all. Its schema as it was stands in archives/1.sql.
 */
#include "tests/unit/archive_maker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { DOCUMENTS = 40 };

static char fresh_path[sizeof(archive_path) + 32], backup_path[sizeof(archive_path) + 32];

/* ---- an old archive ---- */

static void execute(sqlite3 *db, const char *sql)
{
        if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
                fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

static char *slurp(const char *path)
{
        FILE *f = fopen(path, "rb");
        size_t room = 1 << 20, len;
        char *text = arena_alloc(&made, room);

        assert_non_null(f);
        len = fread(text, 1, room - 1, f);
        fclose(f);
        text[len] = '\0';
        return text;
}

/* What @db, an archive of version 1 without rows, had in common with @path. */
static void copy_rows(sqlite3 *db, const char *path)
{
        struct buf sql = { 0 };
        sqlite3_stmt *stmt;

        buf_printf(&sql, "ATTACH '%s' AS new", path);
        execute(db, sql.ptr);
        assert_int_equal(sqlite3_prepare_v2(db,
                "SELECT name, (SELECT group_concat('\"' || name || '\"') FROM pragma_table_info(t.name, 'main') "
                "WHERE name IN (SELECT name FROM pragma_table_info(t.name, 'new'))) "
                "FROM main.sqlite_schema t WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'document_fts'", -1, &stmt, NULL), SQLITE_OK);
        buf_clear(&sql);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
                const char *table = (const char *) sqlite3_column_text(stmt, 0), *columns = (const char *) sqlite3_column_text(stmt, 1);

                buf_printf(&sql, "DELETE FROM main.%s; INSERT INTO main.%s (%s) SELECT %s FROM new.%s;", table, table, columns, columns, table);
        }
        sqlite3_finalize(stmt);
        execute(db, sql.ptr);
        buf_release(&sql);
}

/* The archive that is open becomes one of version 1, with its rows. */
static void make_old(void)
{
        sqlite3 *db;

        archive_close(archive);
        archive = NULL;
        assert_int_equal(rename(archive_path, fresh_path), 0);
        assert_int_equal(sqlite3_open(archive_path, &db), SQLITE_OK);
        execute(db, slurp(SOURCE_ROOT "/tests/unit/archives/1.sql"));
        execute(db, "INSERT INTO document_fts (document_fts, rank) VALUES ('rank', 'bm25(4.0, 1.0)'), ('automerge', 8);"
                    "PRAGMA application_id = 1414677324; PRAGMA user_version = 1");
        copy_rows(db, fresh_path);
        execute(db, "PRAGMA journal_mode = WAL");
        sqlite3_close(db);
}

static void load_some(void)
{
        for (int i = 0; i < DOCUMENTS; i++) {
                char path[32], number[32], text[256];
                struct sheet *sheet;

                snprintf(path, sizeof(path), "/van-ban/%d.txt", i);
                snprintf(number, sizeof(number), "%d/QĐ-UBND", i + 1);
                snprintf(text, sizeof(text), "Số: %d/QĐ-UBND\nQUYẾT ĐỊNH\nCăn cứ Luật Đất đai số 31/2024/QH15; theo Tờ trình số %d/TTr-STC.", i + 1, i + 3);
                sheet = sheet_new(arena_strdup(&made, path), arena_strdup(&made, text));
                sheet_head(sheet, "Quyết định", arena_strdup(&made, number), "2024-05-06", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh");
                sheet_cite(sheet, "Luật", "31/2024/QH15", NULL, NULL);
                sheet_cite(sheet, "Quyết định", i ? "1/QĐ-UBND" : "7/QĐ-UBND", "2024-05-06", NULL);
                load(sheet);
        }
        assert_int_equal(archive_run_end(archive), 0);
}

static int set_up(void **state)
{
        int r = new_archive(state);

        snprintf(fresh_path, sizeof(fresh_path), "%s.fresh", archive_path);
        snprintf(backup_path, sizeof(backup_path), "%s" ARCHIVE_BACKUP "1", archive_path);
        unlink(backup_path);
        unlink(fresh_path);
        if (!r)
                load_some();
        return r;
}

static int tear_down(void **state)
{
        const char *const others[] = { fresh_path, backup_path };
        static const char *const endings[] = { "", "-wal", "-shm", ".2" };
        char name[160];

        for (size_t i = 0; i < ARRAY_LEN(others); i++) {
                for (size_t k = 0; k < ARRAY_LEN(endings); k++) {
                        snprintf(name, sizeof(name), "%s%s", others[i], endings[k]);
                        unlink(name);
                }
        }
        snprintf(name, sizeof(name), "%s" ARCHIVE_BACKUP "part", archive_path);
        unlink(name);
        return drop_archive(state);
}

/* ---- what is compared ---- */

static const char *rows_at(const char *path, const char *sql)
{
        char kept[sizeof(archive_path)];
        const char *answer;

        memcpy(kept, archive_path, sizeof(kept));
        if (path != archive_path) {
                assert_true(strlen(path) < sizeof(archive_path));
                strcpy(archive_path, path);
        }
        answer = rows(sql);
        memcpy(archive_path, kept, sizeof(kept));
        return answer;
}

static void assert_same(const char *what, const char *path, const char *other, const char *sql)
{
        const char *a = rows_at(path, sql), *b = rows_at(other, sql);

        if (strcmp(a, b))
                fail_msg("%s differ:\n%s\n--- and ---\n%s", what, a, b);
}

/* Everything the schema says, but the comments in it. */
static void assert_same_shape(const char *path, const char *other)
{
        assert_same("tables", path, other, "SELECT type, name, ncol, wr, strict FROM pragma_table_list WHERE schema = 'main' ORDER BY name");
        assert_same("columns", path, other,
                "SELECT m.name, c.cid, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c "
                "WHERE m.type IN ('table', 'view') ORDER BY 1, 2");
        assert_same("references", path, other,
                "SELECT m.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f ORDER BY 1, 2");
        assert_same("indexes", path, other, "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY 1, 2");
        assert_same("views and triggers", path, other, "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY 1, 2");
        assert_same("virtual tables", path, other, "SELECT name, sql FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'");
}

static const char all_rows[] =
        "SELECT count(*) FROM document UNION ALL SELECT count(*) FROM citation UNION ALL SELECT count(*) FROM instrument UNION ALL "
        "SELECT group_concat(id || key || ifnull(instrument_id, '-') || sha256 || text) FROM document UNION ALL "
        "SELECT group_concat(document_id || key || instrument_id || ifnull(date, '')) FROM citation UNION ALL "
        "SELECT group_concat(key || series || ifnull(document_id, '')) FROM instrument UNION ALL "
        "SELECT group_concat(path || outcome || document_id) FROM source UNION ALL SELECT group_concat(name || folded) FROM unit";

/* Still what it was, and of use to the program that made it. */
static void assert_old(void)
{
        assert_rows("PRAGMA user_version", "1");
        assert_rows("PRAGMA integrity_check", "ok");
        assert_same("rows", archive_path, fresh_path, all_rows);
        assert_rows("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'was\\_%' ESCAPE '\\'", "0");
}

static void assert_migrated(void)
{
        assert_rows("PRAGMA user_version", "2");
        assert_same_shape(archive_path, fresh_path);
        assert_same("rows", archive_path, fresh_path, all_rows);
        assert_sound();
}

static int open_mode(enum archive_mode mode)
{
        struct buf message = { 0 };
        int r = open_archive(mode, &message);

        if (r && !message.len)
                fail_msg("no message for %d", r);
        buf_release(&message);
        return r;
}

/* ---- tests ---- */

static void old_becomes_new(enum archive_mode mode)
{
        make_old();
        assert_old();
        assert_int_equal(open_mode(mode), 0);
        assert_non_null(archive_backup(archive));
        assert_string_equal(archive_backup(archive), backup_path);
        assert_migrated();
        assert_string_equal(rows_at(backup_path, "PRAGMA user_version"), "1");
        assert_same("rows", backup_path, fresh_path, all_rows);
        assert_string_equal(rows_at(backup_path, "SELECT count(*) FROM document_fts WHERE document_fts MATCH 'quyet'"), "40");
}

static int is_told(void *context, const struct answer_row *row)
{
        (void) context;
        fprintf(stderr, "verify: %s %s %s\n", row->cells[0], row->cells[1], row->cells[2]);
        return 0;
}

/* Kept counts too, which version 1 had not. */
static void assert_verified(void)
{
        const struct question question = { 0 };
        size_t n;

        assert_int_equal(archive_ask(archive, "verify", &question, is_told, NULL, &n), 0);
        assert_int_equal(n, 0);
}

static void writing_migrates(void **state)
{
        (void) state;
        old_becomes_new(ARCHIVE_WRITE);
        assert_verified();
        assert_int_equal(archive_run_begin(archive, "0.1.0", "1-test"), 0);
        load(sheet_new("/van-ban/moi.txt", "Văn bản mới"));
        commit();
        assert_rows("SELECT max(id) FROM document", "41");
}

static void asking_migrates(void **state)
{
        (void) state;
        old_becomes_new(ARCHIVE_READ);
}

static void once_is_enough(void **state)
{
        (void) state;
        old_becomes_new(ARCHIVE_WRITE);
        archive_close(archive);
        assert_int_equal(open_mode(ARCHIVE_READ), 0);
        assert_null(archive_backup(archive));
}

/* Full text that is defined otherwise is made anew: nothing can be copied out of it. */
static void full_text_is_filled_again(void **state)
{
        sqlite3 *db;

        (void) state;
        make_old();
        assert_int_equal(sqlite3_open(archive_path, &db), SQLITE_OK);
        execute(db, "DROP TABLE document_fts; CREATE VIRTUAL TABLE document_fts USING fts5 (body, content='', tokenize='unicode61')");
        sqlite3_close(db);
        assert_int_equal(open_mode(ARCHIVE_WRITE), 0);
        assert_migrated();
        assert_rows("SELECT count(*) FROM document_fts WHERE document_fts MATCH 'quyet'", "40");
        assert_verified();
        assert_int_equal(archive_run_begin(archive, "0.1.0", "1-test"), 0);
        load(sheet_new("/van-ban/moi.txt", "Văn bản mới"));
        commit();
        assert_rows("SELECT count(*) FROM document_fts WHERE document_fts MATCH 'moi'", "1");
}

/* A copy from earlier stays. */
static void copies_are_kept(void **state)
{
        FILE *f;

        (void) state;
        make_old();
        f = fopen(backup_path, "w");
        assert_non_null(f);
        fputs("mine", f);
        fclose(f);
        assert_int_equal(open_mode(ARCHIVE_WRITE), 0);
        assert_string_not_equal(archive_backup(archive), backup_path);
        assert_string_equal(slurp(backup_path), "mine");
        assert_migrated();
}

/* Files may not grow past @limit: the disk is full. */
static int open_with_little_disk(rlim_t limit)
{
        struct rlimit old, small;
        int r;

        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &old);
        small = (struct rlimit) { limit, old.rlim_max };
        setrlimit(RLIMIT_FSIZE, &small);
        r = open_mode(ARCHIVE_WRITE);
        setrlimit(RLIMIT_FSIZE, &old);
        return r;
}

static void full_disk_changes_nothing(void **state)
{
        int failed = 0;

        (void) state;
        make_old();
        for (rlim_t limit = 4096; !archive; limit += 65536) {
                if (open_with_little_disk(limit) == 0)
                        break;
                failed++;
                assert_old();
                unlink(backup_path); /* where the copy could be made */
        }
        assert_true(failed >= 2);
        assert_migrated();
}

static void nap(long us)
{
        nanosleep(&(struct timespec) { .tv_nsec = us * 1000 }, NULL);
}

/* Killed at any moment it is of one version or the other, whole. */
static void kill_leaves_a_whole_archive(void **state)
{
        int killed_before = 0;

        (void) state;
        make_old();
        for (long us = 500; us < 200000; us += us / 2) {
                pid_t child = fork();

                if (child == 0) {
                        struct buf message = { 0 };

                        _exit(open_archive(ARCHIVE_WRITE, &message) ? 1 : 0);
                }
                nap(us);
                kill(child, SIGKILL);
                waitpid(child, NULL, 0);
                if (strcmp(rows("PRAGMA user_version"), "1"))
                        break;
                assert_old();
                unlink(backup_path);
                killed_before++;
        }
        assert_true(killed_before > 0);
        assert_int_equal(open_mode(ARCHIVE_READ), 0);
        assert_migrated();
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(writing_migrates, set_up, tear_down),
                cmocka_unit_test_setup_teardown(asking_migrates, set_up, tear_down),
                cmocka_unit_test_setup_teardown(once_is_enough, set_up, tear_down),
                cmocka_unit_test_setup_teardown(full_text_is_filled_again, set_up, tear_down),
                cmocka_unit_test_setup_teardown(copies_are_kept, set_up, tear_down),
                cmocka_unit_test_setup_teardown(full_disk_changes_nothing, set_up, tear_down),
                cmocka_unit_test_setup_teardown(kill_leaves_a_whole_archive, set_up, tear_down),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
