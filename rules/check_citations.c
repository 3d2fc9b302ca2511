/* Checks worth reporting, never repaired silently (domain.md 1.7). */
#include "rules/run.h"

#include <stdlib.h>

void citations_check(struct run *run)
{
        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];

                if (c->number.year && c->date.iso && c->date.precision == PRECISION_DAY && !(c->date.missing & MISSING_YEAR) && atoi(c->date.iso) != c->number.year)
                        run_diag(run, DIAG_year_date_conflict, c->span, c->number.key);
        }
}
