/*
 * Questions: a file of queries/ is prepared, its inputs bound by name, and its rows handed on as text.
 *
 * Only statements that write nothing are questions, so the files that store cannot be asked.
 */
#include "loader/internal.h"

#include "common/utf8.h"

/* ---- inputs -------------------------------------------------------------------------------------------- */

static int64_t digits(const char *key)
{
        int64_t id = 0;

        if (!key || !*key)
                return 0;
        for (; *key >= '0' && *key <= '9'; key++) {
                if (id > INT64_MAX / 100)
                        return 0;
                id = id * 10 + (*key - '0');
        }
        return *key ? 0 : id;
}

/* "2015" as the last day wanted is all of 2015: "2015-99-99" sorts behind every day of it. */
static const char *last_of(struct arena *arena, const char *date)
{
        static const char open[] = "9999-99-99";
        size_t len = date ? strlen(date) : 0;

        if (!len)
                return NULL;
        return len == 4 || len == 7 ? arena_printf(arena, "%s%s", date, open + len) : date;
}

/* "can_cu" and "căn cứ" are the same relation. */
static const char *relation_id(struct arena *arena, const char *relation)
{
        char *id;

        if (!relation || !*relation)
                return NULL;
        id = norm_folded(arena, span_of(relation));
        for (char *p = id; *p; p++) {
                if (*p == ' ')
                        *p = '_';
        }
        return id;
}

/* The type of that folded name as it is written in the archive: "quyet dinh", "quyet_dinh" -> "Quyết định". Unknown: as asked, which finds nothing. */
static int type_name(struct archive *archive, const char **out, const char *type)
{
        struct values v = statement(archive, STATEMENT_find_document_type);
        char *folded;
        int r;

        *out = NULL;
        if (!type || !*type)
                return 0;
        folded = norm_folded(&archive->scratch, span_of(type));
        for (char *p = folded; *p; p++) {
                if (*p == '_')
                        *p = ' ';
        }
        put_text(&v, folded);
        r = statement_next(archive, &v);
        *out = arena_strdup(&archive->scratch, r > 0 ? column_text(&v, 0) : type);
        statement_end(&v);
        return r < 0 ? r : 0;
}

/* Part of a folded name. The two abbreviations everybody types are written out; the rest is for who holds the vocabularies. */
static const char *issuer_words(struct arena *arena, const char *issuer)
{
        static const struct {
                const char *abbr, *name;
        } abbrs[] = { { "ubnd", "uy ban nhan dan" }, { "hdnd", "hoi dong nhan dan" } };
        struct span rest = span_of(norm_folded(arena, span_of(issuer)));
        struct buf out = { 0 };
        const char *text;

        while (rest.len) {
                struct span word = { rest.ptr, strcspn(rest.ptr, " ") }, name = word;

                for (size_t i = 0; i < ARRAY_LEN(abbrs); i++)
                        name = span_eq(word, span_of(abbrs[i].abbr)) ? span_of(abbrs[i].name) : name;
                buf_add_span(&out, name);
                rest = (struct span) { rest.ptr + word.len, rest.len - word.len };
                for (; rest.len && *rest.ptr == ' '; rest.ptr++, rest.len--)
                        buf_putc(&out, ' ');
        }
        text = arena_strndup(arena, buf_span(&out));
        buf_release(&out);
        return text;
}

int asked_init(struct archive *archive, struct asked *out, const struct question *q, int default_limit)
{
        struct arena *arena = &archive->scratch;
        int r = 0;

        *out = (struct asked) { .question = q };
        out->id = digits(q->key);
        out->relation = relation_id(arena, q->relation);
        out->issuer = q->issuer && *q->issuer ? issuer_words(arena, q->issuer) : NULL;
        out->unit = q->unit && *q->unit ? issuer_words(arena, q->unit) : NULL;
        if (q->predecessors && out->issuer)
                r = succession_names(archive, &out->issuer, out->issuer, q);
        if (q->predecessors && !r && out->unit)
                r = succession_names(archive, &out->unit, out->unit, q);
        if (r)
                return r;
        out->text = q->text;
        out->from = q->from && *q->from ? q->from : NULL;
        out->to = last_of(arena, q->to);
        out->limit = q->limit > 0 ? q->limit : default_limit;
        return type_name(archive, &out->type, q->type);
}

static void bind(sqlite3_stmt *stmt, int i, const struct asked *a)
{
        const struct {
                const char *name, *value;
        } texts[] = { { ":key", a->question->key }, { ":text", a->text }, { ":unit", a->unit }, { ":role", a->question->role }, { ":relation", a->relation }, { ":type", a->type },
                { ":issuer", a->issuer }, { ":from", a->from }, { ":to", a->to }, { ":match", a->match } };
        const char *name = sqlite3_bind_parameter_name(stmt, i);

        for (size_t k = 0; name && k < ARRAY_LEN(texts); k++) {
                if (strcmp(name, texts[k].name) == 0)
                        sqlite3_bind_text(stmt, i, texts[k].value, -1, SQLITE_STATIC);
        }
        if (name && strcmp(name, ":id") == 0 && a->id)
                sqlite3_bind_int64(stmt, i, a->id);
        if (name && strcmp(name, ":limit") == 0)
                sqlite3_bind_int64(stmt, i, a->limit);
}

