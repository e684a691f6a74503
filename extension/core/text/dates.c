/*
 * dates.c: reading dates and times.
 *
 * A reader stands at a byte and tries the notations one after the other, each
 * of which either advances it or leaves it where it was. The words (months,
 * weekdays, units, numerals) are in calendar.tsv of every language, so the
 * notations know only shapes: name and number, numbers with signs between them,
 * numbers with units behind them. No language has a path of its own; a text may
 * mix them.
 *
 * Numbers with slashes are month first ("4/11/2014") unless that is impossible,
 * numbers with dots day first, and four digits in front are a year.
 */
#include "dates.h"

#include "../lexicon/lexicon.h"
#include "reader.h"

#define FIRST_YEAR 1500
#define LAST_YEAR 2999

#define KIND(name) (1u << OR_CALENDAR_KIND_##name)

typedef struct Number {
    int32_t value;
    int digits;
} Number;

int or_days_in_month(int32_t year, int month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

/* The longest calendar word of the wanted kinds at the reader; NULL, and no move, where there is none. */
static const OrCalendarRow *read_word(OrReader *reader, uint32_t kinds)
{
    const OrCalendarRow *best = NULL;
    size_t best_length = 0;
    OrString rest = or_reader_rest(reader);
    bool capital = reader->at < reader->end && rest.data[0] >= 'A' && rest.data[0] <= 'Z';

    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        size_t length;
        OrCalendarMatch match = or_find_longest_calendar((OrLanguage) language, rest, &length);

        for (uint32_t i = 0; i < match.count; i++) {
            const OrCalendarRow *row = &match.rows[i];

            if ((kinds >> row->kind & 1) && (capital || !row->capital) && length > best_length &&
                or_ends_word(reader, length)) {
                best = row;
                best_length = length;
            }
        }
    }
    reader->at += best_length;
    return best;
}

static int digit_value(int32_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 : -1;
}

static bool read_digits(OrReader *reader, Number *number)
{
    OrReader ahead = *reader;
    int digit;

    *number = (Number){0, 0};
    while ((digit = digit_value(or_peek_character(&ahead))) >= 0) {
        if (++number->digits > 4)
            return false;
        number->value = number->value * 10 + digit;
        or_next_character(&ahead);
    }
    reader->at = ahead.at;
    return number->digits > 0;
}

/* Numerals in words: by place ("二〇二五") or with tens ("二十九"). */
static bool read_numerals(OrReader *reader, Number *number)
{
    const OrCalendarRow *word;
    int32_t tens = 0;
    OrReader ahead = *reader;

    *number = (Number){0, 0};
    while ((word = read_word(&ahead, KIND(NUMERAL))) != NULL) {
        if (++number->digits > 4)
            return false;
        if (word->value < 10) {
            number->value = number->value * 10 + word->value;
        } else {
            tens = word->value > 10 ? word->value : 10 * (number->value > 0 ? number->value : 1);
            number->value = 0;
        }
    }
    number->value += tens;
    reader->at = ahead.at;
    return number->digits > 0;
}

static bool read_number(OrReader *reader, Number *number)
{
    return read_digits(reader, number) || read_numerals(reader, number);
}

static bool is_year(Number number)
{
    return number.digits == 4 && number.value >= FIRST_YEAR && number.value <= LAST_YEAR;
}

static bool is_short(Number number)
{
    return number.digits >= 1 && number.digits <= 3 && number.value > 0;
}

/* Put the units together, 0 for those not named; false where the calendar has no such day. */
static bool set_date(OrDateReading *reading, int32_t year, int32_t month, int32_t day)
{
    int32_t leap_year = 2000;

    if (month > 12 || day > 31)
        return false;
    if (month > 0 && day > or_days_in_month(year > 0 ? year : leap_year, month))
        return false;
    reading->has_year = year > 0;
    reading->has_month = month > 0;
    reading->date = (OrDate){year, (uint8_t) month, (uint8_t) day,
                             day > 0     ? OR_PRECISION_DAY
                             : month > 0 ? OR_PRECISION_MONTH
                                         : OR_PRECISION_YEAR};
    return true;
}

