/*
 * The canonical spelling of an organisation's name (domain.md 4): the parts the table knows by their official names,
 * the rest as printed, and capitals brought to the casing names have.
 */
#include "normalizer/normalizer.h"

#include "common/utf8.h"
#include "normalizer/display.h"
#include "normalizer/folded.h"
#include "normalizer/letters.h"
#include "normalizer/names.h"
#include "normalizer/tone.h"

enum {
        WORDS_MAX = 64,  /* a longer name keeps its tail as printed */
        PHRASE_MAX = 14, /* words of a known name: Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam has 9 */
};

struct word {
        struct span text;  /* without the signs behind it */
        struct span signs; /* ",", ";", ")" ... */
        bool capitals;     /* at least one capital, no small letter */
};

struct name {
        struct word words[WORDS_MAX];
        size_t n;
        struct span rest;  /* what did not fit into words */
        bool capitals;     /* no small letter in the whole name */
};

/* Match text of @s in one line, without markdown marks and without signs at either end, tone marks placed. */
static struct span clean(struct arena *arena, struct span s)
{
        struct norm_text text;
        struct span in;
        char *copy;

        norm_match_text(&text, arena, display_composed(arena, s));
        in = text.text;
        copy = arena_strndup(arena, in);
        s = (struct span) { copy, 0 };
        for (size_t i = 0; i < in.len; i++) {
                char c = in.ptr[i];

                if (c == '*' || c == '_' || c == '#' || c == '`' || c == '\\')
                        continue;
                if (c == '\n' || c == '\r')
                        c = ' ';
                if (c != ' ' || (s.len && s.ptr[s.len - 1] != ' '))
                        copy[s.len++] = c;
        }
        while (s.len && strchr(" .,;:-", s.ptr[s.len - 1]))
                s.len--;
        while (s.len && strchr(" .,;:-+", *s.ptr)) {
                s.ptr++;
                s.len--;
        }
        return s;
}

static bool in_capitals(struct span s)
{
        const char *end = s.ptr + s.len;
        bool capitals = false;
        unsigned width;

        for (const char *p = s.ptr; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);
                const struct letter *letter = letter_of(cp);

                if (!letter || letter->kind == LETTER_NONE)
                        continue;
                if (!letter_is_upper(cp))
                        return false;
                capitals = true;
        }
        return capitals;
}

static void split_words(struct name *name, struct span s)
{
        const char *p = s.ptr, *end = s.ptr + s.len;

        name->capitals = in_capitals(s);
        for (; p < end && name->n < WORDS_MAX; name->n++) {
                struct word *w = &name->words[name->n];
                const char *space = memchr(p, ' ', (size_t) (end - p)), *stop = space ? space : end, *last = stop;

                while (last > p && strchr(",;:.)", last[-1]))
                        last--;
                w->text = (struct span) { p, (size_t) (last - p) };
                w->signs = (struct span) { last, (size_t) (stop - last) };
                w->capitals = in_capitals(w->text);
                p = space ? space + 1 : end;
        }
        name->rest = (struct span) { p, (size_t) (end - p) };
}

/* Words [i, j) as one phrase, signs inside it included and those behind it not. */
static struct span phrase(const struct name *name, size_t i, size_t j)
{
        const char *begin = name->words[i].text.ptr;
        const struct span *last = &name->words[j - 1].text;

        return (struct span) { begin, (size_t) (last->ptr + last->len - begin) };
}

/*
 * "Sở TT&TT" is what the table has as STT&TT or STTTT, "Bộ LĐ-TB&XH" as BLĐTBXH: the head's letter and the abbreviation behind it,
 * as printed, then without its signs. NULL when it has not.
 */
static const char *known_by_letter(const struct word *w, size_t n_words, const struct norm_names *known)
{
        char abbr[64];
        size_t len = 1, plain = 1;
        const char *official;

        if (n_words < 2 || !(lowered_equal(w[0].text, SPAN("sở")) || lowered_equal(w[0].text, SPAN("bộ"))) || w[0].signs.len)
                return NULL;
        if (!w[1].capitals || is_syllable(w[1].text) || w[1].text.len + 1 > sizeof(abbr))
                return NULL;
        abbr[0] = *w[0].text.ptr & ~0x20;
        memcpy(abbr + 1, w[1].text.ptr, w[1].text.len);
        len += w[1].text.len;
        official = norm_names_find(known, (struct span) { abbr, len });
        for (size_t i = 1; i < len; i++) {
                if (abbr[i] != '&' && abbr[i] != '-')
                        abbr[plain++] = abbr[i];
        }
        return official ? official : norm_names_find(known, (struct span) { abbr, plain });
}

