/*
 * loader: records become rows of one SQLite file, and questions become answers. The only folder that knows SQLite.
 *
 * The tables are those of the contract and stand, each column described, in schema.sql. One statement a file in queries/.
 * Writing goes in batches: archive_store() adds to the open batch, archive_commit() makes it durable. A document is stored whole or not at
 * all; what was not committed is gone after a crash, and no caller may call it stored before.
 *
 * Failures of the archive itself are negative (common/error.h) with a sentence in archive_message(). One handle serves one thread and must not
 * cross a fork. Another program that writes at the same time is waited for, five seconds a batch.
 */
#ifndef LOADER_LOADER_H
#define LOADER_LOADER_H

#include "common/buf.h"
#include "extractor/extractor.h"
#include "rules/record.h"
#include "rules/rules.h"

struct archive;

enum archive_mode {
        ARCHIVE_READ,  /* must exist */
        ARCHIVE_WRITE, /* made when it does not exist */
};

/* The ending of the copies a migration makes, followed by the version: "archive.db" + ".version-" + "1". */
#define ARCHIVE_BACKUP ".version-"

/*
 * Promise that this whole process uses SQLite in one thread only, and wants no count of its memory: its locks are then left out. Before the first
 * archive is opened. For a program; a library must not decide that for its users.
 */
void archive_single_thread(void);

/*
 * Open the archive at @path. ERROR_ARCHIVE: not SQLite, another program's, damaged, or from a newer program; ERROR_BUSY: locked;
 * ERROR_USAGE: ARCHIVE_READ and there is none. On failure *out is NULL and @message says why.
 *
 * An archive of an older version of this program is migrated first, in either mode: in one transaction, with a copy of it beside it, which
 * archive_backup() names.
 */
int archive_open(struct archive **out, const char *path, enum archive_mode mode, struct buf *message);
void archive_close(struct archive *archive); /* an open batch is rolled back */
const char *archive_message(const struct archive *archive);
/* The copy of the older archive that opening has migrated; NULL = it was of this version. */
const char *archive_backup(const struct archive *archive);

/* ---- writing ------------------------------------------------------------------------------------------- */

enum source_outcome { SOURCE_LOADED, SOURCE_UNCHANGED, SOURCE_DUPLICATE, SOURCE_SKIPPED, SOURCE_FAILED, SOURCE_OUTCOMES };
const char *source_outcome_name(enum source_outcome outcome);

/* One run of ingest; the counts are kept with it, written with each batch. Both commit what is open. */
int archive_run_begin(struct archive *archive, const char *program_version, const char *rules_version);
int archive_run_end(struct archive *archive);
int64_t archive_run(const struct archive *archive); /* its id */
/* Before archive_run_end(): this run takes the place of an @earlier one that found nothing new, whose row is then gone. */
int archive_run_replace(struct archive *archive, int64_t earlier);

/* What the archive knows of a source by its path (and member, NULL = none). found = false when it is new. */
struct archive_source {
        bool found;
        uint64_t bytes;
        int64_t mtime;       /* seconds since 1970 */
        char sha256[65];     /* "" when the file could never be read */
        enum source_outcome outcome; /* LOADED, DUPLICATE (both hold a document), SKIPPED or FAILED */
        bool incomplete;     /* an older program stored its document, without what later ones keep: worth reading again */
        bool wordless;       /* its document has no words: no_text */
};
int archive_source_find(struct archive *archive, struct archive_source *out, const char *path, const char *member);

/*
 * The path under which the archive knows a file now called otherwise: @a, @b, or anything that begins with @c. NULL = none; else valid until the next call
 * with @archive. archive_source_move() then gives the file, and what is in it, the path it has now.
 */
int archive_source_find_moved(struct archive *archive, const char **path, const char *a, const char *b, const char *c);
int archive_source_move(struct archive *archive, const char *from, const char *to);

/* How many files inside the one at @path failed in an earlier run; and to forget those, before it is read anew: they may be gone. Those of mails that are known stay. */
int archive_members_failed(struct archive *archive, size_t *n, const char *path);
int archive_members_forget(struct archive *archive, const char *path, bool retry);

/*
 * Append to @marks, sorted, what tells each mail of the mailbox at @path that was read to its end and need not be again: a hash of its name and bytes, as
 * archive_mail_mark() makes it. @retry: none in which something failed, was skipped or holds no words.
 */
