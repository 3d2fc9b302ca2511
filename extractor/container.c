/* See container.h. */
#include "extractor/container.h"

#include "common/buf.h"
#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/edxml.h"
#include "extractor/format.h"
#include "extractor/gunzip.h"
#include "extractor/mail.h"
#include "extractor/mail_names.h"
#include "extractor/package.h"
#include "extractor/source.h"
#include "extractor/tar.h"
#include "extractor/zip_directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum { PACKED_MAX = 3, MAILS_MAX = 6, DEPTH_MAX = PACKED_MAX + MAILS_MAX, TOTAL_PARTS = 2, PIECE = 64 * 1024, LOOK_AT = PIECE, WHY_BYTES = 128 };

enum kind { KIND_NONE, KIND_ZIP, KIND_TAR, KIND_GZIP, KIND_MBOX, KIND_MAIL };

struct level {
        enum kind kind;
        struct arena arena;     /* the zip's directory, the mail's parts */
        struct package *package;
        size_t at;              /* next part */
        struct tar tar;
        struct span bytes;      /* of the gz, or unpacked */
        bool done;              /* the one member of a gz was given; the mail itself was */
        struct mail mail;
        struct mbox mbox;
        struct mail_names names; /* of the mbox */
        struct witness *witnesses; /* for the first file in it: an envelope's file is often zipped */
        size_t n_witnesses;
        struct span map;        /* the file, mapped */
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
        char why[WHY_BYTES];
        bool message;    /* the member was said to be a mail */
        uint64_t unpacked;
        uint32_t members;
        bool over;
        struct unit unit; /* the present one, its number from 1 */
        uint64_t from;    /* those up to this number are stepped over */
        unit_fn *on_unit;
        void *context;
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
                return span_starts(bytes, SPAN("\x1F\x8B")) || tar_begins(bytes) || mbox_begins(bytes) || mail_begins(bytes) || edxml_begins(bytes);
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
        stream_release(&level->tar.stream);
        buf_release(&level->tar.name);
        stream_release(&level->mbox.stream);
        buf_release(&level->mbox.bytes);
        mail_names_release(&level->names);
        buf_release(&level->own);
        if (level->map.len)
                munmap((void *) (uintptr_t) level->map.ptr, level->map.len);
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

static int open_mail(struct level *level, struct span bytes, const struct extractor_limits *limits, const char **detail)
{
        bool envelope = edxml_begins(bytes);
        int r = envelope ? edxml_read(&level->mail, &level->arena, bytes, limits, detail) : mail_read(&level->mail, &level->arena, bytes);

        if (r && !envelope)
                *detail = "header";
        if (!r)
                level->kind = KIND_MAIL;
        return r;
}

/* What @bytes are as a container; KIND_NONE is no error. A level stays where it was opened: its package points into it. @message: they were said to be a mail. */
static int open_level(struct level *level, struct span bytes, bool message, const struct extractor_limits *limits, const char **detail)
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
                stream_over(&level->tar.stream, bytes);
        } else if (!message && mbox_begins(bytes)) {
                level->kind = KIND_MBOX;
                stream_over(&level->mbox.stream, bytes);
        } else if (message || mail_begins(bytes) || edxml_begins(bytes)) {
                return open_mail(level, bytes, limits, detail);
        }
        return 0;
}

/* What XML libraries say quotes the file, and is cut anywhere. */
static void put_why(char out[static WHY_BYTES], const char *detail)
{
        snprintf(out, WHY_BYTES, "%s", detail);
        make_printable(out);
}

static struct container *container_new(const char *path, const struct extractor_limits *limits)
{
        struct container *c = calloc(1, sizeof(*c));

        if (!c)
                memory_exhausted(sizeof(*c));
        c->limits = limits ? limits : &extractor_limits_default;
        c->path = path;
        c->depth = 1;
        return c;
}

int extractor_container_open(struct container **out, const char *path, struct span bytes, const struct extractor_limits *limits, const char **detail)
{
        static char why[WHY_BYTES];
        struct container *c = container_new(path, limits);
        int r = open_level(&c->levels[0], bytes, false, c->limits, detail);

        *out = r || c->levels[0].kind == KIND_NONE ? NULL : c;
        if (!*out) {
                put_why(why, *detail ? *detail : "");
                *detail = *why ? why : NULL;
                extractor_container_close(c);
        }
        return r;
}

