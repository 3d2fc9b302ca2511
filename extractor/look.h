/*
 * How text looks, as far as it changes what is read: outline level, alignment, bold, capitals, hidden, font, automatic numbers.
 */
#ifndef EXTRACTOR_LOOK_H
#define EXTRACTOR_LOOK_H

#include "extractor/fonts.h"

/* What a style, a paragraph or a run may say; UNSET asks the style below. */
enum { UNSET = -1 };
struct look {
        int8_t heading; /* 1-9, 0 = body text */
        int8_t aligned; /* 'c', 'r', 0 */
        int8_t bold, caps, hidden;
        int8_t font;  /* enum font */
        int8_t level; /* of the list, 0-8 */
        int32_t list; /* its number in the file, 0 = none */
};
#define LOOK_UNSET ((struct look) { UNSET, UNSET, UNSET, UNSET, UNSET, UNSET, UNSET, UNSET })

/* @over where it says something, else @under. */
static inline struct look look_over(struct look over, struct look under)
{
        return (struct look) {
                over.heading == UNSET ? under.heading : over.heading, over.aligned == UNSET ? under.aligned : over.aligned,
                over.bold == UNSET ? under.bold : over.bold, over.caps == UNSET ? under.caps : over.caps,
                over.hidden == UNSET ? under.hidden : over.hidden, over.font == UNSET ? under.font : over.font,
                over.level == UNSET ? under.level : over.level, over.list == UNSET ? under.list : over.list,
        };
}

#endif
