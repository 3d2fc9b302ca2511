/*
 * libtrichluc: Vietnamese official documents in, records and an archive out. The public interface of the program.
 *
 * All strings are UTF-8, paths excepted: they are the bytes the file system knows. One struct trichluc serves one thread.
 * The record's format is "trichluc-record/1".
 */
#ifndef TRICHLUC_TRICHLUC_H
#define TRICHLUC_TRICHLUC_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct trichluc;

/*
 * Load the rules; @rules_dir NULL = the built-in ones. Returns NULL when a rule file cannot be used; @message (NULL allowed,
 * to be freed with free()) then says which and why.
 */
struct trichluc *trichluc_new(const char *rules_dir, char **message);
void trichluc_free(struct trichluc *t);

/*
 * Read scans by OCR from now on (tesseract, for Vietnamese), in the whole process: PDF files whose pages have no words in them. It takes seconds a page, and is off at
 * first. An archive's documents without words are read again by trichluc_ingest() with options.retry only.
 */
void trichluc_set_ocr(bool on);

/* Files that trichluc_extract_each() will be asked for next, the first ones first; see extractor_expect(). The paths are borrowed until the next call. */
void trichluc_expect(const char *const *paths, size_t n);

/* "0.1.0" */
const char *trichluc_version(void);
/* The rules in use, "1.0-3f2a91c4"; changes with every rule and table. */
const char *trichluc_rules_version(const struct trichluc *t);

/*
 * Set a limit of what is read, or of what reading one document may take, for all later calls with @t. doc/safety.md has them with their values:
 * file, part, text, tag and memory (bytes), entries, ratio, depth, attributes, lines, seconds. False when there is no such limit or the value is
 * out of its range.
 */
bool trichluc_set_limit(struct trichluc *t, const char *name, unsigned long long value);

/*
 * The record of one file as one line of JSON with its line end, in @json, valid until the next call with @t.
 * Returns 0; or a positive number when the document cannot be read: @json then still holds a record, with the path, an empty list for
 * every kind of fact and the reason in "diagnostics". trichluc_code_name() gives the number's name. A file that holds files is "holds_files" here.
 */
int trichluc_extract(struct trichluc *t, const char *path, bool with_text, const char **json, size_t *len);

/* The same for a document in memory; @path is the name it gets in the record. @bytes are only read. */
int trichluc_extract_bytes(struct trichluc *t, const char *path, const void *bytes, size_t n_bytes, bool with_text, const char **json, size_t *len);

/*
 * The records of a file: its own, or, of one that holds files (zip, tar, gz, mail, mailbox), one for each document in it, with the way to it in source.member. A file
 * inside that cannot be read has its record, as in trichluc_extract(), and @each is told its code. Nothing of @record stays valid after the call.
 * Returns 0, or a negative number when the system refused; what became of the files, @each knows.
 */
struct trichluc_record {
        const char *json;
        size_t len;
        int code;           /* 0, or why there is no document */
        const char *detail; /* what exactly; may be NULL */
        const char *member; /* NULL = the file itself */
};
int trichluc_extract_each(struct trichluc *t, const char *path, bool with_text, void (*each)(void *context, const struct trichluc_record *record), void *context);
int trichluc_extract_each_bytes(struct trichluc *t, const char *path, const void *bytes, size_t n_bytes, bool with_text,
                                void (*each)(void *context, const struct trichluc_record *record), void *context);

/* "not_a_zip" for a positive result of the functions here; stable between versions, unlike the number. */
const char *trichluc_code_name(int code);

/* What exactly was wrong in the last trichluc_extract() that returned a positive number, NULL when its code says all. Valid until the next call. */
const char *trichluc_detail(const struct trichluc *t);

/* SHA-256 as records write it: 64 lower-case hexadecimal digits and a NUL. */
void trichluc_sha256(char sha256[65], const void *bytes, size_t n_bytes);

/* Each rule run on its own examples and counterexamples, and each table row that has an example on that. */
struct trichluc_rules_check {
        size_t rules, examples, counterexamples, rows, failed;
};
/* @report: a line for each that failed, "" when none did; valid until the next call with @t. */
void trichluc_check_rules(struct trichluc *t, struct trichluc_rules_check *check, const char **report);

/* What became of one source. */
enum trichluc_outcome {
        TRICHLUC_LOADED,    /* its document is in the archive now */
        TRICHLUC_UNCHANGED, /* nothing new since an earlier run */
        TRICHLUC_DUPLICATE, /* the archive holds the same bytes under another name; the source is tied to that document */
        TRICHLUC_SKIPPED,   /* no document: a format that is not read, a pipe, a device */
        TRICHLUC_FAILED,    /* a document that could not be read */
};

struct trichluc_source {
        const char *path;   /* as the archive keeps it: bytes that are no UTF-8 are written \xNN */
        enum trichluc_outcome outcome;
        int code;           /* why, when skipped or failed; see trichluc_code_name() */
        const char *detail; /* may be NULL */
        const char *member; /* the file inside the one at path, NULL = itself */
};

