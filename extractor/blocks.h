/*
 * The blocks of a document as bytes that an archive keeps beside the text, so that the rules can run again without the file.
 *
 * Form 1. Numbers are unsigned, seven bits a byte, the low ones first, a set high bit meaning that more follow:
 *
 *     1, then how many diagnostics the document came with, then each block:
 *     length of its text * 2 + (1 when a byte of flags follows, else it is a plain paragraph one line end behind the block before)
 *     flags: 1 gap   the bytes between the block before and this one, else 1 (the first block: 0)
 *            2 line  source_line less that of the block before, zigzag (0, -1, 1, -2 ... are 0, 1, 2, 3 ...), else as many as the gap, at least 1
 *            4 bold; 8 part: a number; 16 heading: a number; 32 aligned: its letter; 64 table: table, row, column, columns; 128 label: a number
 *
 * A plain paragraph of less than 64 bytes is one byte, of less than 8 KB two.
 */
#ifndef EXTRACTOR_BLOCKS_H
#define EXTRACTOR_BLOCKS_H

#include "common/buf.h"
#include "extractor/extractor.h"

/* Append the blocks of @doc, which stand in the order of the text, and the number of its diagnostics. */
void blocks_pack(struct buf *out, const struct document *doc);

/*
 * The inverse: doc->blocks in @arena, for the text that is in doc->text; *n_diags as it was. False when @packed is not what blocks_pack() makes of a
 * document of that length: an archive may be anybody's file.
 */
bool blocks_unpack(struct document *doc, size_t *n_diags, struct arena *arena, struct span packed);

#endif
