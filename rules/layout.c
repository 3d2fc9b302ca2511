/*
 * Lines and paragraphs (domain.md 2.3): hard wraps and page breaks are joined, list items and headings are kept apart.
 *
 * A paragraph is the window of every pattern, so a wrong join costs little (a cue may reach too far) and a missed one costs a
 * number cut in two.
 */
#include "common/utf8.h"
#include "rules/frame.h"

enum {
        WINDOW_MAX = 64 * 1024, /* bytes of a paragraph */
        WRAP_MAX = 220,         /* a text none of whose lines is longer than this may be hard-wrapped */
        BLANKS_MAX = 4,         /* blank lines a page break may leave inside a sentence */
        PAGE_BREAK_MAX = 16,    /* ... and what was cleared there */
        HEAD_LINE = 60,         /* bytes of a line of a head, about */
        FURNITURE_MAX = 120,    /* bytes of a page's head, of a line of a stamp */
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

static bool begins_lower(const struct run *run, const struct line *line)
{
        unsigned len;
        uint32_t first = utf8_decode(run->text.ptr + line->text.begin, run->text.ptr + line->text.end, &len);

        return norm_lower(first) == first && is_lower_letter(first);
}

static bool is_plain(const struct run *run)
{
        return !run->doc->media_type || strcmp(run->doc->media_type, "text/plain") == 0;
}

static bool ends_sentence(const struct run *run, const struct line *line)
{
        char last = run->lower[line->text.end - 1];

        return strchr(".;:!?", last) != NULL;
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
        return above > 0 && below < run->n_lines && below - above > 1 && !lines[above - 1].blank && !lines[below].blank && !ends_sentence(run, &lines[above - 1]) && !lines[above - 1].caps &&
                begins_lower(run, &lines[below]);
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

/* The capital may show in the second byte: Đ is C4 90, đ C4 91. */
static bool begins_capital(const struct run *run, const struct line *line)
{
        return line->text.end - line->text.begin > 1 && memcmp(run->text.ptr + line->text.begin, run->lower + line->text.begin, 2) != 0;
}

/* "Điều 5.", "Chương II", "Phần thứ nhất", "Bước 1"; not "Điều 5 Nghị định ...", "Chương trình ...", "Mục tiêu ..." */
static bool starts_part(const struct run *run, const struct line *line)
{
        static const struct span words[] = { SPAN_INIT("điều "), SPAN_INIT("chương "), SPAN_INIT("mục "), SPAN_INIT("phần "), SPAN_INIT("khoản "), SPAN_INIT("bước ") };
        struct span s = run_lower(run, line->text);
        const char *end = s.ptr + s.len, *p;

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (!begins_capital(run, line) || !span_starts(s, words[i]))
                        continue;
                p = s.ptr + words[i].len;
                if (span_starts((struct span) { p, (size_t) (end - p) }, SPAN("thứ ")))
                        return true;
                if (p < end && !trie_word_byte(p, 0))
                        return false;
                const char *number = p;

                while (p < end && ((*p >= '0' && *p <= '9') || strchr("ivxlabcd", *p)))
                        p++;
                return p > number && (p == end || strchr(".:-)", *p) || (*p == ' ' && i > 0 && i != 4));
        }
        return false;
}

/* "- ", "+ ", "1. ", "1.2. ", "a) ", "II. ", "Điều 5", ... : a line that starts an item of its own */
static bool starts_item(const struct run *run, const struct line *line)
{
        static const char *const words[] = { "căn cứ ", "nơi nhận", "kính gửi", "số:", "phụ lục", "theo đề nghị của ", "xét " };
        const char *s = run->lower + line->text.begin;
        uint32_t len = line->text.end - line->text.begin, i = 0;

        if (len >= 2 && (s[0] == '-' || s[0] == '+') && (s[1] == ' ' || (s[1] & 0x80)))
                return true;
        if (len >= 4 && (unsigned char) s[0] == 0xE2 && (unsigned char) s[1] == 0x80 && (unsigned char) s[2] == 0xA2)
                return true; /* U+2022 bullet */
        while (i < len && i < 9 && ((s[i] >= '0' && s[i] <= '9') || s[i] == '.'))
                i++;
        if (i && i < len && (s[i - 1] == '.' || s[i] == ')' || s[i] == '/') && (s[i] == ' ' || s[i] == ')'))
                return true;
        if (len >= 3 && s[1] == ')' && s[0] >= 'a' && s[0] <= 'z')
                return true;
        if (len >= 4 && memcmp(s, "đ)", 3) == 0)
                return true;
        for (i = 0; i < len && i < 6 && strchr("ivxl", s[i]);)
                i++;
        if (i && i < len && run->text.ptr[line->text.begin] < 'a' && (strchr(".-)/", s[i]) || (s[i] == ' ' && i + 2 < len && s[i + 1] == '-' && s[i + 2] == ' ')))
                return true;
        if (len >= 4 && s[0] >= 'a' && s[0] <= 'h' && line->caps && strchr(".-)/", s[1]) && s[2] == ' ')
                return true; /* "B. NHIỆM VỤ" */
        if (starts_part(run, line))
                return true;
        for (size_t k = 0; k < ARRAY_LEN(words); k++) {
                /* "... quy định tại / khoản 1 Điều 5": a small letter goes on, but "số:" is written small too */
                if (span_starts((struct span) { s, len }, span_of(words[k])))
                        return strchr(words[k], ':') || begins_capital(run, line);
        }
        return false;
}

/* "Thời gian thực hiện: ...": a label near the start of the line; "Nghị quyết số: 66-NQ/TW" is none */
static bool starts_label(const struct run *run, const struct line *line)
{
        const char *begin = run->lower + line->text.begin, *end = run->lower + line->text.end, *colon = begin;
        static const struct span so = SPAN_INIT("số");

        while ((colon = memchr(colon, ':', (size_t) ((end - begin < 48 ? end : begin + 48) - colon)))) {
                if ((size_t) (colon - begin) < so.len || memcmp(colon - so.len, so.ptr, so.len) != 0)
                        return colon + 1 == end || colon[1] == ' ';
                colon++;
        }
        return false;
}

/* The length lines are wrapped at, in bytes; 0 when the text is not hard-wrapped. */
static uint32_t wrap_width(const struct run *run)
{
        size_t lines_of[WRAP_MAX + 2] = { 0 }, n = 0, shorter = 0; /* by length; all longer ones are the last */
        uint32_t width = 0;

        for (size_t i = 0; i < run->n_lines; i++) {
                uint32_t len = run->lines[i].text.end - run->lines[i].text.begin;

                if (run->lines[i].blank)
                        continue;
                lines_of[len <= WRAP_MAX ? len : WRAP_MAX + 1]++;
                n++;
        }
        if (n < 5 || n - lines_of[WRAP_MAX + 1] <= n * 98 / 100)
                return 0;
        while (shorter + lines_of[width] <= n * 9 / 10)
                shorter += lines_of[width++];
        return width;
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

/* "ngày 20 tháng", "tháng 11 năm"; "trợ cấp hằng tháng" is whole. */
static bool inside_date(struct span line)
{
        static const struct span words[] = { SPAN_INIT("tháng"), SPAN_INIT("năm") };

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                size_t before = line.len - words[i].len;

                if (line.len <= words[i].len || memcmp(line.ptr + before, words[i].ptr, words[i].len) != 0)
                        continue;
                while (before && strchr(" ._", line.ptr[before - 1])) /* blanks of a draft as well */
                        before--;
                return line.len - words[i].len - before >= 1 && ((before && line.ptr[before - 1] >= '0' && line.ptr[before - 1] <= '9') || line.len - words[i].len - before > 2);
        }
        return false;
}

/* A line that breaks off inside a phrase: "Số:" before its number, "ngày" before its day. */
static bool breaks_off(const struct run *run, const struct line *line)
{
        static const char *const tails[] = { "số:", "số", "ngày", "của", "và", "tại", "v/v", "về", "việc", "theo", "do", "nghị", "quyết", "thông", "luật" };
        struct span text = run_lower(run, line->text);

        /* a mark cut at its hyphen: "QĐ-" / "UBND" */
        if (text.len >= 2 && strchr("-/", text.ptr[text.len - 1]) && trie_word_byte(text.ptr, (uint32_t) text.len - 2))
                return true;
        if (inside_date(text))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
                struct span tail = span_of(tails[i]);

                if (text.len >= tail.len && memcmp(text.ptr + text.len - tail.len, tail.ptr, tail.len) == 0 &&
                        (text.len == tail.len || !trie_word_byte(text.ptr, (uint32_t) (text.len - tail.len - 1))))
                        return !span_ends(text, SPAN("pháp luật")); /* whole: "15 văn bản quy phạm pháp luật" */
        }
        return false;
}

