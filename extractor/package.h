/*
 * The parts of a zip container, unpacked in memory piece by piece through counted, ratio-limited reads.
 *
 * The directory's word is not trusted: a part that unpacks to another size than stated, past limits->part_bytes or past
 * limits->zip_ratio is refused (DIAG_limit_zip) when the byte is seen, not before and not after; one that says itself that it is too large is not opened. All parts together may
 * not unpack to more than twice limits->part_bytes.
 */
#ifndef EXTRACTOR_PACKAGE_H
#define EXTRACTOR_PACKAGE_H

#include "extractor/extractor.h"

struct package;

/*
 * Open the zip in @bytes, which must outlive the package; small things go to @arena.
 * Returns 0, DIAG_cut_zip or DIAG_limit_zip; *detail then says more.
 */
int package_open(struct package **out, struct arena *arena, struct span bytes, const struct extractor_limits *limits, const char **detail);
void package_close(struct package *package);

static inline void package_closep(struct package **package)
{
        package_close(*package);
}

/* The part of that name ("word/document.xml", upper and lower case alike as OPC wants), or -1. */
int package_find(const struct package *package, const char *name);
size_t package_parts(const struct package *package);
struct span package_name(const struct package *package, int part);

/* A part as it lies in the file: equal ones unpack to the same. */
struct package_packed {
        struct span bytes;
        uint64_t unpacked; /* as the directory says */
        uint32_t crc;
        uint16_t method;
};

/* False: it has a password. */
bool package_part_packed(const struct package *package, int part, struct package_packed *out);

/*
 * Open a part for reading; one at a time, the one before is closed. Returns 0, DIAG_encrypted, DIAG_cut_zip, DIAG_limit_zip (its stated size) or
 * DIAG_unknown_format (a compression method nobody has).
 */
int package_part_open(struct package *package, int part);
/* Read on until @room is full or the part ends (*len < room). Returns 0, DIAG_cut_zip or DIAG_limit_zip. */
int package_part_read(struct package *package, char *to, size_t room, size_t *len);
/*
 * All bytes of the open part, when none has been read yet and it could be unpacked at once: free to be changed, gone when another part is opened, and
 * with a NUL behind them. False: read it piece by piece.
 */
bool package_part_whole(struct package *package, char **bytes, size_t *len);
/* What went wrong last, or NULL. */
const char *package_detail(const struct package *package);

#endif
