/*
 * Citations: mention = type + number + date + issuer (domain.md 1.3, 1.4, 1.9).
 *
 * For each number the words to its left give the type (over "số", over a list, over the name of a law) and those to its right the
 * date and the issuer. The span runs from the type word to the last of number, date and issuer.
 */
#include "rules/words.h"

#include <stdlib.h>

enum { NAME_REACH = 300, LIST_GAP = 24, WORDS_REACH = 64 };

/* what stands in front of a number */
struct lead {
        uint32_t begin;               /* of the type word, of "số", or of the number */
        const struct type_word *word; /* NULL = none */
        struct range type;            /* the words of the type */
        struct range name;            /* "Luật Báo chí số ...": the law's name */
        bool so;
        struct range issuer;          /* "Quyết định của UBND tỉnh số 12/..." */
};

/* Over spaces, and over one colon: "các Quyết định: số 12/..." */
static uint32_t back_over_colon(const struct run *run, uint32_t at, uint32_t begin)
{
        at = skip_spaces_back(run, at, begin);
        if (at > begin && run->lower[at - 1] == ':')
                at = skip_spaces_back(run, at - 1, begin);
        while (at > begin && run->lower[at - 1] == '*')
                at = skip_spaces_back(run, at - 1, begin);
        return at;
}

/* "sửa đổi, bổ sung một số điều của" from @at up to a law word at @end: both law words are of one name. */
static bool names_amending_law(const struct run *run, uint32_t at, uint32_t end)
{
        at = skip_spaces(run, at, end);
        if (!word_at(run, at, end, "sửa đổi"))
                return false;
        while (at < end && !strchr(";.:()", run->lower[at]) && !(run->lower[at] >= '0' && run->lower[at] <= '9'))
                at++;
        return at == end;
}

/* "Luật Báo chí số 103/2016/QH13": the law word whose name ends at @end. */
static bool lead_law(const struct run *run, struct lead *lead, size_t para, uint32_t end)
{
        uint32_t reach = end > NAME_REACH ? end - NAME_REACH : 0;
        const struct hit *law = NULL;

        if (reach < run->paras[para].text.begin)
                reach = run->paras[para].text.begin;
        for (size_t i = scan_from(run, para, reach); i < run->para_hits[para + 1] && run->hits[i].end <= end; i++) {
                const struct hit *hit = &run->hits[i];

                if (!hit_is(hit, WORD_TYPE))
                        continue;
                if (run->set->type_words[WORD_INDEX(hit->value)].law && capital_at(run, hit->begin) && hit->end < end) {
                        if (!law || !names_amending_law(run, law->end, hit->begin))
                                law = hit; /* a later law word wins: the name nearest to the number */
                } else if (!run->set->type_words[WORD_INDEX(hit->value)].law && capital_at(run, hit->begin) && law && hit->begin > law->end + 40)
                        law = NULL;
        }
        if (!law)
                return false;
        for (uint32_t i = law->end; i < end; i++) {
                if (strchr(";.:()", run->lower[i]) || (run->lower[i] >= '0' && run->lower[i] <= '9'))
                        return false;
        }
        lead->word = &run->set->type_words[WORD_INDEX(law->value)];
        lead->type = (struct range) { law->begin, law->end };
        lead->name = (struct range) { skip_spaces(run, law->end, end), skip_spaces_back(run, end, law->end) };
        lead->begin = law->begin;
        return true;
}

/* "Quyết định của UBND tỉnh số 12/...": type, then "của", then an organisation that ends at @end. */
static bool lead_with_issuer(const struct run *run, struct lead *lead, size_t para, uint32_t end)
{
        for (size_t i = scan_from(run, para, end); i-- > run->para_hits[para];) {
                const struct hit *hit = &run->hits[i];
                uint32_t at, stop;

                if (hit->begin + 160 < end)
                        break;
                if (hit->end >= end || !hit_is(hit, WORD_TYPE))
                        continue;
                at = skip_spaces(run, hit->end, end);
                if (at + 5 > end || memcmp(run->lower + at, "của ", 5) != 0)
                        continue;
                at = skip_spaces(run, at + 5, end);
                stop = unit_end(run, at, end);
                if (!stop || skip_spaces(run, stop, end) < skip_spaces_back(run, end, stop))
                        continue;
                lead->word = &run->set->type_words[WORD_INDEX(hit->value)];
                lead->type = (struct range) { hit->begin, hit->end };
                lead->begin = hit->begin;
                lead->issuer = (struct range) { at, stop };
                return true;
        }
        return false;
}

