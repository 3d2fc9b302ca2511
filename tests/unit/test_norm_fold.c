/* Lower case, folded text, sentence case. */
#include "common/utf8.h"
#include "normalizer/folded.h"
#include "normalizer/letters.h"
#include "normalizer/normalizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

static const struct {
        const char *text, *folded;
} folds[] = {
        { "Ủy ban nhân dân", "uy ban nhan dan" },
        { "Uỷ ban Nhân dân", "uy ban nhan dan" },
        { "U\xCC\x89y ban nh\x61\xCC\x82n d\x61\xCC\x82n" /* decomposed */, "uy ban nhan dan" },
        { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "cong hoa xa hoi chu nghia viet nam" },
        { "\xC4\x90 \xC4\x91 \xC3\x90 \xC3\xB0 \xC6\x89 \xC9\x96" /* Đ đ and their look-alikes */, "d d d d d d" },
        { "368/QĐ-TTg", "368/qd-ttg" },
        { "a \t\n\xC2\xA0\xE2\x80\x89 b", "a b" },
        { "  a  ", " a " },
        { "UB\xE2\x80\x8BND\xC2\xAD", "ubnd" },
        { "\xE2\x80\x9CThi đua\xE2\x80\x9D \xE2\x80\x93 x\xE2\x80\xA6", "\"thi dua\" - x..." },
        { "\xE2\x80\xA2Sở \xE2\x82\xAB" /* bullet, dong sign: no letters for the tokenizer */, " so " },
        { "m\xC2\xB2" /* squared stays */, "m\xC2\xB2" },
        { "\xEF\xBC\xA1\xEF\xBC\x91" /* full width A1 */, "a1" },
        { "\xCE\x91\xCE\xAE" /* Greek capital alpha, eta with tonos */, "\xCE\xB1\xCE\xB7" },
        { "\xD0\x99" /* Cyrillic short I: decomposes */, "\xD0\xB8" },
        { "\xE2\x84\xAA" /* Kelvin sign */, "k" },
        { "ky kỹ kĩ", "ky ky ki" },
        { "", "" },
};

static void test_folds(void **state)
{
        struct arena arena = { 0 };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(folds); i++)
                assert_string_equal(norm_folded(&arena, span_of(folds[i].text)), folds[i].folded);
        arena_release(&arena);
}

/* It appends: what stood before is no part of the run of spaces. */
static void test_append(void **state)
{
        struct buf out = { 0 };

        (void) state;
        buf_puts(&out, "x ");
        norm_fold_text(&out, SPAN(" Đ "));
        norm_fold_text(&out, SPAN("\xE2\x80\xA2" "E"));
        assert_string_equal(out.ptr, "x  d  e");
        buf_release(&out);
}

static void test_every_code_point(void **state)
{
        struct buf once = { 0 }, twice = { 0 };

        (void) state;
        for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
                char bytes[4];

                if (cp >= 0xD800 && cp < 0xE000)
                        continue;
                buf_clear(&once);
                buf_clear(&twice);
                norm_fold_text(&once, (struct span) { bytes, utf8_encode(bytes, cp) });
                norm_fold_text(&twice, buf_span(&once));
                assert_true(span_eq(buf_span(&once), buf_span(&twice)));
                for (size_t i = 0; i < once.len; i++)
                        assert_false(once.ptr[i] >= 'A' && once.ptr[i] <= 'Z');
                assert_true(norm_lower(norm_lower(cp)) == norm_lower(cp));
                assert_true(norm_fold(norm_fold(cp)) == norm_fold(cp));
        }
        buf_release(&once);
        buf_release(&twice);
}

