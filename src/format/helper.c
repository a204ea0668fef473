/* The helper process, from outside.
 *
 *  1. One socket is its standard input and output; it inherits nothing else but standard error.
 *  2. Nothing it does can hold this process up for longer than HELPER_TIME_MAX_MS, or fill its memory
 *     with more than HELPER_OUTPUT_MAX_BYTES. The time in which it waits for the document, or this
 *     process is stopped, is not its own.
 *  3. It is waited for in any case; where it is not done it is killed first.
 *
 *     start ──► pump: feed while it reads, take what it writes ──► end of output ──► reap ──► HELPER_DONE
 *                 └─ time over, too much, feed failed, given up ──► kill ──► reap ──► HELPER_SLOW, _FLOODS, _UNFED */
#include "config.h"

#include "format/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { PIECE_BYTES = 64 << 10, TICK_MS = 100, STOPPED_MS = 10 * TICK_MS };

static const char *(*find_helper)(void);

void helper_use(const char *(*find)(void))
{
    find_helper = find;
}

/* ---- starting and ending ------------------------------------------------------------------------- */

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The file actions of posix_spawn clear close-on-exec of the copies, and nothing else is inherited. */
static bool start(const char *path, const char *format, int its_end, pid_t *pid)
{
    char *const arguments[] = {(char *)"kantlijn-import", (char *)format, NULL};
    posix_spawn_file_actions_t actions;
    bool started;

    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    started = posix_spawn_file_actions_adddup2(&actions, its_end, STDIN_FILENO) == 0 &&
              posix_spawn_file_actions_adddup2(&actions, its_end, STDOUT_FILENO) == 0 &&
              posix_spawn(pid, path, &actions, NULL, arguments, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return started;
}

/* True where it ended by itself and without complaint. */
static bool reap(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* ---- the exchange -------------------------------------------------------------------------------- */

struct exchange {
    const struct helper_job *job;
    int socket;
    struct buffer piece; /* of the document; from sent_bytes on it is still to be written */
    size_t sent_bytes;
    bool all_sent;
    size_t received_bytes;
    int64_t deadline_ms;
    int64_t wait_ms; /* when the job's wait is due */
};

/* Has the next piece ready in exchange->piece; at the document's end closes that direction. */
static bool next_piece(struct exchange *exchange, struct error *error)
{
    size_t copied_bytes = 0;
    int64_t begun_ms;

    if (exchange->sent_bytes < exchange->piece.len_bytes)
        return true;
    buffer_clear(&exchange->piece);
    buffer_reserve(&exchange->piece, PIECE_BYTES);
    begun_ms = now_ms();
    if (!exchange->job->feed(exchange->job->context, exchange->piece.data, PIECE_BYTES,
                             &copied_bytes, error))
        return false;
    exchange->deadline_ms += now_ms() - begun_ms;
    exchange->piece.len_bytes = copied_bytes;
    exchange->sent_bytes = 0;
    if (copied_bytes == 0) {
        exchange->all_sent = true;
        shutdown(exchange->socket, SHUT_WR);
    }
    return true;
}

/* Sends what the socket takes. A helper that reads no more has its reasons: they come as output. */
static void send_piece(struct exchange *exchange)
{
    const ssize_t count =
        send(exchange->socket, exchange->piece.data + exchange->sent_bytes,
             exchange->piece.len_bytes - exchange->sent_bytes, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (count > 0)
        exchange->sent_bytes += (size_t)count;
    else if (errno != EAGAIN && errno != EINTR)
        exchange->all_sent = true;
}

/* Takes what has come; false at the end of output. */
static bool receive(struct exchange *exchange, struct wire_reader *wire)
{
    char bytes[PIECE_BYTES];
    const ssize_t count = recv(exchange->socket, bytes, sizeof bytes, MSG_DONTWAIT);

    if (count < 0)
        return errno == EAGAIN || errno == EINTR;
    if (count == 0)
        return false;
    exchange->received_bytes += (size_t)count;
    wire_take(wire, bytes, (size_t)count);
    return true;
}

/* Waits until the socket can be used, a signal comes, or a tick has passed. */
static void wait_for_socket(struct exchange *exchange, struct pollfd *ready)
{
    const int64_t begun_ms = now_ms();
    int64_t passed_ms;

    if (poll(ready, 1, TICK_MS) < 0)
        exchange->wait_ms = 0;
    passed_ms = now_ms() - begun_ms;
    if (passed_ms > STOPPED_MS)
        exchange->deadline_ms += passed_ms;
}

static bool may_go_on(struct exchange *exchange, struct error *error)
{
    const int64_t now = now_ms();

    if (exchange->job->wait == NULL || now < exchange->wait_ms)
        return true;
    exchange->wait_ms = now + TICK_MS;
    return exchange->job->wait(exchange->job->context, error);
}

static enum helper_end pump(struct exchange *exchange, struct wire_reader *wire,
                            struct error *error)
{
    exchange->deadline_ms = now_ms() + HELPER_TIME_MAX_MS;
    for (;;) {
        struct pollfd ready = {.fd = exchange->socket, .events = POLLIN};

        if (!exchange->all_sent && !next_piece(exchange, error))
            return HELPER_UNFED;
        if (!exchange->all_sent)
            ready.events |= POLLOUT;
        wait_for_socket(exchange, &ready);
        if (!may_go_on(exchange, error))
            return HELPER_UNFED;
        if (now_ms() > exchange->deadline_ms)
            return HELPER_SLOW;
        if (ready.revents & POLLOUT && !exchange->all_sent)
            send_piece(exchange);
        if (ready.revents & (POLLIN | POLLHUP | POLLERR) && !receive(exchange, wire))
            return HELPER_DONE;
        if (exchange->received_bytes > HELPER_OUTPUT_MAX_BYTES)
            return HELPER_FLOODS;
        if (wire->state == WIRE_NONSENSE)
            return HELPER_DIED;
    }
}

enum helper_end helper_run(const struct helper_job *job, struct wire_reader *wire,
                           struct error *error)
{
    const char *path = find_helper != NULL ? find_helper() : NULL;
    struct exchange exchange = {.job = job};
    enum helper_end end;
    int ends[2];
    bool well;
    pid_t pid;

    if (path == NULL || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return HELPER_MISSING;
    if (!start(path, job->format, ends[1], &pid)) {
        close(ends[0]);
        close(ends[1]);
        return HELPER_MISSING;
    }
    close(ends[1]);
    exchange.socket = ends[0];
    end = pump(&exchange, wire, error);
    if (end != HELPER_DONE)
        kill(pid, SIGKILL);
    close(ends[0]);
    well = reap(pid);
    buffer_release(&exchange.piece);
    if (end != HELPER_DONE || wire->state == WIRE_FAILED)
        return end;
    return well && wire->state == WIRE_ENDED ? HELPER_DONE : HELPER_DIED;
}
