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

bool tar_next(struct tar *tar, struct span *bytes)
{
        buf_clear(&tar->name);
        while (tar->rest.len >= BLOCK && tar->rest.ptr[0]) {
                const char *header = tar->rest.ptr;
                uint64_t size = number(header + SIZE, 12);
                char type = header[TYPE];
                uint64_t left = tar->rest.len - BLOCK;

                if (!sum_is_right(header) || size > left) {
                        tar->cut = true;
                        return false;
                }
                *bytes = (struct span) { header + BLOCK, (size_t) size };
                size = (size + BLOCK - 1) / BLOCK * BLOCK;
                if (size > left)
                        size = left; /* the last block need not be full */
                tar->rest = (struct span) { header + BLOCK + size, (size_t) (left - size) };
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
        tar->cut = tar->rest.len && tar->rest.len < BLOCK;
        return false;
}
