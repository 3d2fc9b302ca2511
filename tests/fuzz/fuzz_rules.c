/*
 * The rule engine: any text through normalizer and all grammars. Spans lie inside the display text, the record can be written as JSON, and what a worker
 * would send of it the parent would take.
 */
#include "tests/fuzz/fuzz.h"

#include "trichluc/pipeline.h"
#include "trichluc/record_json.h"
#include "trichluc/wire.h"

static struct ruleset *rules(void)
{
        static struct ruleset *set;
        struct buf message = { 0 };

        if (!set)
                HOLD(ruleset_load(&set, NULL, &message) == 0);
        return set;
}

static void hold_record(struct arena *arena, const struct document *doc, const struct record *record)
{
        static const struct record_versions versions = { "", "", "" };
        struct buf sent = { 0 }, json = { 0 }, again = { 0 };
        struct document doc2;
        struct record record2;

        for (size_t i = 0; i < record->n_citations; i++)
                HOLD(record->citations[i].span.end <= doc->text.len && record->citations[i].span.begin < record->citations[i].span.end);
        record_json_write(&json, doc, record, &versions, true);
        HOLD(utf8_is_valid(buf_span(&json)));
        wire_write(&sent, doc, record);
        HOLD(wire_read(&doc2, &record2, arena, buf_span(&sent)));
        doc2.path = doc->path;
        wire_write(&again, &doc2, &record2);
        HOLD(span_eq(buf_span(&sent), buf_span(&again)));
        buf_release(&sent);
        buf_release(&again);
        buf_release(&json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static struct arena arena;
        struct document doc;
        struct record record;
        int code = extractor_read_bytes(&doc, &arena, "a.txt", input_span(data, size), NULL);

        if (!code && strcmp(doc.media_type, "text/plain") == 0) {
                pipeline_understand(rules(), &record, &arena, &doc, 0);
                hold_record(&arena, &doc, &record);
        }
        arena_reset(&arena);
        return 0;
}
