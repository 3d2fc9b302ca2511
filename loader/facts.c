/* The lists of a record besides its citations: sections, dates, units, activities, assignments, events, quantities, diagnostics. */
#include "loader/internal.h"

/* What every fact needs. */
struct job {
        struct archive *archive;
        const struct record *rec;
        int64_t document, first_section;
};

static void sections(struct job *job)
{
        job->first_section = job->archive->next_section;
        for (size_t i = 0; i < job->rec->n_sections; i++) {
                const struct rec_section *s = &job->rec->sections[i];
                struct values v = feed_row(job->archive, STATEMENT_insert_section);

                put_int(&v, job->archive->next_section++);
                put_int(&v, job->document);
                put_int(&v, (int64_t) i + 1);
                put_int(&v, s->level);
                put_text(&v, s->number);
                put_text(&v, s->heading);
                put_text(&v, s->kind);
                put_range(&v, s->span);
        }
}

const char *parts_of_date(unsigned missing)
{
        static const char *const names[] = { NULL, "day", "month", "day month", "year", "day year", "month year", "day month year" };

        return names[missing & (MISSING_DAY | MISSING_MONTH | MISSING_YEAR)];
}

/* The row of a rule, made when it is new; 0 for no rule. */
static int rule_of(struct archive *archive, int64_t *id, const char *name)
{
        const int64_t *known = name ? map_find(&archive->rules, span_of(name)) : NULL;
        struct values v;
        int r;

        *id = known ? *known : 0;
        if (!name || known)
                return 0;
        v = statement(archive, STATEMENT_find_rule);
        put_text(&v, name);
        r = statement_value(archive, &v, id);
        if (!r && !*id) {
                v = statement(archive, STATEMENT_insert_rule);
                put_text(&v, name);
                r = statement_run(archive, &v);
                *id = sqlite3_last_insert_rowid(archive->db);
        }
        if (!r)
                *(int64_t *) map_add(&archive->rules, span_of(name), sizeof(*id)) = *id;
        return r;
}

static int dates(struct job *job)
{
        int r = 0;

        for (size_t i = 0; !r && i < job->rec->n_dates; i++) {
                const struct rec_date_mention *d = &job->rec->dates[i];
                struct values v;
                int64_t rule;

                r = rule_of(job->archive, &rule, d->rule);
                if (r)
                        break;
                v = feed_row(job->archive, STATEMENT_insert_date_mention);
                put_int(&v, job->document);
                put_int(&v, (int64_t) i + 1);
                put_text(&v, d->kind ? d->kind : "");
                put_text(&v, d->iso);
                put_text(&v, d->iso_end);
                put_text(&v, d->start);
                put_text(&v, d->end);
                put_text(&v, date_precision_name(d->precision));
                put_text(&v, parts_of_date(d->missing));
                put_text(&v, parts_of_date(d->inherited));
                put_text(&v, d->role);
                put_range(&v, d->span);
                put_id(&v, rule);
        }
        return r;
}

/* The row of a unit named in this document; id 0 for no name. */
static int unit_of(struct job *job, struct unit *unit, const char *name)
{
        return unit_find(job->archive, unit, name, NULL, job->rec->document.province);
}

static int units(struct job *job)
{
        int r = 0;

        for (size_t i = 0; !r && i < job->rec->n_units; i++) {
                const struct rec_unit *u = &job->rec->units[i];
                struct values v;
                struct unit unit;
                int64_t rule;

                r = unit_of(job, &unit, u->name);
                if (r || !unit.id)
                        continue;
                r = rule_of(job->archive, &rule, u->rule);
                if (r)
                        break;
                v = feed_row(job->archive, STATEMENT_insert_unit_mention);
                put_int(&v, job->document);
                put_int(&v, (int64_t) i + 1);
                put_int(&v, unit.id);
                put_text(&v, unit.spelled);
                put_text(&v, u->role);
                put_range(&v, u->span);
                put_id(&v, rule);
        }
        return r;
}

/* The units of an activity, assignment (@role NULL: its rows have none) or event; @n is the last number given. */
static int members(struct job *job, enum statement_id insert, int64_t owner, size_t *n, const struct rec_names *names, const char *role)
{
        int r = 0;

        for (size_t i = 0; !r && i < names->n; i++) {
                struct values v;
                struct unit unit;

                r = unit_of(job, &unit, names->items[i].name);
                if (r || !unit.id)
                        continue;
                v = feed_row(job->archive, insert);
                put_int(&v, owner);
                put_int(&v, (int64_t) ++*n);
                put_int(&v, unit.id);
                put_text(&v, unit.spelled);
                if (role)
                        put_text(&v, role);
                put_range(&v, names->items[i].span);
        }
        return r;
}

static void activity_row(struct job *job, const struct rec_activity *a, int64_t id)
{
        struct values v = feed_row(job->archive, STATEMENT_insert_activity);

        put_int(&v, id);
        put_int(&v, job->document);
        put_id(&v, a->section && a->section <= job->rec->n_sections ? job->first_section + a->section - 1 : 0);
        put_text(&v, a->number);
        put_text(&v, a->title);
        put_range(&v, a->title_span);
        put_text(&v, a->time.text);
        put_text(&v, a->time.start);
        put_text(&v, a->time.end);
        put_text(&v, a->time.kind);
        put_range(&v, a->time.span);
        put_text(&v, a->budget);
        put_text(&v, a->product);
        put_range(&v, a->span);
}

