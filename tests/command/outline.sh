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

# ---- what a reader put right -------------------------------------------------------------------------
# There is no command for it; the log says it, and `check --repair` makes the tables of the log.
if command -v sqlite3 >/dev/null 2>&1; then
    run note add --item 2 --body 'geen kop' verslag.txt
    sqlite3 verslag.txt.kantlijn "
        INSERT INTO edit (id, clock_ms, clock_count, author, action, object, type, field, value)
        SELECT '0000000' || number || '-0000-7000-8000-000000000000', 1, number, 'Ans',
            '00000003-0000-7000-8000-000000000000', '00000004-0000-7000-8000-000000000000', 'correction',
            field, iif(field = 'anchor', value, 'paragraph')
        FROM (SELECT 1 AS number, 'anchor' AS field, value FROM edit WHERE field = 'anchor'
            UNION ALL SELECT 2, 'reading', '')"
    run check --repair verslag.txt
    holds 'a correction that is only in the log is derived' test "$status" = 0
    run outline verslag.txt
    prints 'the outline is the one that was put right' <<'END'
I. Binnenlandse zaken
  1. Terugkeer
II. Justitie
  3. Havens
END
    run verslag.txt
    holds 'and so it is where no screen is' grep -qx '  3. Havens' "$folder/out"
    holds 'without the heading that is none' test "$(grep -c '2. Havens' "$folder/out")" = 1
    run text verslag.txt
    holds 'the text stays as it is' grep -qx '2. Havens' "$folder/out"
    run note list --json verslag.txt
    holds "the item's note is about the line now" grep -q '"state": "moved"' "$folder/out"
    run export verslag.txt
    holds 'the export says what was put right' grep -q '^“2. Havens”: no heading — Ans' "$folder/out"
    echo 'no database' >verslag.txt.kantlijn
    run outline verslag.txt
    remarks 'a sidecar that cannot be read leaves the outline as it was inferred' <<'END'
kantlijn: verslag.txt: what a reader put right in the outline cannot be read: verslag.txt.kantlijn: this is no sidecar: it is no SQLite database; move it out of the way, or name another with --sidecar
END
fi
finish
