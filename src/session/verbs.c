/* The table of verbs: one row gives a thing that can be done its name, keys, help and function. The
 * screen's keys, its help, the ":" line and the manual are made from it or compared with it.
 *
 * No key is both a whole command and the start of another; counts come before ("5j", "50%"). Keys that
 * want AltGr on Belgian, French or German keyboards have a second, plain one: ';' and ',' where a
 * sequence begins with ']' and '['. */
#include "config.h"

#include "session/view.h"

#include <string.h>

#include "session/session_internal.h"

static unsigned effect_quit(struct session *session, const struct verb_call *call)
{
    (void)session, (void)call;
    return EFFECT_QUIT;
}

/* For fingers that know vim. */
static unsigned write_nothing(struct session *session, const struct verb_call *call)
{
    (void)call;
    view_say(session, "%s", _("Everything is saved already: there is nothing to write"));
    return EFFECT_REDRAW;
}

static unsigned effect_suspend(struct session *session, const struct verb_call *call)
{
    (void)session, (void)call;
    return EFFECT_SUSPEND;
}

static unsigned effect_help(struct session *session, const struct verb_call *call)
{
    (void)session, (void)call;
    return EFFECT_HELP;
}

static unsigned effect_list(struct session *session, const struct verb_call *call)
{
    (void)call;
    if (layout_annotation_count(session->view.layout) == 0)
        return view_refuse(session, _("There are no notes and stances yet: a writes a note, t sets a stance"));
    return EFFECT_LIST;
}

static unsigned effect_outline(struct session *session, const struct verb_call *call)
{
    struct error error = {0};

    (void)call;
    if (!session_read_all(session, &error))
        return view_fail(session, &error);
    if (session->report->heading_count == 0)
        return view_refuse(session, "%s", _("This report has no headings: :heading 1 makes one of this line"));
    return EFFECT_OUTLINE;
}

static unsigned effect_changes(struct session *session, const struct verb_call *call)
{
    (void)session;
    (void)call;
    return EFFECT_CHANGES | EFFECT_REDRAW;
}

static unsigned effect_draft(struct session *session, const struct verb_call *call)
{
    (void)session, (void)call;
    return EFFECT_DRAFT;
}

static unsigned effect_command(struct session *session, const struct verb_call *call)
{
    (void)session, (void)call;
    return EFFECT_COMMAND;
}

static unsigned effect_clear(struct session *session, const struct verb_call *call)
{
    (void)session, (void)call;
    return EFFECT_CLEAR | EFFECT_REDRAW;
}

/* Esc lets go of the innermost thing: the selection, then the search, then the filter. */
static unsigned cancel(struct session *session, const struct verb_call *call)
{
    size_t start_bytes, end_bytes;

    (void)call;
    if (select_range(session, &start_bytes, &end_bytes))
        select_clear(session);
    else if (session->view.searching)
        search_clear(session);
    else
        filter_clear(session);
    return EFFECT_REDRAW;
}

#define MOVING N_("Moving")
#define FOLDING N_("Folding")
#define SEARCHING N_("Searching")
#define WRITING N_("Notes and stances")
#define SELECTING N_("Selecting, after v")
#define PROGRAM N_("The program")

/* The columns, in this order: .name, .also, .keys, .mode, .argument, .optional, .values, .group, .help, .prompt,
 * .prepare, .complete, .run, .jump, .look_ahead. */
