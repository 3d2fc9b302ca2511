/*
 * Every organisation a document names, with what it is there for (domain.md 4).
 *
 * Where another fact holds the organisation - issuer, recipient, issuer of a citation, lead, partner, actor - that is its role; else the words
 * directly in front of and behind it say it.
 */
#include "rules/facts.h"

#include <stdlib.h>

struct known {
        struct rec_name name;
        const char *role;
};

struct known_list {
        struct run *run;
        struct known *items;
        size_t n, room;
};

static void know(struct known_list *list, const char *name, struct range span, const char *role)
{
        struct known *item;

        if (!range_is_set(span) || !name)
                return;
        item = arena_grow(list->run->arena, &list->items, &list->n, &list->room, sizeof(*item));
        *item = (struct known) { { name, span }, role };
}

static void know_all(struct known_list *list, const struct rec_names *names, const char *role)
{
        for (size_t i = 0; i < names->n; i++)
                know(list, names->items[i].name, names->items[i].span, role);
}

static int compare_known(const void *a, const void *b)
{
        const struct known *x = a, *y = b;

        if (x->name.span.begin != y->name.span.begin)
                return x->name.span.begin < y->name.span.begin ? -1 : 1;
        return (x->name.span.end < y->name.span.end) - (x->name.span.end > y->name.span.end);
}

static void collect(struct known_list *list)
{
        const struct record *r = list->run->out;
        const struct rec_document *d = &r->document;

        know(list, d->issuer.name, d->issuer.span, "issuer");
        know(list, d->parent.name, d->parent.span, "parent");
        for (size_t i = 0; i < d->n_recipients; i++)
                know(list, d->recipients[i].name, d->recipients[i].span, "recipient");
        for (size_t i = 0; i < r->n_citations; i++)
                know(list, r->citations[i].issuer.name, r->citations[i].issuer.span, "cited_issuer");
        for (size_t i = 0; i < r->n_activities; i++) {
                know_all(list, &r->activities[i].lead, "lead");
                know_all(list, &r->activities[i].partners, "partner");
        }
        for (size_t i = 0; i < r->n_assignments; i++)
                know_all(list, &r->assignments[i].units, "assigned");
        for (size_t i = 0; i < r->n_events; i++) {
                know_all(list, &r->events[i].actors, "actor");
                know_all(list, &r->events[i].partners, "partner");
        }
        if (list->n)
                qsort(list->items, list->n, sizeof(*list->items), compare_known);
}

static void mention_add(struct run *run, const char *name, const char *role, struct range span, const char *rule)
{
        struct rec_unit *u = arena_grow(run->arena, &run->out->units, &run->out->n_units, &run->out->room_units, sizeof(*u));

        *u = (struct rec_unit) { name, role, span, rule };
}

/* "Ban hành" and "Hội nghị" begin like organisations: a name has a capital, a level or nothing behind its head. */
static bool looks_like_name(const struct run *run, const struct hit *hit, uint32_t end)
{
        static const struct span levels[] = { SPAN_INIT("tỉnh"), SPAN_INIT("huyện"), SPAN_INIT("thành phố"), SPAN_INIT("thị xã"), SPAN_INIT("quận"), SPAN_INIT("xã"), SPAN_INIT("phường"), SPAN_INIT("cấp"), SPAN_INIT("các") };
        static const char *const whole[] = { "quoc_hoi", "chinh_phu", "ttg", "ctn", "dang", "doan_the" };
        uint32_t next = skip_spaces(run, hit->end, end);

        if (hit_is(hit, WORD_ISSUER))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
                if (strcmp(run->set->unit_heads[WORD_INDEX(hit->value)].class, whole[i]) == 0)
                        return true;
        }
        if (next >= end || next == hit->end)
                return false;
        for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
                if (fact_word_is(run, next, end, levels[i]))
                        return true;
        }
        return capital_at(run, next);
}

/* What the words around say. */
static const char *role_around(const struct run *run, struct range unit, struct range para)
{
        uint32_t after = unit.end, stop, begin, before = skip_spaces_back(run, unit.begin, para.begin);
        const struct fact_word *word;

        /* "Sở A, Sở B chủ trì": what is said of the last is said of all */
        after = skip_spaces(run, after, para.end);
        word = fact_at(run, FACT_ROLE_AFTER, after, para.end, &stop);
        if (word)
                return word->value;
        word = fact_before(run, FACT_ROLE_BEFORE, before, para.begin, &begin);
        return word ? word->value : NULL;
}

static void take_hit(struct run *run, const struct hit *hit, struct range para, uint32_t *next)
{
        uint32_t end;
        struct range span;

        if (!capital_at(run, hit->begin) || !looks_like_name(run, hit, para.end))
                return;
        end = unit_item_end(run, hit->begin, para.end);
        if (!end)
                return;
        span = (struct range) { hit->begin, end };
        mention_add(run, unit_item_name(run, span), role_around(run, span, para), span, hit_is(hit, WORD_ISSUER) ? "don_vi.ten_biet" : "don_vi.dau_ten");
        *next = end;
}

/* Known ones that stand before @at; returns where the last of them ends. */
static uint32_t put_known(struct known_list *list, size_t *cursor, uint32_t at, uint32_t consumed)
{
        for (; *cursor < list->n && list->items[*cursor].name.span.begin <= at; (*cursor)++) {
                const struct known *k = &list->items[*cursor];

                if (k->name.span.begin < consumed)
                        continue;
                mention_add(list->run, k->name.name, k->role, k->name.span, "don_vi.theo_vai_tro");
                consumed = k->name.span.end;
        }
        return consumed;
}

void units_find(struct run *run)
{
        struct outline_body body = outline_body(run);
        struct known_list known = { .run = run };
        uint32_t consumed = 0;
        size_t cursor = 0;

        collect(&known);
        for (size_t para = 0; para < run->n_paras && !run_is_full(run, run->paras[para].text.begin); para++) {
                struct range text = run->paras[para].text;

                if (!outline_holds(&body, run->paras[para].first) || run->lines[run->paras[para].first].caps)
                        continue;
                for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                        const struct hit *hit = &run->hits[i];

                        if (hit->begin < consumed || !(hit_is(hit, WORD_UNIT_HEAD) || hit_is(hit, WORD_ISSUER)))
                                continue;
                        consumed = put_known(&known, &cursor, hit->begin, consumed);
                        if (hit->begin >= consumed)
                                take_hit(run, hit, text, &consumed);
                }
        }
        put_known(&known, &cursor, UINT32_MAX, consumed);
}
