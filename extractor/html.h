/*
 * HTML pages as display text in blocks, through libxml2's HTML parser, which makes sense of what is no well-formed page at all.
 *
 * A block is what a browser shows as one: p, div, li, h1-h6, a cell's text; br is an LF inside it. White space runs together but in pre.
 * Items of ol and ul have the number or bullet that a browser draws. Word's own pages are HTML too: its footnotes and comments come as blocks of their part.
 */
#ifndef EXTRACTOR_HTML_H
#define EXTRACTOR_HTML_H

#include "extractor/extractor.h"

/*
 * Read the page @bytes into @doc: text, blocks, encoding. @charset: what a mail header says of it, or empty.
 * Returns 0, encoding_unknown, binary_text, too_large or limit_xml, with the refusal noted.
 */
int html_read(struct document *doc, struct arena *arena, struct span bytes, struct span charset, const struct extractor_limits *limits);

/* Does the content begin like a page? @name: the ending of the file's name may speak for fragments. */
bool html_begins(struct span bytes, const char *name);

#endif
