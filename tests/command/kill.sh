#!/bin/sh
# kill -9 during 200 edits: every note whose id was printed is there, and the file is sound. The moments
# of the kills come from a seed, which is printed: KANTLIJN_SEED=N repeats them.
. "${srcdir:-.}/tests/command/lib.sh"

seed=${KANTLIJN_SEED:-$$}
echo "# seed $seed"

start_edit() {
    : >"$folder/id"
    "$KANTLIJN" note add --item 2 --body "nummer $1" verslag.txt >"$folder/id" 2>/dev/null &
    child=$!
}

run note add --item 1 --body 'nummer 0' verslag.txt
cp "$folder/out" "$folder/acknowledged"

# Each edit lives for a random part of `limit` turns of a loop; the limit follows how long an edit takes
# here, so that about half of them come through on any machine.
"${AWK:-awk}" -v seed="$seed" \
    'BEGIN { srand(seed); for (i = 0; i < 200; i++) print int(rand() * 1000) }' >"$folder/parts"
limit=2000
edit=0
while read -r part; do
    edit=$((edit + 1))
    turns=$((limit * part / 1000))
    start_edit "$edit"
    until test "$turns" -le 0; do
        turns=$((turns - 1))
    done
    kill -9 "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    if test -s "$folder/id"; then
        cat "$folder/id" >>"$folder/acknowledged"
        limit=$((limit * 4 / 5 + 1))
    else
        limit=$((limit * 5 / 4 + 1))
    fi
done <"$folder/parts"
acknowledged=$(wc -l <"$folder/acknowledged")
echo "# $acknowledged acknowledged"

run check verslag.txt
cat "$folder/out" "$folder/err" >"$folder/said"
holds 'the sidecar is sound after 200 kills' test "$status" = 0
run note list --json verslag.txt
sed -n 's/^ *"id": "\(.*\)",$/\1/p' "$folder/out" | LC_ALL=C sort >"$folder/there"
LC_ALL=C sort "$folder/acknowledged" >"$folder/promised"
LC_ALL=C comm -13 "$folder/there" "$folder/promised" >"$folder/said"
holds 'every acknowledged note is there' test ! -s "$folder/said"
holds 'some edits were killed and some were not' test "$acknowledged" -gt 1 -a "$acknowledged" -lt 201

finish
