/*
 * Headings (domain.md 2.4, section kinds of 5): numbered lines that title what follows.
 *
 * A heading stands at a line's start and has a dot, a hyphen or a bracket behind its number; an item that is a sentence of its own is not one.
 */
#include "rules/run.h"

#include <ctype.h>
#include <stdlib.h>

enum heading_style { HEADING_NONE, HEADING_PART, HEADING_CHAPTER, HEADING_MUC, HEADING_ARTICLE, HEADING_CAPITAL, HEADING_ROMAN, HEADING_ARABIC, HEADING_LETTER };
enum { HEADING_MAX = 400, STYLES = 9, LABEL_MAX = 150, TITLE_PARAS = 4 };

struct heading {
        enum heading_style style;
        int dots;            /* 4.1 = 1 */
        struct range number; /* "II", "4.1", "a", "Điều 4" */
        uint32_t text;       /* where the words begin */
        struct range span;
        bool statement;      /* an item that is a sentence of its own */
        bool label;          /* "1. Thuận lợi:": a title, unless it is an item of an article */
};

/* "Điều 2 Thông tư này" at the start of a wrapped line is the end of a sentence. */
static bool cites_article(const struct run *run, uint32_t number_end, uint32_t end)
{
        uint32_t at = skip_spaces(run, number_end, end);

        return at > number_end && at < end && trie_word_byte(run->lower, at) && scan_starting_at(run, layout_para_at(run, at), at, WORD_TYPE);
}

/* "thứ nhất", "một": where the number of a Phần in words ends; @at = it is not in words. */
static uint32_t over_ordinal(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span words[] = {
                SPAN_INIT("thứ nhất"), SPAN_INIT("thứ hai"), SPAN_INIT("thứ ba"), SPAN_INIT("thứ tư"), SPAN_INIT("thứ năm"), SPAN_INIT("thứ sáu"), SPAN_INIT("một"), SPAN_INIT("hai"), SPAN_INIT("ba"), SPAN_INIT("bốn"),
        };

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                uint32_t stop = at + (uint32_t) words[i].len;

                if (stop <= end && span_eq(run_lower(run, (struct range) { at, stop }), words[i]) && (stop == end || strchr(" .:-", run->lower[stop])))
                        return stop;
        }
        return at;
}

static bool read_word_heading(const struct run *run, struct heading *h, struct range line)
{
        static const struct {
                struct span word;
                enum heading_style style;
        } words[] = {
                { SPAN_INIT("phần "), HEADING_PART }, { SPAN_INIT("chương "), HEADING_CHAPTER }, { SPAN_INIT("mục "), HEADING_MUC }, { SPAN_INIT("tiểu mục "), HEADING_MUC }, { SPAN_INIT("điều "), HEADING_ARTICLE },
        };

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                uint32_t at = line.begin + (uint32_t) words[i].word.len, end = at;

                /* the capital may show in the second byte: Đ is C4 90, đ C4 91 */
                if (!span_starts(run_lower(run, line), words[i].word) || memcmp(run->text.ptr + line.begin, run->lower + line.begin, 2) == 0)
                        continue;
                at = skip_spaces(run, at, line.end);
                end = words[i].style == HEADING_PART ? over_ordinal(run, at, line.end) : at;
                while (end < line.end && isalnum((unsigned char) run->lower[end]))
                        end++;
                if (end == at || (words[i].style == HEADING_ARTICLE && !isdigit((unsigned char) run->lower[at])))
                        return false;
                if (end < line.end && !strchr(" .:-", run->lower[end]))
                        return false;
                if (words[i].style == HEADING_ARTICLE && cites_article(run, end, line.end))
                        return false;
                h->style = words[i].style;
                h->number = (struct range) { at, end };
                while (end < line.end && strchr(" .:-", run->lower[end]))
                        end++;
                h->text = end;
                return true;
        }
        return false;
}

/* The most digits between two dots of "4.12.3" */
static int longest_part(const struct run *run, uint32_t at, uint32_t end)
{
        int longest = 0, digits = 0;

        for (; at < end; at++) {
                digits = run->lower[at] == '.' ? 0 : digits + 1;
                longest = digits > longest ? digits : longest;
        }
        return longest;
}

/* The sign behind a heading's number, "." "-" ")" "/" or " - ": where the words begin, 0 = none. */
static uint32_t over_sign(const struct run *run, uint32_t at, uint32_t end)
{
        bool apart = at + 2 < end && run->lower[at] == ' ' && run->lower[at + 1] == '-' && run->lower[at + 2] == ' ';

        if (apart)
                at++;
        if (at >= end || !strchr(".-)/", run->lower[at]))
                return 0;
        if (run->lower[at] == '/' && (at + 1 >= end || run->lower[at + 1] != ' '))
                return 0; /* "1/2", "12/KH-UBND" */
        return skip_spaces(run, at + 1, end);
}

