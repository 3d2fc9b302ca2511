/* Questions against plain SQL written for the case: an archive made by dice, every filter with every other, the counts that are kept. */
#include "tests/unit/archive_maker.h"

enum { PAPERS = 60, NUMBERS = 90 }; /* a third of the numbers is nobody's */

static const char *const types[] = { "Thông tư", "Quyết định", "Báo cáo" };
static const char *const issuers[] = { "Bộ Tài chính", "Bộ Nội vụ", "Chính phủ" };
static const char *const relations[] = { "can_cu", "thay_the", "bai_bo" };
static unsigned dice = 1;

static unsigned below(unsigned n)
{
        dice = dice * 1103515245u + 12345u;
        return (dice >> 16) % n;
}

static const char *number(unsigned n)
{
        return arena_printf(&made, "%02u/20%02u/TT-BTC", n + 1, 10 + n % 10);
}

static void make_papers(void)
{
        for (unsigned i = 0; i < PAPERS; i++) {
                struct buf text = { 0 };
                unsigned cited[12];
                struct sheet *sheet;

                buf_printf(&text, "Văn bản số %u.", i);
                for (size_t k = 0; k < ARRAY_LEN(cited); k++) {
                        cited[k] = below(below(NUMBERS) + 1);
                        buf_printf(&text, " Căn cứ %s;", number(cited[k]));
                }
                sheet = sheet_new(arena_printf(&made, "%u.txt", i), arena_strndup(&made, buf_span(&text)));
                sheet_head(sheet, types[below(3)], i % 7 ? number(i) : NULL, i % 5 ? arena_printf(&made, "20%02u-%02u-11", 10 + below(10), 1 + below(12)) : NULL,
                        issuers[below(3)], NULL);
                for (size_t k = 0; k < below(ARRAY_LEN(cited)); k++)
                        sheet_cite(sheet, "Thông tư", number(cited[k]), NULL, NULL)->relation = relations[below(3)];
                load(sheet);
                if (i % 25 == 0)
                        commit();
                buf_release(&text);
        }
        commit();
}

/* ---- answers as text: the first column wanted, then the others ---- */

struct answer {
        const char *columns[4];
        struct buf out;
};

static int note_row(void *context, const struct answer_row *row)
{
        struct answer *answer = context;

        buf_puts(&answer->out, answer->out.len ? "\n" : "");
        for (size_t k = 0; k < ARRAY_LEN(answer->columns) && answer->columns[k]; k++) {
                for (size_t c = 0; c < row->columns; c++) {
                        if (strcmp(row->names[c], answer->columns[k]) == 0)
                                buf_printf(&answer->out, "%s%s", k ? "|" : "", row->cells[c] ? row->cells[c] : "-");
                }
        }
        return 0;
}

static const char *ask(const char *name, const struct question *question, const char *a, const char *b, const char *c)
{
        struct answer answer = { .columns = { a, b, c } };
        const char *text;

        if (archive_ask(archive, name, question, note_row, &answer, NULL))
                fail_msg("%s: %s", name, archive_message(archive));
        text = arena_strndup(&made, buf_span(&answer.out));
        buf_release(&answer.out);
        return text;
}

/* What the filters of @q mean, for a document d with issuer u. */
static const char *where(const struct question *q, const char *doc)
{
        struct buf sql = { 0 };
        const char *text;

        if (q->type)
                buf_printf(&sql, " AND %s.type = '%s'", doc, q->type);
        if (q->issuer)
                buf_printf(&sql, " AND u.name = '%s'", q->issuer);
        if (q->from)
                buf_printf(&sql, " AND %s.date >= '%s'", doc, q->from);
        if (q->to)
                buf_printf(&sql, " AND %s.date <= '%s-12-31'", doc, q->to);
        text = arena_strndup(&made, buf_span(&sql));
        buf_release(&sql);
        return text;
}

static struct question any_question(void)
{
        return (struct question) { .key = number(below(below(NUMBERS) + 1)), .type = below(2) ? types[below(3)] : NULL, .issuer = below(2) ? issuers[below(3)] : NULL,
                .relation = below(2) ? relations[below(3)] : NULL, .from = below(2) ? "2012-06-01" : NULL, .to = below(2) ? "2016" : NULL,
                .limit = below(2) ? 1 + (int) below(5) : 0 };
}

static const char *limited(const char *sql, int limit)
{
        return limit ? arena_printf(&made, "%s LIMIT %d", sql, limit) : sql;
}

/* ---- */