static bool is_abbreviation(const struct name *name, const struct word *w)
{
        return (w->capitals && !name->capitals && w->text.len > 1) || !is_syllable(w->text);
}

/*
 * Words of the longest known name that begins with word @i, its official form in @official; 0 = none. One word alone is looked up only
 * when it is an abbreviation: folded, "Sở" and "số" are the same. Reads no further than known names go.
 */
static size_t known_at(const struct name *name, size_t i, const struct norm_names *known, const char **official)
{
        const struct word *w = &name->words[i];
        size_t most = name->n - i < PHRASE_MAX ? name->n - i : PHRASE_MAX, longest = 0;
        uint32_t hash = FOLDED_HASH_START;
        bool more = true;

        *official = known_by_letter(w, most, known);
        if (*official)
                return 2;
        for (size_t n = 0; n < most && more; n++) {
                const char *found;

                hash = folded_hash_add(hash, w[n].text);
                found = names_find_hashed(known, phrase(name, i, i + n + 1), folded_hash_end(hash));
                if (found && (n || is_abbreviation(name, w))) {
                        *official = found;
                        longest = n + 1;
                }
                hash = folded_hash_add(hash, w[n].signs);
                more = names_go_on(known, folded_hash_end(hash));
                hash = folded_hash_step(hash, ' ');
        }
        return longest;
}

/* What comes first in a name, and what kind of word follows it; lower case. */
static const struct {
        const char *words;
        enum { HEAD, LEVEL, NEITHER } kind; /* after a head the field's first syllable is a capital, after a level every syllable of the place is */
} starts[] = {
        { "xã hội", NEITHER }, /* begins like a level */
        { "tổng công ty", HEAD }, { "hội đồng nhân dân", HEAD }, { "ủy ban nhân dân", HEAD }, { "ban thường vụ", HEAD },
        { "ban chấp hành", HEAD }, { "ban chỉ đạo", HEAD }, { "bộ chỉ huy", HEAD }, { "bộ tư lệnh", HEAD }, { "ban chỉ huy", HEAD },
        { "tổng cục", HEAD }, { "chi cục", HEAD }, { "học viện", HEAD }, { "chi nhánh", HEAD }, { "trung tâm", HEAD },
        { "tạp chí", HEAD }, { "công an", HEAD }, { "chi bộ", HEAD }, { "đảng ủy", HEAD }, { "tỉnh ủy", HEAD }, { "thành ủy", HEAD },
        { "huyện ủy", HEAD }, { "thị ủy", HEAD }, { "quận ủy", HEAD }, { "đảng đoàn", HEAD }, { "liên hiệp", HEAD }, { "liên đoàn", HEAD },
        { "liên minh", HEAD }, { "hiệp hội", HEAD }, { "công ty", HEAD }, { "văn phòng", HEAD }, { "thanh tra", HEAD },
        { "ngân hàng", HEAD }, { "kho bạc", HEAD }, { "hải quan", HEAD }, { "trường", HEAD }, { "viện", HEAD }, { "sở", HEAD },
        { "bộ", HEAD }, { "cục", HEAD }, { "vụ", HEAD }, { "ban", HEAD }, { "phòng", HEAD }, { "đài", HEAD }, { "báo", HEAD }, { "hội", HEAD },
        { "đoàn", HEAD }, { "đồn", HEAD }, { "trạm", HEAD },
        { "thành phố", LEVEL }, { "thị xã", LEVEL }, { "thị trấn", LEVEL }, { "đặc khu", LEVEL }, { "tỉnh", LEVEL }, { "huyện", LEVEL },
        { "quận", LEVEL }, { "phường", LEVEL }, { "xã", LEVEL },
};

