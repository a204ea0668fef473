#!/bin/sh
# PDF files through the program: tests/import/pdf.sh tells how they were made, from verslag.md.
. "${srcdir:-.}/tests/command/lib.sh"

if ! "$KANTLIJN" text "$srcdir/tests/import/verslag-web.pdf" >/dev/null 2>"$folder/err" &&
    grep -q 'built without' "$folder/err"; then
    echo '1..0 # SKIP built without poppler-glib'
    exit 0
fi

# ---- one report, as a word processor and as a browser print it ------------------------------------------

cat >expected-outline <<'END'
I. Binnenlandse zaken
  1. Terugkeer en de buitengrens
  2. Weerbaarheid van havens
II. Justitie
  3. E-evidence
  4. Diversen
END

cat >expected-text <<'END'
Verslag van de Raad Justitie en Binnenlandse Zaken

Brussel, 12 en 13 juni 2025

I. Binnenlandse zaken

1. Terugkeer en de buitengrens

De Commissie lichtte haar plannen voor een snellere terugkeer toe en wees op de ervaringen die enkele lidstaten met gezamenlijke vluchten hebben opgedaan.[1] Nederland en Duitsland steunden die plannen, mits er voldoende geld beschikbaar komt voor de uitvoeringsorganisaties aan de buitengrens. Enkele lidstaten vroegen om aandacht voor de rechtspositie van kinderen, en om een raming van de kosten die de verordening voor de asiel- en migratieketen meebrengt.

Het Voorzitterschap concludeerde dat de bespreking op het niveau van ambtenaren wordt voortgezet. Het streeft naar een algemene oriëntatie in december, en zal de Raad in oktober over de vorderingen inlichten. Italië vroeg om daarbij ook de gegevens over vrijwillig vertrek te betrekken, omdat die nu nergens bijeen worden gebracht.

• Frankrijk vroeg om meer tijd.

• Polen sprak over de druk aan de oostelijke grens, waar de hulpverleners al maanden zonder onderbreking werken.

[1] Zie de brief van de minister van 3 juni, die ook de geannoteerde agenda bevat.

2. Weerbaarheid van havens

Alle lidstaten onderstreepten dat de havens beter tegen de georganiseerde misdaad moeten worden beschermd.[2] België beschreef hoe rechtshandhavingsautoriteiten en havenbedrijven elkaar sinds vorig jaar inlichten over verdachte ladingen, en noemde de veiligheidsonderzoeken naar personeel een onmisbare maatregel.

Lidstaat	Standpunt	Voorwaarde

Nederland	steun	geen

Spanje	voorbehoud	raadpleging van het parlement

Zweden	tegen	geen

[2] COM(2025) 12 final.

II. Justitie

3. E-evidence

De Raad nam kennis van de stand van zaken. Het nieuwe stelsel voor elektronisch bewijs gaat volgend jaar werken, en de Commissie riep de lidstaten op om de aansluiting van hun systemen niet tot het laatste ogenblik uit te stellen.

4. Diversen

Het aankomende Voorzitterschap noemde zijn prioriteiten: de bescherming van slachtoffers, de digitalisering van de rechtspraak en de samenwerking met derde landen.[3]

[3] Het programma verschijnt op 1 juli.
END

for maker in writer web; do
    run outline "$srcdir/tests/import/verslag-$maker.pdf"
    prints "the outline of the PDF file of a $maker" <expected-outline
    run text "$srcdir/tests/import/verslag-$maker.pdf"
    prints "its text: lines joined, headers gone, footnotes in their place ($maker)" <expected-text
done

run outline - <"$srcdir/tests/import/verslag-web.pdf"
prints 'the same from standard input' <expected-outline

# ---- what cannot be read ----------------------------------------------------------------------------------

cp "$srcdir/tests/import/geheim.pdf" .
run text geheim.pdf
fails 3 'a file that wants a password says so' <<'END'
kantlijn: geheim.pdf: is a PDF file, but encrypted: open it in the program it came from and save it without a password
END

# page WORD...: a file of one page whose content stream is those words, with a dictionary of its own.
page() {
    cat <<END
%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Count 1 /Kids [3 0 R] >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>
endobj
4 0 obj
<< /Length $(printf %s "$2" | wc -c) $1 >>
stream
$2
endstream
endobj
trailer
<< /Size 5 /Root 1 0 R >>
END
}

page '' '72 72 400 600 re f' >scan.pdf
run text scan.pdf
fails 3 'a scan without text says what to do' <<'END'
kantlijn: scan.pdf: is a PDF file, but holds no text, only pictures perhaps: have its text recognised (OCR) first
END

dd if="$srcdir/tests/import/verslag-web.pdf" of=cut.pdf bs=1000 count=1 2>/dev/null
run text cut.pdf
fails 3 'a file that breaks off is damaged' <<'END'
kantlijn: cut.pdf: is a PDF file, but damaged, or not quite that: open it in the program it came from and save it again
END

# Four predictors of 268 MB each are more than the reader may have; what a library then says on its way out
# must not reach the screen.
wide='<< /Predictor 15 /Columns 268000000 /Colors 1 /BitsPerComponent 8 >>'
page "/Filter [/Fl /Fl /Fl /Fl] /DecodeParms [$wide $wide $wide $wide]" abc >greedy.pdf
"$KANTLIJN" text greedy.pdf 2>&1 >/dev/null | cat >said
holds 'a file that uses up all memory ends in one message' test "$(wc -l <said)" = 1
holds 'and that message is ours' grep -q '^kantlijn: greedy.pdf: is a PDF file, but ' said

finish
