/* Zip containers: what is a DOCX, and each way not to be one. */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

static struct buf zip;

static int read_zip(void)
{
        return read_span("a.docx", buf_span(&zip));
}

static void make(void)
{
        docx_make(&zip, P("một") P("hai"));
}

static void expect(enum diag_code code, const char *detail)
{
        int r = read_zip();

        assert_code(r, code);
        assert_sound(r);
        if (code)
                assert_diag(code, detail);
}

static void a_docx_is_read(void **state)
{
        (void) state;
        make();
        expect(DIAG_NONE, NULL);
        assert_text("một\nhai\n");
        assert_string_equal(doc.media_type, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assert_string_equal(doc.encoding, "UTF-8");
        assert_int_equal(doc.bytes, zip.len);
        /* the name does not matter */
        assert_code(read_span("a.txt", buf_span(&zip)), 0);
        assert_int_equal(doc.n_blocks, 2);
}

static void main_part_is_found(void **state)
{
        static const char types[] =
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/d/main.xml\" "
                "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
        static const char strict[] =
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" "
                "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/d/../d/./main.xml\"/></Relationships>";
        static const char strict_document[] =
                "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body>" P("strict") "</w:body></w:document>";

        (void) state;
        zip_make(&zip, (struct zip_part[]) { { "_rels/.rels", span_of(strict), false }, { "d/main.xml", span_of(strict_document), false } }, 2);
        expect(DIAG_NONE, NULL);
        assert_text("strict\n");
        zip_make(&zip, (struct zip_part[]) { { "[Content_Types].xml", span_of(types), false }, { "d/main.xml", span_of(strict_document), true } }, 2);
        expect(DIAG_NONE, NULL);
        zip_make(&zip, (struct zip_part[]) { { "Word/Document.xml", span_of(strict_document), false } }, 1);
        expect(DIAG_NONE, NULL);
}

static void other_zips_are_no_docx(void **state)
{
        static const char book[] = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>";

        (void) state;
        zip_make(&zip, (struct zip_part[]) { { "a.txt", SPAN("text"), true } }, 1);
        expect(DIAG_no_document_part, NULL);
        zip_make(&zip, (struct zip_part[]) { { "_rels/.rels", SPAN(RELATIONS(RELATION("officeDocument", "xl/workbook.xml"))), false },
                                             { "xl/workbook.xml", span_of(book), false } }, 2);
        expect(DIAG_no_document_part, "xl/workbook.xml");
        /* an empty zip is its end record alone */
        assert_code(read_span("a.docx", SPAN("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")), DIAG_no_document_part);
}

static void cut_or_damaged(void **state)
{
        (void) state;
        make();
        zip.len = zip.len * 2 / 3;
        expect(DIAG_cut_zip, "no directory at the end");
        assert_code(read_span("a.docx", SPAN("PK\3\4")), DIAG_cut_zip);
        make();
        put_u32(&zip, zip_record(&zip, 1), 0);
        expect(DIAG_cut_zip, "entry 2 of the directory");
        make();
        put_u32(&zip, zip_record(&zip, 1) + ZIP_OFFSET_AT, 0xFFFFFF);
        expect(DIAG_cut_zip, "entry 2 of the directory");
        make();
        put_u32(&zip, zip_record(&zip, 1) + ZIP_CRC_AT, 12345);
        expect(DIAG_cut_zip, "word/document.xml: CRC error");
        make();
        memset(zip.ptr + get_u32(&zip, zip_record(&zip, 1) + ZIP_OFFSET_AT) + 30 + 17 + 8, 0xFF, 64);
        expect(DIAG_cut_zip, NULL);
}

/* Unpacked at once or piece by piece, the answer is one: a stored part with another checksum, a stream cut short, one with bytes behind its end. */
static void damaged_in_other_ways(void **state)
{
        static const char document[] = W_ROOT P("stored") W_END;
        uint32_t packed;

        (void) state;
        zip_make(&zip, (struct zip_part[]) { { "word/document.xml", span_of(document), true } }, 1);
        expect(DIAG_NONE, NULL);
        put_u32(&zip, zip_record(&zip, 0) + ZIP_CRC_AT, 12345);
        expect(DIAG_cut_zip, "word/document.xml: CRC error");
        make();
        packed = get_u32(&zip, zip_record(&zip, 1) + ZIP_PACKED_AT);
        put_u32(&zip, zip_record(&zip, 1) + ZIP_PACKED_AT, packed - 8);
        expect(DIAG_cut_zip, NULL);
        make();
        put_u32(&zip, zip_record(&zip, 0) + ZIP_PACKED_AT, get_u32(&zip, zip_record(&zip, 0) + ZIP_PACKED_AT) - 1);
        expect(DIAG_cut_zip, NULL);
}

static void passwords(void **state)
{
        (void) state;
        make();
        zip.ptr[zip_record(&zip, 1) + ZIP_FLAGS_AT] |= 1;
        expect(DIAG_encrypted, "word/document.xml: has a password");
        /* a DOCX with a password is an OLE file with this stream */
        assert_code(read_span("a.docx", SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0\0\0")), DIAG_encrypted);
}

static void unknown_method(void **state)
{
        (void) state;
        make();
        zip.ptr[zip_record(&zip, 1) + ZIP_METHOD_AT] = 97; /* WavPack */
        expect(DIAG_unknown_format, NULL);
}

static void sizes_that_lie(void **state)
{
        uint32_t size;

        (void) state;
        make();
        size = get_u32(&zip, zip_record(&zip, 1) + ZIP_UNPACKED_AT);
        put_u32(&zip, zip_record(&zip, 1) + ZIP_UNPACKED_AT, size - 1);
        expect(DIAG_limit_zip, "word/document.xml: larger than it says");
        put_u32(&zip, zip_record(&zip, 1) + ZIP_UNPACKED_AT, size + 1);
        expect(DIAG_limit_zip, NULL);
}

/* Both records point to one local entry. */
static void overlapping_entries(void **state)
{
        size_t first, second;

        (void) state;
        make();
        first = zip_record(&zip, 0);
        second = zip_record(&zip, 1);
        put_u32(&zip, first + ZIP_OFFSET_AT, get_u32(&zip, second + ZIP_OFFSET_AT));
        expect(DIAG_limit_zip, "entries overlap");
        /* an entry that reaches into the directory */
        make();
        put_u32(&zip, second + ZIP_PACKED_AT, get_u32(&zip, second + ZIP_PACKED_AT) + 10);
        expect(DIAG_limit_zip, "entries overlap");
}

static void limits_of_parts(void **state)
{
        struct extractor_limits limits = extractor_limits_default;
        static char names[20][8];
        struct zip_part parts[20];

        (void) state;
        make();
        arena_reset(&arena);
        limits.part_bytes = 200;
        assert_code(extractor_read_bytes(&doc, &arena, "a.docx", buf_span(&zip), &limits), DIAG_limit_zip);
        assert_diag(DIAG_limit_zip, "_rels/.rels: too large");
        for (size_t i = 0; i < 20; i++) {
                snprintf(names[i], sizeof(names[i]), "p%zu", i);
                parts[i] = (struct zip_part) { names[i], SPAN("x"), true };
        }
        zip_make(&zip, parts, 20);
        limits = extractor_limits_default;
        limits.zip_entries = 19;
        assert_code(extractor_read_bytes(&doc, &arena, "a.docx", buf_span(&zip), &limits), DIAG_limit_zip);
        assert_diag(DIAG_limit_zip, "20 entries");
}

static void a_comment_and_a_tail_do_not_hide_the_directory(void **state)
{
        (void) state;
        make();
        buf_puts(&zip, "some bytes after the end, with PK\5\6 in them");
        expect(DIAG_NONE, NULL);
}

/* A note says which part, and what was readable stays. */
static void a_damaged_note_leaves_the_body(void **state)
{
        static const char document[] = W_ROOT P("thân") W_END;

        (void) state;
        docx_make_parts(&zip, span_of(document),
                (struct zip_part[]) { { "word/_rels/document.xml.rels", SPAN(RELATIONS(RELATION("footnotes", "footnotes.xml"))), false },
                                      { "word/footnotes.xml", SPAN("<w:footnotes xmlns:w=\"" W_NAMESPACE "\"><w:footnote>" P("chú thích") "<w:p>"), false } }, 2);
        expect(DIAG_NONE, NULL);
        assert_non_null(find_diag(DIAG_bad_xml));
        assert_non_null(strstr(find_diag(DIAG_bad_xml)->detail, "word/footnotes.xml"));
        assert_text("thân\nchú thích\n");
        assert_int_equal(doc.blocks[1].part, BLOCK_FOOTNOTE);
}

static int release(void **state)
{
        buf_release(&zip);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(a_docx_is_read),
                cmocka_unit_test(main_part_is_found),
                cmocka_unit_test(other_zips_are_no_docx),
                cmocka_unit_test(cut_or_damaged),
                cmocka_unit_test(damaged_in_other_ways),
                cmocka_unit_test(passwords),
                cmocka_unit_test(unknown_method),
                cmocka_unit_test(sizes_that_lie),
                cmocka_unit_test(overlapping_entries),
                cmocka_unit_test(limits_of_parts),
                cmocka_unit_test(a_comment_and_a_tail_do_not_hide_the_directory),
                cmocka_unit_test(a_damaged_note_leaves_the_body),
        };

        return cmocka_run_group_tests_name("package", tests, NULL, release);
}
