#!/usr/bin/env python3
"""Does a citation link to the document it means? Measured on an archive whose truth is known.

    resolution.py PROGRAM SOURCE_ROOT [--documents N] [--seed S] [--orders N] [--report]

A small country is made up: 63 provinces with committees, councils, Party committees, departments and districts, and the centre above them. All of
them use the same numbers every year. Some of their documents are written out and ingested, in several runs and in a random order; they cite each
other, held or not, the way offices do: with and without issuer, "tỉnh" without its name, without a date, with a title or none, and with the misprints
dates have. The archive is then compared with what was meant.

Four figures, of all citations that bear a number:

    right    of those whose words tell which document is meant: linked to it, and to nothing another document is linked to     >= 0.99
    wrong    of all: linked to something else                                                                                     <= 0.001
    apart    of all: linked to an instrument of its own, when others are linked to another one for the same document: a misprint's usual end
    open     of all: not linked, or waiting at a provisional identity
    silent   of the open ones: without why_unlinked                                                                                  0

A citation tells what it means when at most one document of the whole country - held or not - agrees with it in number, in issuer as stated (or the
citing document's province, when none is) and in date as stated. One whose date is misprinted in its day or in its month tells it still when it names
the issuer; with another year it does not, and
linking to the document of that other year is wrong. A title tells only where the document is held: nobody else knows it.

A second archive is filled in another order; it has to say the same.
"""
import argparse
import csv
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import date, timedelta

TOPICS = ["chuyển đổi số", "phòng, chống thiên tai", "cải cách hành chính", "thông tin đối ngoại", "phát triển du lịch cộng đồng", "bảo vệ môi trường làng nghề",
          "công tác văn thư, lưu trữ", "phòng cháy, chữa cháy rừng", "phổ biến, giáo dục pháp luật", "giảm nghèo bền vững", "an toàn thực phẩm", "quản lý chợ nông thôn"]
YEARS = range(2016, 2023)
MISPRINTS = ("day", "month", "both", "year")
MISPRINTED, UNDATED = 0.02, 0.06  # of the citations; the former is about as many as in the five reports the project began with


class Series:
    """One register of numbers: who numbers which kind of document there, and how."""

    def __init__(self, kind, mark, issuer, short, level, province, head, place, party=False, yearly=False):
        self.kind, self.mark, self.issuer, self.short, self.level, self.province = kind, mark, issuer, short, level, province
        self.head, self.place, self.party, self.yearly = head, place, party, yearly

    def key(self, number, year):
        if self.party:
            return f"{number:02}-{self.mark}"
        return f"{number:02}/{year}/{self.mark}" if self.yearly else f"{number:02}/{self.mark}"

    def term(self, day):
        if not self.party:
            return day.year
        since = (day.year + 4) % 5 if self.level == "tw" else day.year % 5
        if since == 0 and day.month < (2 if self.level == "tw" else 10):
            since = 5
        return day.year - since


class Instrument:
    def __init__(self, series, number, day, topic):
        self.series, self.number, self.day, self.topic = series, number, day, topic
        self.key = series.key(number, day.year)
        self.title = f"về {topic}"
        self.path = None

    def __repr__(self):
        return f"{self.key} {self.day} {self.series.issuer}"


def provinces(root):
    with open(os.path.join(root, "rules/tables/provinces.csv"), encoding="utf-8") as f:
        for row in csv.DictReader(f):
            yield row["name"], row["type"]


