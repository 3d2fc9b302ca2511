/* Bodies whose lines were broken by a web page: what reads as one line, what is a heading, where the name of an organisation ends. */
#include "facts.h"

#define HEAD \
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\n-------\n\nSố: 75/2025/QĐ-UBND\n\nHà Tĩnh, ngày 20\ntháng 11 năm 2025\n\nQUYẾT ĐỊNH\n" \
        "BÃI\nBỎ QUYẾT ĐỊNH SỐ 14/2025/QĐ-UBND NGÀY 01/3/2025 CỦA ỦY BAN NHÂN DÂN TỈNH BAN HÀNH\nQUY ĐỊNH VỀ TỔ CHỨC CỦA SỞ XÂY DỰNG\n"
#define FOOT "\n\nNơi nhận:\n- Như Điều 3;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN\nDÂN\nCHỦ TỊCH\nTrần Văn An\n"

static const char body[] =
        HEAD
        "Theo đề nghị của Giám đốc Sở\nXây dựng tại Văn bản số 5788/TTr-SXD ngày 03/11/2025 và ý kiến của Cục Quản lý hoạt động xây dựng;\n"
        "Điều 1.\nNguyên tắc xác định giá\n"
        "1. Mức giá cụ thể do đơn vị tự định giá, không cao hơn giá tối đa theo quy định tại\nkhoản 5 Điều 28 Luật Giá.\n"
        "2. Giá tối đa chưa bao gồm các khoản thu khác của đơn vị cung cấp dịch vụ thuộc\nChương trình mục tiêu của tỉnh\n"
        "Điều 2. Phê duyệt kế hoạch gồm các phần sau\n"
        "1. Mục tiêu\n"
        "2. Nội dung\n"
        "3. Sở Xây dựng báo cáo hằng năm.\n"
        "Điều 3. Các\nBộ trưởng, Thủ trưởng cơ quan có liên quan chịu trách nhiệm thi hành Quyết định này./.\n"
        FOOT;

static bool has_unit(const char *name)
{
        for (size_t i = 0; i < record.n_units; i++) {
                if (strcmp(record.units[i].name, name) == 0)
                        return true;
        }
        return false;
}

static void test_headings(void **state)
{
        static const struct {
                int level;
                const char *number, *heading;
        } expected[] = { { 1, "1", "Nguyên tắc xác định giá" }, { 1, "2", "Phê duyệt kế hoạch gồm các phần sau" }, { 2, "1", "Mục tiêu" }, { 2, "2", "Nội dung" }, { 1, "3", "" } };

        (void) state;
        understand(body);
        assert_int_equal(record.n_sections, ARRAY_LEN(expected));
        for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
                assert_int_equal(record.sections[i].level, expected[i].level);
                assert_string_equal(record.sections[i].number, expected[i].number);
                assert_string_equal(record.sections[i].heading, expected[i].heading);
        }
}

static void test_names_over_the_end_of_a_line(void **state)
{
        (void) state;
        understand(body);
        assert_true(has_unit("Giám đốc Sở Xây dựng tỉnh Hà Tĩnh"));
        assert_true(has_unit("Sở Xây dựng tỉnh Hà Tĩnh"));
        assert_true(has_unit("Cục Quản lý hoạt động xây dựng"));
        assert_false(has_unit("Sở Xây tỉnh Hà Tĩnh"));
}

/* A verb ends a name unless the name has it: by its capital, in a table, or because nothing follows it. */
static void test_verbs_and_names(void **state)
{
        (void) state;
        understand("Giao Cục Thống kê tỉnh tổng hợp; Báo Phú Yên xây dựng chuyên mục; Bộ Xây dựng hướng dẫn thực hiện; Ban Quản lý đầu tư xây dựng, Sở Y tế triển khai kế hoạch.\n");
        assert_true(has_unit("Cục Thống kê tỉnh"));
        assert_true(has_unit("Báo Phú Yên"));
        assert_true(has_unit("Bộ Xây dựng"));
        assert_true(has_unit("Ban Quản lý đầu tư xây dựng"));
        assert_true(has_unit("Sở Y tế"));
}

