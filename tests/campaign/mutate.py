#!/usr/bin/env python3
"""Mutated documents by the thousand through `ingest -j 2`: each is stored or failed with a code in time; parent and workers live.

usage: mutate.py TRICHLUC CORPUS_FOLDER [--docx N] [--txt N] [--eml N] [--seed S] [--keep FOLDER]            TAP on stdout

Byte flips, cuts, insertions and doubled pieces of whole files; the same of one member of a DOCX, zipped anew; members exchanged, renamed, left out. Mails are
made here, with a text and two documents in each, bare, in a mailbox of two or in an edXML envelope. Files come in batches of one ingest each. --keep copies what
killed or stopped a worker.
"""
import argparse, base64, glob, io, os, random, shutil, sqlite3, subprocess, sys, tempfile, time, warnings, zipfile
from email.message import EmailMessage

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '../cli'))
from tap import ok, tests

BATCH = 1000
LONGEST = 20    # seconds a document may take; the workers' own limit is 15
TOKENS = [b'<w:p>', b'</w:p>', b'<w:tbl>', b'</w:tc>', b'<', b'>', b'"', b'&', b'&#x1EC7;', b'<!--', b']]>', b'\x00', b'\xff\xfe', b'\xed\xa0\x80', b'9' * 30, b' ' * 5000,
          'Điều 1. '.encode(), 'số '.encode(), b'/', b'-UBND', '\u0323\u0302'.encode(), b'\r', b'PK\x05\x06', b'PK\x01\x02', b'\x7f\xff\xff\xff']
warnings.simplefilter('ignore')     # two members of one name are meant


def spoil(rng, data):
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 4, 16, 64))):
        at, n = rng.randrange(len(data) + 1), min(int(rng.expovariate(1 / 40)) + 1, 4000)
        what = rng.randrange(8)
        if what == 0 and data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
        elif what == 1 and data:
            data[at % len(data)] = rng.randrange(256)
        elif what == 2:
            del data[at:at + n]
        elif what == 3:
            data[at:at] = rng.randbytes(n)
        elif what == 4:
            data[at:at] = data[at:at + n] * rng.choice((1, 2, 50))
        elif what == 5:
            data[at:at] = rng.choice(TOKENS)
        elif what == 6:
            del data[at:at + 1 if rng.random() < 0.7 else None]
        else:
            other = rng.randrange(len(data) + 1)
            data[at:at + n] = data[other:other + n]
    return bytes(data)


def spoil_text(rng, data):
    """Letters, not bytes: what comes out is still text."""
    s = data.decode()
    for _ in range(rng.choice((1, 1, 2, 4, 16, 64))):
        at, other, n = rng.randrange(len(s) + 1), rng.randrange(len(s) + 1), int(rng.expovariate(1 / 40)) + 1
        what = rng.randrange(5)
        if what == 0:
            s = s[:at] + s[at + n:]
        elif what == 1:
            s = s[:at] + s[other:other + n] * rng.choice((1, 1, 3, 300)) + s[at:]
        elif what == 2:
            s = s[:at] + s[other:other + n] + s[at + n:]
        elif what == 3:
            s = s[:at] + rng.choice((chr(rng.randrange(0x20, 0x7f)), chr(rng.choice((0x1ec7, 0x301, 0x323, 0x2013, 0x200b, 0xd0, 0x1f600, 0xa0))), '\n', '; ', '1' * 50)) + s[at:]
        else:
            s = s[:at] + s[at:at + n].swapcase() + s[at + n:]
    return s.encode()


