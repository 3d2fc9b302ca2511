/*
 * The organisations in the lines above a document's number: superior, then issuer (domain.md 2.1).
 *
 * They stand in the left column or, flattened, left of the motto; wrapped anywhere ("BỘ TÀI" / "CHÍNH"), each line in capitals. Page heads,
 * stamps, urgency marks and drafts stand between them.
 */
#include "common/utf8.h"
#include "rules/place.h"

enum { HEAD_LINES = 60, GROUP_BYTES = 300 };

/* One organisation of the head, its wrapped lines joined by spaces. */
struct group {
        char text[GROUP_BYTES + 1];
        size_t len;
        struct range span;
        bool split; /* other text stands between its lines: a second column */
};

struct head {
        struct group groups[HEAD_UNITS_MAX];
        size_t n;
};

/* The longest organisation word @lower begins with: its length, and the row in @head (NULL = a full name of issuers.csv). 0 = none. */
size_t unit_word_at(const struct run *run, struct span lower, const struct unit_head **head)
{
        size_t best = 0;

        *head = NULL;
        FOR_WORDS_AT(found, &run->set->first_byte.unit_heads_lower, lower) {
                if (found->len > best && (found->len == lower.len || !trie_word_byte(lower.ptr, found->len))) {
                        best = found->len;
                        *head = &run->set->unit_heads[found->row];
                }
        }
        FOR_WORDS_AT(found, &run->set->first_byte.issuers_lower, lower) {
                if (found->len > best && (found->len == lower.len || !trie_word_byte(lower.ptr, found->len))) {
                        best = found->len;
                        *head = NULL;
                }
        }
        return best;
}

/* Words that look like the head of an organisation and go on with one: "BỘ ĐỘI BIÊN PHÒNG" under "BỘ CHỈ HUY" */
static bool goes_on(struct span lower)
{
        static const struct span words[] = {
                SPAN_INIT("bộ đội"), SPAN_INIT("phòng chống"), SPAN_INIT("phòng, chống"), SPAN_INIT("phòng không"), SPAN_INIT("phòng cháy"), SPAN_INIT("hội nhập"), SPAN_INIT("báo chí"), SPAN_INIT("viện trợ"), SPAN_INIT("trường học"),
                SPAN_INIT("hội đồng quản trị"), SPAN_INIT("đoàn kết"), SPAN_INIT("hội nông dân việt nam"), SPAN_INIT("vụ việc"),
        };

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (span_starts(lower, words[i]))
                        return true;
        }
        return false;
}

/* Is the group so far no name yet: "BỘ", "CỤC", "SỞ VĂN HÓA, THỂ THAO VÀ"? */
static bool is_incomplete(const struct run *run, struct span lower)
{
        static const char *const whole[] = { "ubnd", "hdnd", "chinh_phu", "ttg", "quoc_hoi", "ctn", "dang", "luc_luong" };
        static const struct span joints[] = { SPAN_INIT(" và"), SPAN_INIT(" -"), SPAN_INIT(","), SPAN_INIT(" của"), SPAN_INIT(" thuộc"), SPAN_INIT(" tỉnh"), SPAN_INIT(" huyện"), SPAN_INIT(" thành phố"), SPAN_INIT(" xã") };
        const struct unit_head *head;

        for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
                if (lower.len > joints[i].len && memcmp(lower.ptr + lower.len - joints[i].len, joints[i].ptr, joints[i].len) == 0)
                        return true;
        }
        if (unit_word_at(run, lower, &head) != lower.len || !head)
                return false;
        for (size_t i = 0; i < ARRAY_LEN(whole); i++) {
                if (strcmp(head->class, whole[i]) == 0)
                        return false;
        }
        return true;
}

/* Does the line @piece go on with the group above it? */
static bool continues(const struct run *run, const struct group *group, struct span piece)
{
        const struct unit_head *head;
        struct span lower = span_of(norm_lowered(run->arena, (struct span) { group->text, group->len }));
        struct span next = span_of(norm_lowered(run->arena, piece)), joined;

        if (!unit_word_at(run, next, &head) || goes_on(next))
                return true;
        joined = span_of(arena_printf(run->arena, "%s %s", lower.ptr, next.ptr));
        if (unit_word_at(run, joined, &head) > lower.len)
                return true;
        /* "VĂN PHÒNG" under "UBND TỈNH" is a name of its own, "SỞ" over "NỘI VỤ" is not */
        return is_incomplete(run, lower) && !span_eq(next, SPAN("văn phòng"));
}

