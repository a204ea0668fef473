#!/bin/sh
# Every sentence of the sources is translated, and the translations keep to what the sentences
# promise: the same conversions, a plural where there is one, nothing fuzzy. One case a language and
# one for the collection itself.
set -u

srcdir=${srcdir:-.}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
number=0

outcome() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        echo "# $(grep -c '^msgid' "$3") sentences; the first of them:"
        sed 's/^/# /; 30q' "$3"
    fi
}

only_sentences() {
    grep -E '^(#:|msgid "..*"|msgid ""|"[^"]*")' | grep -Ev '^msgid ""|^"[A-Z][A-Za-z-]*: '
}

# The options that po/ itself uses.
options=$(sed -n '/^XGETTEXT_OPTIONS/,/[^\\]$/p' "$srcdir/po/Makevars" |
    sed 's/^XGETTEXT_OPTIONS *=//; s/\\$//')
# shellcheck disable=SC2086 # options are several words
xgettext $options --directory="$srcdir" --files-from="$srcdir/po/POTFILES.in" \
    --output="$scratch/all.pot" >"$scratch/said" 2>&1 && test ! -s "$scratch/said" &&
    test -s "$scratch/all.pot"
outcome $? 'the sentences can be collected without a warning' "$scratch/said"

for language in $(sed '/^#/d' "$srcdir/po/LINGUAS"); do
    po=$srcdir/po/$language.po
    {
        msgfmt --check --output-file=/dev/null "$po"
        msgmerge --quiet --no-fuzzy-matching --output-file="$scratch/$language.po" \
            "$po" "$scratch/all.pot"
        msgattrib --untranslated --no-obsolete --no-wrap "$scratch/$language.po" | only_sentences
        msgattrib --only-fuzzy --no-obsolete --no-wrap "$scratch/$language.po" | only_sentences
    } >"$scratch/said" 2>&1
    test ! -s "$scratch/said"
    outcome $? "every sentence is translated: $language" "$scratch/said"
done
echo "1..$number"
