/*
 * Titles of cited documents (domain.md 1.4): "Nghị định số 63/2010/NĐ-CP | về kiểm soát thủ tục hành chính".
 *
 * The title goes from "về việc", "ban hành" ... to the end of its clause. Mentions inside it are of what the document speaks of. What became of the
 * document, and the next one of a list, are no part of it: they are known when the mention behind the title is looked at, so a title may be cut then.
 */
#include "rules/relation.h"

/* ", thực hiện Công văn số ...": a cue with a document behind it begins the next clause. */
static bool next_clause(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        const struct hit *cue = scan_starting_at(run, para, at, WORD_CUE);

        if (!cue || run->set->cues[WORD_INDEX(cue->value)].direction != CUE_BEFORE)
                return false;
        at = skip_spaces(run, cue->end, end);
        return capital_at(run, at) && scan_starting_at(run, para, at, WORD_TYPE); /* not "..., ban hành văn bản quy phạm pháp luật" */
}

/* Asked for one word after the other: *@hit goes along. */
static bool cue_behind_at(const struct run *run, size_t para, uint32_t at, size_t *hit)
{
        const struct hit *cue;

        while (*hit < run->para_hits[para + 1] && run->hits[*hit].begin < at)
                ++*hit;
        cue = *hit < run->para_hits[para + 1] && run->hits[*hit].begin == at ? scan_starting_at(run, para, at, WORD_CUE) : NULL;
        return cue && run->set->cues[WORD_INDEX(cue->value)].direction == CUE_BEHIND;
}

/* "có hiệu lực (thi hành) (kể) từ ngày ...": said of the document, no part of its title */
static bool takes_effect_at(const struct run *run, uint32_t at, uint32_t end)
{
        static const char *const words[] = { "thi hành", "kể từ", "từ", "sau" };
        bool dated = false;

        if (!word_at(run, at, end, "có hiệu lực"))
                return false;
        at = skip_spaces(run, at + (uint32_t) strlen("có hiệu lực"), end);
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (word_at(run, at, end, words[i])) {
                        at = skip_spaces(run, at + (uint32_t) strlen(words[i]), end);
                        dated |= i > 0;
                }
        }
        return dated;
}

/* "(sau đây viết tắt là ...": a name for what has been named */
static bool defines_at(const struct run *run, size_t para, uint32_t at)
{
        const struct hit *cue = scan_starting_at(run, para, at, WORD_CUE);

        return cue && strcmp(run->set->cues[WORD_INDEX(cue->value)].kind, "dinh_nghia") == 0;
}

/* A line that is a date and nothing else is another cell of the row; "... ban hành ngày" / "07/02/2026" is one. */
static bool dated_line_at(const struct run *run, uint32_t newline, uint32_t begin)
{
        const struct rec_date_mention *date = date_at(run, newline + 1);
        uint32_t end;

        if (!date || strcmp(date->kind, "date") != 0 || !(run->lower[newline + 1] >= '0' && run->lower[newline + 1] <= '9'))
                return false;
        for (end = date->span.end; end < run->text.len && run->text.ptr[end] == ' ';)
                end++;
        return (end == run->text.len || run->text.ptr[end] == '\n') && !word_before_at(run, skip_spaces_back(run, newline, begin), begin, "ngày");
}

/* "... như sau:", "..., bao gồm:" lead to what follows. */
static uint32_t before_lead(const struct run *run, uint32_t stop, uint32_t begin)
{
        static const char *const leads[] = { "như sau", "sau đây", "bao gồm", "gồm", "cụ thể" };

        for (size_t i = 0; i < ARRAY_LEN(leads); i++) {
                if (word_before_at(run, stop, begin, leads[i])) {
                        stop = skip_spaces_back(run, stop - (uint32_t) strlen(leads[i]), begin);
                        i = (size_t) -1; /* "cụ thể như sau" */
                        while (stop > begin && run->lower[stop - 1] == ',')
                                stop = skip_spaces_back(run, stop - 1, begin);
                }
        }
        return stop;
}

/* What one document does to others, several at a time: "sửa đổi, bổ sung một số điều của A và B" */
static bool done_to_documents(const char *relation)
{
        static const char *const kinds[] = { "sua_doi_bo_sung", "bai_bo", "thay_the", "huong_dan", "quy_dinh_chi_tiet", "hop_nhat" };
        bool done = false;

        for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
                done |= strcmp(kinds[i], relation) == 0;
        return done;
}

/* "sửa đổi, | bổ sung Quyết định ...": two verbs with one object */
static bool verb_ends_at(const struct run *run, size_t para, uint32_t at)
{
        return scan_ending_at(run, para, at, WORD_CUE) || scan_ends_at(run, para, at, WORD_TITLE);
}

