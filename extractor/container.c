/* See container.h. */
#include "extractor/container.h"

#include "common/buf.h"
#include "common/utf8.h"
#include "extractor/gunzip.h"
#include "extractor/package.h"
#include "extractor/tar.h"
#include "extractor/zip_directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { DEPTH_MAX = 3, TOTAL_PARTS = 2, PIECE = 64 * 1024 };

enum kind { KIND_NONE, KIND_ZIP, KIND_TAR, KIND_GZIP };

struct level {
        enum kind kind;
        struct arena arena;     /* the zip's directory */
        struct package *package;
        size_t at;              /* next part */
        struct tar tar;
        struct span bytes;      /* of the gz, or unpacked */
        bool done;              /* the one member of a gz was given */
        struct buf own;         /* what bytes point into, when this level unpacked them */
        size_t prefix;          /* length of the name up to here, with its '/' */
};

struct container {
        const struct extractor_limits *limits;
        struct level levels[DEPTH_MAX + 1];
        int depth;       /* open ones */
        const char *path;
        struct buf name, bytes; /* of the member */
        const char *detail;
        uint64_t unpacked;
        uint32_t members;
        bool over;
};

/* What tells that a zip is a document: an office package, or one that names its media type (EPUB too). */
static bool is_mark(struct span name)
{
        static const char *const marks[] = { "[Content_Types].xml", "_rels/.rels", "word/document.xml", "mimetype", "META-INF/manifest.xml" };

        for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
                if (name.len == strlen(marks[i]) && strncasecmp(name.ptr, marks[i], name.len) == 0)
                        return true;
        }
        return false;
}

static bool is_document(const struct package *package)
{
        for (size_t i = 0; i < package_parts(package); i++) {
                if (is_mark(package_name(package, (int) i)))
                        return true;
        }
        return package_parts(package) == 0;
}

bool extractor_is_container(struct span bytes)
{
        struct arena arena = { 0 };
        struct zip_entry *entries;
        const char *detail;
        bool files = false;
        size_t n;

        if (!span_starts(bytes, SPAN("PK\3\4")))
                return span_starts(bytes, SPAN("\x1F\x8B")) || tar_begins(bytes);
        if (zip_directory_read(&entries, &n, &arena, bytes, &extractor_limits_default, &detail) == 0) {
                files = n > 0;
                for (size_t i = 0; i < n && files; i++)
                        files = !is_mark(entries[i].name);
        }
        arena_release(&arena);
        return files;
}

static void level_release(struct level *level)
{
        package_close(level->package);
        buf_release(&level->tar.name);
        buf_release(&level->own);
        arena_release(&level->arena);
        *level = (struct level) { 0 };
}

static int open_zip(struct level *level, struct span bytes, const struct extractor_limits *limits, const char **detail)
{
        int r = package_open(&level->package, &level->arena, bytes, limits, detail);

        if (r == 0 && !is_document(level->package))
                level->kind = KIND_ZIP;
        return r;
}

/* What @bytes are as a container; KIND_NONE is no error. A level stays where it was opened: its package points into it. */
static int open_level(struct level *level, struct span bytes, const struct extractor_limits *limits, const char **detail)
{
        *level = (struct level) { 0 };
        *detail = NULL;
        if (span_starts(bytes, SPAN("PK\3\4")))
                return open_zip(level, bytes, limits, detail);
        if (span_starts(bytes, SPAN("\x1F\x8B"))) {
                level->kind = KIND_GZIP;
                level->bytes = bytes;
        } else if (tar_begins(bytes)) {
                level->kind = KIND_TAR;
                level->tar.rest = bytes;
        }
        return 0;
}

int extractor_container_open(struct container **out, const char *path, struct span bytes, const struct extractor_limits *limits, const char **detail)
{
        static char why[128];
        struct container *c = calloc(1, sizeof(*c));
        int r;

        if (!c)
                memory_exhausted(sizeof(*c));
        c->limits = limits ? limits : &extractor_limits_default;
        c->path = path;
        c->depth = 1;
        r = open_level(&c->levels[0], bytes, c->limits, detail);
        *out = r || c->levels[0].kind == KIND_NONE ? NULL : c;
        if (!*out) {
                snprintf(why, sizeof(why), "%s", *detail ? *detail : "");
                *detail = *why ? why : NULL;
                extractor_container_close(c);
        }
        return r;
}

void extractor_container_close(struct container *c)
{
        if (!c)
                return;
        while (c->depth)
                level_release(&c->levels[--c->depth]);
        buf_release(&c->name);
        buf_release(&c->bytes);
        free(c);
}

/* ---- names --------------------------------------------------------------------------------------------- */

/* Paths of zips made on Windows have backslashes, and letters in a code page nobody wrote down. */
static void put_name(struct buf *out, struct span name)
{
        const char *end = name.ptr + name.len;
        unsigned len;

        for (const char *p = name.ptr; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (cp == UTF8_BAD || cp < 0x20 || cp == 0x7F)
                        buf_printf(out, "\\x%02X", (unsigned char) *p);
                else if (cp == '\\')
                        buf_putc(out, '/');
                else
                        buf_add(out, p, len);
        }
}

