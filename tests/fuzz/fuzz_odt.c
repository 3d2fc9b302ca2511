/* ODT behind the zip: content.xml and styles.xml, a byte 1F between them. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/zip_stored.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct span rest = input_span(data, size);
        struct stored_part parts[] = { { "mimetype", SPAN("application/vnd.oasis.opendocument.text") }, { "META-INF/manifest.xml", SPAN("<m/>") },
                                       { "content.xml", next_piece(&rest) }, { "styles.xml", next_piece(&rest) } };
        struct arena arena = { 0 };
        struct buf zip = { 0 };
        struct document doc;

        zip_stored(&zip, parts, ARRAY_LEN(parts));
        hold_document(&doc, extractor_read_bytes(&doc, &arena, "a.odt", buf_span(&zip), NULL));
        buf_release(&zip);
        arena_release(&arena);
        return 0;
}
