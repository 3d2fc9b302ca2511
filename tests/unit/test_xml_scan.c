/*
 * The scanner of plain XML against libxml2: whatever the scanner accepts has told the handler the same as libxml2 would have.
 *
 * A comment behind the root sends a part to libxml2 and means nothing to it, so every document is read twice: as it is, and with one.
 */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

#include "common/cleanup.h"
#include "extractor/ooxml.h"
#include "extractor/xml_scan.h"

#define ROOT "<w:document xmlns:w=\"" W_NAMESPACE "\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:u=\"urn:u\">"
#define END "</w:document>"

/* ---- what a handler is told ---------------------------------------------------------------------------- */

struct told {
        struct buf log, text;
        uint32_t text_depth;
};

/* Text comes in pieces of the parser's choice. */
static void flush_text(struct told *t)
{
        if (t->text.len)
                buf_printf(&t->log, "%u '%.*s'\n", t->text_depth, (int) t->text.len, t->text.ptr);
        buf_clear(&t->text);
}

static void on_start(struct xml *xml, void *context, const struct xml_element *e)
{
        static const char *const names[] = { "val", "ascii", "hAnsi", "ilvl", "Target" };
        struct told *t = context;
        struct span value;

        if (!e->token && xml_depth(xml) > 1)
                return;
        flush_text(t);
        buf_printf(&t->log, "%u <%d", xml_depth(xml), e->token);
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                if (xml_attribute(e, names[i], &value))
                        buf_printf(&t->log, " %s=%.*s", names[i], (int) value.len, value.ptr);
                if (xml_attribute_any(e, names[i], &value))
                        buf_printf(&t->log, " any %s=%.*s", names[i], (int) value.len, value.ptr);
        }
        buf_puts(&t->log, "\n");
}

static void on_end(struct xml *xml, void *context, int token)
{
        struct told *t = context;

        if (!token && xml_depth(xml) > 1)
                return;
        flush_text(t);
        buf_printf(&t->log, "%u /%d\n", xml_depth(xml), token);
}

static void on_text(struct xml *xml, void *context, struct span text)
{
        struct told *t = context;

        if (t->text.len && t->text_depth != xml_depth(xml))
                flush_text(t);
        t->text_depth = xml_depth(xml);
        buf_add_span(&t->text, text);
}

static int tell(struct told *t, struct span xml)
{
        static struct buf zip;
        struct xml_handler handler = { .vocabulary = &ooxml, .start = on_start, .end = on_end, .text = on_text, .context = t };
        cleanup(package_closep) struct package *package = NULL;
        const char *detail;
        int r;

        arena_reset(&arena);
        zip_make(&zip, (struct zip_part[]) { { "x.xml", xml, true } }, 1);
        assert_int_equal(package_open(&package, &arena, buf_span(&zip), &extractor_limits_default, &detail), 0);
        r = xml_read_part(package, 0, &arena, &handler, &extractor_limits_default, &detail);
        flush_text(t);
        return r;
}

static bool scans(struct span xml)
{
        struct xml_handler handler = { .vocabulary = &ooxml, .start = on_start, .end = on_end, .text = on_text };
        cleanup(xml_tape_releasep) struct xml_tape tape = { 0 };
        char *copy = arena_strndup(&arena, xml);

        return xml_scan(&tape, (struct span) { copy, xml.len }, &handler, &extractor_limits_default);
}

static bool check(struct span xml)
{
        struct told one = { 0 }, other = { 0 };
        cleanup(buf_release) struct buf longer = { 0 };
        bool scanned = scans(xml);
        int a, b;

        buf_add_span(&longer, xml);
        buf_puts(&longer, "<!-- -->");
        assert_false(scans(buf_span(&longer)));
        a = tell(&one, xml);
        b = tell(&other, buf_span(&longer));
        if (a != b || (a == 0 && !span_eq(buf_span(&one.log), buf_span(&other.log))))
                fail_msg("%.*s\n%d\n%s\n%d\n%s", (int) xml.len, xml.ptr, a, one.log.ptr, b, other.log.ptr);
        assert_false(scanned && a != 0);
        buf_release(&one.log), buf_release(&one.text), buf_release(&other.log), buf_release(&other.text);
        return scanned;
}

/* ---- rows ---------------------------------------------------------------------------------------------- */