def province_series(name, kind, districts):
    full = f"Ủy ban nhân dân {kind} {name}"
    state = [full.upper()]
    city = kind == "thành phố"
    party = f"{'Thành' if city else 'Tỉnh'} ủy {name}"
    for type_name, mark in (("Kế hoạch", "KH-UBND"), ("Quyết định", "QĐ-UBND"), ("Chỉ thị", "CT-UBND"), ("Công văn", "UBND-NC")):
        yield Series(type_name, mark, full, f"UBND {kind}", "tinh", name, state, name)
    yield Series("Quyết định", "QĐ-UBND", full, f"UBND {kind}", "tinh", name, state, name, yearly=True)
    yield Series("Nghị quyết", "NQ-HĐND", f"Hội đồng nhân dân {kind} {name}", f"HĐND {kind}", "tinh", name, [f"HỘI ĐỒNG NHÂN DÂN {kind} {name}".upper()], name)
    office = f"Sở Thông tin và Truyền thông {kind} {name}"
    for type_name, mark in (("Kế hoạch", "KH-STTTT"), ("Báo cáo", "BC-STTTT")):
        yield Series(type_name, mark, office, "Sở Thông tin và Truyền thông", "tinh", name, [full.upper(), "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"], name)
    for type_name, mark in (("Nghị quyết", "NQ/TU"), ("Kế hoạch", "KH/TU")):
        yield Series(type_name, mark, party, "Thành ủy" if city else "Tỉnh ủy", "tinh", name, [party.upper()], name, party=True)
    for district in districts:
        body = f"Ủy ban nhân dân huyện {district}"
        for type_name, mark in (("Kế hoạch", "KH-UBND"), ("Quyết định", "QĐ-UBND")):
            yield Series(type_name, mark, body, "UBND huyện", district, name, [full.upper(), body.upper()], district)


def centre_series():
    def one(kind, mark, issuer, **more):
        return Series(kind, mark, issuer, issuer, "tw", None, [issuer.upper()], "Hà Nội", **more)
    return [one("Quyết định", "QĐ-TTg", "Thủ tướng Chính phủ"), one("Chỉ thị", "CT-TTg", "Thủ tướng Chính phủ"),
            one("Nghị định", "NĐ-CP", "Chính phủ", yearly=True), one("Nghị quyết", "NQ-CP", "Chính phủ"),
            one("Thông tư", "TT-BTTTT", "Bộ Thông tin và Truyền thông", yearly=True), one("Công văn", "BTTTT-TTĐN", "Bộ Thông tin và Truyền thông"),
            one("Kết luận", "KL/TW", "Bộ Chính trị", party=True), one("Nghị quyết", "NQ/TW", "Bộ Chính trị", party=True),
            one("Quyết định", "QĐ/TW", "Bộ Chính trị", party=True), one("Quy định", "QĐ/TW", "Bộ Chính trị", party=True)]


class Country:
    """@crowded: every document of a few numbers is held."""

    def __init__(self, rng, root, n_documents, n_provinces=None, crowded=False):
        self.rng = rng
        self.by_province = defaultdict(list)
        self.centre = []
        names = list(provinces(root))[:n_provinces]
        with open(os.path.join(root, "rules/tables/districts.csv"), encoding="utf-8") as f:
            districts = defaultdict(list)
            for row in csv.DictReader(f):
                if row["level"] == "huyện":
                    districts[row["province"]].append(row["name"])
        # every register of one kind gives the same few numbers, so that a number alone says nothing
        registers = sum(len(list(province_series(n, t, sorted(districts[n])[:2]))) for n, t in names)
        n_numbers = max(2, round(n_documents * 1.8 / registers / len(YEARS)))
        for name, kind in names:
            for series in province_series(name, kind, sorted(districts[name])[:2]):
                self.fill(self.by_province[name], series, n_numbers)
        for series in centre_series():
            self.fill(self.centre, series, 8 * n_numbers)
        self.all = self.centre + [i for these in self.by_province.values() for i in these]
        if crowded:
            few = rng.sample(sorted({i.key for i in self.all}), 12)
            self.all = [i for i in self.all if i.key in few]
            self.centre = [i for i in self.centre if i.key in few]
            self.by_province = {name: [i for i in these if i.key in few] for name, these in self.by_province.items()}
        self.held = rng.sample(self.all, min(n_documents, len(self.all)))
        self.held_set = set(self.held)
        self.of_key = defaultdict(list)
        for i in self.all:
            self.of_key[i.key].append(i)

    def fill(self, out, series, n_numbers):
        met = set()
        for year in YEARS:
            for number in range(1, n_numbers + 1):
                day = date(year, 1, 1) + timedelta(days=self.rng.randrange(365))
                if (number, series.term(day)) in met:  # a term has each number once
                    continue
                met.add((number, series.term(day)))
                out.append(Instrument(series, number, day, self.topic()))

    def topic(self):
        return f"{self.rng.choice(TOPICS)} tại {self.rng.choice(TOPICS)} giai đoạn {self.rng.randrange(100, 999)}"


