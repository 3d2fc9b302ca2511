# What the tests of the program from outside share; to be sourced with $prog and $here set, in a folder of the test's own. Its last line is echo "1..$n".
n=0

ok() { # ok NAME COMMAND...: the command succeeds
        name=$1; shift; n=$((n + 1))
        if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; cut -b -300 out | sed 's/^/# stdout: /'; cut -b -300 err | sed 's/^/# stderr: /'; fi
}
skip() { n=$((n + 1)); echo "ok $n - $1 # SKIP $2"; }
has_terminal() { python3 -c 'import pty; pty.openpty()' 2>/dev/null; } # a bare root has no /dev/pts
run() { "$prog" "$@" >out 2>err </dev/null; rc=$?; }
exits() { # exits CODE NAME ARGUMENT...
        want=$1 name=$2; shift 2; run "$@"
        ok "$name: exit $want" test "$rc" -eq "$want"
}
out_has() { grep -qF -e "$1" out; }
err_has() { grep -qF -e "$1" err; }
out_lacks() { ! grep -qF -e "$1" out; }
silent() { test ! -s "$1"; }
json_lines() { # json_lines FILE EXPRESSION: every line parses, and the expression holds for the list r of them
        python3 -c '
import json, sys
r = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
sys.exit(not eval(sys.argv[2]))' "$1" "$2"
}
sql() { python3 -c '
import sqlite3, sys
print(*[row[0] for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2])], sep="\n")' "$@"; }
until_exists() { # for five seconds at most
        tries=500
        while test ! -e "$1" -a $tries -gt 0; do sleep 0.01; tries=$((tries - 1)); done
}
same() { test "$1" = "$2" || { echo "# got: $1 wanted: $2"; false; }; }
