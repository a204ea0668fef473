#!/bin/sh
# Every sentence of the sources is translated, and the translations keep to what the sentences
# promise: the same conversions, a plural where there is one, nothing fuzzy; and nothing is translated
# that no source says. Needs the tools of gettext, as a build from the repository does; an archive can be
# built without, and is left alone then.
set -u

for tool in xgettext msgfmt msgmerge msgattrib; do
    if ! command -v "$tool" >/dev/null 2>&1; then
        echo "1..0 # SKIP there is no $tool here"
        exit 0
    fi
done

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

# complaints FILE: what a file of translations lacks of the sentences that were collected.
complaints() {
    msgfmt --check --output-file=/dev/null "$1"
    msgmerge --quiet --no-fuzzy-matching --output-file="$scratch/merged.po" "$1" "$scratch/all.pot"
    msgattrib --untranslated --no-obsolete --no-wrap "$scratch/merged.po" | only_sentences
    msgattrib --only-fuzzy --no-obsolete --no-wrap "$scratch/merged.po" | only_sentences
    # what no source says any more
    msgattrib --only-obsolete --no-wrap "$scratch/merged.po" | sed -n 's/^#~ \(msgid .*\)/\1/p'
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
    complaints "$po" >"$scratch/said" 2>&1
    test ! -s "$scratch/said"
    outcome $? "every sentence is translated, and no other: $language" "$scratch/said"
done

# The same language spoilt must be found, each way of spoiling it.
sentence='/^msgid "one line down"$/'
for spoil in "$sentence{N; s/msgstr.*/msgstr \"\"/;}" "$sentence{s/^/#, fuzzy\\
/;}" "$sentence{N; d;}" "$sentence{i\\
msgid \"what no source says\"\\
msgstr \"x\"\\

}" 's/^\(msgstr.*\)%s/\1%d/'; do
    sed "$spoil" "$po" >"$scratch/spoilt.po"
    complaints "$scratch/spoilt.po" >"$scratch/said" 2>&1
    ! cmp -s "$po" "$scratch/spoilt.po" && test -s "$scratch/said"
    outcome $? "what was spoilt is found: $(printf '%s' "$spoil" | tr '\n' ' ')" "$scratch/said"
done
echo "1..$number"
