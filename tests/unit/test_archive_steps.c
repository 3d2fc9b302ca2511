/* Questions over many documents: steps through citations, graphs, tasks, contradictions, duplicates, and the archive's own health. */
#include "tests/unit/archive_maker.h"

/* The columns wanted of each row, "a|b", a line each; null as "-". */
struct answer {
        const char *columns;
        struct buf out;
};

static int note_row(void *context, const struct answer_row *row)
{
        struct answer *answer = context;
        struct span rest = span_of(answer->columns);

        while (rest.len) {
                struct span name = { rest.ptr, strcspn(rest.ptr, " ") };
                bool first = rest.ptr == answer->columns, found = false;

                for (size_t c = 0; c < row->columns; c++) {
                        if (!span_eq(span_of(row->names[c]), name))
                                continue;
                        buf_printf(&answer->out, "%s%s", first ? answer->out.len ? "\n" : "" : "|", row->cells[c] ? row->cells[c] : "-");
                        found = true;
                }
                assert_true(found);
                rest = (struct span) { rest.ptr + name.len, rest.len - name.len };
                while (rest.len && *rest.ptr == ' ')
                        rest = (struct span) { rest.ptr + 1, rest.len - 1 };
        }
        return 0;
}

static const char *answer_of(const char *name, const struct question *question, const char *columns)
{
        struct answer answer = { .columns = columns };
        const char *text;
        size_t n;

        if (archive_ask(archive, name, question, note_row, &answer, &n))
                fail_msg("%s: %s", name, archive_message(archive));
        text = arena_strndup(&made, buf_span(&answer.out));
        buf_release(&answer.out);
        return text;
}

#define assert_answer(name, columns, expected, ...) assert_string_equal(answer_of(name, &(struct question) { __VA_ARGS__ }, columns), expected)

static const char ministry[] = "Bộ Thông tin và Truyền thông";

/* A circular that cites others, all of 2020. */
static void circular(int number, const char *const *cited, size_t n)
{
        const char *key = arena_printf(&made, "%02d/2020/TT-BTTTT", number);
        struct buf text = { 0 };
        struct sheet *sheet;

        buf_printf(&text, "THÔNG TƯ số %s;", key);
        for (size_t i = 0; i < n; i++)
                buf_printf(&text, " Căn cứ %s;", cited[i]);
        sheet = sheet_new(arena_printf(&made, "%02d.txt", number), arena_strndup(&made, buf_span(&text)));
        sheet_head(sheet, "Thông tư", key, arena_printf(&made, "2020-01-%02d", number), ministry, NULL);
        for (size_t i = 0; i < n; i++)
                sheet_cite(sheet, "Thông tư", cited[i], NULL, ministry);
        load(sheet);
        buf_release(&text);
}

#define CIRCULAR(number, ...) circular(number, (const char *const[]) { __VA_ARGS__ }, ARRAY_LEN(((const char *const[]) { __VA_ARGS__ })))

/* 01 -> 02 -> 03 -> 01 (a circle), 01 -> 03, 03 -> 04 (not held), and a paper without a number -> 02 */
static void make_circle(void)
{
        struct sheet *paper = sheet_new("paper.txt", "Theo 02/2020/TT-BTTTT");

        CIRCULAR(1, "02/2020/TT-BTTTT", "03/2020/TT-BTTTT");
        CIRCULAR(2, "03/2020/TT-BTTTT");
        CIRCULAR(3, "01/2020/TT-BTTTT", "04/2020/TT-BTTTT");
        sheet_head(paper, "Báo cáo", NULL, NULL, NULL, NULL);
        sheet_cite(paper, "Thông tư", "02/2020/TT-BTTTT", NULL, ministry)->relation = "theo";
        load(paper);
        commit();
}

