/*
 * Who issued the document, and whose it is (domain.md 2.6): the lines above the number, the own mark, the authority line, the first and
 * last sentence, the signature, in this order; then the locality makes the name whole.
 */
#include "rules/place.h"

enum { SENTENCES = 8 };

static bool starts(const char *name, const char *head)
{
        return strncmp(name, head, strlen(head)) == 0;
}

/* "tỉnh Hà Tĩnh" of "Ủy ban nhân dân tỉnh Hà Tĩnh" */
static const char *place_words(const char *committee)
{
        static const char *const heads[] = { "Ủy ban nhân dân ", "Hội đồng nhân dân " };

        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                if (starts(committee, heads[i]))
                        return committee + strlen(heads[i]);
        }
        return NULL;
}

/* Does the name say its place, or need none? */
static bool is_placed(struct run *run, const char *name)
{
        struct place place = { 0 };

        if (place_of_name(run, &place, name))
                return true;
        for (size_t i = 0; i < run->set->n_provinces; i++) {
                size_t len = strlen(run->set->provinces[i].name), n = strlen(name);

                if (n > len && strcmp(name + n - len, run->set->provinces[i].name) == 0 && strcmp(run->set->provinces[i].name, "Hồ Chí Minh") != 0)
                        return true;
        }
        return false;
}

/* "BAN THƯỜNG VỤ" under "HỘI NÔNG DÂN TỈNH X": no body of its own */
static bool is_part_of_body(const char *name)
{
        static const char *const parts[] = { "Ban Thường vụ", "Ban Thường trực", "Ban Chấp hành", "Đoàn Chủ tịch", "Ban Bí thư", "Thường trực", "Ủy ban Kiểm tra", "Cơ quan Thường trực" };

        for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
                if (strcmp(name, parts[i]) == 0)
                        return true;
        }
        return false;
}

/* The issuer's whole name, with what the line above it adds: "VĂN PHÒNG" under "UBND TỈNH X" */
static const char *with_parent(struct run *run, const char *name, const char *parent)
{
        const char *place = place_words(parent);

        if (strcmp(name, "Văn phòng") == 0 || is_part_of_body(name))
                return arena_printf(run->arena, "%s %s", name, parent);
        if (strstr(parent, "ủy ") && !place && starts(name, "Ban ") && !strstr(name, "ủy ") && (starts(parent, "Tỉnh ủy") || starts(parent, "Thành ủy") || starts(parent, "Huyện ủy") || starts(parent, "Thị ủy") || starts(parent, "Quận ủy")))
                return arena_printf(run->arena, "%s %s", name, parent);
        if (place && !place_words(name) && !is_placed(run, name))
                return arena_printf(run->arena, "%s %s", name, place);
        return name;
}

/* "ĐẢNG BỘ TỈNH HÀ GIANG" over "BAN THƯỜNG VỤ" -> "Ban Thường vụ Tỉnh ủy Hà Giang" */
static const char *of_party(struct run *run, const char *name, const char *party)
{
        static const struct {
                const char *body, *committee;
        } rows[] = { { "Đảng bộ tỉnh ", "Tỉnh ủy" }, { "Đảng bộ thành phố ", "Thành ủy" }, { "Đảng bộ huyện ", "Huyện ủy" }, { "Đảng bộ quận ", "Quận ủy" }, { "Đảng bộ thị xã ", "Thị ủy" } };

        if (strstr(name, "ỉnh ủy") || strstr(name, "uyện ủy") || (!starts(name, "Ban ") && !starts(name, "Ủy ban Kiểm tra") && strcmp(name, "Văn phòng") != 0))
                return name;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                if (starts(party, rows[i].body))
                        return arena_printf(run->arena, "%s %s %s", name, rows[i].committee, party + strlen(rows[i].body));
        }
        return name;
}

/* Names that are one with the line above them: an election council of a school, a bank's branch */
static const char *one_name(struct run *run, const char *above, const char *name)
{
        if (starts(name, "Chi nhánh ") || (starts(above, "Hội đồng ") && !starts(above, "Hội đồng nhân dân") && !starts(name, "Hội đồng ")))
                return arena_printf(run->arena, "%s %s", above, name);
        return NULL;
}

