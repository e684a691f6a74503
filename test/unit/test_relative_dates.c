/*
 * Dates counted from the day of publication or from the date named before, by
 * the bytes they are read from.
 */
#include "tap.h"

#include "statement/relative_dates.h"

/* In Chinese "before" is the day named before as well. */
typedef struct Case {
    const char *words;
    const char *read; /* what of them is read; NULL: nothing */
    OrDate published;
    OrDate before;
    OrDate date;
} Case;

#define NONE                                                                                                 \
    {                                                                                                        \
        0, 0, 0, OR_PRECISION_NONE                                                                           \
    }
#define YEAR(y)                                                                                              \
    {                                                                                                        \
        y, 0, 0, OR_PRECISION_YEAR                                                                           \
    }
#define MONTH(y, m)                                                                                          \
    {                                                                                                        \
        y, m, 0, OR_PRECISION_MONTH                                                                          \
    }
#define DAY(y, m, d)                                                                                         \
    {                                                                                                        \
        y, m, d, OR_PRECISION_DAY                                                                            \
    }

static const Case CASES[] = {
    {"Friday night", "Friday", DAY(2025, 8, 29), NONE, DAY(2025, 8, 29)},
    {"Friday", "Friday", DAY(2025, 8, 28), NONE, DAY(2025, 8, 22)},
    {"Friday", "Friday", NONE, NONE, NONE},
    {"friday", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"Fridays", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"Friday last week", "Friday last week", DAY(2025, 8, 29), NONE, DAY(2025, 8, 22)},
    {"last week's vote", "last week", DAY(2025, 8, 29), NONE, MONTH(2025, 8)},
    {"yesterdays", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"the next day", "the next day", DAY(2025, 8, 29), DAY(2024, 12, 31), DAY(2025, 1, 1)},
    {"the next day", "the next day", DAY(2025, 8, 29), NONE, NONE},
    {"the next day", "the next day", DAY(2025, 8, 29), MONTH(2025, 1), NONE},
    {"at the time", "at the time", DAY(2025, 8, 29), YEAR(2019), YEAR(2019)},
    {"two days later", "two days later", DAY(2025, 8, 29), DAY(2024, 2, 28), DAY(2024, 3, 1)},
    {"a month earlier", "a month earlier", DAY(2025, 8, 29), DAY(2025, 1, 31), MONTH(2024, 12)},
    {"three years earlier", "three years earlier", DAY(2025, 8, 29), MONTH(2020, 5), YEAR(2017)},
    {"three years", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"3 days ago", "3 days ago", DAY(2024, 3, 2), NONE, DAY(2024, 2, 28)},
    {"10000 days ago", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"in 1648", "in 1648", DAY(2025, 8, 29), NONE, YEAR(1648)},
    {"in 16480", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"in mid 2021", "in mid 2021", DAY(2025, 8, 29), NONE, YEAR(2021)},
    {"last May", "last May", DAY(2025, 5, 20), NONE, MONTH(2024, 5)},
    {"may", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"Feb. 30", NULL, DAY(2025, 8, 29), NONE, NONE},
    {"", NULL, DAY(2025, 8, 29), NONE, NONE},
};

static const Case CHINESE_CASES[] = {
    {"昨天下午", "昨天", DAY(2025, 3, 1), NONE, DAY(2025, 2, 28)},
    {"上周五公布", "上周五", DAY(2025, 8, 29), NONE, DAY(2025, 8, 22)},
    {"本周日", "本周日", DAY(2025, 8, 29), NONE, DAY(2025, 8, 31)},
    {"周五表示", "周五", DAY(2025, 8, 29), NONE, DAY(2025, 8, 29)},
    {"周六表示", "周六", DAY(2025, 8, 29), NONE, DAY(2025, 8, 23)},
    {"29日", "29日", DAY(2026, 3, 2), NONE, NONE},
    {"29日", "29日", DAY(2026, 1, 2), NONE, DAY(2025, 12, 29)},
    {"12月说", "12月", DAY(2026, 1, 2), NONE, MONTH(2025, 12)},
    {"上月29日", "上月29日", DAY(2026, 1, 30), NONE, DAY(2025, 12, 29)},
    {"去年3月", "去年3月", DAY(2026, 11, 2), NONE, MONTH(2025, 3)},
    {"去年底", "去年底", DAY(2026, 11, 2), NONE, YEAR(2025)},
    {"上周", "上周", DAY(2025, 8, 29), NONE, MONTH(2025, 8)},
    {"当天", "当天", DAY(2025, 8, 29), DAY(2025, 8, 3), DAY(2025, 8, 3)},
    {"次日", "次日", DAY(2025, 8, 29), DAY(2024, 12, 31), DAY(2025, 1, 1)},
    {"日前", "日前", DAY(2025, 8, 29), NONE, NONE},
    {"发言人", NULL, DAY(2025, 8, 29), NONE, NONE},
};

static void test_case(const Case *expected, OrLanguage language)
{
    OrString text = string_of(expected->words);
    OrDateAnchors anchors = {expected->published, expected->before, expected->before};
    OrDate date = NONE;
    uint32_t end = 0;
    bool found = or_read_relative_date(language, text, 0, (uint32_t) text.length, &anchors, &date, &end);

    OrString read = {found ? text.data : NULL, found ? end : 0};

    is_string(read, expected->read, "\"%s\" is read", expected->words);
    if (found) {
        is_int(date.precision, expected->date.precision, "precision of \"%s\"", expected->words);
        is_int(date.year, expected->date.year, "year of \"%s\"", expected->words);
        is_int(date.month, expected->date.month, "month of \"%s\"", expected->words);
        is_int(date.day, expected->date.day, "day of \"%s\"", expected->words);
    }
}

/* Every day of four hundred years follows the one before it. */
static void test_days_in_a_row(void)
{
    OrDateAnchors anchors = {DAY(1900, 1, 1), NONE, NONE};
    OrDate day = DAY(1900, 1, 1);
    int wrong = 0;

    for (int i = 0; i < 146097; i++) {
        OrDate next;
        uint32_t end;

        anchors.before = day;
        or_read_relative_date(OR_LANGUAGE_EN, string_of("the next day"), 0, 12, &anchors, &next, &end);
        wrong +=
            or_compare_dates(day, next) >= 0 || next.day > or_days_in_month(next.year, next.month) ||
            !(next.day == day.day + 1 || (next.day == 1 && day.day == or_days_in_month(day.year, day.month)));
        day = next;
    }
    is_int(wrong, 0, "146,097 days follow one another");
    ok(day.year == 2300 && day.month == 1 && day.day == 1, "and end four hundred years later");
}

int main(void)
{
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
        test_case(&CASES[i], OR_LANGUAGE_EN);
    for (size_t i = 0; i < sizeof(CHINESE_CASES) / sizeof(CHINESE_CASES[0]); i++)
        test_case(&CHINESE_CASES[i], OR_LANGUAGE_ZH);
    test_days_in_a_row();
    return tap_done();
}