static void steps_down(void **state)
{
        (void) state;
        make_circle();
        assert_answer("cites-depth", "depth key via id words", "1|02/2020/TT-BTTTT|01/2020/TT-BTTTT|2|02/2020/TT-BTTTT\n1|03/2020/TT-BTTTT|01/2020/TT-BTTTT|3|03/2020/TT-BTTTT\n"
                "2|04/2020/TT-BTTTT|03/2020/TT-BTTTT|-|04/2020/TT-BTTTT", .key = "01/2020/TT-BTTTT");
        assert_answer("cites-depth", "depth key", "1|02/2020/TT-BTTTT\n1|03/2020/TT-BTTTT", .key = "01/2020/TT-BTTTT", .depth = 1);
        assert_answer("cites-depth", "depth key", "1|02/2020/TT-BTTTT", .key = "01/2020/TT-BTTTT", .limit = 1);
        assert_answer("cites-depth", "depth key", "1|02/2020/TT-BTTTT\n2|03/2020/TT-BTTTT\n3|01/2020/TT-BTTTT\n3|04/2020/TT-BTTTT", .key = "4");
        assert_answer("cites-depth", "depth key", "1|02/2020/TT-BTTTT", .key = "4", .relation = "theo");
        assert_answer("cites-depth", "key", "", .key = "01/2020/TT-BTTTT", .type = "Nghị định");
        assert_answer("cites-depth", "key", "", .key = "99/2020/TT-BTTTT");
}

static void steps_up(void **state)
{
        (void) state;
        make_circle();
        assert_answer("cited-by-depth", "depth type key via", "1|Thông tư|03/2020/TT-BTTTT|04/2020/TT-BTTTT\n2|Thông tư|01/2020/TT-BTTTT|03/2020/TT-BTTTT\n"
                "2|Thông tư|02/2020/TT-BTTTT|03/2020/TT-BTTTT\n3|Báo cáo|-|02/2020/TT-BTTTT", .key = "04/2020/TT-BTTTT");
        assert_answer("cited-by-depth", "key", "03/2020/TT-BTTTT", .key = "04/2020/TT-BTTTT", .depth = 1);
        assert_answer("cited-by-depth", "depth type", "3|Báo cáo", .key = "04/2020/TT-BTTTT", .type = "bao cao");
}

/* A hundred documents in a row, and every tenth cites all before it: linear in citations, each once. */
static void long_way(void **state)
{
        const char *cited[128] = { NULL };

        (void) state;
        for (int i = 1; i < 100; i++) {
                size_t n = 0;

                if (i > 1)
                        cited[n++] = arena_printf(&made, "%02d/2020/TT-BTTTT", i - 1);
                for (int k = 1; i % 10 == 0 && k < i - 1; k++)
                        cited[n++] = arena_printf(&made, "%02d/2020/TT-BTTTT", k);
                circular(i, cited, n);
        }
        commit();
        assert_string_equal(strrchr(answer_of("cites-depth", &(struct question) { .key = "99/2020/TT-BTTTT" }, "depth"), '\n') + 1, "10");
        assert_string_equal(strrchr(answer_of("cited-by-depth", &(struct question) { .key = "01/2020/TT-BTTTT" }, "depth"), '\n') + 1, "10");
        assert_sound();
}

static void graph_around(void **state)
{
        (void) state;
        make_circle();
        assert_answer("graph", "what depth key id", "node|0|04/2020/TT-BTTTT|-\nnode|1|03/2020/TT-BTTTT|3\nedge|-|-|-", .key = "04/2020/TT-BTTTT", .depth = 1);
        assert_answer("graph", "what key relation", "node|02/2020/TT-BTTTT|-\nnode|03/2020/TT-BTTTT|-\nnode|01/2020/TT-BTTTT|-\nnode|-|-\n"
                "edge|-|can_cu\nedge|-|can_cu\nedge|-|can_cu\nedge|-|can_cu\nedge|-|theo", .key = "02/2020/TT-BTTTT", .depth = 1);
        assert_answer("graph", "what", "", .key = "99/2020/TT-BTTTT");
}

