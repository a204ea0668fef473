#!/bin/sh
# Sidecars that cannot be used, and where sidecars are: a clear message, status 4, and the report and the
# file stay as they are.
. "${srcdir:-.}/tests/command/lib.sh"

# refused NAME: the last run ended with 4 and the message on standard input; the sidecar is unchanged.
refused() {
    fails 4 "$1"
    holds "$1: the file stays as it is" cmp verslag.txt.kantlijn "$folder/before"
}

# The file that stands there now is what must not change.
with_sidecar() {
    cp verslag.txt.kantlijn "$folder/before"
    run note list verslag.txt
}

echo 'no database' >verslag.txt.kantlijn
with_sidecar
refused 'a sidecar that is no database' <<'END'
kantlijn: verslag.txt.kantlijn: this is no sidecar: it is no SQLite database; move it out of the way, or name another with --sidecar
END
run note add --item 1 --body x verslag.txt
refused 'nor is it written to' <<'END'
kantlijn: verslag.txt.kantlijn: this is no sidecar: it is no SQLite database; move it out of the way, or name another with --sidecar
END
run text verslag.txt
holds 'the text needs no sidecar' test "$status" = 0
rm verslag.txt.kantlijn

: >verslag.txt.kantlijn
with_sidecar
refused 'a sidecar of 0 bytes' <<'END'
kantlijn: verslag.txt.kantlijn: the file is empty, and kantlijn never leaves it so: put back an older copy, or remove it to begin anew
END
rm verslag.txt.kantlijn

mkdir verslag.txt.kantlijn
run note list verslag.txt
fails 4 'a sidecar that is a directory' <<'END'
kantlijn: verslag.txt.kantlijn: a folder stands where the sidecar should be: move it out of the way, or name another sidecar with --sidecar
END
rmdir verslag.txt.kantlijn

run note add --item 1 --body 'goed' verslag.txt
cp verslag.txt.kantlijn good.kantlijn

# ---- made with sqlite3, where it is there --------------------------------------------------------
sql() {
    sqlite3 verslag.txt.kantlijn "$@"
}

if command -v sqlite3 >/dev/null 2>&1; then
    rm verslag.txt.kantlijn
    sql 'PRAGMA application_id = 7; CREATE TABLE other (a);'
    with_sidecar
    refused "another program's database" <<'END'
kantlijn: verslag.txt.kantlijn: this database belongs to another program: move it out of the way, or name another sidecar with --sidecar
END

    cp good.kantlijn verslag.txt.kantlijn
    sql 'PRAGMA user_version = 99;'
    with_sidecar
    refused 'a sidecar newer than the program' <<'END'
kantlijn: verslag.txt.kantlijn: it was written by a newer kantlijn (format 99, this one knows 2): install that version to read it
END

    cp good.kantlijn verslag.txt.kantlijn
    sql 'CREATE TRIGGER evil AFTER INSERT ON edit BEGIN DELETE FROM edit; END;'
    with_sidecar
    refused 'a sidecar with a trigger' <<'END'
kantlijn: verslag.txt.kantlijn: its tables are not as kantlijn makes them, so it was altered by another program and is not opened: put back an older copy, or ask who sent it
END

    cp good.kantlijn verslag.txt.kantlijn
    sql 'CREATE VIEW evil AS SELECT 1;'
    with_sidecar
    refused 'a sidecar with a view' <<'END'
kantlijn: verslag.txt.kantlijn: its tables are not as kantlijn makes them, so it was altered by another program and is not opened: put back an older copy, or ask who sent it
END

    cp good.kantlijn verslag.txt.kantlijn
    sql 'PRAGMA writable_schema = ON; INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
        SELECT type, name || 2, tbl_name, rootpage, sql FROM sqlite_schema LIMIT 1;' 2>/dev/null
    with_sidecar
    holds 'a schema that was tampered with' test "$status" = 4

    cp good.kantlijn verslag.txt.kantlijn
    sql "UPDATE edit SET value = hex(zeroblob(3000000)) WHERE field = 'body';
        UPDATE note SET body = hex(zeroblob(3000000));"
    with_sidecar
    holds 'a value larger than any note is refused' test "$status" = 4

    cp good.kantlijn verslag.txt.kantlijn
    mkfifo release held
    { echo 'BEGIN EXCLUSIVE; SELECT 1;' && cat release; } |
        stdbuf -oL sqlite3 verslag.txt.kantlijn >held &
    read -r _ <held
    run note add --item 1 --body 'even wachten' verslag.txt
    echo >release
    wait
    rm release held
    fails 4 'a sidecar that another program keeps locked' <<'END'
