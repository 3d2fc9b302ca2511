#!/usr/bin/env python3
"""The archive says the same whatever order its documents came in, and however it was put together.

    order.py PROGRAM SOURCE_ROOT [--worlds N] [--documents N] [--seed S] [--provinces N] [--misprints F] [--whole] [--files F] [--report N]

A small country (resolution.py) with few provinces and many misprints, so that its documents contradict each other wherever they can; some numbers are
given twice, some documents come without their date. They are ingested in one run, in another order in several runs, after a third of the files were other
documents, and as eight shards merged in three orders, one of them twice; at last all rules are run again. Every archive has to tell the same: links, reasons,
identities with all that is said of them, units, counts and records.

--whole takes all provinces and the usual misprints instead, --files the documents of a folder.
"""
import argparse
import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import resolution

SHARDS = 8

# Everything by content: documents by their bytes, units by their names, nothing by a row's number.
PICTURES = {
    "links": """SELECT d.sha256, c.n, c.key, i.key, i.series, i.provisional, h.sha256, c.why_unlinked, c.series_known
        FROM citation c JOIN document d ON d.id = c.document_id LEFT JOIN instrument i ON i.id = c.instrument_id LEFT JOIN document h ON h.id = i.document_id""",
    "own": "SELECT d.sha256, i.key, i.series, i.document_id = d.id FROM document d LEFT JOIN instrument i ON i.id = d.instrument_id",
    "instruments": """SELECT i.key, i.series, i.type, i.year, i.date, i.title, u.name, u.province, i.provisional, h.sha256
        FROM instrument i LEFT JOIN unit u ON u.id = i.issuer_id LEFT JOIN document h ON h.id = i.document_id""",
    "units": "SELECT folded, province, name, kind, level FROM unit",
    "documents counted": "SELECT c.type, u.name, u.province, c.year, c.documents FROM document_count c LEFT JOIN unit u ON u.id = c.issuer_id WHERE c.documents > 0",
    "citations counted": "SELECT i.key, i.series, c.citations, c.documents FROM citation_count c JOIN instrument i ON i.id = c.instrument_id WHERE c.citations > 0",
    "register": "SELECT * FROM known_instrument",
    "sources": "SELECT s.path, s.member, s.outcome = 'failed', d.sha256 FROM source s LEFT JOIN document d ON d.id = s.document_id",
}


def run(program, archive, *args, **more):
    return subprocess.run([program, "--archive", archive, *args], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **more).stdout


def ingest(program, archive, paths, runs=1):
    size = -(-len(paths) // runs)
    for i in range(0, len(paths), size):
        run(program, archive, "ingest", "--files-from=-", "-0", input="\0".join(paths[i:i + size]).encode())
    return archive


def merge(program, archive, shards):
    for shard in shards:
        run(program, archive, "merge", shard)
    return archive


def picture(program, archive):
    db = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
    out = {name: sorted(db.execute(sql), key=repr) for name, sql in PICTURES.items()}
    out["records"] = sorted(run(program, archive, "export").splitlines())
    return out


def differences(first, other, report):
    out = []
    for name in first:
        a, b = set(map(repr, first[name])), set(map(repr, other[name]))
        if a != b or len(first[name]) != len(other[name]):
            out.append(f"{name}: {len(a - b)} and {len(b - a)} of {len(first[name])}")
            for line in (sorted(a - b) + sorted(b - a))[:report]:
                print(f"#   {'<' if line in a else '>'} {line[:600]}")
    return out


def replaced(program, archive, paths, rng):
    """A third of the files are other documents at first, and some of those the documents of other files."""
    real = {path: open(path, "rb").read() for path in rng.sample(paths, len(paths) // 3)}
    others = list(real.values())
    rng.shuffle(others)
    for path, other in zip(real, others):
        with open(path, "wb") as f:
            f.write(other if rng.random() < 0.7 else b"A note.\n")
        os.utime(path, (1, 1))
    ingest(program, archive, paths)
    for path, own in real.items():
        with open(path, "wb") as f:
            f.write(own)
    return ingest(program, archive, paths, 2)


def write_world(rng, root, folder, args):
    if args.files:
        return sorted(os.path.join(base, name) for base, _, names in os.walk(args.files) for name in names if name.endswith((".txt", ".docx")))
    if args.whole:
        return list(resolution.write_documents(resolution.Country(rng, root, args.documents), folder))
    resolution.MISPRINTED, resolution.UNDATED = args.misprints, args.misprints
    country = resolution.Country(rng, root, args.documents, args.provinces, crowded=True)
    return list(resolution.write_documents(country, folder, again=args.misprints / 2, undated=args.misprints / 4))


def compare(args, seed, folder):
    rng = random.Random(seed)
    paths = write_world(rng, args.root, folder, args)
    where = lambda name: os.path.join(folder, name)
    first = picture(args.program, ingest(args.program, where("one.db"), sorted(paths)))
    other = sorted(paths, reverse=True) if seed % 2 else rng.sample(paths, len(paths))
    found = [("another order in five runs", differences(first, picture(args.program, ingest(args.program, where("other.db"), other, 5)), args.report))]
    if not args.files:
        found.append(("files that were others", differences(first, picture(args.program, replaced(args.program, where("replaced.db"), paths, rng)), args.report)))
    shards = [ingest(args.program, where(f"shard{k}.db"), paths[k::SHARDS]) for k in range(SHARDS)]
    for n, order in enumerate((shards, shards[::-1] + shards[3:5], rng.sample(shards, SHARDS))):
        merged = merge(args.program, where(f"merged{n}.db"), order)
        found.append((f"merge {n + 1}", differences(first, picture(args.program, merged), args.report)))
    run(args.program, where("other.db"), "reextract", "--all")
    found.append(("rules run again", differences(first, picture(args.program, where("other.db")), args.report)))
    return len(paths), len(first["links"]), [f"seed {seed}, {what}: {d}" for what, ds in found for d in ds]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("root")
    ap.add_argument("--worlds", type=int, default=3)
    ap.add_argument("--documents", type=int, default=60)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--provinces", type=int, default=2)
    ap.add_argument("--misprints", type=float, default=0.4)
    ap.add_argument("--whole", action="store_true")
    ap.add_argument("--files")
    ap.add_argument("--report", type=int, default=6, help="differences shown of each kind")
    args = ap.parse_args()
    bad = 0
    for seed in range(args.seed, args.seed + args.worlds):
        with tempfile.TemporaryDirectory() as folder:
            documents, links, found = compare(args, seed, folder)
        print(f"# seed {seed}: {documents} documents, {links} citations")
        for line in found:
            print("#", line)
        bad += bool(found)
    print("not ok" if bad else "ok", f"- {args.worlds} worlds, {bad} of them depend on an order")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
