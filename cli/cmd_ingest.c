/* ingest: files and folders into the archive; every source that got no document gets a line. */
#include "cli/cli.h"
#include "cli/details.h"
#include "cli/progress.h"
#include "cli/streams.h"
#include "trichluc/watch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
        SETTLE_SECONDS = 2,  /* of a watched file without a change, before it is read */
        AGAIN_SECONDS = 30,  /* until a watched folder is tried again when the archive was locked or the disk full */
};

struct ingesting {
        struct progress progress;
        struct watch *watch; /* NULL = once and done */
};

static volatile sig_atomic_t stop_asked;

static void on_signal(int number)
{
        (void) number;
        stop_asked = 1;
}

bool stop_wanted(void *context)
{
        (void) context;
        return stop_asked;
}

/* The first signal lets the present document end and commits; the second has the usual effect. */
void stop_catch(void)
{
        struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int) SA_RESETHAND | SA_RESTART };

        sigemptyset(&action.sa_mask);
        sigaction(SIGINT, &action, NULL);
        sigaction(SIGTERM, &action, NULL);
}

static void on_source(void *context, const struct trichluc_source *source)
{
        struct progress *progress = &((struct ingesting *) context)->progress;

        /* a format that is not read is no failure, and a folder may be full of pictures: they are counted and listed, not told one by one */
        if (source->outcome == TRICHLUC_FAILED) {
                char *inside = source->member ? malloc(strlen(source->path) + strlen(source->member) + 2) : NULL;

                if (inside)
                        sprintf(inside, "%s/%s", source->path, source->member);
                progress_hide(progress);
                complain_source(inside ? inside : source->path, source->code, source->detail);
                free(inside);
        }
        progress_count(progress, source);
}

static bool collect_paths(struct path_list *paths, struct cli *cli)
{
        for (int i = 0; i < cli->n_args; i++) {
                if (strcmp(cli->args[i], "-") == 0) {
                        if (!read_paths(paths, &cli->arena, "-", cli->nul_separated))
                                goto unreadable;
                        continue;
                }
                const char **item = arena_grow(&cli->arena, &paths->items, &paths->n, &paths->room, sizeof(*item));
                *item = cli->args[i];
        }
        if (!cli->files_from || read_paths(paths, &cli->arena, cli->files_from, cli->nul_separated))
                return true;
unreadable:
        COMPLAIN(READ_FAILED, safe(cli->files_from ? cli->files_from : "-"), in_words(strerror(errno)));
        return false;
}

static void on_unsettled(void *context, const char *path)
{
        watch_later(((struct ingesting *) context)->watch, path);
}

static int report_closing(const struct trichluc_ingest_report *r)
{
        if (r->unconfined)
                COMPLAIN(INGEST_UNCONFINED);
        COMPLAIN(INGEST_CLOSING, r->seen, r->loaded, r->unchanged, r->duplicate, r->skipped, r->failed);
        if (r->failed)
                COMPLAIN(INGEST_HINT);
        if (r->failed_before)
                COMPLAIN(INGEST_FAILED_BEFORE, r->failed_before);
        if (r->stale)
                COMPLAIN(INGEST_STALE, r->stale);
        if (r->stopped) {
                COMPLAIN(INGEST_STOPPED);
                return EXIT_CODE_TRY_AGAIN;
        }
        return r->failed || r->failed_before ? EXIT_CODE_SOME_FAILED : EXIT_CODE_DONE;
}

/* Two at least where nobody chose: on a single core as well a file that kills its parser then costs that file alone. */
unsigned jobs_wanted(const struct cli *cli)
{
        long cores = sysconf(_SC_NPROCESSORS_ONLN);

        if (cli->jobs)
                return (unsigned) cli->jobs;
        return cores > 2 ? (unsigned) cores : 2;
}

/* Once through the paths; 0, or the exit code of a run that could not go on, which has been said. */
static int run(struct cli *cli, struct trichluc *t, const char *const *paths, size_t n, struct ingesting *ingesting, const struct trichluc_ingest_options *options,
               struct trichluc_ingest_report *report)
{
        char *why = NULL;
        int r;

        progress_begin(&ingesting->progress, cli->progress);
        progress_expect(&ingesting->progress, paths, n);
        r = trichluc_ingest(t, cli->archive_path, paths, n, options, report, &why);
        progress_end(&ingesting->progress);
        tell_backup(report->backup);
        if (r)
                complain_text(why);
        free(why);
        return r ? exit_code_of(r) : 0;
}

static bool has_news(const struct trichluc_ingest_report *report)
{
        return report->seen > report->unchanged;
}

/* Until the stop is asked for. Being locked out for a while or a full disk ends no watch. */
static int watch(struct cli *cli, struct trichluc *t, const struct path_list *paths, struct ingesting *ingesting, struct trichluc_ingest_options *options)
{
        struct watch_options watch_options = { .archive_path = cli->archive_path, .settle_seconds = SETTLE_SECONDS, .poll_seconds = (unsigned) cli->poll_seconds, .stop = stop_wanted };
        struct trichluc_ingest_report report;
        struct watch_round round;
        bool told = false, failed = false;
        int code = 0;

        ingesting->watch = watch_new(paths->items, paths->n, &watch_options);
        options->settle_seconds = SETTLE_SECONDS;
        options->on_unsettled = on_unsettled;
        while (watch_wait(ingesting->watch, &round)) {
                unsigned polls = watch_polls(ingesting->watch);

                if (!told && polls)
                        COMPLAIN(WATCHING_POLL, polls);
                else if (!told)
                        COMPLAIN(WATCHING);
                code = run(cli, t, round.paths, round.n, ingesting, options, &report);
                if (code && code != EXIT_CODE_TRY_AGAIN)
                        break;
                if (code) {
                        COMPLAIN(WATCH_AGAIN, (unsigned) AGAIN_SECONDS);
                        watch_again(ingesting->watch, AGAIN_SECONDS);
                } else {
                        failed |= report.failed > 0;
                        options->replaces = report.run;
                        report.stopped = false; /* which is how a watch ends */
                        if (!told || has_news(&report))
                                report_closing(&report);
                }
                code = 0;
                told = true;
        }
        watch_free(ingesting->watch);
        COMPLAIN(WATCH_ENDED);
        return code ? code : failed ? EXIT_CODE_SOME_FAILED : EXIT_CODE_DONE;
}

int ingest_paths(struct cli *cli, const struct path_list *paths, bool retry)
{
        struct ingesting ingesting = { 0 };
        struct trichluc_ingest_options options = { .on_source = on_source, .context = &ingesting, .stop = stop_wanted, .jobs = jobs_wanted(cli), .retry = retry, .durable = cli->durable };
        struct trichluc_ingest_report report;
        struct trichluc *t = open_library(cli);
        int code;

        if (!t)
                return EXIT_CODE_USAGE;
        stop_catch();
        if (cli->watch) {
                code = watch(cli, t, paths, &ingesting, &options);
        } else {
                code = run(cli, t, paths->items, paths->n, &ingesting, &options, &report);
                code = code ? code : report_closing(&report);
        }
        trichluc_free(t);
        return code;
}

int cmd_ingest(struct cli *cli)
{
        struct path_list paths = { 0 };

        if (!cli->n_args && !cli->files_from) {
                COMPLAIN(MISSING_ARGUMENT, value_word("argument", "PATH"));
                return usage(cli);
        }
        if (!collect_paths(&paths, cli))
                return EXIT_CODE_USAGE;
        if (!paths.n)
                COMPLAIN(LIST_EMPTY);
        return ingest_paths(cli, &paths, false);
}
