/* Search and questions: any input is safe, exact spelling comes first, snippets show the words. */
#include "tests/unit/archive_maker.h"

#include "loader/words.h"

#include <time.h>

/* ---- what is typed ---- */

static void typed_words(void **state)
{
        static const struct {
                const char *typed, *match;
        } table[] = {
                { "quyết định", "\"quyet\" \"dinh\"" },
                { "\"quyết định\"", "\"quyet dinh\"" },
                { "\xE2\x80\x9Cquyết định\xE2\x80\x9D số", "\"quyet dinh\" \"so\"" }, /* curly quotes */
                { "30/2020/NĐ-CP", "\"30 2020 nd cp\"" },
                { "368/QD-TTg", "\"368 qd ttg\"" },
                { "hoả tốc", "\"hoa\" \"toc\"" },
                { "\"x", "\"x\"" },
                { "a AND", "\"a\" \"and\"" },
                { "a OR b NOT c NEAR(d, 2)", "\"a\" \"or\" \"b\" \"not\" \"c\" \"near d\" \"2\"" },
                { "-foo", "\"foo\"" },
                { "title:foo", "\"title foo\"" },
                { "{title body}: x", "\"title\" \"body\" \"x\"" },
                { "quyet*", "\"quyet\"*" },
                { "q*", "\"q\"" }, /* too short to be a prefix */
                { "+ ^ ~ ( ) : * \" \" '", NULL },
                { "*", NULL },
                { "\"\"", NULL },
                { "", NULL },
                { " \t\n", NULL },
                { "a\"b\"c", "\"a\" \"b\" \"c\"" },
                { "x'; DROP TABLE document; --", "\"x\" \"drop\" \"table\" \"document\"" },
                { "\xFF\xFE\xC3", NULL }, /* no UTF-8 */
                { "\xC3(abc", "\"abc\"" },
                { "\xF0\x9F\x98\x80", NULL }, /* a face is a sign, not a word */
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(table); i++) {
                struct words words;

                words_parse(&words, &made, table[i].typed);
                if (!table[i].match && words.match)
                        fail_msg("%s gives %s", table[i].typed, words.match);
                if (table[i].match)
                        assert_string_equal(words.match ? words.match : "", table[i].match);
        }
}

struct answer {
        char text[1 << 16]; /* the first column of each row, parted by spaces; or all of them */
        size_t len, n;
        bool all;
};

static int note_row(void *context, const struct answer_row *row)
{
        struct answer *a = context;

        for (size_t i = 0; i < (a->all ? row->columns : 1); i++)
                a->len += (size_t) snprintf(a->text + a->len, sizeof(a->text) - a->len, "%s%s", i ? "|" : a->n ? " " : "", row->cells[i] ? row->cells[i] : "-");
        assert_true(a->len < sizeof(a->text));
        a->n++;
        return 0;
}

static struct answer answer;

static int ask(const char *name, const struct question *question)
{
        size_t n = 0;
        int r;

        answer.len = answer.n = 0;
        answer.text[0] = '\0';
        r = archive_ask(archive, name, question, note_row, &answer, &n);
        assert_int_equal(n, answer.n);
        return r;
}

static void found(const char *typed, const char *ids)
{
        if (ask("search", &(struct question) { .text = typed }))
                fail_msg("%s: %s", typed, archive_message(archive));
        if (strcmp(answer.text, ids))
                fail_msg("%s finds %s, not %s", typed, answer.text, ids);
}

static void add(const char *path, const char *type, const char *key, const char *date, const char *issuer, const char *text)
{
        struct sheet *sheet = sheet_new(path, text);

        sheet_head(sheet, type, key, date, issuer, NULL);
        load(sheet);
}

