/* base: what C lacks. Buffers, growing arrays, arenas, errors as values, writing JSON.
 *
 * The ground floor: includes nothing of ours, knows nothing of reports.
 *
 * Lifetime verbs, here and everywhere above: thing_init makes an empty thing; thing_release frees
 * what it holds; thing_clear releases and leaves it ready again; thing_free also frees the thing
 * itself. All four accept a thing that was zeroed and never used, and thing_free accepts NULL.
 *
 * Memory: the allocation functions never return NULL. When memory ends they call the handler that
 * the edge (main.c) has set, which leaves the terminal sane, speaks and exits; nothing a reader
 * typed is lost, since every edit is on disk before it is shown. No other function below command/
 * and ui/ prints, exits or aborts.
 *
 * Units are in names: _bytes, _points (Unicode code points), _cols (terminal columns), _ms. */
#ifndef KANTLIJN_BASE_BASE_H
#define KANTLIJN_BASE_BASE_H

#include <libintl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks a sentence for translation: _() translates now, N_() only collects (for tables). */
#define _(sentence) gettext(sentence)
#define N_(sentence) (sentence)

#if defined(__GNUC__)
#define BASE_PRINTF(format_at, first_at) __attribute__((format(printf, format_at, first_at)))
#else
#define BASE_PRINTF(format_at, first_at)
#endif

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- errors ---------------------------------------------------------------------------------
 * A function that can fail returns false (or NULL) and fills the struct error it was given.
 * The codes are the exit statuses of the command line, so that the edge has nothing to decide. */
enum error_code {
    ERROR_NONE = 0,
    ERROR_NOTHING = 1,  /* nothing found, or findings to report */
    ERROR_USAGE = 2,    /* the call's own words are off */
    ERROR_INPUT = 3,    /* the report cannot be read */
    ERROR_SIDECAR = 4,  /* the sidecar cannot be used */
    ERROR_INTERNAL = 5, /* our own fault, or the machine's */
    ERROR_CANCELLED = 130, /* the reader gave it up: nothing has changed */
};

struct error {
    enum error_code code;
    char file[512];     /* what the message is about, "" when it is about no file; may be cut */
    char message[1024]; /* translated, "what is wrong: what to do about it", without a full stop */
};

/* Fills *error; a NULL error is accepted and ignored. file may be NULL. Always returns false,
 * so that `return error_set(...)` reads well. An error that is already set is kept (the first
 * cause is the one worth telling). */
bool error_set(struct error *error, enum error_code code, const char *file, const char *format, ...)
    BASE_PRINTF(4, 5);
void error_clear(struct error *error);

/* ---- memory ---------------------------------------------------------------------------------
 * Sizes that overflow count as memory that ended. */
void base_on_no_memory(void (*handler)(void));
void *base_allocate(size_t size_bytes);                  /* zeroed; caller frees with free() */
void *base_reallocate(void *memory, size_t count, size_t item_bytes);
char *base_copy_string(const char *string);              /* NULL gives NULL */
char *base_copy_bytes(const char *bytes, size_t len_bytes); /* adds a NUL */

/* Makes room for `needed` items of item_bytes each in an array that has *capacity, growing by
 * half; returns the array, moved or not: `items = array_reserve(items, &capacity, count + 1,
 * sizeof *items)`. New room is not zeroed. */
void *array_reserve(void *items, size_t *capacity, size_t needed, size_t item_bytes);

/* ---- buffer: bytes that grow ----------------------------------------------------------------
 * data is always followed by a NUL that len_bytes does not count, and is never NULL after
 * buffer_init or an append; a zeroed struct buffer is valid and empty (data may then be NULL). */
struct buffer {
    char *data;
    size_t len_bytes;
    size_t capacity_bytes;
};

