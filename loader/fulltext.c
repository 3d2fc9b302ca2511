/*
 * The words of documents on their way into full text.
 *
 * They wait in memory, folded, and go in when the batch is committed. SQLite tells every virtual table of each statement that might have to be
 * undone, and FTS5 answers by writing out what it has gathered: that would be a segment a document. Until the first insert
 * of a batch FTS5 takes no part in it and hears of none.
 *
 * A contentless table gives words back only against the text they came from, so a replaced document's old text is folded once more. Its
 * folding must be that of the normalizer that put it in; when the folding changes, the full text has to be made anew.
 */
#include "loader/internal.h"

enum { BREATH_DOCUMENTS = 16 };

static void add(struct archive *archive, int64_t document, struct span title, struct span text, bool remove)
{
        struct fulltext *ft = &archive->fulltext;
        struct fulltext_entry *e;

        if (ft->n == ft->room) {
                ft->room = ft->room ? ft->room * 2 : BATCH_DOCUMENTS;
                ft->entries = realloc(ft->entries, ft->room * sizeof(*ft->entries));
                if (!ft->entries)
                        memory_exhausted(ft->room * sizeof(*ft->entries));
        }
        e = &ft->entries[ft->n++];
        *e = (struct fulltext_entry) { .document = document, .title = ft->text.len, .remove = remove };
        norm_fold_text(&ft->text, title);
        e->body = ft->text.len;
        norm_fold_text(&ft->text, text);
        e->end = ft->text.len;
}

void fulltext_add(struct archive *archive, int64_t document, struct span title, struct span text)
{
        add(archive, document, title, text, false);
}

void fulltext_remove(struct archive *archive, int64_t document, struct span title, struct span text)
{
        add(archive, document, title, text, true);
}

void fulltext_truncate(struct archive *archive, size_t n)
{
        struct fulltext *ft = &archive->fulltext;

        if (n >= ft->n)
                return;
        ft->text.len = ft->entries[n].title;
        ft->n = n;
}

int fulltext_flush(struct archive *archive)
{
        struct fulltext *ft = &archive->fulltext;
        int r = 0;

        for (size_t i = 0; !r && i < ft->n; i++) {
                const struct fulltext_entry *e = &ft->entries[i];
                struct values v = statement(archive, e->remove ? STATEMENT_delete_fts : STATEMENT_insert_fts);

                put_int(&v, e->document);
                put_span(&v, (struct span) { ft->text.ptr + e->title, e->body - e->title });
                put_span(&v, (struct span) { ft->text.ptr + e->body, e->end - e->body });
                r = statement_run(archive, &v);
                if (archive->breathe && i % BREATH_DOCUMENTS == 0)
                        archive->breathe(archive->breathe_context);
        }
        fulltext_truncate(archive, 0);
        if (ft->text.room > 2 * BATCH_TEXT) /* one huge document came by */
                buf_release(&ft->text);
        return r;
}
