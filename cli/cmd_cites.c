/* cites and cited-by: the same question from both ends; in-force: only what changes a document. In text each row ends with the words it came from. */
#include "cli/cli.h"

#define VIEW "id type key date issuer title relation subject parts "
#define STEPS "depth id type key date issuer title relation via words"
#define DOUBTS " status suggested_key why_unlinked"

static int ask_about(struct cli *cli, const char *name)
{
        if (cli->with_depth)
                return ask_and_print(cli, strcmp(name, "cites") == 0 ? "cites-depth" : "cited-by-depth", STEPS);
        return ask_and_print(cli, name, cli->with_facts ? VIEW "context" DOUBTS : VIEW "words" DOUBTS);
}

int cmd_cites(struct cli *cli)
{
        if (!has_one_argument(cli, "ID|KEY"))
                return usage(cli);
        return read_id_or_key(cli, cli->args[0]) ? ask_about(cli, "cites") : EXIT_CODE_USAGE;
}

int cmd_cited_by(struct cli *cli)
{
        if (!has_one_argument(cli, "KEY"))
                return usage(cli);
        return read_key(cli, cli->args[0]) ? ask_about(cli, "cited-by") : EXIT_CODE_USAGE;
}

int cmd_in_force(struct cli *cli)
{
        if (!has_one_argument(cli, "KEY"))
                return usage(cli);
        if (!read_key(cli, cli->args[0]))
                return EXIT_CODE_USAGE;
        return ask_and_print(cli, "in-force", "key relation parts by_type by by_date by_id told_by words");
}
