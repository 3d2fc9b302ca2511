/* list: one question a kind. */
#include "cli/cli.h"

static const struct {
        const char *what, *question;
} lists[] = {
        { "documents", "list-documents" },
        { "instruments", "list-instruments" },
        { "failures", "list-failures" },
};

static const char *names_of_lists(struct arena *arena)
{
        const char *names = "";

        for (size_t i = 0; i < ARRAY_LEN(lists); i++)
                names = arena_printf(arena, "%s%s%s", names, i ? ", " : "", lists[i].what);
        return names;
}

int cmd_list(struct cli *cli)
{
        if (cli->n_args > 1) {
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[1]));
                return usage(cli);
        }
        if (!cli->n_args) {
                COMPLAIN(MISSING_ARGUMENT, names_of_lists(&cli->arena));
                return usage(cli);
        }
        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                if (strcmp(lists[i].what, cli->args[0]) == 0)
                        return ask_and_print(cli, lists[i].question);
        }
        COMPLAIN(UNKNOWN_LIST, safe(cli->args[0]), names_of_lists(&cli->arena));
        return usage(cli);
}
