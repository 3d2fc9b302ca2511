/*
 * What a date is there for (domain.md 3): of a citation, of the title, of effect, of a schedule, of an event ...
 *
 * Roles that other grammars know best (doc_date, citation:c01) are set before; here the words around the rest decide.
 */
#include "rules/words.h"

enum { WORDS_BEFORE = 90 };

/* What the words in front of a date say: all are looked for in one pass. */
enum { SAYS_EFFECT = 1, SAYS_ANNIVERSARY = 2, SAYS_SCHEDULE = 4 };

static bool opens_cue(char c)
{
        return c == 'c' || c == 'h' || c == 'k' || c == 't' || c == 'x';
}

static unsigned said_before(const struct run *run, uint32_t at, uint32_t begin)
{
        static const struct {
                struct span words;
                unsigned says;
        } cues[] = {
                { SPAN_INIT("hiệu lực"), SAYS_EFFECT }, { SPAN_INIT("kỷ niệm"), SAYS_ANNIVERSARY }, { SPAN_INIT("thành lập ("), SAYS_ANNIVERSARY },
                /* the label of the line: "Thời gian thực hiện: ...", "Thời hạn: ..." */
                { SPAN_INIT("thời gian"), SAYS_SCHEDULE }, { SPAN_INIT("thời hạn"), SAYS_SCHEDULE }, { SPAN_INIT("tiến độ"), SAYS_SCHEDULE }, { SPAN_INIT("hoàn thành"), SAYS_SCHEDULE },
                { SPAN_INIT("xong trước"), SAYS_SCHEDULE }, { SPAN_INIT("chậm nhất"), SAYS_SCHEDULE }, { SPAN_INIT("hạn cuối"), SAYS_SCHEDULE },
        };
        unsigned says = 0;

        for (uint32_t i = at > begin + WORDS_BEFORE ? at - WORDS_BEFORE : begin; i < at; i++) {
                struct span rest = { run->lower + i, at - i };

                if (!opens_cue(*rest.ptr))
                        continue;
                for (size_t k = 0; k < ARRAY_LEN(cues); k++)
                        says |= span_starts(rest, cues[k].words) ? cues[k].says : 0;
        }
        return says;
}

/* A row of a table: the label stands over the column. */
static bool in_table_row(const struct run *run, size_t para)
{
        const struct block *block = run->lines[run->paras[para].first].block;

        return block && block->table && block->row > 0;
}

static bool is_kind(const struct rec_date_mention *d, const char *kind)
{
        return strcmp(d->kind, kind) == 0;
}

/* "Năm 2015, ...", "- Trong năm 2016, UBND ...": a year that opens its sentence dates what follows */
static bool opens_sentence(const struct run *run, const struct rec_date_mention *d, uint32_t begin)
{
        uint32_t at = skip_spaces_back(run, d->span.begin, begin);

        while (at > begin && strchr("-+*. ", run->lower[at - 1]) && d->span.begin - at < 8)
                at--;
        if (word_before_at(run, skip_spaces_back(run, at, begin), begin, "trong"))
                at = skip_spaces_back(run, at, begin) - (uint32_t) strlen("trong");
        return at == begin || strchr(".:;-", run->lower[skip_spaces_back(run, at, begin) - (skip_spaces_back(run, at, begin) > begin)]);
}

/* A plan speaks of what is to come, a report of what was. */
static bool plans_ahead(const struct run *run)
{
        static const char *const plans[] = { "Kế hoạch", "Chương trình", "Công văn", "Công điện", "Giấy mời", "Phương án", "Chỉ thị", "Nghị quyết", "Hướng dẫn" };

        for (size_t i = 0; i < ARRAY_LEN(plans) && run->own_type_word; i++) {
                if (strncmp(run->own_type_word->word, plans[i], strlen(plans[i])) == 0)
                        return true;
        }
        return false;
}

static const char *role_of(const struct run *run, const struct rec_date_mention *d)
{
        static const char *const fixed[] = { "date", "month", "day_range", "open_range", "datetime" };
        size_t para = layout_para_at(run, d->span.begin);
        uint32_t begin = run->paras[para].text.begin;
        unsigned says;

        if (is_kind(d, "month_day") || is_kind(d, "recurrence"))
                return "recurring";
        says = said_before(run, d->span.begin, begin);
        if (says & SAYS_EFFECT)
                return "effective";
        if (word_before_at(run, skip_spaces_back(run, d->span.begin, begin), begin, "thông qua"))
                return "passed";
        if (says & SAYS_ANNIVERSARY)
                return "anniversary";
        if (says & SAYS_SCHEDULE || in_table_row(run, para))
                return "schedule";
        if (is_kind(d, "until") && d->precision <= PRECISION_MONTH)
                return "schedule"; /* a deadline */
        for (size_t i = 0; i < ARRAY_LEN(fixed); i++) {
                if (is_kind(d, fixed[i]))
                        return plans_ahead(run) ? "schedule" : "event";
        }
        if (is_kind(d, "year") && opens_sentence(run, d, begin) && run->own_type_word && strcmp(run->own_type_word->word, "Báo cáo") == 0)
                return "event";
        if (plans_ahead(run) && (is_kind(d, "quarter") || is_kind(d, "quarter_range") || is_kind(d, "month_range")))
                return "schedule";
        return "period";
}

static bool in_heading(const struct run *run, struct range span, size_t *cursor)
{
        const struct record *out = run->out;

        while (*cursor < out->n_sections && out->sections[*cursor].span.end <= span.begin)
                (*cursor)++;
        return *cursor < out->n_sections && out->sections[*cursor].level == 1 && range_holds(out->sections[*cursor].span, span);
}

void dates_set_roles(struct run *run)
{
        size_t section = 0, citation = 0;

        for (size_t i = 0; i < run->out->n_dates; i++) {
                struct rec_date_mention *d = &run->out->dates[i];
                bool heading = in_heading(run, d->span, &section);

                if (d->role)
                        continue;
                while (citation < run->out->n_citations && run->out->citations[citation].span.end <= d->span.begin)
                        citation++;
                if (citation < run->out->n_citations && run->out->citations[citation].class == CITATION_NAMED && range_holds(run->out->citations[citation].span, d->span))
                        d->role = "law_year";
                else if (heading || range_holds(run->out->document.title.span, d->span))
                        d->role = "title_period";
                else
                        d->role = role_of(run, d);
        }
}
