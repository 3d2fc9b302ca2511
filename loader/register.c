/*
 * The register of known instruments: what a list says of documents that may never be held.
 *
 * It is a witness of its own, kept in its own table and never mixed with what documents say: questions show it where no document tells better, and
 * beside what it contradicts. Only one thing is done with it on the way in: a law cited by its name and year ("Luật Báo chí 2016") links to the one law
 * of that name and year in the register. Two laws of one name and year, or a name without a year, prove nothing and link to nothing.
 *
 * The laws of the register that comes with the program are put into an archive before its first document, since people cite laws by name and no other
 * list would tell which is meant; the rest of it, mostly circulars and decrees that are cited by number, is there for who asks ("register import").
 */
#include "loader/internal.h"

#include "common/csv.h"

static const char shipped[] = "trichluc";

/* "luat bao chi": type and title folded, words alone; "Luật sửa đổi ..." in a title does not say Luật twice. */
static const char *law_name(struct arena *arena, const char *type, const char *title)
{
        const char *kind = norm_folded(arena, span_of(type)), *folded = norm_folded(arena, span_of(title));
        size_t len = strlen(kind);
        struct buf out = { 0 };
        const char *name;
        bool gap = true;

        if (strncmp(folded, kind, len) == 0 && folded[len] == ' ')
                folded += len;
        buf_puts(&out, kind);
        for (; *folded; folded++) {
                bool word = (*folded >= 'a' && *folded <= 'z') || (*folded >= '0' && *folded <= '9') || (unsigned char) *folded >= 0x80;

                if (word && gap)
                        buf_putc(&out, ' ');
                if (word)
                        buf_putc(&out, *folded);
                gap = !word;
        }
        name = arena_strndup(arena, buf_span(&out));
        buf_release(&out);
        return name;
}

static bool is_law(const char *type)
{
        return type && (strcmp(type, "Luật") == 0 || strcmp(type, "Bộ luật") == 0 || strcmp(type, "Pháp lệnh") == 0);
}

static const char *given(const char *s)
{
        return s && *s ? s : NULL;
}

struct changes {
        size_t rows, changed;
        bool laws; /* a law is new or another: names may mean something else now */
};

/* @how: the statement that says which of two rows counts. */
static int put(struct archive *archive, enum statement_id how, const struct register_row *row, const char *origin, struct changes *changes)
{
        bool law = is_law(row->type) && given(row->title);
        struct values v = statement(archive, how);
        int r;

        put_text(&v, row->key);
        put_text(&v, row->date ? row->date : "");
        put_text(&v, row->issuer ? row->issuer : "");
        put_text(&v, given(row->type));
        put_text(&v, given(row->title));
        put_text(&v, given(row->effective));
        put_text(&v, law ? law_name(&archive->scratch, row->type, row->title) : NULL);
        put_text(&v, origin);
        r = statement_run(archive, &v);
        changes->rows++;
        if (r || !sqlite3_changes(archive->db))
                return r;
        changes->changed++;
        changes->laws |= law;
        return 0;
}

static int put_table(struct archive *archive, const char *name, struct changes *changes)
{
        struct csv csv;
        int r = 0;

        if (csv_read(&csv, &archive->scratch, embedded_find(loader_tables, name), ','))
                return ERROR_SYSTEM;
        for (size_t i = 0; !r && i < csv.n; i++) {
                struct register_row row = { csv_cell(&csv, i, "type"), csv_cell(&csv, i, "key"), csv_cell(&csv, i, "date"), csv_cell(&csv, i, "issuer"),
                        csv_cell(&csv, i, "effective"), csv_cell(&csv, i, "title") };

                r = put(archive, STATEMENT_upsert_known_instrument, &row, shipped, changes);
        }
        return r;
}

int register_begin(struct archive *archive)
{
        struct changes changes = { 0 };
        struct values v = statement(archive, STATEMENT_find_any_known_instrument);
        int64_t any = 0;
        int r = statement_value(archive, &v, &any);

        if (!r && !any)
                r = put_table(archive, "known-laws.csv", &changes);
        if (!r)
                r = succession_begin(archive);
        arena_reset(&archive->scratch);
        return r;
}

/* ---- names of laws ------------------------------------------------------------------------------------- */

static bool same_time(const char *date, int year, const char *known)
{
        if (date_is_day(date))
                return strcmp(date, known) == 0;
        return year && atoi(known) == year;
}

int register_find_law(struct archive *archive, struct register_row *out, const char *type, const char *title, const char *date, int year)
{
        struct values v;
        bool several = false;
        int r;

        *out = (struct register_row) { 0 };
        if (!type || !title || !*title || (!year && !date_is_day(date)))
                return 0;
        v = statement(archive, STATEMENT_find_law);
        put_text(&v, law_name(&archive->scratch, type, title));
        while ((r = statement_next(archive, &v)) > 0) {
                const char *key = column_text(&v, 0);

                if (!same_time(date, year, column_text(&v, 1)))
                        continue;
                several = several || (out->key && strcmp(out->key, key) != 0);
                *out = (struct register_row) { .key = arena_strdup(&archive->scratch, key), .date = arena_strdup(&archive->scratch, column_text(&v, 1)),
                        .issuer = arena_strdup(&archive->scratch, column_text(&v, 2)), .title = arena_strdup(&archive->scratch, column_text(&v, 3)), .type = type };
        }
        if (several)
                *out = (struct register_row) { 0 };
        return r;
}

