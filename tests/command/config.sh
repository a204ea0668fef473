#!/bin/sh
# --print-config: the whole file, and read back it changes nothing.
. "${srcdir:-.}/tests/command/lib.sh"

run --print-config
cp "$folder/out" "$folder/printed"
holds 'it is printed without a report' test "$status" = 0
holds 'every setting stands there' grep -q '^set measure 80$' "$folder/printed"
holds 'every key stands there' grep -q '^bind zM fold-all$' "$folder/printed"
run --help
sed -n '/^On the screen:$/,/^$/p' "$folder/out" |
    sed -n 's/^ *--\[no-\]\([a-z-]*\).*/\1/p; s/^ *--\([a-z][a-z-]*\).*/\1/p' >"$folder/settings"
holds 'there are settings to look for' test "$(wc -l <"$folder/settings")" -ge 7
missing=$(while read -r name; do
    grep -q "^set $name[ =]" "$folder/printed" || echo "$name"
done <"$folder/settings")
holds "all of them do $missing" test -z "$missing"
# kantlijn(1) has the keys of every verb: tests/unit/test_manual.c compares it with their table.
sed -n 's/^\.It Ic "\\&\(.*\)" Pq Cm \([a-z-]*\)$/\2  \1/p' "$srcdir/man/kantlijn.1" |
    sed 's/\\(ha/^/g; s/\\(ti/~/g; s/\\(aq/'"'"'/g; s/\\(ga/`/g' |
    awk '{ for (i = 2; i <= NF; i++) print "bind " $i " " $1 }' >"$folder/keys"
holds 'there are keys to look for' test "$(wc -l <"$folder/keys")" -ge 120
missing=$(grep -vxF -f "$folder/printed" "$folder/keys")
holds "all of them do $missing" test -z "$missing"
more=$(grep '^bind ' "$folder/printed" | grep -vxF -f "$folder/keys")
holds "and no other $more" test -z "$more"
holds 'with what it does' grep -q '^# fold everything$' "$folder/printed"
grep -v '^#\|^$\|^set [a-z-]*[ =]\|^bind [^ ]* [a-z-]*$' "$folder/printed" >"$folder/else"
holds 'and nothing but settings, keys and comments' test ! -s "$folder/else"
lines=$(awk 'length($0) > 100' "$folder/printed")
holds 'no comment is too wide' test -z "$lines"
run --print-config --help
holds 'the file is printed at the first word that asks' grep -q '^set measure' "$folder/out"
finish
