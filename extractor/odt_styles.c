/* See odt_styles.h. */
#include "extractor/odt_styles.h"

#include "common/utf8.h"
#include "extractor/numerals.h"

#include <stdlib.h>

enum { LEVELS = 10, CHAIN_MAX = 32, FACES_MAX = 1000, COMMON = 0 };

struct style {
        char family; /* 'p' paragraph, 't' text */
        struct span name;
        int scope; /* COMMON, or the number of the file */
        struct span parent;
        struct look own, full;
};

struct level {
        struct span prefix, suffix, bullet;
        enum numerals numerals;
        bool bulleted, nothing; /* nothing: no white space behind it */
        uint32_t start;
        int shown; /* levels */
};

struct odt_list {
        struct span name;
        int scope;
        struct level *levels[LEVELS];
        uint32_t count[LEVELS];
        uint16_t running; /* bits */
};

struct face {
        struct span name;
        enum font font;
};

struct odt_styles {
        struct arena *arena;
        struct style *styles;
        size_t n_styles, room_styles, settled_styles;
        struct odt_list *lists; /* sorted once settled */
        size_t n_lists, room_lists;
        struct face *faces;
        size_t n_faces, room_faces;
        struct look defaults;
        struct odt_list outline;
        int file, scope;
        bool fonts;
        /* the open elements */
        struct look *look;
        struct odt_list *list;
        struct level *level;
};

struct odt_styles *odt_styles_new(struct arena *arena)
{
        struct odt_styles *s = arena_alloc(arena, sizeof(*s));

        *s = (struct odt_styles) { .arena = arena, .file = 1, .defaults = LOOK_UNSET };
        return s;
}

static struct span copied(const struct odt_styles *s, struct span text)
{
        return (struct span) { arena_strndup(s->arena, text), text.len };
}

static struct span value(const struct xml_element *e, const char *name)
{
        struct span v = { 0 };