static void group_put(struct group *group, const struct run *run, struct range piece)
{
        struct span text = run_text(run, piece);
        size_t room = GROUP_BYTES - group->len;

        if (text.len + 1 > room)
                return;
        if (group->len)
                group->text[group->len++] = ' ';
        for (size_t i = 0; i < text.len; i++) {
                /* "BỘ    TÀI    CHÍNH" */
                if (!(text.ptr[i] == ' ' && group->len && group->text[group->len - 1] == ' '))
                        group->text[group->len++] = text.ptr[i];
        }
        group->text[group->len] = '\0';
        if (!range_is_set(group->span))
                group->span = piece;
        else if (!group->split)
                group->span.end = piece.end;
}

static bool is_date_or_number(const struct run *run, struct range piece)
{
        struct span lower = run_lower(run, piece);

        return span_starts(lower, SPAN("số")) || span_starts(lower, SPAN("luật số")) || span_starts(lower, SPAN("v/v")) || span_starts(lower, SPAN("về việc")) || span_starts(lower, SPAN("kính gửi")) ||
                memmem(lower.ptr, lower.len, "ngày", strlen("ngày")) != NULL;
}

/* May @piece be a line of an organisation's name? */
static bool is_name_piece(const struct run *run, const struct head *head, struct range piece)
{
        struct span text = run_text(run, piece);
        const struct unit_head *word;

        if (text.len > GROUP_BYTES / 2 || strchr(";:", text.ptr[text.len - 1]))
                return false;
        if (is_capitals(text))
                return true;
        if (!is_capital_at(text, 0))
                return false;
        if (head->n && !is_capitals((struct span) { head->groups[head->n - 1].text, head->groups[head->n - 1].len }) && memmem(run->lower + piece.begin, text.len, "tỉnh", strlen("tỉnh")))
                return true;
        return text.len < 100 && unit_word_at(run, run_lower(run, piece), &word) > 0 && text.ptr[text.len - 1] != '.' && text.ptr[text.len - 1] != ',';
}

/* "ĐOÀN TNCS HỒ CHÍ MINH" stands where the motto stands; only the union's centre has it in its name. */
static bool is_union_motto(const struct run *run, const struct group *last, struct range piece)
{
        struct span lower = run_lower(run, piece);

        if (!span_eq(lower, SPAN("đoàn tncs hồ chí minh")) && !span_eq(lower, SPAN("đoàn thanh niên cộng sản hồ chí minh")))
                return false;
        return !last || !span_ends((struct span) { last->text, last->len }, SPAN("TRUNG ƯƠNG"));
}

static void add_piece(struct run *run, struct head *head, struct range piece, size_t columns)
{
        struct group *last = head->n ? &head->groups[head->n - 1] : NULL;

        if (is_union_motto(run, last, piece))
                return;

        if (last && continues(run, last, run_text(run, piece))) {
                last->split |= columns > 1;
                group_put(last, run, piece);
                return;
        }
        if (head->n == HEAD_UNITS_MAX)
                return;
        last = &head->groups[head->n++];
        *last = (struct group) { .split = columns > 1 };
        group_put(last, run, piece);
}

/* Urgency and secrecy have short lines of their own in the head. */
static bool read_furniture(struct run *run, struct range piece)
{
        struct rec_document *d = &run->out->document;
        const char *value;

        switch (furniture_at(run, piece, &value)) {
        case FURNITURE_NONE:
                return false;
        case FURNITURE_URGENCY:
                if (piece.end - piece.begin > 40)
                        return false;
                d->urgency = d->urgency ? d->urgency : value;
                return true;
        case FURNITURE_SECRECY:
                d->secrecy = d->secrecy ? d->secrecy : value;
                return true;
        default:
                return true;
        }
}

static bool has_letters(const struct run *run, struct range piece)
{
        for (uint32_t i = piece.begin; i < piece.end; i++) {
                if (trie_word_byte(run->lower, i) && !(run->lower[i] >= '0' && run->lower[i] <= '9'))
                        return true;
        }
        return false;
}

