#!/bin/sh
# Makes the PDF files of this folder anew from verslag.md: one as a word processor does, one as a browser
# does (narrow pages, justified, hyphenated, with running headers), one that wants a password.
# Needs pandoc, LibreOffice and WeasyPrint; the tests only need the files.
set -eu
cd "$(dirname "$0")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# to_pdf FILTER FILE
to_pdf() {
    soffice --headless --convert-to "$1" --outdir "$scratch" "$2" >/dev/null
}

pandoc verslag.md -o "$scratch/verslag.docx"
to_pdf pdf "$scratch/verslag.docx"
mv "$scratch/verslag.pdf" verslag-writer.pdf

cat >"$scratch/page.html" <<'END'
<!DOCTYPE html>
<html lang="$lang$"><head><meta charset="utf-8"><title>$title$</title></head>
<body><h1 class="title">$title$</h1>
$body$
</body></html>
END
pandoc verslag.md -t html --template "$scratch/page.html" --lua-filter note.lua \
    -o "$scratch/verslag.html"
weasyprint -s verslag.css "$scratch/verslag.html" verslag-web.pdf

printf 'Een geheim verslag.\n' | pandoc -o "$scratch/geheim.docx"
password='"DocumentOpenPassword":{"type":"string","value":"geheim"}'
to_pdf "pdf:writer_pdf_Export:{\"EncryptFile\":{\"type\":\"boolean\",\"value\":\"true\"},$password}" \
    "$scratch/geheim.docx"
mv "$scratch/geheim.pdf" geheim.pdf
