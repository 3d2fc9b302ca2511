/*
 * Where a document stands among provinces, districts and communes, and what that says about the units it names (domain.md 4).
 *
 * A document writes "UBND tỉnh" and means its own province: names without a locality take the document's. Which that is comes,
 * in order, from the issuer, the date line, "tỉnh X" in the body, the title, the province named most.
 */
#include "common/utf8.h"
#include "rules/run.h"

enum { NAME_MAX_BYTES = 512 }; /* a longer name is a sentence, and keeps its form */

enum level { LEVEL_NONE, LEVEL_PROVINCE, LEVEL_DISTRICT, LEVEL_WARD, LEVEL_CITY };

static const struct {
        struct span word;
        enum level level;
        const char *full;
} levels[] = {
        { SPAN_INIT("thành phố"), LEVEL_CITY, "thành phố" }, { SPAN_INIT("tp"), LEVEL_CITY, "thành phố" }, { SPAN_INIT("tp."), LEVEL_CITY, "thành phố" },
        { SPAN_INIT("tỉnh"), LEVEL_PROVINCE, "tỉnh" },
        { SPAN_INIT("huyện"), LEVEL_DISTRICT, "huyện" }, { SPAN_INIT("quận"), LEVEL_DISTRICT, "quận" }, { SPAN_INIT("thị xã"), LEVEL_DISTRICT, "thị xã" },
        { SPAN_INIT("tx"), LEVEL_DISTRICT, "thị xã" }, { SPAN_INIT("tx."), LEVEL_DISTRICT, "thị xã" },
        { SPAN_INIT("xã"), LEVEL_WARD, "xã" }, { SPAN_INIT("phường"), LEVEL_WARD, "phường" }, { SPAN_INIT("thị trấn"), LEVEL_WARD, "thị trấn" },
        { SPAN_INIT("đặc khu"), LEVEL_WARD, "đặc khu" },
};

/* Party committees and youth unions that carry the level in their own name. */
static const struct {
        struct span word;
        enum level level;
} committees[] = {
        { SPAN_INIT("tỉnh ủy"), LEVEL_PROVINCE }, { SPAN_INIT("thành ủy"), LEVEL_CITY }, { SPAN_INIT("huyện ủy"), LEVEL_DISTRICT }, { SPAN_INIT("quận ủy"), LEVEL_DISTRICT },
        { SPAN_INIT("thị ủy"), LEVEL_DISTRICT }, { SPAN_INIT("tỉnh đoàn"), LEVEL_PROVINCE }, { SPAN_INIT("huyện đoàn"), LEVEL_DISTRICT },
};

/* The name in lower case; empty when it is too long or its letters change length. */
static struct span lower_name(const char *name, char buffer[NAME_MAX_BYTES + 4])
{
        struct span in = span_of(name), out = { buffer, 0 };
        const char *p = in.ptr, *end = in.ptr + in.len;
        unsigned width;

        if (in.len > NAME_MAX_BYTES)
                return out;
        for (; p < end; p += width) {
                uint32_t cp = utf8_decode(p, end, &width);

                if (cp == UTF8_BAD)
                        return (struct span) { buffer, 0 };
                if (cp < 0x80)
                        buffer[out.len] = (char) (cp >= 'A' && cp <= 'Z' ? cp + 0x20 : cp);
                else if (utf8_encode(buffer + out.len, norm_lower(cp)) != width) /* 4 bytes at most: @buffer has room */
                        return (struct span) { buffer, 0 };
                out.len += width;
        }
        buffer[out.len] = '\0';
        return out;
}

/* Does @s end with the whole word(s) @tail? */
static bool ends_with(struct span s, struct span tail)
{
        return span_ends(s, tail) && (s.len == tail.len || s.ptr[s.len - tail.len - 1] == ' ');
}

static bool has_word(struct span s, struct span word)
{
        for (const char *p = s.ptr; (p = memmem(p, s.len - (size_t) (p - s.ptr), word.ptr, word.len)); p++) {
                if ((p == s.ptr || p[-1] == ' ') && (p + word.len == s.ptr + s.len || strchr(" ,;", p[word.len])))
                        return true;
        }
        return false;
}

