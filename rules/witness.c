/*
 * What an envelope says of the document in it against what the document says. The envelope is a witness: it changes no field of the record, and where
 * both speak of the same and differ, that is told.
 */
#include "rules/ruleset.h"

static bool says(const struct witness *w, const char *field)
{
        return strcmp(w->field, field) == 0;
}

static const char *heard(const struct ruleset *set, struct arena *arena, const struct witness *w)
{
        struct norm_key key;

        if (says(w, "number") && norm_key_parse(&key, arena, span_of(w->value), &set->lexicon.abbrs) == 0)
                return key.key;
        for (size_t i = 0; says(w, "type") && i < set->lexicon.n_types; i++) {
                if (strcmp(norm_folded(arena, span_of(set->lexicon.types[i].name)), norm_folded(arena, span_of(w->value))) == 0)
                        return set->lexicon.types[i].name;
        }
        return w->value;
}

void ruleset_hear(const struct ruleset *set, struct arena *arena, struct document *doc)
{
        struct witness *own = doc->n_witnesses ? arena_array(arena, doc->n_witnesses, sizeof(*own)) : NULL;

        for (size_t i = 0; i < doc->n_witnesses; i++)
                own[i] = (struct witness) { arena_strdup(arena, doc->witnesses[i].field), arena_strdup(arena, heard(set, arena, &doc->witnesses[i])) };
        doc->witnesses = own;
}

/* A day, month or year: what a day can be compared with. */
static bool is_plain_date(const char *iso)
{
        return iso && iso[0] >= '0' && iso[0] <= '9' && strspn(iso, "0123456789-") == strlen(iso);
}

bool ruleset_compares(enum diag_code code)
{
        return code == DIAG_number_not_as_sent || code == DIAG_date_not_as_sent || code == DIAG_type_not_as_sent;
}

/* What was told before. */
static void untell(struct record *record)
{
        size_t n = 0;

        for (size_t i = 0; i < record->diags.n; i++) {
                if (!ruleset_compares(record->diags.items[i].code))
                        record->diags.items[n++] = record->diags.items[i];
        }
        record->diags.n = n;
}

static bool differs(const struct rec_document *d, const struct witness *w, enum diag_code code)
{
        if (code == DIAG_number_not_as_sent)
                return says(w, "number") && d->number.status == NUMBER_FULL && strcmp(w->value, d->number.key) != 0;
        if (code == DIAG_date_not_as_sent)
                return says(w, "date") && is_plain_date(d->date.iso) && strncmp(w->value, d->date.iso, strlen(d->date.iso)) != 0;
        return says(w, "type") && d->type.name && strcmp(w->value, d->type.name) != 0;
}

void ruleset_compare(struct record *record, struct arena *arena, const struct document *doc)
{
        const struct rec_document *d = &record->document;
        const struct {
                enum diag_code code;
                struct range span;
        } all[] = { { DIAG_number_not_as_sent, d->number.span }, { DIAG_date_not_as_sent, d->date.span }, { DIAG_type_not_as_sent, d->type.span } };

        untell(record);
        for (size_t k = 0; k < ARRAY_LEN(all); k++) {
                for (size_t i = 0; i < doc->n_witnesses; i++) {
                        if (differs(d, &doc->witnesses[i], all[k].code))
                                diag_add(&record->diags, arena, all[k].code, all[k].span, doc->witnesses[i].value);
                }
        }
}
