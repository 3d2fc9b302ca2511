/*
 * Relations (domain.md 1.4, 1.6): what a citation is cited for, and by whom.
 *
 * The nearest cue before the mention inside its clause decides, of cues that end at one place the longest. A mention inside the title
 * of another has that one as subject. Items of a list share the cue of its head, over ";" and over bullet lines behind "... như sau:".
 */
#include "rules/relation.h"

enum { CUE_REACH = 260, TAIL_REACH = 200, BEHIND_REACH = 80 };

bool is_sentence_end(const struct run *run, uint32_t at, uint32_t end)
{
        char c = run->lower[at];

        if (c != '.' && c != '!' && c != '?')
                return false;
        return at + 1 >= end || (run->lower[at + 1] == ' ' && !(at > 1 && run->lower[at - 2] == ' ')) || run->lower[at + 1] == '/';
}

/* At a full stop, or at a ';'? */
static bool clause_ends(const struct run *run, uint32_t from, uint32_t to)
{
        for (uint32_t i = from; i < to; i++) {
                if (run->lower[i] == ';' || is_sentence_end(run, i, to))
                        return true;
        }
        return false;
}

static bool sentence_ends(const struct run *run, uint32_t from, uint32_t to)
{
        for (uint32_t i = from; i < to; i++) {
                if (is_sentence_end(run, i, to))
                        return true;
        }
        return false;
}

/* Is @from inside quotes that close before @to? A cue in a quoted name is none (trap 17). */
static bool quotes_close(const struct run *run, uint32_t from, uint32_t to)
{
        bool odd = false;

        for (uint32_t i = from; i < to; i++)
                odd ^= run->lower[i] == '"';
        return odd;
}

/* ", UBND tỉnh ...": a new subject begins, so the cue before it governs no further. */
static bool subject_changes(const struct run *run, size_t para, uint32_t from, uint32_t to)
{
        for (uint32_t i = from; i + 2 < to; i++) {
                if (run->lower[i] == ',' && run->lower[i + 1] == ' ' && scan_starting_at(run, para, skip_spaces(run, i + 1, to), WORD_UNIT_HEAD) &&
                        unit_end(run, skip_spaces(run, i + 1, to), to))
                        return true;
        }
        return false;
}

/* The cue whose second half is hit @tail: its first half stands before it in the clause. */
static const struct cue *whole_cue(const struct run *run, size_t para, size_t tail)
{
        const struct hit *t = &run->hits[tail];
        const char *word = run->set->cues[WORD_INDEX(t->value)].tail;

        for (size_t i = tail; i-- > run->para_hits[para];) {
                const struct hit *h = &run->hits[i];

                if (h->begin + TAIL_REACH < t->begin)
                        return NULL;
                if (hit_is(h, WORD_CUE) && strcmp(run->set->cues[WORD_INDEX(h->value)].tail, word) == 0)
                        return clause_ends(run, h->end, t->begin) ? NULL : &run->set->cues[WORD_INDEX(h->value)];
        }
        return NULL;
}

/* "Kinh phí thực hiện được bố trí tại Quyết định ...": the noun's own verb governs no document that does not follow at once. */
static bool is_noun_phrase(const struct run *run, const struct hit *h, uint32_t at)
{
        static const struct span nouns[] = { SPAN_INIT("kinh phí"), SPAN_INIT("thời gian"), SPAN_INIT("đơn vị"), SPAN_INIT("cơ quan"), SPAN_INIT("địa điểm"), SPAN_INIT("nguồn lực"), SPAN_INIT("tiến độ") };
        struct span before = { run->lower, skip_spaces_back(run, h->begin, 0) };

        if (skip_spaces(run, h->end, at) >= at)
                return false;
        for (size_t i = 0; i < ARRAY_LEN(nouns); i++) {
                if (span_ends(before, nouns[i]))
                        return true;
        }
        return false;
}

struct found_cue cue_before(const struct run *run, size_t para, uint32_t begin, uint32_t at)
{
        struct found_cue best = { 0 }, weak = { 0 };

