/*
 * One archive into another, source by source, as if its files had been met here.
 *
 * Everything is decided by content, so that archives may come in any order and any number of times. A source is known by path and member; where both archives
 * have it with other bytes the later modification counts, then the greater hash. A document is known by its bytes; where both hold it, what
 * later versions made of it counts (queries/find-versions.sql). The register comes along (queries/merge-known-instrument.sql). Identities are made anew here,
 * out of what documents say: no number of a row is taken over.
 */
#include "loader/internal.h"

#include <assert.h>

struct job {
        struct archive *into, *from;
        struct arena arena; /* of one source */
};

/* A row of merge-sources.sql. */
struct one {
        struct document doc;
        struct arrival arrival;
        const char *outcome, *code, *detail;
        int64_t mtime, document;
};

static const char *text(struct job *job, const struct values *v, int column)
{
        return arena_strdup(&job->arena, column_text(v, column));
}

/* "field U+001F value U+001E field ...", which is taken apart in place. */
static void read_witnesses(struct job *job, struct document *doc, const char *packed)
{
        char *p = packed ? (char *) (uintptr_t) packed : NULL;

        while (p && *p) {
                char *end = p + strcspn(p, "\x1E"), *value = memchr(p, '\x1F', (size_t) (end - p));
                bool last = !*end;

                *end = '\0';
                if (value) {
                        struct witness *w = arena_grow(&job->arena, &doc->witnesses, &doc->n_witnesses, &doc->room_witnesses, sizeof(*w));

                        *value = '\0';
                        *w = (struct witness) { p, value + 1 };
                }
                p = last ? end : end + 1;
        }
}

static void read_one(struct job *job, struct one *out, const struct values *v)
{
        const char *sha256 = column_text(v, 2);

        *out = (struct one) { .outcome = text(job, v, 7), .code = text(job, v, 8), .detail = text(job, v, 9), .mtime = column_int(v, 4), .document = column_int(v, 10) };
        out->doc = (struct document) { .path = text(job, v, 0), .member = text(job, v, 1), .bytes = (uint64_t) column_int(v, 3), .media_type = text(job, v, 5),
                .encoding = text(job, v, 6) };
        snprintf(out->doc.sha256, sizeof(out->doc.sha256), "%s", sha256 ? sha256 : "");
        out->doc.starts_at = (uint64_t) column_int(v, 21);
        read_witnesses(job, &out->doc, text(job, v, 20));
        if (!column_int(v, 11))
                return;
        out->arrival = (struct arrival) { .kind = text(job, v, 12), .member = text(job, v, 13), .message_id = text(job, v, 14), .sender = text(job, v, 15),
                .recipients = text(job, v, 16), .subject = text(job, v, 17), .sent = text(job, v, 18), .received = text(job, v, 19) };
        out->doc.arrival = &out->arrival;
}

static enum source_outcome outcome_of(const struct one *one)
{
        for (int i = 0; one->outcome && i < SOURCE_OUTCOMES; i++) {
                if (strcmp(source_outcome_name((enum source_outcome) i), one->outcome) == 0)
                        return (enum source_outcome) i;
        }
        return SOURCE_FAILED;
}

/* What is here of that path is the same, or counts more. */
static bool is_behind(const struct one *one, const struct archive_source *known)
{
        int order;

        if (!known->found)
                return false;
        if (known->mtime != one->mtime)
                return known->mtime > one->mtime;
        order = strcmp(known->sha256, one->doc.sha256);
        return order ? order > 0 : known->outcome <= outcome_of(one) || (known->outcome == SOURCE_DUPLICATE && outcome_of(one) == SOURCE_LOADED);
}

static int measure(struct job *job, const char **out, struct archive *archive, const char *sha256)
{
        struct values v = statement(archive, STATEMENT_find_versions);
        int r;

        *out = NULL;
        put_text(&v, sha256);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        *out = text(job, &v, 0);
        statement_end(&v);
        return 0;
}

static struct archive_item item_of(const struct archive_document *document, const struct document *doc, int64_t mtime)
{
        return (struct archive_item) { .doc = doc, .record = &document->record, .extractor_version = document->extractor_version,
                .normalizer_version = document->normalizer_version, .rules_version = document->rules_version, .mtime = mtime, .outcome = SOURCE_LOADED };
}

