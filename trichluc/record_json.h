/*
 * A record as one line of JSON: "trichluc-record/1" of the contract, keys always all there and always in the same order.
 *
 * What is not known is null, a list without items is []; an object keeps its keys even when nothing in it is known, so that
 * record["document"]["date"]["iso"] never fails on the way. Ids of citations are "c01"; a section is named by its place in
 * "sections", counted from 1. Texts of diagnostics are English: machine output is never translated.
 */
#ifndef TRICHLUC_RECORD_JSON_H
#define TRICHLUC_RECORD_JSON_H

#include "common/buf.h"
#include "extractor/extractor.h"
#include "rules/record.h"

/* Of the stages that made it. */
struct record_versions {
        const char *extractor, *normalizer, *rules;
};

/* Append the record of @doc with its line end to @out. @with_text adds "text". All strings must be UTF-8. */
void record_json_write(struct buf *out, const struct document *doc, const struct record *record, const struct record_versions *versions, bool with_text);

#endif
