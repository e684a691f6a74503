/*
 * test_dates.c: absolute dates and times in the notations of the press.
 */
#include "tap.h"

#include "text/dates.h"

typedef struct Case {
    const char *text;
    const char *want; /* year-month-day hour:minute:second, "-" for what is not named; NULL: no date */
    const char *rest; /* what is left unread */
} Case;

static const Case cases[] = {
    {"Aug 29, 2025 05:02 PM", "2025-8-29 17:2:0", ""},
    {"2018-12-22 02:33", "2018-12-22 2:33:0", ""},
    {"February 02, 2024", "2024-2-2", ""},
    {"Dec. 20", "--12-20", ""},
    {"Dec. 20, 2018, in", "2018-12-20", ", in"},
    {"29 August 2025", "2025-8-29", ""},
    {"29th of August", "--8-29", ""},
    {"29-Aug-2025", "2025-8-29", ""},
    {"Friday, August 29th, 2025 at 5 p.m.", "2025-8-29 17:0:0", ""},
    {"Fri, 29 Aug 2025 05:02:00 GMT", "2025-8-29 5:2:0", ""},
    {"Tue 3 Mar 2026 18.47", "2026-3-3 18:47:0", ""},
    {"August 29, 2025 | 5:02 p.m. ET", "2025-8-29 17:2:0", ""},
    {"2025-08-29T17:02:33+08:00", "2025-8-29 17:2:33", ""},
    {"05:02 GMT, 29 August 2025", "2025-8-29 5:2:0", ""},
    {"1702 GMT, Friday 29 August 2025", "2025-8-29 17:2:0", ""},
    {"12:30 a.m., May 1, 2020", "2020-5-1 0:30:0", ""},
    {"Aug. 29-30, 2025", "2025-8-29", ""},
    {"January of 2016", "2016-1", ""},
    {"March 2024", "2024-3", ""},
    {"4/11/2014", "2014-4-11", ""},
    {"29/8/2025", "2025-8-29", ""},
    {"29.08.2025", "2025-8-29", ""},
    {"12/18/15", "2015-12-18", ""},
    {"Feb 29, 2024", "2024-2-29", ""},
    {"Feb 29", "--2-29", ""},
    {"2025年8月29日", "2025-8-29", ""},
    {"2025年8月29日（星期五）下午5时02分", "2025-8-29 17:2:0", ""},
    {"２０２５年８月２９日", "2025-8-29", ""},
    {"二〇二五年八月二十九日", "2025-8-29", ""},
    {"8月29日，", "--8-29", "，"},
    {"29日", "----29", ""},
    {"31號", "----31", ""},
    {"2019年底", "2019", "底"},
    {"12月底", "--12", "底"},
    {"May", "--5", ""},
    /* no dates */
    {"may", NULL, NULL},
    {"market", NULL, NULL},
    {"May 5,000 people", NULL, NULL},
    {"Dec. 20:15", NULL, NULL},
    {"Feb 30", NULL, NULL},
    {"Feb 29, 2023", NULL, NULL},
    {"31/02/2025", NULL, NULL},
    {"10年", NULL, NULL},
    {"32号", NULL, NULL},
    {"3 million", NULL, NULL},
    {"37-page", NULL, NULL},
    {"10:30", NULL, NULL},
    {"1.2.3", NULL, NULL},
    {"2014-15-16", NULL, NULL},
    {"", NULL, NULL},
};

static void print_reading(const OrDateReading *reading, char *buffer, size_t size)
{
    int length = 0;

    if (reading->has_year)
        length += snprintf(buffer + length, size - length, "%d", reading->date.year);
    else
        length += snprintf(buffer + length, size - length, "-");
    if (reading->has_month)
        length += snprintf(buffer + length, size - length, "-%d", reading->date.month);
    else if (reading->date.precision == OR_PRECISION_DAY)
        length += snprintf(buffer + length, size - length, "--");
    if (reading->date.precision == OR_PRECISION_DAY)
        length += snprintf(buffer + length, size - length, "-%d", reading->date.day);
    if (reading->clock.known)
        snprintf(buffer + length, size - length, " %d:%d:%d", reading->clock.hour, reading->clock.minute,
                 reading->clock.second);
}

static void check(const Case *it)
{
    OrDateReading reading;
    char got[64] = "";
    bool found = or_read_date(it->text, 0, (uint32_t) strlen(it->text), &reading);

    if (it->want == NULL) {
        ok(!found, "no date: %s", it->text);
        return;
    }
    if (found)
        print_reading(&reading, got, sizeof(got));
    is_string(((OrString){got, strlen(got)}), it->want, "%s", it->text);
    if (found)
        is_string(((OrString){it->text + reading.range.end, strlen(it->text) - reading.range.end}), it->rest,
                  "read to its end: %s", it->text);
}

int main(void)
{
    const char *line = "Updated in May, and on 3 June 2031 again";
    OrDateReading reading;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check(&cases[i]);
    ok(or_find_full_date(line, (OrRange){0, (uint32_t) strlen(line)}, &reading) && reading.date.day == 3,
       "the first full date in a line is found behind a bare month");
    ok(!or_find_full_date(line, (OrRange){0, 14}, &reading), "a bare month is no full date");
    is_int(or_days_in_month(1900, 2), 28, "1900 was no leap year");
    is_int(or_days_in_month(2000, 2), 29, "2000 was one");
    return tap_done();
}
