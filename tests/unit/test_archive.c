/* The archive as a file: what it is, what is refused, and that a document is in it whole or not at all. */
#include "tests/unit/archive_maker.h"

/* ---- the file ---- */

static void plain_sqlite_reads_it(void **state)
{
        (void) state;
        assert_rows("PRAGMA application_id", "1414677324");
        assert_rows("PRAGMA user_version", "2");
        assert_rows("PRAGMA journal_mode", "wal");
        assert_rows("PRAGMA page_size", "8192");
        assert_rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%'", "");
        assert_sound();
}

static void columns_of_the_contract(void **state)
{
        static const char *const questions[] = {
                "SELECT id, started, finished, program_version, rules_version FROM run",
                "SELECT id, run_id, path, member, sha256, bytes, mtime, media_type, encoding, outcome, code, message, document_id FROM source",
                "SELECT id, instrument_id, type, key, number_status, date, date_precision, place, issuer_id, title, signer_name, signer_position, "
                "province, text, sha256, extractor_version, normalizer_version, rules_version FROM document",
                "SELECT id, type, key, year, issuer_id, date, title, document_id FROM instrument",
                "SELECT id, document_id, instrument_id, subject_citation_id, class, type, key, date, issuer_id, relation, parts, title, status, "
                "suggested_key, why_unlinked, span_begin, span_end, rule FROM citation",
                "SELECT id, name, kind, level, province, folded FROM unit",
                "SELECT document_id, unit_id, role, span_begin, span_end FROM unit_mention",
                "SELECT id, document_id, section_id, number, title, time_text, time_start, time_end, budget, span_begin, span_end FROM activity",
                "SELECT activity_id, unit_id, role FROM activity_unit",
                "SELECT rowid, title, body FROM document_fts",
                "SELECT * FROM section, date_mention, assignment, event, quantity, recipient, diagnostic",
                "SELECT citing_type, citing_key, citing_date, citing_issuer, cited_type, cited_key, cited_date, cited_issuer FROM v_citation",
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(questions); i++)
                rows(questions[i]);
}

static void refused(const char *sql, int code, const char *sentence)
{
        struct buf message = { 0 };

        archive_close(archive);
        archive = NULL;
        meddle(sql);
        assert_int_equal(open_archive(ARCHIVE_WRITE, &message), code);
        assert_null(archive);
        assert_non_null(strstr(message.ptr, sentence));
        buf_clear(&message);
        assert_int_equal(open_archive(ARCHIVE_READ, &message), code);
        assert_non_null(strstr(message.ptr, sentence));
        buf_release(&message);
}

static void newer_archive_is_refused(void **state)
{
        (void) state;
        refused("PRAGMA user_version = 3", ERROR_ARCHIVE, "newer version");
}

static void foreign_sqlite_is_refused(void **state)
{
        (void) state;
        refused("PRAGMA application_id = 12345", ERROR_ARCHIVE, "another program");
}

static void replace_file(const char *content, size_t len)
{
        FILE *f;

        archive_close(archive);
        archive = NULL;
        remove_archive();
        f = fopen(archive_path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(content, 1, len, f), len);
        fclose(f);
}

static void text_file_is_refused(void **state)
{
        struct buf message = { 0 };
        char text[4096];

        (void) state;
        memset(text, 'x', sizeof(text));
        replace_file(text, sizeof(text));
        assert_int_equal(open_archive(ARCHIVE_WRITE, &message), ERROR_ARCHIVE);
        assert_int_equal(open_archive(ARCHIVE_READ, &message), ERROR_ARCHIVE);
        replace_file("", 0);
        assert_int_equal(open_archive(ARCHIVE_READ, &message), ERROR_ARCHIVE);
        buf_release(&message);
}

static void missing_archive(void **state)
{
        struct buf message = { 0 };

        (void) state;
        archive_close(archive);
        remove_archive();
        assert_int_equal(open_archive(ARCHIVE_READ, &message), ERROR_USAGE);
        assert_null(archive);
        assert_int_equal(access(archive_path, F_OK), -1); /* asking makes none */
        buf_release(&message);
}

