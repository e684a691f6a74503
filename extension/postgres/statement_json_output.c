/*
 * statement_json_output.c: from a statement to its JSON text.
 */
#include "postgres.h"

#include "common/shortest_dec.h"
#include "fmgr.h"
#include "utils/json.h"

#include "statement_enum.h"
#include "statement_json.h"

/* ISO 8601, reduced to the precision known. */
static void put_date(StringInfo text, OrDate date)
{
    appendStringInfo(text, "%04d", date.year);
    if (date.precision >= OR_PRECISION_MONTH)
        appendStringInfo(text, "-%02d", date.month);
    if (date.precision >= OR_PRECISION_DAY)
        appendStringInfo(text, "-%02d", date.day);
}

static void put_ranges(StringInfo json, const OrRange *ranges, uint32 count)
{
    appendStringInfoChar(json, '[');
    for (uint32 i = 0; i < count; i++)
        appendStringInfo(json, "%s[%u, %u]", i > 0 ? ", " : "", ranges[i].begin, ranges[i].end);
    appendStringInfoChar(json, ']');
}

/* The shortest digits that read back as the same float. */
static void put_confidence(StringInfo json, float confidence)
{
    char digits[FLOAT_SHORTEST_DECIMAL_LEN];

    float_to_shortest_decimal_buf(confidence, digits);
    appendStringInfoString(json, digits);
}

void statement_value_text(const OrStatement *value, StatementKey key, StringInfo text)
{
    OrString string;

    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        appendStringInfoString(text, statement_label(key, statement_get_number(value, key)));
        break;
    case STATEMENT_SAID:
        put_date(text, value->said);
        break;
    case STATEMENT_QUOTED:
        put_ranges(text, value->quoted, value->quoted_count);
        break;
    case STATEMENT_SPANS:
        put_ranges(text, value->spans, value->span_count);
        break;
    case STATEMENT_NESTED:
        appendStringInfoString(text, value->nested ? "true" : "false");
        break;
    case STATEMENT_ANSWERS:
        appendStringInfo(text, "%d", value->answers);
        break;
    case STATEMENT_CONFIDENCE:
        put_confidence(text, value->confidence);
        break;
    default:
        string = *statement_string_member((OrStatement *) value, key);
        appendBinaryStringInfo(text, string.data, string.length);
        break;
    }
}

/* Is the value of this key a string in JSON? */
static bool is_quoted(StatementKey key)
{
    switch (key) {
    case STATEMENT_QUOTED:
    case STATEMENT_SPANS:
    case STATEMENT_NESTED:
    case STATEMENT_ANSWERS:
    case STATEMENT_CONFIDENCE:
        return false;
    default:
        return true;
    }
}

static void put_value(StringInfo json, const OrStatement *value, StatementKey key)
{
    StringInfoData text;

    if (!is_quoted(key)) {
        statement_value_text(value, key, json);
        return;
    }
    initStringInfo(&text);
    statement_value_text(value, key, &text);
    escape_json(json, text.data);
    pfree(text.data);
}

void statement_to_json(const Statement *statement, StringInfo json)
{
    StatementFields fields;
    bool first = true;

    statement_unpack(statement, &fields);
    appendStringInfoChar(json, '{');
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (!statement_has(&fields, key))
            continue;
        appendStringInfo(json, "%s\"%s\": ", first ? "" : ", ", statement_key_name(key));
        put_value(json, &fields.value, key);
        first = false;
    }
    appendStringInfoChar(json, '}');
}
