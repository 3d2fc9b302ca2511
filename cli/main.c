/* The table of commands, and what stands around each of them: options, the archive, the last flush of stdout. */
#include "cli/cli.h"
#include "cli/details.h"
#include "cli/library.h"
#include "cli/output.h"

#include "common/buf.h"
#include "trichluc/trichluc.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
        TAKES_QUESTION = TAKES_ARCHIVE | TAKES_FORMAT,
        TAKES_RELATED = TAKES_QUESTION | TAKES_FACT | TAKES_RELATION | TAKES_FILTERS | TAKES_LIMIT | TAKES_RULES,
};

const struct command commands[] = {
        { "extract", cmd_extract, NEEDS_LIBRARY, TAKES_RULES | TAKES_TEXT | TAKES_OCR | TAKES_MAX, "FILE...", MSG_CMD_EXTRACT },
        { "ingest", cmd_ingest, NEEDS_LIBRARY, TAKES_ARCHIVE | TAKES_RULES | TAKES_JOBS | TAKES_FILES_FROM | TAKES_WATCH | TAKES_OCR | TAKES_MAX, "PATH...", MSG_CMD_INGEST },
        { "retry", cmd_retry, NEEDS_ARCHIVE | NEEDS_LIBRARY, TAKES_ARCHIVE | TAKES_RULES | TAKES_JOBS | TAKES_CODE | TAKES_OCR | TAKES_MAX, "", MSG_CMD_RETRY },
        { "reextract", cmd_reextract, NEEDS_LIBRARY, TAKES_ARCHIVE | TAKES_RULES | TAKES_WORKERS | TAKES_ALL | TAKES_FORMAT | TAKES_LIMIT, "", MSG_CMD_REEXTRACT },
        { "merge", cmd_merge, 0, TAKES_ARCHIVE, "ARCHIVE...", MSG_CMD_MERGE },
        { "search", cmd_search, NEEDS_ARCHIVE, TAKES_QUESTION | TAKES_FILTERS | TAKES_LIMIT, "WORDS...", MSG_CMD_SEARCH },
        { "show", cmd_show, NEEDS_ARCHIVE, TAKES_QUESTION | TAKES_FACT | TAKES_RULES, "ID|KEY", MSG_CMD_SHOW },
        { "cites", cmd_cites, NEEDS_ARCHIVE, TAKES_RELATED | TAKES_DEPTH, "ID|KEY", MSG_CMD_CITES },
        { "cited-by", cmd_cited_by, NEEDS_ARCHIVE, TAKES_RELATED | TAKES_DEPTH, "KEY", MSG_CMD_CITED_BY },
        { "in-force", cmd_in_force, NEEDS_ARCHIVE, TAKES_QUESTION | TAKES_LIMIT | TAKES_RULES, "KEY", MSG_CMD_IN_FORCE },
        { "activities", cmd_activities, NEEDS_ARCHIVE, TAKES_QUESTION | TAKES_ACTIVITY | TAKES_FACT | TAKES_FILTERS | TAKES_LIMIT, "", MSG_CMD_ACTIVITIES },
        { "graph", cmd_graph, NEEDS_ARCHIVE, TAKES_ARCHIVE | TAKES_GRAPH | TAKES_DEPTH | TAKES_RELATION | TAKES_RULES, "ID|KEY", MSG_CMD_GRAPH },
        { "list", cmd_list, NEEDS_ARCHIVE, TAKES_QUESTION | TAKES_FILTERS | TAKES_LIMIT, "WHAT", MSG_CMD_LIST },
        { "status", cmd_status, NEEDS_ARCHIVE, TAKES_QUESTION, "", MSG_CMD_STATUS },
        { "stats", cmd_stats, NEEDS_ARCHIVE, TAKES_QUESTION | TAKES_LIMIT, "", MSG_CMD_STATS },
        { "export", cmd_export, NEEDS_ARCHIVE, TAKES_QUESTION | TAKES_EXPORT | TAKES_TEXT | TAKES_FILTERS | TAKES_LIMIT, "[incoming|outgoing]", MSG_CMD_EXPORT },
        { "register", cmd_register, 0, TAKES_ARCHIVE | TAKES_RULES, "import [FILE]", MSG_CMD_REGISTER },
        { "verify", cmd_verify, NEEDS_ARCHIVE, TAKES_QUESTION, "", MSG_CMD_VERIFY },
        { "evaluate", cmd_evaluate, NEEDS_LIBRARY, TAKES_EVALUATE | TAKES_FORMAT | TAKES_RULES, "EXPECTED_DIR", MSG_CMD_EVALUATE },
        { "rules", cmd_rules, NEEDS_LIBRARY, TAKES_RULES, "check", MSG_CMD_RULES },
        { 0 },
};

static const struct command *find_command(const char *name)
{
        for (const struct command *c = commands; c->name; c++) {
                if (strcmp(c->name, name) == 0)
                        return c;
        }
        return NULL;
}

