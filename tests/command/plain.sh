#!/bin/sh
# Reading a line at a time: what is typed stands after its prompt, what comes of it below.
# shellcheck source=tests/command/lib.sh
. "${srcdir:-.}/tests/command/lib.sh"
unset COLUMNS LINES

# types ARGUMENT...: reads the report so, with the lines of standard input.
types() {
    "$KANTLIJN" --plain --no-resume "$@" verslag.txt >"$folder/out" 2>"$folder/err"
    status=$?
}

# The conversation that is expected is the test: what follows a prompt in it is typed.
conversation() {
    name=$1
    shift
    cat >"$folder/expected"
    sed -nE 's/^(Key|Toets|Note|More|Stances|Go to number|Go to number, .*3r|Export to file): (\[.*\] )?//p' \
        "$folder/expected" | types "$@"
    masked
    sed -E 's/DATE [0-9]{2}:[0-9]{2}/DATE TIME/' "$folder/out" >"$folder/masked"
    mv "$folder/masked" "$folder/out"
    : >"$folder/nothing"
    same "$folder/out" "$folder/expected" && same "$folder/err" "$folder/nothing" && [ "$status" = 0 ]
    outcome $? "$name"
}

conversation 'an empty line goes one line on, a space a page, and the ends say so' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: 
## 1. Terugkeer
Key: 3j
De Commissie lichtte haar plannen toe.[1] Nederland en Duitsland steunden
die.

Enkele lidstaten vroegen om geld voor de buitengrens.
Key: k
die.
Key: k
De Commissie lichtte haar plannen toe.[1] Nederland en Duitsland steunden
Key:  
die.

Enkele lidstaten vroegen om geld voor de buitengrens.

[1] Zie bijlage 2.

## 2. Havens
Frankrijk vroeg om geduld. De Commissie antwoordde dat er geld is.

# II. Justitie
## 3. Havens
Het Voorzitterschap sloot de bespreking af: één coördinator is genoeg.
Key: 
This is the end of the report
Key: g
# I. Binnenlandse zaken
Key: up
This is the beginning of the report
Key: q
END

COLUMNS=40
export COLUMNS
conversation 'lines are as wide as COLUMNS says, and sentences are read from their beginning' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: :item 1
## 1. Terugkeer
Key: j
De Commissie lichtte haar plannen
Key: )
Nederland en Duitsland
Key: $
d
Key: ^
toe.[1] Nederland en Duitsland
Key: 2)
Enkele lidstaten vroegen om geld
Key: q
END
unset COLUMNS
LINES=4
export LINES
conversation 'a page is as many lines as LINES says' <<'END'
verslag.txt, 29%, no notes yet
# I. Binnenlandse zaken
Key: Space
## 1. Terugkeer
De Commissie lichtte haar plannen toe.[1] Nederland en Duitsland steunden
die.
Key: PgUp
# I. Binnenlandse zaken
Key: q
END
unset LINES

conversation 'what a key asks for comes after it, or is asked' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: /buitengrens
match 1 of 1
Enkele lidstaten vroegen om geld voor de buitengrens.
Key: a welke staten?
Noted and saved: e edits it, dd deletes it, u takes it back
note by A. Tester: welke staten? (DATE)
Key: e
welke staten?
A dot alone saves this text, an empty line leaves it; else a new text takes its
place
Note: welke?\
More: en hoeveel?
Changed and saved: u takes it back
note by A. Tester: welke?
Key: j
en hoeveel? (DATE)
Key: t
As in NL=+ DE=- COM=~; x clears: FR=x. An empty line leaves all as it is
Stances: MALTA=+
“MALTA” is no actor: the nearest is MT; kantlijn(1) lists them
Key: q
END
rm -f verslag.txt.kantlijn

conversation 'what is searched for comes after a space or at once' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: / buitengrens
match 1 of 1
Enkele lidstaten vroegen om geld voor de buitengrens.
Key: ? Frankrijk
match 1 of 1: the search went on from the end
Frankrijk vroeg om geduld. De Commissie antwoordde dat er geld is.
Key: &buitengrens
1 place matches: & and Enter shows all
Enkele lidstaten vroegen om geld voor de buitengrens.
Key: & havens
2 places match: & and Enter shows all
# I. Binnenlandse zaken
Key: &n:geld
There are no notes yet: a writes one
Key: q
END

