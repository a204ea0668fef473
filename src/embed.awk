# Makes a C header of one file, for compiling it in: awk -f embed.awk FILE > FILE.h
#
# NAME is the file's own name with every other character than a letter or digit made `_`
# (actors.tsv: actors_tsv).
#
# FILE.tsv gives
#     enum { NAME_columns = N, NAME_rows = M };
#     static const char *const NAME[M][N] = {{"first", "second"}, ...};
# one row a line, without the first line, which names the columns; these stand in the header as a
# comment. A field that is `-` becomes "", and so does one that is missing at a line's end. Empty
# lines and lines that begin with `# ` are left out.
#
# Any other file gives
#     static const char NAME[] = "...";
# with its bytes, every line ended by a line feed; sizeof NAME - 1 is their number.
#
# Plain POSIX awk; run it with LC_ALL=C, so that it reads bytes.

BEGIN {
    path = ARGV[1]
    name = path
    sub(/^.*\//, "", name)
    is_table = name ~ /\.tsv$/
    print "/* Made from " name " by embed.awk. */"
    gsub(/[^A-Za-z0-9]/, "_", name)
    rows = 0
}

# A question mark is escaped because two of them could begin a trigraph.
function quoted(text) {
    gsub(/\\/, "\\\\&", text)
    gsub(/"/, "\\\"", text)
    gsub(/\?/, "\\?", text)
    gsub(/\t/, "\\t", text)
    gsub(/\r/, "\\r", text)
    return "\"" text "\""
}

!is_table {
    line[++rows] = quoted($0)
    sub(/"$/, "\\n\"", line[rows])
    next
}

/^$/ || /^# / {
    next
}

columns == 0 {
    columns = split($0, field, "\t")
    header = $0
    gsub(/\t/, ", ", header)
    next
}

{
    count = split($0, field, "\t")
    if (count > columns) {
        print path ":" FNR ": " count " fields where " columns " are named" > "/dev/stderr"
        failed = 1
        exit 1
    }
    row = ""
    for (i = 1; i <= columns; i++) {
        value = i <= count && field[i] != "-" ? field[i] : ""
        row = row (i > 1 ? ", " : "") quoted(value)
    }
    line[++rows] = row
}

END {
    if (failed)
        exit 1
    if (is_table) {
        print "/* " header " */"
        print "enum { " name "_columns = " columns ", " name "_rows = " rows " };"
        print "static const char *const " name "[" rows "][" columns "] = {"
        for (i = 1; i <= rows; i++)
            print "    {" line[i] "},"
        print "};"
    } else {
        print "static const char " name "[] ="
        if (rows == 0)
            print "    \"\""
        for (i = 1; i <= rows; i++)
            print "    " line[i]
        print "    ;"
    }
}
