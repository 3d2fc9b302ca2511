/*
 * How right is a record? It is laid beside an expected one, written by a reader, and every statement of the expected record becomes a hit
 * or a miss; a fact that nobody expected becomes an extra.
 *
 * An expected record has the shape of the record itself and states only what it wants compared. A field or list that is not there is
 * not compared; null is: it says that the document states nothing. Beside the record's own keys:
 *     "file"         name of the document, where NAME of NAME.json is not enough
 *     "text_sha256"  of the display text, in place of the whole "text"
 *     "optional"     on a fact: finding it is neither right nor wrong
 *     "partial"      names of lists that hold the important facts only: what else is found there is nobody's error
 *     "negatives"    [{"span", "not": [lists]}]: no fact of these lists may stand there
 *
 * What a hit is stands in one table, evaluate_table.c, a row a list. Names of figures: "document.date", "citation.numbered" (a list: precision,
 * recall, F1), "citation.issuer" (a field of the facts that were hit: accuracy).
 *
 * The structures are plain; everything lives in the arena given to evaluation_init().
 */
#ifndef TRICHLUC_EVALUATE_H
#define TRICHLUC_EVALUATE_H

#include "common/arena.h"
#include "common/buf.h"

#include <jansson.h>
#include <stdio.h>

enum evaluation_outcome { EVALUATION_HIT, EVALUATION_MISS, EVALUATION_EXTRA };

/* One statement and what became of it. Strings but file, figure and at may be NULL. */
struct evaluation_item {
        const char *file;   /* as it was given to evaluation_add() */
        const char *type;   /* of the document, "Quyết định" */
        const char *class;  /* of a citation, "numbered" */
        const char *figure; /* "citation.date" */
        const char *at;     /* which one in this file: the bytes of the fact, "305-373"; "" for fields of the document */
        enum evaluation_outcome outcome;
        bool open;          /* in a list where an extra is nobody's error: it counts for recall alone */
        const char *wanted, *found; /* for the eye; NULL = nothing */
};

struct evaluation {
        struct arena *arena;
        struct evaluation_item *items;
        size_t n, room;
};

void evaluation_init(struct evaluation *e, struct arena *arena);

/* Compare @record, as `extract --text` writes it, with @expected. Both are only read. Time: about that of sorting the facts. */
void evaluation_add(struct evaluation *e, const char *file, const json_t *expected, const json_t *record);

/* The names of all figures in the order of the table, without precision, recall, f1. Returns how many; array and names in @arena. */
size_t evaluation_figures(struct arena *arena, const char ***names);
/* A list of facts: it has precision, recall and F1. Else it is a plain share of hits. */
bool evaluation_figure_is_list(const char *name);

/* "hit", "miss", "extra" */
const char *evaluation_outcome_name(enum evaluation_outcome outcome);

/* ---- sums ---- */

enum evaluation_by { EVALUATION_BY_NOTHING, EVALUATION_BY_TYPE, EVALUATION_BY_CLASS };

struct evaluation_row {
        const char *group;  /* the type or class; NULL for all together */
        const char *figure; /* "citation.numbered.recall" */
        double value;
        size_t hits, of;    /* value = hits / of; of = 0 for an F1 */
};

/*
 * The figures over all items in the order of the table, then again for each type or class. A figure of which nothing was compared has
 * no row. Rows in the arena; returns their number.
 */
size_t evaluation_sum(const struct evaluation *e, enum evaluation_by by, struct evaluation_row **rows);

/* ---- saved runs ---- */

/* Every item as a line of NDJSON. 0 or errno. */
int evaluation_save(const struct evaluation *e, FILE *f);
/* Read what evaluation_save() wrote. Returns 0; -1 with errno; or the number of the first line that is none of its own. */
long evaluation_load(struct evaluation *e, FILE *f);

struct evaluation_change {
        bool gained; /* else lost */
        const struct evaluation_item *item; /* of now; of then for an extra that is gone */
};

struct evaluation_changes {
        struct evaluation_change *items;
        size_t n, room;
        size_t gained, lost;
        size_t only_now, only_then; /* compared in one of the runs only: neither gained nor lost */
};

/*
 * What is right now and was wrong then, and the other way round. An extra counts as wrong while it is there. Facts of files that
 * only one run saw are not changes.
 */
void evaluation_compare(struct evaluation_changes *changes, const struct evaluation *now, const struct evaluation *then);

#endif
