/*
 * The head of a document (domain.md 2.1, 2.3, 2.6): type, number, date, place, title, issuer.
 *
 * Evidence comes from the lines above the body alone: a number or a date of the body is somebody else's. What is blank stays blank.
 */
#include "common/utf8.h"
#include "rules/place.h"

#include <stdlib.h>

enum { HEAD_LINES = 80, TITLE_LINES = 24, TYPE_LINES = 20, UNDER_TITLE = 8, OLD_HEADING = 200, BODY_LINES = 8, ISSUER_REACH = 120, TITLE_BYTES = 500, CLOSING_LINES = 4 };

/* Words a body begins with. */
static const char *const body_cues[] = {
        "căn cứ ", "thực hiện ", "kính gửi", "theo ", "xét ", "để ", "điều 1", "phần ", "chương i", "nhằm ", "ngày ", "tiếp theo ", "phúc đáp ", "trả lời ", "trên cơ sở ", "sau khi ",
        "trong ", "hôm nay", "triển khai ", "kính thưa",
};

static struct span line_lower(const struct run *run, size_t line)
{
        return run_lower(run, run->lines[line].text);
}

/* "KẾ HOẠCH" / "Triển khai chính sách ... năm 2024": a title may begin with such a word, and it ends without a sign. */
static bool is_open_cue(const struct run *run, size_t line, const char *cue)
{
        struct range para = run->paras[layout_para_at(run, run->lines[line].text.begin)].text;

        return (strcmp(cue, "thực hiện ") == 0 || strcmp(cue, "triển khai ") == 0) && para.begin <= run->lines[line].text.begin && para.end - para.begin < TITLE_BYTES && !strchr(".,;:/", run->lower[para.end - 1]);
}

static bool is_body_cue(const struct run *run, size_t line)
{
        uint32_t begin = run->lines[line].text.begin, end = run->lines[line].text.end;
        struct span text;
        unsigned len;
        uint32_t first;

        if (run->lines[line].caps)
                return false;
        while (begin < end && strchr("-+ ", run->lower[begin]))
                begin++; /* Party decisions: "- Căn cứ ..." */
        text = run_lower(run, (struct range) { begin, end });
        /* "Hà Nội," / "ngày 05 tháng 6 năm 2024": the date line of the head over two lines */
        if (begin == end || (span_starts(text, SPAN("ngày ")) && text.len < 60))
                return false;
        /* a small letter goes on with a title */
        first = utf8_decode(run->text.ptr + begin, run->text.ptr + end, &len);
        if (first != UTF8_BAD && norm_lower(first) == first)
                return false;
        for (size_t i = 0; i < ARRAY_LEN(body_cues); i++) {
                if (starts_over_lines(run, begin, span_of(body_cues[i])) && !is_open_cue(run, line, body_cues[i]))
                        return true;
        }
        return false;
}

/* The type word that is the whole line: "QUYẾT ĐỊNH", "**BÁO CÁO**", "QUYẾT ĐỊNH:" */
static const struct type_word *line_type(const struct run *run, size_t line, bool whole)
{
        struct range text = run->lines[line].text;
        const struct hit *hit;
        uint32_t end = text.end;

        if (run->lines[line].blank)
                return NULL;
        while (end > text.begin && strchr(" :.*", run->lower[end - 1]))
                end--;
        hit = scan_starting_at(run, layout_para_at(run, text.begin), text.begin, WORD_TYPE);
        if (!hit || (whole && hit->end != end))
                return NULL;
        return &run->set->type_words[WORD_INDEX(hit->value)];
}

static void set_own_type(struct run *run, const struct type_word *word, struct range span)
{
        struct rec_document *d = &run->out->document;
        const struct doc_type *type = type_of_word(word, &d->number);

        run->own_type_word = word;
        d->type = (struct rec_type) { .id = type->id, .name = type->name, .printed = arena_strndup(run->arena, run_text(run, span)), .span = span };
}

