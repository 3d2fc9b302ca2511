/*
 * The styles of a DOCX as far as they change what is read: outline level, alignment, bold, capitals, hidden, automatic numbers.
 */
#ifndef EXTRACTOR_DOCX_STYLES_H
#define EXTRACTOR_DOCX_STYLES_H

#include "extractor/look.h"
#include "extractor/xml.h"

/* The fonts that w:asciiTheme and its like name. */
struct docx_theme {
        int8_t major, minor; /* enum font */
};

struct docx_styles; /* NULL = a document without styles */
struct docx_numbering; /* NULL = a document without lists */

/* Read the styles part. Returns 0 with *out (in @arena), or as xml_read_part(). Chains of basedOn are followed for 32 steps. */
int docx_styles_read(const struct docx_styles **out, struct package *package, int part, const struct docx_numbering *numbering, const struct docx_theme *theme,
        struct arena *arena, const struct extractor_limits *limits, const char **detail);

/* The look of a style, nothing unset; an unknown or empty id is the default paragraph style. */
struct look docx_paragraph_style(const struct docx_styles *styles, struct span id);
/* Of a character or numbering style, only what it and its bases say themselves. */
struct look docx_run_style(const struct docx_styles *styles, struct span id);

/* Does a style, or what all stand on, name a font that is not plain? */
bool docx_styles_have_fonts(const struct docx_styles *styles);
/* w:rFonts: the font of letters beyond ASCII, hAnsi, else what there is. */
void docx_look_font(struct look *look, const struct xml_element *e, const struct docx_theme *theme);
/* w:numId or w:ilvl, found in w:pPr. */
void docx_look_list(struct look *look, const struct xml_element *e);
/* w:jc's value as 'c', 'r' or 0. */
int8_t docx_alignment(const struct xml_element *jc);

#endif
