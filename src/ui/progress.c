/* Long work on the screen: after SHOW_AFTER_MS the last row says how far it is, and Esc or ^C gives it up.
 *
 *     quiet ──SHOW_AFTER_MS over──► shown, keys are looked at ──► what is read next ends it: quiet
 *                                        └─ Esc, ^C, ^G, or the program is asked to end: no further
 *
 * The page is not drawn meanwhile: it stands as it was, and what it is made from may be half changed. What is
 * typed ahead is kept for what reads next; giving up forgets it. */
#include "config.h"

#include "ui/room.h"

#include "ui/system.h"

enum { SHOW_AFTER_MS = 200, BETWEEN_LOOKS_MS = 40 };

/* TRANSLATORS: Esc is a key; what is being done stands before how much of it is done. */
static const char *const sentences[WORK_COUNT] = {
    [WORK_READING] = N_("Reading the report: %d%% (Esc stops)"),
    [WORK_SEARCHING] = N_("Searching: %d%% (Esc stops)"),
    [WORK_PLACING] = N_("Finding the places of the notes: %d%% (Esc stops)"),
    [WORK_EXPORTING] = N_("Exporting: %d%% (Esc stops)"),
    [WORK_SAVING] = N_("Keeping the report's text with the notes: %d%% (Esc stops)"),
};

static void show(struct ui *ui, const struct session_progress *progress, int64_t passed_ms)
{
    struct buffer line = {0};

    if (progress->total > 0)
        buffer_append_format(&line, _(sentences[progress->work]),
                             (int)(progress->done * 100 / progress->total));
    else
        /* TRANSLATORS: seconds that something has taken; Esc is a key */
        buffer_append_format(&line, _("Working: %d s (Esc stops)"), (int)(passed_ms / 1000));
    draw_over_last_row(ui, line.data);
    buffer_release(&line);
}

bool progress_go_on(void *context, const struct session_progress *progress)
{
    struct ui *ui = context;
    int64_t passed_ms, now = system_now_ms();

    if (ui->work_begun_ms == 0)
        ui->work_begun_ms = now;
    passed_ms = now - ui->work_begun_ms;
    if (passed_ms < SHOW_AFTER_MS || now - ui->work_looked_ms < BETWEEN_LOOKS_MS)
        return true;
    ui->work_looked_ms = now;
    show(ui, progress, passed_ms);
    return !input_cancels(&ui->screen, &ui->input);
}

void progress_end(struct ui *ui)
{
    ui->work_begun_ms = 0;
}
