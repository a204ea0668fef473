/* The handlers only set a flag, or (for a crash) write bytes that were made beforehand and put the line
 * settings back: nothing here allocates or calls curses. The state is global because handlers get no
 * other. */
#include "config.h"

#include "ui/signals.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int ending_signals[] = {SIGTERM, SIGHUP, SIGINT};
static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

static struct {
    volatile sig_atomic_t ending;
    volatile sig_atomic_t stopping;
    volatile sig_atomic_t continued;
    volatile sig_atomic_t active;
    char restore[512];
    size_t restore_bytes;
    struct termios before;
    sigset_t mask_before; /* of the process, as the shell gave it */
    struct sigaction actions_before[COUNT_OF(ending_signals)];
    char *crash_stack; /* a crash may be the stack's own overflow */
} signals;

static void on_ending(int number)
{
    signals.ending = number;
}

static void on_stop(int number)
{
    (void)number;
    signals.stopping = 1;
}

static void on_continue(int number)
{
    (void)number;
    signals.continued = 1;
}

void signals_restore_terminal(void)
{
    ssize_t written;

    if (!signals.active)
        return;
    signals.active = 0;
    written = write(STDOUT_FILENO, signals.restore, signals.restore_bytes);
    (void)written;
    tcsetattr(STDIN_FILENO, TCSANOW, &signals.before);
}

/* SA_RESETHAND has put the default action back already. */
static void on_crash(int number)
{
    signals_restore_terminal();
    raise(number);
}

static void catch_signal(int number, void (*handler)(int), int flags, struct sigaction *before)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};

    sigfillset(&action.sa_mask);
    sigaction(number, &action, before);
}

static void block(sigset_t *mask_before)
{
    sigset_t blocked;

    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTSTP);
    sigaddset(&blocked, SIGCONT);
    sigaddset(&blocked, SIGWINCH);
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
        sigaddset(&blocked, ending_signals[i]);
    sigprocmask(SIG_BLOCK, &blocked, mask_before);
}

static void catch_crashes(void)
{
    enum { CRASH_STACK_BYTES = 65536 };
    stack_t stack = {.ss_size = CRASH_STACK_BYTES};

    signals.crash_stack = base_reallocate(NULL, CRASH_STACK_BYTES, 1); /* not touched until then */
    stack.ss_sp = signals.crash_stack;
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < COUNT_OF(crash_signals); i++)
        catch_signal(crash_signals[i], on_crash, (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK),
                     NULL);
}

void signals_start(const char *restore, size_t len_bytes, const struct termios *before)
{
    signals.restore_bytes = len_bytes < sizeof signals.restore ? len_bytes : 0;
    memcpy(signals.restore, restore, signals.restore_bytes);
    signals.before = *before;
    block(&signals.mask_before);
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++) {
        catch_signal(ending_signals[i], on_ending, 0, &signals.actions_before[i]);
        /* nohup and the like: what was ignored stays ignored */
        if (signals.actions_before[i].sa_handler == SIG_IGN)
            sigaction(ending_signals[i], &signals.actions_before[i], NULL);
    }
    catch_signal(SIGTSTP, on_stop, 0, NULL);
    catch_signal(SIGCONT, on_continue, 0, NULL);
    catch_crashes();
    signals.active = 1;
}

void signals_stop(void)
{
    stack_t none = {.ss_flags = SS_DISABLE};

    signals.active = 0;
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
        sigaction(ending_signals[i], &signals.actions_before[i], NULL);
    for (size_t i = 0; i < COUNT_OF(crash_signals); i++)
        signal(crash_signals[i], SIG_DFL);
    signal(SIGTSTP, SIG_DFL);
    signal(SIGCONT, SIG_DFL);
    sigaltstack(&none, NULL);
    free(signals.crash_stack);
    signals.crash_stack = NULL;
    sigprocmask(SIG_SETMASK, &signals.mask_before, NULL);
}

bool signals_wait(int input, int timeout_ms)
{
    struct pollfd source = {.fd = input, .events = POLLIN};
    struct timespec timeout = {.tv_sec = timeout_ms / 1000,
                               .tv_nsec = (long)(timeout_ms % 1000) * 1000000};

    return ppoll(&source, 1, timeout_ms < 0 ? NULL : &timeout, &signals.mask_before) > 0;
}

int signals_ending(void)
{
    return signals.ending;
}

bool signals_take_stop(void)
{
    bool asked = signals.stopping;

    signals.stopping = 0;
    return asked;
}

bool signals_take_continue(void)
{
    bool continued = signals.continued;

    signals.continued = 0;
    return continued;
}

void signals_stop_job(void)
{
    signals_lend_terminal(true);
    kill(0, SIGTSTP);
    signals_lend_terminal(false);
}

void signals_lend_terminal(bool lent)
{
    if (lent) {
        signal(SIGTSTP, SIG_DFL);
        sigprocmask(SIG_SETMASK, &signals.mask_before, NULL);
        return;
    }
    signals_take_stop();
    signals_take_continue();
    catch_signal(SIGTSTP, on_stop, 0, NULL);
    block(NULL);
}

void signals_in_child(void)
{
    for (size_t i = 0; i < COUNT_OF(ending_signals); i++)
        sigaction(ending_signals[i], &signals.actions_before[i], NULL);
    for (size_t i = 0; i < COUNT_OF(crash_signals); i++)
        signal(crash_signals[i], SIG_DFL);
    signal(SIGTSTP, SIG_DFL);
    signal(SIGCONT, SIG_DFL);
    signal(SIGWINCH, SIG_DFL);
    sigprocmask(SIG_SETMASK, &signals.mask_before, NULL);
}
