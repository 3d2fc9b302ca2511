/* The rule set as a whole: loading, replacing, checking itself, and staying within its limits. */
#include "rules/rules.h"

#include "common/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static struct ruleset *built_in;

struct understood {
        struct arena arena;
        struct document doc;
        struct norm_text text;
        struct record record;
};

static void understand_with(struct ruleset *set, struct understood *u, struct span bytes)
{
        *u = (struct understood) { 0 };
        assert_int_equal(extractor_read_bytes(&u->doc, &u->arena, "test.txt", bytes, NULL), 0);
        norm_display(&u->doc, &u->arena);
        norm_match_text(&u->text, &u->arena, u->doc.text);
        ruleset_run(set, &u->record, &u->arena, &u->doc, &u->text);
}

static void understand(struct understood *u, const char *text)
{
        understand_with(built_in, u, span_of(text));
}

static void forget(struct understood *u)
{
        arena_release(&u->arena);
}

static bool has_diag(const struct understood *u, enum diag_code code)
{
        for (size_t i = 0; i < u->record.diags.n; i++) {
                if (u->record.diags.items[i].code == code)
                        return true;
        }
        return false;
}

/* A folder of rules with one file in it. */
static const char *rules_folder(struct arena *arena, const char *file, const char *content)
{
        char *folder = arena_strdup(arena, "/tmp/trichluc-rules-XXXXXX");
        FILE *f;

        assert_non_null(mkdtemp(folder));
        if (strchr(file, '/'))
                assert_int_equal(mkdir(arena_printf(arena, "%s/tables", folder), 0700), 0);
        f = fopen(arena_printf(arena, "%s/%s", folder, file), "w");
        assert_non_null(f);
        fputs(content, f);
        fclose(f);
        return folder;
}

static void remove_folder(struct arena *arena, const char *folder, const char *file)
{
        unlink(arena_printf(arena, "%s/%s", folder, file));
        rmdir(arena_printf(arena, "%s/tables", folder));
        rmdir(folder);
}

static void expect_refused(const char *content, const char *reason)
{
        struct arena arena = { 0 };
        struct buf message = { 0 };
        struct ruleset *set = NULL;
        const char *folder = rules_folder(&arena, "them.yaml", content);

        assert_int_equal(ruleset_load(&set, folder, &message), ERROR_RULES);
        assert_null(set);
        assert_non_null(strstr(message.ptr, reason));
        assert_non_null(strstr(message.ptr, "them.yaml"));
        remove_folder(&arena, folder, "them.yaml");
        buf_release(&message);
        arena_release(&arena);
}

static void test_bad_rules_are_refused(void **state)
{
        (void) state;
        expect_refused("rules:\n  - id: [\n", "them.yaml");
        expect_refused("rules:\n  - { id: a, yields: date, anchor: ['x'], pattern: 'x', counterexamples: ['y'] }\n", "examples and counterexamples");
        expect_refused("rules:\n  - { id: a, yields: date, anchor: ['x'], pattern: '(', examples: [{ text: 'x' }], counterexamples: ['y'] }\n", "cannot be used");
        expect_refused("rules:\n  - { id: a, yields: nothing, anchor: ['x'], pattern: 'x', examples: [{ text: 'x' }], counterexamples: ['y'] }\n", "unknown fact");
        expect_refused("rules:\n  - { id: ngay.so, yields: date, anchor: ['x'], pattern: 'x', examples: [{ text: 'x' }], counterexamples: ['y'] }\n", "stands twice");
        expect_refused("rules:\n  - { id: a, yields: date, anchor: ['x'], pattern: '{khong_co}', examples: [{ text: 'x' }], counterexamples: ['y'] }\n", "no definition");
        expect_refused("rules:\n  - { id: a, yields: date, anchor: ['#'], behind: '[', pattern: '1', examples: [{ text: '1' }], counterexamples: ['y'] }\n", "cannot be used");
}

