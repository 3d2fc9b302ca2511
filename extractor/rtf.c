/* RTF, read by LibreOffice. */
#include "extractor/office.h"

static bool rtf_matches(const struct source *source)
{
        return span_starts(source->bytes, SPAN("{\\rtf"));
}

static int rtf_read(struct document *doc, struct arena *arena, const struct source *source)
{
        doc->media_type = "application/rtf";
        return office_read(doc, arena, source, CONVERT_RTF_DOCX);
}

const struct format format_rtf = { "RTF", rtf_matches, rtf_read };
