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

struct output *output_new(const struct cli *cli);
void output_free(struct output *out);

/*
 * Begin an answer. @view is the text form's choice of columns in their order, "id type key"; NULL = all. The machine forms always
 * have all columns.
 */
void output_begin(struct output *out, const char *view);
/* Likewise for an answer that describes one thing: in text a line for each column that says something, its title before it. */
void output_begin_card(struct output *out, const char *view);
/* An answer_fn; @context is the output. Non-zero when nobody reads any more. */
int output_row(void *context, const struct answer_row *row);
/* Write what is still held back. */
void output_end(struct output *out);

/* A row as a JSON object. */
struct json;
void output_put_object(struct json *j, const struct answer_row *row);

/* A line of JSON made elsewhere, whole with its line end. */
void output_json_line(struct span line);

/* stdout was a pipe whose reader has gone */
bool output_reader_gone(void);

#endif
