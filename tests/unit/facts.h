/* Texts through extractor, normalizer and rules, for the tests of what a body says. */
#ifndef TESTS_UNIT_FACTS_H
#define TESTS_UNIT_FACTS_H

#include "common/buf.h"
#include "rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

static struct ruleset *rules;
static struct arena arena;
static struct document doc;
static struct record record;

static inline int load_rules(void **state)
{
        struct buf message = { 0 };
        int r = ruleset_load(&rules, NULL, &message);

        (void) state;
        if (r)
                fprintf(stderr, "%s", message.ptr);
        buf_release(&message);
        return r;
}

static inline int free_rules(void **state)
{
        (void) state;
        arena_release(&arena);
        ruleset_free(rules);
        return 0;
}

static inline void understand(const char *text)
{
        struct norm_text norm;

        arena_reset(&arena);
        assert_int_equal(extractor_read_bytes(&doc, &arena, "test.txt", span_of(text), NULL), 0);
        norm_display(&doc, &arena);
        norm_match_text(&norm, &arena, doc.text);
        ruleset_run(rules, &record, &arena, &doc, &norm);
}

static inline const char *surface(struct range r)
{
        return arena_strndup(&arena, span_sub(doc.text, r));
}

static inline const char *or_dash(const char *s)
{
        return s ? s : "-";
}

/* "Sở A; Sở B" */
static inline const char *names_text(const struct rec_names *names)
{
        struct buf out = { 0 };
        const char *copy;

        for (size_t i = 0; i < names->n; i++)
                buf_printf(&out, "%s%s", i ? "; " : "", names->items[i].name);
        copy = arena_strndup(&arena, buf_span(&out));
        buf_release(&out);
        return copy;
}

#endif
