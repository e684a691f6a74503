/*
 * search_dictionary.c: the dictionary template `onrecord`.
 *
 * A dictionary is made for one token type, which its option `tokens` names:
 * the server hands a dictionary nothing but the characters of a token.
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "fmgr.h"
#include "tsearch/ts_public.h"

#include "onrecord.h"
#include "search_state.h"

static const char *const classes[] = {[OR_SEARCH_WORD] = "word",
                                      [OR_SEARCH_ACRONYM] = "acronym",
                                      [OR_SEARCH_CAPITALS] = "capitals",
                                      [OR_SEARCH_NAME] = "name",
                                      [OR_SEARCH_CODE] = "code",
                                      [OR_SEARCH_NUMBER] = "number",
                                      [OR_SEARCH_DATE] = "date",
                                      [OR_SEARCH_ALIAS] = "alias",
                                      [OR_SEARCH_IDEOGRAPHS] = "ideographs",
                                      [OR_SEARCH_FOREIGN] = "foreign_word",
                                      [OR_SEARCH_HOST] = "host",
                                      [OR_SEARCH_ADDRESS] = "address"};

typedef struct Dictionary {
    OrSearchClass class;
} Dictionary;

ONRECORD_FUNCTION(onrecord_dictionary_init);
ONRECORD_FUNCTION(onrecord_dictionary_lexize);

static OrSearchClass class_named(const char *name)
{
    for (int i = OR_SEARCH_WORD; i <= OR_SEARCH_LAST_INDEXED; i++)
        if (strcmp(classes[i], name) == 0)
            return i;
    ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
            errmsg("\"%s\" is no token type that onrecord indexes", name),
            errhint("SELECT * FROM ts_token_type('onrecord') lists the token types."));
}

/* onrecord_dictionary_init(internal options) -> internal */
Datum onrecord_dictionary_init(PG_FUNCTION_ARGS)
{
    List *options = (List *) PG_GETARG_POINTER(0);
    Dictionary *dictionary = palloc0(sizeof(Dictionary));
    ListCell *cell;

    dictionary->class = OR_SEARCH_WORD;
    foreach (cell, options) {
        DefElem *option = (DefElem *) lfirst(cell);

        if (strcmp(option->defname, "tokens") != 0)
            ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    errmsg("unrecognized onrecord dictionary parameter: \"%s\"", option->defname),
                    errhint("The only parameter is \"tokens\", the name of a token type."));
        dictionary->class = class_named(defGetString(option));
    }
    PG_RETURN_POINTER(dictionary);
}

static void set_lexeme(TSLexeme *result, const char *bytes, Size length, uint8 variant, bool advances)
{
    result->lexeme = pnstrdup(bytes, length);
    result->nvariant = variant;
    result->flags = advances ? TSL_ADDPOS : 0;
}

/* The lexemes of a token, and an empty one behind them. */
static TSLexeme *find_lexemes(OrSearchClass class, OrString token)
{
    const CachedToken *cached = search_cached(class, token);
    OrLexemes found;
    TSLexeme *result;

    if (cached != NULL) {
        result = palloc0((cached->count + 1) * sizeof(TSLexeme));
        for (int i = 0; i < cached->count; i++) {
            const CachedItem *item = &cached->items[i];

            set_lexeme(&result[i], item->lexeme->bytes, item->lexeme->length, item->variant, item->advances);
        }
        return result;
    }
    or_find_lexemes(search_state()->aliases, class, token, &found);
    result = palloc0((found.count + 1) * sizeof(TSLexeme));
    for (int i = 0; i < found.count; i++) {
        const OrLexeme *item = &found.items[i];

        set_lexeme(&result[i], found.bytes + item->offset, item->length, item->variant, item->advances);
    }
    return result;
}

/* onrecord_dictionary_lexize(internal dictionary, internal token, internal length, internal) -> internal */
Datum onrecord_dictionary_lexize(PG_FUNCTION_ARGS)
{
    const Dictionary *dictionary = (Dictionary *) PG_GETARG_POINTER(0);
    OrString token = {(const char *) PG_GETARG_POINTER(1), (size_t) PG_GETARG_INT32(2)};

    search_state();
    PG_RETURN_POINTER(find_lexemes(dictionary->class, token));
}
