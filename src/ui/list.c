/* Lists: of notes and stances in the order of the page, of the reports of the command line. All of them, or
 * those with the filter's words after '/'; Enter goes to one. */
#include "config.h"

#include "ui/chooser.h"
#include "ui/plain.h"

#include <string.h>

/* What is listed. */
struct list_source {
    size_t (*gather)(struct ui *ui, struct session_entry **entries);
    void (*append_title)(struct buffer *title, size_t count);
    void (*go)(struct ui *ui, const struct session_entry *entry, size_t index);
};

struct list {
    struct ui *ui;
    const struct list_source *source;
    struct session_entry *entries;
    size_t entry_count;
    struct chooser chooser; /* of the entries that pass the filter */
    struct text_query filter;
    bool done;
};

static bool has_words(const void *context, size_t index)
{
    const struct list *list = context;
    const char *label = list->entries[index].label;
    size_t start_bytes, end_bytes;

    return text_query_find(&list->filter, label, strlen(label), 0, &start_bytes, &end_bytes);
}

static void sift(struct list *list)
{
    list->chooser.passes = list->filter.len_bytes > 0 ? has_words : NULL;
    chooser_choose(&list->chooser, 0);
}

static void draw_entry(struct ui *ui, void *context, size_t index, int row, int col, int width_cols,
                       enum look look)
{
    const struct list *list = context;

    screen_string(&ui->screen, row, col, list->entries[index].label, width_cols, look);
}

/* The rows of the list; the row at the foot is left to others. */
static void draw_entries(struct ui *ui, void *context)
{
    struct list *list = context;
    struct buffer title = {0};

    list->source->append_title(&title, list->entry_count);
    chooser_draw(ui, &list->chooser, title.data);
    buffer_release(&title);
}

static void draw(struct list *list)
{
    struct ui *ui = list->ui;
    int row, col;

    screen_begin(&ui->screen);
    draw_entries(ui, list);
    if (ui->message.len_bytes == 0)
        ui_say(ui, "%s", _("Enter goes there, j k move, / keeps what has the words, q goes back"));
    draw_message(ui);
    buffer_clear(&ui->message);
    chooser_find_cursor(ui, &list->chooser, &row, &col);
    screen_end(&ui->screen, row, col);
}

static void ask_filter(struct list *list)
{
    const struct line_dialog dialog = {.prompt = "/", .draw = draw_entries, .context = list};
    struct line line;

    line_init(&line, NULL, false);
    if (line_dialog_run(list->ui, &dialog, &line) == LINE_SAVED) {
        text_query_release(&list->filter);
        text_query_init(&list->filter, line.text.data, line.text.len_bytes);
        sift(list);
        if (list->chooser.chosen == CHOOSER_NONE) {
            ui_complain(list->ui, _("Nothing has these words: %s"), line.text.data);
            text_query_release(&list->filter);
            list->filter = (struct text_query){0};
            sift(list);
            draw_message(list->ui);
        }
    }
    line_release(&line);
}

static void handle(struct list *list, uint32_t code)
{
    struct chooser *chooser = &list->chooser;

    if (chooser_reading_key(list->ui, chooser, code))
        return;
    switch (code) {
    case '/':
        ask_filter(list);
        break;
    case KEYCODE_ENTER:
        list->source->go(list->ui, &list->entries[chooser->chosen], chooser->chosen);
        list->done = true;
        break;
    case 'q':
    case 'L':
    case KEYCODE_ESCAPE:
    case KEYCODE_CONTROL('G'):
    case KEYCODE_CONTROL('C'):
        list->done = true;
        break;
    default:
        break;
    }
}

static void gather(struct list *list)
{
    list->entry_count = list->source->gather(list->ui, &list->entries);
    list->chooser.count = list->entry_count;
    sift(list);
}

/* A report has no position, and its label stays. */
static bool is_same(const struct session_entry *left, const struct session_entry *right)
{
    if (!left->position.on_annotation)
        return strcmp(left->label, right->label) == 0;
    return left->position.is_stance == right->position.is_stance &&
           strcmp(left->position.id, right->position.id) == 0;
}

/* Another program changed what is listed: what was chosen stays so, while it stands there. */
static void gather_anew(struct list *list)
{
    struct session_entry *before = list->entries;
    size_t count_before = list->entry_count, chosen = list->chooser.chosen;

    gather(list);
    if (list->chooser.chosen == CHOOSER_NONE) {
        text_query_release(&list->filter);
        list->filter = (struct text_query){0};
        sift(list);
    }
    for (size_t i = 0; chosen != CHOOSER_NONE && i < list->entry_count; i++) {
        if (is_same(&list->entries[i], &before[chosen]))
            chooser_choose(&list->chooser, i);
    }
    session_entries_free(before, count_before);
}

static void run_plain(struct ui *ui, const struct list_source *source)
{
    struct session_entry *entries;
    size_t count = source->gather(ui, &entries), index;

    if (plain_list(ui, entries, count, &index))
        source->go(ui, &entries[index], index);
    session_entries_free(entries, count);
}

static void run(struct ui *ui, const struct list_source *source, size_t chosen)
{
    struct list list = {.ui = ui, .source = source};

    if (ui->plain != NULL) {
        run_plain(ui, source);
        return;
    }
    list.chooser = (struct chooser){.draw = draw_entry, .context = &list};
    gather(&list);
    chooser_choose(&list.chooser, chosen);
    while (!list.done && list.entry_count > 0) {
        draw(&list);
        if (!ui_read_dialog(ui, -1))
            break;
        if (ui->input.kind == INPUT_CHANGED)
            gather_anew(&list);
        if (ui->input.kind == INPUT_KEY)
            handle(&list, ui->input.code);
        else if (ui->input.kind == INPUT_MOUSE &&
                 chooser_mouse(ui, &list.chooser, &ui->input.mouse))
            handle(&list, KEYCODE_ENTER);
    }
    session_entries_free(list.entries, list.entry_count);
    text_query_release(&list.filter);
}

/* ---- notes and stances ----------------------------------------------------------------------------- */

static size_t gather_notes(struct ui *ui, struct session_entry **entries)
{
    return session_entries(ui->session, entries);
}

static void append_notes_title(struct buffer *title, size_t count)
{
    buffer_append_format(title, ngettext("%zu note or stance", "%zu notes and stances", count),
                         count);
}

static void go_to_note(struct ui *ui, const struct session_entry *entry, size_t index)
{
    (void)index;
    session_go(ui->session, &entry->position);
}

void list_notes(struct ui *ui)
{
    static const struct list_source notes = {gather_notes, append_notes_title, go_to_note};

    run(ui, &notes, 0);
}

/* ---- reports --------------------------------------------------------------------------------------- */

static size_t gather_reports(struct ui *ui, struct session_entry **entries)
{
    return session_reports_entries(ui->session, entries);
}

static void append_reports_title(struct buffer *title, size_t count)
{
    buffer_append_format(title, ngettext("%zu report", "%zu reports", count), count);
}

static void go_to_report(struct ui *ui, const struct session_entry *entry, size_t index)
{
    (void)entry;
    ui_perform(ui, session_go_to_report(ui->session, index));
}

void list_reports(struct ui *ui)
{
    static const struct list_source reports = {gather_reports, append_reports_title, go_to_report};

    run(ui, &reports, ui->shelf->at);
}
