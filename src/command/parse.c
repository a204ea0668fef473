/* The words of a call, taken apart.
 *
 *  1. A first word that is a command's is that command, whatever files there are; a report of that name
 *     is written ./name.
 *  2. Options may stand before and after the operands of their command, and its report comes last.
 *  3. What is misspelt is told together with what is nearest to it; nothing is guessed. */
#include "config.h"

#include "command/command_internal.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- commands ----------------------------------------------------------------------------------- */

/* The length of a command's first word. */
static size_t first_word_bytes(const char *name)
{
    return strcspn(name, " ");
}

static bool is_first_word(const struct command *command, const char *word)
{
    size_t len_bytes;

    if (command->name == NULL)
        return false;
    len_bytes = first_word_bytes(command->name);
    return strlen(word) == len_bytes && strncmp(command->name, word, len_bytes) == 0;
}

static const struct command *find_by_first_word(const char *word)
{
    for (const struct command *command = commands; command->run != NULL; command++) {
        if (is_first_word(command, word))
            return command;
    }
    return NULL;
}

/* The second words of the commands that begin with word, for the messages: "add, list, edit, delete". */
static void list_actions(const char *word, struct buffer *list, struct nearest *nearest)
{
    for (const struct command *command = commands; command->run != NULL; command++) {
        const char *action;

        if (!is_first_word(command, word))
            continue;
        action = command->name + strlen(word) + 1;
        buffer_append_format(list, "%s%s", list->len_bytes == 0 ? "" : ", ", action);
        nearest_offer(nearest, action, strlen(action));
    }
}

static bool set_action_error(const char *word, const char *given, struct error *error)
{
    struct nearest nearest;
    struct buffer list = {0};

    nearest_init(&nearest, given == NULL ? "" : given, given == NULL ? 0 : strlen(given));
    list_actions(word, &list, &nearest);
    if (nearest.found != NULL)
        error_set(error, ERROR_USAGE, word, _("has no action “%s”: did you mean “%s %s”?"), given,
                  word, nearest.found);
    else
        error_set(error, ERROR_USAGE, word, _("needs to know what to do: add one of %s"),
                  list.data);
    buffer_release(&list);
    return false;
}

/* Finds the command that argv[0], and for some argv[1], names; *word_count says how many it took. NULL
 * with the error set, or NULL with no error where argv[0] is no command. */
static const struct command *find_command(int argc, char **argv, int *word_count,
                                          struct error *error)
{
    const struct command *first = find_by_first_word(argv[0]);

    if (first == NULL)
        return NULL;
    *word_count = strchr(first->name, ' ') == NULL ? 1 : 2;
    if (*word_count == 1)
        return first;
    for (const struct command *command = first; argc > 1 && command->run != NULL; command++) {
        if (is_first_word(command, argv[0]) &&
            strcmp(command->name + strlen(argv[0]) + 1, argv[1]) == 0)
            return command;
    }
    set_action_error(argv[0], argc > 1 && argv[1][0] != '-' ? argv[1] : NULL, error);
    return NULL;
}

/* ---- options ------------------------------------------------------------------------------------ */

/* getopt's values for long options begin above those for letters: the options of the table, then two for each
 * setting: --NAME and, of a switch, --no-NAME. */
enum {
    LETTER_CODE = 256,
    SETTING_CODE = LETTER_CODE + OPTION_COUNT,
    CODES_MAX = OPTION_COUNT + 2 * SETTINGS_MAX,
    NAME_MAX_BYTES = 40,
};

static unsigned allowed_options(const struct command *command)
{
    return command->options | OPTION_BIT(OPTION_HELP) | OPTION_BIT(OPTION_VERSION);
}

/* Of a switch that is "measure": --no-measure. */
typedef char setting_name[NAME_MAX_BYTES];

static void name_off(const struct setting *setting, setting_name name)
{
    snprintf(name, sizeof(setting_name), "no-%s", setting->name);
}

/* off has room for the names of SETTINGS_MAX switches, which options then points to. */
static struct option *add_settings(struct option *options, setting_name *off)
{
    for (int i = 0; settings_table[i].name != NULL; i++) {
        const struct setting *setting = &settings_table[i];

        if (!setting->is_option)
            continue;
        *options++ = (struct option){
            .name = setting->name,
            .has_arg = setting->kind == SETTING_SWITCH ? no_argument : required_argument,
            .val = SETTING_CODE + 2 * i,
        };
        if (setting->kind != SETTING_SWITCH)
            continue;
        name_off(setting, off[i]);
        *options++ = (struct option){
            .name = off[i], .has_arg = no_argument, .val = SETTING_CODE + 2 * i + 1};
    }
    return options;
}

