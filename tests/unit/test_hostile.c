/*
 * Inputs made to hurt: each ends with its own code, within its time. The times are for a sanitized build on a slow machine; what
 * they catch is work that grows faster than the input.
 */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

#include <time.h>

enum { KILO = 1000, MEGA = 1000 * 1000 };

static void repeat(struct buf *b, const char *s, size_t times)
{
        size_t len = strlen(s);

        buf_reserve(b, len * times);
        for (size_t i = 0; i < times; i++)
                buf_add(b, s, len);
}

static void body(struct buf *b)
{
        buf_puts(b, W_ROOT);
}

/* ---- documents: each writes word/document.xml ---------------------------------------------------------- */

static void deep_nesting(struct buf *b)
{
        body(b);
        repeat(b, "<w:sdt>", MEGA);
}

static void deep_tables(struct buf *b)
{
        body(b);
        repeat(b, "<w:tbl><w:tr><w:tc>", 80);
        buf_puts(b, P("x"));
        repeat(b, "</w:tc></w:tr></w:tbl>", 80);
        buf_puts(b, W_END);
}

static void deep_boxes(struct buf *b)
{
        body(b);
        repeat(b, "<w:p><w:r><w:t>x</w:t><w:txbxContent>", 80);
        repeat(b, "</w:txbxContent><w:t>y</w:t></w:r></w:p>", 80);
        buf_puts(b, W_END);
}

static void many_attributes(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:p");
        for (int i = 0; i < 200 * KILO; i++)
                buf_printf(b, " a%d=\"\"", i);
        buf_puts(b, "/>" W_END);
}

static void attributes_behind_a_bracket(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:p x='>' ");
        for (int i = 0; i < 200 * KILO; i++)
                buf_printf(b, " a%d='>'", i);
        buf_puts(b, "/>" W_END);
}

/* below the limit of one tag, again and again */
static void attributes_below_the_limit(struct buf *b)
{
        body(b);
        for (int k = 0; k < 500; k++) {
                buf_puts(b, "<w:p");
                for (int i = 0; i < 500; i++)
                        buf_printf(b, " a%d=\"\"", i);
                buf_puts(b, "/>");
        }
        buf_puts(b, P("x") W_END);
}

static void many_namespaces(struct buf *b)
{
        body(b);
        for (int k = 0; k < 100; k++) {
                buf_puts(b, "<x");
                for (int i = 0; i < 200; i++)
                        buf_printf(b, " xmlns:n%d_%d=\"u\"", k, i);
                buf_puts(b, ">");
        }
        repeat(b, "<v:x/>", 100 * KILO);
}

static void long_tag(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:p a=\"");
        repeat(b, "0123456789", MEGA);
        buf_puts(b, "\"/>" W_END);
}

static void endless_tag(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:p ");
        repeat(b, "          ", MEGA);
}

static void endless_comment(struct buf *b)
{
        body(b);
        buf_puts(b, "<!-- ");
        repeat(b, "a < b - ", MEGA / 2);
}

