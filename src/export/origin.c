/* Who and when: see origin.h. */
#include "config.h"

#include "export/origin.h"

#include <string.h>
#include <time.h>

#include "export/lines.h"

static bool day_of(int64_t time_ms, bool local_days, struct tm *day)
{
    time_t seconds = (time_t)(time_ms / 1000 - (time_ms % 1000 < 0 ? 1 : 0));

    return (local_days ? localtime_r(&seconds, day) : gmtime_r(&seconds, day)) != NULL &&
           day->tm_year >= -1900 && day->tm_year < 8100;
}

void origin_append_date(struct buffer *out, int64_t time_ms, bool local_days)
{
    struct tm date;
    bool known = day_of(time_ms, local_days, &date);

    if (known)
        buffer_append_format(out, "%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1,
                             date.tm_mday);
    else
        buffer_append_string(out, _("unknown date"));
}

struct origin origin_of(const struct export_entry *entry, const struct export_options *options)
{
    const struct sidecar_note *note = entry->note;
    const struct sidecar_stance *stance = entry->stance;
    struct origin origin = {.state = entry->place->state, .local_days = options->local_days};

    if (note != NULL) {
        origin.author = note->author;
        origin.changed_by = note->changed_by;
        origin.created_ms = note->created_ms;
        origin.modified_ms = note->modified_ms;
        origin.deleted_elsewhere = note->deleted_elsewhere;
        origin.clock_ahead = note->clock_ahead;
    } else {
        origin.author = stance->author;
        origin.changed_by = stance->changed_by;
        origin.created_ms = stance->created_ms;
        origin.modified_ms = stance->modified_ms;
        origin.deleted_elsewhere = stance->deleted_elsewhere;
        origin.clock_ahead = stance->clock_ahead;
    }
    return origin;
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

    origin_append_date(&created, origin->created_ms, origin->local_days);
    origin_append_date(&modified, origin->modified_ms, origin->local_days);
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
        /* TRANSLATORS: between remarks on one note, as in "moved; written by a clock that runs ahead". */
        lines_append_listed(&remarks, 0, _("; "), state_remark(origin->state));
    if (origin->deleted_elsewhere)
        lines_append_listed(&remarks, 0, _("; "),
                            _("deleted by one author while another changed it"));
    if (origin->clock_ahead)
        lines_append_listed(&remarks, 0, _("; "), _("written by a clock that runs ahead"));
    if (remarks.len_bytes > 0)
        buffer_append_format(out, " (%s)", remarks.data);
    buffer_release(&created);
    buffer_release(&modified);
    buffer_release(&by);
    buffer_release(&remarks);
}

static bool is_same_day(int64_t left_ms, int64_t right_ms, bool local_days)
{
    struct tm left, right;
    bool known = day_of(left_ms, local_days, &left);

    if (day_of(right_ms, local_days, &right) != known)
        return false;
    return !known || (left.tm_year == right.tm_year && left.tm_yday == right.tm_yday);
}

bool origin_equal(const struct origin *left, const struct origin *right)
{
    const char *left_by = left->changed_by != NULL ? left->changed_by : "";
    const char *right_by = right->changed_by != NULL ? right->changed_by : "";

    return strcmp(left->author, right->author) == 0 && strcmp(left_by, right_by) == 0 &&
           is_same_day(left->created_ms, right->created_ms, left->local_days) &&
           is_same_day(left->modified_ms, right->modified_ms, left->local_days) &&
           left->state == right->state && left->deleted_elsewhere == right->deleted_elsewhere &&
           left->clock_ahead == right->clock_ahead;
}
