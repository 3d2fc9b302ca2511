/* See mime.h. */
#define _GNU_SOURCE /* strncasecmp */
#include "extractor/mime.h"

#include <strings.h>

bool mime_begins(struct span s, const char *with)
{
        return s.len >= strlen(with) && strncasecmp(s.ptr, with, strlen(with)) == 0;
}

bool mime_split(struct entity *out, struct span s)
{
        size_t at = 0;

        while (at < s.len && at < MIME_HEADER_MAX) {
                const char *lf = memchr(s.ptr + at, '\n', s.len - at);
                size_t next = lf ? (size_t) (lf - s.ptr) + 1 : s.len;

                if (next - at <= 2 && lf && (next - at == 1 || s.ptr[at] == '\r')) {
                        out->headers = (struct span) { s.ptr, at };
                        out->body = (struct span) { s.ptr + next, s.len - next };
                        return true;
                }
                at = next;
        }
        return false;
}

struct span mime_header(struct span headers, const char *name)
{
        size_t len = strlen(name);
        const char *end = headers.ptr + headers.len;

        for (const char *p = headers.ptr; p < end;) {
                const char *next = p;

                do {
                        const char *lf = memchr(next, '\n', (size_t) (end - next));

                        next = lf ? lf + 1 : end;
                } while (next < end && (*next == ' ' || *next == '\t'));
                if (mime_begins((struct span) { p, (size_t) (end - p) }, name) && p + len < next && p[len] == ':') {
                        p += len + 1;
                        while (p < next && (unsigned char) *p <= ' ')
                                p++;
                        return (struct span) { p, (size_t) (next - p) };
                }
                p = next;
        }
        return (struct span) { 0 };
}

struct span mime_parameter(struct span value, const char *name)
{
        size_t len = strlen(name);

        for (size_t i = 0; i + len + 1 < value.len; i++) {
                struct span v;
                size_t n = 0;

                if (strncasecmp(value.ptr + i, name, len) != 0 || value.ptr[i + len] != '=' || (i && value.ptr[i - 1] != ';' && (unsigned char) value.ptr[i - 1] > ' '))
                        continue;
                v = (struct span) { value.ptr + i + len + 1, value.len - i - len - 1 };
                if (v.len && *v.ptr == '"') {
                        const char *quote = memchr(v.ptr + 1, '"', v.len - 1);

                        return quote ? (struct span) { v.ptr + 1, (size_t) (quote - v.ptr - 1) } : (struct span) { 0 };
                }
                while (n < v.len && (unsigned char) v.ptr[n] > ' ' && v.ptr[n] != ';')
                        n++;
                return (struct span) { v.ptr, n };
        }
        return (struct span) { 0 };
}

static int hex(char c)
{
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void decode_quoted(struct buf *out, struct span s)
{
        for (size_t i = 0; i < s.len; i++) {
                if (s.ptr[i] != '=') {
                        buf_putc(out, s.ptr[i]);
                } else if (i + 2 < s.len && hex(s.ptr[i + 1]) >= 0 && hex(s.ptr[i + 2]) >= 0) {
                        buf_putc(out, (char) (hex(s.ptr[i + 1]) << 4 | hex(s.ptr[i + 2])));
                        i += 2;
                } else { /* a soft line end, perhaps with blanks before it; else it was cut, and stays */
                        size_t next = i + 1;

                        while (next < s.len && s.ptr[next] != '\n' && (unsigned char) s.ptr[next] <= ' ')
                                next++;
                        if (next < s.len && s.ptr[next] == '\n')
                                i = next;
                        else
                                buf_putc(out, '=');
                }
        }
}

/* Anything that is no digit is stepped over, as RFC 2045 asks; behind padding another run may begin. */
static void decode_base64(struct buf *out, struct span s)
{
        static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        unsigned char value[256];
        uint32_t bits = 0;
        int n = 0;

        memset(value, 64, sizeof(value));
        for (unsigned char i = 0; i < 64; i++)
                value[(unsigned char) digits[i]] = i;
        for (size_t i = 0; i < s.len; i++) {
                unsigned char digit = value[(unsigned char) s.ptr[i]];

                if (s.ptr[i] == '=')
                        n = 0;
                if (digit == 64)
                        continue;
                bits = bits << 6 | digit;
                n += 6;
                if (n >= 8) {
                        n -= 8;
                        buf_putc(out, (char) (bits >> n));
                }
        }
}

/* Is this line the boundary, and is it the last one? White space may follow it, but nothing else: one boundary may begin like another. */
static bool is_boundary(struct span line, struct span boundary, bool *last)
{
        size_t at = boundary.len + 2;

        if (line.len < at || line.ptr[0] != '-' || line.ptr[1] != '-' || memcmp(line.ptr + 2, boundary.ptr, boundary.len) != 0)
                return false;
        *last = line.len >= at + 2 && line.ptr[at] == '-' && line.ptr[at + 1] == '-';
        for (at += *last ? 2 : 0; at < line.len; at++) {
                if ((unsigned char) line.ptr[at] > ' ')
                        return false;
        }
        return true;
}

/* Without the line end in front of the boundary, which belongs to it (RFC 2046, 5.1.1). */
static struct span part_of(const char *begin, const char *end)
{
        if (end > begin && end[-1] == '\n')
                end--;
        if (end > begin && end[-1] == '\r')
                end--;
        return (struct span) { begin, (size_t) (end - begin) };
}

bool mime_next_part(struct span *part, struct span *rest, struct span boundary, bool *cut)
{
        const char *begin = NULL, *end = rest->ptr + rest->len;

        for (const char *p = rest->ptr, *next; p < end; p = next) {
                const char *lf = memchr(p, '\n', (size_t) (end - p));
                bool last;

                next = lf ? lf + 1 : end;
                if (!is_boundary((struct span) { p, (size_t) (next - p) }, boundary, &last))
                        continue;
                if (begin) {
                        *part = part_of(begin, p);
                        *rest = (struct span) { p, (size_t) (end - p) };
                        return true;
                }
                if (last)
                        return false;
                begin = next;
        }
        *cut = begin != NULL;
        if (begin) /* what there is */
                *part = (struct span) { begin, (size_t) (end - begin) };
        *rest = (struct span) { end, 0 };
        return begin != NULL;
}

enum mime_encoding mime_encoding(struct span value)
{
        static const struct {
                const char *name;
                enum mime_encoding encoding;
        } names[] = { { "quoted-printable", MIME_QUOTED }, { "base64", MIME_BASE64 }, { "7bit", MIME_IDENTITY }, { "8bit", MIME_IDENTITY },
                { "binary", MIME_IDENTITY }, { "x-uuencode", MIME_UU }, { "uuencode", MIME_UU } };

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                if (mime_begins(value, names[i].name))
                        return names[i].encoding;
        }
        return value.len ? MIME_ENCODINGS : MIME_IDENTITY;
}

void mime_decode(struct buf *out, struct span body, enum mime_encoding encoding)
{
        buf_reserve(out, body.len);
        if (encoding == MIME_QUOTED)
                decode_quoted(out, body);
        else if (encoding == MIME_BASE64)
                decode_base64(out, body);
        else
                buf_add_span(out, body);
}
