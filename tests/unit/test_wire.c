/* wire: what is written is read back whole; what is cut, changed or made up is refused and harms nobody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "trichluc/pipeline.h"
#include "trichluc/record_json.h"
#include "trichluc/wire.h"

#include <stdlib.h>

static struct ruleset *rules;

static int set_up(void **state)
{
        struct buf why = { 0 };

        (void) state;
        return ruleset_load(&rules, NULL, &why);
}

static int tear_down(void **state)
{
        (void) state;
        ruleset_free(rules);
        return 0;
}

static void understand(struct document *doc, struct record *record, struct arena *arena, const char *name)
{
        assert_int_equal(extractor_read(doc, arena, arena_printf(arena, "%s/corpus/documents/%s", SOURCE_ROOT, name), NULL), 0);
        pipeline_understand(rules, record, arena, doc, 0);
        assert_true(record->n_citations > 0 && record->n_dates > 0);
}

static void reads_what_was_written(void **state)
{
        static const char *const names[] = { "bb-hop-giao-ban.txt", "bc-bien-gioi-doi-ngoai.txt", "bc-cai-cach-hanh-chinh.txt", "ctr-hanh-dong-tinh-uy.txt",
                "bgn-hop-tac.txt", "ct-phong-chay-rung.docx", "cd-ung-pho-bao.docx" };
        struct arena arena = { 0 };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                static const struct record_versions versions = { "1", "1", "1" };
                struct buf sent = { 0 }, again = { 0 }, json = { 0 }, json_again = { 0 };
                struct document doc, got;
                struct record record, got_record;

                understand(&doc, &record, &arena, names[i]);
                wire_write(&sent, &doc, &record);
                assert_true(wire_read(&got, &got_record, &arena, buf_span(&sent)));
                assert_null(got.path);
                assert_int_equal(got.n_blocks, doc.n_blocks);
                wire_write(&again, &got, &got_record);
                assert_true(span_eq(buf_span(&sent), buf_span(&again)));
                got.path = doc.path;
                record_json_write(&json, &doc, &record, &versions, true);
                record_json_write(&json_again, &got, &got_record, &versions, true);
                assert_string_equal(json.ptr, json_again.ptr);
                buf_release(&sent);
                buf_release(&again);
                buf_release(&json);
                buf_release(&json_again);
                arena_reset(&arena);
        }
        arena_release(&arena);
}

/* A copy on the heap, so that a byte read too far is seen. */
static bool reads(struct arena *arena, const char *bytes, size_t len)
{
        char *copy = malloc(len ? len : 1);
        struct document doc;
        struct record record;
        bool ok;

        assert_non_null(copy);
        memcpy(copy, bytes, len);
        ok = wire_read(&doc, &record, arena, (struct span) { copy, len });
        free(copy);
        arena_reset(arena);
        return ok;
}

static void refuses_what_is_cut_or_changed(void **state)
{
        static const char text[] = "UBND TỈNH HÀ TĨNH\nSố: 12/QĐ-UBND\nCăn cứ Nghị định số 09/2017/NĐ-CP ngày 09/02/2017 của Chính phủ;\n";
        struct arena arena = { 0 }, scratch = { 0 };
        struct buf sent = { 0 };
        struct document doc;
        struct record record;
        size_t refused = 0;

        (void) state;
        assert_int_equal(extractor_read_bytes(&doc, &arena, "x", span_of(text), NULL), 0);
        pipeline_understand(rules, &record, &arena, &doc, 0);
        wire_write(&sent, &doc, &record);
        assert_true(reads(&scratch, sent.ptr, sent.len));
        for (size_t len = 0; len < sent.len; len++)
                assert_false(reads(&scratch, sent.ptr, len));
        for (size_t i = 0; i < sent.len; i++) {
                for (int bit = 0; bit < 8; bit += 7) {
                        sent.ptr[i] = (char) (sent.ptr[i] ^ 1 << bit);
                        refused += !reads(&scratch, sent.ptr, sent.len);
                        sent.ptr[i] = (char) (sent.ptr[i] ^ 1 << bit);
                }
        }
        assert_true(refused > sent.len / 2); /* a letter that becomes another one is nobody's business */
        buf_putc(&sent, 'x');
        assert_false(reads(&scratch, sent.ptr, sent.len));
        buf_release(&sent);
        arena_release(&arena);
        arena_release(&scratch);
}

static void refuses_references_to_nothing(void **state)
{
        struct rec_citation citation = { .id = 1, .subject = 2 };
        struct record record = { .citations = &citation, .n_citations = 1 };
        struct document doc = { .text = SPAN("abc") };
        struct arena arena = { 0 };
        struct buf sent = { 0 };

        (void) state;
        wire_write(&sent, &doc, &record);
        assert_false(reads(&arena, sent.ptr, sent.len));
        citation.subject = 0;
        citation.span = (struct range) { 1, 4 }; /* past the text */
        buf_clear(&sent);
        wire_write(&sent, &doc, &record);
        assert_false(reads(&arena, sent.ptr, sent.len));
        citation.span.end = 3;
        buf_clear(&sent);
        wire_write(&sent, &doc, &record);
        assert_true(reads(&arena, sent.ptr, sent.len));
        buf_release(&sent);
        arena_release(&arena);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(reads_what_was_written),
                cmocka_unit_test(refuses_what_is_cut_or_changed),
                cmocka_unit_test(refuses_references_to_nothing),
        };

        return cmocka_run_group_tests_name("wire", tests, set_up, tear_down);
}
