/*
 * show: everything known of one document, from one question a list. Text: a card and a table a list; NDJSON: one object a document with a key a
 * list; CSV: the card as a row, since two tables do not fit one file.
 */
#include "cli/cli.h"
#include "cli/output.h"

#include "common/json.h"

/* The lists that are always shown, and with --fact those that are mostly words; in the order of reading. */
static const struct {
        const char *question, *key; /* of NDJSON */
        enum message title;
        const char *view, *fact_view; /* of text; NULL = not shown there */
} lists[] = {
        { "show-fields", "fields", MSG_SHOW_FIELDS, NULL, "field words" },
        { "show-citations", "citations", MSG_SHOW_CITATIONS, "n class type key date issuer relation subject refers_to parts status suggested_key why_unlinked candidates held",
          "n class type key date issuer relation subject refers_to parts status suggested_key held words" },
        { "show-activities", "activities", MSG_SHOW_ACTIVITIES, "number title lead partners time budget product", "number title lead partners time budget product" },
        { "show-assignments", "assignments", MSG_SHOW_ASSIGNMENTS, "units role duty", "units role duty" },
        { "show-events", "events", MSG_SHOW_EVENTS, "date actors partners action place", "date actors partners action place words" },
        { "show-sections", "sections", MSG_SHOW_SECTIONS, "level number heading kind", "level number heading kind" },
        { "show-dates", "dates", MSG_SHOW_DATES, NULL, "iso iso_end role words" },
        { "show-units", "units", MSG_SHOW_UNITS, NULL, "name role words" },
        { "show-quantities", "quantities", MSG_SHOW_QUANTITIES, NULL, "value unit approx per words" },
        { "show-recipients", "recipients", MSG_SHOW_RECIPIENTS, "name note", "name note" },
        { "show-diagnostics", "diagnostics", MSG_SHOW_DIAGNOSTICS, "severity code message detail todo", "severity code message detail words todo" },
        { "show-arrivals", "arrivals", MSG_SHOW_ARRIVALS, "received sent sender mail_subject", "received sent sender recipients mail_subject message_id path member" },
        { "show-witnesses", "witnesses", MSG_SHOW_WITNESSES, NULL, "field value path member" },
        { "show-sources", "sources", MSG_SHOW_SOURCES, NULL, "path member bytes media_type encoding outcome" },
};

/* without hashes and versions */
#define CARD \
        "id type key number_status date place issuer parent title province district ward signer_authority signer_position signer_name urgency secrecy " \
        "archive_codes drafter copies citations cited path"

/* The documents that go by one key, each as the question's key and as its own object. */
struct found {
        struct arena arena;
        const char **ids;
        size_t n, room;
        struct buf *objects;
        size_t n_objects, room_objects;
};

static int note_document(void *context, const struct answer_row *row)
{
        struct found *found = context;
        const char **id = arena_grow(&found->arena, &found->ids, &found->n, &found->room, sizeof(*id));
        struct buf *object = arena_grow(&found->arena, &found->objects, &found->n_objects, &found->room_objects, sizeof(*object));
        struct json j = { .out = object };

        *id = arena_strdup(&found->arena, row->cells[0]); /* "id" comes first */
        *object = (struct buf) { 0 };
        output_put_object(&j, row);
        return 0;
}

static void found_release(struct found *found)
{
        for (size_t i = 0; i < found->n_objects; i++)
                buf_release(&found->objects[i]);
        arena_release(&found->arena);
}

/* ---- text ---- */

struct titled {
        struct output *out;
        enum message title;
        bool begun;
};

static int titled_row(void *context, const struct answer_row *row)
{
        struct titled *titled = context;

        if (!titled->begun)
                printf("\n%s\n", msg(titled->title));
        titled->begun = true;
        return output_row(titled->out, row);
}

static int print_text(struct cli *cli, struct output *out, const char *id)
{
        struct question question = { .key = id };
        int code;

        output_begin_card(out, cli->with_facts ? NULL : CARD);
        code = ask(cli, "show-document", &question, output_row, out, NULL);
        output_end(out);
        for (size_t i = 0; i < ARRAY_LEN(lists) && !code && !output_reader_gone(); i++) {
                struct titled titled = { out, lists[i].title, false };
                const char *view = cli->with_facts ? lists[i].fact_view : lists[i].view;

                if (!view)
                        continue;
                output_begin(out, view);
                code = ask(cli, lists[i].question, &question, titled_row, &titled, NULL);
                output_end(out);
        }
        return code;
}

/* ---- NDJSON ---- */

static int object_row(void *context, const struct answer_row *row)
{
        output_put_object(context, row);
        return 0;
}

static int print_object(struct cli *cli, const char *id, struct span document)
{
        struct question question = { .key = id };
        struct buf line = { 0 };
        struct json j = { .out = &line };
        int code = 0;

        json_open(&j, '{');
        json_key(&j, "document");
        buf_add_span(&line, document);
        j.comma = true;
        for (size_t i = 0; i < ARRAY_LEN(lists) && !code; i++) {
                json_key(&j, lists[i].key);
                json_open(&j, '[');
                code = ask(cli, lists[i].question, &question, object_row, &j, NULL);
                json_close(&j, ']');
        }
        json_close(&j, '}');
        buf_putc(&line, '\n');
        if (!code)
                output_json_line(buf_span(&line));
        buf_release(&line);
        return code;
}

/* ---- */

static int print_found(struct cli *cli, const struct found *found)
{
        struct output *out = output_new(cli);
        int code = 0;

        if (cli->format == OUTPUT_CSV) {
                output_begin(out, NULL);
                code = ask(cli, "show-document", &cli->question, output_row, out, NULL);
        }
        for (size_t i = 0; i < found->n && !code && cli->format != OUTPUT_CSV; i++) {
                if (cli->format == OUTPUT_NDJSON)
                        code = print_object(cli, found->ids[i], buf_span(&found->objects[i]));
                else
                        code = print_text(cli, out, found->ids[i]);
                if (cli->format == OUTPUT_TEXT && i + 1 < found->n)
                        puts("");
        }
        output_free(out);
        return code;
}

static int is_cited(void *context, const struct answer_row *row)
{
        (void) row;
        *(bool *) context = true;
        return 1;
}

static int not_held(struct cli *cli)
{
        bool cited = false;
        struct question question = { .key = cli->question.key, .limit = 1 };
        int code = ask(cli, "cited-by", &question, is_cited, &cited, NULL);

        if (code)
                return code;
        COMPLAIN(NO_DOCUMENT, safe(cli->question.key));
        if (cited)
                COMPLAIN(CITED_ONLY, safe(cli->question.key));
        return EXIT_CODE_NONE;
}

int cmd_show(struct cli *cli)
{
        struct found found = { 0 };
        int code;

        if (!has_one_argument(cli, "ID|KEY"))
                return usage(cli);
        if (!read_id_or_key(cli, cli->args[0]))
                return EXIT_CODE_USAGE;
        code = ask(cli, "show-document", &cli->question, note_document, &found, NULL);
        if (!code)
                code = found.n ? print_found(cli, &found) : not_held(cli);
        found_release(&found);
        return code;
}
