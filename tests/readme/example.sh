#!/bin/sh
# The README's C program is built against what `meson install` lays down, found by pkg-config, and reads a document.
#
# usage: example.sh MESON BUILD_ROOT SOURCE_ROOT CC...
meson=$1 build=$2 source=$3
shift 3
command -v pkg-config >/dev/null || { echo 'skipped: pkg-config is not installed'; exit 77; }
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
awk '/^```c$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$source/README.md" >"$dir/example.c"
"$meson" install -C "$build" --no-rebuild --quiet --destdir "$dir/root" >"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
pc=$(find "$dir/root" -name trichluc.pc)
PKG_CONFIG_PATH=${pc%/*} PKG_CONFIG_SYSROOT_DIR=$dir/root
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
# shellcheck disable=SC2046 # several words are meant
"$@" -Wall -Wextra -Werror "$dir/example.c" $(pkg-config --cflags --libs trichluc) -o "$dir/example" || exit 1
LD_LIBRARY_PATH=$(pkg-config --variable=libdir trichluc)
case $LD_LIBRARY_PATH in "$dir"*) ;; *) LD_LIBRARY_PATH=$dir/root$LD_LIBRARY_PATH ;; esac
export LD_LIBRARY_PATH
printf 'Căn cứ Nghị định số 30/2020/NĐ-CP;\n' >"$dir/a.txt"
"$dir/example" "$dir/a.txt" >"$dir/out" || exit 1
grep -q '"key":"30/2020/NĐ-CP"' "$dir/out" || { cat "$dir/out"; exit 1; }
