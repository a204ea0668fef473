/* The page's own business, shared by the files of session/ that move it. See session.h. */
#ifndef KANTLIJN_SESSION_VIEW_H
#define KANTLIJN_SESSION_VIEW_H

#include "session/session.h"

/* Start of a match in the report's text. */
struct view_matches {
    size_t *starts_bytes;
    size_t count, capacity;
    bool capped;            /* there are more than VIEW_MATCHES_MAX */
    unsigned filter_serial; /* of what was searched: layout_filter_serial */
};

enum { VIEW_MATCHES_MAX = 100000 };

/* The focused row: what it is about, and how far down the page it stands. Of a note or stances also the text
 * that has the focus when they go, and how far down that stands: what they are about; where that is not on the
 * page, what they stand beside. */
struct view_hold {
    struct layout_position position, text;
    size_t rows_above, text_rows_above;
};

/* A row that had to leave its height on the page because the page, or the text below it, became too small. */
struct view_moved {
    struct layout_position position;
    size_t from_rows, to_rows; /* equal: none had to */
};

/* A place to come back to: the focused row, the point, and how the page stood around them. */
struct view_spot {
    struct layout_position focus, top;
    bool top_is_gap;
    size_t point_bytes;
    size_t rows_above; /* for a page that has not the room for both */
};

enum { VIEW_JUMPS_MAX = 100 };

struct carry; /* carry.h */
/* What & shows only; good while layout_is_filtered. */
struct view_filter {
    char *typed;
    enum view_filter_of { FILTER_TEXT, FILTER_NOTES, FILTER_STANCES } of;
    struct text_query query; /* empty: all notes, all stances */
};

struct view_private {
    struct view_jumps *jumps; /* and marks: see jump.c; NULL for none yet */
    int first_measure_cols;   /* what the reader began with */
    struct view_matches matches;
    struct view_filter filter;
    bool search_backwards; /* the direction in which n goes on */
    bool undo_asked;       /* the reader was told that undo reaches into an earlier session */
    bool redo_asked;
    struct layout_position step_position; /* of what undo or redo did last */
    /* what a verb's prepare found, for its run */
    bool place_pending;
    struct session_place pending_place;
    /* while the outline changes: of a pending item; else REPORT_NONE */
    size_t pending_heading_block;
    bool block_pending;
    size_t pending_block;               /* that a correction is about */
    char pending_note[SIDECAR_ID_SIZE]; /* "" for none */
    struct view_moved moved;            /* by the last change of size or fold */
    struct view_hold before_change;     /* taken while the old contents still stand */
    struct view_preview *preview;       /* while a search is typed; else NULL */
    size_t stopped_bytes, beyond_bytes; /* of a selection: see select.c */
    int wish_cols;                      /* the column j and k keep in a selection, or -1 */
    size_t unit_bytes; /* where the cursor stood after a whole unit was selected: see unit.c */
    bool pressed;      /* the mouse's button is down, and was pressed there: */
    size_t pressed_bytes;
};

/* ---- saying ---------------------------------------------------------------------------------- */
void view_say(struct session *session, const char *format, ...) BASE_PRINTF(2, 3);
/* The error becomes the message; returns the effects of a verb that failed. */
unsigned view_fail(struct session *session, const struct error *error);
/* The same with a sentence of one's own. */
unsigned view_refuse(struct session *session, const char *format, ...) BASE_PRINTF(2, 3);

/* ---- holding still: what changes the layout keeps the focused row where it is on the screen ----- */
void view_hold(struct session *session, struct view_hold *hold);
void view_restore(struct session *session, const struct view_hold *hold);
/* The same, for what makes the page or its text smaller for a while: a row that could not stay at its height
 * goes back there when it can, unless the reader has moved meanwhile. */
void view_restore_height(struct session *session, struct view_hold *hold);

void view_take_spot(struct session *session, struct view_spot *spot);
/* With the folds opened that hide it. */
void view_go_to_spot(struct session *session, const struct view_spot *spot);

/* Reads what is still to be read. False where it was given up: a report that cannot be read to its end, which is
 * said, is gone through as far as it goes. */
