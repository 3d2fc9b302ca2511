/* The old Vietnamese encodings: as bytes in plain text, and behind fonts in DOCX. */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"
#include "tests/unit/legacy_maker.h"

#include "extractor/fonts.h"
#include "extractor/legacy_guess.h"
#include "extractor/syllable.h"

#include <glob.h>

/* CỘNG HÒA is in small letters, as TCVN3 has no capitals with tones. */
static const char sample[] =
        "C\u1ED9ng h\u00F2a x\u00E3 h\u1ED9i ch\u1EE7 ngh\u0129a Vi\u1EC7t Nam\n"
        "\u0110\u1ED9c l\u1EADp - T\u1EF1 do - H\u1EA1nh ph\u00FAc\n"
        "S\u1ED1: 12/2003/Q\u0110-UB, ng\u00E0y 5 th\u00E1ng 6 n\u0103m 2003\n"
        "Quy\u1EBFt \u0111\u1ECBnh c\u1EE7a \u1EE7y ban nh\u00E2n d\u00E2n t\u1EC9nh v\u1EC1 vi\u1EC7c th\u1EF1c hi\u1EC7n c\u00E1c ch\u1EBF \u0111\u1ED9 ch\u00EDnh s\u00E1ch \u0111\u1ED1i v\u1EDBi ng\u01B0\u1EDDi c\u00F3 c\u00F4ng\n"
        "\u0110i\u1EC1u 1. Ph\u00EA duy\u1EC7t d\u1EF1 \u00E1n m\u1EDF r\u1ED9ng \u0111\u01B0\u1EDDng v\u00E0 h\u1ED7 tr\u1EE3 nh\u1EEFng h\u1ED9 d\u00E2n b\u1ECB \u1EA3nh h\u01B0\u1EDFng, k\u1EC3 c\u1EA3 nh\u00E0 \u1EDF; gi\u1EEF g\u00ECn v\u0103n h\u00F3a, l\u1EC5 ngh\u0129a.\n";

static struct buf bytes;

static void make(const char *table, const char *text)
{
        struct legacy_maker m;

        buf_clear(&bytes);
        legacy_maker_open(&m, table);
        legacy_maker_put(&m, &bytes, text);
        legacy_maker_close(&m);
}

static void widen(void)
{
        struct buf wide = { 0 };

        legacy_widen(&wide, buf_span(&bytes));
        buf_release(&bytes);
        bytes = wide;
}

static void assert_decoded(const char *encoding, const char *text)
{
        assert_text(text);
        assert_string_equal(doc.encoding, encoding);
        assert_diag(DIAG_encoding_decoded, encoding);
}

static void plain_text_by_its_words(void **state)
{
        static const char *const rows[][2] = { { "tcvn3", "TCVN3" }, { "vni", "VNI" }, { "vps", "VPS" }, { "viscii", "VISCII" } };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                make(rows[i][0], sample);
                assert_code(read_span("a.txt", buf_span(&bytes)), 0);
                assert_decoded(rows[i][1], sample);
                if (i == 3)
                        break;
                /* saved as UTF-8 by a program that took it for Windows-1252 */
                widen();
                assert_code(read_span("a.txt", buf_span(&bytes)), 0);
                assert_decoded(rows[i][1], sample);
        }
}

static void windows_1258(void **state)
{
        /* Quyết định của Ủy ban: base letters, then tones */
        static const char text[] = "Quy\xEA\xECt \xF0i\xF2nh cu\xD2""a U\xD2y ban nh\xE2n d\xE2n ti\xD2nh v\xEA\xCC vi\xEA\xF2" "c th\xFD\xF2" "c hi\xEA\xF2n \xF0\xF4\xECi v\xF5\xECi ng\xFD\xF5\xCCi \xD0\xF4\xF2" "c l\xE2\xF2p";

        (void) state;
        assert_code(read_span("a.txt", span_of(text)), 0);
        assert_decoded("windows-1258", "Quy\u00EA\u0301t \u0111i\u0323nh cu\u0309a U\u0309y ban nh\u00E2n d\u00E2n ti\u0309nh v\u00EA\u0300 vi\u00EA\u0323c th\u01B0\u0323c hi\u00EA\u0323n \u0111\u00F4\u0301i "
                "v\u01A1\u0301i ng\u01B0\u01A1\u0300i \u0110\u00F4\u0323c l\u00E2\u0323p");
}

