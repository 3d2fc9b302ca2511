/* evaluate: hits, misses and extras of one document; sums; what changed since a saved run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "trichluc/evaluate.h"
#include "trichluc/evaluate_match.h"
#include "trichluc/evaluate_value.h"

#include <string.h>

static struct arena arena;
static struct evaluation e;

static json_t *parsed(const char *text)
{
        json_error_t error;
        json_t *json = json_loads(text, JSON_DECODE_ANY, &error);

        if (!json)
                fail_msg("%s: %s", error.text, text);
        return json;
}

static void add(const char *file, const char *expected, const char *record)
{
        json_t *a = parsed(expected), *b = parsed(record);

        evaluation_add(&e, file, a, b);
        json_decref(a);
        json_decref(b);
}

static int begin(void **state)
{
        (void) state;
        arena_reset(&arena);
        evaluation_init(&e, &arena);
        return 0;
}

static int release(void **state)
{
        (void) state;
        arena_release(&arena);
        return 0;
}

/* The n-th item of a figure, 0 first. */
static const struct evaluation_item *item_of(const char *figure, size_t n)
{
        for (size_t i = 0; i < e.n; i++) {
                if (strcmp(e.items[i].figure, figure) == 0 && n-- == 0)
                        return &e.items[i];
        }
        return NULL;
}

static void assert_outcome(const char *figure, size_t n, enum evaluation_outcome outcome)
{
        const struct evaluation_item *item = item_of(figure, n);

        if (!item)
                fail_msg("%s: no item %zu", figure, n);
        if (item->outcome != outcome)
                fail_msg("%s %s: %s, wanted %s found %s", figure, item->at, evaluation_outcome_name(item->outcome),
                        item->wanted ? item->wanted : "nothing", item->found ? item->found : "nothing");
}

static void assert_items(const char *figure, size_t n)
{
        assert_true(n == 0 || item_of(figure, n - 1));
        assert_null(item_of(figure, n));
}

static const struct evaluation_row *row_of(enum evaluation_by by, const char *group, const char *figure)
{
        struct evaluation_row *rows = NULL;
        size_t n = evaluation_sum(&e, by, &rows);

        for (size_t i = 0; i < n; i++) {
                bool same = group ? rows[i].group && strcmp(rows[i].group, group) == 0 : !rows[i].group;

                if (same && strcmp(rows[i].figure, figure) == 0)
                        return &rows[i];
        }
        return NULL;
}

static void assert_row(enum evaluation_by by, const char *group, const char *figure, size_t hits, size_t of)
{
        const struct evaluation_row *row = row_of(by, group, figure);

        if (!row)
                fail_msg("no row %s %s", group ? group : "", figure);
        assert_int_equal(row->hits, hits);
        assert_int_equal(row->of, of);
}

/* ---- values ---- */

static bool same(enum sameness how, const char *want, const char *got)
{
        json_t *a = parsed(want), *b = parsed(got), *found = parsed("{\"c01\": \"c07\", \"c02\": null}");
        struct mention_ids ids = { found };
        bool r = value_same(how, a, b, &ids);

        json_decref(a);
        json_decref(b);
        json_decref(found);
        return r;
}

