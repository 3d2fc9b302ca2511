#!/usr/bin/env python3
"""Write doc/accuracy.md: what `trichluc evaluate` says of corpus/, as tables.

usage: accuracy.py [--check] TRICHLUC

--check writes nothing and exits 1 when the file is not what the program does now.
"""
import collections, difflib, json, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, 'accuracy.md')

HEAD = '''# Accuracy

Made by `python3 doc/accuracy.py build/cli/trichluc`; a test compares this page with a fresh run.

These are the figures of `trichluc evaluate corpus/expected` on the {documents} documents of `corpus/`, whose expected records a reader wrote by hand
([corpus/README.md](../corpus/README.md)). **They show what the rules do on documents the rules were made with.** The same people wrote both, so
documents of an office nobody has looked at will do worse: annotate a few of yours and run `trichluc evaluate` on them
(`EXPECTED_DIR/NAME.json` beside `EXPECTED_DIR/../documents/NAME.*`, in the shape of [the record](record.md); what an expected record leaves out is not compared).

Every share stands with what it was counted from and is rounded down, so that 1.000 means all. A fact is found when it overlaps the expected one and says the same:

| list | is found when it overlaps and has the same |
|---|---|
| `citation.numbered` | key; the number itself must overlap |
| `citation.other` | printed type (named laws, back references, titles without a number) |
| `date` | first and last day |
| `section` | kind |
| `unit`, `document.recipients` | canonical name |
| `event` | date |
| `quantity` | value |
| `activity`, `assignment` | (overlap of title or place alone) |

Precision: found ones among all that came out. Recall: found ones among all expected. F1: their harmonic mean. Facts the annotators call optional count on neither side.
'''


def rows(program, *options):
    p = subprocess.run([program, 'evaluate', '--format=ndjson', *options, os.path.join(HERE, '../corpus/expected')], stdout=subprocess.PIPE)
    if p.returncode:
        sys.exit(f'{program} evaluate: exit {p.returncode}')
    return [json.loads(line) for line in p.stdout.decode().splitlines()]


class Figures:
    """The rows of one group, by figure."""
    def __init__(self, found):
        self.by_name = {r['figure']: r for r in found}

    def lists(self):
        return [n[:-len('.recall')] for n in self.by_name if n.endswith('.recall')]

    def plain(self, prefix):
        ends = ('.precision', '.recall', '.f1')
        return [n for n in self.by_name if n.startswith(prefix) and not n.endswith(ends)]

    def cell(self, name):
        r = self.by_name.get(name)
        if r is None:
            return ''
        share = f'{int(r["value"] * 1000 + 1e-6) / 1000:.3f}' if not r['of'] else f'{r["hits"] * 1000 // r["of"] / 1000:.3f}'
        return f'{share} ({r["hits"]}/{r["of"]})' if r['of'] else share

    def of(self, name):
        return self.by_name[name]['of'] if name in self.by_name else 0

    def together(self, names):
        hits, of = (sum(self.by_name[n][k] for n in names) for k in ('hits', 'of'))
        return f'{hits * 1000 // of / 1000:.3f} ({hits}/{of})' if of else ''


def table(head, body):
    lines = ['| ' + ' | '.join(head) + ' |', '|---|' + '---:|' * (len(head) - 1)]
    return '\n'.join(lines + ['| ' + ' | '.join(row) + ' |' for row in body]) + '\n'


def groups(found, key):
    out = collections.defaultdict(list)
    for r in found:
        if r[key] is not None:
            out[r[key]].append(r)
    return {name: Figures(rs) for name, rs in out.items()}


def lists_table(all_):
    return table(['list', 'precision', 'recall', 'F1'],
                 [[f'`{n}`'] + [all_.cell(f'{n}.{x}') for x in ('precision', 'recall', 'f1')] for n in all_.lists()])


def fields_table(all_, names):
    return table(['figure', 'right'], [[f'`{n}`', all_.cell(n)] for n in names])


def types_table(types):
    shown = ('citation.numbered', 'citation.other', 'date', 'section', 'quantity')
    return table(['type', 'documents', 'own fields', *(f'{n} F1' for n in shown)],
                 [[name, str(f.of('text')), f.together([n for n in f.plain('document.') if n != 'document.recipients.note']), *(f.cell(f'{n}.f1') for n in shown)]
                  for name, f in sorted(types.items())])


def classes_table(classes):
    fields = ('type', 'date', 'issuer', 'relation', 'subject', 'refers_to', 'span')
    body = []
    for name, f in classes.items():
        lst = 'citation.numbered' if name == 'numbered' else 'citation.other'
        body.append([f'`{name}`'] + [f.cell(f'{lst}.{x}') for x in ('precision', 'recall', 'f1')] + [f.cell(f'citation.{x}') for x in fields])
    return table(['class', 'precision', 'recall', 'F1', *fields], body)


def page(program):
    all_ = Figures(rows(program))
    fields = [n for n in all_.plain('') if not n.startswith('document.') and '.' in n]
    parts = [HEAD.format(documents=all_.of('text')),
             '## Lists\n\n' + lists_table(all_),
             '## Fields of the document\n\n' + fields_table(all_, all_.plain('document.')),
             '## Fields of the facts that were found\n\n' + fields_table(all_, fields),
             '## The text, what must not be found, warnings\n\n`text`: the display text is the expected one, byte for byte. `negatives`: places where no fact of a kind may stand '
             '(the number of a boat is no date). `diagnostics`: slips of the document that are reported.\n\n'
             + fields_table(all_, [n for n in all_.plain('') if '.' not in n]),
             '## By citation class\n\nFields of the citations that were found. `unnumbered` mentions are counted by recall alone: there is no end to indefinite mentions.\n\n'
             + classes_table(groups(rows(program, '--by=class'), 'class')),
             '## By document type\n\n"Own fields": all fields of the document together. An empty cell: nothing of the kind is expected there.\n\n'
             + types_table(groups(rows(program, '--by=type'), 'type'))]
    return '\n'.join(parts)


def main():
    check, args = '--check' in sys.argv, [a for a in sys.argv[1:] if a != '--check']
    if len(args) != 1:
        sys.exit(__doc__)
    text = page(os.path.abspath(args[0]))
    if not check:
        with open(PAGE, 'w', encoding='utf-8', newline='\n') as f:
            f.write(text)
        return 0
    with open(PAGE, encoding='utf-8') as f:
        kept = f.read()
    sys.stdout.writelines(difflib.unified_diff(kept.splitlines(True), text.splitlines(True), 'doc/accuracy.md', 'now', n=0))
    if kept != text:
        print('The figures have changed. To publish them: python3 doc/accuracy.py build/cli/trichluc')
    return kept != text


if __name__ == '__main__':
    sys.exit(main())
