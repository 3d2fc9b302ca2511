/*
 * Words of match text at a place: where they end, whether they begin with a capital, whether one stands here. Used by every grammar.
 */
#ifndef RULES_WORDS_H
#define RULES_WORDS_H

#include "common/utf8.h"
#include "rules/run.h"

/* Behind the word that begins at @at; @at itself where none does. */
static inline uint32_t word_end_at(const struct run *run, uint32_t at, uint32_t end)
{
        while (at < end && trie_word_byte(run->lower, at))
                at++;
        return at;
}

static inline bool capital_at(const struct run *run, uint32_t at)
{
        unsigned len;
        uint32_t cp = at < run->text.len ? utf8_decode(run->text.ptr + at, run->text.ptr + run->text.len, &len) : UTF8_BAD;

        return cp != UTF8_BAD && norm_lower(cp) != cp;
}

/* Does @word (lower case, perhaps several words) stand at @at and end there? */
static inline bool word_at(const struct run *run, uint32_t at, uint32_t end, const char *word)
{
        size_t len;

        if (at >= end || run->lower[at] != *word)
                return false;
        len = strlen(word);
        return at + len <= end && memcmp(run->lower + at, word, len) == 0 && (at + len == end || !trie_word_byte(run->lower, (uint32_t) (at + len)));
}

/* Does @word end right before @at, and begin there as a word? */
static inline bool word_before_at(const struct run *run, uint32_t at, uint32_t begin, const char *word)
{
        size_t len = strlen(word);

        return at >= begin + len && memcmp(run->lower + at - len, word, len) == 0 && (at == begin + len || !trie_word_byte(run->lower, (uint32_t) (at - len - 1)));
}

#endif
