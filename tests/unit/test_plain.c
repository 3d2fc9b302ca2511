/* Plain text: encodings, line ends, control characters, blocks. */
#include "tests/unit/expect.h"

#define READ(literal) read_span("a.txt", SPAN(literal))

static void clean_text_is_its_own_display_text(void **state)
{
        /* ủ U+1EE7, đ U+0111 */
        int r = READ("CH\xC3\x8DNH PH\xE1\xBB\xA6  \n\n\tS\xE1\xBB\x91: 12/Q\xC4\x90-TTg\n  \nh\xE1\xBA\xBFt");

        (void) state;
        assert_code(r, 0);
        assert_sound(r);
        assert_text("CH\u00CDNH PH\u1EE6  \n\n\tS\u1ED1: 12/Q\u0110-TTg\n  \nh\u1EBFt");
        assert_string_equal(doc.encoding, "UTF-8");
        assert_string_equal(doc.media_type, "text/plain");
        assert_int_equal(doc.n_blocks, 3);
        assert_block(0, "CH\u00CDNH PH\u1EE6");
        assert_block(1, "\tS\u1ED1: 12/Q\u0110-TTg");
        assert_block(2, "h\u1EBFt");
        assert_int_equal(doc.blocks[1].source_line, 3);
        assert_int_equal(doc.blocks[2].source_line, 5);
        assert_int_equal(doc.blocks[0].part, BLOCK_BODY);
        assert_int_equal(doc.blocks[0].table, 0);
        assert_int_equal(doc.diags.n, 0);
}

static void a_clean_file_is_not_copied(void **state)
{
        enum { LEN = 100000 };
        static char text[LEN];
        char path[] = "/tmp/test_plain_XXXXXX";
        int fd = mkstemp(path), r;

        (void) state;
        memset(text, 'x', LEN);
        text[LEN - 1] = '\n';
        assert_true(fd >= 0);
        assert_int_equal(write(fd, text, LEN), LEN);
        close(fd);
        arena_reset(&arena);
        r = extractor_read(&doc, &arena, path, NULL);
        unlink(path);
        assert_code(r, 0);
        assert_int_equal(doc.text.len, LEN);
        assert_memory_equal(doc.text.ptr, text, LEN);
        assert_true(arena.total < LEN + LEN / 2); /* there is one text, as it was read */
}

static void byte_order_mark_is_dropped(void **state)
{
        (void) state;
        assert_code(READ("\xEF\xBB\xBFmột\n"), 0);
        assert_text("một\n");
        assert_string_equal(doc.encoding, "UTF-8-BOM");
        assert_block(0, "một");
}

static void line_ends_become_lf(void **state)
{
        (void) state;
        assert_code(READ("a\r\nb\rc\n\r\nd\fe\r"), 0);
        assert_text("a\nb\nc\n\nd\ne\n");
        assert_int_equal(doc.n_blocks, 5);
        assert_int_equal(doc.diags.n, 0);
        assert_int_equal(doc.blocks[4].source_line, 6);
}

static void control_characters_become_spaces(void **state)
{
        (void) state;
        assert_code(READ("mười\0hai\x01 tháng\v\x7F" "ba\tbốn và năm\n"), 0);
        assert_text("mười hai  tháng  ba\tbốn và năm\n");
        assert_diag(DIAG_control_replaced, "4, the first at byte 7");
        assert_sound(0);
}

static void utf16(void **state)
{
        static const char little[] = "\xFF\xFEs\0\xD1\x1E \0=\xD8\x00\xDE\n\0"; /* số, U+1F600 */
        static const char big[] = "\xFE\xFF\0s\x1E\xD1\0\n";
        static const char unmarked[] = "t\0h\0\xE1\0n\0g\0 \0b\0a\0\n\0";
        static const char unmarked_big[] = "\0t\0h\0\xE1\0n\0g\0 \0b\0a\0\n";

        (void) state;
        assert_code(read_span("a.txt", (struct span) { little, sizeof(little) - 1 }), 0);
        assert_text("s\u1ED1 \U0001F600\n");
        assert_string_equal(doc.encoding, "UTF-16LE");
        assert_diag(DIAG_encoding_decoded, "UTF-16LE");
        assert_code(read_span("a.txt", (struct span) { big, sizeof(big) - 1 }), 0);
        assert_text("s\u1ED1\n");
        assert_string_equal(doc.encoding, "UTF-16BE");
        assert_code(read_span("a.txt", (struct span) { unmarked, sizeof(unmarked) - 1 }), 0);
        assert_text("th\u00E1ng ba\n");
        assert_code(read_span("a.txt", (struct span) { unmarked_big, sizeof(unmarked_big) - 1 }), 0);
        assert_text("th\u00E1ng ba\n");
}

