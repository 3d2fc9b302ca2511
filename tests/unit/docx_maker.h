/*
 * Zip files and DOCX made in memory, whole or spoiled, for the extractor's tests.
 */
#ifndef TESTS_UNIT_DOCX_MAKER_H
#define TESTS_UNIT_DOCX_MAKER_H

#include "common/buf.h"

#include <stdlib.h>
#include <zip.h>

#define W_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define W_ROOT                                                                                       \
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"" W_NAMESPACE "\""          \
        " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                    \
        " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""                      \
        " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""                           \
        " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:wps=\"urn:wps\" xmlns:w14=\"urn:w14\"><w:body>"
#define W_END "</w:body></w:document>"
#define RELATIONS(list) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" list "</Relationships>"
#define RELATION(type, target) \
        "<Relationship Id=\"r" target "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type "\" Target=\"" target "\"/>"
#define MAIN_RELATION RELATIONS(RELATION("officeDocument", "word/document.xml"))
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"

struct zip_part {
        const char *name;
        struct span data;
        bool stored;
};

static inline void zip_make(struct buf *out, const struct zip_part *parts, size_t n)
{
        zip_error_t error;
        zip_source_t *memory;
        zip_t *zip;
        zip_stat_t st;

        zip_error_init(&error);
        memory = zip_source_buffer_create(NULL, 0, 0, &error);
        zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
        if (!zip)
                abort();
        zip_source_keep(memory);
        for (size_t i = 0; i < n; i++) {
                zip_source_t *data = zip_source_buffer(zip, parts[i].data.ptr, parts[i].data.len, 0);
                zip_int64_t at = zip_file_add(zip, parts[i].name, data, ZIP_FL_ENC_UTF_8);

                if (at < 0)
                        abort();
                zip_set_file_compression(zip, (zip_uint64_t) at, parts[i].stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 1);
        }
        zip_close(zip);
        zip_source_open(memory);
        zip_source_stat(memory, &st);
        buf_clear(out);
        buf_reserve(out, st.size);
        out->len = (size_t) zip_source_read(memory, out->ptr, st.size);
        zip_source_close(memory);
        zip_source_free(memory);
}

/* A DOCX with the parts given, after the package's relationships and the document. */
static inline void docx_make_parts(struct buf *out, struct span document, const struct zip_part *more, size_t n)
{
        struct zip_part *parts = calloc(n + 2, sizeof(*parts));

        parts[0] = (struct zip_part) { "_rels/.rels", SPAN(MAIN_RELATION), false };
        parts[1] = (struct zip_part) { "word/document.xml", document, false };
        for (size_t i = 0; i < n; i++)
                parts[i + 2] = more[i];
        zip_make(out, parts, n + 2);
        free(parts);
}

/* A DOCX of this document part. */
static inline void docx_make_document(struct buf *out, struct span document)
{
        docx_make_parts(out, document, NULL, 0);
}

/* A DOCX with this in its w:body. */
static inline void docx_make(struct buf *out, const char *body)
{
        struct buf document = { 0 };

        buf_puts(&document, W_ROOT);
        buf_puts(&document, body);
        buf_puts(&document, W_END);
        docx_make_document(out, buf_span(&document));
        buf_release(&document);
}

/* ---- spoiling ------------------------------------------------------------------------------------------ */

/* The offset of the central directory's record number @i. */
static inline size_t zip_record(const struct buf *zip, size_t i)
{
        for (size_t at = 0; at + 4 <= zip->len; at++) {
                if (memcmp(zip->ptr + at, "PK\1\2", 4) == 0 && i-- == 0)
                        return at;
        }
        abort();
}

static inline uint32_t get_u32(const struct buf *b, size_t at)
{
        const unsigned char *p = (const unsigned char *) b->ptr + at;

        return p[0] | (uint32_t) p[1] << 8 | (uint32_t) p[2] << 16 | (uint32_t) p[3] << 24;
}

static inline void put_u32(struct buf *b, size_t at, uint32_t value)
{
        for (int i = 0; i < 4; i++)
                b->ptr[at + (size_t) i] = (char) (value >> 8 * i);
}

/* fields of a central directory record */
enum { ZIP_FLAGS_AT = 8, ZIP_METHOD_AT = 10, ZIP_CRC_AT = 16, ZIP_PACKED_AT = 20, ZIP_UNPACKED_AT = 24, ZIP_OFFSET_AT = 42 };

#endif
