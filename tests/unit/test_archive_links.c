/* Which citation speaks of which document: identity, loose citations, and that the order of arrival changes nothing. */
#include "tests/unit/archive_maker.h"

#define HA_TINH "Ủy ban nhân dân tỉnh Hà Tĩnh"
#define KIEN_GIANG "Ủy ban nhân dân tỉnh Kiên Giang"

/* A document that cites one key. */
static void cite(const char *path, const char *province, const char *key, const char *date, const char *issuer)
{
        struct sheet *sheet = sheet_new(path, arena_printf(&made, "%s: %s", path, key));

        sheet_head(sheet, "Báo cáo", NULL, NULL, NULL, province);
        sheet_cite(sheet, "Quyết định", key, date, issuer);
        load(sheet);
}

static void hold(const char *path, const char *key, const char *date, const char *issuer, const char *province)
{
        struct sheet *sheet = sheet_new(path, path);

        sheet_head(sheet, "Quyết định", key, date, issuer, province);
        load(sheet);
}

/* path, what it links to, whether that is held, why not */
static const char links[] = "SELECT s.path, i.key || ' ' || i.series, i.document_id IS NOT NULL, c.why_unlinked FROM citation c "
                            "JOIN source s ON s.document_id = c.document_id LEFT JOIN instrument i ON i.id = c.instrument_id ORDER BY s.path, c.n";

/* ---- identity ---- */

static void series_of_each_kind(void **state)
{
        (void) state;
        cite("01", NULL, "22/2016/TT-BTTTT", NULL, NULL);
        cite("02", NULL, "59/2020/QH14", NULL, NULL);
        cite("03", NULL, "1013/NQ-UBTVQH15", NULL, NULL);
        cite("04", NULL, "368/QĐ-TTg", "2013-02-28", NULL);
        cite("05", NULL, "3362/BTTTT-TTĐN", "2019-10-02", NULL);
        cite("06", NULL, "14/2016/TTLT-BLĐ-TBXH", NULL, NULL); /* a hyphen inside the ministry's mark */
        cite("07", NULL, "43-CP", "1996-07-16", NULL);
        cite("08", NULL, "142/KH-UBND", "2013-05-07", HA_TINH);
        cite("09", NULL, "31/2013/QĐ-UBND", "2014-08-09", HA_TINH); /* the year in the number wins */
        cite("10", NULL, "142/KH-UBND", "2013-05-07", "Chủ tịch " HA_TINH);
        cite("11", NULL, "16-KL/TW", "2012-06-04", NULL);
        cite("12", NULL, "407-MH/TU", "2017-11-02", "Tỉnh ủy Hà Tĩnh");
        cite("13", "Hà Tĩnh", "407-MH/TU", "2017-11-02", "Tỉnh ủy");
        cite("14", "Hà Tĩnh", "239/KH-UBND", "2014-06-26", NULL);
        cite("15", NULL, "239/KH-UBND", "2014-06-26", NULL);
        cite("16", NULL, "13/KH-STTTT", NULL, "Sở Thông tin và Truyền thông");
        cite("17", "tỉnh Hà Tĩnh", "12/KH-STTTT", "2019-01-01", "Sở Thông tin và Truyền thông");
        cite("18", "Thanh Hóa", "5/BC-UBND", "2022-06-01", "Ủy ban nhân dân huyện Triệu Sơn");
        cite("19", "Hà Tĩnh", "407-MH/TU", "2017-11-02", "Ban Thường vụ Tỉnh ủy");
        cite("20", "Nghệ An", "407-MH/TU", "2017-11-02", "Thành ủy Vinh");
        cite("21", NULL, "19/QĐ-SNV", "2024-01-01", "Giám đốc Sở Nội vụ tỉnh Thái Bình");
        cite("22", "Thái Bình", "19/QĐ-SNV", "2024-01-01", NULL);
        cite("23", NULL, "2/TC-VPH", "2022-01-01", "Ngân hàng Nhà nước Chi nhánh tỉnh Vĩnh Phúc");
        cite("24", NULL, "66-QĐ/TW", "2017-02-06", NULL); /* Quyết định or Quy định */
        commit();
        assert_rows("SELECT s.path, i.key, i.series, i.year, i.provisional FROM citation c JOIN source s ON s.document_id = c.document_id "
                    "JOIN instrument i ON i.id = c.instrument_id ORDER BY s.path",
                "01|22/2016/TT-BTTTT||2016|0\n"
                "02|59/2020/QH14||2020|0\n"
                "03|1013/NQ-UBTVQH15||-|0\n"
                "04|368/QĐ-TTg|2013|2013|0\n"
                "05|3362/BTTTT-TTĐN|2019|2019|0\n"
                "06|14/2016/TTLT-BLĐ-TBXH||2016|0\n"
                "07|43-CP|1996|1996|0\n"
                "08|142/KH-UBND|2013=ủy ban nhân dân tỉnh|hà tĩnh|2013|0\n"
                "09|31/2013/QĐ-UBND|-=ủy ban nhân dân tỉnh|hà tĩnh|2013|0\n"
                "10|142/KH-UBND|2013=ủy ban nhân dân tỉnh|hà tĩnh|2013|0\n"
                "11|16-KL/TW|k2011|2011|0\n"
                "12|407-MH/TU|k2015@hà tĩnh|2015|0\n"
                "13|407-MH/TU|k2015@hà tĩnh|2015|0\n"
                "14|239/KH-UBND|2014~hà tĩnh#2014-06-26|2014|1\n"
                "15|239/KH-UBND|2014?#2014-06-26|2014|1\n"
                "16|13/KH-STTTT|??|-|1\n"
                "17|12/KH-STTTT|2019@hà tĩnh|2019|0\n"
                "18|5/BC-UBND|2022=ủy ban nhân dân huyện triệu sơn|thanh hóa|2022|0\n"
                "19|407-MH/TU|k2015@hà tĩnh|2015|0\n"
                "20|407-MH/TU|k2015=thành ủy vinh|nghệ an|2015|0\n"
                "21|19/QĐ-SNV|2024@thái bình|2024|0\n"
                "22|19/QĐ-SNV|2024@thái bình|2024|0\n" /* the only one that fits */
                "23|2/TC-VPH|2022=ngân hàng nhà nước chi nhánh tỉnh|vĩnh phúc|2022|0\n"
                "24|66-QĐ/TW|k2016!?#2017-02-06|2016|1");
        /* the instrument is the committee's, the citation says what is printed */
        assert_rows("SELECT cu.name, iu.name FROM citation c JOIN source s ON s.document_id = c.document_id JOIN instrument i ON i.id = c.instrument_id "
                    "JOIN unit cu ON cu.id = c.issuer_id JOIN unit iu ON iu.id = i.issuer_id WHERE s.path = '10'", "Chủ tịch " HA_TINH "|" HA_TINH);
}

