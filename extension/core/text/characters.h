/*
 * characters.h: what a code point is, as far as tokenization cares, and how to
 * read one from UTF-8. ASCII is answered by a table, the rest by ICU's
 * stateless property look-ups.
 */
#ifndef ONRECORD_CORE_TEXT_CHARACTERS_H
#define ONRECORD_CORE_TEXT_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum OrCharacterClass {
    OR_CHARACTER_SPACE,
    OR_CHARACTER_LETTER, /* letters and the marks that combine with them */
    OR_CHARACTER_DIGIT,
    OR_CHARACTER_IDEOGRAPH, /* Han, kana, hangul, Thai ...: scripts without spaces between words */
    OR_CHARACTER_QUOTE,
    OR_CHARACTER_PUNCTUATION,
    OR_CHARACTER_SYMBOL,
    OR_CHARACTER_IGNORED /* soft hyphen, zero-width and direction marks, byte-order mark */
} OrCharacterClass;

/* The classes of ASCII, and of what lies beyond it. */
extern const uint8_t or_ascii_classes[128];
OrCharacterClass or_wide_character_class(uint32_t code_point);
bool or_wide_is_upper(uint32_t code_point);
uint32_t or_next_wide_code_point(const char *text, size_t length, size_t *position);

static inline OrCharacterClass or_character_class(uint32_t code_point)
{
    return code_point < 128 ? (OrCharacterClass) or_ascii_classes[code_point]
                            : or_wide_character_class(code_point);
}

static inline bool or_is_upper(uint32_t code_point)
{
    return code_point < 128 ? code_point >= 'A' && code_point <= 'Z' : or_wide_is_upper(code_point);
}

/*
 * The code point at text[*position], which moves behind it. A byte that starts
 * no well-formed sequence is returned as U+FFFD and skipped alone, so any bytes
 * can be read. *position must be < length.
 */
static inline uint32_t or_next_code_point(const char *text, size_t length, size_t *position)
{
    if ((text[*position] & 0x80) == 0)
        return (uint32_t) text[(*position)++];
    return or_next_wide_code_point(text, length, position);
}

/* The number of code points of well-formed UTF-8 text (continuation bytes are not counted). */
uint32_t or_count_code_points(const char *text, size_t length);

#endif
