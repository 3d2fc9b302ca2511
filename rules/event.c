/*
 * Events of reports (domain.md 5): a date, a finite verb, and who did it.
 *
 * The date opens its clause ("Ngày 30/5/2014, UBND tỉnh phối hợp với ... tổ chức"), closes it ("... phát trên VTV8 trong tháng
 * 7/2017"), or stands in brackets behind it ("Qua 04 ngày triển lãm (từ ngày 18/4 - 21/4/2023)"). An elided subject stays empty: the document
 * does not say it. Dates of citations, of the title's period and of what is still to come are none.
 */
#include "rules/calendar.h"
#include "rules/event.h"

#include <stdlib.h>

enum {
        ACTION_MAX = 300,   /* bytes of the action's words */
        SENTENCES_BACK = 4,  /* a date in brackets belongs to something said shortly before */
};

static bool type_tells(const struct run *run)
{
        static const char *const ids[] = { "bao_cao", "to_trinh", "thong_bao", "bien_ban", "cong_van", "thong_cao", "ket_luan", "de_an" };
        const char *id = run->out->document.type.id;

        for (size_t i = 0; id && i < ARRAY_LEN(ids); i++) {
                if (strncmp(ids[i], id, strlen(ids[i])) == 0)
                        return true; /* "bao_cao_dang" as well */
        }
        return false;
}

/* Sections about what is to come, or what others should do. */
static bool looks_ahead(const struct run *run, const struct rec_section *s)
{
        static const char *const kinds[] = { "phuong_huong", "kien_nghi", "giai_phap", "to_chuc_thuc_hien", "phan_cong", "muc_dich", "yeu_cau" };

        for (size_t i = 0; s->kind && i < ARRAY_LEN(kinds); i++) {
                if (strcmp(kinds[i], s->kind) == 0)
                        return true;
        }
        /* a child of "Nội dung" inherits the kind, and tells */
        return s->kind && strcmp(s->kind, "nhiem_vu") == 0 && memmem(run->lower + s->span.begin, s->span.end - s->span.begin, "nhiệm vụ", strlen("nhiệm vụ"));
}

/* Does the date open its clause? Only a preposition, a joining word or a sign stands in front. */
static bool opens_clause(const struct run *run, uint32_t at, uint32_t begin)
{
        static const struct span words[] = { SPAN_INIT("trong"), SPAN_INIT("vào"), SPAN_INIT("từ"), SPAN_INIT("cũng"), SPAN_INIT("và"), SPAN_INIT("tiếp đó"), SPAN_INIT("đến"), SPAN_INIT("riêng") };

        for (bool moved = true; moved;) {
                uint32_t end = at;

                while (end > begin && strchr(" *_", run->lower[end - 1]))
                        end--;
                moved = false;
                if (end == begin || strchr(",;:.-+*(", run->lower[end - 1]))
                        return !(end > begin && run->lower[end - 1] == '(');
                for (size_t i = 0; i < ARRAY_LEN(words) && !moved; i++) {
                        uint32_t word = end - (uint32_t) words[i].len;

                        if (end - begin >= words[i].len && fact_word_is(run, word, end, words[i])) {
                                /* "... và năm 2017 xây dựng" opens a clause of its own */
                                if (words[i].len == strlen("và") && memcmp(words[i].ptr, "và", words[i].len) == 0)
                                        return true;
                                at = word;
                                moved = true;
                        }
                }
        }
        return false;
}

/* "trong tháng 7/2017", "vào ngày ...", "ngày ...": a date that says when, not one that names something. */
static bool says_when(const struct run *run, const struct rec_date_mention *d, uint32_t begin)
{
        static const struct span words[] = { SPAN_INIT("trong"), SPAN_INIT("vào"), SPAN_INIT("từ"), SPAN_INIT("ngày") };
        uint32_t end = skip_spaces_back(run, d->span.begin, begin);

        if (d->precision == PRECISION_DAY && fact_word_is(run, d->span.begin, d->span.end, SPAN("ngày")))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (fact_word_is(run, d->span.begin, d->span.end, words[i]) || (end - begin >= words[i].len && fact_word_is(run, end - (uint32_t) words[i].len, end, words[i])))
                        return true;
        }
        return false;
}