/* Every page overwritten in turn: an error or an answer, never a crash. */
static void damaged_archive(void **state)
{
        static char file[1 << 20];
        struct buf message = { 0 };
        size_t len;
        FILE *f;

        (void) state;
        meddle("PRAGMA wal_checkpoint(TRUNCATE)");
        archive_close(archive);
        archive = NULL;
        f = fopen(archive_path, "rb");
        len = fread(file, 1, sizeof(file), f);
        fclose(f);
        for (size_t at = 8192; at < len; at += 8192) {
                memset(file + at, 0xA5, 512);
                replace_file(file, len);
                buf_clear(&message);
                if (open_archive(ARCHIVE_WRITE, &message) == 0) {
                        struct sheet *sheet = sheet_new("a.txt", "Căn cứ 22/2016/TT-BTTTT");

                        sheet_cite(sheet, "Thông tư", "22/2016/TT-BTTTT", NULL, NULL);
                        if (archive_run_begin(archive, "0", "0") == 0 && store(sheet, SOURCE_LOADED) == 0)
                                archive_commit(archive);
                }
        }
        buf_release(&message);
}

static void second_writer_is_told_to_wait(void **state)
{
        struct sheet *sheet = sheet_new("a.txt", "một");
        sqlite3 *other = NULL;

        (void) state;
        sqlite3_busy_timeout(archive->db, 20);
        assert_int_equal(sqlite3_open(archive_path, &other), SQLITE_OK);
        assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(store(sheet, SOURCE_LOADED), ERROR_BUSY);
        sqlite3_close(other);
        load(sheet);
        commit();
        assert_rows("SELECT count(*) FROM document", "1");
}

/* ---- whole or not at all ---- */

/* A document with something of every list. */
static struct sheet *full_sheet(const char *path)
{
        struct sheet *s = sheet_new(path, arena_printf(&made, "KẾ HOẠCH %s\nCăn cứ Quyết định số 368/QĐ-TTg ngày 28/02/2013.\nSở Nội vụ chủ trì trong Quý III/2020.", path));
        struct record *rec = &s->rec;
        static struct rec_name leads[] = { { "Sở Nội vụ tỉnh Hà Tĩnh", { 0, 0 } } };
        static struct rec_part parts[] = { { "Điều 4/khoản 2", { 0, 0 } }, { "Điều 5", { 0, 0 } } };
        static struct rec_text items[] = { { "một việc", { 0, 0 } } };
        static struct rec_duty duties[] = { { "chu_tri", "tham mưu", { 0, 0 } } };
        static struct rec_recipient recipients[] = { { "Như trên", "b/c", { 0, 0 } } };
        static const char *authority[] = { "TM", "KT" };
        static unsigned one[] = { 1 };
        static struct rec_section sections[] = { { .level = 1, .number = "I", .heading = "Mục đích", .kind = "muc_dich" } };
        static struct rec_quantity quantities[] = { { .value = 4.5, .unit = "tỷ đồng", .approx = "hơn" } };
        static struct rec_date_mention dates[] = { { .kind = "quarter", .iso = "2020-Q3", .start = "2020-07-01", .end = "2020-09-30", .precision = PRECISION_QUARTER,
                .missing = MISSING_DAY | MISSING_YEAR, .role = "schedule", .rule = "test" } };
        struct rec_citation *c;