        for (size_t i = scan_from(run, para, at); i-- > run->para_hits[para];) {
                const struct hit *h = &run->hits[i];
                const struct cue *cue = NULL;
                bool goes_on;

                if (h->begin < begin)
                        break;
                if (h->end > at)
                        continue;
                if (hit_is(h, WORD_CUE_TAIL))
                        cue = whole_cue(run, para, i);
                else if (hit_is(h, WORD_CUE) && !*run->set->cues[WORD_INDEX(h->value)].tail)
                        cue = &run->set->cues[WORD_INDEX(h->value)];
                if (!cue || is_noun_phrase(run, h, at) || quotes_close(run, h->end, at))
                        continue;
                if (cue->direction == CUE_BEHIND) { /* "bị bãi bỏ" is no "bãi bỏ": it speaks of what stands before it */
                        if (best.cue && h->end >= best.end)
                                best = (struct found_cue) { 0 };
                        continue;
                }
                goes_on = cue->goes_on || (cue->goes_on_near && skip_spaces(run, h->end, at) == at);
                if (hit_is(h, WORD_CUE) && weak.cue && h->begin >= weak.begin && h->end <= weak.end)
                        continue; /* "trong" of "trong đó có" */
                /* hits come by their beginning, last first: one that ends where the best ends, or later, is longer */
                if (best.cue && h->end < best.end) {
                        if (h->begin + CUE_MAX < best.end)
                                break;
                        continue;
                }
                if (!best.cue && weak.cue && h->end >= weak.end && h->begin <= weak.begin && !goes_on)
                        weak = (struct found_cue) { 0 };
                if (goes_on) {
                        if (!best.cue && !weak.cue)
                                weak = (struct found_cue) { cue, h->begin, h->end };
                        continue;
                }
                best = (struct found_cue) { cue, h->begin, h->end };
        }
        if (best.cue && weak.cue && (best.cue->of_things || subject_changes(run, para, best.end, at)))
                return weak;
        return best.cue ? best : weak;
}

/* A cue of its own, not the beginning of "bị bãi bỏ bởi"; "hết hiệu lực một phần" leaves the rest in force. */
static bool is_behind_cue(const struct run *run, size_t para, const struct hit *h)
{
        const struct hit *longest = scan_starting_at(run, para, h->begin, WORD_CUE);
        uint32_t end = run->paras[para].text.end;

        if (run->set->cues[WORD_INDEX(h->value)].direction != CUE_BEHIND || longest->end > h->end)
                return false;
        return !word_at(run, skip_spaces(run, h->end, end), end, "một phần") && !word_at(run, skip_spaces(run, h->end, end), end, "thi hành một phần");
}

/* "Quyết định ... hết hiệu lực": the cue stands behind. NULL = none does. */
static const char *relation_behind(const struct run *run, size_t para, const struct rec_citation *c)
{
        uint32_t from = c->title.span.end > c->span.end ? c->title.span.end : c->span.end;

        for (size_t i = scan_from(run, para, from); i < run->para_hits[para + 1]; i++) {
                const struct hit *h = &run->hits[i];

                if (h->begin > from + BEHIND_REACH)
                        return NULL;
                if (hit_is(h, WORD_CUE) && is_behind_cue(run, para, h))
                        return clause_ends(run, from, h->begin) ? NULL : run->set->cues[WORD_INDEX(h->value)].kind;
        }
        return NULL;
}

/* "quy định chi tiết một số điều và biện pháp | thi hành Luật ...": the verb of the title says what is done, "thi hành" is a part of it; of "phê duyệt kế hoạch | thực hiện ..." it is not. */
static struct found_cue widest_cue(const struct run *run, size_t para, struct found_cue cue, uint32_t begin)
{
        if (strcmp(cue.cue->kind, "thuc_hien") != 0)
                return cue;
        for (size_t i = scan_from(run, para, begin); i < run->para_hits[para + 1] && run->hits[i].end <= cue.begin; i++) {
                const struct hit *h = &run->hits[i];

                if (hit_is(h, WORD_CUE) && run->set->cues[WORD_INDEX(h->value)].direction == CUE_BETWEEN && strcmp(run->set->cues[WORD_INDEX(h->value)].kind, "phe_duyet") != 0 &&
                        !clause_ends(run, h->end, cue.begin))
                        return (struct found_cue) { &run->set->cues[WORD_INDEX(h->value)], h->begin, h->end };
        }
        return cue;
}

