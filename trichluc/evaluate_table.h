/* What is compared: the fields of the document and the lists of facts, as data. */
#ifndef TRICHLUC_EVALUATE_TABLE_H
#define TRICHLUC_EVALUATE_TABLE_H

#include "trichluc/evaluate_value.h"

/* A figure on a fact that was found, or on the document: right when all its paths that the expected record states are the same. */
struct field {
        const char *name;
        const char *paths; /* "time.start time.end" */
        enum sameness how;
};

enum chosen { ALL, NUMBERED, NOT_NUMBERED };

/* A list of facts. A hit overlaps and says the same at @same; where the text states nothing of it, at @otherwise. */
struct list {
        const char *figure;
        const char *prefix; /* of its fields' figures; NULL = figure */
        const char *key;    /* "citations" */
        enum chosen chosen;
        const char *place;  /* else "span" */
        const char *same, *otherwise;
        const struct field *fields; /* up to one without a name */
};

extern const struct field evaluate_document_fields[];

enum { EVALUATE_LISTS = 10 };
extern const struct list evaluate_lists[EVALUATE_LISTS];

/* "citation" of both lists of citations */
static inline const char *list_prefix(const struct list *list)
{
        return list->prefix ? list->prefix : list->figure;
}

#endif