/* "Báo cáo thẩm định số 45/BC-STP": a few small words between the type and "số". */
static bool lead_over_words(const struct run *run, struct lead *lead, size_t para, uint32_t end)
{
        for (size_t i = scan_from(run, para, end); i-- > run->para_hits[para];) {
                const struct hit *hit = &run->hits[i];
                int words = 0;

                if (hit->begin + WORDS_REACH < end)
                        break;
                if (hit->end >= end || !hit_is(hit, WORD_TYPE) || !capital_at(run, hit->begin))
                        continue;
                for (uint32_t at = hit->end; at < end; at++) {
                        if (run->lower[at] != ' ' && !trie_word_byte(run->lower, at))
                                return false;
                        words += run->lower[at] == ' ';
                        if (run->lower[at] == ' ' && at + 1 < end && capital_at(run, at + 1))
                                return false;
                }
                if (words > 3)
                        return false;
                lead->word = &run->set->type_words[WORD_INDEX(hit->value)];
                lead->type = (struct range) { hit->begin, hit->end };
                lead->begin = hit->begin;
                return true;
        }
        return false;
}

static struct lead lead_at(const struct run *run, size_t para, uint32_t number)
{
        uint32_t begin = run->paras[para].text.begin, at = back_over_colon(run, number, begin);
        struct lead lead = { .begin = number };
        const struct hit *so = scan_ending_at(run, para, at, WORD_SO), *type;

        if (!so && at < number)
                so = scan_ending_at(run, para, at + 1, WORD_SO); /* "số:" as one word */
        if (so) {
                lead.so = true;
                lead.begin = so->begin;
                at = back_over_colon(run, so->begin, begin);
        }
        /* "các Nghị quyết từ số 721/NQ-UBTVQH15 đến số 730/NQ-UBTVQH15" */
        if (so && at >= begin + 3 && memcmp(run->lower + at - strlen("từ"), "từ", strlen("từ")) == 0)
                at = skip_spaces_back(run, at - (uint32_t) strlen("từ"), begin);
        type = scan_ending_at(run, para, at, WORD_TYPE);
        /* "Luật Ban hành văn bản quy phạm pháp luật số ...": the last word of the name is no type word */
        if (type && so && run->set->type_words[WORD_INDEX(type->value)].law && !capital_at(run, type->begin) && lead_law(run, &lead, para, at))
                return lead;
        if (type) {
                lead.word = &run->set->type_words[WORD_INDEX(type->value)];
                lead.type = (struct range) { type->begin, type->end };
                lead.begin = type->begin;
        } else if (lead.so && !lead_law(run, &lead, para, at) && !lead_with_issuer(run, &lead, para, at)) {
                lead_over_words(run, &lead, para, at);
        }
        return lead;
}

bool citation_list_gap(const struct run *run, struct range gap)
{
        static const struct span joints[] = { SPAN_INIT("và"), SPAN_INIT("số"), SPAN_INIT("các"), SPAN_INIT("hoặc"), SPAN_INIT("đến") };
        uint32_t at = gap.begin;
        bool separated = false;

        if (gap.end - gap.begin > LIST_GAP)
                return false;
        while (at < gap.end) {
                size_t i = 0;

                if (strchr(" ,;:&", run->lower[at])) {
                        separated |= run->lower[at] != ' ';
                        at++;
                        continue;
                }
                while (i < ARRAY_LEN(joints) && !(gap.end - at >= joints[i].len && memcmp(run->lower + at, joints[i].ptr, joints[i].len) == 0))
                        i++;
                if (i == ARRAY_LEN(joints))
                        return false;
                separated |= i != 1;
                at += (uint32_t) joints[i].len;
        }
        return separated;
}

static struct rec_citation *citation_add(struct run *run)
{
        struct rec_citation *c = arena_grow(run->arena, &run->out->citations, &run->out->n_citations, &run->out->room_citations, sizeof(*c));

