/*
 * A document and its record out of their rows: the inverse of document.c, citation.c and facts.c. What they write comes back as it was, names of
 * units in the document's own spelling; test_record compares.
 *
 * An archive may be anybody's file: references that lead nowhere are none, ranges outside the text are none.
 */
#include "loader/internal.h"

#include "extractor/blocks.h"

/* What is being read. */
struct job {
        struct archive *archive;
        struct archive_document *out;
        struct arena *arena;
        int64_t id;
        int64_t *owners; /* ids of the list whose members come next */
        size_t n_owners, room_owners;
};

/* ---- cells --------------------------------------------------------------------------------------------- */

static const char *text(const struct job *job, const struct values *v, int column)
{
        return arena_strdup(job->arena, column_text(v, column));
}

/* At @column and the next. */
static struct range range(const struct job *job, const struct values *v, int column)
{
        int64_t begin = column_int(v, column), end = column_int(v, column + 1);

        if (begin < 0 || begin > end || (uint64_t) end > job->out->doc.text.len)
                return RANGE_NONE;
        return (struct range) { (uint32_t) begin, (uint32_t) end };
}

/* A number up to @largest, else 0. */
static unsigned number(const struct values *v, int column, size_t largest)
{
        int64_t n = column_int(v, column);

        return n > 0 && (uint64_t) n <= largest ? (unsigned) n : 0;
}

/* The value of an enumeration whose names @name gives, from 0 to @last; 0 for another word. */
static int named(const struct values *v, int column, const char *(*name)(int), int last)
{
        const char *word = column_text(v, column);

        for (int i = 0; word && i <= last; i++) {
                if (name(i) && strcmp(name(i), word) == 0)
                        return i;
        }
        return 0;
}

static const char *name_of_status(int i)
{
        return number_status_name((enum number_status) i);
}

static const char *name_of_precision(int i)
{
        return date_precision_name((enum date_precision) i);
}

static const char *name_of_class(int i)
{
        return citation_class_name((enum citation_class) i);
}

static const char *name_of_citation_status(int i)
{
        return citation_status_name((enum citation_status) i);
}

static const char *name_of_missing(int i)
{
        return parts_of_date((unsigned) i);
}

static enum date_precision precision(const struct values *v, int column)
{
        return (enum date_precision) named(v, column, name_of_precision, PRECISION_YEAR);
}

static unsigned missing(const struct values *v, int column)
{
        return (unsigned) named(v, column, name_of_missing, MISSING_DAY | MISSING_MONTH | MISSING_YEAR);
}

/* "TM KT" */
static void strings(const struct job *job, struct rec_strings *out, const char *joined, const char *between)
{
        while (joined) {
                const char *end = strstr(joined, between);
                const char **item = arena_grow(job->arena, &out->items, &out->n, &out->room, sizeof(*item));

                *item = arena_strndup(job->arena, (struct span) { joined, end ? (size_t) (end - joined) : strlen(joined) });
                joined = end ? end + strlen(between) : NULL;
        }
}

/* ---- lists --------------------------------------------------------------------------------------------- */

typedef void row_fn(struct job *job, const struct values *v);

/* Each row of @id, which asks for the lists of one document, to @fn. */
static int each(struct job *job, enum statement_id id, row_fn *fn)
{
        struct values v = statement(job->archive, id);
        int r;

        put_int(&v, job->id);
        while ((r = statement_next(job->archive, &v)) > 0)
                fn(job, &v);
        return r;
}

/* The place in its list of the owner that a member's first cell names; room for one more when there is none, which cannot be of an honest archive. */
static size_t owner(const struct job *job, const struct values *v, size_t n)
{
        int64_t id = column_int(v, 0);
        size_t low = 0, high = job->n_owners;

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (job->owners[middle] < id)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low < job->n_owners && low < n && job->owners[low] == id ? low : SIZE_MAX;
}

static void note_owner(struct job *job, const struct values *v)
{
        int64_t *id = arena_grow(job->arena, &job->owners, &job->n_owners, &job->room_owners, sizeof(*id));

        *id = column_int(v, 0);
}

static void forget_owners(struct job *job)
{
        job->owners = NULL;
        job->n_owners = job->room_owners = 0;
}

#define GROW(job, of, list) arena_grow((job)->arena, &(of)->list, &(of)->n_##list, &(of)->room_##list, sizeof(*(of)->list))

static void add_name(const struct job *job, struct rec_names *names, const struct values *v, int column, struct range span)
{
        struct rec_name *name = arena_grow(job->arena, &names->items, &names->n, &names->room, sizeof(*name));

        *name = (struct rec_name) { text(job, v, column), span };
}

