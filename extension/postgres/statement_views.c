/*
 * statement_views.c: what the flat views show of a statement beside its keys:
 * country(statement), verbatim(statement), and the context in its document.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#include "onrecord.h"
#include "statement/country.h"
#include "statement_packed.h"

/* Past this many bytes, a cut is made inside a word. */
#define LONGEST_CUT_WORD 40

ONRECORD_FUNCTION(onrecord_statement_country);

/*
 * country(statement) -> text. A body and somebody unnamed may be called by
 * their state; what a person is called says nothing of theirs.
 */
Datum onrecord_statement_country(PG_FUNCTION_ARGS)
{
    char name[OR_COUNTRY_NAME_ROOM];
    StatementFields fields;

    statement_unpack_strings(PG_GETARG_STATEMENT_P(0), &fields);
    if (or_country_of(fields.value.organisation, name) || or_country_of(fields.value.title, name) ||
        (statement_has(&fields, STATEMENT_SPEAKER_KIND) && fields.value.speaker_kind != OR_SPEAKER_PERSON &&
         or_country_of(fields.value.speaker, name)))
        PG_RETURN_TEXT_P(cstring_to_text(name));
    PG_RETURN_NULL();
}

/* Where the character with this number begins; the end of the text where it has not so many. */
static int byte_of(const char *text, int length, int character)
{
    return pg_mbcharcliplen(text, length, character);
}

ONRECORD_FUNCTION(onrecord_statement_verbatim);

/* verbatim(statement) -> text[]: the quoted parts of the content, in order */
Datum onrecord_statement_verbatim(PG_FUNCTION_ARGS)
{
    StatementFields fields;
    OrString content;
    Datum *parts;
    int begin = 0;
    uint32 character = 0;

    statement_unpack(PG_GETARG_STATEMENT_P(0), &fields);
    content = fields.value.content;
    parts = palloc(sizeof(Datum) * Max(fields.value.quoted_count, 1));
    for (uint32 i = 0; i < fields.value.quoted_count; i++) {
        OrRange range = fields.value.quoted[i];
        int end;

        begin += byte_of(content.data + begin, content.length - begin, range.begin - character);
        end = begin + byte_of(content.data + begin, content.length - begin, range.end - range.begin);
        parts[i] = PointerGetDatum(cstring_to_text_with_len(content.data + begin, end - begin));
        begin = end;
        character = range.end;
    }
    PG_RETURN_ARRAYTYPE_P(
        construct_array(parts, fields.value.quoted_count, TEXTOID, -1, false, TYPALIGN_INT));
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* The first word that begins in the text, if one does soon; a text that is cut begins inside a word. */
static int next_word(const char *text, int length)
{
    for (int i = 0; i < Min(length, LONGEST_CUT_WORD); i++)
        if (is_space(text[i]))
            return i + 1;
    return 0;
}

/* Where the text's last word ends, if one does near its end. */
static int previous_word(const char *text, int length)
{
    for (int i = length; i > 0 && length - i < LONGEST_CUT_WORD; i--)
        if (is_space(text[i - 1]))
            return i - 1;
    return length;
}

/* The spans of the statement, as one range: false without any. */
static bool extent_of(Statement *statement, OrRange *extent)
{
    StatementFields fields;
    bool found;

    statement_unpack(statement, &fields);
    found = fields.value.span_count > 0;
    if (found)
        *extent = (OrRange){fields.value.spans[0].begin, fields.value.spans[fields.value.span_count - 1].end};
    statement_free_ranges(&fields);
    return found;
}

static int checked_length(int characters)
{
    if (characters < 0)
        ereport(ERROR, errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                errmsg("the length of a context cannot be negative"));
    return characters;
}

ONRECORD_FUNCTION(onrecord_context_before);

/* context_before(statement, document text, length integer) -> text: what stands before it, up to so many
 * characters */
Datum onrecord_context_before(PG_FUNCTION_ARGS)
{
    text *document = PG_GETARG_TEXT_PP(1);
    const char *bytes = VARDATA_ANY(document);
    int size = VARSIZE_ANY_EXHDR(document);
    int characters = checked_length(PG_GETARG_INT32(2));
    OrRange extent;
    int begin, end;

    if (!extent_of(PG_GETARG_STATEMENT_P(0), &extent))
        PG_RETURN_NULL();
    characters = Min(characters, (int) extent.begin);
    begin = byte_of(bytes, size, extent.begin - characters);
    end = begin + byte_of(bytes + begin, size - begin, characters);
    if (begin > 0 && !is_space(bytes[begin - 1]))
        begin += next_word(bytes + begin, end - begin);
    PG_RETURN_TEXT_P(cstring_to_text_with_len(bytes + begin, end - begin));
}

ONRECORD_FUNCTION(onrecord_context_after);

/* context_after(statement, document text, length integer) -> text: what stands behind it, up to so many
 * characters */
Datum onrecord_context_after(PG_FUNCTION_ARGS)
{
    text *document = PG_GETARG_TEXT_PP(1);
    const char *bytes = VARDATA_ANY(document);
    int size = VARSIZE_ANY_EXHDR(document);
    int characters = checked_length(PG_GETARG_INT32(2));
    OrRange extent;
    int begin, length;

    if (!extent_of(PG_GETARG_STATEMENT_P(0), &extent))
        PG_RETURN_NULL();
    begin = byte_of(bytes, size, extent.end);
    length = byte_of(bytes + begin, size - begin, characters);
    if (begin + length < size && !is_space(bytes[begin + length]))
        length = previous_word(bytes + begin, length);
    PG_RETURN_TEXT_P(cstring_to_text_with_len(bytes + begin, length));
}
