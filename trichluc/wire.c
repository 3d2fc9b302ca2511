/*
 * See wire.h. Each struct is described once, by a function that both writes and reads it: the two cannot drift apart. A field that is
 * new in record.h needs its line here; test_wire compares whole records.
 */
#include "trichluc/wire.h"

#include "common/utf8.h"

enum {
        ITEM_MIN = 4,     /* no item of a list is shorter */
        ITEM_GROWTH = 8,  /* bytes of memory for a byte received, at most; the structs take two to three */
};

struct wire {
        struct buf *out;     /* writing; NULL = reading */
        const char *p, *end; /* reading */
        struct arena *arena;
        uint32_t text_len;   /* ranges end here */
        bool bad;            /* reading: from here on everything is zero */
};

static bool reading(const struct wire *w)
{
        return !w->out;
}

static void raw(struct wire *w, void *data, size_t size)
{
        if (!reading(w)) {
                buf_add(w->out, data, size);
                return;
        }
        w->bad |= (size_t) (w->end - w->p) < size;
        if (w->bad) {
                memset(data, 0, size);
                return;
        }
        memcpy(data, w->p, size);
        w->p += size;
}

static void u32(struct wire *w, uint32_t *value)
{
        raw(w, value, sizeof(*value));
}

static void u64(struct wire *w, uint64_t *value)
{
        raw(w, value, sizeof(*value));
}

static void flag(struct wire *w, bool *value)
{
        unsigned char byte = *value;

        raw(w, &byte, 1);
        w->bad |= byte > 1;
        *value = byte == 1;
}

/* An enumeration or a number with a largest value. */
static uint32_t upto(struct wire *w, uint32_t value, uint32_t largest)
{
        u32(w, &value);
        if (value > largest) {
                w->bad = true;
                return 0;
        }
        return value;
}

static bool is_utf8(const char *p, const char *end)
{
        unsigned len;

        while (p < end) {
                uint64_t eight;

                if (end - p >= 8 && (memcpy(&eight, p, 8), !(eight & 0x8080808080808080u))) {
                        p += 8;
                        continue;
                }
                if (utf8_decode(p, end, &len) == UTF8_BAD)
                        return false;
                p += len;
        }
        return true;
}

/* Length, bytes, NUL. Reading gives a span into the message; a missing one has no pointer. */
static void text(struct wire *w, struct span *s)
{
        uint32_t room = s->ptr ? (uint32_t) s->len + 1 : 0;

        u32(w, &room);
        if (!reading(w)) {
                if (room) {
                        buf_add(w->out, s->ptr, s->len);
                        buf_putc(w->out, '\0');
                }
                return;
        }
        *s = (struct span) { 0 };
        w->bad |= (size_t) (w->end - w->p) < room;
        if (w->bad || !room)
                return;
        w->bad |= strnlen(w->p, room) != room - 1 || !is_utf8(w->p, w->p + room - 1); /* one NUL, at its end */
        *s = (struct span) { w->p, room - 1 };
        w->p += room;
}

static void string(struct wire *w, const char **s)
{
        struct span span = span_of(*s);

        text(w, &span);
        *s = w->bad ? NULL : span.ptr;
}

static void range(struct wire *w, struct range *r)
{
        u32(w, &r->begin);
        u32(w, &r->end);
        w->bad |= reading(w) && r->end && (r->begin > r->end || r->end > w->text_len);
}

/* The number of a list's items and, when reading, room for them. */
static void list(struct wire *w, void *items, size_t *n, size_t *room, size_t size)
{
        uint32_t count = (uint32_t) *n;
        void *array;

        u32(w, &count);
        if (!reading(w))
                return;
        w->bad |= count > (size_t) (w->end - w->p) / ITEM_MIN || count * size > (size_t) (w->end - w->p) * ITEM_GROWTH;
        *n = w->bad ? 0 : count;
        if (room)
                *room = *n;
        array = *n ? arena_array(w->arena, *n, size) : NULL;
        memcpy(items, &array, sizeof(array)); /* the pointer's own type is not known here */
}

