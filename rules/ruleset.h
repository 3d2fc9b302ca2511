/*
 * What a loaded rule set is, for the files of this folder: vocabularies, compiled rules, and the trie that finds both in one walk.
 */
#ifndef RULES_RULESET_H
#define RULES_RULESET_H

#include "rules/first_byte.h"
#include "rules/name_cache.h"
#include "rules/name_index.h"
#include "rules/pattern.h"
#include "rules/rule_file.h"
#include "rules/rules.h"
#include "rules/trie.h"

/* a row of tables/document-types.csv */
struct doc_type {
        const char *id, *name, *abbr;
        const char **other_abbrs;
        size_t n_other_abbrs;
        const char *system;       /* qppl, hanh_chinh, dang, ... ; several joined by ';' */
        const char *number_style; /* likewise */
        const char **marks;       /* issuer marks that mean this row among those of the same name */
        size_t n_marks;
        int rank;
};

/* a type word of the text and the rows it may mean */
struct type_word {
        const char *word;  /* "Quyết định" */
        const struct doc_type **types;
        size_t n, room;
        bool law; /* luật, bộ luật, pháp lệnh, hiến pháp: cited by name as well as by number */
};

/* a row of tables/issuers.csv */
struct issuer {
        const char *abbr, *name, *class, *level, *from, *to, *successor;
        const char *lower; /* the name */
        const char **other_abbrs;
        size_t n_other_abbrs;
        bool needs_locality;
};

enum cue_direction { CUE_BEFORE, CUE_BETWEEN, CUE_AFTER, CUE_BEHIND };
enum cue_scope { CUE_CLAUSE, CUE_LIST, CUE_TITLE, CUE_BRACKET };

/* a row of tables/relation-cues.csv */
struct cue {
        const char *id, *cue, *tail, *kind;
        enum cue_direction direction;
        enum cue_scope scope;
        bool of_things; /* what it changes need be no document: "điều chỉnh lương hưu tại Thông tư ..." is "tại" */
        bool goes_on; /* weak: an earlier cue of the clause is stronger ("như", "tại") */
        bool goes_on_near; /* ... right in front of the mention only: "một số điểm trong Thông tư số ..." */
};

/* a row of tables/provinces.csv */
struct province {
        const char *name, *type; /* "Hà Tĩnh", "tỉnh" */
        const char *lower;       /* the name */
        size_t name_len;
};

/* a row of tables/districts.csv: districts until 30/6/2025 */
struct district {
        const char *name, *level, *province; /* "Triệu Sơn", "huyện", "Thanh Hóa" */
        const char *lower;                   /* the name */
};

/* a row of tables/furniture.csv: see enum furniture_kind in frame.h */
struct furniture {
        const char *phrase, *value; /* lower case */
        int kind;
        bool whole, capitals;       /* the phrase is the whole line; the line is in capitals */
};

/* a row of tables/positions.csv: what a person signs as, or the rank or degree before the name */
struct position {
        const char *word, *lower;   /* "Phó Chủ tịch" */
        bool rank;
};

/* a row of tables/abbreviations.csv */
struct abbreviation {
        const char *abbr, *full;
        const char **next;          /* words one of which must follow; none = anywhere */
        size_t n_next;
};

/* a row of tables/unit-heads.csv: the first words of an organisation's name */
struct unit_head {
        const char *word, *class, *level;
        const char *lower; /* the word */
};

/* a row of tables/law-names.csv */
struct law_name {
        const char *type, *name;
};

/* a row of tables/section-kinds.csv */
struct section_kind {
        const char *kind, *phrase; /* folded words of a heading */
        const char *below;         /* the kind of headings below it; "" = the same */
};

enum rule_yields { YIELDS_NUMBER, YIELDS_DATE, YIELDS_QUANTITY, YIELDS_HEADING, YIELDS_PART, YIELDS_KINDS };

struct byte_set {
        uint32_t bits[256 / 32];
};

static inline bool byte_set_has(const struct byte_set *set, unsigned char byte)
{
        return set->bits[byte / 32] >> byte % 32 & 1;
}

struct rule {
        const char *id, *kind;
        enum rule_yields yields;
        bool lower, head;
        struct pattern *pattern;
        struct byte_set behind, next, behind_word; /* see rule_file.h */
        struct rule_source *source;
        const char *file;
        /* groups by name, 0 = none; each grammar uses its own */
        struct {
                unsigned number, suffix, year, marks;
                unsigned d, m, y, d2, m2, y2, d3, mw, y3, m4, y4, q, q2, half, n, nw, h, mi, n2, n3, x, x2, x3;
        } group;
};

/* The first byte behind the digits at a place that is no space, and the one right behind it; 0 = the window ends. */
struct behind {
        unsigned char byte, next;
};
struct behind behind_digits(const char *text, uint32_t at, uint32_t end);
/* Behind a word that ends at @at, with the digits that follow it. */
struct behind behind_word(const char *text, uint32_t at, uint32_t end);

/* May digits with @behind behind them start @rule? Most digits start none, which is known without a match. */
static inline bool rule_goes_on(const struct rule *rule, struct behind behind)
{
        return byte_set_has(&rule->behind, behind.byte) && byte_set_has(&rule->next, behind.next);
}

