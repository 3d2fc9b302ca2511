/*
 * Quantities (domain.md 5, 6.5): number, what is counted, what softens it ("hơn"), per what ("/năm").
 *
 * Every run of digits that is no date and no part of a citation is looked at. The words in front of it may make it an index or a name
 * ("đường 8", "Đề án 06", "VTV8"); the word behind it must be something that can be counted. Lengths of time and ages are no
 * quantities, and neither are numbers in headings, in the title and in short quoted names.
 */
#include "rules/quantity.h"

#include <stdlib.h>

enum {
        NUMBER_MAX = 96, /* bytes from a number to what it counts, the partner of a range included */
        QUOTE_MAX = 160, /* bytes of a quoted name; longer quotes hold whole provisions */
};

struct quantity_walk {
        struct run *run;
        struct range *taken; /* dates, citations, headings: sorted, no number in them counts */
        size_t n_taken, next_taken;
        struct range para;
        /* the digits before these in the paragraph: were they an index, so are those that go on with "," or "và" ("khoản 1, 2 và 3") */
        uint32_t last_begin, last_end;
        enum { LAST_UNKNOWN, LAST_COUNT, LAST_ORDINAL } last;
        /* quotes up to @quotes_at */
        uint32_t quotes_at, quote_begin;
        bool quote_open;
};

static int compare_ranges(const void *a, const void *b)
{
        const struct range *x = a, *y = b;

        return (x->begin > y->begin) - (x->begin < y->begin);
}

static void take(struct quantity_walk *w, size_t *room, struct range r)
{
        if (range_is_set(r))
                *(struct range *) arena_grow(w->run->arena, &w->taken, &w->n_taken, room, sizeof(r)) = r;
}

static void collect_taken(struct quantity_walk *w)
{
        const struct record *r = w->run->out;
        size_t room = 0;

        for (size_t i = 0; i < r->n_dates; i++)
                take(w, &room, r->dates[i].span);
        for (size_t i = 0; i < r->n_citations; i++) {
                take(w, &room, r->citations[i].span);
                for (size_t k = 0; k < r->citations[i].n_parts; k++)
                        take(w, &room, r->citations[i].parts[k].span);
        }
        for (size_t i = 0; i < r->n_sections; i++)
                take(w, &room, r->sections[i].span);
        take(w, &room, r->document.title.span);
        if (!w->n_taken)
                return;
        qsort(w->taken, w->n_taken, sizeof(*w->taken), compare_ranges);
        room = 0;
        for (size_t i = 1; i < w->n_taken; i++) {
                if (w->taken[i].begin > w->taken[room].end)
                        w->taken[++room] = w->taken[i];
                else if (w->taken[i].end > w->taken[room].end)
                        w->taken[room].end = w->taken[i].end;
        }
        w->n_taken = room + 1;
}

/* @at only grows from call to call. */
static bool is_taken(struct quantity_walk *w, uint32_t at)
{
        while (w->next_taken < w->n_taken && w->taken[w->next_taken].end <= at)
                w->next_taken++;
        return w->next_taken < w->n_taken && w->taken[w->next_taken].begin <= at;
}

/* Cheap look at what follows the digits: a small letter, '%' or a bracket. Most numbers of a legal text end here. */
static bool may_count(const struct run *run, uint32_t at, uint32_t end)
{
        unsigned gap = 0;
        uint32_t stop;

        /* no number is longer; "1,1,1,1 ..." over a whole page is none */
        if (end - at > NUMBER_MAX)
                end = at + NUMBER_MAX;

        while (at < end && (quantity_digit(run->lower[at]) || strchr(".,\\", run->lower[at])))
                at++;
        /* a range: what is counted stands behind its end; digits grouped by a space */
        while (at < end && gap < 2 * QUANTITY_GAP && (run->lower[at] == ' ' || run->lower[at] == '-' || quantity_digit(run->lower[at]) || strchr(".,", run->lower[at])))
                gap += run->lower[at++] == ' ';
        if (at >= end)
                return false;
        /* U+00B0 as in "°C" */
        if (run->lower[at] == '%' || run->lower[at] == '(' || (unsigned char) run->lower[at] == 0xC2)
                return true;
        return trie_word_byte(run->lower, at) && (!capital_at(run, at) || quantity_may_be_capital(fact_at(run, FACT_UNIT, at, end, &stop)));
}