conversation 'stances, undo, the list and folds are told in words' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: :item 2
## 2. Havens
Key: t FR=- COM=+
2 stances saved: u takes them back
## 2. Havens (FR- COM+)
Key: note later lezen
Noted and saved: e edits it, dd deletes it, u takes it back
note by A. Tester: later lezen (DATE)
Key: [t
stances by A. Tester: FR- COM+ (DATE)
Key: zc
## 2. Havens (folded, 1 line under it) (1 note FR- COM+)
Key: L
1: 2. Havens  FR- COM+
2: 2. Havens  later lezen
Go to number: 2
note by A. Tester: later lezen (DATE)
Key: dd
Deleted: u brings it back
## 2. Havens (FR- COM+)
Key: u
Undone: deleting the note “later lezen”
note by A. Tester: later lezen (DATE)
Key: zM
# I. Binnenlandse zaken (folded, 6 lines under it) (1 note)
Key: q
END
rm -f verslag.txt.kantlijn

conversation 'selecting says what is selected; y prints it where there is no clipboard' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: G
Het Voorzitterschap sloot de bespreking af: één coördinator is genoeg.
Key: v
selected, 1 character: H
Key: iw
selected, 3 characters: Het
Key: iw
selected, 19 characters: Het Voorzitterschap
Key: Y
There is no clipboard without :set clipboard-command. This is the text:
"Het Voorzitterschap" - verslag.txt, 3. Havens
Key: s
selected, 70 characters: Het Voorzitterschap sloot de bespreking af: één
coördinator is genoeg.
Key: y
There is no clipboard without :set clipboard-command. This is the text:
Het Voorzitterschap sloot de bespreking af: één coördinator is genoeg.
Key: q
END

conversation 'the outline is listed with numbers, and words keep what has them' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: o
1: # I. Binnenlandse zaken
2: ## 1. Terugkeer
3: ## 2. Havens
4: # II. Justitie
5: ## 3. Havens
Go to number: havens
3: ## 2. Havens
5: ## 3. Havens
Go to number: 5
## 3. Havens
Key: outline
1: # I. Binnenlandse zaken
2: ## 1. Terugkeer
3: ## 2. Havens
4: # II. Justitie
5: ## 3. Havens
Go to number: nergens
Nothing has these words
Go to number: 
Key: ma
Marked: 'a comes back here
Key: g
# I. Binnenlandse zaken
Key: 'a
## 3. Havens
Key: q
END

conversation 'the changes are listed, and one of them undone' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: a over het deel
Noted and saved: e edits it, dd deletes it, u takes it back
note by A. Tester: over het deel (DATE)
Key: :changes
1: DATE TIME  A. Tester  note written on I. Binnenlands…: over het deel
Go to number, undo it as in 3u, redo it as in 3r: 1u
Undone: note written on I. Binnenlandse zaken: over het deel
1: DATE TIME  A. Tester  undone: note written on I. Binnenlands…: over
het deel
2: DATE TIME  A. Tester  [undone] note written on I. Binnenlands…: over
het deel
Go to number, undo it as in 3u, redo it as in 3r: q
# I. Binnenlandse zaken
Key: q
END
rm -f verslag.txt.kantlijn

conversation 'what copies is the program that the setting names' --clipboard-command 'tee kopie' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: y
Copied the heading, 21 characters
Key: q
END
holds 'and it got the text' grep -qx 'I. Binnenlandse zaken' kopie

conversation 'what means nothing changes nothing' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: quiet
quiet means nothing here: F1 shows the keys
Key: 12
12 means nothing here: F1 shows the keys
Key: jj
jj means nothing here: F1 shows the keys
Key: u now
u now means nothing here: F1 shows the keys
Key: :nothing
No command is named nothing: Tab after : lists them
Key: E
An editor needs a terminal: a writes a note without one
Key: ^L
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: q
END

conversation 'a name that is offered is taken with a dot, and left with nothing' <<'END'
verslag.txt, 100%, no notes yet
# I. Binnenlandse zaken
Key: export
A dot alone takes what stands in brackets, an empty line leaves it
Export to file: [verslag.notes.txt] 
Key: export
A dot alone takes what stands in brackets, an empty line leaves it
Export to file: [verslag.notes.txt] .
Exported to verslag.notes.txt
Key: export
A dot alone takes what stands in brackets, an empty line leaves it
Export to file: [verslag.notes.txt] ander-notities.txt
Exported to ander-notities.txt
Key: q
END

LANGUAGE=nl
export LANGUAGE
conversation 'it speaks the language of the reader' <<'END'
verslag.txt, 100%, nog geen notities
# I. Binnenlandse zaken
Toets: zc
# I. Binnenlandse zaken (dichtgevouwen, 6 regels eronder)
Toets: G
Het Voorzitterschap sloot de bespreking af: één coördinator is genoeg.
Toets: q
END
LANGUAGE=''

# ---- from one time to the next ------------------------------------------------------------------------
printf 'G\n' | "$KANTLIJN" --plain verslag.txt >"$folder/out"
printf 'q\n' | "$KANTLIJN" --plain verslag.txt >"$folder/out" 2>"$folder/err"
holds 'the next time goes on where this one ended' grep -q '^Het Voorzitterschap sloot' "$folder/out"
mkdir -p "$HOME/.config/kantlijn"
echo 'bind x next-heading' >"$HOME/.config/kantlijn/config"
printf 'x\n' | types
holds 'keys are those of the configuration' grep -q '^## 1. Terugkeer' "$folder/out"
rm "$HOME/.config/kantlijn/config"

cp verslag.txt ander.txt
printf '%s\n' :next :list 1 ']f' | types ander.txt
sed -n '/:next/,$p' "$folder/out" >"$folder/rest" && mv "$folder/rest" "$folder/out"
prints 'of several reports another is read' <<'END'
Key: :next
verslag.txt, 2/2 - 100%, no notes yet
# I. Binnenlandse zaken
Key: :list
1:   1. ander.txt
2: > 2. verslag.txt
Go to number: 1
ander.txt, 1/2 - 100%, no notes yet
# I. Binnenlandse zaken
Key: ]f
verslag.txt, 2/2 - 100%, no notes yet
# I. Binnenlandse zaken
Key: 
END

# ---- whatever the report, the terminal and the input are --------------------------------------------

printf 'I. Binnenlandse zaken\n\n1. Havens\n\033]0;weg\007 rood \033[31m en \342\200\256om\n' >verslag.txt
printf 'j\nj\n/rood\n:\033[2J\n\033[2J\n\377\377\na \033[31m\n' | types
holds 'nothing of a report or of what is typed drives the terminal' \
    sh -c "! LC_ALL=C grep -q '[[:cntrl:]]' '$folder/out'"
holds 'and it is shown' grep -qF '^[]0;weg^G rood ^[[31m en <RLO>om' "$folder/out"

: | types
holds 'the end of input leaves' test "$status" = 0
TERM=dumb types </dev/null
holds 'on any terminal' test "$status" = 0
printf 'a een notitie' | types
holds 'a last line without an end counts' grep -q 'note by A. Tester: een notitie' "$folder/out"

finish
