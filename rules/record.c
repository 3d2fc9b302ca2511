/* The words a record is written with. */
#include "rules/record.h"

const char *number_status_name(enum number_status status)
{
        static const char *const names[] = { "absent", "partial", "full" };

        return names[status];
}

const char *date_precision_name(enum date_precision precision)
{
        static const char *const names[] = { NULL, "minute", "day", "month", "quarter", "half", "year" };

        return names[precision];
}

const char *citation_class_name(enum citation_class class)
{
        static const char *const names[] = { "numbered", "named", "unnumbered", "back_ref", "self" };

        return names[class];
}

const char *citation_status_name(enum citation_status status)
{
        static const char *const names[] = { "ok", "source_error", "conflict", "ambiguous" };

        return names[status];
}
