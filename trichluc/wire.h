/*
 * A document with its record as bytes, for the way from a worker to the process that writes the archive.
 *
 * The sender has parsed a file that nobody trusts, so the reader trusts nothing either: every length is checked against what is there,
 * every enumeration, reference and range against what it may say, all text is UTF-8. Both run on one machine, in one program: numbers
 * are in the machine's order and there is no version.
 */
#ifndef TRICHLUC_WIRE_H
#define TRICHLUC_WIRE_H

#include "common/buf.h"
#include "extractor/extractor.h"
#include "rules/record.h"

/* Append @doc and @record; doc->path is not sent, the reader knows it. */
void wire_write(struct buf *out, const struct document *doc, const struct record *record);

/*
 * The inverse. Strings stay in @bytes, arrays are made in @arena; both must live as long as the result, whose path is NULL.
 * False when the bytes are not what wire_write() makes.
 */
bool wire_read(struct document *doc, struct record *record, struct arena *arena, struct span bytes);

#endif
