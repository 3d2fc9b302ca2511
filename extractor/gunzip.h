/*
 * A gz file unpacked into memory, within limits.
 */
#ifndef EXTRACTOR_GUNZIP_H
#define EXTRACTOR_GUNZIP_H

#include "common/buf.h"
#include "extractor/extractor.h"

/* Append what @bytes hold, all of its streams one behind the other. Returns 0, cut_zip, or limit_zip (limits->part_bytes, limits->zip_ratio). */
int gunzip(struct buf *out, struct span bytes, const struct extractor_limits *limits);

#endif
