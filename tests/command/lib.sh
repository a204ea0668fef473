# What the tests of the command line share; sourced, not run. KANTLIJN is the program.
#
#     . "${srcdir:-.}/tests/command/lib.sh"
#     run outline verslag.txt
#     prints 'the outline of a report' <<'END'
#     ...
#     END
#     finish
#
# Each test works in a folder of its own with one report, verslag.txt, and leaves nothing behind.
# Comparisons are byte for byte; ids, times and dates are masked first where `masked` is called.
set -u
: "${KANTLIJN:=$PWD/kantlijn}"
case ${srcdir:=.} in
/*) ;;
*) srcdir=$PWD/$srcdir ;;
esac

if ! test -x "$KANTLIJN"; then
    echo "Bail out! $KANTLIJN is no program"
    exit 1
fi
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
chmod 755 "$folder"
mkdir "$folder/work" "$folder/home"
cd "$folder/work" || exit 1
HOME=$folder/home
KANTLIJN_AUTHOR='A. Tester'
LC_ALL=C.UTF-8 LANGUAGE='' TZ=UTC TERM=xterm
export HOME KANTLIJN_AUTHOR LC_ALL LANGUAGE TZ TERM
unset XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME SOURCE_DATE_EPOCH NO_COLOR VISUAL EDITOR
umask 022
number=0
status=0

cat >verslag.txt <<'END'
I. Binnenlandse zaken

1. Terugkeer
De Commissie lichtte haar plannen toe.[footnoteRef:1] Nederland en Duitsland steunden die. [1:  Zie bijlage 2.]
Enkele lidstaten vroegen om geld voor de buitengrens.

2. Havens
Frankrijk vroeg om geduld. De Commissie antwoordde dat er geld is.

II. Justitie

3. Havens
Het Voorzitterschap sloot de bespreking af: één coördinator is genoeg.
END

# ---- running ---------------------------------------------------------------------------------

# run WORD...: the program; what it wrote and its exit status are kept for the checks below.
run() {
    "$KANTLIJN" "$@" >"$folder/out" 2>"$folder/err"
    status=$?
}

# Runs as somebody who is not root: root may read and write everything.
run_as_nobody() {
    if [ "$(id -u)" != 0 ]; then
        run "$@"
        return
    fi
    test -x "$folder/kantlijn" || cp "$KANTLIJN" "$folder/kantlijn"
    setpriv --reuid=65534 --regid=65534 --clear-groups "$folder/kantlijn" "$@" \
        >"$folder/out" 2>"$folder/err"
    status=$?
}

# Runs with a terminal on both ends; what reaches it is kept, without the terminal's carriage returns.
run_on_terminal() {
    # shellcheck disable=SC2016 # the words are for the shell that script starts
    PROGRAM=$KANTLIJN WORD1=$1 WORD2=${2-} WORD3=${3-} script -qec \
        '"$PROGRAM" "$WORD1" ${WORD2:+"$WORD2"} ${WORD3:+"$WORD3"}' \
        /dev/null </dev/null >"$folder/raw" 2>"$folder/err"
    status=$?
    tr -d '\r' <"$folder/raw" >"$folder/out"
}

# Ids, times and dates differ from run to run.
masked() {
    sed -E 's/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/ID/g
        s/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g
        s/[0-9]{4}-[0-9]{2}-[0-9]{2}/DATE/g' "$folder/out" >"$folder/masked"
    mv "$folder/masked" "$folder/out"
}

# ---- judging ---------------------------------------------------------------------------------

# outcome STATUS NAME: one test case; files that differ were left in $folder/said.
outcome() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        echo "# exit status $status"
        sed 's/^/# /' "$folder/said"
    fi
    : >"$folder/said"
}

# same FILE EXPECTED
same() {
    cmp -s "$1" "$2" && return
    diff -u "$2" "$1" >>"$folder/said"
    return 1
}

# prints NAME: it ended well, wrote what stands on standard input and nothing to standard error.
prints() {
    cat >"$folder/expected"
    : >"$folder/nothing"
    same "$folder/out" "$folder/expected" && same "$folder/err" "$folder/nothing" &&
        [ "$status" = 0 ]
    outcome $? "$1"
}

# fails STATUS NAME: it ended with that status, wrote that to standard error and nothing else.
fails() {
    cat >"$folder/expected"
    : >"$folder/nothing"
    same "$folder/err" "$folder/expected" && same "$folder/out" "$folder/nothing" &&
        [ "$status" = "$1" ]
    outcome $? "$2"
}

# remarks NAME: it ended well and wrote that to standard error.
remarks() {
    cat >"$folder/expected"
    same "$folder/err" "$folder/expected" && [ "$status" = 0 ]
    outcome $? "$1"
}

# holds NAME COMMAND...: the command succeeds.
holds() {
    name=$1
    shift
    "$@" >>"$folder/said" 2>&1
    outcome $? "$name"
}

# succeeds NAME: it ended well, and quietly.
succeeds() {
    prints "$1" </dev/null
}

# Where python3 is missing the document is compared byte for byte all the same.
valid_json() {
    command -v python3 >/dev/null 2>&1 || return 0
    python3 -m json.tool "$folder/out" /dev/null
}

# The id that the last run printed.
printed_id() {
    cat "$folder/out"
}

finish() {
    echo "1..$number"
}
