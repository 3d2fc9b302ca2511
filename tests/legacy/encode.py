"""An encoder into the old Vietnamese encodings, by the project's own tables (extractor/tables), for tests. VIQR is by RFC 1456.

A letter that an encoding lacks is written as its users did: without a table's letter, a sign of typesetting in ASCII, anything else as a space.
written() says what can be read again.
"""
import csv, re, unicodedata
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent.parent / 'extractor/tables'
ASCII = str.maketrans({'\u2018': "'", '\u2019': "'", '\u201c': '"', '\u201d': '"', '\u2013': '-', '\u2014': '-', '\u2011': '-', '\u2010': '-', '\u2212': '-',
                       '\u2026': '...', '\u00a0': ' ', '\u00d0': '\u0110'})
TONES = dict(zip('\u0300\u0301\u0309\u0303\u0323', "`'?~."))
SHAPES = {'\u0302': '^', '\u0306': '(', '\u031b': '+'}
NAMES = {'tcvn3': 'TCVN3', 'vni': 'VNI', 'vps': 'VPS', 'viscii': 'VISCII', 'cp1258': 'windows-1258', 'viqr': 'VIQR'}


def table(name):
    """{letter: bytes}; of two ways to write a letter the shorter."""
    letters = {}
    with open(TABLES / f'{name}.csv', encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f):
            key = bytes.fromhex(row['bytes'])
            if row['letter'] not in letters or len(key) < len(letters[row['letter']]):
                letters[row['letter']] = key
    return letters


def in_cp1258(letter):
    """As its keyboard types: the letter with its shape, then the tone, which the code page has as marks."""
    decomposed = unicodedata.normalize('NFD', letter)
    tone = ''.join(c for c in decomposed if c in TONES)
    return (unicodedata.normalize('NFC', ''.join(c for c in decomposed if c not in TONES)) + tone).encode('cp1258')


def in_viqr(letter):
    if letter in 'đĐ':
        return 'dd' if letter == 'đ' else 'DD'
    return ''.join(TONES.get(c) or SHAPES.get(c) or c for c in sorted(unicodedata.normalize('NFD', letter), key=lambda c: (c in TONES, c in SHAPES)))


class Encoder:
    def __init__(self, name):
        self.name, self.letters = name, {}
        if name not in ('cp1258', 'viqr'):
            self.letters = table(name)
        if name == 'tcvn3':  # it has no capitals with a tone: typed small, in a font that draws capitals (capital())
            for small in list(self.letters):
                self.letters.setdefault(small.upper(), self.letters[small])
        self.known = {}

    def one(self, c):
        """The bytes of a character, or None."""
        if c < '\x80':
            return c.encode() if c in '\n\t' or c >= ' ' else None
        try:
            if self.name == 'viqr':
                return in_viqr(c).encode('ascii')
            if self.name == 'cp1258':
                return in_cp1258(c)
        except UnicodeEncodeError:
            return None
        return self.letters.get(c)

    def written(self, text):
        """@text as far as the encoding can write it."""
        text = unicodedata.normalize('NFC', text).translate(ASCII)
        for c in set(text):
            if c not in self.known:
                self.known[c] = self.one(c)
        return ''.join(c if self.known[c] is not None else ' ' for c in text)

    def encode(self, text):
        """@text is written()."""
        self.written(text)
        if self.name == 'viqr':  # what would be taken for a mark of the vowel before it; a mark behind a mark is none
            text = re.sub(r"(?<=[aeiouyAEIOUYăâêôơưĂÂÊÔƠƯ])([.?'`~])|(?<=[aeoAEO])(\^)|(?<=[aA])(\()|(?<=[ouOU])(\+)", r'\\\g<0>', text)
        return b''.join(self.known[c] if c in self.known else self.one(c) for c in text)

    def is_capital_of_font(self, c):
        """Is @c to be set in the font of capitals?"""
        return self.name == 'tcvn3' and c >= '\x80' and c != c.lower() and unicodedata.normalize('NFD', c)[-1] in TONES


def widened(data):
    """Bytes as the characters a word processor keeps them as."""
    return ''.join(bytes([b]).decode('cp1252', errors='ignore') or chr(b) for b in data)
