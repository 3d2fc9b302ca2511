/*
 * The stretch of the walk between the first entry without outcome and the last one met. Its files are with the workers; answers come in any
 * order and wait for their turn.
 */
#include "trichluc/ingest.h"

#include "common/error.h"
#include "trichluc/pipeline.h"
#include "trichluc/wire.h"
#include "trichluc/workers.h"

#include <stdlib.h>

enum {
        ENTRIES = 2048,          /* one slow document holds up no more than this */
        WAITING_BYTES = 16 << 20, /* of answers before their turn: past it no new jobs are given */
        BREATH_BYTES = 4 << 20,   /* likewise: past it a commit goes on alone */
};

struct place {
        struct slot slot;
        char *path;
        bool answered, outside;
        bool folder, expanding; /* a file of files, which come one by one when it is its turn */
        bool member;            /* body and code are of one of them, to be settled before the next */
        enum worker_says says;
        int code;
        char *body, *detail;
        size_t body_len;
        uint64_t passed; /* mails that are known, before this */
};

struct window {
        struct workers *workers;
        uint64_t first, given, end; /* sequence numbers: entries before given need no worker or are with one */
        size_t waiting_bytes, n_outside;
        int failed;                 /* of workers_wait(), in the middle of a commit */
        struct place places[ENTRIES];
};

static struct place *place_of(struct window *w, uint64_t sequence)
{
        return &w->places[sequence % ENTRIES];
}

struct window *window_new(const struct trichluc *t, const struct trichluc_ingest_options *options)
{
        struct worker_limits limits = t->limits;
        struct window *w = calloc(1, sizeof(*w));

        if (!w)
                memory_exhausted(sizeof(*w));
        if (options->worker_seconds)
                limits.seconds = options->worker_seconds;
        limits.extractor.mapped = true;
        limits.helper_seconds = extractor_ocr() ? extractor_ocr_seconds() : 0;
        w->workers = workers_start(options->jobs, t->rules, &limits);
        if (w->workers)
                return w;
        free(w);
        return NULL;
}

static void clear_place(struct place *place)
{
        free(place->path);
        free(place->body);
        free(place->detail);
        *place = (struct place) { 0 };
}

void window_free(struct window *w)
{
        if (!w)
                return;
        workers_stop(w->workers);
        for (; w->first < w->end; w->first++)
                clear_place(place_of(w, w->first));
        free(w);
}

bool window_confined(const struct window *w)
{
        return workers_confined(w->workers);
}

static bool needs_worker(const struct place *place)
{
        return !place->slot.code && !place->slot.unchanged;
}

static void on_answer(void *context, const struct workers_answer *answer)
{
        struct window *w = context;
        struct place *place = place_of(w, answer->sequence);

        if (answer->says == WORKER_FOLDER) {
                place->folder = true;
                return;
        }
        if (answer->says == WORKER_OUTSIDE) {
                place->outside = true;
                w->n_outside++;
                return;
        }
        place->member = answer->says == WORKER_MEMBER;
        place->answered = !place->member;
        place->says = answer->says;
        place->code = answer->code;
        place->passed = answer->passed;
        place->body = answer->body;
        place->body_len = answer->body_len;
        place->detail = answer->detail ? strdup(answer->detail) : NULL;
        w->waiting_bytes += answer->body_len;
}

static void forget_answer(struct window *w, struct place *place)
{
        w->waiting_bytes -= place->body_len;
        free(place->body);
        free(place->detail);
        place->body = place->detail = NULL;
        place->body_len = 0;
        place->member = false;
}

/* Only the first in line: what comes out of it is settled at once and need not be kept. */
static int give_folder(struct ingest *in)
{
        struct window *w = in->window;
        struct place *place = place_of(w, w->first);
        struct buf known = { 0 };
        int r;

        if (w->first == w->end || !place->folder || place->expanding || !workers_want(w->workers))
                return 0;
        place->expanding = true;
        r = ingest_open_folder(in, &known, &place->slot, pipeline_path_text(&in->t->arena, place->path));
        workers_give_folder(w->workers, w->first, place->path, &known);
        return r;
}

