/* Match text and the way back to display text. */
#include "common/utf8.h"
#include "normalizer/letters.h"
#include "normalizer/match_map.h"
#include "normalizer/normalizer.h"
#include "normalizer/tone.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static const struct {
        const char *display, *match;
} texts[] = {
        /* spaces, and what has no width */
        { "a\tb\xC2\xA0" "c\xE2\x80\xAF" "d\xE3\x80\x80" "e\xE2\x80\x89" "f", "a b c d e f" },
        { "UB\xE2\x80\x8BND\xEF\xBB\xBF c\xC2\xADó", "UBND có" },
        { "\xE2\x80\x8F" "a\xE2\x81\xA0" "b", "ab" },
        { "trang\x0Ctrang", "trang trang" },
        { "dòng\ndòng\r\n", "dòng\ndòng\r\n" },
        /* white space: of typists, of converters, and that of columns */
        { "Căn cứ  Luật  \n  số 5\t\n\t\xC2\xA0\n", "Căn cứ Luật \n số 5 \n \n" },
        { "a \xC2\xA0" "b\xC2\xA0 c \t d\xC2\xA0\xC2\xA0" "e", "a b c   d e" },
        { "UBND TỈNH   CỘNG HÒA\xC2\xA0   XÃ", "UBND TỈNH   CỘNG HÒA    XÃ" },
        { "a \xE2\x80\x8B b  \r\n c", "a b \r\n c" },
        /* bold, and no bold */
        { "**Điều 3.** Số **12**/QĐ ho**à** ** b\n* c (*)", "Điều 3. Số 12/QĐ hòa b\n* c (*)" },
        /* dashes, slashes, quotes, ellipsis */
        { "QĐ\xE2\x80\x93UBND \xE2\x80\x94 \xE2\x88\x92 \xE2\x80\x90 \xE2\x81\x83", "QĐ-UBND - - - -" },
        { "1\xE2\x81\x84" "2 3\xE2\x88\x95" "4", "1/2 3/4" },
        { "\xE2\x80\x9Cx\xE2\x80\x9D \xC2\xABx\xC2\xBB \xE2\x80\x9Ex \xE2\x80\x98x\xE2\x80\x99", "\"x\" \"x\" \"x 'x'" },
        { "Số \xE2\x80\xA6/BC", "Số .../BC" },
        { "\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x8F\xEF\xBC\xB1\xEF\xBD\x81", "12/Qa" }, /* full width */
        /* look-alikes of Đ */
        { "Q\xC3\x90 \xC6\x89 \xC3\xB0 \xC9\x96", "QĐ Đ đ đ" },
        { "\xC3\x90o\xC3\xA0n \xC3\x90o\xC3\xA0" /* U+00D0 */, "Đoàn Đòa" },
        /* homoglyphs: only inside words that are Latin otherwise */
        { "N\xD0\xB0m S\xD0\xBE" /* Cyrillic a, o */, "Nam So" },
        { "\xD0\x9A\xE1\xBA\xBF ho\xE1\xBA\xA1" "c\xD0\xBD" /* Cyrillic K; Cyrillic en is foreign */, "Kế hoạc\xD0\xBD" },
        { "\xD0\xB0 \xD0\xA1\xD0\xA1\xD0\xA1\xD0\xA0", "\xD0\xB0 \xD0\xA1\xD0\xA1\xD0\xA1\xD0\xA0" },
        { "72/NĐ-\xD0\xA1\xD0\xA0 BCA\xE2\x80\x93\xD0\xA1" "06" /* Cyrillic ES, ER behind a hyphen, a dash */, "72/NĐ-CP BCA-C06" },
        { "\xE1\xB4\xA0\xC3\xA0 \xE1\xB4\xA1" /* small capital v, w */, "và \xE1\xB4\xA1" },
        { "h\xD0\xBE\xC3\xA0" /* Cyrillic o: the tone moves once the letter is known */, "hòa" },
        { "ho\xE2\x80\x8B\xC3\xA0", "hòa" },
        { "\xD0\xB0\xE2\x80\x8B" "b", "ab" },
        /* tone placement */
        { "hoà xoá doạ hoả toã", "hòa xóa dọa hỏa tõa" },
        { "khoè khoé khoẻ khoẽ khoẹ", "khòe khóe khỏe khõe khọe" },
        { "uỷ thuý luỹ tuỳ luỵ", "ủy thúy lũy tùy lụy" },
        { "hòa ủy khỏe quý quỹ quỷ quà quả quạ", "hòa ủy khỏe quý quỹ quỷ quà quả quạ" },
        { "hoàn toán hoạt thoại khoẻo khuyến huỳnh nguyễn khuỷu", "hoàn toán hoạt thoại khoẻo khuyến huỳnh nguyễn khuỷu" },
        { "hòan tóan họat thọai khỏang khúyến hùynh ngũyen", "hoàn toán hoạt thoại khoảng khúyến huỳnh nguỹen" },
        { "qúy qủa qùa qũy qúôc qúyết qúyên qụân", "quý quả quà quỹ quốc qúyết quyến quận" },
        { "già giờ giữ gìn gì giết gìa gíao gỉơ gĩư", "già giờ giữ gìn gì giết già giáo giở giữ" },
        { "kĩ lí tỉ mùa của thuở thuế quê", "kĩ lí tỉ mùa của thuở thuế quê" },
        { "HOÀ BÌNH, Thanh Hoá; UỶ BAN: QÚY GÌA HÒAN", "HÒA BÌNH, Thanh Hóa; ỦY BAN: QUÝ GIÀ HOÀN" },
        { "(hoà) uỷ.", "(hòa) ủy." },
        { "oà \xE2\x80\x9Chuỷ\xE2\x80\x9D", "òa \"hủy\"" },
        /* no syllables of Vietnamese */
        { "Goiás Chloé zoà hoàf HoàBình jhoà", "Goiás Chloé zoà hoàf HoàBình jhoà" },
        { "hoà1 2uỷ", "hòa1 2ủy" },
        { "", "" },
};

