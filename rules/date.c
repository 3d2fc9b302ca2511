/* Ngày tháng: date patterns at their anchors, and the meaning of their parts (domain.md 3). */
#include "rules/calendar.h"
#include "rules/run.h"

#include <stdio.h>
#include <stdlib.h>

struct parts {
        int d, m, y, d2, m2, y2, d3, q, q2, n, hour, minute;
        bool first_half, last_half;
};

static int month_of_word(struct span word)
{
        static const struct {
                struct span word;
                int month;
        } months[] = {
                { SPAN_INIT("giêng"), 1 }, { SPAN_INIT("hai"), 2 }, { SPAN_INIT("ba"), 3 }, { SPAN_INIT("tư"), 4 }, { SPAN_INIT("bốn"), 4 }, { SPAN_INIT("năm"), 5 }, { SPAN_INIT("sáu"), 6 }, { SPAN_INIT("bảy"), 7 },
                { SPAN_INIT("tám"), 8 }, { SPAN_INIT("chín"), 9 }, { SPAN_INIT("mười"), 10 }, { SPAN_INIT("mười một"), 11 }, { SPAN_INIT("mười hai"), 12 }, { SPAN_INIT("chạp"), 12 },
        };

        for (size_t i = 0; i < ARRAY_LEN(months); i++) {
                if (span_eq(months[i].word, word))
                        return months[i].month;
        }
        return 0;
}