static void viqr(void **state)
{
        static const struct {
                const char *typed, *text;
        } rows[] = {
                { "Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam, DDo^.c la^.p - Tu+. do - Ha.nh phu'c. Quye^'t ddi.nh", "C\u00F4\u0323ng ho\u0300a xa\u0303 h\u00F4\u0323i chu\u0309 nghi\u0303a "
                  "Vi\u00EA\u0323t Nam, \u0110\u00F4\u0323c l\u00E2\u0323p - T\u01B0\u0323 do - Ha\u0323nh phu\u0301c. Quy\u00EA\u0301t \u0111i\u0323nh" },
                { "Dda~ ddu+o+.c ba(`ng address C++, to^i ti`m tha^'y o^\\? vie^.c\\.", "\u0110a\u0303 \u0111\u01B0\u01A1\u0323c b\u0103\u0300ng address C++, t\u00F4i ti\u0300m th\u00E2\u0301y \u00F4? vi\u00EA\u0323c." },
                /* abbreviations, names, words that are no syllables, signs behind a consonant, rows of dots */
                { "Quye^'t ddi.nh so^' 5/QDD-UBND cu?a SGDDDT ADD, DDa('k La('k, Ba('c Ka.n; thie^t bi. So+n. Quye^'t ddi.nh. o^ng ba`........", "Quy\u00EA\u0301t \u0111i\u0323nh s\u00F4\u0301 5/Q\u0110-UBND cu\u0309a "
                  "SGD\u0110T ADD, \u0110\u0103\u0301k L\u0103\u0301k, B\u0103\u0301c Ka\u0323n; thi\u00EAt bi\u0323 S\u01A1n. Quy\u00EA\u0301t \u0111i\u0323nh. \u00F4ng ba\u0300........" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                assert_code(read_span("a.txt", span_of(rows[i].typed)), 0);
                assert_decoded("VIQR", rows[i].text);
        }
        assert_code(read_span("a.txt", SPAN("let e^x + a^2 = o^3; more text follows here, of an ordinary kind, and goes on for a good while longer than the formula does, "
                                            "with nothing in it that anybody could take for marks on letters: a plain English sentence about powers and their sums, so that it "
                                            "is long enough to show that three signs do not make a text Vietnamese.")), 0);
        assert_string_equal(doc.encoding, "UTF-8");
}

static void utf8_twice(void **state)
{
        (void) state;
        buf_clear(&bytes);
        legacy_widen(&bytes, span_of(sample));
        assert_code(read_span("a.txt", buf_span(&bytes)), 0);
        assert_decoded("UTF-8 twice", sample);
        /* one character that is no byte: it does not round-trip, and is left */
        buf_puts(&bytes, "\u4E00");
        assert_code(read_span("a.txt", buf_span(&bytes)), 0);
        assert_string_equal(doc.encoding, "UTF-8");
        assert_int_equal(doc.text.len, bytes.len);
}

static void no_clear_margin_no_guess(void **state)
{
        static const struct span rows[] = {
                SPAN_INIT("Le d\xE9put\xE9 fran\xE7" "ais a \xE9t\xE9 re\xE7u \xE0 l'h\xF4tel, o\xF9 il a pr\xE9sent\xE9 l'\xE9tat des n\xE9gociations"),
                SPAN_INIT("Die Stra\xDF" "e f\xFChrt \xFC" "ber die Br\xFC" "cke nach K\xF6ln, m\xF6glicherweise fr\xFCher"),
                SPAN_INIT("\xD0\xD2\xD4\xD6 \xC1\xC3\xC5\xC7 \xE1\xE3\xE5\xE7\xE9\xEB"),
                SPAN_INIT("ch\xE3 g\xE9"),
        };
        static const char *const kept[] = { "Genève, le 5 août: la réunion a été reçue à l'hôtel où il a présenté l'état", "naïve café résumé", "25 °C ± 3 m² § 4", "Ông Hà và bà Lê" };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                assert_code(read_span("a.txt", rows[i]), DIAG_encoding_unknown);
        for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
                assert_code(read_span("a.txt", span_of(kept[i])), 0);
                assert_string_equal(doc.encoding, "UTF-8");
                assert_text(kept[i]);
        }
}

