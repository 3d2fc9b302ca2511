/*
 * A mail as a folder: its text and its attachments, each a span of the message, found in one pass over it; and an mbox as a folder of mails.
 *
 * Of alternatives (multipart/alternative) one is taken: the plain text, or the page where there is no text. A signature has nothing to read and is left out with
 * unknown_format; what is encrypted with encrypted_mail.
 */
#ifndef EXTRACTOR_MAIL_H
#define EXTRACTOR_MAIL_H

#include "extractor/extractor.h"
#include "extractor/mime.h"
#include "extractor/stream.h"

struct mail_file {
        const char *name;    /* unique in the mail, one path component: "công văn.docx", "body.txt", "part-3.pdf" */
        struct span body;    /* as it stands in the message */
        enum mime_encoding encoding;
        const char *charset; /* of text, as stated; NULL = nothing is */
        bool message;        /* a mail inside */
        bool cut;            /* the mail ended inside it */
        struct witness *witnesses; /* what the envelope says of it */
        size_t n_witnesses;
        int code;            /* why it is not to be read; 0 = it is */
        const char *detail;
};

struct mail {
        struct arrival arrival; /* without member */
        struct mail_file *files;
        size_t n, room;
};

/* Does it begin like a mail that somebody sent? A page saved by a browser (MHT) does not. */
bool mail_begins(struct span bytes);
/* Everything found lives in @arena or in @bytes. Returns 0 or limit_mail: its header is longer than MIME_HEADER_MAX. */
int mail_read(struct mail *out, struct arena *arena, struct span bytes);
/* Append what the file is once decoded; never longer than its body. */
void mail_decode(struct buf *out, const struct mail_file *file);

/* A file more, the last of mail->files: @given is its name or NULL, @type its media type, @body: the text of the mail. */
struct mail_file *mail_add_file(struct mail *mail, struct arena *arena);
void mail_name_file(struct mail *mail, struct arena *arena, struct mail_file *file, const char *given, const char *type, bool body);

struct mbox {
        struct stream stream;
        uint64_t at, len; /* of the last mail in the file, without its separator line */
        struct span raw;  /* the mail as it stands there */
        bool too_long;    /* it has more bytes than it may: only its beginning was given */
        size_t held;      /* bytes of the window that are the mail's */
        struct buf bytes; /* of a mail whose lines had to be changed back; to be released, like the stream */
};

bool mbox_begins(struct span bytes);
/* The next mail without its separator line, ">From " as it was; valid until the next call. One of more than @most bytes is stepped over. False at the end. */
bool mbox_next(struct mbox *mbox, struct span *mail, uint64_t most);

#endif
