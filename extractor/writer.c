/* Writing paragraphs; see writer.h. */
#include "extractor/writer.h"

#include "common/cleanup.h"

#include "extractor/capitals.h"

enum { LABELS_MAX = 64 << 20 }; /* bytes in a document: an empty paragraph with a number is smaller than the number */

static struct table *table(struct writer *w)
{
        return w->n_tables > w->first_table ? &w->tables[w->n_tables - 1] : NULL;
}

static struct story *target(struct writer *w, struct paragraph *p)
{
        return p->outer ? &p->outer->boxes : w->out;
}

void writer_paragraph_begins(struct writer *w)
{
        struct paragraph *p = w->paragraph;

        if (p && p->joining) {
                p->joining = p->mark_deleted = p->counted = false;
                p->own = p->mark = LOOK_UNSET;
                p->style = w->base;
                return;
        }
        p = w->spare;
        if (p)
                w->spare = p->outer;
        else
                p = arena_alloc(w->arena, sizeof(*p));
        *p = (struct paragraph) { .outer = w->paragraph, .boxes = p->boxes, .legacy = p->legacy, .own = LOOK_UNSET, .mark = LOOK_UNSET, .source_line = ++w->paragraphs };
        p->boxes.n = 0;
        buf_clear(&p->boxes.text);
        p->style = w->base;
        p->begin = target(w, p)->text.len;
        w->paragraph = p;
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

static void add_block(struct writer *w, struct story *to, const struct paragraph *p, struct range text)
{
        struct block *block = arena_grow(w->arena, &to->blocks, &to->n, &to->room, sizeof(*block));
        struct look look = look_over(p->own, p->style);
        const struct table *in = table(w);

        *block = (struct block) {
                .text = text, .part = w->part, .heading = (uint8_t) look.heading, .aligned = (uint8_t) look.aligned,
                .bold = p->any && !p->any_light, .source_line = p->source_line,
                .label = p->label < text.end - text.begin ? p->label : (uint8_t) (text.end - text.begin),
        };
        if (in) {
                block->table = in->number;
                block->row = in->row;
                block->column = in->column;
                block->columns = in->columns;
        }
}

static bool is_full(struct writer *w, const struct story *to)
{
        w->losses->full |= to->text.len > w->limits->text_bytes || to->n > w->limits->blocks;
        return w->losses->full;
}

static void paragraph_closes(struct writer *w)
{
        struct paragraph *p = w->paragraph;
        struct story *to = target(w, p);
        struct range text;

        writer_label(w);
        legacy_runs_settle(&p->legacy, &to->text, p->begin, &w->losses->legacy);
        text = trimmed(&to->text, p->begin);

        if (is_full(w, to)) {
                to->text.len = p->begin;
        } else if (range_is_set(text)) {
                add_block(w, to, p, text);
                buf_putc(&to->text, '\n');
        } else {
                to->text.len = p->begin;
                if (to->text.ptr)
                        to->text.ptr[p->begin] = '\0';
                if (w->part == BLOCK_BODY && p->boxes.n == 0) /* else the boxes stand in its place */
                        buf_putc(&to->text, '\n');
        }
        story_append(to, w->arena, &p->boxes);
        w->paragraph = p->outer;
        p->outer = w->spare;
        w->spare = p;
}

void writer_paragraph_ends(struct writer *w)
{
        if (!w->paragraph)
                return;
        if (w->paragraph->mark_deleted)
                w->paragraph->joining = true;
        else
                paragraph_closes(w);
}

/* Where a paragraph whose end was deleted finds no other to go on in. */
static void settle_joining(struct writer *w)
{
        if (w->paragraph && w->paragraph->joining)
                paragraph_closes(w);
}

/* Capitals come after decoding: they would change what legacy letters mean. */
static void put_in_font(struct writer *w, struct paragraph *p, struct buf *to, struct span s)
{
        size_t begin = to->len;

        if (p->run.caps && p->run.font == FONT_PLAIN && !w->fonts)
                buf_add_capitals(to, s);
        else
                buf_add_span(to, s);
        if (p->run.font != FONT_PLAIN || w->fonts)
                legacy_runs_add(&p->legacy, w->arena, begin, to->len, p->run.font, p->run.caps);
}

/* ---- automatic numbers --------------------------------------------------------------------------------- */

/* Before what the paragraph has so far, which is nothing unless a paragraph with a deleted end goes on in it. */
static void put_label(struct writer *w, struct buf *to, struct paragraph *p, const struct label *label)
{
        struct look look = look_over(look_over(label->look, p->mark), p->style);
        cleanup(buf_release) struct buf old = { 0 };

        if (look.hidden > 0)
                return;
        if (to->len > p->begin)
                buf_add(&old, to->ptr + p->begin, to->len - p->begin);
        to->len = p->begin;
        legacy_put(to, (struct span) { label->text, label->len }, look.font > 0 ? (enum font) look.font : FONT_PLAIN, look.caps > 0, &w->losses->legacy);
        if (label->apart)
                buf_putc(to, ' ');
        p->label = (uint8_t) (to->len - p->begin);
        buf_add_span(to, buf_span(&old));
        legacy_runs_move(&p->legacy, p->label);
}

void writer_put_label(struct writer *w, const struct label *label)
{
        struct paragraph *p = w->paragraph;

        if (!p)
                return;
        p->counted = true;
        w->losses->label_bytes += label->len + 1;
        if (label->cut || w->losses->label_bytes > LABELS_MAX)
                w->losses->labels++;
        else if (label->len)
                put_label(w, &target(w, p)->text, p, label);
}

void writer_label(struct writer *w)
{
        struct paragraph *p = w->paragraph;
        const struct label *label;
        struct look look;

        if (!p || p->counted || p->mark_deleted) /* it goes on in the next one and is not counted */
                return;
        p->counted = true;
        look = look_over(p->own, p->style);
        label = look.list > 0 && w->count ? w->count(w->context, look) : NULL;
        if (label)
                writer_put_label(w, label);
}

/* ---- runs ---------------------------------------------------------------------------------------------- */

static void settle(struct paragraph *p)
{
        struct look look = look_over(look_over(p->run.own, p->run.style), p->style);

        p->run.bold = look.bold > 0;
        p->run.caps = look.caps > 0;
        p->run.hidden = look.hidden > 0;
        p->run.font = look.font > 0 ? (enum font) look.font : FONT_PLAIN;
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

void writer_put(struct writer *w, struct span s)
{
        struct paragraph *p = w->paragraph;
        struct buf *to;

        if (!p->run.settled)
                settle(p);
        if (p->run.hidden)
                return;
        writer_label(w);
        if (is_full(w, target(w, p)))
                return;
        to = &target(w, p)->text;
        put_in_font(w, p, to, s);
        if (!only_space(s)) {
                w->letters += s.len;
                p->any = true;
                p->any_light |= !p->run.bold;
        }
}

void writer_put_in(struct writer *w, struct span s, enum font font)
{
        struct run *run = &w->paragraph->run;
        enum font before;

        if (!run->settled)
                settle(w->paragraph);
        before = run->font;
        run->font = font;
        writer_put(w, s);
        run->font = before;
}

void writer_run_begins(struct writer *w)
{
        if (!w->paragraph)
                return;
        w->paragraph->run = (struct run) { .own = LOOK_UNSET, .style = LOOK_UNSET };
        w->paragraph->in_run = true;
}

void writer_run_ends(struct writer *w)
{
        if (!w->paragraph)
                return;
        w->losses->hidden += w->paragraph->run.hidden;
        w->paragraph->in_run = w->paragraph->in_run_properties = false;
        w->paragraph->run.settled = false;
}

/* ---- tables and text boxes ----------------------------------------------------------------------------- */

static uint16_t u16_add(uint16_t a, long b)
{
        return (uint16_t) (b < 0 ? a : a + b > UINT16_MAX ? UINT16_MAX : a + b);
}

void writer_table_begins(struct writer *w)
{
        struct table *new;

        settle_joining(w);
        new = arena_grow(w->arena, &w->tables, &w->n_tables, &w->room_tables, sizeof(*new));
        w->losses->tables += w->losses->tables < UINT16_MAX;
        *new = (struct table) { .number = (uint16_t) w->losses->tables, .columns = 1 };
}

void writer_table_ends(struct writer *w)
{
        w->n_tables--;
}

void writer_row_begins(struct writer *w)
{
        struct table *t = table(w);

        if (!t)
                return;
        t->row = u16_add(t->row, t->any_row);
        t->any_row = true;
        t->column = 0;
        t->columns = 1;
}

void writer_cell_ends(struct writer *w)
{
        struct table *t = table(w);

        settle_joining(w);
        if (!t)
                return;
        t->column = u16_add(t->column, t->columns);
        t->columns = 1;
}

void writer_grid_before(struct writer *w, long columns)
{
        if (table(w))
                table(w)->column = u16_add(0, columns);
}

void writer_grid_span(struct writer *w, long columns)
{
        if (table(w))
                table(w)->columns = u16_add(1, columns - 1);
}

void writer_textbox_begins(struct writer *w)
{
        struct context *context;

        settle_joining(w);
        context = arena_grow(w->arena, &w->contexts, &w->n_contexts, &w->room_contexts, sizeof(*context));
        *context = (struct context) { w->part, w->first_table };
        if (w->part == BLOCK_BODY)
                w->part = BLOCK_TEXTBOX;
        w->first_table = w->n_tables;
}

void writer_textbox_ends(struct writer *w)
{
        const struct context *context = &w->contexts[--w->n_contexts];

        settle_joining(w);
        w->part = context->part;
        w->first_table = context->first_table;
}

void writer_finish(struct writer *w)
{
        while (w->paragraph) /* after an error, or a deleted end */
                paragraph_closes(w);
        for (struct paragraph *p = w->spare; p; p = p->outer)
                buf_release(&p->boxes.text);
}