static int group_int(const struct run *run, const struct pattern_match *m, unsigned group)
{
        struct span s = group ? run_lower(run, m->groups[group]) : (struct span) { 0 };
        int value = 0;

        for (size_t i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
                value = value * 10 + (s.ptr[i] - '0');
        return value;
}

static int quarter_of(struct span s)
{
        static const struct span roman[] = { SPAN_INIT("i"), SPAN_INIT("ii"), SPAN_INIT("iii"), SPAN_INIT("iv") };

        for (int i = 0; i < 4; i++) {
                if (span_eq(s, roman[i]))
                        return i + 1;
        }
        return s.len == 1 && s.ptr[0] >= '1' && s.ptr[0] <= '4' ? s.ptr[0] - '0' : 0;
}

static struct parts parts_of(const struct run *run, const struct rule *rule, const struct pattern_match *m)
{
        struct parts p = {
                .d = group_int(run, m, rule->group.d),
                .m = group_int(run, m, rule->group.m),
                .y = group_int(run, m, rule->group.y),
                .d2 = group_int(run, m, rule->group.d2),
                .m2 = group_int(run, m, rule->group.m2),
                .y2 = group_int(run, m, rule->group.y2),
                .d3 = group_int(run, m, rule->group.d3),
                .n = group_int(run, m, rule->group.n),
                .hour = group_int(run, m, rule->group.h),
                .minute = group_int(run, m, rule->group.mi),
        };
        struct span half = rule->group.half ? run_lower(run, m->groups[rule->group.half]) : (struct span) { 0 };

        if (rule->group.mw && !p.m)
                p.m = month_of_word(run_lower(run, m->groups[rule->group.mw]));
        if (rule->group.nw && !p.n)
                p.n = span_eq(run_lower(run, m->groups[rule->group.nw]), SPAN("ba")) ? 3 : 9;
        if (rule->group.y3 && !p.y)
                p.y = group_int(run, m, rule->group.y3);
        if (rule->group.y4 && !p.y) {
                p.y = group_int(run, m, rule->group.y4);
                p.m = group_int(run, m, rule->group.m4);
        }
        if (rule->group.q)
                p.q = quarter_of(run_lower(run, m->groups[rule->group.q]));
        if (rule->group.q2)
                p.q2 = quarter_of(run_lower(run, m->groups[rule->group.q2]));
        p.first_half = span_eq(half, SPAN("đầu"));
        p.last_half = span_eq(half, SPAN("cuối"));
        return p;
}

static void set_day(struct run *run, struct rec_date_mention *out, int y, int m, int d)
{
        out->iso = iso_date(run->arena, y, m, d);
        out->precision = PRECISION_DAY;
        if (y)
                out->start = out->end = out->iso;
        else
                out->missing |= MISSING_YEAR;
}

static void set_month(struct run *run, struct rec_date_mention *out, int y, int m)
{
        out->precision = PRECISION_MONTH;
        if (!y) {
                out->iso = iso_date(run->arena, 0, m, 0);
                out->missing |= MISSING_YEAR;
                return;
        }
        out->iso = iso_date(run->arena, y, m, 0);
        out->start = iso_date(run->arena, y, m, 1);
        out->end = iso_month_end(run->arena, y, m);
}

static void set_months(struct run *run, struct rec_date_mention *out, int y, int from, int to)
{
        if (!y) {
                out->missing |= MISSING_YEAR;
                return;
        }
        out->start = iso_date(run->arena, y, from, 1);
        out->end = iso_month_end(run->arena, y, to);
}

static void set_quarter(struct run *run, struct rec_date_mention *out, int y, int q)
{
        out->precision = PRECISION_QUARTER;
        out->iso = y ? arena_printf(run->arena, "%04d-Q%d", y, q) : arena_printf(run->arena, "--Q%d", q);
        set_months(run, out, y, 3 * q - 2, 3 * q);
}

/* "Quý II, III/2024": the quarters are neighbours, or those between them are meant too. */
static bool set_quarters(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        if (p->q >= p->q2)
                return false;
        set_quarter(run, out, p->y, p->q);
        out->iso_end = arena_printf(run->arena, "%04d-Q%d", p->y, p->q2);
        out->end = iso_month_end(run->arena, p->y, 3 * p->q2);
        return true;
}

static void set_half(struct run *run, struct rec_date_mention *out, int y, bool last)
{
        out->precision = PRECISION_HALF;
        out->iso = y ? arena_printf(run->arena, "%04d-H%d", y, last ? 2 : 1) : arena_printf(run->arena, "--H%d", last ? 2 : 1);
        set_months(run, out, y, last ? 7 : 1, last ? 12 : 6);
}

static void set_year(struct run *run, struct rec_date_mention *out, int y)
{
        out->precision = PRECISION_YEAR;
        out->iso = iso_date(run->arena, y, 0, 0);
        out->start = iso_date(run->arena, y, 1, 1);
        out->end = iso_date(run->arena, y, 12, 31);
}

/* from d/m/y to d2/m2/y2; what the first leaves out comes from the second, and a start behind the end is a year earlier */
static bool set_day_range(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        int m = p->m ? p->m : p->m2, y = p->y ? p->y : p->y2;

        if (!p->y) {
                out->inherited |= MISSING_YEAR;
                if (m > p->m2 || (m == p->m2 && p->d > p->d2))
                        y--;
        }
        if (!p->m)
                out->inherited |= MISSING_MONTH;
        if (!day_exists(y, m, p->d) || !day_exists(p->y2, p->m2, p->d2))
                return false;
        out->precision = PRECISION_DAY;
        out->iso = out->start = iso_date(run->arena, y, m, p->d);
        out->iso_end = out->end = iso_date(run->arena, p->y2, p->m2, p->d2);
        return true;
}

static bool set_until(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        if (p->d) {
                if (!day_exists(p->y, p->m, p->d))
                        return false;
                set_day(run, out, p->y, p->m, p->d);
        } else {
                set_year(run, out, p->y);
        }
        out->start = NULL;
        return true;
}

static bool set_open_range(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        if (p->d && day_exists(p->y, p->m, p->d))
                set_day(run, out, p->y, p->m, p->d);
        else if (p->m >= 1 && p->m <= 12)
                set_month(run, out, p->y, p->m);
        else
                set_year(run, out, p->y);
        out->end = NULL;
        return true;
}

static void set_years(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        out->precision = PRECISION_YEAR;
        out->iso = iso_date(run->arena, p->y, 0, 0);
        out->iso_end = iso_date(run->arena, p->y2, 0, 0);
        out->start = iso_date(run->arena, p->y, 1, 1);
        out->end = iso_date(run->arena, p->y2, 12, 31);
}

static bool set_month_range(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        int y = p->y ? p->y : p->m > p->m2 ? p->y2 - 1 : p->y2;

        if (p->m < 1 || p->m > 12 || p->m2 < 1 || p->m2 > 12)
                return false;
        if (!p->y)
                out->inherited |= MISSING_YEAR;
        out->precision = PRECISION_MONTH;
        out->iso = iso_date(run->arena, y, p->m, 0);
        out->iso_end = iso_date(run->arena, p->y2, p->m2, 0);
        out->start = iso_date(run->arena, y, p->m, 1);
        out->end = iso_month_end(run->arena, p->y2, p->m2);
        return true;
}

static bool set_n_months(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        int from = p->last_half ? 13 - p->n : 1, to = p->last_half ? 12 : p->n;

        if (p->n < 1 || p->n > 12)
                return false;
        set_months(run, out, p->y, from, to);
        out->precision = PRECISION_MONTH;
        out->iso = iso_date(run->arena, p->y, from, 0);
        out->iso_end = iso_date(run->arena, p->y, to, 0);
        return true;
}

static bool set_partial(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        if (p->d) {
                if (!day_exists(p->y, p->m, p->d))
                        return false;
                set_day(run, out, p->y, p->m, p->d);
        } else if (p->m) {
                if (p->m > 12)
                        return false;
                set_month(run, out, p->y, p->m);
                out->missing |= MISSING_DAY;
        } else {
                set_year(run, out, p->y);
                out->missing |= MISSING_DAY | MISSING_MONTH;
        }
        return true;
}

/* Returns false when the words name no possible date: kept as text, flagged, not a mention. */
static bool mention_fill(struct run *run, struct rec_date_mention *out, const struct parts *p)
{
        const char *kind = out->kind;

        if (strcmp(kind, "date_short_year") == 0) {
                int y = p->y <= 50 ? 2000 + p->y : 1900 + p->y;

                if (!day_exists(y, p->m, p->d))
                        return false;
                out->kind = "date";
                set_day(run, out, y, p->m, p->d);
                out->inherited |= MISSING_YEAR; /* the century is a guess */
                return true;
        }
        if (strcmp(kind, "date") == 0 || strcmp(kind, "month_day") == 0) {
                if (!day_exists(p->y, p->m, p->d))
                        return false;
                set_day(run, out, p->y, p->m, p->d);
                return true;
        }
        if (strcmp(kind, "datetime") == 0) {
                if (!day_exists(p->y, p->m, p->d) || p->hour > 24 || p->minute > 59)
                        return false;
                set_day(run, out, p->y, p->m, p->d);
                out->iso = arena_printf(run->arena, "%sT%02d:%02d", out->iso, p->hour, p->minute);
                out->precision = PRECISION_MINUTE;
                return true;
        }
        if (strcmp(kind, "partial") == 0)
                return set_partial(run, out, p);
        if (strcmp(kind, "day_range") == 0)
                return set_day_range(run, out, p);
        if (strcmp(kind, "until") == 0)
                return set_until(run, out, p);
        if (strcmp(kind, "open_range") == 0)
                return set_open_range(run, out, p);
        if (strcmp(kind, "quarter_range") == 0)
                return set_quarters(run, out, p);
        if (strcmp(kind, "month_range") == 0)
                return set_month_range(run, out, p);
        if (strcmp(kind, "months_range") == 0)
                return set_n_months(run, out, p);
        if (strcmp(kind, "month") == 0 || (strcmp(kind, "fuzzy") == 0 && p->m)) {
                if (p->m < 1 || p->m > 12)
                        return false;
                set_month(run, out, p->y, p->m);
                return true;
        }
        if (strcmp(kind, "quarter") == 0)
                set_quarter(run, out, p->y, p->q);
        else if (strcmp(kind, "half") == 0)
                set_half(run, out, p->y, p->last_half);
        else if (strcmp(kind, "year_range") == 0)
                set_years(run, out, p);
        else if (strcmp(kind, "year") == 0 || strcmp(kind, "fuzzy") == 0)
                set_year(run, out, p->y);
        return strcmp(kind, "year_range") != 0 || p->y <= p->y2;
}

static struct rec_date_mention *mention_add(struct run *run, struct range span, const struct rule *rule)
{
        struct rec_date_mention *out = arena_grow(run->arena, &run->out->dates, &run->out->n_dates, &run->out->room_dates, sizeof(*out));

        *out = (struct rec_date_mention) { .kind = rule->kind, .span = span, .rule = rule->id };
        return out;
}

/* "các ngày 12, 13 và 14/5/2022": one mention a day, the last one with month and year */
static void day_list_add(struct run *run, const struct rule *rule, const struct pattern_match *m, const struct parts *p)
{
        const struct {
                unsigned group;
                int day;
        } days[] = { { rule->group.d, p->d }, { rule->group.d3, p->d3 }, { rule->group.d2, p->d2 } };

        for (size_t i = 0; i < ARRAY_LEN(days); i++) {
                struct range span = days[i].group ? m->groups[days[i].group] : RANGE_NONE;
                struct rec_date_mention *out;

                if (!days[i].day || !day_exists(p->y2, p->m2, days[i].day))
                        continue;
                if (i == 0)
                        span.begin = m->groups[0].begin;
                if (days[i].group == rule->group.d2)
                        span.end = m->groups[0].end;
                else
                        span.end = m->groups[days[i].group].end;
                out = mention_add(run, span, rule);
                out->kind = "date";
                set_day(run, out, p->y2, p->m2, days[i].day);
                if (days[i].group != rule->group.d2)
                        out->inherited = MISSING_MONTH | MISSING_YEAR;
        }
}

/* Try the rules of the anchor @hit; returns the end of what was found, 0 = nothing. */
static uint32_t try_anchor(struct run *run, const struct rule_list *rules, struct range para, const struct hit *hit)
{
        struct span window = { run->lower, para.end };
        bool digits = rules == &run->set->anchors[0].rules[YIELDS_DATE];
        struct behind behind = digits ? behind_digits(run->lower, hit->begin, para.end) : behind_word(run->lower, hit->end, para.end);

        for (size_t i = 0; i < rules->n; i++) {
                const struct rule *rule = rules->items[i];
                struct pattern_match m;

                if (!(digits ? rule_goes_on : rule_goes_on_word)(rule, behind))
                        continue;
                if (!pattern_match_at(rule->pattern, window, hit->begin, &m)) {
                        if (m.limit)
                                run_diag(run, DIAG_limit_match, para, rule->id);
                        continue;
                }
                struct parts p = parts_of(run, rule, &m);

                if (strcmp(rule->kind, "day_list") == 0) {
                        day_list_add(run, rule, &m, &p);
                        return m.groups[0].end;
                }
                if (!mention_fill(run, mention_add(run, m.groups[0], rule), &p)) {
                        run->out->n_dates--;
                        run_diag(run, DIAG_date_invalid, m.groups[0], NULL);
                }
                return m.groups[0].end;
        }
        return 0;
}

void dates_find(struct run *run)
{
        for (size_t para = 0; para < run->n_paras && !run_is_full(run, run->paras[para].text.begin); para++) {
                uint32_t consumed = 0;

                for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                        const struct hit *hit = &run->hits[i];
                        const struct rule_list *rules = &run->set->anchors[WORD_INDEX(hit->value)].rules[YIELDS_DATE];

                        if (!hit_is(hit, WORD_ANCHOR) || rules->n == 0 || hit->begin < consumed)
                                continue;
                        /* digits inside a number or a word: 31/2013, a12 */
                        if (WORD_INDEX(hit->value) == 0 && hit->begin > run->paras[para].text.begin &&
                                (strchr("/.,:-", run->lower[hit->begin - 1]) || trie_word_byte(run->lower, hit->begin - 1)))
                                continue;
                        uint32_t end = try_anchor(run, rules, run->paras[para].text, hit);

                        if (end)
                                consumed = end;
                }
        }
}

