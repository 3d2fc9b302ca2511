/*
 * What the files of the loader share and nobody else sees: the open archive, its statements, and small helpers to bind and step them.
 */
#ifndef LOADER_INTERNAL_H
#define LOADER_INTERNAL_H

#include <sqlite3.h>
#include <stdlib.h>

#include "common/cleanup.h"
#include "common/embed.h"
#include "common/error.h"
#include "loader/idset.h"
#include "loader/loader.h"
#include "loader/map.h"

enum {
        ARCHIVE_APPLICATION = 0x5452434C, /* "TRCL" */
        ARCHIVE_VERSION = 2,              /* user_version of the schema; see CONTRIBUTING.md before it changes */
        ARCHIVE_OLDER = 1,                /* of opening: it has to be migrated first */
        BATCH_DOCUMENTS = 500,
        BATCH_TEXT = 16 << 20,            /* bytes of folded text that wait for their place in the full text */
        CACHED_INSTRUMENTS = 32 * 1024,
        CACHED_UNITS = 16 * 1024,
};

/* The statements that take the rows of a document from its feed (feed.c), owners before what they own. Each is a file of queries/, named like it with '-' for '_'. */
#define FEED_STATEMENTS(X) \
        X(insert_document_field) X(insert_recipient) X(insert_section) X(insert_citation) X(insert_citation_part) X(insert_date_mention) \
        X(insert_unit_mention) X(insert_activity) X(insert_activity_unit) X(insert_activity_item) X(insert_assignment) X(insert_assignment_unit) \
        X(insert_assignment_duty) X(insert_quantity) X(insert_event) X(insert_event_unit) X(insert_event_quantity) X(insert_diagnostic)

/* The other statements of writing, and those of reading whole documents, prepared once and kept. */
#define STATEMENTS(X) \
        FEED_STATEMENTS(X) \
        X(begin) X(commit) X(insert_run) X(update_run) X(finish_run) \
        X(upsert_diagnostic_code) X(find_source) X(upsert_source) X(upsert_arrival) X(forget_witnesses) X(insert_witness) X(find_moved_source) X(move_source) X(move_arrival) \
        X(count_failed_members) X(forget_failed_members) X(find_document_by_sha256) X(find_source_of_document) X(find_unit) \
        X(insert_unit) X(insert_document_type) X(find_document_type) X(insert_rule) X(find_rule) X(find_instrument) X(insert_instrument) X(witness_instrument) \
        X(hold_instrument) X(release_instrument) X(find_definite_instruments) X(find_witness) X(find_contradicting_citations) \
        X(find_citations_of_date) X(find_statements) X(restate_instrument) X(find_loose_citations) X(find_loose_citation) X(link_citation) \
        X(find_idle_instrument) X(find_instruments_of_document) \
        X(find_holder_of_instrument) X(find_exact_citation) X(find_unsaid) X(rehold_instrument) X(unlink_citations) X(delete_instrument) \
        X(find_next_ids) X(find_known_mails) X(forget_idle_run) X(find_data_version) X(find_any_unit) X(insert_document) X(update_citation) X(find_document_text) \
        X(insert_fts) X(delete_fts) X(find_document_of_citation) X(count_links) X(find_group) X(update_counts) X(delete_counts) X(upsert_group) X(find_type_id) X(find_stale) X(count_stale) X(find_versions) \
        X(read_document) X(read_source) X(read_fields) X(read_recipients) X(read_sections) X(read_citations) X(read_parts) X(read_dates) X(read_units) \
        X(read_activities) X(read_activity_units) X(read_activity_items) X(read_assignments) X(read_assignment_units) X(read_assignment_duties) \
        X(read_events) X(read_event_units) X(read_event_quantities) X(read_quantities) X(read_diagnostics) X(read_witnesses) X(delete_diagnostics) \
        X(upsert_known_instrument) X(find_any_known_instrument) X(find_law) X(merge_known_instrument) X(find_named_laws) X(find_laws_cited) X(find_identity) X(insert_unit_succession) X(find_any_succession)

enum statement_id {
#define STATEMENT_ID(name) STATEMENT_##name,
        STATEMENTS(STATEMENT_ID)
#undef STATEMENT_ID
        STATEMENT_COUNT,
#define STATEMENT_ONE(name) + 1
        FEEDS = 0 FEED_STATEMENTS(STATEMENT_ONE),
#undef STATEMENT_ONE
};

