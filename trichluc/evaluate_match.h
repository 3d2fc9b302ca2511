/* Which found fact is which wanted one. */
#ifndef TRICHLUC_EVALUATE_MATCH_H
#define TRICHLUC_EVALUATE_MATCH_H

#include "common/arena.h"

#include <jansson.h>

#define NO_PARTNER SIZE_MAX

/* "at" is where a fact stands; RANGE_NONE = nowhere, it has no partner */
struct side {
        const json_t **items;
        struct range *at;
        size_t n;
};

struct pairing {
        struct side wanted, found;
        size_t *found_of;  /* of each wanted: its partner, or NO_PARTNER */
        size_t *near;      /* of each wanted without partner: what stands there and does not agree, or NO_PARTNER */
        size_t *wanted_of; /* of each found */
};

/* May these two be one fact, given that they overlap? */
typedef bool agree_fn(const json_t *wanted, const json_t *found, const void *context);

/* Pair facts that overlap and agree, those with the largest common part first. Fills in all but the sides. */
void pairing_make(struct pairing *p, struct arena *arena, agree_fn *agree, const void *context);

#endif
