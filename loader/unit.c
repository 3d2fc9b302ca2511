/*
 * Units: one row for each canonical name in each province.
 *
 * Kind, level and province are read off the name; a name that leaves its province out ("Ủy ban nhân dân huyện Châu Thành" is in nine of them) takes
 * that of the document. Two names are one unit when they differ in nothing but case and tone placement; likeness is not enough.
 */
#include "loader/internal.h"

/* Longest first where one begins another. Level NULL: the place in the name decides. */
static const struct kind {
        const char *prefix, *kind, *level;
} kinds[] = {
        { "chủ tịch ủy ban nhân dân", "ubnd", NULL },
        { "ủy ban nhân dân", "ubnd", NULL },
        { "hội đồng nhân dân", "hdnd", NULL },
        { "thường trực hội đồng nhân dân", "hdnd", NULL },
        { "ủy ban thường vụ quốc hội", "quoc_hoi", "tw" },
        { "văn phòng quốc hội", "quoc_hoi", "tw" },
        { "quốc hội", "quoc_hoi", "tw" },
        { "chủ tịch nước", "ctn", "tw" },
        { "thủ tướng", "ttg", "tw" },
        { "chính phủ", "chinh_phu", "tw" },
        { "hội đồng bộ trưởng", "chinh_phu", "tw" },
        { "văn phòng chính phủ", "co_quan_ngang_bo", "tw" },
        { "thanh tra chính phủ", "co_quan_ngang_bo", "tw" },
        { "ngân hàng nhà nước", "co_quan_ngang_bo", "tw" },
        { "ủy ban dân tộc", "co_quan_ngang_bo", "tw" },
        { "bộ chỉ huy", "luc_luong", "tinh" },
        { "bộ tư lệnh", "luc_luong", "tw" },
        { "bộ chính trị", "dang", "tw" },
        { "ban bí thư", "dang", "tw" },
        { "ban chấp hành trung ương", "dang", "tw" },
        { "bộ đội", "luc_luong", NULL },
        { "bộ ", "bo", "tw" },
        { "sở ", "so", "tinh" },
        { "tỉnh ủy", "dang", "tinh" },
        { "thành ủy", "dang", NULL },
        { "huyện ủy", "dang", "huyen" },
        { "quận ủy", "dang", "huyen" },
        { "thị ủy", "dang", "huyen" },
        { "đảng ủy", "dang", NULL },
        { "ban thường vụ", "dang", NULL },
        { "phòng ", "phong", NULL },
        { "công an ", "luc_luong", NULL },
        { "tổng cục ", "tong_cuc", "tw" },
        { "văn phòng ", "van_phong", NULL },
        { "đài tiếng nói việt nam", "thuoc_cp", "tw" },
        { "đài truyền hình việt nam", "thuoc_cp", "tw" },
        { "thông tấn xã việt nam", "thuoc_cp", "tw" },
        { "tòa án nhân dân tối cao", "tu_phap", "tw" },
        { "viện kiểm sát nhân dân tối cao", "tu_phap", "tw" },
        { "kiểm toán nhà nước", "kiem_toan", "tw" },
};

static const struct kind *kind_of(const char *lowered)
{
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
                if (strncmp(lowered, kinds[i].prefix, strlen(kinds[i].prefix)) == 0)
                        return &kinds[i];
        }
        return NULL;
}

/* The text behind @word where it stands as a word of @name, "" at its end, or NULL. */
static const char *after(const char *name, const char *word)
{
        size_t len = strlen(word);

        for (const char *p = name; (p = strstr(p, word)); p += len) {
                if ((p == name || p[-1] == ' ' || p[-1] == ',') && (p[len] == ' ' || p[len] == '\0'))
                        return p + len + (p[len] == ' ');
        }
        return NULL;
}

/* Likewise, and something stands there. */
static const char *behind(const char *name, const char *word)
{
        const char *p = after(name, word);

        return p && *p ? p : NULL;
}

static bool is_province_city(const struct archive *archive, const char *place)
{
        return map_find(&archive->cities, (struct span) { place, strcspn(place, ",") });
}

