/*
 * A large archive made for measuring questions, its rows written straight into the tables of schema.sql; nothing is extracted.
 *
 *     make_archive DOCUMENTS ARCHIVE [BYTES]  20 citations a document; up to 1,000,000 documents; BYTES of text each, 24,000 where not told
 *
 * Documents belong to fields of up to 125,000, oldest first; one cites three recent ones of its field, so that what the last one cites through all steps
 * is nearly the whole field; others of the field and a few hundred laws by a power law; and what nobody holds. The same number is given by 63 provinces
 * each year, as in life. All words are made here. The same arguments make the same archive.
 *
 * A citation each 1,200 bytes, a unit each 900, a heading each 1,600 and what a citation says besides its number are as many as in 37 published documents
 * (2.45 MB). Texts of 2,500 bytes, with ten times as many citations as in life, make an archive for questions that fits on a disk.
 */
#include "loader/internal.h"

#include <stdio.h>

enum { FIELD = 125000, FIELDS_MAX = 8, LAWS_OF_FIELD = 60, CITATIONS = 20, BYTES = 24000, MENTION_BYTES = 900, SECTION_BYTES = 1600, PROVINCES = 63, UNITS = 2 * PROVINCES + 2, CHUNK = 20000 };

static unsigned documents, fields, per_field, missing; /* missing: of each field */
static size_t bytes = BYTES; /* of a text */
static sqlite3 *db;
static uint64_t seed = 1;

static unsigned below(unsigned n)
{
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        return (unsigned) ((seed >> 32) * n >> 32);
}

/* Few near 0 get most: a rank below @n by a power law. */
static unsigned ranked(unsigned n)
{
        double u = below(1u << 24) / (double) (1u << 24);

        return (unsigned) (n * u * u * u * u);
}

static void must(int rc, const char *what)
{
        if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
                return;
        fprintf(stderr, "make_archive: %s: %s\n", what, sqlite3_errmsg(db));
        exit(1);
}

static void run(const char *sql)
{
        must(sqlite3_exec(db, sql, NULL, NULL, NULL), sql);
}

static sqlite3_stmt *prepared(const char *sql)
{
        sqlite3_stmt *stmt = NULL;

        must(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL), sql);
        return stmt;
}

static void step(struct values *v)
{
        must(sqlite3_step(v->stmt), "insert");
        sqlite3_reset(v->stmt);
        v->n = 0;
}

/* ---- who is who ---- */