int register_cite_law(struct archive *archive, int64_t *instrument, const char **why, const struct register_row *law)
{
        struct rec_number number = { .status = NUMBER_FULL, .key = law->key };
        struct rec_date date = { .iso = law->date };
        struct mention mention;
        struct unit issuer;
        int r = unit_find(archive, &issuer, law->issuer, "tw", NULL);

        if (!r)
                r = mention_of(archive, &mention, &number, law->type, &date, &issuer, law->issuer, (struct near) { 0 });
        if (r)
                return r;
        mention.type = law->type;
        mention.date = law->date;
        mention.title = law->title;
        return instrument_cite(archive, instrument, why, &mention);
}

/* ---- names, after the register has changed ------------------------------------------------------------- */

struct named {
        int64_t id, instrument; /* instrument 0 = not linked */
        bool bare;              /* it has no number of its own */
        const char *type, *title, *date;
        int year;
};

struct names {
        struct named *items;
        size_t n, room;
};

/* The next ones, behind the last of those in @names. */
static int read_names(struct archive *archive, struct names *names, bool all)
{
        struct values v = statement(archive, STATEMENT_find_named_laws);
        int r;

        put_int(&v, names->n ? names->items[names->n - 1].id : 0);
        put_int(&v, all);
        arena_reset(&archive->scratch);
        *names = (struct names) { 0 };
        while ((r = statement_next(archive, &v)) > 0) {
                struct named *c = arena_grow(&archive->scratch, &names->items, &names->n, &names->room, sizeof(*c));

                *c = (struct named) { column_int(&v, 0), column_int(&v, 5), column_int(&v, 6), arena_strdup(&archive->scratch, column_text(&v, 1)),
                        arena_strdup(&archive->scratch, column_text(&v, 2)), arena_strdup(&archive->scratch, column_text(&v, 3)), (int) column_int(&v, 4) };
        }
        return r;
}

static int relink_one(struct archive *archive, const struct named *c, size_t *linked)
{
        struct register_row law;
        const char *why;
        int64_t instrument = 0;
        int r = register_find_law(archive, &law, c->type, c->title, c->date, c->year);

        if (!r && law.key)
                r = register_cite_law(archive, &instrument, &why, &law);
        if (r || instrument == c->instrument || (!instrument && !c->bare))
                return r;
        *linked += instrument != 0;
        r = citation_link(archive, c->id, instrument);
        return r || !c->instrument ? r : instrument_review_unlinked(archive, c->instrument);
}

/* What the register says of a law has changed, and with it what its name bears witness to. */
static int restate(struct archive *archive)
{
        struct law {
                int64_t id;
                const char *key, *series;
        } *laws = NULL;
        struct values v = statement(archive, STATEMENT_find_laws_cited);
        size_t n = 0, room = 0;
        int r;

        while ((r = statement_next(archive, &v)) > 0) {
                struct law *law = arena_grow(&archive->scratch, &laws, &n, &room, sizeof(*law));

                *law = (struct law) { column_int(&v, 0), arena_strdup(&archive->scratch, column_text(&v, 1)), arena_strdup(&archive->scratch, column_text(&v, 2)) };
        }
        for (size_t i = 0; !r && i < n; i++)
                r = instrument_hear_again(archive, laws[i].key, laws[i].series, laws[i].id);
        return r;
}

static int relink(struct archive *archive, size_t *linked, bool laws)
{
        struct names names = { 0 };
        int r;

        do {
                r = read_names(archive, &names, laws);
                for (size_t i = 0; !r && i < names.n; i++)
                        r = relink_one(archive, &names.items[i], linked);
        } while (!r && names.n);
        return r || !laws ? r : restate(archive);
}

/* ---- importing ----------------------------------------------------------------------------------------- */

int archive_register_import(struct archive *archive, const struct register_row *rows, size_t n, const char *origin, struct register_counts *counts)
{
        struct changes changes = { 0 };
        int r = archive_begin(archive);

        *counts = (struct register_counts) { 0 };
        if (!r && !rows)
                r = put_table(archive, "known-laws.csv", &changes);
        if (!r && !rows)
                r = put_table(archive, "known-instruments.csv", &changes);
        for (size_t i = 0; !r && rows && i < n; i++)
                r = put(archive, STATEMENT_upsert_known_instrument, &rows[i], origin, &changes);
        counts->rows = changes.rows;
        counts->changed = changes.changed;
        if (!r)
                r = relink(archive, &counts->linked, changes.laws);
        arena_reset(&archive->scratch);
        return r ? r : archive_commit(archive);
}

static void finalizep(sqlite3_stmt **stmt)
{
        sqlite3_finalize(*stmt);
}

int register_merge(struct archive *into, struct archive *from)
{
        cleanup(finalizep) sqlite3_stmt *stmt = NULL;
        struct changes changes = { 0 };
        struct values v;
        size_t linked = 0;
        int r = archive_begin(into), more = 0;

        if (!r && sqlite3_prepare_v2(from->db, embedded_find(loader_queries, "queries/merge-register.sql").ptr, -1, &stmt, NULL) != SQLITE_OK)
                return archive_fail(from, "merge");
        v = (struct values) { .stmt = stmt, .name = "merge-register" };
        while (!r && (more = statement_next(from, &v)) > 0) {
                const struct register_row row = { column_text(&v, 0), column_text(&v, 1), column_text(&v, 2), column_text(&v, 3), column_text(&v, 4), column_text(&v, 5) };

                r = put(into, STATEMENT_merge_known_instrument, &row, column_text(&v, 6), &changes);
                arena_reset(&into->scratch);
        }
        r = r ? r : more;
        if (!r && changes.laws)
                r = relink(into, &linked, true);
        arena_reset(&into->scratch);
        return r ? r : archive_commit(into);
}
