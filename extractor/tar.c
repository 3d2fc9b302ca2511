/* See tar.h; the fields are those of POSIX.1-2001, pax. */
#include "extractor/tar.h"

#include <stdint.h>

enum { BLOCK = 512, NAME = 0, NAME_LEN = 100, SIZE = 124, CHECKSUM = 148, TYPE = 156, PREFIX = 345, PREFIX_LEN = 155, NAME_MAX_LEN = 4096 };

/* Octal digits, or with the top bit of the first byte set the number itself, big endian. */
static uint64_t number(const char *p, size_t len)
{
        uint64_t n = 0;
        size_t i = 0;

        if ((unsigned char) p[0] & 0x80) {
                for (i = len - 8; i < len; i++)
                        n = n << 8 | (unsigned char) p[i];
                return n;
        }
        while (i < len && p[i] == ' ')
                i++;
        for (; i < len && p[i] >= '0' && p[i] <= '7'; i++)
                n = n << 3 | (uint64_t) (p[i] - '0');
        return n;
}

/* The sum of the header's bytes, its own field taken as spaces. */
static bool sum_is_right(const char *header)
{
        uint64_t sum = 0;

        for (int i = 0; i < BLOCK; i++)
                sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : (unsigned char) header[i];
        return sum == number(header + CHECKSUM, 8);
}

bool tar_begins(struct span bytes)
{
        return bytes.len >= BLOCK && bytes.ptr[NAME] && sum_is_right(bytes.ptr);
}

static struct span field(const char *p, size_t len)
{
        const char *end = memchr(p, '\0', len);

        return (struct span) { p, end ? (size_t) (end - p) : len };
}

/* "12 path=van-ban/so-1.docx\n" among the records of a pax header. */
static void pax_path(struct buf *name, struct span records)
{
        while (records.len) {
                size_t len = 0, i = 0;
                struct span record;

                for (; i < records.len && i < 9 && records.ptr[i] >= '0' && records.ptr[i] <= '9'; i++)
                        len = len * 10 + (size_t) (records.ptr[i] - '0');
                if (i == records.len || records.ptr[i] != ' ' || len <= i + 1 || len > records.len)
                        return;
                record = (struct span) { records.ptr + i + 1, len - i - 2 };
                if (span_starts(record, SPAN("path=")) && record.len - 5 < NAME_MAX_LEN) {
                        buf_clear(name);
                        buf_add(name, record.ptr + 5, record.len - 5);
                }
                records = (struct span) { records.ptr + len, records.len - len };
        }
}

static void header_name(struct buf *name, const char *header)
{
        struct span prefix = memcmp(header + 257, "ustar\0", 6) == 0 ? field(header + PREFIX, PREFIX_LEN) : (struct span) { 0 };

        buf_add_span(name, prefix);
        if (prefix.len)
                buf_putc(name, '/');
        buf_add_span(name, field(header + NAME, NAME_LEN));
}

/* The member's bytes into the window, when they are not too many. False: the file ends before. */
static bool take_bytes(struct tar *tar, struct span *bytes, uint64_t size, uint64_t most)
{
        struct stream *s = &tar->stream;

        if (size > s->size || s->at > s->size - size)
                return false;
        tar->held = (size + BLOCK - 1) / BLOCK * BLOCK; /* the last block need not be full */
        tar->held = tar->held > s->size - s->at ? s->size - s->at : tar->held;
        tar->too_long = size > most;
        *bytes = (struct span) { "", 0 };
        if (tar->too_long)
                return true;
        if (!stream_need(s, (size_t) size))
                return false;
        *bytes = (struct span) { s->bytes.ptr, (size_t) size };
        return true;
}

/* Is there another header, behind the last member? */
static bool find_header(struct tar *tar)
{
        stream_pass(&tar->stream, tar->held);
        tar->held = 0;
        return stream_need(&tar->stream, BLOCK) && tar->stream.bytes.ptr[0];
}

bool tar_next(struct tar *tar, struct span *bytes, uint64_t most)
{
        struct stream *s = &tar->stream;

        buf_clear(&tar->name);
        while (find_header(tar)) {
                char header[BLOCK], type;

                memcpy(header, s->bytes.ptr, BLOCK);
                type = header[TYPE];
                stream_pass(s, BLOCK);
                if (!sum_is_right(header) || !take_bytes(tar, bytes, number(header + SIZE, 12), most)) {
                        tar->cut = true;
                        return false;
                }
                if (type == 'L' && bytes->len < NAME_MAX_LEN) { /* GNU: the name of the next one */
                        buf_clear(&tar->name);
                        buf_add_span(&tar->name, field(bytes->ptr, bytes->len));
                } else if (type == 'x') {
                        pax_path(&tar->name, *bytes);
                } else if (type == '0' || type == '\0' || type == '7' || type == 'S' || type == 'M') {
                        tar->in_pieces = type == 'S' || type == 'M';
                        if (!tar->name.len)
                                header_name(&tar->name, header);
                        return true;
                } else if (type != 'g' && type != 'K') { /* a folder, a link, a device */
                        buf_clear(&tar->name);
                }
        }
        tar->cut = s->bytes.len && s->bytes.len < BLOCK;
        return false;
}
