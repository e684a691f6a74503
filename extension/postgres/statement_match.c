/*
 * statement_match.c: matching by example and by text-search query.
 *
 * BY EXAMPLE. A statement fits an example when every field of the example
 * holds in it: names equal without regard to case and accents (fold.h), a date
 * that the statement's date lies in ("2025-01" holds on 13 January 2025), and
 * any other value equal. An example without fields fits everything. So @> is
 * reflexive and transitive, but two statements may fit each other and differ.
 */
#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "tsearch/ts_utils.h"
#include "utils/fmgrprotos.h"

#include "base/fold.h"
#include "host.h"
#include "onrecord.h"
#include "statement_enum.h"
#include "statement_match.h"
#include "tsvector.h"

OrString statement_fold(OrString name)
{
    if (GetDatabaseEncoding() != PG_UTF8) {
        char *terminated = pnstrdup(name.data, name.length);

        name.data = pg_server_to_any(terminated, name.length, PG_UTF8);
        name.length = strlen(name.data);
    }
    return or_fold_name(onrecord_host(), name);
}

static bool equal_strings(OrString left, OrString right)
{
    return left.length == right.length && memcmp(left.data, right.data, left.length) == 0;
}

static bool equal_names(OrString left, OrString right)
{
    OrString folded_left, folded_right;
    bool equal;

    if (equal_strings(left, right))
        return true;
    folded_left = statement_fold(left);
    folded_right = statement_fold(right);
    equal = equal_strings(folded_left, folded_right);
    pfree((char *) folded_left.data);
    pfree((char *) folded_right.data);
    return equal;
}

static bool equal_ranges(const OrRange *left, uint32 left_count, const OrRange *right, uint32 right_count)
{
    return left_count == right_count && memcmp(left, right, left_count * sizeof(OrRange)) == 0;
}

static bool date_within(OrDate date, OrDate wider)
{
    return statement_first_day(date) >= statement_first_day(wider) &&
           statement_end_day(date) <= statement_end_day(wider);
}

static bool field_fits(const OrStatement *statement, const OrStatement *example, StatementKey key)
{
    OrString left, right;

    switch (key) {
    case STATEMENT_SPEAKER_KIND:
    case STATEMENT_ACT:
    case STATEMENT_MODE:
        return statement_get_number(statement, key) == statement_get_number(example, key);
    case STATEMENT_SAID:
        return date_within(statement->said, example->said);
    case STATEMENT_QUOTED:
        return equal_ranges(statement->quoted, statement->quoted_count, example->quoted,
                            example->quoted_count);
    case STATEMENT_SPANS:
        return equal_ranges(statement->spans, statement->span_count, example->spans, example->span_count);
    case STATEMENT_NESTED:
        return statement->nested == example->nested;
    case STATEMENT_ANSWERS:
        return statement->answers == example->answers;
    case STATEMENT_CONFIDENCE:
        return statement->confidence == example->confidence;
    default:
        left = *statement_string_member((OrStatement *) statement, key);
        right = *statement_string_member((OrStatement *) example, key);
        return statement_key_is_name(key) ? equal_names(left, right) : equal_strings(left, right);
    }
}

/* Fields of fixed place first: comparing them is cheap and often enough. */
static const StatementKey by_cost[STATEMENT_KEY_COUNT] = {
    STATEMENT_ACT,     STATEMENT_MODE,         STATEMENT_SPEAKER_KIND, STATEMENT_LANGUAGE,  STATEMENT_NESTED,
    STATEMENT_ANSWERS, STATEMENT_CONFIDENCE,   STATEMENT_SAID,         STATEMENT_CUE,       STATEMENT_CONTENT,
    STATEMENT_QUOTED,  STATEMENT_SPANS,        STATEMENT_SPEAKER,      STATEMENT_ADDRESSEE, STATEMENT_TARGET,
    STATEMENT_TITLE,   STATEMENT_ORGANISATION,
};

bool statement_fits(const StatementFields *statement, const StatementFields *example)
{
    if ((example->present & ~statement->present) != 0)
        return false;
    for (int i = 0; i < STATEMENT_KEY_COUNT; i++) {
        if (statement_has(example, by_cost[i]) && !field_fits(&statement->value, &example->value, by_cost[i]))
            return false;
    }
    return true;
}

static bool contains(FunctionCallInfo fcinfo, int whole, int part)
{
    StatementFields statement, example;

    statement_unpack(PG_GETARG_STATEMENT_P(whole), &statement);
    statement_unpack(PG_GETARG_STATEMENT_P(part), &example);
    return statement_fits(&statement, &example);
}

ONRECORD_FUNCTION(onrecord_statement_contains);

/* statement @> statement */
Datum onrecord_statement_contains(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(contains(fcinfo, 0, 1));
}

ONRECORD_FUNCTION(onrecord_statement_contained);

