/*
 * The signature block (domain.md 2.5, 2.7): authority lines, position, name.
 *
 *     TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / (Đã ký) / Đặng Quốc Vinh
 *
 * Lines are hard-wrapped anywhere ("TL. CỤC" / "TRƯỞNG"), so all lines of capitals are read as one string before they are understood.
 */
#include "common/utf8.h"
#include "rules/frame.h"

enum {
        BLOCK_LINES = 40,  /* lines a block may reach over, gaps for the seal included */
        BLANKS_MAX = 12,
        TITLES_MAX = 512,  /* bytes of all lines of capitals together */
        TITLES_LINES = 24,
        NAME_MAX = 64,     /* bytes of a name */
        NAME_WORDS = 6,
        INDENT = 24,       /* bytes before the right column */
};

/* The lines of capitals, joined by single spaces. */
struct titles {
        char text[TITLES_MAX + 1], lower[TITLES_MAX + 1];
        size_t len;
        size_t starts[TITLES_LINES], n_starts; /* where lines begin */
};

static bool titles_add(struct titles *titles, const struct run *run, struct range piece)
{
        if (titles->len + (piece.end - piece.begin) + 1 > TITLES_MAX)
                return false;
        if (titles->n_starts < TITLES_LINES)
                titles->starts[titles->n_starts++] = titles->len + (titles->len > 0);
        if (titles->len) {
                titles->text[titles->len] = titles->lower[titles->len] = ' ';
                titles->len++;
        }
        for (uint32_t i = piece.begin; i < piece.end; i++) {
                if (run->lower[i] == ' ' && titles->len && titles->lower[titles->len - 1] == ' ')
                        continue;
                titles->text[titles->len] = run->text.ptr[i] == '\n' || run->text.ptr[i] == '\t' ? ' ' : run->text.ptr[i];
                titles->lower[titles->len++] = run->lower[i];
        }
        return true;
}

/* Does @s begin with the letters of @letters, one '.' or '/' allowed between them? The end, 0 = no. */
static size_t over_letters(struct span s, const char *letters)
{
        size_t i = 0;

        for (const char *l = letters; *l; l++) {
                if (l > letters && ((unsigned char) *l & 0xC0) != 0x80 && i < s.len && (s.ptr[i] == '.' || s.ptr[i] == '/'))
                        i++;
                if (i >= s.len || s.ptr[i] != *l)
                        return 0;
                i++;
        }
        return i;
}

/* "TM.", "T/M", "KT .", "K.T", "TUQ." at the start of @s: its canonical form, and in @len what to step over. NULL = none. */
static const char *marker(struct span s, size_t *len)
{
        static const struct {
                const char *letters, *name;
                bool dot; /* needs a sign behind: alone it may be a word or a number */
        } markers[] = { { "TUQ", "TUQ", false }, { "TƯQ", "TUQ", false }, { "UQ", "TUQ", true }, { "TM", "TM", false }, { "KT", "KT", false }, { "TL", "TL", false }, { "Q", "Q", true } };

        for (size_t k = 0; k < ARRAY_LEN(markers); k++) {
                size_t i = over_letters(s, markers[k].letters);
                bool dotted = false;

                if (!i || (i < s.len && !strchr(" .:/", s.ptr[i])))
                        continue;
                while (i < s.len && strchr(" .:/", s.ptr[i]))
                        dotted |= s.ptr[i++] != ' ';
                if (markers[k].dot && !dotted)
                        continue;
                *len = i;
                return markers[k].name;
        }
        return NULL;
}

/* The longest position (or rank) that @lower begins with; NULL = none. */
static const struct position *position_at(const struct run *run, struct span lower, bool rank)
{
        const struct position *best = NULL;
        size_t best_len = 0;

        FOR_WORDS_AT(found, &run->set->first_byte.positions, lower) {
                const struct position *p = &run->set->positions[found->row];

                if (p->rank == rank && found->len > best_len && (found->len == lower.len || !trie_word_byte(lower.ptr, found->len))) {
                        best = p;
                        best_len = found->len;
                }
        }
        return best;
}

static bool next_word(struct span s, size_t *at)
{
        while (*at < s.len && s.ptr[*at] != ' ')
                ++*at;
        while (*at < s.len && s.ptr[*at] == ' ')
                ++*at;
        return *at < s.len;
}

