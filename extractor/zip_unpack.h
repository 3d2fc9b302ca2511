/*
 * One entry of a zip unpacked at once, where that is safe and quick; the streaming way of package.c does the rest.
 *
 * libdeflate needs the whole entry and the room for all of it, and is twice as fast as inflating piece by piece. The size the directory states is
 * believed for the room alone: what does not fill it exactly, or has another checksum, counts as not unpacked, and the streaming way finds out what is wrong.
 */
#ifndef EXTRACTOR_ZIP_UNPACK_H
#define EXTRACTOR_ZIP_UNPACK_H

#include "common/buf.h"
#include "extractor/zip_directory.h"

struct zip_unpacker; /* NULL = none yet */

void zip_unpacker_freep(struct zip_unpacker **unpacker);

/*
 * Replace *out with the bytes of @entry of the zip @bytes. False, with *out in any state: encrypted, empty, larger than 10 MB or than its packed bytes can hold,
 * packed by another method than deflate, or damaged.
 */
bool zip_unpack(struct buf *out, struct zip_unpacker **unpacker, const struct zip_entry *entry, struct span bytes);

#endif
