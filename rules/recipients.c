/*
 * "Nơi nhận" (domain.md 2.5): recipients, the notes beside them, and the archive line.
 *
 * The list stands beside the signature in another column, or before or behind it. Items are parted by bullets and by ';' ("TT Tỉnh ủy;
 * TT HĐND tỉnh"); hard-wrapped items are joined. A comma parts nothing: "Chủ tịch, các PCT UBND tỉnh" is one item.
 */
#include "common/utf8.h"
#include "rules/frame.h"

enum { LIST_LINES = 120, LIST_BYTES = 16 * 1024, RECIPIENTS_MAX = 200 };

/* The list as one text, and where each byte comes from; '\n' parts items. */
struct list {
        struct arena *arena;
        char *text;
        uint32_t *from;
        size_t len, room, n_from, room_from;
};

static void list_put(struct list *list, char c, uint32_t from)
{
        if (list->len == LIST_BYTES)
                return;
        *(char *) arena_grow(list->arena, &list->text, &list->len, &list->room, 1) = c;
        *(uint32_t *) arena_grow(list->arena, &list->from, &list->n_from, &list->room_from, sizeof(from)) = from;
}

/* One that did not fit ends with a whole letter, and says so. */
static void list_settle(struct run *run, struct list *list, uint32_t line)
{
        if (!list->len || list->len < list->room)
                return;
        while (list->len && ((unsigned char) list->text[list->len - 1] & 0xC0) == 0x80)
                list->len--;
        if (list->len && (unsigned char) list->text[list->len - 1] >= 0x80)
                list->len--;
        run_diag(run, DIAG_limit_facts, run->lines[line].whole, "recipients");
}

static bool is_bullet(const struct run *run, struct range piece)
{
        char c = run->lower[piece.begin];

        return c == '-' || c == '+' || c == '*' || ((unsigned char) c == 0xE2 && (unsigned char) run->lower[piece.begin + 1] == 0x80 && (unsigned char) run->lower[piece.begin + 2] == 0xA2);
}

static bool is_used(const struct signature *signature, struct range piece)
{
        for (size_t i = 0; signature && i < signature->n_used; i++) {
                if (range_overlaps(signature->used[i], piece))
                        return true;
        }
        return false;
}

static bool ends_item(const struct list *list)
{
        size_t n = list->len;

        while (n && list->text[n - 1] == ' ')
                n--;
        return n == 0 || strchr(";.\n", list->text[n - 1]);
}

/* One piece of the list; @bulleted: the list has bullets, so a piece without one goes on with the item before. */
static void list_add(struct list *list, const struct run *run, struct range piece, bool bulleted)
{
        bool bullet = is_bullet(run, piece);
        uint32_t at = piece.begin;

        if (bullet || (bulleted ? span_starts(run_lower(run, piece), SPAN("lưu:")) : ends_item(list) || is_capital_at(run_text(run, piece), 0)))
                list_put(list, '\n', piece.begin);
        else
                list_put(list, ' ', piece.begin);
        while (at < piece.end && (strchr(" -+*", run->lower[at]) || (unsigned char) run->lower[at] == 0xE2))
                at += (unsigned char) run->lower[at] == 0xE2 ? 3 : 1;
        for (; at < piece.end; at++)
                list_put(list, run->lower[at] == ' ' ? ' ' : run->text.ptr[at], at);
}

static struct range list_range(const struct list *list, size_t begin, size_t end)
{
        return (struct range) { list->from[begin], list->from[end - 1] + 1 };
}

static bool is_note(struct span s)
{
        static const struct span starts[] = {
                SPAN_INIT("b/c"), SPAN_INIT("bc"), SPAN_INIT("p/h"), SPAN_INIT("t/h"), SPAN_INIT("để "), SPAN_INIT("thay "), SPAN_INIT("báo cáo"), SPAN_INIT("thực hiện"), SPAN_INIT("phối hợp"),
                SPAN_INIT("theo dõi"), SPAN_INIT("đăng "), SPAN_INIT("đ/c"), SPAN_INIT("gửi "), SPAN_INIT("qua "), SPAN_INIT("chỉ đạo"), SPAN_INIT("biết"), SPAN_INIT("lưu"), SPAN_INIT("kèm "),
                SPAN_INIT("bản "), SPAN_INIT("t/b"), SPAN_INIT("để b"), SPAN_INIT("trình"),
        };

        for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
                if (span_starts(s, starts[i]))
                        return true;
        }
        return false;
}

