/*
 * statement_json_input.c: from JSON text to a statement, through the server's
 * own JSON parser. Its events fill the fields one by one; what cannot be a
 * statement whatever its other keys say (an unknown key, a wrong type, a bad
 * label) is refused as it is met, the rest by statement_check at the end.
 */
#include "postgres.h"

#include <math.h>

#include "common/jsonapi.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/jsonfuncs.h"

#include "soft_error.h"
#include "statement_enum.h"
#include "statement_json.h"

/* Callbacks of the parser return nothing up to PostgreSQL 15. */
#if PG_VERSION_NUM >= 160000
typedef JsonParseErrorType Outcome;
#define ACCEPT return JSON_SUCCESS
#define REFUSE_UNLESS(accepted) return (accepted) ? JSON_SUCCESS : JSON_SEM_ACTION_FAILED
#else
typedef void Outcome;
#define ACCEPT return
#define REFUSE_UNLESS(accepted) (void) (accepted)
#endif

/* Where in {"quoted": [[begin, end], ...]} the parser is. */
typedef enum Depth { OUTSIDE, IN_OBJECT, IN_LIST, IN_RANGE } Depth;

typedef struct Reader {
    JsonLexContext *lex;
    StatementFields fields;
    StatementOrigin *origin;
    int key; /* of the value being read */
    Depth depth;
    OrRange *ranges;
    uint32 range_count;
    uint32 range_room;
    int bounds; /* numbers seen of the present range */
} Reader;

/* The character of the input at which the present token begins, from 1. */
static int position_of(const Reader *reader)
{
    const char *start = reader->lex->token_start;

    if (start == NULL)
        return 0;
    return pg_mbstrlen_with_len(reader->lex->input, start - reader->lex->input) + 1;
}

static bool refuse_shape(const Reader *reader, const char *what)
{
    ONRECORD_SAVE_ERROR(reader->origin->escontext,
                        (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
                         errmsg("a statement cannot be %s", what),
                         errdetail("A statement is written as a JSON object."),
                         errhint("Write it as {\"speaker\": \"...\", \"content\": \"...\"}.")));
    return false;
}

static const char *expected_type(StatementKey key)
{
    switch (key) {
    case STATEMENT_QUOTED:
    case STATEMENT_SPANS:
        return "an array of ranges [begin, end]";
    case STATEMENT_NESTED:
        return "true or false";
    case STATEMENT_ANSWERS:
        return "a whole number";
    case STATEMENT_CONFIDENCE:
        return "a number";
    default:
        return "a string";
    }
}

static bool refuse_type(const Reader *reader, const char *value)
{
    if (strcmp(value, "null") == 0)
        return statement_complain(reader->origin, reader->key, value,
                                  "The value must be %s; a key without a value is left out.",
                                  expected_type(reader->key));
    return statement_complain(reader->origin, reader->key, value, "The value must be %s.",
                              expected_type(reader->key));
}

/* Keys */

static bool refuse_second(const Reader *reader, const char *name)
{
    ONRECORD_SAVE_ERROR(
        reader->origin->escontext,
        (errcode(ERRCODE_DUPLICATE_JSON_OBJECT_KEY_VALUE),
         errmsg("a statement has the key \"%s\" twice", name),
         errdetail("The second value begins at character %d of the input.", position_of(reader))));
    return false;
}

static bool start_key(Reader *reader, char *name)
{
    reader->key = statement_key_from_name((OrString){name, strlen(name)});
    if (reader->key == STATEMENT_NO_KEY)
        return statement_refuse_key(reader->origin, name, position_of(reader));
    if (statement_has(&reader->fields, reader->key))
        return refuse_second(reader, name);
    reader->fields.present |= STATEMENT_BIT(reader->key);
    reader->origin->positions[reader->key] = position_of(reader);
    return true;
}

/* Values */

static bool set_label(Reader *reader, OrString label)
{
    int number = statement_number_of_label(reader->key, label);

    if (number < 0)
        return statement_complain(reader->origin, reader->key, psprintf("\"%s\"", label.data),
                                  "It is one of %s.", statement_all_labels(reader->key));
    statement_set_number(&reader->fields.value, reader->key, number);
    return true;
}

