/*
 * Citations without a number (domain.md 1.3, 1.5): laws by their names, congress resolutions, "Kế hoạch này", "... nêu trên".
 *
 * A law's name is one of the vocabulary, or is told by its form: it begins behind the law word and ends before a stop word, a full
 * stop or another document. Numbered mentions were found before; what overlaps one of them is theirs.
 */
#include "rules/facts.h"

#include <stdlib.h>

enum { NAME_WORDS = 16, CONGRESS_REACH = 110 };

static const struct type_word *law_word_at(const struct run *run, size_t para, uint32_t at, uint32_t *end)
{
        const struct hit *hit = scan_starting_at(run, para, at, WORD_TYPE);

        if (!hit || !run->set->type_words[WORD_INDEX(hit->value)].law)
                return NULL;
        *end = hit->end;
        return &run->set->type_words[WORD_INDEX(hit->value)];
}

static uint32_t law_name_end(const struct run *run, size_t para, const struct type_word *word, uint32_t at, uint32_t end, int depth);

static uint32_t related_laws_end(const struct run *run, size_t para, uint32_t at, uint32_t end);

/* "sửa đổi, bổ sung một số điều của Luật X và Luật Y": the amended laws are part of the name. */
static uint32_t amending_name_end(const struct run *run, size_t para, uint32_t at, uint32_t end, int depth)
{
        uint32_t last = 0, limit = at + 160 < end ? at + 160 : end;

        while (at < limit) {
                const struct type_word *law;
                uint32_t law_end, name;

                if (strchr(";.:(", run->lower[at]))
                        break;
                law = law_word_at(run, para, at, &law_end);
                if (law) {
                        name = law_name_end(run, para, law, skip_spaces(run, law_end, end), end, depth + 1);
                        last = name ? name : law_end;
                        if (!name) /* "37 luật có liên quan đến quy hoạch" */
                                last = related_laws_end(run, para, law_end, end);
                        at = last;
                        limit = at + 12 < end ? at + 12 : end; /* only "và Luật ...", ", Luật ..." go on */
                        continue;
                }
                at++;
        }
        return last;
}

/* "Luật này", "Luật sư", "Luật ... được": a word no law's name goes on with; some only right behind "Luật". */
static bool stops_law(const struct run *run, size_t para, uint32_t at, bool first)
{
        struct hit stop;

        if (!scan_asked_at(run, para, at, WORD_LAW_STOP, &stop) || (!first && WORD_INDEX(stop.value) != 0))
                return false;
        /* "Luật Các công cụ chuyển nhượng": with a capital it is a name's first word, as no text in capitals has it */
        return !(first && WORD_INDEX(stop.value) == 0 && capital_at(run, at) && memcmp(run->text.ptr + at + 1, run->lower + at + 1, stop.end - at - 1) == 0);
}

/* The name told by its form: words up to a stop word, punctuation, digits, or the next document. */
static uint32_t formed_name_end(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        uint32_t last = 0;

        for (int words = 0; words < NAME_WORDS && at < end && trie_word_byte(run->lower, at); words++) {
                uint32_t stop = word_end_at(run, at, end), next = skip_spaces(run, stop, end);
                bool joint = word_at(run, at, end, "và") || word_at(run, at, end, "-");

                if (run->lower[at] >= '0' && run->lower[at] <= '9')
                        break;
                if (stops_law(run, para, at, words == 0) || (words && scan_starting_at(run, para, at, WORD_TYPE)))
                        break;
                if (joint && (next >= end || scan_starting_at(run, para, next, WORD_TYPE) || scan_starting_at(run, para, next, WORD_UNIT_HEAD) ||
                                     stops_law(run, para, next, false) || scan_starting_at(run, para, next, WORD_CUE)))
                        break;
                if (!joint)
                        last = stop;
                at = next;
                /* "Phòng, chống ...": a comma inside a name is followed by a small letter right behind the first word */
                if (at < end && run->lower[at] == ',' && words == 0) {
                        uint32_t behind = skip_spaces(run, at + 1, end);

                        if (behind < end && !capital_at(run, behind) && !stops_law(run, para, behind, false) && !scan_is_at(run, para, behind, WORD_UNIT_STOP) &&
                                !scan_starting_at(run, para, behind, WORD_TYPE))
                                at = behind;
                }
        }
        return last;
}