static void add_some(void)
{
        add("1", "Quyết định", "368/QĐ-TTg", "2013-02-28", "Thủ tướng Chính phủ", "Quyết định về việc hỏa tốc, theo Nghị định số 30/2020/NĐ-CP");
        add("2", "Báo cáo", "5/BC-UBND", "2020-05-06", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Quyet dinh khong dau, hoa toc");
        add("3", "Báo cáo", "7/BC-UBND", "2021-05-06", "Ủy ban nhân dân tỉnh Kiên Giang", "Định việc quyết; hoạ tộc; Hoả tốc");
        commit();
}

/* ---- what is found ---- */

static void marks_do_not_matter_but_rank(void **state)
{
        (void) state;
        add_some();
        found("hỏa tốc", "3 1 2"); /* in the new tone placement as well: 3 */
        found("hoả tốc", "3 1 2");
        found("hoa toc", "3 2 1"); /* typed without marks: the bare rank */
        found("hoạ", "3 2 1");
        found("khong", "2");
        found("không", "2");
        found("30/2020/nd-cp", "1");
        found("\"quyết định\"", "1 2");
        found("\"định quyết\"", "");
        found("\"định việc quyết\"", "3");
        found("hoac*", "");
        found("kho*", "2");
        found("thiếu", "");
}

static void filters(void **state)
{
        (void) state;
        add_some();
        assert_int_equal(ask("search", &(struct question) { .text = "quyet dinh", .type = "bao_cao" }), 0);
        assert_int_equal(answer.n, 2);
        assert_int_equal(ask("search", &(struct question) { .text = "quyet dinh", .type = "BÁO CÁO", .from = "2021" }), 0);
        assert_string_equal(answer.text, "3");
        assert_int_equal(ask("search", &(struct question) { .text = "quyet dinh", .to = "2020-05" }), 0);
        assert_int_equal(answer.n, 2);
        assert_int_equal(ask("search", &(struct question) { .text = "quyet dinh", .issuer = "UBND tỉnh hà tĩnh" }), 0);
        assert_string_equal(answer.text, "2");
        assert_int_equal(ask("search", &(struct question) { .text = "quyet dinh", .limit = 1 }), 0);
        assert_int_equal(answer.n, 1);
        assert_int_equal(ask("search", &(struct question) { .text = "quyet dinh", .type = "Không có loại này" }), 0);
        assert_int_equal(answer.n, 0);
}

static void snippet_shows_the_words(void **state)
{
        struct buf text = { 0 };

        (void) state;
        for (int i = 0; i < 300; i++)
                buf_printf(&text, "đoạn dẫn nhập số %d\n", i);
        buf_puts(&text, "Nay ban hành\tQuyết\nđịnh này.\n");
        for (int i = 0; i < 300; i++)
                buf_printf(&text, "đoạn kết thúc số %d\n", i);
        add("1", "Quyết định", "368/QĐ-TTg", "2013-02-28", NULL, arena_strndup(&made, buf_span(&text)));
        buf_release(&text);
        commit();
        answer.all = true;
        found("\"quyết định\"", "1|Quyết định|368/QĐ-TTg|2013-02-28|-|-|"
                                "…296 đoạn dẫn nhập số 297 đoạn dẫn nhập số 298 đoạn dẫn nhập số 299 Nay ban hành Quyết định này. "
                                "đoạn kết thúc số 0 đoạn kết thúc số 1 đoạn kết thúc số 2 đoạn kết thúc số…|"
                                "111-126|1|1");
        answer.all = false;
}

static void words_in_a_text(void **state)
{
        struct words words;
        struct hits *hits = arena_alloc(&made, sizeof(*hits));
        struct arena scratch = { 0 };
        const char *text = "Hoa tốc: HOẢ TỐC, ho\xCC\x89" "a tốc hỏa-tốc";

        (void) state;
        words_parse(&words, &made, "\"hỏa tốc\"");
        words_find(hits, &words, span_of(text), &scratch);
        assert_int_equal(hits->n, 4);
        assert_true(hits->exact);
        assert_false(hits->items[0].exact);
        assert_true(hits->items[1].exact);
        assert_int_equal(hits->items[1].begin, strlen("Hoa tốc: "));
        assert_int_equal(hits->items[1].end, strlen("Hoa tốc: HOẢ TỐC"));
        assert_int_equal(hits->items[3].end, strlen(text));
        words_parse(&words, &made, "tốc hoả");
        words_find(hits, &words, span_of("Hoa toc"), &scratch);
        assert_int_equal(hits->n, 2);
        assert_false(hits->exact);
        arena_release(&scratch);
}

/* 100 KB of noise of several kinds: an answer, soon. */
static void noise_is_safe(void **state)
{
        static const char *const kinds[] = { "\"", "* ", "a", "a ", "\xE1\xBA", "NEAR(", "-", "ế", "\"a ", "\x01\x7F", "0/", "\xCC\x81", " \xE2\x80\x9C" };
        static char noise[100001];
        clock_t start = clock();

        (void) state;
        add_some();
        for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
                for (size_t i = 0; i < sizeof(noise) - 1; i++)
                        noise[i] = kinds[k][i % strlen(kinds[k])];
                if (ask("search", &(struct question) { .text = noise }))
                        fail_msg("kind %zu: %s", k, archive_message(archive));
        }
        for (size_t i = 0; i < sizeof(noise) - 1; i++)
                noise[i] = (char) (1 + (i * 2654435761u >> 13) % 255);
        assert_int_equal(ask("search", &(struct question) { .text = noise }), 0);
        assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
}

