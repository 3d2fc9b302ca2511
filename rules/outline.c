/* What a heading holds and how an item is numbered: the outline that tasks and duties hang on. */
#include "rules/facts.h"

#include <ctype.h>

enum { NUMBER_REACH = 40 }; /* "PHẦN THỨ NHẤT" stands in front of its words */

static enum outline_holding holding_of(const struct run *run, struct range heading)
{
        static const struct {
                const char *value;
                enum outline_holding holding;
        } names[] = { { "nhiem_vu", HOLDS_TASKS }, { "phan_cong", HOLDS_DUTIES }, { "khac", HOLDS_OTHER } };
        uint32_t at = heading.begin, end;

        while (at < heading.end) {
                const struct fact_word *word = fact_at(run, FACT_TASKS, at, heading.end, &end);

                for (size_t i = 0; word && i < ARRAY_LEN(names); i++) {
                        if (strcmp(names[i].value, word->value) == 0)
                                return names[i].holding;
                }
                at = word_end_at(run, at, heading.end);
                while (at < heading.end && !trie_word_byte(run->lower, at))
                        at++;
        }
        return HOLDS_NOTHING;
}

/* The words of a section's heading, without its number and the sign behind it. */
struct range outline_words(const struct run *run, const struct rec_section *s)
{
        struct span number = span_of(s->number), text = run_text(run, s->span);
        const char *found = number.len ? memmem(text.ptr, text.len < NUMBER_REACH ? text.len : NUMBER_REACH, number.ptr, number.len) : NULL;
        uint32_t at = s->span.begin;

        if (found)
                at = (uint32_t) (found - run->text.ptr) + (uint32_t) number.len;
        while (at < s->span.end && strchr(" .:)-*/", run->lower[at]))
                at++;
        return (struct range) { at, s->span.end };
}

/* What the heading of a section holds: by its words, else by its kind. */
enum outline_holding outline_section(const struct run *run, const struct rec_section *s)
{
        static const struct {
                const char *kind;
                enum outline_holding holding;
        } kinds[] = { { "noi_dung", HOLDS_TASKS }, { "nhiem_vu", HOLDS_TASKS }, { "giai_phap", HOLDS_TASKS }, { "to_chuc_thuc_hien", HOLDS_DUTIES }, { "phan_cong", HOLDS_DUTIES } };
        enum outline_holding holding = holding_of(run, outline_words(run, s));

        for (size_t i = 0; holding == HOLDS_NOTHING && s->kind && i < ARRAY_LEN(kinds); i++) {
                if (strcmp(kinds[i].kind, s->kind) == 0)
                        return kinds[i].holding;
        }
        return holding;
}

struct outline_numbering outline_numbering(const char *number)
{
        struct outline_numbering n = { 0 };

        if (!number || !*number)
                return n;
        if (isdigit((unsigned char) *number))
                n.style = '1';
        else
                n.style = islower((unsigned char) *number) || (*number & 0x80) ? 'a' : 'I';
        for (; *number; number++)
                n.dots += *number == '.' && isdigit((unsigned char) number[1]);
        return n;
}

/* "(1) ", "(a) " */
static struct range bracketed_item(const struct run *run, struct range para, uint32_t *text)
{
        uint32_t at = para.begin + 1, end = at;

        while (end < para.end && end - at < 2 && isalnum((unsigned char) run->lower[end]))
                end++;
        if (end == at || end + 1 >= para.end || run->lower[end] != ')' || (end - at == 2 && !isdigit((unsigned char) run->lower[at])))
                return RANGE_NONE;
        *text = skip_spaces(run, end + 1, para.end);
        return *text < para.end ? (struct range) { at, end } : RANGE_NONE;
}

/* "1.2. ", "a) ": the number at a paragraph's beginning; its words begin at @text. */
struct range outline_item(const struct run *run, struct range para, uint32_t *text)
{
        uint32_t at = para.begin, end = at;

        if (at < para.end && run->lower[at] == '(')
                return bracketed_item(run, para, text);
        while (end < para.end && end - at < 10 && (isdigit((unsigned char) run->lower[end]) || (run->lower[end] == '.' && end > at)))
                end++;
        if (end == at) {
                unsigned letter = end + 2 < para.end && memcmp(run->lower + end, "đ", 2) == 0 ? 2 : 1;

                if (end + letter >= para.end || run->lower[end + letter] != ')' || (letter == 1 && !islower((unsigned char) run->lower[end])))
                        return RANGE_NONE;
                *text = skip_spaces(run, end + letter + 1, para.end);
                return (struct range) { at, end + letter };
        }
        if (run->lower[end - 1] == '.')
                *text = skip_spaces(run, end--, para.end);
        else if (end < para.end && run->lower[end] == ')')
                *text = skip_spaces(run, end + 1, para.end);
        else
                return RANGE_NONE;
        /* "20.000 tờ" and "30.6.2020" go on at once */
        return *text > end + 1 && *text < para.end ? (struct range) { at, end } : RANGE_NONE;
}

uint32_t outline_skip_charge(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span words[] = { SPAN_INIT("giao"), SPAN_INIT("đề nghị"), SPAN_INIT("yêu cầu"), SPAN_INIT("phân công"), SPAN_INIT("do"), SPAN_INIT("trong đó"), SPAN_INIT("hằng năm"), SPAN_INIT("hàng năm") };

        for (bool moved = true; moved;) {
                moved = false;
                for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                        if (fact_word_is(run, at, end, words[i])) {
                                at = skip_spaces(run, at + (uint32_t) words[i].len, end);
                                at += at < end && run->lower[at] == ',';
                                at = skip_spaces(run, at, end);
                                moved = true;
                        }
                }
        }
        return at;
}

/* "PHỤ LỤC I", "QUY CHẾ": a line in capitals that begins a document behind the signature. */
static bool begins_attached(const struct run *run, uint32_t line)
{
        static const struct span words[] = { SPAN_INIT("phụ lục"), SPAN_INIT("danh mục"), SPAN_INIT("biểu"), SPAN_INIT("mẫu") };
        struct range text = run->lines[line].text;
        const struct hit *type;

        if (run->lines[line].blank || !run->lines[line].caps)
                return false;
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (fact_word_is(run, text.begin, text.end, words[i]))
                        return true;
        }
        type = scan_starting_at(run, layout_para_at(run, text.begin), text.begin, WORD_TYPE);
        return type && type->end >= text.end;
}

struct outline_body outline_body(const struct run *run)
{
        struct outline_body b = { run->body_line, run->sign_line, run->end_line, run->end_line };

        for (uint32_t line = run->sign_line; line < run->end_line; line++) {
                if (begins_attached(run, line)) {
                        b.attached = line;
                        break;
                }
        }
        return b;
}