/* "PHÓ CHỦ TỊCH THƯỜNG TRỰC" -> "Phó Chủ tịch Thường trực", "BỘ TRƯỞNG, CHỦ NHIỆM" -> "Bộ trưởng, Chủ nhiệm" */
static const char *position_name(struct run *run, struct span text, struct span lower)
{
        const char *name = NULL;

        while (text.len) {
                const struct position *p = position_at(run, lower, false);
                const char *piece, *joint = name && name[strlen(name) - 1] != ',' ? " " : " ";
                size_t len = p ? strlen(p->lower) : text.len;

                if (p)
                        piece = p->word;
                else if (span_eq(lower, SPAN("thường trực")))
                        piece = "Thường trực";
                else if (span_eq(lower, SPAN("phụ trách")) || span_eq(lower, SPAN("điều hành")) || span_eq(lower, SPAN("huyện")) || span_eq(lower, SPAN("xã")) || span_eq(lower, SPAN("tỉnh")))
                        piece = arena_strndup(run->arena, lower);
                else
                        piece = unit_name_of(run, text);
                name = name ? arena_printf(run->arena, "%s%s%s", name, joint, piece) : piece;
                if (len < text.len && strchr(",-", text.ptr[len]))
                        name = arena_printf(run->arena, text.ptr[len] == ',' ? "%s," : "%s -", name), len++;
                while (len < text.len && text.ptr[len] == ' ')
                        len++;
                text.ptr += len, lower.ptr += len;
                text.len -= len, lower.len -= len;
        }
        return name;
}

static void add_authority(struct run *run, struct signature *out, const char *name)
{
        const char **slot;

        for (size_t i = 0; i < out->authority.n; i++) {
                if (strcmp(out->authority.items[i], name) == 0)
                        return;
        }
        slot = arena_grow(run->arena, &out->authority.items, &out->authority.n, &out->authority.room, sizeof(*slot));
        *slot = name;
}

/* "BAN BÍ THƯ", "ĐOÀN CHỦ TỊCH", "BAN CHỦ NHIỆM" in one line: a body whose name ends like a position. */
static bool ends_body(const struct titles *titles, size_t from, size_t at)
{
        static const struct span heads[] = { SPAN_INIT("ban "), SPAN_INIT("đoàn "), SPAN_INIT("tổ ") };
        struct span before = { titles->lower + from, at - from };

        for (size_t i = 0; i < titles->n_starts; i++) {
                if (titles->starts[i] == at)
                        return false;
        }
        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                if (span_ends(before, heads[i]) && (before.len == heads[i].len || before.ptr[before.len - heads[i].len - 1] == ' '))
                        return true;
        }
        return false;
}

/* The titles' authorities, whom they speak for, and the position of the one who signs. */
static void read_titles(struct run *run, struct signature *out, const struct titles *titles)
{
        struct span lower = { titles->lower, titles->len };
        size_t from = 0, n_positions = 0, first = 0, last = 0, body = 0, position_end = 0;
        const char *authority = NULL;

        for (size_t at = 0; at < titles->len;) {
                struct span rest = { titles->text + at, titles->len - at };
                size_t len;
                const char *name = marker(rest, &len);
                const struct position *p;

                if (name) {
                        add_authority(run, out, name);
                        if (body && !out->body)
                                out->body = unit_name_of(run, (struct span) { titles->text + body, at - body });
                        body = strcmp(name, "TM") == 0 ? at + len : 0;
                        authority = name;
                        n_positions = 0;
                        from = at = at + len;
                        continue;
                }
                p = position_at(run, (struct span) { lower.ptr + at, lower.len - at }, false);
                if (p && ends_body(titles, position_end, at)) {
                        at += strlen(p->lower);
                        while (at < lower.len && lower.ptr[at] == ' ')
                                at++;
                } else if (p) {
                        first = n_positions++ ? first : at;
                        last = at;
                        if (body && !out->body && at > body)
                                out->body = unit_name_of(run, (struct span) { titles->text + body, at - body });
                        body = 0;
                        at += strlen(p->lower);
                        if (at < lower.len && lower.ptr[at] != ' ')
                                at++;
                        while (at < lower.len && lower.ptr[at] == ' ')
                                at++;
                        position_end = at;
                } else if (!next_word(lower, &at)) {
                        break;
                }
        }
        if (body && !out->body)
                out->body = unit_name_of(run, (struct span) { titles->text + body, titles->len - body });
        if (!n_positions)
                return;
        /* after KT., TL., TUQ. the first position is the one stood in for; TM. is followed by a body, Q. by one's own */
        if (authority && strcmp(authority, "TM") != 0 && strcmp(authority, "Q") != 0) {
                if (n_positions < 2 && first == from)
                        return;
                first = last;
        }
        out->position = position_name(run, (struct span) { titles->text + first, titles->len - first }, (struct span) { lower.ptr + first, lower.len - first });
}