/* A line of capitals that is a type word, or begins with one; "SỞ KẾ HOẠCH VÀ ĐẦU TƯ" over two lines is none. */
static bool find_type_between(struct run *run, size_t first, size_t n)
{
        n = run->n_lines < n ? run->n_lines : n;
        for (int pass = 0; pass < 2; pass++) {
                for (size_t i = first; i < n; i++) {
                        const struct type_word *word;

                        if (run->lines[i].blank)
                                continue;
                        if (!run->lines[i].caps) {
                                if (is_body_cue(run, i))
                                        break;
                                continue;
                        }
                        word = line_type(run, i, pass == 0);
                        if (!word || strcmp(word->word, "Văn bản") == 0)
                                continue;
                        if (pass == 1 && span_starts(line_lower(run, i), SPAN("kế hoạch và đầu tư")))
                                continue;
                        run->title_line = (uint32_t) i;
                        uint32_t begin = run->lines[i].text.begin;
                        const struct hit *hit = scan_starting_at(run, layout_para_at(run, begin), begin, WORD_TYPE);
                        set_own_type(run, word, (struct range) { begin, hit->end });
                        return true;
                }
        }
        return false;
}

/* Below the number line first: what stands above it may be the end of an office's name ("PHÒNG TÀI CHÍNH -" / "KẾ HOẠCH"). */
static bool find_type_line(struct run *run)
{
        const struct rec_number *number = &run->out->document.number;

        if (number->status != NUMBER_ABSENT) {
                size_t line = layout_line_at(run, number->span.begin) + 1;

                if (find_type_between(run, line, line + TYPE_LINES))
                        return true;
        }
        return find_type_between(run, 0, HEAD_LINES);
}

/* The first line of the body: behind the title, at a cue, or at a Kính gửi. */
static size_t first_body_line(const struct run *run, size_t from)
{
        size_t n = run->n_lines < from + HEAD_LINES ? run->n_lines : from + HEAD_LINES;

        for (size_t i = from; i < n; i++) {
                if (!run->lines[i].blank && is_body_cue(run, i))
                        return i;
        }
        return from;
}

/*
 * Does "Số" at @so open the number line: at the line's start, behind a type word, or behind a column gap? A line of the body may be wrapped in front
 * of a citation: "... Nghị định" / "số 72/2015/NĐ-CP".
 */
static bool opens_number_line(const struct run *run, size_t para, const struct hit *so)
{
        size_t line = layout_line_at(run, so->begin);
        uint32_t begin = run->lines[line].text.begin;

        if (so->begin == begin)
                return begin == run->paras[para].text.begin || is_capital_at(run->text, begin) || number_over_blank(run, so->end, run->lines[line].text.end) > so->end + 1;
        if (so->begin >= begin + 2 && (memcmp(run->lower + so->begin - 2, "  ", 2) == 0))
                return true;
        return false;
}

/* "Luật số: 69/2020/QH14": a type word, the number, and nothing behind it */
static bool is_typed_number_line(const struct run *run, const struct hit *so, uint32_t number_end)
{
        size_t line = layout_line_at(run, so->begin);

        /* with its colon: "Quyết định số 45/QĐ-UBND" alone on a line is a mention */
        return memchr(run->lower + so->begin, ':', number_over_blank(run, so->end, run->lines[line].text.end) - so->begin) && line_type(run, line, false) &&
                so->begin - run->lines[line].text.begin < 40 &&
                (number_end >= run->lines[line].text.end || memcmp(run->lower + number_end, "  ", 2) == 0);
}

