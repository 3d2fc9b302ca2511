#!/usr/bin/env python3
"""Write legacy_tables.inc from tables/*.csv: what the bytes of the old Vietnamese encodings mean.

usage: legacy_tables.py OUTPUT TABLE...

A table has a row for each letter: its bytes in hex, one or (VNI) two, and the letter. A byte that stands for a capital and a small letter (VPS)
is read as small, and listed.
"""
import csv
import os
import sys


def rows(path):
    with open(path, encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f):
            yield tuple(int(b, 16) for b in row['bytes'].split()), row['letter']


def main():
    out = open(sys.argv[1], 'w', encoding='ascii')
    out.write('/* made by extractor/legacy_tables.py; do not edit */\n')
    pairs = {}
    for path in sys.argv[2:]:
        name = os.path.splitext(os.path.basename(path))[0]
        letters, both = {}, []
        for key, letter in rows(path):
            assert len(letter) == 1, (path, key)
            if len(key) == 2:
                assert key not in pairs and 0xC0 <= key[1] <= 0xFF
                pairs[key] = letter
            elif key[0] in letters:
                both.append(key[0])
                letters[key[0]] = min(letters[key[0]], letter, key=str.isupper)
            else:
                letters[key[0]] = letter
        out.write(f'static const uint16_t {name}_letters[256] = {{\n')
        out.write(''.join(f'\t[0x{b:02X}] = 0x{ord(c):04X},\n' for b, c in sorted(letters.items())) + '};\n')
        if both:
            out.write(f'static const unsigned char {name}_both[] = {{ ' + ', '.join(f'0x{b:02X}' for b in sorted(both)) + ' };\n')
    bases = sorted({key[0] for key in pairs})
    out.write('/* by base letter, then mark byte - 0xC0 */\nstatic const unsigned char vni_bases[] = { ' + ', '.join(f'0x{b:02X}' for b in bases) + ' };\n')
    out.write(f'static const uint16_t vni_pairs[{len(bases)}][64] = {{\n')
    for i, base in enumerate(bases):
        cells = ', '.join(f'[0x{m - 0xC0:02X}] = 0x{ord(c):04X}' for (b, m), c in sorted(pairs.items()) if b == base)
        out.write(f'\t[{i}] = {{ {cells} }},\n')
    out.write('};\n')


main()
