/*
 * rules: match text and blocks become a record. The only folder that knows PCRE2.
 *
 * A rule set is read once from the *.yaml files here and the *.csv files of tables/ (compiled into the program; a folder given replaces or
 * extends them file by file: a file of the same name takes the place of the built-in one, a new *.yaml adds rules) and used for every document.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "common/buf.h"
#include "extractor/extractor.h"
#include "normalizer/normalizer.h"
#include "rules/record.h"

struct ruleset;

/*
 * Load everything and compile the patterns. @dir NULL = the built-in files alone.
 * Returns 0 or ERROR_RULES with file, line and reason in @message.
 */
int ruleset_load(struct ruleset **out, const char *dir, struct buf *message);
void ruleset_free(struct ruleset *set);

/* Changes with every rule and table: a hash of the loaded files, "1.0-3f2a91c4". Lives as long as @set. */
const char *ruleset_version(const struct ruleset *set);

/*
 * Understand one document. @text is the match text of doc->text. Results live in @arena; ranges are in display text.
 * Never fails: what could not be done is in out->diags. Work is linear in the text. Not thread-safe for one @set.
 */
void ruleset_run(struct ruleset *set, struct record *out, struct arena *arena, const struct document *doc, const struct norm_text *text);

/* Bring what an envelope says of @doc to the forms of the record: the key of the number, the official name of the type. What cannot be stays as it is. */
void ruleset_hear(const struct ruleset *set, struct arena *arena, struct document *doc);
/*
 * Where the text says otherwise, a diagnostic behind the others: number_not_as_sent, date_not_as_sent, type_not_as_sent. The text stays what counts. Those of
 * an earlier comparison are taken out.
 */
void ruleset_compare(struct record *record, struct arena *arena, const struct document *doc);
/* Is it one of these? */
bool ruleset_compares(enum diag_code code);

/* Run every rule's examples and counterexamples, and the example of every table row that has one; one line in @report for each that fails. */
struct ruleset_check {
        size_t rules, examples, counterexamples, rows, failed;
};
void ruleset_check(struct ruleset *set, struct ruleset_check *out, struct buf *report);

/*
 * The vocabularies that questions need, without compiling a pattern (a few milliseconds): the casing of abbreviations,
 * official names, document types. Returns like ruleset_load().
 */
struct lexicon {
        struct norm_abbrs abbrs;
        struct norm_names *units;
        struct lexicon_type {
                const char *id, *name, *abbr;
        } *types;
        size_t n_types, room_types;
};
int lexicon_load(struct lexicon *out, struct arena *arena, const char *dir, struct buf *message);

#endif
