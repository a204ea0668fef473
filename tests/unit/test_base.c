/* What base/base.h promises, sentence by sentence. */
#include "config.h"

#include "base/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- errors ---------------------------------------------------------------------------------- */

static void error_set_fills_all_and_returns_false(void **state)
{
    struct error error = {0};

    (void)state;
    assert_false(error_set(&error, ERROR_INPUT, "verslag.txt", "line %d is too long", 7));
    assert_int_equal(error.code, ERROR_INPUT);
    assert_string_equal(error.file, "verslag.txt");
    assert_string_equal(error.message, "line 7 is too long");
}

static void error_set_keeps_the_first_cause(void **state)
{
    struct error error = {0};

    (void)state;
    error_set(&error, ERROR_SIDECAR, NULL, "first");
    error_set(&error, ERROR_INPUT, "other", "second");
    assert_int_equal(error.code, ERROR_SIDECAR);
    assert_string_equal(error.file, "");
    assert_string_equal(error.message, "first");
    error_clear(&error);
    error_set(&error, ERROR_INPUT, "other", "second");
    assert_string_equal(error.message, "second");
}

static void error_set_accepts_no_error(void **state)
{
    (void)state;
    assert_false(error_set(NULL, ERROR_USAGE, NULL, "nobody listens"));
}

