/*
 * The citations of a document: a row each, linked to its instrument.
 *
 * They are linked in text order, so that a citation met later can still move an earlier one (loose.c); rows that might be moved are put
 * into the table before.
 * What belongs or refers to a citation further on waits until all rows stand.
 */
#include "loader/internal.h"

#include <assert.h>

/* What is known of the citations already written. */
struct written {
        int64_t instrument; /* 0 = not linked */
        const char *why;
        bool settled; /* the link is there to stay: nothing that comes later in the document can move it */
        bool rewritten; /* its row was changed after it was put in: it may not say what stands here */
};

struct job {
        struct archive *archive;
        const struct record *rec;
        int64_t document, instrument; /* the document, and its own instrument */
        int64_t first;                /* row id of citation 1 */
        size_t moves;                 /* archive->moves when the first one was linked */
        struct near near;
        struct written *written;
};

int mention_of(struct archive *archive, struct mention *out, const struct rec_number *number, const char *type, const struct rec_date *date,
        struct unit *issuer, const char *issuer_name, struct near near)
{
        struct series series;
        int r;

        if (issuer->id && register_name(issuer->lowered) != issuer->lowered) {
                /* the chairman's documents are the committee's: name that one on the instrument */
                size_t title = (size_t) (register_name(issuer->lowered) - issuer->lowered);

                issuer_name += strlen(issuer_name) > title ? title : 0;
                r = unit_find(archive, issuer, issuer_name, NULL, near.printed);
                if (r)
                        return r;
        }
        series_of(&series, archive, number, type, date, issuer, near.lowered);
        *out = (struct mention) { .key = number->key, .series = series_text(&archive->scratch, &series), .complete = series_complete(&series),
                .year = series_year(&series, number), .issuer = issuer->id, .issuer_said = unit_said(archive, issuer) };
        return 0;
}

/* The bit of @key in archive->loose. */
static uint64_t *loose_bit(struct archive *archive, const char *key, uint64_t *bit)
{
        uint64_t hash = map_hash(span_of(key));

        *bit = 1ull << hash % 64;
        return &archive->loose[hash / 64 % ARRAY_LEN(archive->loose)];
}

static int flush(struct archive *archive)
{
        memset(archive->loose, 0, sizeof(archive->loose));
        return feed_flush(archive, STATEMENT_insert_citation);
}

int citations_await(struct archive *archive, const char *key)
{
        uint64_t bit, *word = loose_bit(archive, key, &bit);

        return *word & bit ? flush(archive) : 0;
}

static bool has_key(const struct rec_citation *c)
{
        return c->number.status == NUMBER_FULL && c->number.key;
}

/* The citation @c refers to, or NULL. */
static const struct rec_citation *fuller(const struct job *job, const struct rec_citation *c)
{
        return c->refers_to && c->refers_to <= job->rec->n_citations && c->refers_to != c->id ? &job->rec->citations[c->refers_to - 1] : NULL;
}

/*
 * "Quyết định số 01/QĐ-UBND ngày 16/7/2016" in a document of a district: the rules give it the district's committee, and the province's is as likely. In a
 * document of a province nobody leaves out the name of another committee than its own.
 */
static bool is_guessed(const struct job *job, const struct rec_citation *c, const struct unit *issuer)
{
        return issuer->id && issuer->id == job->near.issuer && !range_is_set(c->issuer.span) && issuer->level &&
                (strcmp(issuer->level, "huyen") == 0 || strcmp(issuer->level, "xa") == 0);
}

/*
 * The type of a citation as far as its words say it; out of the mark QĐ the rules read Quyết định. (Where the word stands is not among the rows a record is
 * read from: there is room for it before the number, or it is not what the mark says.)
 */
static const char *type_stated(const struct rec_citation *c)
{
        bool room = c->type.name && range_is_set(c->span) && range_is_set(c->number_span) && c->number_span.begin >= c->span.begin + strlen(c->type.name);

        return room || (c->type.name && strcmp(c->type.name, "Quy định") == 0) ? c->type.name : NULL;
}

