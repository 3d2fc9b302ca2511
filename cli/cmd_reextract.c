/*
 * reextract: the rules again over what the archive holds, and what that changed: how many facts of each list came and went, and the first fields of documents
 * that say something else now. CSV has the lists alone, since two tables do not fit one file.
 */
#include "cli/cli.h"
#include "cli/output.h"
#include "trichluc/trichluc.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIELDS_SHOWN = 20 };

struct changes {
        struct cli *cli;
        struct trichluc_field_change *items; /* the first ones */
        size_t n, room;
        size_t more, old; /* fields that are not shown; documents of an older program */
};

static void note_field(void *context, const struct trichluc_field_change *change)
{
        struct changes *changes = context;
        struct arena *arena = &changes->cli->arena;
        struct trichluc_field_change *copy;

        if (changes->n >= (size_t) (changes->cli->question.limit ? changes->cli->question.limit : FIELDS_SHOWN)) {
                changes->more++;
                return;
        }
        copy = arena_grow(arena, &changes->items, &changes->n, &changes->room, sizeof(*copy));
        *copy = (struct trichluc_field_change) { arena_strdup(arena, change->path), arena_strdup(arena, change->key), change->field,
                arena_strdup(arena, change->before), arena_strdup(arena, change->after) };
}

static void note_kept(void *context, const char *path, int code)
{
        struct changes *changes = context;

        if (code)
                complain_source(path, code, NULL);
        else
                changes->old++;
}

static void print_lists(struct output *out, const struct trichluc_reextract_report *report)
{
        static const char *const names[] = { "list", "before", "after", "gained", "lost" };
        static const bool numeric[] = { false, true, true, true, true };

        output_begin(out, NULL);
        for (size_t i = 0; i < report->n_changes; i++) {
                const struct trichluc_change *c = &report->changes[i];
                const size_t values[] = { c->before, c->after, c->gained, c->lost };
                char digits[ARRAY_LEN(values)][24];
                const char *cells[ARRAY_LEN(names)] = { c->list };
                const struct answer_row row = { ARRAY_LEN(names), names, cells, numeric };

                for (size_t k = 0; k < ARRAY_LEN(values); k++) {
                        snprintf(digits[k], sizeof(digits[k]), "%zu", values[k]);
                        cells[k + 1] = digits[k];
                }
                output_row(out, &row);
        }
        output_end(out);
}

static void print_fields(struct output *out, const struct changes *changes)
{
        static const char *const names[] = { "path", "key", "field", "before", "after" };
        static const bool numeric[ARRAY_LEN(names)] = { false };

        if (!changes->n || changes->cli->format == OUTPUT_CSV)
                return;
        if (changes->cli->format == OUTPUT_TEXT)
                puts("");
        output_begin(out, NULL);
        for (size_t i = 0; i < changes->n; i++) {
                const struct trichluc_field_change *c = &changes->items[i];
                const char *cells[] = { c->path, c->key, c->field, c->before, c->after };
                const struct answer_row row = { ARRAY_LEN(names), names, cells, numeric };

                output_row(out, &row);
        }
        output_end(out);
}

static int report(struct cli *cli, const struct changes *changes, const struct trichluc_reextract_report *r)
{
        if (r->n_changes) {
                struct output *out = output_new(cli);

                print_lists(out, r);
                print_fields(out, changes);
                output_free(out);
        }
        if (changes->more)
                COMPLAIN(REEXTRACT_MORE, changes->more);
        if (r->unconfined)
                COMPLAIN(INGEST_UNCONFINED);
        if (r->seen)
                COMPLAIN(REEXTRACT_CLOSING, r->seen, r->changed, r->unchanged, r->kept);
        else if (!r->stopped)
                COMPLAIN(REEXTRACT_NOTHING);
        if (changes->old)
                COMPLAIN(REEXTRACT_OLD, changes->old);
        if (r->stopped) {
                COMPLAIN(REEXTRACT_STOPPED);
                return EXIT_CODE_TRY_AGAIN;
        }
        return r->kept ? EXIT_CODE_SOME_FAILED : EXIT_CODE_DONE;
}

/* There is an archive and it is of this version; closed again, for it must not be open where processes are forked. */
static int look_at_archive(struct cli *cli)
{
        int r = open_archive(cli);

        if (r)
                return exit_code_of(r);
        archive_close(cli->archive);
        cli->archive = NULL;
        return 0;
}

int cmd_reextract(struct cli *cli)
{
        struct changes changes = { .cli = cli };
        const struct trichluc_reextract_options options = { .all = cli->all, .jobs = jobs_wanted(cli), .on_field = note_field, .on_kept = note_kept,
                .stop = stop_wanted, .context = &changes };
        struct trichluc_reextract_report done;
        struct trichluc *t;
        char *why = NULL;
        int r;

        if (cli->n_args) {
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[0]));
                return usage(cli);
        }
        r = look_at_archive(cli);
        if (r)
                return r;
        t = open_library(cli);
        if (!t)
                return EXIT_CODE_USAGE;
        stop_catch();
        r = trichluc_reextract(t, cli->archive_path, &options, &done, &why);
        tell_backup(done.backup);
        if (r)
                complain_text(why);
        free(why);
        r = r ? exit_code_of(r) : report(cli, &changes, &done);
        trichluc_free(t);
        return r;
}