kantlijn: verslag.txt.kantlijn: another program holds the file locked: close it there, or try again in a moment
END
    run note list verslag.txt
    holds 'is there again when the lock is gone' test "$status" = 0
else
    echo "# without sqlite3: what is made with it is left out"
fi

cp good.kantlijn verslag.txt.kantlijn
size=$(wc -c <verslag.txt.kantlijn)
dd if=/dev/zero of=verslag.txt.kantlijn bs=1 seek=$((size / 2)) count=4096 conv=notrunc 2>/dev/null
with_sidecar
holds 'a corrupt sidecar is told, not shown' test "$status" = 4
cp good.kantlijn verslag.txt.kantlijn
dd if=good.kantlijn of=verslag.txt.kantlijn bs=1 count=$((size / 2)) 2>/dev/null
with_sidecar
holds 'a sidecar cut short is told' test "$status" = 4

# ---- read-only ------------------------------------------------------------------------------------
cp good.kantlijn verslag.txt.kantlijn
chmod 444 verslag.txt.kantlijn
chmod 555 .
run_as_nobody note list verslag.txt
holds 'a read-only sidecar can be read' test "$status" = 0
cp verslag.txt.kantlijn "$folder/before"
run_as_nobody note add --item 1 --body x verslag.txt
refused 'a read-only sidecar is not written to' <<'END'
kantlijn: verslag.txt.kantlijn: its folder is read-only: make the folder writable, or name another sidecar with --sidecar
END
chmod 755 .
chmod 644 verslag.txt.kantlijn
rm verslag.txt.kantlijn good.kantlijn

chmod 555 .
mkdir "$folder/data"
chmod 777 "$folder/data"
XDG_DATA_HOME=$folder/data
export XDG_DATA_HOME
run_as_nobody note add --item 1 --body 'elders' verslag.txt
sed "s|$folder|FOLDER|g; s|%[^ ]*%work|%work|" "$folder/err" >"$folder/masked"
mv "$folder/masked" "$folder/err"
remarks 'a folder that is not writable: the sidecar is elsewhere, and that is said' <<'END'
kantlijn: verslag.txt: the report's folder is not writable: notes are kept in FOLDER/data/kantlijn/%work%verslag.txt.kantlijn
END
holds 'elsewhere is for its owner alone' test "$(stat -c %a "$folder/data/kantlijn")" = 700
run_as_nobody note list --json verslag.txt
holds 'and it is found again' grep -q '"body": "elders"' "$folder/out"
holds 'nothing came beside the report' test "$(ls -A)" = 'verslag.txt'
chmod 755 .
run note add --sidecar verslag.txt.kantlijn --item 2 --body 'hiernaast' verslag.txt
chmod 644 verslag.txt.kantlijn
run_as_nobody note list verslag.txt
sed "s|$folder|FOLDER|g; s|%[^ ]*%work|%work|" "$folder/err" >"$folder/masked"
mv "$folder/masked" "$folder/err"
remarks 'notes in the data folder are not forgotten when a sidecar appears' <<'END'
kantlijn: verslag.txt: FOLDER/data/kantlijn/%work%verslag.txt.kantlijn holds notes on this report: name it with --sidecar, or read the report on the screen and take them over
END
rm verslag.txt.kantlijn
unset XDG_DATA_HOME

