/* status: what the archive holds. */
#include "cli/cli.h"

int cmd_status(struct cli *cli)
{
        if (cli->n_args) {
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[0]));
                return usage(cli);
        }
        return ask_and_print(cli, "status");
}
