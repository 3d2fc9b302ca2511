#!/usr/bin/env python3
"""Every detail that a stage gives with a code has its Vietnamese row in cli/details.def. TAP on stdout.

usage: details.py SOURCE_ROOT
"""
import glob, os, re, sys

from tap import ok, tests

STRING = r'"((?:[^"\\]|\\.)*)"'
GIVEN = re.compile(r'(?:document_refuse|document_note|refuse_file|limit_hit)\((?:[^";]*,)? *(?:by_ocr \? )?' + STRING + r'|(?:detail|why) = (?:[^;"]*[?(] *(?:arena, )?)?' + STRING +
                   r'|failed\(package, [^;]*?' + STRING + r'|return ' + STRING + r'; /\* detail \*/|archive_complain\(archive, (?:\*empty \? )?' + STRING)


def rows(root):
    with open(f'{root}/cli/details.def', encoding='utf-8') as f:
        return [(said.replace('\\"', '"'), vi) for said, vi in re.findall(r'^DETAIL\(' + STRING + ', ' + STRING + r'\)$', f.read(), re.M)]


def pattern_of(said):
    return re.compile(''.join('.+' if re.fullmatch(r'[%$][1-4]', part) else re.escape(part) for part in re.split(r'([%$][1-4])', said)), re.S)


def main():
    root = sys.argv[1]
    table = rows(root)
    ok('the table is read', len(table) > 150, len(table))
    wrong = [said for said, vi in table if {b[1] for b in re.findall(r'[%$][1-4]', vi)} - {b[1] for b in re.findall(r'[%$][1-4]', said)}]
    ok('no row says what it was not told', not wrong, *wrong)
    patterns = [pattern_of(said) for said, _ in table if said != '%1: $2']
    given = set()
    for path in glob.glob(f'{root}/extractor/*.c') + glob.glob(f'{root}/trichluc/*.c') + glob.glob(f'{root}/loader/archive.c'):
        with open(path, encoding='utf-8') as f:
            given |= {(next(filter(None, m.groups())), os.path.basename(path)) for m in GIVEN.finditer(f.read()) if any(m.groups())}
    sentences = {(re.sub(r'%[a-z.*]*[a-z]', '7', text), path) for text, path in given if ' ' in text and not re.fullmatch(r'(%[a-z.*]*[a-z]|\W)+', text)}
    left = [f'{path}: {text}' for text, path in sorted(sentences) if not any(p.fullmatch(lead + text) for p in patterns for lead in ('', 'word/document.xml: '))]
    ok('details are found in the sources', len(sentences) > 50, len(sentences))
    ok(f'{len(sentences)} details have Vietnamese words', not left, *left)
    print(f'1..{tests[0]}')
    return 1 if tests[1] else 0


sys.exit(main())
