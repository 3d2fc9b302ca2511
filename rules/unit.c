/*
 * Organisations (domain.md 4): where a name ends, and its one canonical form.
 *
 * A name is a known full name, or a head word followed by its field (capitalised syllables and the lower-case ones between and
 * after them, up to a stop word or punctuation), then perhaps a locality. Commas are only inside known names.
 */
#include "rules/words.h"

enum { FIELD_WORDS = 14, LOWER_TAIL = 8, NESTING = 5 };

static uint32_t name_end(const struct run *run, size_t para, uint32_t at, uint32_t end, int depth);

static bool is_word(const struct run *run, uint32_t begin, uint32_t end, const char *word)
{
        return span_eq(run_lower(run, (struct range) { begin, end }), span_of(word));
}

/* "Bảo hiểm xã hội" has no commune in it. */
static bool is_society(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t word = skip_spaces(run, at, end);

        return is_word(run, word, word_end_at(run, word, end), "hội");
}

/* "tỉnh", "huyện", "thành phố", ... at @at: the end of the level word, 0 = none. */
static uint32_t level_end(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span levels[] = {
                SPAN_INIT("thành phố"), SPAN_INIT("thị trấn"), SPAN_INIT("thị xã"), SPAN_INIT("đặc khu"), SPAN_INIT("khu vực"), SPAN_INIT("phường"), SPAN_INIT("huyện"), SPAN_INIT("tỉnh"), SPAN_INIT("quận"), SPAN_INIT("xã"), SPAN_INIT("tp."), SPAN_INIT("tx."),
        };

        for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
                uint32_t stop = at + (uint32_t) levels[i].len;

                if (stop <= end && span_eq(run_lower(run, (struct range) { at, stop }), levels[i]) && (stop == end || !trie_word_byte(run->lower, stop) || levels[i].ptr[levels[i].len - 1] == '.'))
                        return is_word(run, at, stop, "xã") && is_society(run, stop, end) ? 0 : stop;
        }
        return 0;
}

/* "BAN HÀNH", but not the "Giao" of Giao Thủy: in capitals throughout and of two syllables or more */
static bool is_capital_stop(const struct run *run, size_t para, uint32_t at)
{
        struct hit stop;
        const char *last = scan_asked_at(run, para, at, WORD_UNIT_STOP, &stop) ? memrchr(run->lower + stop.begin, ' ', stop.end - stop.begin) : NULL;

        return last && capital_at(run, stop.begin) && capital_at(run, (uint32_t) (last + 1 - run->lower));
}

/* Capitalised syllables from @at on ("Bà Rịa - Vũng Tàu", "Đắk Lắk"); a known province takes precedence. */
static uint32_t place_end(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        const struct hit *known = scan_starting_at(run, para, at, WORD_PROVINCE);
        uint32_t last = 0;

        if (known && capital_at(run, at))
                return known->end;
        for (int words = 0; words < 4 && at < end && capital_at(run, at); words++) {
                if ((scan_starting_at(run, para, at, WORD_UNIT_HEAD) && words) || is_capital_stop(run, para, at)) /* "CỦA UBND TỈNH BAN HÀNH" */
                        break;
                last = word_end_at(run, at, end);
                at = skip_spaces(run, last, end);
        }
        return last;
}

/* "Chủ tịch UBND tỉnh | Nguyễn Văn An": all provinces are known, and this is none. */
static bool is_person(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        struct span first = run_lower(run, (struct range) { at, word_end_at(run, at, end) });

        return !scan_starting_at(run, para, at, WORD_PROVINCE) && at + first.len < end && is_family_name(run, first);
}

/* Behind a name: "tỉnh Hà Tĩnh", "huyện", "TP. Vinh, tỉnh Nghệ An". */
static uint32_t locality_end(const struct run *run, size_t para, uint32_t at, uint32_t end)
{
        uint32_t level = level_end(run, skip_spaces(run, at, end), end), place;

        if (!level || skip_spaces(run, at, end) == at)
                return at;
        place = place_end(run, para, skip_spaces(run, level, end), end);
        if (!place || (is_word(run, level - (uint32_t) strlen("tỉnh"), level, "tỉnh") && is_person(run, para, skip_spaces(run, level, end), place)))
                return level;
        if (place < end && run->lower[place] == ',') {
                uint32_t more = locality_end(run, para, place + 1, end);

                if (more > place + 1 && place_end(run, para, skip_spaces(run, level_end(run, skip_spaces(run, place + 1, end), end), end), end))
                        return more;
        }
        return place;
}