/* The innermost place word tells the level: "xã A, huyện B, tỉnh C" is a commune. */
static const char *level_of(const struct archive *archive, const char *lowered)
{
        static const char *const words[][2] = { { "xã", "xa" }, { "phường", "xa" }, { "thị trấn", "xa" }, { "đặc khu", "xa" }, { "huyện", "huyen" },
                { "quận", "huyen" }, { "thị xã", "huyen" }, { "tỉnh", "tinh" } };
        const char *city = behind(lowered, "thành phố");

        for (size_t i = 0; i < ARRAY_LEN(words); i++) {
                const char *place = after(lowered, words[i][0]);

                /* "thị xã Kỳ Anh" is no commune; "Thông tấn xã" never gets here */
                if (place && (i || !strstr(lowered, "thị xã ")))
                        return words[i][1];
        }
        if (!city)
                city = behind(lowered, "thành ủy");
        if (city)
                return is_province_city(archive, city) ? "tinh" : "huyen";
        return NULL;
}

/* A province as compared, lower case, and as printed. */
struct province {
        const char *lowered, *printed;
};

/*
 * Cut the name of the place at @place out of @lowered, and out of @printed at the same bytes: lower case and tone placement keep the
 * length of Vietnamese letters. Where it was not kept the lower-case form is used twice.
 */
static struct province province_at(struct archive *archive, const char *place, const char *lowered, const char *printed)
{
        struct span cut = { place, strcspn(place, ",;(|") };
        const char *copy;

        while (cut.len && cut.ptr[cut.len - 1] == ' ')
                cut.len--;
        copy = arena_strndup(&archive->scratch, cut);
        if (strlen(printed) != strlen(lowered))
                return (struct province) { copy, copy };
        cut.ptr = printed + (place - lowered);
        return (struct province) { copy, arena_strndup(&archive->scratch, cut) };
}

/* The province that @name states: "... tỉnh Hà Tĩnh". */
static struct province province_stated(struct archive *archive, const char *name, const char *lowered)
{
        const char *party = behind(lowered, "tỉnh ủy"), *city = behind(lowered, "thành ủy");
        const char *place;

        if (!party && city && is_province_city(archive, city))
                party = city;
        place = party ? party : behind(lowered, "tỉnh");

        if (!party && place && strcmp(place, "ủy") == 0) /* "Ban Thường vụ Tỉnh ủy", of which province is left out */
                place = NULL;
        if (!place) {
                place = behind(lowered, "thành phố");
                if (place && !is_province_city(archive, place))
                        place = NULL;
        }
        return place ? province_at(archive, place, lowered, name) : (struct province) { 0 };
}

/* "tỉnh Hà Tĩnh" or "Hà Tĩnh", as records and rows have it. */
static struct province province_given(struct archive *archive, const char *name)
{
        const char *lowered = norm_lowered(&archive->scratch, span_of(name));
        const char *place = behind(lowered, "tỉnh");

        if (!place)
                place = behind(lowered, "thành phố");
        return province_at(archive, place ? place : lowered, lowered, name);
}

const char *province_lowered(struct archive *archive, const char *name)
{
        struct province province;

        if (!name || !*name)
                return NULL;
        province = province_given(archive, name);
        return *province.lowered ? province.lowered : NULL;
}

static int find_row(struct archive *archive, struct unit *unit, const char *folded)
{
        struct values v = statement(archive, STATEMENT_find_unit);
        int r;

        put_text(&v, folded);
        while ((r = statement_next(archive, &v)) > 0) {
                const char *lowered = norm_lowered(&archive->scratch, span_of(column_text(&v, 1)));
                const char *province = norm_lowered(&archive->scratch, span_of(column_text(&v, 2)));

                if (strcmp(lowered, unit->lowered) || strcmp(province, unit->province ? unit->province : ""))
                        continue;
                unit->id = column_int(&v, 0);
                unit->name = arena_strdup(&archive->scratch, column_text(&v, 1));
                statement_end(&v);
                return 0;
        }
        return r;
}

