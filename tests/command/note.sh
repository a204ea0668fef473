#!/bin/sh
# note add, list, edit, delete, and places in words.
. "${srcdir:-.}/tests/command/lib.sh"

run note list verslag.txt
succeeds 'a report without a sidecar has no notes'
run note list --json verslag.txt
prints 'nor in JSON' <<'END'
[]
END
holds 'listing made no file' test ! -e verslag.txt.kantlijn

# ---- adding -------------------------------------------------------------------------------------

run note add --item 2 --body 'Wie betaalt?' verslag.txt
cp "$folder/out" "$folder/first-id"
masked
prints 'add prints the id' <<'END'
ID
END
first_id=$(cat "$folder/first-id")
holds 'the sidecar stands beside the report, with its permissions' \
    test "$(stat -c %a verslag.txt.kantlijn)" = 644

run note add --quote 'Enkele lidstaten' --kind question --body 'Welke?' verslag.txt
masked
prints 'a quote is a place' <<'END'
ID
END

run note add --at 0:2 --body 'Romeins' verslag.txt
holds 'a range is a place' test "$status" = 0

printf 'Eerste regel\r\nTweede regel  \n\n\n' >body.txt
run note add --item @5 --body - verslag.txt <body.txt
holds 'a body is read from standard input' test "$status" = 0
cp verslag.txt.kantlijn "$folder/before"
printf 'nul\000x' >body.txt
run note add --item 1 --body - verslag.txt <body.txt
fails 2 'a body with a NUL byte is refused, and not cut there' <<'END'
kantlijn: standard input: holds a NUL byte, which no text does: give the note as text
END
printf 'caf\351\n' >body.txt
run note add --item 1 --body - verslag.txt <body.txt
fails 2 'a body that is no UTF-8 is refused' <<'END'
kantlijn: the note is no UTF-8 text: convert it first, as with `iconv -f WINDOWS-1252`
END
run note add --item 1 --body "$(cat body.txt)" verslag.txt
holds 'also as a word of the command line' test "$status" = 2
holds 'and nothing was written' cmp verslag.txt.kantlijn "$folder/before"

run note list verslag.txt
masked
prints 'list gives the notes in the order of the report' <<'END'
ID  note  I. Binnenlandse zaken
  > I.
    Romeins
  A. Tester, DATE
ID  question  1. Terugkeer
  > Enkele lidstaten
    Welke?
  A. Tester, DATE
ID  note  2. Havens
    Wie betaalt?
  A. Tester, DATE
ID  note  3. Havens
    Eerste regel
    Tweede regel
  A. Tester, DATE
END

run note list --json verslag.txt
masked
prints 'list --json has the keys of the contract' <<'END'
[
  {
    "id": "ID",
    "kind": "note",
    "item": "I",
    "start": 0,
    "end": 2,
    "quote": "I.",
    "body": "Romeins",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "kind": "question",
    "item": "1",
    "start": 117,
    "end": 133,
    "quote": "Enkele lidstaten",
    "body": "Welke?",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "kind": "note",
    "item": "2",
    "start": 192,
    "end": 201,
    "quote": "2. Havens",
    "body": "Wie betaalt?",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "kind": "note",
    "item": "3",
    "start": 285,
    "end": 294,
    "quote": "3. Havens",
    "body": "Eerste regel\nTweede regel",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  }
]
END
holds 'list --json is JSON' valid_json

# ---- places ---------------------------------------------------------------------------------------

run note add --body x verslag.txt
fails 2 'a note needs a place' <<'END'
kantlijn: no place is given: name it with --item, --quote or --at
END
run note add --item 9 --body x verslag.txt
fails 1 'an item that is not there' <<'END'
kantlijn: verslag.txt: has no item 9: `kantlijn outline` lists them
END
run note add --item @99 --body x verslag.txt
fails 1 'a row that is not there' <<'END'
kantlijn: verslag.txt: has no item @99: `kantlijn outline` lists them
END
run note add --quote 'geen woord ervan' --body x verslag.txt
fails 1 'a quote that is not there' <<'END'
kantlijn: verslag.txt: does not contain the quote: copy it from `kantlijn text`
END
run note add --quote 'De Commissie' --body x verslag.txt
fails 2 'a quote that occurs twice' <<'END'
kantlijn: verslag.txt: the quote occurs 2 times: quote more of the passage, or narrow it with --item
END
run note add --item 2 --quote 'De Commissie' --body x verslag.txt
holds 'an item narrows a quote' test "$status" = 0
run note add --item 3 --quote 'De Commissie' --body x verslag.txt
fails 1 'a quote that is not in the item' <<'END'
kantlijn: verslag.txt: the item does not contain the quote: copy it from `kantlijn text`, or leave out --item
END
run note add --item 2 --quote 'geduld' --body x verslag.txt
sed 's/vroeg om geduld/vroeg om geduld, veel geduld/' verslag.txt >twee.txt
run note add --item 2 --quote 'geduld' --body x twee.txt
fails 2 'a quote that occurs twice in the item' <<'END'
kantlijn: twee.txt: the item contains the quote 2 times: quote more of the passage
END
printf "I. Justitie\n\n1. Foto\xe2\x80\x99s\nDe foto\xe2\x80\x99s \xe2\x80\x93 en alle beelden \xe2\x80\x93 van \xc3\xa9\xc3\xa9n dag.\n" >twee.txt
run note add --quote "De foto's - en" --body x twee.txt
run note list --json twee.txt
holds 'a quote that was typed is found, with the signs of the text' \
    grep -q '"quote": "De foto’s – en"' "$folder/out"
