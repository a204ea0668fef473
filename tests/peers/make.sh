#!/bin/sh
# make.sh FOLDER: makes the documents of this folder's sources there, with pandoc and LibreOffice. README
# says what they are called. Ends with status 2 where a program is missing.
set -eu
sources=$(cd "$(dirname "$0")" && pwd)
folder=$1

missing=
command -v pandoc >/dev/null || missing='pandoc'
command -v soffice >/dev/null || missing="$missing libreoffice-writer"
if [ -n "$missing" ]; then
    echo "make.sh: not installed: $missing (these are the names of the packages of Debian)" >&2
    exit 2
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$folder"

# A profile of its own: LibreOffice that is open elsewhere would take the work, and not do it.
convert() {
    soffice "-env:UserInstallation=file://$scratch/profile" --headless --convert-to "$1" \
        --outdir "$scratch/out" "$2" >"$scratch/said" 2>&1 || {
        cat "$scratch/said" >&2
        exit 1
    }
}

# office FILTER SOURCE TARGET
office() {
    convert "$1" "$2"
    name=$(basename "$2")
    mv "$scratch/out/${name%.*}.$1" "$3"
}

for source in verslag report; do
    made=$folder/$source
    for ending in txt docx odt html; do
        to=$ending
        test "$ending" = txt && to=plain
        pandoc "$sources/$source.md" -s -t "$to" -o "$made-pandoc.$ending"
    done
    pandoc "$sources/$source.md" -s -t plain --wrap=none -o "$made-lines.txt"
    for ending in docx odt html; do
        office "$ending" "$made-pandoc.odt" "$made-libreoffice.$ending"
    done
    for ending in docx odt; do
        office pdf "$made-pandoc.$ending" "$made-$ending.pdf"
    done
done
