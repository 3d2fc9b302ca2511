/*
 * Who did what in a clause (domain.md 5): subject and verb, partners, place.
 *
 * The subject is a list of organisations, a place that acts ("Hà Tĩnh", "tỉnh"), or words no table knows directly in front of a verb. Where the
 * clause opens with its verb the subject may come later; where none comes it stays empty.
 */
#include "rules/event.h"

enum {
        SUBJECT_WORDS = 10,  /* of a subject no table knows */
        PLACE_WORDS = 12,
        SENTENCE_MAX = 3000, /* bytes looked at on either side of a date: work stays linear whatever the text */
};

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

uint32_t event_clause_begin(const struct run *run, uint32_t at, struct range para, const char *signs)
{
        uint32_t limit = at > para.begin + SENTENCE_MAX ? at - SENTENCE_MAX : para.begin;

        while (at > limit && !strchr(signs, run->lower[at - 1]) && !ends_sentence(run, at - 1, para))
                at--;
        while (at < para.end && strchr(" -+*_(", run->lower[at]))
                at++;
        return at;
}

uint32_t event_sentence_end(const struct run *run, uint32_t at, struct range para)
{
        if (para.end - at > SENTENCE_MAX)
                para.end = at + SENTENCE_MAX;
        while (at < para.end && !ends_sentence(run, at, para))
                at++;
        return at;
}

uint32_t event_clause_end(const struct run *run, uint32_t at, struct range para)
{
        uint32_t end = event_sentence_end(run, at, para);
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

        if (known && known->end <= end && capital_at(run, at)) {
                const struct province *p = &run->set->provinces[WORD_INDEX(known->value)];

                stop = known->end;
                text = arena_printf(run->arena, "%s %s", p->type, p->name);
        }
        for (size_t i = 0; i < ARRAY_LEN(levels) && !text; i++) {
                if (!fact_word_is(run, at, end, levels[i]))
                        continue;
                stop = at + (uint32_t) levels[i].len;
                for (uint32_t next = skip_spaces(run, stop, end); next < end && capital_at(run, next); next = skip_spaces(run, stop, end))
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

        if (!capital_at(run, at) && !fact_at(run, FACT_ACTOR, at, end, &stop))
                return at;
        for (int words = 0; words < SUBJECT_WORDS; words++) {
                uint32_t next;

                stop = word_end_at(run, words ? skip_spaces(run, stop, end) : at, end);
                next = skip_spaces(run, stop, end);
                if (next == stop || next >= end || !trie_word_byte(run->lower, next) || fact_word_is(run, next, end, SPAN("được")) || fact_word_is(run, next, end, SPAN("bị")))
                        return at;
                next = skip_aspects(run, next, end);
                if (is_verb(run, next, end) && !capital_at(run, next) && (words || !capital_at(run, at))) {
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
static uint32_t read_partners(struct run *run, struct event_clause *c, uint32_t verb)
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
static uint32_t later_subject(struct run *run, struct event_clause *c, uint32_t at)
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

bool event_read_fronted(struct run *run, struct event_clause *c, uint32_t at)
{
        uint32_t next = skip_openers(run, at, c->end), verb;

        if (next >= c->end)
                return false;
        verb = subject_verb(run, &c->actors, next, c->end, true);
        if (!verb) {
                uint32_t first = skip_aspects(run, next, c->end);
                bool elided = is_verb(run, first, c->end) && !capital_at(run, first);

                verb = later_subject(run, c, next);
                if (!verb && !elided)
                        return false;
                if (elided)
                        verb = first;
        }
        c->verb = read_partners(run, c, verb);
        return true;
}

bool event_read_opening(struct run *run, struct event_clause *c)
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

const char *event_place(struct run *run, uint32_t verb, uint32_t end)
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