static bool read_number_at(struct run *run, size_t para, const struct hit *so)
{
        struct rec_number *number = &run->out->document.number;
        uint32_t end = run->paras[para].text.end, at = number_over_blank(run, so->end, end);
        struct number_match match;

        if (at >= end)
                return false;
        if (run->lower[at] == '/' || run->lower[at] == '-') {
                if (!opens_number_line(run, para, so) || !number_blank_at(run, &match, at, end))
                        return false;
                match.span.begin = so->begin;
                number_fill(run, number, &match, NULL);
                run_diag(run, DIAG_number_blank, match.span, number->key_pattern);
                return true;
        }
        if (run->lower[at] < '0' || run->lower[at] > '9' || !number_at(run, &match, para, at, true))
                return false;
        if (!opens_number_line(run, para, so) && !is_typed_number_line(run, so, match.span.end))
                return false;
        number_fill(run, number, &match, NULL);
        return true;
}

static void find_number(struct run *run, size_t first_line, size_t last_line)
{
        uint32_t begin = run->lines[first_line].whole.begin;
        uint32_t limit = last_line < run->n_lines ? run->lines[last_line].whole.end : (uint32_t) run->text.len;

        for (size_t para = 0; para < run->n_paras && run->paras[para].text.begin < limit; para++) {
                for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                        const struct hit *hit = &run->hits[i];

                        if (hit->begin >= limit)
                                return;
                        if (hit->begin >= begin && hit_is(hit, WORD_SO) && read_number_at(run, para, hit))
                                return;
                }
        }
}

/* "Hà Nội, ngày 5 tháng 6 năm 2022": the words before the comma are the place. */
static void read_place(struct run *run, uint32_t date)
{
        size_t line = layout_line_at(run, date);
        struct range number = run->out->document.number.span;
        uint32_t begin = run->lines[line].text.begin, end, at;

        if (date == begin && line > 0 && !run->lines[line - 1].blank) {
                begin = run->lines[line - 1].text.begin;
                end = run->lines[line - 1].text.end;
        } else {
                end = date;
                /* columns flattened with single spaces: "Số: 12/SGDĐT-VP Phan Rang, ngày ..." */
                if (number.begin >= begin && number.end < date)
                        begin = number.end;
        }
        while (end > begin && strchr(" ,.\n", run->lower[end - 1]))
                end--;
        /* two columns on one line: the place begins behind the gap */
        for (at = end; at > begin && !(at >= begin + 2 && memcmp(run->lower + at - 2, "  ", 2) == 0);)
                at--;
        at = skip_spaces(run, at, end);
        if (end <= at || end - at > 60 || memchr(run->lower + at, ':', end - at) || memchr(run->lower + at, '/', end - at))
                return;
        for (uint32_t i = at; i < end; i++) {
                if (run->lower[i] >= '0' && run->lower[i] <= '9')
                        return;
        }
        run->out->document.place = (struct rec_name) { norm_unit_name(run->arena, run_text(run, (struct range) { at, end }), NULL), { at, end } };
}

/* The date line stands alone: at its line's start, or behind a place and a comma. */
static bool is_date_line(const struct run *run, const struct rec_date_mention *d)
{
        uint32_t begin = run->lines[layout_line_at(run, d->span.begin)].text.begin, at = skip_spaces_back(run, d->span.begin, begin);

        if (strncmp(run->lower + d->span.begin, "ngày", strlen("ngày")) != 0)
                return false;
        if (at == begin || run->lower[at - 1] == ',' || run->lower[at - 1] == '.')
                return true;
        /* "Hà Nội ngày 01 tháng 12 năm 2025": a short line without the comma */
        return d->span.begin - begin < 30 && memchr(run->lower + begin, ' ', d->span.begin - begin) && !memchr(run->lower + begin, '/', d->span.begin - begin);
}

static void find_date(struct run *run, size_t last_line)
{
        uint32_t limit = last_line < run->n_lines ? run->lines[last_line].whole.end : (uint32_t) run->text.len;

        for (size_t i = 0; i < run->out->n_dates && run->out->dates[i].span.begin < limit; i++) {
                struct rec_date_mention *d = &run->out->dates[i];

                if ((strcmp(d->kind, "date") != 0 && strcmp(d->kind, "partial") != 0) || !is_date_line(run, d))
                        continue;
                run->out->document.date = date_of_mention(d);
                d->role = "doc_date";
                read_place(run, d->span.begin);
                if (d->missing)
                        run_diag(run, DIAG_date_blank, d->span, NULL);
                return;
        }
}

