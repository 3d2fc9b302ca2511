/*
 * The document's locality (domain.md 4): read out of unit names ("Ủy ban nhân dân xã A, huyện B, tỉnh C"), the date line, and at last
 * the province the text names most.
 */
#include "common/utf8.h"
#include "rules/place.h"

#include <stdlib.h>

static const struct {
        struct span word;
        const char *level;
        enum place_level at;
} level_words[] = {
        { SPAN_INIT("tỉnh"), "tỉnh", PLACE_PROVINCE }, { SPAN_INIT("thành phố"), "thành phố", PLACE_CITY }, { SPAN_INIT("tp."), "thành phố", PLACE_CITY }, { SPAN_INIT("tp"), "thành phố", PLACE_CITY },
        { SPAN_INIT("huyện"), "huyện", PLACE_DISTRICT }, { SPAN_INIT("quận"), "quận", PLACE_DISTRICT }, { SPAN_INIT("thị xã"), "thị xã", PLACE_DISTRICT }, { SPAN_INIT("tx."), "thị xã", PLACE_DISTRICT },
        { SPAN_INIT("phường"), "phường", PLACE_WARD }, { SPAN_INIT("thị trấn"), "thị trấn", PLACE_WARD }, { SPAN_INIT("đặc khu"), "đặc khu", PLACE_WARD }, { SPAN_INIT("xã"), "xã", PLACE_WARD },
        { SPAN_INIT("tỉnh ủy"), "tỉnh", PLACE_PROVINCE }, { SPAN_INIT("thành ủy"), "thành phố", PLACE_CITY }, { SPAN_INIT("huyện ủy"), "huyện", PLACE_DISTRICT },
        { SPAN_INIT("quận ủy"), "quận", PLACE_DISTRICT }, { SPAN_INIT("thị ủy"), "thị xã", PLACE_DISTRICT }, { SPAN_INIT("tỉnh đoàn"), "tỉnh", PLACE_PROVINCE }, { SPAN_INIT("huyện đoàn"), "huyện", PLACE_DISTRICT }, { SPAN_INIT("thị đoàn"), "thị xã", PLACE_DISTRICT }, { SPAN_INIT("quận đoàn"), "quận", PLACE_DISTRICT },
};

const struct province *province_named(const struct run *run, struct span name)
{
        const char *lower = norm_lowered(run->arena, name);

        for (size_t i = 0; i < run->set->n_provinces; i++) {
                if (strcmp(run->set->provinces[i].lower, lower) == 0)
                        return &run->set->provinces[i];
        }
        return NULL;
}

/* Huế is a district until 2024 and a city of its own right from 2025: no row of the table before its merger */
static bool is_hue(const struct run *run, struct span name)
{
        const char *iso = run->out->document.date.iso;

        return span_eq(span_of(norm_lowered(run->arena, name)), SPAN("huế")) && (!iso || strncmp(iso, "2025", 4) >= 0);
}

static size_t districts_named(const struct run *run, struct span name, const struct district **out, size_t room)
{
        const char *lower = norm_lowered(run->arena, name);
        size_t n = 0;

        for (size_t i = 0; i < run->set->n_districts && n < room; i++) {
                if (strcmp(run->set->districts[i].lower, lower) == 0)
                        out[n++] = &run->set->districts[i];
        }
        return n;
}

/* Capitalised syllables and numbers from @at on, "-" between them; the end. */
static size_t proper_end(struct span s, size_t at)
{
        size_t end = at;

        while (at < s.len) {
                size_t stop = at;

                if (!is_capital_at(s, at) && !(s.ptr[at] >= '0' && s.ptr[at] <= '9')) {
                        if (s.ptr[at] != '-' || end == at || at + 2 >= s.len || !is_capital_at(s, at + 2))
                                break;
                        at += 2;
                        continue;
                }
                while (stop < s.len && !strchr(" ,;.", s.ptr[stop]))
                        stop++;
                end = stop;
                if (stop >= s.len || s.ptr[stop] != ' ')
                        break;
                at = stop + 1;
        }
        return end;
}