static void test_check_finds_a_wrong_example(void **state)
{
        struct arena arena = { 0 };
        struct buf message = { 0 };
        struct ruleset_check good, bad;
        struct ruleset *set = NULL;
        const char *folder;

        (void) state;
        ruleset_check(built_in, &good, &message);
        assert_int_equal(good.failed, 0);
        assert_true(good.rows > 2000); /* table rows with an example of their own */
        assert_true(good.rules > 30 && good.examples > good.rules && good.counterexamples >= good.rules);
        buf_clear(&message);
        folder = rules_folder(&arena, "them.yaml",
                "rules:\n"
                "  - id: thu.nghiem\n"
                "    yields: date\n"
                "    kind: year\n"
                "    anchor: ['kỷ']\n"
                "    pattern: 'kỷ (?<y>\\d{4})'\n"
                "    examples: [{ text: 'kỷ 2020', fields: ['y=2021'] }, { text: 'không' }]\n"
                "    counterexamples: ['kỷ 1999']\n"
                "  - id: thu.sau_so\n"
                "    yields: date\n"
                "    anchor: ['#']\n"
                "    behind: '[/]'\n"
                "    pattern: '\\d ?[/-]x'\n"
                "    examples: [{ text: '1/x' }, { text: '1 /x' }, { text: '1-x' }]\n"
                "    counterexamples: ['1x']\n");
        assert_int_equal(ruleset_load(&set, folder, &message), 0);
        ruleset_check(set, &bad, &message);
        assert_int_equal(bad.rules, good.rules + 2);
        assert_int_equal(bad.failed, 4); /* the field, the example that does not match, the counterexample that does; the example that behind: shuts out */
        assert_non_null(strstr(message.ptr, "thu.nghiem"));
        assert_string_not_equal(ruleset_version(set), ruleset_version(built_in));
        ruleset_free(set);
        remove_folder(&arena, folder, "them.yaml");
        buf_release(&message);
        arena_release(&arena);
}

/* A province adds an abbreviation by replacing one table. */
static void test_a_table_is_replaced(void **state)
{
        struct arena arena = { 0 };
        struct buf message = { 0 };
        struct ruleset *set = NULL;
        struct understood u;
        const char *folder = rules_folder(&arena, "tables/type-words.csv", "word,type,example\nTờ lệnh,lenh,Tờ lệnh số 5/TL-UBND\n");

        (void) state;
        assert_int_equal(ruleset_load(&set, folder, &message), 0);
        understand_with(set, &u, span_of("Thực hiện Tờ lệnh số 15/TL-UBND ngày 01/02/2020.\n"));
        assert_int_equal(u.record.n_citations, 1);
        assert_string_equal(u.record.citations[0].type.printed, "Tờ lệnh");
        assert_string_equal(u.record.citations[0].type.name, "Lệnh");
        forget(&u);
        ruleset_free(set);
        remove_folder(&arena, folder, "tables/type-words.csv");
        buf_release(&message);
        arena_release(&arena);
}

static void test_missing_folder_is_an_error(void **state)
{
        struct buf message = { 0 };
        struct ruleset *set = NULL;

        (void) state;
        assert_int_equal(ruleset_load(&set, "/nonexistent-rules", &message), ERROR_RULES);
        assert_non_null(strstr(message.ptr, "/nonexistent-rules"));
        buf_release(&message);
}

static void test_a_pattern_that_explodes_is_reported(void **state)
{
        struct arena arena = { 0 };
        struct buf message = { 0 };
        struct ruleset *set = NULL;
        struct understood u;
        const char *folder = rules_folder(&arena, "them.yaml",
                "rules:\n"
                "  - id: no.tung\n"
                "    yields: date\n"
                "    kind: year\n"
                "    anchor: ['bom']\n"
                "    pattern: 'bom (?:(?:a|aa)+)+b'\n"
                "    examples: [{ text: 'bom aab' }]\n"
                "    counterexamples: ['bom']\n");

        (void) state;
        assert_int_equal(ruleset_load(&set, folder, &message), 0);
        understand_with(set, &u, span_of("Căn cứ Luật Thủ đô. bom aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\n"));
        assert_true(has_diag(&u, DIAG_limit_match));
        assert_int_equal(u.record.n_citations, 1);
        forget(&u);
        ruleset_free(set);
        remove_folder(&arena, folder, "them.yaml");
        buf_release(&message);
        arena_release(&arena);
}

