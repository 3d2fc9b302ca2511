/* Numbers as people write them, and the one key they have (domain.md 1.2, 1.8). */
#include "common/error.h"
#include "normalizer/normalizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const char *const known[] = { "QĐ", "TTg", "CTr", "UBND", "HĐND", "TT", "BTTTT", "NĐ", "CP", "KH", "HD", "HĐ", "BC", "TU", "TW", "QH", "UBTVQH",
                                     "CT", "QyĐ", "QĐi", "BGDĐT", "NQ", "HĐNN", "TTLT", "CT.UBND", "SNgV", "SNV", "BCĐ", "MH" };

static void fill(struct norm_abbrs *abbrs, struct arena *arena)
{
        for (size_t i = 0; i < ARRAY_LEN(known); i++)
                norm_abbrs_add(abbrs, arena, span_of(known[i]));
}

/* printed -> key; NULL = no document number; a key ending in '~' is partial */
static const struct {
        const char *printed, *key;
        bool partial;
} keys[] = {
        /* the shapes of 1.2 */
        { "368/QĐ-TTg", "368/QĐ-TTg", false },
        { "31/2013/QĐ-UBND", "31/2013/QĐ-UBND", false },
        { "14/2016/TTLT-BTTTT-BKHCN", "14/2016/TTLT-BTTTT-BKHCN", false },
        { "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", false },
        { "59/2020/QH14", "59/2020/QH14", false },
        { "1211/2016/UBTVQH13", "1211/2016/UBTVQH13", false },
        { "1013/NQ-UBTVQH15", "1013/NQ-UBTVQH15", false },
        { "3362/BTTTT-TTĐN", "3362/BTTTT-TTĐN", false },
        { "4744-QĐ/TU", "4744-QĐ/TU", false },
        { "07-KH/BCĐ-TTĐN", "07-KH/BCĐ-TTĐN", false },
        { "08-QĐi/TW", "08-QĐi/TW", false },
        { "05-QC/BTCTU-BDVTU", "05-QC/BTCTU-BDVTU", false },
        { "5115/CTr-BTTTT-BTLBP", "5115/CTr-BTTTT-BTLBP", false },
        { "14/VBHN-BTC", "14/VBHN-BTC", false },
        { "66.7/2025/NQ-CP", "66.7/2025/NQ-CP", false },
        { "12a/KH-UBND", "12a/KH-UBND", false },
        { "03bis/QĐ-UB", "03bis/QĐ-UB", false },
        { "43-CP", "43-CP", false },
        { "59/SL", "59/SL", false },
        { "53-HĐBT", "53-HĐBT", false },
        { "105 TC/ĐT", "105-TC/ĐT", false },
        { "82-TC/TCT", "82-TC/TCT", false },
        { "93/2006/TTLT/BTC-KHCN", "93/2006/TTLT/BTC-KHCN", false },
        { "21-LCT/HDNN8", "21-LCT/HĐNN8", false },
        { "15/QĐ-BGD&ĐT", "15/QĐ-BGD&ĐT", false },
        { "02/QĐ-CT.UBND", "02/QĐ-CT.UBND", false },
        { "362-QĐ/TTg", "362-QĐ/TTg", false },
        { "108-QĐ-UBND", "108-QĐ-UBND", false },
        { "142/KH-SNgV", "142/KH-SNgV", false },
        { "142/KH-SNV", "142/KH-SNV", false },
        /* words in front */
        { "Số: 12/QĐ-UBND", "12/QĐ-UBND", false },
        { "QĐ 368/QD-TTg", "368/QĐ-TTg", false },
        { "Thông tư liên tịch số 55/2005/TTLT-BNV-VPCP", "55/2005/TTLT-BNV-VPCP", false },
        { "Nghị định của Chính phủ số 72/2015/NĐ-CP", "72/2015/NĐ-CP", false },
        { "- Quyết định số 12/QĐ-UBND", "12/QĐ-UBND", false },
        { "NĐ72/2015/NĐ-CP", "72/2015/NĐ-CP", false },
        { "số31-QĐ/TW", "31-QĐ/TW", false },
        { "so 12/qd-ubnd", "12/QĐ-UBND", false },
        { "Luật Báo chí ngày 05 tháng 4 năm 2016 số 103/2016/QH13", "103/2016/QH13", false },
        { "ngày 30/4/2020 Quyết định số 12/QĐ-UBND", "12/QĐ-UBND", false },
        { "Pháp lệnh Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ và những thứ khác nữa số 16/2011/UBTVQH12", "16/2011/UBTVQH12", false },
        { "Thông tư liên tịch Bộ Y tế-Bộ Công Thương số 13/2014/TTLT-BYT-BCT", "13/2014/TTLT-BYT-BCT", false },
        /* the noise of 1.8 */
        { "Số:123/ QĐ - UBND", "123/QĐ-UBND", false },
        { "1206 /QĐ-HVTC", "1206/QĐ-HVTC", false },
        { "4977 / BVHTTDL  VP", "4977/BVHTTDL-VP", false },
        { "3043/Q\xC3\x90-UBND" /* U+00D0 */, "3043/QĐ-UBND", false },
        { "45/QĐ\xE2\x80\x93UBND" /* en dash */, "45/QĐ-UBND", false },
        { "45/QĐ \xE2\x88\x92 UBND" /* minus */, "45/QĐ-UBND", false },
        { "45/Q\xC4\x90\xC2\xA0-\xC2\xA0UBND" /* no-break spaces */, "45/QĐ-UBND", false },
        { "quyết định số 12/qđ-ubnd", "12/QĐ-UBND", false },
        { "22/2016/tt-btttt", "22/2016/TT-BTTTT", false },
        { "12/QD-UBND", "12/QĐ-UBND", false },
        { "40/QĐ-TTG", "40/QĐ-TTg", false },
        { "9/ctr-ubnd", "09/CTr-UBND", false },
        { "2/2019/QĐ-UBND", "02/2019/QĐ-UBND", false },
        { "7/QĐ-UBND", "07/QĐ-UBND", false },
        { "l2/KH-UBND", "12/KH-UBND", false },
        { "1O/KH-UBND", "10/KH-UBND", false },
        { "I05/2O16/TT-BTC", "105/2016/TT-BTC", false },
        { "số 12/QĐ-\nUBND", "12/QĐ-UBND", false },
        { "**12**/QĐ-UBND", "12/QĐ-UBND", false },
        { "12\\/QĐ\\-UBND", "12/QĐ-UBND", false },
        { "50/2022/NĐ_CP", "50/2022/NĐ-CP", false },
        { "31/2013 QĐ-UBND", "31/2013/QĐ-UBND", false },
        { "Thông tư số 08 a/2010/TT-BTP", "08a/2010/TT-BTP", false },
        { "Quyết định số 210a TC/VP", "210a-TC/VP", false },
        { "Quyết định số 1357TC/QĐ-TCT", "1357-TC/QĐ-TCT", false },
        { "Quyết định số 150 CP ngày 10/6/1977", "150-CP", false },
        { "246-QĐ/TW.", "246-QĐ/TW", false },
        { "12/QĐ-UBND;", "12/QĐ-UBND", false },
        { "44/2016/TT-BTNMT(1)", "44/2016/TT-BTNMT", false },
        { "1013/nq-ubtvqh15", "1013/NQ-UBTVQH15", false },
        { "12A/KH-UBND", "12a/KH-UBND", false },
        { "2a/KH-UBND", "02a/KH-UBND", false },
        /* where the mark ends */
        { "12/KH - Sở Tài chính", "12/KH", false },
        { "24/QĐ-TTg - V/v chi tiêu", "24/QĐ-TTg", false },
        { "407-MH/TU ngày 02/11/2017", "407-MH/TU", false },
        { "12/QĐ-UBND CHO PHÉP", "12/QĐ-UBND", false },
        { "12/QĐ-UBND TỈNH", "12/QĐ-UBND", false },
        { "12/QĐ-UBND.", "12/QĐ-UBND", false },
        { "24/QĐ-TTg, 25/QĐ-TTg", "24/QĐ-TTg", false },
        /* partial */
        { "Số: /BC-UBND", "?/BC-UBND", true },
        { "Số:        /2025/TT-BKHCN", "?/2025/TT-BKHCN", true },
        { "/2025/TT-BKHCN", "?/2025/TT-BKHCN", true },
        { "Số: ......./BC-UBND", "?/BC-UBND", true },
        { "Số: \xE2\x80\xA6/BC-UBND" /* ellipsis */, "?/BC-UBND", true },
        { "Số ____/BC-UBND", "?/BC-UBND", true },
        { "Số:    -QĐ/TU", "?-QĐ/TU", true },
        { "Số: 12/20.../NĐ-CP", "12/?/NĐ-CP", true },
        { "?/BC-UBND", "?/BC-UBND", true },
        { "72/?/NĐ-CP", "72/?/NĐ-CP", true },
        { "Thông tư số 22", "22/?", true },
        { "Thông tư số 22 nêu trên", "22/?", true },
        { "NĐ 72/2015", "72/2015/?", true },
        { "22/?", "22/?", true },
        { "Thông tư số/2014/TT-NHNN", "?/2014/TT-NHNN", true },
        { "22/2016/?", "22/2016/?", true },
        /* no numbers of documents */
        { "", NULL, false },
        { "22", NULL, false },
        { "ngày 30/4/2020", NULL, false },
        { "Pháp lệnh Dân số ngày 09 tháng 01 năm 2003", NULL, false },
        { "Điều 4", NULL, false },
        { "và/hoặc", NULL, false },
        { "30/12/2020", NULL, false },
        { "27m\xC2\xB2/mặt", NULL, false },
        { "06 tháng/năm", NULL, false },
        { "24/7", NULL, false },
        { "3/4 thành viên", NULL, false },
        { "20-12-05", NULL, false },
        { "Quyết định này", NULL, false },
        { "một số nhiệm vụ", NULL, false },
        { "12345678/QĐ-UBND", NULL, false },
};

