/* Open addressing over FNV-1a; see name_index.h. */
#include "rules/name_index.h"

static uint32_t hash_of(const char *name)
{
        uint32_t hash = 2166136261u;

        for (; *name; name++)
                hash = (hash ^ (unsigned char) *name) * 16777619u;
        return hash;
}

void name_index_init(struct name_index *index, struct arena *arena, size_t names)
{
        size_t room = 16;

        while (room < names * 2)
                room *= 2;
        index->slots = arena_array(arena, room, sizeof(*index->slots));
        index->mask = room - 1;
}

static struct name_slot *slot_of(const struct name_index *index, const char *name)
{
        size_t i = hash_of(name) & index->mask;

        while (index->slots[i].name && strcmp(index->slots[i].name, name) != 0)
                i = (i + 1) & index->mask;
        return &index->slots[i];
}

void name_index_add(struct name_index *index, struct arena *arena, const char *name, size_t row)
{
        struct name_slot *slot;
        uint16_t *place;

        if (!*name)
                return;
        slot = slot_of(index, name);
        slot->name = name;
        place = arena_grow(arena, &slot->rows, &slot->n, &slot->room, sizeof(*place));
        *place = (uint16_t) row;
}

const struct name_slot *name_index_find(const struct name_index *index, const char *name)
{
        const struct name_slot *slot = index->slots ? slot_of(index, name) : NULL;

        return slot && slot->name ? slot : NULL;
}
