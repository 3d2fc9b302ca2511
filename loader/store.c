/*
 * Runs, batches and sources: each source's part is written whole or not at all, and nothing counts before its batch is committed.
 *
 * A batch is one transaction. Another program may write between two batches; data_version tells, and everything remembered of the archive
 * is then forgotten.
 */
#include "loader/internal.h"

#include <assert.h>
#include <stdlib.h>

const char *source_outcome_name(enum source_outcome outcome)
{
        static const char *const names[SOURCE_OUTCOMES] = { "loaded", "unchanged", "duplicate", "skipped", "failed" };

        return names[outcome];
}

static enum source_outcome outcome_by_name(const char *name)
{
        for (int i = 0; name && i < SOURCE_OUTCOMES; i++) {
                if (strcmp(source_outcome_name((enum source_outcome) i), name) == 0)
                        return (enum source_outcome) i;
        }
        return SOURCE_FAILED;
}

/* ---- batches ------------------------------------------------------------------------------------------- */

static int simple(struct archive *archive, enum statement_id id)
{
        struct values v = statement(archive, id);

        return statement_run(archive, &v);
}

static int make_maps(struct archive *archive)
{
        struct values v = statement(archive, STATEMENT_find_any_unit);
        int64_t any = 0;

        map_init(&archive->units, CACHED_UNITS);
        map_init(&archive->instruments, CACHED_INSTRUMENTS);
        map_init(&archive->types, 1024);
        map_init(&archive->rules, 256);
        if (statement_value(archive, &v, &any))
                return ERROR_ARCHIVE;
        archive->units.forgot = archive->instruments.forgot = any;
        return 0;
}

static void forget(struct archive *archive)
{
        map_clear(&archive->units);
        map_clear(&archive->instruments);
        map_clear(&archive->types);
        map_clear(&archive->rules);
}

static int read_next_ids(struct archive *archive)
{
        struct values v = statement(archive, STATEMENT_find_next_ids);
        int64_t *const ids[] = { &archive->next_document, &archive->next_citation, &archive->next_section, &archive->next_activity,
                &archive->next_assignment, &archive->next_event, &archive->next_instrument };
        int r = statement_next(archive, &v);

        if (r <= 0)
                return r;
        for (size_t i = 0; i < ARRAY_LEN(ids); i++)
                *ids[i] = column_int(&v, (int) i);
        statement_end(&v);
        return 0;
}

int archive_begin(struct archive *archive)
{
        struct values v;
        int64_t version = 0;
        int r;

        assert(archive->mode == ARCHIVE_WRITE);
        if (archive->batch_open)
                return 0;
        r = simple(archive, STATEMENT_begin);
        if (r)
                return r;
        archive->batch_open = true;
        if (!archive->units.slots)
                r = make_maps(archive);
        v = statement(archive, STATEMENT_find_data_version);
        if (!r)
                r = statement_value(archive, &v, &version);
        if (version != archive->data_version && archive->data_version)
                forget(archive);
        archive->data_version = version;
        return r ? r : read_next_ids(archive);
}

/* The batch is lost: what was counted and remembered in it goes too. */
static void batch_lost(struct archive *archive)
{
        if (!sqlite3_get_autocommit(archive->db))
                sqlite3_exec(archive->db, "ROLLBACK", NULL, NULL, NULL);
        archive->batch_open = false;
        archive->batch_documents = 0;
        memcpy(archive->outcomes, archive->outcomes_kept, sizeof(archive->outcomes));
        fulltext_truncate(archive, 0);
        feeds_clear(archive);
        counts_forget(archive);
        forget(archive);
}

static int write_counts(struct archive *archive)
{
        struct values v = statement(archive, STATEMENT_update_run);

        for (int i = 0; i < SOURCE_OUTCOMES; i++)
                put_int(&v, (int64_t) archive->outcomes[i]);
        put_int(&v, archive->run);
        return statement_run(archive, &v);
}

void archive_on_breath(struct archive *archive, void (*fn)(void *context), void *context)
{
        archive->breathe = fn;
        archive->breathe_context = context;
}

