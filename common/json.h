/*
 * JSON out, written straight into a buffer: a record has hundreds of values and is written once, so no tree is built.
 * (Reading JSON is jansson's work, and every record the tests see is read back with it. One program links both, so no name here may be
 * one of jansson's: json_string, json_null, json_true, ...)
 *
 * The writer puts commas and quotes; the caller opens and closes in the right order. Text must be UTF-8; control
 * characters are escaped, nothing else is.
 *
 *     json_open(&j, '{'); json_key(&j, "key"); json_text(&j, key); json_close(&j, '}');
 */
#ifndef COMMON_JSON_H
#define COMMON_JSON_H

#include "common/buf.h"

struct json {
        struct buf *out;
        bool comma; /* a value stands before the next one on this level */
};

void json_open(struct json *j, char bracket);
void json_close(struct json *j, char bracket);
void json_key(struct json *j, const char *key);
void json_span(struct json *j, struct span s);
/* NULL is written as null. */
void json_text(struct json *j, const char *s);
void json_int(struct json *j, long long value);
/* A value with as many digits as it needs: 4.5, 136, 4000000000. Not finite: null. */
void json_number(struct json *j, double value);
void json_bool(struct json *j, bool value);
void json_none(struct json *j);
/* A number literal as it stands: 66.7. The caller vouches for its syntax. */
void json_literal(struct json *j, const char *literal);
/* [begin, end], or null for RANGE_NONE. */
void json_range(struct json *j, struct range range);

/* key and value in one call */
void json_put_string(struct json *j, const char *key, const char *s);
void json_put_range(struct json *j, const char *key, struct range range);

#endif
