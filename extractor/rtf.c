/* RTF, read by LibreOffice. */
#include "extractor/office.h"

enum conversion rtf_conversion(struct span bytes)
{
        return span_starts(bytes, SPAN("{\\rtf")) ? CONVERT_RTF_DOCX : CONVERSIONS;
}

static bool rtf_matches(const struct source *source)
{
        return rtf_conversion(source->bytes) != CONVERSIONS;
}

/* The last group is the first one's end; NUL and line ends may follow. */
static bool ends_well(struct span bytes)
{
        while (bytes.len && (unsigned char) bytes.ptr[bytes.len - 1] <= ' ')
                bytes.len--;
        return bytes.len && bytes.ptr[bytes.len - 1] == '}';
}

static int rtf_read(struct document *doc, struct arena *arena, const struct source *source)
{
        doc->media_type = "application/rtf";
        if (!ends_well(source->bytes))
                document_note(doc, arena, DIAG_cut_file, NULL);
        return office_read(doc, arena, source, CONVERT_RTF_DOCX);
}

const struct format format_rtf = { "RTF", rtf_matches, rtf_read };
