/* What somebody wrote into a field of a header or an envelope, as text that can be stored and shown. */
#ifndef EXTRACTOR_ONE_LINE_H
#define EXTRACTOR_ONE_LINE_H

#include "common/arena.h"

/* A copy in @arena: UTF-8 in one line, spaces collapsed, without control characters, "…" behind 4 KB. NULL for NULL, and when nothing is left. */
const char *one_line(struct arena *arena, const char *text);

#endif