/* The document was written anew, as one envelope tells of it. */
static int retell(struct archive *into, const char *sha256)
{
        struct values v;
        int64_t document = 0;
        int r = archive_begin(into);

        if (r)
                return r;
        v = statement(into, STATEMENT_find_document_by_sha256);
        put_text(&v, sha256);
        r = statement_value(into, &v, &document);
        return r || !document ? r : envelope_retell(into, document);
}

/* The document of a source, which is told of as @one. */
static int merge_document(struct job *job, const struct one *one)
{
        struct archive_document document;
        struct archive_item item;
        struct document doc;
        const char *mine, *theirs;
        int r = archive_read(job->from, &document, &job->arena, one->document);

        if (r || !document.doc.sha256[0])
                return r;
        archive_read_blocks(&document, &job->arena);
        doc = document.doc;
        doc.path = one->doc.path;
        doc.member = one->doc.member;
        doc.arrival = one->doc.arrival;
        doc.witnesses = one->doc.witnesses;
        doc.n_witnesses = one->doc.n_witnesses;
        ruleset_compare(&document.record, &job->arena, &doc); /* what the other envelopes say comes with them */
        item = item_of(&document, &doc, one->mtime);
        item.blocks_unknown = !document.packed.ptr;
        r = measure(job, &theirs, job->from, doc.sha256);
        if (!r)
                r = measure(job, &mine, job->into, doc.sha256);
        if (!r && mine && theirs && strcmp(theirs, mine) > 0) {
                r = archive_rewrite(job->into, &item);
                r = r ? r : retell(job->into, doc.sha256);
        }
        if (mine)
                item.outcome = SOURCE_DUPLICATE;
        return r ? r : archive_store(job->into, &item);
}

static int merge_one(struct job *job, const struct one *one)
{
        enum source_outcome outcome = outcome_of(one);
        struct archive_source known;
        const char *mine, *theirs;
        int r = archive_source_find(job->into, &known, one->doc.path, one->doc.member);

        if (r)
                return r;
        if (is_behind(one, &known)) {
                struct archive_item item = { .doc = &one->doc, .outcome = SOURCE_UNCHANGED };

                r = measure(job, &theirs, job->from, one->doc.sha256);
                if (!r)
                        r = measure(job, &mine, job->into, one->doc.sha256);
                if (r || !mine || !theirs || strcmp(theirs, mine) <= 0)
                        return r ? r : archive_store(job->into, &item);
        }
        if (one->document)
                r = merge_document(job, one);
        if (!r && (outcome == SOURCE_SKIPPED || outcome == SOURCE_FAILED)) {
                struct archive_item item = { .doc = &one->doc, .mtime = one->mtime, .outcome = outcome, .code = diag_by_name(one->code ? one->code : ""), .detail = one->detail };

                r = archive_store(job->into, &item);
        }
        return r;
}

int archive_merge(struct archive *into, struct archive *from, size_t counts[SOURCE_OUTCOMES], const char *program_version)
{
        struct job job = { .into = into, .from = from };
        sqlite3_stmt *stmt = NULL;
        struct values v;
        int r, more = 0;

        assert(into->mode == ARCHIVE_WRITE);
        if (sqlite3_prepare_v2(from->db, embedded_find(loader_queries, "queries/merge-sources.sql").ptr, -1, &stmt, NULL) != SQLITE_OK)
                return archive_fail(from, "merge");
        v = (struct values) { .stmt = stmt, .name = "merge-sources" };
        r = archive_run_begin(into, program_version, "");
        if (!r)
                r = register_merge(into, from); /* before the documents, whose citations of laws by name are linked with it */
        while (!r && (more = statement_next(from, &v)) > 0) {
                struct one one;

                read_one(&job, &one, &v);
                r = merge_one(&job, &one);
                arena_reset(&job.arena);
        }
        r = r ? r : more;
        if (!r)
                r = archive_run_end(into);
        for (int i = 0; i < SOURCE_OUTCOMES; i++)
                counts[i] = into->outcomes_kept[i];
        sqlite3_finalize(stmt);
        arena_release(&job.arena);
        return r;
}
