/* See evaluate_match.h. Overlaps are found on sorted facts: a record may have thousands, and they may nest. */
#include "trichluc/evaluate_match.h"

#include <stdlib.h>

struct candidate {
        double part; /* common part of both ranges together */
        size_t wanted, found;
};

struct search {
        struct pairing *p;
        struct arena *arena;
        agree_fn *agree;
        const void *context;
        size_t *order;      /* found facts by their begin */
        uint32_t *reach;    /* the largest end among order[0..i] */
        struct candidate *items;
        size_t n, room;
};

struct place {
        struct range at;
        size_t index;
};

static int by_begin(const void *a, const void *b)
{
        const struct place *x = a, *y = b;

        if (x->at.begin != y->at.begin)
                return x->at.begin < y->at.begin ? -1 : 1;
        return x->index < y->index ? -1 : x->index > y->index;
}

static int by_part(const void *a, const void *b)
{
        const struct candidate *x = a, *y = b;

        if (x->part != y->part)
                return x->part > y->part ? -1 : 1;
        if (x->wanted != y->wanted)
                return x->wanted < y->wanted ? -1 : 1;
        return x->found < y->found ? -1 : x->found > y->found;
}

static void sort_found(struct search *s)
{
        const struct side *found = &s->p->found;
        struct place *places = arena_array(s->arena, found->n, sizeof(*places));
        uint32_t reach = 0;

        for (size_t i = 0; i < found->n; i++)
                places[i] = (struct place) { found->at[i], i };
        qsort(places, found->n, sizeof(*places), by_begin);
        s->order = arena_array(s->arena, found->n, sizeof(*s->order));
        s->reach = arena_array(s->arena, found->n, sizeof(*s->reach));
        for (size_t i = 0; i < found->n; i++) {
                reach = places[i].at.end > reach ? places[i].at.end : reach;
                s->order[i] = places[i].index;
                s->reach[i] = reach;
        }
}

/* How many found facts begin before @offset. */
static size_t count_before(const struct search *s, uint32_t offset)
{
        size_t low = 0, high = s->p->found.n;

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (s->p->found.at[s->order[middle]].begin < offset)
                        low = middle + 1;
                else
                        high = middle;
        }
        return low;
}

static double common_part(struct range a, struct range b)
{
        uint32_t begin = a.begin > b.begin ? a.begin : b.begin, end = a.end < b.end ? a.end : b.end;
        uint32_t first = a.begin < b.begin ? a.begin : b.begin, last = a.end > b.end ? a.end : b.end;

        return end > begin ? (double) (end - begin) / (last - first) : 0;
}

static void look_for(struct search *s, size_t wanted)
{
        struct pairing *p = s->p;
        struct range at = p->wanted.at[wanted];
        double nearest = 0;

        for (size_t i = count_before(s, at.end); i > 0 && s->reach[i - 1] > at.begin; i--) {
                size_t found = s->order[i - 1];
                double part = common_part(at, p->found.at[found]);

                if (part == 0)
                        continue;
                if (s->agree(p->wanted.items[wanted], p->found.items[found], s->context)) {
                        struct candidate *c = arena_grow(s->arena, &s->items, &s->n, &s->room, sizeof(*c));

                        *c = (struct candidate) { part, wanted, found };
                } else if (part > nearest) {
                        nearest = part;
                        p->near[wanted] = found;
                }
        }
}

static size_t *nobody(struct arena *arena, size_t n)
{
        size_t *out = arena_array(arena, n, sizeof(*out));

        for (size_t i = 0; i < n; i++)
                out[i] = NO_PARTNER;
        return out;
}

void pairing_make(struct pairing *p, struct arena *arena, agree_fn *agree, const void *context)
{
        struct search s = { .p = p, .arena = arena, .agree = agree, .context = context };

        p->found_of = nobody(arena, p->wanted.n);
        p->near = nobody(arena, p->wanted.n);
        p->wanted_of = nobody(arena, p->found.n);
        sort_found(&s);
        for (size_t i = 0; i < p->wanted.n; i++) {
                if (range_is_set(p->wanted.at[i]))
                        look_for(&s, i);
        }
        if (s.n)
                qsort(s.items, s.n, sizeof(*s.items), by_part);
        for (size_t i = 0; i < s.n; i++) {
                const struct candidate *c = &s.items[i];

                if (p->found_of[c->wanted] != NO_PARTNER || p->wanted_of[c->found] != NO_PARTNER)
                        continue;
                p->found_of[c->wanted] = c->found;
                p->wanted_of[c->found] = c->wanted;
        }
}
