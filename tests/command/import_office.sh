#!/bin/sh
# docx and odt, made by LibreOffice (of tests/import/office.fodt) and by pandoc (of office.md), are read
# like the same report in plain text; what cannot be read is told in one sentence.
. "${srcdir:-.}/tests/command/lib.sh"

made=$srcdir/tests/import

# whole_text: the report as all programs have it, with what stands on standard input under item 2.
whole_text() {
    cat <<'END'
Verslag van een verzonnen Raad

I. Binnenlandse zaken

1. Kustwachten

De Commissie lichtte haar plan voor de kustwachten toe.[1] Nederland stemde van harte in, en verwees naar zijn brief.

1. Eerst komen de schepen.

a) De grote.

b) De kleine.

2. Dan komen de havens.

Daarna sprak men af dat er meer geld komt.

[1] Zie het werkdocument van die dag.

2. Douane

END
    cat
    cat <<'END'

II. Justitie

1. Getuigen

• Bescherming over de grens.

• Kosten en baten.

Het Voorzitterschap sloot af

en dankte allen.
END
}

for format in docx odt; do
    for program in libreoffice pandoc; do
        run outline "$made/office-$program.$format"
        prints "outline, $format by $program: computed numbers, levels by styles" <<'END'
I. Binnenlandse zaken
  1. Kustwachten
  2. Douane
II. Justitie
  1. Getuigen
END
    done

    whole_text >"$folder/whole" <<'END'
Lidstaat	Standpunt en voorwaarde	

BE	steun	geld

De Raad nam het stuk aan.[i]

[i] Zonder debat.
END
    run text "$made/office-libreoffice.$format"
    prints "text, $format by LibreOffice: changes accepted, both kinds of notes, joined cells" \
        <"$folder/whole"

    whole_text >"$folder/whole" <<'END'
Lidstaat	Standpunt	Voorwaarde

BE	steun	geld

De Raad nam het stuk aan.
END
    run text "$made/office-pandoc.$format"
    prints "text, $format by pandoc: lists, notes, links, soft hyphens" <"$folder/whole"
done

run text - <"$made/office-pandoc.docx"
holds 'a docx on standard input is known by its bytes' test "$status" = 0

head -c 9000 "$made/office-pandoc.docx" >stuk.docx
run text stuk.docx
fails 3 'a docx that breaks off is damaged, and nothing is written' <<'END'
kantlijn: stuk.docx: is a Word document, but damaged, or not quite that: open it in the program it came from and save it again
END
head -c 9000 "$made/office-pandoc.odt" >stuk.odt
run text stuk.odt
fails 3 'an odt that breaks off is damaged, and nothing is written' <<'END'
kantlijn: stuk.odt: is an OpenDocument text, but damaged, or not quite that: open it in the program it came from and save it again
END

finish
