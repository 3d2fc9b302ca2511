/* Built from the sorted phrases: the children of a node stand side by side, sorted by byte. */
#include "rules/trie.h"

#include <stdlib.h>

struct phrase {
        const char *text;
        uint32_t value;
        uint32_t order; /* of trie_add(), so that equal phrases keep it */
};

struct node {
        uint32_t child; /* index of the first child */
        uint32_t value; /* index into values */
        uint16_t children, values;
        unsigned char byte;
};

struct trie {
        struct arena *arena;
        struct phrase *phrases;
        size_t n, room;
        struct node *nodes;
        size_t n_nodes, room_nodes;
        unsigned char *bytes; /* nodes[i].byte, side by side so that children are searched in one go */
        uint32_t *values;
        uint32_t first[256];    /* children of the root by byte, 0 = none */
        uint32_t *second;       /* their children by both bytes: most words of a text end their search here */
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

static uint32_t node_add(struct trie *trie, unsigned char byte)
{
        struct node *node = arena_grow(trie->arena, &trie->nodes, &trie->n_nodes, &trie->room_nodes, sizeof(*node));

        *node = (struct node) { .byte = byte };
        return (uint32_t) (trie->n_nodes - 1);
}

/* Fill @node from phrases [from, to), which share their first @depth bytes. Recursion is as deep as the longest phrase of our own tables. */
static void node_build(struct trie *trie, uint32_t node, size_t from, size_t to, size_t depth)
{
        uint32_t first_child;
        uint16_t children = 0;

        trie->nodes[node].value = (uint32_t) from;
        while (from < to && !trie->phrases[from].text[depth]) {
                trie->nodes[node].values++;
                from++;
        }
        first_child = (uint32_t) trie->n_nodes;
        for (size_t i = from; i < to; i++) {
                if (i == from || trie->phrases[i].text[depth] != trie->phrases[i - 1].text[depth]) {
                        node_add(trie, (unsigned char) trie->phrases[i].text[depth]);
                        children++;
                }
        }
        trie->nodes[node].child = first_child;
        trie->nodes[node].children = children;
        for (uint16_t k = 0; k < children; k++) {
                size_t next = from;

                while (next < to && (unsigned char) trie->phrases[next].text[depth] == trie->nodes[first_child + k].byte)
                        next++;
                node_build(trie, first_child + k, from, next, depth + 1);
                from = next;
        }
}

void trie_build(struct trie *trie)
{
        const struct node *root;

        qsort(trie->phrases, trie->n, sizeof(*trie->phrases), compare_phrases);
        trie->values = arena_array(trie->arena, trie->n + 1, sizeof(*trie->values));
        for (size_t i = 0; i < trie->n; i++)
                trie->values[i] = trie->phrases[i].value;
        node_build(trie, node_add(trie, 0), 0, trie->n, 0);
        trie->bytes = arena_array(trie->arena, trie->n_nodes + 1, 1);
        for (size_t i = 0; i < trie->n_nodes; i++)
                trie->bytes[i] = trie->nodes[i].byte;
        root = &trie->nodes[0];
        for (uint16_t k = 0; k < root->children; k++)
                trie->first[trie->nodes[root->child + k].byte] = root->child + k;
        trie->second = arena_array(trie->arena, 256 * 256, sizeof(*trie->second));
        for (uint16_t k = 0; k < root->children; k++) {
                const struct node *one = &trie->nodes[root->child + k];

                for (uint32_t child = one->child; child < one->child + one->children; child++)
                        trie->second[one->byte << 8 | trie->nodes[child].byte] = child;
        }
}

static uint32_t child_of(const struct trie *trie, uint32_t node, unsigned char byte)
{
        const struct node *n = &trie->nodes[node];
        const unsigned char *bytes = trie->bytes + n->child;

        for (uint16_t k = 0; k < n->children; k++) {
                if (bytes[k] == byte)
                        return n->child + k;
        }
        return 0;
}

/* Digits may follow without a space: "số31", "tháng3". */
static bool word_ends(const char *lower, uint32_t at, uint32_t end)
{
        return at == end || !trie_word_byte(lower, at) || !trie_word_byte(lower, at - 1) || (lower[at] >= '0' && lower[at] <= '9');
}

size_t trie_walk(const struct trie *trie, const char *lower, uint32_t at, uint32_t end, struct trie_hit *hits, size_t room)
{
        uint32_t node = at < end ? trie->first[(unsigned char) lower[at]] : 0;
        size_t n = 0;

        if (node && !trie->nodes[node].values) {
                if (at + 1 >= end)
                        return 0;
                node = trie->second[(unsigned char) lower[at] << 8 | (unsigned char) lower[at + 1]];
                at++;
        }

        while (node) {
                const struct node *here = &trie->nodes[node];
                bool space = here->byte == ' ';

                at++;
                for (unsigned skip = 0; space && skip < 8 && at < end && lower[at] == ' '; skip++)
                        at++;
                if (here->values && word_ends(lower, at, end)) {
                        for (uint16_t k = 0; k < here->values && n < room; k++)
                                hits[n++] = (struct trie_hit) { at, trie->values[here->value + k] };
                }
                node = at < end ? child_of(trie, node, (unsigned char) lower[at]) : 0;
        }
        return n;
}
