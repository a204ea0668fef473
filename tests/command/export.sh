#!/bin/sh
# Ten notes and stances from the command line, taken out as plain text.
. "${srcdir:-.}/tests/command/lib.sh"
SOURCE_DATE_EPOCH=1706270700
export SOURCE_DATE_EPOCH

run note add --item 1 --body 'Kern van de dag' verslag.txt
run note add --quote 'lichtte haar plannen toe' --kind question --body 'Welke plannen?' verslag.txt
run note add --quote 'Enkele lidstaten' --kind concern --body 'Niet genoemd' verslag.txt
run note add --item 2 --kind todo --body 'Cijfers opvragen' verslag.txt
run note add --quote 'één coördinator' --body 'Zie ook punt 1' verslag.txt
run stance set --item 1 COM=+ NL=+ DE=+ verslag.txt
run stance set --quote 'Enkele lidstaten' 'A_FEW=~' verslag.txt
run stance set --item 2 'FR=!' verslag.txt
run stance set --quote 'vroeg om geduld' FR=- verslag.txt
run stance set --item 3 PRES=0 verslag.txt
holds 'ten notes and stances are made' test "$status" = 0

run export verslag.txt
cp "$folder/out" "$folder/plain"
masked
prints 'the export' <<'END'
verslag.txt
===========

Report: verslag.txt
Author: A. Tester
Exported: DATE
Contents: 5 notes, 7 stances

I. Binnenlandse zaken
=====================

1. Terugkeer
------------

For: DE, NL, COM
Conditional: A_FEW

Kern van de dag
— A. Tester, DATE

    "lichtte haar plannen toe"

Question: Welke plannen?
— A. Tester, DATE

    "Enkele lidstaten"

A_FEW: conditional — A. Tester, DATE

Concern: Niet genoemd
— A. Tester, DATE

2. Havens
---------

Reserve: FR

To do: Cijfers opvragen
— A. Tester, DATE

    "vroeg om geduld"

FR: against — A. Tester, DATE

II. Justitie
============

3. Havens
---------

Neutral: PRES

    "één coördinator"

Zie ook punt 1
— A. Tester, DATE
END
run export -f text verslag.txt
holds 'the same sidecar gives the same bytes' cmp "$folder/out" "$folder/plain"
holds 'on the day of SOURCE_DATE_EPOCH' grep -qx 'Exported: 2024-01-26' "$folder/plain"
TZ=XXX-14 SOURCE_DATE_EPOCH=1706270700 run export verslag.txt
holds 'in every time zone' cmp "$folder/out" "$folder/plain"
KANTLIJN_AUTHOR='B. Tester' run export verslag.txt
sed 's/^Author: .*/Author: A. Tester/' "$folder/out" | diff - "$folder/plain" >"$folder/difference"
grep '^[<>] .' "$folder/difference" | sed 's/ — .*//' >"$folder/out"
holds 'the exporter is its author' test "$status" = 0
prints 'to whom what others said of a whole item is told with their name' <<'END'
< COM, NL, DE: for
< FR: reserve
< PRES: neutral
END
unset SOURCE_DATE_EPOCH
for zone in XXX-14 XXX12; do
    before=$(TZ=$zone date +%Y-%m-%d)
    TZ=$zone run export verslag.txt
    after=$(TZ=$zone date +%Y-%m-%d)
    holds "without it, today as the clock on the wall has it: $zone" \
        grep -qx -e "Exported: $before" -e "Exported: $after" "$folder/out"
done
SOURCE_DATE_EPOCH=1706270700
export SOURCE_DATE_EPOCH
holds 'no line is wider than 72 columns' sh -c '! grep -qE "^.{73}" "$1"' sh "$folder/plain"
run export --width 40 verslag.txt
holds 'nor than --width' sh -c '! grep -qE "^.{41}" "$1"' sh "$folder/out"
holds '--width has an effect' sh -c '! cmp -s "$1" "$2"' sh "$folder/out" "$folder/plain"
run export --width 0 verslag.txt
holds '--width 0 does not wrap' test "$status" = 0

run export -o notes.txt verslag.txt
succeeds '-o writes a file'
holds 'with the same bytes' cmp notes.txt "$folder/plain"
echo mine >notes.txt
run export -o notes.txt verslag.txt
fails 2 'which is never overwritten' <<'END'
kantlijn: notes.txt: exists already: choose another name, or overwrite it with --force
END
holds 'so that it stays as it was' test "$(cat notes.txt)" = mine
chmod 640 notes.txt
ln -s notes.txt link.txt
run export --output=link.txt --force verslag.txt
succeeds 'unless --force is given'
holds 'which follows a link' cmp notes.txt "$folder/plain"
holds 'and keeps its permissions' test -L link.txt -a "$(stat -c %a notes.txt)" = 640
holds 'nothing is left beside it' test "$(ls -A | sort | tr '\n' ' ')" = \
    'link.txt notes.txt verslag.txt verslag.txt.kantlijn '

cp verslag.txt "$folder/report"
cp verslag.txt.kantlijn "$folder/notes"
ln verslag.txt hard.txt
ln verslag.txt.kantlijn hard.notes
run export --force -o verslag.txt verslag.txt
fails 2 'the report is not overwritten, --force or not' <<'END'
kantlijn: verslag.txt: is the report itself, which is never changed: choose another name
END
run export --force -o hard.txt verslag.txt
holds 'nor by another name' test "$status" = 2
"$KANTLIJN" export --force -o verslag.txt --sidecar verslag.txt.kantlijn - <verslag.txt \
    >"$folder/out" 2>"$folder/err"
holds 'nor when it comes in on standard input' test $? = 2
run export --force -o verslag.txt.kantlijn verslag.txt
fails 2 'nor is the sidecar' <<'END'
kantlijn: verslag.txt.kantlijn: holds notes, and an export would destroy them: choose another name
END
run export --force -o hard.notes verslag.txt
holds 'nor by another name' test "$status" = 2
run export -o verslag.txt.kantlijn-journal verslag.txt
holds 'nor is anything put where its journal goes' test "$status" = 2 -a \
    ! -e verslag.txt.kantlijn-journal
holds 'both are as they were' sh -c 'cmp verslag.txt "$1" && cmp verslag.txt.kantlijn "$2"' sh \
    "$folder/report" "$folder/notes"
rm hard.txt hard.notes

run export -o . verslag.txt
fails 2 'a folder is no file' <<'END'
kantlijn: .: is a folder: give the name of a file in it
END
run export -o no/such/notes.txt verslag.txt
fails 5 'a folder that does not exist' <<'END'
kantlijn: no/such/notes.txt: cannot be written, its folder does not exist: make the folder first
END
run export -o /dev/null verslag.txt
succeeds 'a device is written to as it is'
run export -f word verslag.txt
fails 2 'a format that is none' <<'END'
kantlijn: word: is no format of the export: choose one of text
END
rm verslag.txt.kantlijn
run export verslag.txt
holds 'without notes there is an export all the same' test "$status" = 0

finish
