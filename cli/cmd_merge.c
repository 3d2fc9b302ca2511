/* merge: other archives into this one. Each is a run of its own, and what was merged before one that cannot be read stays. */
#include "cli/cli.h"
#include "cli/details.h"
#include "trichluc/trichluc.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool is_itself(const struct cli *cli, const char *path)
{
        struct stat own, other;

        return stat(cli->archive_path, &own) == 0 && stat(path, &other) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino;
}

static int fail(int error, const char *message)
{
        complain_text(message);
        return exit_code_of(error);
}

static int open_other(struct archive **out, const char *path, enum archive_mode mode)
{
        struct buf why = { 0 };
        int r = archive_open(out, path, mode, &why);

        if (r)
                r = fail(r, why.ptr);
        else
                tell_backup(archive_backup(*out));
        buf_release(&why);
        return r;
}

static int merge_one(struct archive *into, const char *path, size_t counts[SOURCE_OUTCOMES])
{
        struct archive *from;
        size_t merged[SOURCE_OUTCOMES];
        int r = open_other(&from, path, ARCHIVE_READ);

        if (r)
                return r;
        r = archive_merge(into, from, merged, trichluc_version());
        if (r)
                r = fail(r, *archive_message(into) ? archive_message(into) : archive_message(from));
        for (int i = 0; i < SOURCE_OUTCOMES; i++)
                counts[i] += merged[i];
        archive_close(from);
        return r;
}

/* All of them are there and none is this one, before anything is made. */
static bool others_are_good(const struct cli *cli)
{
        struct stat st;

        for (int i = 0; i < cli->n_args; i++) {
                if (stat(cli->args[i], &st)) {
                        COMPLAIN(READ_FAILED, safe(cli->args[i]), in_words(strerror(errno)));
                        return false;
                }
                if (is_itself(cli, cli->args[i])) {
                        COMPLAIN(MERGE_ITSELF, safe(cli->args[i]));
                        return false;
                }
        }
        return true;
}

int cmd_merge(struct cli *cli)
{
        size_t counts[SOURCE_OUTCOMES] = { 0 }, seen = 0;
        struct archive *into;
        int code;

        if (!cli->n_args) {
                COMPLAIN(MISSING_ARGUMENT, value_word("argument", "ARCHIVE"));
                return usage(cli);
        }
        if (!others_are_good(cli))
                return EXIT_CODE_USAGE;
        code = open_other(&into, cli->archive_path, ARCHIVE_WRITE);
        for (int i = 0; i < cli->n_args && !code; i++)
                code = merge_one(into, cli->args[i], counts);
        for (int i = 0; i < SOURCE_OUTCOMES; i++)
                seen += counts[i];
        if (seen)
                COMPLAIN(INGEST_CLOSING, seen, counts[SOURCE_LOADED], counts[SOURCE_UNCHANGED], counts[SOURCE_DUPLICATE], counts[SOURCE_SKIPPED], counts[SOURCE_FAILED]);
        archive_close(into);
        return code;
}
