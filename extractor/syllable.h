/*
 * Is this a Vietnamese syllable? Every one is an onset, a rhyme and a tone, each from a short list; text decoded the wrong way soon leaves them.
 */
#ifndef EXTRACTOR_SYLLABLE_H
#define EXTRACTOR_SYLLABLE_H

#include "common/span.h"

/* The count of words that have letters beyond ASCII, and of these, of syllables that exist and of very frequent ones. */
struct syllables {
        size_t words, valid, frequent;
};

/* @word: letters in either case, composed or with combining marks. */
bool syllable_is_valid(struct span word);
/* Count the words of a text. */
struct syllables syllables_count(struct span text);

#endif