/* Does the number go on with a list whose first number is an index? */
static bool listed_ordinal(struct quantity_walk *w, size_t para, uint32_t at)
{
        if (!quantity_goes_on(w->run, w->last_end, at))
                return false;
        if (w->last == LAST_UNKNOWN)
                w->last = quantity_before(w->run, para, w->last_begin).ordinal ? LAST_ORDINAL : LAST_COUNT;
        return w->last == LAST_ORDINAL;
}

/* Inside a quoted name: an opening quote before, its end behind, both near. @at only grows within a paragraph. */
static bool in_quotes(struct quantity_walk *w, uint32_t at)
{
        const struct run *run = w->run;
        uint32_t end = w->para.end - at > QUOTE_MAX ? at + QUOTE_MAX : w->para.end;

        for (; w->quotes_at < at; w->quotes_at++) {
                if (run->lower[w->quotes_at] != '"')
                        continue;
                w->quote_open = !w->quote_open;
                w->quote_begin = w->quotes_at;
        }
        return w->quote_open && at - w->quote_begin <= QUOTE_MAX && memchr(run->lower + at, '"', end - at);
}

/* A size cannot be an index: "đường 3,4 km" is a length, "đường 8" a name. */
static bool is_size(const struct rule *rule, const struct quantity_noun *c, struct span digits)
{
        if (quantity_is_size(c->known) || strcmp(rule->kind, "phan_tram") == 0 || strcmp(rule->kind, "he_so") == 0 || strcmp(rule->kind, "nhom") == 0)
                return true;
        return memchr(digits.ptr, ',', digits.len) != NULL;
}

/* "Quyết định số ...", "Quyết định này" */
static bool names_one(const struct quantity_walk *w, uint32_t at)
{
        at = skip_spaces(w->run, at, w->para.end);
        return fact_word_is(w->run, at, w->para.end, SPAN("số")) || fact_word_is(w->run, at, w->para.end, SPAN("này")) || fact_word_is(w->run, at, w->para.end, SPAN("nêu trên"));
}

/* Is this number, in these surroundings, a quantity? */
static bool accept(const struct quantity_walk *w, const struct rule *rule, const struct quantity_before *b, const struct quantity_noun *c, struct range number)
{
        const struct run *run = w->run;
        struct span digits = run_lower(run, number);
        bool size = is_size(rule, c, digits);

        if (!c->found || quantity_kind(c->known, "thoi_gian"))
                return false;
        if ((strcmp(rule->kind, "cham") == 0) && !quantity_is_size(c->known))
                return false;
        if (strcmp(rule->kind, "nhom_cach") == 0 && !c->known)
                return false;
        if (size)
                return true;
        if (b->ordinal || (b->weak && !c->known))
                return false;
        /* "mục 3 Quyết định này": a document, not some */
        if (quantity_kind(c->known, "van_ban") && c->capital && (b->begin == w->para.begin || b->weak || b->name || names_one(w, c->noun.end)))
                return false;
        /* an unknown noun needs a number that looks like a count: "03 mô đun", "hơn 40 mô đun", "lắp 24 mô đun" */
        return c->known || !b->name;
}

static const char *unit_of(struct run *run, const struct rule *rule, const struct quantity_noun *c, bool billions)
{
        if (strcmp(rule->kind, "phan_tram") == 0)
                return "%";
        /* "trên 3.500 tỷ": only money is counted so */
        if (!range_is_set(c->noun))
                return billions ? "VND" : NULL;
        if (!c->known)
                return fact_text(run, c->noun);
        /* "tin, bài" and "tổ chức, doanh nghiệp" as printed; officials are persons */
        if (memchr(run->lower + c->noun.begin, ',', c->noun.end - c->noun.begin) && strcmp(c->known->value, "người") != 0)
                return fact_text(run, c->noun);
        return c->known->value;
}

static struct rec_quantity *add(struct quantity_walk *w, double value, const char *unit, struct range span)
{
        struct run *run = w->run;
        struct rec_quantity *q = arena_grow(run->arena, &run->out->quantities, &run->out->n_quantities, &run->out->room_quantities, sizeof(*q));

