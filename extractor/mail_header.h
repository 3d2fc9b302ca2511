/*
 * What the headers of a mail say: encoded words, addresses, dates, parameters in any charset (RFC 2047, 2231, 5322). The only file that knows GMime.
 *
 * GLib ends the process when memory ends, so this belongs into a process that may end: a worker. It gets values of bounded length alone.
 * Results are UTF-8 without control characters, in @arena, at most some KB; what is longer ends in "…". NULL = not stated, or not to be understood.
 */
#ifndef EXTRACTOR_MAIL_HEADER_H
#define EXTRACTOR_MAIL_HEADER_H

#include "common/arena.h"
#include "extractor/mime.h"

struct mail_part {
        const char *type;    /* "application/pdf", lower case; text/plain where nothing is said (RFC 2045, 5.2) */
        const char *charset, *boundary, *name, *smime_type;
        bool attached;       /* Content-Disposition: attachment */
};

const char *mail_text(struct arena *arena, struct span value);
/* "Nguyễn Văn A <a@example.vn>, b@example.vn" */
const char *mail_addresses(struct arena *arena, struct span value);
/* In the time of Vietnam, which has one zone: "2024-03-05T08:30:00+07:00". */
const char *mail_date(struct arena *arena, struct span value);
/* Without its brackets. */
const char *mail_id(struct arena *arena, struct span value);

void mail_part_read(struct mail_part *out, struct arena *arena, struct span headers);
/* The body of a part in uuencode. */
void mail_uudecode(struct buf *out, struct span body);

#endif