/* After a number that should stand alone: no letter, no digit, no more of the same number. */
static bool number_ends(const OrReader *reader)
{
    char next = or_peek(reader, 0);

    if (or_is_ascii_letter(next) || or_is_ascii_digit(next) || next == '%')
        return false;
    return !((next == '.' || next == ',' || next == ':') && or_is_ascii_digit(or_peek(reader, 1)));
}

/* "2025", ", 2025", ",2025", "of 2025" behind month or day. */
static bool read_following_year(OrReader *reader, Number *year)
{
    OrReader ahead = *reader;
    bool parted = or_skip_character(&ahead, ',');

    parted |= or_skip_blanks(&ahead);
    if (!parted)
        parted = or_is_dash(or_peek_character(&ahead)) && or_next_character(&ahead) >= 0;
    if (read_word(&ahead, KIND(JOINER)) != NULL)
        or_skip_blanks(&ahead);
    if (!parted || !read_digits(&ahead, year) || !is_year(*year) || !number_ends(&ahead))
        return false;
    *reader = ahead;
    return true;
}

/* "-30" in "Aug 29-30": the days until; the first day is the date. */
static void skip_range_end(OrReader *reader)
{
    OrReader ahead = *reader;
    Number number;

    if (or_is_dash(or_peek_character(&ahead)) && or_next_character(&ahead) >= 0 &&
        read_digits(&ahead, &number) && number.digits <= 2 && number_ends(&ahead))
        *reader = ahead;
}

/* A day of the month in digits, with or without its ordinal ending. */
static bool read_day(OrReader *reader, Number *day)
{
    OrReader ahead = *reader;

    if (!read_digits(&ahead, day) || day->digits > 2 || day->value < 1)
        return false;
    read_word(&ahead, KIND(ORDINAL));
    *reader = ahead;
    return true;
}

/* Day behind the month, or nothing: false where a number is there that is no day. */
static bool read_following_day(OrReader *reader, Number *day)
{
    OrReader ahead = *reader;
    Number year;

    *day = (Number){0, 0};
    or_skip_blanks(&ahead);
    if (!or_is_ascii_digit(or_peek(&ahead, 0)))
        return true;
    if (!read_day(&ahead, day)) { /* four digits: the year, which comes next */
        *day = (Number){0, 0};
        return true;
    }
    skip_range_end(&ahead);
    if (!number_ends(&ahead)) {
        OrReader behind = ahead;

        if (!read_following_year(&behind, &year))
            return false;
    }
    *reader = ahead;
    return true;
}

/* "August 29, 2025", "Dec. 20", "January 2024", "May". */
static bool read_month_first(OrReader *reader, OrDateReading *reading)
{
    const OrCalendarRow *month = read_word(reader, KIND(MONTH));
    Number day;
    Number year;

    if (month == NULL)
        return false;
    if (or_peek(reader, 0) == '.' &&
        (or_is_blank(or_peek(reader, 1)) || or_is_ascii_digit(or_peek(reader, 1))))
        reader->at++;
    if (!read_following_day(reader, &day))
        return false;
    if (!read_following_year(reader, &year))
        year.value = 0;
    return set_date(reading, year.value, month->value, day.value);
}

/* "29 August 2025", "29th of August", "29-Aug-2025". */
static bool read_day_first(OrReader *reader, OrDateReading *reading)
{
    const OrCalendarRow *month;
    Number day;
    Number year;

    if (!read_day(reader, &day))
        return false;
    if (!or_skip_blanks(reader))
        or_skip_character(reader, '-');
    if (read_word(reader, KIND(JOINER)) != NULL)
        or_skip_blanks(reader);
    month = read_word(reader, KIND(MONTH));
    if (month == NULL)
        return false;
    if (or_peek(reader, 0) == '.' && or_is_blank(or_peek(reader, 1)))
        reader->at++;
    if (!read_following_year(reader, &year))
        year.value = 0;
    return set_date(reading, year.value, month->value, day.value);
}