static void values(void **state)
{
        static const struct {
                enum sameness how;
                const char *want, *got;
                bool same;
        } rows[] = {
                { SAME, "\"a b\"", "\" a\\n  b \"", true },
                { SAME, "\"a b\"", "\"ab\"", false },
                { SAME, "\"a\"", "\"ab\"", false },
                { SAME, "null", "\"\"", true },
                { SAME, "[]", "null", true },
                { SAME, "null", "\"a\"", false },
                { SAME, "4", "4.0", true },
                { SAME, "0", "null", false },
                { SAME, "[\"KT\", \"TM\"]", "[\"TM\", \"KT\"]", false },
                { SAME, "[\"KT\"]", "[\"KT\"]", true },
                { BARE, "\"4\"", "4", true },
                { BARE, "\"\\u0110i\\u1ec1u 04\"", "\"4\"", true }, /* Điều 04 */
                { BARE, "\"Ch\\u01b0\\u01a1ng I\"", "\"I\"", true }, /* Chương I */
                { BARE, "\"4\"", "\"40\"", false },
                { MENTION, "\"c01\"", "\"c07\"", true },
                { MENTION, "\"c01\"", "\"c01\"", false },
                { MENTION, "\"c02\"", "\"c02\"", false }, /* was not found: nothing can refer to it */
                { MENTION, "\"citation:c01\"", "\"citation:c07\"", true },
                { MENTION, "\"citation:c01\"", "\"c07\"", false },
                { MENTION, "\"doc\"", "\"doc\"", true },
                { MENTION, "\"doc\"", "null", false },
                { EXACTLY, "[1, 4]", "[1, 4]", true },
                { EXACTLY, "[1, 4]", "[1, 5]", false },
                { SAME_NAMES, "[{\"name\": \"A\"}, {\"name\": \"B\"}]", "[{\"name\": \"B\"}, {\"name\": \"A\"}]", true },
                { SAME_NAMES, "[{\"name\": \"A\"}, {\"name\": \"A\"}]", "[{\"name\": \"B\"}, {\"name\": \"A\"}]", false },
                { SAME_NAMES, "[{\"name\": \"A\"}]", "[{\"name\": \"A\"}, {\"name\": \"B\"}]", false },
                { SAME_NAMES, "[{\"span\": [3, 9]}]", "[{\"name\": \"A\", \"span\": [5, 6]}]", true },
                { SAME_NAMES, "[{\"span\": [3, 9]}]", "[{\"name\": \"A\", \"span\": [9, 12]}]", false },
                { SAME_PATHS, "[{\"path\": \"a\", \"span\": [1, 2]}]", "[{\"path\": \"a\", \"span\": [5, 6]}]", true },
                { SAME_PLACES, "[{\"span\": [1, 4]}, {\"span\": [5, 8]}]", "[{\"span\": [5, 9]}, {\"span\": [2, 3]}]", true },
                { SAME_PLACES, "[{\"span\": [1, 4]}]", "[]", false },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (same(rows[i].how, rows[i].want, rows[i].got) != rows[i].same)
                        fail_msg("row %zu: %s and %s", i, rows[i].want, rows[i].got);
        }
}

static void shown(void **state)
{
        json_t *list = parsed("[{\"name\": \"A\"}, {\"span\": [0, 2]}, \"b  c\", 7]"), *span = parsed("[1, 99]");
        struct buf out = { 0 };

        (void) state;
        value_show(&out, list, SPAN("\xC3\xA2x\n y"));
        assert_string_equal(out.ptr, "A; \xC3\xA2; b c; 7");
        buf_clear(&out);
        value_show(&out, span, SPAN("\xC3\xA2x\n y")); /* begins inside a letter, ends behind the text */
        assert_string_equal(out.ptr, "x y");
        buf_release(&out);
        json_decref(list);
        json_decref(span);
}

/* ---- pairs ---- */

static bool always(const json_t *wanted, const json_t *found, const void *context)
{
        (void) wanted, (void) found, (void) context;
        return true;
}

static void pairs_with_the_largest_common_part_first(void **state)
{
        const json_t *items[4] = { 0 };
        struct range wanted[] = { { 0, 10 }, { 10, 20 }, RANGE_NONE }, found[] = { { 8, 20 }, { 0, 40 }, { 50, 60 }, { 2, 9 } };
        struct pairing p = { .wanted = { items, wanted, 3 }, .found = { items, found, 4 } };

        (void) state;
        pairing_make(&p, &arena, always, NULL);
        assert_int_equal(p.found_of[0], 3);
        assert_int_equal(p.found_of[1], 0);
        assert_true(p.found_of[2] == NO_PARTNER);
        assert_true(p.wanted_of[1] == NO_PARTNER && p.wanted_of[2] == NO_PARTNER);
        assert_int_equal(p.wanted_of[3], 0);
}

/* ---- one document ---- */

#define CITATION(id, class, key, at, more) "{\"id\": \"" id "\", \"class\": \"" class "\", \"key\": " key ", \"number_span\": " at ", \"span\": " at more "}"

