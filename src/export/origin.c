/* Who and when: see origin.h. */
#include "config.h"

#include "export/origin.h"

#include <string.h>
#include <time.h>

#include "export/lines.h"

void origin_append_date(struct buffer *out, int64_t time_ms)
{
    time_t seconds = (time_t)(time_ms / 1000 - (time_ms % 1000 < 0 ? 1 : 0));
    struct tm date;
    bool known = gmtime_r(&seconds, &date) != NULL && date.tm_year >= -1900 && date.tm_year < 8100;

    if (known)
        buffer_append_format(out, "%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1,
                             date.tm_mday);
    else
        buffer_append_string(out, _("unknown date"));
}

struct origin origin_of(const struct export_entry *entry)
{
    const struct sidecar_note *note = entry->note;
    const struct sidecar_stance *stance = entry->stance;

    if (note != NULL)
        return (struct origin){.author = note->author,
                               .changed_by = note->changed_by,
                               .created_ms = note->created_ms,
                               .modified_ms = note->modified_ms,
                               .state = entry->place->state,
                               .deleted_elsewhere = note->deleted_elsewhere,
                               .clock_ahead = note->clock_ahead};
    return (struct origin){.author = stance->author,
                           .changed_by = stance->changed_by,
                           .created_ms = stance->created_ms,
                           .modified_ms = stance->modified_ms,
                           .state = entry->place->state,
                           .deleted_elsewhere = stance->deleted_elsewhere,
                           .clock_ahead = stance->clock_ahead};
}

static const char *state_remark(enum anchor_state state)
{
    switch (state) {
    case ANCHOR_MOVED:
        /* TRANSLATORS: said of a note whose passage stands elsewhere in a changed report. */
        return _("moved");
    case ANCHOR_TO_BE_CHECKED:
        return _("place to be checked");
    case ANCHOR_ORPHAN:
        return _("without a place");
    case ANCHOR_SAME:
        break;
    }
    return NULL;
}

void origin_append(struct buffer *out, const struct origin *origin)
{
    struct buffer created = {0}, modified = {0}, by = {0}, remarks = {0};

    origin_append_date(&created, origin->created_ms);
    origin_append_date(&modified, origin->modified_ms);
    lines_append_flat(out, origin->author);
    buffer_append_format(out, ", %s", created.data);
    if (origin->changed_by != NULL) {
        lines_append_flat(&by, origin->changed_by);
        buffer_append_string(out, ", ");
        /* TRANSLATORS: a day and a name: "2024-01-25, changed 2024-01-26 by Jan". */
        buffer_append_format(out, _("changed %s by %s"), modified.data, by.data);
    } else if (origin->modified_ms > origin->created_ms &&
               strcmp(created.data, modified.data) != 0) {
        buffer_append_string(out, ", ");
        /* TRANSLATORS: follows the day on which a note was written: "2024-01-25, changed 2024-01-26". */
        buffer_append_format(out, _("changed %s"), modified.data);
    }
    if (state_remark(origin->state) != NULL)
        lines_append_listed(&remarks, 0, "; ", state_remark(origin->state));
    if (origin->deleted_elsewhere)
        lines_append_listed(&remarks, 0, "; ", _("deleted by one author while another changed it"));
    if (origin->clock_ahead)
        lines_append_listed(&remarks, 0, "; ", _("written by a clock that runs ahead"));
    if (remarks.len_bytes > 0)
        buffer_append_format(out, " (%s)", remarks.data);
    buffer_release(&created);
    buffer_release(&modified);
    buffer_release(&by);
    buffer_release(&remarks);
}

enum { DAY_MS = 86400000 };

bool origin_equal(const struct origin *left, const struct origin *right)
{
    const char *left_by = left->changed_by != NULL ? left->changed_by : "";
    const char *right_by = right->changed_by != NULL ? right->changed_by : "";

    return strcmp(left->author, right->author) == 0 && strcmp(left_by, right_by) == 0 &&
           left->created_ms / DAY_MS == right->created_ms / DAY_MS &&
           left->modified_ms / DAY_MS == right->modified_ms / DAY_MS &&
           left->state == right->state && left->deleted_elsewhere == right->deleted_elsewhere &&
           left->clock_ahead == right->clock_ahead;
}
