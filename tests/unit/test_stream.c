/* Mailboxes and tars read piece by piece: the same members as from memory, wherever a piece ends; units are told with their places and can be stepped over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/buf.h"
#include "extractor/container.h"
#include "extractor/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };

#define SEPARATOR "From a@example.vn Tue Mar  5 10:11:12 2024\n"
#define HEAD "From: a@example.vn\nTo: b@example.vn\nSubject: x\nMIME-Version: 1.0\n"

static char path[] = "/tmp/trichluc-stream-XXXXXX";
static struct buf file, streamed, held; /* a line for each member: name, code, hash */
static struct extractor_limits limits;
static struct arena arena;

static void put_file(void)
{
        FILE *f = fopen(path, "wb");

        assert_non_null(f);
        assert_int_equal(fwrite(file.ptr, 1, file.len, f), file.len);
        assert_int_equal(fclose(f), 0);
}

static void list(struct buf *out, struct container *c)
{
        struct member m;

        buf_clear(out);
        while (extractor_container_next(c, &m) == 0 && m.name) {
                char sha256[65];

                source_hash(sha256, m.bytes);
                buf_printf(out, "%s %s %s\n", m.name, m.code ? diag_name((enum diag_code) m.code) : "", sha256);
        }
        extractor_container_close(c);
}

static struct container *open_stream(void)
{
        struct container *c;
        struct document doc = { 0 };
        char sha256[65];

        assert_int_equal(extractor_container_stream(&c, &doc, &arena, path, &limits), 0);
        assert_non_null(c);
        source_hash(sha256, buf_span(&file));
        assert_string_equal(doc.sha256, sha256);
        assert_int_equal(doc.bytes, file.len);
        return c;
}

static void assert_same(void)
{
        struct container *c;
        const char *detail;

        put_file();
        list(&streamed, open_stream());
        assert_int_equal(extractor_container_open(&c, path, buf_span(&file), &limits, &detail), 0);
        list(&held, c);
        assert_string_equal(streamed.ptr, held.ptr);
}

static void add_mail(int id, size_t bytes)
{
        buf_printf(&file, SEPARATOR HEAD "Message-ID: <thu-%d@x>\n\n", id);
        for (size_t i = 0; i < bytes; i++)
                buf_putc(&file, i % 60 ? 'a' : '\n');
        buf_putc(&file, '\n');
}

/* Separators before, at and behind the end of a piece; a mail longer than several pieces. */
static void mails_across_pieces(void **state)
{
        static const size_t before[] = { 0, 1, 2, 3, 4, 5, 6, 7, 20, 44, 45, 60, 500, 2100, 5000 };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(before); i++) {
                buf_clear(&file);
                add_mail(1, 100);
                while (file.len < PIECE - before[i] - 1)
                        buf_putc(&file, 'x');
                buf_putc(&file, '\n');
                add_mail(2, 100);
                add_mail(3, 5 * PIECE / 2);
                add_mail(4, 10);
                assert_same();
                assert_non_null(strstr(streamed.ptr, "thu-2@x/body.txt"));
                assert_non_null(strstr(streamed.ptr, "thu-4@x holds_files"));
        }
}

static void one_too_long(void **state)
{
        (void) state;
        buf_clear(&file);
        add_mail(1, 100);
        add_mail(2, 3 * PIECE);
        add_mail(3, 100);
        limits.file_bytes = PIECE;
        assert_same();
        limits.file_bytes = extractor_limits_default.file_bytes;
        assert_non_null(strstr(streamed.ptr, "thu-2@x too_large"));
        assert_non_null(strstr(streamed.ptr, "thu-3@x/body.txt "));
}