/* Each row: bytes, code, detail. */
static void refusals(void **state)
{
        static const struct {
                const char *path;
                struct span bytes;
                enum diag_code code;
                const char *detail;
        } rows[] = {
                { "a.txt", { "", 0 }, DIAG_empty_file, NULL },
                { "a.txt", { "abc \xE1\xBB x", 8 }, DIAG_encoding_unknown, "byte 4 is no UTF-8" },                 /* cut letter */
                { "a.txt", { "\xEF\xBB\xBFz\xFF", 5 }, DIAG_encoding_unknown, "byte 4 is no UTF-8" },               /* counted with the mark */
                { "a.txt", { "a\xC0\x80z", 4 }, DIAG_encoding_unknown, "byte 1 is no UTF-8" },                      /* overlong NUL */
                { "a.txt", { "a\xED\xA0\x80z", 5 }, DIAG_encoding_unknown, "byte 1 is no UTF-8" },                  /* surrogate */
                { "a.txt", { "\xFF\xFE" "a\0\0\xD8z\0", 8 }, DIAG_encoding_unknown, "byte 4 is no UTF-16LE" },      /* lone surrogate */
                { "a.txt", { "\xFF\xFE" "a\0b", 5 }, DIAG_encoding_unknown, "byte 4 is no UTF-16LE" },              /* odd */
                { "a.txt", { "\xFF\xFE\0\0a\0\0\0", 8 }, DIAG_encoding_unknown, "UTF-32" },
                { "a.txt", { "\x01\x02\x03\x04\x05 a\x06\x07", 9 }, DIAG_binary_text, "7 control characters in 9 bytes" },
                { "a.txt", { "\xFF\0\x12\xB3\xFF\x9A\0\0\xE0", 9 }, DIAG_binary_text, NULL },
                { "a.txt", { "\x89PNG\r\n\x1A\n", 8 }, DIAG_unknown_format, "PNG" },
                { "a.doc", { "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0k\0b\0o\0o\0k", 21 }, DIAG_unknown_format, "OLE compound file (XLS, PPT, MSG)" },
                { "a.docx", { "This is no zip file.\n", 21 }, DIAG_not_a_zip, NULL },
                { "A.DOCX", { "\0\0\0\0", 4 }, DIAG_not_a_zip, NULL },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                int r = read_span(rows[i].path, rows[i].bytes);

                assert_code(r, rows[i].code);
                assert_sound(r);
                assert_diag(rows[i].code, rows[i].detail);
                assert_int_equal(doc.bytes, rows[i].bytes.len);
        }
}

static void nothing_to_read_is_said(void **state)
{
        (void) state;
        assert_code(READ("\xEF\xBB\xBF"), 0);
        assert_diag(DIAG_no_text, NULL);
        assert_int_equal(doc.text.len, 0);
        assert_code(READ(" \n\xC2\xA0\t\r\n"), 0);
        assert_diag(DIAG_no_text, NULL);
        assert_int_equal(doc.n_blocks, 0);
}

/* Every ASCII position of a word-at-a-time scan sees its control byte. */
static void a_control_byte_is_found_anywhere(void **state)
{
        (void) state;
        for (size_t at = 0; at < 24; at++) {
                for (int bad = 0; bad < 3; bad++) {
                        char text[] = "abcdefgh~jklmn pqrstuvwx";

                        text[at] = (char[]) { '\0', '\x1F', '\x7F' }[bad];
                        assert_code(read_span("a.txt", (struct span) { text, 24 }), 0);
                        assert_diag(DIAG_control_replaced, NULL);
                        assert_int_equal(doc.text.ptr[at], ' ');
                        assert_int_equal(doc.text.len, 24);
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(clean_text_is_its_own_display_text),
                cmocka_unit_test(a_clean_file_is_not_copied),
                cmocka_unit_test(byte_order_mark_is_dropped),
                cmocka_unit_test(line_ends_become_lf),
                cmocka_unit_test(control_characters_become_spaces),
                cmocka_unit_test(utf16),
                cmocka_unit_test(refusals),
                cmocka_unit_test(nothing_to_read_is_said),
                cmocka_unit_test(a_control_byte_is_found_anywhere),
        };

        return cmocka_run_group_tests_name("plain", tests, NULL, release_arena);
}
