#!/usr/bin/env python3
"""The gallery of attacks: every file ends with the code that expected.csv gives it; the parent lives on, and the archive is whole.

usage: gallery.py TRICHLUC [--measure] [--quick] [--only NAME] [--write] [--seconds S] [--megabytes M]        TAP on stdout

--quick leaves out what takes long to write or to read in a build with sanitizers: files of more than 6 MB, and three texts of four against the patterns.

In one run of `ingest -j 2` over all of them. --measure (a release build): each file in a run of its own as well, whose processes together may need
2 s of processor time and each of them 128 MB. --write prints the table as it is now instead of comparing: read the difference before keeping it.
"""
import argparse, collections, csv, os, re, shutil, sqlite3, subprocess, sys, tempfile, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '../cli'))
from tap import ok, printable, tests
from attacks import attacks, large

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'expected.csv')


QUICK_BYTES = 6 << 20
MEMBERS = 30    # of one file have lines of their own in the table


def left_out(family, n, data):
    return sum(map(len, data if isinstance(data, list) else [data])) > QUICK_BYTES or (family.__name__ == 'redos' and n % 4)


def make(folder, only=None, quick=False):
    """(name, path) of each file"""
    made = []
    for family in attacks:
        if quick and family.__name__ in large:
            continue
        for n, (name, data) in enumerate(family()):
            if quick and left_out(family, n, data):
                continue
            raw = name if isinstance(name, bytes) else name.encode()
            shown = ''.join(c if ord(c) < 0xDC80 else f'\\x{ord(c) - 0xDC00:02X}' for c in raw.decode('utf-8', 'surrogateescape'))
            if only and only not in shown:
                continue
            path = os.path.join(folder.encode(), family.__name__.encode(), raw)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'wb') as f:
                for piece in [data] if isinstance(data, bytes) else data:
                    f.write(piece)
            made.append((f'{family.__name__}/{shown}', path))
    return made


def outcomes(archive, folder):
    """{name: {member: (code, notes)}}; the code of what is loaded is 'ok'"""
    db = sqlite3.connect(archive)
    found = {}
    for path, member, outcome, code, document in db.execute('SELECT path, member, outcome, code, document_id FROM source'):
        notes = sorted({c for c, in db.execute("SELECT code FROM diagnostic WHERE document_id = ? AND severity <> 'note'", (document,))} & {'limit_facts', 'limit_match', 'limit_window', 'bad_xml', 'cut_zip', 'no_text'})
        found.setdefault(path.removeprefix(folder + '/'), {})[member or ''] = ('ok' if outcome in ('loaded', 'duplicate') else code, ' '.join(notes))
    db.close()
    return {name: summed(members) for name, members in found.items()}


def summed(members):
    """Of a mail with a thousand parts: the file itself, and how many of its members have each code."""
    if len(members) <= MEMBERS:
        return members
    counts = collections.Counter(outcome for member, outcome in members.items() if member)
    return {'': members.get('', ('', '')), **{f'({n} of them {code})': (code, notes) for (code, notes), n in counts.items()}}


def whole(archive):
    db = sqlite3.connect(archive)
    try:
        return db.execute('PRAGMA integrity_check').fetchall() == [('ok',)] and not db.execute('PRAGMA foreign_key_check').fetchall()
    finally:
        db.close()


def measured(program, archive, path):
    """exit status, seconds of processor time of all processes, MB of the largest"""
    pid = os.fork()
    if pid == 0:
        null = os.open('/dev/null', os.O_WRONLY)
        os.dup2(null, 1), os.dup2(null, 2)
        os.execv(program, [program, 'ingest', '-j', '2', '-a', archive, path])
    _, status, used = os.wait4(pid, 0)
    for ending in ('', '-wal', '-shm'):
        if os.path.exists(archive + ending):
            os.unlink(archive + ending)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def rows(found):
    for name in sorted(found):
        for member, (code, notes) in sorted(found[name].items()):
            yield [name, member, code, notes]


def read_table():
    table = {}
    with open(TABLE, encoding='utf-8', newline='') as f:
        for row in csv.DictReader(f):
            table.setdefault(row['file'], {})[row['member']] = (row['code'], row['notes'])
    return table