static void party_terms(void **state)
{
        static const struct {
                const char *key, *date;
                int term;
        } rows_of[] = {
                { "1-QĐ/TU", "2015-09-30", 2010 }, { "1-QĐ/TU", "2015-10-01", 2015 }, { "1-QĐ/TU", "2019", 2015 }, { "1-QĐ/TU", "2015", 0 },
                { "1-QĐ/TU", "2020-12-31", 2020 }, { "1-KL/TW", "2016-01-20", 2011 }, { "1-KL/TW", "2016-02-01", 2016 }, { "1-KL/TW", "2015", 2011 },
                { "1-KL/TW", "2016", 0 }, { "108-QĐ/UBND", "2013-01-01", 2013 },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows_of); i++) {
                struct rec_number number = { .status = NUMBER_FULL, .key = rows_of[i].key };
                struct rec_date date = { .iso = rows_of[i].date };
                struct unit nobody = { 0 };
                struct series series;

                series_of(&series, archive, &number, NULL, &date, &nobody, NULL);
                assert_int_equal(series.year, rows_of[i].term);
        }
}

/* Whatever the rules hand over: keys and dates of every shape on the heap, where the sanitizers see one byte too far. */
static void odd_keys_and_dates(void **state)
{
        static const char *const keys[] = { "", "/", "-", "1", "1/", "1-", "/2016", "1/2016", "1/2016/", "1/20161/TT", "1-QĐ/TU", "1-/", "-/TW", "1/QH14", "1/14", "//--//",
                "1/QĐ-", "1/-UBND", "1/2016/QĐ-UBND", "TTg", "1/TTg14" };
        static const char *const dates[] = { NULL, "", "2", "2016", "2016-", "2016-1", "2016-10", "2016-10-", "--04-21", "2020-Q3", "2022-H1", "x016-01-01", "2015-1x" };

        (void) state;
        for (size_t k = 0; k < ARRAY_LEN(keys); k++) {
                for (size_t d = 0; d < ARRAY_LEN(dates); d++) {
                        char *key = strdup(keys[k]), *iso = dates[d] ? strdup(dates[d]) : NULL, *text;
                        struct rec_number number = { .status = NUMBER_FULL, .key = key };
                        struct rec_date date = { .iso = iso };
                        struct unit nobody = { 0 };
                        struct series series, again;

                        series_of(&series, archive, &number, d % 3 ? "Quy định" : NULL, &date, &nobody, d % 2 ? "hà tĩnh" : NULL);
                        text = strdup(series_text(&made, &series));
                        series_parse(&again, text);
                        assert_string_equal(series_text(&made, &again), text);
                        assert_int_equal(series_complete(&again), series_complete(&series));
                        free(text);
                        free(iso);
                        free(key);
                }
        }
}

