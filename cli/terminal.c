/* See terminal.h. */
#include "cli/terminal.h"

#include "common/utf8.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool turns_writing(uint32_t cp)
{
        return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

static bool is_control(uint32_t cp)
{
        return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

static bool is_blank(uint32_t cp)
{
        return cp == '\n' || cp == '\r' || cp == '\t';
}

static bool continues(char c)
{
        return ((unsigned char) c & 0xC0) == 0x80;
}

/* Behind printable ASCII, U+00C0-U+07FF and U+1000-U+1FFF, where all of Vietnamese is and nothing has to be looked at closer. */
static const char *skip_harmless(const char *p, const char *end)
{
        for (;;) {
                while (p < end && *p >= 0x20 && *p < 0x7F)
                        p++;
                if (end - p >= 3 && (unsigned char) p[0] == 0xE1 && continues(p[1]) && continues(p[2]))
                        p += 3;
                else if (end - p >= 2 && (unsigned char) p[0] >= 0xC3 && (unsigned char) p[0] <= 0xDF && continues(p[1]))
                        p += 2;
                else
                        return p;
        }
}

void terminal_put_safe(struct buf *out, struct span s, enum safe_blanks blanks)
{
        const char *p = s.ptr, *end = s.ptr + s.len, *plain = p; /* from there on nothing had to change */
        unsigned len;

        for (; (p = skip_harmless(p, end)) < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (cp != UTF8_BAD && !is_control(cp) && !turns_writing(cp))
                        continue;
                buf_add(out, plain, (size_t) (p - plain));
                plain = p + len;
                if (cp == UTF8_BAD)
                        buf_printf(out, "\\x%02x", (unsigned char) *p);
                else if (is_blank(cp) && blanks == BLANKS_SPACED)
                        buf_putc(out, ' ');
                else if (is_control(cp))
                        buf_printf(out, "\\x%02x", (unsigned) cp);
                else
                        buf_printf(out, "\\u%04x", (unsigned) cp);
        }
        buf_add(out, plain, (size_t) (end - plain));
}

/* Sorted; Vietnamese needs the first row, file names may bring the others. */
static const struct {
        uint32_t first, last;
        unsigned width;
} widths[] = {
        { 0x0300, 0x036F, 0 },   { 0x1100, 0x115F, 2 },   { 0x1AB0, 0x1AFF, 0 },   { 0x1DC0, 0x1DFF, 0 },   { 0x200B, 0x200F, 0 },
        { 0x2060, 0x2064, 0 },   { 0x20D0, 0x20FF, 0 },   { 0x2E80, 0xA4CF, 2 },   { 0xAC00, 0xD7A3, 2 },   { 0xF900, 0xFAFF, 2 },
        { 0xFE00, 0xFE0F, 0 },   { 0xFE20, 0xFE2F, 0 },   { 0xFE30, 0xFE6F, 2 },   { 0xFEFF, 0xFEFF, 0 },   { 0xFF00, 0xFF60, 2 },
        { 0xFFE0, 0xFFE6, 2 },   { 0x1F300, 0x1FAFF, 2 }, { 0x20000, 0x3FFFD, 2 },
};

static unsigned width_of(uint32_t cp)
{
        if (cp < 0x0300 || (cp >= 0x1E00 && cp < 0x2000))
                return 1;
        for (size_t i = 0; i < ARRAY_LEN(widths) && widths[i].first <= cp; i++) {
                if (cp <= widths[i].last)
                        return widths[i].width;
        }
        return 1;
}

size_t terminal_width(struct span s)
{
        const char *p = s.ptr, *end = s.ptr + s.len;
        size_t width = 0;
        unsigned len;

        for (; p < end; p += len)
                width += width_of(utf8_decode(p, end, &len));
        return width;
}

size_t terminal_fit(struct span s, size_t width)
{
        const char *p = s.ptr, *end = s.ptr + s.len;
        unsigned len;

        for (size_t used = 0; p < end; p += len) {
                used += width_of(utf8_decode(p, end, &len));
                if (used > width && p > s.ptr)
                        break;
        }
        return (size_t) (p - s.ptr);
}

size_t terminal_columns(int fd)
{
        struct winsize size;

        if (!isatty(fd))
                return 0;
        return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}
