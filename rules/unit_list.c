/*
 * Lists of organisations (domain.md 4, 5): "Các sở, ban, ngành; UBND các huyện, thành phố, thị xã và các cơ quan, đơn vị liên quan".
 *
 * ';' always parts; ',' and 'và' part only where another organisation or collective begins behind them, since both stand inside names
 * and inside collectives too. What a unit is to do (a verb, the words behind ':') is not part of its name.
 */
#include "rules/facts.h"
#include "rules/frame.h"

enum {
        ITEMS_MAX = 64,   /* units of one list; more are a text, not a list */
        NAME_SLOTS = 64,
        UNKNOWN_WORDS = 8, /* of a name no table knows */
        ITEM_BYTES = 320, /* of a collective with all its words */
        CLAUSE_WORDS = 12, /* "... có nội dung thông tin báo đăng tải" */
};

static bool is_separator(const struct run *run, uint32_t at, uint32_t end)
{
        return run->lower[at] == ',' || run->lower[at] == ';' || fact_word_is(run, at, end, SPAN("và")) || fact_word_is(run, at, end, SPAN("cùng"));
}

/* Behind a separator: "và", "cùng với", "với" and white space. */
static uint32_t skip_joints(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span joints[] = { SPAN_INIT("và"), SPAN_INIT("cùng"), SPAN_INIT("với"), SPAN_INIT("của") };

        for (bool moved = true; moved && at < end;) {
                moved = false;
                while (at < end && strchr(" ,;*_", run->lower[at]))
                        at++;
                for (size_t i = 0; i < ARRAY_LEN(joints) && !moved; i++) {
                        if (at < end && fact_word_is(run, at, end, joints[i])) {
                                at += (uint32_t) joints[i].len;
                                moved = true;
                        }
                }
        }
        return at;
}

/* "sở Thông tin": a department with a small head */
static uint32_t small_head_end(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span heads[] = { SPAN_INIT("sở"), SPAN_INIT("phòng"), SPAN_INIT("ban"), SPAN_INIT("công an"), SPAN_INIT("đài"), SPAN_INIT("báo"), SPAN_INIT("trung tâm"), SPAN_INIT("văn phòng"), SPAN_INIT("hội") };

        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                uint32_t next = at + (uint32_t) heads[i].len;

                if (!fact_word_is(run, at, end, heads[i]))
                        continue;
                next = skip_spaces(run, next, end);
                while (next < end && capital_at(run, next)) {
                        uint32_t stop = word_end_at(run, next, end), more = skip_spaces(run, stop, end);

                        if (fact_word_is(run, more, end, SPAN("và")) && capital_at(run, skip_spaces(run, more + (uint32_t) strlen("và"), end)))
                                more = skip_spaces(run, more + (uint32_t) strlen("và"), end);
                        if (!(more < end && more > stop && capital_at(run, more)))
                                return stop;
                        next = more;
                }
        }
        return 0;
}

static bool begins_collective(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t stop;

        return fact_at(run, FACT_COLLECTIVE, at, end, &stop) != NULL;
}

static bool begins_unit(const struct run *run, uint32_t at, uint32_t end)
{
        return at < end && (begins_collective(run, at, end) || unit_end(run, at, end) || small_head_end(run, at, end));
}

/* "các xã, phường | tổ chức niêm yết", but "các tổ chức chính trị - xã hội" and "các cơ quan, tổ chức" */
static bool organises(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span kinds[] = {
                SPAN_INIT("chính"), SPAN_INIT("xã"), SPAN_INIT("đoàn"), SPAN_INIT("hội"), SPAN_INIT("đảng"), SPAN_INIT("tôn"), SPAN_INIT("quốc"), SPAN_INIT("phi"), SPAN_INIT("hữu"), SPAN_INIT("thành"), SPAN_INIT("kinh"),
                SPAN_INIT("tín"), SPAN_INIT("cá"), SPAN_INIT("hành"), SPAN_INIT("liên"), SPAN_INIT("khác"), SPAN_INIT("trong"), SPAN_INIT("có"), SPAN_INIT("sự"), SPAN_INIT("nghề"), SPAN_INIT("công"), SPAN_INIT("khoa"),
        };
        uint32_t before = skip_spaces_back(run, at, 0), word = word_begin_at(run, before, 0), next;

        if (!fact_word_is(run, at, end, SPAN("tổ chức")))
                return false;
        if (before && (strchr(",;", run->lower[before - 1]) || fact_word_is(run, word, before, SPAN("các")) || fact_word_is(run, word, before, SPAN("và"))))
                return false;
        next = skip_spaces(run, at + (uint32_t) strlen("tổ chức"), end);
        if (next >= end || !trie_word_byte(run->lower, next))
                return false;
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                if (fact_word_is(run, next, end, kinds[i]))
                        return false;
        }
        return true;
}

