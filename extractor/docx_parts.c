/* Relationships and content types (OPC, ECMA-376 part 2); see docx_parts.h. */
#include "extractor/docx_parts.h"

#include "extractor/ooxml.h"

#include <stdio.h>

enum { NAME_MAX_LEN = 512 };

/* The last step of a relationship's type; what stands before it differs between strict and transitional. */
static const char *const roles[DOCX_ROLES] = {
        [DOCX_MAIN] = "/officeDocument", [DOCX_STYLES] = "/styles", [DOCX_NUMBERING] = "/numbering", [DOCX_THEME] = "/theme",
        [DOCX_FOOTNOTES] = "/footnotes", [DOCX_ENDNOTES] = "/endnotes",
        [DOCX_COMMENTS] = "/comments", [DOCX_HEADER] = "/header", [DOCX_FOOTER] = "/footer",
};

struct reader {
        struct docx_parts *out;
        struct package *package;
        struct arena *arena;
        struct span folder; /* that targets are relative to, with its '/' */
        bool *seen;         /* by part */
};

static int role_of(struct span type)
{
        for (int role = 0; role < DOCX_ROLES; role++) {
                if (span_ends(type, span_of(roles[role])))
                        return role;
        }
        return -1;
}

/* "word/" and "../word/./header1.xml" -> "word/header1.xml"; "/word/styles.xml" is taken from the root. */
static bool resolve(char name[static NAME_MAX_LEN], struct span folder, struct span target)
{
        size_t len = 0;

        if (target.len && *target.ptr == '/')
                target = (struct span) { target.ptr + 1, target.len - 1 };
        else if (folder.len < NAME_MAX_LEN)
                len = folder.len;
        if (len + target.len >= NAME_MAX_LEN)
                return false;
        if (len)
                memcpy(name, folder.ptr, len);
        while (target.len) {
                const char *slash = memchr(target.ptr, '/', target.len);
                size_t step = slash ? (size_t) (slash - target.ptr) + 1 : target.len;

                if (span_starts(target, SPAN("../"))) {
                        while (len && name[--len] && len && name[len - 1] != '/')
                                ;
                } else if (!span_starts(target, SPAN("./"))) {
                        memcpy(name + len, target.ptr, step);
                        len += step;
                }
                target = (struct span) { target.ptr + step, target.len - step };
        }
        name[len] = '\0';
        return true;
}

static void add_part(struct reader *r, enum docx_role role, struct span folder, struct span target)
{
        char name[NAME_MAX_LEN];
        struct docx_part *item;
        int part;

        if (!resolve(name, folder, target))
                return;
        part = package_find(r->package, name);
        if (part < 0 || r->seen[part])
                return;
        r->seen[part] = true;
        item = arena_grow(r->arena, &r->out->items, &r->out->n, &r->out->room, sizeof(*item));
        *item = (struct docx_part) { role, part };
}

static void on_relationship(struct reader *r, const struct xml_element *e)
{
        struct span type, target, mode;

        if (!xml_attribute(e, "Type", &type) || !xml_attribute(e, "Target", &target))
                return;
        if (xml_attribute(e, "TargetMode", &mode) && span_eq(mode, SPAN("External")))
                return;
        if (role_of(type) >= 0)
                add_part(r, (enum docx_role) role_of(type), r->folder, target);
}

/* Only asked when there is no relationship: DOCX, DOCM and their templates. */
static void on_override(struct reader *r, const struct xml_element *e)
{
        struct span type, name;

        if (!xml_attribute(e, "ContentType", &type) || !xml_attribute(e, "PartName", &name))
                return;
        if (span_ends(type, SPAN("wordprocessingml.document.main+xml")) || span_ends(type, SPAN("wordprocessingml.template.main+xml")) ||
                span_ends(type, SPAN("word.document.macroEnabled.main+xml")) || span_ends(type, SPAN("word.template.macroEnabledTemplate.main+xml")))
                add_part(r, DOCX_MAIN, SPAN(""), name);
}

static void on_start(struct xml *xml, void *context, const struct xml_element *e)
{
        (void) xml;
        if (e->token == OOXML_RELATIONSHIP)
                on_relationship(context, e);
        else if (e->token == OOXML_OVERRIDE)
                on_override(context, e);
}

static void on_end(struct xml *xml, void *context, int token)
{
        (void) xml, (void) context, (void) token;
}

/* Read one list of parts, which may be missing. */
static int read_list(struct docx_parts *out, struct package *package, const char *list, struct span folder, struct arena *arena,
        const struct extractor_limits *limits, const char **detail)
{
        struct reader reader = { out, package, arena, folder, NULL };
        struct xml_handler handler = { .vocabulary = &ooxml, .start = on_start, .end = on_end, .context = &reader };
        int part = package_find(package, list);

        *out = (struct docx_parts) { 0 };
        if (part < 0)
                return 0;
        reader.seen = arena_array(arena, package_parts(package), sizeof(*reader.seen));
        return xml_read_part(package, part, arena, &handler, limits, detail);
}

int docx_find_main(int *part, struct package *package, struct arena *arena, const struct extractor_limits *limits, const char **detail)
{
        static const char *const lists[] = { "_rels/.rels", "[Content_Types].xml" };

        *detail = NULL;
        for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
                struct docx_parts parts;
                int r = read_list(&parts, package, lists[i], SPAN(""), arena, limits, detail);

                if (r)
                        return r;
                for (size_t k = 0; k < parts.n; k++) {
                        if (parts.items[k].role != DOCX_MAIN)
                                continue;
                        *part = parts.items[k].part;
                        return 0;
                }
        }
        *part = package_find(package, "word/document.xml");
        return *part < 0 ? DIAG_no_document_part : 0;
}

int docx_find_parts(struct docx_parts *out, struct package *package, int main, struct arena *arena, const struct extractor_limits *limits,
        const char **detail)
{
        struct span name = package_name(package, main);
        size_t folder = name.len;

        while (folder && name.ptr[folder - 1] != '/')
                folder--;
        return read_list(out, package,
                arena_printf(arena, "%.*s_rels/%.*s.rels", (int) folder, name.ptr, (int) (name.len - folder), name.ptr + folder),
                (struct span) { name.ptr, folder }, arena, limits, detail);
}
