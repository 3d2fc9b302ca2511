/* list: one question a kind. */
#include "cli/cli.h"

static const struct {
        const char *what, *question;
        const char *view; /* columns of the text form */
} lists[] = {
        { "documents", "list-documents", "id type key date issuer title path" },
        { "instruments", "list-instruments", "type key date issuer title citations id" },
        { "missing", "list-missing", "type key date issuer citations documents cited_by title" },
        { "unlinked", "list-unlinked", "id key cited why_unlinked candidates words" },
        { "units", "list-units", "name kind level province documents successor" },
        { "failures", "list-failures", "path member outcome code message detail todo" },
        { "duplicates", "list-duplicates", "kind path member id key same_as same_id same_text" },
        { "conflicts", "list-conflicts", "kind id key cited stated against evidence status words" },
        { "runs", "list-runs", "id started finished seen loaded unchanged duplicate skipped failed" },
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
        if (!has_one_argument(cli, names_of_lists(&cli->arena)))
                return usage(cli);
        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                if (strcmp(lists[i].what, cli->args[0]) == 0)
                        return ask_and_print(cli, lists[i].question, lists[i].view);
        }
        COMPLAIN(UNKNOWN_LIST, safe(cli->args[0]), names_of_lists(&cli->arena));
        return usage(cli);
}
