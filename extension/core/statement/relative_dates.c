/*
 * relative_dates.c: dates counted from the day of publication.
 *
 * A bare weekday is the latest such day, the day of publication included; with
 * "last" that day is excluded. A month or a day without its year is the latest
 * that is not after publication, so that "in December" in a report of January
 * is the month before. What names no single day ("last week", "a few days ago")
 * is the set of days it may mean, given as the month that holds them all, else
 * the year, else nothing.
 */
#include "relative_dates.h"

#include <string.h>

/* Bytes; writing without blanks would go on for ever. */
#define LONGEST_WORD 64

typedef struct Reader {
    OrLanguage language;
    OrString text;
    uint32_t end;
    const OrDateAnchors *anchors;
} Reader;

static const OrDate NO_DATE = {0, 0, 0, OR_PRECISION_NONE};

/* Days since 1970-01-01 of a proleptic Gregorian date, by eras of 400 years that begin in March. */
static int32_t day_number(int32_t year, int month, int day)
{
    int32_t y = month <= 2 ? year - 1 : year;
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t year_of_era = y - era * 400;
    int32_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

static OrDate date_of_day(int32_t number)
{
    int32_t shifted = number + 719468;
    int32_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int32_t day_of_era = shifted - era * 146097;
    int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int32_t shifted_month = (5 * day_of_year + 2) / 153;
    int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;

    return (OrDate){year_of_era + era * 400 + (month <= 2), (uint8_t) month,
                    (uint8_t) (day_of_year - (153 * shifted_month + 2) / 5 + 1), OR_PRECISION_DAY};
}

static int32_t number_of(OrDate date)
{
    return day_number(date.year, date.month > 0 ? date.month : 1, date.day > 0 ? date.day : 1);
}

/* 1 Monday to 7 Sunday. */
static int weekday_of(int32_t number)
{
    return (int) (((number + 3) % 7 + 7) % 7) + 1;
}

int or_compare_dates(OrDate a, OrDate b)
{
    int32_t first = number_of(a);
    int32_t second = number_of(b);

    return first < second ? -1 : first > second;
}

/* The narrowest of day, month and year that holds both days. */
static OrDate enclosing(int32_t first, int32_t last)
{
    OrDate a = date_of_day(first);
    OrDate b = date_of_day(last);

    if (first == last)
        return a;
    if (a.year != b.year)
        return NO_DATE;
    if (a.month != b.month)
        return (OrDate){a.year, 0, 0, OR_PRECISION_YEAR};
    return (OrDate){a.year, a.month, 0, OR_PRECISION_MONTH};
}

static OrDate add_months(OrDate date, int32_t months)
{
    int32_t count = date.year * 12 + date.month - 1 + months;

    return (OrDate){count / 12, (uint8_t) (count % 12 + 1), 0, OR_PRECISION_MONTH};
}

static OrDate week_of(int32_t number)
{
    int32_t monday = number - weekday_of(number) + 1;

    return enclosing(monday, monday + 6);
}

static OrDate weekend_of(int32_t number, int32_t offset)
{
    int32_t saturday = number - weekday_of(number) + 6;

    /* at the weekend itself, "the weekend" is the present one */
    if (offset < 0 && weekday_of(number) < 6)
        saturday -= 7;
    return enclosing(saturday, saturday + 1);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether a word may end here; scripts without spaces end words anywhere. */
static bool is_boundary(const Reader *reader, uint32_t at)
{
    return at >= reader->end || !is_letter(reader->text.data[at]) || (reader->text.data[at] & 0x80) != 0;
}

static uint32_t skip_blanks(const Reader *reader, uint32_t at)
{
    while (at < reader->end && is_blank(reader->text.data[at]))
        at++;
    return at;
}

/* The word of letters, digits and hyphens at a place; empty where there is none. */
static OrString word_at(const Reader *reader, uint32_t at)
{
    uint32_t end = at;

    while (end < reader->end && end - at < LONGEST_WORD &&
           (is_letter(reader->text.data[end]) || reader->text.data[end] == '-' ||
            (reader->text.data[end] >= '0' && reader->text.data[end] <= '9')))
        end++;
    return (OrString){reader->text.data + at, end - at};
}

static const OrTimeWordsRow *time_word(const Reader *reader, OrString word, OrTimeWordsClass class)
{
    OrTimeWordsMatch match = or_find_time_words(reader->language, word);

    for (uint32_t i = 0; i < match.count; i++) {
        if (match.rows[i].class == class)
            return &match.rows[i];
    }
    return NULL;
}

static bool parse_number(OrString word, int32_t *number)
{
    *number = 0;
    if (word.length == 0 || word.length > 4)
        return false;
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
        *number = *number * 10 + (word.data[i] - '0');
    }
    return true;
}

static bool has_published(const Reader *reader)
{
    return reader->anchors->published.precision == OR_PRECISION_DAY;
}

/* The weekday named at a place, 0 where none is; *end behind it and its abbreviation's full stop. */
static int read_weekday(const Reader *reader, uint32_t at, uint32_t *end)
{
    OrString rest = {reader->text.data + at, reader->end - at};
    size_t length;
    OrCalendarMatch match = or_find_longest_calendar(reader->language, rest, &length);

    if (match.count == 0 || !is_boundary(reader, at + (uint32_t) length))
        return 0;
    for (uint32_t i = 0; i < match.count; i++) {
        bool capital = rest.data[0] < 'a' || rest.data[0] > 'z';

        if (match.rows[i].kind == OR_CALENDAR_KIND_WEEKDAY && (capital || !match.rows[i].capital)) {
            *end = at + (uint32_t) length;
            if (length <= 5 && *end < reader->end && reader->text.data[*end] == '.' && length < 6 &&
                *end + 1 < reader->end && is_blank(reader->text.data[*end + 1]))
                (*end)++;
            return match.rows[i].value;
        }
    }
    return 0;
}

static const OrTimePhrasesRow *read_phrase(const Reader *reader, uint32_t at, uint32_t *end)
{
    OrString rest = {reader->text.data + at, reader->end - at};
    size_t length;
    OrTimePhrasesMatch match = or_find_longest_time_phrases(reader->language, rest, &length);

    if (match.count == 0 || !is_boundary(reader, at + (uint32_t) length))
        return NULL;
    *end = at + (uint32_t) length;
    return match.rows;
}

static OrDate date_of_phrase(const Reader *reader, const OrTimePhrasesRow *phrase)
{
    bool from_before = phrase->anchor == OR_TIME_PHRASES_ANCHOR_BEFORE;
    OrDate from = from_before ? reader->anchors->before : reader->anchors->published;

    if (phrase->unit == OR_TIME_PHRASES_UNIT_SAME_DAY)
        return reader->anchors->before_day;
    /* "at the time" is as precise as the date before it */
    if (from_before && phrase->unit == OR_TIME_PHRASES_UNIT_DAY && phrase->offset == 0)
        return from;
    if (from.precision == OR_PRECISION_NONE || phrase->unit == OR_TIME_PHRASES_UNIT_UNSETTLED)
        return NO_DATE;
    if (phrase->unit == OR_TIME_PHRASES_UNIT_YEAR)
        return (OrDate){from.year + phrase->offset, 0, 0, OR_PRECISION_YEAR};
    if (phrase->unit == OR_TIME_PHRASES_UNIT_MONTH)
        return from.precision >= OR_PRECISION_MONTH ? add_months(from, phrase->offset) : NO_DATE;
    if (from.precision != OR_PRECISION_DAY)
        return NO_DATE;
    if (phrase->unit == OR_TIME_PHRASES_UNIT_DAY)
        return date_of_day(number_of(from) + phrase->offset);
    if (phrase->unit == OR_TIME_PHRASES_UNIT_WEEKDAY)
        return date_of_day(number_of(from) - weekday_of(number_of(from)) + 1 + phrase->offset);
    if (phrase->unit == OR_TIME_PHRASES_UNIT_WEEKEND)
        return weekend_of(number_of(from), phrase->offset);
    return week_of(number_of(from) + 7 * phrase->offset);
}

/* "Friday", "last Friday", "Friday of last week" */
static OrDate date_of_weekday(const Reader *reader, int weekday, const OrTimeWordsRow *which,
                              const OrTimePhrasesRow *week)
{
    int32_t published = number_of(reader->anchors->published);
    int32_t today = weekday_of(published);
    int32_t back = (today - weekday + 7) % 7;

    if (!has_published(reader))
        return NO_DATE;
    if (week != NULL)
        return date_of_day(published - today + weekday + 7 * week->offset);
    if (which != NULL && which->class == OR_TIME_WORDS_CLASS_NEXT)
        return date_of_day(published + 7 - back);
    if (which != NULL && which->class == OR_TIME_WORDS_CLASS_LAST && back == 0)
        back = 7;
    return date_of_day(published - back);
}

/* A week named behind a weekday: "last week", "of last week". */
static const OrTimePhrasesRow *read_week_behind(const Reader *reader, uint32_t at, uint32_t *end)
{
    uint32_t next = skip_blanks(reader, at);
    OrString word = word_at(reader, next);
    const OrTimePhrasesRow *phrase;
    uint32_t phrase_end;

    if (time_word(reader, word, OR_TIME_WORDS_CLASS_NOT_SAID) != NULL && word.length == 2)
        next = skip_blanks(reader, next + (uint32_t) word.length);
    phrase = read_phrase(reader, next, &phrase_end);
    if (phrase == NULL || phrase->unit != OR_TIME_PHRASES_UNIT_WEEK ||
        phrase->anchor != OR_TIME_PHRASES_ANCHOR_PUBLISHED)
        return NULL;
    *end = phrase_end;
    return phrase;
}

/* Supply the year, or month and year, of an absolute expression: the latest not after publication. */
static OrDate complete(const Reader *reader, const OrDateReading *reading, const OrTimeWordsRow *which)
{
    OrDate date = reading->date;
    OrDate published = reader->anchors->published;

    if (reading->has_year)
        return date;
    if (!has_published(reader))
        return NO_DATE;
    if (!reading->has_month) {
        OrDate month = {published.year, published.month, 0, OR_PRECISION_MONTH};

        if (date.day > published.day)
            month = add_months(month, -1);
        if (date.day > or_days_in_month(month.year, month.month))
            return NO_DATE;
        return (OrDate){month.year, month.month, date.day, OR_PRECISION_DAY};
    }
    date.year = published.year;
    if (which != NULL && which->class == OR_TIME_WORDS_CLASS_NEXT) {
        date.year += date.month <= published.month;
        return date;
    }
    if (date.month > published.month || (date.month == published.month && date.day > published.day) ||
        (which != NULL && which->class == OR_TIME_WORDS_CLASS_LAST && date.month == published.month))
        date.year--;
    while (date.day > 0 && date.day > or_days_in_month(date.year, date.month))
        date.year--;
    return date;
}

/* "three weeks ago": what `count` units in a direction may mean; vague counts are two to `count`. */
static OrDate count_units(const Reader *reader, OrString unit, int32_t count, bool vague, bool from_before,
                          int direction)
{
    OrDate from = from_before ? reader->anchors->before : reader->anchors->published;
    int32_t least = vague ? 2 : count;
    int32_t days = unit.data[0] == 'd' ? 1 : unit.data[0] == 'w' ? 7 : 14;
    int32_t number;

    if (from.precision == OR_PRECISION_NONE)
        return NO_DATE;
    if (unit.length == 4 && memcmp(unit.data, "hour", 4) == 0)
        return from;
    if (unit.length == 6) { /* decade */
        return NO_DATE;
    }
    if (unit.data[0] == 'y') {
        return vague ? NO_DATE : (OrDate){from.year + direction * count, 0, 0, OR_PRECISION_YEAR};
    }
    if (unit.data[0] == 'm') {
        OrDate nearest = add_months(from, direction * least);
        OrDate farthest = add_months(from, direction * count);

        if (from.precision < OR_PRECISION_MONTH)
            return NO_DATE;
        if (!vague)
            return nearest;
        return nearest.year == farthest.year ? (OrDate){nearest.year, 0, 0, OR_PRECISION_YEAR} : NO_DATE;
    }
    if (from.precision != OR_PRECISION_DAY)
        return NO_DATE;
    number = number_of(from);
    if (vague) {
        int32_t a = number + direction * least * days;
        int32_t b = number + direction * count * days;

        return a < b ? enclosing(a, b) : enclosing(b, a);
    }
    if (days == 1)
        return date_of_day(number + direction * count);
    return week_of(number + direction * count * days);
}

#define VAGUE_COUNT 6

/* [count] [of] unit direction: "a couple of days ago", "3 weeks later" */
static bool read_count(const Reader *reader, uint32_t at, OrDate *date, uint32_t *end)
{
    OrString word = word_at(reader, at);
    const OrTimeWordsRow *row;
    int32_t count = 0;
    bool vague = false;
    OrString unit;

    for (int words = 0; words < 3; words++) {
        const OrTimeWordsRow *counting = time_word(reader, word, OR_TIME_WORDS_CLASS_COUNT);

        if (time_word(reader, word, OR_TIME_WORDS_CLASS_COUNT_VAGUE) != NULL)
            vague = true;
        else if (counting != NULL)
            parse_number(or_lexicon_string(counting->value), &count);
        else if (!(words > 0 && word.length == 2 &&
                   time_word(reader, word, OR_TIME_WORDS_CLASS_NOT_SAID) != NULL) &&
                 !(words == 0 && parse_number(word, &count)))
            break;
        at = skip_blanks(reader, at + (uint32_t) word.length);
        word = word_at(reader, at);
    }
    row = time_word(reader, word, OR_TIME_WORDS_CLASS_UNIT);
    if (row == NULL || (count == 0 && !vague))
        return false;
    unit = or_lexicon_string(row->value);
    at = skip_blanks(reader, at + (uint32_t) word.length);
    word = word_at(reader, at);
    *end = at + (uint32_t) word.length;
    if (time_word(reader, word, OR_TIME_WORDS_CLASS_BACK_FROM_PUBLISHED) != NULL)
        *date = count_units(reader, unit, vague ? VAGUE_COUNT : count, vague, false, -1);
    else if (time_word(reader, word, OR_TIME_WORDS_CLASS_BACK_FROM_BEFORE) != NULL)
        *date = count_units(reader, unit, vague ? VAGUE_COUNT : count, vague, true, -1);
    else if (time_word(reader, word, OR_TIME_WORDS_CLASS_ON_FROM_BEFORE) != NULL)
        *date = count_units(reader, unit, vague ? VAGUE_COUNT : count, vague, true, 1);
    else
        return false;
    return true;
}

/* "in 2016" */
static bool read_year(const Reader *reader, uint32_t at, OrDate *date, uint32_t *end)
{
    OrString leader = word_at(reader, at);
    uint32_t next;
    OrString word;
    int32_t year;

    if (time_word(reader, leader, OR_TIME_WORDS_CLASS_MONTH_LEADER) == NULL)
        return false;
    next = skip_blanks(reader, at + (uint32_t) leader.length);
    word = word_at(reader, next);
    if (time_word(reader, word, OR_TIME_WORDS_CLASS_EARLY) != NULL) {
        next = skip_blanks(reader, next + (uint32_t) word.length);
        word = word_at(reader, next);
    }
    if (word.length != 4 || !parse_number(word, &year) || year < 1600 || year > 2199)
        return false;
    *date = (OrDate){year, 0, 0, OR_PRECISION_YEAR};
    *end = next + (uint32_t) word.length;
    return true;
}

/* Absolute dates begin with a digit or a word of the calendar. */
static bool may_be_absolute(const Reader *reader, uint32_t at)
{
    OrString word = word_at(reader, at);

    if (word.length == 0 || (word.data[0] & 0x80) != 0 || (word.data[0] >= '0' && word.data[0] <= '9'))
        return true;
    return or_find_calendar(reader->language, word).count > 0;
}

/* "去年11月", "上月29日": a month or day right behind the year or month that it lies in. */
static OrDate within(OrDate whole, const Reader *reader, uint32_t *end)
{
    OrDateReading part;

    if (whole.precision == OR_PRECISION_NONE || whole.precision == OR_PRECISION_DAY || *end >= reader->end ||
        !may_be_absolute(reader, *end) || !or_read_date(reader->text.data, *end, reader->end, &part) ||
        part.has_year || part.has_month != (whole.precision == OR_PRECISION_YEAR))
        return whole;
    *end = part.range.end;
    part.date.year = whole.year;
    if (whole.precision == OR_PRECISION_MONTH)
        part.date.month = whole.month;
    if (part.date.day > or_days_in_month(part.date.year, part.date.month))
        return NO_DATE;
    return part.date;
}

bool or_read_relative_date(OrLanguage language, OrString text, uint32_t at, uint32_t end,
                           const OrDateAnchors *anchors, OrDate *date, uint32_t *read_end)
{
    Reader reader = {language, text, end, anchors};
    const OrTimePhrasesRow *phrase = read_phrase(&reader, at, read_end);
    const OrTimeWordsRow *which = NULL;
    OrDateReading reading;
    int weekday;

    if (phrase != NULL) {
        *date = within(date_of_phrase(&reader, phrase), &reader, read_end);
        return true;
    }
    for (int words = 0; words < 2; words++) {
        OrString word = word_at(&reader, at);
        const OrTimeWordsRow *last = time_word(&reader, word, OR_TIME_WORDS_CLASS_LAST);
        const OrTimeWordsRow *next = time_word(&reader, word, OR_TIME_WORDS_CLASS_NEXT);

        if (last == NULL && next == NULL && time_word(&reader, word, OR_TIME_WORDS_CLASS_THIS) == NULL &&
            time_word(&reader, word, OR_TIME_WORDS_CLASS_EARLY) == NULL)
            break;
        which = last != NULL ? last : next != NULL ? next : which;
        at = skip_blanks(&reader, at + (uint32_t) word.length);
    }
    if (may_be_absolute(&reader, at) && or_read_date(text.data, at, end, &reading)) {
        *date = complete(&reader, &reading, which);
        *read_end = reading.range.end;
        return true;
    }
    weekday = read_weekday(&reader, at, read_end);
    if (weekday > 0) {
        phrase = which == NULL ? read_week_behind(&reader, *read_end, read_end) : NULL;
        *date = date_of_weekday(&reader, weekday, which, phrase);
        return true;
    }
    if (which != NULL)
        return false;
    return read_year(&reader, at, date, read_end) || read_count(&reader, at, date, read_end);
}
