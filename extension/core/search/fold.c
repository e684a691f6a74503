/*
 * fold.c: the folded form of a word.
 *
 * ASCII is folded byte by byte. Anything else goes through ICU's NFKC and, for
 * scripts in which accents are added to a letter rather than make another one
 * (Latin and Greek), loses its combining marks. The normalizers are ICU's own
 * shared instances: nothing is opened and nothing has to be closed.
 */
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "forms.h"
#include "lexicon/lexicon.h"

/* UTF-16 units of a word while it is folded: NFKC can make one unit of UTF-8 input longer, hence the room. */
#define OR_FOLD_UNITS (2 * OR_FORM_BYTES)

static bool is_ascii(OrString word)
{
    for (size_t i = 0; i < word.length; i++)
        if ((unsigned char) word.data[i] >= 0x80)
            return false;
    return true;
}

static bool is_dropped(int32_t c, bool is_acronym)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018 ||
           (is_acronym && (c == '.' || c == '-' || c == 0x2010 || c == ' ' || c == '\t' || c == '\n' ||
                           c == '\r' || c == 0xA0));
}

static void fold_ascii(OrString word, bool is_acronym, bool keep_case, OrForm *form)
{
    size_t length = 0;

    for (size_t i = 0; i < word.length && length < OR_FORM_BYTES; i++) {
        char c = word.data[i];

        if (is_dropped(c, is_acronym))
            continue;
        form->bytes[length++] = c >= 'A' && c <= 'Z' && !keep_case ? c + ('a' - 'A') : c;
    }
    form->bytes[length] = '\0';
    form->length = length;
}

/* Does a mark on this letter only colour it? */
static bool sheds_accents(UChar32 letter)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(letter, &status);

    return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

/* Append a character of the decomposed word, or what the lexicon has for it ("ø": "o"). */
static void append_folded(OrForm *form, UChar32 c)
{
    char utf8[U8_MAX_LENGTH];
    int32_t width = 0;
    OrSearchLettersMatch letters;
    OrString out;

    U8_APPEND_UNSAFE(utf8, width, c);
    letters = c < 0x80 ? (OrSearchLettersMatch){NULL, 0}
                       : or_find_search_letters(OR_LANGUAGE_ANY, (OrString){utf8, width});
    out = letters.count > 0 ? or_lexicon_string(letters.rows[0].plain) : (OrString){utf8, width};
    if (form->length + out.length > OR_FORM_BYTES)
        return;
    memcpy(form->bytes + form->length, out.data, out.length);
    form->length += out.length;
}

static int32_t normalize(const UNormalizer2 *normalizer, const UChar *from, int32_t length, UChar *to)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t result = unorm2_normalize(normalizer, from, length, to, OR_FOLD_UNITS, &status);

    return U_SUCCESS(status) ? result : 0;
}

/* Case folding keeps no case, so that a form that keeps it is only made compatible. */
static int32_t decompose(OrString word, bool keep_case, UChar *result)
{
    UChar units[OR_FOLD_UNITS];
    UChar folded[OR_FOLD_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;

    if (word.length > OR_FORM_BYTES)
        word.length = OR_FORM_BYTES;
    u_strFromUTF8WithSub(units, OR_FOLD_UNITS, &length, word.data, (int32_t) word.length, 0xFFFD, NULL,
                         &status);
    if (U_FAILURE(status))
        return 0;
    length = normalize(keep_case ? unorm2_getNFKCInstance(&status) : unorm2_getNFKCCasefoldInstance(&status),
                       units, length, folded);
    return normalize(unorm2_getNFDInstance(&status), folded, length, result);
}

static void compose(OrForm *form)
{
    UChar units[OR_FOLD_UNITS];
    UChar composed[OR_FOLD_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    int32_t bytes = 0;

    u_strFromUTF8WithSub(units, OR_FOLD_UNITS, &length, form->bytes, (int32_t) form->length, 0xFFFD, NULL,
                         &status);
    if (U_FAILURE(status))
        return;
    length = normalize(unorm2_getNFCInstance(&status), units, length, composed);
    u_strToUTF8(form->bytes, OR_FORM_BYTES, &bytes, composed, length, &status);
    if (U_SUCCESS(status))
        form->length = (size_t) bytes;
}

static void fold_unicode(OrString word, bool is_acronym, bool keep_case, OrForm *form)
{
    UChar units[OR_FOLD_UNITS];
    int32_t length = decompose(word, keep_case, units);
    int32_t position = 0;
    bool sheds = false;
    bool has_marks = false;

    form->length = 0;
    while (position < length) {
        UChar32 c;
        bool is_mark;

        U16_NEXT(units, position, length, c);
        is_mark = u_getCombiningClass(c) != 0;
        if (!is_mark)
            sheds = sheds_accents(c);
        if ((is_mark && sheds) || is_dropped(c, is_acronym) || u_charType(c) == U_FORMAT_CHAR)
            continue;
        has_marks = has_marks || is_mark;
        append_folded(form, c);
    }
    if (has_marks)
        compose(form);
    form->bytes[form->length] = '\0';
}

void or_fold_word(OrString word, bool is_acronym, bool keep_case, OrForm *form)
{
    if (is_ascii(word))
        fold_ascii(word, is_acronym, keep_case, form);
    else
        fold_unicode(word, is_acronym, keep_case, form);
}
