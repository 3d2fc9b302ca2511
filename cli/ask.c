/* Questions: what the user typed becomes a struct question, and rows become lines. */
#include "cli/cli.h"
#include "cli/output.h"

#include "normalizer/normalizer.h"

bool read_key(struct cli *cli, const char *typed)
{
        struct lexicon lexicon = { 0 };
        struct norm_key key;
        struct buf why = { 0 };
        int r = lexicon_load(&lexicon, &cli->arena, cli->rules_dir, &why);

        if (r) {
                complain("%s", safe(why.ptr));
        } else {
                r = norm_key_parse(&key, &cli->arena, span_of(typed), &lexicon.abbrs);
                if (r)
                        COMPLAIN(BAD_KEY, safe(typed));
                else
                        cli->question.key = key.key;
        }
        buf_release(&why);
        return r == 0;
}

int ask_rows(struct cli *cli, struct output *out, const char *name, const struct question *question, size_t *n_rows)
{
        int r = archive_ask(cli->archive, name, question, output_row, out, n_rows);

        output_end(out);
        if (r < 0)
                complain("%s", safe(archive_message(cli->archive)));
        return r < 0 ? exit_code_of(r) : EXIT_CODE_DONE; /* > 0: nobody reads any more */
}

int ask_and_print(struct cli *cli, const char *name)
{
        struct output *out = output_new(cli);
        size_t n = 0;
        int code = ask_rows(cli, out, name, &cli->question, &n);

        output_free(out);
        if (code || output_reader_gone())
                return code;
        if (!n)
                COMPLAIN(NO_ANSWER);
        return n ? EXIT_CODE_DONE : EXIT_CODE_NONE;
}
