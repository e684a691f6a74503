/*
 * dates.c: which words of a text are one date.
 *
 * Only the extent is found here, from the first two or three words: reading a
 * date is text/dates.h's. A date names at least two of day, month and year.
 */
#include "context.h"
#include "lexicon/lexicon.h"

static OrString string_of(const OrTokenizer *t, int i)
{
    return (OrString){t->text + t->words[i].begin, t->words[i].end - t->words[i].begin};
}

static int leading_number(OrString string, size_t *digits)
{
    int value = 0;

    *digits = 0;
    while (*digits < string.length && *digits < 5 && or_is_ascii_digit(string.data[*digits]))
        value = value * 10 + (string.data[(*digits)++] - '0');
    return value;
}

static bool is_year(const OrTokenizer *t, int i)
{
    size_t digits;
    int value;

    if (i >= t->count || t->words[i].shape != OR_SHAPE_NUMBER)
        return false;
    value = leading_number(string_of(t, i), &digits);
    return digits == 4 && digits == string_of(t, i).length && value >= 1000 && value < 3000;
}

static bool has_kind(OrString string, OrLanguage language, OrCalendarKind kind)
{
    OrCalendarMatch found = or_find_calendar(language, string);

    return found.count > 0 && found.rows[0].kind == kind &&
           (!found.rows[0].capital || (string.data[0] >= 'A' && string.data[0] <= 'Z'));
}

/* 5, 05, 5th */
static bool is_day(const OrTokenizer *t, int i)
{
    size_t digits;
    OrString string;
    int value;

    if (i >= t->count || (t->words[i].shape != OR_SHAPE_NUMBER && t->words[i].shape != OR_SHAPE_CODE))
        return false;
    string = string_of(t, i);
    value = leading_number(string, &digits);
    if (digits == 0 || digits > 2 || value < 1 || value > 31)
        return false;
    return digits == string.length || has_kind((OrString){string.data + digits, string.length - digits},
                                               OR_LANGUAGE_EN, OR_CALENDAR_KIND_ORDINAL);
}

static bool is_month(const OrTokenizer *t, int i)
{
    return i < t->count && t->words[i].shape == OR_SHAPE_LETTERS &&
           has_kind(string_of(t, i), OR_LANGUAGE_EN, OR_CALENDAR_KIND_MONTH);
}

/* Is the gap before this word only a space, perhaps with these marks? */
static bool is_close(const OrTokenizer *t, int i, uint8_t marks)
{
    return i < t->count && t->words[i].gap != 0 &&
           (t->words[i].gap & ~(OR_GAP_SPACE | OR_GAP_NEWLINE | marks)) == 0;
}

static int month_first(const OrTokenizer *t, int i)
{
    if (!is_close(t, i + 1, OR_GAP_DOT) || !is_month(t, i))
        return 0;
    if (is_year(t, i + 1))
        return 2;
    if (!is_day(t, i + 1))
        return 0;
    return is_year(t, i + 2) && is_close(t, i + 2, OR_GAP_COMMA) ? 3 : 2;
}

static int day_first(const OrTokenizer *t, int i)
{
    int month = i + 1;

    if (!is_day(t, i) || !is_close(t, month, OR_GAP_HYPHEN))
        return 0;
    if (t->words[month].end - t->words[month].begin == 2 &&
        has_kind(string_of(t, month), OR_LANGUAGE_EN, OR_CALENDAR_KIND_JOINER))
        month++;
    if (!is_close(t, month, 0) || !is_month(t, month))
        return 0;
    return is_year(t, month + 1) && is_close(t, month + 1, OR_GAP_COMMA | OR_GAP_DOT) ? month + 2 - i
                                                                                      : month + 1 - i;
}

/* A number and its unit, without gaps: 5月. */
static bool is_counted(const OrTokenizer *t, int i, OrCalendarKind unit)
{
    return i + 1 < t->count && t->words[i].shape == OR_SHAPE_NUMBER && t->words[i + 1].gap == 0 &&
           t->words[i + 1].shape == OR_SHAPE_IDEOGRAPHS &&
           has_kind(string_of(t, i + 1), OR_LANGUAGE_ZH, unit);
}

static int counted(const OrTokenizer *t, int i)
{
    int words = 0;

    if (is_counted(t, i, OR_CALENDAR_KIND_YEAR_UNIT))
        words += 2;
    if (is_counted(t, i + words, OR_CALENDAR_KIND_MONTH_UNIT) && (words == 0 || t->words[i + words].gap == 0))
        words += 2;
    else
        return words;
    if (is_counted(t, i + words, OR_CALENDAR_KIND_DAY_UNIT) && t->words[i + words].gap == 0)
        words += 2;
    return words;
}

int or_date_words(const OrTokenizer *t, int i)
{
    switch (t->words[i].shape) {
    case OR_SHAPE_DATE:
        return 1;
    case OR_SHAPE_LETTERS:
        return t->words[i].letter_case != OR_CASE_LOWER ? month_first(t, i) : 0;
    case OR_SHAPE_CODE:
        return day_first(t, i);
    case OR_SHAPE_NUMBER: {
        int words = counted(t, i);

        return words > 0 ? words : day_first(t, i);
    }
    default:
        return 0;
    }
}
