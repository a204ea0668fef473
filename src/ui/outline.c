/* The outline to jump from: all headings with their numbers and badges. What is typed keeps those that have
 * all its words, whatever their letter case and accents; Enter goes to one, Esc leaves all as it was. */
#include "config.h"

#include "ui/chooser.h"
#include "ui/plain.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 8, INDENT_COLS = 2, INDENT_MAX_COLS = 12, BADGE_SHARE = 3 };

struct outline {
    struct ui *ui;
    struct chooser chooser;
    struct line typed;
    struct text_query words[WORDS_MAX];
    size_t word_count;
    size_t origin; /* what was chosen last, while nothing passes */
    bool done;
};

/* ---- what is typed ----------------------------------------------------------------------------------- */

static bool has_words(const void *context, size_t heading)
{
    const struct outline *outline = context;
    const struct report *report = session_report(outline->ui->session);
    size_t len_bytes, start_bytes, end_bytes;
    const char *text = report_block_text(report, report->headings[heading].first_block, &len_bytes);

    for (size_t i = 0; i < outline->word_count; i++) {
        if (!text_query_find(&outline->words[i], text, len_bytes, 0, &start_bytes, &end_bytes))
            return false;
    }
    return true;
}

static void forget_words(struct outline *outline)
{
    for (size_t i = 0; i < outline->word_count; i++)
        text_query_release(&outline->words[i]);
    outline->word_count = 0;
}

/* Folded, capitals ask for no more than small letters. */
static void sift(struct outline *outline)
{
    struct buffer folded = {0};

    forget_words(outline);
    text_fold(outline->typed.text.data, outline->typed.text.len_bytes, &folded);
    for (size_t at = 0; at < folded.len_bytes && outline->word_count < WORDS_MAX;) {
        size_t len_bytes = strcspn(folded.data + at, " ");

        if (len_bytes > 0)
            text_query_init(&outline->words[outline->word_count++], folded.data + at, len_bytes);
        at += len_bytes + 1;
    }
    outline->chooser.passes = outline->word_count > 0 ? has_words : NULL;
    chooser_choose(&outline->chooser, outline->origin);
    buffer_release(&folded);
}

/* ---- drawing ------------------------------------------------------------------------------------------- */

static void draw_heading(struct ui *ui, void *context, size_t heading, int row, int col,
                         int width_cols, enum look look)
{
    const struct report_heading *found = &session_report(ui->session)->headings[heading];
    char *label = report_heading_label(session_report(ui->session), heading);
    int indent_cols = INDENT_COLS * ((int)found->depth - 1);
    struct buffer badges = {0};
    int badge_cols = layout_badge_words(session_view(ui->session)->layout, heading,
                                        width_cols / BADGE_SHARE, &badges);

    (void)context;
    if (indent_cols > INDENT_MAX_COLS)
        indent_cols = INDENT_MAX_COLS;
    if (indent_cols > width_cols / 4)
        indent_cols = width_cols / 4;
    screen_string(&ui->screen, row, col + indent_cols, label,
                  width_cols - indent_cols - (badge_cols > 0 ? badge_cols + 2 : 0),
                  look == LOOK_TEXT && found->kind == HEADING_PART ? LOOK_PART : look);
    if (badge_cols > 0)
        screen_text(&ui->screen, row, col + width_cols - badge_cols, badges.data, badges.len_bytes,
                    badge_cols, look == LOOK_TEXT ? LOOK_BADGE : look);
    buffer_release(&badges);
    free(label);
}

/* What was typed, and beside it what can be done. */
static void draw_typed(struct outline *outline)
{
    struct ui *ui = outline->ui;
    int row = ui->screen.height_rows - 1, width_cols = ui->screen.width_cols, col, hint_cols;
    const char *hint = outline->chooser.chosen == CHOOSER_NONE
                           ? _("Nothing has these words")
                           /* TRANSLATORS: at most 60 columns, keys as they are */
                           : _("type to find, Enter goes there, Esc goes back");

    screen_fill(&ui->screen, row, 0, width_cols, LOOK_MESSAGE);
    /* TRANSLATORS: words of a heading are typed after it */
    col = screen_string(&ui->screen, row, 0, _("Find: "), width_cols / 2, LOOK_PROMPT);
    col =
        screen_string(&ui->screen, row, col, outline->typed.text.data, width_cols - col, LOOK_TEXT);
    hint_cols = text_width_cols(hint, strlen(hint));
    if (col + 2 + hint_cols < width_cols)
        screen_string(&ui->screen, row, width_cols - 1 - hint_cols, hint, hint_cols, LOOK_HINT);
}

static void draw(struct outline *outline)
{
    struct ui *ui = outline->ui;
    struct buffer title = {0};
    int row, col;

    screen_begin(&ui->screen);
    buffer_append_format(&title, ngettext("%zu heading", "%zu headings", outline->chooser.count),
                         outline->chooser.count);
    chooser_draw(ui, &outline->chooser, title.data);
    draw_typed(outline);
    chooser_find_cursor(ui, &outline->chooser, &row, &col);
    screen_end(&ui->screen, row, col);
    buffer_release(&title);
}

/* ---- keys ---------------------------------------------------------------------------------------------- */

static void handle_key(struct outline *outline, uint32_t code)
{
    struct chooser *chooser = &outline->chooser;

    if (code == KEYCODE_ESCAPE || code == KEYCODE_CONTROL('G') || code == KEYCODE_CONTROL('C')) {
        outline->done = true;
    } else if (code == KEYCODE_ENTER || code == KEYCODE_NEWLINE) {
        if (chooser->chosen == CHOOSER_NONE)
            return;
        session_go_to_heading(outline->ui->session, chooser->chosen);
        outline->done = true;
    } else if (!chooser_key(outline->ui, chooser, code) && line_key(&outline->typed, code)) {
        sift(outline);
    }
}

static void handle(struct outline *outline)
{
    const struct input *input = &outline->ui->input;
    struct chooser *chooser = &outline->chooser;

    if (input->kind == INPUT_KEY)
        handle_key(outline, input->code);
    if (input->kind == INPUT_MOUSE && chooser_mouse(outline->ui, chooser, &input->mouse))
        handle_key(outline, KEYCODE_ENTER);
    if (input->kind == INPUT_PASTE) {
        line_insert(&outline->typed, input->pasted.data, input->pasted.len_bytes);
        sift(outline);
    }
    /* another program may have put the outline right */
    if (chooser->count != session_report(outline->ui->session)->heading_count) {
        chooser->count = session_report(outline->ui->session)->heading_count;
        chooser_choose(chooser, outline->origin);
    }
    if (chooser->chosen != CHOOSER_NONE)
        outline->origin = chooser->chosen;
}

void outline_run(struct ui *ui)
{
    const struct report *report = session_report(ui->session);
    size_t heading = report->blocks[session_view(ui->session)->focus.block].heading;
    struct outline outline = {.ui = ui, .origin = heading == REPORT_NONE ? 0 : heading};

    if (ui->plain != NULL) {
        plain_outline(ui);
        return;
    }
    outline.chooser =
        (struct chooser){.count = report->heading_count, .draw = draw_heading, .context = &outline};
    line_init(&outline.typed, NULL, false);
    chooser_choose(&outline.chooser, outline.origin);
    chooser_centre(ui, &outline.chooser);
    while (!outline.done && outline.chooser.count > 0) {
        draw(&outline);
        if (!ui_read_dialog(ui, -1))
            break;
        handle(&outline);
    }
    forget_words(&outline);
    line_release(&outline.typed);
}
