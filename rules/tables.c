/* The vocabularies: tables of rules/tables into structs, and their words into the trie and the lexicon. */
#include "common/csv.h"
#include "common/error.h"
#include "rules/ruleset.h"

#include <stdlib.h>

static int read_table(struct csv *out, struct arena *arena, const struct rule_sources *sources, const char *path, struct buf *message)
{
        struct span content = sources_find(sources, path);
        size_t line = content.ptr ? csv_read(out, arena, content, ',') : 1;

        if (line == 0)
                return 0;
        buf_printf(message, "%s:%zu: %s\n", path, line, content.ptr ? "not a row of this table" : "the table is missing");
        return ERROR_RULES;
}

/* "a; b; c" -> its pieces, trimmed */
static size_t split_list(const char ***out, struct arena *arena, const char *text)
{
        size_t n = 0, room = 0;

        *out = NULL;
        while (*text) {
                const char *end = strchr(text, ';');
                struct span piece = { text, end ? (size_t) (end - text) : strlen(text) };

                while (piece.len && *piece.ptr == ' ')
                        piece.ptr++, piece.len--;
                while (piece.len && piece.ptr[piece.len - 1] == ' ')
                        piece.len--;
                if (piece.len) {
                        const char **slot = arena_grow(arena, out, &n, &room, sizeof(*slot));
                        *slot = arena_strndup(arena, piece);
                }
                text = end ? end + 1 : "";
        }
        return n;
}

static void add_word(struct ruleset *set, const char *phrase, enum word_kind kind, size_t index)
{
        trie_add(kind < WORD_SCANNED ? set->trie : set->asked[kind - WORD_SCANNED], norm_lowered(&set->arena, span_of(phrase)), WORD(kind, index));
}

static const struct doc_type *type_by_id(const struct ruleset *set, const char *id)
{
        for (size_t i = 0; i < set->n_types; i++) {
                if (strcmp(set->types[i].id, id) == 0)
                        return &set->types[i];
        }
        return NULL;
}

static void type_word_add(struct ruleset *set, const char *word, const struct doc_type *type)
{
        static const char *const laws[] = { "luat", "bo_luat", "phap_lenh", "hien_phap" };
        struct type_word *w = NULL;
        const struct doc_type **slot;

        for (size_t i = 0; i < set->n_type_words && !w; i++) {
                if (strcmp(set->type_words[i].word, word) == 0)
                        w = &set->type_words[i];
        }
        if (!w) {
                w = arena_grow(&set->arena, &set->type_words, &set->n_type_words, &set->room_type_words, sizeof(*w));
                *w = (struct type_word) { .word = word };
                add_word(set, word, WORD_TYPE, set->n_type_words - 1);
        }
        for (size_t i = 0; i < ARRAY_LEN(laws); i++)
                w->law |= strcmp(laws[i], type->id) == 0;
        slot = arena_grow(&set->arena, &w->types, &w->n, &w->room, sizeof(*slot));
        *slot = type;
}

static int load_types(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/document-types.csv", message);

        if (r)
                return r;
        for (size_t i = 0; i < csv.n; i++) {
                struct doc_type *t = arena_grow(&set->arena, &set->types, &set->n_types, &set->room_types, sizeof(*t));

                *t = (struct doc_type) {
                        .id = csv_cell(&csv, i, "id"),
                        .name = csv_cell(&csv, i, "name"),
                        .abbr = csv_cell(&csv, i, "abbr"),
                        .system = csv_cell(&csv, i, "system"),
                        .number_style = csv_cell(&csv, i, "number_style"),
                        .rank = atoi(csv_cell(&csv, i, "rank")),
                };
                t->n_other_abbrs = split_list(&t->other_abbrs, &set->arena, csv_cell(&csv, i, "abbr_other"));
                t->n_marks = split_list(&t->marks, &set->arena, csv_cell(&csv, i, "marks"));
                norm_abbrs_add(&set->lexicon.abbrs, &set->arena, span_of(t->abbr));
        }
        /* second: the rows no longer move */
        for (size_t i = 0; i < set->n_types; i++) {
                const struct doc_type *t = &set->types[i];
                struct lexicon_type *l = arena_grow(&set->arena, &set->lexicon.types, &set->lexicon.n_types, &set->lexicon.room_types, sizeof(*l));

                *l = (struct lexicon_type) { t->id, t->name, t->abbr };
                for (size_t k = 0; k < t->n_other_abbrs; k++)
                        norm_abbrs_add(&set->lexicon.abbrs, &set->arena, span_of(t->other_abbrs[k]));
                if (strcmp(t->id, "tieu_chuan") != 0)
                        type_word_add(set, t->name, t);
        }
        r = read_table(&csv, &set->arena, sources, "tables/type-words.csv", message);
        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                const struct doc_type *t = type_by_id(set, csv_cell(&csv, i, "type"));

                if (!t) {
                        buf_printf(message, "tables/type-words.csv:%zu: no type %s\n", i + 2, csv_cell(&csv, i, "type"));
                        return ERROR_RULES;
                }
                type_word_add(set, csv_cell(&csv, i, "word"), t);
        }
        return r;
}

