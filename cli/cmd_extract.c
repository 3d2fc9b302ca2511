/* extract: one record a document, without an archive. */
#include "cli/cli.h"
#include "cli/details.h"
#include "cli/output.h"
#include "cli/streams.h"

#include "extractor/extractor.h"
#include "trichluc/trichluc.h"

#include <errno.h>
#include <stdlib.h>

/* "file=1G": K, M and G are the binary ones. */
static bool set_limit(struct trichluc *t, const char *typed)
{
        static const char units[] = "KMG";
        const char *equals = strchr(typed, '='), *unit;
        char name[24], *end;
        unsigned long long value;

        if (!equals || (size_t) (equals - typed) >= sizeof(name) || equals[1] < '0' || equals[1] > '9')
                return false;
        snprintf(name, sizeof(name), "%.*s", (int) (equals - typed), typed);
        errno = 0;
        value = strtoull(equals + 1, &end, 10);
        unit = *end ? strchr(units, *end) : NULL;
        if (errno || (*end && (!unit || end[1])) || value > UINT64_MAX >> 30)
                return false;
        return trichluc_set_limit(t, name, value << (unit ? 10 * (unit - units + 1) : 0));
}

struct trichluc *open_library(const struct cli *cli)
{
        char *why = NULL;
        struct trichluc *t = trichluc_new(cli->rules_dir, &why);

        trichluc_set_ocr(cli->ocr);
        if (!t)
                complain_text(why);
        free(why);
        for (size_t i = 0; t && i < cli->n_max; i++) {
                if (set_limit(t, cli->max[i]))
                        continue;
                COMPLAIN(BAD_VALUE, safe(cli->max[i]), "--max");
                trichluc_free(t);
                t = NULL;
        }
        return t;
}

void complain_source(const char *path, int code, const char *detail)
{
        enum diag_code c = (enum diag_code) code;
        const char *todo = diag_todo(c, message_language);

        complain("%s: %s (%s)%s%s.%s%s", safe(path), diag_message(c, message_language), diag_name(c), detail ? ": " : "", safe(in_words(detail)), *todo ? " " : "", todo);
}

struct printing {
        const char *path;
        bool failed;
};

static void print_record(void *context, const struct trichluc_record *record)
{
        struct printing *printing = context;
        struct buf name = { 0 };

        if (record->code > 0) {
                buf_printf(&name, "%s%s%s", printing->path, record->member ? "/" : "", record->member ? record->member : "");
                complain_source(name.ptr, record->code, record->detail);
                buf_release(&name);
        }
        printing->failed |= record->code != 0;
        output_json_line((struct span) { record->json, record->len });
}

/* "-" is a document on standard input. */
static int extract_stdin(struct trichluc *t, bool with_text, struct printing *printing)
{
        struct buf bytes = { 0 };
        int code;

        /* one byte past the limit, so that the extractor itself says too_large */
        if (!read_stream(&bytes, stdin, extractor_limits_default.file_bytes + 1)) {
                COMPLAIN(READ_FAILED, "-", in_words(strerror(errno)));
                buf_release(&bytes);
                return ERROR_SYSTEM;
        }
        code = trichluc_extract_each_bytes(t, "-", bytes.ptr ? bytes.ptr : "", bytes.len, with_text, print_record, printing);
        buf_release(&bytes);
        return code;
}

int cmd_extract(struct cli *cli)
{
        struct printing printing = { 0 };
        struct trichluc *t;

        if (!cli->n_args) {
                COMPLAIN(MISSING_ARGUMENT, value_word("argument", "FILE"));
                return usage(cli);
        }
        t = open_library(cli);
        if (!t)
                return EXIT_CODE_USAGE;
        for (int i = 0; i < cli->n_args && !output_reader_gone(); i++) {
                int r;

                printing.path = cli->args[i];
                trichluc_expect((const char *const *) cli->args + i + 1, (size_t) (cli->n_args - i - 1));
                if (strcmp(printing.path, "-") == 0)
                        r = extract_stdin(t, cli->with_text, &printing);
                else
                        r = trichluc_extract_each(t, printing.path, cli->with_text, print_record, &printing);
                printing.failed |= r != 0;
        }
        trichluc_free(t);
        return printing.failed ? EXIT_CODE_SOME_FAILED : EXIT_CODE_DONE;
}