        *c = (struct rec_citation) { .id = (unsigned) run->out->n_citations };
        return c;
}

static void set_type(struct run *run, struct rec_citation *c, const struct type_word *word, struct range printed, const struct norm_key *key)
{
        const struct doc_type *type = word ? type_of_word(word, &c->number) : NULL;

        /* "Văn bản số ...": what it is says the mark */
        if (!type || strcmp(type->id, "phap_ly_generic") == 0) {
                const struct doc_type *by_mark = key ? type_of_mark(run->set, key, c->number.style && strcmp(c->number.style, "dang") == 0) : NULL;

                if (by_mark)
                        type = by_mark;
        }
        if (!type && c->number.style && strcmp(c->number.style, "cong_van") == 0) {
                for (size_t i = 0; i < run->set->n_types && !type; i++)
                        type = strcmp(run->set->types[i].id, "cong_van") == 0 ? &run->set->types[i] : NULL;
        }
        c->type.id = type ? type->id : NULL;
        c->type.name = type ? type->name : NULL;
        c->type.span = printed;
        c->type.printed = range_is_set(printed) ? arena_strndup(run->arena, run_text(run, printed)) : c->type.name;
        for (char *p = range_is_set(printed) ? (char *) c->type.printed : NULL; p && *p; p++)
                *p = *p == '\n' ? ' ' : *p;
}

/*
 * "Chỉ thị số 17/CT-BTTTT của Ủy ban nhân dân tỉnh": a ministry's mark is not the committee's; the words belong to the noun before.
 */
static bool issuer_contradicts(const struct run *run, const struct rec_citation *c, struct range unit)
{
        static const char *const central[] = { "bo", "chinh_phu", "ttg", "quoc_hoi", "co_quan_ngang_bo" }, *const local[] = { "ubnd", "hdnd", "so" };
        const struct hit *head = scan_starting_at(run, layout_para_at(run, unit.begin), unit.begin, WORD_UNIT_HEAD);
        const struct issuer *mark = c->number.n_issuer_abbrs ? issuer_of_abbr(run->set, c->number.issuer_abbrs[0]) : NULL;
        bool is_central = false, is_local = false;

        for (size_t i = 0; mark && i < ARRAY_LEN(central); i++)
                is_central |= strcmp(mark->class, central[i]) == 0;
        for (size_t i = 0; head && i < ARRAY_LEN(local); i++)
                is_local |= strcmp(run->set->unit_heads[WORD_INDEX(head->value)].class, local[i]) == 0;
        return is_central && is_local;
}

/* Is a document of this mark or type issued by several bodies? */
static bool is_joint(const struct rec_citation *c)
{
        static const char *const types[] = { "thong_tu_lien_tich", "nghi_quyet_lien_tich", "chuong_trinh_phoi_hop", "ke_hoach_phoi_hop", "quy_che_phoi_hop" };
        bool joint = c->number.style && strcmp(c->number.style, "phoi_hop") == 0;

        for (size_t i = 0; c->type.id && i < ARRAY_LEN(types); i++)
                joint |= strcmp(types[i], c->type.id) == 0;
        return joint;
}

/* The organisation behind ", ", " và ", " với ", " - "; RANGE_NONE when another thing stands there. */
static struct range partner_at(const struct run *run, uint32_t at, uint32_t end)
{
        static const char *const joints[] = { "và", "với", "-", "–" };
        uint32_t next = skip_spaces(run, at, end), stop;
        bool joined = next < end && run->lower[next] == ',';

        if (joined)
                next = skip_spaces(run, next + 1, end);
        for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
                size_t len = strlen(joints[i]);

                if (next + len < end && memcmp(run->lower + next, joints[i], len) == 0 && run->lower[next + len] == ' ') {
                        next = skip_spaces(run, next + (uint32_t) len, end);
                        joined = true;
                        break;
                }
        }
        stop = joined ? unit_end(run, next, end) : 0;
        return stop ? (struct range) { next, stop } : RANGE_NONE;
}

