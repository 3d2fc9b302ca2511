/* Lists, their counters and labels; see docx_numbering.h. */
#include "extractor/docx_numbering.h"

#include "common/utf8.h"
#include "extractor/numerals.h"
#include "extractor/ooxml.h"

#include <stdlib.h>

enum { LEVELS = 9, NEVER_RESTART = 0, NOWHERE = -1 };

struct level {
        struct span text, style;
        uint32_t start;
        enum numerals numerals;
        int8_t restart; /* a number above this level (1-9) starts it anew, NEVER_RESTART, or UNSET: any above does */
        bool bullet, legal, apart;
        struct look look;
};

struct abstract {
        long id;
        struct span style_link; /* the numbering style that defines it */
        int32_t levels[LEVELS]; /* in all->levels, NOWHERE = none */
        uint32_t count[LEVELS];
        uint16_t running; /* bits: the level has a count */
};

struct list {
        long id, abstract; /* id, then index */
        int32_t levels[LEVELS]; /* overridden */
        int64_t starts[LEVELS]; /* overridden, NOWHERE = not */
        uint16_t seen;          /* bits: the level was used through this list */
};

struct docx_numbering {
        struct level *levels;
        size_t n_levels, room_levels;
        struct abstract *abstracts; /* sorted by id once read */
        size_t n_abstracts, room_abstracts;
        struct list *lists; /* likewise */
        size_t n_lists, room_lists;
        struct label label;
};

struct reader {
        struct docx_numbering *all;
        struct arena *arena;
        const struct docx_theme *theme;
        bool in_abstract, in_list, in_level;
        int override; /* level that w:lvlOverride speaks of, or NOWHERE */
};

/* ---- reading ------------------------------------------------------------------------------------------- */

static struct span copied(struct arena *arena, struct span s)
{
        return (struct span) { arena_strndup(arena, s), s.len };
}

static void abstract_begins(struct reader *r, const struct xml_element *e)
{
        struct docx_numbering *all = r->all;
        struct abstract *a = arena_grow(r->arena, &all->abstracts, &all->n_abstracts, &all->room_abstracts, sizeof(*a));

        *a = (struct abstract) { .id = xml_attribute_number(e, "abstractNumId", NOWHERE) };
        for (int i = 0; i < LEVELS; i++)
                a->levels[i] = NOWHERE;
        r->in_abstract = true;
}

static void list_begins(struct reader *r, const struct xml_element *e)
{
        struct docx_numbering *all = r->all;
        struct list *list = arena_grow(r->arena, &all->lists, &all->n_lists, &all->room_lists, sizeof(*list));

        *list = (struct list) { .id = xml_attribute_number(e, "numId", NOWHERE), .abstract = NOWHERE };
        for (int i = 0; i < LEVELS; i++) {
                list->levels[i] = NOWHERE;
                list->starts[i] = NOWHERE;
        }
        r->in_list = true;
        r->override = NOWHERE;
}

static void level_begins(struct reader *r, const struct xml_element *e)
{
        struct docx_numbering *all = r->all;
        long at = xml_attribute_number(e, "ilvl", NOWHERE);
        struct level *level;

        if (at < 0 || at >= LEVELS || !(r->in_abstract || r->in_list))
                return;
        level = arena_grow(r->arena, &all->levels, &all->n_levels, &all->room_levels, sizeof(*level));
        *level = (struct level) { .restart = UNSET, .apart = true, .look = LOOK_UNSET };
        r->in_level = true;
        if (r->in_abstract)
                all->abstracts[all->n_abstracts - 1].levels[at] = (int32_t) all->n_levels - 1;
        else
                all->lists[all->n_lists - 1].levels[at] = (int32_t) all->n_levels - 1;
}

static void set_numerals(struct level *level, struct span name)
{
        static const struct {
                struct span name;
                enum numerals numerals;
        } rows[] = {
                { SPAN_INIT("decimalZero"), NUMERALS_DECIMAL_ZERO }, { SPAN_INIT("lowerLetter"), NUMERALS_LOWER_LETTER },
                { SPAN_INIT("upperLetter"), NUMERALS_UPPER_LETTER }, { SPAN_INIT("lowerRoman"), NUMERALS_LOWER_ROMAN },
                { SPAN_INIT("upperRoman"), NUMERALS_UPPER_ROMAN }, { SPAN_INIT("vietnameseCounting"), NUMERALS_VIETNAMESE },
                { SPAN_INIT("none"), NUMERALS_NONE },
        };

        level->bullet = span_eq(name, SPAN("bullet"));
        level->numerals = NUMERALS_DECIMAL;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (span_eq(rows[i].name, name))
                        level->numerals = rows[i].numerals;
        }
}

