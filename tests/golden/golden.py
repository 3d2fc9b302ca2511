#!/usr/bin/env python3
"""Run `trichluc extract --text` over corpus/documents and compare with corpus/expected. Output is TAP, one test a document.

usage: golden.py TRICHLUC CORPUS KNOWN [--prune] [NAME ...]

What the expected record states must be in the record; what it leaves out is not compared. Lists of facts are matched by where
they stand, then compared field by field; a fact too many is a difference, unless the list is named in "partial". Items marked
"optional" may be found or not. "negatives" are places where the lists they name must have nothing.

KNOWN lists differences that are known: `NAME path reason`, the path as it is printed here (`citations[3].issuer`; a path
covers all below it). A known difference passes, and fails once it is gone. `* path reason`: not compared yet, anywhere; `citations:named`
stands for the citations of that class. --prune takes the lines out of KNOWN whose difference is gone; it never adds one.
"""
import json, os, re, subprocess, sys

LISTS = ('sections', 'citations', 'dates', 'units', 'activities', 'assignments', 'events', 'quantities')
EXACT = ('citations.span', 'citations.number_span')     # elsewhere spans need only overlap
SAME_SET = ('lead', 'partners', 'actors', 'units')                  # names inside a fact: compared as sets


def records(program, files):
    p = subprocess.run([program, 'extract', '--text', *files], stdout=subprocess.PIPE)
    out = {}
    for line in filter(None, p.stdout.decode('utf-8', 'replace').split('\n')):
        r = json.loads(line)
        out[os.path.basename(r['source']['path'])] = r
    return out


def overlap(a, b):
    if not a or not b:
        return 0
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def plain(path):
    return re.sub(r'\[[^]]*\]', '', path)


class Comparison:
    def __init__(self, expected, record, skipped):
        self.expected, self.record, self.skipped = expected, record, skipped
        self.text = record.get('text', '').encode()
        self.differences, self.ids = [], {}

    def differ(self, path, message):
        self.differences.append((path, message))

    def words(self, span):
        return repr(self.text[span[0]:span[1]].decode('utf-8', 'replace'))[:110] if span else 'nothing'

    def skip(self, path):
        p = plain(path)
        return any(p == s or p.startswith(s + '.') for s in self.skipped)

    def run(self, text):
        if self.record.get('text') != text:
            self.differ('text', self.text_difference(text))
            return
        self.value('document', self.expected['document'], self.record.get('document') or {})
        for name in LISTS:
            if name in self.expected and not self.skip(name):
                self.facts(name, self.expected[name], self.record.get(name) or [], name in self.expected.get('partial', ()))
        codes = [d.get('code') for d in self.record.get('diagnostics') or []]
        for d in self.expected.get('diagnostics', []):
            if not self.skip('diagnostics') and d['code'] not in codes:
                self.differ('diagnostics', f'{d["code"]} is not reported')
        self.negatives()

    def text_difference(self, text):
        got = self.record.get('text') or ''
        k = next((k for k, (a, b) in enumerate(zip(text, got)) if a != b), min(len(text), len(got)))
        return f'differs at character {k}: want {text[max(0, k - 20):k + 30]!r} got {got[max(0, k - 20):k + 30]!r}'

    def match(self, wanted, found):
        """Pairs (wanted, found or None) and what is left over: the largest common part first."""
        def at(x, other):
            a, b = (x.get('number_span'), other.get('number_span')) if x.get('number_span') else (None, None)
            return overlap(a, b) + overlap(x.get('title_span') or x.get('span'), other.get('title_span') or other.get('span'))
        rank = sorted(((at(w, f), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found) if overlap(w.get('span'), f.get('span'))
                       or overlap(w.get('title_span'), f.get('title_span'))), key=lambda x: (-x[0], x[1], x[2]))
        mine, theirs = {}, {}
        for _, i, j in rank:
            if i not in mine and j not in theirs:
                mine[i], theirs[j] = j, i
        return [(w, found[mine[i]] if i in mine else None) for i, w in enumerate(wanted)], [f for j, f in enumerate(found) if j not in theirs]

    def facts(self, name, wanted, found, partial):
        wanted = [w for w in wanted if not self.skip(f'{name}:{w.get("class")}')]
        found = [f for f in found if not self.skip(f'{name}:{f.get("class")}')]
        pairs, extra = self.match(wanted, found)
        if name == 'citations':
            self.ids = {w['id']: f.get('id') for w, f in pairs if f}
        for k, (w, f) in enumerate(pairs, 1):
            path = f'{name}[{k}]'
            if f is None:
                if not w.get('optional'):
                    self.differ(path, f'not found: {self.words(w["span"])}')
            elif not w.get('optional'):
                self.value(path, w, f)
        if not partial:
            for f in extra:
                if name == 'citations' and f.get('class') in ('unnumbered', 'self'):
                    continue        # indefinite mentions are nobody's error
                self.differ(f'{name}.extra', f'too many: {self.words(f.get("span"))}')

    def value(self, path, want, got):
        if self.skip(path):
            return
        if want is None and isinstance(got, dict) and not any(got.values()):
            return
        if isinstance(want, dict):
            if not isinstance(got, dict) or not any(got.values()):
                empty = all(v in (None, [], 'absent') for v in want.values())
                return None if empty else self.differ(path, f'want {self.show(want)} got nothing')
            for k, v in want.items():
                if k not in ('optional', 'id') or (k == 'id' and path == 'document.type'):
                    self.value(f'{path}.{k}', v, got.get(k))
        elif path.endswith('span'):
            exact = plain(path) in EXACT
            if want and (want != got if exact else not overlap(want, got)):
                self.differ(path, f'want {self.words(want)} got {self.words(got)}')
            elif got and not want:
                self.differ(path, f'want none got {self.words(got)}')
        elif isinstance(want, list) and want and isinstance(want[0], dict):
            self.inner(path, want, got or [])
        elif not self.equal(path, want, got):
            self.differ(path, f'want {want!r} got {got!r}')

    def inner(self, path, want, got):
        """A list inside a fact: names as a set, others matched by place."""
        if path.rsplit('.', 1)[-1] in SAME_SET and all('name' in x for x in want):
            a, b = sorted(x['name'] for x in want), sorted(str(x.get('name')) for x in got)
            return a == b or self.differ(path, f'want {a} got {b}')
        pairs, extra = self.match(want, got)
        for k, (w, f) in enumerate(pairs, 1):
            self.differ(f'{path}[{k}]', f'not found: {w.get("name") or self.words(w["span"])}') if f is None else self.value(f'{path}[{k}]', w, f)
        for f in extra:
            self.differ(f'{path}.extra', f'too many: {f.get("name") or self.words(f.get("span"))}')

    def equal(self, path, want, got):
        field = path.rsplit('.', 1)[-1]
        if field in ('subject', 'refers_to'):
            want = self.ids.get(want, want)
        if field == 'role' and isinstance(want, str) and want.startswith('citation:'):
            want = 'citation:' + str(self.ids.get(want[9:], want[9:]))
        if field == 'number' and want is not None and got is not None:     # "Điều 4" = "4"; 7 = "07"
            bare = lambda x: re.sub(r'^\D*\s', '', str(x)).lstrip('0')
            return bare(want) == bare(got)
        if isinstance(want, list):
            return want == (got or [])
        if isinstance(want, str) and isinstance(got, str):      # a line break inside words is a space
            return want.split() == got.split()
        return want == got

    def show(self, want):
        return want.get('name') or want.get('iso') or want.get('text') or {k: v for k, v in want.items() if k != 'span'}

    def negatives(self):
        for n in self.expected.get('negatives', []):
            for name in n['not']:
                if self.skip(name):
                    continue
                for f in self.record.get(name) or []:
                    span = f.get('number_span') or f.get('span')
                    if overlap(n['span'], span):
                        self.differ(f'negatives.{name}', f'{n["surface"]!r} is taken for one: {n["reason"]}')


