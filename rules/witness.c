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

static void tell(struct record *record, struct arena *arena, enum diag_code code, struct range span, const char *sent)
{
        diag_add(&record->diags, arena, code, span, sent);
}

void ruleset_compare(struct record *record, struct arena *arena, const struct document *doc)
{
        const struct rec_document *d = &record->document;

        for (size_t i = 0; i < doc->n_witnesses; i++) {
                const struct witness *w = &doc->witnesses[i];

                if (says(w, "number") && d->number.status == NUMBER_FULL && strcmp(w->value, d->number.key) != 0)
                        tell(record, arena, DIAG_number_not_as_sent, d->number.span, w->value);
                if (says(w, "date") && is_plain_date(d->date.iso) && strncmp(w->value, d->date.iso, strlen(d->date.iso)) != 0)
                        tell(record, arena, DIAG_date_not_as_sent, d->date.span, w->value);
                if (says(w, "type") && d->type.name && strcmp(w->value, d->type.name) != 0)
                        tell(record, arena, DIAG_type_not_as_sent, d->type.span, w->value);
        }
}