static void fill_getopt(const struct command *command, struct option *options, setting_name *off,
                        char *letters)
{
    *letters++ = ':';
    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct option_row *row = &command_options[id];

        if ((allowed_options(command) & OPTION_BIT(id)) == 0)
            continue;
        *options++ = (struct option){
            .name = row->name,
            .has_arg = row->value == NULL ? no_argument : required_argument,
            .val = LETTER_CODE + id,
        };
        if (row->letter != '\0') {
            *letters++ = row->letter;
            if (row->value != NULL)
                *letters++ = ':';
        }
    }
    if (command->takes_settings)
        options = add_settings(options, off);
    *options = (struct option){0};
    *letters = '\0';
}

/* The name of an option here that is nearest to a misspelt "--word=value"; appended. */
static void append_nearest_option(const struct command *command, const char *word,
                                  struct buffer *out)
{
    struct option options[CODES_MAX + 1];
    setting_name off[SETTINGS_MAX];
    char letters[2 * OPTION_COUNT + 2];
    struct nearest nearest;

    if (strncmp(word, "--", 2) != 0)
        return;
    fill_getopt(command, options, off, letters);
    nearest_init(&nearest, word + 2, strcspn(word + 2, "="));
    for (const struct option *option = options; option->name != NULL; option++)
        nearest_offer(&nearest, option->name, strlen(option->name));
    if (nearest.found != NULL)
        buffer_append(out, nearest.found, nearest.found_bytes);
}

static bool set_option_error(const struct command *command, const char *word, struct error *error)
{
    struct buffer nearest = {0};

    append_nearest_option(command, word, &nearest);
    if (nearest.len_bytes > 0)
        error_set(error, ERROR_USAGE, word, _("is no option here: did you mean --%s?"),
                  nearest.data);
    else if (command->name == NULL)
        error_set(error, ERROR_USAGE, word, _("is no option here: `kantlijn --help` lists them"));
    else
        error_set(error, ERROR_USAGE, word,
                  _("is no option of this command: `kantlijn %s --help` lists them"),
                  command->name);
    buffer_release(&nearest);
    return false;
}

static int option_of_letter(int letter)
{
    for (int id = 0; id < OPTION_COUNT; id++) {
        if (command_options[id].letter == letter)
            return id;
    }
    return OPTION_COUNT;
}

/* The word getopt stumbled on. */
static bool set_getopt_error(const struct command *command, int code, char **argv,
                             struct error *error)
{
    const char *word = argv[optind - 1];
    char letter[3] = {'-', (char)optopt, '\0'};

    if (code == ':')
        return error_set(error, ERROR_USAGE, optopt >= LETTER_CODE || optopt == 0 ? word : letter,
                         _("needs a value: give one behind it"));
    if (optopt > 0 && optopt < LETTER_CODE)
        return set_option_error(command, letter, error);
    if (optopt >= LETTER_CODE)
        return error_set(error, ERROR_USAGE, word,
                         _("takes no value: leave out the = and what follows"));
    return set_option_error(command, word, error);
}

/* What is given twice counts as it was given last. */
static void keep_option(struct call *call, int code)
{
    if (code >= SETTING_CODE)
        call->settings[(code - SETTING_CODE) / 2] = optarg != NULL                   ? optarg
                                                    : (code - SETTING_CODE) % 2 == 0 ? "on"
                                                                                     : "off";
    else
        call->values[code >= LETTER_CODE ? code - LETTER_CODE : option_of_letter(code)] =
            optarg == NULL ? "" : optarg;
}

bool call_is_asking(const struct call *call)
{
    return call->values[OPTION_HELP] != NULL || call->values[OPTION_VERSION] != NULL ||
           call->values[OPTION_PRINT_CONFIG] != NULL ||
           call->values[OPTION_PRINT_COMPLETION] != NULL;
}

/* Reads the options of the command out of argv[1] and on, and moves the operands behind them; true with
 * *rest the first operand's index. */
static bool parse_options(struct call *call, int argc, char **argv, int *rest, struct error *error)
{
    struct option options[CODES_MAX + 1];
    setting_name off[SETTINGS_MAX];
    char letters[2 * OPTION_COUNT + 2];
    int code;

    fill_getopt(call->command, options, off, letters);
    optind = 0;
    opterr = 0;
    while (!call_is_asking(call) &&
           (code = getopt_long(argc, argv, letters, options, NULL)) != -1) {
        if (code == '?' || code == ':')
            return set_getopt_error(call->command, code, argv, error);
        keep_option(call, code);
    }
    *rest = optind;
    return true;
}

