/* rules check: every rule against its own examples; the report is data, the count is the closing line. */
#include "cli/cli.h"

#include "common/buf.h"

#include <stdio.h>

static int check(struct ruleset *set)
{
        struct ruleset_check counts = { 0 };
        struct buf report = { 0 };

        ruleset_check(set, &counts, &report);
        fwrite(report.ptr, 1, report.len, stdout);
        printf(msg(MSG_RULES_CHECKED), counts.rules, counts.examples, counts.counterexamples, counts.rows, counts.failed);
        putchar('\n');
        buf_release(&report);
        return counts.failed ? EXIT_CODE_NONE : EXIT_CODE_DONE;
}

int cmd_rules(struct cli *cli)
{
        struct ruleset *set = NULL;
        struct buf why = { 0 };
        int code;

        if (cli->n_args != 1 || strcmp(cli->args[0], "check") != 0) {
                COMPLAIN(RULES_USAGE);
                return usage(cli);
        }
        if (ruleset_load(&set, cli->rules_dir, &why)) { /* a rule without examples, a pattern that does not compile: found something */
                complain_text(why.ptr);
                code = EXIT_CODE_NONE;
        } else {
                code = check(set);
                ruleset_free(set);
        }
        buf_release(&why);
        return code;
}
