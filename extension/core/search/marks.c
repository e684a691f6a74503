/*
 * marks.c: words with marks inside them: initials, hosts, addresses, numbers, dates.
 */
#include <string.h>

#include "lexicon/lexicon.h"
#include "words.h"

size_t or_apostrophe_width(const char *text, size_t length, size_t position)
{
    if (position >= length)
        return 0;
    if (text[position] == '\'')
        return 1;
    return length - position >= 3 && memcmp(text + position, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static size_t limit(size_t length, size_t begin)
{
    return length - begin > OR_SEARCH_LONGEST_WORD ? begin + OR_SEARCH_LONGEST_WORD : length;
}

/* One of these marks? The end of a C string is none of them. */
static bool is_one_of(char c, const char *marks)
{
    return c != '\0' && strchr(marks, c) != NULL;
}

static bool is_alone(const char *text, size_t length, size_t position)
{
    return position + 1 >= length ||
           (!or_is_ascii_alnum(text[position + 1]) && (unsigned char) text[position + 1] < 0x80);
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/*
 * Letters that each stand alone before a full stop: "U.S.", "a.m.", "J. D.".
 * With spaces between them they must be capitals, and the last one has its
 * stop too, or a sentence that ends in a letter would join the next.
 */
size_t or_scan_initials(const char *text, size_t length, size_t begin)
{
    size_t end = 0;
    size_t position = begin;
    size_t stop = limit(length, begin);
    int letters = 0;

    while (position + 1 < stop && or_is_ascii_letter(text[position]) && text[position + 1] == '.') {
        size_t next = position + 2;

        letters++;
        end = next;
        if (next < stop && or_is_ascii_letter(text[next]) && is_alone(text, length, next)) {
            position = next;
            if (next + 1 >= stop || text[next + 1] != '.')
                return next + 1;
        } else if (next + 2 < stop && text[next] == ' ' && is_capital(text[position]) &&
                   is_capital(text[next + 1]) && text[next + 2] == '.') {
            position = next + 1;
        } else {
            break;
        }
    }
    return letters >= 2 ? end : 0;
}

static bool is_label_character(char c)
{
    return or_is_ascii_alnum(c) || c == '-' || c == '_';
}

static bool is_host_ending(OrString label)
{
    for (size_t i = 0; i < label.length; i++)
        if (label.data[i] < 'a' || label.data[i] > 'z')
            return false;
    return or_find_search_host_endings(OR_LANGUAGE_ANY, label).count > 0;
}

/* Labels with dots between them; the last one must be a known ending unless `any_ending`. */
size_t or_scan_host(const char *text, size_t length, size_t begin, bool any_ending)
{
    size_t stop = limit(length, begin);
    size_t label = begin;
    size_t position = begin;
    int dots = 0;

    any_ending = any_ending || (stop - begin > 4 && memcmp(text + begin, "www.", 4) == 0);
    for (;;) {
        while (position < stop && is_label_character(text[position]))
            position++;
        if (position == label)
            return 0;
        if (position + 1 >= stop || text[position] != '.' || !or_is_ascii_alnum(text[position + 1]))
            break;
        dots++;
        label = ++position;
    }
    if (dots == 0)
        return 0;
    return any_ending || is_host_ending((OrString){text + label, position - label}) ? position : 0;
}

size_t or_scan_address(const char *text, size_t length, size_t begin)
{
    size_t stop = limit(length, begin);
    size_t position = begin;

    while (position < stop &&
           (is_label_character(text[position]) || text[position] == '.' || text[position] == '+'))
        position++;
    if (position == begin || position + 1 >= stop || text[position] != '@')
        return 0;
    return or_scan_host(text, length, position + 1, true);
}

/* What follows a host in a URL: port, path, query. */
size_t or_scan_path(const char *text, size_t length, size_t begin)
{
    size_t position = begin;

    if (position + 1 >= length || !is_one_of(text[position], "/?#:") ||
        !(or_is_ascii_alnum(text[position + 1]) || text[position] == '/'))
        return 0;
    while (position < length && position - begin < OR_SEARCH_LONGEST_TOKEN && text[position] > ' ' &&
           (unsigned char) text[position] < 0x7F && !is_one_of(text[position], "\"<>()[]{}|\\^`"))
        position++;
    while (position > begin + 1 && is_one_of(text[position - 1], ".,;:!?'"))
        position--;
    return position;
}

static size_t count_digits(const char *text, size_t length, size_t position, int most)
{
    size_t digits = 0;

    while (digits < most && position + digits < length && or_is_ascii_digit(text[position + digits]))
        digits++;
    return digits;
}

static int two_digits(const char *text, size_t digits)
{
    return digits == 1 ? text[0] - '0' : (text[0] - '0') * 10 + (text[1] - '0');
}

/* 2025-01-05, 2025/1/5, 2025.1.5 */
size_t or_scan_iso_date(const char *text, size_t length, size_t begin)
{
    size_t position = begin + 4;
    size_t month, day;
    char separator;

    if (count_digits(text, length, begin, 5) != 4 || position >= length)
        return 0;
    separator = text[position++];
    if (!is_one_of(separator, "-/."))
        return 0;
    month = count_digits(text, length, position, 3);
    if (month == 0 || month > 2 || position + month >= length || text[position + month] != separator ||
        two_digits(text + position, month) < 1 || two_digits(text + position, month) > 12)
        return 0;
    position += month + 1;
    day = count_digits(text, length, position, 3);
    if (day == 0 || day > 2 || two_digits(text + position, day) < 1 || two_digits(text + position, day) > 31)
        return 0;
    position += day;
    return position < length && or_is_ascii_letter(text[position]) ? 0 : position;
}

/* Digits with thousands separators, a decimal part, or minutes after a colon. */
size_t or_scan_number(const char *text, size_t length, size_t begin)
{
    size_t position = begin;

    length = limit(length, begin);
    while (position < length && or_is_ascii_digit(text[position]))
        position++;
    if (position - begin <= 3)
        while (position < length && text[position] == ',' && count_digits(text, length, position + 1, 4) == 3)
            position += 4;
    if (position + 1 < length && text[position] == '.' && or_is_ascii_digit(text[position + 1])) {
        position++;
        while (position < length && or_is_ascii_digit(text[position]))
            position++;
    } else if (position - begin <= 2 && position < length && text[position] == ':' &&
               count_digits(text, length, position + 1, 3) == 2) {
        position += 3;
    }
    return position;
}
