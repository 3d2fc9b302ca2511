/* See streams.h. */
#include "cli/streams.h"

#include "common/cleanup.h"

#include <errno.h>

bool read_stream(struct buf *out, FILE *f, size_t limit)
{
        size_t got = 1;

        while (got && out->len < limit) {
                size_t want = limit - out->len < 65536 ? limit - out->len : 65536;

                buf_reserve(out, want);
                got = fread(out->ptr + out->len, 1, want, f);
                out->len += got;
        }
        return !ferror(f);
}

bool read_paths(struct path_list *list, struct arena *arena, const char *file, bool nul)
{
        cleanup(fclosep) FILE *opened = NULL;
        cleanup(freep) char *line = NULL;
        FILE *f = stdin;
        size_t room = 0;
        ssize_t len;

        if (strcmp(file, "-") != 0) {
                opened = fopen(file, "re");
                if (!opened)
                        return false;
                f = opened;
        }
        while (errno = 0, (len = getdelim(&line, &room, nul ? '\0' : '\n', f)) > 0) {
                const char **item;

                if (line[len - 1] == (nul ? '\0' : '\n'))
                        len--;
                if (!len)
                        continue;
                item = arena_grow(arena, &list->items, &list->n, &list->room, sizeof(*item));
                *item = arena_strndup(arena, (struct span) { line, (size_t) len });
        }
        return !ferror(f);
}
