/* What a title is about, by the words in subject.tsv.
 *
 *  1. Every word counts, whatever the report's language: titles quote each other's languages.
 *  2. A place in the title counts once, for the longest form that stands there.
 *  3. The heavier side is the title's domain. An institution weighs more than a common word, so
 *     that "Eurojust and organised crime" is justice; where both weigh the same, neither is. */
#include "config.h"

#include "report/subject.h"

#include <stdlib.h>
#include <string.h>

#include "report/phrase.h"
#include "report/subject.tsv.h"
#include "text/text.h"

enum { COLUMN_DOMAIN, COLUMN_LANGUAGE, COLUMN_FORM, COLUMN_WEIGHT };

/* Made with the first title that is asked about; it holds no memory of its own. */
static struct phrase_index subjects;
static unsigned short subject_rows[subject_tsv_rows];

static const struct phrase_index *subject_index(void)
{
    if (subjects.cells == NULL)
        phrase_index_init(&subjects, &subject_tsv[0][0], subject_tsv_rows, subject_tsv_columns,
                          COLUMN_FORM, subject_rows);
    return &subjects;
}

/* What a row adds to the side of home affairs; justice is below 0. */
static int weight_of(size_t row)
{
    const char *domain = subject_tsv[row][COLUMN_DOMAIN];
    const char *weight = subject_tsv[row][COLUMN_WEIGHT];
    int value = weight[0] != '\0' ? atoi(weight) : 1;

    if (domain[0] == '\0')
        return 0;
    return strcmp(domain, "justice") == 0 ? -value : value;
}

enum domain subject_domain(const char *title, size_t len_bytes)
{
    const struct phrase_index *index = subject_index();
    struct buffer words = {0};
    size_t at = 0, row, end;
    int balance = 0;

    text_fold(title, len_bytes, &words);
    while (at < words.len_bytes) {
        row = phrase_at(index, words.data, words.len_bytes, at, &end);
        if (row != PHRASE_NONE)
            balance += weight_of(row);
        at = row != PHRASE_NONE ? end : at + 1;
    }
    buffer_release(&words);
    if (balance == 0)
        return DOMAIN_OTHER;
    return balance > 0 ? DOMAIN_HOME_AFFAIRS : DOMAIN_JUSTICE;
}
