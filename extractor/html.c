/* From the parser's elements to paragraphs; see html.h. */
#define _GNU_SOURCE /* memmem */
#include "extractor/html.h"

#include "common/cleanup.h"
#include "extractor/format.h"
#include "extractor/html_charset.h"
#include "extractor/html_look.h"
#include "extractor/numerals.h"
#include "extractor/writer.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <strings.h>

enum {
        DEPTH_MAX = 512,          /* pages leave elements open; the parser looks through all that are */
        PAGE_MAX = 16 << 20,      /* bytes; the parser holds it four times over */
        COLUMNS_MAX = 256,        /* that rowspan is followed in */
        TEXT_ROWS_MAX = 10000,    /* of a rowspan */
};

enum role {
        INLINE,
        BLOCK,   /* begins and ends a paragraph */
        BREAK,   /* br */
        RULE,    /* hr */
        LIST,    /* ul, ol, menu, dir */
        ITEM,    /* li */
        TABLE,
        ROW,
        CELL,
        PRE,
        DELETED, /* del: a tracked deletion in Word's pages */
        SKIPPED, /* not shown */
};

static const struct {
        const char *name;
        enum role role;
} roles[] = {
        { "p", BLOCK }, { "div", BLOCK }, { "h1", BLOCK }, { "h2", BLOCK }, { "h3", BLOCK }, { "h4", BLOCK }, { "h5", BLOCK }, { "h6", BLOCK },
        { "center", BLOCK }, { "blockquote", BLOCK }, { "address", BLOCK }, { "dl", BLOCK }, { "dt", BLOCK }, { "dd", BLOCK }, { "caption", BLOCK },
        { "section", BLOCK }, { "article", BLOCK }, { "header", BLOCK }, { "footer", BLOCK }, { "main", BLOCK }, { "nav", BLOCK }, { "aside", BLOCK },
        { "figure", BLOCK }, { "figcaption", BLOCK }, { "fieldset", BLOCK }, { "legend", BLOCK }, { "form", BLOCK }, { "body", BLOCK }, { "details", BLOCK }, { "summary", BLOCK },
        { "option", BLOCK }, { "br", BREAK }, { "hr", RULE }, { "ul", LIST }, { "ol", LIST }, { "menu", LIST }, { "dir", LIST }, { "li", ITEM },
        { "table", TABLE }, { "tr", ROW }, { "td", CELL }, { "th", CELL }, { "pre", PRE }, { "xmp", PRE }, { "listing", PRE }, { "del", DELETED },
        { "title", SKIPPED }, { "style", SKIPPED }, { "script", SKIPPED }, { "template", SKIPPED }, { "noscript", SKIPPED }, { "xml", SKIPPED }, { "noframes", SKIPPED },
};

struct element {
        const xmlChar *name;
        enum role role;
        struct look look;
        enum block_part part;
        uint32_t items;          /* of a list: the number of the last one */
        enum numerals numerals;
        bool bulleted;
};

/* Cells of rows above that reach into this one: rowspan. */
struct grid {
        uint16_t left[COLUMNS_MAX];
        uint16_t column, span, rows; /* of the open cell */
        bool in_cell, any_row;
};

struct page {
        struct writer w;
        htmlParserCtxtPtr ctxt;
        struct element *elements; /* a stack */
        size_t n, room;
        struct grid *grids; /* a stack, one a table */
        size_t n_grids, room_grids;
        struct label label; /* for the next paragraph */
        bool labelled, space; /* a label waits; white space waits for a letter */
        bool fresh;           /* at a line's begin, where white space is nothing */
        uint32_t skip;        /* depth of the element that is not shown, 0 = none */
        int code;
};

static enum role role_of(const xmlChar *name)
{
        for (size_t i = 0; i < ARRAY_LEN(roles); i++) {
                if (strcasecmp(roles[i].name, (const char *) name) == 0)
                        return roles[i].role;
        }
        return INLINE;
}

static const struct element *top(const struct page *page)
{
        static const struct element none = { .role = INLINE };

        return page->n ? &page->elements[page->n - 1] : &none;
}

/* ---- paragraphs ---------------------------------------------------------------------------------------- */