/* A verb here ends a collective: "các cơ quan, đơn vị liên quan | triển khai thực hiện". */
static bool is_tail(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t stop;

        return fact_at(run, FACT_UNIT_TAIL, at, end, &stop) || organises(run, at, end);
}

/*
 * The end of the collective that begins at @at: its nouns with their commas, up to a verb, a sign that parts, or another unit.
 * "các đơn vị, địa phương có nội dung thông tin báo đăng tải" keeps its clause.
 */
static uint32_t collective_end(const struct run *run, uint32_t at, uint32_t limit)
{
        uint32_t end = at, head, before_clause = 0;
        int clause_words = 0;
        bool clause = false;

        if (!fact_at(run, FACT_COLLECTIVE, at, limit, &head))
                return 0;
        if (limit - at > ITEM_BYTES) {
                for (limit = at + ITEM_BYTES; limit > head && run->lower[limit] != ' ';)
                        limit--;
        }
        end = at = head;
        while (at < limit) {
                uint32_t word = at;

                if (strchr(";:()\"", run->lower[at]) || (run->lower[at] == '.' && (at + 1 >= limit || run->lower[at + 1] == ' ' || run->lower[at + 1] == '/')))
                        break;
                if (is_separator(run, at, limit)) {
                        uint32_t next = skip_joints(run, at, limit);

                        if (begins_unit(run, next, limit) && !begins_collective(run, next, limit))
                                break;
                        /* "các sở, ban, ngành": nouns alone go on, "các ..." begins anew */
                        if (fact_word_is(run, next, limit, SPAN("các")) || capital_at(run, next) || is_tail(run, next, limit))
                                break;
                        at = next;
                        continue;
                }
                if (!trie_word_byte(run->lower, at)) {
                        at++;
                        continue;
                }
                /* "các huyện cấp 100% căn cước": a count is no name */
                if (run->lower[at] >= '0' && run->lower[at] <= '9') {
                        uint32_t before = word_begin_at(run, skip_spaces_back(run, end, head), head);

                        return fact_word_is(run, before, end, SPAN("cấp")) ? skip_spaces_back(run, before, head) : end;
                }
                if (!clause && (fact_word_is(run, at, limit, SPAN("có")) || fact_word_is(run, at, limit, SPAN("được")))) {
                        clause = true;
                        before_clause = end;
                }
                if (!clause && is_tail(run, at, limit) && !(capital_at(run, at) && run->lower[at - 1] == ' '))
                        break;
                /* a clause that goes on and on is the sentence, not the name */
                if (clause && ++clause_words > CLAUSE_WORDS)
                        return before_clause;
                at = word_end_at(run, word, limit);
                end = at;
        }
        return end;
}

/* "Cục Quản lý hoạt động xây dựng;": a verb that is a noun too belongs to the name it closes. */
static bool closes_name(const struct run *run, const struct fact_word *word, uint32_t tail, uint32_t end)
{
        uint32_t next = skip_spaces(run, end, (uint32_t) run->text.len);

        return tail == end && strcmp(word->kind, "danh_tu") == 0 && (next >= run->text.len || !trie_word_byte(run->lower, next));
}

/*
 * "Báo Phú Yên | xây dựng chuyên mục": verbs that a name seems to go on with. "Ban Quản lý dự án đầu tư xây dựng" keeps its own, and so does a name
 * that is known or has its capital there: "Sở Xây dựng", "Cục Thống kê".
 */
static uint32_t without_verbs(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span keep[] = { SPAN_INIT("đầu tư"), SPAN_INIT("quản lý"), SPAN_INIT("dự án"), SPAN_INIT("dịch vụ"), SPAN_INIT("kỹ thuật"), SPAN_INIT("tìm kiếm"), SPAN_INIT("ban") };
        size_t para = layout_para_at(run, at);
        const struct hit *known = scan_starting_at(run, para, at, WORD_ISSUER), *head = scan_starting_at(run, para, at, WORD_UNIT_HEAD);
        uint32_t word = known && known->end <= end ? known->end : head && head->end <= end ? head->end : word_end_at(run, at, end), tail;

        for (word = skip_spaces(run, word, end); word < end; word = skip_spaces(run, word_end_at(run, word, end), end)) {
                uint32_t before = skip_spaces_back(run, word, at);
                const struct fact_word *verb;
                bool kept = false;

                if (!trie_word_byte(run->lower, word)) {
                        word++;
                        continue;
                }
                verb = fact_at(run, FACT_UNIT_TAIL, word, end, &tail);
                if (!verb)
                        continue;
                if (capital_at(run, word)) {
                        word = word_begin_at(run, tail, word); /* the loop goes on behind its last syllable */
                        continue;
                }
                if (closes_name(run, verb, tail, end))
                        return end;
                for (size_t i = 0; i < ARRAY_LEN(keep) && !kept; i++)
                        kept = before - at >= keep[i].len && memcmp(run->lower + before - keep[i].len, keep[i].ptr, keep[i].len) == 0;
                if (!kept)
                        return before;
                word = word_begin_at(run, tail, word);
        }
        return end;
}