#define LIST(w, owner, name) list(w, &(owner)->name, &(owner)->n_##name, &(owner)->room_##name, sizeof(*(owner)->name))
#define ITEMS(w, owner) list(w, &(owner)->items, &(owner)->n, &(owner)->room, sizeof(*(owner)->items))

/* ---- the document -------------------------------------------------------------------------------------- */

static void diags(struct wire *w, struct diag_list *d)
{
        ITEMS(w, d);
        for (size_t i = 0; i < d->n; i++) {
                d->items[i].code = (enum diag_code) upto(w, d->items[i].code, DIAG_CODES - 1);
                range(w, &d->items[i].span);
                string(w, &d->items[i].detail);
        }
}

static void block(struct wire *w, struct block *b)
{
        range(w, &b->text);
        b->part = (enum block_part) upto(w, b->part, BLOCK_HEADER);
        raw(w, &b->heading, sizeof(b->heading));
        raw(w, &b->aligned, sizeof(b->aligned));
        flag(w, &b->bold);
        raw(w, &b->table, sizeof(b->table));
        raw(w, &b->row, sizeof(b->row));
        raw(w, &b->column, sizeof(b->column));
        raw(w, &b->columns, sizeof(b->columns));
        raw(w, &b->label, sizeof(b->label));
        u32(w, &b->source_line);
}

static void arrival(struct wire *w, const struct arrival **of)
{
        bool any = *of;
        struct arrival a = any ? **of : (struct arrival) { 0 }, *copy;

        flag(w, &any);
        if (!any)
                return;
        string(w, &a.kind);
        string(w, &a.member);
        string(w, &a.message_id);
        string(w, &a.sender);
        string(w, &a.recipients);
        string(w, &a.subject);
        string(w, &a.sent);
        string(w, &a.received);
        if (!reading(w))
                return;
        copy = arena_alloc(w->arena, sizeof(*copy));
        *copy = a;
        *of = copy;
}

static void document(struct wire *w, struct document *doc)
{
        string(w, &doc->member);
        string(w, &doc->media_type);
        string(w, &doc->encoding);
        raw(w, doc->sha256, sizeof(doc->sha256));
        w->bad |= doc->sha256[sizeof(doc->sha256) - 1] != '\0' || !is_utf8(doc->sha256, doc->sha256 + strlen(doc->sha256));
        u64(w, &doc->bytes);
        u64(w, &doc->starts_at);
        arrival(w, &doc->arrival);
        LIST(w, doc, witnesses);
        for (size_t i = 0; i < doc->n_witnesses; i++) {
                string(w, &doc->witnesses[i].field);
                string(w, &doc->witnesses[i].value);
                w->bad |= !doc->witnesses[i].field || !doc->witnesses[i].value;
        }
        text(w, &doc->text);
        w->text_len = (uint32_t) doc->text.len;
        LIST(w, doc, blocks);
        for (size_t i = 0; i < doc->n_blocks; i++)
                block(w, &doc->blocks[i]);
        diags(w, &doc->diags);
}

/* ---- what names and dates are made of ------------------------------------------------------------------ */

static void strings(struct wire *w, struct rec_strings *s)
{
        ITEMS(w, s);
        for (size_t i = 0; i < s->n; i++)
                string(w, &s->items[i]);
}

static void name(struct wire *w, struct rec_name *n)
{
        string(w, &n->name);
        range(w, &n->span);
}

static void names(struct wire *w, struct rec_names *n)
{
        ITEMS(w, n);
        for (size_t i = 0; i < n->n; i++)
                name(w, &n->items[i]);
}

static void spoken(struct wire *w, struct rec_text *t)
{
        string(w, &t->text);
        range(w, &t->span);
}

static void type(struct wire *w, struct rec_type *t)
{
        string(w, &t->id);
        string(w, &t->name);
        string(w, &t->printed);
        range(w, &t->span);
}

