/* libdeflate behind zip_unpack.h. */
#include "extractor/zip_unpack.h"

#include "common/arena.h"

#include <libdeflate.h>

enum {
        WHOLE_MAX = 10 << 20,
        DEFLATE_RATIO_MAX = 1032, /* 258 bytes for two bits */
        STORED = 0,
        DEFLATED = 8,
};

/* The library's own type under our name. */
static struct libdeflate_decompressor *inside(struct zip_unpacker **unpacker)
{
        if (!*unpacker)
                *unpacker = (struct zip_unpacker *) libdeflate_alloc_decompressor();
        if (!*unpacker)
                memory_exhausted(sizeof(*unpacker));
        return (struct libdeflate_decompressor *) *unpacker;
}

void zip_unpacker_freep(struct zip_unpacker **unpacker)
{
        libdeflate_free_decompressor((struct libdeflate_decompressor *) *unpacker);
        *unpacker = NULL;
}

static bool worth_trying(const struct zip_entry *e)
{
        if (e->encrypted || e->unpacked == 0 || e->unpacked > WHOLE_MAX || e->packed > WHOLE_MAX)
                return false;
        if (e->method == STORED)
                return e->packed == e->unpacked;
        return e->method == DEFLATED && e->unpacked / DEFLATE_RATIO_MAX <= e->packed;
}

bool zip_unpack(struct buf *out, struct zip_unpacker **unpacker, const struct zip_entry *e, struct span bytes)
{
        const char *packed = bytes.ptr + e->end - e->packed;

        buf_clear(out);
        if (!worth_trying(e))
                return false;
        buf_reserve(out, (size_t) e->unpacked);
        if (e->method == STORED)
                memcpy(out->ptr, packed, (size_t) e->unpacked);
        else if (libdeflate_deflate_decompress(inside(unpacker), packed, (size_t) e->packed, out->ptr, (size_t) e->unpacked, NULL) != LIBDEFLATE_SUCCESS)
                return false; /* NULL: a stream that ends short of its room is an error too */
        out->len = (size_t) e->unpacked;
        out->ptr[out->len] = '\0';
        return libdeflate_crc32(0, out->ptr, out->len) == e->crc;
}