/* A place name has no such syllable, though all of the line is in capitals: TỈNH HÀ TĨNH NĂM 2020. */
static const char *const behind_places[] = { "năm", "tháng", "quý", "giai", "từ", "đến", "về", "theo", "của", "tại", "trên", "trong", "cho", "khóa",
                                             "nhiệm", "đã", "được", "lần", "giữa", "với", "thuộc" };

static bool ends_place(const struct word *w)
{
        for (size_t i = 0; i < ARRAY_LEN(behind_places); i++) {
                if (lowered_equal(w->text, span_of(behind_places[i])))
                        return true;
        }
        return w->text.len && *w->text.ptr >= '0' && *w->text.ptr <= '9';
}

/* The row of starts[] whose words stand at word @i, and their number. */
static int start_at(const struct name *name, size_t i, size_t *n_words)
{
        for (size_t k = 0; k < ARRAY_LEN(starts); k++) {
                size_t n = 1;

                for (const char *p = starts[k].words; (p = strchr(p, ' ')); p++)
                        n++;
                if (i + n <= name->n && lowered_equal(phrase(name, i, i + n), span_of(starts[k].words))) {
                        *n_words = n;
                        return (int) k;
                }
        }
        return -1;
}

static void put_word(struct buf *out, struct span text, bool capital)
{
        const char *p = text.ptr, *end = p + text.len;
        unsigned width;

        for (; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);
                char bytes[4];

                if (cp == UTF8_BAD)
                        continue;
                buf_add(out, bytes, utf8_encode(bytes, capital ? letter_upper(cp) : norm_lower(cp)));
                capital = false;
        }
}

static void put_space(struct buf *out)
{
        if (out->len)
                buf_putc(out, ' ');
}

/* Casing state of a name that was all capitals. */
struct casing {
        bool capital; /* the next syllable begins a field or the name */
        bool place;   /* every syllable is a capital until a sign or another start */
};

/* Word @i of a name in capitals, and those that belong to it, in names' casing. Returns how many were written. */
static size_t put_cased(struct buf *out, const struct name *name, size_t i, struct casing *casing)
{
        size_t n = 1;
        int row = start_at(name, i, &n);
        bool level = row >= 0 && starts[row].kind == LEVEL, start = row >= 0 && starts[row].kind != NEITHER;
        bool joint = lowered_equal(name->words[i].text, SPAN("v\xC3\xA0" /* và */)) || lowered_equal(name->words[i].text, SPAN("-"));

        if (casing->place && (joint || ends_place(&name->words[i])))
                casing->place = casing->capital = false;
        for (size_t k = i; k < i + n; k++) {
                const struct word *w = &name->words[k];
                bool abbreviation = !start && w->text.len > 1 && !is_syllable(w->text) && w->signs.len == 0 && !joint;

                put_space(out);
                if (abbreviation)
                        buf_add_span(out, w->text);
                else
                        put_word(out, w->text, !joint && ((k == i && casing->capital && !(level && out->len > 1)) || casing->place));
                buf_add_span(out, w->signs);
        }
        casing->capital = start || joint || name->words[i + n - 1].signs.len > 0;
        casing->place = level || (casing->place && !start && !name->words[i + n - 1].signs.len);
        return n;
}

const char *norm_unit_name(struct arena *arena, struct span printed, const struct norm_names *known)
{
        struct span text = clean(arena, printed);
        struct casing casing = { .capital = true };
        struct buf out = { 0 };
        struct name name;
        const char *official = known ? norm_names_find(known, text) : NULL, *result;

        if (official)
                return arena_strdup(arena, official);
        name.n = 0;
        split_words(&name, text);
        for (size_t i = 0, n; i < name.n; i += n) {
                n = known ? known_at(&name, i, known, &official) : 0;
                if (n) {
                        put_space(&out);
                        buf_puts(&out, official);
                        buf_add_span(&out, name.words[i + n - 1].signs);
                        casing = (struct casing) { .capital = true };
                } else if (name.capitals) {
                        n = put_cased(&out, &name, i, &casing);
                } else {
                        n = 1;
                        put_space(&out);
                        buf_add_span(&out, name.words[i].text);
                        buf_add_span(&out, name.words[i].signs);
                }
        }
        if (name.rest.len) {
                put_space(&out);
                buf_add_span(&out, name.rest);
        }
        result = arena_strndup(arena, buf_span(&out));
        buf_release(&out);
        return result;
}