static void paragraph_ends(struct page *page)
{
        page->space = false;
        if (page->w.paragraph)
                writer_paragraph_ends(&page->w);
}

static void paragraph_begins(struct page *page)
{
        const struct element *in = top(page);

        if (page->w.paragraph)
                return;
        page->w.part = in->part;
        writer_paragraph_begins(&page->w);
        page->w.paragraph->own = in->look;
        if (page->labelled)
                writer_put_label(&page->w, &page->label);
        page->labelled = page->space = page->fresh = false;
}

static void put(struct page *page, struct span s)
{
        writer_run_begins(&page->w);
        page->w.paragraph->run.own = top(page)->look;
        writer_put(&page->w, s);
        writer_run_ends(&page->w);
}

static bool is_space(char c)
{
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool in_pre(const struct page *page)
{
        for (size_t i = page->n; i-- > 0;) {
                if (page->elements[i].role == PRE)
                        return true;
                if (page->elements[i].role == CELL)
                        return false;
        }
        return false;
}

/* White space becomes one space between words, none at a paragraph's or line's begin. */
static void put_text(struct page *page, struct span s)
{
        size_t i = 0;

        while (i < s.len) {
                size_t begin = i;

                while (i < s.len && is_space(s.ptr[i]))
                        i++;
                page->space |= i > begin && page->w.paragraph && !page->fresh;
                if (i == s.len)
                        break;
                begin = i;
                while (i < s.len && !is_space(s.ptr[i]))
                        i++;
                if (!page->w.paragraph)
                        paragraph_begins(page);
                if (page->space)
                        put(page, SPAN(" "));
                page->space = page->fresh = false;
                put(page, (struct span) { s.ptr + begin, i - begin });
        }
}

static void on_text(void *data, const xmlChar *text, int len)
{
        struct page *page = data;
        struct span s = { (const char *) text, (size_t) len };

        if (page->code || page->skip)
                return;
        if (!in_pre(page)) {
                put_text(page, s);
                return;
        }
        for (size_t i = 0; i < s.len; i++) {
                if (s.ptr[i] == '\r')
                        continue;
                paragraph_begins(page);
                put(page, (struct span) { s.ptr + i, 1 });
        }
}

/* ---- lists and tables ---------------------------------------------------------------------------------- */

static void list_begins(struct element *e, const xmlChar **attributes)
{
        const char *type = html_attribute(attributes, "type"), *start = html_attribute(attributes, "start");

        e->bulleted = strcasecmp((const char *) e->name, "ol") != 0;
        e->items = start ? (uint32_t) (strtoul(start, NULL, 10) - 1) : 0;
        e->numerals = !type || !*type ? NUMERALS_DECIMAL : *type == 'a' ? NUMERALS_LOWER_LETTER : *type == 'A' ? NUMERALS_UPPER_LETTER :
                      *type == 'i' ? NUMERALS_LOWER_ROMAN : *type == 'I' ? NUMERALS_UPPER_ROMAN : NUMERALS_DECIMAL;
}

static void item_begins(struct page *page, const xmlChar **attributes)
{
        const char *value = html_attribute(attributes, "value");

        for (size_t i = page->n - 1; i-- > 0;) {
                struct element *list = &page->elements[i];

                if (list->role == TABLE)
                        break;
                if (list->role != LIST)
                        continue;
                page->label = (struct label) { .apart = true };
                list->items = value ? (uint32_t) strtoul(value, NULL, 10) : list->items + 1;
                if (list->bulleted) {
                        memcpy(page->label.text, "\u2022", 3);
                        page->label.len = 3;
                } else {
                        page->label.len = numeral_write(page->label.text, list->numerals, list->items);
                        page->label.text[page->label.len++] = '.';
                }
                page->labelled = true;
                return;
        }
}

static struct grid *grid(struct page *page)
{
        return page->n_grids ? &page->grids[page->n_grids - 1] : NULL;
}

static long number(const xmlChar **attributes, const char *name, long most)
{
        const char *value = html_attribute(attributes, name);
        long n = value ? strtol(value, NULL, 10) : 1;

        return n < 1 ? 1 : n > most ? most : n;
}

static void cell_ends(struct page *page)
{
        struct grid *g = grid(page);

        if (!g || !g->in_cell)
                return;
        paragraph_ends(page);
        for (int i = g->column; i < g->column + g->span && i < COLUMNS_MAX; i++)
                g->left[i] = g->rows;
        g->column = (uint16_t) (g->column + g->span);
        g->in_cell = false;
        writer_cell_ends(&page->w);
}

static void cell_begins(struct page *page, const xmlChar **attributes)
{
        struct grid *g = grid(page);

        if (!g)
                return;
        cell_ends(page);
        while (g->column < COLUMNS_MAX && g->left[g->column])
                g->left[g->column++]--;
        g->span = (uint16_t) number(attributes, "colspan", COLUMNS_MAX);
        g->rows = (uint16_t) (number(attributes, "rowspan", TEXT_ROWS_MAX) - 1);
        g->in_cell = true;
        writer_grid_before(&page->w, g->column);
        writer_grid_span(&page->w, g->span);
}

static void row_begins(struct page *page)
{
        struct grid *g = grid(page);

        if (!g)
                return;
        cell_ends(page);
        for (int i = g->any_row ? g->column : COLUMNS_MAX; i < COLUMNS_MAX; i++) /* behind the last cell of the row before */
                g->left[i] -= g->left[i] > 0;
        g->column = 0;
        g->any_row = true;
        writer_row_begins(&page->w);
}

/* ---- elements ------------------------------------------------------------------------------------------ */

static void stop(struct page *page, int code)
{
        page->code = code;
        xmlStopParser(page->ctxt);
}

static void push(struct page *page, const xmlChar *name, const xmlChar **attributes)
{
        struct element e = *top(page);
        struct element *new;

        e.name = name;
        e.role = role_of(name);
        html_look(&e.look, &e.part, (const char *) name, attributes);
        new = arena_grow(page->w.arena, &page->elements, &page->n, &page->room, sizeof(*new));
        *new = e;
}

static void begins(struct page *page, struct element *e, const xmlChar **attributes)
{
        if (e->role != INLINE && e->role != BREAK && e->role != DELETED)
                paragraph_ends(page);
        switch (e->role) {
        case BREAK:
                if (page->w.paragraph)
                        put(page, SPAN("\n"));
                page->space = false;
                page->fresh = true;
                break;
        case LIST:
                list_begins(e, attributes);
                break;
        case ITEM:
                item_begins(page, attributes);
                break;
        case TABLE:
                page->labelled = false;
                *(struct grid *) arena_grow(page->w.arena, &page->grids, &page->n_grids, &page->room_grids, sizeof(struct grid)) = (struct grid) { 0 };
                writer_table_begins(&page->w);
                break;
        case ROW:
                row_begins(page);
                break;
        case CELL:
                cell_begins(page, attributes);
                break;
        case DELETED:
                page->w.losses->deletions++;
                page->skip = (uint32_t) page->n;
                break;
        case SKIPPED:
                page->skip = (uint32_t) page->n;
                break;
        default:
                break;
        }
}

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes)
{
        struct page *page = data;

        if (page->code)
                return;
        if (page->n >= DEPTH_MAX) {
                stop(page, DIAG_limit_xml);
                return;
        }
        push(page, name, attributes);
        if (!page->skip)
                begins(page, &page->elements[page->n - 1], attributes);
}