/* Marks for tones count as letters with them: a text of more than 40 words has frequent ones. */
static void long_windows_1258(void **state)
{
        static const char line[] = "\xF0\xF4\xF2 c\xFA" "a v\xEA\xCC vi\xEA\xF2" "c c\xF4ng \xF0\xF4\xECi v\xF5\xECi ng\xFD\xF5\xCCi l\xE2\xF2p\n";

        (void) state;
        buf_clear(&bytes);
        for (int i = 0; i < 10; i++)
                buf_puts(&bytes, line);
        assert_code(read_span("a.txt", buf_span(&bytes)), 0);
        assert_string_equal(doc.encoding, "windows-1258");
}

/* Every letter there is, through each table and back. */
static void tables_round_trip(void **state)
{
        static const struct {
                const char *table;
                enum legacy legacy;
        } rows[] = { { "tcvn3", LEGACY_TCVN3 }, { "vni", LEGACY_VNI }, { "viscii", LEGACY_VISCII }, { "cp1258", LEGACY_CP1258 } };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                struct legacy_maker m;
                struct buf out = { 0 };

                legacy_maker_open(&m, rows[i].table);
                for (size_t k = 0; k < m.table.n; k++) {
                        buf_clear(&bytes);
                        buf_clear(&out);
                        legacy_maker_put(&m, &bytes, m.table.rows[k][1]);
                        widen();
                        legacy_decode(&out, rows[i].legacy, buf_span(&bytes));
                        assert_string_equal(out.ptr, m.table.rows[k][1]);
                }
                legacy_maker_close(&m);
                buf_release(&out);
        }
}

static void vps_letters_follow_their_word(void **state)
{
        struct buf out = { 0 };

        (void) state;
        /* byte 0xA5 is Ặ and ặ, 0xE5 Ạ and ạ */
        legacy_decode(&out, LEGACY_VPS, SPAN("H\u00E5nh ph\u00FAc H\u00E5NH PH\u00DAC \u00A5 TR\u00A5T\nB\u00B6 T\u20ACI\nB\u00B6 T\u00E0i"));
        assert_string_equal(out.ptr, "H\u1EA1nh ph\u00FAc H\u1EA0NH PH\u00DAC \u1EB7 TR\u1EB6T\nB\u1ED8 T\u00C0I\nB\u1ED9 T\u00E0i");
        buf_release(&out);
}

static void fonts_by_name(void **state)
{
        static const struct {
                const char *name;
                enum font font;
        } rows[] = {
                { ".VnTime", FONT_TCVN3 }, { ".VnTimeH", FONT_TCVN3_CAPITALS }, { ".vntime", FONT_TCVN3 }, { ".VnArial NarrowH", FONT_TCVN3_CAPITALS }, { "VNSTCVN3", FONT_TCVN3 },
                { "VNI-Times", FONT_VNI }, { "VNI Helve", FONT_VNI }, { "VPS Times", FONT_VPS }, { "Symbol", FONT_SYMBOL }, { "Wingdings 2", FONT_DINGBATS },
                { "Times New Roman", FONT_PLAIN }, { "", FONT_PLAIN }, { " ", FONT_PLAIN }, { "Verdana", FONT_PLAIN }, { "H", FONT_PLAIN },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++)
                assert_int_equal(font_by_name(span_of(rows[i].name)), rows[i].font);
        assert_true(font_named_in(SPAN("<w:rFonts w:ascii=\"Arial\" w:hAnsi=\".VnTime\"")));
        assert_false(font_named_in(SPAN("<w:rFonts w:ascii=\"Times New Roman\" w:cs=\"Arial\"")));
        assert_false(font_named_in(SPAN("<w:rFonts w:ascii=\"")));
}

