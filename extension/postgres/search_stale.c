/*
 * search_stale.c: finding vectors that a change of the aliases has made stale.
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "tsearch/ts_utils.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "host.h"
#include "onrecord.h"
#include "search_state.h"

ONRECORD_FUNCTION(onrecord_words_query);

static void append_quoted(StringInfo out, const char *bytes, int length)
{
    appendStringInfoChar(out, '\'');
    for (int i = 0; i < length; i++) {
        if (bytes[i] == '\'' || bytes[i] == '\\')
            appendStringInfoChar(out, bytes[i]);
        appendStringInfoChar(out, bytes[i]);
    }
    appendStringInfoChar(out, '\'');
}

/*
 * onrecord_words_query(text) -> tsquery: all words of a name, none of them as
 * an alias. A vector has them whether or not the name was an alias when it was
 * made: an alias is indexed with its own words too.
 */
Datum onrecord_words_query(PG_FUNCTION_ARGS)
{
    text *name = PG_GETARG_TEXT_PP(0);
    const SearchState *search = search_begin();
    OrTokenizer *tokenizer =
        or_start_tokens(onrecord_host(), NULL, search->segmenter, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
    OrSearchToken token;
    StringInfoData query;

    initStringInfo(&query);
    while (or_next_indexed_token(tokenizer, &token)) {
        OrString string = {VARDATA_ANY(name) + token.range.begin, or_range_length(token.range)};
        OrLexemes lexemes;

        or_find_lexemes(NULL, token.class, string, &lexemes);
        for (int i = 0; i < lexemes.count && lexemes.items[i].variant == lexemes.items[0].variant; i++) {
            if (query.len > 0)
                appendStringInfoString(&query, " & ");
            append_quoted(&query, lexemes.bytes + lexemes.items[i].offset, lexemes.items[i].length);
        }
    }
    or_end_tokens(tokenizer);
    PG_RETURN_DATUM(DirectFunctionCall1(tsqueryin, CStringGetDatum(query.data)));
}
