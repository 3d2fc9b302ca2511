#!/bin/sh
# What `meson install` lays down reads documents and answers, wherever it lies: the program finds its library.
#
# usage: installed.sh MESON BUILD_ROOT
[ -e /proc/self/exe ] || { echo 'skipped: without /proc no program knows where it lies'; exit 77; }
unset LD_LIBRARY_PATH TRICHLUC_ARCHIVE
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
"$1" install -C "$2" --no-rebuild --quiet --destdir "$dir/first" >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
mv "$dir/first" "$dir/root" || exit 99
prog=$(find "$dir/root" -path '*/bin/trichluc')
cd "$dir" || exit 99
fail() { echo "$*"; cat out err; exit 1; }

printf 'Căn cứ Nghị định số 30/2020/NĐ-CP;\n' >a.txt
LD_DEBUG=files "$prog" ingest -j 2 a.txt >out 2>err || fail 'ingest'
grep -q "calling init: $dir/root/.*/libtrichluc" err || fail 'another library was loaded'
"$prog" cited-by 30/2020/NĐ-CP >out 2>err && grep -q 'số 30/2020/NĐ-CP' out || fail 'cited-by'
find root -name 'libtrichluc*' -exec rm {} +
"$prog" cited-by 30/2020/NĐ-CP >out 2>err || fail 'a question needs no library'
"$prog" extract a.txt >out 2>err
case $? in
0) grep -q '"trichluc-record/1"' out || fail 'extract with a library the system has' ;;
75) grep -q libtrichluc err || fail 'what is missing is not named' ;;
*) fail 'extract without the library' ;;
esac
