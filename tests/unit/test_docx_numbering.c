/* Automatic numbers of DOCX paragraphs: what a reader sees, in every way a document can say it. */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

#include "extractor/numerals.h"

static struct buf zip;

#define LVL(at, format, text, more) \
        "<w:lvl w:ilvl=\"" at "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format "\"/><w:lvlText w:val=\"" text "\"/>" more "</w:lvl>"
#define ABSTRACT(id, levels) "<w:abstractNum w:abstractNumId=\"" id "\">" levels "</w:abstractNum>"
#define NUM(id, abstract, more) "<w:num w:numId=\"" id "\"><w:abstractNumId w:val=\"" abstract "\"/>" more "</w:num>"
#define IN(list, level) "<w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" list "\"/></w:numPr></w:pPr>"
#define T(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define ITEM(list, level, text) "<w:p>" IN(list, level) T(text) "</w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr>" T(text) "</w:p>"
#define STYLE(id, more) "<w:style w:type=\"paragraph\" w:styleId=\"" id "\">" more "</w:style>"

static void read_numbered(const char *lists, const char *styles, const char *body)
{
        struct buf document = { 0 }, numbering = { 0 }, style = { 0 };
        int r;

        buf_printf(&document, "%s%s%s", W_ROOT, body, W_END);
        buf_printf(&numbering, "<w:numbering xmlns:w=\"" W_NAMESPACE "\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">%s</w:numbering>", lists);
        buf_printf(&style, "<w:styles xmlns:w=\"" W_NAMESPACE "\">%s</w:styles>", styles);
        docx_make_parts(&zip, buf_span(&document),
                (struct zip_part[]) { { "word/_rels/document.xml.rels", SPAN(RELATIONS(RELATION("styles", "styles.xml") RELATION("numbering", "numbering.xml"))), false },
                                      { "word/numbering.xml", buf_span(&numbering), false }, { "word/styles.xml", buf_span(&style), false } }, 3);
        r = read_span("a.docx", buf_span(&zip));
        assert_code(r, 0);
        assert_sound(r);
        buf_release(&document);
        buf_release(&numbering);
        buf_release(&style);
}

static void labels(void **state)
{
        static const struct {
                const char *what, *lists, *styles, *body, *text;
        } rows[] = {
                { "articles, clauses, points, dashes", ABSTRACT("7", LVL("0", "decimal", "\u0110i\u1EC1u %1.", "") LVL("1", "decimal", "%2.", "") LVL("2", "lowerLetter", "%3)", "")
                  LVL("3", "bullet", "-", "")) NUM("3", "7", ""), "",
                  ITEM("3", "0", "m\u1ED9t") ITEM("3", "1", "x") ITEM("3", "1", "y") ITEM("3", "2", "u") P("kh\u00F4ng s\u1ED1") ITEM("3", "2", "v") ITEM("3", "3", "w")
                  ITEM("3", "0", "hai") ITEM("3", "1", "z"),
                  "\u0110i\u1EC1u 1. m\u1ED9t\n1. x\n2. y\na) u\nkh\u00F4ng s\u1ED1\nb) v\n- w\n\u0110i\u1EC1u 2. hai\n1. z\n" },
                { "a start of its own", ABSTRACT("0", "<w:lvl w:ilvl=\"0\"><w:start w:val=\"5\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>") NUM("1", "0", ""), "",
                  ITEM("1", "0", "x") ITEM("1", "0", "y"), "V. x\nVI. y\n" },
                { "numbers over levels", ABSTRACT("0", LVL("0", "upperRoman", "%1", "") LVL("1", "decimal", "%1.%2.", "") LVL("2", "decimal", "%1.%2.%3", "<w:isLgl/>")) NUM("1", "0", ""), "",
                  ITEM("1", "0", "x") ITEM("1", "1", "y") ITEM("1", "2", "z"), "I x\nI.1. y\n1.1.1 z\n" },
                { "a level above that never came", ABSTRACT("0", LVL("0", "decimal", "%1.", "") LVL("1", "decimal", "%1.%2.", "")) NUM("1", "0", ""), "",
                  ITEM("1", "1", "x") ITEM("1", "1", "y") ITEM("1", "0", "z"), "1.1. x\n1.2. y\n2. z\n" },
                { "what follows the number", ABSTRACT("0", LVL("0", "decimal", "%1/", "<w:suff w:val=\"nothing\"/>") LVL("1", "decimal", "%2/", "<w:suff w:val=\"space\"/>")
                  LVL("2", "none", "", "") LVL("3", "none", "\u0110i\u1EC1u", "")) NUM("1", "0", ""), "",
                  ITEM("1", "0", "x") ITEM("1", "1", "y") ITEM("1", "2", "z") ITEM("1", "3", "w"), "1/x\n1/ y\nz\n\u0110i\u1EC1u w\n" },
                { "two lists of one abstract share the count", ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", "") NUM("2", "0", ""), "",
                  ITEM("1", "0", "x") ITEM("2", "0", "y") ITEM("1", "0", "z"), "1. x\n2. y\n3. z\n" },
                { "a start override begins anew, once", ABSTRACT("0", LVL("0", "decimal", "%1.", "") LVL("1", "lowerLetter", "%2)", ""))
                  NUM("1", "0", "") NUM("2", "0", "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"4\"/></w:lvlOverride>"), "",
                  ITEM("1", "0", "x") ITEM("1", "0", "y") ITEM("2", "0", "z") ITEM("2", "1", "u") ITEM("2", "0", "v") ITEM("1", "0", "w"),
                  "1. x\n2. y\n4. z\na) u\n5. v\n6. w\n" },
                { "a level overridden", ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", "<w:lvlOverride w:ilvl=\"0\">" LVL("0", "upperLetter", "(%1)", "") "</w:lvlOverride>"), "",
                  ITEM("1", "0", "x") ITEM("1", "0", "y"), "(A) x\n(B) y\n" },
                { "clauses that count through all articles", ABSTRACT("0", LVL("0", "decimal", "%1", "") LVL("1", "decimal", "%2.", "<w:lvlRestart w:val=\"0\"/>")
                  LVL("2", "decimal", "%3)", "<w:lvlRestart w:val=\"1\"/>")) NUM("1", "0", ""), "",
                  ITEM("1", "0", "A") ITEM("1", "1", "x") ITEM("1", "2", "p") ITEM("1", "1", "y") ITEM("1", "2", "q") ITEM("1", "0", "B") ITEM("1", "1", "z") ITEM("1", "2", "r"),
                  "1 A\n1. x\n1) p\n2. y\n2) q\n2 B\n3. z\n1) r\n" },
                { "bullets of symbol fonts", ABSTRACT("0", LVL("0", "bullet", "\uF0B7", "") LVL("1", "bullet", "o", "") LVL("2", "bullet", "\uF0A7", "") LVL("3", "bullet", "\uF02D", "")
                  LVL("4", "bullet", "+", "") LVL("5", "bullet", "\u2013", "") LVL("6", "bullet", "", "")) NUM("1", "0", ""), "",
                  ITEM("1", "0", "a") ITEM("1", "1", "b") ITEM("1", "2", "c") ITEM("1", "3", "d") ITEM("1", "4", "e") ITEM("1", "5", "f") ITEM("1", "6", "g"),
                  "\u2022 a\n\u2022 b\n\u2022 c\n- d\n+ e\n\u2013 f\ng\n" },
                { "through styles", ABSTRACT("0", LVL("0", "upperRoman", "%1.", "<w:pStyle w:val=\"H1\"/>") LVL("1", "decimal", "%2.", "<w:pStyle w:val=\"H2\"/>")
                  LVL("2", "lowerLetter", "%3)", "")) NUM("1", "0", ""),
                  STYLE("H1", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>") STYLE("H2", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>")
                  STYLE("H3", "<w:basedOn w:val=\"H2\"/><w:pPr><w:numPr><w:ilvl w:val=\"2\"/></w:numPr></w:pPr>") STYLE("D", "<w:basedOn w:val=\"H1\"/>")
                  STYLE("N", "<w:basedOn w:val=\"H1\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>"),
                  STYLED("H1", "x") STYLED("H2", "y") STYLED("H3", "z") STYLED("D", "u") STYLED("N", "v")
                  "<w:p><w:pPr><w:pStyle w:val=\"H1\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>" T("w") "</w:p>"
                  "<w:p><w:pPr><w:pStyle w:val=\"H1\"/><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr>" T("t") "</w:p>",
                  "I. x\n1. y\na) z\nII. u\nv\nw\n1. t\n" },
                { "a list by a numbering style", ABSTRACT("0", "<w:styleLink w:val=\"S\"/>" LVL("0", "decimal", "%1)", "")) ABSTRACT("1", "<w:numStyleLink w:val=\"S\"/>")
                  NUM("1", "0", "") NUM("2", "1", ""), "<w:style w:type=\"numbering\" w:styleId=\"S\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
                  ITEM("2", "0", "x") ITEM("2", "0", "y"), "1) x\n2) y\n" },
                { "empty paragraphs show their number", ABSTRACT("0", LVL("0", "decimal", "%1", "")) NUM("1", "0", ""), "",
                  "<w:tbl><w:tr><w:tc>" ITEM("1", "0", "") "</w:tc><w:tc>" P("a") "</w:tc></w:tr><w:tr><w:tc><w:p>" IN("1", "0") "</w:p></w:tc></w:tr></w:tbl>", "1 \na\n2 \n" },
                { "deleted ends are not counted", ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", ""), "",
                  "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>" T("x ") "</w:p>" ITEM("1", "0", "y") ITEM("1", "0", "z"),
                  "1. x y\n2. z\n" },
                { "old numbering says nothing", ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", ""), "",
                  "<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>" T("x") "</w:p>" ITEM("1", "0", "y"), "x\n1. y\n" },
                { "capitals and hidden numbers", ABSTRACT("0", LVL("0", "lowerLetter", "m\u1EE5c %1", "<w:rPr><w:caps/></w:rPr>") LVL("1", "decimal", "%2", "<w:rPr><w:vanish/></w:rPr>")
                  LVL("2", "lowerLetter", "%3)", "")) NUM("1", "0", ""), STYLE("C", "<w:rPr><w:caps/></w:rPr>"),
                  ITEM("1", "0", "x") ITEM("1", "1", "y") "<w:p><w:pPr><w:pStyle w:val=\"C\"/><w:numPr><w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" T("z") "</w:p>",
                  "M\u1EE4C A x\ny\nA) Z\n" },
                { "lists and levels that do not exist", ABSTRACT("0", LVL("0", "decimal", "%1.", "")) NUM("1", "0", "") NUM("2", "9", ""), "",
                  ITEM("1", "5", "x") ITEM("2", "0", "y") ITEM("99", "0", "z") ITEM("-1", "-1", "u") ITEM("1", "77", "v"), "x\ny\nz\nu\nv\n" },
                { "odd level texts", ABSTRACT("0", LVL("0", "decimal", "%", "") LVL("1", "decimal", "%0%9%2%", "") LVL("2", "decimal", "100%%3", "")) NUM("1", "0", ""), "",
                  ITEM("1", "0", "x") ITEM("1", "1", "y") ITEM("1", "2", "z"), "% x\n%01% y\n100%1 z\n" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                read_numbered(rows[i].lists, rows[i].styles, rows[i].body);
                if (strncmp(rows[i].text, doc.text.ptr, doc.text.len) != 0)
                        print_error("# %s\n", rows[i].what);
                assert_text(rows[i].text);
        }
}

static void the_block_knows_its_label(void **state)
{
        (void) state;
        read_numbered(ABSTRACT("0", LVL("0", "decimal", "\u0110i\u1EC1u %1.", "") LVL("1", "decimal", "%2", "")) NUM("1", "0", ""), "",
                ITEM("1", "0", "x") P("y") ITEM("1", "1", "  "));
        assert_block(0, "\u0110i\u1EC1u 1. x");
        assert_int_equal(doc.blocks[0].label, 11);
        assert_int_equal(doc.blocks[1].label, 0);
        assert_block(2, "1");
        assert_int_equal(doc.blocks[2].label, 1);
}

static void long_labels_go(void **state)
{
        static char text[200], lists[600];

        (void) state;
        memset(text, 'x', sizeof(text) - 1);
        snprintf(lists, sizeof(lists), ABSTRACT("0", LVL("0", "decimal", "%s", "")) NUM("1", "0", ""), text);
        read_numbered(lists, "", ITEM("1", "0", "a") ITEM("1", "0", "b"));
        assert_text("a\nb\n");
        assert_diag(DIAG_label_dropped, "2");
}

/* A damaged list part costs the numbers, not the document. */
static void damaged_lists(void **state)
{
        static const char document[] = W_ROOT ITEM("1", "0", "a") W_END;

        (void) state;
        docx_make_parts(&zip, span_of(document), (struct zip_part[]) { { "word/_rels/document.xml.rels", SPAN(RELATIONS(RELATION("numbering", "numbering.xml"))), false },
                                                                       { "word/numbering.xml", SPAN("<w:numbering xmlns:w=\"" W_NAMESPACE "\"><w:num"), false } }, 2);
        assert_code(read_span("a.docx", buf_span(&zip)), 0);
        assert_text("a\n");
        assert_non_null(find_diag(DIAG_bad_xml));
}

static void numerals(void **state)
{
        static const struct {
                enum numerals style;
                uint32_t value;
                const char *text;
        } rows[] = {
                { NUMERALS_DECIMAL, 0, "0" }, { NUMERALS_DECIMAL, 4294967295u, "4294967295" }, { NUMERALS_DECIMAL_ZERO, 7, "07" }, { NUMERALS_DECIMAL_ZERO, 123, "123" },
                { NUMERALS_LOWER_LETTER, 1, "a" }, { NUMERALS_LOWER_LETTER, 5, "e" }, { NUMERALS_LOWER_LETTER, 26, "z" }, { NUMERALS_LOWER_LETTER, 28, "bb" },
                { NUMERALS_LOWER_LETTER, 0, "0" }, { NUMERALS_UPPER_LETTER, 598, "ZZZZZZZZZZZZZZZZZZZZZZZ" }, { NUMERALS_UPPER_LETTER, 599, "599" },
                { NUMERALS_LOWER_ROMAN, 14, "xiv" }, { NUMERALS_UPPER_ROMAN, 3888, "MMMDCCCLXXXVIII" }, { NUMERALS_UPPER_ROMAN, 4000, "4000" }, { NUMERALS_UPPER_ROMAN, 0, "0" },
                { NUMERALS_VIETNAMESE, 1, "m\u1ED9t" }, { NUMERALS_VIETNAMESE, 10, "m\u01B0\u1EDDi" }, { NUMERALS_VIETNAMESE, 15, "m\u01B0\u1EDDi l\u0103m" },
                { NUMERALS_VIETNAMESE, 21, "hai m\u01B0\u01A1i m\u1ED1t" }, { NUMERALS_VIETNAMESE, 40, "b\u1ED1n m\u01B0\u01A1i" }, { NUMERALS_VIETNAMESE, 100, "100" },
                { NUMERALS_NONE, 3, "" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                char out[33] = "";

                out[numeral_write(out, rows[i].style, rows[i].value)] = '\0';
                assert_string_equal(out, rows[i].text);
        }
}

/* Documents of one template share what is remembered of its parts, and nothing else. */
static void the_same_parts_again(void **state)
{
        static const char lists[] = ABSTRACT("0", LVL("0", "decimal", "%1.", "<w:pStyle w:val=\"A\"/>")) NUM("1", "0", "");
        static const char *const styles[] = {
                STYLE("A", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>"), STYLE("B", ""), STYLE("C", ""), STYLE("D", ""), STYLE("E", ""),
                STYLE("A", "<w:rPr><w:vanish/></w:rPr>"), STYLE("A", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>"),
        };
        static const char *const texts[] = { "1. x\n2. y\n", "x\ny\n", "x\ny\n", "x\ny\n", "x\ny\n", "\n\n", "1. x\n2. y\n" };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(styles); i++) {
                for (int again = 0; again < 3; again++) {
                        read_numbered(lists, styles[i], STYLED("A", "x") STYLED("A", "y"));
                        assert_text(texts[i]);
                }
        }
        read_numbered(ABSTRACT("0", LVL("0", "upperRoman", "%1.", "<w:pStyle w:val=\"A\"/>")) NUM("1", "0", ""), styles[0], STYLED("A", "x") STYLED("A", "y"));
        assert_text("I. x\nII. y\n");
        for (int again = 0; again < 2; again++) { /* what is damaged says so each time */
                read_numbered(lists, "<w:style>", P("x"));
                assert_non_null(find_diag(DIAG_bad_xml));
                assert_text("x\n");
        }
}

static int release(void **state)
{
        buf_release(&zip);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(labels),
                cmocka_unit_test(the_block_knows_its_label),
                cmocka_unit_test(long_labels_go),
                cmocka_unit_test(damaged_lists),
                cmocka_unit_test(the_same_parts_again),
                cmocka_unit_test(numerals),
        };

        return cmocka_run_group_tests_name("docx_numbering", tests, NULL, release);
}