static void field(struct job *job, const struct values *v)
{
        struct rec_document *d = &job->out->record.document;
        const struct {
                const char *name;
                struct range *span;
        } fields[] = { { "type", &d->type.span }, { "number", &d->number.span }, { "date", &d->date.span }, { "place", &d->place.span },
                { "issuer", &d->issuer.span }, { "parent", &d->parent.span }, { "title", &d->title.span }, { "signer", &d->signer.span } };
        const char *name = column_text(v, 0);

        for (size_t i = 0; name && i < ARRAY_LEN(fields); i++) {
                if (strcmp(fields[i].name, name) == 0)
                        *fields[i].span = range(job, v, 1);
        }
}

static void recipient(struct job *job, const struct values *v)
{
        struct rec_document *d = &job->out->record.document;

        *(struct rec_recipient *) GROW(job, d, recipients) = (struct rec_recipient) { text(job, v, 0), text(job, v, 1), range(job, v, 2) };
}

static void section(struct job *job, const struct values *v)
{
        *(struct rec_section *) GROW(job, &job->out->record, sections) =
                (struct rec_section) { (int) column_int(v, 0), text(job, v, 1), text(job, v, 2), text(job, v, 3), range(job, v, 4) };
}

static void citation(struct job *job, const struct values *v)
{
        struct rec_citation *c = GROW(job, &job->out->record, citations);

        *c = (struct rec_citation) {
                .id = (unsigned) job->out->record.n_citations,
                .class = (enum citation_class) named(v, 0, name_of_class, CITATION_SELF),
                .type = { .name = text(job, v, 1), .id = text(job, v, 2), .printed = text(job, v, 3) },
                .number = { .key = text(job, v, 4), .key_pattern = text(job, v, 5), .number = text(job, v, 6), .suffix = text(job, v, 7), .year = (int) column_int(v, 8),
                            .type_abbr = text(job, v, 9), .style = text(job, v, 10), .span = range(job, v, 23) },
                .date = { .iso = text(job, v, 11), .precision = precision(v, 12), .span = range(job, v, 25) },
                .issuer = { text(job, v, 13), range(job, v, 27) },
                .relation = text(job, v, 14),
                .subject = number(v, 15, UINT32_MAX),
                .refers_to = number(v, 16, UINT32_MAX),
                .refers_to_document = column_int(v, 17) != 0,
                .title = { text(job, v, 18), range(job, v, 29) },
                .group = number(v, 19, UINT32_MAX),
                .status = (enum citation_status) named(v, 20, name_of_citation_status, CITATION_AMBIGUOUS),
                .suggested_key = text(job, v, 21),
                .rule = text(job, v, 22),
                .number_span = range(job, v, 23),
                .span = range(job, v, 31),
                .inverse = column_int(v, 33) != 0,
        };
        c->number.status = c->number.key ? NUMBER_FULL : c->number.key_pattern ? NUMBER_PARTIAL : NUMBER_ABSENT;
        if (!c->type.printed)
                c->type.printed = c->type.name;
}

static void part(struct job *job, const struct values *v)
{
        struct record *rec = &job->out->record;
        unsigned n = number(v, 0, rec->n_citations);

        if (n)
                *(struct rec_part *) GROW(job, &rec->citations[n - 1], parts) = (struct rec_part) { text(job, v, 1), range(job, v, 2) };
}

static void date_mention(struct job *job, const struct values *v)
{
        *(struct rec_date_mention *) GROW(job, &job->out->record, dates) = (struct rec_date_mention) { text(job, v, 0), text(job, v, 1), text(job, v, 2), text(job, v, 3),
                text(job, v, 4), precision(v, 5), missing(v, 6), missing(v, 7), text(job, v, 8), range(job, v, 10), text(job, v, 9) };
}

static void unit_mention(struct job *job, const struct values *v)
{
        *(struct rec_unit *) GROW(job, &job->out->record, units) = (struct rec_unit) { text(job, v, 0), text(job, v, 1), range(job, v, 3), text(job, v, 2) };
}

static void activity(struct job *job, const struct values *v)
{
        note_owner(job, v);
        *(struct rec_activity *) GROW(job, &job->out->record, activities) = (struct rec_activity) {
                .section = number(v, 1, job->out->record.n_sections),
                .number = text(job, v, 2),
                .title = text(job, v, 3),
                .time = { text(job, v, 4), text(job, v, 5), text(job, v, 6), text(job, v, 7), range(job, v, 12) },
                .budget = text(job, v, 8),
                .product = text(job, v, 9),
                .title_span = range(job, v, 10),
                .span = range(job, v, 14),
        };
}

static void activity_unit(struct job *job, const struct values *v)
{
        size_t i = owner(job, v, job->out->record.n_activities);
        struct rec_activity *a = i == SIZE_MAX ? NULL : &job->out->record.activities[i];

        if (a)
                add_name(job, column_int(v, 2) ? &a->partners : &a->lead, v, 1, range(job, v, 3));
}

