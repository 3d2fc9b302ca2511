/* See stream.h. */
#include "extractor/stream.h"

#include <errno.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };

void stream_over(struct stream *s, struct span bytes)
{
        *s = (struct stream) { .bytes = bytes, .size = bytes.len };
}

void stream_of_file(struct stream *s, int fd, uint64_t size)
{
        *s = (struct stream) { .bytes = { "", 0 }, .size = size, .of_file = true, .fd = fd };
}

void stream_release(struct stream *s)
{
        if (s->of_file)
                close(s->fd);
        buf_release(&s->buf);
        *s = (struct stream) { 0 };
}

/* What was passed makes room. */
static void close_up(struct stream *s)
{
        if (s->bytes.len && s->bytes.ptr != s->buf.ptr)
                memmove(s->buf.ptr, s->bytes.ptr, s->bytes.len);
        s->buf.len = s->bytes.len;
        buf_reserve(&s->buf, PIECE);
        s->bytes.ptr = s->buf.ptr;
}

bool stream_more(struct stream *s)
{
        ssize_t got;

        if (!s->of_file || s->ended)
                return false;
        close_up(s);
        do
                got = read(s->fd, s->buf.ptr + s->buf.len, PIECE);
        while (got < 0 && errno == EINTR);
        s->error = got < 0 ? errno : 0;
        s->ended = got <= 0;
        if (s->ended)
                return false;
        s->buf.len += (size_t) got;
        s->bytes.len = s->buf.len;
        return true;
}

bool stream_need(struct stream *s, size_t n)
{
        while (s->bytes.len < n) {
                if (!stream_more(s))
                        return false;
        }
        return true;
}

void stream_pass(struct stream *s, uint64_t n)
{
        size_t within = n < s->bytes.len ? (size_t) n : s->bytes.len;

        s->bytes = (struct span) { s->bytes.ptr + within, s->bytes.len - within };
        s->at += n;
        n -= within;
        if (n && s->of_file && lseek(s->fd, (off_t) n, SEEK_CUR) < 0) {
                s->error = errno;
                s->ended = true;
        }
}
