/* The main loop: read, find the verb, ask for its argument, run it, do what it asks for, draw.
 *
 * What is typed ahead is dealt with before the next frame is drawn. What another process wrote is seen wherever
 * something is read (room.c), also where no sidecar stands yet: the other may make it. */
#include "config.h"

#include "ui/room.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "ui/clipboard.h"
#include "ui/plain.h"
#include "ui/signals.h"
#include "ui/words.h"

enum { HINT_KEYS = 4, TYPED_AHEAD_MAX = 64, COUNT_MAX = 100000000 };

/* ---- the hint of the first run: it goes after some keys, or when the reader goes to work ----------- */

static void drop_hint(struct ui *ui)
{
    if (ui->hint_keys == 0)
        return;
    ui->hint_keys = 0;
    ui_lay_out(ui, 0);
}

/* ---- effects ------------------------------------------------------------------------------------- */

static void run_clipboard_command(struct ui *ui, const char *command, const struct buffer *bytes)
{
    char **words = NULL;
    size_t count = words_split(command, &words);
    int exit_status = 0;
    enum clipboard_outcome outcome =
        count == 0 ? CLIPBOARD_NOT_STARTED : clipboard_run(words, bytes, &exit_status);

    switch (outcome) {
    case CLIPBOARD_DONE:
        break;
    case CLIPBOARD_NOT_STARTED:
        ui_complain(ui, _("Not copied: %s could not be started; see :set clipboard-command"),
                    command);
        break;
    case CLIPBOARD_FAILED:
        ui_complain(ui, _("Not copied: %s ended with status %d; see :set clipboard-command"),
                    command, exit_status);
        break;
    case CLIPBOARD_TOO_SLOW:
        ui_complain(ui, _("Not copied: %s took too long; see :set clipboard-command"), command);
        break;
    }
    free(words);
}

static void copy(struct ui *ui)
{
    const struct view *view = session_view(ui->session);
    const struct buffer *bytes = &view->copied;
    const char *command = session_settings(ui->session)->clipboard_command;
    struct buffer out = {0};

    if (bytes->len_bytes == 0)
        return;
    if (command[0] != '\0') {
        run_clipboard_command(ui, command, bytes);
    } else if (ui->plain != NULL) {
        buffer_clear(&session_view(ui->session)->message);
        plain_put(ui, _("There is no clipboard without :set clipboard-command. This is the text:"));
        plain_put(ui, bytes->data);
    } else if (clipboard_append_osc52(&out, bytes->data, bytes->len_bytes,
                                      clipboard_multiplexer())) {
        screen_send(out.data);
        /* TRANSLATORS: %s says what was copied */
        ui_say(ui, _("%s, if the terminal allows it"), view->message.data);
    } else {
        ui_complain(ui, "%s", _("That is too long for the terminal's clipboard: select less"));
    }
    buffer_release(&out);
}

void ui_perform(struct ui *ui, unsigned effects)
{
    if (effects & (EFFECT_HELP | EFFECT_LIST | EFFECT_CHANGES | EFFECT_OUTLINE | EFFECT_COMMAND |
                   EFFECT_REPORTS | EFFECT_REPORT))
        drop_hint(ui);
    if (effects & EFFECT_COPY)
        copy(ui);
    if ((effects & EFFECT_CLEAR) && ui->plain == NULL)
        clearok(curscr, TRUE);
    if ((effects & EFFECT_CLEAR) && ui->plain != NULL)
        plain_put_all(ui);
    if ((effects & EFFECT_BELL) && ui->plain == NULL)
        beep();
    if (effects & EFFECT_SUSPEND)
        ui_suspend(ui);
    if (effects & EFFECT_HELP)
        help_run(ui);
    if (effects & EFFECT_LIST)
        list_notes(ui);
    if (effects & EFFECT_OUTLINE)
        outline_run(ui);
    if (effects & EFFECT_CHANGES)
        changes_run(ui);
    if (effects & EFFECT_COMMAND)
        command_run(ui);
    if (effects & EFFECT_REPORTS)
        list_reports(ui);
    if (effects & EFFECT_REPORT)
        reports_show(ui);
    if (effects & EFFECT_SETTINGS)
        ui_apply_settings(ui);
    if (effects & EFFECT_DRAFT)
        draft_go(ui);
    if (effects & EFFECT_QUIT)
        ui->quit = true;
}

