/* What reading a line at a time asks: a line after a prompt, and the questions of the verbs made of that.
 *
 * The terminal is left in the mode it has: it edits and echoes the line itself. Its ^C only means that the
 * question is cancelled; so SIGINT is kept off but while a line is waited for. Where standard input is no
 * terminal, what was read is printed after its prompt, so that what came out reads as a conversation. */
#include "config.h"

#include "ui/plain.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/system.h"

enum { LINE_MAX_BYTES = 1 << 20, CHUNK_BYTES = 4096, SAY_AFTER_MS = 200 };

/* ---- ^C ------------------------------------------------------------------------------------------ */

static struct {
    volatile sig_atomic_t interrupted;
    struct sigaction action_before;
    sigset_t mask_before;
} interrupt;

static void on_interrupt(int number)
{
    (void)number;
    interrupt.interrupted = 1;
}

void plain_start_signals(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigset_t blocked;

    sigemptyset(&action.sa_mask);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, &interrupt.mask_before);
    sigaction(SIGINT, &action, &interrupt.action_before);
    if (interrupt.action_before.sa_handler == SIG_IGN)
        sigaction(SIGINT, &interrupt.action_before, NULL);
}

void plain_stop_signals(void)
{
    sigaction(SIGINT, &interrupt.action_before, NULL);
    sigprocmask(SIG_SETMASK, &interrupt.mask_before, NULL);
}

bool plain_go_on(void *context, const struct session_progress *progress)
{
    struct ui *ui = context;
    struct plain *plain = ui->plain;
    sigset_t waiting;

    (void)progress;
    if (plain->is_terminal && !plain->said_it_works) {
        if (plain->work_begun_ms == 0)
            plain->work_begun_ms = system_now_ms();
        plain->said_it_works = system_now_ms() - plain->work_begun_ms >= SAY_AFTER_MS;
        if (plain->said_it_works)
            plain_put(ui, _("This takes a while: ^C stops it"));
        plain_flush(ui);
    }
    return sigpending(&waiting) < 0 || sigismember(&waiting, SIGINT) != 1;
}

/* ---- a line ---------------------------------------------------------------------------------------- */

/* False at the end of input; *cancelled where ^C came first. */
static bool read_more(struct plain *plain, bool *cancelled)
{
    struct pollfd source = {.fd = STDIN_FILENO, .events = POLLIN};
    char chunk[CHUNK_BYTES];
    ssize_t got;

    *cancelled = false;
    if (ppoll(&source, 1, NULL, &interrupt.mask_before) < 0 || interrupt.interrupted) {
        *cancelled = interrupt.interrupted;
        interrupt.interrupted = 0;
        return true;
    }
    got = read(STDIN_FILENO, chunk, sizeof chunk);
    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    /* what is longer than any note is dropped as it comes */
    if (plain->in.len_bytes - plain->in_at_bytes > LINE_MAX_BYTES)
        plain->in.len_bytes = plain->in_at_bytes + LINE_MAX_BYTES;
    buffer_append(&plain->in, chunk, (size_t)got);
    return got > 0;
}

/* Takes a line from what was read; at the end of input also one without an end. */
static bool take_line(struct plain *plain, bool at_end, struct buffer *line)
{
    const char *start = plain->in.data == NULL ? "" : plain->in.data + plain->in_at_bytes;
    size_t left_bytes = plain->in.len_bytes - plain->in_at_bytes, replaced_count = 0, taken_bytes;
    const char *end = left_bytes == 0 ? NULL : memchr(start, '\n', left_bytes);

    if (end == NULL && (!at_end || left_bytes == 0))
        return false;
    taken_bytes = end == NULL ? left_bytes : (size_t)(end - start);
    if (taken_bytes > 0 && start[taken_bytes - 1] == '\r')
        text_decode(start, taken_bytes - 1, false, line, &replaced_count);
    else
        text_decode(start, taken_bytes, false, line, &replaced_count);
    plain->in_at_bytes += taken_bytes + (end != NULL);
    if (plain->in_at_bytes == plain->in.len_bytes) {
        buffer_clear(&plain->in);
        plain->in_at_bytes = 0;
    }
    return true;
}

enum plain_reading plain_read(struct ui *ui, const char *prompt, struct buffer *line)
{
    struct plain *plain = ui->plain;
    bool goes_on = true, cancelled;

    buffer_clear(line);
    buffer_append(line, "", 0);
    text_show(prompt, strlen(prompt), -1, &plain->out);
    plain_flush(ui);
    plain->paged_rows = 0;
    plain->work_begun_ms = 0;
    plain->said_it_works = false;
    while (!ui->ending && !take_line(plain, !goes_on, line)) {
        if (!goes_on) {
            ui->ending = true;
            break;
        }
        goes_on = read_more(plain, &cancelled);
        if (cancelled) {
            buffer_append_char(&plain->out, '\n');
            return PLAIN_CANCELLED;
        }
    }
    if (ui->ending) {
        buffer_append_char(&plain->out, '\n');
        return PLAIN_END;
    }
    if (!plain->is_terminal) {
        text_show(line->data == NULL ? "" : line->data, line->len_bytes, -1, &plain->out);
        buffer_append_char(&plain->out, '\n');
    }
    if (line->data == NULL)
        buffer_init(line);
    return PLAIN_LINE;
}

/* ---- the line of a verb ----------------------------------------------------------------------------- */

