/*
 * The elements of WordprocessingML, one after the other, become blocks.
 *
 * A paragraph is written straight behind the text so far. Paragraphs inside a paragraph, which is how text boxes come, are kept
 * with the paragraph that holds them and follow it when it ends. So the open paragraphs form a chain, outermost last, and
 * everything that belongs to one - its run, its look, its boxes - lives in its struct.
 */
#include "extractor/docx_text.h"

#include "common/utf8.h"
#include "extractor/capitals.h"
#include "extractor/ooxml.h"

#include <stdio.h>
#include <stdlib.h>

struct table {
        uint16_t number, row, column, columns;
        bool any_row;
};

/* What a text box begins anew, and its end brings back. */
struct context {
        enum block_part part;
        size_t first_table;
};

struct alternate {
        size_t letters; /* reader->letters when the open branch began */
        bool taken;     /* a branch before had text */
};

struct run {
        struct docx_look own, style;
        bool bold, caps, hidden; /* in effect, once settled */
        bool settled;
};

struct paragraph {
        struct paragraph *outer;
        struct docx_text boxes; /* paragraphs inside this one */
        size_t begin;           /* in the text it is written to */
        struct docx_look own, style;
        struct run run;
        uint32_t source_line;
        bool in_run, in_run_properties;
        bool any, any_light; /* letters, letters that are not bold */
        bool mark_deleted;   /* its end is a tracked deletion: the next paragraph goes on in it */
        bool joining;        /* ended so, and waits for the next */
};

struct reader {
        struct docx_text *out;
        struct docx_losses *losses;
        const struct docx_styles *styles;
        struct arena *arena;
        struct paragraph *paragraph; /* innermost, NULL = none */
        struct paragraph *spare;     /* to be used again */
        /* stacks, as deep as the XML is at most */
        struct table *tables;
        size_t n_tables, room_tables;
        struct context *contexts;
        size_t n_contexts, room_contexts;
        struct alternate *alternates;
        size_t n_alternates, room_alternates;
        size_t first_table; /* the tables below it lie outside the open text box */
        enum block_part part;
        uint32_t paragraphs;
        uint32_t skip; /* depth of the element that is left out, 0 = none */
        uint32_t t;    /* depth of the open text element, 0 = none */
        size_t letters; /* bytes that are not white space, in any block */
        bool in_ppr, in_trpr;
};

static struct table *table(struct reader *r)
{
        return r->n_tables > r->first_table ? &r->tables[r->n_tables - 1] : NULL;
}

static struct alternate *alternate(struct reader *r)
{
        return r->n_alternates ? &r->alternates[r->n_alternates - 1] : NULL;
}

/* ---- paragraphs ---------------------------------------------------------------------------------------- */

static struct docx_text *target(struct reader *r, struct paragraph *p)
{
        return p->outer ? &p->outer->boxes : r->out;
}

void docx_text_append(struct docx_text *out, struct arena *arena, const struct docx_text *more)
{
        uint32_t moved = (uint32_t) out->text.len;

        for (size_t i = 0; i < more->n; i++) {
                struct block *block = arena_grow(arena, &out->blocks, &out->n, &out->room, sizeof(*block));

                *block = more->blocks[i];
                block->text.begin += moved;
                block->text.end += moved;
        }
        buf_add_span(&out->text, buf_span(&more->text));
}

static void paragraph_begins(struct reader *r)
{
        struct paragraph *p = r->paragraph;

        if (p && p->joining) {
                p->joining = p->mark_deleted = false;
                p->own = DOCX_LOOK_UNSET;
                p->style = docx_paragraph_style(r->styles, (struct span) { 0 });
                return;
        }
        p = r->spare;
        if (p)
                r->spare = p->outer;
        else
                p = arena_alloc(r->arena, sizeof(*p));
        *p = (struct paragraph) { .outer = r->paragraph, .boxes = p->boxes, .own = DOCX_LOOK_UNSET, .source_line = ++r->paragraphs };
        p->boxes.n = 0;
        buf_clear(&p->boxes.text);
        p->style = docx_paragraph_style(r->styles, (struct span) { 0 });
        p->begin = target(r, p)->text.len;
        r->paragraph = p;
}

/* A page break before the first word and spaces after the last one lie outside the block. */
static struct range trimmed(const struct buf *text, size_t begin)
{
        size_t end = text->len;

