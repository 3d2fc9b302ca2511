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

#include <endian.h>

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
 * TRIE_LOOK_AHEAD bytes behind lower[end] can be read, whatever they are.
 */
enum { TRIE_LOOK_AHEAD = 16 };
size_t trie_walk(const struct trie *trie, const char *lower, uint32_t at, uint32_t end, struct trie_hit *hits, size_t room);

/*
 * The places of [*at, end) where a phrase may begin, in order: words that with the word behind them look like the beginning of a phrase, and each run of
 * digits. Writes at most @room (> 2) of them and moves *at to where to go on. Most words are none, which is found out for one after the
 * other without a branch: far cheaper than to offer each to trie_walk().
 */
size_t trie_starts(const struct trie *trie, const char *lower, uint32_t *at, uint32_t end, uint32_t *starts, size_t room);

/* 0 no part of a word, 1 a digit, 2 an ASCII letter or part of a letter outside ASCII; general punctuation (E2 xx) is not. */
extern const unsigned char trie_byte_class[256];

static inline bool trie_word_byte(const char *text, uint32_t at)
{
        return trie_byte_class[(unsigned char) text[at]] != 0;
}

static inline bool trie_letter_byte(const char *text, uint32_t at)
{
        return trie_byte_class[(unsigned char) text[at]] == 2;
}

/* How many of @bytes (the first is the lowest) are letters, up to the first that is none. */
static inline uint32_t trie_letters_of(uint64_t bytes)
{
        const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
        uint64_t folded = bytes | ones * 0x20, sign = folded ^ ones * 0xE2, alpha, others; /* sign: 0 = C2 or E2 */

        sign = ~(((sign & ~tops) + ~tops) | sign);
        folded &= ~tops;
        alpha = (folded + ones * (0x80 - 'a')) & ~(folded + ones * (0x7F - 'z'));
        others = ~((bytes & ~sign) | (alpha & ~bytes)) & tops;
        return others ? (uint32_t) __builtin_ctzll(others) / 8 : 8;
}

/*
 * Behind the letters that begin at @at, at most @end; eight bytes at a time, without a branch for each. TRIE_LOOK_AHEAD bytes behind text[end]
 * can be read.
 */
static inline uint32_t trie_letters_end(const char *text, uint32_t at, uint32_t end)
{
        for (; at < end; at += 8) {
                uint64_t bytes;
                uint32_t letters;

                memcpy(&bytes, text + at, sizeof(bytes));
                letters = trie_letters_of(le64toh(bytes));
                if (letters < 8) {
                        at += letters;
                        break;
                }
        }
        return at < end ? at : end;
}

#endif