/* "... Nghị định" / "số: 72/2015/NĐ-CP": the word of a number line, written small, behind a type or a line longer than those of a head. */
static bool breaks_before_so(const struct run *run, const struct line *a, const struct line *b)
{
        static const char *const types[] = { "định", "tư", "quyết", "văn", "thị", "hoạch", "báo", "cáo", "trình", "bản", "luật", "lệnh", "luận", "dẫn", "án" };
        struct span text = run_lower(run, a->text);

        if (a->caps || !span_starts(run_text(run, b->text), SPAN("số")))
                return false;
        if (text.len >= HEAD_LINE)
                return true;
        for (size_t i = 0; i < ARRAY_LEN(types); i++) {
                size_t len = strlen(types[i]);

                if (text.len > len && memcmp(text.ptr + text.len - len, types[i], len) == 0 && text.ptr[text.len - len - 1] == ' ')
                        return true;
        }
        return false;
}

/* "Giám đốc Sở" / "Xây dựng": the field of an office stands behind its head; "các Sở" is whole. */
static bool ends_office_head(const struct run *run, const struct line *line)
{
        static const struct span heads[] = { SPAN_INIT("sở"), SPAN_INIT("vụ"), SPAN_INIT("cục"), SPAN_INIT("bộ trưởng bộ") };
        struct span s = run_lower(run, line->text);

        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                size_t before = s.len - heads[i].len;

                if (s.len > heads[i].len + strlen("các ") && memcmp(s.ptr + before, heads[i].ptr, heads[i].len) == 0 && s.ptr[before - 1] == ' ' &&
                        memcmp(s.ptr + before - strlen("các "), "các ", strlen("các ")) != 0)
                        return memcmp(run->text.ptr + line->text.begin + before, s.ptr + before, 2) != 0; /* an office has a capital */
        }
        return false;
}

