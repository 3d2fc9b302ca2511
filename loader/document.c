/* A document's own row, with what it says of itself; and taking a whole document out again. */
#include "loader/internal.h"

#include "extractor/blocks.h"

/* "TM, KT" */
static const char *joined(struct archive *archive, const struct rec_strings *strings, const char *between)
{
        struct buf out = { 0 };
        const char *text;

        for (size_t i = 0; i < strings->n; i++)
                buf_printf(&out, "%s%s", i ? between : "", strings->items[i]);
        text = strings->n ? arena_strndup(&archive->scratch, buf_span(&out)) : NULL;
        buf_release(&out);
        return text;
}

/* The issuer of the document, and the body above it. */
struct own_units {
        struct unit issuer, parent;
        struct near near;
};

static int find_units(struct archive *archive, struct own_units *out, const struct rec_document *d)
{
        int r;

        out->near = (struct near) { d->province, province_lowered(archive, d->province), 0 };
        r = unit_find(archive, &out->issuer, d->issuer.name, d->issuer.level, d->province);
        if (!r && !d->province && out->issuer.province) /* the issuer's name tells where the document speaks from */
                out->near = (struct near) { out->issuer.province, out->issuer.province, 0 };
        out->near.issuer = out->issuer.id;
        return r ? r : unit_find(archive, &out->parent, d->parent.name, NULL, d->province);
}

static const char *version_of_text(const struct archive_item *item)
{
        return item->extractor_version ? item->extractor_version : extractor_version;
}

static int insert_row(struct archive *archive, const struct archive_item *item, int64_t id, int64_t instrument, const struct own_units *units, const char *type_id)
{
        const struct rec_document *d = &item->record->document;
        const struct rec_strings abbrs = { .items = d->number.issuer_abbrs, .n = d->number.n_issuer_abbrs };
        struct buf blocks = { 0 };
        int r;
        struct values v = statement(archive, STATEMENT_insert_document);

        put_int(&v, id);
        put_id(&v, instrument);
        put_text(&v, d->type.name);
        put_text(&v, type_id);
        put_text(&v, d->number.status == NUMBER_FULL ? d->number.key : NULL);
        put_text(&v, number_status_name(d->number.status));
        put_text(&v, d->number.status == NUMBER_PARTIAL ? d->number.key_pattern : NULL);
        put_text(&v, d->date.iso);
        put_text(&v, date_precision_name(d->date.precision));
        put_text(&v, parts_of_date(d->date.missing));
        put_text(&v, d->place.name);
        put_id(&v, units->issuer.id);
        put_text(&v, units->issuer.spelled);
        put_text(&v, d->issuer.abbr);
        put_text(&v, d->issuer.level);
        put_id(&v, units->parent.id);
        put_text(&v, units->parent.spelled);
        put_text(&v, d->title.text);
        put_text(&v, d->signer.name);
        put_text(&v, d->signer.position);
        put_text(&v, joined(archive, &d->signer.authority, " "));
        put_text(&v, d->province);
        put_text(&v, d->district);
        put_text(&v, d->ward);
        put_text(&v, d->number.number);
        put_text(&v, d->number.suffix);
        put_id(&v, d->number.year);
        put_text(&v, d->number.type_abbr);
        put_text(&v, joined(archive, &abbrs, ", "));
        put_text(&v, d->number.style);
        put_text(&v, joined(archive, &d->archive.codes, ", "));
        put_text(&v, d->archive.drafter);
        put_text(&v, d->archive.copies);
        put_text(&v, d->urgency);
        put_text(&v, d->secrecy);
        put_text(&v, item->doc->sha256);
        put_text(&v, version_of_text(item));
        put_text(&v, item->normalizer_version ? item->normalizer_version : "");
        put_text(&v, item->rules_version ? item->rules_version : "");
        put_span(&v, item->doc->text);
        blocks_pack(&blocks, item->doc);
        if (item->blocks_unknown)
                put_text(&v, NULL);
        else
                put_blob(&v, buf_span(&blocks));
        r = statement_run(archive, &v);
        buf_release(&blocks);
        return r;
}

static void insert_fields(struct archive *archive, const struct rec_document *d, int64_t id)
{
        const struct {
                const char *name;
                struct range span;
        } fields[] = { { "type", d->type.span }, { "number", d->number.span }, { "date", d->date.span }, { "place", d->place.span },
                { "issuer", d->issuer.span }, { "parent", d->parent.span }, { "title", d->title.span }, { "signer", d->signer.span } };

        for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
                struct values v;

                if (!range_is_set(fields[i].span))
                        continue;
                v = feed_row(archive, STATEMENT_insert_document_field);
                put_int(&v, id);
                put_text(&v, fields[i].name);
                put_range(&v, fields[i].span);
        }
}

static void insert_recipients(struct archive *archive, const struct rec_document *d, int64_t id)
{
        for (size_t i = 0; i < d->n_recipients; i++) {
                struct values v = feed_row(archive, STATEMENT_insert_recipient);

                put_int(&v, id);
                put_int(&v, (int64_t) i + 1);
                put_text(&v, d->recipients[i].name);
                put_text(&v, d->recipients[i].note);
                put_range(&v, d->recipients[i].span);
        }
}

