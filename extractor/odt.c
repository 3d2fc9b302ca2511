/* The text of an ODT; see odt.h. */
#define _GNU_SOURCE /* memmem */
#include "extractor/odt.h"

#include "common/cleanup.h"
#include "extractor/format.h"
#include "extractor/odt_styles.h"

#include <stdlib.h>

enum { LEVELS = 10, MANIFEST_LOOK = 1 << 20, SPACES_MAX = 1000, HEADS_MAX = 100 };

/* What stands apart is written to a story of its own while the paragraph that holds it stays open. */
enum where { BODY, NOTES, COMMENTS, HEADS, WHERES };

struct list {
        struct odt_list *style;
        int level;
};

struct reader {
        struct writer w[WHERES];
        struct story stories[WHERES];
        struct losses losses;
        enum where where;
        struct odt_styles *styles;
        struct look *spans; /* a stack of the open paragraphs, which say nothing, and text:span elements */
        size_t n_spans, room_spans;
        struct list *lists;                /* a stack */
        size_t n_lists, room_lists;
        struct list item; /* waits for its first paragraph; style NULL = none does */
        long item_start;
        long advance;   /* columns of the open cell */
        struct span *heads; /* texts of page heads so far */
        size_t n_heads, room_heads;
        size_t head_begin, head_blocks;
        bool blank;     /* white space was the last, or the paragraph begins */
        uint32_t skip;  /* depth of the element that is left out */
        uint32_t apart; /* depth of the note or comment */
        uint32_t text;  /* depth of office:text or of a page head; 0 = not in text */
        bool any_text;
        enum where back;
};

static struct writer *writer(struct reader *r)
{
        return &r->w[r->where];
}

static struct span value(const struct xml_element *e, const char *name)
{
        struct span v = { 0 };

        xml_attribute_any(e, name, &v);
        return v;
}

/* ---- paragraphs ---------------------------------------------------------------------------------------- */

static void put(struct reader *r, struct span s)
{
        struct writer *w = writer(r);

        if (!w->paragraph)
                return;
        writer_run_begins(w);
        w->paragraph->run.own = r->spans[r->n_spans - 1];
        writer_put(w, s);
        writer_run_ends(w);
}

static void push_look(struct reader *r, struct look look)
{
        *(struct look *) arena_grow(r->w[0].arena, &r->spans, &r->n_spans, &r->room_spans, sizeof(look)) = look;
}

/* An item counts when its first paragraph comes: one that holds only a list of the next level has no number. */
static void item_label(struct reader *r)
{
        struct label label = odt_list_count(r->item.style, r->item.level, r->item_start);

        if (label.len || label.cut)
                writer_put_label(writer(r), &label);
        r->item.style = NULL;
}

static void heading_label(struct reader *r, const struct xml_element *e, long level)
{
        struct label label;

        if (span_eq(value(e, "is-list-header"), SPAN("true")))
                return;
        label = odt_list_count(odt_list_find(r->styles, (struct span) { 0 }), (int) level - 1, xml_attribute_number(e, "start-value", UNSET));
        if (label.len)
                writer_put_label(writer(r), &label);
}

static void paragraph_begins(struct reader *r, const struct xml_element *e)
{
        struct writer *w = writer(r);
        long level = xml_attribute_number(e, "outline-level", 1);

        writer_paragraph_begins(w);
        w->paragraph->style = odt_paragraph_style(r->styles, value(e, "style-name"));
        w->paragraph->own.heading = e->token == ODF_H ? (int8_t) (level > 9 ? 9 : level) : 0;
        push_look(r, LOOK_UNSET);
        r->blank = true;
        if (r->item.style)
                item_label(r);
        else if (e->token == ODF_H)
                heading_label(r, e, level);
}

static void span_begins(struct reader *r, const struct xml_element *e)
{
        push_look(r, look_over(odt_text_style(r->styles, value(e, "style-name")), r->n_spans ? r->spans[r->n_spans - 1] : LOOK_UNSET));
}

