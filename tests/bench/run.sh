#!/bin/sh
# Measures kantlijn beside less, nano -S and an empty ncurses program, and holds the result against
# the limits that README here gives. Needs: KANTLIJN, the program; TTYBENCH and FLOOR, built here;
# less, nano, python3; soffice where there is one. ROUNDS is the number of rounds, SIZES the generated
# reports, SAMPLE another report than the built-in one, KEEP a folder for the samples of each
# measurement, BEFORE another build of kantlijn to compare with.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
rounds=${ROUNDS:-21}
sizes=${SIZES:-1M 10M 100M}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
results=${KEEP:-$folder}

for tool in less nano python3; do
    command -v "$tool" >/dev/null || { echo "bench: $tool is not installed" >&2; exit 2; }
done
mkdir -p "$results"
rm -f "$results"/*.out

# note_in REPORT COUNT: notes on the first items, in turn.
note_in() {
    i=0
    while [ "$i" -lt "$2" ]; do
        "$KANTLIJN" note add --item $((i % 5 + 1)) --body "Aantekening $i: vergelijk punt 4." \
            "$1" >/dev/null || { echo "bench: notes cannot be added" >&2; exit 2; }
        i=$((i + 1))
    done
}

# measure_with SUITE NAME FILE ROUNDS SCENARIOS OPTION...: adds the tables of one report to its results.
measure_with() {
    suite=$here/$1
    name=$2
    file=$3
    count=$4
    scenarios=$5
    shift 5
    "$TTYBENCH" -t 60 -r "$count" -s "$scenarios" -j "$results/$name-$scenarios.json" \
        -D "KANTLIJN=$KANTLIJN" -D "FLOOR=$FLOOR" -D "FILE=$file" "$@" \
        "$suite" >"$folder/table" || { cat "$folder/table" >&2; exit 2; }
    cat "$folder/table" >>"$results/$name.out"
}

# measure NAME ROUNDS SCENARIOS OPTION...
measure() {
    name=$1
    shift
    measure_with kantlijn.suite "$name" "$folder/$name.txt" "$@"
}

# median NAME METRIC PROGRAM: of the last table of that name.
median() {
    awk -v metric="$2" -v program="$3" '
        /^[a-z.]+ \([A-Za-z]+\)$/ { current = $1; next }
        NF >= 8 && current == metric && $1 == program { median = $3 }
        END { print median }' "$results/$1.out"
}

# row NAME WHAT VALUE DIVISOR OTHER LIMIT: how many times DIVISOR milliseconds VALUE is.
row() {
    awk -v name="$1" -v what="$2" -v value="$3" -v divisor="$4" -v other="$5" -v limit="$6" '
        BEGIN {
            ratio = value / divisor
            verdict = ratio <= limit ? "ok" : "TOO MUCH"
            printf "%-7s %-26s %9.2f ms   %6.2f x %-9s limit %5.2f  %s\n", name, what, value,
                ratio, other, limit, verdict
            exit ratio > limit
        }' || status=1
}

# judge NAME FILE-MB FIRST-LIMIT [NOTED-LIMIT]: reads a table of ttybench, prints what matters.
judge() {
    awk -v name="$1" -v megabytes="$2" -v first_limit="$3" -v noted_limit="${4-}" '
        function line(what, value, unit, other, ratio, limit) {
            verdict = limit == "" ? "" : ratio <= limit ? "ok" : "TOO MUCH"
            if (verdict == "TOO MUCH")
                missed = 1
            printf "%-7s %-26s %9.2f %-4s %6.2f x %-9s", name, what, value, unit, ratio, other
            if (limit != "")
                printf " limit %5.2f  %s", limit, verdict
            print ""
        }
        /^[a-z.]+ \([A-Za-z]+\)$/ { metric = $1; next }
        NF >= 8 { median[metric, $1] = $3; p99[metric, $1] = $6; most[metric, $1] = $7 }
        END {
            less = median["first", "less"]
            base = median["page.last", "nano-S"]
            line("first frame", median["first", "kantlijn"], "ms", "less",
                median["first", "kantlijn"] / less, first_limit)
            if (("first", "noted") in median)
                line("first frame, with notes", median["first", "noted"], "ms", "less",
                    median["first", "noted"] / less, noted_limit)
            line("  the least of ncurses", median["first", "floor"], "ms", "less",
                median["first", "floor"] / less, "")
            line("page down, p50", median["page.last", "kantlijn"], "ms", "nano -S",
                median["page.last", "kantlijn"] / base, 1)
            line("page down, p50", median["page.last", "kantlijn"], "ms", "less",
                median["page.last", "kantlijn"] / median["page.last", "less"], "")
            line("  the least of ncurses", median["page.last", "floor"], "ms", "nano -S",
                median["page.last", "floor"] / base, "")
            line("page down, p99", p99["page.last", "kantlijn"], "ms", "nano -S",
                p99["page.last", "kantlijn"] / p99["page.last", "nano-S"], "")
            line("  the least of ncurses, p99", p99["page.last", "floor"], "ms", "nano -S",
                p99["page.last", "floor"] / p99["page.last", "nano-S"], "")
            allowed = (12 + (megabytes >= 1 ? 1.5 * megabytes : 0)) * 1000 / 1.024
            peak = most["rss.page", "kantlijn"]
            if (most["rss.noted", "noted"] > peak)
                peak = most["rss.noted", "noted"]
            line("peak memory", peak / 1024, "MiB", "allowed", peak / allowed, 1)
            line("  of less", most["rss.page", "less"] / 1024, "MiB", "kantlijn",
                most["rss.page", "less"] / peak, "")
            exit missed
        }' "$results/$1.out" || status=1
}

# shellcheck source=goals.sh
. "$here/goals.sh"

status=0
if [ -n "${SAMPLE-}" ]; then
    cp "$SAMPLE" "$folder/sample.txt"
else
    cp "$here/../../src/sample.txt" "$folder/sample.txt"
fi
cp "$folder/sample.txt" "$folder/noted.txt"
note_in "$folder/noted.txt" 50
measure sample 3 page -D PEVERY=1
measure sample "$rounds" open,noted -D "NOTED=$folder/noted.txt"
judge sample 0 1.2 1.5
goals_of_sample "$folder"

# document NAME FILE WHAT LIMIT-MS
document() {
    measure_with kantlijn.suite "$1" "$2" "$rounds" open -p kantlijn
    row "$1" "first frame, $3" "$(median "$1" first kantlijn)" "$4" allowed 1
}

python3 "$here/gen-documents.py" "$folder/made.docx" "$folder/made.pdf"
document docx "$folder/made.docx" '30 pages' 60
document pdf "$folder/made.pdf" '30 pages' 150
if command -v soffice >/dev/null; then # more fonts, and what else a real printer brings
    python3 "$here/gen-documents.py" --pages 40 "$folder/printed.docx"
    soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to pdf \
        --outdir "$folder" "$folder/printed.docx" >/dev/null 2>&1
    document printed "$folder/printed.pdf" '30 pages' 150
fi

for size in $sizes; do
    python3 "$here/gen-report.py" --bytes "$size" -o "$folder/$size.txt"
    cat "$folder/$size.txt" >/dev/null
    measure "$size" 3 page
    measure "$size" 9 open
    judge "$size" "${size%M}" 1.2
    goals_of "$size" "${size%M}"
    if [ -n "${BEFORE-}" ]; then
        measure "$size" 9 before -D "BEFORE=$BEFORE"
        row "$size" 'first frame' "$(median "$size" first kantlijn)" \
            "$(median "$size" first before)" before 1.2
    fi
    if [ "$size" = 100M ]; then
        measure_with limits.suite outline "$folder/$size.txt" 9 run -p wc-l,outline
        row "$size" 'outline of all of it' "$(median outline run outline)" \
            "$(median outline run wc-l)" 'wc -l' 6
    fi
    rm "$folder/$size.txt"
done
goals_of_notes
growth
exit "$status"
