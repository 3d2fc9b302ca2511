/*
 * Instruments: their rows, and what is said of them.
 *
 * Type, date, title and issuer of an instrument that is only cited are witnesses' statements: the longest is kept, of two equally long ones the one
 * with the smaller hash - the same in every order. A held document speaks for itself; of what it leaves out witnesses are still heard.
 * What was said by a document or citation that goes, or lets go, is unsaid.
 */
#include "loader/instrument.h"

static struct statement_of statement_of(const char *text)
{
        return text && *text ? (struct statement_of) { strlen(text), map_hash(span_of(text)) } : (struct statement_of) { 0 };
}

static bool is_better(struct statement_of a, struct statement_of b)
{
        return a.len > b.len || (a.len && a.len == b.len && a.hash < b.hash);
}

int instrument_hear(struct archive *archive, struct seen *seen, const struct mention *mention)
{
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_said };
        struct values v;
        bool news = false;

        for (int i = 0; i < FIELDS; i++) {
                struct statement_of said = statement_of(texts[i]);

                if (is_better(said, seen->fields[i])) {
                        seen->fields[i] = said;
                        news = true;
                } else {
                        texts[i] = NULL;
                }
        }
        seen->told = texts[FIELD_DATE] || texts[FIELD_TITLE];
        if (!news)
                return 0;
        v = statement(archive, STATEMENT_witness_instrument);
        put_text(&v, texts[FIELD_TYPE]);
        put_text(&v, texts[FIELD_DATE]);
        put_text(&v, texts[FIELD_TITLE]);
        put_id(&v, texts[FIELD_ISSUER] ? mention->issuer : 0);
        put_int(&v, seen->id);
        return statement_run(archive, &v);
}

static void set_held_date(struct seen *seen, const char *date)
{
        memcpy(seen->date, date_is_day(date) ? date : "", date_is_day(date) ? sizeof(seen->date) : 1);
}

static struct seen *find_seen(struct archive *archive, const struct mention *mention)
{
        return map_find(&archive->instruments, map_key(&archive->scratch, mention->key, mention->series, NULL));
}

void instrument_seen_held(struct archive *archive, const struct mention *mention, bool held, const char *date)
{
        struct seen *seen = find_seen(archive, mention);

        if (!seen)
                return;
        seen->held = held;
        set_held_date(seen, date);
}

void instrument_forget(struct archive *archive, const struct mention *mention)
{
        struct seen *seen = find_seen(archive, mention);

        if (seen)
                seen->id = 0;
}

void instrument_fix(struct seen *seen, const struct mention *mention)
{
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_said };

        for (int i = 0; i < FIELDS; i++) {
                if (texts[i])
                        seen->fields[i].len = SIZE_MAX;
        }
        seen->held = true;
        seen->provisional = false;
        set_held_date(seen, mention->date);
}

int issuer_of_row(struct archive *archive, int64_t *issuer, const char **said, int64_t id, const char *name, const char *province)
{
        struct unit unit = { .id = id };
        const char *committee;
        int r;

        *issuer = 0;
        *said = NULL;
        if (!name)
                return 0;
        unit.lowered = norm_lowered(&archive->scratch, span_of(name));
        unit.province = province ? norm_lowered(&archive->scratch, span_of(province)) : NULL;
        committee = register_name(unit.lowered);
        if (!id || committee != unit.lowered) {
                name += strlen(name) > (size_t) (committee - unit.lowered) ? committee - unit.lowered : 0;
                r = unit_find(archive, &unit, name, id ? NULL : "tw", province);
                if (r)
                        return r;
        }
        *issuer = unit.id;
        *said = unit_said(archive, &unit);
        return 0;
}

