/* The words of facts.h: tables into a trie of their own, and the look-ups around a place in the text. */
#include "rules/facts.h"

#include "common/csv.h"
#include "common/error.h"
#include "common/utf8.h"

#include <stdlib.h>

enum {
        WORDS_BACK = 5, /* no word that is looked for backwards has more syllables */
        HITS_MAX = 16,
};

static void word_add(struct ruleset *set, enum fact_kind kind, struct fact_word word)
{
        struct fact_words *words = set->fact_words;
        struct fact_word *item = arena_grow(&set->arena, &words->items, &words->n, &words->room, sizeof(*item));

        *item = word;
        trie_add(words->tries[kind], norm_lowered(&set->arena, span_of(word.word)), (uint32_t) (words->n - 1));
}

/* The columns a table may have: word, what it means, its kind; roles of quantity-context.csv are kinds of words. */
static int load_table(struct ruleset *set, const struct rule_sources *sources, const char *path, enum fact_kind kind, const char *value, struct buf *message)
{
        static const struct {
                const char *role;
                enum fact_kind kind;
        } roles[] = {
                { "xap_xi", FACT_APPROX }, { "thu_tu", FACT_ORDINAL }, { "thu_tu_yeu", FACT_WEAK }, { "khong_danh_tu", FACT_NO_NOUN },
                { "before", FACT_ROLE_BEFORE }, { "after", FACT_ROLE_AFTER },
        };
        struct span content = sources_find(sources, path);
        struct csv csv;
        size_t line = content.ptr ? csv_read(&csv, &set->arena, content, ',') : 1;

        if (line) {
                buf_printf(message, "%s:%zu: %s\n", path, line, content.ptr ? "not a row of this table" : "the table is missing");
                return ERROR_RULES;
        }
        for (size_t i = 0; i < csv.n; i++) {
                struct fact_word word = { csv_cell(&csv, i, "word"), csv_cell(&csv, i, value), csv_cell(&csv, i, "kind") };
                enum fact_kind as = kind;

                const char *says = csv_column(&csv, "side") >= 0 ? csv_cell(&csv, i, "side") : word.value;

                for (size_t k = 0; kind == FACT_KINDS && k < ARRAY_LEN(roles); k++) {
                        if (strcmp(roles[k].role, says) == 0)
                                as = roles[k].kind;
                }
                if (as == FACT_KINDS) {
                        buf_printf(message, "%s:%zu: no role '%s'\n", path, i + 2, says);
                        return ERROR_RULES;
                }
                word_add(set, as, word);
        }
        return 0;
}

int fact_words_load(struct ruleset *set, const struct rule_sources *sources, struct buf *message)
{
        static const struct {
                const char *path;
                enum fact_kind kind; /* FACT_KINDS: the row says */
                const char *value;
        } tables[] = {
                { "tables/quantity-units.csv", FACT_UNIT, "unit" },      { "tables/quantity-context.csv", FACT_KINDS, "role" },
                { "tables/labels.csv", FACT_LABEL, "field" },            { "tables/collectives.csv", FACT_COLLECTIVE, "word" },
                { "tables/unit-tails.csv", FACT_UNIT_TAIL, "word" },     { "tables/event-verbs.csv", FACT_EVENT, "word" },
                { "tables/duty-words.csv", FACT_DUTY, "role" },          { "tables/task-headings.csv", FACT_TASKS, "holds" },
                { "tables/unit-roles.csv", FACT_KINDS, "role" },         { "tables/unit-not.csv", FACT_NOT_UNIT, "word" },
                { "tables/actor-nouns.csv", FACT_ACTOR, "word" },
        };

        set->fact_words = arena_alloc(&set->arena, sizeof(*set->fact_words));
        for (int kind = 0; kind < FACT_KINDS; kind++)
                set->fact_words->tries[kind] = trie_new(&set->arena);
        for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
                int r = load_table(set, sources, tables[i].path, tables[i].kind, tables[i].value, message);

                if (r)
                        return r;
        }
        for (int kind = 0; kind < FACT_KINDS; kind++)
                trie_build(set->fact_words->tries[kind]);
        return 0;
}

const struct fact_word *fact_at(const struct run *run, enum fact_kind kind, uint32_t at, uint32_t limit, uint32_t *end)
{
        const struct fact_words *words = run->set->fact_words;
        struct trie_hit hits[HITS_MAX];
        size_t n = trie_walk(words->tries[kind], run->lower, at, limit, hits, ARRAY_LEN(hits));

        if (!n)
                return NULL;
        *end = hits[n - 1].end;
        return &words->items[hits[n - 1].value];
}

const struct fact_word *fact_before(const struct run *run, enum fact_kind kind, uint32_t at, uint32_t limit, uint32_t *begin)
{
        const struct fact_words *words = run->set->fact_words;
        const struct fact_word *found = NULL;
        uint32_t from = at;

        for (int back = 0; back < WORDS_BACK && from > limit; back++) {
                struct trie_hit hits[HITS_MAX];
                size_t n;

                from = word_begin_at(run, back ? skip_spaces_back(run, from, limit) : from, limit);
                if (!trie_word_byte(run->lower, from))
                        break;
                n = trie_walk(words->tries[kind], run->lower, from, at, hits, ARRAY_LEN(hits));
                if (n && hits[n - 1].end == at) {
                        found = &words->items[hits[n - 1].value];
                        *begin = from;
                }
        }
        return found;
}

struct range fact_trim(const struct run *run, struct range r)
{
        const char *t = run->lower;

        while (r.begin < r.end) {
                /* U+2022 bullet; en and em dashes are hyphens in match text */
                if (r.end - r.begin >= 3 && memcmp(t + r.begin, "\xE2\x80\xA2", 3) == 0)
                        r.begin += 3;
                else if (strchr(" -+*_#>|:;,", t[r.begin]))
                        r.begin++;
                else
                        break;
        }
        while (r.end > r.begin && strchr(" *_|.;,:/", t[r.end - 1]))
                r.end--;
        return r;
}

const char *fact_text(struct run *run, struct range r)
{
        char *out = (char *) run_display_line(run, r), *w = out; /* ours: made for this call */

        for (const char *p = out; *p; p++) {
                if (*p == '\\' && p[1] && strchr(".-*_#+", p[1]))
                        continue; /* markdown: "20\.000" */
                *w++ = *p;
        }
        *w = '\0';
        return out;
}