/* Rows that wait for feed_flush(); all have the same number of cells. */
struct feed {
        struct cell {
                enum { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT } kind;
                size_t len; /* of text */
                union {
                        int64_t integer;
                        double real;
                        const char *text; /* stays where it is until the row is in its table */
                };
        } *cells;
        size_t n, room, rows;
};

/* Folded text of documents that waits for the commit; see fulltext.c. */
struct fulltext {
        struct buf text;
        struct fulltext_entry {
                int64_t document;
                size_t title, body, end; /* offsets into text */
                bool remove;
        } *entries;
        size_t n, room;
};

/* Changes of the counts that are kept, gathered for the commit; see counts.c. */
struct counts {
        struct count_link {
                int64_t instrument, citations, documents;
        } *links;
        size_t n_links, room_links;
        struct count_group {
                const char *type; /* "" = none */
                int64_t issuer, year; /* 0 = not known */
                int64_t documents;
        } *groups;
        size_t n_groups, room_groups;
        struct arena arena;  /* groups and their strings */
        struct idset away;   /* documents whose part is out; they are looked at again at the commit */
        struct idset gone;   /* instruments whose rows were deleted */
        int64_t current;     /* the document whose citations are being written, 0 = none */
};

struct archive {
        sqlite3 *db;
        struct buf message;
        struct buf backup; /* where the older archive is that opening has migrated */
        enum archive_mode mode;
        sqlite3_stmt *statements[STATEMENT_COUNT];
        struct arena scratch; /* one document's */
        sqlite3_blob *text;   /* that words are being cut from, see cut.c */

        /* writing */
        void (*breathe)(void *context); /* may be NULL, see archive_on_breath() */
        void *breathe_context;
        bool batch_open;
        int batch_documents;
        int64_t run;
        int64_t data_version;
        size_t outcomes[SOURCE_OUTCOMES];      /* of the run, this batch included */
        size_t outcomes_kept[SOURCE_OUTCOMES]; /* without this batch */
        int64_t next_document, next_citation, next_section, next_activity, next_assignment, next_event, next_instrument; /* ids to give */
        struct feed feeds[FEEDS];
        const struct feed *feeding; /* the one that is being put in */
        const struct idset *met; /* of the question that is being answered (reach.c) */
        size_t moves;       /* how often links of citations that stand were changed */
        uint64_t marks_of_keys[4096]; /* see mark_set() */
        uint64_t loose[64]; /* keys of citations in the feed that do not tell the whole identity, a bit each by hash */
        struct fulltext fulltext;
        struct counts counts;
        struct map units, instruments, types;
        struct map rules;   /* ids of their rows */
        struct map marks;   /* that tell their issuer, from the table of issuers */
        struct map cities;  /* cities that are provinces */
};

extern const struct embedded_file loader_queries[];
extern const struct embedded_file loader_tables[];

/* How full text ranks and merges: settings kept in the table itself. */
#define ARCHIVE_FULLTEXT "INSERT INTO document_fts (document_fts, rank) VALUES ('rank', 'bm25(4.0, 1.0)'), ('automerge', 8);"

/* ---- opening (archive.c, migrate.c) -------------------------------------------------------------------- */

/* A sentence as the message; returns ERROR_ARCHIVE. */
int archive_complain(struct archive *archive, const char *sentence);
int archive_pragma(struct archive *archive, const char *sql, int64_t *out);
/* Bring the older archive at @path, open for writing, to ARCHIVE_VERSION. archive->backup names the copy. When it fails nothing has changed. */
int archive_migrate(struct archive *archive, const char *path);

/* ---- statements ---------------------------------------------------------------------------------------- */

/* Put "@what: SQLite's sentence" into the message and return the negative code for it. */
int archive_fail(struct archive *archive, const char *what);

/* The values of a statement, put in the order its parameters first appear in. */
struct values {
        sqlite3_stmt *stmt; /* NULL when it could not be prepared; everything then does nothing */
        struct feed *feed;  /* or the values are a row of it */
        int n;
        const char *name; /* for messages */
};

struct values statement(struct archive *archive, enum statement_id id);
void put_int(struct values *v, int64_t value);
/* 0 is null */
void put_id(struct values *v, int64_t id);
void put_real(struct values *v, double value);
/* NULL is null. Text must stay where it is until the statement has run. */
void put_text(struct values *v, const char *text);
void put_span(struct values *v, struct span text);
void put_blob(struct values *v, struct span bytes);
/* begin and end, two parameters, both null when the range is not set */
void put_range(struct values *v, struct range range);

