/*
 * One walk over the text finds all anchors: each word start that may begin a phrase is offered to the trie, each run of digits is a hit of its own.
 */
#include "rules/run.h"

#include <assert.h>

enum {
        HITS_MAX = 500000, /* in one document; texts have some 60 to a KB */
        ASKED_MAX = 16,
        REACH = 64, /* no phrase that is looked for by its end is longer */
};

static void hit_add(struct run *run, uint32_t begin, uint32_t end, uint32_t value)
{
        struct hit *hit = arena_grow(run->arena, &run->hits, &run->n_hits, &run->room_hits, sizeof(*hit));

        *hit = (struct hit) { begin, end, value };
}

static inline bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static void add_digits(struct run *run, uint32_t at, uint32_t limit)
{
        uint32_t end = at + 1;

        while (end < limit && is_digit(run->lower[end]))
                end++;
        hit_add(run, at, end, WORD(WORD_ANCHOR, 0));
}

/* "3năm", "12a": what follows the digits is a word of its own. */
static void scan_para(struct run *run, struct range para)
{
        uint32_t starts[64];

        for (uint32_t at = para.begin; at < para.end;) {
                size_t n = trie_starts(run->set->trie, run->lower, &at, para.end, starts, ARRAY_LEN(starts));

                for (size_t i = 0; i < n; i++) {
                        struct trie_hit found[16];

                        if (is_digit(run->lower[starts[i]])) {
                                add_digits(run, starts[i], para.end);
                                continue;
                        }
                        size_t n_found = trie_walk(run->set->trie, run->lower, starts[i], para.end, found, ARRAY_LEN(found));

                        for (size_t k = 0; k < n_found; k++)
                                hit_add(run, starts[i], found[k].end, found[k].value);
                }
        }
}

static void index_blocks(struct run *run)
{
        size_t blocks = run->text.len / BLOCK_BYTES + 2, block = 0;

        run->block_hits = arena_alloc_raw(run->arena, blocks * sizeof(*run->block_hits));
        for (size_t i = 0; i < run->n_hits; i++) {
                while (block <= run->hits[i].begin / BLOCK_BYTES)
                        run->block_hits[block++] = (uint32_t) i;
        }
        while (block < blocks)
                run->block_hits[block++] = (uint32_t) run->n_hits;
}

void scan_text(struct run *run)
{
        run->para_hits = arena_array(run->arena, run->n_paras + 1, sizeof(*run->para_hits));
        run->room_hits = run->text.len / 8 + 16; /* what most texts need */
        run->hits = arena_alloc_raw(run->arena, run->room_hits * sizeof(*run->hits));
        for (size_t i = 0; i < run->n_paras; i++) {
                run->para_hits[i] = run->n_hits;
                if (run->n_hits < HITS_MAX) /* whole windows: the last may be some thousands over */
                        scan_para(run, run->paras[i].text);
                else
                        run_give_up(run, run->paras[i].text.begin);
        }
        run->para_hits[run->n_paras] = run->n_hits;
        index_blocks(run);
}

void scan_clear_so_signs(struct run *run)
{
        for (size_t i = 0; i < run->n_hits; i++) {
                struct hit *so = &run->hits[i];
                uint32_t sign, number;

                if (!hit_is(so, WORD_SO) || so->begin == run->paras[layout_para_at(run, so->begin)].text.begin)
                        continue;
                so->end = so->begin + (uint32_t) strlen("số");
                sign = skip_spaces(run, so->end, (uint32_t) run->text.len);
                if (sign == run->text.len || !strchr(":.", run->lower[sign]))
                        continue;
                number = skip_spaces(run, sign + 1, (uint32_t) run->text.len);
                if (number < run->text.len && is_digit(run->lower[number]))
                        run->lower[sign] = ' ';
        }
}

size_t scan_from(const struct run *run, size_t para, uint32_t at)
{
        size_t i = run->block_hits[at / BLOCK_BYTES], end = run->para_hits[para + 1];

        if (i < run->para_hits[para])
                i = run->para_hits[para];
        while (i < end && run->hits[i].begin < at)
                i++;
        return i < end ? i : end;
}

const struct hit *scan_starting_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind)
{
        const struct hit *best = NULL;

        assert(kind < WORD_SCANNED);
        for (size_t i = scan_from(run, para, at); i < run->para_hits[para + 1] && run->hits[i].begin == at; i++) {
                if (hit_is(&run->hits[i], kind))
                        best = &run->hits[i];
        }
        return best;
}

/* The phrases of @kind that begin at the word @at of paragraph @para, shortest first; how many. */
static size_t asked_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind, struct trie_hit found[ASKED_MAX])
{
        struct range text = run->paras[para].text;

        assert(kind >= WORD_SCANNED);
        if (at >= text.end || !trie_letter_byte(run->lower, at) || (at > text.begin && trie_letter_byte(run->lower, at - 1)))
                return 0;
        return trie_walk(run->set->asked[kind - WORD_SCANNED], run->lower, at, text.end, found, ASKED_MAX);
}

bool scan_asked_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind, struct hit *out)
{
        struct trie_hit found[ASKED_MAX];
        size_t n = asked_at(run, para, at, kind, found);

        if (n)
                *out = (struct hit) { at, found[n - 1].end, found[n - 1].value };
        return n > 0;
}

bool scan_ends_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind)
{
        uint32_t begin = run->paras[para].text.begin;

        for (uint32_t from = at > begin + REACH ? at - REACH : begin; from < at; from++) {
                struct trie_hit found[ASKED_MAX];
                size_t n = asked_at(run, para, from, kind, found);

                for (size_t i = 0; i < n; i++) {
                        if (found[i].end == at)
                                return true;
                }
        }
        return false;
}

const struct hit *scan_ending_at(const struct run *run, size_t para, uint32_t at, enum word_kind kind)
{
        const struct hit *best = NULL;

        assert(kind < WORD_SCANNED);
        for (size_t i = scan_from(run, para, at > REACH ? at - REACH : 0); i < run->para_hits[para + 1] && run->hits[i].begin < at; i++) {
                if (run->hits[i].end == at && hit_is(&run->hits[i], kind) && (!best || run->hits[i].begin < best->begin))
                        best = &run->hits[i];
        }
        return best;
}
