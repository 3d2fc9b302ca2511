/*
 * What a document says beyond its citations and dates (domain.md 5): the words that quantities, activities, assignments and
 * events are recognised by, and how a list of organisations is read.
 *
 * These words are many and common, so they have tries of their own that are walked only where a grammar asks: beside a run of
 * digits, at a colon, in a sentence with a date. The text as a whole is never scanned for them.
 */
#ifndef RULES_FACTS_H
#define RULES_FACTS_H

#include "rules/words.h"

enum fact_kind {
        FACT_UNIT,        /* quantity-units.csv: value = canonical unit, kind = tien, do, nguoi, dem, thoi_gian */
        FACT_APPROX,      /* quantity-context.csv: what stands in front of a number and softens it */
        FACT_ORDINAL,     /* ... makes the number a name or an index */
        FACT_WEAK,        /* ... does so unless a known noun follows the number */
        FACT_NO_NOUN,     /* ... no noun begins with it */
        FACT_LABEL,       /* labels.csv: value = field */
        FACT_COLLECTIVE,  /* collectives.csv: organisations of a kind, "các sở" */
        FACT_UNIT_TAIL,   /* a verb that ends a list of organisations */
        FACT_EVENT,       /* event-verbs.csv */
        FACT_DUTY,        /* duty-words.csv: value = role */
        FACT_TASKS,       /* task-headings.csv: value = what the section holds */
        FACT_ROLE_BEFORE, /* unit-roles.csv: what stands in front of an organisation; value = role */
        FACT_ROLE_AFTER,  /* ... and behind it */
        FACT_ACTOR,       /* actor-nouns.csv: common nouns that act */
        FACT_NOT_UNIT,    /* unit-not.csv: begins like an organisation and is none */
        FACT_KINDS,
};

struct fact_word {
        const char *word, *value, *kind;
};

struct fact_words {
        struct trie *tries[FACT_KINDS]; /* one a kind: a walk ends at the first byte that leads to no word of the kind */
        struct fact_word *items;
        size_t n, room;
};

/* The longest word of @kind that begins at @at; its end in @end. NULL = none. */
const struct fact_word *fact_at(const struct run *run, enum fact_kind kind, uint32_t at, uint32_t limit, uint32_t *end);
/* The longest word of @kind that ends exactly at @at and begins at or behind @limit; its begin in @begin. Looks back a few words at most. */
const struct fact_word *fact_before(const struct run *run, enum fact_kind kind, uint32_t at, uint32_t limit, uint32_t *begin);

static inline uint32_t word_begin_at(const struct run *run, uint32_t at, uint32_t begin)
{
        while (at > begin && trie_word_byte(run->lower, at - 1))
                at--;
        return at;
}

/* The words of a match range as the display text has them, on one line, without markdown marks and escapes. */
const char *fact_text(struct run *run, struct range r);
/* @r without white space, bullets and markdown marks in front and closing signs (. ; , : ./.) behind. */
struct range fact_trim(const struct run *run, struct range r);
/* Does the word at @at equal @word (lower case)? */
static inline bool fact_word_is(const struct run *run, uint32_t at, uint32_t end, struct span word)
{
        return at <= end && span_starts((struct span) { run->lower + at, end - at }, word) && (at + word.len == end || !trie_word_byte(run->lower, at + (uint32_t) word.len));
}

/* unit_list.c: the organisations of "Sở A, Sở B và các cơ quan, đơn vị liên quan": collectives whole, verbs behind left out. */
void unit_list_read(struct run *run, struct rec_names *out, struct range r);
/* Those that stand at the beginning of a sentence that goes on; returns where they end, @at = there are none. */
uint32_t unit_list_prefix(struct run *run, struct rec_names *out, uint32_t at, uint32_t limit);
/* Is all of @r such a list? */
bool unit_list_is(const struct run *run, struct range r);
/* The end of the organisation or collective that begins at @at; 0 = none begins there. */
uint32_t unit_item_end(const struct run *run, uint32_t at, uint32_t end);
/* ... its canonical name, with locality. */
const char *unit_item_name(struct run *run, struct range printed);

/* outline.c: headings as tasks and duties see them */
enum outline_holding { HOLDS_NOTHING, HOLDS_TASKS, HOLDS_DUTIES, HOLDS_OTHER };
struct outline_numbering { /* items numbered alike stand on one level */
        char style; /* '1', 'a', 'I', 0 = not numbered */
        int dots;
};
enum outline_holding outline_section(const struct run *run, const struct rec_section *section);
/* The words of a section's heading, without its number. */
struct range outline_words(const struct run *run, const struct rec_section *section);
struct outline_numbering outline_numbering(const char *number);
/* "1.2. ", "a) ": the number at a paragraph's beginning, its words begin at @text; RANGE_NONE = not numbered. */
struct range outline_item(const struct run *run, struct range para, uint32_t *text);
/* The lines that tell something: the body, and what is attached behind signature and recipients. */
struct outline_body {
        uint32_t begin, foot, attached, end; /* lines: [begin, foot) and [attached, end) */
};
struct outline_body outline_body(const struct run *run);
static inline bool outline_holds(const struct outline_body *body, uint32_t line)
{
        return line >= body->begin && line < body->end && (line < body->foot || line >= body->attached);
}
/* Over "Giao", "Đề nghị", "Yêu cầu" to whom it is given. */
uint32_t outline_skip_charge(const struct run *run, uint32_t at, uint32_t end);

/* activity_label.c: "Đơn vị chủ trì: ..." */
struct label {
        const char *field;  /* of labels.csv */
        uint32_t begin;     /* of the label itself */
        struct range value; /* behind ':', trimmed; empty = it stands on the lines below */
        bool first;         /* nothing but a bullet stands in front */
};
/* The labels of a paragraph or cell, in text order. */
size_t labels_read(const struct run *run, struct range r, struct label *out, size_t room);
/* What @field says goes to its place in @a; false for fields an activity has no place for. */
bool activity_set(struct run *run, struct rec_activity *a, const char *field, struct range value);
/* Roles that a sentence gives: "X chủ trì, phối hợp với Y". */
bool activity_read_roles(struct run *run, struct rec_activity *a, struct range sentence);
/* "Hoàn thành trong tháng 8/2022": the time of a task whose labels give none. */
void activity_read_time(struct run *run, struct rec_activity *a, struct range sentence);
struct rec_activity *activity_add(struct run *run);

/* activity_table.c: tasks whose parts stand in columns */
void activity_tables_find(struct run *run);

#endif