        xml_attribute_any(e, name, &v);
        return v;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

static void add_face(struct odt_styles *s, const struct xml_element *e)
{
        struct span family = value(e, "font-family");
        struct face *face;

        if (s->n_faces == FACES_MAX)
                return;
        while (family.len && (*family.ptr == '\'' || *family.ptr == '"'))
                family = (struct span) { family.ptr + 1, family.len - 1 };
        while (family.len && (family.ptr[family.len - 1] == '\'' || family.ptr[family.len - 1] == '"'))
                family.len--;
        if (font_by_name(family) == FONT_PLAIN)
                return; /* what is not here is plain */
        face = arena_grow(s->arena, &s->faces, &s->n_faces, &s->room_faces, sizeof(*face));
        *face = (struct face) { copied(s, value(e, "name")), font_by_name(family) };
        s->fonts = true;
}

static enum font face_font(const struct odt_styles *s, struct span name)
{
        for (size_t i = 0; i < s->n_faces; i++) {
                if (span_eq(s->faces[i].name, name))
                        return s->faces[i].font;
        }
        return FONT_PLAIN;
}

static char family_of(const struct xml_element *e)
{
        struct span family = value(e, "family");

        return span_eq(family, SPAN("paragraph")) ? 'p' : span_eq(family, SPAN("text")) ? 't' : 0;
}

static void add_style(struct odt_styles *s, const struct xml_element *e)
{
        struct style *style;
        struct span level = value(e, "default-outline-level");

        s->look = NULL;
        if (!family_of(e))
                return;
        style = arena_grow(s->arena, &s->styles, &s->n_styles, &s->room_styles, sizeof(*style));
        *style = (struct style) { .family = family_of(e), .name = copied(s, value(e, "name")), .scope = s->scope, .parent = copied(s, value(e, "parent-style-name")), .own = LOOK_UNSET };
        if (level.len == 1 && *level.ptr >= '1' && *level.ptr <= '9')
                style->own.heading = (int8_t) (*level.ptr - '0');
        s->look = &style->own;
}

static void paragraph_properties(struct look *look, const struct xml_element *e)
{
        struct span align;

        if (xml_attribute_any(e, "text-align", &align))
                look->aligned = span_eq(align, SPAN("center")) ? 'c' : span_eq(align, SPAN("end")) || span_eq(align, SPAN("right")) ? 'r' : 0;
}

static void text_properties(struct odt_styles *s, const struct xml_element *e)
{
        struct span v;

        if (xml_attribute_any(e, "font-weight", &v))
                s->look->bold = span_eq(v, SPAN("bold")) || (v.len == 3 && *v.ptr >= '6');
        if (xml_attribute_any(e, "text-transform", &v))
                s->look->caps = span_eq(v, SPAN("uppercase"));
        if (xml_attribute_any(e, "display", &v))
                s->look->hidden = span_eq(v, SPAN("none"));
        if (xml_attribute_any(e, "font-name", &v))
                s->look->font = (int8_t) face_font(s, v);
        else if (xml_attribute_any(e, "font-family", &v))
                s->look->font = (int8_t) font_by_name(v);
        s->fonts |= s->look->font > FONT_PLAIN;
}

static void add_list(struct odt_styles *s, const struct xml_element *e)
{
        s->list = arena_grow(s->arena, &s->lists, &s->n_lists, &s->room_lists, sizeof(*s->list));
        *s->list = (struct odt_list) { .name = copied(s, value(e, "name")), .scope = s->scope };
}

static enum numerals numerals_of(struct span format)
{
        switch (format.len ? *format.ptr : 0) {
        case 0:
                return NUMERALS_NONE;
        case 'a':
                return NUMERALS_LOWER_LETTER;
        case 'A':
                return NUMERALS_UPPER_LETTER;
        case 'i':
                return NUMERALS_LOWER_ROMAN;
        case 'I':
                return NUMERALS_UPPER_ROMAN;
        default:
                return span_starts(format, SPAN("01")) ? NUMERALS_DECIMAL_ZERO : NUMERALS_DECIMAL;
        }
}

static long number(const struct xml_element *e, const char *name, long otherwise)
{
        struct span v = value(e, name);
        long n = 0;

        for (size_t i = 0; i < v.len && i < 9; i++) {
                if (v.ptr[i] < '0' || v.ptr[i] > '9')
                        return otherwise;
                n = n * 10 + (v.ptr[i] - '0');
        }
        return v.len && v.len < 10 ? n : otherwise;
}

static void add_level(struct odt_styles *s, const struct xml_element *e)
{
        long at = number(e, "level", 0);

        s->level = NULL;
        if (!s->list || at < 1 || at > LEVELS)
                return;
        s->level = arena_alloc(s->arena, sizeof(*s->level));
        *s->level = (struct level) {
                .prefix = copied(s, value(e, "num-prefix")), .suffix = copied(s, value(e, "num-suffix")), .bullet = copied(s, value(e, "bullet-char")),
                .numerals = numerals_of(value(e, "num-format")), .bulleted = e->token == ODF_LEVEL_BULLET, .start = (uint32_t) number(e, "start-value", 1),
                .shown = (int) number(e, "display-levels", 1),
        };
        s->list->levels[at - 1] = s->level;
}

bool odt_styles_start(struct odt_styles *s, const struct xml_element *e)
{
        switch (e->token) {
        case ODF_AUTOMATIC:
                s->scope = s->file;
                return true;
        case ODF_FONT_FACE:
                add_face(s, e);
                return true;
        case ODF_STYLE:
                add_style(s, e);
                return true;
        case ODF_DEFAULT_STYLE:
                s->look = family_of(e) == 'p' ? &s->defaults : NULL;
                return true;
        case ODF_PARAGRAPH_PROPERTIES:
                if (s->look)
                        paragraph_properties(s->look, e);
                return true;
        case ODF_TEXT_PROPERTIES:
                if (s->look && !s->list)
                        text_properties(s, e);
                return true;
        case ODF_LIST_STYLE:
                add_list(s, e);
                return true;
        case ODF_OUTLINE_STYLE:
                s->list = &s->outline;
                return true;
        case ODF_LEVEL_NUMBER:
        case ODF_LEVEL_BULLET:
                add_level(s, e);
                return true;
        case ODF_LABEL_ALIGNMENT:
                if (s->level)
                        s->level->nothing = span_eq(value(e, "label-followed-by"), SPAN("nothing"));
                return true;
        default:
                return false;
        }
}

void odt_styles_end(struct odt_styles *s, int token)
{
        if (token == ODF_AUTOMATIC)
                s->scope = COMMON;
        else if (token == ODF_STYLE || token == ODF_DEFAULT_STYLE)
                s->look = NULL;
        else if (token == ODF_LIST_STYLE || token == ODF_OUTLINE_STYLE)
                s->list = NULL;
        else if (token == ODF_LEVEL_NUMBER || token == ODF_LEVEL_BULLET)
                s->level = NULL;
}

/* ---- looking up ---------------------------------------------------------------------------------------- */

static int name_order(struct span a, struct span b)
{
        size_t shorter = a.len < b.len ? a.len : b.len;
        int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;

        return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int style_order(const void *a, const void *b)
{
        const struct style *x = a, *y = b;
        int order = x->family - y->family;

        if (!order)
                order = name_order(x->name, y->name);
        return order ? order : x->scope - y->scope;
}

static int list_order(const void *a, const void *b)
{
        const struct odt_list *x = a, *y = b;
        int order = name_order(x->name, y->name);

        return order ? order : x->scope - y->scope;
}

static const struct style *find(const struct odt_styles *s, char family, struct span name, int scope)
{
        struct style key = { .family = family, .name = name, .scope = scope };
        const struct style *found;

        if (!s->n_styles || !name.len)
                return NULL;
        found = bsearch(&key, s->styles, s->n_styles, sizeof(key), style_order);
        return found || scope == COMMON ? found : find(s, family, name, COMMON);
}

void odt_styles_settle(struct odt_styles *s)
{
        s->look = NULL;
        s->list = NULL;
        if (s->n_styles)
                qsort(s->styles, s->n_styles, sizeof(*s->styles), style_order);
        if (s->n_lists)
                qsort(s->lists, s->n_lists, sizeof(*s->lists), list_order);
        for (size_t i = 0; i < s->n_styles; i++) {
                struct style *style = &s->styles[i];
                const struct style *base = style;

                style->full = style->own;
                for (int step = 0; step < CHAIN_MAX && (base = find(s, style->family, base->parent, COMMON)); step++)
                        style->full = look_over(style->full, base->own);
        }
}

void odt_styles_next_file(struct odt_styles *s)
{
        s->file++;
}

struct look odt_paragraph_style(const struct odt_styles *s, struct span name)
{
        const struct style *style = find(s, 'p', name, s->file);
        struct look defaults = look_over(s->defaults, (struct look) { 0 });

        return style ? look_over(style->full, defaults) : defaults;
}

struct look odt_text_style(const struct odt_styles *s, struct span name)
{
        const struct style *style = find(s, 't', name, s->file);

        return style ? style->full : LOOK_UNSET;
}

bool odt_styles_have_fonts(const struct odt_styles *s)
{
        return s->fonts;
}

struct odt_list *odt_list_find(struct odt_styles *s, struct span name)
{
        struct odt_list key = { .name = name, .scope = s->file }, *found;

        if (!name.len)
                return &s->outline;
        found = s->n_lists ? bsearch(&key, s->lists, s->n_lists, sizeof(key), list_order) : NULL;
        key.scope = COMMON;
        return found || !s->n_lists ? found : bsearch(&key, s->lists, s->n_lists, sizeof(key), list_order);
}

/* ---- counting ------------------------------------------------------------------------------------------ */

void odt_list_restart(struct odt_list *list, int level)
{
        list->running &= (uint16_t) ((1u << level) - 1);
}

static void put(struct label *label, const char *s, size_t len)
{
        if (len > LABEL_MAX - label->len) {
                label->cut = true;
                return;
        }
        memcpy(label->text + label->len, s, len);
        label->len += len;
}

/* Bullets of symbol fonts lie in the private range. */
static void put_bullet(struct label *label, struct span bullet)
{
        unsigned len;
        uint32_t cp = bullet.len ? utf8_decode(bullet.ptr, bullet.ptr + bullet.len, &len) : 0x2022;

        if (cp >= 0xE000 && cp <= 0xF8FF)
                put(label, "\u2022", 3);
        else
                put(label, bullet.len ? bullet.ptr : "\u2022", bullet.len ? bullet.len : 3);
}

static void put_numbers(struct label *label, const struct odt_list *list, int at)
{
        const struct level *level = list->levels[at];
        bool any = false;

        put(label, level->prefix.ptr, level->prefix.len);
        for (int i = level->shown > at ? 0 : at - level->shown + 1; i <= at; i++) {
                const struct level *above = list->levels[i];
                char text[32];

                if (!above || above->bulleted || above->numerals == NUMERALS_NONE)
                        continue;
                if (any)
                        put(label, ".", 1);
                put(label, text, numeral_write(text, above->numerals, list->count[i]));
                any = true;
        }
        put(label, level->suffix.ptr, level->suffix.len);
}

struct label odt_list_count(struct odt_list *list, int at, long start)
{
        const struct level *level = at >= 0 && at < LEVELS ? list->levels[at] : NULL;
        struct label label = { 0 };

        if (!level)
                return label;
        for (int i = 0; i <= at; i++) {
                if (i == at && start != UNSET)
                        list->count[i] = (uint32_t) start;
                else if (!(list->running >> i & 1))
                        list->count[i] = list->levels[i] ? list->levels[i]->start : 1;
                else if (i == at)
                        list->count[i]++;
        }
        list->running = (uint16_t) ((list->running | ((1u << (at + 1)) - 1)) & ((1u << (at + 1)) - 1));
        label.look = LOOK_UNSET;
        label.apart = !level->nothing;
        if (level->bulleted)
                put_bullet(&label, level->bullet);
        else if (level->numerals != NUMERALS_NONE)
                put_numbers(&label, list, at);
        return label;
}