static void whole(struct wire *w, int *value)
{
        raw(w, value, sizeof(*value));
}

static void number(struct wire *w, struct rec_number *n)
{
        n->status = (enum number_status) upto(w, n->status, NUMBER_FULL);
        string(w, &n->key);
        string(w, &n->key_pattern);
        string(w, &n->number);
        string(w, &n->suffix);
        whole(w, &n->year);
        string(w, &n->type_abbr);
        list(w, &n->issuer_abbrs, &n->n_issuer_abbrs, NULL, sizeof(*n->issuer_abbrs));
        for (size_t i = 0; i < n->n_issuer_abbrs; i++)
                string(w, &n->issuer_abbrs[i]);
        string(w, &n->style);
        range(w, &n->span);
}

static void date(struct wire *w, struct rec_date *d)
{
        string(w, &d->iso);
        d->precision = (enum date_precision) upto(w, d->precision, PRECISION_YEAR);
        u32(w, &d->missing);
        range(w, &d->span);
}

/* ---- the lists of the record --------------------------------------------------------------------------- */

static void head(struct wire *w, struct rec_document *d)
{
        type(w, &d->type);
        number(w, &d->number);
        date(w, &d->date);
        name(w, &d->place);
        string(w, &d->issuer.name);
        string(w, &d->issuer.abbr);
        string(w, &d->issuer.level);
        range(w, &d->issuer.span);
        name(w, &d->parent);
        string(w, &d->province);
        string(w, &d->district);
        string(w, &d->ward);
        spoken(w, &d->title);
        strings(w, &d->signer.authority);
        string(w, &d->signer.position);
        string(w, &d->signer.name);
        range(w, &d->signer.span);
        LIST(w, d, recipients);
        for (size_t i = 0; i < d->n_recipients; i++) {
                string(w, &d->recipients[i].name);
                string(w, &d->recipients[i].note);
                range(w, &d->recipients[i].span);
        }
        strings(w, &d->archive.codes);
        string(w, &d->archive.drafter);
        string(w, &d->archive.copies);
        string(w, &d->urgency);
        string(w, &d->secrecy);
}

static void section(struct wire *w, struct rec_section *s)
{
        whole(w, &s->level);
        string(w, &s->number);
        string(w, &s->heading);
        string(w, &s->kind);
        range(w, &s->span);
}

static void citation(struct wire *w, struct rec_citation *c)
{
        u32(w, &c->id);
        c->class = (enum citation_class) upto(w, c->class, CITATION_SELF);
        type(w, &c->type);
        number(w, &c->number);
        date(w, &c->date);
        name(w, &c->issuer);
        string(w, &c->relation);
        u32(w, &c->subject);
        LIST(w, c, parts);
        for (size_t i = 0; i < c->n_parts; i++) {
                string(w, &c->parts[i].path);
                range(w, &c->parts[i].span);
        }
        spoken(w, &c->title);
        u32(w, &c->group);
        u32(w, &c->refers_to);
        flag(w, &c->refers_to_document);
        flag(w, &c->inverse);
        c->status = (enum citation_status) upto(w, c->status, CITATION_AMBIGUOUS);
        string(w, &c->suggested_key);
        range(w, &c->number_span);
        range(w, &c->span);
        string(w, &c->rule);
}

static void date_mention(struct wire *w, struct rec_date_mention *d)
{
        string(w, &d->kind);
        string(w, &d->iso);
        string(w, &d->iso_end);
        string(w, &d->start);
        string(w, &d->end);
        d->precision = (enum date_precision) upto(w, d->precision, PRECISION_YEAR);
        u32(w, &d->missing);
        u32(w, &d->inherited);
        string(w, &d->role);
        range(w, &d->span);
        string(w, &d->rule);
}

static void unit(struct wire *w, struct rec_unit *u)
{
        string(w, &u->name);
        string(w, &u->role);
        range(w, &u->span);
        string(w, &u->rule);
}

