/* search: the words as typed; the loader folds and quotes them. */
#include "cli/cli.h"

#include "common/buf.h"

int cmd_search(struct cli *cli)
{
        struct buf words = { 0 };
        int code;

        if (!cli->n_args) {
                COMPLAIN(MISSING_ARGUMENT, value_word("argument", "WORDS"));
                return usage(cli);
        }
        for (int i = 0; i < cli->n_args; i++)
                buf_printf(&words, "%s%s", i ? " " : "", cli->args[i]);
        cli->question.text = words.ptr;
        code = ask_and_print(cli, "search", "id type key date issuer title snippet");
        buf_release(&words);
        return code;
}
