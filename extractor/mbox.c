/*
 * Mailboxes of mails one behind the other, each under a line "From address date". A body line that began so was given a '>' in front (mboxo, mboxrd);
 * mailboxes that count bytes instead (mboxcl) are read the same way. See mail.h.
 */
#define _GNU_SOURCE /* memmem */
#include "extractor/mail.h"

enum { SEPARATOR_MAX = 1000, FIELD_MAX = 1000, LOOK = SEPARATOR_MAX + FIELD_MAX + 2, KEPT_HEADER = 64 << 10 };

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
        if (!span_starts(line, SPAN("From ")) || line.len > SEPARATOR_MAX)
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

        while (i < line.len && i < FIELD_MAX && line.ptr[i] > ' ' && line.ptr[i] != 0x7F && line.ptr[i] != ':')
                i++;
        return i && i < line.len && line.ptr[i] == ':';
}

/* Does a mail begin at @s: the separator, and a header under it? No more than LOOK bytes tell. */
static bool begins_here(struct span s)
{
        struct span line;

        s.len = s.len < LOOK ? s.len : LOOK;
        line = line_of(s);
        return is_separator(line) && is_field(line_of((struct span) { s.ptr + line.len, s.len - line.len }));
}

bool mbox_begins(struct span bytes)
{
        return span_starts(bytes, SPAN("From ")) && begins_here(bytes);
}

/* More than one mail may have: its header is kept to name it by, the rest is stepped over up to byte @n of the window. */
static void step_over(struct mbox *mbox, size_t n)
{
        struct stream *s = &mbox->stream;

        if (!mbox->too_long) {
                buf_clear(&mbox->bytes);
                buf_add(&mbox->bytes, s->bytes.ptr, n < KEPT_HEADER ? n : KEPT_HEADER);
        }
        mbox->too_long = true;
        stream_pass(s, n);
}

/* The window has the mail up to the next separator line, or to the end: the length of that. */
static size_t find_end(struct mbox *mbox, uint64_t most)
{
        struct stream *s = &mbox->stream;
        size_t from = 0;

        for (;;) {
                const char *p = memmem(s->bytes.ptr + from, s->bytes.len - from, "\nFrom ", 6);

                if (p) {
                        from = (size_t) (p - s->bytes.ptr) + 1;
                        stream_need(s, from + LOOK);
                        if (begins_here((struct span) { s->bytes.ptr + from, s->bytes.len - from }))
                                return from;
                        continue;
                }
                from = s->bytes.len > from + 5 ? s->bytes.len - 5 : from;
                if (from > most) {
                        step_over(mbox, from);
                        from = 0;
                }
                if (!stream_more(s))
                        return s->bytes.len;
        }
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

bool mbox_next(struct mbox *mbox, struct span *mail, uint64_t most)
{
        struct stream *s = &mbox->stream;

        stream_pass(s, mbox->held);
        mbox->held = 0;
        mbox->too_long = false;
        if (!stream_need(s, LOOK) && !s->bytes.len)
                return false;
        stream_pass(s, line_of(s->bytes).len); /* the separator */
        mbox->at = s->at;
        mbox->held = find_end(mbox, most);
        mbox->len = s->at + mbox->held - mbox->at;
        *mail = (struct span) { s->bytes.ptr, mbox->held };
        mbox->raw = *mail;
        if (mbox->len > most && !mbox->too_long)
                step_over(mbox, mbox->held), mbox->held = 0;
        if (mbox->too_long) {
                *mail = buf_span(&mbox->bytes);
        } else if (memmem(mail->ptr, mail->len, ">From ", 6)) {
                unquote(&mbox->bytes, *mail);
                *mail = buf_span(&mbox->bytes);
        }
        return true;
}