        *q = (struct rec_quantity) { .value = value, .unit = unit, .span = span };
        return q;
}

/* One run of digits; returns where to go on. */
static uint32_t look_at(struct quantity_walk *w, size_t para, uint32_t at)
{
        struct run *run = w->run;
        struct pattern_match m, second;
        const struct rule *rule = quantity_read(run, w->para, at, &m), *end_rule;
        struct quantity_before before;
        struct quantity_noun counted;
        struct range number;
        uint32_t partner, end;

        if (!rule)
                return at + 1;
        end_rule = rule;
        number = m.groups[0];
        second = m;
        partner = strcmp(rule->kind, "phan_tram") == 0 ? 0 : quantity_partner(run, number.end, w->para.end);
        if (partner) {
                end_rule = quantity_read(run, w->para, partner, &second);
                if (!end_rule || quantity_partner(run, second.groups[0].end, w->para.end))
                        return partner;
        }
        before = quantity_before(run, para, at);
        before.ordinal |= listed_ordinal(w, para, at);
        counted = strcmp(end_rule->kind, "phan_tram") == 0 ? (struct quantity_noun) { .found = true } : quantity_noun(run, second.groups[0].end, w->para.end, strcmp(end_rule->kind, "he_so") == 0);
        w->last_end = second.groups[0].end;
        w->last = before.ordinal ? LAST_ORDINAL : LAST_COUNT;
        if (!accept(w, end_rule, &before, &counted, number) || in_quotes(w, at))
                return second.groups[0].end;
        end = range_is_set(counted.noun) ? counted.noun.end : second.groups[0].end;
        bool billions = quantity_multiplier(run, end_rule, &second) >= 1e9;
        const char *unit = unit_of(run, end_rule, &counted, billions), *per = quantity_per(run, &end, w->para.end);
        struct rec_quantity *q;

        if (partner) {
                double value = quantity_value(run, rule, &m);

                /* "2 đến 3 tỷ đồng" */
                if (strcmp(rule->kind, "he_so") != 0 && strcmp(end_rule->kind, "he_so") == 0)
                        value *= quantity_multiplier(run, end_rule, &second);
                q = add(w, value, unit, (struct range) { before.begin, number.end });
                q->approx = before.approx ? before.approx->word : NULL;
                q->per = per;
                before = (struct quantity_before) { .begin = partner };
        }
        q = add(w, quantity_value(run, end_rule, &second), unit, (struct range) { before.begin, end });
        q->approx = before.approx ? before.approx->word : NULL;
        q->per = per;
        return end;
}

/* A number glued to what stands in front is part of it: VTV8, A-12, 31/2013. */
static bool stands_free(const struct run *run, struct range para, uint32_t at)
{
        if (at == para.begin)
                return true;
        if (run->lower[at - 1] == '-')
                return at == para.begin + 1 || !trie_word_byte(run->lower, at - 2);
        return !trie_word_byte(run->lower, at - 1) && !strchr("/.,:_#&@=", run->lower[at - 1]);
}

static void find_in_para(struct quantity_walk *w, size_t para)
{
        struct run *run = w->run;
        uint32_t next;

        w->para = run->paras[para].text;
        w->last_end = 0;
        w->quotes_at = next = w->para.begin;
        w->quote_open = false;
        for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                const struct hit *hit = &run->hits[i];

                if (hit->value != WORD(WORD_ANCHOR, 0) || hit->begin < next)
                        continue;
                if (may_count(run, hit->end, w->para.end) && stands_free(run, w->para, hit->begin) && !is_taken(w, hit->begin)) {
                        next = look_at(w, para, hit->begin);
                        continue;
                }
                w->last = listed_ordinal(w, para, hit->begin) ? LAST_ORDINAL : LAST_UNKNOWN;
                w->last_begin = hit->begin;
                w->last_end = hit->end;
        }
}

void quantities_find(struct run *run)
{
        struct outline_body body = outline_body(run);
        struct quantity_walk w = { .run = run };

        collect_taken(&w);
        for (size_t i = 0; i < run->n_paras && !run_is_full(run, run->paras[i].text.begin); i++) {
                if (outline_holds(&body, run->paras[i].first))
                        find_in_para(&w, i);
        }
}