/* "A. ", "B - ": in capitals throughout, or a short title; that they run A, B is asked for later. */
static bool read_capital(const struct run *run, struct heading *h, struct range line)
{
        uint32_t text = line.end - line.begin > 3 ? over_sign(run, line.begin + 1, line.end) : 0;

        if (!text || text >= line.end || text == line.begin + 2 || run->text.ptr[line.begin] < 'A' || run->text.ptr[line.begin] > 'H')
                return false;
        h->style = HEADING_CAPITAL;
        h->number = (struct range) { line.begin, line.begin + 1 };
        h->text = text;
        return true;
}

static bool read_roman(const struct run *run, struct heading *h, struct range line)
{
        uint32_t end = line.begin;

        while (end < line.end && end - line.begin < 8 && strchr("IVXL", run->text.ptr[end]))
                end++;
        h->text = end > line.begin ? over_sign(run, end, line.end) : 0;
        h->style = HEADING_ROMAN;
        h->number = (struct range) { line.begin, end };
        return h->text && h->text < line.end;
}

/* "1. ", "4.1 ", "2) ", "3- ", "4/ " */
static bool read_arabic(const struct run *run, struct heading *h, struct range line)
{
        uint32_t at = line.begin, end = at;
        bool dot;

        for (h->dots = 0; end < line.end && end - at < 10 && (isdigit((unsigned char) run->lower[end]) || (run->lower[end] == '.' && end > at)); end++)
                h->dots += run->lower[end] == '.';
        if (end == at || longest_part(run, at, end) > 2)
                return false; /* "3.810 MW" */
        dot = run->lower[end - 1] == '.';
        h->dots -= dot;
        h->style = HEADING_ARABIC;
        h->number = (struct range) { at, end - (dot ? 1 : 0) };
        if (dot || (h->dots > 0 && end < line.end && run->lower[end] == ' ' && run->lower[end + 1] != '-'))
                h->text = skip_spaces(run, end, line.end);
        else
                h->text = over_sign(run, end, line.end);
        /* "15 - 20 người", "5-7 ngày" */
        if (!h->text || h->text >= line.end || (!dot && (run->lower[h->text - 1] != ' ' || (run->lower[end] == ' ' && !h->dots && isdigit((unsigned char) run->lower[h->text])))))
                return false;
        return true;
}

static bool read_letter(const struct run *run, struct heading *h, struct range line)
{
        uint32_t at = line.begin, end = at + (line.end - at >= 2 && memcmp(run->lower + at, "đ", 2) == 0 ? 2 : 1);

        if (end >= line.end || run->lower[end] != ')' || !(islower((unsigned char) run->lower[at]) || end - at == 2))
                return false;
        h->style = HEADING_LETTER;
        h->number = (struct range) { at, end };
        h->text = skip_spaces(run, end + 1, line.end);
        return h->text < line.end;
}

static bool read_heading(const struct run *run, struct heading *h, struct range line)
{
        static bool (*const readers[])(const struct run *, struct heading *, struct range) = { read_word_heading, read_roman, read_capital, read_arabic, read_letter };

        for (size_t i = 0; line.begin < line.end && i < ARRAY_LEN(readers); i++) {
                *h = (struct heading) { 0 };
                if (readers[i](run, h, line))
                        return true;
        }
        return false;
}

/* Does the line title something, rather than state it? */
static bool is_title(const struct run *run, const struct heading *h, struct range para)
{
        char last = run->lower[para.end - 1];

        if (h->style == HEADING_PART || h->style == HEADING_CHAPTER || h->style == HEADING_MUC || h->style == HEADING_ARTICLE)
                return true;
        if (para.end - para.begin > HEADING_MAX)
                return false;
        return !strchr(".;:,/", last);
}

/* "1. Thuận lợi:" titles what follows; "1. Sửa đổi khoản 2 như sau:", "1. Hồ sơ gồm:" is a sentence that goes on. */
static bool is_label(const struct run *run, struct range para)
{
        static const struct span tails[] = { SPAN_INIT("sau"), SPAN_INIT("sau đây"), SPAN_INIT("gồm"), SPAN_INIT("bao gồm"), SPAN_INIT("gồm có"), SPAN_INIT("là"), SPAN_INIT("cụ thể"), SPAN_INIT("với"), SPAN_INIT("trong đó") };
        struct span text = run_lower(run, para);

        if (text.len < 2 || text.len > LABEL_MAX || text.ptr[text.len - 1] != ':')
                return false;
        while (text.len && strchr(" :", text.ptr[text.len - 1]))
                text.len--;
        for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
                if (text.len > tails[i].len && memcmp(text.ptr + text.len - tails[i].len, tails[i].ptr, tails[i].len) == 0 && text.ptr[text.len - tails[i].len - 1] == ' ')
                        return false;
        }
        return true;
}

