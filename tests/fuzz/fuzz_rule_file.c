/* The rule loader: any bytes as a rule file, its patterns compiled and tried on its own examples; and as a table. */
#include "tests/fuzz/fuzz.h"

#include "common/csv.h"
#include "rules/pattern.h"
#include "rules/rule_file.h"

enum { PATTERN_MAX = 2000 };

static void try_rule(struct arena *arena, const struct rule_source *rule)
{
        struct buf message = { 0 };
        struct pattern_match match;
        struct pattern *p;

        if (strlen(rule->pattern) < PATTERN_MAX && pattern_compile(&p, arena, rule->pattern, &message) == 0) {
                for (unsigned i = 0; i < rule->n_examples; i++) {
                        struct span text = span_of(rule->examples[i].text);

                        if (!pattern_match_at(p, text, 0, &match))
                                continue;
                        HOLD(match.groups[0].end <= text.len);
                }
                pattern_free(p);
        }
        buf_release(&message);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct span bytes = input_span(data, size);
        struct arena arena = { 0 };
        struct buf message = { 0 };
        struct rule_file *file;
        struct csv csv;

        if (rule_file_read(&file, "a.yaml", bytes, &message) == 0 && file) {
                for (unsigned i = 0; i < file->n_rules; i++)
                        try_rule(&arena, &file->rules[i]);
                rule_file_free(file);
        }
        csv_read(&csv, &arena, bytes, ',');
        for (size_t i = 0; i < csv.n; i++)
                HOLD(csv_cell(&csv, i, csv.header[0]));
        buf_release(&message);
        arena_release(&arena);
        return 0;
}
