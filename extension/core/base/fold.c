/*
 * fold.c: the folded form of a name: without case, without the accents of
 * Latin and Greek letters, without compatibility forms (full-width letters,
 * ligatures), white space as single spaces, typographic apostrophes and hyphens
 * as ASCII ones.
 *
 * Accents go by Unicode's decomposition (NFKC_Casefold, then NFD, then the
 * marks are dropped); letters that it does not take apart (o with a stroke)
 * stand in the lexicon's search_letters.tsv. Marks on letters of other scripts
 * stay: in Cyrillic or kana they make another letter. ASCII takes a short cut
 * to the same result.
 *
 * The normalizers are ICU's shared instances: nothing is opened here, so that
 * nothing is lost when the host leaves an allocation by a jump.
 */
#include "fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <string.h>

#include "lexicon/lexicon.h"

#define LONGEST_UNIT_IN_UTF8 3 /* of one UTF-16 unit; a pair takes 4 */

typedef struct Units {
    UChar *data;
    int32_t length;
} Units;

/* Where the folded characters go; a space waits until something follows it. */
typedef struct Folded {
    char *data;
    size_t length;
    bool space_waits;
} Folded;

static bool is_ascii(OrString name)
{
    unsigned char all = 0;

    for (size_t i = 0; i < name.length; i++)
        all |= (unsigned char) name.data[i];
    return all < 0x80;
}

static void add_space(Folded *folded)
{
    folded->space_waits = folded->length > 0;
}

static void add_character(Folded *folded, UChar32 c)
{
    if (folded->space_waits)
        folded->data[folded->length++] = ' ';
    folded->space_waits = false;
    U8_APPEND_UNSAFE(folded->data, folded->length, c);
}

static bool is_ascii_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static OrString fold_ascii(OrHost *host, OrString name)
{
    Folded folded = {host->allocate(host, name.length + 1), 0, false};

    for (size_t i = 0; i < name.length; i++) {
        unsigned char c = (unsigned char) name.data[i];

        if (is_ascii_space(c))
            add_space(&folded);
        else
            add_character(&folded, c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return (OrString){folded.data, folded.length};
}

static Units to_units(OrHost *host, OrString name)
{
    Units units = {host->allocate(host, (name.length + 1) * sizeof(UChar)), 0};
    UErrorCode status = U_ZERO_ERROR;

    u_strFromUTF8WithSub(units.data, (int32_t) name.length, &units.length, name.data, (int32_t) name.length,
                         0xFFFD, NULL, &status);
    return units;
}

/* Normalize, in as much room as it takes; takes over and releases `from`. */
static Units normalize(OrHost *host, const UNormalizer2 *normalizer, Units from)
{
    int32_t room = from.length + from.length / 2 + 16;
    Units to = {NULL, 0};
    UErrorCode status;

    do {
        host->release(host, to.data);
        to.data = host->allocate(host, (size_t) room * sizeof(UChar));
        status = U_ZERO_ERROR;
        to.length = unorm2_normalize(normalizer, from.data, from.length, to.data, room, &status);
        room = to.length;
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    host->release(host, from.data);
    if (U_FAILURE(status))
        to.length = 0;
    return to;
}

/* Does a mark on this letter only colour it? */
static bool sheds_accents(UChar32 letter)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(letter, &status);

    return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

static UChar32 plain_punctuation(UChar32 c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
        return '\'';
    case 0x2010:
    case 0x2011:
        return '-';
    default:
        return c;
    }
}

/* A letter as it is, or what the lexicon has for it. */
static void add_letter(Folded *folded, UChar32 c)
{
    char utf8[U8_MAX_LENGTH];
    int32_t length = 0;
    OrSearchLettersMatch letters = {NULL, 0};
    OrString plain;

    U8_APPEND_UNSAFE(utf8, length, c);
    if (c >= 0x80)
        letters = or_find_search_letters(OR_LANGUAGE_ANY, (OrString){utf8, (size_t) length});
    if (letters.count == 0) {
        add_character(folded, c);
        return;
    }
    plain = or_lexicon_string(letters.rows->plain);
    for (size_t i = 0; i < plain.length; i++)
        add_character(folded, (unsigned char) plain.data[i]);
}

static OrString strip(OrHost *host, Units units)
{
    Folded folded = {host->allocate(host, (size_t) units.length * (LONGEST_UNIT_IN_UTF8 + 1) + 1), 0, false};
    bool sheds = false;

    for (int32_t at = 0; at < units.length;) {
        UChar32 c;

        U16_NEXT(units.data, at, units.length, c);
        if (u_charType(c) == U_NON_SPACING_MARK) {
            if (sheds)
                continue;
        } else {
            sheds = sheds_accents(c);
        }
        if (u_isUWhiteSpace(c))
            add_space(&folded);
        else
            add_letter(&folded, plain_punctuation(c));
    }
    host->release(host, units.data);
    return (OrString){folded.data, folded.length};
}

OrString or_fold_name(OrHost *host, OrString name)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *casefold;
    const UNormalizer2 *decompose;

    if (is_ascii(name))
        return fold_ascii(host, name);
    casefold = unorm2_getNFKCCasefoldInstance(&status);
    decompose = unorm2_getNFDInstance(&status);
    return strip(host, normalize(host, decompose, normalize(host, casefold, to_units(host, name))));
}