/* Takes "(b/c)" off the end of [*begin, *end); NULL = no note there. */
static const char *take_note(struct run *run, const struct list *list, size_t begin, size_t *end)
{
        size_t close = *end, open;
        struct span note;

        while (close > begin && strchr(" .,;", list->text[close - 1]))
                close--;
        if (close == begin || list->text[close - 1] != ')')
                return NULL;
        for (open = close - 1; open > begin && list->text[open] != '('; open--)
                ;
        note = (struct span) { list->text + open + 1, close - open - 2 };
        if (list->text[open] != '(' || !note.len || !is_note(span_of(norm_lowered(run->arena, note))))
                return NULL;
        *end = open;
        return arena_strndup(run->arena, note);
}

/* May a new name begin behind the comma: a unit, a person, "các ..." */
static bool begins_name(const struct run *run, const char *s)
{
        static const char *const words[] = { "Chủ tịch", "Phó ", "Chánh ", "Giám đốc", "Lãnh đạo", "Đoàn ", "Thường trực", "Đại biểu", "Trang ", "Công báo", "Bưu điện", "Viễn thông" };
        struct span text = span_of(s);

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (strncmp(s, words[i], strlen(words[i])) == 0)
                        return true;
        }
        FOR_WORDS_AT(found, &run->set->first_byte.unit_heads, text) {
                if (s[found->len] == ' ' || s[found->len] == '\0' || s[found->len] == ',')
                        return true;
        }
        return false;
}

/* Each unit of "A, B" with the document's locality. */
static const char *localise(struct run *run, const char *name)
{
        struct buf out = { 0 };
        const char *result;

        if ((strncmp(name, "Các ", strlen("Các ")) == 0 && strncmp(name, "Các Phó ", strlen("Các Phó ")) != 0) || strncmp(name, "Như ", strlen("Như ")) == 0)
                return name;
        while (*name) {
                const char *comma = name, *rest = NULL;

                while ((comma = strpbrk(comma + 1, ",:-"))) {
                        rest = comma + 1 + strspn(comma + 1, " ");
                        if (*comma == ':' || ((*comma != '-' || comma[-1] == ' ') && begins_name(run, rest)))
                                break;
                }
                if (!comma)
                        comma = name + strlen(name);
                size_t len = (size_t) (comma - name);

                while (len && name[len - 1] == ' ')
                        len--;
                /* "HĐND, UBND các xã": both of many */
                bool many = *comma == ',' && strncmp(rest, "Ủy ban nhân dân ", strlen("Ủy ban nhân dân ")) == 0 && strstr(rest, " các ");
                const char *part = arena_strndup(run->arena, (struct span) { name, len });

                buf_puts(&out, many && strcmp(part, "Hội đồng nhân dân") == 0 ? part : locality_apply(run, part));
                if (!*comma)
                        break;
                buf_add(&out, name + len, (size_t) (rest - name) - len);
                name = rest;
        }
        result = arena_strndup(run->arena, buf_span(&out));
        buf_release(&out);
        return result;
}

/* "Lãnh đạo Văn phòng, Phòng Văn hóa - Xã hội": desks of a committee's office, which the list does not name */
static const char *of_the_office(struct run *run, const char *name)
{
        const char *issuer = run->out->document.issuer.name;

        if (!issuer || strncmp(issuer, "Ủy ban nhân dân ", strlen("Ủy ban nhân dân ")) != 0 || strstr(name, "Ủy ban") || !strstr(name, ", Phòng "))
                return name;
        if (strncmp(name, "Lãnh đạo Văn phòng,", strlen("Lãnh đạo Văn phòng,")) != 0)
                return name;
        return arena_printf(run->arena, "%s (Văn phòng %s)", name, issuer);
}

