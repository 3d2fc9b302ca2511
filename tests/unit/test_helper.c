/* Helper programs: kept within their limits whatever they do, and what comes of the formats that need them, installed or not. */
#include "common/buf.h"
#include "tests/unit/expect.h"

#include "extractor/convert.h"
#include "extractor/helper.h"

#include <time.h>

static struct buf out;

static int run(const char *const *argv, struct span input, unsigned seconds, uint64_t most, int *status, const char **detail)
{
        const struct helper_limits limits = { .seconds = seconds, .output_bytes = most, .memory_bytes = 1u << 30 };

        buf_clear(&out);
        return helper_run(&out, status, argv, input, "/", &limits, detail);
}

#define RUN(...) run((const char *const[]) { __VA_ARGS__, NULL }, SPAN("in\n"), 5, 1000, &status, &detail)

static void children_keep_their_limits(void **state)
{
        const char *detail;
        time_t begin = time(NULL);
        int status;

        (void) state;
        assert_code(RUN("/bin/cat"), 0);
        assert_int_equal(status, 0);
        assert_string_equal(out.ptr, "in\n");
        assert_code(RUN("/bin/false"), 0);
        assert_int_equal(status, 1);
        assert_code(RUN("/bin/nobody-has-this"), DIAG_helper_failed);
        assert_string_equal(detail, "it could not be started");
        assert_code(run((const char *const[]) { "/bin/sleep", "60", NULL }, SPAN(""), 1, 1000, &status, &detail), DIAG_helper_failed);
        assert_string_equal(detail, "its time was over");
        /* with its output closed, and with a child that keeps it open */
        assert_code(run((const char *const[]) { "/bin/sh", "-c", "exec >&-; exec sleep 60", NULL }, SPAN(""), 1, 1000, &status, &detail), DIAG_helper_failed);
        assert_string_equal(detail, "its time was over");
        assert_code(run((const char *const[]) { "/bin/sh", "-c", "sleep 60 & exit 0", NULL }, SPAN(""), 1, 1000, &status, &detail), DIAG_helper_failed);
        assert_code(RUN("/usr/bin/yes"), DIAG_helper_failed);
        assert_string_equal(detail, "its output is too long");
        assert_code(RUN("/bin/sh", "-c", "kill -SEGV $$"), DIAG_helper_failed);
        assert_string_equal(detail, "it died");
        assert_code(RUN("/bin/sh", "-c", "f=$(mktemp /tmp/trichluc-test-XXXXXX) && exec 3>$f && rm $f && echo x >&3"), DIAG_helper_failed);
        assert_string_equal(detail, "it died"); /* it may not write */
        assert_code(RUN("/bin/sh", "-c", "echo $HOME $USER"), 0);
        assert_string_equal(out.ptr, "/\n");
        assert_true(time(NULL) - begin < 30);
}

/* ---- PDF ------------------------------------------------------------------------------------------------- */

