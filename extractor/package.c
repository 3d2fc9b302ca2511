/* libzip behind the checks of package.h. */
#define _GNU_SOURCE /* qsort_r */
#include "extractor/package.h"

#include "extractor/zip_unpack.h"

#include <stdlib.h>
#include <zip.h>

enum { RATIO_FROM = 10 << 20, TOTAL_PARTS = 2 };

struct package {
        const struct extractor_limits *limits;
        struct arena *arena;
        struct span bytes;
        zip_t *zip;
        zip_file_t *file;   /* of the open part, when it is not */
        struct buf whole;   /* unpacked at once */
        bool is_whole;
        struct zip_unpacker *unpacker;
        struct zip_entry *entries;
        size_t n;
        int *by_name; /* entry numbers, sorted */
        const struct zip_entry *open;
        uint64_t unpacked, total; /* bytes of the open part, and of all so far */
        const char *detail;
};

static int failed(struct package *package, enum diag_code code, const char *why)
{
        const struct zip_entry *e = package->open;

        package->detail = e ? arena_printf(package->arena, "%.*s: %s", (int) (e->name.len < 80 ? e->name.len : 80), e->name.ptr, why)
                            : arena_strdup(package->arena, why);
        return code;
}

/* Would libzip read the same entries as we checked? Two directories in one file must not tell two stories. */
static bool same_directory(const struct package *package)
{
        zip_stat_t st;

        if (zip_get_num_entries(package->zip, 0) != (zip_int64_t) package->n)
                return false;
        for (size_t i = 0; i < package->n; i++) {
                const struct zip_entry *e = &package->entries[i];

                if (zip_stat_index(package->zip, i, 0, &st) < 0 || st.comp_size != e->packed || st.size != e->unpacked)
                        return false;
        }
        return true;
}

/* libzip's codes: no memory ends the program, an unknown compression is said, everything else is damage. */
static enum diag_code code_of(int zip_code)
{
        if (zip_code == ZIP_ER_MEMORY)
                memory_exhausted(0);
        return zip_code == ZIP_ER_COMPNOTSUPP ? DIAG_unknown_format : DIAG_cut_zip;
}

static int open_zip(struct package *package, struct span bytes)
{
        zip_error_t error;
        zip_source_t *source;

        zip_error_init(&error);
        source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
        if (!source)
                memory_exhausted(bytes.len);
        package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (!package->zip) {
                code_of(zip_error_code_zip(&error));
                failed(package, DIAG_cut_zip, zip_error_strerror(&error));
                zip_source_free(source);
                zip_error_fini(&error);
                return DIAG_cut_zip;
        }
        return same_directory(package) ? 0 : failed(package, DIAG_limit_zip, "two directories that differ");
}

/* ASCII case only, whatever the locale. */
static int compare_names(struct span a, struct span b)
{
        for (size_t i = 0; i < a.len && i < b.len; i++) {
                int x = (unsigned char) a.ptr[i], y = (unsigned char) b.ptr[i];

                x += x >= 'A' && x <= 'Z' ? 'a' - 'A' : 0;
                y += y >= 'A' && y <= 'Z' ? 'a' - 'A' : 0;
                if (x != y)
                        return x - y;
        }
        return (a.len > b.len) - (a.len < b.len);
}

/* Of two entries with one name the first counts. */
static int by_name(const void *a, const void *b, void *entries)
{
        const int *x = a, *y = b;
        int order = compare_names(((struct zip_entry *) entries)[*x].name, ((struct zip_entry *) entries)[*y].name);

        return order ? order : *x - *y;
}

static void sort_names(struct package *package)
{
        package->by_name = arena_array(package->arena, package->n, sizeof(*package->by_name));
        for (size_t i = 0; i < package->n; i++)
                package->by_name[i] = (int) i;
        if (package->n)
                qsort_r(package->by_name, package->n, sizeof(*package->by_name), by_name, package->entries);
}

int package_open(struct package **out, struct arena *arena, struct span bytes, const struct extractor_limits *limits, const char **detail)
{
        struct package *package = arena_alloc(arena, sizeof(*package));
        int r;

        package->limits = limits;
        package->arena = arena;
        package->bytes = bytes;
        r = zip_directory_read(&package->entries, &package->n, arena, bytes, limits, &package->detail);
        if (r == 0)
                r = open_zip(package, bytes);
        *detail = package->detail;
        if (r)
                package_close(package);
        else
                sort_names(package);
        *out = r ? NULL : package;
        return r;
}

static void close_part(struct package *package)
{
        if (package->file)
                zip_fclose(package->file);
        package->file = NULL;
        package->open = NULL;
        package->is_whole = false;
}

