/* See walk.h. A folder is read whole, closed, and then visited: one open descriptor however deep the tree. */
#include "trichluc/walk.h"

#include "common/arena.h"
#include "common/buf.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

struct names {
        struct buf text;  /* each with its NUL */
        const char **items;
        size_t n;
};

static int by_bytes(const void *a, const void *b)
{
        return strcmp(*(const char *const *) a, *(const char *const *) b);
}

static bool is_dots(const char *name)
{
        return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static void names_sort(struct names *names)
{
        const char *p = names->text.ptr;

        names->items = calloc(names->n ? names->n : 1, sizeof(*names->items));
        if (!names->items)
                memory_exhausted(names->n * sizeof(*names->items));
        for (size_t i = 0; i < names->n; i++, p += strlen(p) + 1)
                names->items[i] = p;
        qsort(names->items, names->n, sizeof(*names->items), by_bytes);
}

/* Returns 0 or errno; what was read before an error is kept. */
static int names_read(struct names *names, const char *folder)
{
        DIR *dir = opendir(folder);
        const struct dirent *entry;
        int error;

        *names = (struct names) { 0 };
        if (!dir)
                return errno;
        while (errno = 0, (entry = readdir(dir))) {
                if (is_dots(entry->d_name))
                        continue;
                buf_add(&names->text, entry->d_name, strlen(entry->d_name) + 1);
                names->n++;
        }
        error = errno;
        closedir(dir);
        names_sort(names);
        return error;
}

static void names_release(struct names *names)
{
        buf_release(&names->text);
        free(names->items);
}

static int walk_folder(struct buf *path, walk_fn *fn, void *context);

/* @path is a folder's entry. A path longer than the system's limit is an error of its entry, and that bounds the depth. */
static int walk_entry(struct buf *path, walk_fn *fn, void *context)
{
        struct walk_entry entry = { .path = path->ptr };

        if (lstat(path->ptr, &entry.st)) {
                entry.error = errno;
        } else if (S_ISDIR(entry.st.st_mode)) {
                return walk_folder(path, fn, context);
        } else if (S_ISLNK(entry.st.st_mode)) {
                if (stat(path->ptr, &entry.st))
                        entry.error = errno;
                else
                        entry.linked_folder = S_ISDIR(entry.st.st_mode);
        }
        return fn(context, &entry);
}

static int walk_folder(struct buf *path, walk_fn *fn, void *context)
{
        size_t len = path->len;
        struct names names;
        int error = names_read(&names, path->ptr);
        int r = 0;

        if (error)
                r = fn(context, &(struct walk_entry) { .path = path->ptr, .error = error });
        for (size_t i = 0; i < names.n && !r; i++) {
                if (path->ptr[len - 1] != '/')
                        buf_putc(path, '/');
                buf_puts(path, names.items[i]);
                r = walk_entry(path, fn, context);
                path->len = len;
                path->ptr[len] = '\0';
        }
        names_release(&names);
        return r;
}

int walk(const char *root, walk_fn *fn, void *context)
{
        struct walk_entry entry = { .path = root };
        struct buf path = { 0 };
        int r;

        if (stat(root, &entry.st))
                entry.error = errno;
        if (entry.error || !S_ISDIR(entry.st.st_mode))
                return fn(context, &entry);
        buf_puts(&path, root);
        r = walk_folder(&path, fn, context);
        buf_release(&path);
        return r;
}
