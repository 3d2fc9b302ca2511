/*
 * Quantities: the three files of this grammar. quantity.c walks over the numbers and decides, quantity_number.c reads what is printed
 * as a number, quantity_words.c the words in front of it and behind.
 */
#ifndef RULES_QUANTITY_H
#define RULES_QUANTITY_H

#include "rules/facts.h"

enum { QUANTITY_GAP = 3 }; /* white space between a number and its noun; a line break is one of it */

/* The first rule of so-luong.yaml that reads the digits at @at inside @para; NULL = none. */
const struct rule *quantity_read(struct run *run, struct range para, uint32_t at, struct pattern_match *match);
/* "2 tỷ 300 triệu" = 2 300 000 000 */
double quantity_value(const struct run *run, const struct rule *rule, const struct pattern_match *match);
/* What the number's own multiplier is worth: 1 when there is none. */
double quantity_multiplier(const struct run *run, const struct rule *rule, const struct pattern_match *match);
/* "từ 3 đến 5 thành viên", "51 - 52%": the first number takes what the second counts. The second's digits, 0 = no range. */
uint32_t quantity_partner(const struct run *run, uint32_t at, uint32_t limit);

/* What stands in front of a number. */
struct quantity_before {
        const struct fact_word *approx;
        uint32_t begin;      /* of the approximator, else of the number */
        bool ordinal, weak;
        bool name;           /* behind a capital: "Covid 19" */
};
struct quantity_before quantity_before(const struct run *run, size_t para, uint32_t at);
/* "1, 2 và 3": only signs and joining words between two numbers. */
bool quantity_goes_on(const struct run *run, uint32_t from, uint32_t to);

/* What is counted. */
struct quantity_noun {
        const struct fact_word *known; /* NULL: a noun no table knows */
        struct range noun;
        bool found;   /* something is counted; a scaled number counts by itself ("3.500 tỷ") */
        bool capital; /* the noun begins with one */
};
/* Behind a number that ends at @at; @scaled: it has a multiplier. */
struct quantity_noun quantity_noun(const struct run *run, uint32_t at, uint32_t limit, bool scaled);
/* "/năm", "/người/tháng" at @at, which moves behind it; NULL = none. */
const char *quantity_per(struct run *run, uint32_t *at, uint32_t limit);

static inline bool quantity_digit(char c)
{
        return c >= '0' && c <= '9';
}

static inline bool quantity_kind(const struct fact_word *unit, const char *kind)
{
        return unit && strcmp(unit->kind, kind) == 0;
}

/* Money and measures: an index is never followed by one. */
static inline bool quantity_is_size(const struct fact_word *unit)
{
        return quantity_kind(unit, "tien") || quantity_kind(unit, "do");
}

/* "300 USD", "5 MW", "12 Quyết định" */
static inline bool quantity_may_be_capital(const struct fact_word *unit)
{
        return quantity_is_size(unit) || quantity_kind(unit, "van_ban");
}

#endif
