#!/usr/bin/env python3
"""Turn the hand-written truth of corpus/truth/ into expected records: corpus/expected/NAME.json.

usage: expect.py [--check | --lint] [NAME ...]

The truth says what stands in a document by its words; this script only finds the words and writes where they are, in the
shape of the record (`trichluc-record/1`): spans are bytes of the display text, and the SHA-256 of that text goes with them.
The text of a DOCX is worked out from its source, never from a run of the program. README.md describes the way truth is written. A list that
the truth leaves out is left out of the expected record.

--check writes nothing and exits 1 when a file of expected/ is not what truth and documents say.
--lint lists numbers, type words and dates in the texts that no annotation covers: for a human eye.
"""
import calendar, hashlib, json, os, re, sys, unicodedata

import make_docx

HERE = os.path.dirname(os.path.abspath(__file__))


def display_text(name):
    """(file name, text as a reader sees it) of a document."""
    plain = f'{HERE}/documents/{name}.txt'
    if os.path.exists(plain):
        with open(plain, 'rb') as f:
            text = f.read().decode('utf-8-sig')
        return f'{name}.txt', unicodedata.normalize('NFC', text.replace('\r\n', '\n'))
    return f'{name}.docx', make_docx.display_text(f'{HERE}/docx-src/{name}.txt')


# ---- finding words ----------------------------------------------------------------------------------

def words(piece):
    """A pattern for words as written in the truth: any space or line break, or bold mark, where they have a space, any dash for a hyphen; ⋯ skips."""
    one = lambda s: r'[\s*]+' if s.isspace() else r'[\s\S]{0,400}?' if s == '⋯' else '[-‐-―−]' if s == '-' else re.escape(s)
    return ''.join(one(s) for s in re.split(r'(\s+|[⋯-])', piece) if s)


def context(before):
    return words(before) + r'[\s*]*' if before else ''


class Text:
    def __init__(self, text):
        self.text, self.bytes = text, [0]
        for c in text:
            self.bytes.append(self.bytes[-1] + len(c.encode()))

    def span(self, where):
        return [self.bytes[where[0]], self.bytes[where[1]]]

    def surface(self, where):
        return self.text[where[0]:where[1]]

    def find(self, spec, start=0, avoid=()):
        """Where `spec` stands from `start` on: the part between » and « when it has them. Not inside one of `avoid`."""
        before, middle, after = re.fullmatch(r'(?:(.*)»)?(.*?)(?:«(.*))?', spec, re.S).groups()
        edge = lambda c, pattern: pattern if c and (c[0].isalnum() or c[0] == '_') else ''
        pattern = (edge((before or middle)[:1], r'(?<!\w)') + context(before) + f'(?P<it>{words(middle)})' + (r'[\s*]*' + words(after) if after else '')
                   + edge((after or middle)[-1:], r'(?!\w)'))
        for m in re.finditer(pattern, self.text[start:]):
            where = (start + m.start('it'), start + m.end('it'))
            if not any(a < where[1] and where[0] < b for a, b in avoid):
                return where
        raise ValueError(f'not found after character {start}: {spec!r}')


GROUPS = {'<': ('n', '>'), '[': ('d', ']'), '{': ('i', '}')}


def mention(spec):
    """The pattern of a mention, `Quyết định số <12/QĐ-UBND> [ngày 05/3/2020] của {UBND tỉnh}`, and its context before and after."""
    before, middle, after = re.fullmatch(r'(?:(.*)»)?(.*?)(?:«(.*))?', spec, re.S).groups()
    out, k = '', 0
    for m in re.finditer(r'<([^>]*)>|\[([^\]]*)\]|\{([^}]*)\}', middle):
        group = GROUPS[m[0][0]][0]
        out += words(middle[k:m.start()]) + f'(?P<{group}>{words(m[0][1:-1])})'
        k = m.end()
    out += words(middle[k:])
    first = (before or middle).lstrip('<[{')[:1]
    edge = r'(?<!\w)' if first.isalnum() else ''
    return edge + context(before) + f'(?P<it>{out})' + (r'[\s*]*' + words(after) if after else '') + (r'(?!\w)' if (after or middle).rstrip('>]}')[-1:].isalnum() else '')


