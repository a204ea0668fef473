/* --print-completion: what makes bash, zsh and fish complete the words of a call, made from the tables of commands,
 * options and settings. Each shell gets the same: commands, options, their values, and files. */
#include "config.h"

#include "command/command_internal.h"

#include <string.h>

/* An option as a shell needs it, whichever table it comes from. */
struct offered {
    char letter; /* '\0' for none */
    const char *name, *value, *help;
    const char *words; /* that the value can be; NULL for any */
    bool takes_file;
};

typedef void offer(struct buffer *out, const struct offered *option, const char *context);

static void offer_setting(struct buffer *out, const struct setting *setting, offer *write,
                          const char *context)
{
    struct buffer words = {0}, off = {0};
    struct offered option = {.name = setting->name, .value = setting->value, .help = setting->help};

    setting_append_values(setting, &words);
    if (setting->kind == SETTING_WORD)
        option.words = words.data;
    write(out, &option, context);
    if (setting->kind == SETTING_SWITCH) {
        buffer_append_format(&off, "no-%s", setting->name);
        option.name = off.data;
        write(out, &option, context);
    }
    buffer_release(&words);
    buffer_release(&off);
}

/* Every option of a command. */
static void each_option(struct buffer *out, const struct command *command, offer *write,
                        const char *context)
{
    unsigned options = command->options | OPTION_BIT(OPTION_HELP) | OPTION_BIT(OPTION_VERSION);

    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct option_row *row = &command_options[id];
        const struct offered option = {row->letter, row->name,  row->value,
                                       row->help,   row->words, row->takes_file};

        if ((options & OPTION_BIT(id)) != 0)
            write(out, &option, context);
    }
    for (const struct setting *setting = settings_table;
         command->takes_settings && setting->name != NULL; setting++) {
        if (setting->is_option)
            offer_setting(out, setting, write, context);
    }
}

/* ---- words of commands ------------------------------------------------------------------------------ */

static const char *second_word(const struct command *command)
{
    const char *space = strchr(command->name, ' ');

    return space == NULL ? NULL : space + 1;
}

static int first_bytes(const struct command *command)
{
    return (int)strcspn(command->name, " ");
}

/* Whether it is the first of those with its first word. */
static bool is_first_of_word(const struct command *command)
{
    return command == commands + 1 || first_bytes(command - 1) != first_bytes(command) ||
           strncmp(command[-1].name, command->name, (size_t)first_bytes(command)) != 0;
}

static void append_first_words(struct buffer *out)
{
    for (const struct command *command = commands + 1; command->run != NULL; command++) {
        if (is_first_of_word(command))
            buffer_append_format(out, "%s%.*s", command == commands + 1 ? "" : " ",
                                 first_bytes(command), command->name);
    }
}

/* The second words of the commands with that first one. */
static void append_second_words(struct buffer *out, const struct command *first)
{
    for (const struct command *command = first;
         command->run != NULL && (command == first || !is_first_of_word(command)); command++)
        buffer_append_format(out, "%s%s", command == first ? "" : " ", second_word(command));
}

/* Inside quotes of these shells; with more signs that want a backslash. */
static void append_quoted(struct buffer *out, const char *text, const char *escaped)
{
    for (; *text != '\0'; text++) {
        if (strchr(escaped, *text) != NULL)
            buffer_append_char(out, '\\');
        if (*text == '\'')
            buffer_append_string(out, "'\\''");
        else
            buffer_append_char(out, *text);
    }
}

/* ---- bash -------------------------------------------------------------------------------------------- */

static void bash_name(struct buffer *out, const struct offered *option, const char *context)
{
    (void)context;
    if (option->letter != '\0')
        buffer_append_format(out, " -%c", option->letter);
    buffer_append_format(out, " --%s", option->name);
}

/* A line of the case on the word before; context: the names that were written already. */
static void bash_value(struct buffer *out, const struct offered *option, const char *context)
{
    struct buffer pattern = {0};

    (void)context;
    buffer_append_string(&pattern, "    ");
    if (option->letter != '\0')
        buffer_append_format(&pattern, "-%c | ", option->letter);
    buffer_append_format(&pattern, "--%s)", option->name);
    if (option->value != NULL && (out->data == NULL || strstr(out->data, pattern.data) == NULL)) {
        buffer_append_string(out, pattern.data);
        if (option->words != NULL)
            buffer_append_format(out, " mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\");",
                                 option->words);
        else if (option->takes_file)
            buffer_append_string(out, " _kantlijn_files;");
        buffer_append_string(out, " return ;;\n");
    }
    buffer_release(&pattern);
}

/* The options whose value is the next word. */
static void bash_skip(struct buffer *out, const struct offered *option, const char *context)
{
    (void)context;
    if (option->value == NULL)
        return;
    if (option->letter != '\0')
        buffer_append_format(out, "-%c | ", option->letter);
    buffer_append_format(out, "--%s | ", option->name);
}

