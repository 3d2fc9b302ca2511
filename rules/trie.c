/*
 * A trie whose steps are words: runs of letters of up to STEP_BYTES bytes, spaces, and single bytes for all else (signs, digits). One hash
 * table holds the children of all nodes by (parent, word). Most words of a text begin no phrase, and cost one look-up.
 */
#include "rules/trie.h"

#include <stdlib.h>

enum { STEP_BYTES = TRIE_LOOK_AHEAD, ROOT = 0, OPENING_BITS = 64 * 1024 };

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

#define NOWHERE UINT32_MAX

struct children {
        struct slot *slots;
        uint32_t mask;
        size_t n;
};

struct trie {
        struct arena *arena;
        struct phrase *phrases;
        size_t n, room;
        struct node *nodes;
        size_t n_nodes, room_nodes;
        struct children first, later; /* of the root; of all others: the first words by themselves stay in the nearest cache */
        uint32_t *values;
        uint64_t openings[OPENING_BITS / 64]; /* how phrases begin, see opening_add(); a bit for each hash, wrongly set for one text word in twenty */
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

/* The first bytes of @len letters (or one sign) at @text; STEP_BYTES bytes can be read there. */
static inline struct step step_of(const char *text, uint32_t len)
{
        struct step step = { .len = len < STEP_BYTES ? len : STEP_BYTES };
        uint32_t low = step.len < 8 ? step.len : 8, high = step.len - low;

        memcpy(&step.low, text, sizeof(step.low));
        memcpy(&step.high, text + sizeof(step.low), sizeof(step.high));
        step.low = le64toh(step.low) & UINT64_MAX >> (64 - 8 * low);
        step.high = high ? le64toh(step.high) & UINT64_MAX >> (64 - 8 * high) : 0;
        return step;
}

/* The word or sign at @at < @end; its end, as far as it goes, in @stop. */
static inline struct step step_at(const char *text, uint32_t at, uint32_t end, uint32_t *stop)
{
        uint64_t low;
        uint32_t len;

        /* most words are shorter than eight bytes, and in the number that was looked at for their end */
        memcpy(&low, text + at, sizeof(low));
        low = le64toh(low);
        len = trie_letters_of(low);
        if (len == sizeof(low))
                len = trie_letters_end(text, at + len, end) - at;
        if (len > end - at)
                len = end - at;
        if (len == 0)
                len = 1;
        *stop = at + len;
        if (len < sizeof(low))
                return (struct step) { low & UINT64_MAX >> (64 - 8 * len), 0, len };
        return step_of(text + at, len);
}

/* Fibonacci hashing: the upper half of the products holds the mixed bits. */
static uint32_t hash_of(uint32_t parent, const struct step *step)
{
        uint64_t hash = step->low * UINT64_C(0x9E3779B97F4A7C15) + step->high * UINT64_C(0xC2B2AE3D27D4EB4F) + parent * UINT64_C(0x165667B19E3779F9);

        return (uint32_t) (hash >> 32);
}

static uint32_t child_of(const struct trie *trie, uint32_t parent, const struct step *step)
{
        const struct children *children = parent == ROOT ? &trie->first : &trie->later;
        uint32_t hash = hash_of(parent, step);

        for (uint32_t i = hash & children->mask; children->slots[i].node; i = (i + 1) & children->mask) {
                const struct node *node = &trie->nodes[children->slots[i].node];

                if (children->slots[i].hash == hash && node->low == step->low && node->high == step->high && node->parent == parent)
                        return children->slots[i].node;
        }
        return 0;
}

static uint32_t node_add(struct trie *trie, struct node node)
{
        struct node *new = arena_grow(trie->arena, &trie->nodes, &trie->n_nodes, &trie->room_nodes, sizeof(*new));

        *new = node;
        return (uint32_t) (trie->n_nodes - 1);
}

static void insert(struct children *children, struct slot slot)
{
        uint32_t i = slot.hash & children->mask;

        while (children->slots[i].node)
                i = (i + 1) & children->mask;
        children->slots[i] = slot;
}

/* Three of four slots stay free: most look-ups are of words that begin nothing, and end at the first slot. */
static void make_room(struct trie *trie, struct children *children)
{
        struct slot *old = children->slots;
        size_t old_room = old ? (size_t) children->mask + 1 : 0, room = old ? old_room * 2 : 64;

        if (children->n * 4 < old_room)
                return;
        children->slots = arena_array(trie->arena, room, sizeof(*children->slots));
        children->mask = (uint32_t) (room - 1);
        for (size_t i = 0; i < old_room; i++) {
                if (old[i].node)
                        insert(children, old[i]);
        }
}

static uint32_t child_add(struct trie *trie, uint32_t parent, const struct step *step)
{
        struct children *children = parent == ROOT ? &trie->first : &trie->later;
        uint32_t child = child_of(trie, parent, step);

        if (child)
                return child;
        make_room(trie, children);
        child = node_add(trie, (struct node) { .low = step->low, .high = step->high, .parent = parent });
        insert(children, (struct slot) { hash_of(parent, step), child });
        children->n++;
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
                        uint32_t stop;
                        struct step step = step_at(text, at, len, &stop);

                        node = child_add(trie, node, &step);
                        at += step.len;
                }
        }
        return node;
}

