/*
 * Tar files: ustar, with the long names of GNU and pax. Nothing is unpacked: members are spans of the file.
 */
#ifndef EXTRACTOR_TAR_H
#define EXTRACTOR_TAR_H

#include "extractor/stream.h"

struct tar {
        struct stream stream; /* to be released */
        uint64_t held;   /* bytes of it that are the last member's */
        struct buf name; /* of the member, to be released */
        bool cut;        /* the file ended inside a member */
        bool too_long;   /* the member has more bytes than it may: none are given */
        bool in_pieces;  /* the member is sparse or goes on in another volume (GNU): its bytes are not the file's */
};

bool tar_begins(struct span bytes);
/* The next regular file's @bytes, its name in tar->name; they are valid until the next call. False at the end. */
bool tar_next(struct tar *tar, struct span *bytes, uint64_t most);

#endif
