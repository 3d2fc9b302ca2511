#!/usr/bin/env python3
"""One libFuzzer target for a while, with what it finds on the way kept beside the build.

usage: fuzz.py [--seconds N] TARGET SEED_FOLDER...         the first folder is only read; a finding ends it with status 1 and its file's name
"""
import argparse, os, shutil, subprocess, sys


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--seconds', type=int, default=600), ap.add_argument('target'), ap.add_argument('seeds', nargs='+')
    o = ap.parse_args()
    kept = o.target + '.corpus'
    os.makedirs(kept, exist_ok=True)
    dictionary = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.path.basename(o.target)[len('fuzz_'):] + '.dict')
    command = [o.target, f'-max_total_time={o.seconds}', '-timeout=10', '-rss_limit_mb=2048', '-max_len=16384', '-print_final_stats=1', f'-artifact_prefix={o.target}.finding-', kept]
    if os.path.exists(dictionary):
        command.insert(1, f'-dict={dictionary}')
    sys.exit(subprocess.run(command + [s for s in o.seeds if os.path.isdir(s)]).returncode != 0)


main()
