/*
 * Events of reports (domain.md 5): a date, a finite verb, and who did it.
 *
 * The date opens its clause ("Ngày 30/5/2014, UBND tỉnh phối hợp với ... tổ chức"), closes it ("... phát trên VTV8 trong tháng
 * 7/2017"), or stands in brackets behind it ("Qua 04 ngày triển lãm (từ ngày 18/4 - 21/4/2023)"). An elided subject stays empty: the document
 * does not say it. Dates of citations, of the title's period and of what is still to come are none.
 */
#include "rules/calendar.h"
#include "rules/facts.h"

#include <stdlib.h>

enum {
        ACTION_MAX = 300,   /* bytes of the action's words */
        SUBJECT_WORDS = 10, /* of a subject no table knows */
        PLACE_WORDS = 12,
        SENTENCE_MAX = 3000, /* bytes looked at on either side of a date: work stays linear whatever the text */
        SENTENCES_BACK = 4,  /* a date in brackets belongs to something said shortly before */
};

struct clause {
        uint32_t begin, end;   /* the sentence up to its first ';', or to the next event in it: where subject and verb are looked for */
        uint32_t last;         /* ... and all of it */
        uint32_t verb;         /* where the action begins, 0 = none found */
        struct rec_names actors, partners;
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
static bool looks_ahead(const struct rec_section *s)
{
        static const char *const kinds[] = { "phuong_huong", "kien_nghi", "giai_phap", "to_chuc_thuc_hien", "phan_cong", "muc_dich", "yeu_cau", "noi_dung" };

        for (size_t i = 0; s->kind && i < ARRAY_LEN(kinds); i++) {
                if (strcmp(kinds[i], s->kind) == 0)
                        return true;
        }
        return false;
}

/* "TP. Hồ Chí Minh", "TS. Nguyễn": a full stop that ends no sentence. */
static bool is_abbreviation(const struct run *run, uint32_t stop, uint32_t begin)
{
        static const struct span words[] = { SPAN_INIT("tp"), SPAN_INIT("tx"), SPAN_INIT("tt"), SPAN_INIT("ts"), SPAN_INIT("gs"), SPAN_INIT("pgs"), SPAN_INIT("ths"), SPAN_INIT("bs"), SPAN_INIT("st"), SPAN_INIT("ubnd") };
        uint32_t word = word_begin_at(run, stop, begin);

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (span_eq(run_lower(run, (struct range) { word, stop }), words[i]))
                        return true;
        }
        return stop - word == 1;
}

static bool ends_sentence(const struct run *run, uint32_t at, struct range para)
{
        return run->lower[at] == '.' && (at + 1 >= para.end || run->lower[at + 1] == ' ' || run->lower[at + 1] == '/') && !is_abbreviation(run, at, para.begin);
}

/* @signs: what else a clause begins behind, ":;" or ";" */
static uint32_t clause_begin(const struct run *run, uint32_t at, struct range para, const char *signs)
{
        uint32_t limit = at > para.begin + SENTENCE_MAX ? at - SENTENCE_MAX : para.begin;

        while (at > limit && !strchr(signs, run->lower[at - 1]) && !ends_sentence(run, at - 1, para))
                at--;
        while (at < para.end && strchr(" -+*_(", run->lower[at]))
                at++;
        return at;
}

static uint32_t sentence_end(const struct run *run, uint32_t at, struct range para)
{
        if (para.end - at > SENTENCE_MAX)
                para.end = at + SENTENCE_MAX;
        while (at < para.end && !ends_sentence(run, at, para))
                at++;
        return at;
}

static uint32_t clause_end(const struct run *run, uint32_t at, struct range para)
{
        uint32_t end = sentence_end(run, at, para);
        const char *sign = memchr(run->lower + at, ';', end - at);

        return sign ? (uint32_t) (sign - run->lower) : end;
}

static uint32_t skip_words(const struct run *run, uint32_t at, uint32_t end, const struct span *words, size_t n)
{
        for (bool moved = true; moved;) {
                moved = false;
                while (at < end && strchr(" ,*_", run->lower[at]))
                        at++;
                for (size_t i = 0; i < n && !moved; i++) {
                        if (fact_word_is(run, at, end, words[i])) {
                                at += (uint32_t) words[i].len;
                                moved = true;
                        }
                }
        }
        return at;
}

