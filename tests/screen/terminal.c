/* The terminal: what is read from the program, and what the screen then shows. The program's life is in
 * job.c, typing in keys.c. */
#include "config.h"

#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "job.h"
#include "script.h"

int64_t terminal_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- modes, from the raw bytes: libvterm keeps only some of them to be asked for ----------------- */

static void set_mode(struct terminal *terminal, int number, bool on)
{
    size_t i = 0;
    while (i < terminal->mode_count && terminal->modes[i].number != number)
        i++;
    if (i == TERMINAL_MODES_MAX)
        return;
    if (i == terminal->mode_count)
        terminal->modes[terminal->mode_count++].number = number;
    terminal->modes[i].on = on;
}

/* ESC [ ? 1006 ; 1000 h */
static const char *scan_modes(struct terminal *terminal, const char *at, const char *end)
{
    int numbers[16];
    size_t count = 0;
    int number = 0;
    for (; at < end; at++) {
        if (*at >= '0' && *at <= '9') {
            number = number < 100000 ? number * 10 + (*at - '0') : number;
            continue;
        }
        if (count < COUNT_OF(numbers))
            numbers[count++] = number;
        number = 0;
        if (*at == ';')
            continue;
        for (size_t i = 0; (*at == 'h' || *at == 'l') && i < count; i++)
            set_mode(terminal, numbers[i], *at == 'h');
        return at + 1;
    }
    return NULL;
}

static void scan_raw(struct terminal *terminal)
{
    const char *end = terminal->raw.data + terminal->raw.len_bytes;
    const char *at = terminal->raw.data + terminal->scanned_bytes;
    while (at < end) {
        const char *escape = memchr(at, '\033', (size_t)(end - at));
        if (!escape || escape + 2 >= end) {
            at = escape ? escape : end;
            break;
        }
        const char *next = escape + 2;
        if (escape[1] == '=' || escape[1] == '>')
            terminal->keypad = escape[1] == '=';
        else if (escape[1] == '[' && escape[2] == '?')
            next = scan_modes(terminal, escape + 3, end);
        at = next ? next : escape;
        if (!next)
            break;
    }
    /* A keypad switch may be the very last two bytes. */
    if (end - at == 2 && at[0] == '\033' && (at[1] == '=' || at[1] == '>')) {
        terminal->keypad = at[1] == '=';
        at = end;
    }
    terminal->scanned_bytes = (size_t)(at - terminal->raw.data);
}

bool terminal_mode(const struct terminal *terminal, int number, bool otherwise)
{
    for (size_t i = 0; i < terminal->mode_count; i++)
        if (terminal->modes[i].number == number)
            return terminal->modes[i].on;
    return otherwise;
}

/* ---- life --------------------------------------------------------------------------------------- */

static void reply(const char *bytes, size_t len_bytes, void *context)
{
    struct terminal *terminal = context;
    terminal_type(terminal, bytes, len_bytes);
}

bool terminal_start(struct terminal *terminal, char *const argv[], char *const environment[],
                    const char *folder, int width_cols, int height_rows, struct buffer *why)
{
    *terminal = (struct terminal){.width_cols = width_cols,
                                  .height_rows = height_rows,
                                  .master = -1,
                                  .slave = -1,
                                  .control = -1,
                                  .reports = -1,
                                  .quiet_ms = 12,
                                  .last_ms = terminal_now_ms()};
    buffer_init(&terminal->raw);
    terminal->vterm = vterm_new(height_rows, width_cols);
    vterm_set_utf8(terminal->vterm, 1);
    vterm_output_set_callback(terminal->vterm, reply, terminal);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
    if (!job_start(terminal, argv, environment, folder)) {
        buffer_append_format(why, "no terminal to be had: %s", strerror(errno));
        return false;
    }
    return true;
}

void terminal_stop(struct terminal *terminal)
{
    if (!terminal->vterm)
        return;
    job_end(terminal);
    vterm_free(terminal->vterm);
    buffer_release(&terminal->raw);
    terminal->vterm = NULL;
}

/* Answers "What is your ground?", which libvterm does not know. */
static void answer_ground(struct terminal *terminal)
{
    static const char question[] = "\033]11;?";
    struct buffer answer = {0};
    const char *asked =
        terminal->ground ? strstr(terminal->raw.data + terminal->answered_bytes, question) : NULL;
    if (!asked)
        return;
    terminal->answered_bytes = (size_t)(asked - terminal->raw.data) + sizeof question;
    buffer_append_format(&answer, "\033]11;rgb:%s\033\\", terminal->ground);
    terminal_type(terminal, answer.data, answer.len_bytes);
    buffer_release(&answer);
}

