#!/bin/sh
# stance set, clear, list.
. "${srcdir:-.}/tests/command/lib.sh"

run stance list verslag.txt
succeeds 'a report without a sidecar has no stances'

run stance set --item 1 NL=+ DE=conditional 'fr=!' com- verslag.txt
succeeds 'signs and words both set a stance'
run stance set --quote 'Enkele lidstaten' A_FEW+ verslag.txt
succeeds 'a collective has a stance on a passage'
run stance set --item 2 GR=0 'ALL=~' verslag.txt
succeeds 'GR is EL'

run stance list verslag.txt
masked
prints 'list gives the stances in the order of the report' <<'END'
ID  NL+  1. Terugkeer  A. Tester, DATE
ID  DE~  1. Terugkeer  A. Tester, DATE
ID  FR!  1. Terugkeer  A. Tester, DATE
ID  COM-  1. Terugkeer  A. Tester, DATE
ID  A_FEW+  1. Terugkeer  117:133  A. Tester, DATE
ID  EL0  2. Havens  A. Tester, DATE
ID  ALL~  2. Havens  A. Tester, DATE
END
run stance list --json verslag.txt
masked
prints 'list --json has the keys of the contract' <<'END'
[
  {
    "id": "ID",
    "item": "1",
    "actor": "NL",
    "stance": "support",
    "start": 23,
    "end": 35,
    "quote": "1. Terugkeer",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "item": "1",
    "actor": "DE",
    "stance": "conditional",
    "start": 23,
    "end": 35,
    "quote": "1. Terugkeer",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "item": "1",
    "actor": "FR",
    "stance": "reserve",
    "start": 23,
    "end": 35,
    "quote": "1. Terugkeer",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "item": "1",
    "actor": "COM",
    "stance": "oppose",
    "start": 23,
    "end": 35,
    "quote": "1. Terugkeer",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "item": "1",
    "actor": "A_FEW",
    "stance": "support",
    "start": 117,
    "end": 133,
    "quote": "Enkele lidstaten",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "item": "2",
    "actor": "EL",
    "stance": "neutral",
    "start": 192,
    "end": 201,
    "quote": "2. Havens",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  },
  {
    "id": "ID",
    "item": "2",
    "actor": "ALL",
    "stance": "conditional",
    "start": 192,
    "end": 201,
    "quote": "2. Havens",
    "author": "A. Tester",
    "created": "TIME",
    "modified": "TIME",
    "state": "same"
  }
]
END
holds 'list --json is JSON' valid_json

run stance set --item 1 NL=- verslag.txt
succeeds 'setting again changes the tag'
run stance list verslag.txt
holds 'and adds none' test "$(grep -c 'NL' "$folder/out")" = 1
KANTLIJN_AUTHOR='B. Tester' run stance set --item 1 NL=+ verslag.txt
run stance list verslag.txt
holds 'another author has a tag of his own' test "$(grep -c 'NL[+-]' "$folder/out")" = 2

run stance clear --item 1 NL DE verslag.txt
succeeds 'clear takes the tags away'
run stance list verslag.txt
holds 'but only the author'\''s own' grep -q 'NL+.*B. Tester' "$folder/out"
run stance clear --item 1 NL verslag.txt
fails 1 'clearing what is not there' <<'END'
kantlijn: verslag.txt: NL has no stance of A. Tester at this place: `kantlijn stance list` shows what there is
END
run stance set --item 1 NL=x verslag.txt
fails 1 'and by its letter' <<'END'
kantlijn: verslag.txt: NL has no stance of A. Tester at this place: `kantlijn stance list` shows what there is
END

run stance set --item 1 XX=+ verslag.txt
fails 2 'an actor that is none' <<'END'
kantlijn: “XX” is no actor: give a state's code such as NL, or COM, ALL, A_FEW; kantlijn(1) lists them
END
run stance set --item 1 ALLL=+ verslag.txt
fails 2 'a misspelt actor names the nearest' <<'END'
kantlijn: “ALLL” is no actor: the nearest is ALL; kantlijn(1) lists them
END
run stance set --item 1 NL=yes verslag.txt
fails 2 'a stance that is none' <<'END'
kantlijn: “NL=yes” is no stance: write + (support), - (oppose), ~ (conditional), ! (reserve) or 0 (neutral)
END
run stance set --item 1 SE=+ NL=+ SE=- verslag.txt
fails 2 'two signs for one actor' <<'END'
kantlijn: SE is given two stances: leave one of them out
END
run stance set --item 1 NL verslag.txt
fails 2 'an actor without a stance' <<'END'
kantlijn: NL has no stance: write it behind the actor, as in NL=+
END
run stance set NL=+ verslag.txt
fails 2 'stances need a place' <<'END'
kantlijn: no place is given: name it with --item, --quote or --at
END
run stance set --item 1 verslag.txt
fails 2 'stances need an actor' <<'END'
kantlijn: stance set: needs ACTOR=SIGN... before the report: give it
END
run stance clear --item 1 NL=+ verslag.txt
fails 2 'clear takes actors alone' <<'END'
kantlijn: NL=+: clearing takes actors alone: leave out the = and what follows
END
cp verslag.txt.kantlijn before.kantlijn
run stance set --item 1 SE=+ XX=+ verslag.txt
holds 'one that is wrong leaves all undone' cmp before.kantlijn verslag.txt.kantlijn

finish