/* ---- arguments ----------------------------------------------------------------------------------- */

static bool run(struct ui *ui, const struct verb *verb, const struct verb_call *call)
{
    ui_perform(ui, session_run(ui->session, verb, call));
    return !session_view(ui->session)->message_is_error;
}

static void keep_while_typing(struct ui *ui, const struct line *line)
{
    if (line->text.len_bytes > 0)
        draft_keep(ui, line->text.data);
}

static enum line_answer type_note(struct ui *ui, const struct verb *verb, const char *initial,
                                  struct line *line)
{
    const struct line_dialog dialog = {
        .prompt = _(verb->prompt),
        .history = &ui->notes,
        .idle = keep_while_typing,
        .discards = true,
        /* TRANSLATORS: at most 74 columns; ^J, Esc and ^X are keys */
        .hint = _("Enter saves, ^J new line, Esc puts aside, ^X throws away")};
    const char *left = draft_begin(ui);

    line_init(line, left != NULL ? left : initial, true);
    if (left != NULL)
        ui_say(ui, "%s", _("Typed before and not saved: ^X throws it away"));
    return line_dialog_run(ui, &dialog, line);
}

/* What is typed is saved when Enter says so, else it is kept as a draft: see draft.c. */
static void run_with_note(struct ui *ui, const struct verb *verb, struct verb_call *call,
                          const char *initial)
{
    const char *body = initial == NULL ? "" : initial;
    struct line line;
    enum line_answer answer = type_note(ui, verb, initial, &line);
    bool is_changed = line.text.len_bytes > 0 && strcmp(line.text.data, body) != 0;

    call->argument = line.text.data;
    if (is_changed && answer != LINE_DISCARDED)
        draft_keep(ui, line.text.data);
    else
        draft_forget(ui);
    if (answer == LINE_SAVED && run(ui, verb, call))
        draft_forget(ui);
    else if (answer == LINE_SAVED && is_changed)
        draft_not_saved(ui);
    else if (answer == LINE_DISCARDED && is_changed)
        ui_say(ui, "%s", _("Thrown away: Up in the next note brings it back"));
    else if (answer != LINE_SAVED && is_changed)
        ui_say(ui, "%s",
               initial == NULL ? _("Not saved, but not lost: a offers it again here")
                               : _("Not saved, but not lost: e offers it again here"));
    line_release(&line);
}

static void preview(struct ui *ui, const struct line *line, bool forward)
{
    const struct view *view = session_view(ui->session);

    session_preview(ui->session, line->text.data, forward);
    if (view->searching && view->match_count > 0)
        ui_say(ui, "%zu/%zu", view->match_ordinal, view->match_count);
}

static void preview_forward(struct ui *ui, const struct line *line)
{
    preview(ui, line, true);
}

static void preview_backward(struct ui *ui, const struct line *line)
{
    preview(ui, line, false);
}

/* What a large report has further on is shown while it is read to that place. */
static void show_ahead(struct ui *ui, const struct verb *verb, const char *typed)
{
    struct session *session = ui->session, *ahead;

    if (verb->look_ahead == NULL || ui->plain != NULL)
        return;
    ahead = verb->look_ahead(session, typed);
    if (ahead == NULL)
        return;
    ui->session = ahead;
    draw_all(ui);
    ui->session = session;
    session_close(ahead);
}

/* A search shows its first match while it is typed; nothing of that lasts but the search itself. */
static void run_with_query(struct ui *ui, const struct verb *verb, struct verb_call *call)
{
    bool is_back = strcmp(verb->prompt, "?") == 0;
    const struct line_dialog dialog = {.prompt = verb->prompt,
                                       .history = &ui->searches,
                                       .lags = true,
                                       .changed = is_back ? preview_backward : preview_forward};
    struct line line;
    enum line_answer answer;

    line_init(&line, NULL, false);
    answer = line_dialog_run(ui, &dialog, &line);
    if (answer == LINE_SAVED)
        show_ahead(ui, verb, line.text.data);
    session_preview_end(ui->session);
    if (answer == LINE_SAVED) {
        call->argument = line.text.data;
        run(ui, verb, call);
    }
    line_release(&line);
}