int archive_commit(struct archive *archive)
{
        int r;

        if (!archive->batch_open)
                return 0;
        r = counts_flush(archive);
        if (!r)
                r = fulltext_flush(archive);
        if (!r && archive->run)
                r = write_counts(archive);
        if (!r)
                r = simple(archive, STATEMENT_commit);
        if (r) {
                batch_lost(archive);
                return r;
        }
        archive->batch_open = false;
        archive->batch_documents = 0;
        memcpy(archive->outcomes_kept, archive->outcomes, sizeof(archive->outcomes));
        return 0;
}

/* ---- runs ---------------------------------------------------------------------------------------------- */

static int write_codes(struct archive *archive)
{
        int r = 0;

        for (int i = DIAG_NONE + 1; !r && i < DIAG_CODES; i++) {
                enum diag_code code = (enum diag_code) i;
                struct values v = statement(archive, STATEMENT_upsert_diagnostic_code);

                put_text(&v, diag_name(code));
                put_text(&v, diag_severity_name(diag_severity(code)));
                put_text(&v, diag_message(code, DIAG_VI));
                put_text(&v, diag_message(code, DIAG_EN));
                put_text(&v, diag_todo(code, DIAG_VI));
                put_text(&v, diag_todo(code, DIAG_EN));
                r = statement_run(archive, &v);
        }
        return r;
}

int archive_run_begin(struct archive *archive, const char *program_version, const char *rules_version)
{
        struct values v;
        int r = archive_commit(archive);

        memset(archive->outcomes, 0, sizeof(archive->outcomes));
        memset(archive->outcomes_kept, 0, sizeof(archive->outcomes_kept));
        if (!r)
                r = archive_begin(archive);
        if (r)
                return r;
        v = statement(archive, STATEMENT_insert_run);
        put_text(&v, program_version);
        put_text(&v, rules_version);
        r = statement_run(archive, &v);
        if (!r) {
                archive->run = sqlite3_last_insert_rowid(archive->db);
                r = write_codes(archive);
        }
        if (!r)
                r = register_begin(archive);
        if (!r)
                return archive_commit(archive);
        batch_lost(archive);
        return r;
}

int64_t archive_run(const struct archive *archive)
{
        return archive->run;
}

int archive_run_replace(struct archive *archive, int64_t earlier)
{
        struct values v;
        int r = archive_begin(archive);

        if (r || earlier == archive->run)
                return r;
        v = statement(archive, STATEMENT_forget_idle_run);
        put_int(&v, earlier);
        return statement_run(archive, &v);
}

int archive_run_end(struct archive *archive)
{
        struct values v;
        int r = archive_begin(archive); /* the counts of a run that stored nothing are written as well */

        if (r)
                return r;
        v = statement(archive, STATEMENT_finish_run);
        put_int(&v, archive->run);
        r = statement_run(archive, &v);
        if (!r)
                return archive_commit(archive);
        batch_lost(archive);
        return r;
}

/* ---- sources ------------------------------------------------------------------------------------------- */

static int find_source(struct archive *archive, struct archive_source *out, int64_t *document, const char *path, const char *member)
{
        struct values v = statement(archive, STATEMENT_find_source);
        const char *sha256;
        int r;

        *out = (struct archive_source) { 0 };
        *document = 0;
        put_text(&v, path);
        put_text(&v, member);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        sha256 = column_text(&v, 2);
        out->found = true;
        out->bytes = (uint64_t) column_int(&v, 0);
        out->mtime = column_int(&v, 1);
        snprintf(out->sha256, sizeof(out->sha256), "%s", sha256 ? sha256 : "");
        out->outcome = outcome_by_name(column_text(&v, 3));
        *document = column_int(&v, 4);
        out->incomplete = column_int(&v, 5) != 0;
        out->wordless = column_int(&v, 6) != 0;
        statement_end(&v);
        return 0;
}

