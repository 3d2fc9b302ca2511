/* Head and foot of a document: issuer, parent, place, signer, recipients, in the shapes they come in (domain.md 2, 4). */
#include "common/csv.h"
#include "rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct ruleset *set;

struct understood {
        struct arena arena;
        struct document doc;
        struct norm_text text;
        struct record record;
};

static const struct rec_document *understand(struct understood *u, const char *text)
{
        *u = (struct understood) { 0 };
        assert_int_equal(extractor_read_bytes(&u->doc, &u->arena, "test.txt", span_of(text), NULL), 0);
        norm_display(&u->doc, &u->arena);
        norm_match_text(&u->text, &u->arena, u->doc.text);
        ruleset_run(set, &u->record, &u->arena, &u->doc, &u->text);
        return &u->record.document;
}

static const char *or_none(const char *s)
{
        return s ? s : "-";
}

/* What is compared: one line a group, "-" = unknown. */
static char *summary(struct arena *arena, const struct rec_document *d)
{
        struct buf out = { 0 };
        char *text;

        buf_printf(&out, "issuer %s | %s | %s\n", or_none(d->issuer.name), or_none(d->issuer.level), or_none(d->parent.name));
        buf_printf(&out, "place %s | %s | %s | %s\n", or_none(d->place.name), or_none(d->province), or_none(d->district), or_none(d->ward));
        buf_puts(&out, "signer");
        for (size_t i = 0; i < d->signer.authority.n; i++)
                buf_printf(&out, " %s.", d->signer.authority.items[i]);
        buf_printf(&out, " %s | %s\n", or_none(d->signer.position), or_none(d->signer.name));
        for (size_t i = 0; i < d->n_recipients; i++)
                buf_printf(&out, "to %s%s%s\n", d->recipients[i].name, d->recipients[i].note ? " | " : "", d->recipients[i].note ? d->recipients[i].note : "");
        if (d->archive.codes.n) {
                buf_puts(&out, "archive");
                for (size_t i = 0; i < d->archive.codes.n; i++)
                        buf_printf(&out, " %s", d->archive.codes.items[i]);
                buf_printf(&out, " | %s | %s\n", or_none(d->archive.drafter), or_none(d->archive.copies));
        }
        if (d->urgency || d->secrecy)
                buf_printf(&out, "marks %s | %s\n", or_none(d->urgency), or_none(d->secrecy));
        text = arena_strndup(arena, buf_span(&out));
        buf_release(&out);
        return text;
}

static void is_read_as(const char *text, const char *expected)
{
        struct understood u;
        const struct rec_document *d = understand(&u, text);

        assert_string_equal(summary(&u.arena, d), expected);
        arena_release(&u.arena);
}

/* Two columns on one line, spaces between them. */
static void test_columns_of_spaces(void **state)
{
        (void) state;
        is_read_as(
                "UBND TỈNH QUẢNG NAM        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                "SỞ NỘI VỤ                      Độc lập - Tự do - Hạnh phúc\n"
                "Số: 45/BC-SNV                 Tam Kỳ, ngày 12 tháng 5 năm 2021\n\n"
                "BÁO CÁO\nKết quả công tác văn thư năm 2020\n\n"
                "Thực hiện Kế hoạch số 12/KH-UBND ngày 03/01/2020 của UBND tỉnh, Sở Nội vụ báo cáo như sau:\n"
                "Đã tổ chức 03 lớp tập huấn./.\n\n"
                "Nơi nhận:                                    KT. GIÁM ĐỐC\n"
                "- UBND tỉnh (b/c);                           PHÓ GIÁM ĐỐC\n"
                "- Lãnh đạo Sở;\n"
                "- Lưu: VT, CCVTLT.                           (Đã ký)\n\n"
                "                                             ThS. Trần Thị Kim Yến\n",
                "issuer Sở Nội vụ tỉnh Quảng Nam | tinh | Ủy ban nhân dân tỉnh Quảng Nam\n"
                "place Tam Kỳ | Quảng Nam | - | -\n"
                "signer KT. Phó Giám đốc | Trần Thị Kim Yến\n"
                "to Ủy ban nhân dân tỉnh Quảng Nam | b/c\n"
                "to Lãnh đạo Sở Nội vụ tỉnh Quảng Nam\n"
                "archive VT CCVTLT | - | -\n");
}

