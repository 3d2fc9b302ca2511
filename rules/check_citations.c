/*
 * Checks worth reporting, never repaired silently (domain.md 1.7): the printed form stays, a better one is suggested. And pooling:
 * several mentions of one document are one, so each names the fullest of them.
 */
#include "rules/run.h"

#include <stdlib.h>

/* The key with its first mark replaced: "111/QĐ-UBND" and KH -> "111/KH-UBND". */
static const char *with_mark(struct run *run, const struct rec_number *n, const char *mark)
{
        const char *at = strstr(n->key, n->type_abbr);

        if (!at)
                return NULL;
        return arena_printf(run->arena, "%.*s%s%s", (int) (at - n->key), n->key, mark, at + strlen(n->type_abbr));
}

static bool abbr_fits(const struct run *run, const char *type_name, const char *abbr)
{
        for (size_t i = 0; i < run->set->n_types; i++) {
                const struct doc_type *t = &run->set->types[i];

                if (strcmp(t->name, type_name) != 0)
                        continue;
                if (strcmp(t->abbr, abbr) == 0)
                        return true;
                for (size_t k = 0; k < t->n_other_abbrs; k++) {
                        if (strcmp(t->other_abbrs[k], abbr) == 0)
                                return true;
                }
        }
        return false;
}

/* "Kế hoạch số 111/QĐ-UBND". In Party numbers QĐ serves Quy định too (trap 12). */
static void check_mark(struct run *run, struct rec_citation *c)
{
        const struct rec_number *n = &c->number;
        const struct doc_type *by_mark = NULL, *own = NULL;

        if (!n->key || !n->type_abbr || !c->type.id || strcmp(n->style, "hanh_chinh") != 0)
                return;
        for (size_t i = 0; i < run->set->n_types; i++) {
                const struct doc_type *t = &run->set->types[i];

                own = t->id == c->type.id ? t : own; /* ids are the table's own strings */
                by_mark = *t->abbr == *n->type_abbr && strcmp(t->abbr, n->type_abbr) == 0 && !strstr(t->system, "dang") ? t : by_mark;
        }
        if (own == by_mark)
                return;
        if (!own || !by_mark || !*own->abbr || !range_is_set(c->type.span) || abbr_fits(run, own->name, n->type_abbr) || strncmp(by_mark->name, own->name, strlen(own->name)) == 0)
                return;
        /* the word may be wider than the mark: "Văn bản", "Tờ trình liên ngành" */
        if (strstr(n->type_abbr, own->abbr) == n->type_abbr)
                return;
        c->status = CITATION_SOURCE_ERROR;
        c->suggested_key = with_mark(run, n, own->abbr);
        run_diag(run, DIAG_type_mark_conflict, c->span, n->key);
}

/* A decree, circular or law always has its year in the number since 1997: 72/NĐ-CP ngày 07/9/2015 */
static void check_year(struct run *run, struct rec_citation *c)
{
        static const char *const types[] = { "nghi_dinh", "thong_tu", "thong_tu_lien_tich" };
        const struct rec_number *n = &c->number;
        int year = c->date.iso && c->date.precision == PRECISION_DAY && !(c->date.missing & MISSING_YEAR) ? atoi(c->date.iso) : 0;
        bool normative = false;

        for (size_t i = 0; i < ARRAY_LEN(types); i++)
                normative |= c->type.id && strcmp(types[i], c->type.id) == 0;
        if (n->year && year && year != n->year) {
                run_diag(run, DIAG_year_date_conflict, c->span, n->key);
                if (c->status == CITATION_OK)
                        c->status = CITATION_CONFLICT;
        }
        if (!normative || n->year || !n->key || !n->type_abbr || strcmp(n->style, "hanh_chinh") != 0 || (year && year < 1997))
                return;
        c->status = CITATION_SOURCE_ERROR;
        if (year) {
                const char *slash = strchr(n->key, '/');

                c->suggested_key = slash ? arena_printf(run->arena, "%.*s/%d%s", (int) (slash - n->key), n->key, year, slash) : NULL;
        }
        run_diag(run, DIAG_missing_year, c->span, n->key);
}

/* 362-QĐ/TTg: a state issuer in Party style. 108-QĐ-UBND. 176/2025/QH */
static void check_separator(struct run *run, struct rec_citation *c)
{
        static const char *const state[] = { "chinh_phu", "ttg", "bo", "co_quan_ngang_bo", "ubnd", "hdnd", "so", "quoc_hoi" };
        const struct rec_number *n = &c->number;
        const struct issuer *u = n->n_issuer_abbrs ? issuer_of_abbr(run->set, n->issuer_abbrs[0]) : NULL;
        bool bare_term = n->key && n->n_issuer_abbrs == 1 && (strcmp(n->issuer_abbrs[0], "QH") == 0 || strcmp(n->issuer_abbrs[0], "UBTVQH") == 0) && n->year;
        bool party_style = n->style && strcmp(n->style, "dang") == 0, is_state = false;

        for (size_t i = 0; u && i < ARRAY_LEN(state); i++)
                is_state |= strcmp(u->class, state[i]) == 0;
        if (!bare_term && !(party_style && is_state))
                return;
        c->status = CITATION_SOURCE_ERROR;
        if (party_style && n->type_abbr && !bare_term)
                c->suggested_key = arena_printf(run->arena, "%s%s/%s-%s", n->number, n->suffix ? n->suffix : "", n->type_abbr, n->issuer_abbrs[0]);
        run_diag(run, DIAG_separator_misplaced, c->span, n->key);
}

