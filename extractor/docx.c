/*
 * DOCX: the main part first, then what stands apart from it - notes, comments, page heads and feet - each in blocks of its own part.
 *
 * A body that can be read is not given up for a damaged note: bad_xml or cut_zip of another part is noted as an error of the
 * document and the rest is kept. What looks like an attack (a limit, a DOCTYPE) gives up the document wherever it stands.
 */
#include "extractor/docx.h"

#include "extractor/docx_numbering.h"
#include "extractor/docx_parts.h"
#include "extractor/docx_recall.h"
#include "extractor/docx_text.h"
#include "extractor/format.h"
#include "extractor/legacy_guess.h"

#include "common/cleanup.h"

struct docx {
        struct document *doc;
        struct arena *arena;
        struct package *package;
        const struct extractor_limits *limits;
        struct docx_parts parts;
        struct docx_sheet sheet;
        bool suspect; /* its text makes no words: any run may be in a legacy encoding */
        struct story text;
        struct losses losses;
        struct head {
                struct span text;
                uint64_t hash;
        } *heads; /* page heads so far: most sections repeat them */
        size_t n_heads, room_heads;
        size_t before; /* diagnostics */
};

static void docx_releasep(struct docx *docx)
{
        buf_release(&docx->text.text);
}

/* After a part other than the main one: go on, or not. */
static int tolerate(struct docx *docx, int r, const char *detail)
{
        if (r != DIAG_bad_xml && r != DIAG_cut_zip && r != DIAG_no_document_part)
                return r;
        document_note(docx->doc, docx->arena, r == DIAG_no_document_part ? DIAG_bad_xml : (enum diag_code) r, "%s", detail);
        return 0;
}

/* The first part in this role, or -1. */
static int part_of(const struct docx *docx, enum docx_role role)
{
        for (size_t i = 0; i < docx->parts.n; i++) {
                if (docx->parts.items[i].role == role)
                        return docx->parts.items[i].part;
        }
        return -1;
}

/* Lists before styles, which ask for their levels. */
static int read_sheet(struct docx *docx, const struct docx_sheet_parts *parts, struct arena *arena, const char **detail)
{
        struct docx_sheet *sheet = &docx->sheet;
        int r = 0;

        if (parts->theme >= 0)
                r = docx_theme_read(&sheet->theme, docx->package, parts->theme, arena, docx->limits, detail);
        if (r)
                r = tolerate(docx, r, *detail);
        if (r == 0 && parts->numbering >= 0)
                r = docx_numbering_read(&sheet->numbering, docx->package, parts->numbering, &sheet->theme, arena, docx->limits, detail);
        if (r)
                r = tolerate(docx, r, *detail);
        if (r == 0 && parts->styles >= 0)
                r = docx_styles_read(&sheet->styles, docx->package, parts->styles, sheet->numbering, &sheet->theme, arena, docx->limits, detail);
        if (r)
                r = tolerate(docx, r, *detail);
        docx_numbering_link(sheet->numbering, sheet->styles);
        return r;
}

static int read_looks(struct docx *docx, const char **detail)
{
        struct docx_sheet_parts parts = { part_of(docx, DOCX_THEME), part_of(docx, DOCX_NUMBERING), part_of(docx, DOCX_STYLES) };
        struct docx_sheet *sheet = &docx->sheet;
        size_t before = docx->doc->diags.n;
        int r = 0;

        if (!docx_sheet_recall(sheet, docx->package, &parts, docx->limits, docx->arena)) {
                struct arena *room = docx_sheet_begin(docx->package, &parts, docx->limits);

                r = read_sheet(docx, &parts, room ? room : docx->arena, detail);
                if (room)
                        docx_sheet_end(sheet, docx->arena, r == 0 && docx->doc->diags.n == before);
        }
        sheet->fonts = docx->suspect || docx_styles_have_fonts(sheet->styles) || sheet->theme.major > FONT_PLAIN || sheet->theme.minor > FONT_PLAIN;
        return r;
}

static int read_text(struct docx *docx, struct story *to, int part, enum block_part kind, const char **detail)
{
        return docx_text_read(to, &docx->losses, docx->package, part, kind, &docx->sheet, docx->arena, docx->limits, detail);
}