/* A new row of the feed that statement @id takes from; all its values have to be put. Text must stay where it is until feeds_flush(). */
struct values feed_row(struct archive *archive, enum statement_id id);
struct cell *feed_cell(struct values *v);
int feed_init(struct archive *archive); /* SQLite's code */
void feeds_release(struct archive *archive);
/* Put the rows in. */
int feed_flush(struct archive *archive, enum statement_id id);
int feeds_flush(struct archive *archive);
void feeds_clear(struct archive *archive);

/* Run to the end; rows are ignored. */
int statement_run(struct archive *archive, struct values *v);
/* One step: 1 = a row, 0 = the end, negative = failed. After 0 and failure the statement is reset. */
int statement_next(struct archive *archive, struct values *v);
void statement_end(struct values *v);

static inline const char *column_text(const struct values *v, int column)
{
        return (const char *) sqlite3_column_text(v->stmt, column);
}

static inline int64_t column_int(const struct values *v, int column)
{
        return sqlite3_column_int64(v->stmt, column);
}

/* The first column of the first row in *out, which is left alone when there is no row. */
int statement_value(struct archive *archive, struct values *v, int64_t *out);

/* ---- units (unit.c) ------------------------------------------------------------------------------------ */

struct unit {
        int64_t id;
        const char *lowered;  /* the name, lower case: what makes two names equal */
        const char *province; /* lower case, "hà tĩnh"; NULL = central or not known */
        const char *level;    /* tw, tinh, huyen, xa; NULL = not known */
        const char *name;     /* of its row */
        const char *spelled;  /* the name asked for where it is written otherwise, else NULL */
};

/*
 * The unit called @name, made when it is new. @near is the province of the document, for names that leave it out; @level may be NULL.
 * NULL or empty name: *out is zero. Its strings live as long as the scratch arena.
 */
int unit_find(struct archive *archive, struct unit *out, const char *name, const char *level, const char *near);
/* What makes it one unit, as text: "sở nội vụ tỉnh hà tĩnh|hà tĩnh|". NULL for none. In the scratch arena. */
const char *unit_said(struct archive *archive, const struct unit *unit);
/* "tỉnh Hà Tĩnh" or "Hà Tĩnh" -> "hà tĩnh"; NULL for NULL or nothing. In the scratch arena. */
const char *province_lowered(struct archive *archive, const char *name);

/* ---- identity (identity.c, series.c) ------------------------------------------------------------------- */

/*
 * What beside its key tells an instrument apart from others with the same number; the policy stands in identity.c. Written as
 * text: year, then place.
 */
struct series {
        enum { YEAR_IN_KEY, YEAR_KNOWN, YEAR_TERM, YEAR_UNKNOWN } year_kind;
        int year;
        enum { PLACE_IN_KEY, PLACE_BY_MARK, PLACE_ISSUER, /* incomplete: */ PLACE_ISSUER_SOMEWHERE, PLACE_PROVINCE, PLACE_UNKNOWN } place_kind;
        enum { KIND_IN_KEY, KIND_QUYET_DINH, KIND_QUY_DINH, /* incomplete: */ KIND_UNKNOWN } kind; /* of Party numbers with QĐ */
        struct span issuer;   /* lower case; ISSUER and ISSUER_SOMEWHERE */
        struct span province; /* BY_MARK, ISSUER ("" = central) and PROVINCE */
};

/* @type: its name where a word of the text says it, else NULL. */
void series_of(struct series *out, struct archive *archive, const struct rec_number *number, const char *type, const struct rec_date *date,
        const struct unit *issuer, const char *province);
/* Where the name, lower case, of the body begins whose register this one's numbers stand in: behind "chủ tịch " of a committee's chairman. */
const char *register_name(const char *lowered);
char *series_text(struct arena *arena, const struct series *series);
void series_parse(struct series *out, const char *text);
/* Nothing is left open: key and series are one instrument. */
bool series_complete(const struct series *series);
/* Nothing known of one contradicts the other. */
bool series_fits(const struct series *a, const struct series *b);
/* Of a citation that is not linked: may it mean the instrument? Either it fits, or a whole series differs from it in the year, by one. */
bool series_may_be(const char *known, const char *series);
/* The year of the number series, 0 = unknown. */
int series_year(const struct series *series, const struct rec_number *number);
int identity_init(struct archive *archive);

/* ---- names of files (filename.c) ---- */

enum { FILENAME_NUMBER = 32 };
/* "QD_368_2019.docx" names 368; *out, FILENAME_NUMBER bytes, when @key has another number. */
bool filename_other_number(char *out, const char *path, const char *key);

