/*
 * Instruments: which citation speaks of which document.
 *
 * An instrument is *definite* when key and series tell its whole identity (identity.c), or when it is held; else it is *provisional*, a place
 * where citations wait that tell too little. A citation that tells everything links to its instrument. A *loose* citation, one with an incomplete
 * series, links by one rule (choose.c says what fits and what is proof):
 *
 *      one definite instrument of its key is proven    ->  that one
 *      several are, or several fit and none is proven  ->  none; why_unlinked says "ambiguous"
 *      one fits and nothing proves it                  ->  none; "unproven": it would be a guess
 *      none fits                                       ->  the provisional one of exactly its key and series, and of its date or title where it states them.
 *                                                          Those that agree in date or title are proven equal and share it; without either, "incomplete"
 *
 * One more kind is loose: a citation that tells everything, but whose date contradicts the held document's in two of year, month and day. Its year is
 * as likely misprinted as the rest, and its document another one: "date_conflict", unless the titles agree.
 *
 * So the link of every citation follows from the set of documents and citations alone, not from the order they came in. To keep it so,
 * a definite instrument that is new, or of which something better is known, is shown to the loose citations of its key (settle), and when a document
 * is replaced, what only it bore witness to is taken back (review).
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
        bool provisional;
        bool told;  /* date or title became better known at the last look */
        char date[11]; /* of the document held, a whole day or "" */
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

/* The instrument of exactly this key and series; *out = NULL when there is none. It lives until the next look-up. */
static int find_known(struct archive *archive, struct seen **out, const struct mention *mention)
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