# ---- dates ------------------------------------------------------------------------------------------

ROMAN = {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4}


def iso_of(surface):
    """The ISO form of a date written in one of the plain ways; None for any other, which the truth then states."""
    s = re.sub(r'[\s*]+', ' ', surface).lower().strip()
    m = re.search(r'(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})$', s) or re.search(r'(\d{1,2}) tháng (\d{1,2}) năm (\d{4})$', s)
    if m:
        date = f'{m[3]}-{int(m[2]):02d}-{int(m[1]):02d}'
        return f'../{date}' if re.match('trước|đến', s) else date
    for pattern, make in (
            (r'tháng (\d{1,2})(?:/| năm )(\d{4})', lambda m: f'{m[2]}-{int(m[1]):02d}'),
            (r'quý (i|ii|iii|iv|[1-4])(?:/| năm )(\d{4})', lambda m: f'{m[2]}-Q{ROMAN.get(m[1], m[1])}'),
            (r'(?:6|06|sáu) tháng (đầu|cuối) năm (\d{4})', lambda m: f'{m[2]}-H{1 if m[1] == "đầu" else 2}'),
            (r'(?:đến|trước)(?: hết)? năm (\d{4})', lambda m: f'../{m[1]}'),
            (r'từ năm (\d{4}) đến nay', lambda m: f'{m[1]}/..'),
            (r'(?:.* )?(\d{4}) ?[-–] ?(\d{4})', lambda m: f'{m[1]}/{m[2]}'),
            (r'từ năm (\d{4}) đến (?:hết )?năm (\d{4})', lambda m: f'{m[1]}/{m[2]}'),
            (r'(?:năm )?(\d{4})', lambda m: m[1])):
        m = re.fullmatch(pattern, s)
        if m:
            return make(m)
    return None


def days(iso):
    """(kind, precision, first day, last day) of one ISO form."""
    if iso.startswith('--'):
        return 'month_day', 'day', None, None
    if 'T' in iso:
        return 'datetime', 'minute', iso[:10], iso[:10]
    m = re.fullmatch(r'(\d{4})(?:-(?:Q(\d)|H(\d)|(\d\d)(?:-(\d\d))?))?', iso)
    year, quarter, half, month, day = m.groups()
    if day:
        return 'date', 'day', iso, iso
    if month:
        return 'month', 'month', f'{iso}-01', f'{iso}-{calendar.monthrange(int(year), int(month))[1]}'
    first, last, kind = 1, 12, 'year'
    if quarter:
        first, last, kind = int(quarter) * 3 - 2, int(quarter) * 3, 'quarter'
    if half:
        first, last, kind = int(half) * 6 - 5, int(half) * 6, 'half'
    return kind, kind, f'{year}-{first:02d}-01', f'{year}-{last:02d}-{calendar.monthrange(int(year), last)[1]}'


def date_record(iso):
    """kind, iso, iso_end, start, end, precision, missing of the truth's notation: `2018/2020`, `2012/..`, `../2025`, `2023-10?`."""
    out = {'missing': []}
    if iso.endswith('?'):
        iso, missing = iso[:-1], {7: ['day'], 4: ['day', 'month']}[len(iso) - 1]
        _, precision, start, end = days(iso)
        return {'kind': 'partial', 'iso': iso, 'iso_end': None, 'start': start, 'end': end, 'precision': precision, 'missing': missing}
    first, slash, last = iso.partition('/')
    if not slash:
        kind, precision, start, end = days(iso)
        if kind == 'month_day':
            out['missing'] = ['year']
        return {'kind': kind, 'iso': iso, 'iso_end': None, 'start': start, 'end': end, 'precision': precision} | out
    if first == '..':
        _, precision, _, end = days(last)
        return {'kind': 'until', 'iso': last, 'iso_end': None, 'start': None, 'end': end, 'precision': precision} | out
    _, precision, start, end = days(first)
    if last == '..':
        return {'kind': 'open_range', 'iso': first, 'iso_end': None, 'start': start, 'end': None, 'precision': precision} | out
    kind = {'year': 'year_range', 'day': 'day_range', 'month': 'months_range', 'quarter': 'quarter_range'}[precision]
    return {'kind': kind, 'iso': first, 'iso_end': last, 'start': start, 'end': days(last)[3], 'precision': precision} | out


