/*
 * A growing byte string on the heap, for output and for text whose size is not known beforehand.
 *
 * The content always ends in a NUL that len does not count. Out of memory ends the program (arena.h).
 */
#ifndef COMMON_BUF_H
#define COMMON_BUF_H

#include "common/span.h"

struct buf {
        char *ptr; /* NULL while empty and never grown */
        size_t len;
        size_t room;
};

void buf_reserve(struct buf *buf, size_t more);
void buf_add(struct buf *buf, const void *data, size_t len);
void buf_add_span(struct buf *buf, struct span s);
void buf_puts(struct buf *buf, const char *s);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *buf);
void buf_release(struct buf *buf);

static inline void buf_putc(struct buf *buf, char c)
{
        if (buf->room - buf->len < 2)
                buf_reserve(buf, 1);
        buf->ptr[buf->len++] = c;
        buf->ptr[buf->len] = '\0';
}

static inline struct span buf_span(const struct buf *buf)
{
        return (struct span) { buf->ptr ? buf->ptr : "", buf->len };
}

#endif
