/*
 * export: what the archive holds, for other programs. All of it as NDJSON, the record of `extract` for each document, in the order of the files' SHA-256 and
 * without row numbers, so that two archives of the same documents give the same lines; or one of the two registers every office keeps, as a table
 * with the columns of Nghị định 30/2020/NĐ-CP.
 */
#include "cli/cli.h"
#include "cli/output.h"

#include "trichluc/record_json.h"

#include <stdlib.h>

struct ids {
        struct arena arena;
        int64_t *items;
        size_t n, room;
};

static int note_id(void *context, const struct answer_row *row)
{
        struct ids *ids = context;
        int64_t *id = arena_grow(&ids->arena, &ids->items, &ids->n, &ids->room, sizeof(*id));

        *id = strtoll(row->cells[0], NULL, 10);
        return 0;
}

/* Out of the rows; @line and @arena are reused. */
static int export_one(struct cli *cli, int64_t id, struct buf *line, struct arena *arena)
{
        struct archive_document document;
        struct record_versions versions;
        int r = archive_read(cli->archive, &document, arena, id);

        if (r) {
                complain_text(archive_message(cli->archive));
                return exit_code_of(r);
        }
        versions = (struct record_versions) { document.extractor_version, document.normalizer_version, document.rules_version };
        buf_clear(line);
        record_json_write(line, &document.doc, &document.record, &versions, cli->with_text);
        output_json_line(buf_span(line));
        arena_reset(arena);
        return 0;
}

static int export_all(struct cli *cli)
{
        struct ids ids = { 0 };
        struct arena arena = { 0 };
        struct buf line = { 0 };
        int code = ask(cli, "export-documents", &cli->question, note_id, &ids, NULL);

        for (size_t i = 0; i < ids.n && !code && !output_reader_gone(); i++)
                code = export_one(cli, ids.items[i], &line, &arena);
        if (!code && !ids.n) {
                COMPLAIN(NO_ANSWER);
                code = EXIT_CODE_NONE;
        }
        buf_release(&line);
        arena_release(&arena);
        arena_release(&ids.arena);
        return code;
}

/* A spreadsheet takes a file without a mark for one in an old encoding, and a cell that begins with "=" for a formula. */
static int export_register(struct cli *cli, const char *question)
{
        if (!cli->question.issuer) {
                COMPLAIN(MISSING_ARGUMENT, "--issuer");
                return usage(cli);
        }
        if (!cli->format_given)
                cli->format = OUTPUT_CSV;
        return ask_and_print(cli, question, NULL);
}

int cmd_export(struct cli *cli)
{
        if (cli->n_args > 1) {
                COMPLAIN(EXTRA_ARGUMENT, safe(cli->args[1]));
                return usage(cli);
        }
        if (cli->n_args && strcmp(cli->args[0], "incoming") == 0)
                return export_register(cli, "register-incoming");
        if (cli->n_args && strcmp(cli->args[0], "outgoing") == 0)
                return export_register(cli, "register-outgoing");
        if (cli->n_args) {
                COMPLAIN(UNKNOWN_LIST, safe(cli->args[0]), "incoming, outgoing");
                return usage(cli);
        }
        if (cli->format_given && cli->format != OUTPUT_NDJSON) {
                COMPLAIN(EXPORT_NDJSON);
                return usage(cli);
        }
        return export_all(cli);
}
