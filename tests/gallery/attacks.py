"""The files of the gallery: each function with @attack yields (name, bytes); a list of bytes is written piece by piece. What becomes of each stands in expected.csv."""
import base64, gzip, io, random, tarfile
from zips import Entry, archive

KB, MB = 1000, 1000 * 1000
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = 'http://schemas.openxmlformats.org/package/2006/relationships'
TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
HEAD = 'Số: 12/QĐ-UBND\n'
attacks = []
large = {'zip_bombs_large', 'docx_sizes', 'mailbox_bombs'}  # families that take long to write or to read


def attack(f):
    attacks.append(f)
    return f


def text(s):
    return s.encode()


def p(s):
    return f'<w:p><w:r><w:t>{s}</w:t></w:r></w:p>'


def body(s):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{s}</w:body></w:document>'


def relations(*pairs):
    return f'<Relationships xmlns="{RELS}">' + ''.join(f'<Relationship Id="r{i}" Type="{TYPE}{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(pairs)) + '</Relationships>'


def docx(document, *parts, rels=(), stored=True):
    """@document: text or bytes of word/document.xml; @parts: (name, text), all tied to the document that are named as OOXML does"""
    kinds = {'word/styles.xml': 'styles', 'word/numbering.xml': 'numbering', 'word/footnotes.xml': 'footnotes', 'word/header1.xml': 'header', 'word/theme/theme1.xml': 'theme'}
    own = [(kinds[name], name[5:]) for name, _ in parts if name in kinds] + list(rels)
    all_parts = [('_rels/.rels', relations(('officeDocument', 'word/document.xml'))), ('word/document.xml', document)] + list(parts)
    if own:
        all_parts.append(('word/_rels/document.xml.rels', relations(*own)))
    return archive([Entry(name, data if isinstance(data, bytes) else data.encode(), 0 if stored else 8) for name, data in all_parts])


def odt(content, *parts):
    names = ('office', 'text', 'table', 'style')
    ns = ' '.join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = content.replace('ROOT', f'<office:document-content {ns}>').replace('BODY', f'<office:document-content {ns}><office:body><office:text>')
    content = content.replace('END', '</office:text></office:body></office:document-content>')
    return archive([Entry('mimetype', b'application/vnd.oasis.opendocument.text', 0), Entry('META-INF/manifest.xml', b'<m/>', 0), Entry('content.xml', content.encode(), 0)]
                   + [Entry(name, data.encode(), 0) for name, data in parts])


# ---- zip, tar, gz ---------------------------------------------------------------------------------------------------


@attack
def zip_bombs():
    spaces = b' ' * (100 * MB)
    yield 'bomb.docx', docx(body(p('x')).encode().replace(b'</w:body>', spaces + b'</w:body>'), stored=False)
    yield 'bomb.zip', archive([Entry('zeros.txt', bytes(100 * MB)), Entry('good.txt', text(HEAD))])
    inner = archive([Entry('zeros.txt', bytes(30 * MB))])
    yield 'bomb_nested.zip', archive([Entry(f'{i}.zip', inner) for i in range(20)])
    deep = archive([Entry('a.txt', text(HEAD))])
    for i in range(12):
        deep = archive([Entry(f'{i}.zip', deep), Entry(f'{i}.txt', text(f'Số: {i}/QĐ-UBND\n'))])
    yield 'nested_deep.zip', deep
    parts = [Entry(f'word/header{i}.xml', b'<w:hdr ' + W.encode() + b'>' + b' ' * (9 * MB) + b'</w:hdr>') for i in range(60)]
    yield 'bomb_many_parts.docx', archive([Entry('_rels/.rels', text(relations(('officeDocument', 'word/document.xml')))), Entry('word/document.xml', text(body(p('x')))),
                                           Entry('word/_rels/document.xml.rels', text(relations(*[('header', f'header{i}.xml') for i in range(60)])))] + parts)


@attack
def zip_bombs_large():
    # 257 MB at a ratio below 200, honestly stated
    rng = random.Random(1)
    unit = rng.randbytes(60).hex().encode() + b' ' * (14 * 1024)
    large = Entry('large.txt', b'<!--' + unit * (257 * 1024 * 1024 // len(unit) + 1), level=1)
    rels = Entry('_rels/.rels', text(relations(('officeDocument', 'word/document.xml'))))
    yield 'part_257_mb.docx', archive([rels, large.renamed('word/document.xml')])
    yield 'part_257_mb_lying.docx', archive([rels, large.renamed('word/document.xml', size=1000)])
    yield 'part_257_mb.zip', archive([large, Entry('good.txt', text(HEAD + 'part_257'))])


@attack
def zip_lies():
    good = text(body(p('x')))
    rels = Entry('_rels/.rels', text(relations(('officeDocument', 'word/document.xml'))))
    yield 'entries_10001.zip', archive([Entry(f'{i}', b'', 0) for i in range(10001)])
    yield 'entries_10001.docx', archive([rels, Entry('word/document.xml', good)] + [Entry(f'{i}', b'', 0) for i in range(9999)])
    yield 'entries_counted_wrong.docx', archive([rels, Entry('word/document.xml', good)], count=9)
    same = Entry('word/document.xml', good)
    twin = Entry('word/styles.xml', good, at=len(archive([rels])) - 22 - 46 - len(rels.name))
    yield 'overlap.docx', archive([rels, same], directory=[rels, same, twin])
    yield 'larger_than_stated.docx', archive([rels, Entry('word/document.xml', good, size=10)])
    yield 'smaller_than_stated.docx', archive([rels, Entry('word/document.xml', good, size=100 * KB)])
    yield 'packed_past_end.docx', archive([rels, Entry('word/document.xml', good, packed=100 * MB)])
    yield 'wrong_sum.docx', archive([rels, Entry('word/document.xml', good, crc=1)])
    yield 'method_97.docx', archive([rels, Entry('word/document.xml', good, 0, named_method=97)])
    yield 'encrypted.docx', archive([rels, Entry('word/document.xml', good, flags=1)])
    yield 'encrypted.zip', archive([Entry('secret.txt', text(HEAD), flags=1), Entry('open.txt', text(HEAD + 'open'))])
    yield 'two_directories.docx', archive([rels, Entry('word/document.xml', good)]) + archive([rels, Entry('word/document.xml', text(body(p('y'))))])
    yield 'no_entries.zip', archive([])
    yield 'names_alike.docx', archive([rels, Entry('word/document.xml', good), Entry('WORD/DOCUMENT.XML', text(body(p('z'))))])


@attack
def cut_everywhere():
    whole = docx(body(p('x' * 500)), ('word/styles.xml', f'<w:styles {W}/>'))
    for name, at in (('local_header', 15), ('name', 34), ('data', 300), ('second_header', whole.index(b'PK\3\4', 10) + 9), ('directory', whole.index(b'PK\1\2') + 20),
                     ('end', whole.index(b'PK\5\6') + 10), ('last_byte', len(whole) - 1)):
        yield f'cut_{name}.docx', whole[:at]
    yield 'cut_magic.docx', whole[:3]
    yield 'head_cut_off.docx', whole[1:]


@attack
def names_inside():
    names = ['../../../etc/passwd', '/etc/shadow', 'C:\\windows\\x.txt', '..\\..\\x.txt', 'a\nb.txt', '\x1b[31mred.txt', b'C\xf4ng v\xfan.txt', 'a//b/./c.txt', 'con' * 80]
    yield 'traversal.zip', archive([Entry(name, text(f'Số: {i}/QĐ-UBND\nzip\n')) for i, name in enumerate(names)])
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.GNU_FORMAT) as t:
        for i, name in enumerate(['../../../etc/passwd', '/etc/shadow', 'a' * 300 + '.txt']):
            info = tarfile.TarInfo(name)
            data = text(f'Số: {i}/QĐ-UBND\ntar\n')
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
        for name, kind in (('link', tarfile.SYMTYPE), ('hard', tarfile.LNKTYPE), ('device', tarfile.CHRTYPE), ('block', tarfile.BLKTYPE), ('fifo', tarfile.FIFOTYPE), ('dir', tarfile.DIRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, '/etc/passwd'
            t.addfile(info)
    yield 'traversal.tar', out.getvalue()


def tar_header(name, size, kind=b'0', sized=None):
    h = bytearray(512)
    h[0:len(name)] = name
    h[100:108], h[108:116], h[116:124] = b'0000644\0', b'0000000\0', b'0000000\0'
    h[124:136] = sized or b'%011o\0' % size
    h[136:148], h[156:157], h[257:265], h[148:156] = b'00000000000\0', kind, b'ustar\x0000', b' ' * 8
    h[148:156] = b'%06o\0 ' % sum(h)
    return bytes(h)


@attack
def tars():
    pad = lambda data: data + bytes(-len(data) % 512)
    first = tar_header(b'a.txt', 20) + pad(text(HEAD))
    yield 'size_lies.tar', first + tar_header(b'b.txt', 1 << 30) + b'x' * 600
    yield 'size_63_bits.tar', first + tar_header(b'b.txt', 0, sized=b'\x80\0\0\0' + b'\x7f' + b'\xff' * 7) + b'x' * 600
    yield 'size_minus.tar', first + tar_header(b'b.txt', 0, sized=b'\xff' * 12) + b'x' * 600
    yield 'sparse.tar', tar_header(b's.txt', 512, b'S') + bytes(512) + first + bytes(1024)
    yield 'bad_sum.tar', first + b'x' * 1024
    yield 'pax_lies.tar', tar_header(b'x', 40, b'x') + pad(b'99999999 path=' + b'y' * 26) + first + bytes(1024)
    yield 'long_name_lies.tar', tar_header(b'L', 5 * KB, b'L') + pad(b'n' * (5 * KB)) + first + bytes(1024)
    yield 'cut.tar', first + tar_header(b'c.txt', 5000) + b'y' * 1000


@attack
def gzips():
    yield 'bomb.txt.gz', gzip.compress(bytes(100 * MB), mtime=0)
    yield 'trailing.txt.gz', gzip.compress(text(HEAD + 'trailing'), mtime=0) + b'junk' * 1000
    yield 'cut.txt.gz', gzip.compress(text(HEAD * 1000), mtime=0)[:60]
    yield 'wrong_sum.txt.gz', gzip.compress(text(HEAD + 'sum'), mtime=0)[:-8] + bytes(8)
    yield 'twenty_thousand.txt.gz', gzip.compress(b'a', mtime=0) * 20000
    yield 'gz_of_gz.gz', gzip.compress(gzip.compress(gzip.compress(gzip.compress(text(HEAD), mtime=0), mtime=0), mtime=0), mtime=0)


# ---- XML ------------------------------------------------------------------------------------------------------------


@attack
def doctypes():
    inside = f'<w:document {W}><w:body>%s</w:body></w:document>'
    laughs = '<!DOCTYPE l [<!ENTITY a0 "lol">' + ''.join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)) + ']>'
    yield 'billion_laughs.docx', docx(laughs + inside % p('&a9;'))
    yield 'quadratic_blowup.docx', docx('<!DOCTYPE l [<!ENTITY a "' + 'a' * 100 * KB + '">]>' + inside % p('&a;' * 10000))
    yield 'xxe.docx', docx('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + inside % p('&x;'))
    yield 'xxe_parameter.docx', docx('<!DOCTYPE w [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd">%x;]>' + inside % p('x'))
    yield 'external_dtd.docx', docx('<!DOCTYPE w SYSTEM "http://127.0.0.1:1/x.dtd">' + inside % p('x'))
    yield 'plain_doctype.docx', docx('<!DOCTYPE w>' + inside % p('x'))
    yield 'doctype_utf16.docx', docx(('\ufeff<!DOCTYPE w>' + inside % p('x')).encode('utf-16-le'))
    yield 'doctype_in_styles.docx', docx(body(p('x')), ('word/styles.xml', f'<!DOCTYPE w><w:styles {W}/>'))
    yield 'doctype_in_relations.docx', archive([Entry('_rels/.rels', text('<!DOCTYPE r>' + relations(('officeDocument', 'word/document.xml')))), Entry('word/document.xml', text(body(p('x'))))])
    yield 'doctype.odt', odt('<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>BODY<text:p>&x;</text:p>END')
    yield 'xinclude.docx', docx(f'<w:document {W} xmlns:xi="http://www.w3.org/2001/XInclude"><w:body><xi:include href="file:///etc/passwd" parse="text"/>{p("x")}</w:body></w:document>')


@attack
def xml_shapes():
    yield 'attributes_200000.docx', docx(body('<w:p' + ''.join(f' a{i}=""' for i in range(200 * KB)) + '/>'))
    yield 'attributes_513.docx', docx(body('<w:p' + ''.join(f' a{i}=""' for i in range(513)) + '/>'))
    yield 'attributes_512.docx', docx(body('<w:p' + ''.join(f' a{i}=""' for i in range(512)) + '/>' + p('attributes 512')))
    yield 'attributes_513.odt', odt('BODY<text:p' + ''.join(f' a{i}=""' for i in range(513)) + '/>END')
    yield 'tag_70_kb.docx', docx(body('<w:p a="' + 'x' * 70 * KB + '"/>'))
    yield 'tag_60_kb.docx', docx(body('<w:p a="' + 'x' * 60 * KB + '"/>' + p('tag 60')))
    yield 'tag_without_end.docx', docx(body('').encode()[:-30] + b'<w:p ' + b' ' * (10 * MB))
    yield 'depth_1000000.docx', docx(body('<w:sdt>' * MB))
    yield 'depth_257.docx', docx(body('<w:sdt>' * 255 + p('x') + '</w:sdt>' * 255))
    yield 'depth_250.docx', docx(body('<w:sdt>' * 245 + p('depth 250') + '</w:sdt>' * 245))
    yield 'depth_1000000.odt', odt('BODY' + '<text:section>' * MB)
    yield 'namespaces.docx', docx(body(''.join('<x' + ''.join(f' xmlns:n{k}_{i}="u"' for i in range(200)) + '>' for k in range(100)) + '<w:x/>' * 100 * KB))
    yield 'comment_without_end.docx', docx(body('').encode()[:-30] + b'<!-- ' + b'a < b - ' * (MB // 2))
    yield 'cdata_without_end.docx', docx(body('').encode()[:-30] + b'<![CDATA[ ' + b'a ]] b ' * (MB // 2))
    yield 'names_100000.docx', docx(body(''.join(f'<n{i}/>' for i in range(100 * KB)) + p('names')))
    yield 'bad_utf8_inside.docx', docx(body(p('x')).encode().replace(b'>x<', b'>\xe1\xbb<'))
    yield 'nul_inside.docx', docx(body(p('x')).encode().replace(b'>x<', b'>\0<'))
    yield 'character_0.docx', docx(body(p('&#0;')))
    yield 'other_encoding.docx', docx(body(p('x')).replace('UTF-8', 'UTF-7'))
    yield 'cut_in_tag.docx', docx(body(p('x'))[:-40])
    yield 'other_root.docx', docx('<html><body>x</body></html>')
    yield 'two_roots.docx', docx(body(p('x')) + body(p('y')))
    yield 'pi_flood.docx', docx(body('<?a b?>' * 500 * KB + p('pi flood')))


@attack
def docx_webs():
    style = '<w:style w:type="paragraph" w:styleId="%s"><w:basedOn w:val="%s"/></w:style>'
    styled = '<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>'
    yield 'styles_in_a_ring.docx', docx(body(styled % 'ring'), ('word/styles.xml', f'<w:styles {W}>' + style % ('S0', 'S1') + style % ('S1', 'S0') + style % ('S2', 'S2') + '</w:styles>'))
    chain = ''.join(style % (f'S{i}', f'S{i + 1}') for i in range(50 * KB))
    yield 'styles_in_a_chain.docx', docx(body(styled % 'chain' * 1000), ('word/styles.xml', f'<w:styles {W}>{chain}</w:styles>'))
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    levels = ''.join(f'<w:lvl w:ilvl="{i}"><w:start w:val="2147483647"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="{"%1.%2.%3.%4.%5.%6.%7.%8.%9." * 20}"/></w:lvl>' for i in range(9))
    yield 'numbering_deep.docx', docx(body(''.join(numbered % (i % 9, 1) for i in range(20 * KB))),
                                      ('word/numbering.xml', f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'))
    links = ''.join(f'<w:abstractNum w:abstractNumId="{i}"><w:numStyleLink w:val="L{(i + 1) % 5}"/><w:styleLink w:val="L{i}"/></w:abstractNum><w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(5))
    linked = ''.join(f'<w:style w:type="numbering" w:styleId="L{i}"><w:pPr><w:numPr><w:numId w:val="{i + 1}"/></w:numPr></w:pPr></w:style>' for i in range(5))
    yield 'numbering_in_a_ring.docx', docx(body(''.join(numbered % (0, i + 1) for i in range(5))), ('word/numbering.xml', f'<w:numbering {W}>{links}</w:numbering>'), ('word/styles.xml', f'<w:styles {W}>{linked}</w:styles>'))
    lists = ''.join(f'<w:abstractNum w:abstractNumId="{i}"/><w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(100 * KB))
    yield 'lists_100000.docx', docx(body(''.join(numbered % (0, i) for i in range(2000))), ('word/numbering.xml', f'<w:numbering {W}>{lists}</w:numbering>'))
    yield 'relations_in_a_ring.docx', docx(body(p('relation ring')), ('word/header1.xml', f'<w:hdr {W}>{p("head")}</w:hdr>'), ('word/_rels/header1.xml.rels', relations(('header', 'header1.xml'), ('officeDocument', 'document.xml'))),
                                           rels=[('officeDocument', 'document.xml'), ('header', '../word/document.xml'), ('header', '/word/header1.xml')])
    yield 'relations_100000.docx', docx(body(p('relations')), rels=[('header', 'document.xml')] * 100 * KB)
    yield 'relations_outside.docx', docx(body(p('outside')), rels=[('header', '../../../../etc/passwd'), ('styles', 'file:///etc/passwd'), ('footnotes', 'http://127.0.0.1:1/x'), ('header', '/')])
    heads = [Entry(f'word/h{i}.xml', text(f'<w:hdr {W}>{p("x" * 700 + str(i))}</w:hdr>')) for i in range(9900)]
    yield 'heads_9900.docx', archive([Entry('_rels/.rels', text(relations(('officeDocument', 'word/document.xml')))), Entry('word/document.xml', text(body(p('heads')))),
                                      Entry('word/_rels/document.xml.rels', text(relations(*[('header', f'h{i}.xml') for i in range(9900)])))] + heads)


@attack
def docx_sizes():
    row = '<w:tr><w:tc>' + p('1') + '</w:tc></w:tr>'
    yield 'rows_1000000.docx', docx(body('<w:tbl>' + row * MB + '</w:tbl>'), stored=False)
    yield 'rows_99000.docx', docx(body('<w:tbl>' + row * (99 * KB) + '</w:tbl>'), stored=False)
    yield 'empty_paragraphs.docx', docx(body('<w:p/>' * 1600 * KB), stored=False)
    yield 'tables_80_deep.docx', docx(body('<w:tbl><w:tr><w:tc>' * 80 + p('x') + '</w:tc></w:tr></w:tbl>' * 80))
    yield 'boxes_80_deep.docx', docx(body('<w:p><w:r><w:t>x</w:t><w:txbxContent>' * 80 + '</w:txbxContent><w:t>y</w:t></w:r></w:p>' * 80))
    yield 'grid_span.docx', docx(body('<w:tbl><w:tr>' + '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + p('x') + '</w:tc></w:tr></w:tbl>'))
    yield 'paragraph_5_mb.docx', docx(body(p('một &amp; hai ' * 350 * KB)), stored=False)
    yield 'paragraph_23_mb.docx', docx(body(p(' '.join(map(str, range(3 * MB))))), stored=False)
    yield 'runs_100000.docx', docx(body('<w:p>' + '<w:r><w:rPr><w:caps/></w:rPr><w:t>ư</w:t></w:r>' * 100 * KB + '</w:p>'), stored=False)
    yield 'joined_50000.docx', docx(body('<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 50 * KB), stored=False)
    yield 'fields_open.docx', docx(body('<w:p>' + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100 * KB + '<w:r><w:t>fields</w:t></w:r></w:p>'), stored=False)
    vn = '<w:r><w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s"/></w:rPr><w:t>%s</w:t></w:r>'
    fonts = ''.join(vn % (f, f, t) for f, t in (('.VnTime', 'Quyết định'), ('VNI-Times', 'Quyeát ñònh'), ('.VnTimeH', 'Qu\u00d5t \u00ae\u00denh'), ('Symbol', '\uf0b7\uf041'), ('Wingdings', '\uf0fe\u0300'), ('x' * 5000, 'a')))
    yield 'fonts.docx', docx(body('<w:p>' + fonts * 2000 + '</w:p>'), stored=False)


@attack
def odts():
    yield 'rows_repeated.odt', odt('BODY<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="1000000000"><text:p>x</text:p>'
                                   '</table:table-cell></table:table-row></table:table>END')
    yield 'spaces_repeated.odt', odt('BODY' + '<text:p>a<text:s text:c="1000000000"/>b</text:p>' * 1000 + 'END')
    yield 'styles_in_a_ring.odt', odt('ROOT<office:automatic-styles>' + ''.join(f'<style:style style:name="P{i}" style:family="paragraph" style:parent-style-name="P{(i + 1) % 3}"/>' for i in range(3))
                                      + '</office:automatic-styles><office:body><office:text><text:p text:style-name="P0">x</text:p>END')
    yield 'rows_1000000.odt', odt('BODY<table:table>' + '<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>' * 300 * KB + '</table:table>END')


# ---- text -----------------------------------------------------------------------------------------------------------


def filled(unit, size):
    unit = unit.encode()
    piece = unit * (MB // len(unit))
    return [piece] * (size // len(piece))


@attack
def texts():
    yield 'paragraph_100_mb.txt', filled('một hai ba bốn ', 100 * MB)
    yield 'word_7_mb.txt', ['ộ'.encode() * (7 * MB // 3)]
    yield 'paragraph_7_mb.txt', filled('một hai ba bốn ', 7 * MB)
    yield 'citations_1000000.txt', filled('Quyết định số 12/QĐ-UBND ngày 1/2/2013; ', 46 * MB)
    yield 'citations_170000.txt', filled('Quyết định số 12/QĐ-UBND ngày 1/2/2013; ', 8 * MB)
    yield 'headings_1000000.txt', [''.join(f'Điều {i}. Tên của điều này\n' for i in range(MB)).encode()]
    yield 'headings_99000.txt', [''.join(f'Điều {i}. Tên của điều này\n' for i in range(99 * KB)).encode()]
    yield 'lines_16000000.txt', filled('a\n', 32 * MB)
    yield 'line_ends.txt', [b'\n' * (4 * MB), b'\r\n' * (2 * MB)]
    yield 'spaces.txt', [b' ' * (8 * MB)]
    yield 'nul.txt', [bytes(MB)]
    yield 'controls.txt', [b'a\x01\x02 ' * 1000]
    yield 'bad_utf8.txt', [text(HEAD) + b'\xff\xfe\xe1\xbb' * 10 + b'\x80' * 100]
    yield 'half_a_letter.txt', [text('ộ' * 1000)[:-1]]
    yield 'surrogates.txt', [text(HEAD) + b'\xed\xa0\x80\xed\xb0\x80' * 10]
    yield 'overlong.txt', [text(HEAD) + b'\xc0\xae\xc0\xae\xc0\xaf' * 10]
    yield 'utf16_odd.txt', [('\ufeff' + HEAD * 10).encode('utf-16-le') + b'x']
    yield 'utf16_surrogates.txt', [b'\xff\xfe' + b'\x3d\xd8' * 1000]
    yield 'utf32.txt', [('\ufeff' + HEAD).encode('utf-32-le')]
    yield 'mark_alone.txt', [b'\xef\xbb\xbf']
    yield 'marks_1000000.txt', [text('a' + '\u0301\u0323' * 500 * KB)]
    yield 'marks_spread.txt', [text('a\u0323\u0302 o\u0300\u031b ' * 300 * KB)]
    yield 'look_alikes.txt', [text('\u00d0\u0430\u0405\u200b\ufeff\u2013\uff11 ' * 200 * KB)]
    yield 'escapes.txt', [text(HEAD + '\x1b[2J\x1b]0;title\x07\x9b31m V/v \x1b[31mred\x1b[0m \u202eevil\n' * 100)]
    yield 'random.bin', [random.Random(2).randbytes(MB)]
    yield 'empty.txt', [b'']
    yield 'empty.docx', [b'']


# unit of text, again and again, 200 KB in one line and as much in lines: what a pattern could walk over again from each place
REDOS = ['1', '1.', '1/', '1-', '12/', '1 ', '1/2/', '1.1.1.', 'QĐ-', 'QĐ-UBND', '-UBND', '/QĐ-UBND', 'ngày ', 'ngày 1 tháng ', 'ngày 1/', 'từ ngày 1 đến ', 'số ', 'số: ', 'Số:', 'số 1, ', 'Điều 1 ', 'Điều 1, ',
         'khoản 1, ', 'điểm a khoản 1 Điều 1, ', 'điểm a, b, c ', 'Luật ', 'Luật A ', 'Bộ luật Dân sự, ', 'Nghị định ', 'Nghị định này ', 'sửa đổi, bổ sung một số điều của ', 'căn cứ ', 'Căn cứ Luật ',
         'theo ', 'về việc ', 'V/v ', 'UBND ', 'Ủy ban nhân dân ', 'Sở Nội vụ và ', 'UBND tỉnh, ', 'tỉnh Hà Tĩnh ', 'phối hợp với ', 'chủ trì, ', '25 triệu ', '1.000.000 ', '1,5 ', 'khoảng 2 ', 'quý I, ',
         'I. ', 'II-', 'a) ', '- ', '+ ', '(', ')', '"', '“', '[', '*', '_', '#', '|', '.', '. ', ',', ';', ':', '/', '\\', '&', '...', '…', '____', 'Nơi nhận: ', 'KT. ', 'TM. ', 'CHỦ TỊCH ', 'PHỤ LỤC ',
         'Chương I ', 'năm 20', 'tháng ', 'a', 'Đ', 'hoà ', 'UỶ ', 'A ', 'Aa', 'a\t', '\u00a0', '\u200b', '72/2015/NĐ-CP, ', '72/2015/', 'QH13 ', 'số 1/2015/QH13 ', 'khóa XIV ', 'Kính gửi: ', 'Lưu: VT, ']


@attack
def redos():
    for i, unit in enumerate(REDOS):
        many = 200 * KB // len(unit.encode())
        lines = (unit * 30 + '\n') * (many // 30)
        yield f'redos/{i:02}.txt', [text(f'Số: {i}/QĐ-UBND\n' + unit * many + '\n' + lines)]


# ---- HTML, MHT, others ----------------------------------------------------------------------------------------------


@attack
def pages():
    head = '<html><head><meta charset="utf-8"></head><body>'
    yield 'open_tags_1000000.html', text(head + '<b>' * MB)
    yield 'open_blocks_1000000.html', text(head + '<div>' * MB)
    yield 'open_lists.html', text(head + '<ul><li>' * 100 * KB)
    yield 'open_cells_500.html', text(head + '<table><tr><td>' * 100 + 'deep cells')
    yield 'unclosed_p_500000.html', text(head + '<p>a' * 90 * KB)
    yield 'attributes_200000.html', text(head + '<p' + ''.join(f' a{i}=x' for i in range(200 * KB)) + '>x')
    yield 'rows_1000000.html', text(head + '<table>' + '<tr><td>a' * MB)
    yield 'spans_1000000000.html', text(head + '<table><tr>' + '<td rowspan=1000000000 colspan=1000000000>a' * 1000 + '</table>')
    yield 'page_17_mb.html', [text(head), b'<p>a</p>' * (17 * MB // 8)]
    yield 'entities.html', text(head + '&#x110000;&#0;&#xd800;&amp;amp;&nosuch;&' * 50 * KB)
    yield 'script_without_end.html', text(head + 'before the script<script>' + '</scrip' * 200 * KB)
    yield 'comment_without_end.html', text(head + 'before the comment<!--' + '--' * 500 * KB)
    yield 'quote_without_end.html', text(head + 'before the quote<p a="' + 'x>' * 500 * KB)
    yield 'doctype_entities.html', text('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + head + 'entity &x; end')
    yield 'nul.html', text(head) + b'a\0b' * 10
    yield 'charset_lies.html', text(head.replace('utf-8', 'utf-16') + 'Số: 12/QĐ-UBND charset lies')
    yield 'bad_utf8.html', text(head) + b'\xe1\xbb\xff' * 100
    yield 'conditions.html', text(head + '<![if !x]>' * 200 * KB + 'conditions')
    yield 'styles.html', text(head + '<p style="' + 'mso-list:l0 level1 lfo1;' * 1000 + '">x' * 20)


@attack
def mhts():
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="%s"\r\n\r\n'
    part = 'Content-Type: text/html; charset="utf-8"\r\n\r\n'
    page = '<html><body><p>%s</p></body></html>\r\n'
    yield 'boundary_missing.mht', text(head % 'b' + 'no boundary at all\r\n')
    yield 'boundary_open.mht', text(head % 'b' + '--b\r\n' + part + page % 'boundary open')
    yield 'boundary_dash.mht', text(head % '-' + '---\r\n' * 200 * KB)
    yield 'boundary_empty.mht', text(head % '' + '--\r\n' + part + page % 'x')
    yield 'boundary_long.mht', text(head % ('b' * 100 * KB) + '--b\r\n' + part + page % 'x')
    yield 'parts_100000.mht', text(head % 'b' + ('--b\r\nContent-Type: image/png\r\n\r\nx\r\n') * 100 * KB)
    yield 'nested_1000.mht', text(''.join(head % f'b{i}' + f'--b{i}\r\n' for i in range(1000)) + part + page % 'x')
    yield 'base64_garbage.mht', text(head % 'b' + '--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n' + '=*!A' * 100 * KB + '\r\n--b--\r\n')
    yield 'quoted_garbage.mht', text(head % 'b' + '--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body>garbage ' + '=X=' * 100 * KB + '\r\n--b--\r\n')
    yield 'header_3_mb.mht', text('MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n' + ' x=y;\r\n' * 400 * KB + ' boundary=b\r\n\r\n--b\r\n' + part + page % 'x')


# ---- mails, mailboxes, edXML ------------------------------------------------------------------------------------------

SENT = b'From: a@example.vn\r\nTo: b@example.vn\r\nDate: Tue, 5 Mar 2024 08:30:00 +0700\r\nMIME-Version: 1.0\r\n'
MIXED = SENT + b'Content-Type: multipart/mixed; boundary=b\r\n\r\n'
LINE = b'From a@example.vn Tue Mar  5 08:30:00 2024\n'


def attached(name, data, kind=b'application/octet-stream'):
    """a part of MIXED; the name as it is to stand there, with quotes where it has them"""
    return (b'--b\r\nContent-Type: ' + kind + b'\r\nContent-Disposition: attachment; filename=' + (name if isinstance(name, bytes) else name.encode())
            + b'\r\nContent-Transfer-Encoding: base64\r\n\r\n' + base64.encodebytes(data) + b'\r\n')


def said(s):
    return text(f'{HEAD}thư {s}\r\n')


@attack
def mails():
    yield 'header_1_mb.eml', SENT + b'X-A: ' + b'x' * (1 << 20) + b'\r\n\r\n' + said('header')
    yield 'header_one_line_900_kb.eml', SENT + b'Subject: ' + b'x' * 900 * KB + b'\r\n\r\n' + said('line')
    yield 'headers_1000000.eml', SENT + b'A: b\r\n' * MB + b'\r\n' + said('headers')
    yield 'headers_100000.eml', SENT + b'A: b\r\n' * 100 * KB + b'\r\n' + said('headers')
    yield 'header_of_a_part_1_mb.eml', MIXED + b'--b\r\nX: ' + b'x' * (1 << 20) + b'\r\n\r\nx\r\n--b\r\n\r\n' + said('part') + b'--b--\r\n'
    yield 'nul_in_header.eml', SENT + b'Subject: a\0b\r\n\r\n' + said('nul')
    yield 'nul_in_header_name.eml', SENT + b'Subject: a\r\nX-\0: c\r\n\r\n' + said('nul in a name')
    yield 'words_without_end.eml', SENT + b'Subject: ' + b'=?utf-8?B?' * 80 * KB + b'\r\n\r\n' + said('words')
    yield 'words_100000.eml', SENT + b'Subject:' + b' =?utf-8?Q?a?=\r\n' * 50 * KB + b'\r\n' + said('encoded words')
    yield 'addresses_100000.eml', SENT + b'Cc: ' + b'(((("a\\' * 100 * KB + b'\r\n\r\n' + said('addresses')
    yield 'groups_deep.eml', SENT + b'Cc: ' + b'a:' * 400 * KB + b'\r\n\r\n' + said('groups')
    yield 'pieces_100000.eml', (SENT + b'Content-Type: text/plain;\r\n' + b''.join(b' n*%d=a;\r\n' % i for i in range(80 * KB)) + b' charset=utf-8\r\n\r\n' + said('2231'))
    names = b''.join(b' filename*%d*=%%C3%%A0;\r\n' % i for i in range(40 * KB))
    yield 'name_in_40000_pieces.eml', MIXED + b'--b\r\nContent-Disposition: attachment;\r\n' + names + b' x=y\r\n\r\n' + said('pieces') + b'--b--\r\n'
    yield 'parameters_90000.eml', SENT + b'Content-Type: text/plain' + b';a=b\r\n ' * 90 * KB + b'\r\n\r\n' + said('parameters')
    yield 'charset_lies.eml', SENT + b'Content-Type: text/plain; charset=utf-16\r\n\r\n' + said('charset')
    yield 'charset_unknown.eml', SENT + b'Content-Type: text/plain; charset="../../etc/passwd%n"\r\n\r\n' + said('no charset')
    yield 'encoding_unknown.eml', SENT + b'Content-Transfer-Encoding: x-rot13\r\n\r\n' + said('encoding')
    yield 'folded_without_end.eml', SENT + b'X: y\r\n' + b' \r\n' * 300 * KB


@attack
def mail_parts():
    part = b'--b\r\nContent-Disposition: attachment\r\n\r\n%s\r\n'
    yield 'parts_1000.eml', MIXED + b''.join(part % said(i) for i in range(1000)) + b'--b--\r\n'
    yield 'parts_1001.eml', MIXED + b''.join(part % said(i) for i in range(1001)) + b'--b--\r\n'
    yield 'parts_of_one_name.eml', MIXED + b''.join(attached('a.txt', said(f'alike {i}')) for i in range(1000)) + b'--b--\r\n'
    yield 'parts_empty_300000.eml', MIXED + b'--b\r\n' * 300 * KB
    nested = b'Content-Type: multipart/mixed; boundary=n%d\r\n\r\n--n%d\r\n'
    yield 'nested_16.eml', SENT + b''.join(nested % (i, i) for i in range(16)) + b'\r\n' + said('sixteen deep')
    yield 'nested_1000.eml', SENT + b''.join(nested % (i, i) for i in range(1000)) + b'\r\n' + said('deep')
    yield 'alternatives_1000.eml', SENT + b''.join(nested.replace(b'mixed', b'alternative') % (i, i) for i in range(1000)) + b'\r\n' + said('alternatives')
    yield 'rfc822_5.eml', (SENT + b'Content-Type: message/rfc822\r\n\r\n') * 5 + SENT + b'\r\n' + said('five mails')
    yield 'rfc822_100.eml', (SENT + b'Content-Type: message/rfc822\r\n\r\n') * 100 + SENT + b'\r\n' + said('mails')
    yield 'boundary_never_ends.eml', MIXED + b'--b\r\n\r\n' + said('open')
    yield 'boundary_missing.eml', MIXED + said('no boundary')
    yield 'boundary_600_kb.eml', SENT + b'Content-Type: multipart/mixed; boundary=' + b'b' * 600 * KB + b'\r\n\r\n--' + b'b' * 600 * KB + b'\r\n\r\n' + said('long')
    yield 'boundary_alike.eml', MIXED.replace(b'=b\r', b'=' + b'-' * 60 + b'\r') + (b'-' * 61 + b'\r\n') * 50 * KB
    bomb = archive([Entry('zeros.txt', bytes(100 * MB)), Entry('good.txt', said('bomb'))])
    yield 'zip_bomb.eml', MIXED + attached('bomb.zip', bomb) + attached('good.txt', said('beside the bomb')) + b'--b--\r\n'
    yield 'zip_bombs_20.eml', MIXED + b''.join(attached(f'{i}.zip', archive([Entry('z.txt', bytes(9 * MB)), Entry(f'{i}.txt', said(f'zip {i}'))])) for i in range(20)) + b'--b--\r\n'
    yield 'winmail.eml', MIXED + attached('winmail.dat', b'\x78\x9f\x3e\x22' + bytes(200), b'application/ms-tnef') + b'--b--\r\n'
    names = [b'"../../../etc/passwd"', b'"..\\\\..\\\\x.txt"', b'".."', b'"/etc/shadow"', b'"C:\\\\x.txt"', b'"\x1b[31mred.txt"', b"utf-8''a%0Ab%1B%5B2J%00c.txt", b'"=?utf-8?Q?a=0Ab=1B=2F=2E=2E=2Fc.txt?="',
             b'"' + b'x' * 900 + b'.txt"', b'"C\xf4ng v\xfan.txt"', b'""', b'"\xe2\x80\xaetxt.exe"']
    yield 'names.eml', (MIXED + b''.join(attached(n, said(f'name {i}')) for i, n in enumerate(names)) + b'--b--\r\n').replace(b"filename=utf-8''", b"filename*=utf-8''")
    yield 'encrypted.eml', SENT + b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nAAAA\r\n'
    yield 'encrypted_pgp.eml', SENT + b'Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b--\r\n'
    yield 'signed.eml', SENT + b'Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\n' + said('signed') + b'--b\r\nContent-Type: application/pkcs7-signature\r\n\r\nAAAA\r\n--b--\r\n'
    yield 'base64_garbage.eml', SENT + b'Content-Transfer-Encoding: base64\r\n\r\n' + b'=*!A' * 100 * KB
    yield 'uuencode_garbage.eml', MIXED + b'--b\r\nContent-Type: application/msword; name=a.doc\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a.doc\n' + b'~' * 500 * KB + b'\r\n--b--\r\n'


@attack
def mailboxes():
    yield 'empty_100000.mbox', LINE * 100 * KB
    yield 'mails_20000.mbox', (LINE + b'A: b\n\n') * 20 * KB
    yield 'one_name.mbox', (LINE + b'Message-ID: <1@example.vn>\n' + SENT.replace(b'\r', b'') + b'\nmail\n') * 5 * KB
    yield 'line_without_end.mbox', LINE + b'A: b\n\nFrom ' + b'1' * 5 * MB


@attack
def mailbox_bombs():
    bomb = archive([Entry('z.txt', bytes(9 * MB))])
    packed = (LINE + MIXED.replace(b'\r', b'') + attached('z.zip', bomb).replace(b'\r', b'') + b'--b--\n') * 300
    yield 'bombs.mbox.gz', gzip.compress(packed, 6, mtime=0)


def edxml(inside, before=b''):
    return b'<?xml version="1.0" encoding="UTF-8"?>' + before + b'<edXML><edXMLEnvelope><edXMLHeader><MessageHeader><Subject>s</Subject></MessageHeader></edXMLHeader></edXMLEnvelope>' + inside + b'</edXML>'


@attack
def envelopes():
    one = b'<Attachment><Content>' + base64.b64encode(said('edXML')) + b'</Content></Attachment>'
    yield 'good.edxml', edxml(one)
    yield 'doctype.edxml', edxml(one, b'<!DOCTYPE edXML>')
    yield 'billion_laughs.edxml', edxml(b'<Attachment><Content>&c;</Content></Attachment>', b'<!DOCTYPE edXML [<!ENTITY a "x"><!ENTITY b "' + b'&a;' * 1000 + b'"><!ENTITY c "' + b'&b;' * 1000 + b'">]>')
    yield 'xxe.edxml', edxml(b'<Attachment><Content>&a;</Content></Attachment>', b'<!DOCTYPE edXML [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    yield 'attachments_1000000.edxml', edxml(b'<Attachment><Content>eA==</Content></Attachment>' * MB)
    yield 'attachments_1001.edxml', edxml(one * 1001)
    yield 'references_100000.edxml', edxml(b'<Reference><ContentId>1</ContentId><AttachmentName>a</AttachmentName></Reference>' * 50 * KB + one)
    yield 'recipients_100000.edxml', edxml(b'<To><OrganName>a</OrganName></To>' * 100 * KB + one)
    yield 'deep.edxml', edxml(b'<a>' * 100 * KB)
    yield 'subject_5_mb.edxml', edxml(one).replace(b'>s<', b'>' + b's' * 5 * MB + b'<')
    yield 'name.edxml', edxml(one.replace(b'<Content>', b'<AttachmentName>../../etc/&#10;&#9;x.txt</AttachmentName><Content>'))
    yield 'name_escape.edxml', edxml(one.replace(b'<Content>', b'<AttachmentName>&#27;[31m.txt</AttachmentName><Content>'))
    yield 'cut.edxml', edxml(one)[:-30]
    yield 'zip_bomb.edxml', edxml(b'<Attachment><AttachmentName>b.zip</AttachmentName><Content>' + base64.b64encode(archive([Entry('zeros.txt', bytes(100 * MB))])) + b'</Content></Attachment>')


@attack
def other_kinds():
    ole = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(504)
    yield 'password.docx', ole + bytes(512) + 'EncryptedPackage'.encode('utf-16-le') + bytes(500)
    yield 'garbage.doc', ole + random.Random(3).randbytes(5000)
    yield 'picture.docx', b'\x89PNG\r\n\x1a\n' + bytes(100)
    yield 'text.docx', text(HEAD)
    yield 'docx.txt', docx(body(p('docx under another name')))
    yield 'cut.pdf', b'%PDF-1.4\n1 0 obj<</Type/Catalog'
    yield 'xml.xml', b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    yield 'sqlite.txt', b'SQLite format 3\0' + bytes(500)
    yield 'presentation.pptx', archive([Entry('[Content_Types].xml', b'<t/>'), Entry('_rels/.rels', text(relations(('officeDocument', 'ppt/presentation.xml')))), Entry('ppt/presentation.xml', b'<p/>')])


@attack
def strange_names():
    yield 'new\nline.txt', text(HEAD + 'new line')
    yield 'escape\x1b[31m.txt', text(HEAD + 'escape')
    yield b'bad\xff\xfeutf8.txt', text(HEAD + 'bad name')
    yield '-a.txt', text(HEAD + 'option')
    yield ' spaces  .txt', text(HEAD + 'spaces')
    yield 'x' * 250 + '.txt', text(HEAD + 'long name')
    yield 'd/' * 60 + 'deep.txt', text(HEAD + 'deep folder')
    yield "quote'\"%s%n`$(x).txt", text(HEAD + 'quotes')
