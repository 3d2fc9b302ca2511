/* See office.h. */
#include "extractor/office.h"

#include "common/cleanup.h"
#include "extractor/docx.h"

static void converted_releasep(struct converted *converted)
{
        buf_release(&converted->out);
}

int office_read(struct document *doc, struct arena *arena, const struct source *source, enum conversion conversion)
{
        cleanup(converted_releasep) struct converted converted = { 0 };
        cleanup(package_closep) struct package *package = NULL;
        const char *media_type = doc->media_type, *detail;
        int r = convert(&converted, conversion, source->bytes);

        if (r < 0)
                return r;
        if (r)
                return document_refuse(doc, arena, (enum diag_code) r, "%s", converted.detail);
        r = package_open(&package, arena, buf_span(&converted.out), source->limits, &detail);
        if (r)
                return document_refuse(doc, arena, DIAG_helper_failed, "soffice: no document came out");
        r = docx_read(doc, arena, package, source->limits);
        doc->media_type = media_type;
        return r;
}

enum conversion office_conversion(struct span bytes)
{
        enum conversion conversion = rtf_conversion(bytes);

        return conversion == CONVERSIONS ? ole_conversion(bytes) : conversion;
}