static void ends(struct page *page, enum role role)
{
        if (role != INLINE && role != BREAK)
                paragraph_ends(page);
        if (role == ITEM)
                page->labelled = false;
        if (role == CELL)
                cell_ends(page);
        if (role == TABLE && grid(page)) {
                cell_ends(page);
                page->n_grids--;
                writer_table_ends(&page->w);
        }
}

static void on_end(void *data, const xmlChar *name)
{
        struct page *page = data;

        if (page->w.losses->full)
                stop(page, DIAG_too_large);
        if (page->code || !page->n || !xmlStrEqual(top(page)->name, name))
                return;
        if (page->skip == page->n)
                page->skip = 0;
        else if (!page->skip)
                ends(page, top(page)->role);
        page->n--;
}

static void on_error(void *data, xmlErrorPtr error)
{
        (void) data, (void) error;
}

static const htmlSAXHandler sax = {
        .startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .cdataBlock = NULL, /* scripts and styles come so */
        .ignorableWhitespace = on_text,
        .serror = on_error,
        .initialized = 1, /* not XML_SAX2_MAGIC: HTML has no namespaces */
};

/* ---- the page ------------------------------------------------------------------------------------------ */

/* The names in a start tag: the parser compares each with each. Quotes count behind '=' only, as the parser has it. */
static size_t count_attributes(const char *p, const char *end, const char **stop)
{
        size_t names = 0;
        bool blank = false;

        for (; p < end && *p != '>'; p++) {
                if (is_space(*p) || *p == '/') {
                        blank = true;
                        continue;
                }
                names += blank && *p != '=';
                blank = false;
                if (*p != '=')
                        continue;
                while (p + 1 < end && is_space(p[1]))
                        p++;
                if (p + 1 < end && (p[1] == '"' || p[1] == '\'')) {
                        p = memchr(p + 2, p[1], (size_t) (end - p - 2));
                        if (!p)
                                break;
                }
        }
        *stop = p && p < end ? p : end;
        return names;
}

