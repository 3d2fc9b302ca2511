/*
 * Instruments: which citation speaks of which document.
 *
 * An instrument is *definite* when key and series tell its whole identity (identity.c), or when it is held; else it is *provisional*, a place
 * where citations wait that tell too little. A citation that tells everything links to its instrument and nothing can change that. A *loose* citation,
 * one with an incomplete series, links by one rule:
 *
 *      no definite instrument of its key fits    ->  the provisional one of exactly its key and series
 *      one fits                                  ->  that one
 *      several fit                               ->  none; why_unlinked says "ambiguous"
 *
 * "Fits" means that nothing known contradicts: year, issuer, province. Likeness is no evidence, and two provisional instruments are never merged.
 * So the link of every citation follows from the set of documents and citations alone, not from the order they came in. To keep it so,
 * a new definite instrument is shown to the loose citations of its key (settle), and when a document is replaced, what only it bore witness
 * to is taken back (review). Each loose citation moves at most twice on the way in: from waiting to linked, from linked to ambiguous.
 *
 * A citation that refers to a fuller mention in the same text takes that one's link.
 *
 * Type, date, title and issuer of an instrument that is only cited are witnesses' statements: the longest is kept, of two equally long ones the one
 * with the smaller hash - again the same in every order. A held document speaks for itself; of what it leaves out witnesses are still heard.
 * (What a document or citation said of another is not unsaid when it goes: only links are taken back.)
 */
#include "loader/internal.h"

enum field { FIELD_TYPE, FIELD_DATE, FIELD_TITLE, FIELD_ISSUER, FIELDS };

/* An instrument lately met. */
struct seen {
        int64_t id; /* 0 = its row was deleted */
        bool held;
        struct statement_of {
                size_t len; /* SIZE_MAX = said by the document itself */
                uint64_t hash;
        } fields[FIELDS];
};

static struct statement_of statement_of(const char *text)
{
        return text && *text ? (struct statement_of) { strlen(text), map_hash(span_of(text)) } : (struct statement_of) { 0 };
}

static bool is_better(struct statement_of a, struct statement_of b)
{
        return a.len > b.len || (a.len && a.len == b.len && a.hash < b.hash);
}

/* What @mention knows better than those before it. */
static int witness(struct archive *archive, struct seen *seen, const struct mention *mention)
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
        for (int i = 0; i < FIELDS; i++) {
                seen->fields[i] = statement_of(column_text(&v, 2 + i));
                if (column_int(&v, 2 + FIELDS + i))
                        seen->fields[i].len = SIZE_MAX;
        }
        statement_end(&v);
        return 0;
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
        seen->id = archive->next_instrument++; /* never given twice in a batch, though rows are deleted: counts.c relies on it */
        for (int i = 0; i < FIELDS; i++)
                seen->fields[i] = statement_of(texts[i]);
        return 0;
}

/* The instrument of exactly this key and series, made when there is none. *out lives until the next look-up. */
static int find_or_make(struct archive *archive, struct seen **out, bool *made, const struct mention *mention)
{
        struct span key = map_key(&archive->scratch, mention->key, mention->series, NULL);
        struct seen *seen = map_find(&archive->instruments, key), row = { 0 };
        int r = 0;

        *made = false;
        if (seen && seen->id) {
                *out = seen;
                return witness(archive, seen, mention);
        }
        if (!seen && archive->instruments.forgot)
                r = find_row(archive, &row, mention);
        if (!r && !row.id) {
                *made = true;
                r = insert_row(archive, &row, mention);
        }
        if (r)
                return r;
        if (!seen)
                seen = map_add(&archive->instruments, key, sizeof(*seen));
        *seen = row;
        *out = seen;
        return *made ? 0 : witness(archive, seen, mention);
}

/* ---- loose citations ----------------------------------------------------------------------------------- */

struct loose {
        int64_t citation, instrument; /* instrument 0 = not linked */
        struct mention mention;       /* what the citation states; key and series alone from find_loose() */
};

struct loose_list {
        struct loose *items;
        size_t n, room;
};

static const char *text(struct archive *archive, const struct values *v, int column)
{
        return arena_strdup(&archive->scratch, column_text(v, column));
}

static struct loose *add_loose(struct archive *archive, struct loose_list *list, const struct values *v, const char *key)
{
        struct loose *loose = arena_grow(&archive->scratch, &list->items, &list->n, &list->room, sizeof(*loose));

        loose->citation = column_int(v, 0);
        loose->instrument = column_int(v, 1);
        loose->mention = (struct mention) { .key = key, .series = text(archive, v, 2) };
        return loose;
}

/* The loose citations of @key that are linked and not to @id, and that @series fits. */
static int find_loose(struct archive *archive, struct loose_list *out, const char *key, int64_t id, const struct series *series)
{
        struct values v;
        int r = citations_await(archive, key);

        if (r)
                return r;
        v = statement(archive, STATEMENT_find_loose_citations);
        put_text(&v, key);
        while ((r = statement_next(archive, &v)) > 0) {
                struct series known;

                series_parse(&known, column_text(&v, 2));
                if (column_int(&v, 1) != id && series_fits(&known, series))
                        add_loose(archive, out, &v, key);
        }
        return r;
}

