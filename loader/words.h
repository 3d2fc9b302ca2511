/*
 * What somebody typed to search for, made safe and precise: words, phrases in quotes, and prefixes (quyet*). Everything else is a separator: a
 * minus, a colon, AND and brackets have no meaning of their own, so no input is an error.
 *
 * "30/2020/NĐ-CP" is one word to people and four to the full text: a phrase of them.
 */
#ifndef LOADER_WORDS_H
#define LOADER_WORDS_H

#include "common/arena.h"

enum { WORDS_MAX = 64 }; /* what is typed beyond is ignored; each word has one bit of a uint64_t */

struct words {
        const char *match; /* the FTS5 expression; NULL when there is nothing to look for */
        size_t n;
        struct span folded[WORDS_MAX];
        struct span exact[WORDS_MAX]; /* lower case with marks; ptr NULL = typed without marks, any spelling is right */
        uint64_t first, last;         /* bits of the words that begin and end a term */
        uint64_t prefix;              /* bits of the words that need only begin like that */
        uint64_t marked;              /* bits of the words with an exact form */
};

void words_parse(struct words *out, struct arena *arena, const char *typed);

/* Where the terms stand in a text. */
struct hit {
        size_t begin, end; /* bytes of the text */
        uint64_t term;     /* the last bit of the term */
        bool exact;
};

enum { HITS_MAX = 256 };

struct hits {
        struct hit items[HITS_MAX]; /* the first ones, in text order */
        size_t n;
        bool exact; /* each term stands somewhere as it was typed */
};

/* Look for the terms in @text, in its first megabyte. @arena is reset. */
void words_find(struct hits *out, const struct words *words, struct span text, struct arena *arena);

#endif
