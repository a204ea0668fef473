/* Every setting. settings.h says how to add one. */
#include "config.h"

#include "settings/settings.h"

const struct setting settings_table[] = {
    {
        .name = "measure",
        .kind = SETTING_NUMBER,
        .at = offsetof(struct settings, measure_cols),
        .least = 20,
        .most = 1000,
        .standard = "80",
        .value = N_("COLUMNS"),
        .help = N_("how wide the text is set at most"),
        .is_option = true,
    },
    {
        .name = "margin",
        .kind = SETTING_WORD,
        .at = offsetof(struct settings, margin),
        .words = "margin inline hidden",
        .standard = "margin",
        .value = N_("WHERE"),
        .help = N_("where notes stand"),
        .is_option = true,
    },
    {
        .name = "ascii",
        .kind = SETTING_SWITCH,
        .at = offsetof(struct settings, ascii),
        .standard = "off",
        .help = N_("draw lines and marks in ASCII"),
        .is_option = true,
    },
    {
        .name = "theme",
        .kind = SETTING_WORD,
        .at = offsetof(struct settings, theme),
        .words = "auto dark light mono high-contrast",
        .standard = "auto",
        .value = N_("THEME"),
        .help = N_("how things look; auto: as the terminal's background asks"),
        .is_option = true,
    },
    {
        .name = "mouse",
        .kind = SETTING_SWITCH,
        .at = offsetof(struct settings, mouse),
        .standard = "off",
        .help = N_("wheel, clicks and drags work here; with Shift they are the terminal's"),
        .is_option = true,
    },
    {
        .name = "clipboard-command",
        .kind = SETTING_TEXT,
        .at = offsetof(struct settings, clipboard_command),
        .standard = "",
        .value = N_("COMMAND"),
        .help = N_("what is copied goes to this program, not to the terminal"),
        .is_option = true,
    },
    {
        .name = "resume",
        .kind = SETTING_SWITCH,
        .at = offsetof(struct settings, resume),
        .standard = "on",
        .help = N_("open a report where it was left"),
        .is_option = true,
    },
    {.name = NULL},
};

_Static_assert(COUNT_OF(settings_table) <= SETTINGS_MAX + 1, "call.settings has room for all");
