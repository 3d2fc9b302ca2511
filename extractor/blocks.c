/* See blocks.h. */
#include "extractor/blocks.h"

#include "extractor/format.h"

#include <assert.h>

struct block *document_add_block(struct document *doc, struct arena *arena, struct range text)
{
        struct block *block = arena_grow(arena, &doc->blocks, &doc->n_blocks, &doc->room_blocks, sizeof(*block));

        *block = (struct block) { .text = text };
        return block;
}

size_t line_trimmed(struct span line)
{
        size_t len = line.len;

        while (len) {
                if (line.ptr[len - 1] == ' ' || line.ptr[len - 1] == '\t')
                        len--;
                else if (len >= 2 && line.ptr[len - 2] == '\xC2' && line.ptr[len - 1] == '\xA0') /* U+00A0 */
                        len -= 2;
                else
                        break;
        }
        return len;
}

enum { FORM = 2 };
enum { BOLD = 1, ALIGNED = 2, TABLE = 4, HEADING = 8, LABEL = 16, PLACE = 32, LINE = 64, PART = 128, ALL_FLAGS = 255 };

/* What a block is told against. */
struct before {
        uint32_t end, line;
};

static const struct before at_begin = { 0, 1 };

/* ---- the usual block ----------------------------------------------------------------------------------- */

/*
 * The next line with words behind @before, where no other than white space stands in between. Lines that begin behind @last are not looked at. False when
 * there is none.
 */
static bool usual(struct block *out, const struct document *doc, const struct before *before, size_t last)
{
        const char *text = doc->text.ptr;
        size_t begin = before->end, end = doc->text.len, len;
        uint32_t line = before->line;

        for (; begin < end && begin <= last; begin += len + 1, line++) {
                const char *lf = memchr(text + begin, '\n', end - begin);

                len = lf ? (size_t) (lf - text) - begin : end - begin;
                *out = (struct block) { .text = { (uint32_t) begin, (uint32_t) (begin + line_trimmed((struct span) { text + begin, len })) }, .source_line = line };
                if (out->text.end > begin)
                        return true;
        }
        return false;
}

/* ---- packing ------------------------------------------------------------------------------------------- */

static void put(struct buf *out, uint64_t n)
{
        for (; n >= 0x80; n >>= 7)
                buf_putc(out, (char) (n | 0x80));
        buf_putc(out, (char) n);
}

static uint64_t zigzag(int64_t n)
{
        return n < 0 ? (uint64_t) -n * 2 - 1 : (uint64_t) n * 2;
}

static int64_t unzigzag(uint64_t n)
{
        return n & 1 ? -(int64_t) (n / 2) - 1 : (int64_t) (n / 2);
}

static unsigned flags_of(const struct document *doc, const struct block *b, const struct before *before)
{
        struct block line = { 0 };
        bool there = usual(&line, doc, before, b->text.begin) && line.text.begin == b->text.begin && line.text.end == b->text.end;

        return (b->bold ? BOLD : 0u) | (b->aligned ? ALIGNED : 0u) | (b->table ? TABLE : 0u) | (b->heading ? HEADING : 0u) | (b->label ? LABEL : 0u) |
               (there ? 0u : PLACE) | (b->source_line == (there ? line.source_line : before->line) ? 0u : LINE) | (b->part ? PART : 0u);
}

static void pack(struct buf *out, const struct block *b, unsigned flags, const struct before *before)
{
        put(out, flags * 2 + 1);
        if (flags & ALIGNED)
                put(out, b->aligned);
        if (flags & TABLE) {
                put(out, b->table);
                put(out, b->row);
                put(out, b->column);
                put(out, b->columns);
        }
        if (flags & HEADING)
                put(out, b->heading);
        if (flags & LABEL)
                put(out, b->label);
        if (flags & PLACE) {
                put(out, b->text.begin - before->end);
                put(out, b->text.end - b->text.begin);
        }
        if (flags & LINE)
                put(out, zigzag((int64_t) b->source_line - before->line));
        if (flags & PART)
                put(out, b->part);
}

