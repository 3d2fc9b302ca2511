/*
 * Loose citations: those whose link may still move. Where a definite instrument is new, or something better is known of it, it is shown to the loose
 * citations of its key (instrument_settle).
 */
#include "loader/instrument.h"

void ids_add(struct archive *archive, struct ids *ids, int64_t id)
{
        *(int64_t *) arena_grow(&archive->scratch, &ids->items, &ids->n, &ids->room, sizeof(id)) = id;
}

/* The loose citations of @key that @series fits. */
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
                if (series_fits(&known, series))
                        ids_add(archive, out, column_int(&v, 0));
        }
        return r;
}

int loose_read(struct archive *archive, struct loose *out, int64_t citation)
{
        struct values v = statement(archive, STATEMENT_find_loose_citation);
        struct series series;
        int r;

        put_int(&v, citation);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        *out = (struct loose) { .citation = citation, .instrument = column_int(&v, 0), .why = kept_text(archive, &v, 1) };
        out->mention = (struct mention) { .key = kept_text(archive, &v, 2), .series = kept_text(archive, &v, 3), .type = kept_text(archive, &v, 4), .date = kept_text(archive, &v, 5),
                .title = kept_text(archive, &v, 6) };
        r = issuer_of_row(archive, &out->mention.issuer, &out->mention.issuer_said, column_int(&v, 7), column_text(&v, 8), column_text(&v, 9));
        statement_end(&v);
        if (r || !out->mention.series) /* it tells everything */
                return r;
        series_parse(&series, out->mention.series);
        out->mention.year = series_year(&series, &(struct rec_number) { .key = out->mention.key });
        out->mention.complete = series_complete(&series);
        return 0;
}

int citation_relink(struct archive *archive, int64_t citation, int64_t instrument, const char *why, const char *key, const char *series)
{
        struct values v;
        int64_t document;
        int r = instrument_ask(archive, STATEMENT_find_document_of_citation, citation, &document);

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
        return citation_relink(archive, citation, instrument, instrument ? NULL : "no_number", NULL, NULL);
}

/* A citation waits no longer at a provisional instrument: perhaps nobody does, or nobody says any more what it said. */
static int leave(struct archive *archive, const struct mention *mention, int64_t id)
{
        struct mention waiting = *mention;
        int64_t idle;
        bool proven;
        int r = instrument_ask(archive, STATEMENT_find_idle_instrument, id, &idle);

        waiting.series = mention_waits_at(archive, mention, &proven);
        if (r || !idle)
                return r ? r : instrument_unsay_one(archive, &waiting, id);
        instrument_forget(archive, &waiting);
        return instrument_delete_row(archive, id);
}

static int resolve_loose(struct archive *archive, int64_t citation)
{
        struct loose loose = { 0 };
        const char *why;
        int64_t id;
        int r = loose_read(archive, &loose, citation);

        if (r || !loose.mention.series) /* it was linked for good with one before it */
                return r;
        r = instrument_cite(archive, &id, &why, &loose.mention);
        if (r || (id == loose.instrument && strcmp(why ? why : "", loose.why ? loose.why : "") == 0))
                return r;
        r = citation_relink(archive, citation, id, why, loose.mention.key, loose.mention.complete && !why ? NULL : loose.mention.series);
        if (!r && loose.instrument && id != loose.instrument)
                r = leave(archive, &loose.mention, loose.instrument);
        return r;
}

int instrument_settle(struct archive *archive, const struct mention *mention)
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
