/*
 * The nursery: a process forked before the archive is opened, which forks the workers, also those that take the place of dead ones. So the
 * archive's handle never crosses a fork. It reaps them as well, so a process number never means another process.
 */
#ifndef TRICHLUC_NURSERY_H
#define TRICHLUC_NURSERY_H

#include "trichluc/worker.h"

#include <sys/types.h>

struct nursery {
        pid_t pid;
        int talk;
};

struct nursery_child {
        pid_t pid;
        int jobs;    /* a socket */
        int answers; /* a pipe, not blocking */
};

/* False with errno. The rules are the workers'. Everything the process has open at this moment the nursery closes, standard error excepted. */
bool nursery_start(struct nursery *nursery, struct ruleset *rules, const struct worker_limits *limits);
/* False when there is no nursery any more, or no process to be had. */
bool nursery_fork(struct nursery *nursery, struct nursery_child *child, bool outside);
/* Kill the worker if it still lives, and tell how it ended, as waitpid() does. False when there is no nursery any more. */
bool nursery_bury(struct nursery *nursery, pid_t pid, int *status);
/* Every worker whose jobs are closed ends by itself; others are killed. Waits. */
void nursery_stop(struct nursery *nursery);

#endif