/* All loose citations of @key, with what they state. */
static int find_all_loose(struct archive *archive, struct loose_list *out, const char *key)
{
        struct values v = statement(archive, STATEMENT_find_all_loose_citations);
        int r;

        put_text(&v, key);
        while ((r = statement_next(archive, &v)) > 0) {
                struct loose *loose = add_loose(archive, out, &v, key);
                struct series series;

                series_parse(&series, loose->mention.series);
                loose->mention.year = series.year;
                loose->mention.type = text(archive, &v, 3);
                loose->mention.date = text(archive, &v, 4);
                loose->mention.title = text(archive, &v, 5);
                loose->mention.issuer = column_int(&v, 6);
                loose->mention.issuer_name = text(archive, &v, 7);
        }
        return r;
}

/* The number that @question has for instrument @id, 0 when it has none. */
static int ask_of(struct archive *archive, enum statement_id question, int64_t id, int64_t *answer)
{
        struct values v = statement(archive, question);

        *answer = 0;
        put_int(&v, id);
        return statement_value(archive, &v, answer);
}

static int link_citation(struct archive *archive, int64_t citation, int64_t instrument, const char *why)
{
        struct values v;
        int64_t document;
        int r = ask_of(archive, STATEMENT_find_document_of_citation, citation, &document);

        if (!r)
                r = counts_leave(archive, document);
        if (r)
                return r;
        v = statement(archive, STATEMENT_link_citation);
        put_id(&v, instrument);
        put_text(&v, why);
        put_int(&v, citation);
        return statement_run(archive, &v);
}

static int delete_row(struct archive *archive, int64_t id)
{
        struct values v;
        int r = counts_drop(archive, id);

        if (r)
                return r;
        v = statement(archive, STATEMENT_delete_instrument);
        put_int(&v, id);
        return statement_run(archive, &v);
}

/* Perhaps nothing waits there any more. */
static int delete_provisional(struct archive *archive, const char *key, const char *series, int64_t id)
{
        struct seen *seen;
        int64_t idle;
        int r = ask_of(archive, STATEMENT_find_idle_instrument, id, &idle);

        if (r || !idle)
                return r;
        seen = map_find(&archive->instruments, map_key(&archive->scratch, key, series, NULL));
        if (seen)
                seen->id = 0;
        return delete_row(archive, id);
}

/* Show a new definite instrument to the loose citations of its key. */
static int settle(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct loose_list list = { 0 };
        struct series series;
        int r;

        series_parse(&series, mention->series);
        r = find_loose(archive, &list, mention->key, id, &series);
        for (size_t i = 0; !r && i < list.n; i++) {
                const struct loose *loose = &list.items[i];
                int64_t waiting;

                r = ask_of(archive, STATEMENT_find_provisional, loose->instrument, &waiting);
                if (!r)
                        r = link_citation(archive, loose->citation, waiting ? id : 0, waiting ? NULL : "ambiguous");
                if (!r && waiting)
                        r = delete_provisional(archive, mention->key, loose->mention.series, loose->instrument);
        }
        return r;
}

/* Is the instrument @id with that series definite? */
static int is_definite(struct archive *archive, int64_t id, const struct series *series, bool *definite)
{
        int64_t provisional = 0;
        int r = series_complete(series) ? 0 : ask_of(archive, STATEMENT_find_provisional, id, &provisional);

        *definite = !provisional;
        return r;
}

/* How many definite instruments of @key fit, counted up to two; *id is one of them. */
static int count_fitting(struct archive *archive, int *n, int64_t *id, const char *key, const char *series)
{
        struct values v = statement(archive, STATEMENT_find_definite_instruments);
        struct series wanted, there;
        bool definite;
        int r;

        *n = 0;
        series_parse(&wanted, series);
        put_text(&v, key);
        while (*n < 2 && (r = statement_next(archive, &v)) > 0) {
                series_parse(&there, column_text(&v, 1));
                if (!series_fits(&wanted, &there))
                        continue;
                r = is_definite(archive, column_int(&v, 0), &there, &definite);
                if (r)
                        break;
                if (definite) {
                        *id = column_int(&v, 0);
                        ++*n;
                }
        }
        statement_end(&v);
        return r < 0 ? r : 0;
}

int instrument_cite(struct archive *archive, int64_t *id, const char **why, const struct mention *mention)
{
        struct seen *seen;
        bool made;
        int n = 0, r;

        *id = 0;
        *why = NULL;
        if (!mention->complete) {
                r = count_fitting(archive, &n, id, mention->key, mention->series);
                if (r || n == 1)
                        return r;
                if (n > 1) {
                        *id = 0;
                        *why = "ambiguous";
                        return 0;
                }
        }
        r = find_or_make(archive, &seen, &made, mention);
        if (r)
                return r;
        *id = seen->id;
        return made && mention->complete ? settle(archive, mention, *id) : 0;
}