/* The same with tabs; Châu Thành is a district of nine provinces, and the text says of which. */
static void test_columns_of_tabs(void **state)
{
        (void) state;
        is_read_as(
                "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN CHÂU THÀNH\tĐộc lập - Tự do - Hạnh phúc\n"
                "Số: 9/TB-UBND\tChâu Thành, ngày 02 tháng 3 năm 2022\n\nTHÔNG BÁO\nVề lịch tiếp công dân\n\n"
                "Ủy ban nhân dân huyện Châu Thành, tỉnh Hậu Giang thông báo như sau.\n"
                "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- TT HU, HĐND huyện;\tKT. CHỦ TỊCH\n- CT và PCT UBND huyện;\tPHÓ CHỦ TỊCH\n"
                "- UBND các xã, thị trấn;\n- Lưu: VT.\tLê Văn Út\n",
                "issuer Ủy ban nhân dân huyện Châu Thành | huyen | -\n"
                "place Châu Thành | Hậu Giang | Châu Thành | -\n"
                "signer TM. KT. Phó Chủ tịch | Lê Văn Út\n"
                "to Thường trực Huyện ủy Châu Thành, Hội đồng nhân dân huyện Châu Thành\n"
                "to Chủ tịch và Phó Chủ tịch Ủy ban nhân dân huyện Châu Thành\n"
                "to Ủy ban nhân dân các xã, thị trấn\n"
                "archive VT | - | -\n");
}

/* Papers of about 2000: words spread with spaces, "KT/", the block among the items of the list, one with small letters. */
static void test_old_typing(void **state)
{
        (void) state;
        is_read_as(
                "BỘ    TÀI    CHÍNH\t                                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                "                              -:-                                                          Độc lập - Tự do - Hạnh phúc\n"
                "Số: 08 /2001/TT-BTC                                                  ------------\n"
                "                                                        Hà nội, ngày 18 tháng 01 năm 2001\n\n"
                "THÔNG TƯ\nHướng dẫn về thuế\n\nBộ Tài chính hướng dẫn như sau:\n\nThông tư này có hiệu lực từ ngày ký.\n\n"
                "Nơi nhận :                                                                   KT.BỘ TRƯỞNG BỘ TÀI CHÍNH\n"
                "- VP Trung ương Đảng                                                                      THỨ    TRƯỞNG\n"
                "- Các Bộ, cơ quan ngang Bộ, cơ quan\n    thuộc Chính phủ\n- Công báo                                                            \n"
                "- Các Tổng cục, đơn vị                                                         Lê Văn Tân\n    thuộc Bộ Tài chính\n- Lưu : VP(HC,TH)\n",
                "issuer Bộ Tài chính | tw | -\n"
                "place Hà Nội | - | - | -\n"
                "signer KT. Thứ trưởng | Lê Văn Tân\n"
                "to Văn phòng Trung ương Đảng\n"
                "to Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ\n"
                "to Công báo\n"
                "to Các Tổng cục, đơn vị thuộc Bộ Tài chính\n"
                "archive VP(HC,TH) | - | -\n");
        is_read_as(
                "Nghị định của Chính phủ số 115/2003/NĐ-CP\nngày 10/10/2003 về chế độ công chức dự bị\n\nChính phủ\n\nCăn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;\n\n"
                "Điều 1. Phạm vi.\n\nTM. Chính phủ\nThủ tướng\nTrần Văn Khang\n",
                "issuer Chính phủ | tw | -\nplace - | - | - | -\nsigner TM. Thủ tướng | Trần Văn Khang\n");
        is_read_as(
                "THÔNG TƯ\nHướng dẫn kế toán\n\nĐề nghị phản ánh về Bộ Tài chính.\n\nNơi nhận:\nKT/BỘ TRƯỞNG BỘ TÀI CHÍNH\n- Văn phòng Quốc hội;\nThứ trưởng\n- Văn phòng Chính phủ;\n\n"
                "- Phòng Thương mại;\n    Lê Văn Tân\n- Công báo;\n\n- Lưu Văn phòng, Vụ CĐKT.\n",
                "issuer - | - | -\nplace - | - | - | -\nsigner KT. Thứ trưởng | Lê Văn Tân\nto Văn phòng Quốc hội\nto Văn phòng Chính phủ\nto Phòng Thương mại\nto Công báo\n");
}