static void tasks(void **state)
{
        struct sheet *plan = sheet_new("plan.txt", "1. Tập huấn báo chí. Quý III/2020");
        struct rec_names lead = { .items = (struct rec_name[]) { { .name = "Sở Nội vụ tỉnh Hà Tĩnh", .span = RANGE_NONE } }, .n = 1 };
        struct rec_names partner = { .items = (struct rec_name[]) { { .name = "Sở Tài chính tỉnh Hà Tĩnh", .span = RANGE_NONE } }, .n = 1 };
        struct rec_activity activity = { .number = "1", .title = "Tập huấn báo chí", .title_span = find(plan, "Tập huấn báo chí"), .lead = lead, .partners = partner,
                .time = { "Quý III/2020", "2020-07-01", "2020-09-30", "quarter", find(plan, "Quý III/2020") }, .span = find(plan, "1. Tập huấn báo chí. Quý III/2020") };

        (void) state;
        sheet_head(plan, "Kế hoạch", "12/KH-UBND", "2020-05-05", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh");
        plan->rec.activities = &activity;
        plan->rec.n_activities = 1;
        load(plan);
        commit();
        assert_answer("activities", "key number title lead partners time words", "12/KH-UBND|1|Tập huấn báo chí|Sở Nội vụ tỉnh Hà Tĩnh|Sở Tài chính tỉnh Hà Tĩnh|Quý III/2020|"
                "1. Tập huấn báo chí. Quý III/2020", 0);
        assert_answer("activities", "number", "1", .unit = "so noi vu", .role = "lead");
        assert_answer("activities", "number", "", .unit = "Sở Nội vụ", .role = "partner");
        assert_answer("activities", "number", "1", .unit = "Sở Tài chính");
        assert_answer("activities", "number", "1", .text = "TẬP HUẤN");
        assert_answer("activities", "number", "", .text = "hội nghị");
        assert_answer("activities", "number", "1", .from = "2020-09-30", .to = "2020-12-31");
        assert_answer("activities", "number", "", .from = "2020-10-01");
        assert_answer("activities", "number", "", .to = "2020-06-30");
        assert_answer("activities", "number", "", .type = "Báo cáo");
        assert_answer("verify", "check place detail", "", 0);
}

static void contradictions(void **state)
{
        struct sheet *sheet = sheet_new("a.txt", "Căn cứ 01/2020/TT-BTTTT; 02/2020/TT-BTTTT; 72/NĐ-CP");
        struct rec_citation *c;

        (void) state;
        circular(1, NULL, 0);
        sheet_head(sheet, "Quyết định", "05/2019/QĐ-UBND", "2020-02-02", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh");
        sheet_cite(sheet, "Thông tư", "01/2020/TT-BTTTT", "2020-01-31", ministry); /* it is of the 1st */
        sheet_cite(sheet, "Thông tư", "02/2020/TT-BTTTT", "2021-03-04", ministry); /* another year than its number's */
        c = sheet_cite(sheet, "Nghị định", "72/NĐ-CP", "2015-09-07", "Chính phủ");
        c->status = CITATION_SOURCE_ERROR;
        c->suggested_key = "72/2015/NĐ-CP";
        load(sheet);
        commit();
        assert_answer("list-conflicts", "kind key cited stated against words", "number_date|05/2019/QĐ-UBND|-|2020-02-02|2019|-\n"
                "date|05/2019/QĐ-UBND|01/2020/TT-BTTTT|2020-01-31|2020-01-01|01/2020/TT-BTTTT\n"
                "number_date|05/2019/QĐ-UBND|02/2020/TT-BTTTT|2021-03-04|2020|02/2020/TT-BTTTT\n"
                "citation|05/2019/QĐ-UBND|72/NĐ-CP|72/NĐ-CP 2015-09-07|72/2015/NĐ-CP|72/NĐ-CP", 0);
        assert_answer("list-conflicts", "kind", "", .type = "Kế hoạch");
}

/* Nghị định 30/2020: the same number, symbol and issuer within one year. */
static void there_twice(void **state)
{
        static const struct {
                const char *path, *text, *date, *province;
        } table[] = {
                { "1.txt", "một", "2019-01-01", "Hà Tĩnh" },
                { "2.txt", "hai", "2019-12-01", "Hà Tĩnh" },
                { "3.txt", "ba", "2020-01-01", "Hà Tĩnh" },   /* another year */
                { "4.txt", "bốn", "2019-01-01", "Nghệ An" }, /* another issuer */
        };
        struct sheet *copy;

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(table); i++) {
                struct sheet *sheet = sheet_new(table[i].path, table[i].text);

                sheet_head(sheet, "Kế hoạch", "12/KH-UBND", table[i].date, arena_printf(&made, "Ủy ban nhân dân tỉnh %s", table[i].province), table[i].province);
                load(sheet);
        }
        copy = sheet_new("copy.txt", "ba");
        assert_int_equal(store(copy, SOURCE_DUPLICATE), 0);
        commit();
        assert_answer("list-duplicates", "kind path same_as same_text", "number|2.txt|1.txt|0\nbytes|copy.txt|3.txt|1", 0);
}

static void what_became_of_it(void **state)
{
        struct sheet *sheet = sheet_new("a.txt", "Bãi bỏ 01/2020/TT-BTTTT; 02/2020/TT-BTTTT do 03/2020/TT-BTTTT; 04/2020/TT-BTTTT");

        (void) state;
        sheet_head(sheet, "Quyết định", "05/2022/QĐ-UBND", "2022-02-02", "Ủy ban nhân dân tỉnh Hà Tĩnh", "Hà Tĩnh");
        sheet_cite(sheet, "Thông tư", "01/2020/TT-BTTTT", NULL, ministry)->relation = "bai_bo";
        sheet_cite(sheet, "Thông tư", "03/2020/TT-BTTTT", "2020-05-06", ministry);
        sheet_cite(sheet, "Thông tư", "02/2020/TT-BTTTT", NULL, ministry)->relation = "thay_the";
        sheet->rec.citations[2].subject = 2;
        sheet_cite(sheet, "Thông tư", "04/2020/TT-BTTTT", NULL, ministry);
        load(sheet);
        commit();
        assert_answer("in-force", "relation by_type by by_date by_id words told_by", "bai_bo|Quyết định|05/2022/QĐ-UBND|2022-02-02|1|01/2020/TT-BTTTT|05/2022/QĐ-UBND", .key = "01/2020/TT-BTTTT");
        assert_answer("in-force", "relation by_type by by_date by_id told_by", "thay_the|Thông tư|03/2020/TT-BTTTT|2020-05-06|-|05/2022/QĐ-UBND", .key = "02/2020/TT-BTTTT");
        assert_answer("in-force", "relation", "", .key = "04/2020/TT-BTTTT");
}

/* ---- health ---- */

static const char *finding(const char *sql)
{
        commit();
        meddle(sql);
        return answer_of("verify", &(struct question) { 0 }, "check place");
}

static void health(void **state)
{
        (void) state;
        make_circle();
        assert_answer("verify", "check place detail", "", 0);
        assert_string_equal(finding("UPDATE citation SET span_end = 999 WHERE document_id = 2 AND n = 1"), "span|document 2");
        assert_string_equal(finding("UPDATE citation SET span_begin = 3, span_end = 12 WHERE document_id = 2 AND n = 1"), "span|document 2"); /* inside "Ô" */
        assert_string_equal(finding("UPDATE citation SET span_begin = NULL, span_end = NULL WHERE document_id = 2"), "");
        assert_string_equal(finding("UPDATE document SET text = text || ' thêm' WHERE id = 3"), "fulltext|document 3");
        assert_string_equal(finding("UPDATE document SET text = replace(text, ' thêm', '') WHERE id = 3"), "");
        assert_string_equal(finding("UPDATE source SET outcome = 'lost' WHERE id = 1"), "outcome|source 1");
        assert_string_equal(finding("UPDATE source SET outcome = 'failed', document_id = NULL WHERE id = 1"), "outcome|document 1\noutcome|run 1");
        assert_string_equal(finding("UPDATE source SET outcome = 'loaded', document_id = 1 WHERE id = 1; UPDATE source SET sha256 = 'x' WHERE id = 2"), "hash|source 2");
        assert_string_equal(finding("UPDATE source SET sha256 = (SELECT sha256 FROM document WHERE id = 2) WHERE id = 2; PRAGMA foreign_keys = OFF; "
                "INSERT INTO diagnostic (document_id, n, code, severity) VALUES (77, 1, 'x', 'note')"), "foreign_key|diagnostic ");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, new_archive, drop_archive)
        const struct CMUnitTest tests[] = {
                TEST(steps_down), TEST(steps_up), TEST(long_way), TEST(graph_around), TEST(tasks), TEST(contradictions), TEST(there_twice), TEST(what_became_of_it), TEST(health),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