static bool same_string(const char *a, const char *b)
{
        return a && b && *a == *b && strcmp(a, b) == 0;
}


/* The fuller of two mentions: date, then issuer, then title. */
static int fullness(const struct rec_citation *c)
{
        return (c->date.iso ? 4 : 0) + (range_is_set(c->issuer.span) ? 2 : 0) + (c->title.text ? 1 : 0);
}

/* A letter or two dropped or added between two marks of one programme, in bytes: BTLBP / BTLBĐBP. */
static bool marks_alike(const char *a, const char *b)
{
        size_t i = 0, la = strlen(a), lb = strlen(b), tail = 0;

        while (a[i] && a[i] == b[i])
                i++;
        while (tail < la - i && tail < lb - i && a[la - 1 - tail] == b[lb - 1 - tail])
                tail++;
        return i >= 4 && la - i - tail <= 4 && lb - i - tail <= 4;
}

/* Two digits swapped or one changed: 1879 / 1789. */
static bool numbers_alike(const char *a, const char *b)
{
        size_t differences = 0;

        if (strlen(a) != strlen(b) || strlen(a) < 2)
                return false;
        for (size_t i = 0; a[i]; i++)
                differences += a[i] != b[i];
        return differences <= 2;
}

static void pair_conflicts(struct run *run, struct rec_citation *earlier, struct rec_citation *c)
{
        const struct rec_number *a = &earlier->number, *b = &c->number;
        bool same_type = same_string(earlier->type.name, c->type.name);

        if (same_string(a->key, b->key)) {
                if (earlier->date.iso && c->date.iso && earlier->date.precision == c->date.precision && strcmp(earlier->date.iso, c->date.iso) != 0 &&
                        (!earlier->issuer.name || !c->issuer.name || same_string(earlier->issuer.name, c->issuer.name))) {
                        c->status = c->status == CITATION_OK ? CITATION_CONFLICT : c->status;
                        run_diag(run, DIAG_date_conflict, c->span, b->key);
                }
                return;
        }
        if (!same_type || !a->key || !b->key || !a->number || !b->number)
                return;
        /* one programme under two marks: the later, poorer mention is the slip */
        if (a->style && strcmp(a->style, "phoi_hop") == 0 && same_string(a->number, b->number) && marks_alike(a->key, b->key) && c->status == CITATION_OK) {
                c->status = CITATION_SOURCE_ERROR;
                c->suggested_key = a->key;
                c->refers_to = earlier->id;
                run_diag(run, DIAG_mark_conflict, c->span, b->key);
                return;
        }
        /* one decision under two numbers */
        if (same_string(earlier->date.iso, c->date.iso) && earlier->date.precision == PRECISION_DAY && same_string(earlier->issuer.name, c->issuer.name) &&
                earlier->status == CITATION_OK && c->status == CITATION_OK && a->year == b->year && numbers_alike(a->number, b->number) && earlier->title.text && c->title.text) {
                struct span t = span_of(norm_folded(run->arena, span_of(earlier->title.text))), u = span_of(norm_folded(run->arena, span_of(c->title.text)));
                size_t shorter = t.len < u.len ? t.len : u.len;

                if (shorter < 24 || memcmp(t.ptr, u.ptr, shorter < 60 ? shorter : 60) != 0)
                        return;
                earlier->status = CITATION_SOURCE_ERROR;
                earlier->suggested_key = b->key;
                c->status = CITATION_CONFLICT;
                c->refers_to = earlier->id;
                run_diag(run, DIAG_number_conflict, c->span, b->key);
        }
}

/* What of two mentions must agree for one to be compared with the other, in short: where a number differs the strings do. 0 = not stated. */
struct likeness {
        uint32_t key, number, date;
};

static uint32_t short_hash(const char *s)
{
        uint32_t h = 2166136261u;

        if (!s)
                return 0;
        for (; *s; s++)
                h = (h ^ (unsigned char) *s) * 16777619u;
        return h ? h : 1;
}

static bool may_be_alike(struct likeness a, struct likeness b)
{
        return a.key == b.key || a.number == b.number || (a.date && a.date == b.date);
}

/*
 * Compare each mention with the earlier ones that may be the same document. Only the first mention of each key is a partner, and
 * partners are bounded: a text of thousands of citations is still read in linear time.
 */