/* A commune after 01/7/2025; signature in front of the list, name in capitals. */
static void test_commune(void **state)
{
        (void) state;
        is_read_as(
                "ỦY BAN NHÂN DÂN\nXÃ VĨNH THẠNH\nTỈNH GIA LAI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
                "Số: 31/KH-UBND\nVĩnh Thạnh, ngày 15 tháng 8 năm 2025\n\nKẾ HOẠCH\nCải cách hành chính năm 2025\n\n"
                "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.\n\n"
                "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNGUYỄN THỊ HỒNG LOAN\n\n"
                "Nơi nhận:\n- UBND tỉnh;\n- TT Đảng ủy; TT HĐND xã;\n- Các thôn, làng;\n- Lưu: VT.\n",
                "issuer Ủy ban nhân dân xã Vĩnh Thạnh, tỉnh Gia Lai | xa | -\n"
                "place Vĩnh Thạnh | Gia Lai | - | Vĩnh Thạnh\n"
                "signer TM. Chủ tịch | Nguyễn Thị Hồng Loan\n"
                "to Ủy ban nhân dân tỉnh Gia Lai\n"
                "to Thường trực Đảng ủy xã Vĩnh Thạnh\n"
                "to Thường trực Hội đồng nhân dân xã Vĩnh Thạnh\n"
                "to Các thôn, làng\n"
                "archive VT | - | -\n");
}

/* Lines wrapped where nobody would break them, as web copies of tables are. */
static void test_wrapped(void **state)
{
        (void) state;
        is_read_as(
                "BỘ TÀI\nCHÍNH\nCỤC\nHẢI QUAN\n-------\n\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n\n"
                "Số: 377/TB-CHQ\n\nHà\nNội, ngày 21 tháng 11 năm 2025\n\nTHÔNG BÁO\nVỀ KẾT QUẢ XÁC ĐỊNH TRƯỚC MÃ SỐ\n\nCục Hải quan thông báo như sau.\n\n"
                "Nơi nhận:\n-\nNhư trên;\n- PCT. Trần Văn Bình (để b/c);\n- Lưu: VT, GSQL-Hoa (3b).\n\n"
                "TL. CỤC\nTRƯỞNG\nKT. TRƯỞNG BAN\nGIÁM SÁT, QUẢN LÝ\nPHÓ TRƯỞNG BAN\nVũ\nChiến Thành\n\n"
                "Thông báo 377/TB-CHQ năm 2025\nVăn bản này chưa cập nhật nội dung Tiếng Anh\n## Văn bản liên quan\nNơi nhận:\n- Không ai cả;\nCHỦ TỊCH\nNguyễn Văn Sai\n",
                "issuer Cục Hải quan | tw | Bộ Tài chính\n"
                "place Hà Nội | - | - | -\n"
                "signer TL. KT. Phó Trưởng ban | Vũ Chiến Thành\n"
                "to Như trên\n"
                "to Phó Cục trưởng Trần Văn Bình | để b/c\n"
                "archive VT GSQL-Hoa | - | 3b\n");
}

