#!/bin/sh
# What bootstrap does and says, in a made-up project on made-up machines: every tool that installs,
# configures or builds is a stand-in that writes its name and arguments to a list.
set -u

srcdir=${srcdir:-.}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
project=$scratch/project
bin=$scratch/bin
calls=$scratch/calls
number=0
status=0

outcome() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        echo "# exit status $status; said:"
        sed 's/^/# /' "$scratch/err"
        echo '# called:'
        sed 's/^/# /' "$calls"
    fi
}

# stand_in NAME: a command that is noted when it is called, and does what stands on standard input.
stand_in() {
    rm -f "$bin/$1"
    {
        echo '#!/bin/sh'
        echo "echo \"$1 \$*\" >>'$calls'"
        cat
    } >"$bin/$1"
    chmod +x "$bin/$1"
}

run() {
    : >"$calls"
    PATH=$bin "$project/bootstrap" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null
    status=$?
}

# says NAME: it said exactly what stands on standard input.
says() {
    cat >"$scratch/expected"
    cmp -s "$scratch/err" "$scratch/expected"
    outcome $? "$1"
}

# opens WORDS NAME: the program was started with these words.
opens() {
    test "$status" = 0 && test "$(cat "$scratch/out")" = "kantlijn $1"
    outcome $? "$2"
}

# ---- a project and a machine where nothing is missing ------------------------------------------------

mkdir -p "$project/src" "$project/po" "$bin"
cp "$srcdir/bootstrap" "$project/bootstrap"
chmod +x "$project/bootstrap"
touch -t 202001010000 "$project/configure.ac" "$project/Makefile.am" "$project/src/main.c"
for tool in sh cat dirname basename find head tail mkdir rm tr touch chmod grep env getconf; do
    ln -s "$(command -v $tool)" "$bin/$tool"
done
for tool in gcc autoconf automake autopoint xgettext sudo; do
    stand_in $tool </dev/null
done
stand_in id <<'DO'
echo "${MADE_UP_ID:-0}"
DO
stand_in pkg-config <<'DO'
case $* in *--modversion*) echo 1 ;; esac
DO
stand_in dpkg-query <<DO
test -e "$scratch/lacks-\$4" || printf installed
DO
stand_in apt-get <<DO
case \$* in *install*) test ! -e "$scratch/no-network" && rm -f "$scratch"/lacks-* ;; esac
DO
stand_in autoreconf <<DO
mkdir -p "$project/build-aux"
touch "$project/build-aux/tap-driver.sh"
printf '#!/bin/sh\ntouch config.status\n' >"$project/configure"
chmod +x "$project/configure"
DO
stand_in make <<DO
test ! -e "$scratch/breaks" || { echo 'main.c: wrong'; exit 2; }
printf '#!/bin/sh\necho "kantlijn \$*"\n' >"$project/_build/kantlijn"
chmod +x "$project/_build/kantlijn"
DO

# ---- read --------------------------------------------------------------------------------------------

run read
says 'it tells what it does' <<'END'
bootstrap: preparing configure
bootstrap: configuring _build
bootstrap: building
END
opens demo 'and opens the sample'
run read
says 'a second time it says nothing' </dev/null
opens demo 'and opens the sample again'
! grep -Eq '^(apt-get|autoreconf|sudo)' "$calls"
outcome $? 'having installed and configured nothing'
run read demo
opens ./demo 'a report may bear the name of a command'
run read -
opens - 'or come in on standard input'
run read somewhere/verslag.txt
opens somewhere/verslag.txt 'or stand in another folder'
touch -t 203001010000 "$project/src/main.c"
run read
says 'a source that changed is built' <<'END'
bootstrap: building
END
touch -t 202001010000 "$project/src/main.c"
touch -t 202101010000 "$project/configure"
touch -t 202201010000 "$project/configure.ac"
run read
grep -q '^autoreconf -i' "$calls"
outcome $? 'a configure.ac that changed makes another configure'
touch "$scratch/breaks"
run read
test "$status" = 1 && grep -qx 'main.c: wrong' "$scratch/err" &&
    grep -qxF "bootstrap: the whole output is in $project/_build/make.log" "$scratch/err"