/* Likewise, made when there is none. */
static int find_or_make(struct archive *archive, struct seen **out, bool *made, const struct mention *mention)
{
        struct seen row = { 0 }, *seen;
        struct span key;
        int r = find_known(archive, out, mention);

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

/* ---- loose citations ----------------------------------------------------------------------------------- */

struct loose {
        int64_t citation, instrument; /* instrument 0 = not linked */
        const char *why;
        struct mention mention;       /* what the citation states */
};

struct ids {
        int64_t *items;
        size_t n, room;
};

static const char *text(struct archive *archive, const struct values *v, int column)
{
        return arena_strdup(&archive->scratch, column_text(v, column));
}

static void add_id(struct archive *archive, struct ids *ids, int64_t id)
{
        *(int64_t *) arena_grow(&archive->scratch, &ids->items, &ids->n, &ids->room, sizeof(id)) = id;
}

/* The loose citations of @key that @series fits; NULL = all of them. */
static int find_loose(struct archive *archive, struct ids *out, const char *key, const struct series *series)
{
        struct values v;
        int r;

        if (mark_missing(archive, MARK_LOOSE, key))
                return 0;
        r = citations_await(archive, key);
        if (r)
                return r;
        v = statement(archive, STATEMENT_find_loose_citations);
        put_text(&v, key);
        while ((r = statement_next(archive, &v)) > 0) {
                struct series known;

                series_parse(&known, column_text(&v, 1));
                if (!series || series_fits(&known, series))
                        add_id(archive, out, column_int(&v, 0));
        }
        return r;
}

static int read_loose(struct archive *archive, struct loose *out, int64_t citation)
{
        struct values v = statement(archive, STATEMENT_find_loose_citation);
        struct series series;
        int r;

        put_int(&v, citation);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        *out = (struct loose) { .citation = citation, .instrument = column_int(&v, 0), .why = text(archive, &v, 1) };
        out->mention = (struct mention) { .key = text(archive, &v, 2), .series = text(archive, &v, 3), .type = text(archive, &v, 4), .date = text(archive, &v, 5),
                .title = text(archive, &v, 6), .issuer = column_int(&v, 7), .issuer_name = text(archive, &v, 8) };
        statement_end(&v);
        if (!out->mention.series) /* it tells everything */
                return 0;
        series_parse(&series, out->mention.series);
        out->mention.year = series_year(&series, &(struct rec_number) { .key = out->mention.key });
        out->mention.complete = series_complete(&series);
        return 0;
}

/* The number that @question has for instrument @id, 0 when it has none. */
static int ask_of(struct archive *archive, enum statement_id question, int64_t id, int64_t *answer)
{
        struct values v = statement(archive, question);

        *answer = 0;
        put_int(&v, id);
        return statement_value(archive, &v, answer);
}

/* @series: what is stated beside @key, where that leaves the citation loose; else NULL, and @key is not looked at. */
static int link_citation(struct archive *archive, int64_t citation, int64_t instrument, const char *why, const char *key, const char *series)
{
        struct values v;
        int64_t document;
        int r = ask_of(archive, STATEMENT_find_document_of_citation, citation, &document);

        if (!r)
                r = counts_leave(archive, document);
        if (r)
                return r;
        archive->moves++;
        if (series)
                mark_set(archive, MARK_LOOSE, key);
        v = statement(archive, STATEMENT_link_citation);
        put_id(&v, instrument);
        put_text(&v, why);
        put_int(&v, citation);
        put_text(&v, series);
        return statement_run(archive, &v);
}

int citation_link(struct archive *archive, int64_t citation, int64_t instrument)
{
        return link_citation(archive, citation, instrument, NULL, NULL, NULL);
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

/* The provisional instrument where a mention waits: those of one date or one title are one document. NULL tag: nothing but likeness holds them together. */
static const char *waiting_series(struct archive *archive, const struct mention *mention, bool *proven)
{
        struct series series;
        const char *tag;

        series_parse(&series, mention->series);
        tag = mention_is_dated(mention, &series) ? mention->date : title_tag(&archive->scratch, mention->title);
        *proven = tag != NULL;
        return tag ? arena_printf(&archive->scratch, "%s#%s", mention->series, tag) : mention->series;
}

/* Perhaps nothing waits there any more. */
static int delete_provisional(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct seen *seen;
        int64_t idle;
        bool proven;
        int r = ask_of(archive, STATEMENT_find_idle_instrument, id, &idle);

        if (r || !idle)
                return r;
        seen = map_find(&archive->instruments, map_key(&archive->scratch, mention->key, waiting_series(archive, mention, &proven), NULL));
        if (seen)
                seen->id = 0;
        return delete_row(archive, id);
}

static int resolve_loose(struct archive *archive, int64_t citation)
{
        struct loose loose = { 0 };
        const char *why;
        int64_t id;
        int r = read_loose(archive, &loose, citation);

        if (r || !loose.mention.series) /* it was linked for good with one before it */
                return r;
        r = instrument_cite(archive, &id, &why, &loose.mention);
        if (r || (id == loose.instrument && strcmp(why ? why : "", loose.why ? loose.why : "") == 0))
                return r;
        r = link_citation(archive, citation, id, why, loose.mention.key, loose.mention.complete && !why ? NULL : loose.mention.series);
        if (!r && loose.instrument && id != loose.instrument)
                r = delete_provisional(archive, &loose.mention, loose.instrument);
        return r;
}

/* Show a definite instrument, new or better known, to the loose citations of its key. */
static int settle(struct archive *archive, const struct mention *mention)
{
        struct ids loose = { 0 };
        struct series series;
        int r;

        if (!*mention->series) /* the key alone identifies: no citation of it is loose */
                return 0;
        series_parse(&series, mention->series);
        r = find_loose(archive, &loose, mention->key, &series);
        for (size_t i = 0; !r && i < loose.n; i++)
                r = resolve_loose(archive, loose.items[i]);
        return r;
}

/* Is its year read from a whole date, so that a misprint there makes another document of it? */
static bool year_from_date(const struct mention *mention)
{
        return *mention->series && *mention->series != '-' && *mention->series != '?' && date_is_day(mention->date);
}

static bool is_yearly(const struct mention *mention)
{
        return mention->series[0] >= '0' && mention->series[0] <= '9'; /* and no term of the Party */
}

/* The same number @years later. */
static struct mention in_other_year(struct archive *archive, const struct mention *mention, int years)
{
        struct mention other = *mention;
        struct series series;

        series_parse(&series, mention->series);
        series.year += years;
        other.series = series_text(&archive->scratch, &series);
        return other;
}

/* Is a document held that has this number, and this day and month a year before or after? */
static int held_next_year(struct archive *archive, bool *out, const struct mention *mention)
{
        int r = 0;

        for (int years = -1; !r && !*out && years <= 1 && is_yearly(mention); years += 2) {
                struct mention other = in_other_year(archive, mention, years);
                struct seen *seen;

                r = find_known(archive, &seen, &other);
                *out = !r && seen && seen->held && dates_apart(seen->date, mention->date) == 1 && memcmp(seen->date + 4, mention->date + 4, 6) == 0;
        }
        return r;
}

static int titles_agree(struct archive *archive, bool *out, int64_t instrument, const char *title)
{
        struct values v = statement(archive, STATEMENT_find_witness);
        int r;

        put_int(&v, instrument);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        *out = titles_compare(&archive->scratch, title, column_text(&v, 2)) > 0;
        statement_end(&v);
        return 0;
}

/* Do the documents held say that the date of @mention is misprinted, and with it perhaps the year it is looked for in? */
static int is_contradicted(struct archive *archive, bool *out, const struct mention *mention)
{
        struct seen *seen;
        bool agree = false, held;
        int64_t id;
        int r, apart;

        *out = false;
        if (!year_from_date(mention))
                return 0;
        r = find_known(archive, &seen, mention);
        if (r)
                return r;
        held = seen && seen->held;
        id = held ? seen->id : 0;
        apart = held ? dates_apart(mention->date, seen->date) : 0;
        if (held && apart == 0)
                return 0;
        *out = apart >= 2;
        if (!*out)
                r = held_next_year(archive, out, mention);
        if (!r && *out && held) {
                r = titles_agree(archive, &agree, id, mention->title);
                *out = !agree;
        }
        return r;
}

static int cite_complete(struct archive *archive, int64_t *id, const char **why, const struct mention *mention)
{
        struct seen *seen;
        bool made, contradicted;
        int r = is_contradicted(archive, &contradicted, mention);

        if (r)
                return r;
        if (contradicted) {
                *why = "date_conflict";
                return 0;
        }
        r = find_or_make(archive, &seen, &made, mention);
        if (r)
                return r;
        *id = seen->id;
        r = made ? 0 : witness(archive, seen, mention);
        return !r && (made || seen->told) ? settle(archive, mention) : r;
}

static int wait_for_more(struct archive *archive, int64_t *id, const char **why, const struct mention *mention)
{
        struct mention waiting = *mention;
        struct seen *seen;
        bool made, proven;
        int r;

        waiting.series = waiting_series(archive, mention, &proven);
        r = find_or_make(archive, &seen, &made, &waiting);
        if (r)
                return r;
        *id = seen->id;
        *why = proven ? NULL : "incomplete";
        return made ? 0 : witness(archive, seen, mention);
}

static int review_unheld(struct archive *archive, const struct mention *mention, int64_t id);

int instrument_cite(struct archive *archive, int64_t *id, const char **why, const struct mention *mention)
{
        struct choice choice;
        int r;

        *id = 0;
        *why = NULL;
        if (mention->complete)
                return cite_complete(archive, id, why, mention);
        r = instrument_choose(archive, &choice, mention);
        if (r)
                return r;
        if (choice.proven == 1)
                *id = choice.id;
        else if (choice.fits)
                *why = choice.fits > 1 ? "ambiguous" : "unproven";
        else
                return wait_for_more(archive, id, why, mention);
        return 0;
}

/* A document has arrived: citations that linked to it by a date it contradicts let go. */
static int doubt(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct ids doubted = { 0 };
        struct values v;
        int r;

        v = statement(archive, STATEMENT_find_contradicting_citations);
        put_int(&v, id);
        put_text(&v, mention->date);
        while ((r = statement_next(archive, &v)) > 0) {
                if (titles_compare(&archive->scratch, column_text(&v, 1), mention->title) <= 0)
                        add_id(archive, &doubted, column_int(&v, 0));
        }
        for (size_t i = 0; !r && i < doubted.n; i++)
                r = link_citation(archive, doubted.items[i], 0, "date_conflict", mention->key, mention->series);
        return r;
}

static int doubt_one(struct archive *archive, int64_t citation, const struct mention *mention)
{
        struct loose stated = { 0 };
        bool contradicted;
        int r = read_loose(archive, &stated, citation);

        if (r || !stated.citation)
                return r;
        stated.mention.series = mention->series;
        r = is_contradicted(archive, &contradicted, &stated.mention);
        return r || !contradicted ? r : link_citation(archive, citation, 0, "date_conflict", mention->key, mention->series);
}

/* So do those of the year before or after that give its day and month. */
static int doubt_next_year(struct archive *archive, const struct mention *mention, int years)
{
        struct mention other = in_other_year(archive, mention, years);
        struct ids dated = { 0 };
        struct seen *seen;
        struct values v;
        int64_t id;
        int r = find_known(archive, &seen, &other);

        if (r || !seen)
                return r;
        id = seen->id;
        other.date = arena_printf(&archive->scratch, "%04d%s", atoi(mention->date) + years, mention->date + 4);
        v = statement(archive, STATEMENT_find_citations_of_date);
        put_int(&v, id);
        put_text(&v, other.date);
        while ((r = statement_next(archive, &v)) > 0)
                add_id(archive, &dated, column_int(&v, 0));
        for (size_t i = 0; !r && i < dated.n; i++)
                r = doubt_one(archive, dated.items[i], &other);
        return r || !dated.n ? r : review_unheld(archive, &other, id);
}

int instrument_make(struct archive *archive, int64_t *id, const struct mention *mention)
{
        struct seen *seen;
        bool made;
        int r = find_or_make(archive, &seen, &made, mention);

        *id = r ? 0 : seen->id;
        return r; /* it is settled when it is held */
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
        seen->provisional = false;
        set_held_date(seen, mention->date);
}

int instrument_hold(struct archive *archive, int64_t *id, int64_t document, const struct mention *mention)
{
        struct seen *seen;
        struct values v;
        bool made;
        int r = find_or_make(archive, &seen, &made, mention);

        if (!r && !made)
                r = witness(archive, seen, mention);
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
        if (!r && year_from_date(mention))
                r = doubt(archive, mention, *id);
        for (int years = -1; !r && year_from_date(mention) && is_yearly(mention) && years <= 1; years += 2)
                r = doubt_next_year(archive, mention, years);
        return r ? r : settle(archive, mention);
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
                item->held = column_int(&v, 2);
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
        struct ids loose = { 0 };
        int r = find_loose(archive, &loose, key, NULL);

        for (size_t i = 0; !r && i < loose.n; i++)
                r = resolve_loose(archive, loose.items[i]);
        return r;
}

static int delete_instrument(struct archive *archive, int64_t id)
{
        struct values v = statement(archive, STATEMENT_unlink_citations);
        int r;

        archive->moves++;
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
                return r || !item->held ? r : resolve_again(archive, item->key); /* dates it contradicted stand again */
        r = delete_instrument(archive, item->id);
        return r ? r : resolve_again(archive, item->key);
}

/* Date and title of an instrument that is not held, as the citations left to it state them. */
static int hear_again(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct statement_of date = { 0 }, title = { 0 };
        const char *best_date = NULL, *best_title = NULL;
        struct values v = statement(archive, STATEMENT_find_statements);
        struct seen *seen;
        int r;

        put_int(&v, id);
        while ((r = statement_next(archive, &v)) > 0) {
                if (is_better(statement_of(column_text(&v, 0)), date)) {
                        best_date = text(archive, &v, 0);
                        date = statement_of(best_date);
                }
                if (is_better(statement_of(column_text(&v, 1)), title)) {
                        best_title = text(archive, &v, 1);
                        title = statement_of(best_title);
                }
        }
        if (r)
                return r;
        seen = map_find(&archive->instruments, map_key(&archive->scratch, mention->key, mention->series, NULL));
        if (seen) {
                seen->fields[FIELD_DATE] = date;
                seen->fields[FIELD_TITLE] = title;
        }
        v = statement(archive, STATEMENT_restate_instrument);
        put_text(&v, best_date);
        put_text(&v, best_title);
        put_int(&v, id);
        r = statement_run(archive, &v);
        return r ? r : settle(archive, mention);
}

/* Citations have let go of an instrument: when it is not held and none is left, it was none, and others may have been kept from their link by it. */
static int review_unheld(struct archive *archive, const struct mention *mention, int64_t id)
{
        int64_t holder, exact = 0;
        struct seen *seen;
        int r = ask_of(archive, STATEMENT_find_holder_of_instrument, id, &holder);

        if (!r && !holder)
                r = ask_of(archive, STATEMENT_find_exact_citation, id, &exact);
        if (r || holder)
                return r;
        if (exact)
                return hear_again(archive, mention, id);
        seen = map_find(&archive->instruments, map_key(&archive->scratch, mention->key, mention->series, NULL));
        if (seen)
                seen->id = 0;
        r = delete_instrument(archive, id);
        return r ? r : resolve_again(archive, mention->key);
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