static void plain_parts(void **state)
{
        static const char *const rows[] = {
                ROOT END,
                "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n" ROOT END "\r\n",
                "<?xml version='1.0' encoding='utf-8'?>" ROOT P("một") P("a &amp; b &lt;&gt;&quot;&apos; ] ]]") "\n " END,
                ROOT "<w:b w:val=\"0\" a:val='1' val='\"'/><w:b\n w:val=\"x\"\t></w:b><w:sz w:val=\"28\"/>" END,
                ROOT "<w:jc a:val=\"1\" xml:lang=\"vi\" u:val=\"\"/>" END,
                ROOT "<w:p><w:pPr><w:rPr><w:sz w:val=\"1\"/></w:rPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t> x </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>y</w:t></w:r></w:p>" END,
                ROOT "<w:p><w:pPr><w:keepNext/></w:pPr></w:p><w:p><w:pPr><w:keepNext/></w:pPr></w:p><w:rPr/><w:rPr> </w:rPr>" END,
                ROOT "<w:rPr><w:rFonts w:ascii=\"Arial\"/></w:rPr><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr>" END,
                /* the same properties at another depth */
                ROOT "<w:r><w:rPr><w:b/></w:rPr></w:r><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr></w:p>" END,
                /* pictures declare again what the root has; others declare their own */
                ROOT "<a:p xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:t>1</a:t></a:p><x:y xmlns:x=\"urn:x\"><x:t/></x:y><x:y xmlns:x=\"urn:z\"/>" END,
                ROOT "<x:rPr xmlns:x=\"urn:x\"><x:b/></x:rPr><w:tcPr><x:b xmlns:x=\"urn:x\"/></w:tcPr><w:tcPr><x:b xmlns:x=\"urn:x\"/></w:tcPr>" END,
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Target=\"a.xml\"/></Relationships>",
                "<html><p>no namespace</p></html>",
                ROOT "<w:docPr descr=\"a &lt; b &amp; c\"/>" END,
                ROOT "<w:t>\xC2\x85\xEA\x80\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBD\xF0\x9F\x98\x80\x7F</w:t>" END,
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (!check(span_of(rows[i])))
                        fail_msg("not scanned: %s", rows[i]);
        }
}

/* Right or wrong, these are for libxml2. */
static void other_parts(void **state)
{
        static const char *const rows[] = {
                "", "<", "x", "<a/><b/>", ROOT, ROOT END "x", ROOT END END, "<?xml version=\"1.1\"?>" ROOT END, "<?xml version=\"1.0\" encoding=\"TCVN\"?>" ROOT END,
                ROOT "<w:p></w:r>" END, ROOT "<w:p></w:p >" END, ROOT "<w:p / >" END, ROOT "< w:p/>" END, ROOT "<w:p:q/>" END, ROOT "<w:/>" END, ROOT "<:p/>" END,
                ROOT "<w:1/>" END, ROOT "<1/>" END, ROOT "<w:\xC3\xA1/>" END,
                ROOT "<w:b w:val=\"1\"a:val=\"2\"/>" END, ROOT "<w:b w:val=\"1\" w:val=\"2\"/>" END, ROOT "<w:b w:val=1/>" END, ROOT "<w:b w:val = \"1\"/>" END,
                ROOT "<w:b w:val/>" END, ROOT "<w:b w:val=\"<\"/>" END, ROOT "<w:b w:val=\">\"/>" END, ROOT "<w:b w:val=\"a\tb\"/>" END, ROOT "<w:b w:val=\"a&amp;b\"/>" END,
                ROOT "<w:b w:val=\"&#49;\"/>" END, ROOT "<w:b q:val=\"1\"/>" END, ROOT "<q:b/>" END, ROOT "<xmlns:b/>" END, ROOT "<xml:b/>" END,
                ROOT "<w:b xmlns:q=\"urn:u\" u:val=\"1\" q:val=\"2\"/>" END, ROOT "<w:b xmlns:q=\"" W_NAMESPACE "\" q:val=\"1\"/>" END,
                ROOT "<w:b xmlns:w=\"urn:w\" w:val=\"1\"/>" END, ROOT "<w:b xmlns:q=\"\"/>" END, ROOT "<b xmlns=\"" W_NAMESPACE "\"/>" END,
                ROOT "<w:b xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"/>" END, ROOT "<w:b xmlns:q=\"http://www.w3.org/XML/1998/namespace\"/>" END,
                ROOT "<w:t>&#x1EA1;</w:t>" END, ROOT "<w:t>&nbsp;</w:t>" END, ROOT "<w:t>&amp</w:t>" END, ROOT "<w:t>& </w:t>" END, ROOT "<w:t>]]></w:t>" END,
                ROOT "<w:t>a\r\nb</w:t>" END, ROOT "<w:t>\x01</w:t>" END, ROOT "<w:t>\xE1\xBA</w:t>" END, ROOT "<w:t>\xED\xA0\x80</w:t>" END, ROOT "<w:t>\xEF\xBF\xBE</w:t>" END,
                ROOT "<w:t>\xC0\x80</w:t>" END, ROOT "<w:t>\xF4\x90\x80\x80</w:t>" END, ROOT "<!-- x -->" END, ROOT "<?pi?>" END, ROOT "<w:t><![CDATA[<w:b/>]]></w:t>" END,
                "<!DOCTYPE w>" ROOT END, "<!-- x -->" ROOT END,
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (check(span_of(rows[i])))
                        fail_msg("scanned: %s", rows[i]);
        }
        assert_false(scans((struct span) { ROOT "\0" END, sizeof(ROOT "\0" END) - 1 }));
}