static int link_own(struct job *job, const struct rec_citation *c, struct unit *issuer, struct written *w, const char **series)
{
        struct mention mention;
        int r;

        if (c->class == CITATION_NAMED) {
                struct register_row law;

                r = register_find_law(job->archive, &law, c->type.name, c->title.text, c->date.iso, c->number.year);
                if (!r && law.key)
                        r = register_cite_law(job->archive, &w->instrument, &w->why, &law);
                if (r || law.key)
                        return r;
        }
        if (!has_key(c)) {
                w->why = c->number.status == NUMBER_PARTIAL ? "partial_number" : "no_number";
                return 0;
        }
        if (is_guessed(job, c, issuer))
                *issuer = (struct unit) { 0 };
        r = mention_of(job->archive, &mention, &c->number, type_stated(c), &c->date, issuer, c->issuer.name, job->near);
        if (r)
                return r;
        mention.type = c->type.name;
        mention.date = c->date.iso;
        mention.title = c->title.text;
        r = instrument_cite(job->archive, &w->instrument, &w->why, &mention);
        w->settled = mention.complete && !w->why;
        *series = w->settled ? NULL : mention.series;
        return r;
}

/* The instrument of @c, as far as it can be told before all rows stand. */
static int resolve(struct job *job, const struct rec_citation *c, struct unit *issuer, struct written *w, const char **series)
{
        const struct rec_citation *target = fuller(job, c);

        if (c->class == CITATION_SELF || c->refers_to_document) {
                *w = (struct written) { job->instrument, job->instrument ? NULL : "no_number", true, false };
                return 0;
        }
        if (!target)
                return link_own(job, c, issuer, w, series);
        if (target->id < c->id)
                *w = job->written[target->id - 1];
        return 0;
}

static const char *parts_text(struct archive *archive, const struct rec_citation *c)
{
        struct buf out = { 0 };
        const char *text;

        for (size_t i = 0; i < c->n_parts; i++)
                buf_printf(&out, "%s%s", i ? "; " : "", c->parts[i].path);
        text = c->n_parts ? arena_strndup(&archive->scratch, buf_span(&out)) : NULL;
        buf_release(&out);
        return text;
}

static const char *type_printed(const struct rec_type *type)
{
        return type->printed && (!type->name || strcmp(type->printed, type->name)) ? type->printed : NULL;
}

/* The row id of citation @n of this document when its row stands already, else 0. */
static int64_t row_before(const struct job *job, const struct rec_citation *c, unsigned n)
{
        return n && n < c->id ? job->first + n - 1 : 0;
}

static void insert_row(struct job *job, const struct rec_citation *c, const struct unit *issuer, const char *type_id, const struct written *w, const char *series)
{
        struct values v = feed_row(job->archive, STATEMENT_insert_citation);
        uint64_t bit, *word;

        put_int(&v, job->first + c->id - 1);
        put_int(&v, job->document);
        put_int(&v, c->id);
        put_id(&v, w->instrument);
        put_id(&v, row_before(job, c, c->subject));
        put_id(&v, row_before(job, c, c->refers_to));
        put_int(&v, c->refers_to_document);
        put_text(&v, citation_class_name(c->class));
        put_text(&v, c->type.name);
        put_text(&v, type_id);
        put_text(&v, type_printed(&c->type));
        put_text(&v, has_key(c) ? c->number.key : NULL);
        put_text(&v, c->number.status == NUMBER_PARTIAL ? c->number.key_pattern : NULL);
        put_text(&v, c->number.number);
        put_text(&v, c->number.suffix);
        put_id(&v, c->number.year);
        put_text(&v, c->number.type_abbr);
        put_text(&v, c->number.style);
        put_text(&v, c->date.iso);
        put_text(&v, date_precision_name(c->date.precision));
        put_id(&v, issuer->id);
        put_text(&v, issuer->spelled);
        put_text(&v, c->relation);
        put_int(&v, c->inverse);
        put_text(&v, parts_text(job->archive, c));
        put_text(&v, c->title.text);
        put_id(&v, c->group);
        put_text(&v, citation_status_name(c->status));
        put_text(&v, c->suggested_key);
        put_text(&v, w->why);
        put_text(&v, series);
        put_range(&v, c->number_span);
        put_range(&v, c->date.span);
        put_range(&v, c->issuer.span);
        put_range(&v, c->title.span);
        put_range(&v, c->span);
        put_text(&v, c->rule);
        if (series) {
                word = loose_bit(job->archive, c->number.key, &bit);
                *word |= bit;
                mark_set(job->archive, MARK_LOOSE, c->number.key);
        }
}

