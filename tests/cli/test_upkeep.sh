#!/bin/sh
# What keeps an archive in shape over the years: migration of older ones. TAP on stdout.
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
sql_do a.db 'PRAGMA user_version = 1'
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

echo "1..$n"
