/*
 * Lines that introduce a list of documents (domain.md 1.4, 1.6): "Điều 1. Bãi bỏ toàn bộ 15 văn bản" over "1. Chỉ thị số ...", "các văn bản sau đây
 * hết hiệu lực:" over "a) Thông tư số ...", "II. CĂN CỨ PHÁP LÝ" over "- Luật ...".
 *
 * One walk over the paragraphs keeps the introductions that are open, the innermost last. One is closed by a paragraph numbered as it is, or further out.
 */
#include "rules/facts.h"
#include "rules/relation.h"

#include <ctype.h>

enum rank { RANK_ANNEX, RANK_PART, RANK_ARTICLE, RANK_ROMAN, RANK_ARABIC, RANK_LETTER = RANK_ARABIC + 8, RANK_DASH, RANK_PLUS, RANK_NONE };
enum { OPEN_MAX = 12, INTRO_REACH = 400, HEADING_MAX = 160 };

struct open_intro {
        struct intro intro;
        int rank; /* RANK_NONE: of a line without a number, whose list has not begun or has no numbers */
        bool unnumbered;
};

struct intros {
        struct open_intro open[OPEN_MAX];
        size_t n;
};

static bool is_roman(const struct run *run, struct range text)
{
        uint32_t at = text.begin;

        while (at < text.end && at - text.begin < 6 && strchr("IVXL", run->text.ptr[at]))
                at++;
        return at > text.begin && at + 1 < text.end && strchr(".-)", run->lower[at]);
}

/* How far in the numbering of a paragraph stands. */
static int rank_of(const struct run *run, struct range text)
{
        static const struct {
                const char *word;
                int rank;
        } parts[] = { { "chương", RANK_PART }, { "phần", RANK_PART }, { "mục", RANK_PART }, { "nơi nhận", RANK_PART }, { "phụ lục", RANK_ANNEX } };
        uint32_t behind;
        struct range number;

        if (word_at(run, text.begin, text.end, "điều") && capital_at(run, text.begin) && text.end - text.begin > 8 && isdigit((unsigned char) run->lower[text.begin + strlen("điều ")]))
                return RANK_ARTICLE;
        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
                if (word_at(run, text.begin, text.end, parts[i].word) && capital_at(run, text.begin))
                        return parts[i].rank;
        }
        if (is_roman(run, text))
                return RANK_ROMAN;
        if (run->lower[text.begin] == '-' || run->lower[text.begin] == '*' || (unsigned char) run->lower[text.begin] == 0xE2) /* U+2022 */
                return RANK_DASH;
        if (run->lower[text.begin] == '+')
                return RANK_PLUS;
        number = outline_item(run, text, &behind);
        if (!range_is_set(number))
                return RANK_NONE;
        if (!isdigit((unsigned char) run->lower[number.begin]))
                return RANK_LETTER;
        int dots = 0;

        for (uint32_t i = number.begin; i < number.end; i++)
                dots += run->lower[i] == '.';
        return RANK_ARABIC + (dots < RANK_LETTER - RANK_ARABIC ? dots : RANK_LETTER - RANK_ARABIC - 1);
}

/* Is a document's type, or "văn bản", among the words? */
static bool names_documents(const struct run *run, size_t para, uint32_t begin, uint32_t end)
{
        for (size_t i = scan_from(run, para, begin); i < run->para_hits[para + 1] && run->hits[i].end <= end; i++) {
                if (hit_is(&run->hits[i], WORD_TYPE))
                        return true;
        }
        return false;
}