static bool is_joint(const struct run *run)
{
        return run->out->document.type.id && strstr(run->out->document.type.id, "lien_tich");
}

static void from_head(struct run *run)
{
        struct rec_document *d = &run->out->document;
        struct rec_name units[HEAD_UNITS_MAX];
        size_t n = head_units(run, units);
        const char *above = n > 1 ? units[n - 2].name : NULL, *whole;

        if (!n || starts(units[n - 1].name, "Đảng bộ"))
                return;
        d->issuer.name = units[n - 1].name;
        d->issuer.span = units[n - 1].span;
        if (!above)
                return;
        if (is_joint(run)) {
                d->issuer.name = arena_printf(run->arena, "%s; %s", above, d->issuer.name);
                d->issuer.span.begin = units[n - 2].span.begin;
                return;
        }
        if (starts(above, "Đảng bộ")) {
                d->issuer.name = of_party(run, d->issuer.name, above);
                return;
        }
        whole = one_name(run, above, d->issuer.name);
        d->parent = units[n - 2];
        if (whole && starts(above, "Hội đồng"))
                d->parent = (struct rec_name) { 0 };
        d->issuer.name = whole ? whole : with_parent(run, d->issuer.name, above);
}

/* The issuer's part of the own number; in a letter's number CT is Cục Thuế and no Chỉ thị. */
static const char *own_mark(const struct run *run)
{
        const struct rec_document *d = &run->out->document;

        if (d->type.id && strcmp(d->type.id, "cong_van") == 0 && d->number.style && strcmp(d->number.style, "dang") != 0 && d->number.type_abbr && *d->number.type_abbr)
                return d->number.type_abbr;
        return d->number.n_issuer_abbrs ? d->number.issuer_abbrs[0] : NULL;
}

/* The row of issuers.csv for the own mark; a term number is no part of it (QH15). */
static const struct issuer *issuer_of_mark(const struct run *run)
{
        const char *own = own_mark(run);
        size_t len = own ? strlen(own) : 0;
        char mark[64];

        while (len && own[len - 1] >= '0' && own[len - 1] <= '9')
                len--;
        if (!len || len >= sizeof(mark))
                return NULL;
        memcpy(mark, own, len);
        mark[len] = '\0';
        return issuer_of_abbr(run->set, mark);
}

/* A verb of issuing behind the name: the sentence's subject is the issuer. */
static bool issues(struct span rest)
{
        static const struct span verbs[] = {
                SPAN_INIT("báo cáo"), SPAN_INIT("xin báo cáo"), SPAN_INIT("kính báo cáo"), SPAN_INIT("ban hành"), SPAN_INIT("thông báo"), SPAN_INIT("xây dựng"), SPAN_INIT("đề nghị"), SPAN_INIT("yêu cầu"),
                SPAN_INIT("hướng dẫn"), SPAN_INIT("trình"), SPAN_INIT("kính trình"), SPAN_INIT("kính đề nghị"), SPAN_INIT("tổng hợp"), SPAN_INIT("có ý kiến"), SPAN_INIT("nhận được"), SPAN_INIT("trân trọng"),
                SPAN_INIT("triển khai"), SPAN_INIT("quyết định"), SPAN_INIT("kính mời"), SPAN_INIT("giới thiệu"), SPAN_INIT("xin gửi"), SPAN_INIT("đã"), SPAN_INIT("xin"), SPAN_INIT("kính"), SPAN_INIT("thực hiện"),
                SPAN_INIT("tổ chức"), SPAN_INIT("phát động"), SPAN_INIT("chỉ đạo"), SPAN_INIT("phê duyệt"), SPAN_INIT("tiếp tục"), SPAN_INIT("phối hợp"), SPAN_INIT("thống nhất"), SPAN_INIT("cam kết"), SPAN_INIT("xét thấy"),
        };

        while (rest.len && *rest.ptr == ' ')
                rest.ptr++, rest.len--;
        for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
                if (span_starts(rest, verbs[i]))
                        return true;
        }
        return false;
}

struct found {
        struct range span;
        const char *name;
};

static bool is_unit_hit(const struct run *run, const struct hit *hit)
{
        return (hit_is(hit, WORD_UNIT_HEAD) || hit_is(hit, WORD_ISSUER)) && is_capital_at(run->text, hit->begin);
}

