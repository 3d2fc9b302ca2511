/* What the files share that say which instrument is meant: instrument.c, resolve.c, loose.c and hold.c. */
#ifndef LOADER_INSTRUMENT_H
#define LOADER_INSTRUMENT_H

#include "loader/internal.h"

/* ---- numbers of years (series.c) ----------------------------------------------------------------------- */

static inline bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

/* 0 when the first four characters are not digits */
int four_digits(const char *s);

/* ---- rows of instruments (instrument.c) ---------------------------------------------------------------- */

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

/* The instrument of exactly this key and series; *out = NULL when there is none. It lives until the next look-up. */
int instrument_known(struct archive *archive, struct seen **out, const struct mention *mention);
/* Likewise, made when there is none. */
int instrument_get(struct archive *archive, struct seen **out, bool *made, const struct mention *mention);
/* What @mention knows better than those before it. */
int instrument_hear(struct archive *archive, struct seen *seen, const struct mention *mention);
/* The document's own statements are better than any witness's. */
void instrument_fix(struct seen *seen, const struct mention *mention);
/* It is held by a document of that date from now on, NULL = not dated; or by none. */
void instrument_seen_held(struct archive *archive, const struct mention *mention, bool held, const char *date);
/* Its row was deleted. */
void instrument_forget(struct archive *archive, const struct mention *mention);
/* Hear all again that speak of instrument @id, which is that of @mention: what its row has of them is what they say now, and nothing else. */
int instrument_restate(struct archive *archive, const struct mention *mention, int64_t id);
/* Somebody who spoke of it is gone. Where it was he who said what the row has of the fields in @said, and nobody else does, hear all again: *told then. */
int instrument_unsay(struct archive *archive, bool *told, const struct mention *mention, int64_t id, const bool said[FIELDS]);
/* Likewise of one citation, which stated @mention. */
int instrument_unsay_one(struct archive *archive, const struct mention *mention, int64_t id);
/* Who is meant by the row of a unit as issuer: of a chairman his committee. @id 0: found by @name. */
int issuer_of_row(struct archive *archive, int64_t *issuer, const char **said, int64_t id, const char *name, const char *province);
int instrument_delete_row(struct archive *archive, int64_t id);
/* The number that @question has for instrument @id, 0 when it has none. */
int instrument_ask(struct archive *archive, enum statement_id question, int64_t id, int64_t *answer);

static inline const char *kept_text(struct archive *archive, const struct values *v, int column)
{
        return arena_strdup(&archive->scratch, column_text(v, column));
}

/* ---- which one is meant (resolve.c) -------------------------------------------------------------------- */

/* Is its year read from a whole date, so that a misprint there makes another document of it? */
bool mention_year_is_dated(const struct mention *mention);
bool mention_is_yearly(const struct mention *mention);
/* The same number @years later. */
struct mention mention_in_other_year(struct archive *archive, const struct mention *mention, int years);
/* Do the documents held say that the date of @mention is misprinted, and with it perhaps the year it is looked for in? */
int mention_is_contradicted(struct archive *archive, bool *out, const struct mention *mention);
/* Dates that differ in @apart of year, month and day, or name a document of the year before or after; titles as titles_compare() has them. */
bool date_is_doubted(int apart, bool next_year, int titles);
/* The provisional instrument where a mention waits: those of one date or one title are one document. NULL tag: nothing but likeness holds them together. */
const char *mention_waits_at(struct archive *archive, const struct mention *mention, bool *proven);

/* ---- citations whose link may move (loose.c) ----------------------------------------------------------- */

struct loose {
        int64_t citation, instrument; /* instrument 0 = not linked */
        const char *why;
        struct mention mention;       /* what the citation states */
};

struct ids {
        int64_t *items;
        size_t n, room;
};

void ids_add(struct archive *archive, struct ids *ids, int64_t id);
int loose_read(struct archive *archive, struct loose *out, int64_t citation);
/* @series: what is stated beside @key, where that leaves the citation loose; else NULL, and @key is not looked at. */
int citation_relink(struct archive *archive, int64_t citation, int64_t instrument, const char *why, const char *key, const char *series);
/* Show a definite instrument, new, better known or gone, to the loose citations that may mean it. */
int instrument_settle(struct archive *archive, const struct mention *mention);

#endif