static void append_bash_commands(struct buffer *out)
{
    for (const struct command *command = commands; command->run != NULL; command++) {
        if (command->name == NULL)
            continue;
        if (second_word(command) != NULL)
            buffer_append_format(out, "    '%s')", command->name);
        else
            buffer_append_format(out, "    '%s '*)", command->name);
        buffer_append_string(out, " options='");
        each_option(out, command, bash_name, NULL);
        buffer_append_string(out, "' ;;\n");
    }
    buffer_append_string(out, "    *) options='");
    each_option(out, &commands[0], bash_name, NULL);
    buffer_append_string(out, "' ;;\n");
}

/* Which words of the line are no options: the first two say the command. */
static void append_bash_line(struct buffer *out)
{
    buffer_append_string(out, "    esac\n"
                              "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                              "        case ${COMP_WORDS[i]} in\n        ");
    for (const struct command *command = commands; command->run != NULL; command++)
        each_option(out, command, bash_skip, NULL);
    buffer_append_string(out, "'')\n"
                              "            [[ ${COMP_WORDS[i+1]} == = ]] && i=$((i + 1))\n"
                              "            i=$((i + 1)) ;;\n"
                              "        -?* | =) ;;\n"
                              "        *)\n"
                              "            if [[ -z $first ]]; then\n"
                              "                first=${COMP_WORDS[i]}\n"
                              "            elif [[ -z $second ]]; then\n"
                              "                second=${COMP_WORDS[i]}\n"
                              "            fi ;;\n"
                              "        esac\n"
                              "    done\n"
                              "    case \"$first $second\" in\n");
}

static void append_bash(struct buffer *out)
{
    struct buffer values = {0};

    buffer_append_string(
        out, "# bash completion for kantlijn, made from its tables. -*- shell-script -*-\n"
             "_kantlijn_files() {\n"
             "    compopt -o filenames 2>/dev/null\n"
             "    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- \"$cur\")\n"
             "}\n\n"
             "_kantlijn() {\n"
             "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
             "    local first= second= options i\n"
             "    COMPREPLY=()\n"
             "    if [[ $cur == = ]]; then\n"
             "        cur=\n"
             "    elif [[ $prev == = ]]; then\n"
             "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
             "    fi\n"
             "    case $prev in\n");
    for (const struct command *command = commands; command->run != NULL; command++)
        each_option(&values, command, bash_value, NULL);
    buffer_append_string(out, values.data);
    append_bash_line(out);
    append_bash_commands(out);
    buffer_append_string(out,
                         "    esac\n"
                         "    if [[ $cur == -* ]]; then\n"
                         "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
                         "        return\n"
                         "    fi\n"
                         "    case \"$first $second\" in\n"
                         "    ' ') mapfile -t COMPREPLY < <(compgen -W '");
    append_first_words(out);
    buffer_append_string(out, "' -- \"$cur\"); _kantlijn_files ;;\n");
    for (const struct command *command = commands + 1; command->run != NULL; command++) {
        if (second_word(command) == NULL || !is_first_of_word(command))
            continue;
        buffer_append_format(out, "    '%.*s ') mapfile -t COMPREPLY < <(compgen -W '",
                             first_bytes(command), command->name);
        append_second_words(out, command);
        buffer_append_string(out, "' -- \"$cur\") ;;\n");
    }
    buffer_append_string(out, "    *) _kantlijn_files ;;\n"
                              "    esac\n"
                              "}\n"
                              "complete -F _kantlijn kantlijn\n");
    buffer_release(&values);
}

/* ---- zsh --------------------------------------------------------------------------------------------- */

static void zsh_option(struct buffer *out, const struct offered *option, const char *context)
{
    buffer_append_format(out, "%s'", context);
    if (option->letter != '\0')
        buffer_append_format(out, "(-%c --%s)'{-%c+,--%s=}'", option->letter, option->name,
                             option->letter, option->name);
    else
        buffer_append_format(out, "--%s%s", option->name, option->value != NULL ? "=" : "");
    buffer_append_char(out, '[');
    append_quoted(out, _(option->help), "[]:\\");
    buffer_append_char(out, ']');
    if (option->value != NULL) {
        buffer_append_format(out, ":%s:", _(option->value));
        if (option->words != NULL)
            buffer_append_format(out, "(%s)", option->words);
        else if (option->takes_file)
            buffer_append_string(out, "_files");
    }
    buffer_append_string(out, "'");
}

static void append_zsh_words(struct buffer *out)
{
    for (const struct command *command = commands + 1; command->run != NULL; command++) {
        if (!is_first_of_word(command))
            continue;
        buffer_append_format(out, "        '%.*s:", first_bytes(command), command->name);
        append_quoted(out, _(command->summary), ":\\");
        buffer_append_string(out, "'\n");
    }
}

static void append_zsh_arguments(struct buffer *out, const struct command *command,
                                 const char *before)
{
    buffer_append_format(out, "%s_arguments -S", before);
    each_option(out, command, zsh_option, " \\\n            ");
    if (command->takes_report || command->operands_max != 0)
        buffer_append_string(out, " \\\n            '*:file:_files'");
    buffer_append_string(out, " ;;\n");
}

static void append_zsh_actions(struct buffer *out, const struct command *first)
{
    buffer_append_format(out, "    %.*s)\n        if (( CURRENT == 2 )); then\n",
                         first_bytes(first), first->name);
    buffer_append_string(out, "            compadd -- ");
    append_second_words(out, first);
    buffer_append_string(out, "\n            return\n        fi\n"
                              "        shift words\n        (( CURRENT-- ))\n"
                              "        case $words[1] in\n");
    for (const struct command *command = first;
         command->run != NULL && (command == first || !is_first_of_word(command)); command++) {
        buffer_append_format(out, "        %s)\n", second_word(command));
        append_zsh_arguments(out, command, "            ");
    }
    buffer_append_string(out, "        esac ;;\n");
}

static void append_zsh(struct buffer *out)
{
    buffer_append_string(out, "#compdef kantlijn\n"
                              "# zsh completion for kantlijn, made from its tables.\n\n"
                              "_kantlijn() {\n"
                              "    local curcontext=$curcontext state line\n"
                              "    local -a commands\n"
                              "    commands=(\n");
    append_zsh_words(out);
    buffer_append_string(out, "    )\n"
                              "    _arguments -C -S");
    each_option(out, &commands[0], zsh_option, " \\\n        ");
    buffer_append_string(out, " \\\n        '1: :->first' '*:: :->rest' && return\n"
                              "    case $state in\n"
                              "    first)\n"
                              "        _describe -t commands command commands\n"
                              "        _files\n"
                              "        return ;;\n"
                              "    esac\n"
                              "    [[ $state == rest ]] || return\n"
                              "    case $words[1] in\n");
    for (const struct command *command = commands + 1; command->run != NULL; command++) {
        if (second_word(command) == NULL) {
            buffer_append_format(out, "    %s)\n", command->name);
            append_zsh_arguments(out, command, "        ");
        } else if (is_first_of_word(command)) {
            append_zsh_actions(out, command);
        }
    }
    buffer_append_string(out, "    *) _files ;;\n"
                              "    esac\n"
                              "}\n\n"
                              "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
                              "    _kantlijn \"$@\"\n"
                              "else\n"
                              "    compdef _kantlijn kantlijn\n"
                              "fi\n");
}

/* ---- fish -------------------------------------------------------------------------------------------- */

static void fish_option(struct buffer *out, const struct offered *option, const char *context)
{
    buffer_append_format(out, "complete -c kantlijn -n '%s'", context);
    if (option->letter != '\0')
        buffer_append_format(out, " -s %c", option->letter);
    buffer_append_format(out, " -l %s", option->name);
    if (option->words != NULL)
        buffer_append_format(out, " -x -a '%s'", option->words);
    else if (option->value != NULL)
        buffer_append_string(out, option->takes_file ? " -r -F" : " -x");
    buffer_append_string(out, " -d '");
    for (const char *at = _(option->help); *at != '\0'; at++) {
        if (*at == '\'' || *at == '\\')
            buffer_append_char(out, '\\');
        buffer_append_char(out, *at);
    }
    buffer_append_string(out, "'\n");
}

static void append_fish_word(struct buffer *out, const struct command *command, const char *word,
                             int word_bytes, const char *condition)
{
    buffer_append_format(out, "complete -c kantlijn -n '%s' -a %.*s -d '", condition, word_bytes,
                         word);
    for (const char *at = _(command->summary); *at != '\0'; at++) {
        if (*at == '\'' || *at == '\\')
            buffer_append_char(out, '\\');
        buffer_append_char(out, *at);
    }
    buffer_append_string(out, "'\n");
}

static void append_fish_command(struct buffer *out, const struct command *command,
                                const char *first_words)
{
    const char *second = second_word(command);
    struct buffer condition = {0};

    if (is_first_of_word(command))
        append_fish_word(out, command, command->name, first_bytes(command), first_words);
    buffer_append_format(&condition, "__fish_seen_subcommand_from %.*s", first_bytes(command),
                         command->name);
    if (second != NULL) {
        append_fish_word(out, command, second, (int)strlen(second), condition.data);
        buffer_append_format(&condition, "; and __fish_seen_subcommand_from %s", second);
    }
    each_option(out, command, fish_option, condition.data);
    buffer_release(&condition);
}

static void append_fish(struct buffer *out)
{
    struct buffer none = {0};

    buffer_append_string(&none, "not __fish_seen_subcommand_from ");
    append_first_words(&none);
    buffer_append_string(out, "# fish completion for kantlijn, made from its tables.\n");
    each_option(out, &commands[0], fish_option, none.data);
    for (const struct command *command = commands + 1; command->run != NULL; command++)
        append_fish_command(out, command, none.data);
    buffer_release(&none);
}

/* ---- which shell ------------------------------------------------------------------------------------- */

bool append_completion(struct buffer *out, const char *shell, struct error *error)
{
    static const struct {
        const char *name;
        void (*append)(struct buffer *out);
    } shells[] = {{"bash", append_bash}, {"zsh", append_zsh}, {"fish", append_fish}};

    for (size_t i = 0; i < COUNT_OF(shells); i++) {
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].append(out);
            return true;
        }
    }
    return error_set(error, ERROR_USAGE, shell, _("is no value for %s: give one of %s"),
                     "--print-completion", "bash, zsh, fish");
}