        while (end > begin) {
                char c = text->ptr[end - 1];

                if (c == ' ' || c == '\t' || c == '\n')
                        end--;
                else if (end - begin >= 2 && text->ptr[end - 2] == '\xC2' && c == '\xA0') /* U+00A0 */
                        end -= 2;
                else
                        break;
        }
        while (begin < end && text->ptr[begin] == '\n')
                begin++;
        return (struct range) { (uint32_t) begin, (uint32_t) end };
}

static void add_block(struct reader *r, struct docx_text *to, const struct paragraph *p, struct range text)
{
        struct block *block = arena_grow(r->arena, &to->blocks, &to->n, &to->room, sizeof(*block));
        struct docx_look look = docx_look_over(p->own, p->style);
        const struct table *in = table(r);

        *block = (struct block) {
                .text = text, .part = r->part, .heading = (uint8_t) look.heading, .aligned = (uint8_t) look.aligned,
                .bold = p->any && !p->any_light, .source_line = p->source_line,
        };
        if (in) {
                block->table = in->number;
                block->row = in->row;
                block->column = in->column;
                block->columns = in->columns;
        }
}

static void paragraph_closes(struct reader *r)
{
        struct paragraph *p = r->paragraph;
        struct docx_text *to = target(r, p);
        struct range text = trimmed(&to->text, p->begin);

        if (range_is_set(text)) {
                add_block(r, to, p, text);
                buf_putc(&to->text, '\n');
        } else {
                to->text.len = p->begin;
                if (to->text.ptr)
                        to->text.ptr[p->begin] = '\0';
                if (r->part == BLOCK_BODY && p->boxes.n == 0) /* else the boxes stand in its place */
                        buf_putc(&to->text, '\n');
        }
        docx_text_append(to, r->arena, &p->boxes);
        r->paragraph = p->outer;
        p->outer = r->spare;
        r->spare = p;
}

static void paragraph_ends(struct reader *r)
{
        if (!r->paragraph)
                return;
        if (r->paragraph->mark_deleted)
                r->paragraph->joining = true;
        else
                paragraph_closes(r);
}

/* Where a paragraph whose end was deleted finds no other to go on in. */
static void settle_joining(struct reader *r)
{
        if (r->paragraph && r->paragraph->joining)
                paragraph_closes(r);
}

/* ---- runs ---------------------------------------------------------------------------------------------- */

static void settle(struct paragraph *p)
{
        struct docx_look look = docx_look_over(docx_look_over(p->run.own, p->run.style), p->style);

        p->run.bold = look.bold > 0;
        p->run.caps = look.caps > 0;
        p->run.hidden = look.hidden > 0;
        p->run.settled = true;
}

static bool only_space(struct span s)
{
        for (size_t i = 0; i < s.len; i++) {
                if (s.ptr[i] != ' ' && s.ptr[i] != '\t' && s.ptr[i] != '\n')
                        return false;
        }
        return true;
}

static void put(struct reader *r, struct span s)
{
        struct paragraph *p = r->paragraph;
        struct buf *to;

        if (!p->run.settled)
                settle(p);
        if (p->run.hidden)
                return;
        to = &target(r, p)->text;
        if (p->run.caps)
                buf_add_capitals(to, s);
        else
                buf_add_span(to, s);
        if (!only_space(s)) {
                r->letters += s.len;
                p->any = true;
                p->any_light |= !p->run.bold;
        }
}

/* Text of w:t as it is, but for line ends, which Word shows as spaces: w:br is what breaks a line. */
static void put_text(struct reader *r, struct span s)
{
        const char *lf;

        while ((lf = memchr(s.ptr, '\n', s.len))) {
                size_t len = (size_t) (lf - s.ptr);

                put(r, (struct span) { s.ptr, len });
                put(r, SPAN(" "));
                s = (struct span) { lf + 1, s.len - len - 1 };
        }
        put(r, s);
}

/* w:char is four hex digits; in a symbol font it lies in the private range and says nothing without the font. */
static void put_symbol(struct reader *r, const struct xml_element *e)
{
        struct span digits = { 0 };
        char letter[4], number[9];
        char *end;
        unsigned long cp;

        xml_attribute(e, "char", &digits);
        snprintf(number, sizeof(number), "%.*s", (int) (digits.len < 8 ? digits.len : 8), digits.ptr ? digits.ptr : "");
        cp = strtoul(number, &end, 16);
        if (*end || cp < 0x20 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xF8FF))
                r->losses->symbols++;
        else
                put(r, (struct span) { letter, utf8_encode(letter, (uint32_t) cp) });
}