static void set_place(struct run *run, struct place *out, enum place_level at, const char *level, struct span name)
{
        const struct province *p = at == PLACE_PROVINCE || at == PLACE_CITY ? province_named(run, name) : NULL;
        const char *copy = arena_strndup(run->arena, name);

        if (at == PLACE_CITY && !p && is_hue(run, name))
                at = PLACE_PROVINCE;
        if (p || at == PLACE_PROVINCE) {
                if (!out->province) {
                        out->province = p ? p->name : copy;
                        out->province_level = level;
                }
        } else if (at == PLACE_WARD) {
                if (!out->ward) {
                        out->ward = copy;
                        out->ward_level = level;
                }
        } else if (!out->district) {
                out->district = copy;
                out->district_level = level;
        }
}

/* "Đoàn TNCS Hồ Chí Minh", "tư tưởng Hồ Chí Minh": the person; the city has its level word. */
static bool is_person_too(const struct province *p)
{
        return strcmp(p->name, "Hồ Chí Minh") == 0;
}

/* "Sở Y tế Khánh Hòa": a province as the last words, without its level. Schools and hospitals bear such names and belong to nobody's province. */
static bool place_of_tail(struct run *run, struct place *out, struct span name)
{
        static const struct span others[] = { SPAN_INIT("Trường "), SPAN_INIT("Đại học "), SPAN_INIT("Học viện "), SPAN_INIT("Viện "), SPAN_INIT("Bệnh viện "), SPAN_INIT("Công ty "), SPAN_INIT("Tổng công ty ") };

        for (size_t i = 0; i < ARRAY_LEN(others); i++) {
                if (span_starts(name, others[i]))
                        return false;
        }
        for (size_t i = 0; i < run->set->n_provinces && !out->province; i++) {
                const struct province *p = &run->set->provinces[i];
                if (!is_person_too(p) && name.len > p->name_len + 1 && name.ptr[name.len - p->name_len - 1] == ' ' && span_ends(name, (struct span) { p->name, p->name_len })) {
                        out->province = p->name;
                        out->province_level = p->type;
                        return true;
                }
        }
        return false;
}

bool place_of_name(struct run *run, struct place *out, const char *name)
{
        struct span s = span_of(name), lower = span_of(norm_lowered(run->arena, s));
        bool found = false;

        if (lower.len != s.len)
                return false;
        for (size_t at = 0; at < s.len;) {
                size_t best = 0, end;

                for (size_t i = 0; i < ARRAY_LEN(level_words); i++) {
                        struct span w = level_words[i].word;

                        if (span_starts((struct span) { lower.ptr + at, lower.len - at }, w) && at + w.len < s.len && s.ptr[at + w.len] == ' ' &&
                                (!best || w.len > level_words[best - 1].word.len))
                                best = i + 1;
                }
                if (best) {
                        size_t begin = at + level_words[best - 1].word.len + 1;

                        end = proper_end(s, begin);
                        /* "Ban Thường vụ tỉnh Đoàn" */
                        if (end > begin && !span_starts((struct span) { lower.ptr + begin, lower.len - begin }, SPAN("đoàn")) && !span_starts((struct span) { lower.ptr + begin, lower.len - begin }, SPAN("ủy"))) {
                                set_place(run, out, level_words[best - 1].at, level_words[best - 1].level, (struct span) { s.ptr + begin, end - begin });
                                found = true;
                                at = end;
                        }
                }
                while (at < s.len && s.ptr[at] != ' ')
                        at++;
                while (at < s.len && s.ptr[at] == ' ')
                        at++;
        }
        return found || place_of_tail(run, out, s);
}

/* Behind "tỉnh" a province counts more than in a list or an address. */
static unsigned weight(const struct run *run, const struct hit *hit)
{
        uint32_t at = skip_spaces_back(run, hit->begin, 0);
        struct span before = { run->lower, at };

        if (is_person_too(&run->set->provinces[WORD_INDEX(hit->value)]) && !span_ends(before, SPAN("thành phố")) && !span_ends(before, SPAN("tp.")) && !span_ends(before, SPAN("tp")))
                return 0;
        if (at == hit->begin)
                return 1;
        if (at >= strlen("tỉnh") && memcmp(before.ptr + at - strlen("tỉnh"), "tỉnh", strlen("tỉnh")) == 0)
                return 4;
        if (at >= strlen("thành phố") && memcmp(before.ptr + at - strlen("thành phố"), "thành phố", strlen("thành phố")) == 0)
                return 3;
        return 1;
}

