/* See maildir.h. */
#include "trichluc/maildir.h"

#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

/* The Maildir whose folder @name holds @path directly, with its '/'; empty when there is none. */
static struct span maildir_of(const char *path, const char *name)
{
        const char *slash = strrchr(path, '/');
        size_t len = strlen(name), root = slash ? (size_t) (slash - path) : 0;

        if (root < len || strncmp(slash - len, name, len) != 0 || (root > len && slash[-(ptrdiff_t) len - 1] != '/'))
                return (struct span) { 0 };
        return (struct span) { path, root - len };
}

static bool has_folder(struct span root, const char *name)
{
        char path[PATH_MAX];
        struct stat st;
        int len = snprintf(path, sizeof(path), "%.*s%s", (int) root.len, root.ptr, name);

        return len > 0 && (size_t) len < sizeof(path) && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool is_maildir(struct span root)
{
        return root.ptr && has_folder(root, "cur") && has_folder(root, "new") && has_folder(root, "tmp");
}

bool maildir_in_delivery(const char *path)
{
        return is_maildir(maildir_of(path, "tmp"));
}

bool maildir_names_of(struct maildir_names *out, struct arena *arena, const char *path)
{
        struct span root = maildir_of(path, "cur");
        const char *name = strrchr(path, '/') + 1;
        int len = (int) strcspn(name, ":");

        if (!root.ptr)
                root = maildir_of(path, "new");
        if (!is_maildir(root))
                return false;
        out->fresh = arena_printf(arena, "%.*snew/%.*s", (int) root.len, root.ptr, len, name);
        out->seen = arena_printf(arena, "%.*scur/%.*s", (int) root.len, root.ptr, len, name);
        out->flagged = arena_printf(arena, "%s:2,", out->seen);
        return true;
}
