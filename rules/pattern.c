/* The only file that talks to PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/pattern.h"

#include "common/error.h"

#include <pcre2.h>
#include <stdlib.h>

/* Far above what a bounded pattern needs on a paragraph; a pattern that reaches them is wrong, or the text is an attack. */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KB = 8 * 1024 };

struct pattern {
        pcre2_code *code;
        pcre2_match_data *data;
        pcre2_match_context *context;
        bool compiled; /* to machine code */
};

/* PCRE2 tells a failure, but a match that needs more than its stack would be none. */
static void *pcre2_alloc(PCRE2_SIZE size, void *context)
{
        (void) context;
        return memory_alloc(size);
}

static void pcre2_release(void *p, void *context)
{
        (void) context;
        free(p);
}

static pcre2_general_context *memory(void)
{
        static pcre2_general_context *general;

        if (!general)
                general = pcre2_general_context_create(pcre2_alloc, pcre2_release, NULL);
        return general;
}

int pattern_compile(struct pattern **out, struct arena *arena, const char *source, struct buf *message)
{
        struct pattern *p = arena_alloc(arena, sizeof(*p));
        pcre2_compile_context *how = pcre2_compile_context_create(memory());
        PCRE2_SIZE offset;
        int error;

        p->code = pcre2_compile((PCRE2_SPTR) source, PCRE2_ZERO_TERMINATED, PCRE2_ANCHORED | PCRE2_NEVER_UTF | PCRE2_NO_START_OPTIMIZE, &error, &offset, how);
        pcre2_compile_context_free(how);
        if (!p->code) {
                PCRE2_UCHAR reason[128];

                pcre2_get_error_message(error, reason, sizeof(reason));
                buf_printf(message, "%s at byte %zu of the pattern %s", (const char *) reason, (size_t) offset, source);
                return ERROR_RULES;
        }
        p->compiled = pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0; /* without JIT the interpreter answers the same, slower */
        p->data = pcre2_match_data_create(PATTERN_GROUPS, memory());
        p->context = pcre2_match_context_create(memory());
        pcre2_set_match_limit(p->context, MATCH_LIMIT);
        pcre2_set_depth_limit(p->context, DEPTH_LIMIT);
        pcre2_set_heap_limit(p->context, HEAP_LIMIT_KB);
        *out = p;
        return 0;
}

void pattern_free(struct pattern *p)
{
        if (!p)
                return;
        pcre2_match_context_free(p->context);
        pcre2_match_data_free(p->data);
        pcre2_code_free(p->code);
}

bool pattern_match_at(const struct pattern *p, struct span subject, uint32_t at, struct pattern_match *match)
{
        /* pcre2_match() would find its way to the JIT too, over as many instructions as most of our matches take */
        int n = (p->compiled ? pcre2_jit_match : pcre2_match)(p->code, (PCRE2_SPTR) subject.ptr, subject.len, at, PCRE2_NO_UTF_CHECK, p->data, p->context);
        const PCRE2_SIZE *ovector = pcre2_get_ovector_pointer(p->data);

        match->limit = n < 0 && n != PCRE2_ERROR_NOMATCH;
        if (n <= 0)
                return false;
        for (int i = 0; i < PATTERN_GROUPS; i++) {
                bool set = i < n && ovector[2 * i] != PCRE2_UNSET;

                match->groups[i] = set ? (struct range) { (uint32_t) ovector[2 * i], (uint32_t) ovector[2 * i + 1] } : RANGE_NONE;
        }
        return true;
}

unsigned pattern_group(const struct pattern *p, const char *name)
{
        int number = pcre2_substring_number_from_name(p->code, (PCRE2_SPTR) name);

        return number > 0 && number < PATTERN_GROUPS ? (unsigned) number : 0;
}