def same(want, got):
    return want.keys() == got.keys() and all(got[m][0] in want[m][0].split('|') and got[m][1] == want[m][1] for m in want)


def measure(o, program, work, made):
    bad, most_seconds, most_mb = [], (0, ''), (0, '')
    for name, path in made:
        status, seconds, mb = measured(program, work + '/one.db', path)
        most_seconds, most_mb = max(most_seconds, (seconds, name)), max(most_mb, (mb, name))
        if status not in (0, 3) or seconds > o.seconds or mb > o.megabytes:
            bad.append(f'{name}: exit {status}, {seconds:.2f} s, {mb:.0f} MB')
    print(f'# most: {most_seconds[0]:.2f} s {printable(most_seconds[1])}; {most_mb[0]:.0f} MB {printable(most_mb[1])}')
    ok(f'each of {len(made)} files in {o.seconds:g} s and {o.megabytes:g} MB', not bad, *bad)


def check_vietnamese(program, archive):
    """What a person reads of it in Vietnamese: no detail stays English, and no code that somebody can do something about leaves them without a word."""
    db = sqlite3.connect(archive)
    details = {d for d, in db.execute("SELECT DISTINCT detail FROM source WHERE detail IS NOT NULL") if re.search('[a-z]{2} [a-z]{2}', d)}
    said = subprocess.run([program, '--lang=vi', '-a', archive, 'list', 'failures'], capture_output=True, text=True, errors='replace').stdout
    left = [d for d in details if f'  {d}  ' in said]
    ok(f'{len(details)} details are told in Vietnamese', len(details) > 25 and not left, *left)
    bare = [c for c, in db.execute("SELECT name FROM diagnostic_code WHERE severity <> 'note' AND (todo_vi = '' OR todo_en = '')")]
    ok('every code that is no note says what to do', not bare, bare)
    db.close()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('program'), ap.add_argument('--measure', action='store_true'), ap.add_argument('--only'), ap.add_argument('--quick', action='store_true'), ap.add_argument('--write', action='store_true')
    ap.add_argument('--seconds', type=float, default=2), ap.add_argument('--megabytes', type=float, default=128)
    o = ap.parse_args()
    program = os.path.abspath(o.program)
    with tempfile.TemporaryDirectory() as work:
        folder, archive = os.path.realpath(work) + '/in', work + '/gallery.db'
        os.mkdir(folder)
        made = make(folder, o.only, o.quick)
        before = {path: os.stat(path).st_mtime_ns for _, path in made}
        begin = time.monotonic()
        run = subprocess.run([program, 'ingest', '-j', '2', '-a', archive, folder], stdin=subprocess.DEVNULL, capture_output=True, timeout=900)
        took = time.monotonic() - begin
        found = outcomes(archive, folder)
        if o.write:
            out = csv.writer(sys.stdout, lineterminator='\n')
            out.writerow(['file', 'member', 'code', 'notes'])
            out.writerows(rows(found))
            return
        print(f'# {len(made)} files, {sum(map(len, found.values()))} sources, {took:.1f} s')
        ok('the run ends with 3', run.returncode == 3, run.returncode, run.stderr.decode(errors='replace')[-2000:])
        ok('nothing of a document or a name reaches the terminal as a control character', not {c for c in run.stderr if c < 32} - {10})
        ok('the archive is whole', whole(archive))
        check_vietnamese(program, archive)
        ok('no source was touched', before == {path: os.stat(path).st_mtime_ns for _, path in made})
        table = read_table()
        for name, _ in made:
            want, got = table.get(name, {}), found.get(name, {})
            ok(f'{name}: {", ".join(sorted({c for c, _ in want.values()}))}', same(want, got), f'expected {want}', f'found    {got}')
        if not o.only and not o.quick:
            ok(f'{len(made)} files, as many as in the table', len(made) >= 60 and table.keys() == found.keys(), table.keys() ^ found.keys())
        if o.measure:
            measure(o, program, work, made)
    print(f'1..{tests[0]}')


if __name__ == '__main__':
    main()
