/*
 * Automatic numbers of paragraphs, as numbering.xml (ECMA-376, 17.9) describes them: "Điều 5.", "1.2.", "a)", "-".
 *
 * A paragraph names a list (w:numId) and a level; the list is an instance of an abstract one, which holds the levels and whose counters all
 * its instances share. Counters run through the document in reading order.
 */
#ifndef EXTRACTOR_DOCX_NUMBERING_H
#define EXTRACTOR_DOCX_NUMBERING_H

#include "extractor/docx_styles.h"
#include "extractor/writer.h"

/* Read the numbering part. Returns 0 with *out (in @arena), or as xml_read_part(). */
int docx_numbering_read(struct docx_numbering **out, struct package *package, int part, const struct docx_theme *theme, struct arena *arena,
        const struct extractor_limits *limits, const char **detail);

/* Once the styles are known: lists that are defined by a numbering style. */
void docx_numbering_link(struct docx_numbering *numbering, const struct docx_styles *styles);

/* The same lists with counters of their own, from none on. NULL of NULL. */
struct docx_numbering *docx_numbering_copy(const struct docx_numbering *numbering, struct arena *arena);

/* The level of @list that belongs to the paragraph style @style, or UNSET. @numbering may be NULL. */
int8_t docx_numbering_style_level(const struct docx_numbering *numbering, long list, struct span style);

/* Count one paragraph at @level (0-8) of @list and say what it shows. NULL: no such list or level. @numbering may be NULL. */
const struct label *docx_numbering_count(struct docx_numbering *numbering, long list, int level);

#endif