static void fields_of_the_document(void **state)
{
        (void) state;
        add("a", "{\"document\": {\"type\": {\"name\": \"B\\u00e1o c\\u00e1o\"}, \"number\": {\"status\": \"partial\", \"key\": null, \"key_pattern\": \"?/BC-UBND\"},"
                 " \"place\": null, \"signer\": {\"name\": \"X\", \"position\": null}, \"title\": {\"text\": \"v\\u1ec1 vi\\u1ec7c\"}}}",
                 "{\"text\": \"\", \"document\": {\"type\": {\"name\": \"B\\u00e1o c\\u00e1o\"}, \"number\": {\"status\": \"partial\", \"key\": null, \"key_pattern\": \"?/BC-UBND\"},"
                 " \"place\": {\"name\": null}, \"signer\": {\"name\": \"X\", \"position\": \"Y\"}}, \"dates\": [{\"span\": [1, 2]}]}");
        assert_outcome("document.type", 0, EVALUATION_HIT);
        assert_outcome("document.number", 0, EVALUATION_HIT);
        assert_outcome("document.place", 0, EVALUATION_HIT); /* nothing stated, nothing found */
        assert_outcome("document.signer", 0, EVALUATION_MISS);
        assert_outcome("document.title", 0, EVALUATION_MISS);
        assert_string_equal(item_of("document.signer", 0)->found, "X Y");
        assert_null(item_of("document.title", 0)->found);
        assert_string_equal(item_of("document.type", 0)->type, "B\xC3\xA1o c\xC3\xA1o");
        assert_items("document.date", 0); /* not stated, not compared */
        assert_items("date", 0);
        assert_items("text", 0);
}

static void text_by_its_sum(void **state)
{
        (void) state;
        add("a", "{\"text_sha256\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}", "{\"text\": \"abc\"}");
        add("b", "{\"text\": \"abd\"}", "{\"text\": \"abc\"}");
        assert_outcome("text", 0, EVALUATION_HIT);
        assert_outcome("text", 1, EVALUATION_MISS);
}

static void citations(void **state)
{
        (void) state;
        add("a",
            "{\"citations\": [" CITATION("c01", "numbered", "\"1/Q\\u0110-UBND\"", "[0, 5]", ", \"relation\": \"can_cu\", \"subject\": null")
            ", " CITATION("c02", "numbered", "\"2/Q\\u0110-UBND\"", "[10, 15]", ", \"refers_to\": \"c01\"")
            ", " CITATION("c03", "named", "null", "[20, 25]", ", \"type\": {\"printed\": \"Lu\\u1eadt\"}, \"refers_to\": \"c01\"")
            ", " CITATION("c04", "numbered", "\"4/Q\\u0110-UBND\"", "[30, 35]", "") "]}",
            "{\"text\": \"0123456789012345678901234567890123456789\", \"citations\": ["
            CITATION("c07", "numbered", "\"1/Q\\u0110-UBND\"", "[0, 6]", ", \"relation\": \"theo\", \"subject\": null")
            ", " CITATION("c08", "numbered", "\"2/Q\\u0110-UB\"", "[10, 15]", "")
            ", " CITATION("c09", "back_ref", "null", "[21, 25]", ", \"type\": {\"printed\": \"Lu\\u1eadt\"}, \"refers_to\": \"c07\"")
            ", " CITATION("c10", "self", "null", "[36, 39]", "")
            ", " CITATION("c11", "named", "null", "[30, 35]", ", \"type\": {\"printed\": \"Lu\\u1eadt\"}") "]}");
        assert_outcome("citation.numbered", 0, EVALUATION_HIT);
        assert_outcome("citation.numbered", 1, EVALUATION_MISS); /* another key at its place */
        assert_string_equal(item_of("citation.numbered", 1)->found, "01234 = 2/Q\xC4\x90-UB");
        assert_outcome("citation.numbered", 2, EVALUATION_MISS); /* only a name there */
        assert_outcome("citation.numbered", 3, EVALUATION_EXTRA);
        assert_outcome("citation.other", 0, EVALUATION_HIT);
        assert_outcome("citation.other", 1, EVALUATION_EXTRA); /* and self is nobody's error */
        assert_items("citation.other", 2);
        assert_outcome("citation.relation", 0, EVALUATION_MISS);
        assert_outcome("citation.subject", 0, EVALUATION_HIT);
        assert_outcome("citation.span", 0, EVALUATION_MISS);
        assert_outcome("citation.class", 0, EVALUATION_HIT);
        assert_outcome("citation.class", 1, EVALUATION_MISS);
        assert_outcome("citation.refers_to", 0, EVALUATION_HIT); /* c01 was found as c07 */
        assert_items("citation.refers_to", 1);
        assert_row(EVALUATION_BY_NOTHING, NULL, "citation.numbered.recall", 1, 3);
        assert_row(EVALUATION_BY_NOTHING, NULL, "citation.numbered.precision", 1, 2);
        assert_int_equal(row_of(EVALUATION_BY_NOTHING, NULL, "citation.numbered.f1")->value * 1000 + 0.5, 400);
        assert_row(EVALUATION_BY_CLASS, "named", "citation.other.recall", 1, 1);
        assert_row(EVALUATION_BY_CLASS, "named", "citation.other.precision", 1, 2);
        assert_row(EVALUATION_BY_CLASS, "numbered", "citation.span", 0, 1);
        assert_null(row_of(EVALUATION_BY_CLASS, "self", "citation.other.recall"));
}

