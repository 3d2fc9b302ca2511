/*
 * Full-text search: FTS5 finds and ranks folded words, and this file does what it cannot: put hits with the exact spelling first, and cut
 * the snippet, since the index keeps no text.
 *
 * When something was typed with its marks, the best CANDIDATES by rank are looked at, not all: a hit far down the list stays there.
 */
#include "loader/internal.h"
#include "loader/words.h"

#include "common/utf8.h"

enum { DEFAULT_LIMIT = 20, CANDIDATES = 200, SNIPPET_BYTES = 240, CARRIED = 7 };

enum column { COLUMN_ID, COLUMN_TYPE, COLUMN_KEY, COLUMN_DATE, COLUMN_ISSUER, COLUMN_TITLE, COLUMN_SNIPPET, COLUMN_MARKS, COLUMN_EXACT, COLUMN_PATH, COLUMNS };

static const char *const names[COLUMNS] = { "id", "type", "key", "date", "issuer", "title", "snippet", "marks", "exact", "path" };
static const bool numeric[COLUMNS] = { [COLUMN_ID] = true, [COLUMN_EXACT] = true };

struct result {
        const char *cells[COLUMNS];
        bool exact;
};

struct results {
        struct result *items;
        size_t n, room;
};

static void finalizep(sqlite3_stmt **stmt)
{
        sqlite3_finalize(*stmt);
}

/* ---- snippets ------------------------------------------------------------------------------------------ */

/* The hits within one snippet that show the most: terms first, exact ones second. */
static struct range best_window(const struct hits *hits)
{
        struct range best = { 0, 0 };
        int best_score = -1;

        for (size_t i = 0; i < hits->n; i++) {
                uint64_t terms = 0, exact = 0;
                size_t j = i;
                int score;

                for (; j < hits->n && hits->items[j].end - hits->items[i].begin <= SNIPPET_BYTES * 3 / 4; j++) {
                        terms |= hits->items[j].term;
                        exact |= hits->items[j].exact ? hits->items[j].term : 0;
                }
                score = 2 * __builtin_popcountll(terms) + __builtin_popcountll(exact);
                if (j > i && score > best_score) {
                        best_score = score;
                        best = (struct range) { (uint32_t) i, (uint32_t) j };
                }
        }
        return best;
}

