/*
 * Relations (domain.md 1.6): the nearest cue before the mention inside its clause, the longest cue first; items of a list share the
 * cue of its head; cues behind a mention ("hết hiệu lực") and inverse ones.
 */
#include "rules/run.h"

enum { CUE_REACH = 220, TAIL_REACH = 200 };

/* Does a clause end between @from and @to? A ';' does not for a cue whose scope is a list. */
static bool clause_ends(const struct run *run, uint32_t from, uint32_t to, bool list)
{
        for (uint32_t i = from; i < to; i++) {
                char c = run->lower[i];

                if (c == ';' && !list)
                        return true;
                if ((c == '.' || c == '!' || c == '?') && i + 1 < to && run->lower[i + 1] == ' ' && !(i > 0 && run->lower[i - 1] >= '0' && run->lower[i - 1] <= '9'))
                        return true;
        }
        return false;
}

/* The first half of a cue in two pieces, before its tail. */
static const struct cue *whole_cue(const struct run *run, size_t para, size_t tail)
{
        const struct hit *t = &run->hits[tail];

        for (size_t i = tail; i-- > run->para_hits[para];) {
                const struct hit *h = &run->hits[i];

                if (h->begin + TAIL_REACH < t->begin || clause_ends(run, h->end, t->begin, false))
                        return NULL;
                if (hit_is(h, WORD_CUE) && *run->set->cues[WORD_INDEX(h->value)].tail && strcmp(run->set->cues[WORD_INDEX(h->value)].tail, run->set->cues[WORD_INDEX(t->value)].tail) == 0)
                        return &run->set->cues[WORD_INDEX(h->value)];
        }
        return NULL;
}

/* Nearest cue that ends at or before @at, from @begin on; of those that end at one place the longest. */
static const struct cue *cue_before(const struct run *run, size_t para, uint32_t begin, uint32_t at, const struct hit **where)
{
        const struct cue *best = NULL;

        *where = NULL;
        for (size_t i = run->para_hits[para + 1]; i-- > run->para_hits[para];) {
                const struct hit *h = &run->hits[i];
                const struct cue *cue = NULL;

                if (h->begin < begin)
                        break;
                if (h->end > at || (!hit_is(h, WORD_CUE) && !hit_is(h, WORD_CUE_TAIL)))
                        continue;
                if (*where && h->end < (*where)->begin)
                        break;
                if (*where && (*where)->begin - (h->begin < (*where)->begin ? h->begin : (*where)->begin) > 64)
                        break;
                if (hit_is(h, WORD_CUE_TAIL))
                        cue = whole_cue(run, para, i);
                else if (!*run->set->cues[WORD_INDEX(h->value)].tail && run->set->cues[WORD_INDEX(h->value)].direction != CUE_BEHIND)
                        cue = &run->set->cues[WORD_INDEX(h->value)];
                if (!cue)
                        continue;
                if (!best || h->end >= (*where)->end || h->begin < (*where)->begin) {
                        best = cue;
                        *where = h;
                }
        }
        return best;
}

static void set_relation(struct run *run, struct rec_citation *c, const struct rec_citation *previous, const char *inherited, bool list)
{
        size_t para = layout_para_at(run, c->span.begin);
        uint32_t begin = run->paras[para].text.begin;
        const struct hit *where;
        const struct cue *cue;

        if (previous && previous->span.end > begin && previous->span.end <= c->span.begin)
                begin = previous->span.end;
        if (begin + CUE_REACH < c->span.begin)
                begin = c->span.begin - CUE_REACH;
        cue = cue_before(run, para, begin, c->span.begin, &where);
        if (cue && !clause_ends(run, where->end, c->span.begin, false)) {
                c->relation = cue->kind;
                return;
        }
        if (previous && inherited && layout_para_at(run, previous->span.begin) == para && (c->group || list || !clause_ends(run, previous->span.end, c->span.begin, false)))
                c->relation = inherited;
        else
                c->relation = "dan_chieu";
}

void relations_find(struct run *run)
{
        struct rec_citation *previous = NULL;

        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];

                set_relation(run, c, previous, previous ? previous->relation : NULL, true);
                previous = c;
        }
}