outcome $? 'what fails is shown, with the file that has all of it'
rm "$scratch/breaks"

# ---- packages ----------------------------------------------------------------------------------------

touch "$scratch/lacks-libunistring-dev" "$scratch/lacks-libsqlite3-dev"
run read
test "$(head -n 1 "$scratch/err")" = 'bootstrap: to be installed: libunistring-dev libsqlite3-dev' &&
    grep -qx 'apt-get -q install -y --no-install-recommends libunistring-dev libsqlite3-dev' "$calls"
outcome $? 'what is missing is told and installed'
opens demo 'and all goes on'
touch "$scratch/lacks-libsqlite3-dev"
MADE_UP_ID=1000 run read
grep -q '^sudo .*apt-get -q install -y --no-install-recommends libsqlite3-dev$' "$calls"
outcome $? 'through sudo, for who is not root'
touch "$scratch/no-network"
run read
test "$status" = 1 && test "$(grep -c '^apt-get .*install' "$calls")" = 2 &&
    grep -qx 'bootstrap: that failed: fetching the lists of packages anew and trying once more' \
        "$scratch/err" &&
    test "$(tail -n 1 "$scratch/err")" = \
        'bootstrap: could not install; run as root: apt-get install -y libsqlite3-dev'
outcome $? 'where that fails, once more with new lists, and then it tells what to run'
rm "$scratch/no-network" "$bin/sudo"
MADE_UP_ID=1000 run read
says 'without root and sudo it tells the command' <<'END'
bootstrap: to be installed: libsqlite3-dev
bootstrap: this needs root, and there is no sudo; run as root:
bootstrap:     apt-get update && apt-get install -y libsqlite3-dev
END
test "$status" = 1 && ! grep -q '^apt-get' "$calls"
outcome $? 'and installs nothing'
rm "$scratch/lacks-libsqlite3-dev" "$bin/xgettext"
run read
test "$(head -n 1 "$scratch/err")" = 'bootstrap: to be installed: gettext'
outcome $? 'a command that is missing is a package, too'
rm "$bin/apt-get" "$bin/dpkg-query"
run read
test "$status" = 1 && test "$(head -n 1 "$scratch/err")" = 'bootstrap: missing: xgettext' &&
    grep -q '^bootstrap:     dnf: .*gettext-devel' "$scratch/err" &&
    grep -q '^bootstrap:     brew: .*libunistring' "$scratch/err" &&
    grep -q '^bootstrap:     zypper: .*libpoppler-glib-devel' "$scratch/err"
outcome $? 'on other systems what is missing is named'
stand_in zypper </dev/null
run read
says 'for the package manager that is there, with what brings the formats' <<'END'
bootstrap: missing: xgettext
bootstrap: install these with the package manager of this system, then run this again:
bootstrap:     zypper: gcc make autoconf automake gettext-tools pkgconf ncurses-devel libunistring-devel sqlite3-devel
bootstrap: to read Word, OpenDocument, web pages and PDF as well:
bootstrap:     zypper: libxml2-devel libarchive-devel libpoppler-glib-devel
bootstrap: for the tests: cmocka and libvterm with their headers
END
stand_in xgettext </dev/null
stand_in pkg-config <<'DO'
case $* in *--exists*libarchive*) exit 1 ;; *--modversion*) echo 1 ;; esac
DO
rm -rf "$project/_build"
run read
says 'a format that cannot be read is told where the project is set up' <<'END'
bootstrap: not here: libarchive: without these some formats are not read; install them, and remove _build:
bootstrap:     zypper: libxml2-devel libarchive-devel libpoppler-glib-devel
bootstrap: configuring _build
bootstrap: building
END
opens demo 'and the rest works without it'
run read
says 'and that is said once' </dev/null

# ---- usage -------------------------------------------------------------------------------------------

for words in '' 'read a b' 'check now' 'build'; do
    # shellcheck disable=SC2086 # words
    run $words
    test "$status" = 2 && grep -q '^Usage: ./bootstrap read' "$scratch/err"
    outcome $? "usage: ${words:-nothing}"
done
run --help
test "$status" = 0 && grep -q '^Usage: ./bootstrap read' "$scratch/out"
outcome $? '--help'
echo "1..$number"