static double seconds_for(const char *unit, size_t times, enum diag_code diag)
{
        struct buf text = { 0 };
        struct understood u;
        struct timespec begin, end;

        for (size_t i = 0; i < times; i++)
                buf_puts(&text, unit);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
        understand_with(built_in, &u, buf_span(&text));
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
        if (diag != DIAG_NONE)
                assert_true(has_diag(&u, diag));
        forget(&u);
        buf_release(&text);
        return (double) (end.tv_sec - begin.tv_sec) + (double) (end.tv_nsec - begin.tv_nsec) / 1e9;
}

/* Work grows with the text, not with its square: eight times the text may take at most twenty-odd times as long. */
static void test_hostile_text_is_linear(void **state)
{
        static const char *const units[] = {
                "số 12/QĐ-UBND, ", "Quyết định số 12/QĐ-UBND ngày 05/3/2020 của UBND tỉnh về việc ", "Luật Luật Luật Luật ", "1 2 3 4 5 6 7 8 9 ", "ngày ngày ngày ",
                "((((((((", "điểm a khoản 1 Điều 2 ", "Bộ trưởng Bộ trưởng Bộ trưởng ", "Căn cứ ", "năm 2020 - 2021 - ", "Nghị định nêu trên; ", "- Đơn vị chủ trì: Sở Nội vụ\n", "12/12/12/12/",
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(units); i++) {
                double small = seconds_for(units[i], 20000 / strlen(units[i]), DIAG_NONE);
                double large = seconds_for(units[i], 160000 / strlen(units[i]), DIAG_NONE);

                if (large > 24 * small + 0.4)
                        fail_msg("\"%s\": %.3f s for 20 KB, %.3f s for 160 KB", units[i], small, large);
        }
}

static void test_a_giant_paragraph_is_read_in_pieces(void **state)
{
        (void) state;
        seconds_for("Thực hiện Công văn số 15/SNV-TH ngày 01/02/2020 ", 4000, DIAG_limit_window);
}

static void expect_range(struct range r, size_t len)
{
        assert_true(r.begin <= r.end);
        assert_true(r.end <= len);
}

/* Every range lies inside the display text, whatever the text is. */
static void test_ranges_stay_inside(void **state)
{
        static const char *const pieces[] = {
                "Quyết định ", "số ", "12/", "QĐ-", "UBND", " ngày ", "05/3/", "2020", "\n", "\n\n", "Luật ", "Báo chí ", "này", " nêu trên", "; ", ", ", "Căn cứ ", "UBND ", "tỉnh ", "Hà Tĩnh", "\xC2\xA0",
                "\xE2\x80\x93", "H\xC3\xB2\x61", "e\xCC\x82\xCC\xA3", "Nơi nhận:", "- ", "1. ", "Điều 4. ", "TM. ", "KT. ", "QUYẾT ĐỊNH\n", "tháng ", "quý III/", "\"", "(", ")", "...", "/", "\xE2\x80\x8B", "TÊN",
        };
        unsigned seed = 20200305;

        (void) state;
        for (int round = 0; round < 300; round++) {
                struct buf text = { 0 };
                struct understood u;

                for (int i = 0; i < 120; i++) {
                        seed = seed * 1103515245u + 12345u;
                        buf_puts(&text, pieces[(seed >> 16) % ARRAY_LEN(pieces)]);
                }
                understand_with(built_in, &u, buf_span(&text));
                for (size_t i = 0; i < u.record.n_citations; i++) {
                        const struct rec_citation *c = &u.record.citations[i];

                        expect_range(c->span, u.doc.text.len);
                        expect_range(c->number_span, u.doc.text.len);
                        expect_range(c->title.span, u.doc.text.len);
                        expect_range(c->issuer.span, u.doc.text.len);
                        expect_range(c->date.span, u.doc.text.len);
                        assert_int_equal(c->id, i + 1);
                        assert_true(c->refers_to <= u.record.n_citations && c->subject <= u.record.n_citations);
                        assert_true(range_is_set(c->span));
                }
                for (size_t i = 0; i < u.record.n_dates; i++)
                        expect_range(u.record.dates[i].span, u.doc.text.len);
                for (size_t i = 0; i < u.record.n_sections; i++)
                        expect_range(u.record.sections[i].span, u.doc.text.len);
                forget(&u);
                buf_release(&text);
        }
}