static uint32_t related_laws_end(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        static const char *const words[] = { "có liên quan đến", "liên quan đến", "trong lĩnh vực" };
        uint32_t next = skip_spaces(run, at, end), name = 0;

        for (size_t i = 0; i < ARRAY_LEN(words) && !name; i++) {
                if (word_at(run, next, end, words[i]))
                        name = formed_name_end(run, para, skip_spaces(run, next + (uint32_t) strlen(words[i]), end), end);
        }
        return name ? name : at;
}

/* "Pháp lệnh về nhập cảnh, xuất cảnh của người nước ngoài ngày 28/4/2000": its date ends a name that begins so; without one only an ordinance has it. */
static uint32_t about_name_end(const struct run *run, size_t para, const struct type_word *word, uint32_t at, uint32_t end)
{
        enum { ABOUT_REACH = 200 };
        uint32_t limit = at + ABOUT_REACH < end ? at + ABOUT_REACH : end, next = skip_spaces(run, at + (uint32_t) strlen("về"), end), name;

        for (size_t i = dates_from(run, at); i < run->out->n_dates && run->out->dates[i].span.begin < limit; i++) {
                const struct rec_date_mention *date = &run->out->dates[i];
                struct span between = { run->lower + at, date->span.begin - at };

                if (memchr(between.ptr, ';', between.len) || memchr(between.ptr, '.', between.len) || memchr(between.ptr, '(', between.len) || memmem(between.ptr, between.len, " số ", strlen(" số ")))
                        break;
                if (strcmp(date->kind, "date") == 0)
                        return skip_spaces_back(run, date->span.begin, at);
        }
        name = strcmp(word->word, "Pháp lệnh") == 0 ? formed_name_end(run, para, next, end) : 0;
        return name > next ? name : 0;
}

/* "Luật Đầu tư | trực tiếp ngày 5/6/2030": a known name goes on over a few words to its date; 0 = it does not. */
static uint32_t dated_name_end(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        enum { MORE_WORDS = 4 };

        for (int words = 0; words < MORE_WORDS && at < end && trie_word_byte(run->lower, at) && !(run->lower[at] >= '0' && run->lower[at] <= '9'); words++) {
                uint32_t stop = word_end_at(run, at, end), next = skip_spaces(run, stop, end);
                const struct rec_date_mention *date = date_at(run, next);

                if (stops_law(run, para, at, false) || word_at(run, at, end, "và") || scan_starting_at(run, para, at, WORD_TYPE) || scan_starting_at(run, para, at, WORD_UNIT_HEAD) ||
                        scan_starting_at(run, para, at, WORD_CUE))
                        return 0;
                if (date && strcmp(date->kind, "date") == 0 && word_at(run, next, end, "ngày"))
                        return stop;
                at = next;
        }
        return 0;
}

static uint32_t law_name_end(const struct run *run, size_t para, const struct type_word *word, uint32_t at, uint32_t end, int depth)
{
        struct hit known;
        uint32_t formed;

        if (at >= end || depth > 4)
                return 0;
        if (word_at(run, at, end, "sửa đổi"))
                return amending_name_end(run, para, at, end, depth);
        if (word_at(run, at, end, "về"))
                return about_name_end(run, para, word, at, end);
        if (scan_asked_at(run, para, at, WORD_LAW, &known)) {
                /* "Quốc tịch" + "Việt Nam", "Giáo dục" + "đại học": the form may go on where the vocabulary ends, in capitals */
                uint32_t next = skip_spaces(run, known.end, end);

                /* "Pháp lệnh Lưu trữ quốc gia" is not the Luật Lưu trữ: another kind of law may have a longer name */
                formed = strcmp(run->set->law_names[WORD_INDEX(known.value)].type, word->word) == 0 ? 0 : formed_name_end(run, para, at, end);
                if (formed > known.end)
                        return formed;
                if (word_at(run, next, end, "việt nam"))
                        return next + (uint32_t) strlen("việt nam");
                formed = dated_name_end(run, para, next, end);
                return formed ? formed : known.end;
        }
        return formed_name_end(run, para, at, end);
}

