/*
 * Instruments: their rows, and what is said of them.
 *
 * Type, date, title and issuer of an instrument that is only cited are witnesses' statements: the longest is kept, of two equally long ones the one
 * with the smaller hash - the same in every order. A held document speaks for itself; of what it leaves out witnesses are still heard.
 * (What a document or citation said of another is not unsaid when it goes: only links are taken back.)
 */
#include "loader/instrument.h"

struct statement_of statement_of(const char *text)
{
        return text && *text ? (struct statement_of) { strlen(text), map_hash(span_of(text)) } : (struct statement_of) { 0 };
}

bool is_better(struct statement_of a, struct statement_of b)
{
        return a.len > b.len || (a.len && a.len == b.len && a.hash < b.hash);
}

int instrument_hear(struct archive *archive, struct seen *seen, const struct mention *mention)
{
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_name };
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

void instrument_fix(struct seen *seen, const struct mention *mention)
{
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_name };

        for (int i = 0; i < FIELDS; i++) {
                if (texts[i])
                        seen->fields[i].len = SIZE_MAX;
        }
        seen->held = true;
        seen->provisional = false;
        set_held_date(seen, mention->date);
}

static int find_row(struct archive *archive, struct seen *seen, const struct mention *mention)
{
        struct values v = statement(archive, STATEMENT_find_instrument);
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
                seen->fields[i] = statement_of(column_text(&v, 2 + i));
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
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_name };
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
