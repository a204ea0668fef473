#!/bin/sh
# What a reader knows better than the report says: --encoding, --language, --date; and a report on standard
# input, whose notes need --sidecar.
. "${srcdir:-.}/tests/command/lib.sh"

# ---- encodings -----------------------------------------------------------------------------------

printf 'I. Justitie\n\n1. Een\n\nPrijs: 5 \244, caf\351, \200 en \223ja\224.\n' >oud.txt
# encoded NAME SENTENCE
encoded() {
    run text --encoding "$1" oud.txt
    prints "--encoding $1" <<END
I. Justitie

1. Een

$2
END
}
encoded windows-1252 'Prijs: 5 ¤, café, € en “ja”.'
encoded Windows-1252 'Prijs: 5 ¤, café, € en “ja”.'
encoded koi8-u 'Prijs: 5 є, cafИ, ─ en ⌠ja■.'

printf 'I. Justitie\n\n1. Een\n\nPrijs: 5 \244, caf\351.\n' >oud.txt
encoded iso-8859-1 'Prijs: 5 ¤, café.'
encoded iso-8859-15 'Prijs: 5 €, café.'

run text --encoding UTF-8 oud.txt
remarks 'UTF-8 that it is not' <<'END'
kantlijn: oud.txt: 2 places in the report are not valid UTF-8: they are shown as U+FFFD
END

# Without its mark, and with so few letters of ASCII that it looks like no text.
printf '\004\053\0\012\0\012\004\022\004\032' >onbekend.txt
run text onbekend.txt
holds 'UTF-16 without its mark may look like no text' test "$status" = 3
run text --encoding utf-16 onbekend.txt
prints 'and is read all the same when it is named' <<'END'
Ы

ВК
END

run text --encoding latijn oud.txt
fails 2 'an encoding that is none' <<'END'
kantlijn: latijn: is no encoding that is known here: give one such as UTF-8, UTF-16, windows-1252 or iso-8859-15
END
for name in '' / latin1//TRANSLIT; do
    run text --encoding "$name" oud.txt
    holds "nor is '$name' one" test "$status" = 2
done

printf '%%PDF-1.4\n' >leeg.pdf
run text --encoding windows-1252 leeg.pdf
holds 'a document of another format is what its bytes say' test "$status" = 3

# A note is anchored in the text as it was read.
run note add --encoding iso-8859-15 --quote '5 €' --body prijs oud.txt
run note list --encoding iso-8859-15 --json oud.txt
holds 'notes are made on the text that is read' grep -q '"state": "same"' "$folder/out"
run check --encoding iso-8859-15 oud.txt
prints 'and checked against it' <<'END'
nothing is wrong
END
mv oud.txt ander.txt
run note list --encoding iso-8859-15 oud.txt.kantlijn
holds 'a sidecar finds its report that was renamed, read so' test "$status" = 0 -a -s "$folder/out"
run note list --encoding windows-1252 oud.txt.kantlijn
holds 'and not read otherwise' test "$status" = 3
run note list --encoding latijn oud.txt.kantlijn
fails 2 'an encoding that is none is told there too' <<'END'
kantlijn: latijn: is no encoding that is known here: give one such as UTF-8, UTF-16, windows-1252 or iso-8859-15
END

# ---- language and date ---------------------------------------------------------------------------

# meeting NAME KEY VALUE...: these pairs stand in the JSON of the outline.
meeting() {
    name=$1
    shift
    : >"$folder/missing"
    while test $# -gt 0; do
        grep -q "\"$1\": $2,*\$" "$folder/out" || echo "no $1: $2" >>"$folder/missing"
        shift 2
    done
    cat "$folder/missing" >"$folder/said"
    holds "$name" test "$status" = 0 -a ! -s "$folder/missing"
}

cp verslag.txt jbz-2024-01.txt
run outline --json --language FR jbz-2024-01.txt
meeting 'the language that is given' language '"fr"' date_from '"2024-01"' source '"file-name"'
run outline --json --language und verslag.txt
meeting 'or that is none of them' language '"und"' source null
run outline --language nederlands verslag.txt
fails 2 'a language that is none' <<'END'
kantlijn: nederlands: is no code of a report's language: give two letters, such as nl, en or fr, or und where it is another
END

run outline --json --date 2023-12-04..2023-12-05 jbz-2024-01.txt
meeting "a date wins over the file's name" date_from '"2023-12-04"' date_to '"2023-12-05"' \
    source '"reader"'
{ printf 'Verslag JBZ-Raad van 12 en 13 juni 2025 te Luxemburg\n\n' && cat verslag.txt; } >titel.txt
run outline --json titel.txt
meeting 'without one the text tells' date_from '"2025-06-12"' source '"text"' place '"Luxemburg"'
run outline --json --date 2019 titel.txt
meeting 'a date wins over the text' date_from '"2019"' date_to '"2019"' source '"reader"' \
    place '"Luxemburg"'
run outline --json titel.txt
meeting 'for that call alone' date_from '"2025-06-12"' source '"text"'
for date in 2024-13 2023-02-29 25-01-2024 2024-01-26..2024-01-25 2024-01..2024-01-25 ''; do
    run outline --date "$date" verslag.txt
    fails 2 "'$date' is no date" <<END
kantlijn: ${date:+$date: }is no date of a meeting: give YYYY, YYYY-MM, YYYY-MM-DD, or FROM..TO with the first day first
END
done
run export --date 2023-12-04 titel.txt
holds 'an export bears the date' grep -q '2023-12-04' "$folder/out"
rm titel.txt

# Every command that reads a report takes all three.
for words in 'outline' 'text' 'note list' 'stance list' 'export' 'note add --item 1 --body x' \
    'stance set --item 1 NL=+' 'stance clear --item 1 NL' 'check' ''; do
    # shellcheck disable=SC2086 # several words
    run $words --encoding utf-8 --language nl --date 2024 verslag.txt
    holds "kantlijn $words takes them" test "$status" = 0
    # shellcheck disable=SC2086
    run $words --encoding x verslag.txt
    holds "kantlijn $words refuses what is none" test "$status" = 2
done
run demo --language nl
holds 'the demo takes none' test "$status" = 2

# ---- standard input -------------------------------------------------------------------------------

for words in 'note add --item 1 --body x' 'note list' 'note edit 0 --body x' 'note delete 0' \
    'stance set --item 1 NL=+' 'stance clear --item 1 NL' 'stance list' 'export' 'check'; do
    # shellcheck disable=SC2086
    run $words - <verslag.txt
    fails 2 "kantlijn $words - needs --sidecar" <<'END'
kantlijn: standard input has no place of its own for notes: name one with --sidecar FILE
END
done
for words in 'note list' 'stance list' 'export' 'check'; do
    # shellcheck disable=SC2086
    run $words --sidecar verslag.txt.kantlijn - <verslag.txt
    holds "kantlijn $words - takes the one it is given" test "$status" = 0
done
cat verslag.txt | "$KANTLIJN" note list --json --sidecar verslag.txt.kantlijn - >"$folder/out"
holds 'and its notes stand where they stood' grep -q '"state": "same"' "$folder/out"
for words in 'outline' 'text' ''; do
    # shellcheck disable=SC2086
    run $words --encoding utf-8 - <verslag.txt
    holds "kantlijn $words - needs none" test "$status" = 0 -a -s "$folder/out"
done

finish
