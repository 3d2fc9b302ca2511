#!/usr/bin/env python3
"""An office's mailbox: an mbox of mails with Vietnamese names, three formats attached and some attachments sent again and again, brought into an archive, and
everything about it asked of the archive. TAP on stdout.

usage: mail.py PROGRAM [--mails N]
"""
import argparse, base64, email.policy, email.utils, hashlib, io, json, os, re, sqlite3, subprocess, sys, tempfile, time, zipfile
from email.message import EmailMessage

from tap import ok, tests

FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Đặng', 'Vũ', 'Bùi']
GIVEN = ['Thị Hồng Nhung', 'Văn Đức', 'Quỳnh Như', 'Hữu Phước', 'Thùy Dương', 'Ngọc Ánh']
TAIL = '\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n'


def text_of(kind, n):
    return (f'ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\nSố: {n + 100}/{kind}-UBND\nHà Tĩnh, ngày {n % 28 + 1:02d} tháng 3 năm 2024\nCÔNG VĂN\nVề việc trả lời kiến nghị thứ {n}\n'
            f'Căn cứ Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016;\n' + TAIL)


def docx(text):
    body = ''.join(f'<w:p><w:r><w:t>{line}</w:t></w:r></w:p>' for line in text.split('\n'))
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, content in (('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                               '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
                              ('word/document.xml', '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + body + '</w:body></w:document>')):
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            z.writestr(info, content)
    return out.getvalue()


def html(text):
    return ('<html><head><meta charset="utf-8"></head><body>' + ''.join(f'<p>{line}</p>' for line in text.split('\n')) + '</body></html>').encode()


FORMATS = [('docx', 'application', 'vnd.openxmlformats-officedocument.wordprocessingml.document', docx),
           ('html', 'text', 'html', html), ('txt', 'text', 'plain', lambda t: t.encode())]


def attach(mail, kind, n, name):
    ending, main, sub, make = FORMATS[n % 3]
    name = f'{name} số {n}.{ending}'
    data = make(text_of(kind, n))
    if main == 'text':
        mail.add_attachment(data.decode(), subtype=sub, filename=name, cte='base64' if n % 2 else 'quoted-printable')
    else:
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)


def person(n):
    return f'{FAMILY[n % len(FAMILY)]} {GIVEN[n % len(GIVEN)]}'


def encoded(text):
    """RFC 2047, folded. The library's own way of folding loses spaces between words."""
    return '\n '.join('=?UTF-8?B?' + base64.b64encode(text[i:i + 20].encode()).decode() + '?=' for i in range(0, len(text), 20)).encode()


def compose(n, shared):
    mail = EmailMessage(policy=email.policy.SMTP.clone(max_line_length=76))
    mail['Received'] = f'from a.example.vn by mx.hatinh.example.vn; Tue, {n % 28 + 1} Mar 2024 23:30:00 +0000'
    mail['From'] = email.utils.formataddr((person(n), f'canbo{n}@hatinh.example.vn')) if n % 2 else f'"{person(n)}" <canbo{n}@hatinh.example.vn>'
    mail['To'] = '"Văn thư Sở Thông tin và Truyền thông" <vanthu@stttt.example.vn>'
    subject = f'V/v gửi công văn số {n} để xin ý kiến góp ý bằng văn bản của các sở, ban, ngành'
    mail['Date'] = f'Tue, {n % 28 + 1} Mar 2024 23:15:00 +0000'
    mail['Message-ID'] = f'<thu-{n}@hatinh.example.vn>'
    mail.set_content(f'Kính gửi anh chị,\n\nFrom đây xin gửi công văn số {n}.\nFrom x Tue Mar 05 10:11:12 2024\nTrân trọng.\n', charset='utf-8', cte='8bit' if n % 3 else 'base64')
    if n % 4 == 0:
        mail.add_alternative(f'<p>Kính gửi anh chị, bản <b>HTML</b> của thư {n}</p>', subtype='html')
    attach(mail, 'CV', n, 'Công văn')
    if n < 2 * shared:
        attach(mail, 'KH', n % shared, 'Kế hoạch dùng chung')
    return b'Subject: ' + encoded(subject) + b'\n' + mail.as_bytes().replace(b'\r\n', b'\n')


def make_mbox(path, mails):
    with open(path, 'wb') as f:
        for mail in mails:
            f.write(b'From vanthu@stttt.example.vn Tue Mar  5 00:53:20 2024\n' + re.sub(rb'(?m)^(>*From )', rb'>\1', mail) + b'\n')


def check_extract(program, mails):
    with open('one.eml', 'wb') as f:
        f.write(mails[8])
    r = subprocess.run([program, 'extract', '--text', 'one.eml'], capture_output=True, text=True)
    records = [json.loads(line) for line in r.stdout.splitlines()]
    ok('extract opens a mail', r.returncode == 0 and [x['source']['member'] for x in records][:2] == ['body.txt', 'Công văn số 8.txt'] and
       records[1]['document']['number']['key'] == '108/CV-UBND', r.stdout, r.stderr)
    with open('bad.eml', 'wb') as f:
        f.write(b'From: a@x\nTo: b@x\nSubject: x\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nMII=\n')
    r = subprocess.run([program, '--lang=en', 'extract', 'bad.eml'], capture_output=True, text=True)
    ok('an encrypted one: exit 3, and its code', r.returncode == 3 and 'bad.eml/smime.p7m' in r.stderr and 'encrypted_mail' in r.stderr, r.stderr)


def check_grown(run, ask, counts, mails, more):
    """Mails behind the others, twice, by one process and by workers: theirs are the only ones parsed. Every mail has its place in the mailbox."""
    for jobs, new in (('1', more[:10]), ('2', more[10:])):
        mails += new
        make_mbox('in/Thư đến', mails)
        r = run('ingest', 'in', '-j', jobs)
        ok(f'a mailbox that grew by ten mails, -j {jobs}: ten are parsed', r.returncode == 0 and counts(r) == [len(mails) + 21, 20, len(mails) - 10, 0, 11, 0], counts(r), r.stderr)
    with open('in/Thư đến', 'rb') as f:
        box = f.read()
    places = ask("SELECT member, starts_at, bytes, sha256 FROM source WHERE path LIKE '%/Thư đến' AND starts_at IS NOT NULL ORDER BY starts_at")
    whole = [p for p in places if hashlib.sha256(box[p[1]:p[1] + p[2]]).hexdigest() == p[3]]
    ok('every mail has its place in the mailbox', len(whole) >= 20 and whole[-1][1] + whole[-1][2] == len(box), len(places), len(whole))


def check_maildir(run, ask, counts, mails):
    """Mails move from new to cur, and change their flags there, without being read again; what is in tmp is not there yet."""
    for name in 'cur', 'new', 'tmp', 'new/tmp':
        os.makedirs('Maildir/' + name)
    for n in range(20, 24):
        with open(f'Maildir/new/17096000{n}.M1P{n}.mx', 'wb') as f:
            f.write(mails[n].replace(b'@hatinh', b'@other'))
    open('Maildir/tmp/17096000.M1P.mx', 'w').write('From: half')
    open('Maildir/new/tmp/van-ban.txt', 'w').write('Số: 12/QĐ-UBND\n')
    for folder, _, names in os.walk('Maildir'):
        for name in names:
            os.utime(os.path.join(folder, name), (1700000000, 1700000000))
    r = run('ingest', 'Maildir')
    ok('a Maildir: what is in tmp is left alone, a folder that is only called so is not', 'tmp/1709' not in r.stderr and ask("SELECT count(*) FROM source WHERE path LIKE '%/Maildir/%' AND member IS NULL") == [(5,)], r.stderr)
    before = ask("SELECT count(*), count(DISTINCT path) FROM source WHERE path LIKE '%/Maildir/%'")
    for step, (a, b) in enumerate((('new/{}', 'cur/{}:2,'), ('cur/{}:2,', 'cur/{}:2,FS'), ('cur/{}:2,FS', 'cur/{}:2,S'))):
        for n in range(20, 23):
            name = f'17096000{n}.M1P{n}.mx'
            os.rename('Maildir/' + a.format(name), 'Maildir/' + b.format(name))
        r = run('ingest', 'Maildir', '-j', str(1 + step % 2))
        ok(f'moved to {b}: nothing is read', counts(r) == [5, 0, 5, 0, 0, 0], r.stderr)
    ok('nor is anything there twice', ask("SELECT count(*), count(DISTINCT path) FROM source WHERE path LIKE '%/Maildir/%'") == before, before)
    ok('the archive knows the new names', ask("SELECT count(DISTINCT s.path) FROM source s JOIN arrival a ON a.id = s.arrival_id AND a.path = s.path WHERE s.path LIKE '%/cur/%:2,S'") == [(3,)])
    r = run('verify')
    ok('the archive is sound', r.returncode == 0, r.stdout)


def main():
    p = argparse.ArgumentParser()
    p.add_argument('program')
    p.add_argument('--mails', type=int, default=1000)
    a = p.parse_args()
    shared = a.mails // 10
    program = os.path.realpath(a.program)
    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        os.mkdir('in')
        mails = [compose(n, shared) for n in range(a.mails + 1)]
        make_mbox('in/Thư đến', mails[:-1])
        os.utime('in/Thư đến', (1700000000, 1700000000))

        def run(*args, **more):
            return subprocess.run([program, '--lang=en', '-a', 'm.db', *args], capture_output=True, text=True, **more)

        def ask(sql):
            with sqlite3.connect('m.db') as db:
                return db.execute(sql).fetchall()

        def counts(r):
            return [int(x) for x in re.findall(r'\d+', next((l for l in r.stderr.splitlines() if 'files seen' in l), ''))]

        begin = time.time()
        r = run('ingest', 'in')
        print(f'# {a.mails} mails in {time.time() - begin:.1f} s: {counts(r)}')
        ok('ingest: exit 0', r.returncode == 0, r.stderr)
        # each mail: its text, itself, one attachment; the shared ones twice; the mailbox
        ok('every file has its outcome', counts(r) == [3 * a.mails + 2 * shared + 1, 2 * a.mails + shared, 0, shared, a.mails + 1, 0], r.stderr)
        ok('every mail is registered', ask('SELECT count(*), count(DISTINCT message_id), count(DISTINCT sender) FROM arrival') == [(a.mails,) * 3])
        ok('with its names', ask("SELECT sender, recipients, subject, sent, received FROM arrival WHERE message_id = 'thu-7@hatinh.example.vn'") ==
           [(f'{person(7)} <canbo7@hatinh.example.vn>', 'Văn thư Sở Thông tin và Truyền thông <vanthu@stttt.example.vn>',
             'V/v gửi công văn số 7 để xin ý kiến góp ý bằng văn bản của các sở, ban, ngành', '2024-03-09T06:15:00+07:00', '2024-03-09T06:30:00+07:00')],
           ask("SELECT sender, recipients, subject, sent, received FROM arrival WHERE message_id = 'thu-7@hatinh.example.vn'"))
        ok('attachments keep their names', ask("SELECT member FROM source WHERE member LIKE 'thu-8@%' ORDER BY member") ==
           [('thu-8@hatinh.example.vn',), ('thu-8@hatinh.example.vn/Công văn số 8.txt',), ('thu-8@hatinh.example.vn/Kế hoạch dùng chung số 8.txt',),
            ('thu-8@hatinh.example.vn/body.txt',)] if shared > 8 else True, ask("SELECT member FROM source WHERE member LIKE 'thu-8@%' ORDER BY member"))
        ok('every attachment was read', ask("SELECT count(*) FROM document WHERE key LIKE '%/CV-UBND'") == [(a.mails,)])
        ok('a shared one is one document with two sources', ask("SELECT count(DISTINCT d.id), count(*) FROM document d JOIN source s ON s.document_id = d.id WHERE d.key LIKE '%/KH-UBND'") ==
           [(shared, 2 * shared)])
        ok('which came in two mails', ask("SELECT count(DISTINCT s.arrival_id) FROM document d JOIN source s ON s.document_id = d.id WHERE d.key = '101/KH-UBND'") == [(2,)])
        body = ask("SELECT d.text FROM source s JOIN document d ON d.id = s.document_id WHERE s.member = 'thu-5@hatinh.example.vn/body.txt'")
        ok('a body is whole, its lines as they were', body and 'From đây' in body[0][0] and '\nFrom x Tue' in body[0][0] and body[0][0].endswith('Trân trọng.\n'), body)
        ok('of two alternatives the text is taken', ask("SELECT count(*) FROM source WHERE member LIKE '%body%.html'") == [(0,)])
        r = run('export', 'incoming', '--issuer=sở thông tin', '--format=ndjson')
        ok('the incoming register says when and with what it came', '"Ngày đến":"09/03/2024"' in r.stdout.replace('": "', '":"') and 'thu-7@hatinh.example.vn' in r.stdout, r.stdout[:300])
        r = run('show', '101/KH-UBND')
        ok('so does show', all(f'canbo{n}@hatinh.example.vn' in r.stdout for n in (1, 1 + shared)), r.stdout)
        r = run('ingest', 'in')
        ok('the second run opens nothing', r.returncode == 0 and counts(r) == [1, 0, 1, 0, 0, 0], r.stderr)

        # one mail less, one more
        make_mbox('in/next', mails[1:])
        os.replace('in/next', 'in/Thư đến')
        before = ask("SELECT min(id), max(id) FROM source WHERE member LIKE 'thu-9@%'")
        r = run('ingest', 'in')
        ok('a mailbox that changed: the new mail alone is parsed', r.returncode == 0 and counts(r) == [a.mails + 3, 2, a.mails - 1, 0, 2, 0], r.stderr)
        ok('the others are what they were', ask("SELECT min(id), max(id) FROM source WHERE member LIKE 'thu-9@%'") == before)
        r = run('verify')
        ok('the archive is sound', r.returncode == 0, r.stdout)
        check_grown(run, ask, counts, mails[1:], [compose(n, 0) for n in range(a.mails + 1, a.mails + 21)])
        check_extract(program, mails)
        check_maildir(run, ask, counts, mails)
    print(f'1..{tests[0]}')
    return 1 if tests[1] else 0


sys.exit(main())
