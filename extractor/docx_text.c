/*
 * The elements of WordprocessingML, one after the other: what each means to the paragraph being written.
 *
 * Tracked deletions, field codes and old properties are skipped as whole elements; of alternatives the first with words is taken.
 */
#include "extractor/docx_text.h"

#include "common/utf8.h"
#include "extractor/docx_numbering.h"
#include "extractor/ooxml.h"

#include <stdio.h>
#include <stdlib.h>

struct alternate {
        size_t letters; /* writer.letters when the open branch began */
        bool taken;     /* a branch before had text */
};

struct reader {
        struct writer w;
        struct alternate *alternates; /* a stack */
        size_t n_alternates, room_alternates;
        uint32_t skip; /* depth of the element that is left out, 0 = none */
        uint32_t t;    /* depth of the open text element, 0 = none */
        bool in_ppr, in_trpr;
        const struct docx_sheet *sheet;
};

static const struct label *count(void *numbering, struct look look)
{
        return docx_numbering_count(numbering, look.list, look.level);
}

/* ---- text ---------------------------------------------------------------------------------------------- */

/* Text of w:t as it is, but for line ends, which Word shows as spaces: w:br is what breaks a line. */
static void put_text(struct reader *r, struct span s)
{
        const char *lf;

        while ((lf = memchr(s.ptr, '\n', s.len))) {
                size_t len = (size_t) (lf - s.ptr);

                writer_put(&r->w, (struct span) { s.ptr, len });
                writer_put(&r->w, SPAN(" "));
                s = (struct span) { lf + 1, s.len - len - 1 };
        }
        writer_put(&r->w, s);
}

/* w:char is four hex digits; in a symbol font, or an old text font, it lies in the private range and says nothing without the font. */
static void put_symbol(struct reader *r, const struct xml_element *e)
{
        struct span digits = { 0 }, name = { 0 };
        char letter[4], number[9];
        enum font font;
        char *end;
        unsigned long cp;

        xml_attribute(e, "char", &digits);
        snprintf(number, sizeof(number), "%.*s", (int) (digits.len < 8 ? digits.len : 8), digits.ptr ? digits.ptr : "");
        cp = strtoul(number, &end, 16);
        xml_attribute(e, "font", &name);
        font = font_by_name(name);
        if (!*end && cp >= 0xF020 && cp <= 0xF0FF && font != FONT_PLAIN)
                writer_put_in(&r->w, (struct span) { letter, utf8_encode(letter, (uint32_t) cp) }, font);
        else if (*end || cp < 0x20 || cp == 0x7F || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xF8FF))
                r->w.losses->symbols++;
        else
                writer_put(&r->w, (struct span) { letter, utf8_encode(letter, (uint32_t) cp) });
}

/* The marks that stand for a character; w:tab is a tab stop when it stands in properties. */
static void put_mark(struct reader *r, const struct xml_element *e)
{
        if (!r->w.paragraph || r->in_ppr || (e->token != OOXML_SHAPE_BREAK && !r->w.paragraph->in_run))
                return;
        switch (e->token) {
        case OOXML_TAB:
                writer_put(&r->w, SPAN("\t"));
                break;
        case OOXML_HYPHEN:
                writer_put(&r->w, SPAN("\u2011"));
                break;
        case OOXML_SOFT_HYPHEN:
                writer_put(&r->w, SPAN("\u00AD"));
                break;
        case OOXML_SYMBOL:
                put_symbol(r, e);
                break;
        default:
                writer_put(&r->w, SPAN("\n"));
                break;
        }
}

/* ---- properties ---------------------------------------------------------------------------------------- */

/* Of the paragraph's mark, whose look its automatic number has. */
static void mark_property(struct paragraph *p, const struct xml_element *e, const struct docx_theme *theme)
{
        if (e->token == OOXML_FONTS)
                docx_look_font(&p->mark, e, theme);
        else if (e->token == OOXML_CAPS)
                p->mark.caps = ooxml_on(e);
        else if (e->token == OOXML_VANISH)
                p->mark.hidden = ooxml_on(e);
}