def mails(corpus):
    """What EML starts from; bytes of ASCII, all of it."""
    found = []
    texts, packed = (sorted(glob.glob(f'{corpus}/*.{kind}')) for kind in ('txt', 'docx'))
    for i, (one, other) in enumerate(zip(texts[::3], packed[::3])):
        mail = EmailMessage()
        mail['From'], mail['To'], mail['Subject'] = 'Văn thư <vt@example.vn>', 'b@example.vn', os.path.basename(one) + ' về việc gửi công văn'
        mail['Date'], mail['Message-ID'] = 'Tue, 5 Mar 2024 08:30:00 +0700', f'<{i}@example.vn>'
        with open(one, 'rb') as f, open(other, 'rb') as g:
            text, document = f.read(), g.read()
        mail.set_content(text.decode()[:3000], cte=('base64', 'quoted-printable')[i % 2])
        if i % 3:
            mail.add_alternative('<p>một</p>', subtype='html')
        mail.add_attachment(text, maintype='text', subtype='plain', filename='công văn.txt')
        mail.add_attachment(document, maintype='application', subtype='zip', filename='b.docx')
        line = b'From a@example.vn Tue Mar  5 08:30:00 2024\n'
        content = ''.join(f'<Attachment><AttachmentName>{name}</AttachmentName><Content>{base64.b64encode(data).decode()}</Content></Attachment>' for name, data in (('a.txt', text), ('b.docx', document)))
        envelope = f'<?xml version="1.0"?><edXML><MessageHeader><Subject>s</Subject><Code><CodeNumber>{i}</CodeNumber></Code></MessageHeader>{content}</edXML>'
        found.append((bytes(mail), line + bytes(mail) + b'\n' + line + bytes(mail).replace(b'Subject: ', b'Subject: again '), envelope.encode())[(0, 0, 1, 2)[i % 4]])
    return found


def spoil_members(rng, data):
    """One or more members of a zip changed, and everything zipped anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        members = [(name, z.read(name)) for name in z.namelist()]
    for _ in range(rng.choice((1, 1, 2, 3))):
        i, j, what = rng.randrange(len(members)), rng.randrange(len(members)), rng.randrange(10)
        if what == 0:
            members[i] = (members[i][0], members[j][1])
        elif what == 1:
            members[i] = (members[j][0], members[i][1])
        elif what == 2 and len(members) > 1:
            del members[i]
        else:
            if rng.random() < 0.7:    # most of what a document is
                i = max(range(len(members)), key=lambda k: len(members[k][1]))
            members[i] = (members[i][0], spoil(rng, members[i][1]))
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, member in members:
            z.writestr(zipfile.ZipInfo(name), member, rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    return out.getvalue()


def zombies():
    found = 0
    for entry in os.listdir('/proc'):
        if entry.isdigit():
            try:
                with open(f'/proc/{entry}/stat', encoding='utf-8', errors='replace') as f:
                    state, parent = f.read().rsplit(')', 1)[1].split()[:2]
                found += state == 'Z' and int(parent) == os.getpid()
            except (OSError, IndexError, ValueError):
                pass
    return found


def orphans(marker):
    """processes that still have the batch's archive among their arguments"""
    found = 0
    for entry in os.listdir('/proc'):
        if entry.isdigit() and int(entry) != os.getpid():
            try:
                with open(f'/proc/{entry}/cmdline', 'rb') as f:
                    found += marker.encode() in f.read()
            except OSError:
                pass
    return found


class Total:
    def __init__(self):
        self.files = self.stored = self.failed = self.inside = 0
        self.codes, self.lost, self.strange, self.hung, self.seconds = {}, [], [], 0, 0.0