static void test_party(void **state)
{
        (void) state;
        is_read_as(
                "HUYỆN ỦY TÂN SƠN\nBAN TỔ CHỨC\n*\nSố 12-CV/BTCHU\nV/v báo cáo số liệu\n\nĐẢNG CỘNG SẢN VIỆT NAM\nTân Sơn, ngày 05 tháng 4 năm 2021\n\n"
                "Kính gửi: Các chi, đảng bộ trực thuộc Huyện ủy\n\n"
                "Thực hiện Công văn số 88-CV/BTCTU ngày 01/4/2021 của Ban Tổ chức Tỉnh ủy Phú Thọ, đề nghị báo cáo.\n\n"
                "Nơi nhận:\n- Như trên,\n- Thường trực Huyện ủy (b/c),\n- Lưu Ban.\n\nK/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nHà Văn Tiến\n",
                "issuer Ban Tổ chức Huyện ủy Tân Sơn | huyen | Huyện ủy Tân Sơn\n"
                "place Tân Sơn | Phú Thọ | Tân Sơn | -\n"
                "signer KT. Phó Trưởng ban | Hà Văn Tiến\n"
                "to Như trên\n"
                "to Thường trực Huyện ủy Tân Sơn | b/c\n");
        is_read_as(
                "ĐẢNG BỘ TỈNH BẮC GIANG\nỦY BAN KIỂM TRA\n*\nSố 99-TB/UBKTTU\nĐẢNG CỘNG SẢN VIỆT NAM\nBắc Giang, ngày 7 tháng 7 năm 2020\n"
                "THÔNG BÁO\nkết quả kiểm tra\n\nỦy ban Kiểm tra Tỉnh ủy thông báo như sau:\n"
                "T/M ỦY BAN KIỂM TRA\nPHÓ CHỦ NHIỆM THƯỜNG TRỰC\nThân Văn Hùng\n",
                "issuer Ủy ban Kiểm tra Tỉnh ủy Bắc Giang | tinh | -\n"
                "place Bắc Giang | Bắc Giang | - | -\n"
                "signer TM. Phó Chủ nhiệm Thường trực | Thân Văn Hùng\n");
}

/* The office speaks for the chairman; copies and drafter in one bracket; no bullets. */
static void test_office(void **state)
{
        (void) state;
        is_read_as(
                "UBND TỈNH LÀO CAI\nVĂN PHÒNG\nSố: 8/GM-VPUBND\nLào Cai, ngày 3 tháng 9 năm 2022\nKHẨN\nGIẤY MỜI\nHọp giao ban\n\n"
                "Thừa lệnh Chủ tịch UBND tỉnh, Văn phòng UBND tỉnh trân trọng kính mời các đại biểu.\n"
                "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nĐã ký\nVàng A Páo\n"
                "Nơi nhận:\nNhư thành phần mời;\nThường trực Tỉnh ủy;\nLưu: VT, TH (Hạnh, 15b).\n",
                "issuer Văn phòng Ủy ban nhân dân tỉnh Lào Cai | tinh | Ủy ban nhân dân tỉnh Lào Cai\n"
                "place Lào Cai | Lào Cai | - | -\n"
                "signer TL. KT. Phó Chánh Văn phòng | Vàng A Páo\n"
                "to Như thành phần mời\n"
                "to Thường trực Tỉnh ủy Lào Cai\n"
                "archive VT TH | Hạnh | 15b\n"
                "marks Khẩn | -\n");
}

/* Stamps above the head and inside the block; an appendix signs nothing. */
static void test_stamps(void **state)
{
        (void) state;
        is_read_as(
                "Người ký: Văn phòng\nEmail: vp@tinh.gov.vn\nCơ quan: Tỉnh Sóc Trăng\nThời gian ký: 03.02.2022 10:12:03 +07:00\nHỎA TỐC\n"
                "CÔNG AN TỈNH SÓC TRĂNG\nPHÒNG CẢNH SÁT\nPHÒNG CHÁY, CHỮA CHÁY\nSố: 5/BC-PCCC\nSóc Trăng, ngày 03 tháng 02 năm 2022\nBÁO CÁO\nTình hình cháy\n\n"
                "Phòng báo cáo Công an tỉnh.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTRƯỞNG PHÒNG\nKý bởi: Công an tỉnh\nNgày ký: 03/02/2022\nThượng tá Thạch Sà Ray\n"
                "PHỤ LỤC\nCHỦ TỊCH\nNguyễn Văn Giả\n",
                "issuer Phòng Cảnh sát phòng Cháy, Chữa cháy | tinh | Công an tỉnh Sóc Trăng\n"
                "place Sóc Trăng | Sóc Trăng | - | -\n"
                "signer Trưởng phòng | Thạch Sà Ray\n"
                "to Như trên\n"
                "archive VT | - | -\n"
                "marks Hỏa tốc | -\n");
}