/* A PDF with a page for each text; lines are parted by '|'. */
static void make_pdf(struct buf *pdf, const char *const *pages, size_t n, const char *trailer)
{
        size_t offsets[64], count = 0;

        buf_clear(pdf);
        buf_puts(pdf, "%PDF-1.4\n");
        offsets[count++] = pdf->len;
        buf_puts(pdf, "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        offsets[count++] = pdf->len;
        buf_puts(pdf, "2 0 obj<</Type/Pages/Kids[");
        for (size_t i = 0; i < n; i++)
                buf_printf(pdf, "%zu 0 R ", 4 + 2 * i);
        buf_printf(pdf, "]/Count %zu>>endobj\n", n);
        offsets[count++] = pdf->len;
        buf_puts(pdf, "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n");
        for (size_t i = 0; i < n; i++) {
                struct buf stream = { 0 };

                buf_puts(&stream, "BT /F1 12 Tf 50 800 Td 14 TL (");
                for (const char *p = pages[i]; *p; p++) {
                        if (*p == '|')
                                buf_puts(&stream, ") Tj T* (");
                        else
                                buf_putc(&stream, *p);
                }
                buf_puts(&stream, ") Tj ET");
                offsets[count++] = pdf->len;
                buf_printf(pdf, "%zu 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %zu 0 R>>endobj\n", 4 + 2 * i, 5 + 2 * i);
                offsets[count++] = pdf->len;
                buf_printf(pdf, "%zu 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n", 5 + 2 * i, stream.len, stream.ptr);
                buf_release(&stream);
        }
        size_t xref = pdf->len;

        buf_printf(pdf, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
        for (size_t i = 0; i < count; i++)
                buf_printf(pdf, "%010zu 00000 n \n", offsets[i]);
        buf_printf(pdf, "trailer<</Size %zu/Root 1 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n", count + 1, trailer, xref);
}

static bool installed(const char *program)
{
        char path[64];

        return helper_find(&(struct helper) { program, "" }, path);
}

static void pdf(void **state)
{
        static const char *const pages[] = {
                "CONG BAO so 12|So: 34|dong mot va", "CONG BAO so 12|dong hai|2", "CONG BAO so 12|3 dong ba|3", "CONG BAO so 12|Signed by: A|dong bon 15|4",
        };
        struct buf bytes = { 0 };
        int r;

        (void) state;
        make_pdf(&bytes, pages, 4, "");
        r = read_span("a.txt", buf_span(&bytes));
        assert_sound(r);
        if (!installed("pdftotext")) {
                print_message("# pdftotext is not installed: only its absence is tested\n");
                assert_code(r, DIAG_needs_helper);
                assert_diag(DIAG_needs_helper, "PDF: pdftotext (Debian: poppler-utils)");
                buf_release(&bytes);
                return;
        }
        assert_code(r, 0);
        assert_string_equal(doc.media_type, "application/pdf");
        assert_block(0, "So: 34");
        assert_block(1, "dong mot va");
        assert_block(2, "dong hai"); /* the page's head and number do not part the sentence */
        assert_block(3, "3 dong ba");
        assert_block(4, "dong bon 15");
        assert_int_equal(doc.blocks[4].part, BLOCK_BODY);
        assert_int_equal(doc.n_blocks, 8); /* a head, a number, a stamp */
        for (size_t i = 5; i < 8; i++)
                assert_int_equal(doc.blocks[i].part, BLOCK_HEADER);

        make_pdf(&bytes, pages, 1, "/Encrypt<</Filter/Standard/V 1/R 2/O(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)/U(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx)/P -4>>/ID[(a)(a)]");
        assert_code(read_span("a.pdf", buf_span(&bytes)), DIAG_encrypted);
        make_pdf(&bytes, (const char *const[]) { "" }, 1, "");
        assert_code(read_span("a.pdf", buf_span(&bytes)), 0);
        assert_diag(DIAG_no_text, NULL);
        assert_code(read_span("a.pdf", SPAN("%PDF-1.7\n%garbage")), DIAG_helper_failed);
        make_pdf(&bytes, pages, 4, "");
        bytes.len -= 3;
        assert_code(read_span("a.pdf", buf_span(&bytes)), 0);
        assert_block(0, "So: 34");
        assert_diag(DIAG_cut_file, NULL);
        bytes.len -= 200; /* its directory too */
        assert_code(read_span("a.pdf", buf_span(&bytes)), DIAG_helper_failed);
        buf_release(&bytes);
}

/* ---- DOC, RTF ---------------------------------------------------------------------------------------------- */

static void office(void **state)
{
        static char doc_file[1024] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        int r = read_span("a.doc", SPAN("{\\rtf1\\ansi Quy\\u7871?t \\b \\u273?\\u7883?nh\\par hai}"));

        (void) state;
        assert_sound(r);
        assert_string_equal(doc.media_type, "application/rtf");
        memcpy(doc_file + 512, "\xEC\xA5\xC1\0\0\0\0\0\0\0\0\0", 12);
        if (!installed("soffice")) {
                print_message("# LibreOffice is not installed: only its absence is tested\n");
                assert_code(r, DIAG_needs_helper);
                assert_diag(DIAG_needs_helper, "RTF: soffice (Debian: libreoffice-writer-nogui)");
                assert_code(read_span("a.txt", (struct span) { doc_file, sizeof(doc_file) }), DIAG_needs_helper);
        } else {
                assert_code(r, 0);
                assert_text("Quy\u1EBFt \u0111\u1ECBnh\nhai\n");
                assert_code(read_span("a.txt", (struct span) { doc_file, sizeof(doc_file) }), DIAG_helper_failed);
                assert_code(read_span("a.doc", SPAN("{\\rtf1\\ansi m\\u7897?t\\par ha")), DIAG_helper_failed);
                assert_diag(DIAG_cut_file, NULL);
                assert_code(read_span("a.doc", (struct span) { doc_file, sizeof(doc_file) }), DIAG_helper_failed);
        }
        assert_string_equal(doc.media_type, "application/msword");
        doc_file[512 + 11] = 1;
        assert_code(read_span("a.doc", (struct span) { doc_file, sizeof(doc_file) }), DIAG_encrypted);
}

static void write_to(const char *path, const char *text)
{
        FILE *f = fopen(path, "w");

        assert_non_null(f);
        fputs(text, f);
        fclose(f);
}

/* Files that come next are converted in the same call, a bad one among them. */
static void made_along(void **state)
{
        static int round; /* what was made before is there still */
        static const char *const formats[] = { "{\\rtf1\\ansi mot %d\\par}", "{\\rtf1\\ansi hai %d\\par}", "{\\rtf%d", "no RTF %d", "{\\rtf1\\ansi ba %d\\par}" };
        char texts[ARRAY_LEN(formats)][64];
        char folder[] = "/tmp/trichluc-test-XXXXXX", paths[ARRAY_LEN(texts)][64];
        const char *next[ARRAY_LEN(texts)];
        struct converted first, alone;

        (void) state;
        if (!installed("soffice"))
                return;
        round++;
        assert_non_null(mkdtemp(folder));
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
                snprintf(paths[i], sizeof(paths[i]), "%s/%zu.doc", folder, i);
                snprintf(texts[i], sizeof(texts[i]), formats[i], round);
                write_to(paths[i], texts[i]);
                next[i] = paths[i];
        }
        extractor_expect(next + 1, 4);
        assert_code(convert(&first, CONVERT_RTF_DOCX, span_of(texts[0])), 0);
        assert_int_equal(first.done, 4); /* "no RTF" does not go along */
        extractor_expect(NULL, 0);
        buf_release(&first.out);
        assert_code(convert(&alone, CONVERT_RTF_DOCX, span_of(texts[4])), 0);
        assert_int_equal(alone.done, 0); /* it was there */
        buf_release(&alone.out);
        assert_code(read_span("a.doc", span_of(texts[4])), 0);
        assert_text(round == 1 ? "ba 1\n" : "ba 2\n");
        assert_code(read_span("a.doc", span_of(texts[2])), DIAG_helper_failed);
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
                remove(paths[i]);
        rmdir(folder);
}

/* The same through the process that a confined worker asks. */
static void through_the_broker(void **state)
{
        assert_true(extractor_helpers_begin());
        pdf(state);
        office(state);
        made_along(state);
}

static int release(void **state)
{
        buf_release(&out);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(children_keep_their_limits),
                cmocka_unit_test(pdf),
                cmocka_unit_test(office),
                cmocka_unit_test(made_along),
                cmocka_unit_test(through_the_broker),
        };

        return cmocka_run_group_tests_name("helper", tests, NULL, release);
}
