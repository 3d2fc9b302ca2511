#!/bin/sh
# What keeps an archive in shape over the years: migration of older ones, rules that change, merging. TAP on stdout.
#
# usage: test_upkeep.sh PROGRAM SOURCE_DIR
LC_ALL=C.UTF-8
export LC_ALL
unset TRICHLUC_ARCHIVE
prog=$(realpath "$1") here=$(realpath "$2")
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 99
. "$here/tap.sh"

sql_do() { python3 -c '
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.executescript(sys.argv[2])
c.close()' "$@"; }

mkdir in
cp "$here"/../../corpus/documents/*.txt in/
"$prog" -a a.db ingest -j1 in 2>err >out || { echo "Bail out! no archive"; cat err; exit 1; }

# ---- versions
sql_do a.db 'PRAGMA user_version = 99'
exits 4 'an archive of a newer program' -a a.db status
ok 'which is said' err_has 'newer version'
exits 4 'nor is it written to' -a a.db ingest -j1 in
# version 1 told the rule in each row, by its name
sql_do a.db 'ALTER TABLE unit_mention ADD COLUMN rule TEXT; UPDATE unit_mention SET rule = (SELECT name FROM rule WHERE id = rule_id);
        ALTER TABLE date_mention ADD COLUMN rule TEXT; UPDATE date_mention SET rule = (SELECT name FROM rule WHERE id = rule_id);
        DROP TABLE rule; PRAGMA user_version = 1'
cp a.db in/b.db
exits 0 'a question to an older archive' -a a.db status
ok 'the copy is named' err_has 'a.db.version-1'
ok 'and is there' same "$(sql a.db.version-1 'PRAGMA user_version')" 1
ok 'it is of this version now' same "$(sql a.db 'PRAGMA user_version')" 2
exits 0 'once' -a a.db status
ok 'is enough' silent err
exits 0 'ingest into an older archive' --lang=vi -a in/b.db ingest -j1 in
ok 'says so in Vietnamese' err_has 'bản trước khi nâng cấp được giữ tại in/b.db.version-1'
ok 'what stands beside the archive is no source' same "$(sql in/b.db "SELECT count(*) FROM source WHERE path LIKE '%/b.db%'")" 0
exits 0 'the migrated archive is sound' -a in/b.db verify

rm -f in/b.db*

# ---- reextract: other rules
exits 0 'nothing to do' -a a.db reextract
ok 'which is said' err_has 'these rules have understood every document'
exits 2 'an argument too many' -a a.db reextract x
exits 2 'an archive that is not there' -a none.db reextract
ok 'and is not made' test ! -e none.db
run -a a.db export --text; cp out before
exits 0 'all again' -a a.db reextract --all -j2 --format=ndjson
ok 'the same rules find the same' json_lines out 'len(r) == 10 and all(x["gained"] == x["lost"] == 0 and x["before"] == x["after"] for x in r)'
run -a a.db export --text
ok 'the records too, byte for byte' cmp -s out before
exits 0 'it is sound' -a a.db verify
mkdir other
cp "$here/../../rules/ngay-thang.yaml" other/
echo '# another comment' >>other/ngay-thang.yaml
exits 0 'ingest under other rules' -a a.db ingest --rules other -j1 in
ok 'says what to run' err_has 'trichluc reextract'
exits 0 'reextract' -a a.db reextract --rules other
ok 'a comment changes nothing' out_has 'citations'
ok 'each document is told of' err_has "$(sql a.db 'SELECT count(*) FROM document') the same"
exits 0 'ingest after it' -a a.db ingest --rules other -j1 in
ok 'has nothing to say' test "$(grep -c reextract err)" -eq 0

# facts that other rules have left out or changed come back; links to a document stand while it is written anew
sql_do a.db "DELETE FROM quantity WHERE document_id IN (SELECT id FROM document ORDER BY sha256 LIMIT 3) AND n NOT IN (SELECT quantity_n FROM event_quantity);
UPDATE document SET signer_name = 'Nguyễn Văn Sai', rules_version = '0-old' WHERE signer_name IS NOT NULL"
links=$(sql a.db 'SELECT count(*) FROM citation WHERE instrument_id IN (SELECT id FROM instrument WHERE document_id IS NOT NULL)')
exits 0 'reextract of what is old' -a a.db reextract --format=ndjson --limit 3
ok 'tells fields before and after' json_lines out 'sum(x.get("field") == "signer_name" and x["before"] == "Nguyễn Văn Sai" != x["after"] for x in r) == 3'
ok 'and how many more' err_has 'more fields have changed'
ok 'links to them stand' same "$(sql a.db 'SELECT count(*) FROM citation WHERE instrument_id IN (SELECT id FROM instrument WHERE document_id IS NOT NULL)')" "$links"
sql_do a.db "UPDATE document SET rules_version = '0-old'"
exits 0 'and the rest' -a a.db reextract
run -a a.db export --text
ok 'all is as it was' cmp -s out before
exits 0 'sound, counts and full text too' -a a.db verify

# documents of an older program
sql_do a.db "UPDATE document SET blocks = NULL, rules_version = '0-old' WHERE id = 1"
exits 3 'a document without blocks is left as it is' -a a.db reextract
ok 'which is said' err_has 'run trichluc ingest on their folders'
exits 0 'ingest reads it again' -a a.db ingest -j2 in
ok 'and no other' err_has '= 1 loaded'
run -a a.db export --text
ok 'and all is as it was' cmp -s out before
exits 0 'again' -a a.db ingest -j2 in
ok 'reads nothing' err_has '= 0 loaded'

# stopped at any moment the next call goes on
sql_do a.db "UPDATE document SET rules_version = '0-old'"
for t in 0.05 0.1 0.2 0.3; do timeout -s KILL $t "$prog" -a a.db reextract >/dev/null 2>&1; done
exits 0 'after a kill' -a a.db reextract
run -a a.db export --text
ok 'all is as it was' cmp -s out before
exits 0 'and sound' -a a.db verify

# ---- merge: shards in any order are one archive
facts() { # what questions are answered from, without row numbers
        "$prog" -a $1 export --text >$1.lines 2>/dev/null
        python3 - $1 >>$1.lines <<'END'
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
for q in ("SELECT path, member, sha256, bytes, mtime, document_id IS NULL FROM source",
          "SELECT d.sha256, c.n, i.key, i.series, h.sha256 FROM citation c JOIN document d ON d.id = c.document_id "
          "LEFT JOIN instrument i ON i.id = c.instrument_id LEFT JOIN document h ON h.id = i.document_id"):
    print(*sorted(map(repr, c.execute(q))), sep="\n")
END
        sort $1.lines >$1.facts
}
mkdir shards
cp "$here"/../../corpus/documents/* shards/
cp shards/qd-kien-toan-ban-chi-dao.txt shards/zz-the-same.txt
touch -d '2 days ago' shards/*
run -a whole.db ingest -j2 shards
i=0
for f in shards/*; do i=$((i + 1)); echo "$f" >>shard$((i % 4)).txt; done
for i in 0 1 2 3; do run -a s$i.db ingest -j2 --files-from=shard$i.txt; done
facts whole.db
for order in '0 1 2 3' '3 2 1 0' '2 0 3 1'; do
        set --; for i in $order; do set -- "$@" s$i.db; done
        rm -f merged.db*
        exits 0 "merge in the order $order" -a merged.db merge "$@"
        facts merged.db
        ok 'is what one run gives' cmp -s merged.db.facts whole.db.facts
done
exits 0 'it is sound' -a merged.db verify
exits 0 'once more' -a merged.db merge s2.db s1.db
ok 'brings nothing' err_has '= 0 loaded'
facts merged.db
ok 'and changes nothing' cmp -s merged.db.facts whole.db.facts

# registers come along: laws by name link with them, and a name that two lists give to two laws is nobody's
mkdir laws
printf 'ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\n\nSố: 05/KH-UBND\n\nHà Tĩnh, ngày 05 tháng 8 năm 2019\n\nKẾ HOẠCH\nVề công tác thông tin đối ngoại\n\nCăn cứ Luật Thử nghiệm năm 2019; Luật Phép thử năm 2019.\n' >laws/a.txt
printf 'type,key,date,issuer,title\nLuật,99/2019/QH14,2019-06-14,Quốc hội,Thử nghiệm\nLuật,96/2019/QH14,2019-06-14,Quốc hội,Phép thử\nThông tư,01/2019/TT-BNV,2019-01-02,Bộ Nội vụ,A\n' >one.csv
printf 'type,key,date,issuer,title\nLuật,97/2019/QH14,2019-07-01,Quốc hội,Thử nghiệm\nThông tư,01/2019/TT-BNV,2019-01-02,Bộ Nội vụ,B\n' >two.csv
for list in one two; do "$prog" -a $list.db ingest laws >/dev/null 2>&1; done
exits 0 'a register' -a one.db register import one.csv
exits 0 'another' -a two.db register import two.csv
ok 'a law of one list links' same "$(sql one.db "SELECT group_concat(i.key) FROM citation c JOIN instrument i ON i.id = c.instrument_id")" '99/2019/QH14,96/2019/QH14'
exits 0 'one, then two' -a lists12.db merge one.db two.db
exits 0 'two, then one, twice' -a lists21.db merge two.db one.db two.db
cp one.db imported.db
exits 0 'the second list into the first' -a imported.db register import two.csv
for db in lists12 lists21 imported; do
        for what in 'c.title, i.key, i.date, i.title, c.why_unlinked FROM citation c LEFT JOIN instrument i ON i.id = c.instrument_id' 'key, date, title FROM instrument' '* FROM known_instrument'; do
                sql $db.db "SELECT $what ORDER BY 1, 2, 3"
        done >$db.laws
done
ok 'the order makes no difference' cmp lists12.laws lists21.laws
ok 'nor whether lists or archives came together' cmp lists12.laws imported.laws
ok 'what is left of a name with two meanings' same "$(sql lists12.db "SELECT c.title || ' ' || ifnull(i.key, c.why_unlinked) FROM citation c LEFT JOIN instrument i ON i.id = c.instrument_id ORDER BY c.n")" 'Thử nghiệm no_number
Phép thử 96/2019/QH14'
ok 'the greater of two titles' same "$(sql lists12.db "SELECT title || origin FROM known_instrument WHERE key = '01/2019/TT-BNV'")" Btwo.csv
exits 2 'merge of nothing' -a merged.db merge
exits 2 'an archive into itself' -a merged.db merge merged.db
exits 2 'an archive that is not there' -a merged.db merge none.db
exits 4 'a file that is no archive' -a merged.db merge shards/bb-hop-giao-ban.txt

# ---- what an older program stored without its blocks is read again, in a file of files too
mkdir boxes
python3 -c "import sys, zipfile
with zipfile.ZipFile('boxes/in.zip', 'w') as z: z.write('laws/a.txt', 'a.txt')
with zipfile.ZipFile('boxes/out.zip', 'w') as z: z.write('boxes/in.zip', 'in.zip'); z.write('shards/zz-the-same.txt', 'b.txt')"
rm boxes/in.zip
touch -d '2 days ago' boxes/out.zip
exits 0 'documents in a zip in a zip' -a boxes.db ingest boxes
exits 0 'once more' -a boxes.db ingest boxes
ok 'nothing to be read' err_has ' 0 loaded'
python3 -c "import sqlite3; c = sqlite3.connect('boxes.db'); c.execute(\"UPDATE document SET blocks = NULL WHERE key = '05/KH-UBND'\"); c.commit()"
exits 0 'without blocks' -a boxes.db ingest boxes
ok 'it is read again, and only that one' err_has ' 1 loaded'
ok 'and has them now' same "$(sql boxes.db 'SELECT count(*) || count(blocks) FROM document')" 22
exits 0 'and once more' -a boxes.db ingest boxes
ok 'is nothing again' err_has ' 0 loaded'

echo "1..$n"
