/* See pipeline.h. */
#include "trichluc/pipeline.h"

#include "common/utf8.h"
#include "extractor/container.h"
#include "loader/loader.h"
#include "normalizer/normalizer.h"

#include <stdlib.h>

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
                if (member->ends_unit)
                        pipeline_place(doc, member->unit);
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

int pipeline_folder(struct document *folder, struct arena *arena, const struct container *container, const char **detail)
{
        int error = container ? extractor_container_error(container) : 0;

        folder->arrival = container ? extractor_container_arrival(container) : NULL;
        if (!error) {
                *detail = arena_printf(arena, "%llu", container ? (unsigned long long) extractor_container_units(container) : 0);
                return DIAG_holds_files;
        }
        folder->sha256[0] = '\0';
        *detail = arena_strdup(arena, strerror(error));
        return DIAG_unreadable;
}

void pipeline_place(struct document *doc, const struct unit *unit)
{
        memcpy(doc->sha256, unit->sha256, sizeof(doc->sha256));
        doc->bytes = unit->len;
        doc->starts_at = unit->sha256[0] ? unit->at : 0;
}

static int compare_marks(const void *a, const void *b)
{
        return memcmp(a, b, ARCHIVE_MAIL_MARK);
}

bool pipeline_knows(struct span known, const struct unit *unit)
{
        unsigned char mark[ARCHIVE_MAIL_MARK];

        if (!known.len || !unit->sha256[0])
                return false;
        archive_mail_mark(mark, unit->name, unit->sha256);
        return bsearch(mark, known.ptr, known.len / sizeof(mark), sizeof(mark), compare_marks);
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
