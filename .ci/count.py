#!/usr/bin/env python3
"""Count what meson's tests say and print "N passed, N failed" (", N skipped" when some were). Exit 1 when any failed.

usage: count.py TESTLOG.json STATUS     STATUS is what `meson test` ended with

A test that speaks TAP counts once a line of it; any other test counts once. One that ends badly without a failed line of its own
(a crash, a time limit, a plan not kept) counts as one failure more.
"""
import json, re, sys

LINE = re.compile(r'(not )?ok\b[^#\n]*(#\s*(SKIP|TODO))?', re.IGNORECASE)


def count(test):
    """passed, failed, skipped"""
    good, result = test['result'] in ('OK', 'EXPECTEDFAIL'), test['result']
    if result == 'SKIP':
        return 0, 0, 1
    passed = failed = skipped = 0
    for line in (test.get('stdout') or '').split('\n'):
        m = LINE.match(line)
        if not m:
            continue
        if m[3] and m[3].upper() == 'SKIP':
            skipped += 1
        elif m[1] and not m[3]:
            failed += 1
        else:
            passed += 1
    if not passed + failed + skipped:
        return int(good), int(not good), 0
    return passed, failed + (not good and not failed), skipped


def main():
    tests = [json.loads(line) for line in open(sys.argv[1], encoding='utf-8')]
    passed, failed, skipped = (sum(column) for column in zip(*map(count, tests))) if tests else (0, 1, 0)
    if int(sys.argv[2]) and not failed:
        failed = 1                      # meson is unhappy for a reason of its own
    for test in tests:
        if count(test)[1]:
            print(f'failed: {test["name"]} ({test["result"]})')
            for line in (test.get('stdout') or '').split('\n'):
                if line.startswith('not ok'):
                    print('    ' + line)
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    sys.exit(failed > 0)


main()
