/* Styles and their inheritance; see docx_styles.h. */
#include "extractor/docx_styles.h"

#include "extractor/docx_numbering.h"
#include "extractor/ooxml.h"

#include <stdlib.h>

enum { CHAIN_MAX = 32 }; /* Word itself stops at 11 */

struct style {
        struct span id, based_on;
        struct look look; /* own, then with its bases' */
};

struct docx_styles {
        struct style *styles; /* sorted by id once read */
        size_t n, room;
        struct look defaults;  /* of the document, nothing unset */
        struct look paragraph; /* of the default paragraph style, nothing unset */
        bool fonts;                 /* some are not plain */
};

struct reader {
        struct docx_styles *all;
        struct arena *arena;
        struct look *look; /* what properties go to, NULL = nowhere */
        struct style *style;    /* the open style */
        struct span default_id; /* of the default paragraph style */
        const struct docx_numbering *numbering;
        const struct docx_theme *theme;
        uint32_t skip;          /* depth of the element that is skipped, 0 = none */
        bool in_ppr;
};

static bool theme_font(const struct xml_element *e, const char *attribute, const struct docx_theme *theme, int8_t *font)
{
        struct span name;

        if (!xml_attribute(e, attribute, &name))
                return false;
        *font = span_starts(name, SPAN("major")) ? theme->major : theme->minor;
        return true;
}

void docx_look_font(struct look *look, const struct xml_element *e, const struct docx_theme *theme)
{
        struct span name;

        if (theme_font(e, "hAnsiTheme", theme, &look->font) || theme_font(e, "asciiTheme", theme, &look->font))
                return;
        if (xml_attribute(e, "hAnsi", &name) || xml_attribute(e, "ascii", &name))
                look->font = (int8_t) font_by_name(name);
        else if (xml_attribute(e, "cs", &name) && font_legacy(font_by_name(name))) /* set by programs that name no other */
                look->font = (int8_t) font_by_name(name);
}

bool docx_styles_have_fonts(const struct docx_styles *styles)
{
        return styles && styles->fonts;
}

void docx_look_list(struct look *look, const struct xml_element *e)
{
        long value = xml_attribute_number(e, "val", UNSET);

        if (e->token == OOXML_NUM_ID)
                look->list = (int32_t) value;
        else
                look->level = value > 8 ? 8 : (int8_t) value;
}

int8_t docx_alignment(const struct xml_element *jc)
{
        struct span value;

        if (!xml_attribute(jc, "val", &value))
                return 0;
        if (span_eq(value, SPAN("center")))
                return 'c';
        return span_eq(value, SPAN("right")) || span_eq(value, SPAN("end")) ? 'r' : 0;
}

static struct span copied(struct arena *arena, struct span s)
{
        return (struct span) { arena_strndup(arena, s), s.len };
}

static void style_begins(struct reader *r, const struct xml_element *e)
{
        struct docx_styles *all = r->all;
        struct style *style = arena_grow(r->arena, &all->styles, &all->n, &all->room, sizeof(*style));
        struct span id = { 0 }, type = { 0 }, marked;

        xml_attribute(e, "styleId", &id);
        xml_attribute(e, "type", &type);
        *style = (struct style) { .id = copied(r->arena, id), .look = LOOK_UNSET };
        if (span_eq(type, SPAN("paragraph")) && xml_attribute(e, "default", &marked) && !span_eq(marked, SPAN("0")) &&
                !span_eq(marked, SPAN("false")))
                r->default_id = style->id;
        r->style = style;
        r->look = &style->look;
}

/* Word's own heading styles have an outline level; other programs sometimes leave it to the name, "heading 2". */
static void style_named(struct reader *r, const struct xml_element *e)
{
        struct span name;

        if (!r->style || !xml_attribute(e, "val", &name) || name.len != 9 || r->look->heading != UNSET)
                return;
        if ((name.ptr[0] == 'h' || name.ptr[0] == 'H') && memcmp(name.ptr + 1, "eading ", 7) == 0 && name.ptr[8] >= '1' && name.ptr[8] <= '9')
                r->look->heading = (int8_t) (name.ptr[8] - '0');
}

