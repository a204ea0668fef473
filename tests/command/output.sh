#!/bin/sh
# Output that cannot be written: full disks and closed pipes are told, status 5, and no note is lost.
. "${srcdir:-.}/tests/command/lib.sh"

"$KANTLIJN" text verslag.txt >/dev/full 2>"$folder/err"
status=$?
: >"$folder/out"
fails 5 'a full disk behind standard output' <<'END'
kantlijn: standard output: cannot be written, there is no room (No space left on device): free some, or send it elsewhere
END

"$KANTLIJN" text verslag.txt >&- 2>"$folder/err"
status=$?
fails 5 'a standard output that is closed' <<'END'
kantlijn: standard output: cannot be written (Bad file descriptor): send it elsewhere
END

for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cat verslag.txt verslag.txt; done >tien.txt
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cat tien.txt tien.txt; done >groot.txt
{
    "$KANTLIJN" text groot.txt 2>"$folder/err"
    echo $? >"$folder/status"
} | head -n 1 >/dev/null
status=$(cat "$folder/status")
fails 5 'a pipe whose reader has gone: the status alone tells' </dev/null

# A limit on the size of files stands for a full disk; SIGXFSZ is ignored, so that writing fails. The
# limit is not for what is written here, which goes through a pipe.
limited() {
    {
        (
            trap '' XFSZ
            ulimit -f "$1"
            shift
            exec "$KANTLIJN" "$@" 2>&1
        )
        echo $? >"$folder/status"
    } | cat >"$folder/err"
    status=$(cat "$folder/status")
    : >"$folder/out"
}

limited 0 export -o notes.txt verslag.txt
fails 5 'an export for which there is no room' <<'END'
kantlijn: notes.txt: cannot be written, there is no room (File too large): free some, or choose another place
END
holds 'leaves no file' test ! -e notes.txt
echo mine >notes.txt
limited 0 export --force -o notes.txt verslag.txt
holds 'nor touches the one that stands there' test "$status" = 5 -a "$(cat notes.txt)" = mine
holds 'nor leaves one beside it' test "$(ls -A | grep -c notes)" = 1

run note add --item 1 --body 'eerst' verslag.txt
cp verslag.txt.kantlijn "$folder/before"
printf 'x%.0s' $(seq 1 3000) >long.txt
for i in 1 2 3 4 5 6; do cat long.txt long.txt >longer.txt && mv longer.txt long.txt; done
limited 8 note add --item 1 --body "$(head -c 100000 long.txt)" verslag.txt
holds 'a note for which there is no room is refused' test "$status" = 4 -a -s "$folder/err"
run note list --json verslag.txt
holds 'and those before it are there' grep -q '"body": "eerst"' "$folder/out"
run check verslag.txt
holds 'in a sound file' test "$status" = 0

finish
