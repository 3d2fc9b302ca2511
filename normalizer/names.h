/* The table of names from inside: a look-up whose hash is known already. */
#ifndef NORMALIZER_NAMES_H
#define NORMALIZER_NAMES_H

#include "normalizer/folded.h"

struct norm_names;

/* norm_names_find() for @printed, whose folded_hash() is @hash. */
const char *names_find_hashed(const struct norm_names *names, struct span printed, uint32_t hash);

#endif