static struct norm_text made(struct arena *arena, const char *display)
{
        struct norm_text text;

        norm_match_text(&text, arena, span_of(display));
        return text;
}

static void test_texts(void **state)
{
        struct arena arena = { 0 };
        size_t failed = 0;

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
                struct norm_text text = made(&arena, texts[i].display);

                if (span_eq(text.text, span_of(texts[i].match)))
                        continue;
                printf("# %s: %.*s, not %s\n", texts[i].display, (int) text.text.len, text.text.ptr, texts[i].match);
                failed++;
        }
        assert_int_equal(failed, 0);
        arena_release(&arena);
}

/* Each text again at every distance from the sixteens of the scan, and followed by more. */
static void test_alignment(void **state)
{
        struct arena arena = { 0 };
        char dots[140];

        (void) state;
        memset(dots, '.', sizeof(dots));
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
                for (int pad = 0; pad < (int) sizeof(dots); pad++) {
                        struct norm_text text = made(&arena, arena_printf(&arena, "%.*s%s%.*s", pad, dots, texts[i].display, (pad * 7) % 90, dots));
                        const char *want = arena_printf(&arena, "%.*s%s%.*s", pad, dots, texts[i].match, (pad * 7) % 90, dots);

                        assert_int_equal(text.text.len, strlen(want));
                        assert_memory_equal(text.text.ptr, want, text.text.len);
                        arena_reset(&arena);
                }
        }
        arena_release(&arena);
}

static bool starts_character(struct span s, size_t i)
{
        return i == s.len || ((unsigned char) s.ptr[i] & 0xC0) != 0x80;
}