bool is_family_name(const struct run *run, struct span word)
{
        for (size_t i = 0; i < run->set->n_family_names; i++) {
                if (span_eq(word, span_of(run->set->family_names[i])))
                        return true;
        }
        return false;
}

/* Over ranks and degrees: "Đại tá", "PGS.TS.", "(Đã ký)" */
static uint32_t over_ranks(const struct run *run, uint32_t at, uint32_t end)
{
        for (;;) {
                const struct position *rank;
                uint32_t next = at;

                while (at < end && strchr(" .,:-", run->lower[at]))
                        at++;
                if (at < end && run->lower[at] == '(') {
                        const char *close = memchr(run->lower + at, ')', end - at);

                        if (!close)
                                return at;
                        at = (uint32_t) (close - run->lower) + 1;
                        continue;
                }
                rank = position_at(run, (struct span) { run->lower + at, end - at }, true);
                next = rank ? at + (uint32_t) strlen(rank->lower) : at;
                /* "TS" is a degree and "Bà" a word of address, when something stands behind */
                if (!rank || next >= end || (run->lower[next] != ' ' && run->lower[next] != '.'))
                        return at;
                /* "Bà" and "Ông" are rare family names too: two words must be left */
                if (!memchr(run->lower + next + 1, ' ', end - next - 1) && run->lower[next] == ' ')
                        return at;
                at = next;
        }
}

/* Words of a name at [at, end): their number, 0 = these are no name. */
static unsigned name_words(const struct run *run, uint32_t at, uint32_t end)
{
        unsigned words = 0;

        if (at >= end || end - at > NAME_MAX)
                return 0;
        for (uint32_t i = at; i < end;) {
                uint32_t stop = i;

                while (stop < end && run->lower[stop] != ' ') {
                        char c = run->lower[stop];

                        if (!trie_word_byte(run->lower, stop) && c != '\'' && c != '-' && (unsigned char) c != 0xE2 && (unsigned char) c != 0x99)
                                return 0;
                        if (c >= '0' && c <= '9')
                                return 0;
                        stop++;
                }
                if (!is_capital_at(run->text, i) && run->lower[i] != '-')
                        return 0;
                words++;
                i = skip_spaces(run, stop, end);
        }
        return words <= NAME_WORDS ? words : 0;
}

/* "GIÁM ĐỐC TRUNG TÂM ... THÀNH PHỐ" / "Hà Nội" is no person. */
static bool is_place(const struct run *run, uint32_t at, uint32_t end)
{
        const struct hit *hit = scan_starting_at(run, layout_para_at(run, at), at, WORD_PROVINCE);

        return hit && hit->end == end;
}

/* A line of capitals that is a person and no further title: begins with a family name. */
static bool is_name_in_capitals(const struct run *run, struct range piece)
{
        uint32_t at = over_ranks(run, piece.begin, piece.end), stop = at;
        unsigned words = name_words(run, at, piece.end);

        while (stop < piece.end && run->lower[stop] != ' ')
                stop++;
        return words >= 2 && words <= 5 && !is_place(run, at, piece.end) && is_family_name(run, (struct span) { run->lower + at, stop - at }) &&
                !position_at(run, (struct span) { run->lower + at, piece.end - at }, false);
}

/* "NGUYỄN VĂN AN" -> "Nguyễn Văn An"; other names as printed */
static const char *name_cased(struct run *run, struct span name)
{
        char out[NAME_MAX * 2 + 4];
        size_t n = 0;
        bool first = true;

        if (!is_capitals(name) || name.len > NAME_MAX * 2)
                return arena_strndup(run->arena, name);
        for (const char *p = name.ptr, *end = p + name.len; p < end;) {
                unsigned len;
                uint32_t cp = utf8_decode(p, end, &len);

                n += utf8_encode(out + n, first || cp == UTF8_BAD ? cp : norm_lower(cp));
                first = *p == ' ' || *p == '\'' || *p == '-';
                p += len;
        }
        return arena_strndup(run->arena, (struct span) { out, n });
}

