/* Random texts for the property tests of text/: a seed that is printed, and code points that have
 * made trouble somewhere. KANTLIJN_SEED=N repeats a run. */
#ifndef KANTLIJN_TESTS_TEXT_SAMPLES_H
#define KANTLIJN_TESTS_TEXT_SAMPLES_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistr.h>

struct samples {
    uint64_t state;
};

static inline void samples_init(struct samples *samples, const char *test)
{
    const char *wanted = getenv("KANTLIJN_SEED");
    uint64_t seed = wanted != NULL ? strtoull(wanted, NULL, 10) : (uint64_t)time(NULL);

    printf("# %s: seed %llu\n", test, (unsigned long long)seed);
    samples->state = seed * 0x9E3779B97F4A7C15u + 1;
}

static inline uint32_t samples_number(struct samples *samples, uint32_t below)
{
    samples->state ^= samples->state << 13;
    samples->state ^= samples->state >> 7;
    samples->state ^= samples->state << 17;
    return (uint32_t)(samples->state >> 33) % below;
}

static inline uint32_t samples_point(struct samples *samples)
{
    static const uint32_t awkward[] = {
        ' ',     ' ',     ' ',     '\n',    '\t',    '-',     '.',     '/',     0x1B,    0x7F,
        0x85,    0x9B,    0xA0,    0xAD,    0xDF,    0xE9,    0xEB,    0x130,   0x131,   0x149,
        0x17F,   0x1C5,   0x300,   0x301,   0x308,   0x31B,   0x323,   0x327,   0x328,   0x338,
        0x345,   0x34F,   0x390,   0x3A3,   0x3C2,   0x439,   0x587,   0x5D0,   0x5B0,   0x600,
        0x61C,   0x627,   0x64B,   0x915,   0x93C,   0x93F,   0x94D,   0xE33,   0xE48,   0x1100,
        0x1161,  0x11A8,  0x1160,  0x1E9E,  0x1F82,  0x2000,  0x2003,  0x200B,  0x200C,  0x200D,
        0x200D,  0x200E,  0x2019,  0x201C,  0x2026,  0x2028,  0x202E,  0x2060,  0x2067,  0x20AC,
        0x20E3,  0x2126,  0x212B,  0x2764,  0x3000,  0x304B,  0x3099,  0x4E00,  0xAC00,  0xAC01,
        0xD7B0,  0xFB01,  0xFE0F,  0xFE0F,  0xFEFF,  0xFFFD,  0xFFFF,  0x110BD, 0x1F1F3, 0x1F1F1,
        0x1F1F1, 0x1F3FB, 0x1F468, 0x1F469, 0x1F466, 0x1F600, 0xE0041, 0xE0100, 0xF0000, 0x10FFFF,
    };
    uint32_t point;

    switch (samples_number(samples, 8)) {
    case 0:
        do
            point = 1 + samples_number(samples, 0x10FFFF);
        while (point >= 0xD800 && point < 0xE000);
        return point == '\r' ? 'r' : point;
    case 1:
    case 2:
    case 3:
        return awkward[samples_number(samples, COUNT_OF(awkward))];
    case 4:
        return ' ';
    default:
        return (samples_number(samples, 5) == 0 ? 'A' : 'a') + samples_number(samples, 6);
    }
}

static inline void samples_append_point(struct buffer *out, uint32_t point)
{
    uint8_t bytes[6];
    int len_bytes = u8_uctomb(bytes, point, sizeof bytes);

    if (len_bytes > 0)
        buffer_append(out, (const char *)bytes, (size_t)len_bytes);
}

/* Well-formed UTF-8 without NUL and CR, but not in NFC. */
static inline void samples_points(struct samples *samples, struct buffer *out, uint32_t max_points)
{
    uint32_t count = samples_number(samples, max_points + 1);

    buffer_clear(out);
    buffer_reserve(out, 0);
    while (count-- > 0)
        samples_append_point(out, samples_point(samples));
}

/* The same with bytes broken here and there. */
static inline void samples_bytes(struct samples *samples, struct buffer *out, uint32_t max_points)
{
    uint32_t hits;

    samples_points(samples, out, max_points);
    if (out->len_bytes == 0)
        return;
    for (hits = samples_number(samples, 5); hits > 0; hits--)
        out->data[samples_number(samples, (uint32_t)out->len_bytes)] =
            (char)samples_number(samples, 256);
}

#endif