const struct verb session_verbs[] = {
    {.name = "down", .keys = "j Down ^N ^E", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("one line down"), .run = motion_line_down},
    {.name = "up", .keys = "k Up ^P ^Y", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("one line up"), .run = motion_line_up},
    {.name = "page-down", .keys = "Space f ^F PgDn", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("one page down"), .run = motion_page_down},
    {.name = "page-up", .keys = "b ^B PgUp", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("one page up"), .run = motion_page_up},
    {.name = "half-down", .keys = "^D", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("half a page down"), .run = motion_half_down},
    {.name = "half-up", .keys = "^U", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("half a page up"), .run = motion_half_up},
    {.name = "top", .keys = "g Home", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("to the top; 5g to paragraph 5"), .run = motion_top, .jump = JUMP_ALWAYS},
    {.name = "end", .keys = "G End", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("to the end; 5G to paragraph 5"), .run = motion_end, .jump = JUMP_ALWAYS,
     .look_ahead = session_look_at_end},
    {.name = "percent", .keys = "%", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("so far into the report, as in 50%"), .run = motion_percent, .jump = JUMP_ALWAYS},
    {.name = "next-paragraph", .keys = "} p", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("next paragraph"), .run = motion_paragraph_next},
    {.name = "previous-paragraph", .keys = "{ P", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("previous paragraph"), .run = motion_paragraph_previous},
    {.name = "next-sentence", .keys = ")", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("next sentence"), .run = motion_sentence_next},
    {.name = "previous-sentence", .keys = "(", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("previous sentence"), .run = motion_sentence_previous},
    {.name = "line-start", .keys = "0 ^", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("to the start of the line"), .run = motion_row_start},
    {.name = "line-end", .keys = "$", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("to the end of the line"), .run = motion_row_end},
    {.name = "next-heading", .keys = "]] >", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("next heading"), .run = motion_heading_next, .jump = JUMP_OFF_PAGE},
    {.name = "previous-heading", .keys = "[[ <", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("previous heading"), .run = motion_heading_previous, .jump = JUMP_OFF_PAGE},
    {.name = "item", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE, .group = MOVING,
     .help = N_("to the item with that number"), .prompt = N_("Go to item: "), .run = motion_item, .jump = JUMP_ALWAYS},
    {.name = "outline", .keys = "o", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("the outline, to find a heading in and go to it"), .run = effect_outline},
    {.name = "mark", .keys = "m", .mode = MODE_PAGE, .argument = ARGUMENT_LETTER, .group = MOVING,
     .help = N_("mark this place with a letter, as in ma"), .prompt = N_("Mark this place with the letter: "),
     .run = mark_set},
    {.name = "go-to-mark", .keys = "' `", .mode = MODE_PAGE, .argument = ARGUMENT_LETTER, .group = MOVING,
     .help = N_("to the mark, as in 'a; '' back to before the last jump"), .prompt = N_("Go to the mark: "),
     .run = mark_go, .jump = JUMP_ALWAYS},
    {.name = "back", .keys = "^O [j ,j", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("back to where a jump left from"), .run = jump_back},
    {.name = "forward", .keys = "]j ;j", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("forward again, after going back"), .run = jump_forward},
    {.name = "line-to-top", .keys = "zt", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("this line to the top of the screen"), .run = motion_row_top},
    {.name = "line-to-middle", .keys = "zz", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("this line to the middle"), .run = motion_row_middle},
    {.name = "line-to-bottom", .keys = "zb", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("this line to the bottom"), .run = motion_row_bottom},

    {.name = "wider", .keys = "+", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("set the text 5 columns wider; 10+ by 10"), .run = margin_wider},
    {.name = "narrower", .keys = "-", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("set the text 5 columns narrower"), .run = margin_narrower},
    {.name = "default-width", .keys = "=", .mode = MODE_PAGE, .group = MOVING,
     .help = N_("set the text as wide as at first; 72= in 72 columns"), .run = margin_default},

    {.name = "cycle", .keys = "Tab", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("this heading: folded, headings, all"), .run = fold_cycle},
    {.name = "cycle-all", .keys = "S-Tab", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("the whole report: folded, headings, all"), .run = fold_cycle_all},
    {.name = "enter", .keys = "Enter", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("fold or unfold a heading; follow a footnote, or an item the text names"), .run = fold_enter, .jump = JUMP_ALWAYS},
    {.name = "fold", .keys = "zc", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("fold this heading"), .run = fold_close},
    {.name = "unfold", .keys = "zo", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("unfold this heading"), .run = fold_open},
    {.name = "right", .keys = "l Right", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("unfold this heading; in a table wider than the screen: scroll right"), .run = fold_right},
    {.name = "left", .also = "fold-or-parent", .keys = "h Left", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("fold this heading, or go to the one above; in such a table: scroll left"), .run = fold_left, .jump = JUMP_OFF_PAGE},
    {.name = "toggle", .keys = "za", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("fold or unfold this heading"), .run = fold_toggle},
    {.name = "fold-under", .keys = "zC", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("fold this heading and all under it"), .run = fold_close_under},
    {.name = "unfold-under", .keys = "zO", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("unfold this heading and all under it"), .run = fold_open_under},
    {.name = "fold-all", .keys = "zM", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("fold everything"), .run = fold_close_all},
    {.name = "unfold-all", .keys = "zR", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("unfold everything"), .run = fold_open_all},
    {.name = "home-affairs", .keys = "H", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("only home affairs; again: all"), .run = fold_only_home_affairs},
    {.name = "justice", .keys = "J", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("only justice; again: all"), .run = fold_only_justice},
    {.name = "show", .keys = "zv", .mode = MODE_PAGE, .group = FOLDING,
     .help = N_("unfold what hides this line"), .run = fold_show_focus},

    {.name = "search", .keys = "/", .mode = MODE_BOTH, .argument = ARGUMENT_QUERY, .group = SEARCHING,
     .help = N_("search; small letters find capitals and accents too"), .prompt = "/", .run = search_forward, .jump = JUMP_ALWAYS,
     .look_ahead = session_look_ahead},
    {.name = "search-back", .keys = "?", .mode = MODE_BOTH, .argument = ARGUMENT_QUERY, .group = SEARCHING,
     .help = N_("search back; ? and Enter alone shows the keys"), .prompt = "?", .run = search_backward, .jump = JUMP_ALWAYS},
    {.name = "next-match", .keys = "n", .mode = MODE_BOTH, .group = SEARCHING,
     .help = N_("next match"), .run = search_next, .jump = JUMP_ALWAYS},
    {.name = "previous-match", .keys = "N", .mode = MODE_BOTH, .group = SEARCHING,
     .help = N_("previous match"), .run = search_previous, .jump = JUMP_ALWAYS},

    {.name = "search-word", .keys = "*", .mode = MODE_BOTH, .group = SEARCHING,
     .help = N_("search for the word under the cursor"), .run = search_word_forward, .jump = JUMP_ALWAYS},
    {.name = "search-word-back", .keys = "# ,*", .mode = MODE_BOTH, .group = SEARCHING,
     .help = N_("the same, back"), .run = search_word_backward, .jump = JUMP_ALWAYS},
    {.name = "filter", .keys = "&", .mode = MODE_PAGE, .argument = ARGUMENT_PATTERN, .optional = true,
     .group = SEARCHING, .help = N_("show only what matches; n: notes, s: stances; empty: all"),
     .prompt = "&", .run = filter_show},

    {.name = "note", .keys = "a", .mode = MODE_BOTH, .argument = ARGUMENT_NOTE, .group = WRITING,
     .help = N_("write a note on the selection, this paragraph or this heading"), .prompt = N_("Note: "),
     .prepare = annotate_prepare_note, .run = annotate_note, .jump = JUMP_OFF_PAGE},
    {.name = "edit", .keys = "e", .mode = MODE_PAGE, .argument = ARGUMENT_NOTE, .group = WRITING,
     .help = N_("edit this note"), .prompt = N_("Note: "), .prepare = annotate_prepare_edit, .run = annotate_edit},
    {.name = "editor", .keys = "E", .mode = MODE_BOTH, .argument = ARGUMENT_EDITOR, .group = WRITING,
     .help = N_("write or edit a note in $VISUAL or $EDITOR"), .prepare = annotate_prepare_editor, .run = annotate_edit, .jump = JUMP_OFF_PAGE},
    {.name = "stance", .keys = "t", .mode = MODE_BOTH, .argument = ARGUMENT_STANCES, .group = WRITING,
     .help = N_("set stances on the selection, this paragraph or this item"), .prompt = N_("Stances: "),
     .prepare = annotate_prepare_stances, .run = annotate_stances},
    {.name = "delete", .keys = "dd", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("delete this note or these stances (u brings them back)"), .run = annotate_delete, .jump = JUMP_OFF_PAGE},
    {.name = "undo", .also = "u", .keys = "u ^_", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("undo, over sessions too"), .run = annotate_undo, .jump = JUMP_OFF_PAGE},
    {.name = "redo", .keys = "^R", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("redo"), .run = annotate_redo, .jump = JUMP_OFF_PAGE},
    {.name = "next-note", .keys = "]n ;n", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("next note"), .run = motion_note_next, .jump = JUMP_OFF_PAGE},
    {.name = "previous-note", .keys = "[n ,n", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("previous note"), .run = motion_note_previous, .jump = JUMP_OFF_PAGE},
    {.name = "next-stance", .keys = "]t ;t", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("next stance"), .run = motion_stance_next, .jump = JUMP_OFF_PAGE},
    {.name = "previous-stance", .keys = "[t ,t", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("previous stance"), .run = motion_stance_previous, .jump = JUMP_OFF_PAGE},
    {.name = "notes", .keys = "L", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("list all notes and stances"), .run = effect_list},
    {.name = "changes", .also = "undolist earlier", .keys = "U", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("list all changes, newest first; u there undoes one"), .run = effect_changes},
    {.name = "draft", .keys = "", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("to the next note that was typed and not saved"), .run = effect_draft},
    {.name = "margin", .also = "hide", .keys = "M", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("notes in the margin, under their passage, or hidden"), .run = margin_switch, .jump = JUMP_OFF_PAGE},
    {.name = "heading", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE, .values = "1 2 3 4 5 6",
     .group = WRITING, .help = N_("this line is a heading of that depth, as in :heading 2"),
     .prompt = N_("A heading of depth (1 to 6): "), .prepare = correct_prepare, .run = correct_heading},
    {.name = "paragraph", .keys = "", .mode = MODE_PAGE, .group = WRITING,
     .help = N_("this line is no heading"), .run = correct_paragraph},
    {.name = "part", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE,
     .values = "home-affairs justice mixed other", .group = WRITING,
     .help = N_("this line begins a part, as in :part justice"),
     .prompt = N_("A part about (home-affairs, justice, mixed, other): "), .prepare = correct_prepare,
     .run = correct_part},
    {.name = "meeting", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE, .optional = true,
     .group = WRITING, .help = N_("when and where the meeting was; alone: what is known"),
     .prompt = N_("The meeting: "), .run = correct_meeting},
    {.name = "export", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE, .group = WRITING,
     .help = N_("write the notes to a text file"), .prompt = N_("Export to file: "),
     .prepare = annotate_prepare_export, .run = annotate_export},

    {.name = "select", .keys = "v", .mode = MODE_PAGE, .group = SELECTING,
     .help = N_("select a passage, from where the cursor stands"), .run = select_start},
    {.name = "select-stop", .keys = "v", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("take the selection back"), .run = select_stop},
    {.name = "select-left", .keys = "h Left", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("one character back"), .run = select_left},
    {.name = "select-right", .keys = "l Right Space", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("one character on"), .run = select_right},
    {.name = "select-down", .keys = "j Down ^N", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("one line down"), .run = select_line_down},
    {.name = "select-up", .keys = "k Up ^P", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("one line up"), .run = select_line_up},
    {.name = "select-word", .keys = "w", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("up to the next word"), .run = select_word_next},
    {.name = "select-word-back", .keys = "b", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("to the word before"), .run = select_word_previous},
    {.name = "select-word-end", .keys = "e", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("to the end of the word"), .run = select_word_end},
    {.name = "select-line-start", .keys = "0 ^ Home", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("to the start of the line"), .run = select_row_start},
    {.name = "select-line-end", .keys = "$ End", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("to the end of the line"), .run = select_row_end},
    {.name = "select-sentence", .keys = ")", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("up to the next sentence"), .run = select_sentence_next},
    {.name = "select-sentence-back", .keys = "(", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("to the sentence before"), .run = select_sentence_previous},
    {.name = "select-paragraph", .keys = "} p", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("to the end of the paragraph"), .run = select_paragraph_next},
    {.name = "select-paragraph-back", .keys = "{ P", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("to the start of the paragraph"), .run = select_paragraph_previous},
    {.name = "select-other-end", .keys = "o", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("go to the other end, to move that one"), .run = select_swap},
    {.name = "select-keep", .keys = "Enter", .mode = MODE_SELECT, .group = SELECTING,
     .help = N_("keep the selection and move on"), .run = select_keep},
    {.name = "whole-word", .keys = "iw", .mode = MODE_BOTH, .group = SELECTING,
     .help = N_("the whole word; again: one more"), .run = unit_word},
    {.name = "whole-sentence", .keys = "s is", .mode = MODE_BOTH, .group = SELECTING,
     .help = N_("the whole sentence, also without v; again: one more"), .run = unit_sentence},
    {.name = "whole-paragraph", .keys = "V ip", .mode = MODE_BOTH, .group = SELECTING,
     .help = N_("the whole paragraph, also without v; again: one more"), .run = unit_paragraph},
    {.name = "copy", .keys = "y", .mode = MODE_BOTH, .group = SELECTING,
     .help = N_("copy the selection, this note or this paragraph to the clipboard"), .run = copy_passage},
    {.name = "copy-citation", .keys = "Y", .mode = MODE_BOTH, .group = SELECTING,
     .help = N_("copy it as a quote with report, item and date"), .run = copy_citation},

    {.name = "command", .keys = ":", .mode = MODE_BOTH, .group = PROGRAM,
     .help = N_("type a command by its name; Tab lists them all"), .run = effect_command},
    {.name = "help", .also = "h", .keys = "F1", .mode = MODE_BOTH, .group = PROGRAM,
     .help = N_("show the keys"), .run = effect_help},
    {.name = "next-report", .also = "next n", .keys = "]f ;f", .mode = MODE_PAGE, .group = PROGRAM,
     .help = N_("next report of the command line"), .run = reports_next},
    {.name = "previous-report", .also = "previous prev p", .keys = "[f ,f", .mode = MODE_PAGE, .group = PROGRAM,
     .help = N_("previous report of the command line"), .run = reports_previous},
    {.name = "list", .also = "reports", .keys = "", .mode = MODE_PAGE, .group = PROGRAM,
     .help = N_("list the reports of the command line"), .run = reports_list},
    {.name = "reload", .keys = "r", .mode = MODE_PAGE, .group = PROGRAM,
     .help = N_("read a report again that has changed"), .run = reload},
    {.name = "redraw", .keys = "^L", .mode = MODE_BOTH, .group = PROGRAM,
     .help = N_("draw the screen anew"), .run = effect_clear},
    {.name = "cancel", .keys = "Esc ^G ^C", .mode = MODE_BOTH, .group = PROGRAM,
     .help = N_("let go of the selection, then of the search, then of what & shows"), .run = cancel},
    {.name = "suspend", .keys = "^Z", .mode = MODE_BOTH, .group = PROGRAM,
     .help = N_("back to the shell; fg returns"), .run = effect_suspend},
    {.name = "set", .also = "se", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE, .optional = true, .group = PROGRAM,
     .help = N_("change a setting, as in :set measure 72; alone: all of them"), .prompt = N_("Set: "),
     .complete = configure_complete_set, .run = configure_set},
    {.name = "bind", .also = "map", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE, .optional = true, .group = PROGRAM,
     .help = N_("let a key run a command, as in :bind x export notes.txt; alone: the keys"),
     .prompt = N_("Bind (a key, then a command): "), .complete = configure_complete_bind, .run = configure_bind},
    {.name = "unbind", .also = "unmap", .keys = "", .mode = MODE_PAGE, .argument = ARGUMENT_LINE, .group = PROGRAM,
     .help = N_("let a key do nothing"), .prompt = N_("Unbind the key: "), .run = configure_unbind},
    {.name = "write", .also = "w w!", .keys = "", .mode = MODE_BOTH, .group = PROGRAM,
     .help = N_("nothing to do: everything is saved already"), .run = write_nothing},
    {.name = "quit", .also = "q! quit! wq wq! x x!", .keys = "q ZZ ZQ", .mode = MODE_PAGE, .group = PROGRAM,
     .help = N_("leave; everything is saved already"), .run = effect_quit},
    {0},
};