const struct province *province_most_named(const struct run *run)
{
        uint32_t limit = run->end_line < run->n_lines ? run->lines[run->end_line].whole.begin : (uint32_t) run->text.len;
        unsigned *counts = arena_array(run->arena, run->set->n_provinces + 1, sizeof(*counts));
        size_t best = 0;

        for (size_t i = 0; i < run->n_hits && run->hits[i].begin < limit; i++) {
                if (hit_is(&run->hits[i], WORD_PROVINCE) && is_capital_at(run->text, run->hits[i].begin))
                        counts[WORD_INDEX(run->hits[i].value)] += weight(run, &run->hits[i]);
        }
        for (size_t i = 1; i < run->set->n_provinces; i++)
                best = counts[i] > counts[best] ? i : best;
        return run->set->n_provinces && counts[best] ? &run->set->provinces[best] : NULL;
}

/* How often the text names the province, first lines above all. */
static bool names_province(const struct run *run, const char *name)
{
        for (size_t i = 0; i < run->n_hits; i++) {
                if (hit_is(&run->hits[i], WORD_PROVINCE) && strcmp(run->set->provinces[WORD_INDEX(run->hits[i].value)].name, name) == 0)
                        return true;
        }
        return false;
}

const struct district *district_for(const struct run *run, struct span name, const char *province)
{
        const struct district *found[16];
        size_t n = districts_named(run, name, found, ARRAY_LEN(found));

        for (size_t i = 0; i < n && province; i++) {
                if (strcmp(found[i]->province, province) == 0)
                        return found[i];
        }
        if (n == 1 && !province)
                return found[0];
        for (size_t i = 0; i < n && !province; i++) {
                if (names_province(run, found[i]->province))
                        return found[i];
        }
        return NULL;
}

/* "huyện Triệu Sơn" somewhere near the beginning: the level word the text itself puts before the place. */
static const char *level_in_text(const struct run *run, struct span name, enum place_level *at)
{
        const char *lower = norm_lowered(run->arena, name);
        size_t len = strlen(lower), limit = run->text.len < 32768 ? run->text.len : 32768;

        for (const char *p = run->lower; (p = memmem(p, limit - (size_t) (p - run->lower), lower, len)); p++) {
                for (size_t i = 0; i < 12; i++) {
                        size_t w = level_words[i].word.len;

                        if ((size_t) (p - run->lower) > w + 1 && p[-1] == ' ' && memcmp(p - 1 - w, level_words[i].word.ptr, w) == 0 && p[-2 - (long) w] == ' ') {
                                *at = level_words[i].at;
                                return level_words[i].level;
                        }
                }
        }
        return NULL;
}

/* A commune's paper speaks of its "UBND huyện Hòa An": the first district of the text the table knows. */
const struct district *district_in_text(const struct run *run)
{
        static const struct span levels[] = { SPAN_INIT("huyện "), SPAN_INIT("thị xã ") };
        size_t limit = run->text.len < 32768 ? run->text.len : 32768;

        for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
                for (const char *p = run->lower; (p = memmem(p, limit - (size_t) (p - run->lower), levels[i].ptr, levels[i].len)); p++) {
                        size_t begin = (size_t) (p - run->lower) + levels[i].len, line = layout_line_at(run, (uint32_t) begin);
                        struct span rest = { run->text.ptr + begin, run->lines[line].text.end > begin ? run->lines[line].text.end - begin : 0 };
                        const struct district *d;

                        rest.len = proper_end(rest, 0);
                        d = rest.len ? district_for(run, rest, NULL) : NULL;
                        if (d)
                                return d;
                }
        }
        return NULL;
}

bool place_of_line(struct run *run, struct place *out, struct span name)
{
        const struct district *d;
        enum place_level at = PLACE_CITY;
        const char *level;
        const struct province *p;

        if (place_of_name(run, out, arena_strndup(run->arena, name)))
                return true;
        p = province_named(run, name);
        if (p || is_hue(run, name)) {
                out->province = p ? p->name : "Huế";
                out->province_level = p ? p->type : "thành phố";
                return true;
        }
        level = level_in_text(run, name, &at);
        d = at != PLACE_WARD || !level ? district_for(run, name, NULL) : NULL;
        if (d) {
                out->district = d->name;
                out->district_level = d->level;
                out->province = d->province;
                return true;
        }
        if (!level)
                return false;
        set_place(run, out, at, level, name);
        return true;
}
