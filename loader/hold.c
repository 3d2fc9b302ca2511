/*
 * A document arrives, or goes: what follows for the citations of its number.
 *
 * It may contradict the dates of citations that are linked to it, and of those of the year before or after; these let go. With its going, or when another
 * document of the same identity takes its place, dates it contradicted stand again; and what only it bore witness to is unsaid (review).
 *
 * Of several documents of one identity the one whose bytes have the smallest hash holds the instrument, whichever came first; the others are witnesses.
 */
#include "loader/instrument.h"

static int delete_instrument(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct values v = statement(archive, STATEMENT_unlink_citations);
        int r;

        instrument_forget(archive, mention);
        archive->moves++;
        put_int(&v, id);
        r = statement_run(archive, &v);
        return r ? r : instrument_delete_row(archive, id);
}

/* Citations have let go of an instrument, or its document has: where nothing is left that speaks of it, it is none. */
static int drop_or_settle(struct archive *archive, const struct mention *mention, int64_t id)
{
        int64_t holder, exact = 1;
        int r = instrument_ask(archive, STATEMENT_find_holder_of_instrument, id, &holder);

        if (!r && !holder)
                r = instrument_ask(archive, STATEMENT_find_exact_citation, id, &exact);
        if (!r)
                r = exact ? instrument_restate(archive, mention, id) : delete_instrument(archive, mention, id);
        return r ? r : instrument_settle(archive, mention);
}

/* ---- dates that are contradicted ----------------------------------------------------------------------- */

static int let_go(struct archive *archive, int64_t citation, const struct mention *mention)
{
        return citation_relink(archive, citation, 0, "date_conflict", mention->key, mention->series);
}

/* Citations that are linked to the document of @mention by a date it contradicts. */
static int doubt(struct archive *archive, bool *news, const struct mention *mention, int64_t id)
{
        struct ids doubted = { 0 };
        struct values v;
        int r;

        v = statement(archive, STATEMENT_find_contradicting_citations);
        put_text(&v, mention->date);
        put_int(&v, id);
        while ((r = statement_next(archive, &v)) > 0) {
                if (date_is_doubted((int) column_int(&v, 2), false, titles_compare(&archive->scratch, column_text(&v, 1), mention->title)))
                        ids_add(archive, &doubted, column_int(&v, 0));
        }
        for (size_t i = 0; !r && i < doubted.n; i++)
                r = let_go(archive, doubted.items[i], mention);
        *news |= doubted.n > 0;
        return r;
}

static int doubt_one(struct archive *archive, bool *news, int64_t citation, const struct mention *mention)
{
        struct loose stated = { 0 };
        bool contradicted;
        int r = loose_read(archive, &stated, citation);

        if (r || !stated.citation)
                return r;
        stated.mention.series = mention->series;
        r = mention_is_contradicted(archive, &contradicted, &stated.mention);
        if (r || !contradicted)
                return r;
        *news = true;
        return let_go(archive, citation, mention);
}

/* Citations linked to instrument @id, that of @mention, which give the day and month of @date: there is a document of that date the year before or after. */
static int doubt_dated(struct archive *archive, bool *news, const struct mention *mention, int64_t id, const char *date)
{
        struct ids dated = { 0 };
        struct values v = statement(archive, STATEMENT_find_citations_of_date);
        int r;

        put_int(&v, id);
        put_text(&v, arena_printf(&archive->scratch, "%.4s%s", mention->series, date + 4));
        while ((r = statement_next(archive, &v)) > 0)
                ids_add(archive, &dated, column_int(&v, 0));
        for (size_t i = 0; !r && i < dated.n; i++)
                r = doubt_one(archive, news, dated.items[i], mention);
        return r;
}

/* The document of @mention is that of its instrument from now on: what follows for the instrument of that number @years later. */
static int doubt_other_year(struct archive *archive, const struct mention *mention, int years)
{
        struct mention other = mention_in_other_year(archive, mention, years);
        struct seen *seen;
        bool news = false;
        int64_t id;
        int r = instrument_known(archive, &seen, &other);

        if (r || !seen)
                return r;
        id = seen->id;
        r = doubt_dated(archive, &news, &other, id, mention->date);
        return r || !news ? r : drop_or_settle(archive, &other, id);
}

/* And the other way round: the document @years later, if it is held, against the citations of @mention. */
static int doubt_by_other_year(struct archive *archive, bool *news, const struct mention *mention, int64_t id, int years)
{
        struct mention other = mention_in_other_year(archive, mention, years);
        struct seen *seen;
        int r = instrument_known(archive, &seen, &other);

        if (r || !seen || !seen->held || !*seen->date)
                return r;
        return doubt_dated(archive, news, mention, id, arena_strdup(&archive->scratch, seen->date));
}

/* ---- holding ------------------------------------------------------------------------------------------- */