static void set_name(struct run *run, struct signature *out, struct range a, struct range b)
{
        struct span first = span_sub(run->norm->display, norm_origin(run->norm, a)), second;

        if (!range_is_set(b)) {
                out->name = name_cased(run, first);
                return;
        }
        second = span_sub(run->norm->display, norm_origin(run->norm, b));
        out->name = name_cased(run, span_of(arena_printf(run->arena, "%.*s %.*s", (int) first.len, first.ptr, (int) second.len, second.ptr)));
}

/* A name may be wrapped: "Vũ" / "Chiến Thắng". The second half in the very next line, or an empty range. */
static struct range name_goes_on(const struct run *run, size_t line, unsigned words)
{
        struct range columns[COLUMNS_MAX], next;
        unsigned more;

        if (line + 1 >= run->n_lines || run->lines[line + 1].blank || words > 3)
                return RANGE_NONE;
        if (line_columns(run, line + 1, columns) != 1 || run->lines[line].caps != run->lines[line + 1].caps)
                return RANGE_NONE;
        next = columns[0];
        more = name_words(run, next.begin, next.end);
        if (!more || (words > 1 && more > 1) || words + more > 4 || furniture_at(run, next, NULL))
                return RANGE_NONE;
        /* the name stands alone in its paragraph */
        return line + 2 >= run->n_lines || run->lines[line + 2].blank || run->lines[line + 2].whole.end - run->lines[line + 2].whole.begin > NAME_MAX ? next : RANGE_NONE;
}

static void use(struct signature *out, struct range piece)
{
        if (out->n_used < ARRAY_LEN(out->used))
                out->used[out->n_used++] = piece;
        if (!range_is_set(out->span))
                out->span = piece;
        if (piece.end > out->span.end)
                out->span.end = piece.end;
}

/* The authority line above "Căn cứ ..." looks like a block. */
static bool is_followed_by_grounds(const struct run *run, size_t line)
{
        for (size_t i = line + 1; i < run->n_lines && i < line + 4; i++) {
                if (!run->lines[i].blank)
                        return span_starts(run_lower(run, run->lines[i].text), SPAN("căn cứ "));
        }
        return false;
}

/* The name that ends the block, in @piece of @line. */
static bool read_name(struct run *run, struct signature *out, size_t line, struct range piece)
{
        uint32_t at = over_ranks(run, piece.begin, piece.end);
        uint32_t end = piece.end;
        struct range more = RANGE_NONE;
        unsigned words;

        while (end > at && strchr(" .,;/", run->lower[end - 1]))
                end--;
        if (is_place(run, at, end) || is_followed_by_grounds(run, line))
                return false;
        words = name_words(run, at, end);
        if (words && words <= 3)
                more = name_goes_on(run, line, words);
        if (words < 2 && !range_is_set(more))
                return false;
        use(out, piece);
        out->last = (uint32_t) line;
        if (range_is_set(more)) {
                use(out, more);
                out->last++;
        }
        set_name(run, out, (struct range) { at, end }, more);
        return true;
}

static bool is_item(const struct run *run, struct range piece)
{
        struct span text = run_lower(run, piece);

        return strchr("-+*", *text.ptr) || span_starts(text, SPAN("nơi nhận")) || span_starts(text, SPAN("lưu:")) || span_starts(text, SPAN("lưu ")) || text.ptr[text.len - 1] == ';';
}

/* The piece of a line that belongs to the block's column. */
static struct range column_of(const struct run *run, size_t line, size_t column, size_t of)
{
        struct range columns[COLUMNS_MAX];
        size_t n = line_columns(run, line, columns);

        if (!n)
                return RANGE_NONE;
        if (n == of && column < n)
                return columns[column];
        return columns[n - 1];
}

static bool is_stamp(const struct run *run, struct range piece)
{
        enum furniture_kind kind = furniture_at(run, piece, NULL);
        bool letters = false;

        for (uint32_t i = piece.begin; i < piece.end; i++)
                letters |= trie_word_byte(run->lower, i) && !(run->lower[i] >= '0' && run->lower[i] <= '9');
        return !letters || kind == FURNITURE_STAMP || kind == FURNITURE_PAGE || kind == FURNITURE_MARK;
}

/* A line that is a position and nothing else, in whatever letters. */
static bool is_position(const struct run *run, struct range piece)
{
        const struct position *p = is_capital_at(run_text(run, piece), 0) ? position_at(run, run_lower(run, piece), false) : NULL;

        return p && strlen(p->lower) == piece.end - piece.begin;
}

