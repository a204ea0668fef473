#!/bin/sh
# kill -9 during 200 edits of every kind (notes added, changed, deleted, stances set and cleared): each
# that ended well is there, each that was killed is there whole or not at all, and the file is sound.
# The moments of the kills and the kinds come from a seed, which is printed: KANTLIJN_SEED=N repeats
# them. Undo, which is no command, is killed in tests/unit/test_sidecar_crash.c.
. "${srcdir:-.}/tests/command/lib.sh"

seed=${KANTLIJN_SEED:-$$}
echo "# seed $seed"

# may/ID holds what that note or stance may be: one line after an edit that ended well, one more for
# each since then that was killed and may have come through.
mkdir "$folder/may"
gone='(gone)'

# start EDIT KIND: begins an edit in the background, of the note $note where it wants one; subject is
# what it changes and value what it becomes.
start() {
    subject=$note
    value="nummer $1"
    case $2 in
    add)
        set -- note add --item 2 --body "$value"
        subject=
        ;;
    change)
        set -- note edit "$note" --body "$value"
        ;;
    delete)
        set -- note delete "$note"
        value=$gone
        ;;
    set)
        subject=stance
        value=$(test $(($1 % 2)) = 0 && echo support || echo oppose)
        set -- stance set --item 1 "NL=$value"
        ;;
    clear)
        set -- stance clear --item 1 NL
        subject=stance
        value=$gone
        ;;
    esac
    "$KANTLIJN" "$@" verslag.txt >"$folder/id" 2>/dev/null &
    child=$!
}

run note add --item 1 --body 'nummer 0' verslag.txt
note=$(cat "$folder/out")
echo 'nummer 0' >"$folder/may/$note"
echo "$gone" >"$folder/may/stance"

# Each edit lives for a random part of `limit` turns of a loop; the limit follows how long an edit takes
# here, so that about half of them come through on any machine.
"${AWK:-awk}" -v seed="$seed" 'BEGIN {
    kinds = split("add add change change delete delete set set clear", kind, " ")
    srand(seed)
    for (i = 0; i < 200; i++)
        print int(rand() * 1000), kind[1 + int(rand() * kinds)]
}' >"$folder/parts"
limit=2000
edit=0
done=0
while read -r part kind; do
    edit=$((edit + 1))
    turns=$((limit * part / 1000))
    start "$edit" "$kind"
    until test "$turns" -le 0; do
        turns=$((turns - 1))
    done
    kill -9 "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    if test $? = 0; then
        test "$kind" = add && subject=$(cat "$folder/id")
        echo "$value" >"$folder/may/$subject"
        echo "$kind" >>"$folder/done"
        done=$((done + 1))
        limit=$((limit * 4 / 5 + 1))
    else
        test -n "$subject" && echo "$value" >>"$folder/may/$subject"
        limit=$((limit * 5 / 4 + 1))
    fi
    # changed next: the newest note, unless it may be gone
    if test "$kind" = add && test -s "$folder/id"; then
        note=$(cat "$folder/id")
        test -e "$folder/may/$note" || echo "$value" >"$folder/may/$note"
    elif grep -qxF "$gone" "$folder/may/$note"; then
        note=$(grep -LxF "$gone" "$folder"/may/* | sed 's|.*/||' | grep -vx stance | tail -n 1)
    fi
    if test -z "$note"; then
        run note add --item 1 --body "nummer $edit" verslag.txt
        note=$(cat "$folder/out")
        echo "nummer $edit" >"$folder/may/$note"
    fi
done <"$folder/parts"
echo "# $done ended well: $(sort "$folder/done" | uniq -c | tr -s ' \n' ' ')"

run check verslag.txt
cat "$folder/out" "$folder/err" >"$folder/said"
holds 'the sidecar is sound after 200 kills' test "$status" = 0

# ID VALUE of all that is there now
run note list --json verslag.txt
sed -n 's/^ *"id": "\(.*\)",$/\1/p; s/^ *"body": "\(.*\)",$/\1/p' "$folder/out" | paste -d ' ' - - \
    >"$folder/there"
run stance list --json verslag.txt
sed -n 's/^ *"stance": "\(.*\)",$/stance \1/p' "$folder/out" >>"$folder/there"
: >"$folder/lost"
for file in "$folder"/may/*; do
    id=${file##*/}
    is=$(sed -n "s/^$id //p" "$folder/there")
    grep -qxF "${is:-$gone}" "$file" || echo "$id is '${is:-$gone}', and may be: $(tr '\n' ';' <"$file")" \
        >>"$folder/lost"
done
cp "$folder/lost" "$folder/said"
holds 'every edit that ended well is there' test ! -s "$folder/lost"
holds 'some edits were killed and some were not' test "$done" -gt 10 -a "$done" -lt 190
for kind in add change delete set; do
    holds "some came through: $kind" grep -qx $kind "$folder/done"
done

finish