/* "Sở Lao động, Thương binh và Xã hội", "Sở Văn hóa - Thể thao và Du lịch": offices write another sign between the fields, or none. */
static void add_name_variants(struct ruleset *set, const struct issuer *u, size_t index)
{
        static const char *const signs[] = { ", ", " - ", " ", "-" };
        const char *sign = strstr(u->name, " - ") ? " - " : ", ", *at = strstr(u->name, sign);

        if (!at || strpbrk(u->name, "(/;"))
                return;
        for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
                const char *variant;

                if (strcmp(signs[i], sign) == 0)
                        continue;
                variant = arena_printf(&set->arena, "%.*s%s%s", (int) (at - u->name), u->name, signs[i], at + strlen(sign));
                norm_names_add(set->lexicon.units, span_of(variant), span_of(u->name));
                add_word(set, variant, WORD_ISSUER, index);
        }
}

static int load_issuers(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/issuers.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct issuer *u = arena_grow(&set->arena, &set->issuers, &set->n_issuers, &set->room_issuers, sizeof(*u));
                const char **others;
                size_t n = split_list(&others, &set->arena, csv_cell(&csv, i, "abbr_other"));

                *u = (struct issuer) {
                        .abbr = csv_cell(&csv, i, "abbr"),
                        .name = csv_cell(&csv, i, "name"),
                        .class = csv_cell(&csv, i, "class"),
                        .level = csv_cell(&csv, i, "level"),
                        .from = csv_cell(&csv, i, "from"),
                        .to = csv_cell(&csv, i, "to"),
                        .successor = csv_cell(&csv, i, "successor"),
                        .needs_locality = strcmp(csv_cell(&csv, i, "needs_locality"), "yes") == 0,
                        .other_abbrs = others,
                        .n_other_abbrs = n,
                        .lower = norm_lowered(&set->arena, span_of(csv_cell(&csv, i, "name"))),
                };
                norm_abbrs_add(&set->lexicon.abbrs, &set->arena, span_of(u->abbr));
                for (size_t k = 0; k < n; k++)
                        norm_abbrs_add(&set->lexicon.abbrs, &set->arena, span_of(others[k]));
                /* desks of an office and rows that explain more than they name are no units to print */
                if (strcmp(u->class, "don_vi") != 0 && !strpbrk(u->name, "(/;")) {
                        norm_names_add(set->lexicon.units, span_of(u->name), span_of(u->name));
                        /* CB, HĐ, ĐH are too short to be told from desks */
                        if (!u->needs_locality || strlen(u->abbr) > 3)
                                norm_names_add(set->lexicon.units, span_of(u->abbr), span_of(u->name));
                        for (size_t k = 0; k < n; k++)
                                norm_names_add(set->lexicon.units, span_of(others[k]), span_of(u->name));
                }
                add_word(set, u->name, WORD_ISSUER, i);
                add_name_variants(set, u, i);
        }
        return r;
}

static int load_cues(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        static const char *const directions[] = { "before", "between", "after", "behind" };
        static const char *const scopes[] = { "clause", "list", "title", "bracket" };
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/relation-cues.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct cue *c = arena_grow(&set->arena, &set->cues, &set->n_cues, &set->room_cues, sizeof(*c));

                *c = (struct cue) {
                        .id = csv_cell(&csv, i, "id"),
                        .cue = csv_cell(&csv, i, "cue"),
                        .tail = csv_cell(&csv, i, "tail"),
                        .kind = csv_cell(&csv, i, "kind"),
                        .goes_on = strcmp(csv_cell(&csv, i, "goes_on"), "yes") == 0,
                        .goes_on_near = strcmp(csv_cell(&csv, i, "goes_on"), "near") == 0,
                        .of_things = strcmp(csv_cell(&csv, i, "goes_on"), "things") == 0,
                };
                for (size_t k = 0; k < ARRAY_LEN(directions); k++) {
                        if (strcmp(csv_cell(&csv, i, "direction"), directions[k]) == 0)
                                c->direction = (enum cue_direction) k;
                        if (strcmp(csv_cell(&csv, i, "scope"), scopes[k]) == 0)
                                c->scope = (enum cue_scope) k;
                }
                add_word(set, c->cue, WORD_CUE, i);
                if (*c->tail)
                        add_word(set, c->tail, WORD_CUE_TAIL, i);
        }
        if (!r)
                r = read_table(&csv, &set->arena, sources, "tables/title-starts.csv", message);
        for (size_t i = 0; r == 0 && i < csv.n; i++)
                add_word(set, csv_cell(&csv, i, "word"), WORD_TITLE, i);
        return r;
}

