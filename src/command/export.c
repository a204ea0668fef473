/* kantlijn export: the notes and stances as plain text, to standard output or to a file. */
#include "config.h"

#include "command/command_internal.h"

enum { WIDTH_MAX_COLS = 1000, FORMATS_MAX = 16 };

static const struct export_format *find_format(const char *name, struct error *error)
{
    const struct export_format *format = name == NULL ? export_formats : export_find_format(name);
    struct buffer names = {0};

    if (format != NULL)
        return format;
    for (format = export_formats; format->name != NULL; format++)
        buffer_append_format(&names, "%s%s", format == export_formats ? "" : ", ", format->name);
    error_set(error, ERROR_USAGE, name, _("is no format of the export: choose one of %s"),
              names.data);
    buffer_release(&names);
    return NULL;
}

static bool write_out(const struct call *call, const struct session *session,
                      const struct buffer *out, struct error *error)
{
    if (call->values[OPTION_OUTPUT] == NULL)
        return print_buffer(out, error);
    return session_write_file(session, call->values[OPTION_OUTPUT], out,
                              call->values[OPTION_FORCE] != NULL, error);
}

int run_export(const struct call *call, struct error *error)
{
    const struct export_format *format = find_format(call->values[OPTION_FORMAT], error);
    struct session *session = NULL;
    struct buffer out = {0};
    int width_cols = EXPORT_WIDTH_DEFAULT_COLS;

    if (format != NULL && call_number(call, OPTION_WIDTH, 0, WIDTH_MAX_COLS, &width_cols, error) &&
        call_open(call, CALL_NOTES, &session, error) &&
        session_export(session, format, width_cols, &out, error))
        write_out(call, session, &out, error);
    buffer_release(&out);
    session_close(session);
    return (int)error->code;
}
