/* Events of reports: where the date stands, who acted, what is none. */
#include "tests/unit/facts.h"

static void report(const char *section, const char *body)
{
        struct buf text = { 0 };

        buf_printf(&text,
                "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\n\nSố: 15/BC-UBND\n\nHà Tĩnh, ngày 05 tháng 12 năm 2019\n\nBÁO CÁO\nKết quả công tác thông tin năm 2019\n\nỦy ban nhân dân tỉnh Hà Tĩnh báo cáo kết quả như sau:\n\n%s\n\n%s\n\n"
                "Nơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn A\n",
                section, body);
        understand(text.ptr);
        buf_release(&text);
}

/* "iso | actors | partners | first words of the action" a line */
static void expect_in(const char *section, const char *body, const char *expected)
{
        struct buf out = { 0 };

        report(section, body);
        for (size_t i = 0; i < record.n_events; i++) {
                const struct rec_event *e = &record.events[i];

                buf_printf(&out, "%s%s | %s | %s | %.*s", i ? "\n" : "", or_dash(e->date.iso), names_text(&e->actors), names_text(&e->partners), (int) strcspn(e->action, " "), e->action);
                assert_true(range_is_set(e->span) && range_overlaps(e->span, e->date.span));
        }
        assert_string_equal(out.ptr ? out.ptr : "", expected);
        buf_release(&out);
}

static void expect(const char *body, const char *expected)
{
        expect_in("I. KẾT QUẢ ĐẠT ĐƯỢC", body, expected);
}

static void test_date_first(void **state)
{
        (void) state;
        expect("- Ngày 30/5/2014, UBND tỉnh Hà Tĩnh phối hợp với Cục Thông tin đối ngoại tổ chức hội nghị tập huấn.", "2014-05-30 | Ủy ban nhân dân tỉnh Hà Tĩnh | Cục Thông tin đối ngoại | tổ");
        expect("Ngày 28/12/2018 Sở Thông tin và Truyền thông ký kết với Bộ Chỉ huy Bộ đội Biên phòng tỉnh trong công tác thông tin.",
                "2018-12-28 | Sở Thông tin và Truyền thông tỉnh Hà Tĩnh | Bộ Chỉ huy Bộ đội Biên phòng tỉnh Hà Tĩnh | ký");
        expect("Từ năm 2012 đến nay, mỗi năm Sở Nội vụ tổ chức bình quân 4 đợt tập huấn/năm.", "2012 | Sở Nội vụ tỉnh Hà Tĩnh |  | tổ");
        expect("Trong tháng 3/2018, Trung tâm Văn hóa tỉnh đã lắp đặt 24 cụm loa.", "2018-03 | Trung tâm Văn hóa tỉnh Hà Tĩnh |  | lắp");
        expect("Tháng 6/2017, Hà Tĩnh tham gia Triển lãm.", "2017-06 | tỉnh Hà Tĩnh |  | tham");
        expect("Ngày 20/11/2018, nhà trường tổ chức lễ kỷ niệm.", "2018-11-20 | nhà trường |  | tổ");
}

static void test_several_in_one_paragraph(void **state)
{
        (void) state;
        expect("- Năm 2015, sau khi được Cục Thông tin đối ngoại, Bộ Thông tin và Truyền thông lắp đặt cụm thông tin tại Cửa khẩu Quốc tế Cầu Treo, UBND tỉnh đã ban hành Quy chế. Năm 2016, tỉnh tiếp tục phê duyệt đầu tư xây dựng và "
               "năm 2017 xây dựng, đưa vào hoạt động Cụm Thông tin.",
                "2015 | Cục Thông tin đối ngoại; Bộ Thông tin và Truyền thông |  | lắp\n2016 | tỉnh Hà Tĩnh |  | phê\n2017 |  |  | xây");
}

/* The subject comes later, or never: nothing is made up. */
static void test_elided_subject(void **state)
{
        (void) state;
        expect("Tháng 9/2016, tham gia tại Hội chợ du lịch quốc tế TP. Hồ Chí Minh 2016, Hà Tĩnh đã giới thiệu các ấn phẩm.", "2016-09 | tỉnh Hà Tĩnh |  | tham");
        expect("Tháng 9/2017, tại Hội chợ \"Mỗi xã, phường một sản phẩm\" lần thứ V được tổ chức ở tỉnh Quảng Ninh, Hà Tĩnh tham gia 12 sản phẩm.", "2017-09 | tỉnh Hà Tĩnh |  | tham");
        expect("Trong năm 2016, xây dựng Trang thông tin điện tử để tuyên truyền, quảng bá du lịch.", "2016 |  |  | xây");
}