static void series_survive_being_text(void **state)
{
        static const char *const texts[] = { "", "2013", "k2015", "?", "??", "k2016!?", "-?", "2014~hà tĩnh", "-~hà tĩnh", "?~x", "2013=a|b", "-=a|b", "?=a|?", "k2010=a|b|c",
                "2020=thông tấn|", "2013@x", "-@x", "k2016!quy định",
                "k2010@x!quyết định" };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
                struct series series;

                series_parse(&series, texts[i]);
                assert_string_equal(series_text(&made, &series), texts[i]);
                assert_int_equal(series_complete(&series), i < 3 || (i > 9 && i != 12));
        }
}

static void what_fits(void **state)
{
        static const struct {
                const char *a, *b;
                bool fits;
        } pairs[] = {
                { "2013", "2013", true }, { "2013", "2014", false }, { "?", "2014", true }, { "2014?", "2014=a|x", true }, { "2014~x", "2014=a|x", true },
                { "2014~y", "2014=a|x", false }, { "2014~y", "2014=a|", true }, { "?=a|?", "2014=a|x", true }, { "?=b|?", "2014=a|x", false },
                { "2014=a|x", "2014=a|y", false }, { "k2010", "2010", false }, { "2010@x", "2010~x", true }, { "2010@x", "2010~y", false }, { "2010@x", "??", true },
                { "2010@x", "2010=thành ủy vinh|x", true },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
                struct series a, b;

                series_parse(&a, pairs[i].a);
                series_parse(&b, pairs[i].b);
                assert_int_equal(series_fits(&a, &b), pairs[i].fits);
                assert_int_equal(series_fits(&b, &a), pairs[i].fits);
        }
}

/* ---- linking ---- */

static void cited_before_held(void **state)
{
        (void) state;
        cite("a", NULL, "22/2016/TT-BTTTT", "2016-10-19", "Bộ Thông tin và Truyền thông");
        commit();
        assert_rows("SELECT held FROM v_citation", "0");
        hold("b", "22/2016/TT-BTTTT", "2016-10-19", "Bộ Thông tin và Truyền thông", NULL);
        commit();
        assert_rows("SELECT held, cited_id FROM v_citation", "1|2");
        assert_rows("SELECT count(*) FROM instrument", "1");
}

static void held_before_cited(void **state)
{
        (void) state;
        hold("b", "368/QĐ-TTg", "2013-02-28", "Thủ tướng Chính phủ", NULL);
        cite("a", NULL, "368/QĐ-TTg", NULL, NULL);
        commit();
        assert_rows(links, "a|-|0|unproven"); /* every year has its number 368 */
}

/* A citation that tells too little waits, and says what is against a link. */
static void loose_citation(void **state)
{
        (void) state;
        cite("a", NULL, "12/KH-UBND", NULL, NULL);
        commit();
        assert_rows(links, "a|12/KH-UBND ??|0|incomplete");
        hold("b", "12/KH-UBND", "2019-01-01", HA_TINH, "Hà Tĩnh");
        commit();
        assert_rows(links, "a|-|0|unproven");
        assert_rows("SELECT count(*) FROM instrument", "1");
        cite("c", NULL, "12/KH-UBND", "2019-05-05", KIEN_GIANG);
        commit();
        assert_rows(links, "a|-|0|ambiguous\nc|12/KH-UBND 2019=ủy ban nhân dân tỉnh|kiên giang|0|-");
        assert_sound();
}

