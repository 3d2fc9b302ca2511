/*
 * What all text parts of a DOCX share: styles, lists, the fonts of the theme.
 */
#ifndef EXTRACTOR_DOCX_SHEET_H
#define EXTRACTOR_DOCX_SHEET_H

#include "extractor/docx_styles.h"

struct docx_sheet {
        const struct docx_styles *styles; /* NULL = none */
        struct docx_numbering *numbering; /* NULL = none */
        struct docx_theme theme;
        bool fonts; /* styles or theme name a font that is not plain, so a plain one in a run says something */
};

/*
 * The theme's fonts for headings and for text. Nearly every document has a theme and hardly any a legacy font in it, so its XML is parsed only
 * where the bytes name one. Returns 0 or as xml_read_part().
 */
int docx_theme_read(struct docx_theme *out, struct package *package, int part, struct arena *arena, const struct extractor_limits *limits, const char **detail);

#endif
