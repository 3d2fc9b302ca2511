/*
 * PDF with a text layer, through pdftotext (poppler), or a scan through OCR where that was asked for: one block a line, as in plain text.
 *
 * What stands at the top or the foot of page after page - a running head, the page's number - and the printed words of digital signatures would end up
 * inside sentences; they come behind the body, in blocks of their own part, each once.
 */
#define _GNU_SOURCE /* memmem */
#include "common/buf.h"
#include "common/cleanup.h"
#include "common/utf8.h"
#include "extractor/convert.h"
#include "extractor/format.h"
#include "extractor/legacy_guess.h"

#include <stdlib.h>

enum {
        EDGE = 2,        /* lines at a page's top and foot that may be a head */
        REPEATS = 3,     /* pages that must show it */
        SHAPE_MAX = 120, /* bytes of a line compared */
};

struct line {
        struct span text; /* without white space at its ends; empty = blank */
        uint32_t page, number;
        bool edge; /* among the first or last lines of its page */
        bool head; /* not of the body */
        uint32_t shape; /* hash of its words, numbers alike */
};

struct lines {
        struct line *items;
        size_t n, room;
        uint32_t pages;
};

static struct span trimmed(const char *begin, const char *end)
{
        while (begin < end && (*begin == ' ' || *begin == '\t'))
                begin++;
        while (end > begin && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
                end--;
        return (struct span) { begin, (size_t) (end - begin) };
}

/* Digits count as one sign and white space not at all: "Trang 2/10" and "Trang 13/10" are one shape. */
static uint32_t shape_of(struct span s)
{
        uint32_t hash = 2166136261u;
        bool digit = false;

        for (size_t i = 0; i < s.len && i < SHAPE_MAX; i++) {
                unsigned char c = (unsigned char) s.ptr[i];

                if (c == ' ' || (c >= '0' && c <= '9' && digit))
                        continue;
                digit = c >= '0' && c <= '9';
                hash = (hash ^ (digit ? '#' : c)) * 16777619u;
        }
        return hash;
}

static void split(struct lines *lines, struct arena *arena, struct span text)
{
        const char *p = text.ptr, *end = p + text.len;
        uint32_t number = 0;

        lines->pages = 1;
        while (p < end) {
                const char *stop = p;
                struct line *line;

                while (stop < end && *stop != '\n' && *stop != '\f')
                        stop++;
                if (!(stop == p && stop < end && *stop == '\f')) { /* the page's end alone is no line */
                        line = arena_grow(arena, &lines->items, &lines->n, &lines->room, sizeof(*line));
                        *line = (struct line) { .text = trimmed(p, stop), .page = lines->pages, .number = ++number };
                        line->shape = shape_of(line->text);
                }
                lines->pages += stop < end && *stop == '\f';
                p = stop + 1;
        }
}

/* From @at on in the direction @step, the first EDGE lines with words of the page. */
static void mark_edge(struct lines *lines, size_t at, int step)
{
        uint32_t page = lines->items[at].page;
        int seen = 0;

        for (size_t i = at; i < lines->n && lines->items[i].page == page && seen < EDGE; i = (size_t) ((long) i + step)) {
                if (!lines->items[i].text.len)
                        continue;
                lines->items[i].edge = true;
                seen++;
        }
}

static void mark_edges(struct lines *lines)
{
        for (size_t i = 0; i < lines->n; i++) {
                if (i == 0 || lines->items[i - 1].page != lines->items[i].page)
                        mark_edge(lines, i, 1);
                if (i + 1 == lines->n || lines->items[i + 1].page != lines->items[i].page)
                        mark_edge(lines, i, -1);
        }
}

static int by_shape(const void *a, const void *b)
{
        const struct line *const *x = a, *const *y = b;

        if ((*x)->shape != (*y)->shape)
                return (*x)->shape < (*y)->shape ? -1 : 1;
        return (*x)->number < (*y)->number ? -1 : (*x)->number > (*y)->number;
}

/* Edge lines of one shape on at least REPEATS pages and on every third. */
static void mark_repeated(struct lines *lines, struct arena *arena)
{
        struct line **edges = arena_array(arena, lines->n, sizeof(*edges));
        size_t n = 0;

        for (size_t i = 0; i < lines->n; i++) {
                if (lines->items[i].edge)
                        edges[n++] = &lines->items[i];
        }
        if (n)
                qsort(edges, n, sizeof(*edges), by_shape);
        for (size_t i = 0, next; i < n; i = next) {
                uint32_t pages = 1;

                for (next = i + 1; next < n && edges[next]->shape == edges[i]->shape; next++)
                        pages += edges[next]->page != edges[next - 1]->page;
                for (size_t k = i; k < next && pages >= REPEATS && pages * 3 >= lines->pages; k++)
                        edges[k]->head = true;
        }
}

/* "2", "- 12 -", "2/10" at an edge of a page. */
static bool is_page_number(struct span s)
{
        bool digit = false;

        for (size_t i = 0; i < s.len; i++) {
                if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
                        digit = true;
                else if (s.ptr[i] != ' ' && s.ptr[i] != '-' && s.ptr[i] != '/')
                        return false;
        }
        return digit && s.len < 12;
}

/* The printed words of a digital signature. */
static bool is_stamp(struct span s)
{
        static const char *const begins[] = {
                "K\u00FD b\u1EDFi:", "Ng\u01B0\u1EDDi k\u00FD:", "Th\u1EDDi gian k\u00FD:", "Ng\u00E0y k\u00FD:", "Email:", "C\u01A1 quan:",
                "\u0110\u01B0\u1EE3c k\u00FD b\u1EDFi", "Digitally signed by", "Signed by:",
        };

        for (size_t i = 0; i < ARRAY_LEN(begins); i++) {
                if (span_starts(s, span_of(begins[i])))
                        return true;
        }
        return false;
}

/* "Email:" and "Cơ quan:" are of a stamp only beside its other lines. */
static bool in_stamp(const struct lines *lines, size_t i)
{
        struct span s = lines->items[i].text;
        bool strong = is_stamp(s) && !span_starts(s, SPAN("Email:")) && !span_starts(s, SPAN("C\u01A1 quan:"));

        if (strong || !is_stamp(s))
                return strong;
        return (i > 0 && lines->items[i - 1].head && is_stamp(lines->items[i - 1].text)) || (i + 1 < lines->n && is_stamp(lines->items[i + 1].text));
}

static void mark_heads(struct lines *lines, struct arena *arena)
{
        mark_edges(lines);
        mark_repeated(lines, arena);
        for (size_t i = 0; i < lines->n; i++) {
                struct line *line = &lines->items[i];

                line->head |= (line->edge && lines->pages > 1 && is_page_number(line->text)) || in_stamp(lines, i);
        }
}

static void put_line(struct document *doc, struct arena *arena, struct buf *out, const struct line *line, enum block_part part)
{
        uint32_t begin = (uint32_t) out->len;

        buf_add_span(out, line->text);
        if (line->text.len) {
                struct block *block = document_add_block(doc, arena, (struct range) { begin, (uint32_t) out->len });

                block->part = part;
                block->source_line = line->number;
        }
        buf_putc(out, '\n');
}

static void take_lines(struct document *doc, struct arena *arena, const struct lines *lines)
{
        cleanup(buf_release) struct buf out = { 0 };
        struct line **heads = arena_array(arena, lines->n, sizeof(*heads));
        size_t n = 0;

        for (size_t i = 0; i < lines->n; i++) {
                if (lines->items[i].head)
                        heads[n++] = &lines->items[i];
                else
                        put_line(doc, arena, &out, &lines->items[i], BLOCK_BODY);
        }
        if (n)
                qsort(heads, n, sizeof(*heads), by_shape);
        for (size_t i = 0; i < n; i++) { /* each shape once, but every stamp */
                if (i == 0 || heads[i]->shape != heads[i - 1]->shape || is_stamp(heads[i]->text))
                        put_line(doc, arena, &out, heads[i], BLOCK_HEADER);
        }
        doc->text = (struct span) { arena_strndup(arena, buf_span(&out)), out.len };
}

/* U+00AD is the "ư" of TCVN3 and a soft hyphen to pdftotext, which drops it. No text of any length is without one. */
static bool lost_letters(enum legacy legacy, struct span decoded)
{
        enum { LONG = 1000 };

        return legacy == LEGACY_TCVN3 && decoded.len >= LONG && !memmem(decoded.ptr, decoded.len, "\u01B0", 2);
}

/* Append what a program said, which is UTF-8; old fonts without a Unicode map come out as the bytes of their encoding. */
static int decode(struct buf *decoded, struct document *doc, struct arena *arena, struct buf *output, bool by_ocr)
{
        enum legacy legacy = by_ocr ? LEGACY_NONE : legacy_guess_text(buf_span(output));
        unsigned len;

        for (const char *p = output->ptr, *end = p + output->len; p < end; p += len) {
                if (utf8_decode(p, end, &len) == UTF8_BAD)
                        return document_refuse(doc, arena, DIAG_helper_failed, "%s: no UTF-8", by_ocr ? "tesseract" : "pdftotext");
        }
        for (size_t i = 0; i < output->len; i++) {
                if ((unsigned char) output->ptr[i] < 0x20 && !memchr("\n\t\f", output->ptr[i], 3))
                        output->ptr[i] = ' ';
        }
        legacy_decode(decoded, legacy, buf_span(output));
        if (!by_ocr)
                doc->encoding = legacy_name(legacy);
        if (legacy)
                document_note(doc, arena, DIAG_encoding_decoded, "%s", doc->encoding);
        if (lost_letters(legacy, buf_span(decoded)))
                document_note(doc, arena, DIAG_letters_missing, NULL);
        return 0;
}

static void lay_out(struct lines *lines, struct arena *arena, struct span text)
{
        *lines = (struct lines) { 0 };
        split(lines, arena, text);
        lines->pages -= lines->pages > 1 && text.ptr[text.len - 1] == '\f';
        mark_heads(lines, arena);
}

static void converted_releasep(struct converted *converted)
{
        buf_release(&converted->out);
}

/* pdftotext makes what it can of half a file and does not say so. */
static bool ends_well(struct span bytes)
{
        size_t tail = bytes.len < 2048 ? bytes.len : 2048;

        return memmem(bytes.ptr + bytes.len - tail, tail, "%%EOF", 5) != NULL;
}

static bool ocr_on; /* one process has one */

void extractor_set_ocr(bool on)
{
        ocr_on = on;
}

bool extractor_ocr(void)
{
        return ocr_on;
}

/* ---- pages without words ----------------------------------------------------------------------------------- */

/* The words of a signature's stamp, which is text on most scans, are not the document's. Returns how many pages are in @set. */
static size_t find_wordless(struct page_set *set, const struct lines *lines)
{
        struct page_set with_words = { 0 };
        size_t n = 0;

        *set = (struct page_set) { .some = true };
        for (size_t i = 0; i < lines->n; i++) {
                if (lines->items[i].text.len && !lines->items[i].head)
                        page_set_add(&with_words, lines->items[i].page);
        }
        for (unsigned page = 1; page <= lines->pages && page <= PAGE_MAX; page++) {
                if (page_set_has(&with_words, page))
                        continue;
                page_set_add(set, page);
                n++;
        }
        return n;
}

/* "3, 5-7" */
static void note_pages(struct document *doc, struct arena *arena, const struct page_set *set)
{
        cleanup(buf_release) struct buf list = { 0 };

        for (unsigned page = 1; page <= PAGE_MAX; page++) {
                unsigned last = page;

                if (!page_set_has(set, page))
                        continue;
                while (page_set_has(set, last + 1))
                        last++;
                buf_printf(&list, "%s%u", list.len ? ", " : "", page);
                if (last > page)
                        buf_printf(&list, "-%u", last);
                page = last;
        }
        document_note(doc, arena, DIAG_pages_without_text, "%s", list.ptr);
}

static int read_pictures(struct buf *text, struct document *doc, struct arena *arena, struct span bytes, const struct page_set *pages)
{
        cleanup(converted_releasep) struct converted converted = { 0 };
        int r = convert_scan(&converted, bytes, pages);

        if (r < 0)
                return r;
        if (r)
                return document_refuse(doc, arena, (enum diag_code) r, "%s", converted.detail);
        document_note(doc, arena, DIAG_read_by_ocr, "%u", converted.pages);
        if (converted.pages_lost || converted.pages_cut)
                document_note(doc, arena, DIAG_ocr_incomplete, "%u+%u%s", converted.pages, converted.pages_lost, converted.pages_cut ? "+..." : "");
        return decode(text, doc, arena, &converted.out, true);
}

static struct span next_page(struct span *rest)
{
        const char *end = rest->len ? memchr(rest->ptr, '\f', rest->len) : NULL;
        struct span page = { rest->ptr, end ? (size_t) (end + 1 - rest->ptr) : rest->len };

