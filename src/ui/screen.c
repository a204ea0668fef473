/* Starting and stopping curses, and its frames; what is put on them is in cells.c.
 *
 *     (before) ──screen_start──► drawn ──screen_lend──► lent ──screen_take_back──► drawn
 *                                  └──screen_stop──► (as before)
 *
 * Bracketed paste is ours to switch, since terminfo has no name for it. A crash in `drawn` is met by
 * signals.c with the bytes that restore_bytes made. */
#include "config.h"

#include "ui/screen.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include "ui/input.h"
#include "ui/signals.h"

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Motions of a mouse whose button is down; the rest of it is switched by curses. */
#define DRAG_ON   "\033[?1002h"
#define DRAG_OFF  "\033[?1002l"
#define MOUSE_OFF "\033[?1002;1000;1006l"

/* ---- is there a terminal? ------------------------------------------------------------------------ */

/* Terminals whose description a machine may lack, and which are at least what xterm is. */
bool screen_is_like_xterm(const char *term)
{
    static const char *const beginnings[] = {"xterm",   "alacritty", "foot", "ghostty", "kitty",
                                             "konsole", "wezterm",   "vte",  "gnome",   "contour",
                                             "rio",     "st-",       "tmux", "screen",  "iterm"};

    for (size_t i = 0; i < COUNT_OF(beginnings); i++) {
        if (strncmp(term, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    }
    return false;
}

static const char substitute_term[] = "xterm-256color";

/* What is known of a terminal: nothing, that it cannot place its cursor, or that it will do. */
enum knowledge { TERM_UNKNOWN, TERM_DUMB, TERM_USABLE };

static enum knowledge look_up(const char *term)
{
    enum knowledge knowledge;
    int outcome;

    if (setupterm(term, STDOUT_FILENO, &outcome) != OK)
        return TERM_UNKNOWN;
    knowledge = cursor_address == NULL ? TERM_DUMB : TERM_USABLE;
    del_curterm(cur_term);
    return knowledge;
}

bool ui_is_possible(struct buffer *why)
{
    const char *term = getenv("TERM");
    enum knowledge knowledge;

    if (!isatty(STDIN_FILENO)) {
        buffer_append_string(why, _("standard input is no terminal"));
        return false;
    }
    if (!isatty(STDOUT_FILENO)) {
        buffer_append_string(why, _("standard output is no terminal"));
        return false;
    }
    if (term == NULL || term[0] == '\0') {
        buffer_append_string(why, _("TERM is not set, so nothing is known of this terminal"));
        return false;
    }
    if (screen_is_like_xterm(term))
        return true; /* curses reads its description anyway, and that takes time */
    knowledge = look_up(term);
    if (knowledge == TERM_UNKNOWN)
        buffer_append_format(why, _("no terminal named %s is known here"), term);
    else if (knowledge == TERM_DUMB)
        buffer_append_format(why, _("the terminal %s cannot place its cursor"), term);
    return knowledge == TERM_USABLE;
}

/* A terminal that says it has all colours has 256, also where the name it goes by is an older one's. What a
 * multiplexer runs in is none of its programs' business. */
static bool start_with_more_colours(const char *term)
{
    const char *colours = getenv("COLORTERM");
    struct buffer name = {0};
    bool started;

    if (colours == NULL || (strcmp(colours, "truecolor") != 0 && strcmp(colours, "24bit") != 0) ||
        strchr(term, '-') != NULL || strncmp(term, "screen", 6) == 0 ||
        strncmp(term, "tmux", 4) == 0 || !screen_is_like_xterm(term))
        return false;
    buffer_append_format(&name, "%s-256color", term);
    started = newterm(name.data, stdout, stdin) != NULL;
    buffer_release(&name);
    return started;
}

/* newterm returns NULL for what it does not know, where initscr would exit. */
static bool start_curses(void)
{
    const char *term = getenv("TERM");

    if (term == NULL)
        return false;
    if (start_with_more_colours(term) || newterm(term, stdout, stdin) != NULL)
        return true;
    return screen_is_like_xterm(term) && newterm(substitute_term, stdout, stdin) != NULL &&
           setenv("TERM", substitute_term, 1) == 0;
}

/* ---- start and stop ------------------------------------------------------------------------------ */

/* Appends a terminfo string without its padding marks ("$<5>"). */
static void append_capability(struct buffer *out, const char *string)
{
    while (string != NULL && *string != '\0') {
        const char *padding = strstr(string, "$<");

        buffer_append(out, string, padding == NULL ? strlen(string) : (size_t)(padding - string));
        if (padding == NULL)
            return;
        string = strchr(padding, '>');
        string = string == NULL ? "" : string + 1;
    }
}

static void start_signals(const struct screen *screen)
{
    struct buffer bytes = {0};

    buffer_append_string(&bytes, PASTE_OFF MOUSE_OFF);
    append_capability(&bytes, exit_attribute_mode);
    append_capability(&bytes, orig_pair);
    append_capability(&bytes, cursor_normal);
    append_capability(&bytes, keypad_local);
    append_capability(&bytes, exit_ca_mode);
    signals_start(bytes.data, bytes.len_bytes, &screen->before);
    buffer_release(&bytes);
}

/* Terminals differ in which of two codes they send, whatever terminfo says. */
static void define_keys(void)
{
    static const struct {
        const char *bytes;
        int code;
    } keys[] = {
        {"\033[Z", KEY_BTAB},
        {"\033[200~", SCREEN_KEY_PASTE_BEGIN},
        {"\033[201~", SCREEN_KEY_PASTE_END},
        {"\033[A", KEY_UP},
        {"\033OA", KEY_UP},
        {"\033[B", KEY_DOWN},
        {"\033OB", KEY_DOWN},
        {"\033[C", KEY_RIGHT},
        {"\033OC", KEY_RIGHT},
        {"\033[D", KEY_LEFT},
        {"\033OD", KEY_LEFT},
        {"\033[H", KEY_HOME},
        {"\033OH", KEY_HOME},
        {"\033[1~", KEY_HOME},
        {"\033[F", KEY_END},
        {"\033OF", KEY_END},
        {"\033[4~", KEY_END},
        {"\033[5~", KEY_PPAGE},
        {"\033[6~", KEY_NPAGE},
        {"\033[3~", KEY_DC},
        {"\033OP", KEY_F(1)},
        {"\033[11~", KEY_F(1)},
    };

    for (size_t i = 0; i < COUNT_OF(keys); i++)
        define_key(keys[i].bytes, keys[i].code);
}

/* A machine without a locale set still has a terminal that shows UTF-8; where the reader did choose
 * another encoding, that is kept and what it cannot write is shown as a question mark. */
static void choose_encoding(void)
{
    const char *name = setlocale(LC_CTYPE, NULL);

    if (name != NULL && (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0))
        setlocale(LC_CTYPE, "C.UTF-8");
}

static void set_modes(void)
{
    raw();
    noecho();
    nonl();
    if (getenv("ESCDELAY") == NULL)
        set_escdelay(50);
    idlok(stdscr, TRUE);
}

/* ---- the mouse ------------------------------------------------------------------------------------ */

static bool set_mouse(bool on)
{
    const mmask_t events = BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED |
                           REPORT_MOUSE_POSITION;
    bool works;

    mouseinterval(0); /* presses and releases as they come, no clicks made of them */
    works = mousemask(on ? events : 0, NULL) != 0;
    if (works || !on)
        screen_send(on ? DRAG_ON : DRAG_OFF);
    return works;
}

static void use_mouse(struct screen *screen, bool on)
{
    if (screen->listening && on != screen->mouse)
        on = set_mouse(on) && on;
    screen->mouse = on;
}

/* ---- what the reader chose ------------------------------------------------------------------------- */

void screen_apply_settings(struct screen *screen, const struct settings *settings)
{
    screen->ascii = screen->lacks_unicode || settings->ascii;
    if ((enum theme)settings->theme != screen->theme)
        looks_choose(screen, (enum theme)settings->theme);
    use_mouse(screen, settings->mouse);
    if (screen->listening && screen->ground == THEME_AUTO)
        ground_ask(screen);
    clearok(curscr, TRUE);
}

/* ---- what is sent, and what is left behind --------------------------------------------------------- */

/* What only keys need comes after the first frame. The mouse is left to the terminal, whose own selection
 * it is, unless the reader wants it here. */
static void listen(struct screen *screen)
{
    if (screen->input == NULL) {
        screen->input = newpad(1, 1);
        keypad(screen->input, TRUE);
        define_keys();
    }
    screen_send(PASTE_ON);
    if (screen->mouse)
        screen->mouse = set_mouse(true);
    ground_ask(screen);
    screen->listening = true;
}

/* Until a program has left curses once and come back, curses sends what it has at every move of the
 * cursor: thirty small writes a page. So it is left and come back to at once, before colours are
 * started: after that, coming back would also reset the terminal's palette. */
static void start_suspended(void)
{
    def_prog_mode();
    endwin();
    doupdate();
}

bool screen_start(struct screen *screen, const struct settings *settings, struct error *error)
{
    const bool lacks_unicode = strcmp(nl_langinfo(CODESET), "UTF-8") != 0 || console_lacks_signs();

    *screen =
        (struct screen){.lacks_unicode = lacks_unicode, .ascii = lacks_unicode || settings->ascii};
    choose_encoding();
    if (tcgetattr(STDIN_FILENO, &screen->before) < 0 || !start_curses())
        return error_set(error, ERROR_INTERNAL, NULL, _("no terminal named %s is known here"),
                         getenv("TERM"));
    start_signals(screen);
    set_modes();
    start_suspended();
    looks_start(screen, (enum theme)settings->theme);
    screen->mouse = settings->mouse;
    getmaxyx(stdscr, screen->height_rows, screen->width_cols);
    return true;
}

/* Before the terminal is another's. */
static void stop_listening(struct screen *screen)
{
    if (screen->listening)
        input_drain(screen);
    screen_send(screen->mouse ? PASTE_OFF DRAG_OFF : PASTE_OFF);
}

void screen_stop(struct screen *screen)
{
    stop_listening(screen);
    screen_release_rows(screen);
    if (screen->input != NULL)
        delwin(screen->input);
    endwin();
    delscreen(set_term(NULL));
    tcsetattr(STDIN_FILENO, TCSANOW, &screen->before);
    signals_stop();
}

void screen_lend(struct screen *screen)
{
    stop_listening(screen);
    def_prog_mode();
    endwin();
    tcsetattr(STDIN_FILENO, TCSANOW, &screen->before);
}

void screen_take_back(struct screen *screen)
{
    reset_prog_mode();
    screen_check_size(screen);
    clearok(curscr, TRUE);
    screen_forget_rows(screen);
    screen->listening = false;
}

bool screen_check_size(struct screen *screen)
{
    struct winsize size;
    int width_cols = screen->width_cols, height_rows = screen->height_rows;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
        is_term_resized(size.ws_row, size.ws_col))
        resizeterm(size.ws_row, size.ws_col);
    getmaxyx(stdscr, screen->height_rows, screen->width_cols);
    if (width_cols != screen->width_cols || height_rows != screen->height_rows)
        screen_forget_rows(screen);
    return width_cols != screen->width_cols || height_rows != screen->height_rows;
}

void screen_send(const char *bytes)
{
    fflush(stdout);
    fputs(bytes, stdout);
    fflush(stdout);
}

void ui_abandon(void)
{
    signals_restore_terminal();
}

/* ---- frames -------------------------------------------------------------------------------------- */

void screen_end(struct screen *screen, int cursor_row, int cursor_col)
{
    int row = cursor_row < screen->height_rows ? cursor_row : screen->height_rows - 1;
    int col = cursor_col < screen->width_cols ? cursor_col : screen->width_cols - 1;

    screen_clear_rest(screen);
    wmove(stdscr, row < 0 ? 0 : row, col < 0 ? 0 : col);
    wnoutrefresh(stdscr);
    doupdate();
    if (!screen->listening)
        listen(screen);
}

void screen_cursor(int *row, int *col)
{
    getyx(stdscr, *row, *col);
}
