#!/usr/bin/env python3
"""Whole corpora written in each old Vietnamese encoding and read again, as plain text and as DOCX runs in the encoding's fonts; and clean texts, which must stay
as they are. The documents are corpus/documents, and those of ../shared where that is there.

usage: encodings.py PROGRAM ROOT [--only NAME] [--documents N] [--piece CHARACTERS] [--lines N] [--show N]

Words are counted as a bag, without case: TCVN3 keeps no case of letters with tones outside its fonts. TAP on stdout: for each encoding and kind recall, precision
and the share of files with 99 % of both; --piece cuts the documents into files of that length. Then lines, each a file of its own: those of
clean texts may not be taken for an old encoding, those encoded may be unknown but not wrong. --lines 0 leaves them out.
"""
import argparse, collections, glob, json, os, re, subprocess, sys, tempfile, unicodedata, zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from encode import NAMES, Encoder, widened
sys.path.insert(0, str(Path(__file__).parent.parent / 'cli'))
from tap import ok, tests

RECALL, PRECISION, OVER_99 = 0.995, 0.99, 0.95
BATCH = 400
FONTS = {'tcvn3': ('.VnTime', '.VnTimeH'), 'vni': ('VNI-Times',), 'vps': ('VPS Times',)}
PARTS = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}
HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


FOREIGN = [  # language, its code page, sentences of an office's kind
    ('French', 'cp1252', "Le député a été reçu à l'hôtel de la préfecture, où il a présenté l'état des négociations; la décision sera publiée après la clôture."),
    ('German', 'cp1252', 'Die Straße führt über die Brücke nach Köln; gemäß der geänderten Verordnung müssen Anträge künftig früher gestellt werden.'),
    ('Spanish', 'cp1252', 'La resolución número 12 del año pasado amplió el plazo de inscripción; los señores concejales votarán también la moción.'),
    ('Portuguese', 'cp1252', 'A resolução não será aplicada às ações já concluídas; os órgãos públicos têm até três meses para a sua adoção.'),
    ('Italian', 'cp1252', "La città non può più sostenere l'attività; perciò il consiglio deciderà lunedì se l'unità verrà chiusa."),
    ('Swedish', 'cp1252', 'Två år före mötet gjordes en ändring på länsnivå; förslaget är därför återkallat och åtgärden upphör.'),
    ('Danish', 'cp1252', 'Sagen blev afgjort på mødet; børn og ældre får støtte, når ansøgningen er blevet godkendt af rådet.'),
    ('Polish', 'cp1250', 'Zażółć gęślą jaźń; uchwała o zmianie budżetu została przyjęta większością głosów, a środki będą wypłacone później.'),
    ('Czech', 'cp1250', 'Příliš žluťoučký kůň úpěl ďábelské ódy; žádost byla zamítnuta, protože lhůta již uplynula a příloha chyběla.'),
    ('Hungarian', 'cp1250', 'Árvíztűrő tükörfúrógép; a határozat szerint a kérelmet újra be kell nyújtani, és az ügyfélnek díjat kell fizetnie.'),
    ('Turkish', 'cp1254', 'Şişli belediyesi çalışmaları sürdürüyor; yönetmeliğe göre başvurular önümüzdeki güne kadar yapılmalıdır.'),
    ('Russian', 'cp1251', 'Постановление вступает в силу со дня подписания; контроль за исполнением возложен на заместителя министра.'),
]


def sources(root):
    """Texts of documents, clean Unicode."""
    out = []
    for pattern in 'corpus/documents/*.txt', '../shared/data/gazette/*.txt', '../shared/seeds/*.txt':
        for path in sorted(glob.glob(f'{root}/{pattern}')):
            try:
                text = unicodedata.normalize('NFC', Path(path).read_bytes().decode('utf-8-sig')).replace('\r\n', '\n').replace('\r', '\n')
            except UnicodeDecodeError:
                continue  # one of the corpus that is in an old encoding itself
            if re.search('[\u1ea0-\u1ef9]', text):
                out.append(text)
    return out


