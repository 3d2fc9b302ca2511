/*
 * The guard costs next to nothing on honest input. An attribute takes at least five bytes (` a=""`), so a tag with more
 * attributes than the limit spans more than 5 * limit bytes, and '<' cannot stand inside a tag: where one '<' follows another
 * within that distance there is nothing to count. The check strides from '<' to '<' that way and looks closer only after a long gap.
 */
#define _GNU_SOURCE /* memrchr */
#include "extractor/xml_guard.h"

enum { ATTRIBUTE_MIN = 5, DRAWING_FACTOR = 64 };

static const struct span drawing = SPAN_INIT("gfxdata=");

/*
 * The length of the tag that @s begins with, quotes respected, its quoted values counted, and the bytes in drawings. 0: it does not end in @s.
 * Comments, CDATA and processing instructions have no attributes; their '<' counts as a tag of one byte.
 */
static size_t measure(struct span s, uint32_t *values, size_t *drawn)
{
        const char *p = s.ptr + 1, *end = s.ptr + s.len;

        *values = 0;
        *drawn = 0;
        if (p < end && (*p == '!' || *p == '?'))
                return 1;
        while (p < end) {
                if (*p == '>')
                        return (size_t) (p + 1 - s.ptr);
                if (*p == '"' || *p == '\'') {
                        bool is_drawing = (size_t) (p - s.ptr) > drawing.len && memcmp(p - drawing.len, drawing.ptr, drawing.len) == 0;
                        const char *quote = memchr(p + 1, *p, (size_t) (end - p - 1));

                        ++*values;
                        if (is_drawing)
                                *drawn += (size_t) ((quote ? quote : end) - p);
                        if (!quote)
                                return 0;
                        p = quote;
                }
                p++;
        }
        return 0;
}

/* Not through a character, and before the last '<', which may begin what the parser wants whole. */
static size_t last_cut(struct span bytes)
{
        const char *lt = memrchr(bytes.ptr, '<', bytes.len);
        size_t cut = bytes.len;

        if (lt && lt > bytes.ptr)
                return (size_t) (lt - bytes.ptr);
        for (int i = 0; i < 4 && cut > 1 && ((unsigned char) bytes.ptr[cut - 1] & 0x80); i++)
                cut--;
        return cut;
}

enum xml_guard xml_guard_check(struct span bytes, bool last, const struct extractor_limits *limits, size_t *cut)
{
        size_t stride = (size_t) limits->xml_attributes * ATTRIBUTE_MIN;
        const char *p = bytes.ptr, *end = p + bytes.len;

        while ((p = memchr(p, '<', (size_t) (end - p)))) {
                size_t ahead = (size_t) (end - p) - 1 < stride ? (size_t) (end - p) - 1 : stride;
                const char *next = memrchr(p + 1, '<', ahead);
                uint32_t values;
                size_t len, drawn;

                if (next) {
                        p = next;
                        continue;
                }
                len = measure((struct span) { p, (size_t) (end - p) }, &values, &drawn);
                if (values > limits->xml_attributes)
                        return XML_GUARD_ATTRIBUTES;
                size_t so_far = len ? len : (size_t) (end - p);

                if (so_far - drawn > limits->xml_tag_bytes || so_far / DRAWING_FACTOR > limits->xml_tag_bytes)
                        return XML_GUARD_TAG;
                if (!len && !last) {
                        *cut = (size_t) (p - bytes.ptr);
                        return XML_GUARD_OK;
                }
                p = len ? p + len : end;
                if (p >= end)
                        break;
        }
        *cut = last ? bytes.len : last_cut(bytes);
        return XML_GUARD_OK;
}
