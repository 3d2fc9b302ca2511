#!/usr/bin/env python3
"""Write letters.inc: what normalizer/letters.h promises for U+0000-U+024F and U+1E00-U+1EFF.

usage: letters.py OUTPUT

Unicode froze the decompositions and lower-case forms of these blocks long ago, so any Python gives the same table.
"""
import sys
import unicodedata

VOWELS = 'aăâeêioôơuưy'
MARKS = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323']  # level, grave, acute, hook above, tilde, dot below
CONSONANTS = set('bcdđghklmnpqrstvx')
D_LIKE = 'đĐðÐ\u0189'


def lower(c):
    low = c.lower()[0]  # U+0130 lowers to i + U+0307, whose mark goes anyway
    # U+023A and U+023E would grow from two bytes to three; the callers' buffers rely on the opposite
    return low if len(low.encode()) <= len(c.encode()) else c


toned = {unicodedata.normalize('NFC', v + m): (k, t) for k, v in enumerate(VOWELS) for t, m in enumerate(MARKS)}


def row(cp):
    c = chr(cp)
    low = lower(c)
    parts = unicodedata.normalize('NFD', low)
    assert all(0x300 <= ord(p) <= 0x36F for p in parts[1:]), hex(cp)
    fold = 'd' if c in D_LIKE else parts[0]
    vowel, tone = 0, 0
    if c.lower() in toned:
        k, tone = toned[low]
        vowel = 1 + 2 * k + (c != low)
    kind = 'LETTER_VOWEL' if vowel else 'LETTER_CONSONANT' if low in CONSONANTS or c in D_LIKE else \
           'LETTER_FOREIGN' if unicodedata.category(c)[0] in 'LM' else 'LETTER_NONE'
    return f'\t{{ 0x{ord(low):04X}, 0x{ord(fold):04X}, {vowel}, {tone}, {kind} }},'


def main(output):
    rows = [row(cp) for cp in [*range(0x250), *range(0x1E00, 0x1F00)]]
    with open(output, 'w', encoding='utf-8', newline='\n') as f:
        f.write('/* made by letters.py */\nconst struct letter letters[] = {\n' + '\n'.join(rows) + '\n};\n\n')
        f.write('const uint16_t letter_toned[][6] = {\n\t{ 0 },\n')
        for v in VOWELS:
            for base in v, v.upper():
                f.write('\t{ ' + ', '.join(f'0x{ord(unicodedata.normalize("NFC", base + m)):04X}' for m in MARKS) + ' },\n')
        f.write('};\n')


main(sys.argv[1])