        sheet_head(s, "Kế hoạch", "12/KH-UBND", "2020-03-04", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh");
        rec->document.signer.name = "Đặng Quốc Vinh";
        rec->document.signer.authority = (struct rec_strings) { authority, 2, 2 };
        rec->document.title.text = "Công tác năm 2020";
        rec->document.recipients = recipients;
        rec->document.n_recipients = 1;
        rec->document.type.span = find(s, "KẾ HOẠCH");
        c = sheet_cite(s, "Quyết định", "368/QĐ-TTg", "2013-02-28", "Thủ tướng Chính phủ");
        c->parts = parts;
        c->n_parts = 2;
        rec->sections = sections;
        rec->n_sections = 1;
        rec->dates = dates;
        rec->n_dates = 1;
        rec->units = arena_alloc(&made, sizeof(*rec->units));
        rec->units[0] = (struct rec_unit) { "Sở Nội vụ tỉnh Hà Tĩnh", "lead", find(s, "Sở Nội vụ"), "test" };
        rec->n_units = 1;
        rec->activities = arena_alloc(&made, sizeof(*rec->activities));
        rec->activities[0] = (struct rec_activity) { .number = "1", .title = "Tập huấn", .section = 1, .lead = { leads, 1, 1 }, .partners = { leads, 1, 1 },
                .time = { "Quý III/2020", "2020-07-01", "2020-09-30", "quarter", find(s, "Quý III/2020") }, .budget = "ngân sách", .items = items, .n_items = 1 };
        rec->n_activities = 1;
        rec->assignments = arena_alloc(&made, sizeof(*rec->assignments));
        rec->assignments[0] = (struct rec_assignment) { .units = { leads, 1, 1 }, .duties = duties, .n_duties = 1 };
        rec->n_assignments = 1;
        rec->quantities = quantities;
        rec->n_quantities = 1;
        rec->events = arena_alloc(&made, sizeof(*rec->events));
        rec->events[0] = (struct rec_event) { .date = { .iso = "2014-05-30", .precision = PRECISION_DAY }, .actors = { leads, 1, 1 }, .action = "tổ chức",
                .quantities = one, .n_quantities = 1 };
        rec->n_events = 1;
        diag_add(&rec->diags, &made, DIAG_date_shared, find(s, "28/02/2013"), "hai");
        return s;
}

static void every_list_is_stored(void **state)
{
        (void) state;
        load(full_sheet("a.txt"));
        commit();
        assert_rows("SELECT d.type, d.key, d.number_status, d.date, d.date_precision, u.name, d.title, d.signer_name, d.signer_authority, d.province "
                    "FROM document d JOIN unit u ON u.id = d.issuer_id",
                "Kế hoạch|12/KH-UBND|full|2020-03-04|day|Ủy ban nhân dân tỉnh Hà Tĩnh|Công tác năm 2020|Đặng Quốc Vinh|TM KT|Hà Tĩnh");
        assert_rows("SELECT field, CAST(substr(CAST(text AS BLOB), span_begin + 1, span_end - span_begin) AS TEXT) "
                    "FROM document_field JOIN document d ON d.id = document_id", "type|KẾ HOẠCH");
        assert_rows("SELECT n, level, number, heading, kind FROM section", "1|1|I|Mục đích|muc_dich");
        assert_rows("SELECT class, type, key, date, relation, parts, status, rule FROM citation",
                "numbered|Quyết định|368/QĐ-TTg|2013-02-28|can_cu|Điều 4/khoản 2; Điều 5|ok|test");
        assert_rows("SELECT n, path FROM citation_part", "1|Điều 4/khoản 2\n2|Điều 5");
        assert_rows("SELECT kind, iso, first_day, last_day, precision, missing, role FROM date_mention",
                "quarter|2020-Q3|2020-07-01|2020-09-30|quarter|day year|schedule");
        assert_rows("SELECT u.name, u.kind, u.level, u.province, u.folded, m.role FROM unit_mention m JOIN unit u ON u.id = m.unit_id",
                "Sở Nội vụ tỉnh Hà Tĩnh|so|tinh|Hà Tĩnh|so noi vu tinh ha tinh|lead");
        assert_rows("SELECT a.number, a.title, s.heading, a.time_text, a.time_start, a.time_end, a.budget FROM activity a JOIN section s ON s.id = a.section_id",
                "1|Tập huấn|Mục đích|Quý III/2020|2020-07-01|2020-09-30|ngân sách");
        assert_rows("SELECT n, role FROM activity_unit", "1|lead\n2|partner");
        assert_rows("SELECT text FROM activity_item", "một việc");
        assert_rows("SELECT role, text FROM assignment_duty", "chu_tri|tham mưu");
        assert_rows("SELECT count(*) FROM assignment_unit", "1");
        assert_rows("SELECT e.date, e.action, q.value, q.unit, q.approx FROM event e JOIN event_quantity x ON x.event_id = e.id "
                    "JOIN quantity q ON q.document_id = e.document_id AND q.n = x.quantity_n", "2014-05-30|tổ chức|4.5|tỷ đồng|hơn");
        assert_rows("SELECT role FROM event_unit", "actor");
        assert_rows("SELECT name, note FROM recipient", "Như trên|b/c");
        assert_rows("SELECT code, severity, detail FROM diagnostic", "date_shared|note|hai");
        assert_rows("SELECT citing_type, citing_key, citing_date, citing_issuer, relation, cited_type, cited_key, cited_date, cited_issuer, held, words FROM v_citation",
                "Kế hoạch|12/KH-UBND|2020-03-04|Ủy ban nhân dân tỉnh Hà Tĩnh|can_cu|Quyết định|368/QĐ-TTg|2013-02-28|Thủ tướng Chính phủ|0|368/QĐ-TTg");
        assert_sound();
}

/* rows of all tables that speak of documents */
static const char everything[] =
        "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM document_field) + (SELECT count(*) FROM section) + (SELECT count(*) FROM citation) + "
        "(SELECT count(*) FROM citation_part) + (SELECT count(*) FROM date_mention) + (SELECT count(*) FROM unit_mention) + (SELECT count(*) FROM activity) + "
        "(SELECT count(*) FROM activity_unit) + (SELECT count(*) FROM activity_item) + (SELECT count(*) FROM assignment) + (SELECT count(*) FROM assignment_unit) + "
        "(SELECT count(*) FROM assignment_duty) + (SELECT count(*) FROM event) + (SELECT count(*) FROM event_unit) + (SELECT count(*) FROM event_quantity) + "
        "(SELECT count(*) FROM quantity) + (SELECT count(*) FROM recipient) + (SELECT count(*) FROM diagnostic) + (SELECT count(*) FROM document_fts_docsize)";

/* The insert into each table fails in turn: nothing of that document stays, the ones before and after do. */
static void no_half_document(void **state)
{
        static const char *const tables[] = { "document", "document_field", "section", "citation", "citation_part", "date_mention", "unit_mention", "activity",
                "activity_unit", "activity_item", "assignment", "assignment_unit", "assignment_duty", "event", "event_unit", "event_quantity", "quantity", "recipient",
                "diagnostic", "source" };
        const char *expected;

        (void) state;
        load(full_sheet("first.txt"));
        commit();
        for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
                const char *before;

                load(full_sheet(arena_printf(&made, "before-%zu.txt", i)));
                commit();
                before = rows(everything);
                meddle(arena_printf(&made, "CREATE TRIGGER stop BEFORE INSERT ON %s BEGIN SELECT RAISE(ABORT, 'stop here'); END", tables[i]));
                assert_int_equal(store(full_sheet("half.txt"), SOURCE_LOADED), ERROR_ARCHIVE);
                assert_non_null(strstr(archive_message(archive), "stop here"));
                commit();
                assert_rows(everything, before);
                assert_rows("SELECT count(*) FROM source WHERE path = 'half.txt'", "0");
                meddle("DROP TRIGGER stop");
        }
        /* the failed one is stored when nothing stops it */
        load(full_sheet("half.txt"));
        commit();
        expected = arena_printf(&made, "%zu", ARRAY_LEN(tables) + 2);
        assert_rows("SELECT count(*) FROM document", expected);
        assert_rows("SELECT loaded FROM run", expected);
        assert_sound();
}

