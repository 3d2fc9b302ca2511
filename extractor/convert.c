/* See convert.h. */
#define _GNU_SOURCE /* nftw */
#include "extractor/convert.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "common/io.h"
#include "extractor/helper.h"
#include "extractor/ocr.h"
#include "extractor/source.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECONDS = 12, OPEN_AT_ONCE = 16, FD_LAST = 1024 };

static const uint64_t text_bytes = 256u << 20, memory_pdf = 1u << 30, memory_office = 4ull << 30;

/* ---- pdftotext ----------------------------------------------------------------------------------------- */

static int pdf_text(struct converted *out, struct span input, const char *program, const char **detail)
{
        const struct helper_limits limits = { .seconds = SECONDS, .output_bytes = text_bytes, .memory_bytes = memory_pdf };

        return helper_run(&out->out, &out->status, (const char *const[]) { program, "-enc", "UTF-8", "-eol", "unix", "-q", "-", "-", NULL }, input, "/", &limits, detail);
}

/* ---- LibreOffice: it wants a profile and writes its result, all in a folder that only we may enter ---------- */

struct folder {
        char path[64];
};

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
        (void) st, (void) type, (void) ftw;
        remove(path);
        return 0;
}

static void folder_removep(struct folder *folder)
{
        if (folder->path[0])
                nftw(folder->path, remove_entry, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}

static bool write_file(const char *path, struct span bytes)
{
        cleanup(closep) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

        return fd >= 0 && write_full(fd, bytes.ptr, bytes.len);
}

static int take_file(struct buf *out, const char *path)
{
        struct arena arena = { 0 };
        cleanup(closep) int fd = -1;
        const char *detail;
        struct span bytes;
        uint64_t size;
        int r = source_open(&fd, &size, &detail, path, &extractor_limits_default);

        if (r == 0)
                r = source_read(&bytes, &arena, &detail, fd, size, &extractor_limits_default);
        if (r == 0)
                buf_add_span(out, bytes);
        arena_release(&arena);
        return r;
}

/* One conversion costs two seconds, nearly all of it the program's start. @filter: else it takes garbage for a text. */
static int office(struct converted *out, struct span input, const char *program, const char *filter, const char *ending, const char **detail)
{
        const struct helper_limits limits = { .seconds = SECONDS, .output_bytes = 1 << 20, .memory_bytes = memory_office, .file_bytes = extractor_limits_default.file_bytes };
        cleanup(folder_removep) struct folder folder = { "/tmp/trichluc-XXXXXX" };
        char profile[128], from[96], to[96], infilter[64];
        int r;

        if (!mkdtemp(folder.path)) {
                folder.path[0] = '\0';
                *detail = "no folder can be made in /tmp";
                return DIAG_helper_failed;
        }
        snprintf(profile, sizeof(profile), "-env:UserInstallation=file://%s/profile", folder.path);
        snprintf(from, sizeof(from), "%s/in.%s", folder.path, ending);
        snprintf(to, sizeof(to), "%s/in.docx", folder.path);
        snprintf(infilter, sizeof(infilter), "--infilter=%s", filter);
        if (!write_file(from, input)) {
                *detail = "/tmp has no room";
                return DIAG_helper_failed;
        }
        r = helper_run(&out->out, &out->status,
                (const char *const[]) { program, "--headless", "--norestore", "--nolockcheck", "--nodefault", profile, infilter, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder.path,
                                        from, NULL },
                SPAN(""), folder.path, &limits, detail);
        buf_clear(&out->out); /* its talk */
        if (r == 0 && take_file(&out->out, to)) {
                *detail = "it made no document";
                r = DIAG_helper_failed;
        }
        return r;
}

/* ---- here ---------------------------------------------------------------------------------------------- */

static const struct {
        const char *format;
        struct helper helper;
        const char *filter, *ending; /* LibreOffice's */
} conversions[CONVERSIONS] = {
        [CONVERT_PDF_TEXT] = { "PDF", { "pdftotext", "poppler-utils" }, NULL, NULL },
        [CONVERT_DOC_DOCX] = { "DOC", { "soffice", "libreoffice-writer-nogui" }, "MS Word 97", "doc" },
        [CONVERT_DOC95_DOCX] = { "DOC", { "soffice", "libreoffice-writer-nogui" }, "MS Word 95", "doc" },
        [CONVERT_RTF_DOCX] = { "RTF", { "soffice", "libreoffice-writer-nogui" }, "Rich Text Format", "rtf" },
        [CONVERT_PDF_OCR] = { "PDF", { "tesseract", "tesseract-ocr, tesseract-ocr-vie, poppler-utils" }, NULL, NULL },
};

static int convert_here(struct converted *out, enum conversion conversion, struct span input)
{
        const struct helper *helper = &conversions[conversion].helper;
        const char *detail = NULL;
        char program[64];
        int r;

        if (!helper_find(helper, program))
                r = DIAG_needs_helper;
        else if (conversion == CONVERT_PDF_TEXT)
                r = pdf_text(out, input, program, &detail);
        else if (conversion == CONVERT_PDF_OCR)
                r = ocr_pdf(out, input, program, &detail);
        else
                r = office(out, input, program, conversions[conversion].filter, conversions[conversion].ending, &detail);
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
        uint32_t conversion;
        uint64_t len;
};

struct reply {
        int32_t code, status;
        uint32_t pages, pages_lost, pages_cut;
        uint64_t len;
        char detail[128];
};

static int broker = -1; /* the way to it: one process has one */

/* Whoever asks may have been taken over by a file: nothing it says is believed but the number of a conversion and a length within the limit. */
static bool serve(int fd)
{
        struct converted converted = { 0 };
        cleanup(buf_release) struct buf input = { 0 };
        struct request request;
        struct reply reply = { 0 };
        bool ok;

        if (!read_full(fd, &request, sizeof(request)) || request.conversion >= CONVERSIONS || request.len > extractor_limits_default.file_bytes)
                return false;
        buf_reserve(&input, request.len);
        if (!read_full(fd, input.ptr, request.len))
                return false;
        input.len = request.len;
        reply.code = convert_here(&converted, (enum conversion) request.conversion, buf_span(&input));
        reply.status = converted.status;
        reply.pages = converted.pages;
        reply.pages_lost = converted.pages_lost;
        reply.pages_cut = converted.pages_cut;
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

static int ask(struct converted *out, enum conversion conversion, struct span input)
{
        struct request request = { .conversion = conversion, .len = input.len };
        struct reply reply;

        if (!write_full(broker, &request, sizeof(request)) || !write_full(broker, input.ptr, input.len) || !read_full(broker, &reply, sizeof(reply)) || reply.len > text_bytes + extractor_limits_default.file_bytes) {
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
        memcpy(out->detail, reply.detail, sizeof(out->detail));
        out->detail[sizeof(out->detail) - 1] = '\0';
        return reply.code;
}

int convert(struct converted *out, enum conversion conversion, struct span input)
{
        *out = (struct converted) { 0 };
        return broker >= 0 ? ask(out, conversion, input) : convert_here(out, conversion, input);
}