/* Where the head ends: the type line, "Kính gửi", or the body. */
static size_t head_end(const struct run *run)
{
        size_t n = run->sign_line < HEAD_LINES ? run->sign_line : HEAD_LINES;

        if (range_is_set(run->out->document.type.span) && run->title_line < n)
                return run->title_line;
        for (size_t i = 0; i < n; i++) {
                if (starts_over_lines(run, run->lines[i].text.begin, SPAN("kính gửi")) || starts_over_lines(run, run->lines[i].text.begin, SPAN("căn cứ ")) || (run->lines[i].text.end - run->lines[i].text.begin > 200))
                        return i;
        }
        return run->body_line > 3 && run->body_line < n ? run->body_line : n < 30 ? n : 30;
}

static void read_head(struct run *run, struct head *head)
{
        size_t end = head_end(run);
        bool numbered = false;

        for (size_t i = 0; i < end; i++) {
                struct range columns[COLUMNS_MAX];
                size_t n = line_columns(run, i, columns);

                for (size_t c = 0; c < n; c++) {
                        if (!has_letters(run, columns[c]) || read_furniture(run, columns[c]))
                                continue;
                        if (is_date_or_number(run, columns[c])) {
                                numbered |= head->n > 0 && span_starts(run_lower(run, columns[c]), SPAN("số"));
                                continue;
                        }
                        if (!numbered && is_name_piece(run, head, columns[c]))
                                add_piece(run, head, columns[c], n);
                }
        }
}

/* Groups that begin with no organisation, and the gazette's first mention of one that follows, are no evidence. */
static void drop_groups(const struct run *run, struct head *head)
{
        size_t n = 0;

        for (size_t i = 0; i < head->n; i++) {
                struct group *g = &head->groups[i];
                const struct unit_head *word;
                struct span lower = span_of(norm_lowered(run->arena, (struct span) { g->text, g->len }));
                bool twice = false;

                for (size_t k = i + 1; k < head->n; k++)
                        twice |= strcmp(norm_lowered(run->arena, (struct span) { head->groups[k].text, head->groups[k].len }), lower.ptr) == 0;
                if (twice || (!unit_word_at(run, lower, &word) && !span_starts(lower, SPAN("đảng bộ"))))
                        continue;
                head->groups[n++] = *g;
        }
        head->n = n;
}

/* The capital of a small letter; all of them keep their length in UTF-8. */
static uint32_t capital_of(uint32_t cp)
{
        if (norm_lower(cp) != cp)
                return cp;
        if (cp < 0x80)
                return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
        if (cp < 0x100)
                return cp >= 0xE0 && cp != 0xF7 ? cp - 0x20 : cp;
        if (cp == 0x1B0)
                return 0x1AF; /* ư: the one pair whose small letter is even */
        return norm_lower(cp - 1) == cp ? cp - 1 : cp;
}

static void put_cased(char *word, size_t len)
{
        unsigned width;

        for (size_t at = 0; at < len; at += width) {
                uint32_t cp = utf8_decode(word + at, word + len, &width);
                char out[4];
                unsigned n = cp == UTF8_BAD ? 0 : utf8_encode(out, at ? norm_lower(cp) : capital_of(cp));

                if (n == width)
                        memcpy(word + at, out, width);
        }
}

/* The level word @lower begins with, of those a place stands behind; its length. */
static size_t place_word(const char *lower)
{
        static const char *const words[] = {
                "tỉnh đoàn ", "thành đoàn ", "huyện đoàn ", "quận đoàn ", "thị đoàn ", "tỉnh ủy ", "thành ủy ", "huyện ủy ", "quận ủy ", "thị ủy ", "đảng ủy xã ", "đảng ủy phường ", "tỉnh ", "thành phố ", "huyện ", "quận ", "thị xã ", "phường ", "thị trấn ", "đặc khu ", "xã ",
        };
        static const char *const not_places[] = { "hội", "trực thuộc", "ủy", "đoàn" };

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                size_t len;

                if (*lower != *words[i])
                        continue;
                len = strlen(words[i]);
                if (strncmp(lower, words[i], len) != 0)
                        continue;
                for (size_t k = 0; k < ARRAY_LEN(not_places); k++) {
                        if (strncmp(lower + len, not_places[k], strlen(not_places[k])) == 0)
                                return 0;
                }
                return len;
        }
        return 0;
}