/* One in a batch fails: the batch is gone, and the next one is whole. */
static void a_failure_ends_its_batch(void **state)
{
        (void) state;
        meddle("CREATE TRIGGER stop BEFORE INSERT ON source WHEN new.path = 'b.txt' BEGIN SELECT RAISE(ABORT, 'stop here'); END");
        load(full_sheet("a.txt"));
        assert_int_equal(store(full_sheet("b.txt"), SOURCE_LOADED), ERROR_ARCHIVE);
        load(full_sheet("c.txt"));
        commit();
        assert_rows("SELECT path FROM source ORDER BY 1", "c.txt");
        assert_rows("SELECT count(*), sum(instrument_id IS NOT NULL) FROM document", "1|1");
        assert_rows("SELECT count(*) FROM document_fts('\"c txt\"')", "1");
        assert_rows("SELECT count(*) FROM document_fts('\"a txt\"')", "0");
        assert_rows("SELECT loaded FROM run", "1");
        assert_sound();
}

static void what_was_not_committed_is_gone(void **state)
{
        struct buf message = { 0 };

        (void) state;
        load(full_sheet("a.txt"));
        commit();
        load(full_sheet("b.txt"));
        archive_close(archive);
        assert_rows("SELECT path FROM source", "a.txt");
        assert_int_equal(open_archive(ARCHIVE_WRITE, &message), 0);
        assert_sound();
        buf_release(&message);
}