static void add_recipient(struct run *run, const struct list *list, size_t begin, size_t end)
{
        struct rec_document *d = &run->out->document;
        struct rec_recipient *r;
        const char *note;
        bool letters = false;

        while (begin < end && strchr(" .,;:", list->text[begin]))
                begin++;
        note = take_note(run, list, begin, &end);
        while (end > begin && strchr(" .,;:/", list->text[end - 1]))
                end--;
        if (end == begin) {
                if (note && d->n_recipients && !d->recipients[d->n_recipients - 1].note)
                        d->recipients[d->n_recipients - 1].note = note;
                return;
        }
        for (size_t i = begin; i < end; i++)
                letters |= trie_word_byte(list->text, (uint32_t) i) && !(list->text[i] >= '0' && list->text[i] <= '9');
        if (!letters || d->n_recipients >= RECIPIENTS_MAX)
                return;
        r = arena_grow(run->arena, &d->recipients, &d->n_recipients, &d->room_recipients, sizeof(*r));
        *r = (struct rec_recipient) {
                .name = of_the_office(run, localise(run, abbreviations_expand(run, (struct span) { list->text + begin, end - begin }))),
                .note = note,
                .span = list_range(list, begin, end),
        };
}

static void add_code(struct run *run, struct span code)
{
        struct rec_strings *codes = &run->out->document.archive.codes;
        const char **slot = arena_grow(run->arena, &codes->items, &codes->n, &codes->room, sizeof(*slot));

        *slot = arena_strndup(run->arena, code);
}

/* "KTTHTú": where the drafter's name begins inside the word; 0 = nowhere. */
static size_t person_in(struct span word)
{
        size_t last = 0, letters = 0, at = 0;
        bool marked = false;

        for (unsigned len; at < word.len; at += len) {
                uint32_t cp = utf8_decode(word.ptr + at, word.ptr + word.len, &len);

                if (cp == UTF8_BAD || strchr("&.-(/", word.ptr[at]) || (cp >= '0' && cp <= '9'))
                        return 0;
                if (norm_lower(cp) != cp) {
                        if (letters)
                                return 0; /* GDTrH */
                        last = at;
                } else {
                        letters++;
                        marked |= cp >= 0x80;
                }
        }
        return letters && (marked || letters >= 3) ? last : 0;
}

/* "KTTH", "XD&KTVB", "V.I", "KT(NNT)", "KTTHTú": two capitals at the start, or one capital alone */
static bool is_code(struct span s)
{
        unsigned first = s.len && (s.ptr[0] & 0x80) ? 2 : 1;

        if ((unsigned char) s.ptr[0] >= 0xE0)
                first = 3;
        if (!is_capital_at(s, 0) && !(s.ptr[0] >= '0' && s.ptr[0] <= '9'))
                return false;
        /* "MCường": an initial before a name */
        if (person_in((struct span) { s.ptr, strcspn(s.ptr, " ,;.)") < s.len ? strcspn(s.ptr, " ,;.)") : s.len }) == first)
                return false;
        return s.len <= first || is_capital_at(s, first) || (s.ptr[first] >= '0' && s.ptr[first] <= '9') || (strchr(".&-", s.ptr[first]) && is_capitals(s));
}

/* "(2b)", "02 bản", "(3)" */
static bool is_copies(struct span s)
{
        size_t n = 0;

        while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
                n++;
        return n > 0 && n <= 3 && (n == s.len || span_eq((struct span) { s.ptr + n, s.len - n }, SPAN("b")) || span_eq((struct span) { s.ptr + n, s.len - n }, SPAN("bản")));
}

