/* See pipeline.h. */
#include "trichluc/pipeline.h"

#include "common/utf8.h"
#include "extractor/container.h"
#include "loader/loader.h"
#include "normalizer/normalizer.h"

void pipeline_understand(struct ruleset *rules, struct record *record, struct arena *arena, struct document *doc, int code)
{
        struct norm_text text;

        *record = (struct record) { 0 };
        if (code) {
                record->diags = doc->diags;
                return;
        }
        norm_display(doc, arena);
        norm_match_text(&text, arena, doc->text);
        ruleset_run(rules, record, arena, doc, &text);
}

int pipeline_member(struct ruleset *rules, struct record *record, struct arena *arena, struct document *doc, const char *path, const struct member *member,
                    const struct extractor_limits *limits)
{
        int code = member->code;

        if (code) {
                *doc = (struct document) { 0 };
                diag_add(&doc->diags, arena, (enum diag_code) code, RANGE_NONE, member->detail);
        } else {
                code = extractor_read_declared(doc, arena, member->name, member->bytes, member->charset, limits);
                if (member->note)
                        diag_add(&doc->diags, arena, (enum diag_code) member->note, RANGE_NONE, NULL);
        }
        doc->arrival = member->arrival;
        doc->witnesses = member->witnesses;
        doc->n_witnesses = member->n_witnesses;
        ruleset_hear(rules, arena, doc);
        doc->path = path;
        doc->member = arena_strdup(arena, member->name);
        if (code >= 0)
                pipeline_understand(rules, record, arena, doc, code);
        if (!code)
                ruleset_compare(record, arena, doc);
        return code;
}

const char *pipeline_keep_backup(struct trichluc *t, const struct archive *archive)
{
        if (!archive_backup(archive))
                return NULL;
        buf_clear(&t->backup);
        buf_puts(&t->backup, archive_backup(archive));
        return t->backup.ptr;
}

const char *pipeline_detail(const struct document *doc, int code)
{
        for (size_t i = doc->diags.n; i > 0; i--) {
                if ((int) doc->diags.items[i - 1].code == code)
                        return doc->diags.items[i - 1].detail;
        }
        return NULL;
}

/* The first byte of @s that is no UTF-8, or its end. */
static const char *bad_byte(const char *s, const char *end)
{
        unsigned len;

        while (s < end && utf8_decode(s, end, &len) != UTF8_BAD)
                s += len;
        return s;
}

const char *pipeline_path_text(struct arena *arena, const char *path)
{
        const char *end = path + strlen(path), *bad = bad_byte(path, end);
        struct buf text = { 0 };
        char *copy;

        if (bad == end)
                return path;
        while (path < end) {
                buf_add(&text, path, (size_t) (bad - path));
                if (bad < end)
                        buf_printf(&text, "\\x%02X", (unsigned char) *bad++);
                path = bad;
                bad = bad_byte(path, end);
        }
        copy = arena_strndup(arena, buf_span(&text));
        buf_release(&text);
        return copy;
}

void pipeline_name(struct document *doc, struct arena *arena)
{
        const char *text = pipeline_path_text(arena, doc->path);

        if (text != doc->path)
                diag_add(&doc->diags, arena, DIAG_path_escaped, RANGE_NONE, NULL);
        doc->path = text;
}
