/* What the reader puts right: what a block is, and when and where the meeting was. */
#include "config.h"

#include "session/view.h"

#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"
#include "text/text.h"

/* ---- blocks ---------------------------------------------------------------------------------------- */

/* Inside an action. */
static bool write_correction(struct session *session, size_t block, const char *snapshot,
                             const struct report_reading *reading, struct error *error)
{
    const struct sidecar_correction *standing = session_correction(session, block);
    char id[SIDECAR_ID_SIZE];
    struct anchor anchor;
    bool written;

    if (standing != NULL)
        return sidecar_set_correction(session->sidecar, standing->id, reading, error);
    session_block_anchor(session, block, snapshot, &anchor);
    written = sidecar_add_correction(session->sidecar, &anchor, reading, id, error);
    anchor_release(&anchor);
    return written;
}

bool session_correct(struct session *session, size_t block, const struct report_reading *reading,
                     struct error *error)
{
    char snapshot[SIDECAR_ID_SIZE];

    if (!session_read_all(session, error))
        return false;
    if (!report_may_correct(session->report, block))
        return error_set(error, ERROR_USAGE, NULL,
                         _("a footnote is no heading and no paragraph: choose another line"));
    if (!session_begin(session, snapshot, error))
        return false;
    if (write_correction(session, block, snapshot, reading, error))
        return session_commit(session, error);
    session_cancel(session);
    return false;
}

/* ---- the meeting ----------------------------------------------------------------------------------- */

/* What the words give; a NULL is not given. Each is the caller's. */
struct meeting_words {
    char *date_from, *date_to, *place;
};

static void meeting_words_release(struct meeting_words *words)
{
    free(words->date_from);
    free(words->date_to);
    free(words->place);
}

static bool parse_place(const char *words, struct meeting_words *given)
{
    struct buffer text = {0};
    const char *start;
    size_t len_bytes, replaced_count = 0;

    text_decode(words, strlen(words), false, &text, &replaced_count);
    start = text.data == NULL ? "" : text.data;
    len_bytes = strcspn(start, "\n");
    text_trim(&start, &len_bytes);
    given->place = len_bytes > 0 ? base_copy_bytes(start, len_bytes) : NULL;
    buffer_release(&text);
    return replaced_count == 0;
}

static bool parse_meeting(const char *words, struct meeting_words *given, struct error *error)
{
    size_t first_bytes;

    words += strspn(words, " ");
    first_bytes = strcspn(words, " ");
    if (first_bytes == 0)
        return error_set(error, ERROR_USAGE, NULL,
                         _("no date and no place is given: as in 2024-01-25..2024-01-26 Brussel"));
    if (report_read_dates(words, first_bytes, &given->date_from, &given->date_to))
        words += first_bytes;
    else if (words[0] >= '0' && words[0] <= '9')
        return error_set(
            error, ERROR_USAGE, NULL,
            _("“%.*s” is no date: as in 2024-01-25, or 2024-01-25..2024-01-26 Brussel"),
            (int)first_bytes, words);
    return parse_place(words, given) ||
           error_set(error, ERROR_USAGE, NULL, _("the place is no UTF-8 text: type it again"));
}

static bool write_meeting(struct session *session, const struct meeting_words *given,
                          struct error *error)
{
    const struct sidecar_meeting *set;
    const bool with_dates = given->date_from != NULL, with_place = given->place != NULL;
    const bool all = !with_dates && !with_place; /* taken back */

    if (!session_begin(session, NULL, error))
        return false;
    set = &session->contents.meeting;
    if (sidecar_set_meeting(session->sidecar, with_dates || all ? given->date_from : set->date_from,
                            with_dates || all ? given->date_to : set->date_to,
                            with_place || all ? given->place : set->place, error))
        return session_commit(session, error);
    session_cancel(session);
    return false;
}

bool session_set_meeting(struct session *session, const char *words, struct error *error)
{
    struct meeting_words given = {0};
    bool set;

    if (!session_read_all(session, error))
        return false;
    set = (strcmp(words, "-") == 0 || parse_meeting(words, &given, error)) &&
          write_meeting(session, &given, error);
    meeting_words_release(&given);
    return set;
}

void session_meeting_words(const struct session *session, struct buffer *words)
{
    const struct report_meeting *meeting = &session->report->meeting;

    sidecar_append_meeting(words, meeting->date_from, meeting->date_to, meeting->place);
}

/* ---- the verbs -------------------------------------------------------------------------------------- */

