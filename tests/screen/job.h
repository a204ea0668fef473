/* job: the program's life under a keeper, as a shell's job. Used by terminal.c alone. */
#ifndef KANTLIJN_TESTS_JOB_H
#define KANTLIJN_TESTS_JOB_H

#include "terminal.h"

/* Fills master, slave, control, reports, keeper, program and before. False with errno. */
bool job_start(struct terminal *terminal, char *const argv[], char *const environment[],
               const char *folder);
/* Reads one report of the keeper: the program stopped or ended. False where there was none. */
bool job_read_report(struct terminal *terminal);
/* True where the program waits for something (or cannot be asked: then silence has to do). */
bool job_is_asleep(const struct terminal *terminal);
/* Kills what runs and waits for it. */
void job_end(struct terminal *terminal);

#endif