/* A unit of the text; of a person the unit behind ("Chủ tịch Ủy ban nhân dân tỉnh"), and a person alone is no issuer. */
static bool set_found(struct run *run, struct found *out, uint32_t begin, uint32_t end)
{
        struct span lower = run_lower(run, (struct range) { begin, end });
        const struct unit_head *head;
        size_t len = unit_word_at(run, lower, &head);

        if (len && head && strcmp(head->class, "nguoi") == 0) {
                const char *inner = memmem(lower.ptr, lower.len, "ủy ban nhân dân", strlen("ủy ban nhân dân"));
                size_t skip = inner ? (size_t) (inner - lower.ptr) : len + 1;

                if (skip >= lower.len || !is_capital_at(run->text, begin + skip))
                        return false;
                begin += (uint32_t) skip;
        }
        out->span = (struct range) { begin, end };
        out->name = unit_name(run, out->span);
        return true;
}

/* The unit that is the subject of a sentence of paragraph @para. */
static bool subject_of(struct run *run, size_t para, struct found *out)
{
        struct range p = run->paras[para].text;

        for (size_t i = run->para_hits[para]; i < run->para_hits[para + 1]; i++) {
                const struct hit *hit = &run->hits[i];
                uint32_t before = skip_spaces_back(run, hit->begin, p.begin), end;

                if (!is_unit_hit(run, hit) || (before > p.begin && !strchr(",.;:", run->lower[before - 1])))
                        continue;
                end = unit_end(run, hit->begin, p.end);
                if (!end || !issues((struct span) { run->lower + end, p.end - end }))
                        continue;
                if (!set_found(run, out, hit->begin, end))
                        continue;
                return true;
        }
        return false;
}

static bool first_sentence(struct run *run, struct found *out)
{
        size_t done = 0;

        for (size_t i = 0; i < run->n_paras && done < SENTENCES; i++) {
                if (run->paras[i].first < run->body_line)
                        continue;
                if (run->paras[i].first >= run->sign_line)
                        break;
                done++;
                if (subject_of(run, i, out))
                        return true;
        }
        return false;
}

/* "... của Ủy ban nhân dân tỉnh Kiên Giang./.", "Sở Nội vụ kính báo cáo ..." */
static bool last_sentence(struct run *run, struct found *out)
{
        size_t n = run->n_paras, done = 0;

        for (size_t i = n; i-- > 0 && done < 3;) {
                struct range p = run->paras[i].text;

                if (run->paras[i].first >= run->sign_line || run->paras[i].first < run->body_line)
                        continue;
                done++;
                if (subject_of(run, i, out))
                        return true;
                for (size_t k = run->para_hits[i]; k < run->para_hits[i + 1]; k++) {
                        uint32_t end = is_unit_hit(run, &run->hits[k]) ? unit_end(run, run->hits[k].begin, p.end) : 0, begin = run->hits[k].begin;

                        if (!end || begin < p.begin + 5 || strncmp(run->lower + begin - strlen("của "), "của ", strlen("của ")) != 0)
                                continue;
                        if (end + strspn(run->lower + end, " ./") < p.end)
                                continue;
                        if (set_found(run, out, begin, end))
                                return true;
                }
        }
        return false;
}

/* "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ..." between title and căn cứ: the organisation behind the person. */
static bool authority_line(struct run *run, struct found *out)
{
        uint32_t from = run->title_line + 1, to = run->body_line + 6;

        for (uint32_t i = from; i < to && i < run->n_lines; i++) {
                struct range text = run->lines[i].text;
                struct span lower = run_lower(run, text);
                const struct unit_head *head;
                size_t len;

                if (run->lines[i].blank || !run->lines[i].caps || (len = unit_word_at(run, lower, &head)) == 0)
                        continue;
                /* over the person: "Chủ tịch Ủy ban nhân dân" is one word of the table */
                if (head && strcmp(head->class, "nguoi") == 0) {
                        const char *inner = memmem(lower.ptr, lower.len, "ủy ban nhân dân", strlen("ủy ban nhân dân"));

                        if (!inner && len < lower.len)
                                inner = lower.ptr + len + 1;
                        if (!inner)
                                continue;
                        text.begin += (uint32_t) (inner - lower.ptr);
                }
                out->span = text;
                out->name = unit_name(run, text);
                return true;
        }
        return false;
}

