/*
 * A trie whose steps are words: runs of letters of up to STEP_BYTES bytes, spaces, and single bytes for all else (signs, digits). One hash
 * table holds the children of all nodes by (parent, word). Most words of a text begin no phrase, and cost one look-up.
 */
#include "rules/trie.h"

#include <stdlib.h>

enum { STEP_BYTES = TRIE_LOOK_AHEAD, ROOT = 0 };

struct phrase {
        const char *text;
        uint32_t value;
        uint32_t order; /* of trie_add(), so that equal phrases keep it */
};

/* The bytes of a word as two numbers, zeros behind it. */
struct step {
        uint64_t low, high;
        uint32_t len;
};

struct node {
        uint64_t low, high;
        uint32_t parent;
        uint32_t value;  /* index into values */
        uint32_t values; /* how many */
        uint32_t space;  /* the child behind a space, 0 = none */
};

struct slot {
        uint32_t hash; /* compared before the node is */
        uint32_t node; /* 0 = free: the root is nobody's child */
};

struct trie {
        struct arena *arena;
        struct phrase *phrases;
        size_t n, room;
        struct node *nodes;
        size_t n_nodes, room_nodes;
        struct slot *slots;
        uint32_t mask;
        uint32_t *values;
};

#define NONE 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
#define LETTERS 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2
const unsigned char trie_byte_class[256] = {
        NONE, NONE, NONE,
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0,          /* 0-9 */
        0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,          /* A-O */
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0,          /* P-Z */
        0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,          /* a-o */
        2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0,          /* p-z */
        LETTERS, LETTERS, LETTERS, LETTERS,
        2, 2, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, LETTERS, /* C2: signs of Latin-1 */
        2, 2, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, LETTERS, /* E2: general punctuation */
};

struct trie *trie_new(struct arena *arena)
{
        struct trie *trie = arena_alloc(arena, sizeof(*trie));

        trie->arena = arena;
        return trie;
}

void trie_add(struct trie *trie, const char *phrase, uint32_t value)
{
        struct phrase *p;

        if (!*phrase)
                return;
        p = arena_grow(trie->arena, &trie->phrases, &trie->n, &trie->room, sizeof(*p));
        *p = (struct phrase) { arena_strdup(trie->arena, phrase), value, (uint32_t) trie->n };
}

static int compare_phrases(const void *a, const void *b)
{
        const struct phrase *x = a, *y = b;
        int r = strcmp(x->text, y->text);

        return r ? r : (x->order > y->order) - (x->order < y->order);
}

/* The word at @at; STEP_BYTES bytes can be read there. */
static struct step step_at(const char *text, uint32_t at, uint32_t end)
{
        struct step step;

        memcpy(&step.low, text + at, sizeof(step.low));
        memcpy(&step.high, text + at + sizeof(step.low), sizeof(step.high));
        for (step.len = 0; step.len < STEP_BYTES && at + step.len < end && trie_letter_byte(text, at + step.len);)
                step.len++;
        step.len += step.len == 0;
        if (step.len < 8)
                step.low &= UINT64_MAX >> (64 - 8 * step.len);
        step.high = step.len <= 8 ? 0 : step.high & UINT64_MAX >> (128 - 8 * step.len);
        return step;
}

/* Fibonacci hashing: the upper half of the products holds the mixed bits. */
static uint32_t hash_of(uint32_t parent, const struct step *step)
{
        uint64_t hash = step->low * UINT64_C(0x9E3779B97F4A7C15) + step->high * UINT64_C(0xC2B2AE3D27D4EB4F) + parent * UINT64_C(0x165667B19E3779F9);

        return (uint32_t) (hash >> 32);
}

static uint32_t child_of(const struct trie *trie, uint32_t parent, const struct step *step)
{
        uint32_t hash = hash_of(parent, step);

        for (uint32_t i = hash & trie->mask; trie->slots[i].node; i = (i + 1) & trie->mask) {
                const struct node *node = &trie->nodes[trie->slots[i].node];

                if (trie->slots[i].hash == hash && node->low == step->low && node->high == step->high && node->parent == parent)
                        return trie->slots[i].node;
        }
        return 0;
}

