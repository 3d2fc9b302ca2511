/*
 * Folders that are watched: which paths to look at next, and when. The kernel tells of changes (inotify); where it cannot (network folders, watches used
 * up) or its queue ran over, everything is looked at again. Nothing is opened but folders.
 */
#ifndef TRICHLUC_WATCH_H
#define TRICHLUC_WATCH_H

#include <stdbool.h>
#include <stddef.h>

struct watch;

struct watch_options {
        const char *archive_path; /* what SQLite writes there is no news */
        unsigned settle_seconds;  /* a path is handed out when nothing was heard of it for that long */
        unsigned poll_seconds;    /* 0 = by inotify; else everything each so many seconds */
        bool (*stop)(void *context); /* looked at once a second at least */
        void *context;
};

struct watch_round {
        const char *const *paths; /* files and folders, valid until the next watch_wait() */
        size_t n;
        bool all;                 /* they are the roots: at first, and when it is not known what has changed */
};

/* @roots: files and folders; @options are copied, its strings not. */
struct watch *watch_new(const char *const *roots, size_t n, const struct watch_options *options);
void watch_free(struct watch *watch); /* NULL is allowed */

/* Seconds between two looks when inotify is of no use or not wanted; 0 = inotify tells. Valid after the first watch_wait(). */
unsigned watch_polls(const struct watch *watch);

/* Wait for the next round; the first comes at once. False when the stop was asked for. */
bool watch_wait(struct watch *watch, struct watch_round *round);

/* A path that was handed out and had not settled: it comes again. */
void watch_later(struct watch *watch, const char *path);
/* A round that could not be done: everything comes again, after @seconds. */
void watch_again(struct watch *watch, unsigned seconds);

#endif
