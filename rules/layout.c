/*
 * Lines (domain.md 2.3): what they are made of, the empty ones that only part the others, the page furniture among them, the gaps it leaves inside
 * paragraphs. What is cleared or cut is so for every grammar. Which lines are one paragraph says paragraph.c.
 */
#include "common/utf8.h"
#include "rules/frame.h"
#include "rules/layout.h"

enum {
        FURNITURE_MAX = 120, /* bytes of a page's head, of a line of a stamp */
        STAMP_LINES = 8,
};

static bool is_lower_letter(uint32_t cp)
{
        if (cp < 0x80)
                return cp >= 'a' && cp <= 'z';
        return cp != UTF8_BAD && cp >= 0xC0 && cp < 0x1F00 && cp != 0xD7 && cp != 0xF7 && (cp < 0x2B0 || cp >= 0x1E00);
}

/* Trim a line, and see what it is made of. */
static void line_measure(const struct run *run, struct line *line)
{
        const char *t = run->text.ptr;
        uint32_t b = line->whole.begin, e = line->whole.end;
        bool upper = false, lower = false, digit = false;

        while (b < e && strchr(" \t\r#*_>|", t[b]))
                b++;
        while (e > b && strchr(" \t\r#*_|", t[e - 1]))
                e--;
        for (uint32_t i = b; i < e && !(upper && lower);) {
                unsigned len;
                uint32_t cp = utf8_decode(t + i, t + e, &len);

                if (cp != UTF8_BAD && norm_lower(cp) != cp)
                        upper = true;
                else if (is_lower_letter(cp))
                        lower = true;
                else if (cp >= '0' && cp <= '9')
                        digit = true;
                i += len;
        }
        line->blank = !upper && !lower && !digit;
        line->caps = upper && !lower;
        line->text = line->blank ? (struct range) { b, b } : (struct range) { b, e };
}

static void find_lines(struct run *run)
{
        const char *t = run->text.ptr;
        uint32_t len = (uint32_t) run->text.len, n = 1, at = 0;
        size_t block = 0;

        for (const char *p = t; (p = memchr(p, '\n', (size_t) (t + len - p))); p++)
                n++;
        run->lines = arena_array(run->arena, n, sizeof(*run->lines));
        run->n_lines = n;
        for (uint32_t i = 0; i < n; i++) {
                const char *end = memchr(t + at, '\n', len - at);
                struct line *line = &run->lines[i];
                uint32_t origin;

                line->whole = (struct range) { at, end ? (uint32_t) (end - t) : len };
                line_measure(run, line);
                origin = run->norm->origin ? run->norm->origin[line->text.begin] : line->text.begin;
                while (block < run->doc->n_blocks && run->doc->blocks[block].text.end <= origin)
                        block++;
                if (!line->blank && block < run->doc->n_blocks && run->doc->blocks[block].text.begin <= origin)
                        line->block = &run->doc->blocks[block];
                at = line->whole.end + 1;
        }
}

bool line_begins_lower(const struct run *run, const struct line *line)
{
        unsigned len;
        uint32_t first = utf8_decode(run->text.ptr + line->text.begin, run->text.ptr + line->text.end, &len);

        return norm_lower(first) == first && is_lower_letter(first);
}

static bool is_page_number(const struct run *run, const struct line *line)
{
        uint32_t len = line->text.end - line->text.begin;

        return len >= 1 && len <= 4 && strspn(run->lower + line->text.begin, "0123456789") >= len;
}

/* The number of a page between empty lines, inside a sentence. */
static bool is_lone_page_number(const struct run *run, size_t i)
{
        const struct line *lines = run->lines;
        size_t above = i, below = i + 1;

        if (!is_plain(run) || !is_page_number(run, &lines[i]))
                return false;
        while (above > 0 && lines[above - 1].blank && i - above < BLANKS_MAX)
                above--;
        while (below < run->n_lines && lines[below].blank && below - i < BLANKS_MAX)
                below++;
        return above > 0 && below < run->n_lines && below - above > 1 && !lines[above - 1].blank && !lines[below].blank && !line_ends_sentence(run, &lines[above - 1]) && !lines[above - 1].caps &&
                line_begins_lower(run, &lines[below]);
}