/* Who holds an office is no part of its name. */
static void test_places_that_begin_like_verbs(void **state)
{
        (void) state;
        understand("Theo đề nghị của Ủy ban nhân dân huyện Giao Thủy, tỉnh Nam Định và Bộ Chính trị\nBộ Công an.\n");
        assert_true(has_unit("Ủy ban nhân dân huyện Giao Thủy, tỉnh Nam Định"));
        assert_true(has_unit("Bộ Chính trị"));
}

static void test_persons(void **state)
{
        (void) state;
        understand("Chủ tịch UBND tỉnh Nguyễn Văn An và Phó Thủ tướng Thường trực Chính phủ Trần Văn Bình làm việc với UBND tỉnh Hà Tĩnh, UBND huyện Trần Văn Thời.\n");
        assert_true(has_unit("Chủ tịch Ủy ban nhân dân tỉnh"));
        assert_true(has_unit("Phó Thủ tướng Thường trực Chính phủ"));
        assert_true(has_unit("Ủy ban nhân dân tỉnh Hà Tĩnh"));
        assert_int_equal(record.n_units, 4);
}

static void test_charges_in_brackets(void **state)
{
        (void) state;
        understand("VĂN PHÒNG CHÍNH PHỦ\n\nSố: 631/TB-VPCP\n\nHà Nội, ngày 19 tháng 11 năm 2025\n\nTHÔNG BÁO\nKết luận cuộc họp\n\n"
                   "Yêu cầu các bộ thực hiện một số nhiệm vụ như sau:\n"
                   "(1) Giao Bộ Tài chính chủ trì, phối hợp với Bộ Y tế hoàn thiện hồ sơ.\n"
                   "(2) Giao Bộ Y tế rà soát, báo cáo kết quả.\n"
                   "(3) Sau khi được thông qua, các địa phương tập trung thực hiện có hiệu quả.\n");
        assert_int_equal(record.n_assignments, 2);
        assert_string_equal(record.assignments[0].units.items[0].name, "Bộ Tài chính");
        assert_int_equal(record.assignments[0].n_duties, 1);
        assert_string_equal(record.assignments[1].units.items[0].name, "Bộ Y tế");
        assert_int_equal(record.assignments[1].n_duties, 1);
}

#define LAW_HEAD "BỘ Y TẾ\n\nSố: 06/2023/TT-BYT\n\nHà Nội, ngày 29 tháng 6 năm 2023\n\nTHÔNG TƯ\nHướng dẫn điều chỉnh trợ cấp\n\n"

/* Sentences go on over the page's head and the stamp of its signature, and what these say is nobody's date. */
static void test_page_heads(void **state)
{
        (void) state;
        understand(LAW_HEAD
                   "Điều 1. Đối tượng được hưởng trợ cấp hằng tháng\n"
                   "1. Người nghỉ việc từ ngày 01 tháng 01 năm 1995 được hưởng trợ cấp theo Quyết định số\n"
                   "Người ký: Cổng Thông tin điện tử Chính phủ\nEmail: thongtin@example.vn\nThời gian ký: 26.07.2023 09:53:50 +07:00\n\n \n8 \nCÔNG BÁO/Số 849 + 850/Ngày 26-7-2023 \n \n\n"
                   "91/2000/QĐ-TTg ngày 04 tháng 8 năm 2000 của Thủ tướng Chính phủ và mức điều chỉnh tại khoản 1\n"
                   "Điều 2 Thông tư này cùng các quy định có liên quan.\n");
        assert_int_equal(record.n_sections, 1);
        assert_string_equal(record.sections[0].heading, "Đối tượng được hưởng trợ cấp hằng tháng");
        for (size_t i = 0; i < record.n_dates; i++)
                assert_string_not_equal(record.dates[i].iso, "2023-07-26");
        for (size_t i = 0; i < record.n_units; i++)
                assert_null(strstr(record.units[i].name, "Cổng Thông tin"));
        assert_int_equal(record.n_citations, 2);
        assert_string_equal(record.citations[0].number.key, "91/2000/QĐ-TTg");
        assert_string_equal(or_dash(record.citations[0].type.name), "Quyết định");
        assert_string_equal(record.citations[1].relation, "dan_chieu"); /* "điều chỉnh" has another object */
}

