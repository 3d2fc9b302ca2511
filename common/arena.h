/*
 * Memory with one lifetime: allocate freely, give everything back at once.
 *
 * One arena serves a document and is reset after it; another serves the run, is filled at start and then left
 * alone. A function that takes an arena puts its result there. Memory comes zeroed and aligned for any type.
 * Out of memory ends the program in memory_exhausted(); no caller tests for it. With the build option
 * arena_debug each object is a heap block of its own, so the sanitizers see a use after reset.
 */
#ifndef COMMON_ARENA_H
#define COMMON_ARENA_H

#include "common/span.h"

struct arena_chunk;

struct arena {
        struct arena_chunk *chunks; /* newest first */
        char *free;
        size_t left;  /* bytes */
        size_t total; /* bytes handed out since the last reset */
};

/* A zeroed struct is an empty arena as well. */
void arena_init(struct arena *arena);
void *arena_alloc(struct arena *arena, size_t size);
/* Not zeroed: for the few large arrays whose every element is written before it is read. */
void *arena_alloc_raw(struct arena *arena, size_t size);
/* @count * @size with an overflow check. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy with a terminator; an embedded NUL is copied as it is. */
char *arena_strndup(struct arena *arena, struct span s);
char *arena_strdup(struct arena *arena, const char *s);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Forget every object; the largest chunk is kept for reuse. */
void arena_reset(struct arena *arena);
void arena_release(struct arena *arena);

/* The slow half of arena_grow(): twice the room. */
void arena_widen(struct arena *arena, void *items, size_t n, size_t *room, size_t size);

/*
 * Make room for one more element in an arena-held array. Growth copies, the old array stays in the arena until
 * its reset: peak memory is at most twice the final size.
 *     item = arena_grow(arena, &list->items, &list->n, &list->room, sizeof(*list->items));
 */
static inline void *arena_grow(struct arena *arena, void *items, size_t *n, size_t *room, size_t size)
{
        char *array;

        if (*n == *room)
                arena_widen(arena, items, *n, room, size);
        memcpy(&array, items, sizeof(array)); /* a pointer to whatever: no alias of it may be assumed */
        return array + (*n)++ * size;
}

/* malloc() and its like for libraries that would not all survive a failure: it ends in memory_exhausted(). */
void *memory_alloc(size_t size);
void *memory_realloc(void *p, size_t size);
char *memory_strdup(const char *s);

/* The one place where the program ends for lack of memory: a sentence on stderr, exit 75. */
void memory_exhausted(size_t size) __attribute__((noreturn));

#endif
