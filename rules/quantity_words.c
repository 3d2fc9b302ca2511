/*
 * The words around a number: what in front of it makes it an index or a name ("đường 8", "Đề án 06", "VTV8"), and what behind it is
 * counted - a word of quantity-units.csv, or a noun no table knows.
 */
#include "rules/quantity.h"

#include "common/utf8.h"

enum {
        PER_MAX = 3,       /* "đồng/người/tháng" has two */
        LIST_GAP_MAX = 16, /* bytes between two numbers of a list */
        OPEN_NOUN_MAX = 2, /* syllables taken for the unit when no table knows the noun */
};

bool quantity_goes_on(const struct run *run, uint32_t from, uint32_t to)
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
        if (!capital_at(run, word))
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

struct quantity_before quantity_before(const struct run *run, size_t para, uint32_t at)
{
        uint32_t begin = run->paras[para].text.begin, end = skip_spaces_back(run, at, begin), head;
        struct quantity_before b = { .begin = at };
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
        if (type && capital_at(run, type->begin))
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

                if (!noun || !same_kind(noun, unit) || capital_at(run, next) || fact_at(run, FACT_NO_NOUN, next, limit, &grammar))
                        break;
                end = stop;
        }
        return end;
}

const char *quantity_per(struct run *run, uint32_t *at, uint32_t limit)
{
        uint32_t begin = *at, end = *at;

        for (int parts = 0; parts < PER_MAX && end < limit && run->lower[end] == '/'; parts++) {
                uint32_t word = skip_spaces(run, end + 1, end + 2 < limit ? end + 2 : limit), stop = word_end_at(run, word, limit), more;

                if (stop == word || quantity_digit(run->lower[word]))
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

                if (next == at || quantity_digit(run->lower[at]) || capital_at(run, at) || fact_at(run, FACT_NO_NOUN, at, limit, &stop))
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

struct quantity_noun quantity_noun(const struct run *run, uint32_t at, uint32_t limit, bool scaled)
{
        uint32_t noun = skip_spaces(run, at, limit), end, grammar;
        struct quantity_noun c = { 0 };
        unsigned lines = 0;

        for (uint32_t i = at; i < noun; i++)
                lines += run->text.ptr[i] == '\n';
        if (noun - at > QUANTITY_GAP || noun >= limit) {
                c.found = scaled;
                return c;
        }
        c.known = fact_at(run, FACT_UNIT, noun, limit, &end);
        c.capital = capital_at(run, noun);
        if (c.known && c.capital && !quantity_may_be_capital(c.known))
                c.known = NULL;
        /* "bao gồm" is no sack, "đề nghị" no question */
        if (c.known && fact_at(run, FACT_NO_NOUN, noun, limit, &grammar) && grammar > end)
                c.known = NULL;
        if (c.known && !(end < limit && run->lower[end] == ')' && end - noun <= 2)) {
                c.noun = (struct range) { noun, more_nouns(run, c.known, end, limit) };
                c.found = true;
                return c;
        }
        c.known = NULL;
        /* glued, or in the next cell of a flattened table */
        if (noun == at || (noun - at > 1 && !lines)) {
                c.found = scaled && !trie_word_byte(run->lower, at);
                return c;
        }
        end = open_noun(run, noun, limit);
        if (end)
                c.noun = (struct range) { noun, end };
        c.found = end || scaled;
        return c;
}