void blocks_pack(struct buf *out, const struct document *doc)
{
        struct before before = at_begin;
        size_t n_usual = 0;

        put(out, FORM);
        put(out, doc->diags.n);
        for (size_t i = 0; i < doc->n_blocks; i++) {
                const struct block *b = &doc->blocks[i];
                unsigned flags;

                assert(b->text.begin >= before.end && b->text.end >= b->text.begin);
                flags = flags_of(doc, b, &before);
                if (n_usual && flags)
                        put(out, n_usual * 2);
                n_usual = flags ? 0 : n_usual + 1;
                if (flags)
                        pack(out, b, flags, &before);
                before = (struct before) { b->text.end, b->source_line };
        }
        if (n_usual)
                put(out, n_usual * 2);
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

static void unpack_place(struct reader *r, struct block *b, const struct before *before, size_t text_len)
{
        uint64_t begin = before->end + get(r, UINT32_MAX), end = begin + get(r, UINT32_MAX);

        r->bad |= end > text_len;
        if (!r->bad)
                *b = (struct block) { .text = { (uint32_t) begin, (uint32_t) end }, .source_line = before->line };
}

static void unpack(struct reader *r, struct block *out, unsigned flags, const struct document *doc, const struct before *before)
{
        struct block b = { .bold = flags & BOLD }, place = { 0 };

        if (flags & ALIGNED)
                b.aligned = (uint8_t) get(r, UINT8_MAX);
        if (flags & TABLE) {
                b.table = (uint16_t) get(r, UINT16_MAX);
                b.row = (uint16_t) get(r, UINT16_MAX);
                b.column = (uint16_t) get(r, UINT16_MAX);
                b.columns = (uint16_t) get(r, UINT16_MAX);
        }
        if (flags & HEADING)
                b.heading = (uint8_t) get(r, UINT8_MAX);
        if (flags & LABEL)
                b.label = (uint8_t) get(r, UINT8_MAX);
        if (flags & PLACE)
                unpack_place(r, &place, before, doc->text.len);
        else
                r->bad |= !usual(&place, doc, before, SIZE_MAX);
        b.text = place.text;
        b.source_line = place.source_line;
        if (flags & LINE) {
                int64_t line = before->line + unzigzag(get(r, (uint64_t) UINT32_MAX * 2));

                r->bad |= line < 0 || line > UINT32_MAX;
                b.source_line = (uint32_t) line;
        }
        if (flags & PART)
                b.part = (enum block_part) get(r, BLOCK_HEADER);
        r->bad |= b.label > b.text.end - b.text.begin;
        *out = b;
}

/* One entry: usual blocks, or one that is not. */
static void unpack_some(struct reader *r, struct document *doc, struct arena *arena, struct before *before)
{
        uint64_t head = get(r, UINT32_MAX), n = head & 1 ? 1 : head / 2, flags = head & 1 ? head / 2 : 0;

        r->bad |= n == 0 || flags > ALL_FLAGS || (head & 1 && !flags);
        for (; n && !r->bad; n--) {
                struct block b;

                unpack(r, &b, (unsigned) flags, doc, before);
                if (r->bad)
                        return;
                *document_add_block(doc, arena, b.text) = b;
                *before = (struct before) { b.text.end, b.source_line };
        }
}

bool blocks_unpack(struct document *doc, size_t *n_diags, struct arena *arena, struct span packed)
{
        struct reader r = { packed.ptr, packed.ptr + packed.len, false };
        struct before before = at_begin;

        doc->blocks = NULL;
        doc->n_blocks = doc->room_blocks = 0;
        r.bad = get(&r, UINT32_MAX) != FORM;
        *n_diags = get(&r, UINT32_MAX);
        while (!r.bad && r.p < r.end)
                unpack_some(&r, doc, arena, &before);
        return !r.bad;
}
