/* Workers that die or hang: each costs one document with its code, the others are stored in their order, the next run brings the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "trichluc/trichluc.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 120 };

static char folder[] = "/tmp/trichluc-workers-XXXXXX";
static struct trichluc *library;

static int set_up(void **state)
{
        (void) state;
        library = trichluc_new(NULL, NULL);
        if (!library || !mkdtemp(folder) || chdir(folder) || mkdir("in", 0755))
                return -1;
        for (int i = 0; i < FILES; i++) {
                char name[40];
                FILE *f;

                snprintf(name, sizeof(name), "in/%03d.txt", i);
                f = fopen(name, "w");
                if (!f)
                        return -1;
                for (int k = 0; k < 40; k++)
                        fprintf(f, "Căn cứ Quyết định số %d/%d/QĐ-UBND ngày 09/02/2017 của Ủy ban nhân dân tỉnh Hà Tĩnh;\n", i, 1990 + k % 30);
                fclose(f);
        }
        return 0;
}

static int tear_down(void **state)
{
        char command[80];

        (void) state;
        trichluc_free(library);
        snprintf(command, sizeof(command), "rm -rf '%s'", folder);
        return system(command) || chdir("/");
}

static pid_t parent_of(const char *pid)
{
        char path[300];
        int parent = 0;
        FILE *f;

        snprintf(path, sizeof(path), "/proc/%s/stat", pid);
        f = fopen(path, "r");
        if (!f)
                return 0;
        if (fscanf(f, "%*d (%*[^)]) %*c %d", &parent) != 1)
                parent = 0;
        fclose(f);
        return parent;
}

/* Send @number to the workers, which are grandchildren. Returns how many there were. */
static size_t signal_workers(int number, size_t most)
{
        DIR *dir = opendir("/proc");
        const struct dirent *entry;
        size_t n = 0;

        assert_non_null(dir);
        while (n < most && (entry = readdir(dir))) {
                pid_t parent = parent_of(entry->d_name);
                char text[20];

                snprintf(text, sizeof(text), "%d", (int) parent);
                if (parent > 1 && parent != getpid() && parent_of(text) == getpid()) {
                        n++;
                        kill(atoi(entry->d_name), number);
                }
        }
        closedir(dir);
        return n;
}

struct seen {
        int signal;
        size_t workers, signalled, sources;
        const char *code;
        char last[200];
};

static void on_source(void *context, const struct trichluc_source *source)
{
        struct seen *seen = context;

        assert_true(strcmp(seen->last, source->path) < 0); /* in the order of the walk */
        snprintf(seen->last, sizeof(seen->last), "%s", source->path);
        if (source->outcome == TRICHLUC_FAILED)
                assert_string_equal(trichluc_code_name(source->code), seen->code);
        if (seen->sources++ == 0 && seen->signal)
                seen->signalled = signal_workers(seen->signal, seen->workers);
}

static void lose(int number, size_t workers, const char *code, const char *archive)
{
        struct seen seen = { .signal = number, .workers = workers, .code = code };
        struct trichluc_ingest_options options = { .on_source = on_source, .context = &seen, .jobs = 3, .worker_seconds = 1 };
        struct trichluc_ingest_report report;
        const char *paths[] = { "in" };
        char *message = NULL;

        assert_int_equal(trichluc_ingest(library, archive, paths, 1, &options, &report, &message), 0);
        assert_null(message);
        assert_int_equal(seen.signalled, workers);
        assert_int_equal(report.seen, FILES);
        assert_in_range(report.failed, 1, workers);
        assert_int_equal(report.loaded, FILES - report.failed);
        seen = (struct seen) { 0 };
        assert_int_equal(trichluc_ingest(library, archive, paths, 1, &options, &report, &message), 0);
        assert_int_equal(report.loaded + report.unchanged, FILES);
        assert_true(report.loaded >= 1);
        assert_int_equal(report.failed_before, 0);
        assert_int_equal(signal_workers(0, 100), 0); /* nobody is left */
}

static void a_killed_worker_costs_one_document(void **state)
{
        (void) state;
        lose(SIGKILL, 3, "worker_died", "killed.db");
}

static void a_hanging_worker_costs_one_document(void **state)
{
        (void) state;
        lose(SIGSTOP, 1, "worker_timeout", "stopped.db");
}

static void processor_time_is_limited(void **state)
{
        (void) state;
        lose(SIGXCPU, 2, "worker_timeout", "time.db");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_killed_worker_costs_one_document),
                cmocka_unit_test(a_hanging_worker_costs_one_document),
                cmocka_unit_test(processor_time_is_limited),
        };

        if (access("/proc/self/stat", R_OK) != 0) { /* a bare root; cmocka's own skip() prints "not ok" */
                puts("1..0 # SKIP without /proc the workers cannot be found");
                return 0;
        }
        return cmocka_run_group_tests_name("workers", tests, set_up, tear_down);
}
