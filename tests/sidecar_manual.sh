#!/bin/sh
# kantlijn(5) tells of every table and every column of the sidecar, each in its table's own section, and
# of no table that is not there. The comparison is tried on a manual that lacks one of each, too.
set -u

srcdir=${srcdir:-.}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
schema=$srcdir/src/sidecar/schema.sql
manual=$srcdir/man/kantlijn.5

# tables SCHEMA: "TABLE COLUMN" for each column.
tables() {
    "${AWK:-awk}" '
        /^CREATE TABLE / { table = $3 }
        /^\)/ { table = "" }
        table != "" && /^    [a-z_]+ (TEXT|INTEGER|BLOB|REAL)/ { print table, $1 }
    ' "$1"
}

# sections MANUAL: "SECTION WORD" for each word of a section named like a table; the columns of an anchor
# stand in the section Anchors, and stance has those of note.
sections() {
    "${AWK:-awk}" '
        /^\.S[sh] / { section = $2 }
        {
            gsub(/[^A-Za-z_]+/, " ")
            for (i = 1; i <= NF; i++)
                print section, $i
        }
        /^ Ss / { print "section", $2 }
    ' "$1"
}

# missing SCHEMA MANUAL: what the manual does not tell.
missing() {
    tables "$1" | LC_ALL=C sort -u >"$scratch/tables"
    sections "$2" | LC_ALL=C sort -u >"$scratch/sections"
    "${AWK:-awk}" '
        NR == FNR { told[$1 " " $2] = 1; next }
        !(("section " $1) in told) { print "no section " $1; next }
        ($1 " " $2) in told { next }
        $1 == "stance" && ("note " $2) in told { next }
        { print $1 ": no " $2 }
    ' "$scratch/sections" "$scratch/tables"
    "${AWK:-awk}" '
        NR == FNR { table[$1] = 1; next }
        $1 == "section" && $2 ~ /^[a-z_]+$/ && !($2 in table) { print "no table " $2 }
    ' "$scratch/tables" "$scratch/sections"
}

outcome() { # number, sentence, file with findings
    if [ -s "$3" ]; then
        echo "not ok $1 - $2"
        sed 's/^/# /' "$3"
    else
        echo "ok $1 - $2"
    fi
}

echo 1..3
tables "$schema" >"$scratch/all"
[ "$(cut -d' ' -f1 "$scratch/all" | LC_ALL=C sort -u | wc -l)" -ge 8 ] ||
    echo 'fewer than 8 tables were read' >"$scratch/few"
touch "$scratch/few"
outcome 1 'the tables of the schema are read' "$scratch/few"

missing "$schema" "$manual" >"$scratch/missing"
outcome 2 'the manual tells of every table and column' "$scratch/missing"

sed 's/clock_count//; s/^\.Ss snapshot$/.Ss no_table/' "$manual" >"$scratch/manual.5"
missing "$schema" "$scratch/manual.5" >"$scratch/found"
: >"$scratch/wrong"
for finding in 'edit: no clock_count' 'no section snapshot' 'no table no_table'; do
    grep -qx "$finding" "$scratch/found" || echo "not found: $finding" >>"$scratch/wrong"
done
outcome 3 'a manual that lacks some is found out' "$scratch/wrong"