/* "cấp tỉnh", "các huyện", "huyện, thành phố": a level word that names no one place. */
static bool names_many(struct span before)
{
        static const struct span words[] = {
                SPAN_INIT("cấp"), SPAN_INIT("các"), SPAN_INIT("trong"), SPAN_INIT("ngoài"), SPAN_INIT("liên"), SPAN_INIT("mỗi"), SPAN_INIT("từng"), SPAN_INIT("và"), SPAN_INIT("hoặc"),
                SPAN_INIT("nhiều"), SPAN_INIT("một số"), SPAN_INIT("toàn"), SPAN_INIT("hai"),
        };

        while (before.len && before.ptr[before.len - 1] == ' ')
                before.len--;
        if (before.len && strchr(",;-", before.ptr[before.len - 1]))
                return true;
        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                if (ends_with(before, words[i]))
                        return true;
        }
        return false;
}

/* The document's own place at @level as "tỉnh Hà Tĩnh"; @word is the level word the text uses. NULL = unknown. */
static const char *place_at(const struct run *run, enum level level, const char *word, const char **level_word)
{
        const struct rec_document *d = &run->out->document;

        *level_word = word;
        switch (level) {
        case LEVEL_PROVINCE:
                *level_word = run->province_level ? run->province_level : "tỉnh";
                return d->province;
        case LEVEL_CITY:
                if (run->district_level && strcmp(run->district_level, "thành phố") == 0)
                        return d->district;
                return run->province_level && strcmp(run->province_level, "thành phố") == 0 ? d->province : NULL;
        case LEVEL_DISTRICT:
                if (word && run->district_level && strcmp(run->district_level, word) != 0)
                        return NULL;
                return d->district;
        case LEVEL_WARD:
                if (word && run->ward_level && strcmp(run->ward_level, word) != 0)
                        return NULL;
                return d->ward;
        default:
                return NULL;
        }
}

/* "... tỉnh" -> "... tỉnh Hà Tĩnh". NULL when @name does not end in a bare level word. */
static const char *complete_level(struct run *run, const char *name, struct span lower)
{
        for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
                struct span before = lower;
                const char *place, *word;

                if (!ends_with(lower, levels[i].word))
                        continue;
                before.len -= levels[i].word.len;
                /* "thị xã" ends in "xã" */
                if (levels[i].level == LEVEL_WARD && ends_with(lower, SPAN("thị xã")))
                        continue;
                place = names_many(before) ? NULL : place_at(run, levels[i].level, levels[i].full, &word);
                if (!place)
                        return name;
                if (levels[i].level == LEVEL_PROVINCE)
                        word = levels[i].full; /* as the text says */
                return arena_printf(run->arena, "%.*s%s %s", (int) before.len, name, word, place);
        }
        return NULL;
}

/* "Ban Thường vụ Tỉnh ủy" -> "Ban Thường vụ Tỉnh ủy Hà Tĩnh" */
static const char *complete_committee(struct run *run, const char *name, struct span lower)
{
        for (size_t i = 0; i < ARRAY_LEN(committees); i++) {
                struct span before = lower;
                const char *place, *word;

                if (!ends_with(lower, committees[i].word))
                        continue;
                before.len -= committees[i].word.len;
                place = names_many(before) ? NULL : place_at(run, committees[i].level, NULL, &word);
                return place ? arena_printf(run->arena, "%s %s", name, place) : name;
        }
        return NULL;
}

/* The province @name ends with, spelled as in the table. */
static const struct province *province_at_end(const struct run *run, struct span name)
{
        for (size_t i = 0; i < run->set->n_provinces; i++) {
                const struct province *p = &run->set->provinces[i];

                if (ends_with(name, (struct span) { p->name, p->name_len }))
                        return p;
        }
        return NULL;
}

static bool is_capital(const char *p, const char *end)
{
        unsigned width;
        uint32_t cp = p < end ? utf8_decode(p, end, &width) : UTF8_BAD;

        return cp != UTF8_BAD && norm_lower(cp) != cp;
}

/* A level word with a capital or a number behind it ("Quận 1"): the name says its place itself. */
static bool has_own_place(const char *name, struct span lower)
{
        for (size_t begin = 0; begin < lower.len; begin++) {
                struct span rest = { lower.ptr + begin, lower.len - begin };

                if (begin && rest.ptr[-1] != ' ')
                        continue;
                for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
                        size_t at = begin + levels[i].word.len;

                        if (!span_starts(rest, levels[i].word) || at + 1 >= lower.len || lower.ptr[at] != ' ')
                                continue;
                        if (is_capital(name + at + 1, name + lower.len) || (name[at + 1] >= '0' && name[at + 1] <= '9'))
                                return true;
                }
        }
        return false;
}

/* "Sở Du lịch Thanh Hóa" -> "Sở Du lịch tỉnh Thanh Hóa" */
static const char *with_level(struct run *run, const char *name, struct span lower, const struct province *p)
{
        size_t cut = lower.len - strlen(p->name);

        return arena_printf(run->arena, "%.*s%s %s", (int) cut, name, p->type, p->name);
}

