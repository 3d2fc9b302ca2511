#!/usr/bin/env python3
"""Write doc/archive.md, the archive table by table, and doc/metadata.json, the same for Datasette, from the comments of loader/schema.sql.

usage: archive.py [--check]

--check writes nothing and exits 1 when a file is not what the schema says now, or when something in the schema has no comment.
"""
import difflib, json, os, re, sqlite3, sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMA = os.path.join(HERE, '..', 'loader', 'schema.sql')

HEAD = '''# The archive

Made by `python3 doc/archive.py` from the comments of [loader/schema.sql](../loader/schema.sql); a test compares them.

{about}

    sqlite3 archive.db "SELECT citing_key, relation, words FROM v_citation WHERE cited_key = '31/2024/QH15'"
    datasette archive.db --metadata doc/metadata.json
'''

QUERIES = {
    'cited_by': ('What cites a document', "SELECT citing_type, citing_key, citing_date, citing_issuer, relation, words FROM v_citation WHERE cited_key = :key AND class <> 'self' ORDER BY citing_date DESC"),
    'missing': ('Cited and not held, the most cited first', 'SELECT i.type, i.key, i.date, i.title, k.documents FROM instrument i '
                'JOIN citation_count k ON k.instrument_id = i.id WHERE i.document_id IS NULL AND k.documents > 0 ORDER BY k.documents DESC, i.key LIMIT 100'),
    'tasks_of_unit': ('Tasks of a unit (part of its name, lower case and without diacritics)', "SELECT d.key, a.title, m.role, a.time_text, a.time_start, a.time_end FROM unit u "
                      "JOIN activity_unit m ON m.unit_id = u.id JOIN activity a ON a.id = m.activity_id JOIN document d ON d.id = a.document_id "
                      "WHERE u.folded LIKE '%' || :unit || '%' ORDER BY a.time_start"),
}
FACETS = {'document': ['type', 'province', 'number_status'], 'citation': ['class', 'relation', 'status', 'why_unlinked'], 'source': ['outcome', 'code', 'media_type'],
          'unit': ['kind', 'level', 'province'], 'instrument': ['type', 'year'], 'date_mention': ['kind', 'precision'], 'diagnostic': ['code', 'severity'], 'unit_mention': ['role']}
LABELS = {'document': 'key', 'instrument': 'key', 'unit': 'name', 'section': 'heading', 'activity': 'title', 'source': 'path'}


class Table:
    def __init__(self, name, kind, comment):
        self.name, self.kind, self.comment, self.columns = name, kind, comment, []


def parse(sql):
    """The comment at the top, and the tables and views in their order. Column: [name, type, comment]."""
    lines, tables, comment, about, table = sql.split('\n'), [], [], None, None
    for line in lines:
        begin = re.match(r'CREATE (?:VIRTUAL )?(TABLE|VIEW) (\w+)', line)
        if begin:
            table = Table(begin[2], begin[1].lower(), ' '.join(comment))
            tables.append(table)
        elif line.startswith('--'):
            comment.append(line[2:].strip() if about is not None else line[3:])
            continue
        elif not line.strip() and about is None:
            about = '\n'.join(comment)
        elif table and line.startswith('        '):
            read_column(table, line.strip())
        if not line.startswith('--'):
            comment = []
        if line.startswith(')') or line.startswith('FROM'):
            table = None
    return about, tables


def read_column(table, line):
    code, _, comment = line.partition('--')
    code = code.strip().rstrip(',')
    if table.kind == 'view':
        name = re.search(r'(\w+)$', code)
    else:
        name = re.match(r'(?!PRIMARY|UNIQUE|content)(\w+)', code)
    if not name:
        return
    kind = re.search(r'\b(INTEGER|TEXT|REAL)\b( NOT NULL)?', code) if table.kind == 'table' else None
    refers = re.search(r'REFERENCES (\w+)', code)
    note = comment.strip()
    if refers:
        note = f'[{refers[1]}](#{refers[1]})' + (f': {note}' if note else '')
    table.columns.append((name[1], kind[1] + (kind[2] or '').lower() if kind else '', note))


def cell(text):
    return text.replace('|', '\\|').replace('<', '&lt;')


def page(about, tables):
    out = [HEAD.format(about=about)]
    for t in tables:
        out.append(f'## {t.name}\n\n{cell(t.comment)}{" (a view)" if t.kind == "view" else ""}\n\n| column | type | |\n|---|---|---|')
        out += [f'| `{name}` | {kind} | {cell(note)} |' for name, kind, note in t.columns]
        out.append('')
    return '\n'.join(out)


def metadata(tables):
    described = {}
    for t in tables:
        described[t.name] = {'description': t.comment}
        columns = {name: re.sub(r'\[(\w+)\]\(#\w+\)', r'\1', note) for name, _, note in t.columns if note}
        if columns:
            described[t.name]['columns'] = columns
        if t.name in FACETS:
            described[t.name]['facets'] = FACETS[t.name]
        if t.name in LABELS:
            described[t.name]['label_column'] = LABELS[t.name]
    queries = {name: {'title': title, 'sql': sql} for name, (title, sql) in QUERIES.items()}
    whole = {'title': 'trichluc', 'description': 'Vietnamese official documents and what they cite',
             'databases': {'archive': {'tables': described, 'queries': queries}}}
    return json.dumps(whole, ensure_ascii=False, indent=2) + '\n'


def as_sqlite_has_it(sql, tables):
    """What a database made by the schema says otherwise, and queries it cannot answer."""
    if sqlite3.sqlite_version_info < (3, 37):    # it has no STRICT
        return []
    db = sqlite3.connect(':memory:')
    db.executescript(sql)
    found = [f'{t.name}: the page has other columns' for t in tables if [r[1] for r in db.execute(f'PRAGMA table_info({t.name})')] != [c[0] for c in t.columns]]
    for name in {r[0] for r in db.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'document_fts_%' AND name NOT LIKE 'sqlite%'")} - {t.name for t in tables}:
        found.append(f'{name} is not in the page')
    for _, query in QUERIES.values():
        db.execute(query, {'key': '', 'unit': ''}).fetchall()
    return found


def complaints(tables):
    """Tables without a comment, facets and labels of columns that are not there."""
    names = {t.name: {c[0] for c in t.columns} for t in tables}
    found = [f'{t.name} has no comment' for t in tables if not t.comment]
    found += [f'{t}.{c} is no column' for t, columns in FACETS.items() for c in columns if c not in names.get(t, ())]
    found += [f'{t}.{c} is no column' for t, c in LABELS.items() if c not in names.get(t, ())]
    return found


def main():
    with open(SCHEMA, encoding='utf-8') as f:
        sql = f.read()
    about, tables = parse(sql)
    bad = complaints(tables) + as_sqlite_has_it(sql, tables)
    for name, text in (('archive.md', page(about, tables)), ('metadata.json', metadata(tables))):
        path = os.path.join(HERE, name)
        if '--check' not in sys.argv[1:]:
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text)
            continue
        with open(path, encoding='utf-8') as f:
            there = f.read()
        if there != text:
            bad += difflib.unified_diff(there.split('\n'), text.split('\n'), path, 'the schema now', n=0, lineterm='')
    print(*bad, sep='\n', end='\n' if bad else '')
    sys.exit(bool(bad))


main()
