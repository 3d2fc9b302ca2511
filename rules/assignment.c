/*
 * Assignments (domain.md 5): who does what, below "Tổ chức thực hiện".
 *
 * A heading that is a list of organisations opens one, and the paragraphs below it are the duties. Without such headings a numbered paragraph or a
 * bullet that begins with organisations is one by itself: "1. Sở Tài chính: bố trí kinh phí ...". Directives and letters
 * assign without a heading above; reports only tell.
 */
#include "rules/facts.h"

#include <ctype.h>

enum { HEADING_MAX = 400 };

struct duty_walk {
        struct run *run;
        size_t section;     /* the next one of run->out->sections */
        int duties_level;   /* of the heading that assigns; 0 = outside of one */
        bool charges;       /* the document assigns anywhere */
        bool headed;        /* the current assignment has a heading of its own: bullets are its duties */
        bool bullets;       /* ... and they are bullets */
        char style;         /* how the paragraph of the current assignment is numbered: '1', 'a', '(' or 0 */
        struct rec_assignment *current;
};

static bool type_is_one_of(const struct run *run, const char *const *ids, size_t n)
{
        const char *id = run->out->document.type.id;

        for (size_t i = 0; id && i < n; i++) {
                if (strncmp(id, ids[i], strlen(ids[i])) == 0)
                        return true;
        }
        return false;
}

static struct rec_assignment *assignment_add(struct duty_walk *w, struct rec_names units, struct range span)
{
        struct run *run = w->run;
        struct rec_assignment *a = arena_grow(run->arena, &run->out->assignments, &run->out->n_assignments, &run->out->room_assignments, sizeof(*a));

        *a = (struct rec_assignment) { .units = units, .span = span };
        w->current = a;
        w->bullets = false;
        return a;
}

static void duty_add(struct duty_walk *w, struct range r)
{
        struct run *run = w->run;
        struct rec_assignment *a = w->current;
        const struct fact_word *word;
        struct rec_duty *duty;
        uint32_t end, text;

        while (r.begin < r.end && strchr(" -+*_#>", run->lower[r.begin]))
                r.begin++;
        while (r.end > r.begin && strchr(" *_", run->lower[r.end - 1]))
                r.end--;
        if (range_is_set(outline_item(run, r, &text)))
                r.begin = text;
        if (!range_is_set(fact_trim(run, r)))
                return;
        word = fact_at(run, FACT_DUTY, r.begin, r.end, &end);
        duty = arena_grow(run->arena, &a->duties, &a->n_duties, &a->room_duties, sizeof(*duty));
        *duty = (struct rec_duty) { word ? word->value : NULL, fact_text(run, r), r };
        a->span.end = r.end;
}

/* '1' for "1." and "1.2.", 'a' for "a)", '(' for "(1)"; 0 = no item */
static char item_style(const struct run *run, struct range para)
{
        uint32_t text;

        if (!range_is_set(outline_item(run, para, &text)))
                return 0;
        return isdigit((unsigned char) run->lower[para.begin]) ? '1' : run->lower[para.begin] == '(' ? '(' : 'a';
}

/* "+ ..." below "- ...:" belongs to the duty above. */
static bool goes_on(const struct duty_walk *w, struct range para)
{
        const struct rec_assignment *a = w->current;

        return a->n_duties && w->run->lower[para.begin] == '+' && w->bullets;
}

/* The paragraph that closes the document: "Trên đây là ...", "Trong quá trình thực hiện ..." */
static bool closes(const struct duty_walk *w, struct range para)
{
        static const struct span words[] = {
                SPAN_INIT("trên đây"), SPAN_INIT("trong quá trình"), SPAN_INIT("yêu cầu các"), SPAN_INIT("yêu cầu thủ trưởng"), SPAN_INIT("nhận được"), SPAN_INIT("căn cứ kế hoạch"), SPAN_INIT("kế hoạch này"),
                SPAN_INIT("chỉ thị này"), SPAN_INIT("đề nghị các"), SPAN_INIT("ủy ban nhân dân tỉnh yêu cầu"), SPAN_INIT("ủy ban nhân dân tỉnh đề nghị"), SPAN_INIT("ubnd tỉnh yêu cầu"), SPAN_INIT("ubnd tỉnh đề nghị"),
                SPAN_INIT("ubnd huyện yêu cầu"), SPAN_INIT("ubnd huyện đề nghị"), SPAN_INIT("trong quá trình triển khai"), SPAN_INIT("nếu có"), SPAN_INIT("mọi vướng mắc"), SPAN_INIT("quá trình"),
        };
        const struct run *run = w->run;
        uint32_t text = para.begin;

        outline_item(run, para, &text);
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (fact_word_is(run, text, para.end, words[i]))
                        return true;
        }
        /* the last paragraph of the document, when it is no item */
        return w->current && w->current->n_duties && para.end - para.begin > 3 && memcmp(run->lower + para.end - 3, "./.", 3) == 0 && !strchr("-+*", run->lower[para.begin]) &&
                !range_is_set(outline_item(run, para, &text));
}

