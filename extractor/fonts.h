/*
 * Fonts that change what a character means: those of the legacy encodings, and symbol fonts.
 */
#ifndef EXTRACTOR_FONTS_H
#define EXTRACTOR_FONTS_H

#include "extractor/legacy.h"

enum font {
        FONT_PLAIN,
        FONT_TCVN3,
        FONT_TCVN3_CAPITALS, /* .VnTimeH draws every letter as a capital */
        FONT_VNI,
        FONT_VPS,
        FONT_SYMBOL,
        FONT_DINGBATS, /* Wingdings, Webdings */
        FONTS,
};

/* What a font's name says; letters' case does not matter but in the last H. */
enum font font_by_name(struct span name);
/* Does the markup name, in quotes, a font that may not be plain? Quick, and sometimes true for nothing. */
bool font_named_in(struct span markup);

enum legacy font_legacy(enum font font);
/* The character a symbol font draws for its byte, or 0. */
uint32_t font_symbol(enum font font, unsigned byte);

#endif
