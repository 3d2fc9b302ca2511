/* The foot of a document (domain.md 2.5): signature block, recipients. */
#include "rules/run.h"

void foot_read(struct run *run)
{
        for (size_t i = run->body_line; i < run->n_lines; i++) {
                if (span_starts(run_lower(run, run->lines[i].text), SPAN("nơi nhận"))) {
                        run->sign_line = (uint32_t) i;
                        return;
                }
        }
}