static void activity_item(struct job *job, const struct values *v)
{
        size_t i = owner(job, v, job->out->record.n_activities);

        if (i != SIZE_MAX)
                *(struct rec_text *) GROW(job, &job->out->record.activities[i], items) = (struct rec_text) { text(job, v, 1), range(job, v, 2) };
}

static void assignment(struct job *job, const struct values *v)
{
        note_owner(job, v);
        *(struct rec_assignment *) GROW(job, &job->out->record, assignments) = (struct rec_assignment) { .span = range(job, v, 1) };
}

static void assignment_unit(struct job *job, const struct values *v)
{
        size_t i = owner(job, v, job->out->record.n_assignments);

        if (i != SIZE_MAX)
                add_name(job, &job->out->record.assignments[i].units, v, 1, range(job, v, 3));
}

static void duty(struct job *job, const struct values *v)
{
        size_t i = owner(job, v, job->out->record.n_assignments);

        if (i != SIZE_MAX)
                *(struct rec_duty *) GROW(job, &job->out->record.assignments[i], duties) = (struct rec_duty) { text(job, v, 1), text(job, v, 2), range(job, v, 3) };
}

static void quantity(struct job *job, const struct values *v)
{
        *(struct rec_quantity *) GROW(job, &job->out->record, quantities) =
                (struct rec_quantity) { sqlite3_column_double(v->stmt, 0), text(job, v, 1), text(job, v, 2), text(job, v, 3), range(job, v, 4) };
}

static void event(struct job *job, const struct values *v)
{
        note_owner(job, v);
        *(struct rec_event *) GROW(job, &job->out->record, events) = (struct rec_event) {
                .date = { .iso = text(job, v, 1), .precision = precision(v, 2), .span = range(job, v, 5) },
                .action = text(job, v, 3),
                .place = text(job, v, 4),
                .span = range(job, v, 7),
        };
}

static void event_unit(struct job *job, const struct values *v)
{
        size_t i = owner(job, v, job->out->record.n_events);
        struct rec_event *e = i == SIZE_MAX ? NULL : &job->out->record.events[i];

        if (e)
                add_name(job, column_int(v, 2) ? &e->partners : &e->actors, v, 1, range(job, v, 3));
}

static void event_quantity(struct job *job, const struct values *v)
{
        size_t i = owner(job, v, job->out->record.n_events);
        unsigned n = number(v, 1, job->out->record.n_quantities);

        if (i != SIZE_MAX && n)
                *(unsigned *) GROW(job, &job->out->record.events[i], quantities) = n;
}

static void diagnostic(struct job *job, const struct values *v)
{
        enum diag_code code = diag_by_name(column_text(v, 0) ? column_text(v, 0) : "");

        if (code != DIAG_NONE) /* another version's */
                diag_add(&job->out->record.diags, job->arena, code, range(job, v, 2), text(job, v, 1));
}

static void witness(struct job *job, const struct values *v)
{
        struct document *doc = &job->out->doc;
        struct witness *w = arena_grow(job->arena, &doc->witnesses, &doc->n_witnesses, &doc->room_witnesses, sizeof(*w));

        *w = (struct witness) { text(job, v, 0), text(job, v, 1) };
}

/* ---- the document -------------------------------------------------------------------------------------- */

static void source(struct job *job, const struct values *v)
{
        struct document *doc = &job->out->doc;

        doc->path = text(job, v, 0);
        doc->member = text(job, v, 1);
        doc->bytes = (uint64_t) column_int(v, 2);
        doc->media_type = text(job, v, 3);
        doc->encoding = text(job, v, 4);
}

/* The abbreviations of issuers in a citation's number are its marks behind that of the type. */
static void split_number(const struct job *job, struct rec_number *n)
{
        const char *key = n->key ? n->key : n->key_pattern;
        size_t first = n->type_abbr != NULL;
        struct norm_key parsed;

        if (!key || norm_key_parse(&parsed, job->arena, span_of(key), NULL) || parsed.n_marks <= first)
                return;
        n->issuer_abbrs = arena_array(job->arena, parsed.n_marks, sizeof(*n->issuer_abbrs));
        for (size_t i = first; i < parsed.n_marks; i++)
                n->issuer_abbrs[n->n_issuer_abbrs++] = parsed.marks[i];
}

static struct span bytes(const struct job *job, const struct values *v, int column)
{
        const char *ptr = sqlite3_column_blob(v->stmt, column);

        return (struct span) { arena_strndup(job->arena, (struct span) { ptr ? ptr : "", (size_t) sqlite3_column_bytes(v->stmt, column) }),
                (size_t) sqlite3_column_bytes(v->stmt, column) };
}