struct trichluc_ingest_options {
        /* Called for every source, in order, once its outcome is known and before the batch is durable. May be NULL. */
        void (*on_source)(void *context, const struct trichluc_source *source);
        void *context;
        /* Looked at between two documents; true ends the run with what was done kept. May be NULL. */
        bool (*stop)(void *context);
        /*
         * Processes that parse. 0 and 1: this process does it itself. More: that many are forked, locked in and limited; a file that kills or
         * hangs one costs that file, with the code worker_died, worker_timeout or limit_memory. The archive becomes the same, in the same order.
         */
        unsigned jobs;
        unsigned worker_seconds; /* for one document, 0 = 15 */
        bool retry;              /* parse again what failed or was skipped before, unchanged or not */
        bool durable;            /* each commit waits until the disk has it: a power cut takes nothing that was committed */
        /*
         * Leave files alone that were written, made or moved less than this many seconds ago: somebody may be at it. They get no outcome and are no
         * part of the report; @on_unsettled (may be NULL) gets the path, as bytes, valid during the call. 0 = take everything as it is.
         */
        unsigned settle_seconds;
        void (*on_unsettled)(void *context, const char *path);
        /* For one who looks again and again: report.run of the look before, whose row this run's takes over when that one found nothing new. 0 = none. */
        long long replaces;
};

struct trichluc_ingest_report {
        size_t seen, loaded, unchanged, duplicate, skipped, failed; /* seen = the sum of the others */
        size_t failed_before; /* those of unchanged, and of what is in them, that failed in an earlier run and were not tried again */
        bool stopped;         /* by options->stop; the rest was not looked at */
        bool unconfined;      /* the kernel has no seccomp: parsing processes ran without it */
        const char *backup;   /* the archive was an older version's: it was migrated, this is the copy of what it was; valid until trichluc_free() */
        long long run;        /* id of its row in the archive */
        size_t stale;         /* documents in the archive that other rules understood: trichluc_reextract() */
};

/*
 * Bring files and folders into the archive at @archive, which is made when it does not exist. Sources are only read. Folders are walked
 * in the order of their entries' bytes, hidden entries included; symbolic links to files are read, those to folders are not followed.
 * A file whose size and time have not changed is not opened; one whose bytes the archive holds is not parsed.
 * An archive an older version made is migrated first; a copy of it stays beside it.
 * @options may be NULL.
 * Returns 0 when every input has its outcome stored (failed ones included: see @report), negative when the run could not go on: what was
 * committed before stays, the same call continues. @message (NULL allowed, to be freed with free()) then says why.
 */
int trichluc_ingest(struct trichluc *t, const char *archive, const char *const *paths, size_t n, const struct trichluc_ingest_options *options,
                    struct trichluc_ingest_report *report, char **message);

/* How many files trichluc_ingest() would meet in @paths; 0 when counting them takes longer than @ms milliseconds. */
size_t trichluc_count_files(const char *const *paths, size_t n, unsigned ms);

/* ---- rules that have changed --------------------------------------------------------------------------- */

/* A list of the record, or "fields": those of the document itself. */
struct trichluc_change {
        const char *list;                    /* "citations" */
        size_t before, after, gained, lost;  /* facts; one that stands otherwise than before is lost and gained */
};

/* A field of a document that says something else now. */
struct trichluc_field_change {
        const char *path, *key;              /* the document; key NULL = it has none */
        const char *field;                   /* "issuer" */
        const char *before, *after;          /* NULL = not stated */
};

struct trichluc_reextract_options {
        bool all;      /* also what these rules understood already */
        unsigned jobs; /* processes that run the rules, 0 = 1; the calling one never does */
        unsigned worker_seconds;
        /* Called for each field that changed, in the order of documents, before its batch is durable. May be NULL. */
        void (*on_field)(void *context, const struct trichluc_field_change *change);
        /* Called for each document that stays as it was: it is not understood in time or memory (@code), or what it takes is not in the archive (0). */
        void (*on_kept)(void *context, const char *path, int code);
        bool (*stop)(void *context); /* as in trichluc_ingest() */
        void *context;
};

enum { TRICHLUC_LISTS = 10 };

struct trichluc_reextract_report {
        size_t seen, changed, unchanged, kept; /* documents; seen = the sum of the others */
        struct trichluc_change changes[TRICHLUC_LISTS];
        size_t n_changes;
        bool stopped, unconfined;
        const char *backup; /* as in trichluc_ingest() */
};

/*
 * Run the rules of @t again over the documents of an archive that other rules understood, from the text and blocks that are stored: no file is read.
 * Identities, links, counts and full text follow; other documents' links to them stand. What was done is kept when it is stopped or killed, and the
 * same call goes on with the rest. Returns like trichluc_ingest().
 */
int trichluc_reextract(struct trichluc *t, const char *archive, const struct trichluc_reextract_options *options, struct trichluc_reextract_report *report,
                       char **message);

/* the negative results */
enum {
        TRICHLUC_E_SYSTEM = -1,  /* the system refused */
        TRICHLUC_E_USAGE = -2,   /* something asked for does not exist */
        TRICHLUC_E_ARCHIVE = -3, /* the archive is damaged, foreign or newer than the program */
        TRICHLUC_E_BUSY = -4,    /* locked, or the disk is full: the same call may succeed later */
        TRICHLUC_E_RULES = -5,   /* a rule file cannot be used */
};

#ifdef __cplusplus
}
#endif

#endif
