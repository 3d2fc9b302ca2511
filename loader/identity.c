/*
 * The identity of an official document: what its number leaves open, and when two mentions speak of the same one.
 *
 * A number is unique only per issuer and year (domain: numbers restart every year, Party numbers every committee term of about five years), so
 * an instrument is its key plus a *series*: year and issuer as far as the key does not tell them already.
 *
 *   22/2016/TT-BTTTT   year and a central issuer stand in the key           series ""
 *   59/2020/QH14       so does the term of the National Assembly            series ""
 *   368/QĐ-TTg         the mark names one central body, the year is open    series "2013"
 *   142/KH-UBND        every province and district has one each year        series "2019=ủy ban nhân dân tỉnh|hà tĩnh"
 *   31/2013/QĐ-UBND    the year stands in the key, the place is open        series "-=ủy ban nhân dân tỉnh|hà tĩnh"
 *   14/KH-STTTT        the mark names one body in each province             series "2023@hà tĩnh"
 *   16-KL/TU           likewise, and Party numbers run through a term       series "k2010@hà tĩnh"
 *   66-QĐ/TW           in the Party QĐ is Quyết định and Quy định alike,
 *                      each with numbers of its own: the type word decides  series "k2016!quy định"
 *
 * Which marks are central or provincial is read from the table of issuers (level tw, or tinh alone); an unknown mark is taken for one that any body
 * may use, which asks for more evidence, never for less. "-" is a year the key tells. A mention need not tell everything: "?" is an unknown year or
 * place, "!?" a Party QĐ without its type word, "=name|?" an issuer whose province is unknown, "~hà tĩnh" an unnamed issuer in the province of the citing document. Such a series is
 * incomplete, and resolve.c says what it may link to.
 *
 * Names are compared as unit.c has them, lower case; a provincial body's with its province cut off, since it is beside the name anyway.
 * The chairman of a committee numbers in the committee's register: "Chủ tịch Ủy ban nhân dân ..." is the series of the committee.
 *
 * Terms begin with the congress: taken as October of 2005, 2010 ... for provinces and below, February of 2006, 2011 ... for the centre. A number from the
 * weeks around a congress may land in the neighbouring term; the same date always lands in the same one, so nothing is split by it.
 */
#include "loader/instrument.h"

#include "common/csv.h"

/* What a mark tells of its issuer. */
struct mark {
        bool central; /* else one in each province */
        bool party;
};

static void mark_add(struct archive *archive, struct span mark, struct mark what)
{
        while (mark.len && mark.ptr[0] == ' ')
                mark = (struct span) { mark.ptr + 1, mark.len - 1 };
        if (mark.len && !map_find(&archive->marks, mark))
                *(struct mark *) map_add(&archive->marks, mark, sizeof(what)) = what;
}

/* "TTG; Ttg": alternatives parted by semicolons */
static void mark_add_all(struct archive *archive, const char *marks, struct mark what)
{
        while (*marks) {
                size_t len = strcspn(marks, ";");

                mark_add(archive, (struct span) { marks, len }, what);
                marks += len + (marks[len] == ';');
        }
}

static void read_issuers(struct archive *archive, const struct csv *csv)
{
        for (size_t i = 0; i < csv->n; i++) {
                const char *level = csv_cell(csv, i, "level");
                struct mark what = { strcmp(level, "tw") == 0, strcmp(csv_cell(csv, i, "class"), "dang") == 0 };

                /* a name with brackets stands for many bodies: "Bộ Tư lệnh (quân khu, quân chủng)" */
                if (strchr(csv_cell(csv, i, "name"), '('))
                        continue;
                if (what.central || strcmp(level, "tinh") == 0)
                        mark_add_all(archive, csv_cell(csv, i, "abbr"), what);
                if (what.central) /* the other abbreviations of provincial bodies serve too many: CA, BQL, TTr */
                        mark_add_all(archive, csv_cell(csv, i, "abbr_other"), what);
        }
}

static void read_cities(struct archive *archive, const struct csv *csv)
{
        static const char city[] = "thành phố";
        static const char *const columns[][2] = { { "name", "type" }, { "name_after", "type_after" } };

        for (size_t i = 0; i < csv->n; i++) {
                for (size_t k = 0; k < ARRAY_LEN(columns); k++) {
                        struct span name = span_of(norm_lowered(&archive->scratch, span_of(csv_cell(csv, i, columns[k][0]))));

                        if (strcmp(csv_cell(csv, i, columns[k][1]), city) == 0 && !map_find(&archive->cities, name))
                                map_add(&archive->cities, name, 1);
                }
        }
}

