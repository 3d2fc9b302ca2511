/* cites and cited-by: the same question from both ends. In text each row ends with the words it came from. */
#include "cli/cli.h"

#define VIEW "id type key date issuer relation subject parts "
#define DOUBTS " status suggested_key why_unlinked"

static int ask_about_key(struct cli *cli, const char *name)
{
        if (!has_one_argument(cli, "KEY"))
                return usage(cli);
        if (!read_key(cli, cli->args[0]))
                return EXIT_CODE_USAGE;
        return ask_and_print(cli, name, cli->with_facts ? VIEW "context" DOUBTS : VIEW "words" DOUBTS);
}

int cmd_cites(struct cli *cli)
{
        return ask_about_key(cli, "cites");
}

int cmd_cited_by(struct cli *cli)
{
        return ask_about_key(cli, "cited-by");
}
