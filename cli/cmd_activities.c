/* activities: which unit does what by when, over the plans of all documents. */
#include "cli/cli.h"

int cmd_activities(struct cli *cli)
{
        if (cli->n_args) {
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[0]));
                return usage(cli);
        }
        return ask_and_print(cli, "activities", cli->with_facts ? "id key number title lead partners time words" : "id key number title lead partners time");
}
