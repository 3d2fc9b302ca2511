/* The table of diagnostics, and the look-ups into it. */
#include "common/diag.h"

static const struct {
        const char *name;
        enum diag_severity severity;
        const char *message[2];
        const char *todo[2];
} table[DIAG_CODES] = {
        [DIAG_NONE] = { "none", DIAG_NOTE, { "", "" }, { "", "" } },
#define DIAG(name, severity, vi, en, todo_vi, todo_en) [DIAG_##name] = { #name, DIAG_##severity, { vi, en }, { todo_vi, todo_en } },
#include "common/diagnostics.def"
#undef DIAG
};

void diag_add(struct diag_list *list, struct arena *arena, enum diag_code code, struct range span, const char *detail)
{
        struct diag *d = arena_grow(arena, &list->items, &list->n, &list->room, sizeof(*d));

        *d = (struct diag) { code, span, arena_strdup(arena, detail) };
}

const char *diag_name(enum diag_code code)
{
        return table[code].name;
}

enum diag_code diag_by_name(const char *name)
{
        for (int code = DIAG_NONE + 1; code < DIAG_CODES; code++) {
                if (strcmp(table[code].name, name) == 0)
                        return (enum diag_code) code;
        }
        return DIAG_NONE;
}

enum diag_severity diag_severity(enum diag_code code)
{
        return table[code].severity;
}

const char *diag_severity_name(enum diag_severity severity)
{
        static const char *const names[] = { "error", "warning", "note" };

        return names[severity];
}

const char *diag_message(enum diag_code code, enum diag_language language)
{
        return table[code].message[language];
}

const char *diag_todo(enum diag_code code, enum diag_language language)
{
        return table[code].todo[language];
}
