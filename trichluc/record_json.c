/* One function a list of the record, in the order of the contract; see record_json.h. */
#include "trichluc/record_json.h"

#include "common/json.h"

#include <stdio.h>

/*
 * A record has thousands of keys, most of them with null or a range behind: each key with its comma and colon, or with its null, is one
 * write of a length known here.
 */
static inline void put_key(struct json *j, const char *key, size_t len)
{
        buf_add(j->out, key + !j->comma, len - !j->comma);
        j->comma = false;
}

enum { NULL_LEN = sizeof("null") - 1 };

/* @key ends in the null that stands where there is no value. */
static inline bool put_nullable_key(struct json *j, const char *key, size_t len, bool known)
{
        put_key(j, key, known ? len - NULL_LEN : len);
        j->comma = !known;
        return known;
}

static inline void put_string(struct json *j, const char *key, size_t len, const char *value)
{
        if (put_nullable_key(j, key, len, value))
                json_text(j, value);
}

static char *put_digits(char *end, uint32_t value)
{
        do
                *--end = (char) ('0' + value % 10);
        while (value /= 10);
        return end;
}

/* The range is written without printf, which showed in profiles. */
static void put_range(struct json *j, const char *key, size_t len, struct range range)
{
        char text[32], *end = text + sizeof(text), *p = end;

        if (!put_nullable_key(j, key, len, range_is_set(range)))
                return;
        *--p = ']';
        p = put_digits(p, range.end);
        *--p = ',';
        p = put_digits(p, range.begin);
        *--p = '[';
        buf_add(j->out, p, (size_t) (end - p));
        j->comma = true;
}

#define KEY_TEXT(name, value) ",\"" name "\":" value, sizeof(",\"" name "\":" value) - 1
#define KEY(j, name) put_key(j, KEY_TEXT(name, ""))
#define STRING(j, name, value) put_string(j, KEY_TEXT(name, "null"), value)
#define RANGE(j, name, range) put_range(j, KEY_TEXT(name, "null"), range)
#define OPEN(j, name, bracket) (KEY(j, name), json_open(j, bracket))

/* 0 stands for "none" in every number that goes through here */
static void put_count(struct json *j, unsigned value)
{
        if (value)
                json_int(j, value);
        else
                json_none(j);
}

static void put_citation_id(struct json *j, unsigned id)
{
        char text[16], *end = text + sizeof(text) - 1, *p;

        if (!id) {
                json_none(j);
                return;
        }
        *end = '\0';
        p = put_digits(end, id);
        if (id < 10)
                *--p = '0';
        *--p = 'c';
        json_text(j, p);
}

static void put_strings(struct json *j, const char *const *items, size_t n)
{
        json_open(j, '[');
        for (size_t i = 0; i < n; i++)
                json_text(j, items[i]);
        json_close(j, ']');
}

static void put_name(struct json *j, const struct rec_name *name)
{
        json_open(j, '{');
        STRING(j, "name", name->name);
        RANGE(j, "span", name->span);
        json_close(j, '}');
}

static void put_names(struct json *j, const struct rec_names *names)
{
        json_open(j, '[');
        for (size_t i = 0; i < names->n; i++)
                put_name(j, &names->items[i]);
        json_close(j, ']');
}

static void put_text(struct json *j, const struct rec_text *text)
{
        json_open(j, '{');
        STRING(j, "text", text->text);
        RANGE(j, "span", text->span);
        json_close(j, '}');
}

static void put_missing(struct json *j, unsigned missing)
{
        json_open(j, '[');
        if (missing & MISSING_DAY)
                json_text(j, "day");
        if (missing & MISSING_MONTH)
                json_text(j, "month");
        if (missing & MISSING_YEAR)
                json_text(j, "year");
        json_close(j, ']');
}

/* Is it a number as JSON writes them: digits without a leading zero, perhaps a fraction? */
static bool is_number(const char *s)
{
        size_t whole = strspn(s, "0123456789");

        if (!whole || (whole > 1 && s[0] == '0'))
                return false;
        if (!s[whole])
                return true;
        return s[whole] == '.' && s[whole + 1] && !s[whole + 1 + strspn(s + whole + 1, "0123456789")];
}

/* 407 and 66.7 are numbers; what is not ("12-14") stays the string it is */
static void put_number(struct json *j, const char *number)
{
        while (number && number[0] == '0' && number[1] >= '0' && number[1] <= '9')
                number++;
        if (number && is_number(number))
                json_literal(j, number);
        else
                json_text(j, number);
}

