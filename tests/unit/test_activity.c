/* Activities and assignments of plans: labels in every shape, sentences, tables, containers, duties. */
#include "tests/unit/facts.h"

static const char head[] = "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\n\nSố: 12/KH-UBND\n\nHà Tĩnh, ngày 05 tháng 01 năm 2020\n\nKẾ HOẠCH\nCông tác thông tin đối ngoại năm 2020\n\n"
                           "Căn cứ Luật Báo chí 2016, UBND tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\n- Nâng cao nhận thức.\n\n2. Yêu cầu\n\n- Bám sát chủ trương.\n\n";
static const char foot[] = "\nTrên đây là Kế hoạch, yêu cầu các đơn vị thực hiện./.\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn A\n";

static void plan(const char *body)
{
        struct buf text = { 0 };

        buf_printf(&text, "%s%s%s", head, body, foot);
        understand(text.ptr);
        buf_release(&text);
}

/* "number title | lead | partners | time start/end kind" a line */
static void expect(const char *expected)
{
        struct buf out = { 0 };

        for (size_t i = 0; i < record.n_activities; i++) {
                const struct rec_activity *a = &record.activities[i];

                buf_printf(&out, "%s%s %s | %s | %s", i ? "\n" : "", or_dash(a->number), a->title, names_text(&a->lead), names_text(&a->partners));
                if (a->time.text)
                        buf_printf(&out, " | %s/%s %s", or_dash(a->time.start), or_dash(a->time.end), or_dash(a->time.kind));
        }
        assert_string_equal(out.ptr ? out.ptr : "", expected);
        buf_release(&out);
}

static void test_labels(void **state)
{
        (void) state;
        plan("II. NỘI DUNG\n\n1. Xây dựng văn bản\n\nXây dựng văn bản chỉ đạo.\n\n- Đơn vị chủ trì: Sở Thông tin và Truyền thông\n- Đơn vị phối hợp: Sở Ngoại vụ và các cơ quan, đơn vị liên quan\n"
             "- Thời gian thực hiện: Thường xuyên trong năm 2020.\n\n"
             "2. Tập huấn nghiệp vụ\n\nThời hạn hoàn thành: Quý III/2020.\n\nCơ quan chủ trì: Sở Nội vụ, Công an tỉnh.\n\nPhối hợp: Các sở, ban, ngành, đoàn thể; UBND các huyện, thành phố, thị xã.\n");
        expect("1 Xây dựng văn bản | Sở Thông tin và Truyền thông tỉnh Hà Tĩnh | Sở Ngoại vụ tỉnh Hà Tĩnh; các cơ quan, đơn vị liên quan | 2020-01-01/2020-12-31 thuong_xuyen\n"
               "2 Tập huấn nghiệp vụ | Sở Nội vụ tỉnh Hà Tĩnh; Công an tỉnh Hà Tĩnh | Các sở, ban, ngành, đoàn thể; Ủy ban nhân dân các huyện, thành phố, thị xã | 2020-07-01/2020-09-30 quarter");
        assert_int_equal(record.activities[0].n_items, 1);
        assert_string_equal(record.activities[0].items[0].text, "Xây dựng văn bản chỉ đạo.");
        assert_string_equal(record.sections[record.activities[0].section - 1].heading, "Xây dựng văn bản");
}

/* A container has tasks below it and no labels of its own. */
static void test_container(void **state)
{
        (void) state;
        plan("II. NHIỆM VỤ\n\n4. Triển khai các hoạt động\n\n4.1. Giải thích thông tin\n\n- Thời gian: Ngay sau khi Kế hoạch này được ban hành.\n- Đơn vị chủ trì:\n - + Sở Thông tin và Truyền thông: Theo dõi báo chí trong nước.\n"
             " - + Sở Ngoại vụ: Theo dõi báo chí nước ngoài.\n- Đơn vị phối hợp: Hội Nhà báo tỉnh.\n\n4.2. Quảng bá hình ảnh\n\nĐơn vị chủ trì: Sở Thông tin và Truyền thông hướng dẫn.\n");
        expect("4.1 Giải thích thông tin | Sở Thông tin và Truyền thông tỉnh Hà Tĩnh; Sở Ngoại vụ tỉnh Hà Tĩnh | Hội Nhà báo tỉnh Hà Tĩnh | -/- tuong_doi\n"
               "4.2 Quảng bá hình ảnh | Sở Thông tin và Truyền thông tỉnh Hà Tĩnh | ");
}

static void test_sentence(void **state)
{
        (void) state;
        plan("II. NỘI DUNG\n\n5. Triển khai các dự án\n\nSở Thông tin và Truyền thông chủ trì, phối hợp với các cơ quan, đơn vị liên quan nghiên cứu, ứng dụng công nghệ.\n\n"
             "6. Tuyên truyền pháp luật\n\nGiao Công an tỉnh chủ trì, phối hợp chặt chẽ với Sở Tư pháp và Hội Luật gia tỉnh mở chuyên mục.\n");
        expect("5 Triển khai các dự án | Sở Thông tin và Truyền thông tỉnh Hà Tĩnh | các cơ quan, đơn vị liên quan\n"
               "6 Tuyên truyền pháp luật | Công an tỉnh Hà Tĩnh | Sở Tư pháp tỉnh Hà Tĩnh; Hội Luật gia tỉnh Hà Tĩnh");
}

