/* The table of names from inside: a look-up whose hash is known already. */
#ifndef NORMALIZER_NAMES_H
#define NORMALIZER_NAMES_H

#include "normalizer/folded.h"

struct norm_names;

/* norm_names_find() for @printed, whose folded_hash() is @hash. */
const char *names_find_hashed(const struct norm_names *names, struct span printed, uint32_t hash);
/* Is there a name with more words behind those whose folded_hash() is @hash? Rarely true without one, never false with one. */
bool names_go_on(const struct norm_names *names, uint32_t hash);

#endif
