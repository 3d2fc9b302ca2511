/*
 * Relations over lists, from behind, and told from the side of the document changed; who issued a joint document. Each row is a text and its citations in
 * order: key or printed type, relation, `^` and the document that what is cited did it to, `<` and the document whose title cites it.
 */
#include "tests/unit/facts.h"

struct row {
        const char *text, *citations;
};

static const char *name_of(const struct rec_citation *c)
{
        return c->number.key ? c->number.key : c->type.printed;
}

static const char *citations_text(void)
{
        struct buf out = { 0 };
        const char *copy;

        for (size_t i = 0; i < record.n_citations; i++) {
                const struct rec_citation *c = &record.citations[i];

                buf_printf(&out, "%s%s %s", i ? "; " : "", name_of(c), c->relation);
                if (c->inverse || c->subject)
                        buf_printf(&out, " %c%s", c->inverse ? '^' : '<', c->subject ? name_of(&record.citations[c->subject - 1]) : "");
        }
        copy = arena_strndup(&arena, buf_span(&out));
        buf_release(&out);
        return copy;
}

static void check_rows(const struct row *rows, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                understand(rows[i].text);
                if (strcmp(citations_text(), rows[i].citations) != 0)
                        fail_msg("%s\n  got:    %s\n  wanted: %s", rows[i].text, citations_text(), rows[i].citations);
        }
}

static void test_lists(void **state)
{
        static const struct row rows[] = {
                { "Điều 1. Bãi bỏ toàn bộ 02 văn bản quy phạm pháp luật\n1. Quyết định số 54/2003/QĐ-BNN ngày 07/4/2003.\n2. Chỉ thị số 77/2007/CT-BNN.\nĐiều 2. Hiệu lực\n1. Thông tư số 9/2009/TT-BNN còn áp dụng.\n",
                  "54/2003/QĐ-BNN bai_bo; 77/2007/CT-BNN bai_bo; 09/2009/TT-BNN dan_chieu" },
                { "Điều 9. Bãi bỏ các văn bản sau đây:\na) Nghị quyết số 12/2015/NQ-HĐND;\nb) Điều 5 Nghị quyết số 13/2016/NQ-HĐND; Nghị quyết số 14/2016/NQ-HĐND.\n",
                  "12/2015/NQ-HĐND bai_bo; 13/2016/NQ-HĐND bai_bo; 14/2016/NQ-HĐND bai_bo" },
                { "3. Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực:\na) Nghị định số 10/2010/NĐ-CP;\nb) Nghị định số 11/2011/NĐ-CP.\n4. Nghị định số 12/2012/NĐ-CP được áp dụng.\n",
                  "Nghị định dan_chieu; 10/2010/NĐ-CP bai_bo; 11/2011/NĐ-CP bai_bo; 12/2012/NĐ-CP dan_chieu" },
                /* a list inside a list, and the outer one goes on */
                { "Điều 2. Bãi bỏ các văn bản sau:\n1. Quyết định của Ủy ban nhân dân:\na) Quyết định số 11/2011/QĐ-UBND;\n2. Chỉ thị số 15/2012/CT-UBND.\n", "11/2011/QĐ-UBND bai_bo; 15/2012/CT-UBND bai_bo" },
                { "Quyết định này thay thế các Quyết định sau:\nQuyết định số 11/2011/QĐ-UBND;\nQuyết định số 12/2012/QĐ-UBND.\nQuyết định số 13/2013/QĐ-UBND vẫn áp dụng.\n",
                  "Quyết định dan_chieu; 11/2011/QĐ-UBND thay_the; 12/2012/QĐ-UBND thay_the; 13/2013/QĐ-UBND dan_chieu" },
                { "II. CĂN CỨ PHÁP LÝ\n- Nghị định số 43/2014/NĐ-CP;\nIII. NỘI DUNG\n- Nghị định số 44/2014/NĐ-CP quy định giá đất.\n", "43/2014/NĐ-CP can_cu; 44/2014/NĐ-CP dan_chieu" },
                { "UBND tỉnh ban hành các văn bản như sau:\n- Kế hoạch số 31/KH-UBND;\nKế hoạch số 32/KH-UBND đã xong.\n", "31/KH-UBND ban_hanh; 32/KH-UBND dan_chieu" },
                { "QUYẾT ĐỊNH:\nĐiều 1. Nội dung.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An\nPhụ lục I\nDANH MỤC VĂN BẢN BÃI BỎ TOÀN BỘ\n1. Thông tư số 21/2010/TT-BTC ngày 05/8/2010.\nPhụ lục II\n"
                  "DANH MỤC VĂN BẢN BÃI BỎ MỘT PHẦN\n1. Điều 8 Thông tư số 18/2018/TT-BTC ngày 30/10/2018.\n2. Thông tư số 19/2018/TT-BTC.\n",
                  "21/2010/TT-BTC bai_bo; 18/2018/TT-BTC bai_bo; 19/2018/TT-BTC dan_chieu" },
                /* no list of documents that end */
                { "Điều 1. Bãi bỏ một số điều của Nghị định số 10/2010/NĐ-CP như sau\n1. Nghị định số 11/2010/NĐ-CP quy định khác.\n", "10/2010/NĐ-CP bai_bo; 11/2010/NĐ-CP dan_chieu" },
                { "3. Các văn bản sau đây hết hiệu lực một phần:\na) Nghị định số 10/2010/NĐ-CP.\n", "10/2010/NĐ-CP dan_chieu" },
        };

        (void) state;
        check_rows(rows, ARRAY_LEN(rows));
}

