/* Mails and mailboxes as folders, honest and hostile. */
#include "tests/unit/docx_maker.h"
#include "tests/unit/expect.h"

#include "extractor/container.h"

#include <time.h>

static struct buf seen; /* "name=bytes|" or "name!code|" of every member; "~" behind what is cut */
static struct arena kept;
static struct arrival first, own; /* of the first member, and of the last that is a mail itself */

static struct arrival keep(const struct arrival *a)
{
        const struct arrival none = { 0 };

        a = a ? a : &none;
#define KEEP(field) .field = a->field ? arena_strdup(&kept, a->field) : NULL
        return (struct arrival) { KEEP(member), KEEP(message_id), KEEP(sender), KEEP(recipients), KEEP(subject), KEEP(sent), KEEP(received) };
#undef KEEP
}

static int list(struct span bytes)
{
        struct container *c;
        struct member m;
        const char *detail;
        int r = extractor_container_open(&c, "/x/thu.eml", bytes, NULL, &detail);

        arena_reset(&kept);
        buf_clear(&seen);
        buf_puts(&seen, r == 0 && !c ? "none" : "");
        assert_true(r || !c == !extractor_is_container(bytes));
        first = keep(c ? extractor_container_arrival(c) : NULL);
        while (r == 0 && c && extractor_container_next(c, &m) == 0 && m.name) {
                buf_puts(&seen, m.name);
                if (m.code)
                        buf_printf(&seen, "!%s", diag_name((enum diag_code) m.code));
                else
                        buf_printf(&seen, "=%.*s", m.bytes.len > 60 ? 4 : (int) m.bytes.len, m.bytes.ptr);
                buf_puts(&seen, m.note == DIAG_cut_file ? "~|" : "|");
                if (m.code == DIAG_holds_files)
                        own = keep(m.arrival);
        }
        extractor_container_close(c);
        return r;
}

#define assert_files(mail, expected) \
        do { \
                assert_code(list(SPAN(mail)), 0); \
                assert_string_equal(seen.ptr, (expected)); \
        } while (0)

#define HEAD "From: a@example.vn\nTo: b@example.vn\nSubject: x\nMIME-Version: 1.0\n"
#define MIXED HEAD "Content-Type: multipart/mixed; boundary=b1\n\n"
#define PART(headers, body) "--b1\n" headers "\n" body "\n"
#define END "--b1--\n"

static void arrivals(void **state)
{
        (void) state;
        assert_files("Received: from x by y;\n Tue, 05 Mar 2024 20:30:00 +0000 (UTC)\nReceived: from w by x; Tue, 05 Mar 2024 20:00:00 +0000\n"
                     "From: =?UTF-8?B?Tmd1eeG7hW4gVsSDbiBB?= <a@example.vn>\nTo: =?UTF-8?Q?V=C4=83n_th=C6=B0?= <b@example.vn>,\n c@example.vn\nCc: D\303\242n <d@example.vn>\n"
                     "Subject: =?UTF-8?Q?V=E1=BB=81_vi=E1=BB=87c?=\n =?UTF-8?Q?_h=E1=BB=8Dp?= 10\nDate: Tue, 05 Mar 2024 12:29:59 -0800\nMessage-ID: <1@example.vn>\n\nK\303\255nh g\341\273\255i\n",
                "body.txt=K\303\255nh g\341\273\255i\n|");
        assert_string_equal(first.sender, "Nguy\u1EC5n V\u0103n A <a@example.vn>");
        assert_string_equal(first.recipients, "V\u0103n th\u01B0 <b@example.vn>, c@example.vn, D\u00E2n <d@example.vn>");
        assert_string_equal(first.subject, "V\u1EC1 vi\u1EC7c h\u1ECDp 10");
        assert_string_equal(first.message_id, "1@example.vn");
        assert_string_equal(first.sent, "2024-03-06T03:29:59+07:00");
        assert_string_equal(first.received, "2024-03-06T03:30:00+07:00");
        assert_null(first.member);

        /* words that are padded, and one letter in two of them */
        assert_files("To: b@x\nMessage-ID: <1@x>\nSubject: =?utf-8?B?YQ==?=\n =?utf-8?B?Yg==?= =?utf-8?B?4bs=?= =?utf-8?B?gQ==?= =?utf-8?B?x?\n\n", "");
        assert_string_equal(first.subject, "ab\u1EC1 =?utf-8?B?x?");

        /* raw TCVN3 in a header, a date that is none, control characters */
        assert_files("To: b@example.vn\nSubject: V\xD2 vi\xD6\x63 b\xB8o c\xB8o k\xD5t qu\xB6\nDate: yesterday\nFrom: a\033[31m@example.vn\n\n", "");
        assert_string_equal(first.subject, "V\u1EC1 vi\u1EC7c b\u00E1o c\u00E1o k\u1EBFt qu\u1EA3");
        assert_null(first.sent);
        assert_null(strchr(first.sender, '\033'));
}

