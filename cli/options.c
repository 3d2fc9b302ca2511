/* One table of options; argp parses by it and help prints from it. */
#include "cli/cli.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_TEXT = 0x100, KEY_FACT, KEY_FORMAT, KEY_LANG, KEY_RULES, KEY_FILES_FROM, KEY_LIMIT, KEY_RELATION, KEY_TYPE, KEY_ISSUER, KEY_FROM, KEY_TO, KEY_VERSION, KEY_DEPTH, KEY_UNIT, KEY_ROLE, KEY_WORDS, KEY_GRAPH,
        KEY_DOCUMENTS, KEY_BY, KEY_MISSES, KEY_SAVE, KEY_AGAINST,
        KEY_EXCEL, KEY_PREDECESSORS };

enum { MAX_JOBS = 256, KEY_PROGRESS = 0x200, KEY_ALL, KEY_CODE, KEY_DURABLE, KEY_WATCH, KEY_POLL, KEY_MAX, KEY_OCR };

static const struct option_row {
        unsigned takes;
        int key; /* a letter where there is a short option */
        const char *name, *argument;
        enum message help;
} rows[] = {
        { TAKES_TEXT, KEY_TEXT, "text", NULL, MSG_OPT_TEXT },
        { TAKES_FACT, KEY_FACT, "fact", NULL, MSG_OPT_FACT },
        { TAKES_JOBS | TAKES_WORKERS, 'j', "jobs", "N", MSG_OPT_JOBS },
        { TAKES_JOBS, KEY_PROGRESS, "progress", "FORM", MSG_OPT_PROGRESS },
        { TAKES_JOBS, KEY_DURABLE, "durable", NULL, MSG_OPT_DURABLE },
        { TAKES_OCR, KEY_OCR, "ocr", NULL, MSG_OPT_OCR },
        { TAKES_WATCH, KEY_WATCH, "watch", NULL, MSG_OPT_WATCH },
        { TAKES_WATCH, KEY_POLL, "poll", "SECONDS", MSG_OPT_POLL },
        { TAKES_ALL, KEY_ALL, "all", NULL, MSG_OPT_ALL },
        { TAKES_MAX, KEY_MAX, "max", "LIMIT=N", MSG_OPT_MAX },
        { TAKES_CODE, KEY_CODE, "code", "CODE", MSG_OPT_CODE },
        { TAKES_FILES_FROM, KEY_FILES_FROM, "files-from", "FILE", MSG_OPT_FILES_FROM },
        { TAKES_FILES_FROM, '0', "null", NULL, MSG_OPT_NUL },
        { TAKES_LIMIT, KEY_LIMIT, "limit", "N", MSG_OPT_LIMIT },
        { TAKES_DEPTH, KEY_DEPTH, "depth", "N", MSG_OPT_DEPTH },
        { TAKES_ACTIVITY, KEY_UNIT, "unit", "NAME", MSG_OPT_UNIT },
        { TAKES_ACTIVITY, KEY_ROLE, "role", "ROLE", MSG_OPT_ROLE },
        { TAKES_ACTIVITY, KEY_WORDS, "text", "WORDS", MSG_OPT_WORDS },
        { TAKES_GRAPH, KEY_GRAPH, "format", "FORM", MSG_OPT_GRAPH },
        { TAKES_EXPORT, KEY_EXCEL, "excel-safe", NULL, MSG_OPT_EXCEL },
        { TAKES_RELATION, KEY_RELATION, "relation", "KIND", MSG_OPT_RELATION },
        { TAKES_FILTERS, KEY_TYPE, "type", "TYPE", MSG_OPT_TYPE },
        { TAKES_FILTERS, KEY_ISSUER, "issuer", "NAME", MSG_OPT_ISSUER },
        { TAKES_FILTERS, KEY_PREDECESSORS, "predecessors", NULL, MSG_OPT_PREDECESSORS },
        { TAKES_FILTERS, KEY_FROM, "from", "DATE", MSG_OPT_FROM },
        { TAKES_FILTERS, KEY_TO, "to", "DATE", MSG_OPT_TO },
        { TAKES_EVALUATE, KEY_DOCUMENTS, "documents", "DIR", MSG_OPT_DOCUMENTS },
        { TAKES_EVALUATE, KEY_BY, "by", "type|class", MSG_OPT_BY },
        { TAKES_EVALUATE, KEY_MISSES, "misses", "N", MSG_OPT_MISSES },
        { TAKES_EVALUATE, KEY_SAVE, "save", "FILE", MSG_OPT_SAVE },
        { TAKES_EVALUATE, KEY_AGAINST, "against", "FILE", MSG_OPT_AGAINST },
        { TAKES_ARCHIVE, 'a', "archive", "FILE", MSG_OPT_ARCHIVE },
        { TAKES_FORMAT, KEY_FORMAT, "format", "FORM", MSG_OPT_FORMAT },
        { TAKES_RULES, KEY_RULES, "rules", "DIR", MSG_OPT_RULES },
        { TAKES_ALWAYS, KEY_LANG, "lang", "vi|en", MSG_OPT_LANG },
        { TAKES_ALWAYS, 'h', "help", NULL, MSG_OPT_HELP },
        { TAKES_TOP, KEY_VERSION, "version", NULL, MSG_OPT_VERSION },
};

