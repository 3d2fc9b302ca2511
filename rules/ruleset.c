/* Loading: sources -> tables and rule files -> compiled patterns -> tries. */
#include "rules/ruleset.h"

#include "common/error.h"

#include <stdlib.h>

enum { SPLICE_DEPTH = 8, PATTERN_MAX = 64 * 1024 };

static const char *const yields_names[YIELDS_KINDS] = { "number", "date", "quantity", "heading", "part" };

static const char *definition_of(const struct ruleset *set, const struct rule_file *here, struct span name)
{
        for (unsigned i = 0; i < here->n_definitions; i++) {
                if (span_eq(span_of(here->definitions[i].name), name))
                        return here->definitions[i].pattern;
        }
        for (size_t f = 0; f < set->n_files; f++) {
                const struct rule_file *file = set->files[f];

                for (unsigned i = 0; i < file->n_definitions; i++) {
                        if (span_eq(span_of(file->definitions[i].name), name))
                                return file->definitions[i].pattern;
                }
        }
        return NULL;
}

static bool is_name_byte(char c)
{
        return (c >= 'a' && c <= 'z') || c == '_';
}

/* Replace each {name} of @pattern; a brace before a digit is a repeat and stays. */
static int splice(const struct ruleset *set, const struct rule_file *here, struct buf *out, const char *pattern, int depth, struct buf *message)
{
        if (depth > SPLICE_DEPTH || out->len > PATTERN_MAX) {
                buf_printf(message, "definitions nest too deep in %s\n", pattern);
                return ERROR_RULES;
        }
        while (*pattern) {
                const char *brace = strchr(pattern, '{');
                const char *end = brace && is_name_byte(brace[1]) ? strchr(brace, '}') : NULL;

                if (!brace) {
                        buf_puts(out, pattern);
                        return 0;
                }
                if (!end) {
                        buf_add(out, pattern, (size_t) (brace + 1 - pattern));
                        pattern = brace + 1;
                        continue;
                }
                struct span name = { brace + 1, (size_t) (end - brace - 1) };
                const char *definition = definition_of(set, here, name);

                if (!definition) {
                        buf_printf(message, "no definition of {%.*s}\n", (int) name.len, name.ptr);
                        return ERROR_RULES;
                }
                buf_add(out, pattern, (size_t) (brace - pattern));
                int r = splice(set, here, out, definition, depth + 1, message);
                if (r)
                        return r;
                pattern = end + 1;
        }
        return 0;
}

static struct anchor *anchor_get(struct ruleset *set, const char *word)
{
        struct anchor *anchor;

        for (size_t i = 0; i < set->n_anchors; i++) {
                if (strcmp(set->anchors[i].word, word) == 0)
                        return &set->anchors[i];
        }
        anchor = arena_grow(&set->arena, &set->anchors, &set->n_anchors, &set->room_anchors, sizeof(*anchor));
        *anchor = (struct anchor) { .word = word };
        if (strcmp(word, "#") != 0)
                trie_add(set->trie, norm_lowered(&set->arena, span_of(word)), WORD(WORD_ANCHOR, set->n_anchors - 1));
        return anchor;
}

static void rule_groups(struct rule *rule)
{
        const struct {
                const char *name;
                unsigned *group;
        } names[] = {
                { "number", &rule->group.number }, { "suffix", &rule->group.suffix }, { "year", &rule->group.year }, { "marks", &rule->group.marks },
                { "d", &rule->group.d }, { "m", &rule->group.m }, { "y", &rule->group.y }, { "d2", &rule->group.d2 }, { "m2", &rule->group.m2 },
                { "y2", &rule->group.y2 }, { "d3", &rule->group.d3 }, { "mw", &rule->group.mw }, { "y3", &rule->group.y3 }, { "m4", &rule->group.m4 },
                { "y4", &rule->group.y4 }, { "q", &rule->group.q }, { "q2", &rule->group.q2 }, { "half", &rule->group.half }, { "n", &rule->group.n }, { "nw", &rule->group.nw }, { "h", &rule->group.h }, { "mi", &rule->group.mi },
                { "n2", &rule->group.n2 }, { "n3", &rule->group.n3 }, { "x", &rule->group.x }, { "x2", &rule->group.x2 }, { "x3", &rule->group.x3 },
        };

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                *names[i].group = pattern_group(rule->pattern, names[i].name);
}

struct behind behind_digits(const char *text, uint32_t at, uint32_t end)
{
        while (at < end && text[at] >= '0' && text[at] <= '9')
                at++;
        while (at < end && (text[at] == ' ' || text[at] == '\n'))
                at++;
        return (struct behind) { at < end ? (unsigned char) text[at] : '\0', at + 1 < end ? (unsigned char) text[at + 1] : '\0' };
}

struct behind behind_word(const char *text, uint32_t at, uint32_t end)
{
        while (at < end && (text[at] == ' ' || text[at] == '\n'))
                at++;
        return behind_digits(text, at, end);
}

