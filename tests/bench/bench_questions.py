#!/usr/bin/env python3
"""The program's answers beside those of the plain sqlite3 shell to SQL written by hand, on the same archive, starts of the programs included.

usage: bench_questions.py PROGRAM ARCHIVE [-n PAIRS] [--only TEXT]

ARCHIVE is best one of make_archive. Each question is asked in pairs, one after the other, after one unmeasured pair; printed are the medians of processor
and wall-clock time and the ratio of the two by processor time, with the one aimed at.
"""
import argparse, os, resource, sqlite3, statistics, subprocess, time

CITED_BY = """WITH t AS MATERIALIZED (SELECT c.id, d.date FROM instrument i JOIN citation c ON c.instrument_id = i.id JOIN document d ON d.id = c.document_id
WHERE i.key = '{key}' AND c.class <> 'self' ORDER BY d.date DESC LIMIT 100)
SELECT d.id, d.type, d.key, d.date, u.name, d.title, c.relation, c.parts, CAST(substr(CAST(d.text AS BLOB), c.span_begin + 1, c.span_end - c.span_begin) AS TEXT)
FROM t JOIN citation c ON c.id = t.id JOIN document d ON d.id = c.document_id LEFT JOIN unit u ON u.id = d.issuer_id ORDER BY t.date DESC"""

# An instrument once. Such a statement cannot tell the distance, which would make two rows of one instrument; nor through what, nor the words.
REACHED = """WITH RECURSIVE r (id) AS (SELECT id FROM instrument WHERE key = '{key}' UNION
SELECT c.instrument_id FROM r JOIN document d ON d.instrument_id = r.id JOIN citation c ON c.document_id = d.id WHERE c.instrument_id IS NOT NULL AND c.class <> 'self')
"""
COUNT = REACHED + 'SELECT count(*) FROM r'
CLOSURE = REACHED + 'SELECT i.document_id, i.type, i.key, i.date, u.name, i.title FROM r JOIN instrument i ON i.id = r.id LEFT JOIN unit u ON u.id = i.issuer_id'

# With the distance, through what and the words, as we tell them: a statement a level, into a table that an instrument enters once.
LEVEL = """INSERT OR IGNORE INTO met SELECT c.instrument_id, {depth} + 1, c.id FROM met JOIN document d ON d.instrument_id = met.id JOIN citation c ON c.document_id = d.id
WHERE met.depth = {depth} AND c.instrument_id IS NOT NULL AND c.class <> 'self';
"""
LEVELS = """PRAGMA temp_store = MEMORY; CREATE TEMP TABLE met (id INTEGER PRIMARY KEY, depth INTEGER, citation INTEGER);
CREATE INDEX temp.met_depth ON met (depth); INSERT INTO met SELECT id, 0, NULL FROM instrument WHERE key = '{key}';
{levels}SELECT met.depth, i.document_id, i.type, i.key, i.date, u.name, i.title, c.relation, d.key,
CAST(substr(CAST(d.text AS BLOB), c.span_begin + 1, c.span_end - c.span_begin) AS TEXT)
FROM met JOIN citation c ON c.id = met.citation JOIN document d ON d.id = c.document_id JOIN instrument i ON i.id = met.id LEFT JOIN unit u ON u.id = i.issuer_id ORDER BY met.depth"""

MATCH = "SELECT rowid FROM document_fts WHERE document_fts MATCH '{words}' ORDER BY bm25(document_fts) LIMIT 20"

MISSING = """SELECT i.type, i.key, i.date, u.name, i.title, count(*), count(DISTINCT c.document_id) AS n FROM instrument i JOIN citation c ON c.instrument_id = i.id
LEFT JOIN unit u ON u.id = i.issuer_id WHERE i.document_id IS NULL GROUP BY i.id ORDER BY n DESC LIMIT 100"""

STATS = """SELECT type, count(*) FROM document GROUP BY 1 ORDER BY 2 DESC;
SELECT substr(date, 1, 4), count(*) FROM document GROUP BY 1 ORDER BY 1 DESC;
SELECT u.name, count(*) FROM document d LEFT JOIN unit u ON u.id = d.issuer_id GROUP BY d.issuer_id ORDER BY 2 DESC LIMIT 20;
SELECT i.key, count(DISTINCT c.document_id) AS n FROM citation c JOIN instrument i ON i.id = c.instrument_id WHERE c.class <> 'self'
GROUP BY i.id ORDER BY n DESC LIMIT 20"""


