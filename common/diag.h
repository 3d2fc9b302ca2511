/*
 * Diagnostics: what was wrong, shortened, replaced or doubtful in a document, with a stable code each.
 *
 * The codes, their severity and their sentences in Vietnamese and English stand in one table, diagnostics.def.
 * A code is also the positive result of a function that gives a document up (error.h). A code's name is what
 * users and the archive see; it never changes its meaning and is never reused.
 */
#ifndef COMMON_DIAG_H
#define COMMON_DIAG_H

#include "common/arena.h"
#include "common/span.h"

enum diag_severity {
        DIAG_ERROR,   /* the document, or a part of it, could not be read */
        DIAG_WARNING, /* the document contradicts itself or a rule; the printed form was kept */
        DIAG_NOTE,    /* something was replaced or inferred; worth knowing */
};

enum diag_code {
        DIAG_NONE,
#define DIAG(name, severity, vi, en, todo_vi, todo_en) DIAG_##name,
#include "common/diagnostics.def"
#undef DIAG
        DIAG_CODES,
};

struct diag {
        enum diag_code code;
        struct range span;  /* display text bytes, or RANGE_NONE */
        const char *detail; /* what exactly: a number, a name, a limit; NULL when the sentence says it all */
};

struct diag_list {
        struct diag *items;
        size_t n, room;
};

enum diag_language { DIAG_VI, DIAG_EN };

/* @detail is copied into @arena; it may be NULL. */
void diag_add(struct diag_list *list, struct arena *arena, enum diag_code code, struct range span, const char *detail);
/* The code as users see it: "not_a_zip". "none" for DIAG_NONE. */
const char *diag_name(enum diag_code code);
/* The inverse; DIAG_NONE when there is no such name. */
enum diag_code diag_by_name(const char *name);
enum diag_severity diag_severity(enum diag_code code);
const char *diag_severity_name(enum diag_severity severity);
/* One sentence that says what happened. */
const char *diag_message(enum diag_code code, enum diag_language language);
/* One sentence that says what the user can do; "" when there is nothing to do. */
const char *diag_todo(enum diag_code code, enum diag_language language);

#endif
