/* The limits that can be set, by the names people give them on the command line. */
#include "trichluc/worker.h"

#include <string.h>

struct worker_limits worker_limits_default(void)
{
        return (struct worker_limits) { .seconds = 15, .memory_bytes = (size_t) 2 << 30, .extractor = extractor_limits_default, .ocr_pages = 200, .ocr_seconds = 600 };
}

/* doc/safety.md describes each; the largest values keep sums and products of them far from overflow. */
static const struct limit_row {
        const char *name;
        size_t offset, size;
        uint64_t least, most;
} rows[] = {
#define LIMIT(name, member, least, most) { name, offsetof(struct worker_limits, member), sizeof(((struct worker_limits *) 0)->member), least, most }
        LIMIT("seconds", seconds, 1, 86400),
        LIMIT("memory", memory_bytes, 64u << 20, (uint64_t) 1 << 40),
        LIMIT("file", extractor.file_bytes, 1, (uint64_t) 1 << 32),
        LIMIT("box", extractor.box_bytes, 1, (uint64_t) 1 << 40),
        LIMIT("part", extractor.part_bytes, 1, (uint64_t) 1 << 32),
        LIMIT("entries", extractor.zip_entries, 1, 1000000),
        LIMIT("ratio", extractor.zip_ratio, 1, 100000),
        LIMIT("depth", extractor.xml_depth, 1, 10000),
        LIMIT("attributes", extractor.xml_attributes, 1, 10000),
        LIMIT("tag", extractor.xml_tag_bytes, 1, 16u << 20),
        LIMIT("text", extractor.text_bytes, 1, 512u << 20),
        LIMIT("lines", extractor.blocks, 1, 100000000),
        LIMIT("ocr-pages", ocr_pages, 1, 100000),
        LIMIT("ocr-seconds", ocr_seconds, 1, 86400),
#undef LIMIT
};

bool worker_limits_set(struct worker_limits *limits, const char *name, uint64_t value)
{
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                char *at = (char *) limits + rows[i].offset;
                uint32_t narrow = (uint32_t) value;

                if (strcmp(rows[i].name, name) != 0)
                        continue;
                if (value < rows[i].least || value > rows[i].most)
                        return false;
                memcpy(at, rows[i].size == sizeof(narrow) ? (const void *) &narrow : &value, rows[i].size);
                return true;
        }
        return false;
}