def misprint(rng, day, how):
    """Another date that differs in what @how says."""
    for _ in range(100):
        year, month, dom = day.year, day.month, day.day
        if how in ("day", "both"):
            dom = rng.randrange(1, 29)
        if how in ("month", "both"):
            month = rng.randrange(1, 13)
        if how == "year":
            year += rng.choice((-1, 1))
        changed = (year != day.year, month != day.month, dom != day.day)
        if changed == {"day": (False, False, True), "month": (False, True, False), "both": (False, True, True), "year": (True, False, False)}[how]:
            try:
                return date(year, month, dom)
            except ValueError:
                pass
    return day + timedelta(days=1)


class Citation:
    """What is written, and what was meant."""

    def __init__(self, rng, country, citer, target):
        self.target, self.printed, self.titled, self.misprint, self.named = target, target.day, False, None, "full"
        r = rng.random()
        same_province = target.series.province and target.series.province == citer.series.province
        if r < MISPRINTED:
            self.misprint = rng.choices(MISPRINTS, (45, 25, 15, 15))[0]
            self.printed = misprint(rng, target.day, self.misprint)
        elif r < MISPRINTED + UNDATED:
            self.printed = None
        self.titled = rng.random() < 0.4
        if same_province and rng.random() < 0.4:
            own = target.series.level in ("tinh", citer.series.level)
            self.named = rng.choice(("short", "none")) if own else "full"
        elif not target.series.province and rng.random() < 0.3:
            self.named = "none"
        self.bare = target.series.mark == "QĐ/TW" and rng.random() < 0.3  # no type word: Quyết định or Quy định
        self.told = self.tells(country, citer)

    def agrees(self, other, citer):
        if self.printed and other.day != self.printed:
            return False
        if not self.bare and other.series.kind != self.target.series.kind:
            return False
        if self.named == "none":
            return other.series.province in (None, citer.series.province)
        return other.series.issuer == self.target.series.issuer and other.series.province == self.target.series.province

    def tells(self, country, citer):
        if self.misprint in ("both", "year") and not (self.target.series.yearly and self.target.series.level == "tw"):
            return False
        if self.misprint:
            return not self.bare and (self.named != "none" or self.target.series.level == "tw")
        fit = [i for i in country.of_key[self.target.key] if self.agrees(i, citer)]
        if self.titled and (self.target in country.held_set or self.printed):
            fit = [i for i in fit if i.title == self.target.title]
        return len(fit) == 1

    def words(self):
        t, s = self.target, self.target.series
        out = t.key if self.bare else f"{s.kind} số {t.key}"
        if self.printed:
            out += f" ngày {self.printed.day:02}/{self.printed.month}/{self.printed.year}" if self.printed.month > 2 else \
                f" ngày {self.printed.day:02}/{self.printed.month:02}/{self.printed.year}"
        if self.named != "none":
            out += " của " + (s.issuer if self.named == "full" else s.short)
            if self.named == "full" and s.level not in ("tw", "tinh"):
                out += f", tỉnh {s.province}"
        return out + (" " + t.title if self.titled else "")