static int find_row(struct archive *archive, struct seen *seen, const struct mention *mention)
{
        enum { COLUMN_ISSUER = 3 + 2 * FIELDS };
        struct values v = statement(archive, STATEMENT_find_instrument);
        int64_t issuer;
        int r;

        put_text(&v, mention->key);
        put_text(&v, mention->series);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        seen->id = column_int(&v, 0);
        seen->held = sqlite3_column_type(v.stmt, 1) != SQLITE_NULL;
        seen->provisional = column_int(&v, 2 + 2 * FIELDS) != 0;
        for (int i = 0; i < FIELDS; i++) {
                const char *said = column_text(&v, 2 + i);

                if (i == FIELD_ISSUER) {
                        r = issuer_of_row(archive, &issuer, &said, column_int(&v, COLUMN_ISSUER), said, column_text(&v, COLUMN_ISSUER + 1));
                        if (r)
                                return r;
                }
                seen->fields[i] = statement_of(said);
                if (column_int(&v, 2 + FIELDS + i))
                        seen->fields[i].len = SIZE_MAX;
        }
        if (column_int(&v, 2 + FIELDS + FIELD_DATE))
                set_held_date(seen, column_text(&v, 2 + FIELD_DATE));
        statement_end(&v);
        return 0;
}

static uint64_t bit_of(enum mark_of_key what, const char *key, size_t *word)
{
        uint64_t hash = map_hash(span_of(key)) >> 20 * what; /* 18 bits each */

        *word = hash / 64 % 4096;
        return 1ull << hash % 64;
}

void mark_set(struct archive *archive, enum mark_of_key what, const char *key)
{
        size_t word;
        uint64_t bit = bit_of(what, key, &word);

        archive->marks_of_keys[word] |= bit;
}

bool mark_missing(const struct archive *archive, enum mark_of_key what, const char *key)
{
        size_t word;
        uint64_t bit = bit_of(what, key, &word);

        return !archive->instruments.forgot && !(archive->marks_of_keys[word] & bit);
}

/* (Asked of each instrument of a number, so the key is put together as map_key() does it but not in the arena; one too long is looked up.) */
bool instrument_waits(const struct archive *archive, const char *key, const char *series)
{
        size_t n = strlen(key), m = strlen(series);
        const struct seen *seen;
        char joined[512];

        if (n + m + 2 > sizeof(joined))
                return false;
        memcpy(joined, key, n);
        joined[n] = '|';
        memcpy(joined + n + 1, series, m);
        joined[n + 1 + m] = '|';
        seen = map_find(&archive->instruments, (struct span) { joined, n + m + 2 });
        return seen && seen->id && seen->provisional;
}

static int insert_row(struct archive *archive, struct seen *seen, const struct mention *mention)
{
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_said };
        struct values v = statement(archive, STATEMENT_insert_instrument);
        int r;

        put_int(&v, archive->next_instrument);
        put_text(&v, mention->type);
        put_text(&v, mention->key);
        put_id(&v, mention->year);
        put_id(&v, mention->issuer);
        put_text(&v, mention->date);
        put_text(&v, mention->title);
        put_text(&v, mention->series);
        put_int(&v, !mention->complete);
        r = statement_run(archive, &v);
        if (r)
                return r;
        mark_set(archive, MARK_INSTRUMENT, mention->key);
        if (*mention->series == '?')
                mark_set(archive, MARK_UNDATED, mention->key);
        seen->provisional = !mention->complete;
        seen->id = archive->next_instrument++; /* never given twice in a batch, though rows are deleted: counts.c relies on it */
        for (int i = 0; i < FIELDS; i++)
                seen->fields[i] = statement_of(texts[i]);
        return 0;
}

int instrument_known(struct archive *archive, struct seen **out, const struct mention *mention)
{
        struct span key = map_key(&archive->scratch, mention->key, mention->series, NULL);
        struct seen *seen = map_find(&archive->instruments, key), row = { 0 };
        int r;

        *out = seen && seen->id ? seen : NULL;
        if (seen || !archive->instruments.forgot)
                return 0;
        r = find_row(archive, &row, mention);
        if (r || !row.id)
                return r;
        *out = map_add(&archive->instruments, key, sizeof(**out));
        **out = row;
        return 0;
}

int instrument_get(struct archive *archive, struct seen **out, bool *made, const struct mention *mention)
{
        struct seen row = { 0 }, *seen;
        struct span key;
        int r = instrument_known(archive, out, mention);

        *made = false;
        if (r)
                return r;
        if (*out) {
                (*out)->told = false;
                return 0;
        }
        r = insert_row(archive, &row, mention);
        if (r)
                return r;
        key = map_key(&archive->scratch, mention->key, mention->series, NULL);
        seen = map_find(&archive->instruments, key); /* of a row that was deleted */
        if (!seen)
                seen = map_add(&archive->instruments, key, sizeof(*seen));
        *seen = row;
        *out = seen;
        *made = true;
        return 0;
}

