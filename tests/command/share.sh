#!/bin/sh
# share: a sidecar with what counts now and nothing else; whole or not at all, and never in the wrong place.
. "${srcdir:-.}/tests/command/lib.sh"

run share uit.kantlijn verslag.txt
fails 1 'without notes there is nothing to share' <<'END'
kantlijn: verslag.txt: has no notes: there is nothing to share
END
holds 'and no file appears' test ! -e uit.kantlijn

run note add --item 1 --body 'EERSTE GEDACHTE' verslag.txt
note=$(printed_id)
run note edit "$note" --body 'een nette notitie' verslag.txt
run note add --item 2 --body 'WEGGEGOOID' verslag.txt
run note delete "$(printed_id)" verslag.txt
run stance set --item 1 NL=+ DE=conditional verslag.txt
run stance set --item 1 NL=- verslag.txt
chmod 640 verslag.txt
cp verslag.txt verslag.before
cp verslag.txt.kantlijn sidecar.before

run share uit.kantlijn verslag.txt
succeeds 'what stands is shared'
holds 'with the permissions of the report' test "$(stat -c %a uit.kantlijn)" = 640
holds 'the ordinary sidecar has what was reworded' grep -q 'EERSTE GEDACHTE' verslag.txt.kantlijn
holds 'the shared one does not' sh -c '! grep -q "EERSTE GEDACHTE" uit.kantlijn'
holds 'nor what was deleted' sh -c '! grep -q WEGGEGOOID uit.kantlijn'
holds 'but what stands' grep -q 'een nette notitie' uit.kantlijn
holds 'the report stays as it was' cmp verslag.txt verslag.before
holds 'and so does its sidecar' cmp verslag.txt.kantlijn sidecar.before
holds 'nothing is left beside them' test "$(ls -A)" = "sidecar.before
uit.kantlijn
verslag.before
verslag.txt
verslag.txt.kantlijn"

run check --sidecar uit.kantlijn verslag.txt
prints 'it passes the check' <<'END'
nothing is wrong
END
for list in 'note list --json' 'stance list --json' 'export'; do
    # shellcheck disable=SC2086 # words
    run $list verslag.txt
    cp "$folder/out" "$folder/before"
    # shellcheck disable=SC2086
    run $list --sidecar uit.kantlijn verslag.txt
    holds "$list says the same" cmp "$folder/out" "$folder/before"
done

run share uit.kantlijn verslag.txt
fails 2 'never over a file that exists' <<'END'
kantlijn: uit.kantlijn: exists already: choose another name, or overwrite it with --force
END
chmod 644 uit.kantlijn
run share --force uit.kantlijn verslag.txt
succeeds 'but over an earlier share with --force'
holds 'which gets the permissions of the report' test "$(stat -c %a uit.kantlijn)" = 640
run share --force verslag.txt verslag.txt
fails 2 'never over the report' <<'END'
kantlijn: verslag.txt: is the report itself, which is never changed: choose another name
END
ln -s verslag.txt.kantlijn link
run share --force link verslag.txt
fails 2 'never over its sidecar, by whatever name' <<'END'
kantlijn: link: is the report's own sidecar, which is never written over: choose another name
END
run note add --item 2 --body 'van een ander' --sidecar uit.kantlijn verslag.txt
cp uit.kantlijn "$folder/before"
run share --force uit.kantlijn verslag.txt
fails 2 'nor over notes that stand nowhere else' <<'END'
kantlijn: uit.kantlijn: holds notes that the report's sidecar does not, and they would be lost: choose another name
END
holds 'which stay' cmp uit.kantlijn "$folder/before"
run share weg/uit.kantlijn verslag.txt
fails 5 'a folder that is not there' <<'END'
kantlijn: weg/uit.kantlijn: cannot be written, its folder does not exist: make the folder first
END
run share - verslag.txt
fails 2 'nor to standard output' <<'END'
kantlijn: a sidecar is a file, and does not go to standard output: give it a name
END
run share verslag.txt
holds 'a call without a name for it is wrong' test "$status" = 2

cp "$srcdir"/tests/sidecar/version1.txt "$srcdir"/tests/sidecar/version1.txt.kantlijn .
run export version1.txt
cp "$folder/out" "$folder/before"
run share oud.kantlijn version1.txt
succeeds 'a sidecar of an older version is shared as one of this version'
run export --sidecar oud.kantlijn version1.txt
holds 'which exports the same' cmp "$folder/out" "$folder/before"

finish