/* "Phòng Văn hóa và Thông tin - Cơ quan thường trực": what the office is besides. */
static uint32_t before_apposition(const struct run *run, struct range words)
{
        static const struct span openings[] = { SPAN_INIT(" - cơ quan "), SPAN_INIT(" - đơn vị "), SPAN_INIT(" - thường trực"), SPAN_INIT(" là cơ quan "), SPAN_INIT(" (cơ quan "), SPAN_INIT(" (thường trực") };
        struct span text = run_lower(run, words);

        for (size_t i = 0; i < ARRAY_LEN(openings); i++) {
                const char *at = memmem(text.ptr, text.len, openings[i].ptr, openings[i].len);

                if (at)
                        return words.begin + (uint32_t) (at - text.ptr);
        }
        return words.end;
}

/* The organisations a heading consists of; false when it is something else. */
static bool heading_units(struct run *run, struct range words, struct rec_names *units)
{
        uint32_t stop;

        words = fact_trim(run, words);
        words.begin = outline_skip_charge(run, words.begin, words.end);
        words.end = before_apposition(run, words);
        if (!range_is_set(words) || words.end - words.begin > HEADING_MAX)
                return false;
        if (!unit_list_is(run, words)) {
                /* names the tables do not know whole: no verb may follow the first */
                stop = unit_item_end(run, words.begin, words.end);
                if (!stop || (stop < words.end && strchr(":", run->lower[stop])))
                        return false;
                for (uint32_t at = stop, end; at < words.end; at = word_end_at(run, at, words.end)) {
                        while (at < words.end && !trie_word_byte(run->lower, at))
                                at++;
                        if (at < words.end && fact_at(run, FACT_UNIT_TAIL, at, words.end, &end))
                                return false;
                }
        }
        unit_list_read(run, units, words);
        return units->n > 0;
}

/* "được phân cấp", "đã ban hành": what is so, not what is to be done */
static bool tells(const struct run *run, uint32_t at, uint32_t end)
{
        return fact_word_is(run, at, end, SPAN("được")) || fact_word_is(run, at, end, SPAN("đã")) || fact_word_is(run, at, end, SPAN("có ý kiến"));
}

static bool is_issuer(const struct run *run, const struct rec_names *units)
{
        const char *issuer = run->out->document.issuer.name;

        return issuer && units->n == 1 && strcmp(units->items[0].name, issuer) == 0;
}

/* "Trách nhiệm của Sở Tài chính": the organisations behind "của". */
static bool responsibility_of(struct run *run, struct range words, struct rec_names *units)
{
        static const struct span heads[] = { SPAN_INIT("trách nhiệm của"), SPAN_INIT("nhiệm vụ của"), SPAN_INIT("trách nhiệm, quyền hạn của") };

        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                if (!fact_word_is(run, words.begin, words.end, heads[i]))
                        continue;
                words.begin = skip_spaces(run, words.begin + (uint32_t) heads[i].len, words.end);
                return heading_units(run, words, units);
        }
        return false;
}

/* "1. Sở Tài chính: bố trí kinh phí" and "- Giao Sở Y tế chủ trì ...": organisations and duty in one paragraph. */
static bool take_sentence(struct duty_walk *w, struct range para)
{
        struct run *run = w->run;
        struct rec_names units = { 0 };
        struct range r = fact_trim(run, para);
        uint32_t text = r.begin, stop, end, rest, first;
        bool numbered = range_is_set(outline_item(run, r, &text)), charged, colon, duty;

        first = outline_skip_charge(run, text, r.end);
        charged = first > text;
        /* a line that begins small goes on from the line before */
        if (!charged && !numbered && !capital_at(run, first) && run->lower[para.begin] != '-')
                return false;
        stop = unit_list_prefix(run, &units, first, r.end);
        if (!units.n)
                return false;
        rest = skip_spaces(run, stop, r.end);
        if (rest < r.end && run->lower[rest] == '(') {
                const char *close = memchr(run->lower + rest, ')', r.end - rest);

                rest = close ? skip_spaces(run, (uint32_t) (close - run->lower) + 1, r.end) : rest;
        }
        colon = rest < r.end && run->lower[rest] == ':';
        if (colon)
                rest = skip_spaces(run, rest + 1, r.end);
        duty = fact_at(run, FACT_DUTY, rest, r.end, &end) || (w->duties_level && !tells(run, rest, r.end) && fact_at(run, FACT_UNIT_TAIL, rest, r.end, &end));
        /* "Bộ trưởng các Bộ: Tài chính, Nội vụ" assigns nothing, and neither does what the issuer says of itself */
        if (!duty && !(colon && (w->duties_level || rest >= r.end)))
                return false;
        if (!w->duties_level && ((!charged && !numbered && run->lower[para.begin] != '-') || is_issuer(run, &units)))
                return false;
        if (memmem(run->lower + rest, r.end - rest, "trách nhiệm thi hành", strlen("trách nhiệm thi hành")))
                return false;
        assignment_add(w, units, r);
        w->headed = rest >= r.end;
        w->style = item_style(run, para);
        if (rest < para.end)
                duty_add(w, (struct range) { rest, para.end });
        return true;
}

