/*
 * The writer and the questions alone: documents of 10 KB with 12 citations, 20 dates and 10 sections each, made here, so that nothing else is measured.
 *
 *     bench_loader [DOCUMENTS [ARCHIVE]]      20000, /tmp/bench_loader.db
 */
#include "loader/loader.h"
#include "normalizer/normalizer.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static unsigned seed = 1;

static unsigned below(unsigned n)
{
        seed = seed * 1664525u + 1013904223u;
        return (unsigned) ((unsigned long long) (seed >> 8) * n >> 24);
}

static double clock_of(clockid_t clock)
{
        struct timespec t;

        clock_gettime(clock, &t);
        return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static double now(void)
{
        return clock_of(CLOCK_MONOTONIC);
}

static double worked(void)
{
        return clock_of(CLOCK_PROCESS_CPUTIME_ID);
}

/* Frequent syllables often, rare ones now and then: an index of a few words flatters. */
static const char *word(struct arena *arena)
{
        static const char *const onsets[] = { "", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x" };
        static const char *const rhymes[] = { "á", "ành", "ương", "ộ", "iệt", "ông", "ác", "ăm", "ế", "ính", "ội", "uyết", "ực", "iên", "ủ", "ân", "ao", "ồng", "í", "ơ" };
        unsigned common = below(100);

        if (common < 60)
                return arena_printf(arena, "%s%s", onsets[below(6)], rhymes[below(8)]);
        if (common < 98)
                return arena_printf(arena, "%s%s", onsets[below(23)], rhymes[below(20)]);
        return arena_printf(arena, "tên%u", below(2000000));
}

static const char *const provinces[] = { "Hà Tĩnh", "Kiên Giang", "Trà Vinh", "Thanh Hóa", "Nghệ An", "An Giang", "Lào Cai", "Bình Định", "Quảng Nam", "Cà Mau" };

static void cite(struct record *rec, struct arena *arena, struct buf *text)
{
        struct rec_citation *c = arena_grow(arena, &rec->citations, &rec->n_citations, &rec->room_citations, sizeof(*c));
        unsigned kind = below(10), year = 2005 + below(20);
        bool dated = below(10) < 7;

        c->id = (unsigned) rec->n_citations;
        c->number.status = NUMBER_FULL;
        c->number.style = kind < 4 ? "qppl" : "hanh_chinh";
        c->relation = below(2) ? "can_cu" : "thuc_hien";
        c->rule = "so_ky_hieu.qppl";
        c->type.name = kind < 4 ? "Thông tư" : "Quyết định";
        if (kind < 4)
                c->number.key = arena_printf(arena, "%02u/%u/TT-BTTTT", 1 + below(60), year);
        else if (kind < 6)
                c->number.key = arena_printf(arena, "%02u/QĐ-TTg", 1 + below(2500));
        else
                c->number.key = arena_printf(arena, "%02u/QĐ-UBND", 1 + below(4000));
        if (dated) {
                c->date.iso = arena_printf(arena, "%u-%02u-%02u", year, 1 + below(12), 1 + below(28));
                c->date.precision = PRECISION_DAY;
        }
        if (kind >= 6 && below(10) < 6)
                c->issuer.name = arena_printf(arena, "Ủy ban nhân dân tỉnh %s", provinces[below(10)]);
        c->title.text = below(2) ? "về việc phê duyệt kế hoạch thực hiện nhiệm vụ thông tin đối ngoại" : NULL;
        c->span.begin = (uint32_t) text->len;
        buf_printf(text, "%s số %s", c->type.name, c->number.key);
        c->span.end = (uint32_t) text->len;
        c->number_span = c->span;
        buf_puts(text, "; ");
}

static void make(struct document *doc, struct record *rec, struct arena *arena, struct buf *text, unsigned n)
{
        buf_clear(text);
        *doc = (struct document) { .path = arena_printf(arena, "/kho/%03u/van-ban-%u.txt", n / 1000, n), .media_type = "text/plain", .encoding = "UTF-8" };
        *rec = (struct record) { 0 };
        for (int paragraph = 0; paragraph < 20; paragraph++) {
                struct rec_date_mention *d = arena_grow(arena, &rec->dates, &rec->n_dates, &rec->room_dates, sizeof(*d));

                for (int i = 0; i < 70; i++)
                        buf_printf(text, "%s ", word(arena));
                if (paragraph < 12)
                        cite(rec, arena, text);
                if (paragraph % 2) {
                        struct rec_section *s = arena_grow(arena, &rec->sections, &rec->n_sections, &rec->room_sections, sizeof(*s));

                        *s = (struct rec_section) { .level = 1, .number = "1", .heading = "Kết quả thực hiện nhiệm vụ", .span = { 1, 100 } };
                }
                *d = (struct rec_date_mention) { .kind = "date", .iso = "2019-03-04", .start = "2019-03-04", .end = "2019-03-04", .precision = PRECISION_DAY,
                        .role = "event", .span = { (uint32_t) text->len, (uint32_t) text->len + 10 }, .rule = "ngay.dmy" };
                buf_puts(text, "04/3/2019\n");
        }
        doc->text = buf_span(text);
        doc->bytes = text->len;
        snprintf(doc->sha256, sizeof(doc->sha256), "%016x%048x", n, n * 2654435761u);
        rec->document = (struct rec_document) { .type = { .name = n % 3 ? "Báo cáo" : "Quyết định" },
                .number = { .status = NUMBER_FULL, .key = arena_printf(arena, "%02u/%s-UBND", 1 + n % 4000, n % 3 ? "BC" : "QĐ") },
                .date = { .iso = arena_printf(arena, "%u-05-06", 2005 + n % 20), .precision = PRECISION_DAY },
                .title = { .text = "Công tác thông tin đối ngoại" }, .province = provinces[n % 10] };
        rec->document.issuer.name = arena_printf(arena, "Ủy ban nhân dân tỉnh %s", provinces[n % 10]);
}

static int count_row(void *context, const struct answer_row *row)
{
        (void) row;
        ++*(size_t *) context;
        return 0;
}

static void time_question(struct archive *archive, const char *name, const struct question *question, const char *label)
{
        double best = 1e9;
        size_t rows = 0;

        for (int i = 0; i < 3; i++) {
                double start = now();

                rows = 0;
                archive_ask(archive, name, question, count_row, &rows, NULL);
                best = now() - start < best ? now() - start : best;
        }
        printf("%-44s %6zu rows %9.2f ms\n", label, rows, best * 1e3);
}

static void ask_all(const char *path)
{
        struct archive *archive;
        struct buf message = { 0 };

        if (archive_open(&archive, path, ARCHIVE_READ, &message))
                exit(1);
        time_question(archive, "cited-by", &(struct question) { .key = "22/2016/TT-BTTTT", .limit = 100 }, "cited-by, often cited, newest 100");
        time_question(archive, "cited-by", &(struct question) { .key = "22/2016/TT-BTTTT" }, "cited-by, often cited, all");
        time_question(archive, "cited-by", &(struct question) { .key = "368/QĐ-TTg" }, "cited-by, seldom cited");
        time_question(archive, "cites", &(struct question) { .key = "17" }, "cites");
        time_question(archive, "show-citations", &(struct question) { .key = "17" }, "show-citations");
        time_question(archive, "search", &(struct question) { .text = "thực hiện" }, "search, two words with marks");
        time_question(archive, "search", &(struct question) { .text = "ban hanh" }, "search, two common words without marks");
        time_question(archive, "search", &(struct question) { .text = "tên12345" }, "search, a rare word");
        time_question(archive, "status", &(struct question) { 0 }, "status");
        time_question(archive, "stats", &(struct question) { .limit = 20 }, "stats");
        time_question(archive, "list-missing", &(struct question) { .limit = 20 }, "list-missing, 20");
        archive_close(archive);
}

int main(int argc, char **argv)
{
        unsigned n = argc > 1 ? (unsigned) atoi(argv[1]) : 20000;
        const char *path = argc > 2 ? argv[2] : "/tmp/bench_loader.db";
        struct arena arena = { 0 };
        struct buf text = { 0 }, message = { 0 };
        struct archive *archive;
        double storing = 0, working = 0, ending, work;
        size_t bytes = 0;
        struct stat st;

        unlink(path);
        if (archive_open(&archive, path, ARCHIVE_WRITE, &message) || archive_run_begin(archive, "bench", "bench"))
                return 1;
        for (unsigned i = 0; i < n; i++) {
                struct document doc;
                struct record rec;
                double start;
                struct archive_item item = { .doc = &doc, .record = &rec, .normalizer_version = "1", .rules_version = "1", .outcome = SOURCE_LOADED };

                arena_reset(&arena);
                make(&doc, &rec, &arena, &text, i);
                bytes += text.len;
                start = now();
                work = worked();
                if (archive_store(archive, &item)) {
                        fprintf(stderr, "%s\n", archive_message(archive));
                        return 1;
                }
                storing += now() - start;
                working += worked() - work;
                if ((i + 1) % 10000 == 0)
                        fprintf(stderr, "%u: %.0f documents/s of processor time\n", i + 1, (i + 1) / working);
        }
        ending = now();
        work = worked();
        archive_run_end(archive);
        archive_close(archive);
        storing += now() - ending;
        working += worked() - work;
        stat(path, &st);
        printf("%u documents of %.1f KB: %.0f documents/s, %.0f documents/s of processor time, %.1f MB/s, archive %.2f x text\n", n, (double) bytes / n / 1e3,
                n / storing, n / working, (double) bytes / storing / 1e6, (double) st.st_size / (double) bytes);
        ask_all(path);
        arena_release(&arena);
        buf_release(&text);
        buf_release(&message);
        return 0;
}
