/* See details.h. The table is small and few sentences are looked up, so each row is tried. */
#include "cli/details.h"

#include "cli/messages.h"
#include "common/buf.h"

#include <string.h>

enum { BLANKS = 4, DEEPEST = 4, SAID_MOST = 4096 };

static const struct row {
        const char *said, *vi;
} rows[] = {
#define DETAIL(said, vi) { said, vi },
#include "cli/details.def"
#undef DETAIL
};

/* What stood where the row has a blank. */
struct blank {
        struct span text;
        bool in_words;
};

static bool is_blank(const char *p)
{
        return (*p == '%' || *p == '$') && p[1] >= '1' && p[1] <= '0' + BLANKS;
}

static size_t literal_len(const char *p)
{
        size_t n = 0;

        while (p[n] && !is_blank(p + n))
                n++;
        return n;
}

/* Does @said fit @pattern? A blank takes as little as lets the rest fit, and something at least. */
static bool fits(struct blank blanks[static BLANKS], const char *pattern, struct span said)
{
        size_t len = literal_len(pattern);
        struct blank *blank;
        const char *behind;

        if (said.len < len || memcmp(said.ptr, pattern, len) != 0)
                return false;
        said = (struct span) { said.ptr + len, said.len - len };
        pattern += len;
        if (!*pattern)
                return !said.len;
        blank = &blanks[pattern[1] - '1'];
        blank->in_words = *pattern == '$';
        behind = pattern + 2;
        for (size_t n = *behind ? 1 : said.len; n && n <= said.len; n++) {
                blank->text = (struct span) { said.ptr, n };
                if (fits(blanks, behind, (struct span) { said.ptr + n, said.len - n }))
                        return true;
        }
        return false;
}

static bool put(struct buf *out, struct span said, int depth);

static bool put_row(struct buf *out, const struct row *row, const struct blank blanks[static BLANKS], int depth)
{
        bool known = false, asked = false;

        for (const char *p = row->vi; *p;) {
                size_t len = literal_len(p);

                buf_add(out, p, len);
                p += len;
                if (!*p)
                        break;
                if (blanks[p[1] - '1'].in_words) {
                        asked = true;
                        known |= put(out, blanks[p[1] - '1'].text, depth + 1);
                } else {
                        buf_add_span(out, blanks[p[1] - '1'].text);
                }
                p += 2;
        }
        return known || !asked;
}

/* False when nothing is known of @said, which then stands as it is. */
static bool put(struct buf *out, struct span said, int depth)
{
        size_t begin = out->len;

        for (size_t i = 0; i < ARRAY_LEN(rows) && depth < DEEPEST && said.len < SAID_MOST; i++) {
                struct blank blanks[BLANKS] = { { { 0 }, false } };

                if (!fits(blanks, rows[i].said, said))
                        continue;
                if (put_row(out, &rows[i], blanks, depth))
                        return true;
                out->len = begin;
        }
        buf_add_span(out, said);
        return false;
}

const char *in_words(const char *said)
{
        static struct buf copies[4];
        static unsigned next;
        struct buf *copy = &copies[next++ % ARRAY_LEN(copies)];

        if (!said || message_language != DIAG_VI)
                return said;
        buf_clear(copy);
        put(copy, span_of(said), 0);
        return copy->ptr ? copy->ptr : "";
}