static void run_with_line(struct ui *ui, const struct verb *verb, struct verb_call *call,
                          const char *initial)
{
    const bool is_pattern = verb->argument == ARGUMENT_PATTERN;
    const struct line_dialog dialog = {.prompt = is_pattern ? verb->prompt : _(verb->prompt),
                                       .history = is_pattern ? &ui->searches : &ui->answers};
    struct line line;

    line_init(&line, initial, false);
    if (line_dialog_run(ui, &dialog, &line) == LINE_SAVED) {
        call->argument = line.text.data;
        run(ui, verb, call);
    }
    line_release(&line);
}

/* The letter is the key that was typed last. */
static void run_with_letter(struct ui *ui, const struct verb *verb, uint32_t code)
{
    struct buffer letter = {0};

    keymap_append_character(&letter, code);
    run(ui, verb, &(struct verb_call){.argument = letter.data});
    buffer_release(&letter);
}

static void run_with_editor(struct ui *ui, const struct verb *verb, struct verb_call *call,
                            const char *initial)
{
    struct editor_text text;

    if (!editor_run(ui, initial, &text))
        return;
    call->argument = text.text;
    editor_done(ui, &text, run(ui, verb, call));
}

static void run_with_stances(struct ui *ui, const struct verb *verb, struct verb_call *call,
                             const char *initial)
{
    char *words = stance_dialog_run(ui, initial);

    if (words != NULL) {
        call->argument = words;
        run(ui, verb, call);
    }
    free(words);
}

void ui_run_verb(struct ui *ui, const struct verb *verb, long count, bool percent)
{
    struct verb_call call = {.count = count, .percent = percent};
    char *initial = NULL;

    if (verb->prepare != NULL && !verb->prepare(ui->session, &initial)) {
        free(initial);
        return;
    }
    if (verb->argument != ARGUMENT_NONE)
        drop_hint(ui);
    if (verb->argument == ARGUMENT_NONE && count == 0 && !percent)
        show_ahead(ui, verb, NULL);
    if (verb->argument == ARGUMENT_NONE)
        run(ui, verb, &call);
    else if (verb->argument == ARGUMENT_EDITOR)
        run_with_editor(ui, verb, &call, initial);
    else if (verb->argument == ARGUMENT_STANCES)
        run_with_stances(ui, verb, &call, initial);
    else if (verb->argument == ARGUMENT_QUERY)
        run_with_query(ui, verb, &call);
    else if (verb->argument == ARGUMENT_NOTE)
        run_with_note(ui, verb, &call, initial);
    else
        run_with_line(ui, verb, &call, initial);
    free(initial);
}

/* ---- keys ---------------------------------------------------------------------------------------- */

static void forget_keys(struct ui *ui)
{
    ui->key_count = 0;
    ui->count = 0;
    ui->counting = false;
}

static void complain_of_keys(struct ui *ui)
{
    struct buffer keys = {0};

    for (size_t i = 0; i < ui->key_count; i++)
        keymap_append_name(&keys, ui->keys[i]);
    if (keys.len_bytes > 0)
        ui_complain(ui, _("%s does nothing here: F1 shows the keys"), keys.data);
    else
        ui_complain(ui, "%s", _("This key does nothing here: F1 shows the keys"));
    buffer_release(&keys);
}

/* Digits before a verb count; a first 0 does where it is no key itself. */
static bool take_digit(struct ui *ui, uint32_t code, enum verb_mode mode)
{
    const struct verb *verb;

    if (ui->key_count > 0 || code < '0' || code > '9')
        return false;
    if (code == '0' && !ui->counting &&
        keymap_match(ui_keymap(ui), mode, &code, 1, &verb) != KEYS_MEAN_NOTHING)
        return false;
    if (ui->count < COUNT_MAX)
        ui->count = ui->count * 10 + (long)(code - '0');
    ui->counting = true;
    return true;
}