size_t dates_from(const struct run *run, uint32_t at)
{
        size_t low = 0, high = run->out->n_dates;

        while (low < high) {
                size_t mid = (low + high) / 2;

                if (run->out->dates[mid].span.begin < at)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low;
}

struct rec_date_mention *date_at(const struct run *run, uint32_t at)
{
        size_t i = dates_from(run, at);

        return i < run->out->n_dates && run->out->dates[i].span.begin == at ? &run->out->dates[i] : NULL;
}

struct rec_date_mention *date_ending_at(const struct run *run, uint32_t at)
{
        size_t i = dates_from(run, at);

        return i > 0 && run->out->dates[i - 1].span.end == at ? &run->out->dates[i - 1] : NULL;
}

struct rec_date date_of_mention(const struct rec_date_mention *mention)
{
        return (struct rec_date) { mention->iso, mention->precision, mention->missing, mention->span };
}

static int year_of(const struct rec_date_mention *d)
{
        return d->iso && d->iso[0] >= '0' && d->iso[0] <= '9' ? atoi(d->iso) : 0;
}

static bool can_lend_year(const struct rec_date_mention *d)
{
        return year_of(d) && !(d->role && strncmp(d->role, "citation", 8) == 0);
}

enum { YEAR_REACH = 64 }; /* mentions either way: a paragraph of thousands without a year must not compare each with each */

/* The year of the nearest mention with one in the same paragraph: the next one first (a pair's partner), then the one before. A cited document's date lends none. */
static int year_nearby(const struct run *run, size_t i)
{
        const struct rec_date_mention *dates = run->out->dates;
        size_t para = layout_para_at(run, dates[i].span.begin);
        struct range window = run->paras[para].text;

        for (size_t k = i + 1; k < run->out->n_dates && k <= i + YEAR_REACH && dates[k].span.begin < window.end && strcmp(dates[k].kind, dates[i].kind) == 0; k++) {
                if (can_lend_year(&dates[k]))
                        return year_of(&dates[k]);
        }
        for (size_t k = i; k-- > 0 && k + YEAR_REACH >= i && dates[k].span.begin >= window.begin;) {
                if (can_lend_year(&dates[k]))
                        return year_of(&dates[k]);
        }
        return 0;
}

static void set_inherited_year(struct run *run, struct rec_date_mention *d, int year)
{
        int first = 0, second = 0;

        d->missing &= ~(unsigned) MISSING_YEAR;
        d->inherited |= MISSING_YEAR;
        if (d->precision == PRECISION_QUARTER)
                set_quarter(run, d, year, d->iso[3] - '0');
        else if (d->precision == PRECISION_HALF)
                set_half(run, d, year, d->iso[3] == '2');
        else if (sscanf(d->iso, "--%d-%d", &first, &second) == 2 && day_exists(year, first, second))
                set_day(run, d, year, first, second);
        else if (d->precision == PRECISION_MONTH)
                set_month(run, d, year, first);
}

void dates_inherit(struct run *run)
{
        int document_year = 0;

        /* the period in the title, else the document's own date */
        for (size_t i = 0; i < run->out->n_dates && !document_year; i++) {
                if (range_holds(run->out->document.title.span, run->out->dates[i].span))
                        document_year = year_of(&run->out->dates[i]);
        }
        if (!document_year && run->out->document.date.iso && run->out->document.date.iso[0] != '-')
                document_year = atoi(run->out->document.date.iso);
        for (size_t i = 0; i < run->out->n_dates; i++) {
                struct rec_date_mention *d = &run->out->dates[i];
                int year;

                if (!(d->missing & MISSING_YEAR) || strcmp(d->kind, "month_day") == 0 || strcmp(d->kind, "partial") == 0 || !d->iso)
                        continue;
                year = year_nearby(run, i);
                if (!year)
                        year = document_year;
                if (year)
                        set_inherited_year(run, d, year);
        }
}
