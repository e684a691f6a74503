/*
 * latin.c: see latin.h.
 */
#include "latin.h"

#include <unicode/utrans.h>
#include <unicode/ustring.h>

/* The pinyin of a syllable has at most six letters. */
#define LETTERS_PER_CHARACTER 8

OrLatin *or_open_latin(void)
{
    static const UChar id[] = u"Han-Latin; Latin-ASCII; Lower";
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *transliterator = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);

    return U_SUCCESS(status) ? (OrLatin *) transliterator : NULL;
}

void or_close_latin(OrLatin *latin)
{
    utrans_close((UTransliterator *) latin);
}

size_t or_latin_letters(const OrLatin *latin, OrString text, char *letters, size_t room)
{
    UChar buffer[OR_LATIN_CHARACTERS * LETTERS_PER_CHARACTER];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    int32_t limit;
    size_t count = 0;

    if (text.length == 0 || text.length > OR_LATIN_CHARACTERS * 4)
        return 0;
    u_strFromUTF8(buffer, OR_LATIN_CHARACTERS, &length, text.data, (int32_t) text.length, &status);
    if (U_FAILURE(status))
        return 0;
    limit = length;
    utrans_transUChars((const UTransliterator *) latin, buffer, &length,
                       OR_LATIN_CHARACTERS * LETTERS_PER_CHARACTER, 0, &limit, &status);
    if (U_FAILURE(status))
        return 0;
    for (int32_t i = 0; i < length && count < room; i++) {
        if (buffer[i] >= 'a' && buffer[i] <= 'z')
            letters[count++] = (char) buffer[i];
    }
    return count;
}
