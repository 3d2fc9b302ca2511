/* Questions: what the user typed becomes a struct question, and rows become lines. */
#include "cli/cli.h"
#include "cli/output.h"

#include "normalizer/normalizer.h"

bool has_one_argument(const struct cli *cli, const char *name)
{
        if (!cli->n_args)
                COMPLAIN(MISSING_ARGUMENT, value_word("argument", name));
        else if (cli->n_args > 1)
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[1]));
        return cli->n_args == 1;
}

static int note_found(void *context, const struct answer_row *row)
{
        (void) row;
        *(bool *) context = true;
        return 0;
}

/* A number that the archive knows as typed needs no vocabularies, which take longer to read than most questions to answer. */
static bool is_known_key(struct cli *cli, const char *typed)
{
        const struct question question = { .key = typed };
        bool found = false;

        return archive_ask(cli->archive, "find-key", &question, note_found, &found, NULL) == 0 && found;
}

bool read_key(struct cli *cli, const char *typed)
{
        struct lexicon lexicon = { 0 };
        struct norm_key key;
        struct buf why = { 0 };
        int r;

        if (is_known_key(cli, typed)) {
                cli->question.key = typed;
                return true;
        }
        r = lexicon_load(&lexicon, &cli->arena, cli->rules_dir, &why);

        if (r) {
                complain_text(why.ptr);
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

bool read_id_or_key(struct cli *cli, const char *typed)
{
        if (!*typed || typed[strspn(typed, "0123456789")])
                return read_key(cli, typed);
        cli->question.key = typed;
        return true;
}

/* By which succession a row may have come in. */
static void note_succession(void *context, const struct succession *s)
{
        (void) context;
        COMPLAIN(WIDENED, safe(s->predecessor), safe(s->successor), s->since ? safe(s->since) : msg(MSG_WIDENED_UNDATED), s->source ? safe(s->source) : msg(MSG_WIDENED_UNSOURCED));
}

int ask(struct cli *cli, const char *name, const struct question *question, answer_fn *fn, void *context, size_t *n_rows)
{
        struct question asked = *question;
        int r;

        asked.on_succession = note_succession;
        r = archive_ask(cli->archive, name, &asked, fn, context, n_rows);

        if (r < 0)
                complain_text(archive_message(cli->archive));
        return r < 0 ? exit_code_of(r) : EXIT_CODE_DONE; /* > 0: nobody reads any more */
}

static int ask_into(struct cli *cli, struct output *out, const char *name)
{
        size_t n = 0;
        int code = ask(cli, name, &cli->question, output_row, out, &n);

        output_end(out);
        output_free(out);
        if (code || n)
                return code;
        COMPLAIN(NO_ANSWER);
        return EXIT_CODE_NONE;
}

int ask_and_print(struct cli *cli, const char *name, const char *view)
{
        struct output *out = output_new(cli);

        output_begin(out, view);
        return ask_into(cli, out, name);
}

int ask_and_print_card(struct cli *cli, const char *name, const char *view)
{
        struct output *out = output_new(cli);

        output_begin_card(out, view);
        return ask_into(cli, out, name);
}
