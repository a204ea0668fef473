# Makes the C rows of actors.tsv: awk -f actors.awk actors.tsv > actors.tsv.h
#
# They are initialisers of `static const struct actor actors[]`, so that nothing has to be read or
# filled in when the program starts. The columns are those of the table's first line, in that order.
# Plain POSIX awk; run it with LC_ALL=C, so that it reads bytes.

BEGIN {
    FS = "\t"
    print "/* Made from actors.tsv by actors.awk. */"
}

NR == 1 {
    next
}

NF != 9 || /["\\]/ {
    print FILENAME ":" NR ": nine fields without quotes or backslashes are wanted" > "/dev/stderr"
    failed = 1
    exit 1
}

{
    class = toupper($2)
    gsub(/-/, "_", class)
    letters = $3 == "-" ? "" : $3
    printf "{\"%s\", ACTOR_%s, \"%s\", {\"%s\", \"%s\", \"%s\", \"%s\"}, %d, %d},\n",
        $1, class, letters, $4, $5, $6, $7, $8, $9
}

END {
    if (failed)
        exit 1
}