static void no_mails(void **state)
{
        (void) state;
        assert_files("K\303\255nh g\341\273\255i: b\303\240 A\nTo: x\nFrom: y\nSubject: z\n\n", "none");
        assert_files("From: Saved by a browser\nSubject: x\nDate: Tue, 05 Mar 2024 20:30:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n", "none");
        assert_files("From: here on it is forbidden\nto do anything\n", "none");
        assert_files("From x\n\nabc", "none");
        assert_files("To: us\n\nhello", "none");
}

static void bodies(void **state)
{
        (void) state;
        assert_files(HEAD "Content-Type: multipart/alternative; boundary=b1\n\n" PART("Content-Type: text/plain\n", "ch\341\273\257") PART("Content-Type: text/html\n", "<p>page") END, "body.txt=ch\341\273\257|");
        assert_files(HEAD "Content-Type: multipart/alternative; boundary=b1\n\n" PART("Content-Type: text/plain\n", "\302\240 \n") PART("Content-Type: text/html\n", "<p>page") END, "body.html=<p>page|");
        assert_files(HEAD "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>V=C4=83n=\n b=E1=BA=A3n", "body.html=<p>V\u0103n b\u1EA3n|");
        assert_files(HEAD "Content-Transfer-Encoding: base64\n\nTeG7mXQ=\nIGhhaQ==\n", "body.txt=M\u1ED9t hai|");
        assert_files(HEAD "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n#86)C\n`\nend\n", "body.txt=abc|");
        assert_files(HEAD "Content-Transfer-Encoding: x-secret\n\nabc", "body.txt!unknown_format|");
        /* an attachment among alternatives is no alternative */
        assert_files(HEAD "Content-Type: multipart/alternative; boundary=b1\n\n" PART("", "ch\341\273\257") "--b1\nContent-Type: multipart/mixed; boundary=b12\n\n"
                     "--b12\nContent-Type: text/html\n\n<p>page\n--b12\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--b12--\n" END, "body.txt=ch\341\273\257|a.pdf=%PDF|");
        assert_files(MIXED PART("", "one") PART("Content-Type: text/plain; name=x.txt\n", "two") PART("", "three") END, "body.txt=one|x.txt=two|body-3.txt=three|");
        assert_files(HEAD "Content-Type: multipart/mixed\n\nno boundary", "body.txt=no boundary|");
        assert_files(HEAD "Content-Type: multipart/mixed; boundary=b1\n\nno part", "body.txt=no part|");
        assert_files(HEAD, "");
}

static void names(void **state)
{
        struct buf mail = { 0 };

        (void) state;
        assert_files(MIXED PART("Content-Type: application/x; name=\"=?UTF-8?B?Q8O0bmcgdsSDbi5kb2N4?=\"\n", "1")
                     PART("Content-Disposition: attachment; filename*0*=UTF-8''C%C3%B4ng%20;\n filename*1*=v%C4%83n.docx\n", "2")
                     PART("Content-Disposition: attachment; filename=\"../../etc/passwd\"\n", "3") PART("Content-Disposition: attachment; filename=\"..\"\n", "4")
                     PART("Content-Disposition: attachment; filename=\"C:\\\\a.txt\"\n", "5") PART("Content-Type: application/pdf\n", "6")
                     PART("Content-Disposition: attachment; filename=\"\303\240\n b.txt\"\n", "7") END,
                "C\u00F4ng v\u0103n.docx=1|C\u00F4ng v\u0103n-2.docx=2|.._.._etc_passwd=3|_=4|C:_a.txt=5|part-6.pdf=6|\u00E0 b.txt=7|");
        buf_puts(&mail, MIXED "--b1\nContent-Disposition: attachment; filename=\"");
        for (int i = 0; i < 300; i++)
                buf_puts(&mail, "\u1ED9");
        buf_puts(&mail, ".docx\"\n\n1\n" END);
        assert_code(list(buf_span(&mail)), 0);
        assert_int_equal(seen.len, 174 + 5 + 3); /* 58 letters, the ending, "=1|" */
        buf_release(&mail);
}

