/*
 * The rules again, over the documents of an archive that other rules understood.
 *
 * This process reads a document out of its rows and writes it back; the rules run in workers (workers.h), for its text is no more to be trusted than its
 * file was. What the workers have stands in a ring in the order of the archive, in which the documents are also written, so that the result does not
 * depend on the number of workers.
 */
#include "trichluc/trichluc.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "loader/loader.h"
#include "trichluc/differences.h"
#include "trichluc/pipeline.h"
#include "trichluc/wire.h"
#include "trichluc/workers.h"

#include <errno.h>
#include <stdlib.h>

enum { RING = 128, RING_BYTES = 16 << 20, STOPPED = 1 };

/* A document on its way. */
struct turn {
        struct arena arena; /* of what it was */
        struct archive_document was;
        size_t bytes;
        bool answered;
        int code;
        char *body;
        size_t body_len;
};

struct reextract {
        struct trichluc *t;
        struct archive *archive;
        struct workers *workers;
        const struct trichluc_reextract_options *options;
        struct trichluc_reextract_report *report;
        int64_t last;         /* id of the document read last */
        bool all_read;
        uint64_t first, end;  /* of the ring */
        size_t ring_bytes;
        struct turn ring[RING];
};

static struct turn *turn_of(struct reextract *x, uint64_t sequence)
{
        return &x->ring[sequence % RING];
}

static void end_turn(struct reextract *x, struct turn *turn)
{
        x->ring_bytes -= turn->bytes;
        free(turn->body);
        arena_release(&turn->arena);
        *turn = (struct turn) { 0 };
}

static void keep(struct reextract *x, const struct turn *turn, int code)
{
        x->report->kept++;
        if (x->options->on_kept)
                x->options->on_kept(x->options->context, turn->was.doc.path, code);
}

/* ---- writing ------------------------------------------------------------------------------------------- */

struct telling {
        struct reextract *x;
        const struct turn *turn;
};

static void tell_field(void *context, const char *field, const char *before, const char *after)
{
        const struct telling *telling = context;
        const struct archive_document *was = &telling->turn->was;
        const struct trichluc_field_change change = { was->doc.path, was->record.document.number.key, field, before, after };

        telling->x->options->on_field(telling->x->options->context, &change);
}

static int write_back(struct reextract *x, struct turn *turn, const struct document *doc, const struct record *record)
{
        const struct archive_item item = { .doc = doc, .record = record, .extractor_version = turn->was.extractor_version, .normalizer_version = normalizer_version,
                .rules_version = ruleset_version(x->t->rules), .outcome = SOURCE_LOADED };
        int r = archive_rewrite(x->archive, &item);

        if (r)
                return r;
        if (differences_count(x->report->changes, &turn->was.record, record))
                x->report->changed++;
        else
                x->report->unchanged++;
        x->report->n_changes = TRICHLUC_LISTS;
        if (x->options->on_field)
                differences_fields(&turn->was.record, record, tell_field, &(struct telling) { x, turn });
        return 0;
}

static int settle(struct reextract *x, struct turn *turn)
{
        struct document doc;
        struct record record;
        int r = 0;

        if (!turn->body)
                keep(x, turn, turn->code);
        else if (!wire_read(&doc, &record, &x->t->arena, (struct span) { turn->body, turn->body_len }) || strcmp(doc.sha256, turn->was.doc.sha256))
                keep(x, turn, DIAG_worker_died);
        else
                r = write_back(x, turn, &doc, &record);
        arena_reset(&x->t->arena);
        return r;
}

static void on_answer(void *context, const struct workers_answer *answer)
{
        struct turn *turn = turn_of(context, answer->sequence);

        turn->answered = true;
        turn->code = answer->code;
        turn->body = answer->body;
        turn->body_len = answer->body_len;
}

static bool stop_asked(struct reextract *x)
{
        if (x->options->stop && x->options->stop(x->options->context))
                x->report->stopped = true;
        return x->report->stopped;
}

static int settle_ready(struct reextract *x)
{
        int r = 0;

        for (; !r && x->first < x->end && turn_of(x, x->first)->answered; x->first++) {
                if (stop_asked(x))
                        return STOPPED;
                x->report->seen++;
                r = settle(x, turn_of(x, x->first));
                end_turn(x, turn_of(x, x->first));
        }
        return r;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

/* The next document to a worker. */
static int read_one(struct reextract *x)
{
        static const struct record nothing;
        struct turn *turn = turn_of(x, x->end);
        struct buf body = { 0 };
        int64_t id;
        int r = archive_next_stale(x->archive, &id, x->last, x->options->all, normalizer_version, ruleset_version(x->t->rules));

        x->all_read = !r && !id;
        if (r || !id)
                return r;
        x->last = id;
        r = archive_read(x->archive, &turn->was, &turn->arena, id);
        if (r)
                return r;
        x->end++;
        if (!archive_read_blocks(&turn->was, &turn->arena)) {
                turn->answered = true;
                return 0;
        }
        wire_write(&body, &turn->was.doc, &nothing);
        turn->bytes = body.len;
        x->ring_bytes += body.len;
        workers_give_document(x->workers, x->end - 1, "", &body);
        return 0;
}

static int fill(struct reextract *x)
{
        int r = 0;

        while (!r && !x->all_read && x->end - x->first < RING && (x->ring_bytes < RING_BYTES || x->first == x->end) && workers_want(x->workers))
                r = read_one(x);
        return r;
}

static int run_all(struct reextract *x)
{
        int r = archive_rewrite_begin(x->archive);

        while (!r) {
                r = fill(x);
                if (!r)
                        r = settle_ready(x);
                if (r || (x->all_read && x->first == x->end))
                        break;
                if (stop_asked(x))
                        r = STOPPED;
                else if (x->first < x->end && !turn_of(x, x->first)->answered)
                        r = workers_wait(x->workers, WORKERS_WAIT_MS, on_answer, x);
        }
        return r && r != STOPPED ? r : archive_commit(x->archive);
}

int trichluc_reextract(struct trichluc *t, const char *archive, const struct trichluc_reextract_options *options, struct trichluc_reextract_report *report,
                       char **message)
{
        struct worker_limits limits = t->limits;
        struct reextract *x = calloc(1, sizeof(*x));
        struct buf why = { 0 };
        int r = 0;

        if (!x)
                memory_exhausted(sizeof(*x));
        *report = (struct trichluc_reextract_report) { 0 };
        x->t = t;
        x->options = options;
        x->report = report;
        if (options->worker_seconds)
                limits.seconds = options->worker_seconds;
        x->workers = workers_start(options->jobs ? options->jobs : 1, t->rules, &limits); /* before the archive is open */
        if (!x->workers) {
                r = ERROR_SYSTEM;
                buf_printf(&why, "no processes to run the rules in: %s", strerror(errno));
        }
        if (!r)
                r = archive_open(&x->archive, archive, ARCHIVE_WRITE, &why);
        if (!r) {
                report->backup = pipeline_keep_backup(t, x->archive);
                r = run_all(x);
                if (r)
                        buf_puts(&why, *archive_message(x->archive) ? archive_message(x->archive) : "the parsing processes are gone");
        }
        for (; x->first < x->end; x->first++)
                end_turn(x, turn_of(x, x->first));
        archive_close(x->archive);
        report->unconfined = x->workers && !workers_confined(x->workers);
        workers_stop(x->workers);
        free(x);
        if (r && message)
                *message = steal(&why.ptr);
        buf_release(&why);
        return r;
}
