/* DOCX behind the zip: the input is the document part, then styles, numbering, footnotes, theme, a page head and their relationships, a byte 1F between them. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/zip_stored.h"

static const char *const names[] = { "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/theme/theme1.xml",
                                     "word/header1.xml", "word/_rels/document.xml.rels" };

#define RELATION(id, type, target) "<Relationship Id='" id "' Type='http://x/" type "' Target='" target "'/>"
#define RELATIONS(list) "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" list "</Relationships>"

static const char package_relations[] = RELATIONS(RELATION("a", "officeDocument", "word/document.xml"));
static const char part_relations[] = RELATIONS(RELATION("a", "styles", "styles.xml") RELATION("b", "numbering", "numbering.xml")
        RELATION("c", "footnotes", "footnotes.xml") RELATION("d", "theme", "theme/theme1.xml") RELATION("e", "header", "header1.xml"));

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct stored_part parts[ARRAY_LEN(names) + 1] = { { "_rels/.rels", span_of(package_relations) } };
        struct span rest = input_span(data, size);
        struct arena arena = { 0 };
        struct buf zip = { 0 };
        struct document doc;

        for (size_t i = 0; i < ARRAY_LEN(names); i++)
                parts[i + 1] = (struct stored_part) { names[i], next_piece(&rest) };
        if (!parts[ARRAY_LEN(names)].data.len)
                parts[ARRAY_LEN(names)].data = span_of(part_relations);
        zip_stored(&zip, parts, ARRAY_LEN(parts));
        hold_document(&doc, extractor_read_bytes(&doc, &arena, "a.docx", buf_span(&zip), NULL));
        buf_release(&zip);
        arena_release(&arena);
        return 0;
}