static void syllables(void **state)
{
        static const char *const good[] = { "nghi\u00EAng", "Quy\u1EBFt", "\u0110\u1ED9c", "g\u00EC", "gi\u1EEFa", "\u01B0\u01A1ng", "hu\u1EF3nh", "thu\u1EDF", "khuya", "y\u00EAu", "ngo\u1EB1n", "qu\u1ED1c", "v\u00EA\u0300" };
        static const char *const bad[] = { "", "c\u00E1th", "quy\u00D5t", "kh\u1ED9ngg", "k\u00E0", "ng\u00EA", "c\u00ED", "b\u00E0c", "s\u00E1\u0301", "nghi\u00EAngh", "f\u00E1", "5", "\u00AE\u00DEnh" };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(good); i++)
                assert_true(syllable_is_valid(span_of(good[i])));
        for (size_t i = 0; i < ARRAY_LEN(bad); i++)
                assert_false(syllable_is_valid(span_of(bad[i])));
}

/* ---- fonts in DOCX --------------------------------------------------------------------------------------- */

#define RUN(font, text) "<w:r><w:rPr><w:rFonts w:ascii=\"" font "\" w:hAnsi=\"" font "\"/></w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"

static struct buf zip;

static void runs_by_font(void **state)
{
        static const struct {
                const char *body, *text;
        } rows[] = {
                { "<w:p>" RUN(".VnTime", "QuyÕt ®Þnh cña Uû ban nh©n d©n") "</w:p>", "Quyết định của Uỷ ban nhân dân\n" },
                { "<w:p>" RUN(".VnTimeH", "Céng hßa x· héi") RUN("Arial", " và ") RUN(".VnTime", "x· héi") "</w:p>", "CỘNG HÒA XÃ HỘI và xã hội\n" },
                { "<w:p>" RUN("VNI-Times", "Coäng hoøa xaõ hoäi, ñöôïc, Quyeát ñònh") "</w:p>", "Cộng hòa xã hội, được, Quyết định\n" },
                { "<w:p>" RUN("VNI-Times", "Co") RUN("VNI-Times", "äng ho") "<w:proofErr/>" RUN("VNI-Times", "øa") "</w:p>", "Cộng hòa\n" }, /* the mark in another run */
                /* U+00AD is ư, as a character and as an element */
                { "<w:p>" RUN(".VnTime", "®\u00AD\u00EEc") "<w:r><w:rPr><w:rFonts w:hAnsi=\".VnTime\"/></w:rPr><w:t xml:space=\"preserve\"> n</w:t><w:softHyphen/><w:t>íc</w:t></w:r></w:p>", "được nước\n" },
                /* Unicode typed in the old font */
                { "<w:p>" RUN(".VnTime", "Quyết định của Ủy ban") "</w:p>", "Quyết định của Ủy ban\n" },
                { "<w:p>" RUN(".VnTime", "Quyết định của Ủy ban về ") RUN("Arial", "x ") RUN(".VnTime", "và") "</w:p>", "Quyết định của Ủy ban về x và\n" },
                { "<w:p>" RUN(".VnTime", "và không có công nhân") "</w:p>", "và không có công nhân\n" },
                { "<w:p>" RUN(".VnTime", "Báo cáo chuyên") "</w:p>", "Báo cáo chuyên\n" }, /* letters the font draws too, and no words so */
                { "<w:p>" RUN("VPS Times", "S\u00D3 5/2025/N\u00F1-CP") "</w:p>", "Số 5/2025/NĐ-CP\n" }, /* two syllables as TCVN3 */
                /* bytes in the private range */
                { "<w:p>" RUN(".VnTime", "Qu\uF079\uF0D5t \uF0AE\uF0DEnh") "</w:p>", "Quyết định\n" },
                /* what Windows-1252 has in 80-9F stays */
                { "<w:p>" RUN(".VnTime", "“§iÒu 1” – kho¶n 2…") "</w:p>", "“Điều 1” – khoản 2…\n" },
                { "<w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/><w:caps/></w:rPr><w:t>QuyÕt ®Þnh</w:t></w:r></w:p>", "QUYẾT ĐỊNH\n" },
                /* the font of letters beyond ASCII decides; cs counts when it is all there is */
                { "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\".VnTime\"/></w:rPr><w:t>ngµy th¸ng</w:t></w:r></w:p>", "ngày tháng\n" },
                { "<w:p><w:r><w:rPr><w:rFonts w:cs=\".VnTime\"/></w:rPr><w:t>ngµy th¸ng</w:t></w:r></w:p>", "ngày tháng\n" },
                /* the text is VNI, whatever the font says */
                { "<w:p>" RUN("VNSTCVN3", "heä thoáng thoâng tin cuûa caùc cô quan nhaø nöôùc") "</w:p>" "<w:p>" RUN("VNSTCVN3", "heä") "</w:p>",
                  "hệ thống thông tin của các cơ quan nhà nước\nhệ\n" },
                /* symbols */
                { "<w:p>" RUN("Symbol", "\uF0B3") RUN("Arial", " 5 ") RUN("Wingdings", "\uF0FC\uF021") "</w:p>", "≥ 5 ✓\n" },
                { "<w:p><w:r><w:sym w:font=\".VnTime\" w:char=\"F0AE\"/><w:t>·</w:t></w:r></w:p>", "đ·\n" },
        };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                int r;

                docx_make(&zip, rows[i].body);
                r = read_span("a.docx", buf_span(&zip));
                assert_code(r, 0);
                assert_sound(r);
                assert_text(rows[i].text);
        }
}

