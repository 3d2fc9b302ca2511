/* See convert.h. */
#include "extractor/convert.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "common/io.h"
#include "extractor/helper.h"
#include "extractor/ocr.h"
#include "extractor/office.h"
#include "extractor/soffice.h"
#include "extractor/source.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 12, FD_LAST = 1024 };

static const uint64_t text_bytes = 256u << 20, memory_pdf = 1u << 30;

/* ---- pdftotext ----------------------------------------------------------------------------------------- */

static int pdf_text(struct converted *out, struct span input, const char *program, const char **detail)
{
        const struct helper_limits limits = { .seconds = SECONDS, .output_bytes = text_bytes, .memory_bytes = memory_pdf };

        return helper_run(&out->out, &out->status, (const char *const[]) { program, "-enc", "UTF-8", "-eol", "unix", "-q", "-", "-", NULL }, input, "/", &limits, detail);
}

/* ---- here ---------------------------------------------------------------------------------------------- */

static const struct {
        const char *format;
        struct helper helper;
        struct soffice_kind kind;
} conversions[CONVERSIONS] = {
        [CONVERT_PDF_TEXT] = { "PDF", { "pdftotext", "poppler-utils" }, { 0 } },
        [CONVERT_DOC_DOCX] = { "DOC", { "soffice", "libreoffice-writer-nogui" }, { "MS Word 97", "doc" } },
        [CONVERT_DOC95_DOCX] = { "DOC", { "soffice", "libreoffice-writer-nogui" }, { "MS Word 95", "doc" } },
        [CONVERT_RTF_DOCX] = { "RTF", { "soffice", "libreoffice-writer-nogui" }, { "Rich Text Format", "rtf" } },
        [CONVERT_PDF_OCR] = { "PDF", { "tesseract", "tesseract-ocr, tesseract-ocr-vie, poppler-utils" }, { 0 } },
};

/* The first of @inputs is asked for; the others are made along where that saves time. */
static int convert_here(struct converted *out, enum conversion conversion, const struct span *inputs, size_t n, const struct page_set *pages)
{
        const struct helper *helper = &conversions[conversion].helper;
        const char *detail = NULL;
        char program[64];
        int r;

        if (!helper_find(helper, program))
                r = DIAG_needs_helper;
        else if (conversion == CONVERT_PDF_TEXT)
                r = pdf_text(out, inputs[0], program, &detail);
        else if (conversion == CONVERT_PDF_OCR)
                r = ocr_pdf(out, inputs[0], pages, program, &detail);
        else
                r = soffice_convert(out, &conversions[conversion].kind, inputs, n, program, &detail);
        if (r == DIAG_needs_helper) {
                snprintf(out->detail, sizeof(out->detail), "%s: %s (Debian: %s)", conversions[conversion].format, helper->program, helper->package);
                return r;
        }
        if (r < 0 && (errno == EPERM || errno == EACCES || errno == ENOSYS)) {
                detail = "it may not be started here";
                r = DIAG_helper_failed;
        }
        if (r > 0)
                snprintf(out->detail, sizeof(out->detail), "%s: %s", helper->program, detail);
        return r;
}

/* ---- the broker ---------------------------------------------------------------------------------------- */

struct request {
        uint32_t conversion, n;
        uint64_t len[SOFFICE_BATCH];
        struct page_set pages;
};

struct reply {
        int32_t code, status;
        uint32_t pages, pages_lost, pages_cut, done;
        uint64_t len;
        char detail[128];
};

static int broker = -1; /* the way to it: one process has one */

/* Whoever asks may have been taken over by a file: nothing it says is believed but the number of a conversion and lengths within the limits. */
static bool is_sound(const struct request *request)
{
        uint64_t along = 0;

        if (request->conversion >= CONVERSIONS || request->n < 1 || request->n > SOFFICE_BATCH || request->len[0] > extractor_limits_default.file_bytes)
                return false;
        for (size_t i = 1; i < request->n; i++) {
                if (request->len[i] > SOFFICE_ALONG_BYTES)
                        return false;
                along += request->len[i];
        }
        return along <= SOFFICE_ALONG_BYTES;
}

static bool read_inputs(int fd, const struct request *request, struct buf *all, struct span *inputs)
{
        size_t len = 0, at = 0;

        for (size_t i = 0; i < request->n; i++)
                len += request->len[i];
        buf_reserve(all, len);
        if (!read_full(fd, all->ptr, len))
                return false;
        for (size_t i = 0; i < request->n; i++) {
                inputs[i] = (struct span) { all->ptr + at, request->len[i] };
                at += request->len[i];
        }
        return true;
}

static bool serve(int fd)
{
        struct converted converted = { 0 };
        cleanup(buf_release) struct buf all = { 0 };
        struct span inputs[SOFFICE_BATCH];
        struct request request;
        struct reply reply = { 0 };
        bool ok;

        if (!read_full(fd, &request, sizeof(request)) || !is_sound(&request) || !read_inputs(fd, &request, &all, inputs))
                return false;
        reply.code = convert_here(&converted, (enum conversion) request.conversion, inputs, request.n, &request.pages);
        reply.status = converted.status;
        reply.pages = converted.pages;
        reply.pages_lost = converted.pages_lost;
        reply.pages_cut = converted.pages_cut;
        reply.done = converted.done;
        reply.len = converted.out.len;
        memcpy(reply.detail, converted.detail, sizeof(reply.detail));
        ok = write_full(fd, &reply, sizeof(reply)) && write_full(fd, buf_span(&converted.out).ptr, converted.out.len);
        buf_release(&converted.out);
        return ok;
}