/* Between the date and the subject. */
static uint32_t skip_openers(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span words[] = {
                SPAN_INIT("mỗi năm"), SPAN_INIT("sau khi được"), SPAN_INIT("sau khi"), SPAN_INIT("khi"), SPAN_INIT("được"), SPAN_INIT("do"), SPAN_INIT("hàng năm"), SPAN_INIT("hằng năm"), SPAN_INIT("bình quân"),
                SPAN_INIT("lãnh đạo"), SPAN_INIT("toàn"), SPAN_INIT("thì"), SPAN_INIT("trên địa bàn"), SPAN_INIT("đồng chí"),
        };

        return skip_words(run, at, end, words, ARRAY_LEN(words));
}

/* Between subject and verb. */
static uint32_t skip_aspects(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span words[] = {
                SPAN_INIT("đã"), SPAN_INIT("đang"), SPAN_INIT("tiếp tục"), SPAN_INIT("cũng"), SPAN_INIT("còn"), SPAN_INIT("chủ động"), SPAN_INIT("kịp thời"), SPAN_INIT("trực tiếp"), SPAN_INIT("đều"), SPAN_INIT("chính thức"),
                SPAN_INIT("thường xuyên"), SPAN_INIT("tích cực"), SPAN_INIT("đồng loạt"), SPAN_INIT("long trọng"), SPAN_INIT("vinh dự"), SPAN_INIT("cùng"), SPAN_INIT("lần lượt"), SPAN_INIT("khẩn trương"), SPAN_INIT("sẽ"),
        };

        return skip_words(run, at, end, words, ARRAY_LEN(words));
}

static bool is_verb(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t stop;

        return at < end && fact_at(run, FACT_EVENT, at, end, &stop) != NULL;
}

/* "Hà Tĩnh", "tỉnh", "huyện Triệu Sơn": a place that acts. */
static uint32_t place_subject(struct run *run, struct rec_names *out, uint32_t at, uint32_t end)
{
        static const struct span levels[] = { SPAN_INIT("tỉnh"), SPAN_INIT("thành phố"), SPAN_INIT("huyện"), SPAN_INIT("thị xã"), SPAN_INIT("quận"), SPAN_INIT("xã"), SPAN_INIT("phường"), SPAN_INIT("thị trấn") };
        const struct hit *known = scan_starting_at(run, layout_para_at(run, at), at, WORD_PROVINCE);
        struct rec_name *name;
        const char *text = NULL;
        uint32_t stop = at;

        if (known && known->end <= end && fact_capital_at(run, at)) {
                const struct province *p = &run->set->provinces[WORD_INDEX(known->value)];

                stop = known->end;
                text = arena_printf(run->arena, "%s %s", p->type, p->name);
        }
        for (size_t i = 0; i < ARRAY_LEN(levels) && !text; i++) {
                if (!fact_word_is(run, at, end, levels[i]))
                        continue;
                stop = at + (uint32_t) levels[i].len;
                for (uint32_t next = skip_spaces(run, stop, end); next < end && fact_capital_at(run, next); next = skip_spaces(run, stop, end))
                        stop = word_end_at(run, next, end);
                text = fact_text(run, (struct range) { at, stop });
                text = locality_apply(run, norm_sentence_case(run->arena, span_of(text)));
                if (text[0] == 'T' || text[0] == 'H' || text[0] == 'X' || text[0] == 'P' || text[0] == 'Q')
                        text = arena_printf(run->arena, "%.*s%s", (int) levels[i].len, levels[i].ptr, text + levels[i].len);
        }
        if (!text)
                return at;
        name = arena_grow(run->arena, &out->items, &out->n, &out->room, sizeof(*name));
        *name = (struct rec_name) { text, { at, stop } };
        return stop;
}

/* "Phó Chủ tịch Mạc Thanh Tuyền | chủ trì", "nhà trường | tổ chức": some words up to the verb; passives have no subject. */
static uint32_t unknown_subject(struct run *run, struct rec_names *out, uint32_t at, uint32_t end)
{
        struct rec_name *name;
        uint32_t stop = at;

        if (!fact_capital_at(run, at) && !fact_at(run, FACT_ACTOR, at, end, &stop))
                return at;
        for (int words = 0; words < SUBJECT_WORDS; words++) {
                uint32_t next;

                stop = word_end_at(run, words ? skip_spaces(run, stop, end) : at, end);
                next = skip_spaces(run, stop, end);
                if (next == stop || next >= end || !trie_word_byte(run->lower, next) || fact_word_is(run, next, end, SPAN("được")) || fact_word_is(run, next, end, SPAN("bị")))
                        return at;
                next = skip_aspects(run, next, end);
                if (is_verb(run, next, end) && !fact_capital_at(run, next) && (words || !fact_capital_at(run, at))) {
                        if (fact_word_is(run, next, end, SPAN("diễn ra")) || fact_word_is(run, next, end, SPAN("xảy ra")))
                                return at;
                        name = arena_grow(run->arena, &out->items, &out->n, &out->room, sizeof(*name));
                        *name = (struct rec_name) { fact_text(run, (struct range) { at, stop }), { at, stop } };
                        return stop;
                }
        }
        return at;
}

