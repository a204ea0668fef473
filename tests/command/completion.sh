#!/bin/sh
# What --print-completion prints is taken by the shells, and offers what the tables have.
. "${srcdir:-.}/tests/command/lib.sh"

# What a completion must have: commands with their actions, and the options of all of them.
options_of_help() {
    sed -n 's/^ *\(-[a-z], \)\{0,1\}\(--[a-z][a-z-]*\).*/\2/p
        h; s/^ *--\[no-\]\([a-z-]*\).*/--\1/p
        g; s/^ *--\[no-\]\([a-z-]*\).*/--no-\1/p' "$folder/out"
}
run --help
options_of_help >"$folder/options"
sed -n '/^Commands:$/,/^$/s/^  \([a-z ]*[a-z]\)  .*/\1/p' "$folder/out" >"$folder/commands"
while read -r command; do
    # shellcheck disable=SC2086 # two words
    run $command --help
    options_of_help >>"$folder/options"
done <"$folder/commands"
tr ' ' '\n' <"$folder/commands" | cat - "$folder/options" | sort -u >"$folder/names"
holds "there are names to look for" test "$(wc -l <"$folder/names")" -gt 35

for shell in bash zsh fish; do
    run --print-completion $shell
    cp "$folder/out" "$folder/completion.$shell"
    holds "there is completion for $shell" test -s "$folder/completion.$shell"
    # whole words; fish writes --x as -l x
    missing=$(while read -r name; do
        test $shell != fish || name=$(echo "$name" | sed 's/^--/-l /')
        grep -Eq -e "(^|[^-a-z])$name([^-a-z]|\$)" "$folder/completion.$shell" || echo "$name"
    done <"$folder/names")
    holds "every command and option is in that for $shell $missing" test -z "$missing"
done

run --print-completion csh
fails 2 'a shell that is not known is refused' <<'END'
kantlijn: csh: is no value for --print-completion: give one of bash, zsh, fish
END

mkdir "$folder/there"
(cd "$folder/there" && : >verslag.txt && : >'a report.txt')

# complete WORDS: what bash offers for the last of them.
complete_bash() {
    (cd "$folder/there" && bash --norc --noprofile -c '
        . "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _kantlijn kantlijn 2>/dev/null
        printf "%s\n" "${COMPREPLY[@]}"
    ' bash "$folder/completion.bash" "$@")
}
offers() {
    holds "$1 offers: $2" test "$(printf '%s\n' "$offered" | tr '\n' ',')" = "$3"
}

if command -v bash >/dev/null 2>&1 && bash -c 'mapfile -t x </dev/null' 2>/dev/null; then
    offered=$(complete_bash kantlijn out)
    offers bash 'a command' 'outline,'
    offered=$(complete_bash kantlijn v)
    offers bash 'a report' 'verslag.txt,'
    offered=$(complete_bash kantlijn a)
    offers bash 'a report with a space' 'a report.txt,'
    offered=$(complete_bash kantlijn note a)
    offers bash 'an action' 'add,'
    offered=$(complete_bash kantlijn note add --ki)
    offers bash 'an option of that command' '--kind,'
    offered=$(complete_bash kantlijn outline --ki)
    offers bash 'no option of another' ','
    offered=$(complete_bash kantlijn note add --kind con)
    offers bash 'a value of an option' 'concern,'
    offered=$(complete_bash kantlijn note add --kind = con)
    offers bash 'the same behind =' 'concern,'
    offered=$(complete_bash kantlijn --no-as)
    offers bash 'a setting that is off' '--no-ascii,'
    offered=$(complete_bash kantlijn --measure 40 outl)
    offers bash 'a command after an option with a value' 'outline,'
else
    echo '# without bash 4: left out'
fi
if command -v zsh >/dev/null 2>&1; then
    holds 'zsh takes its completion' zsh -n "$folder/completion.zsh"
    holds 'and it can be loaded' zsh -f -c "autoload -Uz compinit; compinit -D -u; . '$folder/completion.zsh'"
else
    echo '# without zsh: left out'
fi
if command -v fish >/dev/null 2>&1; then
    holds 'fish takes its completion' fish --no-execute "$folder/completion.fish"
    offered=$(cd "$folder/there" && HOME=$folder XDG_CONFIG_HOME=$folder XDG_DATA_HOME=$folder fish -c \
        "source '$folder/completion.fish'; complete -C 'kantlijn note add --kind con'" | cut -f 1)
    offers fish 'a value of an option' 'concern,'
    offered=$(cd "$folder/there" && HOME=$folder XDG_CONFIG_HOME=$folder XDG_DATA_HOME=$folder fish -c \
        "source '$folder/completion.fish'; complete -C 'kantlijn outl'" | cut -f 1)
    offers fish 'a command' 'outline,'
else
    echo '# without fish: left out'
fi
finish
