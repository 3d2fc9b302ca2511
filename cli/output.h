/*
 * The one writer of answers, in the three forms: aligned text to be read, NDJSON, CSV.
 *
 * Text is buffered for its first rows, which tell how wide the columns are. On a terminal cells that are too long are wrapped inside their
 * column; in a pipe nothing is wrapped or cut. NDJSON and CSV carry the values as they are, except that a terminal never gets
 * a control character raw.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/cli.h"
#include "common/buf.h"

struct output;

struct output *output_new(struct cli *cli);
/* An answer_fn; @context is the output. Non-zero when nobody reads any more. */
int output_row(void *context, const struct answer_row *row);
/* Write what is buffered and forget the columns: the next row may begin another answer. */
void output_end(struct output *out);
void output_free(struct output *out);

/* A line of JSON made elsewhere, whole with its line end. */
void output_json_line(struct span line);

/* stdout was a pipe whose reader has gone */
bool output_reader_gone(void);

#endif