/* A law has no date line: "được Quốc hội ... khóa XIV, kỳ họp thứ 10 thông qua ngày 13 tháng 11 năm 2020" */
static void find_date_passed(struct run *run)
{
        for (size_t i = run->out->n_dates; i-- > 0;) {
                struct rec_date_mention *d = &run->out->dates[i];
                uint32_t at = d->span.begin;

                if (strcmp(d->kind, "date") != 0 || d->missing || at < 40)
                        continue;
                at = skip_spaces_back(run, at, 0);
                if (at >= strlen("thông qua") && memcmp(run->lower + at - strlen("thông qua"), "thông qua", strlen("thông qua")) == 0) {
                        run->out->document.date = date_of_mention(d);
                        d->role = "doc_date";
                        return;
                }
        }
}

/* Over "CHỦ TỊCH", "BỘ TRƯỞNG" at the start of @text. */
static struct span behind_position(const struct run *run, struct span text)
{
        size_t best = 0;

        for (size_t i = 0; i < run->set->n_positions; i++) {
                size_t len = strlen(run->set->positions[i].lower);

                if (len > best && len + 1 < text.len && memcmp(text.ptr, run->set->positions[i].lower, len) == 0 && text.ptr[len] == ' ')
                        best = len;
        }
        return best ? (struct span) { text.ptr + best + 1, text.len - best - 1 } : text;
}

/* Is @text one of the organisations above the number, or the beginning of one that goes on in the next line? */
static bool is_head_unit(const struct run *run, struct span text, const struct rec_name *units, size_t n, size_t least)
{
        for (size_t i = 0; i < n; i++) {
                const char *unit = norm_lowered(run->arena, span_of(units[i].name));
                size_t len = strlen(unit) < text.len ? strlen(unit) : text.len;

                if (len >= least && memcmp(unit, text.ptr, len) == 0)
                        return true;
        }
        return false;
}

/* A phrase the line before leaves open: what follows is no line of its own. */
static bool leaves_open(const struct run *run, size_t line)
{
        static const char *const tails[] = { " của", " về", " và", " do", " thuộc", " tại", " cho", " với", " trong", ",", " theo", " giữa", " từ" };
        struct span text = line_lower(run, line);

        for (size_t i = 0; !run->lines[line].blank && i < ARRAY_LEN(tails); i++) {
                size_t len = strlen(tails[i]);

                if (text.len > len && memcmp(text.ptr + text.len - len, tails[i], len) == 0)
                        return true;
        }
        return false;
}

static bool grounds_follow(const struct run *run, size_t line)
{
        for (size_t i = line + 1; i < run->n_lines && i < line + 4; i++) {
                if (!run->lines[i].blank)
                        return span_starts(line_lower(run, i), SPAN("căn cứ ")) || span_starts(line_lower(run, i), SPAN("- căn cứ "));
        }
        return false;
}

/* A line between title and căn cứ that speaks for the signing authority: the issuer of the head again, or a unit right above the grounds. */
static bool is_authority_line(const struct run *run, size_t line, const struct rec_name *units, size_t n)
{
        uint32_t begin = run->lines[line].text.begin;
        size_t para = layout_para_at(run, begin);
        struct span text = line_lower(run, line), behind = behind_position(run, text);
        const struct hit *head = scan_starting_at(run, para, begin, WORD_UNIT_HEAD);

        /* the agency in capitals, perhaps with small letters behind it: "ỦY BAN NHÂN DÂN TỈNH ... điện:" */
        if (head && head->end - begin > 6 && !run->lines[line].caps && is_capitals(run_text(run, (struct range) { begin, head->end })))
                return true;
        if (!run->lines[line].caps || (line > 0 && leaves_open(run, line - 1)))
                return false;
        if (is_head_unit(run, text, units, n, 7) || (behind.ptr != text.ptr && is_head_unit(run, behind, units, n, 3)))
                return true;
        return grounds_follow(run, line) && (head || scan_starting_at(run, para, begin, WORD_ISSUER) || behind.ptr != text.ptr);
}

