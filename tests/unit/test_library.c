/* libtrichluc as another program sees it: the shared library, its public header and nothing else of the project. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "trichluc/trichluc.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char decision[] = "Số: 12/QĐ-UBND\nCăn cứ Nghị định số 09/2017/NĐ-CP ngày 09/02/2017 của Chính phủ;\n";
static char folder[] = "/tmp/trichluc-library-XXXXXX";
static struct trichluc *library;

static void put_file(const char *name, const char *content)
{
        FILE *f = fopen(name, "w");

        assert_non_null(f);
        fputs(content, f);
        assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
        char *message = NULL;

        (void) state;
        library = trichluc_new(NULL, &message);
        if (!library)
                print_message("%s\n", message);
        return !library || !mkdtemp(folder) || chdir(folder);
}

static int tear_down(void **state)
{
        char command[80];

        (void) state;
        trichluc_free(library);
        snprintf(command, sizeof(command), "rm -rf '%s'", folder);
        return system(command) || chdir("/");
}

static json_t *parsed(const char *json, size_t len)
{
        json_t *record = json_loadb(json, len, 0, NULL);

        assert_non_null(record);
        return record;
}

static const char *own_key(const json_t *record)
{
        return json_string_value(json_object_get(json_object_get(json_object_get(record, "document"), "number"), "key"));
}

static void extracts_bytes_and_files(void **state)
{
        const char *json;
        size_t len;
        json_t *record;

        (void) state;
        assert_int_equal(trichluc_extract_bytes(library, "memory", decision, strlen(decision), true, &json, &len), 0);
        record = parsed(json, len);
        assert_string_equal(own_key(record), "12/QĐ-UBND");
        assert_string_equal(json_string_value(json_object_get(record, "text")), decision);
        json_decref(record);
        put_file("d.txt", decision);
        assert_int_equal(trichluc_extract(library, "d.txt", false, &json, &len), 0);
        record = parsed(json, len);
        assert_string_equal(own_key(record), "12/QĐ-UBND");
        json_decref(record);
}

static void says_why_not(void **state)
{
        const char *json;
        size_t len;
        json_t *record;
        int code = trichluc_extract(library, "none.txt", true, &json, &len);

        (void) state;
        assert_true(code > 0);
        assert_string_equal(trichluc_code_name(code), "not_found");
        assert_string_equal(trichluc_code_name(0), "none");
        assert_string_equal(trichluc_code_name(100000), "none");
        record = parsed(json, len);
        assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(record, "diagnostics"), 0), "code")), "not_found");
        json_decref(record);
        assert_int_equal(trichluc_extract_bytes(library, "memory", decision, strlen(decision), false, &json, &len), 0);
        assert_null(trichluc_detail(library));
}

static void refuses_rules_that_are_not_there(void **state)
{
        char *message = NULL;

        (void) state;
        assert_null(trichluc_new("/nonexistent/rules", &message));
        assert_non_null(message);
        assert_non_null(strstr(message, "/nonexistent/rules"));
        free(message);
}

struct told {
        char outcomes[200];
        int left; /* sources until stop() says so */
};

static void on_source(void *context, const struct trichluc_source *source)
{
        static const char *const letters[] = { "L", "U", "D", "S", "F" };
        struct told *told = context;

        assert_int_equal(source->path[0], '/');
        strcat(told->outcomes, letters[source->outcome]);
        if (source->outcome == TRICHLUC_FAILED)
                strcat(told->outcomes, trichluc_code_name(source->code));
        told->left--;
}

static bool stop(void *context)
{
        return ((struct told *) context)->left <= 0;
}

static void ingests(void **state)
{
        struct told told = { .left = 2 };
        struct trichluc_ingest_options options = { .on_source = on_source, .context = &told, .stop = stop };
        const char *paths[] = { "in" };
        struct trichluc_ingest_report report;
        char *message = NULL;

        (void) state;
        assert_int_equal(mkdir("in", 0755), 0);
        put_file("in/1", decision);
        put_file("in/2", decision);
        put_file("in/3", "");
        put_file("in/4", "Căn cứ Thông tư số 22/2016/TT-BTTTT;\n");
        assert_int_equal(trichluc_ingest(library, "a.db", paths, 1, &options, &report, &message), 0);
        assert_string_equal(told.outcomes, "LD");
        assert_true(report.stopped);
        told = (struct told) { .left = 100 };
        assert_int_equal(trichluc_ingest(library, "a.db", paths, 1, &options, &report, &message), 0);
        assert_string_equal(told.outcomes, "UUFempty_fileL");
        assert_false(report.stopped);
        assert_int_equal(report.seen, 4);
        assert_int_equal(report.loaded, 1);
        assert_int_equal(report.unchanged, 2);
        assert_int_equal(report.failed, 1);
        assert_null(message);
}

static void leaves_foreign_files_alone(void **state)
{
        const char *paths[] = { "in" };
        struct trichluc_ingest_report report;
        char *message = NULL;

        (void) state;
        put_file("foreign.db", "not an archive, and long enough to be taken for one by its size: ..............................................................");
        assert_int_equal(trichluc_ingest(library, "foreign.db", paths, 1, NULL, &report, &message), TRICHLUC_E_ARCHIVE);
        assert_non_null(message);
        assert_int_equal(report.seen, 0);
        free(message);
}

/* Takes the place of the one SQLite calls; nothing here has to outlast a power cut. */
static int syncs;

__attribute__((visibility("default"))) int fdatasync(int fd)
{
        (void) fd;
        syncs++;
        return 0;
}

static int count_syncs(const char *archive, bool durable)
{
        struct trichluc_ingest_options options = { .durable = durable };
        const char *paths[] = { "in" };
        struct trichluc_ingest_report report;

        syncs = 0;
        assert_int_equal(trichluc_ingest(library, archive, paths, 1, &options, &report, NULL), 0);
        return syncs;
}

static void waits_for_the_disk_when_told(void **state)
{
        int usual = count_syncs("usual.db", false);

        (void) state;
        assert_true(usual > 0);
        assert_true(count_syncs("durable.db", true) > usual);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(extracts_bytes_and_files), cmocka_unit_test(says_why_not), cmocka_unit_test(refuses_rules_that_are_not_there),
                cmocka_unit_test(ingests),                  cmocka_unit_test(leaves_foreign_files_alone),
                cmocka_unit_test(waits_for_the_disk_when_told),
        };

        return cmocka_run_group_tests_name("library", tests, set_up, tear_down);
}