int archive_source_find(struct archive *archive, struct archive_source *out, const char *path, const char *member)
{
        int64_t document;

        return find_source(archive, out, &document, path, member);
}

int archive_source_find_moved(struct archive *archive, const char **path, const char *a, const char *b, const char *c)
{
        struct values v = statement(archive, STATEMENT_find_moved_source);
        char *behind = arena_strdup(&archive->scratch, c);
        size_t len = strlen(behind);
        int r;

        *path = NULL;
        if (!len)
                return 0;
        behind[len - 1]++; /* the first text behind all that begin so */
        put_text(&v, a);
        put_text(&v, b);
        put_text(&v, c);
        put_text(&v, behind);
        r = statement_next(archive, &v);
        if (r > 0)
                *path = arena_strdup(&archive->scratch, column_text(&v, 0));
        statement_end(&v);
        return r < 0 ? r : 0;
}

static int run_with_path(struct archive *archive, enum statement_id id, const char *first, const char *second)
{
        struct values v = statement(archive, id);

        put_text(&v, first);
        if (second)
                put_text(&v, second);
        return statement_run(archive, &v);
}

int archive_source_move(struct archive *archive, const char *from, const char *to)
{
        int r = archive_begin(archive);

        if (!r)
                r = run_with_path(archive, STATEMENT_move_source, to, from);
        return r ? r : run_with_path(archive, STATEMENT_move_arrival, to, from);
}

int archive_members_failed(struct archive *archive, size_t *n, const char *path)
{
        struct values v = statement(archive, STATEMENT_count_failed_members);
        int64_t count = 0;
        int r;

        put_text(&v, path);
        put_int(&v, archive->run);
        r = statement_value(archive, &v, &count);
        *n = (size_t) count;
        return r;
}

int archive_members_forget(struct archive *archive, const char *path, bool retry)
{
        struct values v;
        int r = archive_begin(archive);

        if (r)
                return r;
        v = statement(archive, STATEMENT_forget_failed_members);
        put_text(&v, path);
        put_int(&v, retry);
        return statement_run(archive, &v);
}

static unsigned char half_byte(char c)
{
        return (unsigned char) (c <= '9' ? c - '0' : c - 'a' + 10);
}

void archive_mail_mark(unsigned char mark[static ARCHIVE_MAIL_MARK], const char *name, const char *sha256)
{
        uint64_t hash = text_hash(name); /* only names that other mails of the box have are to be told apart */

        for (size_t i = 0; i < ARCHIVE_MAIL_MARK; i++)
                mark[i] = (unsigned char) (half_byte(sha256[2 * i]) << 4 | half_byte(sha256[2 * i + 1]));
        for (size_t i = 0; i < sizeof(hash); i++)
                mark[i] ^= (unsigned char) (hash >> 8 * i);
}

static int compare_marks(const void *a, const void *b)
{
        return memcmp(a, b, ARCHIVE_MAIL_MARK);
}

int archive_mails_known(struct archive *archive, struct buf *marks, const char *path, bool retry)
{
        struct values v = statement(archive, STATEMENT_find_known_mails);
        unsigned char mark[ARCHIVE_MAIL_MARK];
        int r;

        put_text(&v, path);
        put_int(&v, retry);
        while ((r = statement_next(archive, &v)) > 0) {
                const char *name = column_text(&v, 0), *sha256 = column_text(&v, 1);

                if (!name || !sha256 || strlen(sha256) != 2 * sizeof(mark))
                        continue;
                archive_mail_mark(mark, name, sha256);
                buf_add(marks, mark, sizeof(mark));
        }
        if (marks->len)
                qsort(marks->ptr, marks->len / sizeof(mark), sizeof(mark), compare_marks);
        return r;
}

static int find_bytes(struct archive *archive, int64_t *document, const char *sha256)
{
        struct values v = statement(archive, STATEMENT_find_document_by_sha256);

        *document = 0;
        put_text(&v, sha256);
        return statement_value(archive, &v, document);
}

