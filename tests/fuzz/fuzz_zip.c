/* The zip guard and containers: any bytes as a zip with all its parts read, and as a folder of files. */
#include "tests/fuzz/members.h"

#include "common/cleanup.h"
#include "extractor/package.h"
#include "extractor/zip_directory.h"

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
        read_members("a.gz", bytes);
        arena_release(&arena);
        return 0;
}
