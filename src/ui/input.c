/* Reading: curses decodes keys from a pad that is never drawn; waiting is ours, so that signals are met
 * only there. A paste comes between marks and is one input, whatever stands in it. */
#include "config.h"

#include "ui/input.h"

#include <stdlib.h>
#include <unistd.h>

#include "ui/keymap.h"
#include "ui/signals.h"

enum { PASTE_SILENCE_MS = 1000, PASTE_MAX_BYTES = 4 << 20, CHARACTER_MS = 100, AHEAD_MAX = 256 };

static uint32_t code_of_key(wint_t key)
{
    static const struct {
        int key;
        uint32_t code;
    } keys[] = {
        {KEY_UP, KEYCODE_UP},
        {KEY_DOWN, KEYCODE_DOWN},
        {KEY_LEFT, KEYCODE_LEFT},
        {KEY_RIGHT, KEYCODE_RIGHT},
        {KEY_HOME, KEYCODE_HOME},
        {KEY_END, KEYCODE_END},
        {KEY_FIND, KEYCODE_HOME},
        {KEY_SELECT, KEYCODE_END},
        {KEY_PPAGE, KEYCODE_PAGE_UP},
        {KEY_NPAGE, KEYCODE_PAGE_DOWN},
        {KEY_BTAB, KEYCODE_BACK_TAB},
        {KEY_DC, KEYCODE_DELETE},
        {KEY_IC, KEYCODE_INSERT},
        {KEY_ENTER, KEYCODE_ENTER},
        {KEY_BACKSPACE, KEYCODE_BACKSPACE},
    };

    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key == (int)key)
            return keys[i].code;
    }
    if (key >= KEY_F0 && key < KEY_F(64))
        return KEYCODE_FUNCTION + (uint32_t)(key - KEY_F0);
    return KEYCODE_UNKNOWN;
}

/* After an escape that something follows at once: a key with Alt, or a sequence nobody knows. It is read
 * to its end and counts as one unknown key, so that no part of it acts as a command. */
static uint32_t skip_sequence(struct screen *screen)
{
    wint_t key;

    if (wget_wch(screen->input, &key) != OK)
        return KEYCODE_ESCAPE;
    if (key != '[' && key != 'O')
        return KEYCODE_UNKNOWN;
    while (wget_wch(screen->input, &key) == OK && (key < 0x40 || key > 0x7E))
        continue;
    return KEYCODE_UNKNOWN;
}

static void read_paste(struct screen *screen, struct input *input)
{
    wint_t key;

    buffer_clear(&input->pasted);
    input->kind = INPUT_PASTE;
    for (;;) {
        int got = wget_wch(screen->input, &key);

        if (got == ERR && !signals_wait(STDIN_FILENO, PASTE_SILENCE_MS))
            return;
        if (got == KEY_CODE_YES && key == SCREEN_KEY_PASTE_END)
            return;
        if (got == OK && input->pasted.len_bytes < PASTE_MAX_BYTES)
            keymap_append_character(&input->pasted, key == '\r' ? '\n' : (uint32_t)key);
    }
}

static bool is_readable(short *happened)
{
    struct pollfd source = {.fd = STDIN_FILENO, .events = POLLIN};
    bool something = poll(&source, 1, 0) > 0;

    *happened = something ? source.revents : 0;
    return something;
}

/* What has come already; false where there is nothing. */
static bool read_ready(struct screen *screen, struct input *input)
{
    wint_t key;
    short happened;
    int got;

    /* The bytes of a character may arrive one by one: once the first is there, wait for the others. */
    wtimeout(screen->input, is_readable(&happened) ? CHARACTER_MS : 0);
    got = wget_wch(screen->input, &key);
    wtimeout(screen->input, 0);
    if (got == ERR && (happened & (POLLHUP | POLLERR | POLLNVAL))) {
        input->kind = INPUT_END;
        return true;
    }
    if (got == ERR)
        return false;
    input->kind = INPUT_KEY;
    input->code = key;
    if (got == OK && key == KEYCODE_ESCAPE) {
        input->code = skip_sequence(screen);
    } else if (got == OK && key == KEYCODE_CONTROL('H')) {
        input->code = KEYCODE_BACKSPACE;
    } else if (got == KEY_CODE_YES && key == KEY_RESIZE) {
        screen_check_size(screen);
        input->kind = INPUT_RESIZE;
    } else if (got == KEY_CODE_YES && key == SCREEN_KEY_PASTE_BEGIN) {
        read_paste(screen, input);
    } else if (got == KEY_CODE_YES) {
        input->code = code_of_key(key);
    }
    return true;
}

