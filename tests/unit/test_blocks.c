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

        memset(text, 'x', 9010);
        memset(text + 22, '\n', 2); /* the third block begins behind a line end, the fourth is a line of its own */
        text[21] = text[94] = text[96] = '\n';
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

/* What most documents are made of: nothing but their number is kept. */
static void lines_are_told_by_the_text(void **state)
{
        static const char text[] = "\n \nSố: 1 \t\xC2\xA0\n  lùi vào\n\n\t\n\xC2\xA0\nhết";
        static const struct block lines[] = { { .text = { 3, 10 }, .source_line = 3 }, { .text = { 15, 26 }, .source_line = 4 },
                { .text = { 33, 38 }, .source_line = 8, .bold = true }, { .text = { 38, 38 }, .source_line = 8, .part = BLOCK_COMMENT } };
        struct document doc = { .text = { text, sizeof(text) - 1 }, .blocks = (struct block *) lines, .n_blocks = 2 };
        struct buf packed = { 0 };

        (void) state;
        blocks_pack(&packed, &doc);
        assert_int_equal(packed.len, 3);
        assert_memory_equal(packed.ptr, "\2\0\4", 3);
        assert_back(&doc);
        doc.n_blocks = 3;
        buf_clear(&packed);
        blocks_pack(&packed, &doc);
        assert_int_equal(packed.len, 4);
        assert_memory_equal(packed.ptr, "\2\0\4\3", 4);
        assert_back(&doc);
        doc.n_blocks = 4;
        assert_back(&doc);
        buf_release(&packed);
}

static bool unpacks(const char *bytes, size_t len, struct span text)
{
        struct document doc = { .text = text };
        struct arena arena = { 0 };
        size_t n_diags;
        bool good = blocks_unpack(&doc, &n_diags, &arena, (struct span) { bytes, len });

        for (size_t i = 0; good && i < doc.n_blocks; i++)
                assert_true(doc.blocks[i].text.begin <= doc.blocks[i].text.end && doc.blocks[i].text.end <= text.len);
        arena_release(&arena);
        return good;
}

static void damaged_bytes_are_refused(void **state)
{
        struct document doc = document_of(ARRAY_LEN(blocks), 3);
        const struct span ten = { "một\nhai\n", 9 };
        struct buf packed = { 0 };

        (void) state;
        assert_false(unpacks("", 0, ten));
        assert_false(unpacks("\1\0", 2, ten)); /* another form */
        assert_true(unpacks("\2\0", 2, ten));
        assert_true(unpacks("\2\0\4", 3, ten));
        assert_false(unpacks("\2\0\6", 3, ten)); /* three lines of two */
        assert_false(unpacks("\2\0\1", 3, ten)); /* differs in nothing */
        assert_false(unpacks("\2\0\0", 3, ten)); /* no lines */
        assert_true(unpacks("\2\0\101\1\10", 5, ten));
        assert_false(unpacks("\2\0\101\1\11", 5, ten)); /* past the end */
        assert_false(unpacks("\2\0\377\377\377\377\377\377\377\377\377\377\377\377", 14, ten));
        blocks_pack(&packed, &doc);
        assert_false(unpacks(packed.ptr, packed.len, (struct span) { doc.text.ptr, 9009 }));
        for (size_t cut = 0; cut < packed.len; cut++)
                unpacks(packed.ptr, cut, doc.text);
        srand(7);
        for (int i = 0; i < 20000; i++) {
                size_t at = (size_t) rand() % packed.len;
                char was = packed.ptr[at];

                packed.ptr[at] = (char) rand();
                unpacks(packed.ptr, packed.len, doc.text);
                packed.ptr[at] = was;
        }
        buf_release(&packed);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(every_kind_of_block),
                cmocka_unit_test(lines_are_told_by_the_text),
                cmocka_unit_test(damaged_bytes_are_refused),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