static void dates_with_and_without_year(void **state)
{
        (void) state;
        add("a", "{\"dates\": [{\"kind\": \"month_day\", \"iso\": \"--04-21\", \"start\": null, \"end\": null, \"span\": [0, 4]},"
                 " {\"kind\": \"month_day\", \"iso\": \"--04-22\", \"start\": null, \"end\": null, \"span\": [5, 9]},"
                 " {\"kind\": \"year\", \"iso\": \"2022\", \"start\": \"2022-01-01\", \"end\": \"2022-12-31\", \"span\": [10, 14]}]}",
                 "{\"dates\": [{\"kind\": \"month_day\", \"iso\": \"--04-21\", \"start\": null, \"end\": null, \"span\": [0, 4]},"
                 " {\"kind\": \"month_day\", \"iso\": \"--05-22\", \"start\": null, \"end\": null, \"span\": [5, 9]},"
                 " {\"kind\": \"year_range\", \"iso\": \"2022\", \"start\": \"2022-01-01\", \"end\": \"2022-12-31\", \"span\": [9, 14]}]}");
        assert_outcome("date", 0, EVALUATION_HIT);
        assert_outcome("date", 1, EVALUATION_MISS);
        assert_outcome("date", 2, EVALUATION_HIT);
        assert_outcome("date", 3, EVALUATION_EXTRA);
        assert_outcome("date.kind", 1, EVALUATION_MISS);
        assert_outcome("date.span", 1, EVALUATION_MISS);
}

static void optional_partial_negative(void **state)
{
        (void) state;
        add("a", "{\"partial\": [\"units\"], \"units\": [{\"name\": \"A\", \"span\": [0, 3]}],"
                 " \"quantities\": [{\"value\": 5, \"span\": [4, 6], \"optional\": true}, {\"value\": 6, \"span\": [7, 9], \"optional\": true}],"
                 " \"diagnostics\": [{\"code\": \"date_blank\"}, {\"code\": \"number_blank\"}],"
                 " \"negatives\": [{\"not\": [\"citations\", \"dates\"], \"span\": [20, 30]}]}",
                 "{\"text\": \"\", \"units\": [{\"name\": \"A\", \"span\": [0, 3]}, {\"name\": \"B\", \"span\": [4, 6]}],"
                 " \"quantities\": [{\"value\": 5, \"span\": [4, 6]}, {\"value\": 8, \"span\": [7, 9]}, {\"value\": 9, \"span\": [12, 14]}],"
                 " \"diagnostics\": [{\"code\": \"date_blank\"}],"
                 " \"citations\": [{\"number_span\": [31, 33], \"span\": [25, 33]}], \"dates\": [{\"span\": [25, 33]}]}");
        assert_items("unit", 1);
        assert_outcome("unit", 0, EVALUATION_HIT);
        assert_row(EVALUATION_BY_NOTHING, NULL, "unit.recall", 1, 1);
        assert_null(row_of(EVALUATION_BY_NOTHING, NULL, "unit.precision"));
        assert_items("quantity", 1); /* two optional ones, and one too many elsewhere */
        assert_outcome("quantity", 0, EVALUATION_EXTRA);
        assert_outcome("negatives", 0, EVALUATION_HIT); /* the number stands behind it */
        assert_outcome("negatives", 1, EVALUATION_MISS);
        assert_outcome("diagnostics", 0, EVALUATION_HIT);
        assert_outcome("diagnostics", 1, EVALUATION_MISS);
}