static void nested(void **state)
{
        struct buf docx = { 0 }, zip = { 0 }, mail = { 0 };

        (void) state;
        assert_files(MIXED PART("", "one") PART("Content-Type: message/rfc822\n", "Subject: inner\nMessage-ID: <2@x>\n\ntwo") PART("", "three") END,
                "body.txt=one|part-2.eml/body.txt=two|part-2.eml!holds_files|body-3.txt=three|");
        assert_string_equal(own.subject, "inner");
        assert_string_equal(own.member, "part-2.eml");
        assert_string_equal(first.subject, "x");

        /* whatever an attachment is called */
        docx_make(&docx, P("x"));
        zip_make(&zip, (struct zip_part[]) { { "a.docx", buf_span(&docx), false }, { "b.eml", SPAN(HEAD "\nmail"), true } }, 2);
        buf_puts(&mail, MIXED "--b1\nContent-Type: application/octet-stream; name=khac.pdf\nContent-Transfer-Encoding: binary\n\n");
        buf_add_span(&mail, buf_span(&zip));
        buf_puts(&mail, "\n" END);
        assert_code(list(buf_span(&mail)), 0);
        assert_string_equal(seen.ptr, "khac.pdf/a.docx=PK\3\4|khac.pdf/b.eml/body.txt=mail|khac.pdf/b.eml!holds_files|");
        buf_release(&docx);
        buf_release(&zip);
        buf_release(&mail);
}

static void kept_out(void **state)
{
        (void) state;
        assert_files(HEAD "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n\nMII=", "smime.p7m!signed_mail|");
        assert_files(HEAD "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMII=", "smime.p7m!encrypted_mail|");
        assert_files(HEAD "Content-Type: multipart/encrypted; boundary=b1\n\n" PART("Content-Type: application/pgp-encrypted\n", "Version: 1") END, "part-1.bin!encrypted_mail|");
        assert_files(HEAD "Content-Type: multipart/signed; boundary=b1\n\n" PART("", "one") PART("Content-Type: application/pkcs7-signature; name=smime.p7s\n", "MII") END,
                "body.txt=one|smime.p7s!unknown_format|");
        assert_files(HEAD "Content-Type: multipart/report; boundary=b1\n\n" PART("", "failed") PART("Content-Type: message/delivery-status\n", "Status: 5") END, "body.txt=failed|part-2.bin!unknown_format|");
        assert_files(MIXED PART("Content-Type: application/ms-tnef; name=winmail.dat\n", "\x78\x9F\x3E\x22\1\2") END, "winmail.dat=\x78\x9F\x3E\x22\1\2|");
        assert_code(extractor_read_bytes(&doc, &arena, "winmail.dat", SPAN("\x78\x9F\x3E\x22\1\2"), NULL), DIAG_winmail);
}

static void charsets(void **state)
{
        const char *tcvn3 = "C\xA8n c\xF8 Th\xAB\x6Eg t\xAD s\xE8 22 c\xF1\x61 B\xE9 Th\xAB\x6Eg tin v\xB5 Truy\xD2n th\xAB\x6Eg v\xD2 vi\xD6\x63 b\xB8o c\xB8o k\xD5t qu\xB6";

        (void) state;
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", span_of(tcvn3), NULL, NULL), 0);
        assert_string_equal(doc.encoding, "TCVN3");
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", span_of(tcvn3), "iso-8859-1", NULL), 0); /* the words know better */
        assert_string_equal(doc.encoding, "TCVN3");
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", SPAN("caf\xE9 de Paris"), "iso-8859-1", NULL), 0);
        assert_text("caf\u00E9 de Paris");
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", SPAN("caf\xE9"), NULL, NULL), DIAG_encoding_unknown);
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", SPAN("caf\xE9"), "x-nobody-knows", NULL), DIAG_encoding_unknown);
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", SPAN("caf\xE9"), "iso-2022-cn-ext", NULL), DIAG_encoding_unknown);
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", SPAN("caf\xE9"), "latin1//TRANSLIT", NULL), DIAG_encoding_unknown);
        assert_code(extractor_read_declared(&doc, &arena, "body.txt", SPAN("t\xED"), "windows-1258", NULL), 0);
        assert_string_equal(doc.encoding, "windows-1258");
}