static void test_keys(void **state)
{
        struct arena arena = { 0 };
        struct norm_abbrs abbrs = { 0 };
        size_t failed = 0;

        (void) state;
        fill(&abbrs, &arena);
        for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
                struct norm_key key;
                int r = norm_key_parse(&key, &arena, span_of(keys[i].printed), &abbrs);
                const char *want = keys[i].key ? keys[i].key : "none", *got = r ? "none" : key.key;

                if (strcmp(want, got) == 0 && (r == 0 || r == ERROR_USAGE) && (r || key.partial == keys[i].partial))
                        continue;
                printf("# %s: %s, not %s%s\n", keys[i].printed, got, want, r || key.partial == keys[i].partial ? "" : " (partial)");
                failed++;
        }
        assert_int_equal(failed, 0);
        arena_release(&arena);
}

/* A canonical key reads as itself. */
static void test_fixed_point(void **state)
{
        struct arena arena = { 0 };
        struct norm_abbrs abbrs = { 0 };

        (void) state;
        fill(&abbrs, &arena);
        for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
                struct norm_key once, twice;

                if (!keys[i].key)
                        continue;
                assert_int_equal(norm_key_parse(&once, &arena, span_of(keys[i].printed), &abbrs), 0);
                assert_int_equal(norm_key_parse(&twice, &arena, span_of(once.key), &abbrs), 0);
                assert_string_equal(twice.key, once.key);
                assert_int_equal(twice.partial, once.partial);
                assert_int_equal(twice.n_marks, once.n_marks);
        }
        arena_release(&arena);
}

