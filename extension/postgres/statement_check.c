/*
 * statement_check.c: the rules of a statement, in one place.
 *
 *   Text is never empty: what is not known has no key. Languages are two
 *   lower-case letters (ISO 639-1). A date exists in the calendar and has a
 *   four-digit year. Ranges are half-open, not empty, ascending and apart (they
 *   may touch); those of `quoted` lie within `content`. Questions are counted
 *   from 1, confidence goes from 0 to 1.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "soft_error.h"
#include "statement_check.h"
#include "statement_enum.h"

/* An error quotes no more of a value than this many bytes. */
#define LONGEST_EXCERPT 80

static char *excerpt(const char *value)
{
    int length = strlen(value);
    int kept = pg_mbcliplen(value, length, LONGEST_EXCERPT);

    return kept < length ? psprintf("%.*s...", kept, value) : pstrdup(value);
}

bool statement_complain(const StatementOrigin *origin, StatementKey key, const char *value, const char *rule,
                        ...)
{
    StringInfoData detail;
    int needed;

    initStringInfo(&detail);
    do {
        va_list arguments;

        va_start(arguments, rule);
        needed = appendStringInfoVA(&detail, rule, arguments);
        va_end(arguments);
        if (needed > 0)
            enlargeStringInfo(&detail, needed);
    } while (needed > 0);
    if (origin->positions[key] > 0)
        appendStringInfo(&detail, " The value begins at character %d of the input.", origin->positions[key]);
    ONRECORD_SAVE_ERROR(origin->escontext, (errcode(origin->sqlstate),
                                            errmsg("a statement cannot have %s as its \"%s\"", excerpt(value),
                                                   statement_key_name(key)),
                                            errdetail_internal("%s", detail.data)));
    return false;
}

static char *all_keys(void)
{
    StringInfoData list;

    initStringInfo(&list);
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++)
        appendStringInfo(&list, "%s%s", key > 0 ? ", " : "", statement_key_name(key));
    return list.data;
}

bool statement_refuse_key(const StatementOrigin *origin, const char *name, int position)
{
    ONRECORD_SAVE_ERROR(
        origin->escontext,
        (errcode(origin->sqlstate), errmsg("a statement has no key \"%s\"", excerpt(name)),
         position > 0 ? errdetail("Its value begins at character %d of the input.", position) : 0,
         errhint("The keys of a statement are %s.", all_keys())));
    return false;
}

static bool check_string(OrString string, StatementKey key, const StatementOrigin *origin)
{
    if (string.data == NULL || string.length == 0)
        return statement_complain(origin, key, "\"\"",
                                  "Text is not empty; a key without a value is left out.");
    if (memchr(string.data, '\0', string.length) != NULL)
        return statement_complain(origin, key, "a NUL character", "Text has no NUL characters.");
    return true;
}

static bool check_language(OrString language, const StatementOrigin *origin)
{
    if (language.length == 2 && language.data[0] >= 'a' && language.data[0] <= 'z' &&
        language.data[1] >= 'a' && language.data[1] <= 'z')
        return true;
    return statement_complain(origin, STATEMENT_LANGUAGE,
                              psprintf("\"%.*s\"", (int) language.length, language.data ? language.data : ""),
                              "A language is a code of two lower-case letters (ISO 639-1), such as \"en\".");
}

static bool check_label(const OrStatement *value, StatementKey key, const StatementOrigin *origin)
{
    int number = statement_get_number(value, key);

    if (statement_label(key, number) != NULL)
        return true;
    return statement_complain(origin, key, psprintf("%d", number), "No label has this number.");
}