static void test_date_last(void **state)
{
        (void) state;
        expect("- Thực hiện chương trình khám phá du lịch phát trên sóng VTV8 trong tháng 7/2017.", "2017-07 |  |  | Thực");
        expect("Phối hợp với Sở Văn hóa, Thể thao và Du lịch tổ chức Lễ Khai mạc đường sách nhân Ngày sách (21/4). Qua 04 ngày triển lãm (*từ ngày 18/4 – 21/4/2018*) đường sách thu hút 7.000 lượt bạn đọc.",
                "2018-04-18 |  | Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Tĩnh | tổ");
}

/* A day without a year takes that of the report's period. */
static void test_year_of_the_period(void **state)
{
        (void) state;
        expect("Ngày 21/4, UBND huyện tổ chức Ngày Sách và Văn hóa đọc.", "2019-04-21 | Ủy ban nhân dân huyện |  | tổ");
}

static void test_quantities_and_place(void **state)
{
        (void) state;
        report("I. KẾT QUẢ", "Ngày 10/5/2018, Sở Nội vụ mở 03 lớp bồi dưỡng cho 285 công chức cấp xã tại huyện Kỳ Anh.");
        assert_int_equal(record.n_events, 1);
        assert_int_equal(record.events[0].n_quantities, 2);
        assert_true(record.quantities[record.events[0].quantities[0] - 1].value == 3);
        assert_string_equal(record.events[0].place, "huyện Kỳ Anh");
}

static void test_no_events(void **state)
{
        static const char *const bodies[] = {
                "- Kế hoạch số 239/KH-UBND ngày 26/6/2014 về hoạt động thông tin đối ngoại.",
                "Thực hiện Quyết định số 368/QĐ-TTg ngày 28/02/2013 của Thủ tướng Chính phủ.",
                "Trong năm 2019, Sở Nội vụ tổ chức thực hiện tốt quy chế.", /* the report's own period */
                "Tuyên truyền Năm Du lịch quốc gia và giai đoạn 2013-2020.",
                "Tỷ lệ hộ nghèo năm 2016 là 5%.",
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
                expect(bodies[i], "");
        expect_in("III. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2020", "Tháng 3/2019, Sở Nội vụ tổ chức hội nghị.", "");
        expect_in("IV. ĐỀ XUẤT, KIẾN NGHỊ", "Ngày 10/5/2019, Sở Nội vụ tổ chức hội nghị.", "");
}

/* What a plan dates is still to come. */
static void test_plan(void **state)
{
        (void) state;
        understand("KẾ HOẠCH\nCông tác thông tin tỉnh Hà Tĩnh năm 2020\n\nUBND tỉnh ban hành Kế hoạch như sau:\n\nI. NỘI DUNG\n\nNgày 10/5/2020, Sở Nội vụ tổ chức hội nghị.\n");
        assert_int_equal(record.n_events, 0);
}

static bool has_unit(const char *name, const char *role)
{
        for (size_t i = 0; i < record.n_units; i++) {
                if (strcmp(record.units[i].name, name) == 0 && strcmp(or_dash(record.units[i].role), role) == 0)
                        return true;
        }
        return false;
}

/* Every organisation of the body, with the role of the fact that holds it. */
static void test_units(void **state)
{
        (void) state;
        report("I. KẾT QUẢ", "Thực hiện Quyết định số 368/QĐ-TTg ngày 28/02/2013 của Thủ tướng Chính phủ, ngày 30/5/2014, Sở Nội vụ phối hợp với Công an tỉnh tổ chức hội nghị về quần đảo Trường Sa; báo cáo Bộ Nội vụ.");
        assert_true(has_unit("Thủ tướng Chính phủ", "cited_issuer"));
        assert_true(has_unit("Sở Nội vụ tỉnh Hà Tĩnh", "actor"));
        assert_true(has_unit("Công an tỉnh Hà Tĩnh", "partner"));
        assert_true(has_unit("Bộ Nội vụ", "reported_to"));
        for (size_t i = 0; i < record.n_units; i++) {
                assert_null(strstr(record.units[i].name, "Trường Sa"));
                assert_true(i == 0 || record.units[i].span.begin >= record.units[i - 1].span.begin);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_date_first),         cmocka_unit_test(test_several_in_one_paragraph), cmocka_unit_test(test_elided_subject), cmocka_unit_test(test_date_last),
                cmocka_unit_test(test_year_of_the_period), cmocka_unit_test(test_quantities_and_place),     cmocka_unit_test(test_no_events),      cmocka_unit_test(test_plan),
                cmocka_unit_test(test_units),
        };

        return cmocka_run_group_tests(tests, load_rules, free_rules);
}
