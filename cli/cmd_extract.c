/* extract: one record a document, without an archive. */
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/streams.h"

#include "extractor/extractor.h"
#include "trichluc/trichluc.h"

#include <errno.h>
#include <stdlib.h>

struct trichluc *open_library(const struct cli *cli)
{
        char *why = NULL;
        struct trichluc *t = trichluc_new(cli->rules_dir, &why);

        if (!t)
                complain_text(why);
        free(why);
        return t;
}

void complain_source(const char *path, int code, const char *detail)
{
        enum diag_code c = (enum diag_code) code;
        const char *todo = diag_todo(c, message_language);

        complain("%s: %s (%s)%s%s.%s%s", safe(path), diag_message(c, message_language), diag_name(c), detail ? ": " : "", safe(detail), *todo ? " " : "", todo);
}

/* "-" is a document on standard input. */
static int extract_stdin(struct trichluc *t, bool with_text, const char **json, size_t *len)
{
        struct buf bytes = { 0 };
        int code;

        /* one byte past the limit, so that the extractor itself says too_large */
        if (!read_stream(&bytes, stdin, extractor_limits_default.file_bytes + 1)) {
                COMPLAIN(READ_FAILED, "-", strerror(errno));
                buf_release(&bytes);
                return ERROR_SYSTEM;
        }
        code = trichluc_extract_bytes(t, "-", bytes.ptr ? bytes.ptr : "", bytes.len, with_text, json, len);
        buf_release(&bytes);
        return code;
}

int cmd_extract(struct cli *cli)
{
        struct trichluc *t;
        bool failed = false;

        if (!cli->n_args) {
                COMPLAIN(MISSING_ARGUMENT, "FILE");
                return usage(cli);
        }
        t = open_library(cli);
        if (!t)
                return EXIT_CODE_USAGE;
        for (int i = 0; i < cli->n_args && !output_reader_gone(); i++) {
                const char *path = cli->args[i], *json = "";
                size_t len = 0;
                int code;

                if (strcmp(path, "-") == 0)
                        code = extract_stdin(t, cli->with_text, &json, &len);
                else
                        code = trichluc_extract(t, path, cli->with_text, &json, &len);
                if (code > 0)
                        complain_source(path, code, trichluc_detail(t));
                failed |= code != 0;
                output_json_line((struct span) { json, len });
        }
        trichluc_free(t);
        return failed ? EXIT_CODE_SOME_FAILED : EXIT_CODE_DONE;
}
