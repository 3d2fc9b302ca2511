/*
 * The blocks of a document as bytes that an archive keeps beside the text, so that the rules can run again without the file.
 *
 * Form 2. Most blocks are the lines of the text, and the text tells them. The usual block is the next line with words behind the block before, without the
 * white space at its end, as many source lines further on as there are line ends between them; nothing else is said of it. Numbers are unsigned, seven
 * bits a byte, the low ones first, a set high bit meaning that more follow:
 *
 *     2, then how many diagnostics the document came with, then
 *     n * 2            n usual blocks, n at least 1
 *     flags * 2 + 1    one block that differs from the usual one in what its flags say, flags not 0:
 *            1 bold; 2 aligned: its letter; 4 table: table, row, column, columns; 8 heading: a number; 16 label: a number
 *            32 place   the bytes between the block before and this one, and its length
 *            64 line    source_line less that of the block before, zigzag (0, -1, 1, -2 ... are 0, 1, 2, 3 ...)
 *            128 part: a number
 *
 * A plain text of any length takes some five bytes.
 */
#ifndef EXTRACTOR_BLOCKS_H
#define EXTRACTOR_BLOCKS_H

#include "common/buf.h"
#include "extractor/extractor.h"

/* Append the blocks of @doc, which stand in the order of the text, and the number of its diagnostics. */
void blocks_pack(struct buf *out, const struct document *doc);

/*
 * The inverse: doc->blocks in @arena, for the text that is in doc->text; *n_diags as it was. False when @packed is not what blocks_pack() makes of a
 * document with that text: an archive may be anybody's file.
 */
bool blocks_unpack(struct document *doc, size_t *n_diags, struct arena *arena, struct span packed);

#endif