static void on_start(struct xml *xml, void *context, const struct xml_element *e)
{
        struct reader *r = context;
        struct span id;

        if (r->skip)
                return;
        switch (e->token) {
        case OOXML_DEFAULTS:
                r->look = &r->all->defaults;
                break;
        case OOXML_STYLE:
                style_begins(r, e);
                break;
        case OOXML_NAME:
                style_named(r, e);
                break;
        case OOXML_BASED_ON:
                if (r->style && xml_attribute(e, "val", &id))
                        r->style->based_on = copied(r->arena, id);
                break;
        case OOXML_SKIP:
        case OOXML_TABLE_STYLE:
                r->skip = xml_depth(xml);
                break;
        case OOXML_PPR:
                r->in_ppr = true;
                break;
        case OOXML_JC: /* tables have one too */
                if (r->look && r->in_ppr)
                        r->look->aligned = docx_alignment(e);
                break;
        case OOXML_OUTLINE:
                if (r->look) {
                        long level = xml_attribute_number(e, "val", 9);

                        r->look->heading = level >= 0 && level <= 8 ? (int8_t) (level + 1) : 0;
                }
                break;
        case OOXML_NUM_ID:
        case OOXML_NUM_LEVEL:
                if (r->look && r->in_ppr)
                        docx_look_list(r->look, e);
                break;
        case OOXML_BOLD:
                if (r->look)
                        r->look->bold = ooxml_on(e);
                break;
        case OOXML_CAPS:
                if (r->look)
                        r->look->caps = ooxml_on(e);
                break;
        case OOXML_VANISH:
                if (r->look)
                        r->look->hidden = ooxml_on(e);
                break;
        case OOXML_FONTS:
                if (r->look)
                        docx_look_font(r->look, e, r->theme);
                r->all->fonts |= r->look && r->look->font > FONT_PLAIN;
                break;
        default:
                break;
        }
}

/* A style in a list without a level: the list's level says whose it is. */
static void style_ends(struct reader *r)
{
        if (r->style && r->look->list > 0 && r->look->level == UNSET)
                r->look->level = docx_numbering_style_level(r->numbering, r->look->list, r->style->id);
        r->look = NULL;
        r->style = NULL;
}

static void on_end(struct xml *xml, void *context, int token)
{
        struct reader *r = context;

        if (r->skip) {
                if (xml_depth(xml) == r->skip)
                        r->skip = 0;
                return;
        }
        if (token == OOXML_PPR)
                r->in_ppr = false;
        if (token == OOXML_STYLE || token == OOXML_DEFAULTS)
                style_ends(r);
}

static int by_id(const void *a, const void *b)
{
        const struct style *x = a, *y = b;
        size_t shorter = x->id.len < y->id.len ? x->id.len : y->id.len;
        int order = shorter ? memcmp(x->id.ptr, y->id.ptr, shorter) : 0;

        return order ? order : (x->id.len > y->id.len) - (x->id.len < y->id.len);
}

static const struct style *find(const struct docx_styles *all, struct span id)
{
        struct style key = { .id = id };

        return all && all->n && id.len ? bsearch(&key, all->styles, all->n, sizeof(key), by_id) : NULL;
}

/* Every style's look with that of its bases, worked out once. */
static void inherit(struct docx_styles *all, struct arena *arena)
{
        struct look *full = arena_array(arena, all->n, sizeof(*full));

        for (size_t i = 0; i < all->n; i++) {
                const struct style *base = &all->styles[i];

                full[i] = base->look;
                for (int step = 0; step < CHAIN_MAX && (base = find(all, base->based_on)); step++)
                        full[i] = look_over(full[i], base->look);
        }
        for (size_t i = 0; i < all->n; i++)
                all->styles[i].look = full[i];
}

int docx_styles_read(const struct docx_styles **out, struct package *package, int part, const struct docx_numbering *numbering, const struct docx_theme *theme,
        struct arena *arena, const struct extractor_limits *limits, const char **detail)
{
        struct docx_styles *all = arena_alloc(arena, sizeof(*all));
        struct reader reader = { .all = all, .arena = arena, .numbering = numbering, .theme = theme };
        struct xml_handler handler = { .vocabulary = &ooxml, .start = on_start, .end = on_end, .context = &reader, .all_watched = true };
        const struct style *paragraph;
        int r;

        all->defaults = LOOK_UNSET;
        *out = NULL;
        r = xml_read_part(package, part, arena, &handler, limits, detail);
        if (r)
                return r;
        if (all->n)
                qsort(all->styles, all->n, sizeof(*all->styles), by_id);
        inherit(all, arena);
        all->defaults = look_over(all->defaults, (struct look) { 0 });
        paragraph = find(all, reader.default_id);
        all->paragraph = paragraph ? look_over(paragraph->look, all->defaults) : all->defaults;
        *out = all;
        return 0;
}

struct look docx_paragraph_style(const struct docx_styles *styles, struct span id)
{
        const struct style *style = find(styles, id);

        if (!styles)
                return (struct look) { 0 };
        return style ? look_over(style->look, styles->defaults) : styles->paragraph;
}

struct look docx_run_style(const struct docx_styles *styles, struct span id)
{
        const struct style *style = find(styles, id);

        return style ? style->look : LOOK_UNSET;
}