static inline bool rule_goes_on_word(const struct rule *rule, struct behind behind)
{
        return byte_set_has(&rule->behind_word, behind.byte);
}

struct rule_list {
        struct rule **items;
        size_t n, room;
};

/* a word that starts rules, and those it starts, in the order of the files */
struct anchor {
        const char *word; /* "#" = a run of digits */
        struct rule_list rules[YIELDS_KINDS];
};

/*
 * What the tries say about a phrase: kind << 24 | index. The kinds in front of WORD_SCANNED are found all over the text (scan_text()); those behind are common
 * words that matter at few places, and are looked up there.
 */
enum word_kind {
        WORD_TYPE,     /* type_words */
        WORD_CUE,      /* cues */
        WORD_CUE_TAIL, /* second half of a cue in two pieces: cues */
        WORD_ANCHOR,   /* anchors */
        WORD_SO,       /* "số", "số:" */
        WORD_ISSUER,   /* issuers, by full name or by abbreviation */
        WORD_PROVINCE, /* provinces */
        WORD_UNIT_HEAD, /* unit_heads */
        WORD_SCANNED,
        WORD_UNIT_STOP = WORD_SCANNED, /* a word no organisation's name goes on with */
        WORD_LAW,       /* the name of a law, without "Luật": law_names */
        WORD_LAW_STOP,  /* a word no law's name goes on with; index 1 = only right behind "Luật" */
        WORD_TITLE,     /* a word the title behind a mention begins with */
        WORD_KINDS,
};
#define WORD(kind, index) ((uint32_t) (kind) << 24 | (uint32_t) (index))
#define WORD_KIND(value) ((enum word_kind) ((value) >> 24))
#define WORD_INDEX(value) ((value) & 0xFFFFFF)

/* sources.c: the built-in files, with those of a folder on top */
struct rule_source_file {
        const char *path; /* "so-ky-hieu.yaml", "tables/issuers.csv" */
        struct span content;
};
struct rule_sources {
        struct rule_source_file *items;
        size_t n, room;
};

struct ruleset {
        struct arena arena;
        struct rule_sources sources; /* what was loaded */
        const char *version;
        struct lexicon lexicon;
        struct name_cache names; /* by lexicon.units */

        struct doc_type *types;
        size_t n_types, room_types;
        struct type_word *type_words;
        size_t n_type_words, room_type_words;
        struct name_index types_by_abbr; /* abbr and abbr_other */
        struct issuer *issuers;
        size_t n_issuers, room_issuers;
        struct name_index issuers_by_abbr, issuers_by_other_abbr, issuers_by_name;
        struct cue *cues;
        size_t n_cues, room_cues;
        struct province *provinces;
        size_t n_provinces, room_provinces;
        struct district *districts;
        size_t n_districts, room_districts;
        struct furniture *furniture;
        size_t n_furniture, room_furniture;
        struct position *positions;
        size_t n_positions, room_positions;
        struct abbreviation *abbreviations;
        size_t n_abbreviations, room_abbreviations;
        const char **family_names; /* lower case */
        size_t n_family_names, room_family_names;
        struct unit_head *unit_heads;
        size_t n_unit_heads, room_unit_heads;

        struct {
                struct first_byte_index furniture, positions, abbreviations, unit_heads, unit_heads_lower, issuers_lower;
        } first_byte;

        struct law_name *law_names;
        size_t n_law_names, room_law_names;

        struct section_kind *section_kinds;
        size_t n_section_kinds, room_section_kinds;

        struct rule *rules;
        size_t n_rules, room_rules;
        struct anchor *anchors; /* [0] is "#" */
        size_t n_anchors, room_anchors;
        struct rule_file **files;
        size_t n_files, room_files;

        struct trie *trie;                             /* of the kinds that are scanned for */
        struct trie *asked[WORD_KINDS - WORD_SCANNED]; /* of each kind that is looked up */
        struct fact_words *fact_words; /* facts.h */
};

/* tables.c: read the vocabularies from @files (path -> content) */
int tables_load(struct ruleset *set, const struct rule_sources *sources, struct buf *message);
/* fact_words.c: the words of facts.h */
int fact_words_load(struct ruleset *set, const struct rule_sources *sources, struct buf *message);

/* The row that a type word means beside this number and mark; @number may be NULL. NULL only for a word without rows. */
const struct doc_type *type_of_word(const struct type_word *word, const struct rec_number *number);
/* The row a mark's first abbreviation means ("QĐ", "TTr"), by style; NULL when it is no type abbreviation. */
const struct doc_type *type_of_mark(const struct ruleset *set, const struct norm_key *key, bool party);
const struct issuer *issuer_of_abbr(const struct ruleset *set, const char *abbr);
const struct issuer *issuer_of_name(const struct ruleset *set, struct span name);

int sources_collect(struct rule_sources *out, struct arena *arena, const char *dir, struct buf *message);
struct span sources_find(const struct rule_sources *sources, const char *path);
const char *sources_version(const struct rule_sources *sources, struct arena *arena);

#endif
