#!/bin/sh
# Reports that are missing, unreadable, no text, too large or ill-formed: a clear message, status 3, and
# where there is text, the text.
. "${srcdir:-.}/tests/command/lib.sh"

run text missing.txt
fails 3 'a missing file' <<'END'
kantlijn: missing.txt: there is no such file: check its name
END

mkdir map
run text map
fails 3 'a directory' <<'END'
kantlijn: map: is a folder: name a report in it
END

: >empty.txt
run text empty.txt
fails 3 'a file of 0 bytes' <<'END'
kantlijn: empty.txt: is empty: name a report that holds text
END

printf ' \n\t\n\r\n' >blank.txt
run text blank.txt
fails 3 'a file with white space alone' <<'END'
kantlijn: blank.txt: is empty: name a report that holds text
END

printf 'MZ\000\001\002' >binary.txt
head -c 3000 "$KANTLIJN" >>binary.txt
run text binary.txt
fails 3 'a binary file' <<'END'
kantlijn: binary.txt: is no text: name a report in plain text
END

cp verslag.txt secret.txt
chmod 000 secret.txt
run_as_nobody text secret.txt
fails 3 'a file that may not be read' <<'END'
kantlijn: secret.txt: you may not read it: ask its owner for permission
END

mkfifo pipe
run text pipe
holds 'a pipe with no writer does not hang' test "$status" = 3

run text /dev/zero
holds 'a device is refused' test "$status" = 3

dd if=/dev/zero of=sparse.txt bs=1 count=0 seek=500M 2>/dev/null
run text sparse.txt
fails 3 'a file of 500 MB' <<'END'
kantlijn: sparse.txt: is larger than 256 MB: split it into smaller files
END
rm sparse.txt

# A file that is one byte too large is refused, standard input as well.
dd if=/dev/zero bs=1M count=257 2>/dev/null | tr '\0' 'a' >large.txt
run text - <large.txt
fails 3 'standard input over 256 MB' <<'END'
kantlijn: standard input: is larger than 256 MB: split it into smaller files
END
rm large.txt

# ---- text that is not quite text ---------------------------------------------------------------

printf 'I. Justitie\n\n1. Een\n\nfout \377 en \300\257 slot\n' >invalid.txt
run text invalid.txt
remarks 'ill-formed UTF-8 is counted' <<'END'
kantlijn: invalid.txt: 3 places in the report are not valid UTF-8: they are shown as U+FFFD
END
printf 'I. Justitie\n\n1. Een\n\nfout \357\277\275 en \357\277\275\357\277\275 slot\n' >"$folder/wanted"
holds 'and replaced by U+FFFD' cmp "$folder/out" "$folder/wanted"

{
    printf 'I. Justitie\n\n1. Een\n\n'
    dd if=/dev/zero bs=1000 count=1000 2>/dev/null | tr '\0' 'x'
    printf '\n'
} >long.txt
run text long.txt
holds 'a line of a million characters comes through' cmp "$folder/out" long.txt
run note add --at 500000:500010 --body midden long.txt
holds 'and takes a note' test "$status" = 0

printf 'I. Justitie\n\n1. Een\n\nrood \033[31m bel \007 om \342\200\256 slot\n' >control.txt
run text control.txt
holds 'a file or pipe gets control characters as they are' cmp "$folder/out" control.txt
run_on_terminal text control.txt
prints 'a terminal gets them as signs' <<'END'
I. Justitie

1. Een

rood ^[[31m bel ^G om <RLO> slot
END
run outline --json control.txt
holds 'JSON escapes them' valid_json

# Somebody else's sidecar is as little to be trusted as their report.
escape=$(printf '\033')
run note add --item 1 --body "$(printf 'noot \033[31m bel \007 om \342\200\256 slot')" control.txt
run note list control.txt
holds 'a note in a file or pipe keeps them' grep -q "noot $escape" "$folder/out"
for words in 'note list' 'stance list' export outline; do
    # shellcheck disable=SC2086 # the words of a command
    run_on_terminal $words control.txt
    holds "$words: a terminal gets none raw" sh -c '! LC_ALL=C tr -d "\n" <"$1" |
        LC_ALL=C grep -q "[[:cntrl:]]"' sh "$folder/out"
done
run_on_terminal note list control.txt
holds 'but signs for them' grep -Fq 'noot ^[[31m bel ^G om <RLO> slot' "$folder/out"
rm control.txt.kantlijn

name=$(printf 'rood\033[31m.txt')
run text "$name"
fails 3 'a name cannot drive the terminal' <<'END'
kantlijn: rood^[[31m.txt: there is no such file: check its name
END

finish
