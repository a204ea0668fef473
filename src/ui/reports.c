/* Going from one report of the command line to another: the screen shows that one as it was left.
 *
 * Notes that were typed and not saved stay with their report. A report that is new is greeted as the first
 * one was. */
#include "config.h"

#include "ui/room.h"

#include <stdlib.h>

static void keep_drafts(struct ui *ui, size_t index)
{
    struct ui_report *kept = &ui->reports[index];

    kept->drafts = ui->drafts;
    ui->drafts = (struct drafts){0};
}

static void take_drafts(struct ui *ui, size_t index)
{
    ui->drafts = ui->reports[index].drafts;
    ui->reports[index].drafts = (struct drafts){0};
}

/* Shows the report that is read now; false where the rest of it could not be read. */
static bool show(struct ui *ui, struct error *error)
{
    ui->session = session_reports_read(ui->shelf);
    ui_lay_out(ui, 0);
    if (!ui->reports[ui->shelf->at].is_greeted && session_is_settled(ui->session))
        resume_take(ui);
    draw_all(ui);
    return ui_settle(ui, error);
}

void reports_show(struct ui *ui)
{
    const size_t before = ui->shelf->before, now = ui->shelf->at;
    struct session *from = ui->session;
    struct error error = {0};

    if (ui->reports == NULL) {
        ui->reports = base_allocate(ui->shelf->count * sizeof *ui->reports);
        ui->reports[before].is_greeted = true;
    }
    keep_drafts(ui, before);
    take_drafts(ui, now);
    if (!show(ui, &error)) {
        keep_drafts(ui, now);
        take_drafts(ui, before);
        session_reports_go_back(ui->shelf);
        ui->session = from;
        ui_lay_out(ui, 0);
        ui_fail(ui, &error);
        return;
    }
    ui->polled_ms = 1; /* what others wrote meanwhile is looked at first */
    if (ui->reports[now].is_greeted)
        return;
    ui->reports[now].is_greeted = true;
    ui_greet(ui);
}

void reports_keep_places(struct ui *ui)
{
    struct session *read = ui->session;

    if (ui->reports == NULL)
        resume_keep(ui);
    for (size_t i = 0; ui->reports != NULL && i < ui->shelf->count; i++) {
        ui->session = ui->shelf->sessions[i];
        if (ui->reports[i].is_greeted)
            resume_keep(ui);
    }
    ui->session = read;
}

void reports_release(struct ui *ui)
{
    for (size_t i = 0; ui->reports != NULL && i < ui->shelf->count; i++) {
        take_drafts(ui, i);
        draft_release(ui);
    }
    free(ui->reports);
    ui->reports = NULL;
}
