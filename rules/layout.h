/*
 * What layout.c and paragraph.c share: what a line begins and ends with, and the paragraphs made of the lines. Ranges are match text.
 */
#ifndef RULES_LAYOUT_H
#define RULES_LAYOUT_H

#include "rules/run.h"

enum { BLANKS_MAX = 4 }; /* blank lines a page break may leave inside a sentence */

static inline bool is_plain(const struct run *run)
{
        return !run->doc->media_type || strcmp(run->doc->media_type, "text/plain") == 0;
}

/* @line is not blank, here and below. */
static inline bool line_ends_sentence(const struct run *run, const struct line *line)
{
        return strchr(".;:!?", run->lower[line->text.end - 1]) != NULL;
}

bool line_begins_lower(const struct run *run, const struct line *line);

/* paragraph.c: the lines that read as one, behind those found already */
void paragraphs_find(struct run *run);

#endif