static int days_of_month(int year, int month)
{
    static const uint8 days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

static bool date_exists(OrDate date)
{
    if (date.year < STATEMENT_MIN_YEAR || date.year > STATEMENT_MAX_YEAR)
        return false;
    switch (date.precision) {
    case OR_PRECISION_YEAR:
        return date.month == 0 && date.day == 0;
    case OR_PRECISION_MONTH:
        return date.month >= 1 && date.month <= 12 && date.day == 0;
    case OR_PRECISION_DAY:
        return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
               date.day <= days_of_month(date.year, date.month);
    case OR_PRECISION_NONE:
        break;
    }
    return false;
}

static char *date_text(OrDate date)
{
    switch (date.precision) {
    case OR_PRECISION_DAY:
        return psprintf("%04d-%02d-%02d", date.year, date.month, date.day);
    case OR_PRECISION_MONTH:
        return psprintf("%04d-%02d", date.year, date.month);
    default:
        return psprintf("%04d", date.year);
    }
}

static bool check_date(OrDate date, const StatementOrigin *origin)
{
    if (date_exists(date))
        return true;
    return statement_complain(origin, STATEMENT_SAID, date_text(date),
                              "There is no such date in the calendar from year %04d to %04d.",
                              STATEMENT_MIN_YEAR, STATEMENT_MAX_YEAR);
}

/* `limit` is the number of characters the ranges lie in, `where` what they are the characters of. */
static bool check_ranges(const OrRange *ranges, uint32 count, uint32 limit, const char *where,
                         StatementKey key, const StatementOrigin *origin)
{
    for (uint32 i = 0; i < count; i++) {
        char *value = NULL;
        const char *rule = NULL;

        if (ranges[i].begin >= ranges[i].end)
            rule = "A range [begin, end] is half-open and not empty: begin is less than end.";
        else if (i > 0 && ranges[i].begin < ranges[i - 1].end)
            rule = "Ranges are in ascending order and do not overlap.";
        else if (ranges[i].end <= limit)
            continue;
        value = psprintf("[%u, %u]", ranges[i].begin, ranges[i].end);
        if (rule != NULL)
            return statement_complain(origin, key, value, "%s", rule);
        return statement_complain(origin, key, value, "Ranges lie within the %s, which has %u characters.",
                                  where, limit);
    }
    return true;
}

static bool check_quoted(const StatementFields *fields, const StatementOrigin *origin)
{
    const OrStatement *value = &fields->value;
    uint32 characters = statement_has(fields, STATEMENT_CONTENT)
                            ? pg_mbstrlen_with_len(value->content.data, value->content.length)
                            : 0;

    return check_ranges(value->quoted, value->quoted_count, characters, "content", STATEMENT_QUOTED, origin);
}

static bool check_spans(const StatementFields *fields, const StatementOrigin *origin)
{
    return check_ranges(fields->value.spans, fields->value.span_count, PG_INT32_MAX, "largest document",
                        STATEMENT_SPANS, origin);
}

static bool check_answers(int32 answers, const StatementOrigin *origin)
{
    if (answers >= 1)
        return true;
    return statement_complain(origin, STATEMENT_ANSWERS, psprintf("%d", answers),
                              "It is the ordinal of a question, counted from 1.");
}

static bool check_confidence(float confidence, const StatementOrigin *origin)
{
    if (confidence >= 0 && confidence <= 1) /* false for NaN */
        return true;
    return statement_complain(origin, STATEMENT_CONFIDENCE, psprintf("%g", confidence),
                              "Confidence goes from 0 to 1.");
}

static bool check_key(const StatementFields *fields, StatementKey key, const StatementOrigin *origin)
{
    const OrStatement *value = &fields->value;

    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        return check_label(value, key, origin);
    case STATEMENT_SAID:
        return check_date(value->said, origin);
    case STATEMENT_QUOTED:
        return check_quoted(fields, origin);
    case STATEMENT_SPANS:
        return check_spans(fields, origin);
    case STATEMENT_LANGUAGE:
        return check_language(value->language, origin);
    case STATEMENT_NESTED:
        return true;
    case STATEMENT_ANSWERS:
        return check_answers(value->answers, origin);
    case STATEMENT_CONFIDENCE:
        return check_confidence(value->confidence, origin);
    case STATEMENT_SPEAKER:
    case STATEMENT_TITLE:
    case STATEMENT_ORGANISATION:
    case STATEMENT_ADDRESSEE:
    case STATEMENT_TARGET:
    case STATEMENT_CUE:
    case STATEMENT_CONTENT:
        break;
    }
    return check_string(*statement_string_member((OrStatement *) value, key), key, origin);
}

bool statement_check(const StatementFields *fields, const StatementOrigin *origin)
{
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (statement_has(fields, key) && !check_key(fields, key, origin))
            return false;
    }
    return true;
}