static void take(struct run *run, const struct found *found)
{
        run->out->document.issuer.name = found->name;
        run->out->document.issuer.span = found->span;
}

/* "NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ ...", "Thông tư" / "của Bộ Tài chính số ...": the type line, or the next, says whose it is. */
static bool title_issuer(struct run *run, struct found *out)
{
        for (uint32_t i = run->title_line; i < run->title_line + 2 && i < run->n_lines; i++) {
                struct range text = run->lines[i].text;
                const char *of = memmem(run->lower + text.begin, text.end - text.begin, "của ", strlen("của "));
                uint32_t begin = of ? (uint32_t) (of - run->lower) + (uint32_t) strlen("của ") : 0, end;

                if (!of || begin > text.begin + 40 || (i > run->title_line && begin > text.begin + strlen("của ")) || !is_capital_at(run->text, begin))
                        continue;
                end = unit_end(run, begin, text.end);
                /* "của Bộ Tài chính số": the name ends at "số" */
                const char *number = memmem(run->lower + begin, text.end - begin, " số ", strlen(" số "));

                if (number && (!end || number < run->lower + end))
                        end = (uint32_t) (number - run->lower);
                if (number && end)
                        return set_found(run, out, begin, end);
        }
        return false;
}

/* The heads of two names are the same: "Ủy ban nhân dân" and "Ủy ban nhân dân huyện Triệu Sơn" */
static bool is_same_body(const char *base, const char *name)
{
        return starts(name, base) && (name[strlen(base)] == ' ' || !name[strlen(base)]);
}

/* The mark names the kind; a sentence that speaks of the same kind may add the place. */
static void from_mark(struct run *run, const struct issuer *issuer)
{
        struct rec_document *d = &run->out->document;
        struct found found;

        d->issuer.name = strcmp(issuer->abbr, "TU") == 0 ? "Tỉnh ủy" : issuer->name;
        d->issuer.span = RANGE_NONE;
        if ((first_sentence(run, &found) && is_same_body(d->issuer.name, found.name)) || (last_sentence(run, &found) && is_same_body(d->issuer.name, found.name)))
                take(run, &found);
        else if (issuer->needs_locality && authority_line(run, &found) && is_same_body(d->issuer.name, found.name))
                take(run, &found);
}

static const char *issuer_of_type(const struct run *run)
{
        static const struct {
                const char *type, *issuer;
        } rows[] = {
                { "luat", "Quốc hội" }, { "bo_luat", "Quốc hội" }, { "hien_phap", "Quốc hội" }, { "phap_lenh", "Ủy ban thường vụ Quốc hội" }, { "nghi_quyet_qh", "Quốc hội" }, { "nghi_dinh", "Chính phủ" },
        };

        for (size_t i = 0; run->out->document.type.id && i < ARRAY_LEN(rows); i++) {
                if (strcmp(rows[i].type, run->out->document.type.id) == 0)
                        return rows[i].issuer;
        }
        return NULL;
}

static void find_issuer(struct run *run, const char *body)
{
        struct rec_document *d = &run->out->document;
        const struct issuer *mark = issuer_of_mark(run);
        struct found found;

        from_head(run);
        /* older heads of the Prime Minister's decisions say CHÍNH PHỦ */
        if (d->issuer.name && mark && strcmp(mark->abbr, "TTg") == 0 && strcmp(d->issuer.name, "Chính phủ") == 0)
                d->issuer.name = mark->name;
        if (d->issuer.name)
                return;
        if (title_issuer(run, &found)) {
                take(run, &found);
                return;
        }
        if (mark && strcmp(mark->class, "don_vi") != 0 && strcmp(mark->abbr, "TW") != 0 && !strpbrk(mark->name, "(/;")) {
                from_mark(run, mark);
                return;
        }
        if (first_sentence(run, &found) || authority_line(run, &found) || last_sentence(run, &found)) {
                take(run, &found);
                return;
        }
        d->issuer.name = issuer_of_type(run);
        if (!d->issuer.name && body)
                d->issuer.name = body;
}

