#!/usr/bin/env python3
"""Disks and files that make trouble: each has its outcome, and the next run continues.

usage: trouble.py TRICHLUC            TAP on stdout

Full and read-only disks are small file systems in memory, which only root can mount; without that right they are skipped.
"""
import os, shutil, socket, sqlite3, subprocess, sys, tempfile, threading, time
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '../cli'))
from tap import ok, skip, tests



def letter(i, lines=3):
    return f'ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: {i}/QĐ-UBND\nHà Tĩnh, ngày 2 tháng 3 năm 2018\nQUYẾT ĐỊNH\n' + f'Căn cứ Quyết định số {i + 1}/QĐ-UBND ngày 01/02/2017;\n' * lines


def fill(folder, n, lines=3):
    os.makedirs(folder, exist_ok=True)
    for i in range(n):
        with open(f'{folder}/{i:05}.txt', 'w', encoding='utf-8') as f:
            f.write(letter(i, lines))


def query(archive, statement):
    db = sqlite3.connect(archive, timeout=10)
    try:
        return db.execute(statement).fetchall()
    finally:
        db.close()


def codes(archive):
    return {os.path.basename(path): code or outcome for path, outcome, code in query(archive, 'SELECT path, outcome, code FROM source')}


def mount(folder, options):
    os.makedirs(folder, exist_ok=True)
    return subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def strange_files(ingest, work):
    folder, archive = f'{work}/strange', f'{work}/strange.db'
    fill(folder, 1)
    os.mkfifo(f'{folder}/fifo')
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f'{folder}/socket')
    os.symlink('loop', f'{folder}/loop')
    os.symlink('.', f'{folder}/itself')
    os.symlink('nowhere', f'{folder}/dangling')
    os.symlink('/dev/zero', f'{folder}/device')
    os.symlink('00000.txt', f'{folder}/link.txt')
    with open(f'{folder}/huge.txt', 'wb') as f:
        f.truncate(513 << 20)
    run = ingest(archive, folder)
    ok('a folder of strange files ends with 3', run.returncode == 3, run)
    want = {'00000.txt': 'loaded', 'fifo': 'not_regular', 'socket': 'not_regular', 'loop': 'unreadable', 'itself': 'not_regular', 'dangling': 'not_found', 'device': 'not_regular',
            'link.txt': 'duplicate', 'huge.txt': 'too_large'}
    got = codes(archive)
    ok('FIFO, socket, device, links that loop, lead nowhere or to a folder, a file over the limit', got == want, {k: (want.get(k), got.get(k)) for k in want.keys() | got.keys() if want.get(k) != got.get(k)})
    listener.close()
    if os.geteuid() == 0:
        skip('a file that may not be read', 'root may')
    else:
        os.chmod(f'{folder}/00000.txt', 0)
        ingest(archive, folder)
        ok('a file that may not be read', codes(archive)['00000.txt'] == 'unreadable')


def changing_files(ingest, work):
    folder, archive = f'{work}/changing', f'{work}/changing.db'
    fill(folder, 300, 40)
    stop = threading.Event()

    def change():
        k = 0
        while not stop.is_set():
            path = f'{folder}/{k % 300:05}.txt'
            k += 7
            with open(path, 'r+b' if os.path.exists(path) else 'w+b') as f:
                f.truncate(100 * (k % 20))
                f.seek(0, 2)
                f.write(letter(k, k % 50).encode())
            if k % 11 == 0:
                os.unlink(path)
            fill(folder, 1)

    thread = threading.Thread(target=change)
    thread.daemon = True
    try:
        thread.start()
        run = ingest(archive, folder)
    finally:
        stop.set()
        thread.join()
    allowed = {'loaded', 'duplicate', 'encoding_unknown', 'binary_text', 'not_found', 'empty_file'}
    ok('files that change and go away while they are read', run.returncode in (0, 3) and set(codes(archive).values()) <= allowed, run, set(codes(archive).values()) - allowed)
    again = ingest(archive, folder)
    bad = [row for row in query(archive, 'SELECT s.path, d.text, s.sha256, d.sha256 FROM source s JOIN document d ON d.id = s.document_id WHERE s.code IS NULL') if row[2] != row[3]]
    ok('the next run has what the files are now', again.returncode in (0, 3) and not bad, again, bad[:2])