static void words_after_replacement(void **state)
{
        (void) state;
        add_some();
        add("1", "Báo cáo", NULL, NULL, NULL, "nội dung mới");
        commit();
        found("hỏa tốc", "3 2");
        found("nội dung", "4");
        assert_sound();
}

/* ---- questions ---- */

static void add_citations(void)
{
        struct sheet *a = sheet_new("a.txt", "Căn cứ Thông tư số 22/2016/TT-BTTTT, thực hiện Quyết định số 368/QĐ-TTg");
        struct sheet *b = sheet_new("b.txt", "Theo Thông tư số 22/2016/TT-BTTTT");
        struct rec_citation *c;

        sheet_head(a, "Kế hoạch", "12/KH-UBND", "2019-03-04", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh");
        sheet_cite(a, "Thông tư", "22/2016/TT-BTTTT", "2016-10-19", "Bộ Thông tin và Truyền thông");
        sheet_cite(a, "Quyết định", "368/QĐ-TTg", NULL, NULL)->relation = "thuc_hien";
        sheet_head(b, "Báo cáo", NULL, "2020-01-01", "Ủy ban nhân dân tỉnh Kiên Giang", "Kiên Giang");
        sheet_cite(b, "Thông tư", "22/2016/TT-BTTTT", NULL, NULL)->relation = "theo";
        c = sheet_cite(b, "Nghị định", "72/NĐ-CP", "2015-09-07", NULL);
        c->status = CITATION_SOURCE_ERROR;
        c->suggested_key = "72/2015/NĐ-CP";
        c = sheet_cite(b, "Báo cáo", NULL, NULL, NULL);
        c->class = CITATION_SELF;
        load(a);
        load(b);
        commit();
}

static void cites_and_cited_by(void **state)
{
        (void) state;
        add_citations();
        assert_int_equal(ask("cited-by", &(struct question) { .key = "22/2016/TT-BTTTT" }), 0);
        assert_string_equal(answer.text, "2 1"); /* newest first */
        assert_int_equal(ask("cited-by", &(struct question) { .key = "22/2016/TT-BTTTT", .relation = "căn cứ" }), 0);
        assert_string_equal(answer.text, "1");
        assert_int_equal(ask("cited-by", &(struct question) { .key = "22/2016/TT-BTTTT", .type = "bao cao", .from = "2020", .to = "2020", .issuer = "kien giang" }), 0);
        assert_string_equal(answer.text, "2");
        assert_int_equal(ask("cited-by", &(struct question) { .key = "72/2015/NĐ-CP" }), 0);
        assert_string_equal(answer.text, "2"); /* printed wrongly, suggested */
        assert_int_equal(ask("cited-by", &(struct question) { .key = "1/2000/NĐ-CP" }), 0);
        assert_int_equal(answer.n, 0);
        answer.all = true;
        assert_int_equal(ask("cites", &(struct question) { .key = "12/KH-UBND", .type = "thong_tu" }), 0);
        assert_string_equal(answer.text, "1|12/KH-UBND|Thông tư|22/2016/TT-BTTTT|2016-10-19|Bộ Thông tin và Truyền thông|-|-|numbered|can_cu|-|-|22/2016/TT-BTTTT|"
                                         "Căn cứ Thông tư số 22/2016/TT-BTTTT, thực hiện Quyết định số 368/QĐ-TTg|26|42|ok|-|-|a.txt");
        answer.all = false;
        assert_int_equal(ask("cites", &(struct question) { .key = "1" }), 0); /* by id */
        assert_int_equal(answer.n, 2);
        assert_int_equal(ask("cites", &(struct question) { .key = "2" }), 0);
        assert_int_equal(answer.n, 2); /* itself is none */
}

static int check_numeric(void *context, const struct answer_row *row)
{
        size_t *n = context;

        for (size_t i = 0; i < row->columns; i++) {
                bool number = row->cells[i] && *row->cells[i] && strspn(row->cells[i], "0123456789.-") == strlen(row->cells[i]);

                if (row->numeric[i] && row->cells[i] && !number)
                        fail_msg("%s is no number: %s", row->names[i], row->cells[i]);
                for (size_t k = 0; k < i; k++)
                        assert_string_not_equal(row->names[i], row->names[k]);
        }
        ++*n;
        return 0;
}

static bool is_question(const char *name)
{
        static const char *const begins[] = { "cite", "list-", "search", "show-", "sta" };

        for (size_t i = 0; i < ARRAY_LEN(begins); i++) {
                if (strncmp(name, begins[i], strlen(begins[i])) == 0)
                        return true;
        }
        return false;
}

/* Every question runs, on an archive with something and with nothing. */
static void every_question_runs(void **state)
{
        static const struct question questions[] = { { 0 }, { .key = "12/KH-UBND" }, { .key = "1" }, { .key = "99999999999999999999", .text = "x" },
                { .text = "a", .relation = "a", .type = "b", .issuer = "c", .from = "2000", .to = "2030-12-31", .limit = 2 } };
        size_t n = 0, asked = 0;

        (void) state;
        for (int full = 0; full < 2; full++) {
                for (const struct embedded_file *f = loader_queries; f->path; f++) {
                        char name[64];

                        if (sscanf(f->path, "queries/%63[a-z0-9-].sql", name) != 1 || !is_question(name))
                                continue;
                        for (size_t q = 0; q < ARRAY_LEN(questions); q++) {
                                int r = archive_ask(archive, name, &questions[q], check_numeric, &n, NULL);

                                if (r)
                                        fail_msg("%s: %d %s", name, r, archive_message(archive));
                                asked++;
                        }
                }
                if (!full)
                        add_citations();
        }
        assert_true(asked > 100);
        assert_true(n > 50);
}

static void what_is_no_question(void **state)
{
        static const char *const names[] = { "delete-document", "insert-unit", "commit", "begin", "", "../schema", "no-such", "cites.sql" };

        (void) state;
        add_some();
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                assert_int_equal(ask(names[i], &(struct question) { .key = "1" }), ERROR_USAGE);
                assert_non_null(strstr(archive_message(archive), "no question"));
        }
        assert_rows("SELECT count(*) FROM document", "3");
}

