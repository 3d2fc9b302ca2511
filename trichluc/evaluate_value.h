/* Values of two records: what a path leads to, whether both say the same, and how a person reads it. */
#ifndef TRICHLUC_EVALUATE_VALUE_H
#define TRICHLUC_EVALUATE_VALUE_H

#include "common/buf.h"

#include <jansson.h>

/*
 * The value at a path, "date.iso". False: an expected record says nothing about it. A key below null is null, and so
 * what a found record does not have is null as well.
 */
bool value_stated(const json_t *object, struct span path, const json_t **value);
/* null, "", [] and what is not there: the text states nothing */
bool value_is_empty(const json_t *value);

/* Where the path says a fact stands; RANGE_NONE when it does not or when that is no range. */
struct range range_at(const json_t *object, const char *path);

enum sameness {
        SAME,       /* equal; any white space is one space */
        BARE,       /* numbers with what is written before them: "Điều 4" = 4 = "04" */
        MENTION,    /* the id of another citation, also behind "citation:"; ids of wanted and found facts differ */
        EXACTLY,    /* a span, byte for byte */
        SAME_NAMES, /* lists of {"name"}, in any order; one without a name needs one in its place */
        SAME_PATHS, /* likewise lists of {"path"} */
        SAME_PLACES, /* lists of {"span"}: as many, each overlapping one of the other list */
};

/* What each wanted citation's id is among the found ones; a null where it was not found. */
struct mention_ids {
        json_t *found_id; /* {wanted id: found id} */
};

bool value_same(enum sameness how, const json_t *want, const json_t *got, const struct mention_ids *ids);

/* For the eye: the value, or the words at its span, in one line. Nothing for an empty value. */
void value_show(struct buf *out, const json_t *value, struct span text);
/* The words of a range; what lies outside the text is left out, characters stay whole. */
void words_show(struct buf *out, struct range range, struct span text);

#endif
