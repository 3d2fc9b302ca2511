#!/usr/bin/env python3
"""Where fuzzing starts: small inputs for each target, made from the project's own sample documents and rules.

usage: seeds.py [--stamp FILE] SOURCE_ROOT FOLDER        FOLDER/TARGET/NAME
"""
import argparse, base64, glob, gzip, io, os, re, shutil, struct, tarfile, zipfile

PIECE = b'\x1f'
KEPT = 6000  # bytes of a text


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def cut(data, limit=KEPT):
    return data if len(data) <= limit else data[:limit].decode('utf-8', 'ignore').encode()


def zip_of(parts, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as z:
        for name, data in parts:
            z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def tar_of(parts):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.PAX_FORMAT) as t:
        for name, data in parts:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zips():
    files = [('2019/so-1.txt', b'So: 1/QD-UBND\n'), ('so-2.txt', b'x' * 3000)]
    yield 'deflated', zip_of(files)
    yield 'stored', zip_of(files, zipfile.ZIP_STORED)
    yield 'nested', zip_of([('a.zip', zip_of(files)), ('b.tar', tar_of(files)), ('c.txt.gz', gzip.compress(b'abc', mtime=0))])
    yield 'tar', tar_of([('x' * 120 + '.txt', b'long name')] + files)
    yield 'gzip', gzip.compress(tar_of(files), mtime=0)
    yield 'two_gzips', gzip.compress(b'a', mtime=0) + gzip.compress(b'b', mtime=0)
    yield 'document', zip_of([('[Content_Types].xml', b'<x/>'), ('word/document.xml', b'<y/>')])
    entry, end = zip_of([('a', b'b')], zipfile.ZIP_STORED), b'PK\5\6'
    at = entry.rindex(end)
    begin, = struct.unpack_from('<I', entry, at + 16)
    end64 = struct.pack('<4sQHHIIQQQQ', b'PK\6\6', 44, 45, 45, 0, 0, 1, 1, at - begin, begin) + struct.pack('<4sIQI', b'PK\6\7', 0, at, 1)
    yield 'zip64', entry[:at] + end64 + entry[at:]


def mails():
    head = b'Received: by mx.example.vn; Tue, 5 Mar 2024 08:30:05 +0700\r\nMessage-ID: <1@example.vn>\r\nFrom: =?utf-8?B?TmfGsOG7nWk=?= <a@example.vn>\r\nTo: b@example.vn, "C" <c@example.vn>\r\n' \
           b'Subject: =?utf-8?Q?C=C3=B4ng_?=\r\n =?utf-8?Q?v=C4=83n?=\r\nDate: Tue, 5 Mar 2024 08:30:00 +0700\r\nMIME-Version: 1.0\r\n'
    plain = head + b'Content-Type: text/plain; charset=windows-1258\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nC=F4ng v=\r\n=E3n\r\n'
    pack = b'Content-Disposition: attachment; filename*0*=utf-8\'vi\'c%C3%B4ng; filename*1=" 1.zip"\r\nContent-Transfer-Encoding: base64\r\n\r\n' + base64.encodebytes(zip_of([('a.txt', b'So: 1')]))
    mixed = head + b'Content-Type: multipart/mixed; boundary="b1"\r\n\r\npreamble\r\n--b1\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n--b2\r\n\r\ntext\r\n--b2\r\n' \
        b'Content-Type: text/html\r\n\r\n<p>text</p>\r\n--b2--\r\n--b1\r\nContent-Type: application/zip; name="../x\\y.zip"\r\n' + pack + b'\r\n--b1\r\n'
    yield 'plain', plain
    yield 'mixed', mixed + b'Content-Type: message/rfc822\r\n\r\n' + plain + b'\r\n--b1--\r\n'
    yield 'cut', mixed + b'Content-Type: application/msword; name=a.doc\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a.doc\n#0V%T\n`\nend\n'
    yield 'encrypted', mixed + b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx\r\n--b1\r\nContent-Type: multipart/encrypted; boundary=c\r\n\r\n--c--\r\n--b1--\r\n'
    yield 'winmail', head + b'Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgEA\r\n'
    line = b'From a@example.vn Tue Mar  5 08:30:00 2024\n'
    box = line + plain + b'\n>From here\n' + line + mixed
    yield 'mbox', box
    yield 'mbox_in_zip', zip_of([('in.mbox', box), ('b.eml', mixed)])
    yield 'edxml', ('<?xml version="1.0"?><edXML:edXML xmlns:edXML="x"><edXML:edXMLEnvelope><edXML:edXMLHeader><edXML:MessageHeader><edXML:From><edXML:OrganId>000.00.01</edXML:OrganId>'
                    '<edXML:OrganName>Sở A</edXML:OrganName></edXML:From><edXML:To><edXML:OrganName>Sở B</edXML:OrganName></edXML:To><edXML:Code><edXML:CodeNumber>12</edXML:CodeNumber>'
                    '<edXML:CodeNotation>QĐ-UBND</edXML:CodeNotation></edXML:Code><edXML:PromulgationInfo><edXML:Place>Huế</edXML:Place><edXML:PromulgationDate>2024-03-05</edXML:PromulgationDate>'
                    '</edXML:PromulgationInfo><edXML:Subject>về việc</edXML:Subject></edXML:MessageHeader></edXML:edXMLHeader><edXML:edXMLBody><edXML:edXMLManifest><edXML:Reference>'
                    '<edXML:ContentId>1</edXML:ContentId><edXML:AttachmentName>a.txt</edXML:AttachmentName></edXML:Reference></edXML:edXMLManifest></edXML:edXMLBody></edXML:edXMLEnvelope>'
                    '<edXML:AttachmentEncoded><edXML:Attachment><edXML:ContentId>1</edXML:ContentId><edXML:ContentTransferEncoded>U286IDE=</edXML:ContentTransferEncoded></edXML:Attachment>'
                    '</edXML:AttachmentEncoded></edXML:edXML>').encode()