static int stop_at_once(void *context, const struct answer_row *row)
{
        (void) row;
        ++*(int *) context;
        return 42;
}

static void an_answer_can_be_stopped(void **state)
{
        int calls = 0;

        (void) state;
        add_some();
        assert_int_equal(archive_ask(archive, "list-documents", &(struct question) { 0 }, stop_at_once, &calls, NULL), 42);
        assert_int_equal(archive_ask(archive, "search", &(struct question) { .text = "quyet" }, stop_at_once, &calls, NULL), 42);
        assert_int_equal(calls, 2);
}

static void failures_are_listed(void **state)
{
        struct sheet *bad = sheet_new("bad.docx", "");

        (void) state;
        assert_int_equal(store(bad, SOURCE_FAILED), 0);
        commit();
        answer.all = true;
        assert_int_equal(ask("list-failures", &(struct question) { 0 }), 0);
        assert_non_null(strstr(answer.text, "bad.docx|-|failed|not_a_zip|The file is called DOCX and is none inside"));
        answer.all = false;
        assert_int_equal(ask("list-failures", &(struct question) { .text = "bad_xml" }), 0);
        assert_int_equal(answer.n, 0);
}

static void missing_documents(void **state)
{
        (void) state;
        add_citations();
        answer.all = true;
        assert_int_equal(ask("list-missing", &(struct question) { .limit = 1 }), 0);
        assert_string_equal(answer.text, "Thông tư|22/2016/TT-BTTTT|2016-10-19|Bộ Thông tin và Truyền thông|-|2|2|12/KH-UBND; Báo cáo");
        answer.all = false;
}