/* " 2016" | " năm 2016" | "[,] ngày 19/6/2015" behind a name; returns the new end. */
static uint32_t read_law_date(const struct run *run, struct rec_citation *c, uint32_t at, uint32_t end)
{
        uint32_t next = skip_spaces(run, at, end), digits;
        const struct rec_date_mention *date;

        if (next < end && run->lower[next] == '(' && word_at(run, next + 1, end, "sửa đổi")) {
                uint32_t closing = next + 1 + (uint32_t) strlen("sửa đổi");

                if (word_at(run, closing, end, ", bổ sung"))
                        closing += (uint32_t) strlen(", bổ sung");
                if (closing >= end || run->lower[closing] != ')') /* "(sửa đổi năm 2009)": a date of the amendment */
                        return at;
                next = skip_spaces(run, closing + 1, end);
        }
        for (digits = next; digits < end && digits < next + 5 && run->lower[digits] >= '0' && run->lower[digits] <= '9';)
                digits++;
        if (digits == next + 4 && (run->lower[next] == '1' || run->lower[next] == '2') && (digits == end || !strchr("/-.", run->lower[digits]) || digits + 1 == end || run->lower[digits + 1] == ' ')) {
                c->number.year = atoi(run->lower + next); /* the year names the law; it is no date of issue */
                return digits;
        }
        if (next < end && run->lower[next] == ',')
                next = skip_spaces(run, next + 1, end);
        date = date_at(run, next);
        if (date && strcmp(date->kind, "year") == 0 && run->lower[skip_spaces(run, at, end)] != ',') {
                c->number.year = atoi(date->iso);
                return date->span.end;
        }
        if (date && strcmp(date->kind, "date") == 0) {
                c->date = date_of_mention(date);
                return date->span.end;
        }
        return at;
}

static struct rec_citation *citation_add(struct run *run, enum citation_class class, const struct type_word *word, struct range type, uint32_t end, const char *rule)
{
        struct rec_citation *c = arena_grow(run->arena, &run->out->citations, &run->out->n_citations, &run->out->room_citations, sizeof(*c));
        const struct doc_type *t = type_of_word(word, NULL);

        *c = (struct rec_citation) {
                .class = class,
                .type = { t ? t->id : NULL, t ? t->name : NULL, arena_strndup(run->arena, run_lower(run, type)), type },
                .span = { type.begin, end },
                .rule = rule,
        };
        /* as printed, a line break being a space */
        char *printed = (char *) c->type.printed;
        for (uint32_t i = 0; i < type.end - type.begin; i++)
                printed[i] = run->text.ptr[type.begin + i] == '\n' ? ' ' : run->text.ptr[type.begin + i];
        return c;
}

static bool is_own_heading(const struct run *run, uint32_t at)
{
        const struct rec_document *d = &run->out->document;

        return (range_is_set(d->type.span) && at >= d->type.span.begin && at < d->type.span.end) ||
                (run->own_type_word && run->own_type_word->law && at < d->title.span.end);
}

/* "THI HÀNH PHÁP LUẬT": law as such; in capitals nothing else tells it from a law. */
static bool is_law_as_such(const struct run *run, const struct hit *hit, uint32_t begin)
{
        uint32_t end = skip_spaces_back(run, hit->begin, begin);

        return fact_word_is(run, word_begin_at(run, end, begin), end, SPAN("pháp"));
}

