/* See soffice.h. It wants a profile and writes its result, all in a folder that only we may enter, a new one for each call. */
#define _GNU_SOURCE /* nftw */
#include "extractor/soffice.h"

#include "common/cleanup.h"
#include "common/error.h"
#include "common/io.h"
#include "extractor/helper.h"
#include "extractor/source.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
        SECONDS = 12,
        BATCH_SECONDS = 7, /* and then one alone: a worker is waited for 20 */
        OPEN_AT_ONCE = 16,
        KEPT = 2 * SOFFICE_BATCH, /* DOC and RTF by turns */
        NAME_MAX_LEN = 96,
        NAME_DIGITS = 12,
};

static const uint64_t memory_office = 4ull << 30;
static const size_t kept_most = 64u << 20;

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
        cleanup(arena_release) struct arena arena = { 0 };
        cleanup(closep) int fd = -1;
        const char *detail;
        struct span bytes;
        uint64_t size;
        int r = source_open(&fd, &size, &detail, path, &extractor_limits_default);

        if (r == 0)
                r = source_read(&bytes, &arena, &detail, fd, size, &extractor_limits_default);
        if (r == 0)
                buf_add_span(out, bytes);
        return r;
}

/* ---- what was made before ---------------------------------------------------------------------------------- */

static struct kept {
        char sha256[65];
        const char *filter;
        struct buf out;
} kept[KEPT];
static size_t next_kept;

static void keep(const struct soffice_kind *kind, const char sha256[static 65], struct span out)
{
        struct kept *k = &kept[next_kept++ % KEPT];
        size_t len = out.len;

        buf_release(&k->out);
        *k = (struct kept) { .filter = kind->filter };
        for (size_t i = 0; i < KEPT; i++)
                len += kept[i].out.len;
        if (len > kept_most)
                return;
        memcpy(k->sha256, sha256, sizeof(k->sha256));
        buf_add_span(&k->out, out);
}

/* It stays: folders hold one file under several names. */
static bool find_kept(struct buf *out, const struct soffice_kind *kind, struct span input)
{
        char sha256[65];

        source_hash(sha256, input);
        for (size_t i = 0; i < KEPT; i++) {
                if (!kept[i].out.len || kept[i].filter != kind->filter || strcmp(kept[i].sha256, sha256) != 0)
                        continue;
                buf_add_span(out, buf_span(&kept[i].out));
                return true;
        }
        return false;
}

/* ---- a call ------------------------------------------------------------------------------------------------ */

struct call {
        struct folder folder;
        char sha256[SOFFICE_BATCH][65]; /* of the inputs, and the beginning of their names: a document may print its file's, and has to be the same alone and among others */
        char profile[128], infilter[64], inputs[SOFFICE_BATCH][NAME_MAX_LEN];
        const char *argv[16 + SOFFICE_BATCH];
};

static void set_arguments(struct call *call, const struct soffice_kind *kind, size_t n, const char *program)
{
        const char *const fixed[] = { program, "--headless", "--norestore", "--nolockcheck", "--nodefault", call->profile, call->infilter, "--convert-to", "docx:MS Word 2007 XML", "--outdir",
                                      call->folder.path };

        snprintf(call->profile, sizeof(call->profile), "-env:UserInstallation=file://%s/profile", call->folder.path);
        snprintf(call->infilter, sizeof(call->infilter), "--infilter=%s", kind->filter);
        memcpy(call->argv, fixed, sizeof(fixed));
        for (size_t i = 0; i < n; i++) {
                snprintf(call->inputs[i], sizeof(call->inputs[i]), "%s/%.*s.%s", call->folder.path, NAME_DIGITS, call->sha256[i], kind->ending);
                call->argv[ARRAY_LEN(fixed) + i] = call->inputs[i];
        }
}

static void result_path(char path[static NAME_MAX_LEN], const struct call *call, size_t i)
{
        snprintf(path, NAME_MAX_LEN, "%s/%.*s.docx", call->folder.path, NAME_DIGITS, call->sha256[i]);
}

static int take_result(struct buf *out, const struct call *call, size_t i)
{
        char path[NAME_MAX_LEN];

        result_path(path, call, i);
        return take_file(out, path);
}

/* It takes them in their order: when it was stopped, the last result there is may be half a file, and those before it are whole. */
static size_t last_result(const struct call *call, size_t n)
{
        char path[NAME_MAX_LEN];
        size_t last = 0;

        for (size_t i = 1; i < n; i++) {
                result_path(path, call, i);
                if (access(path, F_OK) == 0)
                        last = i;
        }
        return last;
}

static void keep_results(const struct call *call, const struct soffice_kind *kind, size_t n)
{
        for (size_t i = 1; i < n; i++) {
                cleanup(buf_release) struct buf out = { 0 };

                if (take_result(&out, call, i) == 0)
                        keep(kind, call->sha256[i], buf_span(&out));
        }
}

static int run(struct converted *out, const struct soffice_kind *kind, const struct span *inputs, size_t n, const char *program, const char **detail)
{
        const struct helper_limits limits = { .seconds = n > 1 ? BATCH_SECONDS : SECONDS, .output_bytes = 1 << 20, .memory_bytes = memory_office, .file_bytes = extractor_limits_default.file_bytes };
        struct call call = { .folder = { "/tmp/trichluc-XXXXXX" } };
        cleanup(folder_removep) struct folder made = { "" };
        int r;

        if (!mkdtemp(call.folder.path)) {
                *detail = "no folder can be made in /tmp";
                return DIAG_helper_failed;
        }
        made = call.folder;
        for (size_t i = 0; i < n; i++)
                source_hash(call.sha256[i], inputs[i]);
        set_arguments(&call, kind, n, program);
        for (size_t i = 0; i < n; i++) {
                if (!write_file(call.inputs[i], inputs[i])) {
                        *detail = "/tmp has no room";
                        return DIAG_helper_failed;
                }
        }
        r = helper_run(&out->out, &out->status, call.argv, SPAN(""), call.folder.path, &limits, detail);
        buf_clear(&out->out); /* its talk */
        out->done = (uint32_t) (r ? last_result(&call, n) : n);
        keep_results(&call, kind, out->done);
        if (out->done && take_result(&out->out, &call, 0) == 0) {
                keep(kind, call.sha256[0], buf_span(&out->out));
                *detail = NULL;
                return 0;
        }
        if (r == 0)
                *detail = "it made no document";
        return r ? r : DIAG_helper_failed;
}

int soffice_convert(struct converted *out, const struct soffice_kind *kind, const struct span *inputs, size_t n, const char *program, const char **detail)
{
        int r = DIAG_helper_failed;

        if (find_kept(&out->out, kind, inputs[0]))
                return 0;
        if (n > 1)
                r = run(out, kind, inputs, n, program, detail);
        if (r == DIAG_helper_failed) {
                uint32_t done = out->done;

                r = run(out, kind, inputs, 1, program, detail);
                out->done = done > 1 ? done : 1;
        }
        return r;
}