static void test_inverse(void **state)
{
        static const struct row rows[] = {
                { "Thông tư số 31/2016/TT-BTC được bãi bỏ bởi Thông tư số 06/2024/TT-BTC.\n", "31/2016/TT-BTC dan_chieu; 06/2024/TT-BTC bai_bo ^31/2016/TT-BTC" },
                { "Quyết định số 10/2010/QĐ-UBND bị thay thế bởi Quyết định số 12/2015/QĐ-UBND.\n", "10/2010/QĐ-UBND dan_chieu; 12/2015/QĐ-UBND thay_the ^10/2010/QĐ-UBND" },
                { "Nghị định số 43/2014/NĐ-CP (sửa đổi, bổ sung bởi Nghị định số 01/2017/NĐ-CP).\n", "43/2014/NĐ-CP dan_chieu; 01/2017/NĐ-CP sua_doi_bo_sung ^43/2014/NĐ-CP" },
                /* the cell of a table that begins with its cue */
                { "Thông tư số 03/2017/TT-BTC quy định quy trình; tổ chức biên soạn\nĐược thay thế bởi Thông tư số 01/2024/TT-BTC\n", "03/2017/TT-BTC dan_chieu; 01/2024/TT-BTC thay_the ^03/2017/TT-BTC" },
                { "Thông tư số 03/2017/TT-BTC, được sửa đổi, bổ sung bởi:\n1. Thông tư số 01/2024/TT-BTC, có hiệu lực kể từ ngày 01/3/2024;\n2. Thông tư số 02/2025/TT-BTC.\n",
                  "03/2017/TT-BTC dan_chieu; 01/2024/TT-BTC sua_doi_bo_sung ^03/2017/TT-BTC; 02/2025/TT-BTC sua_doi_bo_sung ^03/2017/TT-BTC" },
                { "Nghị định số 47/2011/NĐ-CP (sau đây gọi là Nghị định số 47) được sửa đổi theo Nghị định số 25/2022/NĐ-CP.\n",
                  "47/2011/NĐ-CP dan_chieu; Nghị định dinh_nghia; 25/2022/NĐ-CP sua_doi_bo_sung ^47/2011/NĐ-CP" },
                { "Nghị định số 01/2015/NĐ-CP quy định phạm vi hoạt động; trách nhiệm phối hợp đã được sửa đổi tại Nghị định số 12/2018/NĐ-CP.\n",
                  "01/2015/NĐ-CP dan_chieu; 12/2018/NĐ-CP sua_doi_bo_sung ^01/2015/NĐ-CP" },
                /* cells of a row in one paragraph: parts of the document stand between it and its fate */
                { "Nghị định số 61/2020/NĐ-CP quy định trợ cấp\n- Điểm a khoản 3 Điều 5 Được sửa đổi, bổ sung, bãi bỏ bởi Nghị định số 21/2024/NĐ-CP\n",
                  "61/2020/NĐ-CP dan_chieu; 21/2024/NĐ-CP sua_doi_bo_sung ^61/2020/NĐ-CP" },
                { "Nghị định số 61/2020/NĐ-CP quy định trợ cấp\n- Khoản 3 Điều 5\nĐược sửa đổi, bổ sung bởi Nghị định số 21/2024/NĐ-CP\n",
                  "61/2020/NĐ-CP dan_chieu; 21/2024/NĐ-CP sua_doi_bo_sung ^61/2020/NĐ-CP" },
                /* what is amended has no number: nothing is said of this document */
                { "Quy chế đã được sửa đổi, bổ sung bởi Quyết định số 12/QĐ-UBND.\n", "12/QĐ-UBND dan_chieu" },
        };

        (void) state;
        check_rows(rows, ARRAY_LEN(rows));
}

