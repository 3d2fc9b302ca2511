#!/usr/bin/env python3
"""Build corpus/documents/*.docx from the readable sources in corpus/docx-src/.

usage: make_docx.py [--check] [NAME ...]

Each source line is a paragraph. The same source gives the same bytes (zip times are fixed); --check compares the parts of
the committed files with what the sources say, and exits 1 when one differs.

Lines                                    what they become
    # text                               a note for the reader of the source, nothing in the document
    (blank line)                         nothing
    @empty                               an empty paragraph
    @table 4200 5700 [lines]             a table with these column widths; without `lines` it has no borders
    @row  /  @cell [span=N] [merge|cont] the next row, the next cell (merge = first, cont = further cell of a vertical merge)
    @end                                 the end of the table, or of the text box
    @textbox                             a text box anchored in the paragraph before; its paragraphs follow
    @header                              one paragraph for the page head, on the next line
    [cbi] text                           flags before the text: c centred, r right, b bold, i italic, 1-3 heading style,
                                         n automatic number "Điều N.", a automatic "a)", the text shows it as ⟨...⟩
Marks inside a line
    ¦ run boundary · ⇥ tab · ↵ line break · ‑ (U+2011) no-break hyphen · **...** bold
    ⟦del:...⟧ tracked deletion, not read · ⟦ins:...⟧ tracked insertion · ⟦hide:...⟧ hidden text, not read
    ⟦fn:...⟧ footnote, read after the body · ⟦caps:...⟧ small letters shown as capitals, read as capitals
    ⟦tcvn:...⟧ text kept in a TCVN3 font (.VnTime), read as Unicode · ⟦link:...⟧ hyperlink · ⟦sdt:...⟧ content control
    ⟨...⟩ a label that Word numbers by itself: read, but absent from the runs
"""
import os, re, sys, zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
NS = (f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
      'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
      'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
      'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MARK = re.compile(r'⟦(del|ins|hide|fn|caps|tcvn|link|sdt):(.*?)⟧|⟨(.*?)⟩|(\*\*)|([¦⇥↵\u2011])')

# TCVN 5712 (VN3) as the Windows-1252 characters a DOCX holds: code points of the letters in alphabetical groups
TCVN3 = dict(zip(
    'àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ',
    map(chr, [0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB,
              0xAE, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE,
              0xDF, 0xE1, 0xE2, 0xE3, 0xE4, 0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE,
              0xEF, 0xF1, 0xF2, 0xF3, 0xF4, 0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE,
              0xA1, 0xA2, 0xA7, 0xA3, 0xA4, 0xA5, 0xA6])))


class Source:
    """A parsed source: `body` is a list of items, in order.

    ('p', flags, text) · ('table', widths, lines, rows), a row is a list of (attributes, items) · ('box', items)
    """
    def __init__(self, path):
        with open(path, encoding='utf-8') as f:
            self.lines = f.read().split('\n')
        self.at, self.header = 0, None
        self.body = self.items(())

    def items(self, ends):
        out = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            word = line.split(' ', 1)[0]
            if word in ends:
                return out
            self.at += 1
            if not line or word == '#':
                continue
            if word == '@empty':
                out.append(('p', '', ''))
            elif word == '@header':
                self.header = self.lines[self.at]
                self.at += 1
            elif word == '@table':
                out.append(self.table(line.split()[1:]))
            elif word == '@textbox':
                out.append(('box', self.items(('@end',))))
                self.at += 1
            elif word.startswith('@'):
                raise SystemExit(f'line {self.at}: unknown {word}')
            else:
                m = re.match(r'\[([cbirna123]+)\] ?(.*)', line)
                out.append(('p', m[1], m[2]) if m else ('p', '', line))
        return out

    def table(self, words):
        widths, rows = [int(x) for x in words if x.isdigit()], [[]]
        while self.lines[self.at] != '@end':
            line = self.lines[self.at]
            self.at += 1
            if line == '@row':
                rows.append([])
            elif line.startswith('@cell'):
                attributes = dict(x.split('=') if '=' in x else (x, '') for x in line.split()[1:])
                rows[-1].append((attributes, self.items(('@cell', '@row', '@end'))))
            elif line:
                raise SystemExit(f'line {self.at}: outside a cell: {line}')
        self.at += 1
        return 'table', widths, 'lines' in words, rows


def shown(text, notes):
    """What a reader sees of a paragraph's source text; the text of footnotes goes to `notes`."""
    def mark(m):
        kind, inner, label, bold, char = m.groups()
        if label is not None:
            return label
        if bold:
            return ''
        if char:
            return {'¦': '', '⇥': '\t', '↵': '\n'}.get(char, char)
        if kind == 'fn':
            notes.append(shown(inner, notes))
        return {'del': '', 'hide': '', 'fn': '', 'caps': inner.upper()}.get(kind, inner)
    return MARK.sub(mark, text)


def display_text(path):
    """The display text of the DOCX built from `path` (extractor/extractor.h): each paragraph and its LF."""
    source, notes, out = Source(path), [], []
    def walk(items):
        for item in items:
            if item[0] == 'p':
                out.append(shown(item[2], notes))
            elif item[0] == 'box':
                walk(item[1])
            else:
                for row in item[3]:
                    for _, cell in row:
                        walk(cell or [('p', '', '')])
    walk(source.body)
    out += notes
    if source.header is not None:
        out.append(shown(source.header, notes))
    return ''.join(p + '\n' for p in out)


def rpr(bold=False, italic=False, more='', font='Times New Roman'):
    return (f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' + ('<w:b/>' if bold else '')
            + ('<w:i/>' if italic else '') + more + '<w:sz w:val="28"/></w:rPr>')


def text_run(text, props):
    """One run; tabs, breaks and no-break hyphens are elements of it."""
    out = []
    for piece in re.split('([⇥↵\u2011])', text):
        out.append({'⇥': '<w:tab/>', '↵': '<w:br/>', '\u2011': '<w:noBreakHyphen/>', '': ''}.get(
            piece, f'<w:t xml:space="preserve">{escape(piece)}</w:t>'))
    return f'<w:r>{props}{"".join(out)}</w:r>' if text else ''


def runs(text, bold, italic, notes):
    out, rest, weight = [], '', bold
    def flush():
        nonlocal rest
        out.append(text_run(rest, rpr(weight, italic)))
        rest = ''
    pos = 0
    for m in MARK.finditer(text):
        rest += text[pos:m.start()]
        pos = m.end()
        kind, inner, label, star, char = m.groups()
        if char and char != '¦':
            rest += char
            continue
        flush()
        if star:
            weight = not weight
        plain = rpr(weight, italic)
        if kind == 'del':
            out.append(f'<w:del w:id="91" w:author="Chuyên viên"><w:r>{plain}<w:delText xml:space="preserve">{escape(inner)}</w:delText></w:r></w:del>')
        elif kind == 'ins':
            out.append(f'<w:ins w:id="92" w:author="Chuyên viên">{text_run(inner, plain)}</w:ins>')
        elif kind == 'hide':
            out.append(text_run(inner, rpr(weight, italic, '<w:vanish/>')))
        elif kind == 'caps':
            out.append(text_run(inner, rpr(weight, italic, '<w:caps/>')))
        elif kind == 'tcvn':
            out.append(text_run(''.join(TCVN3.get(c, c) for c in inner), rpr(weight, italic, font='.VnTime')))
        elif kind == 'link':
            out.append(f'<w:hyperlink w:anchor="_top">{text_run(inner, plain)}</w:hyperlink>')
        elif kind == 'sdt':
            out.append(f'<w:sdt><w:sdtPr/><w:sdtContent>{text_run(inner, plain)}</w:sdtContent></w:sdt>')
        elif kind == 'fn':
            notes.append(inner)
            out.append(f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(notes)}"/></w:r>')
    rest += text[pos:]
    flush()
    return ''.join(out)


def paragraph(flags, text, notes, box=''):
    ppr = ''.join(f'<w:pStyle w:val="Heading{c}"/>' for c in flags if c.isdigit())
    for c, number in (('n', 1), ('a', 2)):
        if c in flags:
            ppr += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    ppr += {'c': '<w:jc w:val="center"/>', 'r': '<w:jc w:val="right"/>'}.get(next((c for c in flags if c in 'cr'), ''), '')
    return f'<w:p>{f"<w:pPr>{ppr}</w:pPr>" if ppr else ""}{runs(text, "b" in flags, "i" in flags, notes)}{box}</w:p>'


def box_run(items, notes):
    """A text box stands twice in a file: as a shape, and as VML for older programs."""
    inner = content(items, notes)
    shape = (f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>'
             f'<w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>')
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            '<wp:extent cx="1800000" cy="360000"/><wp:docPr id="1" name="Text Box 1"/><a:graphic><a:graphicData '
            f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData></a:graphic></wp:inline></w:drawing>'
            f'</mc:Choice><mc:Fallback><w:pict><v:shape id="box1" style="width:142pt;height:28pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent>'
            '</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>')


