/* Tone placement in one syllable; see tone.c. */
#ifndef NORMALIZER_TONE_H
#define NORMALIZER_TONE_H

#include "common/arena.h"

enum { TONE_BYTES = 16 };

/* Bytes [begin, end) of the text become out[0..len); origin[k] is the offset of the letter out[k] stands for. */
struct tone_change {
        size_t begin, end;
        unsigned len;
        char out[TONE_BYTES];
        size_t origin[TONE_BYTES];
};

/*
 * The syllable around offset @at (start of a letter) of the valid UTF-8 @text: true when its tone mark must move to stand where
 * the old style wants it; @change then says how. Looks at a few letters only, however long the word.
 */
bool tone_change_at(struct tone_change *change, const char *text, size_t len, size_t at);

/* A copy of @s with every tone mark at its old-style place. */
char *tone_placed(struct arena *arena, struct span s);

/* Could the word @s be a syllable of Vietnamese? "VÀ" and "CHO" could, "UBND" and "TTg" not. */
bool is_syllable(struct span s);

#endif
