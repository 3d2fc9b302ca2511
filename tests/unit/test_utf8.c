/* utf8_skip_plain() against a walk letter by letter. */
#include "common/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
/* cmocka wants these and the two of span.h first */
#include <cmocka.h>

static const char *walk(const char *p, const char *end)
{
        unsigned len;

        while (p < end) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (cp == UTF8_BAD || cp < 0x20 || cp == 0x7F || cp == '&' || cp == '<' || cp == ']' || cp == 0xFFFE || cp == 0xFFFF || len == 4)
                        break;
                p += len;
        }
        return p;
}

static void every_letter(void **state)
{
        (void) state;
        for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
                char text[8] = "a";
                unsigned len;

                if (cp >= 0xD800 && cp <= 0xDFFF)
                        continue;
                len = 1 + utf8_encode(text + 1, cp);
                text[len++] = 'b';
                assert_ptr_equal(utf8_skip_plain(text, text + len), walk(text, text + len));
        }
}

/* All bytes in all places of four, the others from the edges of their ranges; cut at every place. */
static void every_byte(void **state)
{
        static const unsigned char edges[] = { 'a', '<', 0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBD, 0xBE, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xEF, 0xF0, 0xF4, 0xFF };
        enum { EDGES = sizeof(edges) };
        char text[4];

        (void) state;
        for (unsigned at = 0; at < 4; at++) {
                for (unsigned rest = 0; rest < EDGES * EDGES * EDGES; rest++) {
                        for (unsigned byte = 0; byte < 256; byte++) {
                                unsigned others = rest;

                                for (unsigned i = 0; i < 4; i++) {
                                        text[i] = (char) (i == at ? byte : edges[others % EDGES]);
                                        others = i == at ? others : others / EDGES;
                                }
                                if (utf8_skip_plain(text, text + 4) != walk(text, text + 4))
                                        fail_msg("%02x %02x %02x %02x", text[0] & 0xFF, text[1] & 0xFF, text[2] & 0xFF, text[3] & 0xFF);
                        }
                }
        }
        for (unsigned len = 0; len < 4; len++) {
                memcpy(text, "\u1ED9", 3);
                assert_ptr_equal(utf8_skip_plain(text, text + len), walk(text, text + len));
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(every_letter), cmocka_unit_test(every_byte) };

        return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