# ---- named as REPORT, renamed -----------------------------------------------------------------------
run note add --item 1 --body 'meegenomen' verslag.txt
run note list verslag.txt
cp "$folder/out" "$folder/listed"
holds 'a note is listed' grep -q meegenomen "$folder/listed"
run note list verslag.txt.kantlijn
holds 'a sidecar named as REPORT opens its report' cmp "$folder/out" "$folder/listed"
mv verslag.txt nieuw.txt
run note list verslag.txt.kantlijn
holds 'also where the report was renamed' cmp "$folder/out" "$folder/listed"
run note list nieuw.txt
remarks 'a renamed report is offered the sidecar with its text' <<'END'
kantlijn: nieuw.txt: verslag.txt.kantlijn holds notes on this report: name it with --sidecar, or read the report on the screen and take them over
END
run note list --sidecar verslag.txt.kantlijn nieuw.txt
holds 'which --sidecar uses' cmp "$folder/out" "$folder/listed"
mv nieuw.txt "$folder/nieuw.txt"
run note list verslag.txt.kantlijn
fails 3 'a sidecar whose report is nowhere' <<'END'
kantlijn: verslag.txt.kantlijn: is a sidecar, and its report is not in this folder: put the report beside it, or open the report with --sidecar
END
mv "$folder/nieuw.txt" verslag.txt

# ---- a report that changed ----------------------------------------------------------------------------
run note add --quote 'Enkele lidstaten' --body 'blijft' verslag.txt
run note add --quote 'Frankrijk vroeg om geduld' --body 'verdwijnt' verslag.txt
sed 's/^De Commissie/Vooraf: de Commissie/; s/Frankrijk/Spanje/' verslag.txt >other.txt
mv other.txt verslag.txt
run note list --json verslag.txt
remarks 'notes that have lost their passage are counted' <<'END'
kantlijn: verslag.txt: the report has changed; without a place now (orphans): 1 note
END
grep -E '"(item|start|body|state)":' "$folder/out" >"$folder/listed"
mv "$folder/listed" "$folder/out"
: >"$folder/err"
prints 'what stayed is the same, what moved is moved, what is gone is an orphan at its item' <<'END'
    "item": "1",
    "start": 23,
    "body": "meegenomen",
    "state": "same"
    "item": "1",
    "start": 125,
    "body": "blijft",
    "state": "moved"
    "item": "2",
    "start": null,
    "body": "verdwijnt",
    "state": "orphan"
END
run check verslag.txt
masked
holds 'check finds the orphan' test "$status" = 1
prints_findings() {
    status=0
    : >"$folder/err"
    prints "$1"
}
prints_findings 'and says so' <<'END'
note ID has lost its passage: the report's text has changed
END

# An item that is gone: what was said of it stands under no other one.
cat verslag.txt >"$folder/before"
run stance set --item 3 NL=+ verslag.txt
run note add --item 3 --body 'bij het punt' verslag.txt
run note add --quote 'één coördinator' --body 'erin' verslag.txt
sed 's/^3\. Havens/4. Anders/' "$folder/before" >verslag.txt
run note list verslag.txt
masked
remarks 'notes and stances are told of together' <<'END'
kantlijn: verslag.txt: the report has changed; without a place now (orphans): 2 notes, 1 stance
END
: >"$folder/err"
grep -E '^ID' "$folder/out" >"$folder/listed"
mv "$folder/listed" "$folder/out"
prints 'and listed last, in the order of the items they were made on' <<'END'
ID  note  1. Terugkeer
ID  note  1. Terugkeer  [moved]
ID  note  4. Anders  [moved]
ID  note  2. Havens  [orphan]
ID  note  3. Havens  [orphan]
END

# ---- at the same time -----------------------------------------------------------------------------------
rm verslag.txt.kantlijn
for author in A B C D; do
    (
        KANTLIJN_AUTHOR=$author
        for i in 1 2 3 4 5; do
            "$KANTLIJN" note add --item 2 --body "$author$i" verslag.txt >>"$folder/ids.$author" 2>&1
        done
    ) &
done
wait
run note list --json verslag.txt
holds 'four programs writing at once, none of which finds a sidecar, lose nothing' \
    test "$(grep -cE '"body": "[ABCD][1-5]"' "$folder/out")" = 20
run check verslag.txt
holds 'and leave a sound file' test "$status" = 0

finish