int instrument_make(struct archive *archive, int64_t *id, const struct mention *mention)
{
        struct seen *seen;
        bool made;
        int r = find_or_make(archive, &seen, &made, mention);

        *id = r ? 0 : seen->id;
        return !r && made && mention->complete ? settle(archive, mention, *id) : r;
}

/* The document's own statements are better than any witness's. */
static void fix_fields(struct seen *seen, const struct mention *mention)
{
        const char *texts[FIELDS] = { mention->type, mention->date, mention->title, mention->issuer_name };

        for (int i = 0; i < FIELDS; i++) {
                if (texts[i])
                        seen->fields[i].len = SIZE_MAX;
        }
        seen->held = true;
}

int instrument_hold(struct archive *archive, int64_t *id, int64_t document, const struct mention *mention)
{
        struct seen *seen;
        struct values v;
        bool made;
        int r = find_or_make(archive, &seen, &made, mention);

        if (r)
                return r;
        *id = seen->id;
        if (seen->held) /* another document with the same number: both stay, the first one is the instrument's */
                return 0;
        fix_fields(seen, mention);
        v = statement(archive, STATEMENT_hold_instrument);
        put_text(&v, mention->type);
        put_text(&v, mention->date);
        put_text(&v, mention->title);
        put_id(&v, mention->issuer);
        put_int(&v, document);
        put_int(&v, *id);
        r = statement_run(archive, &v);
        if (!r && (made || !mention->complete))
                r = settle(archive, mention, *id);
        return r;
}

/* ---- taking back --------------------------------------------------------------------------------------- */

int instrument_review_begin(struct archive *archive, struct instrument_review *review, int64_t document)
{
        struct values v = statement(archive, STATEMENT_find_instruments_of_document);
        int r;

        *review = (struct instrument_review) { 0 };
        put_int(&v, document);
        while ((r = statement_next(archive, &v)) > 0) {
                struct reviewed *item = arena_grow(&archive->scratch, &review->items, &review->n, &review->room, sizeof(*item));

                item->id = column_int(&v, 0);
                item->key = arena_strdup(&archive->scratch, column_text(&v, 1));
        }
        if (r)
                return r;
        v = statement(archive, STATEMENT_release_instrument);
        put_int(&v, document);
        return statement_run(archive, &v);
}

/* Link the loose citations of @key anew, all of them. */
static int resolve_again(struct archive *archive, const char *key)
{
        struct loose_list list = { 0 };
        int r = find_all_loose(archive, &list, key);

        for (size_t i = 0; !r && i < list.n; i++) {
                const struct loose *loose = &list.items[i];
                const char *why;
                int64_t id;

                r = instrument_cite(archive, &id, &why, &loose->mention);
                if (!r && id != loose->instrument)
                        r = link_citation(archive, loose->citation, id, why);
                if (!r && loose->instrument && id != loose->instrument)
                        r = delete_provisional(archive, key, loose->mention.series, loose->instrument);
        }
        return r;
}

static int delete_instrument(struct archive *archive, int64_t id)
{
        struct values v = statement(archive, STATEMENT_unlink_citations);
        int r;

        put_int(&v, id);
        r = statement_run(archive, &v);
        return r ? r : delete_row(archive, id);
}

static int rehold(struct archive *archive, int64_t id, int64_t holder)
{
        struct values v = statement(archive, STATEMENT_rehold_instrument);

        put_id(&v, holder);
        put_int(&v, id);
        return statement_run(archive, &v);
}

static int is_complete(struct archive *archive, int64_t id, bool *complete)
{
        struct values v = statement(archive, STATEMENT_find_series);
        struct series series;
        int r;

        *complete = false;
        put_int(&v, id);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        series_parse(&series, column_text(&v, 0));
        *complete = series_complete(&series);
        statement_end(&v);
        return 0;
}

static int review_one(struct archive *archive, const struct reviewed *item)
{
        int64_t holder, exact = 0;
        bool complete;
        int r = ask_of(archive, STATEMENT_find_holder_of_instrument, item->id, &holder);

        if (r || holder)
                return r ? r : rehold(archive, item->id, holder);
        r = ask_of(archive, STATEMENT_find_exact_citation, item->id, &exact);
        if (!r)
                r = is_complete(archive, item->id, &complete);
        if (r || (complete && exact))
                return r;
        r = delete_instrument(archive, item->id);
        return r ? r : resolve_again(archive, item->key);
}

int instrument_review_end(struct archive *archive, const struct instrument_review *review)
{
        int r = 0;

        map_clear(&archive->instruments); /* it may remember rows that go now */
        for (size_t i = 0; !r && i < review->n; i++)
                r = review_one(archive, &review->items[i]);
        map_clear(&archive->instruments);
        return r;
}