/* One word of the archive line; @second: a full stop stood before it, so it is a person whatever its letters. */
static void archive_word(struct run *run, struct span word, bool second)
{
        static const struct span units[] = { SPAN_INIT("vụ"), SPAN_INIT("cục"), SPAN_INIT("phòng"), SPAN_INIT("ban"), SPAN_INIT("văn"), SPAN_INIT("bản"), SPAN_INIT("hồ"), SPAN_INIT("hs"), SPAN_INIT("đảng"), SPAN_INIT("ủy"), SPAN_INIT("tỉnh"), SPAN_INIT("huyện") };
        struct rec_document *d = &run->out->document;
        struct span lower = span_of(norm_lowered(run->arena, word));

        if (is_copies(word)) {
                d->archive.copies = arena_strndup(run->arena, word);
        } else if (!second && is_code(word)) {
                size_t person = person_in(word);

                if (person && !d->archive.drafter)
                        d->archive.drafter = arena_strndup(run->arena, (struct span) { word.ptr + person, word.len - person });
                word.len = person ? person : word.len;
                if (word.len)
                        add_code(run, word);
        } else {
                for (size_t i = 0; i < ARRAY_LEN(units); i++) {
                        if (span_eq(lower, units[i]))
                                return;
                }
                if (!d->archive.drafter)
                        d->archive.drafter = arena_strndup(run->arena, word);
        }
}

/* "Lưu: VT, KTTH (2b). MCường" */
static void read_archive(struct run *run, struct span s)
{
        bool second = false, open = false;
        size_t at = strlen("lưu");

        while (at < s.len && strchr(" :", s.ptr[at]))
                at++;
        if (span_starts((struct span) { s.ptr + at, s.len - at }, SPAN("Văn thư"))) {
                add_code(run, SPAN("VT"));
                at += strlen("Văn thư");
        } else if (!is_code((struct span) { s.ptr + at, s.len - at })) {
                return; /* "Lưu Văn phòng Tỉnh ủy" */
        }
        while (at < s.len) {
                size_t begin = at, end;

                if (s.ptr[at] == '(') {
                        open = true;
                        begin++;
                }
                bool bracket = false; /* "KT(NNT)", "VP(HC,TH)" are one code */

                for (end = begin; end < s.len && !(strchr(open ? "),; " : " ,;", s.ptr[end]) && !bracket); end++) {
                        bracket = !open && (s.ptr[end] == '(' || (bracket && s.ptr[end] != ')'));
                        /* "KTTH(2)": the bracket is the number of copies */
                        if (!open && s.ptr[end] == '(' && end + 1 < s.len && s.ptr[end + 1] >= '0' && s.ptr[end + 1] <= '9')
                                break;
                        if (!open && s.ptr[end] == '.' && (end + 1 == s.len || s.ptr[end + 1] == ' '))
                                break;
                }
                if (end > begin)
                        archive_word(run, (struct span) { s.ptr + begin, end - begin }, second);
                second |= !open && end < s.len && s.ptr[end] == '.';
                open = open && end < s.len && s.ptr[end] != ')';
                at = end + (end < s.len && s.ptr[end] != '(');
                while (at < s.len && strchr(" ,;.)", s.ptr[at]))
                        at++;
        }
}

/* The items of [begin, end): parted by ';' outside brackets. Returns true when the archive line was met. */
static bool read_items(struct run *run, const struct list *list, size_t begin, size_t end)
{
        int depth = 0;
        size_t from = begin;

        while (begin < end && strchr(" .", list->text[begin]))
                begin++;
        struct span item = { list->text + begin, end - begin };

        if (item.len >= strlen("Lưu") && span_starts(span_of(norm_lowered(run->arena, (struct span) { item.ptr, strlen("Lưu") })), SPAN("lưu"))) {
                read_archive(run, item);
                return true;
        }
        /* "VPCP: BTCN, các PCN; các Vụ: TH, NN": people and desks of one office */
        const char *colon = memchr(item.ptr, ':', item.len), *semicolon = memchr(item.ptr, ';', item.len);

        if (colon && semicolon && colon < semicolon)
                depth = 1;
        for (size_t i = from; i <= end; i++) {
                if (i < end && list->text[i] == '(')
                        depth++;
                else if (i < end && list->text[i] == ')')
                        depth -= depth > 1 || (depth && !(colon && semicolon && colon < semicolon));
                if (i == end || (list->text[i] == ';' && !depth)) {
                        /* "...; Lưu: VT" on one line */
                        size_t b = from;

                        while (b < i && list->text[b] == ' ')
                                b++;
                        if (b > begin && b < i && (span_starts((struct span) { list->text + b, i - b }, SPAN("Lưu:")) || span_starts((struct span) { list->text + b, i - b }, SPAN("Lưu VT")))) {
                                read_archive(run, (struct span) { list->text + b, end - b });
                                return true;
                        }
                        add_recipient(run, list, from, i);
                        from = i + 1;
                }
        }
        return false;
}