def docxs(root):
    for path in sorted(glob.glob(f'{root}/corpus/documents/*.docx'))[::3]:
        with zipfile.ZipFile(path) as z:
            def part(name):
                return z.read(name) if name in z.namelist() else b''
            body = part('word/document.xml')
            if len(body) > KEPT:    # whole paragraphs of it
                body = body[:body.rindex(b'</w:p>', 0, KEPT) + 6] + b'</w:body></w:document>'
            names = ['word/styles.xml', 'word/numbering.xml', 'word/footnotes.xml', 'word/theme/theme1.xml', 'word/header1.xml']
            yield os.path.basename(path)[:-5], PIECE.join([body] + [part(name) for name in names]).rstrip(PIECE)
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = (f'<w:document {w}><w:body><w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:rPr><w:rFonts '
            'w:ascii=".VnTime"/></w:rPr><w:t>Qu\u00d5t \u00ae\u00denh</w:t><w:tab/><w:footnoteReference w:id="1"/></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p><w:tbl>'
            '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>')
    styles = (f'<w:styles {w}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" '
              'w:styleId="A"><w:basedOn w:val="B"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>')
    numbering = (f'<w:numbering {w}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
                 '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>')
    yield 'all_parts', PIECE.join(x.encode() for x in (body, styles, numbering, f'<w:footnotes {w}><w:footnote w:id="1"><w:p><w:r><w:t>a</w:t></w:r></w:p></w:footnote></w:footnotes>', '',
                                                       f'<w:hdr {w}><w:p><w:r><w:t>b</w:t></w:r></w:p></w:hdr>'))


def odts():
    names = ('office', 'text', 'table', 'style', 'fo', 'draw')
    ns = ' '.join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{"xsl-fo-compatible" if n == "fo" else "drawing" if n == "draw" else n}:1.0"' for n in names)
    content = (f'<office:document-content {ns}><office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="P2"><style:paragraph-properties '
               'fo:text-align="center"/></style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
               '</office:automatic-styles><office:body><office:text><text:h text:outline-level="1" text:style-name="P1">A</text:h><text:list text:style-name="L1"><text:list-item><text:p>b'
               '<text:s text:c="3"/>c<text:tab/></text:p></text:list-item></text:list><table:table><table:table-row table:number-rows-repeated="2"><table:table-cell '
               'table:number-columns-spanned="2"><text:p>d</text:p></table:table-cell></table:table-row></table:table><text:p>e<text:note><text:note-body><text:p>f</text:p></text:note-body>'
               '</text:note><text:tracked-changes/></text:p></office:text></office:body></office:document-content>')
    styles = (f'<office:document-styles {ns}><office:styles><style:style style:name="P2" style:family="paragraph" style:parent-style-name="P1"/></office:styles><office:master-styles>'
              '<style:master-page style:name="M"><style:header><text:p>g</text:p></style:header></style:master-page></office:master-styles></office:document-styles>')
    yield 'all_parts', PIECE.join((content.encode(), styles.encode()))


def texts(root):
    for path in sorted(glob.glob(f'{root}/corpus/documents/*.txt'))[::4]:
        yield os.path.basename(path)[:-4], cut(read(path))