/* ---- the whole call ------------------------------------------------------------------------------- */

static bool set_operand_error(const struct command *command, int count, struct error *error)
{
    const char *name = command->name;

    if (!command->takes_report)
        return error_set(error, ERROR_USAGE, name, _("takes no report: leave it out"));
    if (count == 0)
        return error_set(error, ERROR_USAGE, name,
                         _("no report is given: name one, or - for standard input"));
    if (count - 1 < command->operands_min)
        return error_set(error, ERROR_USAGE, name, _("needs %s before the report: give it"),
                         _(command->operands));
    return error_set(error, ERROR_USAGE, name,
                     _("too many words: give one report, as the last; quote what contains spaces"));
}

static bool take_operands(struct call *call, int count, char **operands, struct error *error)
{
    const struct command *command = call->command;
    int before = count - (command->takes_report ? 1 : 0);

    if (before < command->operands_min ||
        (command->operands_max >= 0 && before > command->operands_max))
        return set_operand_error(command, count, error);
    call->operands = operands;
    call->operand_count = before;
    call->report = command->takes_report ? operands[before] : NULL;
    return true;
}

/* A first word that is neither command nor file. One that looks like a path is a report that is missing,
 * which opening it tells. */
static bool check_first_word(const char *word, struct error *error)
{
    struct nearest nearest;

    if (strcmp(word, "-") == 0 || access(word, F_OK) == 0 ||
        strpbrk(word, "./") != NULL)
        return true;
    nearest_init(&nearest, word, strlen(word));
    for (const struct command *command = commands + 1; command->run != NULL; command++)
        nearest_offer(&nearest, command->name, first_word_bytes(command->name));
    if (nearest.found != NULL)
        return error_set(error, ERROR_USAGE, word,
                         _("is no command and no file: did you mean “%.*s”?"),
                         (int)nearest.found_bytes, nearest.found);
    return error_set(error, ERROR_USAGE, word,
                     _("is no command and no file: `kantlijn --help` lists the commands"));
}

/* True for "--item" and "-f", whose value is the next word; not for "--item=2" and "-ftext". */
static bool takes_next_word(const char *word)
{
    for (int id = 0; id < OPTION_COUNT; id++) {
        const struct option_row *row = &command_options[id];

        if (row->value == NULL)
            continue;
        if (strncmp(word, "--", 2) == 0 ? strcmp(word + 2, row->name) == 0
                                        : word[1] == row->letter && word[2] == '\0')
            return true;
    }
    for (const struct setting *setting = settings_table; setting->name != NULL; setting++) {
        if (setting->is_option && setting->kind != SETTING_SWITCH && strncmp(word, "--", 2) == 0 &&
            strcmp(word + 2, setting->name) == 0)
            return true;
    }
    return false;
}

/* The index of the first word that is no option and no option's value. */
static int first_operand(int argc, char **argv)
{
    int at = 1;

    while (at < argc) {
        if (strcmp(argv[at], "--") == 0)
            return at + 1;
        if (argv[at][0] != '-' || argv[at][1] == '\0')
            return at;
        at += takes_next_word(argv[at]) ? 2 : 1;
    }
    return argc;
}

bool call_parse(struct call *call, int argc, char **argv, struct error *error)
{
    int first = first_operand(argc, argv), word_count = 0, rest;
    bool after_dashes = first > 1 && first <= argc && strcmp(argv[first - 1], "--") == 0;

    *call = (struct call){.command = commands};
    if (first < argc && !after_dashes) {
        const struct command *command =
            find_command(argc - first, argv + first, &word_count, error);

        if (error->code != ERROR_NONE)
            return false;
        if (command != NULL)
            call->command = command;
    }
    /* The command's own words go; the options before and after them are then one list. */
    memmove(argv + first, argv + first + word_count,
            (size_t)(argc - first - word_count + 1) * sizeof *argv);
    argc -= word_count;
    if (!parse_options(call, argc, argv, &rest, error))
        return false;
    if (call_is_asking(call))
        return true;
    if (word_count == 0 && rest < argc && !check_first_word(argv[rest], error))
        return false;
    return take_operands(call, argc - rest, argv + rest, error);
}