/* "... suy giảm miễn dịch mắc phải ở người (HIV/AIDS)": a bracket of capitals with '/' is the name's own; "(BHXH)" may be an abbreviation of it */
static uint32_t over_short_form(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t open = skip_spaces(run, at, end), stop = open + 1;
        bool slash = false;

        if (open >= end || run->lower[open] != '(')
                return at;
        while (stop < end && stop - open < 16 && ((run->text.ptr[stop] >= 'A' && run->text.ptr[stop] <= 'Z') || run->text.ptr[stop] == '/'))
                slash |= run->text.ptr[stop++] == '/';
        return slash && stop < end && run->lower[stop] == ')' ? stop + 1 : at;
}

/* "- Căn cứ luật tổ chức HĐND và UBND": older papers write the law's name small. */
static bool is_ground(const struct run *run, uint32_t at)
{
        return span_ends((struct span) { run->lower, at }, SPAN("căn cứ "));
}

/* A law at the type word @hit; returns its end, 0 = none. */
static uint32_t try_law(struct run *run, size_t para, const struct hit *hit)
{
        const struct type_word *word = &run->set->type_words[WORD_INDEX(hit->value)];
        uint32_t end = run->paras[para].text.end, at = skip_spaces(run, hit->end, end), stop;
        bool constitution = strcmp(word->word, "Hiến pháp") == 0, capital = capital_at(run, hit->begin);
        struct rec_citation *c;

        if ((at == hit->end && !constitution) || is_law_as_such(run, hit, run->paras[para].text.begin))
                return 0;
        if (constitution) {
                static const char state[] = "nước cộng hòa xã hội chủ nghĩa việt nam";

                if (!capital)
                        return 0;
                stop = word_at(run, at, end, state) ? at + (uint32_t) strlen(state) : hit->end;
        } else if (!capital && !scan_is_at(run, para, at, WORD_LAW)) {
                return 0;
        } else {
                stop = law_name_end(run, para, word, at, end, 0);
                if (!stop || (!capital && !capital_at(run, at) && !is_ground(run, hit->begin)))
                        return 0;
        }
        stop = over_short_form(run, stop, end);
        c = citation_add(run, CITATION_NAMED, word, (struct range) { hit->begin, hit->end }, stop, "luat.ten");
        if (!constitution)
                c->title = (struct rec_text) { run_display_line(run, (struct range) { at, stop }), { at, stop } };
        c->span.end = read_law_date(run, c, stop, end);
        return c->span.end;
}

/* "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIX", "Nghị quyết Trung ương 4 khóa XII" */
static uint32_t try_congress(struct run *run, size_t para, const struct hit *hit)
{
        const struct type_word *word = &run->set->type_words[WORD_INDEX(hit->value)];
        uint32_t end = run->paras[para].text.end, at = skip_spaces(run, hit->end, end), limit = at + CONGRESS_REACH < end ? at + CONGRESS_REACH : end;
        static const char *const heads[] = { "đại hội", "trung ương", "hội nghị trung ương", "hội nghị lần thứ" };
        bool headed = false;

        if (strcmp(word->word, "Nghị quyết") != 0 && strcmp(word->word, "Kết luận") != 0)
                return 0;
        for (size_t i = 0; i < ARRAY_LEN(heads); i++)
                headed |= word_at(run, at, end, heads[i]);
        if (!headed)
                return 0;
        for (uint32_t i = at; i < limit && !strchr(".;:,(", run->lower[i]); i++) {
                static const char *const tails[] = { "lần thứ ", "khóa " };

                for (size_t k = 0; k < ARRAY_LEN(tails); k++) {
                        size_t len = strlen(tails[k]);
                        uint32_t roman = i + (uint32_t) len, stop = roman;

                        if (roman >= limit || memcmp(run->lower + i, tails[k], len) != 0)
                                continue;
                        stop = word_end_at(run, roman, end);
                        if (stop == roman || !strchr("ivxlc0123456789", run->lower[roman]))
                                continue;
                        citation_add(run, CITATION_UNNUMBERED, word, (struct range) { hit->begin, hit->end }, stop, "nghi_quyet.dai_hoi");
                        return stop;
                }
        }
        return 0;
}