static void error_message_is_cut_between_characters(void **state)
{
    struct error error = {0};
    char long_text[4 * sizeof error.message];
    size_t i;

    (void)state;
    long_text[0] = 'x'; /* so that a two-byte character lies across the end */
    for (i = 1; i + 2 < sizeof long_text; i += 2)
        memcpy(long_text + i, "\xC3\xA9", 2);
    long_text[i] = '\0';
    error_set(&error, ERROR_INPUT, long_text, "%s", long_text);
    assert_int_equal(strlen(error.message), sizeof error.message - 1);
    assert_int_equal((unsigned char)error.message[strlen(error.message) - 1], 0xA9);
    assert_int_equal((unsigned char)error.file[strlen(error.file) - 1], 0xA9);

    error_clear(&error);
    error_set(&error, ERROR_INPUT, NULL, "%s", long_text + 1);
    assert_int_equal(strlen(error.message), sizeof error.message - 2);
    assert_int_equal((unsigned char)error.message[strlen(error.message) - 1], 0xA9);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static jmp_buf out_of_memory;

static void jump_out(void)
{
    longjmp(out_of_memory, 1);
}

static void memory_that_ends_calls_the_handler(void **state)
{
    volatile int calls = 0;

    (void)state;
    base_on_no_memory(jump_out);
    if (setjmp(out_of_memory) == 0)
        base_reallocate(NULL, SIZE_MAX / 2, 8); /* overflows */
    else
        calls++;
    if (setjmp(out_of_memory) == 0) {
        struct buffer buffer = {0};

        buffer_append_char(&buffer, 'x');
        free(buffer.data); /* what follows does not come back to release it */
        buffer.data = NULL;
        buffer.capacity_bytes = 0;
        buffer_reserve(&buffer, SIZE_MAX);
    } else {
        calls++;
    }
    base_on_no_memory(NULL);
    assert_int_equal(calls, 2);
}

static void allocated_memory_is_zeroed_and_never_null(void **state)
{
    char *memory = base_allocate(64);
    char *nothing = base_allocate(0);
    size_t i;

    (void)state;
    assert_non_null(nothing);
    for (i = 0; i < 64; i++)
        assert_int_equal(memory[i], 0);
    free(memory);
    free(nothing);
}

static void copies_end_in_nul_and_null_stays_null(void **state)
{
    char *string = base_copy_string("nota");
    char *bytes = base_copy_bytes("notalist", 4);
    char *empty = base_copy_bytes(NULL, 0);

    (void)state;
    assert_string_equal(string, "nota");
    assert_string_equal(bytes, "nota");
    assert_string_equal(empty, "");
    assert_null(base_copy_string(NULL));
    free(string);
    free(bytes);
    free(empty);
}

static void array_grows_by_half_and_keeps_its_items(void **state)
{
    size_t capacity = 0, count, moves = 0;
    int *items = NULL;

    (void)state;
    for (count = 0; count < 10000; count++) {
        size_t before = capacity;

        items = array_reserve(items, &capacity, count + 1, sizeof *items);
        if (capacity != before) {
            moves++;
            assert_true(capacity >= before + before / 2);
        }
        items[count] = (int)count;
    }
    for (count = 0; count < 10000; count++)
        assert_int_equal(items[count], (int)count);
    assert_true(moves < 30);
    free(items);
}

/* ---- buffer ---------------------------------------------------------------------------------- */

static void buffer_is_always_followed_by_nul(void **state)
{
    struct buffer buffer;

    (void)state;
    buffer_init(&buffer);
    assert_string_equal(buffer.data, "");
    buffer_append(&buffer, "a\0b", 3);
    assert_int_equal(buffer.len_bytes, 3);
    assert_int_equal(buffer.data[3], '\0');
    buffer_append_char(&buffer, 'c');
    assert_memory_equal(buffer.data, "a\0bc", 5);
    buffer_append_repeated(&buffer, '-', 500);
    assert_int_equal(buffer.len_bytes, 504);
    assert_int_equal(buffer.data[503], '-');
    assert_int_equal(buffer.data[504], '\0');
    buffer_clear(&buffer);
    assert_int_equal(buffer.len_bytes, 0);
    assert_string_equal(buffer.data, "");
    buffer_release(&buffer);
}

static void zeroed_buffer_is_empty_and_usable(void **state)
{
    struct buffer buffer = {0};

    (void)state;
    buffer_clear(&buffer);
    buffer_release(&buffer);
    buffer_append(&buffer, NULL, 0);
    assert_string_equal(buffer.data, "");
    buffer_append_string(&buffer, "kantlijn");
    assert_string_equal(buffer.data, "kantlijn");
    buffer_release(&buffer);
    assert_null(buffer.data);
}

static void buffer_formats_what_does_not_fit_at_first(void **state)
{
    struct buffer buffer = {0};
    char wide[301];

    (void)state;
    memset(wide, 'w', 300);
    wide[300] = '\0';
    buffer_append_format(&buffer, "%s:%d", "item", 3);
    assert_string_equal(buffer.data, "item:3");
    buffer_append_format(&buffer, "%s", wide);
    assert_int_equal(buffer.len_bytes, 306);
    assert_string_equal(buffer.data + 6, wide);
    buffer_append_format(&buffer, "%s", "");
    assert_int_equal(buffer.len_bytes, 306);
    buffer_release(&buffer);
}

static void detached_string_belongs_to_the_caller(void **state)
{
    struct buffer buffer = {0};
    char *string, *empty;

    (void)state;
    buffer_append_string(&buffer, "mine");
    string = buffer_detach(&buffer);
    assert_string_equal(string, "mine");
    assert_int_equal(buffer.len_bytes, 0);
    empty = buffer_detach(&buffer);
    assert_string_equal(empty, "");
    buffer_append_string(&buffer, "again");
    assert_string_equal(string, "mine");
    buffer_release(&buffer);
    free(string);
    free(empty);
}

/* ---- arena ----------------------------------------------------------------------------------- */

static void arena_gives_zeroed_aligned_memory_that_stays(void **state)
{
    struct arena arena;
    char *things[500];
    size_t i, j;

    (void)state;
    arena_init(&arena);
    for (i = 0; i < 500; i++) {
        things[i] = arena_allocate(&arena, i);
        assert_int_equal((uintptr_t)things[i] % _Alignof(max_align_t), 0);
        for (j = 0; j < i; j++)
            assert_int_equal(things[i][j], 0);
        memset(things[i], (int)(i % 250) + 1, i);
    }
    for (i = 0; i < 500; i++)
        for (j = 0; j < i; j++)
            assert_int_equal((unsigned char)things[i][j], i % 250 + 1);
    arena_release(&arena);
    assert_null(arena.chunks);
}

static void arena_holds_things_larger_than_a_chunk(void **state)
{
    struct arena arena = {0};
    char *large = arena_allocate(&arena, 1000000);
    char *small = arena_copy_string(&arena, "small");

    (void)state;
    memset(large, 'x', 1000000);
    assert_string_equal(small, "small");
    assert_string_equal(arena_copy_bytes(&arena, "smaller", 5), "small");
    assert_null(arena_copy_string(&arena, NULL));
    arena_release(&arena);
    arena_release(&arena);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_nests_indented_by_two(void **state)
{
    struct buffer out = {0};
    struct json json;

    (void)state;
    json_init(&json, &out);
    json_object_begin(&json);
    json_pair_string(&json, "title", "Justitie");
    json_pair_string(&json, "number", NULL);
    json_key(&json, "items");
    json_array_begin(&json);
    json_integer(&json, INT64_MIN);
    json_boolean(&json, true);
    json_object_begin(&json);
    json_pair_integer(&json, "start", 12);
    json_object_end(&json);
    json_array_end(&json);
    json_key(&json, "none");
    json_array_begin(&json);
    json_array_end(&json);
    json_key(&json, "open");
    json_boolean(&json, false);
    json_object_end(&json);
    assert_string_equal(out.data, "{\n"
                                  "  \"title\": \"Justitie\",\n"
                                  "  \"number\": null,\n"
                                  "  \"items\": [\n"
                                  "    -9223372036854775808,\n"
                                  "    true,\n"
                                  "    {\n"
                                  "      \"start\": 12\n"
                                  "    }\n"
                                  "  ],\n"
                                  "  \"none\": [],\n"
                                  "  \"open\": false\n"
                                  "}\n");
    buffer_release(&out);
}

static void json_escapes_what_json_asks_and_nothing_else(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", "\"\"\n"},
        {"a\"b\\c/d", "\"a\\\"b\\\\c/d\"\n"},
        {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"\n"},
        {"\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"\n"},
        {"co\xC3\xB6rdinatie \xE2\x82\xAC", "\"co\xC3\xB6rdinatie \xE2\x82\xAC\"\n"},
        {"a\xE2\x80\xA8z\xE2\x80\xA9", "\"a\\u2028z\\u2029\"\n"},
        {"\xE2\x80\x99", "\"\xE2\x80\x99\"\n"},
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT_OF(cases); i++) {
        struct buffer out = {0};
        struct json json;

        json_init(&json, &out);
        json_string(&json, cases[i].in);
        assert_string_equal(out.data, cases[i].out);
        buffer_release(&out);
    }
}

static void json_writes_bytes_with_nul(void **state)
{
    struct buffer out = {0};
    struct json json;

    (void)state;
    json_init(&json, &out);
    json_bytes(&json, "a\0b", 3);
    assert_string_equal(out.data, "\"a\\u0000b\"\n");
    buffer_release(&out);
}

static void roman_numerals_are_the_usual_ones(void **state)
{
    static const struct {
        unsigned number;
        bool capital;
        const char *numeral;
    } cases[] = {{0, true, ""},           {1, false, "i"},
                 {4, true, "IV"},         {9, false, "ix"},
                 {14, true, "XIV"},       {49, true, "XLIX"},
                 {1994, true, "MCMXCIV"}, {BUFFER_ROMAN_MAX, false, "mmmcmxcix"}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buffer buffer = {0};

        buffer_init(&buffer);
        buffer_append_roman(&buffer, cases[i].number, cases[i].capital);
        assert_string_equal(buffer.data, cases[i].numeral);
        buffer_release(&buffer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roman_numerals_are_the_usual_ones),
        cmocka_unit_test(error_set_fills_all_and_returns_false),
        cmocka_unit_test(error_set_keeps_the_first_cause),
        cmocka_unit_test(error_set_accepts_no_error),
        cmocka_unit_test(error_message_is_cut_between_characters),
        cmocka_unit_test(memory_that_ends_calls_the_handler),
        cmocka_unit_test(allocated_memory_is_zeroed_and_never_null),
        cmocka_unit_test(copies_end_in_nul_and_null_stays_null),
        cmocka_unit_test(array_grows_by_half_and_keeps_its_items),
        cmocka_unit_test(buffer_is_always_followed_by_nul),
        cmocka_unit_test(zeroed_buffer_is_empty_and_usable),
        cmocka_unit_test(buffer_formats_what_does_not_fit_at_first),
        cmocka_unit_test(detached_string_belongs_to_the_caller),
        cmocka_unit_test(arena_gives_zeroed_aligned_memory_that_stays),
        cmocka_unit_test(arena_holds_things_larger_than_a_chunk),
        cmocka_unit_test(json_nests_indented_by_two),
        cmocka_unit_test(json_escapes_what_json_asks_and_nothing_else),
        cmocka_unit_test(json_writes_bytes_with_nul),
    };

    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
