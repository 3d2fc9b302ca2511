/*
 * Capital letters as w:caps shows them: ASCII, Latin-1, and the pairs of Latin Extended-A, ơ ư and U+1EA0-U+1EF9, which are
 * all that Vietnamese has. Decomposed letters work too: their marks have no case.
 */
#ifndef EXTRACTOR_CAPITALS_H
#define EXTRACTOR_CAPITALS_H

#include "common/buf.h"

/* The capital of @cp, or @cp itself. */
uint32_t capital_letter(uint32_t cp);
/* Append @s (valid UTF-8) in capitals. */
void buf_add_capitals(struct buf *out, struct span s);

#endif