static void test_parts(void **state)
{
        struct arena arena = { 0 };
        struct norm_key key;

        (void) state;
        assert_int_equal(norm_key_parse(&key, &arena, SPAN("14/2016/TTLT-BTTTT-BKHCN"), NULL), 0);
        assert_string_equal(key.number, "14");
        assert_null(key.suffix);
        assert_int_equal(key.year, 2016);
        assert_int_equal(key.n_marks, 3);
        assert_string_equal(key.marks[0], "TTLT");
        assert_string_equal(key.marks[2], "BKHCN");
        assert_int_equal(key.first_separator, '/');

        assert_int_equal(norm_key_parse(&key, &arena, SPAN("7b-QĐ/TU"), NULL), 0);
        assert_string_equal(key.number, "07");
        assert_string_equal(key.suffix, "b");
        assert_int_equal(key.year, 0);
        assert_int_equal(key.first_separator, '-');
        assert_false(key.partial);

        assert_int_equal(norm_key_parse(&key, &arena, SPAN("Số: /BC-UBND"), NULL), 0);
        assert_null(key.number);
        assert_true(key.partial);

        /* nothing is known: lower case becomes upper, the rest stays as written */
        assert_int_equal(norm_key_parse(&key, &arena, SPAN("12/qđ-ttg"), NULL), 0);
        assert_string_equal(key.key, "12/QĐ-TTG");
        assert_int_equal(norm_key_parse(&key, &arena, SPAN("12/QyĐ-TTg"), NULL), 0);
        assert_string_equal(key.key, "12/QyĐ-TTg");

        /* more marks than there is room for: the key keeps them */
        assert_int_equal(norm_key_parse(&key, &arena, SPAN("12/TTLT-A1-B2-C3-D4-E5-G6-H7-K8-L9"), NULL), 0);
        assert_int_equal(key.n_marks, 8);
        assert_string_equal(key.key, "12/TTLT-A1-B2-C3-D4-E5-G6-H7-K8-L9");
        arena_release(&arena);
}

