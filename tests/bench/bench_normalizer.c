/*
 * How fast is the normalizer? MB of display text a second, one core, best of several runs, for
 *   clean    legal prose in which nothing needs a change
 *   quoted   the same with curly quotes and dashes, one sign in about 90 bytes
 *   new      the same with tone marks in the new style (hoà, uỷ)
 *   nfd      the same decomposed: composition by ICU
 *
 * usage: bench_normalizer [FILE...]   files are measured as they are
 */
#include "normalizer/normalizer.h"

#include "common/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char clean[] =
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\n"
        "Theo đề nghị của Giám đốc Sở Nội vụ, việc quản lý, lưu trữ hồ sơ, tài liệu của các cơ quan, đơn vị được thực hiện theo kế hoạch hằng năm và "
        "báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12; kinh phí do ngân sách bảo đảm, thanh quyết toán theo quy định hiện hành.\n";
static const char quoted[] =
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; căn cứ \xE2\x80\x9CNghị định\xE2\x80\x9D số 30/2020/NĐ\xE2\x80\x93" "CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\n"
        "Theo đề nghị của Giám đốc Sở Nội vụ, việc quản lý, lưu trữ hồ sơ, tài liệu \xE2\x80\x93 của các cơ quan, đơn vị được thực hiện theo kế hoạch hằng năm và "
        "báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 12;\xC2\xA0kinh phí do ngân sách bảo đảm, thanh quyết toán theo quy định hiện hành.\n";
static const char new_style[] =
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về văn hoá, thông tin;\n"
        "Theo đề nghị của Giám đốc Sở Nội vụ, việc quản lý, lưu trữ hồ sơ, tài liệu của các cơ quan, đơn vị được thực hiện theo kế hoạch luỹ kế và "
        "báo cáo Uỷ ban nhân dân tỉnh trước ngày 15 tháng 12; kinh phí do ngân sách bảo đảm, thanh quyết toán theo quy định ở Thanh Hoá.\n";

static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (double) t.tv_sec + (double) t.tv_nsec * 1e-9;
}

enum work { MATCH, FOLD, LOWER, DISPLAY };

/* Documents of about 50 KB, as the pipeline sees them, one arena reset after each. */
static double rate(enum work work, struct span text)
{
        struct arena arena = { 0 };
        struct buf out = { 0 };
        double best = 0;

        for (int run = 0; run < 7; run++) {
                double start = now(), took;

                for (size_t i = 0; i < 200; i++) {
                        struct norm_text match;
                        struct document doc = { .text = text };

                        if (work == MATCH)
                                norm_match_text(&match, &arena, text);
                        else if (work == FOLD)
                                norm_fold_text(&out, text);
                        else if (work == LOWER)
                                norm_lowered(&arena, text);
                        else
                                norm_display(&doc, &arena);
                        buf_clear(&out);
                        arena_reset(&arena);
                }
                took = now() - start;
                if ((double) text.len * 200 / took > best)
                        best = (double) text.len * 200 / took;
        }
        arena_release(&arena);
        buf_release(&out);
        return best / 1e6;
}

static void report(const char *name, struct span text)
{
        printf("%-24s match %7.0f   fold %7.0f   lower %7.0f   display %7.0f MB/s\n", name,
               rate(MATCH, text), rate(FOLD, text), rate(LOWER, text), rate(DISPLAY, text));
}

static struct span repeated(struct buf *buf, const char *unit)
{
        while (buf->len < 50000)
                buf_puts(buf, unit);
        return buf_span(buf);
}

static void report_made(const char *name, const char *unit)
{
        cleanup(buf_release) struct buf buf = { 0 };

        report(name, repeated(&buf, unit));
}

/* Vietnamese vowels taken apart into base, quality and tone. */
static void report_nfd(void)
{
        static const char *const tones[] = { "\xCC\x80", "\xCC\x81", "\xCC\x89", "\xCC\x83", "\xCC\xA3" };
        cleanup(buf_release) struct buf buf = { 0 };

        for (int i = 0; buf.len < 50000; i++)
                buf_printf(&buf, "Nghi%s quye\xCC\x82%st so%s %d;%s", tones[i % 5], tones[(i + 1) % 5], tones[(i + 2) % 5], i, i % 12 ? " " : "\n");
        report("nfd", buf_span(&buf));
}

static void report_file(const char *path)
{
        cleanup(buf_release) struct buf buf = { 0 };
        cleanup(fclosep) FILE *f = fopen(path, "rb");
        size_t n;

        if (!f) {
                perror(path);
                return;
        }
        do {
                buf_reserve(&buf, 65536);
                n = fread(buf.ptr + buf.len, 1, 65536, f);
                buf.len += n;
        } while (n);
        report(path, buf_span(&buf));
}

int main(int argc, char **argv)
{
        for (int i = 1; i < argc; i++)
                report_file(argv[i]);
        if (argc > 1)
                return 0;
        report_made("clean", clean);
        report_made("quoted", quoted);
        report_made("new", new_style);
        report_nfd();
        return 0;
}