static void other_province_does_not_fit(void **state)
{
        (void) state;
        hold("b", "12/KH-UBND", "2019-01-01", HA_TINH, "Hà Tĩnh");
        cite("a", "Kiên Giang", "12/KH-UBND", "2019-01-01", NULL);
        cite("c", "Hà Tĩnh", "12/KH-UBND", "2019-01-01", NULL);
        cite("d", "Hà Tĩnh", "12/KH-UBND", "2018-01-01", NULL);
        commit();
        assert_rows(links, "a|12/KH-UBND 2019~kiên giang#2019-01-01|0|-\nc|12/KH-UBND 2019=ủy ban nhân dân tỉnh|hà tĩnh|1|-\nd|12/KH-UBND 2018~hà tĩnh#2018-01-01|0|-");
}

static void titled(struct sheet *sheet, const char *key, const char *date, const char *issuer, const char *title)
{
        sheet_cite(sheet, "Kế hoạch", key, date, issuer)->title.text = title;
}

/* Year or issuer are left out: the date of the one document, or its title, proves which it is. */
static void proof_by_date_or_title(void **state)
{
        struct sheet *sheet = sheet_new("x", "kế hoạch");

        (void) state;
        sheet_head(sheet, "Kế hoạch", "12/KH-UBND", "2019-01-01", HA_TINH, "Hà Tĩnh");
        sheet->rec.document.title.text = "Chuyển đổi số tỉnh Hà Tĩnh năm 2019";
        load(sheet);
        hold("y", "12/KH-UBND", "2019-05-05", "Ủy ban nhân dân huyện Can Lộc", "Hà Tĩnh");
        sheet = sheet_new("z", "báo cáo");
        sheet_head(sheet, "Báo cáo", NULL, NULL, NULL, "Hà Tĩnh");
        titled(sheet, "12/KH-UBND", "2019-05-05", NULL, NULL);                                        /* the district's */
        titled(sheet, "12/KH-UBND", "2019-01-02", NULL, NULL);                                        /* nobody's known */
        titled(sheet, "12/KH-UBND", NULL, HA_TINH, "về việc chuyển đổi số tỉnh Hà Tĩnh năm 2019, định hướng 2025");
        titled(sheet, "12/KH-UBND", NULL, HA_TINH, "về phòng cháy, chữa cháy rừng");                  /* another year's */
        titled(sheet, "12/KH-UBND", NULL, HA_TINH, "về chuyển đổi số");                               /* too little */
        load(sheet);
        commit();
        assert_rows(links, "z|12/KH-UBND 2019=ủy ban nhân dân huyện can lộc|hà tĩnh|1|-\n"
                           "z|12/KH-UBND 2019~hà tĩnh#2019-01-02|0|-\n"
                           "z|12/KH-UBND 2019=ủy ban nhân dân tỉnh|hà tĩnh|1|-\n"
                           "z|12/KH-UBND ?=ủy ban nhân dân tỉnh|hà tĩnh#8bd596c34dbded11|0|-\n"
                           "z|-|0|unproven");
}

/* A date that the document held contradicts in day and month may be another year's misprinted. */
static void date_conflict(void **state)
{
        (void) state;
        cite("a", NULL, "12/KH-UBND", "2019-03-07", HA_TINH); /* the day alone */
        cite("b", NULL, "12/KH-UBND", "2019-11-20", HA_TINH);
        cite("c", NULL, "12/KH-UBND", "2018-03-03", HA_TINH); /* last year's, or a misprint of this one's */
        cite("d", NULL, "12/KH-UBND", "2018-06-06", HA_TINH);
        hold("x", "12/KH-UBND", "2019-03-03", HA_TINH, "Hà Tĩnh");
        cite("e", NULL, "12/KH-UBND", "2019-11-21", HA_TINH);
        cite("f", NULL, "12/KH-UBND", "2020-03-03", HA_TINH);
        commit();
        assert_rows(links, "a|12/KH-UBND 2019=ủy ban nhân dân tỉnh|hà tĩnh|1|-\nb|-|0|date_conflict\nc|-|0|date_conflict\n"
                           "d|12/KH-UBND 2018=ủy ban nhân dân tỉnh|hà tĩnh|0|-\ne|-|0|date_conflict\nf|-|0|date_conflict");
        assert_rows("SELECT date FROM instrument WHERE document_id IS NULL", "2018-06-06");
        load(sheet_new("x", "khác hẳn")); /* what contradicted them is gone */
        commit();
        assert_rows("SELECT count(*), count(instrument_id), count(why_unlinked), count(series_known) FROM citation", "6|6|0|0");
        assert_sound();
}

