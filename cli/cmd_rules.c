/* rules check: every rule against its own examples; the report is data, the count is the closing line. */
#include "cli/cli.h"

#include "trichluc/trichluc.h"

#include <stdio.h>
#include <stdlib.h>

static int check(struct trichluc *t)
{
        struct trichluc_rules_check counts;
        const char *report;

        trichluc_check_rules(t, &counts, &report);
        fputs(report, stdout);
        printf(msg(MSG_RULES_CHECKED), counts.rules, counts.examples, counts.counterexamples, counts.rows, counts.failed);
        putchar('\n');
        return counts.failed ? EXIT_CODE_NONE : EXIT_CODE_DONE;
}

int cmd_rules(struct cli *cli)
{
        struct trichluc *t;
        char *why = NULL;
        int code = EXIT_CODE_NONE;

        if (cli->n_args != 1 || strcmp(cli->args[0], "check") != 0) {
                COMPLAIN(RULES_USAGE);
                return usage(cli);
        }
        t = trichluc_new(cli->rules_dir, &why);
        if (t)
                code = check(t);
        else /* a rule without examples, a pattern that does not compile: found something */
                complain_text(why);
        trichluc_free(t);
        free(why);
        return code;
}
