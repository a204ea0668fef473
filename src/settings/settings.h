/* settings: what a reader chooses. The table of settings gives each its name, kind, bounds, default and
 * help; the command line's options (--NAME), the lines of the configuration file (set NAME VALUE), the ':'
 * line (:set NAME VALUE), completion and manual are made from it or compared with it.
 *
 * To add a setting: a member of struct settings, and a row in table.c that says where it is (`at`); for one
 * of some words, an enum whose constants stand in the order of the row's words. Then an entry in the
 * section SETTINGS of kantlijn(1), and the help in po/. Nothing else: option, file and `:set` follow.
 *
 * To change one: setting_assign, or the member itself where a verb does it (`session_settings(session)->…`).
 * A verb that did so returns EFFECT_SETTINGS, as :set does; then the screen reads all of them anew
 * (ui_apply_settings in ui/room.c: what is the terminal's, then ui_lay_out, which tells session_resize).
 * Nobody else keeps a copy of a value.
 *
 * What is always true:
 *  1. Every value is within its row's bounds, or one of its words; a word that is none changes nothing.
 *  2. Reading a value from words never looks for a translation, unless an error is wanted in words. */
#ifndef KANTLIJN_SETTINGS_SETTINGS_H
#define KANTLIJN_SETTINGS_SETTINGS_H

#include "base/base.h"

enum theme {
    THEME_AUTO, /* dark or light as the terminal says its ground is, mono where NO_COLOR is set */
    THEME_DARK,
    THEME_LIGHT,
    THEME_MONO,
    THEME_HIGH_CONTRAST,
    THEME_COUNT,
};

/* The values, where everybody reads them. */
struct settings {
    int measure_cols; /* the text is set no wider than this, indentation included */
    int margin;       /* where notes stand: enum layout_notes */
    bool ascii;       /* nothing beyond ASCII in lines and marks, whatever the terminal can */
    int theme;        /* enum theme */
    bool mouse;       /* wheel, clicks and drags are ours; else the terminal selects with them */
    bool resume;      /* a report opens where it was left, and what was typed after ':' is remembered */
    char *clipboard_command; /* what is copied goes to its standard input; "" for the terminal's clipboard */
};

enum setting_kind {
    SETTING_NUMBER, /* an int from least to most */
    SETTING_WORD,   /* one of words: an int, the place among them */
    SETTING_SWITCH, /* on or off: a bool */
    SETTING_TEXT,   /* a char *, "" for none; any line of at most SETTING_TEXT_MAX_BYTES */
};

enum { SETTING_TEXT_MAX_BYTES = 1000 };

struct setting {
    const char *name; /* "measure" */
    enum setting_kind kind;
    size_t at;            /* offsetof its member of struct settings */
    int least, most;      /* of a number */
    const char *words;    /* of SETTING_WORD: apart by spaces */
    const char *standard; /* the default, as it is written: "80", "off" */
    const char *value;    /* N_() what the help calls a value: "COLUMNS"; NULL for a switch */
    const char *help;     /* N_() one line */
    bool is_option;       /* --NAME VALUE too; of a switch --NAME and --no-NAME */
};

/* Ends in a row whose name is NULL; at most SETTINGS_MAX before it. */
extern const struct setting settings_table[];
enum { SETTINGS_MAX = 32 };

/* All at their defaults. */
void settings_init(struct settings *settings);
void settings_release(struct settings *settings);

/* By its whole name; NULL where none has it. */
const struct setting *setting_find(const char *name, size_t len_bytes);
/* Reads a value; false where it is none, and nothing has changed. A NULL error costs no translation. */
bool setting_assign(const struct setting *setting, const char *value, struct settings *settings,
                    struct error *error);
/* The value that is in force, as it is written; appended. */
void setting_append_value(const struct setting *setting, const struct settings *settings,
                          struct buffer *out);
/* "on off", the words, "20-1000", or "" for a text: what it can be; appended. */
void setting_append_values(const struct setting *setting, struct buffer *out);

/* ---- the words after `set`, in the file and on the ':' line --------------------------------------------
 * NAME VALUE, NAME=VALUE; NAME& for the default; of a switch NAME, noNAME (no-NAME) and NAME! (the other);
 * NAME? asks, and so does the bare NAME of what is no switch. */
enum setting_action { SETTING_CHANGE, SETTING_ASK };

/* What the words ask; a change is made at once. False where they are none; error->file is the word that is
 * wrong. *setting is the row that is meant. */
bool settings_do(struct settings *settings, const char *words, const struct setting **setting,
                 enum setting_action *action, struct error *error);

#endif