/* Of a run; the same elements in w:pPr speak of the paragraph's mark. */
static void run_property(struct reader *r, const struct xml_element *e)
{
        struct run *run = r->w.paragraph ? &r->w.paragraph->run : NULL;
        struct span id;

        if (run && r->in_ppr)
                mark_property(r->w.paragraph, e, &r->sheet->theme);
        if (!run || r->in_ppr || !r->w.paragraph->in_run_properties)
                return;
        if (e->token == OOXML_BOLD)
                run->own.bold = ooxml_on(e);
        else if (e->token == OOXML_CAPS)
                run->own.caps = ooxml_on(e);
        else if (e->token == OOXML_VANISH)
                run->own.hidden = ooxml_on(e);
        else if (e->token == OOXML_FONTS)
                docx_look_font(&run->own, e, &r->sheet->theme);
        else if (xml_attribute(e, "val", &id))
                run->style = docx_run_style(r->sheet->styles, id);
}

static void paragraph_property(struct reader *r, const struct xml_element *e)
{
        struct paragraph *p = r->w.paragraph;
        struct span id;
        long level;

        if (!p || !r->in_ppr)
                return;
        switch (e->token) {
        case OOXML_PSTYLE:
                if (xml_attribute(e, "val", &id))
                        p->style = docx_paragraph_style(r->sheet->styles, id);
                break;
        case OOXML_NUM_ID:
        case OOXML_NUM_LEVEL:
                docx_look_list(&p->own, e);
                break;
        case OOXML_JC:
                p->own.aligned = docx_alignment(e);
                break;
        default:
                level = xml_attribute_number(e, "val", 9);
                p->own.heading = level >= 0 && level <= 8 ? (int8_t) (level + 1) : 0;
                break;
        }
}

/* ---- branches and deletions ----------------------------------------------------------------------------- */

static struct alternate *alternate(struct reader *r)
{
        return r->n_alternates ? &r->alternates[r->n_alternates - 1] : NULL;
}

static void branch_begins(struct reader *r, uint32_t depth)
{
        struct alternate *a = alternate(r);

        if (a && a->taken)
                r->skip = depth;
        else if (a)
                a->letters = r->w.letters;
}

static void branch_ends(struct reader *r)
{
        struct alternate *a = alternate(r);

        if (a)
                a->taken |= r->w.letters > a->letters;
}

static void alternate_begins(struct reader *r)
{
        struct alternate *a = arena_grow(r->w.arena, &r->alternates, &r->n_alternates, &r->room_alternates, sizeof(*a));

        *a = (struct alternate) { 0 };
}

/*
 * Tracked deletion: of what stands inside, of the paragraph's end (w:pPr/w:rPr/w:del), or of the row (w:trPr/w:del), whose
 * properties lie one level below it.
 */
static void deletion(struct reader *r, uint32_t depth)
{
        r->w.losses->deletions++;
        if (r->in_trpr) {
                r->in_trpr = false;
                r->skip = depth > 2 ? depth - 2 : depth;
        } else if (r->in_ppr && r->w.paragraph) {
                r->w.paragraph->mark_deleted = true;
        } else {
                r->skip = depth;
        }
}

/* ---- the stream ---------------------------------------------------------------------------------------- */

