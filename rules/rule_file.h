/*
 * Rule files: *.yaml read with libcyaml into typed structs. A file holds definitions, rules or both; a rule is
 *
 *     - id: ngay.ngay_thang_nam        never changes its meaning, is never reused; stored with each fact
 *       yields: date                   number, date, heading, head, ...: which grammar takes it
 *       kind: date                     what the grammar is told: the style of a number, the kind of a date
 *       anchor: [ngày, '#']            where it may start: words, or '#' = a run of digits
 *       text: lower                    matched on lower-cased text (default: as printed)
 *       behind: '[/.-]'                a byte that stands behind the digits (spaces between them left out) where '#' may start it; saves trying elsewhere
 *       next: '[0-9]'                  ... and one that stands right behind that
 *       behind_word: '[-,]'            likewise behind a word of anchor: and the digits behind it
 *       head: true                     only behind a type word or "số"
 *       pattern: 'ngày {s}(?<d>{day}) ...'        {name} splices a definition
 *       examples: [{ text: ..., match: ..., fields: [d=26, m=4] }]
 *       counterexamples: [...]
 */
#ifndef RULES_RULE_FILE_H
#define RULES_RULE_FILE_H

#include "common/buf.h"
#include "common/span.h"

struct rule_definition {
        char *name, *pattern;
};

struct rule_example {
        char *text;  /* where to look */
        char *match; /* what must be found; NULL = the whole text */
        char **fields; /* "name=value" */
        unsigned n_fields;
};

struct rule_source {
        char *id, *yields, *kind, *text, *pattern, *behind, *next, *behind_word;
        bool head;
        char **anchor;
        unsigned n_anchor;
        struct rule_example *examples;
        unsigned n_examples;
        char **counterexamples;
        unsigned n_counterexamples;
};

struct rule_file {
        struct rule_definition *definitions;
        unsigned n_definitions;
        struct rule_source *rules;
        unsigned n_rules;
};

/* Returns 0, or ERROR_RULES with libcyaml's reasons, line numbers included, in @message. */
int rule_file_read(struct rule_file **out, const char *name, struct span content, struct buf *message);
void rule_file_free(struct rule_file *file);

#endif
