/* Between ingest.c, which decides what becomes of a source, and window.c, which has files read by workers ahead of their turn. */
#ifndef TRICHLUC_INGEST_H
#define TRICHLUC_INGEST_H

#include "loader/loader.h"
#include "trichluc/trichluc.h"

struct ruleset;
struct window;

struct ingest {
        struct trichluc *t;
        struct archive *archive;
        const char *archive_path;
        const struct trichluc_ingest_options *options;
        struct trichluc_ingest_report *report;
        struct window *window; /* NULL: this process reads the files */
        size_t batch_documents, batch_bytes;
};

/* An entry that was met, on its way to its outcome. */
struct slot {
        const char *path;
        const char *member; /* the file inside it that is meant, NULL = itself */
        int64_t mtime;
        int code;           /* it has no document, and this is why; 0 = look at the next */
        int error;          /* errno behind the code */
        const char *detail;
        bool unchanged;     /* as size and time say */
        bool parse;         /* also when the bytes are the known ones */
        struct archive_source known;
};

enum { INGEST_STOPPED = 1 };

/* Give the entry its outcome, in the order of the walk. */
int ingest_slot(struct ingest *in, struct slot *slot);
/* The same for a file that was read: @doc has its bytes' hash or a @code. */
int ingest_read(struct ingest *in, struct slot *slot, const char *name, struct document *doc, const struct record *record, int code);
/* To be called before the files inside the entry's file get theirs. @known: see archive_mails_known(). */
int ingest_open_folder(struct ingest *in, struct buf *known, const struct slot *slot, const char *name);
/* @n mails of the entry's file were known. */
int ingest_passed(struct ingest *in, const struct slot *slot, const char *name, uint64_t n);
bool ingest_stop_asked(struct ingest *in);

/* (own_files.c) The archive and SQLite's files beside it, met on a walk, are no sources. @st: of @entry. */
struct stat;
bool ingest_is_archive(const char *archive_path, const char *entry, const struct stat *st);

/* ---- window.c ------------------------------------------------------------------------------------------ */

/* NULL with errno. */
struct window *window_new(const struct trichluc *t, const struct trichluc_ingest_options *options);
void window_free(struct window *window); /* NULL is allowed */
bool window_confined(const struct window *window);
/* For archive_on_breath(); @window is the context. */
void window_breathe(void *window);

/* The entry takes its place behind the others; those whose turn has come are settled. */
int window_push(struct ingest *in, const struct slot *slot);
/* Settle all that is left. */
int window_drain(struct ingest *in);
/* For ingest_slot(): the file of the entry whose turn it is, as a worker has read it. */
int window_read(struct ingest *in, struct slot *slot, const char *name);

#endif