/* A unit met again after the archive was closed is the row it was, whatever its name was taken for. */
static void units_are_found_again(void **state)
{
        static const char *const names[] = { "Sở Nội vụ tỉnh Hà Tĩnh", "Bộ Y tế", "Giữa Sở Tài chính tỉnh Thanh Hóa với Ty thông tin tỉnh Kam Pốt, Campuchia" };
        struct buf message = { 0 };

        (void) state;
        for (int round = 0; round < 2; round++) {
                for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                        struct sheet *sheet = sheet_new(arena_printf(&made, "%d-%zu.txt", round, i), arena_printf(&made, "lần %d, tên %zu", round, i));

                        sheet_head(sheet, "Kế hoạch", arena_printf(&made, "%zu/KH-SNV", i + 1), "2020-03-04", names[i], NULL);
                        load(sheet);
                }
                commit();
                archive_close(archive);
                assert_int_equal(open_archive(ARCHIVE_WRITE, &message), 0);
                assert_int_equal(archive_run_begin(archive, "0", "0"), 0);
        }
        assert_rows("SELECT count(*), count(DISTINCT name) FROM unit", "3|3");
        assert_sound();
        buf_release(&message);
}

static void batches_commit_by_themselves(void **state)
{
        (void) state;
        for (int i = 0; i < BATCH_DOCUMENTS + 1; i++)
                load(sheet_new(arena_printf(&made, "%d.txt", i), arena_printf(&made, "văn bản thứ %d", i)));
        assert_rows("SELECT count(*) FROM document", "500");
        assert_rows("SELECT loaded, finished FROM run", "500|-");
        assert_int_equal(archive_run_end(archive), 0);
        assert_rows("SELECT loaded, finished IS NOT NULL FROM run", "501|1");
        assert_sound();
}

/* ---- sources ---- */

static void other_bytes_replace(void **state)
{
        struct sheet *first = full_sheet("a.txt"), *second = sheet_new("a.txt", "nội dung mới hẳn");
        struct archive_source known;

        (void) state;
        load(first);
        commit();
        load(second);
        commit();
        assert_rows("SELECT count(*), min(text) FROM document", "1|nội dung mới hẳn");
        assert_rows("SELECT count(*) FROM citation", "0");
        assert_rows("SELECT count(*) FROM instrument", "0");
        assert_rows("SELECT count(*) FROM source", "1");
        assert_rows("SELECT count(*) FROM document_fts('moi')", "1");
        assert_rows("SELECT count(*) FROM document_fts('quyet')", "0");
        assert_int_equal(archive_source_find(archive, &known, "a.txt", NULL), 0);
        assert_true(known.found);
        assert_string_equal(known.sha256, second->doc.sha256);
        assert_int_equal(known.outcome, SOURCE_LOADED);
        assert_sound();
}

static void same_bytes_again_keep_the_id(void **state)
{
        struct sheet *sheet = full_sheet("a.txt");

        (void) state;
        load(sheet_new("z.txt", "trước"));
        load(sheet);
        load(sheet_new("y.txt", "sau"));
        commit();
        sheet->rec.document.title.text = "Tên mới";
        load(sheet);
        commit();
        assert_rows("SELECT id, title FROM document WHERE key IS NOT NULL", "2|Tên mới");
        assert_rows("SELECT path, document_id FROM source ORDER BY id", "z.txt|1\na.txt|2\ny.txt|3");
        assert_rows("SELECT title, document_id FROM instrument WHERE key = '12/KH-UBND'", "Tên mới|2");
        assert_sound();
}

static void duplicates_share_a_document(void **state)
{
        struct sheet *a = full_sheet("a.txt"), *b = arena_alloc(&made, sizeof(*b)), *changed = sheet_new("a.txt", "đã sửa");
        bool held;

        (void) state;
        *b = *a;
        b->doc.path = "b.txt";
        assert_int_equal(archive_holds(archive, &held, a->doc.sha256), 0);
        assert_false(held);
        load(a);
        assert_int_equal(archive_holds(archive, &held, a->doc.sha256), 0);
        assert_true(held); /* before the commit */
        assert_int_equal(store(b, SOURCE_DUPLICATE), 0);
        commit();
        assert_rows("SELECT path, outcome, document_id FROM source ORDER BY id", "a.txt|loaded|1\nb.txt|duplicate|1");
        load(changed); /* b.txt still holds the old one */
        commit();
        assert_rows("SELECT count(*) FROM document", "2");
        b->doc = changed->doc;
        b->doc.path = "b.txt";
        assert_int_equal(store(b, SOURCE_DUPLICATE), 0); /* now nobody does */
        commit();
        assert_rows("SELECT text FROM document", "đã sửa");
        assert_sound();
}

