/*
 * See watch.h. A changed path waits in a list until it has been quiet for the time to settle. The list is short: when more than CHANGED_MAX paths wait, all is
 * looked at again instead, which costs a stat a file and bounds both memory and the search for a path that is known to wait.
 *
 * A folder that is moved or taken away leaves watches that speak of names that are no longer true. All watches are then made anew, the new ones before the old
 * ones go, and all is looked at.
 */
#include "trichluc/watch.h"

#include "common/arena.h"
#include "common/buf.h"
#include "common/cleanup.h"
#include "trichluc/ingest.h"

#include <errno.h>
#include <fts.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum {
        CHANGED_MAX = 4096,
        POLL_SECONDS = 60,        /* where inotify is of no use */
        EVENTS_BYTES = 64 << 10,
        WATCHED = IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_MOVE_SELF | IN_DELETE_SELF | IN_EXCL_UNLINK,
};

struct changed {
        char *path;
        int64_t heard; /* seconds, when last */
};

struct watch {
        struct watch_options options;
        char **roots;
        size_t n_roots;
        int fd;                  /* inotify, -1 = none */
        char **folders;          /* by watch descriptor; NULL = gone */
        size_t folders_room;
        struct changed changed[CHANGED_MAX];
        size_t n_changed;
        bool all, renew;         /* look at everything; make the watches anew before */
        int64_t looked, not_before; /* seconds: when everything was looked at, and when the next round may come */
        char *ready[CHANGED_MAX];
        size_t n_ready;
};

static int64_t now_s(void)
{
        struct timespec t;

        clock_gettime(CLOCK_MONOTONIC, &t);
        return t.tv_sec;
}

static char *copy_of(const char *s)
{
        char *copy = strdup(s);

        if (!copy)
                memory_exhausted(strlen(s));
        return copy;
}

struct watch *watch_new(const char *const *roots, size_t n, const struct watch_options *options)
{
        struct watch *w = calloc(1, sizeof(*w));

        if (!w || !(w->roots = calloc(n ? n : 1, sizeof(*w->roots))))
                memory_exhausted(sizeof(*w));
        w->options = *options;
        for (; w->n_roots < n; w->n_roots++) {
                char *full = realpath(roots[w->n_roots], NULL);

                w->roots[w->n_roots] = full ? full : copy_of(roots[w->n_roots]); /* not there yet: the round says so */
        }
        w->fd = -1;
        w->all = true;
        return w;
}

static void forget_ready(struct watch *w)
{
        while (w->n_ready)
                free(w->ready[--w->n_ready]);
}

static void forget_changed(struct watch *w)
{
        while (w->n_changed)
                free(w->changed[--w->n_changed].path);
}

static void forget_folders(struct watch *w)
{
        for (size_t i = 0; i < w->folders_room; i++)
                free(w->folders[i]);
        free(w->folders);
        w->folders = NULL;
        w->folders_room = 0;
}

void watch_free(struct watch *w)
{
        if (!w)
                return;
        forget_ready(w);
        forget_changed(w);
        forget_folders(w);
        for (size_t i = 0; i < w->n_roots; i++)
                free(w->roots[i]);
        free(w->roots);
        if (w->fd >= 0)
                close(w->fd);
        free(w);
}

unsigned watch_polls(const struct watch *w)
{
        if (w->options.poll_seconds)
                return w->options.poll_seconds;
        return w->fd < 0 ? POLL_SECONDS : 0;
}

/* Not at once: what has caused it goes on for a while. */
static void look_at_all(struct watch *w, unsigned seconds)
{
        if (!w->all)
                w->not_before = now_s() + seconds;
        w->all = true;
        forget_changed(w);
}

static void put_changed(struct watch *w, const char *path)
{
        size_t i = w->n_changed;

        if (w->all)
                return;
        while (i && strcmp(w->changed[i - 1].path, path) != 0) /* the newest first: events of one file come together */
                i--;
        if (i) {
                w->changed[i - 1].heard = now_s();
        } else if (w->n_changed < CHANGED_MAX) {
                w->changed[w->n_changed++] = (struct changed) { copy_of(path), now_s() };
        } else {
                look_at_all(w, w->options.settle_seconds);
        }
}

/* ---- inotify ---- */

/* Where others may write without this kernel hearing of it. */
static bool is_remote(const char *path)
{
        static const unsigned long remote[] = { 0x6969 /* NFS */, 0x517B /* SMB */, 0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB 2 */, 0x01021997 /* 9P */, 0x65735546 /* FUSE */ };
        struct statfs fs;

        if (statfs(path, &fs))
                return false;
        for (size_t i = 0; i < ARRAY_LEN(remote); i++) {
                if ((unsigned long) fs.f_type == remote[i])
                        return true;
        }
        return false;
}

/* False when the system has no more watches to give; a folder that is gone or forbidden is the walk's to report. */
static bool watch_one(struct watch *w, const char *path)
{
        int wd = inotify_add_watch(w->fd, path, WATCHED);

        if (wd < 0)
                return errno != ENOSPC && errno != ENOMEM;
        if ((size_t) wd >= w->folders_room) {
                size_t room = (size_t) wd * 2 + 64;
                char **grown = realloc(w->folders, room * sizeof(*grown));

                if (!grown)
                        memory_exhausted(room * sizeof(*grown));
                memset(grown + w->folders_room, 0, (room - w->folders_room) * sizeof(*grown));
                w->folders = grown;
                w->folders_room = room;
        }
        free(w->folders[wd]);
        w->folders[wd] = copy_of(path);
        return true;
}

