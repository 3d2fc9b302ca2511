/* What people type: texts for each field of a question, a byte 1F between them. No text is an error of the archive's, whatever it says. */
#include "tests/fuzz/sample_archive.h"

static struct archive *sample;
static const char *path;

static void forget(void)
{
        archive_close(sample);
        sample_remove(path, true);
        ruleset_free(sample_rules());
}

static void make(void)
{
        struct buf message = { 0 };

        path = sample_path();
        sample_make(path);
        HOLD(archive_open(&sample, path, ARCHIVE_READ, &message) == 0);
        atexit(forget);
}

/* A command line has no NUL; what is no UTF-8 reaches questions as it was typed. */
static const char *text(struct arena *arena, struct span *rest)
{
        struct span piece = next_piece(rest);

        return piece.len ? arena_strndup(arena, piece) : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct span rest = input_span(data, size);
        struct arena arena = { 0 };
        struct question q = { 0 };
        struct norm_key key;
        size_t bytes = 0;

        if (!sample)
                make();
        q.text = text(&arena, &rest);
        q.key = text(&arena, &rest);
        q.type = text(&arena, &rest);
        q.issuer = text(&arena, &rest);
        q.from = text(&arena, &rest);
        q.to = text(&arena, &rest);
        q.relation = text(&arena, &rest);
        q.unit = text(&arena, &rest);
        if (q.key && norm_key_parse(&key, &arena, span_of(q.key), NULL) == 0)
                q.key = key.key;
        for (size_t i = 0; i < 26; i++) { /* those that have inputs */
                int r = archive_ask(sample, sample_questions[i], &q, sample_row, &bytes, NULL);

                if (r)
                        fprintf(stderr, "%s: %s\n", sample_questions[i], archive_message(sample));
                HOLD(r == 0);
        }
        arena_release(&arena);
        return 0;
}
