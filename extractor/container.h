/*
 * Files that hold files: zip, tar and gz of documents, one inside the other up to three deep, mails and mailboxes. Read as folders, in memory, never unpacked to
 * disk.
 *
 * A zip that is a document itself - DOCX, ODT, and what calls itself by a media type - is none. Told by content, as everything.
 *
 * An edXML envelope is a mail too, without text; what it says of its first file stands with that.
 *
 * A mail holds its text ("body.txt", or "body.html" where it has no other) and its attachments; a mailbox holds mails, each named by its Message-ID, so that it keeps
 * its name when others are taken out. A mail that is not the whole file comes as a member of its own, behind what it holds, with holds_files.
 *
 *         extractor_container_open(&c, path, bytes, NULL, &detail)
 *         while (extractor_container_next(c, &member) == 0 && member.name)
 *                 extractor_read_bytes(&doc, &arena, member.name, member.bytes, NULL);
 */
#ifndef EXTRACTOR_CONTAINER_H
#define EXTRACTOR_CONTAINER_H

#include "extractor/extractor.h"

struct container;

/*
 * What stands at the top of a file of files, one behind the other: a mail of a mailbox, a member of a zip or tar, a file of a mail. Each can be stepped over, so that
 * one on which a reader dies costs no other.
 */
struct unit {
        uint64_t number;   /* from 1 */
        const char *name;  /* as of a member */
        uint64_t at, len;  /* of a mailbox and a tar: its bytes in the file */
        char sha256[65];   /* of those of a mail; "" = not told */
};
typedef bool unit_fn(void *context, const struct unit *unit); /* false = step over it */

struct member {
        const char *name;    /* "2023/cong-van.zip/so-12.docx": path inside, other bytes than UTF-8 as \xNN; NULL = there are no more */
        struct span bytes;   /* empty where code is set */
        const char *charset; /* what a mail says of it, or NULL */
        const struct arrival *arrival; /* the mail it came in, the outermost one; of a mail itself: that mail. NULL = none */
        struct witness *witnesses;     /* what the envelope says of it */
        size_t n_witnesses;
        int code;            /* why it cannot be read: encrypted, cut_zip, limit_zip, unknown_format (a compression nobody has) ...; 0 = it can */
        int note;            /* a diagnostic on what can be read: cut_file; 0 = none */
        const char *detail;  /* may be NULL */
        const struct unit *unit; /* that it belongs to */
        bool ends_unit;      /* and is, or is the last of */
};

/* Is this a file of files? Looks at a zip's directory, or at the first header of a mail, only. */
bool extractor_is_container(struct span bytes);

/*
 * Open the container in @bytes, which must outlive it. @path is only for the name of what a .gz holds. *out is NULL when the bytes are none.
 * Returns 0, or cut_zip, limit_zip or limit_mail when they are one and cannot be read at all, with *detail (valid until the next call here; may be NULL).
 */
int extractor_container_open(struct container **out, const char *path, struct span bytes, const struct extractor_limits *limits, const char **detail);

/*
 * The same for a mailbox or tar of at least limits->stream_bytes, which is read piece by piece, and for a zip where limits->mapped: in memory is what its largest member takes. @doc gets its hash and size. *out is
 * NULL for every other file: extractor_load() it. Returns 0, or why it cannot be read, which @doc tells too.
 */
int extractor_container_stream(struct container **out, struct document *doc, struct arena *arena, const char *path, const struct extractor_limits *limits);

/* To be called before the first member: @fn (may be NULL) is asked of each unit behind number @from before it is looked into; those up to it are stepped over. */
void extractor_container_watch(struct container *container, uint64_t from, unit_fn *fn, void *context);
/* How many units have been met. */
uint64_t extractor_container_units(const struct container *container);
/* errno of the read that ended it early; 0 = none did. */
int extractor_container_error(const struct container *container);

/*
 * The next file, folders left out; it is valid until the next call. A zip inside that is spoiled comes as the file it is; a container too deep inside comes
 * with limit_zip, and so does the place where a file's sum of unpacked bytes (twice limits->part_bytes) or of members (limits->zip_entries) is over, which is the last; in a mailbox these are counted for
 * each mail, and the next mail follows; in a packed mailbox the bytes are counted for all of them.
 */
int extractor_container_next(struct container *container, struct member *member);

/* The mail that the container itself is, or NULL; valid while it is open. */
const struct arrival *extractor_container_arrival(const struct container *container);

void extractor_container_close(struct container *container); /* NULL is allowed */
void extractor_container_closep(struct container **container); /* for cleanup() */

#endif