static void limits_are_libxml2s(void **state)
{
        cleanup(buf_release) struct buf b = { 0 };

        (void) state;
        for (int depth = 190; depth < 210; depth++) {
                buf_clear(&b);
                buf_puts(&b, ROOT "<w:rPr><w:p><w:p></w:p></w:p></w:rPr>");
                for (int i = 0; i < depth; i++)
                        buf_puts(&b, "<w:p>");
                buf_puts(&b, "<w:rPr><w:p><w:p></w:p></w:p></w:rPr>");
                for (int i = 0; i < depth; i++)
                        buf_puts(&b, "</w:p>");
                buf_puts(&b, END);
                assert_int_equal(check(buf_span(&b)), depth < 196);
        }
        for (int n = 60; n < 70; n++) {
                buf_clear(&b);
                buf_puts(&b, ROOT "<w:p");
                for (int i = 0; i < n; i++)
                        buf_printf(&b, " a%d=''", i);
                buf_puts(&b, "/>" END);
                assert_int_equal(check(buf_span(&b)), n <= 64);
        }
        buf_clear(&b);
        buf_printf(&b, ROOT "<w:p a='%0*d'/>" END, 64 << 10, 0);
        assert_false(scans(buf_span(&b)));
}

/* ---- chance -------------------------------------------------------------------------------------------- */

static unsigned chance(unsigned n)
{
        static uint64_t state = 20240607;

        state = state * 6364136223846793005u + 1442695040888963407u;
        return (unsigned) (state >> 33) % n;
}

static void spoil(struct buf *b)
{
        static const char *const pieces[] = {
                "<", ">", "&", "\"", "'", "/", "=", ":", " ", "\n", "\r", "\t", "\x01", "\xC3", "\xE1\xBA", "]]>", "&amp;", "&#65;", "<w:b/>", "<w:t>", "</w:t>", "</w:r>", "<w:rPr>",
                "</w:rPr>", "<w:rPr><w:b/></w:rPr>", "<w:sz w:val=\"1\"/>", " w:val=\"1\"", " xmlns:q=\"urn:q\"", " xmlns:w=\"urn:w\"", "<u:x/>", "<q:x/>", "<?p?>", "\xC4\x90",
        };
        size_t at = chance((unsigned) b->len), len = 1 + chance(chance(4) ? 3 : 60);
        const char *piece = pieces[chance(ARRAY_LEN(pieces))];
        cleanup(buf_release) struct buf tail = { 0 };

        buf_add(&tail, b->ptr + at, b->len - at);
        b->len = at;
        switch (chance(5)) {
        case 0:
                buf_add_span(b, (struct span) { tail.ptr + (len < tail.len ? len : tail.len), tail.len - (len < tail.len ? len : tail.len) });
                break;
        case 1: /* twice */
                buf_add(b, tail.ptr, len < tail.len ? len : tail.len);
                buf_add_span(b, buf_span(&tail));
                break;
        case 2:
                buf_putc(b, (char) chance(256));
                buf_add_span(b, (struct span) { tail.ptr + 1, tail.len - 1 });
                break;
        default:
                buf_puts(b, piece);
                buf_add_span(b, buf_span(&tail));
                break;
        }
}

static void whatever_comes(void **state)
{
        static const char document[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" ROOT
                "<w:body><w:p w:rsidR=\"1\"><w:pPr><w:jc w:val=\"center\"/><w:rPr><w:sz w:val=\"1\"/></w:rPr></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"1\"/></w:rPr>"
                "<w:t xml:space=\"preserve\">S\u1ED1: </w:t></w:r><w:r><w:rPr><w:b/><w:sz w:val=\"1\"/></w:rPr><w:t>12/Q\u0110 &amp; 3</w:t></w:r></w:p>"
                "<w:p><w:pPr><w:jc w:val=\"center\"/><w:rPr><w:sz w:val=\"1\"/></w:rPr></w:pPr><a:p xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
                "<a:t>x</a:t></a:p><x:y xmlns:x=\"urn:x\" x:val='1'/></w:p></w:body>" END;
        unsigned scanned = 0;

        (void) state;
        for (int i = 0; i < 3000; i++) {
                cleanup(buf_release) struct buf b = { 0 };

                buf_puts(&b, document);
                for (unsigned n = 1 + chance(8) / 7; n > 0; n--)
                        spoil(&b);
                scanned += check(buf_span(&b));
        }
        assert_in_range(scanned, 200, 2800); /* it speaks of both kinds */
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(plain_parts),
                cmocka_unit_test(other_parts),
                cmocka_unit_test(limits_are_libxml2s),
                cmocka_unit_test(whatever_comes),
        };

        return cmocka_run_group_tests_name("xml_scan", tests, NULL, release_arena);
}
