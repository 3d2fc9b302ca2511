/* The zip guard and containers: any bytes as a zip with all its parts read, and as a folder of files. Limits are small, so that they are met. */
#include "tests/fuzz/fuzz.h"

#include "common/cleanup.h"
#include "extractor/container.h"
#include "extractor/package.h"
#include "extractor/zip_directory.h"

static const struct extractor_limits limits = {
        .file_bytes = 1 << 20, .part_bytes = 64 << 10, .zip_entries = 50, .zip_ratio = 200, .xml_depth = 32, .xml_attributes = 64, .xml_tag_bytes = 4096,
};

static void read_parts(struct arena *arena, struct span bytes)
{
        cleanup(package_closep) struct package *package = NULL;
        uint64_t total = 0;
        const char *detail;

        if (package_open(&package, arena, bytes, &limits, &detail))
                return;
        HOLD(package_parts(package) <= limits.zip_entries);
        for (size_t i = 0; i < package_parts(package); i++) {
                char piece[1024];
                size_t len = sizeof(piece);
                int r = package_part_open(package, (int) i);

                while (!r && len == sizeof(piece)) {
                        r = package_part_read(package, piece, sizeof(piece), &len);
                        total += len;
                }
                HOLD(r >= 0 && r < DIAG_CODES);
        }
        HOLD(total <= 2 * limits.part_bytes + package_parts(package) * 1024);
}

static void read_members(struct span bytes)
{
        struct container *container;
        struct member member;
        uint64_t total = 0;
        const char *detail;
        size_t n = 0;

        if (extractor_container_open(&container, "a.gz", bytes, &limits, &detail) || !container)
                return;
        while (extractor_container_next(container, &member) == 0 && member.name) {
                HOLD(is_utf8(span_of(member.name)));
                HOLD(!member.code || !member.bytes.len);
                total += member.bytes.len;
                HOLD(++n <= limits.zip_entries + 1);
        }
        HOLD(total <= 2 * limits.part_bytes);
        extractor_container_close(container);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct arena arena = { 0 };
        struct zip_entry *entries;
        const char *detail;
        size_t n;
        struct span bytes = input_span(data, size);

        if (zip_directory_read(&entries, &n, &arena, bytes, &limits, &detail) == 0) {
                for (size_t i = 0; i < n; i++)
                        HOLD(entries[i].end <= size && entries[i].begin < entries[i].end);
        }
        read_parts(&arena, bytes);
        extractor_is_container(bytes);
        read_members(bytes);
        arena_release(&arena);
        return 0;
}
