/*
 * Quantities (domain.md 5, 6.5): number, what is counted, what softens it ("hơn"), per what ("/năm").
 *
 * Every run of digits that is no date and no part of a citation is looked at. The words in front of it may make it an index or a name
 * ("đường 8", "Đề án 06", "VTV8"); the word behind it must be something that can be counted. Lengths of time and ages are no
 * quantities, and neither are numbers in headings, in the title and in short quoted names.
 */
#include "rules/facts.h"

#include "common/utf8.h"

#include <stdlib.h>

enum {
        NUMBER_MAX = 96,   /* bytes from a number to what it counts, the partner of a range included */
        GAP_MAX = 3,       /* white space between number and noun; a line break is one of it */
        QUOTE_MAX = 160,  /* bytes of a quoted name; longer quotes hold whole provisions */
        PER_MAX = 3,      /* "đồng/người/tháng" has two */
        LIST_GAP_MAX = 16,
        OPEN_NOUN_MAX = 2, /* syllables taken for the unit when no table knows the noun */
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

/* What stands in front of a number. */
struct before {
        const struct fact_word *approx;
        uint32_t begin;      /* of the approximator, else of the number */
        bool ordinal, weak;
        bool name;           /* behind a capital: "Covid 19" */
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

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_kind(const struct fact_word *unit, const char *kind)
{
        return unit && strcmp(unit->kind, kind) == 0;
}

/* Money and measures: an index is never followed by one. */
static bool is_size_word(const struct fact_word *unit)
{
        return is_kind(unit, "tien") || is_kind(unit, "do");
}

/* "300 USD", "5 MW", "12 Quyết định" */
static bool may_be_capital(const struct fact_word *unit)
{
        return is_size_word(unit) || is_kind(unit, "van_ban");
}

/* Cheap look at what follows the digits: a small letter, '%' or a bracket. Most numbers of a legal text end here. */
static bool may_count(const struct run *run, uint32_t at, uint32_t end)
{
        unsigned gap = 0;
        uint32_t stop;

        /* no number is longer; "1,1,1,1 ..." over a whole page is none */
        if (end - at > NUMBER_MAX)
                end = at + NUMBER_MAX;

        while (at < end && (is_digit(run->lower[at]) || strchr(".,\\", run->lower[at])))
                at++;
        /* a range: what is counted stands behind its end; digits grouped by a space */
        while (at < end && gap < 2 * GAP_MAX && (run->lower[at] == ' ' || run->lower[at] == '-' || is_digit(run->lower[at]) || strchr(".,", run->lower[at])))
                gap += run->lower[at++] == ' ';
        if (at >= end)
                return false;
        /* U+00B0 as in "°C" */
        if (run->lower[at] == '%' || run->lower[at] == '(' || (unsigned char) run->lower[at] == 0xC2)
                return true;
        return trie_word_byte(run->lower, at) && (!fact_capital_at(run, at) || may_be_capital(fact_at(run, FACT_UNIT, at, end, &stop)));
}

/* 1.500 = 1500, 4,5 = 4.5, 9.5 = 9.5: a dot groups only before exactly three digits. */
static double number_value(struct span s, double times)
{
        double value = 0, scale = 1;
        bool decimal = false;

        for (size_t i = 0; i < s.len; i++) {
                char c = s.ptr[i];

                if (is_digit(c)) {
                        value = value * 10 + (c - '0');
                        scale *= decimal ? 10 : 1;
                } else if (c == ',') {
                        decimal = true;
                } else if (c == '.') {
                        bool group = i + 3 < s.len && is_digit(s.ptr[i + 1]) && is_digit(s.ptr[i + 2]) && is_digit(s.ptr[i + 3]) && !(i + 4 < s.len && is_digit(s.ptr[i + 4]));

                        decimal |= !group;
                }
        }
        return value * times / scale;
}

static double multiplier(struct span word)
{
        double times = 1;

        if (word.len && *word.ptr == 'n')
                times = 1e3;
        else if (word.len && *word.ptr == 'v')
                times = 1e4;
        else if (span_eq(word, SPAN("trăm")))
                times = 1e2;
        if (memmem(word.ptr, word.len, "triệu", strlen("triệu")))
                times *= 1e6;
        else if (memmem(word.ptr, word.len, "tỷ", strlen("tỷ")) || memmem(word.ptr, word.len, "tỉ", strlen("tỉ")))
                times *= 1e9;
        return times;
}

static struct span group_text(const struct run *run, const struct pattern_match *m, unsigned group)
{
        return group && range_is_set(m->groups[group]) ? run_lower(run, m->groups[group]) : (struct span) { "", 0 };
}

static double match_value(const struct run *run, const struct rule *rule, const struct pattern_match *m)
{
        const unsigned n[] = { rule->group.n, rule->group.n2, rule->group.n3 }, x[] = { rule->group.x, rule->group.x2, rule->group.x3 };
        double value = 0;

        for (size_t i = 0; i < ARRAY_LEN(n); i++) {
                struct span digits = group_text(run, m, n[i]);

                if (digits.len)
                        value += number_value(digits, multiplier(group_text(run, m, x[i])));
        }
        return value;
}

/* The first rule that reads the digits at @at. */
static const struct rule *read_number(const struct quantity_walk *w, uint32_t at, struct pattern_match *m)
{
        struct run *run = w->run;
        const struct rule_list *rules = &run->set->anchors[0].rules[YIELDS_QUANTITY];

        for (size_t i = 0; i < rules->n; i++) {
                const struct rule *rule = rules->items[i];

                if (pattern_match_at(rule->pattern, (struct span) { run->lower, w->para.end }, at, m))
                        return rule;
                if (m->limit)
                        run_diag(run, DIAG_limit_match, w->para, rule->id);
        }
        return NULL;
}

/* "1, 2 và 3": only signs and joining words between two numbers. */
static bool continues_list(const struct run *run, uint32_t from, uint32_t to)
{
        static const struct span joints[] = { SPAN_INIT("và"), SPAN_INIT("hoặc"), SPAN_INIT("đến"), SPAN_INIT("tới") };

        if (from == 0 || to - from > LIST_GAP_MAX)
                return false;
        while (from < to) {
                size_t i = 0;

                if (strchr(" ,;-&", run->lower[from])) {
                        from++;
                        continue;
                }
                while (i < ARRAY_LEN(joints) && !fact_word_is(run, from, to, joints[i]))
                        i++;
                if (i == ARRAY_LEN(joints))
                        return false;
                from += (uint32_t) joints[i].len;
        }
        return true;
}

/* A word with a capital in front of the number; @acronym when it has no small letter. */
static bool behind_name(const struct run *run, uint32_t end, uint32_t begin, bool *acronym)
{
        uint32_t word = word_begin_at(run, end, begin);

        uint32_t before = skip_spaces_back(run, word, begin);
        unsigned len, letters = 0;

        *acronym = false;
        if (!fact_capital_at(run, word))
                return false;
        *acronym = true;
        for (uint32_t i = word; i < end; i += len) {
                uint32_t cp = utf8_decode(run->text.ptr + i, run->text.ptr + end, &len);

                *acronym &= norm_lower(cp) != cp || cp < '@';
                letters++;
        }
        *acronym &= letters > 1;
        /* a sentence may begin with any word: "- Có 12 lớp" */
        return *acronym || (before > begin && trie_word_byte(run->lower, before - 1));
}

/* What the words directly in front of the number make of it. */
static struct before look_before(const struct run *run, size_t para, uint32_t at)
{
        uint32_t begin = run->paras[para].text.begin, end = skip_spaces_back(run, at, begin), head;
        struct before b = { .begin = at };
        const struct hit *type;
        bool acronym;