static void set_title(struct run *run, size_t last, uint32_t begin)
{
        struct range span = { begin, run->lines[last].text.end };

        run->out->document.title = (struct rec_text) { run_display_line(run, span), span };
}

static bool is_number_line(const struct run *run, size_t line)
{
        return span_starts(line_lower(run, line), SPAN("số:")) || span_starts(line_lower(run, line), SPAN("số :"));
}

/* "I. ", "I- ", "A. ", "1. MỤC ĐÍCH", "Phần I": the body's first heading on a line of its own. */
static bool is_first_heading(const struct run *run, size_t line)
{
        static const struct span heads[] = { SPAN_INIT("I. "), SPAN_INIT("I- "), SPAN_INIT("I - "), SPAN_INIT("I/ "), SPAN_INIT("A. "), SPAN_INIT("A- "), SPAN_INIT("A - "), SPAN_INIT("A/ "), SPAN_INIT("1. "), SPAN_INIT("1- "), SPAN_INIT("1/ "), SPAN_INIT("I.") };
        struct span text = run_text(run, run->lines[line].text);

        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                if (span_starts(text, heads[i]) && text.len > heads[i].len)
                        return true;
        }
        return false;
}

/* A paragraph of its own in small letters that announces what follows: "Ban Thường vụ ... xây dựng kế hoạch như sau:" */
static bool opens_sentence(const struct run *run, size_t line)
{
        const struct para *para = &run->paras[layout_para_at(run, run->lines[line].text.begin)];

        return para->first == line && !run->lines[line].caps && is_capital_at(run->text, para->text.begin) && run->lower[para->text.end - 1] == ':';
}

/* "(Ban hành kèm theo ...)", the motto of the other column, "- Căn cứ ...": the title has ended. A cue in small letters is its next line. */
static bool ends_title(const struct run *run, size_t line, const struct rec_name *units, size_t n)
{
        struct span text = line_lower(run, line);
        bool date = span_starts(text, SPAN("ngày "));

        if (run->lines[line].blank || is_authority_line(run, line, units, n) || is_number_line(run, line) || furniture_at(run, run->lines[line].text, NULL) || is_first_heading(run, line))
                return true;
        /* "Quyết định số 12/QĐ-TTg" / "ngày 30 tháng 5 năm 2025 của ...": the number's own date */
        if (date && line > 0 && !run->lines[line - 1].blank && !is_capital_at(run->text, run->lines[line].text.begin) && memchr(run->lower + run->lines[line - 1].text.begin, '/', run->lines[line - 1].text.end - run->lines[line - 1].text.begin))
                return false;
        if (is_body_cue(run, line) && (date || is_capital_at(run->text, run->lines[line].text.begin)))
                return true;
        return span_starts(text, SPAN("(ban hành kèm")) || span_starts(text, SPAN("(kèm theo")) || span_starts(text, SPAN("- căn cứ"));
}

/* "... trân trọng giới thiệu:" is the first sentence of a paper without a title. */
static bool is_sentence(const struct run *run, size_t line)
{
        struct span text = line_lower(run, line);

        return !run->lines[line].caps && (text.ptr[text.len - 1] == ':' || memmem(text.ptr, text.len, "trân trọng", strlen("trân trọng")));
}

/* "... biên giới quốc gia" / blank / "giai đoạn 2015 - 2019": converters put blank lines between all lines; a small letter goes on with the title. */
static bool goes_on_below(const struct run *run, size_t line)
{
        struct range text = run->lines[line].text;
        unsigned len;
        uint32_t first = run->lines[line].blank ? UTF8_BAD : utf8_decode(run->text.ptr + text.begin, run->text.ptr + text.end, &len);

        return first != UTF8_BAD && first != '(' && trie_word_byte(run->lower, text.begin) && !(first >= '0' && first <= '9') && norm_lower(first) == first && text.end - text.begin < ISSUER_REACH && !strchr(".;:,", run->lower[text.end - 1]);
}

