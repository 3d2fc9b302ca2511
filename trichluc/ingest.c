/*
 * Folders into an archive: each file gets one outcome, and the cheapest question that settles it is asked first. Size and time against
 * the archive's row, then the hash of the bytes, then the pipeline.
 *
 * With several jobs the last two are asked in workers (workers.h), while this process walks ahead: window.c keeps what was met until it is its turn.
 * Every outcome is decided when its turn comes, so the archive does not depend on how many workers there are.
 */
#include "trichluc/ingest.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "extractor/container.h"
#include "normalizer/normalizer.h"
#include "trichluc/maildir.h"
#include "trichluc/pipeline.h"
#include "trichluc/walk.h"

#include <errno.h>
#include <limits.h>
#include <time.h>

enum {
        BATCH_DOCUMENTS = 500,       /* a commit costs a few ms; past some hundred documents that is nothing */
        BATCH_BYTES = 32 << 20,      /* of text, so that a batch of large documents does not grow the journal */
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
        struct trichluc_source source = { item->doc->path, outcomes[item->outcome], (int) item->code, item->detail, item->doc->member };

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

/* Files in this one failed in an earlier run and are still there. */
static int count_failed_before(struct ingest *in, const char *path)
{
        size_t failed;
        int r = archive_members_failed(in->archive, &failed, path);

        in->report->failed_before += r ? 0 : failed;
        return r;
}

static int settle_bad(struct ingest *in, const struct document *doc, int code, int64_t mtime, const char *detail)
{
        bool skipped = code == DIAG_unknown_format || code == DIAG_needs_helper || code == DIAG_holds_files || code == DIAG_winmail || code == DIAG_not_regular;
        int r = code == DIAG_holds_files && !doc->member ? count_failed_before(in, doc->path) : 0;

        return r ? r : settle(in, (struct archive_item) { .doc = doc, .mtime = mtime, .code = (enum diag_code) code, .detail = detail,
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

/* Asked for: what gave no document before gets another chance, unchanged or not. */
static bool tried_again(const struct ingest *in, const struct archive_source *known)
{
        return in->options->retry && (known->outcome == SOURCE_FAILED || known->outcome == SOURCE_SKIPPED);
}

/* Its document is there, and may be better after another reading. */
static bool read_anew(const struct ingest *in, const struct archive_source *known)
{
        return known->incomplete || (known->wordless && in->options->retry && extractor_ocr());
}

/* Its bytes are to be parsed, known or not. */
static bool parsed_again(const struct ingest *in, const struct archive_source *known)
{
        return read_anew(in, known) || tried_again(in, known);
}

/* A file whose bytes could be read before and that shows the same size and time. One that could not be read is always tried again. */
static bool looks_unchanged(const struct ingest *in, const struct archive_source *known, const struct stat *st)
{
        if (parsed_again(in, known))
                return false;
        return known->found && known->sha256[0] && known->mtime && known->mtime == (int64_t) st->st_mtime && known->bytes == (uint64_t) st->st_size;
}

static int settle_unchanged(struct ingest *in, const struct slot *slot, const char *name)
{
        struct document doc = { .path = name, .member = slot->member, .bytes = slot->known.bytes };
        int r = 0;

        memcpy(doc.sha256, slot->known.sha256, sizeof(doc.sha256));
        if (slot->known.outcome == SOURCE_SKIPPED && !slot->member) /* a file of files may be */
                r = count_failed_before(in, name);
        if (r)
                return r;
        in->report->failed_before += slot->known.outcome == SOURCE_FAILED;
        return settle(in, (struct archive_item) { .doc = &doc, .mtime = slot->mtime, .outcome = SOURCE_UNCHANGED });
}

/* Do the bytes say that nothing is to be parsed, or kept of what was? */
static int settle_known_bytes(struct ingest *in, struct slot *slot, const char *name, const struct document *read, bool *settled)
{
        struct document doc = { .path = name, .member = slot->member, .bytes = read->bytes, .arrival = read->arrival, .witnesses = read->witnesses, .n_witnesses = read->n_witnesses };
        bool held;
        int r;

        /* once more: a run may meet one path twice, and then the first of them has changed what is known */
        r = archive_source_find(in->archive, &slot->known, name, slot->member);
        bool same = slot->known.found && strcmp(slot->known.sha256, read->sha256) == 0;
        *settled = same && !parsed_again(in, &slot->known);
        if (r || (same && read_anew(in, &slot->known)))
                return r;
        if (*settled)
                return settle_unchanged(in, slot, name);
        r = archive_holds(in->archive, &held, read->sha256);
        *settled = held;
        if (r || !held)
                return r;
        memcpy(doc.sha256, read->sha256, sizeof(doc.sha256));
        return settle(in, (struct archive_item) { .doc = &doc, .mtime = slot->mtime, .outcome = SOURCE_DUPLICATE });
}

int ingest_read(struct ingest *in, struct slot *slot, const char *name, struct document *doc, const struct record *record, int code)
{
        bool settled = false;
        int r;

        doc->path = name;
        doc->member = slot->member;
        if (doc->sha256[0]) {
                r = settle_known_bytes(in, slot, name, doc, &settled);
                if (r || settled)
                        return r;
        }
        if (code)
                return settle_bad(in, doc, code, slot->mtime, slot->detail);
        return settle(in, (struct archive_item) { .doc = doc, .record = record, .mtime = slot->mtime, .outcome = SOURCE_LOADED });
}

int ingest_open_folder(struct ingest *in, struct buf *known, const struct slot *slot, const char *name)
{
        bool retry = in->options->retry;
        int r = slot->known.found ? archive_members_forget(in->archive, name, retry) : 0;

        return r ? r : archive_mails_known(in->archive, known, name, retry);
}

int ingest_passed(struct ingest *in, const struct slot *slot, const char *name, uint64_t n)
{
        struct document doc = { .path = name };
        int r = 0;

        while (n-- && !r)
                r = settle(in, (struct archive_item) { .doc = &doc, .mtime = slot->mtime, .outcome = SOURCE_UNCHANGED });
        return r;
}

struct passing {
        struct span known;
        uint64_t n;
};

/* Mails that are known are stepped over. */
static bool on_unit(void *context, const struct unit *unit)
{
        struct passing *passing = context;
        bool known = pipeline_knows(passing->known, unit);

        passing->n += known;
        return !known;
}

/* The files inside a file, each a source of its own, and then the file. @box: of a stream, else NULL: they are in @bytes. */
static int read_folder_here(struct ingest *in, struct slot *slot, const char *name, struct document *folder, struct container *box, struct span bytes)
{
        cleanup(extractor_container_closep) struct container *opened = NULL;
        cleanup(arena_release) struct arena arena = { 0 };
        cleanup(buf_release) struct buf known = { 0 };
        struct passing passing = { 0 };
        struct member member;
        const char *detail = NULL;
        int code = box ? 0 : extractor_container_open(&opened, name, bytes, &in->t->limits.extractor, &detail), r = ingest_open_folder(in, &known, slot, name);

        passing.known = buf_span(&known);
        box = box ? box : opened;
        if (box)
                extractor_container_watch(box, 0, on_unit, &passing);
        while (!r && box && extractor_container_next(box, &member) == 0 && member.name) {
                struct record record;
                struct document doc;
                int c = pipeline_member(in->t->rules, &record, &arena, &doc, name, &member, &in->t->limits.extractor);

                slot->member = doc.member;
                r = c < 0 ? c : ingest_stop_asked(in) ? INGEST_STOPPED : ingest_read(in, slot, name, &doc, &record, c);
                arena_reset(&arena);
        }
        slot->member = NULL;
        folder->path = name;
        if (!code)
                code = pipeline_folder(folder, &arena, box, &detail);
        if (!r)
                r = ingest_passed(in, slot, name, passing.n);
        return r ? r : settle_bad(in, folder, code, slot->mtime, detail);
}

/* A file's bytes and, where they are new, what they say: here, in this process. */
static int read_here(struct ingest *in, struct slot *slot, const char *name)
{
        struct arena *arena = &in->t->arena;
        bool settled = false;
        struct document doc;
        struct record record;
        cleanup(extractor_container_closep) struct container *box = NULL;
        struct span bytes = { 0 };
        int code = extractor_container_stream(&box, &doc, arena, slot->path, &in->t->limits.extractor);
        int r;

        if (!code && !box)
                code = extractor_load(&doc, &bytes, arena, slot->path, &in->t->limits.extractor);
        if (!code) {
                r = settle_known_bytes(in, slot, name, &doc, &settled);
                if (r || settled)
                        return r;
                if (box || extractor_is_container(bytes))
                        return read_folder_here(in, slot, name, &doc, box, bytes);
                code = extractor_parse(&doc, arena, bytes, &in->t->limits.extractor);
        }
        if (code < 0)
                return code;
        pipeline_name(&doc, arena);
        if (code)
                return settle_bad(in, &doc, code, slot->mtime, NULL);
        pipeline_understand(in->t->rules, &record, arena, &doc, 0);
        return settle(in, (struct archive_item) { .doc = &doc, .record = &record, .mtime = slot->mtime, .outcome = SOURCE_LOADED });
}

int ingest_slot(struct ingest *in, struct slot *slot)
{
        const char *name = pipeline_path_text(&in->t->arena, slot->path);
        struct document doc = { .path = name };
        int r;

        if (slot->code)
                r = settle_bad(in, &doc, slot->code, slot->mtime, slot->error ? strerror(slot->error) : slot->detail);
        else if (slot->unchanged)
                r = settle_unchanged(in, slot, name);
        else if (in->window)
                r = window_read(in, slot, name);
        else
                r = read_here(in, slot, name);
        arena_reset(&in->t->arena);
        return r;
}

static int code_of_errno(int error)
{
        return error == ENOENT || error == ENOTDIR ? DIAG_not_found : DIAG_unreadable;
}

/* A mail of a Maildir that the archive knows by another name, under which it is no more: the archive learns the new one. */
static int follow_mail(struct ingest *in, struct slot *slot, const char *name)
{
        struct arena *arena = &in->t->arena;
        struct maildir_names names;
        const char *before;
        struct stat st;
        int r;

        if (!maildir_names_of(&names, arena, slot->path))
                return 0;
        r = archive_source_find_moved(in->archive, &before, pipeline_path_text(arena, names.fresh), pipeline_path_text(arena, names.seen), pipeline_path_text(arena, names.flagged));
        if (r || !before || lstat(before, &st) == 0)
                return r;
        r = archive_source_move(in->archive, before, name);
        return r ? r : archive_source_find(in->archive, &slot->known, name, NULL);
}

/* What can be told of an entry without opening it. */
static int look_at(struct ingest *in, struct slot *slot, const struct walk_entry *entry)
{
        const char *name;
        int r;

        if (entry->error) {
                slot->code = code_of_errno(entry->error);
                slot->error = entry->error;
                return 0;
        }
        if (entry->linked_folder || !S_ISREG(entry->st.st_mode)) {
                slot->code = DIAG_not_regular;
                slot->detail = entry->linked_folder ? "symbolic link to a folder" : NULL;
                return 0;
        }
        name = pipeline_path_text(&in->t->arena, entry->path);
        r = archive_source_find(in->archive, &slot->known, name, NULL);
        if (!r && !slot->known.found)
                r = follow_mail(in, slot, name);
        arena_reset(&in->t->arena);
        slot->mtime = trusted_mtime(&entry->st);
        slot->unchanged = looks_unchanged(in, &slot->known, &entry->st);
        slot->parse = parsed_again(in, &slot->known);
        return r;
}

bool ingest_stop_asked(struct ingest *in)
{
        if (!in->report->stopped && in->options->stop && in->options->stop(in->options->context))
                in->report->stopped = true;
        return in->report->stopped;
}

/* A clock that is wrong by more than the time to settle, ours or a server's, settles nothing for ever: so both ways. */
static bool unsettled(const struct ingest *in, const struct walk_entry *entry)
{
        int64_t now = time(NULL), settle = in->options->settle_seconds, written = now - entry->st.st_mtime, moved = now - entry->st.st_ctime;

        return !entry->error && S_ISREG(entry->st.st_mode) && ((written < settle && written > -settle) || (moved < settle && moved > -settle));
}

static int on_entry(void *context, const struct walk_entry *entry)
{
        struct ingest *in = context;
        struct slot slot = { .path = entry->path };
        int r;

        if (ingest_stop_asked(in))
                return INGEST_STOPPED;
        if (!entry->error && ingest_is_archive(in->archive_path, entry->path, &entry->st))
                return 0;
        if (!entry->error && maildir_in_delivery(entry->path))
                return 0;
        if (unsettled(in, entry)) {
                if (in->options->on_unsettled)
                        in->options->on_unsettled(in->options->context, entry->path);
                return 0;
        }
        r = look_at(in, &slot, entry);
        if (r)
                return r;
        return in->window ? window_push(in, &slot) : ingest_slot(in, &slot);
}

/*
 * The name a source is known by must mean the same file tomorrow and from another folder: absolute, the folders on the way
 * resolved. The last name stays as it is unless it is a folder: a link to a file is kept under the link's name.
 */
static char *absolute(const char *path)
{
        cleanup(freep) char *folder = NULL;
        const char *name = basename(path);
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
        if (!r && in->window)
                r = window_drain(in);
        if (r && r != INGEST_STOPPED)
                return r;
        r = 0;
        in->report->run = archive_run(in->archive);
        if (in->options->replaces)
                r = archive_run_replace(in->archive, in->options->replaces);
        if (!r)
                r = archive_run_end(in->archive);
        if (!r)
                r = archive_commit(in->archive);
        return r ? r : archive_count_stale(in->archive, &in->report->stale, normalizer_version, ruleset_version(in->t->rules));
}

static int ingest_archive(struct ingest *in, const char *const *paths, size_t n, struct buf *why)
{
        int r = archive_open(&in->archive, in->archive_path, ARCHIVE_WRITE, why);

        if (r)
                return r;
        if (in->window)
                archive_on_breath(in->archive, window_breathe, in->window);
        in->report->backup = pipeline_keep_backup(in->t, in->archive);
        r = in->options->durable ? archive_set_durable(in->archive) : 0;
        if (!r)
                r = ingest_all(in, paths, n);
        arena_reset(&in->t->arena);
        if (r)
                buf_puts(why, *archive_message(in->archive) ? archive_message(in->archive) : "the parsing processes are gone");
        archive_close(in->archive);
        return r;
}

int trichluc_ingest(struct trichluc *t, const char *archive, const char *const *paths, size_t n, const struct trichluc_ingest_options *options,
                    struct trichluc_ingest_report *report, char **message)
{
        static const struct trichluc_ingest_options no_options;
        struct ingest in = { .t = t, .archive_path = archive, .options = options ? options : &no_options, .report = report };
        struct buf why = { 0 };
        int r = 0;

        *report = (struct trichluc_ingest_report) { 0 };
        if (in.options->jobs > 1 && !(in.window = window_new(t, in.options))) { /* before the archive is open */
                r = ERROR_SYSTEM;
                buf_printf(&why, "no processes to parse with: %s", strerror(errno));
        }
        if (!r)
                r = ingest_archive(&in, paths, n, &why);
        report->unconfined = in.window && !window_confined(in.window);
        window_free(in.window);
        if (r && message)
                *message = steal(&why.ptr);
        buf_release(&why);
        return r;
}

struct count {
        size_t n;
        clock_t end;
};

static int count_entry(void *context, const struct walk_entry *entry)
{
        struct count *c = context;

        (void) entry;
        c->n++;
        return clock() > c->end;
}

size_t trichluc_count_files(const char *const *paths, size_t n, unsigned ms)
{
        struct count count = { 0, clock() + (clock_t) ms * (CLOCKS_PER_SEC / 1000) };

        for (size_t i = 0; i < n; i++) {
                if (walk(paths[i], count_entry, &count))
                        return 0;
        }
        return count.n;
}
