/*
 * Reading bytes with the extractor and comparing what comes out.
 */
#ifndef TESTS_UNIT_EXPECT_H
#define TESTS_UNIT_EXPECT_H

#include "extractor/extractor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct arena arena;
static struct document doc;

static inline int read_span(const char *path, struct span bytes)
{
        arena_reset(&arena);
        return extractor_read_bytes(&doc, &arena, path, bytes, NULL);
}

#define assert_code(got, expected) \
        assert_string_equal(diag_name((got) > 0 ? (enum diag_code) (got) : DIAG_NONE), diag_name((enum diag_code) (expected)))

static inline void assert_text(const char *expected)
{
        char *text = arena_strndup(&arena, doc.text);

        assert_string_equal(text, expected);
        assert_int_equal(doc.text.len, strlen(expected));
}

static inline void assert_block(size_t i, const char *expected)
{
        assert_true(i < doc.n_blocks);
        assert_string_equal(arena_strndup(&arena, span_sub(doc.text, doc.blocks[i].text)), expected);
}

static inline const struct diag *find_diag(enum diag_code code)
{
        for (size_t i = 0; i < doc.diags.n; i++) {
                if (doc.diags.items[i].code == code)
                        return &doc.diags.items[i];
        }
        return NULL;
}

static inline void assert_diag(enum diag_code code, const char *detail)
{
        const struct diag *diag = find_diag(code);

        assert_non_null(diag);
        if (detail)
                assert_string_equal(diag->detail, detail);
}

/* What every document promises, read or refused. */
static inline void assert_sound(int r)
{
        uint32_t end = 0;

        assert_true(r >= 0);
        assert_int_equal(strlen(doc.sha256), 64);
        if (r) {
                assert_non_null(find_diag((enum diag_code) r));
                assert_int_equal(doc.n_blocks, 0);
        }
        for (size_t i = 0; i < doc.n_blocks; i++) {
                assert_true(range_is_set(doc.blocks[i].text));
                assert_true(doc.blocks[i].text.begin >= end);
                end = doc.blocks[i].text.end;
                assert_true(end <= doc.text.len);
        }
        assert_null(memchr(doc.text.ptr ? doc.text.ptr : "", '\0', doc.text.len));
        assert_null(memchr(doc.text.ptr ? doc.text.ptr : "", '\r', doc.text.len));
}

static inline int release_arena(void **state)
{
        (void) state;
        arena_release(&arena);
        return 0;
}

/* The same for a cell of a table. */
static inline void assert_place(size_t i, const char *text, int table, int row, int column, int columns)
{
        assert_block(i, text);
        assert_int_equal(doc.blocks[i].table, table);
        assert_int_equal(doc.blocks[i].row, row);
        assert_int_equal(doc.blocks[i].column, column);
        assert_int_equal(doc.blocks[i].columns, columns);
}

#endif