void package_close(struct package *package)
{
        if (!package)
                return;
        close_part(package);
        if (package->zip)
                zip_discard(package->zip);
        package->zip = NULL;
        buf_release(&package->whole);
        zip_unpacker_freep(&package->unpacker);
}

size_t package_parts(const struct package *package)
{
        return package->n;
}

int package_find(const struct package *package, const char *name)
{
        size_t low = 0, high = package->n;

        while (low < high) {
                size_t middle = (low + high) / 2;

                if (compare_names(package->entries[package->by_name[middle]].name, span_of(name)) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        if (low < package->n && compare_names(package->entries[package->by_name[low]].name, span_of(name)) == 0)
                return package->by_name[low];
        return -1;
}

struct span package_name(const struct package *package, int part)
{
        return package->entries[part].name;
}

bool package_part_packed(const struct package *package, int part, struct package_packed *out)
{
        const struct zip_entry *e = &package->entries[part];

        *out = (struct package_packed) { { package->bytes.ptr + e->end - e->packed, (size_t) e->packed }, e->unpacked, e->crc, e->method };
        return !e->encrypted;
}

/* Would no read of the open part hit a limit, its size being what it says? */
static bool within_limits(const struct package *package)
{
        const struct extractor_limits *limits = package->limits;
        uint64_t size = package->open->unpacked;

        return size <= RATIO_FROM && size <= limits->part_bytes && package->total + size <= TOTAL_PARTS * limits->part_bytes;
}

int package_part_open(struct package *package, int part)
{
        close_part(package);
        package->open = &package->entries[part];
        package->unpacked = 0;
        package->detail = NULL;
        if (package->open->encrypted)
                return failed(package, DIAG_encrypted, "has a password");
        if (package->open->unpacked > package->limits->part_bytes)
                return failed(package, DIAG_limit_zip, "too large");
        if (within_limits(package)) {
                package->is_whole = zip_unpack(&package->whole, &package->unpacker, package->open, package->bytes);
                if (package->is_whole)
                        return 0;
        }
        package->file = zip_fopen_index(package->zip, (zip_uint64_t) part, 0);
        if (!package->file) {
                enum diag_code code = code_of(zip_error_code_zip(zip_get_error(package->zip)));

                return failed(package, code, zip_strerror(package->zip));
        }
        return 0;
}

static int check_size(struct package *package)
{
        const struct extractor_limits *limits = package->limits;
        const struct zip_entry *e = package->open;

        if (package->unpacked > e->unpacked)
                return failed(package, DIAG_limit_zip, "larger than it says");
        if (package->unpacked > limits->part_bytes)
                return failed(package, DIAG_limit_zip, "too large");
        if (package->unpacked > RATIO_FROM && package->unpacked / limits->zip_ratio > e->packed)
                return failed(package, DIAG_limit_zip, "packed too tightly");
        if (package->total > TOTAL_PARTS * limits->part_bytes)
                return failed(package, DIAG_limit_zip, "too large together with the other parts");
        return 0;
}

bool package_part_whole(struct package *package, char **bytes, size_t *len)
{
        if (!package->is_whole || package->unpacked)
                return false;
        *bytes = package->whole.ptr;
        *len = package->whole.len;
        package->unpacked += *len;
        package->total += *len;
        return true;
}

static void copy_whole(struct package *package, char *to, size_t room, size_t *len)
{
        size_t left = package->whole.len - (size_t) package->unpacked;

        *len = room < left ? room : left;
        memcpy(to, package->whole.ptr + package->unpacked, *len);
        package->unpacked += *len;
        package->total += *len;
}

int package_part_read(struct package *package, char *to, size_t room, size_t *len)
{
        if (package->is_whole) {
                copy_whole(package, to, room, len);
                return 0;
        }
        *len = 0;
        while (*len < room) {
                zip_int64_t got = zip_fread(package->file, to + *len, room - *len);
                int r;

                if (got < 0) {
                        /* the sizes are compared by libzip at the end of the part; everything else is damage */
                        int code = zip_error_code_zip(zip_file_get_error(package->file));

                        return failed(package, code == ZIP_ER_INCONS ? DIAG_limit_zip : code_of(code), zip_file_strerror(package->file));
                }
                if (got == 0)
                        break;
                *len += (size_t) got;
                package->unpacked += (uint64_t) got;
                package->total += (uint64_t) got;
                r = check_size(package);
                if (r)
                        return r;
        }
        if (*len < room && package->unpacked != package->open->unpacked)
                return failed(package, DIAG_limit_zip, "smaller than it says");
        return 0;
}

const char *package_detail(const struct package *package)
{
        return package->detail;
}
