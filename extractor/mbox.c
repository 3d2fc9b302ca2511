/*
 * Mailboxes of mails one behind the other, each under a line "From address date". A body line that began so was given a '>' in front (mboxo, mboxrd);
 * mailboxes that count bytes instead (mboxcl) are read the same way. See mail.h.
 */
#define _GNU_SOURCE /* memmem */
#include "extractor/mail.h"

static struct span line_of(struct span s)
{
        const char *lf = s.len ? memchr(s.ptr, '\n', s.len) : NULL;

        return (struct span) { s.ptr, lf ? (size_t) (lf - s.ptr) + 1 : s.len };
}

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

/* "From " and somewhere behind it a time: letters are full of lines that begin with "From ". */
static bool is_separator(struct span line)
{
        if (!span_starts(line, SPAN("From ")) || line.len > 1000)
                return false;
        for (size_t i = 5; i + 5 <= line.len; i++) {
                const char *p = line.ptr + i;

                if (is_digit(p[0]) && is_digit(p[1]) && p[2] == ':' && is_digit(p[3]) && is_digit(p[4]))
                        return true;
        }
        return false;
}

/* A header's name and colon. */
static bool is_field(struct span line)
{
        size_t i = 0;

        while (i < line.len && line.ptr[i] > ' ' && line.ptr[i] != 0x7F && line.ptr[i] != ':')
                i++;
        return i && i < line.len && line.ptr[i] == ':';
}

/* Does a mail begin at @s: the separator, and a header under it? */
static bool begins_here(struct span s)
{
        struct span line = line_of(s);

        return is_separator(line) && is_field(line_of((struct span) { s.ptr + line.len, s.len - line.len }));
}

bool mbox_begins(struct span bytes)
{
        return span_starts(bytes, SPAN("From ")) && begins_here(bytes);
}

/* The length up to the next separator line. */
static size_t mail_len(struct span s)
{
        const char *p = s.ptr, *end = s.ptr + s.len;

        while ((p = memmem(p, (size_t) (end - p), "\nFrom ", 6))) {
                p++;
                if (begins_here((struct span) { p, (size_t) (end - p) }))
                        return (size_t) (p - s.ptr);
        }
        return s.len;
}

/* One '>' less where only '>'s stand before "From ". */
static void unquote(struct buf *out, struct span s)
{
        buf_clear(out);
        buf_reserve(out, s.len);
        while (s.len) {
                struct span line = line_of(s);
                size_t n = 0;

                while (n < line.len && line.ptr[n] == '>')
                        n++;
                s = (struct span) { s.ptr + line.len, s.len - line.len };
                if (n && span_starts((struct span) { line.ptr + n, line.len - n }, SPAN("From ")))
                        line = (struct span) { line.ptr + 1, line.len - 1 };
                buf_add_span(out, line);
        }
}

bool mbox_next(struct mbox *mbox, struct span *mail)
{
        struct span s = mbox->rest;
        size_t len;

        if (!s.len)
                return false;
        len = line_of(s).len; /* the separator */
        s = (struct span) { s.ptr + len, s.len - len };
        len = mail_len(s);
        mbox->rest = (struct span) { s.ptr + len, s.len - len };
        *mail = (struct span) { s.ptr, len };
        if (memmem(s.ptr, len, ">From ", 6)) {
                unquote(&mbox->bytes, *mail);
                *mail = buf_span(&mbox->bytes);
        }
        return true;
}