static void take_heading(struct duty_walk *w, const struct rec_section *s, struct range para)
{
        struct run *run = w->run;
        struct range words = outline_words(run, s);
        struct rec_names units = { 0 };
        enum outline_holding holding;

        w->current = NULL;
        w->headed = false;
        if (!w->duties_level || s->level <= w->duties_level) {
                if (responsibility_of(run, words, &units)) {
                        assignment_add(w, units, s->span);
                        w->headed = true;
                        w->duties_level = 0;
                        return;
                }
                holding = outline_section(run, s);
                w->duties_level = holding == HOLDS_DUTIES && !unit_item_end(run, fact_trim(run, words).begin, words.end) ? s->level : 0;
                if (w->duties_level)
                        return;
        }
        if (!w->duties_level && !w->charges && !unit_list_is(run, words))
                return;
        /* an article is a sentence; its line may break off anywhere */
        if (!fact_word_is(run, s->span.begin, s->span.end, SPAN("điều")) && heading_units(run, words, &units)) {
                assignment_add(w, units, s->span);
                w->headed = true;
        } else {
                take_sentence(w, para);
        }
}

static void take_para(struct duty_walk *w, size_t para)
{
        struct run *run = w->run;
        struct range text = run->paras[para].text;
        const struct rec_section *s = w->section < run->out->n_sections ? &run->out->sections[w->section] : NULL;
        bool bullet = strchr("-+*", run->lower[text.begin]) != NULL;
        struct rec_names units = { 0 };
        uint32_t words;

        while (s && s->span.begin < text.begin)
                s = ++w->section < run->out->n_sections ? &run->out->sections[w->section] : NULL;
        if (s && s->span.begin < text.end) {
                w->section++;
                take_heading(w, s, text);
                return;
        }
        if (!w->duties_level && !w->charges && !w->current)
                return;
        if (closes(w, text)) {
                w->current = NULL;
                w->headed = false;
                return;
        }
        words = text.begin;
        if (range_is_set(outline_item(run, text, &words)) || !w->headed || outline_skip_charge(run, words, text.end) > words) {
                /* a numbered sentence, or a line that is a heading without a number */
                if ((w->duties_level || w->charges) && take_sentence(w, text))
                        return;
                if ((w->duties_level && !bullet) && heading_units(run, text, &units)) {
                        assignment_add(w, units, text);
                        w->headed = true;
                        return;
                }
        }
        /* "(4) Sau khi được thông qua ..." beside "(3) Giao Sở Y tế ...": the next item is no duty of the one before */
        if (w->current && !w->headed && w->style && item_style(run, text) == w->style)
                w->current = NULL;
        if (!w->current)
                return;
        if (goes_on(w, text)) {
                struct rec_duty *last = &w->current->duties[w->current->n_duties - 1];

                last->span.end = w->current->span.end = text.end;
                last->text = fact_text(run, last->span);
                return;
        }
        w->bullets |= bullet;
        duty_add(w, text);
}

/* A list of organisations with no duty below it is a line of an address. */
static void drop_empty(struct record *r)
{
        size_t kept = 0;

        for (size_t i = 0; i < r->n_assignments; i++) {
                if (r->assignments[i].n_duties)
                        r->assignments[kept++] = r->assignments[i];
        }
        r->n_assignments = kept;
}

void assignments_find(struct run *run)
{
        static const char *const charging[] = { "chi_thi", "cong_dien", "cong_van", "thong_bao", "ket_luan" };
        static const char *const telling[] = { "bao_cao", "to_trinh", "luat", "nghi_dinh", "thong_tu", "bien_ban" };
        struct outline_body body = outline_body(run);
        struct duty_walk w = { .run = run, .charges = type_is_one_of(run, charging, ARRAY_LEN(charging)) };

        if (type_is_one_of(run, telling, ARRAY_LEN(telling)))
                return;
        for (size_t i = 0; i < run->n_paras && !run_is_full(run, run->paras[i].text.begin); i++) {
                const struct block *block = run->lines[run->paras[i].first].block;

                if (!outline_holds(&body, run->paras[i].first)) {
                        w.current = NULL; /* the foot ends what the body told */
                        w.duties_level = 0;
                } else if (!(block && block->table)) {
                        take_para(&w, i);
                }
        }
        drop_empty(run->out);
}
