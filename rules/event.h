/* Events: the two files of this grammar. event.c goes from date to date, event_clause.c reads who did what in a clause. */
#ifndef RULES_EVENT_H
#define RULES_EVENT_H

#include "rules/facts.h"

struct event_clause {
        uint32_t begin, end;   /* the sentence up to its first ';', or to the next event in it: where subject and verb are looked for */
        uint32_t last;         /* ... and all of it */
        uint32_t verb;         /* where the action begins, 0 = none found */
        struct rec_names actors, partners;
};

/* Where the clause around @at begins; @signs: what else a clause begins behind, ":;" or ";". Looks back a bounded way. */
uint32_t event_clause_begin(const struct run *run, uint32_t at, struct range para, const char *signs);
/* The full stop that ends the sentence, and the first ';' before it. */
uint32_t event_sentence_end(const struct run *run, uint32_t at, struct range para);
uint32_t event_clause_end(const struct run *run, uint32_t at, struct range para);
/* The clause that goes on at @at, behind the date that opens it: "UBND tỉnh phối hợp với ... tổ chức". False = it has no finite verb. */
bool event_read_fronted(struct run *run, struct event_clause *c, uint32_t at);
/* A sentence that tells something before its date comes: "[X] VERB ..." */
bool event_read_opening(struct run *run, struct event_clause *c);
/* "tại Cửa khẩu Quốc tế Cầu Treo"; NULL = not said. */
const char *event_place(struct run *run, uint32_t verb, uint32_t end);

#endif
