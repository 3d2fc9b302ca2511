/* DOCX: what a reader sees, in reading order, each block with its place. */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

#include "extractor/capitals.h"

static struct buf zip;

static void read_body(const char *body)
{
        int r;

        docx_make(&zip, body);
        r = read_span("a.docx", buf_span(&zip));
        assert_code(r, 0);
        assert_sound(r);
}

#define R(properties, text) "<w:r><w:rPr>" properties "</w:rPr><w:t>" text "</w:t></w:r>"
#define CELL(properties, content) "<w:tc><w:tcPr>" properties "</w:tcPr>" content "</w:tc>"
#define BOX(content) "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" content "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"

/* Each row: a body and its display text. */
static void text_of_a_body(void **state)
{
        static const struct {
                const char *what, *body, *text;
        } rows[] = {
                { "runs are joined as they are", "<w:p><w:r><w:t>Q\u0110</w:t></w:r><w:r><w:t>-TT</w:t></w:r><w:proofErr/><w:r><w:t xml:space=\"preserve\">g </w:t>"
                  "<w:t> x</w:t></w:r></w:p>", "Q\u0110-TTg  x\n" },
                { "empty paragraphs leave empty lines", P("a") "<w:p/><w:p><w:r><w:t>  </w:t></w:r></w:p>" P("b"), "a\n\n\nb\n" },
                { "tab and breaks", "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:ptab/></w:r></w:p>", "a\tb\nc\nd\t\n" },
                { "tab stops are no tabs", "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>", "a\n" },
                { "a line end in w:t is a space", "<w:p><w:r><w:t>a\n\nb\tc</w:t></w:r></w:p>", "a  b\tc\n" },
                { "hyphens", "<w:p><w:r><w:t>Q\u0110</w:t><w:noBreakHyphen/><w:t>TTg t</w:t><w:softHyphen/><w:t>x</w:t></w:r></w:p>", "Q\u0110\u2011TTg t\u00ADx\n" },
                { "entities", P("a &amp; b &lt;c&gt; &#x1EF0;&#39;"), "a & b <c> \u1EF0'\n" },
                { "CDATA", P("a<![CDATA[<w:sz/> & ]]>b"), "a<w:sz/> & b\n" },
                { "insertions stay, deletions go", "<w:p><w:ins><w:r><w:t>m\u1EDBi</w:t></w:r></w:ins><w:del><w:r><w:delText>c\u0169</w:delText></w:r></w:del>"
                  "<w:moveFrom><w:r><w:t>\u0111i</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> t\u1EDBi</w:t></w:r></w:moveTo></w:p>", "m\u1EDBi t\u1EDBi\n" },
                { "a deleted paragraph end joins", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>m\u1ED9t</w:t></w:r></w:p>" P(" hai") P("ba"), "m\u1ED9t hai\nba\n" },
                { "a deleted last end", P("a") "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>", "a\nb\n" },
                { "fields", "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> DATE \\@ </w:instrText></w:r><w:r><w:fldChar w:fldCharType="
                  "\"separate\"/></w:r><w:r><w:t>2023</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"x\">" R("", "!")
                  "</w:fldSimple></w:p>", "2023!\n" },
                { "wrappers are transparent", "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:smartTag><w:hyperlink>" R("", "a")
                  "</w:hyperlink></w:smartTag><w:customXml>" R("", "b") "</w:customXml></w:p></w:sdtContent></w:sdt>", "ab\n" },
                { "hidden runs", "<w:p>" R("<w:vanish/>", "\u1EA9n") R("<w:vanish w:val=\"0\"/>", "hi\u1EC7n") "</w:p>", "hi\u1EC7n\n" },
                { "the mark's properties are not the runs'", "<w:p><w:pPr><w:rPr><w:vanish/><w:caps/></w:rPr></w:pPr>" R("", "a") "</w:p>", "a\n" },
                { "old properties say nothing", "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>", "a\n" },
                { "capitals", "<w:p>" R("<w:caps/>", "\u1EE7y ban nh\u00E2n d\u00E2n \u0111\u1EB7ng \u01B0\u01A1 \u00FF") "</w:p>",
                  "\u1EE6Y BAN NH\u00C2N D\u00C2N \u0110\u1EB6NG \u01AF\u01A0 \u0178\n" },
                { "symbols", "<w:p><w:r><w:t>a</w:t><w:sym w:font=\"X\" w:char=\"2013\"/><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/><w:sym w:char=\"zz\"/></w:r></w:p>",
                  "a\u2013\u2192\n" },
                { "mathematics", "<w:p><w:r><w:t>x = </w:t></w:r><m:oMath><m:r><m:t>y+1</m:t></m:r></m:oMath></w:p>", "x = y+1\n" },
                { "text outside a paragraph", P("a") "<w:r><w:t>b</w:t></w:r>" P("c"), "a\nb\nc\n" },
                { "text outside runs' text", "<w:p>stray<w:r>stray<w:t>a</w:t></w:r></w:p>", "a\n" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                read_body(rows[i].body);
                assert_text(rows[i].text);
        }
}

static void losses_are_noted(void **state)
{
        (void) state;
        read_body("<w:p><w:del>" R("", "x") "</w:del><w:del>" R("", "y") "</w:del>" R("<w:vanish/>", "z") "<w:r><w:sym w:char=\"F021\"/></w:r></w:p>" P("a"));
        assert_diag(DIAG_deletion_skipped, "2");
        assert_diag(DIAG_hidden_skipped, "1");
        assert_diag(DIAG_symbol_dropped, "1");
        assert_int_equal(doc.diags.n, 3);
        read_body(P("a"));
        assert_int_equal(doc.diags.n, 0);
        read_body("<w:p/>");
        assert_diag(DIAG_no_text, NULL);
}

static void tables_row_by_row(void **state)
{
        (void) state;
        read_body(P("tr\u01B0\u1EDBc") "<w:tbl><w:tblPr><w:jc w:val=\"center\"/></w:tblPr><w:tr>"
                  CELL("<w:gridSpan w:val=\"2\"/>", P("UBND") P("S\u1ED1: 1")) CELL("", P("C\u1ED8NG H\u00D2A")) "</w:tr>"
                  "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" CELL("", "<w:tbl><w:tr>" CELL("", P("trong")) CELL("", P("trong 2")) "</w:tr></w:tbl>" P("sau"))
                  CELL("<w:vMerge/>", "<w:p/>") "</w:tr></w:tbl>" P("h\u1EBFt") "<w:tbl><w:tr>" CELL("", P("n\u1EEFa")) "</w:tr></w:tbl>");
        assert_text("tr\u01B0\u1EDBc\nUBND\nS\u1ED1: 1\nC\u1ED8NG H\u00D2A\ntrong\ntrong 2\nsau\n\nh\u1EBFt\nn\u1EEFa\n");
        assert_place(0, "tr\u01B0\u1EDBc", 0, 0, 0, 0);
        assert_place(1, "UBND", 1, 0, 0, 2);
        assert_place(2, "S\u1ED1: 1", 1, 0, 0, 2);
        assert_place(3, "C\u1ED8NG H\u00D2A", 1, 0, 2, 1);
        assert_int_equal(doc.blocks[3].aligned, 0); /* the table is centred, not its text */
        assert_place(4, "trong", 2, 0, 0, 1);
        assert_place(5, "trong 2", 2, 0, 1, 1);
        assert_place(6, "sau", 1, 1, 1, 1);
        assert_place(7, "h\u1EBFt", 0, 0, 0, 0);
        assert_place(8, "n\u1EEFa", 3, 0, 0, 1);
}

static void deleted_rows_go(void **state)
{
        (void) state;
        read_body("<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" CELL("", P("b\u1ECF")) "</w:tr><w:tr>" CELL("", P("gi\u1EEF")) "</w:tr></w:tbl>" P("sau"));
        assert_text("gi\u1EEF\nsau\n");
        assert_diag(DIAG_deletion_skipped, "1");
}

static void text_boxes_come_once_after_their_paragraph(void **state)
{
        (void) state;
        read_body("<w:p><w:r><w:t>tr\u01B0\u1EDBc </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx><w:txbxContent>" P("B\u1EA2N SAO")
                  "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" P("B\u1EA2N SAO") "</w:txbxContent></w:pict></mc:Fallback>"
                  "</mc:AlternateContent></w:r><w:r><w:t>sau</w:t></w:r></w:p>" P("h\u1EBFt"));
        assert_text("tr\u01B0\u1EDBc sau\nB\u1EA2N SAO\nh\u1EBFt\n");
        assert_int_equal(doc.blocks[0].part, BLOCK_BODY);
        assert_int_equal(doc.blocks[1].part, BLOCK_TEXTBOX);
        assert_int_equal(doc.blocks[2].part, BLOCK_BODY);

        /* a choice without words: the other branch */
        read_body("<w:p><mc:AlternateContent><mc:Choice Requires=\"x\"><w:drawing/></mc:Choice><mc:Fallback>" BOX(P("kh\u00E1c")) "</mc:Fallback></mc:AlternateContent></w:p>");
        assert_text("kh\u00E1c\n");
        assert_int_equal(doc.blocks[0].part, BLOCK_TEXTBOX);

        /* in a cell, with a table and another box inside */
        read_body("<w:tbl><w:tr>" CELL("", "<w:p>" BOX("<w:tbl><w:tr>" CELL("", P("b\u1EA3ng")) "</w:tr></w:tbl><w:p>" BOX(P("trong")) R("", "ngo\u00E0i") "</w:p>") R("", "\u00F4") "</w:p>")
                  CELL("", P("hai")) "</w:tr></w:tbl>");
        assert_text("\u00F4\nb\u1EA3ng\nngo\u00E0i\ntrong\nhai\n");
        assert_place(0, "\u00F4", 1, 0, 0, 1);
        assert_place(1, "b\u1EA3ng", 2, 0, 0, 1);
        assert_place(2, "ngo\u00E0i", 0, 0, 0, 0);
        assert_place(4, "hai", 1, 0, 1, 1);
}

static void looks_of_paragraphs(void **state)
{
        (void) state;
        read_body("<w:p><w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"1\"/></w:pPr>" R("<w:b/>", "A ") R("<w:b w:val=\"true\"/>", "B") R("", " ") "</w:p>"
                  "<w:p><w:pPr><w:jc w:val=\"end\"/></w:pPr>" R("<w:b/>", "A") R("<w:b w:val=\"0\"/>", "b") "</w:p>"
                  "<w:p><w:pPr><w:pPrChange><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:pPrChange></w:pPr>" R("", "c") "</w:p>");
        assert_int_equal(doc.blocks[0].aligned, 'c');
        assert_int_equal(doc.blocks[0].heading, 2);
        assert_true(doc.blocks[0].bold);
        assert_block(0, "A B");
        assert_int_equal(doc.blocks[1].aligned, 'r');
        assert_int_equal(doc.blocks[1].heading, 0);
        assert_false(doc.blocks[1].bold);
        assert_int_equal(doc.blocks[2].aligned, 0);
        assert_int_equal(doc.blocks[2].source_line, 3);
}

static void looks_come_from_styles(void **state)
{
        static const char styles[] =
                "<w:styles xmlns:w=\"" W_NAMESPACE "\"><w:docDefaults><w:pPrDefault><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:pPrDefault></w:docDefaults>"
                "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>"
                "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:basedOn w:val=\"B\"/><w:pPr><w:jc w:val=\"center\"/></w:pPr></w:style>"
                "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"N\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:rPr><w:b/><w:caps/></w:rPr></w:style>"
                "<w:style w:type=\"paragraph\" w:styleId=\"L\"><w:name w:val=\"heading 4\"/><w:basedOn w:val=\"L2\"/></w:style>"
                "<w:style w:type=\"paragraph\" w:styleId=\"L2\"><w:basedOn w:val=\"L\"/></w:style>" /* a ring */
                "<w:style w:type=\"character\" w:styleId=\"C\"><w:rPr><w:b w:val=\"false\"/><w:caps w:val=\"0\"/></w:rPr></w:style>"
                "<w:style w:type=\"table\" w:styleId=\"T\"><w:tblPr><w:jc w:val=\"center\"/></w:tblPr><w:tblStylePr><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style></w:styles>";
        static const char document[] = W_ROOT "<w:p><w:pPr><w:pStyle w:val=\"H\"/></w:pPr>" R("", "\u0111i\u1EC1u") R("<w:rStyle w:val=\"C\"/>", " m\u1ED9t") "</w:p>"
                "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr>" R("", "l") "</w:p>" P("n") "<w:p><w:pPr><w:pStyle w:val=\"unknown\"/></w:pPr>" R("", "u") "</w:p>" W_END;
        int r;

        (void) state;
        docx_make_parts(&zip, span_of(document), (struct zip_part[]) { { "word/_rels/document.xml.rels", SPAN(RELATIONS(RELATION("styles", "styles.xml"))), false },
                                                                       { "word/styles.xml", span_of(styles), false } }, 2);
        r = read_span("a.docx", buf_span(&zip));
        assert_code(r, 0);
        assert_sound(r);
        assert_text("\u0110I\u1EC0U m\u1ED9t\nl\nn\nu\n");
        assert_int_equal(doc.blocks[0].heading, 3);
        assert_int_equal(doc.blocks[0].aligned, 'c');
        assert_false(doc.blocks[0].bold); /* the character style took it from one run */
        assert_int_equal(doc.blocks[1].heading, 4);
        assert_int_equal(doc.blocks[1].aligned, 'r');
        assert_int_equal(doc.blocks[2].aligned, 'r');
        assert_int_equal(doc.blocks[3].aligned, 'r');
        assert_int_equal(doc.blocks[3].heading, 0);
}

#define NOTES(root, content) "<w:" root " xmlns:w=\"" W_NAMESPACE "\">" content "</w:" root ">"

static void parts_stand_apart(void **state)
{
        static const char document[] = W_ROOT "<w:p><w:r><w:t>th\u00E2n</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>" W_END;
        const struct zip_part parts[] = {
                { "word/_rels/document.xml.rels", SPAN(RELATIONS(RELATION("header", "header1.xml") RELATION("header", "header2.xml") RELATION("footer", "footer1.xml")
                  RELATION("header", "header3.xml") RELATION("header", "header1.xml") RELATION("comments", "comments.xml") RELATION("footnotes", "/word/footnotes.xml")
                  RELATION("endnotes", "endnotes.xml") RELATION("image", "image.png") RELATION("header", "gone.xml")
                  "<Relationship Id=\"x\" Type=\"http://x/footnotes\" Target=\"http://example.org/footnotes.xml\" TargetMode=\"External\"/>")), false },
                { "word/footnotes.xml", SPAN(NOTES("footnotes", "<w:footnote w:type=\"separator\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote>" P("cu\u1ED1i trang")
                  "</w:footnote>")), false },
                { "word/endnotes.xml", SPAN(NOTES("endnotes", "<w:endnote>" P("cu\u1ED1i b\u00E0i") "</w:endnote>")), false },
                { "word/comments.xml", SPAN(NOTES("comments", "<w:comment>" P("g\u00F3p \u00FD") "</w:comment>")), false },
                { "word/header1.xml", SPAN(NOTES("hdr", P("C\u00D4NG B\u00C1O") P("2"))), false },
                { "word/header2.xml", SPAN(NOTES("hdr", P("C\u00D4NG B\u00C1O") P("2"))), false },
                { "word/header3.xml", SPAN(NOTES("hdr", P("- 12 -"))), false },
                { "word/footer1.xml", SPAN(NOTES("ftr", P("Trang 1 / 5"))), false },
        };
        int r;

        (void) state;
        docx_make_parts(&zip, span_of(document), parts, ARRAY_LEN(parts));
        r = read_span("a.docx", buf_span(&zip));
        assert_code(r, 0);
        assert_sound(r);
        assert_text("th\u00E2n\ncu\u1ED1i trang\ncu\u1ED1i b\u00E0i\ng\u00F3p \u00FD\nC\u00D4NG B\u00C1O\n2\n- 12 -\nTrang 1 / 5\n");
        assert_int_equal(doc.blocks[0].part, BLOCK_BODY);
        assert_int_equal(doc.blocks[1].part, BLOCK_FOOTNOTE);
        assert_int_equal(doc.blocks[2].part, BLOCK_FOOTNOTE);
        assert_int_equal(doc.blocks[3].part, BLOCK_COMMENT);
        assert_int_equal(doc.blocks[4].part, BLOCK_HEADER);
        assert_diag(DIAG_note_part_apart, "word/footnotes.xml: 1");
        assert_int_equal(doc.diags.n, 3);
}

/* A part in UTF-16 is allowed, and long text crosses every piece the reader takes. */
static void encodings_and_pieces(void **state)
{
        static const char body[] = "<w:document xmlns:w=\"" W_NAMESPACE "\"><w:body>" P("m?t") "</w:body></w:document>";
        static const char letter[] = "\u1ED9"; /* ộ, three bytes: the pieces end inside it at two of three lengths */
        struct buf document = { 0 };

        (void) state;
        buf_add(&document, "\xFF\xFE", 2);
        for (size_t i = 0; i < sizeof(body) - 1; i++)
                buf_add(&document, body[i] == '?' ? "\xD9\x1E" : (char[]) { body[i], 0 }, 2);
        docx_make_document(&zip, buf_span(&document));
        assert_code(read_span("a.docx", buf_span(&zip)), 0);
        assert_text("m\u1ED9t\n");

        for (int shift = 0; shift < 3; shift++) {
                size_t begin;

                buf_clear(&document);
                buf_puts(&document, W_ROOT "<w:p><w:r><w:t>");
                for (int i = 0; i < shift; i++)
                        buf_putc(&document, 'x');
                begin = document.len;
                for (int i = 0; i < 60000; i++)
                        buf_puts(&document, letter);
                size_t len = document.len - begin;

                buf_puts(&document, "</w:t></w:r></w:p>" W_END);
                docx_make_document(&zip, buf_span(&document));
                assert_code(read_span("a.docx", buf_span(&zip)), 0);
                assert_int_equal(doc.text.len, (size_t) shift + len + 1);
                assert_memory_equal(doc.text.ptr + shift, document.ptr + begin, len);
        }
        buf_release(&document);
}

static void capital_letters(void **state)
{
        static const char *const pairs[][2] = {
                { "a\u00E0\u1EA3\u00E3\u00E1\u1EA1\u0103\u1EB1\u1EB3\u1EB5\u1EAF\u1EB7\u00E2\u1EA7\u1EA9\u1EAB\u1EA5\u1EAD",
                  "A\u00C0\u1EA2\u00C3\u00C1\u1EA0\u0102\u1EB0\u1EB2\u1EB4\u1EAE\u1EB6\u00C2\u1EA6\u1EA8\u1EAA\u1EA4\u1EAC" },
                { "\u0111\u00EA\u1EC1\u1EC3\u1EC5\u1EBF\u1EC7i\u0129\u01A1\u1EDD\u01B0\u1EEFy\u1EF3\u1EF7\u1EF9\u00FD\u1EF5",
                  "\u0110\u00CA\u1EC0\u1EC2\u1EC4\u1EBE\u1EC6I\u0128\u01A0\u1EDC\u01AF\u1EEEY\u1EF2\u1EF6\u1EF8\u00DD\u1EF4" },
                { "A\u00D7\u00F7\u00DF1\u0131\u0138\u0142\u017E\u0178", "A\u00D7\u00F7\u00DF1I\u0138\u0141\u017D\u0178" },
                { "e\u0302\u0301\u4E00\U0001F600", "E\u0302\u0301\u4E00\U0001F600" },
        };
        struct buf out = { 0 };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
                for (int k = 0; k < 2; k++) {
                        buf_clear(&out);
                        buf_add_capitals(&out, span_of(pairs[i][k]));
                        assert_string_equal(out.ptr, pairs[i][1]);
                }
        }
        buf_release(&out);
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
                cmocka_unit_test(losses_are_noted),
                cmocka_unit_test(tables_row_by_row),
                cmocka_unit_test(deleted_rows_go),
                cmocka_unit_test(text_boxes_come_once_after_their_paragraph),
                cmocka_unit_test(looks_of_paragraphs),
                cmocka_unit_test(looks_come_from_styles),
                cmocka_unit_test(parts_stand_apart),
                cmocka_unit_test(encodings_and_pieces),
                cmocka_unit_test(capital_letters),
        };

        return cmocka_run_group_tests_name("docx", tests, NULL, release);
}