static void insert_parts(struct job *job, const struct rec_citation *c)
{
        for (size_t i = 0; i < c->n_parts; i++) {
                struct values v = feed_row(job->archive, STATEMENT_insert_citation_part);

                put_int(&v, job->first + c->id - 1);
                put_int(&v, (int64_t) i + 1);
                put_text(&v, c->parts[i].path);
                put_range(&v, c->parts[i].span);
        }
}

static int insert_one(struct job *job, const struct rec_citation *c)
{
        struct written *w = &job->written[c->id - 1];
        struct unit issuer = { 0 }, stated;
        const char *series = NULL, *type_id;
        int r;

        r = document_type_note(job->archive, &c->type, &type_id);
        if (!r)
                r = unit_find(job->archive, &issuer, c->issuer.name, NULL, job->near.printed);
        stated = issuer;
        if (!r)
                r = resolve(job, c, &issuer, w, &series);
        if (r)
                return r;
        insert_row(job, c, &stated, type_id, w, series);
        insert_parts(job, c);
        return 0;
}

static bool is_reference(const struct job *job, unsigned n)
{
        return n && n <= job->rec->n_citations;
}

/* Does the row of @c, which was put in behind that of @target, have the link that @target's row has now? */
static bool has_link_of(const struct job *job, const struct rec_citation *c, const struct rec_citation *target)
{
        const struct written *own = &job->written[c->id - 1], *there = &job->written[target->id - 1];

        if (there->settled)
                return true;
        return !there->rewritten && job->moves == job->archive->moves && own->instrument == there->instrument && own->why == there->why;
}

/* Belongs or refers to a row that was not there yet, or to one whose link may have moved since. */
static int complete_one(struct job *job, const struct rec_citation *c, bool *late)
{
        const struct rec_citation *target = fuller(job, c);
        bool subject_late = is_reference(job, c->subject) && c->subject > c->id;
        bool target_late = target && (target->id > c->id || !has_link_of(job, c, target));
        struct values v;
        int r;

        if (!subject_late && !target_late)
                return 0;
        *late |= target_late;
        job->written[c->id - 1].rewritten = true;
        r = flush(job->archive);
        if (r)
                return r;
        v = statement(job->archive, STATEMENT_update_citation);
        put_id(&v, is_reference(job, c->subject) ? job->first + c->subject - 1 : 0);
        put_id(&v, target ? job->first + target->id - 1 : 0);
        put_int(&v, job->first + c->id - 1);
        return statement_run(job->archive, &v);
}

/* What the citations add to the counts of instruments, unless a link moved after its row was written. */
static int64_t *links_of(const struct job *job)
{
        int64_t *links = arena_array(&job->archive->scratch, job->rec->n_citations + 1, sizeof(*links));

        for (size_t i = 0; i < job->rec->n_citations; i++)
                links[i] = job->rec->citations[i].class == CITATION_SELF ? 0 : job->written[i].instrument;
        return links;
}

int citations_insert(struct archive *archive, int64_t **links, const struct record *rec, int64_t document, int64_t instrument, struct near near)
{
        struct job job = { archive, rec, document, instrument, archive->next_citation, archive->moves, near,
                arena_array(&archive->scratch, rec->n_citations, sizeof(struct written)) };
        bool late = false;
        int r = 0;

        memset(archive->loose, 0, sizeof(archive->loose));
        archive->next_citation += (int64_t) rec->n_citations;
        for (size_t i = 0; !r && i < rec->n_citations; i++) {
                assert(rec->citations[i].id == i + 1);
                r = insert_one(&job, &rec->citations[i]);
        }
        for (size_t i = 0; !r && i < rec->n_citations; i++)
                r = complete_one(&job, &rec->citations[i], &late);
        *links = late ? NULL : links_of(&job);
        return r;
}