/* Two-digit years are of this century. */
static int32_t widen_year(Number year)
{
    return year.digits == 2 ? 2000 + year.value : year.value;
}

/* "2018-12-22", "2025/8/29", "4/11/2014", "29/8/2025", "29.08.2025". */
static bool read_numeric(OrReader *reader, OrDateReading *reading)
{
    Number parts[3];
    char sign = '\0';

    for (int i = 0; i < 3; i++) {
        if (!read_digits(reader, &parts[i]))
            return false;
        if (i == 2)
            break;
        if (i == 0)
            sign = or_peek(reader, 0);
        if ((sign != '-' && sign != '/' && sign != '.') || or_peek(reader, 0) != sign)
            return false;
        reader->at++;
    }
    if (or_is_ascii_digit(or_peek(reader, 0)) || or_peek(reader, 0) == sign)
        return false;
    if (is_year(parts[0]))
        return is_short(parts[1]) && is_short(parts[2]) &&
               set_date(reading, parts[0].value, parts[1].value, parts[2].value);
    if (!is_short(parts[0]) || !is_short(parts[1]) || sign == '-')
        return false;
    if (!is_year(parts[2]) && !(sign == '/' && parts[2].digits == 2))
        return false;
    if (sign == '/' && set_date(reading, widen_year(parts[2]), parts[0].value, parts[1].value))
        return true;
    return set_date(reading, widen_year(parts[2]), parts[1].value, parts[0].value);
}

/* A number and the unit behind it, no move where either is missing. */
static bool read_counted(OrReader *reader, uint32_t unit, Number *number)
{
    OrReader ahead = *reader;

    if (!read_number(&ahead, number))
        return false;
    or_skip_blanks(&ahead);
    if (read_word(&ahead, unit) == NULL) {
        *number = (Number){0, 0};
        return false;
    }
    *reader = ahead;
    or_skip_blanks(&ahead);
    if (digit_value(or_peek_character(&ahead)) >= 0)
        *reader = ahead; /* blanks between units only */
    return true;
}

/* "2025年8月29日", "8月29日", "29日", "2025年". */
static bool read_with_units(OrReader *reader, OrDateReading *reading)
{
    Number year = {0, 0};
    Number month = {0, 0};
    Number day = {0, 0};

    if (read_counted(reader, KIND(YEAR_UNIT), &year) && !is_year(year))
        return false;
    if (read_counted(reader, KIND(MONTH_UNIT), &month) && !is_short(month))
        return false;
    if ((year.digits == 0 || month.digits > 0) && read_counted(reader, KIND(DAY_UNIT), &day) &&
        !is_short(day))
        return false;
    if (year.digits + month.digits + day.digits == 0)
        return false;
    return set_date(reading, year.value, month.value, day.value);
}

static bool set_clock(OrClock *clock, Number hour, Number minute, Number second, const OrCalendarRow *half)
{
    int32_t h = hour.value;

    if (half != NULL && half->value == 12 && h < 12)
        h += 12;
    if (half != NULL && half->value == 0 && h == 12)
        h = 0;
    if (h > 23 || minute.value > 59 || second.value > 59)
        return false;
    *clock = (OrClock){true, (uint8_t) h, (uint8_t) minute.value, (uint8_t) second.value};
    return true;
}