int archive_holds(struct archive *archive, bool *held, const char *sha256)
{
        int64_t document;
        int r = find_bytes(archive, &document, sha256);

        *held = document != 0;
        return r;
}

/* The mail the source came in; 0 = none. */
static int write_arrival(struct archive *archive, int64_t *id, const struct document *doc)
{
        const struct arrival *a = doc->arrival;
        struct values v;
        int r;

        *id = 0;
        if (!a)
                return 0;
        v = statement(archive, STATEMENT_upsert_arrival);
        put_text(&v, a->kind ? a->kind : "mail");
        put_text(&v, doc->path);
        put_text(&v, a->member);
        put_text(&v, a->message_id);
        put_text(&v, a->sender);
        put_text(&v, a->recipients);
        put_text(&v, a->subject);
        put_text(&v, a->sent);
        put_text(&v, a->received);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        *id = column_int(&v, 0);
        return statement_run(archive, &v);
}

static int write_witnesses(struct archive *archive, const struct document *doc)
{
        struct values v;
        int r;

        if (!doc->n_witnesses)
                return 0;
        v = statement(archive, STATEMENT_forget_witnesses);
        put_text(&v, doc->path);
        put_text(&v, doc->member);
        r = statement_run(archive, &v);
        for (size_t i = 0; !r && i < doc->n_witnesses; i++) {
                v = statement(archive, STATEMENT_insert_witness);
                put_text(&v, doc->witnesses[i].field);
                put_text(&v, doc->witnesses[i].value);
                put_text(&v, doc->path);
                put_text(&v, doc->member);
                r = statement_run(archive, &v);
        }
        return r;
}

static int write_source(struct archive *archive, const struct archive_item *item, int64_t document)
{
        const struct document *doc = item->doc;
        struct values v;
        int64_t arrival;
        int r = write_arrival(archive, &arrival, doc);

        if (r)
                return r;
        v = statement(archive, STATEMENT_upsert_source);
        put_int(&v, archive->run);
        put_text(&v, doc->path);
        put_text(&v, doc->member);
        put_text(&v, doc->sha256[0] ? doc->sha256 : NULL);
        put_int(&v, (int64_t) doc->bytes);
        put_int(&v, item->mtime);
        put_text(&v, doc->media_type);
        put_text(&v, doc->encoding);
        put_text(&v, source_outcome_name(item->outcome));
        put_text(&v, item->code ? diag_name(item->code) : NULL);
        put_text(&v, item->code ? diag_message(item->code, DIAG_EN) : NULL);
        put_text(&v, item->detail);
        put_id(&v, (int64_t) doc->starts_at);
        put_id(&v, document);
        put_id(&v, arrival);
        r = statement_run(archive, &v);
        return r || !document ? r : write_witnesses(archive, doc);
}

/* ---- storing ------------------------------------------------------------------------------------------- */

static int complain(struct archive *archive, const char *path, const char *sentence)
{
        buf_clear(&archive->message);
        buf_printf(&archive->message, "%s: %s", path ? path : "", sentence);
        return ERROR_USAGE;
}

/* The same bytes again, after the rules changed: the document keeps its id, and its sources keep it. */
static int clear_for_rewrite(struct archive *archive, int64_t document)
{
        if (sqlite3_exec(archive->db, "PRAGMA defer_foreign_keys = ON", NULL, NULL, NULL) != SQLITE_OK)
                return archive_fail(archive, "archive");
        return document_delete(archive, document);
}

static int load(struct archive *archive, const struct archive_item *item, int64_t *document)
{
        int r = find_bytes(archive, document, item->doc->sha256);

        if (!r && *document)
                r = clear_for_rewrite(archive, *document);
        else
                *document = archive->next_document++;
        return r ? r : document_insert(archive, item, *document);
}

/* The document a path held before, when no other source holds it. */
static int drop_orphan(struct archive *archive, int64_t document)
{
        struct values v = statement(archive, STATEMENT_find_source_of_document);
        int64_t source = 0;
        int r;

        put_int(&v, document);
        r = statement_value(archive, &v, &source);
        if (r)
                return r;
        return source ? envelope_retell(archive, document) : document_delete(archive, document);
}

