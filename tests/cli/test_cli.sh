#!/bin/sh
# The program from outside: exit codes of the contract, what stands on stdout and stderr, and that one bad file never
# costs another one its place in the archive. TAP on stdout.
#
# usage: test_cli.sh PROGRAM SOURCE_DIR
LC_ALL=C.UTF-8
export LC_ALL
unset TRICHLUC_ARCHIVE
prog=$(realpath "$1") here=$(realpath "$2")
dir=$(mktemp -d) || exit 99
trap 'chmod -R u+rwx "$dir"; rm -rf "$dir"' EXIT
cd "$dir" || exit 99
. "$here/tap.sh"

"$prog" --version >/dev/null || { echo "Bail out! $prog does not run"; exit 1; }

# ---- the start
LD_TRACE_LOADED_OBJECTS=1 "$prog" >out
ok 'a question loads no parser of documents' sh -c '
        grep -q libsqlite3 out && ! grep -E "libtrichluc|libxml2|libzip|libgmime|libcrypto|libicu|libpcre2|libcyaml" out'

# ---- wrong usage
exits 2 'no command'
ok 'stdout stays empty' silent out
exits 2 'unknown command' nosuch
ok 'it is named' err_has 'nosuch'
exits 2 'unknown option' extract --nosuch x.txt
ok 'it is named' err_has '--nosuch'
exits 2 'option without its value' status -a
exits 2 'unknown format' status --format=xml
exits 2 'unknown language' --lang=de status
exits 2 'a limit that is no number' search --limit=ten x
exits 2 'a date that is none' cites --from=2016-02-30 1/QĐ-UBND
exits 2 'extract without a file' extract
exits 2 'ingest without a path' ingest
exits 2 'rules without check' rules
exits 2 'a folder of rules that does not exist' extract --rules "$dir/none" x.txt

# ---- help
exits 0 'help' --help
for command in extract ingest search show cites cited-by in-force activities export graph list status register verify rules; do
        ok "help names $command" grep -q "^  $command " out
done
exits 0 'help of a command' cited-by --help
ok 'its options' out_has '--relation'
exits 0 'help in Vietnamese' --lang=vi --help
ok 'is Vietnamese' out_has 'Cách dùng'
LC_ALL=vi_VN.UTF-8 "$prog" --help >out 2>err
ok 'the locale chooses Vietnamese, installed or not' out_has 'Cách dùng'
exits 0 'version' --version
ok 'version' grep -qx 'trichluc [0-9.]*' out

# ---- extract
mkdir in bad
printf 'Số: 12/QĐ-UBND\nCăn cứ Nghị định số 09/2017/NĐ-CP ngày 09/02/2017 của Chính phủ;\n' >in/a.txt
printf 'Căn cứ Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016;\n' >in/b.txt
python3 "$here/make_docx.py" bad
mv bad/good.docx in/c.docx
: >bad/empty.txt
exits 0 'extract' extract --text in/a.txt in/b.txt in/c.docx
ok 'three records' json_lines out 'len(r) == 3 and [x["source"]["path"] for x in r] == ["in/a.txt", "in/b.txt", "in/c.docx"]'
ok 'keys in the order of the contract' json_lines out 'list(r[0]) == "schema source versions text document sections citations dates units activities assignments events quantities diagnostics".split()'
ok 'citation keys in the order of the contract' json_lines out 'list(r[0]["citations"][0]) == "id class type key number suffix year style date issuer relation subject parts title group refers_to status suggested_key number_span span rule".split()'
ok 'the words behind a citation' json_lines out 'r[1]["text"].encode()[slice(*r[1]["citations"][0]["number_span"])].decode() == r[1]["citations"][0]["key"] == "22/2016/TT-BTTTT"'
ok 'stderr stays empty' silent err
exits 0 'extract without text' extract in/a.txt
ok 'no text' json_lines out '"text" not in r[0]'
"$prog" extract - <in/a.txt >out 2>err
ok 'extract - reads a document from standard input' json_lines out 'len(r) == 1 and r[0]["source"]["path"] == "-" and r[0]["document"]["number"]["key"] == "12/QĐ-UBND"'