static void put_spaces(struct reader *r, long count)
{
        for (long i = 0; i < count && i < SPACES_MAX; i++)
                put(r, SPAN(" "));
}

/* White space in the file runs together; text:s is what stands for more. */
static void on_text(struct xml *xml, void *context, struct span s)
{
        struct reader *r = context;
        size_t i = 0;

        (void) xml;
        if (!r->text || r->skip || !writer(r)->paragraph)
                return;
        while (i < s.len) {
                size_t begin = i;

                while (i < s.len && strchr(" \t\r\n", s.ptr[i]) && s.ptr[i])
                        i++;
                if (i > begin && !r->blank)
                        put(r, SPAN(" "));
                r->blank |= i > begin;
                begin = i;
                while (i < s.len && !(strchr(" \t\r\n", s.ptr[i]) && s.ptr[i]))
                        i++;
                if (i > begin) {
                        put(r, (struct span) { s.ptr + begin, i - begin });
                        r->blank = false;
                }
        }
}

/* ---- lists --------------------------------------------------------------------------------------------- */

static void list_begins(struct reader *r, const struct xml_element *e)
{
        const struct list *outer = r->n_lists ? &r->lists[r->n_lists - 1] : NULL;
        struct span name = value(e, "style-name");
        struct list new = { .level = outer ? outer->level + 1 : 0 };
        bool goes_on = span_eq(value(e, "continue-numbering"), SPAN("true")) || value(e, "continue-list").len;

        new.style = name.len ? odt_list_find(r->styles, name) : outer ? outer->style : NULL;
        if (new.style && !goes_on && new.level == 0) /* lists inside begin anew with each item around them */
                odt_list_restart(new.style, 0);
        *(struct list *) arena_grow(r->w[0].arena, &r->lists, &r->n_lists, &r->room_lists, sizeof(new)) = new;
}

static void item_begins(struct reader *r, const struct xml_element *e)
{
        const struct list *list = r->n_lists ? &r->lists[r->n_lists - 1] : NULL;

        r->item = list && list->level < LEVELS ? *list : (struct list) { 0 };
        r->item_start = xml_attribute_number(e, "start-value", UNSET);
}

/* ---- page heads ---------------------------------------------------------------------------------------- */

static void head_begins(struct reader *r)
{
        r->head_begin = r->stories[HEADS].text.len;
        r->head_blocks = r->stories[HEADS].n;
}

/* Page styles repeat the heads of each other. */
static void head_ends(struct reader *r)
{
        struct story *story = &r->stories[HEADS];
        struct span text = { story->text.ptr + r->head_begin, story->text.len - r->head_begin }, *head;

        if (!text.len)
                return;
        for (size_t i = 0; i < r->n_heads; i++) {
                if (!span_eq(r->heads[i], text))
                        continue;
                story->text.len = r->head_begin;
                story->n = r->head_blocks;
                return;
        }
        if (r->n_heads == HEADS_MAX)
                return;
        head = arena_grow(r->w[0].arena, &r->heads, &r->n_heads, &r->room_heads, sizeof(*head));
        *head = (struct span) { arena_strndup(r->w[0].arena, text), text.len };
}

/* ---- the stream ---------------------------------------------------------------------------------------- */

static void apart_begins(struct reader *r, enum where where, uint32_t depth)
{
        if (r->apart) /* a note in a note: in it */
                return;
        r->apart = depth;
        r->back = r->where;
        r->where = where;
}