/* The nearest earlier citation of this type, numbered; 0 = none. */
static unsigned antecedent(const struct run *run, const struct type_word *word, uint32_t before)
{
        const struct doc_type *t = type_of_word(word, NULL);
        const struct rec_citation *best = NULL;

        for (size_t i = 0; i < run->out->n_citations; i++) {
                const struct rec_citation *c = &run->out->citations[i];

                if (c->class == CITATION_NUMBERED && c->span.end <= before && c->type.name && t && strcmp(c->type.name, t->name) == 0 && (!best || c->span.end > best->span.end))
                        best = c;
        }
        return best ? best->id : 0;
}

/* "theo Kế hoạch trên, ..."; not "Quyết định trên cơ sở ...", "Thông báo trên toàn tỉnh" */
static bool stands_alone(const struct run *run, const struct hit *hit, uint32_t behind, uint32_t end)
{
        static const char *const verbs[] = { "và", "được", "đã", "là", "cho", "thì", "chưa", "không", "có hiệu lực", "hết hiệu lực" };
        uint32_t next = skip_spaces(run, behind, end);

        if (!capital_at(run, hit->begin))
                return false;
        for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
                if (word_at(run, next, end, verbs[i]))
                        return true;
        }
        return next >= end || strchr(",.;:)", run->lower[next]);
}

/* "Kế hoạch này", "Nghị định nêu trên" */
static uint32_t try_back_reference(struct run *run, size_t para, const struct hit *hit)
{
        static const char *const behind[] = { "nêu trên", "nói trên", "dẫn trên", "đã dẫn", "đã nêu", "kể trên", "trên" };
        const struct type_word *word = &run->set->type_words[WORD_INDEX(hit->value)];
        uint32_t end = run->paras[para].text.end, at = skip_spaces(run, hit->end, end);
        /* "Thông tư này" in a Thông tư liên tịch */
        bool own = run->own_type_word && strncmp(run->own_type_word->word, word->word, strlen(word->word)) == 0;
        struct rec_citation *c;

        if (at == hit->end)
                return 0;
        if (word_at(run, at, end, "này")) {
                if (!own && !capital_at(run, hit->begin))
                        return 0;
                c = citation_add(run, CITATION_BACK_REF, word, (struct range) { hit->begin, hit->end }, at + (uint32_t) strlen("này"), "hoi_chi.nay");
                c->refers_to_document = own;
                return c->span.end;
        }
        for (size_t i = 0; i < ARRAY_LEN(behind); i++) {
                if (!word_at(run, at, end, behind[i]) || strcmp(word->word, "Văn bản") == 0 || (strcmp(behind[i], "trên") == 0 && !stands_alone(run, hit, at + (uint32_t) strlen("trên"), end)))
                        continue;
                c = citation_add(run, CITATION_BACK_REF, word, (struct range) { hit->begin, hit->end }, at + (uint32_t) strlen(behind[i]), "hoi_chi.neu_tren");
                c->refers_to = antecedent(run, word, hit->begin);
                if (!c->refers_to)
                        c->status = CITATION_AMBIGUOUS;
                return c->span.end;
        }
        return 0;
}