/* statement <@ statement */
Datum onrecord_statement_contained(PG_FUNCTION_ARGS)
{
    PG_RETURN_BOOL(contains(fcinfo, 1, 0));
}

/*
 * BY QUERY. The vector of a statement is that of its names and its content,
 * piece by piece: the verbatim ranges of the content are of weight A, the rest
 * of it of weight C. Direct speech without ranges is verbatim as a whole.
 */
static const StatementKey name_keys[] = {STATEMENT_SPEAKER, STATEMENT_TITLE, STATEMENT_ORGANISATION,
                                         STATEMENT_ADDRESSEE, STATEMENT_TARGET};

/* The byte at which character `character` begins, counted on from `at`, which is character *counted. */
static const char *character_at(const char *at, uint32 *counted, uint32 character)
{
    for (; *counted < character; (*counted)++)
        at += pg_mblen(at);
    return at;
}

static int add_piece(SearchPiece *pieces, int count, const char *begin, const char *end, char weight,
                     bool continues)
{
    if (begin < end)
        pieces[count++] = (SearchPiece){begin, end - begin, weight, continues};
    return count;
}

static int add_content(SearchPiece *pieces, int count, const StatementFields *statement)
{
    const OrStatement *value = &statement->value;
    const char *at = value->content.data;
    const char *end = at + value->content.length;
    uint32 counted = 0;

    if (!statement_has(statement, STATEMENT_QUOTED) && statement_has(statement, STATEMENT_MODE) &&
        value->mode == OR_MODE_DIRECT)
        return add_piece(pieces, count, at, end, 'A', false);
    for (uint32 i = 0; i < value->quoted_count; i++) {
        const char *begin_quoted = character_at(at, &counted, value->quoted[i].begin);
        const char *end_quoted = character_at(begin_quoted, &counted, value->quoted[i].end);

        count = add_piece(pieces, count, at, begin_quoted, 'C', at > value->content.data);
        count = add_piece(pieces, count, begin_quoted, end_quoted, 'A', begin_quoted > value->content.data);
        at = end_quoted;
    }
    return add_piece(pieces, count, at, end, 'C', at > value->content.data);
}

/* The pieces of a statement, with their number. */
static SearchPiece *pieces_of(const StatementFields *statement, int *count)
{
    const OrStatement *value = &statement->value;
    SearchPiece *pieces =
        palloc(sizeof(SearchPiece) * (lengthof(name_keys) + 2 * (Size) value->quoted_count + 1));

    *count = 0;
    for (int i = 0; i < lengthof(name_keys); i++) {
        if (statement_has(statement, name_keys[i])) {
            OrString name = *statement_string_member((OrStatement *) value, name_keys[i]);

            *count = add_piece(pieces, *count, name.data, name.data + name.length, 'B', false);
        }
    }
    if (statement_has(statement, STATEMENT_CONTENT))
        *count = add_content(pieces, *count, statement);
    return pieces;
}

TSVector statement_tsvector(const StatementFields *statement)
{
    int count;
    SearchPiece *pieces = pieces_of(statement, &count);
    TSVector vector = onrecord_build_weighted_tsvector(pieces, count);

    pfree(pieces);
    return vector;
}

/* The vector as far as a query asks for it. */
static TSVector tsvector_for_query(const StatementFields *statement, TSQuery query)
{
    int count;
    SearchPiece *pieces = pieces_of(statement, &count);
    TSVector vector = onrecord_build_tsvector_for_query(pieces, count, query);

    pfree(pieces);
    return vector;
}

ONRECORD_FUNCTION(onrecord_statement_tsvector);

/* tsvector(statement) -> tsvector */
Datum onrecord_statement_tsvector(PG_FUNCTION_ARGS)
{
    StatementFields statement;

    statement_unpack(PG_GETARG_STATEMENT_P(0), &statement);
    PG_RETURN_TSVECTOR(statement_tsvector(&statement));
}

ONRECORD_FUNCTION(onrecord_statement_matches);

/* statement @@ tsquery */
Datum onrecord_statement_matches(PG_FUNCTION_ARGS)
{
    TSQuery query = PG_GETARG_TSQUERY(1);
    StatementFields statement;
    TSVector vector;

    if (query->size == 0)
        PG_RETURN_BOOL(false);
    statement_unpack(PG_GETARG_STATEMENT_P(0), &statement);
    vector = tsvector_for_query(&statement, query);
    PG_RETURN_DATUM(DirectFunctionCall2(ts_match_vq, TSVectorGetDatum(vector), TSQueryGetDatum(query)));
}

ONRECORD_FUNCTION(onrecord_statement_matched);

/* tsquery @@ statement */
Datum onrecord_statement_matched(PG_FUNCTION_ARGS)
{
    return DirectFunctionCall2(onrecord_statement_matches, PG_GETARG_DATUM(1), PG_GETARG_DATUM(0));
}
