/*
 * dates.h: dates and times as people write them.
 *
 * An absolute expression names its day, month or year by itself ("Aug 29, 2025
 * 05:02 PM", "29 August 2025", "2018-12-22 02:33", "Dec. 20", "2025年8月29日"),
 * in whole or in part: "Dec. 20" lacks a year, "29日" a month and a year too.
 * What it lacks is for the caller to supply; relative expressions ("on Friday",
 * "last month") are the statement stage's.
 */
#ifndef ONRECORD_CORE_TEXT_DATES_H
#define ONRECORD_CORE_TEXT_DATES_H

#include "../base/range.h"

typedef enum OrPrecision {
    OR_PRECISION_NONE, /* no date is known */
    OR_PRECISION_YEAR,
    OR_PRECISION_MONTH,
    OR_PRECISION_DAY
} OrPrecision;

/* A day, month or year of the proleptic Gregorian calendar. */
typedef struct OrDate {
    int32_t year;
    uint8_t month; /* 1 to 12; 0 where the precision is YEAR */
    uint8_t day;   /* 1 to 31; 0 where it is YEAR or MONTH */
    OrPrecision precision;
} OrDate;

/* A time of day as written, in whatever zone its writer lives. */
typedef struct OrClock {
    bool known;
    uint8_t hour;   /* 0 to 23 */
    uint8_t minute; /* 0 to 59 */
    uint8_t second; /* 0 to 59 */
} OrClock;

typedef struct OrDateReading {
    OrRange range;  /* the bytes read, weekday and time of day included */
    OrDate date;    /* precision is that of the finest unit named; units not named are 0 */
    bool has_year;  /* false: date.year is 0 and for the caller to find */
    bool has_month; /* false: date.month is 0, the expression is a day or a year alone */
    OrClock clock;
} OrDateReading;

/*
 * Read the absolute expression that starts at byte `at` of the text, and no
 * further than `end`; false where none does. `at` must be the start of a word.
 */
bool or_read_date(const char *text, uint32_t at, uint32_t end, OrDateReading *reading);

/* The first expression in the range that names day, month and year. */
bool or_find_full_date(const char *text, OrRange range, OrDateReading *reading);

int or_days_in_month(int32_t year, int month);

#endif
