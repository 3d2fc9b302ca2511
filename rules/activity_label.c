/*
 * The labels of a task (domain.md 5): "Đơn vị chủ trì: ...", as bullets, plain lines, several in one line or in brackets; and the
 * roles a sentence gives when there is no label.
 */
#include "rules/facts.h"

enum {
        ROLE_REACH = 400, /* bytes before "chủ trì" in which its subject stands */
        BRACKET_MAX = 80, /* "Đơn vị chủ trì (cấp tỉnh):" */
        TIME_REACH = 24,  /* "hoàn thành trong | tháng 8/2022" */
};

struct rec_activity *activity_add(struct run *run)
{
        struct rec_activity *a = arena_grow(run->arena, &run->out->activities, &run->out->n_activities, &run->out->room_activities, sizeof(*a));

        *a = (struct rec_activity) { 0 };
        return a;
}

/* Behind bullets and the letter or number of an item: "- + ", "a) ", "1. ", "1.2. " */
static uint32_t item_text(const struct run *run, struct range r)
{
        uint32_t at = fact_trim(run, r).begin, mark = at;

        while (mark + 1 < r.end && mark - at < 8 && run->lower[mark] >= '0' && run->lower[mark] <= '9' && run->lower[mark + 1] == '.' && run->lower[mark + 2] != ' ')
                mark += 2;
        if (mark > at && mark < r.end && run->lower[mark] == ' ')
                return skip_spaces(run, mark, r.end); /* "1.2 " */

        while (mark < r.end && mark - at < 8 && trie_word_byte(run->lower, mark))
                mark++;
        if (mark > at && mark + 1 < r.end && strchr(").", run->lower[mark]) && run->lower[mark + 1] == ' ')
                return skip_spaces(run, mark + 1, r.end);
        return at;
}

/* Does a label that begins at @at stand free: at the beginning, or behind a sign that ends what was before? */
static bool label_stands_free(const struct run *run, uint32_t at, uint32_t begin)
{
        uint32_t before = skip_spaces_back(run, at, begin);

        return before == begin || strchr(".;(,-+*/:", run->lower[before - 1]);
}

size_t labels_read(const struct run *run, struct range r, struct label *out, size_t room)
{
        uint32_t start = item_text(run, r), end;
        const struct fact_word *word = fact_at(run, FACT_LABEL, start, r.end, &end);
        size_t n = 0;

        /* a label alone on its line, without ':' */
        if (word && fact_trim(run, (struct range) { end, r.end }).begin >= r.end && n < room) {
                out[n++] = (struct label) { word->value, start, { r.end, r.end }, true };
                return n;
        }
        for (const char *colon = run->lower + start; (colon = memchr(colon, ':', (size_t) (run->lower + r.end - colon))) && n < room; colon++) {
                uint32_t at = (uint32_t) (colon - run->lower), stop = skip_spaces_back(run, at, start), begin;

                /* "Đơn vị chủ trì (cấp tỉnh):" */
                if (stop > start && run->lower[stop - 1] == ')') {
                        uint32_t limit = stop > start + BRACKET_MAX ? stop - BRACKET_MAX : start;

                        while (stop > limit && run->lower[stop] != '(')
                                stop--;
                        stop = skip_spaces_back(run, stop, start);
                }
                while (stop > start && run->lower[stop - 1] == '*')
                        stop--;
                word = fact_before(run, FACT_LABEL, stop, start, &begin);
                if (!word || (begin != start && !label_stands_free(run, begin, start)))
                        continue;
                if (n)
                        out[n - 1].value = fact_trim(run, (struct range) { out[n - 1].value.begin, begin });
                out[n++] = (struct label) { word->value, begin, { at + 1, r.end }, begin == start };
        }
        if (n) {
                out[n - 1].value = fact_trim(run, out[n - 1].value);
                if (out[n - 1].value.begin >= out[n - 1].value.end)
                        out[n - 1].value = (struct range) { r.end, r.end };
        }
        return n;
}

static bool holds(const struct run *run, struct range r, const char *word)
{
        return memmem(run->lower + r.begin, r.end - r.begin, word, strlen(word)) != NULL;
}

/* "Thường xuyên trong năm 2020", "Ngay sau khi ...", "định kỳ hàng quý": words that outweigh the kind of the date. */
static const char *schedule_kind(const struct run *run, struct range r, bool dated)
{
        static const struct {
                const char *word, *kind;
                bool undated; /* only when no date says when */
        } kinds[] = {
                { "thường xuyên", "thuong_xuyen", false }, { "liên tục", "thuong_xuyen", true }, { "định kỳ", "dinh_ky", false }, { "hàng năm", "dinh_ky", false }, { "hằng năm", "dinh_ky", false },
                { "hàng quý", "dinh_ky", false }, { "hằng quý", "dinh_ky", false }, { "hàng tháng", "dinh_ky", false }, { "hằng tháng", "dinh_ky", false }, { "ngay sau", "tuong_doi", true },
                { "sau khi", "tuong_doi", true }, { "trước khi", "tuong_doi", true }, { "theo kế hoạch", "tuong_doi", true }, { "theo chỉ đạo", "tuong_doi", true }, { "theo yêu cầu", "tuong_doi", true },
                { "kể từ", "tuong_doi", true }, { "sau ", "tuong_doi", true },
        };

        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                if (!(kinds[i].undated && dated) && holds(run, r, kinds[i].word))
                        return kinds[i].kind;
        }
        return NULL;
}

