/* --help, from the tables of commands, options and exit codes. */
#include "cli/cli.h"
#include "cli/terminal.h"

static const struct {
        enum exit_code code;
        enum message sentence;
} exits[] = {
        { EXIT_CODE_DONE, MSG_EXIT_DONE },
        { EXIT_CODE_NONE, MSG_EXIT_NONE },
        { EXIT_CODE_USAGE, MSG_EXIT_USAGE },
        { EXIT_CODE_SOME_FAILED, MSG_EXIT_SOME_FAILED },
        { EXIT_CODE_ARCHIVE, MSG_EXIT_ARCHIVE },
        { EXIT_CODE_TRY_AGAIN, MSG_EXIT_TRY_AGAIN },
};

void help_line(FILE *out, const char *left, const char *sentence)
{
        enum { LEFT = 24 };
        size_t width = terminal_width(span_of(left));

        fprintf(out, "  %s%*s %s\n", left, width < LEFT ? (int) (LEFT - width) : 0, "", sentence);
}

static void print_usage(FILE *out, const char *rest)
{
        fprintf(out, msg(MSG_HELP_USAGE), rest);
        fputc('\n', out);
}

static void print_command_help(FILE *out, const struct command *command)
{
        char rest[200];

        snprintf(rest, sizeof(rest), "%s %s %s", command->name, value_word("argument", "[OPTION...]"), value_word("argument", command->arguments));
        print_usage(out, rest);
        fprintf(out, "%s\n\n%s\n", msg(command->help), msg(MSG_HELP_OPTIONS));
        options_print_help(out, command->takes | TAKES_ALWAYS);
}

static void print_top_help(FILE *out)
{
        print_usage(out, value_word("argument", "COMMAND [OPTION...] [ARGUMENT...]"));
        fprintf(out, "%s\n\n%s\n", msg(MSG_HELP_TOP), msg(MSG_HELP_COMMANDS));
        for (const struct command *c = commands; c->name; c++) {
                char left[80];

                snprintf(left, sizeof(left), "%s %s", c->name, value_word("argument", c->arguments));
                help_line(out, left, msg(c->help));
        }
        fprintf(out, "\n%s\n", msg(MSG_HELP_OPTIONS));
        options_print_help(out, TAKES_ARCHIVE | TAKES_FORMAT | TAKES_RULES | TAKES_ALWAYS | TAKES_TOP);
        fprintf(out, "\n%s\n", msg(MSG_HELP_EXITS));
        for (size_t i = 0; i < ARRAY_LEN(exits); i++)
                fprintf(out, "  %2d  %s\n", exits[i].code, msg(exits[i].sentence));
        fprintf(out, "\n%s\n", msg(MSG_HELP_MORE));
}

void help_print(FILE *out, const struct cli *cli)
{
        if (cli->command)
                print_command_help(out, cli->command);
        else
                print_top_help(out);
}

int usage(const struct cli *cli)
{
        char name[40] = "";

        if (cli->command)
                snprintf(name, sizeof(name), "%s ", cli->command->name);
        COMPLAIN(HELP_TRY, name);
        return EXIT_CODE_USAGE;
}