/* The minutes (and seconds) behind an hour, in whichever notation; false where what follows is none. */
static bool read_minutes(OrReader *reader, Number *minute, Number *second)
{
    if (or_skip_character(reader, ':') || or_skip_character(reader, 0xFF1A)) {
        if (!read_digits(reader, minute) || minute->digits != 2)
            return false;
        if (or_peek(reader, 0) == ':' && or_is_ascii_digit(or_peek(reader, 1))) {
            reader->at++;
            if (!read_digits(reader, second))
                return false;
            if (or_peek(reader, 0) == '.' && or_is_ascii_digit(or_peek(reader, 1)))
                for (reader->at++; or_is_ascii_digit(or_peek(reader, 0)); reader->at++)
                    ;
        }
        return true;
    }
    if (read_word(reader, KIND(HOUR_UNIT)) != NULL) {
        if (read_counted(reader, KIND(MINUTE_UNIT), minute))
            read_counted(reader, KIND(SECOND_UNIT), second);
        return true;
    }
    return false;
}

/* "5.02" or "5", which are times only where "pm" follows. */
static bool read_bare_hour(OrReader *reader, Number *minute, const OrCalendarRow **half)
{
    OrReader ahead = *reader;

    if (or_peek(&ahead, 0) == '.' && or_is_ascii_digit(or_peek(&ahead, 1))) {
        ahead.at++;
        if (!read_digits(&ahead, minute) || minute->digits != 2)
            return false;
    }
    or_skip_blanks(&ahead);
    *half = read_word(&ahead, KIND(HALF));
    if (*half == NULL)
        return false;
    *reader = ahead;
    return true;
}

/* A zone, in brackets or not, and its offset: read over, since times stay as written. */
static void skip_zone(OrReader *reader)
{
    OrReader ahead = *reader;
    bool bracket;

    or_skip_blanks(&ahead);
    bracket = or_skip_character(&ahead, '(');
    if (read_word(&ahead, KIND(ZONE)) == NULL && or_peek(&ahead, 0) != '+')
        return;
    if ((or_peek(&ahead, 0) == '+' || or_peek(&ahead, 0) == '-') && or_is_ascii_digit(or_peek(&ahead, 1)))
        for (ahead.at++; or_is_ascii_digit(or_peek(&ahead, 0)) || or_peek(&ahead, 0) == ':'; ahead.at++)
            ;
    if (bracket && !or_skip_character(&ahead, ')'))
        return;
    *reader = ahead;
}

/* "05:02 PM", "17:02:33 GMT", "5 p.m.", "1702 GMT", "下午5时02分". */
static bool read_clock(OrReader *reader, OrClock *clock)
{
    OrReader ahead = *reader;
    Number hour;
    Number minute = {0, 0};
    Number second = {0, 0};
    const OrCalendarRow *half = read_word(&ahead, KIND(HALF));
    OrReader behind;

    or_skip_blanks(&ahead);
    if (!read_number(&ahead, &hour))
        return false;
    if (hour.digits == 4) {
        OrReader zone = ahead;

        minute = (Number){hour.value % 100, 2};
        hour = (Number){hour.value / 100, 2};
        skip_zone(&zone);
        if (zone.at == ahead.at)
            return false;
    } else {
        behind = ahead;
        if (read_minutes(&behind, &minute, &second)) {
            ahead = behind;
            or_skip_blanks(&behind);
            if (half == NULL && (half = read_word(&behind, KIND(HALF))) != NULL)
                ahead = behind;
        } else if (!read_bare_hour(&ahead, &minute, &half)) {
            return false;
        }
    }
    if (!set_clock(clock, hour, minute, second, half))
        return false;
    skip_zone(&ahead);
    *reader = ahead;
    return true;
}

/* "18.47" behind a full date: alone it would be any number. */
static bool read_dotted_clock(OrReader *reader, OrClock *clock)
{
    OrReader ahead = *reader;
    Number hour;
    Number minute;

    if (!read_digits(&ahead, &hour) || hour.digits > 2 || !or_skip_character(&ahead, '.') ||
        !read_digits(&ahead, &minute) || minute.digits != 2 || !number_ends(&ahead) ||
        !set_clock(clock, hour, minute, (Number){0, 0}, NULL))
        return false;
    skip_zone(&ahead);
    *reader = ahead;
    return true;
}