static void tasks_and_events(void **state)
{
        (void) state;
        add("a", "{\"activities\": [{\"title\": \"T\", \"title_span\": [0, 9], \"lead\": [{\"name\": \"A\"}], \"partners\": [], \"time\": null, \"span\": [0, 50]}],"
                 " \"assignments\": [{\"units\": [{\"name\": \"A\"}], \"duties\": [{\"span\": [60, 70]}, {\"span\": [70, 80]}], \"span\": [55, 80]}],"
                 " \"events\": [{\"date\": {\"iso\": \"2020-05-01\", \"span\": [90, 95]}, \"actors\": [{\"name\": \"A\"}], \"span\": [85, 99]}]}",
                 "{\"activities\": [{\"title\": \"T\", \"title_span\": [2, 9], \"lead\": [{\"name\": \"A\"}], \"partners\": [{\"name\": \"B\"}],"
                 " \"time\": {\"start\": null, \"end\": null}, \"span\": [2, 50]}, {\"title\": \"U\", \"title_span\": [20, 30], \"span\": [20, 40]}],"
                 " \"assignments\": [{\"units\": [{\"name\": \"A\"}], \"duties\": [{\"span\": [60, 80]}], \"span\": [55, 80]}],"
                 " \"events\": [{\"date\": {\"iso\": \"2020-05-02\", \"span\": [90, 95]}, \"actors\": [{\"name\": \"A\"}], \"span\": [85, 99]}]}");
        assert_outcome("activity", 0, EVALUATION_HIT);
        assert_outcome("activity", 1, EVALUATION_EXTRA);
        assert_outcome("activity.lead", 0, EVALUATION_HIT);
        assert_outcome("activity.partners", 0, EVALUATION_MISS);
        assert_outcome("activity.time", 0, EVALUATION_HIT);
        assert_outcome("assignment.units", 0, EVALUATION_HIT);
        assert_outcome("assignment.duties", 0, EVALUATION_MISS);
        assert_outcome("event", 0, EVALUATION_MISS);
        assert_items("event.actors", 0); /* fields of hits only */
}

/* Expected files are made by hand: whatever stands there, nothing worse than a miss comes of it. */
static void strange_input(void **state)
{
        static const char *const strange[] = {
                "[]", "7", "{\"document\": []}", "{\"document\": {\"type\": 5, \"number\": [1], \"recipients\": {}}}", "{\"citations\": {}}",
                "{\"citations\": [5, null, [], {\"id\": 7, \"class\": 8, \"span\": [9, 3]}, {\"span\": [0, 99999999999]}, {\"span\": [1, 2, 3]}]}",
                "{\"dates\": [{\"span\": [0, 2], \"start\": [[]], \"role\": {}}], \"partial\": [3], \"negatives\": [4, {\"not\": 5}], \"diagnostics\": [{}]}",
                "{\"dates\": [{\"span\": [0, 2], \"start\": [[[1]]], \"role\": \"citation:\"}], \"negatives\": [{\"not\": [\"dates\", 1, \"none\"]}], \"text_sha256\": 4}",
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(strange); i++) {
                for (size_t k = 0; k < ARRAY_LEN(strange); k++)
                        add("a", strange[i], strange[k]);
        }
}

/* ---- sums and runs ---- */

static void every_figure_has_its_row(void **state)
{
        const char **names;
        size_t n = evaluation_figures(&arena, &names);

        (void) state;
        assert_string_equal(names[0], "text");
        assert_string_equal(names[n - 1], "diagnostics");
        for (size_t i = 0; i < n; i++) {
                for (size_t k = 0; k < i; k++)
                        assert_string_not_equal(names[i], names[k]);
        }
        assert_true(evaluation_figure_is_list("citation.other"));
        assert_false(evaluation_figure_is_list("citation.date"));
}

#define TYPED(name, number) "{\"document\": {\"type\": {\"name\": \"" name "\"}, \"number\": {\"key\": \"" number "\"}}}"

static void sums_by_type(void **state)
{
        (void) state;
        add("a", TYPED("B", "1"), TYPED("B", "1"));
        add("b", TYPED("A", "1"), TYPED("A", "2"));
        add("d", "{\"document\": {\"type\": {\"name\": \"D\"}}, \"quantities\": [{\"value\": 5, \"span\": [4, 6]}]}", "{\"document\": {}}");
        add("c", TYPED("B", "1"), TYPED("A", "1"));
        assert_row(EVALUATION_BY_TYPE, NULL, "document.number", 2, 3);
        assert_row(EVALUATION_BY_TYPE, "A", "document.number", 0, 1);
        assert_row(EVALUATION_BY_TYPE, "B", "document.number", 2, 2);
        assert_row(EVALUATION_BY_TYPE, "B", "document.type", 1, 2); /* the wanted type counts */
        assert_row(EVALUATION_BY_TYPE, "D", "quantity.recall", 0, 1);
        assert_null(row_of(EVALUATION_BY_TYPE, "D", "quantity.precision")); /* nothing came out */
        assert_non_null(row_of(EVALUATION_BY_TYPE, "D", "quantity.f1"));
}

