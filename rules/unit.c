/*
 * Organisations (domain.md 4): where a name ends, and its one canonical form.
 *
 * A name is a known full name, or a head word followed by its field (capitalised syllables and the lower-case ones between and
 * after them, up to a stop word or punctuation), then perhaps a locality. Commas are only inside known names.
 */
#include "rules/frame.h"
#include "rules/words.h"

enum { FIELD_WORDS = 14, LOWER_TAIL = 10, NESTING = 5, STOP_BYTES = 7, NAME_REACH = 400 };

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

/* "Ban Chỉ huy Phòng, chống thiên tai": no Phòng of an office; where the words end, 0 = something else. */
static uint32_t prevention_end(const struct run *run, uint32_t at, uint32_t end)
{
        static const struct span words[] = { SPAN_INIT("phòng, chống"), SPAN_INIT("phòng chống"), SPAN_INIT("phòng cháy, chữa cháy"), SPAN_INIT("phòng cháy chữa cháy"), SPAN_INIT("phòng cháy và chữa cháy"), SPAN_INIT("phòng ngừa") };

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                uint32_t stop = at + (uint32_t) words[i].len;

                if (stop <= end && span_eq(run_lower(run, (struct range) { at, stop }), words[i]) && (stop == end || !trie_word_byte(run->lower, stop)))
                        return stop;
        }
        return 0;
}

/* A word of a name, with what is joined to it: "KH&CN", "PT-TH", "LĐ-TB&XH" */
static uint32_t joined_end(const struct run *run, uint32_t at, uint32_t end)
{
        uint32_t stop = word_end_at(run, at, end);

        while (stop + 1 < end && stop > at && (run->lower[stop] == '&' || (run->lower[stop] == '-' && run->text.ptr[stop - 1] >= 'A' && run->text.ptr[stop - 1] <= 'Z')) && trie_word_byte(run->lower, stop + 1) &&
                capital_at(run, stop + 1))
                stop = word_end_at(run, stop + 1, end);
        return stop;
}

