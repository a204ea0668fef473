#!/bin/sh
# Holds the rules of the house (HACKING): which room may include what, who may use which library,
# who may speak and exit, and that no file is forgotten, in HACKING neither. The rules are tried on a made-up tree that
# breaks each of them, too: a rule that finds nothing there would find nothing anywhere.
set -u

srcdir=${srcdir:-.}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

# findings TREE: one line a breach, "RULE<tab>FILE:LINE: what stands there".
findings() (
    cd "$1" || exit 1
    find src -name '*.[ch]' | LC_ALL=C sort >"$scratch/files"
    # shellcheck disable=SC2046 # no file name holds a space
    "${AWK:-awk}" '
        BEGIN {
            may["base"] = ""
            may["text"] = may["settings"] = "base"
            may["report"] = "text base"
            may["anchor"] = "report text base"
            may["council"] = may["format"] = may["anchor"]
            may["sidecar"] = "anchor council " may["anchor"]
            may["layout"] = may["export"] = "sidecar " may["sidecar"]
            may["session"] = "layout export format settings " may["layout"]
            may["ui"] = may["command"] = "session " may["session"]
            may["main.c"] = "command ui " may["ui"]
        }
        function breach(rule) {
            print rule "\t" FILENAME ":" FNR ": " $0
        }
        function may_include(other) {
            return other == room || index(" " may[room] " ", " " other " ") > 0
        }
        FNR == 1 {
            split(FILENAME, part, "/")
            room = part[2]
            first_include = 1
            in_comment = 0
            if (!(room in may))
                breach("rooms")
        }
        /^#[ \t]*include/ {
            name = $2
            if (first_include && FILENAME ~ /\.c$/ && name != "\"config.h\"")
                breach("config")
            first_include = 0
            if (name ~ /^"/ && name != "\"config.h\"" && split(name, place, /["\/]/) >= 4) {
                if (!may_include(place[2]))
                    breach("arrows")
                else if (place[2] != room && place[3] != place[2] ".h")
                    breach("public")
            }
            if (name ~ /sqlite3/ && room != "sidecar")
                breach("sqlite")
            if (name ~ /^<uni[a-z]+\.h>/ && name != "<unistd.h>" && room != "text")
                breach("unistring")
            if (name ~ /curses|<term\.h>/ && room != "ui")
                breach("curses")
            if (name ~ /^<(libxml\/|archive|poppler|glib)/ && room != "format")
                breach("foreign")
            next
        }
        {
            code = $0
            gsub(/\\./, "", code)
            gsub(/"[^"]*"/, "\"\"", code)
            gsub(/\/\*.*\*\//, "", code)
            if (in_comment && sub(/^.*\*\//, "", code))
                in_comment = 0
            if (in_comment)
                next
            if (sub(/\/\*.*$/, "", code))
                in_comment = 1
            if (room !~ /^(ui|command|main\.c)$/) {
                if (code ~ /(^|[^a-z_0-9])(printf|vprintf|puts|putchar|perror|exit|_exit)\(/ ||
                    code ~ /(^|[^a-z_])(stdout|stderr)([^a-z_]|$)/ ||
                    code ~ /(write|writev|dprintf|vdprintf)\( *([12]|STD(OUT|ERR)_FILENO) *,/ ||
                    (code ~ /(^|[^a-z_])abort\(/ && FILENAME != "src/base/memory.c"))
                    breach("speaks")
            }
            if (code ~ /(^|[^a-z_0-9])(strcpy|strcat|sprintf|gets|system|popen|sleep)\(/)
                breach("banned")
        }
    ' $(cat "$scratch/files")
    while read -r file; do
        grep -qF "$file" Makefile.am || printf 'forgotten\t%s\n' "$file"
        if grep -Eq '(^|[^A-Za-z_])(N?_|ngettext)\("' "$file"; then
            grep -qxF "$file" po/POTFILES.in || printf 'sentences\t%s\n' "$file"
        fi
    done <"$scratch/files"
    # the list of HACKING: a paragraph a room
    sed -n '/^A line a file$/,/^What flows$/p' HACKING | "${AWK:-awk}" '
        /^    [^ ]/ { room = $1 ~ /\/$/ ? $1 : "" }
        {
            count = split($0, word, /[^A-Za-z0-9_.]+/)
            for (i = 1; i <= count; i++)
                if (word[i] ~ /\.c$/)
                    print "src/" room word[i]
        }
    ' | LC_ALL=C sort >"$scratch/listed"
    grep '\.c$' "$scratch/files" | LC_ALL=C comm -3 - "$scratch/listed" | tr -d '\t' |
        sed 's/^/listed	/'
    grep -v '^#' po/POTFILES.in | while read -r file; do
        test -e "$file" || printf 'sentences\t%s: is not there\n' "$file"
    done
)

rules='rooms:every folder of src is a room that is known here
arrows:a room includes only what its arrows point at
public:of another room only the public header is included
config:every .c includes config.h first
sqlite:only sidecar includes sqlite3.h
unistring:only text includes libunistring
curses:only ui includes curses
foreign:only format includes libxml2, libarchive and poppler
speaks:below command and ui nothing prints, exits or aborts
banned:no function that cannot be used safely
forgotten:every source file is named in Makefile.am
listed:HACKING names every source file once, in the paragraph of its room
sentences:POTFILES.in names exactly the files that hold sentences'

# ---- a tree that breaks every rule --------------------------------------------------------------

bad=$scratch/bad
for room in attic text council session sidecar report; do
    mkdir -p "$bad/src/$room"
done
mkdir "$bad/po"
echo '#include "config.h"' >"$bad/src/attic/attic.c"
printf '#include "config.h"\n#include "report/report.h"\n#include <libxml/tree.h>\n' \
    >"$bad/src/text/text.c"
# up, and sideways
printf '#include "config.h"\n#include "text/text.h"\n#include "sidecar/sidecar.h"\n#include "format/format.h"\n' \
    >"$bad/src/council/council.c"
printf '#include "config.h"\n#include "sidecar/log.h"\n' >"$bad/src/session/session.c"
printf '#include <stdio.h>\n#include <unistr.h>\n#include <curses.h>\n' >"$bad/src/sidecar/sidecar.c"
cat >"$bad/src/report/report.c" <<'END'
#include "config.h"
#include <sqlite3.h>
/* exit(1) in a comment is no exit,
 * nor is system("rm") */
void report_leave(void) { exit(1); }
void report_run(void) { system("printf(1)"); }
void report_shout(void) { write(1, "x", 1); dprintf(STDERR_FILENO, "x"); write(10, "x", 1); }
const char *report_words(void) { return _("A sentence"); }
END
printf 'src/attic/attic.c\nsrc/council/council.c\nsrc/session/session.c\nsrc/sidecar/sidecar.c\nsrc/report/report.c\n' \
    >"$bad/Makefile.am"
echo 'src/gone.c' >"$bad/po/POTFILES.in"
cat >"$bad/HACKING" <<'END'
A line a file

    attic/   attic.c  gone.c
    council/ council.c is named once more than council.c is there
    text/    text.c  report.c in another paragraph
    session/ session.c
    sidecar/ sidecar.c

What flows
END

expected='arrows	src/council/council.c:3
arrows	src/council/council.c:4
arrows	src/text/text.c:2
banned	src/report/report.c:6
config	src/sidecar/sidecar.c:1
curses	src/sidecar/sidecar.c:3
foreign	src/text/text.c:3
forgotten	src/text/text.c
listed	src/attic/gone.c
listed	src/council/council.c
listed	src/report/report.c
listed	src/text/report.c
public	src/session/session.c:2
rooms	src/attic/attic.c:1
sentences	src/gone.c
sentences	src/report/report.c
speaks	src/report/report.c:5
speaks	src/report/report.c:7
sqlite	src/report/report.c:2
unistring	src/sidecar/sidecar.c:2'

# ---- the cases ----------------------------------------------------------------------------------

number=0
outcome() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
    fi
}

findings "$bad" | sed 's/: .*//' | LC_ALL=C sort >"$scratch/found"
printf '%s\n' "$expected" | diff - "$scratch/found" >"$scratch/difference"
outcome $? 'every breach of a made-up tree is found, and nothing else'
sed 's/^/# /' "$scratch/difference"

findings "$srcdir" >"$scratch/found"
echo "$rules" >"$scratch/rules"
while IFS=: read -r rule sentence; do
    grep "^$rule	" "$scratch/found" >"$scratch/these"
    test ! -s "$scratch/these"
    outcome $? "$sentence"
    sed 's/^[^	]*	/# /' "$scratch/these"
done <"$scratch/rules"

# What stands at the top is what convention puts there; outside a checkout nobody can tell.
top='.ci .clang-format .gitignore COPYING HACKING Makefile.am NEWS README bootstrap configure.ac man po src tests'
if tracked=$(git -C "$srcdir" ls-files 2>"$scratch/no-checkout") && [ -n "$tracked" ]; then
    echo "$tracked" | cut -d/ -f1 | LC_ALL=C sort -u >"$scratch/stands"
    echo "$top" | tr ' ' '\n' | LC_ALL=C sort | diff - "$scratch/stands" >"$scratch/difference"
    outcome $? 'nothing else than convention puts there is tracked at the top'
    sed 's/^/# /' "$scratch/difference"
fi

# Where SQLite is linked from its archive, libm is not loaded for it (sidecar/no_math.c).
if libraries=$(ldd ./kantlijn 2>"$scratch/no-ldd") && ! echo "$libraries" | grep -qE 'sqlite|asan'; then
    ! echo "$libraries" | grep -q 'libm\.'
    outcome $? 'the program loads no library of mathematics'
fi
echo "1..$number"