/* Does a list go on right before @at: ";", ",", "và", "hoặc"? */
static bool follows_joint(const struct run *run, uint32_t at, uint32_t begin, bool semicolon_only)
{
        static const char *const joints[] = { " và", " hoặc", " các", " cùng", " đến" };

        at = skip_spaces_back(run, at, begin);
        if (at > begin && run->lower[at - 1] == ';')
                return true;
        if (semicolon_only)
                return false;
        for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
                size_t len = strlen(joints[i]);

                if (at >= begin + len && memcmp(run->lower + at - len, joints[i], len) == 0)
                        return true;
        }
        return at > begin && run->lower[at - 1] == ',';
}

/* Does the relation decide whether a document is in force? Then whom it goes to must be known. */
static bool changes_document(const struct cue *cue)
{
        static const char *const kinds[] = { "sua_doi_bo_sung", "thay_the", "bai_bo", "dinh_chi", "dinh_chinh", "gia_han", "hop_nhat" };
        bool changes = false;

        for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
                changes |= strcmp(kinds[i], cue->kind) == 0;
        return changes;
}

/*
 * "sửa đổi Quy chế X | ban hành kèm theo Quyết định số ...": the decision is amended in what it carries. In a bracket, or behind another document, the words
 * only say where X comes from.
 */
static struct found_cue carrier_cue(const struct run *run, size_t para, struct found_cue cue, uint32_t begin)
{
        struct found_cue wider;

        if (cue.cue->scope != CUE_BRACKET || strcmp(cue.cue->kind, "ban_hanh_kem_theo") != 0)
                return cue;
        for (uint32_t i = begin; i < cue.begin; i++) {
                if (run->lower[i] == '(' || run->lower[i] == '"')
                        return cue;
        }
        wider = cue_before(run, para, begin, cue.begin);
        return wider.cue && wider.cue->direction == CUE_BEFORE && changes_document(wider.cue) && !clause_ends(run, wider.end, cue.begin) ? wider : cue;
}

/* "Điều 52 của Luật Việc làm và | một số điều của | Nghị định ..." */
static uint32_t before_quantifier(const struct run *run, uint32_t at, uint32_t begin)
{
        static const char *const words[] = { "của", "tại", "một số điều", "một số khoản", "một số nội dung", "một số quy định", "các quy định", "một số điểm" };
        uint32_t end = skip_spaces_back(run, at, begin);
        bool found = false;

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (word_before_at(run, end, begin, words[i])) {
                        end = skip_spaces_back(run, end - (uint32_t) strlen(words[i]), begin);
                        found |= i > 1;
                }
        }
        return found ? end : at;
}

/* "Phụ lục III ban hành kèm theo Nghị định ...": the cue stands between the part and the mention. */
static bool carried_with(const struct run *run, const struct rec_citation *c)
{
        uint32_t from = c->n_parts ? c->parts[c->n_parts - 1].span.end : c->span.begin;

        return from < c->span.begin && memmem(run->lower + from, c->span.begin - from, "kèm theo", strlen("kèm theo"));
}

/* The mention before @c on the same level of nesting, behind @begin. */
static const struct rec_citation *sibling_before(const struct run *run, const struct rec_citation *c, uint32_t begin)
{
        bool semicolon = follows_joint(run, lead_end(c), begin, true);

        for (size_t i = c->id - 1, steps = 0; i-- > 0 && steps < 64; steps++) {
                const struct rec_citation *s = &run->out->citations[i];

                if (s->span.begin < begin)
                        return NULL;
                if (s->inverse && s->subject && semicolon)
                        return &run->out->citations[s->subject - 1]; /* "A đã được sửa đổi theo B; C": C goes on with A */
                if ((s->subject == c->subject || s->inverse) && s->class != CITATION_BACK_REF)
                        return s;
        }
        return NULL;
}

