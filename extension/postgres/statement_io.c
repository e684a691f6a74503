/*
 * statement_io.c: input, output, receive and send of the type, and its casts
 * from and to jsonb. The wire form is drawn in statement_packed.h.
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "onrecord.h"
#include "soft_error.h"
#include "statement_enum.h"
#include "statement_json.h"
#include "statement_packed.h"

#define WIRE_VERSION 1

ONRECORD_FUNCTION(onrecord_statement_in);
ONRECORD_FUNCTION(onrecord_statement_out);
ONRECORD_FUNCTION(onrecord_statement_recv);
ONRECORD_FUNCTION(onrecord_statement_send);
ONRECORD_FUNCTION(onrecord_statement_from_jsonb);
ONRECORD_FUNCTION(onrecord_statement_to_jsonb);

/* statement_in(cstring) -> statement */
Datum onrecord_statement_in(PG_FUNCTION_ARGS)
{
    char *text = PG_GETARG_CSTRING(0);
    StatementOrigin origin = {.escontext = ONRECORD_ERROR_CONTEXT(fcinfo),
                              .sqlstate = ERRCODE_INVALID_TEXT_REPRESENTATION};
    Statement *statement = statement_from_json(text, strlen(text), &origin);

    if (statement == NULL)
        PG_RETURN_NULL();
    PG_RETURN_STATEMENT_P(statement);
}

/* statement_out(statement) -> cstring */
Datum onrecord_statement_out(PG_FUNCTION_ARGS)
{
    StringInfoData json;

    initStringInfo(&json);
    statement_to_json(PG_GETARG_STATEMENT_P(0), &json);
    PG_RETURN_CSTRING(json.data);
}

/* Casts: both go through the text form, so that its rules are the only ones. */

Datum onrecord_statement_from_jsonb(PG_FUNCTION_ARGS)
{
    Jsonb *jsonb = PG_GETARG_JSONB_P(0);
    StatementOrigin origin = {.sqlstate = ERRCODE_INVALID_TEXT_REPRESENTATION};
    char *text = JsonbToCString(NULL, &jsonb->root, VARSIZE(jsonb));

    PG_RETURN_STATEMENT_P(statement_from_json(text, strlen(text), &origin));
}

Datum onrecord_statement_to_jsonb(PG_FUNCTION_ARGS)
{
    StringInfoData json;

    initStringInfo(&json);
    statement_to_json(PG_GETARG_STATEMENT_P(0), &json);
    PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data)));
}

/* Sending */

static void send_string(StringInfo buffer, OrString string)
{
    char *client = pg_server_to_client(string.data, string.length);
    int length = client == string.data ? (int) string.length : (int) strlen(client);

    pq_sendint32(buffer, length);
    appendBinaryStringInfo(buffer, client, length);
}

static void send_ranges(StringInfo buffer, const OrRange *ranges, uint32 count)
{
    pq_sendint32(buffer, count);
    for (uint32 i = 0; i < count; i++) {
        pq_sendint32(buffer, ranges[i].begin);
        pq_sendint32(buffer, ranges[i].end);
    }
}

static void send_value(StringInfo buffer, const OrStatement *value, StatementKey key)
{
    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        pq_sendint8(buffer, statement_get_number(value, key));
        break;
    case STATEMENT_SAID:
        pq_sendint32(buffer, statement_first_day(value->said));
        pq_sendint8(buffer, value->said.precision);
        break;
    case STATEMENT_QUOTED:
        send_ranges(buffer, value->quoted, value->quoted_count);
        break;
    case STATEMENT_SPANS:
        send_ranges(buffer, value->spans, value->span_count);
        break;
    case STATEMENT_NESTED:
        pq_sendint8(buffer, value->nested);
        break;
    case STATEMENT_ANSWERS:
        pq_sendint32(buffer, value->answers);
        break;
    case STATEMENT_CONFIDENCE:
        pq_sendfloat4(buffer, value->confidence);
        break;
    default:
        send_string(buffer, *statement_string_member((OrStatement *) value, key));
        break;
    }
}

/* statement_send(statement) -> bytea */
Datum onrecord_statement_send(PG_FUNCTION_ARGS)
{
    StringInfoData buffer;
    StatementFields fields;

    statement_unpack(PG_GETARG_STATEMENT_P(0), &fields);
    pq_begintypsend(&buffer);
    pq_sendint8(&buffer, WIRE_VERSION);
    pq_sendint32(&buffer, fields.present);
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (statement_has(&fields, key))
            send_value(&buffer, &fields.value, key);
    }
    PG_RETURN_BYTEA_P(pq_endtypsend(&buffer));
}

