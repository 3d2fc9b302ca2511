/*
 * See workers.h. A worker answers in the order of its jobs, so the one that is lost with it is the first without answer; the others go to its
 * successor.
 *
 * Waiting is measured in the time this process really waited: while it commits, or waits for another program's lock, answers lie in the
 * pipes and no worker can be blamed.
 */
#include "trichluc/workers.h"

#include "common/error.h"
#include "trichluc/nursery.h"
#include "trichluc/wire.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
        QUEUE = 64,               /* jobs of a worker: enough for the time of a commit */
        FILES = 1000,             /* then another one takes its place */
        GROWN_BYTES = 224 << 20,  /* likewise */
        BODY_MAX = 1 << 30,       /* twice the largest file */
        OUTSIDE_SECONDS = 150,    /* for a helper program, which is stopped earlier by its own limit */
        GRACE_SECONDS = 3,        /* past the limit of processor time: it waits for something else */
        LOST_IN_A_ROW = 200,      /* without one answer: it is not the files */
        LOST_IN_ONE = 100,        /* in one file of files, and one more for each ten of its members that were read: then it is given up */
};

struct job {
        uint64_t sequence;
        char *path;
        enum job_kind kind;
        char known[65];
        struct buf body;
        /* of a file of files: */
        struct progress progress;
        struct buf unit, look; /* the unit and the member that the worker is at, as it told them; empty = at none */
        bool stuck;            /* a worker was lost here before it came to the next of them */
        uint64_t lost, told, passed;
};

struct hand {
        struct nursery_child child; /* pid 0 = none */
        bool outside;
        struct job queue[QUEUE];
        size_t first, n;      /* of the queue */
        size_t given;         /* jobs in its life */
        bool tired;           /* no more jobs: it ends with its queue */
        struct buf unsent;
        size_t sent;          /* of unsent */
        struct answer_head head;
        size_t head_got, body_got;
        char *body;
        uint64_t waited_ms;   /* for the present answer */
};

struct workers {
        struct nursery nursery;
        struct worker_limits limits;
        bool confined;
        size_t lost_in_a_row;
        size_t n;            /* the last one works outside, and is hired when there is work for it */
        struct hand hands[];
};

static void send_job(struct hand *hand, const struct job *job)
{
        struct job_head head = { .sequence = job->sequence, .path_len = (uint32_t) strlen(job->path), .kind = job->kind,
                .body_len = job->body.len, .progress = job->progress };

        memcpy(head.known, job->known, sizeof(head.known));
        buf_add(&hand->unsent, &head, sizeof(head));
        buf_add(&hand->unsent, job->path, head.path_len);
        buf_add(&hand->unsent, job->body.ptr, job->body.len);
}

/* As much as the socket takes. A worker that is gone is noticed where answers are read. */
static void flush_jobs(struct hand *hand)
{
        while (hand->sent < hand->unsent.len) {
                ssize_t put = send(hand->child.jobs, hand->unsent.ptr + hand->sent, hand->unsent.len - hand->sent, MSG_NOSIGNAL | MSG_DONTWAIT);

                if (put < 0 && errno == EINTR)
                        continue;
                if (put <= 0)
                        return;
                hand->sent += (size_t) put;
        }
        buf_clear(&hand->unsent);
        hand->sent = 0;
}

static void forget_message(struct hand *hand)
{
        free(hand->body);
        hand->body = NULL;
        hand->head_got = hand->body_got = 0;
}

/* A new worker, which gets what is left of the queue. */
static bool hire(struct workers *w, struct hand *hand)
{
        if (!nursery_fork(&w->nursery, &hand->child, hand->outside)) {
                hand->child.pid = 0;
                return false;
        }
        hand->given = hand->n;
        hand->tired = false;
        hand->waited_ms = 0;
        buf_clear(&hand->unsent);
        hand->sent = 0;
        forget_message(hand);
        for (size_t i = 0; i < hand->n; i++)
                send_job(hand, &hand->queue[(hand->first + i) % QUEUE]);
        flush_jobs(hand);
        return true;
}

static void dismiss(struct workers *w, struct hand *hand, int *status)
{
        *status = 0;
        if (!hand->child.pid)
                return;
        nursery_bury(&w->nursery, hand->child.pid, status);
        close(hand->child.jobs);
        close(hand->child.answers);
        hand->child.pid = 0;
        forget_message(hand);
}

static void pop_job(struct hand *hand)
{
        struct job *job = &hand->queue[hand->first];

        free(job->path);
        buf_release(&job->body);
        buf_release(&job->unit);
        buf_release(&job->look);
        hand->first = (hand->first + 1) % QUEUE;
        hand->n--;
        hand->waited_ms = 0;
}

