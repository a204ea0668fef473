# What kantlijn wants to reach beside the peers that are installed; run.sh reads this file. Each row holds one
# figure against one of the same run, and the table at the end shows how cost grows with the report.

peers=kantlijn,less,floor
for peer in vim nvim nano; do
    command -v "$peer" >/dev/null && peers=$peers,$peer
done
test "${peers%nano}" = "$peers" || peers=$peers-S

# has PROGRAM: whether it takes part.
has() {
    case ,$peers, in *,"$1",*) return 0 ;; esac
    return 1
}

# figure NAME METRIC PROGRAM COLUMN: 3 the median, 6 the 99th in a hundred, 7 the largest.
figure() {
    awk -v metric="$2" -v program="$3" -v column="$4" '
        /^[a-z.-]+ \([A-Za-z]+\)$/ { current = $1; next }
        NF >= 8 && current == metric && $1 == program { found = $column }
        END { print found }' "$results/$1.out"
}

# against NAME WHAT METRIC PROGRAM FACTOR [COLUMN]: kantlijn beside a peer; nothing where that is not there.
against() {
    has "$4" || return 0
    row "$1" "$2" "$(figure "$1" "$3" kantlijn "${6:-3}")" "$(figure "$1" "$3" "$4" "${6:-3}")" "$4" "$5"
}

# turns NAME: turning pages and lines, to the last change on the screen.
turns() {
    against "$1" 'page down, p50' page.last floor 1.2
    against "$1" 'page down, p99' page.last floor 2 6
    against "$1" 'line down, p50' line.last floor 1.2
    against "$1" 'line down, p99' line.last floor 2 6
}

# memory NAME METRIC LIMIT-MIB
memory() {
    row "$1" 'peak memory, MiB' "$(figure "$1" "$2" kantlijn 7 | awk '{ print $1 / 1024 }')" "$3" allowed 1
}

# goals_of_sample FOLDER: the sample alone and with 200 notes.
goals_of_sample() {
    cp "$1/sample.txt" "$1/noted200.txt"
    note_in "$1/noted200.txt" 200
    measure_with kantlijn.suite noted200 "$1/sample.txt" "$rounds" open,noted -D "NOTED=$1/noted200.txt"
    row noted200 'first frame' "$(figure noted200 first noted 3)" "$(figure noted200 first less 3)" less 1.4
    for name in sample noted200; do
        measure_with peers.suite "$name" "$1/$name.txt" 3 page -p kantlijn,floor -D PEVERY=2 -D LEVERY=20
        turns "$name"
    done
    memory sample rss.page 8
}

# goals_of NAME MEGABYTES: a report of that size.
goals_of() {
    file=$folder/$1.txt
    measure_with peers.suite "$1" "$file" 3 page -p kantlijn,floor
    measure_with peers.suite "$1" "$file" 5 open-end,open-find -p "$(echo "$peers" | sed 's/,floor//')"
    measure_with peers.suite "$1" "$file" 5 fold -p kantlijn
    measure_with limits.suite "$1" "$file" 5 run -p grep-ic,wc-l
    turns "$1"
    memory "$1" rss.open-end "$(awk -v megabytes="$2" 'BEGIN { print (12 + 1.3 * megabytes) / 1.048576 }')"
    for metric in first page.last line.last open-end open-find fold.last unfold.last rss.open-end; do
        echo "$metric $2 $(figure "$1" "$metric" kantlijn 3)"
    done >>"$folder/growth"
    test "$2" -ge 10 || return 0
    against "$1" 'end, from the fork' open-end vim 0.5
    against "$1" 'search to the end' open-find nvim 1
    row "$1" 'search to the end' "$(figure "$1" open-find kantlijn 3)" "$(figure "$1" run grep-ic 3)" 'grep -ic' 3
    test "$2" -eq 10 || return 0
    row "$1" 'fold all' "$(figure "$1" fold.last kantlijn 3)" 5 allowed 1
    row "$1" 'unfold all' "$(figure "$1" unfold.last kantlijn 3)" 5 allowed 1
}

# goals_of_notes: 10,000 of them, on the items of a report of 1 MB.
goals_of_notes() {
    python3 "$here/gen-report.py" --bytes 1M -o "$folder/plain.txt"
    cp "$folder/plain.txt" "$folder/many.txt"
    for item in 3 6 9 12 15 18 21 24 27 30 33 36; do
        "$KANTLIJN" note add --item "@$item" --body "Vergelijk rij $item." "$folder/many.txt" >/dev/null
    done
    python3 "$here/gen-notes.py" "$folder/many.txt.kantlijn" 10000
    "$KANTLIJN" check --repair "$folder/many.txt" >/dev/null 2>&1
    for name in plain many; do
        measure_with peers.suite "$name" "$folder/$name.txt" 3 page -p kantlijn
    done
    measure_with peers.suite many "$folder/many.txt" 3 next-note -p kantlijn
    row many 'first frame' "$(figure many first kantlijn 3)" 30 allowed 1
    for metric in page line; do
        row many "$metric down, p50" "$(figure many $metric.last kantlijn 3)" \
            "$(figure plain $metric.last kantlijn 3)" 'without' 1.2
    done
    row many 'next note, p50' "$(figure many note.last kantlijn 3)" "$(figure plain line.last kantlijn 3)" \
        'line down' 2
}

# growth: cost at each size, and the exponent from the smallest to the largest.
growth() {
    test -s "$folder/growth" || return 0
    echo
    awk '
        { cost[$1, $2] = $3; if (!($1 in seen)) { seen[$1] = 1; names[++count] = $1 }
          if (!($2 in known)) { known[$2] = 1; sizes[++size_count] = $2 } }
        END {
            printf "%-16s", "growth"
            for (s = 1; s <= size_count; s++)
                printf "%10s MB", sizes[s]
            printf "  exponent\n"
            for (n = 1; n <= count; n++) {
                printf "%-16s", names[n]
                for (s = 1; s <= size_count; s++)
                    printf "%13.2f", cost[names[n], sizes[s]]
                first = cost[names[n], sizes[1]]; last = cost[names[n], sizes[size_count]]
                if (size_count > 1 && first > 0 && last > 0)
                    printf "%10.2f", log(last / first) / log(sizes[size_count] / sizes[1])
                print ""
            }
        }' "$folder/growth"
}
