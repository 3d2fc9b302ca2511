/*
 * Tar files: ustar, with the long names of GNU and pax. Nothing is unpacked: members are spans of the file.
 */
#ifndef EXTRACTOR_TAR_H
#define EXTRACTOR_TAR_H

#include "common/buf.h"
#include "common/span.h"

struct tar {
        struct span rest;
        struct buf name; /* of the member, to be released */
        bool cut;        /* the file ended inside a member */
        bool in_pieces;  /* the member is sparse or goes on in another volume (GNU): its bytes are not the file's */
};

bool tar_begins(struct span bytes);
/* The next regular file's @bytes, its name in tar->name; false at the end. */
bool tar_next(struct tar *tar, struct span *bytes);

#endif
