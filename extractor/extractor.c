/* One way in for every format: read the file, hash it, let its content pick the reader. */
#include "extractor/extractor.h"

#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/format.h"
#include "extractor/source.h"

#include <libxml/xmlmemory.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

/* The first that matches reads. Plain text has no mark of its own and comes last. */
static const struct format *const formats[] = {
        &format_zip,
        &format_ole,
        &format_pdf,
        &format_rtf,
        &format_mht,
        &format_html,
        &format_foreign,
        &format_plain,
};

bool path_ends(const char *path, const char *ending)
{
        size_t len = strlen(path), tail = strlen(ending);

        return len >= tail && strcasecmp(path + len - tail, ending) == 0;
}

void make_printable(char *text)
{
        const char *end = text + strlen(text);
        unsigned len;

        for (char *p = text; p < end; p += len) {
                if (utf8_decode(p, end, &len) == UTF8_BAD || (unsigned char) *p < 0x20)
                        *p = '?';
        }
}

static void add_diag(struct document *doc, struct arena *arena, enum diag_code code, const char *detail, va_list args)
{
        char text[256];

        if (detail) {
                vsnprintf(text, sizeof(text), detail, args);
                make_printable(text);
        }
        diag_add(&doc->diags, arena, code, RANGE_NONE, detail ? text : NULL);
}

void document_note(struct document *doc, struct arena *arena, enum diag_code code, const char *detail, ...)
{
        va_list args;

        va_start(args, detail);
        add_diag(doc, arena, code, detail, args);
        va_end(args);
}

int document_refuse(struct document *doc, struct arena *arena, enum diag_code code, const char *detail, ...)
{
        va_list args;

        va_start(args, detail);
        add_diag(doc, arena, code, detail, args);
        va_end(args);
        /* no half document: what was read before the refusal is not handed out */
        doc->text = (struct span) { 0 };
        doc->blocks = NULL;
        doc->n_blocks = doc->room_blocks = 0;
        return code;
}

int document_refuse_text(struct document *doc, struct arena *arena, const struct extractor_limits *limits)
{
        return document_refuse(doc, arena, DIAG_too_large, "limit %u bytes of text, %u lines with words", limits->text_bytes, limits->blocks);
}

/* Lines without words are no blocks, and cost the stages behind as much memory as those with. */
static bool too_many_lines(struct span text, size_t most)
{
        size_t n = 0;

        if (text.len <= most)
                return false;
        for (const char *p = text.ptr, *end = p + text.len; (p = memchr(p, '\n', (size_t) (end - p))) && n <= most; p++)
                n++;
        return n > most;
}

static bool within_limits(const struct document *doc, const struct extractor_limits *limits)
{
        return doc->text.len <= limits->text_bytes && doc->n_blocks <= limits->blocks && !too_many_lines(doc->text, 4 * (size_t) limits->blocks);
}

static int read_source(struct document *doc, struct arena *arena, const struct source *source)
{
        if (source->bytes.len == 0)
                return document_refuse(doc, arena, DIAG_empty_file, NULL);
        if (source->bytes.len > UINT32_MAX / 2) /* offsets have 32 bits, and decoding may add bytes */
                return document_refuse(doc, arena, DIAG_too_large, NULL);
        for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
                if (!formats[i]->matches(source))
                        continue;
                int r = formats[i]->read(doc, arena, source);

                if (r == 0 && !within_limits(doc, source->limits))
                        return document_refuse_text(doc, arena, source->limits);
                if (r == 0 && doc->n_blocks == 0)
                        document_note(doc, arena, DIAG_no_text, NULL);
                return r;
        }
        return document_refuse(doc, arena, DIAG_unknown_format, NULL);
}

int extractor_load(struct document *doc, struct span *bytes, struct arena *arena, const char *path, const struct extractor_limits *limits)
{
        cleanup(closep) int fd = -1;
        const char *detail;
        int r;

        limits = limits ? limits : &extractor_limits_default;
        *bytes = (struct span) { 0 };
        *doc = (struct document) { .path = path };
        r = source_open(&fd, &doc->bytes, &detail, path, limits);
        if (r == 0)
                r = source_read(bytes, arena, &detail, fd, doc->bytes, limits);
        if (r == DIAG_too_large)
                return document_refuse(doc, arena, DIAG_too_large, "limit %llu bytes", (unsigned long long) limits->file_bytes);
        if (r > 0)
                return document_refuse(doc, arena, (enum diag_code) r, detail ? "%s" : NULL, detail);
        if (r < 0)
                return r;
        doc->bytes = bytes->len;
        source_hash(doc->sha256, *bytes);
        return 0;
}

int extractor_hold(struct document *doc, struct arena *arena, const char *path, struct span bytes, const struct extractor_limits *limits)
{
        limits = limits ? limits : &extractor_limits_default;
        *doc = (struct document) { .path = path, .bytes = bytes.len };
        if (bytes.len > limits->file_bytes)
                return document_refuse(doc, arena, DIAG_too_large, "limit %llu bytes", (unsigned long long) limits->file_bytes);
        source_hash(doc->sha256, bytes);
        return 0;
}

int extractor_parse(struct document *doc, struct arena *arena, struct span bytes, const struct extractor_limits *limits)
{
        struct source source = { .path = doc->path, .bytes = bytes, .kept = true, .limits = limits ? limits : &extractor_limits_default };

        return read_source(doc, arena, &source);
}

int extractor_read(struct document *doc, struct arena *arena, const char *path, const struct extractor_limits *limits)
{
        struct span bytes;
        int r = extractor_load(doc, &bytes, arena, path, limits);

        return r ? r : extractor_parse(doc, arena, bytes, limits);
}

int extractor_read_bytes(struct document *doc, struct arena *arena, const char *path, struct span bytes, const struct extractor_limits *limits)
{
        return extractor_read_declared(doc, arena, path, bytes, NULL, limits);
}

int extractor_read_declared(struct document *doc, struct arena *arena, const char *path, struct span bytes, const char *charset, const struct extractor_limits *limits)
{
        struct source source = { .path = path, .bytes = bytes, .charset = charset, .limits = limits ? limits : &extractor_limits_default };
        int r = extractor_hold(doc, arena, path, bytes, limits);

        return r ? r : read_source(doc, arena, &source);
}

void extractor_set_memory(void)
{
        xmlMemSetup(free, memory_alloc, memory_realloc, memory_strdup);
        source_set_memory();
}

int extractor_hash(char sha256[static 65], uint64_t *bytes, const char *path, const struct extractor_limits *limits)
{
        return source_hash_file(sha256, bytes, path, limits ? limits : &extractor_limits_default);
}