enum { ARCHIVE_MAIL_MARK = 32 };
int archive_mails_known(struct archive *archive, struct buf *marks, const char *path, bool retry);
void archive_mail_mark(unsigned char mark[static ARCHIVE_MAIL_MARK], const char *name, const char *sha256);

/* Does the archive hold a document with these bytes? */
int archive_holds(struct archive *archive, bool *held, const char *sha256);

/*
 * Give one source its outcome in this run. LOADED: @doc and @record are stored, citations linked to instruments, full text indexed; a document the
 * same path held before with other bytes is replaced. DUPLICATE: the source is tied to the document with doc->sha256. UNCHANGED: only counted.
 * SKIPPED, FAILED: @code says why; @doc has path, and bytes and sha256 as far as known. @record may be NULL unless LOADED. A path that fails now keeps
 * the document it gave earlier. LOADED with bytes that are held already (new rules) writes that document anew under its id.
 *
 * Citations of @record carry the ids 1, 2, 3 ... in their order.
 *
 * archive_store() begins a batch when none is open, and commits it by itself after 500 sources or 16 MB of text; archive_commit() commits what is
 * left (nothing open: nothing done) and is how a caller knows. When archive_store() fails, everything since the last commit is gone (but for
 * ERROR_USAGE, which leaves no trace and the batch open); the next call begins a new batch.
 * Returns 0; ERROR_BUSY: locked or disk full; ERROR_ARCHIVE: a row was refused; ERROR_USAGE: DUPLICATE of bytes that are not held; ERROR_SYSTEM.
 */
struct archive_item {
        const struct document *doc;
        const struct record *record;
        const char *extractor_version; /* NULL = this program's */
        const char *normalizer_version, *rules_version;
        int64_t mtime;
        enum source_outcome outcome;
        enum diag_code code;
        const char *detail;
        bool blocks_unknown;           /* @doc comes from an archive that does not know them */
};
int archive_store(struct archive *archive, const struct archive_item *item);
int archive_commit(struct archive *archive);
/* Call @fn now and then in a commit, which may take a tenth of a second, so that the caller can see to others. It must not touch the archive. */
void archive_on_breath(struct archive *archive, void (*fn)(void *context), void *context);
/* From now on a commit waits until the disk has it; else a power cut may take the newest ones, and never more than whole ones. */
int archive_set_durable(struct archive *archive);

/* ---- reading documents back ---------------------------------------------------------------------------- */

/*
 * A document with its record, out of the rows of document @id, as archive_store() was given them: all in @arena. What does not come back: the range of
 * a citation's type, what is blank of a citation's or event's date, units without a name. The path is that of the first source by name.
 * An id that is not there gives a document without path. Returns 0, ERROR_ARCHIVE or ERROR_BUSY.
 */
struct archive_document {
        struct document doc; /* without blocks and diagnostics, see archive_read_blocks() */
        struct record record;
        const char *extractor_version, *normalizer_version, *rules_version;
        struct span packed; /* its blocks; ptr NULL = an older program stored it */
};
int archive_read(struct archive *archive, struct archive_document *out, struct arena *arena, int64_t id);

/* Its blocks, and the diagnostics it had before the rules saw it. False when they are not there or damaged. */
bool archive_read_blocks(struct archive_document *document, struct arena *arena);

/* ---- documents that are there already ------------------------------------------------------------------- */

/* How many documents were understood by another normalizer or other rules than these. */
int archive_count_stale(struct archive *archive, size_t *n, const char *normalizer_version, const char *rules_version);
/* The first of them, or with @all of all, behind document @after; *id = 0 when there is none. */
int archive_next_stale(struct archive *archive, int64_t *id, int64_t after, bool all, const char *normalizer_version, const char *rules_version);

/*
 * Write the document with the bytes of item->doc anew, under its id; its sources stay as they are, and links to it stand. In batches, like archive_store().
 * Nothing happens when no document has these bytes.
 */
int archive_rewrite(struct archive *archive, const struct archive_item *item);
/* To be called before the first of them: the codes of diagnostics are brought up to date. */
int archive_rewrite_begin(struct archive *archive);

/*
 * Everything @from holds into @into, in batches, as a run of its own, whose counts are added up in @counts. In any order and any number of times the same
 * archive comes of it; loader/merge.c says what counts where two know the same file or document. Returns like archive_store(); the message may be
 * in either archive.
 */