/* Labels of one task in one line, or in brackets behind it; a task that is a sentence. */
static void test_inline_labels(void **state)
{
        (void) state;
        plan("II. NHIỆM VỤ VÀ GIẢI PHÁP\n\n1. Tổ chức hội nghị triển khai. Đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: Sở Tài chính; thời gian: tháng 3/2020.\n\n"
             "2. Rà soát đội ngũ cán bộ (Cơ quan chủ trì: Sở Y tế; thời gian hoàn thành: Quý II/2020).\n");
        expect("1 Tổ chức hội nghị triển khai | Sở Nội vụ tỉnh Hà Tĩnh | Sở Tài chính tỉnh Hà Tĩnh | 2020-03-01/2020-03-31 month\n"
               "2 Rà soát đội ngũ cán bộ | Sở Y tế tỉnh Hà Tĩnh |  | 2020-04-01/2020-06-30 quarter");
}

static void test_bold_and_letters(void **state)
{
        (void) state;
        plan("**II. NỘI DUNG**\n\n**1. Tổ chức lễ phát động**\n\na) Nội dung: mít tinh, diễu hành.\n\nb) Đơn vị chủ trì: Tỉnh đoàn.\n\nc) Thời gian: ngày 26/3/2020.\n\n**2. Kinh phí**\n\nNgân sách tỉnh.\n");
        expect("1 Tổ chức lễ phát động | Tỉnh đoàn Hà Tĩnh |  | 2020-03-26/2020-03-26 date");
        assert_int_equal(record.activities[0].n_items, 1);
        assert_string_equal(record.activities[0].items[0].text, "mít tinh, diễu hành");
}

static void test_pipe_table(void **state)
{
        (void) state;
        plan("II. NHIỆM VỤ\n\n| STT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Kinh phí |\n|---|---|---|---|---|---|\n"
             "| 1 | Số hóa hồ sơ | Sở Nội vụ | Sở Tài chính; Công an tỉnh | Quý I/2020 | 200 triệu đồng |\n| 2 | Đào tạo cán bộ | Trường Chính trị tỉnh | | Tháng 5/2020 | |\n");
        expect("1 Số hóa hồ sơ | Sở Nội vụ tỉnh Hà Tĩnh | Sở Tài chính tỉnh Hà Tĩnh; Công an tỉnh Hà Tĩnh | 2020-01-01/2020-03-31 quarter\n"
               "2 Đào tạo cán bộ | Trường Chính trị tỉnh Hà Tĩnh |  | 2020-05-01/2020-05-31 month");
        assert_string_equal(record.activities[0].budget, "200 triệu đồng");
        assert_null(record.activities[1].budget);
}

/* The purpose, the funds and the duties are no tasks; a report has none without labels. */
static void test_no_tasks(void **state)
{
        (void) state;
        plan("II. NỘI DUNG\n\n1. Thời gian, địa điểm\n\nTrong tháng 3 tại thành phố.\n\nIII. KINH PHÍ\n\n1. Ngân sách tỉnh\n\nTheo dự toán.\n\nIV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Theo dõi.\n");
        expect("");
        understand("BÁO CÁO\nCông tác năm 2019\n\nUBND tỉnh báo cáo như sau:\n\nI. KẾT QUẢ\n\nTốt.\n\nII. NHIỆM VỤ NĂM 2020\n\n1. Tiếp tục tuyên truyền.\n\n2. Rà soát cán bộ.\n");
        expect("");
}

/* "units: role duty; ..." */
static void expect_assignments(const char *expected)
{
        struct buf out = { 0 };

        for (size_t i = 0; i < record.n_assignments; i++) {
                const struct rec_assignment *a = &record.assignments[i];

                buf_printf(&out, "%s%s:", i ? "\n" : "", names_text(&a->units));
                for (size_t k = 0; k < a->n_duties; k++)
                        buf_printf(&out, " %s", or_dash(a->duties[k].role));
        }
        assert_string_equal(out.ptr ? out.ptr : "", expected);
        buf_release(&out);
}

static void test_assignments(void **state)
{
        (void) state;
        plan("IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Thông tin và Truyền thông\n\n- Chủ trì, tham mưu cho UBND tỉnh.\n\n- Phối hợp với Sở Tài chính lập dự toán.\n\n"
             "4. Sở Văn hóa, Thể thao và Du lịch\n\n- Chủ trì, phối hợp với các ngành:\n+ Xây dựng chương trình;\n+ Quảng bá du lịch.\n\n"
             "12. Các sở, ban, ngành, đoàn thể cấp tỉnh; UBND các huyện, thành phố, thị xã\n\n- Đẩy mạnh tuyên truyền.\n");
        expect_assignments("Sở Thông tin và Truyền thông tỉnh Hà Tĩnh: chu_tri phoi_hop\n"
                           "Sở Văn hóa, Thể thao và Du lịch tỉnh Hà Tĩnh: chu_tri_phoi_hop\n"
                           "Các sở, ban, ngành, đoàn thể cấp tỉnh; Ủy ban nhân dân các huyện, thành phố, thị xã: thuc_hien");
}

static void test_assignments_in_sentences(void **state)
{
        (void) state;
        plan("III. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính: bố trí kinh phí thực hiện Kế hoạch.\n\n2. Giao Sở Nội vụ chủ trì, theo dõi việc thực hiện.\n\n3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh phối hợp tuyên truyền.\n");
        expect_assignments("Sở Tài chính tỉnh Hà Tĩnh: bo_tri_kinh_phi\nSở Nội vụ tỉnh Hà Tĩnh: chu_tri\nỦy ban Mặt trận Tổ quốc Việt Nam tỉnh Hà Tĩnh: phoi_hop");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_labels),     cmocka_unit_test(test_container), cmocka_unit_test(test_sentence),    cmocka_unit_test(test_inline_labels), cmocka_unit_test(test_bold_and_letters),
                cmocka_unit_test(test_pipe_table), cmocka_unit_test(test_no_tasks),  cmocka_unit_test(test_assignments), cmocka_unit_test(test_assignments_in_sentences),
        };

        return cmocka_run_group_tests(tests, load_rules, free_rules);
}