static void handle_key(struct ui *ui, uint32_t code)
{
    struct view *view = session_view(ui->session);
    enum verb_mode mode = view->selecting ? MODE_SELECT : MODE_PAGE;
    const struct verb *verb = NULL;
    const char *argument;
    bool cancels =
        code == KEYCODE_ESCAPE || code == KEYCODE_CONTROL('G') || code == KEYCODE_CONTROL('C');
    bool counted;
    long count;

    buffer_clear(&ui->message);
    buffer_clear(&view->message);
    if (cancels && (ui->key_count > 0 || ui->counting)) {
        forget_keys(ui);
        return;
    }
    if (take_digit(ui, code, mode))
        return;
    ui->keys[ui->key_count++] = code;
    switch (keymap_match(ui_keymap(ui), mode, ui->keys, ui->key_count, &verb)) {
    case KEYS_BEGIN_MORE:
        return;
    case KEYS_MEAN_NOTHING:
        complain_of_keys(ui);
        forget_keys(ui);
        return;
    case KEYS_MEAN_A_VERB:
        break;
    }
    argument = keymap_argument(ui_keymap(ui), mode, ui->keys, ui->key_count);
    count = ui->count;
    counted = ui->counting || ui->after_zero;
    ui->after_zero = code == '0' && ui->key_count == 1;
    forget_keys(ui);
    if (argument != NULL)
        command_run_verb(ui, verb, argument);
    else if (verb->argument == ARGUMENT_LETTER)
        run_with_letter(ui, verb, code);
    else
        ui_run_verb(ui, verb, count, code == '%' && counted);
}

static void handle_mouse(struct ui *ui, const struct pointed *mouse)
{
    buffer_clear(&ui->message);
    forget_keys(ui);
    ui_perform(ui, session_point(ui->session, mouse->what, ui_page_row(ui, mouse->row), mouse->col));
}

/* ---- the loop ------------------------------------------------------------------------------------ */

static void handle(struct ui *ui)
{
    switch (ui->input.kind) {
    case INPUT_KEY:
        if (ui->hint_keys == 1)
            drop_hint(ui);
        else if (ui->hint_keys > 0)
            ui->hint_keys--;
        handle_key(ui, ui->input.code);
        break;
    case INPUT_MOUSE:
        handle_mouse(ui, &ui->input.mouse);
        break;
    case INPUT_PASTE:
        ui_complain(ui, "%s",
                    _("What is pasted is no command: press a first, and it becomes a note"));
        break;
    case INPUT_NONE:
    case INPUT_CHANGED:
    case INPUT_RESIZE:
    case INPUT_STOP:
    case INPUT_END:
        break;
    }
}

/* The page gives up rows for a message that had too few under the focus, as it does for a dialog, ... */
static void make_room(struct ui *ui)
{
    int rows = draw_rows_for_message(ui);

    ui->has_made_room = rows > 0;
    if (ui->has_made_room)
        ui_lay_out(ui, rows);
}

/* ... and stands as before when the next key is done. */
static void take_room_back(struct ui *ui)
{
    if (ui->has_made_room)
        ui_lay_out(ui, 0);
    ui->has_made_room = false;
}

static void loop(struct ui *ui)
{
    while (!ui->quit && !ui->ending) {
        if (!ui_read(ui, -1))
            return;
        take_room_back(ui);
        for (int i = 0; ui->input.kind != INPUT_NONE && i < TYPED_AHEAD_MAX; i++) {
            handle(ui);
            if (ui->quit || ui->ending || !ui_read(ui, 0))
                return;
        }
        handle(ui);
        make_room(ui);
        draw_all(ui);
    }
}

/* The first thing that is wrong with the reader's file; the others are told when the screen is left. True where
 * there is one. */
