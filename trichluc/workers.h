/*
 * The parent's view of its workers: jobs go in, answers come out in any order, and each job gets exactly one, whatever becomes of the worker.
 */
#ifndef TRICHLUC_WORKERS_H
#define TRICHLUC_WORKERS_H

#include "common/diag.h"
#include "trichluc/worker.h"

struct workers;

struct workers_answer {
        uint64_t sequence;
        enum worker_says says;
        int code;          /* WORKER_READ: 0, or why there is no document; worker_died, worker_timeout and limit_memory come without body */
        char *body;        /* the receiver's, to be freed with free(); NULL = none */
        size_t body_len;
        const char *detail; /* of a worker that was lost; valid during the call */
        uint64_t passed;    /* mails that are known and were stepped over before this */
};
typedef void workers_fn(void *context, const struct workers_answer *answer);

/*
 * Start @n of them. Must be called before the archive is opened. NULL with errno when the system has no processes to give.
 */
struct workers *workers_start(size_t n, struct ruleset *rules, const struct worker_limits *limits);
/* Kill and reap all; jobs without answer are forgotten. NULL is allowed. */
void workers_stop(struct workers *workers);

/* Would another job reach a worker soon? */
bool workers_want(const struct workers *workers);
void workers_give(struct workers *workers, uint64_t sequence, const char *path, const char *known);
/*
 * For a job that was answered with WORKER_FOLDER: its files come as WORKER_MEMBER, at most one from each workers_wait(), then the one answer. @known becomes the
 * workers' (pipeline_knows()). A worker that dies in it costs the member it was at, or what is left of a unit, which then is told as a member; a successor goes on behind.
 * To be called while workers_want().
 */
void workers_give_folder(struct workers *workers, uint64_t sequence, const char *path, struct buf *known);

/* A document that was read before, as wire_write() has it, which becomes the workers': its facts are found anew. Answered with WORKER_READ. */
void workers_give_document(struct workers *workers, uint64_t sequence, const char *name, struct buf *body);

/* The same for jobs that were answered with WORKER_OUTSIDE: one more worker, without sandbox, takes them one by one. */
bool workers_want_outside(const struct workers *workers);
void workers_give_outside(struct workers *workers, uint64_t sequence, const char *path);

/*
 * Wait until something happens or a signal comes, @most_ms at most, then hand out what has arrived. Returns 0, or ERROR_SYSTEM when there are no workers any more
 * and none can be had.
 */
int workers_wait(struct workers *workers, int most_ms, workers_fn *fn, void *context);
enum { WORKERS_WAIT_MS = 500 }; /* for a caller with nothing else to do */

/* Every worker so far could lock itself in. */
bool workers_confined(const struct workers *workers);

#endif