def pick_target(rng, country, citer):
    r = rng.random()
    for _ in range(50):
        if country.centre and (r < 0.3 or not citer.series.province):
            t = rng.choice(country.centre) if r < 0.8 else rng.choice(country.all)
        elif r < 0.95 and country.by_province.get(citer.series.province):
            t = rng.choice(country.by_province[citer.series.province])
        else:
            t = rng.choice(country.all)
        if t.day < citer.day and t is not citer:
            return t
    return None


def text_of(instrument, citations, day, titled):
    """@day: None where the document leaves its date out."""
    s = instrument.series
    nation = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if s.party else ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    lines = list(s.head) + (["*"] if s.party else []) + ["", f"Số: {instrument.key}" if not s.party else f"Số {instrument.key}", ""] + nation + [
        "", f"{s.place}, ngày {day.day:02} tháng {day.month:02} năm {day.year}" if day else s.place, ""]
    if s.kind == "Công văn":
        lines += [f"V/v {instrument.topic}", "", "Kính gửi: Các cơ quan, đơn vị liên quan.", ""]
    else:
        lines += [s.kind.upper()] + [instrument.title[0].upper() + instrument.title[1:]] * titled + [""]
    body, where = "\n".join(lines) + "\n", []
    for c in citations:
        head = "Căn cứ "
        words = c.words()
        where.append((len((body + head).encode()), len((body + head + words).encode()), c))
        body += head + words + ";\n"
    return body + "\nNội dung thực hiện theo các văn bản trên, bảo đảm tiến độ và chất lượng.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n", where


def write_documents(country, folder, again=0, undated=0):
    """{path: [(begin, end, Citation)]}; of some instruments @again another document, with another date or not, and some @undated or without a title."""
    rng, made = country.rng, {}
    held = country.held + [i for i in country.held if again and rng.random() < again]
    for n, instrument in enumerate(held):
        targets, day = {}, instrument.day
        for _ in range(rng.randrange(4, 10)):
            t = pick_target(rng, country, instrument)
            if t and t.key not in targets:  # one key twice in one text would be pooled
                targets[t.key] = t
        if n >= len(country.held) and rng.random() < 0.5:
            day = misprint(rng, day, rng.choice(MISPRINTS))
        if undated and rng.random() < undated:
            day = None
        body, where = text_of(instrument, [Citation(rng, country, instrument, t) for t in targets.values()], day,
                              not (undated and rng.random() < undated))
        instrument.path = os.path.join(folder, f"{n:06}.txt")
        with open(instrument.path, "w", encoding="utf-8") as f:
            f.write(body)
        made[instrument.path] = where
    return made


