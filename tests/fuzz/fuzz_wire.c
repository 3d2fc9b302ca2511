/*
 * What a worker that was taken over might send: any bytes are refused, or are a record that can be written as JSON and sent on. The input is a list of patches
 * (fuzz.h) on what a sound worker says of a document, which its first byte chooses; after a first byte of 255 it is the message.
 */
#include "tests/fuzz/sample_archive.h"

#include "trichluc/record_json.h"
#include "trichluc/wire.h"

static void message_of(struct buf *out, size_t i)
{
        static struct arena arena;
        struct document doc;
        struct record record;

        HOLD(extractor_read_bytes(&doc, &arena, "a.txt", span_of(sample_texts[i % ARRAY_LEN(sample_texts)]), NULL) == 0);
        pipeline_understand(sample_rules(), &record, &arena, &doc, 0);
        wire_write(out, &doc, &record);
        arena_reset(&arena);
}

static void take(struct span bytes)
{
        struct arena arena = { 0 };
        struct buf out = { 0 };
        struct document doc;
        struct record record;

        if (wire_read(&doc, &record, &arena, bytes)) {
                doc.path = "a";
                record_json_write(&out, &doc, &record, &(struct record_versions) { "", "", "" }, true);
                HOLD(utf8_is_valid(buf_span(&out)));
                buf_clear(&out);
                wire_write(&out, &doc, &record);
                HOLD(out.len == bytes.len);
        }
        buf_release(&out);
        arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static struct buf sound[3];
        struct buf message = { 0 };

        if (!size)
                return 0;
        if (data[0] == 255) {
                take(input_span(data + 1, size - 1));
                return 0;
        }
        struct buf *from = &sound[data[0] % ARRAY_LEN(sound)];

        if (!from->len)
                message_of(from, data[0] % ARRAY_LEN(sound));
        buf_add_span(&message, buf_span(from));
        patch(message.ptr, message.len, input_span(data + 1, size - 1));
        take(buf_span(&message));
        buf_release(&message);
        return 0;
}
