/* show: one document, its fields and its citations. */
#include "cli/cli.h"

int cmd_show(struct cli *cli)
{
        if (cli->n_args != 1) {
                if (cli->n_args)
                        COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[1]));
                else
                        COMPLAIN(MISSING_ARGUMENT, "ID|KEY");
                return usage(cli);
        }
        if (strspn(cli->args[0], "0123456789") == strlen(cli->args[0]))
                cli->question.key = cli->args[0];
        else if (!read_key(cli, cli->args[0]))
                return EXIT_CODE_USAGE;
        return ask_and_print(cli, "show");
}
