/* See blocks.h. */
#include "extractor/blocks.h"

#include <assert.h>

struct block *document_add_block(struct document *doc, struct arena *arena, struct range text)
{
        struct block *block = arena_grow(arena, &doc->blocks, &doc->n_blocks, &doc->room_blocks, sizeof(*block));

        *block = (struct block) { .text = text };
        return block;
}

enum { FORM = 1 };
enum { GAP = 1, LINE = 2, BOLD = 4, PART = 8, HEADING = 16, ALIGNED = 32, TABLE = 64, LABEL = 128 };

/* What a block is told against. */
struct before {
        uint32_t end, line;
        bool first;
};

static void put(struct buf *out, uint64_t n)
{
        for (; n >= 0x80; n >>= 7)
                buf_putc(out, (char) (n | 0x80));
        buf_putc(out, (char) n);
}

static uint32_t usual_gap(const struct before *before)
{
        return !before->first;
}

/* A paragraph ends in one line end, an empty one is another; at the begin of a document nothing is counted yet. */
static uint32_t usual_line(const struct before *before, uint32_t gap)
{
        return before->line + (before->first ? gap + 1 : gap ? gap : 1);
}

static uint64_t zigzag(int64_t n)
{
        return n < 0 ? (uint64_t) -n * 2 - 1 : (uint64_t) n * 2;
}

static int64_t unzigzag(uint64_t n)
{
        return n & 1 ? -(int64_t) (n / 2) - 1 : (int64_t) (n / 2);
}

static unsigned flags_of(const struct block *b, const struct before *before)
{
        uint32_t gap = b->text.begin - before->end;

        return (gap != usual_gap(before) ? GAP : 0u) | (b->source_line != usual_line(before, gap) ? LINE : 0u) | (b->bold ? BOLD : 0u) | (b->part ? PART : 0u) |
               (b->heading ? HEADING : 0u) | (b->aligned ? ALIGNED : 0u) | (b->table ? TABLE : 0u) | (b->label ? LABEL : 0u);
}

static void pack(struct buf *out, const struct block *b, struct before *before)
{
        unsigned flags = flags_of(b, before);

        assert(b->text.begin >= before->end && b->text.end >= b->text.begin);
        put(out, (uint64_t) (b->text.end - b->text.begin) * 2 + (flags != 0));
        if (flags)
                buf_putc(out, (char) flags);
        if (flags & GAP)
                put(out, b->text.begin - before->end);
        if (flags & LINE)
                put(out, zigzag((int64_t) b->source_line - before->line));
        if (flags & PART)
                put(out, b->part);
        if (flags & HEADING)
                put(out, b->heading);
        if (flags & ALIGNED)
                put(out, b->aligned);
        if (flags & TABLE) {
                put(out, b->table);
                put(out, b->row);
                put(out, b->column);
                put(out, b->columns);
        }
        if (flags & LABEL)
                put(out, b->label);
        *before = (struct before) { b->text.end, b->source_line, false };
}

void blocks_pack(struct buf *out, const struct document *doc)
{
        struct before before = { .first = true };

        put(out, FORM);
        put(out, doc->diags.n);
        for (size_t i = 0; i < doc->n_blocks; i++)
                pack(out, &doc->blocks[i], &before);
}

/* ---- and back ------------------------------------------------------------------------------------------ */

struct reader {
        const char *p, *end;
        bool bad;
};

static uint64_t get(struct reader *r, uint64_t largest)
{
        uint64_t n = 0;

        for (unsigned shift = 0; r->p < r->end && shift < 63; shift += 7) {
                unsigned char byte = (unsigned char) *r->p++;

                n |= (uint64_t) (byte & 0x7F) << shift;
                if (byte & 0x80)
                        continue;
                r->bad |= n > largest;
                return r->bad ? 0 : n;
        }
        r->bad = true;
        return 0;
}

static void unpack(struct reader *r, struct block *b, struct before *before, uint32_t text_len)
{
        uint64_t head = get(r, (uint64_t) UINT32_MAX * 2 + 1), len = head / 2;
        unsigned flags = head & 1 && r->p < r->end ? (unsigned char) *r->p++ : 0;
        uint64_t gap = flags & GAP ? get(r, UINT32_MAX) : usual_gap(before);
        uint64_t begin = before->end + gap;
        int64_t line = flags & LINE ? before->line + unzigzag(get(r, (uint64_t) UINT32_MAX * 2)) : usual_line(before, (uint32_t) gap);

        r->bad |= (head & 1 && !flags) || begin + len > text_len || line < 0 || line > UINT32_MAX;
        if (r->bad)
                return;
        *b = (struct block) { .text = { (uint32_t) begin, (uint32_t) (begin + len) }, .source_line = (uint32_t) line, .bold = flags & BOLD };
        if (flags & PART)
                b->part = (enum block_part) get(r, BLOCK_HEADER);
        if (flags & HEADING)
                b->heading = (uint8_t) get(r, UINT8_MAX);
        if (flags & ALIGNED)
                b->aligned = (uint8_t) get(r, UINT8_MAX);
        if (flags & TABLE) {
                b->table = (uint16_t) get(r, UINT16_MAX);
                b->row = (uint16_t) get(r, UINT16_MAX);
                b->column = (uint16_t) get(r, UINT16_MAX);
                b->columns = (uint16_t) get(r, UINT16_MAX);
        }
        if (flags & LABEL)
                b->label = (uint8_t) get(r, UINT8_MAX);
        r->bad |= b->label > len;
        *before = (struct before) { b->text.end, b->source_line, false };
}

bool blocks_unpack(struct document *doc, size_t *n_diags, struct arena *arena, struct span packed)
{
        struct reader r = { packed.ptr, packed.ptr + packed.len, false };
        struct before before = { .first = true };

        doc->blocks = NULL;
        doc->n_blocks = doc->room_blocks = 0;
        r.bad = get(&r, UINT32_MAX) != FORM;
        *n_diags = get(&r, UINT32_MAX);
        while (!r.bad && r.p < r.end) {
                struct block *b = document_add_block(doc, arena, (struct range) { 0, 0 });

                unpack(&r, b, &before, (uint32_t) doc->text.len);
        }
        return !r.bad;
}
