/*
 * See worker.h. The worker trusts its parent and not the files; the parent trusts neither. It ends with _exit(): what stands in stdio's buffers
 * is its parent's.
 */
#include "trichluc/worker.h"

#include "common/io.h"
#include "extractor/container.h"
#include "trichluc/pipeline.h"
#include "trichluc/sandbox.h"
#include "trichluc/wire.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { KEPT_BYTES = 4 << 20 }; /* a buffer that one large document has blown up is not kept */

struct worker {
        struct ruleset *rules;
        bool outside;
        bool brokered; /* another process starts helper programs for it (extractor_helpers_begin) */
        int jobs, answers;
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

static void expand(struct worker *w, struct document *folder, struct span bytes, struct answer_head head)
{
        const char *path = pipeline_path_text(&w->arena, folder->path), *detail;
        struct container *container;
        struct record record;
        struct member member;
        size_t n = 0;
        int code = extractor_container_open(&container, path, bytes, &w->limits->extractor, &detail);

        while (container && extractor_container_next(container, &member) == 0 && member.name) {
                struct document doc;

                sandbox_limit_time(w->limits->seconds);
                head.says = WORKER_MEMBER;
                head.code = pipeline_member(w->rules, &record, &w->member, &doc, path, &member, &w->limits->extractor);
                if (head.code < 0)
                        memory_exhausted(0);
                answer(w, head, &doc, &record);
                arena_reset(&w->member);
                n++;
        }
        folder->arrival = container ? extractor_container_arrival(container) : NULL;
        head.says = WORKER_READ;
        head.code = code ? code : DIAG_holds_files;
        diag_add(&folder->diags, &w->arena, (enum diag_code) head.code, RANGE_NONE, code ? detail : arena_printf(&w->arena, "%zu", n));
        pipeline_name(folder, &w->arena);
        pipeline_understand(w->rules, &record, &w->arena, folder, head.code);
        answer(w, head, folder, &record);
        extractor_container_close(container);
}

static void work(struct worker *w, const struct job_head *job, const char *path)
{
        struct answer_head head = { .says = WORKER_READ, .sequence = job->sequence };
        struct document doc;
        struct record record;
        struct span bytes;
        int code = extractor_load(&doc, &bytes, &w->arena, path, &w->limits->extractor);

        if (!code && strcmp(doc.sha256, job->known) == 0) {
                head.says = WORKER_KNOWN;
                answer(w, head, NULL, NULL);
                return;
        }
        if (!code && extractor_is_container(bytes)) {
                head.says = WORKER_FOLDER;
                if (job->expand)
                        expand(w, &doc, bytes, head);
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
static void work_anew(struct worker *w, const struct job_head *job, const char *path)
{
        struct answer_head head = { .says = WORKER_READ, .sequence = job->sequence };
        struct record record;
        struct document doc;
        char *body = malloc(job->body_len);

        if (!body)
                memory_exhausted(job->body_len);
        if (!read_full(w->jobs, body, job->body_len) || !wire_read(&doc, &record, &w->arena, (struct span) { body, job->body_len }))
                _exit(0);
        sandbox_limit_time(w->limits->seconds);
        doc.path = path;
        pipeline_understand(w->rules, &record, &w->arena, &doc, 0);
        answer(w, head, &doc, &record);
        free(body);
}

void worker_main(struct ruleset *rules, int jobs, int answers, const struct worker_limits *limits, bool outside)
{
        struct worker w = { .rules = rules, .outside = outside, .jobs = jobs, .answers = answers, .limits = limits };
        struct job_head job;
        char path[PATH_MAX + 1];

        if (!outside)
                w.brokered = extractor_helpers_begin(); /* while it still may */
        sandbox_limit(limits->memory_bytes);
        answer(&w, (struct answer_head) { .says = WORKER_READY, .code = outside || sandbox_enter() }, NULL, NULL);
        while (read_full(jobs, &job, sizeof(job)) && job.path_len < sizeof(path) && read_full(jobs, path, job.path_len)) {
                path[job.path_len] = '\0';
                sandbox_limit_time(limits->seconds);
                if (job.body_len)
                        work_anew(&w, &job, path);
                else
                        work(&w, &job, path);
                arena_reset(&w.arena);
        }
        _exit(0);
}