static void add_tar(const char *name, size_t bytes)
{
        char header[512] = "";
        unsigned sum = 0;

        snprintf(header, 100, "%s", name);
        snprintf(header + 124, 12, "%011zo", bytes);
        header[156] = '0';
        memset(header + 148, ' ', 8);
        for (size_t i = 0; i < sizeof(header); i++)
                sum += (unsigned char) header[i];
        snprintf(header + 148, 8, "%06o", sum);
        buf_add(&file, header, sizeof(header));
        for (size_t i = 0; i < (bytes + 511) / 512 * 512; i++)
                buf_putc(&file, i < bytes ? 'a' : '\0');
}

static void tars(void **state)
{
        (void) state;
        buf_clear(&file);
        add_tar("mot.txt", 100);
        add_tar("hai.txt", PIECE - 1000);
        add_tar("ba.txt", 3 * PIECE);
        add_tar("bon.txt", 1);
        assert_same();
        limits.part_bytes = 2 * PIECE;
        assert_same();
        limits.part_bytes = extractor_limits_default.part_bytes;
        assert_non_null(strstr(streamed.ptr, "ba.txt limit_zip"));
        assert_non_null(strstr(streamed.ptr, "bon.txt "));
        file.len -= 600;
        assert_same();
        assert_non_null(strstr(streamed.ptr, "... cut_zip"));
}

struct told {
        uint64_t number, at, len;
        char sha256[65];
        uint64_t known;
};

static bool on_unit(void *context, const struct unit *unit)
{
        struct told *told = context;

        *told = (struct told) { unit->number, unit->at, unit->len, "", told->known };
        memcpy(told->sha256, unit->sha256, sizeof(told->sha256));
        return unit->number != told->known;
}

/* Where each mail is, and that those before, and one that is known, are stepped over with all that is in them. */
static void units(void **state)
{
        struct container *c;
        struct told told = { .known = 3 };
        struct member m;
        char sha256[65];

        (void) state;
        buf_clear(&file);
        for (int i = 1; i < 5; i++)
                add_mail(i, 10);
        put_file();
        c = open_stream();
        extractor_container_watch(c, 1, on_unit, &told);
        assert_int_equal(extractor_container_next(c, &m), 0);
        assert_string_equal(m.name, "thu-2@x/body.txt");
        assert_int_equal(told.number, 2);
        assert_false(m.ends_unit);
        source_hash(sha256, (struct span) { file.ptr + told.at, told.len });
        assert_string_equal(told.sha256, sha256);
        assert_memory_equal(file.ptr + told.at, HEAD, strlen(HEAD));
        extractor_container_next(c, &m);
        assert_string_equal(m.name, "thu-2@x");
        assert_true(m.ends_unit);
        extractor_container_next(c, &m);
        assert_string_equal(m.name, "thu-4@x/body.txt");
        assert_int_equal(m.unit->number, 4);
        assert_int_equal(told.at + told.len, file.len);
        extractor_container_next(c, &m);
        extractor_container_next(c, &m);
        assert_null(m.name);
        assert_int_equal(extractor_container_units(c), 4);
        extractor_container_close(c);
}

static void too_large(void **state)
{
        struct container *c;
        struct document doc;

        (void) state;
        limits.box_bytes = 100;
        assert_int_equal(extractor_container_stream(&c, &doc, &arena, path, &limits), DIAG_too_large);
        limits.box_bytes = extractor_limits_default.box_bytes;
        assert_null(c);
        assert_string_equal(doc.diags.items[0].detail, "limit 100 bytes, --max=box");
}

static int begin(void **state)
{
        int fd = mkstemp(path);

        (void) state;
        limits = extractor_limits_default;
        limits.stream_bytes = 1;
        return fd < 0 ? -1 : close(fd);
}

static int end(void **state)
{
        (void) state;
        buf_release(&file);
        buf_release(&streamed);
        buf_release(&held);
        arena_release(&arena);
        return unlink(path);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(mails_across_pieces),
                cmocka_unit_test(one_too_long),
                cmocka_unit_test(tars),
                cmocka_unit_test(units),
                cmocka_unit_test(too_large),
        };

        return cmocka_run_group_tests_name("stream", tests, begin, end);
}
