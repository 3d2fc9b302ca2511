#!/usr/bin/env python3
"""Display text against what was written: documents of the made corpus (../shared/bench/make_corpus.py), every one with the words its maker put in.

usage: display.py PROGRAM SHARED [-n N] [--seeds 1,2] [--kind docx|txt] [--show N]

The text has to be the maker's paragraphs in their order, each a line, then footnotes, then the page's head: character by character, but
for a letter that the maker writes on purpose as another that looks alike (LOOKS_ALIKE). TAP on stdout: one test a kind and seed, with the count of documents a feature.
"""
import argparse, collections, importlib.util, json, os, subprocess, sys, tempfile, unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / 'cli'))
from tap import ok, tests

LEAST = 0.999
# U+00D0 is drawn as U+0110 and was typed for it (feature eth); the text keeps what is in the file, the rules read both as one
LOOKS_ALIKE = str.maketrans({'\u00d0': '\u0110'})
BATCH = 250


def load_maker(path):
    spec = importlib.util.spec_from_file_location('make_corpus', path)
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker


class Written:
    """The maker's own functions, listened to: what a paragraph holds before its runs are split, and before its letters are spoilt."""

    def __init__(self, maker):
        self.maker, self.paragraphs = maker, []
        self.spoil, self.para = maker.spoil, maker.para
        maker.para = self.listen

    def listen(self, text, r, feats, jc='both', bold=False, sz=28, extra=''):
        self.paragraphs.append((text, bool(extra)))
        return self.para(text, r, feats, jc, bold, sz, extra)

    def docx(self, seed, i, sources):
        self.paragraphs.clear()
        *_, feats, parts = self.maker.make_docx(seed, i, sources)
        lines, notes = [t for t, _ in self.paragraphs], []
        for k, (_, has_note) in enumerate(self.paragraphs):
            if has_note:  # its note was made just before it
                notes.append(lines[k - 1])
                lines[k - 1] = None
        return feats, [line for line in lines if line is not None] + notes + ['2'], parts

    def txt(self, seed, i, sources):
        text = []
        self.maker.spoil = lambda s, feats, r: text.append(s) or self.spoil(s, feats, r)
        *_, feats, data = self.maker.make_txt(seed, i, sources)
        self.maker.spoil = self.spoil
        return feats, text[0].split('\n'), data


def write_docx(maker, path, feats, parts):
    with maker.zipfile.ZipFile(path, 'w', maker.zipfile.ZIP_STORED if 'stored' in feats else maker.zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for name, data in parts:
            z.writestr(name, (data if data.startswith('<?xml') else maker.XML + data).encode())


def texts_of(program, paths):
    p = subprocess.run([program, 'extract', '--text', *paths], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return [json.loads(line)['text'] for line in p.stdout.splitlines()]


def first_difference(expected, text):
    lines = text.split('\n')
    for k, line in enumerate(expected):
        if k >= len(lines) or lines[k] != line:
            got = lines[k] if k < len(lines) else '(no line)'
            at = len(os.path.commonprefix([line, got]))
            return f'line {k + 1}: written {line[max(0, at - 30):at + 50]!r}, read {got[max(0, at - 30):at + 50]!r}'
    return f'more: {lines[len(expected):][:3]!r}'


def batches(written, kind, seed, n, folder, sources):
    for first in range(0, n, BATCH):
        made = []
        for i in range(first, min(n, first + BATCH)):
            feats, lines, data = getattr(written, kind)(seed, i, sources)
            path = f'{folder}/{i - first}.{kind}'
            if kind == 'docx':
                write_docx(written.maker, path, feats, data)
            else:
                Path(path).write_bytes(data)
            made.append((i, path, feats, lines))
        yield made


def measure(program, written, kind, seed, n, show):
    sources = written.maker.load_sources(written.seeds)
    features, wrong = collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        for made in batches(written, kind, seed, n, folder, sources):
            texts = texts_of(program, [path for _, path, _, _ in made])
            for (i, _, feats, lines), text in zip(made, texts, strict=True):
                expected = [unicodedata.normalize('NFC', line).translate(LOOKS_ALIKE) for line in lines]
                text = text.removesuffix('\n').translate(LOOKS_ALIKE) + ('\n' if kind == 'txt' else '')
                features.update(feats or ['none'])
                if text != '\n'.join(expected):
                    wrong.append(f'document {i} ({" ".join(feats)}): {first_difference(expected, text)}')
    equal = 1 - len(wrong) / n
    print(f'# {kind}, seed {seed}: {n - len(wrong)} of {n} equal, {equal:.4f}; ' + ', '.join(f'{k} {v}' for k, v in sorted(features.items())))
    for line in wrong[:show]:
        print('#', line[:400])
    ok(f'{kind}, seed {seed}: text equal in {LEAST} of {n} documents', equal >= LEAST, *wrong[:5])


def main():
    a = argparse.ArgumentParser()
    a.add_argument('program'), a.add_argument('shared', type=Path)
    a.add_argument('-n', type=int, default=100), a.add_argument('--seeds', default='1')
    a.add_argument('--kind', choices=('docx', 'txt')), a.add_argument('--show', type=int, default=0)
    o = a.parse_args()
    if not (o.shared / 'bench/make_corpus.py').exists():
        print(f'1..0 # SKIP {o.shared} is not there')
        return 0
    written = Written(load_maker(o.shared / 'bench/make_corpus.py'))
    written.seeds = o.shared / 'seeds'
    for seed in map(int, o.seeds.split(',')):
        for kind in (o.kind,) if o.kind else ('docx', 'txt'):
            measure(o.program, written, kind, seed, o.n, o.show)
    print(f'1..{tests[0]}')
    return tests[1] > 0


sys.exit(main())