static bool is_also(const struct verb *verb, const char *name, size_t len_bytes)
{
    for (const char *word = verb->also; word != NULL && *word != '\0';) {
        size_t word_bytes = strcspn(word, " ");

        if (word_bytes == len_bytes && strncmp(word, name, len_bytes) == 0)
            return true;
        word += word_bytes + (word[word_bytes] == ' ');
    }
    return false;
}

const struct verb *session_find_verb(const char *name, size_t len_bytes)
{
    const struct verb *found = NULL;
    size_t count = 0;

    if (len_bytes == 0)
        return NULL;
    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        if (is_also(verb, name, len_bytes))
            return verb;
        if (strncmp(verb->name, name, len_bytes) != 0)
            continue;
        if (verb->name[len_bytes] == '\0')
            return verb;
        found = verb;
        count++;
    }
    return count == 1 ? found : NULL;
}

void session_before_verb(struct session *session)
{
    buffer_clear(&session->view.message);
    session->view.message_is_error = false;
}

/* A count may have gone some of its way. Where the contents are others, the page was held still with them. */
static unsigned give_up(struct session *session, const struct view *before, uint32_t version)
{
    struct view *view = &session->view;

    if (session->data_version == version) {
        view->top = before->top;
        view->focus = before->focus;
        view->point_bytes = before->point_bytes;
    }
    return view_refuse(session, _("Stopped: nothing has changed"));
}

/* By its name a verb of the selection can be meant where there is none. */
static unsigned run(struct session *session, const struct verb *verb, const struct verb_call *call)
{
    if (verb->mode == MODE_SELECT && !session->view.selecting && !session->view.kept)
        return view_refuse(session, "%s", _("There is no selection: v begins one"));
    return verb->run(session, call);
}

unsigned session_run(struct session *session, const struct verb *verb, const struct verb_call *call)
{
    struct view *view = &session->view, before = *view;
    uint32_t version = session->data_version;
    struct view_spot from;
    unsigned effects;

    session_before_verb(session);
    if (verb->jump != JUMP_NEVER)
        view_take_spot(session, &from);
    if (verb->run != annotate_undo)
        session->page->undo_asked = false;
    if (verb->run != annotate_redo)
        session->page->redo_asked = false;
    session->cancelled = false;
    effects = run(session, verb, call);
    if (session->cancelled)
        effects = give_up(session, &before, version);
    view_keep_visible(session);
    if (!session->cancelled &&
        (verb->jump == JUMP_ALWAYS || (verb->jump == JUMP_OFF_PAGE && jump_left_page(session, &from))))
        jump_done(session, &from);
    return effects;
}
