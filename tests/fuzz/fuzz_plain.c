/* Any bytes as a file: plain text in whatever charset, HTML, MHT. What helper programs read is left to them. */
#include "tests/fuzz/fuzz.h"

#include "normalizer/normalizer.h"

static bool for_helpers(struct span bytes)
{
        struct span head = { bytes.ptr, bytes.len < 1100 ? bytes.len : 1100 };

        return span_starts(bytes, SPAN("\xD0\xCF\x11\xE0")) || span_starts(bytes, SPAN("PK")) ||
                (head.ptr && head.len && (memmem(head.ptr, head.len, "%PDF", 4) || memmem(head.ptr, head.len, "{\\rt", 4)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static const char *const names[] = { "a.txt", "a.html", "a.mht", "a.doc" };
        struct arena arena = { 0 };
        struct document doc;
        struct span bytes = input_span(data, size);
        int code;

        if (for_helpers(bytes))
                return 0;
        code = extractor_read_bytes(&doc, &arena, names[size % ARRAY_LEN(names)], bytes, NULL);
        hold_document(&doc, code);
        if (!code) {
                norm_display(&doc, &arena);
                hold_document(&doc, 0);
        }
        arena_release(&arena);
        return 0;
}
