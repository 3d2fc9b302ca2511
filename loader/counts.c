/*
 * Counts that are kept: how often each instrument is cited and by how many documents, and how many documents there are of each type, issuer and year.
 * To count them when asked means to read every citation, half a minute in an archive of a million documents.
 *
 * What a document adds to the counts is its part. A new document's part is gathered from memory as it is stored. Before anything of a stored document
 * changes - a link that moves, the document goes - its part is read and taken out, once a batch (counts_leave), and when the batch is committed
 * what it is by then goes back in. So nobody has to follow what happens to a link in between. All changes of a batch are gathered and then written in
 * the order of the rows, one statement an instrument, in the transaction that made them.
 *
 * Citations of class self do not count. `verify` compares with a recount, queries/recount.sql makes all counts anew.
 */
#include "loader/internal.h"

/* ---- what is gathered ---------------------------------------------------------------------------------- */

static void add_link(struct counts *counts, int64_t instrument, int64_t citations, int documents)
{
        if (counts->n_links == counts->room_links) {
                counts->room_links = counts->room_links ? counts->room_links * 2 : 4096;
                counts->links = realloc(counts->links, counts->room_links * sizeof(*counts->links));
                if (!counts->links)
                        memory_exhausted(counts->room_links * sizeof(*counts->links));
        }
        counts->links[counts->n_links++] = (struct count_link) { instrument, citations, documents };
}

static void add_group(struct counts *counts, const char *type, int64_t issuer, int64_t year, int documents)
{
        struct count_group *group = arena_grow(&counts->arena, &counts->groups, &counts->n_groups, &counts->room_groups, sizeof(*group));

        *group = (struct count_group) { arena_strdup(&counts->arena, type ? type : ""), issuer, year, documents };
}

/* "2017-11-02" -> 2017; 0 = not known */
static int year_of(const char *date)
{
        return date && strspn(date, "0123456789") >= 4 ? (int) strtol((char[]) { date[0], date[1], date[2], date[3], 0 }, NULL, 10) : 0;
}

/* The part of a stored document, as its rows are now. */
static int add_part(struct archive *archive, int64_t document, int sign)
{
        struct counts *counts = &archive->counts;
        struct values v = statement(archive, STATEMENT_count_links);
        int r;

        put_int(&v, document);
        while ((r = statement_next(archive, &v)) > 0)
                add_link(counts, column_int(&v, 0), sign * column_int(&v, 1), sign);
        if (r)
                return r;
        v = statement(archive, STATEMENT_find_group);
        put_int(&v, document);
        r = statement_next(archive, &v);
        if (r > 0)
                add_group(counts, column_text(&v, 0), column_int(&v, 1), year_of(column_text(&v, 2)), sign);
        statement_end(&v);
        return r < 0 ? r : 0;
}

/* ---- documents ----------------------------------------------------------------------------------------- */

void counts_begin(struct archive *archive, int64_t document)
{
        archive->counts.current = document;
}

static int by_id(const void *a, const void *b)
{
        int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

        return (x > y) - (x < y);
}

void counts_enter(struct archive *archive, const char *type, int64_t issuer, const char *date, int64_t *instruments, size_t n)
{
        struct counts *counts = &archive->counts;
        int64_t document = counts->current;

        counts->current = 0;
        if (!instruments)
                idset_add(&counts->away, document);
        if (idset_has(&counts->away, document))
                return;
        if (n)
                qsort(instruments, n, sizeof(*instruments), by_id);
        for (size_t i = 0, j; i < n; i = j) {
                for (j = i + 1; j < n && instruments[j] == instruments[i]; j++)
                        ;
                if (instruments[i])
                        add_link(counts, instruments[i], (int64_t) (j - i), 1);
        }
        add_group(counts, type, issuer, year_of(date), 1);
}

int counts_leave(struct archive *archive, int64_t document)
{
        struct counts *counts = &archive->counts;

        if (!idset_add(&counts->away, document) || document == counts->current) /* its part is not in yet */
                return 0;
        return add_part(archive, document, -1);
}

int counts_drop(struct archive *archive, int64_t instrument)
{
        struct values v = statement(archive, STATEMENT_delete_counts);

        idset_add(&archive->counts.gone, instrument); /* its number is not given again in this batch */
        put_int(&v, instrument);
        return statement_run(archive, &v);
}

/* ---- writing ------------------------------------------------------------------------------------------- */

static int by_instrument(const void *a, const void *b)
{
        int64_t x = ((const struct count_link *) a)->instrument, y = ((const struct count_link *) b)->instrument;

        return (x > y) - (x < y);
}

static int write_link(struct archive *archive, const struct count_link *sum)
{
        struct values v;

        if ((!sum->citations && !sum->documents) || idset_has(&archive->counts.gone, sum->instrument))
                return 0;
        v = statement(archive, STATEMENT_update_counts);
        put_int(&v, sum->instrument);
        put_int(&v, sum->citations);
        put_int(&v, sum->documents);
        return statement_run(archive, &v);
}

static int write_links(struct archive *archive)
{
        struct count_link *links = archive->counts.links;
        size_t n = archive->counts.n_links;
        int r = 0;

        if (n)
                qsort(links, n, sizeof(*links), by_instrument);
        for (size_t i = 0, j; !r && i < n; i = j) {
                for (j = i + 1; j < n && links[j].instrument == links[i].instrument; j++) {
                        links[i].citations += links[j].citations;
                        links[i].documents += links[j].documents;
                }
                r = write_link(archive, &links[i]);
        }
        return r;
}

static int by_group(const void *a, const void *b)
{
        const struct count_group *x = a, *y = b;

        if (x->issuer != y->issuer)
                return x->issuer > y->issuer ? 1 : -1;
        return x->year != y->year ? (x->year > y->year ? 1 : -1) : strcmp(x->type, y->type);
}

static int write_groups(struct archive *archive)
{
        struct count_group *groups = archive->counts.groups;
        size_t n = archive->counts.n_groups;
        int r = 0;

        if (n)
                qsort(groups, n, sizeof(*groups), by_group);
        for (size_t i = 0, j; !r && i < n; i = j) {
                struct values v;

                for (j = i + 1; j < n && by_group(&groups[i], &groups[j]) == 0; j++)
                        groups[i].documents += groups[j].documents;
                if (!groups[i].documents)
                        continue;
                v = statement(archive, STATEMENT_upsert_group);
                put_text(&v, *groups[i].type ? groups[i].type : NULL);
                put_id(&v, groups[i].issuer);
                put_id(&v, groups[i].year);
                put_int(&v, groups[i].documents);
                r = statement_run(archive, &v);
        }
        return r;
}

int counts_flush(struct archive *archive)
{
        struct counts *counts = &archive->counts;
        int64_t document;
        size_t at = 0;
        int r = 0;

        while (!r && (document = idset_next(&counts->away, &at)))
                r = add_part(archive, document, 1);
        if (!r)
                r = write_links(archive);
        if (!r)
                r = write_groups(archive);
        counts_forget(archive);
        return r;
}

void counts_forget(struct archive *archive)
{
        struct counts *counts = &archive->counts;

        idset_clear(&counts->away);
        idset_clear(&counts->gone);
        counts->n_links = 0;
        counts->groups = NULL;
        counts->n_groups = counts->room_groups = 0;
        arena_reset(&counts->arena);
        counts->current = 0;
}

void counts_release(struct archive *archive)
{
        idset_release(&archive->counts.away);
        idset_release(&archive->counts.gone);
        free(archive->counts.links);
        arena_release(&archive->counts.arena);
}
