/*
 * Formats that are told apart by their first bytes but not read yet: each gets a clear answer instead of a guess.
 */
#include "extractor/format.h"

static const struct span tnef = SPAN_INIT("\x78\x9F\x3E\x22"); /* [MS-OXTNEF] 2.1.3.1.1: the signature, little-endian */

static const struct {
        struct span mark;
        const char *name;
} marks[] = {
        { { "\x1F\x8B", 2 }, "gzip" },
        { { "BZh", 3 }, "bzip2" },
        { { "\xFD" "7zXZ\0", 6 }, "xz" },
        { { "7z\xBC\xAF\x27\x1C", 6 }, "7-Zip" },
        { { "Rar!\x1A\x07", 6 }, "RAR" },
        { { "\x89PNG\r\n\x1A\n", 8 }, "PNG" },
        { { "\xFF\xD8\xFF", 3 }, "JPEG" },
        { { "GIF8", 4 }, "GIF" },
        { { "II*\0", 4 }, "TIFF" },
        { { "MM\0*", 4 }, "TIFF" },
        { { "\x7F" "ELF", 4 }, "ELF" },
        { { "SQLite format 3\0", 16 }, "SQLite" },
};

/* Behind white space and a byte order mark. */
static const char *markup(struct span bytes)
{
        if (span_starts(bytes, SPAN("\xEF\xBB\xBF")))
                bytes = (struct span) { bytes.ptr + 3, bytes.len - 3 };
        while (bytes.len && strchr(" \t\r\n", *bytes.ptr) && *bytes.ptr)
                bytes = (struct span) { bytes.ptr + 1, bytes.len - 1 };
        return span_starts(bytes, SPAN("<?xml ")) ? "XML" : NULL;
}

static const char *foreign_name(const struct source *source)
{
        if (span_starts(source->bytes, tnef))
                return "TNEF";
        for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
                if (span_starts(source->bytes, marks[i].mark))
                        return marks[i].name;
        }
        return markup(source->bytes);
}

static bool foreign_matches(const struct source *source)
{
        return foreign_name(source) != NULL;
}

static int foreign_read(struct document *doc, struct arena *arena, const struct source *source)
{
        if (span_starts(source->bytes, tnef))
                return document_refuse(doc, arena, DIAG_winmail, NULL);
        return document_refuse(doc, arena, DIAG_unknown_format, "%s", foreign_name(source));
}

const struct format format_foreign = { "foreign", foreign_matches, foreign_read };
