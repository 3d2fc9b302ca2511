/* See docx_recall.h. */
#include "extractor/docx_recall.h"

#include "extractor/docx_numbering.h"

#include <pthread.h>
#include <stdlib.h>

enum { SHEETS = 4, PARTS = 3, PACKED_MAX = 64 << 10, UNPACKED_MAX = 256 << 10 };

struct remembered {
        struct arena arena; /* what the sheet points to, and the packed bytes */
        struct docx_sheet sheet;
        struct package_packed parts[PARTS];
        struct extractor_limits limits;
        bool good;
};

struct memory {
        struct remembered sheets[SHEETS];
        size_t next;
        struct remembered *open; /* between begin and end */
};

static pthread_key_t memory_key;
static pthread_once_t memory_once = PTHREAD_ONCE_INIT;

static void memory_free(void *data)
{
        struct memory *memory = data;

        for (size_t i = 0; i < SHEETS; i++)
                arena_release(&memory->sheets[i].arena);
        free(memory);
}

static void memory_init(void)
{
        if (pthread_key_create(&memory_key, memory_free))
                memory_exhausted(sizeof(memory_key)); /* a process has 1,024 of them */
}

static struct memory *memory_of_thread(void)
{
        struct memory *memory;

        pthread_once(&memory_once, memory_init);
        memory = pthread_getspecific(memory_key);
        if (!memory) {
                memory = calloc(1, sizeof(*memory));
                if (!memory || pthread_setspecific(memory_key, memory))
                        memory_exhausted(sizeof(*memory));
        }
        return memory;
}

/* The parts as they lie in the file. False: too large, or not to be read. */
static bool find_packed(struct package_packed out[static PARTS], const struct package *package, const struct docx_sheet_parts *parts)
{
        const int numbers[PARTS] = { parts->theme, parts->numbering, parts->styles };
        uint64_t packed = 0, unpacked = 0;

        for (int i = 0; i < PARTS; i++) {
                out[i] = (struct package_packed) { 0 };
                if (numbers[i] >= 0 && !package_part_packed(package, numbers[i], &out[i]))
                        return false;
                packed += out[i].bytes.len;
                unpacked += out[i].unpacked;
        }
        return packed <= PACKED_MAX && unpacked <= UNPACKED_MAX;
}

static bool same_parts(const struct package_packed *a, const struct package_packed *b)
{
        for (int i = 0; i < PARTS; i++) {
                if (!a[i].bytes.ptr != !b[i].bytes.ptr || a[i].crc != b[i].crc || a[i].unpacked != b[i].unpacked || a[i].method != b[i].method ||
                        !span_eq(a[i].bytes, b[i].bytes))
                        return false;
        }
        return true;
}

static bool same_limits(const struct extractor_limits *a, const struct extractor_limits *b)
{
        return a->file_bytes == b->file_bytes && a->part_bytes == b->part_bytes && a->zip_entries == b->zip_entries && a->zip_ratio == b->zip_ratio &&
                a->xml_depth == b->xml_depth && a->xml_attributes == b->xml_attributes && a->xml_tag_bytes == b->xml_tag_bytes;
}

/* Styles and theme are only read; lists count. */
static void hand_out(struct docx_sheet *out, const struct docx_sheet *sheet, struct arena *arena)
{
        *out = *sheet;
        out->numbering = docx_numbering_copy(sheet->numbering, arena);
}

bool docx_sheet_recall(struct docx_sheet *out, const struct package *package, const struct docx_sheet_parts *parts, const struct extractor_limits *limits,
        struct arena *arena)
{
        struct memory *memory = memory_of_thread();
        struct package_packed packed[PARTS];

        if (!find_packed(packed, package, parts))
                return false;
        for (size_t i = 0; i < SHEETS; i++) {
                const struct remembered *r = &memory->sheets[i];

                if (r->good && same_parts(r->parts, packed) && same_limits(&r->limits, limits)) {
                        hand_out(out, &r->sheet, arena);
                        return true;
                }
        }
        return false;
}

struct arena *docx_sheet_begin(const struct package *package, const struct docx_sheet_parts *parts, const struct extractor_limits *limits)
{
        struct memory *memory = memory_of_thread();
        struct package_packed packed[PARTS];
        struct remembered *r;

        memory->open = NULL;
        if (!find_packed(packed, package, parts))
                return NULL;
        r = memory->open = &memory->sheets[memory->next++ % SHEETS];
        r->good = false;
        arena_reset(&r->arena);
        r->limits = *limits;
        for (int i = 0; i < PARTS; i++) {
                r->parts[i] = packed[i];
                if (packed[i].bytes.ptr)
                        r->parts[i].bytes.ptr = arena_strndup(&r->arena, packed[i].bytes);
        }
        return &r->arena;
}

void docx_sheet_end(struct docx_sheet *sheet, struct arena *arena, bool good)
{
        struct remembered *r = memory_of_thread()->open;

        r->sheet = *sheet;
        r->good = good;
        hand_out(sheet, &r->sheet, arena);
}
