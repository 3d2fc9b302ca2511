/* Quantities: what is one, what only looks like one, and how its value is read. */
#include "common/csv.h"
#include "tests/unit/facts.h"

/* The quantities of @body as lines "surface = value unit approx per". */
static const char *quantities_of(const char *body)
{
        struct buf text = { 0 }, out = { 0 };
        const char *copy;

        buf_printf(&text, "BÁO CÁO\nCông tác thông tin tỉnh Hà Tĩnh\n\nUBND tỉnh báo cáo kết quả như sau:\n\n%s\n", body);
        understand(text.ptr);
        for (size_t i = 0; i < record.n_quantities; i++) {
                const struct rec_quantity *q = &record.quantities[i];

                buf_printf(&out, "%s[%s] %.15g %s %s %s", i ? "\n" : "", surface(q->span), q->value, or_dash(q->unit), or_dash(q->approx), or_dash(q->per));
        }
        copy = arena_strndup(&arena, buf_span(&out));
        buf_release(&text);
        buf_release(&out);
        return copy;
}

static void expect(const char *body, const char *expected)
{
        assert_string_equal(quantities_of(body), expected);
}

static void test_values(void **state)
{
        (void) state;
        expect("Phát hành 1.500 cuốn sổ tay.", "[1.500 cuốn sổ tay] 1500 cuốn - -");
        expect("Tổng kinh phí hơn 4 tỷ đồng.", "[hơn 4 tỷ đồng] 4000000000 VND hơn -");
        expect("Kinh phí 4,5 tỷ đồng.", "[4,5 tỷ đồng] 4500000000 VND - -");
        expect("Kinh phí 2 tỷ 300 triệu đồng.", "[2 tỷ 300 triệu đồng] 2300000000 VND - -");
        expect("Kinh phí 2 tỷ 300 triệu 500 nghìn đồng.", "[2 tỷ 300 triệu 500 nghìn đồng] 2300500000 VND - -");
        expect("Thu được 144,3 nghìn tỷ đồng.", "[144,3 nghìn tỷ đồng] 144300000000000 VND - -");
        expect("Kinh phí 4.318.500.000 đồng; hỗ trợ 300 USD.", "[4.318.500.000 đồng] 4318500000 VND - -\n[300 USD] 300 USD - -");
        expect("Trồng 12,5 ha rừng, mở 3,4 km đường.", "[12,5 ha] 12.5 ha - -\n[3,4 km] 3.4 km - -");
        expect("Pano diện tích 27m\u00B2/mặt.", "[27m\u00B2/mặt] 27 m\u00B2 - mặt"); /* U+00B2 superscript two */
        expect("Đạt 45%, tăng 12,5 % so với cùng kỳ.", "[45%] 45 % - -\n[12,5 %] 12.5 % - -");
        expect("Có 1.250 hộ nghèo; thu gom 7 tấn rác.", "[1.250 hộ nghèo] 1250 hộ nghèo - -\n[7 tấn] 7 tấn - -");
        expect("In 20\\.000 tờ rơi.", "[20\\.000 tờ rơi] 20000 tờ rơi - -");
        expect("Lập 02 (hai) bộ hồ sơ.", "[02 (hai) bộ hồ sơ] 2 bộ hồ sơ - -");
        expect("Đón 1,2 triệu lượt khách.", "[1,2 triệu lượt khách] 1200000 lượt khách - -");
}

static void test_what_is_counted(void **state)
{
        (void) state;
        expect("Tập huấn cho 136 cán bộ, công chức của các sở.", "[136 cán bộ, công chức] 136 người - -");
        expect("Thu hút trên 250 tổ chức, doanh nghiệp tham gia.", "[trên 250 tổ chức, doanh nghiệp] 250 tổ chức, doanh nghiệp trên -");
        expect("Đăng 03 tin, bài và 22 văn bản.", "[03 tin, bài] 3 tin, bài - -\n[22 văn bản] 22 văn bản - -");
        expect("Tổ chức 12 lớp tập huấn cho hơn 1.800 đại biểu.", "[12 lớp tập huấn] 12 lớp - -\n[hơn 1.800 đại biểu] 1800 đại biểu hơn -");
        expect("Mỗi năm tổ chức bình quân 4 đợt tập huấn/năm.", "[bình quân 4 đợt tập huấn/năm] 4 đợt tập huấn bình quân năm");
        expect("Mức chi 8 triệu đồng/đài/năm.", "[8 triệu đồng/đài/năm] 8000000 VND - đài/năm");
        /* a noun no table knows */
        expect("Lắp đặt 24 tua bin gió.", "[24 tua bin] 24 tua bin - -");
        expect("- Có 200 doanh nghiệp tham gia.", "[200 doanh nghiệp] 200 doanh nghiệp - -");
}

