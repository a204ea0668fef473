#!/bin/sh
# Reading without a screen, the demo, and check.
. "${srcdir:-.}/tests/command/lib.sh"

run demo
holds 'demo prints the sample where there is no terminal' test "$status" = 0 -a -s "$folder/out"
TMPDIR=$folder/scratch
export TMPDIR
mkdir "$TMPDIR"
run demo
holds 'and leaves nothing behind' test "$status" = 0 -a -z "$(ls -A "$TMPDIR")"
TMPDIR=$folder/missing
run demo
sed "s|$folder|FOLDER|; s|demo-[A-Za-z0-9]*|demo-X|" "$folder/err" >"$folder/masked"
mv "$folder/masked" "$folder/err"
fails 5 'where there is no room for its scratch copy, it says so' <<'END'
kantlijn: FOLDER/missing/kantlijn-demo-X: cannot be made for the demo (No such file or directory): name a folder for it in $TMPDIR
END
unset TMPDIR

# ---- terminals that cannot show the screen -------------------------------------------------------
run verslag.txt
cp "$folder/out" "$folder/plain"
for term in xterm dumb ''; do
    TERM=$term run verslag.txt
    prints "TERM='$term': output that is no terminal asked for the text: nothing more is said" \
        <"$folder/plain"
done
for term in dumb no-such-terminal ''; do
    TERM=$term
    run_on_terminal verslag.txt
    sed 1d "$folder/out" >"$folder/rest"
    sed 1q "$folder/out" >"$folder/first"
    holds "TERM='$term': the text is printed instead" cmp "$folder/rest" "$folder/plain"
    holds "TERM='$term': with the reason" grep -q '^kantlijn: .*: the text is printed instead; --plain reads it a line at a time$' \
        "$folder/first"
    holds "TERM='$term': and all is well" test "$status" = 0
done
TERM=xterm

# ---- check -----------------------------------------------------------------------------------------
run check verslag.txt
fails 1 'without notes there is nothing to check' <<'END'
kantlijn: verslag.txt: has no notes yet: there is nothing to check
END
run note add --item 1 --body 'x' verslag.txt
run check verslag.txt
prints 'a sound sidecar' <<'END'
nothing is wrong
END
run check --json verslag.txt
prints 'in JSON' <<'END'
[]
END
if command -v sqlite3 >/dev/null 2>&1; then
    sqlite3 verslag.txt.kantlijn "UPDATE note SET body = 'y'"
    run check verslag.txt
    holds 'a derived table that does not follow from the log is a finding' test "$status" = 1
    run check --repair verslag.txt
    remarks 'and can be rebuilt, which is said' <<'END'
kantlijn: verslag.txt.kantlijn: was rebuilt from its log: as it was, it is kept in verslag.txt.kantlijn.before-repair
END
    : >"$folder/err"
    prints 'after which nothing is wrong' <<'END'
nothing is wrong
END
    holds 'what it was is kept' test "$(sqlite3 verslag.txt.kantlijn.before-repair \
        'SELECT body FROM note')" = y
    run check --repair verslag.txt
    holds 'a sound one is left alone' test "$status" = 0 -a ! -s "$folder/err" -a ! -e verslag.txt.kantlijn.before-repair.2
    run note list --json verslag.txt
    holds 'from the log' grep -q '"body": "x"' "$folder/out"
else
    echo "# without sqlite3: what is made with it is left out"
fi

finish
