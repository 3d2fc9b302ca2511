/* The tables of evaluate_table.h, and the names of the figures they make. */
#include "trichluc/evaluate_table.h"

#include "trichluc/evaluate.h"

const struct field evaluate_document_fields[] = {
        { "document.type", "type.name", SAME },
        { "document.type_id", "type.id", SAME },
        { "document.number", "number.status number.key number.key_pattern", SAME },
        { "document.number_parts", "number.number number.suffix number.year number.type_abbr number.style", BARE },
        { "document.date", "date.iso date.missing", SAME },
        { "document.place", "place.name", SAME },
        { "document.issuer", "issuer.name", SAME },
        { "document.issuer_level", "issuer.level", SAME },
        { "document.parent", "parent.name", SAME },
        { "document.locality", "locality.province locality.district locality.ward", SAME },
        { "document.title", "title.text", SAME },
        { "document.signer", "signer.name signer.position", SAME },
        { "document.authority", "signer.authority", SAME },
        { "document.archive", "archive.codes archive.drafter archive.copies", SAME },
        { "document.urgency", "urgency", SAME },
        { "document.secrecy", "secrecy", SAME },
        { 0 },
};

static const struct field recipient_fields[] = { { "note", "note", SAME }, { 0 } };

static const struct field section_fields[] = { { "level", "level", SAME }, { "number", "number", BARE }, { 0 } };

static const struct field citation_fields[] = {
        { "class", "class", SAME },
        { "type", "type.printed", SAME },
        { "number", "number suffix year style", BARE },
        { "date", "date.iso", SAME },
        { "issuer", "issuer.name", SAME },
        { "relation", "relation", SAME },
        { "subject", "subject", MENTION },
        { "parts", "parts", SAME_PATHS },
        { "title", "title.text", SAME },
        { "status", "status", SAME },
        { "suggested_key", "suggested_key", SAME },
        { "refers_to", "refers_to", MENTION },
        { "span", "span", EXACTLY },
        { "number_span", "number_span", EXACTLY },
        { 0 },
};

static const struct field date_fields[] = {
        { "kind", "kind precision", SAME },
        { "iso", "iso iso_end", SAME },
        { "missing", "missing inherited", SAME },
        { "role", "role", MENTION },
        { "span", "span", EXACTLY },
        { 0 },
};

static const struct field unit_fields[] = { { "role", "role", SAME }, { 0 } };

static const struct field activity_fields[] = {
        { "number", "number", BARE },
        { "title", "title", SAME },
        { "lead", "lead", SAME_NAMES },
        { "partners", "partners", SAME_NAMES },
        { "time", "time.start time.end time.kind", SAME },
        { "budget", "budget", SAME },
        { "product", "product", SAME },
        { 0 },
};

static const struct field assignment_fields[] = { { "units", "units", SAME_NAMES }, { "duties", "duties", SAME_PLACES }, { 0 } };

static const struct field event_fields[] = { { "actors", "actors", SAME_NAMES }, { "partners", "partners", SAME_NAMES }, { "place", "place", SAME }, { 0 } };

static const struct field quantity_fields[] = { { "unit", "unit", SAME }, { "approx", "approx", SAME }, { "per", "per", SAME }, { 0 } };

const struct list evaluate_lists[EVALUATE_LISTS] = {
        { "document.recipients", NULL, "document.recipients", ALL, "span", "name", "", recipient_fields },
        { "section", NULL, "sections", ALL, "span", "kind", "", section_fields },
        { "citation.numbered", "citation", "citations", NUMBERED, "number_span", "key", "", citation_fields },
        { "citation.other", "citation", "citations", NOT_NUMBERED, "span", "type.printed", "", citation_fields },
        /* a day without its year has no first and last day */
        { "date", NULL, "dates", ALL, "span", "start end", "iso", date_fields },
        { "unit", NULL, "units", ALL, "span", "name", "", unit_fields },
        { "activity", NULL, "activities", ALL, "title_span", "", "", activity_fields },
        { "assignment", NULL, "assignments", ALL, "span", "", "", assignment_fields },
        { "event", NULL, "events", ALL, "date.span", "date.iso", "", event_fields },
        { "quantity", NULL, "quantities", ALL, "span", "value", "", quantity_fields },
};

struct names {
        const char **items;
        size_t n, room;
};

static void add_name(struct arena *arena, struct names *names, const char *name)
{
        *(const char **) arena_grow(arena, &names->items, &names->n, &names->room, sizeof(*names->items)) = name;
}

size_t evaluation_figures(struct arena *arena, const char ***names)
{
        struct names all = { 0 };

        add_name(arena, &all, "text");
        for (const struct field *f = evaluate_document_fields; f->name; f++)
                add_name(arena, &all, f->name);
        for (size_t i = 0; i < EVALUATE_LISTS; i++) {
                bool shared = i + 1 < EVALUATE_LISTS && strcmp(list_prefix(&evaluate_lists[i]), list_prefix(&evaluate_lists[i + 1])) == 0;

                add_name(arena, &all, evaluate_lists[i].figure);
                for (const struct field *f = evaluate_lists[i].fields; f->name && !shared; f++)
                        add_name(arena, &all, arena_printf(arena, "%s.%s", list_prefix(&evaluate_lists[i]), f->name));
        }
        add_name(arena, &all, "negatives");
        add_name(arena, &all, "diagnostics");
        *names = all.items;
        return all.n;
}

bool evaluation_figure_is_list(const char *name)
{
        for (size_t i = 0; i < EVALUATE_LISTS; i++) {
                if (strcmp(evaluate_lists[i].figure, name) == 0)
                        return true;
        }
        return false;
}