int exit_code_of(int error)
{
        switch (error) {
        case ERROR_USAGE:
        case ERROR_RULES:
                return EXIT_CODE_USAGE;
        case ERROR_ARCHIVE:
                return EXIT_CODE_ARCHIVE;
        default: /* ERROR_BUSY; ERROR_SYSTEM: a full disk, no memory, no descriptors */
                return EXIT_CODE_TRY_AGAIN;
        }
}

/* What SQLite would only call "unable to open": a folder in the archive's place, or no folder to put it in. */
static bool archive_path_ok(const char *path)
{
        const char *slash = strrchr(path, '/');
        struct buf folder = { 0 };
        struct stat st;
        bool no_folder;

        if (stat(path, &st) == 0) {
                if (S_ISDIR(st.st_mode))
                        COMPLAIN(ARCHIVE_IS_FOLDER, safe(path));
                return !S_ISDIR(st.st_mode);
        }
        buf_add(&folder, path, slash ? (size_t) (slash - path) + 1 : 0);
        no_folder = folder.len && (stat(folder.ptr, &st) || !S_ISDIR(st.st_mode));
        if (no_folder)
                COMPLAIN(ARCHIVE_NO_FOLDER, safe(path), safe(folder.ptr));
        buf_release(&folder);
        return !no_folder;
}

void tell_backup(const char *backup)
{
        if (backup)
                COMPLAIN(ARCHIVE_MIGRATED, safe(backup));
}

int open_archive(struct cli *cli)
{
        struct buf why = { 0 };
        int r = archive_open(&cli->archive, cli->archive_path, ARCHIVE_READ, &why);

        if (r) {
                complain_text(why.ptr);
                if (r == ERROR_USAGE)
                        COMPLAIN(ARCHIVE_NOT_FOUND);
        }
        buf_release(&why);
        if (!r)
                tell_backup(archive_backup(cli->archive));
        return r;
}

static int run_command(struct cli *cli)
{
        int r;

        if (cli->help) {
                help_print(stdout, cli);
                return EXIT_CODE_DONE;
        }
        if ((cli->command->takes & TAKES_ARCHIVE) && !archive_path_ok(cli->archive_path))
                return EXIT_CODE_USAGE;
        if ((cli->command->needs & NEEDS_LIBRARY) && !library_load())
                return EXIT_CODE_TRY_AGAIN;
        if (cli->command->needs & NEEDS_ARCHIVE) {
                r = open_archive(cli);
                if (r)
                        return exit_code_of(r);
        }
        r = cli->command->run(cli);
        if (cli->archive)
                archive_close(cli->archive);
        return r;
}

/* A reader that has seen enough (head) is no failure; a full disk is one, and only the last flush may tell. */
static int finish_output(int code)
{
        bool failed = ferror(stdout);

        errno = 0;
        failed |= fflush(stdout) != 0;
        if (!failed || output_reader_gone() || errno == EPIPE)
                return code;
        COMPLAIN(WRITE_FAILED, in_words(strerror(errno ? errno : EIO)));
        return EXIT_CODE_TRY_AGAIN;
}

static int dispatch(struct cli *cli, int argc, char **argv)
{
        if (!options_read(cli, argc, argv))
                return usage(cli);
        if (cli->version) {
                printf("trichluc %s\n", trichluc_version());
                return EXIT_CODE_DONE;
        }
        if (cli->help && !cli->n_args) {
                help_print(stdout, cli);
                return EXIT_CODE_DONE;
        }
        if (!cli->n_args) {
                COMPLAIN(NO_COMMAND);
                return usage(cli);
        }
        cli->command = find_command(cli->args[0]);
        if (!cli->command) {
                COMPLAIN(UNKNOWN_COMMAND, safe(cli->args[0]));
                return usage(cli);
        }
        if (!options_read(cli, cli->n_args, cli->args))
                return usage(cli);
        return run_command(cli);
}

int main(int argc, char **argv)
{
        static char output_buffer[1 << 16]; /* of our own: glibc takes no notice of the size of one it is to make */
        const char *archive = getenv("TRICHLUC_ARCHIVE");
        struct cli cli = { .archive_path = archive && *archive ? archive : "archive.db" };
        int code;

        signal(SIGPIPE, SIG_IGN); /* writing to a closed pipe, or past a limit on file sizes, is an error we see, not our end */
        signal(SIGXFSZ, SIG_IGN);
        /* the zone it would be anyhow; without the variable each date in a zip's directory is a look at the file again (mktime) */
        setenv("TZ", ":/etc/localtime", 0);
        if (!isatty(STDOUT_FILENO))
                setvbuf(stdout, output_buffer, _IOFBF, sizeof(output_buffer));
        archive_single_thread();
        message_language = message_language_of_locale();
        arena_init(&cli.arena);
        code = finish_output(dispatch(&cli, argc, argv));
        arena_release(&cli.arena);
        return code;
}