def ingest(program, archive, paths):
    """In five runs: what a run finds there is another case than what it brings itself."""
    size = len(paths) // 5 + 1
    for i in range(0, len(paths), size):
        subprocess.run([program, "--archive", archive, "ingest", "--files-from=-", "-0"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       input="\0".join(paths[i:i + size]).encode())


def read_links(archive):
    """{path: [(begin, end, instrument row or None, why)]}"""
    db = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    rows = db.execute("""
        SELECT s.path, c.span_begin, c.span_end, c.key, c.why_unlinked, i.id, i.key, i.series, i.provisional, h.path
        FROM citation c JOIN source s ON s.document_id = c.document_id
        LEFT JOIN instrument i ON i.id = c.instrument_id
        LEFT JOIN source h ON h.document_id = i.document_id
        WHERE c.class = 'numbered'""")
    out = defaultdict(list)
    for path, begin, end, key, why, instrument, ikey, series, provisional, held in rows:
        out[path].append((begin, end, key, why, None if instrument is None else (ikey, series, provisional, held)))
    own = dict(db.execute("SELECT s.path, i.key || ' ' || i.series FROM document d JOIN source s ON s.document_id = d.id JOIN instrument i ON i.id = d.instrument_id"))
    return out, own


def claims(found):
    """Is the citation said to be of that document? One that waits for more to be told has a reason beside its provisional instrument."""
    return found[4] is not None and not found[3]


def judge(made, links, report):
    n, kinds, groups, cases = Counter(), Counter(), defaultdict(Counter), []
    for path, where in made.items():
        for begin, end, c in where:
            n["all"] += 1
            n["told"] += c.told
            found = next((f for f in links[path] if f[0] < end and f[1] > begin and f[2] == c.target.key), None)
            if not found:
                n["not_found"] += 1
                kinds["not found"] += 1
                continue
            cases.append((path, c, found))
            if claims(found):
                groups[found[4][:2]][id(c.target)] += 100 if c.printed == c.target.day else 1
    main = {g: votes.most_common(1)[0][0] for g, votes in groups.items()}
    home = {}
    for g, votes in groups.items():
        for target, count in votes.items():
            if main[g] == target and count > home.get(target, (0,))[0]:
                home[target] = (count, g)
    for path, c, (_, _, _, why, linked) in cases:
        if not claims((0, 0, 0, why, linked)):
            n["open"] += 1
            n["silent"] += not why
            verdict = "open" if c.told else None
            kinds[f"open: {why}"] += 1
        else:
            held = linked[3]
            good = held == c.target.path if held else not c.target.path and home.get(id(c.target), (0, None))[1] == linked[:2]
            alone = not held and main[linked[:2]] == id(c.target)
            n["right" if good and c.told else "lucky" if good else "apart" if alone else "wrong"] += 1
            verdict = None if good else "apart" if alone else "WRONG"
        if verdict:
            kinds[f"{verdict}: named {c.named}, date {c.misprint or ('left out' if not c.printed else 'right')}, titled {c.titled}, {c.target.series.mark}"] += 1
            if report and (verdict == "WRONG" or n["shown"] < 40):
                n["shown"] += verdict != "WRONG"
                print(f"# {verdict}: {c.words()} in {path}\n#   meant {c.target!r}, held {bool(c.target.path)}; found {linked} {why}")
    return n, kinds


def picture(links, own):
    return {path: sorted((f[0], f[3], f[4][:3] + ((own.get(f[4][3]) if f[4][3] else None),) if f[4] else None) for f in found) for path, found in links.items()}, own


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("root")
    ap.add_argument("--documents", type=int, default=1500)
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("--orders", type=int, default=2)
    ap.add_argument("--report", action="store_true")
    args = ap.parse_args()
    rng = random.Random(args.seed)
    country = Country(rng, args.root, args.documents)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        made = write_documents(country, folder)
        paths, first = list(made), None
        for order in range(args.orders):
            rng.shuffle(paths)
            archive = os.path.join(folder, f"{order}.db")
            ingest(args.program, archive, paths)
            links, own = read_links(archive)
            if first is None:
                first = picture(links, own)
                n, kinds = judge(made, links, args.report)
            elif picture(links, own) != first:
                print("not ok - another order of arrival gives other links")
                failed = 1
                now = picture(links, own)
                for path in made:
                    for a, b in zip(first[0].get(path, []), now[0].get(path, [])):
                        if a != b and args.report:
                            print("#", path, a, b)
    for kind, count in sorted(kinds.items(), key=lambda x: -x[1])[:60 if args.report else 8]:
        print(f"# {count:6} {kind}")
    right, wrong = n["right"] / max(n["told"], 1), n["wrong"] / max(n["all"], 1)
    print(f"# {len(made)} documents, {n['all']} citations, {n['told']} tell what they mean; found beyond those: {n['lucky']}; not found at all: {n['not_found']}")
    print(f"# right {right:.4f} (>= 0.99), wrong {wrong:.5f} (<= 0.001), apart {n['apart'] / n['all']:.4f}, open {n['open'] / n['all']:.4f}, silent {n['silent']} (0)")
    failed |= right < 0.99 or wrong > 0.001 or n["silent"] > 0
    print("not ok" if failed else "ok", "- resolution")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
