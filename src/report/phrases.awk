# Makes the phrase_table of a table of phrases (phrase.h), so that nothing has to be read, folded or put
# in order when the program starts: awk -f phrases.awk NAME.tsv > NAME.tsv.h
#
# The columns are a kind, a language, a form and a number; the first line names them. A field that is `-`
# is empty, and so is one that is missing at a line's end. Empty lines and lines that begin with `# ` are
# left out. The header gives
#     enum { NAME_tsv_rows = N };
#     enum { NAME_tsv_KIND, ... };                 for each kind, in the order of the table; NAME_tsv_none
#                                                  where it is empty; every character but letters and
#                                                  digits made `_`
#     static const struct phrase_table NAME_tsv;
# whose rows are in the order of the pairs of bytes that their forms begin with; of one pair those that
# may stand within a word come first, and else they are in the order of the table.
#
# Plain POSIX awk; run it with LC_ALL=C, so that it reads bytes.

BEGIN {
    FS = "\t"
    path = ARGV[1]
    name = path
    sub(/^.*\//, "", name)
    print "/* Made from " name " by phrases.awk. */"
    gsub(/[^A-Za-z0-9]/, "_", name)
    letters = 27 # as PHRASE_LETTERS: a to z, and anything else as one
    rows = kinds = text_bytes = 0
}

function fail(what) {
    print path ":" FNR ": " what > "/dev/stderr"
    failed = 1
    exit 1
}

function quoted(text) {
    gsub(/\\/, "\\\\&", text)
    gsub(/"/, "\\\"", text)
    return "\"" text "\""
}

function letter_of(form, at) {
    return at > length(form) ? 0 : index("abcdefghijklmnopqrstuvwxyz", substr(form, at, 1))
}

# The number of a kind, and its name for C.
function kind_of(word) {
    if (word == "" || word == "-")
        word = "none"
    gsub(/[^A-Za-z0-9]/, "_", word)
    if (!(word in kind_numbers)) {
        kind_numbers[word] = kinds
        kind_names[kinds++] = word
    }
    return kind_numbers[word]
}

/^$/ || /^# / {
    next
}

columns == 0 {
    columns = NF
    if (columns < 3 || columns > 4)
        fail(columns " columns where kind, language, form and number are wanted")
    next
}

NF > columns || $3 == "" || $4 !~ /^(-|[0-9]+)?$/ || $4 + 0 > 255 {
    fail("kind, language, form and a number up to 255 are wanted")
}

{
    kind[rows] = kind_of($1)
    form[rows] = $3
    value[rows] = $4 + 0
    inner[rows] = $3 ~ /^\*/
    pair[rows] = letter_of($3, 1 + inner[rows]) * letters + letter_of($3, 2 + inner[rows])
    count[pair[rows], inner[rows]]++
    rows++
}

# Numbers in lines of twelve.
function print_numbers(type, what, number, length_of,    i) {
    print "static const unsigned " type " " name "_" what "[] = {"
    for (i = 0; i < length_of; i++)
        printf "%s%d,%s", i % 12 == 0 ? "    " : " ", number[i],
            i % 12 == 11 || i == length_of - 1 ? "\n" : ""
    print "};"
}

END {
    if (failed)
        exit 1
    for (p = 0; p < letters * letters; p++) {
        first[p] = next_row
        place[p, 1] = next_row
        next_row += count[p, 1]
        inner_end[p] = place[p, 0] = next_row
        next_row += count[p, 0]
    }
    first[p] = next_row
    for (row = 0; row < rows; row++)
        ordered[place[pair[row], inner[row]]++] = row
    print "#include \"report/phrase.h\""
    print "enum { " name "_rows = " rows " };"
    print "enum {"
    for (i = 0; i < kinds; i++)
        print "    " name "_" kind_names[i] ","
    print "};"
    print "static const char " name "_text[] ="
    for (i = 0; i < rows; i++) {
        row = ordered[i]
        forms[i] = text_bytes
        text_bytes += length(form[row]) + 1
        row_kinds[i] = kind[row]
        values[i] = value[row]
        print "    " quoted(form[row]) " \"\\0\""
    }
    print "    ;"
    if (text_bytes > 65535)
        fail("is too large for places of two bytes")
    print_numbers("short", "forms", forms, rows)
    print_numbers("char", "kinds", row_kinds, rows)
    print_numbers("char", "values", values, rows)
    print_numbers("short", "first", first, p + 1)
    print_numbers("short", "inner_end", inner_end, p)
    print "static const struct phrase_table " name " = {"
    print "    " name "_text, " name "_forms, " name "_kinds, " name "_values, " name "_first, " name "_inner_end,"
    print "};"
}