static void give_jobs(struct window *w)
{
        if (w->given < w->first)
                w->given = w->first;
        for (; w->given < w->end; w->given++) {
                struct place *place = place_of(w, w->given);

                if (!needs_worker(place))
                        continue;
                /* the first in line is always given: what waits, waits for it */
                if (!workers_want(w->workers) || (w->waiting_bytes > WAITING_BYTES && w->given != w->first))
                        return;
                workers_give(w->workers, w->given, place->path, place->slot.parse ? "" : place->slot.known.sha256);
        }
}

/*
 * In the middle of a commit: take what the workers have, and give them more, or their pipes are full and they stand still for half of it. Not while files of
 * a file come, of which this window holds one at a time.
 */
void window_breathe(void *context)
{
        struct window *w = context;

        if (w->failed || w->waiting_bytes > BREATH_BYTES || (w->first < w->end && place_of(w, w->first)->expanding))
                return;
        w->failed = workers_wait(w->workers, 0, on_answer, w);
        give_jobs(w);
}

static void give_outside(struct window *w)
{
        for (uint64_t i = w->first; i < w->given && w->n_outside && workers_want_outside(w->workers); i++) {
                struct place *place = place_of(w, i);

                if (!place->outside)
                        continue;
                place->outside = false;
                w->n_outside--;
                workers_give_outside(w->workers, i, place->path);
        }
}

static int settle_ready(struct ingest *in)
{
        struct window *w = in->window;

        for (; w->first < w->end; w->first++) {
                struct place *place = place_of(w, w->first);
                int r;

                if (needs_worker(place) && !place->answered && !place->member)
                        return 0;
                if (ingest_stop_asked(in))
                        return INGEST_STOPPED;
                r = ingest_slot(in, &place->slot);
                if (place->member) {
                        forget_answer(w, place);
                        return r;
                }
                w->waiting_bytes -= place->body_len;
                clear_place(place);
                if (r) {
                        w->first++;
                        return r;
                }
        }
        return 0;
}

/* Go on until at most @most entries are left. */
static int advance(struct ingest *in, size_t most)
{
        struct window *w = in->window;
        int r;

        for (;;) {
                r = settle_ready(in);
                if (r)
                        return r;
                if (w->failed)
                        return w->failed;
                give_jobs(w);
                give_outside(w);
                r = give_folder(in);
                if (r)
                        return r;
                if (w->end - w->first <= most)
                        return 0;
                if (ingest_stop_asked(in))
                        return INGEST_STOPPED;
                r = workers_wait(w->workers, WORKERS_WAIT_MS, on_answer, w);
                if (r)
                        return r;
        }
}

int window_push(struct ingest *in, const struct slot *slot)
{
        struct window *w = in->window;
        struct place *place = place_of(w, w->end);

        *place = (struct place) { .slot = *slot, .path = strdup(slot->path) };
        if (!place->path)
                memory_exhausted(strlen(slot->path));
        place->slot.path = place->path;
        w->end++;
        return advance(in, ENTRIES - 1);
}

int window_drain(struct ingest *in)
{
        return advance(in, 0);
}

int window_read(struct ingest *in, struct slot *slot, const char *name)
{
        struct place *place = place_of(in->window, in->window->first);
        struct document doc = { 0 };
        struct record record = { 0 };
        struct span body = { place->body, place->body_len };
        int r = ingest_passed(in, slot, name, place->passed);

        if (r)
                return r;
        place->passed = 0;
        if (place->says == WORKER_KNOWN) {
                memcpy(doc.sha256, slot->known.sha256, sizeof(doc.sha256));
                doc.bytes = slot->known.bytes;
        } else if (!place->body) {
                slot->detail = place->detail;
        } else if (!wire_read(&doc, &record, &in->t->arena, body)) {
                doc = (struct document) { 0 };
                place->code = DIAG_worker_died;
                slot->detail = "its answer was damaged";
        }
        slot->member = place->member ? doc.member : NULL;
        return ingest_read(in, slot, name, &doc, &record, place->code);
}
