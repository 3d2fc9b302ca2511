#!/usr/bin/env python3
"""The project's test vectors of citations: text -> what must be found, and texts in which nothing must be found.

usage: examples.py PROGRAM TABLE.csv        columns id, text, expected, note

expected: type|key|date|issuer|relation, several parted by " || "; "-" = no citation at all. A key with "?" is a pattern, a date with
"????" has no year. Prints TAP, one test a row; skips with the reason when the table is not there.
"""
import csv, json, os, subprocess, sys, tempfile, unicodedata


def fold(s):
    s = unicodedata.normalize('NFD', s or '').replace('đ', 'd').replace('Đ', 'D')
    return ' '.join(''.join(c for c in s if not unicodedata.combining(c)).lower().split())


def names_of(citation, text):
    """What a reader would call the thing: the type word, with the name of a law, or all the words."""
    printed, title = citation['type']['printed'] or '', citation['title']['text'] or ''
    words = text[citation['span'][0]:citation['span'][1]].decode()
    return {fold(printed), fold(f'{printed} {title}'), fold(words)}


def differences(want, citation, text):
    name, key, date, issuer, relation = (want.split('|') + [''] * 5)[:5]
    if name and fold(name) not in names_of(citation, text):
        yield f'type {name!r}, got {sorted(names_of(citation, text))}'
    got_key = citation['key'] or citation.get('key_pattern') or (citation.get('suggested_key') if '?' in key else None)
    if key and key != got_key and not ('?' in key and str(citation['number']) == key.split('/')[0].strip()):
        yield f'key {key!r}, got {got_key!r}'
    got_date = citation['date']['iso'] or (str(citation['year']) if citation['year'] and len(date) == 4 else None)
    if date and date.replace('????', '-') != (got_date or ''):
        yield f'date {date!r}, got {got_date!r}'
    stated = text[slice(*citation['issuer']['span'])].decode() if citation['issuer']['span'] else ''
    if issuer and fold(issuer) not in (fold(citation['issuer']['name']), fold(stated)):
        yield f'issuer {issuer!r}, got {citation["issuer"]["name"]!r}'
    if relation in ('tu_than', 'hoi_chi'):
        if citation['class'] not in ('self', 'back_ref'):
            yield f'a reference back, got class {citation["class"]}'
    elif relation and relation != citation['relation']:
        yield f'relation {relation!r}, got {citation["relation"]!r}'


def check(row, record):
    text = record['text'].encode()
    wants = [] if row['expected'] == '-' else row['expected'].split(' || ')
    found = [c for c in record['citations']]
    own = record['document']['number']
    if len(wants) == 1 and wants[0].startswith('|') and own['status'] != 'absent':
        got = own['key'] or own['key_pattern']
        return [] if got == wants[0].split('|')[1] else [f'own number {wants[0]}, got {got}']
    out = [f'{len(wants)} wanted, found {[text[slice(*c["span"])].decode() for c in found]}'] if len(wants) != len(found) else []
    for want, citation in zip(wants, found):
        out += differences(want, citation, text)
    return out


def main():
    program, table = sys.argv[1:3]
    if not os.path.exists(table):
        print(f'1..0 # SKIP no table of test vectors at {os.path.basename(table)} (../shared is not here)')
        return 0
    rows = list(csv.DictReader(open(table, encoding='utf-8')))
    print(f'TAP version 13\n1..{len(rows)}')
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for row in rows:
            files.append(os.path.join(folder, row['id'] + '.txt'))
            open(files[-1], 'w', encoding='utf-8', newline='\n').write(row['text'])
        lines = subprocess.run([program, 'extract', '--text', *files], stdout=subprocess.PIPE).stdout.decode().splitlines()
        records = [json.loads(line) for line in lines]
        for number, (row, record) in enumerate(zip(rows, records), 1):
            wrong = check(row, record)
            failed += bool(wrong)
            print(f'{"not " if wrong else ""}ok {number} - {row["id"]} {row["text"][:60]}')
            for w in wrong:
                print('# ' + w)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
