/*
 * See worker.h. The worker trusts its parent and not the files; the parent trusts neither. It ends with _exit(): what stands in stdio's buffers
 * is its parent's.
 */
#include "trichluc/worker.h"

#include "common/cleanup.h"
#include "common/io.h"
#include "extractor/container.h"
#include "trichluc/pipeline.h"
#include "trichluc/sandbox.h"
#include "trichluc/wire.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
        PASSED_MOST = 500,     /* units stepped over without a word */
        KEPT_BYTES = 4 << 20,  /* a buffer that one large document has blown up is not kept */
        INBOX_BYTES = 64 << 10,
        AHEAD = 64,            /* jobs that are looked at before their turn */
};

/* Jobs as they come: what has been sent already is read at once, so that the next ones are known before their turn. */
struct inbox {
        int fd;
        struct buf bytes;
        size_t at;
        bool fresh; /* more came since look_ahead() */
        struct arena ahead; /* paths of jobs to come */
};

struct worker {
        struct ruleset *rules;
        bool outside;
        bool brokered; /* another process starts helper programs for it (extractor_helpers_begin) */
        struct inbox jobs;
        int answers;
        const struct worker_limits *limits;
        struct arena arena, member; /* of the file, and of one in it */
        struct buf out;
};

static void send_answer(struct worker *w)
{
        if (!write_full(w->answers, w->out.ptr, w->out.len))
                _exit(0); /* nobody listens any more */
        if (w->out.room > KEPT_BYTES)
                buf_release(&w->out);
}

static void answer(struct worker *w, struct answer_head head, const struct document *doc, const struct record *record)
{
        struct rusage used;

        buf_clear(&w->out);
        buf_add(&w->out, &head, sizeof(head));
        if (doc)
                wire_write(&w->out, doc, record);
        head.body_len = w->out.len - sizeof(head);
        head.memory = getrusage(RUSAGE_SELF, &used) ? 0 : (uint64_t) used.ru_maxrss * 1024;
        memcpy(w->out.ptr, &head, sizeof(head));
        send_answer(w);
}

/* A file of files on its way. */
struct expansion {
        struct worker *w;
        struct answer_head head;
        struct progress from;
        uint64_t members; /* of the present unit, met so far */
        struct span known;
};

static void announce(struct expansion *e, enum worker_says says, const struct unit *unit, const char *name, uint64_t bytes)
{
        struct document doc = { .member = name, .bytes = bytes };
        struct record none = { 0 };

        if (unit)
                pipeline_place(&doc, unit);
        sandbox_limit_time(e->w->limits->seconds);
        e->head.says = says;
        answer(e->w, e->head, says == WORKER_PASSED ? NULL : &doc, &none);
        e->head.passed = 0;
}

/* Before a unit is looked into. */
static bool on_unit(void *context, const struct unit *unit)
{
        struct expansion *e = context;

        e->members = 0;
        if (pipeline_knows(e->known, unit)) {
                e->head.progress = (struct progress) { unit->number, 0 };
                if (++e->head.passed >= PASSED_MOST)
                        announce(e, WORKER_PASSED, NULL, NULL, 0);
                return false;
        }
        e->head.progress = (struct progress) { unit->number - 1, 0 };
        if (e->from.units == unit->number - 1)
                e->head.progress.members = e->from.members;
        announce(e, WORKER_UNIT, unit, unit->name, unit->len);
        return true;
}

static void expand_member(struct expansion *e, const char *path, const struct member *member)
{
        struct worker *w = e->w;
        struct document doc;
        struct record record;

        e->head.progress = (struct progress) { member->unit->number - 1, e->members++ };
        if (e->head.progress.units == e->from.units && e->head.progress.members < e->from.members)
                return; /* a predecessor has told it, or died of it */
        if (!member->code)
                announce(e, WORKER_LOOK, NULL, member->name, member->bytes.len);
        e->head.says = WORKER_MEMBER;
        e->head.code = pipeline_member(w->rules, &record, &w->member, &doc, path, member, &w->limits->extractor);
        if (e->head.code < 0)
                memory_exhausted(0);
        e->head.progress = member->ends_unit ? (struct progress) { member->unit->number, 0 } : (struct progress) { member->unit->number - 1, e->members };
        answer(w, e->head, &doc, &record);
        e->head.passed = 0;
        e->head.code = 0;
        arena_reset(&w->member);
}

/* @container: of a stream, else NULL: it is in @bytes. */
static void expand(struct worker *w, struct document *folder, struct container *container, struct span bytes, const struct job_head *job, struct span known)
{
        struct expansion e = { .w = w, .head = { .sequence = job->sequence }, .from = job->progress, .known = known };
        cleanup(extractor_container_closep) struct container *opened = NULL;
        const char *path = pipeline_path_text(&w->arena, folder->path), *detail = NULL;
        struct record record;
        struct member member;
        int code = 0;

        if (!container) {
                code = extractor_container_open(&opened, path, bytes, &w->limits->extractor, &detail);
                container = opened;
        }
        if (container)
                extractor_container_watch(container, job->progress.units, on_unit, &e);
        while (container && extractor_container_next(container, &member) == 0 && member.name)
                expand_member(&e, path, &member);
        code = code ? code : pipeline_folder(folder, &w->arena, container, &detail);
        diag_add(&folder->diags, &w->arena, (enum diag_code) code, RANGE_NONE, detail);
        pipeline_name(folder, &w->arena);
        pipeline_understand(w->rules, &record, &w->arena, folder, code);
        e.head.says = WORKER_READ;
        e.head.code = code;
        answer(w, e.head, folder, &record);
}

