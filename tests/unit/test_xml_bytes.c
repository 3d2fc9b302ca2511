/* What happens to XML before the parser: the guard of start tags, and the thinning. */
#include "tests/unit/expect.h"

#include "extractor/xml_guard.h"
#include "extractor/xml_thin.h"

static const struct extractor_limits limits = { .xml_attributes = 4, .xml_tag_bytes = 100 };

static void guard_counts_attributes(void **state)
{
        static const struct {
                const char *xml;
                enum xml_guard result;
        } rows[] = {
                { "<a b='1' c='2' d='3' e='4'/><a/>", XML_GUARD_OK },
                { "<a b='1' c='2' d='3' e='4' f='5'/><a/>", XML_GUARD_ATTRIBUTES },
                { "<x/><y>text</y><a b='>' c='>' d='3' e='4' f='5'/>", XML_GUARD_ATTRIBUTES },
                { "<a b=\"'\" c='\"' d='' e='='>some text = 'quoted' \"and\" 'more' of 'it' 'to'</a>", XML_GUARD_OK },
                { "<!-- '1' '2' '3' '4' '5' '6' '7' '8' -->", XML_GUARD_OK },
                { "<?pi a='1' b='2' c='3' d='4' e='5' f='6'?>", XML_GUARD_OK },
                { "<a b='0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789'/>", XML_GUARD_TAG },
                { "<a o:gfxdata=\"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\"/>", XML_GUARD_OK },
                { "<a o:gfxdata=\"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", XML_GUARD_OK },
                { "<a o:gfxdata=\"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\" b=\"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\"/>", XML_GUARD_TAG },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                size_t cut;

                assert_int_equal(xml_guard_check(span_of(rows[i].xml), true, &limits, &cut), rows[i].result);
        }
}

/* A drawing may be long, but not without end. */
static void guard_ends_drawings(void **state)
{
        enum { LEN = 64 * 101 };
        static char tag[LEN + 64];
        size_t cut;

        (void) state;
        snprintf(tag, sizeof(tag), "<a gfxdata='%0*d'/>", LEN - 100, 0);
        assert_int_equal(xml_guard_check(span_of(tag), true, &limits, &cut), XML_GUARD_OK);
        snprintf(tag, sizeof(tag), "<a gfxdata='%0*d'/>", LEN, 0);
        assert_int_equal(xml_guard_check(span_of(tag), true, &limits, &cut), XML_GUARD_TAG);
}

static size_t cut_of(const char *xml, bool last)
{
        size_t cut = 0;

        assert_int_equal(xml_guard_check(span_of(xml), last, &limits, &cut), XML_GUARD_OK);
        return cut;
}

static void guard_cuts_between_tags(void **state)
{
        (void) state;
        assert_int_equal(cut_of("<a><b>text</b", false), 10);
        assert_int_equal(cut_of("<a><b>text</b", true), 13);
        assert_int_equal(cut_of("<a b='", false), 0);
        assert_int_equal(cut_of("text \xE1\xBB", false), 5); /* not through a letter */
        assert_int_equal(cut_of("t", false), 1);
        assert_int_equal(cut_of("", true), 0);
}

static void check_thin(const char *xml, const char *expected)
{
        static const char *const elements[] = { "sz", "color", "lang", NULL };
        static const char *const attributes[] = { "rsid", "paraId", NULL };
        struct xml_thin thin;
        char bytes[512];
        size_t len = strlen(xml);

        memcpy(bytes, xml, len);
        xml_thin_init(&thin, elements, attributes);
        len = xml_thin(&thin, bytes, len);
        bytes[len] = '\0';
        assert_string_equal(bytes, expected);
}

static void thin_drops_what_is_silent(void **state)
{
        (void) state;
        check_thin("<w:rPr><w:b/><w:sz w:val=\"28\"/><color/></w:rPr>", "<w:rPr><w:b/></w:rPr>");
        check_thin("<w:p w:rsidR=\"00\" w14:paraId='1'><w:r w:rsidRPr=\"01\">x</w:r></w:p>", "<w:p w14:paraId='1'><w:r>x</w:r></w:p>");
        check_thin("<w:p w:x=\"1\" w:rsidR=\"00\" y=\"2\" w14:paraId=\"a\"/>", "<w:p w:x=\"1\" y=\"2\"/>");
        check_thin("no tag at all", "no tag at all");
        check_thin("", "");
}

static void thin_leaves_the_rest(void **state)
{
        static const char *const same[] = {
                "<w:sz>text</w:sz>",                        /* not empty */
                "<w:szx/><s/><xsz/>",                       /* other names */
                "<a xmlns:rsid=\"urn:x\"/>",                /* a prefix, no attribute */
                "<a x='rsid=\"1\" '> rsidR=\"1\" </a>",     /* text and values */
                "<w:sz w:val=\"1\"",                        /* cut */
                "<w:sz",
                "<w:p rsidR=\"1",
                "<![CDATA[<w:sz/>]]><w:sz/><w:p rsid=\"\"/>", /* text that looks like a tag, and all after it */
                "<!-- <w:sz --><t>x</t>",
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(same); i++)
                check_thin(same[i], same[i]);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(guard_counts_attributes),
                cmocka_unit_test(guard_ends_drawings),
                cmocka_unit_test(guard_cuts_between_tags),
                cmocka_unit_test(thin_drops_what_is_silent),
                cmocka_unit_test(thin_leaves_the_rest),
        };

        return cmocka_run_group_tests_name("xml_bytes", tests, NULL, release_arena);
}
