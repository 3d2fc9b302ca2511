/*
 * What relation.c, title.c and intro.c share: the cue in front of a place, the titles of cited documents, and the lines that introduce a list of documents.
 * Ranges are match text.
 */
#ifndef RULES_RELATION_H
#define RULES_RELATION_H

#include "rules/words.h"

enum {
        CUE_MAX = 72,   /* bytes of a cue */
        ITEM_MARK = 12, /* bytes of what stands before the first mention of an item */
};

/* Where the words that lead to a mention end: before its cited parts, if it has any. */
static inline uint32_t lead_end(const struct rec_citation *c)
{
        return c->n_parts && c->parts[0].span.begin < c->span.begin ? c->parts[0].span.begin : c->span.begin;
}

static inline bool same_type(const struct rec_citation *a, const struct rec_citation *b)
{
        return a->type.id && b->type.id && strcmp(a->type.id, b->type.id) == 0;
}

struct found_cue {
        const struct cue *cue; /* NULL = none */
        uint32_t begin, end;
};

/* The nearest cue inside [begin, at) of paragraph @para; a weak one gives way to an earlier one of the clause. */
struct found_cue cue_before(const struct run *run, size_t para, uint32_t begin, uint32_t at);

/* Does the sign at @at end a sentence? */
bool is_sentence_end(const struct run *run, uint32_t at, uint32_t end);

/* What the line above a list says of the documents in it: "Bãi bỏ các văn bản sau:" over "1. Quyết định ...". */
struct intro {
        const char *kind; /* a relation; NULL = nothing */
        unsigned subject; /* "Thông tư số 5/... được sửa đổi bởi:": the id of the one amended, the items being inverse; 0 = this document */
        bool inverse;
        bool partly; /* "... bãi bỏ một phần": true of the items that name parts */
};

/* title.c: the title behind a mention: from "về việc", "ban hành" ... to the end of its clause. @intro: of its paragraph @para */
void title_read(struct run *run, struct rec_citation *c, size_t para, const struct intro *intro);
/* The mention whose title holds @c: the one before, or the one whose title holds that one. The title of one that is in the same list is cut. */
struct rec_citation *title_host(struct run *run, const struct rec_citation *c);
/*
 * "... về kiểm soát thủ tục hành chính | được sửa đổi, bổ sung bởi Nghị định số ...": what became of a document is no part of its title. The words alone
 * may be: "danh mục thủ tục được sửa đổi, bổ sung"; a mention right behind them tells. @c: that mention, inside the title of @host
 */
void title_end_before(struct run *run, struct rec_citation *host, const struct rec_citation *c);
/* Nothing ends between @from and @to but, with small letters behind it, a part of a title: "quy định phạm vi ...; trách nhiệm ... | được sửa đổi tại" */
bool title_reaches(const struct run *run, size_t para, uint32_t from, uint32_t to);

/* intro.c: one for each paragraph, in the run's arena */
const struct intro *intros_find(struct run *run);

#endif
