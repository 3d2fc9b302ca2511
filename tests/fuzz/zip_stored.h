/* Zip files with nothing packed, so that what a fuzzer changes is what the reader behind the zip sees. */
#ifndef TESTS_FUZZ_ZIP_STORED_H
#define TESTS_FUZZ_ZIP_STORED_H

#include "common/buf.h"

#include <zlib.h>

struct stored_part {
        const char *name;
        struct span data;
};

static inline void put_le(struct buf *b, uint32_t value, int bytes)
{
        for (int i = 0; i < bytes; i++)
                buf_putc(b, (char) (value >> 8 * i));
}

/* What a local header and a directory entry have in common. */
static inline void put_entry(struct buf *b, const struct stored_part *part)
{
        put_le(b, 20, 2);
        put_le(b, 0, 2);
        put_le(b, 0, 2);
        put_le(b, 0, 4);
        put_le(b, (uint32_t) crc32(0, (const unsigned char *) part->data.ptr, (unsigned) part->data.len), 4);
        put_le(b, (uint32_t) part->data.len, 4);
        put_le(b, (uint32_t) part->data.len, 4);
        put_le(b, (uint32_t) strlen(part->name), 2);
        put_le(b, 0, 2);
}

static inline void zip_stored(struct buf *out, const struct stored_part *parts, size_t n)
{
        uint32_t at[16];
        size_t begin;

        for (size_t i = 0; i < n; i++) {
                at[i] = (uint32_t) out->len;
                buf_add(out, "PK\3\4", 4);
                put_entry(out, &parts[i]);
                buf_puts(out, parts[i].name);
                buf_add_span(out, parts[i].data);
        }
        begin = out->len;
        for (size_t i = 0; i < n; i++) {
                buf_add(out, "PK\1\2", 4);
                put_le(out, 20, 2);
                put_entry(out, &parts[i]);
                put_le(out, 0, 4); /* comment, disk */
                put_le(out, 0, 2);
                put_le(out, 0, 4);
                put_le(out, at[i], 4);
                buf_puts(out, parts[i].name);
        }
        size_t len = out->len - begin;

        buf_add(out, "PK\5\6\0\0\0\0", 8);
        put_le(out, (uint32_t) n, 2);
        put_le(out, (uint32_t) n, 2);
        put_le(out, (uint32_t) len, 4);
        put_le(out, (uint32_t) begin, 4);
        put_le(out, 0, 2);
}

#endif