static int read_notes(struct docx *docx, enum docx_role role, enum block_part kind, const char **detail)
{
        for (size_t i = 0; i < docx->parts.n; i++) {
                struct span name = package_name(docx->package, docx->parts.items[i].part);
                size_t before = docx->text.n;
                int r;

                if (docx->parts.items[i].role != role)
                        continue;
                r = read_text(docx, &docx->text, docx->parts.items[i].part, kind, detail);
                if (r)
                        r = tolerate(docx, r, *detail);
                if (r)
                        return r;
                if (docx->text.n > before)
                        document_note(docx->doc, docx->arena, DIAG_note_part_apart, "%.*s: %zu", (int) (name.len < 80 ? name.len : 80), name.ptr,
                                docx->text.n - before);
        }
        return 0;
}

/* FNV-1a: ten thousand heads that differ in their last word are not compared each with each. */
static uint64_t hash_of(struct span text)
{
        uint64_t hash = 0xCBF29CE484222325u;

        for (size_t i = 0; i < text.len; i++)
                hash = (hash ^ (unsigned char) text.ptr[i]) * 0x100000001B3u;
        return hash;
}

static bool known_head(const struct docx *docx, struct span text, uint64_t hash)
{
        for (size_t i = 0; i < docx->n_heads; i++) {
                if (docx->heads[i].hash == hash && span_eq(docx->heads[i].text, text))
                        return true;
        }
        return false;
}

static int read_heads(struct docx *docx, enum docx_role role, const char **detail)
{
        for (size_t i = 0; i < docx->parts.n; i++) {
                struct story head = { 0 };
                uint64_t hash;
                int r;

                if (docx->parts.items[i].role != role)
                        continue;
                r = read_text(docx, &head, docx->parts.items[i].part, BLOCK_HEADER, detail);
                if (r)
                        r = tolerate(docx, r, *detail);
                hash = hash_of(buf_span(&head.text));
                if (r == 0 && head.n && !known_head(docx, buf_span(&head.text), hash)) {
                        struct head *known = arena_grow(docx->arena, &docx->heads, &docx->n_heads, &docx->room_heads, sizeof(*known));

                        *known = (struct head) { { arena_strndup(docx->arena, buf_span(&head.text)), head.text.len }, hash };
                        story_append(&docx->text, docx->arena, &head);
                }
                buf_release(&head.text);
                if (r)
                        return r;
        }
        return 0;
}

static int read_apart(struct docx *docx, const char **detail)
{
        static const struct {
                enum docx_role role;
                enum block_part kind;
        } order[] = {
                { DOCX_FOOTNOTES, BLOCK_FOOTNOTE }, { DOCX_ENDNOTES, BLOCK_FOOTNOTE }, { DOCX_COMMENTS, BLOCK_COMMENT },
                { DOCX_HEADER, BLOCK_HEADER }, { DOCX_FOOTER, BLOCK_HEADER },
        };

        for (size_t i = 0; i < ARRAY_LEN(order); i++) {
                int r = order[i].kind == BLOCK_HEADER ? read_heads(docx, order[i].role, detail)
                                                      : read_notes(docx, order[i].role, order[i].kind, detail);

                if (r)
                        return r;
        }
        return 0;
}

static int read_package(struct docx *docx, const char **detail)
{
        int main, r;

        r = docx_find_main(&main, docx->package, docx->arena, docx->limits, detail);
        if (r)
                return r;
        r = docx_find_parts(&docx->parts, docx->package, main, docx->arena, docx->limits, detail);
        if (r)
                r = tolerate(docx, r, *detail);
        if (r == 0)
                r = read_looks(docx, detail);
        if (r == 0)
                r = read_text(docx, &docx->text, main, BLOCK_BODY, detail);
        return r ? r : read_apart(docx, detail);
}

/* Somebody gave an old text a new font: read it once more, each run looked at. */
static int read_again(struct docx *docx, const char **detail)
{
        docx_releasep(docx);
        docx->doc->diags.n = docx->before;
        *docx = (struct docx) { .doc = docx->doc, .arena = docx->arena, .package = docx->package, .limits = docx->limits, .suspect = true };
        return read_package(docx, detail);
}

int docx_read(struct document *doc, struct arena *arena, struct package *package, const struct extractor_limits *limits)
{
        cleanup(docx_releasep) struct docx docx = { .doc = doc, .arena = arena, .package = package, .limits = limits, .before = doc->diags.n };
        const char *detail = NULL;
        int r;

        r = read_package(&docx, &detail);
        if (r == 0 && !docx.sheet.fonts && legacy_guess_text(buf_span(&docx.text.text)))
                r = read_again(&docx, &detail);

        if (r > 0)
                return document_refuse(doc, arena, (enum diag_code) r, detail ? "%s" : NULL, detail);
        doc->media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        doc->encoding = "UTF-8";
        document_take_story(doc, arena, &docx.text, &docx.losses);
        return 0;
}
