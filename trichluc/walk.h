/*
 * Folders become a list of files, always in the same order: entries by the bytes of their names, a folder's content where the folder
 * stands. Hidden entries are entries. Symbolic links to files count as the file; those to folders are reported and not followed,
 * so no walk can loop.
 */
#ifndef TRICHLUC_WALK_H
#define TRICHLUC_WALK_H

#include <stdbool.h>
#include <sys/stat.h>

struct walk_entry {
        const char *path;
        struct stat st;      /* of the file, or of what a link points to; valid where error == 0 */
        int error;           /* errno: the entry cannot be examined, or the folder not be read */
        bool linked_folder;  /* a symbolic link to a folder */
};

/* Non-zero ends the walk and is its result. The entry is valid during the call. */
typedef int walk_fn(void *context, const struct walk_entry *entry);

/*
 * Call @fn for @root itself when it is no folder, else for everything below it that is none. A root that is a link to a folder is
 * followed: somebody named it. Memory: the names of the folders on the way down.
 */
int walk(const char *root, walk_fn *fn, void *context);

#endif
