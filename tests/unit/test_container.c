/* Zip, tar and gz as folders, honest and hostile. */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

#include "extractor/container.h"

#include <zlib.h>

static struct buf seen; /* "name=bytes|" or "name!code|" of every member */

static int list(const char *path, struct span bytes, const struct extractor_limits *limits)
{
        struct container *c;
        struct member m;
        const char *detail;
        int r = extractor_container_open(&c, path, bytes, limits, &detail);

        buf_clear(&seen);
        buf_puts(&seen, "");
        if (r == 0 && !c)
                buf_puts(&seen, "none");
        while (r == 0 && c && extractor_container_next(c, &m) == 0 && m.name) {
                buf_puts(&seen, m.name);
                if (m.code) {
                        buf_printf(&seen, "!%s|", diag_name((enum diag_code) m.code));
                        assert_int_equal(m.bytes.len, 0);
                } else {
                        buf_putc(&seen, '=');
                        buf_add_span(&seen, m.bytes.len > 20 ? (struct span) { m.bytes.ptr, 4 } : m.bytes);
                        buf_putc(&seen, '|');
                }
        }
        extractor_container_close(c);
        return r;
}

#define assert_members(bytes, expected) \
        do { \
                assert_code(list("/x/a.gz", (bytes), NULL), 0); \
                assert_string_equal(seen.ptr, (expected)); \
        } while (0)

static void put_tar(struct buf *out, const char *name, char type, struct span content)
{
        char header[512] = "";
        unsigned sum = 8 * ' ';

        snprintf(header, 100, "%s", name);
        snprintf(header + 124, 12, "%011o", (unsigned) content.len);
        header[156] = type;
        memcpy(header + 257, "ustar\0" "00", 8);
        for (int i = 0; i < 512; i++)
                sum += (unsigned char) header[i];
        snprintf(header + 148, 8, "%06o", sum);
        buf_add(out, header, 512);
        buf_add_span(out, content);
        while (out->len % 512)
                buf_putc(out, '\0');
}

static void end_tar(struct buf *out)
{
        for (int i = 0; i < 1024; i++)
                buf_putc(out, '\0');
}