static error_t bad_value(const char *value, const char *option)
{
        COMPLAIN(BAD_VALUE, safe(value), option);
        return EINVAL;
}

static error_t read_count(int *out, const char *value, const char *option)
{
        char *end;
        long n = strtol(value, &end, 10);

        if (!*value || *end || n < 1 || n > 1000000000)
                return bad_value(value, option);
        *out = (int) n;
        return 0;
}

static error_t read_jobs(int *out, const char *value)
{
        error_t r = read_count(out, value, "-j");

        return !r && *out > MAX_JOBS ? bad_value(value, "-j") : r;
}

static error_t read_progress(struct cli *cli, const char *value)
{
        if (strcmp(value, "json") == 0)
                cli->progress = PROGRESS_JSON;
        else if (strcmp(value, "none") == 0)
                cli->progress = PROGRESS_NONE;
        else
                return bad_value(value, "--progress");
        return 0;
}

static error_t read_code(struct cli *cli, const char *value)
{
        cli->question.text = value;
        return diag_by_name(value) == DIAG_NONE ? bad_value(value, "--code") : 0;
}

static error_t read_format(struct cli *cli, const char *value)
{
        static const char *const names[] = { [OUTPUT_TEXT] = "text", [OUTPUT_NDJSON] = "ndjson", [OUTPUT_CSV] = "csv" };

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                if (strcmp(value, names[i]) == 0) {
                        cli->format = (enum output_format) i;
                        cli->format_given = true;
                        return 0;
                }
        }
        return bad_value(value, "--format");
}

static error_t read_language(const char *value)
{
        if (strcmp(value, "vi") == 0)
                message_language = DIAG_VI;
        else if (strcmp(value, "en") == 0)
                message_language = DIAG_EN;
        else
                return bad_value(value, "--lang");
        return 0;
}

static int days_of(int year, int month)
{
        static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

        return month == 2 && leap ? 29 : days[month - 1];
}

/* "2016" as --from is 2016-01-01, as --to 2016-12-31. */
static error_t read_day(struct cli *cli, const char **out, const char *value, bool last)
{
        int year = 0, month = last ? 12 : 1, day = 0, used = 0;
        size_t len = strlen(value);
        bool ok = false;

        if (len == 4)
                ok = sscanf(value, "%4d%n", &year, &used) == 1;
        else if (len == 7)
                ok = sscanf(value, "%4d-%2d%n", &year, &month, &used) == 2;
        else if (len == 10)
                ok = sscanf(value, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && day >= 1;
        ok = ok && (size_t) used == len && strspn(value, "0123456789-") == len && year >= 1 && month >= 1 && month <= 12 && day >= 0 && day <= days_of(year, month);
        if (!ok) {
                COMPLAIN(BAD_DATE, safe(value));
                return EINVAL;
        }
        if (!day)
                day = last ? days_of(year, month) : 1;
        *out = arena_printf(&cli->arena, "%04d-%02d-%02d", year, month, day);
        return 0;
}

static error_t read_depth(struct cli *cli, const char *value)
{
        cli->with_depth = true;
        cli->question.depth = 0;
        return strcmp(value, "0") == 0 ? 0 : read_count(&cli->question.depth, value, "--depth");
}

static error_t read_role(struct question *q, const char *value)
{
        static const char *const names[][2] = { { "lead", "lead" }, { "partner", "partner" }, { "chu_tri", "lead" }, { "phoi_hop", "partner" } };

        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                if (strcmp(value, names[i][0]) == 0) {
                        q->role = names[i][1];
                        return 0;
                }
        }
        return bad_value(value, "--role");
}

static error_t read_graph_format(struct cli *cli, const char *value)
{
        if (!graph_format_known(value))
                return bad_value(value, "--format");
        cli->graph_format = value;
        return 0;
}

