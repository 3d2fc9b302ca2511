/* The names of a mailbox's mails: the same when others are taken out or put behind. */
#ifndef EXTRACTOR_MAIL_NAMES_H
#define EXTRACTOR_MAIL_NAMES_H

#include "common/arena.h"
#include "common/buf.h"

/* The names given so far, as hashes: two that are alike by chance make one name longer than it need be. */
struct mail_names {
        uint64_t *slots;
        size_t n, room;
        size_t mails;
};

/* Append the Message-ID with everything unusual as '_', or else a hash of the mail; the second of a name gets its number. @arena is scratch. */
void mail_names_put(struct mail_names *names, struct buf *out, struct arena *arena, struct span mail);
void mail_names_release(struct mail_names *names);

#endif