/* The table against ICU, letter by letter. */
static void test_against_icu(void **state)
{
        UErrorCode status = U_ZERO_ERROR;
        const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);

        (void) state;
        for (uint32_t cp = 1; cp < 0x1F00; cp++) {
                UChar parts[8];
                UChar32 low = u_tolower((UChar32) cp), first;
                int32_t n, i = 0;

                if (!letter_of(cp) || cp == 0x23A || cp == 0x23E) /* those would grow in UTF-8 */
                        continue;
                assert_int_equal(norm_lower(cp), low);
                assert_int_equal(letter_is_upper(cp), (UChar32) cp != low);
                status = U_ZERO_ERROR;
                n = unorm2_getDecomposition(nfd, low, parts, 8, &status);
                first = low;
                if (n > 0)
                        U16_NEXT(parts, i, n, first);
                if (first == 0x111 || first == 0xF0 || first == 0x256) /* đ and its look-alikes do not decompose */
                        first = 'd';
                assert_int_equal(norm_fold(cp), first);
                assert_int_equal(letter_of(cp)->kind != LETTER_NONE, u_isalpha((UChar32) cp));
                if (letter_of(cp)->vowel || cp == 0x110 || cp == 0x111)
                        assert_int_equal(letter_upper(cp), u_toupper((UChar32) cp));
        }
}

static void test_134_letters(void **state)
{
        int n = 0;

        (void) state;
        for (int v = 1; v <= 24; v++) {
                for (int t = 0; t < 6; t++) {
                        uint32_t cp = letter_toned[v][t];

                        n += cp >= 0x80;
                        assert_int_equal(letter_of(cp)->vowel, v);
                        assert_int_equal(letter_of(cp)->tone, t);
                        assert_int_equal(norm_lower(cp), letter_toned[v - (v % 2 == 0)][t]);
                        assert_non_null(strchr("aeiouy", (int) norm_fold(cp)));
                }
        }
        assert_int_equal(n + 2, 134); /* and Đ đ */
        assert_int_equal(norm_fold(0x301), 0);
}

static void test_lowered(void **state)
{
        struct arena arena = { 0 };

        (void) state;
        assert_string_equal(norm_lowered(&arena, SPAN("UỶ BAN  NHÂN\nDÂN")), "ủy ban nhân dân");
        assert_string_equal(norm_lowered(&arena, SPAN("Hoà \t\xC2\xA0 Quý LUỸ Hòan")), "hòa quý lũy hoàn");
        assert_string_equal(norm_lowered(&arena, SPAN("Đ 12")), "đ 12");
        assert_string_equal(norm_lowered(&arena, SPAN("")), "");
        arena_release(&arena);
}

static void test_sentence_case(void **state)
{
        struct arena arena = { 0 };

        (void) state;
        assert_string_equal(norm_sentence_case(&arena, SPAN("PHÓ GIÁM ĐỐC")), "Phó giám đốc");
        assert_string_equal(norm_sentence_case(&arena, SPAN("1. ĐÁNH GIÁ")), "1. Đánh giá");
        assert_string_equal(norm_sentence_case(&arena, SPAN("Phó Giám đốc")), "Phó Giám đốc");
        assert_string_equal(norm_sentence_case(&arena, SPAN("12")), "12");
        assert_string_equal(norm_sentence_case(&arena, SPAN("")), "");
        arena_release(&arena);
}

/* What the tables look up by agrees with the folded text, trimmed. */
static void test_reader(void **state)
{
        (void) state;
        assert_true(folded_equal(SPAN("  Uỷ  ban\nNhân dân "), SPAN("ỦY BAN NHÂN DÂN")));
        assert_int_equal(folded_hash(SPAN(" QÐ ")), folded_hash(SPAN("qd")));
        assert_false(folded_equal(SPAN("uy ban"), SPAN("uyban")));
        assert_false(folded_equal(SPAN("uy"), SPAN("uy ban")));
        assert_true(folded_equal(SPAN("a \xE2\x80\x93 b"), SPAN("A - B")));
        assert_true(lowered_equal(SPAN("QĐ"), SPAN("qđ")));
        assert_false(lowered_equal(SPAN("QĐ"), SPAN("qd")));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_folds),
                cmocka_unit_test(test_append),
                cmocka_unit_test(test_every_code_point),
                cmocka_unit_test(test_against_icu),
                cmocka_unit_test(test_134_letters),
                cmocka_unit_test(test_lowered),
                cmocka_unit_test(test_sentence_case),
                cmocka_unit_test(test_reader),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
