/*
 * DOCX, DOCM and their templates from an open package.
 */
#ifndef EXTRACTOR_DOCX_H
#define EXTRACTOR_DOCX_H

#include "extractor/package.h"

/* Fill @doc. Returns 0 or what extractor_read() names, with the refusal noted. */
int docx_read(struct document *doc, struct arena *arena, struct package *package, const struct extractor_limits *limits);

#endif
