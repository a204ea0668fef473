/* --help and --version, made from the tables. */
#include "config.h"

#include "command/command_internal.h"

#include <string.h>

#include "text/text.h"

enum { OPTION_COLUMN_COLS = 26, COMMAND_COLUMN_COLS = 18, HELP_WIDTH_COLS = 79 };

/* Two columns: what, and its explanation wrapped beside it (below it where `what` is too wide). */
static void append_columns(struct buffer *out, const char *what, int column_cols,
                           const char *explanation)
{
    struct text_lines lines = {0};
    int used_cols = 2 + text_width_cols(what, strlen(what));

    buffer_append_format(out, "  %s", what);
    if (used_cols >= column_cols) {
        buffer_append_char(out, '\n');
        used_cols = 0;
    }
    text_wrap(explanation, strlen(explanation), HELP_WIDTH_COLS - column_cols,
              HELP_WIDTH_COLS - column_cols, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const struct text_line *line = &lines.items[i];

        buffer_append_repeated(out, ' ', (size_t)(column_cols - (i == 0 ? used_cols : 0)));
        buffer_append(out, explanation + line->start_bytes, line->end_bytes - line->start_bytes);
        buffer_append_char(out, '\n');
    }
    text_lines_release(&lines);
}

static void append_option(struct buffer *out, char letter, const char *name, const char *value,
                          const char *help)
{
    struct buffer what = {0};

    if (letter != '\0')
        buffer_append_format(&what, "-%c, ", letter);
    else
        buffer_append_string(&what, "    ");
    buffer_append_format(&what, "--%s", name);
    if (value != NULL)
        buffer_append_format(&what, " %s", _(value));
    append_columns(out, what.data, OPTION_COLUMN_COLS, help);
    buffer_release(&what);
}

/* With what it can be and what it is where nothing is said. */
static void append_setting(struct buffer *out, const struct setting *setting)
{
    struct buffer name = {0}, help = {0};

    if (setting->kind == SETTING_SWITCH)
        buffer_append_string(&name, "[no-]");
    buffer_append_string(&name, setting->name);
    buffer_append_string(&help, _(setting->help));
    if (setting->kind == SETTING_WORD) {
        buffer_append_string(&help, ": ");
        setting_append_values(setting, &help);
    }
    if (setting->standard[0] != '\0')
        buffer_append_format(&help, " (%s)", setting->standard);
    append_option(out, '\0', name.data, setting->value, help.data);
    buffer_release(&name);
    buffer_release(&help);
}

static void append_options(struct buffer *out, const struct command *command)
{
    unsigned options = command->options | OPTION_BIT(OPTION_HELP) | OPTION_BIT(OPTION_VERSION);

    buffer_append_format(out, "\n%s\n", _("Options:"));
    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct option_row *row = &command_options[id];

        if ((options & OPTION_BIT(id)) != 0)
            append_option(out, row->letter, row->name, row->value, _(row->help));
    }
    if (!command->takes_settings)
        return;
    buffer_append_format(out, "\n%s\n", _("On the screen:"));
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        if (setting->is_option)
            append_setting(out, setting);
    }
}

static void append_command_usage(struct buffer *out, const struct command *command)
{
    buffer_append_format(out, _("Usage: kantlijn %s [OPTION]..."), command->name);
    if (command->operands != NULL)
        buffer_append_format(out, " %s", _(command->operands));
    if (command->takes_report)
        /* TRANSLATORS: the name of the report's file, in a line on usage */
        buffer_append_format(out, " %s", _("REPORT"));
    buffer_append_char(out, '\n');
}

static void append_commands(struct buffer *out)
{
    buffer_append_format(out, "\n%s\n", _("Commands:"));
    for (const struct command *command = commands + 1; command->run != NULL; command++)
        append_columns(out, command->name, COMMAND_COLUMN_COLS, _(command->summary));
}

static void append_paragraph(struct buffer *out, const char *text)
{
    struct text_lines lines = {0};

    text_wrap(text, strlen(text), HELP_WIDTH_COLS, HELP_WIDTH_COLS, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        buffer_append(out, text + lines.items[i].start_bytes,
                      lines.items[i].end_bytes - lines.items[i].start_bytes);
        buffer_append_char(out, '\n');
    }
    text_lines_release(&lines);
}

static void append_general_help(struct buffer *out)
{
    buffer_append_string(out, _("Usage: kantlijn [OPTION]... REPORT...\n"
                                "  or:  kantlijn COMMAND [OPTION]... [ARGUMENT]... REPORT\n"));
    buffer_append_format(out, "%s\n", _(commands[0].summary));
    append_commands(out);
    append_options(out, &commands[0]);
    buffer_append_char(out, '\n');
    append_paragraph(
        out,
        _("REPORT is plain text, Word, OpenDocument, a web page, official XML or PDF, or - for "
          "standard input, or a sidecar.\n"
          "One that bears a command's name is written ./name.\n"
          "Notes are kept beside it, in REPORT.kantlijn, and saved at once; those on standard "
          "input are kept where --sidecar says.\n"
          "`kantlijn COMMAND --help` tells more, and kantlijn(1) all."));
}

void append_help(struct buffer *out, const struct command *command)
{
    if (command->name == NULL) {
        append_general_help(out);
        return;
    }
    append_command_usage(out, command);
    buffer_append_format(out, "%s\n", _(command->summary));
    append_options(out, command);
    if (command->examples != NULL)
        buffer_append_format(out, "\n%s\n%s", _("Examples:"), command->examples);
}

void append_version(struct buffer *out)
{
    buffer_append_format(
        out, "%s\n%s\n", PACKAGE_STRING,
        _("Copyright (C) 2026 the authors of kantlijn\n"
          "License GPLv3+: GNU GPL version 3 or later <https://gnu.org/licenses/gpl.html>.\n"
          "This is free software: you are free to change and redistribute it.\n"
          "There is NO WARRANTY, to the extent permitted by law."));
}