/* What was typed with the command is the answer, once. */
static enum plain_reading read_answer(struct ui *ui, const char *prompt, struct buffer *typed)
{
    const char *answer = ui->plain->answer;

    ui->plain->answer = NULL;
    if (answer == NULL)
        return plain_read(ui, prompt, typed);
    buffer_clear(typed);
    buffer_append_string(typed, answer);
    return PLAIN_LINE;
}

static bool is_key(const struct buffer *typed, char control, const char *name)
{
    return (typed->len_bytes == 1 && typed->data[0] == control) || strcmp(typed->data, name) == 0;
}

/* A note: one line, or several where each but the last ends in a backslash. A line of a dot alone takes
 * what stood there; an empty one leaves it. */
static enum line_answer ask_note(struct ui *ui, const struct line_dialog *dialog, struct line *line)
{
    bool had_text = line->text.len_bytes > 0 && ui->plain->answer == NULL, goes_on = true;
    const char *prompt = dialog->prompt;
    struct buffer typed = {0}, text = {0};
    enum line_answer answer = LINE_CANCELLED;

    if (had_text) {
        plain_put(ui, line->text.data);
        plain_put(ui,
                  _("A dot alone saves this text, an empty line leaves it; else a new text takes "
                    "its place"));
    }
    while (goes_on) {
        enum plain_reading reading = read_answer(ui, prompt, &typed);

        goes_on = false;
        if (reading != PLAIN_LINE) {
            answer = reading == PLAIN_END ? LINE_ENDED : LINE_CANCELLED;
        } else if (text.len_bytes == 0 && is_key(&typed, 'X' & 0x1F, "^X")) {
            answer = dialog->discards ? LINE_DISCARDED : LINE_CANCELLED;
        } else if (text.len_bytes == 0 && had_text && strcmp(typed.data, ".") == 0) {
            answer = LINE_SAVED;
        } else if (typed.len_bytes > 0 && typed.data[typed.len_bytes - 1] == '\\') {
            buffer_append(&text, typed.data, typed.len_bytes - 1);
            buffer_append_char(&text, '\n');
            /* TRANSLATORS: the prompt for another line of a note */
            prompt = _("More: ");
            goes_on = true;
        } else if (text.len_bytes + typed.len_bytes > 0) {
            buffer_append(&text, typed.data, typed.len_bytes);
            answer = LINE_SAVED;
        }
        if (text.len_bytes > 0)
            line_set(line, text.data);
        if (goes_on && dialog->idle != NULL)
            dialog->idle(ui, line);
    }
    buffer_release(&typed);
    buffer_release(&text);
    return answer;
}

/* Any other line. Where one is offered, in the brackets of the prompt, a dot alone takes that and an empty one
 * leaves it, as with a note; else an empty one is an answer. */
static enum line_answer ask_line(struct ui *ui, const struct line_dialog *dialog, struct line *line)
{
    struct buffer prompt = {0}, typed = {0};
    enum line_answer answer = LINE_SAVED;
    bool offered = line->text.len_bytes > 0 && ui->plain->answer == NULL;
    enum plain_reading reading;

    buffer_append_string(&prompt, dialog->prompt);
    if (offered) {
        plain_put(ui, _("A dot alone takes what stands in brackets, an empty line leaves it"));
        buffer_append_format(&prompt, "[%s] ", line->text.data);
    }
    reading = read_answer(ui, prompt.data, &typed);
    if (reading != PLAIN_LINE)
        answer = reading == PLAIN_END ? LINE_ENDED : LINE_CANCELLED;
    else if (offered && typed.len_bytes == 0)
        answer = LINE_CANCELLED;
    else if (typed.len_bytes > 0 && !(offered && strcmp(typed.data, ".") == 0))
        line_set(line, typed.data);
    buffer_release(&prompt);
    buffer_release(&typed);
    return answer;
}

enum line_answer plain_ask_line(struct ui *ui, const struct line_dialog *dialog, struct line *line)
{
    enum line_answer answer;

    plain_put_message(ui);
    answer = line->multiline ? ask_note(ui, dialog, line) : ask_line(ui, dialog, line);
    if (dialog->history != NULL)
        history_add(dialog->history, line->text.data);
    return answer;
}

/* ---- other questions ---------------------------------------------------------------------------------- */

bool plain_ask_yes(struct ui *ui, const char *question)
{
    struct buffer prompt = {0}, typed = {0};
    bool is_yes = false, goes_on = true;

    buffer_append_format(&prompt, "%s ", question);
    while (goes_on) {
        goes_on = false;
        if (plain_read(ui, prompt.data, &typed) != PLAIN_LINE || typed.len_bytes == 0)
            break;
        is_yes = strchr(_("yY"), typed.data[0]) != NULL;
        goes_on = !is_yes && strchr(_("nN"), typed.data[0]) == NULL;
    }
    buffer_release(&prompt);
    buffer_release(&typed);
    return is_yes;
}

char *plain_ask_stances(struct ui *ui, const char *initial)
{
    struct buffer typed = {0};
    char *words = NULL;

    if (ui->plain->answer == NULL) {
        if (initial != NULL)
            plain_put(ui, initial);
        plain_put(ui,
                  _("As in NL=+ DE=- COM=~; x clears: FR=x. An empty line leaves all as it is"));
    }
    if (read_answer(ui, _("Stances: "), &typed) == PLAIN_LINE && typed.len_bytes > 0)
        words = buffer_detach(&typed);
    buffer_release(&typed);
    return words;
}