static bool is_one_of(const struct run *run, uint32_t at, uint32_t end, const char *const *words, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                if (word_at(run, at, end, words[i]))
                        return true;
        }
        return false;
}

/* Is the paragraph of @c a list of documents and nothing else: "Căn cứ ...;", "2. Quyết định ...;", an item under "Bãi bỏ các văn bản sau"? No sentence goes on there. */
static bool is_item(const struct run *run, const struct rec_citation *c, size_t para, const struct intro *intro)
{
        struct range text = run->paras[para].text;
        bool first = lead_end(c) - text.begin <= ITEM_MARK, closed = run->lower[text.end - 1] == ';', ground = word_at(run, text.begin, text.end, "căn cứ");

        /* the last ground stands above "QUYẾT ĐỊNH:" */
        closed |= ground && para + 1 < run->n_paras && run->lines[run->paras[para + 1].first].caps && word_at(run, run->paras[para + 1].text.begin, run->paras[para + 1].text.end, "quyết");
        return (closed && (first || ground)) || word_at(run, text.begin, text.end, "xét") || (first && intro->kind && run->lower[text.end - 1] == '.');
}

/* "quy định về chế độ tài chính; | việc quản lý tài sản ...": small letters behind ';' go on with the title, unless they begin another thing. */
static bool title_goes_on(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        static const char *const others[] = { "và", "được", "đã", "có", "khoản", "điểm", "điều", "các điều", "số", "riêng", "đồng thời", "trừ", "trường hợp", "chương", "mục", "phụ lục", "nhưng", "theo đó" };
        const struct hit *cue;

        at = skip_spaces(run, at, end);
        if (at >= end || capital_at(run, at) || !trie_word_byte(run->lower, at) || (run->lower[at] >= '0' && run->lower[at] <= '9') || scan_starting_at(run, para, at, WORD_TYPE) ||
                is_one_of(run, at, end, others, ARRAY_LEN(others)))
                return false;
        cue = scan_starting_at(run, para, at, WORD_CUE);
        return !cue || done_to_documents(run->set->cues[WORD_INDEX(cue->value)].kind);
}

/* "... của Bộ Quốc phòng | tiêu chí, thủ tục ...": behind the issuer, in a list, small letters are the title whatever they say. */
static bool begins_unknown_title(const struct run *run, const struct rec_citation *c, size_t para, uint32_t at, uint32_t end)
{
        static const char *const others[] = { "và", "với", "hoặc", "cùng", "được", "bị", "đã", "có", "tại", "thì", "là", "theo", "nêu", "nói", "kèm", "hết", "không", "chấm dứt", "này", "trên", "từ", "kể từ", "như", "gồm", "bao gồm", "đến" };

        const struct hit *type = scan_starting_at(run, para, at, WORD_TYPE); /* "..., quyết định số 12": the next document */
        uint32_t behind = type ? skip_spaces(run, type->end, end) : at;

        if (type && (word_at(run, behind, end, "số") || (behind < end && run->lower[behind] >= '0' && run->lower[behind] <= '9')))
                return false;
        return range_is_set(c->issuer.span) && c->issuer.span.end == c->span.end && c->issuer.span.begin > c->number_span.end && at < end && !capital_at(run, at) &&
                trie_word_byte(run->lower, at) && !(run->lower[at] >= '0' && run->lower[at] <= '9') && !is_one_of(run, at, end, others, ARRAY_LEN(others));
}

void title_read(struct run *run, struct rec_citation *c, size_t para, const struct intro *intro)
{
        uint32_t end = run->paras[para].text.end, begin = skip_spaces(run, c->span.end, end), stop;
        size_t hit;
        int brackets = 0;
        bool item = is_item(run, c, para, intro), quoted = false, lead;

        if (begin < end && run->lower[begin] == ',')
                begin = skip_spaces(run, begin + 1, end);
        if (!scan_is_at(run, para, begin, WORD_TITLE) && !(item && begins_unknown_title(run, c, para, begin, end)))
                return;
        hit = scan_from(run, para, begin);
        for (stop = begin; stop < end; stop++) {
                char ch = run->lower[stop];

                if (run->text.ptr[stop] == '\n' && dated_line_at(run, stop, begin))
                        break;
                if (trie_word_byte(run->lower, stop))
                        continue;
                quoted ^= ch == '"';
                brackets += ch == '(' ? 1 : ch == ')' ? -1 : 0;
                if (ch == ' ' && (cue_behind_at(run, para, stop + 1, &hit) || takes_effect_at(run, stop + 1, end)))
                        break;
                if (ch == '(' && defines_at(run, para, stop + 1))
                        break;
                if (brackets < 0 || (!quoted && ((ch == ';' && !(item && title_goes_on(run, para, stop + 1, end))) || is_sentence_end(run, stop, end))))
                        break;
                if (quoted || ch != ',' || stop + 2 >= end)
                        continue;
                uint32_t next = skip_spaces(run, stop + 1, end);

                if ((!item && scan_starting_at(run, para, next, WORD_UNIT_HEAD) && unit_end(run, next, end)) || (next_clause(run, para, next, end) && !verb_ends_at(run, para, stop)))
                        break;
        }
        stop = skip_spaces_back(run, stop, begin);
        lead = stop > begin && run->lower[stop - 1] == ':';
        while (stop > begin && strchr(".,/:", run->lower[stop - 1]))
                stop--;
        if (lead)
                stop = before_lead(run, stop, begin);
        if (stop <= begin)
                return;
        c->title.span = (struct range) { begin, stop };
        c->title.text = run_display_line(run, c->title.span);
}

