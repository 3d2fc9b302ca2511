/*
 * Compare and hash words by their folded form without writing it down: what the tables of names and abbreviations
 * look up by. White space is collapsed and trimmed.
 */
#ifndef NORMALIZER_FOLDED_H
#define NORMALIZER_FOLDED_H

#include "common/span.h"

/* The folded code points of @s one after another. */
struct folded_reader {
        const char *p, *end;
        bool space;   /* white space was passed and not given yet */
        bool started;
};

/* The next folded code point; 0 at the end. */
uint32_t folded_next(struct folded_reader *r);

uint32_t folded_hash(struct span s);
/* The same in steps: word by word or code point by code point, from FOLDED_HASH_START to folded_hash_end(). */
enum { FOLDED_HASH_START = 0x01234567 };
uint32_t folded_hash_add(uint32_t hash, struct span word);
uint32_t folded_hash_step(uint32_t hash, uint32_t cp);
uint32_t folded_hash_end(uint32_t hash);
bool folded_equal(struct span a, struct span b);
/* Equal in lower case with their marks. */
bool lowered_equal(struct span a, struct span b);

#endif
