/*
 * Files that hold files: zip, tar and gz of documents, one inside the other up to three deep. Read as folders, in memory, never unpacked to disk.
 *
 * A zip that is a document itself - DOCX, ODT, and what calls itself by a media type - is none. Told by content, as everything.
 *
 *         extractor_container_open(&c, path, bytes, NULL, &detail)
 *         while (extractor_container_next(c, &member) == 0 && member.name)
 *                 extractor_read_bytes(&doc, &arena, member.name, member.bytes, NULL);
 */
#ifndef EXTRACTOR_CONTAINER_H
#define EXTRACTOR_CONTAINER_H

#include "extractor/extractor.h"

struct container;

struct member {
        const char *name;   /* "2023/cong-van.zip/so-12.docx": path inside, other bytes than UTF-8 as \xNN; NULL = there are no more */
        struct span bytes;  /* empty where code is set */
        int code;           /* why it cannot be read: encrypted, cut_zip, limit_zip, unknown_format (a compression nobody has); 0 = it can */
        const char *detail; /* may be NULL */
};

/* Is this a file of files? Looks at a zip's directory only. */
bool extractor_is_container(struct span bytes);

/*
 * Open the container in @bytes, which must outlive it. @path is only for the name of what a .gz holds. *out is NULL when the bytes are none.
 * Returns 0, or cut_zip or limit_zip when they are one and cannot be read at all, with *detail (valid until the next call here; may be NULL).
 */
int extractor_container_open(struct container **out, const char *path, struct span bytes, const struct extractor_limits *limits, const char **detail);

/*
 * The next file, folders left out; it is valid until the next call. A zip inside that is spoiled comes as the file it is; a container too deep inside comes
 * with limit_zip, and so does the place where a file's sum of unpacked bytes (twice limits->part_bytes) or of members (limits->zip_entries) is over, which is the last.
 */
int extractor_container_next(struct container *container, struct member *member);

void extractor_container_close(struct container *container); /* NULL is allowed */

#endif