int identity_init(struct archive *archive)
{
        struct csv csv;

        map_init(&archive->marks, 512);
        map_init(&archive->cities, 64);
        if (csv_read(&csv, &archive->scratch, embedded_find(loader_tables, "issuers.csv"), ',') == 0)
                read_issuers(archive, &csv);
        if (csv_read(&csv, &archive->scratch, embedded_find(loader_tables, "provinces.csv"), ',') == 0)
                read_cities(archive, &csv);
        arena_reset(&archive->scratch);
        return 0;
}

/* ---- what the key tells -------------------------------------------------------------------------------- */

/* "22/2016/TT-BTTTT" -> 2016 */
static int key_year(const char *key)
{
        const char *slash = strchr(key, '/');
        int year = slash ? four_digits(slash + 1) : 0;

        return year && (slash[5] == '/' || slash[5] == '\0') ? year : 0;
}

/* The marks behind number and year: "TT-BTTTT". */
static const char *key_marks(const char *key)
{
        const char *p = key + strcspn(key, "/-");

        if (*p == '/' && key_year(key))
                p += 5;
        return *p ? p + 1 : p;
}

/* The known mark that @marks begin with, or NULL. It may hold hyphens (BLĐ-TBXH) and end in a term (QH14): *term then. */
static const struct mark *mark_at(const struct archive *archive, const char *marks, bool *term)
{
        size_t len = 0;

        for (int parts = 0; parts < 3 && marks[len]; parts++) {
                const struct mark *found;
                size_t bare;

                len += strcspn(marks + len, "/-");
                for (bare = len; bare && is_digit(marks[bare - 1]); bare--)
                        ;
                found = map_find(&archive->marks, (struct span) { marks, bare });
                *term = found && found->central && bare < len;
                if (found)
                        return found;
                len += marks[len] != '\0';
        }
        return NULL;
}

/*
 * The issuer's mark is the first one (3362/BTTTT-TTĐN) or stands behind the type (368/QĐ-TTg). When the rules have told type and issuer apart they
 * are believed: in 12/UBND-TTg the second mark would be a unit.
 */
static const struct mark *issuer_mark(const struct archive *archive, const struct rec_number *number, bool *term)
{
        const char *marks = key_marks(number->key);
        const char *second = marks + strcspn(marks, "/-");
        const struct mark *found = mark_at(archive, marks, term);
        size_t len;

        if (found || !*second)
                return found;
        if (number->n_issuer_abbrs) {
                len = strlen(number->issuer_abbrs[0]);
                if (strncmp(marks, number->issuer_abbrs[0], len) == 0 && (marks[len] == '\0' || strchr("/-", marks[len])))
                        return NULL;
        }
        return mark_at(archive, second + 1, term);
}

/* N-TYPE/ORG, and not a state number with its separators misplaced (108-QĐ/UBND). */
static bool is_party(const char *key)
{
        const char *marks = key + strcspn(key, "/-");

        return *marks == '-' && strchr(marks, '/') && !strstr(marks, "UBND") && !strstr(marks, "HĐND");
}

/* ---- the year ------------------------------------------------------------------------------------------ */

/* First year of the committee term; 0 when the date does not tell. */
static int party_term(const char *iso, bool central)
{
        int year = four_digits(iso);
        int since = central ? (year + 4) % 5 : year % 5; /* years since the congress year */
        int month = 0;

        if (!year)
                return 0;
        if (iso[4] == '-' && is_digit(iso[5]) && is_digit(iso[6]))
                month = (iso[5] - '0') * 10 + iso[6] - '0';
        if (since == 0 && !month)
                return 0;
        if (since == 0 && month < (central ? 2 : 10))
                since = 5;
        return year - since;
}

static void set_year(struct series *out, const char *key, const struct rec_date *date, bool party, bool central)
{
        const char *iso = date && date->iso ? date->iso : "";

        if (key_year(key))
                return;
        out->year = party ? party_term(iso, central) : four_digits(iso);
        out->year_kind = !out->year ? YEAR_UNKNOWN : party ? YEAR_TERM : YEAR_KNOWN;
}

/* ---- the place ----------------------------------------------------------------------------------------- */

const char *register_name(const char *name)
{
        const struct span chairman = SPAN("chủ tịch "), committee = SPAN("ủy ban nhân dân");
        struct span all = span_of(name);

        if (!span_starts(all, chairman))
                return name;
        all = (struct span) { all.ptr + chairman.len, all.len - chairman.len };
        return span_starts(all, committee) ? all.ptr : name;
}

