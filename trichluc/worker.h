/* A worker: paths in at one end, documents with their records out at the other. And what both ends must know of each other. */
#ifndef TRICHLUC_WORKER_H
#define TRICHLUC_WORKER_H

#include "extractor/extractor.h"
#include "rules/rules.h"

struct worker_limits {
        unsigned seconds;    /* for one document, of processor time and a little more of any time */
        size_t memory_bytes; /* of address space; 0 = no limit */
        struct extractor_limits extractor;
        unsigned ocr_pages, ocr_seconds; /* of a file, extractor_set_ocr_limits() */
        unsigned helper_seconds; /* of any time besides, waiting for helper programs that take long */
};

struct worker_limits worker_limits_default(void);
/* See trichluc_set_limit(). */
bool worker_limits_set(struct worker_limits *limits, const char *name, uint64_t value);

enum job_kind {
        JOB_READ,   /* the file; no body */
        JOB_EXPAND, /* the files in it; the body: the mails that are known (pipeline_knows()) */
        JOB_ANEW,   /* the body is a document that was read before (wire.h), to be understood anew; the path is only its name */
};

/* How far a file of files was told: units (extractor/container.h) up to this one, and so many members of the next. A successor goes on there. */
struct progress {
        uint64_t units, members;
};

/* A job is this head, then the path without a terminator, then the body. */
struct job_head {
        uint64_t sequence;
        uint32_t path_len;
        uint32_t kind;
        uint64_t body_len; /* bytes behind the path, if any */
        struct progress progress;
        char known[65]; /* SHA-256 of what the archive has of the path, "" = nothing: the same bytes are not parsed */
};

enum worker_says {
        WORKER_READY = 1, /* the first word: code is 1 when the sandbox holds */
        WORKER_READ,      /* a document, or why there is none: code as of extractor_read(), then its bytes (wire.h) */
        WORKER_KNOWN,     /* the bytes are the known ones; no body */
        WORKER_FOLDER,    /* a file of files, to be asked for with expand; no body */
        WORKER_MEMBER,    /* one of its files, as WORKER_READ; that ends them, for the container itself. Before it comes WORKER_LOOK. */
        WORKER_UNIT,      /* it is about to look into this one: a document with its name and place */
        WORKER_LOOK,      /* likewise, into this member of it */
        WORKER_PASSED,    /* it is still there, stepping over what is known; no body */
        WORKER_OUTSIDE,   /* it takes a helper program, which a sandbox does not let run; no body */
};

struct answer_head {
        uint32_t says;
        int32_t code;
        uint64_t sequence;
        uint64_t body_len;
        uint64_t memory; /* bytes the worker has needed so far */
        struct progress progress; /* WORKER_MEMBER, WORKER_UNIT, WORKER_LOOK, WORKER_PASSED: what is settled once this is told */
        uint64_t passed; /* mails that are known and were stepped over since the last answer */
};

/*
 * Work until @jobs ends. The process must have been forked for this: its limits and its sandbox stay. @outside: without sandbox, for files
 * that helper programs read; those have limits of their own (extractor/helper.h).
 */
void worker_main(struct ruleset *rules, int jobs, int answers, const struct worker_limits *limits, bool outside) __attribute__((noreturn));

#endif
