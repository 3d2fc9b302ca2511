/*
 * Text and ranges of text: the two shapes every stage hands on.
 *
 * A span is borrowed UTF-8 without a terminator; a range is a pair of byte offsets into a text that the
 * comment beside it names. Both are half-open. Nothing here allocates.
 */
#ifndef COMMON_SPAN_H
#define COMMON_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
        const char *ptr;
        size_t len;
};

/* [begin, end); end == 0 says "nowhere", since no fact is empty. */
struct range {
        uint32_t begin;
        uint32_t end;
};

#define RANGE_NONE ((struct range) { 0, 0 })
#define SPAN_INIT(literal) { "" literal, sizeof(literal) - 1 } /* in a static table */
#define SPAN(literal) ((struct span) SPAN_INIT(literal))
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

static inline struct span span_of(const char *s)
{
        return (struct span) { s, s ? strlen(s) : 0 };
}

static inline struct span span_sub(struct span text, struct range r)
{
        return (struct span) { text.ptr + r.begin, r.end - r.begin };
}

static inline bool span_eq(struct span a, struct span b)
{
        return a.len == b.len && (a.len == 0 || (*a.ptr == *b.ptr && memcmp(a.ptr, b.ptr, a.len) == 0));
}

static inline bool span_starts(struct span s, struct span prefix)
{
        return s.len >= prefix.len && (prefix.len == 0 || (*s.ptr == *prefix.ptr && memcmp(s.ptr, prefix.ptr, prefix.len) == 0));
}

static inline bool span_ends(struct span s, struct span tail)
{
        return s.len >= tail.len && (tail.len == 0 || (s.ptr[s.len - 1] == tail.ptr[tail.len - 1] && memcmp(s.ptr + s.len - tail.len, tail.ptr, tail.len) == 0));
}

static inline bool range_is_set(struct range r)
{
        return r.end > r.begin;
}

static inline bool range_overlaps(struct range a, struct range b)
{
        return a.begin < b.end && b.begin < a.end;
}

static inline bool range_holds(struct range outer, struct range inner)
{
        return outer.begin <= inner.begin && inner.end <= outer.end;
}

/* FNV-1a: for tables and marks, not against those who look for two that are alike. */
static inline uint64_t text_hash(const char *s)
{
        uint64_t hash = 14695981039346656037u;

        for (; *s; s++)
                hash = (hash ^ (unsigned char) *s) * 1099511628211u;
        return hash;
}

#endif