int archive_merge(struct archive *into, struct archive *from, size_t counts[SOURCE_OUTCOMES], const char *program_version);

/* ---- the register of known instruments ------------------------------------------------------------------- */

/* What a register says of one document; key is canonical, dates are ISO days, NULL or "" = not told. */
struct register_row {
        const char *type, *key, *date, *issuer, *effective, *title;
};
struct register_counts {
        size_t rows, changed, linked; /* citations of laws by name that found theirs */
};
/*
 * Take rows into the register, @origin being where they come from; @rows NULL: the whole register that comes with the program. A row the register has
 * already changes nothing, so a file may be imported again. Nothing that a document says is changed. All or nothing, committed at the end.
 */
int archive_register_import(struct archive *archive, const struct register_row *rows, size_t n, const char *origin, struct register_counts *counts);

/* ---- asking -------------------------------------------------------------------------------------------- */

/*
 * One row of an answer. Cells are text with a terminator or NULL; a column's name and whether it is a number come with each row and do not change
 * within one answer. Valid during the call.
 */
struct answer_row {
        size_t columns;
        const char *const *names;
        const char *const *cells;
        const bool *numeric;
};
typedef int answer_fn(void *context, const struct answer_row *row); /* non-zero stops the answer */

/* Which body took over from which, as the table has it. Strings live during the call; since and source may be NULL. */
struct succession {
        const char *predecessor, *successor, *since, *source;
};

/* A question's inputs; an unset one (NULL, 0) is no filter. */
struct question {
        const char *key;      /* canonical; or a document's id as digits: cites, show-* */
        const char *text;     /* search: words as typed; list-failures: a code */
        const char *relation; /* "can_cu", or its words: "căn cứ" */
        const char *type;     /* "Quyết định", "quyet dinh" or "quyet_dinh" */
        const char *issuer;   /* part of a unit's name, with or without marks; UBND and HĐND are written out */
        const char *from, *to; /* ISO dates, inclusive; "2015" is all of 2015. A document without date is in no range. */
        bool predecessors;    /* issuer and unit: the bodies they took over from as well */
        void (*on_succession)(void *context, const struct succession *succession); /* told of each that widens the question; NULL: nobody */
        void *succession_context;
        const char *unit;     /* activities: part of the name of a unit that leads or takes part */
        const char *role;     /* activities: "lead" or "partner" */
        int depth;            /* cites-depth, cited-by-depth, graph: steps; 0 = all */
        int limit;            /* 0 = the question's own default: 20 for search and stats, else all */
};

/*
 * Ask: @name is a file of queries/, which says its inputs and columns:
 *
 *   cites cited-by search                   an answer each, with the words of the text
 *   cites-depth cited-by-depth              through up to depth steps: each instrument once, at its least distance, the nearest first;
 *                                           relation chooses what is followed, the other filters what is told
 *   graph                                   around a number, both ways: rows of nodes ("what" is node), then of edges between them
 *   show-document show-fields show-text show-citations show-sections show-dates show-units show-recipients show-activities
 *   show-assignments show-events show-quantities show-diagnostics show-arrivals show-witnesses show-sources
 *                                           one list of a document each; a key that several documents carry gives all of them
 *   in-force                                who amends, replaces, repeals ... a number, with the words that say so
 *   activities                              tasks of all plans by unit, role, text (its words one after another, marks or not) and the time they touch
 *   verify                                  what is wrong in the archive: check, place, detail
 *   list-documents list-instruments list-missing list-unlinked list-units list-failures list-wordless list-duplicates list-conflicts list-runs
 *   status stats find-key
 *
 * search: columns id, type, key, date, issuer, title, snippet, marks, exact, path. Marks are the words found, as ranges of bytes in the snippet:
 * "4-9,15-21". Exact = 1 when all of them stand somewhere as they were typed; such rows come first (among the best 200 by rank).
 * Any text is safe; words beyond 64 are ignored; none gives no rows.
 *
 * Rows go to @fn in order; @n_rows (may be NULL) counts them. Nothing is written: a statement that would is no question.
 * Returns 0, ERROR_USAGE when there is no such question, ERROR_ARCHIVE, or what @fn returned.
 */
int archive_ask(struct archive *archive, const char *name, const struct question *question, answer_fn *fn, void *context, size_t *n_rows);

#endif