static void text_start(struct reader *r, const struct xml_element *e, uint32_t depth)
{
        struct writer *w = writer(r);

        switch (e->token) {
        case ODF_P:
        case ODF_H:
                paragraph_begins(r, e);
                break;
        case ODF_SPAN:
                span_begins(r, e);
                break;
        case ODF_SPACE:
                put_spaces(r, xml_attribute_number(e, "c", 1));
                break;
        case ODF_TAB:
                put(r, SPAN("\t"));
                r->blank = false;
                break;
        case ODF_BREAK:
                put(r, SPAN("\n"));
                r->blank = true;
                break;
        case ODF_LIST:
                list_begins(r, e);
                break;
        case ODF_ITEM:
                item_begins(r, e);
                break;
        case ODF_TABLE:
                writer_table_begins(w);
                break;
        case ODF_ROW:
                writer_row_begins(w);
                break;
        case ODF_CELL:
                writer_grid_span(w, xml_attribute_number(e, "number-columns-spanned", 1));
                r->advance = xml_attribute_number(e, "number-columns-repeated", 1);
                break;
        case ODF_COVERED: /* each cell that another covers stands in the row as such: every one counts as its own column */
                r->advance = xml_attribute_number(e, "number-columns-repeated", 1);
                break;
        case ODF_TEXTBOX:
                writer_textbox_begins(w);
                break;
        case ODF_NOTE:
                apart_begins(r, NOTES, depth);
                break;
        case ODF_ANNOTATION:
                apart_begins(r, COMMENTS, depth);
                break;
        case ODF_DELETION:
                r->losses.deletions++;
                r->skip = depth;
                break;
        case ODF_SECTION:
                if (span_eq(value(e, "display"), SPAN("none"))) {
                        r->losses.hidden++;
                        r->skip = depth;
                }
                break;
        case ODF_SKIP:
                r->skip = depth;
                break;
        default:
                break;
        }
}

static void on_start(struct xml *xml, void *context, const struct xml_element *e)
{
        struct reader *r = context;

        if (r->skip)
                return;
        if (r->text) {
                text_start(r, e, xml_depth(xml));
        } else if (e->token == ODF_BODY || e->token == ODF_MASTER) {
                odt_styles_settle(r->styles);
                for (int i = 0; i < WHERES; i++)
                        r->w[i].fonts = odt_styles_have_fonts(r->styles);
        } else if (e->token == ODF_TEXT || e->token == ODF_HEAD) {
                r->text = xml_depth(xml);
                r->any_text |= e->token == ODF_TEXT;
                r->where = e->token == ODF_TEXT ? BODY : HEADS;
                if (r->where == HEADS)
                        head_begins(r);
        } else {
                odt_styles_start(r->styles, e);
        }
}

static void text_end(struct reader *r, int token, uint32_t depth)
{
        struct writer *w = writer(r);

        switch (token) {
        case ODF_P:
        case ODF_H:
                writer_paragraph_ends(w);
                r->n_spans -= r->n_spans > 0;
                break;
        case ODF_SPAN:
                r->n_spans -= r->n_spans > 0;
                break;
        case ODF_LIST:
                r->n_lists -= r->n_lists > 0;
                break;
        case ODF_ITEM:
                r->item.style = NULL;
                break;
        case ODF_CELL:
        case ODF_COVERED:
                writer_grid_span(w, r->advance);
                writer_cell_ends(w);
                r->advance = 1;
                break;
        case ODF_TABLE:
                writer_table_ends(w);
                break;
        case ODF_TEXTBOX:
                writer_textbox_ends(w);
                break;
        case ODF_NOTE:
        case ODF_ANNOTATION:
                if (depth == r->apart) {
                        r->apart = 0;
                        r->where = r->back;
                }
                break;
        default:
                break;
        }
}

static void section_ends(struct reader *r)
{
        r->text = 0;
        if (r->where == HEADS)
                head_ends(r);
}

static void on_end(struct xml *xml, void *context, int token)
{
        struct reader *r = context;

        if (r->losses.full)
                xml_stop(xml, DIAG_too_large);

        if (r->skip) {
                if (xml_depth(xml) == r->skip)
                        r->skip = 0;
                return;
        }
        if (r->text && xml_depth(xml) > r->text)
                text_end(r, token, xml_depth(xml));
        else if (r->text)
                section_ends(r);
        else
                odt_styles_end(r->styles, token);
}

/* ---- the document -------------------------------------------------------------------------------------- */

