/* The hint of the first run: shown until it was shown once, which an empty file under $XDG_STATE_HOME
 * remembers. Where that cannot be written, nothing is said: the hint just comes again. */
#include "config.h"

#include "ui/room.h"

#include <unistd.h>

static const char marker[] = "hint-shown";

bool hint_is_due(void)
{
    struct buffer path = {0};
    bool is_due = state_path(&path, marker) && access(path.data, F_OK) != 0;

    buffer_release(&path);
    return is_due;
}

void hint_was_shown(void)
{
    struct buffer path = {0};

    if (state_path(&path, marker))
        state_write(path.data, "", 0, NULL);
    buffer_release(&path);
}
