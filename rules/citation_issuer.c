/*
 * Who issued a cited document (domain.md 1.3, 4): the words behind it, else date and issuer before it, else its mark, with the
 * document's locality where the text leaves it out; and the roles of the dates that belong to citations.
 */
#include "rules/calendar.h"
#include "rules/words.h"

enum { BEFORE_REACH = 160 };

/* The organisation whose name ends at @end, or RANGE_NONE. */
static struct range unit_ending_at(const struct run *run, size_t para, uint32_t begin, uint32_t end)
{
        for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                const struct hit *h = &run->hits[i];

                if (h->begin >= end)
                        break;
                if (h->begin >= begin && h->begin + BEFORE_REACH > end && hit_is(h, WORD_UNIT_HEAD) && unit_end(run, h->begin, end) == end)
                        return (struct range) { h->begin, end };
        }
        return RANGE_NONE;
}

/* Over the verb of issuing, backward: "UBND huyện | đã ban hành", "| đã ra", "| ký ban hành" */
static uint32_t before_verb(const struct run *run, uint32_t at, uint32_t begin)
{
        static const char *const verbs[] = { "ban hành", "ký kết", "ra", "ký", "đã", "tiếp tục", "có", "kịp thời" };
        bool again = true, found = false;

        while (again) {
                again = false;
                at = skip_spaces_back(run, at, begin);
                for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
                        if (word_before_at(run, at, begin, verbs[i])) {
                                at -= (uint32_t) strlen(verbs[i]);
                                again = found = true;
                                break;
                        }
                }
        }
        return found ? at : 0;
}

/* The date that opens the sentence before @at: "Ngày 16/5/2017, A và B ký kết ..." */
static const struct rec_date_mention *date_opening(const struct run *run, uint32_t begin, uint32_t at)
{
        uint32_t sentence = at;

        while (sentence > begin && !(run->lower[sentence - 1] == ' ' && sentence >= begin + 2 && run->lower[sentence - 2] == '.'))
                sentence--;
        while (sentence < at && strchr(" -+*", run->lower[sentence]))
                sentence++;
        return at - sentence < 200 ? date_at(run, sentence) : NULL;
}

/* "Ngày 05/6/2013, UBND tỉnh Thanh Hóa đã ra Quyết định số ..." */
static void read_left(struct run *run, struct rec_citation *c)
{
        size_t para = layout_para_at(run, c->span.begin);
        uint32_t begin = run->paras[para].text.begin, at = before_verb(run, c->span.begin, begin);
        const struct rec_date_mention *date;
        struct range unit;

        if (!at)
                return;
        unit = unit_ending_at(run, para, begin, skip_spaces_back(run, at, begin));
        if (!range_is_set(unit))
                return;
        if (!c->issuer.name)
                c->issuer = (struct rec_name) { unit_name(run, unit), unit };
        if (c->date.iso)
                return;
        at = skip_spaces_back(run, unit.begin, begin);
        if (at > begin && run->lower[at - 1] == ',')
                at = skip_spaces_back(run, at - 1, begin);
        date = date_ending_at(run, at);
        if (!date)
                date = date_opening(run, begin, at);
        if (date && strcmp(date->kind, "date") == 0)
                c->date = date_of_mention(date);
}

/* A Party organ named before in the sentence: TW stands for three of them. */
static const char *party_organ_before(struct run *run, const struct rec_citation *c)
{
        static const char *const organs[] = { "bộ chính trị", "ban bí thư", "ban chấp hành trung ương" };
        static const char *const names[] = { "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương" };
        size_t para = layout_para_at(run, c->span.begin);
        uint32_t begin = run->paras[para].text.begin, from = c->span.begin > begin + 320 ? c->span.begin - 320 : begin;
        const char *best = NULL;
        uint32_t best_at = 0;

        for (size_t i = 0; i < ARRAY_LEN(organs); i++) {
                const char *p = memmem(run->lower + from, c->span.begin - from, organs[i], strlen(organs[i]));
                uint32_t at = p ? (uint32_t) (p - run->lower) : 0;

                if (p && (!best || at < best_at)) {
                        best = names[i];
                        best_at = at;
                }
        }
        return best;
}

/* The full name a mark stands for, made local; NULL when it is not known. */
static const char *name_of_mark(struct run *run, const struct rec_citation *c, const char *mark)
{
        const char *own = run->out->document.issuer.name;
        const struct issuer *u = issuer_of_abbr(run->set, mark);

        /* a term number is not part of the name: UBTVQH13 */
        if (!u)
                u = issuer_of_abbr(run->set, arena_strndup(run->arena, (struct span) { mark, strcspn(mark, "0123456789") }));
        if (!u || strcmp(u->class, "don_vi") == 0)
                return NULL;
        if (strcmp(u->abbr, "TW") == 0)
                return party_organ_before(run, c);
        if (!u->needs_locality)
                return u->name;
        if (strcmp(u->class, "ubnd") == 0 || strcmp(u->class, "hdnd") == 0) {
                /* the committee of this document's own level, else the province's */
                if (own && strncmp(own, u->name, strlen(u->name)) == 0)
                        return own;
                return locality_apply(run, arena_printf(run->arena, "%s tỉnh", u->name));
        }
        if (strcmp(u->abbr, "TU") == 0)
                return locality_apply(run, "Tỉnh ủy");
        return locality_apply(run, u->name);
}

static void read_mark(struct run *run, struct rec_citation *c)
{
        const struct rec_number *n = &c->number;
        const char *name = NULL;
        size_t issuers = n->style && (strcmp(n->style, "phoi_hop") == 0 || (n->type_abbr && strncmp(n->type_abbr, "TTLT", 4) == 0)) ? n->n_issuer_abbrs : 1;

        for (size_t i = 0; i < n->n_issuer_abbrs && i < issuers; i++) {
                const char *one = name_of_mark(run, c, n->issuer_abbrs[i]);

                if (one)
                        name = name ? arena_printf(run->arena, "%s; %s", name, one) : one;
        }
        c->issuer.name = name;
}