/* "giữa A với B", "của A, B và C" of a joint document: one name of several; returns the end of what was read. */
static uint32_t read_issuers(struct run *run, struct rec_citation *c, struct range first, uint32_t end, bool between)
{
        enum { PARTNERS = 8 };
        const char *name = unit_name(run, first);
        uint32_t stop = first.end;

        for (int n = 0; n < PARTNERS && (between || is_joint(c)); n++) {
                struct range partner = partner_at(run, stop, end);

                if (!range_is_set(partner))
                        break;
                name = arena_printf(run->arena, "%s; %s", name, unit_name(run, partner));
                stop = partner.end;
        }
        c->issuer = (struct rec_name) { name, { first.begin, stop } };
        return stop;
}

/* Over "liên" of "của liên Bộ Tài chính - Bộ Nội vụ". */
static uint32_t skip_joint_word(const struct run *run, uint32_t at, uint32_t end)
{
        return word_at(run, at, end, "liên") ? skip_spaces(run, at + (uint32_t) strlen("liên"), end) : at;
}

/* "04/1999/TT-BCA(C13)": the drafting office in brackets, right behind the mark */
static uint32_t over_unit_mark(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t stop = at + 1;

        if (at >= end || run->lower[at] != '(' || !capital_at(run, stop))
                return at;
        while (stop < end && stop - at < 8 && trie_word_byte(run->lower, stop))
                stop++;
        return stop < end && run->lower[stop] == ')' ? stop + 1 : at;
}

/* Behind the number: [,] ngày ..., then của | do | giữa ORGANISATION [với | và ORGANISATION]. */
static void read_right(struct run *run, struct rec_citation *c, uint32_t at, uint32_t end)
{
        static const struct span owners[] = { SPAN_INIT("của "), SPAN_INIT("do "), SPAN_INIT("giữa ") };
        uint32_t next = skip_spaces(run, over_unit_mark(run, at, end), end);
        const struct rec_date_mention *date;

        if (next < end && (run->lower[next] == ',' || run->lower[next] == '(' || (run->lower[next] == '.' && word_at(run, skip_spaces(run, next + 1, end), end, "ngày"))))
                next = skip_spaces(run, next + 1, end);
        if (end - next > 3 && memcmp(run->lower + next, "ký ", 4) == 0)
                next = skip_spaces(run, next + 4, end);
        date = date_at(run, next);
        if (date && (strcmp(date->kind, "date") == 0 || strcmp(date->kind, "partial") == 0)) {
                c->date = date_of_mention(date);
                at = date->span.end;
                c->span.end = at;
        }
        next = skip_spaces(run, at, end);
        if (next < end && run->lower[next] == ',')
                next = skip_spaces(run, next + 1, end);
        for (size_t i = 0; i < ARRAY_LEN(owners); i++) {
                uint32_t unit = next + (uint32_t) owners[i].len, stop;

                if (unit >= end || memcmp(run->lower + next, owners[i].ptr, owners[i].len) != 0)
                        continue;
                unit = skip_joint_word(run, skip_spaces(run, unit, end), end);
                stop = unit_end(run, unit, end);
                if (!stop)
                        return;
                if (issuer_contradicts(run, c, (struct range) { unit, stop }))
                        return;
                stop = read_issuers(run, c, (struct range) { unit, stop }, end, i == 2);
                c->span.end = stop;
                /* "của Hội đồng Chính phủ ngày 08 tháng 11 năm 1962" */
                next = skip_spaces(run, stop, end);
                date = c->date.iso ? NULL : date_at(run, next);
                if (date && strcmp(date->kind, "date") == 0) {
                        c->date = date_of_mention(date);
                        c->span.end = date->span.end;
                }
                return;
        }
}