static int load_provinces(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/provinces.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct province *p = arena_grow(&set->arena, &set->provinces, &set->n_provinces, &set->room_provinces, sizeof(*p));
                const char **aliases;
                size_t n = split_list(&aliases, &set->arena, csv_cell(&csv, i, "aliases"));

                *p = (struct province) { csv_cell(&csv, i, "name"), csv_cell(&csv, i, "type"), norm_lowered(&set->arena, span_of(csv_cell(&csv, i, "name"))), strlen(csv_cell(&csv, i, "name")) };
                add_word(set, p->name, WORD_PROVINCE, i);
                for (size_t k = 0; k < n; k++)
                        add_word(set, aliases[k], WORD_PROVINCE, i);
        }
        return r;
}

static int load_districts(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/districts.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct district *d = arena_grow(&set->arena, &set->districts, &set->n_districts, &set->room_districts, sizeof(*d));

                *d = (struct district) { csv_cell(&csv, i, "name"), csv_cell(&csv, i, "level"), csv_cell(&csv, i, "province"), norm_lowered(&set->arena, span_of(csv_cell(&csv, i, "name"))) };
        }
        return r;
}

/* Kinds as in enum furniture_kind; ruleset.h does not know frame.h, so the names are put in its order here. */
static int load_furniture(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        static const char *const kinds[] = { "", "motto", "urgency", "secrecy", "mark", "stamp", "page", "web" };
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/furniture.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct furniture *f = arena_grow(&set->arena, &set->furniture, &set->n_furniture, &set->room_furniture, sizeof(*f));
                const char *match = csv_cell(&csv, i, "match");

                *f = (struct furniture) {
                        .phrase = csv_cell(&csv, i, "phrase"),
                        .value = csv_cell(&csv, i, "value"),
                        .whole = strstr(match, "line") != NULL,
                        .capitals = strstr(match, "capitals") != NULL,
                };
                for (size_t k = 1; k < ARRAY_LEN(kinds); k++)
                        f->kind = strcmp(csv_cell(&csv, i, "kind"), kinds[k]) == 0 ? (int) k : f->kind;
        }
        return r;
}

static int load_signers(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/positions.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct position *p = arena_grow(&set->arena, &set->positions, &set->n_positions, &set->room_positions, sizeof(*p));
                const char *word = csv_cell(&csv, i, "word");

                *p = (struct position) { word, norm_lowered(&set->arena, span_of(word)), strcmp(csv_cell(&csv, i, "kind"), "rank") == 0 };
        }
        if (!r)
                r = read_table(&csv, &set->arena, sources, "tables/family-names.csv", message);
        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                const char **slot = arena_grow(&set->arena, &set->family_names, &set->n_family_names, &set->room_family_names, sizeof(*slot));

                *slot = norm_lowered(&set->arena, span_of(csv_cell(&csv, i, "name")));
        }
        return r;
}

static int load_abbreviations(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/abbreviations.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct abbreviation *a = arena_grow(&set->arena, &set->abbreviations, &set->n_abbreviations, &set->room_abbreviations, sizeof(*a));

                *a = (struct abbreviation) { .abbr = csv_cell(&csv, i, "abbr"), .full = csv_cell(&csv, i, "full") };
                a->n_next = split_list(&a->next, &set->arena, csv_cell(&csv, i, "next"));
        }
        return r;
}

static int load_units(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/unit-heads.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct unit_head *head = arena_grow(&set->arena, &set->unit_heads, &set->n_unit_heads, &set->room_unit_heads, sizeof(*head));

                *head = (struct unit_head) { csv_cell(&csv, i, "word"), csv_cell(&csv, i, "class"), csv_cell(&csv, i, "level"), norm_lowered(&set->arena, span_of(csv_cell(&csv, i, "word"))) };
                add_word(set, head->word, WORD_UNIT_HEAD, i);
        }
        if (!r)
                r = read_table(&csv, &set->arena, sources, "tables/unit-stops.csv", message);
        for (size_t i = 0; r == 0 && i < csv.n; i++)
                add_word(set, csv_cell(&csv, i, "word"), WORD_UNIT_STOP, i);
        return r;
}

