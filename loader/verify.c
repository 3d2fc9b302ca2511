/*
 * Is the archive what it says? SQLite's own checks, the references between tables, the outcomes of sources, and for each document whether
 * everything that names a place in its text stands inside it, on whole letters, and whether full text knows it.
 *
 * A contentless index keeps no text to compare with. It does keep how many words each document has; the text is folded and counted again, and some
 * words out of its middle must find it. (FTS5's own integrity-check is a write and needs an archive that may be written to.)
 */
#include "loader/internal.h"

struct job {
        struct archive *archive;
        answer_fn *fn;
        void *context;
        size_t found;
        struct buf line, folded;
};

static void finalizep(sqlite3_stmt **stmt)
{
        sqlite3_finalize(*stmt);
}

/* A finding of the checks in C, as the row a statement would give. */
static int tell(struct job *job, const char *check, const char *place, const char *detail)
{
        static const char *const names[] = { "check", "place", "detail" };
        static const bool numeric[ARRAY_LEN(names)] = { false };
        const char *cells[ARRAY_LEN(names)] = { check, place, detail };
        const struct answer_row row = { ARRAY_LEN(names), names, cells, numeric };

        job->found++;
        return job->fn(job->context, &row);
}

static int tell_of(struct job *job, const char *check, int64_t document, const char *detail)
{
        buf_clear(&job->line);
        buf_printf(&job->line, "document %lld", (long long) document);
        return tell(job, check, job->line.ptr, detail);
}

static int prepare(struct job *job, sqlite3_stmt **stmt, const char *sql)
{
        return sqlite3_prepare_v2(job->archive->db, sql, -1, stmt, NULL) == SQLITE_OK ? 0 : archive_fail(job->archive, "verify");
}

static int prepare_file(struct job *job, sqlite3_stmt **stmt, const char *path)
{
        return prepare(job, stmt, embedded_find(loader_queries, path).ptr);
}

/* SQLite's own word on its pages and indexes; "ok" alone is good. */
static int check_pages(struct job *job)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        int r = prepare(job, &stmt, "PRAGMA integrity_check");
        int rc = SQLITE_DONE;

        while (!r && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
                const char *sentence = (const char *) sqlite3_column_text(stmt, 0);

                if (sentence && strcmp(sentence, "ok"))
                        r = tell(job, "integrity", "file", sentence);
        }
        return r || rc == SQLITE_DONE ? r : archive_fail(job->archive, "verify");
}

static int check_rows(struct job *job)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        int r = prepare_file(job, &stmt, "queries/verify-rows.sql");

        return r ? r : answer_rows(job->archive, stmt, job->fn, job->context, &job->found);
}

/* ---- documents ----------------------------------------------------------------------------------------- */

/* Between two letters: not in front of a continuation byte. */
static bool is_border(struct span text, int64_t at)
{
        return at >= 0 && (uint64_t) at <= text.len && ((uint64_t) at == text.len || ((unsigned char) text.ptr[at] & 0xC0) != 0x80);
}

static int check_spans(struct job *job, sqlite3_stmt *stmt, int64_t id, struct span text)
{
        int rc, r = 0;

        sqlite3_bind_int64(stmt, 1, id);
        while (!r && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
                int64_t begin = sqlite3_column_int64(stmt, 2), end = sqlite3_column_int64(stmt, 3);
                int nulls = (sqlite3_column_type(stmt, 2) == SQLITE_NULL) + (sqlite3_column_type(stmt, 3) == SQLITE_NULL);
                char detail[128];

                if (nulls == 2 || (!nulls && begin <= end && is_border(text, begin) && is_border(text, end)))
                        continue;
                snprintf(detail, sizeof(detail), "%s %s: [%lld, %lld) is no place in its text of %zu bytes", (const char *) sqlite3_column_text(stmt, 0),
                        (const char *) sqlite3_column_text(stmt, 1), (long long) begin, (long long) end, text.len);
                r = tell_of(job, "span", id, detail);
        }
        if (!r && rc != SQLITE_DONE)
                r = archive_fail(job->archive, "verify");
        sqlite3_reset(stmt);
        return r;
}