struct workers *workers_start(size_t n, struct ruleset *rules, const struct worker_limits *limits)
{
        struct workers *w = calloc(1, sizeof(*w) + (n + 1) * sizeof(w->hands[0]));

        if (!w)
                memory_exhausted(n * sizeof(w->hands[0]));
        w->limits = *limits;
        w->confined = true;
        if (!nursery_start(&w->nursery, rules, &w->limits)) {
                free(w);
                return NULL;
        }
        while (w->n < n && hire(w, &w->hands[w->n]))
                w->n++;
        if (w->n) {
                w->hands[w->n++].outside = true;
                return w;
        }
        workers_stop(w);
        errno = EAGAIN;
        return NULL;
}

void workers_stop(struct workers *w)
{
        int status;

        for (size_t i = 0; w && i < w->n; i++) {
                struct hand *hand = &w->hands[i];

                dismiss(w, hand, &status);
                while (hand->n)
                        pop_job(hand);
                buf_release(&hand->unsent);
        }
        if (w)
                nursery_stop(&w->nursery);
        free(w);
}

bool workers_confined(const struct workers *w)
{
        return w->confined;
}

/* The one with the shortest queue that takes more. */
static struct hand *free_hand(const struct workers *w)
{
        const struct hand *best = NULL;

        for (size_t i = 0; i < w->n; i++) {
                const struct hand *hand = &w->hands[i];

                if (hand->child.pid && !hand->outside && !hand->tired && hand->n < QUEUE && (!best || hand->n < best->n))
                        best = hand;
        }
        return (struct hand *) best;
}

bool workers_want(const struct workers *w)
{
        return free_hand(w) != NULL;
}

static void give(struct hand *hand, uint64_t sequence, const char *path, const char *known, enum job_kind kind, struct buf *body)
{
        struct job *job = &hand->queue[(hand->first + hand->n) % QUEUE];

        *job = (struct job) { .sequence = sequence, .path = strdup(path), .kind = kind };
        if (!job->path)
                memory_exhausted(strlen(path));
        snprintf(job->known, sizeof(job->known), "%s", known);
        if (body) {
                job->body = *body;
                *body = (struct buf) { 0 };
        }
        if (!hand->n++)
                hand->waited_ms = 0;
        hand->tired |= ++hand->given >= FILES;
        send_job(hand, job);
        flush_jobs(hand);
}

void workers_give(struct workers *w, uint64_t sequence, const char *path, const char *known)
{
        give(free_hand(w), sequence, path, known, JOB_READ, NULL);
}

void workers_give_folder(struct workers *w, uint64_t sequence, const char *path, struct buf *known)
{
        give(free_hand(w), sequence, path, "", JOB_EXPAND, known);
}

void workers_give_document(struct workers *w, uint64_t sequence, const char *name, struct buf *body)
{
        give(free_hand(w), sequence, name, "", JOB_ANEW, body);
}

bool workers_want_outside(const struct workers *w)
{
        return w->hands[w->n - 1].n < QUEUE;
}

/* Without a process it is found lost by the next workers_wait(). */
void workers_give_outside(struct workers *w, uint64_t sequence, const char *path)
{
        struct hand *hand = &w->hands[w->n - 1];

        if (!hand->child.pid)
                hire(w, hand);
        give(hand, sequence, path, "", JOB_READ, NULL);
}

/* ---- answers ------------------------------------------------------------------------------------------- */

/* On the way through a file of files. */
static bool is_step(uint32_t says)
{
        return says == WORKER_MEMBER || says == WORKER_UNIT || says == WORKER_LOOK || says == WORKER_PASSED;
}

/* Is the message one that this worker may send now? */
static bool plausible(const struct hand *hand)
{
        const struct answer_head *head = &hand->head;

        if (head->says == WORKER_READY)
                return head->body_len == 0;
        if (!hand->n || head->sequence != hand->queue[hand->first].sequence || head->body_len > BODY_MAX || head->code < 0 || head->code >= DIAG_CODES)
                return false;
        if (is_step(head->says) || head->says == WORKER_FOLDER)
                return (hand->queue[hand->first].kind == JOB_EXPAND) == is_step(head->says);
        return head->says == WORKER_READ || head->says == WORKER_KNOWN || (head->says == WORKER_OUTSIDE && !hand->outside);
}