/* Date and title of @mention are those of the document that holds the instrument. */
static int doubt_all(struct archive *archive, bool *news, const struct mention *mention, int64_t id)
{
        int r;

        if (!mention_year_is_dated(mention))
                return 0;
        r = doubt(archive, news, mention, id);
        for (int years = -1; !r && mention_is_yearly(mention) && years <= 1; years += 2)
                r = doubt_other_year(archive, mention, years);
        return r;
}

static int write_holder(struct archive *archive, struct mention *mention, int64_t id)
{
        struct values v = statement(archive, STATEMENT_find_holder_of_instrument);
        int64_t holder = 0;
        int r;

        put_int(&v, id);
        r = statement_next(archive, &v);
        if (r < 0)
                return r;
        if (r > 0) {
                holder = column_int(&v, 0);
                mention->date = kept_text(archive, &v, 1);
                mention->title = kept_text(archive, &v, 2);
                statement_end(&v);
        }
        instrument_seen_held(archive, mention, holder != 0, mention->date);
        v = statement(archive, STATEMENT_rehold_instrument);
        put_id(&v, holder);
        put_int(&v, id);
        return statement_run(archive, &v);
}

/* Another document of the same identity holds the instrument now, or none does any more. @mention is its key and series. */
static int change_holder(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct mention held = { .key = mention->key, .series = mention->series };
        bool news = false;
        int r = write_holder(archive, &held, id);

        if (!r)
                r = instrument_restate(archive, &held, id);
        if (!r)
                r = doubt_all(archive, &news, &held, id);
        for (int years = -1; !r && mention_is_yearly(&held) && years <= 1; years += 2)
                r = doubt_by_other_year(archive, &news, &held, id, years);
        if (!r)
                r = drop_or_settle(archive, &held, id);
        for (int years = -1; !r && mention_is_yearly(&held) && years <= 1; years += 2) {
                struct mention other = mention_in_other_year(archive, &held, years);

                r = instrument_settle(archive, &other);
        }
        return r;
}

/* @document has the identity of one that is held. */
static int hold_another(struct archive *archive, struct seen *seen, int64_t document, const struct mention *mention)
{
        int64_t id = seen->id, holder;
        bool told = seen->told;
        int r = instrument_ask(archive, STATEMENT_find_holder_of_instrument, id, &holder);

        if (r)
                return r;
        if (holder == document)
                return change_holder(archive, mention, id);
        return told ? instrument_settle(archive, mention) : 0;
}

int instrument_hold(struct archive *archive, int64_t *id, int64_t document, const struct mention *mention)
{
        struct seen *seen;
        struct values v;
        bool made, news = false;
        int r = instrument_get(archive, &seen, &made, mention);

        if (!r && !made)
                r = instrument_hear(archive, seen, mention);
        if (r)
                return r;
        *id = seen->id;
        if (seen->held)
                return hold_another(archive, seen, document, mention);
        news = seen->provisional; /* those that wait there are no witnesses any more */
        instrument_fix(seen, mention);
        v = statement(archive, STATEMENT_hold_instrument);
        put_text(&v, mention->type);
        put_text(&v, mention->date);
        put_text(&v, mention->title);
        put_id(&v, mention->issuer);
        put_int(&v, document);
        put_int(&v, *id);
        r = statement_run(archive, &v);
        if (!r)
                r = doubt_all(archive, &news, mention, *id);
        if (!r && news)
                r = instrument_restate(archive, mention, *id);
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

                *item = (struct reviewed) { .id = column_int(&v, 0), .key = kept_text(archive, &v, 1), .series = kept_text(archive, &v, 2), .held = column_int(&v, 3) };
                for (int i = 0; i < FIELDS; i++)
                        item->said[i] = column_int(&v, 4 + i);
        }
        if (r)
                return r;
        v = statement(archive, STATEMENT_release_instrument);
        put_int(&v, document);
        return statement_run(archive, &v);
}

static int review_one(struct archive *archive, const struct reviewed *item)
{
        const struct mention mention = { .key = item->key, .series = item->series };
        int64_t holder, exact = 1;
        bool told;
        int r;

        if (item->held)
                return change_holder(archive, &mention, item->id);
        r = instrument_ask(archive, STATEMENT_find_holder_of_instrument, item->id, &holder);
        if (!r && !holder)
                r = instrument_ask(archive, STATEMENT_find_exact_citation, item->id, &exact);
        if (r || !exact)
                return r ? r : drop_or_settle(archive, &mention, item->id);
        r = instrument_unsay(archive, &told, &mention, item->id, item->said);
        return r || !told ? r : instrument_settle(archive, &mention);
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

int instrument_hear_again(struct archive *archive, const char *key, const char *series, int64_t id)
{
        const struct mention mention = { .key = key, .series = series };

        return drop_or_settle(archive, &mention, id);
}

int instrument_review_unlinked(struct archive *archive, int64_t id)
{
        struct values v = statement(archive, STATEMENT_find_identity);
        const char *key, *series;
        int r;

        put_int(&v, id);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        key = kept_text(archive, &v, 0);
        series = kept_text(archive, &v, 1);
        statement_end(&v);
        return instrument_hear_again(archive, key, series, id);
}