/* "Điều 2." or "Điều 4. Các": the number of an article with a syllable of its words at most; nothing but a wrap ends a line there. */
static bool is_article_stub(const struct run *run, const struct line *line)
{
        struct span s = run_lower(run, line->text);
        const char *end = s.ptr + s.len, *p = s.ptr + strlen("điều ");

        if (!span_starts(s, SPAN("điều ")) || !begins_capital(run, line))
                return false;
        while (p < end && *p >= '0' && *p <= '9')
                p++;
        if (p == end || *p != '.')
                return false;
        for (p++; p < end && *p == ' ';)
                p++;
        return !memchr(p, ' ', (size_t) (end - p)) && (p == end || trie_word_byte(end - 1, 0));
}

/* "I.", "2.1.", "a)": the number of an item alone on its line, as web pages break them. */
static bool is_item_stub(const struct run *run, const struct line *line)
{
        struct span s = run_text(run, line->text);
        size_t i = strspn(s.ptr, "IVX");

        if (s.len < 2 || s.len > 6)
                return false;
        if (i == 0)
                i = s.ptr[0] >= 'a' && s.ptr[0] <= 'h' && s.ptr[1] == ')' ? 1 : strspn(s.ptr, "0123456789.") - (s.ptr[s.len - 1] == '.');
        return i + 1 == s.len && (s.ptr[i] == '.' || s.ptr[i] == ')');
}

/* "Căn cứ Luật Doanh nghiệp" / "Nhà nước ngày ...": a ground ends with a sign, so without one it goes on */
static bool is_open_ground(const struct run *run, const struct line *line)
{
        struct span s = run_lower(run, line->text);

        if (span_starts(s, SPAN("- ")))
                s = (struct span) { s.ptr + 2, s.len - 2 };
        return span_starts(s, SPAN("căn cứ ")) && memcmp(run->text.ptr + (s.ptr - run->lower), s.ptr, 1) != 0 && !line->caps && trie_word_byte(s.ptr, (uint32_t) s.len - 1) &&
                !memmem(s.ptr, s.len, "pháp lý", strlen("pháp lý"));
}

/*
 * "BÃI BỎ QUYẾT ĐỊNH" / "SỐ 55/2014/QĐ-UBND", "theo Nghị định" / "86/2011/NĐ-CP": the number of the type that ends a line, or the document a verb ends
 * its line before. A type alone on its line is a head's.
 */
static bool parts_number(const struct run *run, const struct line *a, const struct line *b)
{
        static const struct span types[] = { SPAN_INIT(" quyết định"), SPAN_INIT(" nghị định"), SPAN_INIT(" thông tư"), SPAN_INIT(" nghị quyết"), SPAN_INIT(" chỉ thị"), SPAN_INIT(" công văn"), SPAN_INIT(" kế hoạch") };
        static const struct span verbs[] = { SPAN_INIT(" bãi bỏ"), SPAN_INIT(" thay thế"), SPAN_INIT(" sửa đổi"), SPAN_INIT(" bổ sung"), SPAN_INIT(" thực hiện"), SPAN_INIT(" thi hành") };
        struct span first = run_lower(run, a->text), second = run_lower(run, b->text);
        const char *p = second.ptr, *end = second.ptr + second.len;
        bool typed = false, verb = false;

        for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
                verb |= span_ends(first, verbs[i]);
        for (size_t i = 0; verb && i < ARRAY_LEN(types); i++) {
                struct span type = { types[i].ptr + 1, types[i].len - 1 };

                if (span_starts(second, type) && span_starts((struct span) { p + type.len, second.len - type.len }, SPAN(" số ")))
                        return true;
        }

        for (size_t i = 0; i < ARRAY_LEN(types); i++)
                typed |= span_ends(first, types[i]);
        if (span_starts(second, SPAN("số ")))
                p += strlen("số ");
        if (!typed || p == end || *p < '0' || *p > '9')
                return false;
        while (p < end && *p >= '0' && *p <= '9')
                p++;
        return p + 1 < end && (*p == '/' || *p == '-') && p[1] != ' ';
}

