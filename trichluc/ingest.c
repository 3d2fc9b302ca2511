/*
 * Folders into an archive: each file gets one outcome, and the cheapest question that settles it is asked first. Size and time against
 * the archive's row, then the hash of the bytes, then the pipeline.
 */
#include "trichluc/trichluc.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "loader/loader.h"
#include "normalizer/normalizer.h"
#include "trichluc/pipeline.h"
#include "trichluc/walk.h"

#include <errno.h>
#include <limits.h>
#include <time.h>

enum {
        BATCH_DOCUMENTS = 500,       /* a commit costs a few ms; past some hundred documents that is nothing */
        BATCH_BYTES = 32 << 20,      /* of text, so that a batch of large documents does not grow the journal */
        STOPPED = 1,
};

struct ingest {
        struct trichluc *t;
        struct archive *archive;
        const char *archive_path;
        const struct trichluc_ingest_options *options;
        struct trichluc_ingest_report *report;
        size_t batch_documents, batch_bytes;
};

static void count(struct trichluc_ingest_report *report, enum source_outcome outcome)
{
        size_t *const counts[SOURCE_OUTCOMES] = {
                [SOURCE_LOADED] = &report->loaded,
                [SOURCE_UNCHANGED] = &report->unchanged,
                [SOURCE_DUPLICATE] = &report->duplicate,
                [SOURCE_SKIPPED] = &report->skipped,
                [SOURCE_FAILED] = &report->failed,
        };

        report->seen++;
        ++*counts[outcome];
}

static void tell(const struct ingest *in, const struct archive_item *item)
{
        static const enum trichluc_outcome outcomes[SOURCE_OUTCOMES] = {
                [SOURCE_LOADED] = TRICHLUC_LOADED,   [SOURCE_UNCHANGED] = TRICHLUC_UNCHANGED, [SOURCE_DUPLICATE] = TRICHLUC_DUPLICATE,
                [SOURCE_SKIPPED] = TRICHLUC_SKIPPED, [SOURCE_FAILED] = TRICHLUC_FAILED,
        };
        struct trichluc_source source = { item->doc->path, outcomes[item->outcome], (int) item->code, item->detail };

        if (in->options->on_source)
                in->options->on_source(in->options->context, &source);
}

static int commit_when_due(struct ingest *in, const struct document *doc)
{
        in->batch_documents++;
        in->batch_bytes += doc->text.len;
        if (in->batch_documents < BATCH_DOCUMENTS && in->batch_bytes < BATCH_BYTES)
                return 0;
        in->batch_documents = in->batch_bytes = 0;
        return archive_commit(in->archive);
}

/* Give the source its outcome: in the archive, in the counts, to the caller. */
static int settle(struct ingest *in, struct archive_item item)
{
        int r;

        item.normalizer_version = normalizer_version;
        item.rules_version = ruleset_version(in->t->rules);
        if (item.code && !item.detail)
                item.detail = pipeline_detail(item.doc, (int) item.code);
        r = archive_store(in->archive, &item);
        if (r)
                return r;
        count(in->report, item.outcome);
        tell(in, &item);
        return item.outcome == SOURCE_UNCHANGED ? 0 : commit_when_due(in, item.doc);
}

static int settle_bad(struct ingest *in, const struct document *doc, int code, int64_t mtime, const char *detail)
{
        bool skipped = code == DIAG_unknown_format || code == DIAG_not_regular;

        return settle(in, (struct archive_item) { .doc = doc, .mtime = mtime, .code = (enum diag_code) code, .detail = detail,
                                                  .outcome = skipped ? SOURCE_SKIPPED : SOURCE_FAILED });
}

/*
 * The time to remember a file by. One written in this very second may be written again in it, size and time unchanged: such a
 * time proves nothing, and 0 makes the next run look at the bytes.
 */
static int64_t trusted_mtime(const struct stat *st)
{
        return st->st_mtime < time(NULL) ? (int64_t) st->st_mtime : 0;
}

/* A file whose bytes could be read before and that shows the same size and time. One that could not be read is always tried again. */
static bool looks_unchanged(const struct archive_source *known, const struct stat *st)
{
        return known->found && known->sha256[0] && known->mtime && known->mtime == (int64_t) st->st_mtime && known->bytes == (uint64_t) st->st_size;
}

static int settle_unchanged(struct ingest *in, struct document *doc, const struct archive_source *known, int64_t mtime)
{
        memcpy(doc->sha256, known->sha256, sizeof(doc->sha256));
        doc->bytes = known->bytes;
        if (known->outcome == SOURCE_FAILED)
                in->report->failed_before++;
        return settle(in, (struct archive_item) { .doc = doc, .mtime = mtime, .outcome = SOURCE_UNCHANGED });
}

/* Bytes the archive does not know: the rest of the pipeline. */
static int load(struct ingest *in, struct document *doc, struct span bytes, int64_t mtime)
{
        struct arena *arena = &in->t->arena;
        struct record record;
        int code = extractor_parse(doc, arena, bytes, NULL);

        pipeline_name(doc, arena);
        if (code)
                return settle_bad(in, doc, code, mtime, NULL);
        pipeline_understand(in->t->rules, &record, arena, doc, 0);
        return settle(in, (struct archive_item) { .doc = doc, .record = &record, .mtime = mtime, .outcome = SOURCE_LOADED });
}

