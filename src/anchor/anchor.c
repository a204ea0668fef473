/* An anchor as a thing that is kept: its names, copies and end. */
#include "config.h"

#include "anchor/anchor.h"

#include <stdlib.h>

const char *anchor_state_name(enum anchor_state state)
{
    static const char *const names[] = {
        [ANCHOR_SAME] = "same",
        [ANCHOR_MOVED] = "moved",
        [ANCHOR_TO_BE_CHECKED] = "to-be-checked",
        [ANCHOR_ORPHAN] = "orphan",
    };

    return names[state];
}

void anchor_append_item(const struct anchor *anchor, struct buffer *out)
{
    if (anchor->item_title == NULL)
        return;
    if (anchor->item_number != NULL)
        buffer_append_format(out, "%s. ", anchor->item_number);
    buffer_append_string(out, anchor->item_title);
}

void anchor_copy(struct anchor *to, const struct anchor *from)
{
    *to = *from;
    to->snapshot = base_copy_string(from->snapshot);
    to->item_number = base_copy_string(from->item_number);
    to->item_title = base_copy_string(from->item_title);
    to->quote = base_copy_string(from->quote);
    to->prefix = base_copy_string(from->prefix);
    to->suffix = base_copy_string(from->suffix);
}

void anchor_release(struct anchor *anchor)
{
    free(anchor->snapshot);
    free(anchor->item_number);
    free(anchor->item_title);
    free(anchor->quote);
    free(anchor->prefix);
    free(anchor->suffix);
    *anchor = (struct anchor){0};
}

bool anchor_is_on_item(const struct anchor *anchor, const struct anchor_place *place)
{
    return anchor->on_item && !place->no_item;
}