/* The first citation that ends behind @at. */
static size_t citation_from(const struct run *run, uint32_t at)
{
        size_t low = 0, high = run->out->n_citations;

        while (low < high) {
                size_t mid = (low + high) / 2;

                if (run->out->citations[mid].span.end <= at)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low;
}

static bool cites_between(const struct run *run, uint32_t begin, uint32_t end)
{
        for (size_t i = citation_from(run, begin); i < run->out->n_citations && run->out->citations[i].span.begin < end; i++) {
                if (run->out->citations[i].class != CITATION_BACK_REF)
                        return true;
        }
        return false;
}

/* "các văn bản sau đây hết hiệu lực (kể từ ngày ...):" */
static const char *expires(const struct run *run, size_t para, uint32_t begin, uint32_t end)
{
        for (size_t i = scan_from(run, para, begin); i < run->para_hits[para + 1] && run->hits[i].end <= end; i++) {
                const struct hit *h = &run->hits[i];
                const struct cue *cue = hit_is(h, WORD_CUE) ? &run->set->cues[WORD_INDEX(h->value)] : NULL;
                static const char partly[] = "một phần";

                if (cue && cue->direction == CUE_BEHIND && !memmem(run->lower + h->end, end - h->end, partly, strlen(partly)))
                        return cue->kind;
        }
        return NULL;
}

/* "II. Căn cứ pháp lý", "Cơ sở pháp lý:" */
static bool is_ground_heading(const struct run *run, struct range text, uint32_t words)
{
        return text.end - words < HEADING_MAX && (word_at(run, words, text.end, "căn cứ") || word_at(run, words, text.end, "cơ sở pháp lý") || word_at(run, words, text.end, "các căn cứ"));
}

static uint32_t words_of(const struct run *run, struct range text, int rank)
{
        uint32_t at = text.begin;

        if (rank == RANK_NONE)
                return at;
        while (at < text.end && run->lower[at] != ' ')
                at++;
        at = skip_spaces(run, at, text.end);
        if (rank == RANK_ARTICLE) { /* "Điều 12. " */
                at = word_end_at(run, at, text.end);
                while (at < text.end && strchr(" .:-", run->lower[at]))
                        at++;
        }
        return at;
}

/* Where the last clause of an introduction begins. */
static uint32_t last_clause(const struct run *run, uint32_t begin, uint32_t end)
{
        uint32_t clause = begin;

        for (uint32_t i = begin; i + 1 < end; i++) {
                if (run->lower[i] == ';' || (run->lower[i] == '.' && run->lower[i + 1] == ' '))
                        clause = i + 1;
        }
        return clause;
}

/* "Thông tư số 05/2019/TT-BXD ..., được sửa đổi, bổ sung bởi:" */
static struct intro inverse_intro(const struct run *run, size_t para, const struct found_cue *cue)
{
        unsigned subject = 0;

        for (size_t i = citation_from(run, run->paras[para].text.begin); i < run->out->n_citations && run->out->citations[i].span.end <= cue->begin; i++) {
                if (run->out->citations[i].class == CITATION_NUMBERED && !run->out->citations[i].subject)
                        subject = run->out->citations[i].id;
        }
        return subject ? (struct intro) { .kind = cue->cue->kind, .subject = subject, .inverse = true } : (struct intro) { 0 };
}

/* What the documents listed under this paragraph are listed for. */
static struct intro introduces(const struct run *run, size_t para, struct range text, int rank)
{
        bool colon = run->lower[text.end - 1] == ':', closed = strchr(".;", run->lower[text.end - 1]) != NULL;
        uint32_t end = text.end - (colon || closed), words = words_of(run, text, rank), begin;
        struct intro none = { 0 };
        struct found_cue cue;
        const char *behind;

        if (words >= end)
                return none;
        if (rank != RANK_NONE && !closed && is_ground_heading(run, text, words) && !cites_between(run, text.begin, text.end))
                return (struct intro) { .kind = "can_cu" };
        if (!colon && !(rank == RANK_ARTICLE || (rank >= RANK_ARABIC && rank < RANK_NONE)))
                return none;
        begin = last_clause(run, end > words + INTRO_REACH ? end - INTRO_REACH : words, end);
        behind = colon && !cites_between(run, begin, end) ? expires(run, para, begin, end) : NULL;
        if (behind)
                return (struct intro) { .kind = behind };
        cue = cue_before(run, para, begin, end);
        if (!cue.cue || cites_between(run, cue.end, end) || cue.cue->goes_on || strcmp(cue.cue->kind, "dan_chieu") == 0)
                return none;
        if (cue.cue->direction == CUE_AFTER && cue.cue->scope != CUE_BRACKET)
                return colon ? inverse_intro(run, para, &cue) : none;
        if (cue.cue->direction != CUE_BEFORE)
                return none;
        /* without a colon only what says that these documents end: "Bãi bỏ toàn bộ 15 văn bản quy phạm pháp luật" */
        if (colon || (skip_spaces(run, begin, end) == cue.begin && strcmp(cue.cue->kind, "bai_bo") == 0 && names_documents(run, para, cue.end, end)))
                return (struct intro) { .kind = cue.cue->kind };
        return none;
}

/* Behind the signature, in capitals: "DANH MỤC VĂN BẢN BỊ BÃI BỎ", "B. VĂN BẢN HẾT HIỆU LỰC MỘT PHẦN" */
static bool annex_heading(const struct run *run, size_t para, struct range text, struct intro *intro)
{
        static const char *const ends[] = { "bãi bỏ", "hết hiệu lực" };
        struct span lower = run_lower(run, text);

        if (run->paras[para].first < run->sign_line || !run->lines[run->paras[para].first].caps || !memmem(lower.ptr, lower.len, "văn bản", strlen("văn bản")))
                return false;
        for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
                if (!memmem(lower.ptr, lower.len, ends[i], strlen(ends[i])))
                        continue;
                *intro = (struct intro) { .kind = "bai_bo", .partly = memmem(lower.ptr, lower.len, "một phần", strlen("một phần")) };
                return true;
        }
        return false;
}