def pieces(texts, size):
    """Each text in files of about @size characters, cut at the ends of lines."""
    for text in texts:
        piece = ''
        for line in text.split('\n'):
            piece += line + '\n'
            if len(piece) >= size:
                yield piece
                piece = ''
        if len(piece) * 2 > size:
            yield piece


def run_xml(font, text):
    return f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(encoder, line):
    fonts, out = FONTS[encoder.name], ''
    for m in re.finditer(r'\s*\S*', line):  # as Word keeps them: runs of a word or less
        word, begin = m[0], 0
        for k in range(1, len(word) + 1):
            capital = encoder.is_capital_of_font(word[begin])
            if k == len(word) or encoder.is_capital_of_font(word[k]) != capital:
                out += run_xml(fonts[capital], widened(encoder.encode(word[begin:k])))
                begin = k
    return f'<w:p>{out}</w:p>'


def write_docx(path, paragraphs):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for name, data in PARTS.items():
            z.writestr(name, data)
        z.writestr('word/document.xml', HEAD + ''.join(paragraphs) + '</w:body></w:document>')


def records(program, paths):
    for i in range(0, len(paths), BATCH):
        p = subprocess.run([program, 'extract', '--text', *paths[i:i + BATCH]], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        yield from map(json.loads, p.stdout.splitlines())


def words(text):
    return collections.Counter(re.findall(r'\w+', unicodedata.normalize('NFC', text).casefold()))


def codes(record):
    return [d['code'] for d in record['diagnostics']]


def compare(title, truths, read, show):
    both = n_truth = n_read = over = 0
    bad = []
    for k, (truth, record) in enumerate(zip(truths, read, strict=True)):
        t, r = words(truth), words(record['text'] or '')
        common = sum((t & r).values())
        both, n_truth, n_read = both + common, n_truth + sum(t.values()), n_read + sum(r.values())
        good = common > .99 * sum(t.values()) and common > .99 * sum(r.values())
        over += good
        if common < sum(t.values()) or common < sum(r.values()):
            bad.append(f'file {k} {record["source"]["encoding"]} {codes(record)}: not read {list((t - r).items())[:8]}, more {list((r - t).items())[:8]}')
    recall, precision, over = both / n_truth, both / max(1, n_read), over / len(truths)
    print(f'# {title}: {len(truths)} files, {n_truth} words, recall {recall:.5f}, precision {precision:.5f}, over 99 % {over:.4f}')
    for line in bad[:show]:
        print('#  ', line[:500])
    ok(f'{title}: recall {RECALL}, precision {PRECISION}, files over 99 % {OVER_99}', recall >= RECALL and precision >= PRECISION and over >= OVER_99, *bad[:5])


def whole_documents(o, encoder, texts, folder):
    truths = [encoder.written(t) for t in texts]
    paths = []
    for k, truth in enumerate(truths):
        paths.append(f'{folder}/{k}.txt')
        Path(paths[-1]).write_bytes(encoder.encode(truth))
    compare(f'{NAMES[encoder.name]}, plain text', truths, list(records(o.program, paths)), o.show)
    if encoder.name not in FONTS:
        return
    for k, truth in enumerate(truths):
        paths[k] = f'{folder}/{k}.docx'
        write_docx(paths[k], [paragraph(encoder, line) for line in truth.split('\n')])
    compare(f'{NAMES[encoder.name]}, DOCX', truths, list(records(o.program, paths)), o.show)


def single_lines(o, encoder, lines, folder):
    truths, paths = [], []
    for line in lines:
        truth = encoder.written(line)
        data = encoder.encode(truth)
        if all(b < 0x80 for b in data) and encoder.name != 'viqr':
            continue
        truths.append(truth)
        paths.append(f'{folder}/line{len(truths)}.txt')
        Path(paths[-1]).write_bytes(data)
    right, unknown, wrong = 0, 0, []
    for truth, record in zip(truths, records(o.program, paths), strict=True):
        if words(truth) == words(record['text'] or ''):
            right += 1
        elif 'encoding_decoded' in codes(record):
            wrong.append(f'{record["source"]["encoding"]} {truth[:60]!r} -> {record["text"][:60]!r}')
        else:
            unknown += 1
    print(f'# {NAMES[encoder.name]}, single lines: {len(truths)}, right {right}, left undecoded {unknown}, wrong {len(wrong)}')
    for line in wrong[:o.show]:
        print('#  ', line[:300])
    ok(f'{NAMES[encoder.name]}, single lines: read wrongly at most one in a thousand', len(wrong) <= max(1, len(truths) // 1000), *wrong[:10])


def clean_lines(o, title, lines, folder, write, most=0):
    """None of them may be taken for another encoding, nor changed, but @most."""
    paths = [f'{folder}/clean{k}' for k in range(len(lines))]
    for path, line in zip(paths, lines):
        write(path, line)
    wrong = [f'{r["source"]["encoding"]} {line[:60]!r} -> {(r["text"] or "")[:60]!r}' for line, r in zip(lines, records(o.program, paths), strict=True)
             if 'encoding_decoded' in codes(r) or words(r['text'] or '') != words(line)]
    print(f'# clean, {title}: {len(lines)} files, {len(wrong)} changed')
    ok(f'clean, {title}: nothing is taken for an old encoding', len(wrong) <= most, *wrong[:10])


def clean(o, texts, lines, folder):
    text_file = lambda path, line: Path(path).write_text(line, encoding='utf-8')
    bare = [''.join(c for c in unicodedata.normalize('NFD', line.replace('đ', 'd').replace('Đ', 'D')) if not unicodedata.combining(c)) for line in lines]
    clean_lines(o, 'documents', texts, folder, text_file)
    clean_lines(o, 'single lines', lines, folder, text_file)
    clean_lines(o, 'single lines without marks', bare, folder, text_file)
    english = [line for path in sorted(glob.glob(f'{o.root}/doc/*.md') + glob.glob(f'{o.root}/*/*.[ch]')) for line in Path(path).read_text('utf-8').split('\n') if len(line) > 30]
    clean_lines(o, 'English and C', english[::max(1, len(english) // o.lines)], folder, text_file)
    # a line alone whose few letters make syllables both ways goes by its font, which draws it so
    for font, most in ('Times New Roman', 0), ('.VnTime', 2), ('VNI-Times', 2), ('VPS Times', 2):
        clean_lines(o, f'Unicode in the font {font}', lines[:1000], folder, lambda path, line: write_docx(path, [f'<w:p>{run_xml(font, line)}</w:p>']), most)


def foreign(o, folder):
    """Other languages in their code pages are unknown, and in UTF-8 what they are."""
    clean_lines(o, 'other languages', [text for _, _, text in FOREIGN], folder, lambda path, line: Path(path).write_text(line, encoding='utf-8'))
    paths = [f'{folder}/{language}' for language, _, _ in FOREIGN]
    for path, (_, page, text) in zip(paths, FOREIGN):
        Path(path).write_bytes(text.encode(page))
    wrong = [f'{page} {r["source"]["encoding"]} {(r["text"] or "")[:80]!r}' for (_, page, _), r in zip(FOREIGN, records(o.program, paths), strict=True) if 'encoding_unknown' not in codes(r)]
    ok(f'{len(FOREIGN)} other languages in their code pages: encoding_unknown', not wrong, *wrong)


def main():
    a = argparse.ArgumentParser()
    a.add_argument('program'), a.add_argument('root')
    a.add_argument('--only'), a.add_argument('--documents', type=int, default=10**6), a.add_argument('--piece', type=int)
    a.add_argument('--lines', type=int, default=2000), a.add_argument('--show', type=int, default=0)
    o = a.parse_args()
    texts = sources(o.root)
    texts = texts[::-(-len(texts) // o.documents)]
    lines = sorted({line.strip() for t in texts for line in t.split('\n') if len(line.strip().split()) > 2})
    lines = lines[::-(-len(lines) // max(1, o.lines))]
    if o.piece:
        texts = list(pieces(texts, o.piece))
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES if not o.only else [o.only]:
            encoder = Encoder(name)
            whole_documents(o, encoder, texts, folder)
            if o.lines:
                single_lines(o, encoder, lines, folder)
        if o.lines and not o.only:
            clean(o, texts, lines, folder)
            foreign(o, folder)
    print(f'1..{tests[0]}')
    return tests[1] > 0


sys.exit(main())