/* Nothing above the title: sentences, closing, type. */
static void test_without_head(void **state)
{
        (void) state;
        is_read_as(
                "# BÁO CÁO\n**Tình hình sản xuất vụ mùa**\n\nỦy ban nhân dân thị xã Bỉm Sơn báo cáo tình hình sản xuất vụ mùa năm 2018 trên địa bàn tỉnh Thanh Hóa như sau:\n\n"
                "1. Kết quả\nDiện tích gieo cấy 300 ha.\n\n**KT. CHỦ TỊCH  \nPHÓ CHỦ TỊCH**\n\n**Lê Quang Định**\n",
                "issuer Ủy ban nhân dân thị xã Bỉm Sơn | huyen | -\n"
                "place - | Thanh Hóa | Bỉm Sơn | -\n"
                "signer KT. Phó Chủ tịch | Lê Quang Định\n");
        is_read_as(
                "Số:      /BC-UBND\n\nBỉm Sơn, ngày    tháng 6 năm 2022\n\nBÁO CÁO\nTình hình sản xuất\n\nThực hiện chỉ đạo, xin báo cáo kết quả sản xuất tại tỉnh Thanh Hóa.\n",
                "issuer Ủy ban nhân dân thị xã Bỉm Sơn | huyen | -\n"
                "place Bỉm Sơn | Thanh Hóa | Bỉm Sơn | -\n"
                "signer - | -\n");
        is_read_as(
                "NGHỊ ĐỊNH\nQuy định về phân loại\n\nĐiều 1. Phạm vi điều chỉnh\nNghị định này quy định việc phân loại.\n\nTM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nTrần Hoàng Minh\n",
                "issuer Chính phủ | tw | -\nplace - | - | - | -\nsigner TM. KT. Phó Thủ tướng | Trần Hoàng Minh\n");
        /* a wrapped line of the body begins with "số": no number of this document, whose issuer it would tell */
        is_read_as(
                "KẾ HOẠCH\nPhát triển nghề muối tỉnh Nam Định năm 2021\n\nCăn cứ Luật Tổ chức chính quyền địa phương và các văn bản của Trung ương; Nghị định\n"
                "số 40/2017/NĐ-CP ngày 05/4/2017 của Chính phủ về quản lý sản xuất muối;\nỦy ban nhân dân tỉnh Nam Định ban hành Kế hoạch như sau:\n",
                "issuer Ủy ban nhân dân tỉnh Nam Định | tinh | -\nplace - | Nam Định | - | -\nsigner - | -\n");
}

/* The line between title and căn cứ names an authority; it is no signature. Positions in small letters sign behind the recipients. */
static void test_authority_line(void **state)
{
        (void) state;
        is_read_as(
                "Ủy ban nhân dân tỉnh Thái Bình\nSố: 77/QĐ-UBND\nCộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\nThái Bình, ngày 9 tháng 1 năm 2019\n\n"
                "QUYẾT ĐỊNH\nVề việc giao biên chế\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nThái Bình\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;\n\n"
                "QUYẾT ĐỊNH:\nĐiều 1. Giao biên chế cho Sở Y tế.\n\nNơi nhận:\n- Như Điều 2;\n- Sở Tài chính;\n- Lưu VT.\n\nChủ tịch\n(Đã ký)\nĐặng Trọng Thăng\n",
                "issuer Ủy ban nhân dân tỉnh Thái Bình | tinh | -\n"
                "place Thái Bình | Thái Bình | - | -\n"
                "signer Chủ tịch | Đặng Trọng Thăng\n"
                "to Như Điều 2\n"
                "to Sở Tài chính tỉnh Thái Bình\n"
                "archive VT | - | -\n");
}