/* The marks that stand for a character; w:tab is a tab stop when it stands in properties. */
static void put_mark(struct reader *r, const struct xml_element *e)
{
        if (!r->paragraph || r->in_ppr || (e->token != OOXML_SHAPE_BREAK && !r->paragraph->in_run))
                return;
        switch (e->token) {
        case OOXML_TAB:
                put(r, SPAN("\t"));
                break;
        case OOXML_HYPHEN:
                put(r, SPAN("\u2011"));
                break;
        case OOXML_SOFT_HYPHEN:
                put(r, SPAN("\u00AD"));
                break;
        case OOXML_SYMBOL:
                put_symbol(r, e);
                break;
        default:
                put(r, SPAN("\n"));
                break;
        }
}

static void run_begins(struct reader *r)
{
        if (!r->paragraph)
                return;
        r->paragraph->run = (struct run) { .own = DOCX_LOOK_UNSET, .style = DOCX_LOOK_UNSET };
        r->paragraph->in_run = true;
}

static void run_ends(struct reader *r)
{
        if (!r->paragraph)
                return;
        r->losses->hidden += r->paragraph->run.hidden;
        r->paragraph->in_run = r->paragraph->in_run_properties = false;
        r->paragraph->run.settled = false;
}

/* ---- properties ---------------------------------------------------------------------------------------- */

/* Of a run; the same elements in w:pPr speak of the paragraph mark and change nothing. */
static void run_property(struct reader *r, const struct xml_element *e)
{
        struct run *run = r->paragraph ? &r->paragraph->run : NULL;
        struct span id;

        if (!run || r->in_ppr || !r->paragraph->in_run_properties)
                return;
        if (e->token == OOXML_BOLD)
                run->own.bold = ooxml_on(e);
        else if (e->token == OOXML_CAPS)
                run->own.caps = ooxml_on(e);
        else if (e->token == OOXML_VANISH)
                run->own.hidden = ooxml_on(e);
        else if (xml_attribute(e, "val", &id))
                run->style = docx_run_style(r->styles, id);
}

