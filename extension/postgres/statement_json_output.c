/*
 * statement_json_output.c: from a statement to its JSON text.
 */
#include "postgres.h"

#include "common/shortest_dec.h"
#include "fmgr.h"
#include "utils/json.h"

#include "statement_enum.h"
#include "statement_json.h"

char *statement_date_text(OrDate date)
{
    switch (date.precision) {
    case OR_PRECISION_YEAR:
        return psprintf("%04d", date.year);
    case OR_PRECISION_MONTH:
        return psprintf("%04d-%02d", date.year, date.month);
    default:
        return psprintf("%04d-%02d-%02d", date.year, date.month, date.day);
    }
}

static void put_string(StringInfo json, OrString string)
{
    char *terminated = pnstrdup(string.data, string.length);

    escape_json(json, terminated);
    pfree(terminated);
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

static void put_value(StringInfo json, const OrStatement *value, StatementKey key)
{
    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        appendStringInfo(json, "\"%s\"", statement_label(key, statement_get_number(value, key)));
        break;
    case STATEMENT_SAID:
        appendStringInfo(json, "\"%s\"", statement_date_text(value->said));
        break;
    case STATEMENT_QUOTED:
        put_ranges(json, value->quoted, value->quoted_count);
        break;
    case STATEMENT_SPANS:
        put_ranges(json, value->spans, value->span_count);
        break;
    case STATEMENT_NESTED:
        appendStringInfoString(json, value->nested ? "true" : "false");
        break;
    case STATEMENT_ANSWERS:
        appendStringInfo(json, "%d", value->answers);
        break;
    case STATEMENT_CONFIDENCE:
        put_confidence(json, value->confidence);
        break;
    default:
        put_string(json, *statement_string_member((OrStatement *) value, key));
        break;
    }
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