static uint32_t end_of(const struct rec_citation *c)
{
        return c->title.span.end > c->span.end ? c->title.span.end : c->span.end;
}

/* "được sửa đổi bởi": what is named behind does it to what is named before (domain.md 1.6). */
static bool is_inverse(const struct cue *cue)
{
        return cue->direction == CUE_AFTER && cue->scope != CUE_BRACKET && !cue->goes_on;
}

/* The one of a mention's hosts that no title holds. */
static const struct rec_citation *outermost(const struct run *run, const struct rec_citation *c)
{
        while (c->subject && !c->inverse && run->out->citations[c->subject - 1].id < c->id)
                c = &run->out->citations[c->subject - 1];
        return c;
}

/* A cell that begins with its cue, "Được thay thế bởi ...", speaks of the document in the cell before; the capital shows where cells were joined. */
static const struct rec_citation *cell_before(const struct run *run, const struct rec_citation *c, size_t para, uint32_t cue)
{
        enum { CELL_REACH = 1200 };
        uint32_t begin = run->paras[para].text.begin;

        if ((cue > begin + strlen("đã ") && !capital_at(run, cue)) || c->id < 2)
                return NULL;
        for (size_t i = c->id - 1; i-- > 0;) {
                const struct rec_citation *before = outermost(run, &run->out->citations[i]);

                if (before->span.end + CELL_REACH < cue || before->refers_to_document)
                        return NULL;
                if (before->class == CITATION_NUMBERED && !before->inverse)
                        return before;
        }
        return NULL;
}

/* ", (đã) được sửa đổi ...": said of what the whole clause speaks of, not of its last word */
static bool follows_comma(const struct run *run, uint32_t at, uint32_t begin)
{
        at = skip_spaces_back(run, at, begin);
        if (word_before_at(run, at, begin, "đã"))
                at = skip_spaces_back(run, at - (uint32_t) strlen("đã"), begin);
        return at > begin && run->lower[at - 1] == ',';
}

/*
 * Whom an inverse relation goes to: the mention whose title holds it, the one before the cue in its clause, in the cell before. False = none of them:
 * "quy chế được sửa đổi bởi ..." says nothing of a document that is named.
 */
static bool inverse_subject(const struct run *run, struct rec_citation *c, const struct rec_citation *nearest, const struct rec_citation *host, size_t para, uint32_t cue)
{
        bool near = nearest && nearest->span.end <= cue && title_reaches(run, para, nearest->span.end, cue);
        const struct rec_citation *subject = host;

        /* "Nghị định A sửa đổi Nghị định B được sửa đổi theo Nghị định C": B; "Nghị định A hướng dẫn Luật L, được sửa đổi theo Nghị định C": A */
        if (near && (!host || (nearest != host && same_type(nearest, c) && !follows_comma(run, cue, nearest->span.end))))
                subject = nearest;
        if (!subject)
                subject = cell_before(run, c, para, cue);
        /* "Nghị định số 47/2011/NĐ-CP (sau đây gọi là Nghị định số 47) được sửa đổi theo ...": the one that has the short name */
        while (subject && subject->id > 1 && subject->relation && strcmp(subject->relation, "dinh_nghia") == 0)
                subject = outermost(run, &run->out->citations[subject->id - 2]);
        if (!subject)
                return false;
        c->subject = subject->refers_to_document ? 0 : subject->id;
        return true;
}