def two_at_once(program, ingest, work):
    folder, archive = f'{work}/two', f'{work}/two.db'
    fill(folder, 4000, 20)
    one = subprocess.Popen([program, 'ingest', '-j', '2', '-a', archive, folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while one.poll() is None and not (os.path.exists(archive) and os.path.exists(archive + '-wal')):
        time.sleep(0.01)
    two = subprocess.Popen([program, 'ingest', '-j', '2', '-a', archive, folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    slowest, asked, refused = 0.0, 0, []
    while one.poll() is None:
        begin = time.monotonic()
        try:
            db = sqlite3.connect(f'file:{archive}?mode=ro', uri=True, timeout=1)     # while an archive is being made, it is locked for a moment
            db.execute('SELECT count(*) FROM sqlite_schema').fetchall()
            db.close()
        except sqlite3.OperationalError as e:
            refused.append(str(e))
        asked, slowest = asked + 1, max(slowest, time.monotonic() - begin)
        time.sleep(0.01)
    _, one_said = one.communicate(timeout=120)
    _, two_said = two.communicate(timeout=120)
    ok(f'a second ingest at the same time waits or ends with 75 ({one.returncode}, {two.returncode})', one.returncode in (0, 75) and two.returncode in (0, 75), one_said, two_said)
    ok(f'{asked} readers meanwhile, none refused, the slowest {slowest * 1000:.0f} ms', not refused, refused[:3])
    ok('the next run ends well, every file has its document', ingest(archive, folder).returncode == 0 and query(archive, "SELECT count(*) FROM source WHERE outcome = 'loaded'")[0][0] == 4000)
    ok('the archive is whole', query(archive, 'PRAGMA integrity_check') == [('ok',)])


def full_disk(ingest, work):
    folder, disk = f'{work}/many', f'{work}/disk'
    fill(folder, 600, 60)
    if not os.path.exists('/proc/mounts') or not mount(disk, 'size=3m'):  # without it nothing can be unmounted
        skip('a full disk ends with 75', 'no right to mount')
        skip('a read-only disk', 'no right to mount')
        return
    try:
        run = ingest(f'{disk}/a.db', folder)
        ok('a full disk ends with 75', run.returncode == 75, run)
        if os.path.exists(f'{disk}/a.db') and os.path.getsize(f'{disk}/a.db'):
            ok('the archive on it is whole', query(f'{disk}/a.db', 'PRAGMA integrity_check') == [('ok',)])
        subprocess.run(['mount', '-o', 'remount,size=200m', disk], check=True)
        run = ingest(f'{disk}/a.db', folder)
        ok('with room again the next run finishes', run.returncode == 0 and query(f'{disk}/a.db', "SELECT count(*) FROM source WHERE outcome = 'loaded'") == [(600,)], run)
        subprocess.run(['mount', '-o', 'remount,ro', disk], check=True)
        run = ingest(f'{disk}/a.db', folder)
        ok(f'a read-only disk is refused ({run.returncode})', run.returncode not in (0, 3) and run.returncode > 0, run)
        ok('and can be asked', ingest.ask(f'{disk}/a.db', 'status').returncode == 0)
    finally:
        subprocess.run(['umount', '-l', disk])


def main():
    program = os.path.abspath(sys.argv[1])

    class Ingest:
        def __call__(self, archive, folder):
            return subprocess.run([program, 'ingest', '-j', '2', '-a', archive, folder], stdin=subprocess.DEVNULL, capture_output=True, timeout=200)

        def ask(self, archive, *question):
            return subprocess.run([program, *question, '-a', archive], stdin=subprocess.DEVNULL, capture_output=True, timeout=60)

    ingest, work = Ingest(), os.path.realpath(tempfile.mkdtemp())
    try:
        strange_files(ingest, work)
        changing_files(ingest, work)
        two_at_once(program, ingest, work)
        full_disk(ingest, work)
    finally:
        shutil.rmtree(work)
    print(f'1..{tests[0]}')


main()
