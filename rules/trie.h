/*
 * A vocabulary that a text is scanned with once: every phrase that starts at a place is found in one walk.
 *
 * Phrases are lower-case UTF-8 (norm_lowered()) with single spaces; in the text a space stands for up to eight white-space bytes, which is
 * how a phrase is found over a line or page break.
 */
#ifndef RULES_TRIE_H
#define RULES_TRIE_H

#include "common/arena.h"
#include "common/span.h"

struct trie;

struct trie *trie_new(struct arena *arena);
/* The same phrase may carry several values. @phrase is copied. */
void trie_add(struct trie *trie, const char *phrase, uint32_t value);
/* After the last trie_add(), before the first trie_walk(). */
void trie_build(struct trie *trie);

struct trie_hit {
        uint32_t end; /* offset behind the phrase */
        uint32_t value;
};

/*
 * All phrases that start at lower[at] and end inside [at, end) at a word's end, shortest first. Writes at most @room hits, returns how many.
 */
size_t trie_walk(const struct trie *trie, const char *lower, uint32_t at, uint32_t end, struct trie_hit *hits, size_t room);

/* A byte of a word: ASCII letter or digit, or part of a letter outside ASCII. General punctuation (E2 xx) is not. */
static inline bool trie_word_byte(const char *text, uint32_t at)
{
        unsigned char c = (unsigned char) text[at];

        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0x80 && c != 0xE2 && c != 0xC2);
}

#endif
