/* See one_line.h. */
#include "extractor/one_line.h"

#include "common/buf.h"
#include "common/utf8.h"

enum { TEXT_MAX = 4 << 10 };

const char *one_line(struct arena *arena, const char *text)
{
        const char *end = text ? text + strlen(text) : NULL, *copy;
        struct buf out = { 0 };
        unsigned len;

        for (const char *p = text; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);
                bool space = cp <= ' ' || cp == 0x7F || (cp >= 0x80 && cp <= 0xA0);

                if (out.len > TEXT_MAX) {
                        buf_puts(&out, "\u2026");
                        break;
                }
                if (space && out.len && out.ptr[out.len - 1] != ' ')
                        buf_putc(&out, ' ');
                else if (cp == UTF8_BAD)
                        buf_putc(&out, '?');
                else if (!space)
                        buf_add(&out, p, len);
        }
        while (out.len && out.ptr[out.len - 1] == ' ')
                out.len--;
        copy = out.len ? arena_strndup(arena, buf_span(&out)) : NULL;
        buf_release(&out);
        return copy;
}
