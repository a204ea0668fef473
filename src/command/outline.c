/* kantlijn outline: the headings, one a line, or all that is known of them as JSON. */
#include "config.h"

#include "command/command_internal.h"

static void json_meeting(struct json *json, const struct report_meeting *meeting)
{
    static const char *const sources[] = {
        [MEETING_UNKNOWN] = NULL,
        [MEETING_FROM_TEXT] = "text",
        [MEETING_FROM_READER] = "reader",
        [MEETING_FROM_FILE_NAME] = "file-name",
    };

    json_key(json, "meeting");
    json_object_begin(json);
    json_pair_string(json, "title", meeting->title);
    json_pair_string(json, "date_from", meeting->date_from);
    json_pair_string(json, "date_to", meeting->date_to);
    json_pair_string(json, "place", meeting->place);
    json_key(json, "formal");
    if (meeting->formal < 0)
        json_null(json);
    else
        json_boolean(json, meeting->formal != 0);
    json_pair_string(json, "source", sources[meeting->source]);
    json_object_end(json);
}

static void json_heading(struct json *json, const struct report *report, size_t index)
{
    const struct report_heading *heading = &report->headings[index];
    size_t title_bytes, start_points, end_points;
    const char *title = report_title_text(report, index, &title_bytes);

    report_section_points(report, index, &start_points, &end_points);
    json_object_begin(json);
    json_pair_integer(json, "index", (int64_t)index + 1);
    json_pair_integer(json, "depth", (int64_t)heading->depth);
    json_pair_string(json, "kind", heading_kind_name(heading->kind));
    json_pair_string(json, "number", heading->number);
    json_key(json, "title");
    json_bytes(json, title, title_bytes);
    json_pair_string(json, "domain", domain_name(heading->domain));
    json_pair_integer(json, "title_start",
                      (int64_t)report_bytes_to_points(report, heading->title_start_bytes));
    json_pair_integer(json, "title_end",
                      (int64_t)report_bytes_to_points(report, heading->title_end_bytes));
    json_pair_integer(json, "start", (int64_t)start_points);
    json_pair_integer(json, "end", (int64_t)end_points);
    json_object_end(json);
}

/* start and end cover exactly the text, without its "[2] ". */
static void json_footnote(struct json *json, const struct report *report,
                          const struct report_footnote *footnote)
{
    const struct report_block *block = &report->blocks[footnote->block];
    struct buffer item = {0};

    append_heading_name(&item, report, footnote->heading);
    json_object_begin(json);
    json_pair_string(json, "label", footnote->label);
    json_key(json, "text");
    json_bytes(json, report->text.data + footnote->text_start_bytes,
               block->end_bytes - footnote->text_start_bytes);
    json_key(json, "item");
    json_bytes(json, item.data == NULL ? "" : item.data, item.len_bytes);
    json_pair_integer(json, "start",
                      (int64_t)report_bytes_to_points(report, footnote->text_start_bytes));
    json_pair_integer(json, "end", (int64_t)block->end_points);
    json_object_end(json);
    buffer_release(&item);
}

static void append_json(struct buffer *out, const struct report *report)
{
    struct json json;

    json_init(&json, out);
    json_object_begin(&json);
    json_meeting(&json, &report->meeting);
    json_pair_string(&json, "language", report->language);
    json_key(&json, "outline");
    json_array_begin(&json);
    for (size_t i = 0; i < report->heading_count; i++)
        json_heading(&json, report, i);
    json_array_end(&json);
    json_key(&json, "footnotes");
    json_array_begin(&json);
    for (size_t i = 0; i < report->footnote_count; i++)
        json_footnote(&json, report, &report->footnotes[i]);
    json_array_end(&json);
    json_object_end(&json);
}

int run_outline(const struct call *call, struct error *error)
{
    struct session *session = NULL;
    struct buffer out = {0};

    if (call_open(call, CALL_OUTLINE, &session, error) && session_read_all(session, error)) {
        if (call->values[OPTION_JSON] != NULL)
            append_json(&out, session_report(session));
        else
            append_outline(&out, session_report(session));
        print_buffer(&out, error);
    }
    buffer_release(&out);
    session_close(session);
    return (int)error->code;
}
