/*
 * OpenDocument text (ISO 26300) from an open package.
 */
#ifndef EXTRACTOR_ODT_H
#define EXTRACTOR_ODT_H

#include "extractor/package.h"

/* Does the package look like OpenDocument, of whatever kind? */
bool odt_is_one(const struct package *package);
/* Fill @doc. Returns 0 or what extractor_read() names, with the refusal noted. */
int odt_read(struct document *doc, struct arena *arena, struct package *package, const struct extractor_limits *limits);

#endif