static void set_time(struct run *run, struct rec_activity *a, struct range value)
{
        const char *start = NULL, *end = NULL, *kind = NULL;
        bool open_start = false, open_end = false, dated = false;

        for (size_t i = dates_from(run, value.begin); i < run->out->n_dates && run->out->dates[i].span.begin < value.end; i++) {
                const struct rec_date_mention *d = &run->out->dates[i];

                if (!d->start && !d->end)
                        continue;
                if (d->start && (!start || strcmp(d->start, start) < 0))
                        start = d->start;
                if (d->end && (!end || strcmp(d->end, end) > 0))
                        end = d->end;
                open_start |= !d->start && !dated;
                open_end |= !d->end;
                kind = kind ? kind : d->kind;
                dated = true;
        }
        a->time.text = fact_text(run, value);
        a->time.span = value;
        a->time.start = open_start ? NULL : start;
        a->time.end = open_end ? NULL : end;
        a->time.kind = schedule_kind(run, value, dated);
        if (!a->time.kind)
                a->time.kind = kind;
}

void activity_read_time(struct run *run, struct rec_activity *a, struct range sentence)
{
        static const struct span cue = SPAN_INIT("hoàn thành");
        const char *found = memmem(run->lower + sentence.begin, sentence.end - sentence.begin, cue.ptr, cue.len);
        uint32_t at = found ? (uint32_t) (found - run->lower) + (uint32_t) cue.len : 0;
        size_t i = found ? dates_from(run, at) : 0;

        if (!found || i == run->out->n_dates || run->out->dates[i].span.end > sentence.end || run->out->dates[i].span.begin - at > TIME_REACH)
                return;
        set_time(run, a, run->out->dates[i].span);
}

bool activity_set(struct run *run, struct rec_activity *a, const char *field, struct range value)
{
        if (!range_is_set(value))
                return true;
        if (strcmp(field, "chu_tri") == 0 && holds(run, value, "phối hợp") && activity_read_roles(run, a, value))
                return true; /* "Phân công thực hiện: X chủ trì, phối hợp với Y" */
        if (strcmp(field, "chu_tri") == 0)
                unit_list_read(run, &a->lead, value);
        else if (strcmp(field, "phoi_hop") == 0)
                unit_list_read(run, &a->partners, value);
        else if (strcmp(field, "thoi_gian") == 0 && !a->time.text)
                set_time(run, a, value);
        else if (strcmp(field, "kinh_phi") == 0 && !a->budget)
                a->budget = fact_text(run, value);
        else if (strcmp(field, "san_pham") == 0 && !a->product)
                a->product = fact_text(run, value);
        else
                return false;
        return true;
}

/* Where the sentence that holds @at begins. */
static uint32_t sentence_begin(const struct run *run, uint32_t at, uint32_t begin)
{
        uint32_t limit = at > begin + ROLE_REACH ? at - ROLE_REACH : begin;

        while (at > limit && !(strchr(";:", run->lower[at - 1]) || (run->lower[at - 1] == '.' && at < run->text.len && run->lower[at] == ' ')))
                at--;
        while (at < run->text.len && !trie_word_byte(run->lower, at))
                at++;
        return at;
}

/* Behind "phối hợp": "chặt chẽ", "cùng", "với" */
static uint32_t skip_with(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span words[] = { SPAN_INIT("chặt chẽ"), SPAN_INIT("cùng"), SPAN_INIT("với"), SPAN_INIT("tốt") };

        for (bool moved = true; moved;) {
                moved = false;
                at = skip_spaces(run, at, end);
                for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                        if (fact_word_is(run, at, end, words[i])) {
                                at += (uint32_t) words[i].len;
                                moved = true;
                        }
                }
        }
        return at;
}

bool activity_read_roles(struct run *run, struct rec_activity *a, struct range r)
{
        static const struct span lead = SPAN_INIT("chủ trì"), with = SPAN_INIT("phối hợp");
        const char *text = run->lower, *found = memmem(text + r.begin, r.end - r.begin, lead.ptr, lead.len), *partner;
        bool leads = found != NULL;
        uint32_t at, end, begin;

        if (!found)
                found = memmem(text + r.begin, r.end - r.begin, with.ptr, with.len);
        if (!found)
                return false;
        at = (uint32_t) (found - text);
        begin = outline_skip_charge(run, sentence_begin(run, at, r.begin), at);
        if (begin < at) {
                struct rec_names subject = { 0 };

                end = unit_list_prefix(run, &subject, begin, at);
                /* nothing but filling words may stand between: "có trách nhiệm", "là đơn vị" */
                if (subject.n && at - end <= 40 && !memchr(text + end, ',', at - end))
                        a->lead = subject;
        }
        if (!a->lead.n && !leads)
                return false;
        end = at + (uint32_t) (leads ? lead.len : 0);
        partner = memmem(text + end, r.end - end, with.ptr, with.len);
        if (!partner || (leads && partner - (text + end) > 12))
                return a->lead.n != 0;
        end = skip_with(run, (uint32_t) (partner - text) + (uint32_t) with.len, r.end);
        unit_list_prefix(run, &a->partners, end, r.end);
        return a->lead.n || a->partners.n;
}
