/* The fonts of a theme (DrawingML); see docx_sheet.h. */
#define _GNU_SOURCE /* memmem */
#include "extractor/docx_sheet.h"

#include "common/buf.h"
#include "common/cleanup.h"
#include "extractor/ooxml.h"

enum { PIECE = 64 * 1024 };

struct reader {
        struct docx_theme *theme;
        int8_t *font; /* of the open a:majorFont or a:minorFont */
};

static void on_start(struct xml *xml, void *context, const struct xml_element *e)
{
        struct reader *r = context;
        struct span name;

        (void) xml;
        if (e->token == OOXML_MAJOR_FONT)
                r->font = &r->theme->major;
        else if (e->token == OOXML_MINOR_FONT)
                r->font = &r->theme->minor;
        else if (e->token == OOXML_LATIN && r->font && xml_attribute(e, "typeface", &name))
                *r->font = (int8_t) font_by_name(name);
}

static void on_end(struct xml *xml, void *context, int token)
{
        struct reader *r = context;

        (void) xml;
        if (token == OOXML_MAJOR_FONT || token == OOXML_MINOR_FONT)
                r->font = NULL;
}

/* Themes are small: the first piece holds the fonts. */
static int names_a_font(bool *found, struct package *package, int part)
{
        static const char *const marks[] = { "\".Vn", "\".vn", "\"VNI", "\"VPS", "TCVN3" };
        cleanup(buf_release) struct buf bytes = { 0 };
        int r = package_part_open(package, part);

        *found = false;
        if (r)
                return r;
        buf_reserve(&bytes, PIECE);
        r = package_part_read(package, bytes.ptr, PIECE, &bytes.len);
        for (size_t i = 0; r == 0 && i < ARRAY_LEN(marks); i++)
                *found |= memmem(bytes.ptr, bytes.len, marks[i], strlen(marks[i])) != NULL;
        return r;
}

int docx_theme_read(struct docx_theme *out, struct package *package, int part, struct arena *arena, const struct extractor_limits *limits, const char **detail)
{
        struct reader reader = { .theme = out };
        struct xml_handler handler = { .vocabulary = &ooxml, .start = on_start, .end = on_end, .context = &reader };
        bool found;
        int r = names_a_font(&found, package, part);

        *detail = r ? package_detail(package) : NULL;
        return r || !found ? r : xml_read_part(package, part, arena, &handler, limits, detail);
}
