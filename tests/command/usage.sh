#!/bin/sh
# The words of a call: help, version, and what is said of words that are wrong.
. "${srcdir:-.}/tests/command/lib.sh"

run --version
head -n 1 "$folder/out" >"$folder/first"
holds '--version names the program and its version' grep -qE '^kantlijn [0-9]+\.[0-9]+' "$folder/first"
holds '--version ends well' test "$status" = 0

run --help
holds '--help ends well and is quiet otherwise' test "$status" = 0 -a ! -s "$folder/err"
for command in demo outline text 'note add' 'note list' 'note edit' 'note delete' 'stance set' \
    'stance clear' 'stance list' export check; do
    holds "--help names $command" grep -q "^  $command  " "$folder/out"
done
holds '--help keeps to 80 columns' sh -c '! grep -qE "^.{80}" "$1"' sh "$folder/out"

run note add --help
prints 'a command has its own help' <<'END'
Usage: kantlijn note add [OPTION]... REPORT
Write a note at a place, and print its id.

Options:
      --item N            the item with that number, or @K for row K of the
                          outline
      --quote TEXT        the passage with that text, which must occur once
      --at START:END      the passage between two positions of the text
      --kind KIND         note, question, concern, commitment or todo
      --body TEXT         what the note says; - reads standard input
      --sidecar FILE      keep notes and stances in that file
      --encoding NAME     read plain text as UTF-8, UTF-16, windows-1252,
                          iso-8859-15 …
      --language CODE     the report's language: nl, en, fr, de … or und
      --date DATE         when the meeting was: YYYY, YYYY-MM, YYYY-MM-DD or
                          FROM..TO
      --help              show this help and exit
      --version           show the version and exit

Examples:
  kantlijn note add --item 2 --body 'Check the figures' verslag.txt
  kantlijn note add --quote 'brede steun' --body - verslag.txt < note.txt
END

run
fails 2 'without words there is no report' <<'END'
kantlijn: no report is given: name one, or - for standard input
END

run exprot verslag.txt
fails 2 'a misspelt command names the nearest' <<'END'
kantlijn: exprot: is no command and no file: did you mean “export”?
END

run frobnicate
fails 2 'a word that is nothing says where the commands are listed' <<'END'
kantlijn: frobnicate: is no command and no file: `kantlijn --help` lists the commands
END

run ./missing.txt
fails 3 'a path that does not exist is a report that cannot be read' <<'END'
kantlijn: ./missing.txt: there is no such file: check its name
END

run note verslag.txt
fails 2 'a command of two words asks for the second' <<'END'
kantlijn: note: needs to know what to do: add one of add, list, edit, delete
END

run note lst verslag.txt
fails 2 'a misspelt second word names the nearest' <<'END'
kantlijn: note: has no action “lst”: did you mean “note list”?
END

run outline --jsno verslag.txt
fails 2 'a misspelt option names the nearest' <<'END'
kantlijn: --jsno: is no option here: did you mean --json?
END

run outline --zzzzzzz verslag.txt
fails 2 'an option that is nothing says where they are listed' <<'END'
kantlijn: --zzzzzzz: is no option of this command: `kantlijn outline --help` lists them
END

run outline -q verslag.txt
fails 2 'an unknown letter is told' <<'END'
kantlijn: -q: is no option of this command: `kantlijn outline --help` lists them
END

run outline verslag.txt --sidecar
fails 2 'an option without its value is told' <<'END'
kantlijn: --sidecar: needs a value: give one behind it
END

run export verslag.txt -o
fails 2 'a letter without its value is told' <<'END'
kantlijn: -o: needs a value: give one behind it
END

run outline --json=yes verslag.txt
fails 2 'a flag takes no value' <<'END'
kantlijn: --json=yes: takes no value: leave out the = and what follows
END

run outline
fails 2 'a command without its report is told' <<'END'
kantlijn: outline: no report is given: name one, or - for standard input
END

run outline verslag.txt verslag.txt
fails 2 'two reports are one too many' <<'END'
kantlijn: outline: too many words: give one report, as the last; quote what contains spaces
END

run note edit verslag.txt --body x
fails 2 'a missing id is told' <<'END'
kantlijn: note edit: needs ID before the report: give it
END

run demo verslag.txt
fails 2 'demo takes no report' <<'END'
kantlijn: demo: takes no report: leave it out
END

run export --width wide verslag.txt
fails 2 'a width must be a number' <<'END'
kantlijn: wide: is no value for --width: give a number from 0 to 1000
END

cp verslag.txt check
run outline ./check
cp "$folder/out" "$folder/expected-outline"
run outline verslag.txt
holds 'a report that bears the name of a command is written ./name' \
    cmp "$folder/out" "$folder/expected-outline"
run check
fails 2 'a word that is a command is that command, whatever files there are' <<'END'
kantlijn: check: no report is given: name one, or - for standard input
END

run --sidecar other.kantlijn note list verslag.txt
succeeds 'options may stand before the command'
run outline -- verslag.txt
holds 'a double dash ends the options' test "$status" = 0
cp verslag.txt ./-v.txt
run text -- -v.txt
holds 'a report may begin with a dash behind it' test "$status" = 0

# Every command refuses every option that is not its own.
for words in 'outline --body x' 'text --json' 'note list --item 1' 'note delete x --kind note' \
    'stance list --at 1:2' 'check --width 3' 'export --repair' 'demo --sidecar x'; do
    # shellcheck disable=SC2086 # several words
    run $words verslag.txt
    holds "kantlijn $words is refused" test "$status" = 2
done

finish
