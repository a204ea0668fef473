#!/bin/sh
# The same report from every format: each document in the folder PEERS (tests/peers, and tests/peers/README
# there) has the outline, the paragraphs and the positions that its source has, and a note on the same
# words exports the same.
#
# What a format cannot carry, and is therefore not compared:
#   - which bullet it is: plain text has a hyphen, each program a bullet of its own for each level;
#   - what stands around a list's letter: HTML says that an item is "a", not that it is "(a)".
. "${srcdir:-.}/tests/command/lib.sh"
expected=$srcdir/tests/peers
case ${PEERS:=$expected} in
/*) ;;
*) PEERS=$OLDPWD/$PEERS ;;
esac

# without_marks FILE: the text with one kind of bullet, and letters of lists without brackets.
without_marks() {
    sed -E 's/^(•|◦|▪|–|-) /• /; s/^\(([a-z])\) /\1. /' "$1"
}

# outline_fields FILE: a line a heading of outline --json: index, depth, kind, number, title, domain.
outline_fields() {
    awk '
        /^  "footnotes"/ { exit }
        match($0, /"(index|depth|kind|number|title|domain)": /) {
            value = substr($0, RSTART + RLENGTH)
            sub(/,$/, "", value)
            gsub(/^"|"$/, "", value)
            row = row "\t" (value == "null" ? "-" : value)
        }
        /^    \{/ { row = "" }
        /^    \}/ { print substr(row, 2) }' "$1"
}

# equals NAME EXPECTED FILTER: the last run ended well, and FILTER makes EXPECTED of what it wrote.
equals() {
    "$3" "$folder/out" >"$folder/filtered"
    same "$folder/filtered" "$2" && test "$status" = 0
    outcome $? "$1"
}

# is_left_out DOCUMENT: this build reads no such format.
is_left_out() {
    run text "$1"
    grep -q 'built without' "$folder/err" || return 1
    number=$((number + 1))
    echo "ok $number - $(basename "$1") # SKIP built without its library"
}

# Positions count in the text: where that is as long as the source's, they are the same ones.
compare_positions() {
    run text "$1"
    test "$(wc -m <"$folder/out")" = "$(wc -m <"$expected/$2.text")" || return 0
    run outline --json "$1"
    if [ -e "$2-positions" ]; then
        equals "$(basename "$1"): positions" "$2-positions" cat
    else
        cp "$folder/out" "$2-positions"
    fi
}

# A note on each passage, and what an export says of them but for the file's name.
compare_notes() {
    document=$PWD/noted.${1##*.}
    cp "$1" "$document"
    while read -r words; do
        run note add --quote "$words" --body "Over: $words" "$document"
    done <"$expected/$2.quotes"
    run export "$document"
    grep -v '^Report: ' "$folder/out" | sed -E 's/[0-9]{4}-[0-9]{2}-[0-9]{2}$/DATE/' \
        >"$folder/exported"
    rm -f "$document" "$document.kantlijn"
    mv "$folder/exported" "$folder/out"
    if [ -e "$2-notes" ]; then
        equals "$(basename "$1"): notes and their export" "$2-notes" cat
        return
    fi
    mv "$folder/out" "$2-notes"
    holds "$2: each passage has its note" test "$(grep -c '^Over: ' "$2-notes")" = \
        "$(wc -l <"$expected/$2.quotes")"
}

for source in verslag report; do
    for document in "$expected/$source.md" "$PEERS/$source"-*; do
        is_left_out "$document" && continue
        run outline --json "$document"
        equals "$(basename "$document"): outline" "$expected/$source.outline" outline_fields
        run text "$document"
        equals "$(basename "$document"): paragraphs" "$expected/$source.text" without_marks
        compare_positions "$document" "$source"
        compare_notes "$document" "$source"
    done
done

finish