/* What holds for every text. */
static void check_invariants(struct arena *arena, struct span display)
{
        struct norm_text text, again;
        struct tone_change change;
        unsigned width;

        norm_match_text(&text, arena, display);
        norm_match_text(&again, arena, text.text);
        assert_true(span_eq(again.text, text.text));
        assert_null(again.origin);
        if (!text.origin) {
                assert_ptr_equal(text.text.ptr, display.ptr);
                assert_int_equal(text.text.len, display.len);
        } else {
                assert_int_equal(text.origin[text.text.len], display.len);
                for (size_t i = 0; i < text.text.len; i++) {
                        assert_true(text.origin[i] < display.len);
                        assert_true(text.origin[i] <= text.origin[i + 1]);
                        assert_true(starts_character(display, text.origin[i]));
                        if (!starts_character(text.text, i))
                                assert_int_equal(text.origin[i], text.origin[i - 1]);
                }
        }
        /* the scan has missed nothing */
        for (size_t i = 0; i < text.text.len; i += width) {
                uint32_t cp = utf8_decode(text.text.ptr + i, text.text.ptr + text.text.len, &width);
                const struct map_row *row = match_map_find(cp);

                assert_true(cp != UTF8_BAD);
                assert_true(!row || row->kind == MAP_HOMOGLYPH);
                assert_false(tone_change_at(&change, text.text.ptr, text.text.len, i));
        }
}

static uint32_t seed = 20200305;

static uint32_t random_below(uint32_t n)
{
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        return seed % n;
}

/* A code point of a kind that is likely to matter. */
static uint32_t random_cp(void)
{
        static const char ascii[] = "aeiouyqghncmtpAOUQGHdb 0/-.,\n\t";
        static const uint32_t odd[] = { 0xD0, 0xF0, 0x110, 0x111, 0x189, 0xA0, 0xAD, 0x200B, 0xFEFF, 0x2013, 0x201C, 0x2026, 0x430, 0x43E, 0x435,
                                        0x43D, 0x1D20, 0x300, 0x301, 0x323, 0x31B, 0xFF21, 0xFF4F, 0xFF0F, 0x4E00, 0x1F600, 0xD7FF, 0xE000, 0x3000 };
        uint32_t cp;

        switch (random_below(8)) {
        case 0: case 1: case 2:
                return (uint8_t) ascii[random_below(sizeof(ascii) - 1)];
        case 3: case 4:
                return letter_toned[1 + random_below(24)][random_below(6)];
        case 5:
                return odd[random_below(ARRAY_LEN(odd))];
        case 6:
                return 1 + random_below(0x52F);
        default:
                do
                        cp = 1 + random_below(0x10FFFF);
                while (cp >= 0xD800 && cp < 0xE000);
                return cp;
        }
}

static void test_soup(void **state)
{
        struct arena arena = { 0 };
        char text[400 * 4];

        (void) state;
        for (int round = 0; round < 20000; round++) {
                size_t n = random_below(round % 10 ? 40 : 400), len = 0;

                for (size_t i = 0; i < n; i++)
                        len += utf8_encode(text + len, random_cp());
                check_invariants(&arena, (struct span) { text, len });
                arena_reset(&arena);
        }
        arena_release(&arena);
}

/* Every onset with every rhyme of two or three vowels and every place of the mark. */
static void test_syllables(void **state)
{
        static const char *const onsets[] = { "", "b", "gi", "g", "h", "kh", "ngh", "qu", "q", "th", "tr", "đ", "z" };
        static const char *const codas[] = { "", "n", "ng", "nh", "t", "ch", "f", "y", "i" };
        struct arena arena = { 0 };

        (void) state;
        for (size_t o = 0; o < ARRAY_LEN(onsets); o++) {
                for (uint32_t v = 0; v < 24 * 24 * 6 * 2; v++) {
                        uint32_t first = 1 + v % 24, second = 1 + v / 24 % 24, tone = v / 576 % 6;
                        bool on_first = v / 3456;

                        for (size_t c = 0; c < ARRAY_LEN(codas); c++) {
                                char text[64];
                                size_t len = strlen(onsets[o]);

                                memcpy(text, onsets[o], len);
                                len += utf8_encode(text + len, letter_toned[first][on_first ? tone : 0]);
                                len += utf8_encode(text + len, letter_toned[second][on_first ? 0 : tone]);
                                memcpy(text + len, codas[c], strlen(codas[c]));
                                check_invariants(&arena, (struct span) { text, len + strlen(codas[c]) });
                        }
                        arena_reset(&arena);
                }
        }
        arena_release(&arena);
}