static bool has_bullets(const struct run *run, uint32_t line, uint32_t end)
{
        for (uint32_t i = line; i < end && i < line + 6; i++) {
                if (!run->lines[i].blank && is_bullet(run, run->lines[i].text))
                        return true;
        }
        return false;
}

/* "Nơi nhận:" at the start of @piece: what stands behind it. */
static struct range behind_label(const struct run *run, struct range piece)
{
        static const struct span labels[] = { SPAN_INIT("nơi nhận"), SPAN_INIT("nơi gửi") };

        for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
                if (span_starts(run_lower(run, piece), labels[i])) {
                        piece.begin += (uint32_t) labels[i].len;
                        while (piece.begin < piece.end && strchr(" :*_.", run->lower[piece.begin]))
                                piece.begin++;
                        break;
                }
        }
        return piece;
}

/* "Lưu: VT", "Lưu VP", "Lưu Ban"; not the archives themselves: "Lưu trữ tỉnh" */
static bool is_archive(struct span lower)
{
        return span_starts(lower, SPAN("lưu")) && lower.len > strlen("lưu") && strchr(" :.", lower.ptr[strlen("lưu")]) && !span_starts(lower, SPAN("lưu trữ"));
}

uint32_t recipients_read(struct run *run, uint32_t line, uint32_t end, const struct signature *signature)
{
        uint32_t last = end < line + LIST_LINES ? end : line + LIST_LINES, behind = line + 1;
        bool bulleted = has_bullets(run, line + 1, last), archived = false;
        struct list list = { .arena = run->arena };
        unsigned blanks = 0;

        if (last <= line)
                return behind;
        for (uint32_t i = line; i < last && !archived; i++) {
                struct range columns[COLUMNS_MAX];
                size_t n = line_columns(run, i, columns), used = 0;

                blanks = n ? 0 : blanks + 1;
                if (blanks > 3 && list.len)
                        break;
                for (size_t c = 0; c < n; c++) {
                        struct range piece = i == line && c == 0 ? behind_label(run, columns[c]) : columns[c];

                        if (is_used(signature, columns[c])) {
                                used++;
                                continue;
                        }
                        if (!range_is_set(piece) || furniture_at(run, piece, NULL) || (i > line && begins_signature(run, piece)))
                                continue;
                        /* a heading or a paragraph is no recipient */
                        if (i > line && !is_bullet(run, piece) && (piece.end - piece.begin > 300 || (ends_item(&list) && run->lines[i].caps && piece.end - piece.begin > 12)))
                                goto done;
                        list_add(&list, run, piece, bulleted);
                        behind = i + 1;
                        /* the archive line is the last, but for its own wrapped end */
                        struct span lower = run_lower(run, piece);

                        while (lower.len && strchr(" -+*", *lower.ptr))
                                lower.ptr++, lower.len--;
                        archived |= is_archive(lower);
                }
        }
done:
        list_settle(run, &list, line);
        for (size_t begin = 0; begin < list.len;) {
                const char *stop = memchr(list.text + begin, '\n', list.len - begin);
                size_t stop_at = stop ? (size_t) (stop - list.text) : list.len;

                if (stop_at > begin && read_items(run, &list, begin, stop_at))
                        break;
                begin = stop_at + 1;
        }
        return behind;
}
