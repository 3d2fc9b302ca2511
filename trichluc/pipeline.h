/*
 * The stages in a row, for one document at a time: extractor, normalizer, rules. The public functions of trichluc.h and the
 * commands of cli/ are built on it.
 */
#ifndef TRICHLUC_PIPELINE_H
#define TRICHLUC_PIPELINE_H

#include "common/buf.h"
#include "extractor/extractor.h"
#include "rules/rules.h"
#include "trichluc/worker.h"

struct trichluc {
        struct ruleset *rules;
        struct worker_limits limits;
        struct arena arena; /* of the present document */
        struct buf json;    /* of the last trichluc_extract(), reused */
        struct buf detail;  /* why it failed */
        struct buf backup;  /* path of the older archive the last trichluc_ingest() has migrated */
};

/*
 * From display text to record: @doc as extractor_read() left it with @code. A document that was given up (@code > 0) gets a record
 * with its diagnostics and nothing else. Results live in @arena.
 */
void pipeline_understand(struct ruleset *rules, struct record *record, struct arena *arena, struct document *doc, int code);

/*
 * One file of a container: @doc and @record in @arena, as extractor_read_bytes() and pipeline_understand() make them, doc->member set. @path: the container's, as text.
 * Returns 0, the positive code the member is given up with, or a negative one.
 */
struct member;
int pipeline_member(struct ruleset *rules, struct record *record, struct arena *arena, struct document *doc, const char *path, const struct member *member,
                    const struct extractor_limits *limits);

/*
 * What becomes of a file of files that was read to its end: holds_files with the number of its units; or unreadable, when it broke off, and then @folder loses
 * its hash, so that the next run tries again.
 */
struct container;
int pipeline_folder(struct document *folder, struct arena *arena, const struct container *container, const char **detail);

/* Of a mail in a mailbox, or of one that a worker died on, what its row needs. */
struct unit;
void pipeline_place(struct document *doc, const struct unit *unit);

/*
 * What is known of a mailbox that was read before: archive_mails_known() makes the list, and this asks whether @unit is in it and need not be looked into.
 */
bool pipeline_knows(struct span known, const struct unit *unit);

/* What archive_backup() says, kept in @t. */
struct archive;
const char *pipeline_keep_backup(struct trichluc *t, const struct archive *archive);

/* The detail of the diagnostic a document was given up with; NULL when it has none. */
const char *pipeline_detail(const struct document *doc, int code);

/*
 * A path as text: itself when it is UTF-8; else a copy with each other byte as "\xNN", so that two files never become one
 * and records and rows stay valid text.
 */
const char *pipeline_path_text(struct arena *arena, const char *path);

/* Set doc->path to its text and leave a note when that changed it. To be called after the file was read. */
void pipeline_name(struct document *doc, struct arena *arena);

#endif