/* "số 12, 13/QĐ-UBND": the bare number takes the mark of the next one. */
static void read_bare_numbers(struct run *run, size_t para, const struct number_match *match, uint32_t limit)
{
        uint32_t begin = run->paras[para].text.begin, at = match->span.begin;
        struct range bare[8];
        size_t n = 0;

        while (n < ARRAY_LEN(bare)) {
                uint32_t end = skip_spaces_back(run, at, begin), start;

                if (end >= begin + 1 && run->lower[end - 1] == ',')
                        end = skip_spaces_back(run, end - 1, begin);
                else if (end >= begin + 4 && memcmp(run->lower + end - 3, "và", 3) == 0)
                        end = skip_spaces_back(run, end - 3, begin);
                else
                        break;
                for (start = end; start > begin && run->lower[start - 1] >= '0' && run->lower[start - 1] <= '9';)
                        start--;
                if (start == end || end - start > 5 || start < limit)
                        break;
                bare[n++] = (struct range) { start, end };
                at = start;
        }
        if (n == 0 || !lead_at(run, para, bare[n - 1].begin).so)
                return;
        while (n--) {
                struct number_match item = *match;
                struct lead lead = lead_at(run, para, bare[n].begin);
                struct rec_citation *c = citation_add(run);
                struct span mark = run_text(run, (struct range) { match->span.begin + (uint32_t) strspn(run->lower + match->span.begin, "0123456789"), match->span.end });
                const char *text = arena_printf(run->arena, "%.*s%.*s", (int) (bare[n].end - bare[n].begin), run->text.ptr + bare[n].begin, (int) mark.len, mark.ptr);

                item.span = bare[n];
                if (norm_key_parse(&item.key, run->arena, span_of(text), &run->set->lexicon.abbrs) != 0) {
                        run->out->n_citations--;
                        continue;
                }
                c->class = CITATION_NUMBERED;
                number_fill(run, &c->number, &item, lead.word);
                c->number_span = bare[n];
                set_type(run, c, lead.word, lead.type, &item.key);
                c->span = (struct range) { lead.begin, bare[n].end };
                c->rule = match->rule->id;
        }
}

static const struct rec_citation *last_citation(const struct run *run)
{
        return run->out->n_citations ? &run->out->citations[run->out->n_citations - 1] : NULL;
}

/* The type word of the item before, when this number continues its list. */
static const struct type_word *list_word(const struct run *run, const struct rec_citation *previous, const struct type_word *previous_word, size_t para, uint32_t begin)
{
        if (!previous || !previous_word || previous->span.begin < run->paras[para].text.begin || previous->span.end > begin)
                return NULL;
        return citation_list_gap(run, (struct range) { previous->span.end, begin }) ? previous_word : NULL;
}

static bool is_own_number(const struct run *run, struct range span)
{
        return range_is_set(run->out->document.number.span) && range_overlaps(run->out->document.number.span, span);
}

/* A contract is no official document: "Hợp đồng số 01/2020/HĐKT" (domain.md 1.3). */
static bool is_contract(const struct type_word *word)
{
        return word && strcmp(word->word, "Hợp đồng") == 0;
}

/* "Công văn số l2/STC-VP": a letter that looks like a digit (domain.md 1.8). */
static bool lookalike_number_at(const struct run *run, struct number_match *match, uint32_t at, uint32_t end)
{
        uint32_t stop = at;

        if (end - at < 4 || !strchr("lIOo", run->text.ptr[at]) || !((run->lower[at + 1] >= '0' && run->lower[at + 1] <= '9') || run->lower[at + 1] == '/'))
                return false;
        while (stop < end && !strchr(" ,;)", run->lower[stop]))
                stop++;
        *match = (struct number_match) { .span = { at, stop } };
        return norm_key_parse(&match->key, run->arena, run_text(run, match->span), &run->set->lexicon.abbrs) == 0 && !match->key.partial && match->key.n_marks;
}

/* Behind a type word and "số": a number still blank ("Công văn số    /UBND-KGVX"), or one with letters for digits. */
static uint32_t try_odd_number(struct run *run, size_t para, const struct hit *so)
{
        uint32_t end = run->paras[para].text.end, at = number_over_blank(run, so->end, end);
        struct lead lead = lead_at(run, para, so->end);
        struct number_match match;
        struct rec_citation *c;

        if (at >= end || !lead.word || is_contract(lead.word) || is_own_number(run, (struct range) { so->begin, at + 1 }))
                return 0;
        if (!(run->lower[at] == '/' && number_blank_at(run, &match, at, end)) && !lookalike_number_at(run, &match, at, end))
                return 0;
        c = citation_add(run);
        c->class = CITATION_NUMBERED;
        number_fill(run, &c->number, &match, lead.word);
        c->number_span = match.span;
        set_type(run, c, lead.word, lead.type, &match.key);
        c->span = (struct range) { lead.begin, match.span.end };
        c->rule = match.key.partial ? "so_ky_hieu.trong" : "so_ky_hieu.chu_thay_so";
        read_right(run, c, match.span.end, end);
        return c->span.end;
}