def read_known(path):
    skipped, known = {}, {}
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.strip() and not line.startswith('#'):
                name, where, reason = (line.split(None, 2) + [''])[:3]
                (skipped if name == '*' else known.setdefault(name, {}))[where] = reason.strip()
    return skipped, known


def covered(path, known):
    return next((k for k in known if path == k or path.startswith((k + '.', k + '['))), None)


def prune(path, gone):
    """Rewrite the list of known differences without the (name, path) pairs in `gone`."""
    with open(path, encoding='utf-8') as f:
        lines = f.readlines()
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.writelines(l for l in lines if l.startswith(('#', '*')) or tuple(l.split(None, 2)[:2]) not in gone)


def main():
    program, corpus, known_file, *names = sys.argv[1:]
    pruning = '--prune' in names
    names = [n for n in names if n != '--prune']
    sys.path.insert(0, corpus)
    sys.dont_write_bytecode = True
    import expect
    skipped, known = read_known(known_file)
    names = names or sorted(f[:-5] for f in os.listdir(f'{corpus}/expected') if f.endswith('.json'))
    expected = {n: json.load(open(f'{corpus}/expected/{n}.json', encoding='utf-8')) for n in names}
    got = records(program, [f'{corpus}/documents/{e["file"]}' for e in expected.values()])
    print('TAP version 13')
    print(f'1..{len(names)}')
    for s, reason in skipped.items():
        print(f'# not compared yet: {s} ({reason})')
    failed = total = 0
    gone = set()
    for k, (name, e) in enumerate(expected.items(), 1):
        c = Comparison(e, got.get(e['file'], {}), skipped)
        c.run(expect.display_text(name)[1])
        mine, used, lines = known.get(name, {}), set(), []
        for path, message in c.differences:
            why = covered(path, mine)
            used.add(why)
            lines.append(f'# {"known: " if why else ""}{path}: {message}' + (f' ({mine[why]})' if why else ''))
            total += not why
        gone |= {(name, path) for path in mine if path not in used}
        lines += [f'# {path}: known difference is gone, take its line out of {os.path.basename(known_file)}' for path in mine if path not in used]
        bad = any(not covered(p, mine) for p, _ in c.differences) or any(p not in used for p in mine)
        failed += bad
        print(f'{"not ok" if bad else "ok"} {k} - {name}')
        print('\n'.join(lines), end='\n' if lines else '')
    if pruning:
        prune(known_file, gone)
    print(f'# {len(names) - failed} of {len(names)} documents as expected, {total} differences')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