/* A day without its year takes that of the document's period, else of its date. */
static struct rec_date event_date(struct run *run, const struct rec_date_mention *d)
{
        struct rec_date date = date_of_mention(d);
        const char *own = run->out->document.date.iso;
        int year = own && own[0] != '-' ? atoi(own) : 0;

        if (!date.iso || strncmp(date.iso, "--", 2) != 0)
                return date;
        for (size_t i = 0; i < run->out->n_dates && run->out->dates[i].span.begin < run->out->document.title.span.end; i++) {
                const struct rec_date_mention *other = &run->out->dates[i];

                if (range_holds(run->out->document.title.span, other->span) && other->iso && other->iso[0] != '-') {
                        year = atoi(other->iso);
                        break;
                }
        }
        if (year)
                date.iso = arena_printf(run->arena, "%04d%s", year, date.iso + 1);
        return date;
}

/* The first quantity at or behind @at. */
static size_t first_quantity(const struct run *run, uint32_t at)
{
        size_t low = 0, high = run->out->n_quantities;

        while (low < high) {
                size_t mid = (low + high) / 2;

                if (run->out->quantities[mid].span.begin < at)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low;
}

static void event_add(struct run *run, const struct event_clause *c, const struct rec_date_mention *d)
{
        struct rec_event *e = arena_grow(run->arena, &run->out->events, &run->out->n_events, &run->out->room_events, sizeof(*e));
        uint32_t end = c->end;

        while (end > c->verb + ACTION_MAX) {
                end = c->verb + ACTION_MAX;
                while (end > c->verb && run->lower[end] != ' ')
                        end--;
        }
        *e = (struct rec_event) {
                .date = event_date(run, d),
                .actors = c->actors,
                .partners = c->partners,
                .action = fact_text(run, fact_trim(run, (struct range) { c->verb, end })),
                .place = event_place(run, c->verb, c->end),
                .span = { c->begin < d->span.begin ? c->begin : d->span.begin, c->last },
        };
        for (size_t i = first_quantity(run, c->verb); i < run->out->n_quantities; i++) {
                struct range q = run->out->quantities[i].span;

                if (q.begin >= c->last)
                        break;
                *(unsigned *) arena_grow(run->arena, &e->quantities, &e->n_quantities, &e->room_quantities, sizeof(unsigned)) = (unsigned) i + 1;
        }
}

static bool in_brackets(const struct run *run, const struct rec_date_mention *d, struct range para)
{
        uint32_t at = d->span.begin, end = d->span.end;

        while (at > para.begin && !strchr("()", run->lower[at - 1]) && d->span.begin - at < 40)
                at--;
        while (end < para.end && strchr(" *_", run->lower[end]))
                end++;
        return at > para.begin && run->lower[at - 1] == '(' && end < para.end && run->lower[end] == ')';
}

/* Behind "), ": where a clause goes on whose opening held the date; 0 = it does not. */
static uint32_t behind_bracket(const struct run *run, uint32_t at, uint32_t end)
{
        while (at < end && strchr(" *_)", run->lower[at]))
                at++;
        return at < end && run->lower[at] == ',' ? at + 1 : 0;
}

/* The period of the report itself, or its months: what happened in it happened all over the report. */
static bool is_own_period(const struct run *run, const struct rec_date_mention *d)
{
        if (!range_is_set(run->out->document.title.span))
                return false;
        for (size_t i = 0; i < run->out->n_dates; i++) {
                const struct rec_date_mention *own = &run->out->dates[i];

                if (own->span.begin >= run->out->document.title.span.end)
                        break;
                if (range_holds(run->out->document.title.span, own->span) && own->iso && d->iso && d->precision >= PRECISION_HALF && strcmp(own->iso, d->iso) == 0)
                        return true;
        }
        return false;
}

static bool may_date_event(const struct run *run, const struct rec_date_mention *d)
{
        static const char *const kinds[] = { "date", "month", "quarter", "quarter_range", "half", "year", "day_range", "month_range", "months_range", "open_range", "month_day" };
        const char *own = run->out->document.date.iso;

        if (!d->iso || (d->role && (strncmp(d->role, "citation", 8) == 0 || strcmp(d->role, "doc_date") == 0 || strcmp(d->role, "law_year") == 0 || strcmp(d->role, "effective") == 0)))
                return false;
        /* what is still to come */
        if (own && own[0] != '-' && d->iso[0] != '-' && strncmp(d->iso, own, strlen(own) < strlen(d->iso) ? strlen(own) : strlen(d->iso)) > 0 && d->iso[4] != '\0')
                return false;
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                if (strcmp(kinds[i], d->kind) == 0)
                        return !is_own_period(run, d);
        }
        return false;
}

