/* Zip containers that are documents: what is inside says which. */
#include "common/cleanup.h"
#include "extractor/docx.h"
#include "extractor/format.h"
#include "extractor/odt.h"

static int zip_read(struct document *doc, struct arena *arena, const struct source *source)
{
        cleanup(package_closep) struct package *package = NULL;
        const char *detail = NULL;
        int r = package_open(&package, arena, source->bytes, source->limits, &detail);

        if (r > 0)
                return document_refuse(doc, arena, (enum diag_code) r, detail ? "%s" : NULL, detail);
        if (r < 0)
                return r;
        return (odt_is_one(package) ? odt_read : docx_read)(doc, arena, package, source->limits);
}

static bool zip_matches(const struct source *source)
{
        return span_starts(source->bytes, SPAN("PK\3\4")) || span_starts(source->bytes, SPAN("PK\5\6"));
}

const struct format format_zip = { "DOCX, ODT", zip_matches, zip_read };