static void reading_needs_no_writing(void **state)
{
        struct buf message = { 0 };

        (void) state;
        add_some();
        archive_close(archive);
        assert_int_equal(open_archive(ARCHIVE_READ, &message), 0);
        found("hỏa tốc", "3 1 2");
        buf_release(&message);
}

/* The words that @db's tokenizer "ascii" makes of a text, with their places. */
static const char *words_of(sqlite3 *db, const char *text)
{
        sqlite3_stmt *stmt = NULL;
        struct buf out = { 0 };
        const char *copy;

        assert_int_equal(sqlite3_exec(db, "CREATE VIRTUAL TABLE temp.w USING fts5 (x, tokenize='ascii'); CREATE VIRTUAL TABLE temp.v USING fts5vocab (temp, w, instance)",
                NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO temp.w VALUES (?1)", -1, &stmt, NULL), SQLITE_OK);
        sqlite3_bind_text(stmt, 1, text, -1, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(stmt), SQLITE_DONE);
        sqlite3_finalize(stmt);
        assert_int_equal(sqlite3_prepare_v2(db, "SELECT term, offset FROM temp.v ORDER BY 2", -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW)
                buf_printf(&out, "%s@%d ", (const char *) sqlite3_column_text(stmt, 0), sqlite3_column_int(stmt, 1));
        sqlite3_finalize(stmt);
        assert_int_equal(sqlite3_exec(db, "DROP TABLE temp.v; DROP TABLE temp.w", NULL, NULL, NULL), SQLITE_OK);
        copy = arena_strndup(&made, buf_span(&out));
        buf_release(&out);
        return copy;
}

/* tokenizer.c stands for SQLite's own. */
static void words_are_those_of_any_sqlite(void **state)
{
        static const char *const texts[] = { "", " ", "-", "a", "quyet dinh so 30/2020/nd-cp", "  hai  tu ", "Chu HOA va thuong X", "Quy\u1EBFt \u0110\u1ECBnh 5\u00A0ha",
                "x_y'z\"q\t\r\n\x7Fw", "\xFF\x80 cut \xC4", "@[`{/:" };
        sqlite3 *stock = NULL;

        (void) state;
        assert_int_equal(sqlite3_open(":memory:", &stock), SQLITE_OK);
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
                assert_string_equal(words_of(archive->db, texts[i]), words_of(stock, texts[i]));
        assert_string_equal(words_of(archive->db, "Hai tu"), "hai@0 tu@1 ");
        sqlite3_close(stock);
}

static int first_columns(void **state)
{
        answer.all = false;
        return new_archive(state);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, first_columns, drop_archive)
        const struct CMUnitTest tests[] = {
                TEST(typed_words), TEST(marks_do_not_matter_but_rank), TEST(filters), TEST(snippet_shows_the_words), TEST(words_in_a_text),
                TEST(noise_is_safe), TEST(words_after_replacement), TEST(cites_and_cited_by), TEST(every_question_runs), TEST(what_is_no_question),
                TEST(an_answer_can_be_stopped), TEST(failures_are_listed), TEST(missing_documents), TEST(reading_needs_no_writing),
                TEST(words_are_those_of_any_sqlite),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
