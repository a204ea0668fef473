#!/bin/sh
# outline and text: what the report is, in words and as JSON.
. "${srcdir:-.}/tests/command/lib.sh"

run outline verslag.txt
prints 'the outline, one heading a line' <<'END'
I. Binnenlandse zaken
  1. Terugkeer
  2. Havens
II. Justitie
  3. Havens
END

run text verslag.txt
prints 'the text: an empty line between blocks, the footnote lifted out to the end of its item' <<'END'
I. Binnenlandse zaken

1. Terugkeer

De Commissie lichtte haar plannen toe.[1] Nederland en Duitsland steunden die.

Enkele lidstaten vroegen om geld voor de buitengrens.

[1] Zie bijlage 2.

2. Havens

Frankrijk vroeg om geduld. De Commissie antwoordde dat er geld is.

II. Justitie

3. Havens

Het Voorzitterschap sloot de bespreking af: één coördinator is genoeg.
END

run outline --json verslag.txt
prints 'outline --json has the keys of the contract' <<'END'
{
  "meeting": {
    "title": null,
    "date_from": null,
    "date_to": null,
    "place": null,
    "formal": null,
    "source": null
  },
  "language": "nl",
  "outline": [
    {
      "index": 1,
      "depth": 1,
      "kind": "part",
      "number": "I",
      "title": "Binnenlandse zaken",
      "domain": "home-affairs",
      "title_start": 3,
      "title_end": 21,
      "start": 0,
      "end": 269
    },
    {
      "index": 2,
      "depth": 2,
      "kind": "item",
      "number": "1",
      "title": "Terugkeer",
      "domain": "home-affairs",
      "title_start": 26,
      "title_end": 35,
      "start": 23,
      "end": 190
    },
    {
      "index": 3,
      "depth": 2,
      "kind": "item",
      "number": "2",
      "title": "Havens",
      "domain": "home-affairs",
      "title_start": 195,
      "title_end": 201,
      "start": 192,
      "end": 269
    },
    {
      "index": 4,
      "depth": 1,
      "kind": "part",
      "number": "II",
      "title": "Justitie",
      "domain": "justice",
      "title_start": 275,
      "title_end": 283,
      "start": 271,
      "end": 366
    },
    {
      "index": 5,
      "depth": 2,
      "kind": "item",
      "number": "3",
      "title": "Havens",
      "domain": "justice",
      "title_start": 288,
      "title_end": 294,
      "start": 285,
      "end": 366
    }
  ],
  "footnotes": [
    {
      "label": "1",
      "text": "Zie bijlage 2.",
      "item": "1",
      "start": 176,
      "end": 190
    }
  ]
}
END
holds 'outline --json is JSON' valid_json

cp verslag.txt jbz-2024-01.txt
run outline --json jbz-2024-01.txt
sed -n '1,9p' "$folder/out" >"$folder/first"
mv "$folder/first" "$folder/out"
prints 'the meeting takes its date from the file name' <<'END'
{
  "meeting": {
    "title": null,
    "date_from": "2024-01",
    "date_to": "2024-01",
    "place": null,
    "formal": null,
    "source": "file-name"
  },
END

run outline - <verslag.txt
holds 'standard input is a report' test "$status" = 0 -a "$(wc -l <"$folder/out")" = 5

printf 'Een brief zonder kop.\n' >brief.txt
run outline brief.txt
succeeds 'a report without headings has an empty outline'

printf 'I. Justitie\r\n\r\n1. Een\r\nDecompose\314\201\r\n' >crlf.txt
run text crlf.txt
printf 'I. Justitie\n\n1. Een\n\nDecompos\303\251\n' >"$folder/wanted"
holds 'carriage returns go and the text is brought to NFC' cmp "$folder/out" "$folder/wanted"

run outline verslag.txt
cp "$folder/out" "$folder/both"
run text verslag.txt
{ cat "$folder/both"; echo; cat "$folder/out"; } >"$folder/wanted"
run verslag.txt
holds 'without a terminal a report is its outline and its text' cmp "$folder/out" "$folder/wanted"
holds 'reading writes nothing' test "$(ls -A | sort | tr '\n' ' ')" = \
    'brief.txt crlf.txt jbz-2024-01.txt verslag.txt '

finish
