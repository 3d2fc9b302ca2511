/* Composition to NFC, for the text of a document and for what a user types; see display.c. */
#ifndef NORMALIZER_DISPLAY_H
#define NORMALIZER_DISPLAY_H

#include "common/arena.h"

/* @s in NFC: itself when it is so already, else in @arena. */
struct span display_composed(struct arena *arena, struct span s);

#endif