static void test_behind(void **state)
{
        static const struct row rows[] = {
                { "Ủy ban nhân dân ban hành Quyết định bãi bỏ\nQuyết định số 15/2025/QĐ-UBND ngày 01/3/2025.\n", "15/2025/QĐ-UBND bai_bo" },
                { "Quyết định số 99/2001/QĐ-UB bị bãi bỏ kể từ ngày Quyết định này có hiệu lực.\n", "99/2001/QĐ-UB bai_bo; Quyết định dan_chieu" },
                { "Thông tư số 12/2011/TT-BTC và Thông tư số 13/2011/TT-BTC chấm dứt hiệu lực.\n", "12/2011/TT-BTC bai_bo; 13/2011/TT-BTC bai_bo" },
                { "Các quy định tại khoản 1 Điều 4 Thông tư số 37/2021/TT-BTC hết hiệu lực thi hành kể từ ngày Thông tư này có hiệu lực.\n", "37/2021/TT-BTC bai_bo; Thông tư dan_chieu" },
                { "Thông tư số 12/2011/TT-BTC hết hiệu lực một phần.\n", "12/2011/TT-BTC dan_chieu" },
        };

        (void) state;
        check_rows(rows, ARRAY_LEN(rows));
}

static void test_titles(void **state)
{
        static const struct row rows[] = {
                { "Nghị định số 34/2016/NĐ-CP quy định chi tiết một số điều và biện pháp thi hành Luật Đất đai;\n", "34/2016/NĐ-CP dan_chieu; Luật quy_dinh_chi_tiet <34/2016/NĐ-CP" },
                { "Thông tư số 24/2010/TT-BTC sửa đổi một số điểm trong Thông tư số 12/2009/TT-BTC.\n", "24/2010/TT-BTC dan_chieu; 12/2009/TT-BTC sua_doi_bo_sung <24/2010/TT-BTC" },
                /* parts of the amended one, with commas, stand in front of it */
                { "Nghị định số 16/2009/NĐ-CP về sửa đổi, bổ sung khoản 2, Điều 8, Nghị định số 13/2008/NĐ-CP;\n", "16/2009/NĐ-CP dan_chieu; 13/2008/NĐ-CP sua_doi_bo_sung <16/2009/NĐ-CP" },
                { "Nghị định số 83/2024/NĐ-CP sửa đổi Nghị định số 123/2016/NĐ-CP đã được sửa đổi theo Nghị định số 101/2020/NĐ-CP; Nghị định số 10/2016/NĐ-CP;\n",
                  "83/2024/NĐ-CP dan_chieu; 123/2016/NĐ-CP sua_doi_bo_sung <83/2024/NĐ-CP; 101/2020/NĐ-CP sua_doi_bo_sung ^123/2016/NĐ-CP; 10/2016/NĐ-CP sua_doi_bo_sung <83/2024/NĐ-CP" },
                { "b) Quyết định số 19/2019/QĐ-UBND sửa đổi Quyết định số 16/2017/QĐ-UBND, được sửa đổi bởi Quyết định số 22/2021/QĐ-UBND.\n",
                  "19/2019/QĐ-UBND dan_chieu; 16/2017/QĐ-UBND sua_doi_bo_sung <19/2019/QĐ-UBND; 22/2021/QĐ-UBND sua_doi_bo_sung ^19/2019/QĐ-UBND" },
                { "Căn cứ Nghị định số 12/2016/NĐ-CP được sửa đổi bởi Nghị định số 10/2020/NĐ-CP; Nghị định số 15/2018/NĐ-CP;\n",
                  "12/2016/NĐ-CP can_cu; 10/2020/NĐ-CP sua_doi_bo_sung ^12/2016/NĐ-CP; 15/2018/NĐ-CP can_cu" },
                /* several amended at once, each with a title of its own; a plain list of grounds has no such host */
                { "Căn cứ Nghị định số 89/2019/NĐ-CP của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 92/2016/NĐ-CP quy định về hàng không và Nghị định số 30/2013/NĐ-CP về vận chuyển;\n",
                  "89/2019/NĐ-CP can_cu; 92/2016/NĐ-CP sua_doi_bo_sung <89/2019/NĐ-CP; 30/2013/NĐ-CP sua_doi_bo_sung <89/2019/NĐ-CP" },
                { "Thực hiện Kế hoạch số 12/KH-UBND về triển khai Nghị quyết số 15/NQ-HĐND về đầu tư và Công văn số 20/SXD-KT về quy hoạch.\n",
                  "12/KH-UBND thuc_hien; 15/NQ-HĐND thuc_hien <12/KH-UBND; 20/SXD-KT thuc_hien" },
                { "Thông tư số 10/2009/TT-NHNN về việc sửa đổi, bổ sung Quyết định số 45/2007/QĐ-NHNN;\n", "10/2009/TT-NHNN dan_chieu; 45/2007/QĐ-NHNN sua_doi_bo_sung <10/2009/TT-NHNN" },
                { "Thông tư số 7/2002/TT-BTC hướng dẫn triển khai Quyết định số 72/2002/QĐ-TTg;\n", "07/2002/TT-BTC dan_chieu; 72/2002/QĐ-TTg huong_dan <07/2002/TT-BTC" },
                { "Quyết định số 7/QĐ-UBND phê duyệt Kế hoạch thực hiện Nghị quyết số 72/NQ-CP;\n", "07/QĐ-UBND dan_chieu; 72/NQ-CP thuc_hien <07/QĐ-UBND" },
                /* what a decision carries is amended, or one phrase: the decision is */
                { "Sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo Quyết định số 12/2019/QĐ-UBND.\n", "12/2019/QĐ-UBND sua_doi_bo_sung" },
                { "Quy chế phối hợp (ban hành kèm theo Quyết định số 12/2019/QĐ-UBND).\n", "12/2019/QĐ-UBND ban_hanh_kem_theo" },
                { "Thay thế cụm từ “Sở A” bằng cụm từ “Sở B” tại Điều 3 Quyết định số 15/2020/QĐ-UBND.\n", "15/2020/QĐ-UBND sua_doi_bo_sung" },
                { "Chủ tịch ban hành thông báo trong thời hạn quy định tại Nghị định số 64/2014/NĐ-CP.\n", "64/2014/NĐ-CP dan_chieu" },
        };

        (void) state;
        check_rows(rows, ARRAY_LEN(rows));
}

