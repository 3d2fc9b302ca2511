/*
 * What envelopes say of a document that is held already.
 *
 * A document may come in several envelopes and once without; it is parsed once, and what the others say is known only by their rows. Where they differ from
 * the text (ruleset_compare), its diagnostics have to tell so whichever came first.
 */
#include "loader/internal.h"

static bool same(const struct diag *a, const struct diag *b)
{
        return a->code == b->code && a->span.begin == b->span.begin && a->span.end == b->span.end && strcmp(a->detail ? a->detail : "", b->detail ? b->detail : "") == 0;
}

static bool all_same(const struct diag_list *a, const struct diag_list *b)
{
        if (a->n != b->n)
                return false;
        for (size_t i = 0; i < a->n; i++) {
                if (!same(&a->items[i], &b->items[i]))
                        return false;
        }
        return true;
}

int envelope_retell(struct archive *archive, int64_t document)
{
        struct arena *arena = &archive->scratch;
        struct archive_document held;
        struct diag_list told;
        struct values v;
        int r = archive_read(archive, &held, arena, document);

        if (r || (!held.doc.n_witnesses && !held.record.diags.n))
                return r;
        told = held.record.diags;
        told.items = arena_array(arena, told.n + 1, sizeof(*told.items));
        if (told.n)
                memcpy(told.items, held.record.diags.items, told.n * sizeof(*told.items));
        ruleset_compare(&held.record, arena, &held.doc);
        if (all_same(&told, &held.record.diags))
                return 0;
        v = statement(archive, STATEMENT_delete_diagnostics);
        put_int(&v, document);
        r = statement_run(archive, &v);
        if (r)
                return r;
        diagnostics_insert(archive, &held.record.diags, document);
        return feeds_flush(archive);
}
