/*
 * The casing of abbreviations: open addressing over the folded form, so "qđ", "QD" and "QÐ" meet "QĐ" in one chain.
 */
#include "normalizer/normalizer.h"

#include "normalizer/folded.h"

struct norm_abbr_slot {
        const char *abbr; /* NULL = free */
        uint32_t len;
        uint32_t hash;
        size_t order; /* of adding: the earlier one wins among equals, wherever growth has put it */
};

static void insert(struct norm_abbrs *abbrs, struct norm_abbr_slot slot)
{
        size_t i = slot.hash & (abbrs->room - 1);

        while (abbrs->slots[i].abbr)
                i = (i + 1) & (abbrs->room - 1);
        abbrs->slots[i] = slot;
}

static void make_room(struct norm_abbrs *abbrs, struct arena *arena)
{
        struct norm_abbr_slot *old = abbrs->slots;
        size_t old_room = abbrs->room;

        if (abbrs->n * 2 < old_room)
                return;
        abbrs->room = old_room ? old_room * 2 : 64;
        abbrs->slots = arena_array(arena, abbrs->room, sizeof(*abbrs->slots));
        for (size_t i = 0; i < old_room; i++) {
                if (old[i].abbr)
                        insert(abbrs, old[i]);
        }
}

void norm_abbrs_add(struct norm_abbrs *abbrs, struct arena *arena, struct span abbr)
{
        const char *known = abbr.len ? norm_abbrs_find(abbrs, abbr) : "";

        if (known && lowered_equal(span_of(known), abbr)) /* TTG is a way to print TTg, no abbreviation of its own */
                return;
        make_room(abbrs, arena);
        insert(abbrs, (struct norm_abbr_slot) { arena_strndup(arena, abbr), (uint32_t) abbr.len, folded_hash(abbr), abbrs->n });
        abbrs->n++;
}

/* How well the table's @slot answers @abbr: 0 not at all, 1 folded, 2 but for the case, 3 exactly. */
static unsigned likeness(const struct norm_abbr_slot *slot, struct span abbr)
{
        struct span have = { slot->abbr, slot->len };

        if (span_eq(have, abbr))
                return 3;
        if (lowered_equal(have, abbr))
                return 2;
        return folded_equal(have, abbr);
}

const char *norm_abbrs_find(const struct norm_abbrs *abbrs, struct span abbr)
{
        const struct norm_abbr_slot *best = NULL;
        uint32_t hash = folded_hash(abbr);
        unsigned best_likeness = 0;

        if (!abbrs->room)
                return NULL;
        for (size_t i = hash & (abbrs->room - 1); abbrs->slots[i].abbr; i = (i + 1) & (abbrs->room - 1)) {
                const struct norm_abbr_slot *slot = &abbrs->slots[i];
                unsigned like = slot->hash == hash ? likeness(slot, abbr) : 0;

                if (like > best_likeness || (like && like == best_likeness && slot->order < best->order)) {
                        best = slot;
                        best_likeness = like;
                }
        }
        return best ? best->abbr : NULL;
}
