/* The members of a zip archive that a reader asks for, unpacked in memory. */
#ifndef KANTLIJN_FORMAT_OFFICE_PACKAGE_H
#define KANTLIJN_FORMAT_OFFICE_PACKAGE_H

#include "format/wire.h"

/* Caps of what is unpacked; beyond them a package is WIRE_TOO_LARGE. A document of a thousand pages has
 * 20 MB of mark-up, which packs 20 to 60 times; one of a single page may be all tables. */
enum {
    OFFICE_ENTRIES_MAX = 20000,
    OFFICE_MEMBERS_MAX = 64, /* of those that are asked for */
    OFFICE_RATIO_MAX = 200,
    OFFICE_RATIO_FREE_BYTES = 4 << 20, /* so much is allowed whatever the ratio */
    OFFICE_MEMBER_MAX_BYTES = 64 << 20,
    OFFICE_TOTAL_MAX_BYTES = 96 << 20,
};

struct office_member {
    char *name;
    struct buffer bytes;
};

struct office_package {
    struct office_member members[OFFICE_MEMBERS_MAX];
    size_t count;
};

/* Unpacks the members whose names match one of the patterns ("word/styles*.xml"), which a NULL ends, from
 * a zip archive in memory. False with *failure where the archive is damaged, one of them is encrypted,
 * comes twice, or is too large; the package is to be released in any case. */
bool office_package_read(struct office_package *package, const char *bytes, size_t len_bytes,
                         const char *const *patterns, enum wire_failure *failure);
/* NULL where there is no such member. */
const struct buffer *office_package_find(const struct office_package *package, const char *name);
void office_package_release(struct office_package *package);

#endif
