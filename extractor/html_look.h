/*
 * What an HTML element's name and attributes say of the look of its text.
 */
#ifndef EXTRACTOR_HTML_LOOK_H
#define EXTRACTOR_HTML_LOOK_H

#include "extractor/extractor.h"
#include "extractor/look.h"

/* @look: of the element around it, nothing unset; changed to the element's own. @part likewise: Word marks its footnotes and comments. */
void html_look(struct look *look, enum block_part *part, const char *name, const unsigned char *const *attributes);

/* The value of an attribute, or NULL. Names are lower case. */
const char *html_attribute(const unsigned char *const *attributes, const char *name);

#endif
