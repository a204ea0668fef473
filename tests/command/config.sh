#!/bin/sh
# --print-config: the whole file, and read back it changes nothing.
. "${srcdir:-.}/tests/command/lib.sh"

run --print-config
cp "$folder/out" "$folder/printed"
holds 'it is printed without a report' test "$status" = 0
holds 'every setting stands there' grep -q '^set measure 80$' "$folder/printed"
holds 'every key stands there' grep -q '^bind zM fold-all$' "$folder/printed"
holds 'with what it does' grep -q '^# fold everything$' "$folder/printed"
grep -v '^#\|^$\|^set [a-z-]*[ =]\|^bind [^ ]* [a-z-]*$' "$folder/printed" >"$folder/else"
holds 'and nothing but settings, keys and comments' test ! -s "$folder/else"
lines=$(awk 'length($0) > 100' "$folder/printed")
holds 'no comment is too wide' test -z "$lines"
run --print-config --help
holds 'the file is printed at the first word that asks' grep -q '^set measure' "$folder/out"
finish
