/* Whole inputs: documents and lists of paths from files and standard input. */
#ifndef CLI_STREAMS_H
#define CLI_STREAMS_H

#include "common/arena.h"
#include "common/buf.h"

#include <stdio.h>

/* Append what @f holds, at most @limit bytes. False with errno when reading fails. */
bool read_stream(struct buf *out, FILE *f, size_t limit);

struct path_list {
        const char **items;
        size_t n, room;
};

/* Append the paths that @file ("-": standard input) lists, one a line or, with @nul, NUL-separated. Empty ones do not count. False with errno. */
bool read_paths(struct path_list *list, struct arena *arena, const char *file, bool nul);

#endif
