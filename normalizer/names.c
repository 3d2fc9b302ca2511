/* Official names by the folded form of what is printed: open addressing, a look-up allocates nothing. */
#include "normalizer/normalizer.h"

#include "normalizer/names.h"

struct name_slot {
        struct span printed; /* ptr NULL = free */
        const char *official;
        uint32_t hash;
};

/* Hashes of the first words of names; a set, 0 = free. */
struct beginnings {
        uint32_t *hashes;
        size_t n, room;
};

struct norm_names {
        struct arena *arena;
        struct name_slot *slots;
        size_t n, room;
        struct beginnings beginnings;
};

struct norm_names *norm_names_new(struct arena *arena)
{
        struct norm_names *names = arena_alloc(arena, sizeof(*names));

        names->arena = arena;
        return names;
}

/* The slot that holds @printed, or the free one where it would go. */
static struct name_slot *slot_of(const struct norm_names *names, struct span printed, uint32_t hash)
{
        size_t i = hash & (names->room - 1);

        while (names->slots[i].printed.ptr && !(names->slots[i].hash == hash && folded_equal(names->slots[i].printed, printed)))
                i = (i + 1) & (names->room - 1);
        return &names->slots[i];
}

static void make_room(struct norm_names *names)
{
        struct name_slot *old = names->slots;
        size_t old_room = names->room;

        if (names->n * 2 < old_room)
                return;
        names->room = old_room ? old_room * 2 : 256;
        names->slots = arena_array(names->arena, names->room, sizeof(*names->slots));
        for (size_t i = 0; i < old_room; i++) {
                if (old[i].printed.ptr)
                        *slot_of(names, old[i].printed, old[i].hash) = old[i];
        }
}

/* The place of @hash, or the free one where it would go. */
static uint32_t *beginning_of(const struct beginnings *set, uint32_t hash)
{
        size_t i = hash & (set->room - 1);

        while (set->hashes[i] && set->hashes[i] != hash)
                i = (i + 1) & (set->room - 1);
        return &set->hashes[i];
}

static void beginning_add(struct norm_names *names, uint32_t hash)
{
        struct beginnings *set = &names->beginnings, old = *set;
        uint32_t *place;

        if (set->n * 2 >= set->room) {
                set->room = old.room ? old.room * 2 : 256;
                set->hashes = arena_array(names->arena, set->room, sizeof(*set->hashes));
                for (size_t i = 0; i < old.room; i++) {
                        if (old.hashes[i])
                                *beginning_of(set, old.hashes[i]) = old.hashes[i];
                }
        }
        place = beginning_of(set, hash | 1);
        set->n += *place == 0;
        *place = hash | 1;
}

/* Every beginning of @printed that ends where a word does. */
static void add_beginnings(struct norm_names *names, struct span printed)
{
        struct folded_reader r = { .p = printed.ptr, .end = printed.ptr + printed.len };
        uint32_t hash = FOLDED_HASH_START, cp;

        while ((cp = folded_next(&r))) {
                if (cp == ' ')
                        beginning_add(names, folded_hash_end(hash));
                hash = folded_hash_step(hash, cp);
        }
}

bool names_go_on(const struct norm_names *names, uint32_t hash)
{
        return names->beginnings.room && *beginning_of(&names->beginnings, hash | 1);
}

void norm_names_add(struct norm_names *names, struct span printed, struct span official)
{
        uint32_t hash = folded_hash(printed);
        struct name_slot *slot;

        if (folded_equal(printed, SPAN(""))) /* an empty cell of a table is nobody's name */
                return;
        make_room(names);
        slot = slot_of(names, printed, hash);
        if (slot->printed.ptr) /* the first meaning added stays */
                return;
        *slot = (struct name_slot) { { arena_strndup(names->arena, printed), printed.len }, arena_strndup(names->arena, official), hash };
        names->n++;
        add_beginnings(names, printed);
}

const char *names_find_hashed(const struct norm_names *names, struct span printed, uint32_t hash)
{
        return names->room ? slot_of(names, printed, hash)->official : NULL;
}

const char *norm_names_find(const struct norm_names *names, struct span printed)
{
        return names_find_hashed(names, printed, folded_hash(printed));
}
