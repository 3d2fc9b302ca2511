/* Official names and the canonical spelling of organisations. */
#include "normalizer/normalizer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static struct norm_names *known(struct arena *arena)
{
        static const char *const table[][2] = {
                { "UBND", "Ủy ban nhân dân" }, { "Ủy ban nhân dân", "Ủy ban nhân dân" },
                { "HĐND", "Hội đồng nhân dân" }, { "Hội đồng nhân dân", "Hội đồng nhân dân" },
                { "Sở Nội vụ", "Sở Nội vụ" },
                { "Sở Thông tin và Truyền thông", "Sở Thông tin và Truyền thông" }, { "STTTT", "Sở Thông tin và Truyền thông" },
                { "Bộ Công Thương", "Bộ Công Thương" }, { "Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch" },
                { "BTT&TT", "Bộ Thông tin và Truyền thông" }, { "BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội" }, { "", "nobody" }, { "TTĐN", "Thông tin đối ngoại" },
                { "Hà Tĩnh", "Hà Tĩnh" }, { "Thủ tướng Chính phủ", "Thủ tướng Chính phủ" },
                { "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban Mặt trận Tổ quốc Việt Nam" },
        };
        struct norm_names *names = norm_names_new(arena);

        for (size_t i = 0; i < ARRAY_LEN(table); i++)
                norm_names_add(names, span_of(table[i][0]), span_of(table[i][1]));
        return names;
}

static const struct {
        const char *printed, *canonical;
} names[] = {
        { "Ủy ban nhân dân tỉnh Hà Tĩnh", "Ủy ban nhân dân tỉnh Hà Tĩnh" },
        { "Uỷ ban Nhân dân tỉnh Hà Tĩnh", "Ủy ban nhân dân tỉnh Hà Tĩnh" },
        { "UBND tỉnh Hà Tĩnh", "Ủy ban nhân dân tỉnh Hà Tĩnh" },
        { "UBND. tỉnh", "Ủy ban nhân dân. tỉnh" },
        { "UBND.", "Ủy ban nhân dân" },
        { "UBND các huyện, thành phố, thị xã", "Ủy ban nhân dân các huyện, thành phố, thị xã" },
        { "Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh" },
        { "Bộ Công thương", "Bộ Công Thương" },
        { "Sở TT&TT", "Sở Thông tin và Truyền thông" },
        { "Cục TTĐN, Bộ TT&TT", "Cục Thông tin đối ngoại, Bộ Thông tin và Truyền thông" },
        { "SỞ TT&TT", "Sở Thông tin và Truyền thông" },
        { "Sở TTTT tỉnh", "Sở Thông tin và Truyền thông tỉnh" },
        { "Bộ LĐ-TB&XH", "Bộ Lao động - Thương binh và Xã hội" },
        { "Sở Tài chính", "Sở Tài chính" },
        { "Sở  Thông tin\nvà Truyền thông", "Sở Thông tin và Truyền thông" },
        { "**Sở Nội vụ**;", "Sở Nội vụ" },
        { "- Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch" },
        { "Công an tỉnh", "Công an tỉnh" },
        { "Thanh Hoá", "Thanh Hóa" },
        /* folded, "số" is "sở": a single word is not looked up unless it is an abbreviation */
        { "Hội Nhà báo tỉnh", "Hội Nhà báo tỉnh" },
        /* capitals */
        { "SỞ NỘI VỤ", "Sở Nội vụ" },
        { "SỞ NỘI VỤ TỈNH HÀ TĨNH", "Sở Nội vụ tỉnh Hà Tĩnh" },
        { "UBND TỈNH HÀ TĨNH", "Ủy ban nhân dân tỉnh Hà Tĩnh" },
        { "UỶ BAN NHÂN DÂN", "Ủy ban nhân dân" },
        { "ỦY BAN NHÂN DÂN HUYỆN TRIỆU SƠN", "Ủy ban nhân dân huyện Triệu Sơn" },
        { "THÀNH PHỐ HỒ CHÍ MINH", "Thành phố Hồ Chí Minh" },
        { "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân thành phố Hồ Chí Minh" },
        { "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Sở Lao động - Thương binh và Xã hội" },
        { "BỘ GIÁO DỤC VÀ ĐÀO TẠO", "Bộ Giáo dục và Đào tạo" },
        { "BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch" },
        { "CHI CỤC THỦY SẢN", "Chi cục Thủy sản" },
        { "CÔNG AN TỈNH", "Công an tỉnh" },
        { "CÔNG TÁC TỈNH QUẢNG TRỊ NĂM 2020", "Công tác tỉnh Quảng Trị năm 2020" },
        { "THỦ TƯỚNG CHÍNH PHỦ", "Thủ tướng Chính phủ" },
        { "", "" },
};

static void test_unit_names(void **state)
{
        struct arena arena = { 0 };
        const struct norm_names *table = known(&arena);
        size_t failed = 0;

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                const char *got = norm_unit_name(&arena, span_of(names[i].printed), table);

                if (strcmp(got, names[i].canonical) == 0 && strcmp(norm_unit_name(&arena, span_of(got), table), got) == 0)
                        continue;
                printf("# %s: %s, not %s\n", names[i].printed, got, names[i].canonical);
                failed++;
        }
        assert_int_equal(failed, 0);
        assert_string_equal(norm_unit_name(&arena, SPAN("Uỷ ban Nhân dân"), NULL), "Ủy ban Nhân dân");
        arena_release(&arena);
}

static void test_table(void **state)
{
        struct arena arena = { 0 };
        struct norm_names *table = norm_names_new(&arena);
        size_t before;

        (void) state;
        assert_null(norm_names_find(table, SPAN("x")));
        for (int i = 0; i < 20000; i++) {
                const char *name = arena_printf(&arena, "Xã %d", i);

                norm_names_add(table, span_of(name), span_of(name));
        }
        norm_names_add(table, SPAN("xa 7"), SPAN("another")); /* the first one stays */
        before = arena.total;
        assert_string_equal(norm_names_find(table, SPAN("  XÃ\n 19999 ")), "Xã 19999");
        assert_string_equal(norm_names_find(table, SPAN("xa 7")), "Xã 7");
        assert_null(norm_names_find(table, SPAN("xa 20000")));
        assert_int_equal(arena.total, before); /* a look-up allocates nothing */
        arena_release(&arena);
}

static void test_long(void **state)
{
        struct arena arena = { 0 };
        struct buf text = { 0 };

        (void) state;
        for (int i = 0; i < 5000; i++)
                buf_puts(&text, "UBND tỉnh ");
        assert_true(strlen(norm_unit_name(&arena, buf_span(&text), known(&arena))) >= 5000 * strlen("UBND tỉnh ") - 2);
        buf_release(&text);
        arena_release(&arena);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_unit_names),
                cmocka_unit_test(test_table),
                cmocka_unit_test(test_long),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