static bool attributes_within(struct span text, size_t limit)
{
        const char *p = text.ptr, *end = p + text.len;

        while (p < end && (p = memchr(p, '<', (size_t) (end - p)))) {
                bool script = end - p > 7 && (strncasecmp(p + 1, "script", 6) == 0 || strncasecmp(p + 1, "style", 5) == 0);

                p++;
                if (p == end || !(((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z') || *p == '_' || *p == ':'))
                        continue;
                if (count_attributes(p, end, &p) > limit)
                        return false;
                if (script && p < end) { /* its text ends at the next end tag */
                        p = memmem(p, (size_t) (end - p), "</", 2);
                        if (!p)
                                break;
                }
        }
        return true;
}

/* Word's <![if !supportLists]> and <![endif]> would come as text. */
static void drop_conditions(struct buf *text)
{
        const char *p = text->ptr, *end = p + text->len;
        char *to = text->ptr;

        while (p < end) {
                const char *mark = memmem(p, (size_t) (end - p), "<![", 3), *gt = mark ? memchr(mark, '>', (size_t) (end - mark)) : NULL;
                bool drop = gt && (strncasecmp(mark + 3, "if", 2) == 0 || strncasecmp(mark + 3, "endif", 5) == 0);
                size_t kept = (size_t) ((drop ? mark : gt ? gt + 1 : end) - p);

                if (to != p)
                        memmove(to, p, kept);
                to += kept;
                p = gt ? gt + 1 : end;
        }
        text->len = (size_t) (to - text->ptr);
}

static void ctxt_freep(htmlParserCtxtPtr *ctxt)
{
        if (*ctxt)
                htmlFreeParserCtxt(*ctxt);
}

static void parse(struct page *page, struct span text)
{
        cleanup(ctxt_freep) htmlParserCtxtPtr ctxt = NULL;

        xmlInitParser();
        ctxt = htmlCreateMemoryParserCtxt(text.ptr, (int) text.len);
        if (!ctxt)
                memory_exhausted(text.len);
        page->ctxt = ctxt;
        *ctxt->sax = sax;
        ctxt->userData = page;
        htmlCtxtUseOptions(ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
        xmlSwitchEncoding(ctxt, XML_CHAR_ENCODING_UTF8);
        htmlParseDocument(ctxt);
        paragraph_ends(page);
}

/* Fonts or words that may be legacy ones: then all text is looked at. */
static bool may_be_legacy(struct span text)
{
        static const char *const marks[] = { ".Vn", ".vn", "VNI", "VPS ", "TCVN3", "Symbol", "Wingdings" };

        for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
                if (memmem(text.ptr, text.len, marks[i], strlen(marks[i])))
                        return true;
        }
        return !memmem(text.ptr, text.len, "\xE1\xBA", 2) && !memmem(text.ptr, text.len, "\xE1\xBB", 2);
}

static void page_releasep(struct page *page)
{
        writer_finish(&page->w);
        buf_release(&page->w.out->text);
}

int html_read(struct document *doc, struct arena *arena, struct span bytes, struct span charset, const struct extractor_limits *limits)
{
        cleanup(buf_release) struct buf text = { 0 };
        struct story story = { 0 };
        struct losses losses = { 0 };
        cleanup(page_releasep) struct page page = { .w = { .out = &story, .losses = &losses, .arena = arena, .limits = limits } };
        const char *why;

        if (bytes.len > PAGE_MAX)
                return document_refuse(doc, arena, DIAG_too_large, "limit %d bytes for a page", PAGE_MAX);
        doc->encoding = html_decode(&text, arena, bytes, charset, &why);
        if (!doc->encoding)
                return document_refuse(doc, arena, DIAG_encoding_unknown, "%s", why);
        if (memchr(text.ptr ? text.ptr : "", '\0', text.len))
                return document_refuse(doc, arena, DIAG_binary_text, "NUL in a page");
        if (!attributes_within(buf_span(&text), limits->xml_attributes))
                return document_refuse(doc, arena, DIAG_limit_xml, "too many attributes");
        if (text.len)
                drop_conditions(&text);
        page.w.fonts = may_be_legacy(buf_span(&text));
        if (text.len)
                parse(&page, buf_span(&text));
        if (losses.full)
                return document_refuse_text(doc, arena, limits);
        if (page.code)
                return document_refuse(doc, arena, (enum diag_code) page.code, "elements nested too deeply");
        document_take_story(doc, arena, &story, &losses);
        return 0;
}

/* UTF-16 is looked at by its ASCII letters. */
static bool html_matches(const struct source *source)
{
        cleanup(buf_release) struct buf head = { 0 };

        if (!span_starts(source->bytes, SPAN("\xFF\xFE")) && !span_starts(source->bytes, SPAN("\xFE\xFF")))
                return html_begins(source->bytes, source->path);
        for (size_t i = 2; i < source->bytes.len && i < 512; i++) {
                if (source->bytes.ptr[i])
                        buf_putc(&head, source->bytes.ptr[i]);
        }
        return html_begins(buf_span(&head), source->path);
}

static int read_file(struct document *doc, struct arena *arena, const struct source *source)
{
        doc->media_type = "text/html";
        return html_read(doc, arena, source->bytes, span_of(source->charset), source->limits);
}

const struct format format_html = { "HTML", html_matches, read_file };

bool html_begins(struct span bytes, const char *name)
{
        static const char *const page[] = { "!doctype html", "html", "head", "body", NULL };
        static const char *const fragment[] = { "meta", "title", "div", "p", "table", "center", "font", "style", "h1", "h2", "span", NULL };
        bool by_name = path_ends(name, ".html") || path_ends(name, ".htm") || path_ends(name, ".doc");

        if (span_starts(bytes, SPAN("\xEF\xBB\xBF")))
                bytes = (struct span) { bytes.ptr + 3, bytes.len - 3 };
        for (int prologue = 0; prologue < 8; prologue++) {
                const char *gt;

                while (bytes.len && is_space(*bytes.ptr))
                        bytes = (struct span) { bytes.ptr + 1, bytes.len - 1 };
                for (int k = 0; k < 1 + by_name; k++) {
                        for (const char *const *tag = k ? fragment : page; *tag; tag++) {
                                size_t len = strlen(*tag);

                                if (bytes.len > len + 1 && *bytes.ptr == '<' && strncasecmp(bytes.ptr + 1, *tag, len) == 0 && strchr(" \t\r\n/>", bytes.ptr[len + 1]))
                                        return true;
                        }
                }
                /* comments, and the declaration of XHTML, may stand before it */
                if (!span_starts(bytes, SPAN("<!--")) && !span_starts(bytes, SPAN("<?xml")))
                        return false;
                gt = span_starts(bytes, SPAN("<!--")) ? memmem(bytes.ptr, bytes.len, "-->", 3) : memchr(bytes.ptr, '>', bytes.len);
                if (!gt)
                        return false;
                gt += *gt == '-' ? 3 : 1;
                bytes = (struct span) { gt, (size_t) (bytes.ptr + bytes.len - gt) };
        }
        return false;
}