static void reload(struct evaluation *then)
{
        FILE *f = tmpfile();

        assert_non_null(f);
        assert_int_equal(evaluation_save(&e, f), 0);
        rewind(f);
        evaluation_init(then, &arena);
        assert_int_equal(evaluation_load(then, f), 0);
        fclose(f);
        assert_int_equal(then->n, e.n);
}

#define DATED(iso, at) "{\"iso\": \"" iso "\", \"start\": \"" iso "\", \"end\": \"" iso "\", \"span\": " at "}"

static void changes_since_a_saved_run(void **state)
{
        static const char expected[] = "{\"dates\": [" DATED("2020-01-01", "[0, 5]") ", " DATED("2020-01-02", "[10, 15]") "]}";
        struct evaluation then;
        struct evaluation_changes c;

        (void) state;
        add("a", expected, "{\"dates\": [" DATED("2020-01-01", "[0, 5]") ", " DATED("2020-01-02", "[20, 25]") "]}");
        add("gone", expected, "{\"dates\": [" DATED("2020-01-05", "[0, 5]") "]}");
        reload(&then);
        evaluation_compare(&c, &e, &then);
        assert_int_equal(c.n + c.only_now + c.only_then, 0);

        evaluation_init(&e, &arena);
        add("a", expected, "{\"dates\": [" DATED("2020-01-02", "[10, 15]") ", " DATED("2020-01-03", "[30, 35]") "]}");
        evaluation_compare(&c, &e, &then);
        assert_int_equal(c.gained, 2); /* the second date, and the extra at 20 is gone */
        assert_int_equal(c.lost, 2);   /* the first date, and an extra at 30 */
        assert_int_equal(c.n, 4);
        assert_int_equal(c.only_now, 2); /* the fields of the date found now */
        assert_int_equal(c.only_then, 2 + 2 + 1); /* those of the other one, and all of the file that was not looked at */
        for (size_t i = 0; i < c.n; i++)
                assert_string_equal(c.items[i].item->file, "a");
}

static long loaded(const char *text)
{
        struct evaluation run;
        FILE *f = tmpfile();
        long r;

        assert_non_null(f);
        fputs(text, f);
        rewind(f);
        evaluation_init(&run, &arena);
        r = evaluation_load(&run, f);
        fclose(f);
        return r;
}

static void a_file_that_is_no_run(void **state)
{
        static const char good[] = "{\"file\": \"a\", \"figure\": \"date\", \"at\": \"\", \"outcome\": \"hit\"}\n";
        char text[300];

        (void) state;
        assert_int_equal(loaded(""), 0);
        assert_int_equal(loaded(good), 0);
        snprintf(text, sizeof(text), "%s%s", good, "{\"file\": \"a\"}\n");
        assert_int_equal(loaded(text), 2);
        snprintf(text, sizeof(text), "%s%s", good, "{\"file\": \"a\", \"figure\": \"date\", \"at\": \"\", \"outcome\": \"perhaps\"}\n");
        assert_int_equal(loaded(text), 2);
        assert_int_equal(loaded("not JSON\n"), 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(values),
                cmocka_unit_test(shown),
                cmocka_unit_test_setup(pairs_with_the_largest_common_part_first, begin),
                cmocka_unit_test_setup(fields_of_the_document, begin),
                cmocka_unit_test_setup(text_by_its_sum, begin),
                cmocka_unit_test_setup(citations, begin),
                cmocka_unit_test_setup(dates_with_and_without_year, begin),
                cmocka_unit_test_setup(optional_partial_negative, begin),
                cmocka_unit_test_setup(tasks_and_events, begin),
                cmocka_unit_test_setup(strange_input, begin),
                cmocka_unit_test_setup(every_figure_has_its_row, begin),
                cmocka_unit_test_setup(sums_by_type, begin),
                cmocka_unit_test_setup(changes_since_a_saved_run, begin),
                cmocka_unit_test_setup(a_file_that_is_no_run, begin),
        };

        return cmocka_run_group_tests(tests, NULL, release);
}