static struct span without_end(struct span s, struct span end)
{
        bool has = end.len && s.len > end.len && memcmp(s.ptr + s.len - end.len, end.ptr, end.len) == 0;

        return has ? (struct span) { s.ptr, s.len - end.len } : s;
}

/* "ủy ban nhân dân huyện phú bình, tỉnh thái nguyên" is the district's committee whose province is known anyway; a city of its province's name stays. */
static struct span without_province(struct span name, struct span province)
{
        static const char *const before[] = { ", tỉnh ", " tỉnh ", ", thành phố ", ", " };
        struct span head = without_end(name, province);

        for (size_t i = 0; head.len < name.len && i < ARRAY_LEN(before); i++) {
                struct span cut = without_end(head, span_of(before[i]));

                if (cut.len < head.len)
                        return cut;
        }
        return name;
}

/*
 * "sở nội vụ", "sở nội vụ hà tĩnh" and "sở nội vụ tỉnh hà tĩnh" are one body when level and province are known: all become "sở nội vụ tỉnh".
 * A bare "ủy ban nhân dân" has no level and stays what it is.
 */
static struct span at_level(struct arena *arena, struct span name, const char *level, struct span province)
{
        struct span head;

        if (!level || strcmp(level, "tinh"))
                return province.len ? without_province(name, province) : name;
        head = without_end(name, province);
        if (head.len < name.len)
                head = without_end(head, SPAN(" "));
        head = without_end(without_end(head, SPAN(" tỉnh")), SPAN(" thành phố"));
        return span_of(arena_printf(arena, "%.*s tỉnh", (int) head.len, head.ptr));
}

static bool is_level(const struct unit *issuer, const char *level)
{
        return issuer->level && strcmp(issuer->level, level) == 0;
}

/* The mark and the province name the issuer, whatever it is called: Tỉnh ủy, its Ban Thường vụ, Giám đốc Sở ... */
static bool set_provincial(struct series *out, const struct unit *issuer, const char *province)
{
        if (is_level(issuer, "tw") || is_level(issuer, "huyen") || is_level(issuer, "xa"))
                return false; /* no such issuer has that mark: believe the name */
        out->province = span_of(issuer->id && issuer->province ? issuer->province : province);
        if (!out->province.len)
                out->place_kind = PLACE_UNKNOWN;
        else
                out->place_kind = issuer->id ? PLACE_BY_MARK : PLACE_PROVINCE;
        return true;
}

static void set_place(struct series *out, struct arena *arena, const struct unit *issuer, const char *province)
{
        if (!issuer->id) {
                out->place_kind = province ? PLACE_PROVINCE : PLACE_UNKNOWN;
                out->province = span_of(province);
                return;
        }
        out->issuer = span_of(register_name(issuer->lowered));
        out->place_kind = PLACE_ISSUER;
        if (is_level(issuer, "tw"))
                return;
        out->province = span_of(issuer->province ? issuer->province : province);
        if (!out->province.len)
                out->place_kind = PLACE_ISSUER_SOMEWHERE;
        out->issuer = at_level(arena, out->issuer, issuer->level, out->province);
}

/* ---- the kind ------------------------------------------------------------------------------------------ */

/* "66-QĐ/TW" */
static void set_kind(struct series *out, const char *key, const char *type)
{
        if (!span_starts(span_of(key_marks(key)), SPAN("QĐ/")))
                return;
        out->kind = KIND_UNKNOWN; /* also when it is said to be a Kế hoạch: then one of the two is misprinted */
        if (type && strcmp(type, "Quyết định") == 0)
                out->kind = KIND_QUYET_DINH;
        if (type && strcmp(type, "Quy định") == 0)
                out->kind = KIND_QUY_DINH;
}

void series_of(struct series *out, struct archive *archive, const struct rec_number *number, const char *type, const struct rec_date *date,
        const struct unit *issuer, const char *province)
{
        bool term = false;
        const struct mark *mark = issuer_mark(archive, number, &term);
        bool central = mark && mark->central, party = is_party(number->key) && (!mark || mark->party);

        *out = (struct series) { 0 };
        if (term)
                return;
        set_year(out, number->key, date, party, central);
        if (party)
                set_kind(out, number->key, type);
        if (!central && !(mark && set_provincial(out, issuer, province)))
                set_place(out, &archive->scratch, issuer, province);
}

int series_year(const struct series *s, const struct rec_number *number)
{
        if (s->year)
                return s->year;
        return number->year ? number->year : key_year(number->key);
}
