/*
 * `rules check` for tables: each row that has an example is tried. The word must stand in its example; the rows of two tables are run
 * as documents: a relation cue must give its relation, a type word its type.
 */
#include "common/csv.h"
#include "rules/check.h"

static const char *const word_columns[] = { "word", "cue", "phrase", "abbr" };

/* Run @example as a document of its own; the record lives in @arena. */
static void understand(struct ruleset *set, struct record *record, struct arena *arena, const char *example)
{
        struct block line = { .text = { 0, (uint32_t) strlen(example) }, .source_line = 1 };
        struct document doc = { .path = "example", .media_type = "text/plain", .text = span_of(example), .blocks = &line, .n_blocks = 1 };
        struct norm_text text;

        norm_match_text(&text, arena, doc.text);
        ruleset_run(set, record, arena, &doc, &text);
}

static const struct rec_citation *last_citation(const struct record *record)
{
        return record->n_citations ? &record->citations[record->n_citations - 1] : NULL;
}

static void fail(struct ruleset_check *out, struct buf *report, const char *path, size_t row, const char *what, const char *wanted, const char *got)
{
        out->failed++;
        buf_printf(report, "%s:%zu: %s should be %s, is %s\n", path, row + 2, what, wanted, got ? got : "missing");
}

static void check_relation(struct ruleset *set, const struct csv *csv, size_t row, const char *path, struct ruleset_check *out, struct buf *report)
{
        struct arena arena = { 0 };
        struct record record;
        const char *kind = csv_cell(csv, row, "kind"), *wanted = strcmp(kind, "tu_than") == 0 ? "dan_chieu" : kind;
        const struct rec_citation *c;

        if (strcmp(csv_cell(csv, row, "goes_on"), "yes") == 0)
                return; /* a weak cue gives way to another one of its example */
        understand(set, &record, &arena, csv_cell(csv, row, "example"));
        c = last_citation(&record);
        if (c ? strcmp(c->relation, wanted) != 0 : strcmp(kind, "tu_than") != 0)
                fail(out, report, path, row, "the relation", wanted, c ? c->relation : NULL);
        arena_release(&arena);
}

static void check_type(struct ruleset *set, const struct csv *csv, size_t row, const char *path, struct ruleset_check *out, struct buf *report)
{
        struct arena arena = { 0 };
        struct record record;
        const struct rec_citation *c;

        understand(set, &record, &arena, csv_cell(csv, row, "example"));
        c = last_citation(&record);
        if (!c || !c->type.printed || strcmp(c->type.printed, csv_cell(csv, row, "word")) != 0)
                fail(out, report, path, row, "the type word", csv_cell(csv, row, "word"), c ? c->type.printed : NULL);
        arena_release(&arena);
}

static bool stands_in(struct arena *arena, const char *word, const char *example)
{
        return strstr(norm_folded(arena, span_of(example)), norm_folded(arena, span_of(word))) != NULL;
}

static void check_table(struct ruleset *set, const char *path, struct span content, struct ruleset_check *out, struct buf *report)
{
        struct arena arena = { 0 };
        struct csv csv;
        const char *column = NULL;

        if (csv_read(&csv, &arena, content, ',') != 0 || csv_column(&csv, "example") < 0) {
                arena_release(&arena);
                return;
        }
        for (size_t i = 0; i < ARRAY_LEN(word_columns) && !column; i++)
                column = csv_column(&csv, word_columns[i]) >= 0 ? word_columns[i] : NULL;
        for (size_t row = 0; column && row < csv.n; row++) {
                const char *word = csv_cell(&csv, row, column), *example = csv_cell(&csv, row, "example");

                if (!*example)
                        continue;
                out->rows++;
                if (!stands_in(&arena, word, example))
                        fail(out, report, path, row, "the example", "one that holds its word", example);
                else if (strcmp(path, "tables/relation-cues.csv") == 0)
                        check_relation(set, &csv, row, path, out, report);
                else if (strcmp(path, "tables/type-words.csv") == 0)
                        check_type(set, &csv, row, path, out, report);
        }
        arena_release(&arena);
}

void check_tables(struct ruleset *set, struct ruleset_check *out, struct buf *report)
{
        for (size_t i = 0; i < set->sources.n; i++) {
                const struct rule_source_file *file = &set->sources.items[i];

                if (strncmp(file->path, "tables/", strlen("tables/")) == 0)
                        check_table(set, file->path, file->content, out, report);
        }
}