/* Which bytes @source holds, a class; without one, all. */
static int byte_set_load(struct ruleset *set, struct byte_set *out, const char *source, struct buf *message)
{
        struct pattern *class;
        struct pattern_match match;
        int r;

        if (!source) {
                memset(out->bits, 0xFF, sizeof(out->bits));
                return 0;
        }
        r = pattern_compile(&class, &set->arena, source, message);
        if (r)
                return r;
        for (unsigned byte = 0; byte < 256; byte++) {
                char text = (char) byte;

                if (pattern_match_at(class, (struct span) { &text, 1 }, 0, &match))
                        out->bits[byte / 32] |= UINT32_C(1) << byte % 32;
        }
        pattern_free(class);
        return 0;
}

static int rule_load(struct ruleset *set, struct rule_file *file, struct rule_source *source, const char *path, struct buf *message)
{
        struct buf pattern = { 0 };
        struct rule *rule;
        int r, yields = 0;

        for (size_t i = 0; i < set->n_rules; i++) {
                if (strcmp(set->rules[i].id, source->id) == 0) {
                        buf_printf(message, "%s: rule %s stands twice\n", path, source->id);
                        return ERROR_RULES;
                }
        }
        while (yields < YIELDS_KINDS && strcmp(yields_names[yields], source->yields) != 0)
                yields++;
        if (yields == YIELDS_KINDS) {
                buf_printf(message, "%s: rule %s yields an unknown fact '%s'\n", path, source->id, source->yields);
                return ERROR_RULES;
        }
        if (source->n_examples == 0 || source->n_counterexamples == 0) {
                buf_printf(message, "%s: rule %s needs examples and counterexamples\n", path, source->id);
                return ERROR_RULES;
        }
        rule = arena_grow(&set->arena, &set->rules, &set->n_rules, &set->room_rules, sizeof(*rule));
        *rule = (struct rule) {
                .id = source->id,
                .kind = source->kind ? source->kind : "",
                .yields = (enum rule_yields) yields,
                .lower = source->text && strcmp(source->text, "lower") == 0,
                .head = source->head,
                .source = source,
                .file = path,
        };
        r = splice(set, file, &pattern, source->pattern, 0, message);
        if (!r)
                r = pattern_compile(&rule->pattern, &set->arena, pattern.ptr, message);
        if (!r)
                r = byte_set_load(set, &rule->behind, source->behind, message);
        if (!r)
                r = byte_set_load(set, &rule->next, source->next, message);
        if (!r)
                r = byte_set_load(set, &rule->behind_word, source->behind_word, message);
        if (r)
                buf_printf(message, "%s: rule %s cannot be used\n", path, source->id);
        else
                rule_groups(rule);
        buf_release(&pattern);
        return r;
}

static int rules_load(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        const char **paths = arena_array(&set->arena, sources->n + 1, sizeof(*paths));

        for (size_t i = 0; i < sources->n; i++) {
                const char *path = sources->items[i].path, *dot = strrchr(path, '.');
                struct rule_file *file;

                if (!dot || strcmp(dot, ".yaml") != 0)
                        continue;
                int r = rule_file_read(&file, path, sources->items[i].content, message);
                if (r)
                        return r;
                struct rule_file **slot = arena_grow(&set->arena, &set->files, &set->n_files, &set->room_files, sizeof(*slot));
                *slot = file;
                paths[set->n_files - 1] = path;
        }
        for (size_t f = 0; f < set->n_files; f++) {
                for (unsigned i = 0; i < set->files[f]->n_rules; i++) {
                        int r = rule_load(set, set->files[f], &set->files[f]->rules[i], paths[f], message);
                        if (r)
                                return r;
                }
        }
        /* now that the rules no longer move */
        for (size_t i = 0; i < set->n_rules; i++) {
                struct rule *rule = &set->rules[i];

                for (unsigned a = 0; a < rule->source->n_anchor; a++) {
                        struct rule_list *list = &anchor_get(set, rule->source->anchor[a])->rules[rule->yields];
                        struct rule **slot = arena_grow(&set->arena, &list->items, &list->n, &list->room, sizeof(*slot));

                        *slot = rule;
                }
        }
        return 0;
}

int ruleset_load(struct ruleset **out, const char *dir, struct buf *message)
{
        struct ruleset *set = calloc(1, sizeof(*set));
        struct rule_sources sources;
        int r;

        if (!set)
                memory_exhausted(sizeof(*set));
        r = sources_collect(&sources, &set->arena, dir, message);
        if (!r)
                r = tables_load(set, &sources, message);
        if (!r)
                r = fact_words_load(set, &sources, message);
        if (!r) {
                anchor_get(set, "#");
                r = rules_load(set, &sources, message);
        }
        if (r) {
                ruleset_free(set);
                *out = NULL;
                return r;
        }
        trie_build(set->trie);
        for (size_t i = 0; i < ARRAY_LEN(set->asked); i++)
                trie_build(set->asked[i]);
        set->sources = sources;
        set->version = sources_version(&sources, &set->arena);
        *out = set;
        return 0;
}

void ruleset_free(struct ruleset *set)
{
        if (!set)
                return;
        for (size_t i = 0; i < set->n_rules; i++)
                pattern_free(set->rules[i].pattern);
        for (size_t i = 0; i < set->n_files; i++)
                rule_file_free(set->files[i]);
        name_cache_release(&set->names);
        arena_release(&set->arena);
        free(set);
}

const char *ruleset_version(const struct ruleset *set)
{
        return set->version;
}