void buffer_init(struct buffer *buffer);
void buffer_release(struct buffer *buffer);
void buffer_clear(struct buffer *buffer);  /* empty, keeps its room */
void buffer_reserve(struct buffer *buffer, size_t more_bytes);
void buffer_append(struct buffer *buffer, const char *bytes, size_t len_bytes);
void buffer_append_string(struct buffer *buffer, const char *string);
void buffer_append_char(struct buffer *buffer, char byte);
void buffer_append_repeated(struct buffer *buffer, char byte, size_t count);
void buffer_append_format(struct buffer *buffer, const char *format, ...) BASE_PRINTF(2, 3);
void buffer_append_vformat(struct buffer *buffer, const char *format, va_list arguments);
/* A number from 1 to BUFFER_ROMAN_MAX as a roman numeral; 0 appends nothing. */
enum { BUFFER_ROMAN_MAX = 3999 };
void buffer_append_roman(struct buffer *buffer, unsigned number, bool capital);
char *buffer_detach(struct buffer *buffer); /* the caller owns the string; buffer is empty again */

/* ---- files ------------------------------------------------------------------------------------
 * Both return false with errno set. */
bool file_write_all(int file, const void *bytes, size_t len_bytes);
/* Gives a file that was written under another name of the same folder its own, if nothing has that yet:
 * EEXIST where something has. */
bool file_give_name(const char *from, const char *to);

/* ---- arena: many small things freed at once -------------------------------------------------- */
struct arena {
    struct arena_chunk *chunks;
    size_t used_bytes; /* in the newest chunk */
};

void arena_init(struct arena *arena);
void arena_release(struct arena *arena);
void *arena_allocate(struct arena *arena, size_t size_bytes); /* zeroed, aligned for any type */
char *arena_copy_string(struct arena *arena, const char *string);
char *arena_copy_bytes(struct arena *arena, const char *bytes, size_t len_bytes);

/* ---- which word was meant -------------------------------------------------------------------------
 * The one of those offered that is nearest to a misspelt word: at most a third of its letters and one more
 * are off. Neither is copied; found is NULL where none is near. */
enum { NEAREST_WORD_MAX_BYTES = 64 };

struct nearest {
    const char *word;
    size_t word_bytes, best;
    const char *found;
    size_t found_bytes;
};

void nearest_init(struct nearest *nearest, const char *word, size_t len_bytes);
void nearest_offer(struct nearest *nearest, const char *candidate, size_t len_bytes);
/* Bytes added, left out, replaced or swapped with their neighbour, ASCII case ignored; SIZE_MAX where one
 * is longer than NEAREST_WORD_MAX_BYTES. */
size_t base_edit_distance(const char *from, size_t from_bytes, const char *to, size_t to_bytes);

/* ---- writing JSON ---------------------------------------------------------------------------
 * One document into a buffer, indented by two spaces, keys in the order written, ending in a
 * newline once the outermost value is closed. Strings are UTF-8 and are escaped where JSON asks
 * it (and U+007F, U+2028, U+2029 besides); nothing else is changed. Inside an object each value
 * is preceded by json_key; nesting is at most JSON_DEPTH_MAX (our own bug if it is more). */
enum { JSON_DEPTH_MAX = 32 };

struct json {
    struct buffer *out;
    unsigned depth;
    bool first[JSON_DEPTH_MAX + 1];
    bool after_key;
};

void json_init(struct json *json, struct buffer *out);
void json_object_begin(struct json *json);
void json_object_end(struct json *json);
void json_array_begin(struct json *json);
void json_array_end(struct json *json);
void json_key(struct json *json, const char *key);
void json_string(struct json *json, const char *string); /* NULL writes null */
void json_bytes(struct json *json, const char *bytes, size_t len_bytes);
void json_integer(struct json *json, int64_t value);
void json_boolean(struct json *json, bool value);
void json_null(struct json *json);

/* Shorthand for a key with its value. */
void json_pair_string(struct json *json, const char *key, const char *string);
void json_pair_integer(struct json *json, const char *key, int64_t value);

#endif