/* Does a provincial department stand in the name: "Sở Nội vụ", "Giám đốc Sở Nội vụ" */
static bool has_department(const char *name, struct span lower)
{
        const char *p = name;

        if (span_starts(lower, SPAN("sở ")))
                return true;
        for (p = strstr(p, " Sở "); p; p = strstr(p + 1, " Sở "))
                return true;
        return false;
}

/* The same for the units of a province whose names the table knows: "Ban Dân tộc", "Đài Phát thanh và Truyền hình" */
static bool is_provincial(const struct run *run, const char *name)
{
        static const char *const classes[] = { "so", "ban", "bao_chi", "luc_luong" };
        const struct issuer *issuer = issuer_of_name(run->set, span_of(name));

        if (!issuer || !issuer->needs_locality || strcmp(issuer->level, "tinh") != 0)
                return false;
        for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
                if (strcmp(issuer->class, classes[i]) == 0)
                        return true;
        }
        return false;
}

/* The finest place of the issuer, as the words behind a bare "Ủy ban nhân dân". */
static const char *own_place(struct run *run)
{
        const struct rec_document *d = &run->out->document;

        if (d->issuer.level && strcmp(d->issuer.level, "xa") == 0 && d->ward && run->ward_level)
                return arena_printf(run->arena, "%s %s", run->ward_level, d->ward);
        if (d->issuer.level && strcmp(d->issuer.level, "huyen") == 0)
                return d->district && run->district_level ? arena_printf(run->arena, "%s %s", run->district_level, d->district) : NULL;
        return d->province ? arena_printf(run->arena, "%s %s", run->province_level ? run->province_level : "tỉnh", d->province) : NULL;
}

/* "Giám đốc Sở", "Lãnh đạo Sở" -> of the issuing Sở; "Ủy ban nhân dân" -> with the issuer's place. NULL = neither. */
static const char *complete_own(struct run *run, const char *name, struct span lower)
{
        const char *issuer = run->out->document.issuer.name, *place;

        if (ends_with(lower, SPAN("sở")) && (ends_with(span_of(name), SPAN("Sở")) || ends_with(lower, SPAN("lãnh đạo sở")) || ends_with(lower, SPAN("giám đốc sở")))) {
                struct span before = { lower.ptr, lower.len - strlen("sở") };

                if (!issuer || strncmp(issuer, "Sở ", strlen("Sở ")) != 0 || names_many(before))
                        return name;
                return arena_printf(run->arena, "%.*s%s", (int) before.len, name, issuer);
        }
        if (ends_with(lower, SPAN("đảng ủy")) && run->out->document.issuer.level && strcmp(run->out->document.issuer.level, "xa") == 0) {
                place = own_place(run);
                return place ? arena_printf(run->arena, "%s %s", name, place) : name;
        }
        if (!ends_with(lower, SPAN("ủy ban nhân dân")) && !ends_with(lower, SPAN("hội đồng nhân dân")))
                return NULL;
        place = own_place(run);
        return place ? arena_printf(run->arena, "%s %s", name, place) : name;
}

const char *locality_apply(struct run *run, const char *name)
{
        char buffer[NAME_MAX_BYTES + 4];
        const struct rec_document *d = &run->out->document;
        const struct province *province;
        const char *done;
        struct span lower;

        if (!name || !*name)
                return name;
        lower = lower_name(name, buffer);
        if (!lower.len || (span_starts(lower, SPAN("các ")) && !span_starts(lower, SPAN("các phó "))) || span_starts(lower, SPAN("những ")))
                return name;
        if (has_department(name, lower) || span_starts(lower, SPAN("ủy ban nhân dân ")) || span_starts(lower, SPAN("hội đồng nhân dân "))) {
                if (has_own_place(name, lower))
                        return name;
                province = province_at_end(run, span_of(name));
                if (province)
                        return with_level(run, name, lower, province);
        }
        if (!d->province && !d->district && !d->ward)
                return name;
        done = complete_level(run, name, lower);
        if (!done)
                done = complete_committee(run, name, lower);
        if (!done)
                done = complete_own(run, name, lower);
        if (done)
                return done;
        if (!d->province)
                return name;
        if ((has_department(name, lower) && !has_word(lower, SPAN("các"))) || is_provincial(run, name))
                return arena_printf(run->arena, "%s %s %s", name, run->province_level ? run->province_level : "tỉnh", d->province);
        return name;
}