/* "QUYẾT ĐỊNH CỦA UỶ BAN NHÂN DÂN TỈNH": no title yet, which stands on the next line. */
static bool names_issuer_behind(const struct run *run, size_t line, uint32_t type_end)
{
        struct range rest = { skip_spaces(run, type_end, run->lines[line].text.end), run->lines[line].text.end };

        return run->lines[line].caps && span_starts(run_lower(run, rest), SPAN("của ")) && line + 1 < run->n_lines && !run->lines[line + 1].blank && !is_body_cue(run, line + 1);
}

static void find_title(struct run *run)
{
        struct rec_name units[HEAD_UNITS_MAX];
        size_t type = run->title_line, first, last, n, n_units = head_units(run, units);
        uint32_t type_end = run->out->document.type.span.end;

        /* the type may be wrapped ("QUYẾT" / "ĐỊNH"), and the title may go on behind it: "BÁO CÁO KẾT QUẢ ..." */
        type = type_end ? layout_line_at(run, type_end - 1) : type;
        first = type_end && run->lines[type].text.end > type_end + 2 && !names_issuer_behind(run, type, type_end) ? type : type + 1;
        while (first < run->n_lines && (run->lines[first].blank || (first > type && span_starts(line_lower(run, first), SPAN("của ")) && run->lines[first].caps)))
                first++; /* Party: the issuer stands under the type, "CỦA BAN THƯỜNG VỤ TỈNH ỦY" */
        if (first >= run->n_lines || (first != type && (ends_title(run, first, units, n_units) || is_sentence(run, first) || first > type + 4)))
                return;
        n = run->n_lines < first + TITLE_LINES ? run->n_lines : first + TITLE_LINES;
        for (last = first; last + 1 < n; last++) {
                /* a title in capitals does not go on in a sentence */
                if (first != type && run->lines[first].caps && !run->lines[last + 1].caps && is_capital_at(run->text, run->lines[last + 1].text.begin))
                        break;
                if (run->lines[last + 1].blank && last + 2 < n && goes_on_below(run, last + 2)) {
                        last++;
                        continue;
                }
                if (ends_title(run, last + 1, units, n_units) || opens_sentence(run, last + 1))
                        break;
        }
        set_title(run, last, first == type ? skip_spaces(run, type_end, run->lines[type].text.end) : run->lines[first].text.begin);
        run->body_line = (uint32_t) last + 1;
}

static bool in_same_cell(const struct run *run, size_t a, size_t b)
{
        const struct block *x = run->lines[a].block, *y = run->lines[b].block;

        return !x || !y || (x->table == y->table && x->row == y->row && x->column == y->column);
}

/* "V/v ..." under the number, over the lines that follow it. */
static void find_subject(struct run *run, size_t limit)
{
        for (size_t i = 0; i < limit; i++) {
                struct span text = line_lower(run, i);
                size_t last = i, skip = 0;

                if (run->lines[i].blank)
                        continue;
                if (span_starts(text, SPAN("v/v")))
                        skip = 3;
                else if (span_starts(text, SPAN("về việc")))
                        skip = strlen("về việc");
                else
                        continue;
                while (last + 1 < limit && !run->lines[last + 1].blank && in_same_cell(run, i, last + 1) && !is_body_cue(run, last + 1) && last < i + 6 && !furniture_at(run, run->lines[last + 1].text, NULL) &&
                        !memmem(run->lower + run->lines[last + 1].text.begin, run->lines[last + 1].text.end - run->lines[last + 1].text.begin, "ngày ", strlen("ngày ")))
                        last++;
                uint32_t begin = skip_spaces(run, run->lines[i].text.begin + (uint32_t) skip, run->lines[last].text.end);

                while (begin < run->lines[last].text.end && strchr(" :.", run->lower[begin]))
                        begin++;
                if (begin >= run->lines[i].text.end && last > i)
                        set_title(run, last, run->lines[i + 1].text.begin);
                else if (begin < run->lines[i].text.end)
                        set_title(run, last, begin);
                return;
        }
}