/*
 * A document with a whole number has an instrument; the number may still leave year or issuer open. Its row is made before the document's,
 * which names it, and learns of the document after.
 */
static int identify(struct archive *archive, int64_t *instrument, struct mention *mention, const struct rec_document *d, const struct own_units *units)
{
        struct unit issuer = units->issuer;
        int r;

        *instrument = 0;
        if (d->number.status != NUMBER_FULL || !d->number.key)
                return 0;
        r = mention_of(archive, mention, &d->number, range_is_set(d->type.span) ? d->type.name : NULL, &d->date, &issuer, d->issuer.name, units->near);
        mention->type = d->type.name;
        mention->date = d->date.iso;
        mention->title = d->title.text;
        return r ? r : instrument_make(archive, instrument, mention);
}

static int insert_facts(struct archive *archive, int64_t **links, const struct record *rec, int64_t id, int64_t instrument, struct near near)
{
        int r;

        insert_fields(archive, &rec->document, id);
        insert_recipients(archive, &rec->document, id);
        r = citations_insert(archive, links, rec, id, instrument, near);
        if (!r)
                r = facts_insert(archive, rec, id);
        return r ? r : feeds_flush(archive);
}

int document_insert(struct archive *archive, const struct archive_item *item, int64_t id)
{
        const struct rec_document *d = &item->record->document;
        struct own_units units;
        struct mention mention;
        const char *type_id;
        int64_t instrument, *links = NULL;
        int r;

        counts_begin(archive, id);
        r = find_units(archive, &units, d);
        if (!r)
                r = document_type_note(archive, &d->type, &type_id);
        if (!r)
                r = identify(archive, &instrument, &mention, d, &units);
        if (!r)
                r = insert_row(archive, item, id, instrument, &units, type_id);
        if (!r && instrument)
                r = instrument_hold(archive, &instrument, id, &mention);
        if (!r)
                r = insert_facts(archive, &links, item->record, id, instrument, units.near);
        if (!r)
                counts_enter(archive, d->type.name, units.issuer.id, d->date.iso, links, item->record->n_citations);
        if (!r)
                fulltext_add(archive, id, span_of(d->title.text), item->doc->text);
        return r;
}

/* The id that @name stands for, which lives as long as the map of types; NULL = none. */
static int type_id_of(struct archive *archive, const char **id, const char *name)
{
        struct values v = statement(archive, STATEMENT_find_type_id);
        const char **known;
        int r;

        put_text(&v, name);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        known = map_add(&archive->types, span_of(name), sizeof(*known));
        *known = *id = arena_strdup(&archive->types.arena, column_text(&v, 0));
        statement_end(&v);
        return 0;
}

int document_type_note(struct archive *archive, const struct rec_type *type, const char **other)
{
        const char *const *known = type->name ? map_find(&archive->types, span_of(type->name)) : NULL;
        const char *id = known ? *known : NULL;
        int r = 0;

        *other = NULL;
        if (!type->name)
                return 0;
        if (!known) {
                struct values v = statement(archive, STATEMENT_insert_document_type);

                put_text(&v, type->name);
                put_text(&v, norm_folded(&archive->scratch, span_of(type->name)));
                put_text(&v, type->id);
                r = statement_run(archive, &v);
                if (!r)
                        r = type_id_of(archive, &id, type->name);
        }
        if (strcmp(id ? id : "", type->id ? type->id : ""))
                *other = type->id ? type->id : "";
        return r;
}

/* ---- taking out ---------------------------------------------------------------------------------------- */

static int remove_from_fulltext(struct archive *archive, int64_t id)
{
        struct values v = statement(archive, STATEMENT_find_document_text);
        int r;

        put_int(&v, id);
        r = statement_next(archive, &v);
        if (r <= 0)
                return r;
        fulltext_remove(archive, id, span_of(column_text(&v, 0)),
                (struct span) { column_text(&v, 1), (size_t) sqlite3_column_bytes(v.stmt, 1) });
        statement_end(&v);
        return 0;
}

/* Each statement of queries/delete-document.sql in turn. */
static int delete_rows(struct archive *archive, int64_t id)
{
        const char *sql = embedded_find(loader_queries, "queries/delete-document.sql").ptr;
        int r = 0;

        while (!r && *sql) {
                struct values v = { .name = "delete_document" };

                sqlite3_prepare_v2(archive->db, sql, -1, &v.stmt, &sql);
                put_int(&v, id);
                r = statement_run(archive, &v);
                sqlite3_finalize(v.stmt);
        }
        return r;
}

int document_delete(struct archive *archive, int64_t id)
{
        struct instrument_review review;
        int r;

        r = remove_from_fulltext(archive, id);
        if (!r)
                r = counts_leave(archive, id);
        if (!r)
                r = instrument_review_begin(archive, &review, id);
        if (!r)
                r = delete_rows(archive, id);
        return r ? r : instrument_review_end(archive, &review);
}