static void paragraph_property(struct reader *r, const struct xml_element *e)
{
        struct paragraph *p = r->paragraph;
        struct span id;
        long level;

        if (!p || !r->in_ppr)
                return;
        switch (e->token) {
        case OOXML_PSTYLE:
                if (xml_attribute(e, "val", &id))
                        p->style = docx_paragraph_style(r->styles, id);
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

/* ---- tables -------------------------------------------------------------------------------------------- */

static uint16_t u16_add(uint16_t a, long b)
{
        return (uint16_t) (b < 0 ? a : a + b > UINT16_MAX ? UINT16_MAX : a + b);
}

static void table_begins(struct reader *r)
{
        struct table *new;

        settle_joining(r);
        new = arena_grow(r->arena, &r->tables, &r->n_tables, &r->room_tables, sizeof(*new));
        r->losses->tables += r->losses->tables < UINT16_MAX;
        *new = (struct table) { .number = (uint16_t) r->losses->tables, .columns = 1 };
}

static void row_begins(struct table *t)
{
        if (!t)
                return;
        t->row = u16_add(t->row, t->any_row);
        t->any_row = true;
        t->column = 0;
        t->columns = 1;
}

static void cell_ends(struct reader *r)
{
        struct table *t = table(r);

        settle_joining(r);
        if (!t)
                return;
        t->column = u16_add(t->column, t->columns);
        t->columns = 1;
}

static void cell_property(struct table *t, const struct xml_element *e)
{
        if (t && e->token == OOXML_GRID_BEFORE)
                t->column = u16_add(0, xml_attribute_number(e, "val", 0));
        else if (t)
                t->columns = u16_add(1, xml_attribute_number(e, "val", 1) - 1);
}

/* ---- branches ------------------------------------------------------------------------------------------ */

static void textbox_begins(struct reader *r)
{
        struct context *context;

        settle_joining(r);
        context = arena_grow(r->arena, &r->contexts, &r->n_contexts, &r->room_contexts, sizeof(*context));
        *context = (struct context) { r->part, r->first_table };
        if (r->part == BLOCK_BODY)
                r->part = BLOCK_TEXTBOX;
        r->first_table = r->n_tables;
}

static void textbox_ends(struct reader *r)
{
        const struct context *context = &r->contexts[--r->n_contexts];

        settle_joining(r);
        r->part = context->part;
        r->first_table = context->first_table;
}

static void branch_begins(struct reader *r, uint32_t depth)
{
        struct alternate *a = alternate(r);

        if (a && a->taken)
                r->skip = depth;
        else if (a)
                a->letters = r->letters;
}

static void branch_ends(struct reader *r)
{
        struct alternate *a = alternate(r);

        if (a)
                a->taken |= r->letters > a->letters;
}

static void alternate_begins(struct reader *r)
{
        struct alternate *a = arena_grow(r->arena, &r->alternates, &r->n_alternates, &r->room_alternates, sizeof(*a));

        *a = (struct alternate) { 0 };
}

/*
 * Tracked deletion: of what stands inside, of the paragraph's end (w:pPr/w:rPr/w:del), or of the row (w:trPr/w:del), whose
 * properties lie one level below it.
 */
static void deletion(struct reader *r, uint32_t depth)
{
        r->losses->deletions++;
        if (r->in_trpr) {
                r->in_trpr = false;
                r->skip = depth > 2 ? depth - 2 : depth;
        } else if (r->in_ppr && r->paragraph) {
                r->paragraph->mark_deleted = true;
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
        if (xml_depth(xml) == 1 && e->token != (r->part == BLOCK_BODY ? OOXML_DOCUMENT : OOXML_NOTES)) {
                xml_stop(xml, DIAG_no_document_part);
                return;
        }
        switch (e->token) {
        case OOXML_P:
                paragraph_begins(r);
                break;
        case OOXML_R:
                run_begins(r);
                break;
        case OOXML_T:
                r->t = xml_depth(xml);
                break;
        case OOXML_RPR:
                if (r->paragraph && !r->in_ppr)
                        r->paragraph->in_run_properties = r->paragraph->in_run;
                break;
        case OOXML_RSTYLE:
        case OOXML_BOLD:
        case OOXML_CAPS:
        case OOXML_VANISH:
                run_property(r, e);
                break;
        case OOXML_PPR:
                r->in_ppr = true;
                break;
        case OOXML_PSTYLE:
        case OOXML_JC:
        case OOXML_OUTLINE:
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
                table_begins(r);
                break;
        case OOXML_TR:
                row_begins(table(r));
                break;
        case OOXML_TRPR:
                r->in_trpr = true;
                break;
        case OOXML_GRID_BEFORE:
        case OOXML_GRID_SPAN:
                cell_property(table(r), e);
                break;
        case OOXML_TEXTBOX:
                textbox_begins(r);
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
                paragraph_ends(r);
                break;
        case OOXML_TC:
                cell_ends(r);
                break;
        case OOXML_TBL:
                r->n_tables--;
                break;
        case OOXML_TEXTBOX:
                textbox_ends(r);
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

        if (r->skip) {
                if (xml_depth(xml) > r->skip)
                        return;
                /* a deleted row is left by its own end, whose effect is none; a branch not taken likewise */
                r->skip = 0;
                return;
        }
        switch (token) {
        case OOXML_R:
                run_ends(r);
                break;
        case OOXML_T:
                r->t = 0;
                break;
        case OOXML_RPR:
                if (r->paragraph)
                        r->paragraph->in_run_properties = false;
                break;
        case OOXML_PPR:
                r->in_ppr = false;
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
        if (!r->paragraph) /* not allowed, and not lost */
                paragraph_begins(r);
        put_text(r, text);
}

int docx_text_read(struct docx_text *out, struct docx_losses *losses, struct package *package, int part, enum block_part kind,
        const struct docx_styles *styles, struct arena *arena, const struct extractor_limits *limits, const char **detail)
{
        struct reader reader = {
                .out = out, .losses = losses, .styles = styles, .arena = arena, .part = kind,
        };
        struct xml_handler handler = { &ooxml, on_start, on_end, on_text, &reader };
        int r = xml_read_part(package, part, arena, &handler, limits, detail);

        while (reader.paragraph) /* after an error, or a deleted end */
                paragraph_closes(&reader);
        for (struct paragraph *p = reader.spare; p; p = p->outer)
                buf_release(&p->boxes.text);
        return r;
}