static struct span base_name(const char *path)
{
        const char *slash = strrchr(path, '/');

        return span_of(slash ? slash + 1 : path);
}

/* "so-12.tar.gz" holds "so-12.tar". */
static void put_gz_name(struct buf *out, struct span name)
{
        if (name.len > 3 && memcmp(name.ptr + name.len - 3, ".gz", 3) == 0)
                name.len -= 3;
        else if (name.len > 4 && memcmp(name.ptr + name.len - 4, ".tgz", 4) == 0)
                name.len -= 4;
        put_name(out, name);
}

/* ---- the next file of one level ------------------------------------------------------------------------ */

static int read_part(struct container *c, struct level *level, int part)
{
        int r = package_part_open(level->package, part);
        size_t len = PIECE;

        while (r == 0 && len == PIECE) {
                buf_reserve(&c->bytes, PIECE);
                r = package_part_read(level->package, c->bytes.ptr + c->bytes.len, PIECE, &len);
                c->bytes.len += len;
        }
        if (r)
                c->detail = package_detail(level->package);
        return r;
}

static bool next_zip(struct container *c, struct level *level, struct member *m)
{
        while (level->at < package_parts(level->package)) {
                int part = (int) level->at++;
                struct span name = package_name(level->package, part);

                if (name.len && (name.ptr[name.len - 1] == '/' || name.ptr[name.len - 1] == '\\')) /* a folder */
                        continue;
                put_name(&c->name, name);
                m->code = read_part(c, level, part);
                m->bytes = buf_span(&c->bytes);
                return true;
        }
        return false;
}

static bool next_tar(struct container *c, struct level *level, struct member *m)
{
        if (tar_next(&level->tar, &m->bytes)) {
                put_name(&c->name, buf_span(&level->tar.name));
                return true;
        }
        if (!level->tar.cut)
                return false;
        level->tar = (struct tar) { .name = level->tar.name };
        buf_puts(&c->name, "...");
        m->code = DIAG_cut_zip;
        c->detail = "the tar is cut here";
        return true;
}

static bool next_gzip(struct container *c, struct level *level, struct member *m)
{
        if (level->done)
                return false;
        level->done = true;
        m->code = gunzip(&c->bytes, level->bytes, c->limits);
        m->bytes = buf_span(&c->bytes);
        if (level->prefix) {
                struct span whole = { c->name.ptr, level->prefix - 1 };
                struct buf inner = { 0 };

                put_gz_name(&inner, base_name(arena_strndup(&level->arena, whole)));
                buf_add_span(&c->name, buf_span(&inner));
                buf_release(&inner);
        } else {
                put_gz_name(&c->name, base_name(c->path));
        }
        return true;
}

static bool next_of(struct container *c, struct level *level, struct member *m)
{
        c->name.len = level->prefix < c->name.len ? level->prefix : c->name.len;
        switch (level->kind) {
        case KIND_ZIP:
                return next_zip(c, level, m);
        case KIND_TAR:
                return next_tar(c, level, m);
        case KIND_GZIP:
                return next_gzip(c, level, m);
        default:
                return false;
        }
}

/* ---- all levels ---------------------------------------------------------------------------------------- */

static bool within_limits(struct container *c, struct member *m)
{
        c->unpacked += m->bytes.len;
        if (++c->members <= c->limits->zip_entries && c->unpacked <= TOTAL_PARTS * c->limits->part_bytes)
                return true;
        m->code = DIAG_limit_zip;
        c->detail = c->members > c->limits->zip_entries ? "too many files in it" : "too much in it";
        c->over = true;
        return false;
}

/* Go into the member when it is a container; true when it was. */
static bool descend(struct container *c, struct member *m)
{
        struct level *level = &c->levels[c->depth]; /* there is one more than may be open */
        const char *detail;
        int r = open_level(level, m->bytes, c->limits, &detail);

        if (r || level->kind == KIND_NONE || c->depth == DEPTH_MAX) {
                if (level->kind != KIND_NONE) {
                        m->code = DIAG_limit_zip;
                        c->detail = "containers nested too deeply";
                }
                level_release(level); /* a spoiled zip may be a spoiled document: whoever reads it says so */
                return false;
        }
        if (m->bytes.ptr == c->bytes.ptr) { /* its bytes become the level's own */
                level->own = c->bytes;
                c->bytes = (struct buf) { 0 };
        }
        buf_putc(&c->name, '/');
        level->prefix = c->name.len;
        c->depth++;
        return true;
}

int extractor_container_next(struct container *c, struct member *m)
{
        *m = (struct member) { 0 };
        while (c->depth && !c->over) {
                struct level *level = &c->levels[c->depth - 1];

                *m = (struct member) { 0 };
                c->detail = NULL;
                buf_clear(&c->bytes);
                if (!next_of(c, level, m)) {
                        level_release(&c->levels[--c->depth]);
                        continue;
                }
                if (within_limits(c, m) && !m->code && descend(c, m))
                        continue;
                if (m->code)
                        m->bytes = (struct span) { 0 };
                m->name = c->name.ptr ? c->name.ptr : "";
                m->detail = c->detail;
                return 0;
        }
        return 0;
}