/* What FTS5's tokenizer "ascii" takes for letters. */
static bool is_letter(char c)
{
        return (unsigned char) c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The number of words; *middle becomes the first one that begins in the second half. */
static uint64_t count_words(struct span s, struct span *middle)
{
        uint64_t n = 0;

        *middle = (struct span) { s.ptr, 0 };
        for (size_t i = 0; i < s.len;) {
                size_t begin = i;

                while (i < s.len && is_letter(s.ptr[i]))
                        i++;
                if (i > begin) {
                        n++;
                        if (!middle->len && begin >= s.len / 2)
                                *middle = (struct span) { s.ptr + begin, i - begin };
                } else {
                        i++;
                }
        }
        return n;
}

/* SQLite's variable-length integer: seven bits a byte, high ones first (files here stay far below its ninth byte). */
static uint64_t next_number(struct span *sz)
{
        uint64_t n = 0;

        while (sz->len) {
                unsigned char byte = (unsigned char) *sz->ptr;

                n = n << 7 | (byte & 0x7F);
                *sz = (struct span) { sz->ptr + 1, sz->len - 1 };
                if (!(byte & 0x80))
                        break;
        }
        return n;
}

static int check_found(struct job *job, sqlite3_stmt *words, int64_t id, struct span word)
{
        char match[80];
        int rc;

        if (!word.len || word.len > 64)
                return 0;
        snprintf(match, sizeof(match), "body:\"%.*s\"", (int) word.len, word.ptr);
        sqlite3_bind_int64(words, sqlite3_bind_parameter_index(words, ":id"), id);
        sqlite3_bind_text(words, sqlite3_bind_parameter_index(words, ":match"), match, -1, SQLITE_STATIC);
        rc = sqlite3_step(words);
        sqlite3_reset(words);
        if (rc == SQLITE_ROW)
                return 0;
        return rc == SQLITE_DONE ? tell_of(job, "fulltext", id, "a word of its text does not find it") : archive_fail(job->archive, "verify");
}

static int check_words(struct job *job, sqlite3_stmt *words, int64_t id, struct span title, struct span text, struct span sz)
{
        uint64_t in_title, in_text;
        struct span middle;

        buf_clear(&job->folded);
        norm_fold_text(&job->folded, title);
        in_title = count_words(buf_span(&job->folded), &middle);
        buf_clear(&job->folded);
        norm_fold_text(&job->folded, text);
        in_text = count_words(buf_span(&job->folded), &middle);
        if (next_number(&sz) != in_title || next_number(&sz) != in_text)
                return tell_of(job, "fulltext", id, "it has another number of words than its text");
        return check_found(job, words, id, middle);
}

static struct span column_span(sqlite3_stmt *stmt, int column)
{
        const char *ptr = sqlite3_column_blob(stmt, column);

        return (struct span) { ptr ? ptr : "", (size_t) sqlite3_column_bytes(stmt, column) };
}

static int check_documents(struct job *job)
{
        cleanup(finalizep) sqlite3_stmt *documents = NULL, *spans = NULL, *words = NULL;
        int rc = SQLITE_DONE, r;

        r = prepare_file(job, &documents, "queries/verify-documents.sql");
        if (!r)
                r = prepare_file(job, &spans, "queries/verify-spans.sql");
        if (!r)
                r = prepare_file(job, &words, "queries/verify-words.sql");
        while (!r && (rc = sqlite3_step(documents)) == SQLITE_ROW) {
                int64_t id = sqlite3_column_int64(documents, 0);
                struct span text = column_span(documents, 3);

                r = check_spans(job, spans, id, text);
                if (!r)
                        r = check_words(job, words, id, column_span(documents, 1), text, column_span(documents, 2));
        }
        return r || rc == SQLITE_DONE ? r : archive_fail(job->archive, "verify");
}

int verify_ask(struct archive *archive, answer_fn *fn, void *context, size_t *n_rows)
{
        static int (*const checks[])(struct job *) = { check_pages, check_rows, check_documents };
        struct job job = { .archive = archive, .fn = fn, .context = context };
        int r = 0;

        for (size_t i = 0; !r && i < ARRAY_LEN(checks); i++)
                r = checks[i](&job);
        if (n_rows)
                *n_rows = job.found;
        buf_release(&job.line);
        buf_release(&job.folded);
        return r;
}