static bool in_citation(const struct run *run, struct range span, size_t *cursor)
{
        const struct record *r = run->out;

        while (*cursor < r->n_citations && r->citations[*cursor].span.end <= span.begin)
                (*cursor)++;
        return *cursor < r->n_citations && range_overlaps(r->citations[*cursor].span, span);
}

/* A date in brackets belongs to what the paragraph tells before it. */
static bool read_before(struct run *run, struct event_clause *c, struct range para)
{
        uint32_t begin = event_clause_begin(run, c->begin, para, "");

        for (int sentences = 0; sentences < SENTENCES_BACK; sentences++) {
                struct event_clause said = { .begin = begin, .end = event_clause_end(run, begin, para), .last = c->last };

                if (event_read_opening(run, &said)) {
                        *c = said;
                        return true;
                }
                while (begin > para.begin && !trie_word_byte(run->lower, begin - 1))
                        begin--;
                if (begin == para.begin)
                        return false;
                begin = event_clause_begin(run, begin - 1, para, "");
        }
        return false;
}

static void take_date(struct run *run, const struct rec_date_mention *d, const struct rec_date_mention *next, struct range para)
{
        struct event_clause c = { .begin = d->span.begin, .end = event_clause_end(run, d->span.end, para), .last = event_sentence_end(run, d->span.end, para) };

        if (opens_clause(run, d->span.begin, para.begin)) {
                if (next && next->span.begin < c.last && opens_clause(run, next->span.begin, para.begin) && next->precision >= PRECISION_DAY) {
                        c.last = next->span.begin;
                        c.end = c.end < c.last ? c.end : c.last;
                }
                if (event_read_fronted(run, &c, d->span.end))
                        event_add(run, &c, d);
                return;
        }
        if (strcmp(d->kind, "month_day") == 0)
                return; /* "(21/4)": the day of a name */
        if (in_brackets(run, d, para)) {
                uint32_t behind = behind_bracket(run, d->span.end, c.end);

                /* "Trong dịp Tết (tháng 1/2020), UBND huyện tổ chức ..." */
                if (behind && event_read_fronted(run, &c, behind)) {
                        event_add(run, &c, d);
                        return;
                }
                if (read_before(run, &c, para))
                        event_add(run, &c, d);
                return;
        }
        if (!says_when(run, d, para.begin))
                return;
        c.begin = event_clause_begin(run, d->span.begin, para, ";");
        if (!event_read_opening(run, &c)) {
                c.begin = event_clause_begin(run, d->span.begin, para, ";:");
                if (!event_read_opening(run, &c))
                        return;
        }
        event_add(run, &c, d);
}

void events_find(struct run *run)
{
        size_t section = 0, citation = 0;
        struct outline_body body = outline_body(run);
        int ahead = 0; /* level of the section that looks ahead, 0 = none */

        if (!type_tells(run))
                return;
        for (size_t i = 0; i < run->out->n_dates; i++) {
                const struct rec_date_mention *d = &run->out->dates[i];
                size_t para = layout_para_at(run, d->span.begin);
                struct range text = run->paras[para].text;
                bool heading = false;

                for (; section < run->out->n_sections && run->out->sections[section].span.begin <= d->span.begin; section++) {
                        const struct rec_section *s = &run->out->sections[section];

                        heading = range_holds(s->span, d->span);
                        if (!ahead || s->level <= ahead)
                                ahead = looks_ahead(run, s) ? s->level : 0;
                }
                if (heading || ahead || !outline_holds(&body, run->paras[para].first) || in_citation(run, d->span, &citation) || !may_date_event(run, d))
                        continue;
                take_date(run, d, i + 1 < run->out->n_dates && run->out->dates[i + 1].span.begin < text.end ? d + 1 : NULL, text);
        }
}