        rest->ptr += page.len;
        rest->len -= page.len;
        return page;
}

/* Pages of @set from @pictures, all others from @layer. */
static void merge_pages(struct buf *out, struct span layer, struct span pictures, const struct page_set *set)
{
        for (unsigned n = 1; layer.len; n++) {
                struct span page = next_page(&layer), picture = next_page(&pictures);

                if (page_set_has(set, n)) {
                        buf_add_span(out, picture);
                        if (!picture.len || picture.ptr[picture.len - 1] != '\f')
                                buf_putc(out, '\f');
                } else {
                        buf_add_span(out, page);
                }
        }
}

/* What the text layer said of a page without words, a stamp, is on its picture too, and goes. */
static int take_text(struct document *doc, struct arena *arena, struct span text, struct span bytes)
{
        cleanup(buf_release) struct buf pictures = { 0 };
        cleanup(buf_release) struct buf merged = { 0 };
        struct page_set wordless;
        struct lines lines;
        size_t n;

        lay_out(&lines, arena, text);
        n = find_wordless(&wordless, &lines);
        if (n && ocr_on) {
                int r = read_pictures(&pictures, doc, arena, bytes, n < lines.pages ? &wordless : &(struct page_set) { 0 });

                if (r)
                        return r;
                merge_pages(&merged, text, buf_span(&pictures), &wordless);
                lay_out(&lines, arena, buf_span(n < lines.pages ? &merged : &pictures));
        } else if (n && n < lines.pages) {
                note_pages(doc, arena, &wordless);
        }
        take_lines(doc, arena, &lines);
        if (n == lines.pages && !ocr_on && doc->n_blocks)
                document_note(doc, arena, DIAG_no_text, NULL); /* stamps alone */
        return 0;
}

static int pdf_read(struct document *doc, struct arena *arena, const struct source *source)
{
        cleanup(converted_releasep) struct converted converted = { 0 };
        cleanup(buf_release) struct buf text = { 0 };
        int r = convert(&converted, CONVERT_PDF_TEXT, source->bytes);

        doc->media_type = "application/pdf";
        if (r < 0)
                return r;
        if (r)
                return document_refuse(doc, arena, (enum diag_code) r, "%s", converted.detail);
        if (converted.status && memmem(source->bytes.ptr, source->bytes.len, "/Encrypt", 8))
                return document_refuse(doc, arena, DIAG_encrypted, NULL);
        if (converted.status)
                return document_refuse(doc, arena, DIAG_helper_failed, "pdftotext: exit %d", converted.status);
        if (!ends_well(source->bytes))
                document_note(doc, arena, DIAG_cut_file, NULL);
        r = decode(&text, doc, arena, &converted.out, false);
        return r ? r : take_text(doc, arena, buf_span(&text), source->bytes);
}

/* The mark may stand behind some garbage; readers look for it in the first kilobyte. */
static bool pdf_matches(const struct source *source)
{
        return memmem(source->bytes.ptr, source->bytes.len < 1024 ? source->bytes.len : 1024, "%PDF-", 5) && memchr("%\r\n \xEF\0", source->bytes.ptr[0], 6);
}

const struct format format_pdf = { "PDF", pdf_matches, pdf_read };
