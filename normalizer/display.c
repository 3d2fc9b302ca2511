/*
 * Display text is NFC: letters that come as base and marks are composed, and the blocks move along.
 *
 * One scan looks for code points that composition may change; nearly every text has none. Else the text is taken in
 * pieces that end where nothing composes across (at the ends of lines), and ICU composes those pieces that need it.
 */
#include "normalizer/display.h"

#include "common/utf8.h"
#include "normalizer/icu.h"
#include "normalizer/normalizer.h"
#include "normalizer/scan.h"

#include <assert.h>
#include <stdlib.h>

enum {
        /* Bytes that are composed at once. ICU sorts a run of marks in quadratic time: short pieces bound what a hostile run costs. */
        PIECE = 1024,
        NFC_GROWTH = 3, /* UTF-16 units at most for one; unicode.org/faq/normalization.html */
};

/* NFC-safe are: everything below U+0300, U+1E00-U+1EFF and the punctuation from U+2002 on; the rest is asked one by one. */
static inline __attribute__((always_inline)) bytes16 suspect(const uint8_t *p)
{
        bytes16 b0 = bytes_at(p), b1 = bytes_at(p + 1), b2 = bytes_at(p + 2);
        bytes16 latin = BYTES_ARE(b0, 0xE1) & BYTES_ARE(b1 & 0xFC, 0xB8);
        bytes16 punctuation = BYTES_ARE(b0, 0xE2) & BYTES_ARE(b1, 0x80) & (bytes16) (b2 >= 0x82);

        return (bytes16) (b0 >= 0xCC) & ~latin & ~punctuation;
}

/* Might composition change something at @cp? */
static bool unsafe(uint32_t cp)
{
        return icu()->u_getIntPropertyValue((UChar32) cp, UCHAR_NFC_QUICK_CHECK) != UNORM_YES || icu()->u_getCombiningClass((UChar32) cp) != 0;
}

/* The first offset in [@i, @len) of a code point that composition may change, or @len. */
static size_t next_unsafe(const char *text, size_t i, size_t len)
{
        unsigned width;

        while ((i = scan_until((const uint8_t *) text, i, len, suspect)) < len) {
                if (unsafe(utf8_decode(text + i, text + len, &width)))
                        return i;
                i += width;
        }
        return len;
}

/* Append [@p, @end), at most PIECE bytes of UTF-8, composed. */
static void compose_piece(struct buf *out, const char *p, const char *end)
{
        UErrorCode status = U_ZERO_ERROR;
        const UNormalizer2 *nfc = icu()->unorm2_getNFCInstance(&status);
        UChar in[PIECE], composed[PIECE * NFC_GROWTH];
        int32_t n = 0, n_composed, i = 0;

        while (p < end) {
                unsigned width;
                uint32_t cp = utf8_decode(p, end, &width);

                p += width;
                U16_APPEND_UNSAFE(in, n, cp == UTF8_BAD ? 0xFFFD : (UChar32) cp);
        }
        n_composed = icu()->unorm2_normalize(nfc, in, n, composed, (int32_t) ARRAY_LEN(composed), &status);
        if (U_FAILURE(status))
                memory_exhausted(sizeof(composed)); /* its only reason, with valid input and this room */
        buf_reserve(out, (size_t) n_composed * 3);
        while (i < n_composed) {
                UChar32 cp;

                U16_NEXT_UNSAFE(composed, i, cp);
                out->len += utf8_encode(out->ptr + out->len, (uint32_t) cp);
        }
}

/*
 * Where the piece that begins at @i ends: behind the line, or before an ASCII character, where nothing composes across.
 * Only in a run of more than PIECE bytes without one is the cut arbitrary, and order across it is not restored.
 */
