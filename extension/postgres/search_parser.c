/*
 * search_parser.c: the text search parser `onrecord`.
 *
 * The server calls the functions below; search/search.h says what tokens are.
 */
#include "postgres.h"

#include "fmgr.h"
#include "tsearch/ts_public.h"
#include "utils/builtins.h"

#include "host.h"
#include "onrecord.h"
#include "search_state.h"

typedef struct TokenType {
    const char *name;
    const char *description;
} TokenType;

/* By OrSearchClass. */
static const TokenType token_types[OR_SEARCH_CLASS_COUNT + 1] = {
    [OR_SEARCH_WORD] = {"word", "Word, Latin script"},
    [OR_SEARCH_ACRONYM] = {"acronym", "Acronym or initials"},
    [OR_SEARCH_CAPITALS] = {"capitals", "Word of a heading in capitals"},
    [OR_SEARCH_NAME] = {"name", "Common word that is part of a name"},
    [OR_SEARCH_CODE] = {"code", "Letters and digits"},
    [OR_SEARCH_NUMBER] = {"number", "Number"},
    [OR_SEARCH_DATE] = {"date", "Date"},
    [OR_SEARCH_ALIAS] = {"alias", "Name or alias of onrecord_aliases"},
    [OR_SEARCH_IDEOGRAPHS] = {"ideographs", "Word of a script without spaces"},
    [OR_SEARCH_FOREIGN] = {"foreign_word", "Word of another script"},
    [OR_SEARCH_HOST] = {"host", "Host name"},
    [OR_SEARCH_ADDRESS] = {"address", "E-mail address"},
    [OR_SEARCH_POSSESSIVE] = {"possessive", "Possessive ending"},
    [OR_SEARCH_OTHER] = {"other", "Path of a URL, or a run too long to be a word"},
    [OR_SEARCH_BLANK] = {"blank", "Spaces and punctuation"}};

typedef struct ParserState {
    OrTokenizer *tokenizer;
    const char *text;
} ParserState;

ONRECORD_FUNCTION(onrecord_parser_start);
ONRECORD_FUNCTION(onrecord_parser_token);
ONRECORD_FUNCTION(onrecord_parser_end);
ONRECORD_FUNCTION(onrecord_parser_types);

/* onrecord_parser_start(internal text, integer length) -> internal */
Datum onrecord_parser_start(PG_FUNCTION_ARGS)
{
    const SearchState *search = search_begin();
    ParserState *parser = palloc(sizeof(ParserState));

    parser->text = (const char *) PG_GETARG_POINTER(0);
    parser->tokenizer = or_start_tokens(onrecord_host(), search->aliases, search->segmenter, parser->text,
                                        (size_t) PG_GETARG_INT32(1));
    PG_RETURN_POINTER(parser);
}

/* onrecord_parser_token(internal state, internal token, internal length) -> internal: the type, 0 at the end
 */
Datum onrecord_parser_token(PG_FUNCTION_ARGS)
{
    ParserState *parser = (ParserState *) PG_GETARG_POINTER(0);
    const char **token = (const char **) PG_GETARG_POINTER(1);
    int *length = (int *) PG_GETARG_POINTER(2);
    OrSearchToken found;

    if (!or_next_token(parser->tokenizer, &found))
        PG_RETURN_INT32(0);
    *token = parser->text + found.range.begin;
    *length = (int) or_range_length(found.range);
    PG_RETURN_INT32(found.class);
}

/* onrecord_parser_end(internal state) -> void */
Datum onrecord_parser_end(PG_FUNCTION_ARGS)
{
    ParserState *parser = (ParserState *) PG_GETARG_POINTER(0);

    or_end_tokens(parser->tokenizer);
    pfree(parser);
    PG_RETURN_VOID();
}

/* onrecord_parser_types(internal) -> internal: all token types */
Datum onrecord_parser_types(PG_FUNCTION_ARGS)
{
    LexDescr *types = palloc0((OR_SEARCH_CLASS_COUNT + 1) * sizeof(LexDescr));

    for (int i = 0; i < OR_SEARCH_CLASS_COUNT; i++) {
        types[i].lexid = i + 1;
        types[i].alias = pstrdup(token_types[i + 1].name);
        types[i].descr = pstrdup(token_types[i + 1].description);
    }
    PG_RETURN_POINTER(types);
}