static const struct type_word *word_of_type(const struct run *run, const char *id)
{
        for (size_t i = 0; i < run->set->n_type_words; i++) {
                const struct type_word *w = &run->set->type_words[i];

                for (size_t k = 0; k < w->n; k++) {
                        if (strcmp(w->types[k]->id, id) == 0)
                                return w;
                }
        }
        return NULL;
}

/* Without a type line: the mark, V/v and Kính gửi, "Trên đây là báo cáo ..." */
static void guess_type(struct run *run, bool letter)
{
        struct rec_document *d = &run->out->document;
        struct norm_key key = { .first_separator = d->number.style && strcmp(d->number.style, "dang") == 0 ? '-' : '/' };
        const struct doc_type *type = NULL;

        if (letter) /* V/v and Kính gửi without a type line: a letter, whatever CT or TB stand for in its mark */
                type = type_of_word(word_of_type(run, "cong_van"), &d->number);
        if (!type && d->number.status != NUMBER_ABSENT && d->number.type_abbr) {
                key.marks[key.n_marks++] = d->number.type_abbr;
                for (size_t i = 0; i < d->number.n_issuer_abbrs && key.n_marks < ARRAY_LEN(key.marks); i++)
                        key.marks[key.n_marks++] = d->number.issuer_abbrs[i];
                type = type_of_mark(run->set, &key, key.first_separator == '-');
        }
        if (!type && d->number.style && strcmp(d->number.style, "cong_van") == 0)
                type = type_of_word(word_of_type(run, "cong_van"), &d->number);
        if (!type)
                return;
        run->own_type_word = word_of_type(run, type->id);
        d->type = (struct rec_type) { .id = type->id, .name = type->name };
}

/* Is there nothing between a type word and "số" but "của" and the issuer? */
static bool names_issuer_only(const struct run *run, uint32_t from, uint32_t to)
{
        from = skip_spaces(run, from, to);
        to = skip_spaces_back(run, to, from);
        if (from == to)
                return true;
        if (to - from > ISSUER_REACH || memcmp(run->lower + from, "của ", strlen("của ")) != 0)
                return false;
        for (uint32_t at = from; at < to; at++) {
                if (strchr(".,;:/()", run->lower[at]) || (run->lower[at] >= '0' && run->lower[at] <= '9'))
                        return false;
        }
        return true;
}

/*
 * Copies of older papers put all in one heading: "THÔNG TƯ / CỦA BỘ TÀI CHÍNH SỐ 172/1998/TT/BTC NGÀY 22 THÁNG 12 NĂM 1998 HƯỚNG DẪN ...". The mark must be
 * one of the type word; what stands behind number and date is the title. Returns where the title begins, 0 = no such heading.
 */
static uint32_t read_old_heading(struct run *run, const struct hit *type)
{
        const struct type_word *word = &run->set->type_words[WORD_INDEX(type->value)];
        uint32_t limit = type->end + OLD_HEADING < run->text.len ? type->end + OLD_HEADING : (uint32_t) run->text.len;
        const struct rec_date_mention *date;
        const struct doc_type *by_mark;
        struct number_match match;

        for (size_t i = 0; i < run->n_hits && run->hits[i].begin < limit; i++) {
                const struct hit *so = &run->hits[i];
                size_t para = layout_para_at(run, so->begin);
                uint32_t at, end = run->paras[para].text.end;

                if (so->begin < type->end || !hit_is(so, WORD_SO))
                        continue;
                at = skip_spaces(run, so->end, end);
                if (!names_issuer_only(run, type->end, so->begin) || run->lower[so->end - 1] == ':' || !number_at(run, &match, para, at, true) || match.key.partial)
                        return 0;
                by_mark = type_of_mark(run->set, &match.key, match.key.first_separator == '-');
                if (!by_mark || strcmp(by_mark->name, word->types[0]->name) != 0)
                        return 0;
                number_fill(run, &run->out->document.number, &match, NULL);
                date = date_at(run, skip_spaces(run, match.span.end, end));
                if (date)
                        run->out->document.date = date_of_mention(date);
                return skip_spaces(run, date ? date->span.end : match.span.end, end);
        }
        return 0;
}

