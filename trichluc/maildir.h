/*
 * Maildir: a folder with cur, new and tmp, a mail a file. A mail keeps its name for life, but moves from new to cur when somebody has seen it, and
 * behind ":2," its name tells what became of it.
 */
#ifndef TRICHLUC_MAILDIR_H
#define TRICHLUC_MAILDIR_H

#include "common/arena.h"

/* Is the file in the tmp of a Maildir: a mail that is still being delivered? */
bool maildir_in_delivery(const char *path);

/*
 * The other names @path, a mail in the new or cur of a Maildir, may have had: in new, in cur without flags; and what all its names with flags begin with.
 * False when it is no such file. In @arena.
 */
struct maildir_names {
        const char *fresh, *seen, *flagged;
};
bool maildir_names_of(struct maildir_names *out, struct arena *arena, const char *path);

#endif
