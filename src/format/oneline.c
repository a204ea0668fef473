/* A document on one line. */
#include "config.h"

#include "format/lines.h"

void oneline_break(struct stretch *stretch)
{
    (void)stretch;
}
