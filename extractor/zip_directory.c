/* The walk over a zip's central directory (APPNOTE 4.3.12 to 4.3.16); see zip_directory.h. */
#include "extractor/zip_directory.h"

#include <stdlib.h>

enum {
        END_LEN = 22,     /* end of central directory, without its comment */
        LOCATOR_LEN = 20, /* of the zip64 end */
        END64_LEN = 56,
        ENTRY_LEN = 46,
        LOCAL_LEN = 30,
};

struct directory {
        uint64_t entries, len, begin;
};

/* Little-endian numbers at @at; the caller has checked that they lie inside. */
static uint16_t u16(struct span b, uint64_t at)
{
        const unsigned char *p = (const unsigned char *) b.ptr + at;

        return (uint16_t) (p[0] | p[1] << 8);
}

static uint32_t u32(struct span b, uint64_t at)
{
        return u16(b, at) | (uint32_t) u16(b, at + 2) << 16;
}

static uint64_t u64(struct span b, uint64_t at)
{
        return u32(b, at) | (uint64_t) u32(b, at + 4) << 32;
}

static bool has(struct span b, uint64_t at, uint64_t len)
{
        return at <= b.len && len <= b.len - at;
}

/* The end record: the last one whose comment ends with the file, else the last one that fits. */
static bool find_end(struct span b, uint64_t *end)
{
        uint64_t lowest = b.len > END_LEN + UINT16_MAX ? b.len - END_LEN - UINT16_MAX : 0;
        bool found = false;

        if (b.len < END_LEN)
                return false;
        for (uint64_t at = b.len - END_LEN + 1; at-- > lowest;) {
                if (memcmp(b.ptr + at, "PK\5\6", 4) != 0)
                        continue;
                uint64_t rest = b.len - at - END_LEN, comment = u16(b, at + 20);

                if (comment == rest || (comment < rest && !found))
                        *end = at;
                if (comment <= rest)
                        found = true;
                if (comment == rest)
                        break;
        }
        return found;
}

static bool find_directory(struct span b, struct directory *dir)
{
        uint64_t end, end64;

        if (!find_end(b, &end))
                return false;
        *dir = (struct directory) { u16(b, end + 10), u32(b, end + 12), u32(b, end + 16) };
        if (end >= LOCATOR_LEN && memcmp(b.ptr + end - LOCATOR_LEN, "PK\6\7", 4) == 0) {
                end64 = u64(b, end - LOCATOR_LEN + 8);
                if (!has(b, end64, END64_LEN) || memcmp(b.ptr + end64, "PK\6\6", 4) != 0)
                        return false;
                *dir = (struct directory) { u64(b, end64 + 32), u64(b, end64 + 40), u64(b, end64 + 48) };
        }
        return has(b, dir->begin, dir->len);
}

/* Sizes and offset that did not fit 32 bits stand in an extra field, in this order, each only when its short form is all ones. */
static bool read_zip64(struct span b, uint64_t extra, uint64_t len, uint64_t *const values[3])
{
        while (len >= 4) {
                uint64_t id = u16(b, extra), size = u16(b, extra + 2), at = extra + 4;

                if (size > len - 4)
                        return false;
                for (int i = 0; id == 1 && i < 3; i++) {
                        if (*values[i] != UINT32_MAX)
                                continue;
                        if (at + 8 > extra + 4 + size)
                                return false;
                        *values[i] = u64(b, at);
                        at += 8;
                }
                extra += 4 + size;
                len -= 4 + size;
        }
        return true;
}

/* Read the entry at *at and step over it. */
static bool read_entry(struct zip_entry *e, struct span b, uint64_t *at, uint64_t dir_end)
{
        uint64_t names, extras, comments, p = *at;

        if (p + ENTRY_LEN > dir_end || memcmp(b.ptr + p, "PK\1\2", 4) != 0)
                return false;
        names = u16(b, p + 28);
        extras = u16(b, p + 30);
        comments = u16(b, p + 32);
        if (p + ENTRY_LEN + names + extras + comments > dir_end)
                return false;
        e->name = (struct span) { b.ptr + p + ENTRY_LEN, names };
        e->encrypted = u16(b, p + 8) & 1;
        e->method = u16(b, p + 10);
        e->crc = u32(b, p + 16);
        e->packed = u32(b, p + 20);
        e->unpacked = u32(b, p + 24);
        e->begin = u32(b, p + 42);
        if (!read_zip64(b, p + ENTRY_LEN + names, extras, (uint64_t *const[]) { &e->unpacked, &e->packed, &e->begin }))
                return false;
        *at = p + ENTRY_LEN + names + extras + comments;
        if (!has(b, e->begin, LOCAL_LEN) || memcmp(b.ptr + e->begin, "PK\3\4", 4) != 0)
                return false;
        e->end = e->begin + LOCAL_LEN + u16(b, e->begin + 26) + u16(b, e->begin + 28);
        if (!has(b, e->end, e->packed))
                return false;
        e->end += e->packed;
        return true;
}

static int by_begin(const void *a, const void *b)
{
        const struct zip_entry *const *x = a, *const *y = b;

        return ((*x)->begin > (*y)->begin) - ((*x)->begin < (*y)->begin);
}

static bool overlapping(struct zip_entry *entries, size_t n, struct arena *arena, uint64_t dir_begin)
{
        struct zip_entry **sorted = arena_array(arena, n, sizeof(*sorted));

        for (size_t i = 0; i < n; i++)
                sorted[i] = &entries[i];
        qsort(sorted, n, sizeof(*sorted), by_begin);
        for (size_t i = 0; i < n; i++) {
                if (sorted[i]->end > (i + 1 < n ? sorted[i + 1]->begin : dir_begin))
                        return true;
        }
        return false;
}

int zip_directory_read(struct zip_entry **entries, size_t *n, struct arena *arena, struct span bytes, const struct extractor_limits *limits,
        const char **detail)
{
        struct directory dir;
        uint64_t at;

        *detail = NULL;
        *n = 0;
        if (!find_directory(bytes, &dir)) {
                *detail = "no directory at the end";
                return DIAG_cut_zip;
        }
        if (dir.entries > limits->zip_entries) {
                *detail = arena_printf(arena, "%llu entries", (unsigned long long) dir.entries);
                return DIAG_limit_zip;
        }
        *entries = arena_array(arena, dir.entries, sizeof(**entries));
        at = dir.begin;
        for (; *n < dir.entries; (*n)++) {
                if (!read_entry(*entries + *n, bytes, &at, dir.begin + dir.len)) {
                        *detail = arena_printf(arena, "entry %zu of the directory", *n + 1);
                        return DIAG_cut_zip;
                }
        }
        if (overlapping(*entries, *n, arena, dir.begin)) {
                *detail = "entries overlap";
                return DIAG_limit_zip;
        }
        return 0;
}
