/*
 * country.c: see country.h. The lexicon gives the code of the state, ICU its name.
 */
#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "country.h"
#include "lexicon/lexicon.h"

/* Does a word begin or end between these two bytes? Letters beyond ASCII are letters. */
static bool is_word_byte(char byte)
{
    return (unsigned char) byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z');
}

static bool is_boundary(OrString phrase, size_t offset)
{
    return offset == 0 || offset == phrase.length || !is_word_byte(phrase.data[offset - 1]) ||
           !is_word_byte(phrase.data[offset]);
}

/* "ROMANIAN" too, but a small-letter "us" or "turkey" is no state. */
static bool is_capital(char byte)
{
    return (unsigned char) byte >= 0x80 || (byte >= 'A' && byte <= 'Z');
}

static const OrStateNamesRow *state_at(OrString phrase, size_t offset)
{
    OrString rest = {phrase.data + offset, phrase.length - offset};

    for (int language = 0; language < OR_LANGUAGE_COUNT; language++) {
        size_t length;
        OrStateNamesMatch match = or_find_longest_state_names((OrLanguage) language, rest, &length);

        if (match.count > 0 && is_boundary(phrase, offset + length))
            return match.rows;
    }
    return NULL;
}

static bool name_of(OrString code, char name[OR_COUNTRY_NAME_ROOM])
{
    char locale[8] = "und_";
    UChar wide[OR_COUNTRY_NAME_ROOM];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length;

    if (code.length != 2)
        return false;
    memcpy(locale + 4, code.data, 2);
    locale[6] = '\0';
    length = uloc_getDisplayCountry(locale, "en", wide, OR_COUNTRY_NAME_ROOM, &status);
    u_strToUTF8(name, OR_COUNTRY_NAME_ROOM, NULL, wide, length, &status);
    return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING;
}

/*
 * An adjective behind a name in capitals belongs to a subject: the "European"
 * of a Department of European Studies says nothing of whose department it is.
 */
bool or_country_of(OrString phrase, char name[OR_COUNTRY_NAME_ROOM])
{
    bool after_name = false;

    for (size_t offset = 0; offset < phrase.length; offset++) {
        const OrStateNamesRow *row;

        if (!is_capital(phrase.data[offset]) || !is_boundary(phrase, offset))
            continue;
        row = state_at(phrase, offset);
        if (row != NULL && !(after_name && row->kind == OR_STATE_NAMES_KIND_ADJECTIVE))
            return name_of(or_lexicon_string(row->state), name);
        after_name = true;
    }
    return false;
}
