/*
 * characters.c: see characters.h.
 */
#include "characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define S OR_CHARACTER_SPACE
#define L OR_CHARACTER_LETTER
#define D OR_CHARACTER_DIGIT
#define Q OR_CHARACTER_QUOTE
#define P OR_CHARACTER_PUNCTUATION
#define Y OR_CHARACTER_SYMBOL

/* clang-format off */
const uint8_t or_ascii_classes[128] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S,
    S, P, Q, P, Y, P, P, Q, P, P, P, Y, P, P, P, P, D, D, D, D, D, D, D, D, D, D, P, P, Y, Y, Y, P,
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, P, P, Y, P,
    Q, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, Y, P, Y, S,
};
/* clang-format on */

#undef S
#undef L
#undef D
#undef Q
#undef P
#undef Y

static bool is_quote(uint32_t c)
{
    return (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB || c == 0x2039 || c == 0x203A ||
           (c >= 0x300C && c <= 0x300F) || c == 0xFF02 || c == 0xFF07 || (c >= 0xFE41 && c <= 0xFE44);
}

/* Scripts whose words are not set apart by spaces: one token a character. */
static bool is_ideograph(uint32_t c)
{
    if (c < 0x0E00)
        return false;
    if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
        (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xF900 && c <= 0xFAFF) || c == 0x3005 || c == 0x3007)
        return true;
    return u_getIntPropertyValue((UChar32) c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

static OrCharacterClass general_class(uint32_t c)
{
    switch (u_charType((UChar32) c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_LETTER_NUMBER:
        return OR_CHARACTER_LETTER;
    case U_DECIMAL_DIGIT_NUMBER:
        return OR_CHARACTER_DIGIT;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_CONTROL_CHAR:
        return OR_CHARACTER_SPACE;
    case U_FORMAT_CHAR:
        return OR_CHARACTER_IGNORED;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
        return OR_CHARACTER_PUNCTUATION;
    default:
        return OR_CHARACTER_SYMBOL;
    }
}

OrCharacterClass or_wide_character_class(uint32_t code_point)
{
    if (is_quote(code_point))
        return OR_CHARACTER_QUOTE;
    if (is_ideograph(code_point))
        return OR_CHARACTER_IDEOGRAPH;
    return general_class(code_point);
}

bool or_wide_is_upper(uint32_t code_point)
{
    return u_isupper((UChar32) code_point) || u_istitle((UChar32) code_point);
}

uint32_t or_next_wide_code_point(const char *text, size_t length, size_t *position)
{
    const unsigned char *bytes = (const unsigned char *) text + *position;
    size_t left = length - *position;
    uint32_t first = bytes[0];
    uint32_t code_point, smallest;
    size_t width;

    width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    smallest = width == 4 ? 0x10000 : width == 3 ? 0x800 : 0x80;
    code_point = first & (0x7Fu >> width);
    if (first >= 0xC2 && first <= 0xF4 && width <= left) {
        size_t i = 1;

        while (i < width && (bytes[i] & 0xC0) == 0x80)
            code_point = code_point << 6 | (bytes[i++] & 0x3F);
        if (i == width && code_point >= smallest && code_point <= 0x10FFFF &&
            !(code_point >= 0xD800 && code_point <= 0xDFFF)) {
            *position += width;
            return code_point;
        }
    }
    *position += 1;
    return 0xFFFD;
}

uint32_t or_count_code_points(const char *text, size_t length)
{
    uint32_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += ((unsigned char) text[i] & 0xC0) != 0x80;
    return count;
}