static size_t piece_end(const char *text, size_t i, size_t len)
{
        size_t room = len - i < PIECE ? len - i : PIECE, end = i + room;
        const char *line = memchr(text + i, '\n', room);

        if (line)
                return (size_t) (line - text) + 1;
        if (end == len)
                return len;
        while (end > i && (text[end] & 0x80))
                end--;
        if (end > i)
                return end;
        for (end = i + room; ((unsigned char) text[end] & 0xC0) == 0x80;)
                end--;
        return end;
}

/* A piece that composition changed; both ranges hold the line's LF. */
struct moved {
        size_t begin, end, new_begin, new_end;
};

/* Compose @s into @out. @moves, unless NULL, gets a struct moved for each changed piece. False: it is NFC, @out is empty. */
static bool compose(struct buf *out, struct buf *moves, struct span s)
{
        size_t done = 0, next = next_unsafe(s.ptr, 0, s.len);
        bool changed = false;

        for (size_t i = 0, end; next < s.len; i = end) {
                size_t start = out->len + (i - done);

                end = piece_end(s.ptr, i, s.len);
                if (next >= end)
                        continue;
                buf_add(out, s.ptr + done, i - done);
                compose_piece(out, s.ptr + i, s.ptr + end);
                done = end;
                next = next_unsafe(s.ptr, end, s.len);
                if (out->len - start == end - i && memcmp(out->ptr + start, s.ptr + i, end - i) == 0)
                        continue;
                changed = true;
                if (moves)
                        buf_add(moves, &(struct moved) { i, end, start, out->len }, sizeof(struct moved));
        }
        if (changed)
                buf_add(out, s.ptr + done, s.len - done);
        else
                buf_clear(out);
        return changed;
}

struct span display_composed(struct arena *arena, struct span s)
{
        struct buf composed = { 0 };

        if (compose(&composed, NULL, s))
                s = (struct span) { arena_strndup(arena, buf_span(&composed)), composed.len };
        buf_release(&composed);
        return s;
}

/* Where offset @off of the old @text has gone. */
static uint32_t moved_offset(const struct moved *moves, size_t n, const char *text, uint32_t off)
{
        struct buf prefix = { 0 };
        size_t low = 0, high = n, to;

        while (low < high) { /* the first piece that ends at off or behind it */
                size_t middle = (low + high) / 2;

                if (moves[middle].end < off)
                        low = middle + 1;
                else
                        high = middle;
        }
        if (low == n || off <= moves[low].begin) {
                to = off;
                if (low > 0)
                        to = moves[low - 1].new_end + (off - moves[low - 1].end);
                return (uint32_t) to;
        }
        if (off == moves[low].end)
                return (uint32_t) moves[low].new_end;
        if (off == moves[low].end - 1 && text[off] == '\n')
                return (uint32_t) moves[low].new_end - 1;
        compose_piece(&prefix, text + moves[low].begin, text + off);
        to = moves[low].new_begin + prefix.len;
        buf_release(&prefix);
        return (uint32_t) (to < moves[low].new_end ? to : moves[low].new_end);
}

static void move_range(struct range *r, const struct buf *moves, const char *text)
{
        const struct moved *items = (const struct moved *) (const void *) moves->ptr;
        size_t n = moves->len / sizeof(*items);

        r->begin = moved_offset(items, n, text, r->begin);
        r->end = moved_offset(items, n, text, r->end);
}

void norm_display(struct document *doc, struct arena *arena)
{
        struct buf composed = { 0 }, moves = { 0 };

        if (compose(&composed, &moves, doc->text)) {
                for (size_t i = 0; i < doc->n_blocks; i++)
                        move_range(&doc->blocks[i].text, &moves, doc->text.ptr);
                for (size_t i = 0; i < doc->diags.n; i++) {
                        if (range_is_set(doc->diags.items[i].span))
                                move_range(&doc->diags.items[i].span, &moves, doc->text.ptr);
                }
                doc->text = (struct span) { arena_strndup(arena, buf_span(&composed)), composed.len };
                diag_add(&doc->diags, arena, DIAG_recomposed, RANGE_NONE, NULL);
        }
        buf_release(&composed);
        buf_release(&moves);
}
