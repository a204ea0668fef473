/* Unpacking a zip archive that anybody may have made.
 *
 *  1. Only members that are asked for are unpacked, each once; what they unpack to is counted while they
 *     are, and what their headers say of it is not believed.
 *  2. The list at the archive's end decides what is in it. An archive that breaks off has none.
 *  3. Two members of one name are refused: which of them is read would depend on the reader. */
#include "config.h"

#include "format/office_package.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

struct unpacking {
    struct office_package *package;
    struct archive *archive;
    const char *const *patterns;
    size_t total_bytes, total_max_bytes;
    size_t entry_count;
};

static bool is_wanted(const char *name, const char *const *patterns)
{
    while (*patterns != NULL && fnmatch(*patterns, name, FNM_PATHNAME) != 0)
        patterns++;
    return *patterns != NULL;
}

const struct buffer *office_package_find(const struct office_package *package, const char *name)
{
    for (size_t i = 0; i < package->count; i++) {
        if (strcmp(package->members[i].name, name) == 0)
            return &package->members[i].bytes;
    }
    return NULL;
}

static bool fail(enum wire_failure *failure, enum wire_failure why)
{
    *failure = why;
    return false;
}

static bool append_block(struct unpacking *unpacking, struct buffer *bytes, const void *block,
                         size_t block_bytes, la_int64_t offset)
{
    /* A member with a hole is none that a word processor makes. */
    if (offset < 0 || (uint64_t)offset != bytes->len_bytes)
        return false;
    buffer_append(bytes, block, block_bytes);
    unpacking->total_bytes += block_bytes;
    return true;
}

static bool unpack_bytes(struct unpacking *unpacking, struct buffer *bytes,
                         enum wire_failure *failure)
{
    const void *block;
    size_t block_bytes;
    la_int64_t offset;
    int status;

    while ((status = archive_read_data_block(unpacking->archive, &block, &block_bytes, &offset)) ==
           ARCHIVE_OK) {
        if (block_bytes > unpacking->total_max_bytes - unpacking->total_bytes ||
            block_bytes > OFFICE_MEMBER_MAX_BYTES - bytes->len_bytes)
            return fail(failure, WIRE_TOO_LARGE);
        if (!append_block(unpacking, bytes, block, block_bytes, offset))
            return fail(failure, WIRE_DAMAGED);
    }
    return status == ARCHIVE_EOF || fail(failure, WIRE_DAMAGED);
}

static bool unpack_member(struct unpacking *unpacking, struct archive_entry *entry,
                          const char *name, enum wire_failure *failure)
{
    struct office_package *package = unpacking->package;
    struct office_member *member;

    if (office_package_find(package, name) != NULL)
        return fail(failure, WIRE_FORBIDDEN);
    if (package->count == OFFICE_MEMBERS_MAX)
        return fail(failure, WIRE_TOO_LARGE);
    if (archive_entry_is_encrypted(entry))
        return fail(failure, WIRE_ENCRYPTED);
    member = &package->members[package->count++];
    member->name = base_copy_string(name);
    return unpack_bytes(unpacking, &member->bytes, failure);
}

/* The names of other members may be in any encoding; libarchive warns of them. */
static bool unpack_all(struct unpacking *unpacking, enum wire_failure *failure)
{
    struct archive_entry *entry;
    const char *name;
    int status;

    while ((status = archive_read_next_header(unpacking->archive, &entry)) == ARCHIVE_OK ||
           status == ARCHIVE_WARN) {
        if (++unpacking->entry_count > OFFICE_ENTRIES_MAX)
            return fail(failure, WIRE_TOO_LARGE);
        name = archive_entry_pathname(entry);
        if (name != NULL && is_wanted(name, unpacking->patterns) &&
            !unpack_member(unpacking, entry, name, failure))
            return false;
    }
    return status == ARCHIVE_EOF || fail(failure, WIRE_DAMAGED);
}

static size_t total_cap(size_t len_bytes)
{
    const size_t by_ratio =
        (len_bytes < OFFICE_TOTAL_MAX_BYTES ? len_bytes : OFFICE_TOTAL_MAX_BYTES) *
            OFFICE_RATIO_MAX +
        OFFICE_RATIO_FREE_BYTES;

    return by_ratio < OFFICE_TOTAL_MAX_BYTES ? by_ratio : OFFICE_TOTAL_MAX_BYTES;
}

bool office_package_read(struct office_package *package, const char *bytes, size_t len_bytes,
                         const char *const *patterns, enum wire_failure *failure)
{
    struct unpacking unpacking = {
        .package = package,
        .archive = archive_read_new(),
        .patterns = patterns,
        .total_max_bytes = total_cap(len_bytes),
    };
    bool ok;

    ok = unpacking.archive != NULL &&
         archive_read_support_format_zip_seekable(unpacking.archive) == ARCHIVE_OK &&
         archive_read_open_memory(unpacking.archive, bytes, len_bytes) == ARCHIVE_OK;
    ok = ok ? unpack_all(&unpacking, failure) : fail(failure, WIRE_DAMAGED);
    archive_read_free(unpacking.archive);
    return ok;
}

void office_package_release(struct office_package *package)
{
    for (size_t i = 0; i < package->count; i++) {
        free(package->members[i].name);
        buffer_release(&package->members[i].bytes);
    }
    package->count = 0;
}
