#!/usr/bin/env python3
"""How many documents a second does `ingest` read, beside what a user would write in Python, and do both find the same citations?

usage: bench_ingest.py TRICHLUC SOURCE_ROOT [-n DOCUMENTS] [--kind docx|txt] [--pairs N] [-j PROCESSES]

The yardstick and the generator of documents are kept beside the project, in ../shared/bench; where they are not, or where python3-docx is not
installed, there is nothing to compare with and the benchmark is skipped. As many processes each, in turns, so that both meet the same
machine; the ratio is that of the medians of user and system time, which another process on the machine disturbs least.
"""
import argparse, collections, json, os, resource, sqlite3, statistics, subprocess, sys, tempfile, time

PYTHON = '/usr/bin/python3'             # the one that sees Debian's python3-docx


def skip(reason):
    print(f'skipped: {reason}')
    sys.exit(77)


def timed(command):
    """wall and processor seconds"""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if p.returncode:
        sys.exit(p.stdout.decode())
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def folders(corpus):
    return sorted(e.path for e in os.scandir(corpus) if e.is_dir())


def canonical(key):
    """At least two digits, as decrees on paperwork ask; the generator and the yardstick print what they drew."""
    return '0' + key if key[:1].isdigit() and not key[1:2].isdigit() else key


def citations(database, statement):
    found = collections.defaultdict(set)
    with sqlite3.connect(database) as db:
        for path, key in db.execute(statement):
            found[os.path.basename(path)].add(canonical(key))
    return found


def report(name, truth, found):
    n_found, n_true = sum(map(len, found.values())), sum(map(len, truth.values()))
    common = sum(len(truth[d] & found[d]) for d in truth)
    print(f'  {name:9} {n_found:6} keys, precision {common / max(1, n_found):.4f}, recall {common / max(1, n_true):.4f}')


def compare(corpus, ours, theirs):
    with open(os.path.join(corpus, 'manifest.jsonl'), encoding='utf-8') as f:
        documents = [json.loads(line) for line in f]
    truth = {os.path.basename(d['file']): {canonical(c['symbol']) for c in d['cites']} for d in documents}
    own = {os.path.basename(d['file']): canonical(d['symbol']) for d in documents}
    us = citations(ours, "SELECT s.path, c.key FROM citation c JOIN source s ON s.document_id = c.document_id WHERE c.class = 'numbered' AND c.key IS NOT NULL")
    them = citations(theirs, 'SELECT d.path, c.symbol FROM cite c JOIN doc d ON d.id = c.doc')
    them = {d: them[d] - {own[d]} for d in truth}      # it takes the document's own number for a citation
    us = {d: us[d] for d in truth}
    print(f'citations, as pairs of document and key ({sum(map(len, truth.values()))} were written into the documents):')
    report('trichluc', truth, us)
    report('python', truth, them)
    both = sum(len(us[d] & them[d]) for d in truth)
    lost = [(d, k) for d in truth for k in truth[d] & them[d] - us[d]]
    print(f'  both found {both}; only python, and rightly so: {len(lost)} {sorted(lost)[:5] if lost else ""}')
    wrong = collections.Counter(k for d in truth for k in us[d] - truth[d])
    print(f'  trichluc found {sum(wrong.values())} that are not there {wrong.most_common(5) if wrong else ""}')


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('program'), ap.add_argument('root')
    ap.add_argument('-n', type=int, default=300), ap.add_argument('--kind', default='docx'), ap.add_argument('--pairs', type=int, default=3), ap.add_argument('-j', type=int, default=1)
    o = ap.parse_args()
    shared = os.path.join(o.root, '..', 'shared')
    make, baseline = (os.path.join(shared, 'bench', name) for name in ('make_corpus.py', 'python_baseline.py'))
    if not os.path.exists(make) or not os.path.exists(baseline):
        skip('../shared/bench with the yardstick is not here')
    if subprocess.run([PYTHON, '-c', 'import docx'], stderr=subprocess.DEVNULL).returncode:
        skip('the yardstick needs the Debian package python3-docx')
    with tempfile.TemporaryDirectory() as work:
        corpus, ours, theirs = (os.path.join(work, name) for name in ('documents', 'archive.db', 'python.db'))
        subprocess.run([PYTHON, make, os.path.join(shared, 'seeds'), corpus, '-n', str(o.n), '--kind', o.kind], check=True, stdout=subprocess.DEVNULL)
        commands = {'trichluc': [o.program, 'ingest', '-j', str(o.j), '-a', ours, *folders(corpus)], 'python': [PYTHON, baseline, corpus, theirs, '--jobs', str(o.j)]}
        spent = {name: [] for name in commands}
        for _ in range(o.pairs):
            if os.path.exists(ours):
                os.unlink(ours)
            for name, command in commands.items():
                spent[name].append(timed(command))
        for name, runs in spent.items():
            print(f'{name:9} {o.n} {o.kind}, -j {o.j}: ' + '; '.join(f'{wall:.2f} s, {cpu:.2f} s of processor, {o.n / cpu:.0f} documents/s' for wall, cpu in runs))
        for k, what in enumerate(('wall', 'processor')):
            ratio = statistics.median(r[k] for r in spent['python']) / statistics.median(r[k] for r in spent['trichluc'])
            pairs = ', '.join(f'{p[k] / t[k]:.2f}' for t, p in zip(spent['trichluc'], spent['python']))
            print(f'ratio by {what} time: {ratio:.2f} (pairs {pairs})')
        compare(corpus, ours, theirs)


main()
