/* Where rule files come from: compiled into the program, replaced or joined by those of a folder. */
#include "common/embed.h"
#include "common/cleanup.h"
#include "common/error.h"
#include "rules/ruleset.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

extern const struct embedded_file rules_embedded[];

enum { RULE_FILE_MAX = 64 * 1024 * 1024 };

struct span sources_find(const struct rule_sources *sources, const char *path)
{
        for (size_t i = 0; i < sources->n; i++) {
                if (strcmp(sources->items[i].path, path) == 0)
                        return sources->items[i].content;
        }
        return (struct span) { 0 };
}

static void sources_put(struct rule_sources *out, struct arena *arena, const char *path, struct span content)
{
        struct rule_source_file *file;

        for (size_t i = 0; i < out->n; i++) {
                if (strcmp(out->items[i].path, path) == 0) {
                        out->items[i].content = content;
                        return;
                }
        }
        file = arena_grow(arena, &out->items, &out->n, &out->room, sizeof(*file));
        *file = (struct rule_source_file) { arena_strdup(arena, path), content };
}

static int read_file(struct span *out, struct arena *arena, const char *path, struct buf *message)
{
        cleanup(fclosep) FILE *f = fopen(path, "rb");
        struct stat st;
        char *data;

        if (!f || fstat(fileno(f), &st) != 0) {
                buf_printf(message, "%s: %s\n", path, strerror(errno));
                return ERROR_RULES;
        }
        if (st.st_size > RULE_FILE_MAX) {
                buf_printf(message, "%s: a rule file of more than %d bytes\n", path, RULE_FILE_MAX);
                return ERROR_RULES;
        }
        data = arena_alloc(arena, (size_t) st.st_size + 1);
        *out = (struct span) { data, fread(data, 1, (size_t) st.st_size, f) };
        return 0;
}

static bool has_ending(const char *name, const char *ending)
{
        size_t n = strlen(name), e = strlen(ending);

        return n > e && strcmp(name + n - e, ending) == 0;
}

/* The files of @dir/@sub that end in @ending, in the order of their names. */
static int collect_folder(struct rule_sources *out, struct arena *arena, const char *dir, const char *sub, const char *ending, struct buf *message)
{
        const char *folder = arena_printf(arena, "%s%s%s", dir, *sub ? "/" : "", sub);
        struct dirent **entries;
        int n = scandir(folder, &entries, NULL, alphasort), r = 0;

        if (n < 0) {
                if (*sub)
                        return 0; /* no tables of its own */
                buf_printf(message, "%s: %s\n", folder, strerror(errno));
                return ERROR_RULES;
        }
        for (int i = 0; i < n; i++) {
                struct span content;

                if (r == 0 && entries[i]->d_name[0] != '.' && has_ending(entries[i]->d_name, ending)) {
                        r = read_file(&content, arena, arena_printf(arena, "%s/%s", folder, entries[i]->d_name), message);
                        if (r == 0)
                                sources_put(out, arena, arena_printf(arena, "%s%s%s", sub, *sub ? "/" : "", entries[i]->d_name), content);
                }
                free(entries[i]);
        }
        free(entries);
        return r;
}

int sources_collect(struct rule_sources *out, struct arena *arena, const char *dir, struct buf *message)
{
        int r;

        *out = (struct rule_sources) { 0 };
        for (const struct embedded_file *f = rules_embedded; f->path; f++)
                sources_put(out, arena, f->path, f->content);
        if (!dir)
                return 0;
        r = collect_folder(out, arena, dir, "", ".yaml", message);
        return r ? r : collect_folder(out, arena, dir, "tables", ".csv", message);
}

/* FNV-1a over all paths and contents: any change of a rule or a table is another version. */
const char *sources_version(const struct rule_sources *sources, struct arena *arena)
{
        uint64_t hash = 0xCBF29CE484222325u;

        for (size_t i = 0; i < sources->n; i++) {
                struct span parts[] = { span_of(sources->items[i].path), sources->items[i].content };

                for (size_t k = 0; k < ARRAY_LEN(parts); k++) {
                        for (size_t b = 0; b < parts[k].len; b++)
                                hash = (hash ^ (unsigned char) parts[k].ptr[b]) * 0x100000001B3u;
                }
        }
        return arena_printf(arena, "1-%08x", (unsigned) (hash ^ hash >> 32));
}