static void test_abbrs(void **state)
{
        struct arena arena = { 0 };
        struct norm_abbrs abbrs = { 0 };

        (void) state;
        assert_null(norm_abbrs_find(&abbrs, SPAN("QĐ")));
        fill(&abbrs, &arena);
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("qđ")), "QĐ");
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("QD")), "QĐ");
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("Q\xC3\x90")) /* U+00D0 */, "QĐ");
        /* HD and HĐ are two: the exact spelling, then the one that differs in case only, then the folded one */
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("HD")), "HD");
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("HĐ")), "HĐ");
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("hđ")), "HĐ");
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("hd")), "HD");
        assert_null(norm_abbrs_find(&abbrs, SPAN("XYZ")));
        norm_abbrs_add(&abbrs, &arena, SPAN("TTG")); /* a variant in print */
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("TTG")), "TTg");
        /* many, so that the table grows; the earlier one of two alike still wins */
        norm_abbrs_add(&abbrs, &arena, SPAN("ZĐ"));
        norm_abbrs_add(&abbrs, &arena, SPAN("Zđ"));
        for (int i = 0; i < 5000; i++)
                norm_abbrs_add(&abbrs, &arena, span_of(arena_printf(&arena, "A%d", i)));
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("zd")), "ZĐ");
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("a4999")), "A4999");
        assert_string_equal(norm_abbrs_find(&abbrs, SPAN("ttg")), "TTg");
        arena_release(&arena);
}

/* Whatever is typed: an answer or a refusal, and what is long is refused before work. */
static void test_noise(void **state)
{
        static const char alphabet[][4] = { "1", "2", "0", "O", "l", "/", "-", " ", ".", "?", "Q", "Đ", "a", "ố", "&", "_", "\\", "*", "\n", "VP" };
        struct arena arena = { 0 };
        uint32_t seed = 7;
        struct norm_key key;
        char text[3000];

        (void) state;
        for (int round = 0; round < 20000; round++) {
                size_t len = 0, n = 1 + round % 24;

                for (size_t i = 0; i < n; i++) {
                        const char *piece = alphabet[(seed = seed * 1664525u + 1013904223u) >> 16 & 0xFF ? (seed >> 12) % ARRAY_LEN(alphabet) : 0];

                        memcpy(text + len, piece, strlen(piece));
                        len += strlen(piece);
                }
                if (norm_key_parse(&key, &arena, (struct span) { text, len }, NULL) == 0) {
                        struct norm_key again;

                        assert_int_equal(norm_key_parse(&again, &arena, span_of(key.key), NULL), 0);
                        assert_string_equal(again.key, key.key);
                }
                arena_reset(&arena);
        }
        memset(text, '1', sizeof(text));
        assert_int_equal(norm_key_parse(&key, &arena, (struct span) { text, sizeof(text) }, NULL), ERROR_USAGE);
        arena_release(&arena);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_keys),
                cmocka_unit_test(test_fixed_point),
                cmocka_unit_test(test_parts),
                cmocka_unit_test(test_abbrs),
                cmocka_unit_test(test_noise),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