/* "Điều 5. Title" on a line that goes on as a sentence: the heading is its number and the words up to the full stop. */
static uint32_t article_end(const struct run *run, const struct heading *h, struct range para)
{
        char last = run->lower[para.end - 1];

        if (para.end - h->text < 200 && !strchr(".;:,", last))
                return para.end;
        return h->number.end;
}

enum { SHORT_HEADING = 60 };

/* "KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2023" looks back: a task that was carried out is none to come. */
static bool looks_back(const char *folded, const char *phrase)
{
        static const char *const results[] = { "ket qua", "tinh hinh", "danh gia", "kiem diem", "tong ket", "so ket" };
        size_t before = (size_t) (phrase - folded);

        for (size_t i = 0; i < ARRAY_LEN(results); i++) {
                const char *at = strstr(folded, results[i]);

                if (at && at < phrase)
                        return memmem(at, before - (size_t) (at - folded), "thuc hien ", strlen("thuc hien ")) && !memmem(at, before - (size_t) (at - folded), " va ", strlen(" va "));
        }
        return false;
}

/* The row of tables/section-kinds.csv that names this heading: the first that is found. A long sub-heading is named by its first words alone. */
static const struct section_kind *kind_of(struct run *run, struct range words, int level)
{
        const char *folded = norm_folded(run->arena, run_text(run, words));
        bool anywhere = level <= 1 || strlen(folded) <= SHORT_HEADING;

        for (size_t i = 0; i < run->set->n_section_kinds; i++) {
                const struct section_kind *kind = &run->set->section_kinds[i];
                const char *at = strstr(folded, kind->phrase);

                if (at && (anywhere || at == folded) && !(strcmp(kind->kind, "phuong_huong") == 0 && looks_back(folded, at)))
                        return kind;
        }
        return NULL;
}

/* What a heading inherits: the kind of the nearest heading above it, or what stands below such a kind. */
static const char *inherited_kind(const struct run *run, int level)
{
        const char *above;
        size_t newest = 0;

        for (int i = 0; i < level; i++)
                newest = run->newest_section[i] > newest ? run->newest_section[i] : newest;
        above = newest ? run->out->sections[newest - 1].kind : NULL;
        for (size_t k = 0; k < run->set->n_section_kinds && above; k++) {
                const struct section_kind *kind = &run->set->section_kinds[k];

                if (strcmp(kind->kind, above) == 0 && *kind->below)
                        return kind->below;
        }
        return above;
}

static void section_add(struct run *run, const struct heading *h, int level)
{
        struct range span = h->span;
        struct range words = { h->text < span.end ? h->text : span.end, span.end };

        while (h->label && words.end > words.begin && strchr(" :", run->lower[words.end - 1]))
                words.end--;
        const char *above = inherited_kind(run, level);
        /* a task is a task, whatever words its heading has */
        if (!above && (scan_starting_at(run, layout_para_at(run, words.begin), words.begin, WORD_UNIT_HEAD) ||
                              span_starts(run_lower(run, words), SPAN("các sở")) || span_starts(run_lower(run, words), SPAN("các cơ quan"))))
                above = "phan_cong"; /* a directive gives each office its part */
        const struct section_kind *named = above && strcmp(above, "nhiem_vu") == 0 ? NULL : kind_of(run, words, level);
        const char *kind = named ? named->kind : above;
        struct rec_section *s = arena_grow(run->arena, &run->out->sections, &run->out->n_sections, &run->out->room_sections, sizeof(*s));

        *s = (struct rec_section) {
                .level = level,
                .number = arena_strndup(run->arena, run_text(run, h->number)),
                .heading = arena_strndup(run->arena, run_text(run, words)),
                .kind = kind,
                .span = span,
        };
        run->newest_section[level] = run->out->n_sections;
        for (char *p = (char *) s->heading; *p; p++)
                *p = *p == '\n' ? ' ' : *p;
}

/* Does another document begin with this paragraph: "QUY CHẾ", "PHỤ LỤC I" on a line of its own in capitals? Its numbering begins anew. */
static bool starts_inner(const struct run *run, size_t para)
{
        struct range text = run->paras[para].text;
        const struct hit *type;

        if (!run->lines[run->paras[para].first].caps)
                return false;
        if (span_starts(run_lower(run, text), SPAN("phụ lục")))
                return true;
        type = scan_starting_at(run, para, text.begin, WORD_TYPE);
        return type && (type->end == text.end || type->end == run->lines[run->paras[para].first].text.end) && run->lower[text.end - 1] != ':';
}