static void test_joint(void **state)
{
        (void) state;
        is_read_as(
                "BỘ TÀI CHÍNH - BỘ NỘI VỤ\n------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/2014/TTLT-BTC-BNV\n"
                "Hà Nội, ngày 01 tháng 6 năm 2014\nTHÔNG TƯ LIÊN TỊCH\nHướng dẫn quản lý kinh phí\nCăn cứ Nghị định số 60/2003/NĐ-CP ngày 6 tháng 6 năm 2003 của Chính phủ;\n"
                "Điều 1. Phạm vi.\nKT. BỘ TRƯỞNG BỘ NỘI VỤ            KT. BỘ TRƯỞNG BỘ TÀI CHÍNH\nTHỨ TRƯỞNG                          THỨ TRƯỞNG\n"
                "Nguyễn Duy Thăng                    Nguyễn Thị Minh\n",
                "issuer Bộ Tài chính; Bộ Nội vụ | tw | -\nplace Hà Nội | - | - | -\nsigner KT. Thứ trưởng | Nguyễn Duy Thăng\n");
        /* an agreement has no one signer */
        is_read_as(
                "BIÊN BẢN\nHọp rà soát hồ sơ\n\nThời gian: 14 giờ 00.\n\nTHƯ KÝ                                   CHỦ TỌA\n\nLại Thị Cúc                       Kiều Mạnh Đạt\n",
                "issuer - | - | -\nplace - | - | - | -\nsigner - | -\n");
}

/* A Sở without its UBND above it still has one; a ministry's department takes no locality from Hà Nội. */
static void test_locality(void **state)
{
        (void) state;
        is_read_as(
                "SỞ Y TẾ KHÁNH HÒA\nSố: 3/TB-SYT\nNha Trang, ngày 01 tháng 02 năm 2020\nTHÔNG BÁO\nVề việc nghỉ Tết\n\nSở Y tế thông báo.\nNơi nhận:\n- Công an tỉnh;\n- UBND thành phố Cam Ranh;\n- Báo Khánh Hòa;\n- Bộ Y tế;\n- Lưu: VT.\n",
                "issuer Sở Y tế tỉnh Khánh Hòa | tinh | Ủy ban nhân dân tỉnh Khánh Hòa\n"
                "place Nha Trang | Khánh Hòa | - | -\n"
                "signer - | -\n"
                "to Công an tỉnh Khánh Hòa\n"
                "to Ủy ban nhân dân thành phố Cam Ranh\n"
                "to Báo Khánh Hòa\n"
                "to Bộ Y tế\n"
                "archive VT | - | -\n");
        is_read_as(
                "BỘ Y TẾ\nCỤC AN TOÀN THỰC PHẨM\nSố: 100/ATTP-NĐTT\nV/v cảnh báo\nHà Nội, ngày 01 tháng 6 năm 2020\nKính gửi: Chi cục An toàn vệ sinh thực phẩm các tỉnh\n\n"
                "Cục An toàn thực phẩm đề nghị tăng cường kiểm tra.\nNơi nhận:\n- Như trên;\n- UBND các tỉnh;\n- Lưu: VT.\nCỤC TRƯỞNG\nNguyễn Thanh Phong\n",
                "issuer Cục An toàn thực phẩm | tw | Bộ Y tế\n"
                "place Hà Nội | - | - | -\n"
                "signer Cục trưởng | Nguyễn Thanh Phong\n"
                "to Như trên\n"
                "to Ủy ban nhân dân các tỉnh\n"
                "archive VT | - | -\n");
}

static void title_is(const char *text, const char *expected)
{
        struct understood u;
        const struct rec_document *d = understand(&u, text);

        assert_string_equal(or_none(d->title.text), expected);
        arena_release(&u.arena);
}