static int store(struct archive *archive, const struct archive_item *item)
{
        struct archive_source known;
        int64_t before, document = 0, next = archive->next_document;
        int r = find_source(archive, &known, &before, item->doc->path, item->doc->member);

        if (!r && item->outcome == SOURCE_LOADED)
                r = load(archive, item, &document);
        if (!r && item->outcome == SOURCE_DUPLICATE) {
                r = find_bytes(archive, &document, item->doc->sha256);
                if (!r && !document)
                        r = complain(archive, item->doc->path, "no document with these bytes is held");
        }
        if (!r)
                r = write_source(archive, item, document);
        if (!r && document && document != next && (item->outcome == SOURCE_LOADED || item->doc->n_witnesses)) /* others may have spoken of it */
                r = envelope_retell(archive, document);
        if (!r && document && before && before != document)
                r = drop_orphan(archive, before);
        return r;
}

/*
 * All of it or nothing: what fails half-way takes its batch along. (A savepoint a source would spare the batch, and make SQLite copy each page that the
 * source touches, a tenth of all the work, for what does not happen: a disk that is full ends the batch anyhow.)
 */
static int whole(struct archive *archive, const struct archive_item *item, int (*write)(struct archive *, const struct archive_item *))
{
        struct buf why = { 0 };
        int r = write(archive, item);

        if (!r || r == ERROR_USAGE) /* nothing was written */
                return r;
        buf_add_span(&why, buf_span(&archive->message)); /* taking back must not hide what went wrong */
        batch_lost(archive);
        buf_clear(&archive->message);
        buf_add_span(&archive->message, buf_span(&why));
        buf_release(&why);
        return r;
}

/* One more in the batch, which ends when it is full. */
static int batch_grew(struct archive *archive)
{
        if (++archive->batch_documents < BATCH_DOCUMENTS && archive->fulltext.text.len < BATCH_TEXT)
                return 0;
        return archive_commit(archive);
}

int archive_store(struct archive *archive, const struct archive_item *item)
{
        int r = archive_begin(archive);

        if (!r && item->outcome != SOURCE_UNCHANGED)
                r = whole(archive, item, store);
        arena_reset(&archive->scratch);
        if (r)
                return r;
        archive->outcomes[item->outcome]++;
        return batch_grew(archive);
}

/* ---- documents that are there already ------------------------------------------------------------------ */

int archive_count_stale(struct archive *archive, size_t *n, const char *normalizer_version, const char *rules_version)
{
        struct values v = statement(archive, STATEMENT_count_stale);
        int64_t count = 0;
        int r;

        put_text(&v, rules_version);
        put_text(&v, normalizer_version);
        r = statement_value(archive, &v, &count);
        *n = (size_t) count;
        return r;
}

int archive_next_stale(struct archive *archive, int64_t *id, int64_t after, bool all, const char *normalizer_version, const char *rules_version)
{
        struct values v = statement(archive, STATEMENT_find_stale);

        *id = 0;
        put_int(&v, after);
        put_int(&v, all);
        put_text(&v, rules_version);
        put_text(&v, normalizer_version);
        return statement_value(archive, &v, id);
}

int archive_rewrite_begin(struct archive *archive)
{
        int r = archive_begin(archive);

        if (!r)
                r = write_codes(archive);
        if (!r)
                return archive_commit(archive);
        batch_lost(archive);
        return r;
}

static int rewrite(struct archive *archive, const struct archive_item *item)
{
        int64_t document;
        int r = find_bytes(archive, &document, item->doc->sha256);

        if (r || !document)
                return r;
        r = clear_for_rewrite(archive, document);
        return r ? r : document_insert(archive, item, document);
}

int archive_rewrite(struct archive *archive, const struct archive_item *item)
{
        int r = archive_begin(archive);

        if (!r)
                r = whole(archive, item, rewrite);
        arena_reset(&archive->scratch);
        return r ? r : batch_grew(archive);
}