def table(widths, lines, rows, notes):
    border = ''.join(f'<w:{side} w:val="{"single" if lines else "nil"}"/>' for side in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV'))
    out = [f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{border}</w:tblBorders></w:tblPr><w:tblGrid>'
           + ''.join(f'<w:gridCol w:w="{w}"/>' for w in widths) + '</w:tblGrid>']
    for row in rows:
        out.append('<w:tr>')
        column = 0
        for attributes, cell in row:
            span = int(attributes.get('span', 1))
            props = f'<w:tcW w:w="{sum(widths[column:column + span])}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else '')
            props += '<w:vMerge w:val="restart"/>' if 'merge' in attributes else '<w:vMerge/>' if 'cont' in attributes else ''
            out.append(f'<w:tc><w:tcPr>{props}</w:tcPr>{content(cell or [("p", "", "")], notes)}</w:tc>')
            column += span
        out.append('</w:tr>')
    return ''.join(out) + '</w:tbl>'


def content(items, notes):
    out = []
    for k, item in enumerate(items):
        if item[0] == 'p':
            box = box_run(items[k + 1][1], notes) if k + 1 < len(items) and items[k + 1][0] == 'box' else ''
            out.append(paragraph(item[1], item[2], notes, box))
        elif item[0] == 'table':
            out.append(table(*item[1:], notes))
    return ''.join(out)


STYLES = (f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
          'w:cs="Times New Roman"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults>'
          '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
          + ''.join(f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
                    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>' for n in (1, 2, 3)) + '</w:styles>')
NUMBERING = (f'<w:numbering xmlns:w="{W}">' + ''.join(
    f'<w:abstractNum w:abstractNumId="{k}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/>'
    f'<w:lvlText w:val="{label}"/></w:lvl></w:abstractNum>' for k, form, label in ((1, 'decimal', 'Điều %1.'), (2, 'lowerLetter', '%1)')))
    + ''.join(f'<w:num w:numId="{k}"><w:abstractNumId w:val="{k}"/></w:num>' for k in (1, 2)) + '</w:numbering>')


def parts(path):
    """The members of the DOCX, name and bytes, in the order they stand in the zip."""
    source, notes = Source(path), []
    body = content(source.body, notes)
    kinds = [('styles', STYLES), ('numbering', NUMBERING)]
    if notes:
        text = ''.join(f'<w:footnote w:id="{k}"><w:p><w:r><w:footnoteRef/></w:r>{runs(n, False, False, [])}</w:p></w:footnote>' for k, n in enumerate(notes, 1))
        ends = ''.join(f'<w:footnote w:type="{t}" w:id="{k}"><w:p><w:r><w:{t}/></w:r></w:p></w:footnote>' for k, t in ((-1, 'separator'), (0, 'continuationSeparator')))
        kinds.append(('footnotes', f'<w:footnotes {NS}>{ends}{text}</w:footnotes>'))
    section = '<w:pgSz w:w="11907" w:h="16840"/>'
    if source.header is not None:
        kinds.append(('header', f'<w:hdr {NS}>{paragraph("c", source.header, [])}</w:hdr>'))
        section = f'<w:headerReference w:type="default" r:id="rId{len(kinds)}"/>' + section
    base = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
             'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
             f'<Override PartName="/word/document.xml" ContentType="{base}document.main+xml"/>'
             + ''.join(f'<Override PartName="/word/{k}.xml" ContentType="{base}{k}+xml"/>' for k, _ in kinds) + '</Types>')
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    out = [('[Content_Types].xml', types),
           ('_rels/.rels', rels.format(f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>')),
           ('word/document.xml', f'<w:document {NS}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>'),
           ('word/_rels/document.xml.rels', rels.format(''.join(
               f'<Relationship Id="rId{n}" Type="{R}/{k}" Target="{k}.xml"/>' for n, (k, _) in enumerate(kinds, 1))))]
    out += [(f'word/{k}.xml', text) for k, text in kinds]
    return [(name, (XML + text).encode()) for name, text in out]


def write(path, members):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2020, 3, 5, 8, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, data)


def main():
    check = '--check' in sys.argv
    names = [a for a in sys.argv[1:] if a != '--check'] or sorted(f[:-4] for f in os.listdir(f'{HERE}/docx-src') if f.endswith('.txt'))
    stale = 0
    for name in names:
        members, path = parts(f'{HERE}/docx-src/{name}.txt'), f'{HERE}/documents/{name}.docx'
        if not check:
            write(path, members)
            continue
        with zipfile.ZipFile(path) as z:
            if [(i.filename, z.read(i)) for i in z.infolist()] != members:
                print(f'{path}: differs from its source, run corpus/make_docx.py')
                stale += 1
    return 1 if stale else 0


if __name__ == '__main__':
    sys.exit(main())
