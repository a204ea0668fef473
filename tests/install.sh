#!/bin/sh
# make install and make uninstall with DESTDIR, in the build directory: what is installed, that it runs,
# and that nothing of it stays.
set -u

srcdir=${srcdir:-.}
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
number=0
# This make is none of the one that runs the tests.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES GNUMAKEFLAGS DESTDIR

outcome() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then
        echo "ok $number - $2"
    else
        echo "not ok $number - $2"
        sed 's/^/# /; 30q' "$scratch/said"
    fi
}

into() {
    make -s "$1" DESTDIR="$scratch/root" prefix=/usr >"$scratch/said" 2>&1 </dev/null
}

{
    echo usr/bin/kantlijn
    echo usr/libexec/kantlijn-import
    if test -e completions/kantlijn; then
        echo usr/share/bash-completion/completions/kantlijn
        echo usr/share/fish/vendor_completions.d/kantlijn.fish
        echo usr/share/zsh/site-functions/_kantlijn
    fi
    echo usr/share/man/man1/kantlijn.1
    echo usr/share/man/man5/kantlijn.5
    if grep -q "^USE_NLS = yes$" Makefile; then
        for language in $(sed '/^#/d' "$srcdir/po/LINGUAS"); do
            echo "usr/share/locale/$language/LC_MESSAGES/kantlijn.mo"
        done
    fi
} | LC_ALL=C sort >"$scratch/expected"

into install
outcome $? 'make install DESTDIR=… ends well'
(cd "$scratch/root" && find . -type f) | sed 's|^\./||' | LC_ALL=C sort >"$scratch/there"
diff "$scratch/expected" "$scratch/there" >"$scratch/said"
outcome $? 'the program, its helper, completions, manuals and translations are installed, and nothing else'
test "$("$scratch/root/usr/bin/kantlijn" --version | head -n 1)" = "$(./kantlijn --version | head -n 1)" \
    >"$scratch/said" 2>&1
outcome $? 'and it runs'
into install
outcome $? 'a second time changes nothing'
into uninstall
outcome $? 'make uninstall DESTDIR=… ends well'
find "$scratch/root" -type f >"$scratch/said"
test ! -s "$scratch/said"
outcome $? 'and leaves no file'
echo "1..$number"
