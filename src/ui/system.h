/* system: what of the system several files of ui/ ask for. Knows no curses. Private to ui/. */
#ifndef KANTLIJN_UI_SYSTEM_H
#define KANTLIJN_UI_SYSTEM_H

#include "base/base.h"

/* Of a clock that is never set: for how long something takes. */
int64_t system_now_ms(void);
/* Whether the environment's variable is set, and to something. */
bool system_has_variable(const char *name);
/* False, with errno, where not all of it could be written. */
bool system_write(int file, const char *bytes, size_t len_bytes);

#endif