static void filters_combine(void **state)
{
        size_t answered = 0;

        (void) state;
        make_papers();
        for (int i = 0; i < 400; i++) {
                struct question q = any_question();
                const char *relation = q.relation ? arena_printf(&made, " AND c.relation = '%s'", q.relation) : "", *told;

                told = ask("cited-by", &q, "id", "relation", "words");
                assert_rows(limited(arena_printf(&made, "SELECT d.id, c.relation, CAST(substr(CAST(d.text AS BLOB), c.span_begin + 1, c.span_end - c.span_begin) AS TEXT) "
                        "FROM citation c JOIN instrument i ON i.id = c.instrument_id JOIN document d ON d.id = c.document_id LEFT JOIN unit u ON u.id = d.issuer_id "
                        "WHERE i.key = '%s'%s%s ORDER BY d.date DESC, d.id DESC, c.n", q.key, relation, where(&q, "d")), q.limit), told);
                answered += *told != '\0';
                /* all of them are cited as circulars, whatever type their own text has */
                told = ask("cites", &q, "key", "relation", "date");
                assert_rows(limited(arena_printf(&made, "SELECT c.key, c.relation, i.date FROM document x JOIN citation c ON c.document_id = x.id "
                        "JOIN instrument i ON i.id = c.instrument_id LEFT JOIN unit u ON u.id = i.issuer_id WHERE x.key = '%s'%s%s%s ORDER BY x.id, c.n",
                        q.key, relation, q.type && strcmp(q.type, types[0]) ? " AND 0" : "",
                        where(&(struct question) { .issuer = q.issuer, .from = q.from, .to = q.to }, "i")), q.limit), told);
        }
        assert_true(answered > 40);
}

static void missing_is_counted(void **state)
{
        (void) state;
        make_papers();
        for (int i = 0; i < 20; i++) {
                struct question q = any_question();

                assert_rows(limited(arena_printf(&made, "SELECT i.key, count(*), count(DISTINCT c.document_id) FROM instrument i JOIN citation c ON c.instrument_id = i.id "
                        "LEFT JOIN unit u ON u.id = i.issuer_id WHERE i.document_id IS NULL%s GROUP BY i.id ORDER BY 3 DESC, 2 DESC, 1",
                        where(&q, "i")), q.limit), ask("list-missing", &q, "key", "citations", "documents"));
        }
        /* who cites it: documents that do, no more than three */
        assert_rows("SELECT i.key, (SELECT group_concat(number, '; ') FROM (SELECT DISTINCT coalesce(d.key, d.type) AS number FROM citation c "
                    "JOIN document d ON d.id = c.document_id WHERE c.instrument_id = i.id ORDER BY c.id LIMIT 3)) "
                    "FROM instrument i JOIN citation_count k ON k.instrument_id = i.id WHERE i.document_id IS NULL AND k.documents > 0 "
                    "ORDER BY k.documents DESC, k.citations DESC, i.key", ask("list-missing", &(struct question) { 0 }, "key", "cited_by", NULL));
}

static void stats_are_counted(void **state)
{
        const char *told;

        (void) state;
        make_papers();
        load(sheet_new("3.txt", "Văn bản khác")); /* one goes, with all it cited */
        commit();
        told = ask("stats", &(struct question) { 0 }, "what", "value", "documents");
        assert_rows("SELECT * FROM (SELECT 'type', ifnull(type, ''), count(*) AS n FROM document GROUP BY 2 ORDER BY 3 DESC, 2) "
                    "UNION ALL SELECT * FROM (SELECT 'year', ifnull(substr(date, 1, 4), ''), count(*) FROM document GROUP BY 2 ORDER BY 2 DESC) "
                    "UNION ALL SELECT * FROM (SELECT 'issuer', ifnull(u.name, ''), count(*) FROM document d LEFT JOIN unit u ON u.id = d.issuer_id GROUP BY 2 ORDER BY 3 DESC, 2) "
                    "UNION ALL SELECT * FROM (SELECT 'cited', i.key, count(DISTINCT c.document_id) FROM citation c JOIN instrument i ON i.id = c.instrument_id "
                    "GROUP BY i.id ORDER BY 3 DESC, 2 LIMIT 20)", told);
}