def batch(program, work, kind, seeds, n, rng, total, keep):
    folder, archive = f'{work}/in', f'{work}/mutated.db'
    os.mkdir(folder)
    for i in range(n):
        data = rng.choice(seeds)
        gently = spoil_members if kind == 'docx' else spoil_text
        data = (gently if rng.random() < 0.6 else spoil)(rng, data)
        with open(f'{folder}/{i:05}.{kind}', 'wb') as f:
            f.write(data)
    begin = time.monotonic()
    try:
        run = subprocess.run([program, 'ingest', '-j', '2', '-a', archive, folder], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LONGEST * 60)
        if run.returncode not in (0, 3):
            total.strange.append(f'exit {run.returncode}: {run.stderr.decode(errors="replace")[-300:]}')
    except subprocess.TimeoutExpired:
        total.hung += 1
    total.seconds += time.monotonic() - begin
    time.sleep(0.1)
    if zombies() or orphans(archive):
        total.strange.append('a process is left')
    db = sqlite3.connect(archive)
    rows = db.execute("SELECT path, outcome, code FROM source WHERE member IS NULL").fetchall()
    inside = db.execute("SELECT path, outcome, code FROM source WHERE member IS NOT NULL").fetchall()
    if db.execute('PRAGMA integrity_check').fetchall() != [('ok',)] or db.execute('PRAGMA foreign_key_check').fetchall():
        total.strange.append('the archive is not whole')
    if db.execute("SELECT count(*) FROM source WHERE (outcome IN ('loaded', 'duplicate')) <> (document_id IS NOT NULL)").fetchone() != (0,):
        total.strange.append('a stored document without its row, or one that failed with one')
    db.close()
    if len(rows) != n:
        total.strange.append(f'{len(rows)} outcomes of {n} files')
    for path, outcome, code in rows:
        total.files += 1
        total.stored += outcome in ('loaded', 'duplicate')
        total.failed += outcome not in ('loaded', 'duplicate') and code is not None
        total.codes[code or outcome] = total.codes.get(code or outcome, 0) + 1
    total.inside += len(inside)
    if any(outcome not in ('loaded', 'duplicate') and not code for _, outcome, code in inside):
        total.strange.append('a file in a file that failed without a code')
    for path, _, code in rows + inside:
        if code in ('worker_died', 'worker_timeout', 'limit_memory'):
            total.lost.append(f'{os.path.basename(path)}: {code}')
            if keep:
                os.makedirs(keep, exist_ok=True)
                shutil.copy(path, f'{keep}/{total.files}-{os.path.basename(path)}')
    shutil.rmtree(folder)
    for ending in ('', '-wal', '-shm'):
        if os.path.exists(archive + ending):
            os.unlink(archive + ending)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('program'), ap.add_argument('corpus'), ap.add_argument('--docx', type=int, default=10000), ap.add_argument('--txt', type=int, default=10000)
    ap.add_argument('--eml', type=int, default=5000)
    ap.add_argument('--seed', type=int, default=1), ap.add_argument('--keep')
    o = ap.parse_args()
    if not os.path.exists('/proc/self/stat'):
        print('1..0 # SKIP without /proc nobody sees who is left')
        return
    print(f'# seed {o.seed}')
    for kind, wanted in (('docx', o.docx), ('txt', o.txt), ('eml', o.eml)):
        seeds = mails(o.corpus) if kind == 'eml' else []
        for path in sorted(glob.glob(f'{o.corpus}/*.{kind}')):
            with open(path, 'rb') as f:
                seeds.append(f.read())
        if not wanted:
            continue
        total, rng = Total(), random.Random(f'{o.seed} {kind}')
        with tempfile.TemporaryDirectory() as work:
            while total.files < wanted and not total.hung and len(total.strange) < 5:
                batch(os.path.abspath(o.program), work, kind, seeds, min(BATCH, wanted - total.files), rng, total, o.keep)
        print(f'# {kind}: {total.files} files, {total.stored} stored, {total.failed} with a code, {total.inside} files in them, {total.seconds:.0f} s: '
              + ', '.join(f'{code} {n}' for code, n in sorted(total.codes.items(), key=lambda x: -x[1])))
        ok(f'{wanted} mutated {kind}: each stored or failed with a code', total.files == wanted and total.stored + total.failed == wanted)
        ok(f'{kind}: no run hangs', not total.hung)
        ok(f'{kind}: parents end well, archives are whole, no process is left', not total.strange, *total.strange)
        ok(f'{kind}: no worker dies or is stopped', not total.lost, *total.lost)
    print(f'1..{tests[0]}')


if __name__ == '__main__':
    main()