/* Old text that was given a new font. */
static void texts_that_make_no_words(void **state)
{
        (void) state;
        docx_make(&zip, P("C\u00E9ng h\u00DFa x\u00B7 h\u00E9i ch\u00F1 ngh\u00DCa Vi\u00D6t Nam") P("Quy\u00D5t \u00AE\u00DEnh c\u00F1a B\u00E9") P("s\u00E8 5") "<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>");
        assert_code(read_span("a.docx", buf_span(&zip)), 0);
        assert_text("C\u1ED9ng h\u00F2a x\u00E3 h\u1ED9i ch\u1EE7 ngh\u0129a Vi\u1EC7t Nam\nQuy\u1EBFt \u0111\u1ECBnh c\u1EE7a B\u1ED9\ns\u1ED1 5\n\n");
        assert_string_equal(doc.encoding, "TCVN3");
        assert_int_equal(doc.diags.n, 2); /* decoded, and the deletion once */
}

static void fonts_by_style_and_theme(void **state)
{
        static const char styles[] = "<w:styles xmlns:w=\"" W_NAMESPACE "\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:hAnsiTheme=\"minorHAnsi\"/></w:rPr></w:rPrDefault>"
                "</w:docDefaults><w:style w:type=\"paragraph\" w:styleId=\"V\"><w:rPr><w:rFonts w:ascii=\"VNI-Times\" w:hAnsi=\"VNI-Times\"/></w:rPr></w:style>"
                "<w:style w:type=\"character\" w:styleId=\"C\"><w:rPr><w:rFonts w:ascii=\".VnTimeH\" w:hAnsi=\".VnTimeH\"/></w:rPr></w:style></w:styles>";
        static const char theme[] = "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:themeElements><a:fontScheme><a:majorFont><a:latin typeface=\"Arial\"/></a:majorFont>"
                "<a:minorFont><a:latin typeface=\".VnTime\"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>";
        static const char numbering[] = "<w:numbering xmlns:w=\"" W_NAMESPACE "\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
                "<w:lvlText w:val=\"§iÒu %1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"§\"/><w:rPr><w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/></w:rPr></w:lvl>"
                "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
        static const char document[] = W_ROOT "<w:p><w:r><w:t>ngµy th¸ng</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"V\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Quyeát ñònh </w:t></w:r>"
                "<w:r><w:rPr><w:rStyle w:val=\"C\"/></w:rPr><w:t>héi</w:t></w:r><w:r><w:rPr><w:rFonts w:asciiTheme=\"majorHAnsi\" w:hAnsiTheme=\"majorHAnsi\"/></w:rPr><w:t xml:space=\"preserve\"> và</w:t></w:r>"
                "<w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\"/></w:rPr><w:t xml:space=\"preserve\"> ôtô</w:t></w:r></w:p>"
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Tr¸ch nhiÖm</w:t></w:r></w:p>"
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>gåm</w:t></w:r></w:p>" W_END;
        const struct zip_part parts[] = {
                { "word/_rels/document.xml.rels", SPAN(RELATIONS(RELATION("styles", "styles.xml") RELATION("theme", "theme1.xml") RELATION("numbering", "numbering.xml"))), false },
                { "word/styles.xml", span_of(styles), false }, { "word/theme1.xml", span_of(theme), false }, { "word/numbering.xml", span_of(numbering), false },
        };
        int r;

        (void) state;
        docx_make_parts(&zip, span_of(document), parts, ARRAY_LEN(parts));
        r = read_span("a.docx", buf_span(&zip));
        assert_code(r, 0);
        assert_sound(r);
        assert_text("ngày tháng\nQuyết định HỘI và ôtô\nĐiều 1. Trách nhiệm\n• gồm\n");
        assert_int_equal(doc.blocks[2].label, strlen("Điều 1. "));
        assert_diag(DIAG_encoding_decoded, "TCVN3");
        assert_string_equal(doc.encoding, "TCVN3");
}

