/* evaluate: how right the records of a folder of documents are, beside those a reader wrote. */
#include "cli/cli.h"
#include "cli/details.h"
#include "cli/output.h"

#include "common/cleanup.h"
#include "trichluc/evaluate.h"
#include "trichluc/trichluc.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#define EXPECTED_ENDING ".json"

struct names {
        const char **items;
        size_t n, room;
};

struct job {
        struct cli *cli;
        struct trichluc *library;
        const char *expected_dir, *documents_dir;
        struct names expected, documents;
        struct evaluation now, then;
        size_t compared, failed;
};

/* ---- the two folders ---- */

static int by_bytes(const void *a, const void *b)
{
        return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static void closedirp(DIR **dir)
{
        if (*dir)
                closedir(*dir);
}

static bool ends_in(const char *file, const char *ending)
{
        size_t len = strlen(file), n = strlen(ending);

        return len > n && strcmp(file + len - n, ending) == 0;
}

/* The entries with this ending, sorted. False with errno. */
static bool read_folder(struct names *names, struct arena *arena, const char *path, const char *ending)
{
        cleanup(closedirp) DIR *dir = opendir(path);
        const struct dirent *entry;

        if (!dir)
                return false;
        while (errno = 0, (entry = readdir(dir))) {
                if (!ends_in(entry->d_name, ending))
                        continue;
                *(const char **) arena_grow(arena, &names->items, &names->n, &names->room, sizeof(*names->items)) = arena_strdup(arena, entry->d_name);
        }
        if (names->n)
                qsort(names->items, names->n, sizeof(*names->items), by_bytes);
        return errno == 0;
}

/* NAME.txt, NAME.docx: one ending behind NAME, and only one such file. NULL when there is none or more than one, which is said. */
static const char *find_document(const struct job *job, const char *name)
{
        size_t len = strlen(name);
        const char *found = NULL;

        for (size_t i = 0; i < job->documents.n; i++) {
                const char *file = job->documents.items[i];

                if (strncmp(file, name, len) != 0 || file[len] != '.' || strchr(file + len + 1, '.'))
                        continue;
                if (found) {
                        COMPLAIN(EVALUATE_TWO_DOCUMENTS, safe(name), safe(found), safe(file));
                        return NULL;
                }
                found = file;
        }
        if (!found)
                COMPLAIN(EVALUATE_NO_DOCUMENT, safe(name), safe(job->documents_dir));
        return found;
}

/* ---- one document ---- */

static json_t *load_expected(struct job *job, const char *file)
{
        const char *path = arena_printf(&job->cli->arena, "%s/%s", job->expected_dir, file);
        json_error_t error;
        json_t *expected = json_load_file(path, JSON_REJECT_DUPLICATES, &error);

        if (json_is_object(expected))
                return expected;
        if (expected)
                COMPLAIN(EVALUATE_BAD_EXPECTED, safe(path), 1, "no object");
        else if (error.line < 0)
                COMPLAIN(READ_FAILED, safe(path), safe(error.text));
        else
                COMPLAIN(EVALUATE_BAD_EXPECTED, safe(path), error.line, safe(error.text));
        json_decref(expected);
        return NULL;
}

/* What the program says of the document. NULL when it could not be read, which has been said. */
static json_t *make_record(struct job *job, const char *document)
{
        const char *path = arena_printf(&job->cli->arena, "%s/%s", job->documents_dir, document), *line;
        size_t len;
        int code = trichluc_extract(job->library, path, true, &line, &len);

        if (code) {
                complain_source(path, code, trichluc_detail(job->library));
                return NULL;
        }
        return json_loadb(line, len, 0, NULL);
}

static bool compare_document(struct job *job, const char *name, const json_t *expected)
{
        const char *document = json_string_value(json_object_get(expected, "file"));
        json_t *record;

        if (!document)
                document = find_document(job, name);
        record = document ? make_record(job, document) : NULL;
        if (!record)
                return false;
        evaluation_add(&job->now, name, expected, record);
        json_decref(record);
        return true;
}

static void compare_documents(struct job *job)
{
        for (size_t i = 0; i < job->expected.n; i++) {
                const char *file = job->expected.items[i];
                struct span name = { file, strlen(file) - strlen(EXPECTED_ENDING) };
                json_t *expected = load_expected(job, file);

                if (expected && compare_document(job, arena_strndup(&job->cli->arena, name), expected))
                        job->compared++;
                else
                        job->failed++;
                json_decref(expected);
        }
}

/* ---- the answer ---- */

/* One shape for all rows, so that the machine forms stay one table. */
enum { ROW, TYPE, CLASS, FIGURE, VALUE, HITS, OF, FILE_NAME, AT, WANTED, FOUND, COLUMNS };
static const char *const column_names[COLUMNS] = { "row", "type", "class", "figure", "value", "hits", "of", "file", "at", "wanted", "found" };
static const bool column_numeric[COLUMNS] = { [VALUE] = true, [HITS] = true, [OF] = true };

static void print_cells(struct output *out, const char *const *cells)
{
        struct answer_row row = { COLUMNS, column_names, cells, column_numeric };

        output_row(out, &row);
}

static void print_figures(struct job *job, struct output *out, enum evaluation_by by)
{
        struct evaluation_row *rows = NULL;
        size_t n = evaluation_sum(&job->now, by, &rows);

        for (size_t i = 0; i < n; i++) {
                char value[32], hits[32], of[32];
                const char *cells[COLUMNS] = { [ROW] = "figure", [FIGURE] = rows[i].figure, [VALUE] = value };

                cells[by == EVALUATION_BY_CLASS ? CLASS : TYPE] = rows[i].group;
                snprintf(value, sizeof(value), "%.4f", rows[i].value);
                if (rows[i].of) {
                        snprintf(hits, sizeof(hits), "%zu", rows[i].hits);
                        snprintf(of, sizeof(of), "%zu", rows[i].of);
                        cells[HITS] = hits;
                        cells[OF] = of;
                }
                print_cells(out, cells);
        }
}

static void print_item(struct output *out, const char *row, const struct evaluation_item *item)
{
        const char *cells[COLUMNS] = {
                [ROW] = row, [TYPE] = item->type, [CLASS] = item->class, [FIGURE] = item->figure,
                [FILE_NAME] = item->file, [AT] = item->at, [WANTED] = item->wanted, [FOUND] = item->found,
        };

        print_cells(out, cells);
}

/* In text each part is a table of its own with a line before it; the machine forms just go on. */
static void begin_part(struct job *job, struct output *out, const char *title)
{
        if (job->cli->format != OUTPUT_TEXT)
                return;
        output_end(out);
        printf("\n%s\n", title);
        output_begin(out, "row file figure at wanted found");
}

static void print_misses(struct job *job, struct output *out)
{
        const struct evaluation *e = &job->now;
        size_t left = (size_t) job->cli->evaluate.misses, all = 0;

        for (size_t i = 0; i < e->n; i++)
                all += e->items[i].outcome != EVALUATION_HIT;
        if (!left)
                return;
        begin_part(job, out, arena_printf(&job->cli->arena, msg(MSG_EVALUATE_MISSES), left < all ? left : all, all));
        for (size_t i = 0; i < e->n && left; i++) {
                if (e->items[i].outcome == EVALUATION_HIT)
                        continue;
                print_item(out, evaluation_outcome_name(e->items[i].outcome), &e->items[i]);
                left--;
        }
}

static void print_changes(struct job *job, struct output *out)
{
        struct evaluation_changes c;

        if (!job->cli->evaluate.against)
                return;
        evaluation_compare(&c, &job->now, &job->then);
        begin_part(job, out, arena_printf(&job->cli->arena, msg(MSG_EVALUATE_CHANGES), c.gained, c.lost, c.only_now, c.only_then));
        for (int lost = 0; lost <= 1; lost++) {
                for (size_t i = 0; i < c.n; i++) {
                        if (c.items[i].gained != lost)
                                print_item(out, lost ? "lost" : "gained", c.items[i].item);
                }
        }
}

static void print_answer(struct job *job, enum evaluation_by by)
{
        struct output *out = output_new(job->cli);

        output_begin(out, "type class figure value hits of");
        print_figures(job, out, by);
        print_misses(job, out);
        print_changes(job, out);
        output_end(out);
        output_free(out);
}

/* ---- saved runs ---- */

static bool load_run(struct job *job, const char *path)
{
        cleanup(fclosep) FILE *f = fopen(path, "re");
        long line = f ? evaluation_load(&job->then, f) : -1;

        if (line < 0)
                COMPLAIN(READ_FAILED, safe(path), in_words(strerror(errno)));
        else if (line)
                COMPLAIN(EVALUATE_BAD_RUN, safe(path), line);
        return line == 0;
}

static bool save_run(const struct job *job, const char *path)
{
        FILE *f = fopen(path, "we");
        int error = f ? evaluation_save(&job->now, f) : errno;

        if (f && fclose(f) && !error)
                error = errno;
        if (error)
                COMPLAIN(EVALUATE_SAVE_FAILED, safe(path), in_words(strerror(error)));
        return error == 0;
}

/* ---- */

static bool read_by(enum evaluation_by *by, const char *value)
{
        *by = EVALUATION_BY_NOTHING;
        if (value && strcmp(value, "type") == 0)
                *by = EVALUATION_BY_TYPE;
        else if (value && strcmp(value, "class") == 0)
                *by = EVALUATION_BY_CLASS;
        else if (value)
                COMPLAIN(BAD_VALUE, safe(value), "--by");
        return !value || *by;
}

/* Where nothing is expected the documents are not looked for. */
static bool read_folders(struct job *job)
{
        struct cli *cli = job->cli;
        const char *bad = NULL;

        job->expected_dir = cli->args[0];
        job->documents_dir = cli->evaluate.documents;
        if (!job->documents_dir)
                job->documents_dir = arena_printf(&cli->arena, "%s/../documents", job->expected_dir);
        if (!read_folder(&job->expected, &cli->arena, job->expected_dir, EXPECTED_ENDING))
                bad = job->expected_dir;
        else if (job->expected.n && !read_folder(&job->documents, &cli->arena, job->documents_dir, ""))
                bad = job->documents_dir;
        if (bad)
                COMPLAIN(READ_FAILED, safe(bad), in_words(strerror(errno)));
        return !bad;
}

static int evaluate(struct job *job, enum evaluation_by by)
{
        const char *save = job->cli->evaluate.save;

        if (!read_folders(job))
                return EXIT_CODE_SOME_FAILED;
        compare_documents(job);
        if (job->compared)
                print_answer(job, by);
        else
                COMPLAIN(EVALUATE_NOTHING, safe(job->expected_dir));
        if (save && job->compared && !save_run(job, save))
                return EXIT_CODE_TRY_AGAIN;
        if (job->failed)
                return EXIT_CODE_SOME_FAILED;
        return job->compared ? EXIT_CODE_DONE : EXIT_CODE_NONE;
}

int cmd_evaluate(struct cli *cli)
{
        struct job job = { .cli = cli };
        enum evaluation_by by;
        int code = EXIT_CODE_USAGE;

        if (!has_one_argument(cli, "EXPECTED_DIR") || !read_by(&by, cli->evaluate.by))
                return usage(cli);
        evaluation_init(&job.now, &cli->arena);
        evaluation_init(&job.then, &cli->arena);
        if (cli->evaluate.against && !load_run(&job, cli->evaluate.against))
                return EXIT_CODE_USAGE;
        job.library = open_library(cli);
        if (job.library)
                code = evaluate(&job, by);
        trichluc_free(job.library);
        return code;
}