/* A subject at @at with its verb behind; the verb's place, 0 = there is none. */
static uint32_t subject_verb(struct run *run, struct rec_names *out, uint32_t at, uint32_t end, bool unknown)
{
        struct rec_names found = { 0 };
        uint32_t stop = unit_list_prefix(run, &found, at, end), verb;

        if (!found.n)
                stop = place_subject(run, &found, at, end);
        if (!found.n && unknown)
                stop = unknown_subject(run, &found, at, end);
        if (!found.n)
                return 0;
        verb = skip_aspects(run, stop, end);
        if (!is_verb(run, verb, end))
                return 0;
        *out = found;
        return verb;
}

/* "phối hợp với X", "ký kết với X", "cùng với X": partners; the action goes on behind them. */
static uint32_t read_partners(struct run *run, struct clause *c, uint32_t verb)
{
        static const struct span with[] = { SPAN_INIT("chặt chẽ"), SPAN_INIT("cùng"), SPAN_INIT("với"), SPAN_INIT("tổ chức"), SPAN_INIT("ký kết"), SPAN_INIT("ký"), SPAN_INIT("hợp tác"), SPAN_INIT("phối hợp") };
        uint32_t at = verb, end = c->end, stop;

        if (!fact_word_is(run, at, end, SPAN("phối hợp")) && !fact_word_is(run, at, end, SPAN("ký kết")) && !fact_word_is(run, at, end, SPAN("hợp tác")) && !fact_word_is(run, at, end, SPAN("ký")))
                return verb;
        at = skip_words(run, at, end, with, ARRAY_LEN(with));
        at = fact_word_is(run, at, end, SPAN("lãnh đạo")) ? skip_spaces(run, at + (uint32_t) strlen("lãnh đạo"), end) : at;
        stop = unit_list_prefix(run, &c->partners, at, end);
        if (stop == at)
                return verb;
        at = skip_aspects(run, stop, end);
        return is_verb(run, at, end) && fact_word_is(run, verb, end, SPAN("phối hợp")) ? at : verb;
}

/* A later ", X (đã) VERB": the subject of a clause that opens with its verb ("tham gia ..., Hà Tĩnh đã giới thiệu"). */
static uint32_t later_subject(struct run *run, struct clause *c, uint32_t at)
{
        bool quoted = false;

        for (; at < c->end; at++) {
                uint32_t next, verb;

                quoted ^= run->lower[at] == '"';
                if (quoted || run->lower[at] != ',' || run->lower[at + 1] != ' ')
                        continue;
                next = skip_openers(run, at + 1, c->end);
                verb = next < c->end ? subject_verb(run, &c->actors, next, c->end, false) : 0;
                if (verb)
                        return verb;
        }
        return 0;
}

/* The clause behind a date that opens it. */
static bool read_fronted(struct run *run, struct clause *c, uint32_t at)
{
        uint32_t next = skip_openers(run, at, c->end), verb;

        if (next >= c->end)
                return false;
        verb = subject_verb(run, &c->actors, next, c->end, true);
        if (!verb) {
                uint32_t first = skip_aspects(run, next, c->end);
                bool elided = is_verb(run, first, c->end) && !fact_capital_at(run, first);

                verb = later_subject(run, c, next);
                if (!verb && !elided)
                        return false;
                if (elided)
                        verb = first;
        }
        c->verb = read_partners(run, c, verb);
        return true;
}

