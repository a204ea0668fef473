/* The keeper: leader of the terminal's session, as a shell is.
 *
 *     job_start ──► keeper ──fork──► program in the foreground
 *                     │  waitpid(WUNTRACED)
 *                     ├─ stopped: takes the terminal back, reports, waits for a byte ("fg"), continues it
 *                     └─ ended: reports, and holds the terminal until the test lets go of it */
#include "config.h"

#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utmp.h>

struct report {
    pid_t program;
    int status; /* -1: it has been started */
};

static const int kept_off[] = {SIGTTOU, SIGTTIN, SIGTSTP, SIGINT, SIGQUIT, SIGHUP, SIGPIPE};

static void run_program(char *const argv[], char *const environment[], const char *folder)
{
    setpgid(0, 0);
    tcsetpgrp(STDIN_FILENO, getpid());
    for (size_t i = 0; i < COUNT_OF(kept_off); i++)
        signal(kept_off[i], SIG_DFL);
    if (chdir(folder) == 0)
        execvpe(argv[0], argv, environment);
    dprintf(STDOUT_FILENO, "%s: %s\r\n", argv[0], strerror(errno));
    _exit(127);
}

static void send_report(int reports, pid_t program, int status)
{
    struct report report = {.program = program, .status = status};
    ssize_t sent = write(reports, &report, sizeof report);
    if (sent != (ssize_t)sizeof report)
        _exit(1);
}

static void continue_program(pid_t program, int control)
{
    char byte;
    tcsetpgrp(STDIN_FILENO, getpgrp());
    if (read(control, &byte, 1) != 1) {
        kill(-program, SIGKILL);
        return;
    }
    tcsetpgrp(STDIN_FILENO, program);
    kill(-program, SIGCONT);
}

static _Noreturn void keep(char *const argv[], char *const environment[], const char *folder,
                           int control, int reports)
{
    for (size_t i = 0; i < COUNT_OF(kept_off); i++)
        signal(kept_off[i], SIG_IGN);
    pid_t program = fork();
    if (program < 0)
        _exit(1);
    if (program == 0)
        run_program(argv, environment, folder);
    setpgid(program, program);
    send_report(reports, program, -1);
    for (;;) {
        int status;
        pid_t got = waitpid(program, &status, WUNTRACED);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            _exit(1);
        bool stopped = WIFSTOPPED(status);
        if (stopped)
            tcsetpgrp(STDIN_FILENO, getpgrp());
        send_report(reports, program, status);
        if (!stopped)
            break;
        continue_program(program, control);
    }
    char byte;
    ssize_t released = read(control, &byte, 1);
    _exit(released < 0);
}

static bool wait_for_start(struct terminal *terminal)
{
    struct report report;
    if (read(terminal->reports, &report, sizeof report) != (ssize_t)sizeof report)
        return false;
    terminal->program = report.program;
    return true;
}

bool job_start(struct terminal *terminal, char *const argv[], char *const environment[],
               const char *folder)
{
    int control[2], reports[2];
    if (pipe2(control, O_CLOEXEC) < 0)
        return false;
    if (pipe2(reports, O_CLOEXEC) < 0) {
        close(control[0]);
        close(control[1]);
        return false;
    }
    struct winsize size = {.ws_col = (unsigned short)terminal->width_cols,
                           .ws_row = (unsigned short)terminal->height_rows};
    char name[64] = "";
    int slave = -1;
    bool opened = openpty(&terminal->master, &slave, name, NULL, &size) == 0;
    /* The settings a reader's terminal has under a shell. */
    if (opened) {
        tcgetattr(slave, &terminal->before);
        terminal->before.c_iflag |= IUTF8;
        tcsetattr(slave, TCSANOW, &terminal->before);
        fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
        fcntl(slave, F_SETFD, FD_CLOEXEC);
        terminal->keeper = fork();
    }
    if (opened && terminal->keeper == 0) {
        close(control[1]);
        close(reports[0]);
        close(terminal->master);
        login_tty(slave);
        keep(argv, environment, folder, control[0], reports[1]);
    }
    close(control[0]);
    close(reports[1]);
    terminal->control = control[1];
    terminal->reports = reports[0];
    terminal->slave = slave;
    return opened && terminal->keeper > 0 && wait_for_start(terminal);
}

bool job_read_report(struct terminal *terminal)
{
    struct report report;
    if (read(terminal->reports, &report, sizeof report) != (ssize_t)sizeof report) {
        close(terminal->reports);
        terminal->reports = -1;
        return false;
    }
    terminal->stopped = WIFSTOPPED(report.status);
    terminal->ended = !terminal->stopped;
    terminal->status = report.status;
    return true;
}

bool job_is_asleep(const struct terminal *terminal)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)terminal->program);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return true;
    ssize_t got = read(file, text, sizeof text - 1);
    close(file);
    if (got <= 0)
        return true;
    text[got] = '\0';
    const char *name_end = strrchr(text, ')');
    return !name_end || !strchr("RD", name_end[2]);
}

void job_end(struct terminal *terminal)
{
    if (terminal->program > 0 && !terminal->ended)
        kill(-terminal->program, SIGKILL);
    int files[] = {terminal->control, terminal->reports, terminal->slave, terminal->master};
    for (size_t i = 0; i < COUNT_OF(files); i++)
        if (files[i] >= 0)
            close(files[i]);
    if (terminal->keeper > 0)
        waitpid(terminal->keeper, NULL, 0);
}

void terminal_signal(struct terminal *terminal, int signal_number)
{
    kill(terminal->program, signal_number);
    terminal->last_ms = terminal_now_ms();
    terminal->quiet_ms = 60;
}

void terminal_resume(struct terminal *terminal)
{
    terminal->stopped = false;
    ssize_t sent = write(terminal->control, "f", 1);
    (void)sent;
    terminal->last_ms = terminal_now_ms();
    terminal->quiet_ms = 60;
}

void terminal_hang_up(struct terminal *terminal)
{
    close(terminal->slave);
    close(terminal->master);
    terminal->slave = terminal->master = -1;
}