static bool committee_word(const char *lower)
{
        size_t first = strcspn(lower, " ");

        return strncmp(lower + first, " ủy", strlen(" ủy")) == 0 || strncmp(lower + first, " đoàn", strlen(" đoàn")) == 0;
}

/* Where a school's own name begins behind its kind: "Trường Tiểu học | Lê Văn Tám"; 0 = no school. A university has a field, not a name. */
static size_t school_name(const char *lower)
{
        static const char *const kinds[] = {
                "tiểu học và trung học cơ sở ", "tiểu học & trung học cơ sở ", "tiểu học ", "trung học cơ sở ", "trung học phổ thông ", "phổ thông dân tộc nội trú ", "phổ thông dân tộc bán trú ", "mầm non ", "mẫu giáo ", "thcs&thpt ",
                "th&thcs ", "th ", "thcs ", "thpt ", "ptdtnt ", "ptdtbt ", "mn ",
        };
        static const char *const more[] = { "trung học cơ sở ", "trung học phổ thông ", "tiểu học ", "thcs ", "thpt ", "th ", "chuyên ", "và thcs ", "và thpt ", "và trung học phổ thông ", "công lập ", "tư thục ", "bán trú " };
        size_t at = strlen("trường"), from;

        if (strncmp(lower, "trường", at) != 0)
                return 0;
        at += strspn(lower + at, " :");
        from = at;
        for (size_t i = 0; i < ARRAY_LEN(kinds) && at == from; i++)
                at += strncmp(lower + at, kinds[i], strlen(kinds[i])) == 0 ? strlen(kinds[i]) : 0;
        for (size_t i = 0; i < ARRAY_LEN(more) && at > from; i++)
                at += strncmp(lower + at, more[i], strlen(more[i])) == 0 ? strlen(more[i]) : 0;
        return at > from ? at : 0;
}

/* Every word from @from on with a capital, up to a place's level word, which stays small. */
static void put_names(char *out, const char *lower, size_t from)
{
        size_t len = strlen(lower);

        while (from < len && !place_word(lower + from) && strncmp(lower + from, "số ", strlen("số ")) != 0) {
                size_t stop = from + strcspn(lower + from, " -");

                put_cased(out + from, stop - from);
                from = stop + strspn(lower + stop, " -");
        }
}

/* "Phòng Giáo dục và Đào tạo bảo lâm": a district as the last words. */
static size_t district_tail(const struct run *run, const char *lower)
{
        size_t len = strlen(lower), best = 0;

        for (size_t i = 0; i < run->set->n_districts; i++) {
                size_t n = strlen(run->set->districts[i].lower);

                if (n > best && n > 6 && len > n + 1 && lower[len - n - 1] == ' ' && memcmp(lower + len - n, run->set->districts[i].lower, n) == 0)
                        best = n;
        }
        return best ? len - best : 0;
}

/*
 * The names' casing for lines that were all capitals: the normalizer knows syllables, not places. Heads are spelled by the table,
 * every syllable behind a level word is a place's: "Tỉnh ủy Quảng ngãi" -> "Tỉnh ủy Quảng Ngãi".
 */
static const char *recase(struct run *run, const char *name)
{
        char *out = arena_strdup(run->arena, name);
        const char *lower = norm_lowered(run->arena, span_of(name));
        const struct unit_head *head;
        size_t len = strlen(out), n;

        if (strlen(lower) != len)
                return name;
        n = unit_word_at(run, span_of(lower), &head);
        if (n && head)
                memcpy(out, head->word, n);
        for (size_t at = 0; at < len; at += 1 + strcspn(lower + at, " ")) {
                size_t from = at + place_word(lower + at);

                if (from > at && at)
                        memcpy(out + at, lower + at, committee_word(lower + at) ? 0 : strcspn(lower + at, " "));
                if (from > at && committee_word(lower + at) && strncmp(lower + at + strcspn(lower + at, " "), " đoàn", strlen(" đoàn")) == 0) {
                        put_cased(out + at, strcspn(lower + at, " ")); /* "Huyện đoàn" */
                        memcpy(out + at + strcspn(lower + at, " "), " đoàn", strlen(" đoàn"));
                }
                if (strncmp(lower + at, "việt nam", strlen("việt nam")) == 0)
                        memcpy(out + at, "Việt Nam", strlen("Việt Nam"));
                while (from > at && from < len && !place_word(lower + from)) {
                        size_t stop = from + strcspn(lower + from, " ,;");

                        put_cased(out + from, stop - from);
                        if (lower[stop] != ' ')
                                break;
                        from = stop + 1;
                }
        }
        if (school_name(lower))
                put_names(out, lower, school_name(lower));
        else if (strncmp(lower, "phòng ", strlen("phòng ")) == 0 && district_tail(run, lower))
                put_names(out, lower, district_tail(run, lower));
        for (size_t i = 0; i < run->set->n_provinces; i++) {
                const struct province *p = &run->set->provinces[i];

                n = strlen(p->lower);
                if (len > n && lower[len - n - 1] == ' ' && strcmp(lower + len - n, p->lower) == 0 && strlen(p->name) == n)
                        memcpy(out + len - n, p->name, n);
        }
        return out;
}