static void find_in_para(struct run *run, size_t para)
{
        uint32_t end = run->paras[para].text.end, consumed = run->paras[para].text.begin;
        const struct type_word *previous_word = NULL;

        for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                const struct hit *hit = &run->hits[i];
                struct number_match match;
                struct rec_citation *c;
                struct lead lead;

                if (hit_is(hit, WORD_SO) && hit->begin >= consumed) {
                        uint32_t odd = try_odd_number(run, para, hit);

                        consumed = odd ? odd : consumed;
                        continue;
                }
                if (hit->value != WORD(WORD_ANCHOR, 0) || hit->begin < consumed)
                        continue;
                lead = lead_at(run, para, hit->begin);
                const struct type_word *inherited = lead.word ? NULL : list_word(run, last_citation(run), previous_word, para, hit->begin);

                if (!number_at(run, &match, para, hit->begin, lead.so || lead.word || inherited) || match.key.partial)
                        continue;
                if (match.key.n_marks == 0 || is_contract(lead.word ? lead.word : inherited)) {
                        consumed = match.span.end;
                        continue;
                }
                if (is_own_number(run, match.span)) {
                        consumed = match.span.end;
                        continue;
                }
                read_bare_numbers(run, para, &match, consumed);
                c = citation_add(run);
                c->class = CITATION_NUMBERED;
                number_fill(run, &c->number, &match, lead.word ? lead.word : inherited);
                c->number_span = match.span;
                set_type(run, c, lead.word ? lead.word : inherited, lead.type, &match.key);
                c->span = (struct range) { lead.begin < match.span.begin ? lead.begin : match.span.begin, match.span.end };
                c->rule = match.rule->id;
                if (inherited && c->id > 1) {
                        struct rec_citation *before = &run->out->citations[c->id - 2];

                        before->group = before->group ? before->group : before->id;
                        c->group = before->group;
                }
                if (range_is_set(lead.name))
                        c->title = (struct rec_text) { run_display_line(run, lead.name), lead.name };
                if (range_is_set(lead.issuer))
                        c->issuer = (struct rec_name) { unit_name(run, lead.issuer), lead.issuer };
                read_right(run, c, match.span.end, end);
                consumed = c->span.end;
                previous_word = lead.word ? lead.word : inherited;
        }
}

/* A list whose last item alone is dated: the date serves all, and says so (domain.md 1.4). */
static void share_dates(struct run *run)
{
        for (size_t i = run->out->n_citations; i-- > 1;) {
                struct rec_citation *last = &run->out->citations[i];
                size_t first = i;

                if (!last->group || !last->date.iso)
                        continue;
                while (first > 0 && run->out->citations[first - 1].group == last->group && !run->out->citations[first - 1].date.iso)
                        first--;
                if (first == i || (first > 0 && run->out->citations[first - 1].group == last->group))
                        continue;
                for (size_t k = first; k < i; k++)
                        run->out->citations[k].date = last->date;
                run_diag(run, DIAG_date_shared, last->date.span, NULL);
        }
}

static int compare_places(const void *a, const void *b)
{
        const struct rec_citation *x = a, *y = b;

        return (x->span.begin > y->span.begin) - (x->span.begin < y->span.begin);
}

/* Text order, and ids that follow it. */
static void number_citations(struct run *run)
{
        unsigned *places = arena_array(run->arena, run->out->n_citations + 1, sizeof(*places));

        if (run->out->n_citations)
                qsort(run->out->citations, run->out->n_citations, sizeof(*run->out->citations), compare_places);
        for (size_t i = 0; i < run->out->n_citations; i++) {
                if (run->out->citations[i].id)
                        places[run->out->citations[i].id] = (unsigned) i + 1;
        }
        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];

                c->id = (unsigned) i + 1;
                c->group = c->group ? places[c->group] : 0;
                c->refers_to = c->refers_to ? places[c->refers_to] : 0;
        }
}

void citations_find(struct run *run)
{
        for (size_t para = 0; para < run->n_paras && !run_is_full(run, run->paras[para].text.begin); para++)
                find_in_para(run, para);
        share_dates(run);
        citations_find_named(run);
        number_citations(run);
}