/* A zip of documents. One that is spoiled, or a document itself, is read as a whole, which says so. */
static bool open_map(struct level *level, const struct stream *stream, const struct extractor_limits *limits)
{
        const char *detail;
        void *map;

        if (!limits->mapped || stream->size > limits->file_bytes || !span_starts(stream->bytes, SPAN("PK\3\4")))
                return false;
        map = mmap(NULL, stream->size, PROT_READ, MAP_PRIVATE, stream->fd, 0);
        if (map == MAP_FAILED)
                return false;
        level->map = (struct span) { map, stream->size };
        return open_zip(level, level->map, limits, &detail) == 0 && level->kind == KIND_ZIP;
}

/* Is what @stream begins with read piece by piece? Then it becomes the level's. */
static bool open_stream(struct level *level, struct stream *stream, const struct extractor_limits *limits)
{
        stream_need(stream, LOOK_AT);
        if (mbox_begins(stream->bytes)) {
                level->kind = KIND_MBOX;
                level->mbox.stream = *stream;
        } else if (tar_begins(stream->bytes)) {
                level->kind = KIND_TAR;
                level->tar.stream = *stream;
        } else {
                return open_map(level, stream, limits);
        }
        *stream = (struct stream) { 0 };
        return true;
}

int extractor_container_stream(struct container **out, struct document *doc, struct arena *arena, const char *path, const struct extractor_limits *limits)
{
        struct extractor_limits of_box = limits ? *limits : extractor_limits_default;
        cleanup(extractor_container_closep) struct container *c = NULL;
        cleanup(stream_release) struct stream stream = { 0 };
        const char *detail;
        struct stat st;
        uint64_t bytes;
        int fd, r;

        *out = NULL;
        if (stat(path, &st) || !S_ISREG(st.st_mode) || (uint64_t) st.st_size < of_box.stream_bytes)
                return 0;
        of_box.file_bytes = UINT64_MAX;
        if (source_open(&fd, &bytes, &detail, path, &of_box)) /* whoever opens it next says why */
                return 0;
        stream_of_file(&stream, fd, bytes);
        c = container_new(path, limits);
        if (!open_stream(&c->levels[0], &stream, c->limits))
                return 0;
        *doc = (struct document) { .path = path, .bytes = bytes };
        of_box.file_bytes = of_box.box_bytes;
        if (bytes > of_box.box_bytes)
                return document_refuse(doc, arena, DIAG_too_large, "limit %llu bytes, --max=box", (unsigned long long) of_box.box_bytes);
        r = source_hash_file(doc->sha256, &doc->bytes, path, &of_box);
        if (r > 0)
                return document_refuse(doc, arena, (enum diag_code) r, NULL);
        if (!r)
                *out = steal(&c);
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

void extractor_container_closep(struct container **c)
{
        extractor_container_close(*c);
}

void extractor_container_watch(struct container *c, uint64_t from, unit_fn *fn, void *context)
{
        c->from = from;
        c->on_unit = fn;
        c->context = context;
}

uint64_t extractor_container_units(const struct container *c)
{
        return c->unit.number;
}

int extractor_container_error(const struct container *c)
{
        return c->levels[0].mbox.stream.error ? c->levels[0].mbox.stream.error : c->levels[0].tar.stream.error;
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

/* ---- units --------------------------------------------------------------------------------------------- */

/*
 * At the top of the file @level begins another unit, whose name stands; @raw: its bytes there, where they tell whether it is the one known of old. False: it is
 * stepped over.
 */
static bool begin_unit(struct container *c, const struct level *level, uint64_t at, uint64_t len, struct span raw)
{
        if (level != &c->levels[0])
                return true;
        c->unit = (struct unit) { .number = c->unit.number + 1, .name = c->name.ptr ? c->name.ptr : "", .at = at, .len = len };
        if (c->unit.number <= c->from)
                return false;
        if (raw.len)
                source_hash(c->unit.sha256, raw);
        return !c->on_unit || c->on_unit(c->context, &c->unit);
}

/* ---- the next file of one level ------------------------------------------------------------------------ */

static void keep_prefix(struct container *c, const struct level *level)
{
        c->name.len = level->prefix < c->name.len ? level->prefix : c->name.len;
        if (c->name.ptr)
                c->name.ptr[c->name.len] = '\0';
}

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
        if (level->map.len) /* pages that were read stay no longer than their member */
                madvise((void *) (uintptr_t) level->map.ptr, level->map.len, MADV_DONTNEED);
        while (level->at < package_parts(level->package)) {
                int part = (int) level->at++;
                struct span name = package_name(level->package, part);

                if (name.len && (name.ptr[name.len - 1] == '/' || name.ptr[name.len - 1] == '\\')) /* a folder */
                        continue;
                keep_prefix(c, level);
                put_name(&c->name, name);
                if (!begin_unit(c, level, 0, 0, (struct span) { 0 }))
                        continue;
                m->code = read_part(c, level, part);
                m->bytes = buf_span(&c->bytes);
                return true;
        }
        return false;
}

static bool next_tar(struct container *c, struct level *level, struct member *m)
{
        while (tar_next(&level->tar, &m->bytes, c->limits->part_bytes)) {
                keep_prefix(c, level);
                put_name(&c->name, buf_span(&level->tar.name));
                if (!begin_unit(c, level, level->tar.stream.at, m->bytes.len, (struct span) { 0 }))
                        continue;
                if (c->depth == 1)
                        c->unpacked = 0;
                if (level->tar.in_pieces) {
                        m->code = DIAG_unknown_format;
                        c->detail = "a sparse file, or one of several volumes";
                } else if (level->tar.too_long) {
                        m->code = DIAG_limit_zip;
                        c->detail = "too much in it";
                }
                return true;
        }
        if (!level->tar.cut)
                return false;
        level->tar.cut = false;
        level->tar.stream.bytes.len = 0;
        level->tar.stream.ended = true;
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
        if (level->prefix) {
                struct span whole = { c->name.ptr, level->prefix - 1 };
                struct buf inner = { 0 };

                put_gz_name(&inner, base_name(arena_strndup(&level->arena, whole)));
                buf_add_span(&c->name, buf_span(&inner));
                buf_release(&inner);
        } else {
                put_gz_name(&c->name, base_name(c->path));
        }
        if (!begin_unit(c, level, 0, 0, (struct span) { 0 }))
                return false;
        m->code = gunzip(&c->bytes, level->bytes, c->limits);
        m->bytes = buf_span(&c->bytes);
        return true;
}

static bool next_mbox(struct container *c, struct level *level, struct member *m)
{
        const struct mbox *mbox = &level->mbox;

        do {
                if (!mbox_next(&level->mbox, &m->bytes, c->limits->file_bytes))
                        return false;
                keep_prefix(c, level);
                arena_reset(&level->arena);
                mail_names_put(&level->names, &c->name, &level->arena, m->bytes);
        } while (!begin_unit(c, level, mbox->at, mbox->len, mbox->too_long ? (struct span) { 0 } : mbox->raw));
        if (mbox->too_long)
                m->code = DIAG_too_large;
        c->message = true;
        c->members = 0;
        if (c->depth == 1) /* of a packed mailbox the bytes of all mails are counted: they come from fewer */
                c->unpacked = 0;
        return true;
}

/* Behind what it holds comes the mail itself, where it is no file of its own. */
static bool end_mail(struct container *c, struct level *level, struct member *m)
{
        if (level->done || c->depth == 1)
                return false;
        level->done = true;
        c->name.len--; /* the '/' */
        c->name.ptr[c->name.len] = '\0';
        m->code = DIAG_holds_files;
        c->detail = arena_printf(&level->arena, "%zu", level->mail.n);
        m->arrival = &level->mail.arrival;
        return true;
}

static bool next_mail(struct container *c, struct level *level, struct member *m)
{
        const struct mail_file *file;

        do {
                if (level->at == level->mail.n)
                        return end_mail(c, level, m);
                file = &level->mail.files[level->at++];
                keep_prefix(c, level);
                put_name(&c->name, span_of(file->name));
        } while (!begin_unit(c, level, 0, 0, (struct span) { 0 }));
        m->code = file->code;
        c->detail = file->detail;
        if (file->code)
                return true;
        m->charset = file->charset;
        m->note = file->cut ? DIAG_cut_file : 0;
        m->witnesses = file->witnesses;
        m->n_witnesses = file->n_witnesses;
        c->message = file->message;
        m->bytes = file->body;
        if (file->encoding != MIME_IDENTITY) {
                mail_decode(&c->bytes, file);
                m->bytes = buf_span(&c->bytes);
        }
        return true;
}

static bool next_of(struct container *c, struct level *level, struct member *m)
{
        keep_prefix(c, level);
        switch (level->kind) {
        case KIND_ZIP:
                return next_zip(c, level, m);
        case KIND_TAR:
                return next_tar(c, level, m);
        case KIND_GZIP:
                return next_gzip(c, level, m);
        case KIND_MBOX:
                return next_mbox(c, level, m);
        case KIND_MAIL:
                return next_mail(c, level, m);
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

/* Has @kind no room above the levels that are open? */
static bool too_deep(const struct container *c, enum kind kind)
{
        bool packed = kind < KIND_MBOX;
        int n = 0;

        for (int i = 0; i < c->depth; i++)
                n += (c->levels[i].kind < KIND_MBOX) == packed;
        return n == (packed ? PACKED_MAX : MAILS_MAX);
}

/* Go into the member when it is a container; true when it was. */
static bool descend(struct container *c, struct member *m)
{
        struct level *level = &c->levels[c->depth]; /* there is one more than may be open */
        const char *detail;
        int r = open_level(level, m->bytes, c->message, c->limits, &detail);

        if (r || level->kind == KIND_NONE || too_deep(c, level->kind)) {
                if (r == DIAG_limit_mail || level->kind != KIND_NONE || (r && edxml_begins(m->bytes))) {
                        m->code = r ? r : level->kind < KIND_MBOX ? DIAG_limit_zip : DIAG_limit_mail;
                        put_why(c->why, r && detail ? detail : "containers nested too deeply"); /* it may be of the level's */
                        c->detail = c->why;
                }
                level_release(level); /* a spoiled zip may be a spoiled document: whoever reads it says so */
                return false;
        }
        if (m->bytes.ptr == c->bytes.ptr) { /* its bytes become the level's own */
                level->own = c->bytes;
                c->bytes = (struct buf) { 0 };
        }
        level->witnesses = m->witnesses;
        level->n_witnesses = m->n_witnesses;
        buf_putc(&c->name, '/');
        level->prefix = c->name.len;
        if (level->kind == KIND_MAIL)
                level->mail.arrival.member = arena_strndup(&level->arena, (struct span) { c->name.ptr, c->name.len - 1 });
        c->depth++;
        return true;
}

/* Too much: what is left is given up; in a mailbox, what is left of the mail. */
static void give_up(struct container *c)
{
        while (c->depth && c->levels[c->depth - 1].kind != KIND_MBOX)
                level_release(&c->levels[--c->depth]);
        c->over = false;
}

static const struct arrival *outermost_mail(const struct container *c)
{
        for (int i = 0; i < c->depth; i++) {
                if (c->levels[i].kind == KIND_MAIL)
                        return &c->levels[i].mail.arrival;
        }
        return NULL;
}

const struct arrival *extractor_container_arrival(const struct container *c)
{
        return c->depth && c->levels[0].kind == KIND_MAIL ? &c->levels[0].mail.arrival : NULL;
}

int extractor_container_next(struct container *c, struct member *m)
{
        *m = (struct member) { 0 };
        if (c->over)
                give_up(c);
        while (c->depth) {
                struct level *level = &c->levels[c->depth - 1];

                *m = (struct member) { 0 };
                c->detail = NULL;
                c->message = false;
                buf_clear(&c->bytes);
                if (!next_of(c, level, m)) {
                        if (c->depth == 1) /* its arrival is still asked for */
                                break;
                        level_release(&c->levels[--c->depth]);
                        continue;
                }
                if (level->n_witnesses && !m->n_witnesses) {
                        m->witnesses = level->witnesses;
                        m->n_witnesses = level->n_witnesses;
                        level->n_witnesses = 0;
                }
                if (within_limits(c, m) && !m->code && descend(c, m))
                        continue;
                if (m->code)
                        m->bytes = (struct span) { 0 };
                if (!m->arrival)
                        m->arrival = outermost_mail(c);
                m->name = c->name.ptr ? c->name.ptr : "";
                m->detail = c->detail;
                m->unit = &c->unit;
                m->ends_unit = c->depth == 1 || (c->depth == 2 && c->levels[0].kind == KIND_MBOX && level->done);
                return 0;
        }
        *m = (struct member) { 0 };
        return 0;
}