/* The worker has come further in a file of files; true when that is all it says. */
static bool take_step(struct workers *w, struct hand *hand)
{
        struct job *job = &hand->queue[hand->first];
        enum worker_says says = (enum worker_says) hand->head.says;

        hand->waited_ms = 0; /* the job goes on */
        w->lost_in_a_row = 0;
        if (says != WORKER_UNIT || memcmp(&job->progress, &hand->head.progress, sizeof(job->progress)) != 0)
                job->stuck = false;
        job->progress = hand->head.progress;
        job->passed += hand->head.passed;
        buf_clear(&job->look);
        if (says == WORKER_UNIT || (says != WORKER_LOOK && !job->progress.members))
                buf_clear(&job->unit);
        if (says == WORKER_UNIT || says == WORKER_LOOK)
                buf_add(says == WORKER_UNIT ? &job->unit : &job->look, hand->body, (size_t) hand->head.body_len);
        job->told += says == WORKER_MEMBER;
        return says != WORKER_MEMBER;
}

static void take_answer(struct workers *w, struct hand *hand, workers_fn *fn, void *context)
{
        struct workers_answer answer = { .sequence = hand->head.sequence, .says = (enum worker_says) hand->head.says, .code = hand->head.code,
                                         .body = hand->body, .body_len = (size_t) hand->head.body_len };

        hand->tired |= hand->head.memory > GROWN_BYTES;
        if (is_step(hand->head.says) && take_step(w, hand)) {
                forget_message(hand);
                return;
        }
        if (hand->n && answer.says != WORKER_READY) {
                struct job *job = &hand->queue[hand->first];

                answer.passed = job->passed + (answer.says == WORKER_READ ? hand->head.passed : 0);
                job->passed = 0;
        }
        hand->body = NULL;
        forget_message(hand);
        if (answer.says == WORKER_READY) {
                w->confined &= answer.code == 1;
                return;
        }
        w->lost_in_a_row = 0;
        if (answer.says != WORKER_MEMBER)
                pop_job(hand);
        fn(context, &answer);
}

enum reading { READ_ALL, READ_ENDED, READ_NONSENSE };

/* Everything that lies in the pipe. */
static enum reading read_answers(struct workers *w, struct hand *hand, workers_fn *fn, void *context)
{
        for (;;) {
                bool in_head = hand->head_got < sizeof(hand->head);
                char *to = in_head ? (char *) &hand->head + hand->head_got : hand->body + hand->body_got;
                size_t want = in_head ? sizeof(hand->head) - hand->head_got : (size_t) hand->head.body_len - hand->body_got;
                ssize_t got = want ? read(hand->child.answers, to, want) : 0;

                if (got < 0 && errno == EINTR)
                        continue;
                if (got < 0)
                        return errno == EAGAIN ? READ_ALL : READ_ENDED;
                if (got == 0 && want)
                        return READ_ENDED;
                *(in_head ? &hand->head_got : &hand->body_got) += (size_t) got;
                if (in_head && hand->head_got == sizeof(hand->head)) {
                        if (!plausible(hand))
                                return READ_NONSENSE;
                        hand->body = hand->head.body_len ? malloc((size_t) hand->head.body_len) : NULL;
                        if (hand->head.body_len && !hand->body)
                                memory_exhausted((size_t) hand->head.body_len);
                }
                if (hand->head_got == sizeof(hand->head) && hand->body_got == hand->head.body_len) {
                        bool member = hand->head.says == WORKER_MEMBER;

                        take_answer(w, hand, fn, context);
                        if (member) /* a folder may hold more than fits in here */
                                return READ_ALL;
                }
        }
}

/* ---- workers that are lost ----------------------------------------------------------------------------- */

/* A message in the name of a worker that is lost, out of @told: what it said it was at. */
static void answer_for(const struct job *job, struct span told, struct workers_answer *answer, workers_fn *fn, void *context)
{
        struct arena arena = { 0 };
        struct document doc;
        struct record record;
        struct buf body = { 0 };

        answer->says = WORKER_MEMBER;
        answer->sequence = job->sequence;
        if (wire_read(&doc, &record, &arena, told)) {
                diag_add(&doc.diags, &arena, (enum diag_code) answer->code, RANGE_NONE, answer->detail);
                record.diags = doc.diags;
                wire_write(&body, &doc, &record);
                answer->body = body.ptr;
                answer->body_len = body.len;
                fn(context, answer);
        }
        arena_release(&arena);
}

/*
 * Go on behind the place in a file of files where a worker was lost. False: there is none, or it was too often. What was being looked for when it was lost, in a
 * unit or behind it, gets a second chance.
 */
