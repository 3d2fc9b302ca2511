/*
 * One document on its way through the rules: what the grammars of this folder share.
 *
 * While a run lasts every range speaks of match text; ruleset_run() turns them into display text at its end. The order of work
 * is written down in run.c.
 */
#ifndef RULES_RUN_H
#define RULES_RUN_H

#include "rules/ruleset.h"

/* A physical line of match text. Trimmed: white space, markdown marks (# * _ >), bullets stay. */
struct line {
        struct range text;  /* trimmed; begin == end = blank */
        struct range whole; /* without its line end */
        const struct block *block; /* of the document; NULL for a blank line */
        bool blank;
        bool furniture;     /* blank because it was a page's head, a stamp */
        bool caps;          /* has letters, all of them capitals */
};

/* Lines that read as one: a paragraph, its hard wraps and page breaks joined. The window of every pattern. */
struct para {
        struct range text;
        uint32_t first, last; /* lines, last included */
};

/* A phrase of the vocabulary, or a run of digits (WORD_ANCHOR 0), in text order; several may start at one place, shortest first. */
struct hit {
        uint32_t begin, end;
        uint32_t value;
};

/* Hits and paragraphs are found by the block of the text that a place is in, and some steps from there: three or four hits begin in one. */
enum { BLOCK_BYTES = 64 };

enum { SECTION_LEVELS = 24 }; /* a level a style of heading, and one a dot of "1.2.3.": at most 8 + 10 */

struct run {
        struct ruleset *set;
        struct arena *arena;
        struct record *out;
        const struct document *doc;
        const struct norm_text *norm; /* @text and its way back */

        struct span text;  /* match text */
        char *lower;       /* the same length, lower case, every white space a space */
        struct line *lines;
        size_t n_lines;
        struct para *paras;
        size_t n_paras, room_paras;
        struct hit *hits;
        size_t n_hits, room_hits;
        size_t *para_hits; /* para_hits[i] = first hit of paragraph i; [n_paras] = n_hits */
        uint32_t *block_hits;  /* the first that begins in a block or behind it */
        uint32_t *block_paras; /* the paragraph of a block's first byte, see layout_para_at() */

        size_t before_facts; /* bytes of the arena */
        bool full;
        size_t newest_section[SECTION_LEVELS]; /* by level: 1 + its place among the record's sections; 0 = none */

        /* what the layout found; lines */
        uint32_t title_line;    /* first line of the document's own title block, type line included */
        uint32_t body_line;     /* first line of the body */
        uint32_t sign_line;     /* first line of the signature or recipients block; n_lines when there is none */
        uint32_t end_line;      /* behind the last line that belongs to the document */
        const struct type_word *own_type_word;
        struct unit_names *unit_names; /* unit_list.c */

        /* the level words beside document.province, .district, .ward: "tỉnh", "thành phố", "huyện", ...; NULL = unknown */
        const char *province_level, *district_level, *ward_level;
};

static inline struct span run_text(const struct run *run, struct range r)
{
        return span_sub(run->text, r);
}

static inline struct span run_lower(const struct run *run, struct range r)
{
        return (struct span) { run->lower + r.begin, r.end - r.begin };
}

static inline bool hit_is(const struct hit *hit, enum word_kind kind)
{
        return WORD_KIND(hit->value) == kind;
}

static inline uint32_t skip_spaces(const struct run *run, uint32_t at, uint32_t end)
{
        while (at < end && run->lower[at] == ' ')
                at++;
        return at;
}

static inline uint32_t skip_spaces_back(const struct run *run, uint32_t at, uint32_t begin)
{
        while (at > begin && run->lower[at - 1] == ' ')
                at--;
        return at;
}

/*
 * layout.c, paragraph.c: lines and paragraphs. Page heads and stamps become white space, and the lines of a paragraph stand one behind the other
 * afterwards: @text, @lower and @norm are new then.
 */
void layout_read(struct run *run);
/* The paragraph that holds the byte @at (the last one that begins at or before it). */
size_t layout_para_at(const struct run *run, uint32_t at);
size_t layout_line_at(const struct run *run, uint32_t at);

/* scan.c: one walk of the vocabulary over all paragraphs */
void scan_text(struct run *run);
/* "Căn cứ Nghị định số: 81/2018/NĐ-CP": the sign ends no clause, so @lower loses it. For the head, which tells its number line by it, too early. */
void scan_clear_so_signs(struct run *run);
/* Index of the paragraph's first hit that begins at or behind @at; that of the next paragraph's first when there is none. */
size_t scan_from(const struct run *run, size_t para, uint32_t at);
/* Indexes of the hits that end exactly at / begin exactly at @at inside paragraph @para; the longest of @kind, or NULL. */
const struct hit *scan_ending_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind);
const struct hit *scan_starting_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind);
/* The longest phrase of @kind, one that is not scanned for, that begins at the word @at of paragraph @para. */
bool scan_asked_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind, struct hit *out);
/* Does one end right before @at? */
bool scan_ends_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind);
static inline bool scan_is_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind)
{
        struct hit hit;

        return scan_asked_at(run, para, at, kind, &hit);
}