static void open_intro(struct intros *s, struct open_intro open)
{
        if (s->n == OPEN_MAX) {
                memmove(s->open, s->open + 1, (OPEN_MAX - 1) * sizeof(*s->open));
                s->n--;
        }
        s->open[s->n++] = open;
}

/* What a paragraph of rank @rank ends. A list under a line without a number has the rank of its first item. */
static void close_intros(struct intros *s, int rank, bool list_goes_on)
{
        if (s->n && s->open[s->n - 1].unnumbered && s->open[s->n - 1].rank == RANK_NONE && rank != RANK_NONE)
                s->open[s->n - 1].rank = rank - 1;
        while (s->n && rank != RANK_NONE && s->open[s->n - 1].rank >= rank)
                s->n--;
        /* prose closes the list of a line without a number, unless its items have none either; further in, it may be the rest of a page */
        if (rank == RANK_NONE && s->n && s->open[s->n - 1].unnumbered && !(list_goes_on && s->open[s->n - 1].rank == RANK_NONE))
                s->n--;
}

const struct intro *intros_find(struct run *run)
{
        struct intro *intros = arena_array(run->arena, run->n_paras + 1, sizeof(*intros));
        struct intros s = { .n = 0 };

        for (size_t i = 0; i < run->n_paras; i++) {
                struct range text = run->paras[i].text;
                struct intro intro = { 0 };
                int rank = rank_of(run, text);

                if (annex_heading(run, i, text, &intro)) {
                        s.n = 0;
                        open_intro(&s, (struct open_intro) { intro, RANK_ANNEX, false });
                        intros[i] = (struct intro) { 0 };
                        continue;
                }
                close_intros(&s, rank, scan_starting_at(run, i, text.begin, WORD_TYPE) && i && run->lower[run->paras[i - 1].text.end - 1] != '.');
                intros[i] = s.n ? s.open[s.n - 1].intro : intro;
                intro = introduces(run, i, text, rank);
                if (intro.kind)
                        open_intro(&s, (struct open_intro) { intro, rank, rank == RANK_NONE });
        }
        return intros;
}
