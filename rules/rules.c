#include "rules/rules.h"

int ruleset_load(struct ruleset **out, const char *dir, struct buf *message)
{
        (void) dir, (void) message;
        *out = NULL;
        return 0;
}