/* "A." is a heading where "B." is one too, and a paper may end with "C. Mác". */
static size_t drop_lone_capitals(const struct run *run, struct heading *found, size_t n)
{
        bool seen[2] = { false, false };
        size_t kept = 0;

        for (size_t i = 0; i < n; i++) {
                char letter = run->text.ptr[found[i].number.begin];

                if (found[i].style == HEADING_CAPITAL && !found[i].statement && letter <= 'B')
                        seen[letter - 'A'] = true;
        }
        for (size_t i = 0; i < n; i++) {
                if (found[i].style != HEADING_CAPITAL || (seen[0] && seen[1]))
                        found[kept++] = found[i];
        }
        return kept;
}

static bool is_item(const struct heading *h)
{
        return h->style == HEADING_ARABIC || h->style == HEADING_LETTER;
}

/*
 * Sentences are no headings. Nor is any item of an article half of whose items of that style are sentences: "Điều 1. Phê duyệt ...: 1. Mục tiêu
 * 2. Nội dung" has headings, a law has clauses, one of which may happen to lack its full stop. Returns how many are left.
 */
static size_t drop_statements(struct heading *found, size_t n)
{
        size_t kept = 0;

        for (size_t i = 0, end; i < n; i = end) {
                bool article = found[i].style == HEADING_ARTICLE;
                size_t items[STYLES] = { 0 }, statements[STYLES] = { 0 };

                for (end = i + 1; end < n && is_item(&found[end]); end++) {
                        items[found[end].style]++;
                        statements[found[end].style] += found[end].statement || (article && found[end].label);
                }
                for (size_t k = i; k < end; k++) {
                        enum heading_style style = found[k].style;

                        if (!found[k].statement && !(article && found[k].label) && !(article && k > i && statements[style] * 2 >= items[style]))
                                found[kept++] = found[k];
                }
        }
        return kept;
}

/* Levels by the order in which the styles of one document nest: Phần, Chương, Mục, Điều, I, 1, a. */
static void add_document_sections(struct run *run, struct heading *found, size_t n)
{
        size_t first[STYLES] = { 0 }; /* place + 1 of the first heading of the style */
        int levels[STYLES] = { 0 };

        n = drop_statements(found, drop_lone_capitals(run, found, n));

        for (size_t i = n; i-- > 0;)
                first[found[i].style] = i + 1;
        for (int style = HEADING_PART, level = 0; style < STYLES; style++)
                levels[style] = first[style] ? ++level : level;
        /* Party texts put their Điều under I, II */
        if (first[HEADING_ARTICLE] && first[HEADING_ROMAN] && first[HEADING_ROMAN] < first[HEADING_ARTICLE]) {
                levels[HEADING_ROMAN] = levels[HEADING_ARTICLE];
                levels[HEADING_ARTICLE]++;
        }
        for (size_t i = 0; i < n && !run_is_full(run, found[i].span.begin); i++)
                section_add(run, &found[i], levels[found[i].style] + found[i].dots);
}

/* "Chương II" / "QUẢN LÝ" / "VĂN BẢN": the title stands on the lines of capitals that follow. */
static void title_below(const struct run *run, struct heading *h, size_t para)
{
        struct heading next;

        for (size_t i = para + 1; i < run->n_paras && i <= para + TITLE_PARAS; i++) {
                const struct para *p = &run->paras[i];

                if (!run->lines[p->first].caps || starts_inner(run, i) || (i > para + 1 && (run->lines[p->first - 1].blank || read_heading(run, &next, p->text))))
                        return;
                h->text = i == para + 1 ? p->text.begin : h->text;
                h->span.end = p->text.end;
        }
}

void sections_read(struct run *run)
{
        struct heading *found = arena_array(run->arena, run->n_paras + 1, sizeof(*found));
        size_t n = 0;

        for (size_t i = 0; i < run->n_paras; i++) {
                struct range para = run->paras[i].text;
                struct heading *h = &found[n];

                if (run->paras[i].first < run->body_line)
                        continue;
                if (starts_inner(run, i)) {
                        add_document_sections(run, found, n);
                        n = 0;
                        continue;
                }
                if (!read_heading(run, h, para))
                        continue;
                h->span = para;
                h->label = is_label(run, para);
                h->statement = !h->label && !is_title(run, h, para);
                /* "Chương II" / "QUẢN LÝ VĂN BẢN": the title stands on the next line */
                if (h->style != HEADING_ARTICLE && h->text >= para.end)
                        title_below(run, h, i);
                if (h->style == HEADING_ARTICLE)
                        h->span.end = article_end(run, h, para);
                n++;
        }
        add_document_sections(run, found, n);
}
