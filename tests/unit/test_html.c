/* HTML and MHT: blocks as a browser shows them, whatever the file is called. */
#include "common/buf.h"
#include "tests/unit/expect.h"

#define PAGE(body) "<!DOCTYPE html><html><head><meta charset=utf-8><title>Kh\u00F4ng hi\u1EC7n</title><style>p { color: red }</style></head><body>" body "</body></html>"

static void read_page(const char *html)
{
        int r = read_span("a.html", span_of(html));

        assert_code(r, 0);
        assert_sound(r);
        assert_string_equal(doc.media_type, "text/html");
}

static void text_of_a_page(void **state)
{
        static const struct {
                const char *what, *html, *text;
        } rows[] = {
                { "white space runs together", PAGE("<p>  m\u1ED9t\n\t hai <b> ba</b>\r\nb\u1ED1n  </p>\n\n<p>n\u0103m</p>"), "m\u1ED9t hai ba b\u1ED1n\nn\u0103m\n" },
                { "a word over elements", PAGE("<p>Q\u0110<i>-T</i>Tg</p>"), "Q\u0110-TTg\n" },
                { "blocks", PAGE("\u1EA1<div>b<p>c</p>d</div>e<h2>f</h2><blockquote>g</blockquote><hr>h<center>i</center>"), "\u1EA1\nb\nc\nd\ne\nf\ng\nh\ni\n" },
                { "breaks", PAGE("<p>\u1EA1<br>b<br/> c</p><br>d"), "\u1EA1\nb\nc\nd\n" },
                { "entities", PAGE("<p>\u1EA1 &amp; b &lt;c&gt; &#7879;&nbsp;&ecirc; &unknown;</p>"), "\u1EA1 & b <c> \u1EC7\u00A0\u00EA &unknown;\n" },
                { "paragraphs of a hard space leave an empty line", PAGE("<p>\u1EA1</p><p>&nbsp;</p><p></p><p>b</p>"), "\u1EA1\n\nb\n" },
                { "pre", PAGE("<pre>\u1EA1  b\n  c\n</pre>d"), "\u1EA1  b\n  c\n\nd\n" },
                { "lists", PAGE("<ol><li>\u1EA1<li><p>b</p><p>c</p><ul><li>d</ul><li value=7>e</ol><ol type=a start=3><li>f</ol><ol type=I><li>g</ol>"),
                  "1. \u1EA1\n2. b\nc\n\u2022 d\n7. e\nc. f\nI. g\n" },
                { "what is not shown", PAGE("<p>\u1EA1<script>if (a < b) document.write('<p>x')</script><!-- c --></p><div style='display: none'>d</div><p style=\"mso-hide:all\">e</p><xml><w>f</w></xml>g"), "\u1EA1\n\n\ng\n" },
                { "tracked changes of Word", PAGE("<p>\u1EA1<ins>b</ins><del>c</del>d</p>"), "\u1EA1bd\n" },
                { "open to the end", "<html><body><p>\u1EA1<p>b<table><tr><td>c<td>d<tr><td>e", "\u1EA1\nb\nc\nd\ne\n" },
                { "conditional comments of Word", PAGE("<p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>\u0110i\u1EC1u<o:p></o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]-->"),
                  "1.\u00A0\u00A0 \u0110i\u1EC1u\n" },
                { "XHTML", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- x -->\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>\u1EA1<br />b</p></body></html>", "\u1EA1\nb\n" },
                { "capitals", PAGE("<p style='text-transform: uppercase'>\u1EE7y ban</p>"), "\u1EE6Y BAN\n" },
                { "misnested", PAGE("<p><b>\u1EA1<i>b</b>c</i></p></div></table>d"), "\u1EA1bc\nd\n" },
                { "text of a long line", PAGE("<p>\u1EA1</p>x < y > z"), "\u1EA1\nx < y > z\n" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                read_page(rows[i].html);
                if (doc.text.len != strlen(rows[i].text) || memcmp(doc.text.ptr, rows[i].text, doc.text.len) != 0)
                        print_error("# %s\n", rows[i].what);
                assert_text(rows[i].text);
        }
}

static void tables(void **state)
{
        (void) state;
        read_page(PAGE("<table><thead><tr><th>STT<th colspan=2>N\u1ED9i dung</tr></thead><tbody><tr><td rowspan=2>1</td><td>\u1EA1<br>b</td><td><p>c</p><p>d</p></td></tr>"
                       "<tr><td>e</td><td><table><tr><td>trong</td></tr></table></td></tr><tr><td>2<td>f</table><p>sau"));
        assert_place(0, "STT", 1, 0, 0, 1);
        assert_place(1, "N\u1ED9i dung", 1, 0, 1, 2);
        assert_place(2, "1", 1, 1, 0, 1);
        assert_place(3, "\u1EA1\nb", 1, 1, 1, 1);
        assert_place(4, "c", 1, 1, 2, 1);
        assert_place(5, "d", 1, 1, 2, 1);
        assert_place(6, "e", 1, 2, 1, 1); /* the row above reaches into column 0 */
        assert_place(7, "trong", 2, 0, 0, 1);
        assert_place(8, "2", 1, 3, 0, 1);
        assert_place(9, "f", 1, 3, 1, 1);
        assert_place(10, "sau", 0, 0, 0, 0);
        assert_int_equal(doc.n_blocks, 11);
}

static void looks(void **state)
{
        (void) state;
        read_page(PAGE("<h3 align=center>\u1EA1</h3><div style='text-align:right'><p><b>b</b> <span style='font-weight:700'>c</span></p><p>d<b>e</b></p></div><center>f</center>"
                       "<div style='mso-element:footnote-list'><p>[1] g</p></div><p>h"));
        assert_int_equal(doc.blocks[0].heading, 3);
        assert_int_equal(doc.blocks[0].aligned, 'c');
        assert_true(doc.blocks[0].bold);
        assert_int_equal(doc.blocks[1].aligned, 'r');
        assert_true(doc.blocks[1].bold);
        assert_false(doc.blocks[2].bold);
        assert_int_equal(doc.blocks[3].aligned, 'c');
        assert_int_equal(doc.blocks[4].part, BLOCK_FOOTNOTE);
        assert_int_equal(doc.blocks[5].part, BLOCK_BODY);
        assert_int_equal(doc.blocks[5].aligned, 0);
}

static void encodings(void **state)
{
        static const struct {
                struct span html;
                const char *encoding, *text;
        } rows[] = {
                { SPAN_INIT("\xEF\xBB\xBF<html><p>Qu\u1ED1c"), "UTF-8", "Qu\u1ED1c\n" },
                { SPAN_INIT("<html><meta charset=windows-1252><p>Qu\u1ED1c"), "UTF-8", "Qu\u1ED1c\n" }, /* it is not what it says */
                { SPAN_INIT("<html><meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\"><p>caf\xE9 \x93x\x94"), "windows-1252", "caf\u00E9 \u201Cx\u201D\n" },
                { SPAN_INIT("<html><meta charset='windows-1258'><p>Qu\xF4\xEC" "c"), "windows-1258", "Qu\u00F4\u0301c\n" },
                { SPAN_INIT("\xFF\xFE<\0h\0t\0m\0l\0>\0<\0p\0>\0\xD1\x1E"), "UTF-16LE", "\u1ED1\n" },
                /* TCVN3: by font, by entity, by its words */
                { SPAN_INIT("<html><meta charset=windows-1252><p style='font-family:.VnTime'>Quy\xD5t \xAE\xDEnh</p><p><font face=\".VnTimeH\">h\xE9i</font> <span style='font-family:\"Times New Roman\"'>\xE9</span>"),
                  "TCVN3", "Quy\u1EBFt \u0111\u1ECBnh\nH\u1ED8I \u00E9\n" },
                { SPAN_INIT("<html><p><font face='.VnTime'>Quy&Otilde;t &reg;&THORN;nh"), "TCVN3", "Quy\u1EBFt \u0111\u1ECBnh\n" },
                { SPAN_INIT("<html><meta charset=iso-8859-1><p>C\xE9ng h\xDF" "a x\xB7 h\xE9i ch\xF1 ngh\xDC" "a Vi\xD6t Nam<p>\x93Quy\xD5t \xAE\xDEnh\x94"), "TCVN3",
                  "C\u1ED9ng h\u00F2a x\u00E3 h\u1ED9i ch\u1EE7 ngh\u0129a Vi\u1EC7t Nam\n\u201CQuy\u1EBFt \u0111\u1ECBnh\u201D\n" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                int r = read_span("a.htm", rows[i].html);

                assert_code(r, 0);
                assert_sound(r);
                assert_text(rows[i].text);
                assert_string_equal(doc.encoding, rows[i].encoding);
        }
        assert_code(read_span("a.htm", SPAN("<html><meta charset=gb2312><p>\xC4\xE3\xBA\xC3")), DIAG_encoding_unknown);
        assert_diag(DIAG_encoding_unknown, "gb2312");
        assert_code(read_span("a.htm", SPAN("<html><p>caf\xE9")), DIAG_encoding_unknown);
}

static void told_by_content(void **state)
{
        static const struct {
                const char *path, *bytes, *media_type;
        } rows[] = {
                { "a.doc", "<html><body><p>x", "text/html" },
                { "a.txt", "\n <!-- x --><HTML>\n<p>x", "text/html" },
                { "a.html", "<div class=a>x", "text/html" },
                { "a.md", "<div class=a>x", "text/plain" },
                { "a.html", "no tag at all", "text/plain" },
                { "a.txt", "<htmlx>", "text/plain" },
                { "a.doc", "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>x", "multipart/related" },
                { "a.txt", "MIME-Version: 1.0\nTo: a@example.org\nContent-Type: text/html\n\n<p>x", "text/plain" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                assert_code(read_span(rows[i].path, span_of(rows[i].bytes)), 0);
                assert_string_equal(doc.media_type, rows[i].media_type);
        }
        assert_code(read_span("a.docx", SPAN("<html><p>x")), 0); /* the content speaks */
        assert_code(read_span("a.html", SPAN("<html><p>x\0y")), DIAG_binary_text);
        assert_code(read_span("a.html", SPAN("<html><body><script>x</script></body></html>")), 0);
        assert_diag(DIAG_no_text, NULL);
}

/* ---- MHT ------------------------------------------------------------------------------------------------- */

#define MHT(part) \
        "From: <Saved by Microsoft>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"----=_Next\";\r\n\ttype=\"text/html\"\r\n\r\nThis is a web archive.\r\n\r\n" \
        "------=_Next\r\nContent-Location: file:///C:/x.png\r\nContent-Type: image/png\r\n\r\nxx\r\n------=_Next\r\n" part

static void web_archives(void **state)
{
        static const struct {
                const char *mht, *text;
                enum diag_code code;
        } rows[] = {
                { MHT("Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p class=3Dx>Quy=E1=BA=BFt =\r\n=C4=91=E1=BB=8Bnh</p>\r\n------=_Next--\r\n"),
                  "Quy\u1EBFt \u0111\u1ECBnh\n", DIAG_NONE },
                { MHT("Content-Transfer-Encoding: base64\r\ncontent-type: text/html\r\n\r\nPGh0bWw+PHA+UXV54bq/\r\ndCDEkeG7i25o\r\n------=_Next\r\nContent-Type: text/html\r\n\r\n<p>second"), "Quy\u1EBFt \u0111\u1ECBnh\n", DIAG_NONE },
                /* cut short: what there is */
                { MHT("Content-Type: text/html; charset=windows-1252\r\n\r\n<html><p>ab\r\nc"), "ab c\n", DIAG_NONE },
                { MHT("Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p style=3D'font-family:.VnTime'>Quy=D5t =AE=DEnh cut=A"), "Quy\u1EBFt \u0111\u1ECBnh cut=A\n", DIAG_NONE },
                { MHT("Content-Type: text/css\r\n\r\np {}\r\n------=_Next--\r\n"), NULL, DIAG_unknown_format },
                { MHT("Content-Type: text/html"), NULL, DIAG_unknown_format },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                int r = read_span("a.doc", span_of(rows[i].mht));

                assert_code(r, rows[i].code);
                assert_sound(r);
                if (rows[i].text)
                        assert_text(rows[i].text);
                assert_int_equal(find_diag(DIAG_cut_file) != NULL, i == 2 || i == 3);
                assert_string_equal(doc.media_type, "multipart/related");
        }
}

static void limits(void **state)
{
        struct buf html = { 0 };

        (void) state;
        buf_puts(&html, "<html><body>");
        for (int i = 0; i < 100000; i++)
                buf_puts(&html, "<b>");
        assert_code(read_span("a.html", buf_span(&html)), DIAG_limit_xml);

        buf_clear(&html);
        buf_puts(&html, "<html><p");
        for (int i = 0; i < 200000; i++)
                buf_printf(&html, " a%d=''", i);
        assert_code(read_span("a.html", buf_span(&html)), DIAG_limit_xml);

        /* honest size in linear time: end tags without a begin, attributes with brackets, text, rows, items */
        buf_clear(&html);
        buf_puts(&html, "<html><body>");
        for (int i = 0; i < 20000; i++)
                buf_puts(&html, "</x></b><p title='<a b c d e f>'>m\u1ED9t</p><table><tr><td rowspan=9>a<td colspan=300>b</table><ul><li>c</ul>");
        assert_code(read_span("a.html", buf_span(&html)), 0);
        assert_int_equal(doc.n_blocks, 80000);
        buf_release(&html);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(text_of_a_page),
                cmocka_unit_test(tables),
                cmocka_unit_test(looks),
                cmocka_unit_test(encodings),
                cmocka_unit_test(told_by_content),
                cmocka_unit_test(web_archives),
                cmocka_unit_test(limits),
        };

        return cmocka_run_group_tests_name("html", tests, NULL, release_arena);
}