static void own_fields(struct job *job, const struct values *v)
{
        struct archive_document *out = job->out;
        struct rec_document *d = &out->record.document;
        struct rec_strings abbrs = { 0 };

        out->doc.text = bytes(job, v, 34);
        out->packed = sqlite3_column_type(v->stmt, 35) == SQLITE_NULL ? (struct span) { 0 } : bytes(job, v, 35);
        snprintf(out->doc.sha256, sizeof(out->doc.sha256), "%s", column_text(v, 30) ? column_text(v, 30) : "");
        out->extractor_version = text(job, v, 31);
        out->normalizer_version = text(job, v, 32);
        out->rules_version = text(job, v, 33);
        d->type = (struct rec_type) { .name = text(job, v, 0), .id = text(job, v, 1) };
        d->number = (struct rec_number) { .status = (enum number_status) named(v, 2, name_of_status, NUMBER_FULL), .key = text(job, v, 3), .key_pattern = text(job, v, 4),
                .number = text(job, v, 5), .suffix = text(job, v, 6), .year = (int) column_int(v, 7), .type_abbr = text(job, v, 8), .style = text(job, v, 9) };
        strings(job, &abbrs, column_text(v, 36), ", ");
        d->number.issuer_abbrs = abbrs.items;
        d->number.n_issuer_abbrs = abbrs.n;
        d->date = (struct rec_date) { .iso = text(job, v, 10), .precision = precision(v, 11), .missing = missing(v, 12) };
        d->place.name = text(job, v, 13);
        d->issuer = (struct rec_issuer) { .name = text(job, v, 14), .abbr = text(job, v, 15), .level = text(job, v, 16) };
        d->parent.name = text(job, v, 17);
        d->title.text = text(job, v, 18);
        d->signer.name = text(job, v, 19);
        d->signer.position = text(job, v, 20);
        strings(job, &d->signer.authority, column_text(v, 21), " ");
        d->province = text(job, v, 22);
        d->district = text(job, v, 23);
        d->ward = text(job, v, 24);
        strings(job, &d->archive.codes, column_text(v, 25), ", ");
        d->archive.drafter = text(job, v, 26);
        d->archive.copies = text(job, v, 27);
        d->urgency = text(job, v, 28);
        d->secrecy = text(job, v, 29);
}

int archive_read(struct archive *archive, struct archive_document *out, struct arena *arena, int64_t id)
{
        static const struct {
                enum statement_id id;
                row_fn *fn;
                bool owners; /* what members of the next lists belong to */
        } lists[] = {
                { STATEMENT_read_document, own_fields, false },
                { STATEMENT_read_source, source, false },
                { STATEMENT_read_fields, field, false },
                { STATEMENT_read_recipients, recipient, false },
                { STATEMENT_read_sections, section, false },
                { STATEMENT_read_citations, citation, false },
                { STATEMENT_read_parts, part, false },
                { STATEMENT_read_dates, date_mention, false },
                { STATEMENT_read_units, unit_mention, false },
                { STATEMENT_read_activities, activity, true },
                { STATEMENT_read_activity_units, activity_unit, false },
                { STATEMENT_read_activity_items, activity_item, false },
                { STATEMENT_read_assignments, assignment, true },
                { STATEMENT_read_assignment_units, assignment_unit, false },
                { STATEMENT_read_assignment_duties, duty, false },
                { STATEMENT_read_quantities, quantity, false },
                { STATEMENT_read_events, event, true },
                { STATEMENT_read_event_units, event_unit, false },
                { STATEMENT_read_event_quantities, event_quantity, false },
                { STATEMENT_read_diagnostics, diagnostic, false },
                { STATEMENT_read_witnesses, witness, false },
        };
        struct job job = { .archive = archive, .out = out, .arena = arena, .id = id };
        int r = 0;

        *out = (struct archive_document) { 0 };
        for (size_t i = 0; !r && i < ARRAY_LEN(lists); i++) {
                if (lists[i].owners)
                        forget_owners(&job);
                r = each(&job, lists[i].id, lists[i].fn);
        }
        for (size_t i = 0; i < out->record.n_citations; i++) {
                struct rec_citation *c = &out->record.citations[i];

                c->subject = c->subject <= out->record.n_citations ? c->subject : 0;
                c->refers_to = c->refers_to <= out->record.n_citations ? c->refers_to : 0;
                split_number(&job, &c->number);
        }
        return r;
}

bool archive_read_blocks(struct archive_document *document, struct arena *arena)
{
        struct document *doc = &document->doc;
        const struct diag_list *all = &document->record.diags;
        size_t n, end = all->n;

        while (end && ruleset_compares(all->items[end - 1].code)) /* these stand at the end */
                end--;
        if (!document->packed.ptr || !blocks_unpack(doc, &n, arena, document->packed) || n > end)
                return false;
        /* those of the earlier stages stand behind those of the rules */
        doc->diags = (struct diag_list) { .items = all->items + (end - n), .n = n, .room = n };
        return true;
}