/* "huyện", "thị xã": the end of a bare level word at @at; 0 = none. */
static uint32_t level_stop(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span levels[] = { SPAN_INIT("huyện"), SPAN_INIT("thị xã"), SPAN_INIT("thành phố"), SPAN_INIT("quận"), SPAN_INIT("xã"), SPAN_INIT("phường"), SPAN_INIT("thị trấn"), SPAN_INIT("đặc khu") };

        for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
                if (fact_word_is(run, at, end, levels[i]))
                        return at + (uint32_t) levels[i].len;
        }
        return 0;
}

static bool is_level(const struct run *run, uint32_t at, uint32_t end)
{
        return level_stop(run, at, end) || fact_word_is(run, at, end, SPAN("phố")) || fact_word_is(run, at, end, SPAN("trấn"));
}

/* "Phòng Lao động các huyện | , thành phố": the places of a name that go on as a collective. */
static uint32_t with_places(const struct run *run, uint32_t at, uint32_t stop, uint32_t end)
{
        const char *each = memmem(run->lower + at, stop - at, " các ", strlen(" các "));
        uint32_t more = each ? collective_end(run, (uint32_t) (each - run->lower) + 1, end) : 0, next = skip_spaces(run, stop, end);

        /* "... khu vực | phía Nam" */
        if (fact_word_is(run, next, end, SPAN("phía")) || fact_word_is(run, next, end, SPAN("miền"))) {
                uint32_t side = skip_spaces(run, word_end_at(run, next, end), end);

                if (side < end && capital_at(run, side))
                        return word_end_at(run, side, end);
        }
        stop = more > stop ? more : stop;
        /* "UBND huyện | , thị xã, thành phố" */
        for (uint32_t level; is_level(run, word_begin_at(run, stop, at), end) && run->lower[stop] == ','; stop = level) {
                next = skip_spaces(run, stop + 1, end);
                level = level_stop(run, next, end);
                if (!level || capital_at(run, skip_spaces(run, level, end)))
                        break;
        }
        return stop;
}

uint32_t unit_item_end(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t stop = 0, collective;

        if (at >= end || !trie_word_byte(run->lower, at) || fact_at(run, FACT_NOT_UNIT, at, end, &collective))
                return 0;
        collective = collective_end(run, at, end);
        if (capital_at(run, at))
                stop = unit_end(run, at, end);
        if (!stop)
                stop = small_head_end(run, at, end);
        if (stop > collective)
                return with_places(run, at, without_verbs(run, at, stop), end);
        return collective;
}

/* The names made last, by the words they were printed with: a document names few organisations many times. */
struct unit_names {
        struct {
                struct range printed;
                const char *name;
        } slots[NAME_SLOTS];
};

const char *unit_item_name(struct run *run, struct range printed)
{
        struct span words = run_text(run, printed);
        uint32_t hash = 2166136261u; /* FNV-1a */

        for (size_t i = 0; i < words.len; i++)
                hash = (hash ^ (unsigned char) words.ptr[i]) * 16777619u;
        hash %= NAME_SLOTS;
        if (!run->unit_names)
                run->unit_names = arena_alloc(run->arena, sizeof(*run->unit_names));
        if (!run->unit_names->slots[hash].name || !span_eq(run_text(run, run->unit_names->slots[hash].printed), words)) {
                run->unit_names->slots[hash].printed = printed;
                run->unit_names->slots[hash].name = locality_apply(run, has_abbreviation(words) ? abbreviations_expand(run, words) : unit_name(run, printed));
        }
        return run->unit_names->slots[hash].name;
}

static void unit_list_add(struct run *run, struct rec_names *out, struct range printed)
{
        struct rec_name *name;
        const char *text = unit_item_name(run, printed);

        for (size_t i = 0; i < out->n; i++) {
                if (strcmp(out->items[i].name, text) == 0)
                        return;
        }
        name = arena_grow(run->arena, &out->items, &out->n, &out->room, sizeof(*name));
        *name = (struct rec_name) { text, printed };
}