bool view_read_all(struct session *session);

/* ---- moving ---------------------------------------------------------------------------------- */
/* Steps over rows, reading on where a large report has not been read to its end; returns the steps
 * taken. */
size_t view_step_rows(struct session *session, struct layout_place *place, size_t count,
                      bool forward);
/* Puts the focus on a row (on the one after it, where it is a gap) and the point at its start. */
void view_focus(struct session *session, struct layout_place place);
/* Puts the point at a place of the focused row, and that into sight. */
void view_set_point(struct session *session, size_t at_bytes);
/* Scrolls the table in focus sideways by so many columns; false where it cannot be. */
bool view_scroll(struct session *session, size_t columns, bool forward);
/* Puts the point at a place of the text, opening folds above it, and the focus on its row. */
void view_focus_bytes(struct session *session, size_t at_bytes);
void view_keep_visible(struct session *session);
/* Puts the focus there where that is on the page as it stands; else false, and the focus stays. */
bool view_focus_on_page(struct session *session, struct layout_place place);
/* Whether the focused row stands on a page that begins there. */
bool view_is_on_page(struct session *session, struct layout_place top);
/* Takes the page back where it would show nothing below the report's end. */
void view_fill_page(struct session *session);
/* Opens what hides the position. */
bool view_reveal(struct session *session, const struct layout_position *position);
/* After a jump: the focused row is visible with some rows around it, and a note whole where it fits. */
void view_show_around(struct session *session);
/* After something was undone: scrolls no more than shows the focused row, and a note whole where it fits. */
void view_show_whole(struct session *session);
/* With the focused row at that row of the page, as far as the text allows. */
void view_scroll_focus_to(struct session *session, size_t row);
/* The innermost heading around the focus, or REPORT_NONE. */
size_t view_heading(const struct session *session);
const struct layout_row *view_focused_row(struct session *session);
/* Puts the focus on a note or stance that came back with undo, or on the text of one that went, opening folds
 * above it; the page moves no more than it must. Both stay where that is text of the block in focus. */
void view_go_still(struct session *session, const struct layout_position *position);
/* Puts the focus on what was written here, where the page shows its beginning as it stands; else false, and the
 * focus stays. */
bool view_stay_with(struct session *session, const char *id, bool is_stance);
/* The note or stance with that id; where it is not shown, the focus. */
struct layout_position view_position_of_object(struct session *session, const char *id,
                                               bool is_stance);
void view_focus_object(struct session *session, const char *id, bool is_stance);
/* The annotation in focus, or NULL. */
const struct layout_annotation *view_focused_annotation(struct session *session);

/* ---- the verbs, by file ------------------------------------------------------------------------ */
typedef unsigned view_verb(struct session *session, const struct verb_call *call);
typedef bool view_prepare(struct session *session, char **initial);

/* motion.c */
view_verb motion_line_down, motion_line_up, motion_page_down, motion_page_up, motion_half_down,
    motion_half_up, motion_top, motion_end, motion_percent, motion_paragraph_next,
    motion_paragraph_previous, motion_sentence_next, motion_sentence_previous, motion_heading_next,
    motion_heading_previous, motion_note_next, motion_note_previous, motion_stance_next,
    motion_stance_previous, motion_row_start, motion_row_end, motion_row_top, motion_row_middle,
    motion_row_bottom, motion_item;
/* Moves the page by so many rows, and the focus with it. */
unsigned motion_scroll(struct session *session, size_t rows, bool forward);
/* Start of the sentence after or before a place of the text, so many times as there are; the place itself
 * at the ends. */
size_t motion_sentences_from(struct session *session, size_t at_bytes, size_t count, bool forward);
/* Puts the heading at the top of the page. */
void motion_to_heading(struct session *session, size_t heading);
/* The same with the heading that is meant (report_next_item) from the focus. */
unsigned motion_to_item(struct session *session, const char *name, bool part_first);
/* fold.c */
view_verb fold_cycle, fold_cycle_all, fold_toggle, fold_open, fold_close, fold_open_under,
    fold_close_under, fold_close_all, fold_open_all, fold_show_focus, fold_enter, fold_left,
    fold_right, fold_only_home_affairs, fold_only_justice;