static bool is_blank(char c)
{
        return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Move @at to the begin of a word, at most 24 bytes on and not past @stop; else at least to the begin of a letter. */
static size_t word_begin(struct span text, size_t at, size_t stop)
{
        for (size_t i = at; i < stop && i < at + 24; i++) {
                if (i && is_blank(text.ptr[i - 1]) && !is_blank(text.ptr[i]))
                        return i;
        }
        while (at < text.len && ((unsigned char) text.ptr[at] & 0xC0) == 0x80)
                at++;
        return at;
}

/* Likewise backwards to the end of a word. */
static size_t word_end(struct span text, size_t at, size_t stop)
{
        for (size_t i = at; i > stop && i + 24 > at; i--) {
                if (i < text.len && is_blank(text.ptr[i]) && !is_blank(text.ptr[i - 1]))
                        return i;
        }
        while (at > stop && at < text.len && ((unsigned char) text.ptr[at] & 0xC0) == 0x80)
                at--;
        return at;
}

struct range_size {
        size_t begin, end;
};

static struct range_size around(struct span text, size_t begin, size_t end)
{
        size_t spare = end - begin < SNIPPET_BYTES ? (SNIPPET_BYTES - (end - begin)) / 2 : 0;
        struct range_size r = { begin > spare ? begin - spare : 0, end + spare < text.len ? end + spare : text.len };

        if (r.begin)
                r.begin = word_begin(text, r.begin, begin);
        if (r.end < text.len)
                r.end = word_end(text, r.end, end);
        return r;
}

/* The text of @r on one line; the hits from @window in it as "4-9,15-21", bytes of the snippet. */
static void cut(struct result *out, struct arena *arena, struct span text, struct range_size r, const struct hits *hits, struct range window)
{
        struct buf snippet = { 0 }, marks = { 0 };
        uint32_t next = window.begin;
        size_t open = 0;

        if (r.begin)
                buf_puts(&snippet, "\u2026");
        for (size_t i = r.begin; i <= r.end; i++) {
                if (next < window.end && i == hits->items[next].begin)
                        open = snippet.len;
                if (next < window.end && i == hits->items[next].end) {
                        buf_printf(&marks, "%s%zu-%zu", marks.len ? "," : "", open, snippet.len);
                        while (next < window.end && hits->items[next].begin < i)
                                next++;
                        open = snippet.len;
                }
                if (i == r.end)
                        break;
                if (!is_blank(text.ptr[i]))
                        buf_putc(&snippet, text.ptr[i]);
                else if (snippet.len && snippet.ptr[snippet.len - 1] != ' ')
                        buf_putc(&snippet, ' ');
        }
        if (r.end < text.len)
                buf_puts(&snippet, "\u2026");
        out->cells[COLUMN_SNIPPET] = arena_strndup(arena, buf_span(&snippet));
        out->cells[COLUMN_MARKS] = arena_strndup(arena, buf_span(&marks));
        buf_release(&snippet);
        buf_release(&marks);
}

static void make_snippet(struct result *out, struct arena *arena, struct span text, const struct hits *hits)
{
        struct range window = best_window(hits);
        struct range_size r = { 0, 0 };

        if (window.end)
                r = around(text, hits->items[window.begin].begin, hits->items[window.end - 1].end);
        else /* the words stand in the title alone */
                r = around(text, 0, 0);
        cut(out, arena, text, r, hits, window);
}

/* ---- results ------------------------------------------------------------------------------------------- */

static void read_result(struct result *out, struct arena *arena, sqlite3_stmt *stmt, const struct words *words, struct hits *hits, struct arena *scan)
{
        static const enum column columns[CARRIED] = { COLUMN_ID, COLUMN_TYPE, COLUMN_KEY, COLUMN_DATE, COLUMN_ISSUER, COLUMN_TITLE, COLUMN_PATH };
        struct span text = { (const char *) sqlite3_column_text(stmt, CARRIED), (size_t) sqlite3_column_bytes(stmt, CARRIED) };

        for (int i = 0; i < CARRIED; i++)
                out->cells[columns[i]] = arena_strdup(arena, (const char *) sqlite3_column_text(stmt, i));
        words_find(hits, words, text, scan);
        make_snippet(out, arena, text, hits);
        out->exact = hits->exact;
        out->cells[COLUMN_EXACT] = hits->exact ? "1" : "0";
}

static int read_results(struct archive *archive, struct results *out, const struct asked *asked, const struct words *words)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        struct hits *hits = arena_alloc(&archive->scratch, sizeof(*hits));
        struct arena scan = { 0 };
        int rc, r = asked_prepare(archive, &stmt, "search", asked);

        if (r)
                return r;
        while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
                struct result *result = arena_grow(&archive->scratch, &out->items, &out->n, &out->room, sizeof(*result));

                read_result(result, &archive->scratch, stmt, words, hits, &scan);
        }
        if (rc != SQLITE_DONE)
                r = archive_fail(archive, "search");
        arena_release(&scan);
        return r;
}

int search_ask(struct archive *archive, const struct question *question, answer_fn *fn, void *context, size_t *n_rows)
{
        struct results results = { 0 };
        struct answer_row row = { COLUMNS, names, NULL, numeric };
        struct words words;
        struct asked asked;
        int64_t left;
        int r = asked_init(archive, &asked, question, DEFAULT_LIMIT);

        words_parse(&words, &archive->scratch, question->text);
        if (r || !words.match)
                return r;
        left = asked.limit;
        asked.match = words.match;
        if (words.marked && asked.limit < CANDIDATES)
                asked.limit = CANDIDATES;
        r = read_results(archive, &results, &asked, &words);
        for (int exact = 1; !r && exact >= 0; exact--) {
                for (size_t i = 0; !r && left && i < results.n; i++) {
                        if (results.items[i].exact != exact)
                                continue;
                        row.cells = results.items[i].cells;
                        r = fn(context, &row);
                        left--;
                        if (n_rows)
                                ++*n_rows;
                }
        }
        return r;
}