static int compare_lines(const void *a, const void *b)
{
        return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static const char *sorted(const char *text)
{
        const char *lines[NUMBERS * 2];
        struct buf out = { 0 };
        size_t n = 0;

        for (char *line = strtok(arena_strdup(&made, text), "\n"); line; line = strtok(NULL, "\n"))
                lines[n++] = line;
        qsort(lines, n, sizeof(*lines), compare_lines);
        for (size_t i = 0; i < n; i++)
                buf_printf(&out, "%s%s", i ? "\n" : "", lines[i]);
        text = arena_strndup(&made, buf_span(&out));
        buf_release(&out);
        return text;
}

/* All steps give what a recursive statement gives; so does each distance. */
static void steps_reach_the_same(void **state)
{
        (void) state;
        make_papers();
        for (unsigned i = 0; i < PAPERS; i += 7) {
                const char *key = number(i + 1);

                for (int depth = 0; depth < 4; depth++) {
                        const char *told = ask("cites-depth", &(struct question) { .key = key, .depth = depth }, "key", NULL, NULL);

                        assert_rows(arena_printf(&made, "WITH RECURSIVE r (id, depth) AS (SELECT id, 0 FROM instrument WHERE key = '%s' UNION "
                                "SELECT c.instrument_id, r.depth + 1 FROM r JOIN document d ON d.instrument_id = r.id JOIN citation c ON c.document_id = d.id "
                                "WHERE r.depth < %d AND c.instrument_id IS NOT NULL) "
                                "SELECT DISTINCT i.key FROM r JOIN instrument i ON i.id = r.id WHERE i.key <> '%s' ORDER BY i.key", key, depth ? depth : 40, key),
                                sorted(told));
                }
        }
}

/* The newest are found in the newest documents where there are enough, and else among all: the answer is the same. */
static void newest_of_what_is_cited_often(void **state)
{
        (void) state;
        for (unsigned i = 0; i < PAPERS; i++) {
                struct sheet *sheet = sheet_new(arena_printf(&made, "%u.txt", i), arena_printf(&made, "Văn bản số %u. Căn cứ %s; căn cứ %s;", i, number(80), number(i % 3)));

                sheet_head(sheet, types[below(3)], number(i), i % 5 ? arena_printf(&made, "20%02u-%02u-11", 10 + below(10), 1 + below(12)) : NULL, issuers[below(3)], NULL);
                for (unsigned k = 0; k < 1 + i % 3; k++)
                        sheet_cite(sheet, "Thông tư", number(80), NULL, NULL)->span.begin += k;
                sheet_cite(sheet, "Thông tư", number(i % 3), NULL, NULL);
                load(sheet);
        }
        commit();
        for (int limit = 1; limit < 120; limit += limit < 40 ? 1 : 37) {
                for (unsigned i = 0; i < 4; i++) {
                        const char *key = number(i ? i - 1 : 80);

                        assert_rows(arena_printf(&made, "SELECT d.id, c.span_begin FROM citation c JOIN instrument i ON i.id = c.instrument_id JOIN document d ON d.id = c.document_id "
                                "WHERE i.key = '%s' AND c.class <> 'self' ORDER BY d.date DESC, d.id DESC, c.n LIMIT %d", key, limit),
                                ask("cited-by", &(struct question) { .key = key, .limit = limit }, "id", "span_begin", NULL));
                }
        }
}

/* More than one run of the statement that tells them. */
static void many_are_told(void **state)
{
        enum { MANY = 2500 };
        struct buf text = { 0 };
        struct sheet *sheet;

        (void) state;
        for (unsigned i = 0; i < MANY; i++)
                buf_printf(&text, "Thông tư %u/2010/TT-BTC;", 100 + i);
        sheet = sheet_new("a.txt", arena_strndup(&made, buf_span(&text)));
        sheet_head(sheet, types[0], "1/2011/TT-BTC", "2011-01-01", issuers[0], NULL);
        for (unsigned i = 0; i < MANY; i++)
                sheet_cite(sheet, "Thông tư", arena_printf(&made, "%u/2010/TT-BTC", 100 + i), NULL, NULL);
        load(sheet);
        commit();
        buf_release(&text);
        for (int limit = 0; limit < MANY + 500; limit += 512) {
                assert_rows(limited("SELECT i.key FROM citation c JOIN instrument i ON i.id = c.instrument_id WHERE c.class <> 'self' ORDER BY i.id", limit),
                        ask("cites-depth", &(struct question) { .key = "1/2011/TT-BTC", .depth = 1, .limit = limit }, "key", NULL, NULL));
        }
}

static void sets_of_ids(void **state)
{
        static const int64_t edges[] = { 1, -1, 63, 64, 65, -63, -64, -65, INT64_MAX, INT64_MIN, INT64_MIN + 64 };
        struct idset set = { 0 };
        size_t n = 0, told = 0, at = 0;
        int64_t id;

        (void) state;
        assert_false(idset_has(&set, 1));
        assert_true(idset_next(&set, &at) == 0);
        for (size_t i = 0; i < ARRAY_LEN(edges); i++, n++) {
                assert_false(idset_has(&set, edges[i]));
                assert_true(idset_add(&set, edges[i]));
                assert_false(idset_add(&set, edges[i]));
        }
        for (int64_t i = 1000; i < 200000; i += 1 + below(90), n++)
                assert_true(idset_add(&set, below(2) ? i : -i));
        for (at = 0; (id = idset_next(&set, &at)); told++)
                assert_true(idset_has(&set, id));
        assert_int_equal(told, n);
        assert_false(idset_has(&set, 0) || idset_has(&set, 2) || idset_has(&set, -2));
        idset_clear(&set);
        assert_false(idset_has(&set, 1));
        idset_release(&set);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, new_archive, drop_archive)
        const struct CMUnitTest tests[] = { TEST(filters_combine), TEST(missing_is_counted), TEST(stats_are_counted), TEST(steps_reach_the_same),
                TEST(newest_of_what_is_cited_often), TEST(many_are_told), TEST(sets_of_ids) };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