/* @path, when it is a folder all folders below it. Links to folders are not followed, as the walk does not. */
static bool watch_tree(struct watch *w, const char *path)
{
        char *const paths[] = { (char *) path, NULL };
        FTS *fts = fts_open(paths, FTS_PHYSICAL | FTS_NOSTAT | FTS_NOCHDIR, NULL);
        bool ok = fts && watch_one(w, path);
        FTSENT *entry;

        while (ok && (entry = fts_read(fts))) {
                if (entry->fts_info == FTS_D && entry->fts_level > 0)
                        ok = watch_one(w, entry->fts_path);
        }
        if (fts)
                fts_close(fts);
        return ok;
}

static void watch_roots(struct watch *w)
{
        int old = w->fd;

        w->renew = false;
        forget_folders(w);
        w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        for (size_t i = 0; i < w->n_roots && w->fd >= 0; i++) {
                if (access(w->roots[i], F_OK) == 0 && !is_remote(w->roots[i]) && watch_tree(w, w->roots[i]))
                        continue;
                close(w->fd);
                w->fd = -1;
        }
        if (old >= 0)
                close(old);
}

static bool is_root(const struct watch *w, const char *path)
{
        for (size_t i = 0; i < w->n_roots; i++) {
                if (strcmp(w->roots[i], path) == 0)
                        return true;
        }
        return false;
}

static void hear(struct watch *w, const struct inotify_event *e)
{
        const char *folder = e->wd >= 0 && (size_t) e->wd < w->folders_room ? w->folders[e->wd] : NULL;
        cleanup(freep) char *path = NULL;

        if (e->mask & IN_Q_OVERFLOW)
                look_at_all(w, w->options.settle_seconds);
        if (!folder)
                return;
        if ((e->mask & (IN_MOVE_SELF | IN_DELETE_SELF) && is_root(w, folder)) || (e->mask & IN_MOVED_FROM && e->mask & IN_ISDIR)) {
                w->renew = true;
                look_at_all(w, w->options.settle_seconds);
        } else if (e->mask & IN_IGNORED) {
                free(w->folders[e->wd]);
                w->folders[e->wd] = NULL;
        } else if (e->mask & (IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO)) {
                if (asprintf(&path, "%s%s%s", folder, e->len ? "/" : "", e->len ? e->name : "") < 0)
                        memory_exhausted(strlen(folder));
                if (e->mask & IN_ISDIR && !watch_tree(w, path)) {
                        w->renew = true; /* which fails as well, and leaves polling */
                        look_at_all(w, w->options.settle_seconds);
                }
                put_changed(w, path);
        }
}

static void hear_all(struct watch *w)
{
        _Alignas(struct inotify_event) char events[EVENTS_BYTES];
        ssize_t got;

        while (w->fd >= 0 && (got = read(w->fd, events, sizeof(events))) > 0) {
                for (char *p = events; p < events + got;) {
                        const struct inotify_event *e = (const void *) p;

                        hear(w, e);
                        p += sizeof(*e) + e->len;
                }
        }
}

/* ---- rounds ---- */

/* What was taken away again is no news, and SQLite's files are none either. */
static bool is_news(const struct watch *w, const char *path)
{
        struct stat st;

        return lstat(path, &st) == 0 && !ingest_is_archive(w->options.archive_path, path, &st);
}

static void take_settled(struct watch *w)
{
        int64_t now = now_s();
        size_t left = 0;

        for (size_t i = 0; i < w->n_changed; i++) {
                struct changed *c = &w->changed[i];

                if (now - c->heard <= w->options.settle_seconds)
                        w->changed[left++] = *c;
                else if (is_news(w, c->path))
                        w->ready[w->n_ready++] = c->path;
                else
                        free(c->path);
        }
        w->n_changed = left;
}

static bool round_ready(struct watch *w, struct watch_round *round)
{
        int64_t now = now_s();

        if (now < w->not_before)
                return false;
        if (w->all || (watch_polls(w) && now - w->looked >= watch_polls(w))) {
                if (!w->options.poll_seconds && (w->renew || w->fd < 0))
                        watch_roots(w);
                forget_changed(w);
                w->all = false;
                w->looked = now;
                *round = (struct watch_round) { (const char *const *) w->roots, w->n_roots, true };
                return true;
        }
        take_settled(w);
        *round = (struct watch_round) { (const char *const *) w->ready, w->n_ready, false };
        return w->n_ready > 0;
}

bool watch_wait(struct watch *w, struct watch_round *round)
{
        forget_ready(w);
        for (;;) {
                if (w->options.stop(w->options.context))
                        return false;
                if (round_ready(w, round))
                        return true;
                poll(&(struct pollfd) { .fd = w->fd, .events = POLLIN }, 1, 1000);
                hear_all(w);
        }
}

void watch_later(struct watch *w, const char *path)
{
        put_changed(w, path);
}

void watch_again(struct watch *w, unsigned seconds)
{
        look_at_all(w, seconds);
}