static bool is_page_head(const struct run *run, const struct line *line)
{
        return line->text.end - line->text.begin < FURNITURE_MAX && furniture_at(run, line->text, NULL) == FURNITURE_PAGE && memchr(run->lower + line->text.begin, '/', line->text.end - line->text.begin);
}

static bool is_stamp(const struct run *run, const struct line *line)
{
        return !line->blank && line->text.end - line->text.begin < FURNITURE_MAX && furniture_at(run, line->text, NULL) == FURNITURE_STAMP && memchr(run->lower + line->text.begin, ':', line->text.end - line->text.begin);
}

/* Spaces instead of the line, in a text of our own. */
static void line_clear(struct run *run, struct line *line)
{
        char *text;

        if (run->text.ptr == run->norm->text.ptr)
                run->text.ptr = arena_strndup(run->arena, run->text);
        text = (char *) run->text.ptr;
        memset(text + line->text.begin, ' ', line->text.end - line->text.begin);
        memset(run->lower + line->text.begin, ' ', line->text.end - line->text.begin);
        line->text.end = line->text.begin;
        line->blank = line->furniture = true;
        line->caps = false;
}

/* The number of the page stands in the line above the gazette's head or below it. */
static void clear_page_head(struct run *run, size_t i)
{
        size_t above = i, below = i + 1;

        line_clear(run, &run->lines[i]);
        while (above > 0 && run->lines[above - 1].blank && i - above < BLANKS_MAX)
                above--;
        while (below < run->n_lines && run->lines[below].blank && below - i < BLANKS_MAX)
                below++;
        if (above > 0 && is_page_number(run, &run->lines[above - 1]))
                line_clear(run, &run->lines[above - 1]);
        else if (below < run->n_lines && is_page_number(run, &run->lines[below]))
                line_clear(run, &run->lines[below]);
}

/*
 * Heads of the gazette's pages and the lines a signature program prints into a page stand inside sentences (domain.md 2.3). No grammar sees them: what
 * they are around reads on. A stamp is two such lines at least: one alone may be an address.
 */
static void clear_furniture(struct run *run)
{
        for (size_t i = 0; i < run->n_lines; i++) {
                size_t end = i;

                if (run->lines[i].blank)
                        continue;
                if (is_page_head(run, &run->lines[i])) {
                        clear_page_head(run, i);
                        continue;
                }
                if (is_lone_page_number(run, i)) {
                        line_clear(run, &run->lines[i]);
                        continue;
                }
                while (end < run->n_lines && end - i < STAMP_LINES && is_stamp(run, &run->lines[end]))
                        end++;
                for (size_t k = i; end - i >= 2 && k < end; k++)
                        line_clear(run, &run->lines[k]);
        }
}

/* Where nearly no two lines touch, an empty line between two says no more than a line end elsewhere. */
static bool is_double_spaced(const struct run *run)
{
        size_t lines = 0, touching = 0;

        for (size_t i = 0; i < run->n_lines; i++) {
                lines += !run->lines[i].blank;
                touching += i > 0 && !run->lines[i].blank && !run->lines[i - 1].blank;
        }
        return lines >= 10 && touching * 50 <= lines;
}

/* The empty lines that only part the others: an empty line of the text itself has become three. */
static size_t find_spacing(const struct run *run, struct range *cuts)
{
        size_t n = 0;

        for (size_t i = 0, end; i < run->n_lines; i = end + 1) {
                for (end = i; end < run->n_lines && run->lines[end].blank;)
                        end++;
                if (i > 0 && end - i > (end - i) / 2)
                        cuts[n++] = (struct range) { run->lines[i + (end - i) / 2].whole.begin, end < run->n_lines ? run->lines[end].whole.begin : (uint32_t) run->text.len };
        }
        return n;
}