/* The field behind a head word. */
static uint32_t field_end(const struct run *run, size_t para, uint32_t at, uint32_t end, int depth)
{
        uint32_t last = at;
        int lower_words = 0;

        for (int words = 0; words < FIELD_WORDS; words++) {
                uint32_t begin = skip_spaces(run, last, end), stop;
                const struct hit *head;

                if (begin >= end || begin == last)
                        break;
                if (level_end(run, begin, end) || scan_is_at(run, para, begin, WORD_UNIT_STOP))
                        break;
                /* "&" and "-" join, "và" joins unless another organisation begins behind it */
                if (run->lower[begin] == '&' || run->lower[begin] == '-' || is_word(run, begin, word_end_at(run, begin, end), "và")) {
                        uint32_t next = skip_spaces(run, run->lower[begin] == '&' || run->lower[begin] == '-' ? begin + 1 : word_end_at(run, begin, end), end);

                        if (next >= end || !trie_word_byte(run->lower, next) || ((scan_starting_at(run, para, next, WORD_UNIT_HEAD) || scan_starting_at(run, para, next, WORD_TYPE)) && capital_at(run, next)))
                                break;
                        if (!capital_at(run, next) && run->lower[begin] == '-')
                                break;
                        begin = next;
                }
                if (!trie_word_byte(run->lower, begin))
                        break;
                head = scan_starting_at(run, para, begin, WORD_UNIT_HEAD);
                stop = word_end_at(run, begin, end);
                if (capital_at(run, begin)) {
                        /* "Bộ trưởng Bộ Nội vụ", "Văn phòng UBND tỉnh": an organisation within the name */
                        if (head && words) {
                                uint32_t inner = name_end(run, para, begin, end, depth + 1);

                                return inner ? inner : last;
                        }
                        lower_words = 0;
                } else if (++lower_words > LOWER_TAIL) {
                        break;
                }
                last = stop;
        }
        return last;
}

static bool class_is(const struct run *run, const struct hit *head, const char *class)
{
        return strcmp(run->set->unit_heads[WORD_INDEX(head->value)].class, class) == 0;
}

/* "Ban Dân tộc của Hội đồng nhân dân tỉnh" is a committee of the council, not the office of that name. */
static uint32_t committee_end(const struct run *run, size_t para, uint32_t at, uint32_t end, int depth)
{
        static const char council[] = "của hội đồng nhân dân";
        uint32_t next = skip_spaces(run, at, end);

        if (next < end && run->lower[next] == 'c' && is_word(run, next, next + (uint32_t) strlen(council) < end ? next + (uint32_t) strlen(council) : end, council))
                return name_end(run, para, skip_spaces(run, next + (uint32_t) strlen("của"), end), end, depth + 1);
        return locality_end(run, para, at, end);
}

static uint32_t name_end(const struct run *run, size_t para, uint32_t at, uint32_t end, int depth)
{
        const struct hit *known = scan_starting_at(run, para, at, WORD_ISSUER), *head = scan_starting_at(run, para, at, WORD_UNIT_HEAD);
        uint32_t stop;

        if (at >= end || depth > NESTING || !capital_at(run, at))
                return 0;
        if (known && known->end <= end && (!head || known->end > head->end))
                return committee_end(run, para, known->end, end, depth);
        if (!head || head->end > end)
                return 0;
        stop = head->end;
        if (class_is(run, head, "ubnd") || class_is(run, head, "hdnd")) {
                if (stop < end && run->lower[stop] == '.')
                        stop++;
                return locality_end(run, para, stop, end);
        }
        if (class_is(run, head, "ttg") || class_is(run, head, "chinh_phu") || class_is(run, head, "quoc_hoi"))
                return stop;
        if (class_is(run, head, "dang_tw")) /* whole: what follows is another cell's, another office's */
                return stop;
        if (class_is(run, head, "nguoi") || class_is(run, head, "dang")) {
                uint32_t inner = name_end(run, para, skip_spaces(run, stop, end), end, depth + 1);

                if (inner)
                        return inner;
        }
        if (class_is(run, head, "dang") && strstr(run->set->unit_heads[WORD_INDEX(head->value)].word, "ủy")) {
                uint32_t place = place_end(run, para, skip_spaces(run, stop, end), end);

                return place ? place : locality_end(run, para, stop, end);
        }
        stop = field_end(run, para, stop, end, depth);
        return locality_end(run, para, stop, end);
}

uint32_t unit_end(const struct run *run, uint32_t at, uint32_t end)
{
        size_t para = layout_para_at(run, at);

        return name_end(run, para, at, end < run->paras[para].text.end ? end : run->paras[para].text.end, 0);
}

const char *unit_name(struct run *run, struct range printed)
{
        return unit_name_of(run, run_text(run, printed));
}

const char *unit_name_of(struct run *run, struct span printed)
{
        return name_cache_get(&run->set->names, run->arena, printed, run->set->lexicon.units);
}