int asked_prepare(struct archive *archive, sqlite3_stmt **out, const char *name, const struct asked *asked)
{
        char path[64];
        struct span sql;

        *out = NULL;
        snprintf(path, sizeof(path), "queries/%s.sql", name);
        sql = embedded_find(loader_queries, path);
        if (sql.ptr && sqlite3_prepare_v2(archive->db, sql.ptr, (int) sql.len, out, NULL) != SQLITE_OK)
                return archive_fail(archive, name);
        if (!*out || !sqlite3_stmt_readonly(*out) || !sqlite3_column_count(*out)) { /* COMMIT writes nothing by that measure */
                buf_clear(&archive->message);
                buf_printf(&archive->message, "there is no question \"%s\"", name);
                sqlite3_finalize(steal(out));
                return ERROR_USAGE;
        }
        for (int i = 1; i <= sqlite3_bind_parameter_count(*out); i++)
                bind(*out, i, asked);
        return 0;
}

enum { STATS_ROWS = 20 }; /* issuers, and documents cited most, unless more are asked for */

/* ---- rows ---------------------------------------------------------------------------------------------- */

enum { COLUMNS_MAX = 64 };

/* An answer on its way out. */
struct answer {
        sqlite3_stmt *stmt;
        size_t columns;
        const char *names[COLUMNS_MAX];
        const char *cells[COLUMNS_MAX];
        bool numeric[COLUMNS_MAX];
        struct buf tidied;
};

static void finalizep(sqlite3_stmt **stmt)
{
        sqlite3_finalize(*stmt);
}

/* A column is numeric by its declaration, or, where it is computed, by its first value. */
static void describe(struct answer *a)
{
        int n = sqlite3_column_count(a->stmt);

        a->columns = n < COLUMNS_MAX ? (size_t) n : COLUMNS_MAX;
        for (int i = 0; i < (int) a->columns; i++) {
                const char *declared = sqlite3_column_decltype(a->stmt, i);
                int type = sqlite3_column_type(a->stmt, i);

                a->names[i] = sqlite3_column_name(a->stmt, i);
                a->numeric[i] = declared ? strcmp(declared, "INTEGER") == 0 || strcmp(declared, "REAL") == 0
                                         : type == SQLITE_INTEGER || type == SQLITE_FLOAT;
        }
}

/* Bytes cut out of a text anywhere: broken letters at both ends are dropped, white space becomes one space. */
static void tidy(struct buf *out, struct span s)
{
        const char *p = s.ptr, *end = s.ptr + s.len;
        unsigned width;

        while (p < end && ((unsigned char) *p & 0xC0) == 0x80)
                p++;
        for (; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);
                bool space = cp == ' ' || (cp >= '\t' && cp <= '\r');

                if (cp == UTF8_BAD)
                        continue;
                if (!space)
                        buf_add(out, p, width);
                else if (out->len && out->ptr[out->len - 1] != '\0' && out->ptr[out->len - 1] != ' ')
                        buf_putc(out, ' ');
        }
        buf_putc(out, '\0');
}

#define WHOLE SIZE_MAX

/* Cells of type blob are cut text; all others are handed on as SQLite has them. */
static void read_cells(struct answer *a)
{
        size_t at[COLUMNS_MAX];
        bool cut = false;

        buf_clear(&a->tidied);
        for (int i = 0; i < (int) a->columns; i++) {
                const char *blob;

                at[i] = WHOLE;
                if (sqlite3_column_type(a->stmt, i) != SQLITE_BLOB) {
                        a->cells[i] = (const char *) sqlite3_column_text(a->stmt, i);
                        continue;
                }
                at[i] = a->tidied.len;
                blob = sqlite3_column_blob(a->stmt, i);
                tidy(&a->tidied, (struct span) { blob ? blob : "", (size_t) sqlite3_column_bytes(a->stmt, i) });
                cut = true;
        }
        for (int i = 0; cut && i < (int) a->columns; i++) {
                if (at[i] != WHOLE)
                        a->cells[i] = a->tidied.ptr + at[i];
        }
}

int answer_rows(struct archive *archive, sqlite3_stmt *stmt, answer_fn *fn, void *context, size_t *n_rows)
{
        struct answer a = { .stmt = stmt };
        struct answer_row row = { 0, a.names, a.cells, a.numeric };
        int rc, r = 0;

        while (!r && (rc = sqlite3_step(stmt)) != SQLITE_DONE) {
                if (rc != SQLITE_ROW) {
                        r = archive_fail(archive, "question");
                        break;
                }
                if (!a.columns) {
                        describe(&a);
                        row.columns = a.columns;
                }
                read_cells(&a);
                r = fn(context, &row);
                if (n_rows)
                        ++*n_rows;
        }
        buf_release(&a.tidied);
        return r;
}

static bool is_reach(const char *name)
{
        return strcmp(name, "graph") == 0 || strcmp(name, "cites-depth") == 0 || strcmp(name, "cited-by-depth") == 0;
}

static int ask_file(struct archive *archive, const char *name, const struct asked *asked, answer_fn *fn, void *context, size_t *n_rows)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        int r = asked_prepare(archive, &stmt, name, asked);

        return r ? r : answer_rows(archive, stmt, fn, context, n_rows);
}

int archive_ask(struct archive *archive, const char *name, const struct question *question, answer_fn *fn, void *context, size_t *n_rows)
{
        struct asked asked;
        int r;

        if (n_rows)
                *n_rows = 0;
        r = asked_init(archive, &asked, question, strcmp(name, "stats") == 0 ? STATS_ROWS : -1);
        if (!r && strcmp(name, "activities") == 0 && asked.text)
                asked.text = norm_folded(&archive->scratch, span_of(asked.text));
        if (!r && strcmp(name, "search") == 0)
                r = search_ask(archive, question, fn, context, n_rows);
        else if (!r && is_reach(name))
                r = reach_ask(archive, name, &asked, fn, context, n_rows);
        else if (!r && strcmp(name, "verify") == 0)
                r = verify_ask(archive, fn, context, n_rows);
        else if (!r)
                r = ask_file(archive, name, &asked, fn, context, n_rows);
        cut_end(archive);
        arena_reset(&archive->scratch);
        return r;
}
