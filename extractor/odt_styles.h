/*
 * The styles and lists of an ODT, as far as they change what is read.
 *
 * styles.xml has the common ones, and each file automatic ones of its own, whose names may be the same: a lookup goes to the automatic ones of the file
 * being read first.
 */
#ifndef EXTRACTOR_ODT_STYLES_H
#define EXTRACTOR_ODT_STYLES_H

#include "extractor/look.h"
#include "extractor/odf.h"
#include "extractor/writer.h"

struct odt_styles;
struct odt_list;

struct odt_styles *odt_styles_new(struct arena *arena);

/* For a file's handler: elements inside the style sections; true when the element was one of theirs. */
bool odt_styles_start(struct odt_styles *styles, const struct xml_element *e);
void odt_styles_end(struct odt_styles *styles, int token);
/* All styles of the file that come before its text are read: work out what they inherit. */
void odt_styles_settle(struct odt_styles *styles);
/* The next file begins: its automatic styles hide those of the one before. */
void odt_styles_next_file(struct odt_styles *styles);

/* The look of a paragraph style, nothing unset. */
struct look odt_paragraph_style(const struct odt_styles *styles, struct span name);
/* Of a text style, what it and its bases say. */
struct look odt_text_style(const struct odt_styles *styles, struct span name);
/* Is any font not plain? */
bool odt_styles_have_fonts(const struct odt_styles *styles);

/* The list of that name, the headings' own for an empty name, or NULL. */
struct odt_list *odt_list_find(struct odt_styles *styles, struct span name);
/* Count from the start again at @level (0-9) and below it. */
void odt_list_restart(struct odt_list *list, int level);
/* Count one item and say what stands before it. @start: its own number, or UNSET. */
struct label odt_list_count(struct odt_list *list, int level, long start);

#endif