/* Hash of the word at @at as a first word; its end in @stop. */
static inline uint32_t word_hash(const char *lower, uint32_t at, uint32_t end, uint32_t *stop)
{
        struct step step = step_at(lower, at, end, stop);

        return hash_of(ROOT, &step);
}

static inline uint32_t pair_hash(uint32_t first, uint32_t second)
{
        return first * 31 + second;
}

static inline bool may_open(const struct trie *trie, uint32_t hash)
{
        return trie->openings[hash % OPENING_BITS / 64] >> hash % 64 & 1;
}

/* How @phrase opens: by two words, or by a word that ends it or has something else than a word behind. */
static void opening_add(struct trie *trie, const char *phrase)
{
        uint32_t len = (uint32_t) strlen(phrase), stop, hash;
        char *text = arena_alloc(trie->arena, len + TRIE_LOOK_AHEAD);

        memcpy(text, phrase, len);
        if (!trie_letter_byte(text, 0))
                return; /* no word: trie_starts() does not look for it */
        hash = word_hash(text, 0, len, &stop);
        if (text[stop] == ' ' && trie_letter_byte(text, stop + 1))
                hash = pair_hash(hash, word_hash(text, stop + 1, len, &stop));
        trie->openings[hash % OPENING_BITS / 64] |= UINT64_C(1) << hash % 64;
}

void trie_build(struct trie *trie)
{
        qsort(trie->phrases, trie->n, sizeof(*trie->phrases), compare_phrases);
        make_room(trie, &trie->first);
        make_room(trie, &trie->later);
        trie->values = arena_array(trie->arena, trie->n + 1, sizeof(*trie->values));
        node_add(trie, (struct node) { 0 });
        for (size_t i = 0; i < trie->n; i++) {
                uint32_t node = phrase_node(trie, trie->phrases[i].text);

                opening_add(trie, trie->phrases[i].text);
                if (!trie->nodes[node].values)
                        trie->nodes[node].value = (uint32_t) i;
                trie->nodes[node].values++;
                trie->values[i] = trie->phrases[i].value;
        }
}

size_t trie_starts(const struct trie *trie, const char *lower, uint32_t *at, uint32_t end, uint32_t *starts, size_t room)
{
        uint32_t i = *at, word = NOWHERE, first = 0;
        size_t n = 0;

        while (i < end && n + 2 < room) {
                if (trie_letter_byte(lower, i)) {
                        uint32_t stop, hash = word_hash(lower, i, end, &stop);

                        starts[n] = word;
                        n += (word != NOWHERE) & (may_open(trie, first) | may_open(trie, pair_hash(first, hash)));
                        word = i;
                        first = hash;
                        i = stop + (stop < end && lower[stop] == ' ');
                } else if (trie_word_byte(lower, i)) {
                        starts[n] = word;
                        n += (word != NOWHERE) & may_open(trie, first);
                        word = NOWHERE;
                        starts[n++] = i;
                        while (i < end && lower[i] >= '0' && lower[i] <= '9')
                                i++;
                } else {
                        i++;
                }
        }
        /* the last word has to be seen again with the one behind it, if there is one */
        if (word != NOWHERE && i < end) {
                i = word;
        } else {
                starts[n] = word;
                n += (word != NOWHERE) & may_open(trie, first);
        }
        *at = i;
        return n;
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
                        node = trie->nodes[node].space; /* no phrase ends here */
                        if (!node)
                                break;
                        at++;
                        for (unsigned skip = 0; skip < 8 && at < end && lower[at] == ' '; skip++)
                                at++;
                        continue;
                }
                uint32_t stop;
                struct step step = step_at(lower, at, end, &stop);

                node = child_of(trie, node, &step);
                if (!node)
                        break;
                at += step.len;
                const struct node *here = &trie->nodes[node];

                if (here->values && word_ends(lower, at, end)) {
                        for (uint32_t k = 0; k < here->values && n < room; k++)
                                hits[n++] = (struct trie_hit) { at, trie->values[here->value + k] };
                }
        }
        return n;
}
