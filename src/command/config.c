/* --print-config: the file of what a reader chose, with all defaults. */
#include "config.h"

#include "command/command_internal.h"

#include <string.h>

#include "text/text.h"

enum { COMMENT_WIDTH_COLS = 77 };

static void append_comment(struct buffer *out, const char *text)
{
    struct text_lines lines = {0};

    text_wrap(text, strlen(text), COMMENT_WIDTH_COLS, COMMENT_WIDTH_COLS, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        size_t len_bytes = lines.items[i].end_bytes - lines.items[i].start_bytes;

        buffer_append_format(out, len_bytes == 0 ? "#\n" : "# %.*s\n", (int)len_bytes,
                             text + lines.items[i].start_bytes);
    }
    text_lines_release(&lines);
}

static void append_settings(struct buffer *out)
{
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        struct buffer comment = {0}, values = {0};

        setting_append_values(setting, &values);
        buffer_append_string(&comment, _(setting->help));
        if (values.len_bytes > 0)
            buffer_append_format(&comment, ": %s", values.data);
        buffer_append_char(out, '\n');
        append_comment(out, comment.data);
        buffer_append_format(out, "set %s%s%s\n", setting->name,
                             setting->standard[0] == '\0' ? "=" : " ", setting->standard);
        buffer_release(&comment);
        buffer_release(&values);
    }
}

static void append_bindings(struct buffer *out)
{
    const char *group = "";

    for (const struct verb *verb = session_verbs; verb->name != NULL; verb++) {
        if (strcmp(group, verb->group) != 0) {
            group = verb->group;
            buffer_append_char(out, '\n');
            append_comment(out, _(group));
        }
        buffer_append_char(out, '\n');
        append_comment(out, _(verb->help));
        if (verb->keys[0] == '\0')
            buffer_append_format(out, "# :%s\n", verb->name);
        for (const char *key = verb->keys; *key != '\0';) {
            size_t len_bytes = strcspn(key, " ");

            buffer_append_format(out, "bind %.*s %s\n", (int)len_bytes, key, verb->name);
            key += len_bytes + (key[len_bytes] == ' ');
        }
    }
}

void append_config(struct buffer *out)
{
    /* TRANSLATORS: set, bind and unbind are commands, leave them; kantlijn(1) is the manual */
    append_comment(
        out,
        _("What kantlijn does where this file, $XDG_CONFIG_HOME/kantlijn/config, does not say "
          "otherwise. "
          "A line changes a setting (set NAME VALUE), lets a key run a command (bind KEY COMMAND "
          "[ARGUMENT]) or do nothing (unbind KEY); leaving a line out changes nothing. # begins a "
          "comment. "
          "kantlijn(1) tells more."));
    append_settings(out);
    append_bindings(out);
}
