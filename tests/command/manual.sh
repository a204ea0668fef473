#!/bin/sh
# Every command and every option of --help stands in kantlijn(1).
. "${srcdir:-.}/tests/command/lib.sh"

# The manual's words without its markup: "note add", "--item".
sed -E '/^\.\\"/d; s/^\.[A-Z][a-z] //; s/(Oo|Oc|Op|Nm|Ns|Pq|Ar|Cm) //g; s/Fl -/--/g; s/Fl /-/g' \
    "$srcdir/man/kantlijn.1" >"$folder/manual"

run --help
sed -n '/^Commands:$/,/^$/s/^  \([a-z ]*[a-z]\)  .*/\1/p' "$folder/out" >"$folder/commands"
holds 'there are commands' test "$(wc -l <"$folder/commands")" -ge 12
while read -r command; do
    holds "the manual has $command" grep -q "^$command\( \|$\)" "$folder/manual"
    # shellcheck disable=SC2086 # two words
    run $command --help
    sed -n 's/^ *\(-[a-z], \)\{0,1\}\(--[a-z]*\).*/\2/p' "$folder/out" >>"$folder/options"
done <"$folder/commands"
run --help
sed -n 's/^ *\(--[a-z]*\).*/\1/p' "$folder/out" >>"$folder/options"
sort -u "$folder/options" >"$folder/every-option"
holds 'there are options' test "$(wc -l <"$folder/every-option")" -ge 15
while read -r option; do
    holds "the manual has $option" grep -q -e "$option" "$folder/manual"
done <"$folder/every-option"

finish