static void broker_main(int fd)
{
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        signal(SIGPIPE, SIG_IGN);
        for (int other = 3; other < FD_LAST; other++) { /* a pipe kept open would hide from its reader that the worker is dead */
                if (other != fd)
                        close(other);
        }
        while (serve(fd))
                ;
        _exit(0);
}

bool extractor_helpers_begin(void)
{
        int ends[2];
        pid_t pid;

        if (broker >= 0)
                return true;
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
                return false;
        pid = fork();
        if (pid == 0)
                broker_main(ends[1]);
        close(ends[1]);
        if (pid < 0)
                close(ends[0]);
        else
                broker = ends[0];
        return pid > 0;
}

static bool send_request(enum conversion conversion, const struct span *inputs, size_t n, const struct page_set *pages)
{
        struct request request = { .conversion = conversion, .n = (uint32_t) n, .pages = *pages };
        bool ok;

        for (size_t i = 0; i < n; i++)
                request.len[i] = inputs[i].len;
        ok = write_full(broker, &request, sizeof(request));
        for (size_t i = 0; ok && i < n; i++)
                ok = write_full(broker, inputs[i].ptr, inputs[i].len);
        return ok;
}

static int ask(struct converted *out, enum conversion conversion, const struct span *inputs, size_t n, const struct page_set *pages)
{
        struct reply reply;

        if (!send_request(conversion, inputs, n, pages) || !read_full(broker, &reply, sizeof(reply)) || reply.len > text_bytes + extractor_limits_default.file_bytes) {
                snprintf(out->detail, sizeof(out->detail), "the process that starts helpers is gone");
                return DIAG_helper_failed;
        }
        buf_reserve(&out->out, reply.len);
        if (!read_full(broker, out->out.ptr, reply.len))
                return ERROR_SYSTEM;
        out->out.len = reply.len;
        out->status = reply.status;
        out->pages = reply.pages;
        out->pages_lost = reply.pages_lost;
        out->pages_cut = reply.pages_cut != 0;
        out->done = reply.done;
        memcpy(out->detail, reply.detail, sizeof(out->detail));
        out->detail[sizeof(out->detail) - 1] = '\0';
        return reply.code;
}

static const struct page_set every_page;

static int run(struct converted *out, enum conversion conversion, const struct span *inputs, size_t n, const struct page_set *pages)
{
        return broker >= 0 ? ask(out, conversion, inputs, n, pages) : convert_here(out, conversion, inputs, n, pages);
}

int convert_scan(struct converted *out, struct span input, const struct page_set *pages)
{
        *out = (struct converted) { 0 };
        return run(out, CONVERT_PDF_OCR, &input, 1, pages);
}

/* ---- what comes next --------------------------------------------------------------------------------------- */

enum { LOOKED_AT = 64, PROMISED = 64 };

static struct {
        const char *const *paths;
        size_t n;
        char promised[PROMISED][65]; /* SHA-256 of files that were converted or sent along: a result is there, or none that comes so */
        size_t n_promised;
} expected;

void extractor_expect(const char *const *paths, size_t n)
{
        expected.paths = paths;
        expected.n = n;
}

static bool is_among(char (*hashes)[65], size_t n, const char *sha256)
{
        for (size_t i = 0; i < n; i++) {
                if (strcmp(hashes[i], sha256) == 0)
                        return true;
        }
        return false;
}

static bool was_promised(const char *sha256)
{
        return is_among(expected.promised, PROMISED, sha256);
}

static void promise(const char sha256[static 65])
{
        if (!was_promised(sha256))
                memcpy(expected.promised[expected.n_promised++ % PROMISED], sha256, 65);
}

struct inputs {
        struct span items[SOFFICE_BATCH];
        char sha256[SOFFICE_BATCH][65];
        size_t n;
};

/* Those of the files that come next which the same conversion takes, behind the first of @inputs. */
static void gather(struct inputs *inputs, struct arena *arena, enum conversion conversion)
{
        const struct extractor_limits limits = { .file_bytes = SOFFICE_ALONG_BYTES / 4 };
        size_t len = 0;

        for (size_t i = 0; i < expected.n && i < LOOKED_AT && inputs->n < SOFFICE_BATCH; i++) {
                struct document doc;
                struct span bytes;

                if (extractor_load(&doc, &bytes, arena, expected.paths[i], &limits) || office_conversion(bytes) != conversion)
                        continue;
                if (was_promised(doc.sha256) || is_among(inputs->sha256, inputs->n, doc.sha256))
                        continue;
                len += bytes.len;
                if (len > SOFFICE_ALONG_BYTES)
                        break;
                memcpy(inputs->sha256[inputs->n], doc.sha256, sizeof(doc.sha256));
                inputs->items[inputs->n++] = bytes;
        }
}

int convert(struct converted *out, enum conversion conversion, struct span input)
{
        cleanup(arena_release) struct arena arena = { 0 };
        struct inputs inputs = { .items = { input }, .n = 1 };
        int r;

        *out = (struct converted) { 0 };
        if (expected.n && conversions[conversion].kind.filter) {
                source_hash(inputs.sha256[0], input);
                if (!was_promised(inputs.sha256[0]))
                        gather(&inputs, &arena, conversion);
        }
        r = run(out, conversion, inputs.items, inputs.n, &every_page);
        for (size_t i = 0; i < inputs.n && i < out->done && inputs.sha256[i][0]; i++)
                promise(inputs.sha256[i]);
        return r;
}