/* The punctuation of word-spaced copies: "phòng, chống" also as "phòng , chống". */
static void add_spaced_word(struct ruleset *set, const char *phrase, enum word_kind kind, size_t index)
{
        struct buf spaced = { 0 };

        for (const char *p = phrase; *p; p++) {
                if (*p == ',')
                        buf_putc(&spaced, ' ');
                buf_putc(&spaced, *p);
        }
        add_word(set, phrase, kind, index);
        if (strchr(phrase, ','))
                add_word(set, spaced.ptr, kind, index);
        buf_release(&spaced);
}

static int load_laws(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/law-names.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct law_name *law = arena_grow(&set->arena, &set->law_names, &set->n_law_names, &set->room_law_names, sizeof(*law));

                *law = (struct law_name) { csv_cell(&csv, i, "type"), csv_cell(&csv, i, "name") };
                add_spaced_word(set, law->name, WORD_LAW, i);
        }
        if (!r)
                r = read_table(&csv, &set->arena, sources, "tables/law-stops.csv", message);
        for (size_t i = 0; r == 0 && i < csv.n; i++)
                add_word(set, csv_cell(&csv, i, "word"), WORD_LAW_STOP, strcmp(csv_cell(&csv, i, "only_first"), "yes") == 0);
        return r;
}

static int load_section_kinds(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        struct csv csv;
        int r = read_table(&csv, &set->arena, sources, "tables/section-kinds.csv", message);

        for (size_t i = 0; r == 0 && i < csv.n; i++) {
                struct section_kind *kind = arena_grow(&set->arena, &set->section_kinds, &set->n_section_kinds, &set->room_section_kinds, sizeof(*kind));

                *kind = (struct section_kind) { csv_cell(&csv, i, "kind"), csv_cell(&csv, i, "phrase"), csv_cell(&csv, i, "below") };
        }
        return r;
}

/* Now that the rows no longer move. */
static void index_names(struct ruleset *set)
{
        name_index_init(&set->types_by_abbr, &set->arena, set->n_types * 3);
        for (size_t i = 0; i < set->n_types; i++) {
                name_index_add(&set->types_by_abbr, &set->arena, set->types[i].abbr, i);
                for (size_t k = 0; k < set->types[i].n_other_abbrs; k++)
                        name_index_add(&set->types_by_abbr, &set->arena, set->types[i].other_abbrs[k], i);
        }
        name_index_init(&set->issuers_by_abbr, &set->arena, set->n_issuers);
        name_index_init(&set->issuers_by_other_abbr, &set->arena, set->n_issuers * 4);
        name_index_init(&set->issuers_by_name, &set->arena, set->n_issuers);
        for (size_t i = 0; i < set->n_issuers; i++) {
                name_index_add(&set->issuers_by_abbr, &set->arena, set->issuers[i].abbr, i);
                name_index_add(&set->issuers_by_name, &set->arena, set->issuers[i].name, i);
                for (size_t k = 0; k < set->issuers[i].n_other_abbrs; k++)
                        name_index_add(&set->issuers_by_other_abbr, &set->arena, set->issuers[i].other_abbrs[k], i);
        }
}

static void index_first_bytes(struct ruleset *set)
{
        first_byte_index_make(&set->first_byte.furniture, &set->arena, &set->furniture->phrase, set->n_furniture, sizeof(*set->furniture));
        first_byte_index_make(&set->first_byte.positions, &set->arena, &set->positions->lower, set->n_positions, sizeof(*set->positions));
        first_byte_index_make(&set->first_byte.abbreviations, &set->arena, &set->abbreviations->abbr, set->n_abbreviations, sizeof(*set->abbreviations));
        first_byte_index_make(&set->first_byte.unit_heads, &set->arena, &set->unit_heads->word, set->n_unit_heads, sizeof(*set->unit_heads));
        first_byte_index_make(&set->first_byte.unit_heads_lower, &set->arena, &set->unit_heads->lower, set->n_unit_heads, sizeof(*set->unit_heads));
        first_byte_index_make(&set->first_byte.issuers_lower, &set->arena, &set->issuers->lower, set->n_issuers, sizeof(*set->issuers));
}