/* Files made with the project's own encoder: every word must come back, from a font that says VNI and from one that says TCVN3. */
static void encoded_files_come_back(void **state)
{
        static const struct {
                const char *table, *font;
        } rows[] = { { "vni", "VNI-Times" }, { "tcvn3", ".VnTime" }, { "vps", "VPS Times" } };
        struct buf body = { 0 }, expected = { 0 };

        (void) state;
        for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
                int r;

                buf_clear(&body);
                buf_clear(&expected);
                for (const char *p = sample; *p; p += strcspn(p, "\n") + 1) {
                        char line[1000];

                        snprintf(line, sizeof(line), "%.*s", (int) strcspn(p, "\n"), p);
                        buf_printf(&expected, "%s\n", line);
                        for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) {
                                make(rows[i].table, word);
                                widen();
                                buf_printf(&body, "%s<w:r><w:rPr><w:rFonts w:ascii=\"%s\" w:hAnsi=\"%s\"/></w:rPr><w:t xml:space=\"preserve\">%s%s</w:t></w:r>", word == line ? "<w:p>" : "",
                                        rows[i].font, rows[i].font, word == line ? "" : " ", bytes.ptr);
                        }
                        buf_puts(&body, "</w:p>");
                }
                docx_make(&zip, body.ptr);
                r = read_span("a.docx", buf_span(&zip));
                assert_code(r, 0);
                assert_sound(r);
                assert_text(expected.ptr);
        }
        buf_release(&body);
        buf_release(&expected);
}