static int insert_row(struct archive *archive, struct unit *unit, const char *name, const char *kind, const char *province, const char *folded)
{
        struct values v = statement(archive, STATEMENT_insert_unit);
        int r;

        put_text(&v, name);
        put_text(&v, kind);
        put_text(&v, unit->level);
        put_text(&v, province);
        put_text(&v, folded);
        r = statement_run(archive, &v);
        if (!r)
                unit->id = sqlite3_last_insert_rowid(archive->db);
        unit->name = name;
        return r;
}

/* Level and province of a unit. */
static struct province classify(struct archive *archive, struct unit *unit, const struct kind *kind, const char *name, const char *level, const char *near)
{
        struct province province = { 0 };

        unit->level = kind && kind->level ? kind->level : level;
        if (unit->level && strcmp(unit->level, "tw") == 0 && behind(unit->lowered, "tỉnh"))
                unit->level = "tinh"; /* a branch: "Ngân hàng Nhà nước Việt Nam Chi nhánh tỉnh Vĩnh Phúc" */
        if (!unit->level)
                unit->level = level_of(archive, unit->lowered);
        if (!unit->level || strcmp(unit->level, "tw"))
                province = province_stated(archive, name, unit->lowered);
        if (!province.lowered && near && unit->level && strcmp(unit->level, "tw"))
                province = province_given(archive, near);
        unit->province = province.lowered;
        return province;
}

static const char *keep(struct archive *archive, const char *s)
{
        return s ? arena_strdup(&archive->units.arena, s) : NULL;
}

static void remember(struct archive *archive, struct span key, const struct unit *unit)
{
        struct unit *known = map_add(&archive->units, key, sizeof(*known));

        *known = (struct unit) { .id = unit->id, .lowered = keep(archive, unit->lowered), .province = keep(archive, unit->province),
                .level = keep(archive, unit->level), .name = keep(archive, unit->name) };
}

/* The row of a unit whose level and province are known. */
static int row_of(struct archive *archive, struct unit *unit, const char *name, const struct kind *kind, const char *province)
{
        struct span key = map_key(&archive->scratch, "", unit->lowered, unit->province);
        const struct unit *known = map_find(&archive->units, key);
        const char *folded;
        int r = 0;

        if (known) {
                unit->id = known->id;
                unit->name = arena_strdup(&archive->scratch, known->name); /* it may go with the next entry */
                return 0;
        }
        folded = norm_folded(&archive->scratch, span_of(name));
        if (archive->units.forgot)
                r = find_row(archive, unit, folded);
        if (!r && !unit->id)
                r = insert_row(archive, unit, name, kind ? kind->kind : NULL, province, folded);
        if (!r)
                remember(archive, key, unit);
        return r;
}

int unit_find(struct archive *archive, struct unit *out, const char *name, const char *level, const char *near)
{
        struct unit unit = { 0 };
        const struct unit *known;
        const struct kind *kind;
        struct province province;
        struct span asked;
        int r;

        *out = unit;
        if (!name || !*name)
                return 0;
        asked = map_key(&archive->scratch, name, near, level); /* as printed: most names come again and again, and lower case costs */
        known = map_find(&archive->units, asked);
        if (known) {
                *out = (struct unit) { .id = known->id, .lowered = arena_strdup(&archive->scratch, known->lowered),
                        .province = arena_strdup(&archive->scratch, known->province), .level = arena_strdup(&archive->scratch, known->level),
                        .spelled = strcmp(name, known->name) ? name : NULL };
                return 0;
        }
        unit.lowered = norm_lowered(&archive->scratch, span_of(name));
        kind = kind_of(unit.lowered);
        province = classify(archive, &unit, kind, name, level, near);
        r = row_of(archive, &unit, name, kind, province.printed);
        if (r)
                return r;
        remember(archive, asked, &unit);
        unit.spelled = strcmp(name, unit.name) ? name : NULL;
        *out = unit;
        return 0;
}

const char *unit_said(struct archive *archive, const struct unit *unit)
{
        return unit->id ? map_key(&archive->scratch, unit->lowered, unit->province, NULL).ptr : NULL;
}
