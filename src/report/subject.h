/* What a title is about: the words of home affairs and of justice, from subject.tsv. */
#ifndef KANTLIJN_REPORT_SUBJECT_H
#define KANTLIJN_REPORT_SUBJECT_H

#include "report/report.h"

/* The domain that the words of a title (text, not folded) show: DOMAIN_HOME_AFFAIRS or
 * DOMAIN_JUSTICE, and DOMAIN_OTHER where they show neither, or both alike. */
enum domain subject_domain(const char *title, size_t len_bytes);

#endif