static int take_file(struct ingest *in, const struct walk_entry *entry, const char *name)
{
        int64_t mtime = trusted_mtime(&entry->st);
        struct document doc = { .path = name };
        struct archive_source known;
        struct span bytes;
        bool held;
        int code, r;

        r = archive_source_find(in->archive, &known, name, NULL);
        if (r)
                return r;
        if (looks_unchanged(&known, &entry->st))
                return settle_unchanged(in, &doc, &known, mtime);
        code = extractor_load(&doc, &bytes, &in->t->arena, entry->path, NULL);
        if (code < 0)
                return code;
        if (code) {
                doc.path = name;
                return settle_bad(in, &doc, code, mtime, NULL);
        }
        if (known.found && strcmp(known.sha256, doc.sha256) == 0) {
                doc.path = name;
                return settle_unchanged(in, &doc, &known, mtime);
        }
        r = archive_holds(in->archive, &held, doc.sha256);
        if (r)
                return r;
        if (!held)
                return load(in, &doc, bytes, mtime);
        doc.path = name;
        return settle(in, (struct archive_item) { .doc = &doc, .mtime = mtime, .outcome = SOURCE_DUPLICATE });
}

static const char *base_name(const char *path)
{
        const char *slash = strrchr(path, '/');

        return slash ? slash + 1 : path;
}

/*
 * The archive and SQLite's files beside it, met on a walk, are no sources. Names are compared first: a stat for each of a
 * hundred thousand files would show.
 */
static bool is_archive(const struct ingest *in, const struct walk_entry *entry)
{
        const char *own_name = base_name(in->archive_path), *name = base_name(entry->path);
        size_t len = strlen(own_name);
        char path[PATH_MAX];
        struct stat own;

        if (strncmp(name, own_name, len) != 0)
                return false;
        if (strcmp(name + len, "") && strcmp(name + len, "-wal") && strcmp(name + len, "-shm") && strcmp(name + len, "-journal"))
                return false;
        snprintf(path, sizeof(path), "%s%s", in->archive_path, name + len);
        return stat(path, &own) == 0 && own.st_dev == entry->st.st_dev && own.st_ino == entry->st.st_ino;
}

static int code_of_errno(int error)
{
        return error == ENOENT || error == ENOTDIR ? DIAG_not_found : DIAG_unreadable;
}

static int take_entry(struct ingest *in, const struct walk_entry *entry)
{
        struct document doc = { .path = pipeline_path_text(&in->t->arena, entry->path) };

        if (entry->error)
                return settle_bad(in, &doc, code_of_errno(entry->error), 0, strerror(entry->error));
        if (entry->linked_folder)
                return settle_bad(in, &doc, DIAG_not_regular, 0, "symbolic link to a folder");
        if (!S_ISREG(entry->st.st_mode))
                return settle_bad(in, &doc, DIAG_not_regular, 0, NULL);
        return take_file(in, entry, doc.path);
}

static int on_entry(void *context, const struct walk_entry *entry)
{
        struct ingest *in = context;
        int r;

        if (in->options->stop && in->options->stop(in->options->context)) {
                in->report->stopped = true;
                return STOPPED;
        }
        if (!entry->error && is_archive(in, entry))
                return 0;
        r = take_entry(in, entry);
        arena_reset(&in->t->arena);
        return r;
}

/*
 * The name a source is known by must mean the same file tomorrow and from another folder: absolute, the folders on the way
 * resolved. The last name stays as it is unless it is a folder: a link to a file is kept under the link's name.
 */
static char *absolute(const char *path)
{
        cleanup(freep) char *folder = NULL;
        const char *name = base_name(path);
        struct buf out = { 0 };
        struct stat st;

        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
                return realpath(path, NULL);
        buf_add(&out, path, (size_t) (name - path));
        folder = realpath(out.len ? out.ptr : ".", NULL);
        buf_clear(&out);
        if (folder)
                buf_printf(&out, "%s%s%s", folder, strcmp(folder, "/") == 0 ? "" : "/", name);
        else
                buf_puts(&out, path);
        return out.ptr;
}

static int ingest_all(struct ingest *in, const char *const *paths, size_t n)
{
        int r = archive_run_begin(in->archive, trichluc_version(), ruleset_version(in->t->rules));

        for (size_t i = 0; i < n && !r; i++) {
                cleanup(freep) char *path = absolute(paths[i]);

                r = walk(path ? path : paths[i], on_entry, in); /* NULL: a folder nobody may resolve; the walk says why */
        }
        if (r && r != STOPPED)
                return r;
        r = archive_run_end(in->archive);
        return r ? r : archive_commit(in->archive);
}

int trichluc_ingest(struct trichluc *t, const char *archive, const char *const *paths, size_t n, const struct trichluc_ingest_options *options,
                    struct trichluc_ingest_report *report, char **message)
{
        static const struct trichluc_ingest_options no_options;
        struct ingest in = { .t = t, .archive_path = archive, .options = options ? options : &no_options, .report = report };
        struct buf why = { 0 };
        int r;

        *report = (struct trichluc_ingest_report) { 0 };
        r = archive_open(&in.archive, archive, ARCHIVE_WRITE, &why);
        if (r == 0) {
                r = ingest_all(&in, paths, n);
                arena_reset(&t->arena);
                if (r)
                        buf_puts(&why, archive_message(in.archive));
                archive_close(in.archive);
        }
        if (r && message)
                *message = steal(&why.ptr);
        buf_release(&why);
        return r;
}
