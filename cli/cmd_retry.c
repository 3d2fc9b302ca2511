/* retry: what failed is tried again, though it has not changed: after an update, a repair of the disk, a killed parser. */
#include "cli/cli.h"
#include "cli/streams.h"

#include <stdlib.h>
#include <unistd.h>

struct failures {
        struct cli *cli;
        struct path_list paths;
};

static const char *cell(const struct answer_row *row, const char *name)
{
        for (size_t i = 0; i < row->columns; i++) {
                if (strcmp(row->names[i], name) == 0)
                        return row->cells[i];
        }
        return NULL;
}

static int hex(char c)
{
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The archive writes a byte that is no UTF-8 as \xNN. A file that really has such a name is there under it. */
static const char *path_on_disk(struct arena *arena, const char *name)
{
        char *path, *to;

        if (!strstr(name, "\\x") || access(name, F_OK) == 0)
                return arena_strdup(arena, name);
        path = to = arena_strdup(arena, name);
        for (const char *p = name; *p; p++) {
                if (p[0] == '\\' && p[1] == 'x' && hex(p[2]) >= 8 && hex(p[3]) >= 0) {
                        *to++ = (char) (hex(p[2]) << 4 | hex(p[3]));
                        p += 3;
                } else {
                        *to++ = *p;
                }
        }
        *to = '\0';
        return path;
}

/*
 * What was skipped is no failure, and is tried again only when its code is asked for. Nor is a document without words one: it is read again when its code is asked
 * for together with OCR, without which there would be nothing new in it.
 */
static int on_row(void *context, const struct answer_row *row)
{
        struct failures *f = context;
        const char *path = cell(row, "path"), *outcome = cell(row, "outcome");
        const char **item;

        if (!path || !outcome || (!f->cli->question.text && strcmp(outcome, "failed") != 0))
                return 0;
        path = path_on_disk(&f->cli->arena, path);
        if (f->paths.n && strcmp(f->paths.items[f->paths.n - 1], path) == 0) /* one file, whatever failed inside it */
                return 0;
        item = arena_grow(&f->cli->arena, &f->paths.items, &f->paths.n, &f->paths.room, sizeof(*item));
        *item = path;
        return 0;
}

int cmd_retry(struct cli *cli)
{
        struct failures failures = { .cli = cli };
        bool scans;
        int code;

        if (cli->n_args) {
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[0]));
                return usage(cli);
        }
        scans = cli->ocr && cli->question.text && (strcmp(cli->question.text, diag_name(DIAG_no_text)) == 0 || strcmp(cli->question.text, diag_name(DIAG_pages_without_text)) == 0);
        code = ask(cli, scans ? "list-wordless" : "list-failures", &cli->question, on_row, &failures, NULL);
        if (code)
                return code;
        archive_close(cli->archive); /* it must not be open where processes are forked */
        cli->archive = NULL;
        if (failures.paths.n)
                return ingest_paths(cli, &failures.paths, true);
        COMPLAIN(RETRY_NOTHING);
        return EXIT_CODE_DONE;
}