static void level_property(struct reader *r, const struct xml_element *e)
{
        struct level *level = &r->all->levels[r->all->n_levels - 1];
        struct span value = { 0 };
        long number;

        xml_attribute(e, "val", &value);
        switch (e->token) {
        case OOXML_START:
                level->start = (uint32_t) xml_attribute_number(e, "val", 0);
                break;
        case OOXML_NUM_FORMAT:
                set_numerals(level, value);
                break;
        case OOXML_LEVEL_TEXT:
                level->text = copied(r->arena, value);
                break;
        case OOXML_SUFFIX:
                level->apart = !span_eq(value, SPAN("nothing"));
                break;
        case OOXML_RESTART:
                number = xml_attribute_number(e, "val", UNSET);
                level->restart = number > LEVELS ? UNSET : (int8_t) number;
                break;
        case OOXML_LEGAL:
                level->legal = ooxml_on(e);
                break;
        case OOXML_PSTYLE:
                level->style = copied(r->arena, value);
                break;
        case OOXML_CAPS:
                level->look.caps = ooxml_on(e);
                break;
        case OOXML_FONTS:
                docx_look_font(&level->look, e, r->theme);
                break;
        case OOXML_VANISH:
                level->look.hidden = ooxml_on(e);
                break;
        default:
                break;
        }
}

static void list_property(struct reader *r, const struct xml_element *e)
{
        struct list *list = &r->all->lists[r->all->n_lists - 1];
        long value;

        switch (e->token) {
        case OOXML_ABSTRACT_ID:
                list->abstract = xml_attribute_number(e, "val", NOWHERE);
                break;
        case OOXML_LEVEL_OVERRIDE:
                value = xml_attribute_number(e, "ilvl", NOWHERE);
                r->override = value < LEVELS ? (int) value : NOWHERE;
                break;
        case OOXML_START_OVERRIDE:
                if (r->override >= 0)
                        list->starts[r->override] = xml_attribute_number(e, "val", NOWHERE);
                break;
        default:
                break;
        }
}

static void on_start(struct xml *xml, void *context, const struct xml_element *e)
{
        struct reader *r = context;
        struct span style;

        (void) xml;
        switch (e->token) {
        case OOXML_ABSTRACT:
                abstract_begins(r, e);
                break;
        case OOXML_LIST:
                list_begins(r, e);
                break;
        case OOXML_LEVEL:
                level_begins(r, e);
                break;
        case OOXML_STYLE_LINK:
                if (r->in_abstract && xml_attribute(e, "val", &style))
                        r->all->abstracts[r->all->n_abstracts - 1].style_link = copied(r->arena, style);
                break;
        default:
                if (r->in_level)
                        level_property(r, e);
                else if (r->in_list)
                        list_property(r, e);
                break;
        }
}

static void on_end(struct xml *xml, void *context, int token)
{
        struct reader *r = context;

        (void) xml;
        if (token == OOXML_LEVEL)
                r->in_level = false;
        else if (token == OOXML_ABSTRACT)
                r->in_abstract = false;
        else if (token == OOXML_LIST)
                r->in_list = false;
}

static int abstract_order(const void *a, const void *b)
{
        const struct abstract *x = a, *y = b;

        return (x->id > y->id) - (x->id < y->id);
}

static int list_order(const void *a, const void *b)
{
        const struct list *x = a, *y = b;

        return (x->id > y->id) - (x->id < y->id);
}

static struct list *find_list(const struct docx_numbering *all, long id)
{
        struct list key = { .id = id };

        return all && all->n_lists && id > 0 ? bsearch(&key, all->lists, all->n_lists, sizeof(key), list_order) : NULL;
}

int docx_numbering_read(struct docx_numbering **out, struct package *package, int part, const struct docx_theme *theme, struct arena *arena,
        const struct extractor_limits *limits, const char **detail)
{
        struct docx_numbering *all = arena_alloc(arena, sizeof(*all));
        struct reader reader = { .all = all, .arena = arena, .theme = theme, .override = NOWHERE };
        struct xml_handler handler = { .vocabulary = &ooxml, .start = on_start, .end = on_end, .context = &reader, .all_watched = true };
        int r;

        *out = NULL;
        r = xml_read_part(package, part, arena, &handler, limits, detail);
        if (r)
                return r;
        if (all->n_abstracts)
                qsort(all->abstracts, all->n_abstracts, sizeof(*all->abstracts), abstract_order);
        if (all->n_lists)
                qsort(all->lists, all->n_lists, sizeof(*all->lists), list_order);
        for (size_t i = 0; i < all->n_lists; i++) {
                struct abstract key = { .id = all->lists[i].abstract };
                const struct abstract *a = all->n_abstracts ? bsearch(&key, all->abstracts, all->n_abstracts, sizeof(key), abstract_order) : NULL;

                all->lists[i].abstract = a ? a - all->abstracts : NOWHERE;
        }
        *out = all;
        return 0;
}

/* An abstract list without levels of its own names a style, the style a list, the list the abstract one that has them. */
void docx_numbering_link(struct docx_numbering *all, const struct docx_styles *styles)
{
        for (size_t i = 0; all && i < all->n_lists; i++) {
                struct list *list = &all->lists[i];
                struct span style = list->abstract == NOWHERE ? (struct span) { 0 } : all->abstracts[list->abstract].style_link;
                const struct list *other = style.len ? find_list(all, docx_run_style(styles, style).list) : NULL;

                if (other && other->abstract != NOWHERE)
                        list->abstract = other->abstract;
        }
}