static error_t read_filter(struct question *q, int key, const char *value)
{
        switch (key) {
        case KEY_UNIT:
                q->unit = value;
                return 0;
        case KEY_PREDECESSORS:
                q->predecessors = true;
                return 0;
        case KEY_ROLE:
                return read_role(q, value);
        case KEY_WORDS:
                q->text = value;
                return 0;
        case KEY_RELATION:
                q->relation = value;
                return 0;
        case KEY_TYPE:
                q->type = value;
                return 0;
        case KEY_ISSUER:
                q->issuer = value;
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static error_t read_evaluate(struct evaluate_options *o, int key, const char *value)
{
        switch (key) {
        case KEY_DOCUMENTS:
                o->documents = value;
                return 0;
        case KEY_BY:
                o->by = value;
                return 0;
        case KEY_MISSES:
                return read_count(&o->misses, value, "--misses");
        case KEY_SAVE:
                o->save = value;
                return 0;
        case KEY_AGAINST:
                o->against = value;
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static error_t read_option(struct cli *cli, int key, char *value)
{
        switch (key) {
        case 'a':
                cli->archive_path = value;
                return 0;
        case KEY_PROGRESS:
                return read_progress(cli, value);
        case KEY_CODE:
                return read_code(cli, value);
        case KEY_ALL:
                cli->all = true;
                return 0;
        case KEY_OCR:
                cli->ocr = true;
                return 0;
        case KEY_DURABLE:
                cli->durable = true;
                return 0;
        case KEY_MAX:
                if (cli->n_max == ARRAY_LEN(cli->max))
                        return bad_value(value, "--max");
                cli->max[cli->n_max++] = value;
                return 0;
        case KEY_WATCH:
                cli->watch = true;
                return 0;
        case KEY_POLL:
                cli->watch = true;
                return read_count(&cli->poll_seconds, value, "--poll");
        case 'j':
                return read_jobs(&cli->jobs, value);
        case '0':
                cli->nul_separated = true;
                return 0;
        case 'h':
                cli->help = true;
                return 0;
        case KEY_VERSION:
                cli->version = true;
                return 0;
        case KEY_TEXT:
                cli->with_text = true;
                return 0;
        case KEY_FACT:
                cli->with_facts = true;
                return 0;
        case KEY_FORMAT:
                return read_format(cli, value);
        case KEY_LANG:
                return read_language(value);
        case KEY_RULES:
                cli->rules_dir = value;
                return 0;
        case KEY_FILES_FROM:
                cli->files_from = value;
                return 0;
        case KEY_LIMIT:
                return read_count(&cli->question.limit, value, "--limit");
        case KEY_EXCEL:
                cli->excel_safe = true;
                return 0;
        case KEY_DEPTH:
                return read_depth(cli, value);
        case KEY_GRAPH:
                return read_graph_format(cli, value);
        case KEY_FROM:
                return read_day(cli, &cli->question.from, value, false);
        case KEY_TO:
                return read_day(cli, &cli->question.to, value, true);
        default:
                if (key >= KEY_DOCUMENTS && key <= KEY_AGAINST)
                        return read_evaluate(&cli->evaluate, key, value);
                return read_filter(&cli->question, key, value);
        }
}

static error_t parse(int key, char *value, struct argp_state *state)
{
        struct cli *cli = state->input;

        switch (key) {
        case ARGP_KEY_ARG:
                if (!cli->command) { /* the command's own options are read by its own table */
                        cli->args = state->argv + state->next - 1;
                        cli->n_args = state->argc - state->next + 1;
                        state->next = state->argc;
                        return 0;
                }
                cli->args[cli->n_args++] = value; /* never ahead of argp, which has read as many */
                return 0;
        case ARGP_KEY_ERROR:
                if (state->next > 0 && state->next <= state->argc && !cli->complained)
                        COMPLAIN(BAD_OPTION, safe(state->argv[state->next - 1]));
                cli->complained = true;
                return 0;
        case ARGP_KEY_INIT:
        case ARGP_KEY_END:
        case ARGP_KEY_NO_ARGS:
        case ARGP_KEY_SUCCESS:
        case ARGP_KEY_FINI:
                return 0;
        }
        error_t r = read_option(cli, key, value);

        cli->complained |= r == EINVAL;
        return r;
}

bool options_read(struct cli *cli, int argc, char **argv)
{
        unsigned takes = cli->command ? cli->command->takes | TAKES_ALWAYS : TAKES_ARCHIVE | TAKES_FORMAT | TAKES_RULES | TAKES_ALWAYS | TAKES_TOP;
        struct argp_option options[ARRAY_LEN(rows) + 1] = { 0 };
        struct argp argp = { .options = options, .parser = parse };
        unsigned flags = ARGP_NO_HELP | ARGP_NO_ERRS | ARGP_NO_EXIT | (cli->command ? 0 : ARGP_IN_ORDER);
        size_t n = 0;

        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (rows[i].takes & takes)
                        options[n++] = (struct argp_option) { .name = rows[i].name, .key = rows[i].key, .arg = rows[i].argument };
        }
        cli->args = arena_array(&cli->arena, (size_t) argc, sizeof(*cli->args));
        cli->n_args = 0;
        cli->complained = false;
        return argp_parse(&argp, argc, argv, flags, NULL, cli) == 0;
}

void options_print_help(FILE *out, unsigned takes)
{
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                const struct option_row *row = &rows[i];
                char left[80], letter[8] = "    ";

                if (!(row->takes & takes))
                        continue;
                if (row->key < 0x100)
                        snprintf(letter, sizeof(letter), "-%c, ", row->key);
                snprintf(left, sizeof(left), "%s--%s%s%s", letter, row->name, row->argument ? "=" : "", row->argument ? value_word("argument", row->argument) : "");
                help_line(out, left, msg(row->help));
        }
}