/* "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX": the congress itself, its level made local. */
static void read_congress(struct run *run, struct rec_citation *c)
{
        struct span text = run_text(run, c->span), lower = run_lower(run, c->span);
        const char *party = memmem(lower.ptr, lower.len, "đảng bộ ", strlen("đảng bộ ")), *time = memmem(lower.ptr, lower.len, " lần thứ", strlen(" lần thứ"));

        if (!party || !time || time < party || !memmem(lower.ptr, lower.len, "đại hội", strlen("đại hội")))
                return;
        c->issuer.name = arena_printf(run->arena, "Đại hội đại biểu %s%.*s",
                locality_apply(run, norm_unit_name(run->arena, (struct span) { text.ptr + (party - lower.ptr), (size_t) (time - party) }, NULL)),
                (int) (lower.len - (size_t) (time - lower.ptr)), text.ptr + (time - lower.ptr));
}

static void read_type(struct rec_citation *c)
{
        static const struct {
                const char *type, *issuer;
        } by_type[] = {
                { "luat", "Quốc hội" }, { "bo_luat", "Quốc hội" }, { "hien_phap", "Quốc hội" }, { "phap_lenh", "Ủy ban thường vụ Quốc hội" }, { "nghi_dinh", "Chính phủ" },
        };

        for (size_t i = 0; i < ARRAY_LEN(by_type) && c->type.id; i++) {
                if (strcmp(by_type[i].type, c->type.id) == 0)
                        c->issuer.name = by_type[i].issuer;
        }
}

/* "A; B" stated: each name made local */
static const char *made_local(struct run *run, const char *name)
{
        const char *joint = strstr(name, "; ");

        if (!joint)
                return locality_apply(run, name);
        return arena_printf(run->arena, "%s; %s", locality_apply(run, arena_strndup(run->arena, (struct span) { name, (size_t) (joint - name) })), made_local(run, joint + 2));
}

/* "BTC" is one ministry; "UBND" is any committee, "TW" three organs. */
static bool mark_says_all(const struct run *run, const char *mark)
{
        const struct issuer *u = issuer_of_abbr(run->set, mark);

        return u && !u->needs_locality && strcmp(u->abbr, "TW") != 0;
}

/* "Kết luận số 182-KL/TW và Kết luận số 218-KL/TW của Bộ Chính trị": marks of one body that do not name it; the words behind the list are of both. */
static void share_issuers(struct run *run)
{
        for (size_t i = run->out->n_citations; i-- > 1;) {
                struct rec_citation *c = &run->out->citations[i - 1];
                const struct rec_citation *next = &run->out->citations[i];

                if (c->class != CITATION_NUMBERED || next->class != CITATION_NUMBERED || c->issuer.name || !range_is_set(next->issuer.span) || next->issuer.span.begin < next->number_span.end)
                        continue;
                if (c->span.end > next->span.begin || !citation_list_gap(run, (struct range) { c->span.end, next->span.begin }))
                        continue;
                if (c->number.n_issuer_abbrs && next->number.n_issuer_abbrs && strcmp(c->number.issuer_abbrs[0], next->number.issuer_abbrs[0]) == 0 &&
                        !mark_says_all(run, c->number.issuer_abbrs[0]))
                        c->issuer = next->issuer;
        }
}

/* "Quyết định số 27/2018/QĐ-UBND của UBND tỉnh ... (được sửa đổi tại Quyết định số 12/2019/QĐ-UBND)": who issued amends. */
static void read_amended(struct run *run, struct rec_citation *c)
{
        const struct rec_citation *of = c->subject && c->subject < c->id ? &run->out->citations[c->subject - 1] : NULL;

        if (!of || of->id != c->subject || !c->relation || strcmp(c->relation, "sua_doi_bo_sung") != 0 || !of->issuer.name || !c->number.n_issuer_abbrs || !of->number.n_issuer_abbrs)
                return;
        if (strcmp(c->number.issuer_abbrs[0], of->number.issuer_abbrs[0]) == 0)
                c->issuer.name = of->issuer.name;
}

/* "citation:c07" */
static const char *citation_role(struct arena *arena, unsigned id)
{
        char role[32] = "citation:c"; /* zeros behind */
        unsigned digits = 2;

        for (unsigned rest = id / 100; rest; rest /= 10)
                digits++;
        iso_digits(role + strlen(role), id, digits);
        return arena_strdup(arena, role);
}

void citations_name_issuers(struct run *run)
{
        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];

                if (c->class == CITATION_NUMBERED && (!c->issuer.name || !c->date.iso))
                        read_left(run, c);
        }
        share_issuers(run);
        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];

                if (c->class == CITATION_BACK_REF || c->class == CITATION_SELF)
                        continue;
                if (c->issuer.name)
                        c->issuer.name = made_local(run, c->issuer.name);
                if (!c->issuer.name)
                        read_amended(run, c);
                if (!c->issuer.name)
                        read_mark(run, c);
                if (!c->issuer.name && c->class == CITATION_UNNUMBERED)
                        read_congress(run, c);
                if (!c->issuer.name)
                        read_type(c);
        }
        for (size_t i = 0; i < run->out->n_citations; i++) {
                const struct rec_citation *c = &run->out->citations[i];
                struct rec_date_mention *d = range_is_set(c->date.span) ? date_at(run, c->date.span.begin) : NULL;

                if (d && !d->role)
                        d->role = citation_role(run->arena, c->id);
        }
}
