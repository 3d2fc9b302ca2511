/* zlib behind counted reads; see gunzip.h. */
#include "extractor/gunzip.h"

#include <zlib.h>

enum { PIECE = 64 * 1024, RATIO_FROM = 10 << 20, GZIP = 16 + MAX_WBITS };

static bool within(const struct buf *out, const z_stream *z, const struct extractor_limits *limits)
{
        if (out->len > limits->part_bytes)
                return false;
        return out->len <= RATIO_FROM || out->len / limits->zip_ratio <= z->total_in;
}

/* One stream; what is behind it stays in @bytes. */
static int one_stream(struct buf *out, struct span *bytes, const struct extractor_limits *limits)
{
        z_stream z = { .next_in = (unsigned char *) (uintptr_t) bytes->ptr, .avail_in = (unsigned) bytes->len };
        int r = inflateInit2(&z, GZIP), code = 0;

        if (r != Z_OK)
                memory_exhausted(sizeof(z));
        while (r == Z_OK && !code) {
                buf_reserve(out, PIECE);
                z.next_out = (unsigned char *) out->ptr + out->len;
                z.avail_out = PIECE;
                r = inflate(&z, Z_NO_FLUSH);
                out->len += PIECE - z.avail_out;
                if (!within(out, &z, limits))
                        code = DIAG_limit_zip;
                else if (r == Z_BUF_ERROR || (r == Z_OK && !z.avail_in && z.avail_out)) /* the input is over, the stream is not */
                        code = DIAG_cut_zip;
        }
        if (!code && r != Z_STREAM_END)
                code = DIAG_cut_zip;
        *bytes = (struct span) { bytes->ptr + (bytes->len - z.avail_in), z.avail_in };
        inflateEnd(&z);
        return code;
}

int gunzip(struct buf *out, struct span bytes, const struct extractor_limits *limits)
{
        int r = one_stream(out, &bytes, limits);

        while (r == 0 && span_starts(bytes, SPAN("\x1F\x8B"))) /* padding behind the last one is usual */
                r = one_stream(out, &bytes, limits);
        return r;
}
