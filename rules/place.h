/* Places of the administration: provinces, districts, communes, and how unit names and date lines say them. */
#ifndef RULES_PLACE_H
#define RULES_PLACE_H

#include "rules/frame.h"

enum place_level { PLACE_PROVINCE, PLACE_CITY, PLACE_DISTRICT, PLACE_WARD }; /* a city is a province or a district */

struct place {
        const char *province, *district, *ward;                   /* "Hà Tĩnh"; NULL = not said */
        const char *province_level, *district_level, *ward_level; /* "tỉnh" */
};

/* The first "huyện X" or "thị xã X" near the beginning; NULL = none the table knows. */
const struct district *district_in_text(const struct run *run);

/* The places @name says with their level words; what @out has already stays. */
bool place_of_name(struct run *run, struct place *out, const char *name);
/* The place of a date line: a province, a district of the table, or what the text calls it elsewhere. */
bool place_of_line(struct run *run, struct place *out, struct span name);

const struct province *province_named(const struct run *run, struct span name);
const struct province *province_most_named(const struct run *run);
/* The district of that name in @province, or the only one, or one whose province the text names; NULL = cannot be told. */
const struct district *district_for(const struct run *run, struct span name, const char *province);

enum { HEAD_UNITS_MAX = 8 };

/* head_unit.c: the organisations above the number, superior first. */
size_t head_units(struct run *run, struct rec_name units[HEAD_UNITS_MAX]);
/* The longest organisation word @lower begins with: its length, and the row in @head (NULL = a full name of issuers.csv). 0 = none. */
size_t unit_word_at(const struct run *run, struct span lower, const struct unit_head **head);

#endif
