/* `rules check`: every rule's examples and counterexamples, run the way documents are. */
#include "rules/check.h"

#include <stdlib.h>

/* May the rule start at @at? '#': a run of digits begins there. A word: it stands there. */
static bool anchored(const struct rule *rule, const char *lower, size_t at, size_t len)
{
        for (unsigned a = 0; a < rule->source->n_anchor; a++) {
                const char *word = rule->source->anchor[a];
                bool digit = lower[at] >= '0' && lower[at] <= '9';

                if (strcmp(word, "#") == 0) {
                        if (digit && !(at && lower[at - 1] >= '0' && lower[at - 1] <= '9') && rule_goes_on(rule, behind_digits(lower, (uint32_t) at, (uint32_t) len)))
                                return true;
                } else if (len - at >= strlen(word) && memcmp(lower + at, word, strlen(word)) == 0 &&
                        rule_goes_on_word(rule, behind_word(lower, (uint32_t) (at + strlen(word)), (uint32_t) len))) {
                        return true;
                }
        }
        return false;
}

/* The first match in @text; the subject is kept in @subject. */
static bool find(const struct rule *rule, struct arena *arena, const char *text, struct span *subject, struct pattern_match *match)
{
        const char *lower = norm_lowered(arena, span_of(text));

        *subject = rule->lower ? span_of(lower) : span_of(text);
        for (size_t at = 0; at < subject->len; at++) {
                if (anchored(rule, rule->lower ? lower : text, at, subject->len) && pattern_match_at(rule->pattern, *subject, (uint32_t) at, match))
                        return true;
        }
        return false;
}

static void check_fields(const struct rule *rule, const struct rule_example *example, struct span subject, const struct pattern_match *match, struct ruleset_check *out,
        struct buf *report)
{
        for (unsigned i = 0; i < example->n_fields; i++) {
                const char *equals = strchr(example->fields[i], '=');
                char name[32];
                unsigned group;

                if (!equals || (size_t) (equals - example->fields[i]) >= sizeof(name)) {
                        out->failed++;
                        buf_printf(report, "%s: %s: a field is written name=value: %s\n", rule->file, rule->id, example->fields[i]);
                        continue;
                }
                memcpy(name, example->fields[i], (size_t) (equals - example->fields[i]));
                name[equals - example->fields[i]] = '\0';
                group = pattern_group(rule->pattern, name);
                struct span got = group ? span_sub(subject, match->groups[group]) : (struct span) { "", 0 };

                if (!span_eq(got, span_of(equals + 1))) {
                        out->failed++;
                        buf_printf(report, "%s: %s: \"%s\": %s should be \"%s\", is \"%.*s\"\n", rule->file, rule->id, example->text, name, equals + 1, (int) got.len, got.ptr);
                }
        }
}

static void check_example(const struct rule *rule, const struct rule_example *example, struct ruleset_check *out, struct buf *report)
{
        struct arena arena = { 0 };
        struct pattern_match match;
        struct span subject, want;

        out->examples++;
        if (!find(rule, &arena, example->text, &subject, &match)) {
                out->failed++;
                buf_printf(report, "%s: %s: does not match \"%s\"\n", rule->file, rule->id, example->text);
        } else {
                struct span got = span_sub(subject, match.groups[0]);

                want = example->match ? span_of(example->match) : subject;
                if (!span_eq(got, want)) {
                        out->failed++;
                        buf_printf(report, "%s: %s: in \"%s\" matches \"%.*s\", should match \"%.*s\"\n", rule->file, rule->id, example->text, (int) got.len, got.ptr,
                                (int) want.len, want.ptr);
                }
                check_fields(rule, example, subject, &match, out, report);
        }
        arena_release(&arena);
}

void ruleset_check(struct ruleset *set, struct ruleset_check *out, struct buf *report)
{
        *out = (struct ruleset_check) { .rules = set->n_rules };
        for (size_t i = 0; i < set->n_rules; i++) {
                const struct rule *rule = &set->rules[i];

                for (unsigned k = 0; k < rule->source->n_examples; k++)
                        check_example(rule, &rule->source->examples[k], out, report);
                for (unsigned k = 0; k < rule->source->n_counterexamples; k++) {
                        struct arena arena = { 0 };
                        struct pattern_match match;
                        struct span subject;

                        out->counterexamples++;
                        if (find(rule, &arena, rule->source->counterexamples[k], &subject, &match)) {
                                struct span got = span_sub(subject, match.groups[0]);

                                out->failed++;
                                buf_printf(report, "%s: %s: must not match \"%s\" but finds \"%.*s\"\n", rule->file, rule->id, rule->source->counterexamples[k], (int) got.len,
                                        got.ptr);
                        }
                        arena_release(&arena);
                }
        }
        check_tables(set, out, report);
}
