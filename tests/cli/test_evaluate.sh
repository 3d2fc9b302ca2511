#!/bin/sh
# evaluate from outside: exit codes, what is named when something cannot be read, the three forms, saved runs. TAP on stdout.
#
# usage: test_evaluate.sh PROGRAM
LC_ALL=C.UTF-8
export LC_ALL
prog=$(realpath "$1")
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 99
n=0

ok() { # ok NAME COMMAND...: the command succeeds
        name=$1; shift; n=$((n + 1))
        if "$@"; then echo "ok $n - $name"; else echo "not ok $n - $name"; cut -b -300 out | sed 's/^/# stdout: /'; cut -b -300 err | sed 's/^/# stderr: /'; fi
}
exits() { # exits CODE NAME ARGUMENT...
        want=$1 name=$2; shift 2
        "$prog" evaluate "$@" >out 2>err </dev/null; rc=$?
        ok "$name: exit $want" test "$rc" -eq "$want"
}
out_has() { grep -qE -e "$1" out; }
err_has() { grep -qF -e "$1" err; }
silent() { test ! -s "$1"; }
json() { # json FILE EXPRESSION: every line parses, and the expression holds for the list r of them
        python3 -c '
import json, sys
r = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
sys.exit(not eval(sys.argv[2]))' "$1" "$2"
}

mkdir -p set/documents set/expected empty
printf 'Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2020;\n' >set/documents/a.txt
printf 'Căn cứ Quyết định số 13/QĐ-UBND ngày 06/3/2020;\n' >set/documents/b.txt
# "Căn cứ " is 11 bytes, "Quyết định số " 20
cat >set/expected/a.json <<'END'
{"document": {"number": {"status": "absent"}}, "citations": [{"id": "c01", "class": "numbered", "key": "12/QĐ-UBND", "relation": "can_cu",
 "date": {"iso": "2020-03-05"}, "number_span": [31, 42], "span": [31, 42]}]}
END
cat >set/expected/b.json <<'END'
{"document": {"number": {"status": "absent"}}, "citations": [{"id": "c01", "class": "numbered", "key": "99/QĐ-UBND", "number_span": [31, 42], "span": [31, 42]}]}
END

# ---- wrong usage
exits 2 'no folder'
exits 2 'two folders' set/expected set/expected
exits 2 'an unknown breakdown' --by=colour set/expected
ok 'its value is named' err_has colour
exits 2 'misses that are no number' --misses=few set/expected
exits 2 'a saved run that is not there' --against none set/expected
ok 'it is named' err_has none
echo '{"file": "a"}' >bad.ndjson
exits 2 'a saved run that is none' --against bad.ndjson set/expected
ok 'its line is named' err_has 'bad.ndjson: line 1'
ok 'stdout stays empty' silent out

# ---- figures
exits 0 'two documents' set/expected
ok 'fields of the document' out_has '^document\.number +1\.0000 +2 +2$'
ok 'precision' out_has '^citation\.numbered\.precision +0\.5000 +1 +2$'
ok 'recall' out_has '^citation\.numbered\.recall +0\.5000 +1 +2$'
ok 'F1' out_has '^citation\.numbered\.f1 +0\.5000$'
ok 'fields of hits only' out_has '^citation\.relation +1\.0000 +1 +1$'
ok 'stderr stays empty' silent err
exits 0 'by class' --by=class --format=ndjson set/expected
ok 'figures of the class beside those of all' json out 'sum(x["figure"] == "citation.date" for x in r) == 2 and {x["class"] for x in r} == {None, "numbered"}'
exits 0 'misses' --misses=9 set/expected
ok 'what was wanted and what was found' out_has '^miss +b +citation\.numbered +31-42 +.*99/QĐ-UBND +.*13/QĐ-UBND$'
ok 'what nobody wanted' out_has '^extra +b +citation\.numbered'
exits 0 'at most as many as asked for' --misses=1 --format=csv set/expected
ok 'one' test "$(grep -cE '^(miss|extra),' out)" -eq 1
ok 'one header' test "$(grep -c '^row,' out)" -eq 1
exits 0 'other documents' --documents set/documents set/expected
"$prog" --lang=vi evaluate --misses=1 set/expected >out 2>err
ok 'in Vietnamese' out_has '^Chỗ sai'

# ---- saved runs
exits 0 'a run is kept' --save run.ndjson set/expected
ok 'every hit and miss is a line' json run.ndjson '{x["outcome"] for x in r} == {"hit", "miss", "extra"} and len(r) == 10'
exits 0 'against itself' --against run.ndjson set/expected
ok 'nothing changed' out_has '0 gained, 0 lost'
sed -i 's/"class":"numbered","key":"99/&/; s/"key": "99/"key": "13/' set/expected/b.json
exits 0 'after a change for the better, into the same file' --against run.ndjson --save run.ndjson set/expected
ok 'gained: the hit, and the extra that is gone' out_has '2 gained, 0 lost'
ok 'each is named' out_has '^gained +b +citation\.numbered'
sed -i 's/2020-03-05/2020-03-06/' set/expected/a.json
exits 0 'after a change for the worse' --against run.ndjson --format=ndjson set/expected
ok 'lost' json out '[(x["figure"], x["wanted"], x["found"]) for x in r if x["row"] == "lost"] == [("citation.date", "2020-03-06", "2020-03-05")]'
exits 75 'a run that cannot be kept' --save /dev/full set/expected
exits 75 'a folder that is not there' --save none/run set/expected
ok 'it is named' err_has none/run

# ---- what cannot be read
exits 1 'nothing expected' empty
exits 3 'a folder that is not there' none
ok 'it is named' err_has none
exits 3 'no folder of documents' --documents none set/expected
ok 'it is named' err_has none
echo '{"document": {}}' >set/expected/c.json
exits 3 'a document that is not there' set/expected
ok 'it is named' err_has 'c: '
ok 'the others are compared' out_has '^document\.number +1\.0000 +2 +2$'
echo x >set/documents/c.txt
echo x >set/documents/c.doc
exits 3 'two documents of one name' set/expected
ok 'both are named' err_has 'c.doc and c.txt'
echo '{"file": "c.txt", "document": {}}' >set/expected/c.json
exits 0 'which one can be said' set/expected
rm set/documents/c.doc
echo no zip >set/documents/c.docx
echo '{"file": "c.docx", "document": {}}' >set/expected/c.json
exits 3 'a document that cannot be read' set/expected
ok 'with its code' err_has 'c.docx'
printf '{"document":\n {]}' >set/expected/c.json
exits 3 'an expected record that is no JSON' set/expected
ok 'with its line' err_has 'c.json: line 2'
echo '[]' >set/expected/c.json
exits 3 'an expected record that is no object' set/expected
rm set/expected/[ab].json
exits 3 'when nothing is left to compare' set/expected

echo "1..$n"