static bool digits(const char *text, int count, int *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

static bool parse_date(const char *text, OrDate *date)
{
    size_t length = strlen(text);
    int year, month = 0, day = 0;

    if (length != 4 && length != 7 && length != 10)
        return false;
    if (!digits(text, 4, &year) || (length > 4 && (text[4] != '-' || !digits(text + 5, 2, &month))) ||
        (length > 7 && (text[7] != '-' || !digits(text + 8, 2, &day))))
        return false;
    *date = (OrDate){.year = year,
                     .month = month,
                     .day = day,
                     .precision = length == 4   ? OR_PRECISION_YEAR
                                  : length == 7 ? OR_PRECISION_MONTH
                                                : OR_PRECISION_DAY};
    return true;
}

static bool set_text(Reader *reader, char *text)
{
    OrString *member = statement_string_member(&reader->fields.value, reader->key);

    switch (reader->key) {
    case STATEMENT_ACT:
    case STATEMENT_MODE:
    case STATEMENT_SPEAKER_KIND:
        return set_label(reader, (OrString){text, strlen(text)});
    case STATEMENT_SAID:
        if (parse_date(text, &reader->fields.value.said))
            return true;
        return statement_complain(reader->origin, STATEMENT_SAID, psprintf("\"%s\"", text),
                                  "It is a day, month or year in ISO 8601: \"2025-01-13\", \"2025-01\" or "
                                  "\"2025\".");
    default:
        if (member == NULL)
            return refuse_type(reader, psprintf("\"%s\"", text));
        *member = (OrString){text, strlen(text)};
        return true;
    }
}

/* A JSON number that is a whole number of 32 bits without a sign; JSON allows no leading zeros. */
static bool whole_number(const char *token, uint32 *number)
{
    uint64 value = 0;

    for (const char *c = token; *c != '\0'; c++) {
        if (*c < '0' || *c > '9')
            return false;
        value = value * 10 + (*c - '0');
        if (value > PG_INT32_MAX)
            return false;
    }
    *number = (uint32) value;
    return true;
}

static bool set_number(Reader *reader, const char *token)
{
    OrStatement *value = &reader->fields.value;
    uint32 number;
    float confidence;

    if (reader->key == STATEMENT_ANSWERS) {
        if (!whole_number(token, &number))
            return statement_complain(reader->origin, STATEMENT_ANSWERS, token,
                                      "It is the ordinal of a question: a whole number from 1 to %d.",
                                      PG_INT32_MAX);
        value->answers = (int32) number;
        return true;
    }
    if (reader->key == STATEMENT_CONFIDENCE) {
        /* What underflows is 0, what overflows infinite; the token is a JSON number, so all of it is read. */
        confidence = strtof(token, NULL);
        if (!(confidence >= 0 && confidence <= 1))
            return statement_complain(reader->origin, STATEMENT_CONFIDENCE, token,
                                      "Confidence goes from 0 to 1.");
        value->confidence = confidence;
        return true;
    }
    return refuse_type(reader, token);
}

/* Ranges */

static bool refuse_range(const Reader *reader, const char *value)
{
    return statement_complain(reader->origin, reader->key, value,
                              "A range is [begin, end], two whole numbers of characters.");
}

/* Too many or too few numbers between the brackets. */
static bool refuse_bounds(const Reader *reader, const char *further)
{
    const OrRange *range = &reader->ranges[reader->range_count];

    if (reader->bounds == 0)
        return refuse_range(reader, "[]");
    if (reader->bounds == 1)
        return refuse_range(reader, psprintf("[%u]", range->begin));
    return refuse_range(reader, psprintf("[%u, %u, %s]", range->begin, range->end, further));
}

static bool start_range(Reader *reader)
{
    if (reader->range_count == reader->range_room) {
        reader->range_room = Max(8, reader->range_room * 2);
        reader->ranges = reader->ranges == NULL
                             ? palloc(reader->range_room * sizeof(OrRange))
                             : repalloc(reader->ranges, reader->range_room * sizeof(OrRange));
    }
    reader->bounds = 0;
    return true;
}

static bool add_bound(Reader *reader, const char *token, JsonTokenType type)
{
    OrRange *range = &reader->ranges[reader->range_count];
    uint32 number;

    if (type == JSON_TOKEN_STRING)
        return refuse_range(reader, psprintf("\"%s\"", token));
    if (reader->bounds == 2)
        return refuse_bounds(reader, token);
    if (type != JSON_TOKEN_NUMBER || !whole_number(token, &number))
        return refuse_range(reader, token);
    if (reader->bounds == 0)
        range->begin = number;
    else
        range->end = number;
    reader->bounds++;
    return true;
}

static bool end_range(Reader *reader)
{
    if (reader->bounds != 2)
        return refuse_bounds(reader, NULL);
    reader->range_count++;
    return true;
}

static void end_list(Reader *reader)
{
    OrStatement *value = &reader->fields.value;

    if (reader->key == STATEMENT_QUOTED) {
        value->quoted = reader->ranges;
        value->quoted_count = reader->range_count;
    } else {
        value->spans = reader->ranges;
        value->span_count = reader->range_count;
    }
    reader->ranges = NULL;
    reader->range_count = reader->range_room = 0;
}

/* The parser's events */

static bool open_object(Reader *reader)
{
    if (reader->depth == OUTSIDE) {
        reader->depth = IN_OBJECT;
        return true;
    }
    return reader->depth == IN_OBJECT ? refuse_type(reader, "an object") : refuse_range(reader, "an object");
}

static Outcome object_start(void *state)
{
    REFUSE_UNLESS(open_object(state));
}

static Outcome object_end(void *state)
{
    ((Reader *) state)->depth = OUTSIDE;
    ACCEPT;
}

static Outcome object_field_start(void *state, char *name, bool is_null)
{
    REFUSE_UNLESS(start_key(state, name));
}

static bool open_array(Reader *reader)
{
    switch (reader->depth) {
    case OUTSIDE:
        return refuse_shape(reader, "an array");
    case IN_OBJECT:
        if (reader->key != STATEMENT_QUOTED && reader->key != STATEMENT_SPANS)
            return refuse_type(reader, "an array");
        reader->depth = IN_LIST;
        return true;
    case IN_LIST:
        reader->depth = IN_RANGE;
        return start_range(reader);
    case IN_RANGE:
        break;
    }
    return refuse_range(reader, "an array in a range");
}

static Outcome array_start(void *state)
{
    REFUSE_UNLESS(open_array(state));
}

static bool close_array(Reader *reader)
{
    if (reader->depth == IN_RANGE) {
        reader->depth = IN_LIST;
        return end_range(reader);
    }
    reader->depth = IN_OBJECT;
    end_list(reader);
    return true;
}

static Outcome array_end(void *state)
{
    REFUSE_UNLESS(close_array(state));
}

static bool accept_scalar(Reader *reader, char *token, JsonTokenType type)
{
    switch (reader->depth) {
    case OUTSIDE:
        return refuse_shape(reader, type == JSON_TOKEN_STRING ? "a string" : token);
    case IN_LIST:
        return refuse_range(reader, token);
    case IN_RANGE:
        return add_bound(reader, token, type);
    case IN_OBJECT:
        break;
    }
    if (type == JSON_TOKEN_STRING)
        return set_text(reader, token);
    if (type == JSON_TOKEN_NUMBER)
        return set_number(reader, token);
    if (type != JSON_TOKEN_NULL && reader->key == STATEMENT_NESTED) {
        reader->fields.value.nested = type == JSON_TOKEN_TRUE;
        return true;
    }
    return refuse_type(reader, token);
}

static Outcome scalar(void *state, char *token, JsonTokenType type)
{
    REFUSE_UNLESS(accept_scalar(state, token, type));
}

static bool parse(JsonLexContext *lex, JsonSemAction *events, Node *escontext)
{
#if PG_VERSION_NUM >= 160000
    return pg_parse_json_or_errsave(lex, events, escontext);
#else
    pg_parse_json_or_ereport(lex, events);
    return true;
#endif
}

static bool read_json(Reader *reader, char *json, int length)
{
    JsonSemAction events = {.semstate = reader,
                            .object_start = object_start,
                            .object_end = object_end,
                            .array_start = array_start,
                            .array_end = array_end,
                            .object_field_start = object_field_start,
                            .scalar = scalar};

#if PG_VERSION_NUM >= 170000
    reader->lex = makeJsonLexContextCstringLen(NULL, json, length, GetDatabaseEncoding(), true);
#else
    reader->lex = makeJsonLexContextCstringLen(json, length, GetDatabaseEncoding(), true);
#endif
    return parse(reader->lex, &events, reader->origin->escontext);
}

Statement *statement_from_json(char *json, int length, StatementOrigin *origin)
{
    Reader reader = {.origin = origin, .key = STATEMENT_NO_KEY};

    if (!read_json(&reader, json, length) || !statement_check(&reader.fields, origin))
        return NULL;
    return statement_pack_fields(&reader.fields);
}

/* Says whose value it is that the server's parser complains of. */
static void name_key(void *key)
{
    errcontext("key \"%s\" of a statement", (const char *) key);
}

/* Text is taken as it is; other values are read as JSON, as if they stood behind their key. */
bool statement_set_from_text(StatementFields *fields, StatementKey key, char *text, StatementOrigin *origin)
{
    Reader reader = {.fields = *fields, .origin = origin, .key = key, .depth = IN_OBJECT};
    ErrorContextCallback context = {error_context_stack, name_key, (void *) statement_key_name(key)};
    bool is_text = statement_key_is_label(key) || key == STATEMENT_SAID ||
                   statement_string_member(&reader.fields.value, key) != NULL;
    bool accepted;

    error_context_stack = &context;
    accepted = is_text ? set_text(&reader, text) : read_json(&reader, text, strlen(text));
    error_context_stack = context.previous;
    if (!accepted)
        return false;
    *fields = reader.fields;
    fields->present |= STATEMENT_BIT(key);
    return true;
}
