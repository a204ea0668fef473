/* Typing: key names to bytes, as the terminal in its present modes sends them. */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "terminal.h"

static const struct {
    const char *name;
    VTermKey key;
    VTermModifier modifier;
} named_keys[] = {
    {"Enter", VTERM_KEY_ENTER, VTERM_MOD_NONE},
    {"Tab", VTERM_KEY_TAB, VTERM_MOD_NONE},
    {"S-Tab", VTERM_KEY_TAB, VTERM_MOD_SHIFT},
    {"Esc", VTERM_KEY_ESCAPE, VTERM_MOD_NONE},
    {"Backspace", VTERM_KEY_BACKSPACE, VTERM_MOD_NONE},
    {"Del", VTERM_KEY_DEL, VTERM_MOD_NONE},
    {"Ins", VTERM_KEY_INS, VTERM_MOD_NONE},
    {"Up", VTERM_KEY_UP, VTERM_MOD_NONE},
    {"Down", VTERM_KEY_DOWN, VTERM_MOD_NONE},
    {"Left", VTERM_KEY_LEFT, VTERM_MOD_NONE},
    {"Right", VTERM_KEY_RIGHT, VTERM_MOD_NONE},
    {"Home", VTERM_KEY_HOME, VTERM_MOD_NONE},
    {"End", VTERM_KEY_END, VTERM_MOD_NONE},
    {"PgUp", VTERM_KEY_PAGEUP, VTERM_MOD_NONE},
    {"PgDn", VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE},
};

void terminal_type(struct terminal *terminal, const char *bytes, size_t len_bytes)
{
    while (len_bytes > 0 && terminal->master >= 0) {
        ssize_t sent = write(terminal->master, bytes, len_bytes < 512 ? len_bytes : 512);
        if (sent <= 0)
            return;
        bytes += sent;
        len_bytes -= (size_t)sent;
        /* A long paste would fill the line's buffer while the program's output waits for us. */
        if (len_bytes > 0)
            terminal_settle(terminal);
    }
    terminal->last_ms = terminal_now_ms();
}

static bool type_named(struct terminal *terminal, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(named_keys); i++) {
        if (strcmp(named_keys[i].name, name) != 0)
            continue;
        vterm_keyboard_key(terminal->vterm, named_keys[i].key, named_keys[i].modifier);
        /* A lone escape is only known to be one when nothing follows it for a while. */
        if (named_keys[i].key == VTERM_KEY_ESCAPE)
            terminal->quiet_ms = 90;
        return true;
    }
    return false;
}

static bool type_function(struct terminal *terminal, const char *name)
{
    char *end;
    long number =
        name[0] == 'F' && isdigit((unsigned char)name[1]) ? strtol(name + 1, &end, 10) : 0;
    if (number < 1 || number > 12 || *end)
        return false;
    vterm_keyboard_key(terminal->vterm, (VTermKey)(VTERM_KEY_FUNCTION_0 + (int)number),
                       VTERM_MOD_NONE);
    return true;
}

bool terminal_key(struct terminal *terminal, const char *name)
{
    if (type_named(terminal, name) || type_function(terminal, name))
        return true;
    if (strcmp(name, "Space") == 0) {
        terminal_type(terminal, " ", 1);
        return true;
    }
    if (name[0] == '^' && name[1] && !name[2]) {
        char control = name[1] == '?' ? 0x7F : (char)(name[1] & 0x1F);
        terminal_type(terminal, &control, 1);
        return true;
    }
    if (isupper((unsigned char)name[0]) && islower((unsigned char)name[1]))
        return false;
    terminal_type(terminal, name, strlen(name));
    return true;
}

void terminal_paste(struct terminal *terminal, const char *text)
{
    struct buffer bytes = {0};
    bool marked = terminal_mode(terminal, 2004, false);
    if (marked)
        buffer_append_string(&bytes, "\033[200~");
    for (; *text; text++)
        buffer_append_char(&bytes, *text == '\n' ? '\r' : *text);
    if (marked)
        buffer_append_string(&bytes, "\033[201~");
    terminal_type(terminal, bytes.data, bytes.len_bytes);
    buffer_release(&bytes);
}