/* number.c */
struct number_match {
        struct range span;      /* the digits to the end of the mark */
        struct norm_key key;
        const struct rule *rule;
        bool headed;            /* "số" or a type word stands in front */
};
/*
 * The number that starts at the digits @at of paragraph @para, if one does. @headed: "số" or a type word stands directly in front.
 */
bool number_at(struct run *run, struct number_match *out, size_t para, uint32_t at, bool headed);
/* A number as @out's fields; @type_known: a type word stands in front and decides hanh_chinh against cong_van. */
void number_fill(struct run *run, struct rec_number *out, const struct number_match *match, const struct type_word *word);
/* Over ':', '.', '_', dots and spaces behind "Số" to the number, or to the '/' of a blank one. */
uint32_t number_over_blank(const struct run *run, uint32_t at, uint32_t end);
/* "Số: /BC-UBND": mark without number. @at = the '/' or the year. */
bool number_blank_at(struct run *run, struct number_match *out, uint32_t at, uint32_t end);

/* date.c */
void dates_find(struct run *run);
/* Index of the first date mention that begins at or behind @at; n_dates when there is none. Binary search. */
size_t dates_from(const struct run *run, uint32_t at);
/* The date mention that begins at @at, or NULL. */
struct rec_date_mention *date_at(const struct run *run, uint32_t at);
/* The date mention that ends at @at, or NULL. */
struct rec_date_mention *date_ending_at(const struct run *run, uint32_t at);
struct rec_date date_of_mention(const struct rec_date_mention *mention);
void dates_inherit(struct run *run); /* years left out, after the document's own date is known */

/* head.c, foot.c, section.c */
void head_read(struct run *run);
void head_read_closing_date(struct run *run);
void foot_read(struct run *run);
/* "nguyễn", in lower case: tables/family-names.csv */
bool is_family_name(const struct run *run, struct span word);
void sections_read(struct run *run);

/* issuer.c: issuer, parent, urgency, secrecy; then the locality. @body: whom the signature speaks for, or NULL. Part of foot_read(). */
void issuer_read(struct run *run, const char *body);

/*
 * locality.c: @name, a canonical unit name, with the document's locality made explicit (domain.md 4): "Sở Ngoại vụ" -> "Sở Ngoại vụ tỉnh Hà Tĩnh",
 * "Tỉnh ủy" -> "Tỉnh ủy Hà Tĩnh", "Ủy ban nhân dân huyện" -> "Ủy ban nhân dân huyện Triệu Sơn", "Giám đốc Sở" -> the issuing Sở. Names with a
 * locality of their own, central units, collectives ("các sở, ban, ngành") and everything in a document whose locality is not known, or not yet: @name itself.
 */
const char *locality_apply(struct run *run, const char *name);

/* unit.c: an organisation's name that begins at @at; returns its end, 0 = none. */
uint32_t unit_end(const struct run *run, uint32_t at, uint32_t end);
/* Canonical name with locality of the document. */
const char *unit_name(struct run *run, struct range printed);
const char *unit_name_of(struct run *run, struct span printed);

/* citation.c, relation.c (titles: title.c), check.c */
void citations_find(struct run *run);
/* Is all between two mentions punctuation, "và" or "số"? Then they are items of one list. */
bool citation_list_gap(const struct run *run, struct range gap);
void citations_find_named(struct run *run); /* citation_named.c: behind the numbered ones, not yet in text order */
void relations_find(struct run *run);
void citations_name_issuers(struct run *run); /* citation_issuer.c */
void citations_read_parts(struct run *run);   /* part.c */
void dates_set_roles(struct run *run);        /* date_role.c: those that no other grammar has set */
void citations_check(struct run *run);

/* quantity.c, activity.c, assignment.c, event.c, unit_mention.c (facts.h): what the body says, after everything above */
void quantities_find(struct run *run);
void activities_find(struct run *run);
void assignments_find(struct run *run);
void events_find(struct run *run);
void units_find(struct run *run);

/* The words of a match range as the display text has them, in one line, without markdown marks. */
const char *run_display_line(struct run *run, struct range match);

/*
 * For each grammar, before a paragraph or a fact at @at: is there so much already that the rest of the document is left alone? The place where it first
 * was stands in a limit_facts.
 */
bool run_is_full(struct run *run, uint32_t at);
void run_give_up(struct run *run, uint32_t at);
void run_lower_text(struct run *run); /* @lower of @text */
void run_diag(struct run *run, enum diag_code code, struct range span, const char *detail);

#endif
