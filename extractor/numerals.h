/*
 * Numbers as lists write them.
 */
#ifndef EXTRACTOR_NUMERALS_H
#define EXTRACTOR_NUMERALS_H

#include "common/span.h"

enum numerals {
        NUMERALS_DECIMAL,
        NUMERALS_DECIMAL_ZERO, /* 01, 02 */
        NUMERALS_LOWER_LETTER, /* a-z, aa, bb: English letters, whatever the language */
        NUMERALS_UPPER_LETTER,
        NUMERALS_LOWER_ROMAN,
        NUMERALS_UPPER_ROMAN,
        NUMERALS_VIETNAMESE, /* một, hai */
        NUMERALS_NONE,
};

/* Write @value to @out, no terminator; returns its length, less than 32. What a style cannot write is written in decimal. */
size_t numeral_write(char out[static 32], enum numerals style, uint32_t value);

#endif