static void put_gz(struct buf *out, struct span content)
{
        z_stream z = { .next_in = (unsigned char *) (uintptr_t) content.ptr, .avail_in = (unsigned) content.len };

        deflateInit2(&z, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
        buf_reserve(out, deflateBound(&z, content.len) + 64);
        z.next_out = (unsigned char *) out->ptr + out->len;
        z.avail_out = (unsigned) (out->room - out->len);
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        out->len += z.total_out;
        deflateEnd(&z);
}

static void zips(void **state)
{
        struct buf inner = { 0 }, zip = { 0 }, docx = { 0 };

        (void) state;
        docx_make(&docx, P("x"));
        zip_make(&inner, (struct zip_part[]) { { "b/c.txt", SPAN("ba"), false }, { "d.docx", buf_span(&docx), false } }, 2);
        zip_make(&zip, (struct zip_part[]) { { "a.txt", SPAN("m\u1ED9t"), false }, { "th\u01B0 m\u1EE5c/", SPAN(""), true }, { "th\u01B0 m\u1EE5c/hai.zip", buf_span(&inner), true }, { "empty", SPAN(""), true } }, 4);
        assert_members(buf_span(&zip), "a.txt=m\u1ED9t|th\u01B0 m\u1EE5c/hai.zip/b/c.txt=ba|th\u01B0 m\u1EE5c/hai.zip/d.docx=PK\3\4|empty=|");
        assert_members(buf_span(&docx), "none"); /* a document is no folder */
        assert_members(SPAN("text"), "none");
        zip.len /= 2;
        assert_code(list("a.zip", buf_span(&zip), NULL), DIAG_cut_zip);

        /* one entry with a password, one damaged */
        zip_make(&zip, (struct zip_part[]) { { "a.txt", SPAN("mot"), true }, { "b.txt", SPAN("hai"), true }, { "c.txt", SPAN("ba"), true } }, 3);
        zip.ptr[zip_record(&zip, 0) + ZIP_FLAGS_AT] |= 1;
        zip.ptr[get_u32(&zip, zip_record(&zip, 1) + ZIP_OFFSET_AT) + 30 + 5] ^= 1;
        assert_members(buf_span(&zip), "a.txt!encrypted|b.txt!cut_zip|c.txt=ba|");
        buf_release(&inner);
        buf_release(&zip);
        buf_release(&docx);
}

static void tars(void **state)
{
        struct buf tar = { 0 };

        (void) state;
        put_tar(&tar, "a/", '5', SPAN(""));
        put_tar(&tar, "a/mot.txt", '0', SPAN("1"));
        put_tar(&tar, "lien-ket", '2', SPAN(""));
        put_tar(&tar, "././@LongLink", 'L', SPAN("rat/dai/ten.txt\0"));
        put_tar(&tar, "cut", '0', SPAN("2"));
        put_tar(&tar, "PaxHeaders/x", 'x', SPAN("11 mtime=1\n23 path=th\u01B0/b\u1ED1n.txt\n"));
        put_tar(&tar, "x", '0', SPAN("3"));
        put_tar(&tar, "\xE1\xBB.doc", '\0', SPAN("4"));
        end_tar(&tar);
        assert_members(buf_span(&tar), "a/mot.txt=1|rat/dai/ten.txt=2|th\u01B0/b\u1ED1n.txt=3|\\xE1\\xBB.doc=4|");
        tar.len = 1000;
        assert_members(buf_span(&tar), "...!cut_zip|");
        tar.len = 500;
        assert_members(buf_span(&tar), "none");
        buf_release(&tar);
}

static void gzs(void **state)
{
        struct buf gz = { 0 }, tar = { 0 };

        (void) state;
        put_gz(&gz, SPAN("m\u1ED9t "));
        put_gz(&gz, SPAN("hai"));
        assert_members(buf_span(&gz), "a=m\u1ED9t hai|");
        gz.len -= 10;
        assert_members(buf_span(&gz), "a!cut_zip|");
        assert_members(SPAN("\x1F\x8B\x08 garbage"), "a!cut_zip|");

        put_tar(&tar, "b.txt", '0', SPAN("2"));
        buf_clear(&gz);
        put_gz(&gz, SPAN("1"));
        put_tar(&tar, "c.txt.gz", '0', buf_span(&gz));
        end_tar(&tar);
        buf_clear(&gz);
        put_gz(&gz, buf_span(&tar));
        assert_code(list("/x/van-ban.tgz", buf_span(&gz), NULL), 0);
        assert_string_equal(seen.ptr, "van-ban/b.txt=2|van-ban/c.txt.gz/c.txt=1|");
        buf_release(&gz);
        buf_release(&tar);
}

static void limits(void **state)
{
        struct extractor_limits limits = extractor_limits_default;
        struct buf a = { 0 }, b = { 0 };

        (void) state;
        /* five deep */
        buf_puts(&a, "x");
        for (int i = 0; i < 5; i++) {
                zip_make(&b, (struct zip_part[]) { { "z", buf_span(&a), true } }, 1);
                buf_clear(&a);
                buf_add_span(&a, buf_span(&b));
        }
        assert_members(buf_span(&a), "z/z/z!limit_zip|");

        /* too many, too much */
        zip_make(&a, (struct zip_part[]) { { "1", SPAN("0123456789"), true }, { "2", SPAN("0123456789"), true }, { "3", SPAN("0123456789"), true } }, 3);
        limits.zip_entries = 3;
        assert_code(list("a.zip", buf_span(&a), &limits), 0);
        assert_string_equal(seen.ptr, "1=0123456789|2=0123456789|3=0123456789|");
        limits.part_bytes = 12;
        assert_code(list("a.zip", buf_span(&a), &limits), 0);
        assert_string_equal(seen.ptr, "1=0123456789|2=0123456789|3!limit_zip|");
        limits.zip_entries = 2;
        assert_code(list("a.zip", buf_span(&a), &limits), DIAG_limit_zip);
        buf_clear(&b);
        for (int i = 0; i < 5; i++)
                put_tar(&b, "t", '0', SPAN("1"));
        assert_code(list("a.tar", buf_span(&b), &limits), 0);
        assert_string_equal(seen.ptr, "t=1|t=1|t!limit_zip|");

        /* a bomb */
        buf_clear(&a);
        buf_reserve(&a, 50 << 20);
        memset(a.ptr, ' ', 50 << 20);
        a.len = 50 << 20;
        buf_clear(&b);
        put_gz(&b, buf_span(&a));
        assert_members(buf_span(&b), "a!limit_zip|");
        buf_release(&a);
        buf_release(&b);
}

static int release(void **state)
{
        buf_release(&seen);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(zips),
                cmocka_unit_test(tars),
                cmocka_unit_test(gzs),
                cmocka_unit_test(limits),
        };

        return cmocka_run_group_tests_name("container", tests, NULL, release);
}
