/*
 * edXML, the envelopes state offices exchange documents in (QCVN 102:2016/BTTTT): XML with what the sender says of the document - number, date, type, subject,
 * who sends, to whom - and the files in base64. Read as a mail is. What it says is a witness on its first file, the document; the others are its annexes.
 */
#ifndef EXTRACTOR_EDXML_H
#define EXTRACTOR_EDXML_H

#include "extractor/mail.h"

/* Is the root element an envelope's, of whatever namespace? There are several, and systems that leave it out. */
bool edxml_begins(struct span bytes);
/* Returns 0, bad_xml, doctype_refused, limit_xml; limit_mail: too many files. */
int edxml_read(struct mail *out, struct arena *arena, struct span bytes, const struct extractor_limits *limits, const char **detail);

#endif