bool title_reaches(const struct run *run, size_t para, uint32_t from, uint32_t to)
{
        for (uint32_t i = from; i < to; i++) {
                if (is_sentence_end(run, i, to) || (run->lower[i] == ';' && !title_goes_on(run, para, i + 1, to)))
                        return false;
        }
        return true;
}

/* Back over the joint of a list: "..., " or "... và "; @at itself where there is none. */
static uint32_t before_joint(const struct run *run, uint32_t at, uint32_t begin)
{
        uint32_t end = skip_spaces_back(run, at, begin), len = (uint32_t) strlen(" và");

        if (end > begin && run->lower[end - 1] == ',')
                return skip_spaces_back(run, end - 1, begin);
        if (end >= begin + len && memcmp(run->lower + end - len, " và", len) == 0)
                return skip_spaces_back(run, end - len, begin);
        return at;
}

/* "... năm 2023 và Quyết định số 1466/...": a joint before a mention goes on with the list, unless the title has a mention of its own before it. */
static bool goes_on_list(const struct run *run, const struct rec_citation *c, const struct rec_citation *host)
{
        uint32_t joint;

        if (c->id >= 2 && run->out->citations[c->id - 2].id != host->id)
                return false;
        joint = before_joint(run, lead_end(c), host->title.span.begin);
        return joint != lead_end(c) && !word_before_at(run, joint, host->title.span.begin, "một số điều"); /* "một số điều, phụ lục của Nghị định ..." */
}

static void cut_title(struct run *run, struct rec_citation *c, uint32_t end)
{
        c->title.span.end = before_joint(run, end, c->title.span.begin);
        c->title.text = run_display_line(run, c->title.span);
}

struct rec_citation *title_host(struct run *run, const struct rec_citation *c)
{
        for (size_t i = c->id - 1; i-- > 0;) {
                struct rec_citation *host = &run->out->citations[i];

                if (host->class == CITATION_NUMBERED && range_is_set(host->title.span) && host->title.span.begin >= host->span.end && range_holds(host->title.span, c->span)) {
                        if (!goes_on_list(run, c, host))
                                return host;
                        cut_title(run, host, lead_end(c));
                        if (!host->subject || !host->relation || !done_to_documents(host->relation) || !same_type(host, c))
                                return NULL;
                }
                if (host->span.begin + 4096 < c->span.begin)
                        break;
        }
        return NULL;
}

void title_end_before(struct run *run, struct rec_citation *host, const struct rec_citation *c)
{
        enum { WORDS_BETWEEN = 48 }; /* "một số điều tại" */
        size_t para = layout_para_at(run, c->span.begin);
        uint32_t at = lead_end(c), begin = host->title.span.begin, end = 0, from = at > WORDS_BETWEEN + CUE_MAX ? at - WORDS_BETWEEN - CUE_MAX : 0;

        for (size_t i = scan_from(run, para, from); i < run->para_hits[para + 1] && run->hits[i].end <= at; i++) {
                const struct hit *h = &run->hits[i];

                if (h->begin > begin && h->end + WORDS_BETWEEN >= at && hit_is(h, WORD_CUE) && run->set->cues[WORD_INDEX(h->value)].direction == CUE_AFTER &&
                        strcmp(run->set->cues[WORD_INDEX(h->value)].kind, c->relation) == 0) {
                        end = h->begin;
                        break;
                }
        }
        if (!end)
                return;
        end = skip_spaces_back(run, end, begin);
        if (end > begin + strlen(" đã") && memcmp(run->lower + end - strlen(" đã"), " đã", strlen(" đã")) == 0)
                end = skip_spaces_back(run, end - (uint32_t) strlen(" đã"), begin);
        if (end > begin && strchr(",(", run->lower[end - 1]))
                end = skip_spaces_back(run, end - 1, begin);
        if (end > begin)
                cut_title(run, host, end);
}
