/* ODT: what a reader sees, and the outcome of spoiled files. */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

#define URN "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACES \
        " xmlns:office=\"" URN "office:1.0\" xmlns:text=\"" URN "text:1.0\" xmlns:table=\"" URN "table:1.0\" xmlns:style=\"" URN "style:1.0\" xmlns:draw=\"" URN "drawing:1.0\"" \
        " xmlns:svg=\"" URN "svg-compatible:1.0\" xmlns:fo=\"" URN "xsl-fo-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
#define MIMETYPE { "mimetype", SPAN_INIT("application/vnd.oasis.opendocument.text"), true }
#define MANIFEST { "META-INF/manifest.xml", SPAN_INIT("<manifest:manifest xmlns:manifest=\"" URN "manifest:1.0\"/>"), false }
#define TP(text) "<text:p>" text "</text:p>"
#define ITEM(content) "<text:list-item>" content "</text:list-item>"
#define CELL(more, content) "<table:table-cell" more ">" content "</table:table-cell>"

static struct buf zip;

/* @automatic: in office:automatic-styles of content.xml; @styles: inside the root of styles.xml */
static int read_odt(const char *styles, const char *automatic, const char *text)
{
        struct buf content = { 0 }, sheet = { 0 };
        int r;

        buf_printf(&content, "<?xml version=\"1.0\"?><office:document-content" SPACES ">%s<office:body><office:text>%s</office:text></office:body></office:document-content>", automatic, text);
        buf_printf(&sheet, "<office:document-styles" SPACES ">%s</office:document-styles>", styles);
        zip_make(&zip, (struct zip_part[]) { MIMETYPE, MANIFEST, { "content.xml", buf_span(&content), false }, { "styles.xml", buf_span(&sheet), false } }, 4);
        r = read_span("a.odt", buf_span(&zip));
        buf_release(&content);
        buf_release(&sheet);
        assert_code(r, 0);
        assert_sound(r);
        assert_string_equal(doc.media_type, "application/vnd.oasis.opendocument.text");
        return r;
}