# ---- numbers ----------------------------------------------------------------------------------------

TYPE_MARKS = set('QĐ NQ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB NĐ TT TTLT NQLT L VBHN PL KL QĐi'.split())


def key_parts(key, style=None):
    """number, suffix, year, type_abbr, style of a canonical key. Only plain shapes; others are stated in the truth."""
    m = re.match(r'(\d+(?:\.\d+)?)([a-z]*)(?:/((?:19|20)\d\d))?(?=[/-])', key)
    rest = key[m.end():]
    first = re.match(r'[/-]([^/-]+)', rest)[1]
    if style is None:
        if re.match(r'/(QH|UBTVQH)\d+$', rest) and m[3]:
            style = 'quoc_hoi'
        elif rest[0] == '-' and '/' in rest:
            style = 'dang'
        elif m[3]:
            style = 'qppl'
        else:
            style = 'hop_nhat' if first == 'VBHN' else 'hanh_chinh' if first in TYPE_MARKS else 'cong_van'
    return {'number': m[1].lstrip('0'), 'suffix': m[2] or None, 'year': int(m[3]) if m[3] else None,
            'type_abbr': first if style not in ('cong_van', 'quoc_hoi') else None, 'style': style}


def canonical(surface):
    return re.sub(r'[\s*]+', '', re.sub('[‐-―−]', '-', surface)).replace('\u00d0', 'Đ')


def one_line(surface):
    return ' '.join(re.sub(r'[*#]+', ' ', surface).split())


# ---- the record -------------------------------------------------------------------------------------