static bool joins(const struct run *run, const struct line *a, const struct line *b, unsigned blanks, uint32_t width)
{
        bool lower = begins_lower(run, b);

        if (a->block && b->block && (a->block != b->block) && (a->block->table != 0 || a->block->part != b->block->part))
                return false;
        if (!is_plain(run))
                return a->block == b->block || (a->block && b->block && !blanks && lower && a->block->aligned == 'c' && b->block->aligned == 'c' && a->block->table == 0 &&
                                                       !ends_sentence(run, a) && !a->caps);
        if (!blanks && !b->caps && is_article_stub(run, a) && !starts_item(run, b))
                return true;
        if (!blanks && is_item_stub(run, a) && !starts_item(run, b) && begins_capital(run, b))
                return true;
        if (a->caps && starts_item(run, b))
                return false; /* "III. NHỮNG TỒN TẠI" breaks off nowhere */
        if (!blanks && parts_number(run, a, b))
                return true;
        if (!blanks && !b->caps && is_open_ground(run, a) && !starts_item(run, b))
                return true;
        if (!blanks && breaks_off(run, a))
                return !a->caps || b->caps || (run->lower[b->text.begin] >= '0' && run->lower[b->text.begin] <= '9');
        if (!blanks && !ends_sentence(run, a) && breaks_before_so(run, a, b))
                return true;
        if (starts_item(run, b))
                return false;
        if (ends_sentence(run, a)) /* "...; tiếp tục" goes on where the line is full */
                return !blanks && lower && width && run->lower[a->text.end - 1] == ';' && (a->text.end - a->text.begin) * 20 > width * 11;
        if (!blanks && width && !a->caps && !b->caps && ends_office_head(run, a))
                return true;
        /* "BÃI" / "BỎ QUYẾT ĐỊNH SỐ 14/2025/QĐ-UBND": one syllable is no line of a title */
        if (!blanks && a->caps && b->caps && run->lines != a && !memchr(run->lower + a->text.begin, ' ', a->text.end - a->text.begin))
                return true;
        if (blanks)
                return lower && !a->caps;
        if (lower)
                return !a->caps || a->text.end - a->text.begin < 4;
        if (a->caps != b->caps || starts_label(run, b))
                return false;
        return width && (a->text.end - a->text.begin) * 20 > width * 11;
}

static void para_add(struct run *run, struct range text, uint32_t first, uint32_t last)
{
        struct para *para;

        /* the rare giant: cut at a space so that windows stay bounded */
        while (text.end - text.begin > WINDOW_MAX) {
                uint32_t cut = text.begin + WINDOW_MAX;

                while (cut > text.begin + WINDOW_MAX / 2 && run->lower[cut] != ' ')
                        cut--;
                while (((unsigned char) run->lower[cut] & 0xC0) == 0x80)
                        cut--;
                para = arena_grow(run->arena, &run->paras, &run->n_paras, &run->room_paras, sizeof(*para));
                *para = (struct para) { { text.begin, cut }, first, last };
                text.begin = cut;
        }
        para = arena_grow(run->arena, &run->paras, &run->n_paras, &run->room_paras, sizeof(*para));
        *para = (struct para) { text, first, last };
}

static void find_paras(struct run *run)
{
        uint32_t width = is_plain(run) ? wrap_width(run) : 0; /* in other formats the paragraphs are known */

        for (uint32_t i = 0; i < run->n_lines;) {
                uint32_t last = i, next = i + 1;

                if (run->lines[i].blank) {
                        i++;
                        continue;
                }
                while (next < run->n_lines) {
                        unsigned blanks = 0, most = BLANKS_MAX;

                        while (next < run->n_lines && run->lines[next].blank && blanks <= most) {
                                most = run->lines[next].furniture ? PAGE_BREAK_MAX : most;
                                next++, blanks++;
                        }
                        if (next == run->n_lines || blanks > most || !joins(run, &run->lines[last], &run->lines[next], most == PAGE_BREAK_MAX ? 0 : blanks, width))
                                break;
                        last = next++;
                }
                para_add(run, (struct range) { run->lines[i].text.begin, run->lines[last].text.end }, i, last);
                i = last + 1;
        }
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
        find_paras(run);
        n = find_gaps(run, cuts);
        if (n) {
                cut(run, cuts, n);
                find_paras(run);
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
