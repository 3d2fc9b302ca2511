#!/usr/bin/env python3
"""The same words set in another way are the same document: plain texts of corpus/documents are rewritten as typists, converters and web pages leave them, and
each must give the record it gave before, apart from where things stand. Output is TAP, one test a way of writing.

usage: variations.py TRICHLUC DOCUMENTS
"""
import json, os, pathlib, random, re, subprocess, sys, tempfile, unicodedata
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'cli'))
from tap import ok, tests

program, documents = map(os.path.abspath, sys.argv[1:3])
LISTS = ('sections', 'citations', 'dates', 'units', 'activities', 'assignments', 'events', 'quantities')


def some(share, pattern, to, text):
    """Replace @share of the places, the same ones in every run."""
    dice = random.Random(1)
    return re.sub(pattern, lambda m: to if dice.random() < share else m.group(), text)


WITHIN = r'(?<=\S) (?=\S)'  # a single space between words
VARIATIONS = {
    'decomposed letters': lambda t: unicodedata.normalize('NFD', t),
    'line ends of Windows': lambda t: t.replace('\n', '\r\n'),
    'a byte order mark': lambda t: '\ufeff' + t,
    'no-break spaces': lambda t: some(.15, WITHIN, '\u00a0', t),
    'two spaces for one': lambda t: some(.1, WITHIN, '  ', t),
    'a space and a no-break space': lambda t: some(.1, WITHIN, ' \u00a0', t),
    'spaces at line ends': lambda t: t.replace('\n', '  \n'),
    'indented lines': lambda t: re.sub(r'(?m)^(?=\S)', '    ', t),
    'an empty line behind every line': lambda t: t.replace('\n', '\n\n'),
    'empty lines in front': lambda t: '\n\n\n' + t,
    'en dashes for hyphens': lambda t: t.replace('-', '\u2013'),
    'bold words': lambda t: re.sub(r'(?m)^(Căn cứ|Điều \d+\.|Nơi nhận:)', r'**\1**', t),
    'a colon behind số': lambda t: re.sub(r'\bsố (?=\d)', 'số: ', t),
    'a full stop behind số': lambda t: re.sub(r'\bsố (?=\d)', 'số. ', t),
    'new tone placement': lambda t: re.sub('òa\\b', 'oà', re.sub('ủy\\b', 'uỷ', re.sub('Ủy\\b', 'Uỷ', t))),
}


def plain(value):
    """@value without its places, and without what the variation itself changed in quoted words."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items() if not k.endswith('span')}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, str):
        value = unicodedata.normalize('NFC', value).replace('\u2013', '-').replace('oà', 'òa').replace('uỷ', 'ủy').replace('Uỷ', 'Ủy')
        return re.sub(r'\s+', ' ', re.sub(r'\bsố[:.] ', 'số ', value.replace('**', '')))
    return value


def records(names, folder):
    out = subprocess.run([program, 'extract', *names], cwd=folder, stdout=subprocess.PIPE, check=True).stdout.decode()
    return {r['source']['path']: {k: plain(r[k]) for k in ('document',) + LISTS} for r in map(json.loads, filter(None, out.split('\n')))}


def first_difference(a, b, path=''):
    if type(a) is not type(b):
        return f'{path}: {a!r}, now {b!r}'
    if isinstance(a, dict):
        return next(filter(None, (first_difference(a[k], b[k], f'{path}.{k}') for k in a)), None)
    if isinstance(a, list):
        if len(a) != len(b):
            return f'{path}: {len(a)}, now {len(b)}: {[x for x in a if x not in b][:1]} {[x for x in b if x not in a][:1]}'
        return next(filter(None, (first_difference(x, y, f'{path}[{i}]') for i, (x, y) in enumerate(zip(a, b)))), None)
    return None if a == b else f'{path}: {a!r}, now {b!r}'


texts = {}
for p in sorted(pathlib.Path(documents).glob('*.txt')):
    try:
        texts[p.name] = p.read_bytes().decode('utf-8')
    except UnicodeDecodeError:
        pass  # one in an old encoding
expected = records(list(texts), documents)
ok('there are plain texts', len(texts) > 15 and len(expected) == len(texts))
for name, change in VARIATIONS.items():
    with tempfile.TemporaryDirectory() as folder:
        for file, text in texts.items():
            (pathlib.Path(folder) / file).write_bytes(change(text).encode())
        got = records(list(texts), folder)
    wrong = [f'{file}{difference}' for file in texts if (difference := first_difference(expected[file], got[file]))]
    ok(name, not wrong, *wrong)
print(f'1..{tests[0]}')
sys.exit(tests[1] > 0)
