/*
 * What the normalizer knows about single letters: lower case, folded form, and for Vietnamese vowels quality and tone.
 *
 * The table covers U+0000-U+024F and U+1E00-U+1EFF, where all of Vietnamese and nearly all Latin lies; letters.py
 * writes it. Code points outside are ICU's business.
 */
#ifndef NORMALIZER_LETTERS_H
#define NORMALIZER_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum letter_kind {
        LETTER_NONE,      /* no letter: a word ends here */
        LETTER_VOWEL,     /* a ă â e ê i o ô ơ u ư y with any tone */
        LETTER_CONSONANT, /* of the Vietnamese alphabet; the look-alikes of Đ are such */
        LETTER_FOREIGN,   /* f j w z, ö, ø ...: the word is not Vietnamese */
};

enum { TONE_LEVEL, TONE_GRAVE, TONE_ACUTE, TONE_HOOK, TONE_TILDE, TONE_DOT };

struct letter {
        uint16_t lower;
        uint16_t fold; /* lower case without marks; 'd' for the look-alikes of đ */
        uint8_t vowel; /* row of letter_toned[]: 1 + 2 * quality + upper case; 0 = no Vietnamese vowel */
        uint8_t tone;
        uint8_t kind;
};

extern const struct letter letters[];
extern const uint16_t letter_toned[][6]; /* [letter.vowel][tone] */

/* The rows of letter_toned that tone placement speaks of, as lower-case rows. */
enum { VOWEL_A = 1, VOWEL_AW = 3, VOWEL_AA = 5, VOWEL_E = 7, VOWEL_EE = 9, VOWEL_I = 11,
       VOWEL_O = 13, VOWEL_OO = 15, VOWEL_OW = 17, VOWEL_U = 19, VOWEL_UW = 21, VOWEL_Y = 23 };

/* The row of @cp, or NULL outside the table. */
static inline const struct letter *letter_of(uint32_t cp)
{
        if (cp < 0x250)
                return &letters[cp];
        if (cp - 0x1E00 < 0x100)
                return &letters[0x250 + cp - 0x1E00];
        return NULL;
}

/* Capital of a Vietnamese letter; others as they are. */
uint32_t letter_upper(uint32_t cp);
bool letter_is_upper(uint32_t cp);

#endif