/* ---- instruments (instrument.c) ------------------------------------------------------------------------ */

/* (witness.c) */
bool date_is_day(const char *iso);
/* In how many of year, month and day two dates differ; 0 also when one of them is no whole date. */
int dates_apart(const char *a, const char *b);
/* 1 = one begins with the other, 0 = they tell nothing, -1 = they are about something else. NULL tells nothing. */
int titles_compare(struct arena *arena, const char *a, const char *b);
/* The same text for titles of the same words; NULL when the title is too short to tell documents apart. */
const char *title_tag(struct arena *arena, const char *title);

/* A document as one text speaks of it. */
struct mention {
        const char *key;
        const char *series; /* series_text() */
        bool complete;
        int year;           /* 0 = unknown */
        const char *type, *date, *title; /* NULL = not stated */
        int64_t issuer;     /* unit id, 0 = not stated */
        const char *issuer_said; /* unit_said() of it */
};

/* The province a document speaks from: where a name or number that leaves the place out is looked for. */
struct near {
        const char *printed, *lowered; /* "Hà Tĩnh", "hà tĩnh"; NULL = not known */
        int64_t issuer;                /* of the document, 0 = not known */
};

/*
 * The mention made by @number, @type (see series_of()), @date and @issuer (its name as stated beside it), without type, date and title. @issuer becomes the
 * body whose register the number stands in, where that is another one.
 */
int mention_of(struct archive *archive, struct mention *out, const struct rec_number *number, const char *type, const struct rec_date *date,
        struct unit *issuer, const char *issuer_name, struct near near);

/* Its row is known without a look to be provisional. */
bool instrument_waits(const struct archive *archive, const char *key, const char *series);

/*
 * What an archive that this connection has filled from the beginning knows of a key, a bit each by hash: most look-ups by key find nothing.
 * mark_missing(): there surely is none.
 */
enum mark_of_key { MARK_INSTRUMENT, MARK_UNDATED /* an instrument whose year is open */, MARK_LOOSE /* a citation that is loose */ };
void mark_set(struct archive *archive, enum mark_of_key what, const char *key);
bool mark_missing(const struct archive *archive, enum mark_of_key what, const char *key);

/*
 * The instrument a citation links to. *why when it is not proven: *id is then 0, or the provisional instrument where it waits. A complete mention with
 * a reason is treated as a loose one from then on.
 */
int instrument_cite(struct archive *archive, int64_t *id, const char **why, const struct mention *mention);
/* The instrument of a document that is about to be held; its row is made when it is new. */
int instrument_make(struct archive *archive, int64_t *id, const struct mention *mention);
/* The same, now that the document has a row. */
int instrument_hold(struct archive *archive, int64_t *id, int64_t document, const struct mention *mention);
/* Before the rows of @document are deleted: remember which instruments it held or cited. After: take back what nobody else says of them. */
struct instrument_review {
        struct reviewed {
                int64_t id;
                const char *key, *series;
                bool held;
                bool said[4]; /* by its citations, what the row has as type, date, title, issuer */
        } *items;
        size_t n, room;
};
/* A citation has let go of instrument @id: what only it said is unsaid. */
int instrument_review_unlinked(struct archive *archive, int64_t id);
/* Hear all again that speak of it. */
int instrument_hear_again(struct archive *archive, const char *key, const char *series, int64_t id);
int instrument_review_begin(struct archive *archive, struct instrument_review *review, int64_t document);
int instrument_review_end(struct archive *archive, const struct instrument_review *review);

/* ---- the register (register.c) ------------------------------------------------------------------------- */

/* The laws of the register that comes with the program, for an archive whose register is empty. */
int register_begin(struct archive *archive);
/* The one law of that name, and of that date or else year (0 = not told); out->key is NULL when there is none, or several. */
int register_find_law(struct archive *archive, struct register_row *out, const char *type, const char *title, const char *date, int year);
/* The rows of another archive's register, and what they mean for laws cited by name. */
int register_merge(struct archive *into, struct archive *from);
/* The instrument of a law of the register. */
int register_cite_law(struct archive *archive, int64_t *instrument, const char **why, const struct register_row *law);
/* Link a citation without a number, and those that refer to it; instrument 0 = to nothing any more. */
int citation_link(struct archive *archive, int64_t citation, int64_t instrument);
/* Open a batch when none is. */
int archive_begin(struct archive *archive);

/* ---- succession (succession.c) ---- */

