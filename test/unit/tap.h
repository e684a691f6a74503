/*
 * tap.h: checks of a unit test, printed as TAP. A test program calls them from
 * main and returns tap_done().
 */
#ifndef ONRECORD_TEST_UNIT_TAP_H
#define ONRECORD_TEST_UNIT_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/range.h"

static int tap_count;
static int tap_failures;

/* One check, named as by printf; says where a failure is. */
#define ok(condition, ...) tap_ok((condition), __FILE__, __LINE__, __VA_ARGS__)

/* An OrString against a C string (NULL: absent), and two integers, with both values on failure. */
#define is_string(got, want, ...) tap_is_string((got), (want), __FILE__, __LINE__, __VA_ARGS__)
#define is_int(got, want, ...) tap_is_int((got), (want), __FILE__, __LINE__, __VA_ARGS__)

static inline bool tap_report(bool passed, const char *file, int line, const char *format, va_list arguments)
{
    printf("%sok %d - ", passed ? "" : "not ", ++tap_count);
    vprintf(format, arguments);
    putchar('\n');
    if (!passed) {
        tap_failures++;
        printf("#   failed at %s:%d\n", file, line);
    }
    return passed;
}

__attribute__((format(printf, 4, 5))) static inline bool tap_ok(bool passed, const char *file, int line,
                                                                const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tap_report(passed, file, line, format, arguments);
    va_end(arguments);
    return passed;
}

__attribute__((format(printf, 5, 6))) static inline bool
tap_is_string(OrString got, const char *want, const char *file, int line, const char *format, ...)
{
    bool passed = want == NULL ? got.data == NULL
                               : got.data != NULL && got.length == strlen(want) &&
                                     memcmp(got.data, want, got.length) == 0;
    va_list arguments;

    va_start(arguments, format);
    tap_report(passed, file, line, format, arguments);
    va_end(arguments);
    if (!passed)
        printf("#   got:  %.*s\n#   want: %s\n", (int) got.length, got.data ? got.data : "(absent)",
               want ? want : "(absent)");
    return passed;
}

__attribute__((format(printf, 5, 6))) static inline bool
tap_is_int(long long got, long long want, const char *file, int line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    tap_report(got == want, file, line, format, arguments);
    va_end(arguments);
    if (got != want)
        printf("#   got:  %lld\n#   want: %lld\n", got, want);
    return got == want;
}

static inline OrString string_of(const char *text)
{
    return (OrString){text, strlen(text)};
}

/* Prints the plan; the value that main returns. */
static inline int tap_done(void)
{
    printf("1..%d\n", tap_count);
    return tap_failures > 0;
}

#endif
