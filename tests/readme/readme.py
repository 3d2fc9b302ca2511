#!/usr/bin/env python3
"""Is what README.md and README.vi.md say still so? TAP, one test a claim.

usage: readme.py [--write] TRICHLUC SOURCE_ROOT

- Blocks fenced with ```console hold commands behind "$ " and what they print. They are run in order, in a folder that looks like the
  source folder after a build, and compared; --write puts the real output in instead.
- The table whose head says `command` (`lệnh`) names the commands of `trichluc --help`, all of them and no others; the same for
  exit codes and for the folders.
- The first ```sh block is the same in both files, save the language it asks for.
"""
import os, re, shutil, subprocess, sys, tempfile

FILES = ('README.md', 'README.vi.md')
ENVIRONMENT = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8'}
BLOCK = re.compile(r'^```console\n(.*?)^```$', re.M | re.S)


class Tap:
    def __init__(self):
        self.n = self.failed = 0

    def test(self, name, got, want, skip=None):
        self.n += 1
        good = skip or got == want
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.n} - {name}' + (f' # SKIP {skip}' if skip else ''))
        if not good:
            print(*(f'# {what}: {line}' for what, value in (('want', want), ('got ', got)) for line in str(value).split('\n')), sep='\n')


class Place:
    """A folder that looks like the source folder after `meson compile -C build`, and gets the archive."""
    def __init__(self, program, root):
        self.dir = tempfile.TemporaryDirectory()
        os.symlink(os.path.join(root, 'corpus'), os.path.join(self.dir.name, 'corpus'))
        os.makedirs(os.path.join(self.dir.name, 'build/cli'))
        os.symlink(program, os.path.join(self.dir.name, 'build/cli/trichluc'))

    def run(self, command):
        p = subprocess.run(command, shell=True, cwd=self.dir.name, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        lines = p.stdout.decode('utf-8', 'replace').split('\n')
        return '\n'.join(line.rstrip() for line in lines).rstrip('\n')


def parts(block):
    """(command, what it prints) of a console block. A command goes on over lines while a quotation mark is open."""
    for part in re.split(r'^\$ ', block, flags=re.M)[1:]:
        lines, n = part.rstrip('\n').split('\n'), 1
        while '\n'.join(lines[:n]).count('"') % 2 and n < len(lines):
            n += 1
        yield '\n'.join(lines[:n]), '\n'.join(lines[n:])


def tool(command):
    return next((t for t in ('sqlite3',) if command.startswith(t) and not shutil.which(t)), None)


def written(text, place):
    def fill(match):
        filled = [f'$ {command}\n' + (output + '\n' if output else '') for command, _ in parts(match[1]) for output in [place.run(command)]]
        return '```console\n' + ''.join(filled) + '```'
    return BLOCK.sub(fill, text)


def table(text, *heads):
    """First cells of the table whose first head is one of @heads, code marks taken off."""
    rows = re.search(r'^\| (?:%s) \|.*\n\|[-|]+\n((?:\|.*\n)+)' % '|'.join(heads), text, re.M)
    return [row.split('|')[1].strip().strip('`') for row in rows[1].replace(r'\|', '/').splitlines()] if rows else []


def check(tap, name, text, place, root):
    for block in BLOCK.findall(text):
        for command, want in parts(block):
            missing = tool(command)
            tap.test(f'{name}: {command[:60].partition(chr(10))[0]}', place.run(command), want, missing and f'{missing} is not installed')
    help_text = place.run('build/cli/trichluc --lang=en --help')
    commands = re.findall(r'^  ([a-z][a-z-]*)(?: .*)?$', help_text[help_text.index('Commands:'):help_text.index('Options:')], re.M)
    tap.test(f'{name}: commands', sorted(c.split()[0] for c in table(text, 'command', 'lệnh')), sorted(commands))
    exits = re.findall(r'^ +(\d+)  ', help_text[help_text.index('Exit codes:'):], re.M)
    tap.test(f'{name}: exit codes', table(text, 'exit', 'mã'), exits)
    folders = [f.rstrip('/') for f in table(text, 'folder', 'thư mục')]
    tap.test(f'{name}: folders', [f for f in folders if not os.path.isdir(os.path.join(root, f))], [])


def setup_block(text):
    return re.search(r'^```sh\n(.*?)^```$', text, re.M | re.S)[1].replace('--lang=vi ', '')


def main():
    arguments = [a for a in sys.argv[1:] if a != '--write']
    program, root = (os.path.abspath(a) for a in arguments)
    texts = {name: open(os.path.join(root, name), encoding='utf-8').read() for name in FILES}
    if '--write' in sys.argv:
        for name, text in texts.items():
            text = written(text, Place(program, root))
            open(os.path.join(root, name), 'w', encoding='utf-8').write(text)
        return 0
    tap = Tap()
    for name, text in texts.items():
        check(tap, name, text, Place(program, root), root)
    tap.test('both say the same first command', setup_block(texts[FILES[1]]), setup_block(texts[FILES[0]]))
    print(f'1..{tap.n}')
    if tap.failed:
        print('# where the output has changed for the better: tests/readme/readme.py --write TRICHLUC SOURCE_ROOT')
    return tap.failed > 0


sys.exit(main())