class Record:
    def __init__(self, name, truth):
        self.file, text = display_text(name)
        self.t, self.truth, self.labels, self.taken = Text(text), truth, {}, []
        self.out = {'file': self.file, 'text_sha256': hashlib.sha256(text.encode()).hexdigest()}

    def named(self, value, start=0, default=None):
        """[words, canonical name] or just the words -> {"name", "span"}; a missing span = not stated."""
        spec, name = (value, None) if isinstance(value, str) else (value + [None])[:2]
        if spec is None:
            return {'name': name, 'span': None}
        where = self.t.find(spec, start)
        if name == '-':
            return {'span': self.t.span(where)}
        return {'name': name or default or one_line(self.t.surface(where)), 'span': self.t.span(where)}

    def document(self):
        d, out, t = self.truth['document'], {}, self.t
        if 'type' in d:
            name, spec, *more = d['type']
            out['type'] = ({'name': name} if name != '-' else {}) | { 'span': t.span(t.find(spec)) if spec else None} | ({'id': more[0]} if more else {})
        out['number'] = self.own_number(d.get('number'))
        if 'date' in d:
            out['date'] = self.own_date(d['date'])
        out['place'] = self.named(d['place']) if d.get('place') else None
        if 'issuer' in d:
            spec, name, level = d['issuer']
            out['issuer'] = self.named([spec, name]) | ({'level': level} if level != '-' else {})
        if 'parent' in d:
            out['parent'] = d['parent'] and self.named(d['parent'])
        if 'locality' in d:
            out['locality'] = dict(zip(('province', 'district', 'ward'), d['locality'] + [None, None]))
        if 'title' in d:
            where = d['title'] and t.find(d['title'])
            out['title'] = where and {'text': one_line(t.surface(where)), 'span': t.span(where)}
        if 'signer' in d:
            out['signer'] = d['signer'] and self.signer(*d['signer'])
        if 'recipients' in d:
            out['recipients'] = self.recipients(d['recipients'])
        if 'archive' in d:
            parts = dict(zip(('codes', 'drafter', 'copies'), (d['archive'] or [[]]) + [None, None]))
            out['archive'] = {k: v for k, v in parts.items() if v != '-'}
        out['urgency'], out['secrecy'] = d.get('urgency'), d.get('secrecy')
        self.out['document'] = out

    def own_number(self, n):
        if n is None:
            return {'status': 'absent', 'key': None}
        if isinstance(n, str):
            m = re.search(mention(n), self.t.text)
            key = canonical(m['n'])
            return {'status': 'full', 'key': key, 'key_pattern': None} | key_parts(key) | {'span': self.t.span(m.span('it'))}
        where = self.t.find(n['at'])
        if 'pattern' in n:
            return {'status': 'partial', 'key': None, 'key_pattern': n['pattern'], 'number': None, 'span': self.t.span(where)}
        return {'status': 'full', 'key': n['key'], 'key_pattern': None} | key_parts(n['key'], n.get('style')) | {'span': self.t.span(where)}

    def own_date(self, d):
        if d is None:
            return {'iso': None}
        spec, iso = (d, None) if isinstance(d, str) else d
        where = self.t.find(spec)
        record = date_record(iso or iso_of(self.t.surface(where)))
        self.taken.append((where, record | {'role': 'doc_date'}))
        return {k: record[k] for k in ('iso', 'precision', 'missing')} | {'span': self.t.span(where)}

    def signer(self, authority, position, block):
        """`TM. ỦY BAN NHÂN DÂN CHỦ TỊCH|Họ Tên`: the last place in the document where such a block stands."""
        head, name = block.rsplit('|', 1)
        a, start = None, 0
        while True:
            try:
                a = self.t.find(head, start)
            except ValueError:
                break
            start = a[0] + 1
        b = self.t.find(name, a[1])
        out = {'authority': authority, 'position': position, 'name': one_line(self.t.surface(b)), 'span': self.t.span((a[0], b[1]))}
        return {k: v for k, v in out.items() if v != '-'}

    def recipients(self, items):
        out, start = [], self.t.text.rindex('Nơi nhận') if items else 0
        for item in items:
            spec, name, note = (item, None, None) if isinstance(item, str) else (item + [None, None])[:3]
            where = self.t.find(spec, start)
            start = where[1]
            r = {'name': name or one_line(self.t.surface(where)), 'note': note, 'span': self.t.span(where)}
            out.append({k: v for k, v in r.items() if v != '-'})
        return out

    def sections(self):
        out, start = [], 0
        for level, number, kind, spec, *optional in self.truth['sections']:
            where = self.t.find(spec, start)
            start = where[1]
            r = {'level': level, 'number': number, 'kind': kind, 'span': self.t.span(where)}
            r = {k: v for k, v in r.items() if v != '-'}
            out.append(r | ({'optional': True} if optional else {}))
        self.out['sections'] = out

    def citations(self):
        out, start = [], 0
        for k, c in enumerate(self.truth['citations'], 1):
            m = re.compile(mention(c['m'])).search(self.t.text, start)
            if not m:
                raise ValueError(f'citation {k} not found after character {start}: {c["m"]}')
            start = m.start('it') + 1
            out.append(self.citation(f'c{k:02d}', c, m))
            if 'id' in c:
                self.labels[c['id']] = out[-1]['id']
        for c, r in zip(self.truth['citations'], out):
            if 'subj' in c:
                r['subject'] = self.labels[c['subj']]
            if 'ref' in c:
                r['refers_to'] = c['ref'] if c['ref'] in ('doc', None) else self.labels[c['ref']]
        self.fullest(out)
        self.out['citations'] = out

    def citation(self, ident, c, m):
        groups, t = m.groupdict(), self.t
        printed = re.sub(r'\s+', ' ', re.split(r'\s+[Ss]ố\b|\s*<|\s+này\b|\s+trên\b|\s+nêu\b', c['m'].split('»')[-1].split('«')[0])[0])
        kind = c.get('class') or ('numbered' if groups.get('n') else 'named')
        if kind == 'named':
            printed = re.match('(?:Bộ luật|Luật|Hiến pháp|Pháp lệnh|Điều lệ)|', printed, re.I)[0]
        out = {'id': ident, 'class': kind, 'span': t.span(m.span('it'))}
        if c.get('optional'):
            out['optional'] = True
        if c.get('type', printed) not in ('-', ''):
            out['type'] = {'printed': c.get('type', printed)}
        if groups.get('n'):
            key = c.get('key') or canonical(groups['n'])
            if key != '-':
                out['key'] = key
                if '?' not in key:
                    out |= {k: v for k, v in key_parts(key, c.get('style')).items() if v != '-'}
                    del out['type_abbr']    # not a field of a citation
            out['number_span'] = t.span(m.span('n'))
        else:
            out['key'] = None
        date = m.span('d') if groups.get('d') else t.find(c['date_at'], m.start() - c.get('back', 300) if m.start() > 300 else 0) if 'date_at' in c else None
        if date:
            record = date_record(c.get('iso') or iso_of(t.surface(date))) if c.get('iso') != '-' else None
        if date and not record:         # no such day: there is a mention of a date, but no date
            out['date'] = {'iso': None}
        elif date:
            out['date'] = {k: record[k] for k in ('iso', 'precision')} | {'span': t.span(date)}
            role = {} if c.get('date_role') == '-' else {'role': f'citation:{ident}'}
            self.taken.append((date, record | role | ({'optional': True} if c.get('optional') else {})))
        elif 'date' in c:
            out['date'] = c['date'] and {'iso': c['date']}
        else:
            out['date'] = None
        issuer = c.get('issuer') or (one_line(groups['i']) if groups.get('i') else None)
        if issuer != '-' and kind not in ('back_ref', 'self'):
            out['issuer'] = issuer and {'name': issuer}
        if 'rel' in c or kind not in ('back_ref', 'self'):
            if c.get('rel') != '-':
                out['relation'] = c.get('rel', 'dan_chieu')
        if not c.get('subj_any'):
            out['subject'] = None
        if 'parts' in c:
            start = max(0, m.start('it') - 120)
            out['parts'] = [{'path': path, 'span': t.span(t.find(spec, start))} for spec, path in c['parts']]
        if 'title' in c:
            where = c['title'] and t.find(c['title'], m.end('it'))
            out['title'] = where and {'text': one_line(t.surface(where)), 'span': t.span(where)}
        if kind in ('back_ref', 'self'):
            out['refers_to'] = 'doc'
            return out
        if c.get('status') != '-':
            out['status'], out['suggested_key'] = c.get('status', 'ok'), c.get('suggest')
        return out

    def fullest(self, out):
        """Mentions of one key are one document: all refer to the first that has its date."""
        by_key = {}
        for r in out:
            if r.get('key') and '?' not in r['key'] and r['class'] == 'numbered':
                r.setdefault('refers_to', None)
                by_key.setdefault((r['key'], (r.get('issuer') or {}).get('name')), []).append(r)
        for group in by_key.values():
            best = next((r for r in group if r['date']), group[0])
            for r in group:
                if r is not best and not r['refers_to']:
                    r['refers_to'] = best['id']

    def dates(self):
        start, avoid = 0, [w for w, _ in self.taken]
        for spec, role, *more in self.truth['dates']:
            iso, extra = (more + [None, None])[:2]
            where = self.t.find(spec, start, avoid)
            start = where[1]
            iso = iso or iso_of(self.t.surface(where))
            if not iso:
                raise ValueError(f'date needs its ISO form: {spec}')
            record = date_record(iso) | {'role': role} | (extra or {})
            self.taken.append((where, {k: v for k, v in record.items() if v != '-'}))
        self.taken.sort(key=lambda x: x[0])
        self.out['dates'] = [r | {'span': self.t.span(w)} for w, r in self.taken]

    def units(self):
        out, start = [], 0
        for spec, name, *role in self.truth['units']:
            where = self.t.find(spec, start)
            start = where[1]
            out.append({'name': name or one_line(self.t.surface(where))} | ({'role': role[0]} if role else {}) | {'span': self.t.span(where)})
        self.out['units'] = out
        self.out.setdefault('partial', []).append('units')

    def activities(self):
        out, start = [], 0
        for a in self.truth['activities']:
            title = self.t.find(a['title'], start)
            start = title[1]
            r = {'number': a['number'], 'title': one_line(self.t.surface(title)), 'title_span': self.t.span(title)}
            ends = [title[1]]
            for role in ('lead', 'partners'):
                if a.get(role) != '-':
                    r[role] = [self.named(u, title[0]) for u in a.get(role, [])]
            r['time'] = None
            if a.get('time'):
                spec, iso, *kind = a['time']
                where = self.t.find(spec, title[0])
                record = date_record(iso) if iso else {'start': None, 'end': None}
                r['time'] = {'text': one_line(self.t.surface(where)), 'start': record['start'], 'end': record['end'], 'span': self.t.span(where)}
                if kind:
                    r['time']['kind'] = kind[0]
            for field in ('budget', 'product'):
                if field in a:
                    r[field] = a[field]
            if a.get('optional'):
                r['optional'] = True
            r['span'] = r['title_span']
            out.append(r)
        self.out['activities'] = out

    def assignments(self):
        out, start = [], 0
        for a in self.truth['assignments']:
            units = []
            for u in a['units']:
                units.append(self.named(u, start))
                start = self.t.find(u if isinstance(u, str) else u[0], start)[1]
            duties = []
            for spec in a['duties']:
                where = self.t.find(spec, start)
                start = where[1]
                duties.append({'span': self.t.span(where)})
            out.append({'units': units, 'duties': duties, 'span': [units[0]['span'][0], (duties or units)[-1]['span'][1]]})
        self.out['assignments'] = out

    def events(self):
        out, start = [], 0
        for e in self.truth['events']:
            where = self.t.find(e['date'][0], start)
            start, line = where[1], self.t.text.rfind('\n', 0, where[0]) + 1
            record = date_record(e['date'][1] if len(e['date']) > 1 else iso_of(self.t.surface(where)))
            action = self.t.find(e['action'], line)
            r = {'date': {k: record[k] for k in ('iso', 'precision')} | {'span': self.t.span(where)}}
            for role in ('actors', 'partners'):
                r[role] = [self.named(u, line) for u in e.get(role, [])]
            if 'place' in e:
                r['place'] = e['place']
            if e.get('optional'):
                r['optional'] = True
            r['span'] = self.t.span((min(where[0], action[0]), max(where[1], action[1])))
            out.append(r)
        self.out['events'] = out

    def quantities(self):
        out, start = [], 0
        for spec, value, unit, *more in self.truth['quantities']:
            approx, per, optional = (more + [None, None, None])[:3]
            where = self.t.find(spec, start)
            start = where[1]
            r = {'value': value, 'unit': unit, 'approx': approx, 'per': per, 'span': self.t.span(where)}
            for field in ('unit', 'approx', 'per'):
                if r[field] == '-':
                    del r[field]
            if optional:
                r['optional'] = True
            out.append(r)
        self.out['quantities'] = out

    def negatives(self):
        out, start = [], 0
        for spec, lists, reason in self.truth['negatives']:
            try:
                where = self.t.find(spec, start)
            except ValueError:
                where = self.t.find(spec)
            start = where[0]
            out.append({'not': lists.split(), 'reason': reason, 'surface': self.t.surface(where), 'span': self.t.span(where)})
        self.out['negatives'] = out

    def build(self):
        self.document()
        for part in ('sections', 'citations', 'dates', 'units', 'activities', 'assignments', 'events', 'quantities', 'negatives'):
            if part in self.truth:
                getattr(self, part)()
        if self.truth.get('diagnostics'):
            self.out['diagnostics'] = [{'code': c} for c in self.truth['diagnostics']]
            self.out.setdefault('partial', []).append('diagnostics')
        return self.out


