"""TAP on stdout, for the tests of all folders."""
tests = [0, 0]  # made, failed


def printable(s):
    return ''.join(c if c.isprintable() else f'\\x{ord(c):02X}' for c in str(s))


def ok(name, good, *why):
    tests[0] += 1
    tests[1] += not good
    print(f'{"" if good else "not "}ok {tests[0]} - {printable(name)}', flush=True)
    for line in () if good else why:
        print('#', printable(line)[:400])
    return good


def skip(name, why):
    tests[0] += 1
    print(f'ok {tests[0]} - {printable(name)} # SKIP {printable(why)}')