/* Where a title ends: at the authority, the grounds, the bracket, the sentence; not at every line that begins like an organisation. */
static void test_titles(void **state)
{
        static const char head[] = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 12/QĐ-UBND\nSơn La, ngày 02 tháng 3 năm 2022\n";
        struct arena arena = { 0 };

        (void) state;
        title_is(arena_printf(&arena, "%sQUYẾT\nĐỊNH\nBAN HÀNH DANH MỤC DỊCH\nVỤ SỰ NGHIỆP THUỘC PHẠM VI QUẢN LÝ CỦA\nSỞ NỘI VỤ\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA\nCăn cứ Luật Đất đai;\n", head),
                "BAN HÀNH DANH MỤC DỊCH VỤ SỰ NGHIỆP THUỘC PHẠM VI QUẢN LÝ CỦA SỞ NỘI VỤ");
        title_is(arena_printf(&arena, "%sCÔNG ĐIỆN\nVỀ VIỆC ỨNG PHÓ MƯA LŨ\nỦY BAN NHÂN DÂN TỈNH SƠN LA điện:\n- Các sở;\n", head), "VỀ VIỆC ỨNG PHÓ MƯA LŨ");
        title_is(arena_printf(&arena, "%sQUYẾT ĐỊNH\nSửa đổi một số điều của Quyết định số 11/QĐ-UBND\nngày 30 tháng 5 năm 2020 của Ủy ban nhân dân tỉnh về lưu trữ tài liệu\nCăn cứ Luật Lưu trữ;\n", head),
                "Sửa đổi một số điều của Quyết định số 11/QĐ-UBND ngày 30 tháng 5 năm 2020 của Ủy ban nhân dân tỉnh về lưu trữ tài liệu");
        title_is(arena_printf(&arena, "%sQUY CHẾ\nTiếp công dân\n(Ban hành kèm theo Quyết định số 8/QĐ-UBND)\n", head), "Tiếp công dân");
        title_is(arena_printf(&arena, "%sGIẤY GIỚI THIỆU\n\nỦy ban nhân dân tỉnh trân trọng giới thiệu:\nBà: Lò Thị Mai\n", head), "-");
        arena_release(&arena);
}

static void table(struct csv *csv, struct arena *arena, const char *name)
{
        char path[512];
        char *content = arena_alloc(arena, 1 << 17);
        FILE *f;
        size_t n;

        snprintf(path, sizeof(path), "%s/rules/tables/%s", SOURCE_ROOT, name);
        f = fopen(path, "rb");
        assert_non_null(f);
        n = fread(content, 1, (1 << 17) - 1, f);
        fclose(f);
        assert_int_equal(csv_read(csv, arena, (struct span) { content, n }, ','), 0);
        assert_true(csv->n > 10);
}

/* Every row of the tables is read as its example says. */
static void test_abbreviations(void **state)
{
        struct arena arena = { 0 };
        struct csv csv;

        (void) state;
        table(&csv, &arena, "abbreviations.csv");
        for (size_t i = 0; i < csv.n; i++) {
                const char *example = csv_cell(&csv, i, "example");
                struct understood u;

                if (!*example)
                        continue;
                const struct rec_document *d = understand(&u, arena_printf(&arena, "BÁO CÁO\nVề việc sản xuất\n\nNội dung báo cáo.\n\nNơi nhận:\n- %s;\n- Lưu: VT.\n", example));

                assert_int_equal(d->n_recipients, 1);
                if (strcmp(d->recipients[0].name, csv_cell(&csv, i, "expected")) != 0)
                        fail_msg("%s: %s, not %s", example, d->recipients[0].name, csv_cell(&csv, i, "expected"));
                arena_release(&u.arena);
        }
        arena_release(&arena);
}

