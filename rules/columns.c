/*
 * Lines of head and foot: two columns flattened on one line (domain.md 2.3), and the words of page, stamp and web site that stand between.
 */
#include "common/utf8.h"
#include "rules/frame.h"

enum { GAP_SPACES = 3, TAB_SPACES = 8 };

static struct range trim_range(const struct run *run, struct range r)
{
        while (r.begin < r.end && strchr(" *_#|>", run->lower[r.begin]))
                r.begin++;
        while (r.end > r.begin && strchr(" *_#|", run->lower[r.end - 1]))
                r.end--;
        return r;
}

bool is_capital_at(struct span text, size_t at)
{
        unsigned len;
        uint32_t cp = at < text.len ? utf8_decode(text.ptr + at, text.ptr + text.len, &len) : UTF8_BAD;

        return cp != UTF8_BAD && norm_lower(cp) != cp;
}

bool is_capitals(struct span text)
{
        const char *p = text.ptr, *end = p + text.len;
        bool upper = false;
        unsigned len;

        for (; p < end; p += len) {
                uint32_t cp = utf8_decode(p, end, &len);

                if (cp == UTF8_BAD)
                        continue;
                if (norm_lower(cp) != cp)
                        upper = true;
                else if ((cp >= 'a' && cp <= 'z') || (cp >= 0xDF && cp < 0x2000 && cp != 0xF7))
                        return false;
        }
        return upper;
}

/* A tab is a space in match text: ask the text it came from. */
bool is_tab_at(const struct run *run, uint32_t at)
{
        return run->norm->origin && run->norm->display.ptr[run->norm->origin[at]] == '\t';
}

/* White space from @at on: its end, and how wide it is, a tab being as wide as eight spaces. */
static uint32_t space_end(const struct run *run, uint32_t at, uint32_t end, uint32_t *width)
{
        for (*width = 0; at < end && run->lower[at] == ' '; at++)
                *width += is_tab_at(run, at) ? TAB_SPACES : 1;
        return at;
}

/* Words that begin the right column whatever stands before them. */
static bool begins_right(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span right[] = {
                SPAN_INIT("cộng hòa xã hội chủ nghĩa"), SPAN_INIT("độc lập - tự do"), SPAN_INIT("độc lập- tự do"), SPAN_INIT("độc lập -tự do"), SPAN_INIT("độc lập-tự do"), SPAN_INIT("đảng cộng sản việt nam"),
        };

        for (size_t i = 0; i < ARRAY_LEN(right); i++) {
                if (span_starts((struct span) { run->lower + at, end - at }, right[i]) && is_capital_at(run->text, at))
                        return true;
        }
        return false;
}

/*
 * Nearly every line is one column: it has no two spaces side by side, no tab, and no word of begins_right(): "C" or "Đ" and a first byte of
 * letters with two marks behind. A pass without branches says so, which compilers make vectors of.
 */
static bool may_part(const struct run *run, struct range text)
{
        const unsigned char *t = (const unsigned char *) run->text.ptr + text.begin, *lower = (const unsigned char *) run->lower + text.begin;
        size_t len = text.end - text.begin;
        unsigned char found = 0;

        for (size_t i = 1; i < len; i++)
                found |= ((lower[i - 1] == ' ') & (lower[i] == ' ')) | (((t[i - 1] == 'C') | (t[i - 1] == 0x90)) & (t[i] == 0xE1));
        if (found || !run->norm->origin)
                return found;
        struct span display = span_sub(run->norm->display, norm_origin(run->norm, text));

        return memchr(display.ptr, '\t', display.len) != NULL;
}

/* The gap that parts columns: three spaces, but wide ones make narrow ones the spacing of words ("THỨ    TRƯỞNG"). */
static uint32_t gap_width(const struct run *run, struct range text)
{
        uint32_t widest = 0, width;

        for (uint32_t at = text.begin; at < text.end; at++) {
                if (run->lower[at] != ' ')
                        continue;
                at = space_end(run, at, text.end, &width) - 1;
                widest = width > widest ? width : widest;
        }
        return widest / 3 > GAP_SPACES ? widest / 3 : GAP_SPACES;
}

size_t line_columns(const struct run *run, size_t line, struct range columns[COLUMNS_MAX])
{
        struct range text = run->lines[line].text;
        uint32_t begin = text.begin, gap, width;
        size_t n = 0;

        if (run->lines[line].blank)
                return 0;
        if (!may_part(run, text)) {
                columns[0] = trim_range(run, text);
                return range_is_set(columns[0]);
        }
        gap = gap_width(run, text);
        for (uint32_t at = text.begin; at < text.end && n + 1 < COLUMNS_MAX; at++) {
                uint32_t next;

                if (run->lower[at] != ' ')
                        continue;
                next = space_end(run, at, text.end, &width);
                if (next < text.end && (width >= gap || begins_right(run, next, text.end))) {
                        columns[n] = trim_range(run, (struct range) { begin, at });
                        n += range_is_set(columns[n]);
                        begin = next;
                }
                at = next - 1;
        }
        columns[n] = trim_range(run, (struct range) { begin, text.end });
        return n + range_is_set(columns[n]);
}

/* Do the words at @at begin with @phrase, one of its spaces perhaps a line break: "Kính" / "gửi"? */
bool starts_over_lines(const struct run *run, uint32_t at, struct span phrase)
{
        size_t i = 0;

        for (bool broken = false; i < phrase.len && at < run->text.len; at++, i++) {
                if (run->lower[at] == '\n' && phrase.ptr[i] == ' ' && !broken && i + 1 < phrase.len)
                        broken = true;
                else if (run->lower[at] != phrase.ptr[i])
                        return false;
        }
        return i == phrase.len;
}

enum furniture_kind furniture_at(const struct run *run, struct range text, const char **value)
{
        struct span lower = run_lower(run, text), upper = run_text(run, text);

        while (lower.len && strchr(" *([", *lower.ptr)) {
                lower.ptr++, lower.len--;
                upper.ptr++, upper.len--;
        }
        FOR_WORDS_AT(found, &run->set->first_byte.furniture, lower) {
                const struct furniture *f = &run->set->furniture[found->row];
                uint32_t len = found->len;

                if (f->whole ? strspn(lower.ptr + len, " .:*)]") < lower.len - len : len < lower.len && trie_word_byte(f->phrase, len - 1) && trie_word_byte(lower.ptr, len))
                        continue;
                if (f->capitals && !is_capitals(upper))
                        continue;
                if (value)
                        *value = f->value;
                return (enum furniture_kind) f->kind;
        }
        return FURNITURE_NONE;
}