/* "BỘ TÀI CHÍNH - BỘ NỘI VỤ" -> "Bộ Tài chính; Bộ Nội vụ" */
static const char *joint_units(struct run *run, const char *name)
{
        const struct unit_head *head;
        char *out = arena_strdup(run->arena, name), *w = out;

        for (const char *r = out; *r;) {
                if (strncmp(r, " - ", 3) == 0 && is_capital_at(span_of(r), 3) && unit_word_at(run, span_of(norm_lowered(run->arena, span_of(r + 3))), &head)) {
                        *w++ = ';';
                        *w++ = ' ';
                        r += 3;
                } else {
                        *w++ = *r++;
                }
        }
        *w = '\0';
        return out;
}

/* "xã Vĩnh Thạnh tỉnh Gia Lai" of two lines -> "xã Vĩnh Thạnh, tỉnh Gia Lai" */
static const char *part_places(struct run *run, const char *name)
{
        static const char *const outer[] = { " huyện ", " quận ", " thị xã ", " thành phố ", " tỉnh " };
        const char *inner = NULL;

        for (const char *p = name; (p = strchr(p, ' ')); p++) {
                for (size_t i = 0; i < ARRAY_LEN(outer); i++) {
                        size_t len = strlen(outer[i]);

                        if (strncmp(p, outer[i], len) != 0 || !is_capital_at(span_of(p), len))
                                continue;
                        if (inner && p[-1] != ',')
                                return arena_printf(run->arena, "%.*s,%s", (int) (p - name), name, p);
                        inner = p;
                }
                if ((strncmp(p, " xã ", strlen(" xã ")) == 0 || strncmp(p, " phường ", strlen(" phường ")) == 0 || strncmp(p, " thị trấn ", strlen(" thị trấn ")) == 0))
                        inner = p;
        }
        return name;
}

/* "Sở Y tế TP. Cần Thơ" -> "Sở Y tế thành phố Cần Thơ" */
static const char *full_level(struct run *run, const char *name)
{
        static const struct {
                const char *shortened, *full;
        } rows[] = { { " TP. ", " thành phố " }, { " Tp. ", " thành phố " }, { " TP.", " thành phố " }, { " Tp ", " thành phố " }, { " TP ", " thành phố " }, { " TX. ", " thị xã " }, { " Tx. ", " thị xã " } };

        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                const char *at = strstr(name, rows[i].shortened), *rest = at ? at + strlen(rows[i].shortened) : NULL;

                if (at && is_capital_at(span_of(rest), 0))
                        return arena_printf(run->arena, "%.*s%s%s", (int) (at - name), name, rows[i].full, rest);
        }
        return name;
}

static const char *canonical(struct run *run, const struct group *g)
{
        struct span printed = { g->text, g->len };
        const char *name = unit_name_of(run, printed);

        if (is_capitals(printed))
                name = recase(run, name);
        if (has_abbreviation(printed))
                name = abbreviations_expand(run, span_of(name));
        name = full_level(run, name);
        if (strncmp(name, "Trường: ", strlen("Trường: ")) == 0)
                name = arena_printf(run->arena, "Trường %s", name + strlen("Trường: "));
        return joint_units(run, part_places(run, name));
}

size_t head_units(struct run *run, struct rec_name units[HEAD_UNITS_MAX])
{
        struct head head = { .n = 0 };

        read_head(run, &head);
        drop_groups(run, &head);
        for (size_t i = 0; i < head.n; i++)
                units[i] = (struct rec_name) { canonical(run, &head.groups[i]), head.groups[i].span };
        return head.n;
}
