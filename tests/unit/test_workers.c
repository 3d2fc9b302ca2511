/* Workers that die or hang: each costs one document, in a file of files too with its code, the others are stored in their order, the next run brings the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/buf.h"
#include "tests/unit/docx_maker.h"
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

/* ---- files of files ------------------------------------------------------------------------------------ */

enum { MEMBERS = 300, EACH = 70 };

static void on_member(void *context, const struct trichluc_source *source)
{
        struct seen *seen = context;

        if (source->outcome == TRICHLUC_FAILED) {
                assert_string_equal(trichluc_code_name(source->code), "worker_died");
                assert_non_null(source->member);
        }
        if (seen->sources++ % EACH == 10 && seen->signal && signal_workers(seen->signal, 2))
                seen->signalled++;
}

/* The workers are killed again and again: each time it costs what one was at, of @each members, and the rest is read on. Trying again brings that. */
static void lose_in(const char *box, size_t sources, size_t each)
{
        struct seen seen = { .signal = SIGKILL };
        struct trichluc_ingest_options options = { .on_source = on_member, .context = &seen, .jobs = 2 };
        struct trichluc_ingest_report report;
        char archive[40], *message = NULL;

        snprintf(archive, sizeof(archive), "%s.db", box);
        assert_int_equal(trichluc_ingest(library, archive, &box, 1, &options, &report, &message), 0);
        assert_null(message);
        assert_in_range(seen.signalled, 2, sources / EACH + 1);
        assert_in_range(report.failed, 0, seen.signalled);
        assert_in_range(report.seen, sources - seen.signalled * (each - 1), sources);
        assert_int_equal(report.loaded + report.failed + report.skipped, report.seen);
        seen = (struct seen) { 0 };
        options.retry = true;
        assert_int_equal(trichluc_ingest(library, archive, &box, 1, &options, &report, &message), 0);
        assert_int_equal(report.failed + report.failed_before, 0);
        options.retry = false;
        assert_int_equal(trichluc_ingest(library, archive, &box, 1, &options, &report, &message), 0);
        assert_int_equal(report.seen, 1);
        assert_int_equal(report.failed_before, 0);
}

static void text_of(struct buf *out, int i)
{
        buf_clear(out);
        for (int k = 0; k < 40; k++)
                buf_printf(out, "Căn cứ Quyết định số %d/%d/QĐ-UBND ngày 09/02/2017 của Ủy ban nhân dân tỉnh Hà Tĩnh;\n", i, 1990 + k % 30);
}

static void in_a_mailbox_it_costs_one_mail(void **state)
{
        struct buf text = { 0 };
        FILE *f = fopen("box", "w");

        (void) state;
        assert_non_null(f);
        for (int i = 0; i < MEMBERS / 2; i++) {
                text_of(&text, i);
                fprintf(f, "From a@x Tue Mar  5 10:11:12 2024\nFrom: a@x\nTo: b@x\nMessage-ID: <%d@x>\nContent-Type: text/plain; charset=utf-8\n\n%s\n", i, text.ptr);
        }
        fclose(f);
        buf_release(&text);
        lose_in("box", MEMBERS + 1, 2);
}

static void in_a_zip_it_costs_one_member(void **state)
{
        static char names[MEMBERS][20];
        struct zip_part parts[MEMBERS];
        struct buf texts[MEMBERS] = { { 0 } }, zip = { 0 };
        FILE *f = fopen("zip", "w");

        (void) state;
        assert_non_null(f);
        for (int i = 0; i < MEMBERS; i++) {
                text_of(&texts[i], i);
                snprintf(names[i], sizeof(names[i]), "%d.txt", i);
                parts[i] = (struct zip_part) { .name = names[i], .data = buf_span(&texts[i]), .stored = i % 2 };
        }
        zip_make(&zip, parts, MEMBERS);
        assert_int_equal(fwrite(zip.ptr, 1, zip.len, f), zip.len);
        fclose(f);
        for (int i = 0; i < MEMBERS; i++)
                buf_release(&texts[i]);
        buf_release(&zip);
        lose_in("zip", MEMBERS + 1, 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_killed_worker_costs_one_document),
                cmocka_unit_test(a_hanging_worker_costs_one_document),
                cmocka_unit_test(processor_time_is_limited),
                cmocka_unit_test(in_a_mailbox_it_costs_one_mail),
                cmocka_unit_test(in_a_zip_it_costs_one_member),
        };

        if (access("/proc/self/stat", R_OK) != 0) { /* a bare root; cmocka's own skip() prints "not ok" */
                puts("1..0 # SKIP without /proc the workers cannot be found");
                return 0;
        }
        return cmocka_run_group_tests_name("workers", tests, set_up, tear_down);
}
