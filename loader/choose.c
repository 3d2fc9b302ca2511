/*
 * Which of the known documents of a number does a loose mention mean?
 *
 * One that does not tell year or issuer fits every document of its number that nothing known contradicts: year, issuer, province. That is likeness,
 * and likeness proves nothing: the next document to arrive may be just as like. Proof is
 *
 *      the same whole date, where number and province agree too and only the issuer is unnamed   two offices of one province rarely give one number on one day
 *      the same title, as far as the shorter one goes
 *
 * and a witness may speak against: an unnamed issuer's document of another date is another document, and so is one about something else.
 */
#include "loader/internal.h"

static bool year_open(const struct series *s)
{
        return s->year_kind == YEAR_UNKNOWN;
}

bool mention_is_dated(const struct mention *mention, const struct series *series)
{
        return !year_open(series) && date_is_day(mention->date);
}

enum verdict { NOT_DEFINITE, CONTRADICTED, FITS, PROVEN };

static enum verdict verdict_on(struct archive *archive, const struct mention *mention, bool dated, const char *date, const char *title)
{
        int titles = titles_compare(&archive->scratch, mention->title, title);

        dated = dated && date_is_day(date);
        if (titles > 0 || (dated && dates_apart(mention->date, date) == 0))
                return PROVEN;
        return titles < 0 || dated ? CONTRADICTED : FITS;
}

/* Instrument @id, whose series is @there, @text as text. */
static int weigh(struct archive *archive, enum verdict *out, int64_t id, const struct series *there, const char *text, const struct mention *mention, bool dated)
{
        bool complete = series_complete(there);
        struct values v;
        int r;

        *out = complete ? FITS : NOT_DEFINITE;
        if (complete ? !dated && !mention->title : instrument_waits(archive, mention->key, text))
                return 0; /* no witness is asked */
        *out = NOT_DEFINITE;
        v = statement(archive, STATEMENT_find_witness);
        put_int(&v, id);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        if (!column_int(&v, 0) || complete)
                *out = verdict_on(archive, mention, dated, column_text(&v, 1), column_text(&v, 2));
        statement_end(&v);
        return 0;
}

/* Those with a series from @from to @to, without the latter. */
static int choose_in(struct archive *archive, struct choice *out, const struct mention *mention, const struct series *wanted, const char *from, const char *to)
{
        struct values v = statement(archive, STATEMENT_find_definite_instruments);
        bool dated = mention_is_dated(mention, wanted);
        bool heard = dated || mention->title;
        int r = 0;

        put_text(&v, mention->key);
        put_text(&v, from);
        put_text(&v, to);
        while (out->proven < 2 && (heard || out->fits < 2) && (r = statement_next(archive, &v)) > 0) {
                struct series there;
                enum verdict verdict;

                series_parse(&there, column_text(&v, 1));
                if (!series_fits(wanted, &there))
                        continue;
                r = weigh(archive, &verdict, column_int(&v, 0), &there, column_text(&v, 1), mention, dated);
                if (r)
                        break;
                out->fits += verdict >= FITS;
                out->proven += verdict == PROVEN;
                if (verdict == PROVEN)
                        out->id = column_int(&v, 0);
        }
        statement_end(&v);
        return r < 0 ? r : 0;
}

int instrument_choose(struct archive *archive, struct choice *out, const struct mention *mention)
{
        struct series wanted;
        char from[16], to[20];
        int r;

        *out = (struct choice) { 0 };
        if (mark_missing(archive, MARK_INSTRUMENT, mention->key))
                return 0;
        series_parse(&wanted, mention->series);
        if (year_open(&wanted))
                return choose_in(archive, out, mention, &wanted, "", "\x7f");
        if (wanted.year_kind == YEAR_IN_KEY)
                return choose_in(archive, out, mention, &wanted, "", ".");
        snprintf(from, sizeof(from), "%s%04d", wanted.year_kind == YEAR_TERM ? "k" : "", wanted.year % 10000);
        snprintf(to, sizeof(to), "%s\x7f", from);
        r = choose_in(archive, out, mention, &wanted, from, to);
        /* a document held without its date is definite too */
        return r || mark_missing(archive, MARK_UNDATED, mention->key) ? r : choose_in(archive, out, mention, &wanted, "?", "@");
}