static void test_a_blank_number_stays_blank(void **state)
{
        struct understood u;

        (void) state;
        understand(&u, "UBND TỈNH SƠN LA\nSố:       /BC-UBND\n\nSơn La, ngày    tháng 10 năm 2023\n\nBÁO CÁO\nKết quả công tác năm 2023\n\nThực hiện Công văn số 15/SNV-TH, UBND tỉnh báo cáo.\n");
        assert_int_equal(u.record.document.number.status, NUMBER_PARTIAL);
        assert_string_equal(u.record.document.number.key_pattern, "?/BC-UBND");
        assert_null(u.record.document.number.key);
        assert_string_equal(u.record.document.date.iso, "2023-10");
        assert_int_equal(u.record.document.date.missing, MISSING_DAY);
        assert_string_equal(u.record.document.title.text, "Kết quả công tác năm 2023");
        assert_int_equal(u.record.n_citations, 1);
        assert_true(has_diag(&u, DIAG_number_blank) && has_diag(&u, DIAG_date_blank));
        forget(&u);
}

static void test_two_laws_of_one_name_stay_two(void **state)
{
        struct understood u;

        (void) state;
        understand(&u, "Căn cứ Luật Di sản văn hóa số 28/2001/QH10 ngày 29 tháng 6 năm 2001; Luật sửa đổi, bổ sung một số điều của Luật Di sản văn hóa số 32/2009/QH12 ngày 18 tháng 6 năm 2009;\n");
        assert_int_equal(u.record.n_citations, 2);
        assert_string_equal(u.record.citations[0].number.key, "28/2001/QH10");
        assert_string_equal(u.record.citations[1].number.key, "32/2009/QH12");
        assert_string_equal(u.record.citations[1].date.iso, "2009-06-18");
        assert_int_equal(u.record.citations[1].refers_to, 0);
        forget(&u);
}

static void test_an_empty_text_has_an_empty_record(void **state)
{
        struct understood u;

        (void) state;
        understand(&u, "\n");
        assert_int_equal(u.record.n_citations, 0);
        assert_int_equal(u.record.document.number.status, NUMBER_ABSENT);
        assert_null(u.record.document.type.id);
        forget(&u);
}

/* The questions need the vocabularies alone, and spell keys the same way. */
static void test_the_lexicon_spells_keys(void **state)
{
        struct arena arena = { 0 };
        struct buf message = { 0 };
        struct lexicon lexicon;
        struct norm_key key;

        (void) state;
        assert_int_equal(lexicon_load(&lexicon, &arena, NULL, &message), 0);
        assert_int_equal(norm_key_parse(&key, &arena, SPAN("QĐ 368/QD-TTg"), &lexicon.abbrs), 0);
        assert_string_equal(key.key, "368/QĐ-TTg");
        assert_int_equal(norm_key_parse(&key, &arena, SPAN("22/2016/tt-btttt"), &lexicon.abbrs), 0);
        assert_string_equal(key.key, "22/2016/TT-BTTTT");
        buf_release(&message);
        arena_release(&arena);
}

static int load(void **state)
{
        struct buf message = { 0 };
        int r = ruleset_load(&built_in, NULL, &message);

        (void) state;
        if (r)
                print_error("%s", message.ptr);
        buf_release(&message);
        return r;
}

static int unload(void **state)
{
        (void) state;
        ruleset_free(built_in);
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_bad_rules_are_refused),
                cmocka_unit_test(test_check_finds_a_wrong_example),
                cmocka_unit_test(test_a_table_is_replaced),
                cmocka_unit_test(test_missing_folder_is_an_error),
                cmocka_unit_test(test_a_pattern_that_explodes_is_reported),
                cmocka_unit_test(test_hostile_text_is_linear),
                cmocka_unit_test(test_a_giant_paragraph_is_read_in_pieces),
                cmocka_unit_test(test_ranges_stay_inside),
                cmocka_unit_test(test_a_blank_number_stays_blank),
                cmocka_unit_test(test_two_laws_of_one_name_stay_two),
                cmocka_unit_test(test_an_empty_text_has_an_empty_record),
                cmocka_unit_test(test_the_lexicon_spells_keys),
        };

        return cmocka_run_group_tests(tests, load, unload);
}