/* A name, its printed end and its date: key or title of the first citation, and the issuer. */
static void test_names(void **state)
{
        static const struct row rows[] = {
                { "- Căn cứ Luật Doanh nghiệp\nNhà nước ngày 20 tháng 4 năm 1995;\n- Căn cứ Luật Đất đai;\n", "Doanh nghiệp Nhà nước 1995-04-20" },
                { "Căn cứ Luật Tổ chức HĐND và UBND (sửa đổi) ngày 21 tháng 6 năm 1994;", "Tổ chức HĐND và UBND 1994-06-21" },
                { "Căn cứ Pháp lệnh về nhập cảnh, xuất cảnh của người nước ngoài tại Việt Nam ngày 28/4/2000;", "về nhập cảnh, xuất cảnh của người nước ngoài tại Việt Nam 2000-04-28" },
                { "Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch ngày 20/11/2018;", "sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch 2018-11-20" },
                { "Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS) ngày 29/6/2006;",
                  "Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS) 2006-06-29" },
                { "theo Pháp lệnh Thẩm phán và Hội thẩm Tòa án nhân dân thì", "Thẩm phán và Hội thẩm Tòa án nhân dân -" },
                { "Luật Đất đai được sửa đổi ngày 20/11/2018;", "Đất đai -" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                const struct rec_citation *c;

                understand(rows[i].text);
                assert_true(record.n_citations > 0);
                c = &record.citations[0];
                assert_string_equal(arena_printf(&arena, "%s %s", or_dash(c->title.text), or_dash(c->date.iso)), rows[i].citations);
        }
}

static void test_back_references(void **state)
{
        static const struct row rows[] = {
                { "Thực hiện Kế hoạch số 12/KH-UBND; theo Kế hoạch trên, các sở báo cáo.", "12/KH-UBND thuc_hien; Kế hoạch theo" },
                { "Quyết định trên cơ sở đề nghị của Sở.", "" },
                { "Thông báo trên toàn tỉnh.", "" },
                { "Các văn bản trái với Quyết định này đều không còn hiệu lực.", "Quyết định dan_chieu" },
        };

        (void) state;
        check_rows(rows, ARRAY_LEN(rows));
}

static void test_title_ends(void **state)
{
        static const struct row rows[] = {
                { "Nghị định số 10/2016/NĐ-CP ngày 01/02/2016 của Chính phủ quy định về cơ quan, có hiệu lực kể từ ngày 20/3/2016.", "quy định về cơ quan" },
                { "Tờ trình số 126/TTr-STP về việc ban hành trình tự xây dựng, ban hành văn bản quy phạm pháp luật,", "về việc ban hành trình tự xây dựng, ban hành văn bản quy phạm pháp luật" },
                { "Công văn số 12/SNV-TH của Sở Nội vụ về việc báo cáo, cụ thể như sau:", "về việc báo cáo" },
                /* two verbs with one object */
                { "Căn cứ Quyết định số 46/QĐ-UBND về việc công bố, thực hiện Kế hoạch số 07/KH-UBND.", "về việc công bố, thực hiện Kế hoạch số 07/KH-UBND" },
                { "4\nNghị định số 38/2022/NĐ-CP của\nChính phủ quy định mức lương tối thiểu đối với\nngười lao động làm việc theo hợp đồng\n01/7/2024\n5\n", "quy định mức lương tối thiểu đối với người lao động làm việc theo hợp đồng" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                understand(rows[i].text);
                assert_true(record.n_citations > 0);
                assert_string_equal(or_dash(record.citations[0].title.text), rows[i].citations);
        }
}

static void test_joint_issuers(void **state)
{
        static const struct row rows[] = {
                { "Thông tư liên tịch số 08/2007/TTLT-BLĐTBXH-BTP ngày 11/7/2007 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội, Bộ trưởng Bộ Tư pháp hướng dẫn bảo lãnh.",
                  "Bộ trưởng Bộ Lao động - Thương binh và Xã hội; Bộ trưởng Bộ Tư pháp" },
                { "Thông tư liên bộ số 24/TT-LB ngày 19/9/1994 của liên Bộ Nội vụ và Bộ Tài chính hướng dẫn chế độ.", "Bộ Nội vụ; Bộ Tài chính" },
                { "Thông tư liên ngành số 06/TTLN ngày 24/9/1996 của Tòa án nhân dân tối cao - Viện kiểm sát nhân dân tối cao - Bộ Nội vụ.", "Tòa án nhân dân tối cao; Viện kiểm sát nhân dân tối cao; Bộ Nội vụ" },
                { "Kết luận số 182-KL/TW, ngày 29/7/2025 và Kết luận số 218-KL/TW, ngày 24/11/2025 của Bộ Chính trị.", "Bộ Chính trị" },
                /* of one body: what follows is another's */
                { "Thông tư số 08/2007/TT-BTC ngày 11/7/2007 của Bộ Tài chính, Bộ Tư pháp hướng dẫn thêm.", "Bộ Tài chính" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                understand(rows[i].text);
                assert_true(record.n_citations > 0);
                assert_string_equal(or_dash(record.citations[0].issuer.name), rows[i].citations);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists), cmocka_unit_test(test_inverse), cmocka_unit_test(test_behind), cmocka_unit_test(test_titles), cmocka_unit_test(test_title_ends), cmocka_unit_test(test_names), cmocka_unit_test(test_back_references), cmocka_unit_test(test_joint_issuers) };

        return cmocka_run_group_tests(tests, load_rules, free_rules);
}