static const char *relation_of(struct run *run, struct rec_citation *c, const struct rec_citation *host, size_t para, const struct intro *intro)
{
        uint32_t para_begin = run->paras[para].text.begin, begin = para_begin, at = lead_end(c);
        const struct rec_citation *sibling = sibling_before(run, c, host ? host->title.span.begin : para_begin);
        const struct rec_citation *nearest = c->id >= 2 ? &run->out->citations[c->id - 2] : NULL;
        struct found_cue cue;
        const char *behind;

        if (word_before_at(run, skip_spaces_back(run, at, para_begin), para_begin, "ngày"))
                return NULL; /* "kể từ ngày Quyết định này có hiệu lực" */
        if (host)
                begin = host->title.span.begin;
        if (nearest && nearest != host && nearest->span.begin >= para_begin && end_of(nearest) <= at && end_of(nearest) > begin)
                begin = end_of(nearest);
        if (begin + CUE_REACH < at)
                begin = at - CUE_REACH;
        cue = cue_before(run, para, begin, at);
        if (cue.cue && host)
                cue = widest_cue(run, para, cue, begin);
        if (cue.cue)
                cue = carrier_cue(run, para, cue, begin);
        behind = host || c->refers_to_document || (c->class == CITATION_BACK_REF && strcmp(c->rule, "hoi_chi.nay") == 0) ? NULL : relation_behind(run, para, c);
        if (behind && cue.cue && cue.cue->goes_on) /* "Các quy định tại Điều 5 Thông tư số ... hết hiệu lực"; not "trái với Quyết định này đều hết hiệu lực" */
                return behind;
        if (cue.cue && !(sibling && subject_changes(run, para, cue.end, at))) {
                bool list = cue.cue->scope == CUE_LIST && follows_joint(run, at, para_begin, true) && !sentence_ends(run, cue.end, at);

                if (list || !clause_ends(run, cue.end, at)) {
                        if (!is_inverse(cue.cue))
                                return cue.cue->kind;
                        c->inverse = inverse_subject(run, c, nearest && nearest->span.begin >= para_begin ? nearest : NULL, host, para, cue.begin) || !changes_document(cue.cue);
                        return c->inverse ? cue.cue->kind : NULL;
                }
        }
        if (behind)
                return behind;
        if (carried_with(run, c))
                return "ban_hanh_kem_theo";
        if (sibling && follows_joint(run, before_quantifier(run, at, para_begin), para_begin, false) && !sentence_ends(run, sibling->span.end, at)) {
                c->inverse = sibling->inverse;
                c->subject = sibling->subject;
                return sibling->relation;
        }
        /* an item of a list, right behind its mark */
        if (host || sibling || at - para_begin > ITEM_MARK || intro->subject == c->id || (intro->partly && !c->n_parts))
                return NULL;
        c->inverse = intro->inverse;
        c->subject = intro->subject;
        return intro->kind;
}

static void set_relation(struct run *run, struct rec_citation *c, const struct intro *intros)
{
        size_t para = layout_para_at(run, c->span.begin);
        struct rec_citation *host = title_host(run, c);

        if (host)
                c->subject = host->id;
        c->relation = relation_of(run, c, host, para, &intros[para]);
        if (!c->relation || strcmp(c->relation, "tu_than") == 0)
                c->relation = "dan_chieu";
}

void relations_find(struct run *run)
{
        const struct intro *intros = run->out->n_citations ? intros_find(run) : NULL;

        for (size_t i = 0; i < run->out->n_citations; i++) {
                struct rec_citation *c = &run->out->citations[i];
                size_t para = layout_para_at(run, c->span.begin);

                if (c->class != CITATION_NAMED && c->class != CITATION_BACK_REF)
                        title_read(run, c, para, &intros[para]);
                set_relation(run, c, intros);
        }
        for (size_t i = 0; i < run->out->n_citations; i++) {
                const struct rec_citation *c = &run->out->citations[i];
                struct rec_citation *host = c->subject ? &run->out->citations[c->subject - 1] : NULL;

                if (host && (strcmp(c->relation, "sua_doi_bo_sung") == 0 || strcmp(c->relation, "thay_the") == 0) && range_holds(host->title.span, c->span))
                        title_end_before(run, host, c);
        }
}
