/*
 * MHT, a web page in one file (RFC 2557): a MIME message whose first HTML part is the page. Word processors save so, often under the name .doc.
 *
 * Only what such files use is read: headers with folded lines, multipart boundaries, quoted-printable and base64.
 */
#define _GNU_SOURCE /* memmem, strncasecmp */
#include "common/buf.h"
#include "common/cleanup.h"
#include "extractor/format.h"
#include "extractor/html.h"

#include <strings.h>

enum { HEADER_MAX = 1 << 20, PARTS_MAX = 1000, NESTED_MAX = 4 };

struct entity {
        struct span headers, body;
};

static bool begins(struct span s, const char *with)
{
        return s.len >= strlen(with) && strncasecmp(s.ptr, with, strlen(with)) == 0;
}

/* Headers up to the first empty line. */
static bool split(struct entity *out, struct span s)
{
        size_t at = 0;

        while (at < s.len && at < HEADER_MAX) {
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

/* The value of a header, with its folded lines; begins at the first letter. */
static struct span header(struct span headers, const char *name)
{
        size_t len = strlen(name);
        const char *end = headers.ptr + headers.len;

        for (const char *p = headers.ptr; p < end;) {
                const char *next = p;

                do {
                        const char *lf = memchr(next, '\n', (size_t) (end - next));

                        next = lf ? lf + 1 : end;
                } while (next < end && (*next == ' ' || *next == '\t'));
                if (begins((struct span) { p, (size_t) (end - p) }, name) && p + len < next && p[len] == ':') {
                        p += len + 1;
                        while (p < next && (unsigned char) *p <= ' ')
                                p++;
                        return (struct span) { p, (size_t) (next - p) };
                }
                p = next;
        }
        return (struct span) { 0 };
}

/* name=value or name="value" of a header. */
static struct span parameter(struct span value, const char *name)
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

static void decode_base64(struct buf *out, struct span s)
{
        static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        uint32_t bits = 0;
        int n = 0;

        for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
                const char *digit = s.ptr[i] ? strchr(digits, s.ptr[i]) : NULL;

                if (!digit)
                        continue;
                bits = bits << 6 | (uint32_t) (digit - digits);
                n += 6;
                if (n >= 8) {
                        n -= 8;
                        buf_putc(out, (char) (bits >> n));
                }
        }
}

/* The next part of a multipart body behind *rest, which moves on; false at the end. */
static bool next_part(struct span *part, struct span *rest, struct span boundary, bool *cut)
{
        const char *begin = NULL, *end = rest->ptr + rest->len;

        for (const char *p = rest->ptr; p < end;) {
                const char *lf = memchr(p, '\n', (size_t) (end - p)), *next = lf ? lf + 1 : end;

                if (next - p > (ptrdiff_t) boundary.len + 1 && p[0] == '-' && p[1] == '-' && memcmp(p + 2, boundary.ptr, boundary.len) == 0) {
                        if (begin) {
                                *part = (struct span) { begin, (size_t) (p - begin) };
                                *rest = (struct span) { p, (size_t) (end - p) };
                                return true;
                        }
                        if ((size_t) (next - p) > boundary.len + 3 && p[2 + boundary.len] == '-') /* the last one */
                                return false;
                        begin = next;
                }
                p = next;
        }
        *cut = begin != NULL;
        if (begin) /* what there is */
                *part = (struct span) { begin, (size_t) (end - begin) };
        *rest = (struct span) { end, 0 };
        return begin != NULL;
}

/* The first HTML among the parts, in the order they stand. */
static bool find_page(struct entity *page, struct entity in, int depth, bool *cut)
{
        struct span type = header(in.headers, "Content-Type"), boundary = parameter(type, "boundary"), rest = in.body, bytes;

        if (begins(type, "text/html")) {
                *page = in;
                return true;
        }
        if (!begins(type, "multipart/") || !boundary.len || depth == 0)
                return false;
        for (int i = 0; i < PARTS_MAX && next_part(&bytes, &rest, boundary, cut); i++) {
                struct entity part;

                if (split(&part, bytes) && find_page(page, part, depth - 1, cut))
                        return true;
        }
        return false;
}

static int mht_read(struct document *doc, struct arena *arena, const struct source *source)
{
        cleanup(buf_release) struct buf bytes = { 0 };
        struct entity message, page;
        struct span how;
        bool cut = false;

        doc->media_type = "multipart/related";
        if (!split(&message, source->bytes) || !find_page(&page, message, NESTED_MAX, &cut))
                return document_refuse(doc, arena, DIAG_unknown_format, "MHT without a page");
        if (cut)
                document_note(doc, arena, DIAG_cut_file, NULL);
        how = header(page.headers, "Content-Transfer-Encoding");
        if (begins(how, "quoted-printable"))
                decode_quoted(&bytes, page.body);
        else if (begins(how, "base64"))
                decode_base64(&bytes, page.body);
        else
                buf_add_span(&bytes, page.body);
        return html_read(doc, arena, buf_span(&bytes), parameter(header(page.headers, "Content-Type"), "charset"), source->limits);
}

/* A web archive: its headers say multipart/related, or HTML, and no one sent it to anyone. */
static bool mht_matches(const struct source *source)
{
        struct entity message;
        struct span type;

        if (!begins(source->bytes, "MIME-Version:") && !begins(source->bytes, "From:") && !begins(source->bytes, "Content-") && !begins(source->bytes, "Subject:") &&
                !begins(source->bytes, "Date:") && !begins(source->bytes, "X-"))
                return false;
        if (!split(&message, source->bytes) || !header(message.headers, "MIME-Version").len || header(message.headers, "To").len)
                return false;
        type = header(message.headers, "Content-Type");
        return begins(type, "multipart/related") || begins(type, "text/html");
}

const struct format format_mht = { "MHT", mht_matches, mht_read };