/* The next separator that parts units, from @at on; @end when there is none. */
static uint32_t next_part(const struct run *run, uint32_t at, uint32_t end)
{
        while (at < end) {
                if (run->lower[at] == ';')
                        return at;
                if (run->lower[at] == '(') {
                        const char *close = memchr(run->lower + at, ')', end - at);

                        at = close ? (uint32_t) (close - run->lower) + 1 : end;
                        continue;
                }
                if (is_separator(run, at, end)) {
                        uint32_t next = skip_joints(run, at, end);

                        if (begins_unit(run, next, end))
                                return at;
                        at = next > at ? next : at + 1;
                        continue;
                }
                at = trie_word_byte(run->lower, at) ? word_end_at(run, at, end) : at + 1;
        }
        return end;
}

/* A piece between two separators: up to ':' or a bracket, without the verbs behind it. */
static struct range piece_name(const struct run *run, struct range piece)
{
        uint32_t stop;

        for (uint32_t i = piece.begin; i < piece.end; i++) {
                if (run->lower[i] == ':' || run->lower[i] == '(') {
                        piece.end = i;
                        break;
                }
        }
        piece = fact_trim(run, piece);
        stop = unit_item_end(run, piece.begin, piece.end);
        if (!stop || stop >= piece.end)
                return piece;
        /* what is left is a verb: cut; other words belong to a name that the tables do not know whole */
        if (is_tail(run, skip_spaces(run, stop, piece.end), piece.end) || !trie_word_byte(run->lower, skip_spaces(run, stop, piece.end)))
                piece.end = stop;
        return piece;
}

void unit_list_read(struct run *run, struct rec_names *out, struct range r)
{
        uint32_t at = r.begin;

        for (int items = 0; items < ITEMS_MAX; items++) {
                struct range piece = { skip_joints(run, at, r.end), 0 };

                /* "- + Sở ...": bullets in front */
                while (piece.begin < r.end && strchr(" -+*", run->lower[piece.begin]))
                        piece.begin++;
                if (piece.begin >= r.end)
                        return;
                uint32_t stop = unit_item_end(run, piece.begin, r.end);

                piece.end = next_part(run, stop ? stop : piece.begin, r.end);
                at = piece.end;
                piece = piece_name(run, piece);
                if (range_is_set(piece))
                        unit_list_add(run, out, piece);
        }
}

/* "(VNPT)" */
static uint32_t skip_bracket(const struct run *run, uint32_t at, uint32_t end)
{
        const char *close = at < end && run->lower[at] == '(' ? memchr(run->lower + at, ')', end - at) : NULL;

        return close ? skip_spaces(run, (uint32_t) (close - run->lower) + 1, end) : at;
}

/* A capitalised name no table knows, inside a list: another organisation must follow it. */
static uint32_t unknown_end(const struct run *run, uint32_t at, uint32_t limit)
{
        uint32_t end = at, next;

        if (at >= limit || !capital_at(run, at))
                return 0;
        for (int words = 0; words < UNKNOWN_WORDS && at < limit && trie_word_byte(run->lower, at); words++) {
                end = word_end_at(run, at, limit);
                at = skip_spaces(run, end, limit);
        }
        next = skip_bracket(run, at, limit);
        return next < limit && is_separator(run, next, limit) && begins_unit(run, skip_joints(run, next, limit), limit) ? end : 0;
}

uint32_t unit_list_prefix(struct run *run, struct rec_names *out, uint32_t at, uint32_t limit)
{
        uint32_t end = at, next = at;

        for (int items = 0; items < ITEMS_MAX; items++) {
                uint32_t stop = unit_item_end(run, next, limit);

                if (!stop && items)
                        stop = unknown_end(run, next, limit);
                if (!stop)
                        break;
                unit_list_add(run, out, (struct range) { next, stop });
                end = stop;
                next = skip_bracket(run, skip_spaces(run, stop, limit), limit);
                /* "của Bộ Thông tin": the body a unit belongs to is not one more */
                if (next >= limit || !is_separator(run, next, limit) || fact_word_is(run, next, limit, SPAN("của")))
                        break;
                next = skip_joints(run, next, limit);
        }
        return end;
}

bool unit_list_is(const struct run *run, struct range r)
{
        uint32_t at = r.begin;
        int items = 0;

        r = fact_trim(run, r);
        for (at = r.begin; at < r.end && items < ITEMS_MAX; items++) {
                uint32_t stop = unit_item_end(run, at, r.end), next;

                if (!stop)
                        return false;
                next = skip_spaces(run, stop, r.end);
                if (next < r.end && run->lower[next] == '(') {
                        const char *close = memchr(run->lower + next, ')', r.end - next);

                        next = close ? skip_spaces(run, (uint32_t) (close - run->lower) + 1, r.end) : r.end;
                }
                if (next < r.end && !is_separator(run, next, r.end))
                        return false;
                at = skip_joints(run, next, r.end);
        }
        return items > 0;
}
