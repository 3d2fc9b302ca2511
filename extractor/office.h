/*
 * Formats that LibreOffice reads for us: DOC and RTF become DOCX.
 */
#ifndef EXTRACTOR_OFFICE_H
#define EXTRACTOR_OFFICE_H

#include "extractor/convert.h"
#include "extractor/format.h"

/* The conversion that these bytes of a file take, or CONVERSIONS: none of LibreOffice's. */
enum conversion office_conversion(struct span bytes);
/* The same of an OLE file and of RTF. */
enum conversion ole_conversion(struct span bytes);
enum conversion rtf_conversion(struct span bytes);

/* Read @source as what @conversion, into a DOCX, makes of it; doc->media_type is what it was. */
int office_read(struct document *doc, struct arena *arena, const struct source *source, enum conversion conversion);

#endif
