#!/bin/sh
# Every command and every option of --help stands in kantlijn(1).
. "${srcdir:-.}/tests/command/lib.sh"

# The manual's words without its markup: "note add", "--item".
sed -E '/^\.\\"/d; s/^\.[A-Z][a-z] //; s/(Oo|Oc|Op|Nm|Ns|Pq|Ar|Cm) //g; s/Fl -/--/g; s/Fl /-/g' \
    "$srcdir/man/kantlijn.1" >"$folder/manual"

# The options of the help that was printed, each whole; of --[no-]x both.
options_of_help() {
    sed -n 's/^ *\(-[a-z], \)\{0,1\}\(--[a-z][a-z-]*\).*/\2/p
        h; s/^ *--\[no-\]\([a-z-]*\).*/--\1/p
        g; s/^ *--\[no-\]\([a-z-]*\).*/--no-\1/p' "$folder/out"
}

run --help
sed -n '/^Commands:$/,/^$/s/^  \([a-z ]*[a-z]\)  .*/\1/p' "$folder/out" >"$folder/commands"
holds 'there are commands' test "$(wc -l <"$folder/commands")" -ge 12
while read -r command; do
    holds "the manual has $command" grep -q "^$command\( \|$\)" "$folder/manual"
    # shellcheck disable=SC2086 # two words
    run $command --help
    options_of_help >>"$folder/options"
done <"$folder/commands"
run --help
options_of_help >>"$folder/options"
sort -u "$folder/options" >"$folder/every-option"
holds 'there are options' test "$(wc -l <"$folder/every-option")" -ge 25
while read -r option; do
    holds "the manual has $option" grep -Eq -e "(^|[^-a-z])$option([^-a-z]|\$)" "$folder/manual"
done <"$folder/every-option"

# What a formatter of manuals complains of. A page that refers to one that is not installed is no fault.
for page in kantlijn.1 kantlijn.5; do
    if command -v mandoc >/dev/null 2>&1; then
        mandoc -Tlint -Wwarning "$srcdir/man/$page" >"$folder/said" 2>&1
        holds "mandoc has no warning about $page" test ! -s "$folder/said"
    fi
    if command -v man >/dev/null 2>&1 && command -v groff >/dev/null 2>&1; then
        MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$srcdir/man/$page" \
            2>"$folder/said" >/dev/null
        holds "man --warnings has none about $page" test ! -s "$folder/said"
    fi
done
for formatter in mandoc groff; do
    command -v $formatter >/dev/null 2>&1 || echo "# without $formatter: left out"
done

finish
