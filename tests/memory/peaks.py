#!/usr/bin/env python3
"""The memory of the largest process when a file near the limits is read: one of each format, large and regular, through `ingest -j 2`.

usage: peaks.py PROGRAM [--only NAME] [--megabytes 256]        TAP on stdout, with the peak, the time and the code of each
"""
import argparse, gzip, os, sqlite3, sys, tarfile, tempfile, zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / 'cli'))
from tap import ok, tests

LINE = 'Căn cứ Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016 của Bộ Thông tin và Truyền thông, Sở Nội vụ thực hiện nhiệm vụ năm 2020 với kinh phí 12 tỷ đồng;'
W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
MEGABYTE = 1 << 20


def lines(size):
    n = size // (len(LINE.encode()) + 8)
    return [f'{i % 10**6}. {LINE}' for i in range(n)]


def package(path, parts, first=None):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        if first:
            z.writestr('mimetype', first, zipfile.ZIP_STORED)
        for name, data in parts.items():
            z.writestr(name, data)


def write_docx(path, body):
    package(path, {
        '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        'word/document.xml': f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'})


def paragraph(text, runs=1):
    step = -(-len(text) // runs)
    return '<w:p>' + ''.join(f'<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr><w:t xml:space="preserve">{text[k:k + step]}</w:t></w:r>' for k in range(0, len(text), step)) + '</w:p>'


def docx(path):
    write_docx(path, ''.join(map(paragraph, lines(8 * MEGABYTE - 2000))))


def docx_runs(path):
    write_docx(path, ''.join(paragraph(line, 40) for line in lines(5 * MEGABYTE)))


def docx_cells(path):
    row = '<w:tr>' + f'<w:tc>{paragraph("Sở Nội vụ 12/2020")}</w:tc>' * 10 + '</w:tr>'
    write_docx(path, '<w:tbl><w:tblGrid>' + '<w:gridCol w:w="900"/>' * 10 + '</w:tblGrid>' + row * 9999 + '</w:tbl>' + paragraph(LINE))


def odt(path):
    body = ''.join(f'<text:p>{line}</text:p>' for line in lines(8 * MEGABYTE - 2000))
    package(path, {'content.xml': '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
                   f'<office:body><office:text>{body}</office:text></office:body></office:document-content>',
                   'META-INF/manifest.xml': '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'}, 'application/vnd.oasis.opendocument.text')


def html(path, size=8 * MEGABYTE - 2000):
    Path(path).write_text('<html><meta charset="utf-8"><body>' + ''.join(f'<p>{line}</p>\n' for line in lines(size)) + '</body></html>', encoding='utf-8')


def html_cells(path):
    row = '<tr>' + '<td><p><span>Sở Nội vụ 12/2020</span></p></td>' * 10 + '</tr>\n'
    Path(path).write_text('<html><meta charset="utf-8"><body><table>' + row * 9000 + '</table></body></html>', encoding='utf-8')


def html_60(path):
    html(path, 60 * MEGABYTE)


def txt(path):
    Path(path).write_text('\n'.join(lines(8 * MEGABYTE - 2000)), encoding='utf-8')


def txt_nfd(path):
    import unicodedata
    Path(path).write_text(unicodedata.normalize('NFD', '\n'.join(lines(5 * MEGABYTE))), encoding='utf-8')


def txt_tcvn3(path):
    sys.path.insert(0, str(Path(__file__).parent.parent / 'legacy'))
    from encode import Encoder
    e = Encoder('tcvn3')
    Path(path).write_bytes(e.encode(e.written('\n'.join(lines(8 * MEGABYTE)))))


def txt_utf16(path):
    Path(path).write_bytes(b'\xff\xfe' + '\n'.join(lines(8 * MEGABYTE - 2000)).encode('utf-16-le'))


def pdf(path):
    """500 pages of 46 lines; letters of ASCII."""
    text = 'Can cu Thong tu so 22/2016/TT-BTTTT ngay 19/10/2016 cua Bo Thong tin, So Noi vu thuc hien'
    objects = [b'<</Type/Catalog/Pages 2 0 R>>', b'<</Type/Pages/Kids[' + b' '.join(b'%d 0 R' % (4 + 2 * i) for i in range(500)) + b']/Count 500>>', b'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>']
    for i in range(500):
        content = b'BT /F 10 Tf 40 800 Td 16 TL ' + b' '.join(b'(%d.%d ' % (i, k) + text.encode() + b') Tj T*' for k in range(46)) + b' ET'
        objects += [b'<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>' % (5 + 2 * i), b'<</Length %d>>stream\n' % len(content) + content + b'\nendstream ']
    out, places = bytearray(b'%PDF-1.4\n'), []
    for i, o in enumerate(objects):
        places.append(len(out))
        out += b'%d 0 obj' % (i + 1) + o + b'endobj\n'
    xref = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1) + b''.join(b'%010d 00000 n \n' % p for p in places)
    Path(path).write_bytes(out + b'trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, xref))


def pdf_large(path):
    """480 MB of it are a picture nobody reads."""
    pdf(path)
    data = Path(path).read_bytes()
    with open(path, 'wb') as f:
        f.write(data[:9] + b'%' + b' ' * 1000)
        f.write(b'\n')
        for _ in range(480):
            f.write(b'%' + b'x' * (MEGABYTE - 2) + b'\n')
        f.write(data[9:])


def rtf(path):
    Path(path).write_text('{\\rtf1\\ansi ' + '\\par\n'.join(''.join(c if c < '\x80' else f'\\u{ord(c)}?' for c in line) for line in lines(2 * MEGABYTE)) + '}')


def eml(path):
    import base64
    body = base64.encodebytes('\n'.join(lines(7 * MEGABYTE)).encode()).decode()
    Path(path).write_text('From: a@b.vn\nTo: c@d.vn\nSubject: x\nDate: Mon, 1 Jun 2020 10:00:00 +0700\nMessage-ID: <1@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n' + ''.join(
        f'--B\nContent-Type: text/plain; charset=utf-8; name="a{k}.txt"\nContent-Disposition: attachment; filename="a{k}.txt"\nContent-Transfer-Encoding: base64\n\n{body}\n' for k in range(8)) + '--B--\n')


def zip_10000(path):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for i in range(9999):
            z.writestr(f'{i % 100}/{i}.txt', f'Số: {i}/QĐ-UBND\n{LINE}\n')


def zip_large(path):
    """A member of 200 MB that is no text, and one of 8 MB that is."""
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        z.writestr('a.bin', os.urandom(MEGABYTE) * 200)
        z.writestr('b.txt', '\n'.join(lines(8 * MEGABYTE - 2000)))


def tar_500(path):
    with tarfile.open(path, 'w') as t:
        for name, data in [(f'{k}.bin', os.urandom(MEGABYTE) * 98) for k in range(5)] + [('b.txt', '\n'.join(lines(8 * MEGABYTE - 2000)).encode())]:
            Path(path + '.part').write_bytes(data)
            t.add(path + '.part', name)
    os.unlink(path + '.part')


def gz_250(path):
    with gzip.open(path, 'wb', compresslevel=1) as f:
        for _ in range(250):
            f.write(os.urandom(MEGABYTE))


FILES = [('docx: 8 MB of text', docx, 'a.docx'), ('docx: 5 MB in 40 runs a paragraph', docx_runs, 'b.docx'), ('docx: 100,000 cells', docx_cells, 'c.docx'), ('odt: 8 MB of text', odt, 'a.odt'),
         ('html: 8 MB of text', html, 'a.html'), ('html: 90,000 cells', html_cells, 'b.html'), ('html: 60 MB', html_60, 'c.html'), ('txt: 8 MB', txt, 'a.txt'), ('txt: 5 MB decomposed', txt_nfd, 'b.txt'),
         ('txt: 8 MB of TCVN3', txt_tcvn3, 'c.txt'), ('txt: 8 MB as UTF-16', txt_utf16, 'd.txt'), ('pdf: 500 pages', pdf, 'a.pdf'), ('pdf: 480 MB', pdf_large, 'b.pdf'), ('rtf: 2 MB of text', rtf, 'a.rtf'),
         ('eml: 8 attachments of 7 MB', eml, 'a.eml'), ('zip: 10,000 members', zip_10000, 'a.zip'), ('zip: a member of 200 MB', zip_large, 'b.zip'), ('tar: 500 MB', tar_500, 'a.tar'), ('gz: 250 MB', gz_250, 'a.gz')]


def measured(program, archive, path):
    """Peak of the largest process in MB, seconds of processor time of all."""
    pid = os.posix_spawn(program, [program, 'ingest', '-a', archive, '-j', '2', path], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, '/dev/null', os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, '/dev/null', os.O_WRONLY, 0)])
    _, status, used = os.wait4(pid, 0)
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def made(make, path):
    """In a process of its own: what this one has needed would be counted for its children."""
    pid = os.fork()
    if pid == 0:
        make(path)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    return os.path.getsize(path) / MEGABYTE


def codes(archive):
    with sqlite3.connect(archive) as db:
        return ', '.join(f'{n} {c or o}' for o, c, n in db.execute('SELECT outcome, code, count(*) FROM source GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 4'))


def main():
    a = argparse.ArgumentParser()
    a.add_argument('program'), a.add_argument('--only'), a.add_argument('--megabytes', type=int, default=256)
    o = a.parse_args()
    for title, make, name in FILES:
        if o.only and o.only not in title:
            continue
        with tempfile.TemporaryDirectory() as folder:
            path, archive = f'{folder}/{name}', f'{folder}/archive.db'
            size = made(make, path)
            peak, seconds = measured(o.program, archive, path)
            told = codes(archive)
            print(f'# {title}: {size:.0f} MB on disk, peak {peak:.0f} MB, {seconds:.1f} s, {told}', flush=True)
            ok(f'{title}: at most {o.megabytes} MB', peak <= o.megabytes, peak, told)
    print(f'1..{tests[0]}')
    return tests[1] > 0


sys.exit(main())