/* Asked before anybody types; the line is known by its block, which stays where it is. */
bool correct_prepare(struct session *session, char **initial)
{
    struct error error = {0};

    (void)initial;
    session->page->pending_block = session->view.focus.block;
    session->page->block_pending = session_may_write(session, &error);
    if (!session->page->block_pending)
        view_fail(session, &error);
    return session->page->block_pending;
}

static size_t take_block(struct session *session)
{
    bool pending = session->page->block_pending;

    session->page->block_pending = false;
    return pending ? session->page->pending_block : session->view.focus.block;
}

static bool is_already(const struct session *session, size_t block,
                       const struct report_reading *reading)
{
    const struct report_reading now = report_reading_of(session->report, block);
    const struct sidecar_correction *standing = session_correction(session, block);

    if (standing != NULL && (standing->conflict_count > 1 || standing->deleted_elsewhere))
        return false;
    return now.as == reading->as && (now.as != READING_HEADING || now.depth == reading->depth) &&
           (now.as != READING_PART || now.domain == reading->domain);
}

static void say_corrected(struct session *session, size_t block)
{
    const struct report_reading now = report_reading_of(session->report, block);

    if (now.as == READING_PARAGRAPH)
        view_say(session, "%s", _("No heading any more, and saved: u takes it back"));
    else if (now.as == READING_PART)
        /* TRANSLATORS: %s is home-affairs, justice, mixed or other, as it must be typed. */
        view_say(session, _("A part about %s now, and saved: u takes it back"),
                 domain_name(now.domain));
    else
        view_say(session, _("A heading of depth %u now, and saved: u takes it back"), now.depth);
}

static unsigned correct(struct session *session, const struct report_reading *reading)
{
    size_t block = take_block(session);
    struct error error = {0};

    if (!session_read_all(session, &error))
        return view_fail(session, &error);
    if (report_may_correct(session->report, block) && is_already(session, block, reading))
        return view_refuse(session, "%s", _("This line is that already: nothing was changed"));
    if (!session_correct(session, block, reading, &error))
        return view_fail(session, &error);
    view_focus_bytes(session, session->report->blocks[block].start_bytes);
    say_corrected(session, block);
    return EFFECT_REDRAW;
}

/* The argument as "heading 2" or "part justice"; false where it is none. */
static bool parse_argument(const char *verb, const struct verb_call *call,
                           struct report_reading *reading)
{
    const char *argument = call->argument == NULL ? "" : call->argument;
    struct buffer words = {0};
    bool parsed;

    argument += strspn(argument, " ");
    buffer_append_format(&words, "%s %s", verb, argument);
    while (words.data[words.len_bytes - 1] == ' ')
        words.len_bytes--;
    parsed = report_reading_parse(words.data, words.len_bytes, reading);
    buffer_release(&words);
    return parsed;
}

unsigned correct_heading(struct session *session, const struct verb_call *call)
{
    struct report_reading reading;

    if (!parse_argument("heading", call, &reading))
        return view_refuse(session, "%s", _("A heading has a depth from 1 to 6: as in :heading 2"));
    return correct(session, &reading);
}

unsigned correct_paragraph(struct session *session, const struct verb_call *call)
{
    const struct report_reading reading = {.as = READING_PARAGRAPH};

    (void)call;
    session->page->block_pending = false;
    return correct(session, &reading);
}

unsigned correct_part(struct session *session, const struct verb_call *call)
{
    struct report_reading reading;

    if (!parse_argument("part", call, &reading))
        return view_refuse(
            session, "%s",
            _("A part is about home-affairs, justice, mixed or other: as in :part justice"));
    return correct(session, &reading);
}

const char *const meeting_sentences[] = {
    [MEETING_UNKNOWN] = N_("The meeting: %s"),
    [MEETING_FROM_TEXT] = N_("The meeting, as the text says: %s"),
    [MEETING_FROM_READER] = N_("The meeting, as the reader set it: %s"),
    [MEETING_FROM_FILE_NAME] = N_("The meeting, as the file's name says: %s"),
};

static void say_meeting(struct session *session)
{
    struct buffer words = {0};

    session_meeting_words(session, &words);
    if (words.len_bytes > 0)
        view_say(session, _(meeting_sentences[session->report->meeting.source]), words.data);
    else
        view_say(
            session, "%s",
            _("Date and place of the meeting are not known: as in :meeting 2024-01-25 Brussel"));
    buffer_release(&words);
}

unsigned correct_meeting(struct session *session, const struct verb_call *call)
{
    const char *words = call->argument == NULL ? "" : call->argument;
    struct error error = {0};

    words += strspn(words, " ");
    if (words[0] != '\0' && !session_set_meeting(session, words, &error))
        return view_fail(session, &error);
    say_meeting(session);
    return EFFECT_REDRAW;
}