def keys(archive):
    """An ordinary instrument, the most cited one, and the last circular, which reaches most of its field."""
    db = sqlite3.connect(f'file:{archive}?mode=ro', uri=True)
    one = lambda sql: db.execute(sql).fetchone()
    ordinary = one("SELECT i.key FROM citation_count k JOIN instrument i ON i.id = k.instrument_id WHERE k.citations BETWEEN 20 AND 60 AND i.series = '' "
                   'ORDER BY abs(k.citations - 40), i.id LIMIT 1')[0]
    most = one('SELECT i.key FROM citation_count k JOIN instrument i ON i.id = k.instrument_id ORDER BY k.documents DESC LIMIT 1')[0]
    last = one("SELECT key FROM document WHERE type = 'Thông tư' ORDER BY id DESC LIMIT 1")[0]
    return ordinary, most, last


def levels(program, archive, key):
    """The LEVELS statement, with as many as the answer has."""
    answer = subprocess.run([program, '-a', archive, 'cites', key, '--depth', '0', '--format', 'csv'], stdout=subprocess.PIPE, check=True).stdout
    deepest = max((int(line.split(b',')[0]) for line in answer.splitlines()[1:]), default=0)
    return LEVELS.format(key=key, levels=''.join(LEVEL.format(depth=n) for n in range(deepest)))


def measure(command):
    """Seconds of processor, seconds by the clock, lines."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as p:
        lines = sum(block.count(b'\n') for block in iter(lambda: p.stdout.read(1 << 20), b''))
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if p.returncode:
        raise SystemExit(f'{command}: exit {p.returncode}')
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, lines


def main():
    parser = argparse.ArgumentParser(usage='bench_questions.py PROGRAM ARCHIVE [-n PAIRS] [--only TEXT]')
    parser.add_argument('program')
    parser.add_argument('archive')
    parser.add_argument('-n', type=int, default=5, help='pairs; small questions are asked twenty times as often')
    parser.add_argument('--only', default='', help='questions whose name has this')
    args = parser.parse_args()
    ordinary, most, last = keys(args.archive)
    os.environ['LC_ALL'] = 'C.UTF-8'
    questions = [
        ('cited-by, an ordinary one', 1.5, 20, ['cited-by', ordinary, '--limit', '100'], CITED_BY.format(key=ordinary)),
        ('cited-by, the most cited', 1.2, 1, ['cited-by', most, '--limit', '100'], CITED_BY.format(key=most)),
        ('cites --depth 0', 0.5, 1, ['cites', last, '--depth', '0'], CLOSURE.format(key=last)),
        ('... only counted', 0.5, 1, ['cites', last, '--depth', '0'], COUNT.format(key=last)),
        ('... with all that we tell', 0.5, 1, ['cites', last, '--depth', '0'], levels(args.program, args.archive, last)),
        ('search, words in most', 1.3, 1, ['search', 'thực hiện'], MATCH.format(words='thuc hien')),
        ('search, words in many', 1.3, 1, ['search', 'kinh phí'], MATCH.format(words='kinh phi')),
        ('list missing', 0.2, 1, ['list', 'missing', '--limit', '100'], MISSING),
        ('stats', 0.2, 1, ['stats'], STATS),
    ]
    print(f'{os.path.getsize(args.archive) / 1e9:.1f} GB; ordinary {ordinary}, most cited {most}, last {last}')
    print(f'{"":28}{"lines":>8}{"ours ms":>10}{"sqlite3 ms":>12}{"by clock":>18}{"ratio":>8}{"aim":>6}')
    for name, aim, times, ours, sql in questions:
        if args.only not in name:
            continue
        commands = [args.program, '-a', args.archive, *ours], ['sqlite3', args.archive, sql]
        lines = measure(commands[0])[2]
        measure(commands[1])
        pairs = [[measure(c) for c in commands] for _ in range(args.n * times)]
        cpu = [statistics.median(p[i][0] for p in pairs) for i in (0, 1)]
        wall = [statistics.median(p[i][1] for p in pairs) for i in (0, 1)]
        print(f'{name:28}{lines:8}{cpu[0] * 1e3:10.1f}{cpu[1] * 1e3:12.1f}{wall[0] * 1e3:9.1f}{wall[1] * 1e3:9.1f}{cpu[0] / cpu[1]:8.2f}{aim:6}', flush=True)


main()