static void duplicate_of_nothing_is_refused(void **state)
{
        (void) state;
        assert_int_equal(store(full_sheet("a.txt"), SOURCE_DUPLICATE), ERROR_USAGE);
        commit();
        assert_rows("SELECT count(*) FROM source", "0");
}

static void outcomes_are_counted(void **state)
{
        struct sheet *bad = sheet_new("bad.docx", "");
        struct archive_source known;

        (void) state;
        bad->doc.sha256[0] = '\0';
        bad->doc.media_type = bad->doc.encoding = NULL;
        load(full_sheet("a.txt"));
        assert_int_equal(store(full_sheet("a.txt"), SOURCE_UNCHANGED), 0);
        assert_int_equal(store(bad, SOURCE_FAILED), 0);
        assert_int_equal(store(bad, SOURCE_FAILED), 0);
        bad->doc.path = "x.bin";
        bad->doc.member = "inner/y.bin";
        assert_int_equal(store(bad, SOURCE_SKIPPED), 0);
        assert_int_equal(archive_run_end(archive), 0);
        assert_rows("SELECT loaded, unchanged, duplicate, skipped, failed FROM run", "1|1|0|1|2");
        assert_rows("SELECT path, member, outcome, code, message, sha256 FROM source WHERE document_id IS NULL ORDER BY path",
                "bad.docx|-|failed|not_a_zip|The file is called DOCX and is none inside|-\nx.bin|inner/y.bin|skipped|unknown_format|This file format is not read|-");
        assert_int_equal(archive_source_find(archive, &known, "x.bin", "inner/y.bin"), 0);
        assert_true(known.found);
        assert_int_equal(known.outcome, SOURCE_SKIPPED);
        assert_int_equal(archive_source_find(archive, &known, "x.bin", NULL), 0);
        assert_false(known.found);
}

/* A file that was fine once and is broken now: what was read of it stays. */
static void failure_keeps_the_earlier_document(void **state)
{
        struct sheet *bad = sheet_new("a.txt", "hỏng");

        (void) state;
        load(full_sheet("a.txt"));
        assert_int_equal(store(bad, SOURCE_FAILED), 0);
        commit();
        assert_rows("SELECT outcome, code, document_id FROM source", "failed|not_a_zip|1");
        assert_rows("SELECT count(*) FROM document", "1");
}

/* Another program writes between two batches: what was remembered is not trusted. */
static void another_writer_between_batches(void **state)
{
        (void) state;
        load(full_sheet("a.txt"));
        commit();
        meddle("INSERT INTO unit (id, name, folded, level) VALUES (77, 'Bộ Mới', 'bo moi', 'tw');"
               "INSERT INTO document (id, number_status, text, sha256, extractor_version, normalizer_version, rules_version) VALUES (50, 'absent', '', 'x', '', '', '');"
               "INSERT INTO document_count (documents) VALUES (1)");
        load(sheet_new("b.txt", "hai"));
        commit();
        assert_rows("SELECT max(id) FROM document", "51");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, new_archive, drop_archive)
        const struct CMUnitTest tests[] = {
                TEST(plain_sqlite_reads_it), TEST(columns_of_the_contract), TEST(newer_archive_is_refused), TEST(foreign_sqlite_is_refused),
                TEST(text_file_is_refused), TEST(missing_archive), TEST(damaged_archive), TEST(second_writer_is_told_to_wait), TEST(every_list_is_stored),
                TEST(no_half_document), TEST(a_failure_ends_its_batch), TEST(what_was_not_committed_is_gone), TEST(units_are_found_again), TEST(batches_commit_by_themselves),
                TEST(other_bytes_replace), TEST(same_bytes_again_keep_the_id), TEST(duplicates_share_a_document), TEST(duplicate_of_nothing_is_refused),
                TEST(outcomes_are_counted), TEST(failure_keeps_the_earlier_document), TEST(another_writer_between_batches),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
