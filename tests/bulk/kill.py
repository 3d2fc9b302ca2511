#!/usr/bin/env python3
"""kill -9 at random points of an ingest, parent and workers in turn: nothing acknowledged is lost, no document is half there, and the
run that ends at last makes the archive of an undisturbed one.

usage: kill.py TRICHLUC [--kills N] [--files N] [--seed S]            TAP on stdout

Acknowledged is what a reader sees once: a batch that was committed. The rows of sources are read before each kill and must all be
there after it.
"""
import argparse, os, random, re, signal, sqlite3, subprocess, sys, tempfile, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '../cli'))
from tap import ok, tests



def make(folder, n, rng):
    units = ['tỉnh Hà Tĩnh', 'thành phố Cần Thơ', 'huyện Đức Thọ', 'tỉnh Thừa Thiên Huế']
    words = 'công tác thông tin đối ngoại quản lý nhà nước về biên giới lãnh thổ tài chính đất đai môi trường giáo dục y tế'.split()
    for i in range(n):
        os.makedirs(f'{folder}/{i // 200:02}', exist_ok=True)
        unit = rng.choice(units)
        lines = [f'ỦY BAN NHÂN DÂN\n{unit.upper()}\n\nSố: {i + 1}/QĐ-UBND\n{unit.split(" ", 1)[1]}, ngày {rng.randint(1, 28)} tháng {rng.randint(1, 12)} năm 2018\n',
                 f'QUYẾT ĐỊNH\nVề việc {" ".join(rng.sample(words, 8))}\n']
        for _ in range(rng.randint(5, 25)):
            lines.append(f'Căn cứ Quyết định số {rng.randint(1, 900)}/QĐ-UBND ngày {rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(2005, 2018)} '
                         f'của Ủy ban nhân dân {rng.choice(units)} về {" ".join(rng.choices(words, k=15))};')
        with open(f'{folder}/{i // 200:02}/{i:05}.txt', 'w', encoding='utf-8') as f:
            f.write('\n'.join(lines) + '\n')
    for folder_, _, names in os.walk(folder):
        for name in names:
            os.utime(os.path.join(folder_, name), (1577836800, 1577836800))


def children(pid):
    found = []
    for entry in os.listdir('/proc'):
        if entry.isdigit():
            try:
                with open(f'/proc/{entry}/stat', encoding='utf-8', errors='replace') as f:
                    if int(f.read().rsplit(')', 1)[1].split()[1]) == pid:
                        found.append(int(entry))
            except (OSError, IndexError):
                pass
    return found


def workers(pid):
    return [worker for nursery in children(pid) for worker in children(nursery)]


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
        return True
    except ProcessLookupError:
        return False


def query(archive, statement):
    if not os.path.exists(archive):
        return []
    db = sqlite3.connect(archive, timeout=10)
    try:
        return db.execute(statement).fetchall()
    except sqlite3.OperationalError as e:           # killed before the tables were there
        if 'no such table' in str(e):
            return []
        raise
    finally:
        db.close()


SOURCES = "SELECT path, sha256, outcome FROM source WHERE outcome = 'loaded'"


def content(archive):
    """Everything that was said, without the numbers of runs and the order of ids."""
    queries = [
        'SELECT s.path, s.sha256, s.outcome, s.code, d.key, d.type, d.date, d.title, d.text, d.sha256 FROM source s LEFT JOIN document d ON d.id = s.document_id',
        'SELECT d.sha256, c.class, c.key, c.date, c.relation, c.status, c.span_begin, c.span_end, c.rule, i.key, i.year FROM citation c '
        'JOIN document d ON d.id = c.document_id LEFT JOIN instrument i ON i.id = c.instrument_id',
        'SELECT d.sha256, u.name, m.role, m.span_begin FROM unit_mention m JOIN document d ON d.id = m.document_id JOIN unit u ON u.id = m.unit_id',
        'SELECT d.sha256, x.iso, x.role, x.span_begin, x.span_end FROM date_mention x JOIN document d ON d.id = x.document_id',
        'SELECT i.type, i.key, i.year, u.name, i.date, d.sha256 FROM instrument i LEFT JOIN unit u ON u.id = i.issuer_id LEFT JOIN document d ON d.id = i.document_id',
        "SELECT d.sha256 FROM document_fts f JOIN document d ON d.id = f.rowid WHERE document_fts MATCH 'bien AND gioi'",
    ]
    return [sorted(map(repr, query(archive, q))) for q in queries]


