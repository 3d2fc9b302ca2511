/*
 * cli: the only folder that reads argv or prints. main() opens what a command needs, the command asks the library and writes the answer.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "cli/messages.h"
#include "common/arena.h"
#include "common/error.h"
#include "loader/loader.h"

#include <stdio.h>

enum exit_code {
        EXIT_CODE_DONE = 0,        /* all done; a question had answers */
        EXIT_CODE_NONE = 1,        /* the question had no answer; rules check found something */
        EXIT_CODE_USAGE = 2,       /* wrong usage, unknown key syntax */
        EXIT_CODE_SOME_FAILED = 3, /* done, and some inputs failed; list failures names them */
        EXIT_CODE_ARCHIVE = 4,     /* the archive is damaged, foreign or newer than the program */
        EXIT_CODE_TRY_AGAIN = 75,  /* locked, disk full, stopped (sysexits' EX_TEMPFAIL) */
};

enum progress_form { PROGRESS_AUTO, PROGRESS_NONE, PROGRESS_LINE, PROGRESS_JSON };
enum output_format { OUTPUT_TEXT, OUTPUT_NDJSON, OUTPUT_CSV };

/* the options a command takes; see the table in options.c */
enum {
        TAKES_ARCHIVE = 1 << 0,
        TAKES_FORMAT = 1 << 1,
        TAKES_RULES = 1 << 2,
        TAKES_TEXT = 1 << 3,
        TAKES_FACT = 1 << 4,
        TAKES_JOBS = 1 << 5, /* and progress */
        TAKES_CODE = 1 << 20,
        TAKES_OCR = 1 << 22,      /* ocr */
        TAKES_FILES_FROM = 1 << 6,
        TAKES_LIMIT = 1 << 7,
        TAKES_RELATION = 1 << 8,
        TAKES_FILTERS = 1 << 9, /* type, issuer, from, to */
        TAKES_ALWAYS = 1 << 10, /* lang, help */
        TAKES_TOP = 1 << 11,    /* before the command only: version */
        TAKES_EVALUATE = 1 << 12, /* documents, by, misses, save, against */
        TAKES_DEPTH = 1 << 13,    /* depth */
        TAKES_ACTIVITY = 1 << 14, /* unit, role, text with words */
        TAKES_GRAPH = 1 << 15,    /* format with those of graphs */
        TAKES_EXPORT = 1 << 16,   /* excel-safe */
        TAKES_WATCH = 1 << 17,    /* watch, poll */
        TAKES_WORKERS = 1 << 18,  /* jobs alone */
        TAKES_ALL = 1 << 19,      /* all */
        TAKES_MAX = 1 << 21,      /* max */
};

/* what main() prepares for a command */
enum {
        NEEDS_ARCHIVE = 1 << 0, /* cli->archive, open for reading */
        NEEDS_LIBRARY = 1 << 1, /* what reads documents (library.h) */
};

struct cli;

struct command {
        const char *name;
        int (*run)(struct cli *cli); /* an exit_code */
        unsigned needs, takes;
        const char *arguments; /* as usage shows them */
        enum message help;
};

/* The end of the table has no name. */
extern const struct command commands[];

/* of the command evaluate */
struct evaluate_options {
        const char *documents, *by, *save, *against; /* NULL = not given */
        int misses;
};

struct cli {
        const struct command *command; /* NULL while it is not known */
        char **args; /* of the command, options taken out */
        int n_args;

        const char *archive_path; /* never NULL */
        const char *rules_dir;
        const char *files_from;
        enum output_format format;
        const char *graph_format; /* NULL = the first */
        bool format_given, excel_safe;
        bool with_text, with_facts, with_depth, nul_separated, help, version;
        bool complained; /* wrong usage has been said */
        int jobs; /* 0 = not chosen */
        int poll_seconds; /* 0 = not chosen */
        const char *max[16]; /* "file=100M", as typed */
        size_t n_max;
        bool watch, durable, all, ocr;
        enum progress_form progress;
        struct question question;
        struct evaluate_options evaluate;

        struct archive *archive;
        struct arena arena; /* of the run */
};

/*
 * Read the options, and the command's name where cli->command is still NULL. Returns false when they are wrong, which has been said.
 * Afterwards args is what follows; argv is put in another order.
 */
bool options_read(struct cli *cli, int argc, char **argv);

/* Help on the command, or on the program where there is none. */
void help_print(FILE *out, const struct cli *cli);
/* A line of it: @left in a column of its own. */
void help_line(FILE *out, const char *left, const char *sentence);
/* A line of help for each option that goes with one of @takes. */
void options_print_help(FILE *out, unsigned takes);

/* A negative result (common/error.h) as exit code; @message, which may be empty, has been or is now said. */
int exit_code_of(int error);

/* The archive for reading, as cli->archive; a negative result, which has been said. */
int open_archive(struct cli *cli);
/* On stderr, that opening has migrated an older archive and where it is kept; @backup NULL: nothing. */
void tell_backup(const char *backup);

/* "see trichluc X --help" on stderr; returns EXIT_CODE_USAGE */
int usage(const struct cli *cli);

/*
 * Ask the archive and write the answer to stdout, in text with the columns of @view (output.h). No rows: "no answer" on stderr
 * and EXIT_CODE_NONE.
 */
int ask_and_print(struct cli *cli, const char *name, const char *view);
/* The same for an answer that describes one thing. */
int ask_and_print_card(struct cli *cli, const char *name, const char *view);

/* Ask, with each row to @fn; complaints are said. 0, or the exit code to end with. Without rows it is 0 as well. */
int ask(struct cli *cli, const char *name, const struct question *question, answer_fn *fn, void *context, size_t *n_rows);

/* There is exactly one argument; else that has been said. @name is what usage calls it. */
bool has_one_argument(const struct cli *cli, const char *name);

/* Read a document number as people type it into question.key; false when it is none, which has been said. */
bool read_key(struct cli *cli, const char *typed);
/* Digits alone are a document's id in this archive: the way to documents without a number. */
bool read_id_or_key(struct cli *cli, const char *typed);


/* The library with the rules asked for, or NULL when they cannot be used, which has been said. */
struct trichluc *open_library(const struct cli *cli);

/* "path: what happened (code): detail. What to do." on stderr. */
void complain_source(const char *path, int code, const char *detail);

/* ingest, and retry of what failed: the paths into the archive, with all that is said about it. No archive may be open. */
struct path_list;
/* From now on the first signal asks for a stop, the second has the usual effect. */
void stop_catch(void);
bool stop_wanted(void *context);
/* -j, or a number of processes that suits the machine. */
unsigned jobs_wanted(const struct cli *cli);
int ingest_paths(struct cli *cli, const struct path_list *paths, bool retry);

int cmd_extract(struct cli *cli);
int cmd_ingest(struct cli *cli);
int cmd_retry(struct cli *cli);
int cmd_reextract(struct cli *cli);
int cmd_merge(struct cli *cli);
int cmd_search(struct cli *cli);
int cmd_show(struct cli *cli);
int cmd_cites(struct cli *cli);
int cmd_cited_by(struct cli *cli);
int cmd_list(struct cli *cli);
int cmd_status(struct cli *cli);
int cmd_stats(struct cli *cli);
int cmd_evaluate(struct cli *cli);
int cmd_register(struct cli *cli);
int cmd_rules(struct cli *cli);
int cmd_activities(struct cli *cli);
int cmd_graph(struct cli *cli);
int cmd_verify(struct cli *cli);
int cmd_export(struct cli *cli);
int cmd_in_force(struct cli *cli);

bool graph_format_known(const char *name);

#endif
