#!/usr/bin/env python3
"""Write small DOCX files for the tests of the command line: make_docx.py FOLDER

good.docx       a decision of two paragraphs
cut_xml.docx    the same, its word/document.xml ends in the middle of a tag
no_part.docx    a zip file without word/document.xml
not_a_zip.docx  starts like a zip file and is none
cut.docx        the first half of good.docx
"""
import os, sys, zipfile

NS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
TYPES = '''<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'''
RELS = '''<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'''
TEXT = ['Số: 45/QĐ-UBND', 'Căn cứ Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016 của Bộ Thông tin và Truyền thông;']

def document(paragraphs):
    body = ''.join(f'<w:p><w:r><w:t>{p}</w:t></w:r></w:p>' for p in paragraphs)
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NS}"><w:body>{body}</w:body></w:document>'

def package(path, xml):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        z.writestr('[Content_Types].xml', TYPES)
        z.writestr('_rels/.rels', RELS)
        if xml is not None: z.writestr('word/document.xml', xml)

def main():
    out = lambda name: os.path.join(sys.argv[1], name)
    xml = document(TEXT)
    package(out('good.docx'), xml)
    package(out('cut_xml.docx'), xml[:xml.index('22/2016')])
    package(out('no_part.docx'), None)
    with open(out('not_a_zip.docx'), 'wb') as f: f.write(b'PK\x03\x04' + bytes(range(256)) * 8)
    whole = open(out('good.docx'), 'rb').read()
    with open(out('cut.docx'), 'wb') as f: f.write(whole[:len(whole) // 2])

main()