static void check_pairs(struct run *run)
{
        enum { PARTNERS = 400 };
        struct rec_citation *partners[PARTNERS];
        struct likeness likeness[PARTNERS];
        size_t n = 0;

        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];
                struct likeness mine = { short_hash(c->number.key), short_hash(c->number.number), short_hash(c->date.iso) };
                bool known = false;

                if (c->class != CITATION_NUMBERED || !c->number.key)
                        continue;
                for (size_t k = 0; k < n; k++) {
                        bool same;

                        if (!may_be_alike(likeness[k], mine))
                                continue;
                        same = same_string(partners[k]->number.key, c->number.key);
                        if (!same && strcmp(partners[k]->number.number, c->number.number) != 0 && !same_string(partners[k]->date.iso, c->date.iso))
                                continue;
                        pair_conflicts(run, partners[k], c);
                        if (same) {
                                known = true;
                                if (fullness(partners[k]) < fullness(c) && !partners[k]->refers_to)
                                        partners[k]->refers_to = c->id;
                                else
                                        c->refers_to = partners[k]->refers_to ? partners[k]->refers_to : partners[k]->id;
                                if (c->refers_to == c->id)
                                        c->refers_to = 0;
                        }
                }
                if (!known && n < PARTNERS) {
                        likeness[n] = mine;
                        partners[n++] = c;
                }
        }
}

/* A short form takes the key of the only earlier document it can mean (domain.md 1.5). */
static void resolve_short(struct run *run)
{
        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];
                const struct rec_citation *found = NULL;
                bool unique = true;

                if (c->number.status != NUMBER_PARTIAL || !c->number.number)
                        continue;
                for (size_t k = i < 2000 ? 0 : i - 2000; k < i; k++) {
                        const struct rec_citation *e = &run->out->citations[k];

                        if (!e->number.key || !same_string(e->type.name, c->type.name) || strcmp(e->number.number, c->number.number) != 0)
                                continue;
                        if (c->number.year && e->number.year != c->number.year)
                                continue;
                        unique &= !found || same_string(found->number.key, e->number.key);
                        found = found ? found : e;
                }
                if (found && unique) {
                        c->refers_to = found->id;
                        c->suggested_key = found->number.key;
                } else if (found) {
                        c->status = CITATION_AMBIGUOUS;
                }
        }
}

/* "Luật Đất đai" again and again: the dated or numbered mention of that name is the fullest. And a reference back means it too. */
static void pool_names(struct run *run)
{
        enum { NAMES = 200 };
        struct rec_citation *first[NAMES];
        size_t n = 0;

        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];
                size_t k = 0;

                if (c->class == CITATION_BACK_REF && c->refers_to && run->out->citations[c->refers_to - 1].refers_to)
                        c->refers_to = run->out->citations[c->refers_to - 1].refers_to;
                if (!c->title.text || !range_is_set(c->title.span) || c->title.span.end > c->span.end)
                        continue; /* only names that are part of the mention: laws */
                while (k < n && !(same_string(first[k]->type.id, c->type.id) && same_string(first[k]->title.text, c->title.text)))
                        k++;
                if (k == n) {
                        if (n < NAMES)
                                first[n++] = c;
                } else if ((first[k]->number.key && c->number.key && !same_string(first[k]->number.key, c->number.key)) ||
                        (first[k]->date.iso && c->date.iso && !same_string(first[k]->date.iso, c->date.iso)) || (first[k]->number.year && c->number.year && first[k]->number.year != c->number.year)) {
                        continue; /* one name, two laws: Luật Đất đai of 2013 and of 2024 */
                } else if (!first[k]->number.key && !first[k]->date.iso && (c->number.key || c->date.iso)) {
                        first[k]->refers_to = c->id;
                        first[k] = c;
                } else if (!c->refers_to) {
                        c->refers_to = first[k]->id;
                }
        }
}

static bool same_number_series(const struct rec_citation *c, const struct rec_document *d)
{
        if (!c->date.iso && c->number.year) /* the key says the year, so the issuer alone can differ */
                return !c->issuer.name || !d->issuer.name || strcmp(c->issuer.name, d->issuer.name) == 0;
        return same_string(c->date.iso, d->date.iso);
}

/* "(Kèm theo Quyết định số 456/QĐ-UBND ngày 20/11/2025 ...)" above an appendix of that very decision. Every year has a 456/QĐ-UBND: the date tells. */
static void find_itself(struct run *run)
{
        const struct rec_document *d = &run->out->document;

        for (size_t i = 0; i < run->out->n_citations && d->number.status == NUMBER_FULL; i++) {
                struct rec_citation *c = &run->out->citations[i];

                if (c->class != CITATION_NUMBERED || !same_string(c->number.key, d->number.key) || !same_number_series(c, d))
                        continue;
                c->refers_to_document = true;
                c->refers_to = 0;
        }
}

void citations_check(struct run *run)
{
        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];

                if (c->class != CITATION_NUMBERED)
                        continue;
                check_mark(run, c);
                check_year(run, c);
                check_separator(run, c);
        }
        check_pairs(run);
        resolve_short(run);
        pool_names(run);
        find_itself(run);
}
