"""TAP on stdout for the tests of this folder."""
tests = [0, 0]  # made, failed


def ok(name, good, *why):
    tests[0] += 1
    tests[1] += not good
    print(f'{"" if good else "not "}ok {tests[0]} - {name}', flush=True)
    for line in () if good else why:
        print('#', str(line)[:400])