/* Levels are only read. */
struct docx_numbering *docx_numbering_copy(const struct docx_numbering *all, struct arena *arena)
{
        struct docx_numbering *copy;

        if (!all)
                return NULL;
        copy = arena_alloc(arena, sizeof(*copy));
        *copy = *all;
        copy->abstracts = arena_array(arena, all->n_abstracts, sizeof(*copy->abstracts));
        copy->lists = arena_array(arena, all->n_lists, sizeof(*copy->lists));
        if (all->n_abstracts)
                memcpy(copy->abstracts, all->abstracts, all->n_abstracts * sizeof(*copy->abstracts));
        if (all->n_lists)
                memcpy(copy->lists, all->lists, all->n_lists * sizeof(*copy->lists));
        return copy;
}

/* ---- counting ------------------------------------------------------------------------------------------ */

static const struct level *level_of(const struct docx_numbering *all, const struct list *list, int at)
{
        int32_t level = list->levels[at] != NOWHERE ? list->levels[at] : list->abstract != NOWHERE ? all->abstracts[list->abstract].levels[at] : NOWHERE;

        return level == NOWHERE ? NULL : &all->levels[level];
}

int8_t docx_numbering_style_level(const struct docx_numbering *all, long id, struct span style)
{
        const struct list *list = find_list(all, id);

        for (int i = 0; list && i < LEVELS; i++) {
                const struct level *level = level_of(all, list, i);

                if (level && level->style.len && span_eq(level->style, style))
                        return (int8_t) i;
        }
        return UNSET;
}

static uint32_t start_of(const struct docx_numbering *all, const struct list *list, int at)
{
        const struct level *level = level_of(all, list, at);

        return list->starts[at] != NOWHERE ? (uint32_t) list->starts[at] : level ? level->start : 1;
}

/* A level above that was never used counts as begun: word processors show "1.1" and go on with "2". */
static void count(struct docx_numbering *all, struct list *list, struct abstract *a, int at)
{
        if (list->starts[at] != NOWHERE && !(list->seen >> at & 1))
                a->running &= (uint16_t) ~(1u << at);
        list->seen |= (uint16_t) (1u << at);
        for (int i = 0; i <= at; i++) {
                if (!(a->running >> i & 1))
                        a->count[i] = start_of(all, list, i);
                else if (i == at)
                        a->count[i]++;
                a->running |= (uint16_t) (1u << i);
        }
        for (int i = at + 1; i < LEVELS; i++) {
                const struct level *level = level_of(all, list, i);

                if (!level || level->restart == UNSET || (level->restart != NEVER_RESTART && at < level->restart))
                        a->running &= (uint16_t) ~(1u << i);
        }
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

/*
 * A bullet's glyph lies in a symbol font, whose letters mean something else than they say: a dash stays one, everything private,
 * and the "o" that stands for a ring, becomes U+2022.
 */
static void put_bullet(struct label *label, struct span text, int8_t font)
{
        const char *end = text.ptr + text.len;
        unsigned len;
        uint32_t cp;

        if (!text.len)
                return;
        cp = utf8_decode(text.ptr, end, &len);
        if (cp == 0xF02D || cp == 0xF0BE || *text.ptr == '-') /* Symbol's minus and long dash */
                put(label, "-", 1);
        else if ((cp >= 0xE000 && cp <= 0xF8FF) || font == FONT_SYMBOL || font == FONT_DINGBATS || (text.len == 1 && *text.ptr == 'o'))
                put(label, "\u2022", 3);
        else
                put(label, text.ptr, text.len);
}

/* "%1.%2)" with the counts in the place of %1 and %2. */
static void put_numbers(struct label *label, const struct docx_numbering *all, const struct list *list, const struct abstract *a, int at)
{
        const struct level *level = level_of(all, list, at);

        for (size_t i = 0; i < level->text.len; i++) {
                const char *p = level->text.ptr + i;
                int of = i + 1 < level->text.len && p[0] == '%' ? p[1] - '1' : -1;
                const struct level *other = of >= 0 && of <= at ? level_of(all, list, of) : NULL;
                char number[32];

                if (of < 0 || of >= LEVELS) {
                        put(label, p, 1);
                        continue;
                }
                if (other && !other->bullet)
                        put(label, number, numeral_write(number, level->legal && other->numerals != NUMERALS_NONE ? NUMERALS_DECIMAL : other->numerals, a->count[of]));
                i++;
        }
}

const struct label *docx_numbering_count(struct docx_numbering *all, long id, int at)
{
        struct list *list = find_list(all, id);
        const struct level *level = list && list->abstract != NOWHERE && at >= 0 && at < LEVELS ? level_of(all, list, at) : NULL;
        struct abstract *a;

        if (!level)
                return NULL;
        a = &all->abstracts[list->abstract];
        count(all, list, a, at);
        all->label = (struct label) { .look = level->look, .apart = level->apart };
        if (level->bullet)
                put_bullet(&all->label, level->text, level->look.font);
        else
                put_numbers(&all->label, all, list, a, at);
        if (all->label.cut)
                all->label.len = 0;
        return &all->label;
}