/* A stop word ends a name unless it has a capital among small letters: "Phòng Tổ chức - Hành chính", "Sở Giao thông" */
static bool stops_name(const struct run *run, size_t para, uint32_t at)
{
        struct hit hit;

        if (!scan_asked_at(run, para, at, WORD_UNIT_STOP, &hit))
                return false;
        /* "Ban Chỉ đạo chuyển đổi số huyện": a number stands behind the other "số" */
        if (span_eq(run_lower(run, (struct range) { hit.begin, hit.end }), SPAN("số"))) {
                uint32_t next = skip_spaces(run, hit.end, (uint32_t) run->text.len);

                return next >= run->text.len || strchr("0123456789:/.", run->lower[next]);
        }
        return !capital_at(run, at) || run->lines[layout_line_at(run, at)].caps || is_capital_stop(run, para, at) || hit.end - hit.begin < STOP_BYTES;
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
                if (level_end(run, begin, end) || stops_name(run, para, begin))
                        break;
                /* "&" and "-" join, "và" joins unless another organisation begins behind it */
                if (run->lower[begin] == '&' || run->lower[begin] == '-' || is_word(run, begin, word_end_at(run, begin, end), "và")) {
                        uint32_t next = skip_spaces(run, run->lower[begin] == '&' || run->lower[begin] == '-' ? begin + 1 : word_end_at(run, begin, end), end);

                        if (next >= end || !trie_word_byte(run->lower, next) || ((scan_starting_at(run, para, next, WORD_UNIT_HEAD) || scan_starting_at(run, para, next, WORD_TYPE)) && capital_at(run, next) && !prevention_end(run, next, end)))
                                break;
                        if (!capital_at(run, next) && run->lower[begin] == '-')
                                break;
                        begin = next;
                }
                if (!trie_word_byte(run->lower, begin))
                        break;
                stop = prevention_end(run, begin, end);
                if (stop) {
                        lower_words = 0;
                        last = stop;
                        continue;
                }
                head = scan_starting_at(run, para, begin, WORD_UNIT_HEAD);
                stop = joined_end(run, begin, end);
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

/* "Trung tâm Xúc tiến Thương mại, Du lịch và Đầu tư": fields parted by commas, the last joined by "và"; another unit begins nowhere. */
static uint32_t fields_end(const struct run *run, size_t para, uint32_t stop, uint32_t end)
{
        for (uint32_t at = stop, next; at < end && run->lower[at] == ','; at = next) {
                uint32_t begin = skip_spaces(run, at + 1, end);

                if (begin >= end || !capital_at(run, begin) || scan_starting_at(run, para, begin, WORD_UNIT_HEAD) || scan_starting_at(run, para, begin, WORD_ISSUER) || scan_starting_at(run, para, begin, WORD_TYPE) ||
                        scan_starting_at(run, para, begin, WORD_PROVINCE))
                        return stop;
                next = field_end(run, para, at + 1, end, NESTING);
                if (next <= begin)
                        return stop;
                if (memmem(run->lower + begin, next - begin, " và ", strlen(" và ")))
                        return next;
        }
        return stop;
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

/* "Văn phòng HĐND và UBND huyện", "... HĐND-UBND huyện": one office of two bodies */
static uint32_t joint_office_end(const struct run *run, size_t para, uint32_t office, uint32_t at, uint32_t end)
{
        static const struct span joints[] = { SPAN_INIT(" và "), SPAN_INIT(" - "), SPAN_INIT("-"), SPAN_INIT(" & "), SPAN_INIT("&") };
        const struct hit *council = scan_starting_at(run, para, skip_spaces(run, office, end), WORD_UNIT_HEAD);

        if (!council || !class_is(run, council, "hdnd") || council->end != at)
                return at;
        for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
                uint32_t next = at + (uint32_t) joints[i].len;
                const struct hit *hit = next < end && span_starts(run_lower(run, (struct range) { at, end }), joints[i]) ? scan_starting_at(run, para, next, WORD_UNIT_HEAD) : NULL;

                if (hit && class_is(run, hit, "ubnd"))
                        return hit->end;
        }
        return at;
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
        if (class_is(run, head, "dang_tw")) { /* whole: what follows is another cell's, another office's */
                static const struct span union_of = SPAN_INIT(" trung ương đoàn");

                return span_starts(run_lower(run, (struct range) { stop, end }), union_of) ? stop + (uint32_t) union_of.len : stop;
        }
        if (class_is(run, head, "nguoi") || class_is(run, head, "dang")) {
                uint32_t inner = name_end(run, para, skip_spaces(run, stop, end), end, depth + 1);

                if (inner && strstr(run->set->unit_heads[WORD_INDEX(head->value)].word, "Văn phòng"))
                        inner = locality_end(run, para, joint_office_end(run, para, stop, inner, end), end);
                if (inner)
                        return inner;
        }
        if (class_is(run, head, "dang") && strstr(run->set->unit_heads[WORD_INDEX(head->value)].word, "ủy")) {
                uint32_t place = place_end(run, para, skip_spaces(run, stop, end), end);

                return place ? place : locality_end(run, para, stop, end);
        }
        stop = field_end(run, para, stop, end, depth);
        if (class_is(run, head, "van_phong") || strstr(run->set->unit_heads[WORD_INDEX(head->value)].word, "Văn phòng"))
                stop = joint_office_end(run, para, head->end, stop, end);
        if (stop > head->end && (class_is(run, head, "trung_tam") || class_is(run, head, "phong")))
                stop = fields_end(run, para, stop, end);
        return locality_end(run, para, stop, end);
}

/* Cells of a table in plain text are parted by tabs, which are spaces in match text: no name goes over one. */
static uint32_t before_tab(const struct run *run, uint32_t at, uint32_t end)
{
        struct span display = span_sub(run->norm->display, norm_origin(run->norm, (struct range) { at, end < at + NAME_REACH ? end : at + NAME_REACH }));

        if (!memchr(display.ptr, '\t', display.len))
                return end;
        for (uint32_t i = at; i < end; i++) {
                if (run->lower[i] == ' ' && is_tab_at(run, i))
                        return i;
        }
        return end;
}

uint32_t unit_end(const struct run *run, uint32_t at, uint32_t end)
{
        size_t para = layout_para_at(run, at);

        end = before_tab(run, at, end);
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
