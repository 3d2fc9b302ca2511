#!/usr/bin/env python3
"""Does an archive give back what `extract` says? Every file of the corpus, compared byte by byte. TAP, one test a file.

usage: export.py TRICHLUC FOLDER...

`extract` and `ingest` are given the same absolute paths, so the records are equal as they stand.
"""
import os, subprocess, sys, tempfile


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, 'LC_ALL': 'C.UTF-8'})


def lines_by_hash(out):
    """The records of one run, by the hash of their file."""
    lines = {}
    for line in out.splitlines(keepends=True):
        at = line.index(b'"sha256":"') + 10
        lines[line[at:at + 64]] = line
    return lines


def first_difference(a, b):
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return [s[max(0, at - 60):at + 60].decode(errors='replace') for s in (a, b)]


def main():
    program, folders = os.path.abspath(sys.argv[1]), [os.path.realpath(f) for f in sys.argv[2:]]
    paths = sorted(os.path.join(d, name) for f in folders for d, _, names in os.walk(f) for name in names)
    n = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        archive = os.path.join(scratch, 'a.db')
        run(program, '-a', archive, 'ingest', '-j2', *folders)
        for option in ([], ['--text']):
            stored = lines_by_hash(run(program, '-a', archive, 'export', '--format=ndjson', *option).stdout)
            read = lines_by_hash(b''.join(run(program, 'extract', *option, *paths[i:i + 200]).stdout for i in range(0, len(paths), 200)))
            for key, line in read.items():
                n += 1
                name = line[:200].split(b'"path":"')[1].split(b'"')[0].decode()
                good = stored.get(key) == line
                failed += not good
                print('ok' if good else 'not ok', n, '-', os.path.basename(name), *option)
                if not good:
                    for what, text in zip(('extract', 'export'), first_difference(line, stored.get(key, b''))):
                        print(f'# {what}: {text}')
            n += 1
            failed += read.keys() != stored.keys()
            print('ok' if read.keys() == stored.keys() else 'not ok', n, '- as many documents as files', *option)
    print(f'1..{n}')
    sys.exit(failed > 0)


main()