/* May @piece, alone on its line beside a list of recipients, belong to the block? Far to the right, or in the look of one. */
static bool is_of_block(const struct run *run, size_t line, struct range piece)
{
        return piece.begin - run->lines[line].whole.begin >= INDENT || is_position(run, piece) || is_capitals(run_text(run, piece)) || name_words(run, piece.begin, piece.end) >= 2;
}

/* Lines behind the first: further titles, then the name. */
static bool read_block(struct run *run, struct signature *out, struct titles *titles, size_t line, size_t column, size_t of, bool beside)
{
        size_t last = line + BLOCK_LINES < run->n_lines ? line + BLOCK_LINES : run->n_lines - 1;
        unsigned blanks = 0;
        bool gap = false;

        for (size_t i = line + 1; i <= last; i++) {
                struct range piece = column_of(run, i, column, of);

                if (!range_is_set(piece)) {
                        gap = true;
                        if (!beside && ++blanks > BLANKS_MAX)
                                return false;
                        continue;
                }
                if (span_starts(run_lower(run, run->lines[i].text), SPAN("nơi nhận")))
                        beside = true;
                if (is_item(run, piece)) {
                        if (!beside && blanks)
                                return false;
                        continue;
                }
                if (beside && !is_of_block(run, i, piece))
                        continue;
                if (is_stamp(run, piece)) {
                        use(out, piece);
                        continue;
                }
                if (is_position(run, piece) || (is_capitals(run_text(run, piece)) && !is_name_in_capitals(run, piece))) {
                        if (!is_position(run, piece) && name_words(run, piece.begin, piece.end) == 1 && gap && read_name(run, out, i, piece))
                                return true;
                        if (!titles_add(titles, run, piece))
                                return false;
                        use(out, piece);
                        continue;
                }
                return read_name(run, out, i, piece);
        }
        return false;
}

/* "TM. Chính phủ", "KT/Bộ trưởng": an authority with its sign, in whatever letters */
static bool has_marker(struct span text, bool capitals)
{
        size_t len;

        return marker(text, &len) && (capitals || (len > 2 && len < text.len && memchr(text.ptr, text.ptr[len - 1] == ' ' ? '.' : text.ptr[len - 1], len) && text.len < 80 && is_capital_at(text, len)));
}

/* Where in a line a block can begin: the column with an authority or a position. */
static bool block_starts(const struct run *run, bool any_case, const struct range columns[COLUMNS_MAX], size_t n, size_t *column)
{
        for (size_t i = 0; i < n; i++) {
                struct range c = columns[i];
                struct span text = run_text(run, c);
                bool capitals = is_capitals(text);

                *column = i;
                if (text.len > 160)
                        continue;
                if (has_marker(text, capitals) || (capitals && position_at(run, run_lower(run, c), false)) || (any_case && is_position(run, c)))
                        return true;
        }
        return false;
}

/* Two cells of one table, row by row: the block begins right under "Nơi nhận", and its lines alternate with the list's. */
static bool is_behind_label(const struct run *run, size_t line)
{
        unsigned seen = 0;

        for (size_t i = line; i-- > 0 && seen < 2;) {
                seen += !run->lines[i].blank;
                if (span_starts(run_lower(run, run->lines[i].text), SPAN("nơi nhận")))
                        return true;
        }
        return false;
}

bool begins_signature(const struct run *run, struct range piece)
{
        struct span text = run_text(run, piece);
        size_t len;

        return is_capitals(text) && (marker(text, &len) || position_at(run, run_lower(run, piece), false));
}

bool signature_at(struct run *run, struct signature *out, size_t line, bool behind_recipients)
{
        struct range columns[COLUMNS_MAX];
        size_t n, column, len;
        struct titles titles;
        struct span text = run_text(run, run->lines[line].text);

        /* a line of small letters holds a block only beside or behind the recipients */
        if (run->lines[line].blank || (!run->lines[line].caps && !behind_recipients && *text.ptr != '-' && !(strchr("TKQ", *text.ptr) && marker(text, &len))))
                return false;
        n = line_columns(run, line, columns);
        if (!block_starts(run, behind_recipients, columns, n, &column))
                return false;
        *out = (struct signature) { .first = (uint32_t) line };
        titles.len = titles.n_starts = 0;
        if (!titles_add(&titles, run, columns[column]))
                return false;
        use(out, columns[column]);
        if (!read_block(run, out, &titles, line, column, n, (n > 1 && column > 0) || is_behind_label(run, line)))
                return false;
        read_titles(run, out, &titles);
        return true;
}
