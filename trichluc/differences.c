/*
 * See differences.h. A fact is known by where it stands and what it says; each is hashed, the hashes of both records are sorted and walked side by side.
 */
#include "trichluc/differences.h"

#include "common/buf.h"

#include <stdlib.h>
#include <string.h>

/* Hashes of the facts of one list. */
struct prints {
        struct buf line; /* the fact at hand */
        uint64_t *items;
        size_t n, room;
};

static void end_fact(struct prints *p)
{
        uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */

        for (size_t i = 0; i < p->line.len; i++)
                hash = (hash ^ (unsigned char) p->line.ptr[i]) * 0x100000001b3u;
        if (p->n == p->room) {
                p->room = p->room ? p->room * 2 : 64;
                p->items = realloc(p->items, p->room * sizeof(*p->items));
                if (!p->items)
                        memory_exhausted(p->room * sizeof(*p->items));
        }
        p->items[p->n++] = hash;
        buf_clear(&p->line);
}

static void say(struct prints *p, const char *text)
{
        buf_puts(&p->line, text ? text : "\1");
        buf_putc(&p->line, '\0');
}

static void say_range(struct prints *p, struct range range)
{
        buf_add(&p->line, &range, sizeof(range));
}

static void say_number(struct prints *p, unsigned n)
{
        buf_add(&p->line, &n, sizeof(n));
}

static void say_names(struct prints *p, const struct rec_names *names)
{
        for (size_t i = 0; i < names->n; i++) {
                say(p, names->items[i].name);
                say_range(p, names->items[i].span);
        }
        say_number(p, (unsigned) names->n);
}

/* ---- lists --------------------------------------------------------------------------------------------- */

struct own_field {
        const char *name, *value;
};

enum { OWN_FIELDS = 14 };

static void own_fields(struct own_field out[OWN_FIELDS], const struct rec_document *d)
{
        const struct own_field fields[OWN_FIELDS] = { { "type", d->type.name }, { "number", d->number.key ? d->number.key : d->number.key_pattern },
                { "date", d->date.iso }, { "place", d->place.name }, { "issuer", d->issuer.name }, { "parent", d->parent.name }, { "province", d->province },
                { "district", d->district }, { "ward", d->ward }, { "title", d->title.text }, { "signer_position", d->signer.position },
                { "signer_name", d->signer.name }, { "urgency", d->urgency }, { "secrecy", d->secrecy } };

        memcpy(out, fields, sizeof(fields));
}

static void fields(struct prints *p, const struct record *r)
{
        struct own_field own[OWN_FIELDS];

        own_fields(own, &r->document);
        for (size_t i = 0; i < OWN_FIELDS; i++) {
                if (!own[i].value)
                        continue;
                say(p, own[i].name);
                say(p, own[i].value);
                end_fact(p);
        }
        for (size_t i = 0; i < r->document.n_recipients; i++) {
                say(p, r->document.recipients[i].name);
                say(p, r->document.recipients[i].note);
                end_fact(p);
        }
}

static void sections(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_sections; i++) {
                say_number(p, (unsigned) r->sections[i].level);
                say(p, r->sections[i].number);
                say(p, r->sections[i].kind);
                say_range(p, r->sections[i].span);
                end_fact(p);
        }
}

static void citations(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_citations; i++) {
                const struct rec_citation *c = &r->citations[i];

                say_number(p, c->class);
                say(p, c->type.name);
                say(p, c->number.key ? c->number.key : c->number.key_pattern);
                say(p, c->date.iso);
                say(p, c->issuer.name);
                say(p, c->relation);
                say_number(p, c->subject);
                say_number(p, c->refers_to);
                for (size_t k = 0; k < c->n_parts; k++)
                        say(p, c->parts[k].path);
                say(p, c->title.text);
                say_number(p, c->status);
                say(p, c->suggested_key);
                say_range(p, c->span);
                end_fact(p);
        }
}

static void dates(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_dates; i++) {
                say(p, r->dates[i].kind);
                say(p, r->dates[i].iso);
                say(p, r->dates[i].iso_end);
                say(p, r->dates[i].role);
                say_range(p, r->dates[i].span);
                end_fact(p);
        }
}

