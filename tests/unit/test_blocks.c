/* Blocks as an archive keeps them come back as they were, and bytes that are none are refused. */
#include "extractor/blocks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdlib.h>

static const struct block blocks[] = {
        { .text = { 0, 9 }, .source_line = 1 },
        { .text = { 10, 20 }, .source_line = 2, .bold = true, .aligned = 'c' },
        { .text = { 22, 90 }, .source_line = 4 },
        { .text = { 95, 96 }, .source_line = 6, .heading = 9 },
        { .text = { 97, 97 }, .source_line = 6, .table = 3, .row = 7, .column = 65535, .columns = 2 },
        { .text = { 98, 9000 }, .source_line = 7, .label = 4 },
        { .text = { 9000, 9004 }, .source_line = 2, .part = BLOCK_HEADER, .bold = true },
        { .text = { 9005, 9010 }, .source_line = 4000000000u, .part = BLOCK_FOOTNOTE, .aligned = 'r', .table = 1, .columns = 1, .label = 5, .heading = 1 },
};

static void assert_back(const struct document *doc)
{
        struct document back = { .text = doc->text };
        struct arena arena = { 0 };
        struct buf packed = { 0 };
        size_t n_diags = 0;

        blocks_pack(&packed, doc);
        assert_true(blocks_unpack(&back, &n_diags, &arena, buf_span(&packed)));
        assert_int_equal(n_diags, doc->diags.n);
        assert_int_equal(back.n_blocks, doc->n_blocks);
        for (size_t i = 0; i < doc->n_blocks; i++) {
                const struct block *a = &doc->blocks[i], *b = &back.blocks[i];

                assert_true(a->text.begin == b->text.begin && a->text.end == b->text.end && a->part == b->part && a->heading == b->heading);
                assert_true(a->aligned == b->aligned && a->bold == b->bold && a->table == b->table && a->row == b->row && a->column == b->column);
                assert_true(a->columns == b->columns && a->label == b->label && a->source_line == b->source_line);
        }
        buf_release(&packed);
        arena_release(&arena);
}

static struct document document_of(size_t n, size_t n_diags)
{
        static char text[9011];

        return (struct document) { .text = { text, 9010 }, .blocks = (struct block *) blocks, .n_blocks = n, .diags.n = n_diags };
}

static void every_kind_of_block(void **state)
{
        (void) state;
        for (size_t n = 0; n <= ARRAY_LEN(blocks); n++) {
                struct document doc = document_of(n, n * 100);

                assert_back(&doc);
        }
}

/* What most documents are made of. */
static void plain_paragraphs_are_small(void **state)
{
        static const struct block plain[] = { { .text = { 0, 60 }, .source_line = 1 }, { .text = { 61, 2061 }, .source_line = 2 } };
        struct document doc = { .text = { "", 9010 }, .blocks = (struct block *) plain, .n_blocks = 2 };
        struct buf packed = { 0 };

        (void) state;
        blocks_pack(&packed, &doc);
        assert_int_equal(packed.len, 2 + 1 + 2);
        buf_release(&packed);
}

static bool unpacks(const char *bytes, size_t len, size_t text_len)
{
        struct document doc = { .text = { NULL, text_len } };
        struct arena arena = { 0 };
        size_t n_diags;
        bool good = blocks_unpack(&doc, &n_diags, &arena, (struct span) { bytes, len });

        for (size_t i = 0; good && i < doc.n_blocks; i++)
                assert_true(doc.blocks[i].text.begin <= doc.blocks[i].text.end && doc.blocks[i].text.end <= text_len);
        arena_release(&arena);
        return good;
}

static void damaged_bytes_are_refused(void **state)
{
        struct document doc = document_of(ARRAY_LEN(blocks), 3);
        struct buf packed = { 0 };

        (void) state;
        assert_false(unpacks("", 0, 10));
        assert_false(unpacks("\2\0", 2, 10));
        assert_true(unpacks("\1\0", 2, 10));
        assert_false(unpacks("\1\0\26", 3, 10)); /* 11 bytes of 10 */
        assert_false(unpacks("\1\0\1\0", 4, 10)); /* flags that are none */
        assert_false(unpacks("\1\0\377\377\377\377\377\377\377\377\377\377\377\377", 14, 10));
        blocks_pack(&packed, &doc);
        assert_false(unpacks(packed.ptr, packed.len, 9009));
        for (size_t cut = 0; cut < packed.len; cut++)
                unpacks(packed.ptr, cut, 9010);
        srand(7);
        for (int i = 0; i < 20000; i++) {
                size_t at = (size_t) rand() % packed.len;
                char was = packed.ptr[at];

                packed.ptr[at] = (char) rand();
                unpacks(packed.ptr, packed.len, 9010);
                packed.ptr[at] = was;
        }
        buf_release(&packed);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(every_kind_of_block),
                cmocka_unit_test(plain_paragraphs_are_small),
                cmocka_unit_test(damaged_bytes_are_refused),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
