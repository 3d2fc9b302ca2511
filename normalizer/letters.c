/* The table of letters (made by letters.py) and the two questions about capitals. */
#include "normalizer/letters.h"

#include "letters.inc"

uint32_t letter_upper(uint32_t cp)
{
        const struct letter *letter = letter_of(cp);

        if (letter && letter->vowel)
                return letter_toned[letter->vowel + (letter->vowel & 1)][letter->tone];
        if (cp == 0x111 || (cp >= 'a' && cp <= 'z'))
                return cp == 0x111 ? 0x110 : cp - 0x20;
        return cp;
}

bool letter_is_upper(uint32_t cp)
{
        const struct letter *letter = letter_of(cp);

        return letter && letter->lower != cp;
}