/* Enter where no heading is: to the footnote or the item that the text names there, or from a footnote to
 * its mark (follow.c). */
unsigned follow_link(struct session *session);
/* jump.c */
view_verb jump_back, jump_forward, mark_set, mark_go;
/* Whether the focused row is none of the page that was left. */
bool jump_left_page(struct session *session, const struct view_spot *from);
/* After a far move: records where it left from, where the focus is elsewhere now. */
void jump_done(struct session *session, const struct view_spot *from);
void jump_release(struct session *session);
/* To the same places in a report that was read again. */
void jump_carry(struct session *session, struct carry *carry);
/* select.c */
view_verb select_start, select_stop, select_keep, select_left, select_right, select_word_next,
    select_word_previous, select_word_end, select_row_start, select_row_end, select_swap,
    select_sentence_next, select_sentence_previous, select_paragraph_next,
    select_paragraph_previous, select_line_down, select_line_up;
/* unit.c */
view_verb unit_word, unit_sentence, unit_paragraph;
/* copy.c */
view_verb copy_passage, copy_citation;
/* The passage that is marked; false where nothing is. */
bool select_range(const struct session *session, size_t *start_bytes, size_t *end_bytes);
void select_clear(struct session *session);
/* Begins a selection that holds the passage whose first and last clusters start there. */
void select_whole(struct session *session, size_t first_bytes, size_t last_bytes);
/* Where v would begin on the focused row; false where that has no text, nor the note in focus a passage. */
bool select_find_start(struct session *session, size_t *at_bytes);
/* First place of the next visible block, last one of the previous; the place itself at the ends. */
size_t select_neighbour(struct session *session, size_t at_bytes, bool forward);
/* Takes the selection's cursor to a match, which is selected too where it comes after the anchor. */
void select_extend(struct session *session, size_t start_bytes, size_t end_bytes);
/* A selection with its ends there, as v and motions make one; both are starts of clusters. */
void select_between(struct session *session, size_t anchor_bytes, size_t cursor_bytes);
/* Marks a passage, as Enter keeps a selection. */
void select_passage(struct session *session, size_t start_points, size_t end_points);
/* search.c */
view_verb search_forward, search_backward, search_next, search_previous, search_word_forward,
    search_word_backward;
void search_release(struct session *session);
bool search_is_on_match(const struct session *session);
/* The report was read again: n goes on in the new text. */
void search_report_changed(struct session *session);
void search_clear(struct session *session);
/* Shows that match of view.query, of a report that is short; false where there is none. */
bool search_show(struct session *session, size_t index);
/* How much of a block is searched before it is asked whether to go on. */
size_t search_stretch_bytes(const struct text_query *query);
/* filter.c */
view_verb filter_show;
void filter_release(struct session *session);
/* Lets go of it and keeps the place; false where none is on. */
bool filter_clear(struct session *session);
/* Notes and stances have changed. */
void filter_contents_changed(struct session *session);
/* What of the text it asked for is lit; NULL for nothing. */
const struct text_query *filter_query(const struct session *session);
/* preview.c */
void preview_free(struct session *session);
/* What is folded then is not put back. */
void preview_outline_changed(struct session *session);
/* reports.c */
view_verb reports_next, reports_previous, reports_list;
/* reload.c */
view_verb reload;
/* margin.c */
view_verb margin_switch, margin_wider, margin_narrower, margin_default;
/* correct.c */
view_verb correct_heading, correct_paragraph, correct_part, correct_meeting;
view_prepare correct_prepare;
/* configure.c */
view_verb configure_set, configure_bind, configure_unbind;
void configure_complete_set(const char *argument, struct buffer *values, size_t *start_bytes);
void configure_complete_bind(const char *argument, struct buffer *values, size_t *start_bytes);
/* annotate.c */
view_verb annotate_note, annotate_edit, annotate_delete, annotate_stances, annotate_undo,
    annotate_redo, annotate_export;
view_prepare annotate_prepare_note, annotate_prepare_edit, annotate_prepare_editor,
    annotate_prepare_stances, annotate_prepare_export;

#endif
