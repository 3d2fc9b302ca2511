/* status and stats: the archive in figures. */
#include "cli/cli.h"

static int extra_argument(const struct cli *cli)
{
        COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[0]));
        return usage(cli);
}

int cmd_status(struct cli *cli)
{
        return cli->n_args ? extra_argument(cli) : ask_and_print_card(cli, "status", NULL);
}

int cmd_stats(struct cli *cli)
{
        return cli->n_args ? extra_argument(cli) : ask_and_print(cli, "stats", NULL);
}
