#!/usr/bin/env python3
"""A mailbox, a tar and a zip of any size: how much memory the largest worker takes, and that a mailbox that grew costs what is new. TAP on stdout.

usage: mailbox.py PROGRAM [--mb N] [--most-mb N]
"""
import argparse, base64, glob, io, os, re, subprocess, sys, tarfile, tempfile, threading, time, zipfile
sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), '../cli'))
from tap import ok, tests


def text_of(n):
    return f'ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\nSố: {n}/CV-UBND\nHà Tĩnh, ngày {n % 28 + 1:02d} tháng 3 năm 2024\nCăn cứ Thông tư số 22/2016/TT-BTTTT;\nVăn bản thứ {n}.\n'


def write_mails(f, first, n, noise):
    """each with its text, and something large attached that is no document"""
    for i in range(first, first + n):
        picture = base64.encodebytes(b'\x89PNG\r\n\x1a\n' + i.to_bytes(8, 'big') + noise).decode()
        f.write(f'From a@x Tue Mar  5 10:11:12 2024\nFrom: a@example.vn\nTo: b@example.vn\nMessage-ID: <{i}@x>\nMIME-Version: 1.0\n'
                'Content-Type: multipart/mixed; boundary=b1\n\n--b1\nContent-Type: text/plain; charset=utf-8\n\n'
                f'{text_of(i)}\n--b1\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{picture}\n--b1--\n\n'.encode())


class Peak:
    """the most that any descendant of a process has had in memory, looked at every 20 ms"""

    def __init__(self, pid):
        self.pid, self.most, self.thread = pid, {}, threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while os.path.exists(f'/proc/{self.pid}/exe'):
            for path in glob.glob('/proc/[0-9]*/status'):
                try:
                    with open(path) as f:
                        status = dict(line.split(':', 1) for line in f if ':' in line)
                    parent, pid = int(status['PPid']), int(status['Pid'])
                    if parent in self.most or parent == self.pid or pid == self.pid:
                        self.most[pid] = max(self.most.get(pid, 0), int(status.get('VmHWM', '0').split()[0]) >> 10)
                except (OSError, KeyError, ValueError):
                    continue
            time.sleep(0.02)

    def result(self):
        self.thread.join()
        return self.most.pop(self.pid, 0), max(self.most.values(), default=0)


def main():
    p = argparse.ArgumentParser()
    p.add_argument('program'), p.add_argument('--mb', type=int, default=1024), p.add_argument('--most-mb', type=int, default=256)
    p.add_argument('--mail-kb', type=int, default=700)
    a = p.parse_args()
    program = os.path.realpath(a.program)
    noise = os.urandom(a.mail_kb << 10)
    mails = (a.mb << 20) // (len(noise) * 4 // 3 + 1000) + 1

    def run(name):
        begin = time.time()
        child = subprocess.Popen([program, '--lang=en', '-a', 'a.db', 'ingest', '-j', '2', '--max=box=1024G', name], stderr=subprocess.PIPE, text=True)
        peak = Peak(child.pid)
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        parent, worker = peak.result()
        counts = [int(x) for x in re.findall(r'\d+', next((l for l in said.splitlines() if 'files seen' in l), ''))]
        print(f'# {name}, {os.path.getsize(name) >> 20} MB: {counts} in {time.time() - begin:.1f} s, seen: parent {parent} MB, largest worker {worker} MB')
        ok(f'{name}: no process takes more than {a.most_mb} MB', 0 < used.ru_maxrss >> 10 <= a.most_mb, used.ru_maxrss >> 10)
        return child.returncode, counts, said

    with tempfile.TemporaryDirectory() as top:
        os.chdir(top)
        with open('box', 'wb') as f:
            write_mails(f, 0, mails, noise)
        code, counts, said = run('box')
        ok('every mail is there', counts == [3 * mails + 1, mails, 0, 0, 2 * mails + 1, 0], said)
        with open('box', 'ab') as f:
            write_mails(f, mails, 10, noise)
        code, counts, said = run('box')
        ok('when it grew by ten mails, ten are parsed', counts == [mails + 31, 10, mails, 0, 21, 0], said)
        os.unlink('box')
        with tarfile.open('tar', 'w') as tar:
            for i in range(mails):
                for name, data in ((f'{i}.txt', text_of(i).encode()), (f'{i}.png', b'\x89PNG\r\n\x1a\n' + noise)):
                    info = tarfile.TarInfo(name)
                    info.size = len(data)
                    tar.addfile(info, io.BytesIO(data))
        code, counts, said = run('tar')
        ok('every member of a tar is there', counts[0] == 2 * mails + 1 and counts[5] == 0, said)
        os.unlink('tar')
        with zipfile.ZipFile('zip', 'w') as z:
            for i in range(mails):
                z.writestr(f'{i}.txt', text_of(i)), z.writestr(f'{i}.png', b'\x89PNG\r\n\x1a\n' + noise)
        code, counts, said = run('zip')
        ok('every member of a zip is there', counts[0] == 2 * mails + 1 and counts[5] == 0, said)
    print(f'1..{tests[0]}')
    return 1 if tests[1] else 0


if __name__ == '__main__':
    sys.exit(main())
