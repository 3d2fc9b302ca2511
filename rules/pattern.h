/*
 * Patterns: PCRE2 over match-text bytes, compiled anchored, with JIT and limits.
 *
 * A pattern is tried only where an anchor was found, inside a window (a paragraph) it never leaves. Patterns run on bytes,
 * without UTF and UCP: classes of Vietnamese letters come from the definitions of the rule files. Named groups are
 * the fields a rule yields.
 */
#ifndef RULES_PATTERN_H
#define RULES_PATTERN_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/span.h"

enum { PATTERN_GROUPS = 24 }; /* groups a pattern may have, the whole match included */

struct pattern;

struct pattern_match {
        struct range groups[PATTERN_GROUPS]; /* bytes of the subject; [0] = the whole match; RANGE_NONE = did not take part */
        bool limit;                          /* gave up at a limit: not the same as no match */
};

/* Compile @source (already spliced). Returns 0, or ERROR_RULES with the reason and the place in @message. */
int pattern_compile(struct pattern **out, struct arena *arena, const char *source, struct buf *message);
void pattern_free(struct pattern *pattern);

/* Match at exactly @at inside subject[0, end); look-behind may see the bytes before. */
bool pattern_match_at(const struct pattern *pattern, struct span subject, uint32_t at, struct pattern_match *match);

/* The number of the group @name, 0 when the pattern has none of that name. */
unsigned pattern_group(const struct pattern *pattern, const char *name);

#endif