static void put_source(struct json *j, const struct document *doc)
{
        bool read = doc->sha256[0];

        OPEN(j, "source", '{');
        STRING(j, "path", doc->path);
        STRING(j, "member", doc->member);
        STRING(j, "sha256", read ? doc->sha256 : NULL);
        KEY(j, "bytes");
        if (read || doc->bytes)
                json_int(j, (long long) doc->bytes);
        else
                json_none(j);
        STRING(j, "media_type", doc->media_type);
        STRING(j, "encoding", doc->encoding);
        json_close(j, '}');
}

static void put_versions(struct json *j, const struct record_versions *versions)
{
        OPEN(j, "versions", '{');
        STRING(j, "extractor", versions->extractor);
        STRING(j, "normalizer", versions->normalizer);
        STRING(j, "rules", versions->rules);
        json_close(j, '}');
}

static void put_own_number(struct json *j, const struct rec_number *number)
{
        OPEN(j, "number", '{');
        STRING(j, "status", number_status_name(number->status));
        STRING(j, "key", number->key);
        STRING(j, "key_pattern", number->key_pattern);
        KEY(j, "number");
        put_number(j, number->number);
        STRING(j, "suffix", number->suffix);
        KEY(j, "year");
        put_count(j, (unsigned) number->year);
        STRING(j, "type_abbr", number->type_abbr);
        KEY(j, "issuer_abbrs");
        put_strings(j, number->issuer_abbrs, number->n_issuer_abbrs);
        STRING(j, "style", number->style);
        RANGE(j, "span", number->span);
        json_close(j, '}');
}

/* of a citation or an event; the document's own date has "missing" as well */
static void put_date(struct json *j, const struct rec_date *date, bool own)
{
        OPEN(j, "date", '{');
        STRING(j, "iso", date->iso);
        STRING(j, "precision", date_precision_name(date->precision));
        if (own) {
                KEY(j, "missing");
                put_missing(j, date->missing);
        }
        RANGE(j, "span", date->span);
        json_close(j, '}');
}

static void put_signer(struct json *j, const struct rec_document *d)
{
        OPEN(j, "signer", '{');
        KEY(j, "authority");
        put_strings(j, d->signer.authority.items, d->signer.authority.n);
        STRING(j, "position", d->signer.position);
        STRING(j, "name", d->signer.name);
        RANGE(j, "span", d->signer.span);
        json_close(j, '}');
}

