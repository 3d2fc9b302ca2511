/* Doubling growth; see buf.h. */
#include "common/buf.h"

#include "common/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void grow(struct buf *buf, size_t more)
{
        size_t room = buf->room ? buf->room : 256;
        char *ptr;

        if (more >= SIZE_MAX / 2 - buf->len)
                memory_exhausted(more);
        while (room < buf->len + more + 1)
                room *= 2;
        ptr = realloc(buf->ptr, room);
        if (!ptr)
                memory_exhausted(room);
        buf->ptr = ptr;
        buf->room = room;
}

void buf_reserve(struct buf *buf, size_t more)
{
        if (more >= buf->room - buf->len)
                grow(buf, more);
}

void buf_add(struct buf *buf, const void *data, size_t len)
{
        buf_reserve(buf, len);
        if (len)
                memcpy(buf->ptr + buf->len, data, len);
        buf->len += len;
        buf->ptr[buf->len] = '\0';
}

void buf_add_span(struct buf *buf, struct span s)
{
        buf_add(buf, s.ptr, s.len);
}

void buf_puts(struct buf *buf, const char *s)
{
        buf_add(buf, s, strlen(s));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
        va_list args;
        int len;

        va_start(args, format);
        len = vsnprintf(NULL, 0, format, args);
        va_end(args);
        if (len <= 0)
                return;
        buf_reserve(buf, (size_t) len);
        va_start(args, format);
        vsnprintf(buf->ptr + buf->len, (size_t) len + 1, format, args);
        va_end(args);
        buf->len += (size_t) len;
}

void buf_clear(struct buf *buf)
{
        buf->len = 0;
        if (buf->ptr)
                buf->ptr[0] = '\0';
}

void buf_release(struct buf *buf)
{
        free(buf->ptr);
        *buf = (struct buf) { 0 };
}