static void on_start(struct xml *xml, void *context, const struct xml_element *e)
{
        struct reader *r = context;

        if (r->skip)
                return;
        if (xml_depth(xml) == 1 && e->token != (r->w.part == BLOCK_BODY ? OOXML_DOCUMENT : OOXML_NOTES)) {
                xml_stop(xml, DIAG_no_document_part);
                return;
        }
        switch (e->token) {
        case OOXML_P:
                writer_paragraph_begins(&r->w);
                break;
        case OOXML_R:
                writer_run_begins(&r->w);
                break;
        case OOXML_T:
                r->t = xml_depth(xml);
                break;
        case OOXML_RPR:
                if (r->w.paragraph && !r->in_ppr)
                        r->w.paragraph->in_run_properties = r->w.paragraph->in_run;
                break;
        case OOXML_RSTYLE:
        case OOXML_BOLD:
        case OOXML_CAPS:
        case OOXML_VANISH:
        case OOXML_FONTS:
                run_property(r, e);
                break;
        case OOXML_PPR:
                r->in_ppr = true;
                break;
        case OOXML_PSTYLE:
        case OOXML_JC:
        case OOXML_OUTLINE:
        case OOXML_NUM_ID:
        case OOXML_NUM_LEVEL:
                paragraph_property(r, e);
                break;
        case OOXML_TAB:
        case OOXML_BREAK:
        case OOXML_SHAPE_BREAK:
        case OOXML_HYPHEN:
        case OOXML_SOFT_HYPHEN:
        case OOXML_SYMBOL:
                put_mark(r, e);
                break;
        case OOXML_TBL:
                writer_table_begins(&r->w);
                break;
        case OOXML_TR:
                writer_row_begins(&r->w);
                break;
        case OOXML_TRPR:
                r->in_trpr = true;
                break;
        case OOXML_GRID_BEFORE:
                writer_grid_before(&r->w, xml_attribute_number(e, "val", 0));
                break;
        case OOXML_GRID_SPAN:
                writer_grid_span(&r->w, xml_attribute_number(e, "val", 1));
                break;
        case OOXML_TEXTBOX:
                writer_textbox_begins(&r->w);
                break;
        case OOXML_ALTERNATE:
                alternate_begins(r);
                break;
        case OOXML_CHOICE:
        case OOXML_FALLBACK:
                branch_begins(r, xml_depth(xml));
                break;
        case OOXML_DELETED:
                deletion(r, xml_depth(xml));
                break;
        case OOXML_SKIP:
                r->skip = xml_depth(xml);
                break;
        default:
                break;
        }
}

static void end_block(struct reader *r, int token)
{
        switch (token) {
        case OOXML_P:
                writer_paragraph_ends(&r->w);
                break;
        case OOXML_TC:
                writer_cell_ends(&r->w);
                break;
        case OOXML_TBL:
                writer_table_ends(&r->w);
                break;
        case OOXML_TEXTBOX:
                writer_textbox_ends(&r->w);
                break;
        case OOXML_CHOICE:
        case OOXML_FALLBACK:
                branch_ends(r);
                break;
        case OOXML_ALTERNATE:
                r->n_alternates--;
                break;
        default:
                break;
        }
}

static void on_end(struct xml *xml, void *context, int token)
{
        struct reader *r = context;

        if (r->w.losses->full)
                xml_stop(xml, DIAG_too_large);

        if (r->skip) {
                if (xml_depth(xml) > r->skip)
                        return;
                /* a deleted row is left by its own end, whose effect is none; a branch not taken likewise */
                r->skip = 0;
                return;
        }
        switch (token) {
        case OOXML_R:
                writer_run_ends(&r->w);
                break;
        case OOXML_T:
                r->t = 0;
                break;
        case OOXML_RPR:
                if (r->w.paragraph)
                        r->w.paragraph->in_run_properties = false;
                break;
        case OOXML_PPR:
                r->in_ppr = false;
                writer_label(&r->w);
                break;
        case OOXML_TRPR:
                r->in_trpr = false;
                break;
        default:
                end_block(r, token);
                break;
        }
}

static void on_text(struct xml *xml, void *context, struct span text)
{
        struct reader *r = context;

        if (!r->t || r->skip || xml_depth(xml) != r->t)
                return;
        if (!r->w.paragraph) /* not allowed, and not lost */
                writer_paragraph_begins(&r->w);
        put_text(r, text);
}

int docx_text_read(struct story *out, struct losses *losses, struct package *package, int part, enum block_part kind,
        const struct docx_sheet *sheet, struct arena *arena, const struct extractor_limits *limits, const char **detail)
{
        struct reader reader = {
                .w = { .out = out, .losses = losses, .arena = arena, .limits = limits, .part = kind, .base = docx_paragraph_style(sheet->styles, (struct span) { 0 }), .fonts = sheet->fonts,
                       .count = count, .context = sheet->numbering },
                .sheet = sheet,
        };
        struct xml_handler handler = { .vocabulary = &ooxml, .start = on_start, .end = on_end, .text = on_text, .context = &reader, .all_watched = sheet->fonts };
        int r = xml_read_part(package, part, arena, &handler, limits, detail);

        writer_finish(&reader.w);
        return r;
}