def whole(archive):
    """no document without its source, its text in full text, or its citations"""
    problems = query(archive, 'PRAGMA integrity_check') != [('ok',)]
    problems += len(query(archive, 'PRAGMA foreign_key_check'))
    problems += query(archive, "SELECT count(*) FROM source WHERE outcome IN ('loaded', 'duplicate') AND document_id IS NULL")[0][0]
    problems += query(archive, 'SELECT count(*) FROM document WHERE id NOT IN (SELECT document_id FROM source WHERE document_id IS NOT NULL)')[0][0]
    problems += query(archive, 'SELECT count(*) FROM document WHERE id NOT IN (SELECT document_id FROM citation)')[0][0]
    problems += query(archive, 'SELECT (SELECT count(*) FROM document) - (SELECT count(*) FROM document_fts_docsize)')[0][0] != 0
    return not problems


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('program'), ap.add_argument('--kills', type=int, default=10), ap.add_argument('--files', type=int, default=1200), ap.add_argument('--seed', type=int, default=1)
    o = ap.parse_args()
    if not os.path.exists('/proc/self/stat'):
        print('1..0 # SKIP without /proc the workers cannot be found')
        return
    rng = random.Random(o.seed)
    print(f'# seed {o.seed}')
    with tempfile.TemporaryDirectory() as work:
        folder, calm, archive = (os.path.join(work, name) for name in ('in', 'calm.db', 'stormy.db'))
        program = [os.path.abspath(o.program), 'ingest', '-j2', folder, '-a']
        make(folder, o.files, rng)
        start = time.monotonic()
        ok('an undisturbed run', subprocess.run(program + [calm], stderr=subprocess.DEVNULL).returncode == 0)
        spent = time.monotonic() - start
        lost = half = worker_deaths = parent_deaths = stuck = 0
        strange, failed = set(), 0
        while worker_deaths + parent_deaths < o.kills:
            if len(query(archive, SOURCES)) == o.files:     # begin again: the next kills want work that is left
                for ending in ('', '-wal', '-shm'):
                    if os.path.exists(archive + ending):
                        os.unlink(archive + ending)
            run = subprocess.Popen(program + [archive], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            before, at_parent = set(), parent_deaths <= worker_deaths
            time.sleep(rng.uniform(0, spent * 0.8))
            if at_parent:
                before = set(query(archive, SOURCES))
                if kill(run.pid) and run.poll() is None:
                    parent_deaths += 1
            else:
                for _ in range(rng.randint(1, 3)):
                    victims = workers(run.pid)
                    if victims and kill(rng.choice(victims)):
                        worker_deaths += 1
                    time.sleep(rng.uniform(0, 0.05))
            try:
                run.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                stuck += 1
                run.kill()
                run.communicate()
            if run.returncode not in (0, 3, -signal.SIGKILL):
                strange.add(run.returncode)
            lost += len(before - set(query(archive, SOURCES)))
            if query(archive, "SELECT name FROM sqlite_schema WHERE name = 'document_fts'"):
                half += not whole(archive)
            failed += len(query(archive, "SELECT path FROM source WHERE code = 'worker_died'"))
            strange |= {code for code, in query(archive, "SELECT code FROM source WHERE code IS NOT NULL AND code <> 'worker_died'")}
        print(f'# {parent_deaths} parents and {worker_deaths} workers killed; {failed} documents failed with a worker')
        ok('no run hangs', not stuck)
        ok(f'exit codes and codes of failures {strange or ""}', not strange)
        ok(f'nothing acknowledged is lost ({lost})', not lost)
        ok(f'no half document ({half})', not half)
        ok('a dead worker costs one document at most', failed <= worker_deaths)
        ok('the next run ends well', subprocess.run(program + [archive], stderr=subprocess.DEVNULL).returncode == 0)
        ok('and the archive is whole', whole(archive))
        ok('every file has its document', query(archive, "SELECT count(*) FROM source WHERE outcome <> 'loaded'") == [(0,)])
        for name, a, b in zip(('documents', 'citations', 'units', 'dates', 'instruments', 'full text'), content(calm), content(archive)):
            if not ok(f'{name} are those of the undisturbed run ({len(a)})', a == b and a):
                print('\n'.join(f'# {line[:300]}' for line in [f'- {x}' for x in sorted(set(a) - set(b))[:3]] + [f'+ {x}' for x in sorted(set(b) - set(a))[:3]]))
    print(f'1..{tests[0]}')


main()
