/*
 * How MIME lays out a message (RFC 822, 2045, 2046): headers with folded lines, a body, parts between boundaries, transfer encodings. Spans of the message, each
 * found in one pass; what a header's value says is another matter (mail_header.h).
 */
#ifndef EXTRACTOR_MIME_H
#define EXTRACTOR_MIME_H

#include "common/buf.h"

enum { MIME_HEADER_MAX = 1 << 20 }; /* of a message or part; no longer one is looked at */

struct entity {
        struct span headers, body;
};

enum mime_encoding { MIME_IDENTITY, MIME_QUOTED, MIME_BASE64, MIME_UU, MIME_ENCODINGS };

/* Headers up to the first empty line; false when there is none within MIME_HEADER_MAX bytes. */
bool mime_split(struct entity *out, struct span s);
/* The value of the first header of that name, with its folded lines; begins at its first letter. Empty when there is none. */
struct span mime_header(struct span headers, const char *name);
/* name=value or name="value" of a header's value, as it stands there. */
struct span mime_parameter(struct span value, const char *name);
/* Upper or lower case. */
bool mime_begins(struct span s, const char *with);

/* The next part of a multipart body behind *rest, which moves on; false at the end. *cut: the last one has no boundary behind it. */
bool mime_next_part(struct span *part, struct span *rest, struct span boundary, bool *cut);

/* What a Content-Transfer-Encoding names; MIME_ENCODINGS = none that is known. */
enum mime_encoding mime_encoding(struct span value);
/* Append @body decoded; never longer than it. Not for MIME_UU. */
void mime_decode(struct buf *out, struct span body, enum mime_encoding encoding);

#endif