static const char *const onsets[] = { "", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x" };
static const char *const rhymes[] = { "á", "ành", "ương", "ộ", "iệt", "ông", "ác", "ăm", "ế", "ính", "ội", "uyết", "ực", "iên", "ủ", "ân", "ao", "ồng", "í", "ơ" };

static const struct kind {
        const char *type, *mark;
} kinds[FIELDS_MAX] = { { "Quyết định", "QĐ" }, { "Kế hoạch", "KH" }, { "Báo cáo", "BC" }, { "Thông báo", "TB" }, { "Chỉ thị", "CT" }, { "Tờ trình", "TTr" },
        { "Hướng dẫn", "HD" }, { "Chương trình", "CTr" } };

/* An instrument, told from its number alone: 1 to documents are held, those behind are missing. */
struct paper {
        const char *type;
        char key[64], series[160], date[40], issuer[100];
        int64_t unit;
        unsigned year, month, day;
        bool circular;
};

static const char *province_name(unsigned n)
{
        static char name[32];

        snprintf(name, sizeof(name), "%s%s", onsets[1 + n % 22], rhymes[n / 22 * 6 % 20]);
        return name;
}

static void unit_name(char *out, size_t size, unsigned unit)
{
        if (unit == 1 || unit == 2)
                snprintf(out, size, unit == 1 ? "Chính phủ" : "Bộ Tài chính");
        else
                snprintf(out, size, "%s tỉnh %s", unit < 3 + PROVINCES ? "Ủy ban nhân dân" : "Sở Tài chính", province_name((unit - 3) % PROVINCES));
}

static void describe(struct paper *p, unsigned id)
{
        bool held = id <= documents;
        unsigned n = held ? id - 1 : (id - documents - 1), field = n % fields, i = n / fields;
        unsigned in_field = held ? per_field : missing, year_len = in_field / 25 + 1, within = i % year_len;
        const struct kind *kind = &kinds[field];

        p->year = 2000 + i / year_len;
        p->month = 1 + within * 12 / year_len;
        p->day = 1 + within * 12 % year_len * 28 / year_len;
        p->circular = held && i >= LAWS_OF_FIELD && i % 10 == 0;
        snprintf(p->date, sizeof(p->date), "%04u-%02u-%02u", p->year, p->month, p->day);
        if (!held || p->circular || i < LAWS_OF_FIELD) {
                p->unit = p->circular ? 2 : held ? 1 : 3 + i % PROVINCES;
                p->type = p->circular ? "Thông tư" : held ? "Nghị định" : kind->type;
                snprintf(p->key, sizeof(p->key), "%02u/%u/%s", id, p->year, p->circular ? "TT-BTC" : held ? "NĐ-CP" : "QĐ-UBND");
                p->series[0] = '\0';
        } else {
                p->unit = 3 + i % PROVINCES;
                p->type = kind->type;
                snprintf(p->key, sizeof(p->key), "%02u/%s-UBND", within / PROVINCES + 1, kind->mark);
                snprintf(p->series, sizeof(p->series), "%u=ủy ban nhân dân tỉnh|%s", p->year, province_name(i % PROVINCES));
        }
        unit_name(p->issuer, sizeof(p->issuer), (unsigned) p->unit);
}

/* Whom document @id cites, an older one or one that is missing. */
static unsigned choose(unsigned id, unsigned nth)
{
        unsigned field = (id - 1) % fields, i = (id - 1) / fields;

        if (i < 2)
                return documents + 1 + field + ranked(missing) * fields;
        if (nth < 3)
                return 1 + field + (i - 1 - below(i < 500 ? i : 500) % i) * fields;
        if (nth < 6)
                return 1 + ranked((i < LAWS_OF_FIELD ? i : LAWS_OF_FIELD) * fields);
        if (nth < 8)
                return documents + 1 + field + ranked(missing) * fields;
        return 1 + field + ranked(i) * fields;
}

/* ---- words ---- */

static void add_word(struct buf *text)
{
        static const char *const phrases[] = { "tổ chức thực hiện", "kinh phí", "chuyển đổi số", "cải cách hành chính", "đơn vị", "báo cáo kết quả", "nông thôn mới" };
        unsigned luck = below(100);

        if (luck < 8)
                buf_puts(text, phrases[ranked(ARRAY_LEN(phrases))]);
        else if (luck < 99)
                buf_printf(text, "%s%s", onsets[below(23)], rhymes[below(1 + below(20))]); /* 6.3 bytes with the space, as in life */
        else
                buf_printf(text, "tên%u", below(2000000));
}

static void add_body(struct buf *text)
{
        for (unsigned i = 0; text->len < bytes; i++) {
                add_word(text);
                buf_puts(text, i % 30 == 29 ? ".\n" : " ");
        }
}

/* ---- rows ---- */

static struct values into_document, into_field, into_instrument, into_citation, into_date, into_mention, into_section, into_part, into_source, into_fts;

static void prepare_all(void)
{
        into_instrument.stmt = prepared("INSERT INTO instrument (id, type, key, year, issuer_id, date, title, series, provisional, document_id) VALUES (?,?,?,?,?,?,?,?,0,?)");
        into_document.stmt = prepared("INSERT INTO document (id, instrument_id, type, key, number_status, date, date_precision, place, issuer_id, title, signer_name, province, "
                "sha256, extractor_version, normalizer_version, rules_version, text) VALUES (?,?,?,?,'full',?,'day','Hà Nội',?,?,'Nguyễn Văn A',?,?,'3','1','1',?)");
        into_field.stmt = prepared("INSERT INTO document_field VALUES (?,?,?,?)");
        into_citation.stmt = prepared("INSERT INTO citation (id, document_id, n, instrument_id, refers_to_citation_id, class, type, key, number, type_abbr, style, date, date_precision, issuer_id, relation, "
                "parts, title, status, suggested_key, why_unlinked, number_begin, number_end, date_begin, date_end, issuer_begin, issuer_end, title_begin, title_end, "
                "span_begin, span_end, rule) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'so_ky_hieu.qppl')");
        into_date.stmt = prepared("INSERT INTO date_mention (document_id, n, kind, iso, first_day, last_day, precision, role, span_begin, span_end, rule_id) VALUES (?,?,'date',?3,?3,?3,'day',?,?,?,1)");
        into_mention.stmt = prepared("INSERT INTO unit_mention (document_id, n, unit_id, role, span_begin, span_end, rule_id) VALUES (?,?,?,?,?,?,2)");
        into_part.stmt = prepared("INSERT INTO citation_part VALUES (?,1,?,?,?)");
        into_section.stmt = prepared("INSERT INTO section (document_id, n, level, number, heading, span_begin, span_end) VALUES (?,?,1,?,?,?,?)");
        into_source.stmt = prepared("INSERT INTO source (id, run_id, path, sha256, bytes, mtime, media_type, encoding, outcome, document_id) "
                "VALUES (?,1,?,?,?,1700000000,'text/plain','UTF-8','loaded',?)");
        into_fts.stmt = prepared("INSERT INTO document_fts (rowid, title, body) VALUES (?,?,?)");
}

/* Where a citation stands; what it does not say begins and ends at 0. */
struct places {
        struct range whole, number, date, issuer, title;
};

static void put_place(struct values *v, struct range place)
{
        put_id(v, place.begin);
        put_id(v, place.end);
}

static struct range printed(struct buf *text, const char *before, const char *words)
{
        struct range r;

        buf_puts(text, before);
        r.begin = (uint32_t) text->len;
        buf_puts(text, words);
        r.end = (uint32_t) text->len;
        return r;
}

static struct places print_numbered(struct buf *text, const char *cue, const struct paper *p, const char *title)
{
        struct places at = { 0 };
        char day[24];

        snprintf(day, sizeof(day), "%02u/%02u/%04u", p->day % 100, p->month % 100, p->year % 10000);
        at.whole = printed(text, cue, p->type);
        at.number = printed(text, " số ", p->key);
        at.date = printed(text, " ngày ", day);
        at.issuer = printed(text, " của ", p->issuer);
        if (title)
                at.title = printed(text, " về ", title);
        at.whole.end = (uint32_t) text->len;
        buf_puts(text, ";\n");
        return at;
}

/* "Quyết định này" and those that name no number. */
static struct places print_short(struct buf *text, const struct paper *p, bool self)
{
        struct places at = { .whole = printed(text, "Theo ", p->type) };

        buf_puts(text, self ? " này" : " nêu trên");
        at.whole.end = (uint32_t) text->len;
        buf_puts(text, "; ");
        return at;
}

/* What it is about, in four of nine citations; short texts have no room for that. */
static const char *title_of(struct buf *title, unsigned instrument)
{
        uint64_t kept = seed;

        buf_clear(title);
        if (bytes < BYTES / 2 || below(9) >= 4)
                return NULL;
        seed = instrument; /* the same each time */
        while (title->len < 80)
                add_word(title), buf_putc(title, ' ');
        title->ptr[--title->len] = '\0';
        seed = kept + 1;
        return title->ptr;
}

static void insert_part(int64_t citation, const char *path, struct range place)
{
        put_int(&into_part, citation);
        put_text(&into_part, path);
        put_place(&into_part, place);
        step(&into_part);
}

static void insert_date(unsigned id, unsigned n, const struct paper *p, struct range place)
{
        put_int(&into_date, id);
        put_int(&into_date, n);
        put_text(&into_date, p->date);
        put_text(&into_date, "citation:c01");
        put_place(&into_date, place);
        step(&into_date);
}

/* One citation: mostly a whole number, now and then "Quyết định này", one that names no number, or one that contradicts itself. */
static void cite(struct buf *text, unsigned id, unsigned n)
{
        static const char *const relations[] = { "can_cu", "can_cu", "can_cu", "theo", "thuc_hien", "sua_doi_bo_sung", "thay_the", "bai_bo" };
        static int64_t last_full, last_instrument;
        static int64_t next = 1;
        static struct buf title;
        unsigned luck = below(1000), instrument = choose(id, n - 1);
        bool again = n > 8 && luck < 150, unnumbered = n > 8 && luck >= 150 && luck < 170, conflict = luck >= 990, self = luck >= 980 && luck < 990;
        bool whole = !again && !unnumbered && !self;
        const char *about = whole ? title_of(&title, instrument) : NULL, *part = luck % 3 ? NULL : "Điều 4/khoản 2";
        struct values *v = &into_citation;
        struct places at;
        struct paper p;
        char number[16];

        describe(&p, self ? id : again ? (unsigned) last_instrument : instrument);
        snprintf(number, sizeof(number), "%.*s", (int) strcspn(p.key, "/"), p.key);
        at = whole ? print_numbered(text, n < 7 ? "Căn cứ " : "Thực hiện ", &p, about) : print_short(text, &p, self);
        put_int(v, next);
        put_int(v, id);
        put_int(v, n);
        put_id(v, self ? id : again ? last_instrument : unnumbered ? 0 : instrument);
        put_id(v, again ? last_full : 0);
        put_text(v, self ? "self" : again ? "back_ref" : unnumbered ? "unnumbered" : "numbered");
        put_text(v, p.type);
        put_text(v, whole ? p.key : NULL);
        put_text(v, whole ? number : NULL);
        put_text(v, whole ? "QĐ" : NULL);
        put_text(v, whole ? "qppl" : NULL);
        put_text(v, whole ? p.date : NULL);
        put_text(v, whole ? "day" : NULL);
        put_id(v, whole ? p.unit : 0);
        put_text(v, relations[below(8)]);
        put_text(v, part);
        put_text(v, about);
        put_text(v, conflict ? "conflict" : "ok");
        put_text(v, conflict ? "1/2001/NĐ-CP" : NULL);
        put_text(v, unnumbered ? "no_number" : NULL);
        put_place(v, at.number);
        put_place(v, at.date);
        put_place(v, at.issuer);
        put_place(v, at.title);
        put_place(v, at.whole);
        step(v);
        if (part)
                insert_part(next, part, at.whole);
        if (whole) {
                last_full = next;
                last_instrument = instrument;
                insert_date(id, n + 1, &p, at.date);
        }
        next++;
}

static void insert_instrument(const struct paper *p, unsigned id, const char *title)
{
        struct values *v = &into_instrument;

        put_int(v, id);
        put_text(v, p->type);
        put_text(v, p->key);
        put_int(v, p->year);
        put_int(v, p->unit);
        put_text(v, p->date);
        put_text(v, title);
        put_text(v, p->series);
        put_id(v, id <= documents ? id : 0);
        step(v);
}

/* @head: the lines at the begin of the text, one a field. */
static void insert_places(unsigned id, const struct paper *p, const char *head, size_t end)
{
        static const char *const names[] = { "issuer", "number", "date", "type", "title" };
        size_t at = 0;

        for (unsigned i = 0; i < ARRAY_LEN(names); i++) {
                size_t stop = at + strcspn(head + at, "\n");

                put_int(&into_field, id);
                put_text(&into_field, names[i]);
                put_int(&into_field, (int64_t) at);
                put_int(&into_field, (int64_t) stop);
                step(&into_field);
                at = stop + 1;
        }
        for (unsigned i = 1; i < 4 || i <= end / MENTION_BYTES; i++) {
                put_int(&into_mention, id);
                put_int(&into_mention, i);
                put_int(&into_mention, i == 1 ? p->unit : 1 + below(UNITS));
                put_text(&into_mention, i == 1 ? "issuer" : "recipient");
                put_int(&into_mention, 0);
                put_int(&into_mention, (int64_t) strlen(p->issuer));
                step(&into_mention);
        }
        for (unsigned i = 1; i < 4 || i <= end / SECTION_BYTES; i++) {
                put_int(&into_section, id);
                put_int(&into_section, i);
                put_text(&into_section, i % 3 == 1 ? "I" : i % 3 == 2 ? "II" : "III");
                put_text(&into_section, i < 4 ? "NỘI DUNG" : "Trách nhiệm của các cơ quan, đơn vị có liên quan");
                put_int(&into_section, 0);
                put_int(&into_section, (int64_t) end);
                step(&into_section);
        }
}

static void insert_document(const struct paper *p, unsigned id, const char *title, struct span text)
{
        struct values *v = &into_document;
        char sha256[65], path[64];

        snprintf(sha256, sizeof(sha256), "%016llx%016llx%032u", (unsigned long long) id * 0x9E3779B97F4A7C15u, (unsigned long long) id * 0xBF58476D1CE4E5B9u, id);
        snprintf(path, sizeof(path), "van-ban/%u/%02u/%u.docx", p->year, p->month, id);
        put_int(v, id);
        put_int(v, id);
        put_text(v, p->type);
        put_text(v, p->key);
        put_text(v, p->date);
        put_int(v, p->unit);
        put_text(v, title);
        put_text(v, p->unit > 2 ? province_name((unsigned) (p->unit - 3) % PROVINCES) : NULL);
        put_text(v, sha256);
        put_span(v, text);
        step(v);
        v = &into_source;
        put_int(v, id);
        put_text(v, path);
        put_text(v, sha256);
        put_int(v, (int64_t) text.len);
        put_int(v, id);
        step(v);
}

static void make_document(unsigned id, struct buf *text, struct buf *folded)
{
        struct buf title = { 0 };
        struct paper p;
        size_t end;

        describe(&p, id);
        buf_clear(text);
        buf_clear(folded);
        buf_puts(&title, "Về việc ");
        for (int i = 0; i < 8; i++) {
                add_word(&title);
                buf_puts(&title, i < 7 ? " " : "");
        }
        buf_printf(text, "%s\nSố: %s\nNgày %02u tháng %02u năm %04u\n%s\n%s\n", p.issuer, p.key, p.day, p.month, p.year, p.type, title.ptr);
        insert_instrument(&p, id, title.ptr);
        for (unsigned n = 1; n <= CITATIONS; n++)
                cite(text, id, n);
        add_body(text);
        insert_document(&p, id, title.ptr, buf_span(text));
        insert_places(id, &p, text->ptr, text->len);
        norm_fold_text(folded, buf_span(&title));
        end = folded->len;
        norm_fold_text(folded, buf_span(text));
        put_int(&into_fts, id);
        put_span(&into_fts, (struct span) { folded->ptr, end });
        put_span(&into_fts, (struct span) { folded->ptr + end, folded->len - end });
        step(&into_fts);
        buf_release(&title);
}

static void make_units(void)
{
        struct values v = { .stmt = prepared("INSERT INTO unit (id, name, kind, level, province, folded) VALUES (?,?,?,?,?,?)") };
        struct arena arena = { 0 };

        for (unsigned i = 1; i <= UNITS; i++) {
                char name[80];

                unit_name(name, sizeof(name), i);
                put_int(&v, i);
                put_text(&v, name);
                put_text(&v, i == 1 ? "chinh_phu" : i == 2 ? "bo" : i < 3 + PROVINCES ? "ubnd" : "so");
                put_text(&v, i < 3 ? "tw" : "tinh");
                put_text(&v, i < 3 ? NULL : province_name((i - 3) % PROVINCES));
                put_text(&v, norm_folded(&arena, span_of(name)));
                step(&v);
        }
        sqlite3_finalize(v.stmt);
        v = (struct values) { .stmt = prepared("INSERT INTO document_type (name, folded) VALUES (?,?)") };
        for (unsigned i = 0; i < FIELDS_MAX + 2; i++) {
                const char *name = i < FIELDS_MAX ? kinds[i].type : i == FIELDS_MAX ? "Thông tư" : "Nghị định";

                put_text(&v, name);
                put_text(&v, norm_folded(&arena, span_of(name)));
                step(&v);
        }
        sqlite3_finalize(v.stmt);
        arena_release(&arena);
}

/* ---- indexes last ---- */

/* What makes the indexes, after they were taken away. */
static void drop_indexes(struct buf *make)
{
        struct buf drop = { 0 };
        sqlite3_stmt *stmt = prepared("SELECT sql, name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");

        while (sqlite3_step(stmt) == SQLITE_ROW) {
                buf_printf(make, "%s;\n", sqlite3_column_text(stmt, 0));
                buf_printf(&drop, "DROP INDEX %s;\n", sqlite3_column_text(stmt, 1));
        }
        sqlite3_finalize(stmt);
        run(drop.ptr);
        buf_release(&drop);
}

static void create(const char *path)
{
        struct archive *archive;
        struct buf message = { 0 };

        if (archive_open(&archive, path, ARCHIVE_WRITE, &message)) {
                fprintf(stderr, "make_archive: %s\n", message.ptr);
                exit(1);
        }
        archive_close(archive);
        must(sqlite3_open(path, &db), path);
        run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA foreign_keys = OFF;"
            "INSERT INTO run (id, started, finished, program_version, rules_version) VALUES (1, '2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', '0', '0');"
            "INSERT INTO rule VALUES (1, 'ngay.so'), (2, 'don_vi.ten_biet')");
}

