#!/bin/sh
# Official publications through the helper: both roots, and XML that is none.
. "${srcdir:-.}/tests/command/lib.sh"

papers=$srcdir/tests/import

# ---- both roots ---------------------------------------------------------------------------------

run outline "$papers/kamerstuk.xml"
prints 'the outline of a paper: divisions with their numbers' <<'END'
BRIEF VAN DE MINISTER VAN JUSTITIE
I. Binnenlandse zaken
  1. Toestand van het Schengengebied
  2. Terugkeer
II. Justitie
  3. Slachtofferrechten
END

run text "$papers/kamerstuk.xml"
{
    cat <<'END'
99 999

Raad voor Justitie en Binnenlandse Zaken

Nr. 7

BRIEF VAN DE MINISTER VAN JUSTITIE

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Den Haag, 20 juni 2023

Hierbij bied ik u het verslag aan van de Raad van 12 en 13 juni 2023.

I. Binnenlandse zaken

1. Toestand van het Schengengebied

Het Voorzitterschap lichtte de stand van zaken toe.[1] De Commissie wees op de toegenomen druk.

– betere gegevens;

– een jaarlijks gesprek.

[1] Zie 99 999, nr. 5.

2. Terugkeer

Enkele lidstaten vroegen om uitstel.[1]

Standpunten

END
    printf 'Lidstaat\tStandpunt\n\nNederland\tsteun\n\n\tmits tijdig\n\n'
    cat <<'END'
II. Justitie

3. Slachtofferrechten

Duitsland uitte zorgen over de kosten.

De Minister van Justitie,

A. Voorbeeld
END
} >"$folder/text"
prints 'the text of a paper: no metadata, footnotes, lists, a table, the signature' <"$folder/text"

run outline "$papers/kamerwrk.xml"
prints 'the outline of an older paper: heads by their print' <<'END'
BRIEF VAN DE MINISTER VAN JUSTITIE
Binnenlandse zaken
  1. Coördinatie van de buitengrens
Justitie
  2. Bewijs
END

run text "$papers/kamerwrk.xml"
prints 'the text of an older paper, in ISO-8859-1 and with a footnote that stands elsewhere' <<'END'
99 998

JBZ-Raad

Nr. 41

BRIEF VAN DE MINISTER VAN JUSTITIE

Den Haag, 20 juni 2008

Binnenlandse zaken

1. Coördinatie van de buitengrens

De Raad sprak over de buitengrens.[1]

Italië vroeg om geduld.

[1] Zie het document van 2 juni.

Justitie

2. Bewijs

– Duitsland steunde het voorstel;

De Minister van Justitie,

A. Voorbeeld
END

# ---- bad ones -----------------------------------------------------------------------------------

# refused NAME WORDS: status 3, one line that says so, and nothing else.
refused() {
    holds "$1" test "$status" = 3 -a ! -s "$folder/out" -a "$(wc -l <"$folder/err")" = 1 -a \
        -n "$(grep -F "$2" "$folder/err")"
}

printf '<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>' >paper
run text paper
refused 'other XML is no publication' 'not quite that'

head -c 2000 "$papers/kamerstuk.xml" >paper
run text paper
refused 'a paper that breaks off is damaged' 'damaged'

{
    echo '<?xml version="1.0"?><!DOCTYPE kamerwrk [<!ENTITY a "0123456789">'
    echo '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    echo '<kamerwrk><al>&c;</al></kamerwrk>'
} >paper
run text paper
refused 'entities of its own are refused' 'perhaps to harm'

echo '<?xml version="1.0"?><!DOCTYPE kamerwrk [<!ENTITY a SYSTEM "verslag.txt">]><kamerwrk><al>&a;</al></kamerwrk>' \
    >paper
run text paper
refused 'an entity from a file is refused' 'perhaps to harm'

{
    echo '<?xml version="1.0"?><kamerwrk>'
    awk 'BEGIN { while (i++ < 100000) printf "<divisie>" }'
} >paper
run text paper
refused 'nesting of 100,000 is refused' 'nested deeper than any real one'

finish
