/*
 * A zip file's directory, read with distrust: what libzip does not check.
 *
 * libzip opens archives whose entries overlap (a few kilobytes that unpack to petabytes) and believes the sizes that the
 * directory states. This walk over the central directory refuses the first and remembers the second, so that package.c can
 * hold each part to it.
 */
#ifndef EXTRACTOR_ZIP_DIRECTORY_H
#define EXTRACTOR_ZIP_DIRECTORY_H

#include "extractor/extractor.h"

struct zip_entry {
        struct span name;   /* borrowed from the archive's bytes */
        uint64_t begin, end; /* local header and data, offsets in the file */
        uint64_t packed, unpacked; /* as the directory says */
        uint32_t crc;
        uint16_t method; /* 0 = stored, 8 = deflate */
        bool encrypted;
};

/*
 * Read the directory of @bytes into @entries (in @arena), in its own order.
 * Returns 0, DIAG_cut_zip (no directory, or an entry lies outside the file) or DIAG_limit_zip (too many, or overlapping entries), with *detail.
 */
int zip_directory_read(struct zip_entry **entries, size_t *n, struct arena *arena, struct span bytes, const struct extractor_limits *limits,
        const char **detail);

#endif
