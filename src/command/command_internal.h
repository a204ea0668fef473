/* What the files of command/ share; nobody else includes it. */
#ifndef KANTLIJN_COMMAND_INTERNAL_H
#define KANTLIJN_COMMAND_INTERNAL_H

#include "command/command.h"

/* ---- table.c: every command and option --------------------------------------------------------- */

enum option_id {
    OPTION_ITEM,
    OPTION_QUOTE,
    OPTION_AT,
    OPTION_KIND,
    OPTION_BODY,
    OPTION_FORMAT,
    OPTION_WIDTH,
    OPTION_OUTPUT,
    OPTION_FORCE,
    OPTION_REPAIR,
    OPTION_JSON,
    OPTION_SIDECAR,
    OPTION_ENCODING,
    OPTION_LANGUAGE,
    OPTION_DATE,
    OPTION_PLAIN,
    OPTION_PRINT_CONFIG,
    OPTION_PRINT_COMPLETION,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT,
};

#define OPTION_BIT(id) (1u << (id))

struct option_row {
    const char *name;
    char letter;       /* '\0' for none */
    const char *value; /* N_() what it takes: "FILE"; NULL for a flag */
    const char *help;  /* N_() one line */
    const char *words; /* values for completion to offer, apart by spaces; NULL for none */
    bool takes_file;   /* its value is one */
};

struct call;

struct command {
    const char *name;     /* "note add"; NULL for reading, which has none */
    const char *operands; /* N_() before the report: "ID"; NULL for none */
    int operands_min, operands_max;
    bool takes_report;
    bool takes_settings;  /* those of the table of settings that are options */
    unsigned options;     /* OPTION_BIT of each, but for --help and --version */
    const char *summary;  /* N_() one line, a whole sentence */
    const char *examples; /* lines for its own help, or NULL */
    /* Returns the exit status; the error is set where there is something to say. */
    int (*run)(const struct call *call, struct error *error);
};

/* One call of the program, taken apart. */
struct call {
    const struct command *command;
    const char *values[OPTION_COUNT]; /* NULL where not given, "" for a flag */
    const char *settings[SETTINGS_MAX]; /* by row of the table; NULL where not given, "on", "off" */
    char *const *operands;            /* and behind them the report */
    int operand_count;
    const char *report; /* NULL for a command without one */
    const struct command_screen *screen;
};

extern const struct option_row command_options[OPTION_COUNT];
/* The first reads; ends in an entry without run. */
extern const struct command commands[];

/* ---- parse.c --------------------------------------------------------------------------------------- */
/* Takes the words apart; false with ERROR_USAGE. What asks about the program itself (--help, --version,
 * --print-…) stops the parsing: the rest of the call may then be missing. */
bool call_parse(struct call *call, int argc, char **argv, struct error *error);
bool call_is_asking(const struct call *call);

/* ---- help.c ---------------------------------------------------------------------------------------- */
void append_help(struct buffer *out, const struct command *command); /* commands[0]: all of it */
void append_version(struct buffer *out);

/* ---- config.c, completion.c ------------------------------------------------------------------------ */
/* The file of what a reader chose, with all defaults and comments. */
void append_config(struct buffer *out);
/* What makes a shell complete calls; false where it is none that is known. */
bool append_completion(struct buffer *out, const char *shell, struct error *error);

/* ---- print.c --------------------------------------------------------------------------------------- */
/* Writes to standard output; made safe where that is a terminal. */
bool print_text(const char *text, size_t len_bytes, struct error *error);
bool print_buffer(const struct buffer *text, struct error *error);
/* How wide prose is set there: at most 80 columns; 0 where it is no terminal, or one of unknown width. */
int print_width_cols(void);
/* "kantlijn: FILE: message" to standard error; file may be NULL or "". */
void print_message(const char *file, const char *message);

/* ---- loading.c: a report that takes long to read --------------------------------------------------- */
/* Opens the report; whole: and reads it to its end. After a fifth of a second a line on the terminal says
 * how far it is, until it is done. A signal that asks the program to end meanwhile ends it, but not before
 * the line is gone and no helper process runs. */
bool load_report(struct session **session, const char *path, const struct session_options *options,
                 bool whole, struct error *error);

/* ---- call.c: what several commands do ------------------------------------------------------------- */
/* What the call says of how its report is opened. */
struct session_options call_session_options(const struct call *call);
/* How much of a sidecar a command reads. */
enum call_reads { CALL_TEXT, CALL_OUTLINE, CALL_NOTES }; /* nothing; what was put right; all */
/* Opens the report and reads it whole, and tells on standard error what there is to tell. */
bool call_open(const struct call *call, enum call_reads reads, struct session **session,
               struct error *error);
/* The settings that the call gives, over what stands there. */
bool call_settings(const struct call *call, struct settings *settings, struct error *error);
void call_tell_notice(const struct call *call, const struct session *session);
bool call_find_place(const struct call *call, struct session *session, struct session_place *place,
                     struct error *error);
bool call_number(const struct call *call, enum option_id option, int least, int most, int *number,
                 struct error *error); /* number is left alone where the option is not given */
/* The text of --body, read from standard input where it is "-"; the caller frees. */
char *call_body(const struct call *call, struct error *error);
/* The outline and the text, for where no screen is. */
bool print_report(struct session *session, struct error *error);
void append_outline(struct buffer *out, const struct report *report);

/* How --json and lists name a heading: by its number, by its title where it has none or the number occurs
 * twice; "" for REPORT_NONE. Appended. */
void append_heading_name(struct buffer *out, const struct report *report, size_t heading);
/* The members that notes and stances share: item, and start, end (null for an orphan), quote. */
void json_item(struct json *json, const struct report *report, const struct anchor *anchor,
               const struct anchor_place *place);
void json_range(struct json *json, const struct anchor *anchor, const struct anchor_place *place);
void json_history(struct json *json, const char *author, int64_t created_ms, int64_t modified_ms,
                  enum anchor_state state);
/* "3. Title" of the place, or what the anchor remembers of it. Appended. */
void append_place_label(struct buffer *out, const struct report *report,
                        const struct anchor *anchor, const struct anchor_place *place);
void append_date(struct buffer *out, int64_t time_ms); /* 2024-01-26, in the reader's time zone */

/* ---- one file a command ---------------------------------------------------------------------------- */
int run_read(const struct call *call, struct error *error);
int run_demo(const struct call *call, struct error *error);
int run_outline(const struct call *call, struct error *error);
int run_text(const struct call *call, struct error *error);
int run_note_add(const struct call *call, struct error *error);
int run_note_list(const struct call *call, struct error *error);
int run_note_edit(const struct call *call, struct error *error);
int run_note_delete(const struct call *call, struct error *error);
int run_stance_set(const struct call *call, struct error *error);
int run_stance_clear(const struct call *call, struct error *error);
int run_stance_list(const struct call *call, struct error *error);
int run_export(const struct call *call, struct error *error);
int run_share(const struct call *call, struct error *error);
int run_check(const struct call *call, struct error *error);

#endif
