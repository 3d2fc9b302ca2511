/*
 * Headings (domain.md 2.4, section kinds of 5): numbered lines that title what follows.
 *
 * A heading stands at a line's start and has a dot, a hyphen or a bracket behind its number; an item that is a sentence of its own is not one.
 */
#include "rules/run.h"

#include <ctype.h>
#include <stdlib.h>

enum heading_style { HEADING_NONE, HEADING_PART, HEADING_CHAPTER, HEADING_MUC, HEADING_ARTICLE, HEADING_ROMAN, HEADING_ARABIC, HEADING_LETTER };
enum { HEADING_MAX = 400, STYLES = 8 };

struct heading {
        enum heading_style style;
        int dots;            /* 4.1 = 1 */
        struct range number; /* "II", "4.1", "a", "Điều 4" */
        uint32_t text;       /* where the words begin */
        struct range span;
        bool statement;      /* an item that is a sentence of its own */
};

/* "Điều 2 Thông tư này" at the start of a wrapped line is the end of a sentence. */
static bool cites_article(const struct run *run, uint32_t number_end, uint32_t end)
{
        uint32_t at = skip_spaces(run, number_end, end);

        return at > number_end && at < end && trie_word_byte(run->lower, at) && scan_starting_at(run, layout_para_at(run, at), at, WORD_TYPE);
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
                for (end = at; end < line.end && isalnum((unsigned char) run->lower[end]);)
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

static bool read_heading(const struct run *run, struct heading *h, struct range line)
{
        uint32_t at = line.begin, end;

        *h = (struct heading) { 0 };
        if (line.begin == line.end)
                return false;
        if (read_word_heading(run, h, line))
                return true;
        for (end = at; end < line.end && end - at < 8 && strchr("IVXL", run->text.ptr[end]);)
                end++;
        if (end > at && end < line.end && strchr(".-)", run->lower[end])) {
                h->style = HEADING_ROMAN;
                h->number = (struct range) { at, end };
                h->text = skip_spaces(run, end + 1, line.end);
                return h->text < line.end;
        }
        for (end = at; end < line.end && end - at < 10 && (isdigit((unsigned char) run->lower[end]) || (run->lower[end] == '.' && end > at));) {
                h->dots += run->lower[end] == '.';
                end++;
        }
        if (end > at) {
                bool dot = run->lower[end - 1] == '.';

                if (longest_part(run, at, end) > 2)
                        return false; /* "3.810 MW" */
                h->dots -= dot;
                h->style = HEADING_ARABIC;
                h->number = (struct range) { at, end - (dot ? 1 : 0) };
                if (!dot && !(h->dots > 0 && end < line.end && run->lower[end] == ' ')) {
                        if (end >= line.end || !strchr(")-", run->lower[end]))
                                return false;
                        end++;
                }
                h->text = skip_spaces(run, end, line.end);
                return h->text < line.end && (h->text > end || dot);
        }
        end = at + (line.end - at >= 2 && memcmp(run->lower + at, "đ", 2) == 0 ? 2 : 1);
        if (end < line.end && run->lower[end] == ')' && (islower((unsigned char) run->lower[at]) || end - at == 2)) {
                h->style = HEADING_LETTER;
                h->number = (struct range) { at, end };
                h->text = skip_spaces(run, end + 1, line.end);
                return h->text < line.end;
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

/* "Điều 5. Title" on a line that goes on as a sentence: the heading is its number and the words up to the full stop. */
static uint32_t article_end(const struct run *run, const struct heading *h, struct range para)
{
        char last = run->lower[para.end - 1];

        if (para.end - h->text < 200 && !strchr(".;:,", last))
                return para.end;
        return h->number.end;
}

enum { SHORT_HEADING = 60 };

/* The row of tables/section-kinds.csv that names this heading: the first that is found. A long sub-heading is named by its first words alone. */
static const struct section_kind *kind_of(struct run *run, struct range words, int level)
{
        const char *folded = norm_folded(run->arena, run_text(run, words));
        bool anywhere = level <= 1 || strlen(folded) <= SHORT_HEADING;

        for (size_t i = 0; i < run->set->n_section_kinds; i++) {
                const struct section_kind *kind = &run->set->section_kinds[i];
                const char *at = strstr(folded, kind->phrase);

                if (at && (anywhere || at == folded))
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
                        statements[found[end].style] += found[end].statement;
                }
                for (size_t k = i; k < end; k++) {
                        enum heading_style style = found[k].style;

                        if (!found[k].statement && !(article && k > i && statements[style] * 2 >= items[style]))
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

        n = drop_statements(found, n);

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
                h->statement = !is_title(run, h, para);
                /* "Chương II" / "QUẢN LÝ VĂN BẢN": the title stands on the next line */
                if (h->style != HEADING_ARTICLE && h->text >= para.end && i + 1 < run->n_paras && run->lines[run->paras[i + 1].first].caps && !starts_inner(run, i + 1)) {
                        h->text = run->paras[i + 1].text.begin;
                        h->span.end = run->paras[i + 1].text.end;
                }
                if (h->style == HEADING_ARTICLE)
                        h->span.end = article_end(run, h, para);
                n++;
        }
        add_document_sections(run, found, n);
}
