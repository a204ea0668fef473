/* What a title is about, by the words in subject.tsv.
 *
 *  1. Every word counts, whatever the report's language: titles quote each other's languages.
 *  2. A place in the title counts once, for the longest form that stands there.
 *  3. The heavier side is the title's domain. An institution weighs more than a common word, so
 *     that "Eurojust and organised crime" is justice; where both weigh the same, neither is. */
#include "config.h"

#include "report/subject.h"

#include "report/phrase.h"
#include "report/subject.tsv.h"
#include "text/text.h"

/* What a row adds to the side of home affairs; justice is below 0. */
static int weight_of(size_t row)
{
    int value = subject_tsv.values[row] > 0 ? subject_tsv.values[row] : 1;

    if (subject_tsv.kinds[row] == subject_tsv_none)
        return 0;
    return subject_tsv.kinds[row] == subject_tsv_justice ? -value : value;
}

enum domain subject_domain(const char *title, size_t len_bytes)
{
    struct buffer words = {0};
    size_t at = 0, row, end;
    int balance = 0;

    text_fold(title, len_bytes, &words);
    while (at < words.len_bytes) {
        row = phrase_at(&subject_tsv, words.data, words.len_bytes, at, false, &end);
        if (row != PHRASE_NONE)
            balance += weight_of(row);
        at = row != PHRASE_NONE ? end : at + 1;
    }
    buffer_release(&words);
    if (balance == 0)
        return DOMAIN_OTHER;
    return balance > 0 ? DOMAIN_HOME_AFFAIRS : DOMAIN_JUSTICE;
}