static void work(struct worker *w, const struct job_head *job, const char *path, struct span known)
{
        struct answer_head head = { .says = WORKER_READ, .sequence = job->sequence };
        cleanup(extractor_container_closep) struct container *box = NULL;
        struct document doc;
        struct record record;
        struct span bytes = { 0 };
        int code = extractor_container_stream(&box, &doc, &w->arena, path, &w->limits->extractor);

        if (!code && !box)
                code = extractor_load(&doc, &bytes, &w->arena, path, &w->limits->extractor);
        if (!code && strcmp(doc.sha256, job->known) == 0) {
                head.says = WORKER_KNOWN;
                answer(w, head, NULL, NULL);
                return;
        }
        if (!code && (box || extractor_is_container(bytes))) {
                head.says = WORKER_FOLDER;
                if (job->kind == JOB_EXPAND)
                        expand(w, &doc, box, bytes, job, known);
                else
                        answer(w, head, NULL, NULL);
                return;
        }
        if (!code)
                code = extractor_parse(&doc, &w->arena, bytes, &w->limits->extractor);
        if (!w->outside && !w->brokered && (code < 0 || code == DIAG_helper_failed)) {
                head.says = WORKER_OUTSIDE;
                answer(w, head, NULL, NULL);
                return;
        }
        if (code < 0) /* no memory, no descriptors: a fresh process may have them */
                memory_exhausted(0);
        pipeline_name(&doc, &w->arena);
        pipeline_understand(w->rules, &record, &w->arena, &doc, code);
        head.code = code;
        answer(w, head, &doc, &record);
}

/* A document out of an archive: only the rules run. Its text is no more to be trusted than the file was. */
static void work_anew(struct worker *w, const struct job_head *job, const char *path, struct span body)
{
        struct answer_head head = { .says = WORKER_READ, .sequence = job->sequence };
        struct record record;
        struct document doc;

        if (!wire_read(&doc, &record, &w->arena, body))
                _exit(0);
        doc.path = path;
        pipeline_understand(w->rules, &record, &w->arena, &doc, 0);
        ruleset_hear(w->rules, &w->arena, &doc);
        ruleset_compare(&record, &w->arena, &doc);
        answer(w, head, &doc, &record);
}

static size_t inbox_take(struct inbox *in, char *to, size_t n)
{
        size_t there = in->bytes.len - in->at;

        n = n < there ? n : there;
        memcpy(to, in->bytes.ptr + in->at, n);
        in->at += n;
        return n;
}

/* @n bytes into @to. What is missing and more than a piece goes there directly. */
static bool inbox_read(struct inbox *in, void *to, size_t n)
{
        size_t got = in->bytes.ptr ? inbox_take(in, to, n) : 0;

        while (got < n) {
                ssize_t more;

                if (n - got > INBOX_BYTES)
                        return read_full(in->fd, (char *) to + got, n - got);
                buf_clear(&in->bytes);
                in->at = 0;
                buf_reserve(&in->bytes, INBOX_BYTES);
                more = read(in->fd, in->bytes.ptr, INBOX_BYTES);
                if (more < 0 && errno == EINTR)
                        continue;
                if (more <= 0)
                        return false;
                in->bytes.len = (size_t) more;
                in->fresh = true;
                got += inbox_take(in, (char *) to + got, n - got);
        }
        return true;
}

/* Tell the extractor the files of the jobs that are here already. */
static void look_ahead(struct inbox *in)
{
        const char *p = in->bytes.ptr + in->at, *end = in->bytes.ptr + in->bytes.len;
        const char **paths;
        struct job_head job;
        size_t n = 0;

        arena_reset(&in->ahead);
        paths = arena_array(&in->ahead, AHEAD, sizeof(*paths));
        while (n < AHEAD && (size_t) (end - p) > sizeof(job)) {
                memcpy(&job, p, sizeof(job));
                p += sizeof(job);
                if (job.path_len > (size_t) (end - p) || job.body_len > (size_t) (end - p) - job.path_len)
                        break;
                if (job.kind == JOB_READ)
                        paths[n++] = arena_strndup(&in->ahead, (struct span) { p, job.path_len });
                p += job.path_len + job.body_len;
        }
        extractor_expect(paths, n);
        in->fresh = false;
}

static void do_job(struct worker *w, const struct job_head *job, const char *path)
{
        cleanup(freep) char *body = malloc(job->body_len + 1);

        if (!body)
                memory_exhausted(job->body_len);
        if (!inbox_read(&w->jobs, body, job->body_len))
                _exit(0);
        if (w->jobs.fresh)
                look_ahead(&w->jobs);
        sandbox_limit_time(w->limits->seconds);
        if (job->kind == JOB_ANEW)
                work_anew(w, job, path, (struct span) { body, job->body_len });
        else
                work(w, job, path, (struct span) { body, job->body_len });
        arena_reset(&w->arena);
}

void worker_main(struct ruleset *rules, int jobs, int answers, const struct worker_limits *limits, bool outside)
{
        struct worker w = { .rules = rules, .outside = outside, .jobs = { .fd = jobs }, .answers = answers, .limits = limits };
        struct job_head job;
        char path[PATH_MAX + 1];

        if (!outside)
                w.brokered = extractor_helpers_begin(); /* while it still may */
        sandbox_limit(limits->memory_bytes);
        answer(&w, (struct answer_head) { .says = WORKER_READY, .code = outside || sandbox_enter() }, NULL, NULL);
        while (inbox_read(&w.jobs, &job, sizeof(job)) && job.path_len < sizeof(path) && inbox_read(&w.jobs, path, job.path_len)) {
                path[job.path_len] = '\0';
                do_job(&w, &job, path);
        }
        _exit(0);
}