static void text_of_a_body(void **state)
{
        static const struct {
                const char *what, *body, *text;
        } rows[] = {
                { "paragraphs and headings", "<text:h text:outline-level=\"2\">Ch\u01B0\u01A1ng I</text:h>" TP("m\u1ED9t") "<text:p/>" TP("hai"), "Ch\u01B0\u01A1ng I\nm\u1ED9t\n\nhai\n" },
                { "white space", TP("\n  m\u1ED9t <text:span> hai</text:span>\n\tba<text:s text:c=\"3\"/>b\u1ED1n<text:tab/>x<text:line-break/> y"), "m\u1ED9t hai ba   b\u1ED1n\tx\ny\n" },
                { "a word over spans", TP("Q\u0110<text:span>-T</text:span><text:a>T</text:a>g<text:soft-page-break/>"), "Q\u0110-TTg\n" },
                { "notes and comments stand apart", TP("th\u00E2n<text:note><text:note-citation>1</text:note-citation><text:note-body>" TP("ch\u00FA th\u00EDch") "</text:note-body></text:note>"
                  "<office:annotation><dc:creator>A</dc:creator><dc:date>2020</dc:date>" TP("g\u00F3p \u00FD") "</office:annotation> b\u00E0i") TP("h\u1EBFt"), "th\u00E2n b\u00E0i\nh\u1EBFt\nch\u00FA th\u00EDch\ng\u00F3p \u00FD\n" },
                { "tracked changes", "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>A</dc:creator></office:change-info>" TP("b\u1ECF") "</text:deletion></text:changed-region>"
                  "<text:changed-region><text:insertion><office:change-info><dc:creator>B</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
                  TP("gi\u1EEF<text:change-start/> th\u00EAm<text:change-end/>"), "gi\u1EEF th\u00EAm\n" },
                { "text boxes follow their paragraph", TP("tr\u01B0\u1EDBc <draw:frame><draw:text-box>" TP("B\u1EA2N SAO") "</draw:text-box><svg:title>x</svg:title><svg:desc>y</svg:desc></draw:frame>sau"), "tr\u01B0\u1EDBc sau\nB\u1EA2N SAO\n" },
                { "hidden sections", "<text:section text:display=\"none\">" TP("x") "</text:section><text:section>" TP("y") "</text:section>", "y\n" },
                { "contents", "<text:table-of-content><text:table-of-content-source><text:index-title-template>x</text:index-title-template></text:table-of-content-source><text:index-body>" TP("M\u1EE5c l\u1EE5c")
                  "</text:index-body></text:table-of-content>", "M\u1EE5c l\u1EE5c\n" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                read_odt("", "", rows[i].body);
                if (doc.text.len != strlen(rows[i].text) || memcmp(doc.text.ptr, rows[i].text, doc.text.len) != 0)
                        print_error("# %s\n", rows[i].what);
                assert_text(rows[i].text);
        }
}

static void losses_and_parts(void **state)
{
        (void) state;
        read_odt("", "", "<text:deletion>" TP("x") "</text:deletion><text:section text:display=\"none\"/>" TP("a<text:note><text:note-body>" TP("n") "</text:note-body></text:note>"));
        assert_diag(DIAG_deletion_skipped, "1");
        assert_diag(DIAG_hidden_skipped, "1");
        assert_diag(DIAG_note_part_apart, "notes: 1");
        assert_int_equal(doc.blocks[0].part, BLOCK_BODY);
        assert_int_equal(doc.blocks[1].part, BLOCK_FOOTNOTE);
        assert_int_equal(doc.diags.n, 3);
}

#define LISTS \
        "<office:automatic-styles><text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-prefix=\"\u0110i\u1EC1u \" style:num-suffix=\".\"/>" \
        "<text:list-level-style-number text:level=\"2\" style:num-format=\"1\" style:num-suffix=\".\" text:display-levels=\"2\"/>" \
        "<text:list-level-style-number text:level=\"3\" style:num-format=\"a\" style:num-suffix=\")\" text:start-value=\"3\"/></text:list-style>" \
        "<text:list-style style:name=\"L2\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"-\"><style:list-level-properties><style:list-level-label-alignment text:label-followed-by=\"nothing\"/>" \
        "</style:list-level-properties></text:list-level-style-bullet><text:list-level-style-bullet text:level=\"2\" text:bullet-char=\"\uF0B7\"/></text:list-style></office:automatic-styles>"

static void lists(void **state)
{
        (void) state;
        read_odt("<office:styles><text:outline-style><text:outline-level-style text:level=\"1\" style:num-format=\"I\" style:num-suffix=\".\"/><text:outline-level-style text:level=\"2\" style:num-format=\"\"/>"
                 "</text:outline-style></office:styles>", LISTS,
                "<text:h text:outline-level=\"1\">M\u1EDF</text:h><text:h text:outline-level=\"2\">kh\u00F4ng s\u1ED1</text:h>"
                "<text:list text:style-name=\"L1\">" ITEM(TP("a") TP("b")) ITEM(TP("c") "<text:list>" ITEM(TP("d") "<text:list>" ITEM(TP("e")) ITEM(TP("f")) "</text:list>") "</text:list>")
                "<text:list-header>" TP("g") "</text:list-header></text:list>"
                /* as word processors write the next paragraph of level 2 */
                "<text:list text:style-name=\"L1\" text:continue-numbering=\"true\">" ITEM("<text:list>" ITEM(TP("h")) "</text:list>") "</text:list>"
                "<text:list text:style-name=\"L1\">" ITEM(TP("i")) "<text:list-item text:start-value=\"9\"><text:p/></text:list-item></text:list>"
                "<text:list text:style-name=\"L2\">" ITEM(TP("k") "<text:list>" ITEM(TP("l")) "</text:list>") "</text:list><text:list text:style-name=\"none\">" ITEM(TP("m")) "</text:list>"
                "<text:h text:outline-level=\"1\">\u0110\u00F3ng</text:h>");
        assert_text("I. M\u1EDF\nkh\u00F4ng s\u1ED1\n\u0110i\u1EC1u 1. a\nb\n\u0110i\u1EC1u 2. c\n2.1. d\nc) e\nd) f\ng\n2.2. h\n\u0110i\u1EC1u 1. i\n\u0110i\u1EC1u 9. \n-k\n\u2022 l\nm\nII. \u0110\u00F3ng\n");
        assert_int_equal(doc.blocks[2].label, strlen("\u0110i\u1EC1u 1. "));
        assert_int_equal(doc.blocks[0].heading, 1);
        assert_int_equal(doc.blocks[1].heading, 2);
}

static void tables(void **state)
{
        (void) state;
        read_odt("", "", "<table:table><table:table-header-rows><table:table-row>" CELL("", TP("STT")) CELL(" table:number-columns-spanned=\"2\"", TP("N\u1ED9i dung")) "<table:covered-table-cell/>" CELL("", TP("x"))
                 "</table:table-row></table:table-header-rows><table:table-row>" CELL(" table:number-rows-spanned=\"2\"", TP("1")) CELL(" table:number-columns-repeated=\"2\"", "") CELL("", "<table:table><table:table-row>" CELL("", TP("trong"))
                 "</table:table-row></table:table>" TP("y")) "</table:table-row><table:table-row><table:covered-table-cell/>" CELL("", TP("z")) "</table:table-row></table:table>" TP("sau"));
        assert_text("STT\nN\u1ED9i dung\nx\n1\ntrong\ny\nz\nsau\n");
        assert_int_equal(doc.blocks[1].column, 1);
        assert_int_equal(doc.blocks[1].columns, 2);
        assert_int_equal(doc.blocks[2].column, 3);
        assert_int_equal(doc.blocks[3].row, 1);
        assert_int_equal(doc.blocks[4].table, 2);
        assert_int_equal(doc.blocks[5].column, 3);
        assert_int_equal(doc.blocks[6].row, 2);
        assert_int_equal(doc.blocks[6].column, 1);
        assert_int_equal(doc.blocks[7].table, 0);
}

static void styles(void **state)
{
        (void) state;
        read_odt("<office:font-face-decls><style:font-face style:name=\"F1\" svg:font-family=\"&apos;.VnTime&apos;\"/></office:font-face-decls><office:styles><style:default-style style:family=\"paragraph\">"
                 "<style:paragraph-properties fo:text-align=\"end\"/></style:default-style><style:style style:name=\"H\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"center\"/>"
                 "<style:text-properties fo:font-weight=\"bold\" fo:text-transform=\"uppercase\"/></style:style><style:style style:name=\"V\" style:family=\"paragraph\"><style:text-properties style:font-name=\"F1\"/></style:style>"
                 "<style:style style:name=\"P1\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"center\"/></style:style></office:styles>"
                 "<office:automatic-styles><style:style style:name=\"P1\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"start\"/></style:style></office:automatic-styles>"
                 "<office:master-styles><style:master-page><style:header><text:p text:style-name=\"P1\">C\u00D4NG B\u00C1O</text:p></style:header><style:footer>" TP("2") "</style:footer></style:master-page>"
                 "<style:master-page><style:header>" TP("C\u00D4NG B\u00C1O") "</style:header></style:master-page></office:master-styles>",
                "<office:automatic-styles><style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"H\"/><style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"normal\" "
                "fo:text-transform=\"none\"/></style:style><style:style style:name=\"T2\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style></office:automatic-styles>",
                "<text:p text:style-name=\"P1\">\u0111i\u1EC1u</text:p><text:p text:style-name=\"P1\">a<text:span text:style-name=\"T1\">b<text:note><text:note-body>" TP("n") "</text:note-body></text:note>c</text:span>d"
                "<text:span text:style-name=\"T2\">x</text:span></text:p>" TP("e") "<text:p text:style-name=\"V\">Quy\u00D5t \u00AE\u00DEnh</text:p>");
        assert_text("\u0110I\u1EC0U\nAbcD\ne\nQuy\u1EBFt \u0111\u1ECBnh\nn\nC\u00D4NG B\u00C1O\n2\n");
        assert_int_equal(doc.blocks[0].aligned, 'c');
        assert_true(doc.blocks[0].bold);
        assert_false(doc.blocks[1].bold);
        assert_int_equal(doc.blocks[2].aligned, 'r');
        assert_int_equal(doc.blocks[5].part, BLOCK_HEADER);
        assert_int_equal(doc.blocks[5].aligned, 0); /* its own file's P1 */
        assert_diag(DIAG_hidden_skipped, "1");
        assert_diag(DIAG_encoding_decoded, "TCVN3");
}

#define CONTENT(body) "<office:document-content" SPACES "><office:body>" body "</office:body></office:document-content>"

static void refusals(void **state)
{
        static const struct {
                struct zip_part parts[3];
                enum diag_code code;
        } rows[] = {
                { { MIMETYPE, MANIFEST, { "content.xml", SPAN_INIT(CONTENT("<office:spreadsheet/>")), false } }, DIAG_no_document_part },
                { { MIMETYPE, MANIFEST, { "content.xml", SPAN_INIT("<office:document-content" SPACES "><office:body><office:text><text:p>cut"), false } }, DIAG_bad_xml },
                { { MIMETYPE, MANIFEST, { "content.xml", SPAN_INIT("<!DOCTYPE x [<!ENTITY y 'z'>]>" CONTENT("<office:text/>")), false } }, DIAG_doctype_refused },
                { { MIMETYPE, { "META-INF/manifest.xml", SPAN_INIT("<m:manifest xmlns:m='m'><m:file-entry m:full-path='content.xml'><m:encryption-data/></m:file-entry></m:manifest>"), false },
                    { "content.xml", SPAN_INIT("\x12\x34garbage"), false } }, DIAG_encrypted },
                { { MIMETYPE, MANIFEST, { "other.xml", SPAN_INIT("<x/>"), false } }, DIAG_no_document_part },
                { { MIMETYPE, MANIFEST, { "content.xml", SPAN_INIT(CONTENT("<office:text><text:p/></office:text>")), false } }, DIAG_NONE },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                int r;

                zip_make(&zip, rows[i].parts, 3);
                r = read_span(i % 2 ? "a.odt" : "a.doc", buf_span(&zip)); /* the name says nothing */
                assert_code(r, rows[i].code);
                assert_sound(r);
        }
        assert_diag(DIAG_no_text, NULL);
        zip.len /= 2;
        assert_code(read_span("a.odt", buf_span(&zip)), DIAG_cut_zip);
}

static void damaged_styles_cost_the_looks(void **state)
{
        (void) state;
        zip_make(&zip, (struct zip_part[]) { MIMETYPE, MANIFEST, { "content.xml", SPAN(CONTENT("<office:text>" TP("a") "</office:text>")), false },
                                             { "styles.xml", SPAN("<office:document-styles" SPACES "><office:styles"), false } }, 4);
        assert_code(read_span("a.odt", buf_span(&zip)), 0);
        assert_text("a\n");
        assert_non_null(find_diag(DIAG_bad_xml));
}

static int release(void **state)
{
        buf_release(&zip);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(text_of_a_body),
                cmocka_unit_test(losses_and_parts),
                cmocka_unit_test(lists),
                cmocka_unit_test(tables),
                cmocka_unit_test(styles),
                cmocka_unit_test(refusals),
                cmocka_unit_test(damaged_styles_cost_the_looks),
        };

        return cmocka_run_group_tests_name("odt", tests, NULL, release);
}