static void numbers_in_file_names(void **state)
{
        static const struct {
                const char *path, *key, *number;
        } names[] = {
                { "in/QD_368_2019.docx", "369/QĐ-UBND", "368" }, { "in/QD_368_2019.docx", "368/QĐ-UBND", NULL }, { "QĐ-368.pdf", "12/QĐ-UBND", "368" },
                { "142 KH ngay 02-3-2019.doc", "141/KH-UBND", "142" }, { "kh 2019.doc", "141/KH-UBND", NULL }, { "KH_141_sua_QD_368.doc", "141/KH-UBND", NULL },
                { "QD_368_KH_12.doc", "12/KH-UBND", NULL }, { "368/QD.doc", "12/QĐ-UBND", NULL }, { "scan0012.pdf", "13/QĐ-UBND", NULL }, { "", "1/QĐ-UBND", NULL },
                { "QD.", "1/QĐ-UBND", NULL }, { "QD_", "", NULL }, { "31_QD_UBND.doc", "31/2013/QĐ-UBND", NULL }, { "32.QD.UBND.doc", "31/2013/QĐ-UBND", "32" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
                char found[FILENAME_NUMBER] = "";
                bool other = filename_other_number(found, names[i].path, names[i].key);

                assert_string_equal(other ? found : "-", names[i].number ? names[i].number : "-");
        }
}

static void titles_bear_witness(void **state)
{
        static const struct {
                const char *a, *b;
                int verdict;
        } titles[] = {
                { "Về chuyển đổi số năm 2019", "chuyển đổi số năm 2019, định hướng 2025", 1 }, { "VỀ VIỆC CHUYỂN ĐỔI SỐ NĂM 2019", "chuyen doi so nam 2019", 1 },
                { "chuyển đổi số", "chuyển đổi số", 0 }, { "phòng cháy, chữa cháy rừng", "chuyển đổi số năm 2019", -1 }, { NULL, "chuyển đổi số năm 2019", 0 },
                { "phê duyệt Kế hoạch chuyển đổi số năm 2019", "ban hành Kế hoạch chuyển đổi số tỉnh Hà Tĩnh", 0 }, { "", "", 0 },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
                assert_int_equal(titles_compare(&made, titles[i].a, titles[i].b), titles[i].verdict);
                assert_int_equal(titles_compare(&made, titles[i].b, titles[i].a), titles[i].verdict);
        }
}

/* A draft or copy without its date is held all the same. */
static void held_without_date(void **state)
{
        (void) state;
        cite("a", NULL, "12/KH-UBND", NULL, HA_TINH);
        hold("b", "12/KH-UBND", NULL, HA_TINH, "Hà Tĩnh");
        commit();
        assert_rows(links, "a|-|0|unproven");
        assert_rows("SELECT provisional FROM instrument", "0");
        hold("c", "12/KH-UBND", "2019-01-01", HA_TINH, "Hà Tĩnh"); /* the same one? nothing proves it */
        commit();
        assert_rows("SELECT count(*) FROM instrument WHERE document_id IS NOT NULL", "2");
        assert_rows(links, "a|-|0|ambiguous");
}

static void two_documents_of_one_number(void **state)
{
        (void) state;
        hold("a", "12/KH-UBND", "2019-01-01", HA_TINH, "Hà Tĩnh");
        hold("b", "12/KH-UBND", "2019-03-03", HA_TINH, "Hà Tĩnh");
        commit();
        assert_rows("SELECT count(DISTINCT instrument_id), count(*) FROM document", "1|2");
        assert_rows("SELECT document_id FROM instrument", "1");
        load(sheet_new("a", "khác hẳn"));
        commit();
        assert_rows("SELECT document_id FROM instrument", "2"); /* the other one takes its place */
        assert_sound();
}

static void mentions_within_one_text(void **state)
{
        struct sheet *sheet = sheet_new("a", "Căn cứ ...");
        struct rec_citation *c;

        (void) state;
        sheet_head(sheet, "Báo cáo", "5/BC-UBND", "2020-02-02", HA_TINH, "Hà Tĩnh");
        sheet_cite(sheet, "Thông tư", "368/QĐ-TTg", NULL, NULL)->refers_to = 2;            /* the fuller one comes later */
        sheet_cite(sheet, "Thông tư", "368/QĐ-TTg", "2013-02-28", NULL)->subject = 4;      /* so does what it belongs to */
        sheet_cite(sheet, "Thông tư", NULL, NULL, NULL)->refers_to = 2;
        sheet_cite(sheet, "Luật", NULL, NULL, NULL);
        c = sheet_cite(sheet, "Báo cáo", NULL, NULL, NULL);
        c->class = CITATION_SELF;
        c->refers_to_document = true;
        c = sheet_cite(sheet, "Nghị định", NULL, NULL, NULL);
        c->number = (struct rec_number) { .status = NUMBER_PARTIAL, .key_pattern = "72/?/NĐ-CP" };
        sheet_cite(sheet, "Kế hoạch", "7/KH-UBND", NULL, NULL);                             /* loose, and answered by the one after next */
        sheet_cite(sheet, "Kế hoạch", "7/KH-UBND", NULL, NULL)->refers_to = 7;
        sheet_cite(sheet, "Kế hoạch", "7/KH-UBND", "2019-09-09", HA_TINH);
        load(sheet);
        commit();
        assert_rows("SELECT c.n, i.key || ' ' || i.series, c.why_unlinked, s.n, t.n FROM citation c LEFT JOIN instrument i ON i.id = c.instrument_id "
                    "LEFT JOIN citation s ON s.id = c.subject_citation_id LEFT JOIN citation t ON t.id = c.refers_to_citation_id ORDER BY c.n",
                "1|368/QĐ-TTg 2013|-|-|2\n"
                "2|368/QĐ-TTg 2013|-|4|-\n"
                "3|368/QĐ-TTg 2013|-|-|2\n"
                "4|-|no_number|-|-\n"
                "5|5/BC-UBND 2020=ủy ban nhân dân tỉnh|hà tĩnh|-|-|-\n"
                "6|-|partial_number|-|-\n"
                "7|-|unproven|-|-\n"
                "8|-|unproven|-|7\n"
                "9|7/KH-UBND 2019=ủy ban nhân dân tỉnh|hà tĩnh|-|-|-");
        assert_sound();
}

/* The first mention takes the link of the second, which is not there yet: both count. */
static void late_mentions_count(void **state)
{
        struct sheet *sheet = sheet_new("a", "Căn cứ ...");

        (void) state;
        sheet_cite(sheet, "Thông tư", NULL, NULL, NULL)->refers_to = 2;
        sheet_cite(sheet, "Thông tư", "22/2016/TT-BTTTT", NULL, NULL);
        load(sheet);
        commit();
        assert_rows("SELECT i.key, k.citations, k.documents FROM citation_count k JOIN instrument i ON i.id = k.instrument_id", "22/2016/TT-BTTTT|2|1");
        assert_rows("SELECT type, year, documents FROM document_count", "-|-|1");
}

static void attributes_come_from_the_best_witness(void **state)
{
        (void) state;
        cite("a", NULL, "22/2016/TT-BTTTT", "2016-10", NULL);
        cite("b", NULL, "22/2016/TT-BTTTT", "2016-10-19", "Bộ Thông tin và Truyền thông");
        commit();
        assert_rows("SELECT i.date, u.name FROM instrument i JOIN unit u ON u.id = i.issuer_id", "2016-10-19|Bộ Thông tin và Truyền thông");
        hold("c", "22/2016/TT-BTTTT", "2016-10-20", NULL, NULL);
        cite("d", NULL, "22/2016/TT-BTTTT", "2016-10-21", NULL);
        commit();
        assert_rows("SELECT date FROM instrument", "2016-10-20"); /* the document itself */
        assert_rows("SELECT cited_date FROM v_citation WHERE citing_id = 4", "2016-10-21"); /* what is stated stays */
}

static void units_are_told_apart(void **state)
{
        (void) state;
        cite("a", "An Giang", "1/BC-UBND", "2020-01-01", "Ủy ban nhân dân huyện Châu Thành");
        cite("b", "Kiên Giang", "1/BC-UBND", "2020-01-01", "Ủy ban nhân dân huyện Châu Thành");
        cite("c", "Kiên Giang", "1/BC-UBND", "2020-01-01", "ủy ban Nhân dân huyện Châu Thành");
        cite("d", "Kiên Giang", "368/QĐ-TTg", "2020-01-01", "Thủ tướng Chính phủ");
        cite("e", "An Giang", "368/QĐ-TTg", "2020-01-01", "Thủ tướng Chính phủ");
        commit();
        assert_rows("SELECT name, kind, level, province FROM unit ORDER BY id",
                "Ủy ban nhân dân huyện Châu Thành|ubnd|huyen|An Giang\nỦy ban nhân dân huyện Châu Thành|ubnd|huyen|Kiên Giang\nThủ tướng Chính phủ|ttg|tw|-");
        assert_rows("SELECT count(*) FROM instrument", "3");
}

static void unit_levels(void **state)
{
        static const struct {
                const char *name, *level, *province;
        } units[] = {
                { "Ủy ban nhân dân tỉnh Hà Tĩnh", "tinh", "Hà Tĩnh" }, { "Ủy ban nhân dân tỉnh", "tinh", NULL }, { "Ủy ban nhân dân", NULL, NULL },
                { "Ủy ban nhân dân thành phố Đà Nẵng", "tinh", "Đà Nẵng" }, { "Ủy ban nhân dân thành phố Thanh Hóa", "huyen", NULL },
                { "Ủy ban nhân dân thị xã Kỳ Anh", "huyen", NULL }, { "Ủy ban nhân dân xã Thọ Tân, huyện Triệu Sơn, tỉnh Thanh Hóa", "xa", "Thanh Hóa" },
                { "Bộ Nội vụ", "tw", NULL }, { "Bộ Chỉ huy Bộ đội Biên phòng tỉnh Kiên Giang", "tinh", "Kiên Giang" }, { "Sở Nội vụ", "tinh", NULL },
                { "Tỉnh ủy Hà Tĩnh", "tinh", "Hà Tĩnh" }, { "Ban Thường vụ Tỉnh ủy", NULL, NULL }, { "Thông tấn xã Việt Nam", "tw", NULL },
                { "Ủy ban nhân dân tỉnh Thanh Hoá", "tinh", "Thanh Hóa" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(units); i++) {
                struct unit unit;

                assert_int_equal(unit_find(archive, &unit, units[i].name, NULL, NULL), 0);
                if (units[i].level)
                        assert_string_equal(unit.level, units[i].level);
                else
                        assert_true(!unit.level || strcmp(units[i].name, "Ban Thường vụ Tỉnh ủy") == 0);
                if (units[i].province)
                        assert_string_equal(unit.province, norm_lowered(&made, span_of(units[i].province)));
                else
                        assert_null(unit.province);
        }
}

/* ---- the order of arrival ---- */

static struct sheet *bundle[24];
static size_t n_bundle;

static void bundle_cite(const char *province, const char *key, const char *date, const char *issuer)
{
        const char *path = arena_printf(&made, "%02zu", n_bundle);
        struct sheet *sheet = sheet_new(path, arena_printf(&made, "%s %s", path, key));

        sheet_head(sheet, "Báo cáo", NULL, NULL, NULL, province);
        sheet_cite(sheet, n_bundle % 2 ? "Kế hoạch" : "Văn bản", key, date, issuer)->title.text = arena_printf(&made, "về việc số %zu", n_bundle % 3);
        bundle[n_bundle++] = sheet;
}

static void bundle_hold(const char *key, const char *date, const char *issuer, const char *province)
{
        const char *path = arena_printf(&made, "%02zu", n_bundle);
        struct sheet *sheet = sheet_new(path, path);

        sheet_head(sheet, "Kế hoạch", key, date, issuer, province);
        bundle[n_bundle++] = sheet;
}

static void make_bundle(void)
{
        n_bundle = 0;
        bundle_cite(NULL, "12/KH-UBND", NULL, NULL);
        bundle_cite("Hà Tĩnh", "12/KH-UBND", NULL, NULL);
        bundle_cite("Hà Tĩnh", "12/KH-UBND", "2019-03-03", NULL);
        bundle_cite("Kiên Giang", "12/KH-UBND", "2019-03-03", NULL);
        bundle_cite(NULL, "12/KH-UBND", "2019-03-03", HA_TINH);
        bundle_cite(NULL, "12/KH-UBND", "2020-03-03", HA_TINH);
        bundle_cite(NULL, "12/KH-UBND", NULL, HA_TINH);
        bundle_cite(NULL, "12/KH-UBND", NULL, "Ủy ban nhân dân tỉnh");
        bundle_hold("12/KH-UBND", "2019-03-03", HA_TINH, "Hà Tĩnh");
        bundle_hold("12/KH-UBND", NULL, KIEN_GIANG, "Kiên Giang");
        bundle_cite(NULL, "368/QĐ-TTg", NULL, NULL);
        bundle_cite(NULL, "368/QĐ-TTg", "2013-02-28", NULL);
        bundle_cite("Hà Tĩnh", "4-QĐ/TU", "2014", NULL);
        bundle_cite(NULL, "4-QĐ/TU", "2013-02-02", "Tỉnh ủy Hà Tĩnh");
        bundle_cite(NULL, "22/2016/TT-BTTTT", "2016-10", "Bộ Thông tin và Truyền thông");
        bundle_cite(NULL, "22/2016/TT-BTTTT", "2016-10-19", NULL);
        bundle_cite(NULL, "22/2016/TT-BTTTT", "2016-10-18", "Bộ TTTT");
}

/* All that does not speak of row numbers. */
static const char *picture(void)
{
        const char *instruments = rows("SELECT i.key, i.series, i.year, i.provisional, i.type, i.date, i.title, u.name, i.document_id IS NOT NULL "
                                       "FROM instrument i LEFT JOIN unit u ON u.id = i.issuer_id ORDER BY 1, 2");

        return arena_printf(&made, "%s\n%s", rows(links), instruments);
}

static unsigned next_random(unsigned *seed)
{
        *seed = *seed * 1103515245u + 12345u;
        return *seed >> 16;
}

static void any_order_gives_the_same_archive(void **state)
{
        const char *first = NULL, *now;
        unsigned seed = 1;

        make_bundle();
        for (int round = 0; round < 60; round++) {
                for (size_t i = n_bundle - 1; round && i > 0; i--) {
                        size_t k = next_random(&seed) % (i + 1);
                        struct sheet *swap = bundle[i];

                        bundle[i] = bundle[k];
                        bundle[k] = swap;
                }
                for (size_t i = 0; i < n_bundle; i++) {
                        load(bundle[i]);
                        if (round % 3 == 0)
                                commit();
                }
                commit();
                now = picture();
                first = first ? first : now;
                assert_string_equal(now, first);
                archive_close(archive);
                archive = NULL;
                if (round < 59) { /* the sheets live in the arena that new_archive() resets */
                        struct arena kept = made;

                        made = (struct arena) { 0 };
                        assert_int_equal(new_archive(state), 0);
                        arena_release(&made);
                        made = kept;
                }
        }
}

/* Documents that come and go leave what an archive without them has: every replaced one is taken back to the last trace. */
static void taking_back_is_exact(void **state)
{
        const char *without, *with;
        unsigned seed = 7;

        (void) state;
        make_bundle();
        for (size_t i = 0; i < n_bundle; i += 2)
                load(bundle[i]);
        for (size_t i = 1; i < n_bundle; i += 2)
                load(sheet_new(bundle[i]->doc.path, arena_printf(&made, "trống %zu", i)));
        commit();
        without = rows(links);
        for (int round = 0; round < 30; round++) {
                size_t i = next_random(&seed) % (n_bundle / 2) * 2 + 1;

                load(bundle[i]);
                if (round % 2)
                        commit();
                load(sheet_new(bundle[i]->doc.path, arena_printf(&made, "trống %zu", i)));
                commit();
                with = rows(links);
                assert_string_equal(with, without);
        }
        assert_sound();
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, new_archive, drop_archive)
        const struct CMUnitTest tests[] = {
                TEST(series_of_each_kind), TEST(party_terms), TEST(odd_keys_and_dates), TEST(series_survive_being_text), TEST(what_fits), TEST(cited_before_held),
                TEST(held_before_cited), TEST(loose_citation), TEST(other_province_does_not_fit), TEST(numbers_in_file_names), TEST(titles_bear_witness), TEST(proof_by_date_or_title), TEST(date_conflict), TEST(held_without_date), TEST(two_documents_of_one_number),
                TEST(mentions_within_one_text), TEST(late_mentions_count), TEST(attributes_come_from_the_best_witness), TEST(units_are_told_apart), TEST(unit_levels),
                TEST(any_order_gives_the_same_archive), TEST(taking_back_is_exact),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
