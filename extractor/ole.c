/*
 * OLE compound files: the shell of .doc, and of a DOCX with a password, which is stored as the stream "EncryptedPackage" of one.
 */
#define _GNU_SOURCE /* memmem */
#include "extractor/format.h"

static bool ole_matches(const struct source *source)
{
        return span_starts(source->bytes, SPAN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

static int ole_read(struct document *doc, struct arena *arena, const struct source *source)
{
        /* directory entries hold their names in UTF-16LE */
        static const char stream[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

        if (memmem(source->bytes.ptr, source->bytes.len, stream, sizeof(stream)))
                return document_refuse(doc, arena, DIAG_encrypted, NULL);
        return document_refuse(doc, arena, DIAG_unknown_format, "OLE compound file (DOC, XLS, MSG)");
}

const struct format format_ole = { "OLE", ole_matches, ole_read };