/* The table of successions, for an archive that has none yet. */
int succession_begin(struct archive *archive);
/*
 * A folded name asked for, and on lines of their own those it had before: "so noi vu tinh an giang\nso noi vu tinh kien giang". In the scratch arena.
 * @question is told of each succession that gave one.
 */
int succession_names(struct archive *archive, const char **out, const char *folded, const struct question *question);
/* Is one of the lines of @names part of @folded? */
bool succession_named(const char *folded, const char *names);

/* ---- documents ----------------------------------------------------------------------------------------- */

int document_insert(struct archive *archive, const struct archive_item *item, int64_t id);
int document_delete(struct archive *archive, int64_t id);
/* Before the citations of @key are looked at in their table: some may still be in the feed. */
int citations_await(struct archive *archive, const char *key);
/*
 * *links: the instrument of each citation that counts, 0 = none, in the scratch arena; NULL when only the rows tell, since some moved meanwhile.
 */
int citations_insert(struct archive *archive, int64_t **links, const struct record *rec, int64_t document, int64_t instrument, struct near near);
/* the other lists of a record (facts.c) */
int facts_insert(struct archive *archive, const struct record *rec, int64_t document);
/* (one of them) */
void diagnostics_insert(struct archive *archive, const struct diag_list *list, int64_t document);
/* What the envelopes of @document say has changed: its diagnostics tell again where they differ from the text (envelope.c). */
int envelope_retell(struct archive *archive, int64_t document);
/* Note @type in the table of types. *other is what a row has to say of its id: NULL where the name tells it. */
int document_type_note(struct archive *archive, const struct rec_type *type, const char **other);
/* "day month" */
const char *parts_of_date(unsigned missing);

/* ---- counts that are kept (counts.c) -------------------------------------------------------------------- */

/* @document is about to be written; its part of the counts comes with counts_enter(). */
void counts_begin(struct archive *archive, int64_t document);
/*
 * It stands, with links to @n @instruments, one a citation that counts, in any order (they are sorted; 0 = none). NULL: they are to be read from its rows.
 */
void counts_enter(struct archive *archive, const char *type, int64_t issuer, const char *date, int64_t *instruments, size_t n);
/* Something of @document is about to change. */
int counts_leave(struct archive *archive, int64_t document);
/* Nothing cites @instrument any more and its row is about to be deleted. */
int counts_drop(struct archive *archive, int64_t instrument);
int counts_flush(struct archive *archive);
void counts_forget(struct archive *archive);
void counts_release(struct archive *archive);

/* ---- full text (fulltext.c) ---------------------------------------------------------------------------- */

/* Words for connections that write (tokenizer.c); SQLite's code. */
int tokenizer_init(struct archive *archive);
void fulltext_add(struct archive *archive, int64_t document, struct span title, struct span text);
void fulltext_remove(struct archive *archive, int64_t document, struct span title, struct span text);
/* Forget what came after the first @n entries. */
void fulltext_truncate(struct archive *archive, size_t n);
int fulltext_flush(struct archive *archive);

/* ---- words of a text (cut.c) ---------------------------------------------------------------------------- */

int cut_init(struct archive *archive);
/* A question is answered: nothing of the archive is held open any longer. */
void cut_end(struct archive *archive);

/* ---- asking -------------------------------------------------------------------------------------------- */

int search_ask(struct archive *archive, const struct question *question, answer_fn *fn, void *context, size_t *n_rows);

/* A question with its filters brought to the form the statements compare with. */
struct asked {
        const struct question *question;
        const char *type, *relation, *issuer, *unit, *text, *from, *to;
        int64_t id; /* the key when it is digits, else 0 */
        const char *match; /* search only */
        int64_t limit;
};
int asked_init(struct archive *archive, struct asked *out, const struct question *question, int default_limit);
/* Prepare queries/@name.sql and bind by name. NULL and a message when it cannot be. */
int asked_prepare(struct archive *archive, sqlite3_stmt **out, const char *name, const struct asked *asked);
/* Hand the rows of @stmt on to @fn, counting. */
int answer_rows(struct archive *archive, sqlite3_stmt *stmt, answer_fn *fn, void *context, size_t *n_rows);

/* "verify": a row for each thing found (verify.c) */
int verify_ask(struct archive *archive, answer_fn *fn, void *context, size_t *n_rows);
/* "cites-depth", "cited-by-depth" and "graph" (reach.c) */
int reach_init(struct archive *archive); /* SQLite's code */
int reach_ask(struct archive *archive, const char *name, const struct asked *asked, answer_fn *fn, void *context, size_t *n_rows);

#endif
