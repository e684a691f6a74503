/*
 * names.c: by what names are compared, in SQL.
 */
#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "search/aliases.h"
#include "search/latin.h"

#include "host.h"
#include "onrecord.h"

ONRECORD_FUNCTION(onrecord_name_key);
ONRECORD_FUNCTION(onrecord_latin_letters);

/*
 * name_key(text) -> text. The key may have letters that the name has not, which
 * only UTF-8 is sure to have too: elsewhere the case of ASCII is all that is folded.
 */
Datum onrecord_name_key(PG_FUNCTION_ARGS)
{
    OrForm key;

    if (GetDatabaseEncoding() != PG_UTF8) {
        text *name = PG_GETARG_TEXT_PP(0);

        PG_RETURN_TEXT_P(cstring_to_text(asc_tolower(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name))));
    }
    or_alias_key(onrecord_utf8(PG_GETARG_TEXT_PP(0)), false, &key);
    PG_RETURN_TEXT_P(onrecord_text((OrString){key.bytes, key.length}));
}

static void close_latin(void *latin)
{
    or_close_latin(latin);
}

/* The letters are opened once a query: for all calls of this place in it. */
static OrLatin *latin_of_call(FunctionCallInfo fcinfo)
{
    MemoryContextCallback *callback;

    if (fcinfo->flinfo->fn_extra != NULL)
        return fcinfo->flinfo->fn_extra;
    callback = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(*callback));
    callback->func = close_latin;
    callback->arg = or_open_latin();
    if (callback->arg == NULL)
        ereport(ERROR, (errcode(ERRCODE_EXTERNAL_ROUTINE_EXCEPTION),
                        errmsg("Chinese names cannot be spelled in Latin letters"),
                        errdetail("ICU has no transliterator \"Han-Latin\"."),
                        errhint("Install ICU with its full data.")));
    MemoryContextRegisterResetCallback(fcinfo->flinfo->fn_mcxt, callback);
    fcinfo->flinfo->fn_extra = callback->arg;
    return callback->arg;
}

/* latin_letters(text) -> text; NULL where there are none */
Datum onrecord_latin_letters(PG_FUNCTION_ARGS)
{
    char letters[OR_LATIN_CHARACTERS * 8];
    size_t length = or_latin_letters(latin_of_call(fcinfo), onrecord_utf8(PG_GETARG_TEXT_PP(0)), letters,
                                     sizeof(letters));

    if (length == 0)
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(onrecord_text((OrString){letters, length}));
}
