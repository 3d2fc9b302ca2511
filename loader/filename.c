/*
 * The number a file is named after: "QD_368_2019.docx", "368-QĐ-UBND.pdf", "KH 142 ngay 02-3-2019.doc".
 *
 * Names are made by hand and hold dates, copies and serial numbers, so only a number right beside the abbreviation of the document's own type counts,
 * and only when no number anywhere in the name is the document's: better nothing found than a false alarm.
 */
#include "loader/internal.h"

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
        return (c >= 'a' && c <= 'z');
}

static size_t digits_at(const char *p)
{
        return strspn(p, "0123456789");
}

/* One separator at most: "qd368", "qd_368", "qd-368", "qd.368", "qd 368" */
static const char *over_gap(const char *p)
{
        return *p && strchr("_-. ", *p) ? p + 1 : p;
}

/* A number that stands alone and is no year, day or month of a date: up to five digits, nothing of a date behind. */
static bool is_number(const char *p, size_t len)
{
        long n = strtol(p, NULL, 10);

        return len && len <= 5 && n > 0 && !(len == 4 && n >= 1945 && n <= 2100);
}

/* The number beside @type, and whether any number of the name is @wanted. */
static long beside(const char *name, const char *type, long wanted, bool *met)
{
        size_t len = strlen(type);
        long found = 0;

        for (const char *p = name; *p; p++) {
                bool begins = p == name || !is_letter(p[-1]);

                if (is_digit(*p) && (p == name || !is_digit(p[-1])))
                        *met = *met || strtol(p, NULL, 10) == wanted;
                if (begins && strncmp(p, type, len) == 0 && !is_letter(p[len])) {
                        const char *after = over_gap(p + len);

                        if (is_number(after, digits_at(after)))
                                found = strtol(after, NULL, 10);
                        else if (p > name + 1 && strchr("_-. ", p[-1]) && is_digit(p[-2])) {
                                const char *before = p - 2;

                                while (before > name && is_digit(before[-1]))
                                        before--;
                                if (is_number(before, digits_at(before)))
                                        found = strtol(before, NULL, 10);
                        }
                }
        }
        return found;
}

bool filename_other_number(char *out, const char *path, const char *key)
{
        const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *p = key + digits_at(key);
        struct buf name = { 0 }, mark = { 0 };
        long wanted = strtol(key, NULL, 10), found = 0;
        bool met = false;

        if (*p == '/' && digits_at(p + 1) == 4) /* 31/2013/QĐ-UBND */
                p += 5;
        if (*p)
                p++;
        norm_fold_text(&name, (struct span) { base, strcspn(base, "") });
        norm_fold_text(&mark, (struct span) { p, strcspn(p, "-/") });
        if (wanted && mark.len >= 2 && mark.len <= 4 && name.len < 512)
                found = beside(name.ptr, mark.ptr, wanted, &met);
        buf_release(&name);
        buf_release(&mark);
        if (!found || met)
                return false;
        snprintf(out, FILENAME_NUMBER, "%ld", found);
        return true;
}