def plains(root):
    some = list(texts(root))[:4]
    yield from some
    word = some[0][1].decode()[:800]
    yield 'utf16le', b'\xff\xfe' + word.encode('utf-16-le')
    yield 'utf16be', word.encode('utf-16-be')
    yield 'decomposed', b'\xef\xbb\xbf' + 'Quye\u0302\u0301t đi\u0323nh\r\nvề\fviệc\n'.encode()
    yield 'viqr', b"Quye^'t ddi.nh ve^` vie^.c tho^ng tin ddo^'i ngoa.i cu?a U?y ban nha^n da^n ti?nh\n" * 3
    yield 'tcvn3', 'QuyÕt ®Þnh vÒ viÖc ban hµnh quy chÕ qu¶n lý ho¹t ®éng th«ng tin ®èi ngo¹i\n'.encode('cp1252') * 3
    page = '<html><head><meta charset="utf-8"><title>a</title></head><body><p style="text-align:center"><b>QUYẾT ĐỊNH</b></p><ol type=a start=3><li>một<li>hai</ol>' \
           '<table><tr><td rowspan=2>a<td colspan=3>b<tr><td>c</table><pre> x\ny</pre><font face=".VnTime">Qu\u00d5t</font><!--x--><del>d</del>&nbsp;&#7873;</body></html>'
    yield 'page', page.encode()
    yield 'page1258', page.replace('utf-8', 'windows-1258').encode('cp1258', 'xmlcharrefreplace')
    yield 'mht', ('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=_b"; type="text/html"\r\n\r\n--=_b\r\nContent-Type: text/html; charset="utf-8"\r\n'
                  'Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>=E1=BB=99 x=\r\ny</p></body></html>\r\n--=_b\r\nContent-Type: image/png\r\n'
                  'Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--=_b--\r\n').encode()


def legacies():
    # as the text of old fonts, one encoding each (legacy.h)
    for kind, data in enumerate(('QuyÕt ®Þnh sè 12'.encode('cp1252'), 'Quyeát ñònh soá 12 UÛy ban'.encode('cp1252'), b'Quy\x89t \xc7\xb4nh', b'Quy\xaat \xf0\xb8nh',
                                 'Quyết định'.encode('utf-8')[:9], b"Quye^'t ddi.nh \\'a AE+'", 'Quyết định'.encode('utf-8'))):
        yield f'kind{kind}', bytes([kind]) + data * 4


def rules(root):
    for path in sorted(glob.glob(f'{root}/rules/*.yaml')):
        text = read(path).decode()
        pieces = re.split(r'(?m)^(?=  - id:)', text)
        yield os.path.basename(path)[:-5], ('rules:\n' + pieces[1] + pieces[2]).encode()
        yield os.path.basename(path)[:-5] + '_definitions', cut(pieces[0].encode(), 1500)
    for name in ('relation-cues', 'issuers', 'provinces'):
        yield name, cut(read(f'{root}/rules/tables/{name}.csv'), 600)


def normalizers(root):
    yield from list(texts(root))[:3]
    yield 'marks', 'hoà Uỷ quý khoẻo \u00d0\u0189 a\u0323\u0302 \u0302\u0323 \u2013\u2044\u200b\ufeff\uff11\u2026\u201cx\u201d \u0441o\u0301 K\u212a'.encode()
    for i, key in enumerate(('22/2016/tt-btttt', 'QĐ 368/QD-TTg', 'Số:123/ QĐ - UBND', '4977 / BVHTTDL VP', 'l2/KH-UBND', '?/BC-UBND', '72/?/NĐ-CP', '105 TC/ĐT', '407-MH/TU', '66.7/2025/NQ-CP', '07a/KH')):
        yield f'key{i}', key.encode()


def queries():
    yield 'words', 'quyết định OR "thông tin" NEAR( -x* title: {a b}'.encode()
    yield 'key', PIECE + 'QĐ 15/QD-UBND'.encode() + PIECE.join([b'', b'quyet dinh', b'ubnd', b'2015', b'2019-12', 'căn cứ'.encode(), b'noi vu'])
    yield 'id', PIECE + b'1'


def archives():
    yield 'sound', b''
    yield 'head', bytes([16, 0, 0, 4]) + b'\x10\x00\x01\x01'
    yield 'page', b''.join(bytes([(i * 8192) & 255, (i * 8192 >> 8) & 255, i * 8192 >> 16, 3]) + b'\x0d\x00\x10' for i in range(1, 40, 3))
    yield 'no_archive', b'\xffSQLite format 3\0' + bytes(84)


def wires():
    for i in range(3):
        yield f'sound{i}', bytes([i])
        yield f'length{i}', bytes([i, 200 + i, 0, 0, 4]) + b'\xff\xff\xff\x7f'
    yield 'nothing', b'\xff' + bytes(400)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--stamp'), ap.add_argument('root'), ap.add_argument('folder')
    o = ap.parse_args()
    targets = {'zip': zips(), 'mail': mails(), 'docx': docxs(o.root), 'odt': odts(), 'plain': plains(o.root), 'legacy': legacies(), 'normalizer': normalizers(o.root),
               'rule_file': rules(o.root), 'rules': texts(o.root), 'query': queries(), 'archive': archives(), 'wire': wires()}
    shutil.rmtree(o.folder, ignore_errors=True)
    for target, seeds in targets.items():
        os.makedirs(f'{o.folder}/{target}')
        for name, data in seeds:
            with open(f'{o.folder}/{target}/{name}', 'wb') as f:
                f.write(data)
    if o.stamp:
        open(o.stamp, 'w').close()


main()