static void laughs(struct buf *b)
{
        buf_puts(b, "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for (int i = 1; i < 10; i++)
                buf_printf(b, "<!ENTITY lol%d \"&lol%d;&lol%d;&lol%d;&lol%d;&lol%d;&lol%d;&lol%d;&lol%d;&lol%d;&lol%d;\">", i, i - 1, i - 1, i - 1, i - 1, i - 1,
                        i - 1, i - 1, i - 1, i - 1, i - 1);
        buf_puts(b, "]><w:document xmlns:w=\"" W_NAMESPACE "\"><w:body>" P("&lol9;") W_END);
}

static void outside_entity(struct buf *b)
{
        buf_puts(b, "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"" W_NAMESPACE "\"><w:body>" P("&x;") W_END);
}

static void undeclared_entity(struct buf *b)
{
        body(b);
        buf_puts(b, P("&nbsp;") W_END);
}

static void cut_xml(struct buf *b)
{
        body(b);
        buf_puts(b, P("x") "<w:p><w:r><w:t>cut he");
}

static void cut_in_a_tag(struct buf *b)
{
        body(b);
        buf_puts(b, P("x") "<w:p w:rsidR=\"00");
}

static void wrong_order(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:p><w:r></w:p></w:r>" W_END);
}

static void bad_utf8(struct buf *b)
{
        body(b);
        buf_puts(b, P("x\xE1\xBB y") W_END);
}

static void nul_bytes(struct buf *b)
{
        body(b);
        buf_add(b, "<w:p>\0</w:p>", 12);
        buf_puts(b, W_END);
}

static void utf32(struct buf *b)
{
        buf_add(b, "<\0\0\0w\0\0\0/\0\0\0>\0\0\0", 16);
}

static void ebcdic(struct buf *b)
{
        buf_add(b, "\x4C\x6F\xA7\x94\x93\x40", 6);
}

static void nothing(struct buf *b)
{
        (void) b;
}

static void other_root(struct buf *b)
{
        buf_puts(b, "<html><body>" P("x") "</body></html>");
}

static void long_paragraph(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:p><w:r><w:t>");
        repeat(b, "m\u1ED9t &amp; hai ", 300 * KILO);
        buf_puts(b, "</w:t></w:r></w:p>" W_END);
}

static void many_runs(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:p>");
        repeat(b, "<w:r><w:rPr><w:caps/><w:rStyle w:val=\"none\"/></w:rPr><w:t>\u01B0</w:t></w:r>", 50 * KILO);
        buf_puts(b, "</w:p>" W_END);
}

static void many_names(struct buf *b)
{
        body(b);
        for (int i = 0; i < 100 * KILO; i++)
                buf_printf(b, "<n%d/>", i);
        buf_puts(b, P("x") W_END);
}

static void joined_paragraphs(struct buf *b)
{
        body(b);
        repeat(b, "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", 20 * KILO);
        buf_puts(b, W_END);
}

static void broken_structure(struct buf *b)
{
        body(b);
        buf_puts(b, "<w:tr><w:tc>" P("a") "</w:tc></w:tr><w:tc/><mc:Fallback>" P("b") "</mc:Fallback><w:r><w:t>lost</w:t></w:r><w:txbxContent/>"
                    "<w:p><w:p><w:p/><w:r><w:t>c</w:t></w:r></w:p></w:p><w:gridSpan w:val=\"999999999\"/><w:tbl><w:tr><w:tc><w:tcPr>"
                    "<w:gridSpan w:val=\"999999999\"/></w:tcPr>" P("d") "</w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"-1\"/></w:tcPr>" P("e") "</w:tc></w:tr></w:tbl>" W_END);
}

static const struct {
        const char *name;
        void (*write)(struct buf *document);
        enum diag_code code;
        double seconds;
} documents[] = {
        { "nested a million deep", deep_nesting, DIAG_limit_xml, 2 },
        { "tables 80 deep", deep_tables, DIAG_NONE, 1 },
        { "text boxes 80 deep", deep_boxes, DIAG_NONE, 1 },
        { "200,000 attributes", many_attributes, DIAG_limit_xml, 2 },
        { "200,000 attributes behind a '>'", attributes_behind_a_bracket, DIAG_limit_xml, 2 },
        { "500 times 500 attributes", attributes_below_the_limit, DIAG_NONE, 3 },
        { "20,000 namespaces", many_namespaces, DIAG_limit_xml, 2 },
        { "a start tag of 10 MB", long_tag, DIAG_limit_xml, 3 },
        { "a start tag without end", endless_tag, DIAG_limit_xml, 3 },
        { "a comment without end", endless_comment, DIAG_bad_xml, 5 },
        { "billion laughs", laughs, DIAG_doctype_refused, 1 },
        { "an entity from outside", outside_entity, DIAG_doctype_refused, 1 },
        { "an entity nobody declared", undeclared_entity, DIAG_bad_xml, 1 },
        { "cut XML", cut_xml, DIAG_bad_xml, 1 },
        { "XML cut in a tag", cut_in_a_tag, DIAG_bad_xml, 1 },
        { "tags closed in the wrong order", wrong_order, DIAG_bad_xml, 1 },
        { "bad UTF-8", bad_utf8, DIAG_bad_xml, 1 },
        { "NUL in XML", nul_bytes, DIAG_bad_xml, 1 },
        { "UTF-32", utf32, DIAG_bad_xml, 1 },
        { "EBCDIC", ebcdic, DIAG_bad_xml, 1 },
        { "an empty part", nothing, DIAG_bad_xml, 1 },
        { "another root", other_root, DIAG_no_document_part, 1 },
        { "a paragraph of 5 MB", long_paragraph, DIAG_NONE, 5 },
        { "50,000 runs in a paragraph", many_runs, DIAG_NONE, 5 },
        { "100,000 element names", many_names, DIAG_NONE, 5 },
        { "20,000 paragraphs joined", joined_paragraphs, DIAG_NONE, 5 },
        { "elements where they do not belong", broken_structure, DIAG_NONE, 1 },
};

/* ---- files --------------------------------------------------------------------------------------------- */

static void bomb(struct buf *b)
{
        struct buf document = { 0 };

        body(&document);
        repeat(&document, "                    ", MEGA);
        docx_make_document(b, buf_span(&document));
        buf_release(&document);
}

static void quoted_bomb(struct buf *b) /* many small parts under the ratio's threshold, all of them page heads */
{
        enum { PARTS = 80 };
        static char names[PARTS][32];
        struct buf head = { 0 }, relations = { 0 };
        struct zip_part parts[PARTS + 1];

        buf_puts(&head, "<w:hdr xmlns:w=\"" W_NAMESPACE "\">");
        repeat(&head, "          ", 900 * KILO);
        buf_puts(&head, "</w:hdr>");
        buf_puts(&relations, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (int i = 0; i < PARTS; i++) {
                snprintf(names[i], sizeof(names[i]), "word/h%d.xml", i);
                buf_printf(&relations, "<Relationship Id=\"a%d\" Type=\"x/header\" Target=\"h%d.xml\"/>", i, i);
                parts[i + 1] = (struct zip_part) { names[i], buf_span(&head), false };
        }
        buf_puts(&relations, "</Relationships>");
        parts[0] = (struct zip_part) { "word/_rels/document.xml.rels", buf_span(&relations), false };
        docx_make_parts(b, SPAN(W_ROOT P("x") W_END), parts, PARTS + 1);
        buf_release(&head);
        buf_release(&relations);
}

static void many_entries(struct buf *b)
{
        buf_add(b, "PK\3\4", 4);
        repeat(b, "x", 100 * KILO);
        buf_add(b, "PK\5\6\0\0\0\0\x20\x4E\x20\x4E\0\0\0\0\0\0\0\0\0\0", 22); /* 20,000 */
}

/* As many end records as fit, each with a comment that ends elsewhere. */
static void many_ends(struct buf *b)
{
        buf_add(b, "PK\3\4", 4);
        for (int i = 0; i < 20 * KILO; i++)
                buf_add(b, "PK\5\6\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\0", 22);
}

static void cut_zip(struct buf *b)
{
        docx_make(b, P("x"));
        b->len -= 30;
}

static void text_of_nul(struct buf *b)
{
        buf_reserve(b, MEGA);
        memset(b->ptr, 0, MEGA);
        b->len = MEGA;
}

static void text_of_lines(struct buf *b)
{
        repeat(b, "\n", 4 * MEGA);
        repeat(b, "\r\n", MEGA);
}

static void text_of_spaces(struct buf *b)
{
        repeat(b, " ", 4 * MEGA);
}

static void text_in_one_line(struct buf *b)
{
        repeat(b, "\u1ED9", MEGA);
}

static void half_a_letter(struct buf *b)
{
        repeat(b, "\u1ED9", MEGA);
        b->len--;
}

static void lone_mark(struct buf *b)
{
        buf_puts(b, "\xEF\xBB\xBF");
}

static void lone_wide_mark(struct buf *b)
{
        buf_puts(b, "\xFF\xFE");
}

static void wide_surrogates(struct buf *b)
{
        buf_puts(b, "\xFF\xFE");
        repeat(b, "\x3D\xD8", MEGA);
}

static const struct {
        const char *name;
        void (*write)(struct buf *file);
        enum diag_code code;
        double seconds;
} files[] = {
        { "zip bomb", bomb, DIAG_limit_zip, 4 },
        { "zip bomb in many parts", quoted_bomb, DIAG_limit_zip, 30 },
        { "20,000 entries", many_entries, DIAG_limit_zip, 1 },
        { "20,000 end records", many_ends, DIAG_cut_zip, 1 },
        { "cut zip", cut_zip, DIAG_cut_zip, 1 },
        { "a million NUL", text_of_nul, DIAG_binary_text, 1 },
        { "five million line ends", text_of_lines, DIAG_too_large, 2 },
        { "four million spaces", text_of_spaces, DIAG_NONE, 1 },
        { "a line of 3 MB", text_in_one_line, DIAG_NONE, 1 },
        { "a text that ends inside a letter", half_a_letter, DIAG_encoding_unknown, 1 },
        { "a byte order mark alone", lone_mark, DIAG_NONE, 1 },
        { "the mark of UTF-16 alone", lone_wide_mark, DIAG_NONE, 1 },
        { "surrogates without partners", wide_surrogates, DIAG_encoding_unknown, 1 },
        { "nothing", nothing, DIAG_empty_file, 1 },
};

static double seconds(void)
{
        struct timespec t;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static void check(const char *name, struct span file, enum diag_code code, double limit)
{
        double begin = seconds(), took;
        int r = read_span("a", file);

        took = seconds() - begin;
        if (r != (int) code || took > limit)
                print_error("# %s: %s in %.2f s, limit %.0f s\n", name, diag_name(r > 0 ? (enum diag_code) r : DIAG_NONE), took, limit);
        assert_code(r, code);
        assert_true(took <= limit);
        assert_sound(r);
}

static void hostile_documents(void **state)
{
        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
                struct buf document = { 0 }, zip = { 0 };

                documents[i].write(&document);
                /* stored: the ratio of packed repetition is not what these rows are about */
                zip_make(&zip, (struct zip_part[]) { { "word/document.xml", buf_span(&document), true } }, 1);
                check(documents[i].name, buf_span(&zip), documents[i].code, documents[i].seconds);
                buf_release(&document);
                buf_release(&zip);
        }
}

static void hostile_files(void **state)
{
        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(files); i++) {
                struct buf file = { 0 };

                files[i].write(&file);
                check(files[i].name, buf_span(&file), files[i].code, files[i].seconds);
                buf_release(&file);
        }
}

/* A file cut at any byte, or with any byte turned over, is read or refused, and never anything else. */
static void every_cut_and_flip(void **state)
{
        struct buf whole = { 0 }, spoiled = { 0 };

        (void) state;
        docx_make(&whole, "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>S\u1ED1</w:t></w:r></w:p><w:tbl><w:tr><w:tc>" P("a") "</w:tc></w:tr></w:tbl>");
        for (size_t len = 0; len < whole.len; len++)
                assert_sound(read_span("a", (struct span) { whole.ptr, len }));
        for (size_t at = 0; at < whole.len; at++) {
                buf_clear(&spoiled);
                buf_add_span(&spoiled, buf_span(&whole));
                spoiled.ptr[at] = (char) ~spoiled.ptr[at];
                assert_sound(read_span("a", buf_span(&spoiled)));
        }
        buf_release(&whole);
        buf_release(&spoiled);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(hostile_documents),
                cmocka_unit_test(hostile_files),
                cmocka_unit_test(every_cut_and_flip),
        };

        return cmocka_run_group_tests_name("hostile", tests, NULL, release_arena);
}