int tables_load(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        int r;

        set->lexicon.units = norm_names_new(&set->arena);
        set->trie = trie_new(&set->arena);
        for (size_t i = 0; i < ARRAY_LEN(set->asked); i++)
                set->asked[i] = trie_new(&set->arena);
        trie_add(set->trie, "số", WORD(WORD_SO, 0));
        trie_add(set->trie, "số:", WORD(WORD_SO, 0));
        r = load_types(set, sources, message);
        if (!r)
                r = load_issuers(set, sources, message);
        if (!r)
                index_names(set);
        if (!r)
                r = load_cues(set, sources, message);
        if (!r)
                r = load_units(set, sources, message);
        if (!r)
                r = load_laws(set, sources, message);
        if (!r)
                r = load_section_kinds(set, sources, message);
        if (!r)
                r = load_districts(set, sources, message);
        if (!r)
                r = load_furniture(set, sources, message);
        if (!r)
                r = load_signers(set, sources, message);
        if (!r)
                r = load_abbreviations(set, sources, message);
        if (!r)
                r = load_provinces(set, sources, message);
        if (!r)
                index_first_bytes(set);
        return r;
}

static bool list_holds(const char **list, size_t n, const char *item)
{
        for (size_t i = 0; i < n; i++) {
                if (strcmp(list[i], item) == 0)
                        return true;
        }
        return false;
}

/* Does any of the number's issuer marks stand in the row's marks? A term number is not part of the mark: UBTVQH15 is UBTVQH. */
static bool marks_fit(const struct doc_type *t, const struct rec_number *number)
{
        for (size_t i = 0; i < number->n_issuer_abbrs; i++) {
                size_t len = strcspn(number->issuer_abbrs[i], "0123456789");

                for (size_t k = 0; k < t->n_marks; k++) {
                        if (strlen(t->marks[k]) == len && memcmp(t->marks[k], number->issuer_abbrs[i], len) == 0)
                                return true;
                }
        }
        return false;
}

const struct doc_type *type_of_word(const struct type_word *word, const struct rec_number *number)
{
        bool party = number && number->style && strcmp(number->style, "dang") == 0;
        const struct doc_type *plain = NULL, *in_party = NULL;

        for (size_t i = 0; i < word->n; i++) {
                const struct doc_type *t = word->types[i];

                if (number && !party && t->n_marks && marks_fit(t, number))
                        return t;
                if (strstr(t->system, "dang") && !strstr(t->system, "hanh_chinh"))
                        in_party = in_party ? in_party : t;
                else if (!t->n_marks || word->n == 1)
                        plain = t->rank >= 30 || !plain ? t : plain;
        }
        if (party && in_party)
                return in_party;
        if (plain)
                return plain;
        return in_party ? in_party : word->n ? word->types[0] : NULL;
}

const struct doc_type *type_of_mark(const struct ruleset *set, const struct norm_key *key, bool party)
{
        const struct name_slot *rows = key->n_marks ? name_index_find(&set->types_by_abbr, key->marks[0]) : NULL;
        const struct doc_type *found = NULL;

        for (size_t i = 0; rows && i < rows->n; i++) {
                const struct doc_type *t = &set->types[rows->rows[i]];
                bool fits = strcmp(t->abbr, key->marks[0]) == 0, is_party = strstr(t->system, "dang") != NULL;

                if (is_party != party)
                        continue;
                for (size_t m = 1; m < key->n_marks; m++) {
                        if (list_holds(t->marks, t->n_marks, key->marks[m]))
                                return t;
                }
                /* the plain administrative row stands behind the normative ones of the same mark */
                if (!t->n_marks && (!found || (fits && found->rank < t->rank && t->rank <= 30)))
                        found = t;
        }
        return found;
}

/* The first row of that name, or NULL. */
static const struct issuer *first_issuer(const struct ruleset *set, const struct name_index *index, const char *name)
{
        const struct name_slot *rows = name_index_find(index, name);

        return rows ? &set->issuers[rows->rows[0]] : NULL;
}

const struct issuer *issuer_of_abbr(const struct ruleset *set, const char *abbr)
{
        const struct issuer *u = first_issuer(set, &set->issuers_by_abbr, abbr);

        return u ? u : first_issuer(set, &set->issuers_by_other_abbr, abbr);
}

const struct issuer *issuer_of_name(const struct ruleset *set, struct span name)
{
        char copy[256];

        if (name.len >= sizeof(copy))
                return NULL;
        memcpy(copy, name.ptr, name.len);
        copy[name.len] = '\0';
        return first_issuer(set, &set->issuers_by_name, copy);
}