bool odt_is_one(const struct package *package)
{
        return package_find(package, "META-INF/manifest.xml") >= 0 && (package_find(package, "content.xml") >= 0 || package_find(package, "encrypted-package") >= 0);
}

static int read_bytes(struct buf *out, struct package *package, const char *name, size_t most)
{
        int part = package_find(package, name), r;

        if (part < 0)
                return 0;
        r = package_part_open(package, part);
        if (r)
                return r;
        buf_reserve(out, most);
        return package_part_read(package, out->ptr, most, &out->len);
}

/* A password encrypts the parts, and the manifest, which stays readable, says how. */
static int check_encrypted(struct package *package, const char **detail)
{
        cleanup(buf_release) struct buf manifest = { 0 };
        int r = read_bytes(&manifest, package, "META-INF/manifest.xml", MANIFEST_LOOK);

        *detail = r ? package_detail(package) : NULL;
        if (r)
                return r;
        return manifest.len && memmem(manifest.ptr, manifest.len, "encryption-data", 15) ? DIAG_encrypted : 0;
}

static int read_part(struct reader *r, struct package *package, const char *name, const struct extractor_limits *limits, const char **detail)
{
        struct xml_handler handler = { .vocabulary = &odf, .start = on_start, .end = on_end, .text = on_text, .context = r };
        int part = package_find(package, name);

        return part < 0 ? 0 : xml_read_part(package, part, r->w[0].arena, &handler, limits, detail);
}

static void reader_init(struct reader *r, struct arena *arena, const struct extractor_limits *limits)
{
        static const enum block_part parts[WHERES] = { BLOCK_BODY, BLOCK_FOOTNOTE, BLOCK_COMMENT, BLOCK_HEADER };

        *r = (struct reader) { .styles = odt_styles_new(arena) };
        for (int i = 0; i < WHERES; i++)
                r->w[i] = (struct writer) { .out = &r->stories[i], .losses = &r->losses, .arena = arena, .limits = limits, .part = parts[i] };
}

static void reader_releasep(struct reader *r)
{
        for (int i = 0; i < WHERES; i++) {
                writer_finish(&r->w[i]);
                buf_release(&r->stories[i].text);
        }
}

/* The styles' file may be damaged, as long as the text can be read. */
static int read_all(struct reader *r, struct document *doc, struct package *package, const struct extractor_limits *limits, const char **detail)
{
        int result = check_encrypted(package, detail);

        if (result)
                return result;
        result = read_part(r, package, "styles.xml", limits, detail);
        if (result == DIAG_bad_xml || result == DIAG_cut_zip) {
                document_note(doc, r->w[0].arena, (enum diag_code) result, "%s", *detail);
                result = 0;
        }
        if (result)
                return result;
        r->skip = r->text = r->apart = 0;
        r->where = BODY;
        odt_styles_next_file(r->styles);
        result = read_part(r, package, "content.xml", limits, detail);
        if (result == 0 && !r->any_text) {
                *detail = "no office:text";
                return DIAG_no_document_part;
        }
        return result;
}

int odt_read(struct document *doc, struct arena *arena, struct package *package, const struct extractor_limits *limits)
{
        cleanup(reader_releasep) struct reader r;
        const char *detail = NULL;
        int result;

        reader_init(&r, arena, limits);
        result = read_all(&r, doc, package, limits, &detail);
        if (result > 0)
                return document_refuse(doc, arena, (enum diag_code) result, detail ? "%s" : NULL, detail);
        for (int i = 0; i < WHERES; i++)
                writer_finish(&r.w[i]);
        for (int i = NOTES; i < WHERES; i++) {
                if (i != HEADS && r.stories[i].n)
                        document_note(doc, arena, DIAG_note_part_apart, "%s: %zu", i == NOTES ? "notes" : "comments", r.stories[i].n);
                story_append(&r.stories[BODY], arena, &r.stories[i]);
        }
        doc->media_type = "application/vnd.oasis.opendocument.text";
        doc->encoding = "UTF-8";
        document_take_story(doc, arena, &r.stories[BODY], &r.losses);
        return 0;
}
