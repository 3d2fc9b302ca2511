/*
 * Which instrument is meant by this citation?
 *
 * A document is meant by what is stated of it: number, year, issuer, date, title. mention_of() in citation.c gathers that, identity.c says what of it the
 * number leaves open, and here it is decided. An instrument is *definite* when key and series tell its whole identity (series.c), or when it is held; else
 * it is *provisional*, a place where citations wait that tell too little.
 *
 * A citation that tells everything links to its instrument. A *loose* citation, one with an incomplete series, links by one rule:
 *
 *      one definite instrument of its key is proven    ->  that one
 *      several are, or several fit and none is proven  ->  none; why_unlinked says "ambiguous"
 *      one fits and nothing proves it                  ->  none; "unproven": it would be a guess
 *      none fits                                       ->  the provisional one of exactly its key and series, and of its date or title where it states them.
 *                                                          Those that agree in date or title are proven equal and share it; without either, "incomplete"
 *
 * It fits every document of its number that nothing known contradicts: year, issuer, province. That is likeness, and likeness proves nothing: the next
 * document to arrive may be just as like. Proof is
 *
 *      the same whole date, where number and province agree too and only the issuer is unnamed   two offices of one province rarely give one number on one day
 *      the same title, as far as the shorter one goes
 *
 * and a witness may speak against: an unnamed issuer's document of another date is another document, and so is one about something else.
 *
 * One more kind is loose: a citation that tells everything, but whose date contradicts the held document's in two of year, month and day. Its year is
 * as likely misprinted as the rest, and its document another one: "date_conflict", unless the titles agree. So is one whose date contradicts it in one of
 * them, when the titles speak of two documents.
 *
 * A citation that refers to a fuller mention in the same text takes that one's link.
 *
 * So the link of every citation follows from the set of documents and citations alone, not from the order they came in. What has to be asked again when the
 * set changes say loose.c and hold.c.
 */
#include "loader/instrument.h"

static bool year_open(const struct series *s)
{
        return s->year_kind == YEAR_UNKNOWN;
}

/* Its year is known and its date is whole: the date tells it from others of its number in the province. */
static bool mention_is_dated(const struct mention *mention, const struct series *series)
{
        return !year_open(series) && date_is_day(mention->date);
}

/* What is known of a number's documents, seen from a mention that leaves something open. */
struct choice {
        int fits, proven; /* counted up to two, the proven ones among those that fit */
        int64_t id;       /* of the last one proven */
};

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

static int instrument_choose(struct archive *archive, struct choice *out, const struct mention *mention)
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

/* ---- telling everything, and contradicted ---------------------------------------------------------------- */

bool mention_year_is_dated(const struct mention *mention)
{
        return *mention->series && *mention->series != '-' && *mention->series != '?' && date_is_day(mention->date);
}

bool mention_is_yearly(const struct mention *mention)
{
        return mention->series[0] >= '0' && mention->series[0] <= '9'; /* and no term of the Party */
}

struct mention mention_in_other_year(struct archive *archive, const struct mention *mention, int years)
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

        for (int years = -1; !r && !*out && years <= 1 && mention_is_yearly(mention); years += 2) {
                struct mention other = mention_in_other_year(archive, mention, years);
                struct seen *seen;

                r = instrument_known(archive, &seen, &other);
                *out = !r && seen && seen->held && dates_apart(seen->date, mention->date) == 1 && memcmp(seen->date + 4, mention->date + 4, 6) == 0;
        }
        return r;
}

/* What the document that holds @instrument has as its title against that of a citation: as titles_compare(). */
static int compare_title(struct archive *archive, int *out, int64_t instrument, const char *title)
{
        struct values v = statement(archive, STATEMENT_find_witness);
        int r;

        put_int(&v, instrument);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        *out = titles_compare(&archive->scratch, title, column_text(&v, 2));
        statement_end(&v);
        return 0;
}

bool date_is_doubted(int apart, bool next_year, int titles)
{
        return apart >= 2 || next_year ? titles <= 0 : apart && titles < 0;
}

int mention_is_contradicted(struct archive *archive, bool *out, const struct mention *mention)
{
        struct seen *seen;
        bool held, titled, next_year = false;
        int64_t id;
        int r, apart, titles = 0;

        *out = false;
        if (!mention_year_is_dated(mention))
                return 0;
        r = instrument_known(archive, &seen, mention);
        if (r)
                return r;
        held = seen && seen->held;
        titled = held && seen->fields[FIELD_TITLE].len == SIZE_MAX; /* what others call it would be told by those that are to be judged */
        id = held ? seen->id : 0;
        apart = held ? dates_apart(mention->date, seen->date) : 0;
        if (held && apart == 0)
                return 0;
        if (apart < 2)
                r = held_next_year(archive, &next_year, mention);
        if (!r && titled)
                r = compare_title(archive, &titles, id, mention->title);
        *out = date_is_doubted(apart, next_year, titles);
        return r;
}

/* ---- */

static int cite_complete(struct archive *archive, int64_t *id, const char **why, const struct mention *mention)
{
        struct seen *seen;
        bool made, contradicted;
        int r = mention_is_contradicted(archive, &contradicted, mention);

        if (r)
                return r;
        if (contradicted) {
                *why = "date_conflict";
                return 0;
        }
        r = instrument_get(archive, &seen, &made, mention);
        if (r)
                return r;
        *id = seen->id;
        r = made ? 0 : instrument_hear(archive, seen, mention);
        return !r && (made || seen->told) ? instrument_settle(archive, mention) : r;
}

const char *mention_waits_at(struct archive *archive, const struct mention *mention, bool *proven)
{
        struct series series;
        const char *tag;

        series_parse(&series, mention->series);
        tag = mention_is_dated(mention, &series) ? mention->date : title_tag(&archive->scratch, mention->title);
        *proven = tag != NULL;
        return tag ? arena_printf(&archive->scratch, "%s#%s", mention->series, tag) : mention->series;
}

static int wait_for_more(struct archive *archive, int64_t *id, const char **why, const struct mention *mention)
{
        struct mention waiting = *mention;
        struct seen *seen;
        bool made, proven;
        int r;

        waiting.series = mention_waits_at(archive, mention, &proven);
        r = instrument_get(archive, &seen, &made, &waiting);
        if (r)
                return r;
        *id = seen->id;
        *why = proven ? NULL : "incomplete";
        return made ? 0 : instrument_hear(archive, seen, mention);
}

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
