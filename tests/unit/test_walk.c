/* walk: order, hidden entries, links, and what cannot be examined. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/buf.h"
#include "trichluc/walk.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char root[] = "/tmp/trichluc-walk-XXXXXX";

static void put_file(const char *name)
{
        FILE *f = fopen(name, "w");

        assert_non_null(f);
        fputs("x", f);
        assert_int_equal(fclose(f), 0);
}

static int make_tree(void **state)
{
        (void) state;
        if (!mkdtemp(root) || chdir(root))
                return -1;
        if (mkdir("b", 0755) || mkdir("b/deep", 0755) || mkdir("empty", 0755) || mkfifo("pipe", 0644))
                return -1;
        put_file("a.txt");
        put_file(".hidden");
        put_file("b/2");
        put_file("b/10");
        put_file("b/deep/x");
        put_file("b.txt");
        return symlink("a.txt", "link") || symlink("..", "b/up") || symlink("nowhere", "dangling") || symlink("self", "self");
}

static int remove_tree(void **state)
{
        char command[80];

        (void) state;
        snprintf(command, sizeof(command), "rm -rf '%s'", root);
        return system(command) || chdir("/");
}

/* "name" and a letter: f file, l linked folder, o other, e error */
static int note(void *context, const struct walk_entry *entry)
{
        struct buf *seen = context;
        char kind = 'o';

        if (entry->error)
                kind = 'e';
        else if (entry->linked_folder)
                kind = 'l';
        else if (S_ISREG(entry->st.st_mode))
                kind = 'f';
        buf_printf(seen, "%s%s:%c", seen->len ? " " : "", entry->path, kind);
        return 0;
}

static int stop_at_second(void *context, const struct walk_entry *entry)
{
        (void) entry;
        return ++*(int *) context == 2 ? 7 : 0;
}

static void whole_tree(void **state)
{
        struct buf seen = { 0 };

        (void) state;
        assert_int_equal(walk(".", note, &seen), 0);
        assert_string_equal(seen.ptr, "./.hidden:f ./a.txt:f ./b/10:f ./b/2:f ./b/deep/x:f ./b/up:l ./b.txt:f ./dangling:e ./link:f ./pipe:o ./self:e");
        buf_release(&seen);
}

static void roots(void **state)
{
        struct buf seen = { 0 };

        (void) state;
        assert_int_equal(walk("a.txt", note, &seen), 0);
        assert_int_equal(walk("none", note, &seen), 0);
        assert_int_equal(walk("empty", note, &seen), 0);
        assert_int_equal(walk("b/", note, &seen), 0);
        assert_string_equal(seen.ptr, "a.txt:f none:e b/10:f b/2:f b/deep/x:f b/up:l");
        buf_release(&seen);
}

static void ends_when_told(void **state)
{
        int n = 0;

        (void) state;
        assert_int_equal(walk(".", stop_at_second, &n), 7);
        assert_int_equal(n, 2);
}

/* Folders nested past the longest path the system takes end in errors, not in a crash. */
static void too_deep(void **state)
{
        struct buf seen = { 0 };
        char name[201];

        (void) state;
        memset(name, 'd', 200);
        name[200] = '\0';
        for (int i = 0; i < 25; i++) {
                assert_int_equal(mkdir(name, 0755), 0);
                assert_int_equal(chdir(name), 0);
        }
        put_file("bottom");
        assert_int_equal(chdir(root), 0);
        assert_int_equal(walk(root, note, &seen), 0);
        assert_null(strstr(seen.ptr, "bottom"));
        assert_non_null(strstr(seen.ptr, "ddd:e"));
        buf_release(&seen);
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(whole_tree), cmocka_unit_test(roots), cmocka_unit_test(ends_when_told), cmocka_unit_test(too_deep) };

        return cmocka_run_group_tests_name("walk", tests, make_tree, remove_tree);
}
