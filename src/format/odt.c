#include "config.h"

#include "format/import.h"

bool import_odt(struct import *import, enum wire_failure *failure)
{
    (void)import;
    *failure = WIRE_NOT_BUILT;
    return false;
}