/*
 * Receiving: nothing that arrives is believed. Lengths and counts are compared
 * with what is left of the message before anything is allocated, strings are
 * verified as text in the client's encoding, and the whole is checked by the
 * rules that text input keeps.
 */

static void refuse_message(const char *detail)
{
    ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
                    errmsg("malformed binary form of a statement"), errdetail_internal("%s", detail)));
}

static uint32 receive_count(StringInfo message, Size item_size, StatementKey key)
{
    uint32 count = pq_getmsgint(message, 4);

    if (count > (message->len - message->cursor) / item_size)
        refuse_message(psprintf("The \"%s\" claims %u items, more than there are bytes for.",
                                statement_key_name(key), count));
    return count;
}

static OrString receive_string(StringInfo message, StatementKey key)
{
    int length = receive_count(message, 1, key);
    char *bytes = pg_client_to_server(pq_getmsgbytes(message, length), length); /* refuses NUL bytes */
    bool converted = bytes < message->data || bytes >= message->data + message->len;

    return (OrString){bytes, converted ? strlen(bytes) : (size_t) length};
}

static OrRange *receive_ranges(StringInfo message, StatementKey key, uint32 *count)
{
    OrRange *ranges;

    *count = receive_count(message, 2 * sizeof(uint32), key);
    ranges = palloc(sizeof(OrRange) * Max(*count, 1));
    for (uint32 i = 0; i < *count; i++) {
        ranges[i].begin = pq_getmsgint(message, 4);
        ranges[i].end = pq_getmsgint(message, 4);
    }
    return ranges;
}

static OrDate receive_date(StringInfo message)
{
    int32 day = pq_getmsgint(message, 4);
    int precision = pq_getmsgbyte(message);
    OrDate date;

    if (precision < OR_PRECISION_YEAR || precision > OR_PRECISION_DAY)
        refuse_message(psprintf("The \"said\" has the unknown precision %d.", precision));
    if (day < statement_first_day((OrDate){STATEMENT_MIN_YEAR, 1, 1, OR_PRECISION_DAY}) ||
        day > statement_first_day((OrDate){STATEMENT_MAX_YEAR, 12, 31, OR_PRECISION_DAY}))
        refuse_message(psprintf("The \"said\" is day %d from 2000-01-01, out of the calendar.", day));
    date = statement_date_from_day(day, precision);
    if (statement_first_day(date) != day)
        refuse_message("The \"said\" does not begin with the first day of its month or year.");
    return date;
}

static bool receive_boolean(StringInfo message)
{
    int byte = pq_getmsgbyte(message);

    if (byte > 1)
        refuse_message(psprintf("The \"nested\" is %d, neither 0 nor 1.", byte));
    return byte == 1;
}

static void receive_value(StringInfo message, OrStatement *value, StatementKey key)
{
    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        statement_set_number(value, key, pq_getmsgbyte(message));
        break;
    case STATEMENT_SAID:
        value->said = receive_date(message);
        break;
    case STATEMENT_QUOTED:
        value->quoted = receive_ranges(message, key, &value->quoted_count);
        break;
    case STATEMENT_SPANS:
        value->spans = receive_ranges(message, key, &value->span_count);
        break;
    case STATEMENT_NESTED:
        value->nested = receive_boolean(message);
        break;
    case STATEMENT_ANSWERS:
        value->answers = pq_getmsgint(message, 4);
        break;
    case STATEMENT_CONFIDENCE:
        value->confidence = pq_getmsgfloat4(message);
        break;
    default:
        *statement_string_member(value, key) = receive_string(message, key);
        break;
    }
}

/* statement_recv(internal) -> statement */
Datum onrecord_statement_recv(PG_FUNCTION_ARGS)
{
    StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
    StatementOrigin origin = {.sqlstate = ERRCODE_INVALID_BINARY_REPRESENTATION};
    StatementFields fields = {.present = 0};
    int version = pq_getmsgbyte(message);

    if (version != WIRE_VERSION)
        refuse_message(
            psprintf("Its version is %d; this build of onrecord reads version %d.", version, WIRE_VERSION));
    fields.present = pq_getmsgint(message, 4);
    if (fields.present & ~STATEMENT_VALID_KEYS)
        refuse_message("It has keys that this version does not know.");
    for (int key = 0; key < STATEMENT_KEY_COUNT; key++) {
        if (statement_has(&fields, key))
            receive_value(message, &fields.value, key);
    }
    pq_getmsgend(message);
    statement_check(&fields, &origin);
    PG_RETURN_STATEMENT_P(statement_pack_fields(&fields));
}
