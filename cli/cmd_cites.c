/* cites and cited-by: the same question from both ends. */
#include "cli/cli.h"

static int ask_about_key(struct cli *cli, const char *name)
{
        if (cli->n_args != 1) {
                if (cli->n_args)
                        COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[1]));
                else
                        COMPLAIN(MISSING_ARGUMENT, "KEY");
                return usage(cli);
        }
        if (!read_key(cli, cli->args[0]))
                return EXIT_CODE_USAGE;
        return ask_and_print(cli, name);
}

int cmd_cites(struct cli *cli)
{
        return ask_about_key(cli, "cites");
}

int cmd_cited_by(struct cli *cli)
{
        return ask_about_key(cli, "cited-by");
}