/* A sentence that tells something before its date comes: "[X] VERB ..." */
static bool read_opening(struct run *run, struct clause *c)
{
        uint32_t verb = subject_verb(run, &c->actors, skip_openers(run, c->begin, c->end), c->end, false), first;

        if (!verb) {
                first = skip_aspects(run, c->begin, c->end);
                if (!is_verb(run, first, c->end))
                        return false;
                verb = first;
        }
        c->verb = read_partners(run, c, verb);
        return true;
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

static const char *find_place(struct run *run, uint32_t verb, uint32_t end)
{
        static const struct span at_words[] = { SPAN_INIT(" tại "), SPAN_INIT(" ở ") };

        for (size_t i = 0; i < ARRAY_LEN(at_words); i++) {
                const char *found = memmem(run->lower + verb, end - verb, at_words[i].ptr, at_words[i].len);
                uint32_t begin, stop;

                if (!found)
                        continue;
                begin = stop = (uint32_t) (found - run->lower) + (uint32_t) at_words[i].len;
                for (int words = 0; words < PLACE_WORDS && stop < end; words++) {
                        uint32_t next = skip_spaces(run, stop, end), tail;

                        if (next >= end || !trie_word_byte(run->lower, next) || (run->lower[next] >= '0' && run->lower[next] <= '9') || fact_word_is(run, next, end, SPAN("giai đoạn")) || fact_at(run, FACT_UNIT_TAIL, next, end, &tail) || fact_word_is(run, next, end, SPAN("với")) ||
                                fact_word_is(run, next, end, SPAN("do")) || fact_word_is(run, next, end, SPAN("và")) || fact_word_is(run, next, end, SPAN("từ")))
                                break;
                        stop = word_end_at(run, next, end);
                        if (stop < end && run->lower[stop] == '.' && is_abbreviation(run, stop, begin))
                                stop++;
                }
                if (stop > begin)
                        return fact_text(run, (struct range) { begin, stop });
        }
        return NULL;
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

static void event_add(struct run *run, const struct clause *c, const struct rec_date_mention *d)
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
                .place = find_place(run, c->verb, c->end),
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
        static const char *const kinds[] = { "date", "month", "quarter", "half", "year", "day_range", "month_range", "months_range", "open_range", "month_day" };
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
static bool read_before(struct run *run, struct clause *c, struct range para)
{
        uint32_t begin = clause_begin(run, c->begin, para, "");

        for (int sentences = 0; sentences < SENTENCES_BACK; sentences++) {
                struct clause said = { .begin = begin, .end = clause_end(run, begin, para), .last = c->last };

                if (read_opening(run, &said)) {
                        *c = said;
                        return true;
                }
                while (begin > para.begin && !trie_word_byte(run->lower, begin - 1))
                        begin--;
                if (begin == para.begin)
                        return false;
                begin = clause_begin(run, begin - 1, para, "");
        }
        return false;
}

static void take_date(struct run *run, const struct rec_date_mention *d, const struct rec_date_mention *next, struct range para)
{
        struct clause c = { .begin = d->span.begin, .end = clause_end(run, d->span.end, para), .last = sentence_end(run, d->span.end, para) };

        if (opens_clause(run, d->span.begin, para.begin)) {
                if (next && next->span.begin < c.last && opens_clause(run, next->span.begin, para.begin) && next->precision >= PRECISION_DAY) {
                        c.last = next->span.begin;
                        c.end = c.end < c.last ? c.end : c.last;
                }
                if (read_fronted(run, &c, d->span.end))
                        event_add(run, &c, d);
                return;
        }
        if (strcmp(d->kind, "month_day") == 0)
                return; /* "(21/4)": the day of a name */
        if (in_brackets(run, d, para)) {
                uint32_t behind = behind_bracket(run, d->span.end, c.end);

                /* "Trong dịp Tết (tháng 1/2020), UBND huyện tổ chức ..." */
                if (behind && read_fronted(run, &c, behind)) {
                        event_add(run, &c, d);
                        return;
                }
                if (read_before(run, &c, para))
                        event_add(run, &c, d);
                return;
        }
        if (!says_when(run, d, para.begin))
                return;
        c.begin = clause_begin(run, d->span.begin, para, ";");
        if (!read_opening(run, &c)) {
                c.begin = clause_begin(run, d->span.begin, para, ";:");
                if (!read_opening(run, &c))
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
                                ahead = looks_ahead(s) ? s->level : 0;
                }
                if (heading || ahead || !outline_holds(&body, run->paras[para].first) || in_citation(run, d->span, &citation) || !may_date_event(run, d))
                        continue;
                take_date(run, d, i + 1 < run->out->n_dates && run->out->dates[i + 1].span.begin < text.end ? d + 1 : NULL, text);
        }
}