static void activity(struct wire *w, struct rec_activity *a)
{
        string(w, &a->number);
        string(w, &a->title);
        range(w, &a->title_span);
        u32(w, &a->section);
        names(w, &a->lead);
        names(w, &a->partners);
        string(w, &a->time.text);
        string(w, &a->time.start);
        string(w, &a->time.end);
        string(w, &a->time.kind);
        range(w, &a->time.span);
        string(w, &a->budget);
        string(w, &a->product);
        LIST(w, a, items);
        for (size_t i = 0; i < a->n_items; i++)
                spoken(w, &a->items[i]);
        range(w, &a->span);
}

static void assignment(struct wire *w, struct rec_assignment *a)
{
        names(w, &a->units);
        LIST(w, a, duties);
        for (size_t i = 0; i < a->n_duties; i++) {
                string(w, &a->duties[i].role);
                string(w, &a->duties[i].text);
                range(w, &a->duties[i].span);
        }
        range(w, &a->span);
}

static void event(struct wire *w, struct rec_event *e)
{
        date(w, &e->date);
        names(w, &e->actors);
        names(w, &e->partners);
        string(w, &e->action);
        string(w, &e->place);
        LIST(w, e, quantities);
        for (size_t i = 0; i < e->n_quantities; i++)
                u32(w, &e->quantities[i]);
        range(w, &e->span);
}

static void quantity(struct wire *w, struct rec_quantity *q)
{
        raw(w, &q->value, sizeof(q->value));
        string(w, &q->unit);
        string(w, &q->approx);
        string(w, &q->per);
        range(w, &q->span);
}

#define EACH(w, rec, items, fn)                                  \
        do {                                                     \
                LIST(w, rec, items);                             \
                for (size_t i_ = 0; i_ < (rec)->n_##items; i_++) \
                        fn(w, &(rec)->items[i_]);                \
        } while (0)

static void facts(struct wire *w, struct record *rec)
{
        head(w, &rec->document);
        EACH(w, rec, sections, section);
        EACH(w, rec, citations, citation);
        EACH(w, rec, dates, date_mention);
        EACH(w, rec, units, unit);
        EACH(w, rec, activities, activity);
        EACH(w, rec, assignments, assignment);
        EACH(w, rec, events, event);
        EACH(w, rec, quantities, quantity);
        diags(w, &rec->diags);
}

/* ---- both ways ----------------------------------------------------------------------------------------- */

/* References inside the record lead somewhere; the archive counts on it. */
static bool references_hold(const struct record *rec)
{
        for (size_t i = 0; i < rec->n_citations; i++) {
                const struct rec_citation *c = &rec->citations[i];

                if (c->id != i + 1 || c->subject > rec->n_citations || c->refers_to > rec->n_citations)
                        return false;
        }
        for (size_t i = 0; i < rec->n_activities; i++) {
                if (rec->activities[i].section > rec->n_sections)
                        return false;
        }
        for (size_t i = 0; i < rec->n_events; i++) {
                for (size_t k = 0; k < rec->events[i].n_quantities; k++) {
                        if (rec->events[i].quantities[k] - 1u >= rec->n_quantities)
                                return false;
                }
        }
        return true;
}

void wire_write(struct buf *out, const struct document *doc, const struct record *record)
{
        struct document d = *doc;
        struct record r = *record; /* shallow: writing changes nothing behind the pointers */
        struct wire w = { .out = out };

        document(&w, &d);
        facts(&w, &r);
}

bool wire_read(struct document *doc, struct record *record, struct arena *arena, struct span bytes)
{
        struct wire w = { .p = bytes.ptr, .end = bytes.ptr + bytes.len, .arena = arena };

        *doc = (struct document) { 0 };
        *record = (struct record) { 0 };
        document(&w, doc);
        facts(&w, record);
        return !w.bad && w.p == w.end && references_hold(record);
}