/* Was paragraph @i cut off the one in front? Else a line end parts them. */
static bool is_cut(const struct run *run, size_t i)
{
        return i > 0 && run->paras[i - 1].text.end == run->paras[i].text.begin;
}

/* Between the lines of a paragraph, all white space but a line end: a phrase goes on there as within a line. */
static size_t find_gaps(const struct run *run, struct range *cuts)
{
        size_t n = 0;

        for (size_t i = 0; i < run->n_paras; i++) {
                uint32_t end = run->lines[run->paras[i].first].text.end;

                if (is_cut(run, i))
                        continue;
                for (uint32_t k = run->paras[i].first + 1; k <= run->paras[i].last; k++) {
                        struct range gap = { end, run->lines[k].text.begin };

                        if (run->lines[k].blank)
                                continue;
                        end = run->lines[k].text.end;
                        if (gap.end - gap.begin == 1 || strspn(run->lower + gap.begin, " ") < gap.end - gap.begin)
                                continue;
                        uint32_t line_end = run->lines[k - 1].whole.end;

                        if (line_end > gap.begin)
                                cuts[n++] = (struct range) { gap.begin, line_end };
                        if (line_end + 1 < gap.end)
                                cuts[n++] = (struct range) { line_end + 1, gap.end };
                }
        }
        return n;
}

/* What the cuts leave is the text of this run from here on. */
static void cut(struct run *run, const struct range *cuts, size_t n)
{
        struct norm_text *norm = arena_array(run->arena, 1, sizeof(*norm));

        *norm = (struct norm_text) { run->text, run->norm->origin, run->norm->display };
        norm_cut(norm, run->arena, cuts, n);
        run->norm = norm;
        run->text = norm->text;
        run->n_paras = 0;
        run_lower_text(run);
        find_lines(run);
}

static void index_paras(struct run *run)
{
        size_t blocks = run->text.len / BLOCK_BYTES + 2, para = 0;

        run->block_paras = arena_alloc_raw(run->arena, blocks * sizeof(*run->block_paras));
        for (size_t i = 0; i < blocks; i++) {
                while (para + 1 < run->n_paras && run->paras[para + 1].text.begin <= i * BLOCK_BYTES)
                        para++;
                run->block_paras[i] = (uint32_t) para;
        }
}

void layout_read(struct run *run)
{
        struct range *cuts;
        size_t n;

        find_lines(run);
        cuts = arena_array(run->arena, 2 * run->n_lines + 1, sizeof(*cuts));
        if (is_plain(run) && is_double_spaced(run))
                cut(run, cuts, find_spacing(run, cuts));
        clear_furniture(run);
        paragraphs_find(run);
        n = find_gaps(run, cuts);
        if (n) {
                cut(run, cuts, n);
                paragraphs_find(run);
        }
        index_paras(run);
        for (size_t i = 1; i < run->n_paras; i++) {
                if (is_cut(run, i))
                        run_diag(run, DIAG_limit_window, run->paras[i - 1].text, NULL);
        }
}

size_t layout_para_at(const struct run *run, uint32_t at)
{
        size_t i = run->block_paras[at / BLOCK_BYTES];

        while (i + 1 < run->n_paras && run->paras[i + 1].text.begin <= at)
                i++;
        return i < run->n_paras || i == 0 ? i : run->n_paras - 1;
}

size_t layout_line_at(const struct run *run, uint32_t at)
{
        size_t low = 0, high = run->n_lines;

        while (low + 1 < high) {
                size_t mid = (low + high) / 2;

                if (run->lines[mid].whole.begin <= at)
                        low = mid;
                else
                        high = mid;
        }
        return low;
}