static void units(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_units; i++) {
                say(p, r->units[i].name);
                say(p, r->units[i].role);
                say_range(p, r->units[i].span);
                end_fact(p);
        }
}

static void activities(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_activities; i++) {
                const struct rec_activity *a = &r->activities[i];

                say(p, a->number);
                say(p, a->title);
                say_names(p, &a->lead);
                say_names(p, &a->partners);
                say(p, a->time.start);
                say(p, a->time.end);
                say(p, a->budget);
                say(p, a->product);
                say_number(p, (unsigned) a->n_items);
                say_range(p, a->span);
                end_fact(p);
        }
}

static void assignments(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_assignments; i++) {
                const struct rec_assignment *a = &r->assignments[i];

                say_names(p, &a->units);
                for (size_t k = 0; k < a->n_duties; k++) {
                        say(p, a->duties[k].role);
                        say_range(p, a->duties[k].span);
                }
                say_range(p, a->span);
                end_fact(p);
        }
}

static void events(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_events; i++) {
                const struct rec_event *e = &r->events[i];

                say(p, e->date.iso);
                say_names(p, &e->actors);
                say_names(p, &e->partners);
                say(p, e->action);
                say(p, e->place);
                say_number(p, (unsigned) e->n_quantities);
                say_range(p, e->span);
                end_fact(p);
        }
}

static void quantities(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->n_quantities; i++) {
                buf_add(&p->line, &r->quantities[i].value, sizeof(r->quantities[i].value));
                say(p, r->quantities[i].unit);
                say(p, r->quantities[i].approx);
                say(p, r->quantities[i].per);
                say_range(p, r->quantities[i].span);
                end_fact(p);
        }
}

static void diagnostics(struct prints *p, const struct record *r)
{
        for (size_t i = 0; i < r->diags.n; i++) {
                say_number(p, r->diags.items[i].code);
                say(p, r->diags.items[i].detail);
                say_range(p, r->diags.items[i].span);
                end_fact(p);
        }
}

static const struct {
        const char *name;
        void (*print)(struct prints *, const struct record *);
} lists[TRICHLUC_LISTS] = { { "fields", fields }, { "sections", sections }, { "citations", citations }, { "dates", dates }, { "units", units },
        { "activities", activities }, { "assignments", assignments }, { "events", events }, { "quantities", quantities }, { "diagnostics", diagnostics } };

/* ---- comparing ----------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
        const uint64_t *x = a, *y = b;

        return *x < *y ? -1 : *x > *y;
}

static void sort(struct prints *p)
{
        if (p->n)
                qsort(p->items, p->n, sizeof(*p->items), by_value);
}

static bool compare(struct trichluc_change *total, const struct prints *a, const struct prints *b)
{
        size_t i = 0, k = 0, gained = 0, lost = 0;

        while (i < a->n || k < b->n) {
                bool only_before = k == b->n || (i < a->n && a->items[i] < b->items[k]);
                bool only_after = i == a->n || (k < b->n && b->items[k] < a->items[i]);

                lost += only_before;
                gained += only_after;
                i += !only_after;
                k += !only_before;
        }
        total->before += a->n;
        total->after += b->n;
        total->gained += gained;
        total->lost += lost;
        return gained || lost;
}

bool differences_count(struct trichluc_change totals[TRICHLUC_LISTS], const struct record *before, const struct record *after)
{
        struct prints a = { 0 }, b = { 0 };
        bool any = false;

        for (size_t i = 0; i < TRICHLUC_LISTS; i++) {
                a.n = b.n = 0;
                lists[i].print(&a, before);
                lists[i].print(&b, after);
                sort(&a);
                sort(&b);
                totals[i].list = lists[i].name;
                any |= compare(&totals[i], &a, &b);
        }
        free(a.items);
        free(b.items);
        buf_release(&a.line);
        buf_release(&b.line);
        return any;
}

void differences_fields(const struct record *before, const struct record *after, differences_fn *fn, void *context)
{
        struct own_field a[OWN_FIELDS], b[OWN_FIELDS];

        own_fields(a, &before->document);
        own_fields(b, &after->document);
        for (size_t i = 0; i < OWN_FIELDS; i++) {
                if (strcmp(a[i].value ? a[i].value : "", b[i].value ? b[i].value : ""))
                        fn(context, a[i].name, a[i].value, b[i].value);
        }
}