static void put_recipients(struct json *j, const struct rec_document *d)
{
        OPEN(j, "recipients", '[');
        for (size_t i = 0; i < d->n_recipients; i++) {
                json_open(j, '{');
                STRING(j, "name", d->recipients[i].name);
                STRING(j, "note", d->recipients[i].note);
                RANGE(j, "span", d->recipients[i].span);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void put_own_type(struct json *j, const struct rec_type *type)
{
        OPEN(j, "type", '{');
        STRING(j, "id", type->id);
        STRING(j, "name", type->name);
        RANGE(j, "span", type->span);
        json_close(j, '}');
}

static void put_own_issuer(struct json *j, const struct rec_document *d)
{
        OPEN(j, "issuer", '{');
        STRING(j, "name", d->issuer.name);
        STRING(j, "abbr", d->issuer.abbr);
        STRING(j, "level", d->issuer.level);
        RANGE(j, "span", d->issuer.span);
        json_close(j, '}');
        KEY(j, "parent");
        put_name(j, &d->parent);
        OPEN(j, "locality", '{');
        STRING(j, "province", d->province);
        STRING(j, "district", d->district);
        STRING(j, "ward", d->ward);
        json_close(j, '}');
}

static void put_document(struct json *j, const struct rec_document *d)
{
        OPEN(j, "document", '{');
        put_own_type(j, &d->type);
        put_own_number(j, &d->number);
        put_date(j, &d->date, true);
        KEY(j, "place");
        put_name(j, &d->place);
        put_own_issuer(j, d);
        KEY(j, "title");
        put_text(j, &d->title);
        put_signer(j, d);
        put_recipients(j, d);
        OPEN(j, "archive", '{');
        KEY(j, "codes");
        put_strings(j, d->archive.codes.items, d->archive.codes.n);
        STRING(j, "drafter", d->archive.drafter);
        STRING(j, "copies", d->archive.copies);
        json_close(j, '}');
        STRING(j, "urgency", d->urgency);
        STRING(j, "secrecy", d->secrecy);
        json_close(j, '}');
}

static void put_sections(struct json *j, const struct record *r)
{
        OPEN(j, "sections", '[');
        for (size_t i = 0; i < r->n_sections; i++) {
                const struct rec_section *s = &r->sections[i];

                json_open(j, '{');
                KEY(j, "level");
                json_int(j, s->level);
                STRING(j, "number", s->number);
                STRING(j, "heading", s->heading);
                STRING(j, "kind", s->kind);
                RANGE(j, "span", s->span);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void put_parts(struct json *j, const struct rec_citation *c)
{
        OPEN(j, "parts", '[');
        for (size_t i = 0; i < c->n_parts; i++) {
                json_open(j, '{');
                STRING(j, "path", c->parts[i].path);
                RANGE(j, "span", c->parts[i].span);
                json_close(j, '}');
        }
        json_close(j, ']');
}

/* who cites what: everything of a citation up to its parts */
static void put_citation_facts(struct json *j, const struct rec_citation *c)
{
        KEY(j, "id");
        put_citation_id(j, c->id);
        STRING(j, "class", citation_class_name(c->class));
        OPEN(j, "type", '{');
        STRING(j, "id", c->type.id);
        STRING(j, "printed", c->type.printed);
        json_close(j, '}');
        /* a short form ("Nghị định 72") has no key but its pattern: 72/?/NĐ-CP */
        STRING(j, "key", c->number.key ? c->number.key : c->number.key_pattern);
        KEY(j, "number");
        put_number(j, c->number.number);
        STRING(j, "suffix", c->number.suffix);
        KEY(j, "year");
        put_count(j, (unsigned) c->number.year);
        STRING(j, "style", c->number.style);
        put_date(j, &c->date, false);
        KEY(j, "issuer");
        put_name(j, &c->issuer);
        STRING(j, "relation", c->relation);
        KEY(j, "subject");
        put_citation_id(j, c->subject);
        if (c->inverse) {
                KEY(j, "inverse");
                json_bool(j, true);
        }
}

static void put_citation(struct json *j, const struct rec_citation *c)
{
        json_open(j, '{');
        put_citation_facts(j, c);
        put_parts(j, c);
        KEY(j, "title");
        put_text(j, &c->title);
        KEY(j, "group");
        put_count(j, c->group);
        KEY(j, "refers_to");
        if (c->refers_to_document)
                json_text(j, "doc");
        else
                put_citation_id(j, c->refers_to);
        STRING(j, "status", citation_status_name(c->status));
        STRING(j, "suggested_key", c->suggested_key);
        RANGE(j, "number_span", c->number_span);
        RANGE(j, "span", c->span);
        STRING(j, "rule", c->rule);
        json_close(j, '}');
}

static void put_citations(struct json *j, const struct record *r)
{
        OPEN(j, "citations", '[');
        for (size_t i = 0; i < r->n_citations; i++)
                put_citation(j, &r->citations[i]);
        json_close(j, ']');
}

static void put_dates(struct json *j, const struct record *r)
{
        OPEN(j, "dates", '[');
        for (size_t i = 0; i < r->n_dates; i++) {
                const struct rec_date_mention *d = &r->dates[i];

                json_open(j, '{');
                STRING(j, "kind", d->kind);
                STRING(j, "iso", d->iso);
                STRING(j, "iso_end", d->iso_end);
                STRING(j, "start", d->start);
                STRING(j, "end", d->end);
                STRING(j, "precision", date_precision_name(d->precision));
                KEY(j, "missing");
                put_missing(j, d->missing);
                KEY(j, "inherited");
                put_missing(j, d->inherited);
                STRING(j, "role", d->role);
                RANGE(j, "span", d->span);
                STRING(j, "rule", d->rule);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void put_units(struct json *j, const struct record *r)
{
        OPEN(j, "units", '[');
        for (size_t i = 0; i < r->n_units; i++) {
                json_open(j, '{');
                STRING(j, "name", r->units[i].name);
                STRING(j, "role", r->units[i].role);
                RANGE(j, "span", r->units[i].span);
                STRING(j, "rule", r->units[i].rule);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void put_activity_time(struct json *j, const struct rec_activity *a)
{
        OPEN(j, "time", '{');
        STRING(j, "text", a->time.text);
        STRING(j, "start", a->time.start);
        STRING(j, "end", a->time.end);
        STRING(j, "kind", a->time.kind);
        RANGE(j, "span", a->time.span);
        json_close(j, '}');
}

static void put_activity(struct json *j, const struct rec_activity *a)
{
        json_open(j, '{');
        STRING(j, "number", a->number);
        STRING(j, "title", a->title);
        RANGE(j, "title_span", a->title_span);
        KEY(j, "section");
        put_count(j, a->section);
        KEY(j, "lead");
        put_names(j, &a->lead);
        KEY(j, "partners");
        put_names(j, &a->partners);
        put_activity_time(j, a);
        STRING(j, "budget", a->budget);
        STRING(j, "product", a->product);
        OPEN(j, "items", '[');
        for (size_t i = 0; i < a->n_items; i++)
                put_text(j, &a->items[i]);
        json_close(j, ']');
        RANGE(j, "span", a->span);
        json_close(j, '}');
}

static void put_assignment(struct json *j, const struct rec_assignment *a)
{
        json_open(j, '{');
        KEY(j, "units");
        put_names(j, &a->units);
        OPEN(j, "duties", '[');
        for (size_t i = 0; i < a->n_duties; i++) {
                json_open(j, '{');
                STRING(j, "role", a->duties[i].role);
                STRING(j, "text", a->duties[i].text);
                RANGE(j, "span", a->duties[i].span);
                json_close(j, '}');
        }
        json_close(j, ']');
        RANGE(j, "span", a->span);
        json_close(j, '}');
}

static void put_quantity(struct json *j, const struct rec_quantity *q)
{
        json_open(j, '{');
        KEY(j, "value");
        json_number(j, q->value);
        STRING(j, "unit", q->unit);
        STRING(j, "approx", q->approx);
        STRING(j, "per", q->per);
        RANGE(j, "span", q->span);
        json_close(j, '}');
}

static void put_event(struct json *j, const struct rec_event *e, const struct record *r)
{
        json_open(j, '{');
        put_date(j, &e->date, false);
        KEY(j, "actors");
        put_names(j, &e->actors);
        KEY(j, "partners");
        put_names(j, &e->partners);
        STRING(j, "action", e->action);
        STRING(j, "place", e->place);
        OPEN(j, "quantities", '[');
        for (size_t i = 0; i < e->n_quantities; i++)
                put_quantity(j, &r->quantities[e->quantities[i] - 1]);
        json_close(j, ']');
        RANGE(j, "span", e->span);
        json_close(j, '}');
}

static void put_tasks(struct json *j, const struct record *r)
{
        OPEN(j, "activities", '[');
        for (size_t i = 0; i < r->n_activities; i++)
                put_activity(j, &r->activities[i]);
        json_close(j, ']');
        OPEN(j, "assignments", '[');
        for (size_t i = 0; i < r->n_assignments; i++)
                put_assignment(j, &r->assignments[i]);
        json_close(j, ']');
        OPEN(j, "events", '[');
        for (size_t i = 0; i < r->n_events; i++)
                put_event(j, &r->events[i], r);
        json_close(j, ']');
        OPEN(j, "quantities", '[');
        for (size_t i = 0; i < r->n_quantities; i++)
                put_quantity(j, &r->quantities[i]);
        json_close(j, ']');
}

static void put_diagnostics(struct json *j, const struct record *r)
{
        struct buf message = { 0 };

        OPEN(j, "diagnostics", '[');
        for (size_t i = 0; i < r->diags.n; i++) {
                const struct diag *d = &r->diags.items[i];

                buf_clear(&message);
                buf_puts(&message, diag_message(d->code, DIAG_EN));
                if (d->detail)
                        buf_printf(&message, ": %s", d->detail);
                json_open(j, '{');
                STRING(j, "code", diag_name(d->code));
                STRING(j, "severity", diag_severity_name(diag_severity(d->code)));
                STRING(j, "message", message.ptr);
                RANGE(j, "span", d->span);
                json_close(j, '}');
        }
        json_close(j, ']');
        buf_release(&message);
}

void record_json_write(struct buf *out, const struct document *doc, const struct record *record, const struct record_versions *versions, bool with_text)
{
        struct json j = { .out = out };

        json_open(&j, '{');
        STRING(&j, "schema", "trichluc-record/1");
        put_source(&j, doc);
        put_versions(&j, versions);
        if (with_text) {
                buf_reserve(out, doc->text.len + doc->text.len / 8);
                KEY(&j, "text");
                json_span(&j, doc->text);
        }
        put_document(&j, &record->document);
        put_sections(&j, record);
        put_citations(&j, record);
        put_dates(&j, record);
        put_units(&j, record);
        put_tasks(&j, record);
        put_diagnostics(&j, record);
        json_close(&j, '}');
        buf_putc(out, '\n');
}
