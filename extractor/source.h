/*
 * The file itself: opened without ever waiting, read once, hashed.
 */
#ifndef EXTRACTOR_SOURCE_H
#define EXTRACTOR_SOURCE_H

#include "extractor/extractor.h"

/*
 * Open @path if it is a regular file of at most limits->file_bytes. A FIFO or a device never makes the call wait.
 * Returns 0 with *fd and *bytes (also set with too_large), a positive code (not_found, unreadable, not_regular, too_large), or ERROR_SYSTEM.
 * *detail says more and may be NULL.
 */
int source_open(int *fd, uint64_t *bytes, const char **detail, const char *path, const struct extractor_limits *limits);

/* The whole file into @arena. Returns like source_open(); a file that grows meanwhile is read to its new end, within the limit. */
int source_read(struct span *out, struct arena *arena, const char **detail, int fd, uint64_t bytes, const struct extractor_limits *limits);

/* SHA-256 of @bytes, lower-case hex. */
void source_hash(char sha256[static 65], struct span bytes);
/* The same of a file, read in pieces; *bytes is what was read. Returns like source_open(). */
int source_hash_file(char sha256[static 65], uint64_t *bytes, const char *path, const struct extractor_limits *limits);

/* for extractor_set_memory() */
void source_set_memory(void);

#endif
