#!/usr/bin/env python3
"""Every allocation fails once, then from there on: no process dies of a signal, and a document is stored as in an undisturbed run or not at all.

usage: memory.py TRICHLUC FAILING_MALLOC_LIBRARY DOCX [--every N | --points N] [--ways ...]            TAP on stdout

Three ways: `ingest -j 1`, where reading, rules and archive are one process; `ingest -j 2` with failures in the worker alone, from the moment it has the document;
and `extract`. --points: so many numbers of allocations, spread evenly, instead of each.
"""
import argparse, os, sqlite3, subprocess, sys, tempfile
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '../cli'))
from tap import ok, tests
from concurrent.futures import ThreadPoolExecutor



def content(archive):
    """all that an archive says, without times; None when it holds no document"""
    if not os.path.exists(archive):
        return None
    db = sqlite3.connect(archive)
    try:
        tables = [name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('run', 'source')")]
        if not db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'document'").fetchone()[0] or not db.execute('SELECT count(*) FROM document').fetchone()[0]:
            return None
        if db.execute('PRAGMA integrity_check').fetchall() != [('ok',)]:
            return 'damaged'
        return [(t, sorted(map(repr, db.execute(f'SELECT * FROM "{t}"').fetchall()))) for t in sorted(tables)]
    finally:
        db.close()


class Way:
    def __init__(self, o, name, command, fail_in=None):
        self.o, self.name, self.command, self.fail_in = o, name, command, fail_in

    def run(self, work, environment):
        archive = f'{work}/a.db'
        for ending in ('', '-wal', '-shm', '-journal'):
            if os.path.exists(archive + ending):
                os.unlink(archive + ending)
        if self.fail_in:
            environment['FAIL_IN'] = self.fail_in
        result = subprocess.run([x.replace('ARCHIVE', archive) for x in self.command], env=dict(os.environ, LD_PRELOAD=self.o.library, **environment), stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=120)
        said = content(archive) if 'ARCHIVE' in self.command else (result.stdout if result.returncode == 0 else None)
        return result, said

    def undisturbed(self):
        with tempfile.TemporaryDirectory() as work:
            result, said = self.run(work, {'FAIL_FILE': f'{work}/count'})
            with open(f'{work}/count', 'rb') as f:
                return result, said, int.from_bytes(f.read(8), sys.byteorder)

    def disturbed(self, n, on):
        with tempfile.TemporaryDirectory() as work:
            environment = {'FAIL_AT': str(n)}
            if on:
                environment['FAIL_FROM'] = '1'
            try:
                result, said = self.run(work, environment)
            except subprocess.TimeoutExpired:
                return 'hangs'
        if result.returncode < 0 or result.returncode in (134, 139):
            return f'dies of signal {-result.returncode}: {result.stderr[-200:]}'
        if b'worker_died' in result.stderr:
            return f'a worker dies: {result.stderr[-200:]}'
        if said is not None and said != self.said:
            return 'what is stored differs'
        if said is None and result.returncode == 0:
            return 'nothing is stored and nothing is said'
        return None

    def prove(self):
        result, self.said, n = self.undisturbed()
        if not ok(f'{self.name}: undisturbed, {n} allocations', result.returncode == 0 and self.said, result.stderr):
            return
        numbers = range(1, n + 1) if not self.o.points or n <= self.o.points else [1 + (n - 1) * i // (self.o.points - 1) for i in range(self.o.points)]
        for on in (False, True):
            with ThreadPoolExecutor(self.o.jobs) as pool:
                found = [(k, bad) for k, bad in zip(numbers, pool.map(lambda k: self.disturbed(k, on), numbers)) if bad]
            ok(f'{self.name}: {len(numbers)} allocations fail {"from there on" if on else "once"}', not found, *[f'{k}: {bad}' for k, bad in found])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('program'), ap.add_argument('library'), ap.add_argument('docx'), ap.add_argument('--points', type=int, default=0), ap.add_argument('--jobs', type=int, default=2)
    ap.add_argument('--ways', default='ingest,worker,extract')
    o = ap.parse_args()
    program, o.library, docx = os.path.abspath(o.program), os.path.abspath(o.library), os.path.abspath(o.docx)
    ways = {'ingest': Way(o, 'ingest -j 1', [program, 'ingest', '-j', '1', '-a', 'ARCHIVE', docx]),
            'worker': Way(o, 'a worker of ingest -j 2', [program, 'ingest', '-j', '2', '-a', 'ARCHIVE', docx], os.path.basename(docx)),
            'extract': Way(o, 'extract', [program, 'extract', '--text', docx])}
    if b'__asan' in open(program, 'rb').read():
        print('1..0 # SKIP a sanitizer has an allocator of its own')
        return
    for name in o.ways.split(','):
        ways[name].prove()
    print(f'1..{tests[0]}')


if __name__ == '__main__':
    main()
