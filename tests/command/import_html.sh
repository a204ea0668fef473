#!/bin/sh
# Web pages through the helper: pages that pandoc, LibreOffice and a site have made, and bad ones.
. "${srcdir:-.}/tests/command/lib.sh"

pages=$srcdir/tests/import

# ---- pages from one source ----------------------------------------------------------------------

outline_of_source() {
    cat <<'END'
I. Binnenlandse zaken
  1. Toestand van het Schengengebied
  2. Terugkeer
II. Justitie
  3. Slachtofferrechten
  Diversen
END
}

run outline "$pages/pandoc.html"
outline_of_source >"$folder/outline"
prints 'the outline of a page made by pandoc' <"$folder/outline"

run outline "$pages/libreoffice.html"
outline_of_source >"$folder/outline"
prints 'the outline of the same report as a page made by LibreOffice' <"$folder/outline"

text_of_source() {
    cat <<'END'
Verslag van de JBZ-Raad van 12 en 13 juni 2023

I. Binnenlandse zaken

1. Toestand van het Schengengebied

Het Voorzitterschap lichtte de stand van zaken toe.[1] De Commissie wees op de toegenomen druk aan de buitengrenzen en vroeg de lidstaten om hun bijdrage aan het agentschap.

Nederland, gesteund door België en Luxemburg, vroeg om:

• betere gegevens over binnengrenscontroles;

• een jaarlijks gesprek per lidstaat;

• met de Commissie,

• en met de buurlanden.

[1] Zie het document van 2 juni 2023, kenmerk 9876/23.

2. Terugkeer

Enkele lidstaten konden instemmen met de volgende stappen:

1. een gezamenlijk loket;

2. proefprojecten met twee derde landen[2];

3. een verslag in het najaar.

Het Voorzitterschap concludeerde dat er brede steun was.

END
    printf 'Lidstaat\tStandpunt\tTermijn\n\nNederland\tsteun\t2024\n\nHongarije\tvoorbehoud\t\n\n'
    printf 'Zweden\tsteun, mits tijdig\t2025\n\n'
    cat <<'END'
[2] De landen worden later bekend.

II. Justitie

3. Slachtofferrechten

Duitsland uitte zorgen over de kosten.

Frankrijk sloot zich daarbij aan.

Diversen

De minister van Justitie dankte voor de samenwerking.
END
}
text_of_source >"$folder/text"

run text "$pages/pandoc.html"
prints 'the text of a page made by pandoc: lists counted, footnotes at the end of their item' \
    <"$folder/text"

run text "$pages/libreoffice.html"
prints 'the same text from a page made by LibreOffice' <"$folder/text"

# ---- a page saved from a site -------------------------------------------------------------------

run text "$pages/press.html"
{
    cat <<'END'
Justice and Home Affairs Council, 8-9 June 2023

Luxembourg, 9 June 2023

Home affairs (8 June)

Asylum and migration management

END
    printf 'Ministers reached a general approach on the two files[1]. The Presidency thanked all '
    printf 'delegations for their\302\240work.\n\n'
    cat <<'END'
Today we took a step that many thought impossible.

The table of the Council

[1] 10444/23 and 10443/23.

State of Schengen

• the annual cycle was discussed

• Sweden asked for data by the autumn

Justice (9 June)

Victims’ rights

A large majority supported the text; one delegation entered a reservation.

END
    printf 'File\tOutcome\n\nVictims’ rights\tprogress report\n'
} >"$folder/text"
prints 'of a page saved from a site no navigation, cookies, sharing, related links or footer' \
    <"$folder/text"

# ---- encodings, in the process that can open no file ---------------------------------------------

printf '<html><meta charset=windows-1252><p>co\366rdinatie \226 \200 5' >page
run text page
prints 'a page in windows-1252' <<'END'
coördinatie – € 5
END

printf '<html><meta http-equiv=content-type content="text/html; charset=iso-8859-15"><p>\244 5' >page
run text page
prints 'a page in ISO-8859-15' <<'END'
€ 5
END

run text --encoding windows-1252 page
cp "$folder/out" "$folder/said"
remarks 'a page says its own encoding, which is told where another is named' <<'END'
kantlijn: page: --encoding is for plain text: this report says its own, and is read by it
END
holds 'and is read by its own' test "$(cat "$folder/out")" = '€ 5'

run text - <"$pages/press.html"
holds 'a page comes on standard input, too' test "$status" = 0 -a -s "$folder/out"

# ---- bad pages ----------------------------------------------------------------------------------

# refused NAME WORDS: status 3, one line that says so, and nothing else.
refused() {
    holds "$1" test "$status" = 3 -a ! -s "$folder/out" -a "$(wc -l <"$folder/err")" = 1 -a \
        -n "$(grep -F "$2" "$folder/err")"
}

{
    printf '<html>'
    awk 'BEGIN { while (i++ < 100000) printf "<div>" }'
} >page
run text page
refused 'nesting of 100,000 is refused' 'nested deeper than any real one'

awk 'BEGIN { printf "<html><meta charset=euc-jp><p>"; while (i++ < 20000) printf "\377" }' >page
LC_ALL=C run text page
holds 'bytes that are not what the page says they are end in one line' \
    test "$status" = 3 -a "$(wc -l <"$folder/err")" = 1

printf '<html><body><nav><a href=/>Home</a></nav><script>x</script></body></html>' >page
run text page
holds 'a page with no more than navigation fails or gives little, in words' \
    test "$status" = 3 -o "$(wc -c <"$folder/out")" -lt 10

head -c 700 "$pages/pandoc.html" >page
run text page
refused 'a page that breaks off before its text has none' 'holds no text'

head -c 3500 "$pages/pandoc.html" >page
run outline page
holds 'a page that breaks off in its text is read so far' test "$status" = 0

finish
