/* The parts of `rules check`; ruleset_check() of rules.h runs them. */
#ifndef RULES_CHECK_H
#define RULES_CHECK_H

#include "rules/ruleset.h"

/* Try the example of each table row that has one; rows and failures are added to @out, one line a failure to @report. */
void check_tables(struct ruleset *set, struct ruleset_check *out, struct buf *report);

#endif