        b.approx = fact_before(run, FACT_APPROX, end, begin, &head);
        if (b.approx) {
                b.begin = head;
                end = skip_spaces_back(run, head, begin);
        }
        /* signs end the phrase: "theo Điều 5: 12 lớp" */
        if (end == begin || !trie_word_byte(run->lower, end - 1))
                return b;
        b.ordinal = !b.approx && scan_ending_at(run, para, end, WORD_SO);
        type = scan_ending_at(run, para, end, WORD_TYPE);
        if (type && fact_capital_at(run, type->begin))
                b.ordinal = true; /* "Nghị quyết 18", "Đề án 06" */
        else if (type || fact_before(run, FACT_WEAK, end, begin, &head))
                b.weak = true;
        else if (fact_before(run, FACT_ORDINAL, end, begin, &head))
                b.ordinal = true;
        if (!b.approx && behind_name(run, end, begin, &acronym) && !scan_ending_at(run, para, end, WORD_UNIT_HEAD)) {
                b.name = true;
                b.ordinal |= acronym;
        }
        return b;
}

/* Does the number go on with a list whose first number is an index? */
static bool listed_ordinal(struct quantity_walk *w, size_t para, uint32_t at)
{
        if (!continues_list(w->run, w->last_end, at))
                return false;
        if (w->last == LAST_UNKNOWN)
                w->last = look_before(w->run, para, w->last_begin).ordinal ? LAST_ORDINAL : LAST_COUNT;
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

static bool same_kind(const struct fact_word *a, const struct fact_word *b)
{
        return strcmp(a->kind, b->kind) == 0;
}

/* "cán bộ, công chức, viên chức": more nouns of the kind, up to the end of the list. */
static uint32_t more_nouns(const struct run *run, const struct fact_word *unit, uint32_t end, uint32_t limit)
{
        while (end + 2 < limit && run->lower[end] == ',' && run->lower[end + 1] == ' ' && (strcmp(unit->kind, "nguoi") == 0 || strcmp(unit->kind, "dem") == 0 || strcmp(unit->kind, "van_ban") == 0)) {
                uint32_t next = skip_spaces(run, end + 1, limit), stop;
                const struct fact_word *noun = fact_at(run, FACT_UNIT, next, limit, &stop);
                uint32_t grammar;

                if (!noun || !same_kind(noun, unit) || fact_capital_at(run, next) || fact_at(run, FACT_NO_NOUN, next, limit, &grammar))
                        break;
                end = stop;
        }
        return end;
}

/* "/năm", "/người/tháng" */
static const char *read_per(struct run *run, uint32_t *at, uint32_t limit)
{
        uint32_t begin = *at, end = *at;

        for (int parts = 0; parts < PER_MAX && end < limit && run->lower[end] == '/'; parts++) {
                uint32_t word = skip_spaces(run, end + 1, end + 2 < limit ? end + 2 : limit), stop = word_end_at(run, word, limit), more;

                if (stop == word || is_digit(run->lower[word]))
                        break;
                if (fact_at(run, FACT_UNIT, word, limit, &more))
                        stop = more;
                end = stop;
        }
        if (end == begin)
                return NULL;
        *at = end;
        return fact_text(run, (struct range) { skip_spaces(run, begin + 1, end), end });
}

static bool is_letter_at(const struct run *run, uint32_t at)
{
        unsigned len;
        uint32_t cp = norm_fold(utf8_decode(run->text.ptr + at, run->text.ptr + run->text.len, &len));

        return cp >= 'a' && cp <= 'z';
}

/* A noun no table knows: small letters, no word of grammar; up to two syllables. 0 = none. */
static uint32_t open_noun(const struct run *run, uint32_t at, uint32_t limit)
{
        uint32_t end = 0, stop;

        for (int words = 0; words < OPEN_NOUN_MAX && at < limit; words++) {
                uint32_t next = word_end_at(run, at, limit);

                if (next == at || is_digit(run->lower[at]) || fact_capital_at(run, at) || fact_at(run, FACT_NO_NOUN, at, limit, &stop))
                        break;
                if (next - at < 2 || !is_letter_at(run, at))
                        break; /* a list item or a symbol */
                end = next;
                at = skip_spaces(run, next, limit);
                if (at == next)
                        break;
        }
        return end;
}

struct counted {
        const struct fact_word *known;
        struct range noun;
        bool found;
        bool capital; /* the noun begins with one */
};

/* What is counted behind a number that ends at @at. */
static struct counted look_behind(const struct quantity_walk *w, uint32_t at, bool scaled)
{
        const struct run *run = w->run;
        uint32_t noun = skip_spaces(run, at, w->para.end), end, grammar;
        struct counted c = { 0 };
        unsigned lines = 0;

        for (uint32_t i = at; i < noun; i++)
                lines += run->text.ptr[i] == '\n';
        /* a blank line between: the number of a page */
        if (noun - at > GAP_MAX || noun >= w->para.end || lines > 1) {
                c.found = scaled;
                return c;
        }
        c.known = fact_at(run, FACT_UNIT, noun, w->para.end, &end);
        c.capital = fact_capital_at(run, noun);
        if (c.known && c.capital && !may_be_capital(c.known))
                c.known = NULL;
        /* "bao gồm" is no sack, "đề nghị" no question */
        if (c.known && fact_at(run, FACT_NO_NOUN, noun, w->para.end, &grammar) && grammar > end)
                c.known = NULL;
        if (c.known && !(end < w->para.end && run->lower[end] == ')' && end - noun <= 2)) {
                c.noun = (struct range) { noun, more_nouns(run, c.known, end, w->para.end) };
                c.found = true;
                return c;
        }
        c.known = NULL;
        /* glued, or in the next cell of a flattened table */
        if (noun == at || (noun - at > 1 && !lines)) {
                c.found = scaled && !trie_word_byte(run->lower, at);
                return c;
        }
        end = open_noun(run, noun, w->para.end);
        if (end)
                c.noun = (struct range) { noun, end };
        c.found = end || scaled;
        return c;
}

/* A size cannot be an index: "đường 3,4 km" is a length, "đường 8" a name. */
static bool is_size(const struct rule *rule, const struct counted *c, struct span digits)
{
        if (is_size_word(c->known) || strcmp(rule->kind, "phan_tram") == 0 || strcmp(rule->kind, "he_so") == 0 || strcmp(rule->kind, "nhom") == 0)
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
static bool accept(const struct quantity_walk *w, const struct rule *rule, const struct before *b, const struct counted *c, struct range number)
{
        const struct run *run = w->run;
        struct span digits = run_lower(run, number);
        bool size = is_size(rule, c, digits);

        if (!c->found || is_kind(c->known, "thoi_gian"))
                return false;
        if ((strcmp(rule->kind, "cham") == 0) && !is_size_word(c->known))
                return false;
        if (strcmp(rule->kind, "nhom_cach") == 0 && !c->known)
                return false;
        if (size)
                return true;
        if (b->ordinal || (b->weak && !c->known))
                return false;
        /* "mục 3 Quyết định này": a document, not some */
        if (is_kind(c->known, "van_ban") && c->capital && (b->begin == w->para.begin || b->weak || b->name || names_one(w, c->noun.end)))
                return false;
        /* an unknown noun needs a number that looks like a count: "03 mô đun", "hơn 40 mô đun", "lắp 24 mô đun" */
        return c->known || !b->name;
}

static const char *unit_of(struct run *run, const struct rule *rule, const struct counted *c, bool billions)
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

/* "từ 3 đến 5 thành viên", "51 - 52%": the first number takes what the second counts. Returns the second's digits, 0 = no range. */
static uint32_t range_partner(const struct run *run, uint32_t at, uint32_t limit)
{
        static const struct span joints[] = { SPAN_INIT("-"), SPAN_INIT("đến"), SPAN_INIT("tới") };
        uint32_t next = skip_spaces(run, at, limit);

        for (size_t i = 0; i < ARRAY_LEN(joints) && next - at <= GAP_MAX; i++) {
                uint32_t digits = next + (uint32_t) joints[i].len;

                if (digits >= limit || memcmp(run->lower + next, joints[i].ptr, joints[i].len) != 0)
                        continue;
                digits = skip_spaces(run, digits, limit);
                return digits < limit && is_digit(run->lower[digits]) ? digits : 0;
        }
        return 0;
}

/* One run of digits; returns where to go on. */
static uint32_t look_at(struct quantity_walk *w, size_t para, uint32_t at)
{
        struct run *run = w->run;
        struct pattern_match m, second;
        const struct rule *rule = read_number(w, at, &m), *end_rule;
        struct before before;
        struct counted counted;
        struct range number;
        uint32_t partner, end;

        if (!rule)
                return at + 1;
        end_rule = rule;
        number = m.groups[0];
        second = m;
        partner = strcmp(rule->kind, "phan_tram") == 0 ? 0 : range_partner(run, number.end, w->para.end);
        if (partner) {
                end_rule = read_number(w, partner, &second);
                if (!end_rule || range_partner(run, second.groups[0].end, w->para.end))
                        return partner;
        }
        before = look_before(run, para, at);
        before.ordinal |= listed_ordinal(w, para, at);
        counted = strcmp(end_rule->kind, "phan_tram") == 0 ? (struct counted) { .found = true } : look_behind(w, second.groups[0].end, strcmp(end_rule->kind, "he_so") == 0);
        w->last_end = second.groups[0].end;
        w->last = before.ordinal ? LAST_ORDINAL : LAST_COUNT;
        if (!accept(w, end_rule, &before, &counted, number) || in_quotes(w, at))
                return second.groups[0].end;
        end = range_is_set(counted.noun) ? counted.noun.end : second.groups[0].end;
        bool billions = multiplier(group_text(run, &second, end_rule->group.x)) >= 1e9;
        const char *unit = unit_of(run, end_rule, &counted, billions), *per = read_per(run, &end, w->para.end);
        struct rec_quantity *q;

        if (partner) {
                double value = match_value(run, rule, &m);

                /* "2 đến 3 tỷ đồng" */
                if (strcmp(rule->kind, "he_so") != 0 && strcmp(end_rule->kind, "he_so") == 0)
                        value *= multiplier(group_text(run, &second, end_rule->group.x));
                q = add(w, value, unit, (struct range) { before.begin, number.end });
                q->approx = before.approx ? before.approx->word : NULL;
                q->per = per;
                before = (struct before) { .begin = partner };
        }
        q = add(w, match_value(run, end_rule, &second), unit, (struct range) { before.begin, end });
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
        for (size_t i = 0; i < run->n_paras; i++) {
                if (outline_holds(&body, run->paras[i].first))
                        find_in_para(&w, i);
        }
}