/* tw, tinh, huyen, xa by the name's place, then by what kind of organisation it is. */
static const char *level_of(struct run *run, const char *name)
{
        const struct unit_head *head;
        const char *joint = strchr(name, ';');
        const struct issuer *issuer = issuer_of_name(run->set, (struct span) { name, joint ? (size_t) (joint - name) : strlen(name) });
        struct place place = { 0 };
        size_t len;

        if (place_of_name(run, &place, name))
                return place.ward ? "xa" : place.district ? "huyen" : "tinh";
        if (issuer && !strchr(issuer->level, ';') && strcmp(issuer->level, "unit") != 0 && strcmp(issuer->level, "any") != 0)
                return issuer->level;
        len = unit_word_at(run, span_of(norm_lowered(run->arena, span_of(name))), &head);
        if (len && head && *head->level)
                return head->level;
        return NULL;
}

/* Does the issuer belong to no province: a ministry, its departments? */
static bool is_central(struct run *run, const char *level)
{
        const struct rec_document *d = &run->out->document;
        const char *parent = d->parent.name ? level_of(run, d->parent.name) : NULL;

        if (level)
                return strcmp(level, "tw") == 0;
        return parent && strcmp(parent, "tw") == 0;
}

static void set_locality(struct run *run, const struct place *place)
{
        struct rec_document *d = &run->out->document;

        d->province = place->province;
        d->district = place->district;
        d->ward = place->ward;
        run->province_level = place->province_level;
        run->district_level = place->district_level;
        run->ward_level = place->ward_level;
}

/* A province for a district or commune, and the usual level words. */
static void complete_place(struct run *run, struct place *place)
{
        const struct province *p;

        if (!place->province && !place->district && place->ward) {
                const char *iso = run->out->document.date.iso;
                /* no districts from 01/7/2025 on */
                const struct district *d = iso && strncmp(iso, "2025-07", 7) >= 0 ? NULL : district_in_text(run);

                if (d && (!province_most_named(run) || strcmp(province_most_named(run)->name, d->province) == 0)) {
                        place->district = d->name;
                        place->district_level = d->level;
                        place->province = d->province;
                }
        }
        if (!place->province && place->district) {
                const struct district *d;

                p = province_most_named(run);
                d = district_for(run, span_of(place->district), p ? p->name : NULL);
                if (!d)
                        d = district_for(run, span_of(place->district), NULL);
                place->province = d ? d->province : p ? p->name : NULL;
                if (d && !place->district_level)
                        place->district_level = d->level;
        }
        if (!place->province) {
                p = province_most_named(run);
                place->province = p ? p->name : NULL;
        }
        if (place->province && !place->province_level) {
                p = province_named(run, span_of(place->province));
                place->province_level = p ? p->type : "tỉnh";
        }
}

/* The words before the date in its column, when the head found none. */
static void place_before_date(struct run *run)
{
        struct rec_document *d = &run->out->document;
        struct range columns[COLUMNS_MAX];
        size_t line = layout_line_at(run, d->date.span.begin), n;

        n = range_is_set(d->date.span) ? line_columns(run, line, columns) : 0;
        for (size_t i = 0; i < n; i++) {
                struct range piece = columns[i];

                if (d->date.span.begin <= piece.begin || d->date.span.begin >= piece.end)
                        continue;
                piece.end = d->date.span.begin;
                while (piece.end > piece.begin && strchr(" ,.", run->lower[piece.end - 1]))
                        piece.end--;
                if (piece.end - piece.begin >= 2 && piece.end - piece.begin < 50 && is_capital_at(run_text(run, piece), 0) && !memchr(run->lower + piece.begin, '/', piece.end - piece.begin))
                        d->place = (struct rec_name) { norm_unit_name(run->arena, run_text(run, piece), NULL), piece };
        }
}

/* "Cần" / "Thơ, ngày 24 ...": the date line is wrapped inside the place. */
static void unwrap_place(struct run *run)
{
        struct rec_name *place = &run->out->document.place;
        size_t line = place->name ? layout_line_at(run, place->span.begin) : 0;
        struct range above;
        const char *whole;

        if (!line || place->span.begin != run->lines[line].text.begin || run->lines[line - 1].blank || province_named(run, span_of(place->name)))
                return;
        above = run->lines[line - 1].text;
        if (above.end - above.begin > 40)
                return;
        whole = arena_printf(run->arena, "%.*s %s", (int) (above.end - above.begin), run->text.ptr + above.begin, place->name);
        if (strncmp(whole, "Thành phố ", strlen("Thành phố ")) != 0 && strncmp(whole, "TP", 2) != 0 && !province_named(run, span_of(whole)))
                return;
        place->name = whole;
        place->span.begin = above.begin;
}