# ---- looking for what was forgotten -----------------------------------------------------------------

LOOKS = [('citations', r'\d+[a-z]?(?:/\d{4})?\s*[/-]\s*[A-ZĐƯ]{1,8}[\wĐ&]*(?:[/-][A-ZĐ][\wĐ]*)*'),
         ('citations', r'(?:[Ll]uật|[Pp]háp lệnh|[Hh]iến pháp|[Nn]ghị định|[Nn]ghị quyết|[Qq]uyết định|[Cc]hỉ thị|[Tt]hông tư|[Kk]ế hoạch|[Qq]uy chế|[Qq]uy định|[Kk]ết luận|[Cc]hương trình|[Đđ]ề án|[Tt]ờ trình|[Cc]ông văn|[Vv]ăn bản|[Bb]áo cáo|[Tt]hông báo|[Cc]ông điện|[Hh]ướng dẫn)\s+(?:số\b|này|nêu|trên|\d{4}|năm \d{4})'),
         ('citations', r'(?<!lu)[Ll]uật [A-ZĐ]\w+'),
         ('dates', r'(?<![\d/.-])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}'),
         ('dates', r'(?:[Nn]ăm|NĂM) (?:19|20)\d\d|(?:[Tt]háng|THÁNG) \d{1,2}\b|(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d'),
         ('dates', r'[Qq]uý (?:[IV]+|[1-4])\b|\d+ tháng (?:đầu|cuối)|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])'),
         ('quantities', r'(?<![\d/.,-])\d{1,3}(?:\.\d{3})*(?:,\d+)? ?(?:%|tỷ|triệu|nghìn|người|hộ|lớp|lượt|ha|km|cuốn|xã|cơ sở|đơn vị|hồ sơ|thủ tục|buổi|đại biểu|học viên|cán bộ)')]