static bool read_output(struct terminal *terminal)
{
    char chunk[65536];
    ssize_t got = read(terminal->master, chunk, sizeof chunk);
    if (got <= 0)
        return false;
    buffer_append(&terminal->raw, chunk, (size_t)got);
    scan_raw(terminal);
    answer_ground(terminal);
    vterm_input_write(terminal->vterm, chunk, (size_t)got);
    vterm_screen_flush_damage(terminal->screen);
    terminal->last_ms = terminal_now_ms();
    return true;
}

bool terminal_pump(struct terminal *terminal, int timeout_ms)
{
    struct pollfd sources[2] = {{.fd = terminal->master, .events = POLLIN},
                                {.fd = terminal->reports, .events = POLLIN}};
    if (poll(sources, 2, timeout_ms) <= 0)
        return false;
    bool something = false;
    if (sources[0].revents)
        something = read_output(terminal);
    if (sources[1].revents)
        something = job_read_report(terminal) || something;
    return something;
}

/* All that was typed has been read. */
static bool is_read(const struct terminal *terminal)
{
    int unread = 0;
    return terminal->slave < 0 || ioctl(terminal->slave, FIONREAD, &unread) < 0 || unread == 0;
}

bool terminal_settle(struct terminal *terminal)
{
    int64_t deadline_ms = terminal_now_ms() + TERMINAL_TIMEOUT_MS;
    bool gone = false;
    for (;;) {
        if (terminal_pump(terminal, gone ? 0 : 2))
            continue;
        if (gone)
            break;
        int64_t now_ms = terminal_now_ms();
        if (!is_read(terminal) || !job_is_asleep(terminal))
            terminal->last_ms = now_ms;
        /* After its end the program's last output may still be on its way. */
        gone = terminal->ended || terminal->stopped;
        if (!gone && now_ms - terminal->last_ms >= terminal->quiet_ms)
            break;
        if (now_ms > deadline_ms)
            return false;
    }
    terminal->quiet_ms = 12;
    return true;
}

void terminal_resize(struct terminal *terminal, int width_cols, int height_rows)
{
    struct winsize size = {.ws_col = (unsigned short)width_cols,
                           .ws_row = (unsigned short)height_rows};
    terminal->width_cols = width_cols;
    terminal->height_rows = height_rows;
    vterm_set_size(terminal->vterm, height_rows, width_cols);
    ioctl(terminal->master, TIOCSWINSZ, &size);
    terminal->last_ms = terminal_now_ms();
    /* Nothing shows that the signal was delivered, so silence has to last longer here. */
    terminal->quiet_ms = 60;
}

/* ---- the screen --------------------------------------------------------------------------------- */

VTermScreenCell terminal_cell(const struct terminal *terminal, int row, int col)
{
    VTermScreenCell cell = {0};
    vterm_screen_get_cell(terminal->screen, (VTermPos){.row = row, .col = col}, &cell);
    return cell;
}

static void append_cell(const VTermScreenCell *cell, struct buffer *text)
{
    if (cell->chars[0] == (uint32_t)-1)
        return;
    if (!cell->chars[0])
        buffer_append_char(text, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        script_append_point(text, cell->chars[i]);
}

void terminal_row(const struct terminal *terminal, int row, struct buffer *text)
{
    buffer_clear(text);
    for (int col = 0; col < terminal->width_cols; col++) {
        VTermScreenCell cell = terminal_cell(terminal, row, col);
        append_cell(&cell, text);
    }
    while (text->len_bytes > 0 && text->data[text->len_bytes - 1] == ' ')
        text->data[--text->len_bytes] = '\0';
}

void terminal_cursor(const struct terminal *terminal, int *row, int *col)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &at);
    *row = at.row;
    *col = at.col;
}

/* The cell that shows byte at_bytes of the row's text. */
static int col_of_bytes(const struct terminal *terminal, int row, size_t at_bytes)
{
    struct buffer text = {0};
    int col = 0;
    for (; col < terminal->width_cols && text.len_bytes <= at_bytes; col++) {
        VTermScreenCell cell = terminal_cell(terminal, row, col);
        append_cell(&cell, &text);
        if (text.len_bytes > at_bytes)
            break;
    }
    buffer_release(&text);
    return col;
}

bool terminal_find(const struct terminal *terminal, const char *text, int *row, int *col,
                   int *width_cols)
{
    struct buffer line = {0};
    bool found = false;
    for (int i = 0; i < terminal->height_rows && !found; i++) {
        terminal_row(terminal, i, &line);
        const char *at = line.len_bytes ? strstr(line.data, text) : NULL;
        if (!at)
            continue;
        size_t at_bytes = (size_t)(at - line.data);
        found = true;
        *row = i;
        *col = col_of_bytes(terminal, i, at_bytes);
        *width_cols = col_of_bytes(terminal, i, at_bytes + strlen(text)) - *col;
    }
    buffer_release(&line);
    return found;
}
