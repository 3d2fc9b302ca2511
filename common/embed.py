#!/usr/bin/env python3
"""Write files as one C source: struct embedded_file NAME[] with path, bytes and length, sorted by path.

usage: embed.py NAME OUT.c ROOT FILE...      each file is named by its path below ROOT
"""
import os, sys

def main():
    name, out, root, files = sys.argv[1], sys.argv[2], sys.argv[3], sorted(sys.argv[4:])
    with open(out, 'w', encoding='ascii') as f:
        f.write('/* made by common/embed.py; do not edit */\n#include "common/embed.h"\n\n')
        for i, path in enumerate(files):
            data = open(path, 'rb').read()
            f.write(f'static const unsigned char data_{i}[] = {{\n')
            for k in range(0, len(data), 32):
                f.write(','.join(map(str, data[k:k + 32])) + ',\n')
            f.write('0 };\n')
        f.write(f'const struct embedded_file {name}[] = {{\n')
        for i, path in enumerate(files):
            rel = os.path.relpath(path, root).replace(os.sep, '/')
            f.write(f'        {{ "{rel}", {{ (const char *) data_{i}, sizeof(data_{i}) - 1 }} }},\n')
        f.write('        { 0, { 0, 0 } },\n};\n')

main()
