/* verify: is the archive what it says? A row for each thing that is not; exit 1 when there is one. */
#include "cli/cli.h"
#include "cli/output.h"

int cmd_verify(struct cli *cli)
{
        struct output *out;
        size_t n = 0;
        int code;

        if (cli->n_args) {
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[0]));
                return usage(cli);
        }
        out = output_new(cli);
        output_begin(out, NULL);
        code = ask(cli, "verify", &cli->question, output_row, out, &n);
        output_end(out);
        output_free(out);
        if (code)
                return code;
        if (n)
                COMPLAIN(VERIFY_FOUND, n);
        else
                COMPLAIN(VERIFY_SOUND);
        return n ? EXIT_CODE_NONE : EXIT_CODE_DONE;
}
