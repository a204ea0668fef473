/* The clipboard: the reader's own program (the setting clipboard-command), else the terminal.
 *
 *  1. The program is started without a shell and gets the text on its standard input; the rest of what it
 *     has is /dev/null. It may stay in the background, as programs that own a clipboard do: what is waited
 *     for is the process that was started, and that no longer than COMMAND_MS.
 *  2. The terminal gets OSC 52, over SSH too; what is sent is base64 alone. tmux, which keeps it from the
 *     terminal unless it is told otherwise, also gets it wrapped to be passed on; screen gets it in pieces,
 *     since it cuts what is longer. */
#include "config.h"

#include "ui/clipboard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ui/signals.h"
#include "ui/system.h"

enum { COMMAND_MS = 3000, STEP_MS = 5, SCREEN_PIECE_BYTES = 200 };

/* ---- the terminal ---------------------------------------------------------------------------------- */

static void append_base64(struct buffer *out, const char *bytes, size_t len_bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *data = (const unsigned char *)bytes;

    for (size_t i = 0; i < len_bytes; i += 3) {
        size_t left = len_bytes - i;
        unsigned long triple = (unsigned long)data[i] << 16 |
                               (left > 1 ? (unsigned long)data[i + 1] << 8 : 0) |
                               (left > 2 ? data[i + 2] : 0);

        buffer_append_char(out, digits[triple >> 18]);
        buffer_append_char(out, digits[triple >> 12 & 63]);
        buffer_append_char(out, left > 1 ? digits[triple >> 6 & 63] : '=');
        buffer_append_char(out, left > 2 ? digits[triple & 63] : '=');
    }
}

bool clipboard_append_osc52(struct buffer *out, const char *bytes, size_t len_bytes,
                            enum multiplexer multiplexer)
{
    struct buffer code = {0};

    if (len_bytes > CLIPBOARD_TERMINAL_MAX_BYTES)
        return false;
    buffer_append_string(&code, "]52;c;");
    append_base64(&code, bytes, len_bytes);
    buffer_append_char(&code, '\a');
    if (multiplexer != MULTIPLEXER_SCREEN)
        buffer_append_format(out, "\033%s", code.data);
    if (multiplexer == MULTIPLEXER_TMUX)
        buffer_append_format(out, "\033Ptmux;\033\033%s\033\\", code.data);
    for (size_t at = 0; multiplexer == MULTIPLEXER_SCREEN && at < code.len_bytes;
         at += SCREEN_PIECE_BYTES)
        buffer_append_format(out, "\033P%s%.*s\033\\", at == 0 ? "\033" : "", SCREEN_PIECE_BYTES,
                             code.data + at);
    buffer_release(&code);
    return true;
}

enum multiplexer clipboard_multiplexer(void)
{
    const char *term = getenv("TERM");

    if (system_has_variable("TMUX") || (term != NULL && strncmp(term, "tmux", 4) == 0))
        return MULTIPLEXER_TMUX;
    return system_has_variable("STY") ? MULTIPLEXER_SCREEN : MULTIPLEXER_NONE;
}

/* ---- the reader's program ----------------------------------------------------------------------------- */

static void become_command(char **words, int input)
{
    int nowhere = open("/dev/null", O_RDWR);

    signals_in_child();
    if (nowhere < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
        dup2(nowhere, STDERR_FILENO) < 0)
        _exit(127);
    if (nowhere > STDERR_FILENO)
        close(nowhere);
    execvp(words[0], words);
    _exit(127);
}

/* What the program does not take, because it ended or closed its input, is its own business. */
static void give(int output, const struct buffer *bytes, int64_t until_ms)
{
    size_t done_bytes = 0;

    while (done_bytes < bytes->len_bytes && system_now_ms() < until_ms) {
        ssize_t written = write(output, bytes->data + done_bytes, bytes->len_bytes - done_bytes);
        struct pollfd sink = {.fd = output, .events = POLLOUT};

        if (written > 0)
            done_bytes += (size_t)written;
        else if (written < 0 && errno == EAGAIN)
            poll(&sink, 1, STEP_MS);
        else if (written < 0 && errno != EINTR)
            return;
    }
}

/* The wait status; -1 where it did not end in time, and was ended. */
static int await(pid_t child, int64_t until_ms)
{
    int status = -1;

    while (waitpid(child, &status, WNOHANG) == 0) {
        if (system_now_ms() >= until_ms) {
            kill(child, SIGKILL);
            while (waitpid(child, &status, 0) < 0 && errno == EINTR)
                continue;
            return -1;
        }
        poll(NULL, 0, STEP_MS);
    }
    return status;
}

enum clipboard_outcome clipboard_run(char **words, const struct buffer *bytes, int *exit_status)
{
    int64_t until_ms = system_now_ms() + COMMAND_MS;
    int ends[2], status;
    pid_t child;

    if (pipe2(ends, O_CLOEXEC) < 0)
        return CLIPBOARD_NOT_STARTED;
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    child = fork();
    if (child == 0)
        become_command(words, ends[0]);
    close(ends[0]);
    if (child > 0)
        give(ends[1], bytes, until_ms);
    close(ends[1]);
    if (child < 0)
        return CLIPBOARD_NOT_STARTED;
    status = await(child, until_ms);
    if (status == -1)
        return CLIPBOARD_TOO_SLOW;
    *exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (*exit_status == 127)
        return CLIPBOARD_NOT_STARTED;
    return *exit_status == 0 ? CLIPBOARD_DONE : CLIPBOARD_FAILED;
}
