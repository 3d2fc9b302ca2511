/*
 * The encoding of an HTML page: its mark, UTF-8 that is valid, what its words say, what it declares - in this order, for declarations are often wrong.
 */
#ifndef EXTRACTOR_HTML_CHARSET_H
#define EXTRACTOR_HTML_CHARSET_H

#include "common/arena.h"
#include "common/buf.h"

/*
 * Append the page in UTF-8. @declared: a charset said elsewhere, or empty. A page in TCVN3 or VNI stays in the characters of Windows-1252, since its fonts and
 * its words say where, and entities hide bytes too.
 * Returns the encoding's name, or NULL with *why.
 */
const char *html_decode(struct buf *out, struct arena *arena, struct span bytes, struct span declared, const char **why);

#endif
