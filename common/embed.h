/*
 * Data files compiled into the program by common/embed.py: rule files, tables, SQL.
 * A list ends with a NULL path; each content has a NUL behind it that len does not count.
 */
#ifndef COMMON_EMBED_H
#define COMMON_EMBED_H

#include "common/span.h"

struct embedded_file {
        const char *path; /* below the folder that was embedded, "tables/issuers.csv" */
        struct span content;
};

/* The content of @path, or an empty span with ptr NULL. */
static inline struct span embedded_find(const struct embedded_file *list, const char *path)
{
        for (; list->path; list++) {
                if (strcmp(list->path, path) == 0)
                        return list->content;
        }
        return (struct span) { 0 };
}

#endif