/* "Nghị định 72", "Thông tư số 22", "NĐ 72/2015": the number without its mark (domain.md 1.3, short forms). */
static uint32_t try_short(struct run *run, size_t para, const struct hit *hit)
{
        static const char *const types[] = { "Nghị định", "Thông tư", "Thông tư liên tịch", "Nghị quyết", "Quyết định", "Chỉ thị", "Kết luận", "Pháp lệnh" };
        const struct type_word *word = &run->set->type_words[WORD_INDEX(hit->value)];
        uint32_t end = run->paras[para].text.end, at = skip_spaces(run, hit->end, end), digits, stop;
        bool fits = false, so = word_at(run, at, end, "số");
        struct rec_citation *c;
        int year = 0;

        if (at == hit->end || (!so && !capital_at(run, hit->begin)))
                return 0;
        if (so)
                at = skip_spaces(run, at + (uint32_t) strlen("số"), end);
        for (digits = at; digits < end && run->lower[digits] >= '0' && run->lower[digits] <= '9';)
                digits++;
        if (digits == at || digits - at > 4)
                return 0;
        for (size_t i = 0; i < ARRAY_LEN(types); i++)
                fits |= strcmp(word->word, types[i]) == 0;
        if (!fits)
                return 0;
        stop = digits;
        if (stop < end && strchr("abc", run->lower[stop]) && (stop + 1 == end || !trie_word_byte(run->lower, stop + 1))) /* "Nghị quyết 30a" */
                stop = ++digits;
        if (stop + 5 <= end && run->lower[stop] == '/' && (memcmp(run->lower + stop + 1, "19", 2) == 0 || memcmp(run->lower + stop + 1, "20", 2) == 0)) {
                for (stop++; stop < end && run->lower[stop] >= '0' && run->lower[stop] <= '9'; stop++)
                        year = year * 10 + (run->lower[stop] - '0');
        }
        if (stop < end && (trie_word_byte(run->lower, stop) || (strchr("/-%", run->lower[stop]) && stop + 1 < end && run->lower[stop + 1] != ' ')))
                return 0;
        /* "Quyết định 12 hộ": without "số" only before punctuation, a stop word or a date */
        uint32_t next = skip_spaces(run, stop, end);

        if (!so && next < end && trie_word_byte(run->lower, next) && !scan_is_at(run, para, next, WORD_UNIT_STOP) && !scan_is_at(run, para, next, WORD_LAW_STOP) &&
                !word_at(run, next, end, "của") && !word_at(run, next, end, "và"))
                return 0;
        c = citation_add(run, CITATION_NUMBERED, word, (struct range) { hit->begin, hit->end }, stop, "so_ky_hieu.ngan");
        c->number_span = (struct range) { at, stop };
        c->number.status = NUMBER_PARTIAL;
        c->number.span = c->number_span;
        c->number.number = arena_strndup(run->arena, run_text(run, (struct range) { at, digits }));
        c->number.year = year;
        c->number.key_pattern = year ? arena_printf(run->arena, "%s/%d/?", c->number.number, year) : arena_printf(run->arena, "%s/?", c->number.number);
        c->span.end = read_law_date(run, c, stop, end);
        next = skip_spaces(run, c->span.end, end);
        if (word_at(run, next, end, "nêu trên") || word_at(run, next, end, "nói trên")) {
                c->class = CITATION_BACK_REF;
                c->span.end = next + (uint32_t) strlen(run->lower[next + 1] == '\xC3' ? "nêu trên" : "nói trên");
        }
        return c->span.end;
}

/* Numbered citations in text order make one merge step enough. */
static bool overlaps_numbered(const struct run *run, size_t numbered, size_t *cursor, const struct hit *hit)
{
        while (*cursor < numbered && run->out->citations[*cursor].span.end <= hit->begin)
                (*cursor)++;
        return *cursor < numbered && run->out->citations[*cursor].span.begin < hit->end;
}

void citations_find_named(struct run *run)
{
        size_t numbered = run->out->n_citations, cursor = 0;
        uint32_t consumed = 0;

        for (size_t para = 0; para < run->n_paras && !run_is_full(run, run->paras[para].text.begin); para++) {
                for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                        const struct hit *hit = &run->hits[i];
                        uint32_t end = 0;

                        if (!hit_is(hit, WORD_TYPE) || hit->begin < consumed)
                                continue;
                        /* several type words may start here: the longest is the last */
                        while (i + 1 < run->para_hits[para + 1] && run->hits[i + 1].begin == hit->begin) {
                                i++;
                                if (hit_is(&run->hits[i], WORD_TYPE))
                                        hit = &run->hits[i];
                        }
                        if (is_own_heading(run, hit->begin) || overlaps_numbered(run, numbered, &cursor, hit))
                                continue;
                        if (!end)
                                end = try_back_reference(run, para, hit);
                        if (!end && run->set->type_words[WORD_INDEX(hit->value)].law)
                                end = try_law(run, para, hit);
                        if (!end)
                                end = try_congress(run, para, hit);
                        if (!end)
                                end = try_short(run, para, hit);
                        if (end)
                                consumed = end;
                }
        }
}
