/* Reading: curses decodes keys from a pad that is never drawn; waiting is ours, so that signals are met
 * only there. A paste comes between marks and is one input, whatever stands in it. */
#include "config.h"

#include "ui/input.h"

#include <stdlib.h>
#include <unistd.h>

#include "ui/signals.h"

enum {
    PASTE_SILENCE_MS = 1000,
    PASTE_MAX_BYTES = 4 << 20,
    CHARACTER_MS = 100,
    /* of what the terminal sends by itself: between its bytes, and how much of it is of use */
    ANSWER_SILENCE_MS = 250,
    ANSWER_MAX_BYTES = 80,
    ANSWER_END_BYTES = 4096,
    AHEAD_MAX = 256,
};

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

/* ---- sequences ----------------------------------------------------------------------------------- */

/* What follows an escape. */
struct sequence {
    char text[ANSWER_MAX_BYTES]; /* without its introducer and what ends it; its beginning */
    size_t len_bytes;
};

static void append(struct sequence *sequence, wint_t key)
{
    if (sequence->len_bytes + 1 < sizeof sequence->text)
        sequence->text[sequence->len_bytes++] = key < 0x80 ? (char)key : '?';
}

/* "ESC [": up to and with its last byte. */
static void read_control(struct screen *screen, struct sequence *sequence)
{
    wint_t key;

    if (screen->awaiting)
        wtimeout(screen->input, ANSWER_SILENCE_MS);
    while (wget_wch(screen->input, &key) == OK) {
        append(sequence, key);
        if (key >= 0x40 && key <= 0x7E)
            return;
    }
}

/* "ESC ]": up to BEL or "ESC \", or silence. */
static void read_command(struct screen *screen, struct sequence *sequence)
{
    wint_t key;

    wtimeout(screen->input, ANSWER_SILENCE_MS);
    for (size_t i = 0; i < ANSWER_END_BYTES && wget_wch(screen->input, &key) == OK; i++) {
        if (key == '\a' || key == 0x9C)
            return;
        if (key == KEYCODE_ESCAPE) {
            wget_wch(screen->input, &key);
            return;
        }
        append(sequence, key);
    }
}

/* While the terminal may still answer, the rest of its answer may come late after an escape. */
static bool is_answer_late(struct screen *screen, wint_t *key)
{
    int got;

    if (ground_patience_ms(screen) == 0)
        return false;
    wtimeout(screen->input, ANSWER_SILENCE_MS);
    got = wget_wch(screen->input, key);
    if (got == OK && (*key == '[' || *key == ']'))
        return true;
    if (got == OK)
        unget_wch((wchar_t)*key);
    else if (got == KEY_CODE_YES)
        ungetch((int)*key);
    return false;
}

/* After an escape that something follows at once: a key with Alt, an answer of the terminal, or a sequence
 * nobody knows. It is read to its end and counts as one unknown key, so that no part of it acts as a
 * command; an answer counts as none. */
static void read_sequence(struct screen *screen, struct input *input)
{
    struct sequence sequence = {0};
    wint_t key;
    bool changed = false;

    input->code = KEYCODE_ESCAPE;
    if (wget_wch(screen->input, &key) != OK && !is_answer_late(screen, &key))
        return;
    input->code = KEYCODE_UNKNOWN;
    if (key == '[' || key == 'O')
        read_control(screen, &sequence);
    else if (key == ']')
        read_command(screen, &sequence);
    else
        return;
    if (key != 'O' && ground_answered(screen, (char)key, sequence.text, &changed))
        input->kind = changed ? INPUT_RESIZE : INPUT_NONE;
}

void input_drain(struct screen *screen)
{
    struct input input = {0};
    wint_t key;
    int patience_ms;

    while ((patience_ms = ground_patience_ms(screen)) > 0) {
        int got;

        wtimeout(screen->input, patience_ms);
        got = wget_wch(screen->input, &key);
        if (got == ERR)
            return;
        wtimeout(screen->input, 0);
        if (got == OK && key == KEYCODE_ESCAPE)
            read_sequence(screen, &input);
    }
}

/* ---- the mouse ----------------------------------------------------------------------------------- */

static bool understand(const struct screen *screen, const MEVENT *event, struct pointed *pointed)
{
    static const struct {
        mmask_t state;
        enum pointing what;
    } meanings[] = {
        {BUTTON1_PRESSED, POINTING_PRESS},       {BUTTON1_RELEASED, POINTING_RELEASE},
        {REPORT_MOUSE_POSITION, POINTING_DRAG},  {BUTTON4_PRESSED, POINTING_SCROLL_UP},
        {BUTTON5_PRESSED, POINTING_SCROLL_DOWN},
    };

    if (event->bstate & (BUTTON_SHIFT | BUTTON_CTRL | BUTTON_ALT))
        return false;
    for (size_t i = 0; i < COUNT_OF(meanings); i++) {
        if (!(event->bstate & meanings[i].state))
            continue;
        *pointed = (struct pointed){
            .what = meanings[i].what,
            .row = event->y < screen->height_rows ? event->y : screen->height_rows - 1,
            .col = event->x < screen->width_cols ? event->x : screen->width_cols - 1};
        return true;
    }
    return false;
}

static void next_pointed(struct input *input)
{
    input->kind = INPUT_MOUSE;
    input->mouse = input->waiting[--input->waiting_count];
}

/* Curses gives the newest first. */
static void read_mouse(struct screen *screen, struct input *input)
{
    MEVENT event;

    input->kind = INPUT_NONE;
    while (input->waiting_count < POINTED_MAX && getmouse(&event) == OK)
        input->waiting_count +=
            understand(screen, &event, &input->waiting[input->waiting_count]) ? 1 : 0;
    if (input->waiting_count > 0)
        next_pointed(input);
}

/* ---- all of it ----------------------------------------------------------------------------------- */

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
        read_sequence(screen, input);
        wtimeout(screen->input, 0);
    } else if (got == OK && key == KEYCODE_CONTROL('H')) {
        input->code = KEYCODE_BACKSPACE;
    } else if (got == KEY_CODE_YES && key == KEY_RESIZE) {
        screen_check_size(screen);
        input->kind = INPUT_RESIZE;
    } else if (got == KEY_CODE_YES && key == KEY_MOUSE) {
        read_mouse(screen, input);
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
        if (input->waiting_count > 0) {
            next_pointed(input);
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
    struct pointed mouse;
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
    *ahead = (struct input_ahead){.kind = input->kind, .code = input->code, .mouse = input->mouse};
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
    input->mouse = ahead->mouse;
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
    const struct pointed mouse = input->mouse;
    bool cancels;

    signals_wait(STDIN_FILENO, 0); /* for the signals that are blocked otherwise */
    cancels = read_ahead(screen, input);
    input->kind = kind;
    input->code = code;
    input->mouse = mouse;
    return cancels;
}

bool input_waits(const struct input *input)
{
    short happened;

    return input->waiting_count > 0 || input->ahead_at < input->ahead_count ||
           (is_readable(&happened) && (happened & POLLIN));
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
