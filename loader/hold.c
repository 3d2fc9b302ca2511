/*
 * A document arrives, or goes: what follows for the citations of its number.
 *
 * It may contradict the dates of citations that are linked to it, and of those of the year before or after; and when a document is replaced, what only it
 * bore witness to is taken back (review).
 */
#include "loader/instrument.h"

static int delete_instrument(struct archive *archive, int64_t id)
{
        struct values v = statement(archive, STATEMENT_unlink_citations);
        int r;

        archive->moves++;
        put_int(&v, id);
        r = statement_run(archive, &v);
        return r ? r : instrument_delete_row(archive, id);
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
                        best_date = kept_text(archive, &v, 0);
                        date = statement_of(best_date);
                }
                if (is_better(statement_of(column_text(&v, 1)), title)) {
                        best_title = kept_text(archive, &v, 1);
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
        return r ? r : instrument_settle(archive, mention);
}

/* Citations have let go of an instrument: when it is not held and none is left, it was none, and others may have been kept from their link by it. */
static int review_unheld(struct archive *archive, const struct mention *mention, int64_t id)
{
        int64_t holder, exact = 0;
        struct seen *seen;
        int r = instrument_ask(archive, STATEMENT_find_holder_of_instrument, id, &holder);

        if (!r && !holder)
                r = instrument_ask(archive, STATEMENT_find_exact_citation, id, &exact);
        if (r || holder)
                return r;
        if (exact)
                return hear_again(archive, mention, id);
        seen = map_find(&archive->instruments, map_key(&archive->scratch, mention->key, mention->series, NULL));
        if (seen)
                seen->id = 0;
        r = delete_instrument(archive, id);
        return r ? r : loose_resolve_all(archive, mention->key);
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
                        ids_add(archive, &doubted, column_int(&v, 0));
        }
        for (size_t i = 0; !r && i < doubted.n; i++)
                r = citation_relink(archive, doubted.items[i], 0, "date_conflict", mention->key, mention->series);
        return r;
}

static int doubt_one(struct archive *archive, int64_t citation, const struct mention *mention)
{
        struct loose stated = { 0 };
        bool contradicted;
        int r = loose_read(archive, &stated, citation);

        if (r || !stated.citation)
                return r;
        stated.mention.series = mention->series;
        r = mention_is_contradicted(archive, &contradicted, &stated.mention);
        return r || !contradicted ? r : citation_relink(archive, citation, 0, "date_conflict", mention->key, mention->series);
}

/* So do those of the year before or after that give its day and month. */
static int doubt_next_year(struct archive *archive, const struct mention *mention, int years)
{
        struct mention other = mention_in_other_year(archive, mention, years);
        struct ids dated = { 0 };
        struct seen *seen;
        struct values v;
        int64_t id;
        int r = instrument_known(archive, &seen, &other);

        if (r || !seen)
                return r;
        id = seen->id;
        other.date = arena_printf(&archive->scratch, "%04d%s", atoi(mention->date) + years, mention->date + 4);
        v = statement(archive, STATEMENT_find_citations_of_date);
        put_int(&v, id);
        put_text(&v, other.date);
        while ((r = statement_next(archive, &v)) > 0)
                ids_add(archive, &dated, column_int(&v, 0));
        for (size_t i = 0; !r && i < dated.n; i++)
                r = doubt_one(archive, dated.items[i], &other);
        return r || !dated.n ? r : review_unheld(archive, &other, id);
}

int instrument_hold(struct archive *archive, int64_t *id, int64_t document, const struct mention *mention)
{
        struct seen *seen;
        struct values v;
        bool made;
        int r = instrument_get(archive, &seen, &made, mention);

        if (!r && !made)
                r = instrument_hear(archive, seen, mention);
        if (r)
                return r;
        *id = seen->id;
        if (seen->held) /* another document with the same number: both stay, the first one is the instrument's */
                return 0;
        instrument_fix(seen, mention);
        v = statement(archive, STATEMENT_hold_instrument);
        put_text(&v, mention->type);
        put_text(&v, mention->date);
        put_text(&v, mention->title);
        put_id(&v, mention->issuer);
        put_int(&v, document);
        put_int(&v, *id);
        r = statement_run(archive, &v);
        if (!r && mention_year_is_dated(mention))
                r = doubt(archive, mention, *id);
        for (int years = -1; !r && mention_year_is_dated(mention) && mention_is_yearly(mention) && years <= 1; years += 2)
                r = doubt_next_year(archive, mention, years);
        return r ? r : instrument_settle(archive, mention);
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
        int r = instrument_ask(archive, STATEMENT_find_holder_of_instrument, item->id, &holder);

        if (r || holder)
                return r ? r : rehold(archive, item->id, holder);
        r = instrument_ask(archive, STATEMENT_find_exact_citation, item->id, &exact);
        if (!r)
                r = is_complete(archive, item->id, &complete);
        if (r || (complete && exact))
                return r || !item->held ? r : loose_resolve_all(archive, item->key); /* dates it contradicted stand again */
        r = delete_instrument(archive, item->id);
        return r ? r : loose_resolve_all(archive, item->key);
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
