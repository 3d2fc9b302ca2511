/*
 * Paragraphs (domain.md 2.3): whether two lines are one. Hard wraps and page breaks are joined, list items and headings are kept apart.
 *
 * A paragraph is the window of every pattern, so a wrong join costs little (a cue may reach too far) and a missed one costs a
 * number cut in two.
 */
#include "rules/layout.h"

enum {
        WINDOW_MAX = 64 * 1024, /* bytes of a paragraph */
        WRAP_MAX = 220,         /* a text none of whose lines is longer than this may be hard-wrapped */
        PAGE_BREAK_MAX = 16,    /* BLANKS_MAX, and what was cleared there */
        HEAD_LINE = 60,         /* bytes of a line of a head, about */
};

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
        bool lower = line_begins_lower(run, b);

        if (a->block && b->block && (a->block != b->block) && (a->block->table != 0 || a->block->part != b->block->part))
                return false;
        if (!is_plain(run))
                return a->block == b->block || (a->block && b->block && !blanks && lower && a->block->aligned == 'c' && b->block->aligned == 'c' && a->block->table == 0 &&
                                                       !line_ends_sentence(run, a) && !a->caps);
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
        if (!blanks && !line_ends_sentence(run, a) && breaks_before_so(run, a, b))
                return true;
        if (starts_item(run, b))
                return false;
        if (line_ends_sentence(run, a)) /* "...; tiếp tục" goes on where the line is full */
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

void paragraphs_find(struct run *run)
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