static void next(struct screen *screen, struct input *input, int timeout_ms)
{
    bool waited = timeout_ms == 0;

    input->kind = INPUT_NONE;
    for (;;) {
        if (signals_ending() != 0) {
            input->kind = INPUT_END;
            return;
        }
        if (signals_take_stop()) {
            input->kind = INPUT_STOP;
            return;
        }
        if (signals_take_continue()) {
            screen_take_back(screen);
            input->kind = INPUT_RESIZE;
            return;
        }
        if (read_ready(screen, input) || waited)
            return;
        signals_wait(STDIN_FILENO, timeout_ms);
        waited = true;
    }
}

/* ---- what is typed ahead ------------------------------------------------------------------------- */

struct input_ahead {
    enum input_kind kind;
    uint32_t code;
    struct buffer pasted;
};

static void forget_ahead(struct input *input)
{
    while (input->ahead_at < input->ahead_count)
        buffer_release(&input->ahead[input->ahead_at++].pasted);
    input->ahead_at = input->ahead_count = 0;
}

static void keep_ahead(struct input *input)
{
    struct input_ahead *ahead;

    input->ahead = array_reserve(input->ahead, &input->ahead_capacity, input->ahead_count + 1,
                                 sizeof *input->ahead);
    ahead = &input->ahead[input->ahead_count++];
    *ahead = (struct input_ahead){.kind = input->kind, .code = input->code};
    if (input->kind != INPUT_PASTE)
        return;
    ahead->pasted = input->pasted;
    input->pasted = (struct buffer){0};
}

static bool take_ahead(struct input *input)
{
    struct input_ahead *ahead;

    if (input->ahead_at == input->ahead_count)
        return false;
    ahead = &input->ahead[input->ahead_at++];
    input->kind = ahead->kind;
    input->code = ahead->code;
    if (ahead->kind == INPUT_PASTE) {
        buffer_release(&input->pasted);
        input->pasted = ahead->pasted;
        ahead->pasted = (struct buffer){0};
    }
    if (input->ahead_at == input->ahead_count)
        forget_ahead(input);
    return true;
}

static bool is_cancel(const struct input *input)
{
    return input->kind == INPUT_END ||
           (input->kind == INPUT_KEY &&
            (input->code == KEYCODE_ESCAPE || input->code == KEYCODE_CONTROL('C') ||
             input->code == KEYCODE_CONTROL('G')));
}

static bool read_ahead(struct screen *screen, struct input *input)
{
    for (size_t count = 0; count < AHEAD_MAX; count++) {
        next(screen, input, 0);
        if (input->kind == INPUT_NONE)
            return false;
        if (is_cancel(input)) {
            forget_ahead(input);
            return true;
        }
        keep_ahead(input);
    }
    return false;
}

/* Who is at work may still be dealing with what was read before. */
bool input_cancels(struct screen *screen, struct input *input)
{
    const enum input_kind kind = input->kind;
    const uint32_t code = input->code;
    bool cancels;

    signals_wait(STDIN_FILENO, 0); /* for the signals that are blocked otherwise */
    cancels = read_ahead(screen, input);
    input->kind = kind;
    input->code = code;
    return cancels;
}

void input_next(struct screen *screen, struct input *input, int timeout_ms)
{
    if (!take_ahead(input))
        next(screen, input, timeout_ms);
}

void input_release(struct input *input)
{
    forget_ahead(input);
    free(input->ahead);
    buffer_release(&input->pasted);
}
