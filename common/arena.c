/* Chunked bump allocation; see arena.h for the promises. */
#include "common/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CHUNK_MIN = 64 * 1024, ALIGN = alignof(max_align_t) };

struct arena_chunk {
        struct arena_chunk *next;
        size_t size; /* bytes of data[] */
        alignas(max_align_t) char data[];
};

void memory_exhausted(size_t size)
{
        fprintf(stderr, "trichluc: out of memory (%zu bytes more were needed)\n", size);
        fflush(NULL);
        _exit(75); /* a library that asked for memory may hold a lock that its own exit handler wants */
}

/* malloc(0) may be NULL and no failure */
void *memory_alloc(size_t size)
{
        void *p = malloc(size ? size : 1);

        if (!p)
                memory_exhausted(size);
        return p;
}

void *memory_realloc(void *p, size_t size)
{
        p = realloc(p, size ? size : 1);
        if (!p)
                memory_exhausted(size);
        return p;
}

char *memory_strdup(const char *s)
{
        size_t len = strlen(s) + 1;

        return memcpy(memory_alloc(len), s, len);
}

void arena_init(struct arena *arena)
{
        *arena = (struct arena) { 0 };
}

static struct arena_chunk *chunk_add(struct arena *arena, size_t size)
{
        struct arena_chunk *chunk = size > SIZE_MAX - sizeof(*chunk) ? NULL : malloc(sizeof(*chunk) + size);

        if (!chunk)
                memory_exhausted(size);
        chunk->size = size;
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        return chunk;
}

void *arena_alloc_raw(struct arena *arena, size_t size)
{
        size_t padded;
        char *p;

        if (size > SIZE_MAX - ALIGN)
                memory_exhausted(size);
        padded = (size + ALIGN - 1) / ALIGN * ALIGN;
#ifdef ARENA_DEBUG
        p = chunk_add(arena, size)->data;
#else
        if (padded > arena->left) {
                /* chunks double with the arena, so a large document costs few calls */
                size_t room = arena->total > CHUNK_MIN ? arena->total : CHUNK_MIN;
                struct arena_chunk *chunk = chunk_add(arena, padded > room ? padded : room);

                arena->free = chunk->data;
                arena->left = chunk->size;
        }
        p = arena->free;
        arena->free += padded;
        arena->left -= padded;
#endif
        arena->total += padded;
        return p;
}

void *arena_alloc(struct arena *arena, size_t size)
{
        void *p = arena_alloc_raw(arena, size);

        return size ? memset(p, 0, size) : p;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
        if (size && count > SIZE_MAX / size)
                memory_exhausted(SIZE_MAX);
        return arena_alloc(arena, count * size);
}

char *arena_strndup(struct arena *arena, struct span s)
{
        char *copy = arena_alloc_raw(arena, s.len + 1);

        if (s.len)
                memcpy(copy, s.ptr, s.len);
        copy[s.len] = '\0';
        return copy;
}

char *arena_strdup(struct arena *arena, const char *s)
{
        return s ? arena_strndup(arena, span_of(s)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
        va_list args;
        char *text;
        int len;

        va_start(args, format);
        len = vsnprintf(NULL, 0, format, args);
        va_end(args);
        if (len < 0)
                return arena_strdup(arena, "");
        text = arena_alloc(arena, (size_t) len + 1);
        va_start(args, format);
        vsnprintf(text, (size_t) len + 1, format, args);
        va_end(args);
        return text;
}

void arena_reset(struct arena *arena)
{
#ifdef ARENA_DEBUG
        arena_release(arena);
#else
        struct arena_chunk *keep = NULL;

        for (struct arena_chunk *c = arena->chunks, *next; c; c = next) {
                next = c->next;
                if (!keep || c->size > keep->size) {
                        free(keep);
                        keep = c;
                } else {
                        free(c);
                }
        }
        *arena = (struct arena) { .chunks = keep };
        if (keep) {
                keep->next = NULL;
                arena->free = keep->data;
                arena->left = keep->size;
        }
#endif
}

void arena_release(struct arena *arena)
{
        for (struct arena_chunk *c = arena->chunks, *next; c; c = next) {
                next = c->next;
                free(c);
        }
        arena_init(arena);
}

void arena_widen(struct arena *arena, void *items, size_t n, size_t *room, size_t size)
{
        size_t wider = *room ? *room * 2 : 8;
        char *copy, *array;

        if (wider > SIZE_MAX / size)
                memory_exhausted(SIZE_MAX);
        copy = arena_alloc_raw(arena, wider * size);
        memcpy(&array, items, sizeof(array));
        if (n)
                memcpy(copy, array, n * size);
        memset(copy + n * size, 0, (wider - n) * size);
        memcpy(items, &copy, sizeof(copy));
        *room = wider;
}