/* The document's place among provinces, districts and communes. */
static void read_locality(struct run *run)
{
        struct rec_document *d = &run->out->document;
        const char *level = d->issuer.name ? level_of(run, d->issuer.name) : NULL;
        struct place place = { 0 }, line = { 0 };

        if (!d->place.name)
                place_before_date(run);
        unwrap_place(run);
        if (d->place.name && province_named(run, span_of(d->place.name)))
                d->place.name = province_named(run, span_of(d->place.name))->name;
        if (!d->issuer.name || is_central(run, level))
                return;
        place_of_name(run, &place, d->issuer.name);
        if (d->parent.name)
                place_of_name(run, &place, d->parent.name);
        if (d->place.name && place_of_line(run, &line, span_of(d->place.name))) {
                bool own = !place.province && !place.district && !place.ward;

                if (!place.province && (own || !line.district || !place.district || strcmp(line.district, place.district) == 0))
                        place.province = line.province, place.province_level = line.province_level;
                /* a province's office in its capital city is not the city's; a bare committee is that of the place */
                if (own && (strcmp(d->issuer.name, "Ủy ban nhân dân") == 0 || strcmp(d->issuer.name, "Hội đồng nhân dân") == 0 || (level && strcmp(level, "huyen") == 0) || (level && strcmp(level, "xa") == 0))) {
                        place.district = line.district, place.district_level = line.district_level;
                        place.ward = line.ward, place.ward_level = line.ward_level;
                }
        }
        complete_place(run, &place);
        set_locality(run, &place);
        d->issuer.level = level ? level : place.ward ? "xa" : place.district ? "huyen" : place.province ? "tinh" : NULL;
        if (level && strchr(level, ';'))
                d->issuer.level = place.ward ? "xa" : place.district ? "huyen" : "tinh";
}

/* A Sở stands under its province's committee, a phòng under its district's, said or not. */
static const char *parent_known(struct run *run)
{
        const struct rec_document *d = &run->out->document;

        if (starts(d->issuer.name, "Sở ") && d->province)
                return arena_printf(run->arena, "Ủy ban nhân dân %s %s", run->province_level, d->province);
        if (starts(d->issuer.name, "Phòng ") && d->district && run->district_level)
                return arena_printf(run->arena, "Ủy ban nhân dân %s %s", run->district_level, d->district);
        return NULL;
}

/* "Trung tâm Kiểm soát bệnh tật" of a Sở works for the province: its name says so */
static const char *of_the_province(struct run *run, const char *name)
{
        static const char *const heads[] = { "Trung tâm ", "Chi cục ", "Ban Quản lý " };
        const struct rec_document *d = &run->out->document;

        if (!d->province || !d->parent.name || (!starts(d->parent.name, "Sở ") && !starts(d->parent.name, "Ủy ban nhân dân tỉnh")) || is_placed(run, name))
                return name;
        for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
                if (starts(name, heads[i]))
                        return arena_printf(run->arena, "%s %s %s", name, run->province_level, d->province);
        }
        return name;
}

void issuer_read(struct run *run, const char *body)
{
        struct rec_document *d = &run->out->document;
        const char *level;

        find_issuer(run, body);
        if (!d->issuer.name)
                return;
        d->issuer.abbr = own_mark(run);
        read_locality(run);
        d->issuer.name = locality_apply(run, of_the_province(run, d->issuer.name));
        level = level_of(run, d->issuer.name);
        /* a phòng is the district's, unless it stands under a Sở or a provincial police */
        if (starts(d->issuer.name, "Phòng ") && d->parent.name && level_of(run, d->parent.name))
                level = level_of(run, locality_apply(run, d->parent.name));
        d->issuer.level = level ? level : d->issuer.level ? d->issuer.level : is_central(run, NULL) ? "tw" : NULL;
        if (d->parent.name)
                d->parent.name = locality_apply(run, d->parent.name);
        else
                d->parent.name = parent_known(run);
}