static void test_positions(void **state)
{
        struct arena arena = { 0 };
        struct csv csv;

        (void) state;
        table(&csv, &arena, "positions.csv");
        for (size_t i = 0; i < csv.n; i++) {
                bool rank = strcmp(csv_cell(&csv, i, "kind"), "rank") == 0;
                const char *example = csv_cell(&csv, i, "example"), *position = rank ? "Giám đốc" : csv_cell(&csv, i, "word");
                struct understood u;
                const struct rec_document *d = understand(&u, arena_printf(&arena, "BÁO CÁO\nVề việc sản xuất\n\nNội dung báo cáo.\n\n%s\n%s\n", rank ? "GIÁM ĐỐC" : example, rank ? example : "Nguyễn Văn Thành"));

                if (!d->signer.name || !d->signer.position || strcmp(d->signer.name, "Nguyễn Văn Thành") != 0 || strcmp(d->signer.position, position) != 0)
                        fail_msg("%s: %s, %s", example, or_none(d->signer.position), or_none(d->signer.name));
                arena_release(&u.arena);
        }
        arena_release(&arena);
}

/* What belongs to page, stamp or motto is never the issuer. */
static void test_furniture(void **state)
{
        struct arena arena = { 0 };
        struct csv csv;

        (void) state;
        table(&csv, &arena, "furniture.csv");
        for (size_t i = 0; i < csv.n; i++) {
                struct understood u;
                const struct rec_document *d;

                if (strcmp(csv_cell(&csv, i, "kind"), "web") == 0)
                        continue;
                d = understand(&u, arena_printf(&arena, "%s\nUBND TỈNH SƠN LA\nSỞ NỘI VỤ\n%s\nSố: 1/BC-SNV\nSơn La, ngày 02 tháng 3 năm 2022\nBÁO CÁO\nVề việc sản xuất\n\nNội dung.\n",
                                csv_cell(&csv, i, "example"), csv_cell(&csv, i, "example")));
                if (!d->issuer.name || strcmp(d->issuer.name, "Sở Nội vụ tỉnh Sơn La") != 0)
                        fail_msg("%s: %s", csv_cell(&csv, i, "example"), or_none(d->issuer.name));
                if (strcmp(csv_cell(&csv, i, "kind"), "urgency") == 0)
                        assert_string_equal(d->urgency, csv_cell(&csv, i, "value"));
                if (strcmp(csv_cell(&csv, i, "kind"), "secrecy") == 0)
                        assert_string_equal(d->secrecy, csv_cell(&csv, i, "value"));
                arena_release(&u.arena);
        }
        arena_release(&arena);
}

/* A list without end, brackets without end, a block without a name: linear, and nothing invented. */
static void test_hostile(void **state)
{
        struct buf text = { 0 };
        struct understood u;

        (void) state;
        buf_puts(&text, "BÁO CÁO\nVề việc\n\nNội dung.\nNơi nhận:\n");
        for (int i = 0; i < 20000; i++)
                buf_puts(&text, "- ((((;;;TT TT TT CT, KT.\nKT. GIÁM ĐỐC\n");
        understand(&u, text.ptr);
        assert_true(u.record.document.n_recipients <= 200);
        assert_null(u.record.document.signer.name);
        arena_release(&u.arena);
        buf_release(&text);
}

static int load(void **state)
{
        struct buf message = { 0 };

        (void) state;
        assert_int_equal(ruleset_load(&set, NULL, &message), 0);
        buf_release(&message);
        return 0;
}

static int unload(void **state)
{
        (void) state;
        ruleset_free(set);
        return 0;
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_columns_of_spaces), cmocka_unit_test(test_columns_of_tabs), cmocka_unit_test(test_old_typing), cmocka_unit_test(test_commune), cmocka_unit_test(test_wrapped), cmocka_unit_test(test_party),
                cmocka_unit_test(test_office), cmocka_unit_test(test_stamps), cmocka_unit_test(test_without_head), cmocka_unit_test(test_authority_line), cmocka_unit_test(test_joint),
                cmocka_unit_test(test_locality), cmocka_unit_test(test_titles), cmocka_unit_test(test_abbreviations), cmocka_unit_test(test_positions), cmocka_unit_test(test_furniture), cmocka_unit_test(test_hostile),
        };

        cmocka_set_message_output(CM_OUTPUT_TAP);
        return cmocka_run_group_tests(tests, load, unload);
}