int main(int argc, char **argv)
{
        struct buf indexes = { 0 }, text = { 0 }, folded = { 0 };

        bytes = argc > 3 ? strtoul(argv[3], NULL, 10) : BYTES;
        documents = argc > 2 ? (unsigned) strtoul(argv[1], NULL, 10) : 0;
        if (documents < 1000 || documents > FIELD * FIELDS_MAX) {
                fprintf(stderr, "usage: make_archive DOCUMENTS ARCHIVE [BYTES]    (1000 to %d documents)\n", FIELD * FIELDS_MAX);
                return 2;
        }
        fields = (documents + FIELD - 1) / FIELD;
        per_field = documents / fields;
        documents = per_field * fields;
        missing = per_field / 3;
        create(argv[2]);
        drop_indexes(&indexes);
        prepare_all();
        run("BEGIN");
        make_units();
        for (unsigned id = 1; id <= documents; id++) {
                make_document(id, &text, &folded);
                if (id % CHUNK == 0)
                        run("COMMIT; BEGIN");
        }
        for (unsigned id = documents + 1; id <= documents + missing * fields; id++) {
                struct paper p;

                describe(&p, id);
                insert_instrument(&p, id, NULL);
        }
        run("UPDATE run SET loaded = (SELECT count(*) FROM document)");
        run("COMMIT");
        run(indexes.ptr);
        run(embedded_find(loader_queries, "queries/recount.sql").ptr);
        run("PRAGMA journal_mode = WAL");
        buf_release(&indexes);
        buf_release(&text);
        buf_release(&folded);
        return 0;
}
