/* What one record of a document has that another one has not: how a change of rules is judged. */
#ifndef TRICHLUC_DIFFERENCES_H
#define TRICHLUC_DIFFERENCES_H

#include "rules/record.h"
#include "trichluc/trichluc.h"

/* Add what is gained and lost from @before to @after to @totals, one entry a list. True when anything is. */
bool differences_count(struct trichluc_change totals[TRICHLUC_LISTS], const struct record *before, const struct record *after);

/* Each of the document's own fields that differs to @fn, in the order of the record. */
typedef void differences_fn(void *context, const char *field, const char *before, const char *after);
void differences_fields(const struct record *before, const struct record *after, differences_fn *fn, void *context);

#endif