/* Signs and words between a date and its time: blanks, one sign, "at", "T", "（星期五）". */
static void skip_to_clock(OrReader *reader)
{
    int32_t c;
    OrReader ahead;

    or_skip_blanks(reader);
    ahead = *reader;
    if ((or_skip_character(&ahead, '(') || or_skip_character(&ahead, 0xFF08)) &&
        read_word(&ahead, KIND(WEEKDAY)) != NULL &&
        (or_skip_character(&ahead, ')') || or_skip_character(&ahead, 0xFF09)))
        *reader = ahead;
    or_skip_blanks(reader);
    c = or_peek_character(reader);
    if (c == ',' || c == '|' || c == '@' || c == 0xB7 || c == 0x2022 || c == 0xFF0C || or_is_dash(c) ||
        (c == 'T' && or_is_ascii_digit(or_peek(reader, 1))))
        or_next_character(reader);
    or_skip_blanks(reader);
    if (read_word(reader, KIND(JOINER)) != NULL)
        or_skip_blanks(reader);
    if (read_word(reader, KIND(ZONE)) != NULL)
        or_skip_blanks(reader);
}

typedef bool (*Notation)(OrReader *reader, OrDateReading *reading);

/* The date alone, without time of day. */
static bool read_day_month_year(OrReader *reader, OrDateReading *reading)
{
    static const Notation notations[] = {read_month_first, read_day_first, read_numeric, read_with_units};

    for (size_t i = 0; i < sizeof(notations) / sizeof(notations[0]); i++) {
        OrReader ahead = *reader;

        if (notations[i](&ahead, reading)) {
            *reader = ahead;
            return true;
        }
    }
    return false;
}

/* "Friday, " before a date. */
static void skip_weekday(OrReader *reader)
{
    if (read_word(reader, KIND(WEEKDAY)) == NULL)
        return;
    if (or_peek(reader, 0) == '.')
        reader->at++;
    or_skip_character(reader, ',');
    or_skip_blanks(reader);
}

/* "05:02 GMT, 29 August 2025". */
static bool read_clock_first(OrReader *reader, OrDateReading *reading)
{
    if (!read_clock(reader, &reading->clock))
        return false;
    skip_to_clock(reader);
    skip_weekday(reader);
    return read_day_month_year(reader, reading) && reading->date.precision == OR_PRECISION_DAY;
}

/* Dates begin with a digit, a capital, or in writing without blanks; the rest need not be looked up. */
static bool may_begin_date(const OrReader *reader)
{
    unsigned char first = (unsigned char) or_peek(reader, 0);

    return (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') || first >= 0xC0;
}

bool or_read_date(const char *text, uint32_t at, uint32_t end, OrDateReading *reading)
{
    OrReader reader = {text, at, end};
    OrReader ahead = reader;

    if (!may_begin_date(&reader))
        return false;
    *reading = (OrDateReading){0};
    if (read_clock_first(&ahead, reading)) {
        reading->range = (OrRange){at, ahead.at};
        return true;
    }
    *reading = (OrDateReading){0};
    skip_weekday(&reader);
    if (!read_day_month_year(&reader, reading))
        return false;
    if (reading->date.precision == OR_PRECISION_DAY) {
        ahead = reader;
        skip_to_clock(&ahead);
        if (read_clock(&ahead, &reading->clock) ||
            (reading->has_year && read_dotted_clock(&ahead, &reading->clock)))
            reader = ahead;
    }
    reading->range = (OrRange){at, reader.at};
    return true;
}

bool or_find_full_date(const char *text, OrRange range, OrDateReading *reading)
{
    bool in_word = false;

    for (uint32_t at = range.begin; at < range.end; at++) {
        char c = text[at];
        bool word = or_is_ascii_letter(c) || or_is_ascii_digit(c);
        bool starts = (word && !in_word) || (unsigned char) c >= 0xC0;

        if (starts && or_read_date(text, at, range.end, reading) && reading->has_year &&
            reading->date.precision == OR_PRECISION_DAY)
            return true;
        in_word = word;
    }
    return false;
}
