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

static int put(struct archive *archive, const struct register_row *row, const char *origin, bool *changed)
{
        struct values v = statement(archive, STATEMENT_upsert_known_instrument);
        int r;

        put_text(&v, row->key);
        put_text(&v, row->date ? row->date : "");
        put_text(&v, row->issuer ? row->issuer : "");
        put_text(&v, given(row->type));
        put_text(&v, given(row->title));
        put_text(&v, given(row->effective));
        put_text(&v, is_law(row->type) && given(row->title) ? law_name(&archive->scratch, row->type, row->title) : NULL);
        put_text(&v, origin);
        r = statement_run(archive, &v);
        *changed = !r && sqlite3_changes(archive->db) > 0;
        return r;
}

static int put_table(struct archive *archive, const char *name, struct register_counts *counts)
{
        struct csv csv;
        int r = 0;

        if (csv_read(&csv, &archive->scratch, embedded_find(loader_tables, name), ','))
                return ERROR_SYSTEM;
        for (size_t i = 0; !r && i < csv.n; i++) {
                struct register_row row = { csv_cell(&csv, i, "type"), csv_cell(&csv, i, "key"), csv_cell(&csv, i, "date"), csv_cell(&csv, i, "issuer"),
                        csv_cell(&csv, i, "effective"), csv_cell(&csv, i, "title") };
                bool changed = false;

                r = put(archive, &row, shipped, &changed);
                counts->rows++;
                counts->changed += changed;
        }
        return r;
}

int register_begin(struct archive *archive)
{
        struct register_counts counts = { 0 };
        struct values v = statement(archive, STATEMENT_find_any_known_instrument);
        int64_t any = 0;
        int r = statement_value(archive, &v, &any);

        if (!r && !any)
                r = put_table(archive, "known-laws.csv", &counts);
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
                r = mention_of(archive, &mention, &number, &date, &issuer, law->issuer, (struct near) { 0 });
        if (r)
                return r;
        mention.type = law->type;
        mention.date = law->date;
        mention.title = law->title;
        return instrument_cite(archive, instrument, why, &mention);
}

/* "Luật Báo chí năm 2016" -> 2016 */
static int last_year(const char *words)
{
        int year = 0;

        for (const char *p = words; p && *p; p++) {
                size_t digits = strspn(p, "0123456789");

                if (digits == 4)
                        year = atoi(p);
                p += digits ? digits - 1 : 0;
        }
        return year;
}

struct named {
        int64_t id;
        const char *type, *title, *date;
        int year;
};

static int relink_one(struct archive *archive, const struct named *c, size_t *linked)
{
        struct register_row law;
        const char *why;
        int64_t instrument;
        int r = register_find_law(archive, &law, c->type, c->title, c->date, c->year);

        if (r || !law.key)
                return r;
        r = register_cite_law(archive, &instrument, &why, &law);
        if (r || !instrument)
                return r;
        ++*linked;
        return citation_link(archive, c->id, instrument);
}

static int relink(struct archive *archive, size_t *linked)
{
        struct values v = statement(archive, STATEMENT_find_unlinked_laws);
        struct named *items = NULL;
        size_t n = 0, room = 0;
        int r;

        while ((r = statement_next(archive, &v)) > 0) {
                struct named *c = arena_grow(&archive->scratch, &items, &n, &room, sizeof(*c));

                *c = (struct named) { column_int(&v, 0), arena_strdup(&archive->scratch, column_text(&v, 1)), arena_strdup(&archive->scratch, column_text(&v, 2)),
                        arena_strdup(&archive->scratch, column_text(&v, 3)), last_year(column_text(&v, 4)) };
        }
        for (size_t i = 0; !r && i < n; i++)
                r = relink_one(archive, &items[i], linked);
        return r;
}

/* ---- importing ----------------------------------------------------------------------------------------- */

int archive_register_import(struct archive *archive, const struct register_row *rows, size_t n, const char *origin, struct register_counts *counts)
{
        int r = archive_begin(archive);

        *counts = (struct register_counts) { 0 };
        if (!r && !rows)
                r = put_table(archive, "known-laws.csv", counts);
        if (!r && !rows)
                r = put_table(archive, "known-instruments.csv", counts);
        for (size_t i = 0; !r && rows && i < n; i++) {
                bool changed;

                r = put(archive, &rows[i], origin, &changed);
                counts->rows++;
                counts->changed += changed;
        }
        if (!r)
                r = relink(archive, &counts->linked);
        arena_reset(&archive->scratch);
        return r ? r : archive_commit(archive);
}
