/*
 * Where does ingest spend its time? Processor time of each stage over the files named, in microseconds a document and MB of display text
 * a second, best of three rounds; then the same with an archive at the end.
 *
 * usage: bench_stages FILE...   without files: a plain text made here
 */
#include "extractor/extractor.h"
#include "loader/loader.h"
#include "normalizer/normalizer.h"
#include "rules/rules.h"

#include "common/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum stage { READ, DISPLAY, MATCH, RULES, STORE, COMMIT, STAGES };

static const char *const stage_names[STAGES] = { "extractor: read", "normalizer: display", "normalizer: match", "rules", "loader: store", "loader: commit" };

struct bench {
        struct ruleset *rules;
        struct arena arena;
        double spent[STAGES], mark;
        size_t documents, bytes;
};

static double now(void)
{
        struct timespec t;

        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return (double) t.tv_sec + (double) t.tv_nsec * 1e-9;
}

static void lap(struct bench *b, enum stage stage)
{
        double t = now();

        b->spent[stage] += t - b->mark;
        b->mark = t;
}

static void must(int r, struct archive *archive)
{
        if (r == 0)
                return;
        fprintf(stderr, "the archive: %s\n", archive ? archive_message(archive) : "cannot be made");
        exit(1);
}

static void take(struct bench *b, struct archive *archive, struct document *doc)
{
        struct norm_text text;
        struct record record = { 0 };

        norm_display(doc, &b->arena);
        lap(b, DISPLAY);
        norm_match_text(&text, &b->arena, doc->text);
        lap(b, MATCH);
        ruleset_run(b->rules, &record, &b->arena, doc, &text);
        lap(b, RULES);
        must(archive_store(archive, &(struct archive_item) { .doc = doc, .record = &record, .normalizer_version = "bench", .rules_version = "bench" }), archive);
        lap(b, STORE);
        b->documents++;
        b->bytes += doc->text.len;
}

static void run(struct bench *b, struct archive *archive, int argc, char **argv)
{
        b->mark = now();
        for (int i = 0; i < argc; i++) {
                struct document doc;
                int code = extractor_read(&doc, &b->arena, argv[i], NULL);

                lap(b, READ);
                if (code == 0)
                        take(b, archive, &doc);
                arena_reset(&b->arena);
                if (i % 500 == 499)
                        must(archive_commit(archive), archive);
                lap(b, COMMIT);
        }
        must(archive_run_end(archive), archive);
        lap(b, COMMIT);
}

/* A fresh archive a round: a full one is another question. */
static void round_of(struct bench *b, int argc, char **argv)
{
        char path[] = "/tmp/bench_stages_XXXXXX", name[64];
        struct archive *archive = NULL;
        struct buf message = { 0 };

        if (!mkdtemp(path))
                exit(1);
        snprintf(name, sizeof(name), "%s/archive.db", path);
        must(archive_open(&archive, name, ARCHIVE_WRITE, &message), NULL);
        must(archive_run_begin(archive, "bench", "bench"), archive);
        run(b, archive, argc, argv);
        archive_close(archive);
        unlink(name);
        rmdir(path);
        buf_release(&message);
}

static void report(const struct bench *b, const double best[STAGES])
{
        double all = 0;

        for (int s = 0; s < STAGES; s++)
                all += best[s];
        printf("%zu documents, %.1f MB of text\n", b->documents, (double) b->bytes / 1e6);
        for (int s = 0; s <= STAGES; s++) {
                double t = s < STAGES ? best[s] : all;

                printf("%-20s %8.0f us a document %8.1f MB/s %5.1f %%\n", s < STAGES ? stage_names[s] : "all", t / (double) b->documents * 1e6,
                       (double) b->bytes / t / 1e6, 100 * t / all);
        }
}

static char *made_file(void)
{
        static char path[] = "/tmp/bench_stages_text_XXXXXX";
        cleanup(fclosep) FILE *f = fdopen(mkstemp(path), "w");

        if (!f)
                exit(1);
        for (int i = 0; i < 400; i++)
                fprintf(f, "%d. Căn cứ Nghị định số %d/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư, Sở Nội vụ phối hợp với UBND các huyện tổ chức %d lớp "
                           "tập huấn cho %d công chức, kinh phí %d triệu đồng, hoàn thành trước ngày 15/12/2023.\n", i + 1, i % 150 + 1, i % 9 + 1, i * 7 % 900 + 1, i % 80 + 1);
        return path;
}

int main(int argc, char **argv)
{
        struct bench b = { 0 };
        struct buf message = { 0 };
        double best[STAGES];
        char *made[1];

        archive_single_thread(); /* as the program does */
        if (ruleset_load(&b.rules, NULL, &message))
                return 1;
        if (argc < 2)
                made[0] = made_file();
        for (int round = 0; round < 3; round++) {
                memset(b.spent, 0, sizeof(b.spent));
                b.documents = b.bytes = 0;
                round_of(&b, argc < 2 ? 1 : argc - 1, argc < 2 ? made : argv + 1);
                for (int s = 0; s < STAGES; s++) {
                        if (round == 0 || b.spent[s] < best[s])
                                best[s] = b.spent[s];
                }
        }
        if (b.documents)
                report(&b, best);
        if (argc < 2)
                unlink(made[0]);
        ruleset_free(b.rules);
        arena_release(&b.arena);
        buf_release(&message);
        return b.documents ? 0 : 1;
}