rm twee.txt twee.txt.kantlijn
run note add --quote '' --body x verslag.txt
fails 2 'an empty quote' <<'END'
kantlijn: the quote is empty: give some of the text
END
run note add --quote 'De Commissie' --at 1:2 --body x verslag.txt
fails 2 'a quote and a range together' <<'END'
kantlijn: --quote and --at both name a passage: give one of them
END
run note add --at 5:5 --body x verslag.txt
fails 2 'an empty range' <<'END'
kantlijn: the range 5:5 is empty: its end must come after its start
END
run note add --at 5:99999 --body x verslag.txt
fails 2 'a range past the end' <<'END'
kantlijn: verslag.txt: the range 5:99999 goes past the end of the text: it ends at 367
END
run note add --at vijf --body x verslag.txt
fails 2 'a range that is none' <<'END'
kantlijn: “vijf” is no range: write two positions as in --at 120:180
END
run note add --item 2 --at 0:2 --body x verslag.txt
fails 2 'a range outside its item' <<'END'
kantlijn: verslag.txt: the range 0:2 is not in that item: it goes from 192 to 269
END
printf 'I. Binnenlandse zaken\n\n1. Dubbel\nTekst.\n\nII. Justitie\n\n1. Dubbel\nTekst.\n' >dubbel.txt
run note add --item 1 --body x dubbel.txt
fails 2 'a number that occurs twice' <<'END'
kantlijn: dubbel.txt: several items are numbered 1: name one by its row in the outline, as in --item @2
END
run note add --item @4 --body x dubbel.txt
run note list --json dubbel.txt
holds 'an item whose number occurs twice goes by its title' grep -q '"item": "Dubbel"' "$folder/out"
printf 'Frankrijk vroeg\n  om geduld' >quote.txt
run note add --quote "$(cat quote.txt)" --body 'over regels heen' verslag.txt
holds 'white space in a quote matches any white space' test "$status" = 0
run note add --quote "$(printf 'e\314\201e\314\201n coo\314\210rdinator')" --body 'nfd' verslag.txt
holds 'a quote is brought to NFC' test "$status" = 0

# ---- bodies and kinds -------------------------------------------------------------------------------

run note add --item 1 verslag.txt
fails 2 'a note needs a text' <<'END'
kantlijn: note add: needs the note's text: give it with --body TEXT, or --body - to read it
END
run note add --item 1 --body '  ' verslag.txt
fails 2 'an empty note is refused' <<'END'
kantlijn: the note is empty: write something in it
END
run note add --item 1 --kind remark --body x verslag.txt
fails 2 'a kind that is none' <<'END'
kantlijn: “remark” is no kind of note: the kinds are note, question, concern, commitment, todo
END
run note add --item 1 --body - - <verslag.txt
fails 2 'note and report cannot both be standard input' <<'END'
kantlijn: the note and the report cannot both be read from standard input: give one of them a file or a text
END
run note add --item 1 --body x - <verslag.txt
fails 2 'standard input has no sidecar of its own' <<'END'
kantlijn: standard input has no place of its own for notes: name one with --sidecar FILE
END
run note add --item 1 --body 'van de pijp' --sidecar pijp.kantlijn - <verslag.txt
holds 'with --sidecar it has one' test "$status" = 0
holds 'which is for its maker alone' test "$(stat -c %a pijp.kantlijn)" = 600
run note list --sidecar pijp.kantlijn verslag.txt
masked
prints 'which another copy of the text can use' <<'END'
ID  note  1. Terugkeer
    van de pijp
  A. Tester, DATE
END

# ---- editing ----------------------------------------------------------------------------------------

run note edit "$first_id" --body 'Wie betaalt dit?' verslag.txt
succeeds 'edit changes a note'
run note edit "$(printf %s "$first_id" | tr a-f A-F)" --kind todo verslag.txt
succeeds 'and its kind, whatever the letter case of the id'
run note list --json verslag.txt
holds 'which the list shows' grep -q '"body": "Wie betaalt dit?"' "$folder/out"
run note edit "$first_id" verslag.txt
fails 2 'edit needs to know what changes' <<'END'
kantlijn: note edit: needs to know what changes: give --body, --kind or both
END
run note edit 0 --body x verslag.txt
fails 2 'the beginning of an id that several have' <<'END'
kantlijn: verslag.txt: several notes have an id that begins with 0: give more of it
END
run note edit ffff --body x verslag.txt
fails 1 'an id that no note has' <<'END'
kantlijn: verslag.txt: has no note ffff: `kantlijn note list` lists them
END
run note delete "$first_id" verslag.txt
succeeds 'delete deletes'
run note list --json verslag.txt
holds 'and the list no longer has it' sh -c '! grep -q "$1" "$2"' sh "$first_id" "$folder/out"
run note delete "$first_id" verslag.txt
fails 1 'deleted is gone' <<END
kantlijn: verslag.txt: has no note $first_id: \`kantlijn note list\` lists them
END

# ---- somebody else's ---------------------------------------------------------------------------
rm -f verslag.txt.kantlijn
run note add --item 1 --body 'van mij' verslag.txt
id=$(printed_id)
KANTLIJN_AUTHOR=Jan run note edit "$id" --body 'door jan' verslag.txt
run note list verslag.txt
masked
prints 'who changed a note is named beside its author' <<'END'
ID  note  1. Terugkeer
    door jan
  A. Tester, changed by Jan, DATE
END
run note list --json verslag.txt
holds 'the keys of --json are those of the contract' sh -c '! grep -q changed "$1"' sh "$folder/out"
run export verslag.txt
masked
holds 'the export says so too' grep -qx '— A. Tester, DATE, changed DATE by Jan' "$folder/out"

finish
