/*
 * OLE compound files: the shell of .doc, which LibreOffice reads for us, and of a DOCX with a password, which is stored as the stream "EncryptedPackage" of one.
 */
#define _GNU_SOURCE /* memmem */
#include "extractor/office.h"

enum { SECTOR = 512, WORD_97 = 0xC1 };

static bool is_ole(struct span bytes)
{
        return span_starts(bytes, SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

static bool ole_matches(const struct source *source)
{
        return is_ole(source->bytes);
}

/* The header of Word's text, [MS-DOC] 2.5: it begins a sector. NULL when there is none. */
static const unsigned char *find_fib(struct span bytes)
{
        for (size_t at = SECTOR; at + 12 <= bytes.len; at += SECTOR) {
                if (memcmp(bytes.ptr + at, "\xEC\xA5", 2) == 0 || memcmp(bytes.ptr + at, "\xDC\xA5", 2) == 0) /* Word 97, 6 */
                        return (const unsigned char *) bytes.ptr + at;
        }
        return NULL;
}

/* Directory entries hold their names in UTF-16LE. */
static bool is_encrypted_package(struct span bytes)
{
        static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

        return memmem(bytes.ptr, bytes.len, stream, sizeof(stream)) != NULL;
}

static bool is_encrypted(const unsigned char *fib)
{
        return fib[11] & 1;
}

static enum conversion conversion_of(const unsigned char *fib)
{
        return (fib[2] | fib[3] << 8) < WORD_97 ? CONVERT_DOC95_DOCX : CONVERT_DOC_DOCX;
}

enum conversion ole_conversion(struct span bytes)
{
        const unsigned char *fib = is_ole(bytes) ? find_fib(bytes) : NULL;

        return !fib || is_encrypted(fib) || is_encrypted_package(bytes) ? CONVERSIONS : conversion_of(fib);
}

static int ole_read(struct document *doc, struct arena *arena, const struct source *source)
{
        const unsigned char *fib = find_fib(source->bytes);

        if (is_encrypted_package(source->bytes))
                return document_refuse(doc, arena, DIAG_encrypted, NULL);
        if (!fib)
                return document_refuse(doc, arena, DIAG_unknown_format, "OLE compound file (XLS, PPT, MSG)");
        doc->media_type = "application/msword";
        if (is_encrypted(fib))
                return document_refuse(doc, arena, DIAG_encrypted, NULL);
        return office_read(doc, arena, source, conversion_of(fib));
}

const struct format format_ole = { "OLE", ole_matches, ole_read };