static void test_clean_is_borrowed(void **state)
{
        struct arena arena = { 0 };
        struct norm_text text;
        struct span display = span_of("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Quyết định số 1486/QĐ-TTg về quản lý, hòa giải, ủy quyền quý III.\n");
        uint8_t every[24 * 6 * 4];
        size_t len = 0;

        (void) state;
        norm_match_text(&text, &arena, display);
        assert_ptr_equal(text.text.ptr, display.ptr);
        assert_null(text.origin);
        assert_int_equal(arena.total, 0);

        /* the 134 letters that ASCII has not, and those that it has */
        for (int v = 1; v <= 24; v++) {
                for (int t = 0; t < 6; t++) {
                        len += utf8_encode((char *) every + len, letter_toned[v][t]);
                        every[len++] = ' ';
                }
        }
        norm_match_text(&text, &arena, (struct span) { (char *) every, len });
        assert_null(text.origin);
        arena_release(&arena);
}

static void expect_origin(struct arena *arena, const char *display, const char *part, const char *behind)
{
        struct norm_text text = made(arena, display);
        const char *match = arena_strndup(arena, text.text), *at = strstr(match, part);
        struct range r;

        assert_non_null(at);
        r = norm_origin(&text, (struct range) { (uint32_t) (at - match), (uint32_t) (at - match + (ptrdiff_t) strlen(part)) });
        assert_string_equal(arena_strndup(arena, span_sub(span_of(display), r)), behind);
}

static void test_origin(void **state)
{
        struct arena arena = { 0 };
        struct norm_text text;

        (void) state;
        expect_origin(&arena, "số 45/QĐ\xE2\x80\x93UBND ngày", "45/QĐ-UBND", "45/QĐ\xE2\x80\x93UBND");
        expect_origin(&arena, "Uỷ ban \xE2\x80\x9CHoà Bình\xE2\x80\x9D", "Ủy ban", "Uỷ ban");
        expect_origin(&arena, "Uỷ ban \xE2\x80\x9CHoà Bình\xE2\x80\x9D", "Hòa", "Hoà");
        expect_origin(&arena, "Uỷ ban \xE2\x80\x9CHoà Bình\xE2\x80\x9D", "\"", "\xE2\x80\x9C");
        expect_origin(&arena, "luỹ kế", "lũy", "luỹ"); /* four bytes for five */
        expect_origin(&arena, "\xE2\x80\xA6 qùy", "quỳ", "qùy"); /* five for four */
        expect_origin(&arena, "Số \xE2\x80\xA6/BC", "...", "\xE2\x80\xA6");
        expect_origin(&arena, "Số \xE2\x80\xA6/BC", "Số", "Số");
        /* what is dropped behind a word is no part of it */
        expect_origin(&arena, "\tTTg\xE2\x80\x8B ngày", "TTg", "TTg");
        expect_origin(&arena, "\tTTg\xE2\x80\x8B", "TTg", "TTg");
        expect_origin(&arena, "UB\xE2\x80\x8BND", "UBND", "UB\xE2\x80\x8BND");
        /* nowhere, and the whole */
        text = made(&arena, "a\tđ");
        assert_int_equal(text.text.len, 4);
        assert_int_equal(norm_origin(&text, (struct range) { 2, 2 }).begin, 2);
        assert_int_equal(norm_origin(&text, (struct range) { 0, 4 }).end, 4);
        arena_release(&arena);
}