for case in missing.txt:not_found bad/empty.txt:empty_file bad:not_regular bad/cut_xml.docx:bad_xml bad/no_part.docx:no_document_part bad/cut.docx: bad/not_a_zip.docx:; do
        file=${case%:*} code=${case##*:}
        exits 3 "extract $file" extract "$file" in/a.txt
        ok "$file has a record, and so has the next file" json_lines out "len(r) == 2 and r[0]['diagnostics'][0]['code'] == ('$code' or r[0]['diagnostics'][0]['code']) and r[0]['citations'] == []"
        ok "$file is named on stderr" err_has "$file: "
done

# a name that would steer a terminal or break a line; a name that is no UTF-8
evil=$(printf 'in/\033[31m\n\342\200\256x.txt')
cp in/a.txt "$evil"
exits 3 'a missing file with an evil name' extract "$evil.none"
ok 'it is shown, not sent' err_has '\x1b[31m\x0a\u202ex.txt'
ok 'no escape on stderr' test "$(tr -dc '\033' <err | wc -c)" -eq 0
latin=$(printf 'in/\341.txt')
cp in/b.txt "$latin"
exits 0 'a name that is no UTF-8' extract "$latin"
ok 'is written as text' json_lines out 'r[0]["source"]["path"] == "in/\\xE1.txt" and "path_escaped" in [d["code"] for d in r[0]["diagnostics"]]'

# ---- ingest
mkdir tree tree/.hidden tree/sub
cp in/a.txt tree; cp in/b.txt tree/.hidden; cp in/c.docx tree/sub; cp in/a.txt tree/sub/copy.txt
cp bad/*.docx bad/empty.txt tree/sub
mkfifo tree/pipe
ln -s ../tree tree/loop
ln -s nowhere tree/dangling
cp "$evil" tree
touch -d '2020-01-01' tree/*.txt tree/*/*.* tree/.hidden/*
exits 3 'ingest good beside bad' -a one.db ingest tree
ok 'stdout stays empty' silent out
ok 'the closing line adds up' python3 -c '
import re
n = list(map(int, re.findall(r"\d+", next(l for l in open("err", encoding="utf-8") if "files seen" in l))))
raise SystemExit(not (n[0] == sum(n[1:]) == 13 and n[1] == 3 and n[3] == 2))'
ok 'every good document is stored' same "$(sql one.db 'SELECT count(*) FROM document')" 3
ok 'each bad one is named with its code' err_has '(bad_xml)'
ok 'no escape on stderr' test "$(tr -dc '\033' <err | wc -c)" -eq 0
ok 'no full path is stored twice' same "$(sql one.db 'SELECT count(*) - count(DISTINCT path) FROM source')" 0
exits 0 'list failures' -a one.db list failures --format=ndjson
ok 'names them with their codes' json_lines out '{"bad_xml", "empty_file", "not_found"} <= {x["code"] for x in r}'
exits 3 'the second run' -a one.db ingest tree
ok 'loads nothing' err_has ' 0 loaded'
ok 'and stores nothing twice' same "$(sql one.db 'SELECT count(*) FROM document')" 3
echo "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020;" >tree/a.txt
run -a one.db ingest tree/a.txt
ok 'a changed file is loaded again' err_has '1 files seen = 1 loaded'
ok 'in place of its old text' same "$(sql one.db "SELECT count(*) FROM citation WHERE key = '30/2020/NĐ-CP'")" 1
cd tree && run -a ../one.db ingest a.txt; mv out err ..; cd ..
ok 'the same file from another folder is the same source' err_has '1 unchanged'
exits 3 'ingest a missing path' -a two.db ingest none.txt in/b.txt
ok 'the other is stored' same "$(sql two.db 'SELECT count(*) FROM document')" 1
mkdir packed packed/in
cp in/a.txt in/b.txt in/c.docx packed/in
cp bad/empty.txt packed/in
(cd packed && tar czf inner.tgz in && tar cf outer.tar in inner.tgz && rm -r in inner.tgz)
touch -d '2020-01-01' packed/outer.tar
for j in 1 2; do
        exits 3 "a tar in a tar with -j $j" -a packed$j.db ingest -j $j packed
        ok 'its files are sources of their own' err_has '9 files seen = 3 loaded + 0 unchanged + 3 duplicate + 1 skipped + 2 failed'
        ok 'the bad one is named with the way to it' err_has 'packed/outer.tar/inner.tgz/inner/in/empty.txt'
        exits 3 'once more: what failed inside is still a failure' -a packed$j.db ingest -j $j packed
        ok 'it is not opened again' err_has '1 files seen = 0 loaded + 1 unchanged'
        ok 'how many is told' err_has '2 failed in an earlier run'
        exits 3 'retry opens it' -a packed$j.db retry -j $j
        ok 'for what failed alone' err_has '9 files seen = 0 loaded + 6 unchanged + 0 duplicate + 1 skipped + 2 failed'
done
exits 3 'extract of a tar in a tar' extract packed/outer.tar
ok 'a record a file, with the way to it' json_lines out 'len(r) == 8 and all(x["source"]["path"] == "packed/outer.tar" and x["source"]["member"] and len(x["source"]["sha256"]) == 64 for x in r) and sum(x["document"]["number"]["key"] == "12/QĐ-UBND" for x in r) == 2'
ok 'the bad one is named' err_has 'packed/outer.tar/inner.tgz/inner/in/empty.txt'
"$prog" extract - <packed/outer.tar >out 2>err
ok 'from standard input as well' json_lines out 'len(r) == 8 and r[0]["source"]["path"] == "-"'
ok 'the same rows from one process and from workers' same "$(sql packed1.db 'SELECT path, member, outcome, code, sha256, document_id FROM source ORDER BY 1, 2')" \
        "$(sql packed2.db 'SELECT path, member, outcome, code, sha256, document_id FROM source ORDER BY 1, 2')"
printf 'in/a.txt\n\nin/b.txt\n' | "$prog" -a three.db ingest - >out 2>err
ok 'ingest - reads paths, one a line' err_has '2 files seen = 2 loaded'
find in -name '*.txt' -print0 >list
exits 0 'paths separated by NUL' -a four.db ingest -0 --files-from=list
ok 'names with line ends arrive' err_has '4 files seen'
exits 2 'a list that does not exist' -a four.db ingest --files-from=none
mkdir own && cp in/a.txt own
(cd own && "$prog" ingest . && "$prog" ingest .) >out 2>err
ok 'the archive inside the folder is no source' test "$(grep -c '^trichluc: 1 files seen' err)" -eq 2

if test "$(id -u)" -ne 0; then
        as_user() { "$@"; }
elif command -v setpriv >/dev/null && setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$prog" 2>/dev/null; then
        as_user() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
fi
if command -v as_user >/dev/null; then
        mkdir locked shut && cp in/a.txt in/b.txt locked && chmod 755 "$dir" && chmod 000 locked/a.txt && mkdir locked/dir && chmod 000 locked/dir && chmod 777 shut
        as_user "$prog" -a shut/x.db ingest locked >out 2>err; rc=$?
        ok 'unreadable file and folder: exit 3' test "$rc" -eq 3
        ok 'both have their code' test "$(grep -c '(unreadable)' err)" -eq 2
        ok 'the readable one is stored' same "$(sql shut/x.db 'SELECT count(*) FROM document')" 1
        chmod 644 locked/a.txt
        as_user "$prog" -a shut/x.db ingest locked >out 2>err
        ok 'and the other one once it can be read' err_has '1 loaded'
else
        skip 'unreadable files' 'root reads everything and setpriv is missing'
fi

# ---- what stops a run, and that the next one goes on
mkdir many
for i in $(seq 1 400); do echo "Căn cứ Quyết định số $i/QĐ-UBND ngày 05/3/2020;" >"many/$i.txt"; done
"$prog" -a stop.db ingest many >out 2>err & job=$!
until_exists stop.db
kill -INT $job 2>/dev/null
wait $job; rc=$?
ok 'an interrupted run says so, unless it was done' test $rc -eq 75 -o $rc -eq 0
exits 0 'the next run' -a stop.db ingest many
ok 'has everything' same "$(sql stop.db 'SELECT count(*) FROM document')" 400
(ulimit -f 64; "$prog" -a full.db ingest many) >out 2>err; rc=$?
ok 'no room on the disk: exit 75' test $rc -eq 75
exits 0 'with room again' -a full.db ingest many
ok 'has everything' same "$(sql full.db 'SELECT count(*) FROM document')" 400
python3 -c '
import sqlite3, sys, time
c = sqlite3.connect("stop.db", isolation_level=None)
c.execute("BEGIN IMMEDIATE")
open("held", "w").close()
time.sleep(60)' & holder=$!
until_exists held
exits 75 'an archive that somebody else writes to' -a stop.db ingest in
exits 0 'and readers are not blocked' -a stop.db status
kill $holder
wait $holder 2>/dev/null

# ---- questions
exits 2 'no archive for a question' -a none.db cites 22/2016/TT-BTTTT
ok 'it says how to make one' err_has 'ingest'
ok 'and makes none' test ! -e none.db
echo 'this is no archive, it is a text of some length that SQLite will not like at all, whatever it does' >foreign.db
exits 4 'a file that is no archive' -a foreign.db status
exits 4 'nor is it written to' -a foreign.db ingest in
ok 'it is as it was' grep -q '^this is no archive' foreign.db
exits 4 'the archive of another program' -a "$(python3 -c 'import sqlite3; c = sqlite3.connect("other.db"); c.execute("CREATE TABLE t(x)"); c.commit(); print("other.db")')" status
exits 2 'a folder in the place of the archive' -a in status
exits 2 'no folder for the archive' -a none/a.db ingest in
exits 0 'cited-by' -a two.db cited-by 22/2016/tt-btttt
exits 0 'cited-by as NDJSON' -a two.db --format=ndjson cited-by '22/2016/TT-BTTTT'
ok 'rows parse' json_lines out 'len(r) == 1'
exits 0 'cited-by as CSV' -a two.db cited-by --format=csv 22/2016/TT-BTTTT
ok 'header and one row' python3 -c 'import csv; raise SystemExit(len(list(csv.reader(open("out", encoding="utf-8", newline="")))) != 2)'
exits 1 'a question without an answer' -a two.db cited-by 999/2016/TT-BTTTT
ok 'stdout stays empty' silent out
exits 2 'a key that is none' -a two.db cites 'con mèo'
ok 'it says what a key looks like' err_has '22/2016/TT-BTTTT'
exits 0 'search' -a two.db search thong tu
exits 1 'search for what is not there' -a two.db search xyzzy
for words in '"x' 'a AND' '-foo' '*' '30/2020/NĐ-CP' '(' "it's" '^' 'NEAR(' ':'; do
        run -a two.db search -- "$words"
        ok "search takes $words" test "$rc" -le 1
done
cp -r in steps && printf 'THÔNG TƯ\nSố: 22/2016/TT-BTTTT\nHà Nội, ngày 19 tháng 10 năm 2016\nCăn cứ Nghị định số 09/2017/NĐ-CP ngày 09/02/2017;\n' >steps/d.txt
run -a steps.db ingest steps
exits 0 'cited-by through several steps' -a steps.db cited-by 09/2017/NĐ-CP --depth 0 --format=ndjson
ok 'tells how many' json_lines out '{x["depth"] for x in r} == {1, 2}'
exits 0 'one step' -a steps.db cited-by 09/2017/NĐ-CP --depth=1 --format=ndjson
ok 'is no more' json_lines out '{x["depth"] for x in r} == {1}'
exits 2 'a depth that is no number' -a steps.db cites 1 --depth=-1
exits 0 'graph as DOT' -a steps.db graph 09/2017/NĐ-CP --depth 0
ok 'has a legend' out_has 'cluster_legend'
if command -v dot >/dev/null; then
        ok 'Graphviz draws it' dot -Tsvg -o svg out
else
        skip 'Graphviz draws it' 'dot is not installed'
fi
for form in gexf graphml; do
        exits 0 "graph as $form" -a steps.db graph 09/2017/NĐ-CP --depth 0 --format=$form
        ok 'is XML with nodes and edges' python3 -c '
import sys, xml.dom.minidom
d = xml.dom.minidom.parse("out")
nodes = {n.getAttribute("id") for n in d.getElementsByTagName("node")}
ends = {e.getAttribute(k) for e in d.getElementsByTagName("edge") for k in ("source", "target")}
sys.exit(not (len(nodes) > 2 and ends and ends <= nodes))'
done
exits 2 'a form that is none of a graph' -a steps.db graph 09/2017/NĐ-CP --format=csv
exits 1 'graph of what is not there' -a steps.db graph 999/2017/NĐ-CP
ok 'stdout stays empty' silent out
printf 'ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\nSố: 15/BC-UBND\nHà Tĩnh, ngày 03 tháng 4 năm 2020\nBÁO CÁO\nCông tác dân tộc\n' >steps/e.txt
run -a steps.db ingest steps/e.txt
exits 0 'export' -a steps.db export
ok 'a record a document, without text' json_lines out 'len(r) > 3 and all(x["schema"] == "trichluc-record/1" and "text" not in x for x in r)'
ok 'as many as there are' same "$(wc -l <out)" "$(sql steps.db 'SELECT count(*) FROM document')"
cp out first; (cd steps && find . -type f -print0 | sort -rz | "$prog" -a ../other.db2 ingest -0 --files-from=-) >out 2>err
run -a other.db2 export
ok 'in an order of the documents, not of their coming' python3 -c '
import json
a, b = ([json.loads(l)["source"]["sha256"] for l in open(f, encoding="utf-8")] for f in ("first", "out"))
raise SystemExit(a != b or a != sorted(a))'
exits 2 'a register of nobody' -a steps.db export outgoing
run -a log.db ingest in
rm -rf log.db-wal && mkdir log.db-wal
exits 75 'a log beside the archive that cannot be opened' -a log.db status
ok 'is told, and is not a lack of memory' grep -q 'unable to open' err
exits 0 'the outgoing register' -a steps.db export outgoing --issuer='hà tĩnh'
ok 'has the columns of the decree and the document' python3 -c '
import csv
r = list(csv.DictReader(open("out", encoding="utf-8", newline="")))
raise SystemExit(not (len(r) == 1 and len(r[0]) == 10 and r[0]["Số, ký hiệu văn bản"] == "15/BC-UBND" and r[0]["Ngày tháng văn bản"] == "03/04/2020"))'
exits 0 'the incoming register for a spreadsheet' -a steps.db export incoming --issuer='hà tĩnh' --excel-safe
ok 'begins with a mark and has the others' python3 -c '
import csv
f = open("out", "rb").read()
r = list(csv.DictReader(f[3:].decode().splitlines()))
raise SystemExit(not (f[:3] == b"\xef\xbb\xbf" and len(r) > 2 and len(r[0]) == 10 and "Số đến" in r[0]))'
exits 2 'an export that is none' -a steps.db export sideways
printf 'Bãi bỏ Thông tư số 22/2016/TT-BTTTT ngày 19/10/2016;\n' >steps/f.txt
run -a steps.db ingest steps/f.txt
exits 0 'in-force' -a steps.db in-force 22/2016/TT-BTTTT --format=ndjson
ok 'says what became of it' json_lines out '[x["relation"] for x in r] == ["bai_bo"]'
exits 1 'in-force of what nothing changes' -a steps.db in-force 09/2017/NĐ-CP
exits 1 'activities where there are none' -a two.db activities --unit='sở nội vụ' --role=lead --text=tập
exits 2 'a role that is none' -a two.db activities --role=boss
exits 1 'list conflicts where there are none' -a two.db list conflicts
exits 0 'verify' -a steps.db verify
ok 'stdout stays empty' silent out
cp steps.db broken.db && python3 -c 'import sqlite3; c = sqlite3.connect("broken.db"); c.execute("UPDATE document SET text = text || \" more\" WHERE id = 1"); c.commit()'
exits 1 'verify of a text that was changed' -a broken.db verify --format=ndjson
ok 'names the document' json_lines out '[(x["check"], x["place"]) for x in r] == [("fulltext", "document 1")]'
exits 0 'show by id' -a two.db show 1
exits 1 'show what is not there' -a two.db show 999
exits 0 'status' -a two.db status
exits 0 'status as NDJSON' -a two.db status --format=ndjson
ok 'parses' json_lines out 'r'
exits 2 'an unknown list' -a two.db list nosuch
exits 1 'a list that is empty' -a three.db list failures
TRICHLUC_ARCHIVE=two.db "$prog" status >out 2>err
ok '$TRICHLUC_ARCHIVE' test $? -eq 0
exits 0 'rules check' rules check
mkdir rules && echo '- id: [' >rules/bad.yaml
exits 1 'rules check of a broken rule file' rules check --rules rules
ok 'the file is named' grep -q 'bad.yaml' err
exits 2 'extract with it' extract --rules rules in/a.txt

# ---- the archive does not depend on how many parse
dump() { python3 -c '
import re, sqlite3, sys
for line in sqlite3.connect(sys.argv[1]).iterdump():
    print(re.sub("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", "NOW", line))' "$1"; }
mkdir same
cp -r tree many same
find same -type f -exec touch -d '2020-01-01' {} +
for jobs in 1 2 4; do
        exits 3 "ingest -j$jobs" -a j$jobs.db ingest -j$jobs same in/a.txt same/tree
        exits 3 "again" -a j$jobs.db ingest -j$jobs same "$dir/none"
        dump j$jobs.db >dump$jobs
done
ok 'there is something to compare' test "$(wc -l <dump1)" -gt 1000
ok 'with -j2 it is the same as with -j1' cmp -s dump1 dump2
ok 'and with -j4' cmp -s dump1 dump4
exits 2 'too many' ingest -j 100000 same

# ---- retry, progress
cat >on_terminal.py <<'END'
import os, pty, sys
out = []
def read(fd):
    data = os.read(fd, 65536)
    out.append(data)
    return data # nothing would mean the end
code = os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read, lambda fd: b''))
open('out', 'wb').write(b''.join(out).replace(b'\r\n', b'\n'))
sys.exit(code)
END
mkdir again
: >again/empty.txt
cp bad/cut_xml.docx "$evil" again
cp bad/cut_xml.docx "$(printf 'again/\341.docx')"
exits 3 'failures' -a r.db ingest again
exits 3 'are left alone, and still failures' -a r.db ingest again
ok 'nothing is read' err_has '4 files seen = 0 loaded + 4 unchanged'
exits 3 'until they are tried again' -a r.db retry
ok 'all of them' err_has '3 files seen = 0 loaded + 0 unchanged + 0 duplicate + 0 skipped + 3 failed'
exits 3 'those of one code' -a r.db retry --code=empty_file
ok 'alone' err_has '1 files seen'
cp in/a.txt again/empty.txt
exits 0 'a repaired one' -a r.db retry -j1 --code=empty_file
exits 0 'nothing is left of it' -a r.db retry --code=empty_file
ok 'which is said' err_has 'nothing to try again'
exits 2 'a code that is none' -a r.db retry --code=nosuch
exits 0 'progress for scripts' -a p.db ingest --progress=json in
grep '^{' err >lines
ok 'lines of JSON' json_lines lines 'r[-1]["progress"] == "done" and r[-1]["files"] == 5 and r[-1]["failed"] == 0 and r[-1]["total"] == 5 and r[-1]["seconds_left"] == 0'
if has_terminal; then
        python3 on_terminal.py "$prog" -a p2.db ingest many in </dev/null >/dev/null 2>&1
        ok 'progress on a terminal is taken away again' python3 -c '
import sys
text = open("out", encoding="utf-8").read()
sys.exit(text.rsplit("\x1b[K", 1)[-1].count("\n") != 1 or "files seen" not in text)'
else
        skip 'progress on a terminal' 'no pseudo terminal can be opened'
fi

# ---- who amends whom, told from either side
mkdir told
printf 'Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục được sửa đổi, bổ sung bởi Nghị định số 48/2013/NĐ-CP ngày 14/5/2013;\n' >told/a.txt
printf 'Căn cứ Quyết định số 09/2020/QĐ-TTg ngày 01/02/2020 sửa đổi, bổ sung một số điều của Quyết định số 08/2019/QĐ-TTg ngày 01/02/2019;\n' >told/b.txt
exits 0 'told' -a told.db ingest told
exits 0 'amended, told of it' -a told.db --format=ndjson in-force 63/2010/NĐ-CP
ok 'by the one behind' json_lines out 'len(r) == 1 and r[0]["by"] == "48/2013/NĐ-CP" and r[0]["by_date"] == "2013-05-14"'
exits 1 'and not the other way round' -a told.db in-force 48/2013/NĐ-CP
exits 0 'amended, told of the amendment' -a told.db --format=ndjson in-force 08/2019/QĐ-TTg
ok 'by the one before' json_lines out 'len(r) == 1 and r[0]["by"] == "09/2020/QĐ-TTg"'
exits 1 'and not the other way round' -a told.db in-force 09/2020/QĐ-TTg

# ---- limits
mkdir large
printf 'Số: 12/QĐ-UBND\n%s\n' "$(head -c 3000 /dev/zero | tr '\0' a)" >large/a.txt
for jobs in 1 2; do
        exits 3 "-j$jobs: a file over the limit" -a max$jobs.db ingest -j$jobs --max=file=2K large
        ok 'says its code and the limit' err_has 'too_large): limit 2048 bytes'
        exits 0 'another try with more' -a max$jobs.db retry -j$jobs --max=file=4K --code=too_large
        ok 'loads it' err_has '1 loaded'
done
exits 3 'extract has limits too' extract --max=text=1K large/a.txt
exits 0 'several of them' extract --max=text=1M --max=seconds=5 --max=memory=1G --max=entries=10 --max=ratio=5 --max=depth=9 --max=attributes=9 --max=tag=9K --max=part=1M --max=lines=99 large/a.txt
for bad in file file= =1 file=x file=1KK nosuch=1 seconds=0 file=99999999999999999999 memory=1K; do
        exits 2 "no limit: $bad" extract --max=$bad large/a.txt
done

# ---- watching
holds() { # holds N: documents, in a minute at most
        tries=300
        while test "$(sql seen/w.db 'SELECT count(*) FROM document' 2>/dev/null)" != "$1" -a $tries -gt 0; do sleep 0.2; tries=$((tries - 1)); done
        same "$(sql seen/w.db 'SELECT count(*) FROM document')" "$1"
}
watched() { # watched OPTION: started on a folder with its archive in it, one file made in a new folder, another in one that was moved, then stopped
        rm -rf seen
        mkdir seen
        cp "$dir/in/a.txt" seen
        "$prog" -a seen/w.db ingest "$1" seen >out 2>err </dev/null &
        pid=$!
        ok "$1: the folder as it is" holds 1
        mkdir seen/new
        printf 'Số: 77/QĐ-UBND\n' >seen/new/b.txt
        ok "$1: a file in a new folder" holds 2
        mv seen/new seen/moved
        printf 'Số: 78/QĐ-UBND\n' >seen/moved/c.txt
        ok "$1: one in a folder that got another name" holds 3
        kill -TERM $pid
        wait $pid
        rc=$?
        ok "$1: stopped: exit 0" test $rc -eq 0
        ok "$1: it says that it has ended" err_has 'watching has ended'
}
watched --watch
ok 'what SQLite writes is no news' test "$(sql seen/w.db 'SELECT count(*) FROM run')" -le 10
watched --poll=1
ok 'looks that found nothing new have no rows but the last' test "$(sql seen/w.db 'SELECT count(*) FROM run WHERE loaded + duplicate = 0')" -le 1
exits 2 'a look each 0 seconds' ingest --poll=0 in
exits 0 'durable' -a durable.db ingest --durable in

# ---- the register of known instruments, what is left open and what contradicts
mkdir -p reg
cat >reg/KH_17_2019.txt <<'END'
ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH

Số: 05/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Hà Tĩnh, ngày 05 tháng 8 năm 2019

KẾ HOẠCH
Về công tác thông tin đối ngoại

Căn cứ Luật Báo chí 2016; Luật Đất đai; Luật Thử nghiệm năm 2019;
Căn cứ Nghị định số 72/NĐ-CP ngày 07/9/2015 của Chính phủ;
Căn cứ Thông tư số 22/2016/TT-BTTTT ngày 20/10/2016 của Bộ Thông tin và Truyền thông;
Căn cứ Quyết định số 368/QĐ-TTg của Thủ tướng Chính phủ;
Căn cứ Quyết định số 368/QĐ-TTg ngày 28/02/2013 của Thủ tướng Chính phủ.
END
sed 's/05\/KH/17\/KH/; s/ngày 05 tháng/ngày 06 tháng/; /368.QĐ-TTg của/d' reg/KH_17_2019.txt >reg/KH-17-2019.txt
exits 0 'ingest for the register' -a reg.db ingest reg
ok 'a law links by its name' same "$(sql reg.db "SELECT i.key || ' ' || i.date FROM citation c JOIN instrument i ON i.id = c.instrument_id WHERE c.title = 'Báo chí' LIMIT 1")" '103/2016/QH13 2016-04-05'
ok 'one without a year does not' same "$(sql reg.db "SELECT count(instrument_id) FROM citation WHERE title = 'Đất đai'")" 0
printf '\357\273\277Loại;"Số, ký hiệu";Ngày ban hành;Cơ quan ban hành;Trích yếu\r\nLuật;99/2019/QH14;"14/6/2019";Quốc hội;"Thử nghiệm"\r\nThông tư;22/2016/TT-BTTTT;2016-10-19;Bộ Thông tin và Truyền thông;"Quy định ""quản lý""; cấp\nphép"\r\nabc;;1/1/2020\r\nLuật;98/2019/QH14;31/2/2019\r\na;1/KH-UBND;;;;;;x\r\n' >reg.csv
exits 3 'a register with bad rows' --lang=en -a reg.db register import reg.csv
ok 'its rows are counted' err_has 'register: 2 rows, 2 new or changed; 2 more laws cited by name are linked; 3 rows left out'
ok 'a bad number: line and code' err_has 'reg.csv: line 5: register_key'
ok 'a bad date: line and code' err_has 'reg.csv: line 6: register_date'
ok 'too many cells: line and code' err_has 'reg.csv: line 7: register_cells'
ok 'a law links later too' same "$(sql reg.db "SELECT DISTINCT i.key FROM citation c JOIN instrument i ON i.id = c.instrument_id WHERE c.title = 'Thử nghiệm'")" 99/2019/QH14
exits 3 'the same register again' --lang=en -a reg.db register import reg.csv
ok 'changes nothing' err_has 'register: 2 rows, 0 new or changed; 0 more laws'
exits 0 'the register of the program' --lang=en -a reg.db register import
ok 'has some thousand rows' err_has 'register: 45'
exits 2 'a register that is not there' -a reg.db register import nowhere.csv
printf 'a,b\n1,2\n' >noreg.csv
exits 2 'a table that is no register' -a reg.db register import noreg.csv
exits 2 'register without import' -a reg.db register
exits 0 'conflicts with the register' -a reg.db list conflicts --format=csv
ok 'a number without its year, and the evidence' grep -q 'citation,1,.*72/2015/NĐ-CP,register: 72/2015/NĐ-CP 2015-09-07' out
ok 'a date the register does not know' grep -q 'register,.*2016-10-20,2016-10-19,"*register: 22/2016/TT-BTTTT' out
ok 'a file named after another number' grep -q '^file_name,.*05/KH-UBND,17,' out
ok 'and only that one' test "$(grep -c '^file_name' out)" -eq 1
ok 'two numbers of one title are no conflict on two days' test "$(grep -c '^two_numbers' out)" -eq 0
exits 0 'what is left open' -a reg.db list unlinked --format=csv
ok 'a law without a year' out_has 'Đất đai,no_number'
exits 0 'missing documents have their titles' -a reg.db list missing --format=csv
ok 'from the register' grep -q '22/2016/TT-BTTTT.*quản lý' out
cp reg/KH-17-2019.txt reg/copy.txt
printf '\n\n' >>reg/copy.txt
sed 's/TỈNH HÀ TĨNH/TỈNH KIÊN GIANG/; s/Hà Tĩnh, ngày/Kiên Giang, ngày/; s/05\/KH/06\/KH/' reg/KH_17_2019.txt >reg/kg.txt
exits 0 'a province that was merged' -a reg.db ingest reg
exits 0 'units name who took over' -a reg.db list units --format=csv
ok 'the province' grep -q 'Kiên Giang.*tỉnh An Giang (2025-07-01)' out
exits 1 'the successor alone' --lang=en -a reg.db list documents --issuer='tỉnh An Giang'
ok 'and nothing is said of others' test "$(grep -c 'became' err)" -eq 0
exits 0 'with its predecessors' --lang=en -a reg.db list documents --issuer='UBND tỉnh An Giang' --predecessors --format=csv
ok 'by which succession' err_has 'counting tỉnh Kiên Giang as well, which became tỉnh An Giang (2025-07-01; Nghị quyết'
ok 'the document of the old one, under its name' grep -q '06/KH-UBND.*Ủy ban nhân dân tỉnh Kiên Giang' out
exits 0 'sound after all that' -a reg.db verify

# ---- the output itself
if has_terminal; then
        for format in text ndjson csv; do
                python3 on_terminal.py "$prog" -a one.db list documents --format=$format </dev/null >/dev/null 2>err
                ok "$format on a terminal: nothing that steers it" python3 -c '
import re, sys
text = open("out", encoding="utf-8").read()
sys.exit(not ("31m" in text) or bool(re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)))'
        done
        python3 on_terminal.py "$prog" -a one.db list documents </dev/null >/dev/null 2>err
        ok 'text keeps to the width of the terminal' python3 -c '
import sys
sys.exit(max(len(line) for line in open("out", encoding="utf-8").read().split("\n")) > 80)'
else
        for name in text ndjson csv width; do skip "$name on a terminal" 'no pseudo terminal can be opened'; done
fi
"$prog" extract --text in/a.txt >/dev/full 2>err
ok 'a full disk is exit 75' test $? -eq 75
{ "$prog" extract --text $(yes in/a.txt | head -2000) 2>err; echo $? >rc; } | head -c 10 >out
ok 'a reader that leaves is no failure' same "$(cat rc)" 0
ok 'and no noise' silent err

echo "1..$n"
