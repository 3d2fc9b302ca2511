/*
 * The text of one part of a DOCX (body, footnotes, a page head) as display text in blocks.
 */
#ifndef EXTRACTOR_DOCX_TEXT_H
#define EXTRACTOR_DOCX_TEXT_H

#include "common/buf.h"
#include "extractor/docx_sheet.h"
#include "extractor/legacy_runs.h"

/* Display text under construction: each block's range speaks of text. */
struct docx_text {
        struct buf text;
        struct block *blocks; /* in the arena */
        size_t n, room;
};

/* What was left out or could not be shown, over all parts of a document. */
struct docx_losses {
        size_t deletions; /* tracked */
        size_t hidden;    /* runs with w:vanish */
        size_t symbols;   /* w:sym in a symbol font */
        size_t labels;    /* automatic numbers too long to be shown */
        size_t label_bytes; /* not a loss: of all shown */
        struct legacy_tally legacy;
        size_t tables;    /* not a loss: the number of the last table */
};

/*
 * Append what @part says to @out. Blocks of a body and its text boxes come as such; in other parts every block is of kind @kind
 * and empty paragraphs leave no empty line.
 * Returns 0; no_document_part when the root element is none of a text part; else as xml_read_part().
 */
int docx_text_read(struct docx_text *out, struct docx_losses *losses, struct package *package, int part, enum block_part kind,
        const struct docx_sheet *sheet, struct arena *arena, const struct extractor_limits *limits, const char **detail);

/* Append all of @more, blocks moved along. */
void docx_text_append(struct docx_text *out, struct arena *arena, const struct docx_text *more);

#endif
