/* The file itself: what is opened, read, hashed and refused. */
#include "tests/unit/expect.h"

#include "common/error.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static char folder[] = "/tmp/test_source_XXXXXX";

static const char *in_folder(const char *name)
{
        static char path[128];

        snprintf(path, sizeof(path), "%s/%s", folder, name);
        return path;
}

static void write_file(const char *name, struct span bytes)
{
        FILE *f = fopen(in_folder(name), "wb");

        assert_non_null(f);
        assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, f), bytes.len);
        fclose(f);
}

static int read_path(const char *name, const struct extractor_limits *limits)
{
        arena_reset(&arena);
        return extractor_read(&doc, &arena, in_folder(name), limits);
}

static void hash_is_of_the_bytes(void **state)
{
        char sha256[65];
        uint64_t bytes;

        (void) state;
        write_file("abc.txt", SPAN("abc"));
        assert_code(read_path("abc.txt", NULL), 0);
        /* FIPS 180-2, appendix B.1 */
        assert_string_equal(doc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_int_equal(doc.bytes, 3);
        assert_code(extractor_hash(sha256, &bytes, in_folder("abc.txt"), NULL), 0);
        assert_string_equal(sha256, doc.sha256);
        assert_int_equal(bytes, 3);
}

static void hash_in_pieces_is_the_same(void **state)
{
        static char text[200000];
        char sha256[65];
        uint64_t bytes;

        (void) state;
        memset(text, 'x', sizeof(text));
        write_file("long.txt", (struct span) { text, sizeof(text) });
        assert_code(read_path("long.txt", NULL), 0);
        assert_code(extractor_hash(sha256, &bytes, in_folder("long.txt"), NULL), 0);
        assert_string_equal(sha256, doc.sha256);
        assert_int_equal(bytes, sizeof(text));
}

static void empty_file_has_a_hash(void **state)
{
        (void) state;
        write_file("empty.txt", SPAN(""));
        assert_code(read_path("empty.txt", NULL), DIAG_empty_file);
        assert_string_equal(doc.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_sound(DIAG_empty_file);
}

static void limits_hold(void **state)
{
        struct extractor_limits limits = extractor_limits_default;
        char sha256[65];
        uint64_t bytes;

        (void) state;
        write_file("ten.txt", SPAN("0123456789"));
        limits.file_bytes = 10;
        assert_code(read_path("ten.txt", &limits), 0);
        limits.file_bytes = 9;
        assert_code(read_path("ten.txt", &limits), DIAG_too_large);
        assert_diag(DIAG_too_large, "limit 9 bytes");
        assert_int_equal(doc.bytes, 10);
        assert_code(extractor_hash(sha256, &bytes, in_folder("ten.txt"), &limits), DIAG_too_large);
        assert_code(extractor_read_bytes(&doc, &arena, "ten.txt", SPAN("0123456789"), &limits), DIAG_too_large);
}

/* None of these may make the program wait. */
static void only_regular_files(void **state)
{
        struct sockaddr_un address = { .sun_family = AF_UNIX };
        int s = socket(AF_UNIX, SOCK_STREAM, 0);
        char sha256[65];
        uint64_t bytes;

        (void) state;
        assert_int_equal(mkfifo(in_folder("pipe"), 0600), 0);
        assert_int_equal(mkdir(in_folder("folder"), 0700), 0);
        assert_in_range(snprintf(address.sun_path, sizeof(address.sun_path), "%s", in_folder("socket")), 1, sizeof(address.sun_path) - 1);
        assert_int_equal(bind(s, (struct sockaddr *) &address, sizeof(address)), 0);
        alarm(5);
        assert_code(read_path("pipe", NULL), DIAG_not_regular);
        assert_code(read_path("folder", NULL), DIAG_not_regular);
        assert_code(read_path("socket", NULL), DIAG_not_regular);
        assert_code(extractor_hash(sha256, &bytes, in_folder("pipe"), NULL), DIAG_not_regular);
        arena_reset(&arena);
        assert_code(extractor_read(&doc, &arena, "/dev/zero", NULL), DIAG_not_regular);
        alarm(0);
        close(s);
}

static void missing_and_forbidden(void **state)
{
        (void) state;
        assert_code(read_path("nothing", NULL), DIAG_not_found);
        assert_non_null(find_diag(DIAG_not_found));
        assert_string_equal(doc.path, in_folder("nothing"));
        assert_string_equal(doc.sha256, "");
        write_file("secret.txt", SPAN("x"));
        assert_code(read_path("secret.txt/x", NULL), DIAG_not_found);
        assert_int_equal(symlink("loop", in_folder("loop")), 0);
        assert_code(read_path("loop", NULL), DIAG_unreadable);
        chmod(in_folder("secret.txt"), 0);
        if (geteuid() == 0)
                print_message("# root reads everything: a file without permission is not tested\n");
        else
                assert_code(read_path("secret.txt", NULL), DIAG_unreadable);
}

static void links_are_followed(void **state)
{
        (void) state;
        write_file("real.txt", SPAN("x\n"));
        assert_int_equal(symlink("real.txt", in_folder("link.txt")), 0);
        assert_code(read_path("link.txt", NULL), 0);
        assert_text("x\n");
}

static int make_folder(void **state)
{
        (void) state;
        return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
        static const char *const names[] = { "abc.txt", "long.txt", "empty.txt", "ten.txt", "pipe", "socket", "secret.txt", "loop", "real.txt", "link.txt" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                unlink(in_folder(names[i]));
        rmdir(in_folder("folder"));
        rmdir(folder);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(hash_is_of_the_bytes),
                cmocka_unit_test(hash_in_pieces_is_the_same),
                cmocka_unit_test(empty_file_has_a_hash),
                cmocka_unit_test(limits_hold),
                cmocka_unit_test(only_regular_files),
                cmocka_unit_test(missing_and_forbidden),
                cmocka_unit_test(links_are_followed),
        };

        return cmocka_run_group_tests_name("source", tests, make_folder, remove_folder);
}