static void test_ranges(void **state)
{
        (void) state;
        expect("Mở từ 3 đến 5 lớp.", "[3] 3 lớp - -\n[5 lớp] 5 lớp - -");
        expect("Chiếm 51 - 52% tổng chi.", "[51] 51 % - -\n[52%] 52 % - -");
        expect("Chi từ 2 đến 3 tỷ đồng.", "[2] 2000000000 VND - -\n[3 tỷ đồng] 3000000000 VND - -");
}

static void test_no_quantities(void **state)
{
        static const char *const bodies[] = {
                "Có sử dụng đường 8 và đường 12.",
                "Hội chợ lần thứ 6 được tổ chức.",
                "Phát trên sóng VTV8 và kênh VTV 4.",
                "Theo khoản 1, 2 và 3 điều này.",
                "Theo Quyết định số 31/2013/QĐ-UBND ngày 09/8/2013 của UBND tỉnh.",
                "Kỷ niệm 190 năm thành lập và 30 năm tái lập tỉnh.",
                "Tàu tuần tra Biên phòng 20-12-05 đến nơi.",
                "Báo cáo định kỳ 06 tháng/năm.",
                "Triển khai Đề án 06 tỉnh giao.",
                "Ban Chỉ đạo 389 quốc gia đã họp.",
                "Tại số 12 đường Nguyễn Du.",
                "Chương trình \"10 giờ cho quê hương, 100 việc tốt\" đã phát.",
                "Trong năm 2019 tỉnh đã làm tốt.",
                "Hỏi ý kiến ở thôn 5 xã Tân Lập.",
                "Theo QCVN 109:2017/BTTTT và TCVN 6909:2001.",
                "Có hiệu lực sau 45 ngày.",
                "Hồ sơ của Covid 19 trong tỉnh.",
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
                expect(bodies[i], "");
}

/* Numbers in the title and in headings name something. */
static void test_headings(void **state)
{
        (void) state;
        understand("BÁO CÁO\nSơ kết 12 mô hình khuyến nông\n\nUBND tỉnh báo cáo như sau:\n\nI. KẾT QUẢ 12 MÔ HÌNH\n\n1. Kết quả 05 mô hình trồng lúa\n\nĐã nhân rộng 03 mô hình.\n");
        assert_int_equal(record.n_quantities, 1);
        assert_string_equal(surface(record.quantities[0].span), "03 mô hình");
}

/* The number of a page between the halves of a sentence. */
static void test_page_number(void **state)
{
        (void) state;
        expect("Người tham gia\n78\n\nbảo hiểm được trả.", "");
}

/* Work grows with the text, not with its square. */
static void test_many_numbers(void **state)
{
        struct buf text = { 0 };

        (void) state;
        buf_puts(&text, "BÁO CÁO\nVề số liệu\n\nUBND tỉnh báo cáo như sau:\n\n");
        for (int i = 0; i < 20000; i++)
                buf_printf(&text, "%d lớp, \"%d hộ, ", i % 900 + 1, i % 90 + 1);
        understand(text.ptr);
        assert_true(record.n_quantities > 10000);
        for (size_t i = 1; i < record.n_quantities; i++)
                assert_true(record.quantities[i].span.begin >= record.quantities[i - 1].span.end);
        buf_release(&text);
}

/* Every row of quantity-units.csv, by its own example. */
static void test_units_of_the_table(void **state)
{
        struct arena table = { 0 };
        struct buf content = { 0 };
        struct csv csv;
        char line[512];
        FILE *f = fopen(SOURCE_ROOT "/rules/tables/quantity-units.csv", "r");

        (void) state;
        assert_non_null(f);
        while (fgets(line, sizeof(line), f))
                buf_puts(&content, line);
        fclose(f);
        assert_int_equal(csv_read(&csv, &table, buf_span(&content), ','), 0);
        assert_true(csv.n > 1000);
        for (size_t i = 0; i < csv.n; i++) {
                const char *unit = csv_cell(&csv, i, "unit"), *example = csv_cell(&csv, i, "example");
                size_t wanted = strcmp(csv_cell(&csv, i, "kind"), "thoi_gian") == 0 ? 0 : 1;

                quantities_of(arena_printf(&table, "- Hiện có %s.", example));
                if (record.n_quantities != wanted || (wanted && strcmp(or_dash(record.quantities[0].unit), unit) != 0))
                        fail_msg("%s: %zu quantities, unit %s instead of %s", example, record.n_quantities, wanted && record.n_quantities ? or_dash(record.quantities[0].unit) : "-", unit);
        }
        buf_release(&content);
        arena_release(&table);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_values),      cmocka_unit_test(test_what_is_counted), cmocka_unit_test(test_ranges),     cmocka_unit_test(test_no_quantities),
                cmocka_unit_test(test_headings),    cmocka_unit_test(test_page_number),     cmocka_unit_test(test_many_numbers), cmocka_unit_test(test_units_of_the_table),
        };

        return cmocka_run_group_tests(tests, load_rules, free_rules);
}
