/*
 * One conversion costs one to two seconds, nearly all of it the start of LibreOffice. It wants a profile folder and writes files, so this is
 * the one place where anything touches the disk: below /tmp, in a folder only we may enter.
 */
#define _GNU_SOURCE /* nftw */
#include "extractor/office.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "extractor/docx.h"
#include "extractor/helper.h"
#include "extractor/source.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

enum { SECONDS = 90, OPEN_AT_ONCE = 16 };

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
        (void) st, (void) type, (void) ftw;
        remove(path);
        return 0;
}

struct folder {
        char path[64];
};

static void folder_removep(struct folder *folder)
{
        if (folder->path[0])
                nftw(folder->path, remove_entry, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
}

static int write_file(const char *path, struct span bytes)
{
        cleanup(closep) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

        if (fd < 0)
                return ERROR_SYSTEM;
        while (bytes.len) {
                ssize_t put = write(fd, bytes.ptr, bytes.len);

                if (put < 0 && errno == EINTR)
                        continue;
                if (put <= 0)
                        return ERROR_SYSTEM;
                bytes = (struct span) { bytes.ptr + put, bytes.len - (size_t) put };
        }
        return 0;
}

/* The converted file, read like any other. */
static int take_result(struct document *doc, struct arena *arena, const struct source *source, const char *path)
{
        cleanup(package_closep) struct package *package = NULL;
        cleanup(closep) int fd = -1;
        const char *media_type = doc->media_type, *detail;
        struct span bytes;
        uint64_t size;
        int r = source_open(&fd, &size, &detail, path, source->limits);

        if (r == 0)
                r = source_read(&bytes, arena, &detail, fd, size, source->limits);
        if (r == 0)
                r = package_open(&package, arena, bytes, source->limits, &detail);
        if (r < 0)
                return r;
        if (r)
                return document_refuse(doc, arena, DIAG_helper_failed, "soffice: it made no document");
        r = docx_read(doc, arena, package, source->limits);
        doc->media_type = media_type;
        return r;
}

int office_read(struct document *doc, struct arena *arena, const struct source *source, const char *name, const char *filter, const char *ending)
{
        static const struct helper helper = { "soffice", "libreoffice-writer-nogui" };
        const struct helper_limits limits = { .seconds = SECONDS, .output_bytes = 1 << 20, .memory_bytes = 4ull << 30, .file_bytes = source->limits->file_bytes };
        cleanup(folder_removep) struct folder folder = { "/tmp/trichluc-XXXXXX" };
        cleanup(buf_release) struct buf output = { 0 };
        const char *detail, *input;
        char path[64];
        int r, status;

        if (!helper_find(&helper, path))
                return document_refuse(doc, arena, DIAG_needs_helper, "%s: LibreOffice (Debian: %s)", name, helper.package);
        if (!mkdtemp(folder.path)) {
                folder.path[0] = '\0';
                return ERROR_SYSTEM;
        }
        input = arena_printf(arena, "%s/in.%s", folder.path, ending);
        r = write_file(input, source->bytes);
        if (r == 0)
                r = helper_run(&output, &status,
                        (const char *const[]) { path, "--headless", "--norestore", "--nolockcheck", "--nodefault", arena_printf(arena, "-env:UserInstallation=file://%s/profile", folder.path),
                                                arena_printf(arena, "--infilter=%s", filter), "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder.path, input, NULL },
                        SPAN(""), folder.path, &limits, &detail);
        if (r < 0)
                return r;
        if (r)
                return document_refuse(doc, arena, DIAG_helper_failed, "%s: %s", helper.program, detail);
        return take_result(doc, arena, source, arena_printf(arena, "%s/in.docx", folder.path));
}
