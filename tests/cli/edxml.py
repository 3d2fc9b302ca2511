#!/usr/bin/env python3
"""edXML envelopes: what they say stands beside the document, differences are told, spoiled ones end in their code. TAP on stdout.

usage: edxml.py PROGRAM
"""
import base64, io, json, os, re, sqlite3, subprocess, sys, tempfile, zipfile
from xml.sax.saxutils import escape

from tap import ok, tests

NS = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'


def decision(number, day):
    return (f'ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\nSố: {number}/QĐ-UBND\nHà Tĩnh, ngày {day:02d} tháng 3 năm 2024\nQUYẾT ĐỊNH\nVề việc kiện toàn Ban Chỉ đạo\n'
            f'Căn cứ Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016;\n').encode()


def zipped(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        z.writestr(name, content)
    return out.getvalue()


def envelope(number, notation, date, kind, files, named_here=True):
    """As the standard has it: names in the manifest, contents behind the envelope."""
    references = ''.join(f'<edXML:Reference><edXML:ContentId>f{i}</edXML:ContentId><edXML:AttachmentName>{escape(name)}</edXML:AttachmentName></edXML:Reference>' for i, (name, _) in enumerate(files))
    contents = ''.join(f'<Attachment><ContentId>f{i}</ContentId>' + (f'<AttachmentName>{escape(name)}</AttachmentName>' if named_here else '') +
                       f'<edXML:ContentTransferEncoded>{base64.encodebytes(data).decode()}</edXML:ContentTransferEncoded></Attachment>' for i, (name, data) in enumerate(files))
    return f'''<?xml version="1.0" encoding="utf-8"?>
<!-- made by a test -->
<edXML xmlns="{NS}" xmlns:edXML="{NS}"><edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader>
<edXML:From><edXML:OrganId>000.00.00.H27</edXML:OrganId><edXML:OrganName>UBND tỉnh Hà Tĩnh</edXML:OrganName></edXML:From>
<edXML:To><edXML:OrganId>000.00.01.H27</edXML:OrganId><edXML:OrganName>Sở Nội vụ</edXML:OrganName></edXML:To>
<edXML:To><edXML:OrganId>000.00.02.H27</edXML:OrganId><edXML:OrganName>Sở Tài chính</edXML:OrganName></edXML:To>
<edXML:Code><edXML:CodeNumber>{number}</edXML:CodeNumber><edXML:CodeNotation>{notation}</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:Place>Hà Tĩnh</edXML:Place><edXML:PromulgationDate>{date}</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:Type>2</edXML:Type><edXML:TypeName>{kind}</edXML:TypeName></edXML:DocumentType>
<edXML:Subject>V/v kiện toàn Ban
  Chỉ đạo &amp; Tổ giúp việc</edXML:Subject>
<edXML:SignerInfo><edXML:Position>Chủ tịch</edXML:Position><edXML:FullName>Nguyễn Văn A</edXML:FullName></edXML:SignerInfo>
<edXML:ResponseFor><edXML:OrganId>x</edXML:OrganId><edXML:Code>1/BC-X</edXML:Code><edXML:PromulgationDate>2001-01-01</edXML:PromulgationDate></edXML:ResponseFor>
<edXML:DocumentId>000.00.00.H27,{number}</edXML:DocumentId></edXML:MessageHeader>
<edXML:TraceHeaderList><edXML:TraceHeader><edXML:OrganId>000.00.00.H27</edXML:OrganId><edXML:Timestamp>2024/03/06 10:00:00</edXML:Timestamp></edXML:TraceHeader></edXML:TraceHeaderList>
</edXML:edXMLHeader><edXML:edXMLBody><edXML:edXMLManifest>{references}</edXML:edXMLManifest></edXML:edXMLBody></edXML:edXMLEnvelope>
<AttachmentEncoded>{contents}</AttachmentEncoded></edXML>'''


def main():
    program = os.path.realpath(sys.argv[1])
    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        os.mkdir('in')

        def put(name, text):
            with open('in/' + name, 'wb') as f:
                f.write(text if isinstance(text, bytes) else text.encode())

        def run(*args):
            return subprocess.run([program, '--lang=en', '-a', 'e.db', *args], capture_output=True, text=True)

        def ask(sql, archive='e.db'):
            with sqlite3.connect(archive) as db:
                return db.execute(sql).fetchall()

        good = envelope('12', 'QĐ-UBND', '2024-03-05', 'quyết định', [('Quyết định 12.txt', decision(12, 5)), ('Phụ lục.txt', 'Danh sách\n'.encode())])
        put('a.edxml', good)
        put('b.txt', envelope('14', '14/QD-UBND', '06/03/2024', 'Kế hoạch', [('van-ban.docx', zipped('trong.txt', decision(13, 7)))], named_here=False))
        put('c.xml', f'\ufeff<EdXMLEnvelope xmlns="http://www.go.vn/eDoc"><MessageHeader><From><OrganName>Sở Nội vụ</OrganName></From><Code><CodeNumber>15</CodeNumber>'
            f'<CodeNotation>QĐ-UBND</CodeNotation></Code><PromulgationInfo><PromulgationDate>2024-03-09T00:00:00Z</PromulgationDate></PromulgationInfo><DocumentType>Quyết định</DocumentType></MessageHeader>'
            f'<Manifest><Attachment><Content>{base64.b64encode(decision(15, 8)).decode()}</Content><FileName>../x.txt</FileName></Attachment></Manifest></EdXMLEnvelope>')
        put('cut.edxml', good[:len(good) // 2])
        put('evil.edxml', good.replace('<edXML ', '<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<edXML ', 1))
        put('deep.edxml', '<edXML>' + '<a>' * 1000)
        put('none.edxml', envelope('16', 'QĐ-UBND', '2024-03-05', 'Quyết định', []))
        put('empty.edxml', '')
        put('other.xml', '<?xml version="1.0"?><edXMLs><a/></edXMLs>')
        put('thu.eml', b'From: a@x\nTo: b@x\nSubject: x\nContent-Type: application/xml; name=goi.xml\nContent-Transfer-Encoding: base64\n\n' +
            base64.encodebytes(envelope('18', 'QĐ-UBND', '2024-03-05', 'Quyết định', [('d.txt', decision(17, 5))]).encode()))
        for name in os.listdir('in'):
            os.utime('in/' + name, (1700000000, 1700000000))
        r = run('ingest', 'in')
        codes = dict(re.findall(r'in/(\w+)\.edxml:.*?\((\w+)\)', r.stderr))
        ok('spoiled ones end in their code', r.returncode == 3 and codes == {'cut': 'bad_xml', 'evil': 'doctype_refused', 'deep': 'limit_xml', 'empty': 'empty_file'}, r.stderr)
        ok('one without files holds none', ask("SELECT outcome, code, detail FROM source WHERE path LIKE '%none.edxml'") == [('skipped', 'holds_files', '0')])
        ok('other XML is none', ask("SELECT code FROM source WHERE path LIKE '%other.xml'") == [('unknown_format',)])
        ok('its files are sources under their names', [x[0] for x in ask("SELECT member FROM source WHERE outcome = 'loaded' ORDER BY path, member")] ==
           ['Phụ lục.txt', 'Quyết định 12.txt', 'van-ban.docx/trong.txt', '.._x.txt', 'goi.xml/d.txt'], ask('SELECT path, member, outcome FROM source'))
        ok('what it says stands with the first of them', dict(ask("SELECT w.field, w.value FROM witness w JOIN source s ON s.id = w.source_id WHERE s.path LIKE '%a.edxml'")) ==
           {'number': '12/QĐ-UBND', 'date': '2024-03-05', 'type': 'Quyết định', 'title': 'V/v kiện toàn Ban Chỉ đạo & Tổ giúp việc', 'issuer': 'UBND tỉnh Hà Tĩnh', 'issuer_code': '000.00.00.H27',
            'place': 'Hà Tĩnh', 'signer': 'Nguyễn Văn A', 'signer_position': 'Chủ tịch', 'document_id': '000.00.00.H27,12'}, ask('SELECT * FROM witness'))
        ok('and how it came', ask("SELECT a.kind, a.sender, a.recipients, a.subject, a.sent FROM arrival a WHERE a.path LIKE '%a.edxml'") ==
           [('edxml', 'UBND tỉnh Hà Tĩnh', 'Sở Nội vụ, Sở Tài chính', 'V/v kiện toàn Ban Chỉ đạo & Tổ giúp việc', '2024-03-06')], ask('SELECT * FROM arrival'))
        ok('the text is what counts', ask("SELECT key, date, type FROM document WHERE key LIKE '%/QĐ-UBND' ORDER BY key") ==
           [('12/QĐ-UBND', '2024-03-05', 'Quyết định'), ('13/QĐ-UBND', '2024-03-07', 'Quyết định'), ('15/QĐ-UBND', '2024-03-08', 'Quyết định'), ('17/QĐ-UBND', '2024-03-05', 'Quyết định')])
        r = run('list', 'conflicts', '--format=ndjson')
        told = sorted((x['key'], x['stated'], x['against'], x['words'] is not None) for x in map(json.loads, r.stdout.splitlines()) if x['kind'] == 'envelope')
        ok('where they differ, list conflicts tells', told == [('13/QĐ-UBND', '13/QĐ-UBND', '14/QĐ-UBND', True), ('13/QĐ-UBND', '2024-03-07', '2024-03-06', True), ('13/QĐ-UBND', 'Quyết định', 'Kế hoạch', True),
                                                         ('15/QĐ-UBND', '2024-03-08', '2024-03-09', True), ('17/QĐ-UBND', '17/QĐ-UBND', '18/QĐ-UBND', True)], told, r.stderr)
        ok('and so do the diagnostics', ask("SELECT d.key, x.code, x.detail FROM diagnostic x JOIN document d ON d.id = x.document_id WHERE x.code LIKE '%not_as_sent' ORDER BY d.key, x.code") ==
           [('13/QĐ-UBND', 'date_not_as_sent', '2024-03-06'), ('13/QĐ-UBND', 'number_not_as_sent', '14/QĐ-UBND'), ('13/QĐ-UBND', 'type_not_as_sent', 'Kế hoạch'),
            ('15/QĐ-UBND', 'date_not_as_sent', '2024-03-09'), ('17/QĐ-UBND', 'number_not_as_sent', '18/QĐ-UBND')])
        r = run('show', '12/QĐ-UBND', '--fact')
        ok('show has the envelope', 'Nguyễn Văn A' in r.stdout and '000.00.00.H27' in r.stdout, r.stdout)
        put('later.edxml', good.replace('<edXML:CodeNumber>12<', '<edXML:CodeNumber>21<'))
        r = run('ingest', '-j1', 'in')
        ok('the same file in another envelope is the same document', ask("SELECT count(*) FROM document WHERE key = '12/QĐ-UBND'") == [(1,)] and
           ask("SELECT w.value FROM witness w JOIN source s ON s.id = w.source_id WHERE w.field = 'number' AND s.document_id = (SELECT id FROM document WHERE key = '12/QĐ-UBND') ORDER BY 1") ==
           [('12/QĐ-UBND',), ('21/QĐ-UBND',)], r.stderr)
        told = "SELECT d.sha256, x.n, x.code, x.detail, x.span_begin FROM diagnostic x JOIN document d ON d.id = x.document_id ORDER BY 1, 2"
        whole = ask(told)
        ok('and the diagnostics tell of it', [x[3] for x in whole if x[3] == '21/QĐ-UBND'] == ['21/QĐ-UBND'], whole)
        r = run('reextract', '--all')
        ok('rules run again tell the same', r.returncode == 0 and ask(told) == whole and '0 changed' in r.stderr, r.stdout + r.stderr)
        run('-a', 'late.db', 'ingest', 'in/later.edxml')
        run('-a', 'late.db', 'ingest', 'in')
        ok('whichever envelope comes first', ask(told, 'late.db') == whole, ask(told, 'late.db'))
        for n, names in enumerate((['a.edxml'], ['later.edxml'])):
            run('-a', f'shard{n}.db', 'ingest', *('in/' + x for x in names))
        for n, order in enumerate(((0, 1, 0), (1, 0, 1))):
            run('-a', f'both{n}.db', 'merge', *(f'shard{k}.db' for k in order))
        ok('and whichever archive', len(ask(told, 'both0.db')) == 1 and ask(told, 'both0.db') == ask(told, 'both1.db'), ask(told, 'both0.db'), ask(told, 'both1.db'))
        r = subprocess.run([program, '-a', 'merged.db', 'merge', 'e.db'], capture_output=True, text=True)
        for sql in 'SELECT field, value FROM witness ORDER BY 1, 2', 'SELECT kind, sender, subject FROM arrival ORDER BY 1, 2, 3':
            ok('merge takes envelopes along', ask(sql) and ask(sql) == ask(sql, 'merged.db'), r.stderr)
        r = run('-a', 'merged.db', 'verify')
        ok('and is sound', r.returncode == 0, r.stdout)
        r = run('verify')
        ok('the archive is sound', r.returncode == 0, r.stdout)
        r = subprocess.run([program, 'extract', 'in/b.txt'], capture_output=True, text=True)
        ok('extract opens it too', 'number_not_as_sent' in r.stdout and json.loads(r.stdout)['source']['member'] == 'van-ban.docx/trong.txt', r.stdout)
    print(f'1..{tests[0]}')
    return 1 if tests[1] else 0


sys.exit(main())