int instrument_make(struct archive *archive, int64_t *id, const struct mention *mention)
{
        struct seen *seen;
        bool made;
        int r = instrument_get(archive, &seen, &made, mention);

        *id = r ? 0 : seen->id;
        return r; /* it is settled when it is held */
}

int instrument_ask(struct archive *archive, enum statement_id question, int64_t id, int64_t *answer)
{
        struct values v = statement(archive, question);

        *answer = 0;
        put_int(&v, id);
        return statement_value(archive, &v, answer);
}

int instrument_delete_row(struct archive *archive, int64_t id)
{
        struct values v;
        int r = counts_drop(archive, id);

        if (r)
                return r;
        v = statement(archive, STATEMENT_delete_instrument);
        put_int(&v, id);
        return statement_run(archive, &v);
}

/* ---- what is said of it, all over again ---------------------------------------------------------------- */

struct said {
        const char *texts[FIELDS]; /* of the issuer: unit_said() */
        struct statement_of fields[FIELDS];
        int64_t issuer;
};

/* A row of find-statements.sql. */
static int hear_row(struct archive *archive, struct said *said, const struct values *v)
{
        const char *texts[FIELDS] = { column_text(v, 1), column_text(v, 2), column_text(v, 3) };
        int64_t issuer;
        int r = issuer_of_row(archive, &issuer, &texts[FIELD_ISSUER], column_int(v, 4), column_text(v, 5), column_text(v, 6));

        for (int i = 0; !r && i < FIELDS; i++) {
                struct statement_of field = statement_of(texts[i]);

                if (field.len && column_int(v, 0))
                        field.len = SIZE_MAX;
                if (!is_better(field, said->fields[i]))
                        continue;
                said->fields[i] = field;
                said->texts[i] = arena_strdup(&archive->scratch, texts[i]);
                if (i == FIELD_ISSUER)
                        said->issuer = issuer;
        }
        return r;
}

int instrument_restate(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct said said = { 0 };
        struct values v = statement(archive, STATEMENT_find_statements);
        struct seen *seen;
        int r;

        put_int(&v, id);
        while ((r = statement_next(archive, &v)) > 0) {
                r = hear_row(archive, &said, &v);
                if (r)
                        return r;
        }
        if (r)
                return r;
        seen = find_seen(archive, mention);
        if (seen)
                memcpy(seen->fields, said.fields, sizeof(seen->fields));
        v = statement(archive, STATEMENT_restate_instrument);
        put_text(&v, said.texts[FIELD_TYPE]);
        put_text(&v, said.texts[FIELD_DATE]);
        put_text(&v, said.texts[FIELD_TITLE]);
        put_id(&v, said.issuer);
        put_int(&v, id);
        return statement_run(archive, &v);
}

int instrument_unsay(struct archive *archive, bool *told, const struct mention *mention, int64_t id, const bool said[FIELDS])
{
        struct values v;
        int64_t unsaid = 0;
        int r;

        *told = false;
        if (!said[FIELD_TYPE] && !said[FIELD_DATE] && !said[FIELD_TITLE] && !said[FIELD_ISSUER])
                return 0;
        v = statement(archive, STATEMENT_find_unsaid);
        put_int(&v, id);
        for (int i = 0; i < FIELDS; i++)
                put_int(&v, said[i]);
        r = statement_value(archive, &v, &unsaid);
        if (r || !unsaid)
                return r;
        *told = true;
        return instrument_restate(archive, mention, id);
}

int instrument_unsay_one(struct archive *archive, const struct mention *mention, int64_t id)
{
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_said };
        bool said[FIELDS], told;
        struct seen *seen;
        int r = instrument_known(archive, &seen, mention);

        if (r || !seen || seen->id != id)
                return r;
        for (int i = 0; i < FIELDS; i++) {
                struct statement_of field = statement_of(texts[i]);

                said[i] = field.len && field.len == seen->fields[i].len && field.hash == seen->fields[i].hash;
        }
        return instrument_unsay(archive, &told, mention, id, said);
}