static uint32_t node_add(struct trie *trie, struct node node)
{
        struct node *new = arena_grow(trie->arena, &trie->nodes, &trie->n_nodes, &trie->room_nodes, sizeof(*new));

        *new = node;
        return (uint32_t) (trie->n_nodes - 1);
}

static void insert(struct trie *trie, struct slot slot)
{
        uint32_t i = slot.hash & trie->mask;

        while (trie->slots[i].node)
                i = (i + 1) & trie->mask;
        trie->slots[i] = slot;
}

/* Three of four slots stay free: nearly all look-ups are of words that begin nothing, and end at the first slot. */
static void make_room(struct trie *trie)
{
        struct slot *old = trie->slots;
        size_t old_room = (size_t) trie->mask + 1;

        if (trie->n_nodes * 4 < old_room)
                return;
        trie->slots = arena_array(trie->arena, old_room * 2, sizeof(*trie->slots));
        trie->mask = (uint32_t) (old_room * 2 - 1);
        for (size_t i = 0; i < old_room; i++) {
                if (old[i].node)
                        insert(trie, old[i]);
        }
}

static uint32_t child_add(struct trie *trie, uint32_t parent, const struct step *step)
{
        uint32_t child = child_of(trie, parent, step);

        if (child)
                return child;
        make_room(trie);
        child = node_add(trie, (struct node) { .low = step->low, .high = step->high, .parent = parent });
        insert(trie, (struct slot) { hash_of(parent, step), child });
        return child;
}

/* The node of @phrase, made where it is missing. */
static uint32_t phrase_node(struct trie *trie, const char *phrase)
{
        uint32_t len = (uint32_t) strlen(phrase), node = ROOT;
        char *text = arena_alloc(trie->arena, len + TRIE_LOOK_AHEAD);

        memcpy(text, phrase, len);
        for (uint32_t at = 0; at < len;) {
                if (text[at] == ' ') {
                        uint32_t space = trie->nodes[node].space;

                        if (!space) {
                                space = node_add(trie, (struct node) { .parent = node });
                                trie->nodes[node].space = space;
                        }
                        node = space;
                        at++;
                } else {
                        struct step step = step_at(text, at, len);

                        node = child_add(trie, node, &step);
                        at += step.len;
                }
        }
        return node;
}

void trie_build(struct trie *trie)
{
        enum { START_ROOM = 64 };

        qsort(trie->phrases, trie->n, sizeof(*trie->phrases), compare_phrases);
        trie->slots = arena_array(trie->arena, START_ROOM, sizeof(*trie->slots));
        trie->mask = START_ROOM - 1;
        trie->values = arena_array(trie->arena, trie->n + 1, sizeof(*trie->values));
        node_add(trie, (struct node) { 0 });
        for (size_t i = 0; i < trie->n; i++) {
                uint32_t node = phrase_node(trie, trie->phrases[i].text);

                if (!trie->nodes[node].values)
                        trie->nodes[node].value = (uint32_t) i;
                trie->nodes[node].values++;
                trie->values[i] = trie->phrases[i].value;
        }
}

/* Digits may follow without a space: "số31", "tháng3". */
static bool word_ends(const char *lower, uint32_t at, uint32_t end)
{
        return at == end || !trie_letter_byte(lower, at) || !trie_word_byte(lower, at - 1);
}

size_t trie_walk(const struct trie *trie, const char *lower, uint32_t at, uint32_t end, struct trie_hit *hits, size_t room)
{
        uint32_t node = ROOT;
        size_t n = 0;

        while (at < end) {
                if (lower[at] == ' ') {
                        node = trie->nodes[node].space;
                        at++;
                        for (unsigned skip = 0; skip < 8 && at < end && lower[at] == ' '; skip++)
                                at++;
                } else {
                        struct step step = step_at(lower, at, end);

                        node = child_of(trie, node, &step);
                        at += step.len;
                }
                if (!node)
                        break;
                const struct node *here = &trie->nodes[node];

                if (here->values && word_ends(lower, at, end)) {
                        for (uint32_t k = 0; k < here->values && n < room; k++)
                                hits[n++] = (struct trie_hit) { at, trie->values[here->value + k] };
                }
        }
        return n;
}