def lint(name, record, text):
    covered = {}
    for part in ('citations', 'dates', 'quantities', 'negatives'):
        covered[part] = [x['span'] for x in record.get(part, [])] + [x[f]['span'] for x in record.get(part, []) for f in ('title',) if isinstance(x.get(f), dict)]
    if record['document'].get('number', {}).get('span'):
        covered['citations'].append(record['document']['number']['span'])
    for part, pattern in LOOKS:
        if part not in record:
            continue
        for m in re.finditer(pattern, text.text):
            span = text.span(m.span())
            spans = covered[part] + covered['negatives']
            if part == 'citations':      # a mention inside a title must be annotated itself
                spans = [x['span'] for x in record['citations']] + covered['negatives'] + ([record['document']['number']['span']] if record['document'].get('number', {}).get('span') else [])
            if not any(a < span[1] and span[0] < b for a, b in spans):
                line = text.text.count('\n', 0, m.start()) + 1
                print(f'{name}:{line}: {part}? {text.text[max(0, m.start() - 25):m.end() + 25]!r}')


def main():
    check, look = '--check' in sys.argv, '--lint' in sys.argv
    names = [a for a in sys.argv[1:] if not a.startswith('--')] or sorted(f[:-5] for f in os.listdir(f'{HERE}/truth') if f.endswith('.json'))
    bad = 0
    for name in names:
        with open(f'{HERE}/truth/{name}.json', encoding='utf-8') as f:
            truth = json.load(f)
        record = Record(name, truth)
        try:
            built = record.build()
        except (ValueError, TypeError, AttributeError) as e:
            print(f'{name}: {e}', file=sys.stderr)
            bad += 1
            continue
        if look:
            lint(name, built, record.t)
            continue
        body = json.dumps(built, ensure_ascii=False, indent=1) + '\n'
        path = f'{HERE}/expected/{name}.json'
        if check:
            if not os.path.exists(path) or open(path, encoding='utf-8').read() != body:
                print(f'{path}: not what truth and document say, run corpus/expect.py')
                bad += 1
        else:
            with open(path, 'w', encoding='utf-8', newline='\n') as f:
                f.write(body)
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