static void test_a_name_for_later(void **state)
{
        (void) state;
        understand(LAW_HEAD "Căn cứ Nghị định số 42/2023/NĐ-CP ngày 29 tháng 6 năm 2023 của Chính phủ điều chỉnh lương hưu (sau đây được viết là Nghị định số 42/2023/NĐ-CP);\n"
                            "Theo đề nghị của Vụ trưởng Vụ Bảo hiểm xã hội;\n");
        assert_int_equal(record.n_citations, 2);
        assert_string_equal(record.citations[0].title.text, "điều chỉnh lương hưu");
        assert_string_equal(record.citations[1].relation, "dinh_nghia");
        assert_true(has_unit("Vụ trưởng Vụ Bảo hiểm xã hội"));
}

/* "NQ/TW1": the mark of a footnote stuck to a number; offices and terms keep their digits. */
static void test_footnote_marks(void **state)
{
        static const char *const keys[] = { "66-NQ/TW", "09/2026/NĐ-CP", "12/2020/NQ-QH14", "129/KH-CAT-PC07", "337/1998/QĐ-NHNN7" };

        (void) state;
        understand(LAW_HEAD "Căn cứ Nghị quyết số 66-NQ/TW1 và Nghị định số 09/2026/NĐ-CP4; Nghị quyết số 12/2020/NQ-QH14; Kế hoạch số 129/KH-CAT-PC07; Quyết định số 337/1998/QĐ-NHNN7.\n");
        assert_int_equal(record.n_citations, ARRAY_LEN(keys));
        for (size_t i = 0; i < ARRAY_LEN(keys); i++)
                assert_string_equal(record.citations[i].number.key, keys[i]);
        assert_string_equal(surface(record.citations[0].number.span), "66-NQ/TW");
}

static void test_law_as_such(void **state)
{
        (void) state;
        understand(LAW_HEAD "Phụ lục\nVỀ ĐỔI MỚI CÔNG TÁC XÂY DỰNG VÀ THI HÀNH PHÁP\nLUẬT ĐÁP ỨNG YÊU CẦU PHÁT TRIỂN ĐẤT NƯỚC\n");
        assert_int_equal(record.n_citations, 0);
}

/* "X được sửa đổi bởi Y": Y does it to X, which is no part of the title of X either. */
static void test_amended_by(void **state)
{
        (void) state;
        understand(LAW_HEAD
                   "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính đã được sửa đổi, bổ sung một số điều bởi Nghị định số 48/2013/NĐ-CP và Nghị định số 92/2017/NĐ-CP;\n"
                   "Căn cứ Luật Giao thông đường thủy nội địa ngày 15 tháng 6 năm 2004 được sửa đổi, bổ sung bởi Luật số 48/2014/QH13;\n"
                   "Căn cứ Quyết định số 09/2020/QĐ-TTg sửa đổi, bổ sung một số điều của Quyết định số 08/2019/QĐ-TTg;\n"
                   "Căn cứ Quyết định số 10/2020/QĐ-TTg về việc công bố danh mục thủ tục được sửa đổi, bổ sung lĩnh vực đất đai;\n");
        assert_int_equal(record.n_citations, 8);
        assert_string_equal(record.citations[0].title.text, "về kiểm soát thủ tục hành chính");
        for (int i = 1; i <= 2; i++) {
                assert_string_equal(record.citations[i].relation, "sua_doi_bo_sung");
                assert_true(record.citations[i].inverse);
                assert_int_equal(record.citations[i].subject, 1);
        }
        assert_string_equal(record.citations[4].number.key, "48/2014/QH13");
        assert_true(record.citations[4].inverse);
        assert_int_equal(record.citations[4].subject, 4);
        assert_string_equal(record.citations[6].relation, "sua_doi_bo_sung");
        assert_false(record.citations[6].inverse);
        assert_int_equal(record.citations[6].subject, 6);
        assert_string_equal(record.citations[7].title.text, "về việc công bố danh mục thủ tục được sửa đổi, bổ sung lĩnh vực đất đai");
        assert_false(record.citations[7].inverse);
}

