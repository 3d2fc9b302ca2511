/*
 * The text of one part of a DOCX (body, footnotes, a page head) as display text in blocks.
 */
#ifndef EXTRACTOR_DOCX_TEXT_H
#define EXTRACTOR_DOCX_TEXT_H

#include "extractor/docx_sheet.h"
#include "extractor/writer.h"

/*
 * Append what @part says to @out. Blocks of a body and its text boxes come as such; in other parts every block is of kind @kind
 * and empty paragraphs leave no empty line.
 * Returns 0; no_document_part when the root element is none of a text part; else as xml_read_part().
 */
int docx_text_read(struct story *out, struct losses *losses, struct package *package, int part, enum block_part kind,
        const struct docx_sheet *sheet, struct arena *arena, const struct extractor_limits *limits, const char **detail);

#endif