/* A text file's lines as paragraphs in @font, encoded; what @m cannot write is '?' in @expected too. */
static void encode_lines(const struct legacy_maker *m, const char *font, const char *text, struct buf *body, struct buf *expected)
{
        for (const char *p = text; *p; p += strcspn(p, "\n") + (p[strcspn(p, "\n")] != 0)) {
                char *line = strndup(p, strcspn(p, "\n"));
                struct buf back = { 0 };

                for (char *c = line; *c; c++)
                        *c = *c == '&' || *c == '<' || *c == '\t' || *c == '\r' ? ' ' : *c;
                while (*line && line[strlen(line) - 1] == ' ')
                        line[strlen(line) - 1] = '\0';
                buf_clear(&bytes);
                legacy_maker_put(m, &bytes, line);
                for (unsigned len, i = 0; line[i]; i += len) { /* the same with '?' */
                        struct buf one = { 0 };
                        char letter[5] = "";

                        utf8_decode(line + i, line + strlen(line), &len);
                        memcpy(letter, line + i, len);
                        legacy_maker_put(m, &one, letter);
                        buf_puts(&back, strcmp(one.ptr, "?") == 0 ? "?" : letter);
                        buf_release(&one);
                }
                if (bytes.len) {
                        widen();
                        buf_printf(body, "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"%s\" w:hAnsi=\"%s\"/></w:rPr><w:t xml:space=\"preserve\">%s</w:t></w:r></w:p>", font, font, bytes.ptr);
                        buf_printf(expected, "%s\n", back.ptr);
                }
                buf_release(&back);
                free(line);
        }
}

/* Lines that came back as they were, of all. */
static void compare_lines(const char *expected, size_t *same, size_t *all)
{
        const char *got = arena_strndup(&arena, doc.text);

        while (*expected && *got) {
                size_t a = strcspn(expected, "\n"), b = strcspn(got, "\n");

                *same += a == b && memcmp(expected, got, a) == 0;
                ++*all;
                expected += a + 1;
                got += b + 1;
        }
        assert_int_equal(*expected, *got); /* no line too many or too few */
}

/* The project's own documents, encoded and read: at least 99.5 lines of a hundred are the same, letter for letter. */
static void corpus_comes_back(void **state)
{
        static const char *const encodings[][2] = { { "vni", "VNI-Times" }, { "tcvn3", ".VnTime" } };

        glob_t files;

        (void) state;
        assert_int_equal(glob(SOURCE_ROOT "/corpus/documents/*.txt", 0, NULL, &files), 0);
        for (size_t k = 0; k < ARRAY_LEN(encodings); k++) {
                struct legacy_maker m;
                size_t same = 0, all = 0;

                legacy_maker_open(&m, encodings[k][0]);
                for (size_t i = 0; i < files.gl_pathc; i++) {
                        struct buf body = { 0 }, expected = { 0 };
                        char *text;

                        arena_reset(&arena);
                        assert_code(extractor_read(&doc, &arena, files.gl_pathv[i], NULL), 0);
                        if (find_diag(DIAG_encoding_decoded) || memchr(doc.text.ptr, '?', doc.text.len))
                                continue;
                        text = strndup(doc.text.ptr, doc.text.len);
                        encode_lines(&m, encodings[k][1], text, &body, &expected);
                        free(text);
                        docx_make(&zip, body.ptr);
                        assert_code(read_span("a.docx", buf_span(&zip)), 0);
                        compare_lines(expected.ptr, &same, &all);
                        buf_release(&body);
                        buf_release(&expected);
                }
                legacy_maker_close(&m);
                print_message("# %s: %zu of %zu lines\n", encodings[k][0], same, all);
                assert_true(all > 800);
                assert_true(same * 1000 >= all * 995);
        }
        globfree(&files);
}

static int release(void **state)
{
        buf_release(&bytes);
        buf_release(&zip);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(plain_text_by_its_words),
                cmocka_unit_test(windows_1258),
                cmocka_unit_test(long_windows_1258),
                cmocka_unit_test(viqr),
                cmocka_unit_test(utf8_twice),
                cmocka_unit_test(no_clear_margin_no_guess),
                cmocka_unit_test(tables_round_trip),
                cmocka_unit_test(vps_letters_follow_their_word),
                cmocka_unit_test(fonts_by_name),
                cmocka_unit_test(syllables),
                cmocka_unit_test(runs_by_font),
                cmocka_unit_test(texts_that_make_no_words),
                cmocka_unit_test(fonts_by_style_and_theme),
                cmocka_unit_test(encoded_files_come_back),
                cmocka_unit_test(corpus_comes_back),
        };

        return cmocka_run_group_tests_name("legacy", tests, NULL, release);
}