static void test_a_title_in_capitals(void **state)
{
        const struct rec_citation *c;

        (void) state;
        understand(body);
        assert_true(record.n_citations > 0);
        c = &record.citations[0];
        assert_string_equal(c->number.key, "14/2025/QĐ-UBND");
        assert_string_equal(c->issuer.name, "Ủy ban nhân dân tỉnh Hà Tĩnh");
        assert_string_equal(c->relation, "bai_bo");
}

static void test_a_part_of_a_law_over_the_end_of_a_line(void **state)
{
        (void) state;
        understand(body);
        for (size_t i = 0; i < record.n_citations; i++) {
                const struct rec_citation *c = &record.citations[i];

                if (!c->title.text || strcmp(c->title.text, "Giá") != 0)
                        continue;
                assert_int_equal(c->n_parts, 1);
                assert_string_equal(c->parts[0].path, "Điều 28/khoản 5");
                return;
        }
        fail_msg("Luật Giá was not found");
}

static void test_an_appendix_names_its_document(void **state)
{
        const struct rec_citation *last;

        (void) state;
        understand(HEAD "Điều 1. Ban hành kèm theo Quyết định này danh mục.\n" FOOT
                        "\nPHỤ LỤC\nDANH MỤC\n(Kèm theo Quyết định số 75/2025/QĐ-UBND ngày 20/11/2025 của Ủy ban nhân dân tỉnh Hà Tĩnh)\n");
        assert_true(record.n_citations > 0);
        last = &record.citations[record.n_citations - 1];
        assert_string_equal(last->number.key, "75/2025/QĐ-UBND");
        assert_true(last->refers_to_document);
        assert_false(record.citations[0].refers_to_document);

        /* every year has a 12/QĐ-TTg */
        understand("THỦ TƯỚNG CHÍNH PHỦ\n\nSố: 12/QĐ-TTg\n\nHà Nội, ngày 20 tháng 11 năm 2025\n\nQUYẾT ĐỊNH\nVề việc bãi bỏ\n\nBãi bỏ Quyết định số 12/QĐ-TTg của Thủ tướng Chính phủ.\n");
        assert_int_equal(record.n_citations, 1);
        assert_false(record.citations[0].refers_to_document);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_headings),
                cmocka_unit_test(test_names_over_the_end_of_a_line),
                cmocka_unit_test(test_verbs_and_names),
                cmocka_unit_test(test_places_that_begin_like_verbs),
                cmocka_unit_test(test_persons),
                cmocka_unit_test(test_charges_in_brackets),
                cmocka_unit_test(test_page_heads),
                cmocka_unit_test(test_a_name_for_later),
                cmocka_unit_test(test_footnote_marks),
                cmocka_unit_test(test_law_as_such),
                cmocka_unit_test(test_amended_by),
                cmocka_unit_test(test_a_title_in_capitals),
                cmocka_unit_test(test_a_part_of_a_law_over_the_end_of_a_line),
                cmocka_unit_test(test_an_appendix_names_its_document),
        };

        return cmocka_run_group_tests(tests, load_rules, free_rules);
}