static void test_cut(void **state)
{
        struct arena arena = { 0 };
        struct norm_text text = made(&arena, "của\n\n\n\nBộ Hoà bình"), clean = made(&arena, "và\n\nđất");

        (void) state;
        norm_cut(&text, &arena, (struct range[]) { { strlen("của"), strlen("của\n\n\n") } }, 1);
        assert_true(span_eq(text.text, SPAN("của\nBộ Hòa bình")));
        assert_int_equal(norm_origin(&text, (struct range) { strlen("của\n"), strlen("của\nBộ") }).begin, strlen("của\n\n\n\n"));
        assert_int_equal(norm_origin(&text, (struct range) { 0, (uint32_t) text.text.len }).end, text.display.len);
        norm_cut(&clean, &arena, (struct range[]) { { strlen("và\n"), strlen("và\n\n") } }, 1);
        assert_true(span_eq(clean.text, SPAN("và\nđất")));
        assert_int_equal(clean.origin[strlen("và\nđ") - 1], strlen("và\n\n")); /* of a letter's second byte as well */
        arena_release(&arena);
}

/* Work must not grow faster than the text: one word of a megabyte, in each of the kinds that are looked at as words. */
static void test_long_words(void **state)
{
        static const char *const units[] = { "\xD0\xB0", "a\xD0\xB0", "oà", "\xE2\x80\x8B\xD0\xB0", "\xEF\xBC\xA1", "\xCC\x81", "qú", "\xE2\x80\x9C" };
        struct arena arena = { 0 };

        (void) state;
        for (size_t u = 0; u < ARRAY_LEN(units); u++) {
                size_t unit = strlen(units[u]), n = (1 << 20) / unit;
                char *text = malloc(n * unit);
                struct norm_text out;

                assert_non_null(text);
                for (size_t i = 0; i < n; i++)
                        memcpy(text + i * unit, units[u], unit);
                norm_match_text(&out, &arena, (struct span) { text, n * unit });
                assert_true(out.text.len <= n * unit);
                free(text);
                arena_reset(&arena);
        }
        arena_release(&arena);
}

static void test_real_texts(void **state)
{
        static const char *const patterns[] = { SOURCE_ROOT "/../shared/seeds/*.txt", SOURCE_ROOT "/../shared/data/headers/*.txt",
                                                SOURCE_ROOT "/../shared/data/gazette/*.txt", SOURCE_ROOT "/corpus/*/*.txt" };
        struct arena arena = { 0 };
        size_t files = 0;

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
                glob_t found = { 0 };

                glob(patterns[i], 0, NULL, &found);
                for (size_t k = 0; k < found.gl_pathc; k++) {
                        FILE *f = fopen(found.gl_pathv[k], "rb");
                        struct buf text = { 0 };
                        size_t n;

                        assert_non_null(f);
                        do {
                                buf_reserve(&text, 65536);
                                n = fread(text.ptr + text.len, 1, 65536, f);
                                text.len += n;
                        } while (n);
                        fclose(f);
                        check_invariants(&arena, buf_span(&text));
                        files++;
                        buf_release(&text);
                        arena_reset(&arena);
                }
                globfree(&found);
        }
        arena_release(&arena);
        if (files == 0) {
                printf("# skipped: neither ../shared nor corpus/ holds a text\n");
                skip();
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_texts),
                cmocka_unit_test(test_alignment),
                cmocka_unit_test(test_soup),
                cmocka_unit_test(test_syllables),
                cmocka_unit_test(test_clean_is_borrowed),
                cmocka_unit_test(test_origin),
                cmocka_unit_test(test_cut),
                cmocka_unit_test(test_long_words),
                cmocka_unit_test(test_real_texts),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
