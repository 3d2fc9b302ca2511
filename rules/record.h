/*
 * struct record: everything that was understood of one document. The shape of the JSON record (contract "trichluc-record/1").
 *
 * Ranges are bytes of display text, RANGE_NONE = not stated. Strings are UTF-8 with a terminator, NULL = unknown; they and
 * the arrays live in the arena the record was made in. ISO dates: "2017-11-02", "2017-07", "2020-Q3", "2022-H1", "2020", "--04-21".
 */
#ifndef RULES_RECORD_H
#define RULES_RECORD_H

#include "common/diag.h"
#include "common/span.h"

struct rec_type {
        const char *id;   /* tables/document-types.csv; NULL = unknown */
        const char *name; /* "Quyết định" */
        const char *printed; /* the word in the text, as it stands there */
        struct range span;
};

enum number_status { NUMBER_ABSENT, NUMBER_PARTIAL, NUMBER_FULL };

/* số, ký hiệu; domain.md 1.2 */
struct rec_number {
        enum number_status status;
        const char *key;         /* canonical; NULL unless full */
        const char *key_pattern; /* with '?' for what is blank; NULL unless partial */
        const char *number;      /* digits, perhaps dotted, without leading zeros */
        const char *suffix;
        int year;                /* 0 = none */
        const char *type_abbr;
        const char **issuer_abbrs;
        size_t n_issuer_abbrs;
        const char *style;       /* hanh_chinh, qppl, quoc_hoi, cong_van, dang, phoi_hop, hop_nhat, cu */
        struct range span;
};

enum date_precision { PRECISION_NONE, PRECISION_MINUTE, PRECISION_DAY, PRECISION_MONTH, PRECISION_QUARTER, PRECISION_HALF, PRECISION_YEAR };
enum { MISSING_DAY = 1, MISSING_MONTH = 2, MISSING_YEAR = 4 }; /* blank in the text; also what was inherited */

/* the date of something: of this document, of a cited one, of an event */
struct rec_date {
        const char *iso;
        enum date_precision precision;
        unsigned missing;
        struct range span; /* "ngày" included */
};

struct rec_name {
        const char *name; /* canonical, locality explicit */
        struct range span;
};

struct rec_names {
        struct rec_name *items;
        size_t n, room;
};

struct rec_text {
        const char *text;
        struct range span;
};

struct rec_strings {
        const char **items;
        size_t n, room;
};

struct rec_issuer {
        const char *name, *abbr;
        const char *level; /* tw, tinh, huyen, xa */
        struct range span;
};

struct rec_recipient {
        const char *name;
        const char *note; /* b/c, p/h, ... */
        struct range span;
};

struct rec_document {
        struct rec_type type;
        struct rec_number number;
        struct rec_date date;
        struct rec_name place;
        struct rec_issuer issuer;
        struct rec_name parent;
        const char *province, *district, *ward;
        struct rec_text title; /* one line, marks removed */
        struct {
                struct rec_strings authority; /* "TM", "KT", outermost first */
                const char *position;
                const char *name;
                struct range span;
        } signer;
        struct rec_recipient *recipients;
        size_t n_recipients, room_recipients;
        struct {
                struct rec_strings codes;
                const char *drafter, *copies;
        } archive;
        const char *urgency, *secrecy;
};

struct rec_section {
        int level;
        const char *number;
        const char *heading;
        const char *kind; /* domain.md 5: ket_qua, han_che, ...; NULL = none */
        struct range span;
};

enum citation_class { CITATION_NUMBERED, CITATION_NAMED, CITATION_UNNUMBERED, CITATION_BACK_REF, CITATION_SELF };
enum citation_status { CITATION_OK, CITATION_SOURCE_ERROR, CITATION_CONFLICT, CITATION_AMBIGUOUS };

struct rec_part {
        const char *path; /* "Điều 4/khoản 2/điểm a" */
        struct range span;
};

struct rec_citation {
        unsigned id;             /* 1-based, printed as "c01" */
        enum citation_class class;
        struct rec_type type;
        struct rec_number number; /* status ABSENT for a citation without one */
        struct rec_date date;
        struct rec_name issuer;
        const char *relation;    /* a kind of tables/relation-cues.csv */
        unsigned subject;        /* id of the citation it belongs to, 0 = this document */
        struct rec_part *parts;
        size_t n_parts, room_parts;
        struct rec_text title;
        unsigned group;          /* items of one list share it, 0 = alone */
        unsigned refers_to;      /* id of the fullest mention of the same document; 0 = none */
        bool refers_to_document; /* it is the file itself */
        bool inverse;         /* "được sửa đổi, bổ sung bởi": the relation goes from this one to its subject */
        enum citation_status status;
        const char *suggested_key;
        struct range number_span;
        struct range span;
        const char *rule;
};

struct rec_date_mention {
        const char *kind; /* tables/date-forms.csv: date, month, quarter, half, year, year_range, ... */
        const char *iso, *iso_end;
        const char *start, *end; /* first and last day covered, NULL = open */
        enum date_precision precision;
        unsigned missing, inherited;
        const char *role; /* doc_date, citation:c01, title_period, period, schedule, event, effective, anniversary, ... */
        struct range span;
        const char *rule;
};

struct rec_unit {
        const char *name, *role;
        struct range span;
        const char *rule;
};

struct rec_activity {
        const char *number, *title;
        struct range title_span;
        unsigned section; /* 1-based index into sections, 0 = none */
        struct rec_names lead, partners;
        struct {
                const char *text, *start, *end, *kind;
                struct range span;
        } time;
        const char *budget, *product;
        struct rec_text *items;
        size_t n_items, room_items;
        struct range span;
};

struct rec_duty {
        const char *role, *text;
        struct range span;
};

struct rec_assignment {
        struct rec_names units;
        struct rec_duty *duties;
        size_t n_duties, room_duties;
        struct range span;
};

struct rec_quantity {
        double value;
        const char *unit, *approx, *per;
        struct range span;
};

struct rec_event {
        struct rec_date date;
        struct rec_names actors, partners;
        const char *action, *place;
        unsigned *quantities; /* 1-based indexes into quantities */
        size_t n_quantities, room_quantities;
        struct range span;
};

struct record {
        struct rec_document document;
        struct rec_section *sections;
        size_t n_sections, room_sections;
        struct rec_citation *citations;
        size_t n_citations, room_citations;
        struct rec_date_mention *dates;
        size_t n_dates, room_dates;
        struct rec_unit *units;
        size_t n_units, room_units;
        struct rec_activity *activities;
        size_t n_activities, room_activities;
        struct rec_assignment *assignments;
        size_t n_assignments, room_assignments;
        struct rec_event *events;
        size_t n_events, room_events;
        struct rec_quantity *quantities;
        size_t n_quantities, room_quantities;
        struct diag_list diags; /* those of the document and those of the rules */
};

/* the words the record is written with */
const char *number_status_name(enum number_status status);
const char *date_precision_name(enum date_precision precision); /* NULL for PRECISION_NONE */
const char *citation_class_name(enum citation_class class);
const char *citation_status_name(enum citation_status status);

#endif