static void cut(void **state)
{
        (void) state;
        assert_files(MIXED PART("", "one") "--b1\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBER", "body.txt=one|part-2.pdf=%PD~|");
        assert_files(MIXED PART("", "one") "--b1\nContent-Type: appl", "body.txt=one|part-2.bin=~|");
        assert_files(MIXED PART("", "one") "--b1\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\ntwo", "body.txt=one|body-2.txt=two~|");
        assert_files(HEAD "Content-Type: multi", "part-1.bin=|");
}

static void limits(void **state)
{
        struct buf mail = { 0 };
        clock_t begin = clock();

        (void) state;
        buf_puts(&mail, HEAD "X-Long: ");
        for (int i = 0; i < 70000; i++)
                buf_puts(&mail, "0123456789abcdef");
        buf_puts(&mail, "\n\ntext");
        assert_code(list(buf_span(&mail)), DIAG_limit_mail);

        buf_clear(&mail);
        buf_puts(&mail, MIXED);
        for (int i = 0; i < 3000; i++)
                buf_puts(&mail, PART("Content-Type: application/x; name=a\n", "x"));
        assert_code(list(buf_span(&mail)), 0);
        assert_non_null(strstr(seen.ptr, "|a-1000=x|part-1001.bin!limit_mail|"));

        buf_clear(&mail);
        buf_puts(&mail, HEAD);
        for (int i = 0; i < 40; i++)
                buf_printf(&mail, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
        assert_code(list(buf_span(&mail)), 0);
        assert_string_equal(seen.ptr, "part-1.bin!limit_mail|");

        buf_clear(&mail);
        for (int i = 0; i < 40; i++)
                buf_puts(&mail, HEAD "Content-Type: message/rfc822; name=m\n\n");
        assert_code(list(buf_span(&mail)), 0);
        assert_non_null(strstr(seen.ptr, "m/m/m/m/m/m!limit_mail|"));

        /* headers full of parentheses, commas, encoded words; a mailbox of nothing but separators */
        buf_clear(&mail);
        buf_puts(&mail, "To: ");
        for (int i = 0; i < 200000; i++)
                buf_puts(&mail, "(,");
        buf_puts(&mail, "\nFrom: ");
        for (int i = 0; i < 40000; i++)
                buf_puts(&mail, "=?UTF-8?Q?=C4?=,;:<@");
        buf_puts(&mail, "\nSubject: x\n\n");
        assert_code(list(buf_span(&mail)), 0);
        buf_clear(&mail);
        for (int i = 0; i < 100000; i++)
                buf_puts(&mail, "From x 00:00\nFrom:\n\n");
        assert_code(list(buf_span(&mail)), 0);
        assert_true((clock() - begin) / CLOCKS_PER_SEC < 20); /* under the sanitizers */
        buf_release(&mail);
}

static void mailboxes(void **state)
{
        (void) state;
        assert_files("From a@x Tue Mar  5 10:00:00 2024\n" HEAD "Message-ID: <1/\303\240@x>\n\none\n>From here\n>>From there\nFrom now on\n\n"
                     "From a@x Tue Mar  5 10:00:00 2024\r\n" HEAD "Message-ID: <1/\303\240@x>\n\ntwo\n\nFrom a@x Tue Mar  5 10:00:00 2024\n" HEAD "\nthree\n",
                "1___@x/body.txt=one\nFrom here\n>From there\nFrom now on\n\n|1___@x!holds_files|1___@x-2/body.txt=two\n\n|1___@x-2!holds_files|"
                "mail-c8a4ab931d0c786e/body.txt=three\n|mail-c8a4ab931d0c786e!holds_files|");
}

static int release(void **state)
{
        buf_release(&seen);
        arena_release(&kept);
        return release_arena(state);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(arrivals),
                cmocka_unit_test(no_mails),
                cmocka_unit_test(bodies),
                cmocka_unit_test(names),
                cmocka_unit_test(nested),
                cmocka_unit_test(kept_out),
                cmocka_unit_test(charsets),
                cmocka_unit_test(cut),
                cmocka_unit_test(limits),
                cmocka_unit_test(mailboxes),
        };

        return cmocka_run_group_tests_name("mail", tests, NULL, release);
}