static bool go_on(struct job *job, struct workers_answer *answer, workers_fn *fn, void *context)
{
        struct buf *at = job->look.len ? &job->look : &job->unit;

        if (job->kind != JOB_EXPAND || ++job->lost > LOST_IN_ONE + job->told / 10)
                return false;
        if (!job->look.len && !job->stuck && (job->progress.members || (job->progress.units && !job->unit.len))) {
                job->stuck = true;
                return true;
        }
        if (!at->len)
                return false;
        if (job->look.len)
                job->progress.members++;
        else
                job->progress = (struct progress) { job->progress.units + 1, 0 };
        answer->passed = job->passed;
        job->passed = 0;
        job->stuck = false;
        answer_for(job, buf_span(at), answer, fn, context);
        buf_clear(at);
        return true;
}

/* The worker is gone or must go: its first job is answered in its name, and a successor gets the rest. */
static int replace(struct workers *w, struct hand *hand, enum diag_code code, const char *why, workers_fn *fn, void *context)
{
        struct workers_answer answer = { .says = WORKER_READ, .code = (int) code };
        char detail[64];
        int status;

        dismiss(w, hand, &status);
        if (code == DIAG_worker_died && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
                answer.code = DIAG_worker_timeout;
        else if (code == DIAG_worker_died && WIFEXITED(status) && WEXITSTATUS(status) == 75)
                answer.code = DIAG_limit_memory;
        else if (code == DIAG_worker_died && WIFSIGNALED(status))
                snprintf(detail, sizeof(detail), "SIG%s", sigabbrev_np(WTERMSIG(status)) ? sigabbrev_np(WTERMSIG(status)) : "?");
        else
                snprintf(detail, sizeof(detail), "%s", why);
        if (answer.code == DIAG_worker_timeout)
                snprintf(detail, sizeof(detail), "limit %u s", w->limits.seconds);
        if (answer.code == DIAG_limit_memory)
                snprintf(detail, sizeof(detail), "limit %zu MB", w->limits.memory_bytes >> 20);
        answer.detail = detail;
        if (hand->n && !go_on(&hand->queue[hand->first], &answer, fn, context)) {
                answer.says = WORKER_READ;
                answer.sequence = hand->queue[hand->first].sequence;
                pop_job(hand);
                fn(context, &answer);
        }
        return ++w->lost_in_a_row <= LOST_IN_A_ROW && hire(w, hand) ? 0 : ERROR_SYSTEM;
}

/* One that has done its share makes room for another; nobody is to blame. */
static int relieve(struct workers *w, struct hand *hand)
{
        int status;

        dismiss(w, hand, &status);
        return hire(w, hand) ? 0 : ERROR_SYSTEM;
}

static int look_after(struct workers *w, struct hand *hand, short events, workers_fn *fn, void *context)
{
        enum reading reading = READ_ALL;

        if (!hand->child.pid) /* the one outside: not hired, or it could not be */
                return hand->n ? replace(w, hand, DIAG_worker_died, "no process", fn, context) : 0;
        if (events & POLLOUT)
                flush_jobs(hand);
        if (events & (POLLIN | POLLHUP | POLLERR))
                reading = read_answers(w, hand, fn, context);
        if (reading == READ_ENDED)
                return replace(w, hand, DIAG_worker_died, "ended", fn, context);
        if (reading == READ_NONSENSE)
                return replace(w, hand, DIAG_worker_died, "its answer was damaged", fn, context);
        if (hand->waited_ms > ((hand->outside ? OUTSIDE_SECONDS : w->limits.seconds) + w->limits.helper_seconds + GRACE_SECONDS) * 1000u)
                return replace(w, hand, DIAG_worker_timeout, "", fn, context);
        return hand->tired && !hand->n ? relieve(w, hand) : 0;
}

static uint64_t now_ms(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return (uint64_t) t.tv_sec * 1000 + (uint64_t) t.tv_nsec / 1000000;
}

int workers_wait(struct workers *w, int most_ms, workers_fn *fn, void *context)
{
        struct pollfd fds[2 * w->n];
        uint64_t before = now_ms(), waited;
        int r = 0;

        for (size_t i = 0; i < w->n; i++) {
                fds[2 * i] = (struct pollfd) { .fd = w->hands[i].child.pid ? w->hands[i].child.answers : -1, .events = POLLIN };
                fds[2 * i + 1] = (struct pollfd) { .fd = w->hands[i].unsent.len ? w->hands[i].child.jobs : -1, .events = POLLOUT };
        }
        if (poll(fds, 2 * w->n, most_ms) < 0)
                return errno == EINTR ? 0 : ERROR_SYSTEM;
        waited = now_ms() - before;
        for (size_t i = 0; i < w->n && !r; i++) {
                struct hand *hand = &w->hands[i];

                hand->waited_ms += hand->n ? waited : 0;
                r = look_after(w, hand, (short) (fds[2 * i].revents | (fds[2 * i + 1].revents & POLLOUT)), fn, context);
        }
        return r;
}
