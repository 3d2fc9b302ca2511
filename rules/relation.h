/*
 * What relation.c and intro.c share: the cue in front of a place, and the lines that introduce a list of documents. Ranges are match text.
 */
#ifndef RULES_RELATION_H
#define RULES_RELATION_H

#include "rules/words.h"

struct found_cue {
        const struct cue *cue; /* NULL = none */
        uint32_t begin, end;
};

/* The nearest cue inside [begin, at) of paragraph @para; a weak one gives way to an earlier one of the clause. */
struct found_cue cue_before(const struct run *run, size_t para, uint32_t begin, uint32_t at);

/* Does a clause end between @from and @to: at a full stop, or at a ';'? */
bool clause_ends(const struct run *run, uint32_t from, uint32_t to);

/* What the line above a list says of the documents in it: "Bãi bỏ các văn bản sau:" over "1. Quyết định ...". */
struct intro {
        const char *kind; /* a relation; NULL = nothing */
        unsigned subject; /* "Thông tư số 5/... được sửa đổi bởi:": the id of the one amended, the items being inverse; 0 = this document */
        bool inverse;
        bool partly; /* "... bãi bỏ một phần": true of the items that name parts */
};

/* intro.c: one for each paragraph, in the run's arena */
const struct intro *intros_find(struct run *run);

#endif
