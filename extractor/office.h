/*
 * Formats that LibreOffice reads for us: DOC and RTF become DOCX in a folder of their own, which is gone afterwards.
 */
#ifndef EXTRACTOR_OFFICE_H
#define EXTRACTOR_OFFICE_H

#include "extractor/format.h"

/*
 * Read @source, whose format a person calls @name, as what LibreOffice makes of it. @filter: how it must read the file, for it would take garbage for a text
 * otherwise. @ending of the file it is given: "doc".
 */
int office_read(struct document *doc, struct arena *arena, const struct source *source, const char *name, const char *filter, const char *ending);

#endif