static bool tell_config(struct ui *ui)
{
    struct config *config = session_config(ui->session);
    const struct config_problem *first = config->problems;
    struct buffer place = {0};

    if (ui->reports != NULL || (config->text == NULL && config->read_error == 0))
        return false; /* it was told with the first report */
    config_keymap(config);
    if (config->problem_count == 0)
        return false;
    buffer_append_string(&place, strrchr(config->path, '/') + 1);
    if (first->line > 0)
        buffer_append_format(&place, ":%zu", first->line);
    if (config->problem_count == 1)
        ui_complain(ui, "%s: %s", place.data, first->message);
    else
        ui_complain(ui,
                    ngettext("%s: %s (and %zu more, told at the end)",
                             "%s: %s (and %zu more, told at the end)", config->problem_count - 1),
                    place.data, first->message, config->problem_count - 1);
    buffer_release(&place);
    return true;
}

bool ui_greet(struct ui *ui)
{
    const char *offered = session_offered_sidecar(ui->session),
               *notice = session_notice(ui->session);
    size_t left = draft_find(ui);
    bool has_problems = false;
    struct buffer question = {0};
    struct error error = {0};
    bool said = false;

    if (offered != NULL) {
        const char *slash = strrchr(offered, '/');

        /* TRANSLATORS: y and n are keys; see the letters that answer with yes and no */
        buffer_append_format(&question, _("%s has notes on this report: take them over? y or n"),
                             slash == NULL ? offered : slash + 1);
        if (ask_yes(ui, question.data) && !session_adopt(ui->session, &error))
            ui_complain(ui, "%s", error.message);
        buffer_release(&question);
    } else if (notice != NULL) {
        ui_say(ui, "%s", notice);
    } else if ((has_problems = tell_config(ui))) {
        /* the others wait for another time */
    } else if (left > 0) {
        /* TRANSLATORS: :draft is a command, leave it */
        ui_say(ui,
               ngettext("%zu note typed earlier was not saved, and not lost: :draft goes there",
                        "%zu notes typed earlier were not saved, and not lost: :draft goes there",
                        left),
               left);
    } else {
        said = resume_say(ui);
    }
    if (ui->hint_keys > 0)
        hint_was_shown();
    return said || offered != NULL || notice != NULL || left > 0 || has_problems;
}

bool ui_settle(struct ui *ui, struct error *error)
{
    bool is_settled = session_is_settled(ui->session);

    if (!session_settle(ui->session, error))
        return false;
    session_set_progress(ui->session, ui->plain != NULL ? plain_go_on : progress_go_on, ui);
    if (is_settled)
        return true;
    ui_lay_out(ui, 0);
    resume_take(ui);
    draw_all(ui);
    return true;
}

void ui_release(struct ui *ui)
{
    input_release(&ui->input);
    buffer_release(&ui->message);
    buffer_release(&ui->hint);
    layout_line_release(&ui->line);
    buffer_release(&ui->row_content);
    layout_margin_release(&ui->margin);
    history_release(&ui->searches);
    history_release(&ui->commands);
    history_release(&ui->answers);
    history_release(&ui->notes);
    draft_release(ui);
    reports_release(ui);
}

int ui_run(struct session *session, const struct ui_options *options, struct error *error)
{
    struct ui ui = {.session = session, .shelf = options->reports};
    bool settled;

    if (!screen_start(&ui.screen, session_settings(session), error))
        return ERROR_INTERNAL;
    ui.hint_keys = options->first_run && hint_is_due() ? HINT_KEYS : 0;
    ui_lay_out(&ui, 0);
    if (session_is_settled(session))
        resume_take(&ui);
    draw_all(&ui);
    settled = ui_settle(&ui, error);
    if (settled) {
        if (ui_greet(&ui))
            draw_all(&ui);
        loop(&ui);
    }
    screen_stop(&ui.screen);
    if (settled)
        reports_keep_places(&ui);
    ui_release(&ui);
    if (!settled)
        return (int)error->code;
    /* a terminal that went away without a word counts as hung up */
    if (ui.ending && signals_ending() == 0)
        return 128 + SIGHUP;
    return signals_ending() != 0 ? 128 + signals_ending() : ERROR_NONE;
}