/* The old heading stands at the document's very beginning, or at its type line. */
static bool find_old_heading(struct run *run)
{
        size_t line = 0, lines = 0;
        const struct hit *type;
        uint32_t title;

        /* a mention alone on a line is no heading: a body must follow it */
        for (size_t i = 0; i < run->n_lines && lines < BODY_LINES; i++)
                lines += !run->lines[i].blank;
        if (lines < BODY_LINES)
                return false;
        while (line < run->n_lines && run->lines[line].blank)
                line++;
        type = line < run->n_lines ? scan_starting_at(run, layout_para_at(run, run->lines[line].text.begin), run->lines[line].text.begin, WORD_TYPE) : NULL;
        title = type ? read_old_heading(run, type) : 0;
        if (!title)
                return false;
        run->title_line = (uint32_t) line;
        set_own_type(run, &run->set->type_words[WORD_INDEX(type->value)], (struct range) { type->begin, type->end });
        line = layout_line_at(run, title);
        if (title < run->lines[line].text.end) {
                size_t last = line;

                while (last + 1 < run->n_lines && last < line + TITLE_LINES && !run->lines[last + 1].blank && !is_body_cue(run, last + 1))
                        last++;
                set_title(run, last, title);
                run->body_line = (uint32_t) last + 1;
        }
        return true;
}

/* "Mông Ân, ngày 25 tháng 5 năm 2022" over the signature, where the head has no date: schools, minutes, forms. */
void head_read_closing_date(struct run *run)
{
        size_t first = run->sign_line > CLOSING_LINES ? run->sign_line - CLOSING_LINES : 0;

        if (range_is_set(run->out->document.date.span) || run->sign_line >= run->n_lines)
                return;
        for (size_t i = 0; i < run->out->n_dates; i++) {
                struct rec_date_mention *d = &run->out->dates[i];
                size_t line = layout_line_at(run, d->span.begin);
                uint32_t begin = run->lines[line].text.begin;

                if (line < first || line > run->sign_line || line < run->body_line || strcmp(d->kind, "date") != 0 || d->missing || !is_date_line(run, d))
                        continue;
                /* a place before it, nothing behind it */
                if (d->span.begin < begin + 4 || !is_capital_at(run->text, begin) || d->span.end + 1 < run->lines[line].text.end)
                        continue;
                run->out->document.date = date_of_mention(d);
                d->role = "doc_date";
                read_place(run, d->span.begin);
                return;
        }
}

void head_read(struct run *run)
{
        bool typed, letter = false;
        size_t above = first_body_line(run, 0);

        if (find_old_heading(run))
                return;
        find_number(run, 0, above ? above : HEAD_LINES);
        typed = find_type_line(run);
        if (typed)
                above = run->title_line;
        for (size_t i = 0; i < above + 30 && i < run->n_lines; i++)
                letter |= starts_over_lines(run, run->lines[i].text.begin, SPAN("kính gửi"));
        /* a contract has its number under its title */
        if (typed && run->out->document.number.status == NUMBER_ABSENT)
                find_number(run, above, above + UNDER_TITLE);
        find_date(run, typed ? above + (above == 0) : above);
        if (typed) {
                /* the number may decide between the rows of one type word */
                set_own_type(run, run->own_type_word, run->out->document.type.span);
                find_title(run);
        } else {
                guess_type(run, letter);
                find_subject(run, above);
        }
        if (!run->out->document.date.iso)
                find_date_passed(run);
}