static void activity_items(struct job *job, const struct rec_activity *a, int64_t id)
{
        for (size_t i = 0; i < a->n_items; i++) {
                struct values v = feed_row(job->archive, STATEMENT_insert_activity_item);

                put_int(&v, id);
                put_int(&v, (int64_t) i + 1);
                put_text(&v, a->items[i].text);
                put_range(&v, a->items[i].span);
        }
}

static int activities(struct job *job)
{
        int r = 0;

        for (size_t i = 0; !r && i < job->rec->n_activities; i++) {
                const struct rec_activity *a = &job->rec->activities[i];
                int64_t id = job->archive->next_activity++;
                size_t n = 0;

                activity_row(job, a, id);
                activity_items(job, a, id);
                r = members(job, STATEMENT_insert_activity_unit, id, &n, &a->lead, "lead");
                if (!r)
                        r = members(job, STATEMENT_insert_activity_unit, id, &n, &a->partners, "partner");
        }
        return r;
}

static void duties(struct job *job, const struct rec_assignment *a, int64_t id)
{
        for (size_t i = 0; i < a->n_duties; i++) {
                struct values v = feed_row(job->archive, STATEMENT_insert_assignment_duty);

                put_int(&v, id);
                put_int(&v, (int64_t) i + 1);
                put_text(&v, a->duties[i].role);
                put_text(&v, a->duties[i].text);
                put_range(&v, a->duties[i].span);
        }
}

static int assignments(struct job *job)
{
        int r = 0;

        for (size_t i = 0; !r && i < job->rec->n_assignments; i++) {
                const struct rec_assignment *a = &job->rec->assignments[i];
                struct values v = feed_row(job->archive, STATEMENT_insert_assignment);
                int64_t id = job->archive->next_assignment++;
                size_t n = 0;

                put_int(&v, id);
                put_int(&v, job->document);
                put_range(&v, a->span);
                duties(job, a, id);
                r = members(job, STATEMENT_insert_assignment_unit, id, &n, &a->units, NULL);
        }
        return r;
}

static void event_row(struct job *job, const struct rec_event *e, int64_t id)
{
        struct values v = feed_row(job->archive, STATEMENT_insert_event);

        put_int(&v, id);
        put_int(&v, job->document);
        put_text(&v, e->date.iso);
        put_text(&v, date_precision_name(e->date.precision));
        put_range(&v, e->date.span);
        put_text(&v, e->action);
        put_text(&v, e->place);
        put_range(&v, e->span);
}

static void event_quantities(struct job *job, const struct rec_event *e, int64_t id)
{
        for (size_t i = 0; i < e->n_quantities; i++) {
                struct values v = feed_row(job->archive, STATEMENT_insert_event_quantity);

                put_int(&v, id);
                put_int(&v, (int64_t) i + 1);
                put_int(&v, e->quantities[i]);
        }
}

static int events(struct job *job)
{
        int r = 0;

        for (size_t i = 0; !r && i < job->rec->n_events; i++) {
                const struct rec_event *e = &job->rec->events[i];
                int64_t id = job->archive->next_event++;
                size_t n = 0;

                event_row(job, e, id);
                event_quantities(job, e, id);
                r = members(job, STATEMENT_insert_event_unit, id, &n, &e->actors, "actor");
                if (!r)
                        r = members(job, STATEMENT_insert_event_unit, id, &n, &e->partners, "partner");
        }
        return r;
}

static void quantities(struct job *job)
{
        for (size_t i = 0; i < job->rec->n_quantities; i++) {
                const struct rec_quantity *q = &job->rec->quantities[i];
                struct values v = feed_row(job->archive, STATEMENT_insert_quantity);

                put_int(&v, job->document);
                put_int(&v, (int64_t) i + 1);
                put_real(&v, q->value);
                put_text(&v, q->unit);
                put_text(&v, q->approx);
                put_text(&v, q->per);
                put_range(&v, q->span);
        }
}

void diagnostics_insert(struct archive *archive, const struct diag_list *list, int64_t document)
{
        for (size_t i = 0; i < list->n; i++) {
                const struct diag *d = &list->items[i];
                struct values v = feed_row(archive, STATEMENT_insert_diagnostic);

                put_int(&v, document);
                put_int(&v, (int64_t) i + 1);
                put_text(&v, diag_name(d->code));
                put_text(&v, diag_severity_name(diag_severity(d->code)));
                put_text(&v, d->detail);
                put_range(&v, d->span);
        }
}

int facts_insert(struct archive *archive, const struct record *rec, int64_t document)
{
        struct job job = { archive, rec, document, 0 };
        int r;

        sections(&job);
        quantities(&job);
        diagnostics_insert(archive, &rec->diags, document);
        r = dates(&job);
        if (!r)
                r = units(&job);
        if (!r)
                r = activities(&job);
        if (!r)
                r = assignments(&job);
        return r ? r : events(&job);
}
